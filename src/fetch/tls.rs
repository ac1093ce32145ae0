//! TLS failures, explained in words that a user can act on.

use rustls::{AlertDescription, CertificateError, Error, PeerIncompatible};

use super::message::plain_message;

/// Maximum number of certificate names in a message. Some certificates list hundreds.
const MAX_NAMES: usize = 3;

/// The reason why a TLS connection failed. The message says what is wrong; [`TlsFault::advice`] says what to try.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlsFault {
    /// No authority that this machine trusts has signed the certificate.
    #[error("its certificate is self-signed or signed by an unknown authority")]
    UnknownIssuer,
    /// The certificate is self-signed and marked as an authority's, which rustls refuses even where it is trusted.
    #[error("its certificate is self-signed and marked as that of an authority")]
    Authority,
    /// The certificate has expired.
    #[error("its certificate has expired")]
    Expired,
    /// The certificate is not valid yet.
    #[error("its certificate is not valid yet")]
    NotYetValid,
    /// The certificate is for another host. The value is the list of names from `list_names`.
    #[error("its certificate is for another host{0}")]
    OtherHost(String),
    /// The certificate was revoked.
    #[error("its certificate was revoked")]
    Revoked,
    /// The certificate is invalid for another reason, which is the value.
    #[error("its certificate is invalid ({0})")]
    Faulty(String),
    /// The server does not speak TLS on this port, but perhaps plain HTTP.
    #[error("the server does not speak TLS on this port")]
    NotTls,
    /// The server closed the connection during the handshake.
    #[error("the server closed the connection during the TLS handshake")]
    BrokenOff,
    /// Client and server have no TLS version in common.
    #[error("the server supports no secure version of TLS (1.2 or 1.3)")]
    OldProtocol,
    /// The server is not configured for the host name that the client asked for.
    #[error("the server does not know this host name (TLS alert unrecognized_name)")]
    UnknownName,
    /// The server requires a client certificate.
    #[error("the server requires a client certificate (TLS alert {0})")]
    ClientCertificate(String),
    /// Client and server agree on a TLS version, but on nothing else. The value is the name of the alert, or what is
    /// missing.
    #[error("the server and pullquote have no encryption method in common ({0})")]
    NoCommonMethod(String),
    /// The server ended the handshake with another alert, whose name is the value.
    #[error("the server rejected the connection (TLS alert {0})")]
    Alert(String),
    /// Another failure, as a message.
    #[error("{0}")]
    Other(String),
}

impl TlsFault {
    /// Converts an error of rustls.
    pub(super) fn of(error: &Error) -> Self {
        match error {
            Error::InvalidCertificate(fault) => Self::of_certificate(fault),
            Error::InvalidMessage(_) => Self::NotTls,
            Error::PeerIncompatible(why) => match why {
                PeerIncompatible::ServerDoesNotSupportTls12Or13
                | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig
                | PeerIncompatible::SupportedVersionsExtensionRequired => Self::OldProtocol,
                why => Self::NoCommonMethod(snake_case(&format!("{why:?}"))),
            },
            Error::AlertReceived(alert) => Self::of_alert(*alert),
            Error::NoCertificatesPresented => {
                Self::Other("the server sent no certificate".to_owned())
            }
            error => Self::Other(plain_message(error)),
        }
    }

    /// Converts an alert of the server (RFC 8446, section 6.2).
    fn of_alert(alert: AlertDescription) -> Self {
        let name = alert_name(alert);
        match alert {
            AlertDescription::ProtocolVersion => Self::OldProtocol,
            AlertDescription::UnrecognisedName => Self::UnknownName,
            AlertDescription::CertificateRequired | AlertDescription::NoCertificate => {
                Self::ClientCertificate(name)
            }
            AlertDescription::InsufficientSecurity => Self::NoCommonMethod(name),
            _ => Self::Alert(name),
        }
    }

    /// Converts a certificate error of rustls.
    fn of_certificate(fault: &CertificateError) -> Self {
        match fault {
            // The signature is wrong if a trusted authority has the same name but another key.
            CertificateError::UnknownIssuer | CertificateError::BadSignature => Self::UnknownIssuer,
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => Self::Expired,
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                Self::NotYetValid
            }
            CertificateError::NotValidForName => Self::OtherHost(String::new()),
            CertificateError::NotValidForNameContext { presented, .. } => {
                Self::OtherHost(list_names(presented))
            }
            CertificateError::Revoked => Self::Revoked,
            // A certificate from `openssl req -x509` is self-signed and marked as an authority.
            CertificateError::Other(other)
                if format!("{other:?}").contains("CaUsedAsEndEntity") =>
            {
                Self::Authority
            }
            fault => Self::Faulty(plain_message(&Error::InvalidCertificate(fault.clone()))),
        }
    }

    /// Returns what the user can try, as a sentence.
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::UnknownIssuer => {
                "If the server is yours, add its certificate to this machine's trusted certificates; otherwise wait for its owner to fix it."
            }
            Self::Authority => {
                "If the server is yours, give it a certificate that is none of an authority (CA:FALSE); else wait for its owner."
            }
            Self::Expired | Self::NotYetValid => {
                "Check the clock of this machine; if it is right, wait for the site's owner to fix it."
            }
            Self::OtherHost(_) => {
                "Check the spelling of the host; if it is right, wait for its owner to fix it."
            }
            Self::NotTls | Self::BrokenOff => {
                "Use http:// in the address if the server has no TLS, or check the port."
            }
            Self::UnknownName => {
                "Check the spelling of the host; if it is right, its owner has to set it up for TLS."
            }
            Self::ClientCertificate(_) => {
                "Ask its owner for an address that needs none: pullquote cannot send one."
            }
            Self::Alert(_) => {
                "Check the host and the port; if they are right, wait for the site's owner to fix it."
            }
            Self::OldProtocol | Self::NoCommonMethod(_) => {
                "Wait for the site's owner to fix it, or use http:// in the address if the site supports it."
            }
            Self::Revoked | Self::Faulty(_) | Self::Other(_) => {
                "Wait for the site's owner to fix it."
            }
        }
    }
}

/// Returns the name of an alert as the standard writes it, such as `handshake_failure`.
fn alert_name(alert: AlertDescription) -> String {
    match alert {
        // rustls has the British spelling.
        AlertDescription::UnrecognisedName => "unrecognized_name".to_owned(),
        AlertDescription::UnknownCA => "unknown_ca".to_owned(),
        AlertDescription::UnknownPSKIdentity => "unknown_psk_identity".to_owned(),
        AlertDescription::Unknown(number) => number.to_string(),
        alert => snake_case(&format!("{alert:?}")),
    }
}

/// Returns a name such as `HandshakeFailure` as `handshake_failure`.
fn snake_case(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !words.is_empty() {
            words.push('_');
        }
        words.push(c.to_ascii_lowercase());
    }
    words
}

/// Returns the first names of a certificate in parentheses, after a space. Empty if there are none.
fn list_names(presented: &[String]) -> String {
    let names = presented.iter().take(MAX_NAMES);
    // rustls formats a name as `DnsName("example.org")`.
    let names = names.map(|name| name.split('"').nth(1).unwrap_or(name).to_owned());
    let names = names.collect::<Vec<_>>().join(", ");
    match (names.is_empty(), presented.len() > MAX_NAMES) {
        (true, _) => String::new(),
        (false, false) => crate::text::clean_text(&format!(" ({names})")).replace('\n', " "),
        (false, true) => crate::text::clean_text(&format!(" ({names} …)")).replace('\n', " "),
    }
}
