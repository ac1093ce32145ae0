//! Words that are evidence about a name next to them or around them, from `assets/lang/en/name-cues.txt`.
//!
//! A word form is looked up once; afterwards the rules use its [`CueSet`].

use std::sync::LazyLock;

use crate::engine::lexeme::hash::HashMap;
use crate::engine::lexeme::vocabulary::word_hash;

const LIST: &str = include_str!("../../../assets/lang/en/name-cues.txt");

/// A class of words in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine::names) enum NameCue {
    /// A form of address before a name: "Mr".
    FormOfAddress,
    /// A parliament, which the news often calls by one word: "parliament".
    Legislature,
    /// A word that a place follows, used as a feature of the sequence model.
    BeforePlace,
    /// A word next to a person or organisation, used as a feature of the sequence model.
    BesideSpeaker,
    /// The head noun in the name of an event: "summit".
    Event,
    /// The head noun in the name of a work, law or prize: "treaty".
    Work,
    /// The last word of the name of a nation with teams of its own: "Wales".
    Nation,
    /// A preposition before a place: "near".
    PlacePreposition,
    /// A noun for a company or organisation that can also precede its name: "drugmaker".
    Trade,
    /// A noun for a company or organisation that is evidence only after its name: "Orvane, a bank".
    BodyNoun,
    /// The first word of a description after a comma: "another".
    DescribingArticle,
    /// A word that ends the noun phrase of a description: "based".
    DescriptionEnd,
    /// The last word of the name of an organisation: "committee".
    Body,
    /// The first word of the name of a ministry: "department".
    Ministry,
    /// A noun after the name of a place: "refinery".
    Site,
    /// A stock exchange: "nyse".
    Exchange,
    /// A word that follows the name of a listed company: "shareholders".
    OfListedFirm,
    /// A word before "of" and a company: "takeover".
    SoldOf,
    /// A word before "in" and a company: "stake".
    SoldIn,
    /// A person who speaks for a company or about companies: "analyst".
    Employee,
    /// A verb for the movement of prices: "slumped".
    PriceVerb,
    /// A word before an approximate amount: "nearly".
    Approximation,
    /// A sign or word for percent.
    Percent,
    /// A word before a possessive that belongs to a person: "than Roe's".
    NotOfPossessor,
    /// A verb that cannot describe a noun after it: "said".
    PlainSpeechVerb,
    /// A word after a possessive that shows that the name is a company's: "Roe's in".
    AfterPossessiveFirm,
    /// A trade in the singular after a possessive: "Roe's, the baker".
    Shopkeeper,
    /// A verb after the name of a team: "outscored".
    TeamVerb,
    /// A verb between two teams: "hosted".
    TeamVerbBeforeName,
    /// What a team was: "relegated".
    TeamParticiple,
    /// A word before the name of a team: "versus".
    BeforeOpponent,
    /// A word before "over" and a team: "win".
    Victory,
    /// A word for a draw.
    Draw,
    /// A word before "with" and a team: "signed".
    Contract,
    /// A word before "to" and a team: "lost".
    Loss,
    /// A word before "off" and a team: "held".
    Holding,
    /// A word before "past" and a team: "eased".
    Edging,
    /// A word before "by" and a team: "beaten".
    BeatenBy,
    /// A word before "for" and a team: "debut".
    PlayingFor,
    /// A role in a team, after the team's name: "coach".
    TeamRole,
    /// A word after a town that is not a role in a team: "mayor".
    NotTeamRole,
    /// A lower-case word or punctuation inside names: "of".
    Joiner,
    /// A lower-case word that begins or is inside a surname: "van".
    Particle,
    /// The pronoun "I", which is capitalised but is not a name.
    Speaker,
}

