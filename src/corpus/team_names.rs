//! Finds the full names of teams in the word lists, and completes shortened words in the names of other teams.

use super::folded::FoldedText;
use super::gazetteer::{Team, gazetteer};

/// Returns the full name of a team in the word lists, for a form of its name in a report of its sport. All names are in
/// the form of `fold_name`.
///
/// If a place has several teams, prefers the one whose nickname the article contains, then the one whose league is the
/// heading of the current section, then the first.
pub(super) fn listed_team(
    sport: &str,
    form: &str,
    text: &FoldedText,
    before: impl FnOnce() -> String,
) -> Option<String> {
    let lists = gazetteer();
    let teams = lists.team_forms.get(&(sport.to_owned(), form.to_owned()))?;
    let teams: Vec<&Team> = teams.iter().filter_map(|at| lists.teams.get(*at)).collect();
    let is_named = |team: &&&Team| team.nicknames.iter().any(|nickname| text.has(nickname));
    let mut named = teams.iter().filter(is_named);
    let only_named = match (named.next(), named.next()) {
        (Some(team), None) => Some(*team),
        _ => None,
    };
    let of_section = || {
        // The sections of a list are apart by their headings.
        let before = (teams.len() > 1).then(before)?;
        let named = teams.iter().copied().filter(|team| !team.league.is_empty());
        let sections = named.filter_map(|team| Some((before.rfind(&team.league)?, team)));
        sections.max_by_key(|(at, _)| *at).map(|(_, team)| team)
    };
    let first = || teams.first().copied();
    only_named
        .or_else(of_section)
        .or_else(first)
        .map(Team::name)
}

/// Returns the words of a team's name with shortened words completed: "manchester united" for "man utd".
pub(super) fn full_team_words(folded: &str) -> String {
    let lists = gazetteer();
    let words = folded
        .split(' ')
        .map(|word| lists.long_words.get(word).map_or(word, String::as_str));
    words.collect::<Vec<_>>().join(" ")
}
