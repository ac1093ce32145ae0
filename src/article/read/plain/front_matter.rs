//! The front matter of a plain text: title, byline and date, or mail-style headers.

use super::block_kind::TextMetrics;
use super::details::DetailPart;
use super::lines::TextLine;
use super::{details, release, title};
use crate::article::Language;
use crate::article::PublicationDate;
use crate::article::read::{dates, fields};

/// The maximum number of groups at the start that are searched. Later matches are more likely part of the body.
const MAX_FRONT_STRETCHES: usize = 6;

/// The metadata found in the front matter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::article::read) struct FrontMatter {
    pub(super) title: String,
    pub(in crate::article::read) byline: Option<String>,
    pub(super) site: Option<String>,
    pub(in crate::article::read) published: Option<PublicationDate>,
    /// Whether `published` is only the date of an update. A date of publication found later replaces it.
    has_only_update: bool,
    /// Whether the text says that it is a press release.
    is_release: bool,
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
    // Headers with a subject after the start are those of another text, which this one passes on.
    let mut is_open = headers.is_none_or(|at| at == 0 || front.title.is_empty());
    let has_header_title = !front.title.is_empty();
    for (n, stretch) in stretches.iter().enumerate() {
        if Some(n) == headers {
            continue;
        }
        let after = stretches.get(n + 1).copied();
        let rest = if is_open && n < MAX_FRONT_STRETCHES {
            take_front_lines(stretch, after, setting, &mut front)
        } else {
            stretch
        };
        let is_before_title = front.title.is_empty() && n < 3 && is_aside(stretch);
        let is_deck = !has_header_title && is_deck(rest, after);
        let is_letterhead = front.is_release && front.title.is_empty();
        is_open &= rest.is_empty() || is_before_title || is_deck || is_letterhead;
        if !rest.is_empty() {
            body.push(rest);
        }
    }
    (front, body)
}

/// Removes title, byline and date from the start of a group, and returns the remaining lines.
fn take_front_lines<'s, 'a>(
    stretch: &'s [TextLine<'a>],
    after: Option<&[TextLine]>,
    setting: &TextMetrics,
    front: &mut FrontMatter,
) -> &'s [TextLine<'a>] {
    if let Some(slugs) = wire_slugs(stretch) {
        take_wire_slugs(&slugs, front);
        return &[];
    }
    if is_aside(stretch) {
        let parts = stretch
            .iter()
            .flat_map(|line| release::split_columns(line.words()));
        for part in parts.filter(|part| release::is_release_line(part)) {
            front.is_release = true;
            front.published = front.published.or(release::release_date(part));
        }
    }
    let mut rest = stretch;
    let n_release = stretch
        .iter()
        .take_while(|line| release::is_release_line(line.words()))
        .count();
    if let Some((lines, remaining)) = stretch
        .split_at_checked(n_release)
        .filter(|_| n_release > 0)
    {
        front.is_release = true;
        let mut dates = lines.iter().map(|line| release::release_date(line.words()));
        front.published = front.published.or(dates.find_map(|date| date));
        // What follows on the same lines is the letterhead.
        return remaining;
    }
    if front.title.is_empty() {
        let n_lines = title::count_title_lines(stretch, after, setting);
        if let Some((lines, remaining)) = stretch.split_at_checked(n_lines).filter(|_| n_lines > 0)
        {
            let words: Vec<&str> = lines.iter().map(TextLine::words).collect();
            front.title = fields::clean_line(&words.join(" "), fields::MAX_TITLE_CHARS);
            rest = remaining
                .split_first()
                .filter(|(line, _)| line.is_underline())
                .map_or(remaining, |(_, below)| below);
        }
    }
    while let Some((line, remaining)) = rest.split_first() {
        if !front.take_detail(line.words()) || (remaining.is_empty() && after.is_none()) {
            break;
        }
        rest = remaining;
    }
    rest
}

impl FrontMatter {
    /// Stores the byline and date of a line that consists only of these. Returns whether the line does.
    pub(in crate::article::read) fn take_detail(&mut self, words: &str) -> bool {
        if let Some(byline) = &mut self.byline
            && details::is_occupation(words)
        {
            *byline = format!("{byline}, {words}");
            return true;
        }
        let Some(parts) = details::parse_details(words) else {
            return false;
        };
        for (part, written) in parts {
            match part {
                DetailPart::Byline(name) => {
                    self.byline.get_or_insert(name);
                }
                DetailPart::Date(date) => self.take_date(date, details::is_update_line(written)),
            }
        }
        true
    }

    /// Stores a date unless there is one. A date of publication replaces the date of an update.
    fn take_date(&mut self, date: PublicationDate, is_update: bool) {
        if self.published.is_none() || self.has_only_update && !is_update {
            self.published = Some(date);
            self.has_only_update = is_update;
        }
    }
}

/// Returns whether a group is the standfirst between title and byline: one or two lines before a byline or date.
fn is_deck(stretch: &[TextLine], after: Option<&[TextLine]>) -> bool {
    let is_short = (1..=2).contains(&stretch.len());
    let next = after.and_then(|lines| lines.first());
    is_short && next.is_some_and(|line| details::is_detail_line(line.words()))
}

/// Returns whether a group may precede the title: the columns at the head of a memorandum, or contact details.
fn is_aside(stretch: &[TextLine]) -> bool {
    let has_columns = stretch.iter().any(|line| line.words().contains("   "));
    has_columns || release::is_contact(stretch)
}

/// Returns the lines of a group in which a wire service marks lines that are not text with a caret, without the carets;
/// `None` for other groups.
fn wire_slugs<'a>(stretch: &[TextLine<'a>]) -> Option<Vec<&'a str>> {
    stretch
        .iter()
        .map(|line| line.words().strip_prefix('^'))
        .collect()
}

/// Stores the headline and byline from the marked lines of a wire service. A line that ends with `=` is a byline or the
/// name of the service.
fn take_wire_slugs(slugs: &[&str], front: &mut FrontMatter) {
    for slug in slugs {
        let words = slug.trim_end_matches(['=', '<', '>']).trim();
        let is_editors = words.starts_with("Eds:")
            || words.starts_with("BC-")
            || words.starts_with("AM-")
            || words.starts_with("PM-");
        if front.take_detail(words) || is_editors || slug.ends_with('=') {
            continue;
        }
        if front.title.is_empty() {
            front.title = fields::clean_line(words, fields::MAX_TITLE_CHARS);
        }
    }
}

/// Stores mail-style headers (`Subject: …`) from a group. Returns false and stores nothing unless all lines are headers
/// or continuations of headers, with at least two fields and one known name.
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

/// Returns the name in the sender field of a mail: `Ana Ruiz <ana@example.org>` or `ana@example.org (Ana Ruiz)`.
fn sender_name(value: &str) -> &str {
    let before = value.split(['<', '[']).next().unwrap_or(value).trim();
    let named = before
        .split_once('(')
        .filter(|(address, _)| address.contains('@'));
    let name = named.map_or(before, |(_, name)| name.trim_end_matches(')'));
    name.trim().trim_matches('"')
}

/// Stores a header field.
fn apply_header(key: &str, value: &str, front: &mut FrontMatter) {
    match key {
        "title" | "subject" | "headline" => {
            front.title = fields::clean_line(value, fields::MAX_TITLE_CHARS);
        }
        "from" | "author" | "authors" | "byline" | "by" => {
            front.byline = fields::clean_byline(sender_name(value));
        }
        "date" | "published" | "release date" => {
            front.published =
                dates::parse_date_text(value.split(['[', '(']).next().unwrap_or(value))
                    .or(front.published);
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
