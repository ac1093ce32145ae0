//! The closed classes of words that the grammars of numbers, dates and figures are made of, in one table.

use std::sync::OnceLock;

use super::figure_classes::{FigureClass, FigureClasses};
use super::grammar_word_set::GrammarWordSet;
use super::grammar_words::GrammarWord;
use super::list_kind::{ListKind, find_bound, join_words};
use super::period::{DayPart, Period, Season};
pub(in crate::engine) use super::word_flags::NumericFlags;
use crate::annotation::{Change, Currency, Measure, Modifier, all_currencies, all_measures};
use crate::engine::lexeme::hash::HashMap;
use crate::invariant::ExpectOr;

/// The names of holidays. Only their first words are used here.
const HOLIDAYS: &str = include_str!("../../../assets/lang/en/holidays.tsv");

/// A unit of measure or a currency in the tables.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) enum UnitRef {
    /// A measure.
    Measure(&'static Measure),
    /// A currency.
    Currency(&'static Currency),
}

/// The lexicon's entry for a word.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::engine) struct NumericWord {
    /// Its classes.
    pub(in crate::engine) flags: NumericFlags,
    /// A number below one hundred.
    pub(in crate::engine) cardinal: Option<u8>,
    /// A power of ten: "thousand" is 3.
    pub(in crate::engine) scale: Option<u8>,
    /// An ordinal number: "third" is 3.
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
    /// The tens of a decade: "nineties" is 90.
    pub(in crate::engine) decade: Option<u8>,
    /// A season.
    pub(in crate::engine) season: Option<Season>,
    /// The TIMEX3 value of a word for a recurring time: "daily" is `P1D`.
    pub(in crate::engine) set: Option<&'static str>,
    /// Its classes in the grammars of numbers and dates.
    pub(in crate::engine) classes: GrammarWordSet,
}

impl NumericWord {
    /// The entry of an unknown word.
    pub(in crate::engine) const NONE: Self = Self {
        flags: NumericFlags(0),
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
        decade: None,
        season: None,
        set: None,
        classes: GrammarWordSet::NONE,
    };

    /// Returns whether any of these flags is set.
    pub(in crate::engine) const fn has(&self, flags: NumericFlags) -> bool {
        self.flags.has(flags)
    }
}

impl Period {
    /// Returns the name of a measure of that length.
    pub(in crate::engine) fn measure(self) -> &'static str {
        NumericLexicon::get().period_name(self)
    }
}

/// A phrase of the tables of units: its words after the first, and what it names.
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
    /// The names of the units of time.
    period_names: HashMap<Period, &'static str>,
    /// Phrases that refer to now, the past or the future, by their first word, with their TIMEX3 value.
    references: HashMap<WordKey, Vec<(String, &'static str)>>,
    /// Bounds before a number, by their last word.
    bounds_before: HashMap<WordKey, Vec<(String, Modifier)>>,
    /// Bounds after a number.
    bounds_after: Vec<(String, Modifier)>,
}

/// The classes of words around figures.
const FIGURE_WORDS: &str = include_str!("../../../assets/lang/en/figure-words.txt");
/// The classes of words of written numbers.
const NUMBER_WORDS: &str = include_str!("../../../assets/lang/en/number-words.txt");
/// The classes of words of dates.
const DATE_WORDS: &str = include_str!("../../../assets/lang/en/date-words.txt");

/// The class of the words on a line of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ListClass {
    Flag(NumericFlags),
    Word(GrammarWord),
    Value(ListKind),
    Figure(FigureClass),
}

impl ListClass {
    /// Returns the class of a name in the lists.
    fn from_name(name: &str) -> Option<Self> {
        let word = GrammarWord::from_name(name).map(Self::Word);
        word.or_else(|| NumericFlags::from_name(name).map(Self::Flag))
            .or_else(|| ListKind::from_name(name).map(Self::Value))
    }
}

/// The maximum length of a word in the table, in bytes; longer words are unknown.
const MAX_WORD_BYTES: usize = 16;

/// A word in lower case, padded with zero bytes.
type WordKey = [u64; 2];

/// The key for words from which no key can be made. It is not the key of any word.
const UNREADABLE: WordKey = [u64::MAX; 2];

/// Returns the key of a word in any case; `None` if it is too long to be known.
fn key_of_word(raw: &str) -> Option<WordKey> {
    let mut lower = [0; MAX_WORD_BYTES];
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
    let (front, back) = lower.split_at(MAX_WORD_BYTES / 2);
    Some([
        u64::from_le_bytes(front.try_into().ok()?),
        u64::from_le_bytes(back.try_into().ok()?),
    ])
}

/// Returns the entry of a word, ignoring case.
pub(in crate::engine) fn known_word(raw: &str) -> &'static NumericWord {
    NumericLexicon::get().word(raw)
}

