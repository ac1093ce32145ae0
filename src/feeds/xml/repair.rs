//! XML that is none, mended before it is read: so that a stray bracket costs a character and not an item.

use std::borrow::Cow;

/// What begins a stretch that is read apart from all else, and what ends it.
const DELIMITERS: [(&str, &str); 3] = [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")];

/// Returns the text with brackets that begin no tag as references, and without the beginnings of stretches that never
/// end; and how many these were. Goes over the text once.
pub(in super::super) fn repair_xml(content: &str) -> (Cow<'_, str>, usize) {
    let mut out = String::new();
    let mut n_mended = 0;
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
enum BracketAction {
    /// Go on so many bytes later.
    Skip(usize),
    /// Leave so many bytes out.
    Drop(usize),
    /// The bracket is a character of the text.
    Literal,
}

/// What is known of ends, each looked for once: so that a text of beginnings costs no more than another.
#[derive(Default)]
struct DelimiterEnds {
    /// Which stretches have no end in the rest of the text.
    is_endless: [bool; DELIMITERS.len()],
    /// Where the next tag ends, in the whole text; what lies behind us says nothing.
    tag: usize,
}

impl DelimiterEnds {
    fn of_tag(&mut self, content: &str, from: usize) -> Option<usize> {
        if self.tag <= from {
            let found = content.get(from..).and_then(|rest| rest.find('>'));
            self.tag = found.map_or(usize::MAX, |at| from + at);
        }
        Some(self.tag).filter(|at| *at < content.len())
    }
}

fn next_action(content: &str, at: usize, ends: &mut DelimiterEnds) -> BracketAction {
    let rest = content.get(at..).unwrap_or_default();
    for ((start, end), is_endless) in DELIMITERS.iter().zip(&mut ends.is_endless) {
        if !rest.starts_with(start) {
            continue;
        }
        // Looked for once: that there is no end stays true for the rest of the text.
        let found = if *is_endless { None } else { rest.find(end) };
        *is_endless = found.is_none();
        return found.map_or(BracketAction::Drop(start.len()), |at| {
            BracketAction::Skip(at + end.len())
        });
    }
    let inside = rest.strip_prefix('<').unwrap_or_default();
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
    let tag = inside.get(..until).unwrap_or_default();
    if !tag.contains("=\"") && !tag.contains("='") {
        return BracketAction::Literal;
    }
    // The bracket stands within a value: on to the end of the tag.
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
