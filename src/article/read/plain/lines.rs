//! The lines of a plain text, without the page breaks, footers and running heads of a printed one.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// How many columns apart tab stops are.
const TAB: usize = 8;

/// A line without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a>(&'a str);

impl<'a> Line<'a> {
    /// Returns the line of this text; white space at its end does not count.
    pub(super) fn new(text: &'a str) -> Self {
        Self(text.trim_end())
    }

    /// Returns whether there is nothing on it.
    pub(super) fn is_blank(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the line without white space around it.
    pub(super) fn words(&self) -> &'a str {
        self.0.trim_start()
    }

    /// Returns how many columns of white space stand before its words.
    pub(super) fn indent(&self) -> usize {
        let mut column = 0;
        for c in self.0.chars() {
            match c {
                '\t' => column = (column / TAB + 1) * TAB,
                c if c.is_whitespace() => column += 1,
                _ => break,
            }
        }
        column
    }

    /// Returns how many characters it has, up to a limit that no wrapped line reaches.
    pub(super) fn len(&self) -> usize {
        if self.0.len() < 1024 {
            self.0.chars().count()
        } else {
            1024
        }
    }

    /// Returns how often the line is quoted by `>`, and what is quoted.
    pub(super) fn quoted(&self) -> (u8, &'a str) {
        let (mut rest, mut depth) = (self.0, 0_u8);
        while let Some(inner) = rest.trim_start_matches(' ').strip_prefix('>') {
            (rest, depth) = (inner, depth.saturating_add(1));
        }
        (depth, rest)
    }

    /// Returns the line with its tabs as spaces, less `indent` columns of white space.
    pub(super) fn without_indent(&self, indent: usize) -> Cow<'a, str> {
        if !self.0.contains('\t') {
            let n_spaces = self.0.len() - self.0.trim_start_matches(' ').len();
            return Cow::Borrowed(self.0.get(indent.min(n_spaces)..).unwrap_or(self.0));
        }
        let mut spaced = String::with_capacity(self.0.len() + TAB);
        let mut column = 0;
        for c in self.0.chars() {
            let n = if c == '\t' { TAB - column % TAB } else { 1 };
            for _ in 0..n {
                if column >= indent {
                    spaced.push(if c == '\t' { ' ' } else { c });
                }
                column += 1;
            }
        }
        Cow::Owned(spaced)
    }

    /// Returns whether it closes a printed page: `Doe  Informational  [Page 3]`.
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

    fn ends_a_sentence(&self) -> bool {
        self.0.ends_with(['.', '!', '?', ':', '”', '"'])
    }
}

/// Returns the lines of a text; of a printed one without what only its pages needed.
pub(super) fn of(content: &str) -> Vec<Line<'_>> {
    // Old Macintosh files end their lines with a lone carriage return.
    let end = if content.contains('\n') { '\n' } else { '\r' };
    let has_pages = content.contains('\u{c}') || content.contains("[Page ");
    if !has_pages {
        return content.split(end).map(Line::new).collect();
    }
    let mut lines = Vec::new();
    for page in content.split('\u{c}') {
        if !lines.is_empty() {
            lines.push(None);
        }
        lines.extend(page.split(end).map(|line| Some(Line::new(line))));
    }
    without_pages(&lines)
}

/// Takes out page breaks (`None`), footers and running heads, and joins what a page cut in two.
fn without_pages<'a>(lines: &[Option<Line<'a>>]) -> Vec<Line<'a>> {
    let heads = running_heads(lines);
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut is_after_break = false;
    for line in lines {
        match line {
            Some(line)
                if is_after_break && (line.is_blank() || heads.contains_key(line.words())) => {}
            Some(line) if !line.is_footer() => {
                if is_after_break {
                    bridge(&mut kept, line);
                    is_after_break = false;
                }
                kept.push(*line);
            }
            _ => is_after_break = true,
        }
    }
    kept
}

/// Leaves an empty line where a page ended, unless a sentence goes on.
fn bridge<'a>(kept: &mut Vec<Line<'a>>, next: &Line<'a>) {
    let mut n_blank = 0;
    while kept.last().is_some_and(Line::is_blank) {
        kept.pop();
        n_blank += 1;
    }
    let goes_on = kept.last().is_some_and(|line| !line.ends_a_sentence())
        && next.words().starts_with(|c: char| c.is_lowercase());
    if !goes_on && n_blank > 0 {
        kept.push(Line::new(""));
    }
}

/// Returns the lines that stand first on more than one page.
fn running_heads<'a>(lines: &[Option<Line<'a>>]) -> BTreeMap<&'a str, u32> {
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
    fn check(content: &str, expected: &[&str]) {
        let found: Vec<_> = of(content).iter().map(|line| line.0).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn pages_leave_no_trace() {
        check(
            "The text of the\n\n\nDoe     [Page 1]\n\u{c}\nRFC 1   May\n\n\nfirst page.\n\nDoe  [Page 2]\n\u{c}\nRFC 1   May\n\nNext.",
            &["The text of the", "first page.", "", "Next."],
        );
    }

    #[test]
    fn a_line_that_stands_once_after_a_break_is_kept() {
        check(
            "One.\n\u{c}\nChapter two\nText.",
            &["One.", "", "Chapter two", "Text."],
        );
    }

    #[test]
    fn every_line_end_is_one() {
        check("a\r\nb\r\n", &["a", "b", ""]);
        check("a\rb", &["a", "b"]);
    }

    #[test]
    fn tabs_reach_to_their_stops() {
        assert_eq!(Line::new("\tx").indent(), 8);
        assert_eq!(Line::new("  \tx\ty").without_indent(4), "    x       y");
        assert_eq!(Line::new("    x").without_indent(2), "  x");
    }

    #[test]
    fn quotation_marks_of_mail_are_counted() {
        assert_eq!(Line::new("> > words").quoted(), (2, " words"));
        assert_eq!(Line::new("a > b").quoted(), (0, "a > b"));
    }
}
