//! The subject of a cue by the dependency parser, where the grammar of phrases finds none.
//!
//! The parser is slower than all other rules of the pass together, so it reads only the sentences of such cues, and each
//! once.

use super::phrase_grammar::PhraseGrammar;
use crate::annotation::RuleId;
use crate::engine::lexeme::word_classes::Cue;
use crate::engine::rule::{Evidence, FindingKind, Rule};
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;
use crate::engine::syntax::{DependencyTree, WordTag};

pub(super) static PARSED_SUBJECT: Rule = Rule {
    id: RuleId("quotes/parsed-subject"),
    summary: "The speaker is the subject of the cue in the parse of its sentence.",
    needs: &[FindingKind::Names],
    finds: &[
        "⟦Farmers⟧ across the valley and in the hills beyond say the drought will last.",
        "⟦The committee⟧ also forced Lind, who was under oath, to admit that no ship had sailed.",
    ],
    silent: &[
        "Asked to describe the fire, Ana Roe said it was hot.",
        "Profits rose to nine million, compared with three at Kestrel Lines.",
    ],
};

/// How many verbs lead from a cue to the one that has the subject: "left the room and, shaking, said".
const MAX_SHARED_SUBJECT_STEPS: usize = 5;

/// The longest sentence that is parsed, in tokens. Beyond it a greedy parse is seldom right.
const MAX_PARSED_TOKENS: usize = 200;

/// The maximum number of tokens that may lead from a verb to the words in marks that it reports: "shouted to the
/// crowd:".
const MAX_TOKENS_TO_MARKS: usize = 6;

/// The maximum number of tokens after a verb that are examined for the verb of the clause that it reports.
const MAX_CONTENT_TOKENS: usize = 16;

impl PhraseGrammar<'_, '_, '_> {
    /// Returns the subject of a cue in the parse of its sentence, where it is a voice.
    pub(super) fn parsed_subject(&self, verb: usize, cue: Cue) -> Option<NounPhrase> {
        let page = self.context.page;
        let tokens = self.frame.tokens.clone();
        let is_active = matches!(self.tag(verb), PosTag::Finite | PosTag::Base | PosTag::Ing);
        if !is_active
            || self.is_bare_participle(verb)
            || !cue.takes(Cue::CLAUSE | Cue::PERSON)
            || !self.leads_to_content(verb)
            || tokens.len() > MAX_PARSED_TOKENS
            || !page.allows(&PARSED_SUBJECT)
        {
            return None;
        }
        let start = tokens.start;
        let mut parse = self.context.parse.borrow_mut();
        let tree = parse.read(page, tokens)?;
        let subject = find_subject(tree, verb.checked_sub(start)?, |at| {
            self.is_bare_participle(start + at)
        })?;
        let phrase = self.phrase_to(start + subject)?;
        if !self.is_voice(&phrase) {
            return None;
        }
        page.record(
            &PARSED_SUBJECT,
            page.range_of(phrase.tokens.clone()),
            || {
                vec![Evidence {
                    label: "cue",
                    range: page.range_of(verb..verb + 1),
                }]
            },
        );
        Some(phrase)
    }

    /// Returns whether what follows a verb can be what was said: words in marks or "that" near it, or a clause.
    fn leads_to_content(&self, verb: usize) -> bool {
        let Some(next) = self.next(verb) else {
            return false;
        };
        if self.that_after_adjunct(next).is_some() {
            return true;
        }
        let is_infinitive = self.tag(verb) == PosTag::Base
            && self
                .before(verb)
                .is_none_or(|left| matches!(self.tag(left), PosTag::To | PosTag::Modal));
        let is_near_marks =
            (next..next + MAX_TOKENS_TO_MARKS).any(|at| self.tag(at) == PosTag::Quote);
        let end = self.frame.tokens.end.min(next + MAX_CONTENT_TOKENS);
        let is_clause = self.starts_clause(next) && (next..end).any(|at| self.tag(at).is_finite());
        !is_infinitive && (is_near_marks || is_clause)
    }

    /// Returns whether a verb is a participle, or may be one that opens a phrase: the subject of "asked to describe it, Roe
    /// left" and "compared with 2020" is not the one who asks or compares.
    fn is_bare_participle(&self, verb: usize) -> bool {
        let opens = self
            .before(verb)
            .is_none_or(|left| self.tag(left) == PosTag::Comma);
        opens && matches!(self.tag(verb), PosTag::Finite | PosTag::Participle)
            || self.context.page.word_tag(verb) == WordTag::PastParticiple
    }
}

/// Returns the subject of a verb, or of the verb that it shares its subject with.
fn find_subject(
    tree: &DependencyTree,
    verb: usize,
    is_participle: impl Fn(usize) -> bool,
) -> Option<usize> {
    let mut at = verb;
    for _ in 0..MAX_SHARED_SUBJECT_STEPS {
        let subject = tree
            .dependents(at)
            .find(|word| tree.relation(*word).is_subject());
        if subject.is_some() {
            return subject;
        }
        if !tree.relation(at).shares_subject() || is_participle(at) {
            return None;
        }
        at = tree.head(at)?;
    }
    None
}
