//! Reads the metadata of a page from JSON-LD, meta elements and headings.

use std::cell::LazyCell;

use dom_query::Document;

use super::json_ld::{self, JsonLd};
use super::nodes::decode_entities;
use super::{byline, nodes, section, shown_date, shown_lines, title};
use crate::article::read::dates::in_line::NumberOrder;
use crate::article::read::fields;
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
    "bt:pubdate",
    "article:publish_date",
    "article:post_date",
    "article_publish_date",
    "published_at",
    "published",
    "publishedtime",
    "published-date",
    "publisheddate",
    "publishtime",
    "datecreated",
    "created",
    "creation_date",
    "creation-date",
    "article-publication-date",
    "article:published_date",
    "article:published",
    "og:pubdate",
    "og:publish_date",
    "og:release_date",
    "video:release_date",
    "citation_date",
    "citation_online_date",
    "eprints.date",
    "dc.date.published",
    "dc.date.publication",
    "dc.date.x-metadatalastmodified",
    "dcterms.issued.date",
    "datenews",
    "datum",
    "doc_date",
    "gentime",
    "pub_date",
    "pubdate_iso",
    "pagedate",
    "shareaholic:article_published_time",
    "twt-published-at",
    "vr:published_time",
    "timestamp",
    "time",
    "dateposted",
    "posted_date",
    "sailthru.pubdate",
    "article_date",
    "articledate",
    "content_create_date",
    "live_date",
    "firstpublished",
    "originalpublicationdate",
    "news_date",
    "dc:created",
    "dcterms:created",
    "dc:date",
    "dcterms:date",
];

/// Meta names for the time of the last change, most reliable first.
const UPDATED_META_NAMES: &[&str] = &[
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "og:modified_time",
    "article:modified",
    "article.updated",
    "dcterms.modified",
    "dc.date.modified",
    "dc.date.updated",
    "cxenseparse:recs:updatetime",
    "revised",
    "date.updated",
    "bt:moddate",
    "last-modified",
    "lastmodified",
    "last_modified",
    "lastmod",
    "moddate",
    "modified",
    "updated",
    "update_time",
    "shareaholic:article_modified_time",
];

/// Meta names for the section, most reliable first.
const SECTION_META_NAMES: &[&str] = &[
    "article:section",
    "og:article:section",
    "parsely-section",
    "sailthru.section",
    "articlesection",
    "cxenseparse:taxonomy",
    "dc.subject.section",
    "cg",
    "section",
    "category",
];

/// Meta names for the name of the site, most reliable first. The site name in JSON-LD ranks after the first of them.
const SITE_META_NAMES: &[&str] = &[
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "citation_journal_title",
    "cre",
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
    "article.author",
    "dc.creator.personalname",
    "authors",
    "cxenseparse:author",
    "twitter:creator:name",
    "shareaholic:article_author_name",
    "rbauthors",
    "dc.contributor",
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

    /// Returns the content of the first of these names that the page has.
    fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.get(name))
    }

    fn all<'m>(&'m self, name: &'m str) -> impl Iterator<Item = &'m str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, content)| content.as_str())
    }
}

/// Returns the base for relative links: the declared one, or else the address of the page.
pub(super) fn base_link(document: &Document, from: Option<&Link>) -> Option<Link> {
    let declared = document.select_single("base[href]").attr("href");
    match (declared, from) {
        (Some(href), Some(from)) => from.join(&href).or_else(|| Some(from.clone())),
        (Some(href), None) => Link::parse(&href),
        (None, Some(from)) => Some(from.clone()),
        (None, None) => canonical_link(document, None),
    }
}

