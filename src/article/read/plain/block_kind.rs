//! Determines the block type of a group of lines: wrapped prose, verse, heading, list, columns, or rule.

use super::lines::TextLine;
use super::{list, release};
use crate::invariant::ExpectOr;

/// The maximum length of lines wrapped by hand, in characters. Longer lines are whole paragraphs.
const MAX_WRAPPED_CHARS: usize = 120;
/// The number of unused columns allowed at the end of a wrapped line, since editors break lines differently.
const WRAP_SLACK_COLUMNS: usize = 12;
/// The accepted indents of a paragraph's first line, in columns. A deeper indent is a quotation or centred text.
const FIRST_LINE_INDENT_COLUMNS: std::ops::RangeInclusive<usize> = 1..=8;
/// The maximum length of a heading, in characters. Longer lines are usually paragraphs.
const MAX_HEADING_CHARS: usize = 70;

/// The maximum length of a line of a postal address, in characters.
const MAX_ADDRESS_LINE_CHARS: usize = 40;

/// The block type that a group of lines becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlainBlockKind {
    Rule,
    Heading(u8),
    Quotation,
    List,
    Preformatted,
    /// Short lines that must not be joined, such as a postal address.
    Address,
    Prose,
}

/// Typographic measurements of a whole text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TextMetrics {
    /// The length of its wrapped lines, in columns.
    width: usize,
    /// The usual indent of its text, in columns.
    pub(super) indent: usize,
}

/// The lines of one paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PlainParagraph<'l, 'a> {
    pub(super) lines: &'l [TextLine<'a>],
    /// Whether the line ends come from wrapping and must be removed.
    pub(super) is_wrapped: bool,
}

/// The lengths and indents of a text's lines, from which its width and indent are computed.
#[derive(Debug)]
pub(super) struct LineCounts {
    n_long: [u32; MAX_WRAPPED_CHARS + 1],
    n_indented: [u32; 41],
}

impl Default for LineCounts {
    fn default() -> Self {
        Self {
            n_long: [0; MAX_WRAPPED_CHARS + 1],
            n_indented: [0; 41],
        }
    }
}

impl LineCounts {
    /// Adds the lines of groups. Lengths are counted only for groups of several lines, because single lines are often
    /// headings.
    pub(super) fn add(&mut self, stretches: &[&[TextLine]]) {
        for (stretch, line) in stretches
            .iter()
            .flat_map(|stretch| stretch.iter().map(move |line| (stretch, line)))
        {
            if let Some(count) = self
                .n_long
                .get_mut(line.len())
                .filter(|_| stretch.len() > 1)
            {
                *count += 1;
            }
            if let Some(count) = self.n_indented.get_mut(line.indent()) {
                *count += 1;
            }
        }
    }

    /// Returns the width and indent of a text with these lines.
    pub(super) fn setting(&self) -> TextMetrics {
        let indent = (0..self.n_indented.len())
            .rev()
            .max_by_key(|n| self.n_indented.get(*n))
            .expect_or_default("there is a widest indent");
        TextMetrics {
            width: length_percentile(&self.n_long),
            indent,
        }
    }
}

impl TextMetrics {
    /// Returns the width and indent of the text in these groups of lines.
    #[cfg(test)]
    pub(super) fn of(stretches: &[&[TextLine]]) -> Self {
        let mut counts = LineCounts::default();
        counts.add(stretches);
        counts.setting()
    }

