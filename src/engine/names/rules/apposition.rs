//! Firms and bodies that a noun beside them tells: "drugmaker Orvane", "Orvane, a Vancouver company".

use std::collections::BTreeSet;
use std::ops::Range;

use super::context::{Sight, Taken};
use super::{PLACES, Spotted};
use crate::annotation::EntityKind;
use crate::engine::lexeme::vocabulary::Class;

/// How sure a firm is that only the noun tells, in percent.
const BY_NOUN: u8 = 75;

/// How far behind a name its noun may stand, in tokens.
const REACH: usize = 9;

/// Makes firms and bodies of names that a noun tells to be such, and adds those that the tagger passed over.
pub(super) fn name_trades(sight: Sight<'_>, names: &mut Vec<Spotted>, persons: &BTreeSet<&str>) {
    for name in names.iter_mut() {
        if sight.is_open(name, persons) && is_trade(sight, &name.tokens) {
            name.kind = EntityKind::Organization;
        }
    }
    let mut taken = Taken::of(sight, names);
    for sentence in sight.page.sentences() {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let run = run(sight, at, sentence.tokens.end);
            if !run.is_empty() && is_new(sight, &run, &sentence.tokens) && taken.is_free(&run) {
                taken.take(&run);
                names.push(Spotted {
                    tokens: run.clone(),
                    kind: EntityKind::Organization,
                    percent: BY_NOUN,
                });
            }
            at = run.end.max(at + 1);
        }
    }
    names.sort_by_key(|name| name.tokens.start);
}

/// Returns the words with capitals from a token on.
fn run(sight: Sight<'_>, start: usize, end: usize) -> Range<usize> {
    let border = (start..end).find(|index| !sight.is_capital(*index));
    start..border.unwrap_or(end)
}

/// Returns whether words with capitals that the tagger passed over are the name of a firm.
fn is_new(sight: Sight<'_>, run: &Range<usize>, sentence: &Range<usize>) -> bool {
    let is_first = run.start == sentence.start;
    let is_known_word = run.len() == 1 && (is_first || sight.is_usually_small(run.start));
    run.len() < 5
        && !is_known_word
        && !sight.classes(run).meets(PLACES)
        && !run.clone().any(|index| {
            let classes = sight.word(index);
            classes.has(Class::Calendar) || classes.has(Class::People) || classes.has(Class::Title)
        })
        && is_trade(sight, run)
}

/// Returns whether a noun for a firm or body stands before a name, or behind it after a comma.
fn is_trade(sight: Sight<'_>, name: &Range<usize>) -> bool {
    let before = name.start.wrapping_sub(1);
    is_firm_noun(sight.lower(before)) && sight.is_small(before) || has_noun_behind(sight, name)
}

/// "Orvane, a Vancouver company," and "Orvane, owned by".
fn has_noun_behind(sight: Sight<'_>, name: &Range<usize>) -> bool {
    if sight.lower(name.end) != "," {
        return false;
    }
    let first = name.end + 1;
    match sight.lower(first) {
        "owned" => sight.lower(first + 1) == "by",
        "headquartered" => sight.lower(first + 1) == "in",
        "a" | "an" | "the" | "another" | "one" => {
            let end = sight.sentence(name.start).end;
            let is_border = |index: &usize| *index == end || is_border(sight.lower(*index));
            let border = (first + 1..first + REACH).find(is_border);
            border.is_some_and(|border| {
                let noun = border - 1;
                let is_trade = is_firm_noun(sight.lower(noun)) || is_body_noun(sight.lower(noun));
                is_trade && sight.is_small(noun) && sight.lower(border) != "who"
            })
        }
        _ => false,
    }
}

/// Returns whether a word ends the part of a phrase that tells what something is.
fn is_border(lower: &str) -> bool {
    matches!(
        lower,
        "," | "."
            | ";"
            | ":"
            | ")"
            | "—"
            | "–"
            | "-"
            | "that"
            | "which"
            | "who"
            | "whose"
            | "based"
            | "owned"
            | "in"
            | "of"
            | "with"
            | "for"
            | "at"
            | "on"
            | "by"
            | "as"
            | "where"
            | "has"
            | "had"
            | "from"
            | "and"
            | "to"
            | "is"
            | "was"
            | "said"
            | "run"
            | "'s"
    )
}

