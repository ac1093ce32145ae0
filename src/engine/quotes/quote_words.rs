//! Words by what they say of speech in a layout or next to quotation marks, from `assets/lang/en/quote-words.txt`.

use std::sync::LazyLock;

use crate::engine::lexeme::hash::HashMap;
use crate::invariant::ExpectOr;

const LIST: &str = include_str!("../../../assets/lang/en/quote-words.txt");

/// A class of words of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuoteWord {
    /// A label of a transcript that is neither a name nor a role: "operator".
    Label,
    /// A label of a question.
    Question,
    /// A label of an answer.
    Answer,
    /// Something written or issued: "letter".
    Document,
    /// The first word of a letter: "Dear".
    Salutation,
    /// The first or last word of the line under a letter: "Yours faithfully".
    SignOff,
    /// A label of a list of links, credits or sources.
    List,
    /// A verb before the title of a work: "wrote".
    VerbOfWork,
    /// A work with a title: "novel".
    Work,
    /// A verb before the words of a sign: "marked".
    Sign,
    /// A verb that says that the words in marks are a name: "dubbed".
    QuotedAs,
    /// A noun before a word in marks: "the term".
    WordNoun,
    /// A noun that stands for a word as a word: "the name".
    NameNoun,
    /// A noun that stands for words that were said: "reply".
    NounOfSaying,
    /// What a crowd calls: "chants".
    Shout,
    /// What can say something before the colon of a headline: "poll".
    ReportHead,
    /// A noun for words that a sentence introduces: "a word from".
    SpeechNoun,
    /// A verb whose object is always the hearer: "told".
    Addressing,
    /// A preposition before the author of a claim.
    ClaimAuthor,
    /// A word between the author of a claim and "that".
    ClaimLink,
    /// A noun before a "that" that says what it is: "condition".
    ContentNoun,
    /// A form of "speak" or "talk".
    Speak,
    /// A preposition before what is spoken of.
    Topic,
    /// A pronoun of the first or second person.
    Own,
    /// A pronoun that is nobody in particular.
    NoPerson,
    /// A word for the words that follow: "the following".
    Pointer,
    /// A conjunction that opens a clause of the writer's own: "though".
    Contrast,
    /// A word before a number that is not exact: "about".
    Circa,
    /// A word that begins with an apostrophe: "'til".
    Elided,
    /// A verb between words in marks and the noun for them: "came the reply".
    ReplyVerb,
    /// A preposition before a source: "per".
    SourceLink,
    /// A word before a participle that asks: "when asked".
    Conditional,
    /// A word that opens an adjunct after words in marks: "before walking off".
    AdjunctOpener,
    /// A word that is the object of "say" and begins no clause: "said little".
    EmptyObject,
    /// A word before an amount: "minus".
    BeforeNumber,
    /// A form of a verb of thinking that says what its subject holds to be true: "fears".
    Belief,
    /// One of several who are not named: "the second".
    OrdinalPerson,
    /// A noun for a body that "the" and nothing else may occur before: "the lender".
    BodyNoun,
    /// A noun for a kind of company: "the carmaker".
    CompanyNoun,
    /// A verb of dying: "drowned".
    Death,
    /// An article before a person who is not known: "a".
    Indefinite,
    /// A verb with which the speaker before goes on: "added".
    Continuing,
    /// An adverb that joins a verb to those before it: "then".
    NextStep,
    /// The letters in which a word for one person of a nation ends: "man", "ian".
    Nationality,
    /// A preposition with which an interrupted clause goes on: "from".
    Resuming,
    /// What something is said in: "interview".
    Medium,
    /// A form of a verb of finding: "found".
    Finding,
    /// Who finds things and reports them: "study".
    Finder,
    /// A participle before "to" that leaves out who spoke: "ordered".
    Commanded,
    /// A participle that describes the name before its comma: "asked", "based".
    SetOff,
    /// A word before an example: "such" as, "like".
    Example,
    /// A word before a clause that is only imagined: "if".
    Hypothetical,
    /// A form of "say".
    SayForm,
    /// An adverb that belongs to the word after it: "too".
    Degree,
    /// A noun for a man that says nothing else: "boy".
    Male,
    /// A noun for a woman that says nothing else: "girl".
    Female,
    /// A conjunction for what happens beside what is said: ", as rain poured".
    Meanwhile,
}

