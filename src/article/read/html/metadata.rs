//! The metadata of a page, from JSON-LD, meta elements and headings.

use dom_query::Document;

use super::json_ld::{self, JsonLd};
use super::{nodes, shown_date};
use crate::article::read::{dates, fields};
use crate::article::{ArticleMetadata, Language, Link, PublicationDate};
use crate::invariant::ExpectOr;

/// The maximum number of meta elements that are read.
const MAX_META_ELEMENTS: usize = 400;

/// Meta names for the publication date, most reliable first.
const DATE_META_NAMES: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:published_time",
    "article:published",
    "og:article:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "dc.date.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "citation_publication_date",
    "date",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "release_date",
    "displaydate",
    "article.created",
];

/// Meta names for the author, most reliable first.
const AUTHOR_META_NAMES: &[&str] = &[
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "cxenseparse:author",
    "twitter:creator:name",
];

/// Separators between the headline and the site's name in page titles.
const TITLE_SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " ~ ",
];

/// The names (in lower case) and contents of a page's meta elements.
struct MetaElements(Vec<(String, String)>);

impl MetaElements {
    fn of(document: &Document) -> Self {
        let elements = document.select("meta[content]");
        let fields = elements
            .nodes()
            .iter()
            .take(MAX_META_ELEMENTS)
            .flat_map(|meta| {
                let content = nodes::attribute_value(meta, "content");
                ["property", "name", "itemprop"]
                    .into_iter()
                    .filter_map(move |key| {
                        let name = meta.attr(key)?.trim().to_lowercase();
                        Some((name, content.clone()))
                    })
            });
        Self(
            fields
                .filter(|(_, content)| !content.trim().is_empty())
                .collect(),
        )
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, content)| content.as_str())
    }

    fn all<'m>(&'m self, name: &'m str) -> impl Iterator<Item = &'m str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, content)| content.as_str())
    }
}

/// Returns the base for relative links: the declared one, else the address of the page.
pub(super) fn base_link(document: &Document, from: Option<&Link>) -> Option<Link> {
    let declared = document.select_single("base[href]").attr("href");
    match (declared, from) {
        (Some(href), Some(from)) => from.join(&href).or_else(|| Some(from.clone())),
        (Some(href), None) => Link::parse(&href),
        (None, Some(from)) => Some(from.clone()),
        (None, None) => canonical_link(document, None),
    }
}

/// Returns the metadata of a page.
pub(super) fn read_metadata(document: &Document, base: Option<&Link>) -> ArticleMetadata {
    let meta = MetaElements::of(document);
    let json = json_ld::find_article(document);
    let link = canonical_link(document, base)
        .or_else(|| {
            meta.get("og:url")
                .and_then(|url| resolve_link(base, url))
                .filter(is_page_link)
        })
        .or_else(|| base.cloned());
    let site = meta
        .get("og:site_name")
        .map(str::to_owned)
        .or_else(|| json.publisher.clone());
    let site = site
        .map(|name| fields::clean_line(&decode_entities(&name), fields::MAX_NAME_CHARS))
        .filter(|name| !name.is_empty());
    let site = site
        .or_else(|| link.as_ref().map(Link::site))
        .unwrap_or_default();
    ArticleMetadata {
        title: find_title(document, &meta, &json, &site),
        byline: find_byline(document, &meta, &json),
        published: find_publication_date(document, &meta, &json, link.as_ref()),
        language: find_language(document, &meta, &json),
        site,
        link,
    }
}

fn resolve_link(base: Option<&Link>, raw: &str) -> Option<Link> {
    match base {
        Some(base) => base.join(raw),
        None => Link::parse(raw),
    }
}

/// Returns whether a link has a path. Broken templates declare the front page as the canonical link of every page.
fn is_page_link(link: &Link) -> bool {
    let after_scheme = link
        .as_str()
        .split("://")
        .nth(1)
        .expect_or_default("a link has a scheme");
    after_scheme
        .split_once('/')
        .is_some_and(|(_, path)| !path.is_empty())
}

fn canonical_link(document: &Document, base: Option<&Link>) -> Option<Link> {
    let href = document
        .select_single("link[rel~=canonical][href]")
        .attr("href")?;
    resolve_link(base, &href).filter(is_page_link)
}

/// Decodes character references again, since some sites escape twice.
fn decode_entities(raw: &str) -> String {
    if raw.contains('&') && raw.contains(';') {
        let head: String = raw.chars().take(2000).collect();
        return String::from(Document::fragment(head.replace('<', "&lt;")).text());
    }
    raw.to_owned()
}