    /// Splits a group into paragraphs: at indented first lines, or at each line end that does not come from wrapping.
    pub(super) fn paragraphs<'l, 'a>(
        &self,
        stretch: &'l [TextLine<'a>],
    ) -> Vec<PlainParagraph<'l, 'a>> {
        let mut paragraphs = Vec::new();
        let first_lines = first_line_indents(stretch);
        let begins = |line: &TextLine| {
            first_lines
                .as_ref()
                .is_some_and(|indents| indents.contains(&line.indent()))
        };
        let has_labels = begins_with_label(stretch);
        let begins = |line: &TextLine| begins(line) || has_labels && has_label(line);
        for lines in stretch.chunk_by(|_, next| !begins(next)) {
            if self.is_wrapped(lines) {
                paragraphs.push(PlainParagraph {
                    lines,
                    is_wrapped: true,
                });
            } else if is_verse(lines) {
                paragraphs.push(PlainParagraph {
                    lines,
                    is_wrapped: false,
                });
            } else {
                paragraphs.extend(lines.chunks(1).map(|lines| PlainParagraph {
                    lines,
                    is_wrapped: false,
                }));
            }
        }
        paragraphs
    }

    /// Returns whether the line ends come from wrapping: for most lines, the first word of the next line would not have
    /// fitted. Lines that all begin with a capital are verse or a list.
    fn is_wrapped(&self, lines: &[TextLine]) -> bool {
        let longest = lines.iter().map(TextLine::len).fold(0, Ord::max);
        if lines.len() < 2 || longest > MAX_WRAPPED_CHARS {
            return false;
        }
        // Below this length a line is not full, whatever follows it: verse has short lines whose next word would not
        // fit either.
        let least = (self.width * 3 / 5).clamp(25, 60);
        let n_full = lines
            .windows(2)
            .filter(|pair| {
                let [line, next] = pair else { return false };
                let n_next = next.words().split_whitespace().next().map_or(0, str::len);
                let is_hyphenated = line.words().ends_with('-');
                is_hyphenated
                    || line.len() >= least
                        && line.len() + 1 + n_next + WRAP_SLACK_COLUMNS
                            > longest.max(self.width.min(longest + WRAP_SLACK_COLUMNS))
            })
            .count();
        let n_capital = lines
            .iter()
            .filter(|line| line.words().starts_with(char::is_uppercase))
            .count();
        // Verse and lists capitalize every line; in prose that is unlikely beyond three lines.
        let is_each_capital = lines.len() > 3 && n_capital == lines.len();
        // One line in five may be short: a heading or a long word can interrupt the filling.
        n_full * 5 >= (lines.len() - 1) * 4 && !is_each_capital
    }
}

/// Returns the line length that 5 percent of the lines reach, in columns. The maximum would depend on single long
/// lines.
fn length_percentile(counts: &[u32]) -> usize {
    let total: u32 = counts.iter().sum();
    let mut left = total / 20;
    for (length, count) in counts.iter().enumerate().rev() {
        if *count > left {
            return length;
        }
        left -= count;
    }
    0
}

/// Returns the range of indents that begin a paragraph; `None` if the group does not indent first lines.
fn first_line_indents(stretch: &[TextLine]) -> Option<std::ops::RangeInclusive<usize>> {
    let least = stretch.iter().map(TextLine::indent).min()?;
    let n_least = stretch.iter().filter(|line| line.indent() == least).count();
    // Where the first line is indented, fewer lines at the margin are enough; otherwise it may be a hanging paragraph.
    let is_first = stretch.first().is_some_and(|line| line.indent() > least);
    let is_usual = n_least < stretch.len()
        && (n_least * 5 >= stretch.len() * 2 || is_first && n_least * 4 >= stretch.len());
    is_usual.then(|| {
        least + FIRST_LINE_INDENT_COLUMNS.start()..=least + FIRST_LINE_INDENT_COLUMNS.end()
    })
}

/// The maximum number of words in a label such as "Senator Ana Roe:".
const MAX_LABEL_WORDS: usize = 5;

/// Returns whether a group of lines is an interview or a labelled list: the first line and at least one other begin
/// with a label.
fn begins_with_label(stretch: &[TextLine]) -> bool {
    let is_first = stretch.first().is_some_and(has_label);
    is_first && stretch.iter().filter(|line| has_label(line)).count() > 1
}

/// Returns a line of a transcript without the time stamp at its start: `[00:01:12] Speaker 1: …`.
fn without_time(words: &str) -> &str {
    let inner = words.trim_start_matches(['[', '(']);
    let time: &str = inner.split([']', ')', ' ']).next().unwrap_or_default();
    let is_time = time.contains(':')
        && time
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b':' || byte == b'.' || byte == b',');
    if !is_time {
        return words;
    }
    inner
        .strip_prefix(time)
        .unwrap_or(inner)
        .trim_start_matches([']', ')', ' ', '-', '–'])
}

