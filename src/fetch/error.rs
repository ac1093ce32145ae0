//! Why a page could not be had, each in a sentence, with what to try.

use std::io;
use std::time::Duration;

use super::reach::PrivateHost;
use super::{FetchLimits, TlsFault};
use crate::article::Link;

/// Why there is no page. The message says what happened; [`FetchError::advice`] says what to try.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The name of the host has no address.
    #[error("no host of the name {host} is known")]
    HostNotFound {
        /// The host's name.
        host: String,
    },
    /// Nobody answers there.
    #[error("cannot connect to {host}: {cause}")]
    Unreachable {
        /// The host's name.
        host: String,
        /// What the system says.
        cause: String,
    },
    /// The connection cannot be trusted.
    #[error("no secure connection to {host}: {fault}")]
    Insecure {
        /// The host's name.
        host: String,
        /// What was wrong.
        fault: TlsFault,
    },
    /// A link of a feed or page leads into a private network.
    #[error("{host} has a private address, where links of feeds do not lead")]
    Private {
        /// The host's name.
        host: String,
    },
    /// It took longer than allowed.
    #[error("the server did not finish within {} seconds", limit.as_secs_f64())]
    TimedOut {
        /// The time that was allowed.
        limit: Duration,
    },
    /// The body is longer than allowed, or never ends.
    #[error("the answer is longer than {}, the limit that {setting} sets, or never ends", format_megabytes(*bytes))]
    TooLong {
        /// The length that is allowed.
        bytes: usize,
        /// What sets it.
        setting: &'static str,
    },
    /// Redirects lead round in a circle or too far.
    #[error("the link was redirected more than {most} times")]
    TooManyRedirects {
        /// How many are followed.
        most: u32,
    },
    /// The server refuses.
    #[error("the server answers {status}{}", status_meaning(*status))]
    Status {
        /// The status code of HTTP.
        status: u16,
    },
    /// The server asks to be left alone for a while.
    #[error("the server answers {status}{}", status_meaning(*status))]
    Busy {
        /// The status code of HTTP.
        status: u16,
        /// For how long.
        wait: Duration,
    },
    /// Redirects lead round in a circle.
    #[error("the link is redirected in a circle")]
    RedirectLoop,
    /// The user asked to stop.
    #[error("it was cancelled")]
    Cancelled,
    /// It is a picture, a PDF or the like.
    #[error("the link leads to {what}, not to a page of text")]
    NotText {
        /// What it is, with its article.
        what: &'static str,
    },
    /// The answer breaks the rules of HTTP.
    #[error("the server's answer makes no sense: {cause}")]
    Protocol {
        /// What was wrong.
        cause: String,
    },
}

impl FetchError {
    /// Returns a short name for the kind of error, without anything that a server or the user wrote.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::HostNotFound { .. } => "host not found",
            Self::Unreachable { .. } => "unreachable",
            Self::Insecure { .. } => "no secure connection",
            Self::Private { .. } => "private address",
            Self::TimedOut { .. } => "too slow",
            Self::TooLong { .. } => "too long",
            Self::TooManyRedirects { .. } | Self::RedirectLoop => "redirects",
            Self::Status { .. } => "status",
            Self::Busy { .. } => "busy",
            Self::Cancelled => "cancelled",
            Self::NotText { .. } => "not text",
            Self::Protocol { .. } => "protocol",
        }
    }

    /// Returns what the user may try, as a sentence.
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::HostNotFound { .. } => {
                "Check the spelling of the link and your connection to the network."
            }
            Self::Unreachable { .. } => {
                "Check your connection and, behind a proxy, HTTPS_PROXY; or try again later."
            }
            Self::Insecure { fault, .. } => fault.advice(),
            Self::Private { .. } => {
                "If you trust the feed with it, allow it by `pullquote feeds --set FEED --private-pages`."
            }
            Self::TimedOut { .. } => {
                "Try again later, or save the page with a browser and open the file."
            }
            Self::TooLong { .. } => {
                "Set that higher in the config, 64 at most; or save the page with a browser and open the file."
            }
            Self::Cancelled => "Try again.",
            Self::TooManyRedirects { .. } | Self::RedirectLoop => {
                "The site may want cookies: save the page with a browser and open the file."
            }
            Self::Status { status: 404 | 410 } => {
                "Check the spelling of the link; the page may have moved."
            }
            Self::Status {
                status: 401..=403 | 451,
            } => {
                "The site may want a login or refuse programs: save the page with a browser and open the file."
            }
            Self::Busy { .. }
            | Self::Status {
                status: 429 | 500..,
            } => "Try again later.",
            Self::Status { .. } | Self::Protocol { .. } => {
                "Save the page with a browser and open the file."
            }
            Self::NotText { .. } => {
                "Open it in a browser, or convert it to text and open the file."
            }
        }
    }
}