fn find_title(document: &Document, meta: &MetaElements, json: &JsonLd, site: &str) -> String {
    let element = document.select_single("head title, title");
    let element = element
        .nodes()
        .first()
        .map(nodes::collapsed_text)
        .unwrap_or_default();
    let headings = document.select("h1");
    let headings: Vec<String> = headings
        .nodes()
        .iter()
        .take(8)
        .map(nodes::collapsed_text)
        .collect();
    let declared = meta
        .get("og:title")
        .map(str::to_owned)
        .or_else(|| json.headline.clone());
    let raw = declared
        .map(|title| strip_site_name(&decode_entities(&title), site).to_owned())
        .or_else(|| {
            headings
                .iter()
                // Shorter headings are usually the name of a section or of the site.
                .find(|heading| heading.chars().count() > 8 && element.contains(heading.as_str()))
                .cloned()
        })
        .or_else(|| Some(headline_from_title(&element, site)).filter(|title| !title.is_empty()))
        .or_else(|| headings.into_iter().find(|heading| !heading.is_empty()));
    fields::clean_line(&raw.unwrap_or_default(), fields::MAX_TITLE_CHARS)
}

/// Returns the title without the site's name at either end.
fn strip_site_name<'t>(title: &'t str, site: &str) -> &'t str {
    let is_site = |part: &str| {
        let fold = |words: &str| {
            words
                .chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect::<String>()
        };
        let (part, site) = (fold(part), fold(site));
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
            // The name of a site has at most four words, and a headline at least three.
            if last.split_whitespace().count() <= 4 && head.split_whitespace().count() >= 3 =>
        {
            head.trim().to_owned()
        }
        _ => title.trim().to_owned(),
    }
}

fn find_byline(document: &Document, meta: &MetaElements, json: &JsonLd) -> Option<String> {
    let named = |names: Vec<String>| {
        let mut kept: Vec<String> = Vec::new();
        for name in names
            .iter()
            .filter_map(|name| fields::clean_byline(&decode_entities(name)))
        {
            if !kept.contains(&name) {
                kept.push(name);
            }
        }
        fields::clean_byline(&kept.join(", "))
    };
    named(json.authors.clone())
        .or_else(|| {
            AUTHOR_META_NAMES
                .iter()
                .find_map(|name| named(meta.all(name).map(str::to_owned).collect()))
        })
        .or_else(|| find_shown_byline(document))
}

/// Returns the author as displayed on the page.
fn find_shown_byline(document: &Document) -> Option<String> {
    const PLACES: &str = "[itemprop~=author] [itemprop=name], [itemprop~=author], [rel~=author], .byline, .author, .byline__name, .author-name";
    let places = document.select(PLACES);
    places.nodes().iter().take(8).find_map(|node| {
        let words = nodes::collapsed_text(node);
        let is_short = words.chars().count() < 80 && words.split_whitespace().count() < 12;
        fields::clean_byline(&words).filter(|_| is_short)
    })
}

fn find_publication_date(
    document: &Document,
    meta: &MetaElements,
    json: &JsonLd,
    link: Option<&Link>,
) -> Option<PublicationDate> {
    json.published
        .as_deref()
        .and_then(dates::parse_date_text)
        .or_else(|| {
            DATE_META_NAMES
                .iter()
                .find_map(|name| meta.all(name).find_map(dates::parse_date_text))
        })
        .or_else(|| find_shown_date(document))
        .or_else(|| shown_date::find_written_date(document))
        .or_else(|| link.and_then(shown_date::find_link_date))
}

/// Returns the date of a `<time>` element. Elements marked as publication dates come first.
fn find_shown_date(document: &Document) -> Option<PublicationDate> {
    const PLACES: [&str; 4] = [
        "[itemprop=datePublished]",
        "time[pubdate]",
        "article time[datetime], main time[datetime], header time[datetime]",
        "time[datetime]",
    ];
    PLACES.iter().find_map(|place| {
        let places = document.select(place);
        places.nodes().iter().take(8).find_map(|node| {
            let written = ["datetime", "content"]
                .iter()
                .find_map(|key| dates::parse_date_text(&nodes::attribute_value(node, key)));
            written.or_else(|| dates::parse_date_text(&nodes::collapsed_text(node)))
        })
    })
}

fn find_language(document: &Document, meta: &MetaElements, json: &JsonLd) -> Option<Language> {
    let declared = document
        .select_single("html")
        .attr("lang")
        .map(String::from);
    declared
        .as_deref()
        .and_then(Language::from_tag)
        .or_else(|| meta.get("og:locale").and_then(Language::from_tag))
        .or_else(|| meta.get("content-language").and_then(Language::from_tag))
        .or_else(|| json.language.as_deref().and_then(Language::from_tag))
}
