//! Cases of the search for dates, against Thursday, 16 May 2024.

mod forms;
mod kinds;
mod orders;

use proptest::prelude::*;

use super::find_dates;
use crate::annotation::DateExpression;
use crate::article::{Article, ArticleMetadata, PublicationDate};
use crate::engine::{Found, Page, UserRules};

fn find_test_dates(text: &str, is_dated: bool) -> Vec<Found<Box<DateExpression>>> {
    let about = ArticleMetadata {
        published: is_dated.then(|| PublicationDate {
            date: jiff::civil::date(2024, 5, 16),
            instant: None,
        }),
        ..ArticleMetadata::default()
    };
    let article = Article::verbatim(text, about).expect("short");
    let rules = UserRules::default();
    find_dates(&Page::new(&article, &rules))
}

fn describe_dates(text: &str, found: &[Found<Box<DateExpression>>]) -> Vec<String> {
    let show = |found: &Found<Box<DateExpression>>| {
        let date = &found.what;
        let modifier = date
            .modifier
            .map_or_else(String::new, |modifier| format!(" {}", modifier.name()));
        format!(
            "{}: {} {}{modifier}",
            text.get(found.range.indices()).unwrap_or_default(),
            date.kind.name(),
            date.value
        )
    };
    found.iter().map(show).collect()
}

#[track_caller]
fn assert_dates(text: &str, expected: &[&str]) {
    assert_eq!(
        describe_dates(text, &find_test_dates(text, true)),
        expected,
        "{text}"
    );
}

#[track_caller]
fn assert_no_dates(text: &str) {
    assert_dates(text, &[]);
}

#[test]
fn days_are_read_in_every_order() {
    assert_dates(
        "It sank on 3 June 1998 and rose on Aug. 9, 2001.",
        &[
            "3 June 1998: date 1998-06-03",
            "Aug. 9, 2001: date 2001-08-09",
        ],
    );
    assert_dates(
        "On Friday, May 10, he fled.",
        &["Friday, May 10: date 2024-05-10"],
    );
    assert_dates(
        "See 2019-02-28 or 31/12/2020.",
        &["2019-02-28: date 2019-02-28", "31/12/2020: date 2020-12-31"],
    );
    assert_dates(
        "It opens on 4 July at 7:30pm.",
        &["4 July at 7:30pm: time 2024-07-04T19:30"],
    );
}

#[test]
fn the_tense_decides_a_bare_weekday() {
    assert_dates("They met on Monday.", &["Monday: date 2024-05-13"]);
    assert_dates("They will meet on Monday.", &["Monday: date 2024-05-20"]);
    assert_dates("The court reopens on Monday.", &["Monday: date 2024-05-13"]);
    assert_dates(
        "Ferries start to sail on Tuesday.",
        &["Tuesday: date 2024-05-21"],
    );
    assert_dates(
        "He said on Tuesday that he would go on Saturday.",
        &["Tuesday: date 2024-05-14", "Saturday: date 2024-05-18"],
    );
    assert_dates(
        "It fell last Thursday and next Thursday it rises.",
        &[
            "last Thursday: date 2024-05-09",
            "next Thursday: date 2024-05-23",
        ],
    );
}

#[test]
fn months_without_a_year_are_near() {
    assert_dates("It was built in November.", &["November: date 2023-11"]);
    assert_dates("It will open in February.", &["February: date 2025-02"]);
    assert_dates(
        "A vote in mid-June is likely.",
        &["mid-June: date 2024-06 mid"],
    );
}

#[test]
fn other_words_are_no_months() {
    assert_no_dates("May I march with April, who may sing?");
    assert_no_dates("Theresa May won.");
}

#[test]
fn stretches_count_from_the_publication() {
    assert_dates(
        "It rained last week, this year and yesterday.",
        &[
            "last week: date 2024-W19",
            "this year: date 2024",
            "yesterday: date 2024-05-15",
        ],
    );
    assert_dates(
        "Earlier this month he left.",
        &["Earlier this month: date 2024-05 start"],
    );
    assert_dates(
        "He called last night and this morning.",
        &[
            "last night: time 2024-05-15TNI",
            "this morning: time 2024-05-16TMO",
        ],
    );
    assert_dates(
        "They met on Wednesday morning.",
        &["Wednesday morning: time 2024-05-15TMO"],
    );
    assert_dates("Six weeks ago it froze.", &["Six weeks ago: date 2024-W14"]);
    assert_dates("Two years ago it froze.", &["Two years ago: date 2022"]);
    assert_dates(
        "It is due by the end of the year.",
        &["the end of the year: date 2024 end"],
    );
}

