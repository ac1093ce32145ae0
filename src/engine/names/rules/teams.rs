//! In news of sport a town's name is its club where it plays: "Oslo 2 Bergen 1", "Utah beat Nevada", "Lille coach".

use std::collections::BTreeSet;
use std::ops::Range;

use super::context::{Sight, Taken, put_all};
use crate::annotation::EntityKind;
use crate::engine::lexeme::vocabulary::{Class, Classes};
use crate::engine::names::model::Spotted;

/// How sure a club is that only its place in the sentence tells, in percent.
const BY_PLACE: u8 = 70;
/// How sure a club in a table of results is, in percent.
const IN_TABLE: u8 = 90;

/// What a club may be known as, or called after.
const CLUBS: Classes = Classes::of(&[
    Class::BigCity,
    Class::Town,
    Class::State,
    Class::Region,
    Class::Team,
    Class::Organization,
    Class::University,
]);

/// Makes clubs of places that play, and adds clubs that only a table of results tells.
pub(super) fn name_clubs(sight: Sight<'_>, names: &mut Vec<Spotted>) {
    read_lines(sight, names);
    names.retain_mut(|name| {
        cut_score(sight, name);
        !is_kind_of_sport(sight, name)
    });
    let mut clubs = BTreeSet::new();
    for name in names.iter() {
        let is_open = name.kind == EntityKind::Place && !sight.is_nation(&name.tokens);
        if name.kind == EntityKind::Organization || is_open && plays(sight, &name.tokens) {
            clubs.insert(sight.key(&name.tokens));
        }
    }
    add_clubs(sight, names);
    for name in names.iter_mut() {
        if name.kind == EntityKind::Place
            && !sight.is_nation(&name.tokens)
            && clubs.contains(&sight.key(&name.tokens))
            && (plays(sight, &name.tokens) || !is_where(sight, &name.tokens))
        {
            name.kind = EntityKind::Organization;
        }
    }
    join_pairs(sight, names);
}

/// "Beat Utah 10-3": the score is no part of the name.
fn cut_score(sight: Sight<'_>, name: &mut Spotted) {
    let last = name.tokens.end.saturating_sub(1);
    let is_score = sight
        .lower(last)
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    if name.tokens.len() > 1 && is_score && sight.lower(last).contains('-') {
        name.tokens.end = last;
    }
}

/// Returns whether this is the sport that a headline begins with: "RUGBY UNION - WALES NAME SIDE".
fn is_kind_of_sport(sight: Sight<'_>, name: &Spotted) -> bool {
    name.tokens.clone().all(|index| {
        matches!(
            sight.lower(index),
            "soccer"
                | "rugby"
                | "union"
                | "league"
                | "baseball"
                | "basketball"
                | "cricket"
                | "tennis"
                | "golf"
                | "athletics"
                | "cycling"
                | "boxing"
                | "skiing"
                | "hockey"
                | "swimming"
                | "football"
        )
    })
}

/// "The Packers and Detroit": what is named beside a team is one.
fn join_pairs(sight: Sight<'_>, names: &mut [Spotted]) {
    for at in 1..names.len() {
        if let Some([first, second]) = names.get_mut(at - 1..=at)
            && sight.lower(first.tokens.end) == "and"
            && first.tokens.end + 1 == second.tokens.start
        {
            let (team, other) = if first.kind == EntityKind::Organization {
                (first, second)
            } else {
                (second, first)
            };
            let is_team = team.kind == EntityKind::Organization
                && sight.classes(&team.tokens).has(Class::Team);
            if is_team && other.kind == EntityKind::Place && !sight.is_nation(&other.tokens) {
                other.kind = EntityKind::Organization;
            }
        }
    }
}

/// Adds towns and teams that play and are no names yet.
fn add_clubs(sight: Sight<'_>, names: &mut Vec<Spotted>) {
    let mut taken = Taken::of(sight, names);
    for index in 0..sight.page.tokens().len() {
        let name = index..index + 1;
        let is_nickname =
            sight.word(index).has(Class::Team) && index > 0 && sight.before(index, 1) == "the";
        let is_open = sight.is_capital(index)
            && (is_nickname || !sight.is_usually_small(index))
            && !sight.is_capital_in(&sight.sentence(index), index + 1)
            && !sight.is_capital(index.wrapping_sub(1));
        if is_open
            && sight.classes(&name).meets(CLUBS)
            && !sight.is_nation(&name)
            && (is_nickname || plays(sight, &name))
            && taken.is_free(&name)
        {
            taken.take(&name);
            names.push(Spotted {
                tokens: name,
                kind: EntityKind::Organization,
                percent: BY_PLACE,
            });
        }
    }
    names.sort_by_key(|name| name.tokens.start);
}

