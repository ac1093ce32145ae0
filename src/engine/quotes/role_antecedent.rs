//! Whom a role alone means: "the company", "her brother", "the 31-year-old", where the article has one of that role.

use super::context::{QuoteContext, TokenizedName};
use super::quote_words::QuoteWord;
use crate::annotation::{EntityId, EntityKind};
use crate::engine::lexeme::name_words;
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;
use crate::invariant::ExpectOr;

/// The maximum number of names before a role that are examined. The person of a role alone was named a few sentences
/// before.
const MAX_NAMES_BACK: usize = 40;

/// The maximum number of names of an article that are examined for the title of a headline.
const MAX_NAMES_OF_ARTICLE: usize = 40;

/// How many sentences an organisation or a person may lie back to be "the company" or "the 31-year-old".
const MAX_FRAMES_BACK: usize = 3;

/// The maximum number of tokens before "the company" that are read for names that are not known.
const MAX_TOKENS_BACK: usize = 120;

/// How many tokens the description after a name is read for its head: ", a retired plumber from Leeds,".
const MAX_DESCRIPTION_TOKENS: usize = 6;

/// Returns the one person or body that a phrase without a name means by its role, and how sure that is, in percent.
pub(super) fn entity_of_role(
    context: &QuoteContext<'_, '_>,
    phrase: &NounPhrase,
) -> Option<(EntityId, u8)> {
    if let Some(name) = context.name_at(phrase.head) {
        let is_person = is_nationality(context, phrase, name);
        let near = is_person.then(|| only_person_near(context, phrase.head));
        return near.flatten().map(|entity| (entity, 75));
    }
    let first = phrase.tokens.start;
    let is_definite = context.page.lower(first) == "the"
        || context.tag(first) == PosTag::Possessive
        || phrase
            .tokens
            .clone()
            .any(|at| context.tag(at) == PosTag::Possessive);
    if !is_definite {
        return title_in_headline(context, phrase).map(|entity| (entity, 80));
    }
    let described = described_person(context, phrase).map(|entity| (entity, 85));
    let is_the = phrase.tokens.len() == 2 && context.page.lower(first) == "the";
    described
        .or_else(|| {
            only_body(context, phrase.head)
                .filter(|_| is_the)
                .map(|it| (it, 80))
        })
        .or_else(|| person_of_age(context, phrase).map(|entity| (entity, 75)))
}

/// Returns the names before a token, the nearest first.
fn names_before<'s>(
    context: &'s QuoteContext<'_, '_>,
    token: usize,
) -> impl Iterator<Item = &'s TokenizedName> + use<'s> {
    let end = context
        .names
        .partition_point(|name| name.tokens.end <= token);
    let names = context
        .names
        .get(..end)
        .expect_or_default("the end is that of known names");
    names.iter().rev().take(MAX_NAMES_BACK)
}

/// Returns the only entity among those of some names; nothing of none or of several.
fn only_entity<'n>(names: impl Iterator<Item = &'n TokenizedName>) -> Option<EntityId> {
    let mut only = None;
    for entity in names.filter_map(|name| name.entity) {
        if only.is_some_and(|known| known != entity) {
            return None;
        }
        only = Some(entity);
    }
    only
}

/// Returns the person whom an earlier phrase with the same head describes: "her brother, Declan Quill, …" before "her
/// brother said".
fn described_person(context: &QuoteContext<'_, '_>, phrase: &NounPhrase) -> Option<EntityId> {
    if !matches!(context.tag(phrase.head), PosTag::Noun | PosTag::Title) {
        return None;
    }
    let head = context.page.lower(phrase.head);
    let described = names_before(context, phrase.tokens.start).filter(|name| {
        name.kind == Some(EntityKind::Person)
            && !name.is_role
            && (has_head_before(context, name, head) || has_head_after(context, name, head))
    });
    only_entity(described)
}

