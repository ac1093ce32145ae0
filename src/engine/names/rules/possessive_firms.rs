//! Recognizes companies by a possessive without a noun after it: "Hartley's said", "retail chain Hartley's".

use std::collections::BTreeSet;
use std::ops::Range;

use super::context::RuleContext;
use super::edit::NameEdit;
use super::named_tokens::{NamedTokens, find_met};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::TokenClass;
use crate::engine::lexeme::word_classes::PosSet;
use crate::engine::names::cue_words::NameCue;
use crate::engine::rule::Rule;
use crate::engine::syntax::part_of_speech::PosTag;

/// The confidence in such a company, in percent.
const POSSESSIVE_PERCENT: u8 = 88;

pub(super) static POSSESSIVE_FIRM: Rule = Rule {
    id: RuleId("names/possessive-firm"),
    summary: "A name with a possessive that stands alone is the name of a firm: \"Hartley's said\".",
    needs: &[],
    finds: &[
        "⟦Wexley’s⟧ said sales fell last year.",
        "The shop was sold, according to ⟦Bramley's⟧, the bakers.",
    ],
    silent: &[
        "A friend of Lund’s said it rained.",
        "Torvald’s lawyer said so on Monday.",
        "Lund’s reported loss grew last year.",
    ],
};

/// Tags the names in 's as companies where one is not followed by a noun, and then wherever the same words occur
/// without a noun after them.
pub(super) fn name_possessives(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    let mut candidates: Vec<Range<usize>> = Vec::new();
    let mut persons = None;
    for mark in 1..context.page.tokens().len() {
        let name = mark - 1;
        if !is_possessive(context, mark) || !is_single(context, name) {
            continue;
        }
        let persons = persons.get_or_insert_with(|| context.persons(names));
        if persons.contains(context.lower(name)) {
            continue;
        }
        if stands_alone(context, mark) {
            shown.insert(context.lower(name));
        }
        candidates.push(name..mark + 1);
    }
    candidates.retain(|tokens| {
        let reaches_out =
            |met: &NamedTokens| met.tokens.start < tokens.start || met.tokens.end > tokens.end;
        shown.contains(context.lower(tokens.start))
            && !has_noun_after(context, tokens.end - 1)
            && !find_met(names, tokens).iter().any(reaches_out)
    });
    let firms = candidates.into_iter();
    let firms =
        firms.map(|tokens| NameEdit::add(tokens, EntityKind::Organization, POSSESSIVE_PERCENT));
    firms.collect()
}

fn is_possessive(context: RuleContext<'_>, mark: usize) -> bool {
    matches!(context.lower(mark), "'s" | "’s") && context.is_glued(mark)
}

/// Returns whether a word is a name of one word.
fn is_single(context: RuleContext<'_>, at: usize) -> bool {
    let before = at.checked_sub(1);
    let sentence = context.sentence(at);
    let begins = sentence.start == at;
    context.is_capital(at)
        && context.page.speech(at).closed.is_none()
        && !context.is_usually_small(at)
        && (begins
            || before.is_none_or(|before| {
                !context.is_capital(before)
                    || before == sentence.start && context.is_at_times_small(before)
            }))
}

/// Returns whether the text shows that the name is a firm's.
fn stands_alone(context: RuleContext<'_>, mark: usize) -> bool {
    let name = mark - 1;
    let is_according = context.before(name, 1) == "to" && context.before(name, 2) == "according";
    if context.has_before(name, 1, NameCue::NotOfPossessor) && !is_according {
        return false;
    }
    let is_described = name.checked_sub(1).is_some_and(|at| {
        context
            .page
            .naming(at)
            .head()
            .is_some_and(|head| head.is_organization)
    });
    if has_noun_after(context, mark) {
        return false;
    }
    let next = context.page.speech(mark + 1);
    let speaks = next.cue.is_some() && is_plain_verb(context, mark + 1);
    let is_source = is_according || is_after_cue(context, name);
    let ends = ends_phrase(context, mark + 1);
    speaks || (is_described || is_source) && ends || is_described_after(context, mark)
}

