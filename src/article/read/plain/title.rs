//! Recognizes the title of a plain text.

use super::block_kind::{TextMetrics, has_label};
use super::details::is_detail_line;
use super::lines::TextLine;
use super::list;

/// The maximum length of a title, in characters. Longer first lines are usually sentences.
const MAX_TITLE_LINE_CHARS: usize = 160;

/// The maximum length of each line of a title of several lines, in characters. Longer lines are prose.
const MAX_WRAPPED_TITLE_CHARS: usize = 60;

/// The minimum length of a line of prose directly under a title, in characters. Shorter lines are verse, an address or
/// a list.
const MIN_PROSE_LINE_CHARS: usize = 50;

/// Abbreviations with a full stop that may occur within a line or at the end of a title.
const ABBREVIATIONS: &[&str] = &[
    "Inc.", "Ltd.", "Corp.", "Co.", "Bros.", "Jr.", "Sr.", "St.", "Mt.", "Ft.", "Dr.", "Mr.",
    "Mrs.", "Ms.", "Prof.", "Gen.", "Col.", "Lt.", "Sgt.", "Capt.", "Sen.", "Rep.", "Gov.", "Rev.",
    "Hon.", "vs.", "No.", "Nos.", "Jan.", "Feb.", "Mar.", "Apr.", "Aug.", "Sept.", "Sep.", "Oct.",
    "Nov.", "Dec.", "a.m.", "p.m.", "etc.", "al.",
];

/// Returns the number of lines at the start of a group that are a title; 0 if there is none.
pub(super) fn count_title_lines(
    stretch: &[TextLine],
    after: Option<&[TextLine]>,
    setting: &TextMetrics,
) -> usize {
    let Some((first, others)) = stretch.split_first() else {
        return 0;
    };
    let next = others.first().or(after.and_then(|lines| lines.first()));
    let is_before_details = next.is_some_and(|line| is_detail_line(line.words()));
    if !can_be_title(first.words(), is_before_details)
        || list::parse_marker(first).is_some()
        || has_label(first) && others.iter().any(has_label)
    {
        return 0;
    }
    let is_next_detail = others
        .first()
        .is_some_and(|line| is_detail_line(line.words()));
    match others {
        [] if after.is_some() => 1,
        [] => 0,
        [under, ..] if under.is_underline() => 1,
        _ if is_next_detail => 1,
        _ => {
            let n_wrapped = count_wrapped_title(first, others, after, setting);
            if n_wrapped == 0 && stands_above_prose(first, others) {
                1
            } else {
                n_wrapped
            }
        }
    }
}

/// Returns whether a line can be a title: it has at least two words and is not a sentence, a row of a table or a
/// dateline. A line that ends in a quotation mark or bracket is a title only before a byline or date.
fn can_be_title(words: &str, is_before_details: bool) -> bool {
    let is_long = words.chars().count() > MAX_TITLE_LINE_CHARS;
    let is_single = words.split_whitespace().nth(1).is_none();
    let begins = |c: char| c.is_uppercase() || c.is_numeric() || "“\"‘'«[(¿¡$€£".contains(c);
    let ends_as_text = words.ends_with(['\'', '"', '”', '’', '»', ')', ']', '}', '›']);
    !is_long
        && !is_single
        && words.starts_with(begins)
        && !words.ends_with([',', ';', ':'])
        && !ends_with_full_stop(words)
        && (!ends_as_text || is_before_details)
        && !words.contains("   ")
        && !has_inner_sentence(words)
        && !is_dateline(words)
        && !is_detail_line(words)
}

/// Returns whether a line ends with a full stop that does not belong to an abbreviation.
fn ends_with_full_stop(words: &str) -> bool {
    let last = words.split_whitespace().next_back().unwrap_or_default();
    last.ends_with('.') && !last.ends_with("...") && !is_abbreviation(last)
}

/// Returns whether a word with a full stop is an abbreviation: one of the list, an initial, or letters with full stops
/// between them.
fn is_abbreviation(word: &str) -> bool {
    let bare = word.trim_start_matches(['(', '“', '"']);
    let is_initials = bare
        .split_terminator('.')
        .all(|part| part.chars().count() == 1);
    ABBREVIATIONS.contains(&bare) || is_initials && bare.starts_with(char::is_alphabetic)
}

