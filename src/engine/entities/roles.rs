//! Reads the roles that the text gives people and organisations: "the U.S. secretary of state", "German Chancellor".

use super::cluster::{Cluster, LocatedRole};
use super::mention_table::{MentionTable, NameMention, word_without_dot};
use super::phrase::{NameGrid, is_determiner};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::name_words::{self, NameWord, entity_lexicon};
use crate::engine::lexeme::traits::Gender;
use crate::engine::{Case, Evidence, FindingKind, Page, Rule, TokenClass};

/// The maximum distance between the start of a role and the name that it is in apposition to, in tokens.
const MAX_BACK: usize = 12;

/// The maximum number of tokens of a role directly before a name. The longest offices have about half as many.
const MAX_TITLE_TOKENS: usize = 32;

/// The maximum number of tokens of a dateline before the first words of the article.
const MAX_DATELINE_TOKENS: usize = 14;

/// The maximum number of forms of address before a name: "the Rt. Hon. Sir". Without a limit, a text of nothing else
/// would be walked back to its start for each name.
const MAX_HONORIFICS: usize = 6;

pub(super) static BEFORE: Rule = Rule {
    id: RuleId("entities/role-before-name"),
    summary: "The words right before a name say what its bearer is: “German Chancellor Olaf Scholz”.",
    needs: &[FindingKind::Names],
    finds: &[
        "⟦German Chancellor⟧ Olaf Scholz said on Monday that the talks had failed.",
        "The talks failed, said ⟦foreign minister⟧ Sergei Lavrov.",
    ],
    silent: &[
        "Olaf Scholz said on Monday that the talks had failed.",
        "The chancellor met Olaf Scholz in Berlin.",
    ],
};

pub(super) static COMMA: Rule = Rule {
    id: RuleId("entities/role-in-front"),
    summary: "A phrase before a name between commas says what its bearer is: “The secretary of state, Antony Blinken, said”.",
    needs: &[FindingKind::Names],
    finds: &[
        "The ⟦environment secretary⟧, Priya Raman, said that the river was clean.",
        "Her ⟦deputy⟧, Colin Farrar, resigned on Monday.",
    ],
    silent: &[
        "On Monday, Priya Raman said that the river was clean.",
        "The Central Election Commission (CEC) met on Monday.",
    ],
};

pub(super) static AFTER: Rule = Rule {
    id: RuleId("entities/role-in-apposition"),
    summary: "A phrase after a name and a comma says what its bearer is: “Antony Blinken, the U.S. secretary of state”.",
    needs: &[FindingKind::Names],
    finds: &[
        "Antony Blinken, the ⟦U.S. secretary of state⟧, said that he would travel.",
        "Jane Doe, 45, a ⟦lawyer⟧, won the case.",
    ],
    silent: &[
        "Antony Blinken, who met the secretary of state, left.",
        "Olaf Scholz, the French president Emmanuel Macron and others met in Paris.",
    ],
};

pub(super) static COPULA: Rule = Rule {
    id: RuleId("entities/role-after-is"),
    summary: "A phrase after a name and “is” or “became” says what its bearer is.",
    needs: &[FindingKind::Names],
    finds: &[
        "Olaf Scholz is the ⟦chancellor of Germany⟧.",
        "Jane Doe became the ⟦director of the museum⟧.",
    ],
    silent: &[
        "Olaf Scholz is the tallest of them.",
        "Olaf Scholz met the chancellor of Austria.",
    ],
};

pub(super) static DELAYED: Rule = Rule {
    id: RuleId("entities/delayed-name"),
    summary: "Who an article calls “a translator” in its first words is the person, with an age, that its second paragraph begins with.",
    needs: &[FindingKind::Names],
    finds: &[
        "BRUSSELS - A ⟦translator⟧ who leaked the minutes lost her job on Friday.\n\nLiesbeth Van den Broeck, 52, said that she was proud.",
        "A ⟦baker⟧ won the lottery on Monday.\n\nMaria Hale, 61, said that she would go on baking.",
    ],
    silent: &[
        "A baker won the lottery on Monday.\n\nMaria Hale, who sold the ticket, was glad.",
        "The baker won the lottery on Monday.\n\nMaria Hale, 61, sold the ticket.",
    ],
};

