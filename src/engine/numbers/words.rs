//! The closed classes of words that the grammars of numbers, dates and figures are made of, in one table.

use std::sync::OnceLock;

use super::figure_classes::{FigureClass, FigureClasses};
use super::lists::{CARDINALS, DOWN, LISTS, MONTHS, ORDINALS, SCALES, TENS, TENTHS, UP, WEEKDAYS};
use super::period::{DayPart, Period};
use crate::annotation::{Change, Currency, Measure, all_currencies, all_measures};
use crate::engine::lexeme::hash::HashMap;
use crate::invariant::ExpectOr;

/// The names of holidays, of which the first words are wanted here.
const HOLIDAYS: &str = include_str!("../../../assets/lang/en/holidays.tsv");

/// What a word may be, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::engine) struct Flags(u32);

impl Flags {
    /// A preposition.
    pub(in crate::engine) const PREPOSITION: Self = Self(1);
    /// An article, possessive or demonstrative.
    pub(in crate::engine) const DETERMINER: Self = Self(1 << 1);
    /// A form of be, have, do or a modal verb.
    pub(in crate::engine) const AUXILIARY: Self = Self(1 << 2);
    /// A conjunction, pronoun, question word or adverb: ends a noun phrase.
    pub(in crate::engine) const FUNCTION: Self = Self(1 << 3);
    /// A verb that often follows its subject: ends a noun phrase.
    pub(in crate::engine) const VERB: Self = Self(1 << 4);
    /// Tells of what is to come: "will", "plans".
    pub(in crate::engine) const FUTURE: Self = Self(1 << 5);
    /// Tells of what is over: "was", "had".
    pub(in crate::engine) const PAST: Self = Self(1 << 6);
    /// A word before a number that is a name: "Channel", "Article".
    pub(in crate::engine) const DESIGNATOR: Self = Self(1 << 7);
    /// A plural without `s`, or a word that is counted like one: "people", "dead".
    pub(in crate::engine) const PLURAL: Self = Self(1 << 8);
    /// Ends in `s` and is no plural: "previous".
    pub(in crate::engine) const SINGULAR: Self = Self(1 << 9);
    /// Plural in form, but the first part of a compound: "arms dealers".
    pub(in crate::engine) const COMPOUND: Self = Self(1 << 10);
    /// A street or the like: "10 Downing Street".
    pub(in crate::engine) const STREET: Self = Self(1 << 11);
    /// A change as a noun: "rise", "drop".
    pub(in crate::engine) const CHANGE_NOUN: Self = Self(1 << 12);
    /// A word of contests: "won", "defeat".
    pub(in crate::engine) const CONTEST: Self = Self(1 << 13);
    /// The plural of a period or scale: "weeks", "thousands".
    pub(in crate::engine) const MANY: Self = Self(1 << 14);
    /// Begins a phrase of the tables of units.
    pub(in crate::engine) const PHRASE: Self = Self(1 << 15);
    /// Makes a sentence worth reading though it is no number: "now", "aged".
    pub(in crate::engine) const TRIGGER: Self = Self(1 << 17);
    /// A figure may begin with it or with the word before it.
    pub(in crate::engine) const AMOUNT: Self = Self(1 << 19);
    /// The simple present of a verb that tells of timetables: "resumes".
    pub(in crate::engine) const PRESENT: Self = Self(1 << 18);
    /// Begins the name of a holiday, or a name that holds a word of dates.
    pub(in crate::engine) const HOLIDAY: Self = Self(1 << 27);
    /// Shows that pounds are money: "fine", "cost".
    pub(in crate::engine) const PAYMENT: Self = Self(1 << 20);
    /// A verb of motion or place, after which "over", "under" and "around" name a place: "jumped".
    pub(in crate::engine) const MOTION: Self = Self(1 << 21);
    /// A work with a subject: "novel", after which "about" names it.
    pub(in crate::engine) const STORY: Self = Self(1 << 22);
    /// Shows that bare digits are a code: "dial", "postcode".
    pub(in crate::engine) const CODE: Self = Self(1 << 23);
    /// A plural with a value of its own, which is not counted: "shares", "prices".
    pub(in crate::engine) const VALUED: Self = Self(1 << 24);
    /// A verb between what is counted and how many it is: "totalled".
    pub(in crate::engine) const TALLY: Self = Self(1 << 25);
    /// An adjective that is a plural by itself: "elderly", "Chinese".
    pub(in crate::engine) const GROUP: Self = Self(1 << 26);
    /// A common adjective without the form of one.
    pub(in crate::engine) const ADJECTIVE: Self = Self(1 << 16);

