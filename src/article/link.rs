//! Web links.

use std::fmt;

use url::Url;

/// An absolute `http` or `https` URL. Invariant: contains no control characters and no white space.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link(String);

impl Link {
    /// Parses an absolute `http` or `https` URL. Returns `None` for other schemes (`javascript:`, `file:`) and relative
    /// URLs.
    pub fn parse(raw: &str) -> Option<Self> {
        let raw = raw.trim();
        if plain_host(raw).is_some() {
            return Some(Self(raw.to_owned()));
        }
        Url::parse(raw).ok().and_then(Self::of)
    }

    /// Resolves a possibly relative URL against this one, the address of the page.
    pub fn join(&self, raw: &str) -> Option<Self> {
        let raw = raw.trim();
        if plain_host(raw).is_some() {
            return Some(Self(raw.to_owned()));
        }
        Url::parse(&self.0).ok()?.join(raw).ok().and_then(Self::of)
    }

    /// Returns whether `raw` is a relative URL, which needs a base.
    pub fn is_relative(raw: &str) -> bool {
        let raw = raw.trim();
        !raw.is_empty() && Url::parse(raw) == Err(url::ParseError::RelativeUrlWithoutBase)
    }

    fn of(url: Url) -> Option<Self> {
        let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
        is_web.then(|| Self(url.into()))
    }

    /// Returns the URL as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the host without a leading `www.`.
    pub fn site(&self) -> String {
        let site = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
        if let Some(host) = plain_host(&self.0) {
            return site(host);
        }
        let url = Url::parse(&self.0).ok();
        site(url.as_ref().and_then(Url::host_str).unwrap_or_default())
    }
}

/// Returns the host of a URL that parsing and serializing would not change. Most URLs are of this form, and this check
/// is much faster than parsing. Returns `None` for some others of this form.
fn plain_host(raw: &str) -> Option<&str> {
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
            if let Some(host) = plain_host(&raw) {
                let url = Url::parse(&raw).expect("a link");
                prop_assert_eq!(url.as_str(), &raw);
                prop_assert_eq!(url.host_str(), Some(host));
            }
        }
    }

    #[test]
    fn usual_links_are_plain_and_others_are_parsed() {
        let is_plain = |raw: &str| plain_host(raw).is_some();
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