/// Returns whether the verb at `at` cannot describe a noun after it: "said", but not "reported" in "Roe's reported loss".
fn is_plain_verb(context: RuleContext<'_>, at: usize) -> bool {
    let word = context.page.speech(at);
    let next = context.page.speech(at + 1);
    let only = context.has(at, NameCue::PlainSpeechVerb);
    let opens_clause = matches!(
        next.closed,
        Some(
            PosTag::Pronoun
                | PosTag::That
                | PosTag::Determiner
                | PosTag::To
                | PosTag::Preposition
                | PosTag::Possessive
                | PosTag::Time
                | PosTag::Colon
                | PosTag::Quote
        )
    );
    only || opens_clause && (word.classes.has(PosSet::PAST) || word.classes.has(PosSet::THIRD))
}

/// Returns whether the word before a name is a reporting verb whose subject is the name: `,” said Roe's in a letter`.
fn is_after_cue(context: RuleContext<'_>, name: usize) -> bool {
    let Some(verb) = name.checked_sub(1) else {
        return false;
    };
    context.page.speech(verb).cue.is_some()
        && context.is_small(verb)
        && matches!(context.before(verb, 1), "”" | "\"" | "," | "’" | "''")
}

/// Returns whether the next word cannot belong to the same noun phrase.
fn ends_phrase(context: RuleContext<'_>, at: usize) -> bool {
    matches!(context.lower(at), "." | "," | ";" | ":" | "")
        || context.has(at, NameCue::AfterPossessiveFirm)
        || context.page.speech(at).cue.is_some() && is_plain_verb(context, at)
}

/// Returns whether the text says after a comma what the firm is: "Roe's, the grocers,".
fn is_described_after(context: RuleContext<'_>, mark: usize) -> bool {
    let comma = mark + 1;
    if context.lower(comma) != "," || !context.has(comma + 1, NameCue::DescribingArticle) {
        return false;
    }
    (comma + 2..comma + 6)
        .take_while(|at| context.is_small(*at))
        .any(|at| {
            let traits = context.page.naming(at);
            traits.head().is_some_and(|head| head.is_organization) || is_shopkeeper(context, at)
        })
}

/// Returns whether a word is a trade of shopkeepers: "the bakers", "the grocers".
fn is_shopkeeper(context: RuleContext<'_>, at: usize) -> bool {
    context.lower(at).ends_with("ers") || context.has(at, NameCue::Shopkeeper)
}

/// Returns whether a noun follows, which the possessive belongs to.
fn has_noun_after(context: RuleContext<'_>, mark: usize) -> bool {
    let at = mark + 1;
    let token = context.page.tokens().get(at);
    let is_word =
        token.is_some_and(|token| matches!(token.class, TokenClass::Word | TokenClass::Number));
    let word = context.page.speech(at);
    is_word
        && word.closed.is_none_or(|tag| {
            matches!(
                tag,
                PosTag::Number | PosTag::Adverb | PosTag::Title | PosTag::Time
            )
        })
        && !(word.cue.is_some() && is_plain_verb(context, at))
        && !(word.cue.is_none() && (word.first == PosSet::PAST || word.first == PosSet::THIRD))
        || matches!(context.lower(at), "“" | "\"" | "‘" | "(")
}

#[cfg(test)]
mod tests {
    use super::super::check::check_rules;
    use crate::annotation::EntityKind::{Organization, Person};

    #[test]
    fn a_possessive_without_a_noun_is_the_name_of_a_firm() {
        check_rules(
            "Wexley’s said sales fell. Shares in Wexley’s rose, and Wexley’s chief left.",
            &[("Wexley", Person, 70), ("Wexley", Person, 70)],
            &[("Wexley’s", Organization), ("Wexley’s", Organization)],
        );
        check_rules(
            "Supermarket chain Torvald's warned that prices would rise, according to Bramley's, the bakers.",
            &[],
            &[("Torvald's", Organization), ("Bramley's", Organization)],
        );
    }

    #[test]
    fn a_possessive_that_owns_something_is_no_firm() {
        check_rules(
            "Ann Wexley won. Wexley’s told friends. Lund’s reported loss grew. The idea was Torvald's.",
            &[
                ("Ann Wexley", Person, 95),
                ("Wexley", Person, 90),
                ("Lund", Person, 90),
            ],
            &[("Ann Wexley", Person), ("Wexley", Person), ("Lund", Person)],
        );
        check_rules(
            "A friend of Lund’s said it rained. Torvald’s lawyer said so.",
            &[("Lund", Person, 90), ("Torvald", Person, 90)],
            &[("Lund", Person), ("Torvald", Person)],
        );
    }
}
