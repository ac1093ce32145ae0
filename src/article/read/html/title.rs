//! Finds the title of a page, and the name of the site in it.

use dom_query::{Document, NodeRef};

use super::blocks::comparison_key;
use super::nodes;
use super::nodes::decode_entities;
use crate::article::read::fields;

/// Separators between the headline and the site's name in page titles.
const TITLE_SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " ‹ ", " › ", " · ", " • ", " ~ ", " // ",
];
/// The maximum number of headings that are compared with the page title.
const MAX_HEADINGS: usize = 40;
/// The minimum length of a heading to be recognized in the page title, in characters. Shorter headings are names of
/// sections.
const MIN_HEADING_CHARS: usize = 9;
/// The maximum number of words in the name of a site.
const MAX_SITE_WORDS: usize = 4;
/// The minimum number of words in a headline. A short part of the page title next to it is the name of the site.
const MIN_HEADLINE_WORDS: usize = 3;

/// The candidates for the title of a page.
pub(super) struct PageTitles {
    /// The content of the `title` element.
    element: String,
    /// The title declared in meta elements or JSON-LD.
    declared: Option<String>,
    /// The level-1 headings.
    main: Vec<String>,
    /// The headings of levels 1 to 3.
    headings: Vec<String>,
}

impl PageTitles {
    pub(super) fn of(document: &Document, open_graph: Option<&str>, json: Option<&str>) -> Self {
        let element = document.select_single("head title, title");
        let element = element.nodes().first().map(nodes::collapsed_text);
        let texts = |names: &str| -> Vec<String> {
            let found = document.select(names);
            let nodes = found.nodes().iter().take(MAX_HEADINGS);
            let texts = nodes.map(heading_text);
            texts.filter(|text| !text.is_empty()).collect()
        };
        Self {
            element: element.unwrap_or_default(),
            declared: open_graph
                .or(json)
                .map(|title| decode_entities(title).trim().to_owned())
                .filter(|title| !title.is_empty()),
            main: texts("h1"),
            headings: texts("h1, h2, h3"),
        }
    }

    /// Returns the headline. `site` is the name of the site.
    pub(super) fn choose(&self, site: &str) -> String {
        let declared = self
            .declared
            .as_deref()
            .map(|title| strip_site_name(title, site))
            .filter(|title| !is_name_of_site(title, site));
        let chosen = declared
            .map(str::to_owned)
            .or_else(|| self.repeated_heading(site))
            .or_else(|| self.headline_of_element(site))
            .or_else(|| {
                self.main
                    .iter()
                    .find(|heading| !is_name_of_site(heading, site) && !self.is_short_name(heading))
                    .cloned()
            })
            .or_else(|| self.headings.first().cloned());
        let chosen = chosen.unwrap_or_else(|| self.element.clone());
        fields::clean_line(&chosen, fields::MAX_TITLE_CHARS)
    }

    /// Returns the longest heading that also occurs in the page title.
    fn repeated_heading(&self, site: &str) -> Option<String> {
        let title = comparison_key(&self.element);
        let is_repeated = |heading: &&String| {
            heading.chars().count() >= MIN_HEADING_CHARS
                && title.contains(&comparison_key(heading))
                && !is_name_of_site(heading, site)
                && !self.is_short_name(heading)
        };
        let repeated = self.headings.iter().filter(is_repeated);
        // The first of the longest: `max_by_key` returns the last.
        repeated
            .rev()
            .max_by_key(|heading| heading.chars().count())
            .cloned()
    }

    /// Returns the headline in the page title, unless that is only the name of the site or of a section.
    fn headline_of_element(&self, site: &str) -> Option<String> {
        let headline = headline_from_title(&self.element, site);
        let is_name = is_name_of_site(&headline, site) || self.is_short_name(&headline);
        (!headline.is_empty() && !is_name).then_some(headline)
    }

    /// Returns whether a text of one or two words is the whole page title while the page has a longer main heading.
    fn is_short_name(&self, text: &str) -> bool {
        let n_words = text.split_whitespace().count();
        let mut main = self
            .main
            .iter()
            .map(|heading| heading.split_whitespace().count());
        n_words < MIN_HEADLINE_WORDS
            && comparison_key(text) == comparison_key(&self.element)
            && main.any(|n| n > n_words)
    }

