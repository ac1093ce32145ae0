//! OPML lists of subscriptions: reading, which is tolerant, and writing, with folders and the settings of each feed.
//!
//! Credentials are neither read nor written. A list from someone else must not be able to name a command to run on
//! this machine, or an environment variable to send to its feeds.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::text_repair::{clean_html_line, escape_text};
use super::xml::repair_xml;
use super::{FeedRetention, Subscription};
use crate::article::Link;
use crate::article::read::decode_text;
use crate::invariant::ExpectOr;

/// Maximum number of subscriptions read from a list. Far above real lists; it bounds the work that a hostile list can
/// cause.
const MAX_SUBSCRIPTIONS: usize = 20_000;
/// Maximum depth of folders. Deeper levels are dropped.
const MAX_FOLDER_DEPTH: usize = 12;
/// Maximum number of remarks. More would scroll past without being read.
const MAX_REMARKS: usize = 20;
/// The XML namespace of pullquote's own attributes.
const OPML_NAMESPACE: &str = "urn:pullquote:opml";

/// The content of an OPML list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpmlList {
    /// The subscriptions in the list's order, each address once.
    pub subscriptions: Vec<Subscription>,
    /// Omissions and their reasons, one line each.
    pub remarks: Vec<String>,
}

/// Returns the subscriptions in an OPML list, or `None` if the bytes are not OPML.
pub fn read_opml(bytes: &[u8]) -> Option<OpmlList> {
    let content = decode_text(bytes, "");
    let (content, n_repaired) = repair_xml(&content);
    let mut reader = Reader::from_str(&content);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    let mut walk = OpmlWalker::default();
    if n_repaired > 0 {
        walk.remark("malformed XML was repaired".to_owned());
    }
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => walk.start(&tag),
            Ok(Event::End(tag)) => {
                if is_outline_element(tag.name().as_ref()) {
                    walk.open.pop();
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => {
                walk.remark("the list is incomplete: the rest of its XML is unreadable".to_owned());
                break;
            }
        }
    }
    walk.is_opml.then_some(walk.outlines)
}

/// The state while the events of an OPML document are read.
#[derive(Default)]
struct OpmlWalker {
    is_opml: bool,
    /// The open outlines: the name of a folder, or `None` for a feed or an unnamed folder.
    open: Vec<Option<String>>,
    /// The addresses seen so far, for finding duplicates.
    addresses: std::collections::HashSet<String>,
    outlines: OpmlList,
}

impl OpmlWalker {
    /// Adds a remark, unless the limit is reached.
    fn remark(&mut self, remark: String) {
        if self.outlines.remarks.len() < MAX_REMARKS {
            self.outlines.remarks.push(remark);
        }
    }

    /// Handles the start of an element. An outline with an address is a feed, any other is a folder.
    fn start(&mut self, tag: &BytesStart) {
        let name = tag.name();
        if !is_outline_element(name.as_ref()) {
            let name: &str = name.as_ref();
            self.is_opml |= name.eq_ignore_ascii_case("opml");
            return;
        }
        self.is_opml = true;
        let outline = OpmlOutline::of(tag);
        let name = clean_html_line(&escape_text(outline.name()));
        // Lists repeat the address as the name of a feed without one.
        let name = if name == outline.address {
            String::new()
        } else {
            Link::without_users(&name)
        };
        if outline.address.is_empty() {
            let folder = Some(name).filter(|name| !name.is_empty());
            // A `/` separates the levels of a folder.
            self.open.push(folder.map(|name| name.replace('/', "-")));
            return;
        }
        let folders = self.open.iter().flatten().take(MAX_FOLDER_DEPTH);
        let mut folder = folders.cloned().collect::<Vec<_>>().join("/");
        if folder.is_empty() {
            // OPML 2.0 gives the folder of an outline at the top level in `category`: paths separated by commas.
            let category = outline
                .category
                .split(',')
                .next()
                .expect_or_default("a split has a first part");
            folder = clean_html_line(&escape_text(category.trim().trim_matches('/')));
        }
        self.open.push(None);
        // A password may hold characters that make no address of the whole.
        let address = Subscription::normalize_address(&outline.address)
            .or_else(|| Subscription::normalize_address(&Link::without_user(&outline.address)));
        let Some(address) = address else {
            let shown = clean_html_line(&escape_text(&Link::without_user(&outline.address)));
            self.remark(format!("skipped {shown}: not a web address"));
            return;
        };
        if Link::has_user(&outline.address) {
            let shown = clean_html_line(&escape_text(&address));
            self.remark(format!(
                "{shown} contained a user name or password, which was not saved; \
                 use `pullquote feeds --set {shown} --credentials-command COMMAND` instead"
            ));
        }
        if self.outlines.subscriptions.len() >= MAX_SUBSCRIPTIONS {
            self.remark(format!("read only the first {MAX_SUBSCRIPTIONS} feeds"));
        } else if self.addresses.insert(address.clone()) {
            let subscription = outline.subscription(address, name, folder);
            self.outlines.subscriptions.push(subscription);
        }
    }
}

