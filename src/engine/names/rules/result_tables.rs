//! Teams in tables of results and fixtures: "Lille 2 Nantes 1", "Dijon at Nantes", "MIAMI 34 12 .739".

use std::ops::Range;

use super::context::RuleContext;
use super::edit::NameEdit;
use super::named_tokens::{NamedTokens, find_met};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::vocabulary::{Class, Classes};
use crate::engine::rule::Rule;

/// The confidence in a team found in a table, in percent.
const TABLE_PERCENT: u8 = 90;

/// The maximum number of words in the name of a team.
const MAX_TEAM_TOKENS: usize = 4;

/// Lexicon classes that the name of a club, or of the thing that it is named after, may have.
pub(super) const CLUBS: Classes = Classes::of(&[
    Class::BigCity,
    Class::Town,
    Class::State,
    Class::Region,
    Class::Team,
    Class::Organization,
    Class::University,
]);

pub(super) static RESULT_TABLE: Rule = Rule {
    id: RuleId("names/result-table"),
    summary: "In news of sport a line of a table of results or fixtures names teams.",
    needs: &[],
    finds: &[
        "The team scored a goal in the last match of the league.\n\nLille 2 ⟦Zorbek Town⟧ 1",
        "The team scored a goal in the last match of the league.\n\n⟦Dijon⟧ at Nantes",
    ],
    silent: &[
        "The council met in the spring.\n\nLille 2 Zorbek Town 1",
        "The team scored a goal in the last match of the league.\n\nLille left Nantes at noon",
    ],
};

/// Reads the lines of tables of results and fixtures in news of sport.
pub(super) fn read_result_tables(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    if !context.domain.is_sport {
        return Vec::new();
    }
    let n_tokens = context.page.tokens().len();
    let mut teams = Vec::new();
    let mut start = 0;
    while start < n_tokens {
        let end = (start + 1..n_tokens)
            .find(|index| context.begins_line(*index))
            .unwrap_or(n_tokens);
        read_line(context, start..end, &mut teams);
        start = end;
    }
    let stays = |old: &NamedTokens, team: &Range<usize>| {
        let is_across = old.tokens.start < team.start || team.end < old.tokens.end;
        let is_person = old.kind == EntityKind::Person && old.percent > TABLE_PERCENT;
        is_across || old.tokens == *team && is_person
    };
    teams.retain(|team| !find_met(names, team).iter().any(|old| stays(old, team)));
    let teams = teams.into_iter();
    let teams =
        teams.map(|team| NameEdit::add(team.clone(), kind_of(context, &team), TABLE_PERCENT));
    teams.collect()
}

fn read_line(context: RuleContext<'_>, line: Range<usize>, teams: &mut Vec<Range<usize>>) {
    let Some(first) = find_team(context, &line, line.start) else {
        return;
    };
    let joiner = context.lower(first.end);
    if is_score(context, first.end) {
        let mut next = first.end + 1;
        if matches!(context.lower(next), "," | ";" | "-") {
            next += 1;
        }
        let second = find_team(context, &line, next);
        if let Some(second) = second.filter(|second| is_score(context, second.end)) {
            teams.extend([first, second]);
        } else if is_score(context, next)
            && (is_score(context, next + 1) || context.lower(next + 1) == ".")
            && is_club(context, &first)
        {
            teams.push(first);
        }
    } else if matches!(joiner, "at" | "v" | "vs" | "vs." | "@")
        && let Some(second) = find_team(context, &line, first.end + 1)
        && (second.end == line.end || context.lower(second.end) == "(")
        && (is_club(context, &first) || is_club(context, &second))
    {
        teams.push(first);
        if joiner != "at" && joiner != "@" {
            teams.push(second);
        }
    }
}

/// Returns whether a name can be that of a club.
fn is_club(context: RuleContext<'_>, name: &Range<usize>) -> bool {
    context.classes(name).meets(CLUBS)
}

/// Returns the run of one to four capitalised words at a token, on one line.
fn find_team(context: RuleContext<'_>, line: &Range<usize>, start: usize) -> Option<Range<usize>> {
    let end = (start..line.end)
        .find(|index| !context.is_capital(*index))
        .unwrap_or(line.end);
    let n = end.saturating_sub(start);
    let is_name = (start..end).any(|index| !context.is_usually_small(index));
    ((1..=MAX_TEAM_TOKENS).contains(&n) && is_name).then_some(start..end)
}

/// Returns whether a token is a count of goals, points or games: a number of at most three digits, or a decimal below
/// 1.
pub(super) fn is_score(context: RuleContext<'_>, index: usize) -> bool {
    let lower = context.lower(index);
    let n_digits = lower.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = lower
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    context.is_number(index) && is_plain && n_digits <= 3
}

/// Returns the kind of a team in a table: a national team is named by its place, other teams are organisations.
fn kind_of(context: RuleContext<'_>, team: &Range<usize>) -> EntityKind {
    if context.is_nation(team) {
        EntityKind::Place
    } else {
        EntityKind::Organization
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::check_rules;
    use crate::annotation::EntityKind::{Organization, Place};

    #[test]
    fn tables_of_results_name_teams() {
        check_rules(
            "SOCCER - CUP RESULTS.\n\nPARIS 1998-03-12\n\nResults of league matches:\n\nLille 2 Zorbek Town 1 (halftime \
             1-0)\nChile 2 Norway 0\nDijon at Nantes\n\nStandings of teams:\n\nMIAMI 34 12 .739 -\nTotal 3",
            &[
                ("PARIS", Place, 90),
                ("Lille", Place, 90),
                ("Nantes", Place, 90),
            ],
            &[
                ("PARIS", Place),
                ("Lille", Organization),
                ("Zorbek Town", Organization),
                ("Chile", Place),
                ("Norway", Place),
                ("Dijon", Organization),
                ("Nantes", Place),
                ("MIAMI", Organization),
            ],
        );
    }

    #[test]
    fn lines_that_are_no_results_name_no_teams() {
        check_rules(
            "The team scored a goal in the last match of the league.\n\nLille 2019 Zorbek Town 1\n\nLille 2 of Zorbek Town 1\n\nThe 2 And 1",
            &[],
            &[],
        );
    }
}
