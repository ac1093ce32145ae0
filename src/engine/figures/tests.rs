//! Cases of the search for figures.

mod news;
mod phrases;
mod raised;

use proptest::prelude::*;

use super::{EarlierFindings, find_figures};
use crate::annotation::{Amount, Figure};
use crate::article::{Article, ArticleMetadata, PublicationDate};
use crate::engine::{Found, Page, UserRules};

/// Returns the figures of `text`, with its dates found before.
fn find_test_figures(text: &str) -> Vec<Found<Box<Figure>>> {
    let about = ArticleMetadata {
        published: Some(PublicationDate {
            date: jiff::civil::date(2024, 5, 16),
            instant: None,
        }),
        ..ArticleMetadata::default()
    };
    let article = Article::verbatim(text, about).expect("short");
    let rules = UserRules::default();
    let page = Page::new(&article, &rules);
    let dates = crate::engine::dates::find_dates(&page);
    let sources = EarlierFindings {
        dates: &dates,
        names: &[],
    };
    find_figures(&page, sources)
}

fn amount_value(amount: Amount) -> String {
    let (low, high) = amount.bounds();
    let (low, high) = (low.round_dp(4).normalize(), high.round_dp(4).normalize());
    if amount.is_pair() {
        format!("{low}..{high}")
    } else {
        low.to_string()
    }
}

/// Writes a figure as `words: kind value unit /per bound change level`.
fn show_figure(text: &str, found: &Found<Box<Figure>>) -> String {
    let figure = &found.what;
    let mut shown = format!(
        "{}: {} {}",
        text.get(found.range.indices()).unwrap_or_default(),
        figure.kind.name(),
        amount_value(figure.amount)
    );
    let unit = figure.unit.as_ref().map(|unit| unit.name().to_owned());
    let per = figure.per.as_ref().map(|unit| format!("/{}", unit.name()));
    let modifier = figure.modifier.map(|modifier| modifier.name().to_owned());
    let change = figure.change.map(|change| change.name().to_owned());
    let level = figure
        .level
        .map(|level| format!("{} {}", level.name(), level.change().name()));
    for part in [unit, per, modifier, change, level].into_iter().flatten() {
        shown.push(' ');
        shown.push_str(&part);
    }
    shown
}

#[track_caller]
fn assert_figures(text: &str, expected: &[&str]) {
    let found = find_test_figures(text);
    let shown: Vec<_> = found.iter().map(|found| show_figure(text, found)).collect();
    assert_eq!(shown, expected, "{text}");
}

#[track_caller]
fn assert_no_figures(text: &str) {
    assert_figures(text, &[]);
}

#[test]
fn counts_have_the_head_noun() {
    assert_figures(
        "The flood drove 1,200 hill farmers from their homes.",
        &["1,200 hill farmers: count 1200 farmers"],
    );
    assert_figures(
        "About 40 well-armed border guards fled.",
        &["40 well-armed border guards: count 40 guards approx"],
    );
    assert_figures(
        "Fewer than ninety of the old trams still run.",
        &["ninety: count 90 trams less_than"],
    );
    assert_figures(
        "Two more arms dealers were named.",
        &["Two more arms dealers: count 2 dealers"],
    );
    assert_figures("A 12-member panel met.", &["12-member: count 12 member"]);
    assert_figures(
        "Hundreds of thousands of pilgrims came.",
        &["Hundreds of thousands of pilgrims: count 100000..1000000 pilgrims"],
    );
    assert_figures(
        "It killed 31 and hurt 70.",
        &["31: number 31", "70: number 70"],
    );
}

#[test]
fn a_verb_that_goes_up_to_a_number_bounds_nothing() {
    assert_figures(
        "Joblessness edged up to 4.6 percent.",
        &["4.6 percent: percent 4.6 percent to up"],
    );
    assert_figures("Clear-up may take up to nine days.", &[]);
    assert_figures(
        "The pits employ up to 900 miners.",
        &["900 miners: count 900 miners at_most"],
    );
}

#[test]
fn a_plural_may_be_the_first_part_of_a_compound() {
    assert_figures(
        "Three teachers unions agreed.",
        &["Three teachers unions: count 3 unions"],
    );
    assert_figures(
        "Some 90 coal- and gas-fired plants shut.",
        &["90 coal- and gas-fired plants: count 90 plants approx"],
    );
    assert_figures("One rider wasn’t hurt.", &["One rider: count 1 rider"]);
}

