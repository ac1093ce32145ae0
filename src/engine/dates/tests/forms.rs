//! Cases of deadlines, habits, anchors, and names that look like dates, against Thursday, 16 May 2024.

use super::{assert_dates, assert_no_dates};

#[test]
fn deadlines_lie_ahead() {
    assert_dates(
        "The match was postponed until Saturday.",
        &["Saturday: date 2024-05-18"],
    );
    assert_dates(
        "He was ordered to hand over the keys by Friday.",
        &["Friday: date 2024-05-17"],
    );
    assert_dates("They have until Monday.", &["Monday: date 2024-05-20"]);
    assert_dates("The deadline is Friday.", &["Friday: date 2024-05-17"]);
    assert_dates(
        "The strike ran through Friday.",
        &["Friday: date 2024-05-10"],
    );
    assert_dates("He had to leave by Monday.", &["Monday: date 2024-05-13"]);
    assert_dates(
        "Shares rose from Friday's close.",
        &["Friday: date 2024-05-10"],
    );
}

#[test]
fn what_is_over_lies_in_the_past() {
    assert_dates("Output fell in July.", &["July: date 2023-07"]);
    assert_dates(
        "The talks were set for 20 July.",
        &["20 July: date 2024-07-20"],
    );
    assert_dates(
        "The vote was postponed to 20 June.",
        &["20 June: date 2024-06-20"],
    );
}

#[test]
fn what_the_text_does_not_say_stays_open() {
    assert_dates(
        "The lake usually freezes in December.",
        &["December: date XXXX-12"],
    );
    assert_dates("The lake froze in December.", &["December: date 2023-12"]);
    assert_dates(
        "In the play it is a Tuesday.",
        &["Tuesday: date XXXX-WXX-2"],
    );
    assert_dates("A Tuesday meeting was held.", &["Tuesday: date 2024-05-14"]);
    assert_no_dates("The second Tuesday in a row was wet.");
}

#[test]
fn names_codes_and_titles_are_no_dates() {
    assert_no_dates("Sunday Bello met Joe Friday Wells in the Monday Room.");
    assert_no_dates("The yacht Friday's Child sank, and Ruby Tuesday will shut.");
    assert_no_dates("The choir sang \"September Rain\" at 1984 Juniper Street in room 1998.");
    assert_no_dates("The XR-2015 and the Noon Group are for sale; call 2024-3100.");
    assert_dates(
        "In Tuesday's Supreme Court ruling, President Doe on Monday lost.",
        &["Tuesday: date 2024-05-14", "Monday: date 2024-05-13"],
    );
    assert_dates(
        "“On Monday,” he said, “we left.”",
        &["Monday: date 2024-05-13"],
    );
    assert_dates("He lost the June election.", &["June: date 2024-06"]);
}

#[test]
fn anchors_are_taken_from_the_text() {
    assert_dates(
        "Second-quarter profit rose from a year earlier, but orders in the quarter fell.",
        &[
            "Second-quarter: date 2024-Q2",
            "a year earlier: date 2023-Q2",
            "the quarter: date 2024-Q2",
        ],
    );
    assert_dates(
        "Sales in May rose from the same month last year.",
        &[
            "May: date 2024-05",
            "the same month last year: date 2023-05",
        ],
    );
    assert_dates(
        "He was born in 1961. The following year he moved.",
        &["1961: date 1961", "The following year: date 1962"],
    );
    assert_dates(
        "It sank the year before last.",
        &["the year before last: date 2022"],
    );
    assert_no_dates("The quarter, a maze of alleys, is old.");
}

#[test]
fn a_length_ahead_leads_to_a_day() {
    assert_dates(
        "It will land in two days.",
        &["in two days: date 2024-05-18"],
    );
    assert_dates(
        "It will reopen in three weeks' time.",
        &["in three weeks' time: date 2024-06-06"],
    );
    assert_dates("They built it in two days.", &["two days: duration P2D"]);
    assert_dates(
        "It will post its first loss in two years.",
        &["two years: duration P2Y"],
    );
}

#[test]
fn times_that_something_took_are_durations() {
    assert_dates(
        "She won in 3:07:35; he left at 12:30.",
        &[
            "3:07:35: duration PT3H7M35S",
            "12:30: time 2024-05-16T12:30",
        ],
    );
    assert_no_dates("Mix it at a ratio of 4:30, as John 3:16 says.");
}

#[test]
fn years_in_words_are_read() {
    assert_dates(
        "It closed in nineteen ninety-six.",
        &["nineteen ninety-six: date 1996"],
    );
    assert_no_dates("In twenty ten cars were sold to nineteen twenty-year-olds.");
}