/// "her brother, Declan Quill", "her brother Declan Quill"
fn has_head_before(context: &QuoteContext<'_, '_>, name: &TokenizedName, head: &str) -> bool {
    let Some(mut before) = name.tokens.start.checked_sub(1) else {
        return false;
    };
    if context.tag(before) == PosTag::Comma {
        before = before.saturating_sub(1);
    }
    context.page.lower(before) == head
}

/// "Declan Quill, a retired plumber from Leeds,"
fn has_head_after(context: &QuoteContext<'_, '_>, name: &TokenizedName, head: &str) -> bool {
    let comma = name.tokens.end;
    let start = comma + 1;
    context.tag(comma) == PosTag::Comma
        && matches!(context.tag(start), PosTag::Determiner | PosTag::Possessive)
        && (start..start + MAX_DESCRIPTION_TOKENS)
            .take_while(|at| context.tag(*at).is_inside_phrase() && context.name_at(*at).is_none())
            .any(|at| context.page.lower(at) == head)
}

/// Returns the only organisation that the article has named, where it was named a short while ago and can be what the
/// noun says: "the lender" is Banco Sereno, and no ministry.
fn only_body(context: &QuoteContext<'_, '_>, head: usize) -> Option<EntityId> {
    let noun = context.page.lower(head);
    if !QuoteWord::BodyNoun.has(noun) {
        return None;
    }
    let is_body = |name: &&TokenizedName| name.kind == Some(EntityKind::Organization);
    let latest = names_before(context, head).find(is_body)?;
    let entity = only_entity(names_before(context, head).filter(is_body))?;
    let is_near = context.frame_at(head) <= context.frame_at(latest.tokens.start) + MAX_FRAMES_BACK;
    let is_alone = !has_unknown_name(context, latest.tokens.start, head);
    (is_near && is_alone && fits_body(context, latest, noun)).then_some(entity)
}

/// Returns whether a word in capitals that is not a known name is in the sentences from one token to another: it may be
/// a second body.
fn has_unknown_name(context: &QuoteContext<'_, '_>, from: usize, to: usize) -> bool {
    let frame = context.frames.get(context.frame_at(from));
    let start = frame.map_or(from, |frame| frame.tokens.start);
    let start = start.max(to.saturating_sub(MAX_TOKENS_BACK));
    (start..to).any(|at| {
        // "its Esbjerg depot": a name before a noun says where.
        let is_attribute = context.tag(at + 1) == PosTag::Noun
            && !QuoteWord::BodyNoun.has(context.page.lower(at + 1));
        // "Ticket prices would rise": the first word of a sentence.
        let is_first = context.is_frame_end(at) && context.tag(at + 1) != PosTag::Name;
        context.tag(at) == PosTag::Name
            && context.name_at(at).is_none()
            && !is_attribute
            && !is_first
    })
}

/// Returns whether the name of an organisation can be that of what a noun says it is: the noun is in it, or both say
/// no more than "company".
fn fits_body(context: &QuoteContext<'_, '_>, name: &TokenizedName, noun: &str) -> bool {
    if (name.tokens.clone())
        .any(|at| context.tag(at) == PosTag::And || context.page.lower(at) == "and")
    {
        return false;
    }
    let mut words = name.tokens.clone().map(|at| context.page.lower(at));
    if words.clone().any(|word| word.starts_with(noun)) {
        return true;
    }
    let is_other_body = words.any(|word| {
        let role = name_words::entity_lexicon().role(word);
        role.is_some_and(|role| role.is_organization) && !name_words::is_company_form(word)
    });
    QuoteWord::CompanyNoun.has(noun) && !is_other_body && name.tokens.len() > 1
}

/// Returns whether a phrase is "the Frenchman" or "the 34-year-old Australian": one person by nationality.
pub(super) fn is_nationality(
    context: &QuoteContext<'_, '_>,
    phrase: &NounPhrase,
    name: &TokenizedName,
) -> bool {
    name.kind == Some(EntityKind::Group)
        && name.tokens.len() == 1
        && context.page.lower(phrase.tokens.start) == "the"
        && ends_as_nationality(context.page.lower(phrase.head))
}

