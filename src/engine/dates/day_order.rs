//! Determines whether a text writes the day or the month first, for ambiguous dates such as 12/04/2024.

use std::cell::OnceCell;

use crate::engine::numbers::known_word;

/// The order of day and month in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayOrder {
    /// "25/12/2024", "12 April".
    DayFirst,
    /// "12/25/2024", "April 12".
    MonthFirst,
    /// The text contains no unambiguous date, or equally many in both orders.
    Unknown,
}

/// The number of words examined to determine the order. A long article has enough dates in them.
const MAX_WORDS: usize = 20_000;

/// The order of day and month in one text, determined on first use.
#[derive(Debug)]
pub(super) struct DayOrderOf<'a> {
    text: &'a str,
    found: OnceCell<DayOrder>,
}

impl<'a> DayOrderOf<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self {
            text,
            found: OnceCell::new(),
        }
    }

    pub(super) fn get(&self) -> DayOrder {
        *self.found.get_or_init(|| find_day_order(self.text))
    }
}

/// Returns the order of most dates in a text whose order is certain: dates with a number over 12, and days next to a
/// month name.
fn find_day_order(text: &str) -> DayOrder {
    let (mut n_day_first, mut n_month_first) = (0_usize, 0_usize);
    let mut before = "";
    for word in text.split_whitespace().take(MAX_WORDS) {
        match (order_in_digits(word), order_in_words(before, word)) {
            (Some(DayOrder::DayFirst), _) | (_, Some(DayOrder::DayFirst)) => n_day_first += 1,
            (Some(DayOrder::MonthFirst), _) | (_, Some(DayOrder::MonthFirst)) => n_month_first += 1,
            _ => {}
        }
        before = word;
    }
    match n_day_first.cmp(&n_month_first) {
        std::cmp::Ordering::Less => DayOrder::MonthFirst,
        std::cmp::Ordering::Greater => DayOrder::DayFirst,
        std::cmp::Ordering::Equal => DayOrder::Unknown,
    }
}

/// Returns the order of a date in digits if one of its numbers is over 12, as in `25/12/2024`.
fn order_in_digits(word: &str) -> Option<DayOrder> {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    let mut parts = word.split(['/', '.']);
    let (one, two): (u8, u8) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let year = parts.next()?;
    let is_date = (1..=31).contains(&one) && (1..=31).contains(&two);
    if !is_date || !matches!(year.len(), 2 | 4) || parts.next().is_some() {
        return None;
    }
    match (one > 12, two > 12) {
        (true, false) => Some(DayOrder::DayFirst),
        (false, true) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

/// Returns the order of a day next to a month name: "12 April", "April 12".
fn order_in_words(before: &str, word: &str) -> Option<DayOrder> {
    let is_month = |word: &str| {
        let word = word.trim_end_matches([',', '.', ';', ')']);
        word.starts_with(char::is_uppercase) && known_word(word).month.is_some()
    };
    let is_day = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        digits.len() <= 2 && digits.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
    };
    match (
        is_day(before) && is_month(word),
        is_month(before) && is_day(word),
    ) {
        (true, false) => Some(DayOrder::DayFirst),
        (false, true) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_dates(text: &str, expected: DayOrder) {
        assert_eq!(find_day_order(text), expected, "{text}");
    }

    #[test]
    fn dates_that_can_be_read_one_way_show_the_order() {
        assert_dates(
            "It was sent on 25/12/2024 and on 3/4/2024.",
            DayOrder::DayFirst,
        );
        assert_dates("It was sent on (12/25/2024).", DayOrder::MonthFirst);
        assert_dates("It was sent on 12 April by mail.", DayOrder::DayFirst);
        assert_dates("It was sent on April 12, by mail.", DayOrder::MonthFirst);
        assert_dates("It was sent on 28.07.17.", DayOrder::DayFirst);
    }

    #[test]
    fn a_text_without_such_dates_or_with_both_shows_none() {
        assert_dates("It was sent on 3/4/2024.", DayOrder::Unknown);
        assert_dates("On 12 April and on May 3.", DayOrder::Unknown);
        assert_dates("Version 28.07.2017.1 is out, 3/4 of it.", DayOrder::Unknown);
        assert_dates("", DayOrder::Unknown);
    }
}
