//! Links that may be opened.

use std::fmt;

use url::Url;

/// An absolute `http` or `https` link. Invariant: it holds no control character and no white space.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link(String);

impl Link {
    /// Returns the link if it is an absolute one by http or https; `javascript:`, `file:` and the rest are none.
    pub fn parse(raw: &str) -> Option<Self> {
        Url::parse(raw.trim()).ok().and_then(Self::of)
    }

    /// Returns the link that `raw` means on the page at `self`: relative ones are made absolute.
    pub fn join(&self, raw: &str) -> Option<Self> {
        Url::parse(&self.0)
            .ok()?
            .join(raw.trim())
            .ok()
            .and_then(Self::of)
    }

    fn of(url: Url) -> Option<Self> {
        let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
        is_web.then(|| Self(url.into()))
    }

    /// Returns the link as written in an address bar.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the host without a leading `www.`, what a reader knows the site by.
    pub fn site(&self) -> String {
        let url = Url::parse(&self.0).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host).to_owned()
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