impl NameCue {
    /// All classes by their names in the list.
    const fn names() -> &'static [(&'static str, Self)] {
        &[
            ("form-of-address", Self::FormOfAddress),
            ("legislature", Self::Legislature),
            ("before-place", Self::BeforePlace),
            ("beside-speaker", Self::BesideSpeaker),
            ("event", Self::Event),
            ("work", Self::Work),
            ("nation", Self::Nation),
            ("place-preposition", Self::PlacePreposition),
            ("trade", Self::Trade),
            ("body-noun", Self::BodyNoun),
            ("describing-article", Self::DescribingArticle),
            ("description-end", Self::DescriptionEnd),
            ("body", Self::Body),
            ("ministry", Self::Ministry),
            ("site", Self::Site),
            ("exchange", Self::Exchange),
            ("of-listed-firm", Self::OfListedFirm),
            ("sold-of", Self::SoldOf),
            ("sold-in", Self::SoldIn),
            ("employee", Self::Employee),
            ("price-verb", Self::PriceVerb),
            ("approximation", Self::Approximation),
            ("percent", Self::Percent),
            ("not-of-possessor", Self::NotOfPossessor),
            ("plain-speech-verb", Self::PlainSpeechVerb),
            ("after-possessive-firm", Self::AfterPossessiveFirm),
            ("shopkeeper", Self::Shopkeeper),
            ("team-verb", Self::TeamVerb),
            ("team-verb-before-name", Self::TeamVerbBeforeName),
            ("team-participle", Self::TeamParticiple),
            ("before-opponent", Self::BeforeOpponent),
            ("victory", Self::Victory),
            ("draw", Self::Draw),
            ("contract", Self::Contract),
            ("loss", Self::Loss),
            ("holding", Self::Holding),
            ("edging", Self::Edging),
            ("beaten-by", Self::BeatenBy),
            ("playing-for", Self::PlayingFor),
            ("team-role", Self::TeamRole),
            ("not-team-role", Self::NotTeamRole),
            ("joiner", Self::Joiner),
            ("particle", Self::Particle),
            ("speaker", Self::Speaker),
        ]
    }

    const fn bit(self) -> u64 {
        1 << self as u64
    }
}

/// The classes of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::engine::names) struct CueSet(u64);

impl CueSet {
    /// Returns the classes of the word with this hash.
    pub(in crate::engine::names) fn of(key: u64) -> Self {
        // A word that is not in the list is of no class.
        CUES.get(&key).map_or(Self(0), |set| *set)
    }

    /// Returns whether the word is of a class.
    #[inline]
    pub(in crate::engine::names) const fn has(self, cue: NameCue) -> bool {
        self.0 & cue.bit() != 0
    }
}

/// The classes of each word of the list, by its hash.
static CUES: LazyLock<HashMap<u64, CueSet>> = LazyLock::new(|| {
    let mut cues: HashMap<u64, CueSet> = HashMap::default();
    for line in LIST.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let class = words.next();
        let known = NameCue::names()
            .iter()
            .find(|(name, _)| Some(*name) == class);
        if let Some((_, cue)) = known {
            for word in words {
                cues.entry(word_hash(word)).or_default().0 |= cue.bit();
            }
        }
    }
    cues
});

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn has(word: &str, cue: NameCue) -> bool {
        CueSet::of(word_hash(word)).has(cue)
    }

    #[test]
    fn every_line_has_a_known_class_and_every_class_a_line() {
        let lines = LIST.lines().filter(|line| !line.starts_with('#'));
        let used: BTreeSet<_> = lines.filter_map(|line| line.split(' ').next()).collect();
        let known: BTreeSet<_> = NameCue::names().iter().map(|(name, _)| *name).collect();
        assert_eq!(used, known);
        for (at, (_, cue)) in NameCue::names().iter().enumerate() {
            assert_eq!(*cue as usize, at);
        }
    }

    #[test]
    fn every_word_is_of_the_classes_of_its_lines() {
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let class = words.next();
            let cue = NameCue::names()
                .iter()
                .find(|(name, _)| Some(*name) == class);
            let (_, cue) = cue.expect("a class");
            assert!(
                words.all(|word| !word.is_empty() && has(word, *cue)),
                "{line}"
            );
        }
    }

    #[test]
    fn a_word_may_be_of_several_classes_and_most_are_of_none() {
        assert!(has("analyst", NameCue::Employee) && has("analyst", NameCue::OfListedFirm));
        assert!(!has("analyst", NameCue::Trade));
        for word in ["", "Analyst", "analys", "sea", "#"] {
            assert_eq!(CueSet::of(word_hash(word)), CueSet::default(), "{word:?}");
        }
    }
}