#[test]
fn parts_of_years_are_found() {
    assert_dates(
        "The third quarter of 2012 was poor.",
        &["The third quarter of 2012: date 2012-Q3"],
    );
    assert_dates(
        "Fourth-quarter profit fell.",
        &["Fourth-quarter: date 2023-Q4"],
    );
    assert_dates(
        "It grew in the 1980s and the late 1990s.",
        &["the 1980s: date 198", "the late 1990s: date 199 end"],
    );
    assert_dates("The 19th century ended.", &["The 19th century: date 18"]);
    assert_dates("The 2022-23 season is over.", &["2022-23: date 2022/2023"]);
    assert_dates(
        "Exports fell in the year to March.",
        &["the year to March: date 2023-04/2024-03"],
    );
    assert_dates("It closed last summer.", &["last summer: date 2023-SU"]);
}

#[test]
fn four_digits_are_not_always_a_year() {
    assert_no_dates("About 2000 people came, and 1950 houses burned.");
    assert_no_dates("It costs $1995.");
    assert_dates("Since 2000 it has grown.", &["2000: date 2000"]);
}

#[test]
fn durations_have_a_length() {
    assert_dates(
        "He served two years and four months.",
        &["two years and four months: duration P2Y4M"],
    );
    assert_dates(
        "A 90-second film took three to five hours.",
        &[
            "90-second: duration PT90S",
            "three to five hours: duration PT3H/PT5H",
        ],
    );
    assert_dates(
        "It is the worst drought in half a century.",
        &["half a century: duration P50Y"],
    );
    assert_dates(
        "More than ten days passed.",
        &["More than ten days: duration P10D more_than"],
    );
    assert_dates("It lasted for months.", &["months: duration PXM"]);
}

#[test]
fn compounds_of_periods_are_durations() {
    assert_dates(
        "A month-long, decades-long affair ended.",
        &["month-long: duration P1M", "decades-long: duration PXDE"],
    );
    assert_dates(
        "It ends in the coming year.",
        &["the coming year: date 2025"],
    );
}

#[test]
fn rates_and_ages_are_no_durations() {
    assert_no_dates("It makes 60 cars a day and pays $20 an hour.");
    assert_no_dates("A 30-year-old and a girl aged nine were seen; he was 12 years old.");
    assert_no_dates("A second later he fell.");
}

#[test]
fn a_duration_may_lie_between_two_days() {
    let found = find_test_dates("It grew over the past two years.", true);
    let anchors: Vec<_> = found
        .iter()
        .map(|found| (found.what.value.as_str(), found.what.anchor.as_deref()))
        .collect();
    assert_eq!(anchors, [("P2Y", Some("2022-05-16/2024-05-16"))]);
}

#[test]
fn what_comes_again_is_a_set() {
    assert_dates(
        "It runs daily, every Monday and every two weeks.",
        &[
            "daily: set P1D",
            "every Monday: set XXXX-WXX-1",
            "every two weeks: set P2W",
        ],
    );
    assert_dates("Annual sales rose.", &["Annual: set P1Y"]);
    assert_no_dates("The Daily Herald closed.");
    assert_dates(
        "It runs every night, each spring, every year and on Friday mornings.",
        &[
            "every night: set XXXX-XX-XXTNI",
            "each spring: set XXXX-SP",
            "every year: set XXXX",
            "Friday mornings: set XXXX-WXX-5TMO",
        ],
    );
    assert_dates(
        "They meet every other Tuesday.",
        &["every other Tuesday: set XXXX-WXX-2"],
    );
    assert_no_dates("He praised every minute detail, and every second person laughed.");
}

#[test]
fn now_is_a_reference() {
    assert_dates(
        "He is now rich; recently he was poor.",
        &["now: date PRESENT_REF", "recently: date PAST_REF"],
    );
}

#[test]
fn without_a_publication_date_values_stay_relative() {
    let text = "They met on Monday, last week and in March; it sank in 1990.";
    let found = find_test_dates(text, false);
    assert_eq!(
        describe_dates(text, &found),
        [
            "Monday: date XXXX-WXX-1",
            "last week: date UNDEF-last-week",
            "March: date XXXX-03",
            "1990: date 1990"
        ]
    );
    let unresolved: Vec<_> = found.iter().map(|found| found.what.is_unresolved).collect();
    assert_eq!(unresolved, [true, true, true, false]);
}

