//! The help screen: all commands with their keys, filtered by what is typed.

use tui_input::Input;

use super::command::{COMMANDS, CommandGroup, CommandInfo};
use super::search_normalize::NormalizedText;
use crate::config::Keymap;

/// The state of the help screen.
#[derive(Debug, Default)]
pub struct Help {
    /// The filter text.
    pub input: Input,
    /// The first visible row.
    pub top: usize,
}

/// A row of the help screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpRow {
    /// An empty row between groups.
    Blank,
    /// The heading of a group.
    Heading(&'static str),
    /// A command of the reader.
    Command {
        /// All keys bound to it, in the notation of the config file, separated by two spaces.
        keys: String,
        /// What it does.
        says: &'static str,
        /// Its name on the command line.
        name: &'static str,
    },
}

impl Help {
    /// Scrolls by this number of rows. The end is not known here; drawing limits it.
    pub(super) fn scroll(&mut self, rows: i32) {
        let distance = rows.unsigned_abs() as usize;
        self.top = if rows < 0 {
            self.top.saturating_sub(distance)
        } else {
            self.top.saturating_add(distance)
        };
    }

    /// Returns the rows of all commands that match every word of the filter by key, description, name or group.
    pub fn rows(&self, keymap: &Keymap) -> Vec<HelpRow> {
        let words: Vec<_> = self.input.value().split_whitespace().collect();
        let mut rows = Vec::new();
        let mut group: Option<CommandGroup> = None;
        for info in COMMANDS {
            let keys = keymap.keys_in_all_modes(info.name).join("  ");
            if !words.iter().all(|word| is_help_match(info, &keys, word)) {
                continue;
            }
            if group != Some(info.group) {
                if group.is_some() {
                    rows.push(HelpRow::Blank);
                }
                rows.push(HelpRow::Heading(info.group.title()));
                group = Some(info.group);
            }
            rows.push(HelpRow::Command {
                keys,
                says: info.says,
                name: info.name,
            });
        }
        rows
    }
}

fn is_help_match(info: &CommandInfo, keys: &str, word: &str) -> bool {
    keys.split(' ').any(|key| key == word)
        || [info.says, info.name, info.group.title()]
            .iter()
            .any(|text| !NormalizedText::new(text).find(word).is_empty())
}
