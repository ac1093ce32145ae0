//! Finds and decodes the text in the body of a mail.

use super::headers::MailHeaders;
use super::transfer::{decode_base64, decode_quoted_printable};
use crate::article::ArticleMetadata;
use crate::article::read::charset::decode_bytes;
use crate::article::read::html::read_fragment;

/// The maximum nesting depth of MIME parts. Mails with attachments and alternatives have three levels.
const MAX_PART_DEPTH: usize = 5;

/// Returns the text of a body; `None` if it has none. Of several parts, the first plain text is used, otherwise the
/// first HTML.
pub(super) fn read_body(headers: &MailHeaders, body: &str, depth: usize) -> Option<String> {
    let content_type = headers.get("content-type");
    let kind = content_type.split(';').next().unwrap_or_default();
    let kind = kind.trim().to_ascii_lowercase();
    if kind.starts_with("multipart/") && depth < MAX_PART_DEPTH {
        return read_parts(boundary(content_type)?, body, depth);
    }
    if headers.get("content-disposition").starts_with("attachment") {
        return None;
    }
    let text = decode_body(headers, body);
    match kind.as_str() {
        "text/html" => html_text(&text),
        _ if kind.is_empty() || kind.starts_with("text/") => Some(text),
        _ => None,
    }
}

/// Returns the text of the first plain-text part, otherwise of the first part that has text.
fn read_parts(boundary: &str, body: &str, depth: usize) -> Option<String> {
    let mut first = None;
    for part in split_parts(boundary, body) {
        let part = part.trim_start_matches(['\r', '\n']);
        let Some((headers, inner)) = MailHeaders::split(part) else {
            continue;
        };
        let is_plain = !headers
            .get("content-type")
            .to_ascii_lowercase()
            .contains("html");
        let Some(text) = read_body(&headers, inner, depth + 1) else {
            continue;
        };
        let text = text.trim_end().to_owned();
        if is_plain && !text.trim().is_empty() {
            return Some(text);
        }
        first = first.or(Some(text));
    }
    first
}

/// Returns the parts of a body between lines of the boundary.
fn split_parts<'b>(boundary: &str, body: &'b str) -> Vec<&'b str> {
    let mut parts = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        if let Some(end) = line
            .trim_end()
            .strip_prefix("--")
            .and_then(|rest| rest.strip_prefix(boundary))
        {
            parts.extend(start.and_then(|start| body.get(start..at)));
            start = Some(at + line.len());
            if end == "--" {
                return parts;
            }
        }
        at += line.len();
    }
    // A mail that was cut off ends within a part.
    parts.extend(start.and_then(|start| body.get(start..)));
    parts
}

/// Returns the boundary that a content type names.
fn boundary(content_type: &str) -> Option<&str> {
    let lower = content_type.to_ascii_lowercase();
    let at = lower.find("boundary=")? + "boundary=".len();
    let value = content_type.get(at..)?;
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => value.split(';').next()?.trim(),
    };
    Some(value).filter(|value| !value.is_empty())
}

fn decode_body(headers: &MailHeaders, body: &str) -> String {
    let encoding = headers
        .get("content-transfer-encoding")
        .to_ascii_lowercase();
    let bytes = match encoding.as_str() {
        "quoted-printable" => decode_quoted_printable(body),
        "base64" => decode_base64(body),
        _ => return body.to_owned(),
    };
    decode_bytes(&bytes, headers.get("content-type")).into_owned()
}

fn html_text(html: &str) -> Option<String> {
    let article = read_fragment(html, ArticleMetadata::default(), None).ok()?;
    Some(article.text().as_str().to_owned())
}
