//! Estimates from function words whether a text is in English or in another language with a word list.
//!
//! A capitalized word counts only at the start of a sentence, and not if another capitalized word follows. Between
//! capitalized words, the function words that names contain (`assets/lang/name-words.txt`) do not count. So "Rio de
//! Janeiro" and "La Liga" are no evidence.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The languages with a list, the most widely used first, with the files in `assets/lang`.
const FUNCTION_WORDS: &[(&str, &str)] = &[
    (
        "es",
        include_str!("../../../assets/lang/es/function-words.txt"),
    ),
    (
        "fr",
        include_str!("../../../assets/lang/fr/function-words.txt"),
    ),
    (
        "de",
        include_str!("../../../assets/lang/de/function-words.txt"),
    ),
    (
        "pt",
        include_str!("../../../assets/lang/pt/function-words.txt"),
    ),
    (
        "it",
        include_str!("../../../assets/lang/it/function-words.txt"),
    ),
    (
        "nl",
        include_str!("../../../assets/lang/nl/function-words.txt"),
    ),
    (
        "pl",
        include_str!("../../../assets/lang/pl/function-words.txt"),
    ),
    (
        "id",
        include_str!("../../../assets/lang/id/function-words.txt"),
    ),
    (
        "tr",
        include_str!("../../../assets/lang/tr/function-words.txt"),
    ),
    (
        "sv",
        include_str!("../../../assets/lang/sv/function-words.txt"),
    ),
    (
        "da",
        include_str!("../../../assets/lang/da/function-words.txt"),
    ),
    (
        "nb",
        include_str!("../../../assets/lang/nb/function-words.txt"),
    ),
    (
        "fi",
        include_str!("../../../assets/lang/fi/function-words.txt"),
    ),
    (
        "cs",
        include_str!("../../../assets/lang/cs/function-words.txt"),
    ),
    (
        "sk",
        include_str!("../../../assets/lang/sk/function-words.txt"),
    ),
    (
        "hu",
        include_str!("../../../assets/lang/hu/function-words.txt"),
    ),
    (
        "ro",
        include_str!("../../../assets/lang/ro/function-words.txt"),
    ),
    (
        "hr",
        include_str!("../../../assets/lang/hr/function-words.txt"),
    ),
    (
        "ca",
        include_str!("../../../assets/lang/ca/function-words.txt"),
    ),
    (
        "vi",
        include_str!("../../../assets/lang/vi/function-words.txt"),
    ),
];
const ENGLISH_FUNCTION_WORDS: &str = include_str!("../../../assets/lang/en/function-words.txt");
const ENGLISH_CONTENT_WORDS: &str = include_str!("../../../assets/lang/en/content-words.txt");
const ENGLISH_ACCENTED_WORDS: &str = include_str!("../../../assets/lang/en/accented-words.txt");
const FOREIGN_PHRASES: &str = include_str!("../../../assets/lang/en/foreign-phrases.txt");
const NAME_WORDS: &str = include_str!("../../../assets/lang/name-words.txt");

/// What can follow an apostrophe in English only: "it's", "don't", "they're".
const ENGLISH_ENDINGS: &[&str] = &["s", "t", "re", "ve", "ll"];

/// The weight of a function word, in tenths. All other weights are in the same unit.
const FULL_WEIGHT: u32 = 10;
/// The weight of a function word that a name may begin or contain, such as "für" in the name of an institute.
const NAME_WEIGHT: u32 = 5;
/// The weight of a function word that may be something else in English: a content word such as "die", a single letter,
/// or a part of a surname, such as "de" in "police question de Jong".
const WEAK_WEIGHT: u32 = 4;
/// The minimum total weight of words below [`FULL_WEIGHT`] that decides for a language if no word has full weight.
const MIN_SUM_WEIGHT: u32 = 14;

/// The minimum weight that makes a language possible, so that letter statistics decide: two weak words, or one word of
/// a name and a weak one. A single one may be an English word.
const MIN_POSSIBLE_WEIGHT: u32 = 8;
/// The minimum weight that decides for a language in a line of capitals, where names look like other words.
const MIN_CAPITALS_WEIGHT: u32 = 25;

