//! Feed discovery: the feeds that a web page declares or links to, and guesses from its address.

use quick_xml::events::BytesStart;

use super::text_repair::{clean_html_line, escape_text};
use crate::article::Link;
use crate::invariant::ExpectOr;

/// Maximum bytes of a page that are scanned. Feeds are declared near the top; 2 MiB also covers links in the body of
/// long pages.
const MAX_PAGE_BYTES: usize = 2 * 1024 * 1024;
/// Maximum length of a tag, in bytes. A longer one is an unclosed tag or embedded data.
const MAX_TAG_BYTES: usize = 4000;
/// Maximum number of feeds returned for one page. The user has to choose among them.
const MAX_FEED_CANDIDATES: usize = 20;

/// Paths at which sites commonly serve a feed, relative to the root of the site. Tried in this order.
const COMMON_FEED_PATHS: &[&str] = &[
    "/feed",
    "/rss",
    "/atom.xml",
    "/feed.xml",
    "/rss.xml",
    "/index.xml",
    "/feed.json",
];

/// A feed that a page declares or links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedCandidate {
    /// The address of the feed.
    pub link: Link,
    /// The title that the page gives it, on one clean line. May be empty.
    pub title: String,
}

/// Returns the feeds of a page, most likely first: feeds declared with `<link rel="alternate">`, then links whose
/// address looks like a feed's.
///
/// Relative links are resolved against `address` or the page's `<base>`. Without either they are skipped.
pub fn discover_feeds(page: &str, address: Option<&Link>) -> Vec<FeedCandidate> {
    let mut base = address.cloned();
    let (mut declared, mut linked) = (Vec::new(), Vec::new());
    let page = page
        .get(..page.floor_char_boundary(MAX_PAGE_BYTES))
        .unwrap_or(page);
    // The end of the next tag. Kept between iterations, so that many tags without an end do not make the scan
    // quadratic.
    let mut end = 0;
    for (at, _) in page.match_indices('<') {
        let rest = page
            .get(at + 1..)
            .expect_or_default("a bracket is one byte");
        let Some(name) = ["link", "base", "a"]
            .into_iter()
            .find(|name| is_tag_start(rest, name))
        else {
            continue;
        };
        if end <= at {
            end = page
                .get(at..)
                .and_then(|rest| rest.find('>'))
                .map_or(page.len(), |found| at + found);
        }
        let tag = page.get(at + 1..end);
        let Some(tag) = tag.filter(|tag| tag.len() <= MAX_TAG_BYTES && end < page.len()) else {
            continue;
        };
        let tag = PageTag::of(tag.trim_end_matches('/'), name.len());
        let link = match &base {
            Some(base) => base.join(&tag.href),
            None => Link::parse(&tag.href),
        };
        let Some(link) = link.filter(|_| !tag.href.is_empty()) else {
            continue;
        };
        match name {
            "base" => base = Some(link),
            "link" if tag.is_feed() => add_candidate(&mut declared, link, &tag.title),
            "a" if looks_like_feed(&link) => add_candidate(&mut linked, link, &tag.title),
            _ => {}
        }
    }
    for candidate in linked {
        add_candidate(&mut declared, candidate.link, &candidate.title);
    }
    declared
}

/// Returns addresses at which the page at `address` may have feeds. If the host is one with known feed addresses, only
/// those are returned; otherwise the common paths.
pub fn guess_feed_links(address: &Link) -> Vec<Link> {
    let written = address.as_str();
    let (scheme, rest) = written.split_once("://").unwrap_or(("https", written));
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let site = address.site();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let root = format!("{scheme}://{host}");
    let known = known_host_feeds(&site, &root, &parts, written);
    if !known.is_empty() {
        return known.iter().filter_map(|link| Link::parse(link)).collect();
    }
    let mut places = Vec::new();
    if !parts.is_empty() {
        let page = format!("{root}/{}", parts.join("/"));
        // The page may be one section of a site, with a feed of its own.
        places.push(format!("{page}/feed"));
        places.push(format!("{page}/rss"));
    }
    places.extend(
        COMMON_FEED_PATHS
            .iter()
            .map(|place| format!("{root}{place}")),
    );
    places
        .iter()
        .filter_map(|place| Link::parse(place))
        .collect()
}

