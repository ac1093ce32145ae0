//! What is subscribed: a feed's address, and what the user set for it.

/// How long a feed's entries are kept. Starred and tagged ones are never thrown away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeedRetention {
    /// As the settings say for all feeds.
    #[default]
    Default,
    /// For ever.
    Forever,
    /// For so many days after they left the feed.
    Days(u32),
}

/// Where a name and password come from; neither is ever stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// The first line that this command prints: `name:password`, or a bearer token without a colon.
    Command(String),
    /// This variable of the environment, which holds the same.
    Environment(String),
}

/// A subscription.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// The feed's address: http, https, or file where the settings allow it. The identity of the subscription.
    pub address: String,
    /// The user's own name for it; the feed's title where there is none.
    pub title: Option<String>,
    /// The folder, levels parted by `/`: `News/World`; empty at the top.
    pub folder: String,
    /// Minutes between two fetches; the settings' where there is none.
    pub interval: Option<u32>,
    /// Headers that are sent along, name and value.
    pub headers: Vec<(String, String)>,
    /// Who asks.
    pub credentials: Option<Credentials>,
    /// Whether each new entry's page is fetched and its main text kept.
    pub is_full_text: bool,
    /// Whether its links and redirects may lead to private addresses.
    pub is_private_pages: bool,
    /// How long its entries are kept.
    pub keep: FeedRetention,
    /// How many of its entries are kept, the newest and all that are still in the feed; 0 keeps all. Where there is
    /// none, the settings' number, unless `keep` says how long.
    pub keep_entries: Option<u32>,
}

impl Subscription {
    /// Returns the subscription of an address, with nothing else set.
    pub fn of(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            ..Self::default()
        }
    }

    /// Returns the address of a feed as it is subscribed, from what people and programs write: `feed:` is a way of
    /// writing http, a host alone means https. Nothing, where it is neither of the web nor a file's.
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

    /// Returns whether what was written is a host, perhaps with port and path, but no scheme: it is meant by https
    /// where that answers, else by http.
    pub fn is_bare(raw: &str) -> bool {
        let raw = raw.trim();
        let authority = raw.split(['/', '?', '#']).next().unwrap_or_default();
        let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
        let is_host = host.contains('.') || host.eq_ignore_ascii_case("localhost");
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
            "",
            "mailto:a.b",
        ] {
            check(bad, "");
        }
    }
}
