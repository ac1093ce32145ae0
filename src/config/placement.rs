//! Which table each name of a config belongs to, for notices about names in a wrong table.

use super::catalogue::SETTINGS;
use super::keymap::KeyMode;
use super::rules::RULE_FIELDS;
use super::source::PlacedName;
use super::theme::style_names;
use crate::highlight::LayerId;

/// Returns all names that a config can have inside a table, with their tables.
pub(super) fn placed_names() -> Vec<PlacedName> {
    let settings = SETTINGS.iter().map(|setting| PlacedName {
        name: setting.name,
        table: format!("[{}]", setting.section),
        full: format!("{}.{}", setting.section, setting.name),
    });
    let inside = |name: &'static str, section: &str| PlacedName {
        name,
        table: format!("[{section}]"),
        full: format!("{section}.{name}"),
    };
    let modes = KeyMode::ALL.map(|mode| PlacedName {
        name: mode.name(),
        table: format!("[keys.{}]", mode.name()),
        full: format!("keys.{}", mode.name()),
    });
    let layers = LayerId::ALL.map(|layer| inside(layer.name(), "highlight"));
    let rules = RULE_FIELDS.map(|field| PlacedName {
        name: field,
        table: "[[rules]]".to_owned(),
        full: format!("rules.{field}"),
    });
    settings
        .chain(layers)
        .chain(style_names().map(|name| inside(name, "styles")))
        .chain(modes)
        .chain(rules)
        .collect()
}