/// Returns the feeds of a page on a well-known host, or an empty list for any other host.
///
/// `site` is the host without `www.`, `root` is scheme and host, `parts` are the segments of the path, and `written`
/// is the whole address.
fn known_host_feeds(site: &str, root: &str, parts: &[&str], written: &str) -> Vec<String> {
    let youtube = "https://www.youtube.com/feeds/videos.xml";
    let in_query = |key: &str| {
        let (_, query) = written.split_once('?')?;
        let mut pairs = query
            .split(['&', '#'])
            .filter_map(|pair| pair.split_once('='));
        pairs
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value.to_owned())
    };
    let one = |link: String| vec![link];
    match (site, parts) {
        ("youtube.com" | "m.youtube.com", ["channel", id, ..]) => {
            one(format!("{youtube}?channel_id={id}"))
        }
        ("youtube.com" | "m.youtube.com", ["user", name, ..]) => {
            one(format!("{youtube}?user={name}"))
        }
        ("youtube.com" | "m.youtube.com", ["playlist", ..]) => in_query("list")
            .map(|list| format!("{youtube}?playlist_id={list}"))
            .into_iter()
            .collect(),
        ("reddit.com" | "old.reddit.com", ["r" | "user" | "u", ..]) => {
            one(format!("https://www.reddit.com/{}/.rss", parts.join("/")))
        }
        ("github.com", [owner, name, "commits" | "commit", ..]) => {
            one(format!("https://github.com/{owner}/{name}/commits.atom"))
        }
        ("github.com", [owner, name, "tags", ..]) => {
            one(format!("https://github.com/{owner}/{name}/tags.atom"))
        }
        ("github.com", [owner, name, ..]) => ["releases", "tags", "commits"]
            .map(|what| format!("https://github.com/{owner}/{name}/{what}.atom"))
            .to_vec(),
        ("github.com", [owner]) => one(format!("https://github.com/{owner}.atom")),
        ("medium.com", [name, ..]) => one(format!("https://medium.com/feed/{name}")),
        ("news.ycombinator.com", _) => one("https://news.ycombinator.com/rss".to_owned()),
        ("bsky.app", ["profile", name, ..]) => one(format!("https://bsky.app/profile/{name}/rss")),
        (_, [name]) if name.starts_with('@') && name.len() > 1 => one(format!("{root}/{name}.rss")),
        _ if site.ends_with(".substack.com") => one(format!("{root}/feed")),
        _ if site.ends_with(".tumblr.com") => one(format!("{root}/rss")),
        _ if site.ends_with(".blogspot.com") => one(format!("{root}/feeds/posts/default")),
        _ if site.ends_with(".wordpress.com") => one(format!("{root}/feed/")),
        _ => Vec::new(),
    }
}

/// The attributes of a tag that matter for discovery. `rel` and `type` are in lower case.
#[derive(Default)]
struct PageTag {
    href: String,
    relation: String,
    kind: String,
    title: String,
}

impl PageTag {
    /// Parses the attributes of a tag without its brackets. `name_len` is the length of the tag's name, in bytes.
    fn of(content: &str, name_len: usize) -> Self {
        let mut tag = Self::default();
        let start = BytesStart::from_content(content, name_len);
        for attribute in start
            .html_attributes()
            .with_checks(false)
            .flatten()
            // No `<link>` or `<a>` has more attributes; the limit bounds hostile input.
            .take(50)
        {
            let key: &str = attribute.key.as_ref();
            let value = html_escape::decode_html_entities(&*attribute.value)
                .trim()
                .to_owned();
            match key.to_ascii_lowercase().as_str() {
                "href" => tag.href = value,
                "rel" => tag.relation = value.to_ascii_lowercase(),
                "type" => tag.kind = value.to_ascii_lowercase(),
                "title" => tag.title = value,
                _ => {}
            }
        }
        tag
    }

