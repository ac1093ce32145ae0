//! The topics of the manual, for `pullquote help` and the manual pages.

use super::context::Context;
use super::failure::complain;
use crate::config::{Keymap, Mode, format_keys};
use crate::reader::COMMANDS as ACTIONS;

/// The topic that is generated from the active key map.
const KEYS: &str = "keys";
/// A topic of the manual.
pub(super) struct Topic {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    /// Markdown; the heading is its first line.
    content: &'static str,
}

/// All topics, in the order in which a newcomer reads them.
pub(super) const TOPICS: &[Topic] = &[
    Topic {
        name: "reading",
        about: "An article and its annotations",
        content: include_str!("../../assets/help/reading.md"),
    },
    Topic {
        name: KEYS,
        about: "Every key and what it does, from the active key map",
        content: "",
    },
    Topic {
        name: "library",
        about: "Feeds, lists and marks in the reader",
        content: include_str!("../../assets/help/library.md"),
    },
    Topic {
        name: "feeds",
        about: "Subscribing, refreshing, credentials",
        content: include_str!("../../assets/help/feeds.md"),
    },
    Topic {
        name: "queries",
        about: "The query language",
        content: include_str!("../../assets/help/queries.md"),
    },
    Topic {
        name: "annotate",
        about: "Annotations as data: formats, offsets, promises",
        content: include_str!("../../assets/help/annotate.md"),
    },
    Topic {
        name: "config",
        about: "Settings, themes, keys, rules of your own",
        content: include_str!("../../assets/help/config.md"),
    },
    Topic {
        name: "storage",
        about: "Where things are kept, and what is promised about them",
        content: include_str!("../../assets/help/storage.md"),
    },
    Topic {
        name: "limits",
        about: "What it cannot do, and how often it is wrong",
        content: include_str!("../../assets/help/limits.md"),
    },
];

/// Returns the page of a topic, as Markdown.
pub(super) fn page_of(topic: &Topic, context: &Context) -> anyhow::Result<String> {
    if topic.name == KEYS {
        return keys_page(context);
    }
    Ok(topic.content.to_owned())
}

/// Returns every action with its keys, as Markdown.
fn keys_page(context: &Context) -> anyhow::Result<String> {
    let settings = context.settings()?;
    let (keymap, notices) = Keymap::new(&settings.keys, &super::actions());
    notices.iter().for_each(complain);
    let mut page = String::from(
        "# Keys\n\nEvery action also has a name, for `:` in the reader and for `[keys]` in the config.\n",
    );
    let mut group = "";
    for action in ACTIONS {
        if action.group.title() != group {
            group = action.group.title();
            page.push_str(&format!(
                "\n## {group}\n\n| keys | action | what it does |\n| --- | --- | --- |\n"
            ));
        }
        let keys = keys_of(&keymap, action.name);
        page.push_str(&format!(
            "| {keys} | `{}` | {} |\n",
            action.name, action.says
        ));
    }
    Ok(page)
}

/// Returns the keys of an action as Markdown; those that count only in one part of the screen name it.
fn keys_of(keymap: &Keymap, name: &str) -> String {
    let bound = keymap.bindings().filter(|(_, _, action)| *action == name);
    let keys = bound.map(|(mode, keys, _)| {
        let keys = format_keys(keys).replace('|', "\\|");
        match mode {
            Mode::Global => format!("`{keys}`"),
            mode => format!("`{keys}` ({})", mode.name()),
        }
    });
    keys.collect::<Vec<_>>().join(" ")
}
