//! The kind of a quote by the rule of the corpora: the share of it in double quotation marks. Single marks are ignored.

use super::letter_overlap::ScalarSpan;
use crate::invariant::ExpectOr;

/// For each scalar value of a text, whether it is inside double quotation marks. The marks are inside.
pub(super) struct QuotedScalars(Vec<bool>);

impl QuotedScalars {
    /// Scans a text paragraph by paragraph. An unclosed mark counts only if the next paragraph begins with an opening
    /// mark, the convention for quotes that continue.
    pub(super) fn new(text: &str) -> Self {
        let scalars: Vec<char> = text.chars().collect();
        let mut inside = vec![false; scalars.len()];
        let mut start = 0;
        let mut paragraphs = Vec::new();
        for line in scalars.split(|c| *c == '\n') {
            if line.iter().any(|c| !c.is_whitespace()) {
                paragraphs.push((start, line));
            }
            start += line.len() + 1;
        }
        for (number, (start, line)) in paragraphs.iter().enumerate() {
            let goes_on = paragraphs
                .get(number + 1)
                .is_some_and(|(_, next)| opens_quote(next));
            for (from, to) in quoted_stretches(line, goes_on) {
                inside
                    .get_mut(start + from..start + to)
                    .expect_or_default("a stretch lies in its text")
                    .fill(true);
            }
        }
        Self(inside)
    }

    /// Returns the kind of a quote: "direct" if at least 95 percent of its letters are inside marks, "indirect" if none
    /// are, else "mixed". The tolerance allows for words such as an interposed "he".
    pub(super) fn kind(&self, text: &str, spans: &[ScalarSpan]) -> &'static str {
        let (mut n, mut n_inside) = (0_usize, 0_usize);
        for &(start, end) in spans {
            let letters = text
                .chars()
                .zip(&self.0)
                .skip(start)
                .take(end.saturating_sub(start));
            for (_, is_inside) in letters.filter(|(c, _)| c.is_alphanumeric()) {
                n += 1;
                n_inside += usize::from(*is_inside);
            }
        }
        match n_inside {
            0 => "indirect",
            _ if 20 * n_inside >= 19 * n => "direct",
            _ => "mixed",
        }
    }
}

/// Returns whether a line begins with an opening double mark.
fn opens_quote(line: &[char]) -> bool {
    let mut rest = line.iter().skip_while(|c| c.is_whitespace());
    match (rest.next(), rest.next()) {
        (Some('“' | '"' | '„'), _) => true,
        (Some('\''), second) => second == Some(&'\''),
        (Some('`'), second) => second == Some(&'`'),
        _ => false,
    }
}

/// Returns the ranges of a line inside double marks. `goes_on`: an unclosed mark extends to the end of the line.
fn quoted_stretches(line: &[char], goes_on: bool) -> Vec<ScalarSpan> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    while let Some(c) = line.get(at) {
        let is_doubled = line.get(at + 1) == Some(c);
        let (opens, width) = match c {
            '“' | '„' => (true, 1),
            '”' => (false, 1),
            '"' | '‟' => (open.is_none(), 1),
            '`' if is_doubled => (true, 2),
            '\'' if is_doubled => (open.is_none(), 2),
            _ => {
                at += 1;
                continue;
            }
        };
        if opens {
            open = open.or(Some(at));
        } else if let Some(start) = open.take() {
            found.push((start, at + width));
        }
        at += width;
    }
    let end = line.len() - line.iter().rev().take_while(|c| c.is_whitespace()).count();
    found.extend(open.filter(|_| goes_on).map(|start| (start, end)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_kind(text: &str, words: &str, kind: &str) {
        let byte = text.find(words).expect("the words");
        let start = text.get(..byte).expect("a boundary").chars().count();
        let span = (start, start + words.chars().count());
        assert_eq!(QuotedScalars::new(text).kind(text, &[span]), kind);
    }

    #[test]
    fn double_marks_make_the_kind() {
        check_kind("“We won,” said Ana.", "“We won,”", "direct");
        check_kind("Ana said ''we won'' it.", "''we won''", "direct");
        check_kind(
            "Ana said they “won” it twice.",
            "they “won” it twice",
            "mixed",
        );
        check_kind("Ana said they won.", "they won", "indirect");
        check_kind("‘We won,’ said Ana.", "‘We won,’", "indirect");
    }

    #[test]
    fn a_mark_left_open_counts_where_the_next_paragraph_opens_again() {
        check_kind("“We won.\n\n“Twice,” said Ana.", "We won.", "direct");
        check_kind("“We won.\n\nAna left.", "We won.", "indirect");
    }
}
