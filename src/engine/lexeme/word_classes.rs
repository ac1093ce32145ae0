//! The possible parts of speech of words, and their use as reporting words.

use std::sync::LazyLock;

use super::hash::{HashMap, Seeded};
use crate::engine::syntax::part_of_speech::PosTag;
use crate::invariant::ExpectOr;

const CLASSES: &str = include_str!("../../../assets/word-classes.txt");
const CLOSED: &str = include_str!("../../../assets/lang/en/closed-classes.txt");
const CUES: &str = include_str!("../../../assets/lang/en/cues.txt");

/// A set of open parts of speech.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::engine) struct PosSet(u16);

impl PosSet {
    pub(in crate::engine) const NOUN: Self = Self(1);
    pub(in crate::engine) const PLURAL: Self = Self(2);
    pub(in crate::engine) const BASE: Self = Self(4);
    pub(in crate::engine) const THIRD: Self = Self(8);
    pub(in crate::engine) const PAST: Self = Self(16);
    pub(in crate::engine) const PARTICIPLE: Self = Self(32);
    pub(in crate::engine) const ING: Self = Self(64);
    pub(in crate::engine) const ADJECTIVE: Self = Self(128);
    pub(in crate::engine) const ADVERB: Self = Self(256);

    const fn of(letter: u8) -> Self {
        match letter {
            b'N' => Self::NOUN,
            b'S' => Self::PLURAL,
            b'B' => Self::BASE,
            b'Z' => Self::THIRD,
            b'D' => Self::PAST,
            b'V' => Self::PARTICIPLE,
            b'G' => Self::ING,
            b'J' => Self::ADJECTIVE,
            b'R' => Self::ADVERB,
            _ => Self(0),
        }
    }

    pub(in crate::engine) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns whether the word can be one of `other`.
    pub(in crate::engine) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The class of a reporting verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum CueClass {
    Say,
    Claim,
    Announce,
    Deny,
    Ask,
    Write,
    Think,
}

impl CueClass {
    /// All classes by their names in the list.
    const fn names() -> &'static [(&'static str, Self)] {
        &[
            ("say", Self::Say),
            ("claim", Self::Claim),
            ("announce", Self::Announce),
            ("deny", Self::Deny),
            ("ask", Self::Ask),
            ("write", Self::Write),
            ("think", Self::Think),
        ]
    }
}

/// The complements that a reporting verb can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Cue {
    /// Its class.
    pub(in crate::engine) class: CueClass,
    takes: u8,
}

impl Cue {
    /// A bit: a clause, as in "said (that) it rained".
    pub(in crate::engine) const CLAUSE: u8 = 1;
    /// A bit: a person before the clause, as in "told him (that) it rained".
    pub(in crate::engine) const PERSON: u8 = 2;
    /// A bit: a thing and its description, as in "called it a disaster".
    pub(in crate::engine) const DESCRIPTION: u8 = 4;
    /// A bit: a noun for the content, as in "denied the charge".
    pub(in crate::engine) const NOUN: u8 = 8;
    /// A bit: an infinitive, as in "vowed to fight".
    pub(in crate::engine) const INFINITIVE: u8 = 16;
    /// A bit: a question, as in "asked whether".
    pub(in crate::engine) const QUESTION: u8 = 32;
    /// A bit: only words in quotation marks, as after "laughed".
    pub(in crate::engine) const MARKS: u8 = 64;
    /// A bit: a preposition with its noun, as in "called for".
    pub(in crate::engine) const ABOUT: u8 = 128;

    /// The cue "according to".
    pub(in crate::engine) const ACCORDING: Self = Self {
        class: CueClass::Say,
        takes: Self::CLAUSE,
    };

    /// A verb that is not in the list, next to words in quotation marks.
    pub(in crate::engine) const OPEN: Self = Self {
        class: CueClass::Say,
        takes: Self::MARKS,
    };

    /// A noun for a claim or promise: "the claim that", "the vow to".
    pub(in crate::engine) const CLAIM: Self = Self {
        class: CueClass::Claim,
        takes: Self::CLAUSE | Self::INFINITIVE,
    };

    /// The cue "put it", as in "as Roe put it".
    pub(in crate::engine) const PUT: Self = Self {
        class: CueClass::Say,
        takes: Self::CLAUSE | Self::MARKS,
    };

    /// Returns whether the verb takes one of the complements whose bits are set in `what`.
    pub(in crate::engine) const fn takes(self, what: u8) -> bool {
        self.takes & what != 0
    }

    /// Returns whether the verb is weak evidence for speech: it is about thinking, finding, showing, or topics.
    pub(in crate::engine) const fn is_weak(self) -> bool {
        matches!(self.class, CueClass::Think) || self.is_about_only()
    }

    /// Returns whether the verb only takes the topic of speech ("talked about").
    pub(in crate::engine) const fn is_about_only(self) -> bool {
        self.takes == Self::ABOUT
    }

    /// Returns whether the verb reports speech only next to words in quotation marks.
    pub(in crate::engine) const fn is_for_marks(self) -> bool {
        self.takes == Self::MARKS
    }