/// Returns whether a line begins with a few words in capitals, a colon and a space: "Q: Why?", "Ana Roe: It rained."
pub(super) fn has_label(line: &TextLine) -> bool {
    let Some((label, _)) = without_time(line.words()).split_once(": ") else {
        return false;
    };
    let mut words = label.split(' ');
    let is_word = |word: &str| {
        word.starts_with(char::is_uppercase) || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    words.clone().count() <= MAX_LABEL_WORDS
        && label.starts_with(char::is_uppercase)
        && words.all(is_word)
}

/// Returns whether lines are one block with intended line ends: verse, an address, a signature.
fn is_verse(lines: &[TextLine]) -> bool {
    let n_ended = lines
        .iter()
        .filter(|line| line.words().ends_with(['.', '!', '?', '”', '"']))
        .count();
    lines.len() > 2 && lines.iter().all(|line| line.len() <= 80) && n_ended * 2 < lines.len()
}

/// Returns the block type of a group, given its neighbours.
pub(super) fn classify_stretch(
    before: Option<&[TextLine]>,
    stretch: &[TextLine],
    after: Option<&[TextLine]>,
    setting: &TextMetrics,
) -> PlainBlockKind {
    if is_rule_line(stretch) {
        return PlainBlockKind::Rule;
    }
    if let Some(level) = heading_level(before, stretch, after, setting) {
        return PlainBlockKind::Heading(level);
    }
    if is_quotation(stretch) {
        return PlainBlockKind::Quotation;
    }
    if list::is_list(before, stretch, after) {
        return PlainBlockKind::List;
    }
    if release::is_contact(stretch) || is_signature(stretch) || is_address(stretch) {
        return PlainBlockKind::Address;
    }
    if is_preformatted(stretch, setting) {
        return PlainBlockKind::Preformatted;
    }
    PlainBlockKind::Prose
}

/// Returns whether a group is a quotation marked with `>`: all its lines are, or all after a first line that ends with
/// a colon, which names the author.
fn is_quotation(stretch: &[TextLine]) -> bool {
    let n_lead = stretch
        .iter()
        .take_while(|line| line.quoted().0 == 0)
        .count();
    let (lead, quoted) = stretch.split_at_checked(n_lead).unwrap_or_default();
    let is_introduced = lead.last().is_none_or(|line| line.words().ends_with(':'));
    let n_quoted = quoted.iter().filter(|line| line.quoted().0 > 0).count();
    // An answer may follow directly under what it answers.
    n_quoted > 0 && n_lead <= 2 && is_introduced && n_quoted * 2 >= quoted.len()
}

/// Returns whether a group is the signature at the end of a mail.
fn is_signature(stretch: &[TextLine]) -> bool {
    stretch.first().is_some_and(|line| line.words() == "--") && stretch.len() > 1
}

/// Returns whether a group is a postal address: three to six short lines without sentence ends, one of which begins
/// with a house number or contains a postcode.
fn is_address(stretch: &[TextLine]) -> bool {
    let is_line = |line: &TextLine| {
        let words = line.words();
        line.len() <= MAX_ADDRESS_LINE_CHARS
            && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && !words.ends_with(['.', ':', ';', '?', '!', '”', '"'])
    };
    let has_place = stretch.iter().skip(1).any(|line| {
        let first = line.words().split(' ').next().unwrap_or_default();
        let last = line.words().split(' ').next_back().unwrap_or_default();
        let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        is_number(first) || is_number(last) && last.len() >= 3
    });
    (3..=6).contains(&stretch.len()) && stretch.iter().all(is_line) && has_place
}

fn is_rule_line(stretch: &[TextLine]) -> bool {
    let [line] = stretch else { return false };
    let mut marks = line.words().chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next().filter(|c| "*-_=~#—–".contains(*c)) else {
        return false;
    };
    let n_same = marks.clone().filter(|c| *c == first).count();
    n_same >= 2 && n_same == marks.count()
}

/// Returns the heading level if a line is an underline: 2 for `=====`, 3 for other characters.
fn underline_level(line: &TextLine) -> Option<u8> {
    let words = line.words();
    let first = words.chars().next().filter(|c| "=-~*".contains(*c))?;
    let is_line = words.len() > 2 && words.chars().all(|c| c == first);
    is_line.then_some(if first == '=' { 2 } else { 3 })
}

fn heading_level(
    before: Option<&[TextLine]>,
    stretch: &[TextLine],
    after: Option<&[TextLine]>,
    setting: &TextMetrics,
) -> Option<u8> {
    if let [line, under] = stretch {
        return underline_level(under).filter(|_| line.len() <= MAX_HEADING_CHARS);
    }
    let [line] = stretch else { return None };
    let words = line.words();
    let can_be =
        line.len() <= MAX_HEADING_CHARS && line.indent() <= setting.indent && after.is_some();
    if !can_be || words.ends_with(['.', ',', ';', ':', '?', '!', '"', '”', '-', '…']) {
        return None;
    }
    // In an indented text, as in RFCs, lines at the margin are headings.
    if setting.indent > 0 && line.indent() == 0 && words.starts_with(|c: char| c.is_alphanumeric())
    {
        return Some(numbered_heading_level(words));
    }
    if is_all_capitals(words) {
        return Some(2);
    }
    if release::is_section_heading(words) {
        return Some(3);
    }
    let n_words = words.split_whitespace().count();
    let is_long = |other: Option<&[TextLine]>| {
        other.is_some_and(|lines| lines.iter().map(TextLine::len).sum::<usize>() > 100)
    };
    // A short line is a heading only between long paragraphs; elsewhere it may be an item or a signature.
    let is_title = n_words <= 9 && words.starts_with(char::is_uppercase) && !words.contains("  ");
    (is_title && is_long(before) && is_long(after)).then_some(3)
}

/// Returns the level of a heading by the number of parts of its section number: `3.2.1 Ways` has level 4.
fn numbered_heading_level(words: &str) -> u8 {
    let number = words
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .trim_end_matches('.');
    let is_number = number.split('.').all(|part| part.parse::<u32>().is_ok());
    let n_parts = if is_number {
        number.split('.').count()
    } else {
        1
    };
    u8::try_from((n_parts + 1).min(6)).expect_or(6, "six fits")
}

fn is_all_capitals(words: &str) -> bool {
    words.chars().filter(|c| c.is_uppercase()).count() > 3 && !words.chars().any(char::is_lowercase)
}

/// Returns whether spaces and line ends are significant: columns, drawings, code.
fn is_preformatted(stretch: &[TextLine], setting: &TextMetrics) -> bool {
    let n_columned = stretch
        .iter()
        .filter(|line| line.words().contains("   "))
        .count();
    let n_drawn = stretch
        .iter()
        .filter(|line| is_line_drawing(line.words()))
        .count();
    let indent = stretch
        .iter()
        .map(TextLine::indent)
        .min()
        .expect_or_default("a stretch has a line");
    let is_deeper = indent >= setting.indent + 4;
    match stretch {
        [line] => n_drawn == 1 || (is_deeper && is_code_line(line.words())),
        _ => {
            n_columned * 2 >= stretch.len()
                || n_drawn * 2 > stretch.len()
                || (is_deeper && !setting.is_wrapped(stretch))
        }
    }
}

/// Returns whether a line consists mostly of line-drawing characters.
fn is_line_drawing(words: &str) -> bool {
    // In bytes. Longer lines are paragraphs; counting their characters would cost time for nothing.
    const MAX_DRAWN_LINE_BYTES: usize = 400;
    if words.len() > MAX_DRAWN_LINE_BYTES || words.starts_with(|c: char| c.is_alphabetic()) {
        return false;
    }
    let is_stroke = |c: char| {
        matches!(
            c,
            '|' | '+' | '-' | '_' | '=' | '/' | '\\' | '<' | '>' | '^' | '*' | '#' | '─'..='╿'
        )
    };
    let (n_chars, n_strokes) = words.chars().fold((0, 0), |(n, strokes), c| {
        (n + 1, strokes + usize::from(is_stroke(c)))
    });
    n_chars > 3 && n_strokes * 2 > n_chars
}

fn is_code_line(words: &str) -> bool {
    words.contains(['{', '}', '=', '<', '>', '|', '$', '\\', ';']) && !words.ends_with('.')
}
