//! The metadata that a page contains as JSON-LD scripts.

use dom_query::Document;
use serde_json::Value;

/// The maximum nesting depth of objects.
const MAX_OBJECT_DEPTH: usize = 8;
/// The maximum size of a script, in bytes; larger ones are ignored.
const MAX_SCRIPT_BYTES: usize = 512 * 1024;

/// The maximum number of scripts that are examined.
const MAX_SCRIPTS: usize = 200;
/// Keys whose values describe a page other than this one.
const OTHER_PAGE_KEYS: &[&str] = &[
    "isPartOf",
    "hasPart",
    "citation",
    "mentions",
    "relatedLink",
    "comment",
    "publisher",
    "author",
];

/// The fields of an article in JSON-LD, not yet sanitized.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct JsonLd {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) section: Option<String>,
    pub(super) language: Option<String>,
    pub(super) body: Option<String>,
}

/// Returns the fields of the first article object. Missing fields are taken from the objects that describe the page and
/// the site.
pub(super) fn find_article(document: &Document) -> JsonLd {
    let roots = parse_scripts(document, |_| true);
    let first = |is_asked: fn(&Value) -> bool| {
        let mut found = roots
            .iter()
            .map(|root| find_object(root, root, is_asked, MAX_OBJECT_DEPTH));
        found.find_map(|found| found)
    };
    let mut article = first(is_article_object).unwrap_or_default();
    if let Some(page) = first(is_page_object) {
        article.published = article.published.or(page.published);
        article.updated = article.updated.or(page.updated);
        article.publisher = article.publisher.or(page.publisher);
        article.language = article.language.or(page.language);
        if article.authors.is_empty() {
            article.authors = page.authors;
        }
    }
    if article.publisher.is_none() {
        article.publisher = first(is_site_object).and_then(|site| site.headline);
    }
    article
}

/// Returns the article's text, if a script contains it.
pub(super) fn find_article_body(document: &Document) -> Option<String> {
    let roots = parse_scripts(document, |script| script.contains("\"articleBody\""));
    let mut found = roots
        .iter()
        .map(|root| find_object(root, root, is_article_object, MAX_OBJECT_DEPTH));
    found.find_map(|found| found)?.body
}

/// Returns the parsed JSON-LD scripts whose text `is_asked` accepts.
fn parse_scripts(document: &Document, is_asked: impl Fn(&str) -> bool) -> Vec<Value> {
    let scripts = document.select("script[type]");
    let scripts = scripts.nodes().iter().take(MAX_SCRIPTS).filter(|script| {
        let kind = script.attr_or("type", "");
        kind.trim().eq_ignore_ascii_case("application/ld+json")
    });
    let texts = scripts.map(dom_query::NodeRef::text);
    texts
        .filter(|text| text.len() <= MAX_SCRIPT_BYTES && is_asked(text))
        .filter_map(|text| parse_lenient(&text))
        .collect()
}

/// Parses JSON as found on pages: with comments or CDATA marks around it, or raw line ends in strings.
fn parse_lenient(text: &str) -> Option<Value> {
    let text = text.replace("<![CDATA[", "").replace("]]>", "");
    let start = text.find(['{', '['])?;
    let end = text.rfind(['}', ']'])?;
    let body = text.get(start..=end)?;
    serde_json::from_str(body).ok().or_else(|| {
        let spaced: String = body
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        serde_json::from_str(&spaced).ok()
    })
}

/// Returns the fields of the first object that `is_asked` accepts, at any depth. References to other objects are looked
/// up in `root`.
fn find_object(
    root: &Value,
    value: &Value,
    is_asked: fn(&Value) -> bool,
    depth: usize,
) -> Option<JsonLd> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Array(items) => items
            .iter()
            .find_map(|item| find_object(root, item, is_asked, depth)),
        Value::Object(_) if is_asked(value) => Some(read_fields(root, value, depth)),
        Value::Object(fields) => fields
            .iter()
            .filter(|(key, _)| !OTHER_PAGE_KEYS.contains(&key.as_str()))
            .find_map(|(_, inner)| find_object(root, inner, is_asked, depth)),
        _ => None,
    }
}