    fn parse(class: &str, takes: &str) -> Option<Self> {
        let (_, class) = CueClass::names()
            .iter()
            .copied()
            .find(|(name, _)| *name == class)?;
        let mut bits = 0;
        for letter in takes.bytes() {
            bits |= match letter {
                b't' => Self::CLAUSE,
                b'p' => Self::PERSON,
                b'a' => Self::DESCRIPTION,
                b'n' => Self::NOUN,
                b'i' => Self::INFINITIVE,
                b'w' => Self::QUESTION,
                b'd' => Self::MARKS,
                b'f' => Self::ABOUT,
                _ => 0,
            };
        }
        Some(Self { class, takes: bits })
    }
}

/// The properties of a word that do not depend on its neighbours.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::engine) struct LexicalEntry {
    /// The part of speech, if only one is possible.
    pub(in crate::engine) closed: Option<PosTag>,
    /// The possible parts of speech.
    pub(in crate::engine) classes: PosSet,
    /// The most frequent part of speech among `classes`.
    pub(in crate::engine) first: PosSet,
    /// The complements, if it is a form of a reporting verb.
    pub(in crate::engine) cue: Option<Cue>,
    /// Whether the word is in the list. The properties of other words are guessed by their endings.
    pub(in crate::engine) is_listed: bool,
}

impl LexicalEntry {
    /// Returns whether it is a form of a reporting verb.
    pub(in crate::engine) const fn is_cue(self) -> bool {
        self.cue.is_some()
    }

    /// The entry for a missing word.
    pub(in crate::engine) const NOTHING: Self = Self {
        closed: None,
        classes: PosSet::NOUN,
        first: PosSet::NOUN,
        cue: None,
        is_listed: false,
    };

    /// Returns whether the word is most often a form of a reporting verb.
    pub(in crate::engine) const fn is_cue_verb(self) -> bool {
        let first = self.first.0;
        self.cue.is_some()
            && (first == PosSet::PAST.0 || first == PosSet::THIRD.0 || first == PosSet::BASE.0)
    }
}

/// The word list.
pub(in crate::engine) struct WordList(HashMap<String, LexicalEntry>);

static WORDS: LazyLock<WordList> = LazyLock::new(WordList::read);

/// Returns the word list, read at first use.
pub(in crate::engine) fn word_list() -> &'static WordList {
    &WORDS
}

impl WordList {
    fn read() -> Self {
        let mut words = Self(HashMap::with_capacity_and_hasher(16_384, Seeded::default()));
        for line in CLASSES.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split(' ');
            let (classes, first) =
                classes_of(parts.next().expect_or_default("a split has a first part"));
            for word in parts {
                let entry = words.0.entry(word.to_owned()).or_default();
                entry.classes = classes;
                entry.first = first;
            }
        }
        for line in CUES.lines().filter(|line| !line.starts_with('#')) {
            words.read_cues(line);
        }
        for line in CLOSED.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split(' ');
            let tag = parts.next().and_then(PosTag::from_name);
            for word in parts {
                words.0.entry(word.to_owned()).or_default().closed = tag;
            }
        }
        words
    }

    fn read_cues(&mut self, line: &str) {
        let mut parts = line.split(' ');
        let class = parts.next().expect_or_default("a split has a first part");
        let Some(cue) = Cue::parse(
            class,
            parts
                .next()
                .expect_or_default("a class of verbs has a complement"),
        ) else {
            return;
        };
        for lemma in parts {
            if let Some(form) = lemma.strip_prefix('*') {
                self.add_cue(form, PosSet::default(), cue);
                continue;
            }
            for (form, classes) in forms_of_lemma(lemma) {
                self.add_cue(&form, classes, cue);
            }
        }
    }

    /// Adds a word as a form of a reporting verb.
    fn add_cue(&mut self, form: &str, classes: PosSet, cue: Cue) {
        let guess = guess_classes(form);
        let entry = self.0.entry(form.to_owned()).or_default();
        if entry.classes.is_empty() {
            entry.classes = guess.classes;
            entry.first = guess.first;
        }
        entry.classes = entry.classes.or(classes);
        entry.cue = Some(match entry.cue {
            Some(known) => Cue {
                class: known.class,
                takes: known.takes | cue.takes,
            },
            None => cue,
        });
    }

    /// Returns the entry of a word in lower case. A word that is not listed gets an entry guessed by its suffix.
    pub(in crate::engine) fn get(&self, lower: &str) -> LexicalEntry {
        let Some(word) = self.0.get(lower) else {
            return guess_classes(lower);
        };
        let guess = if word.classes.is_empty() {
            guess_classes(lower)
        } else {
            *word
        };
        LexicalEntry {
            is_listed: true,
            cue: word.cue,
            closed: word.closed,
            ..guess
        }
    }
}

fn classes_of(letters: &str) -> (PosSet, PosSet) {
    let mut classes = PosSet::default();
    for letter in letters.bytes() {
        classes = classes.or(PosSet::of(letter));
    }
    (classes, letters.bytes().next().map_or(classes, PosSet::of))
}

