//! Splits plain text into lines, and removes page breaks, footers and running heads of printed documents.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// The distance between tab stops, in columns.
const TAB_COLUMNS: usize = 8;

/// A line without its line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextLine<'a>(&'a str);

impl<'a> TextLine<'a> {
    /// Creates a line, without trailing white space.
    pub(super) fn new(text: &'a str) -> Self {
        Self(text.trim_end())
    }

    /// Returns whether the line is blank.
    pub(super) fn is_blank(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the line without white space at both ends.
    pub(super) fn words(&self) -> &'a str {
        self.0.trim_start()
    }

    /// Returns the indent, in columns.
    pub(super) fn indent(&self) -> usize {
        let mut column = 0;
        for c in self.0.chars() {
            match c {
                '\t' => column = (column / TAB_COLUMNS + 1) * TAB_COLUMNS,
                c if c.is_whitespace() => column += 1,
                _ => break,
            }
        }
        column
    }

    /// Returns the length in characters, but at most 1024. Counting longer lines would take time, and no wrapped line
    /// is that long.
    pub(super) fn len(&self) -> usize {
        if self.0.len() < 1024 {
            self.0.chars().count()
        } else {
            1024
        }
    }

    /// Returns the number of `>` at the start (the quotation depth), and the rest of the line.
    pub(super) fn quoted(&self) -> (u8, &'a str) {
        let (mut rest, mut depth) = (self.0, 0_u8);
        while let Some(inner) = rest.trim_start_matches(' ').strip_prefix('>') {
            (rest, depth) = (inner, depth.saturating_add(1));
        }
        (depth, rest)
    }

    /// Returns the line with tabs expanded and up to `indent` columns of white space removed.
    pub(super) fn without_indent(&self, indent: usize) -> Cow<'a, str> {
        if !self.0.contains('\t') {
            let n_spaces = self.0.len() - self.0.trim_start_matches(' ').len();
            return Cow::Borrowed(self.0.get(indent.min(n_spaces)..).unwrap_or(self.0));
        }
        let mut spaced = String::with_capacity(self.0.len() + TAB_COLUMNS);
        let mut column = 0;
        for c in self.0.chars() {
            let n = if c == '\t' {
                TAB_COLUMNS - column % TAB_COLUMNS
            } else {
                1
            };
            for _ in 0..n {
                if column >= indent {
                    spaced.push(if c == '\t' { ' ' } else { c });
                }
                column += 1;
            }
        }
        Cow::Owned(spaced)
    }

    /// Returns whether the line is a page footer as in RFCs: `Doe  Informational  [Page 3]`.
    fn is_footer(&self) -> bool {
        self.0.strip_suffix(']').is_some_and(|line| {
            line.rsplit_once("[Page ").is_some_and(|(_, number)| {
                number
                    .trim()
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric())
            })
        })
    }

    /// Returns whether the line only underlines the one above.
    pub(super) fn is_underline(&self) -> bool {
        let words = self.words();
        let mark = words.chars().next().filter(|c| "=-~*_".contains(*c));
        words.len() > 2 && mark.is_some_and(|mark| words.chars().all(|c| c == mark))
    }

    /// Returns whether the line contains only a page number: `- 3 -`, `Page 1 of 2`, `3`.
    fn is_page_number(&self) -> bool {
        let words = self.words();
        let bare =
            words.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '[' | ']' | '|' | ' '));
        let numbers = bare
            .strip_prefix("Page ")
            .or_else(|| bare.strip_prefix("page "))
            .unwrap_or(bare);
        let mut parts = numbers
            .split([' ', '/'])
            .filter(|part| !matches!(*part, "of" | ""));
        let is_number =
            |part: &str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        words.len() <= 24 && (1..=2).contains(&parts.clone().count()) && parts.all(is_number)
    }

    fn ends_a_sentence(&self) -> bool {
        self.0.ends_with(['.', '!', '?', ':', '”', '"'])
    }
}

/// True if the text is that of a printed document, with page breaks or footers.
pub(super) fn has_pages(content: &str) -> bool {
    content.contains('\u{c}') || content.contains("[Page ")
}

