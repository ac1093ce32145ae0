//! The settings, their defaults, and the reading of a config.

use toml::de::DeTable;

use super::catalogue::{SETTINGS, list_booleans, section_names};
use super::keymap::{KeyMode, KeySettings};
use super::source::{ConfigSource, TomlValue};
use super::theme::{AUTO_THEME, read_styles};
use super::{ConfigNotice, Style, rules};
use crate::annotation::Rule;
use crate::highlight::{LayerId, LayerSet};

/// How things are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewSettings {
    /// The theme's name, or `auto`.
    pub theme: String,
    /// The longest line of an article, in columns.
    pub measure: u16,
    /// How much of the width the article's pane takes, in percent.
    pub article_share: u16,
    /// Whether the legend is shown at start.
    pub has_legend: bool,
    /// Whether the mouse is used.
    pub has_mouse: bool,
    /// Whether a filter folds the other paragraphs at start, instead of dimming them.
    pub is_folded: bool,
    /// How long a key waits for the rest of a sequence, in milliseconds.
    pub key_wait_ms: u64,
    /// The commands that open links; empty for `$BROWSER`, or what the system has.
    pub browser: String,
}

/// How much is taken from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitSettings {
    /// The largest file or standard input, in megabytes.
    pub file_mb: u64,
    /// The largest page from the network, in megabytes.
    pub page_mb: u64,
    /// The longest wait for a page, in seconds.
    pub page_seconds: u64,
    /// How many redirections are followed.
    pub redirects: u32,
}

/// How feeds are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefreshSettings {
    /// Minutes between two fetches of a feed that has no interval of its own.
    pub interval_minutes: u32,
    /// How many servers are asked at once.
    pub threads: usize,
    /// How many questions one host gets at once.
    pub per_host: usize,
    /// The largest feed, in megabytes, unpacked.
    pub feed_mb: u64,
    /// The longest wait for a feed, in seconds.
    pub feed_seconds: u64,
    /// Whether `file:` addresses are read.
    pub has_files: bool,
}

/// How long the library keeps what it holds, where a feed's own setting does not say. Starred and tagged entries stay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RetentionSettings {
    /// For how many days after they left their feed entries are kept; 0 keeps them for ever.
    pub days: u32,
    /// How many entries of a feed are kept, the newest and all that are still in the feed; 0 keeps all.
    pub entries: u32,
    /// Whether a refresh throws away what is no longer kept.
    pub is_tidied: bool,
}

/// When an article that is opened is marked as read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkRead {
    /// At once.
    #[default]
    Open,
    /// When its end is on the screen.
    End,
    /// By nothing but the user's own key.
    Never,
}

impl MarkRead {
    /// All of them, as they are named in the config.
    pub(super) const ALL: [(&str, Self); 3] = [
        ("open", Self::Open),
        ("end", Self::End),
        ("never", Self::Never),
    ];
}

/// Which events are logged: those of this level and the ones before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogLevel {
    /// None.
    Off,
    /// What went wrong.
    Error,
    /// And what may be wrong, such as a feed that does not answer.
    Warn,
    /// And what was done.
    #[default]
    Info,
    /// And how.
    Debug,
    /// And each step of it.
    Trace,
}

impl LogLevel {
    /// All of them, as they are named in the config.
    pub(super) const ALL: [(&str, Self); 6] = [
        ("off", Self::Off),
        ("error", Self::Error),
        ("warn", Self::Warn),
        ("info", Self::Info),
        ("debug", Self::Debug),
        ("trace", Self::Trace),
    ];

    /// Returns the level of this name; upper case counts as lower.
    pub fn from_name(name: &str) -> Option<Self> {
        let named = |(known, _): &&(&str, Self)| name.eq_ignore_ascii_case(known);
        Self::ALL.iter().find(named).map(|(_, level)| *level)
    }

    /// Returns its name.
    pub fn name(self) -> &'static str {
        let named = Self::ALL.iter().find(|(_, level)| *level == self);
        named.map_or("", |(name, _)| name)
    }

    /// Returns all names.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|(name, _)| *name)
    }
}

