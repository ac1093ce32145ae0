//! Which keys ask for which action, in which part of the screen.
//!
//! An action is a name here: what it does is the reader's. Presets are files in `assets/keys/`, in the syntax of the
//! config; a preset is one file and one line in [`PRESETS`].

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::source::{ConfigSource, nearest_name};
use super::{ConfigNotice, Key, format_keys, parse_keys};

/// All presets: their names and files. The first is the default.
pub const PRESETS: &[(&str, &str)] = &[
    ("vim", include_str!("../../assets/keys/vim.toml")),
    ("newsboat", include_str!("../../assets/keys/newsboat.toml")),
];

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyMode {
    /// Anywhere; another mode's binding of the same keys wins.
    Global,
    /// In the article.
    Article,
    /// In the list of its annotations.
    Annotations,
    /// In the list of articles.
    Library,
    /// In the help.
    Help,
}

impl KeyMode {
    /// All modes, in the order of the config.
    pub const ALL: [Self; 5] = [
        Self::Global,
        Self::Article,
        Self::Annotations,
        Self::Library,
        Self::Help,
    ];

    /// Returns the name of its table in the config: `[keys.article]`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Article => "article",
            Self::Annotations => "annotations",
            Self::Library => "library",
            Self::Help => "help",
        }
    }

    /// Returns the mode of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }
}

/// What digits are for, where the user's own bindings say nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digits {
    /// They select tabs and panes, and nothing else.
    #[default]
    Tabs,
    /// They make the count of the key after them, and nothing else.
    Counts,
}

impl Digits {
    /// All of them, as they are named in the config.
    pub(super) const ALL: [(&str, Self); 2] = [("tabs", Self::Tabs), ("counts", Self::Counts)];
}

/// Keys and what they ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where.
    pub mode: KeyMode,
    /// The keys, one after another. Never empty.
    pub keys: Vec<Key>,
    /// The name of the action, and its argument behind a space where it has one; empty for "nothing".
    pub action: String,
    /// The line of the config that says so, from 1.
    line: usize,
}

/// What a config says about keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySettings {
    /// The preset that everything starts from.
    pub preset: String,
    /// What digits are for.
    pub digits: Digits,
    file: String,
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
    /// Reads the tables of the modes; notes what is no mode, no key or no action's name.
    pub(super) fn read(
        &mut self,
        source: &mut ConfigSource<'_>,
        mode: KeyMode,
        table: &DeTable<'_>,
    ) {
        source.file().clone_into(&mut self.file);
        for (written, value) in table {
            let line = source.line(written.span().start);
            let Some(keys) = parse_keys(written.get_ref()) else {
                let text = format!(
                    "`{}` is no key; write keys as in \"q\", \"C-d\", \"S-Tab\", \"]q\", \"C-w l\"",
                    written.get_ref()
                );
                source.note(&written.span(), text);
                continue;
            };
            let Some(action) = value.get_ref().as_str() else {
                let what = "an action's name, or \"\" for nothing";
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
            });
        }
        self.overrides.sort_by_key(|binding| binding.line);
    }
}

/// What is bound to the keys typed so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lookup<'a> {
    /// The action of exactly these keys.
    pub action: Option<&'a str>,
    /// Whether longer sequences begin with them.
    pub is_prefix: bool,
}

/// The active key map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    bindings: BTreeMap<(KeyMode, Vec<Key>), String>,
}

impl Keymap {
    /// Returns the preset with the user's bindings laid on it, and what is wrong with those. `actions` are the names
    /// that the reader knows.
    pub fn new(settings: &KeySettings, actions: &[&str]) -> (Self, Vec<ConfigNotice>) {
        let mut keymap = Self::preset(&settings.preset).unwrap_or_default();
        if settings.digits == Digits::Counts {
            keymap.free_digits();
        }
        let mut notices = Vec::new();
        let mut note = |line, text| {
            notices.push(ConfigNotice {
                file: settings.file.clone(),
                line,
                text,
            });
        };
        let mut seen: BTreeMap<(KeyMode, &[Key]), usize> = BTreeMap::new();
        for binding in &settings.overrides {
            let keys = format_keys(&binding.keys);
            let name = binding.action.split(' ').next().unwrap_or_default();
            if !name.is_empty() && !actions.contains(&name) {
                let hint = nearest_name(name, actions.iter().copied())
                    .map_or_else(String::new, |nearest| {
                        format!("; did you mean `{nearest}`?")
                    });
                note(binding.line, format!("unknown action `{name}`{hint}"));
                continue;
            }
            if let Some(line) = seen.insert((binding.mode, &binding.keys), binding.line) {
                let text = format!("`{keys}` is bound on line {line} already; this line wins");
                note(binding.line, text);
            }
            if binding.mode == KeyMode::Global
                && let Some(text) = keymap.shadowing_warning(binding, settings)
            {
                note(binding.line, text);
            }
            keymap.bind(binding);
        }
        notices.sort();
        (keymap, notices)
    }

    /// Returns a preset as it ships.
    pub fn preset(name: &str) -> Option<Self> {
        let (_, toml) = PRESETS.iter().find(|(known, _)| *known == name)?;
        let (mut source, table) = ConfigSource::parse(toml, name);
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

    /// Takes away what begins with a digit, so that digits can make counts.
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

    /// Returns a warning where a binding for everywhere does not reach a part that the preset binds on its own.
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
            "`{keys}` stays `{action}` there; bind it in [keys.{mode}] to change that too"
        ))
    }

    /// Returns what is bound to the keys typed so far. The part's own bindings win over those for everywhere.
    pub fn resolve(&self, mode: KeyMode, typed: &[Key]) -> Lookup<'_> {
        let mut found = Lookup::default();
        for mode in [KeyMode::Global, mode] {
            let place = (mode, typed.to_vec());
            let behind = self.bindings.range(place..);
            for ((_, keys), action) in
                behind.take_while(|((m, keys), _)| *m == mode && keys.starts_with(typed))
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

    /// Returns all bindings: mode, keys, action; in the order of the modes and then of the keys.
    pub fn bindings(&self) -> impl Iterator<Item = (KeyMode, &[Key], &str)> {
        self.bindings
            .iter()
            .map(|((mode, keys), action)| (*mode, keys.as_slice(), action.as_str()))
    }

    /// Returns the keys of an action in a mode and everywhere, shortest first, as they are written.
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

    /// Returns the map in the syntax of the config.
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
            &["c.toml:2: `keys.digits` should be one of \"tabs\", \"counts\", not true"],
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
                "c.toml:3: `Entr` is no key; write keys as in \"q\", \"C-d\", \"S-Tab\", \"]q\", \"C-w l\"",
                "c.toml:4: `keys.global.r` should be an action's name, or \"\" for nothing, not 5",
                "c.toml:5: unknown setting `keys.artcle`; did you mean `keys.article`?",
                "c.toml:2: unknown action `next-qoute`; did you mean `next-quote`?",
            ],
        );
    }

    #[test]
    fn keys_bound_twice_are_told() {
        check_notices(
            "[keys.global]\n\"gg\" = \"open\"\n\"g g\" = \"down\"\n",
            &["c.toml:3: `gg` is bound on line 2 already; this line wins"],
        );
    }

    #[test]
    fn the_map_is_printed_as_it_is_read() {
        for (name, toml) in PRESETS {
            let keymap = Keymap::preset(name).expect("a preset");
            let (source, _) = ConfigSource::parse(toml, name);
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
