//! Parses the names of persons, and decides whether two names can belong to one person.

use super::word_ids::WordIds;
use crate::engine::lexeme::name_words;
use crate::engine::lexeme::name_words::entity_lexicon;
use crate::engine::lexeme::normalize::fold_name;
use crate::engine::lexeme::traits::Gender;

/// One word of a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NamePart {
    /// A letter that stands for a given name.
    Initial(char),
    /// A word, by its number in [`WordIds`], and the number of its long form ("joseph" for "joe").
    Word(u32, u32),
}

impl NamePart {
    /// Returns the number of the word; `None` for an initial.
    pub(super) const fn word(self) -> Option<u32> {
        match self {
            Self::Word(id, _) => Some(id),
            Self::Initial(_) => None,
        }
    }

    /// Returns whether both parts can be the same name: an initial and a word that begins with it, or a short and a
    /// long form.
    pub(super) fn can_be(self, other: Self, words: &WordIds) -> bool {
        let starts = |id: u32, letter: char| words.text(id).starts_with(letter);
        match (self, other) {
            (Self::Word(a, long_a), Self::Word(b, long_b)) => a == b || long_a == long_b,
            (Self::Initial(a), Self::Initial(b)) => a == b,
            (Self::Initial(letter), Self::Word(id, _))
            | (Self::Word(id, _), Self::Initial(letter)) => starts(id, letter),
        }
    }
}

/// A person's name without particles ("van der") and suffix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PersonName {
    /// The given names, initials and surnames, in order.
    pub(super) parts: Vec<NamePart>,
    /// The suffix, by its number in [`WordIds`]: "jr", "iii".
    pub(super) suffix: Option<u32>,
    /// Whether the last word is the father's name, as in "bin Salman".
    pub(super) is_patronymic: bool,
    /// The gender that the given name shows.
    pub(super) gender: Gender,
    /// Whether the name has several words and the first is a known given name.
    pub(super) has_given_name: bool,
}

impl PersonName {
    /// Parses a name. New words are added to `words`.
    pub(super) fn parse(text: &str, words: &mut WordIds) -> Self {
        let mut name = Self::default();
        for raw in text.split([' ', '\u{a0}', '\n', '\t', ',']) {
            let mut pieces = raw.split(['-', '‑', '–']).peekable();
            while let Some(piece) = pieces.next() {
                name.read(piece, pieces.peek().is_some(), words);
            }
        }
        let given = name.given_name(words);
        name.gender = given.unwrap_or(Gender::Unknown);
        name.has_given_name = given.is_some();
        name
    }

    fn read(&mut self, raw: &str, is_joined: bool, words: &mut WordIds) {
        if is_initials(raw, self.parts.is_empty()) {
            let letters = raw.chars().filter(|c| c.is_alphabetic());
            let initials = letters.flat_map(char::to_lowercase).map(NamePart::Initial);
            self.parts.extend(initials);
            return;
        }
        // "Al Gore" and "Ben Bernanke" begin with a given name, "al-Assad" and "van Gogh" with a particle.
        let can_be_particle = !self.parts.is_empty()
            || is_joined
            || raw.starts_with(char::is_lowercase)
            || !name_words::is_given_too(&fold_name(raw));
        for word in fold_name(raw).split(' ').filter(|word| !word.is_empty()) {
            self.push(word, can_be_particle, words);
        }
    }

    fn push(&mut self, word: &str, can_be_particle: bool, words: &mut WordIds) {
        if !self.parts.is_empty() && name_words::is_suffix(word) {
            self.suffix = Some(words.id(word));
        } else if can_be_particle && name_words::is_particle(word) {
            self.is_patronymic |= name_words::is_patronymic(word);
        } else {
            let id = words.id(word);
            let long = name_words::long_form_of(word).map_or(id, |long| words.id(long));
            self.parts.push(NamePart::Word(id, long));
        }
    }

    fn given_name(&self, words: &WordIds) -> Option<Gender> {
        let [NamePart::Word(first, long), _, ..] = *self.parts.as_slice() else {
            return None;
        };
        let known = |word| entity_lexicon().given_name(words.text(word));
        known(first).or_else(|| known(long))
    }