#[test]
fn money_has_its_currency_and_scale() {
    assert_figures(
        "The yard lost £3m and A$4.5 billion.",
        &[
            "£3m: money 3000000 GBP",
            "A$4.5 billion: money 4500000000 AUD",
        ],
    );
    assert_figures(
        "It owes RM3.06mil, Rs 2 crore and USD1,700.",
        &[
            "RM3.06mil: money 3060000 MYR",
            "Rs 2 crore: money 20000000 INR",
            "USD1,700: money 1700 USD",
        ],
    );
    assert_figures(
        "Bread is 85p, or 90 cents.",
        &["85p: money 0.85 GBP", "90 cents: money 90 cent"],
    );
    assert_figures(
        "Millions of dollars are missing.",
        &["Millions of dollars: money 1000000..10000000 USD"],
    );
    assert_figures(
        "A bid of $20-25m failed.",
        &["$20-25m: money 20000000..25000000 USD"],
    );
    assert_figures("Diesel is at $97 a barrel.", &["$97: money 97 USD /barrel"]);
    assert_figures(
        "They paid a $3-billion fine.",
        &["$3-billion: money 3000000000 USD"],
    );
}

#[test]
fn a_letter_is_a_scale_only_where_it_must_be() {
    assert_figures("They built a 5m wall.", &["5m: quantity 5 metre"]);
    assert_figures(
        "Some 5m people moved.",
        &["5m people: count 5000000 people approx"],
    );
    assert_figures("It was 38.5C in Lyon.", &["38.5C: quantity 38.5 celsius"]);
    assert_no_figures("The G7 wants 5G masts.");
}

#[test]
fn percent_points_and_basis_points_differ() {
    assert_figures(
        "Support fell two percentage points to 31 per cent.",
        &[
            "two percentage points: points 2 percentage point down",
            "31 per cent: percent 31 percent to down",
        ],
    );
    assert_figures(
        "The bank raised rates by 50 basis points.",
        &["50 basis points: points 50 basis point up"],
    );
    assert_figures(
        "Sales rose 4% from 3.5%.",
        &[
            "4%: percent 4 percent up",
            "3.5%: percent 3.5 percent from up",
        ],
    );
    assert_figures(
        "It saw a 7 percent drop in orders.",
        &["7 percent: percent 7 percent down"],
    );
}

#[test]
fn ranges_share_unit_and_scale() {
    assert_figures(
        "Between 6% and 9% failed.",
        &["6% and 9%: percent 6..9 percent"],
    );
    assert_figures(
        "From 30 to 40 yachts sank.",
        &["30 to 40 yachts: count 30..40 yachts"],
    );
    assert_figures(
        "Six to seven thousand seats are empty.",
        &["Six to seven thousand seats: count 6000..7000 seats"],
    );
    assert_figures(
        "Prices fell from 90 euros to 70 euros.",
        &[
            "90 euros: money 90 EUR from down",
            "70 euros: money 70 EUR to down",
        ],
    );
}

#[test]
fn shares_are_ratios() {
    assert_figures(
        "Three in ten nurses want to leave.",
        &["Three in ten nurses: fraction 0.3 nurses"],
    );
    assert_figures(
        "One in six divers smokes.",
        &["One in six divers: fraction 0.1667 divers"],
    );
    assert_figures(
        "Nearly two-thirds of them agreed.",
        &["two-thirds: fraction 0.6667 approx"],
    );
    assert_figures(
        "The rate is 50 per 100,000 births.",
        &["50 per 100,000 births: fraction 0.0005 births"],
    );
    assert_figures(
        "The path is half a mile long.",
        &["half a mile: quantity 0.5 mile"],
    );
}

#[test]
fn ages_are_not_durations() {
    assert_figures(
        "A 19-year-old student won.",
        &["19-year-old: age 19 year of age"],
    );
    assert_figures("Rosa Varga, 61, left.", &["61: age 61 year of age"]);
    assert_figures(
        "Pupils aged seven to 12 took part.",
        &["seven to 12: age 7..12 year of age"],
    );
    assert_figures(
        "He is in his late 40s.",
        &["late 40s: age 40..49 year of age"],
    );
    assert_figures(
        "The calf is three weeks old.",
        &["three weeks old: age 3 week of age"],
    );
}

#[test]
fn results_are_no_ranges() {
    assert_figures("Leeds beat Hull 3-0.", &["3-0: score 3..0"]);
    assert_figures(
        "The motion passed by 61 votes to 39.",
        &["61 votes to 39: score 61..39 votes"],
    );
    assert_figures(
        "Some 10-15 boats left.",
        &["10-15 boats: count 10..15 boats approx"],
    );
}

#[test]
fn bounds_stand_before_and_behind() {
    assert_figures(
        "No fewer than four mayors quit.",
        &["four mayors: count 4 mayors at_least"],
    );
    assert_figures(
        "Fines of up to $900 apply.",
        &["$900: money 900 USD at_most"],
    );
    assert_figures(
        "It took 20 or so tugs.",
        &["20 or so tugs: count 20 tugs approx"],
    );
    assert_figures(
        "More than a dozen shops shut.",
        &["a dozen shops: count 12 shops more_than"],
    );
}

