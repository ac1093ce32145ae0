//! Cases of phrases around a number: ages in apposition, shared changes, models, comparisons with the past.

use super::{amount_value, assert_figures, assert_no_figures, find_test_figures};

#[test]
fn ages_of_people_without_a_name_stand_between_commas() {
    assert_figures(
        "A man and a woman, 29, were held.",
        &["29: age 29 year of age"],
    );
    assert_figures(
        "Police named a cyclist, 62, from Hull.",
        &["62: age 62 year of age"],
    );
    assert_figures(
        "Idleness among 16- to 24-year-olds jumped.",
        &["16- to 24-year-olds: age 16..24 year of age"],
    );
    assert_figures("The index, 29, fell.", &["29: number 29"]);
}

#[test]
fn a_change_is_shared_by_the_amounts_after_one_verb() {
    assert_figures(
        "Output fell 0.3% in May and 2.1% in June.",
        &[
            "0.3%: percent 0.3 percent down",
            "2.1%: percent 2.1 percent down",
        ],
    );
    assert_figures(
        "Wheat rose 12% and corn is 2.1% of feed.",
        &["12%: percent 12 percent up", "2.1%: percent 2.1 percent"],
    );
    assert_figures(
        "Deaths fell by a third, and by half in the north.",
        &["a third: fraction 0.3333 down", "half: fraction 0.5 down"],
    );
}

#[test]
fn a_time_ago_is_no_rate() {
    assert_figures(
        "Imports rose from 800,000 tonnes a year ago.",
        &["800,000 tonnes: quantity 800000 tonne from up"],
    );
    assert_figures(
        "Imports are 800,000 tonnes a year.",
        &["800,000 tonnes: quantity 800000 tonne /year"],
    );
}

#[test]
fn names_of_models_and_teams_hold_no_figure() {
    assert_figures("It ordered more 787-9s.", &[]);
    assert_figures("It takes 10-12s.", &["10-12: number 10..12"]);
    assert_no_figures("She plays for the Under-21s in Riga.");
}

#[test]
fn odd_after_a_number_is_an_estimate() {
    assert_figures(
        "Some 60-odd goats and an odd 61st fled.",
        &["60-odd goats: count 60 goats approx", "61st: ordinal 61"],
    );
}

#[test]
fn inches_are_glued_to_their_number() {
    assert_figures("The town had 18in of snow.", &["18in: quantity 18 inch"]);
    assert_figures("A 40in screen fell.", &["40in: quantity 40 inch"]);
    assert_figures("The pier had 18 in May.", &["18: number 18"]);
}

#[test]
fn models_in_the_plural_are_no_thousands() {
    assert_figures(
        "They sold 12 500 bottles.",
        &["12 500 bottles: count 12500 bottles"],
    );
    let found = find_test_figures("The airline flies 12 737s.");
    assert!(
        found
            .iter()
            .all(|figure| amount_value(figure.what.amount) != "12737")
    );
}
