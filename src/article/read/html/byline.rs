//! The authors of a page: from its metadata, from elements labelled as authors, or from a line such as `By Ana Ruiz`.

use dom_query::Document;

use super::page_words::phrases_of;
use super::shown_lines::{LinePlace, ShownLine};
use crate::article::authors::has_occupation;
use crate::article::read::dates::in_line::{NumberOrder, find_dates_in_line};
use crate::article::read::fields;

/// The maximum number of words of a line with authors.
const MAX_BYLINE_WORDS: usize = 24;
/// The maximum number of words of a name.
const MAX_NAME_WORDS: usize = 5;
/// The maximum number of authors taken from labelled elements.
const MAX_LABELLED_AUTHORS: usize = 8;
/// Characters that separate the name from other things in a byline.
const PART_MARKS: &[char] = &['|', '·', '•', '/', '»', '«', '–', '—', ';', '(', '\u{2003}'];

/// Returns the byline made of the declared names, without accounts, addresses, duplicates and the name of the site.
pub(super) fn join_declared_names(names: &[String], site: &str) -> Option<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let Some(name) = fields::clean_byline(name) else {
            continue;
        };
        let name = strip_byline_lead(&name).unwrap_or(&name).trim().to_owned();
        let is_known = kept.contains(&name);
        if !is_known && !is_account(&name) && !is_same_name(&name, site) && !name.contains('@') {
            kept.push(name);
        }
    }
    fields::clean_byline(&kept.join(", "))
}

/// Returns a name in natural order: `Ana Ruiz` for `Ruiz, Ana`, the order of library catalogues.
pub(super) fn turn_library_name(name: &str) -> String {
    match name.split_once(", ") {
        Some((family, given))
            if !given.contains(',')
                && family.split_whitespace().count() == 1
                && given.split_whitespace().count() <= 2 =>
        {
            format!("{given} {family}")
        }
        _ => name.to_owned(),
    }
}

/// Returns the authors in the lines of a page.
pub(super) fn find_shown_byline(lines: &[ShownLine], site: &str) -> Option<String> {
    labelled_authors(lines, site, |line| line.labels.is_author_link)
        .or_else(|| written_byline(lines, site, true))
        .or_else(|| labelled_authors(lines, site, |line| line.labels.is_author))
        .or_else(|| written_byline(lines, site, false))
        .or_else(|| author_of_biography(lines))
}

/// Returns the names in elements labelled as authors. Only the lines of the most reliable place are used, since pages
/// also name the authors of other articles.
fn labelled_authors(
    lines: &[ShownLine],
    site: &str,
    is_asked: impl Fn(&ShownLine) -> bool,
) -> Option<String> {
    let places = [LinePlace::Near, LinePlace::Above, LinePlace::Below];
    places.iter().find_map(|place| {
        let mut names: Vec<String> = Vec::new();
        let labelled = lines
            .iter()
            .filter(|line| line.place == *place && is_asked(line));
        for line in labelled.take(3 * MAX_LABELLED_AUTHORS) {
            let Some(name) = names_in(&line.words, site) else {
                continue;
            };
            // An element around the name repeats it with more words.
            let is_known = |known: &String| known.contains(&name) || name.contains(known.as_str());
            if names.len() < MAX_LABELLED_AUTHORS && !names.iter().any(is_known) {
                names.push(name);
            }
        }
        fields::clean_byline(&names.join(", "))
    })
}

/// Returns the names in a line that begins with a word such as "By", or that has such a word after a date. `is_first`:
/// only accept lines that begin with the word.
fn written_byline(lines: &[ShownLine], site: &str, is_first: bool) -> Option<String> {
    let places = [LinePlace::Near, LinePlace::Above, LinePlace::Below];
    places.iter().find_map(|place| {
        let mut there = lines
            .iter()
            .filter(|line| line.place == *place && !line.words.is_empty());
        there.find_map(|line| {
            if line.words.split_whitespace().count() > MAX_BYLINE_WORDS {
                return None;
            }
            let rest = if is_first {
                strip_byline_lead(&line.words)
            } else {
                find_inner_lead(&line.words)
            };
            names_in(rest?, site)
        })
    })
}

/// Returns the part of a line after an introductory word such as `By` or `Von`.
pub(super) fn strip_byline_lead(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut best: Option<&str> = None;
    for lead in phrases_of("byline") {
        let Some((head, rest)) = split_chars(line, lead.chars().count()) else {
            continue;
        };
        let is_lead = head.to_lowercase() == **lead && rest.starts_with([' ', ':', '\u{a0}']);
        // A word that is a noun as well needs a colon: `Text: Ana Ruiz`.
        let is_sure = rest.trim_start().starts_with(':') || !is_noun(lead);
        if is_lead && is_sure && best.is_none_or(|known| rest.len() < known.len()) {
            best = Some(rest);
        }
    }
    best.map(|rest| rest.trim_start_matches([' ', ':', '\u{a0}']))
}

