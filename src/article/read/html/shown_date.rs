//! The dates of publication and of the last change as the page shows them, and the date in its address.

use jiff::civil::Date;

use super::line_labels::DateLabel;
use super::page_words::has_phrase;
use super::shown_lines::{LinePlace, MAX_LINE_CHARS, ShownLine};
use crate::article::read::dates;
use crate::article::read::dates::in_line::{
    DateInLine, NumberOrder, PAGE_YEARS, find_dates_in_line,
};
use crate::article::{Link, PublicationDate};

/// The maximum number of other words in an element labelled as a date.
const MAX_LABELLED_WORDS: usize = 16;
/// The maximum number of other words in a line with a date but without a label.
const MAX_BARE_WORDS: usize = 5;
/// The maximum number of words before a date at the beginning of a text: `Norstad, 4 March 2011 – The ministry`.
const MAX_DATELINE_WORDS: usize = 2;
/// The maximum number of words of a note about the publication: `Dieser Beitrag wurde am … veröffentlicht`.
const MAX_NOTE_WORDS: usize = 24;

/// How likely a date is the date of publication; higher is more likely.
type Score = u32;

/// The dates that a page shows.
#[derive(Default)]
pub(super) struct ShownDates {
    /// The day of publication, with a time if the page shows one.
    pub(super) published: Option<PublicationDate>,
    /// Whether the markup labels `published` as the date of publication.
    pub(super) is_labelled: bool,
    /// The day of the last change.
    pub(super) updated: Option<PublicationDate>,
}

/// Returns the dates in the lines of a page.
pub(super) fn find_shown_dates(lines: &[ShownLine], order: NumberOrder) -> ShownDates {
    let mut best: Option<(Score, PublicationDate)> = None;
    let mut updated: Option<(Score, PublicationDate)> = None;
    for line in lines {
        for (score, is_update, date) in line_dates(line, order) {
            let slot = if is_update { &mut updated } else { &mut best };
            if slot.as_ref().is_none_or(|(known, _)| score > *known) {
                *slot = Some((score, date));
            }
        }
    }
    ShownDates {
        published: best.map(|(_, date)| date),
        is_labelled: best.is_some_and(|(score, _)| score >= LABELLED_SCORE),
        updated: updated.map(|(_, date)| date),
    }
}

/// The score of a date in an element labelled as the date of publication, or after a word such as "Published".
const LABELLED_SCORE: Score = 90;
const TIME_SCORE: Score = 80;
const DATE_SCORE: Score = 70;
const NOTE_SCORE: Score = 60;
const BARE_SCORE: Score = 50;
const DATELINE_SCORE: Score = 30;
/// The amount subtracted from the score of a date that is far from the headline.
const DISTANCE_PENALTY: Score = 20;

/// Returns the dates of a line. Each has its score, and a flag that is true for the date of a change.
fn line_dates(line: &ShownLine, order: NumberOrder) -> Vec<(Score, bool, PublicationDate)> {
    let machine = line
        .machine_dates
        .iter()
        .find_map(|value| parse_machine_date(value, order));
    if let Some(date) = machine {
        let is_labelled = line.labels.date == Some(DateLabel::Published);
        let base = if is_labelled {
            LABELLED_SCORE + 5
        } else {
            TIME_SCORE
        };
        let is_dated = line.is_time || line.labels.date.is_some();
        let is_update = line.labels.date == Some(DateLabel::Updated)
            || has_phrase(&line.words.to_lowercase(), "updated");
        return is_dated
            .then(|| (distant(base, line), is_update, date))
            .into_iter()
            .collect();
    }
    let found = find_dates_in_line(&line.words, order);
    let low = line.words.to_lowercase();
    let n_found = found.len();
    let dated = found.into_iter().enumerate().filter_map(|(n, found)| {
        let is_update =
            line.labels.date == Some(DateLabel::Updated) || has_phrase(&found.lead, "updated");
        let score = score_of(line, &low, &found, n)?;
        Some((score, is_update, with_time(&line.words, &found, n_found)))
    });
    dated.collect()
}

fn score_of(line: &ShownLine, low: &str, found: &DateInLine, n: usize) -> Option<Score> {
    let is_short = line.words.len() < MAX_LINE_CHARS;
    let says_so = has_phrase(&found.lead, "published");
    let n_lead = found.lead.split_whitespace().count();
    if says_so
        && n_lead <= MAX_BARE_WORDS + 3
        && found.n_other_words <= MAX_LABELLED_WORDS
        && is_short
    {
        return Some(distant(LABELLED_SCORE, line));
    }
    if line.labels.date == Some(DateLabel::Published) && found.n_other_words <= MAX_LABELLED_WORDS {
        return Some(distant(LABELLED_SCORE, line));
    }
    if line.is_time {
        return Some(distant(TIME_SCORE, line));
    }
    if line.labels.date.is_some() && found.n_other_words <= MAX_LABELLED_WORDS {
        return Some(distant(DATE_SCORE, line));
    }
    if found.n_other_words <= MAX_NOTE_WORDS && is_short && n == 0 && has_phrase(low, "published") {
        return Some(distant(NOTE_SCORE, line));
    }
    let is_by = has_phrase(low, "byline") && found.n_other_words <= 2 * MAX_BARE_WORDS;
    let is_sentence = low.ends_with('.') && found.n_other_words > 1;
    if line.is_whole && !is_sentence && (found.n_other_words <= MAX_BARE_WORDS || is_by) && is_short
    {
        let score = distant(BARE_SCORE, line);
        // Lists and tables hold the dates of other pages.
        return Some(if line.is_listed {
            score - DISTANCE_PENALTY
        } else {
            score
        });
    }
    let is_dateline = line.is_whole && n == 0 && n_lead <= MAX_DATELINE_WORDS && !line.is_listed;
    (is_dateline && line.place == LinePlace::Near && begins_with_place(&line.words, n_lead))
        .then_some(DATELINE_SCORE)
}

