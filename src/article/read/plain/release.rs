//! Recognizes the special lines of press releases: the label "for immediate release", contact details, and end marks.

use super::lines::TextLine;
use crate::article::PublicationDate;
use crate::article::read::dates;

/// Prefixes of lines that label a text as a press release, in lower case.
const RELEASE_LINES: &[&str] = &[
    "for immediate release",
    "for release",
    "for publication",
    "press release",
    "news release",
    "media release",
    "media advisory",
    "press statement",
    "embargoed until",
    "embargoed for",
    "embargo:",
    "under embargo",
    "not for release before",
    "strictly embargoed",
];

/// Lines that mark the end of a text or page, in lower case and without dashes, brackets and spaces.
const END_MARKS: &[&str] = &["###", "30", "more", "ends", "end", "endit", "####", "##"];

/// Prefixes of the first line of contact details, in lower case.
const CONTACT_LEADS: &[&str] = &[
    "contact",
    "contacts",
    "media contact",
    "media contacts",
    "press contact",
    "press contacts",
    "media enquiries",
    "media inquiries",
    "press enquiries",
    "for more information",
    "for further information",
    "enquiries",
    "inquiries",
];

/// The maximum length of a line that labels a text as a press release, in characters. Longer lines are text.
const MAX_RELEASE_LINE_CHARS: usize = 90;

/// The maximum length of a line of contact details, in characters.
const MAX_CONTACT_LINE_CHARS: usize = 60;

/// The minimum number of digits in a telephone number with its area code.
const MIN_PHONE_DIGITS: usize = 7;

/// Returns whether a line labels the text as a press release: "FOR IMMEDIATE RELEASE", "Embargoed until 4 March".
pub(super) fn is_release_line(words: &str) -> bool {
    let lower = words.to_lowercase();
    let lower = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_short = words.chars().count() <= MAX_RELEASE_LINE_CHARS && !words.ends_with('.');
    // "For release date see below" and "Press release law" are text: a date, a colon, or nothing follows.
    let ends_there = |lead: &str| {
        let rest = lower.strip_prefix(lead)?;
        let is_word = rest.starts_with(char::is_alphabetic);
        let is_plain = rest.trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
        let has_mark = rest.trim_start().starts_with([':', '-', '–', '—', '|']);
        let has_digit = rest.contains(|c: char| c.is_ascii_digit());
        (!is_word && (is_plain || has_mark || has_digit)).then_some(())
    };
    is_short
        && !words.contains("   ")
        && RELEASE_LINES.iter().any(|lead| ends_there(lead).is_some())
}

/// Returns whether a short line is the heading of a standard section at the end of a press release.
pub(super) fn is_section_heading(words: &str) -> bool {
    let lower = words.to_lowercase();
    let n_words = words.split_whitespace().count();
    let is_about = words.starts_with("About ") && (2..=7).contains(&n_words);
    let is_capital =
        |word: &str| word.starts_with(|c: char| c.is_uppercase() || c == '&') || word.len() <= 3;
    is_about && words.split_whitespace().all(is_capital)
        || [
            "notes to editors",
            "note to editors",
            "notes for editors",
            "background",
        ]
        .contains(&lower.as_str())
}

