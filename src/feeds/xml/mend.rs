//! XML that is none, mended before it is read: so that a stray bracket costs a character and not an item.

use std::borrow::Cow;

/// What begins a stretch that is read apart from all else, and what ends it.
const STRETCHES: [(&str, &str); 3] = [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")];

/// How far the end of a tag is looked for, in bytes.
const LONGEST_TAG: usize = 4000;

/// Returns the text with brackets that begin no tag as references, and without the beginnings of stretches that never
/// end; and how many these were. Goes over the text once.
pub(in super::super) fn mended(content: &str) -> (Cow<'_, str>, usize) {
    let mut out = String::new();
    let mut n_mended = 0;
    let mut copied = 0;
    let mut at = 0;
    let mut is_endless = [false; STRETCHES.len()];
    while let Some(found) = content.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = content.get(start..).unwrap_or_default();
        let replacement = match next(rest, &mut is_endless) {
            Next::Skip(n_bytes) => {
                at = start + n_bytes;
                continue;
            }
            Next::Drop(n_bytes) => {
                at = start + n_bytes;
                ""
            }
            Next::Literal => {
                at = start + 1;
                "&lt;"
            }
        };
        out.push_str(content.get(copied..start).unwrap_or_default());
        out.push_str(replacement);
        copied = at;
        n_mended += 1;
    }
    if n_mended == 0 {
        return (Cow::Borrowed(content), 0);
    }
    out.push_str(content.get(copied..).unwrap_or_default());
    (Cow::Owned(out), n_mended)
}

/// What to do at a bracket.
enum Next {
    /// Go on so many bytes later.
    Skip(usize),
    /// Leave so many bytes out.
    Drop(usize),
    /// The bracket is a character of the text.
    Literal,
}

fn next(rest: &str, is_endless: &mut [bool; STRETCHES.len()]) -> Next {
    for ((start, end), is_endless) in STRETCHES.iter().zip(is_endless) {
        if !rest.starts_with(start) {
            continue;
        }
        // Looked for once: that there is no end stays true for the rest of the text.
        let found = if *is_endless { None } else { rest.find(end) };
        *is_endless = found.is_none();
        return found.map_or(Next::Drop(start.len()), |at| Next::Skip(at + end.len()));
    }
    let inside = rest.strip_prefix('<').unwrap_or_default();
    let name = inside.strip_prefix('/').unwrap_or(inside);
    if inside.starts_with('!') {
        return Next::Skip(1);
    }
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return Next::Literal;
    }
    match inside.find(['<', '>']) {
        Some(at) if inside.get(at..).is_some_and(|rest| rest.starts_with('<')) => {
            let is_quoted = inside
                .get(..at)
                .is_some_and(|tag| tag.contains("=\"") || tag.contains("='"));
            // The bracket stands within a value: on to the end of the tag, which is not far where there is one.
            let end = inside
                .bytes()
                .take(LONGEST_TAG)
                .position(|byte| byte == b'>');
            match end {
                Some(end) if is_quoted => Next::Skip(end + 2),
                _ if is_quoted => Next::Skip(1),
                _ => Next::Literal,
            }
        }
        _ => Next::Skip(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(content: &str, expected: &str) {
        assert_eq!(mended(content).0, expected);
    }

    #[test]
    fn a_bracket_that_begins_no_tag_is_a_character() {
        check("<t>1 < 2 <3</t>", "<t>1 &lt; 2 &lt;3</t>");
        check("<t>x <y and z</t>", "<t>x &lt;y and z</t>");
        check("<a b=\"1<2\">", "<a b=\"1<2\">");
    }

    #[test]
    fn what_never_ends_loses_its_beginning() {
        check("<t><![CDATA[one</t>", "<t>one</t>");
        check("<t><!-- one</t>", "<t> one</t>");
        check(
            "<t><![CDATA[<]]></t><!-- < -->",
            "<t><![CDATA[<]]></t><!-- < -->",
        );
    }
}
