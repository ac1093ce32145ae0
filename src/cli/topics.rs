//! The topics of the manual, for `pullquote help` and `pullquote man`.

use std::fmt::Write;

use super::context::CommandContext;
use crate::config::{KeyMode, Keymap, format_keys};
use crate::export::CSV_COLUMNS;
use crate::reader::COMMANDS;

/// The name of the topic that is generated from the active key map.
const KEYS: &str = "keys";

/// The line in a help page that is replaced by the table of CSV columns.
const CSV_COLUMNS_MARK: &str = "<!-- csv columns -->";

/// A topic of the manual.
pub(super) struct HelpTopic {
    /// The name on the command line.
    pub(super) name: &'static str,
    /// One line for the list of topics.
    pub(super) about: &'static str,
    /// The page as Markdown; its first line is the heading. Empty for a generated topic.
    content: &'static str,
}

/// All topics, in the order in which a new user should read them.
pub(super) const TOPICS: &[HelpTopic] = &[
    HelpTopic {
        name: "reading",
        about: "An article and its annotations",
        content: include_str!("../../assets/help/reading.md"),
    },
    HelpTopic {
        name: KEYS,
        about: "Every key and what it does, from the active key map",
        content: "",
    },
    HelpTopic {
        name: "library",
        about: "Feeds, lists and marks in the reader",
        content: include_str!("../../assets/help/library.md"),
    },
    HelpTopic {
        name: "feeds",
        about: "Subscribing, refreshing, credentials",
        content: include_str!("../../assets/help/feeds.md"),
    },
    HelpTopic {
        name: "queries",
        about: "The query language",
        content: include_str!("../../assets/help/queries.md"),
    },
    HelpTopic {
        name: "quotes",
        about: "Quotes and figures of all articles, and saving articles",
        content: include_str!("../../assets/help/quotes.md"),
    },
    HelpTopic {
        name: "annotate",
        about: "Annotations as data: formats, offsets, guarantees",
        content: include_str!("../../assets/help/annotate.md"),
    },
    HelpTopic {
        name: "config",
        about: "Settings, themes, keys, your own rules",
        content: include_str!("../../assets/help/config.md"),
    },
    HelpTopic {
        name: "storage",
        about: "Where data is stored, and what is guaranteed about it",
        content: include_str!("../../assets/help/storage.md"),
    },
    HelpTopic {
        name: "limits",
        about: "What pullquote cannot do, and how often it is wrong",
        content: include_str!("../../assets/help/limits.md"),
    },
];

/// Returns the page of a topic, as Markdown.
///
/// # Errors
///
/// If the settings cannot be read for the generated topic.
pub(super) fn page_of(topic: &HelpTopic, context: &CommandContext) -> anyhow::Result<String> {
    if topic.name == KEYS {
        return keys_page(context);
    }
    Ok(topic
        .content
        .replace(CSV_COLUMNS_MARK, &csv_columns_table()))
}

/// Returns the columns of the CSV format as a table in Markdown.
fn csv_columns_table() -> String {
    let mut table = String::from("| column | what it is |\n| --- | --- |");
    for column in CSV_COLUMNS {
        let _ = write!(table, "\n| `{}` | {} |", column.name, column.about);
    }
    table
}

/// Returns the page of all actions with their keys, as Markdown.
fn keys_page(context: &CommandContext) -> anyhow::Result<String> {
    let settings = context.settings()?;
    let (keymap, _) = Keymap::new(&settings.keys, &super::action_names::action_names());
    let mut page = String::from(
        "# Keys\n\nEvery action also has a name, for `:` in the reader and for `[keys]` in the config.\n",
    );
    let mut group = "";
    for action in COMMANDS {
        if action.group.title() != group {
            group = action.group.title();
            let _ = write!(
                page,
                "\n## {group}\n\n| keys | action | what it does |\n| --- | --- | --- |\n"
            );
        }
        let keys = keys_of(&keymap, action.name);
        let (name, does) = (action.name, action.says);
        let _ = writeln!(page, "| {keys} | `{name}` | {does} |");
    }
    Ok(page)
}

/// Returns the keys of an action, as Markdown. Keys that work only in one part of the screen are followed by its name.
fn keys_of(keymap: &Keymap, name: &str) -> String {
    let bound = keymap.bindings().filter(|(_, _, action)| *action == name);
    let keys = bound.map(|(mode, keys, _)| {
        let keys = format_keys(keys).replace('|', "\\|");
        match mode {
            KeyMode::Global => format!("`{keys}`"),
            mode => format!("`{keys}` ({})", mode.name()),
        }
    });
    keys.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::FORMATS;
    use crate::library::QUERY_FIELDS;

    fn page(name: &str) -> &'static str {
        let topic = TOPICS.iter().find(|topic| topic.name == name);
        topic.expect("a topic").content
    }

    /// Splits a shell command into words. Quotation marks are removed, nothing is expanded, and redirections, pipes and
    /// comments end the command.
    fn shell_words(line: &str) -> Vec<String> {
        let mut words = Vec::new();
        let mut word: Option<String> = None;
        let mut quote = None;
        for c in line.chars() {
            match (quote, c) {
                (Some(open), c) if c == open => quote = None,
                (None, '\'' | '"') => {
                    quote = Some(c);
                    word.get_or_insert_default();
                }
                (None, ' ') => words.extend(word.take()),
                (None, '>' | '<' | '#' | '|') if word.is_none() => return words,
                (_, c) => word.get_or_insert_default().push(c),
            }
        }
        words.extend(word);
        words
    }

    #[test]
    fn every_command_in_the_manual_and_the_readme_is_understood() {
        let pages = TOPICS.iter().map(|topic| topic.content);
        let pages = pages.chain([include_str!("../../README.md")]);
        let mut n_commands = 0;
        for line in pages.flat_map(str::lines) {
            let Some(command_line) = line.trim().strip_prefix("pullquote ") else {
                continue;
            };
            let words = shell_words(command_line);
            let matches = crate::cli::build_command()
                .try_get_matches_from([vec!["pullquote".to_owned()], words].concat());
            assert!(matches.is_ok(), "{line}: {:?}", matches.err());
            n_commands += 1;
        }
        assert!(n_commands > 15, "only {n_commands} commands");
    }

    #[test]
    fn the_manual_names_every_field_and_format() {
        for field in QUERY_FIELDS {
            let name = format!("`{}:`", field.name);
            assert!(page("queries").contains(&name), "{name}");
        }
        for format in FORMATS {
            let row = format!("| `{}` |", format.name());
            assert!(page("annotate").contains(&row), "{}", format.name());
        }
        assert!(page("annotate").contains(CSV_COLUMNS_MARK));
    }

    #[test]
    fn topics_have_names_of_their_own_and_headings() {
        let names: std::collections::BTreeSet<_> = TOPICS.iter().map(|topic| topic.name).collect();
        assert_eq!(names.len(), TOPICS.len());
        for topic in TOPICS.iter().filter(|topic| topic.name != KEYS) {
            assert!(topic.content.starts_with("# "), "{}", topic.name);
        }
    }
}