/// Returns the parts of a line that is set in columns.
pub(super) fn split_columns(words: &str) -> impl Iterator<Item = &str> {
    words
        .split("   ")
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// Returns the date in a line that labels a text as a press release.
pub(super) fn release_date(words: &str) -> Option<PublicationDate> {
    // The date is after the last colon or the words "until", "for" or "release", with or without a time before it.
    let parts = words.split([':', '|']).chain(words.split(", "));
    let whole = dates::parse_date_text(words);
    whole.or_else(|| parts.filter_map(|part| find_date(part.trim())).last())
}

/// Returns the date at the end of a text.
fn find_date(text: &str) -> Option<PublicationDate> {
    let mut rest = text;
    // A date has at most five words: "Monday, 4 March 2024".
    for _ in 0..12 {
        if let Some(date) = dates::parse_date_text(rest) {
            return Some(date);
        }
        rest = rest.split_once(' ')?.1;
    }
    None
}

/// Returns whether a line marks the end of a text or of a page: `###`, `-30-`, `(MORE)`, `ENDS`.
pub(super) fn is_end_mark(words: &str) -> bool {
    let is_short = words.chars().count() <= 16;
    let bare: String = words
        .chars()
        .filter(|c| !matches!(c, '-' | '–' | '—' | '(' | ')' | '[' | ']' | ' ' | '*'))
        .collect();
    // "Ends" and "30" alone are text.
    let is_marked = bare.len() < words.len()
        || !words
            .chars()
            .any(|c| c.is_lowercase() || c.is_ascii_digit());
    is_short && is_marked && END_MARKS.contains(&bare.to_lowercase().as_str())
}

/// Returns whether a group is contact details: all lines are short, and its first line says so or the group has a
/// telephone number or a mail address.
pub(super) fn is_contact(stretch: &[TextLine]) -> bool {
    let Some(first) = stretch.first().filter(|_| stretch.len() > 1) else {
        return false;
    };
    let is_short = stretch
        .iter()
        .all(|line| line.words().chars().count() <= MAX_CONTACT_LINE_CHARS);
    let lead = first
        .words()
        .split(':')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase();
    let has_lead = CONTACT_LEADS.contains(&lead.as_str());
    is_short && (has_lead || stretch.iter().any(|line| has_address(line.words())))
}

/// Returns whether a line contains a mail address, or a telephone number with at most a few words.
fn has_address(words: &str) -> bool {
    let has_mail = words.split_whitespace().any(|word| {
        let parts = word.trim_matches(['<', '>', ',', '(', ')']).split_once('@');
        parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
    });
    let is_phone =
        |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' ' | '.' | '/');
    let number =
        words.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, ':' | '.' | ' '));
    let n_digits = number.chars().filter(char::is_ascii_digit).count();
    has_mail
        || n_digits >= MIN_PHONE_DIGITS
            && number.chars().all(is_phone)
            && number.contains([' ', '-', '+'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_says_so() {
        for words in [
            "FOR IMMEDIATE RELEASE",
            "For immediate release: March 3, 2024",
            "EMBARGOED UNTIL 00:01 GMT, MONDAY 4 MARCH 2024",
            "PRESS RELEASE",
            "** News Release **",
        ] {
            assert!(is_release_line(words), "{words}");
        }
        for words in [
            "Press release of prisoners",
            "Press releases",
            "For release of the hostages the state paid",
        ] {
            assert!(!is_release_line(words), "{words}");
        }
        for words in [
            "For immediate release: March 4, 2024",
            "EMBARGOED UNTIL 00:01 GMT, MONDAY 4 MARCH 2024",
        ] {
            let date = release_date(words).expect("a date");
            assert_eq!(date.date.to_string(), "2024-03-04", "{words}");
        }
    }

    #[test]
    fn end_marks_are_known() {
        for words in [
            "###",
            "# # #",
            "-30-",
            "- 30 -",
            "(MORE)",
            "-more-",
            "ENDS",
            "-ends-",
            "--- END ---",
        ] {
            assert!(is_end_mark(words), "{words}");
        }
        for words in ["30", "Ends", "more", "- 31 -", "The end", ""] {
            assert!(!is_end_mark(words), "{words}");
        }
    }

    #[test]
    fn contacts_are_short_lines_with_an_address() {
        let is_contact = |lines: &[&str]| {
            let lines: Vec<TextLine> = lines.iter().map(|line| TextLine::new(line)).collect();
            is_contact(&lines)
        };
        assert!(is_contact(&["Contact:", "Jon Tate"]));
        assert!(is_contact(&[
            "Ana Ruiz",
            "Harbour desk",
            "+44 20 5550 0171"
        ]));
        assert!(is_contact(&["Jon Tate", "press@ferries.example.com"]));
        assert!(!is_contact(&[
            "Contact was lost at noon.",
            "Nobody knows why."
        ]));
        assert!(!is_contact(&[
            "The loan is 420,000,000 pounds",
            "and grows"
        ]));
    }
}
