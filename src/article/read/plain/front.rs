//! The front matter of a plain text: title, byline and date, or mail-style headers.

use super::lines::Line;
use super::shape::Setting;
use crate::article::Language;
use crate::article::Published;
use crate::article::read::{about, dates};

/// The number of groups at the start that are searched. Later matches are more likely part of the body.
const WITHIN: usize = 6;
/// The maximum length of a title, in characters. Longer first lines are usually sentences.
const LONGEST_TITLE: usize = 160;

/// The metadata found in the front matter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    pub(super) title: String,
    pub(super) byline: Option<String>,
    pub(super) site: Option<String>,
    pub(super) published: Option<Published>,
    pub(super) language: Option<Language>,
}

/// Splits a text into front matter and body.
pub(super) fn split<'s, 'a>(
    stretches: &'s [&'s [Line<'a>]],
    setting: &Setting,
) -> (Front, Vec<&'s [Line<'a>]>) {
    let mut front = Front::default();
    let mut body: Vec<&[Line]> = Vec::with_capacity(stretches.len());
    let headers = stretches
        .iter()
        .take(WITHIN)
        .position(|stretch| headers(stretch, &mut front));
    let mut is_open = headers.is_none_or(|at| at == 0);
    for (n, stretch) in stretches.iter().enumerate() {
        if Some(n) == headers {
            continue;
        }
        let rest = if is_open && n < WITHIN {
            take(stretch, n + 1 < stretches.len(), setting, &mut front)
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
fn take<'s, 'a>(
    stretch: &'s [Line<'a>],
    has_more: bool,
    setting: &Setting,
    front: &mut Front,
) -> &'s [Line<'a>] {
    let mut rest = stretch;
    if front.title.is_empty() {
        let n_lines = title_lines(stretch, has_more, setting);
        if let Some((lines, after)) = stretch.split_at_checked(n_lines).filter(|_| n_lines > 0) {
            let words: Vec<&str> = lines.iter().map(Line::words).collect();
            front.title = about::line(&words.join(" "), about::LONGEST_TITLE);
            rest = after;
        }
    }
    while let Some((line, after)) = rest.split_first() {
        if !detail(line.words(), front) || (after.is_empty() && !has_more) {
            break;
        }
        rest = after;
    }
    rest
}

/// Returns the number of lines at the start that are a title; 0 if there is none.
fn title_lines(stretch: &[Line], has_more: bool, setting: &Setting) -> usize {
    let Some((first, others)) = stretch.split_first() else {
        return 0;
    };
    let words = first.words();
    // A title has at least two words, does not end like a sentence, and is neither a table row nor a dateline.
    let is_title = words.chars().count() <= LONGEST_TITLE
        && words.split_whitespace().nth(1).is_some()
        && !words.ends_with(['.', ',', ';', ':'])
        && words.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“\"‘'".contains(c))
        && !words.contains("   ")
        && !is_dateline(words);
    if !is_title {
        return 0;
    }
    let is_byline =
        |line: &Line| byline(line.words()).is_some() || dates::parse(line.words()).is_some();
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
fn is_aside(stretch: &[Line]) -> bool {
    stretch.iter().any(|line| line.words().contains("   "))
}

/// Takes byline and date from a line that consists only of these. Returns whether it does.
fn detail(words: &str, front: &mut Front) -> bool {
    // Longer lines are text that happens to mention a date.
    if words.chars().count() > 120 {
        return false;
    }
    let parts: Vec<&str> = words
        .split(['|', '·', '•'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let is_detail = |part: &&str| byline(part).is_some() || date(part).is_some();
    if parts.is_empty() || !parts.iter().all(is_detail) {
        return false;
    }
    for part in parts {
        front.byline = front.byline.take().or_else(|| byline(part));
        front.published = front.published.or_else(|| date(part));
    }
    true
}

/// Returns the date in a short line, which may begin with "Published" or "Updated".
fn date(words: &str) -> Option<Published> {
    let lower = words.to_lowercase();
    let is_update = lower.starts_with("updated") || lower.starts_with("last modified");
    let found = dates::parse(words).filter(|_| words.len() <= 60)?;
    (!is_update || words.len() <= 60).then_some(found)
}

/// Returns the names in a line such as "By Jane Doe and John Smith".
fn byline(words: &str) -> Option<String> {
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
    is_byline.then(|| about::byline(rest)).flatten()
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
fn headers(stretch: &[Line], front: &mut Front) -> bool {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in stretch {
        let words = line.words();
        if let Some((key, value)) = field(words).filter(|_| line.indent() == 0) {
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
        header(key, value, front);
    }
    true
}

/// Returns the name and value of a header line.
fn field(words: &str) -> Option<(String, &str)> {
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
fn header(key: &str, value: &str, front: &mut Front) {
    match key {
        "title" | "subject" | "headline" => front.title = about::line(value, about::LONGEST_TITLE),
        "from" | "author" | "authors" | "byline" | "by" => {
            let name = value.split(['<', '[']).next().unwrap_or(value);
            front.byline = about::byline(name.trim().trim_matches('"'));
        }
        "date" | "published" | "release date" => {
            front.published = dates::parse(value.split(['[', '(']).next().unwrap_or(value));
        }
        "source" | "site" | "publisher" => {
            front.site = Some(about::line(value, about::LONGEST_NAME));
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
    fn check(content: &str, title: &str, byline: &str, date: &str, first: &str) {
        let lines: Vec<Line> = content.lines().map(Line::new).collect();
        let stretches: Vec<&[Line]> = lines
            .split(Line::is_blank)
            .filter(|s| !s.is_empty())
            .collect();
        let (front, body) = split(&stretches, &Setting::of(&stretches));
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
        check(
            "Harbour reopens after storm\n\nBy Ana Peña and Tom Reed\n13 November 2024\n\nLISBON — The harbour reopened.",
            "Harbour reopens after storm",
            "Ana Peña and Tom Reed",
            "2024-11-13",
            "LISBON — The harbour reopened.",
        );
        check(
            "Harbour reopens\nBy ANA PEÑA | Nov. 13, 2024\nThe harbour reopened.",
            "Harbour reopens",
            "ANA PEÑA",
            "2024-11-13",
            "The harbour reopened.",
        );
    }

    #[test]
    fn headers_of_a_mail_are_taken() {
        check(
            "From: Tom Reed <tom@example.org>\nSubject: The harbour\n is open\nDate: Wed, 13 Nov 2024 10:00:00 +0000\n\nIt is open.",
            "The harbour is open",
            "Tom Reed",
            "2024-11-13",
            "It is open.",
        );
    }

    #[test]
    fn a_sentence_is_no_title() {
        check(
            "The harbour reopened on Tuesday.\n\nShips came in.",
            "",
            "",
            "",
            "The harbour reopened on Tuesday.",
        );
        check("One line alone", "", "", "", "One line alone");
        check(
            "By the time he came home, the lamp was out.\n\nMore.",
            "",
            "",
            "",
            "By the time he came home, the lamp was out.",
        );
        check(
            "note: this\nis no header\n\nText.",
            "",
            "",
            "",
            "note: this",
        );
    }
}
