//! Servers with invalid certificates or without TLS: each must give an error message that a user can act on.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output};
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tempfile::TempDir;

use crate::server::send_answer;

const FEED: &str = "<rss version='2.0'><channel><title>Harbour news</title><item><title>A</title>\
    <description>Words.</description></item></channel></rss>";

/// A certificate authority that the program trusts in these tests.
struct Authority {
    folder: TempDir,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut parameters = CertificateParams::default();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = parameters.self_signed(&key).expect("a certificate");
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("ca.pem"), certificate.pem()).expect("written");
        let issuer = Issuer::new(parameters, key);
        Self { folder, issuer }
    }

    /// Returns a certificate for these names, valid in these years, with its key.
    fn sign(&self, names: &[&str], years: std::ops::Range<i32>) -> Identity {
        let key = KeyPair::generate().expect("a key");
        let certificate = parameters(names, years).signed_by(&key, &self.issuer);
        Identity::of(certificate.expect("a certificate").der().clone(), &key)
    }

    /// Runs the program with this authority as the only trusted one.
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pullquote"));
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .env("SSL_CERT_FILE", self.folder.path().join("ca.pem"));
        command.args(arguments).output().expect("an end")
    }

    /// Returns the program's error message for the feed at a port.
    fn error(&self, port: u16) -> String {
        let output = self.run(&["feeds", &format!("https://127.0.0.1:{port}/")]);
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stderr).expect("text");
        let start =
            format!("pullquote: https://127.0.0.1:{port}/: cannot connect securely to 127.0.0.1: ");
        let rest = said.strip_prefix(&start);
        rest.unwrap_or_else(|| panic!("{said}"))
            .trim_end()
            .to_owned()
    }
}

/// A certificate with its key.
struct Identity(CertificateDer<'static>, PrivateKeyDer<'static>);

impl Identity {
    fn of(certificate: CertificateDer<'static>, key: &KeyPair) -> Self {
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        Self(certificate, key.into())
    }
}

fn parameters(names: &[&str], years: std::ops::Range<i32>) -> CertificateParams {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let mut parameters = CertificateParams::new(names).expect("names");
    parameters.not_before = date_time_ymd(years.start, 1, 1);
    parameters.not_after = date_time_ymd(years.end, 1, 1);
    parameters
}

/// Serves a feed over TLS and returns the port.
fn serve_tls(identity: Identity) -> u16 {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![identity.0], identity.1)
        .expect("a configuration");
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
            let mut stream = StreamOwned::new(connection, stream);
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
                head.push(byte[0]);
            }
            let answer = format!(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{FEED}",
                FEED.len()
            );
            let _ = stream.write_all(answer.as_bytes());
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    port
}

#[test]
fn a_certificate_that_is_sound_is_accepted() {
    let authority = Authority::new();
    let port = serve_tls(authority.sign(&["127.0.0.1"], 2000..2999));
    let output = authority.run(&["feeds", &format!("https://127.0.0.1:{port}/")]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("Harbour news"), "{output:?}");
}

#[test]
fn each_fault_of_a_certificate_is_a_sentence_with_what_to_try() {
    let authority = Authority::new();
    let clock =
        "check the clock of this machine; if it is right, wait for the site's owner to fix it";
    let expired = serve_tls(authority.sign(&["127.0.0.1"], 2000..2001));
    assert_eq!(
        authority.error(expired),
        format!("its certificate has expired; {clock}")
    );
    let early = serve_tls(authority.sign(&["127.0.0.1"], 2900..2999));
    assert_eq!(
        authority.error(early),
        format!("its certificate is not valid yet; {clock}")
    );
    let other = serve_tls(authority.sign(&["other.example", "b.example"], 2000..2999));
    assert_eq!(
        authority.error(other),
        "its certificate is for another host (other.example, b.example); check the spelling of the host; if it is right, wait for its owner to fix it"
    );
    let unknown = "its certificate is self-signed or signed by an unknown authority; if the server is yours, \
        add its certificate to this machine's trusted certificates; otherwise wait for its owner to fix it";
    let stranger = serve_tls(Authority::new().sign(&["127.0.0.1"], 2000..2999));
    assert_eq!(authority.error(stranger), unknown);
    let cases = [
        (IsCa::NoCa, false),
        (IsCa::Ca(BasicConstraints::Unconstrained), true),
    ];
    for (is_ca, is_authority) in cases {
        let key = KeyPair::generate().expect("a key");
        let mut parameters = parameters(&["127.0.0.1"], 2000..2999);
        parameters.is_ca = is_ca;
        let own = parameters.self_signed(&key).expect("a certificate");
        let port = serve_tls(Identity::of(own.der().clone(), &key));
        let said = authority.error(port);
        assert!(said.starts_with("its certificate is self-signed"), "{said}");
        // An authority's certificate is refused even where it is trusted.
        assert_eq!(said.contains("CA:FALSE"), is_authority, "{said}");
    }
}

