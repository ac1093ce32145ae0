//! In sports news, recognizes clubs that are called by the name of their town: "Utah beat Nevada", "Lille coach".

use std::collections::BTreeSet;
use std::ops::Range;

use super::context::RuleContext;
use super::edit::{NameEdit, is_free};
use super::named_tokens::NamedTokens;
use super::result_tables::{CLUBS, is_score};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::vocabulary::Class;
use crate::engine::names::cue_words::NameCue;
use crate::engine::rule::Rule;

/// The confidence in a club that is shown only by its place in the sentence, in percent.
const SLOT_PERCENT: u8 = 70;

pub(super) static CLUB: Rule = Rule {
    id: RuleId("names/club"),
    summary: "In news of sport a town that plays is its club, there and where nothing says that something is in the town.",
    needs: &[],
    finds: &[
        "The team scored a goal in the league. ⟦Utah⟧ lost to Nevada on Sunday.",
        "The team of the season scored a goal in the league. Utah lost to ⟦Nevada⟧ on Sunday.",
    ],
    silent: &[
        "Norway beat Chile by a goal in the last match of the season.",
        "Lille beat Nantes to the contract for the new bridge.",
        "The match was held in Utah after the team scored a goal in the league.",
    ],
};

/// Tags places that play as clubs, and adds towns and teams that play and are not names yet.
pub(super) fn name_clubs(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    if !context.domain.is_sport {
        return Vec::new();
    }
    let mut clubs = BTreeSet::new();
    for name in names {
        let is_open = name.kind == EntityKind::Place && !context.is_nation(&name.tokens);
        if name.kind == EntityKind::Organization || is_open && is_player(context, &name.tokens) {
            clubs.insert(context.key(&name.tokens));
        }
    }
    let mut edits = Vec::new();
    for (at, name) in names.iter().enumerate() {
        if name.kind == EntityKind::Place
            && !context.is_nation(&name.tokens)
            && clubs.contains(&context.key(&name.tokens))
            && (is_player(context, &name.tokens) || !is_where(context, &name.tokens))
        {
            edits.push(NameEdit::set_kind(at, EntityKind::Organization));
        }
    }
    add_clubs(context, names, &mut edits);
    edits
}

fn add_clubs(context: RuleContext<'_>, names: &[NamedTokens], edits: &mut Vec<NameEdit>) {
    for index in 0..context.page.tokens().len() {
        let name = index..index + 1;
        if !context.is_capital(index) || !context.classes(&name).meets(CLUBS) {
            continue;
        }
        let is_nickname = context.word(index).has(Class::Team) && context.before(index, 1) == "the";
        let is_open = (is_nickname || !context.is_usually_small(index))
            && !context.is_capital_in(&context.sentence(index), index + 1)
            && !context.is_capital(index.wrapping_sub(1));
        if is_open
            && !context.is_nation(&name)
            && (is_nickname || is_player(context, &name))
            && is_free(names, edits, &name)
        {
            edits.push(NameEdit::add(name, EntityKind::Organization, SLOT_PERCENT));
        }
    }
}

/// Returns whether the place of a name in the sentence is that of a team.
fn is_player(context: RuleContext<'_>, name: &Range<usize>) -> bool {
    is_actor(context, name) || is_opponent(context, name) || is_in_brackets(context, name)
}

/// Returns whether the name is the subject of a match or has a role after it: "Utah beat", "Utah hosted Nevada", "Utah
/// was relegated", "Utah coach".
fn is_actor(context: RuleContext<'_>, name: &Range<usize>) -> bool {
    let next = name.end;
    context.has(next, NameCue::TeamVerb)
        || context.has(next, NameCue::TeamVerbBeforeName) && context.is_capital(next + 1)
        || matches!(context.lower(next), "were" | "was")
            && context.has(next + 1, NameCue::TeamParticiple)
        || context.lower(next) == "head" && context.lower(next + 1) == "coach"
        || context.has(next, NameCue::TeamRole)
        || is_player_next(context, name)
}

/// Returns whether the name is the opponent or the club in a phrase: "Beat Utah", "a win over Utah", "a draw with
/// Utah", "lost to Utah".
fn is_opponent(context: RuleContext<'_>, name: &Range<usize>) -> bool {
    let has = |n, cue| context.has_before(name.start, n, cue);
    if has(1, NameCue::BeforeOpponent) {
        return true;
    }
    match context.before(name.start, 1) {
        "over" => has(2, NameCue::Victory),
        "with" => has(2, NameCue::Draw) || has(3, NameCue::Draw) || has(2, NameCue::Contract),
        "to" => {
            has(2, NameCue::Loss)
                || context.before(name.start, 2) == "home" && context.before(name.start, 3) == "at"
        }
        "off" => has(2, NameCue::Holding),
        "past" => has(2, NameCue::Edging),
        "by" => has(2, NameCue::BeatenBy),
        "for" => has(2, NameCue::PlayingFor),
        _ => false,
    }
}

