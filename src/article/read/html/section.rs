//! Finds the section of the news outlet that a page belongs to.

use dom_query::Document;

use super::blocks::comparison_key;
use super::json_ld::JsonLd;
use super::nodes;
use crate::article::read::fields;

/// The maximum length of the name of a section, in characters. Longer ones are titles.
const MAX_SECTION_CHARS: usize = 60;
/// Names of the first breadcrumb, which leads to the front page.
const FRONT_PAGES: &[&str] = &[
    "home",
    "start",
    "startseite",
    "accueil",
    "inicio",
    "homepage",
    "front page",
    "hem",
    "strona główna",
];
/// CSS selectors for links to the article's category, most reliable first.
const CATEGORY_LINKS: &[&str] = &[
    "a[rel~=category]",
    ".cat-links a",
    ".post-category a, .entry-category a",
];
/// CSS selectors for the steps of breadcrumbs.
const BREADCRUMBS: &str = "[itemtype*=BreadcrumbList] [itemprop=name], [itemtype*=Breadcrumb] [itemprop=title], .breadcrumb a, .breadcrumbs a, .breadcrumb li";

/// Returns the section. `declared` is the section named in meta elements.
pub(super) fn find_section(
    document: &Document,
    json: &JsonLd,
    declared: Option<&str>,
    title: &str,
) -> Option<String> {
    let is_section = |name: &String| {
        let n_chars = name.chars().count();
        (1..=MAX_SECTION_CHARS).contains(&n_chars)
            && !name.contains("://")
            && comparison_key(name) != comparison_key(title)
            && !FRONT_PAGES.contains(&name.to_lowercase().as_str())
    };
    let clean =
        |name: &str| Some(fields::clean_line(name, fields::MAX_NAME_CHARS)).filter(is_section);
    declared
        .and_then(clean)
        .or_else(|| json.section.as_deref().and_then(clean))
        .or_else(|| {
            let places = CATEGORY_LINKS.iter().chain(std::iter::once(&BREADCRUMBS));
            places.into_iter().find_map(|place| {
                let found = document.select(place);
                let nodes = found.nodes().iter().take(8);
                nodes
                    .map(nodes::collapsed_text)
                    .find_map(|name| clean(&name))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn sections_come_from_the_metadata_then_from_links() {
        let of = |page: &str, declared| {
            find_section(
                &parse::parse_document(page),
                &JsonLd::default(),
                declared,
                "Pier",
            )
        };
        let crumbs = "<ol class=breadcrumbs><li><a>Home</a><li><a>Harbour</a><li><a>Pier</a></ol>";
        assert_eq!(of(crumbs, Some("Coast")).as_deref(), Some("Coast"));
        assert_eq!(of(crumbs, None).as_deref(), Some("Harbour"));
        assert_eq!(
            of(crumbs, Some("https://post.example/coast")).as_deref(),
            Some("Harbour")
        );
        assert_eq!(of("<p class=breadcrumb><a>Pier</a></p>", None), None);
        assert_eq!(
            of("<a rel='category tag'>Sea</a>", None).as_deref(),
            Some("Sea")
        );
    }
}
