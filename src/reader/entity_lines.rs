//! The lines of the popup with everything that the library knows of an entity.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::lists::one_line;
use crate::annotation::ExplanationLine;
use crate::library::{EntityPage, PassageRow, sparkline};
use crate::text::count_with_noun;

/// Returns the lines of an entity's page.
pub(super) fn entity_page_lines(page: &EntityPage) -> Vec<ExplanationLine> {
    let mut lines = Vec::new();
    let row = &page.row;
    let counts = [
        count_with_noun(row.n_entries, "article"),
        count_with_noun(row.n_mentions, "mention"),
    ];
    push_line(
        &mut lines,
        0,
        &format!("{}: {}", row.kind.name(), counts.join(", ")),
    );
    if let (Some(first), Some(last)) = (row.first_seen, row.last_seen) {
        push_line(
            &mut lines,
            1,
            &format!("{} to {}", day_of(first), day_of(last)),
        );
        push_line(&mut lines, 1, &sparkline(&page.weeks));
    }
    let mut names: Vec<&str> = page.names.iter().map(|(name, _)| name.as_str()).collect();
    names.dedup();
    push_line(&mut lines, 1, &format!("names: {}", names.join(", ")));
    for role in &page.roles {
        let (first, last) = (day_of(role.first_seen), day_of(role.last_seen));
        push_line(
            &mut lines,
            1,
            &format!("role: {}, {first} to {last}", role.role),
        );
    }
    if !page.together.is_empty() {
        let with = page
            .together
            .iter()
            .map(|(_, name, n)| format!("{name} ({n})"));
        push_line(
            &mut lines,
            1,
            &format!("with: {}", with.collect::<Vec<_>>().join(", ")),
        );
    }
    for decision in &page.decisions {
        let what = format!("{} {}", decision.kind.name(), decision.kind.value());
        push_line(&mut lines, 1, &format!("decided by you: {}", what.trim()));
    }
    push_passages(&mut lines, "Quotes by", &page.quotes_by);
    push_passages(&mut lines, "Quotes about", &page.quotes_about);
    push_passages(&mut lines, "Figures in its sentences", &page.figures);
    push_passages(&mut lines, "Articles", &page.entries);
    lines
}

fn push_line(lines: &mut Vec<ExplanationLine>, depth: u16, words: &str) {
    lines.push(ExplanationLine {
        depth,
        words: one_line(words),
    });
}

fn push_passages(lines: &mut Vec<ExplanationLine>, title: &str, passages: &[PassageRow]) {
    if passages.is_empty() {
        return;
    }
    push_line(lines, 0, title);
    for passage in passages {
        let source = format!("{} {}", day_of(passage.published), passage.title);
        if passage.words.is_empty() {
            push_line(lines, 1, &source);
        } else {
            push_line(lines, 1, &passage.words);
            push_line(lines, 2, &source);
        }
    }
}

fn day_of(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC).date().to_string()
}