/// Returns whether a sentence ends within a line and another follows.
fn has_inner_sentence(words: &str) -> bool {
    let mut words = words.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let ends =
            word.ends_with(['.', '!', '?']) && !is_abbreviation(word) && !word.ends_with("...");
        if ends
            && words
                .peek()
                .is_some_and(|next| next.starts_with(char::is_uppercase))
        {
            // "Who pays? Nobody" is a title, a statement with another one is not.
            return word.ends_with('.')
                || words.clone().count() > 4
                || word.chars().any(|c| c == ',');
        }
    }
    false
}

/// Returns the number of lines of a title of two or three lines: short or centred lines before an empty line. If the
/// first line is not in capitals, a following line that begins with a capital is a standfirst.
fn count_wrapped_title(
    first: &TextLine,
    others: &[TextLine],
    after: Option<&[TextLine]>,
    setting: &TextMetrics,
) -> usize {
    let is_short = others.len() <= 2
        && std::iter::once(first)
            .chain(others)
            .all(|line| line.words().chars().count() <= MAX_WRAPPED_TITLE_CHARS);
    let is_centred = first.indent() > setting.indent + 8;
    let last = others.last().map_or("", |line| line.words());
    let is_whole =
        !ends_with_full_stop(last) && !last.ends_with(['!', '?', '”', '"', ',', ';', ':']);
    if after.is_none() || !is_whole || others.len() > 2 || !(is_short || is_centred) {
        return 0;
    }
    let is_capitalized = is_title_case(first.words());
    let n_joined = others
        .iter()
        .take_while(|line| is_capitalized || !line.words().starts_with(char::is_uppercase))
        .count();
    1 + n_joined
}

/// Returns whether most long words of a line begin with a capital.
fn is_title_case(words: &str) -> bool {
    let long = words
        .split_whitespace()
        .skip(1)
        .filter(|word| word.chars().count() > 3);
    let (mut n_long, mut n_capital) = (0_usize, 0_usize);
    for word in long {
        n_long += 1;
        n_capital += usize::from(word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()));
    }
    n_long > 0 && n_capital * 3 > n_long * 2
}

/// Returns whether a line is a title directly above prose: it ends well before the right edge of the lines below, and
/// these begin a sentence.
fn stands_above_prose(first: &TextLine, others: &[TextLine]) -> bool {
    let Some(next) = others.first() else {
        return false;
    };
    let next_word = next.words().split_whitespace().next().unwrap_or_default();
    let longest = others.iter().map(TextLine::len).fold(0, Ord::max);
    let has_room = (first.len() + 1 + next_word.chars().count()) * 5 < longest * 4;
    let begins = next
        .words()
        .starts_with(|c: char| c.is_uppercase() || "“\"‘".contains(c));
    let is_prose = next.len() >= MIN_PROSE_LINE_CHARS && !has_label(next);
    has_room && begins && is_prose && !first.words().ends_with(['?', '!'])
}

/// Returns whether a line begins with a dateline: `BERLIN (AP) —`. Such a line is the start of the body, not a title.
fn is_dateline(words: &str) -> bool {
    let place: String = words
        .chars()
        .take_while(|c| c.is_uppercase() || c.is_whitespace() || *c == ',')
        .collect();
    let is_place = place.chars().filter(|c| c.is_uppercase()).count() > 2;
    let head: String = words.chars().take(60).collect();
    is_place
        && ["— ", "– ", " - ", "-- ", ") _ "]
            .iter()
            .any(|dash| head.contains(dash))
        && words.len() > 80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_editor_takes_for_a_title() {
        for words in [
            "Harbour reopens after storm",
            "Who will pay for the flood?",
            "‘We lost everything’: a village after the fire",
            "Reed to lead Acme Motors Inc.",
            "Bank holds rates at 4.5 percent, as expected",
            "Dr. Moss returns to St. Albans",
            "U.S. and China agree",
            "Who pays? Nobody",
        ] {
            assert!(can_be_title(words, false), "{words}");
        }
        for words in [
            "“We have waited twenty years for this”",
            "The mine will close in May (the pumps cost $40,000 a day)",
            "The strike is over.",
            "Bo, this just came in. Can you call him?",
            "By Ana Ruiz",
            "14 May 2024",
            "Harbour",
            "a line in lower case",
        ] {
            assert!(!can_be_title(words, false), "{words}");
        }
        assert!(can_be_title(
            "Voss: ‘I leave a company that can walk’",
            true
        ));
    }
}
