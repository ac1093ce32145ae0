//! List items in plain text, recognized by their markers.

use super::lines::TextLine;

/// The marker of a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListMarker {
    /// A dash, star or dot.
    Bullet(char),
    /// A number.
    Ordinal(u32),
}

impl ListMarker {
    /// Returns whether an item with the marker `next` can follow an item with this marker in a list.
    fn leads_to(self, next: Self) -> bool {
        match (self, next) {
            (Self::Bullet(one), Self::Bullet(other)) => one == other,
            (Self::Ordinal(one), Self::Ordinal(other)) => other == one.saturating_add(1),
            _ => false,
        }
    }
}

/// Returns the marker at the start of a line and the words after it.
pub(super) fn parse_marker<'a>(line: &TextLine<'a>) -> Option<(ListMarker, &'a str)> {
    let words = line.words();
    let bullet = words.chars().next()?;
    let is_bullet = matches!(bullet, '-' | '*' | '+' | '•' | '·' | '◦' | '▪' | '–')
        // Text exported from word processors uses "o" as second-level bullet; at the margin it is a letter.
        || (bullet == 'o' && line.indent() > 0);
    if is_bullet {
        let rest = words.get(bullet.len_utf8()..)?;
        let body = rest.trim_start();
        return (rest.len() > body.len() && !body.is_empty())
            .then_some((ListMarker::Bullet(bullet), body));
    }
    let inner = words.strip_prefix('(').unwrap_or(words);
    let n_digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = inner
        .split_at_checked(n_digits)
        // Four digits are a year.
        .filter(|_| (1..=3).contains(&n_digits))?;
    let body = rest.strip_prefix([')', '.'])?;
    let is_apart = body.starts_with(char::is_whitespace) && !body.trim().is_empty();
    is_apart.then(|| {
        number
            .parse()
            .ok()
            .map(|n| (ListMarker::Ordinal(n), body.trim_start()))
    })?
}

/// Returns whether a group is a list: it begins with a marker, and a matching item follows inside the group or in the
/// group before or after it. A typographic bullet (`•`) is enough.
pub(super) fn is_list(
    before: Option<&[TextLine]>,
    stretch: &[TextLine],
    after: Option<&[TextLine]>,
) -> bool {
    let mut markers = stretch
        .iter()
        .filter_map(|line| parse_marker(line).map(|(marker, _)| marker));
    let begins = stretch
        .first()
        .and_then(parse_marker)
        .map(|(marker, _)| marker);
    let Some(first) = begins.filter(|_| markers.next().is_some()) else {
        return false;
    };
    let first_of = |other: Option<&[TextLine]>| Some(parse_marker(other?.first()?)?.0);
    markers.any(|next| first.leads_to(next))
        || first_of(after).is_some_and(|next| first.leads_to(next))
        || first_of(before).is_some_and(|previous| previous.leads_to(first))
        || matches!(first, ListMarker::Bullet('•' | '▪' | '◦'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_marker(text: &str, expected: Option<(ListMarker, &str)>) {
        assert_eq!(parse_marker(&TextLine::new(text)), expected);
    }

    #[test]
    fn markers_stand_apart_from_their_words() {
        check_marker("  - one", Some((ListMarker::Bullet('-'), "one")));
        check_marker("12) twelve", Some((ListMarker::Ordinal(12), "twelve")));
        check_marker("(3) three", Some((ListMarker::Ordinal(3), "three")));
        check_marker("-5 degrees", None);
        check_marker("3.5 million", None);
        check_marker("2024. That", None);
        check_marker("- ", None);
        check_marker("(", None);
    }

    #[test]
    fn one_dash_is_no_list() {
        let alone = [TextLine::new("- Yes, he said.")];
        let number = [TextLine::new("1. Introduction")];
        let other = [TextLine::new("2. Ways")];
        assert!(!is_list(None, &alone, None));
        assert!(!is_list(None, &number, None));
        assert!(is_list(None, &number, Some(&other)));
        assert!(is_list(Some(&number), &other, None));
    }
}
