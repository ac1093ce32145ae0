//! A name with a possessive and no noun after it is the name of a firm: "Hartley's said", "retail chain Hartley's".

use std::collections::BTreeSet;
use std::ops::Range;

use super::Spotted;
use super::context::{Sight, Taken};
use crate::annotation::EntityKind;
use crate::engine::lexeme::word_classes::PosSet;
use crate::engine::syntax::part_of_speech::PosTag;

/// How sure such a name is, in percent.
const PERCENT: u8 = 88;

/// Names the firms in 's: where one stands alone, and then wherever the same words stand without a noun after them.
pub(super) fn name_possessives(sight: Sight<'_>, names: &mut Vec<Spotted>) {
    let n = sight.page.tokens().len();
    let persons = sight.persons(names);
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    let mut candidates: Vec<Range<usize>> = Vec::new();
    for mark in 1..n {
        let name = mark - 1;
        if !is_possessive(sight, mark)
            || !is_single(sight, name)
            || persons.contains(sight.lower(name))
        {
            continue;
        }
        if stands_alone(sight, mark) {
            shown.insert(sight.lower(name));
        }
        candidates.push(name..mark + 1);
    }
    candidates.retain(|tokens| {
        shown.contains(sight.lower(tokens.start)) && !has_noun_after(sight, tokens.end - 1)
    });
    if candidates.is_empty() {
        return;
    }
    names.retain(|name| {
        let at = candidates.partition_point(|firm| firm.end <= name.tokens.start);
        candidates
            .get(at)
            .is_none_or(|firm| name.tokens.end <= firm.start || name.tokens.start < firm.start)
    });
    let taken = Taken::of(sight, names);
    candidates.retain(|tokens| taken.is_free(tokens));
    names.extend(candidates.into_iter().map(|tokens| Spotted {
        tokens,
        kind: EntityKind::Organization,
        percent: PERCENT,
    }));
    names.sort_by_key(|name| name.tokens.start);
}

fn is_possessive(sight: Sight<'_>, mark: usize) -> bool {
    matches!(sight.lower(mark), "'s" | "’s")
        && sight
            .page
            .tokens()
            .get(mark)
            .is_some_and(|token| token.is_glued)
}

/// Returns whether a word is a name of one word.
fn is_single(sight: Sight<'_>, at: usize) -> bool {
    let before = at.checked_sub(1);
    let sentence = sight.sentence(at);
    let begins = sentence.start == at;
    sight.is_capital(at)
        && sight.page.speech(at).closed.is_none()
        && !sight.is_usually_small(at)
        && (begins
            || before.is_none_or(|before| {
                !sight.is_capital(before)
                    || before == sentence.start && sight.is_at_times_small(before)
            }))
}

/// Returns whether the text shows that the name is a firm's.
fn stands_alone(sight: Sight<'_>, mark: usize) -> bool {
    let name = mark - 1;
    let before = sight.before(name, 1);
    if matches!(
        before,
        "of" | "than" | "is" | "was" | "are" | "were" | "like" | "as" | "and" | "to"
    ) && !(before == "to" && sight.before(name, 2) == "according")
    {
        return false;
    }
    let is_described = name.checked_sub(1).is_some_and(|at| {
        sight
            .page
            .naming(at)
            .head()
            .is_some_and(|head| head.is_organization)
    });
    if has_noun_after(sight, mark) {
        return false;
    }
    let next = sight.page.speech(mark + 1);
    let speaks = next.cue.is_some() && is_plain_verb(sight, mark + 1);
    let is_source = before == "to" || before_cue(sight, name);
    let ends = ends_phrase(sight, mark + 1);
    speaks || (is_described || is_source) && ends || is_described_after(sight, mark)
}