/// Returns whether the words before the date at the beginning of a text look like a place name.
fn begins_with_place(words: &str, n_lead: usize) -> bool {
    let mut lead = words.split_whitespace().take(n_lead);
    n_lead > 0
        && lead.all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '('))
        && words
            .split_whitespace()
            .take(n_lead)
            .any(|word| word.ends_with([',', ':', '(']))
}

const fn distant(score: Score, line: &ShownLine) -> Score {
    match line.place {
        LinePlace::Near => score,
        LinePlace::Above => score - DISTANCE_PENALTY / 2,
        LinePlace::Below => score - DISTANCE_PENALTY,
    }
}

/// Returns the date with its time if the whole line is a date with a time; otherwise the date alone.
fn with_time(words: &str, found: &DateInLine, n_found: usize) -> PublicationDate {
    let day = PublicationDate {
        date: found.date,
        instant: None,
    };
    let timed = (n_found == 1)
        .then(|| dates::parse_date_text(words))
        .flatten();
    timed
        .filter(|timed| timed.date == found.date)
        .unwrap_or(day)
}

/// Parses a date in machine-readable form. Placeholders such as 0001-01-01 and 1970-01-01 are rejected.
pub(super) fn parse_machine_date(value: &str, order: NumberOrder) -> Option<PublicationDate> {
    let exact = dates::parse_date_text(value);
    let loose = || {
        let found = find_dates_in_line(value, order).into_iter().next()?;
        let date = PublicationDate {
            date: found.date,
            instant: None,
        };
        (found.n_other_words <= MAX_BARE_WORDS).then_some(date)
    };
    exact
        .or_else(loose)
        .filter(|found| is_page_date(found.date))
}

/// Returns whether a date is plausible for a page. The first days of calendars, such as 1970-01-01, are placeholders.
fn is_page_date(date: Date) -> bool {
    let first = Date::constant(1970, 1, 1);
    let before = Date::constant(1969, 12, 31);
    dates::is_plausible_date(date) && date != first && date != before
}

/// Returns the day in the path of an address: `/2020/01/31/`, `/2020-01-31-`, `/20200131/`.
pub(super) fn find_link_date(link: &Link) -> Option<PublicationDate> {
    let path = link.as_str().split("://").nth(1)?.split_once('/')?.1;
    let path = path.split(['?', '#']).next()?;
    let numbers: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    let spread = numbers.windows(3).find_map(|numbers| match numbers {
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            build_day(year, month, day)
        }
        _ => None,
    });
    let joined = || {
        let mut eight = numbers.iter().filter(|number| number.len() == 8);
        eight.find_map(|number| build_day(number.get(..4)?, number.get(4..6)?, number.get(6..)?))
    };
    let date = spread.or_else(joined)?;
    Some(PublicationDate {
        date,
        instant: None,
    })
}

fn build_day(year: &str, month: &str, day: &str) -> Option<Date> {
    let year = year.parse().ok().filter(|year| PAGE_YEARS.contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::super::{parse, shown_lines};
    use super::*;

    #[track_caller]
    fn check_written(body: &str, expected: Option<&str>) {
        let lines = shown_lines::collect_lines(&parse::parse_document(body), "Pier");
        let found = find_shown_dates(&lines, NumberOrder::Unknown);
        let found = found.published.or(found.updated);
        let found = found.map(|found| found.date.to_string());
        assert_eq!(found.as_deref(), expected, "{body}");
    }

    #[test]
    fn dates_near_the_headline_are_read() {
        for body in [
            "<h1>Pier</h1><p>Published: 12 October 2024, 08:00</p>",
            "<h1>Pier</h1><div class=byline>By Ana Roe | Oct. 12, 2024</div>",
            "<h1>Pier</h1><p>Updated 13 October 2024 · Published 12 October 2024</p>",
            "<h1>Pier</h1><span class=pubdate>Saturday, October 12, 2024</span>",
            "<h1>Pier</h1><p>12 Oct 2024</p>",
            "<h1>Pier</h1><p>Last updated: 12 October 2024</p>",
        ] {
            check_written(body, Some("2024-10-12"));
        }
    }

    #[test]
    fn dates_of_the_text_and_of_others_are_not() {
        for body in [
            "<p>On 12 October 2024 the pier was shut.</p>",
            "<footer><p>Published 12 October 2024</p></footer>",
            "<p>12/10/2024</p>",
            "<p>The vote of 31 to 24</p>",
        ] {
            check_written(body, None);
        }
    }

    #[test]
    fn addresses_have_dates() {
        let day = |address: &str| {
            let link = Link::parse(address).expect("a link");
            find_link_date(&link).map(|found| found.date.to_string())
        };
        for address in [
            "https://post.example/2020/01/31/bridge",
            "https://post.example/news/2020-01-31-bridge.html",
            "https://post.example/a/20200131/b",
            "https://post.example/2020/1/31/",
        ] {
            assert_eq!(day(address).as_deref(), Some("2020-01-31"), "{address}");
        }
        for address in [
            "https://post.example/2020/13/31/bridge",
            "https://post.example/12345678",
            "https://post.example/1850/01/31/",
            "https://2020.01.31.example/",
        ] {
            assert_eq!(day(address), None, "{address}");
        }
    }
}