impl FetchError {
    /// Returns what happened and what the user may try, in one sentence without a full stop.
    pub fn advised(&self) -> String {
        let advice = self.advice().trim_end_matches('.');
        let mut letters = advice.chars();
        let first = letters.next().map(|c| c.to_ascii_lowercase());
        let advice: String = first.into_iter().chain(letters).collect();
        format!("{self}; {advice}")
    }
}

/// Returns what a status means, after a comma; nothing for the rare ones.
fn status_meaning(status: u16) -> &'static str {
    match status {
        300..=399 => ", and leads to no other address that can be read",
        400 => ", it does not understand the request",
        401 => ", it wants a login",
        402 => ", it wants a payment",
        403 => ", it refuses access",
        404 => ", there is no such page",
        406 => ", it has no form of the page that can be read",
        410 => ", the page is gone for good",
        429 => ", there were too many requests",
        451 => ", the page is withheld by law",
        500 => ", it failed",
        502..=504 => ", it is overloaded or out of order",
        _ => "",
    }
}

/// Returns what an error of the HTTP library means.
pub(super) fn translate_error(error: ureq::Error, link: &Link, limits: &FetchLimits) -> FetchError {
    let host = link.site();
    match error {
        ureq::Error::StatusCode(status) => FetchError::Status { status },
        ureq::Error::Timeout(_) => FetchError::TimedOut { limit: limits.time },
        ureq::Error::HostNotFound => FetchError::HostNotFound { host },
        ureq::Error::TooManyRedirects => FetchError::TooManyRedirects {
            most: limits.redirects,
        },
        ureq::Error::Io(error) => translate_io_error(error, link, limits),
        ureq::Error::ConnectionFailed => FetchError::Unreachable {
            host,
            cause: "nobody answers".into(),
        },
        ureq::Error::Rustls(error) => FetchError::Insecure {
            host,
            fault: TlsFault::of(&error),
        },
        error @ (ureq::Error::Tls(_) | ureq::Error::Pem(_)) => FetchError::Insecure {
            host,
            fault: TlsFault::Other(plain_message(&error)),
        },
        ureq::Error::Other(error) if error.is::<PrivateHost>() => FetchError::Private { host },
        error => FetchError::Protocol {
            cause: plain_message(&error),
        },
    }
}

fn translate_io_error(error: io::Error, link: &Link, limits: &FetchLimits) -> FetchError {
    // The library hides its own errors in those of reading: a time limit reached within the body, for one.
    let error = match error.downcast::<ureq::Error>() {
        Ok(ureq::Error::Io(inner)) => inner,
        Ok(inner) => return translate_error(inner, link, limits),
        Err(error) => error,
    };
    let host = link.site();
    let inner = error.get_ref();
    if let Some(fault) = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        let fault = TlsFault::of(fault);
        return FetchError::Insecure { host, fault };
    }
    match error.kind() {
        // So says the TLS library where it was still at its first steps; later it misses the word that ends a stream.
        io::ErrorKind::UnexpectedEof
            if link.as_str().starts_with("https:")
                && ["tls handshake eof", "unexpected end of file"]
                    .contains(&error.to_string().as_str()) =>
        {
            let fault = TlsFault::BrokenOff;
            FetchError::Insecure { host, fault }
        }
        io::ErrorKind::UnexpectedEof if error.to_string().contains("close_notify") => {
            let cause = "the connection was cut off".to_owned();
            FetchError::Protocol { cause }
        }
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => {
            FetchError::TimedOut { limit: limits.time }
        }
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => FetchError::Protocol {
            cause: plain_message(&error),
        },
        _ => FetchError::Unreachable {
            host,
            cause: plain_message(&error),
        },
    }
}

/// Returns a length in words, in megabytes where it is a whole number of them.
fn format_megabytes(bytes: usize) -> String {
    match bytes % 1_000_000 {
        0 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{bytes} bytes"),
    }
}

/// Returns an error's words on one line, safe for a screen: some quote what the server sent.
pub(super) fn plain_message(error: &dyn std::error::Error) -> String {
    let words: String = error.to_string().chars().take(200).collect();
    crate::text::clean_text(&words).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_sentences_with_advice() {
        let gone = FetchError::Status { status: 404 };
        assert_eq!(
            gone.to_string(),
            "the server answers 404, there is no such page"
        );
        assert!(gone.advice().contains("spelling"));
        assert_eq!(
            FetchError::Status { status: 418 }.to_string(),
            "the server answers 418"
        );
        let slow = FetchError::TimedOut {
            limit: Duration::from_millis(1500),
        };
        assert_eq!(
            slow.to_string(),
            "the server did not finish within 1.5 seconds"
        );
    }
}
