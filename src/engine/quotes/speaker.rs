//! Who a speaker is: the entity that the words of a phrase name, or the words alone.

use super::apposition::APPOSITION;
use super::context::{QuoteContext, TokenizedName};
use super::interview::INTERVIEWEE;
use super::labelled_lines::LABEL;
use super::namesake::{NAMESAKE, SurnameBearer, bearer_of};
use super::pronoun::Pronouns;
use super::quote_words::QuoteWord;
use super::role_antecedent::{entity_of_role, is_nationality};
use super::turn::TurnOwner;
use crate::annotation::{EntityId, EntityKind, Mention, RuleId, Speaker};
use crate::engine::lexeme::name_words::LexicalTraits;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;
use crate::engine::{Draft, Found};

pub(super) static NAME: Rule = Rule {
    id: RuleId("quotes/speaker-name"),
    summary: "The speaker is the person or body whose name is the head of the phrase.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "“The bridge is safe,” said ⟦Karen Oduya⟧.",
        "⟦The columnist Dana Auer⟧ said the network was finished.",
    ],
    silent: &[
        "“The bridge is safe,” said a neighbour.",
        "“The bridge is safe,” said the lawyer for Karen Oduya.",
    ],
};

pub(super) static ROLE: Rule = Rule {
    id: RuleId("quotes/speaker-role"),
    summary: "The speaker is the one person or body of this role in the article.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Karen Oduya is the mayor of Leeds. “It will reopen,” ⟦the mayor⟧ said.",
        "The Bank of England met on Friday. “Rates will fall,” ⟦the bank⟧ said.",
    ],
    silent: &[
        "“It will reopen,” the mayor said.",
        "Karen Oduya left. “It will reopen,” a neighbour said.",
    ],
};

pub(super) static AUTHOR: Rule = Rule {
    id: RuleId("quotes/speaker-author"),
    summary: "The speaker is the person whose letter, note or statement speaks.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "⟦Ana Roe’s letter⟧ said the pier was lost.",
        "“You deserve better,” ⟦Bo Lind’s note⟧ said.",
    ],
    silent: &[
        "The letter said the pier was lost.",
        "Ana Roe’s brother said the pier was lost.",
    ],
};

pub(super) static WORDS: Rule = Rule {
    id: RuleId("quotes/speaker-words"),
    summary: "The speaker has words and no name: a resident, officials, a report.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "“It leaks,” said ⟦a neighbour⟧.",
        "⟦Officials⟧ said that the dam would hold.",
    ],
    silent: &[
        "“It leaks,” said Karen Oduya.",
        "Karen Oduya said that the roof leaks.",
    ],
};

pub(super) static UNNAMED_PERSON: Rule = Rule {
    id: RuleId("quotes/speaker-unnamed"),
    summary: "The speaker is the person without a name for whom a pronoun stands.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "⟦A woman in the gallery⟧ stood up. “Liars, all of you,” she shouted.",
        "After Ana Roe sat down, ⟦a man⟧ rose from his chair. “It leaks,” he said.",
    ],
    silent: &[
        "Ana Roe stood up. “Liars, all of you,” she shouted.",
        "A woman met Ana Roe and Una Brae. “It leaks,” he said.",
    ],
};

/// A speaker with the rule that found who it is.
pub(super) struct ResolvedSpeaker {
    /// Who speaks.
    pub(super) speaker: Speaker,
    /// The rule.
    pub(super) by: &'static Rule,
    /// How often the rule is right where the phrase is the speaker's, in percent.
    pub(super) percent: u8,
}

/// Returns whether a name is a plural noun for people in capitals at the start of a sentence: "Detectives said".
fn is_plural_noun(context: &QuoteContext<'_, '_>, name: &TokenizedName) -> bool {
    let start = name.tokens.start;
    let frame = context.frames.get(context.frame_at(start));
    let begins = frame.is_some_and(|frame| frame.tokens.start == start);
    let singular = context.page.lower(start).strip_suffix('s');
    begins
        && name.tokens.len() == 1
        && name.kind != Some(EntityKind::Group)
        && singular.is_some_and(|word| LexicalTraits::new(word).is_human())
}

/// Finds who the speakers of a page are.
pub(super) struct SpeakerResolver<'s, 'a, 'p> {
    context: &'s QuoteContext<'a, 'p>,
    pronouns: Pronouns<'s, 'a, 'p>,
}

