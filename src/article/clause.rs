//! Finds the part of a sentence around a range, which lists show next to a figure or date.

use super::block::{BlockKind, Row, Table};
use super::document::Article;
use crate::text::{ByteOffset, ByteRange};

/// The minimum number of words that a clause must have besides the range itself: a noun and its verb ("We paid"). A
/// clause with fewer is extended. With a minimum of three, every second sentence of speech is extended beyond its
/// quotation marks.
const MIN_CLAUSE_WORDS: usize = 2;
/// The maximum number of words examined on each side of the range. The longest sentences of newspapers have about 60
/// words. Without a limit, text without full stops, such as a list of numbers, would take quadratic time.
const MAX_SIDE_WORDS: usize = 60;
/// Words that introduce a clause without belonging to it.
const CONJUNCTIONS: [&str; 7] = [
    "that", "but", "while", "because", "although", "whereas", "if",
];
/// Words that introduce a clause and belong to it.
const RELATIVES: [&str; 5] = ["which", "who", "whose", "where", "when"];
/// Words that join clauses. A clause neither begins nor ends with one.
const LINKS: [&str; 3] = ["and", "or", "nor"];
/// Punctuation that ends a clause.
const CLOSING_MARKS: [char; 8] = [',', ';', ':', ')', ']', '”', '"', '»'];
/// Punctuation that begins a clause.
const OPENING_MARKS: [char; 5] = ['(', '[', '“', '"', '«'];

/// Pairs of opening and closing brackets or quotation marks.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('“', '”'), ('«', '»')];

/// The clause around a range, as ranges of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClausePieces {
    /// The pieces of the clause in reading order. One piece in prose; for a cell of a table, the name of its row and
    /// the name of its column. Empty if there are no words except the range itself.
    pub pieces: Vec<ByteRange>,
}

impl Article {
    /// Returns the shortest part of `sentence` around `range` that makes sense alone: the clause, or a little more if
    /// the clause has no other words. In a table, returns the names of the row and the column.
    ///
    /// `None` for `sentence`: the block is used. The result covers `range`, except in a table.
    pub fn clause_at(&self, sentence: Option<ByteRange>, range: ByteRange) -> ClausePieces {
        let block = self
            .block_at(range.start())
            .and_then(|n| self.blocks().get(n));
        let Some(block) = block else {
            return ClausePieces::default();
        };
        if let BlockKind::Table(id) = block.kind
            && let Some(table) = self.table(id)
        {
            return ClausePieces {
                pieces: cell_names(table, range),
            };
        }
        let sentence = sentence.unwrap_or(block.range).hull(range);
        let left = ByteRange::new(sentence.start(), range.start());
        let right = ByteRange::new(range.end(), sentence.end());
        let text = self.text();
        let starts = clause_starts(&words_before(text.slice(left)), left);
        let ends = clause_ends(&words_after(text.slice(right)), right);
        let clause = choose_clause(&starts, &ends).filter(|clause| *clause != range);
        let clause = clause.map(|clause| close_brackets(self, clause, sentence));
        ClausePieces {
            pieces: clause.into_iter().collect(),
        }
    }
}

/// A word, with its byte offset in the string that it was taken from.
type PlacedWord<'a> = (usize, &'a str);

/// A place where a clause may begin or end, with the number of words between that place and the given range.
type Border = (ByteOffset, usize);

/// Returns the words of a string from the last to the first.
fn words_before(words: &str) -> Vec<PlacedWord<'_>> {
    let mut found = Vec::new();
    let mut end = words.len();
    let gaps = words.rmatch_indices(char::is_whitespace);
    for (at, start) in gaps.map(|(at, gap)| (at, at + gap.len())).chain([(0, 0)]) {
        if let Some(word) = words.get(start..end).filter(|word| !word.is_empty()) {
            found.push((start, word));
        }
        if found.len() == MAX_SIDE_WORDS {
            break;
        }
        end = at;
    }
    found
}

/// Returns the words of a string from the first to the last.
fn words_after(words: &str) -> Vec<PlacedWord<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    let gaps = words.match_indices(char::is_whitespace);
    let last = (words.len(), words.len());
    for (end, next) in gaps.map(|(at, gap)| (at, at + gap.len())).chain([last]) {
        if let Some(word) = words.get(start..end).filter(|word| !word.is_empty()) {
            found.push((start, word));
        }
        if found.len() == MAX_SIDE_WORDS {
            break;
        }
        start = next;
    }
    found
}

