//! Owns the formatting of settings as TOML: the example config and the active settings.

use super::Settings;
use super::catalogue::SETTINGS;
use crate::highlight::{LayerId, LayerSet};

impl Settings {
    /// Formats the settings in the syntax of the config: all single values and the `[highlight]` table.
    ///
    /// Key bindings, styles and rules are not included.
    pub fn to_toml(&self) -> String {
        let mut lines = Vec::new();
        let mut last = "";
        for setting in SETTINGS {
            if setting.section != last {
                last = setting.section;
                lines.push(section_heading(last, lines.is_empty()));
            }
            lines.push(format!("{} = {}\n", setting.name, (setting.show)(self)));
        }
        lines.push(section_heading("highlight", false));
        lines.push(layer_lines(self.highlight));
        lines.concat()
    }
}

/// Returns the example config: every setting with its description, accepted values and default.
///
/// `pullquote config init` writes this text, and a test compares `config.example.toml` with it.
pub fn example_config() -> String {
    let defaults = Settings::default();
    let mut lines = vec![EXAMPLE_HEADER.to_owned()];
    let mut last = "";
    for setting in SETTINGS {
        if setting.section == last {
            lines.push("\n".to_owned());
        } else {
            last = setting.section;
            lines.push(section_heading(last, false));
        }
        let (says, takes) = (setting.says, (setting.takes)());
        let value = (setting.show)(&defaults);
        let name = setting.name;
        lines.push(format!("# {says}\n# Value: {takes}.\n{name} = {value}\n"));
    }
    lines.push(EXAMPLE_KEYS.to_owned());
    lines.push(section_heading("highlight", false));
    lines.push("# Kinds of annotations that are highlighted on start.\n".to_owned());
    lines.push(layer_lines(defaults.highlight));
    lines.push(EXAMPLE_FOOTER.to_owned());
    lines.concat()
}

fn layer_lines(on: LayerSet) -> String {
    let lines = LayerId::ALL.map(|layer| format!("{} = {}\n", layer.name(), on.contains(layer)));
    lines.concat()
}

fn section_heading(section: &str, is_first: bool) -> String {
    let gap = if is_first { "" } else { "\n" };
    format!("{gap}[{section}]\n")
}

/// The text above the first table.
const EXAMPLE_HEADER: &str = "\
# Settings of pullquote with their defaults. `pullquote config init` writes this file to the path that
# `pullquote config path` prints. Every setting is optional.
";

/// The text after `[keys]`. A test removes the comment signs and parses the examples.
const EXAMPLE_KEYS: &str = r#"
# Your own key bindings, in one table for each part of the screen: global, article, annotations,
# library, help. Write keys as in "q", "C-d", "S-Tab", "]q", "C-w l". The action "" removes a binding.
#
# [keys.global]
# "C-n" = "next-annotation"
#
# [keys.article]
# "w" = "browse"
"#;

/// The text after the last table. A test removes the comment signs and parses the examples.
const EXAMPLE_FOOTER: &str = r##"
# Changes to the active theme. Each line sets properties of a tag or of a part of the screen: fg, bg,
# bold, italic, reverse, dim, strike and underline (line, double, curly, dotted, dashed).
#
# [styles]
# person = { fg = "#7fb4ff", bold = true }
# selection = { bg = "blue" }

# Your own annotation rules. A rule has a term (whole words; case-sensitive if it contains a capital) or
# a pattern (a regular expression), and one of three effects:
#   kind = "person", "organization", "place", "group", "event", "work" or "other" marks an entity;
#     name = "..." gives it another name;
#   watch = "..." highlights the term under the name of a watch;
#   ignore = true removes annotations of the term.
#
# [[rules]]
# term = "Project Hare"
# kind = "work"
#
# [[rules]]
# pattern = '\brate (cut|rise)s?\b'
# watch = "interest rates"
#
# [[rules]]
# term = "Post"
# ignore = true
"##;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Keymap;

    #[test]
    fn the_example_file_is_this_text() {
        let file = include_str!("../../config.example.toml");
        assert_eq!(
            example_config(),
            file,
            "write what `pullquote config init` writes into it"
        );
    }

    #[test]
    fn the_example_says_the_defaults_and_nothing_unknown() {
        let (settings, notices) = Settings::parse(&example_config(), "config.example.toml");
        assert_eq!(notices, []);
        assert_eq!(settings, Settings::default());
    }

    #[test]
    fn every_setting_with_a_value_is_in_the_example() {
        let (settings, _) = Settings::parse(&example_config(), "config.example.toml");
        let active = Settings::default().to_toml();
        assert_eq!(settings.to_toml(), active);
        for line in active.lines() {
            assert!(example_config().contains(line), "{line}");
        }
    }

    #[test]
    fn what_the_example_shows_in_comments_works() {
        let shown = EXAMPLE_KEYS.to_owned() + EXAMPLE_FOOTER;
        let mut toml = Vec::new();
        for block in shown.split("\n#\n").flat_map(|part| part.split("\n\n")) {
            let lines = block.lines().map(|line| line.trim_start_matches("# "));
            toml.extend(lines.skip_while(|line| !line.starts_with('[')));
        }
        let (settings, notices) = Settings::parse(&toml.join("\n"), "example");
        assert_eq!(notices, []);
        assert_eq!((settings.rules.len(), settings.styles.len()), (3, 2));
        let (keymap, notices) = Keymap::new(&settings.keys, &["next-annotation", "browse"]);
        assert_eq!(notices, []);
        assert!(keymap.to_toml().contains("\"C-n\" = \"next-annotation\""));
    }
}
