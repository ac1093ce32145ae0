//! Merging the metadata of a page with that of the feed item that links to it.

use super::{ArticleMetadata, PublicationDate};

/// Words that are common in the names of news outlets. Two names that share only such a word belong to different
/// outlets.
const COMMON_WORDS: &[&str] = &[
    "the", "and", "of", "news", "feed", "feeds", "rss", "atom", "blog", "blogs", "daily", "times",
    "post", "online", "latest", "all", "articles", "stories", "posts", "top", "world", "home",
    "com", "org", "net", "www",
];

/// Bylines that name a role instead of a person.
const NO_AUTHORS: &[&str] = &[
    "admin",
    "administrator",
    "author",
    "editor",
    "editors",
    "editorial",
    "newsroom",
    "redaction",
    "staff",
    "team",
    "unknown",
    "user",
    "webmaster",
    "anonymous",
    "guest",
];

impl ArticleMetadata {
    /// Returns the metadata of a page, completed with that of the feed item that links to it. This is the only rule for
    /// full texts:
    ///
    /// | field | value |
    /// | --- | --- |
    /// | title | the item's, unless it is empty, is the name of the outlet, or is a truncated form of the page's |
    /// | byline | the page's if it names a person, unless the item's contains it and more; otherwise the item's |
    /// | site | the feed's name; the page's if the feed has no proper name, or if the page belongs to another outlet |
    /// | link | the page's |
    /// | published | the item's; the page's if it adds a time to the same day, or if the item has none |
    /// | updated, section, language | the page's |
    ///
    /// If only one of the two has a field, that value is used.
    pub fn completed_by(self, item: &Self) -> Self {
        let byline = choose_byline(&self, item);
        Self {
            title: choose_title(&self, item),
            site: choose_site(&self, item),
            published: choose_date(self.published, item.published),
            byline,
            link: self.link.or_else(|| item.link.clone()),
            updated: self.updated.or(item.updated),
            section: self.section.or_else(|| item.section.clone()),
            language: self.language.or(item.language),
        }
    }
}

fn choose_title(page: &ArticleMetadata, item: &ArticleMetadata) -> String {
    let of_item = item.title.trim();
    let is_bare = of_item.is_empty() || is_same(of_item, &item.site);
    let stem = of_item
        .strip_suffix('…')
        .or_else(|| of_item.strip_suffix("..."));
    let is_whole_there =
        |stem: &str| lowercase_letters(&page.title).starts_with(&lowercase_letters(stem));
    let is_cut = stem.is_some_and(|stem| !stem.trim().is_empty() && is_whole_there(stem));
    if !page.title.is_empty() && (is_bare || is_cut) {
        page.title.clone()
    } else {
        item.title.clone()
    }
}

fn choose_byline(page: &ArticleMetadata, item: &ArticleMetadata) -> Option<String> {
    let is_author = |name: &&String| {
        !lowercase_letters(name).is_empty()
            && !is_host(name)
            && !name.contains(['@', '/'])
            && !NO_AUTHORS.contains(&name.trim().to_lowercase().as_str())
            && ![&page.site, &item.site]
                .iter()
                .any(|site| is_same(name, site))
    };
    let of_page = page.byline.as_ref().filter(is_author);
    let of_item = item.byline.as_ref().filter(is_author);
    let known = match (of_page, of_item) {
        (Some(of_page), Some(of_item))
            if lowercase_letters(of_item).contains(&lowercase_letters(of_page)) =>
        {
            Some(of_item)
        }
        (Some(of_page), _) => Some(of_page),
        (None, of_item) => of_item,
    };
    // Neither names anybody: what the feed says is what its list shows.
    let said = known.or(item.byline.as_ref()).or(page.byline.as_ref());
    said.cloned()
}

fn choose_site(page: &ArticleMetadata, item: &ArticleMetadata) -> String {
    let is_name = |about: &ArticleMetadata| {
        let site = &about.site;
        let is_host_of_link = about.link.as_ref().is_some_and(|link| link.site() == *site);
        !lowercase_letters(site).is_empty() && !is_host_of_link && !is_host(site)
    };
    let has_page_name = is_name(page);
    let is_pages = match (has_page_name, is_name(item)) {
        (true, true) => !shares_word(&page.site, &item.site),
        (true, false) => true,
        (false, true) => false,
        (false, false) => item.site.is_empty(),
    };
    if is_pages {
        page.site.clone()
    } else {
        item.site.clone()
    }
}

fn choose_date(
    page: Option<PublicationDate>,
    item: Option<PublicationDate>,
) -> Option<PublicationDate> {
    match (page, item) {
        (Some(page), Some(item)) if item.instant.is_none() && page.date == item.date => Some(page),
        (page, item) => item.or(page),
    }
}