impl<'s, 'a, 'p> SpeakerResolver<'s, 'a, 'p> {
    /// Returns one that has resolved nothing yet.
    ///
    /// `speaking` holds the heads of the phrases that speak by a verb of saying, in order.
    pub(super) fn new(
        context: &'s QuoteContext<'a, 'p>,
        draft: &'s Draft,
        speaking: Vec<usize>,
    ) -> Self {
        Self {
            context,
            pronouns: Pronouns::new(context, draft, speaking),
        }
    }

    /// Returns who the speaker is that a phrase names.
    pub(super) fn resolve(&mut self, phrase: &NounPhrase, owner: TurnOwner) -> ResolvedSpeaker {
        let range = self.context.page.range_of(phrase.tokens.clone());
        let (entity, by, percent) = match owner {
            TurnOwner::ByWords => self.by_words(phrase),
            TurnOwner::Label(entity) => (Some(entity), &LABEL, 95),
            TurnOwner::Interviewee(entity) => (Some(entity), &INTERVIEWEE, 90),
            TurnOwner::Unresolved => (None, &WORDS, 60),
        };
        let unnamed = self
            .unnamed_person(phrase)
            .filter(|_| entity.is_none() && matches!(owner, TurnOwner::ByWords));
        if let Some(unnamed) = unnamed {
            return ResolvedSpeaker {
                speaker: Speaker::Words(self.context.page.range_of(unnamed.tokens)),
                by: &UNNAMED_PERSON,
                percent: 75,
            };
        }
        let speaker = entity.map_or(Speaker::Words(range), |entity| {
            Speaker::Entity(entity, range)
        });
        ResolvedSpeaker {
            speaker,
            by,
            percent,
        }
    }

    /// Returns the phrase of the person without a name for whom a pronoun stands.
    fn unnamed_person(&self, phrase: &NounPhrase) -> Option<NounPhrase> {
        let is_pronoun = self.context.tag(phrase.head) == PosTag::Pronoun;
        let is_on = is_pronoun && self.context.page.allows(&UNNAMED_PERSON);
        is_on
            .then(|| self.pronouns.unnamed_antecedent(phrase.head))
            .flatten()
    }

    fn by_words(&mut self, phrase: &NounPhrase) -> (Option<EntityId>, &'static Rule, u8) {
        let is_pronoun = matches!(
            self.context.tag(phrase.head),
            PosTag::Pronoun | PosTag::Relative | PosTag::Possessive | PosTag::Object
        );
        let found = if is_pronoun {
            self.pronouns.resolve(phrase.head)
        } else {
            self.by_name(phrase)
                .or_else(|| self.author(phrase))
                .or_else(|| self.by_role(phrase))
        };
        match found {
            Some((entity, by, percent)) => (Some(entity), by, percent),
            None => (None, &WORDS, if is_pronoun { 40 } else { 85 }),
        }
    }

    /// Returns whose name or role the head of a phrase is.
    fn by_name(&self, phrase: &NounPhrase) -> Option<(EntityId, &'static Rule, u8)> {
        let name = self.context.name_at(phrase.head)?;
        let entity = name.entity?;
        if is_plural_noun(self.context, name) {
            return None;
        }
        if is_nationality(self.context, phrase, name) || self.is_joined(phrase, name) {
            return None;
        }
        if name.is_role {
            return self
                .context
                .page
                .allows(&ROLE)
                .then_some((entity, &ROLE, 88));
        }
        match bearer_of(self.context, phrase.head, entity) {
            SurnameBearer::Only(entity) if self.is_set_off(phrase, name) => {
                Some((entity, &APPOSITION, 96))
            }
            SurnameBearer::Only(entity) => Some((entity, &NAME, 97)),
            SurnameBearer::Chosen(entity) => Some((entity, &NAMESAKE, 80)),
            SurnameBearer::Unclear => None,
        }
    }

    /// Returns whether a phrase is two names that speak together: "Armenia and Azerbaijan".
    fn is_joined(&self, phrase: &NounPhrase, name: &TokenizedName) -> bool {
        let and = name.tokens.start.checked_sub(1);
        and.is_some_and(|and| {
            and > phrase.tokens.start
                && self.context.tag(and) == PosTag::And
                && self.context.name_at(and - 1).is_some()
        })
    }

    /// Returns the one person or body of the article that a role alone means.
    fn by_role(&self, phrase: &NounPhrase) -> Option<(EntityId, &'static Rule, u8)> {
        let (entity, percent) = entity_of_role(self.context, phrase)?;
        self.context
            .page
            .allows(&ROLE)
            .then_some((entity, &ROLE, percent))
    }

