//! What a stretch of plain lines is: prose wrapped by hand, verse, a heading, a list, columns, a line across.

use super::lines::Line;
use super::list;

/// Lines longer than this were not wrapped by hand.
const LONGEST_WRAPPED: usize = 120;
/// Free columns at the end of a wrapped line: editors differ in where they break.
const SLACK: usize = 12;
/// A paragraph's first line may be indented by so many columns.
const FIRST_LINE: std::ops::RangeInclusive<usize> = 1..=8;
/// The longest heading, in characters.
const LONGEST_HEADING: usize = 70;

/// How a stretch is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Rule,
    Heading(u8),
    Quotation,
    List,
    Preformatted,
    Prose,
}

/// How the whole text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Setting {
    /// How many columns long its full lines are.
    width: usize,
    /// How far its running text is indented.
    pub(super) indent: usize,
}

/// Lines of one paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Paragraph<'l, 'a> {
    pub(super) lines: &'l [Line<'a>],
    /// Whether its line ends were made by hand and mean nothing.
    pub(super) is_wrapped: bool,
}

impl Setting {
    /// Returns how the text of these stretches is set.
    pub(super) fn of(stretches: &[&[Line]]) -> Self {
        let mut n_long = vec![0_u32; LONGEST_WRAPPED + 1];
        let mut n_indented = [0_u32; 41];
        for line in stretches
            .iter()
            .filter(|stretch| stretch.len() > 1)
            .copied()
            .flatten()
        {
            if let Some(count) = n_long.get_mut(line.len()) {
                *count += 1;
            }
            if let Some(count) = n_indented.get_mut(line.indent()) {
                *count += 1;
            }
        }
        let indent = (0..n_indented.len())
            .rev()
            .max_by_key(|n| n_indented.get(*n))
            .unwrap_or_default();
        Self {
            width: high_percentile(&n_long),
            indent,
        }
    }

    /// Cuts a stretch into paragraphs: where a first line is indented, or at each line that was not wrapped.
    pub(super) fn paragraphs<'l, 'a>(&self, stretch: &'l [Line<'a>]) -> Vec<Paragraph<'l, 'a>> {
        let mut paragraphs = Vec::new();
        let first_lines = first_lines(stretch);
        let begins = |line: &Line| {
            first_lines
                .as_ref()
                .is_some_and(|indents| indents.contains(&line.indent()))
        };
        for lines in stretch.chunk_by(|_, next| !begins(next)) {
            if self.is_wrapped(lines) {
                paragraphs.push(Paragraph {
                    lines,
                    is_wrapped: true,
                });
            } else if is_verse(lines) {
                paragraphs.push(Paragraph {
                    lines,
                    is_wrapped: false,
                });
            } else {
                paragraphs.extend(lines.chunks(1).map(|lines| Paragraph {
                    lines,
                    is_wrapped: false,
                }));
            }
        }
        paragraphs
    }

    /// Returns whether lines were filled by hand: the first word of each would not have fitted on the line before.
    fn is_wrapped(&self, lines: &[Line]) -> bool {
        let longest = lines.iter().map(Line::len).max().unwrap_or_default();
        if lines.len() < 2 || longest > LONGEST_WRAPPED {
            return false;
        }
        let least = (self.width * 3 / 5).clamp(25, 60);
        let n_full = lines
            .windows(2)
            .filter(|pair| {
                let [line, next] = pair else { return false };
                let n_next = next.words().split_whitespace().next().map_or(0, str::len);
                line.len() >= least
                    && line.len() + 1 + n_next + SLACK
                        > longest.max(self.width.min(longest + SLACK))
            })
            .count();
        let n_capital = lines
            .iter()
            .filter(|line| line.words().starts_with(char::is_uppercase))
            .count();
        let is_each_capital = lines.len() > 3 && n_capital == lines.len();
        n_full * 5 >= (lines.len() - 1) * 4 && !is_each_capital
    }
}

