//! The metadata of a page in JSON-LD.

use dom_query::Document;
use serde_json::Value;

/// The maximum nesting depth of objects.
const MAX_OBJECT_DEPTH: usize = 8;
/// The maximum size of a script, in bytes; larger ones are ignored.
const MAX_SCRIPT_BYTES: usize = 512 * 1024;

/// The fields of an article in JSON-LD, not sanitized.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct JsonLd {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    pub(super) language: Option<String>,
    pub(super) body: Option<String>,
}

/// Returns the fields of the first article object; empty if there is none.
pub(super) fn find_article(document: &Document) -> JsonLd {
    first_article_object(document, |_| true).unwrap_or_default()
}

/// Returns the article's text, if a script contains it.
pub(super) fn find_article_body(document: &Document) -> Option<String> {
    first_article_object(document, |script| script.contains("\"articleBody\""))?.body
}

fn first_article_object(document: &Document, is_asked: impl Fn(&str) -> bool) -> Option<JsonLd> {
    let scripts = document.select("script[type]");
    let mut scripts = scripts.nodes().iter();
    scripts.find_map(|script| {
        let is_json_ld = script
            .attr_or("type", "")
            .trim()
            .eq_ignore_ascii_case("application/ld+json");
        let text = script.text();
        if !is_json_ld || text.len() > MAX_SCRIPT_BYTES || !is_asked(&text) {
            return None;
        }
        let root = parse_lenient(&text)?;
        find_article_in(&root, &root, MAX_OBJECT_DEPTH)
    })
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

fn find_article_in(root: &Value, value: &Value, depth: usize) -> Option<JsonLd> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Array(items) => items
            .iter()
            .find_map(|item| find_article_in(root, item, depth)),
        Value::Object(fields) if is_article_object(value) => Some(JsonLd {
            headline: text_value(fields.get("headline").or_else(|| fields.get("name"))),
            authors: collect_names(
                root,
                fields.get("author").or_else(|| fields.get("creator")),
                depth,
            ),
            publisher: collect_names(root, fields.get("publisher"), depth)
                .into_iter()
                .next(),
            published: text_value(
                fields
                    .get("datePublished")
                    .or_else(|| fields.get("dateCreated")),
            ),
            language: text_value(fields.get("inLanguage")),
            body: text_value(fields.get("articleBody")),
        }),
        Value::Object(fields) => [
            "@graph",
            "mainEntity",
            "mainEntityOfPage",
            "itemListElement",
        ]
        .iter()
        .filter_map(|key| fields.get(*key))
        .find_map(|inner| find_article_in(root, inner, depth)),
        _ => None,
    }
}

fn is_article_object(value: &Value) -> bool {
    let is_kind = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            kind.ends_with("Article")
                || kind.ends_with("BlogPosting")
                || kind.ends_with("SocialMediaPosting")
                || kind == "Report"
                || kind == "Review"
        })
    };
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
