//! Errors in queries, with a line of carets below the wrong place.

use std::fmt::Write;
use std::ops::Range;

use super::exit_status::UsageError;
use super::input::printable_line;
use crate::layout::display_width;
use crate::library::QueryError;

/// The number of characters shown before the wrong place of a long query. Two indented lines of the maximum length fit
/// 80 columns.
const MAX_BEFORE_CHARS: usize = 40;
const MAX_SHOWN_CHARS: usize = 70;

/// Returns the error of a query as a message of three lines: what is wrong, the query, and carets below the place.
pub(super) fn query_usage_error(words: &str, error: &QueryError) -> UsageError {
    UsageError(format!(
        "invalid query: {error}\n{}",
        point_at(words, &error.place)
    ))
}

/// Returns the query and a line with carets below the characters at `place`.
fn point_at(words: &str, place: &Range<usize>) -> String {
    let first = place.start.saturating_sub(MAX_BEFORE_CHARS);
    let (mut shown, mut below) = (String::from("  "), String::from("  "));
    if first > 0 {
        shown.push('…');
        below.push(' ');
    }
    let part = words.chars().enumerate().skip(first);
    for (at, c) in part.take(MAX_SHOWN_CHARS) {
        let c = printable_line(c.encode_utf8(&mut [0; 4]));
        let mark = if place.contains(&at) { '^' } else { ' ' };
        below.extend(std::iter::repeat_n(mark, usize::from(display_width(&c).0)));
        shown.push_str(&c);
    }
    if words.chars().count() > first + MAX_SHOWN_CHARS {
        shown.push('…');
    }
    if place.is_empty() {
        below.push('^');
    }
    let mut lines = String::new();
    let _ = write!(lines, "{}\n{}", shown.trim_end(), below.trim_end());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_are_below_the_wrong_place() {
        assert_eq!(
            point_at("a is:gone b", &(5..9)),
            "  a is:gone b\n       ^^^^"
        );
        assert_eq!(point_at("知事 x", &(3..4)), "  知事 x\n       ^");
        assert_eq!(point_at("(a", &(2..2)), "  (a\n    ^");
    }

    #[test]
    fn a_long_query_is_cut_around_the_place() {
        let words = format!("{} is:gone {}", "word ".repeat(30), "more ".repeat(30));
        let shown = point_at(&words, &(154..158));
        let lines: Vec<_> = shown.lines().collect();
        let [query, carets] = lines.as_slice() else {
            panic!("two lines")
        };
        assert!(
            query.chars().count() <= 76 && query.ends_with('…'),
            "{query}"
        );
        let at = carets.find('^').expect("a caret");
        let pointed: String = query.chars().skip(at).take(4).collect();
        assert_eq!(pointed, "gone");
    }
}