/// Adds to each cluster the roles that the text gives it, in order.
pub(super) fn read_roles(page: &Page<'_>, mentions: &MentionTable<'_>, clusters: &mut [Cluster]) {
    let grid = NameGrid { page, mentions };
    let delayed = delayed_role(&grid).filter(|_| page.allows(&DELAYED));
    for cluster in clusters {
        if let Some((_, role)) = delayed
            .as_ref()
            .filter(|(at, _)| cluster.mentions.contains(at))
        {
            page.record(&DELAYED, page.range_of(role.tokens.clone()), Vec::new);
            cluster.roles.push(role.clone());
        }
        if !matches!(cluster.kind, EntityKind::Person | EntityKind::Organization) {
            continue;
        }
        for mention in cluster
            .mentions
            .iter()
            .filter_map(|at| mentions.items.get(*at))
        {
            let roles = roles_at(&grid, mention);
            for (rule, role) in &roles {
                let name = mention.range;
                page.record(rule, page.range_of(role.tokens.clone()), || {
                    vec![Evidence {
                        label: "name",
                        range: name,
                    }]
                });
            }
            cluster
                .roles
                .extend(roles.into_iter().map(|(_, role)| role));
        }
    }
}

/// Returns the first person of the article and the role stated in its first words: "A translator who leaked papers lost
/// her job." before a second paragraph that begins "Liesbeth Van den Broeck, 52,".
fn delayed_role(grid: &NameGrid<'_, '_>) -> Option<(usize, LocatedRole)> {
    let page = grid.page;
    let mut people = grid.mentions.items.iter().enumerate();
    let (at, mention) = people.find(|(_, mention)| mention.kind == EntityKind::Person)?;
    let end = mention.tokens.end;
    let before = mention.range.start().index();
    let paragraphs = page
        .text()
        .as_str()
        .get(..before)?
        .trim_end_matches([' ', '\t']);
    let is_second = paragraphs.ends_with('\n') && !paragraphs.trim_end().contains('\n');
    let is_age = page
        .tokens()
        .get(end + 1)
        .is_some_and(|token| token.class == TokenClass::Number);
    if !is_second || page.word(end) != "," || !is_age || page.word(end + 2) != "," {
        return None;
    }
    let article = (0..MAX_DATELINE_TOKENS).find(|at| {
        let is_first = *at == 0 || matches!(page.word(at - 1), "-" | "--" | "–" | "—");
        is_first && matches!(page.word(*at), "A" | "An")
    })?;
    let phrase = grid.phrase(article, grid.sentence_end(article), EntityKind::Person)?;
    Some((at, phrase.into()))
}

/// Returns the roles around a name with their rules, the best first: at most one before or after the name, and the
/// title before it.
fn roles_at(
    grid: &NameGrid<'_, '_>,
    mention: &NameMention<'_>,
) -> Vec<(&'static Rule, LocatedRole)> {
    let is_on = |rule: &'static Rule| grid.page.allows(rule).then_some(rule);
    let title = is_on(&BEFORE).and_then(|rule| Some((rule, role_before(grid, mention)?)));
    let is_rank = title.as_ref().is_none_or(|(_, role)| is_rank(grid, role));
    let around = is_rank.then(|| {
        let comma = is_on(&COMMA).and_then(|rule| Some((rule, across_comma(grid, mention)?)));
        comma
            .or_else(|| is_on(&AFTER).and_then(|rule| Some((rule, in_apposition(grid, mention)?))))
            .or_else(|| is_on(&COPULA).and_then(|rule| Some((rule, after_copula(grid, mention)?))))
    });
    around.flatten().into_iter().chain(title).collect()
}

/// Returns whether the name of a relative follows words such as "his wife" or "their son".
pub(super) fn is_relative(page: &Page<'_>, mention: &NameMention<'_>) -> bool {
    let Some(mut before) = mention.tokens.start.checked_sub(1) else {
        return false;
    };
    if page.word(before) == ","
        && let Some(earlier) = before.checked_sub(1)
    {
        before = earlier;
    }
    let is_relation = page.naming(before).is_relative();
    // "His mother, Siv Eide, was not." begins a sentence and is about her from here on.
    let begins = page
        .tokens()
        .get(before.saturating_sub(1))
        .and_then(|token| page.sentence_at(token.range.start()))
        .and_then(|sentence| page.sentences().get(sentence))
        .is_some_and(|sentence| sentence.tokens.start + 1 == before);
    is_relation && !begins
}