/// Returns whether a name stands where a team does.
fn plays(sight: Sight<'_>, name: &Range<usize>) -> bool {
    let before = |n: usize| sight.before(name.start, n);
    let after = |n: usize| sight.lower(name.end + n);
    let meets_name = sight.is_capital(name.end + 1);
    let acts = match after(0) {
        "beat" | "beats" | "defeated" | "defeats" | "thrashed" | "routed" | "edged" | "downed"
        | "lost" | "won" | "drew" | "trail" | "trailed" | "outscored" | "outgained"
        | "conceded" | "equalised" | "clinched" | "scored" => true,
        "host" | "hosts" | "hosted" | "face" | "faces" | "faced" | "play" | "plays" | "played"
        | "visit" | "visits" | "signed" | "lead" | "leads" => meets_name,
        "were" | "was" => matches!(
            after(1),
            "beaten" | "held" | "relegated" | "promoted" | "thrashed" | "eliminated"
        ),
        "head" => after(1) == "coach",
        word => is_of_team(word) || is_player_next(sight, name),
    };
    let is_bracketed = before(1) == "("
        && after(0) == ")"
        && sight.is_capital(name.start.wrapping_sub(2))
        && sight.is_capital(name.start.wrapping_sub(3));
    let is_met = match before(1) {
        "beat" | "beats" | "beating" | "defeat" | "defeated" | "defeating" | "thrashed"
        | "thrashing" | "edged" | "routed" | "downed" | "against" | "v" | "vs" | "vs."
        | "versus" | "facing" | "face" | "faces" | "faced" | "rejoined" | "host" | "hosts"
        | "hosting" | "hosted" | "lead" | "leads" | "trail" | "trailed" => true,
        "over" => matches!(
            before(2),
            "win" | "wins" | "victory" | "victories" | "triumph" | "lead"
        ),
        "with" => {
            let is_draw = |word| matches!(word, "draw" | "drew" | "drawn" | "tie" | "tied");
            is_draw(before(2)) || is_draw(before(3)) || matches!(before(2), "contract" | "signed")
        }
        "to" => {
            matches!(
                before(2),
                "lost" | "lose" | "loses" | "losing" | "fell" | "loss" | "defeat"
            ) || before(2) == "home" && before(3) == "at"
        }
        "off" => matches!(before(2), "hold" | "holds" | "held"),
        "past" => matches!(before(2), "edge" | "edged" | "ease" | "eased" | "squeezed"),
        "by" => matches!(
            before(2),
            "beaten" | "held" | "loss" | "defeat" | "routed" | "thrashed"
        ),
        "for" => matches!(
            before(2),
            "plays" | "play" | "played" | "playing" | "signed" | "scored" | "debut" | "goals"
        ),
        _ => false,
    };
    acts || is_met || is_bracketed
}

/// Returns whether a role in small letters and a full name follow: "Swansea flanker Rob Roe".
fn is_player_next(sight: Sight<'_>, name: &Range<usize>) -> bool {
    let is_other = matches!(
        sight.lower(name.end),
        "mayor"
            | "police"
            | "resident"
            | "native"
            | "lawyer"
            | "businessman"
            | "prosecutor"
            | "and"
            | "where"
            | "as"
            | "when"
            | "but"
            | "with"
            | "after"
    );
    !is_other
        && sight.is_small(name.end)
        && sight.is_capital(name.end + 1)
        && sight.word(name.end + 1).has(Class::Given)
        && sight.is_capital(name.end + 2)
}

/// Returns whether a word after a team's name tells somebody or something of it.
fn is_of_team(word: &str) -> bool {
    matches!(
        word,
        "coach"
            | "manager"
            | "striker"
            | "midfielder"
            | "defender"
            | "goalkeeper"
            | "keeper"
            | "captain"
            | "skipper"
            | "winger"
            | "quarterback"
            | "pitcher"
            | "forward"
            | "playmaker"
            | "fans"
            | "players"
            | "full-back"
            | "linebacker"
    )
}

