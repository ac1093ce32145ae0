//! Nouns for bodies that have a capital only because they begin a sentence: "Union leaders met".

use super::context::RuleContext;
use super::edit::NameEdit;
use super::named_tokens::NamedTokens;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::Case;
use crate::engine::lexeme::name_words::LexicalTraits;
use crate::engine::names::cue_words::NameCue;
use crate::engine::rule::Rule;

pub(super) static BODY_NOUN_FIRST: Rule = Rule {
    id: RuleId("names/body-noun-first"),
    summary: "A noun for a body before a noun for people is no name where it begins the sentence: \"Union leaders met\".",
    needs: &[],
    finds: &[
        "⟦Union⟧ leader Bo Lind said the plant would close.",
        "⟦Union⟧ leaders said the plant would close.",
    ],
    silent: &[
        "Orvane workers met on Monday.",
        "The union leader Bo Lind met them on Monday.",
    ],
};

/// Drops names that are a noun for a body at the start of a sentence, before a noun for people.
pub(super) fn drop_first_nouns(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let drop = |(at, name): (usize, &NamedTokens)| {
        let first = name.tokens.start;
        let is_first = name.tokens.len() == 1 && context.sentence(first).start == first;
        let noun = context.page.naming(first);
        let is_body = noun.is_voice() || context.has(first, NameCue::BodyNoun);
        let is_open =
            name.kind == EntityKind::Organization && is_body && context.case(first) == Case::Title;
        let people = name.tokens.end;
        let is_before_people = context.is_small(people) && is_noun_for_people(context, people);
        (is_first && is_open && is_before_people)
            .then(|| NameEdit::drop(at).because("noun", people..people + 1))
    };
    names.iter().enumerate().filter_map(drop).collect()
}

/// Returns whether a word is a noun for a person, or the plural of one.
fn is_noun_for_people(context: RuleContext<'_>, at: usize) -> bool {
    let is_human = |word: &str| LexicalTraits::new(word).is_human();
    let lower = context.lower(at);
    is_human(lower) || lower.strip_suffix('s').is_some_and(is_human)
}
