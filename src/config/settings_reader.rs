//! Reading of a config file into [`Settings`]. Whatever is wrong is noted, and the rest applies.

use toml::de::DeTable;

use super::catalogue::{SETTINGS, list_booleans, section_names};
use super::keymap::KeyMode;
use super::placement::placed_names;
use super::settings::Settings;
use super::source::{ConfigSource, TomlValue};
use super::theme::read_styles;
use super::{ConfigNotice, rules};
use crate::highlight::LayerId;

impl Settings {
    /// Parses a config. Returns the settings and a notice for each invalid part, sorted by line.
    ///
    /// Invalid or absent settings have their defaults. `file_name` is used in the notices only.
    pub fn parse(toml: &str, file_name: &str) -> (Self, Vec<ConfigNotice>) {
        let mut settings = Self::default();
        let (mut source, table) = ConfigSource::parse(toml, file_name, placed_names);
        for (name, value) in table.get_ref() {
            settings.section(&mut source, name, value);
        }
        (settings, source.finish())
    }

    /// Reads one top-level table.
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

    /// Reads a table of single values. In `[keys]` the tables of the key modes are read too.
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

    /// Reads `[highlight]`. Layers that it does not mention keep their defaults.
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
                    source.unknown(&name.span(), "name in [highlight]", written, known);
                }
            }
        }
    }
}

/// Adds a notice about an unknown name in a table.
fn note_unknown_name(
    source: &mut ConfigSource<'_>,
    section: &str,
    name: &toml::Spanned<std::borrow::Cow<'_, str>>,
) {
    let full = format!("{section}.{}", name.get_ref());
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
    use crate::config::parse_keys;

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
                "c.toml:2:1: unknown setting `view.mesure`; did you mean `view.measure`?",
                "c.toml:5:2: unknown setting `vieww`; did you mean `view`?",
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
                "c.toml:2:11: `view.measure` should be a number from 20 to 400, not 5",
                "c.toml:3:9: `view.theme` should be one of \"auto\", \"dark\", \"light\", \"sixteen\", \"high-contrast\", \"colour-blind\", \"plain\", not \"drak\"",
                "c.toml:4:10: `view.legend` should be true or false, not \"yes\"",
                "c.toml:6:11: `limits.file_mb` should be a number from 1 to 64, not 1.5",
                "c.toml:8:10: `highlight.person` should be true or false, not 1",
                "c.toml:9:1: unknown name in [highlight] `persons`; did you mean `person`?",
            ],
        );
    }

    #[test]
    fn a_setting_in_the_wrong_table_is_sent_to_the_right_one() {
        check_settings(
            "[limits]\nmeasure = 60\n",
            &["c.toml:2:1: unknown setting `limits.measure`; `measure` belongs to [view]"],
        );
        check_settings(
            "view = 3\n",
            &["c.toml:1:8: `view` should be a table: write [view], not 3"],
        );
    }

    #[test]
    fn every_name_in_any_wrong_table_is_sent_to_the_right_one() {
        let wrong_tables = [
            "",
            "[view]",
            "[limits]",
            "[refresh]",
            "[library]",
            "[log]",
            "[keys]",
            "[keys.article]",
            "[highlight]",
            "[styles]",
            "[[rules]]",
        ];
        for placed in placed_names() {
            let homes = placed_names();
            let homes = homes.iter().filter(|other| other.name == placed.name);
            let homes: Vec<_> = homes.map(|other| other.table.as_str()).collect();
            // At the top, these are the names of tables; in [keys], `article` is the table of a mode; in
            // [keys.article], `cue` is a sequence of keys.
            let is_table = section_names().any(|name| name == placed.name);
            for table in wrong_tables {
                let is_mode = table == "[keys]" && KeyMode::from_name(placed.name).is_some();
                let is_keys = table == "[keys.article]" && parse_keys(placed.name).is_some();
                let is_known = homes.contains(&table) || (table.is_empty() && is_table);
                if is_known || is_mode || is_keys {
                    continue;
                }
                let toml = format!("{table}\n{} = {{}}\n", placed.name);
                let (_, notices) = Settings::parse(&toml, "c.toml");
                let message = notices.iter().map(ToString::to_string).collect::<String>();
                let expected = format!("`{}` belongs to {}", placed.name, homes.join(" or "));
                assert!(message.contains(&expected), "{toml}: {message}");
            }
        }
    }

    #[test]
    fn a_misspelt_setting_in_a_wrong_table_is_found_too() {
        check_settings(
            "digit = \"counts\"\n[limits]\nmesure = 60\n[keys.article]\ndigits = \"counts\"\n",
            &[
                "c.toml:1:1: unknown setting `digit`; did you mean `keys.digits`?",
                "c.toml:3:1: unknown setting `limits.mesure`; did you mean `view.measure`?",
                "c.toml:5:1: unknown key `digits`; `digits` belongs to [keys]",
            ],
        );
    }

    #[test]
    fn a_browser_is_words_that_are_written_as_they_are_read() {
        let settings = check_settings("[view]\nbrowser = 'run \"a b\" \\x %s:w3m'\n", &[]);
        assert_eq!(settings.view.browser, r#"run "a b" \x %s:w3m"#);
        assert_eq!(check_settings(&settings.to_toml(), &[]), settings);
        check_settings(
            "[view]\nbrowser = 1\n",
            &["c.toml:2:11: `view.browser` should be a string on one line, not 1"],
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