/// Guesses the parts of speech of a word by its suffix. `assets/word-classes.txt` omits the words for which the guess
/// is right.
fn guess_classes(word: &str) -> LexicalEntry {
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| word.ends_with(suffix));
    let letters = if ends(&["ly"]) {
        "R"
    } else if ends(&["ing"]) {
        "G"
    } else if ends(&["ed"]) {
        "DV"
    } else if ends(&["s"]) && !ends(&["ss", "us", "is", "'s"]) {
        "S"
    } else if ends(&[
        "ous", "ful", "ive", "able", "ible", "al", "ic", "less", "ish", "est",
    ]) {
        "J"
    } else {
        "N"
    };
    let (classes, first) = classes_of(letters);
    LexicalEntry {
        closed: None,
        classes,
        first,
        cue: None,
        is_listed: false,
    }
}

/// Returns the forms of a lemma as `assets/lang/en/cues.txt` writes it.
fn forms_of_lemma(lemma: &str) -> [(String, PosSet); 5] {
    let (lemma, irregular) = lemma.split_once('=').unwrap_or((lemma, ""));
    let (stem, doubled) = match lemma.strip_suffix('+') {
        Some(stem) => (
            stem,
            stem.chars()
                .next_back()
                .map(String::from)
                .expect_or_default("a doubled letter ends a stem"),
        ),
        None => (lemma, String::new()),
    };
    let y_stem = stem
        .strip_suffix('y')
        .filter(|rest| !rest.ends_with(['a', 'e', 'o', 'u']));
    let third = match y_stem {
        Some(rest) => format!("{rest}ies"),
        None if ["s", "x", "z", "ch", "sh", "go"]
            .iter()
            .any(|end| stem.ends_with(end)) =>
        {
            format!("{stem}es")
        }
        None => format!("{stem}s"),
    };
    let mute = stem.strip_suffix('e').filter(|rest| !rest.ends_with('e'));
    let ing = format!("{}{doubled}ing", mute.unwrap_or(stem));
    let regular = match (y_stem, stem.strip_suffix('e')) {
        (Some(rest), _) => format!("{rest}ied"),
        (None, Some(rest)) => format!("{rest}ed"),
        (None, None) => format!("{stem}{doubled}ed"),
    };
    let (past, participle) = match irregular.split_once('/') {
        Some((past, participle)) => (past.to_owned(), participle.to_owned()),
        None if irregular.is_empty() => (regular.clone(), regular),
        None => (irregular.to_owned(), irregular.to_owned()),
    };
    [
        (stem.to_owned(), PosSet::BASE),
        (third, PosSet::THIRD),
        (past, PosSet::PAST),
        (participle, PosSet::PARTICIPLE),
        (ing, PosSet::ING),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_classes(lemma: &str, expected: &str) {
        let all: Vec<_> = forms_of_lemma(lemma)
            .into_iter()
            .map(|(form, _)| form)
            .collect();
        assert_eq!(all.join(" "), expected);
    }

    #[test]
    fn every_line_of_the_closed_classes_has_a_known_class_and_words() {
        for line in CLOSED.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split(' ');
            assert!(parts.next().and_then(PosTag::from_name).is_some(), "{line}");
            let words: Vec<_> = parts.collect();
            assert!(!words.is_empty() && !words.contains(&""), "{line}");
        }
        assert_eq!(word_list().get("that").closed, Some(PosTag::That));
        assert_eq!(word_list().get("tonight").closed, Some(PosTag::Time));
        assert_eq!(word_list().get("(").closed, Some(PosTag::Open));
    }

    #[test]
    fn verbs_are_inflected() {
        assert_classes("say=said", "say says said said saying");
        assert_classes("reply", "reply replies replied replied replying");
        assert_classes("admit+", "admit admits admitted admitted admitting");
        assert_classes("note", "note notes noted noted noting");
        assert_classes("agree", "agree agrees agreed agreed agreeing");
        assert_classes("speak=spoke/spoken", "speak speaks spoke spoken speaking");
        assert_classes(
            "confess",
            "confess confesses confessed confessed confessing",
        );
    }

    #[test]
    fn a_word_that_is_not_listed_is_known_by_its_suffix() {
        assert!(word_list().get("unfurlingly").classes.has(PosSet::ADVERB));
        assert!(word_list().get("zorbed").classes.has(PosSet::PAST));
        assert!(word_list().get("zorb").cue.is_none());
        let (none, nothing) = (word_list().get(""), LexicalEntry::NOTHING);
        assert_eq!((none.classes, none.first), (nothing.classes, nothing.first));
        assert!(none.closed.is_none() && none.cue.is_none() && !none.is_listed);
    }

    #[test]
    fn claims_can_be_a_noun_or_a_verb() {
        let claims = word_list().get("claims");
        assert!(claims.classes.has(PosSet::THIRD) && claims.classes.has(PosSet::PLURAL));
        assert!(claims.cue.is_some_and(|cue| cue.takes(Cue::CLAUSE)));
    }
}