/// Returns the metadata of a page. Each field has the value of the first of these that gives one:
///
/// | field | sources |
/// | --- | --- |
/// | title | `og:title`; `headline` of JSON-LD; the heading that the page title repeats; the page title without the site |
/// | site | `og:site_name`; publisher of JSON-LD; other meta elements; the end of the page title; the host |
/// | authors | JSON-LD; meta elements; `rel=author`; a line with "By"; labelled elements; a biography |
/// | published | JSON-LD; meta elements; elements labelled as the date; the address; `time`; other lines; the update |
/// | updated | JSON-LD; meta elements; elements and lines labelled as an update, if later than `published` |
/// | section | `article:section`; JSON-LD; other meta elements; links to the category; breadcrumbs |
/// | language | `lang` of the page; `og:locale`; `content-language`; JSON-LD |
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
    let declared_site = find_declared_site(&meta, &json);
    let host = link.as_ref().map(Link::site).unwrap_or_default();
    let titles = title::PageTitles::of(document, meta.get("og:title"), json.headline.as_deref());
    let site = declared_site
        .or_else(|| titles.find_site())
        .or_else(|| Some(host).filter(|host| !host.is_empty()))
        .unwrap_or_default();
    let title = titles.choose(&site);
    let lines = LazyCell::new(|| shown_lines::collect_lines(document, &title));
    let tag = document.select_single("html").attr_or("lang", "");
    let order = NumberOrder::from_tag(&tag);
    let shown = LazyCell::new(|| shown_date::find_shown_dates(&lines, order));
    let updated = find_declared_date(&meta, json.updated.as_deref(), UPDATED_META_NAMES, order);
    let published = find_declared_date(&meta, json.published.as_deref(), DATE_META_NAMES, order)
        .or_else(|| shown.published.filter(|_| shown.is_labelled))
        .or_else(|| link.as_ref().and_then(shown_date::find_link_date))
        .or_else(|| shown.published);
    let updated = updated.or_else(|| shown.updated);
    let byline = find_declared_byline(&meta, &json, &site)
        .or_else(|| byline::find_shown_byline(&lines, &site))
        .or_else(|| byline::find_linked_author(document));
    let section = section::find_section(document, &json, meta.first(SECTION_META_NAMES), &title);
    let language = find_language(document, &meta, &json);
    ArticleMetadata {
        title,
        byline,
        updated: updated.filter(|updated| published.is_some_and(|first| is_later(*updated, first))),
        published: published.or(updated),
        section,
        language,
        site,
        link,
    }
}

/// Returns whether a change is later than the publication.
fn is_later(updated: PublicationDate, published: PublicationDate) -> bool {
    match (updated.instant, published.instant) {
        (Some(updated), Some(published)) => updated > published,
        _ => updated.date > published.date,
    }
}

fn find_declared_site(meta: &MetaElements, json: &JsonLd) -> Option<String> {
    let (first, others) = SITE_META_NAMES.split_first()?;
    let declared = meta.get(first).map(str::to_owned);
    let named = declared
        .or_else(|| json.publisher.clone())
        .or_else(|| meta.first(others).map(str::to_owned))?;
    let name = fields::clean_line(&decode_entities(&named), fields::MAX_NAME_CHARS);
    (!name.is_empty() && !name.contains("://")).then_some(name)
}

fn find_declared_date(
    meta: &MetaElements,
    json: Option<&str>,
    names: &[&str],
    order: NumberOrder,
) -> Option<PublicationDate> {
    let parse = |value: &str| shown_date::parse_machine_date(value, order);
    json.and_then(parse)
        .or_else(|| names.iter().find_map(|name| meta.all(name).find_map(parse)))
}

fn find_declared_byline(meta: &MetaElements, json: &JsonLd, site: &str) -> Option<String> {
    let names: Vec<String> = json
        .authors
        .iter()
        .map(|name| decode_entities(name))
        .collect();
    byline::join_declared_names(&names, site).or_else(|| {
        AUTHOR_META_NAMES.iter().find_map(|name| {
            let declared = meta.all(name).map(decode_entities);
            let is_library = name.starts_with("dc") || name.starts_with("citation");
            let names: Vec<String> = if is_library {
                declared
                    .map(|name| byline::turn_library_name(&name))
                    .collect()
            } else {
                declared.collect()
            };
            byline::join_declared_names(&names, site)
        })
    })
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