/// Returns the letters and digits of a name in lower case.
fn lowercase_letters(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

fn is_same(one: &str, other: &str) -> bool {
    lowercase_letters(one) == lowercase_letters(other)
}

/// Returns true if a name is a host name such as `news.example.org`.
fn is_host(name: &str) -> bool {
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let name = name.trim();
    name.contains('.') && name.split('.').all(is_label)
}

/// Returns true if two names of outlets share a distinctive word.
fn shares_word(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let lower = name.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric());
        let telling = words.filter(|word| !word.is_empty() && !COMMON_WORDS.contains(word));
        telling.map(str::to_owned).collect()
    };
    let there = words(other);
    is_same(one, other) || words(one).iter().any(|word| there.contains(word))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::article::Link;

    /// A page's or an item's title, byline, site, and day with whether a time is known.
    type MetadataCase = (&'static str, &'static str, &'static str, Option<(i8, bool)>);

    fn about((title, byline, site, day): MetadataCase) -> ArticleMetadata {
        let instant = |is_known: bool| is_known.then_some(jiff::Timestamp::UNIX_EPOCH);
        ArticleMetadata {
            title: title.to_owned(),
            byline: Some(byline.to_owned()).filter(|byline| !byline.is_empty()),
            site: site.to_owned(),
            link: Link::parse("https://www.example.org/ships/1"),
            published: day.map(|(day, is_known)| PublicationDate {
                date: date(2026, 3, day),
                instant: instant(is_known),
            }),
            ..ArticleMetadata::default()
        }
    }

    #[track_caller]
    fn check_completed(page: MetadataCase, item: MetadataCase, expected: MetadataCase) {
        let found = about(page).completed_by(&about(item));
        assert_eq!(found, about(expected));
    }

    #[test]
    fn a_page_that_says_nothing_of_itself_keeps_what_the_feed_says() {
        check_completed(
            ("", "", "example.org", None),
            ("Ships leave", "Jane Doe", "Elm Post", Some((4, true))),
            ("Ships leave", "Jane Doe", "Elm Post", Some((4, true))),
        );
        let bare = ArticleMetadata::default().completed_by(&about(("Ships", "", "Elm Post", None)));
        assert_eq!(bare, about(("Ships", "", "Elm Post", None)));
    }

    #[test]
    fn a_feed_that_says_nothing_leaves_what_the_page_says() {
        check_completed(
            ("Ships leave", "Jane Doe", "Elm Post", Some((4, false))),
            ("", "", "example.org", None),
            ("Ships leave", "Jane Doe", "Elm Post", Some((4, false))),
        );
        let page = about(("Ships leave", "Jane Doe", "Elm Post", None));
        assert_eq!(page.clone().completed_by(&ArticleMetadata::default()), page);
    }

    #[test]
    fn a_title_is_the_feeds_unless_it_is_bare_or_cut() {
        let check = |page, item, expected| {
            check_completed(
                (page, "", "Elm Post", None),
                (item, "", "Elm Post", None),
                (expected, "", "Elm Post", None),
            );
        };
        check("Ships leave | Elm Post", "Ships leave", "Ships leave");
        check("Elm Post – Home", "Ships leave", "Ships leave");
        check("Ships leave at dawn", "Elm Post", "Ships leave at dawn");
        check("Ships leave at dawn", "Ships leave…", "Ships leave at dawn");
        check(
            "Ships leave at dawn",
            "Ships leave ...",
            "Ships leave at dawn",
        );
        check("Elm Post – Home", "Ships leave…", "Ships leave…");
        check("", "…", "…");
        check("", "Elm Post", "Elm Post");
    }

    #[test]
    fn a_byline_is_the_pages_where_it_names_somebody() {
        let check = |page, item, expected| {
            check_completed(
                ("", page, "Elm Post", None),
                ("", item, "Elm Post", None),
                ("", expected, "Elm Post", None),
            );
        };
        check("Jane Doe", "", "Jane Doe");
        check("", "Jane Doe", "Jane Doe");
        check("Jane Doe", "jdoe", "Jane Doe");
        check("Jane Doe", "Jane Doe, John Roe", "Jane Doe, John Roe");
        check("Jane Doe, John Roe", "Jane Doe", "Jane Doe, John Roe");
        for nobody in [
            "Elm Post",
            "ELM POST",
            "admin",
            "Staff",
            "desk@example.org",
            "example.org",
            "https://example.org/jane",
            "–",
        ] {
            check(nobody, "Jane Doe", "Jane Doe");
            check("Jane Doe", nobody, "Jane Doe");
        }
        check("admin", "Elm Post", "Elm Post");
        check("admin", "", "admin");
        check("", "", "");
    }

    #[test]
    fn a_site_is_the_feeds_name_unless_the_page_is_another_outlets() {
        let check = |page, item, expected| {
            check_completed(
                ("", "", page, None),
                ("", "", item, None),
                ("", "", expected, None),
            );
        };
        check("example.org", "Elm Post", "Elm Post");
        check("www.example.org", "Elm Post: World", "Elm Post: World");
        check("Elm Post", "Elm Post: World", "Elm Post: World");
        check("Elm Post", "World news | The Elm", "World news | The Elm");
        check("The Alder Times", "Link Gatherers", "The Alder Times");
        check("Alder News", "Gatherer News", "Alder News");
        check("Elm Post", "example.org", "Elm Post");
        check("Elm Post", "", "Elm Post");
        check("example.org", "news.example.org", "news.example.org");
        check("example.org", "", "example.org");
        check("", "", "");
    }

    #[test]
    fn a_date_is_the_feeds_unless_the_page_knows_its_time() {
        let check = |page, item, expected| {
            check_completed(
                ("", "", "", page),
                ("", "", "", item),
                ("", "", "", expected),
            );
        };
        check(None, Some((4, false)), Some((4, false)));
        check(Some((4, false)), None, Some((4, false)));
        check(Some((4, true)), Some((4, false)), Some((4, true)));
        check(Some((9, true)), Some((4, false)), Some((4, false)));
        check(Some((9, true)), Some((4, true)), Some((4, true)));
        check(None, None, None);
    }
}
