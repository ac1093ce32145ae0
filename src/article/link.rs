//! Web links.

use std::borrow::Cow;
use std::fmt;

use url::Url;

use crate::invariant::ExpectOr;

/// An absolute `http` or `https` URL. Invariant: contains no control characters, no white space, and no user name or
/// password, so that it can be shown, stored and exported.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link(String);

impl Link {
    /// Parses an absolute `http` or `https` URL. Returns `None` for other schemes (`javascript:`, `file:`) and relative
    /// URLs.
    pub fn parse(raw: &str) -> Option<Self> {
        let raw = raw.trim();
        if normalized_host(raw).is_some() {
            return Some(Self(raw.to_owned()));
        }
        Url::parse(raw).ok().and_then(Self::of)
    }

    /// Resolves a possibly relative URL against this one, the address of the page.
    pub fn join(&self, raw: &str) -> Option<Self> {
        let raw = raw.trim();
        if normalized_host(raw).is_some() {
            return Some(Self(raw.to_owned()));
        }
        Url::parse(&self.0).ok()?.join(raw).ok().and_then(Self::of)
    }

    /// Returns whether `raw` is a relative URL, which needs a base.
    pub fn is_relative(raw: &str) -> bool {
        let raw = raw.trim();
        !raw.is_empty() && Url::parse(raw) == Err(url::ParseError::RelativeUrlWithoutBase)
    }

    fn of(mut url: Url) -> Option<Self> {
        let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
        if !is_web {
            return None;
        }
        // Both calls succeed for a URL with a host.
        url.set_password(None).ok()?;
        url.set_username("").ok()?;
        Some(Self(url.into()))
    }

    /// Returns true if an address contains a user name or a password, as in `https://name:password@host/`. This includes
    /// addresses that are not valid URLs because the password contains a character that must be percent-encoded.
    pub fn has_user(raw: &str) -> bool {
        matches!(Self::without_user(raw), Cow::Owned(_))
    }

