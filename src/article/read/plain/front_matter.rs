//! The front matter of a plain text: title, byline and date, or mail-style headers.

use super::block_kind::TextMetrics;
use super::lines::TextLine;
use crate::article::Language;
use crate::article::PublicationDate;
use crate::article::read::{dates, fields};

/// The number of groups at the start that are searched. Later matches are more likely part of the body.
const MAX_FRONT_STRETCHES: usize = 6;
/// The maximum length of a title, in characters. Longer first lines are usually sentences.
const MAX_TITLE_LINE_CHARS: usize = 160;

/// The metadata found in the front matter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    pub(super) title: String,
    pub(super) byline: Option<String>,
    pub(super) site: Option<String>,
    pub(super) published: Option<PublicationDate>,
    /// Whether `published` is the date of an update, which a date of publication replaces.
    has_only_update: bool,
    pub(super) language: Option<Language>,
}

/// Splits a text into front matter and body.
pub(super) fn split_front<'s, 'a>(
    stretches: &'s [&'s [TextLine<'a>]],
    setting: &TextMetrics,
) -> (FrontMatter, Vec<&'s [TextLine<'a>]>) {
    let mut front = FrontMatter::default();
    let mut body: Vec<&[TextLine]> = Vec::with_capacity(stretches.len());
    let headers = stretches
        .iter()
        .take(MAX_FRONT_STRETCHES)
        .position(|stretch| take_headers(stretch, &mut front));
    let mut is_open = headers.is_none_or(|at| at == 0);
    for (n, stretch) in stretches.iter().enumerate() {
        if Some(n) == headers {
            continue;
        }
        let rest = if is_open && n < MAX_FRONT_STRETCHES {
            take_front_lines(stretch, n + 1 < stretches.len(), setting, &mut front)
        } else {
            stretch
        };
        is_open &= rest.is_empty() || (front.title.is_empty() && n < 3 && is_aside(stretch));
        if !rest.is_empty() {
            body.push(rest);
        }
    }
    (front, body)
}

/// Takes title, byline and date from the start of a group, and returns the remaining lines.
fn take_front_lines<'s, 'a>(
    stretch: &'s [TextLine<'a>],
    has_more: bool,
    setting: &TextMetrics,
    front: &mut FrontMatter,
) -> &'s [TextLine<'a>] {
    let mut rest = stretch;
    if front.title.is_empty() {
        let n_lines = count_title_lines(stretch, has_more, setting);
        if let Some((lines, after)) = stretch.split_at_checked(n_lines).filter(|_| n_lines > 0) {
            let words: Vec<&str> = lines.iter().map(TextLine::words).collect();
            front.title = fields::clean_line(&words.join(" "), fields::MAX_TITLE_CHARS);
            rest = after;
        }
    }
    while let Some((line, after)) = rest.split_first() {
        if !take_detail_line(line.words(), front) || (after.is_empty() && !has_more) {
            break;
        }
        rest = after;
    }
    rest
}

/// Returns the number of lines at the start that are a title; 0 if there is none.
fn count_title_lines(stretch: &[TextLine], has_more: bool, setting: &TextMetrics) -> usize {
    let Some((first, others)) = stretch.split_first() else {
        return 0;
    };
    let words = first.words();
    // A title has at least two words, does not end like a sentence, and is neither a table row nor a dateline.
    let is_title = words.chars().count() <= MAX_TITLE_LINE_CHARS
        && words.split_whitespace().nth(1).is_some()
        && !words.ends_with(['.', ',', ';', ':'])
        && words.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“\"‘'".contains(c))
        && !words.contains("   ")
        && !is_dateline(words);
    if !is_title {
        return 0;
    }
    let is_byline = |line: &TextLine| {
        parse_byline(line.words()).is_some() || dates::parse_date_text(line.words()).is_some()
    };
    if others.first().is_some_and(is_byline) {
        return 1;
    }
    match others {
        [] if has_more => 1,
        // A title of two or three lines: short or centred lines, not a sentence, followed by an empty line.
        [.., last] if has_more && others.len() <= 2 => {
            let is_short = stretch
                .iter()
                .all(|line| line.words().chars().count() <= 60);
            let is_centred = first.indent() > setting.indent + 8;
            let is_whole = !last
                .words()
                .ends_with(['.', '!', '?', '”', '"', ',', ';', ':']);
            if is_whole && (is_short || is_centred) {
                stretch.len()
            } else {
                0
            }
        }
        _ => 0,
    }
}