impl QuoteWord {
    /// All classes by their names in the list.
    const fn names() -> &'static [(&'static str, Self)] {
        &[
            ("label", Self::Label),
            ("question", Self::Question),
            ("answer", Self::Answer),
            ("document", Self::Document),
            ("salutation", Self::Salutation),
            ("sign-off", Self::SignOff),
            ("list", Self::List),
            ("verb-of-work", Self::VerbOfWork),
            ("work", Self::Work),
            ("sign", Self::Sign),
            ("quoted-as", Self::QuotedAs),
            ("word-noun", Self::WordNoun),
            ("name-noun", Self::NameNoun),
            ("noun-of-saying", Self::NounOfSaying),
            ("shout", Self::Shout),
            ("report-head", Self::ReportHead),
            ("speech-noun", Self::SpeechNoun),
            ("addressing", Self::Addressing),
            ("claim-author", Self::ClaimAuthor),
            ("claim-link", Self::ClaimLink),
            ("content-noun", Self::ContentNoun),
            ("speak", Self::Speak),
            ("topic", Self::Topic),
            ("own", Self::Own),
            ("no-person", Self::NoPerson),
            ("pointer", Self::Pointer),
            ("contrast", Self::Contrast),
            ("circa", Self::Circa),
            ("elided", Self::Elided),
            ("reply-verb", Self::ReplyVerb),
            ("source-link", Self::SourceLink),
            ("conditional", Self::Conditional),
            ("adjunct-opener", Self::AdjunctOpener),
            ("empty-object", Self::EmptyObject),
            ("before-number", Self::BeforeNumber),
            ("belief", Self::Belief),
            ("ordinal-person", Self::OrdinalPerson),
            ("body-noun", Self::BodyNoun),
            ("company-noun", Self::CompanyNoun),
            ("death", Self::Death),
            ("indefinite", Self::Indefinite),
            ("continuing", Self::Continuing),
            ("next-step", Self::NextStep),
            ("set-off", Self::SetOff),
            ("nationality", Self::Nationality),
            ("resuming", Self::Resuming),
            ("medium", Self::Medium),
            ("finding", Self::Finding),
            ("finder", Self::Finder),
            ("commanded", Self::Commanded),
            ("example", Self::Example),
            ("hypothetical", Self::Hypothetical),
            ("say-form", Self::SayForm),
            ("meanwhile", Self::Meanwhile),
            ("degree", Self::Degree),
            ("male", Self::Male),
            ("female", Self::Female),
        ]
    }

    const fn bit(self) -> u64 {
        1 << self as u64
    }

    /// Returns whether a word in lower case is one of this class.
    pub(super) fn has(self, lower: &str) -> bool {
        WORDS
            .get(lower)
            .is_some_and(|classes| classes & self.bit() != 0)
    }
}

static WORDS: LazyLock<HashMap<&'static str, u64>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, u64> = HashMap::default();
    for line in LIST.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split(' ');
        let class = parts.next().expect_or_default("a split has a first part");
        let known = QuoteWord::names().iter().find(|(name, _)| *name == class);
        if let Some((_, class)) = known {
            for word in parts {
                *words.entry(word).or_default() |= class.bit();
            }
        }
    }
    words
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_has_a_known_class() {
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let class = line.split(' ').next();
            assert!(
                QuoteWord::names()
                    .iter()
                    .any(|(name, _)| Some(*name) == class),
                "{line}"
            );
        }
        assert!(QuoteWord::Document.has("letter") && QuoteWord::Work.has("essay"));
        assert!(QuoteWord::Document.has("essay") && !QuoteWord::Label.has("essay"));
    }
}