/// Returns whether the verb at `at` cannot describe a noun after it: "said", but not "reported" in "Roe's reported loss".
fn is_plain_verb(sight: Sight<'_>, at: usize) -> bool {
    let word = sight.page.speech(at);
    let next = sight.page.speech(at + 1);
    let only = matches!(
        sight.lower(at),
        "said" | "says" | "told" | "tells" | "thinks" | "wrote" | "writes"
    );
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

/// Returns whether the word before a name says that it speaks: `,” said Roe's in a letter`.
fn before_cue(sight: Sight<'_>, name: usize) -> bool {
    let Some(verb) = name.checked_sub(1) else {
        return false;
    };
    sight.page.speech(verb).cue.is_some()
        && sight.is_small(verb)
        && matches!(sight.before(verb, 1), "”" | "\"" | "," | "’" | "''")
}

/// Returns whether the text goes on with what is no part of a noun phrase.
fn ends_phrase(sight: Sight<'_>, at: usize) -> bool {
    matches!(
        sight.lower(at),
        "." | "," | ";" | ":" | "" | "in" | "on" | "at" | "after" | "when" | "and" | "which"
    ) || sight.page.speech(at).cue.is_some() && is_plain_verb(sight, at)
}

/// Returns whether the text says after a comma what the firm is: "Roe's, the grocers,".
fn is_described_after(sight: Sight<'_>, mark: usize) -> bool {
    let comma = mark + 1;
    if sight.lower(comma) != "," || !matches!(sight.lower(comma + 1), "the" | "a" | "an") {
        return false;
    }
    (comma + 2..comma + 6)
        .take_while(|at| sight.is_small(*at))
        .any(|at| {
            let traits = sight.page.naming(at);
            traits.head().is_some_and(|head| head.is_organization) || is_trade(sight.lower(at))
        })
}

/// Returns whether a word is a plural trade: "the bakers", "the grocers".
fn is_trade(word: &str) -> bool {
    word.ends_with("ers")
        || matches!(
            word,
            "grocer" | "baker" | "jeweller" | "butcher" | "auctioneer"
        )
}

/// Returns whether a noun follows, which the possessive belongs to.
fn has_noun_after(sight: Sight<'_>, mark: usize) -> bool {
    let at = mark + 1;
    let token = sight.page.tokens().get(at);
    let is_word = token.is_some_and(|token| {
        matches!(
            token.class,
            crate::engine::TokenClass::Word | crate::engine::TokenClass::Number
        )
    });
    let word = sight.page.speech(at);
    is_word
        && word.closed.is_none_or(|tag| {
            matches!(
                tag,
                PosTag::Number | PosTag::Adverb | PosTag::Title | PosTag::Time
            )
        })
        && !(word.cue.is_some() && is_plain_verb(sight, at))
        && !(word.cue.is_none() && (word.first == PosSet::PAST || word.first == PosSet::THIRD))
        || matches!(sight.lower(at), "“" | "\"" | "‘" | "(")
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::annotation::EntityKind::{Organization, Person};

    #[test]
    fn a_possessive_without_a_noun_is_the_name_of_a_firm() {
        check(
            "Wexley’s said sales fell. Shares in Wexley’s rose, and Wexley’s chief left.",
            &[("Wexley", Person, 70), ("Wexley", Person, 70)],
            &[("Wexley’s", Organization), ("Wexley’s", Organization)],
        );
        check(
            "Supermarket chain Torvald's warned that prices would rise, according to Bramley's, the bakers.",
            &[],
            &[("Torvald's", Organization), ("Bramley's", Organization)],
        );
    }

    #[test]
    fn a_possessive_that_owns_something_is_no_firm() {
        check(
            "Ann Wexley won. Wexley’s told friends. Lund’s reported loss grew. The idea was Torvald's.",
            &[
                ("Ann Wexley", Person, 95),
                ("Wexley", Person, 90),
                ("Lund", Person, 90),
            ],
            &[("Ann Wexley", Person), ("Wexley", Person), ("Lund", Person)],
        );
        check(
            "A friend of Lund’s said it rained. Torvald’s lawyer said so.",
            &[("Lund", Person, 90), ("Torvald", Person, 90)],
            &[("Lund", Person), ("Torvald", Person)],
        );
    }
}
