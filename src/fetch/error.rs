//! The errors of fetching. Each has a message and advice for the user.

use std::io;
use std::time::Duration;

use super::limits::FetchLimits;
use super::message::plain_message;
use super::reach::PrivateHost;
use super::tls::TlsFault;
use crate::article::Link;
use crate::text::count_with_noun;

/// The reason why a fetch failed. The message says what happened; [`FetchError::advice`] says what to try.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The host name does not resolve.
    #[error("cannot find the host {host}")]
    HostNotFound {
        /// The host name.
        host: String,
    },
    /// The connection was refused, reset, or could not be made.
    #[error("cannot connect to {host}: {cause}")]
    Unreachable {
        /// The host name.
        host: String,
        /// The message of the operating system.
        cause: String,
    },
    /// No secure connection could be made.
    #[error("cannot connect securely to {host}: {fault}")]
    Insecure {
        /// The host name.
        host: String,
        /// The reason.
        fault: TlsFault,
    },
    /// A link in a feed or page leads to a private address.
    #[error("{host} has a private address, which links in feeds may not reach")]
    Private {
        /// The host name.
        host: String,
    },
    /// The server closed the connection instead of answering.
    #[error("{host} closed the connection without an answer")]
    NoAnswer {
        /// The host name.
        host: String,
    },
    /// The answer is not HTTP.
    #[error("{host} sent an answer that is not HTTP")]
    NotHttp {
        /// The host name.
        host: String,
    },
    /// The connection ended in the middle of the body.
    #[error("{host} cut off the connection in the middle of the answer")]
    CutOff {
        /// The host name.
        host: String,
    },
    /// The request exceeded the time limit.
    #[error("the server did not finish within {}", count_with_noun(limit.as_secs_f64(), "second"))]
    TimedOut {
        /// The time limit.
        limit: Duration,
    },
    /// The body exceeds the size limit, or never ends.
    #[error("the response is larger than {}, the limit set by {setting}", format_megabytes(*bytes))]
    TooLong {
        /// The size limit, in bytes.
        bytes: usize,
        /// The config key that sets the limit.
        setting: &'static str,
    },
    /// There are too many redirects.
    #[error("the link was redirected more than {}", count_with_noun(most, "time"))]
    TooManyRedirects {
        /// The maximum number of redirects.
        most: u32,
    },
    /// The server returned an error status.
    #[error("the server returned {status}{}", status_meaning(*status))]
    Status {
        /// The HTTP status code.
        status: u16,
    },
    /// The server returned an error status and asked to wait.
    #[error("the server returned {status}{}", status_meaning(*status))]
    Busy {
        /// The HTTP status code.
        status: u16,
        /// The requested delay, at most a day.
        wait: Duration,
    },
    /// A redirect leads back to an address visited before.
    #[error("the link redirects in a loop")]
    RedirectLoop,
    /// The request was cancelled.
    #[error("the request was cancelled")]
    Cancelled,
    /// The content type is not text, such as an image or a PDF.
    #[error("the link points to {what}, not a text page")]
    NotText {
        /// The content type, as a noun phrase with its article.
        what: &'static str,
    },
    /// The response violates HTTP.
    #[error("the server sent an invalid response: {cause}")]
    Protocol {
        /// The details.
        cause: String,
    },
}

impl FetchError {
    /// Returns a short name for the kind of error. It contains no text from the server or the user, so it is safe to
    /// log.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::HostNotFound { .. } => "host not found",
            Self::Unreachable { .. } => "unreachable",
            Self::Insecure { .. } => "no secure connection",
            Self::Private { .. } => "private address",
            Self::NoAnswer { .. } => "no answer",
            Self::NotHttp { .. } => "not http",
            Self::CutOff { .. } => "cut off",
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

    /// Returns what the user can try, as a sentence.
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::HostNotFound { .. } => {
                "Check the spelling of the link and your network connection."
            }
            Self::Unreachable { .. } => {
                "Check the port and your network connection (behind a proxy, also HTTPS_PROXY), or try again later."
            }
            Self::Insecure { fault, .. } => fault.advice(),
            Self::Private { .. } => {
                "If you trust the feed, allow it with `pullquote feeds --set FEED --private-pages`."
            }
            Self::NoAnswer { .. } => {
                "Check the port and whether the address needs https://, or try again later."
            }
            Self::NotHttp { .. } => {
                "Check the port; if the server speaks TLS there, write https:// in the address."
            }
            Self::TimedOut { .. } => {
                "Try again later, or save the page in a browser and open the file."
            }
            Self::TooLong { .. } => {
                "Raise the limit in the config (64 MB at most), or save the page in a browser and open the file."
            }
            Self::Cancelled => "Try again.",
            Self::TooManyRedirects { .. } | Self::RedirectLoop => {
                "The site may require cookies; save the page in a browser and open the file."
            }
            Self::Status { status: 404 | 410 } => {
                "Check the spelling of the link; the page may have moved."
            }
            Self::Status {
                status: 401..=403 | 451,
            } => {
                "The site may require a login or block programs; save the page in a browser and open the file."
            }
            Self::CutOff { .. }
            | Self::Busy { .. }
            | Self::Status {
                status: 429 | 500..,
            } => "Try again later.",
            Self::Status { .. } | Self::Protocol { .. } => {
                "Save the page in a browser and open the file."
            }
            Self::NotText { .. } => {
                "Open it in a browser, or convert it to text and open the file."
            }
        }
    }
}

