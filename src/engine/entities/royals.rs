//! Finds the names of rulers, who are called by title and given name: "Queen Silvia of Sweden", "King Olaf V".

use super::cluster::Cluster;
use super::phrase::NameGrid;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::{Case, FindingKind, Rule};

/// The maximum number of names of a person that are examined for a title.
const MAX_NAMES: usize = 24;

pub(super) static STYLE: Rule = Rule {
    id: RuleId("entities/ruler-style"),
    summary: "A ruler goes by title, given name and land: “Queen Silvia of Sweden”.",
    needs: &[FindingKind::Names],
    finds: &[
        "In his Christmas message ⟦King Otto⟧ said the year had been long.",
        "“We are a small country with a long coast,” said ⟦Queen Adelheid of Norrland⟧.",
    ],
    silent: &[
        "The Duke Hotel burned on Monday.",
        "Prince Rupert Vane left the party on Monday.",
    ],
};

/// Returns the names with title by which the text calls a ruler, the longest first; empty for other people.
pub(super) fn royal_styles(grid: &NameGrid<'_, '_>, cluster: &Cluster) -> Vec<String> {
    let is_off = !grid.page.allows(&STYLE);
    if is_off || cluster.kind != EntityKind::Person || cluster.ruled.is_some() {
        return Vec::new();
    }
    let mut styles: Vec<String> = Vec::new();
    for at in cluster.mentions.iter().take(MAX_NAMES) {
        if let Some(style) = style_at(grid, *at)
            && !styles.contains(&style)
        {
            styles.push(style);
        }
    }
    styles.sort_by_key(|style| std::cmp::Reverse(style.len()));
    styles
}

/// Returns a name with the title before it and the country after it, if the person has only a given name.
fn style_at(grid: &NameGrid<'_, '_>, at: usize) -> Option<String> {
    let mention = grid.mentions.items.get(at)?;
    let page = grid.page;
    let is_capital = |token: usize| {
        page.tokens()
            .get(token)
            .is_some_and(|token| token.case == Case::Title)
    };
    let is_title = |token: usize| is_capital(token) && page.naming(token).is_royal();
    let title = mention.tokens.start.checked_sub(1)?;
    let (title, first) = if is_title(title) {
        (title, mention.tokens.start)
    } else if is_title(mention.tokens.start) && mention.tokens.len() > 1 {
        (mention.tokens.start, mention.tokens.start + 1)
    } else {
        return None;
    };
    let of = (first..mention.tokens.end).find(|token| page.lower(*token) == "of");
    let person = &grid.mentions.form_of(mention).person;
    let n_words = of.unwrap_or(mention.tokens.end) - first;
    // "King James" of a team and "Prince William County" are others; a surname after the given name is no ruler's.
    if n_words > 2 || n_words == 2 && person.suffix.is_none() {
        return None;
    }
    let crown = title
        .checked_sub(1)
        .filter(|before| page.lower(*before) == "crown" && is_capital(*before));
    let end = if of.is_none() && page.lower(mention.tokens.end) == "of" {
        land_end(grid, mention.tokens.end + 1).unwrap_or(mention.tokens.end)
    } else {
        mention.tokens.end
    };
    let range = page.range_of(crown.unwrap_or(title)..end);
    page.record(&STYLE, range, Vec::new);
    let words = page.text().slice(range).split_whitespace();
    Some(words.collect::<Vec<_>>().join(" "))
}

/// Returns the end of the name of a country that begins at `start`.
fn land_end(grid: &NameGrid<'_, '_>, start: usize) -> Option<usize> {
    let mention = grid.mentions.items.get(grid.mention_at(start)?)?;
    let is_land = mention.tokens.start == start && mention.kind == EntityKind::Place;
    is_land.then_some(mention.tokens.end)
}
