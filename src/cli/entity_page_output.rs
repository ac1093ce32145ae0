//! The page of an entity as text, Markdown and JSON.

use std::io::{self, Write};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::entities::{entity_line, entity_to_json};
use super::input::printable_line;
use crate::library::{EntityPage, PassageRow, sparkline};
use crate::text::count_with_noun;

fn day(time: Timestamp) -> String {
    time.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

/// Returns the lists of passages on the page, with their headings.
fn passage_parts(page: &EntityPage) -> [(&'static str, &[PassageRow]); 4] {
    [
        ("Quotes by", &page.quotes_by),
        ("Quotes about", &page.quotes_about),
        ("Figures in its sentences", &page.figures),
        ("Articles", &page.entries),
    ]
}

/// Returns the entity's name and aliases without duplicates.
fn names_once(page: &EntityPage) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in &page.names {
        let name = printable_line(name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Writes the page as text.
pub(super) fn write_page_text(page: &EntityPage, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", entity_line(&page.row))?;
    if let (Some(first), Some(last)) = (page.row.first_seen, page.row.last_seen) {
        writeln!(
            out,
            "{} to {}  {}",
            day(first),
            day(last),
            sparkline(&page.weeks)
        )?;
    }
    writeln!(out, "names: {}", names_once(page).join(", "))?;
    for role in &page.roles {
        let (first, last) = (day(role.first_seen), day(role.last_seen));
        let n = count_with_noun(role.n_entries, "entry");
        writeln!(
            out,
            "role: {}  {first} to {last}, {n}",
            printable_line(&role.role)
        )?;
    }
    if !page.together.is_empty() {
        let with = page
            .together
            .iter()
            .map(|(_, name, n)| format!("{} ({n})", printable_line(name)));
        writeln!(out, "with: {}", with.collect::<Vec<_>>().join(", "))?;
    }
    for decision in &page.decisions {
        let what = format!("{} {}", decision.kind.name(), decision.kind.value());
        writeln!(
            out,
            "decided by you: {} on {}",
            printable_line(what.trim()),
            day(decision.made)
        )?;
    }
    for (title, passages) in passage_parts(page)
        .into_iter()
        .filter(|(_, passages)| !passages.is_empty())
    {
        writeln!(out, "\n{title}")?;
        for passage in passages {
            let title = printable_line(&passage.title);
            if !passage.words.is_empty() {
                writeln!(out, "  {}", printable_line(&passage.words))?;
            }
            writeln!(
                out,
                "  {}  {}  {title}",
                day(passage.published),
                passage.entry.0
            )?;
        }
    }
    Ok(())
}

/// Returns a line in which characters with a meaning in Markdown are escaped.
fn markdown_line(words: &str) -> String {
    let mut line = String::new();
    for c in printable_line(words).chars() {
        if "\\`*_[]<>|#".contains(c) {
            line.push('\\');
        }
        line.push(c);
    }
    line
}

/// Writes the page as Markdown.
pub(super) fn write_page_markdown(page: &EntityPage, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", markdown_line(&page.row.name))?;
    let (entries, mentions) = (page.row.n_entries, page.row.n_mentions);
    let counts = [
        count_with_noun(entries, "entry"),
        count_with_noun(mentions, "mention"),
    ];
    writeln!(out, "{}, {}\n", page.row.kind.name(), counts.join(", "))?;
    let names: Vec<_> = names_once(page)
        .iter()
        .map(|name| markdown_line(name))
        .collect();
    writeln!(out, "Names: {}\n", names.join(", "))?;
    for role in &page.roles {
        let (first, last) = (day(role.first_seen), day(role.last_seen));
        writeln!(out, "- {}, {first} to {last}", markdown_line(&role.role))?;
    }
    for (title, passages) in passage_parts(page)
        .into_iter()
        .filter(|(_, passages)| !passages.is_empty())
    {
        writeln!(out, "\n## {title}\n")?;
        for passage in passages {
            let source = format!(
                "{}, {}",
                markdown_line(&passage.title),
                day(passage.published)
            );
            if passage.words.is_empty() {
                writeln!(out, "- {source}")?;
            } else {
                writeln!(
                    out,
                    "> {}\n>\n> — {source}\n",
                    markdown_line(&passage.words)
                )?;
            }
        }
    }
    Ok(())
}

/// Returns the page as JSON.
pub(super) fn page_to_json(page: &EntityPage) -> Value {
    let passages = |passages: &[PassageRow]| {
        let passage = |row: &PassageRow| {
            json!({
                "entry": row.entry.0,
                "published": row.published.to_string(),
                "title": row.title,
                "text": row.words,
            })
        };
        passages.iter().map(passage).collect::<Vec<_>>()
    };
    let mut value = entity_to_json(&page.row);
    let parts = json!({
        "names": page.names.iter().map(|(name, key)| json!({"name": name, "key": key})).collect::<Vec<_>>(),
        "roles": page.roles.iter().map(|role| json!({
            "role": role.role,
            "entries": role.n_entries,
            "first_seen": role.first_seen.to_string(),
            "last_seen": role.last_seen.to_string(),
        })).collect::<Vec<_>>(),
        "mentions_per_week": page.weeks,
        "quotes_by": passages(&page.quotes_by),
        "quotes_about": passages(&page.quotes_about),
        "figures": passages(&page.figures),
        "articles": passages(&page.entries),
        "with": page.together.iter().map(|(number, name, n)| json!({
            "entity": number.0, "name": name, "entries": n,
        })).collect::<Vec<_>>(),
        "decisions": page.decisions.iter().map(|decision| json!({
            "decision": decision.kind.name(),
            "key": decision.key,
            "value": decision.kind.value(),
            "made": decision.made.to_string(),
            "by": "user",
        })).collect::<Vec<_>>(),
    });
    if let (Some(fields), Value::Object(parts)) = (value.as_object_mut(), parts) {
        fields.extend(parts);
    }
    value
}
