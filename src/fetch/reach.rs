//! Restricts which addresses a request may reach: links from feeds must not lead into the user's own network
//! (server-side request forgery).
//!
//! Addresses are checked in the resolver, at the moment of connecting, so that a name that changes its address between
//! a check and the connection (DNS rebinding) gains nothing.
//!
//! The ranges are listed here because `IpAddr::is_global` of the standard library is unstable.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::resolver::TimedResolver;
use crate::article::Link;
use crate::invariant::ExpectOr;

/// The addresses that a request may reach.
///
/// A proxy resolves names itself, so behind a proxy only numeric addresses and names of local networks are checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Any address, redirects included: the user typed the link or granted the feed this access.
    Everywhere,
    /// Any address for the link itself, since the user subscribed to it. If it is public, redirects may only lead to
    /// public addresses.
    #[default]
    Subscribed,
    /// Public addresses only: the link comes from a feed or a page.
    Public {
        /// A host that is allowed even if it is private: that of the feed.
        host: Option<String>,
    },
}

/// Top-level names of local networks: mDNS (RFC 6762), the ones reserved for private use by ICANN and RFC 8375, and
/// those that RFC 6762, appendix G, lists as in use. None exists in the public DNS.
const LOCAL_DOMAINS: &[&str] = &[
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "home.arpa",
    "lan",
];

/// The error for a host that has only private addresses.
#[derive(Debug, thiserror::Error)]
#[error("the host has a private address")]
pub(super) struct PrivateHost;

/// The hosts resolved so far. The value is true if all addresses of the host were private each time.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownHosts(Arc<Mutex<HashMap<String, bool>>>);

impl KnownHosts {
    /// Records whether all addresses of a host are private.
    fn note(&self, host: &str, is_private: bool) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A name that was public once stays public, so that its owner cannot point it at the user's network later.
        let noted = known.entry(host.to_owned()).or_insert(is_private);
        *noted &= is_private;
    }

    /// Returns true if a link is known to lead to a private address. A host that was never resolved counts as public.
    pub(super) fn is_private(&self, link: &Link) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let host = link.host();
        is_private_literal(&host) || known.get(&host).is_some_and(|is_private| *is_private)
    }
}

/// A resolver that records whether hosts are private. A guarded one returns public addresses only.
#[derive(Debug)]
pub(super) struct CheckedResolver<R = TimedResolver> {
    system: R,
    known: KnownHosts,
    is_guarded: bool,
}

impl CheckedResolver {
    /// Returns a resolver that records its results in `known`. If `is_guarded`, it refuses private addresses.
    pub(super) fn new(known: KnownHosts, is_guarded: bool) -> Self {
        Self {
            system: TimedResolver,
            known,
            is_guarded,
        }
    }
}

impl<R: Resolver> Resolver for CheckedResolver<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.system.resolve(uri, config, timeout)?;
        // The proxy is configured by the user and may be on this machine.
        if config.proxy().is_some_and(|proxy| proxy.uri() == uri) {
            return Ok(found);
        }
        let is_public = |address: &&SocketAddr| !is_private(address.ip());
        let host = uri
            .host()
            .expect_or_default("an address that is resolved has a host");
        self.known
            .note(host, found.iter().all(|address| is_private(address.ip())));
        if !self.is_guarded {
            return Ok(found);
        }
        let mut public = self.empty();
        for address in found.iter().filter(is_public) {
            public.push(*address);
        }
        if public.is_empty() {
            return Err(ureq::Error::Other(Box::new(PrivateHost)));
        }
        Ok(public)
    }
}

/// Returns true if a host is a private IP address, or a name of this machine or of a local network.
pub(super) fn is_private_literal(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = bare.parse::<IpAddr>() {
        return is_private(address);
    }
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    // A name without a dot is looked up in the local network: no top-level domain has an address of its own.
    !name.contains('.')
        || LOCAL_DOMAINS.iter().any(|domain| {
            let parent = name.strip_suffix(domain);
            parent.is_some_and(|parent| parent.is_empty() || parent.ends_with('.'))
        })
}

