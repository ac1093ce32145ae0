//! Whether a phrase can be a speaker: a person, a body, a document or a group, by its head.

use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::name_words::LexicalTraits;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;

pub(super) static NO_VOICE: Rule = Rule {
    id: RuleId("quotes/no-voice"),
    summary: "Drops a speaker that is no person, body, document or group.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "The boxes are stacked according to ⟦weight⟧.",
        "⟦The flood⟧ claimed the lives of two men near Elmsgate.",
    ],
    silent: &[
        "The dam will hold, according to two engineers.",
        "The minister claimed victory.",
    ],
};

impl PhraseGrammar<'_, '_, '_> {
    /// Returns whether the head of a phrase is known to be somebody or something that can be said to say things.
    ///
    /// A phrase with an unknown head may still speak by a verb that only speakers have: "the thing said it was tired".
    pub(super) fn is_voice(&self, phrase: &NounPhrase) -> bool {
        if let Some(name) = self.context.name_at(phrase.head) {
            return !matches!(name.kind, Some(EntityKind::Event));
        }
        if QuoteWord::OrdinalPerson.has(self.lower(phrase.head)) {
            return true;
        }
        match self.tag(phrase.head) {
            PosTag::Pronoun
            | PosTag::Relative
            | PosTag::Object
            | PosTag::Possessive
            | PosTag::Title
            | PosTag::Name
            | PosTag::Determiner => true,
            PosTag::Number => phrase.tokens.len() == 1 || self.lower(phrase.head + 1) == "of",
            PosTag::Noun | PosTag::Plural | PosTag::Adjective => self.is_voice_noun(phrase.head),
            _ => false,
        }
    }

    /// Returns whether the rule that only voices speak rejects a phrase.
    pub(super) fn is_rejected(&self, phrase: &NounPhrase) -> bool {
        let page = self.context.page;
        let is_rejected = !self.is_voice(phrase) && page.allows(&NO_VOICE);
        if is_rejected {
            page.record(&NO_VOICE, page.range_of(phrase.tokens.clone()), Vec::new);
        }
        is_rejected
    }

    fn is_voice_noun(&self, head: usize) -> bool {
        let traits = self.context.page.naming(head);
        if traits.is_human() || traits.is_voice() {
            return true;
        }
        let lower = self.lower(head);
        let last_part = lower.rsplit('-').next().unwrap_or(lower);
        singular_forms(last_part).any(|singular| {
            let traits = LexicalTraits::new(&singular);
            traits.is_human() || traits.is_voice()
        })
    }
}

/// Returns the words that a word may be the plural of, and the word.
fn singular_forms(word: &str) -> impl Iterator<Item = String> {
    let endings = [
        ("ies", "y"),
        ("men", "man"),
        ("es", ""),
        ("s", ""),
        ("", ""),
    ];
    endings.into_iter().filter_map(move |(plural, singular)| {
        let stem = word.strip_suffix(plural)?;
        Some(format!("{stem}{singular}"))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_quotes;

    #[test]
    fn what_cannot_speak_is_no_source() {
        assert_quotes(
            "The dam will hold, according to two engineers.",
            &["indirect The dam will hold by two engineers"],
        );
        assert_quotes(
            "The dam will hold, according to the ministry's figures.",
            &["indirect The dam will hold by the ministry's figures"],
        );
        assert_quotes("The boxes are stacked according to weight.", &[]);
        assert_quotes("The flood claimed nine lives near Elmsgate.", &[]);
    }

    #[test]
    fn things_and_amounts_are_no_reported_speech() {
        assert_quotes("The clinic reported four cases on Friday.", &[]);
        assert_quotes("Ruth Tolland asked for water.", &[]);
        assert_quotes(
            "Ruth Tolland asked whether water was left.",
            &["indirect whether water was left by Ruth Tolland"],
        );
    }
}
