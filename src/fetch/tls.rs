//! Why a connection is not secure, in words that a user can act on.

use rustls::{AlertDescription, CertificateError, Error};

use super::error::plain_message;

/// The most names of a certificate that a message lists.
const MAX_NAMES: usize = 3;

/// Why a connection is not secure. The message says what is wrong; [`TlsFault::advice`] says what to try.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlsFault {
    /// Nobody whom this machine trusts has signed the certificate.
    #[error("its certificate is self-signed, or signed by someone that this machine does not know")]
    UnknownIssuer,
    /// The certificate is self-signed and marked as an authority's, which rustls refuses even where it is trusted.
    #[error("its certificate is self-signed and marked as that of an authority")]
    Authority,
    /// The certificate's time is over.
    #[error("its certificate has expired")]
    Expired,
    /// The certificate's time has not come.
    #[error("its certificate is not valid yet")]
    NotYetValid,
    /// The certificate belongs to another host.
    #[error("its certificate is for another host{0}")]
    OtherHost(String),
    /// The certificate was taken back.
    #[error("its certificate was revoked")]
    Revoked,
    /// The certificate cannot be used.
    #[error("its certificate is faulty ({0})")]
    Faulty(String),
    /// The server speaks plain HTTP, or something else, there.
    #[error("the server does not speak TLS there")]
    NotTls,
    /// The server ended the connection before it was secure.
    #[error("the server broke off while the connection was being secured")]
    BrokenOff,
    /// There is no version of TLS, or cipher, that both sides have.
    #[error("the server offers no version of TLS that is safe today (1.2 or 1.3)")]
    OldProtocol,
    /// Something rarer.
    #[error("{0}")]
    Other(String),
}

impl TlsFault {
    /// Returns the fault that an error of the TLS library means.
    pub(super) fn of(error: &Error) -> Self {
        match error {
            Error::InvalidCertificate(fault) => Self::of_certificate(fault),
            Error::InvalidMessage(_) => Self::NotTls,
            Error::PeerIncompatible(_) => Self::OldProtocol,
            Error::AlertReceived(alert) => match alert {
                AlertDescription::HandshakeFailure
                | AlertDescription::ProtocolVersion
                | AlertDescription::InsufficientSecurity => Self::OldProtocol,
                AlertDescription::UnrecognisedName => Self::OtherHost(String::new()),
                alert => Self::Other(format!("the server refused it ({alert:?})")),
            },
            Error::NoCertificatesPresented => {
                Self::Other("the server has no certificate".to_owned())
            }
            error => Self::Other(plain_message(error)),
        }
    }

    fn of_certificate(fault: &CertificateError) -> Self {
        match fault {
            // A signature is wrong where an authority of the same name has another key.
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
            // What `openssl req -x509` makes: signed by itself, and marked as an authority.
            CertificateError::Other(other)
                if format!("{other:?}").contains("CaUsedAsEndEntity") =>
            {
                Self::Authority
            }
            fault => Self::Faulty(plain_message(&Error::InvalidCertificate(fault.clone()))),
        }
    }

    /// Returns what the user may try, as a sentence.
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::UnknownIssuer => {
                "If the server is yours, add its certificate to those that this machine trusts; else wait for its owner."
            }
            Self::Authority => {
                "If the server is yours, give it a certificate that is none of an authority (CA:FALSE); else wait for its owner."
            }
            Self::Expired | Self::NotYetValid => {
                "Check the clock of this machine; if it is right, wait for the owner of the site."
            }
            Self::OtherHost(_) => "Check the spelling of the host; else wait for its owner.",
            Self::NotTls | Self::BrokenOff => {
                "Write the address with http:// if the server has no TLS, or check the port."
            }
            Self::OldProtocol => {
                "Wait for the owner of the site; or write the address with http:// if it has that too."
            }
            Self::Revoked | Self::Faulty(_) | Self::Other(_) => "Wait for the owner of the site.",
        }
    }
}

/// Returns the names of a certificate in brackets, the first few of them; they are as rustls shows them.
fn list_names(presented: &[String]) -> String {
    let names = presented.iter().take(MAX_NAMES);
    // As in `DnsName("example.org")`.
    let names = names.map(|name| name.split('"').nth(1).unwrap_or(name).to_owned());
    let names = names.collect::<Vec<_>>().join(", ");
    match (names.is_empty(), presented.len() > MAX_NAMES) {
        (true, _) => String::new(),
        (false, false) => crate::text::clean_text(&format!(" ({names})")).replace('\n', " "),
        (false, true) => crate::text::clean_text(&format!(" ({names} …)")).replace('\n', " "),
    }
}
