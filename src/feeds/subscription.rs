//! A subscription: the address of a feed and the user's settings for it.

use std::net::Ipv6Addr;

/// What the addresses of folders of saved articles begin with. No feed has such an address.
const SAVED_SCHEME: &str = "saved:";

/// How long the entries of a feed are kept after they leave the feed. Starred and tagged entries are never deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeedRetention {
    /// The retention in the user's settings.
    #[default]
    Default,
    /// Forever: entries are never deleted.
    Forever,
    /// For this many days after the entry left the feed.
    Days(u32),
}

/// The source of a user name and password, or of a bearer token. Only the source is stored, never the secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// A shell command. The first line that it prints is `name:password`, or a bearer token, which has no colon.
    Command(String),
    /// The name of an environment variable with the same content.
    Environment(String),
}

/// A subscription to a feed, with the user's settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// The address of the feed: http, https, or `file:` if the settings allow it. It identifies the subscription.
    pub address: String,
    /// The user's name for the feed. `None`: the feed's title is shown.
    pub title: Option<String>,
    /// The folder, with levels separated by `/`, such as `News/World`. Empty: the top level.
    pub folder: String,
    /// The interval between fetches, in minutes. `None`: the interval in the settings.
    pub interval: Option<u32>,
    /// Additional request headers: name and value.
    pub headers: Vec<(String, String)>,
    /// The source of the credentials, if the feed needs any.
    pub credentials: Option<Credentials>,
    /// True if the page of each new entry is fetched and its main text stored.
    pub is_full_text: bool,
    /// True if links and redirects of the feed may lead to private addresses.
    pub is_private_pages: bool,
    /// How long entries are kept.
    pub keep: FeedRetention,
    /// The number of newest entries to keep; entries still in the feed are always kept. 0 keeps all. `None`: the
    /// number in the settings, unless `keep` sets a time.
    pub keep_entries: Option<u32>,
}

impl Subscription {
    /// Returns the address of the feed that stands for a folder of saved articles. It is never fetched.
    pub fn saved_address(folder: &str) -> String {
        format!("{SAVED_SCHEME}{folder}")
    }

    /// Returns whether this is a folder of saved articles and not a feed.
    pub fn is_saved_folder(&self) -> bool {
        self.address.starts_with(SAVED_SCHEME)
    }

    /// Returns the name of a folder with each level trimmed and empty levels left out.
    pub fn clean_folder(folder: &str) -> String {
        let levels = folder.split('/').map(str::trim);
        let levels: Vec<_> = levels.filter(|level| !level.is_empty()).collect();
        levels.join("/")
    }

    /// Returns a subscription to an address, with default settings.
    pub fn of(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            ..Self::default()
        }
    }

    /// Returns the canonical address of a feed from what people and programs write. `feed:` means http, and a host
    /// alone means https. `None` if it is neither a web address nor a `file:` address.
    pub fn normalize_address(raw: &str) -> Option<String> {
        let raw = raw.trim();
        let raw = raw.strip_prefix("feed:").unwrap_or(raw);
        if raw.starts_with("file:///") && !raw.contains(crate::text::is_control_or_junk) {
            return Some(raw.to_owned());
        }
        let raw = match raw.strip_prefix("//") {
            Some(rest) => format!("http://{rest}"),
            None => raw.to_owned(),
        };
        let full = if Self::is_bare(&raw) {
            format!("https://{raw}")
        } else {
            raw
        };
        crate::article::Link::parse(&full).map(|link| link.to_string())
    }

    /// Returns true if `raw` is a host, optionally with port and path, but without a scheme. The caller tries https
    /// first and then http.
    pub fn is_bare(raw: &str) -> bool {
        let raw = raw.trim();
        let authority = raw.split(['/', '?', '#']).next().unwrap_or_default();
        // The colons inside the brackets of an IPv6 address are not the one before the port.
        let (host, port) = match authority.split_once(']') {
            Some((host, "")) => (host, "0"),
            Some((host, rest)) => (host, rest.strip_prefix(':').unwrap_or("none")),
            None => authority.split_once(':').unwrap_or((authority, "0")),
        };
        let address = host.strip_prefix('[').map(str::parse::<Ipv6Addr>);
        let is_host = match address {
            Some(address) => address.is_ok() && authority.contains(']'),
            None => host.contains('.') || host.eq_ignore_ascii_case("localhost"),
        };
        !raw.contains("://")
            && is_host
            && !authority.contains(['@', ' '])
            && port.parse::<u16>().is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_as_they_are_meant() {
        let check = |raw: &str, expected: &str| {
            assert_eq!(
                Subscription::normalize_address(raw).unwrap_or_default(),
                expected,
                "{raw}"
            );
        };
        check(" https://example.org/feed ", "https://example.org/feed");
        check("feed://example.org/rss", "http://example.org/rss");
        check("feed:https://example.org/rss", "https://example.org/rss");
        check("example.org/rss", "https://example.org/rss");
        check("localhost.test:8080/rss", "https://localhost.test:8080/rss");
        check("localhost:8080/rss", "https://localhost:8080/rss");
        check("[::1]:8080/rss", "https://[::1]:8080/rss");
        check("[2001:DB8::1]", "https://[2001:db8::1]/");
        check(
            "https://me:secret@example.org/rss",
            "https://example.org/rss",
        );
        check("file:///srv/feeds/a.xml", "file:///srv/feeds/a.xml");
        for bad in [
            "exec:ls",
            "query:x",
            "javascript:alert(1)",
            "words and words",
            "a@b.org",
            "me:secret@b.org/rss",
            "example.org:secret/rss",
            "::1",
            "[::1",
            "[::1]x/rss",
            "[::1]:x/rss",
            "[example.org]/rss",
            "",
            "mailto:a.b",
        ] {
            check(bad, "");
        }
    }
}