impl FetchError {
    /// Returns the message and the advice as one sentence without a full stop.
    pub fn advised(&self) -> String {
        format!("{self}; {}", self.advice_clause())
    }

    /// Returns the advice as a clause: in lower case, without a full stop.
    pub fn advice_clause(&self) -> String {
        let advice = self.advice().trim_end_matches('.');
        let mut letters = advice.chars();
        let first = letters.next().map(|c| c.to_ascii_lowercase());
        first.into_iter().chain(letters).collect()
    }
}

/// Returns the meaning of a status in parentheses, after a space. Empty for rare ones.
fn status_meaning(status: u16) -> &'static str {
    match status {
        206 => " (a part of the page, which was not asked for)",
        300..=399 => " (redirect without a usable address)",
        400 => " (bad request)",
        401 => " (login required)",
        402 => " (payment required)",
        403 => " (access denied)",
        404 => " (page not found)",
        406 => " (no readable form of the page)",
        410 => " (page permanently removed)",
        429 => " (too many requests)",
        451 => " (withheld for legal reasons)",
        500 => " (server error)",
        502..=504 => " (overloaded or down)",
        _ => "",
    }
}

/// Converts an error of reading the body.
pub(super) fn translate_body_error(
    error: io::Error,
    link: &Link,
    limits: &FetchLimits,
) -> FetchError {
    match translate_io_error(error, link, limits) {
        FetchError::NoAnswer { host } => FetchError::CutOff { host },
        other => other,
    }
}

/// Converts an error of the HTTP library.
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
            cause: "no response".into(),
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
        ureq::Error::Protocol(error) => {
            let cause = plain_message(&error);
            // The library does not export the kinds of this error.
            let is_parse = cause.starts_with("http parse fail") || cause.contains("http version");
            if is_parse && !cause.contains("header") {
                FetchError::NotHttp { host }
            } else {
                let cause = cause.trim_start_matches("http parse fail: ").to_owned();
                FetchError::Protocol { cause }
            }
        }
        error => FetchError::Protocol {
            cause: plain_message(&error),
        },
    }
}

/// Converts an I/O error, which may wrap an error of the HTTP or TLS library.
fn translate_io_error(error: io::Error, link: &Link, limits: &FetchLimits) -> FetchError {
    // `ureq` wraps its own errors in I/O errors while the body is read, for example when the time limit is reached.
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
        // rustls reports an end of the stream during the handshake with these messages. After the handshake it reports
        // a missing `close_notify` instead.
        io::ErrorKind::UnexpectedEof
            if link.as_str().starts_with("https:")
                && ["tls handshake eof", "unexpected end of file"]
                    .contains(&error.to_string().as_str()) =>
        {
            let fault = TlsFault::BrokenOff;
            FetchError::Insecure { host, fault }
        }
        io::ErrorKind::UnexpectedEof
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe => FetchError::NoAnswer { host },
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => {
            FetchError::TimedOut { limit: limits.time }
        }
        io::ErrorKind::InvalidData => FetchError::Protocol {
            cause: plain_message(&error),
        },
        io::ErrorKind::ConnectionRefused => FetchError::Unreachable {
            host,
            cause: "connection refused".to_owned(),
        },
        // The resolver's errors have no kind of their own.
        _ if error.to_string().starts_with("failed to lookup address") => {
            FetchError::HostNotFound { host }
        }
        _ => FetchError::Unreachable {
            host,
            cause: plain_message(&error),
        },
    }
}

/// Returns the error for a connection that was not made within its own time limit.
pub(super) fn connect_timeout(link: &Link, limit: Duration) -> FetchError {
    FetchError::Unreachable {
        host: link.site(),
        cause: format!(
            "no answer within {}",
            count_with_noun(limit.as_secs_f64(), "second")
        ),
    }
}

/// Returns a size in megabytes if it is a whole number of them, otherwise in bytes.
fn format_megabytes(bytes: usize) -> String {
    match bytes % 1_000_000 {
        0 => format!("{} MB", bytes / 1_000_000),
        _ => count_with_noun(bytes, "byte"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_found_is_no_failed_connection() {
        let link = Link::parse("http://no-such-host.invalid/").expect("a link");
        let message = "failed to lookup address information: Name or service not known";
        let error = translate_io_error(io::Error::other(message), &link, &FetchLimits::default());
        let host = "no-such-host.invalid".to_owned();
        assert_eq!(error, FetchError::HostNotFound { host });
    }

    #[test]
    fn errors_are_sentences_with_advice() {
        let gone = FetchError::Status { status: 404 };
        assert_eq!(gone.to_string(), "the server returned 404 (page not found)");
        assert!(gone.advice().contains("spelling"));
        assert_eq!(
            FetchError::Status { status: 418 }.to_string(),
            "the server returned 418"
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