/// The attributes of an outline that are read, as written.
#[derive(Default)]
struct OpmlOutline {
    text: String,
    title: String,
    address: String,
    category: String,
    interval: String,
    is_full_text: bool,
    keep: String,
    keep_entries: String,
    headers: String,
}

impl OpmlOutline {
    /// Parses the attributes of an outline. The attribute `url` counts as the address only if `type` says that it is a
    /// feed, since other outlines use it for web pages.
    fn of(tag: &BytesStart) -> Self {
        let mut outline = Self::default();
        let mut other_address = String::new();
        let mut is_feed = false;
        // No outline has more attributes; the limit bounds hostile input.
        for attribute in tag.html_attributes().with_checks(false).flatten().take(100) {
            let key: &str = attribute.key.as_ref();
            let value = html_escape::decode_html_entities(&*attribute.value).into_owned();
            match key.to_ascii_lowercase().as_str() {
                "text" => outline.text = value,
                "title" => outline.title = value,
                "xmlurl" => outline.address = value,
                "url" => other_address = value,
                "type" => is_feed = matches!(value.to_ascii_lowercase().as_str(), "rss" | "atom"),
                "category" => outline.category = value,
                "pullquote:interval" => outline.interval = value,
                "pullquote:fulltext" => outline.is_full_text = value == "true",
                "pullquote:keep" => outline.keep = value,
                "pullquote:keepentries" => outline.keep_entries = value,
                "pullquote:headers" => outline.headers = value,
                _ => {}
            }
        }
        if outline.address.trim().is_empty() && is_feed {
            outline.address = other_address;
        }
        Self {
            address: outline.address.trim().to_owned(),
            ..outline
        }
    }

    /// Returns the title, or the text if there is no title.
    fn name(&self) -> &str {
        if self.title.trim().is_empty() {
            &self.text
        } else {
            &self.title
        }
    }

    /// Returns the subscription. Invalid settings get their defaults, and headers with secrets are dropped.
    fn subscription(&self, address: String, name: String, folder: String) -> Subscription {
        let headers = self.headers.lines().filter_map(|line| line.split_once(':'));
        let headers =
            headers.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
        Subscription {
            address,
            title: Some(name).filter(|name| !name.is_empty()),
            folder,
            interval: self.interval.parse().ok().filter(|minutes| *minutes > 0),
            headers: headers
                .filter(|(name, _)| !is_secret_header(name))
                .collect(),
            credentials: None,
            is_full_text: self.is_full_text,
            // A list from someone else must not grant access to the user's private network.
            is_private_pages: false,
            keep: match self.keep.as_str() {
                "forever" => FeedRetention::Forever,
                days => days
                    .parse()
                    .map_or(FeedRetention::Default, FeedRetention::Days),
            },
            keep_entries: self.keep_entries.parse().ok(),
        }
    }
}

/// Returns true if the element is an outline, in any case.
fn is_outline_element(name: &str) -> bool {
    name.eq_ignore_ascii_case("outline")
}

/// Headers that say nothing about the user. Any other header may be a credential. A list of secret names would never be
/// complete.
const HARMLESS_HEADERS: &[&str] = &[
    "accept",
    "accept-charset",
    "accept-language",
    "cache-control",
    "dnt",
    "pragma",
    "referer",
    "user-agent",
];

/// Returns true if a header may identify the user. These headers are neither read from a list nor written into one,
/// because lists are shared.
fn is_secret_header(name: &str) -> bool {
    !HARMLESS_HEADERS
        .iter()
        .any(|harmless| name.eq_ignore_ascii_case(harmless))
}