/// Reads the role directly before a name: "German Chancellor Olaf Scholz", "Secretary of State Antony Blinken", "the
/// carmaker Volkswagen".
fn role_before(grid: &NameGrid<'_, '_>, mention: &NameMention<'_>) -> Option<LocatedRole> {
    let end = mention.tokens.start;
    let floor = grid
        .sentence_start(end)
        .max(end.saturating_sub(MAX_TITLE_TOKENS));
    let last = end.checked_sub(1).filter(|last| *last >= floor)?;
    let (head, gender) = match grid.head_at(last, mention.kind) {
        Some(gender) => (last, gender),
        None => head_of_office(grid, last, floor, mention.kind)?,
    };
    if grid.mention_at(head).is_some() && grid.mention_at(head) == grid.mention_at(end) {
        return None;
    }
    let mut start = head;
    while let Some(before) = start.checked_sub(1).filter(|before| *before >= floor) {
        let Some(next) = extend_role(grid, before, start) else {
            break;
        };
        start = next;
    }
    Some(LocatedRole {
        tokens: start..end,
        head,
        gender,
    })
}

/// Returns the new start of the role if the token before it belongs to it.
fn extend_role(grid: &NameGrid<'_, '_>, before: usize, start: usize) -> Option<usize> {
    if let Some(index) = grid.mention_at(before) {
        let mention = grid.mentions.items.get(index)?;
        return (mention.kind != EntityKind::Person && mention.tokens.end == start)
            .then_some(mention.tokens.start);
    }
    let word = word_without_dot(grid.page, before);
    if word == "'s" {
        let owner = before.checked_sub(1)?;
        let mention = grid.mentions.items.get(grid.mention_at(owner)?)?;
        return (mention.kind != EntityKind::Person).then_some(mention.tokens.start);
    }
    let last_part = word.rsplit('-').next().unwrap_or(word);
    let belongs = entity_lexicon().role(word).is_some()
        || name_words::is_lead(word)
        || word.contains('-') && entity_lexicon().role(last_part).is_some()
        || word == "and"
            && entity_lexicon()
                .role(word_without_dot(grid.page, before.checked_sub(1)?))
                .is_some();
    belongs.then_some(before)
}

/// Returns the head noun of a capitalised office that is followed by its field: "Secretary" of "Secretary of State".
fn head_of_office(
    grid: &NameGrid<'_, '_>,
    last: usize,
    floor: usize,
    kind: EntityKind,
) -> Option<(usize, Gender)> {
    let mut at = last;
    for _ in 0..6 {
        let case = grid.page.tokens().get(at)?.case;
        let word = grid.page.lower(at);
        if matches!(word, "of" | "for") && at > floor && at < last {
            let head = at - 1;
            let is_office = grid.page.tokens().get(head)?.case == Case::Title;
            return grid
                .head_at(head, kind)
                .filter(|_| is_office)
                .map(|gender| (head, gender));
        }
        let is_inner = matches!(word, "and" | "the") && at < last;
        if !is_inner && case == Case::Lower || grid.is_mark(at) {
            return None;
        }
        at = at.checked_sub(1).filter(|at| *at >= floor)?;
    }
    None
}

/// Returns whether a role is only a short title ("Sen.", "Gen."), so that another phrase may give a better role.
fn is_rank(grid: &NameGrid<'_, '_>, role: &LocatedRole) -> bool {
    role.tokens.len() == 1 && grid.page.lower(role.head).ends_with('.')
}

