//! Recognizes companies and organisations by a noun next to their names: "drugmaker Orvane", "Orvane, a Vancouver
//! company".

use std::ops::Range;

use super::context::{PLACES, RuleContext};
use super::edit::{NameEdit, is_free};
use super::named_tokens::NamedTokens;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::vocabulary::Class;
use crate::engine::names::cue_words::NameCue;
use crate::engine::rule::Rule;

/// The confidence in a company that is shown only by a noun, in percent.
const NOUN_PERCENT: u8 = 75;

/// The maximum distance of the noun after a name, in tokens: ", a Lisbon-based maker of food" has six.
const MAX_DESCRIPTION_TOKENS: usize = 9;

/// The maximum length of a name that is shown only by a noun, in words.
const MAX_NAME_TOKENS: usize = 4;

pub(super) static TRADE: Rule = Rule {
    id: RuleId("names/trade"),
    summary: "A name with a noun for a firm or body before it, or after it and a comma, is that of an organisation.",
    needs: &[],
    finds: &[
        "Shares fell at drugmaker ⟦Tellmar Brodge⟧.",
        "The report said that ⟦Huanhe⟧, the unit that sells tickets, will close.",
    ],
    silent: &[
        "Shares fell at the drugmaker on Monday.",
        "Ada Roe, a director of the company, left on Monday.",
        "Monday, the company said, was late.",
    ],
};

/// Tags names next to such a noun as organisations, and adds names that the model missed.
pub(super) fn name_trades(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let persons = context.persons(names);
    let mut edits = Vec::new();
    for (at, name) in names.iter().enumerate() {
        if context.is_open(name, &persons)
            && let Some(noun) = find_trade(context, &name.tokens)
        {
            let edit = NameEdit::set_kind(at, EntityKind::Organization);
            edits.push(edit.because("noun", noun..noun + 1));
        }
    }
    for sentence in context.page.sentences() {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let run = find_run(context, at, sentence.tokens.end);
            if !run.is_empty()
                && let Some(noun) = find_new(context, &run, &sentence.tokens)
                && is_free(names, &edits, &run)
            {
                let edit = NameEdit::add(run.clone(), EntityKind::Organization, NOUN_PERCENT);
                edits.push(edit.because("noun", noun..noun + 1));
            }
            at = run.end.max(at + 1);
        }
    }
    edits
}

/// Returns the run of capitalised words that begins at a token.
fn find_run(context: RuleContext<'_>, start: usize, end: usize) -> Range<usize> {
    let border = (start..end).find(|index| !context.is_capital(*index));
    start..border.unwrap_or(end)
}

/// Returns the noun that shows that a run of capitalised words is the name of a company.
fn find_new(
    context: RuleContext<'_>,
    run: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<usize> {
    let is_first = run.start == sentence.start;
    let is_known_word = run.len() == 1 && (is_first || context.is_usually_small(run.start));
    if run.len() > MAX_NAME_TOKENS || is_known_word {
        return None;
    }
    let noun = find_trade(context, run)?;
    let is_other = context.classes(run).meets(PLACES)
        || run.clone().any(|index| {
            let classes = context.word(index);
            classes.has(Class::Calendar) || classes.has(Class::People) || classes.has(Class::Title)
        });
    (!is_other).then_some(noun)
}

/// Returns the noun for a company or organisation before a name, or after the name and a comma.
fn find_trade(context: RuleContext<'_>, name: &Range<usize>) -> Option<usize> {
    let before = name.start.wrapping_sub(1);
    if context.has(before, NameCue::Trade) && context.is_small(before) {
        return Some(before);
    }
    find_trade_after(context, name)
}

/// Reads "Orvane, a Vancouver company," and "Orvane, owned by".
fn find_trade_after(context: RuleContext<'_>, name: &Range<usize>) -> Option<usize> {
    if context.lower(name.end) != "," {
        return None;
    }
    let first = name.end + 1;
    match (context.lower(first), context.lower(first + 1)) {
        ("owned", "by") | ("headquartered", "in") => return Some(first),
        _ => {}
    }
    if !context.has(first, NameCue::DescribingArticle) {
        return None;
    }
    let end = context.sentence(name.start).end;
    let is_border = |index: &usize| {
        *index == end
            || matches!(
                context.lower(*index),
                "," | "." | ";" | ":" | ")" | "—" | "–" | "-"
            )
            || context.has(*index, NameCue::DescriptionEnd)
    };
    let border = (first + 1..first + MAX_DESCRIPTION_TOKENS).find(is_border)?;
    let noun = border - 1;
    let is_trade = context.has(noun, NameCue::Trade) || context.has(noun, NameCue::BodyNoun);
    (is_trade && context.is_small(noun) && context.lower(border) != "who").then_some(noun)
}

#[cfg(test)]
mod tests {
    use super::super::check::check_rules;
    use super::*;
    use crate::annotation::EntityKind::{Organization, Person, Place};
    use crate::article::{Article, ArticleMetadata};
    use crate::engine::Engine;

    #[test]
    fn a_noun_before_or_behind_tells_a_firm() {
        check_rules(
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
            check_rules(
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
        check_rules(
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