/// Returns whether the name is in brackets after a person: "Ada Roe (Utah)".
fn is_in_brackets(context: RuleContext<'_>, name: &Range<usize>) -> bool {
    context.before(name.start, 1) == "("
        && context.lower(name.end) == ")"
        && context.is_capital(name.start.wrapping_sub(2))
        && context.is_capital(name.start.wrapping_sub(3))
}

/// Returns whether a role in lower case and a full name follow: "Swansea flanker Rob Roe".
fn is_player_next(context: RuleContext<'_>, name: &Range<usize>) -> bool {
    !context.has(name.end, NameCue::NotTeamRole)
        && context.is_small(name.end)
        && context.is_capital(name.end + 1)
        && context.word(name.end + 1).has(Class::Given)
        && context.is_capital(name.end + 2)
}

/// Returns whether a name means a place where something is, and not a team.
fn is_where(context: RuleContext<'_>, name: &Range<usize>) -> bool {
    let is_placed = context.has_before(name.start, 1, NameCue::PlacePreposition)
        || context.before(name.start, 1) == "of";
    let is_dateline = context.begins_line(name.start)
        && matches!(context.lower(name.end), "," | "(" | "-" | "--" | "—" | "–");
    let is_before_place = context.lower(name.end) == "," && context.is_capital(name.end + 1);
    let is_dated = context.is_number(name.end) && !is_score(context, name.end);
    is_placed || is_dateline || is_before_place || is_dated
}

pub(super) static CLUB_BESIDE_TEAM: Rule = Rule {
    id: RuleId("names/club-beside-team"),
    summary: "In news of sport a place joined with a team by \"and\" is a team: \"the Packers and Detroit\".",
    needs: &[],
    finds: &[
        "It was a match of the season in the league between the Packers and ⟦Detroit⟧.",
        "The team in the league scored a goal. ⟦San Lorenzo⟧ and Independiente left.",
    ],
    silent: &[
        "The Packers and Norway scored a goal in the league.",
        "They left Detroit and Chicago for the match of the season in the league.",
    ],
};

/// Makes teams of places next to teams.
pub(super) fn name_clubs_beside_teams(
    context: RuleContext<'_>,
    names: &[NamedTokens],
) -> Vec<NameEdit> {
    if !context.domain.is_sport {
        return Vec::new();
    }
    let is_team = |name: &NamedTokens| {
        name.kind == EntityKind::Organization && context.classes(&name.tokens).has(Class::Team)
    };
    let is_town =
        |name: &NamedTokens| name.kind == EntityKind::Place && !context.is_nation(&name.tokens);
    let mut edits = Vec::new();
    for (at, pair) in names.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let is_joined =
            first.tokens.end + 1 == second.tokens.start && context.lower(first.tokens.end) == "and";
        if is_joined && is_team(first) && is_town(second) {
            edits.push(NameEdit::set_kind(at + 1, EntityKind::Organization));
        } else if is_joined && is_team(second) && is_town(first) {
            edits.push(NameEdit::set_kind(at, EntityKind::Organization));
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::check::check_rules;
    use crate::annotation::EntityKind::{Organization, Person, Place};

    #[test]
    fn towns_that_play_are_clubs_and_towns_that_hold_the_game_are_none() {
        check_rules(
            "Lille coach Ada Roe said her team deserved the goal. Lille beat Nantes in Paris on Sunday, the third \
             match of the season. Paris was cold.",
            &[
                ("Lille", Place, 90),
                ("Ada Roe", Person, 99),
                ("Lille", Place, 90),
                ("Nantes", Place, 90),
                ("Paris", Place, 90),
                ("Paris", Place, 90),
            ],
            &[
                ("Lille", Organization),
                ("Ada Roe", Person),
                ("Lille", Organization),
                ("Nantes", Organization),
                ("Paris", Place),
                ("Paris", Place),
            ],
        );
    }

    #[test]
    fn nations_that_play_stay_places_and_other_news_is_left_alone() {
        check_rules(
            "Norway beat Chile after the striker scored a goal in the last match.",
            &[("Norway", Place, 90), ("Chile", Place, 90)],
            &[("Norway", Place), ("Chile", Place)],
        );
        check_rules(
            "Lille beat Nantes to the contract for the new bridge.",
            &[("Lille", Place, 90), ("Nantes", Place, 90)],
            &[("Lille", Place), ("Nantes", Place)],
        );
    }
}