    /// Returns whether a comma, a dash or a bracket parts a name from the role before it.
    fn is_set_off(&self, phrase: &NounPhrase, name: &TokenizedName) -> bool {
        (phrase.tokens.start..name.tokens.start).any(|at| {
            matches!(
                self.context.tag(at),
                PosTag::Comma | PosTag::Dash | PosTag::Open
            )
        })
    }

    /// Returns whose letter, note or statement speaks: "Ana Roe’s letter to the club".
    fn author(&self, phrase: &NounPhrase) -> Option<(EntityId, &'static Rule, u8)> {
        let head = phrase.head;
        let mark = head.checked_sub(1).filter(|at| *at > phrase.tokens.start)?;
        let is_owned = self.context.tag(mark) == PosTag::Possessive
            && QuoteWord::Document.has(self.context.page.lower(head));
        let owner = self.context.name_at(mark - 1).filter(|_| is_owned)?;
        let entity = owner
            .entity
            .filter(|_| owner.kind == Some(EntityKind::Person))?;
        Some((entity, &AUTHOR, 85))
    }

    /// Returns the pronouns that were resolved, in the order of the text.
    pub(super) fn finish(self) -> Vec<Found<Mention>> {
        self.pronouns.finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::annotate;
    use crate::annotation::Speaker;
    use crate::article::{Article, ArticleMetadata};
    use crate::engine::Engine;

    /// Returns the ids of the rules of the speakers of a text, with the confidence in them.
    fn speaker_rules(text: &str) -> Vec<(&'static str, u8)> {
        let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let annotations = engine.uncalibrated().annotate(&article);
        annotations
            .quotes()
            .map(|(_, quote)| (quote.speaker_by.0, quote.speaker_confidence.get()))
            .collect()
    }

    #[test]
    fn a_speaker_has_the_rule_that_found_it() {
        for (text, rule) in [
            ("“It leaks,” said Karen Oduya.", "quotes/speaker-name"),
            (
                "“It leaks,” said her neighbour, Karen Oduya.",
                "quotes/speaker-apposition",
            ),
            ("“It leaks,” a neighbour said.", "quotes/speaker-words"),
            (
                "Karen Oduya left. “It leaks,” she said.",
                "quotes/speaker-pronoun",
            ),
            (
                "“It leaks,” Karen Oduya’s letter said.",
                "quotes/speaker-author",
            ),
        ] {
            let found = speaker_rules(text);
            assert_eq!(
                found.iter().map(|one| one.0).collect::<Vec<_>>(),
                [rule],
                "{text}"
            );
        }
    }

    #[test]
    fn evidence_that_is_near_weighs_more() {
        let of = |text: &str| speaker_rules(text).first().map_or(0, |one| one.1);
        let name = of("“It leaks,” said Karen Oduya.");
        let pronoun = of("Karen Oduya left. “It leaks,” she said.");
        let lead = of("Karen Oduya was blunt. “We have lost everything that we had here.”");
        let nobody =
            of("The road was shut. “It will stay shut for as long as it takes to mend it.”");
        assert!(
            name > pronoun && pronoun > nobody,
            "{name} {pronoun} {nobody}"
        );
        assert!(name > lead && lead > nobody, "{name} {lead} {nobody}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn speakers_lie_in_the_text_and_are_the_same_each_time(
            words in proptest::collection::vec(
                proptest::sample::select(vec![
                    "“It leaks,”", "“No.”", "said", "she", "he", "the company", "her brother", "Karen Oduya", "Peter Lund", "another",
                    "according to", "that", ",", ".", ":", "\n\n", "called it", "Acme Ltd", "a woman", "who", "the 31-year-old", "and",
                ]),
                0..40,
            ),
        ) {
            let text = words.join(" ");
            let (article, annotations) = annotate(&text);
            let (_, again) = annotate(&text);
            prop_assert_eq!(annotations.items(), again.items());
            for (_, quote) in annotations.quotes() {
                if let Some(range) = quote.speaker.range() {
                    prop_assert!(!article.text().slice(range).is_empty());
                }
                if let Speaker::Entity(id, _) = quote.speaker {
                    prop_assert!(annotations.entity(id).is_some());
                }
                prop_assert!(quote.speaker_by.pass() == "quotes");
            }
        }
    }
}