/// Everything that can be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How things are shown.
    pub view: ViewSettings,
    /// Which kinds are highlighted at start.
    pub highlight: LayerSet,
    /// How much is taken from outside.
    pub limits: LimitSettings,
    /// How feeds are fetched.
    pub refresh: RefreshSettings,
    /// How long the library keeps what it holds.
    pub keeping: RetentionSettings,
    /// When an article that is opened is marked as read.
    pub mark_read: MarkRead,
    /// Which events are logged.
    pub log_level: LogLevel,
    /// The key map's preset and the user's changes.
    pub keys: KeySettings,
    /// Changes to the theme: the name of a tag or role, and what is laid over its style.
    pub styles: Vec<(String, Style)>,
    /// The user's own rules.
    pub rules: Vec<Rule>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            view: ViewSettings {
                theme: AUTO_THEME.to_owned(),
                measure: 72,
                article_share: 62,
                has_legend: true,
                has_mouse: true,
                is_folded: false,
                key_wait_ms: 600,
                browser: String::new(),
            },
            highlight: LayerSet::AT_START,
            limits: LimitSettings {
                file_mb: 64,
                page_mb: 10,
                page_seconds: 20,
                redirects: 8,
            },
            refresh: RefreshSettings {
                interval_minutes: 30,
                threads: 8,
                per_host: 2,
                feed_mb: 20,
                feed_seconds: 30,
                has_files: false,
            },
            keeping: RetentionSettings::default(),
            mark_read: MarkRead::default(),
            log_level: LogLevel::default(),
            keys: KeySettings::default(),
            styles: Vec::new(),
            rules: Vec::new(),
        }
    }
}

impl Settings {
    /// Returns the settings of a config, and what was not understood in it. Everything else is kept; a config that is
    /// no TOML at all gives the defaults.
    pub fn parse(toml: &str, file_name: &str) -> (Self, Vec<ConfigNotice>) {
        let mut settings = Self::default();
        let (mut source, table) = ConfigSource::parse(toml, file_name);
        for (name, value) in table.get_ref() {
            settings.section(&mut source, name, value);
        }
        (settings, source.finish())
    }

    fn section(
        &mut self,
        source: &mut ConfigSource<'_>,
        name: &toml::Spanned<std::borrow::Cow<'_, str>>,
        value: &TomlValue<'_>,
    ) {
        let section = name.get_ref().as_ref();
        match (section, value.get_ref().as_table()) {
            ("rules", _) => self.rules = rules::read_rules(source, value),
            ("styles", _) => self.styles = read_styles(source, value),
            ("highlight", Some(table)) => self.layers(source, table),
            (_, Some(table)) if SETTINGS.iter().any(|s| s.section == section) => {
                self.table(source, section, table);
            }
            _ if section_names().any(|known| known == section) => {
                source.expected(value, section, &format!("a table: write [{section}]"));
            }
            _ => source.unknown(&name.span(), "setting", section, section_names()),
        }
    }

    fn table(&mut self, source: &mut ConfigSource<'_>, section: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let written = name.get_ref().as_ref();
            let mode = (section == "keys")
                .then(|| KeyMode::from_name(written))
                .flatten();
            if let Some(mode) = mode {
                match value.get_ref().as_table() {
                    Some(keys) => self.keys.read(source, mode, keys),
                    None => source.expected(value, &format!("keys.{written}"), "a table of keys"),
                }
                continue;
            }
            let mut settings = SETTINGS.iter().filter(|s| s.section == section);
            match settings.find(|setting| setting.name == written) {
                Some(setting) if (setting.read)(self, value.get_ref()) => {}
                Some(setting) => {
                    source.expected(value, &format!("{section}.{written}"), &(setting.takes)());
                }
                None => note_unknown_name(source, section, name),
            }
        }
    }

    fn layers(&mut self, source: &mut ConfigSource<'_>, table: &DeTable<'_>) {
        for (name, value) in table {
            let written = name.get_ref().as_ref();
            match (LayerId::from_name(written), value.get_ref().as_bool()) {
                (Some(layer), Some(true)) => self.highlight.insert(layer),
                (Some(layer), Some(false)) => self.highlight.remove(layer),
                (Some(_), None) => {
                    source.expected(value, &format!("highlight.{written}"), &list_booleans());
                }
                (None, _) => {
                    let known = LayerId::ALL.map(LayerId::name).into_iter();
                    source.unknown(&name.span(), "kind in [highlight]", written, known);
                }
            }
        }
    }
}