/// Returns true if an address is not on the public internet: loopback, private, link-local, multicast or reserved (RFC
/// 6890 and the IANA special-purpose address registries).
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

/// Returns true for a private IPv4 address; see [`is_private`].
fn is_private_v4(address: Ipv4Addr) -> bool {
    match address.octets() {
        // This network, private networks, loopback.
        [0 | 10 | 127, ..] | [172, 16..=31, ..] | [192, 168, ..]
        // Shared address space of providers (RFC 6598), link-local, benchmarking.
        | [100, 64..=127, ..] | [169, 254, ..] | [198, 18..=19, ..]
        // Protocol assignments, documentation (RFC 5737), the former relays of 6to4.
        | [192, 0, 0 | 2, _] | [198, 51, 100, _] | [203, 0, 113, _] | [192, 88, 99, _] => true,
        // Multicast, reserved, broadcast.
        [first, ..] => first >= 224,
    }
}

/// Returns true for a private IPv6 address; see [`is_private`].
fn is_private_v6(address: Ipv6Addr) -> bool {
    let embedded = |high: u16, low: u16| {
        let [[a, b], [c, d]] = [high.to_be_bytes(), low.to_be_bytes()];
        is_private_v4(Ipv4Addr::new(a, b, c, d))
    };
    match address.segments() {
        // IPv4 addresses inside IPv6 ones: unspecified and loopback, mapped and the deprecated compatible form,
        // translated (RFC 2765), NAT64 (RFC 6052) and 6to4 (RFC 3056).
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => embedded(high, low),
        // Teredo (RFC 4380): the address of the server, and that of the client with all bits inverted.
        [0x2001, 0, server_high, server_low, _, _, high, low] => {
            embedded(server_high, server_low) || embedded(!high, !low)
        }
        // A network's own NAT64 (RFC 8215), discard-only (RFC 6666), benchmarking (RFC 5180), documentation (RFC 3849,
        // RFC 9637), segment identifiers (RFC 9602).
        [0x64, 0xff9b, 1, ..]
        | [0x100, 0, 0, 0 | 1, ..]
        | [0x2001, 2, 0, ..]
        | [0x2001, 0xdb8, ..]
        | [0x3fff, 0..=0xfff, ..]
        | [0x5f00, ..] => true,
        // Unique local, link-local, the deprecated site-local, multicast; ISATAP (RFC 5214) in any other network.
        [first, _, _, _, site, mark, high, low] => {
            matches!(first & 0xfe00, 0xfc00)
                || matches!(first & 0xffc0, 0xfe80 | 0xfec0)
                || first & 0xff00 == 0xff00
                || (matches!(site, 0 | 0x200) && mark == 0x5efe && embedded(high, low))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRIVATE: &str = "0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 \
        172.31.255.255 192.0.0.8 192.168.1.1 198.18.0.1 198.19.255.255 224.0.0.1 240.0.0.1 255.255.255.255 \
        [::] [::1] [fc00::1] [fdff::1] [fe80::1] [febf::1] [fec0::1] [ff02::1] [::ffff:127.0.0.1] \
        [::ffff:10.0.0.1] [::10.0.0.1] [64:ff9b::10.0.0.1] [64:ff9b:1::1] [2002:7f00:1::] [2002:c0a8:101::1] \
        [::ffff:0:127.0.0.2] [::ffff:0:10.0.0.1] [64:ff9b::127.0.0.1] [2001:0:7f00:1::] \
        [2001:0:101:101:0:0:80ff:fffe] [2001:0:a00:1::f7f7:f7f7] [fe80::5efe:1.1.1.1] [2a00::200:5efe:10.0.0.1] \
        [2a00::5efe:127.0.0.1] [::127.0.0.1] [2001:db8::1] [3fff::1] [100::1] [2001:2::1] 192.0.2.1 198.51.100.1 \
        203.0.113.1 192.88.99.1 \
        localhost LOCALHOST. a.localhost printer.local PRINTER.LOCAL. metadata.google.internal nas.lan a.home.arpa \
        b.localdomain nas intranet wiki.corp";
    const PUBLIC: &str = "1.1.1.1 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.0.0.1 169.253.0.1 172.15.0.1 \
        172.32.0.1 192.0.1.1 192.167.0.1 198.17.0.1 198.20.0.1 223.255.255.255 [2606:4700::1111] \
        [::ffff:1.1.1.1] [64:ff9b::1.1.1.1] [2002:101:101::] [fbff::1] [::ffff:0:1.1.1.1] \
        [2001:0:101:101::f7f7:f7f7] [2a00::5efe:1.1.1.1] [2001:4860::1] [4000::1] 198.51.99.1 example.org \
        localhost.org local.example.org notlocal.org xlocal.com home.example";

    #[test]
    fn private_addresses_are_known_in_every_form() {
        for private in PRIVATE.split(' ') {
            assert!(is_private_literal(private), "{private}");
        }
        for public in PUBLIC.split(' ') {
            assert!(!is_private_literal(public), "{public}");
        }
    }

    /// Gives these addresses for every name, one list a question, the last one from then on.
    #[derive(Debug)]
    struct FakeResolver(Mutex<Vec<Vec<&'static str>>>);

    impl Resolver for FakeResolver {
        fn resolve(
            &self,
            _: &Uri,
            _: &Config,
            _: NextTimeout,
        ) -> Result<ResolvedSocketAddrs, ureq::Error> {
            let mut answers = self.0.lock().expect("addresses");
            let now = if answers.len() > 1 {
                answers.remove(0)
            } else {
                answers[0].clone()
            };
            let mut found = self.empty();
            for address in now {
                found.push(SocketAddr::new(address.parse().expect("an address"), 80));
            }
            Ok(found)
        }
    }

    #[test]
    fn a_guarded_resolver_gives_public_addresses_each_time_it_is_asked() {
        let answers = vec![
            vec!["127.0.0.1", "1.1.1.1", "fe80::1"],
            vec!["2606:4700::1111"],
            // The name now leads into the user's network.
            vec!["192.168.0.1", "::1"],
        ];
        let resolver = CheckedResolver {
            system: FakeResolver(Mutex::new(answers)),
            known: KnownHosts::default(),
            is_guarded: true,
        };
        let uri = Uri::from_static("http://news.example/feed");
        let config = ureq::Agent::config_builder().proxy(None).build();
        let ask = || {
            let timeout = NextTimeout {
                after: ureq::unversioned::transport::time::Duration::NotHappening,
                reason: ureq::Timeout::Global,
                ..NextTimeout::default()
            };
            let found = resolver.resolve(&uri, &config, timeout);
            found.map(|found| {
                found
                    .iter()
                    .map(|at| at.ip().to_string())
                    .collect::<Vec<_>>()
            })
        };
        assert_eq!(ask().expect("one"), ["1.1.1.1"]);
        assert_eq!(ask().expect("one"), ["2606:4700::1111"]);
        for _ in 0..2 {
            let refused = ask().expect_err("none is left");
            assert!(matches!(refused, ureq::Error::Other(why) if why.is::<PrivateHost>()));
        }
    }

    #[test]
    fn odd_ways_to_write_an_address_are_seen_through() {
        for odd in [
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://127.1/",
            "http://[0:0:0:0:0:ffff:7f00:1]/",
            "http://127.0.0.1./",
            "http://１２７.0.0.1/",
            "http://127%2E0.0.1/",
            "http://LocalHost../",
            "http://me@0x7f000001:80/",
            "http://[::ffff:0:7f00:2]/",
            "http://ｌocalhost/",
        ] {
            let link = Link::parse(odd).expect("a link");
            assert!(is_private_literal(&link.host()), "{odd}: {link}");
        }
    }

    #[test]
    fn a_host_that_was_public_once_is_no_private_one_later() {
        let known = KnownHosts::default();
        let link = Link::parse("http://news.example/").expect("a link");
        assert!(!known.is_private(&link));
        known.note("news.example", true);
        assert!(known.is_private(&link));
        known.note("news.example", false);
        known.note("news.example", true);
        assert!(!known.is_private(&link));
    }
}
