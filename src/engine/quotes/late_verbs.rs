//! Words that the tagger takes for nouns or infinitives although their sentence needs them as its verb of saying.

use super::context::QuoteContext;
use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use crate::engine::lexeme::word_classes::{Cue, CueClass, PosSet};
use crate::engine::syntax::part_of_speech::PosTag;

/// How far back a sentence is read for a verb of its own, in tokens.
const MAX_TOKENS_TO_VERB: usize = 40;

/// Makes verbs of the words that are verbs after all.
pub(super) fn retag_late_verbs(context: &mut QuoteContext<'_, '_>) {
    for (at, verb, cue) in find_late_verbs(context) {
        if let (Some(tag), Some(known)) = (context.tags.get_mut(at), context.cues.get_mut(at)) {
            (*tag, *known) = (verb, cue);
        }
    }
}

/// Returns the tokens that are verbs after all, with their part of speech and how they say, in order.
fn find_late_verbs(context: &QuoteContext<'_, '_>) -> Vec<(usize, PosTag, Option<Cue>)> {
    let mut found = Vec::new();
    for frame in &context.frames {
        let grammar = PhraseGrammar { context, frame };
        for at in frame.tokens.clone() {
            if context.stretch_at(at).is_some() {
                continue;
            }
            match context.tag(at) {
                PosTag::Noun | PosTag::Plural => {
                    let is_participle = grammar.is_participle_of_saying(at);
                    let tag = if is_participle {
                        PosTag::Ing
                    } else {
                        PosTag::Finite
                    };
                    let cue = if is_participle {
                        context.page.speech(at).cue
                    } else {
                        grammar.late_cue(at)
                    };
                    found.extend(cue.map(|cue| (at, tag, Some(cue))));
                }
                PosTag::Base if grammar.is_verb_of_plural(at) => {
                    found.push((at, PosTag::Finite, context.cues.get(at).copied().flatten()));
                }
                _ => {}
            }
        }
    }
    found
}

impl PhraseGrammar<'_, '_, '_> {
    /// Returns whether a word that looks like a noun is a participle of saying: ", warning that the dam would break".
    fn is_participle_of_saying(&self, at: usize) -> bool {
        let follows_comma = self
            .before(at)
            .is_some_and(|left| self.tag(left) == PosTag::Comma);
        follows_comma
            && self.tag(at + 1) == PosTag::That
            && self.context.page.speech(at).classes.has(PosSet::ING)
    }

    /// Returns the cue that a word is which looks like a noun: before "that", as in "the team report that frogs sing", or at
    /// the end, as in "Demand has doubled, the charity reports."
    fn late_cue(&self, at: usize) -> Option<Cue> {
        let cue = self.context.page.speech(at).cue?;
        if !cue.takes(Cue::CLAUSE | Cue::MARKS) || cue.class == CueClass::Think {
            return None;
        }
        let subject = self.phrase_to(self.before(at)?)?;
        let is_subject = matches!(
            self.tag(subject.head),
            PosTag::Noun | PosTag::Plural | PosTag::Title
        ) && subject.head + 1 == at
            && self.is_voice(&subject);
        if !is_subject {
            return None;
        }
        let floor = at
            .saturating_sub(MAX_TOKENS_TO_VERB)
            .max(self.frame.tokens.start);
        let has_verb = (floor..subject.tokens.start).any(|at| self.tag(at).is_finite());
        let left = self.before(subject.tokens.start).map(|at| self.tag(at));
        let leads_to_that = self.tag(at + 1) == PosTag::That
            && !self.tag(at + 2).is_finite()
            && !has_verb
            && matches!(left, None | Some(PosTag::Comma))
            && !self.describes_noun(at + 2);
        let ends = self.tag(at + 1) == PosTag::Stop
            && at + 2 >= self.frame.tokens.end
            && has_verb
            && left == Some(PosTag::Comma)
            && self.tag(subject.tokens.start) == PosTag::Determiner;
        // "The premier tweets: “…”"
        let leads_to_marks = self.tag(at + 1) == PosTag::Colon
            && self.tag(at + 2) == PosTag::Quote
            && !has_verb
            && left.is_none()
            && self.tag(subject.tokens.start) == PosTag::Determiner;
        (leads_to_that || leads_to_marks || ends).then_some(cue)
    }

    /// Returns whether the clause after "that" says which one is meant: "the police report that she signed is lost".
    fn describes_noun(&self, start: usize) -> bool {
        let end = self.frame.tokens.end.min(start + MAX_TOKENS_TO_VERB);
        (start..end).any(|at| self.tag(at).is_finite() && self.is_verb_of_noun_clause(start, at))
    }

    /// Returns whether a verb without a tense is that of a plural subject in a clause of saying: "believes customers of the
    /// firm pay too little".
    fn is_verb_of_plural(&self, verb: usize) -> bool {
        let subject = self.before(verb).and_then(|last| self.phrase_to(last));
        let Some(subject) = subject.filter(|subject| self.tag(subject.head) == PosTag::Plural)
        else {
            return false;
        };
        let cue = self.before(subject.tokens.start);
        cue.is_some_and(|at| {
            let says = self.lower(at);
            self.tag(at) == PosTag::Finite
                && (QuoteWord::Belief.has(says) || QuoteWord::SayForm.has(says))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_quotes;

    #[test]
    fn a_sentence_without_another_verb_has_its_cue() {
        for (text, expected) in [
            (
                "Writing in a journal, the team report that frogs sing at dusk.",
                "indirect frogs sing at dusk by the team",
            ),
            (
                "Demand has doubled since spring, the charity reports.",
                "indirect Demand has doubled since spring by the charity",
            ),
            (
                "The union believes customers of the firm pay too little.",
                "indirect customers of the firm pay too little by The union",
            ),
        ] {
            assert_quotes(text, &[expected]);
        }
    }

    #[test]
    fn nouns_stay_nouns() {
        assert_quotes("The office burned, with all the police reports.", &[]);
        assert_quotes("The police report that she signed is lost.", &[]);
    }
}
