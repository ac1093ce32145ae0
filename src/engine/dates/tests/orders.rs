//! Cases of dates that need other words of the text: ranges of weekdays, orders of day and month, eras, parts of seasons.

use super::{assert_dates, assert_no_dates};

#[test]
fn a_range_of_weekdays_does_not_end_before_it_starts() {
    assert_dates(
        "From Monday through Wednesday the ring road will be shut.",
        &["Monday: date 2024-05-20", "Wednesday: date 2024-05-22"],
    );
    assert_dates(
        "The depot was shut from Tuesday to Friday.",
        &["Tuesday: date 2024-05-14", "Friday: date 2024-05-17"],
    );
}

#[test]
fn a_time_takes_the_whole_day_after_it() {
    assert_dates(
        "Doors open at 7 a.m. on Thursday, June 6.",
        &["7 a.m. on Thursday, June 6: time 2024-06-06T07:00"],
    );
    assert_dates(
        "Doors open at 7 a.m. on Saturday.",
        &["7 a.m. on Saturday: time 2024-05-18T07:00"],
    );
}

#[test]
fn digits_that_read_both_ways_follow_the_text_or_stay_open() {
    assert_dates(
        "The form is dated 03/04/2024.",
        &["03/04/2024: date 2024-XX-XX"],
    );
    assert_dates(
        "The form is dated 03/04/2024, the copy 29/04/2024.",
        &["03/04/2024: date 2024-04-03", "29/04/2024: date 2024-04-29"],
    );
    assert_dates(
        "Since April 29 the form has read 03/04/2024.",
        &["April 29: date 2024-04-29", "03/04/2024: date 2024-03-04"],
    );
    assert_dates(
        "The form is dated 04/04/2024.",
        &["04/04/2024: date 2024-04-04"],
    );
}

#[test]
fn eras_are_read() {
    assert_dates(
        "The wall is from the 5th century BC, the gate from AD 79.",
        &["the 5th century BC: date BC04", "AD 79: date 0079"],
    );
    assert_dates("He died in 44 BC.", &["44 BC: date BC0044"]);
    assert_dates(
        "The road was laid in 312 BCE (1,700 years before the rail).",
        &["312 BCE: date BC0312", "1,700 years: duration P1700Y"],
    );
    assert_no_dates("The BC Lions beat 44 rivals.");
    assert_no_dates("The channel sold 79 ad slots.");
}

#[test]
fn parts_of_seasons_follow_the_tense() {
    assert_dates(
        "The trial is set for early autumn.",
        &["early autumn: date 2024-FA start"],
    );
    assert_dates(
        "The mill burned down in late summer.",
        &["late summer: date 2023-SU end"],
    );
    assert_dates(
        "Larks in early spring.",
        &["early spring: date XXXX-SP start"],
    );
    assert_no_dates("They bought late summer wheat.");
}

#[test]
fn a_vote_is_moved_to_a_week_on_a_day() {
    assert_dates(
        "The hearing has been moved to a week on Tuesday.",
        &["a week on Tuesday: date 2024-05-28"],
    );
}
