//! Words by what they say of speech in a layout or beside quotation marks, from `assets/quote-words.txt`.

use std::sync::LazyLock;

use crate::engine::lexeme::hash::HashMap;
use crate::invariant::ExpectOr;

const LIST: &str = include_str!("../../../assets/quote-words.txt");

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
}

impl QuoteWord {
    const ALL: [(&'static str, Self); 10] = [
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
    ];

    const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// Returns whether a word in lower case is one of this class.
    pub(super) fn has(self, lower: &str) -> bool {
        WORDS
            .get(lower)
            .is_some_and(|classes| classes & self.bit() != 0)
    }
}

static WORDS: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, u16> = HashMap::default();
    for line in LIST.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split(' ');
        let class = parts.next().expect_or_default("a split has a first part");
        let known = QuoteWord::ALL.iter().find(|(name, _)| *name == class);
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
                QuoteWord::ALL.iter().any(|(name, _)| Some(*name) == class),
                "{line}"
            );
        }
        assert!(QuoteWord::Document.has("letter") && QuoteWord::Work.has("essay"));
        assert!(QuoteWord::Document.has("essay") && !QuoteWord::Label.has("essay"));
    }
}
