//! Cases of deadlines, habits, anchors, and names that look like dates, against Thursday, 16 May 2024.

use super::{check, silent};

#[test]
fn deadlines_lie_ahead() {
    check(
        "The match was postponed until Saturday.",
        &["Saturday: date 2024-05-18"],
    );
    check(
        "He was ordered to hand over the keys by Friday.",
        &["Friday: date 2024-05-17"],
    );
    check("They have until Monday.", &["Monday: date 2024-05-20"]);
    check("The deadline is Friday.", &["Friday: date 2024-05-17"]);
    check(
        "The strike ran through Friday.",
        &["Friday: date 2024-05-10"],
    );
    check("He had to leave by Monday.", &["Monday: date 2024-05-13"]);
    check(
        "Shares rose from Friday's close.",
        &["Friday: date 2024-05-10"],
    );
}

#[test]
fn what_is_over_lies_in_the_past() {
    check("Output fell in July.", &["July: date 2023-07"]);
    check(
        "The talks were set for 20 July.",
        &["20 July: date 2024-07-20"],
    );
    check(
        "The vote was postponed to 20 June.",
        &["20 June: date 2024-06-20"],
    );
}

#[test]
fn what_the_text_does_not_say_stays_open() {
    check(
        "The lake usually freezes in December.",
        &["December: date XXXX-12"],
    );
    check("The lake froze in December.", &["December: date 2023-12"]);
    check(
        "In the play it is a Tuesday.",
        &["Tuesday: date XXXX-WXX-2"],
    );
    check("A Tuesday meeting was held.", &["Tuesday: date 2024-05-14"]);
    silent("The second Tuesday in a row was wet.");
}

#[test]
fn names_codes_and_titles_are_no_dates() {
    silent("Sunday Bello met Joe Friday Wells in the Monday Room.");
    silent("The yacht Friday's Child sank, and Ruby Tuesday will shut.");
    silent("The choir sang \"September Rain\" at 1984 Juniper Street in room 1998.");
    silent("The XR-2015 and the Noon Group are for sale; call 2024-3100.");
    check(
        "In Tuesday's Supreme Court ruling, President Doe on Monday lost.",
        &["Tuesday: date 2024-05-14", "Monday: date 2024-05-13"],
    );
    check(
        "“On Monday,” he said, “we left.”",
        &["Monday: date 2024-05-13"],
    );
    check("He lost the June election.", &["June: date 2024-06"]);
}

#[test]
fn anchors_are_taken_from_the_text() {
    check(
        "Second-quarter profit rose from a year earlier, but orders in the quarter fell.",
        &[
            "Second-quarter: date 2024-Q2",
            "a year earlier: date 2023-Q2",
            "the quarter: date 2024-Q2",
        ],
    );
    check(
        "Sales in May rose from the same month last year.",
        &[
            "May: date 2024-05",
            "the same month last year: date 2023-05",
        ],
    );
    check(
        "He was born in 1961. The following year he moved.",
        &["1961: date 1961", "The following year: date 1962"],
    );
    check(
        "It sank the year before last.",
        &["the year before last: date 2022"],
    );
    silent("The quarter, a maze of alleys, is old.");
}

#[test]
fn a_length_ahead_leads_to_a_day() {
    check(
        "It will land in two days.",
        &["in two days: date 2024-05-18"],
    );
    check(
        "It will reopen in three weeks' time.",
        &["in three weeks' time: date 2024-06-06"],
    );
    check("They built it in two days.", &["two days: duration P2D"]);
    check(
        "It will post its first loss in two years.",
        &["two years: duration P2Y"],
    );
}

#[test]
fn times_that_something_took_are_durations() {
    check(
        "She won in 3:07:35; he left at 12:30.",
        &[
            "3:07:35: duration PT3H7M35S",
            "12:30: time 2024-05-16T12:30",
        ],
    );
    silent("Mix it at a ratio of 4:30, as John 3:16 says.");
}

#[test]
fn years_in_words_are_read() {
    check(
        "It closed in nineteen ninety-six.",
        &["nineteen ninety-six: date 1996"],
    );
    silent("In twenty ten cars were sold to nineteen twenty-year-olds.");
}
