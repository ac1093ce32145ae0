//! Limits the number of attributes per tag before tokenizing.
//!
//! The tokenizer compares each attribute with all previous ones, so its time grows with the square of their number.

use std::borrow::Cow;

use crate::invariant::ExpectOr;

/// The maximum number of attributes of a tag. Real pages have at most a few dozen.
const MAX_ATTRIBUTES: usize = 200;

/// Elements whose content is not parsed as tags.
const RAW_TEXT_ELEMENTS: &[&str] = &["script", "style", "textarea", "title", "iframe", "xmp"];

/// Returns the page without the excess attributes. Nothing else is changed.
pub(super) fn limit_attributes(content: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    // The ends of the part that was copied and of the part that was scanned, in bytes.
    let (mut copied, mut at) = (0, 0);
    while let Some(after) = find_start_tag(content, at) {
        let tag = scan_tag(
            content
                .as_bytes()
                .get(after..)
                .expect_or_default("tags are in order"),
        );
        if let Some(excess) = tag.excess {
            kept.push_str(
                content
                    .get(copied..after + excess)
                    .expect_or_default("tags are in order"),
            );
            copied = after + tag.len;
        }
        at = after + tag.len;
        let name = content
            .get(after..after + tag.n_name)
            .expect_or_default("tags are in order");
        if RAW_TEXT_ELEMENTS
            .iter()
            .any(|raw| raw.eq_ignore_ascii_case(name))
        {
            at = find_end_tag(content, name, at);
        }
    }
    if copied == 0 {
        return Cow::Borrowed(content);
    }
    kept.push_str(content.get(copied..).expect_or_default("tags are in order"));
    Cow::Owned(kept)
}

/// Returns the position of the name of the next start tag. Comments are skipped.
fn find_start_tag(content: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += content.get(at..)?.find('<')? + 1;
        let rest = content.get(at..)?;
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Some(at);
        }
        if let Some(comment) = rest.strip_prefix("!--") {
            // An unterminated comment extends to the end of the page.
            at += comment.find("-->")?;
        }
    }
}

/// Returns the position of the name in the next end tag with this name; the length of the content if there is none.
fn find_end_tag(content: &str, name: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(n) = content.get(at..).and_then(|rest| rest.find("</")) {
        at += n + 2;
        let end = content.get(at..at + name.len());
        if end.is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return at;
        }
    }
    content.len()
}

/// The length of a start tag and its parts, in bytes from after its `<`.
struct ScannedTag {
    /// The length of the tag's name.
    n_name: usize,
    /// The length of the tag, without its `>`.
    len: usize,
    /// The offset of the first attribute beyond the maximum; `None` if there are not too many.
    excess: Option<usize>,
}

fn scan_tag(bytes: &[u8]) -> ScannedTag {
    let is_space = |byte: u8| byte.is_ascii_whitespace();
    let until = |from: usize, ends: &dyn Fn(u8) -> bool| {
        // After a value without a closing quotation mark the position is past the end.
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest
            .iter()
            .position(|byte| ends(*byte))
            .unwrap_or(rest.len())
    };
    let n_name = until(0, &|byte| is_space(byte) || matches!(byte, b'>' | b'/'));
    let mut at = n_name;
    let mut n_attributes = 0;
    let mut excess = None;
    loop {
        at = until(at, &|byte| !is_space(byte) && byte != b'/');
        let Some(first) = bytes.get(at).filter(|first| **first != b'>') else {
            break;
        };
        n_attributes += 1;
        if n_attributes > MAX_ATTRIBUTES {
            excess = excess.or(Some(at));
        }
        // In HTML an equals sign at the start of an attribute belongs to its name.
        let name = at + usize::from(*first == b'=');
        at = until(name, &|byte| is_space(byte) || b"=>/".contains(&byte));
        let value = until(at, &|byte| !is_space(byte));
        if bytes.get(value) == Some(&b'=') {
            at = until(value + 1, &|byte| !is_space(byte));
            at = match bytes.get(at) {
                Some(mark @ (b'"' | b'\'')) => until(at + 1, &|byte| byte == *mark) + 1,
                _ => until(at, &|byte| is_space(byte) || byte == b'>'),
            };
        }
    }
    ScannedTag {
        n_name,
        len: at.min(bytes.len()),
        excess,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_unchanged(content: &str) {
        assert!(
            matches!(limit_attributes(content), Cow::Borrowed(_)),
            "{content}"
        );
    }

    fn many_attributes(n: usize) -> String {
        let attributes: Vec<_> = (0..n).map(|n| format!(" a{n}='>'")).collect();
        attributes.concat()
    }

    #[test]
    fn what_is_too_much_is_left_out_and_the_tag_stays_closed() {
        let page = format!(
            "<p{}>One<b{}/>two</b>",
            many_attributes(MAX_ATTRIBUTES + 50),
            many_attributes(3 * MAX_ATTRIBUTES)
        );
        let cut = format!(
            "<p{} >One<b{} >two</b>",
            many_attributes(MAX_ATTRIBUTES),
            many_attributes(MAX_ATTRIBUTES)
        );
        assert_eq!(limit_attributes(&page), cut);
        let endless = format!("One<p{}", many_attributes(MAX_ATTRIBUTES + 50));
        assert_eq!(
            limit_attributes(&endless),
            format!("One<p{} ", many_attributes(MAX_ATTRIBUTES))
        );
    }

    #[test]
    fn what_is_no_start_tag_is_left_alone() {
        check_unchanged(&format!("<p{}>One", many_attributes(MAX_ATTRIBUTES)));
        check_unchanged(&format!(
            "<!-- <p{}> --> < p{}",
            many_attributes(500),
            many_attributes(500)
        ));
        check_unchanged(&format!("<Script>a<b{}</script>", many_attributes(500)));
        check_unchanged("a < b <");
        check_unchanged("<a href=\"x");
        check_unchanged("<a =\"");
    }

    #[test]
    fn a_script_does_not_hide_the_tags_behind_it() {
        let page = format!(
            "<script>if (a<b=\"</script><p{}>x",
            many_attributes(MAX_ATTRIBUTES + 1)
        );
        assert!(limit_attributes(&page).len() < page.len());
    }
}