/// The words of all lists, with their languages.
struct WordTable {
    /// Each word with a bit for each language in [`FUNCTION_WORDS`] whose list contains it.
    foreign: HashMap<&'static str, u32>,
    english: HashSet<&'static str>,
    english_content: HashSet<&'static str>,
    english_accented: HashSet<&'static str>,
    names: HashSet<&'static str>,
}

static WORDS: LazyLock<WordTable> = LazyLock::new(|| {
    let mut foreign: HashMap<_, u32> = HashMap::new();
    for (bit, (_, list)) in (0_u32..).zip(FUNCTION_WORDS) {
        for word in list_words(list) {
            *foreign.entry(word).or_default() |= 1 << bit;
        }
    }
    WordTable {
        foreign,
        english: list_words(ENGLISH_FUNCTION_WORDS).collect(),
        english_content: list_words(ENGLISH_CONTENT_WORDS).collect(),
        english_accented: list_words(ENGLISH_ACCENTED_WORDS).collect(),
        names: list_words(NAME_WORDS).collect(),
    }
});

/// Returns the words of a list, skipping lines that begin with `#`.
fn list_words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
}

/// A word of the text in lower case.
#[derive(Debug)]
struct SampleWord {
    lower: String,
    is_capitalized: bool,
    /// Whether the word begins a sentence, a line or a quotation.
    is_first: bool,
    is_quoted: bool,
    joint: WordJoint,
}

/// How a word is connected to the text next to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WordJoint {
    /// The word stands alone.
    None,
    /// The word follows an apostrophe: "s" in "it's".
    AfterApostrophe,
    /// The word precedes an apostrophe: "l" in "l'eau".
    BeforeApostrophe,
    /// The word is a part of a longer one, such as "min" in "Heung-min" and "co" in an address.
    Part,
}

impl SampleWord {
    /// Returns whether the word is a lower-case "i", which is no English word but is one in other languages.
    fn is_small_i(&self) -> bool {
        self.lower == "i" && !self.is_capitalized
    }
}

/// The weight of the function words of a text for each language, in tenths of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WordEvidence {
    /// The languages with more evidence than English, the strongest first.
    pub(super) foreign: Vec<ForeignEvidence>,
    /// The languages with some evidence and no English words against them, but too little evidence to decide.
    pub(super) possible: Vec<&'static str>,
    /// The weight of English words.
    pub(super) english: u32,
    /// Lower-case words with accents that English does not use.
    pub(super) n_accented: usize,
    /// Lower-case words.
    pub(super) n_lower: usize,
}

/// A language with more evidence than English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ForeignEvidence {
    /// The ISO 639-1 code of the language.
    pub(super) code: &'static str,
    /// The weight of the language's function words in the text, in tenths of a word.
    pub(super) weight: u32,
}

/// Weighs the function words of a text. Words in quotation marks count only if there are no others, because a title or
/// a saying may be in another language.
pub(super) fn weigh_function_words(sample: &str) -> WordEvidence {
    let words = sample_words(&without_phrases(sample));
    if !has_case(sample) {
        let mut evidence = weigh_words(&words, |_| true);
        evidence
            .foreign
            .retain(|found| found.weight >= MIN_CAPITALS_WEIGHT);
        evidence.possible.clear();
        evidence.n_accented = 0;
        return evidence;
    }
    let unquoted = weigh_words(&words, |word| !word.is_quoted);
    if unquoted.english > 0 || !unquoted.foreign.is_empty() {
        return unquoted;
    }
    weigh_words(&words, |_| true)
}