/// Returns whether a word ends as words for one person of a nation do: "frenchman", "australian".
fn ends_as_nationality(lower: &str) -> bool {
    let starts = (2..=5).filter_map(|n| lower.len().checked_sub(n));
    let mut endings = starts.filter_map(|start| lower.get(start..));
    endings.any(|ending| QuoteWord::Nationality.has(ending))
}

/// Returns the only person named in the sentences right before "the 31-year-old".
fn person_of_age(context: &QuoteContext<'_, '_>, phrase: &NounPhrase) -> Option<EntityId> {
    if !context.page.lower(phrase.head).ends_with("-year-old") {
        return None;
    }
    only_person_near(context, phrase.head)
}

/// Returns the only person named in the sentences right before a token.
fn only_person_near(context: &QuoteContext<'_, '_>, token: usize) -> Option<EntityId> {
    let first = context.frame_at(token).saturating_sub(MAX_FRAMES_BACK);
    let near = names_before(context, token).filter(|name| {
        name.kind == Some(EntityKind::Person) && context.frame_at(name.tokens.start) >= first
    });
    only_entity(near)
}

/// Returns the only person of the article whose name follows the title that is the speaker of a headline: "Governor
/// Denies It" over a text about "Gov. Hollis Trager".
fn title_in_headline(context: &QuoteContext<'_, '_>, phrase: &NounPhrase) -> Option<EntityId> {
    let is_bare = phrase.tokens.len() == 1 && phrase.tokens.start == 0;
    let title = context.page.naming(phrase.head).title();
    if !is_bare || title.is_none() {
        return None;
    }
    let word = plain_title(context, phrase.head);
    let names = context.names.iter().take(MAX_NAMES_OF_ARTICLE);
    only_entity(names.filter(|name| {
        let before = name.tokens.start.checked_sub(1);
        let starts = plain_title(context, name.tokens.start) == word && name.tokens.len() > 1;
        name.kind == Some(EntityKind::Person)
            && (starts || before.is_some_and(|before| plain_title(context, before) == word))
    }))
}

/// Returns a title without its abbreviation: "governor" for "Gov.".
fn plain_title<'s>(context: &'s QuoteContext<'_, '_>, token: usize) -> &'s str {
    let word = context.page.lower(token).trim_end_matches('.');
    name_words::role_of_title(word).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_entities;

    #[test]
    fn a_role_alone_is_the_one_who_has_it() {
        for (text, expected) in [
            (
                "Boxer Maria Lund trains with her brother, Peter Lund, in Limerick.\n\n“She was robbed,” her brother said.",
                "direct “She was robbed,” by Peter Lund",
            ),
            (
                "Maria Lund, a retired plumber from Leeds, lives by the pier. “It leaks,” the plumber said.",
                "direct “It leaks,” by Maria Lund",
            ),
            (
                "Striker Peter Lund missed two penalties. The 31-year-old insisted that his knee was fine.",
                "indirect his knee was fine by Peter Lund",
            ),
            (
                "Governor Denies He Knew Of The Leak\n\nBISMARCK, N.D. — Gov. Peter Lund denied on Monday that the leak was his.",
                "indirect He Knew Of The Leak by Peter Lund",
            ),
        ] {
            let (article, annotations) = super::super::tests::annotate(text);
            let lines = super::super::tests::lines_by_entity(&article, &annotations);
            assert!(
                lines.iter().any(|line| line == expected),
                "{text}: {lines:?}"
            );
        }
    }

    #[test]
    fn a_role_of_two_or_of_somebody_else_is_nobodys() {
        check_entities(
            "Maria Lund has two brothers, her brother Peter Lund and her brother Karl Lund. “She won,” her brother said.",
            &["direct “She won,” by nobody"],
        );
        check_entities(
            "Peter Lund met Karl Brandt in Leeds. The 31-year-old insisted that his knee was fine.",
            &["indirect his knee was fine by nobody"],
        );
        check_entities(
            "Peter Lund left Leeds in May. “It leaks,” a neighbour said.",
            &["direct “It leaks,” by nobody"],
        );
    }
}
