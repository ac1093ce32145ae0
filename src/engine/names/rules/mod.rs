//! Corrects errors of the statistical tagger by rules: forms of address, nationalities, acronyms, datelines, companies.
//!
//! Each rule is a function of the page and the names so far, and returns edits; `apply_rules` applies them. A new rule
//! is one `static Rule`, one function, and one line in `STEPS`.

mod acronyms;
mod apposition;
mod bodies;
#[cfg(test)]
mod check;
mod companies;
mod context;
mod datelines;
mod domain;
mod edit;
mod firms;
mod first_words;
mod kinds;
mod known_names;
mod named_tokens;
mod nicknames;
mod partners;
mod persons;
mod possessive_firms;
mod result_tables;
mod teams;

use std::sync::LazyLock;

use crate::engine::rule::Rule;
use edit::NameEdit;

pub(in crate::engine) use context::RuleContext;
pub(in crate::engine) use named_tokens::NamedTokens;

/// A function that returns the edits of a rule for these names, which are in order and do not overlap.
type FindEdits = fn(RuleContext<'_>, &[NamedTokens]) -> Vec<NameEdit>;

/// The rules in the order in which they run: first those that look only at the words of a name, then those that look at
/// the words around it.
static STEPS: &[(&Rule, FindEdits)] = &[
    (&firms::AMPERSAND, firms::join_ampersands),
    (&datelines::DATELINE, datelines::find_datelines),
    (&datelines::DATELINE_DASH, datelines::cut_datelines),
    (&persons::FORM_OF_ADDRESS, persons::cut_forms_of_address),
    (&kinds::PEOPLE, kinds::name_peoples),
    (
        &known_names::KNOWN_ORGANIZATION,
        known_names::find_known_organizations,
    ),
    (&known_names::KNOWN_WORD, known_names::find_known_words),
    (&known_names::KNOWN_PLACE, known_names::find_known_places),
    (&bodies::WORD_BEFORE_BODY, bodies::widen_to_word_before),
    (&bodies::BODY_OVER_AND, bodies::widen_over_and),
    (&bodies::BODY_WORD, bodies::find_bodies),
    (&bodies::BASED_BODY, bodies::cut_based),
    (&bodies::BODY_AFTER_POSSESSIVE, bodies::split_at_possessives),
    (&bodies::LEGISLATURE, bodies::find_legislatures),
    (&apposition::TRADE, apposition::name_trades),
    (&companies::UNKNOWN_IN_MARKETS, companies::name_unknown),
    (&companies::MARKET_SLOT, companies::name_firms),
    (
        &result_tables::RESULT_TABLE,
        result_tables::read_result_tables,
    ),
    (&teams::CLUB, teams::name_clubs),
    (&teams::CLUB_BESIDE_TEAM, teams::name_clubs_beside_teams),
    (&firms::COMPANY_WORD, firms::name_companies),
    (&partners::PARTNERS, partners::join_partners),
    (&nicknames::NICKNAME, nicknames::join_nicknames),
    (
        &possessive_firms::POSSESSIVE_FIRM,
        possessive_firms::name_possessives,
    ),
    (&kinds::PEOPLE_BEFORE_PLACE, kinds::cut_peoples),
    (&kinds::EVENT_OR_WORK, kinds::name_events_and_works),
    (&first_words::BODY_NOUN_FIRST, first_words::drop_first_nouns),
    (&acronyms::ACRONYM, acronyms::name_acronyms),
    (&acronyms::COMMON_ACRONYM, acronyms::drop_common_acronyms),
];

/// The rules, in the order in which they run.
pub(in crate::engine) static RULES: LazyLock<Vec<&'static Rule>> =
    LazyLock::new(|| STEPS.iter().map(|(rule, _)| *rule).collect());

/// Returns the names, in order and disjoint, after all rules that are not switched off.
pub(in crate::engine) fn apply_rules(
    context: RuleContext<'_>,
    mut names: Vec<NamedTokens>,
) -> Vec<NamedTokens> {
    for (rule, find_edits) in STEPS {
        if context.page.allows(rule) {
            let edits = find_edits(context, &names);
            edit::apply_edits(context, rule, edits, &mut names);
        }
    }
    names
}
