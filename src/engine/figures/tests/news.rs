//! Cases of how news writes amounts: what is counted, where the noun stands, and numbers that are none.

use super::{assert_figures, assert_no_figures};

#[test]
fn the_subject_of_a_verb_is_counted() {
    assert_figures(
        "Deaths in the district rose to 48.",
        &["48: count 48 Deaths to up"],
    );
    assert_figures(
        "The number of cases climbed from 300 to 450.",
        &["300: count 300 cases from up", "450: count 450 cases to up"],
    );
    assert_figures("The club's fans total 900.", &["900: count 900 fans"]);
    assert_figures("Permits for boats stood at 70.", &["70: count 70 Permits"]);
}

#[test]
fn what_has_a_value_is_not_counted() {
    assert_figures("Prices rose to 35.", &["35: number 35 to up"]);
    assert_figures("Shares closed at 212.", &["212: number 212"]);
    assert_figures("Membership fell to 8,500.", &["8,500: number 8500 to down"]);
}

#[test]
fn what_was_counted_is_understood() {
    assert_figures(
        "Police held 60 fans and freed 12.",
        &["60 fans: count 60 fans", "12: count 12 fans"],
    );
    assert_figures(
        "A port sent 30 tugs and Bilbao 9.",
        &["30 tugs: count 30 tugs", "9: count 9 tugs"],
    );
    assert_figures(
        "It has 40 jets, 12 of which are leased.",
        &["40 jets: count 40 jets", "12: count 12 jets"],
    );
    assert_figures(
        "They sell lots of 10, 20 and 35 bottles.",
        &[
            "10: count 10 bottles",
            "20: count 20 bottles",
            "35 bottles: count 35 bottles",
        ],
    );
}

#[test]
fn a_degree_or_a_name_inherits_nothing() {
    assert_figures(
        "There were 120 aftershocks, some above magnitude 5.",
        &["120 aftershocks: count 120 aftershocks", "5: number 5"],
    );
    assert_figures(
        "Six shells hit posts 542 in the north.",
        &["Six shells: count 6 shells", "542: number 542"],
    );
}

#[test]
fn both_ends_of_a_change_have_its_unit() {
    assert_figures(
        "The rate rose to 31 per cent from 27.",
        &[
            "31 per cent: percent 31 percent to up",
            "27: percent 27 percent from up",
        ],
    );
    assert_figures(
        "The fare goes from £9 to £12.",
        &["£9: money 9 GBP", "£12: money 12 GBP"],
    );
}

#[test]
fn continental_money_is_read() {
    assert_figures("It costs 63,45 €.", &["63,45 €: money 63.45 EUR"]);
    assert_figures("It cost €12 500.", &["€12 500: money 12500 EUR"]);
    assert_figures(
        "A villa for 1.250.000 €.",
        &["1.250.000 €: money 1250000 EUR"],
    );
    assert_figures("A fine of CHF 1'200.", &["CHF 1'200: money 1200 CHF"]);
    assert_figures(
        "It paid $US113 million ($A161 million).",
        &[
            "$US113 million: money 113000000 USD",
            "$A161 million: money 161000000 AUD",
        ],
    );
    assert_figures(
        "It lost 75 USD million.",
        &["75 USD million: money 75000000 USD"],
    );
    assert_figures(
        "He won hundred dollars.",
        &["hundred dollars: money 100 USD"],
    );
}

#[test]
fn spaces_join_groups_only_before_what_they_count() {
    assert_figures(
        "The town has 14 200 homes.",
        &["14 200 homes: count 14200 homes"],
    );
    assert_no_figures("Callers should ring 13 009 221 now.");
}

#[test]
fn points_may_lead_and_minus_may_be_a_word() {
    assert_figures(
        "It was .14 per cent.",
        &[".14 per cent: percent 0.14 percent"],
    );
    assert_figures(
        "Kept at minus-80 degrees.",
        &["minus-80 degrees: quantity -80 degree"],
    );
    assert_figures(
        "The report, minus 12 pages, is out.",
        &["12 pages: count 12 pages"],
    );
    assert_no_figures("Read section B.14 of the file.");
}

#[test]
fn units_of_engineers_are_known() {
    assert_figures(
        "It makes 332 lb-ft.",
        &["332 lb-ft: quantity 332 pound foot"],
    );
    assert_figures(
        "It holds 4500 mAh.",
        &["4500 mAh: quantity 4500 milliampere-hour"],
    );
    assert_figures("Gusts of 65 kt.", &["65 kt: quantity 65 knot"]);
    assert_figures(
        "They shipped 30 kt of ore.",
        &["30 kt: quantity 30 kilotonne"],
    );
    assert_figures("A flat of 57 sq m.", &["57 sq m: quantity 57 square metre"]);
    assert_figures("At 80 m.p.h.", &["80 m.p.h.: quantity 80 mile per hour"]);
}

#[test]
fn a_letter_is_a_scale_before_many_things() {
    assert_figures(
        "Output was 1.2m b/d.",
        &["1.2m b/d: quantity 1200000 barrel per day"],
    );
    assert_figures(
        "It sold 35m of its phones.",
        &["35m: count 35000000 phones"],
    );
    assert_figures("A pool 25m long.", &["25m: quantity 25 metre"]);
}

#[test]
fn numbers_inside_names_count_nothing() {
    assert_figures(
        "Two 737 Max jets flew.",
        &["Two 737 Max jets: count 2 jets"],
    );
    assert_figures(
        "It has 61 Covid-19 wards.",
        &["61 Covid-19 wards: count 61 wards"],
    );
    assert_no_figures("The Under-21 side met.");
    assert_no_figures("Radio 4 will drop the play.");
    assert_no_figures("They shut Exit 5-2 and the US 113 highway.");
    assert_no_figures("The 100 Miles Club meets here.");
    assert_no_figures("The band sang \"99 Lanterns\" and left.");
    assert_no_figures("It is listed as CVE-2021-44228 there.");
    assert_no_figures("The 2019 floods hit the town.");
}

#[test]
fn over_and_under_may_be_places() {
    assert_figures(
        "The balloon drifted over 3 villages.",
        &["3 villages: count 3 villages"],
    );
    assert_figures(
        "It won over 3 villages.",
        &["3 villages: count 3 villages more_than"],
    );
}

#[test]
fn ages_need_no_word_of_age() {
    assert_figures("She was 102 when she died.", &["102: age 102 year of age"]);
    assert_figures("He was 45 and left.", &["45: age 45 year of age"]);
    assert_figures(
        "Voters over 65 left.",
        &["65: age 65 year of age more_than"],
    );
    assert_figures(
        "He was 12 points behind.",
        &["12 points: quantity 12 point"],
    );
}