/// Returns whether a text begins with a name of at least two words, or is one word with a capital.
pub(super) fn begins_with_name(text: &str) -> bool {
    leading_name(text).is_some()
}

/// Returns whether the introductory word is a noun such as `Author`, which may also begin lines that are not bylines.
fn is_noun(lead: &str) -> bool {
    const NOUN_LEADS: &[&str] = &[
        "text",
        "texte",
        "tekst",
        "words",
        "author",
        "authors",
        "autor",
        "autorin",
        "autoren",
        "auteur",
        "autore",
        "autora",
        "redacción",
    ];
    NOUN_LEADS.contains(&lead)
}

/// Returns the part of a line after ` von ` or ` by `: `12. März 2019 von Ana Ruiz`. Only lines with a date are
/// accepted.
fn find_inner_lead(line: &str) -> Option<&str> {
    if find_dates_in_line(line, NumberOrder::DayFirst).is_empty() || line.ends_with('.') {
        return None;
    }
    let low = line.to_lowercase();
    if low.len() != line.len() {
        return None;
    }
    let leads = phrases_of("byline").iter().filter(|lead| !is_noun(lead));
    let ends = leads.filter_map(|lead| {
        let at = low.find(&format!(" {lead} "))?;
        Some(at + lead.len() + 2)
    });
    line.get(ends.max()?..)
}

fn split_chars(line: &str, n_chars: usize) -> Option<(&str, &str)> {
    let at = line.char_indices().nth(n_chars).map(|(at, _)| at)?;
    line.split_at_checked(at)
}

