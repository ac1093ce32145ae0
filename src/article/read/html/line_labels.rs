//! Classifies the text of an element by the element's labels (class, id, `itemprop`, `rel`): a date, an author, or
//! another part of the page.

use dom_query::NodeRef;

use super::nodes;

/// Labels of elements with a date.
const DATE_LABELS: &[&str] = &[
    "date",
    "dates",
    "datum",
    "fecha",
    "data",
    "pubdate",
    "published",
    "publish",
    "publication",
    "timestamp",
    "posted",
    "postdate",
    "time",
    "datetime",
    "dateline",
    "posttime",
    "dtstart",
    "created",
    "datepublished",
    "publishdate",
    "entrydate",
    "articledate",
    "postmetadata",
    "submitted",
    "byline",
    "meta",
    "postmeta",
    "entrymeta",
    "info",
    "stand",
    "zeit",
    "credits",
    "when",
    "dc",
    "storydate",
    "newsdate",
    "dateheader",
];
/// Labels of elements with the date of a change.
const UPDATED_LABELS: &[&str] = &[
    "updated",
    "modified",
    "datemodified",
    "lastmodified",
    "update",
    "lastupdated",
    "aktualisiert",
];
/// Labels of elements that contain only the date of publication.
const PUBLISHED_LABELS: &[&str] = &[
    "published",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish",
    "entrydate",
    "postdate",
    "articledate",
];
/// Labels of elements with the name of an author.
const AUTHOR_LABELS: &[&str] = &[
    "author",
    "authors",
    "byline",
    "autor",
    "autoren",
    "auteur",
    "autore",
    "autorin",
    "writer",
    "creator",
    "firma",
    "signature",
    "vcard",
    "fn",
    "username",
    "createdby",
    "contributor",
    "authorname",
    "postauthor",
    "byl",
    "bylines",
    "journalist",
    "reporter",
    "dccreator",
    "articleauthor",
    "entryauthor",
    "verfasser",
    "credit",
    "redakteur",
    "submitted",
];
/// Labels of parts of a page that do not belong to the article.
pub(super) const OTHER_LABELS: &[&str] = &[
    "comment",
    "comments",
    "commentlist",
    "kommentar",
    "kommentare",
    "commentaires",
    "reply",
    "replies",
    "respond",
    "disqus",
    "related",
    "sidebar",
    "widget",
    "widgets",
    "recent",
    "popular",
    "trending",
    "archive",
    "archives",
    "calendar",
    "similar",
    "recommended",
    "recommendations",
    "mostread",
    "teaser",
    "teasers",
    "promo",
    "aside",
    "footer",
    "copyright",
    "latest",
    "crosslinks",
    "upcoming",
    "search",
    "breadcrumb",
    "breadcrumbs",
    "menu",
    "nav",
    "navigation",
    "advertisement",
    "carousel",
    "newsletter",
    "secondary",
    "respond",
    "pingback",
    "trackback",
];
/// The kind of date that an element contains, by its labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateLabel {
    /// A date of unknown kind, possibly with other text.
    Some,
    /// The date of publication.
    Published,
    /// The date of a change.
    Updated,
}

/// The contents of a line, by the labels of its element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LineLabels {
    pub(super) date: Option<DateLabel>,
    /// The line holds the name of an author.
    pub(super) is_author: bool,
    /// The markup names the author of the page: `rel=author`, `itemprop=author`.
    pub(super) is_author_link: bool,
}

impl LineLabels {
    /// Returns the meaning of the labels of `node`, which [`element_labels`] returned.
    pub(super) fn of(node: &NodeRef, labels: &[String]) -> Self {
        if labels.is_empty() {
            return Self::default();
        }
        let has = |names: &[&str]| labels.iter().any(|label| names.contains(&label.as_str()));
        let relation = nodes::attribute_value(node, "rel");
        let property = nodes::attribute_value(node, "itemprop").to_lowercase();
        let date = if has(PUBLISHED_LABELS) && !has(&["by"]) {
            Some(DateLabel::Published)
        } else if has(UPDATED_LABELS) {
            Some(DateLabel::Updated)
        } else {
            has(DATE_LABELS).then_some(DateLabel::Some)
        };
        Self {
            date,
            is_author: has(AUTHOR_LABELS),
            is_author_link: relation.split_whitespace().any(|word| word == "author")
                || property
                    .split_whitespace()
                    .any(|word| word == "author" || word == "creator"),
        }
    }
}

/// Returns the words in the class, id, `itemprop` and `rel` of an element.
pub(super) fn element_labels(node: &NodeRef) -> Vec<String> {
    let mut labels = nodes::class_words(node);
    for key in ["itemprop", "rel", "property"] {
        let value = nodes::attribute_value(node, key).to_lowercase();
        let words = value.split(|c: char| !c.is_alphanumeric());
        labels.extend(
            words
                .filter(|word| !word.is_empty())
                .take(8)
                .map(str::to_owned),
        );
    }
    labels
}