#[test]
fn words_of_time_that_tell_no_time_are_left_alone() {
    assert_dates(
        "The weekly list is out, and 40 vans leave every hour.",
        &["weekly: set P1W", "every hour: set PT1H"],
    );
    assert_no_dates("“Every hour counts,” said Ann Poe of the Harbour Daily.");
    assert_no_dates("The opener hit a century, and they spoke of the future of the mill.");
    assert_dates(
        "They planned for the future; at present little is known.",
        &["the future: date FUTURE_REF", "present: date PRESENT_REF"],
    );
    assert_dates(
        "The mill stood for a century.",
        &["a century: duration P100Y"],
    );
}

#[test]
fn holidays_are_found_by_name() {
    assert_dates(
        "Banks will shut on Labor Day and Boxing Day.",
        &["Labor Day: date 2024-09-02", "Boxing Day: date 2024-12-26"],
    );
    assert_dates(
        "It burned on Good Friday, on Easter Monday 2019 and on St. Patrick's Day.",
        &[
            "Good Friday: date 2024-03-29",
            "Easter Monday 2019: date 2019-04-22",
            "St. Patrick's Day: date 2024-03-17",
        ],
    );
    assert_dates(
        "He left on New Year’s Eve.",
        &["New Year’s Eve: date 2023-12-31"],
    );
    assert_no_dates("Ann Christmas of Easter Island cheered Sheffield Wednesday.");
    assert_no_dates("Labor leaders and veterans met the presidents.");
}

#[test]
fn a_part_has_its_place_in_a_longer_stretch() {
    assert_dates(
        "They met on Tuesday of last week.",
        &["Tuesday of last week: date 2024-05-07"],
    );
    assert_dates(
        "It opens on the second Saturday in June and the last day of this month.",
        &[
            "the second Saturday in June: date 2024-06-08",
            "the last day of this month: date 2024-05-31",
        ],
    );
    assert_dates(
        "He left on the 9th of last month, in the week of March 4.",
        &[
            "the 9th of last month: date 2024-04-09",
            "the week of March 4: date 2024-W10",
        ],
    );
    assert_dates(
        "They meet on the first Friday of every month.",
        &["the first Friday of every month: set XXXX-WXX-5"],
    );
    assert_no_dates("The first of the ferries and the 9th of the boats sank.");
    // There is no fifth Monday in that month.
    assert_dates(
        "He came on the fifth Monday of May 2024.",
        &["May 2024: date 2024-05"],
    );
}

#[test]
fn both_ends_of_a_range_share_month_and_year() {
    assert_dates(
        "It will run on 3-7 June, March 9–12, 2021, and in Nov-Feb 2020.",
        &[
            "3-7 June: date 2024-06-03/2024-06-07",
            "March 9–12, 2021: date 2021-03-09/2021-03-12",
            "Nov-Feb 2020: date 2019-11/2020-02",
        ],
    );
    assert_dates(
        "It shut between May and October 2018, and from November 2021 to March.",
        &[
            "May: date 2018-05",
            "October 2018: date 2018-10",
            "November 2021: date 2021-11",
            "March: date 2022-03",
        ],
    );
    assert_no_dates("Kast won 3-2 and lost 1-4 on pages 3-7.");
}

#[test]
fn other_notations_of_days_are_read() {
    assert_dates(
        "See 12-Dec-2014, 2021/3/1, 28.07.2017 and 2019 June 4.",
        &[
            "12-Dec-2014: date 2014-12-12",
            "2021/3/1: date 2021-03-01",
            "28.07.2017: date 2017-07-28",
            "2019 June 4: date 2019-06-04",
        ],
    );
    assert_no_dates("Version 28.07.2017 runs on 10.12.20.26.");
}

proptest! {
    #[test]
    fn any_characters_are_read(text in "\\PC{0,200}") {
        find_test_dates(&text, true);
        find_test_dates(&text, false);
    }

    #[test]
    fn any_numbers_of_years_are_read(count in "[0-9]{1,40}", unit in "years|days|weeks|months|centuries|decades") {
        find_test_dates(&format!("It was {count} {unit} ago, {count} {unit} later, in the past {count} {unit}."), true);
    }
}
