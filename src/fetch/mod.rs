//! HTTP: fetches a page or feed, within limits of size, time and redirects.
//!
//! A [`Request`] goes to a [`Client`], which returns the raw bytes and headers. This module does not parse bodies,
//! which is the task of `article` and `feeds`, and stores nothing. It alone knows the network and enforces which
//! addresses may be reached ([`Reach`]). Start reading at [`Client::fetch`].

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

/// The config key of the size limit for pages, as shown to the user.
pub const PAGE_SETTING: &str = "`page_mb` in [limits]";
/// The config key of the size limit for feeds, as shown to the user.
pub const FEED_SETTING: &str = "`feed_mb` in [refresh]";

/// The limits of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchLimits {
    /// The maximum size of the body, in bytes after decompression.
    pub bytes: usize,
    /// The config key that sets `bytes`, for messages.
    pub setting: &'static str,
    /// The maximum time for the whole request, including redirects and the body.
    pub time: Duration,
    /// The maximum number of redirects.
    pub redirects: u32,
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self {
            // Far above the HTML of an article, but small enough to be parsed without delay.
            bytes: 10_000_000,
            setting: PAGE_SETTING,
            // A user waits for this. A slower server is better reported than waited for.
            time: Duration::from_secs(20),
            // A higher limit only delays the error for a loop whose addresses keep changing.
            redirects: 8,
        }
    }
}

/// A fetched resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedPage {
    /// The decompressed body.
    pub bytes: Vec<u8>,
    /// The value of the `Content-Type` header, such as `text/html; charset=utf-8`.
    pub content_type: Option<String>,
    /// The address after all redirects.
    pub final_link: Link,
    /// The new address, if the server reports that the resource has moved permanently.
    pub moved: Option<Link>,
    /// True if the requested link leads to a private address.
    pub is_private: bool,
    /// The `ETag` and `Last-Modified` values, for the next conditional request. `None` if the response came from
    /// another address than the requested or moved one.
    pub validators: (Option<String>, Option<String>),
}

/// Returns the page at a link that the user typed; it may be at any address. Blocks until the page is complete or a
/// limit is reached, so call it on its own thread.
///
/// Proxies are taken from the environment (`HTTPS_PROXY`, `NO_PROXY` and so on).
///
/// # Errors
///
/// Fails like [`Client::fetch`].
pub fn fetch_page(link: &Link, limits: &FetchLimits) -> Result<FetchedPage, FetchError> {
    let mut request = Request::page(link.clone());
    request.reach = Reach::Everywhere;
    match Client::new(*limits).fetch(&request, &CancelFlag::default())? {
        FetchResponse::Page(page) => Ok(page),
        // The request had no validators, so a 304 is an error of the server.
        FetchResponse::Unchanged { .. } => Err(FetchError::Status { status: 304 }),
    }
}

/// Returns what a resource without text is, by its content type, as a noun phrase. `None` if it may be text.
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
        "application/epub+zip" => Some("an e-book"),
        "image/svg+xml" => Some("a drawing (SVG)"),
        _ => match kind.split_once('/')?.0 {
            "image" => Some("a picture"),
            "video" => Some("a video"),
            "audio" => Some("a sound file"),
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