    /// Returns true if a `<link>` declares a feed.
    fn is_feed(&self) -> bool {
        const FEED_MEDIA_TYPES: [&str; 7] = [
            "application/rss+xml",
            "application/atom+xml",
            "application/feed+json",
            "application/rdf+xml",
            "text/xml",
            "application/xml",
            "application/x.atom+xml",
        ];
        let mut relations = self.relation.split_whitespace();
        let is_alternate = relations.any(|relation| matches!(relation, "alternate" | "feed"));
        // Sites also declare their API and the page's data as JSON alternates.
        let is_json = self.kind == "application/json" && self.href.contains("feed");
        is_alternate
            && (FEED_MEDIA_TYPES
                .iter()
                .any(|kind| self.kind.starts_with(kind))
                || is_json)
    }
}

/// Returns true if the text after a `<` starts a tag of this name.
fn is_tag_start(rest: &str, name: &str) -> bool {
    let head = rest.get(..name.len()).unwrap_or_default();
    let after = rest.get(name.len()..).unwrap_or_default();
    head.eq_ignore_ascii_case(name) && after.starts_with(|c: char| c.is_whitespace() || c == '/')
}

/// Returns true if the path of the link ends as paths of feeds usually do.
fn looks_like_feed(link: &Link) -> bool {
    let written = link.as_str().to_ascii_lowercase();
    let path = written
        .split(['?', '#'])
        .next()
        .expect_or_default("a split has a first part");
    let path = path.trim_end_matches('/');
    [
        ".rss",
        ".atom",
        ".rdf",
        "/feed",
        "/rss",
        "/atom",
        "/atom.xml",
        "/feed.xml",
        "/rss.xml",
        "/feed.json",
    ]
    .iter()
    .any(|end| path.ends_with(end))
}

/// Adds a feed unless its link is already listed or the list is full.
fn add_candidate(candidates: &mut Vec<FeedCandidate>, link: Link, title: &str) {
    let is_known = candidates.iter().any(|known| known.link == link);
    if !is_known && candidates.len() < MAX_FEED_CANDIDATES {
        let title = clean_html_line(&escape_text(title));
        candidates.push(FeedCandidate { link, title });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_link(written: &str) -> Link {
        Link::parse(written).expect("a link")
    }

    #[test]
    fn a_page_names_its_feeds() {
        let page = r#"<html><head><LINK rel="alternate" type="application/rss+xml" title="Harbour &amp; sea" href="/feed.xml?a=1&amp;b=2">
            <link rel=stylesheet href=/a.css><link rel="alternate" hreflang="de" href="/de">
            <link rel="alternate" type="application/json" href="/wp-json/1"></head>
            <a href="/news/rss">News</a> <a href="/rss-explained">What?</a> <a href="javascript:x">x</a>"#;
        let found = discover_feeds(page, Some(&parse_link("https://example.org/a/")));
        let found: Vec<_> = found
            .iter()
            .map(|found| (found.link.as_str(), found.title.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("https://example.org/feed.xml?a=1&b=2", "Harbour & sea"),
                ("https://example.org/news/rss", "")
            ]
        );
        assert_eq!(discover_feeds("<p>No feed here, but <b>rss</b>", None), []);
    }

    #[test]
    fn known_hosts_have_known_places() {
        let first = |written: &str| {
            guess_feed_links(&parse_link(written))
                .first()
                .map(Link::to_string)
        };
        let check =
            |written: &str, expected: &str| assert_eq!(first(written).as_deref(), Some(expected));
        check(
            "https://www.youtube.com/channel/UC1/videos",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UC1",
        );
        check(
            "https://www.youtube.com/playlist?x=1&list=PL2",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PL2",
        );
        check(
            "https://old.reddit.com/r/rust/",
            "https://www.reddit.com/r/rust/.rss",
        );
        check(
            "https://github.com/a/b/releases",
            "https://github.com/a/b/releases.atom",
        );
        check(
            "https://social.example/@ana",
            "https://social.example/@ana.rss",
        );
        check("https://example.org/blog/", "https://example.org/blog/feed");
        check("https://example.org", "https://example.org/feed");
    }

    #[test]
    fn a_huge_page_costs_little() {
        assert_eq!(discover_feeds(&"<a ".repeat(1_000_000), None), []);
        assert_eq!(discover_feeds(&"é<".repeat(2_000_000), None), []);
    }
}
