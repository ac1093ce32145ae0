//! Owns HTTP: gets a page or feed by its link, within limits of size, time and redirects.
//!
//! Never looks into what comes back beyond its headers: reading it is `article`'s. Keeps nothing.

mod body;
mod client;
mod error;
mod reach;
mod resolver;
mod tls;

use std::time::Duration;

pub use client::{CancelFlag, Client, FetchResponse, Request, ResourceKind};
pub use error::FetchError;
pub use reach::Reach;
pub use tls::TlsFault;

use crate::article::Link;

/// What limits a page's length, in the words of the config.
pub const PAGE_SETTING: &str = "`page_mb` in [limits]";
/// What limits a feed's length, in the words of the config.
pub const FEED_SETTING: &str = "`feed_mb` in [refresh]";

/// What a server may cost at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchLimits {
    /// The most bytes, after decompression.
    pub bytes: usize,
    /// What sets that limit, for the user: a name in the config.
    pub setting: &'static str,
    /// The most time from the first step to the last byte, however fast these come.
    pub time: Duration,
    /// The most redirects.
    pub redirects: u32,
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self {
            bytes: 10_000_000,
            setting: PAGE_SETTING,
            time: Duration::from_secs(20),
            redirects: 8,
        }
    }
}

/// What a link led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedPage {
    /// The body, decompressed.
    pub bytes: Vec<u8>,
    /// What the server says it is: `text/html; charset=utf-8`.
    pub content_type: Option<String>,
    /// Where it was found in the end.
    pub final_link: Link,
    /// Where it stands from now on, if the server says that it moved for good.
    pub moved: Option<Link>,
    /// Whether the link that was asked for leads to a private address.
    pub is_private: bool,
    /// `ETag` and `Last-Modified`, which show next time whether it changed; only what the address itself gave.
    pub validators: (Option<String>, Option<String>),
}

/// Returns the page at a `link` that the user typed, wherever it is. Blocks until it is there or a limit is reached: call it on a thread of its own.
///
/// Proxies are taken from the environment, as other tools do (`HTTPS_PROXY`, `NO_PROXY` …).
pub fn fetch_page(link: &Link, limits: &FetchLimits) -> Result<FetchedPage, FetchError> {
    let mut request = Request::page(link.clone());
    request.reach = Reach::Everywhere;
    match Client::new(*limits).fetch(&request, &CancelFlag::default())? {
        FetchResponse::Page(page) => Ok(page),
        // Nobody asked whether it changed.
        FetchResponse::Unchanged { .. } => Err(FetchError::Status { status: 304 }),
    }
}

/// Returns what a page is that holds no text, by its content type.
fn non_text_kind(content_type: &str) -> Option<&'static str> {
    let kind = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match kind.as_str() {
        "application/pdf" => Some("a PDF document"),
        "application/zip" | "application/gzip" | "application/x-tar" => Some("an archive"),
        "application/epub+zip" => Some("an electronic book"),
        "image/svg+xml" => Some("a drawing"),
        _ => match kind.split_once('/')?.0 {
            "image" => Some("a picture"),
            "video" => Some("a video"),
            "audio" => Some("a sound"),
            "font" => Some("a font"),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_text_is_known_by_its_type() {
        assert_eq!(
            non_text_kind("application/pdf; x=y"),
            Some("a PDF document")
        );
        assert_eq!(non_text_kind("IMAGE/png"), Some("a picture"));
        assert_eq!(non_text_kind("text/html"), None);
        assert_eq!(non_text_kind("application/octet-stream"), None);
        assert_eq!(non_text_kind(""), None);
    }
}