/// Notes a name that its table does not have, with the nearest one of that table or of another.
fn note_unknown_name(
    source: &mut ConfigSource<'_>,
    section: &str,
    name: &toml::Spanned<std::borrow::Cow<'_, str>>,
) {
    let written = name.get_ref().as_ref();
    let elsewhere = SETTINGS.iter().find(|setting| setting.name == written);
    let full = format!("{section}.{written}");
    if let Some(setting) = elsewhere {
        let text = format!(
            "unknown setting `{full}`; `{written}` belongs to [{}]",
            setting.section
        );
        source.note(&name.span(), text);
        return;
    }
    let own = SETTINGS.iter().filter(|setting| setting.section == section);
    let mut known: Vec<_> = own
        .map(|setting| format!("{section}.{}", setting.name))
        .collect();
    if section == "keys" {
        known.extend(KeyMode::ALL.map(|mode| format!("keys.{}", mode.name())));
    }
    source.unknown(
        &name.span(),
        "setting",
        &full,
        known.iter().map(String::as_str),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_settings(toml: &str, complaints: &[&str]) -> Settings {
        let (settings, notices) = Settings::parse(toml, "c.toml");
        let found: Vec<_> = notices.iter().map(ToString::to_string).collect();
        assert_eq!(found, complaints);
        settings
    }

    #[test]
    fn an_empty_config_is_the_defaults() {
        assert_eq!(check_settings("", &[]), Settings::default());
    }

    #[test]
    fn an_unknown_name_is_told_and_the_rest_is_kept() {
        let settings = check_settings(
            "[view]\nmesure = 60\nmouse = false\n\n[vieww]\nx = 1\n",
            &[
                "c.toml:2: unknown setting `view.mesure`; did you mean `view.measure`?",
                "c.toml:5: unknown setting `vieww`; did you mean `view`?",
            ],
        );
        assert!(!settings.view.has_mouse);
        assert_eq!(settings.view.measure, 72);
    }

    #[test]
    fn a_bad_value_is_told_with_what_is_expected() {
        check_settings(
            "[view]\nmeasure = 5\ntheme = \"drak\"\nlegend = \"yes\"\n[limits]\nfile_mb = 1.5\n[highlight]\nperson = 1\npersons = true\n",
            &[
                "c.toml:2: `view.measure` should be a number from 20 to 400, not 5",
                "c.toml:3: `view.theme` should be one of \"auto\", \"dark\", \"light\", \"sixteen\", \"high-contrast\", \"colour-blind\", \"plain\", not \"drak\"",
                "c.toml:4: `view.legend` should be true or false, not \"yes\"",
                "c.toml:6: `limits.file_mb` should be a number from 1 to 64, not 1.5",
                "c.toml:8: `highlight.person` should be true or false, not 1",
                "c.toml:9: unknown kind in [highlight] `persons`; did you mean `person`?",
            ],
        );
    }

    #[test]
    fn a_setting_in_the_wrong_table_is_sent_to_the_right_one() {
        check_settings(
            "[limits]\nmeasure = 60\n",
            &["c.toml:2: unknown setting `limits.measure`; `measure` belongs to [view]"],
        );
        check_settings(
            "view = 3\n",
            &["c.toml:1: `view` should be a table: write [view], not 3"],
        );
    }

    #[test]
    fn a_browser_is_words_that_are_written_as_they_are_read() {
        let settings = check_settings("[view]\nbrowser = 'run \"a b\" \\x %s:w3m'\n", &[]);
        assert_eq!(settings.view.browser, r#"run "a b" \x %s:w3m"#);
        assert_eq!(check_settings(&settings.to_toml(), &[]), settings);
        check_settings(
            "[view]\nbrowser = 1\n",
            &["c.toml:2: `view.browser` should be words, not 1"],
        );
        let (settings, notices) = Settings::parse("[view]\nbrowser = \"a\\nb\"\n", "c.toml");
        assert_eq!((settings.view.browser.as_str(), notices.len()), ("", 1));
    }

    #[test]
    fn layers_are_switched_one_by_one() {
        let settings = check_settings("[highlight]\ndate = false\n", &[]);
        assert!(!settings.highlight.contains(LayerId::Date));
        assert!(settings.highlight.contains(LayerId::Figure));
    }

    #[test]
    fn any_bytes_give_settings() {
        for toml in [
            "\u{0}",
            "[",
            "[view",
            "[[view]]\n",
            "rules = 1",
            "[[rules]]\n[[rules",
            "view.measure",
            "\u{feff}[view]\n",
        ] {
            let _ = Settings::parse(toml, "c.toml");
        }
    }
}
