//! Words by what they say of a name next to them or of the name that they stand in, from
//! `assets/lang/en/name-cues.txt`.
//!
//! A word form is looked up once, when it is first seen; later the rules ask its [`CueSet`].

use std::sync::LazyLock;

use crate::engine::lexeme::hash::HashMap;
use crate::engine::lexeme::vocabulary::word_hash;

const LIST: &str = include_str!("../../../assets/lang/en/name-cues.txt");

/// A class of words of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine::names) enum NameCue {
    /// A form of address before a name: "Mr".
    FormOfAddress,
    /// A part of a state that the news calls by one word: "parliament".
    Legislature,
    /// A feature of the sequence model: a place follows.
    BeforePlace,
    /// A feature of the sequence model: a person or an organisation is beside.
    BesideSpeaker,
    /// The head of the name of an event: "summit".
    Event,
    /// The head of the name of a work, law or prize: "treaty".
    Work,
    /// The last word of the name of a nation with teams of its own: "Wales".
    Nation,
    /// A preposition before a place: "near".
    PlacePreposition,
    /// A noun for a firm or body that precedes its name too: "drugmaker".
    Trade,
    /// A noun for a firm or body that says so only after its name: "Orvane, a bank".
    BodyNoun,
    /// The first word of a description after a comma: "another".
    DescribingArticle,
    /// A word that ends the noun phrase of a description: "based".
    DescriptionEnd,
    /// The last word of the name of a body: "committee".
    Body,
    /// The first word of the name of a ministry: "department".
    Ministry,
    /// A noun after the name of a place: "refinery".
    Site,
    /// A stock exchange: "nyse".
    Exchange,
    /// What follows the name of a listed firm: "shareholders".
    OfListedFirm,
    /// What "of" follows before a firm: "takeover".
    SoldOf,
    /// What "in" follows before a firm: "stake".
    SoldIn,
    /// Somebody who speaks for a firm or on others: "analyst".
    Employee,
    /// A verb of prices: "slumped".
    PriceVerb,
    /// A word before an approximate amount: "nearly".
    Approximation,
    /// A sign or word for percent.
    Percent,
    /// A word after which a possessive belongs to a person: "than Roe's".
    NotOfPossessor,
    /// A verb that cannot describe a noun after it: "said".
    PlainSpeechVerb,
    /// A word after a possessive that is a firm's name: "Roe's in".
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
    /// What "over" follows before a team: "win".
    Victory,
    /// A word for a draw.
    Draw,
    /// What "with" follows before a team: "signed".
    Contract,
    /// What "to" follows before a team: "lost".
    Loss,
    /// What "off" follows before a team: "held".
    Holding,
    /// What "past" follows before a team: "eased".
    Edging,
    /// What "by" follows before a team: "beaten".
    BeatenBy,
    /// What "for" follows before a team: "debut".
    PlayingFor,
    /// Somebody of a team, after its name: "coach".
    TeamRole,
    /// A word after a town that is not a role in a team: "mayor".
    NotTeamRole,
    /// A word in lower case, or a mark, that is inside names: "of".
    Joiner,
    /// A word in lower case that begins a family name, or is in it: "van".
    Particle,
    /// The pronoun of the first person, which has a capital and is not a name.
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