fn read_fields(root: &Value, object: &Value, depth: usize) -> JsonLd {
    let field = |keys: &[&str]| keys.iter().find_map(|key| object.get(*key));
    let names = |keys: &[&str]| collect_names(root, field(keys), depth);
    JsonLd {
        headline: text_value(field(&["headline", "name"])),
        authors: names(&["author", "creator"]),
        publisher: names(&["publisher"]).into_iter().next(),
        published: text_value(field(&["datePublished", "dateCreated", "uploadDate"])),
        updated: text_value(field(&["dateModified"])),
        section: text_value(field(&["articleSection"])),
        language: text_value(field(&["inLanguage"])),
        body: text_value(field(&["articleBody"])),
    }
}

fn is_article_object(value: &Value) -> bool {
    has_kind(value, |kind| {
        kind.ends_with("Article")
            || kind.ends_with("BlogPosting")
            || kind.ends_with("SocialMediaPosting")
            || kind == "Report"
            || kind == "Review"
    })
}

/// Returns whether an object describes a page that has a date: a web page, a recipe, a video, a question.
fn is_page_object(value: &Value) -> bool {
    let is_dated = ["datePublished", "uploadDate", "dateCreated"];
    let is_dated = is_dated.iter().any(|key| value.get(*key).is_some());
    is_dated && !has_kind(value, |kind| kind == "Comment" || kind == "Answer")
}

fn is_site_object(value: &Value) -> bool {
    has_kind(value, |kind| kind == "WebSite") && value.get("name").is_some()
}

fn has_kind(value: &Value, is_asked: impl Fn(&str) -> bool) -> bool {
    let is_kind = |kind: &Value| kind.as_str().is_some_and(&is_asked);
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_kind),
        Some(kind) => is_kind(kind),
        None => false,
    }
}

fn text_value(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(words) => Some(words.clone()).filter(|words| !words.trim().is_empty()),
        Value::Array(items) => text_value(items.first()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns the names of persons or organizations: from strings, objects, references to objects, or arrays of these.
fn collect_names(root: &Value, value: Option<&Value>, depth: usize) -> Vec<String> {
    let (Some(value), Some(depth)) = (value, depth.checked_sub(1)) else {
        return Vec::new();
    };
    match value {
        Value::String(name) => vec![name.clone()],
        Value::Array(items) => items
            .iter()
            // Limits the cost of hostile pages.
            .take(16)
            .flat_map(|item| collect_names(root, Some(item), depth))
            .collect(),
        Value::Object(fields) if fields.contains_key("name") => {
            collect_names(root, fields.get("name"), depth)
        }
        Value::Object(fields) => {
            let id = fields.get("@id").and_then(Value::as_str);
            let named = id.and_then(|id| find_by_id(root, id));
            named
                .map(|named| collect_names(root, named.get("name"), depth))
                .unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn find_by_id<'v>(root: &'v Value, id: &str) -> Option<&'v Value> {
    let graph = root.get("@graph").unwrap_or(root).as_array()?;
    graph.iter().find(|item| {
        item.get("@id").and_then(Value::as_str) == Some(id) && item.get("name").is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_json_ld(json: &str, headline: &str, authors: &[&str], published: &str) {
        let page = format!("<script type=\"application/ld+json\">{json}</script>");
        let found = find_article(&Document::from(page));
        assert_eq!(found.headline.unwrap_or_default(), headline);
        assert_eq!(found.authors, authors);
        assert_eq!(found.published.unwrap_or_default(), published);
    }

    #[test]
    fn authors_come_in_many_shapes() {
        check_json_ld(
            r#"{"@type": "NewsArticle", "headline": "A", "author": "Ana Peña", "datePublished": "2024-11-13"}"#,
            "A",
            &["Ana Peña"],
            "2024-11-13",
        );
        check_json_ld(
            r#"[{"@type": "Organization", "name": "X"}, {"@type": ["Thing", "BlogPosting"], "headline": "B",
                "author": [{"@type": "Person", "name": "Ana"}, {"name": ["Tom"]}]}]"#,
            "B",
            &["Ana", "Tom"],
            "",
        );
        check_json_ld(
            r##"{"@graph": [{"@type": "Article", "headline": "C", "author": {"@id": "#a"}}, {"@id": "#a", "name": "Ana"}]}"##,
            "C",
            &["Ana"],
            "",
        );
    }

    #[test]
    fn damaged_json_is_repaired_or_left() {
        check_json_ld(
            "<!-- //<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"A\nB\"} //]]> -->",
            "A B",
            &[],
            "",
        );
        check_json_ld("{\"@type\": \"Article\", ", "", &[], "");
        check_json_ld(&"[".repeat(100_000), "", &[], "");
        check_json_ld(r#"{"@type": "WebSite", "name": "X"}"#, "", &[], "");
    }
}
