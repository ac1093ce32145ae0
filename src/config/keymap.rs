//! Owns the key map: which key sequence triggers which action in which part of the screen.
//!
//! An action is only a name here; `reader` defines what it does. Presets are files in `assets/keys/`, in the syntax of
//! the config. To add one, add a file and a line in [`PRESETS`].

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::source::{ConfigSource, nearest_name};
use super::{ConfigNotice, Key, format_keys, parse_keys};
use crate::invariant::ExpectOr;

/// All presets, as pairs of name and TOML text. The first is the default.
pub const PRESETS: &[(&str, &str)] = &[
    ("vim", include_str!("../../assets/keys/vim.toml")),
    ("newsboat", include_str!("../../assets/keys/newsboat.toml")),
];

/// The part of the screen that a binding applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyMode {
    /// Every part. A binding of the same keys in a specific mode takes precedence.
    Global,
    /// The article pane.
    Article,
    /// The annotation list next to the article.
    Annotations,
    /// The library screen, and the article list of files.
    Library,
    /// A view over the library.
    View,
    /// The help screen.
    Help,
}

impl KeyMode {
    /// All modes, in the order in which the config lists them.
    pub const ALL: [Self; 6] = [
        Self::Global,
        Self::Article,
        Self::Annotations,
        Self::Library,
        Self::View,
        Self::Help,
    ];

    /// Returns the name of the mode's table in the config: `article` for `[keys.article]`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Article => "article",
            Self::Annotations => "annotations",
            Self::Library => "library",
            Self::View => "view",
            Self::Help => "help",
        }
    }

    /// Returns the mode with this name; `None` if there is none.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }
}

/// The function of digit keys that the user has not bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digits {
    /// Digits select tabs and panes.
    #[default]
    Tabs,
    /// Digits form a count for the next key, as in vim.
    Counts,
}

impl Digits {
    /// All values, with their names in the config.
    pub(super) const ALL: [(&str, Self); 2] = [("tabs", Self::Tabs), ("counts", Self::Counts)];
}

/// A key sequence and the action that it triggers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The part of the screen where the binding applies.
    pub mode: KeyMode,
    /// The key sequence. Never empty.
    pub keys: Vec<Key>,
    /// The name of the action, optionally followed by a space and an argument. Empty if the binding removes the keys.
    pub action: String,
    /// The line of the config that defines the binding, from 1.
    line: usize,
    /// The column of the keys there, from 1.
    column: usize,
}

/// The `[keys]` settings of a config.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySettings {
    /// The name of the preset, one of [`PRESETS`].
    pub preset: String,
    /// The function of digit keys.
    pub digits: Digits,
    /// The file name for notices.
    file: String,
    /// The user's bindings, in the order of their lines.
    overrides: Vec<Binding>,
}

impl Default for KeySettings {
    fn default() -> Self {
        let preset = PRESETS.first().map_or("", |(name, _)| *name);
        Self {
            preset: preset.to_owned(),
            digits: Digits::default(),
            file: String::new(),
            overrides: Vec::new(),
        }
    }
}

impl KeySettings {
    /// Reads the bindings of one mode's table. Adds a notice for each invalid key or value, and skips that binding.
    ///
    /// Action names are not checked here, because only the caller of [`Keymap::new`] knows them.
    pub(super) fn read(
        &mut self,
        source: &mut ConfigSource<'_>,
        mode: KeyMode,
        table: &DeTable<'_>,
    ) {
        source.file().clone_into(&mut self.file);
        for (written, value) in table {
            let line = source.line(written.span().start);
            let column = source.column(written.span().start);
            let Some(keys) = parse_keys(written.get_ref()) else {
                let hint = source.home_of(written.get_ref()).unwrap_or_else(|| {
                    "write keys as in \"q\", \"C-d\", \"S-Tab\", \"]q\", \"C-w l\"".to_owned()
                });
                let text = format!("unknown key `{}`; {hint}", written.get_ref());
                source.note(&written.span(), text);
                continue;
            };
            let Some(action) = value.get_ref().as_str() else {
                let what = "the name of an action, or \"\" to remove the binding";
                source.expected(
                    value,
                    &format!("keys.{}.{}", mode.name(), written.get_ref()),
                    what,
                );
                continue;
            };
            self.overrides.push(Binding {
                mode,
                keys,
                action: action.trim().to_owned(),
                line,
                column,
            });
        }
        // Tables and keys may arrive in another order than the lines, and of two bindings of the same keys the later
        // line must win.
        self.overrides.sort_by_key(|binding| binding.line);
    }
}