    /// Returns the name of the site at the end or the beginning of the page title, next to the headline.
    pub(super) fn find_site(&self) -> Option<String> {
        let headline = self
            .declared
            .clone()
            .or_else(|| self.repeated_heading(""))?;
        let key = comparison_key(&headline);
        let is_site = |part: &str, rest: &str| {
            let n_words = part.split_whitespace().count();
            (1..=MAX_SITE_WORDS + 1).contains(&n_words)
                && part.chars().any(char::is_alphabetic)
                && key.starts_with(&comparison_key(rest))
                && !key.contains(&comparison_key(part))
        };
        let separators = TITLE_SEPARATORS.iter().chain(&[": "]);
        let ends = separators
            .clone()
            .filter_map(|separator| self.element.rsplit_once(separator));
        let starts = separators.filter_map(|separator| self.element.split_once(separator));
        let last = ends
            .filter(|(rest, part)| is_site(part, first_part(rest)))
            .map(|(_, part)| part);
        let first = starts
            .filter(|(part, rest)| is_site(part, rest))
            .map(|(part, _)| part);
        let name = last.chain(first).min_by_key(|part| part.len())?;
        Some(fields::clean_line(name, fields::MAX_NAME_CHARS)).filter(|name| !name.is_empty())
    }
}

/// Returns the part of a title before the first separator.
fn first_part(title: &str) -> &str {
    let cuts = TITLE_SEPARATORS
        .iter()
        .filter_map(|separator| title.find(separator));
    cuts.min().and_then(|at| title.get(..at)).unwrap_or(title)
}

/// Returns the text of a heading without comment counts and labels that the site adds.
fn heading_text(node: &NodeRef) -> String {
    const COUNT_LABELS: &[&str] = &[
        "comments",
        "count",
        "badge",
        "anchor",
        "edit",
        "permalink",
        "share",
    ];
    let is_count = |inner: &NodeRef| {
        inner.is_element()
            && nodes::class_words(inner)
                .iter()
                .any(|word| COUNT_LABELS.contains(&word.as_str()))
    };
    let mut counts = node
        .children_it(false)
        .filter(is_count)
        .map(|inner| nodes::collapsed_text(&inner));
    let text = nodes::collapsed_text(node);
    let rest = counts
        .next()
        .and_then(|count| text.strip_suffix(count.as_str()).map(str::to_owned));
    rest.map_or(text, |rest| rest.trim().to_owned())
}

fn is_name_of_site(part: &str, site: &str) -> bool {
    let (part, site) = (comparison_key(part), comparison_key(site));
    !part.is_empty() && part == site
}

/// Returns the title without the site's name at either end.
fn strip_site_name<'t>(title: &'t str, site: &str) -> &'t str {
    let is_site = |part: &str| {
        let (part, site) = (comparison_key(part), comparison_key(site));
        !part.is_empty()
            && !site.is_empty()
            && (part == site || site.starts_with(&part) || part.starts_with(&site))
    };
    for separator in TITLE_SEPARATORS {
        if let Some((head, last)) = title.rsplit_once(separator)
            && is_site(last)
        {
            return head.trim();
        }
        if let Some((first, rest)) = title.split_once(separator)
            && is_site(first)
        {
            return rest.trim();
        }
    }
    title.trim()
}

/// Returns the headline from a page title, by removing the site's name, or else a short last part.
fn headline_from_title(title: &str, site: &str) -> String {
    let cut = strip_site_name(title, site);
    if cut.len() < title.trim().len() {
        return cut.to_owned();
    }
    let last = TITLE_SEPARATORS
        .iter()
        .filter_map(|separator| title.rsplit_once(separator))
        .min_by_key(|(_, last)| last.len());
    match last {
        Some((head, last))
            if last.split_whitespace().count() <= MAX_SITE_WORDS
                && (head.split_whitespace().count() >= MIN_HEADLINE_WORDS
                    || last.split_whitespace().count() == 1) =>
        {
            head.trim().to_owned()
        }
        _ => title.trim().to_owned(),
    }
}