/// Returns the places before the range where a clause may begin, from the nearest to the farthest.
fn clause_starts(words: &[PlacedWord<'_>], side: ByteRange) -> Vec<Border> {
    let mut borders = Vec::new();
    let at = |offset| ByteOffset::from_usize(side.start().index() + offset);
    let mut start = side.end();
    let mut n = 0;
    let mut border = (start, n);
    for (from, word) in words {
        let bare = word.trim_start_matches(OPENING_MARKS);
        if word.ends_with(CLOSING_MARKS)
            || ends_sentence(word)
            || is_dash(word)
            || is_one_of(bare, &CONJUNCTIONS)
        {
            borders.push(border);
        }
        // Marks between two clauses are no words of either.
        if is_word(word) {
            start = at(from + word.len() - bare.len());
            n += 1;
        }
        if !is_one_of(bare, &LINKS) {
            border = (start, n);
        }
        if bare.len() < word.len() || is_one_of(bare, &RELATIVES) {
            borders.push(border);
        }
    }
    borders.push(border);
    borders
}

/// Returns the places after the range where a clause may end, from the nearest to the farthest.
fn clause_ends(words: &[PlacedWord<'_>], side: ByteRange) -> Vec<Border> {
    let mut borders = Vec::new();
    let at = |offset| ByteOffset::from_usize(side.start().index() + offset);
    let mut end = side.start();
    let mut n = 0;
    let mut border = (end, n);
    for (index, (from, word)) in words.iter().enumerate() {
        let is_start = |list| is_one_of(word.trim_start_matches(OPENING_MARKS), list);
        let is_opened = word.starts_with(OPENING_MARKS) || is_dash(word);
        if is_opened || is_start(&CONJUNCTIONS) || is_start(&RELATIVES) {
            borders.push(border);
        }
        let is_last = index + 1 == words.len() || ends_sentence(word);
        let bare =
            word.trim_end_matches(|c: char| CLOSING_MARKS.contains(&c) || is_last && is_stop(c));
        if is_word(word) {
            end = at(from + bare.len());
            n += 1;
        }
        if !is_one_of(bare, &LINKS) {
            border = (end, n);
        }
        if word.ends_with(CLOSING_MARKS) || ends_sentence(word) {
            borders.push(border);
        }
    }
    borders.push(border);
    borders
}

/// Returns the narrowest range from a start to an end with enough words; the widest if none has enough.
fn choose_clause(starts: &[Border], ends: &[Border]) -> Option<ByteRange> {
    let (mut starts, mut ends) = (starts.iter().peekable(), ends.iter().peekable());
    let (mut start, mut end) = (starts.next()?, ends.next()?);
    while start.1 + end.1 < MIN_CLAUSE_WORDS {
        // The words before a figure say what it is more often than those after it.
        if let Some(next) = starts.next() {
            start = next;
        } else if let Some(next) = ends.next() {
            end = next;
        } else {
            break;
        }
    }
    Some(ByteRange::new(start.0, end.0))
}

/// Returns the clause, extended by the mark after it if that mark closes a bracket or quotation that opens inside the
/// clause.
fn close_brackets(article: &Article, clause: ByteRange, sentence: ByteRange) -> ByteRange {
    let words = article.text().slice(clause);
    let rest = ByteRange::new(clause.end(), sentence.end().max(clause.end()));
    let mut end = clause.end().index();
    for mark in article.text().slice(rest).chars() {
        end += mark.len_utf8();
        if let Some((open, close)) = BRACKETS.iter().find(|(_, close)| *close == mark) {
            let is_open = words.rfind(*open) > words.rfind(*close);
            return if is_open {
                ByteRange::of(clause.start().index(), end)
            } else {
                clause
            };
        }
        if !matches!(mark, ',' | '.' | '!' | '?') {
            break;
        }
    }
    clause
}

/// Returns the name of the row and the name of the column of a cell, except where the cell itself is that name.
fn cell_names(table: &Table, range: ByteRange) -> Vec<ByteRange> {
    let starts_before = |row: &Row| {
        row.cells
            .first()
            .is_some_and(|cell| cell.start() <= range.start())
    };
    let n_before = table.rows.partition_point(starts_before);
    let row = n_before.checked_sub(1).and_then(|n| table.rows.get(n));
    let Some(row) = row else {
        return Vec::new();
    };
    let column = row.cells.iter().position(|cell| cell.covers(range));
    let header = table
        .rows
        .first()
        .filter(|first| first.is_header && *first != row);
    let names = [
        row.cells.first().copied(),
        header.and_then(|header| header.cells.get(column?).copied()),
    ];
    let other_cells = names.into_iter().flatten();
    other_cells
        .filter(|name| !name.is_empty() && !name.covers(range))
        .collect()
}

fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|known| word.eq_ignore_ascii_case(known))
}

fn is_word(word: &str) -> bool {
    word.contains(char::is_alphanumeric)
}

