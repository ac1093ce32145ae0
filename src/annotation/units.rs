//! The known units of measure and currencies, from `assets/lang/en/units.tsv` and `assets/lang/en/currencies.tsv`.

use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::Unit;

/// A unit of measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The canonical name: "kilometre".
    pub name: &'static str,
    /// The plural of the name.
    pub plural: &'static str,
    /// The physical quantity that the unit measures: "length".
    pub dimension: &'static str,
    /// The size of the unit in the base unit of its dimension. `None` if the conversion is not by a factor
    /// (temperatures).
    pub factor: Option<Decimal>,
    /// The name of the corresponding unit in the other system (metric or imperial); empty if there is none.
    counterpart: &'static str,
    /// The words for the unit, separated by commas. Matched case-insensitively.
    pub words: &'static str,
    /// The abbreviations that follow a number, such as "km", separated by commas. Case-sensitive.
    pub symbols: &'static str,
}

/// A currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency {
    /// The ISO 4217 code.
    pub code: &'static str,
    /// The singular name: "US dollar".
    pub name: &'static str,
    /// The plural of the name.
    pub plural: &'static str,
    /// The words for the currency, separated by commas. Matched case-insensitively.
    pub words: &'static str,
    /// The symbols that precede a number, separated by commas. Case-sensitive.
    pub symbols: &'static str,
    /// Words in the article that decide for this currency where a symbol is ambiguous ("$"), separated by commas.
    pub hints: &'static str,
}

/// Returns the fields of each line of a table, skipping comments. `-` stands for an empty field.
fn table_rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
        .map(|line| {
            let fields = line.split('\t');
            fields
                .map(|field| if field == "-" { "" } else { field })
                .collect()
        })
}

/// Returns all units of measure, in table order.
pub fn all_measures() -> &'static [Measure] {
    static MEASURES: OnceLock<Vec<Measure>> = OnceLock::new();
    MEASURES.get_or_init(|| {
        let read = |row: Vec<&'static str>| {
            let &[name, plural, dimension, factor, counterpart, words, symbols] = row.as_slice()
            else {
                return None;
            };
            Some(Measure {
                name,
                plural,
                dimension,
                factor: Decimal::from_str_exact(factor).ok(),
                counterpart,
                words,
                symbols,
            })
        };
        table_rows(include_str!("../../assets/lang/en/units.tsv"))
            .filter_map(read)
            .collect()
    })
}

/// Returns all currencies, in table order.
pub fn all_currencies() -> &'static [Currency] {
    static CURRENCIES: OnceLock<Vec<Currency>> = OnceLock::new();
    CURRENCIES.get_or_init(|| {
        let read = |row: Vec<&'static str>| {
            let &[code, name, plural, words, symbols, hints] = row.as_slice() else {
                return None;
            };
            Some(Currency {
                code,
                name,
                plural,
                words,
                symbols,
                hints,
            })
        };
        table_rows(include_str!("../../assets/lang/en/currencies.tsv"))
            .filter_map(read)
            .collect()
    })
}

/// Returns the unit with this canonical name.
pub fn find_measure(name: &str) -> Option<&'static Measure> {
    all_measures().iter().find(|measure| measure.name == name)
}

/// Returns the currency with this ISO 4217 code.
pub fn find_currency(code: &str) -> Option<&'static Currency> {
    all_currencies()
        .iter()
        .find(|currency| currency.code == code)
}

/// Returns the units that a name given by the user can mean: a code, a symbol, or a word in the singular or plural.
/// Several if the name is ambiguous, as "pounds" is; empty if it names no unit.
///
/// ```
/// use pullquote::annotation::{Unit, units_named};
/// assert_eq!(units_named("£"), [Unit::Currency("GBP".to_owned())]);
/// assert_eq!(units_named("km"), [Unit::Measure("kilometre".to_owned())]);
/// ```
pub fn units_named(name: &str) -> Vec<Unit> {
    let folded = name.trim().to_lowercase();
    let name = name.trim();
    let is_in = |list: &str, wanted: &str| list.split(',').any(|word| word == wanted);
    let measure = all_measures().iter().find(|measure| {
        measure.name == folded || measure.plural == folded || is_in(measure.words, &folded)
    });
    let symbol = all_measures()
        .iter()
        .find(|measure| is_in(measure.symbols, name));
    let mut units: Vec<_> = measure
        .or(symbol)
        .map(|measure| Unit::Measure(measure.name.to_owned()))
        .into_iter()
        .collect();
    let is_meant = |currency: &&Currency| {
        currency.code.eq_ignore_ascii_case(name)
            || is_in(currency.symbols, name)
            || is_in(currency.words, &folded)
            || currency.name.to_lowercase() == folded
            || currency.plural.to_lowercase() == folded
    };
    if let Some(currency) = all_currencies().iter().find(is_meant) {
        units.push(Unit::Currency(currency.code.to_owned()));
    } else if !folded.is_empty() {
        // "pounds" is the last word of several currencies, and of none alone.
        let ends = |currency: &&Currency| {
            let mut words = currency.words.split(',');
            words.any(|word| word.split(' ').any(|word| word == folded) && word.contains(' '))
        };
        let currencies = all_currencies().iter().filter(ends);
        units.extend(currencies.map(|currency| Unit::Currency(currency.code.to_owned())));
    }
    units
}

impl Measure {
    /// Converts `value` to the corresponding unit of the other system (miles for kilometres and vice versa), and
    /// returns it with that unit. `None` if there is no such unit or the result overflows.
    pub fn convert(&self, value: Decimal) -> Option<(Decimal, &'static Self)> {
        let other = find_measure(self.counterpart)?;
        let converted = match self.name {
            // Temperature scales have different zero points, so one factor is not enough.
            "celsius" => value
                .checked_mul(Decimal::new(18, 1))?
                .checked_add(Decimal::from(32))?,
            "fahrenheit" => value
                .checked_sub(Decimal::from(32))?
                .checked_div(Decimal::new(18, 1))?,
            _ => value
                .checked_mul(self.factor?)?
                .checked_div(other.factor?)?,
        };
        Some((converted, other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let n_rows = |table: &str| table.lines().filter(|line| !line.starts_with("# ")).count();
        assert_eq!(
            all_measures().len(),
            n_rows(include_str!("../../assets/lang/en/units.tsv"))
        );
        assert_eq!(
            all_currencies().len(),
            n_rows(include_str!("../../assets/lang/en/currencies.tsv"))
        );
    }

    #[test]
    fn every_counterpart_is_a_unit_of_the_same_dimension() {
        for unit in all_measures()
            .iter()
            .filter(|unit| !unit.counterpart.is_empty())
        {
            let other = find_measure(unit.counterpart).expect("a unit");
            assert_eq!(unit.dimension, other.dimension, "{}", unit.name);
            assert!(unit.convert(Decimal::ONE).is_some(), "{}", unit.name);
        }
    }

    #[test]
    fn codes_have_three_capitals() {
        for currency in all_currencies() {
            assert_eq!(currency.code.len(), 3);
            assert!(currency.code.bytes().all(|b| b.is_ascii_uppercase()));
        }
    }
}