/// Returns whether a group can precede a title: the columns at the head of a memorandum.
fn is_aside(stretch: &[TextLine]) -> bool {
    stretch.iter().any(|line| line.words().contains("   "))
}

/// Takes byline and date from a line that consists only of these. Returns whether it does.
fn take_detail_line(words: &str, front: &mut FrontMatter) -> bool {
    // Longer lines are text that happens to mention a date.
    if words.chars().count() > 120 {
        return false;
    }
    let parts: Vec<&str> = words
        .split(['|', '·', '•'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let is_detail = |part: &&str| parse_byline(part).is_some() || parse_date_line(part).is_some();
    if parts.is_empty() || !parts.iter().all(is_detail) {
        return false;
    }
    for part in parts {
        front.byline = front.byline.take().or_else(|| parse_byline(part));
        let is_free = front.published.is_none() || (front.has_only_update && !is_update_line(part));
        if let Some(published) = parse_date_line(part).filter(|_| is_free) {
            front.published = Some(published);
            front.has_only_update = is_update_line(part);
        }
    }
    true
}

/// Returns the date in a short line, which may begin with "Published" or "Updated".
fn parse_date_line(words: &str) -> Option<PublicationDate> {
    dates::parse_date_text(words).filter(|_| words.len() <= 60)
}

/// Returns whether a line gives the date of an update.
fn is_update_line(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["updated", "last updated", "modified", "last modified"]
        .iter()
        .any(|begin| lower.starts_with(begin))
}

/// Returns the names in a line such as "By Jane Doe and John Smith".
fn parse_byline(words: &str) -> Option<String> {
    let rest = words
        .strip_prefix("By ")
        .or_else(|| words.strip_prefix("BY "))
        .or_else(|| words.strip_prefix("by "))?;
    let names: Vec<&str> = rest.split_whitespace().collect();
    let is_name = |word: &&str| {
        word.starts_with(char::is_uppercase)
            || matches!(
                *word,
                "and" | "&" | "in" | "for" | "of" | "de" | "von" | "van" | "al" | "bin"
            )
    };
    // Up to about four authors with connecting words; longer lines are sentences.
    let is_byline = (1..=14).contains(&names.len())
        && names.iter().all(is_name)
        && names
            .first()
            .is_some_and(|word| word.starts_with(char::is_uppercase))
        && !rest.ends_with(['.', '!', '?']);
    is_byline.then(|| fields::clean_byline(rest)).flatten()
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
        && ["— ", "– ", " - ", "-- "]
            .iter()
            .any(|dash| head.contains(dash))
        && words.len() > 80
}

/// Takes mail-style headers (`Subject: …`) from a group. All its lines must be headers or continuations, at least two
/// fields, and one with a known name; otherwise returns false.
fn take_headers(stretch: &[TextLine], front: &mut FrontMatter) -> bool {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in stretch {
        let words = line.words();
        if let Some((key, value)) = split_header(words).filter(|_| line.indent() == 0) {
            fields.push((key, value.to_owned()));
        } else if let Some((_, value)) = fields.last_mut().filter(|_| line.indent() > 0) {
            value.push(' ');
            value.push_str(words);
        } else {
            return false;
        }
    }
    let is_known = |key: &str| {
        matches!(
            key,
            "title"
                | "subject"
                | "from"
                | "author"
                | "date"
                | "headline"
                | "byline"
                | "published"
                | "release date"
        )
    };
    if fields.len() < 2 || !fields.iter().any(|(key, _)| is_known(key)) {
        return false;
    }
    for (key, value) in &fields {
        apply_header(key, value, front);
    }
    true
}

/// Returns the name and value of a header line.
fn split_header(words: &str) -> Option<(String, &str)> {
    let (key, value) = words.split_once(':')?;
    // Longer "keys" are sentences with a colon.
    let is_key = (2..=24).contains(&key.len())
        && key.split(' ').count() <= 3
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == ' ');
    (is_key && value.starts_with(|c: char| c.is_whitespace()))
        .then(|| (key.to_lowercase(), value.trim()))
}

/// Stores a header field.
fn apply_header(key: &str, value: &str, front: &mut FrontMatter) {
    match key {
        "title" | "subject" | "headline" => {
            front.title = fields::clean_line(value, fields::MAX_TITLE_CHARS);
        }
        "from" | "author" | "authors" | "byline" | "by" => {
            let name = value.split(['<', '[']).next().unwrap_or(value);
            front.byline = fields::clean_byline(name.trim().trim_matches('"'));
        }
        "date" | "published" | "release date" => {
            front.published =
                dates::parse_date_text(value.split(['[', '(']).next().unwrap_or(value));
        }
        "source" | "site" | "publisher" => {
            front.site = Some(fields::clean_line(value, fields::MAX_NAME_CHARS));
        }
        "language" | "content-language" => {
            front.language = match value {
                "English" => Some(Language::ENGLISH),
                tag => Language::from_tag(tag),
            };
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_front(content: &str, title: &str, byline: &str, date: &str, first: &str) {
        let lines: Vec<TextLine> = content.lines().map(TextLine::new).collect();
        let stretches: Vec<&[TextLine]> = lines
            .split(TextLine::is_blank)
            .filter(|s| !s.is_empty())
            .collect();
        let (front, body) = split_front(&stretches, &TextMetrics::of(&stretches));
        assert_eq!(front.title, title);
        assert_eq!(front.byline.unwrap_or_default(), byline);
        assert_eq!(
            front
                .published
                .map(|p| p.date.to_string())
                .unwrap_or_default(),
            date
        );
        assert_eq!(
            body.first()
                .and_then(|s| s.first())
                .map_or("", |line| line.words()),
            first
        );
    }

    #[test]
    fn a_news_article_begins_with_title_byline_and_date() {
        check_front(
            "Harbour reopens after storm\n\nBy Ana Peña and Tom Reed\n13 November 2024\n\nLISBON — The harbour reopened.",
            "Harbour reopens after storm",
            "Ana Peña and Tom Reed",
            "2024-11-13",
            "LISBON — The harbour reopened.",
        );
        check_front(
            "Harbour reopens\nBy ANA PEÑA | Nov. 13, 2024\nThe harbour reopened.",
            "Harbour reopens",
            "ANA PEÑA",
            "2024-11-13",
            "The harbour reopened.",
        );
    }

    #[test]
    fn the_date_of_publication_wins_over_that_of_an_update() {
        let check = |dates: &str, expected| {
            check_front(
                &format!(
                    "Harbour reopens after storm\n\n{dates}\n\nLISBON — The harbour reopened."
                ),
                "Harbour reopens after storm",
                "",
                expected,
                "LISBON — The harbour reopened.",
            );
        };
        check(
            "Updated 15 November 2024 | Published 13 November 2024",
            "2024-11-13",
        );
        check(
            "Published 13 November 2024\nUpdated 15 November 2024",
            "2024-11-13",
        );
        check(
            "Last modified: 15 November 2024\n13 November 2024",
            "2024-11-13",
        );
        check("Last updated 15 November 2024", "2024-11-15");
        check("13 November 2024 | 14 November 2024", "2024-11-13");
    }

    #[test]
    fn headers_of_a_mail_are_taken() {
        check_front(
            "From: Tom Reed <tom@example.org>\nSubject: The harbour\n is open\nDate: Wed, 13 Nov 2024 10:00:00 +0000\n\nIt is open.",
            "The harbour is open",
            "Tom Reed",
            "2024-11-13",
            "It is open.",
        );
    }

    #[test]
    fn a_sentence_is_no_title() {
        check_front(
            "The harbour reopened on Tuesday.\n\nShips came in.",
            "",
            "",
            "",
            "The harbour reopened on Tuesday.",
        );
        check_front("One line alone", "", "", "", "One line alone");
        check_front(
            "By the time he came home, the lamp was out.\n\nMore.",
            "",
            "",
            "",
            "By the time he came home, the lamp was out.",
        );
        check_front(
            "note: this\nis no header\n\nText.",
            "",
            "",
            "",
            "note: this",
        );
    }
}