/// Returns the length that one line in twenty reaches.
fn high_percentile(counts: &[u32]) -> usize {
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

/// Returns how far a line is indented that begins a paragraph, where most lines of the stretch are not.
fn first_lines(stretch: &[Line]) -> Option<std::ops::RangeInclusive<usize>> {
    let least = stretch.iter().map(Line::indent).min()?;
    let n_least = stretch.iter().filter(|line| line.indent() == least).count();
    let is_usual = n_least < stretch.len() && n_least * 5 >= stretch.len() * 2;
    is_usual.then(|| least + FIRST_LINE.start()..=least + FIRST_LINE.end())
}

/// Returns whether lines belong together though each ends on purpose: verse, an address, a signature.
fn is_verse(lines: &[Line]) -> bool {
    let n_ended = lines
        .iter()
        .filter(|line| line.words().ends_with(['.', '!', '?', '”', '"']))
        .count();
    lines.len() > 2 && lines.iter().all(|line| line.len() <= 80) && n_ended * 2 < lines.len()
}

/// Returns what a stretch is, seen between its neighbours.
pub(super) fn of(
    before: Option<&[Line]>,
    stretch: &[Line],
    after: Option<&[Line]>,
    setting: &Setting,
) -> Shape {
    if is_rule(stretch) {
        return Shape::Rule;
    }
    if let Some(level) = heading(before, stretch, after, setting) {
        return Shape::Heading(level);
    }
    if stretch.iter().all(|line| line.quoted().0 > 0) {
        return Shape::Quotation;
    }
    if list::is_list(before, stretch, after) {
        return Shape::List;
    }
    if is_preformatted(stretch, setting) {
        return Shape::Preformatted;
    }
    Shape::Prose
}

fn is_rule(stretch: &[Line]) -> bool {
    let [line] = stretch else { return false };
    let mut marks = line.words().chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next().filter(|c| "*-_=~#—–".contains(*c)) else {
        return false;
    };
    let n_same = marks.clone().filter(|c| *c == first).count();
    n_same >= 2 && n_same == marks.count()
}

/// Returns whether a line is the underline of a heading: `=====`.
fn underline(line: &Line) -> Option<u8> {
    let words = line.words();
    let first = words.chars().next().filter(|c| "=-~*".contains(*c))?;
    let is_line = words.len() > 2 && words.chars().all(|c| c == first);
    is_line.then_some(if first == '=' { 2 } else { 3 })
}

fn heading(
    before: Option<&[Line]>,
    stretch: &[Line],
    after: Option<&[Line]>,
    setting: &Setting,
) -> Option<u8> {
    if let [line, under] = stretch {
        return underline(under).filter(|_| line.len() <= LONGEST_HEADING);
    }
    let [line] = stretch else { return None };
    let words = line.words();
    let can_be =
        line.len() <= LONGEST_HEADING && line.indent() <= setting.indent && after.is_some();
    if !can_be || words.ends_with(['.', ',', ';', ':', '?', '!', '"', '”', '-', '…']) {
        return None;
    }
    if setting.indent > 0 && line.indent() == 0 && words.starts_with(|c: char| c.is_alphanumeric())
    {
        return Some(numbered_level(words));
    }
    if is_capitals(words) {
        return Some(2);
    }
    let n_words = words.split_whitespace().count();
    let is_long = |other: Option<&[Line]>| {
        other.is_some_and(|lines| lines.iter().map(Line::len).sum::<usize>() > 100)
    };
    let is_title = n_words <= 9 && words.starts_with(char::is_uppercase) && !words.contains("  ");
    (is_title && is_long(before) && is_long(after)).then_some(3)
}

/// Returns the level of a section's heading by the dots of its number: `3.2.1 Ways` is of level 4.
fn numbered_level(words: &str) -> u8 {
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
    u8::try_from(n_parts + 1).unwrap_or(6).min(6)
}

fn is_capitals(words: &str) -> bool {
    words.chars().filter(|c| c.is_uppercase()).count() > 3 && !words.chars().any(char::is_lowercase)
}

/// Returns whether spaces and line ends are meant: columns, drawings, code.
fn is_preformatted(stretch: &[Line], setting: &Setting) -> bool {
    let n_columned = stretch
        .iter()
        .filter(|line| line.words().contains("   "))
        .count();
    let n_drawn = stretch.iter().filter(|line| is_drawn(line.words())).count();
    let indent = stretch.iter().map(Line::indent).min().unwrap_or_default();
    let is_deeper = indent >= setting.indent + 4;
    match stretch {
        [line] => n_drawn == 1 || (is_deeper && is_code(line.words())),
        _ => {
            n_columned * 2 >= stretch.len()
                || n_drawn * 2 > stretch.len()
                || (is_deeper && !setting.is_wrapped(stretch))
        }
    }
}

/// Returns whether a line is more of strokes than of letters.
fn is_drawn(words: &str) -> bool {
    const LONGEST_DRAWN: usize = 400;
    if words.len() > LONGEST_DRAWN || words.starts_with(|c: char| c.is_alphabetic()) {
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

fn is_code(words: &str) -> bool {
    words.contains(['{', '}', '=', '<', '>', '|', '$', '\\', ';']) && !words.ends_with('.')
}