/// The result of looking up the keys typed so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lookup<'a> {
    /// The action bound to exactly these keys.
    pub action: Option<&'a str>,
    /// True if a longer sequence begins with these keys. Both fields can be set: `]` acts and also begins `]q`.
    pub is_prefix: bool,
}

/// The active key map.
///
/// Sorted by mode and keys, so that all sequences with the same prefix are adjacent: see [`Keymap::resolve`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    bindings: BTreeMap<(KeyMode, Vec<Key>), String>,
}

impl Keymap {
    /// Returns the preset overlaid with the user's bindings, and notices about those. `actions` are the names of all
    /// actions; a binding of any other name is skipped.
    pub fn new(settings: &KeySettings, actions: &[&str]) -> (Self, Vec<ConfigNotice>) {
        let mut keymap = Self::preset(&settings.preset)
            .expect_or_default("the preset was checked when the settings were read");
        if settings.digits == Digits::Counts {
            keymap.free_digits();
        }
        let mut notices = Vec::new();
        let mut note = |at: &Binding, text| {
            notices.push(ConfigNotice {
                file: settings.file.clone(),
                line: at.line,
                column: at.column,
                text,
            });
        };
        let mut seen: BTreeMap<(KeyMode, &[Key]), usize> = BTreeMap::new();
        for binding in &settings.overrides {
            let keys = format_keys(&binding.keys);
            let name = binding
                .action
                .split(' ')
                .next()
                .expect_or_default("a split has a first part");
            if !name.is_empty() && !actions.contains(&name) {
                let hint = nearest_name(name, actions.iter().copied())
                    .map_or_else(String::new, |nearest| {
                        format!("; did you mean `{nearest}`?")
                    });
                note(binding, format!("unknown action `{name}`{hint}"));
                continue;
            }
            if let Some(line) = seen.insert((binding.mode, &binding.keys), binding.line) {
                let text = format!("`{keys}` is already bound on line {line}; this line wins");
                note(binding, text);
            }
            if binding.mode == KeyMode::Global
                && let Some(text) = keymap.shadowing_warning(binding, settings)
            {
                note(binding, text);
            }
            keymap.bind(binding);
        }
        notices.sort();
        (keymap, notices)
    }

    /// Returns a built-in preset, without the user's bindings; `None` if the name is unknown.
    pub fn preset(name: &str) -> Option<Self> {
        let (_, toml) = PRESETS.iter().find(|(known, _)| *known == name)?;
        let (mut source, table) = ConfigSource::parse(toml, name, Vec::new);
        let mut settings = KeySettings::default();
        for (mode, value) in table.get_ref() {
            if let (Some(mode), Some(table)) = (
                KeyMode::from_name(mode.get_ref()),
                value.get_ref().as_table(),
            ) {
                settings.read(&mut source, mode, table);
            }
        }
        let mut keymap = Self::default();
        settings
            .overrides
            .iter()
            .for_each(|binding| keymap.bind(binding));
        Some(keymap)
    }

    /// Removes all bindings that begin with a digit, so that digits can form counts.
    fn free_digits(&mut self) {
        let begins_with_digit = |keys: &[Key]| keys.first().and_then(|key| key.digit()).is_some();
        self.bindings
            .retain(|(_, keys), _| !begins_with_digit(keys));
    }

    fn bind(&mut self, binding: &Binding) {
        let place = (binding.mode, binding.keys.clone());
        if binding.action.is_empty() {
            self.bindings.remove(&place);
        } else {
            self.bindings.insert(place, binding.action.clone());
        }
    }

