//! The classes of words that the rules for figures use, from `assets/lang/en/figure-words.txt`.

/// Declares the classes with their names in the file.
macro_rules! figure_classes {
    ($($(#[$about:meta])* $variant:ident = $name:literal,)*) => {
        /// A class of words around figures.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(in crate::engine) enum FigureClass {
            $($(#[$about])* $variant,)*
        }

        impl FigureClass {
            /// All classes with their names in the file.
            const NAMES: &[(&'static str, Self)] = &[$(($name, Self::$variant),)*];
        }
    };
}

figure_classes! {
    /// A decade of a life: "thirties". Its value is the first year ("twenties", "forties").
    Decade = "decade",
    /// Someone in a decade of life: "thirtysomething" ("twentysomething", "fortysomething").
    DecadePerson = "decade-person",
    /// A verb of multiplication: "doubled" ("doubling", "tripled").
    Multiple = "multiple",
    /// "Twice", before "as" or "the": "twice", "thrice".
    TimesAs = "times-as",
    /// A multiple with `-fold`.
    Fold = "fold",
    /// "Early", "mid", "late": "early".
    PartOfDecade = "part-of-decade",
    /// A possessive: "his", "her".
    Owner = "owner",
    /// A verb between a person and an age: "turned" ("was", "is").
    Turned = "turned",
    /// A pronoun that is the subject of such a verb: "he", "she".
    PersonPronoun = "person-pronoun",
    /// A pronoun after "when", of a person whose age is given: "he", "she".
    Mourned = "mourned",
    /// A conjunction or adverb after an age: "and", "but".
    ClauseJoint = "clause-joint",
    /// A word after an age that is in apposition: "and", "of".
    AfterAge = "after-age",
    /// An adverb before an age in apposition: ", now 41," ("both", "now").
    BeforeAge = "before-age",
    /// A person in the singular, whose age may follow between commas: "man", "woman".
    PersonNoun = "person-noun",
    /// People whose age is limited: "voters" ("people", "those").
    Person = "person",
    /// "Under", "over": "under", "above".
    AgeLimit = "age-limit",
    /// A thing with a price or rate: "share" ("price", "index").
    Quoted = "quoted",
    /// A preposition before a day of the month: "on", "by".
    DayPreposition = "day-preposition",
    /// A prefix of numbers: "mid-30s" ("mid", "pre").
    NumberPrefix = "number-prefix",
    /// An ending of numbers: `30s`, `5m`.
    NumberEnding = "number-ending",
    /// A word before "one" as a pronoun: "no", "the".
    BeforeOne = "before-one",
    /// A word after "one" as a pronoun: "another", "by".
    AfterOne = "after-one",
    /// "Roof", after "under one": "roof", "umbrella".
    OneRoof = "one-roof",
    /// "Voice", after "with one": "voice", "breath".
    OneVoice = "one-voice",
    /// "Side", after "on one": "side", "hand".
    OneSide = "one-side",
    /// A team: "squad" ("side", "sides").
    Team = "team",
    /// A word that makes a name with a number in lower case too: "article" ("section", "chapter").
    SmallDesignator = "small-designator",
    /// A first word that makes no name: "another" ("exactly", "around").
    NoName = "no-name",
    /// A word before "zero" in a name: "ground" ("patient", "day").
    BeforeZero = "before-zero",
    /// What "first" names by an idiom: "aid" ("hand", "lady").
    FirstThing = "first-thing",
    /// The second part of a compound with an ordinal: "hand" ("class", "ever").
    OrdinalCompound = "ordinal-compound",
    /// A word before the result of a vote: "by", "voted".
    VoteVerb = "vote-verb",
    /// Shows that pounds are a weight: "weigh", "weighs".
    Heavy = "heavy",
    /// An abbreviated unit that is a word too: "cal" ("h", "hr").
    ShortUnit = "short-unit",
    /// An adjective of size after an amount: "long" ("wide", "tall").
    SizeWord = "size-word",
    /// A word after cents without their name: "15 dollars 50 more" ("more", "each").
    AfterCents = "after-cents",
    /// What an amount is for each of: "share" ("head", "person").
    RateNoun = "rate-noun",
    /// A verb of change whose object is moved: "raise", "raised".
    TransitiveChange = "transitive-change",
    /// A small word before the size of a change: "a", "an".
    ChangeAdverb = "change-adverb",
    /// A noun of change that may also be of things: "loss" ("gain", "discount").
    HeldChange = "held-change",
    /// A noun of change that is always one: "growth" ("reduction").
    SureChange = "sure-change",
    /// A word before "up" as a direction: "trading", "trade".
    TradingVerb = "trading-verb",
    /// A verb with the particle "up" or "down": "brought", "bring".
    ParticleVerb = "particle-verb",
    /// A word after an amount that is compared: "from", "on".
    Compared = "compared",
    /// A verb before "from … to …": "go", "goes".
    Going = "going",
    /// A word that ends the search for a verb of change: "that", "which".
    ChangeBorder = "change-border",
    /// A particle after a multiple: "doubled down" ("down", "over").
    AfterMultiple = "after-multiple",
    /// A small word between a bound and a number: "only", "just".
    SmallAdverb = "small-adverb",
    /// A word that begins a clause: "and", "but".
    ClauseOpener = "clause-opener",
    /// A noun of counting: "number", before "of" ("numbers", "count").
    CountNoun = "count-noun",
    /// A verb whose object is a number of things: "employs" ("needs", "wants").
    HoldingVerb = "holding-verb",
    /// A verb whose object may be a number alone: "has" ("have", "had").
    HavingVerb = "having-verb",
    /// A pronoun after "of" that refers to what was counted: "them", "those".
    Reference = "reference",
    /// "More", "fewer", "enough" before things: "more".
    Wanted = "wanted",
    /// `shilling`, `shillings`.
    ShillingNoun = "shilling-noun",
    /// `cup`, `cups`.
    CupNoun = "cup-noun",
    /// `pound`, `pounds`.
    PoundNoun = "pound-noun",
    /// A word that, after a result, marks it is one of a vote: "vote", "votes".
    VoteNoun = "vote-noun",
    /// A word that, after "in", marks the whole of it: "all", "total".
    AllOrTotal = "all-or-total",
}

impl FigureClass {
    /// Returns the class with this name in the file.
    pub(super) fn find(name: &str) -> Option<Self> {
        let mut names = Self::NAMES.iter();
        names
            .find(|(known, _)| *known == name)
            .map(|(_, class)| *class)
    }

    const fn bit(self) -> u64 {
        1 << self as u64
    }
}

/// The classes of a word, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::engine) struct FigureClasses(u64);

impl FigureClasses {
    /// No class.
    pub(super) const NONE: Self = Self(0);

    /// Returns whether the word is of this class.
    pub(in crate::engine) const fn contains(self, class: FigureClass) -> bool {
        self.0 & class.bit() != 0
    }

    pub(super) const fn insert(&mut self, class: FigureClass) {
        self.0 |= class.bit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::numbers::words::NumericLexicon;

    #[test]
    fn every_class_has_a_bit_and_a_word_in_the_file() {
        let file = include_str!("../../../assets/lang/en/figure-words.txt");
        assert!(FigureClass::NAMES.len() <= 64);
        for (name, class) in FigureClass::NAMES {
            let line = file
                .lines()
                .find_map(|line| line.strip_prefix(&format!("{name}: ")));
            let first = line.and_then(|line| line.split_whitespace().next());
            let first = first.unwrap_or_else(|| panic!("{name} has no line"));
            let word = first.split_once('=').map_or(first, |(word, _)| word);
            assert!(
                NumericLexicon::get().word(word).figure.contains(*class),
                "{word} is not of {name}"
            );
        }
    }

    #[test]
    fn a_word_has_the_value_of_the_file() {
        let lexicon = NumericLexicon::get();
        assert_eq!(lexicon.word("Quadrupled").factor, Some(4));
        assert_eq!(lexicon.word("sixties").factor, Some(60));
        assert_eq!(lexicon.word("roof").factor, None);
        assert!(!lexicon.word("roof").figure.contains(FigureClass::OneSide));
        assert!(FigureClass::find("no such class").is_none());
    }
}
