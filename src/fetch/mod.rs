//! Owns HTTP: gets one page by its link, within limits of size, time and redirects.
//!
//! Never looks into what comes back beyond its headers: reading it is `article`'s. Keeps nothing.

mod error;

use std::io::Read;
use std::time::Duration;

pub use error::FetchError;
use ureq::ResponseExt;
use ureq::http::header::CONTENT_TYPE;
use ureq::tls::{RootCerts, TlsConfig};

use crate::article::Link;

/// What pullquote calls itself; sites refuse what does not look like a browser's name at all.
const USER_AGENT: &str = concat!(
    "Mozilla/5.0 (compatible; pullquote/",
    env!("CARGO_PKG_VERSION"),
    ")"
);
/// What is asked for, the best first.
const ACCEPT: &str = "text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.9, application/xml;q=0.8, */*;q=0.5";

/// What a server may cost at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes, after decompression.
    pub bytes: usize,
    /// The most time from the first step to the last byte, however fast these come.
    pub time: Duration,
    /// The most redirects.
    pub redirects: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 10 * 1024 * 1024,
            time: Duration::from_secs(20),
            redirects: 8,
        }
    }
}

/// What a link led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The body, decompressed.
    pub bytes: Vec<u8>,
    /// What the server says it is: `text/html; charset=utf-8`.
    pub content_type: Option<String>,
    /// Where it was found in the end.
    pub final_link: Link,
}

/// Returns the page at `link`. Blocks until it is there or a limit is reached: call it on a thread of its own.
///
/// Proxies are taken from the environment, as other tools do (`HTTPS_PROXY`, `NO_PROXY` …).
pub fn get(link: &Link, limits: &Limits) -> Result<Page, FetchError> {
    let failed = |error| error::of(error, link, limits);
    let mut response = agent(limits)
        .get(link.as_str())
        .header("accept", ACCEPT)
        .call()
        .map_err(failed)?;
    let content_type = response.headers().get(CONTENT_TYPE);
    let content_type = content_type
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    if let Some(what) = content_type.as_deref().and_then(not_text) {
        return Err(FetchError::NotText { what });
    }
    let final_link = Link::parse(&response.get_uri().to_string()).unwrap_or_else(|| link.clone());
    let mut bytes = Vec::new();
    let most = u64::try_from(limits.bytes)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let mut body = response.body_mut().as_reader().take(most);
    body.read_to_end(&mut bytes)
        .map_err(|error| failed(error.into()))?;
    if bytes.len() > limits.bytes {
        return Err(FetchError::TooLong {
            bytes: limits.bytes,
        });
    }
    Ok(Page {
        bytes,
        content_type,
        final_link,
    })
}

fn agent(limits: &Limits) -> ureq::Agent {
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .build();
    ureq::Agent::config_builder()
        .timeout_global(Some(limits.time))
        .max_redirects(limits.redirects)
        .user_agent(USER_AGENT)
        .tls_config(tls)
        .build()
        .new_agent()
}

/// Returns what a page is that holds no text, by its content type.
fn not_text(content_type: &str) -> Option<&'static str> {
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
        assert_eq!(not_text("application/pdf; x=y"), Some("a PDF document"));
        assert_eq!(not_text("IMAGE/png"), Some("a picture"));
        assert_eq!(not_text("text/html"), None);
        assert_eq!(not_text("application/octet-stream"), None);
        assert_eq!(not_text(""), None);
    }
}
