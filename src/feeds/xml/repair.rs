//! Repair of malformed XML before parsing, so that a stray bracket costs one character and not an item.

use std::borrow::Cow;

use crate::invariant::ExpectOr;

/// The start and end delimiters of CDATA sections, comments and processing instructions. Brackets inside them are not
/// tags.
const DELIMITERS: [(&str, &str); 3] = [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")];

/// Returns the repaired text and the number of repairs. A bracket that starts no tag becomes `&lt;`, and the start
/// delimiter of a section that never ends is removed. Runs in linear time.
pub(in super::super) fn repair_xml(content: &str) -> (Cow<'_, str>, usize) {
    let mut out = String::new();
    let mut n_repaired = 0;
    let mut copied = 0;
    let mut at = 0;
    let mut ends = DelimiterEnds::default();
    while let Some(found) = content.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let replacement = match next_action(content, start, &mut ends) {
            BracketAction::Skip(n_bytes) => {
                at = start + n_bytes;
                continue;
            }
            BracketAction::Drop(n_bytes) => {
                at = start + n_bytes;
                ""
            }
            BracketAction::Literal => {
                at = start + 1;
                "&lt;"
            }
        };
        out.push_str(
            content
                .get(copied..start)
                .expect_or_default("brackets are in order"),
        );
        out.push_str(replacement);
        copied = at;
        n_repaired += 1;
    }
    if n_repaired == 0 {
        return (Cow::Borrowed(content), 0);
    }
    out.push_str(content.get(copied..).unwrap_or_default());
    (Cow::Owned(out), n_repaired)
}

/// What to do at a `<`.
enum BracketAction {
    /// Keep this many bytes and continue after them.
    Skip(usize),
    /// Remove this many bytes.
    Drop(usize),
    /// Escape the bracket: it is a character of the text.
    Literal,
}

/// Cached positions of end delimiters. Each is searched for once, so that a text with many start delimiters is still
/// scanned in linear time.
#[derive(Default)]
struct DelimiterEnds {
    /// For each entry of `DELIMITERS`: true if its end delimiter does not occur in the rest of the text.
    is_endless: [bool; DELIMITERS.len()],
    /// The byte offset of the next `>` in the whole text. Out of date if it is before the current position.
    tag: usize,
}

impl DelimiterEnds {
    /// Returns the offset of the first `>` after `from`, if there is one.
    fn of_tag(&mut self, content: &str, from: usize) -> Option<usize> {
        if self.tag <= from {
            let found = content.get(from..).and_then(|rest| rest.find('>'));
            self.tag = found.map_or(usize::MAX, |at| from + at);
        }
        Some(self.tag).filter(|at| *at < content.len())
    }
}

/// Returns what to do with the `<` at byte offset `at`.
fn next_action(content: &str, at: usize, ends: &mut DelimiterEnds) -> BracketAction {
    let rest = content
        .get(at..)
        .expect_or_default("a bracket is at a character border");
    for ((start, end), is_endless) in DELIMITERS.iter().zip(&mut ends.is_endless) {
        if !rest.starts_with(start) {
            continue;
        }
        // Searched for once: if there is no end delimiter here, there is none in the rest of the text either.
        let found = if *is_endless { None } else { rest.find(end) };
        *is_endless = found.is_none();
        return found.map_or(BracketAction::Drop(start.len()), |at| {
            BracketAction::Skip(at + end.len())
        });
    }
    let inside = rest
        .strip_prefix('<')
        .expect_or_default("the position is that of a bracket");
    let name = inside.strip_prefix('/').unwrap_or(inside);
    if inside.starts_with('!') {
        return BracketAction::Skip(1);
    }
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return BracketAction::Literal;
    }
    let until = inside.find(['<', '>']).unwrap_or(inside.len());
    if !inside
        .get(until..)
        .is_some_and(|rest| rest.starts_with('<'))
    {
        return BracketAction::Skip(1);
    }
    let tag = inside
        .get(..until)
        .expect_or_default("the end is a character border");
    if !tag.contains("=\"") && !tag.contains("='") {
        return BracketAction::Literal;
    }
    // A `<` inside an attribute value. Continue after the end of the tag.
    ends.of_tag(content, at)
        .map_or(BracketAction::Skip(1), |end| {
            BracketAction::Skip(end + 1 - at)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_repair(content: &str, expected: &str) {
        assert_eq!(repair_xml(content).0, expected);
    }

    #[test]
    fn a_bracket_that_begins_no_tag_is_a_character() {
        check_repair("<t>1 < 2 <3</t>", "<t>1 &lt; 2 &lt;3</t>");
        check_repair(&"<a=\"".repeat(3), "<a=\"<a=\"<a=\"");
        check_repair("<t>x <y and z</t>", "<t>x &lt;y and z</t>");
        check_repair("<a b=\"1<2\">", "<a b=\"1<2\">");
    }

    #[test]
    fn beginnings_without_end_cost_no_more_than_words() {
        for piece in ["<![CDATA[", "<!--", "<a=\"", "<a", "<?", "<", "<a b='<"] {
            let content = piece.repeat(500_000);
            assert!(repair_xml(&content).0.len() <= content.len() * 4, "{piece}");
        }
    }

    #[test]
    fn what_never_ends_loses_its_beginning() {
        check_repair("<t><![CDATA[one</t>", "<t>one</t>");
        check_repair("<t><!-- one</t>", "<t> one</t>");
        check_repair(
            "<t><![CDATA[<]]></t><!-- < -->",
            "<t><![CDATA[<]]></t><!-- < -->",
        );
    }
}
