//! The time of day and its zone at any position in a date: `10:00:00 +0100`, `5:04 p.m. EST`.

use jiff::civil::Time;
use jiff::tz::Offset;

/// Named time zones and their offsets from UTC, in whole hours.
///
/// Ambiguous abbreviations have the meaning most common in feeds: `bst` is British Summer Time and `cst` is US Central
/// Standard Time.
const ZONE_HOURS: &[(&str, i8)] = &[
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("bst", 1),
    ("cet", 1),
    ("met", 1),
    ("west", 1),
    ("cest", 2),
    ("eet", 2),
    ("mest", 2),
    ("eest", 3),
    ("msk", 3),
    ("jst", 9),
    ("kst", 9),
    ("aest", 10),
    ("aedt", 11),
    ("adt", -3),
    ("ast", -4),
    ("at", -4),
    ("edt", -4),
    ("est", -5),
    ("et", -5),
    ("cdt", -5),
    ("cst", -6),
    ("ct", -6),
    ("mdt", -6),
    ("mst", -7),
    ("mt", -7),
    ("pdt", -7),
    ("pst", -8),
    ("pt", -8),
];

/// Words and abbreviations for the two halves of the day. The flag is true for the afternoon. Longer ones come before
/// those that are a prefix of them.
const HALF_DAY_MARKS: &[(&str, bool)] = &[
    ("a.m.", false),
    ("p.m.", true),
    ("a.m", false),
    ("p.m", true),
    ("am", false),
    ("pm", true),
    // Korean
    ("오전", false),
    ("오후", true),
];

/// A text divided into its time of day and the rest.
pub(super) struct DateAndClock {
    /// The text before the time and after the zone, which contains the date.
    pub(super) date_words: String,
    pub(super) time: Option<Time>,
    /// The offset of the zone from UTC; `None` if no known zone is given.
    pub(super) offset: Option<Offset>,
}

/// Divides a text at its first time of day. Without a valid time the whole text is the date.
pub(super) fn split_at_clock(raw: &str) -> DateAndClock {
    let split = || {
        let (before, time_text) = split_before_time(raw)?;
        let ([hour, minute, second], after) = parse_time_parts(time_text)?;
        let (is_afternoon, before, after) = take_half_day(before, after);
        let hour = match is_afternoon {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        // Second 60, a leap second, cannot be represented.
        let time = Time::new(hour, minute, second.min(59), 0).ok()?;
        let (offset, after) = split_at_zone(after);
        // The `T` between date and time in ISO 8601.
        let before = before
            .strip_suffix(['T', 't'])
            .filter(|date| date.ends_with(|c: char| c.is_ascii_digit()))
            .unwrap_or(before);
        Some(DateAndClock {
            date_words: format!("{before} {after}"),
            time: Some(time),
            offset,
        })
    };
    split().unwrap_or_else(|| DateAndClock {
        date_words: raw.to_owned(),
        time: None,
        offset: None,
    })
}

/// Splits a text before its first time of day: an hour, a colon and another digit. Returns both parts.
fn split_before_time(raw: &str) -> Option<(&str, &str)> {
    raw.match_indices(':').find_map(|(colon, _)| {
        let (head, tail) = raw.split_at_checked(colon)?;
        let before = head.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_time = (1..=2).contains(&(head.len() - before.len()))
            && tail.get(1..)?.starts_with(|c: char| c.is_ascii_digit());
        is_time.then_some((before, raw.get(before.len()..)?))
    })
}

/// Returns hour, minute and second at the start of a text, and the text after them. Fractions of a second are dropped.
fn parse_time_parts(time_text: &str) -> Option<([i8; 3], &str)> {
    let mut parts = [0; 3];
    let mut rest = time_text;
    for (n, part) in parts.iter_mut().enumerate() {
        let digits_at = match rest.strip_prefix(':') {
            Some(after) if n > 0 => after,
            _ if n == 0 => rest,
            _ => break,
        };
        let after = digits_at.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = digits_at.strip_suffix(after).unwrap_or_default();
        *part = digits.parse().ok()?;
        rest = after;
    }
    if let Some(after) = rest.strip_prefix(['.', ','])
        && after.starts_with(|c: char| c.is_ascii_digit())
    {
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    Some((parts, rest))
}

/// Removes "a.m.", "p.m." or a similar mark from the end of the text before the time or from the start of the text
/// after it. Returns whether the mark means the afternoon (`None` if there is none), and both texts.
fn take_half_day<'a>(before: &'a str, after: &'a str) -> (Option<bool>, &'a str, &'a str) {
    let (head, tail) = (before.trim_end(), after.trim_start());
    for (mark, is_afternoon) in HALF_DAY_MARKS {
        if let Some((written, rest)) = tail.split_at_checked(mark.len())
            && written.eq_ignore_ascii_case(mark)
            && !rest.starts_with(char::is_alphanumeric)
        {
            return (Some(*is_afternoon), before, rest);
        }
        let at = head.len().checked_sub(mark.len());
        if let Some((rest, written)) = at.and_then(|at| head.split_at_checked(at))
            && written.eq_ignore_ascii_case(mark)
            && !rest.ends_with(char::is_alphanumeric)
        {
            return (Some(*is_afternoon), rest, after);
        }
    }
    (None, before, after)
}

/// Splits a text after the time zone at its start. If there is no known zone, the whole text is returned as the rest.
fn split_at_zone(rest: &str) -> (Option<Offset>, &str) {
    let rest = rest.trim_start();
    let word_end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let (word, after) = rest.split_at_checked(word_end).unwrap_or((rest, ""));
    let word = word.trim_matches(['(', ')', ',', ';', '.']);
    match parse_zone(word) {
        Some(offset) => (Some(offset), after),
        None => (None, rest),
    }
}

/// Parses a zone: `+0100`, `GMT-05:00`, `EST` or `Etc/UTC`.
fn parse_zone(word: &str) -> Option<Offset> {
    let lower = word.to_lowercase();
    let lower = lower.strip_prefix("etc/").unwrap_or(&lower);
    let numeric = lower
        .strip_prefix("gmt")
        .or(lower.strip_prefix("utc"))
        .unwrap_or(lower);
    let by_name = || {
        // "at" and "et" in lower case are words, not zones.
        let is_word = word.len() == 2 && word == lower;
        let named = ZONE_HOURS
            .iter()
            .find(|(name, _)| *name == lower && !is_word);
        named.map(|(_, hours)| Offset::constant(*hours))
    };
    parse_numeric_zone(numeric).or_else(by_name)
}

/// Parses a numeric offset: `+0100`, `-05:00`, `+01` or `+1`, which jiff's own parsers reject.
fn parse_numeric_zone(zone: &str) -> Option<Offset> {
    let sign = match zone.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let digits: String = zone.chars().skip(1).filter(|c| *c != ':').collect();
    if digits.len() > 4 || digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits.get(..digits.len().min(2))?.parse().ok()?;
    let minutes: i32 = digits
        .get(2..)
        .and_then(|rest| rest.parse().ok())
        .unwrap_or(0);
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}
