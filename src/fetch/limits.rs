//! Limits of a request, and the page that it returns.

use std::time::Duration;

use crate::article::Link;
use crate::invariant::ExpectOr;

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
    /// True if the connection ended before the body did. Only for feeds; for pages that is an error.
    pub is_cut: bool,
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

/// Returns what a resource without text is, by its content type, as a noun phrase. `None` if it may be text.
pub(super) fn non_text_kind(content_type: &str) -> Option<&'static str> {
    let kind = content_type
        .split(';')
        .next()
        .expect_or_default("a split has a first part")
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