/// Returns the key of a word of the lists.
fn word_key(word: &str) -> WordKey {
    key_of_word(word).unwrap_or(UNREADABLE)
}

impl NumericLexicon {
    /// Returns the table.
    pub(super) fn get() -> &'static Self {
        static WORDS: OnceLock<NumericLexicon> = OnceLock::new();
        WORDS.get_or_init(Self::build)
    }

    /// Returns the entry of a word, ignoring case; [`NumericWord::NONE`] for an unknown word.
    pub(super) fn word(&'static self, raw: &str) -> &'static NumericWord {
        let known = |raw: &str| self.known.get(&key_of_word(raw)?);
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

    /// Returns the name of a unit of time in the singular.
    pub(super) fn period_name(&self, period: Period) -> &'static str {
        self.period_names
            .get(&period)
            .copied()
            .expect_or_default("every unit of time has a line in the list")
    }

    /// Returns the phrases of reference that begin with a word in any case, with their values.
    pub(super) fn references(&self, first: &str) -> &[(String, &'static str)] {
        let found = key_of_word(first).and_then(|key| self.references.get(&key));
        found.map_or(&[], Vec::as_slice)
    }

    /// Returns the bounds that end with a word in any case.
    pub(super) fn bounds_before(&self, last: &str) -> &[(String, Modifier)] {
        let found = key_of_word(last).and_then(|key| self.bounds_before.get(&key));
        found.map_or(&[], Vec::as_slice)
    }

    /// Returns the bounds after a number.
    pub(super) fn bounds_after(&self) -> &[(String, Modifier)] {
        &self.bounds_after
    }

    /// Returns the unit of an abbreviation after a number.
    pub(super) fn symbol(&self, raw: &str) -> Option<UnitRef> {
        self.symbols.get(raw).copied()
    }

    /// Returns the currency of a symbol or code before a number.
    pub(super) fn prefix(&self, raw: &str) -> Option<&'static Currency> {
        self.prefixes.get(raw).copied()
    }

    fn build() -> Self {
        let mut words = Self::default();
        words.add_file(FIGURE_WORDS, |name| {
            let figure = FigureClass::find(name).map(ListClass::Figure);
            figure.or_else(|| ListClass::from_name(name))
        });
        for list in [NUMBER_WORDS, DATE_WORDS] {
            words.add_file(list, ListClass::from_name);
        }
        words.add_holidays();
        words.add_units();
        words
    }

    fn entry(&mut self, word: &'static str) -> &mut NumericWord {
        self.known.entry(word_key(word)).or_default()
    }

    /// Adds the words of a file: a line is a class, a value where the class has one, a colon and words. `find` returns
    /// the class of a name.
    fn add_file(&mut self, list: &'static str, find: impl Fn(&str) -> Option<ListClass>) {
        let lines = list.lines().filter(|line| !line.starts_with('#'));
        for (head, words) in lines.filter_map(|line| line.split_once(':')) {
            let (class, value) = head.split_once(' ').unwrap_or((head, ""));
            let Some(class) = find(class) else {
                continue;
            };
            for word in words.split_whitespace() {
                self.add_word(class, value, word);
            }
        }
    }

    /// Adds a word to a class, and returns whether the class has such a value.
    fn add_word(&mut self, class: ListClass, value: &'static str, word: &'static str) -> bool {
        match class {
            ListClass::Flag(flag) => {
                let entry = self.entry(word);
                entry.flags = entry.flags.or(flag);
            }
            ListClass::Word(class) => self.entry(word).classes.insert(class),
            ListClass::Figure(class) => self.add_figure_word(class, word),
            ListClass::Value(kind) => return self.add_value(kind, value, word).is_some(),
        }
        true
    }

    /// Gives a word the value that a list has for it; `None` if there is no such value.
    fn add_value(&mut self, kind: ListKind, value: &'static str, word: &'static str) -> Option<()> {
        let number = value.parse().ok();
        match kind {
            ListKind::Cardinal => self.entry(word).cardinal = Some(number?),
            ListKind::Ordinal => self.entry(word).ordinal = Some(number?),
            ListKind::Scale => self.entry(word).scale = Some(number?),
            ListKind::Share => self.entry(word).share = Some(number?),
            ListKind::Month => self.entry(word).month = Some(number?),
            ListKind::Weekday => self.entry(word).weekday = Some(number?),
            ListKind::Period => self.add_period(Period::from_name(value)?, word),
            ListKind::Part => self.entry(word).part = Some(DayPart::from_name(value)?),
            ListKind::Decade => self.entry(word).decade = Some(number?),
            ListKind::Season => self.entry(word).season = Some(Season::from_name(value)?),
            ListKind::Set => self.entry(word).set = Some(value),
            ListKind::Up => self.entry(word).change = Some(Change::Up),
            ListKind::Down => self.entry(word).change = Some(Change::Down),
            ListKind::Reference => self.add_reference(value, word),
            ListKind::BoundBefore => self.add_bound(find_bound(value)?, word),
            ListKind::BoundAfter => self
                .bounds_after
                .push((join_words(word), find_bound(value)?)),
        }
        Some(())
    }

    /// Adds a word to a class of figures; `word=number` gives it a value.
    fn add_figure_word(&mut self, class: FigureClass, item: &'static str) {
        let (word, factor) = item.split_once('=').unwrap_or((item, ""));
        let entry = self.entry(word);
        entry.figure.insert(class);
        entry.factor = factor.parse().ok().or(entry.factor);
    }

    fn add_period(&mut self, period: Period, word: &'static str) {
        self.entry(word).period = Some(period);
        // The first word of the line is the name of the unit.
        self.period_names.entry(period).or_insert(word);
    }

    /// Adds a phrase with `_` between its words by its first one.
    fn add_reference(&mut self, value: &'static str, phrase: &'static str) {
        let first = phrase.split('_').next().unwrap_or(phrase);
        self.entry(first)
            .classes
            .insert(GrammarWord::BeginsReference);
        let found = (join_words(phrase), value);
        self.references
            .entry(word_key(first))
            .or_default()
            .push(found);
    }

    /// Adds a phrase with `_` between its words by its last one.
    fn add_bound(&mut self, modifier: Modifier, phrase: &'static str) {
        let last = phrase.rsplit('_').next().unwrap_or(phrase);
        self.entry(last).classes.insert(GrammarWord::EndsBound);
        let found = (join_words(phrase), modifier);
        self.bounds_before
            .entry(word_key(last))
            .or_default()
            .push(found);
    }

    /// Notes with which words the names of holidays begin.
    fn add_holidays(&mut self) {
        let holidays = HOLIDAYS.lines().filter(|line| !line.starts_with('#'));
        for name in holidays {
            let stem = name.split(|c: char| !c.is_alphabetic()).next();
            for first in name.split_whitespace().take(1).chain(stem) {
                let entry = self.entry(first);
                entry.flags = entry.flags.or(NumericFlags::HOLIDAY);
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
                entry.flags = entry.flags.or(NumericFlags::PHRASE);
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
    fn every_word_of_the_lists_has_a_class_and_a_key() {
        for list in [NUMBER_WORDS, DATE_WORDS] {
            let mut classes = std::collections::HashSet::new();
            for line in list.lines().filter(|line| !line.starts_with('#')) {
                let (head, words) = line.split_once(':').expect("a colon");
                assert!(classes.insert(head), "{head} is there twice");
                let (class, value) = head.split_once(' ').unwrap_or((head, ""));
                let class = ListClass::from_name(class).expect("a known class");
                let mut found = std::collections::HashSet::new();
                for word in words.split_whitespace() {
                    assert!(found.insert(word), "{word} is twice in {line}");
                    let mut lexicon = NumericLexicon::default();
                    assert!(lexicon.add_word(class, value, word), "{line}");
                    assert!(!lexicon.known.contains_key(&UNREADABLE), "{word}");
                }
                assert!(!found.is_empty(), "{line}");
            }
        }
    }

    #[test]
    fn every_class_has_words() {
        let lexicon = NumericLexicon::get();
        for (name, class) in GrammarWord::ALL {
            let mut words = lexicon.known.values();
            assert!(words.any(|word| word.classes.contains(*class)), "{name}");
        }
        for (name, flag) in NumericFlags::ALL {
            assert!(lexicon.known.values().any(|word| word.has(*flag)), "{name}");
        }
    }

    #[test]
    fn lists_with_values_give_them() {
        let lexicon = NumericLexicon::get();
        assert_eq!(lexicon.word("fortnightly").set, Some("P2W"));
        assert_eq!(lexicon.word("Autumn").season, Some(Season::Fall));
        assert_eq!(lexicon.word("midday").part, Some(DayPart::Midday));
        assert_eq!(lexicon.period_name(Period::Millennium), "millennium");
        assert_eq!(lexicon.period_name(Period::Year), "year");
        assert!(
            lexicon
                .references("The")
                .contains(&("the future".to_owned(), "FUTURE_REF"))
        );
        assert!(
            lexicon
                .bounds_before("THAN")
                .contains(&("fewer than".to_owned(), Modifier::LessThan))
        );
        assert_eq!(lexicon.bounds_before("rather"), &[]);
        let mut lexicon = NumericLexicon::default();
        let mut refuses = |kind, value, word| lexicon.add_value(kind, value, word).is_none();
        assert!(refuses(ListKind::Period, "aeon", "aeons"));
        assert!(refuses(ListKind::Cardinal, "", "umpteen"));
        assert!(refuses(ListKind::BoundBefore, "equal", "same"));
        assert_eq!(ListClass::from_name("no-class"), None);
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