/// Returns the names at the beginning of a byline, without places, dates and job titles; `None` if the line begins with
/// none.
fn names_in(line: &str, site: &str) -> Option<String> {
    let line = strip_byline_lead(line).unwrap_or(line);
    let line = line
        .split(PART_MARKS)
        .map(str::trim)
        .find(|part| !part.is_empty())?;
    let mut names: Vec<String> = Vec::new();
    for part in line
        .split(',')
        .flat_map(split_at_and)
        .filter(|part| !part.contains('@'))
    {
        match leading_name(&part) {
            // After a full name, a single word is a place.
            Some(name) if !names.is_empty() && !name.contains(' ') => {}
            Some(name) if names.contains(&name) => {}
            Some(name) if is_person(&name, site) => names.push(name),
            // What comes after the first part that is no name belongs to the page.
            _ if !names.is_empty() && part.contains(|c: char| c.is_ascii_digit()) => break,
            _ if names.is_empty() => return None,
            _ => {}
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// Returns the parts of a text between words for "and".
fn split_at_and(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for word in text.split_whitespace() {
        let low = word.to_lowercase();
        if phrases_of("and").contains(&low.as_str()) || low == "&" {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            if !part.is_empty() {
                part.push(' ');
            }
            part.push_str(word);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Returns the name at the beginning of a part: capitalized words with their particles.
fn leading_name(part: &str) -> Option<String> {
    const PARTICLES: &[&str] = &[
        "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "la", "le", "el",
        "al", "bin", "ten", "ter", "zu", "zum", "af", "du", "dr.", "prof.", "y",
    ];
    let is_capital = |word: &str| {
        word.starts_with(|c: char| {
            c.is_uppercase() || !c.is_ascii() && c.is_alphabetic() && !c.is_lowercase()
        })
    };
    let mut words: Vec<&str> = Vec::new();
    for word in part.split_whitespace() {
        let bare =
            word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != '’' && c != '\'');
        let is_name = is_capital(bare) && !bare.contains(|c: char| c.is_ascii_digit());
        let is_particle = !words.is_empty() && PARTICLES.contains(&bare.to_lowercase().as_str());
        if !(is_name || is_particle) || words.len() >= MAX_NAME_WORDS {
            break;
        }
        words.push(bare);
    }
    while words.last().is_some_and(|word| !is_capital(word)) {
        words.pop();
    }
    let first = words.first()?;
    // One word is a name only if nothing else is there.
    let is_alone = part.split_whitespace().count() == 1;
    if (words.len() == 1 && !is_alone) || first.chars().count() < 2 {
        return None;
    }
    Some(
        words
            .iter()
            .map(|word| lower_capitals(word))
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// Returns a word in capitals with only its first letter as a capital: `Ruiz` for `RUIZ`. Initials such as `J.` are
/// unchanged.
fn lower_capitals(word: &str) -> String {
    let n_letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if n_letters < 3 || word.chars().any(char::is_lowercase) || word.contains('.') {
        return word.to_owned();
    }
    let mut is_first = true;
    let lowered = word.chars().flat_map(|c| {
        let keeps = std::mem::replace(&mut is_first, !c.is_alphabetic());
        if keeps {
            vec![c]
        } else {
            c.to_lowercase().collect()
        }
    });
    lowered.collect()
}

fn is_person(name: &str, site: &str) -> bool {
    !is_account(name) && !is_same_name(name, site) && !has_occupation(name)
}

/// Returns whether a name is that of an account in the publishing system, such as `admin`.
fn is_account(name: &str) -> bool {
    phrases_of("account").contains(&name.to_lowercase().as_str())
}

fn is_same_name(name: &str, site: &str) -> bool {
    !site.is_empty() && super::blocks::comparison_key(name) == super::blocks::comparison_key(site)
}

/// Returns the name at the beginning of a biography below the text: `Ana Ruiz is a reporter at the Post.`
fn author_of_biography(lines: &[ShownLine]) -> Option<String> {
    const BIOGRAPHY_VERBS: &[&str] = &["is", "writes", "covers", "ist", "est", "es"];
    let below = lines.iter().rev().filter(|line| line.is_whole).take(4);
    let mut names = below.filter_map(|line| {
        let words: Vec<&str> = line.words.split_whitespace().collect();
        let at = words
            .iter()
            .take(4)
            .position(|word| BIOGRAPHY_VERBS.contains(word))?;
        let is_office = |word: &&str| {
            let bare = word
                .trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase();
            super::positional::phrases::WRITER_NOUNS.contains(&bare.as_str())
        };
        let is_biography = words.iter().skip(at).take(8).any(is_office) && words.len() < 60;
        let head = words
            .get(..at)
            .filter(|_| (2..=3).contains(&at) && is_biography)?;
        leading_name(&head.join(" ")).filter(|name| name.split(' ').count() == at)
    });
    names.next()
}

/// Returns the authors that the head of the page names in `link` elements but the page does not show.
pub(super) fn find_linked_author(document: &Document) -> Option<String> {
    let link = document.select_single("head link[rel=author][title]");
    link.attr("title").and_then(|title| leading_name(&title))
}

#[cfg(test)]
mod tests {
    use super::super::{parse, shown_lines};
    use super::*;

    #[track_caller]
    fn check_byline(body: &str, expected: Option<&str>) {
        let page = format!("<h1>Pier</h1>{body}");
        let lines = shown_lines::collect_lines(&parse::parse_document(&page), "Pier");
        assert_eq!(
            find_shown_byline(&lines, "Harwick Post").as_deref(),
            expected,
            "{body}"
        );
    }

    #[test]
    fn bylines_have_many_shapes() {
        for (body, expected) in [
            ("<p>By Ana Ruiz</p>", "Ana Ruiz"),
            ("<p>BY ANA RUIZ</p>", "Ana Ruiz"),
            (
                "<p>Words: Ana Ruiz</p><p>Photographs: Bo Lind</p>",
                "Ana Ruiz",
            ),
            (
                "<p>By Ana Ruiz and Bo Lind, Transport Editor</p>",
                "Ana Ruiz, Bo Lind",
            ),
            (
                "<p>By Ana Ruiz in Skarra and Bo Lind</p>",
                "Ana Ruiz, Bo Lind",
            ),
            (
                "<p>Von Lena Brandt und Jan Petersen</p>",
                "Lena Brandt, Jan Petersen",
            ),
            (
                "<p>12. März 2019 von Lena Brandt | 3 Kommentare</p>",
                "Lena Brandt",
            ),
            (
                "<p>Par Julie de la Tour, le 12 mars 2019</p>",
                "Julie de la Tour",
            ),
            (
                "<a rel=author href=/a>Ana Ruiz</a>, <a rel=author href=/b>Bo Lind</a>",
                "Ana Ruiz, Bo Lind",
            ),
            ("<span class=author-name>Ana Ruiz</span>", "Ana Ruiz"),
            (
                "<p class=byline>Ana Ruiz, Harwick Post <a>ana@post.example</a></p>",
                "Ana Ruiz",
            ),
            (
                "<p class=byline>by tomkerr</p><span class=author>Tom Kerr</span>",
                "Tom Kerr",
            ),
            (
                "<p>The pier was closed.</p><p>Ana Ruiz is a reporter at the Post.</p>",
                "Ana Ruiz",
            ),
        ] {
            check_byline(body, Some(expected));
        }
    }

    #[test]
    fn other_lines_are_no_bylines() {
        for body in [
            "<p>By the sea the pier was closed.</p>",
            "<p>Text of the law</p>",
            "<p class=byline>Harwick Post</p>",
            "<p class=author>admin</p>",
            "<p>The pier was closed on Monday.</p><div class=comments><p class=author>Ana Ruiz</p></div>",
            "<p>Photo: Bo Lind</p>",
        ] {
            check_byline(body, None);
        }
    }

    #[test]
    fn declared_names_are_checked() {
        let join = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            join_declared_names(&names, "Harwick Post")
        };
        assert_eq!(
            join(&["By Ana Ruiz", "Ana Ruiz", "Bo Lind"]).as_deref(),
            Some("Ana Ruiz, Bo Lind")
        );
        assert_eq!(join(&["admin"]), None);
        assert_eq!(join(&["Harwick Post"]), None);
        assert_eq!(turn_library_name("Ruiz, Ana"), "Ana Ruiz");
        assert_eq!(turn_library_name("Ana Ruiz, Bo Lind"), "Ana Ruiz, Bo Lind");
    }
}