    /// Returns whether any of `other` is in it.
    pub(in crate::engine) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns both together.
    pub(in crate::engine) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What an amount is of, as the tables have it.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) enum UnitRef {
    /// A measure.
    Measure(&'static Measure),
    /// A currency.
    Currency(&'static Currency),
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::engine) struct NumericWord {
    /// Its classes.
    pub(in crate::engine) flags: Flags,
    /// A number below one hundred.
    pub(in crate::engine) cardinal: Option<u8>,
    /// A power of ten: "thousand" is 3.
    pub(in crate::engine) scale: Option<u8>,
    /// A place in an order: "third" is 3.
    pub(in crate::engine) ordinal: Option<u8>,
    /// A part: "thirds" is 3.
    pub(in crate::engine) share: Option<u8>,
    /// A length of time.
    pub(in crate::engine) period: Option<Period>,
    /// A month, from 1.
    pub(in crate::engine) month: Option<u8>,
    /// A day of the week, from 1 for Monday.
    pub(in crate::engine) weekday: Option<u8>,
    /// A part of the day.
    pub(in crate::engine) part: Option<DayPart>,
    /// A rise or a fall.
    pub(in crate::engine) change: Option<Change>,
    /// A unit.
    pub(in crate::engine) unit: Option<UnitRef>,
    /// Its classes for the rules of figures.
    pub(in crate::engine) figure: FigureClasses,
    /// The number of a decade, multiple or fold.
    pub(in crate::engine) factor: Option<u8>,
}

impl NumericWord {
    /// A word of which nothing is known.
    pub(in crate::engine) const NONE: Self = Self {
        flags: Flags(0),
        cardinal: None,
        scale: None,
        ordinal: None,
        share: None,
        period: None,
        month: None,
        weekday: None,
        part: None,
        change: None,
        unit: None,
        figure: FigureClasses::NONE,
        factor: None,
    };

    /// Returns whether any of these flags is set.
    pub(in crate::engine) const fn has(&self, flags: Flags) -> bool {
        self.flags.has(flags)
    }
}

/// A phrase of the tables of units: its words behind the first, and what it names.
#[derive(Debug)]
pub(super) struct UnitPhrase {
    rest: Vec<&'static str>,
    unit: UnitRef,
}

impl UnitPhrase {
    pub(super) fn rest(&self) -> &[&'static str] {
        &self.rest
    }

    pub(super) const fn unit(&self) -> UnitRef {
        self.unit
    }
}

/// All words, phrases and symbols.
#[derive(Default)]
pub(super) struct NumericLexicon {
    known: HashMap<WordKey, NumericWord>,
    phrases: HashMap<&'static str, Vec<UnitPhrase>>,
    symbols: HashMap<&'static str, UnitRef>,
    prefixes: HashMap<&'static str, &'static Currency>,
}

/// The classes of words around figures.
const FIGURE_WORDS: &str = include_str!("../../../assets/lang/en/figure-words.txt");

/// The longest word of the table; a longer one is not looked for.
const LONGEST: usize = 16;

/// A word in lower case, filled up with zeros.
type WordKey = [u64; 2];

/// The key of words of the table that no key can be made of; it is no word's.
const UNREADABLE: WordKey = [u64::MAX; 2];

/// Returns the key of a word in any case; `None` where it is too long to be known.
fn key(raw: &str) -> Option<WordKey> {
    let mut lower = [0; LONGEST];
    if raw.is_ascii() {
        lower.get_mut(..raw.len())?.copy_from_slice(raw.as_bytes());
    } else {
        let mut slots = lower.iter_mut();
        for c in raw.chars() {
            let c = if c == '’' { '\'' } else { c };
            *slots.next()? = u8::try_from(c).ok().filter(u8::is_ascii)?;
        }
    }
    lower.make_ascii_lowercase();
    let (front, back) = lower.split_at(LONGEST / 2);
    Some([
        u64::from_le_bytes(front.try_into().ok()?),
        u64::from_le_bytes(back.try_into().ok()?),
    ])
}

impl NumericLexicon {
    /// Returns the table.
    pub(super) fn get() -> &'static Self {
        static WORDS: OnceLock<NumericLexicon> = OnceLock::new();
        WORDS.get_or_init(Self::build)
    }

    /// Returns what is known of a word in any case; nothing known is [`NumericWord::NONE`].
    pub(super) fn word(&'static self, raw: &str) -> &'static NumericWord {
        let known = |raw: &str| self.known.get(&key(raw)?);
        known(raw)
            .or_else(|| known(raw.strip_suffix('.')?))
            .unwrap_or(&NumericWord::NONE)
    }

    /// Returns the phrases that begin with a word in any case.
    pub(super) fn phrases(&self, raw: &str) -> &[UnitPhrase] {
        let lower = raw.to_ascii_lowercase();
        let bare = lower.strip_suffix('.').unwrap_or(&lower);
        let known = self.phrases.get(lower.as_str());
        known
            .or_else(|| self.phrases.get(bare))
            .map_or(&[], Vec::as_slice)
    }

    /// Returns the unit of an abbreviation behind a number.
    pub(super) fn symbol(&self, raw: &str) -> Option<UnitRef> {
        self.symbols.get(raw).copied()
    }

    /// Returns the currency of what stands before a number.
    pub(super) fn prefix(&self, raw: &str) -> Option<&'static Currency> {
        self.prefixes.get(raw).copied()
    }

    fn build() -> Self {
        let mut words = Self::default();
        words.add_lists();
        words.add_numbers();
        words.add_times();
        words.add_units();
        words
    }

    fn entry(&mut self, word: &'static str) -> &mut NumericWord {
        self.known
            .entry(key(word).unwrap_or(UNREADABLE))
            .or_default()
    }

    fn add_lists(&mut self) {
        for &(flags, list) in LISTS {
            for word in list.split_whitespace() {
                let entry = self.entry(word);
                entry.flags = entry.flags.or(flags);
            }
        }
        for line in FIGURE_WORDS.lines().filter(|line| !line.starts_with('#')) {
            let Some((class, list)) = line.split_once(':') else {
                continue;
            };
            let flags = match class {
                "payment" => Flags::PAYMENT,
                "motion" => Flags::MOTION,
                "story" => Flags::STORY,
                "code" => Flags::CODE,
                "valued" => Flags::VALUED,
                "tally" => Flags::TALLY,
                "group" => Flags::GROUP,
                "designator" => Flags::DESIGNATOR,
                "up" | "down" => {
                    let change = if class == "up" {
                        Change::Up
                    } else {
                        Change::Down
                    };
                    for word in list.split_whitespace() {
                        self.entry(word).change = Some(change);
                    }
                    continue;
                }
                _ => {
                    self.add_figure_class(class, list);
                    continue;
                }
            };
            for word in list.split_whitespace() {
                let entry = self.entry(word);
                entry.flags = entry.flags.or(flags);
            }
        }
        for (change, list) in [(Change::Up, UP), (Change::Down, DOWN)] {
            for word in list.split_whitespace() {
                self.entry(word).change = Some(change);
            }
        }
    }

    /// Adds the words of a class of figures; `word=number` gives a word its value.
    fn add_figure_class(&mut self, name: &str, list: &'static str) {
        let Some(class) = FigureClass::find(name) else {
            return;
        };
        for item in list.split_whitespace() {
            let (word, factor) = item.split_once('=').unwrap_or((item, ""));
            let entry = self.entry(word);
            entry.figure.insert(class);
            entry.factor = factor.parse().ok().or(entry.factor);
        }
    }

    fn add_numbers(&mut self) {
        for (n, word) in (0..).zip(CARDINALS) {
            self.entry(word).cardinal = Some(n);
        }
        for (n, word) in (2..).zip(TENS) {
            self.entry(word).cardinal = Some(10 * n);
        }
        for (n, word) in (0..).zip(ORDINALS) {
            self.entry(word).ordinal = Some(n);
        }
        for (n, word) in (2..).zip(TENTHS) {
            self.entry(word).ordinal = Some(10 * n);
        }
        for &(word, scale) in SCALES {
            self.entry(word).scale = Some(scale);
        }
        let plurals = "hundreds thousands millions billions trillions lakhs crores";
        for (word, scale) in plurals.split(' ').zip([2, 3, 6, 9, 12, 5, 7]) {
            let entry = self.entry(word);
            entry.scale = Some(scale);
            entry.flags = entry.flags.or(Flags::MANY);
        }
        let shares = "half halves third thirds quarter quarters fourth fourths fifth fifths sixth sixths seventh sevenths eighth \
                      eighths ninth ninths tenth tenths hundredth hundredths";
        for (n, word) in shares.split_whitespace().enumerate() {
            const PARTS: [u8; 11] = [2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 100];
            self.entry(word).share = Some(
                PARTS
                    .get(n / 2)
                    .copied()
                    .expect_or(100, "every two words have a part"),
            );
        }
    }

    fn add_times(&mut self) {
        for (n, list) in (1..).zip(MONTHS) {
            for word in list.split(' ') {
                self.entry(word).month = Some(n);
            }
        }
        for (n, list) in (1..).zip(WEEKDAYS) {
            for word in list.split(' ') {
                let entry = self.entry(word);
                entry.weekday = Some(n);
                if word.ends_with('s') {
                    entry.flags = entry.flags.or(Flags::MANY);
                }
            }
        }
        let holidays = HOLIDAYS.lines().filter(|line| !line.starts_with('#'));
        for name in holidays {
            let stem = name.split(|c: char| !c.is_alphabetic()).next();
            for first in name.split_whitespace().take(1).chain(stem) {
                let entry = self.entry(first);
                entry.flags = entry.flags.or(Flags::HOLIDAY);
            }
        }
        for (period, one, many) in Period::NAMES {
            self.entry(one).period = Some(period);
            let entry = self.entry(many);
            entry.period = Some(period);
            entry.flags = entry.flags.or(Flags::MANY);
        }
        for (part, list) in DayPart::NAMES {
            for word in list.split(' ') {
                self.entry(word).part = Some(part);
            }
        }
    }

    fn add_units(&mut self) {
        for unit in all_measures() {
            self.add_forms(unit.words, UnitRef::Measure(unit));
            for symbol in unit.symbols.split(',').filter(|symbol| !symbol.is_empty()) {
                self.symbols.entry(symbol).or_insert(UnitRef::Measure(unit));
            }
        }
        for currency in all_currencies() {
            self.add_forms(currency.words, UnitRef::Currency(currency));
            let symbols = currency.symbols.split(',').chain([currency.code]);
            for symbol in symbols.filter(|symbol| !symbol.is_empty()) {
                self.prefixes.entry(symbol).or_insert(currency);
                self.symbols
                    .entry(symbol)
                    .or_insert(UnitRef::Currency(currency));
            }
        }
    }

    fn add_forms(&mut self, forms: &'static str, unit: UnitRef) {
        for form in forms.split(',').filter(|form| !form.is_empty()) {
            let mut parts = form.split(' ');
            let first = parts.next().expect_or_default("a split has a first part");
            let rest: Vec<_> = parts.collect();
            let entry = self.entry(first);
            if rest.is_empty() {
                entry.unit.get_or_insert(unit);
            } else {
                entry.flags = entry.flags.or(Flags::PHRASE);
                let phrases = self.phrases.entry(first).or_default();
                phrases.push(UnitPhrase { rest, unit });
                phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_without_their_stop() {
        let words = NumericLexicon::get();
        assert_eq!(words.word("Twenty").cardinal, Some(20));
        assert_eq!(words.word("SEPT.").month, Some(9));
        assert_eq!(words.word("half").share, Some(2));
        assert_eq!(words.word("billions").scale, Some(9));
        assert!(words.word("unheardofword").cardinal.is_none());
        assert!(words.word(&"x".repeat(400)).unit.is_none());
    }

    #[test]
    fn symbols_keep_their_case() {
        let words = NumericLexicon::get();
        assert!(
            matches!(words.symbol("MB"), Some(UnitRef::Measure(unit)) if unit.name == "megabyte")
        );
        assert!(
            matches!(words.symbol("Mb"), Some(UnitRef::Measure(unit)) if unit.name == "megabit")
        );
        assert_eq!(words.prefix("A$").map(|c| c.code), Some("AUD"));
        assert!(words.prefix("a$").is_none());
    }
}