/// Weighs the function words for which `counts` returns true.
fn weigh_words(words: &[SampleWord], counts: impl Fn(&SampleWord) -> bool) -> WordEvidence {
    let table = &*WORDS;
    let mut evidence = WordEvidence::default();
    let mut scores = [LanguageScore::default(); FUNCTION_WORDS.len()];
    for (at, word) in words.iter().enumerate().filter(|(_, word)| counts(word)) {
        let lower = word.lower.as_str();
        evidence.n_lower += usize::from(!word.is_capitalized);
        evidence.n_accented += usize::from(
            !word.is_capitalized && has_accents(lower) && !table.english_accented.contains(lower),
        );
        let is_ending =
            word.joint == WordJoint::AfterApostrophe && ENGLISH_ENDINGS.contains(&lower);
        let is_english = is_ending || (table.english.contains(lower) && !word.is_small_i());
        let weight = word_weight(words, at, table);
        // Names in other languages hold no function words of English.
        let is_full = is_ending || !word.is_capitalized || word.is_first;
        let english = if is_full { FULL_WEIGHT } else { 0 };
        evidence.english += if is_english { english } else { 0 };
        let languages = table.foreign.get(lower).copied().unwrap_or_default();
        for (bit, score) in (0_u32..).zip(&mut scores) {
            match (languages >> bit & 1 == 1, is_english) {
                (true, true) => score.shared += weight,
                (true, false) => score.add(weight),
                (false, true) => score.english += english,
                (false, false) => {}
            }
        }
    }
    for (score, (code, _)) in scores.iter().zip(FUNCTION_WORDS) {
        if score.is_more_than_english() {
            let weight = score.own + score.shared;
            evidence.foreign.push(ForeignEvidence { code, weight });
        } else if score.is_possible() {
            evidence.possible.push(code);
        }
    }
    // Stable: of equals, the most widely used language stays first.
    evidence
        .foreign
        .sort_by_key(|found| std::cmp::Reverse(found.weight));
    evidence
}

/// Returns whether a text has lower-case letters.
fn has_case(text: &str) -> bool {
    text.chars().any(char::is_lowercase)
}

/// Returns whether all letters are Latin, and some have accents or are not in the English alphabet.
fn has_accents(word: &str) -> bool {
    !word.is_ascii() && word.chars().all(is_latin_letter)
}

/// Returns whether a letter is Latin.
pub(super) const fn is_latin_letter(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// The weight of the evidence for one language, and for English against it.
#[derive(Clone, Copy, Debug, Default)]
struct LanguageScore {
    /// Weight of words that the language has and English lacks.
    own: u32,
    /// Weight of words that both have.
    shared: u32,
    /// Weight of words that English has and the language lacks.
    english: u32,
    has_full: bool,
}

impl LanguageScore {
    fn add(&mut self, weight: u32) {
        self.own += weight;
        self.has_full |= weight >= FULL_WEIGHT;
    }

    fn is_more_than_english(&self) -> bool {
        self.own * 2 > self.english * 3 && (self.has_full || self.own >= MIN_SUM_WEIGHT)
    }

    fn is_possible(&self) -> bool {
        self.own >= MIN_POSSIBLE_WEIGHT && self.english == 0
    }
}

/// Returns the weight of the word as a function word, which depends on its neighbours.
fn word_weight(words: &[SampleWord], at: usize, table: &WordTable) -> u32 {
    let Some(word) = words.get(at) else { return 0 };
    let is_capitalized = |at: usize| words.get(at).is_some_and(|word| word.is_capitalized);
    if word.joint == WordJoint::Part {
        return 0;
    }
    let mut weight = FULL_WEIGHT;
    if word.is_capitalized {
        if !word.is_first {
            return 0;
        }
        if at + 1 == words.len() {
            return 0;
        }
        if is_capitalized(at + 1) {
            let is_in_names = table.names.contains(word.lower.as_str());
            weight = if is_in_names { 0 } else { NAME_WEIGHT };
        }
    } else if is_between_capitals(words, at, table) {
        let is_in_names = table.names.contains(word.lower.as_str()) || word.lower.len() == 1;
        weight = if is_in_names { 0 } else { NAME_WEIGHT };
    }
    let is_particle = table.names.contains(word.lower.as_str()) && is_capitalized(at + 1);
    let is_weak = table.english_content.contains(word.lower.as_str())
        || is_particle
        || (word.lower.len() == 1 && word.joint != WordJoint::BeforeApostrophe);
    if is_weak {
        weight = weight.min(WEAK_WEIGHT);
    }
    weight
}

/// Returns whether the word is one of several function words between two capitalized words.
fn is_between_capitals(words: &[SampleWord], at: usize, table: &WordTable) -> bool {
    let is_in_run = |word: &&SampleWord| {
        !word.is_capitalized && !word.is_first && table.foreign.contains_key(word.lower.as_str())
    };
    let before = words.get(..at).unwrap_or_default();
    let after = words.get(at..).unwrap_or_default();
    let before = before.iter().rev().find(|word| !is_in_run(word));
    let after = after.iter().find(|word| !is_in_run(word));
    let is_capitalized = |word: &SampleWord| word.is_capitalized;
    before.is_some_and(is_capitalized) && after.is_some_and(is_capitalized)
}

/// Returns the text without the phrases of other languages that English uses.
fn without_phrases(sample: &str) -> String {
    let mut text = sample.replace('’', "'");
    let lower = text.to_lowercase();
    // A few characters change their length in lower case; then the phrases stay in.
    if lower.len() == text.len() {
        for phrase in FOREIGN_PHRASES
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            for (at, _) in lower.match_indices(phrase) {
                let range = at..at + phrase.len();
                let before = text.get(..at).and_then(|text| text.chars().next_back());
                let after = text.get(range.end..).map(|text| text.chars().next());
                let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
                let is_whole = after.is_some_and(|after| !is_letter(after)) && !is_letter(before);
                if is_whole && text.is_char_boundary(at) {
                    // Of the same length, so that the places in `lower` stay true.
                    text.replace_range(range, &" ".repeat(phrase.len()));
                }
            }
        }
    }
    text
}