    /// Returns an address as written, but without user name and password, for use in messages.
    ///
    /// As in the URL standard, the authority ends at the first slash: in `http://host:12/x@y`, `x@y` is the path.
    pub fn without_user(raw: &str) -> Cow<'_, str> {
        // The URL standard removes these characters first, wherever they are.
        let is_removed = |c: char| matches!(c, '\t' | '\n' | '\r');
        let stripped = if raw.contains(is_removed) {
            strip_user(&raw.replace(is_removed, ""))
        } else {
            strip_user(raw)
        };
        stripped.map_or(Cow::Borrowed(raw), Cow::Owned)
    }

    /// Returns `words` with user names and passwords removed from the addresses in them that contain `//`.
    pub fn without_users(words: &str) -> String {
        let words = words.split(' ').map(|word| {
            if word.contains("//") || word.contains("\\\\") {
                Self::without_user(word)
            } else {
                Cow::Borrowed(word)
            }
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// Returns true if an address names its scheme, as in `https://host/`, or begins with two slashes. Identifiers such
    /// as `tag:me@host,2020:1` do not, and the part before their `@` is not a user name.
    pub fn has_authority(raw: &str) -> bool {
        authority_start(raw.trim()) > 0
    }

    /// Returns the URL as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the host without a leading `www.`.
    pub fn site(&self) -> String {
        let site = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
        if let Some(host) = normalized_host(&self.0) {
            return site(host);
        }
        let url = Url::parse(&self.0).ok();
        site(
            url.as_ref()
                .and_then(Url::host_str)
                .expect_or_default("a link has a host"),
        )
    }

    /// Returns the host of the URL: a name or an IP address, with IPv6 addresses in brackets.
    pub fn host(&self) -> String {
        if let Some(host) = normalized_host(&self.0) {
            return host.to_owned();
        }
        let url = Url::parse(&self.0).ok();
        let host = url.as_ref().and_then(Url::host_str);
        host.expect_or_default("a link has a host").to_owned()
    }

    /// Returns the same URL with `http` instead of `https`; `None` for a URL that is not `https`.
    pub fn by_http(&self) -> Option<Self> {
        let rest = self.0.strip_prefix("https://")?;
        Self::parse(&format!("http://{rest}"))
    }
}

/// Returns an address without user name and password; `None` if it has none.
fn strip_user(raw: &str) -> Option<String> {
    let (scheme, rest) = raw.split_at_checked(authority_start(raw))?;
    let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    let authority = rest.get(..end)?;
    if let Some(at) = authority.rfind('@') {
        return Some(format!("{scheme}{}", rest.get(at + 1..)?));
    }
    // A password with one of these characters makes the URL invalid. All of it is removed, up to the last sign that
    // could be the `@`.
    let signs = ["@", "\u{ff20}", "%40"].into_iter();
    let last = signs.filter_map(|sign| rest.rfind(sign).map(|at| at + sign.len()));
    let after = last.max()?;
    let is_valid = if scheme.trim().is_empty() {
        is_bare_authority(authority)
    } else {
        authority.is_empty() || Url::parse(&format!("http://{rest}")).is_ok()
    };
    (!is_valid).then(|| format!("{scheme}{}", rest.get(after..).unwrap_or_default()))
}

/// Returns true if the authority of an address without a scheme cannot be the start of `name:password@host`: it has no
/// colon, or it is a host with a port.
fn is_bare_authority(authority: &str) -> bool {
    let Some((host, port)) = authority.rsplit_once(':') else {
        return true;
    };
    let is_host = host.contains('.') || host.eq_ignore_ascii_case("localhost");
    let is_address = host.starts_with('[') && host.ends_with(']');
    let is_port = port.parse::<u16>().is_ok();
    is_port && (is_host && !host.contains(':') || is_address)
        || authority.starts_with('[') && authority.ends_with(']')
}

/// Returns the byte offset at which the authority of an address begins, that is, its user name or, without one, its
/// host. Like browsers, accepts missing slashes and backslashes after `http:` and `https:`. If the scheme is written
/// twice, both are skipped.
fn authority_start(raw: &str) -> usize {
    let mut start = raw.len() - raw.trim_start().len();
    let mut is_first = true;
    loop {
        let rest = raw.get(start..).unwrap_or_default();
        let bare = rest.trim_start_matches(['/', '\\']);
        let n_slashes = rest.len() - bare.len();
        let Some((scheme, after)) = bare.split_once(':') else {
            return start + n_slashes;
        };
        let is_web = ["http", "https", "feed"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known));
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        let has_slashes = after.starts_with("//");
        if is_first && n_slashes == 0 && !is_web && is_scheme && has_slashes {
            // After `://`, a third slash begins a path: there is no host, as in `file:///`.
            return start + scheme.len() + 3;
        }
        // After slashes, `http:` can be a host with a port.
        if !is_web || (n_slashes > 0 && !has_slashes) {
            return start + n_slashes;
        }
        start += n_slashes + scheme.len() + 1;
        is_first = false;
    }
}

/// Returns the host of a URL that is already in normal form, so that parsing and serializing would not change it. Most
/// URLs are, and this check is much faster than parsing. Returns `None` for some URLs in normal form too.
fn normalized_host(raw: &str) -> Option<&str> {
    let rest = raw
        .strip_prefix("https://")
        .or_else(|| raw.strip_prefix("http://"))?;
    let (host, path) = rest.split_at_checked(rest.find('/')?)?;
    let is_name = |label: &str| {
        let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        label.bytes().all(is_plain)
            && !label.is_empty()
            && !label.starts_with("xn--")
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // A top-level domain of letters only, so that the host cannot be an IP address.
    let (_, top) = host.rsplit_once('.')?;
    let is_host = host.len() < 250
        && host.split('.').all(is_name)
        && top.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_~!$&()*+,;=:@/?.".contains(&byte);
    (is_host && path.bytes().all(is_plain) && !path.contains("/.")).then_some(host)
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn plain_links_are_what_parsing_makes_of_them(
            raw in "https?://(www\\.)?[a-z0-9.-]{1,9}\\.[a-z0-9]{1,3}(/[a-zA-Z0-9%.~!$&'()*+,;=:@?#|^-]{0,6}){0,3}",
        ) {
            if let Some(host) = normalized_host(&raw) {
                let url = Url::parse(&raw).expect("a link");
                prop_assert_eq!(url.as_str(), &raw);
                prop_assert_eq!(url.host_str(), Some(host));
            }
        }
    }

    #[test]
    fn usual_links_are_plain_and_others_are_parsed() {
        let is_plain = |raw: &str| normalized_host(raw).is_some();
        assert!(is_plain("https://www.example.org/news/one.html?id=3&x=(a)"));
        for raw in [
            "https://example.org",
            "https://example.org:443/",
            "https://Example.org/",
            "https://10.0.0.1/",
            "https://xn--a.org/",
            "https://a@b.org/",
            "https://example.org/a/../b",
            "https://example.org/é",
            "ftp://example.org/",
        ] {
            assert!(!is_plain(raw), "{raw}");
        }
    }

    #[test]
    fn no_link_carries_a_name_or_password() {
        let page = Link::parse("https://me:secret@www.example.org/news/").expect("a link");
        assert_eq!(page.as_str(), "https://www.example.org/news/");
        for (raw, joined) in [
            ("../two", "https://www.example.org/two"),
            ("//me:secret@b.example/x", "https://b.example/x"),
            (
                "https://me@b.example:8080/x@y",
                "https://b.example:8080/x@y",
            ),
            ("http:\\\\me:secret@b.example\\x", "http://b.example/x"),
        ] {
            assert_eq!(page.join(raw).expect("a link").as_str(), joined, "{raw}");
        }
        assert_eq!(page.host(), "www.example.org");
        assert_eq!(
            page.by_http().expect("a link").as_str(),
            "http://www.example.org/news/"
        );
    }

    #[test]
    fn messages_show_addresses_without_name_and_password() {
        for (raw, shown) in [
            (
                "https://me:secret@host.example/feed",
                "https://host.example/feed",
            ),
            ("me:secret@host.example/feed", "host.example/feed"),
            (
                "feed:https://me:secret@host.example/",
                "feed:https://host.example/",
            ),
            ("feed://me:secret@host.example/", "feed://host.example/"),
            ("http:me:secret@host.example/", "http:host.example/"),
            ("HTTP:\\\\me:secret@host.example", "HTTP:\\\\host.example"),
            (
                "https://me:se/cr#e?t@host.example/",
                "https://host.example/",
            ),
            ("https://me:a@b@host.example/", "https://host.example/"),
            ("ftp://me:secret@host.example/", "ftp://host.example/"),
            (" //me:secret@host.example/", " //host.example/"),
            ("http://a:b:c@h/", "http://h/"),
            ("http://a@b@h/", "http://h/"),
            ("http://me%3Asecret@h/", "http://h/"),
            ("http://me:secret%40h/", "http://h/"),
            ("http://me:secret\u{ff20}h/", "http://h/"),
            ("hTTps://me:secret@h/x@y", "hTTps://h/x@y"),
            ("http://me:secret@[::1]:80/", "http://[::1]:80/"),
            ("me:secret@[::1]:80/", "[::1]:80/"),
            (
                "http://me:secret@münchen.example/",
                "http://münchen.example/",
            ),
            ("ht\ttp://me:sec\nret@h/", "http://h/"),
            ("http:/\t/me:secret@h/", "http://h/"),
            ("\u{1}http://me:secret@h/", "h/"),
            ("http://http://me:secret@h/", "http://http://h/"),
            ("feed:https://me:se/cret@h/", "feed:https://h/"),
            ("me:se/cret@h/feed", "h/feed"),
            ("me:12/cret@h/feed", "h/feed"),
            ("me@h", "h"),
        ] {
            assert_eq!(Link::without_user(raw), shown);
            assert!(Link::has_user(raw), "{raw}");
        }
    }

    #[test]
    fn addresses_without_name_and_password_are_unchanged() {
        for plain in [
            "https://medium.example/@me",
            "file:///a@b.xml",
            "https://host.example/?mail=a@b.example",
            "http://u:12/x@host/",
            "http://http:80/x@host/",
            "http://[::1]:80/@me",
            "host.example:80/@me",
            "localhost:80/@me",
            "[::1]:80/@me",
            "[::1]/@me",
            "a/@b",
            "",
            "words",
        ] {
            assert!(!Link::has_user(plain), "{plain}");
        }
    }

    #[test]
    fn the_authority_of_a_link_ends_at_the_first_slash() {
        let link = Link::parse("http://u:12/x@host/").expect("a link");
        assert_eq!(
            (link.host().as_str(), link.as_str()),
            ("u", "http://u:12/x@host/")
        );
        assert_eq!(
            Link::without_user("http://u:12/x@host/"),
            "http://u:12/x@host/"
        );
    }

    #[test]
    fn addresses_among_words_lose_name_and_password() {
        assert_eq!(
            Link::without_users("by me@h.example in //me:secret@h/  and HTTP:\\\\me:secret@h\\x"),
            "by me@h.example in //h/  and HTTP:\\\\h\\x"
        );
    }

    #[test]
    fn identifiers_have_no_authority() {
        for address in ["http://h/", " //h/", "HTTP:h", "ftp://h/"] {
            assert!(Link::has_authority(address), "{address}");
        }
        for id in [
            "tag:me@h.example,2020:1",
            "a:b@h",
            "urn:x:http://h/@me",
            "12",
            "",
        ] {
            assert!(!Link::has_authority(id), "{id}");
        }
    }

    #[test]
    fn a_link_without_a_scheme_is_relative() {
        assert!(Link::is_relative("/local") && Link::is_relative("a/b?c#d"));
        for bad in [
            "",
            " ",
            "javascript:alert(1)",
            "http://a.example/b",
            "mailto:a@b.c",
        ] {
            assert!(!Link::is_relative(bad), "{bad}");
        }
    }

    #[test]
    fn only_the_web_is_a_link() {
        for bad in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "mailto:a@b.c",
            "/local",
            "",
            "http://",
            "data:,x",
        ] {
            assert_eq!(Link::parse(bad), None, "{bad}");
        }
        assert_eq!(
            Link::parse(" https://Example.org/a b ")
                .expect("a link")
                .as_str(),
            "https://example.org/a%20b"
        );
    }

    #[test]
    fn relative_links_are_joined_and_checked() {
        let page = Link::parse("https://www.example.org/news/one.html").expect("a link");
        assert_eq!(
            page.join("../two").expect("a link").as_str(),
            "https://www.example.org/two"
        );
        assert_eq!(page.join("javascript:void(0)"), None);
        assert_eq!(page.site(), "example.org");
    }
}
