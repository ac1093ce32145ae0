//! Flags of words around numbers and dates.

use super::named_enum::is_named;

/// Declares the flags, each with its bit and its name in the lists.
macro_rules! flags {
    ($($(#[$doc:meta])* $name:ident = $bit:literal,)*) => {
        impl NumericFlags {
            $($(#[$doc])* pub(in crate::engine) const $name: Self = Self(1 << $bit);)*

            /// All flags, with their names in the code.
            pub(super) const ALL: &[(&str, Self)] = &[$((stringify!($name), Self::$name),)*];
        }
    };
}

/// The properties of a word next to numbers and dates, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::engine) struct NumericFlags(pub(super) u32);

flags! {
    /// A preposition.
    PREPOSITION = 0,
    /// An article, possessive or demonstrative.
    DETERMINER = 1,
    /// A form of be, have, do or a modal verb.
    AUXILIARY = 2,
    /// A conjunction, pronoun, question word or adverb: ends a noun phrase.
    FUNCTION = 3,
    /// A verb that often follows its subject: ends a noun phrase.
    VERB = 4,
    /// Marks the future: "will", "plans".
    FUTURE = 5,
    /// Marks the past: "was", "had".
    PAST = 6,
    /// A word before a number that is a name: "Channel", "Article".
    DESIGNATOR = 7,
    /// A plural without `s`, or a word that is counted like one: "people", "dead".
    PLURAL = 8,
    /// Ends in `s` and is not a plural: "previous".
    SINGULAR = 9,
    /// Plural in form, but the first part of a compound: "arms dealers".
    COMPOUND = 10,
    /// A street or the like: "10 Downing Street".
    STREET = 11,
    /// A change as a noun: "rise", "drop".
    CHANGE_NOUN = 12,
    /// A word of contests: "won", "defeat".
    CONTEST = 13,
    /// The plural of a period or scale: "weeks", "thousands".
    MANY = 14,
    /// Begins a phrase of the tables of units.
    PHRASE = 15,
    /// Makes a sentence worth searching although it is not a number: "now", "aged".
    TRIGGER = 17,
    /// A figure may begin with it or with the word before it.
    AMOUNT = 19,
    /// The simple present of a verb of timetables: "resumes".
    PRESENT = 18,
    /// Begins the name of a holiday, or a name that holds a word of dates.
    HOLIDAY = 27,
    /// Shows that pounds are money: "fine", "cost".
    PAYMENT = 20,
    /// A verb of motion or place, after which "over", "under" and "around" name a place: "jumped".
    MOTION = 21,
    /// A work with a subject: "novel", after which "about" names it.
    STORY = 22,
    /// Shows that bare digits are a code: "dial", "postcode".
    CODE = 23,
    /// A plural with a value of its own, which is not counted: "shares", "prices".
    VALUED = 24,
    /// A verb between what is counted and how many it is: "totalled".
    TALLY = 25,
    /// An adjective that is a plural by itself: "elderly", "Chinese".
    GROUP = 26,
    /// A common adjective without a typical ending.
    ADJECTIVE = 16,
}

impl NumericFlags {
    /// Returns the flag of a name in the lists, in which a hyphen stands for `_`.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(code, _)| is_named(code, name));
        found.map(|(_, flag)| *flag)
    }

    /// Returns whether any flag of `other` is set.
    pub(in crate::engine) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns the union of both sets.
    pub(in crate::engine) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