/// Returns whether a word ends a sentence. Used where sentence boundaries are not known. Abbreviations and initials
/// ("Mr.", "U.S.") are recognized by their capitals, and do not end one.
fn ends_sentence(word: &str) -> bool {
    let bare = word.trim_end_matches(is_stop);
    bare.len() < word.len() && bare.len() > 1 && bare.bytes().all(|c| c.is_ascii_lowercase())
}

fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "-" | "--")
}

/// Returns whether the character ends a sentence.
const fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleBuilder, ArticleMetadata};

    #[track_caller]
    fn check_clause(sentence: &str, figure: &str, expected: &str) {
        let article = Article::verbatim(sentence, ArticleMetadata::default()).expect("short");
        let start = sentence.find(figure).expect("the figure");
        let range = ByteRange::of(start, start + figure.len());
        let clause = article.clause_at(Some(article.text().range()), range);
        let words: Vec<_> = clause
            .pieces
            .iter()
            .map(|piece| article.text().slice(*piece))
            .collect();
        assert_eq!(words.join(" | "), expected);
    }

    #[test]
    fn a_clause_ends_at_marks_and_conjunctions() {
        check_clause(
            "The scheme, which its backers say will bring 2,600 jobs, replaces the dock.",
            "2,600 jobs",
            "which its backers say will bring 2,600 jobs",
        );
        check_clause(
            "It was late. We paid £5 for it then. He left.",
            "£5",
            "We paid £5 for it then",
        );
        check_clause(
            "Police said that six people had been arrested and that two officers were hurt.",
            "six people",
            "six people had been arrested",
        );
        check_clause(
            "Raising rates now (the bank holds $6.5 trillion of bonds) would hurt.",
            "$6.5 trillion",
            "the bank holds $6.5 trillion of bonds",
        );
        check_clause(
            "It lay at a depth of 10 km (6.2 miles), he said.",
            "6.2 miles",
            "It lay at a depth of 10 km (6.2 miles)",
        );
        check_clause(
            "It is cold, and it will be 2 degrees colder, or so, tonight.",
            "2 degrees",
            "it will be 2 degrees colder",
        );
        check_clause(
            "It fell — by 3% on Monday — and rose.",
            "3%",
            "by 3% on Monday",
        );
        check_clause("“We paid £5 for it,” he said.", "£5", "We paid £5 for it");
        check_clause(
            "The harbour cost £1.3bn.",
            "£1.3bn",
            "The harbour cost £1.3bn",
        );
    }

    #[test]
    fn a_clause_of_too_few_words_takes_more_of_the_sentence() {
        check_clause(
            "“Not one,” said Derek Pullan, 61, who has fished since he was 15.",
            "61",
            "said Derek Pullan, 61",
        );
        check_clause("£5, a record, he paid.", "£5", "£5, a record");
        check_clause("It cost, he said, £5.", "£5", "he said, £5");
    }

    #[test]
    fn odd_texts_have_a_clause_or_none() {
        check_clause("£5", "£5", "");
        check_clause("£5.", "£5", "");
        check_clause("(£5)", "£5", "");
        check_clause(", £5 ,", "£5", "");
        check_clause("a\u{a0}£5\u{2003}b c", "£5", "a\u{a0}£5\u{2003}b c");
        check_clause("世界 5 新聞", "5", "世界 5 新聞");
        let numbers = "7 ".repeat(5_000);
        let article = Article::verbatim(&numbers, ArticleMetadata::default()).expect("short");
        let clause = article.clause_at(None, ByteRange::of(5_000, 5_001));
        let n_bytes: u32 = clause.pieces.iter().map(|piece| piece.len()).sum();
        assert!(n_bytes < 300, "{n_bytes}");
    }

    #[test]
    fn a_cell_has_the_names_of_its_row_and_column() {
        let mut builder = ArticleBuilder::new();
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        builder.add_table(&[
            (true, row(["Source", "Amount", "Share"])),
            (false, row(["Nordvind Terminals", "£605m", "46.5%"])),
        ]);
        let article = builder.finish(ArticleMetadata::default()).expect("short");
        let text = article.text().as_str();
        let names = |words: &str| -> Vec<&str> {
            let start = text.find(words).expect("the cell");
            let clause = article.clause_at(None, ByteRange::of(start, start + words.len()));
            clause
                .pieces
                .iter()
                .map(|piece| article.text().slice(*piece))
                .collect()
        };
        assert_eq!(names("£605m"), ["Nordvind Terminals", "Amount"]);
        assert_eq!(names("46.5%"), ["Nordvind Terminals", "Share"]);
        assert_eq!(names("Nordvind"), ["Source"]);
        assert!(names("Source").is_empty());
        assert_eq!(names("Amount"), ["Source"]);
    }
}
