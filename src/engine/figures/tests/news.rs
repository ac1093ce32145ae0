//! Cases of how news writes amounts: what is counted, where the noun stands, and numbers that are none.

use super::{check, silent};

#[test]
fn the_subject_of_a_verb_is_counted() {
    check(
        "Deaths in the district rose to 48.",
        &["48: count 48 Deaths to up"],
    );
    check(
        "The number of cases climbed from 300 to 450.",
        &["300: count 300 cases from up", "450: count 450 cases to up"],
    );
    check("The club's fans total 900.", &["900: count 900 fans"]);
    check("Permits for boats stood at 70.", &["70: count 70 Permits"]);
}

#[test]
fn what_has_a_value_is_not_counted() {
    check("Prices rose to 35.", &["35: number 35 to up"]);
    check("Shares closed at 212.", &["212: number 212"]);
    check("Membership fell to 8,500.", &["8,500: number 8500 to down"]);
}

#[test]
fn what_was_counted_is_understood() {
    check(
        "Police held 60 fans and freed 12.",
        &["60 fans: count 60 fans", "12: count 12 fans"],
    );
    check(
        "A port sent 30 tugs and Bilbao 9.",
        &["30 tugs: count 30 tugs", "9: count 9 tugs"],
    );
    check(
        "It has 40 jets, 12 of which are leased.",
        &["40 jets: count 40 jets", "12: count 12 jets"],
    );
    check(
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
    check(
        "There were 120 aftershocks, some above magnitude 5.",
        &["120 aftershocks: count 120 aftershocks", "5: number 5"],
    );
    check(
        "Six shells hit posts 542 in the north.",
        &["Six shells: count 6 shells", "542: number 542"],
    );
}

#[test]
fn both_ends_of_a_change_have_its_unit() {
    check(
        "The rate rose to 31 per cent from 27.",
        &[
            "31 per cent: percent 31 percent to up",
            "27: percent 27 percent from up",
        ],
    );
    check(
        "The fare goes from £9 to £12.",
        &["£9: money 9 GBP", "£12: money 12 GBP"],
    );
}

#[test]
fn continental_money_is_read() {
    check("It costs 63,45 €.", &["63,45 €: money 63.45 EUR"]);
    check("It cost €12 500.", &["€12 500: money 12500 EUR"]);
    check(
        "A villa for 1.250.000 €.",
        &["1.250.000 €: money 1250000 EUR"],
    );
    check("A fine of CHF 1'200.", &["CHF 1'200: money 1200 CHF"]);
    check(
        "It paid $US113 million ($A161 million).",
        &[
            "$US113 million: money 113000000 USD",
            "$A161 million: money 161000000 AUD",
        ],
    );
    check(
        "It lost 75 USD million.",
        &["75 USD million: money 75000000 USD"],
    );
    check(
        "He won hundred dollars.",
        &["hundred dollars: money 100 USD"],
    );
}

#[test]
fn spaces_join_groups_only_before_what_they_count() {
    check(
        "The town has 14 200 homes.",
        &["14 200 homes: count 14200 homes"],
    );
    silent("Callers should ring 13 009 221 now.");
}

#[test]
fn points_may_lead_and_minus_may_be_a_word() {
    check(
        "It was .14 per cent.",
        &[".14 per cent: percent 0.14 percent"],
    );
    check(
        "Kept at minus-80 degrees.",
        &["minus-80 degrees: quantity -80 degree"],
    );
    check(
        "The report, minus 12 pages, is out.",
        &["12 pages: count 12 pages"],
    );
    silent("Read section B.14 of the file.");
}

#[test]
fn units_of_engineers_are_known() {
    check(
        "It makes 332 lb-ft.",
        &["332 lb-ft: quantity 332 pound foot"],
    );
    check(
        "It holds 4500 mAh.",
        &["4500 mAh: quantity 4500 milliampere-hour"],
    );
    check("Gusts of 65 kt.", &["65 kt: quantity 65 knot"]);
    check(
        "They shipped 30 kt of ore.",
        &["30 kt: quantity 30 kilotonne"],
    );
    check("A flat of 57 sq m.", &["57 sq m: quantity 57 square metre"]);
    check("At 80 m.p.h.", &["80 m.p.h.: quantity 80 mile per hour"]);
}

#[test]
fn a_letter_is_a_scale_before_many_things() {
    check(
        "Output was 1.2m b/d.",
        &["1.2m b/d: quantity 1200000 barrel per day"],
    );
    check(
        "It sold 35m of its phones.",
        &["35m: count 35000000 phones"],
    );
    check("A pool 25m long.", &["25m: quantity 25 metre"]);
}

#[test]
fn numbers_inside_names_count_nothing() {
    check(
        "Two 737 Max jets flew.",
        &["Two 737 Max jets: count 2 jets"],
    );
    check(
        "It has 61 Covid-19 wards.",
        &["61 Covid-19 wards: count 61 wards"],
    );
    silent("The Under-21 side met.");
    silent("Radio 4 will drop the play.");
    silent("They shut Exit 5-2 and the US 113 highway.");
    silent("The 100 Miles Club meets here.");
    silent("The band sang \"99 Lanterns\" and left.");
    silent("It is listed as CVE-2021-44228 there.");
    silent("The 2019 floods hit the town.");
}

#[test]
fn over_and_under_may_be_places() {
    check(
        "The balloon drifted over 3 villages.",
        &["3 villages: count 3 villages"],
    );
    check(
        "It won over 3 villages.",
        &["3 villages: count 3 villages more_than"],
    );
}

#[test]
fn ages_need_no_word_of_age() {
    check("She was 102 when she died.", &["102: age 102 year of age"]);
    check("He was 45 and left.", &["45: age 45 year of age"]);
    check(
        "Voters over 65 left.",
        &["65: age 65 year of age more_than"],
    );
    check(
        "He was 12 points behind.",
        &["12 points: quantity 12 point"],
    );
}