#[test]
fn a_server_without_tls_or_with_an_old_one_is_told_so() {
    let authority = Authority::new();
    // A server that sends fixed bytes as soon as it receives anything.
    let answering = |answer: &'static [u8]| {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let _ = stream.read(&mut [0; 1024]);
                let _ = stream.write_all(answer);
            }
        });
        port
    };
    let not_tls = "the server does not speak TLS on this port; use http:// in the address if the server has no TLS, or check the port";
    assert_eq!(
        authority.error(answering(b"HTTP/1.1 400 Bad Request\r\n\r\n")),
        not_tls
    );
    assert_eq!(authority.error(answering(b"SSH-2.0-server\r\n")), not_tls);
    // A TLS alert (protocol_version): the server does not support the offered versions.
    let old = authority.error(answering(b"\x15\x03\x01\x00\x02\x02\x46"));
    assert!(
        old.starts_with("the server supports no secure version of TLS"),
        "{old}"
    );
    for (alert, said) in [
        (
            &b"\x15\x03\x01\x00\x02\x02\x28"[..],
            "the server rejected the connection (TLS alert handshake_failure); check the host and the port",
        ),
        (
            b"\x15\x03\x01\x00\x02\x02\x70",
            "the server does not know this host name (TLS alert unrecognized_name); check the spelling of the host",
        ),
        (
            b"\x15\x03\x01\x00\x02\x02\x74",
            "the server requires a client certificate (TLS alert certificate_required); ask its owner",
        ),
        (
            b"\x15\x03\x01\x00\x02\x02\x47",
            "the server and pullquote have no encryption method in common (insufficient_security)",
        ),
        (
            b"\x15\x03\x01\x00\x02\x02\xf7",
            "the server rejected the connection (TLS alert 247)",
        ),
    ] {
        let error = authority.error(answering(alert));
        assert!(error.starts_with(said), "{error}");
    }
    let gone = authority.error(answering(b""));
    assert!(
        gone.starts_with("the server closed the connection during"),
        "{gone}"
    );
}

#[test]
fn an_address_without_a_scheme_is_tried_by_https_and_then_by_http() {
    let authority = Authority::new();
    let said =
        |output: Output| String::from_utf8([output.stdout, output.stderr].concat()).expect("text");
    // A plain HTTP server: it waits for the end of a request, and closes the connection if it receives TLS.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let plain = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut start = [0; 1024];
            let n = stream.read(&mut start).unwrap_or_default();
            if start[..n].starts_with(b"GET") {
                send_answer(&mut stream, "200 OK", FEED.as_bytes());
            } else {
                let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            }
        }
    });
    let added = said(authority.run(&["add", &format!("127.0.0.1:{plain}/feed")]));
    assert!(
        added.starts_with(&format!("Subscribed to http://127.0.0.1:{plain}/feed")),
        "{added}"
    );
    let added = said(authority.run(&["add", &format!("http://127.0.0.1:{plain}/two")]));
    assert!(added.starts_with("Subscribed to http://"), "{added}");
    let typed = said(authority.run(&["add", &format!("https://127.0.0.1:{plain}/three")]));
    assert!(
        typed.contains("does not speak TLS"),
        "https was typed: {typed}"
    );
    let safe = serve_tls(authority.sign(&["127.0.0.1"], 2000..2999));
    let added = said(authority.run(&["add", &format!("127.0.0.1:{safe}/feed")]));
    assert!(
        added.starts_with(&format!("Subscribed to https://127.0.0.1:{safe}/feed")),
        "{added}"
    );
    // An untrusted certificate must not lead to a retry with http.
    let untrusted = serve_tls(Authority::new().sign(&["127.0.0.1"], 2000..2999));
    let refused = said(authority.run(&["add", &format!("127.0.0.1:{untrusted}/feed")]));
    assert!(
        refused.contains("its certificate is self-signed"),
        "{refused}"
    );
}

#[test]
fn if_neither_https_nor_http_works_both_failures_are_reported() {
    let authority = Authority::new();
    let said =
        |output: Output| String::from_utf8([output.stdout, output.stderr].concat()).expect("text");
    // No server listens on the port.
    let free = TcpListener::bind("127.0.0.1:0")
        .expect("a free port")
        .local_addr()
        .expect("an address")
        .port();
    let refused = said(authority.run(&["add", &format!("127.0.0.1:{free}/feed")]));
    assert!(
        refused.contains("https://127.0.0.1")
            && refused.contains("cannot connect")
            && refused.contains(", by https and by http; "),
        "{refused}"
    );
    // A server that speaks neither.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let odd = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(b"220 mail.example ESMTP\r\n");
        }
    });
    let refused = said(authority.run(&["add", &format!("127.0.0.1:{odd}/feed")]));
    assert!(
        refused.contains(
            "by https: cannot connect securely to 127.0.0.1: the server does not speak TLS"
        ) && refused.contains(
            "; by http: 127.0.0.1 sent an answer that is not HTTP; check the host and the port"
        ),
        "{refused}"
    );
    let unbracketed = said(authority.run(&["add", "::1/feed"]));
    assert!(
        unbracketed.contains("write an IPv6 address in brackets, as in http://[::1]/"),
        "{unbracketed}"
    );
}