/// Returns whether a name tells where something is, not who plays.
fn is_where(sight: Sight<'_>, name: &Range<usize>) -> bool {
    let is_placed = matches!(
        sight.before(name.start, 1),
        "in" | "near" | "outside" | "around" | "across" | "at" | "from" | "to" | "of"
    );
    let is_dateline = sight.begins_line(name.start)
        && matches!(sight.lower(name.end), "," | "(" | "-" | "--" | "—" | "–");
    let is_before_place = sight.lower(name.end) == "," && sight.is_capital(name.end + 1);
    let is_dated = sight.is_number(name.end) && !is_score(sight, name.end);
    is_placed || is_dateline || is_before_place || is_dated
}

/// Reads the lines of tables of results and fixtures.
fn read_lines(sight: Sight<'_>, names: &mut Vec<Spotted>) {
    let n_tokens = sight.page.tokens().len();
    let mut teams = Vec::new();
    let mut start = 0;
    while start < n_tokens {
        let end = (start + 1..n_tokens)
            .find(|index| sight.begins_line(*index))
            .unwrap_or(n_tokens);
        read_line(sight, start..end, &mut teams);
        start = end;
    }
    let is_person = |old: &Spotted| old.kind == EntityKind::Person && old.percent > IN_TABLE;
    put_all(names, teams, is_person);
}

fn read_line(sight: Sight<'_>, line: Range<usize>, teams: &mut Vec<Spotted>) {
    let Some(first) = team(sight, &line, line.start) else {
        return;
    };
    let joiner = sight.lower(first.end);
    if is_score(sight, first.end) {
        let mut next = first.end + 1;
        if matches!(sight.lower(next), "," | ";" | "-") {
            next += 1;
        }
        let second = team(sight, &line, next).filter(|second| is_score(sight, second.end));
        if let Some(second) = second {
            teams.push(in_table(sight, first.clone()));
            teams.push(in_table(sight, second.clone()));
        } else if is_score(sight, next)
            && (is_score(sight, next + 1) || sight.lower(next + 1) == ".")
            && is_team(sight, &first)
        {
            teams.push(in_table(sight, first.clone()));
        }
    } else if matches!(joiner, "at" | "v" | "vs" | "vs." | "@")
        && let Some(second) = team(sight, &line, first.end + 1)
        && (second.end == line.end || sight.lower(second.end) == "(")
        && (is_team(sight, &first) || is_team(sight, &second))
    {
        teams.push(in_table(sight, first.clone()));
        if joiner != "at" && joiner != "@" {
            teams.push(in_table(sight, second.clone()));
        }
    }
}

/// Returns whether a team may be called so.
fn is_team(sight: Sight<'_>, name: &Range<usize>) -> bool {
    sight.classes(name).meets(CLUBS)
}

/// Returns the words with capitals from a token on, one to four of one line.
fn team(sight: Sight<'_>, line: &Range<usize>, start: usize) -> Option<Range<usize>> {
    let end = (start..line.end)
        .find(|index| !sight.is_capital(*index))
        .unwrap_or(line.end);
    let is_name = (start..end).any(|index| !sight.is_usually_small(index));
    ((1..=4).contains(&(end.saturating_sub(start))) && is_name).then_some(start..end)
}

/// Returns whether a token is a count of goals, points, games: a number of at most three figures, maybe a share of one.
fn is_score(sight: Sight<'_>, index: usize) -> bool {
    let lower = sight.lower(index);
    let n_digits = lower.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = lower
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    sight.is_number(index) && is_plain && n_digits <= 3
}

/// Returns a team in a table, or the place where it is a nation's.
fn in_table(sight: Sight<'_>, team: Range<usize>) -> Spotted {
    let kind = if sight.is_nation(&team) {
        EntityKind::Place
    } else {
        EntityKind::Organization
    };
    Spotted {
        tokens: team,
        kind,
        percent: IN_TABLE,
    }
}

#[cfg(test)]
mod tests {
    use crate::annotation::EntityKind::{Organization, Person, Place};
    use crate::engine::names::rules::tests::check;

    #[test]
    fn towns_that_play_are_clubs_and_towns_that_hold_the_game_are_none() {
        check(
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
        check(
            "Norway beat Chile after the striker scored a goal in the last match.",
            &[("Norway", Place, 90), ("Chile", Place, 90)],
            &[("Norway", Place), ("Chile", Place)],
        );
        check(
            "Lille beat Nantes to the contract for the new bridge.",
            &[("Lille", Place, 90), ("Nantes", Place, 90)],
            &[("Lille", Place), ("Nantes", Place)],
        );
    }

    #[test]
    fn tables_of_results_name_teams() {
        check(
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
}
