//! Canonical unit names, so that corpora with different vocabularies can be compared.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::invariant::ExpectOr;

/// Canonical unit names, each with the other names used in corpora, separated by spaces. Words of a name are joined by
/// `_`.
const UNIT_ALIASES: &[(&str, &str)] = &[
    (
        "USD",
        "usd dollar us_dollar united_states_dollar u.s._dollar us$ $ american_dollar buck",
    ),
    ("AUD", "australian_dollar a$"),
    ("CAD", "canadian_dollar c$"),
    ("NZD", "new_zealand_dollar nz$"),
    ("HKD", "hong_kong_dollar hk$"),
    ("SGD", "singapore_dollar s$"),
    ("TWD", "new_taiwan_dollar taiwan_dollar nt$"),
    ("EUR", "euro € eur"),
    (
        "GBP",
        "pound_sterling british_pound £ gbp sterling pound_(currency)",
    ),
    ("JPY", "japanese_yen yen ¥"),
    (
        "CNY",
        "chinese_yuan yuan renminbi rmb chinese_yuan_renminbi cn¥",
    ),
    ("INR", "indian_rupee rupee rs. ₹"),
    (
        "ILS",
        "shekel israeli_new_shekel israeli_shekel new_israeli_shekel ₪",
    ),
    ("CHF", "swiss_franc"),
    ("RUB", "russian_ruble ruble russian_rouble rouble"),
    ("BRL", "brazilian_real r$"),
    ("MYR", "malaysian_ringgit ringgit"),
    ("KRW", "south_korean_won won ₩"),
    ("PHP", "philippine_peso"),
    ("MXN", "mexican_peso"),
    ("TRY", "turkish_lira"),
    ("SEK", "swedish_krona"),
    ("NOK", "norwegian_krone"),
    ("DKK", "danish_krone"),
    ("ZAR", "south_african_rand rand"),
    ("THB", "thai_baht baht"),
    ("FIM", "finnish_markka"),
    ("DEM", "german_mark deutsche_mark mark"),
    ("FRF", "french_franc"),
    ("ITL", "italian_lira lira"),
    ("NLG", "dutch_guilder guilder"),
    ("PLN", "polish_zloty zloty"),
    ("VND", "vietnamese_dong dong"),
    ("IDR", "indonesian_rupiah rupiah"),
    ("SAR", "saudi_riyal saudi_arabian_riyal"),
    ("AED", "uae_dirham united_arab_emirates_dirham"),
    ("KWD", "kuwaiti_dinar"),
    ("NGN", "nigerian_naira naira ₦"),
    ("PKR", "pakistani_rupee"),
    ("LKR", "sri_lankan_rupee"),
    ("ARS", "argentine_peso"),
    ("COP", "colombian_peso"),
    ("CLP", "chilean_peso"),
    ("EGP", "egyptian_pound"),
    ("IEP", "irish_pound"),
    ("BTC", "bitcoin"),
    ("CENT", "us_cent cent penny ¢ pence british_penny"),
    ("percent", "percentage % per_cent percent pct"),
    ("pp", "percentage_point percent_point pct_point"),
    ("bp", "basis_point bps"),
    ("year of age", "year_old year-old year_of_age yr_old"),
    ("metre", "meter m"),
    ("kilometre", "kilometer km"),
    ("centimetre", "centimeter cm"),
    ("millimetre", "millimeter mm"),
    ("mile", "mi"),
    ("foot", "feet ft"),
    ("inch", "in inche ″"),
    ("yard", "yd"),
    ("nautical mile", "nautical_mile"),
    ("litre", "liter l"),
    ("millilitre", "milliliter ml"),
    ("gallon", "gal"),
    ("kilogram", "kg kilogramme kilo"),
    ("gram", "g gramme"),
    ("milligram", "mg"),
    ("tonne", "metric_ton ton_(metric) t"),
    ("ton", "short_ton"),
    ("pound", "pound-mass lb pound_(mass) pound_mass"),
    ("ounce", "oz"),
    ("celsius", "c degree_celsius degrees_celsius °c centigrade"),
    ("fahrenheit", "f degree_fahrenheit °f"),
    ("degree", "degree_angle ° degrees"),
    ("kelvin", "k"),
    ("mile per hour", "mph mile_per_hour miles_per_hour"),
    ("kilometre per hour", "km/h kph kilometer_per_hour kmh kmph"),
    ("metre per second", "m/s meter_per_second"),
    ("square metre", "square_meter m2 m^2 sq_m metre^2"),
    ("square foot", "square_feet sq_ft foot^2 ft^2"),
    ("square kilometre", "square_kilometer km2 kilometre^2"),
    ("square mile", "mile^2 sq_mi"),
    ("hectare", "ha"),
    ("acre", "acres"),
    ("cubic metre", "cubic_meter m3 metre^3"),
    ("kilowatt", "kw"),
    ("megawatt", "mw"),
    ("gigawatt", "gw"),
    ("terawatt hour", "twh"),
    ("kilowatt hour", "kwh kilowatt-hour"),
    ("megawatt hour", "mwh"),
    ("horsepower", "hp"),
    ("gigabyte", "gb"),
    ("megabyte", "mb"),
    ("terabyte", "tb"),
    ("kilobyte", "kb"),
    ("hertz", "hz"),
    ("megahertz", "mhz"),
    ("gigahertz", "ghz"),
    ("volt", "v"),
    ("ampere", "amp"),
    ("mile per gallon", "mpg mile_per_us_gallon"),
    ("revolutions per minute", "rpm revolution_per_minute"),
    ("barrel", "bbl oil_barrel"),
    ("hour", "hr h"),
    ("minute", "min"),
    ("second", "sec s"),
    ("year", "yr"),
    ("month", "mo"),
    ("day", "d"),
    ("week", "wk"),
    ("newton metre", "nm newton_meter"),
    (
        "pound foot",
        "pound-foot lb-ft pound_feet foot-pound pound_force_foot",
    ),
];

