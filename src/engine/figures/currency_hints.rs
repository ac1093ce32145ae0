//! Finds hints in the whole text about the currencies that it uses.

use std::cell::OnceCell;

use crate::annotation::{Confidence, Currency, all_currencies, find_currency};
use crate::engine::page::Page;
use crate::engine::token::Case;

/// Each line names a currency and the currencies that share its word or sign.
const RIVALS: &str = include_str!("../../../assets/lang/en/currency-rivals.txt");

/// Returns the codes of the currencies that share the word or sign of this one; `None` if there are none.
fn rivals_of(code: &str) -> Option<impl Iterator<Item = &'static str>> {
    let mut lines = RIVALS.lines().filter(|line| !line.starts_with('#'));
    let (_, rivals) =
        lines.find_map(|line| line.split_once(' ').filter(|(own, _)| *own == code))?;
    Some(rivals.split(' '))
}

/// The number of times that a text names each country, counted when the first ambiguous amount is read.
pub(super) struct CurrencyHints<'a> {
    page: &'a Page<'a>,
    counts: OnceCell<Vec<(&'static str, u32)>>,
    is_british: OnceCell<bool>,
}

impl<'a> CurrencyHints<'a> {
    pub(super) const fn new(page: &'a Page<'a>) -> Self {
        Self {
            page,
            counts: OnceCell::new(),
            is_british: OnceCell::new(),
        }
    }

    /// Returns how often the text names the countries that use a currency.
    fn count(&self, code: &str) -> u32 {
        let counts = self.counts.get_or_init(|| count_hints(self.page));
        counts
            .iter()
            .find(|(known, _)| *known == code)
            .map_or(0, |(_, n)| *n)
    }

    /// Returns the confidence in a currency that is given only by a shared word or sign. It is lower if the text is
    /// about a country with another currency of that name, and slightly lower if the text names no country.
    pub(super) fn confidence(&self, currency: &Currency) -> Confidence {
        let Some(rivals) = rivals_of(currency.code) else {
            return Confidence::percent(95);
        };
        let own = self.count(currency.code);
        let rival = rivals.map(|code| self.count(code)).max();
        let percent = match (own, rival) {
            (own, Some(rival)) if rival > own => 55,
            (_, Some(rival)) if rival > 0 => 80,
            (0, _) => 88,
            _ => 95,
        };
        Confidence::percent(percent)
    }

    /// Returns the shilling of the country that the text names most often. Old British shillings are not a current
    /// currency.
    pub(super) fn shilling(&self) -> Option<&'static Currency> {
        let codes = ["KES", "UGX", "TZS"];
        let counts = codes.map(|code| (self.count(code), code));
        let (n, code) = counts.into_iter().max_by_key(|(n, _)| *n)?;
        find_currency(code).filter(|_| n > 0)
    }

    /// Returns whether the text is about a country whose currency is the pound.
    pub(super) fn is_british(&self) -> bool {
        *self.is_british.get_or_init(|| {
            self.count("GBP") > self.count("USD") || self.page.text().as_str().contains('£')
        })
    }
}

fn count_hints(page: &Page<'_>) -> Vec<(&'static str, u32)> {
    let hints: Vec<(&str, &'static str)> = all_currencies()
        .iter()
        .flat_map(|currency| {
            let words = currency.hints.split(',').filter(|word| !word.is_empty());
            words.map(|word| (word, currency.code))
        })
        .collect();
    let mut counts: Vec<(&'static str, u32)> = Vec::new();
    for (index, token) in page.tokens().iter().enumerate() {
        if !matches!(token.case, Case::Title | Case::Upper | Case::Mixed) {
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