    /// Returns whether the name has more than one word, which usually means a given name and a surname.
    pub(super) fn is_full(&self) -> bool {
        self.parts.len() > 1
    }

    /// Returns the number of the last word.
    pub(super) fn last(&self) -> Option<u32> {
        self.parts.last().and_then(|part| part.word())
    }

    /// Returns whether two full names can belong to one person: they have the same surname and compatible given names,
    /// one name is contained in the other, or they have the same two words in reverse order.
    pub(super) fn can_be(&self, other: &Self, words: &WordIds) -> bool {
        if self.suffix.is_some() && other.suffix.is_some() && self.suffix != other.suffix {
            return false;
        }
        let (long, short) = if self.parts.len() >= other.parts.len() {
            (&self.parts, &other.parts)
        } else {
            (&other.parts, &self.parts)
        };
        names_agree(long, short, words)
            || short.len() < long.len() && long.windows(short.len()).any(|window| window == short)
            || matches!((long.as_slice(), short.as_slice()), ([a, b], [c, d]) if a == d && b == c)
    }
}

/// Returns whether two names of at least two words have the same surname, compatible given names, and no conflicting
/// middle names.
fn names_agree(a: &[NamePart], b: &[NamePart], words: &WordIds) -> bool {
    let ([first_a, middle_a @ .., last_a], [first_b, middle_b @ .., last_b]) = (a, b) else {
        return false;
    };
    let is_middle_equal = middle_a.len() == middle_b.len()
        && middle_a
            .iter()
            .zip(middle_b)
            .all(|(a, b)| a.can_be(*b, words));
    last_a == last_b
        && first_a.can_be(*first_b, words)
        && (middle_a.is_empty() || middle_b.is_empty() || is_middle_equal)
}

/// Returns whether a word consists of initials: "J.", "J.K.", and at the start of a name "JK".
fn is_initials(raw: &str, is_first: bool) -> bool {
    let n_letters = raw.chars().filter(|c| c.is_alphabetic()).count();
    let is_capital = raw.chars().all(|c| c.is_uppercase() || c == '.');
    is_capital
        && n_letters > 0
        && (raw.contains('.') && n_letters <= 4 || n_letters == 1 || is_first && n_letters == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn can_be(a: &str, b: &str) -> bool {
        let mut words = WordIds::default();
        let a = PersonName::parse(a, &mut words);
        let b = PersonName::parse(b, &mut words);
        assert_eq!(a.can_be(&b, &words), b.can_be(&a, &words));
        a.can_be(&b, &words)
    }

    #[test]
    fn names_of_one_person_agree() {
        assert!(can_be("Donald J. Trump", "Donald Trump"));
        assert!(can_be("Joseph R. Biden Jr.", "Joe Biden"));
        assert!(can_be("J.K. Rowling", "J. K. Rowling"));
        assert!(can_be("J.K. Rowling", "Joanne Rowling"));
        assert!(can_be("Luiz Inácio Lula da Silva", "Lula da Silva"));
        assert!(can_be("Xi Jinping", "Jinping Xi"));
        assert!(can_be("Kim Jong-un", "Kim Jong Un"));
        assert!(!can_be("Al Gore", "Ben Gore"));
        assert!(!can_be("Chiara De Santis", "Maria De Santis"));
        assert!(can_be(
            "Alexander Van der Bellen",
            "Alexander van der Bellen"
        ));
    }

    #[test]
    fn names_of_two_people_do_not() {
        assert!(!can_be("John Smith", "Jane Smith"));
        assert!(!can_be("George W. Bush", "George H. W. Bush"));
        assert!(!can_be("Donald Trump Jr.", "Donald Trump Sr."));
        assert!(!can_be("Kim Jong Un", "Kim Yo Jong"));
        assert!(!can_be("Boris Johnson", "Boris Becker"));
    }

    #[test]
    fn given_names_tell_the_gender() {
        let gender = |name| PersonName::parse(name, &mut WordIds::default()).gender;
        assert_eq!(gender("Angela Merkel"), Gender::Female);
        assert_eq!(gender("Merkel"), Gender::Unknown);
        assert_eq!(gender("J. Smith"), Gender::Unknown);
    }
}
