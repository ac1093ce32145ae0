//! Detects the kind of a source from the file name, the server's content type and the bytes.

use super::source_hint::SourceHint;

/// The kinds of source that have a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceKind {
    Html,
    Markdown,
    Plain,
    Feed,
}

/// Returns whether the content is not text, judged by the share of control characters and undecodable bytes among the
/// first 4096 characters.
///
/// Up to that share they are tolerated, and removed when the text is cleaned.
pub(super) fn is_mostly_control(content: &str) -> bool {
    let sample: Vec<char> = content.chars().take(4096).collect();
    let is_odd = |c: &char| matches!(*c, '\0'..='\u{8}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}' | '\u{7f}' | '\u{fffd}');
    let n_odd = sample.iter().filter(|c| is_odd(c)).count();
    // A short text may contain a few by accident. Binary data that a single-byte charset can decode has about one in
    // nine, hence the lower limit for long samples.
    n_odd * 5 > sample.len() || n_odd > 40 && n_odd * 20 > sample.len()
}

/// Returns the kind of a text. The content takes precedence over the content type, and that over the file name.
pub(super) fn detect_source_kind(content: &str, hint: &SourceHint) -> SourceKind {
    let head = normalized_head(content);
    if is_feed(&head) {
        return SourceKind::Feed;
    }
    if has_html_root(&head) {
        return SourceKind::Html;
    }
    let declared = hint.content_type.as_deref().and_then(kind_of_content_type);
    let named = hint.name.as_deref().and_then(kind_of_file_name);
    // Servers send `text/plain` for unknown types, such as Markdown, so the name wins over it.
    match (declared, named) {
        (Some(SourceKind::Plain) | None, Some(kind)) | (Some(kind), _) => kind,
        (None, None) if looks_like_html(&head) => SourceKind::Html,
        (None, None) if looks_like_markdown(content) => SourceKind::Markdown,
        (None, None) => SourceKind::Plain,
    }
}

/// Returns the first 2048 characters in lower case, after white space, comments and XML declarations.
fn normalized_head(content: &str) -> String {
    let mut rest = content.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else {
            break;
        };
        let Some((_, after)) = rest.split_once(end) else {
            break;
        };
        rest = after.trim_start();
    }
    rest.chars()
        .take(2048)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn is_feed(head: &str) -> bool {
    let is_xml = ["<rss", "<feed", "<rdf:rdf", "<channel"]
        .iter()
        .any(|root| head.starts_with(root));
    // JSON Feed has no root element; its version URL is required by the standard.
    is_xml || (head.starts_with('{') && head.contains("jsonfeed.org/version"))
}

fn has_html_root(head: &str) -> bool {
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|start| head.starts_with(start))
}

fn looks_like_html(head: &str) -> bool {
    let closes = [
        "</p>", "</div>", "</a>", "</h1>", "</title>", "</li>", "</td>",
    ];
    head.starts_with('<') && closes.iter().any(|close| head.contains(close))
}

/// Returns whether at least two lines have Markdown syntax that is rare in plain text.
fn looks_like_markdown(content: &str) -> bool {
    let mut n_signs = 0;
    for (n, line) in content.lines().take(200).enumerate() {
        let is_front_matter = n == 0 && line == "---";
        let is_heading =
            line.starts_with("# ") || line.starts_with("## ") || line.starts_with("### ");
        let is_fence = line.starts_with("```");
        let is_linked = line.contains("](http") || line.contains("](/");
        // Front matter alone is enough.
        n_signs += usize::from(is_front_matter) * 2;
        n_signs += usize::from(is_heading) + usize::from(is_fence) + usize::from(is_linked);
    }
    n_signs >= 2
}

fn kind_of_content_type(content_type: &str) -> Option<SourceKind> {
    let kind = content_type.split(';').next()?.trim().to_ascii_lowercase();
    match kind.as_str() {
        "text/html" | "application/xhtml+xml" => Some(SourceKind::Html),
        "text/markdown" | "text/x-markdown" => Some(SourceKind::Markdown),
        "text/plain" => Some(SourceKind::Plain),
        _ => None,
    }
}

fn kind_of_file_name(name: &str) -> Option<SourceKind> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" | "shtml" => Some(SourceKind::Html),
        "md" | "markdown" | "mdown" | "mkd" => Some(SourceKind::Markdown),
        "txt" | "text" | "asc" | "eml" | "log" => Some(SourceKind::Plain),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_source_kind(content: &str, name: &str, content_type: &str, expected: SourceKind) {
        let known = |value: &str| (!value.is_empty()).then(|| value.to_owned());
        let hint = SourceHint {
            name: known(name),
            content_type: known(content_type),
            base: None,
        };
        assert_eq!(detect_source_kind(content, &hint), expected);
    }

    #[test]
    fn the_bytes_win_over_the_server_and_that_over_the_name() {
        check_source_kind(
            "<!DOCTYPE html><p>x",
            "a.txt",
            "text/plain",
            SourceKind::Html,
        );
        check_source_kind("x", "a.md", "text/html; charset=x", SourceKind::Html);
        check_source_kind("x", "a.md", "text/plain", SourceKind::Markdown);
        check_source_kind("x", "a.MD", "", SourceKind::Markdown);
        check_source_kind("x", "a.unknown", "application/x-thing", SourceKind::Plain);
    }

    #[test]
    fn pages_and_feeds_show_themselves() {
        check_source_kind("\u{feff} <!-- c --> <html>", "", "", SourceKind::Html);
        check_source_kind("<p>One</p><p>Two</p>", "", "", SourceKind::Html);
        check_source_kind(
            "<?xml version='1.0'?>\n<rss><channel>",
            "",
            "text/html",
            SourceKind::Feed,
        );
        check_source_kind(
            "<?xml version='1.0'?>\n<html xmlns='x'>",
            "",
            "",
            SourceKind::Html,
        );
        check_source_kind(
            r#"{"version": "https://jsonfeed.org/version/1.1"}"#,
            "",
            "",
            SourceKind::Feed,
        );
    }

    #[test]
    fn one_sign_of_markdown_is_not_enough() {
        check_source_kind(
            "# Title\n\nSee [this](https://example.org).",
            "",
            "",
            SourceKind::Markdown,
        );
        check_source_kind("---\ntitle: One\n---\nText.", "", "", SourceKind::Markdown);
        check_source_kind("# of guests: 12\n\nPlain words.", "", "", SourceKind::Plain);
        check_source_kind("<3 this & that", "", "", SourceKind::Plain);
    }

    #[test]
    fn control_characters_show_binary_data() {
        assert!(is_mostly_control("\0\u{1}\u{2}ab\u{3}"));
        assert!(!is_mostly_control("one \u{7} bell in a line of words"));
    }
}
