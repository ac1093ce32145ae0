//! What a whole text tells about the money in it.

use crate::annotation::{Confidence, Currency, all_currencies, find_currency};
use crate::engine::Page;

/// Which countries a text names, found out when the first ambiguous amount is seen.
#[derive(Debug, Default)]
pub(super) struct Hints {
    counts: Option<Vec<(&'static str, u32)>>,
    is_british: Option<bool>,
}

impl Hints {
    /// Returns how often the text names where that currency is used.
    fn count(&mut self, page: &Page<'_>, code: &str) -> u32 {
        let counts = self.counts.get_or_insert_with(|| count(page));
        counts
            .iter()
            .find(|(known, _)| *known == code)
            .map_or(0, |(_, n)| *n)
    }

    /// Returns how sure it is that a currency that only its word or sign names is this one: less where the text is about a
    /// country whose money has the same name.
    pub(super) fn confidence(&mut self, page: &Page<'_>, currency: &Currency) -> Confidence {
        let rivals: &[&str] = match currency.code {
            "USD" => &[
                "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "JMD", "ZWL", "FJD",
            ],
            "GBP" => &["EGP", "IEP"],
            "INR" => &["PKR", "LKR", "NPR"],
            "MXN" => &["ARS", "CLP", "COP", "PHP", "CUP", "UYU"],
            "JPY" => &["CNY"],
            "SEK" => &["NOK", "DKK", "ISK"],
            _ => return Confidence::percent(95),
        };
        let own = self.count(page, currency.code);
        let rival = rivals.iter().map(|code| self.count(page, code)).max();
        match rival {
            Some(rival) if rival > own => Confidence::percent(55),
            Some(rival) if rival > 0 => Confidence::percent(80),
            _ => Confidence::percent(95),
        }
    }

    /// Returns the shilling of the country that the text names most; old British ones are no money of today.
    pub(super) fn shilling(&mut self, page: &Page<'_>) -> Option<&'static Currency> {
        let codes = ["KES", "UGX", "TZS"];
        let counts = codes.map(|code| (self.count(page, code), code));
        let (n, code) = counts.into_iter().max_by_key(|(n, _)| *n)?;
        find_currency(code).filter(|_| n > 0)
    }

    /// Returns whether the text is about where pounds are money.
    pub(super) fn is_british(&mut self, page: &Page<'_>) -> bool {
        if let Some(is_british) = self.is_british {
            return is_british;
        }
        let is_british =
            self.count(page, "GBP") > self.count(page, "USD") || page.text().as_str().contains('£');
        self.is_british = Some(is_british);
        is_british
    }
}

fn count(page: &Page<'_>) -> Vec<(&'static str, u32)> {
    let hints: Vec<(&str, &'static str)> = all_currencies()
        .iter()
        .flat_map(|currency| {
            let words = currency.hints.split(',').filter(|word| !word.is_empty());
            words.map(|word| (word, currency.code))
        })
        .collect();
    let mut counts: Vec<(&'static str, u32)> = Vec::new();
    for (index, token) in page.tokens().iter().enumerate() {
        if !matches!(
            token.case,
            crate::engine::Case::Title | crate::engine::Case::Upper | crate::engine::Case::Mixed
        ) {
            continue;
        }
        let lower = page.lower(index);
        for (_, code) in hints.iter().filter(|(word, _)| *word == lower) {
            match counts.iter_mut().find(|(known, _)| known == code) {
                Some((_, n)) => *n += 1,
                None => counts.push((code, 1)),
            }
        }
    }
    counts
}