#[test]
fn multiples_are_changes() {
    assert_figures("Its debt has tripled.", &["tripled: number 3 times up"]);
    assert_figures("Output fell fivefold.", &["fivefold: number 5 times down"]);
}

#[test]
fn ordinals_are_kept_apart() {
    assert_figures("It was her 31st win.", &["31st: ordinal 31"]);
    assert_figures("The second-biggest port shut.", &["second: ordinal 2"]);
    assert_no_figures("The Fifth Avenue shop cites the 4th Amendment.");
    assert_no_figures("The deal was first reported by a rival paper.");
}

#[test]
fn names_addresses_and_codes_are_silent() {
    assert_no_figures("Ring 0161 496 0000 for help.");
    assert_no_figures("An Airbus A380 left Gate 14.");
    assert_no_figures("He lives at 221 Baker Street, NW1 6XE.");
    assert_no_figures("Section 230 and Clause 9 stand.");
    assert_no_figures("Version 3.11.2 fixes bug KB77.");
    assert_no_figures("Covid-19 and Apollo 13 made news.");
}

#[test]
fn one_is_often_a_pronoun() {
    assert_no_figures("No one saw it, and the one who did is gone.");
    assert_no_figures("It is one of a kind, and so are they, one by one.");
    assert_figures("One sailor drowned.", &["One sailor: count 1 sailor"]);
}

#[test]
fn particles_are_no_bounds_and_no_changes() {
    assert_figures(
        "They want to sign up 300 nurses.",
        &["300 nurses: count 300 nurses"],
    );
    assert_figures(
        "He knows more about 90 cars than I.",
        &["90 cars: count 90 cars"],
    );
}

#[test]
fn too_large_numbers_are_left_alone() {
    assert_no_figures(&format!("It costs {} dollars.", "9".repeat(400)));
    assert_no_figures("It weighs 1e40 of something.");
}

#[test]
fn many_pounds_take_no_longer_a_word() {
    find_test_figures(&"5 pounds and ".repeat(10_000));
}

#[test]
fn many_groups_of_digits_take_no_longer_a_word() {
    find_test_figures(&"1\u{2009}234\u{2009}".repeat(10_000));
}

#[test]
fn many_shares_take_no_longer_a_word() {
    find_test_figures(&"one in two dozen-".repeat(10_000));
}

fn any_pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "1",
        "9,999",
        "12.5",
        "-",
        "–",
        " ",
        " ",
        " ",
        "$",
        "£",
        "%",
        "m",
        "bn",
        "km/h",
        "½",
        "/",
        ":",
        "(",
        ")",
        "to",
        "and",
        "between",
        "from",
        "million",
        "dozens",
        "of",
        "half",
        "a",
        "one",
        "in",
        "five",
        "two-thirds",
        "year-old",
        "th",
        "s",
        "'",
        "’",
        "years",
        "ago",
        "Monday",
        "March",
        "the",
        "past",
        "more than",
        "up",
        "fell",
        "by",
        "people",
        ".",
        ",",
        "\u{2009}",
        "é",
        "1990",
        "2023-24",
        "Q3",
        "999999999999999999999999",
        "aged",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

#[test]
fn peoples_whose_names_end_in_i_are_counted() {
    assert_figures(
        "The blast hurt four Pakistanis and 13 Israelis.",
        &[
            "four Pakistanis: count 4 Pakistanis",
            "13 Israelis: count 13 Israelis",
        ],
    );
    assert_no_figures("Her analysis of the crisis was read in Paris.");
}

#[test]
fn one_that_is_only_described_counts_nothing() {
    assert_figures(
        "She bought one painted box.",
        &["one painted box: count 1 box"],
    );
    assert_no_figures("The outlook is darker than one issued in May.");
    assert_no_figures("He took the model preferred by Ann over one offered by Tom.");
    assert_no_figures("The one-China policy holds, they said at ground zero.");
}

#[test]
fn the_year_of_something_is_no_count() {
    assert_no_figures("She led the 2008 presidential hopefuls by far.");
    assert_figures(
        "He met the 2000 young volunteers.",
        &["2000 young volunteers: count 2000 volunteers"],
    );
}

proptest! {
    #[test]
    fn any_text_gives_disjoint_ranges_inside_it(text in any_pieces()) {
        let found = find_test_figures(&text);
        let mut end = 0;
        for found in found {
            let range = found.range.indices();
            prop_assert!(range.start >= end && range.start < range.end);
            prop_assert!(text.get(range.clone()).is_some());
            end = range.end;
        }
    }

    #[test]
    fn any_characters_are_read(text in "\\PC{0,200}") {
        find_test_figures(&text);
    }
}