/// Reads the role before a comma: "The secretary of state, Antony Blinken, said", "Germany's chancellor, Olaf Scholz".
fn across_comma(grid: &NameGrid<'_, '_>, mention: &NameMention<'_>) -> Option<LocatedRole> {
    let mut comma = mention.tokens.start.checked_sub(1)?;
    for _ in 0..MAX_HONORIFICS {
        if !grid.page.naming(comma).is_honorific() {
            break;
        }
        comma = comma.checked_sub(1)?;
    }
    let is_opener = matches!(grid.page.word(comma), "," | "(" | "–" | "—");
    if !is_opener || !can_end_before(grid, end_with_origin(grid, mention)) {
        return None;
    }
    let floor = grid
        .sentence_start(comma)
        .max(comma.saturating_sub(MAX_BACK));
    for start in (floor..comma).rev() {
        if grid.is_mark(start) {
            return None;
        }
        let word = grid.page.lower(start);
        if word == "'s" {
            let owner = start
                .checked_sub(1)
                .and_then(|owner| grid.mention_at(owner));
            let found = grid.phrase(start + 1, comma, mention.kind);
            if let Some(phrase) = found.filter(|phrase| phrase.tokens.end == comma) {
                let owner = owner.and_then(|owner| grid.mentions.items.get(owner));
                let mut role = LocatedRole::from(phrase);
                role.tokens.start = owner.map_or(role.tokens.start, |owner| owner.tokens.start);
                return Some(role);
            }
        } else if is_determiner(word)
            && let Some(phrase) = grid.phrase(start, comma, mention.kind)
            && phrase.tokens.end == comma
            // The name of a body is not its own role: "the Central Election Commission (CEC)".
            && (mention.kind == EntityKind::Person || grid.mention_at(phrase.head).is_none())
        {
            return Some(phrase.into());
        }
    }
    None
}

/// Returns the end of a name including the place that the person comes from: "Claudia Hofer of Graz".
fn end_with_origin(grid: &NameGrid<'_, '_>, mention: &NameMention<'_>) -> usize {
    let end = mention.tokens.end;
    let place = grid
        .mention_at(end + 1)
        .and_then(|at| grid.mentions.items.get(at));
    let is_origin = grid.page.lower(end) == "of"
        && place
            .is_some_and(|place| place.kind == EntityKind::Place && place.tokens.start == end + 1);
    place
        .filter(|_| is_origin)
        .map_or(end, |place| place.tokens.end)
}

/// Reads the role in apposition after a name: "Antony Blinken, the U.S. secretary of state, said", "Jane Doe, 45, a
/// lawyer".
fn in_apposition(grid: &NameGrid<'_, '_>, mention: &NameMention<'_>) -> Option<LocatedRole> {
    let end = grid.sentence_end(mention.tokens.start);
    let mut at = mention.tokens.end;
    if grid.page.word(at) == "(" && grid.page.word(at + 2) == ")" {
        // "(WHO)" stands between the name and what it is.
        at += 3;
    }
    let opener = grid.page.word(at);
    if !matches!(opener, "," | "(" | "–" | "—" | "-") || at >= end {
        return None;
    }
    at += 1;
    if grid.page.word(at).starts_with(|c: char| c.is_ascii_digit()) && grid.page.word(at + 1) == ","
    {
        at += 2;
    }
    let phrase = grid.phrase(at, end, mention.kind)?;
    let next = phrase.tokens.end;
    let is_closed =
        next >= end || grid.is_mark(next) || grid.page.naming(next).is(NameWord::AfterRole);
    // ", the French president Emmanuel Macron" is the next of a list.
    let is_own = grid
        .mention_at(next)
        .and_then(|index| grid.mentions.items.get(index))
        .is_none_or(|mention| mention.kind != EntityKind::Person);
    // ", the German chancellor, Olaf Scholz," belongs to the name after it.
    let is_taken = grid.page.word(next) == ","
        && grid
            .mention_at(next + 1)
            .and_then(|index| grid.mentions.items.get(index))
            .is_some_and(|other| {
                other.kind == mention.kind && can_end_before(grid, other.tokens.end)
            });
    (is_closed && is_own && !is_taken).then(|| phrase.into())
}

/// Reads the role after a form of "be": "Olaf Scholz is the chancellor of Germany".
fn after_copula(grid: &NameGrid<'_, '_>, mention: &NameMention<'_>) -> Option<LocatedRole> {
    let verb = mention.tokens.end;
    let is_copula = grid.page.naming(verb).is(NameWord::Copula);
    if !is_copula || !is_determiner(grid.page.lower(verb + 1)) {
        return None;
    }
    let end = grid.sentence_end(mention.tokens.start);
    grid.phrase(verb + 1, end, mention.kind)
        .map(LocatedRole::from)
}

/// Returns whether an apposition can end before the token.
fn can_end_before(grid: &NameGrid<'_, '_>, token: usize) -> bool {
    grid.is_mark(token) && grid.page.word(token) != "("
        || grid.page.naming(token).is(NameWord::RelativePronoun)
}
