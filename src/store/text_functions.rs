//! SQL functions that look at words in a part of a text: inside a quote, or close to a name.

use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};

use super::findings::read_pieces;
use super::query_phrase::QueryPhrase;
use super::text_normalize::word_spans;

/// Bytes that a word and the space after it have at most, for cutting out the words around a name. Longer words are
/// addresses.
const MAX_WORD_BYTES: usize = 64;

/// Registers the SQL functions `has_phrase(text, start, end, pieces, words, is_prefix)`,
/// `has_phrase_near(text, start, end, n_words, words, is_prefix)` and `words_between(text, start, end, start, end)`.
/// Offsets are in bytes. A part that is not in the text has no words.
pub(super) fn register_text_functions(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("has_phrase", 6, flags, |context| {
        let (text, start, end) = text_and_range(context)?;
        let pieces: Option<String> = context.get(3)?;
        let said = match pieces {
            Some(pieces) => join_pieces(text, &pieces),
            None => text.get(start..end).unwrap_or_default().to_owned(),
        };
        Ok(phrase_of(context)?.is_some_and(|phrase| phrase.is_in(&said)))
    })?;
    connection.create_scalar_function("has_phrase_near", 6, flags, |context| {
        let (text, start, end) = text_and_range(context)?;
        let n_words = index_at(context, 3)?;
        let around = words_around(text, start, end, n_words);
        Ok(phrase_of(context)?.is_some_and(|phrase| phrase.is_in(around)))
    })?;
    connection.create_scalar_function("words_between", 5, flags, |context| {
        let (text, start, end) = text_and_range(context)?;
        let (other_start, other_end) = (index_at(context, 3)?, index_at(context, 4)?);
        let between = if other_start >= end {
            text.get(end..other_start)
        } else {
            text.get(other_end..start)
        };
        // Names that overlap have no words between them. The words next to each other are one word apart.
        let n_words = word_spans(between.unwrap_or_default()).count() + 1;
        Ok(i64::try_from(n_words).unwrap_or(i64::MAX))
    })
}

/// Returns the first three arguments: a text and the range in it.
fn text_and_range<'a>(context: &'a Context<'_>) -> rusqlite::Result<(&'a str, usize, usize)> {
    let text = context.get_raw(0).as_str_or_null()?.unwrap_or_default();
    Ok((text, index_at(context, 1)?, index_at(context, 2)?))
}

/// Returns an argument that is a number; 0 for a negative one.
fn index_at(context: &Context, n: usize) -> rusqlite::Result<usize> {
    let number: i64 = context.get(n)?;
    Ok(usize::try_from(number).unwrap_or(0))
}

/// Returns the phrase in the last two arguments; `None` if it has no words.
fn phrase_of(context: &Context) -> rusqlite::Result<Option<QueryPhrase>> {
    let words: String = context.get(4)?;
    Ok(QueryPhrase::of_normalized(&words, context.get(5)?))
}

/// Returns the pieces of a split quote, with spaces between them.
fn join_pieces(text: &str, pieces: &str) -> String {
    let mut said = String::new();
    for (start, end) in read_pieces(pieces) {
        said.push_str(text.get(start..end).unwrap_or_default());
        said.push(' ');
    }
    said
}

/// Returns the part of a text from `n_words` words before a range to as many after it.
fn words_around(text: &str, start: usize, end: usize, n_words: usize) -> &str {
    let reach = n_words.saturating_mul(MAX_WORD_BYTES);
    let first = text.floor_char_boundary(start.saturating_sub(reach));
    let last = text.floor_char_boundary(end.saturating_add(reach).min(text.len()));
    let before: Vec<_> = word_spans(text.get(first..start).unwrap_or_default()).collect();
    let begin = before
        .get(before.len().saturating_sub(n_words))
        .map_or(start, |span| first + span.start);
    let mut after = word_spans(text.get(end..last).unwrap_or_default()).take(n_words);
    let stop = after.by_ref().last().map_or(end, |span| end + span.end);
    text.get(begin..stop).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_around_a_name_are_cut_out() {
        let text = "one two three Ada Roe four, five six";
        let start = text.find("Ada").expect("a name");
        let end = start + "Ada Roe".len();
        assert_eq!(
            words_around(text, start, end, 2),
            "two three Ada Roe four, five"
        );
        assert_eq!(words_around(text, start, end, 1), "three Ada Roe four");
        assert_eq!(words_around(text, start, end, 100), text);
        assert_eq!(words_around(text, 900, 950, 3), "");
    }

    #[test]
    fn pieces_of_a_quote_are_joined() {
        let text = "\"We go,\" she said, \"now.\"";
        assert_eq!(
            join_pieces(text, "0..8 19..25 90..99 x"),
            "\"We go,\" \"now.\"  "
        );
    }
}