    /// Returns a warning if the preset binds the keys of a global binding to another action in a specific mode, where
    /// the global binding therefore has no effect. `None` if the user has bound the keys in that mode too.
    fn shadowing_warning(&self, binding: &Binding, settings: &KeySettings) -> Option<String> {
        let own = |mode: &KeyMode| {
            let is_users = settings
                .overrides
                .iter()
                .any(|other| other.mode == *mode && other.keys == binding.keys);
            let action = self.bindings.get(&(*mode, binding.keys.clone()))?;
            (*mode != KeyMode::Global && !is_users && *action != binding.action)
                .then(|| (mode.name(), action.as_str()))
        };
        let (mode, action) = KeyMode::ALL.iter().find_map(own)?;
        let keys = format_keys(&binding.keys);
        Some(format!(
            "`{keys}` is still `{action}` in [keys.{mode}], which wins over [keys.global]; bind it there too"
        ))
    }

    /// Looks up the keys typed so far. The bindings of `mode` take precedence over global ones.
    ///
    /// Costs a binary search plus one step for each binding that begins with these keys.
    pub fn resolve(&self, mode: KeyMode, typed: &[Key]) -> Lookup<'_> {
        let mut found = Lookup::default();
        for mode in [KeyMode::Global, mode] {
            let place = (mode, typed.to_vec());
            let from_here = self.bindings.range(place..);
            for ((_, keys), action) in
                from_here.take_while(|((m, keys), _)| *m == mode && keys.starts_with(typed))
            {
                if keys.len() == typed.len() {
                    found.action = Some(action);
                } else {
                    found.is_prefix = true;
                }
            }
        }
        found
    }

    /// Returns all bindings as mode, keys and action, sorted by mode and then by keys.
    pub fn bindings(&self) -> impl Iterator<Item = (KeyMode, &[Key], &str)> {
        self.bindings
            .iter()
            .map(|((mode, keys), action)| (*mode, keys.as_slice(), action.as_str()))
    }

    /// Returns the keys of a command in all modes, without duplicates, the preferred ones first.
    pub fn keys_in_all_modes(&self, command: &str) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for mode in KeyMode::ALL {
            for keys in self.keys_of(mode, command) {
                if !all.contains(&keys) {
                    all.push(keys);
                }
            }
        }
        all
    }

    /// Returns the key sequences that trigger an action in a mode, global bindings included, in the notation of the
    /// config and shortest first. `action` includes the argument, if any.
    pub fn keys_of(&self, mode: KeyMode, action: &str) -> Vec<String> {
        let bound = self.bindings().filter(|(at, keys, name)| {
            *name == action
                && (*at == mode || *at == KeyMode::Global)
                && self.resolve(mode, keys).action == Some(action)
        });
        let mut keys: Vec<_> = bound.map(|(_, keys, _)| format_keys(keys)).collect();
        keys.sort_by_key(|keys| (keys.chars().count(), keys.clone()));
        keys.dedup();
        keys
    }

    /// Formats the key map in the syntax of the config.
    pub fn to_toml(&self) -> String {
        let mut lines = Vec::new();
        let mut last = None;
        for (mode, keys, action) in self.bindings() {
            if last.replace(mode) != Some(mode) {
                let gap = if lines.is_empty() { "" } else { "\n" };
                lines.push(format!("{gap}[keys.{}]\n", mode.name()));
            }
            let keys = format_keys(keys).replace('\\', "\\\\").replace('"', "\\\"");
            lines.push(format!("\"{keys}\" = \"{action}\"\n"));
        }
        lines.concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    const SAMPLE_ACTIONS: &[&str] = &[
        "down",
        "top",
        "next-quote",
        "next-annotation",
        "open",
        "browse",
    ];

    #[track_caller]
    fn check_notices(toml: &str, expected: &[&str]) -> Keymap {
        let (settings, notices) = Settings::parse(toml, "c.toml");
        let (keymap, more) = Keymap::new(&settings.keys, SAMPLE_ACTIONS);
        let found: Vec<_> = notices
            .iter()
            .chain(&more)
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, expected);
        keymap
    }

    fn resolve_typed(keymap: &Keymap, mode: KeyMode, keys: &str) -> (String, bool) {
        let keys = parse_keys(keys).expect("keys");
        let found = keymap.resolve(mode, &keys);
        (found.action.unwrap_or_default().to_owned(), found.is_prefix)
    }

    #[test]
    fn a_key_may_act_and_begin_a_sequence() {
        let keymap = check_notices("", &[]);
        let at = |keys| resolve_typed(&keymap, KeyMode::Article, keys);
        assert_eq!(at("]"), ("next-annotation".into(), true));
        assert_eq!(at("]q"), ("next-quote".into(), false));
        assert_eq!(at("g"), (String::new(), true));
        assert_eq!(at("gg"), ("top".into(), false));
        assert_eq!(at("]x"), (String::new(), false));
    }

    #[test]
    fn the_part_of_the_screen_wins_over_everywhere() {
        let keymap = check_notices("[keys.article]\nj = \"open\"\n", &[]);
        assert_eq!(resolve_typed(&keymap, KeyMode::Article, "j").0, "open");
        assert_eq!(resolve_typed(&keymap, KeyMode::Library, "j").0, "down");
        assert!(
            !keymap
                .keys_of(KeyMode::Article, "down")
                .contains(&"j".into())
        );
        assert_eq!(keymap.keys_of(KeyMode::Library, "down"), ["j", "Down"]);
    }

    #[test]
    fn digits_are_bound_to_tabs_or_to_nothing_but_what_the_user_says() {
        let keymap = check_notices("", &[]);
        assert_eq!(resolve_typed(&keymap, KeyMode::Article, "2").0, "quotes");
        assert_eq!(resolve_typed(&keymap, KeyMode::Library, "2").0, "articles");
        let keymap = check_notices(
            "[keys]\ndigits = \"counts\"\n[keys.article]\n3 = \"open\"\n",
            &[],
        );
        for mode in KeyMode::ALL {
            for digit in ["0", "1", "2", "4", "5", "6", "7", "8", "9"] {
                assert_eq!(resolve_typed(&keymap, mode, digit), (String::new(), false));
            }
        }
        assert_eq!(resolve_typed(&keymap, KeyMode::Article, "3").0, "open");
        assert_eq!(resolve_typed(&keymap, KeyMode::Article, "gq").0, "quotes");
        check_notices(
            "[keys]\ndigits = true\n",
            &["c.toml:2:10: `keys.digits` should be one of \"tabs\", \"counts\", not true"],
        );
    }

    #[test]
    fn a_key_is_taken_away_with_nothing() {
        let keymap = check_notices("[keys.global]\nj = \"\"\n", &[]);
        assert_eq!(
            resolve_typed(&keymap, KeyMode::Article, "j"),
            (String::new(), false)
        );
    }

    #[test]
    fn slips_are_told_with_line_and_nearest_name() {
        let toml = "[keys.global]\n\"x\" = \"next-qoute\"\n\"Entr\" = \"open\"\n\"r\" = 5\n[keys.artcle]\n";
        check_notices(
            toml,
            &[
                "c.toml:3:1: unknown key `Entr`; write keys as in \"q\", \"C-d\", \"S-Tab\", \"]q\", \"C-w l\"",
                "c.toml:4:7: `keys.global.r` should be the name of an action, or \"\" to remove the binding, not 5",
                "c.toml:5:7: unknown setting `keys.artcle`; did you mean `keys.article`?",
                "c.toml:2:1: unknown action `next-qoute`; did you mean `next-quote`?",
            ],
        );
    }

    #[test]
    fn keys_bound_twice_are_told() {
        check_notices(
            "[keys.global]\n\"gg\" = \"open\"\n\"g g\" = \"down\"\n",
            &["c.toml:3:1: `gg` is already bound on line 2; this line wins"],
        );
    }

    #[test]
    fn the_map_is_printed_as_it_is_read() {
        for (name, toml) in PRESETS {
            let keymap = Keymap::preset(name).expect("a preset");
            let (source, _) = ConfigSource::parse(toml, name, Vec::new);
            assert_eq!(source.finish(), []);
            let printed = keymap.to_toml();
            let bound: Vec<_> = keymap.bindings().map(|(_, _, action)| action).collect();
            let (settings, notices) = Settings::parse(&printed, "printed");
            assert_eq!(notices, []);
            let (again, more) = Keymap::new(&settings.keys, &bound);
            assert_eq!(more, []);
            for (mode, keys, action) in keymap.bindings() {
                assert_eq!(again.resolve(mode, keys).action, Some(action));
            }
        }
    }
}