/// Returns whether a word is a noun for a firm that stands before its name too.
fn is_firm_noun(lower: &str) -> bool {
    matches!(
        lower,
        "drugmaker"
            | "carmaker"
            | "automaker"
            | "chipmaker"
            | "planemaker"
            | "retailer"
            | "airline"
            | "lender"
            | "brokerage"
            | "insurer"
            | "regulator"
            | "supermarket"
            | "startup"
            | "start-up"
            | "utility"
            | "refiner"
            | "brewer"
            | "conglomerate"
            | "supplier"
            | "manufacturer"
            | "maker"
            | "broadcaster"
            | "publisher"
            | "newspaper"
            | "carrier"
            | "subsidiary"
            | "company"
            | "pollster"
            | "thinktank"
            | "think-tank"
            | "nonprofit"
            | "charity"
            | "watchdog"
            | "steelmaker"
            | "shipbuilder"
            | "homebuilder"
            | "sponsor"
            | "brokers"
            | "rivals"
            | "retailers"
            | "lenders"
            | "airlines"
            | "insurers"
            | "carmakers"
            | "automakers"
            | "drugmakers"
            | "chipmakers"
            | "suppliers"
    )
}

/// Returns whether a word is a noun for a body that tells it only behind a name.
fn is_body_noun(lower: &str) -> bool {
    matches!(
        lower,
        "firm"
            | "group"
            | "bank"
            | "chain"
            | "fund"
            | "agency"
            | "union"
            | "organisation"
            | "organization"
            | "business"
            | "corporation"
            | "developer"
            | "producer"
            | "operator"
            | "unit"
            | "consultancy"
            | "foundation"
            | "institute"
            | "university"
            | "club"
            | "alliance"
            | "magazine"
            | "party"
            | "network"
            | "startup"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::EntityKind::{Organization, Person, Place};
    use crate::article::{Article, ArticleMetadata};
    use crate::engine::Engine;
    use crate::engine::names::rules::tests::check;

    #[test]
    fn a_noun_before_or_behind_tells_a_firm() {
        check(
            "The drugmaker Orvane and Tellmar, a Lisbon-based food company, met Quist Veld, owned by a fund.",
            &[("Orvane", Place, 95), ("Tellmar", Person, 90)],
            &[
                ("Orvane", Organization),
                ("Tellmar", Organization),
                ("Quist Veld", Organization),
            ],
        );
    }

    /// Returns what the engine finds in the first line of a text.
    fn in_first_line(text: &str) -> Vec<(String, EntityKind)> {
        let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let found = engine.annotate(&article);
        let line = article.blocks()[0].range;
        let mentions = found.mentions().filter(|(item, _)| line.covers(item.range));
        let named = mentions.filter_map(|(item, mention)| {
            let kind = found.entity(mention.entity)?.kind;
            Some((article.text().slice(item.range).to_owned(), kind))
        });
        named.collect()
    }

    #[test]
    fn a_name_that_ends_its_line_is_found_as_before_a_full_stop() {
        let nouns = [
            "drugmaker",
            "carmaker",
            "chipmaker",
            "retailer",
            "airline",
            "lender",
            "insurer",
            "brewer",
        ];
        for noun in nouns {
            for name in ["Orvane", "Tellmar Brodge"] {
                let firm = vec![(name.to_owned(), Organization)];
                let line = format!("Shares fell at {noun} {name}");
                for after in [
                    ".",
                    "",
                    "\n\nThe mayor was late.",
                    "\n",
                    " \n\nMonday\n\nRain",
                    "!",
                ] {
                    let text = format!("{line}{after}");
                    assert_eq!(in_first_line(&text), firm, "{text:?}");
                }
            }
        }
    }

    #[test]
    fn a_description_that_ends_its_line_tells_a_firm() {
        for after in [".", "", "\n\nThe mayor was late."] {
            let text = format!("The mayor met Tellmar, a Lisbon-based food company{after}");
            check(
                &text,
                &[("Tellmar", Person, 90)],
                &[("Tellmar", Organization)],
            );
        }
    }

    #[test]
    fn common_words_with_capitals_that_end_a_line_are_no_firms() {
        for line in [
            "Shares fell at the drugmaker on Monday",
            "The drugmaker Monday",
            "What the company said",
            "Prices rose at The",
            "The retailer Then",
        ] {
            for after in ["", "\n\nThe mayor was late."] {
                let found = in_first_line(&format!("{line}{after}"));
                assert_eq!(found, [], "{line:?}");
            }
        }
    }

    #[test]
    fn persons_and_towns_beside_such_nouns_stay_what_they_are() {
        check(
            "Ada Roe, a director of the company, and Bo Roe, a lecturer at the university, left Lisbon, a town with one bank, when her company in Porto failed. \
             Monday, the company said, was late.",
            &[
                ("Ada Roe", Person, 95),
                ("Bo Roe", Person, 95),
                ("Lisbon", Place, 90),
                ("Porto", Place, 90),
            ],
            &[
                ("Ada Roe", Person),
                ("Bo Roe", Person),
                ("Lisbon", Place),
                ("Porto", Place),
            ],
        );
    }
}