/// Splits a text into lines. For printed documents, page breaks, footers and running heads are removed.
pub(super) fn split_lines(content: &str) -> Vec<TextLine<'_>> {
    // Classic Mac OS ended lines with a carriage return.
    let end = if content.contains('\n') { '\n' } else { '\r' };
    if !has_pages(content) {
        return content.split(end).map(TextLine::new).collect();
    }
    let mut lines = Vec::new();
    for page in content.split('\u{c}') {
        if !lines.is_empty() {
            lines.push(None);
        }
        lines.extend(page.split(end).map(|line| Some(TextLine::new(line))));
    }
    remove_page_breaks(&lines)
}

/// Removes page breaks (`None`), footers and running heads, and joins paragraphs that a page break divided.
fn remove_page_breaks<'a>(lines: &[Option<TextLine<'a>>]) -> Vec<TextLine<'a>> {
    let heads = find_running_heads(lines);
    let mut kept: Vec<TextLine> = Vec::with_capacity(lines.len());
    let mut is_after_break = false;
    for line in lines {
        match line {
            Some(line)
                if is_after_break
                    && (line.is_blank()
                        || heads.contains_key(line.words())
                        || line.is_page_number()) => {}
            Some(line) if !line.is_footer() => {
                if is_after_break {
                    join_across_page_break(&mut kept, line);
                    is_after_break = false;
                }
                kept.push(*line);
            }
            _ => {
                is_after_break = true;
                drop_page_number(&mut kept);
            }
        }
    }
    kept
}

/// Removes the page number that is the last line of a page.
fn drop_page_number(kept: &mut Vec<TextLine<'_>>) {
    let n_blank = kept.iter().rev().take_while(|line| line.is_blank()).count();
    let n_kept = kept.len() - n_blank;
    let is_number = n_kept
        .checked_sub(1)
        .and_then(|at| kept.get(at))
        .is_some_and(TextLine::is_page_number);
    if is_number {
        kept.truncate(n_kept - 1);
    }
}

/// Replaces the blank lines before a page break by one, or by none if a sentence continues on the next page.
fn join_across_page_break<'a>(kept: &mut Vec<TextLine<'a>>, next: &TextLine<'a>) {
    let mut n_blank = 0;
    while kept.last().is_some_and(TextLine::is_blank) {
        kept.pop();
        n_blank += 1;
    }
    let goes_on = kept.last().is_some_and(|line| !line.ends_a_sentence())
        && next.words().starts_with(|c: char| c.is_lowercase());
    if !goes_on && n_blank > 0 {
        kept.push(TextLine::new(""));
    }
}

/// Returns the first lines of pages that occur on more than one page.
fn find_running_heads<'a>(lines: &[Option<TextLine<'a>>]) -> BTreeMap<&'a str, u32> {
    let mut heads = BTreeMap::new();
    let mut is_first = false;
    for line in lines {
        match line {
            Some(line) if is_first && !line.is_blank() && !line.is_footer() => {
                *heads.entry(line.words()).or_insert(0) += 1;
                is_first = false;
            }
            Some(line) => is_first |= line.is_footer(),
            None => is_first = true,
        }
    }
    heads.retain(|_, count| *count > 1);
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_lines(content: &str, expected: &[&str]) {
        let found: Vec<_> = split_lines(content).iter().map(|line| line.0).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn pages_leave_no_trace() {
        check_lines(
            "The text of the\n\n\nDoe     [Page 1]\n\u{c}\nRFC 1   May\n\n\nfirst page.\n\nDoe  [Page 2]\n\u{c}\nRFC 1   May\n\nNext.",
            &["The text of the", "first page.", "", "Next."],
        );
    }

    #[test]
    fn a_line_that_stands_once_after_a_break_is_kept() {
        check_lines(
            "One.\n\u{c}\nChapter two\nText.",
            &["One.", "", "Chapter two", "Text."],
        );
    }

    #[test]
    fn every_line_end_is_one() {
        check_lines("a\r\nb\r\n", &["a", "b", ""]);
        check_lines("a\rb", &["a", "b"]);
    }

    #[test]
    fn tabs_reach_to_their_stops() {
        assert_eq!(TextLine::new("\tx").indent(), 8);
        assert_eq!(TextLine::new("  \tx\ty").without_indent(4), "    x       y");
        assert_eq!(TextLine::new("    x").without_indent(2), "  x");
    }

    #[test]
    fn quotation_marks_of_mail_are_counted() {
        assert_eq!(TextLine::new("> > words").quoted(), (2, " words"));
        assert_eq!(TextLine::new("a > b").quoted(), (0, "a > b"));
    }
}