/// Returns the subscriptions as OPML 2.0, sorted into folders, with the settings of each feed as attributes in
/// pullquote's namespace.
pub fn write_opml(title: &str, subscriptions: &[Subscription]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\" xmlns:pullquote=\"{OPML_NAMESPACE}\">\n  <head>\n    \
         <title>{}</title>\n  </head>\n  <body>\n",
        quote_attribute(title)
    );
    let mut sorted: Vec<&Subscription> = subscriptions.iter().collect();
    sorted.sort_by(|one, two| folder_levels(one).cmp(&folder_levels(two)));
    let mut open: Vec<&str> = Vec::new();
    let mut add = |depth: usize, line: &str| {
        out.push_str(&"  ".repeat(depth + 2));
        out.push_str(line);
        out.push('\n');
    };
    for subscription in sorted {
        let folder = folder_levels(subscription);
        let n_shared = open
            .iter()
            .zip(&folder)
            .take_while(|(one, two)| one == two)
            .count();
        while open.len() > n_shared {
            open.pop();
            add(open.len(), "</outline>");
        }
        for name in folder.iter().skip(n_shared) {
            let shown = quote_attribute(name);
            add(
                open.len(),
                &format!("<outline text=\"{shown}\" title=\"{shown}\">"),
            );
            open.push(name);
        }
        add(open.len(), &format_outline(subscription));
    }
    while open.pop().is_some() {
        add(open.len(), "</outline>");
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

/// Returns the non-empty levels of a subscription's folder, outermost first.
fn folder_levels(subscription: &Subscription) -> Vec<&str> {
    let levels = subscription.folder.split('/').map(str::trim);
    levels
        .filter(|level| !level.is_empty())
        .take(MAX_FOLDER_DEPTH)
        .collect()
}

/// Returns the outline element of a subscription. Settings with default values are omitted.
fn format_outline(subscription: &Subscription) -> String {
    let title = subscription.title.as_deref().unwrap_or_default();
    let text = if title.is_empty() {
        &subscription.address
    } else {
        title
    };
    let mut out = format!("<outline type=\"rss\" text=\"{}\"", quote_attribute(text));
    let mut add = |name: &str, value: &str| {
        for part in [" ", name, "=\"", &quote_attribute(value), "\""] {
            out.push_str(part);
        }
    };
    if !title.is_empty() {
        add("title", title);
    }
    add("xmlUrl", &subscription.address);
    if let Some(minutes) = subscription.interval {
        add("pullquote:interval", &minutes.to_string());
    }
    if subscription.is_full_text {
        add("pullquote:fullText", "true");
    }
    match subscription.keep {
        FeedRetention::Default => {}
        FeedRetention::Forever => add("pullquote:keep", "forever"),
        FeedRetention::Days(days) => add("pullquote:keep", &days.to_string()),
    }
    if let Some(n_entries) = subscription.keep_entries {
        add("pullquote:keepEntries", &n_entries.to_string());
    }
    let headers = subscription
        .headers
        .iter()
        .filter(|(name, _)| !is_secret_header(name));
    let headers: Vec<String> = headers
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    if !headers.is_empty() {
        add("pullquote:headers", &headers.join("\n"));
    }
    out.push_str("/>");
    out
}

/// Returns a value escaped for a double-quoted attribute. Line breaks become character references, because XML parsers
/// turn a plain one into a space.
fn quote_attribute(value: &str) -> String {
    let value = crate::text::clean_text(value);
    html_escape::encode_double_quoted_attribute(value.as_ref()).replace('\n', "&#10;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_folders(content: &[u8]) -> Vec<(String, String, String)> {
        let outlines = read_opml(content).expect("a list");
        let found = outlines.subscriptions.into_iter();
        found
            .map(|s| (s.folder, s.title.unwrap_or_default(), s.address))
            .collect()
    }

    #[track_caller]
    fn check_folders(content: &[u8], expected: &[(&str, &str, &str)]) {
        let found = read_folders(content);
        let found: Vec<_> = found
            .iter()
            .map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lists_of_all_kinds_are_read() {
        check_folders(
            br#"<opml><body><outline text="News"><outline text="World"><outline title="A &amp; B" xmlUrl="https://a.example/f?x=1&y=2"/></outline>
            <outline text="C" type="rss" url="http://c.example/rss"></outline></outline>
            <outline XMLURL="feed://d.example/" category="/Tech/Rust,/x"/><outline text="Empty"/></body></opml>"#,
            &[
                ("News/World", "A & B", "https://a.example/f?x=1&y=2"),
                ("News", "C", "http://c.example/rss"),
                ("Tech/Rust", "", "http://d.example/"),
            ],
        );
    }

    #[test]
    fn what_is_damaged_or_foreign_is_left_out_and_told() {
        let list = b"<opml><outline text=\"Tom & Ana < 3\" xmlUrl='https://a.example/'/><outline xmlUrl='exec:rm'/>\
            <outline xmlUrl='https://a.example/'/><outline text='caf\xe9' xmlUrl='https://b.example/'";
        let outlines = read_opml(list).expect("a list");
        assert_eq!(outlines.subscriptions.len(), 1);
        assert_eq!(
            outlines.subscriptions[0].title.as_deref(),
            Some("Tom & Ana < 3")
        );
        assert!(
            outlines
                .remarks
                .iter()
                .any(|remark| remark.contains("exec:rm")),
            "{:?}",
            outlines.remarks
        );
        assert_eq!(read_opml(b"<html><p>x"), None);
        assert_eq!(read_opml(b""), None);
    }

    #[test]
    fn passwords_in_addresses_are_left_out_and_reported() {
        let list = b"<opml><outline text='https://me:secret@a.example/f' xmlUrl='https://me:secret@a.example/f'/>\
            <outline text='see http://me:secret@b.example' xmlUrl='http:me:secret@b.example/'/>\
            <outline xmlUrl='exec://me:secret@c.example/'/>\
            <outline xmlUrl='me:secret@d.example/f'/><outline xmlUrl='http://me:sec#secret@e.example/f'/></opml>";
        let outlines = read_opml(list).expect("a list");
        let addresses: Vec<_> = outlines
            .subscriptions
            .iter()
            .map(|s| s.address.as_str())
            .collect();
        assert_eq!(
            addresses,
            [
                "https://a.example/f",
                "http://b.example/",
                "https://d.example/f",
                "http://e.example/f"
            ]
        );
        let shown = format!("{outlines:?}");
        assert!(
            !shown.contains("secret") && outlines.remarks.len() == 5,
            "{shown}"
        );
        assert!(outlines.remarks[0].contains("--credentials-command"));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut one = Subscription::of("https://a.example/?x=1&y=2");
        one.title = Some("Tom & \"Ana\"".to_owned());
        one.folder = "News/World".to_owned();
        one.interval = Some(90);
        one.is_full_text = true;
        one.keep = FeedRetention::Days(30);
        one.keep_entries = Some(500);
        one.headers = vec![
            ("Accept-Language".to_owned(), "de".to_owned()),
            ("User-Agent".to_owned(), "a: b".to_owned()),
        ];
        let mut two = Subscription::of("https://b.example/");
        two.keep = FeedRetention::Forever;
        two.folder = "News".to_owned();
        let three = Subscription::of("https://c.example/");
        let list = write_opml("Mine & yours", &[one.clone(), two.clone(), three.clone()]);
        let outlines = read_opml(list.as_bytes()).expect("a list");
        assert_eq!(outlines.subscriptions, [three, two, one]);
        assert_eq!(outlines.remarks, Vec::<String>::new());
    }

    #[test]
    fn credentials_stay_at_home() {
        let mut subscription = Subscription::of("https://a.example/");
        subscription.credentials =
            Some(crate::feeds::Credentials::Command("pass show a".to_owned()));
        let headers = [
            ("Authorization", "Bearer x"),
            ("X-Auth-Token", "Bearer y"),
            ("Accept-Language", "de"),
        ];
        subscription.headers = headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec();
        let list = write_opml("Mine", &[subscription]);
        assert!(
            !list.contains("pass show") && !list.contains("Bearer"),
            "{list}"
        );
        assert!(list.contains("Accept-Language: de"), "{list}");
        let foreign = b"<opml><outline xmlUrl='https://a.example/' pullquote:credentialsCommand='rm -r x'/></opml>";
        let outlines = read_opml(foreign).expect("a list");
        assert_eq!(outlines.subscriptions[0].credentials, None);
    }
}