/// Returns the canonical name of every name in [`UNIT_ALIASES`].
fn alias_table() -> &'static HashMap<String, &'static str> {
    static TABLE: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = HashMap::new();
        for &(name, others) in UNIT_ALIASES {
            table.insert(name.to_lowercase().replace(' ', "_"), name);
            table.extend(others.split(' ').map(|other| (other.to_owned(), name)));
        }
        table
    })
}

/// Returns the canonical name of a unit; empty if there is no unit. Unknown names are returned in the singular.
pub(super) fn canonical_unit(unit: &str) -> String {
    let lower = unit.trim().to_lowercase();
    let key = lower.split_whitespace().collect::<Vec<_>>().join("_");
    if matches!(key.as_str(), "" | "-" | "dimensionless" | "number") {
        return String::new();
    }
    if let Some(name) = alias_table().get(&key) {
        return (*name).to_owned();
    }
    // Units such as "%_of_voters" are percentages too.
    if key.starts_with('%') {
        return "percent".to_owned();
    }
    let words: Vec<_> = key.split('_').map(singular_form).collect();
    let single = words.join("_");
    alias_table()
        .get(&single)
        .map_or_else(|| single.replace('_', " "), |name| (*name).to_owned())
}

/// Returns the word without a plural "s". Short words are kept: their final "s" is usually part of a symbol.
fn singular_form(word: &str) -> &str {
    let stem = word.strip_suffix('s').unwrap_or(word);
    let mut last = stem.chars().rev();
    let is_long = last.next().is_some_and(|c| c.is_ascii_lowercase())
        && last.next().is_some_and(|c| c.is_ascii_lowercase());
    if word.ends_with("ss") || !is_long {
        word
    } else {
        stem
    }
}

/// Returns whether the unit is a known measure or currency rather than a counted noun.
pub(super) fn is_measured(unit: &str) -> bool {
    let name = canonical_unit(unit);
    UNIT_ALIASES.iter().any(|(known, _)| *known == name)
}

/// Returns whether both units have the same canonical name or, for nouns, whether one contains the head of the other.
pub(super) fn is_same_name(gold: &str, made: &str) -> bool {
    let (gold, made) = (canonical_unit(gold), canonical_unit(made));
    if gold == made {
        return true;
    }
    let is_known = |name: &str| UNIT_ALIASES.iter().any(|(known, _)| *known == name);
    if gold.is_empty() || made.is_empty() || is_known(&gold) || is_known(&made) {
        return false;
    }
    let head = |phrase: &str| {
        phrase
            .rsplit(' ')
            .next()
            .expect_or_default("a split has a first part")
            .to_owned()
    };
    let has = |phrase: &str, word: &str| phrase.split(' ').any(|other| other == word);
    has(&made, &head(&gold)) || has(&gold, &head(&made))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_unit_are_the_same() {
        for (a, b) in [
            ("US dollars", "USD"),
            ("kilometers", "km"),
            ("%", "per cent"),
            ("troops", "North Korean troops"),
            ("", "-"),
        ] {
            assert!(is_same_name(a, b), "{a} {b}");
        }
    }

    #[test]
    fn other_units_differ() {
        for (a, b) in [
            ("percent", "percentage point"),
            ("USD", "CAD"),
            ("people", ""),
            ("mile", "nautical mile"),
            ("glass", "glas"),
        ] {
            assert!(!is_same_name(a, b), "{a} {b}");
        }
    }
}