/// Returns the words of a text.
fn sample_words(text: &str) -> Vec<SampleWord> {
    // In a line of capitals, they mean nothing.
    let has_case = has_case(text);
    let mut words = Vec::new();
    let mut between = String::from("\n");
    let mut word = String::new();
    let mut quote = None;
    let mut is_after_part = false;
    let mut chars = text.chars().chain(['\n']).peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            let is_joint = |c: char| c.is_ascii_digit() || "-\u{2010}\u{2011}/@#_=&%".contains(c);
            let is_before_part =
                is_joint(c) || (c == '.' && next.is_some_and(char::is_alphanumeric));
            let ends_before = |c| "\n.!?:;\"“”„«»‹›–—".contains(c);
            words.push(SampleWord {
                lower: word.to_lowercase(),
                is_capitalized: has_case && word.chars().next().is_some_and(char::is_uppercase),
                is_first: between.contains(ends_before),
                is_quoted: quote.is_some(),
                joint: match between.as_str() {
                    _ if is_before_part || is_after_part => WordJoint::Part,
                    between if between.ends_with(is_joint) => WordJoint::Part,
                    "'" => WordJoint::AfterApostrophe,
                    _ if c == '\'' => WordJoint::BeforeApostrophe,
                    _ => WordJoint::None,
                },
            });
            word.clear();
            between.clear();
            is_after_part = is_before_part;
        }
        between.push(c);
        quote = match (c, quote) {
            ('"', None) | ('«' | '„', _) => Some(c),
            // German closes with the mark that opens in English.
            ('“', opened) if opened != Some('„') => Some(c),
            ('"' | '”' | '»' | '“' | '\n', _) => None,
            _ => quote,
        };
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_foreign(text: &str, expected: Option<&str>) {
        let found = weigh_function_words(text);
        let code = found.foreign.first().map(|found| found.code);
        assert_eq!(code, expected, "{text}: {found:?}");
    }

    #[test]
    fn names_say_nothing() {
        check_foreign("Luiz Inácio Lula da Silva wins", None);
        check_foreign("Van der Poel wins in Roubaix", None);
        check_foreign("La Liga: Barcelona 2, Villarreal 2", None);
        check_foreign("Kim Jong-un fires aide", None);
        check_foreign("al-Shabaab attack kills dozens", None);
        check_foreign("Vindobona v Stumptown, Culonia v Reds", None);
    }

    #[test]
    fn quoted_titles_and_phrases_count_only_if_nothing_else_does() {
        check_foreign("“El amor en los tiempos de la ira” was translated", None);
        check_foreign("„Wir gehen nicht“", Some("de"));
        check_foreign("De facto ruler jailed, coup d'état feared", None);
        check_foreign("Les hommes en masse dans la rue", Some("fr"));
    }

    #[test]
    fn addresses_and_lines_of_capitals_are_no_sentences() {
        check_foreign("Photo: http://t.co/de/la/los", None);
        check_foreign("NK DINAMO ZAGREB 0 MÉRIDA DE LA AD 7", None);
        check_foreign("EL PRESIDENTE NO SABE QUÉ HACER CON LA LEY", Some("es"));
    }

    #[test]
    fn any_text_is_weighed() {
        for text in [
            "",
            "'",
            "’’’",
            "İİİ en masse",
            "a\u{301}-",
            "«„“”\"",
            "\u{0}",
        ] {
            weigh_function_words(text);
        }
    }
}
