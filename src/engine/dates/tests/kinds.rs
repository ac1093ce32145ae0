//! Tables of wordings, kind by kind, with sentences like them that must stay silent, against Thursday, 16 May 2024.

use proptest::prelude::*;

use super::{describe_dates, find_test_dates};

/// Checks that each text gives exactly these expressions, each as its words and its value.
#[track_caller]
fn check_all(table: &[(&str, &[(&str, &str)])]) {
    let mut wrong = Vec::new();
    for (text, expected) in table {
        let found = find_test_dates(text, true);
        let found: Vec<_> = found
            .iter()
            .map(|found| {
                let words = text.get(found.range.indices()).unwrap_or_default();
                (words, found.what.value.as_str())
            })
            .collect();
        if found != *expected {
            wrong.push(format!("{text}\n  found {found:?}\n  not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn frequencies_are_sets() {
    check_all(&[
        ("Bins are emptied once a week.", &[("once a week", "P1W")]),
        ("The board sits twice a month.", &[("twice a month", "P1M")]),
        (
            "He swims three times a week.",
            &[("three times a week", "P1W")],
        ),
        (
            "It floods several times each year.",
            &[("several times each year", "P1Y")],
        ),
        (
            "Nurses call 4 times per day.",
            &[("4 times per day", "P1D")],
        ),
        ("Trains pass twice an hour.", &[("twice an hour", "PT1H")]),
        (
            "She fasts once every fortnight.",
            &[("once every fortnight", "P1F")],
        ),
        ("It pays a coupon twice a year.", &[("twice a year", "P1Y")]),
        ("He was three times a champion and twice a mayor.", &[]),
        ("It happened twice.", &[]),
    ]);
}

#[test]
fn a_day_lies_weeks_from_another() {
    check_all(&[
        (
            "Talks open a week from Tuesday.",
            &[("a week from Tuesday", "2024-05-28")],
        ),
        (
            "Talks open two weeks from tomorrow.",
            &[("two weeks from tomorrow", "2024-05-31")],
        ),
        (
            "The tie will be played a fortnight on Monday.",
            &[("a fortnight on Monday", "2024-06-03")],
        ),
        (
            "The shop reopens Friday week.",
            &[("Friday week", "2024-05-24")],
        ),
        (
            "It will sit this Monday week.",
            &[("this Monday week", "2024-05-27")],
        ),
        (
            "It will sit Tuesday fortnight.",
            &[("Tuesday fortnight", "2024-06-04")],
        ),
        (
            "Polls close three days from today.",
            &[("three days from today", "2024-05-19")],
        ),
        (
            "It hit its lowest in six weeks on Monday.",
            &[("six weeks", "P6W"), ("Monday", "2024-05-13")],
        ),
        (
            "He walked two weeks from the coast.",
            &[("two weeks", "P2W")],
        ),
    ]);
}

#[test]
fn a_month_may_have_a_year_in_words() {
    check_all(&[
        (
            "It opens in March next year.",
            &[("March next year", "2025-03")],
        ),
        (
            "It shut in November last year.",
            &[("November last year", "2023-11")],
        ),
        (
            "It shut in August of last year.",
            &[("August of last year", "2023-08")],
        ),
        (
            "It sank on 9 June last year.",
            &[("9 June last year", "2023-06-09")],
        ),
        (
            "Rain fell in January this year.",
            &[("January this year", "2024-01")],
        ),
        (
            "They met in the spring of last year.",
            &[("the spring of last year", "2023-SP")],
        ),
        (
            "It will run until April next year.",
            &[("April next year", "2025-04")],
        ),
        (
            "He left on 3 March this year.",
            &[("3 March", "2024-03-03"), ("this year", "2024")],
        ),
    ]);
}

#[test]
fn years_without_a_century_are_the_last_ones() {
    check_all(&[
        (
            "He wrote it in the autumn of '58.",
            &[("the autumn of '58", "1958-FA")],
        ),
        ("The class of ’92 met again.", &[("’92", "1992")]),
        ("It was built in '07, he said.", &[("'07", "2007")]),
        ("Nothing like the flood of '47 came.", &[("'47", "1947")]),
        ("He has lived there since '99.", &[("'99", "1999")]),
        ("They sold '90s records.", &[("'90s", "199")]),
        ("He shot 14 of '22'.", &[]),
    ]);
}

#[test]
fn vague_hours_with_an_adjective_are_no_length() {
    check_all(&[
        (
            "It burned in the early hours of Sunday.",
            &[("Sunday", "2024-05-12")],
        ),
        ("It burned in the small hours.", &[]),
        ("He spoke in the closing days of the campaign.", &[]),
        ("They met after hours of talks.", &[("hours", "PTXH")]),
        ("Weeks of rain ruined the crop.", &[("Weeks", "PXW")]),
        ("It followed months of protest.", &[("months", "PXM")]),
    ]);
}

#[test]
fn a_portion_may_stand_before_a_day() {
    check_all(&[
        (
            "It will land late on Friday.",
            &[("late on Friday", "2024-05-17")],
        ),
        (
            "It landed early on Tuesday.",
            &[("early on Tuesday", "2024-05-14")],
        ),
        (
            "It landed late on 3 May.",
            &[("late on 3 May", "2024-05-03")],
        ),
        (
            "Ministers will act by June-end.",
            &[("June-end", "2024-06")],
        ),
        (
            "Seas could rise by the end of the century.",
            &[("the end of the century", "20")],
        ),
        (
            "It will pay off by the end of the decade.",
            &[("the end of the decade", "202")],
        ),
        ("He came late on and left early on.", &[]),
    ]);
}

#[test]
fn a_time_has_the_day_named_after_or_before_it() {
    check_all(&[
        (
            "Rain will start at 9pm tonight.",
            &[("9pm tonight", "2024-05-16T21:00")],
        ),
        (
            "He died at 4am this morning.",
            &[("4am this morning", "2024-05-16T04:00")],
        ),
        (
            "Doors opened at 5 a.m. on Good Friday.",
            &[("5 a.m. on Good Friday", "2024-03-29T05:00")],
        ),
        (
            "It shut at noon on 3 May and opened at 9am the next day.",
            &[
                ("noon on 3 May", "2024-05-03T12:00"),
                ("9am the next day", "2024-05-04T09:00"),
            ],
        ),
        (
            "On Monday polls closed at 22:30.",
            &[("Monday", "2024-05-13"), ("22:30", "2024-05-13T22:30")],
        ),
        (
            "The quake struck at 15:11 GMT.",
            &[("15:11 GMT", "2024-05-16T15:11")],
        ),
    ]);
}

#[test]
fn today_may_mean_nowadays() {
    check_all(&[
        (
            "The fear is as strong today as it was.",
            &[("today", "PRESENT_REF")],
        ),
        ("Today, the site is a museum.", &[("Today", "PRESENT_REF")]),
        (
            "Today, some 300 families live there.",
            &[("Today", "PRESENT_REF")],
        ),
        (
            "Today, the council voted to close it.",
            &[("Today", "2024-05-16")],
        ),
        ("Today, the council is meeting.", &[("Today", "2024-05-16")]),
        ("The council meets today.", &[("today", "2024-05-16")]),
    ]);
}

#[test]
fn the_dateline_gives_the_day() {
    check_all(&[
        (
            "Tuesday, May 14, 2024\n\nIt sank yesterday.",
            &[
                ("Tuesday, May 14, 2024", "2024-05-14"),
                ("yesterday", "2024-05-13"),
            ],
        ),
        (
            "NAIROBI, May 15 2024 (IPS) - It sank yesterday.",
            &[("May 15 2024", "2024-05-15"), ("yesterday", "2024-05-14")],
        ),
        // Too far from the publication to be its day.
        (
            "January 9, 2024\n\nIt sank yesterday.",
            &[
                ("January 9, 2024", "2024-01-09"),
                ("yesterday", "2024-05-15"),
            ],
        ),
        (
            "On May 14, 2024 it sailed. It sank yesterday.",
            &[("May 14, 2024", "2024-05-14"), ("yesterday", "2024-05-15")],
        ),
    ]);
    let text = "Tuesday, May 14, 2024\n\nIt sank yesterday.";
    let found = find_test_dates(text, false);
    assert_eq!(
        describe_dates(text, &found).last().map(String::as_str),
        Some("yesterday: date 2024-05-13"),
        "the dateline is all there is"
    );
}

#[test]
fn four_digits_of_ages_and_houses_are_no_years() {
    check_all(&[
        ("It keeps a 2000 year old tradition.", &[]),
        ("A 1200-year-old yew fell.", &[]),
        ("The 1600 block of Elm Street was shut.", &[]),
        (
            "[Ten] years ago it was born.",
            &[("Ten] years ago", "2014")],
        ),
    ]);
}

#[test]
fn guesses_are_less_sure_than_what_is_written() {
    let confidence = |text: &str| {
        let found = find_test_dates(text, true);
        found.first().map(|found| found.confidence).expect("a date")
    };
    let written = confidence("It opened on 3 May 2019.");
    let counted = confidence("It opened last week.");
    let by_tense = confidence("They will meet on Monday.");
    let guessed = confidence("Monday, and the sun.");
    assert!(written > counted && counted > by_tense && by_tense > guessed);
}

proptest! {
    #[test]
    fn expressions_are_disjoint_inside_the_text_and_the_same_each_time(
        text in "(On |in |the |last |next |a |two |early |of |by |Monday|May|week|year|month|day|3|14|2019|'58|9pm|today|until |,|-|/|\\. | ){0,24}"
    ) {
        let found = find_test_dates(&text, true);
        for pair in found.windows(2) {
            prop_assert!(pair[0].range.end() <= pair[1].range.start(), "{text:?}");
        }
        for one in &found {
            prop_assert!(!one.what.value.is_empty() && one.range.indices().end <= text.len());
        }
        prop_assert_eq!(describe_dates(&text, &found), describe_dates(&text, &find_test_dates(&text, true)));
    }
}

#[test]
fn a_distance_that_is_compared_is_a_length() {
    check_all(&[
        (
            "The line will open eleven months later than promised.",
            &[("eleven months", "P11M")],
        ),
        (
            "Voters went to the polls two weeks earlier than planned.",
            &[("two weeks", "P2W")],
        ),
        (
            "The train ran two hours later than usual.",
            &[("two hours", "PT2H")],
        ),
        (
            "She left in 2011 and came back four years later.",
            &[("2011", "2011"), ("four years later", "2015")],
        ),
    ]);
}
