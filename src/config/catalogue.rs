//! Owns the catalogue of settings with a single value: name, description, range and accessors.
//!
//! Parsing, the notices about invalid values and the example config all iterate this list, so that they always agree.

use toml::de::DeValue;

use super::keymap::{Digits, PRESETS};
use super::settings::AUTO_THEME;
use super::source::{set_choice, set_flag, set_number, set_string};
use super::theme::THEMES;
use super::{LogLevel, MarkRead, Settings};

/// A setting with a single value.
pub(super) struct Setting {
    /// The name of its table in the config.
    pub(super) section: &'static str,
    /// Its name in that table.
    pub(super) name: &'static str,
    /// The description in the example config. Further lines begin with `# `.
    pub(super) says: &'static str,
    /// Returns the accepted values as a noun phrase, for notices and the example config.
    pub(super) takes: fn() -> String,
    /// Formats the current value as TOML.
    pub(super) show: fn(&Settings) -> String,
    /// Stores a value. Returns false and stores nothing if the value is not accepted.
    pub(super) read: fn(&mut Settings, &DeValue<'_>) -> bool,
}

/// All settings with a single value, in the order of the example config.
///
/// The size limits end at 64 MB because no text may be larger: see [`MAX_TEXT_BYTES`](crate::text::MAX_TEXT_BYTES).
/// The other ranges only exclude values that make the program unusable or impolite to servers.
pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        section: "view",
        name: "theme",
        says: "Colour theme. auto chooses dark or light by the terminal's background; NO_COLOR always selects plain.",
        takes: || list_choices(theme_choices()),
        show: |s| quote_string(&s.view.theme),
        read: |s, value| set_choice(value, theme_choices(), &mut s.view.theme),
    },
    Setting {
        section: "view",
        name: "measure",
        says: "Maximum line width of an article, in columns.",
        takes: || "a number from 20 to 400".to_owned(),
        show: |s| s.view.measure.to_string(),
        read: |s, value| set_number(value, 20..=400, &mut s.view.measure),
    },
    Setting {
        section: "view",
        name: "article_share",
        says: "Share of the screen width that the article pane takes, in percent.",
        takes: || "a number from 20 to 80".to_owned(),
        show: |s| s.view.article_share.to_string(),
        read: |s, value| set_number(value, 20..=80, &mut s.view.article_share),
    },
    Setting {
        section: "view",
        name: "legend",
        says: "Show the legend on start.",
        takes: list_booleans,
        show: |s| s.view.has_legend.to_string(),
        read: |s, value| set_flag(value, &mut s.view.has_legend),
    },
    Setting {
        section: "view",
        name: "mouse",
        says: "Use the mouse. If false, the terminal's own text selection works as usual.",
        takes: list_booleans,
        show: |s| s.view.has_mouse.to_string(),
        read: |s, value| set_flag(value, &mut s.view.has_mouse),
    },
    Setting {
        section: "view",
        name: "fold",
        says: "Hide the paragraphs that do not match a filter, instead of dimming them. A key switches between the two.",
        takes: list_booleans,
        show: |s| s.view.is_folded.to_string(),
        read: |s, value| set_flag(value, &mut s.view.is_folded),
    },
    Setting {
        section: "view",
        name: "indirect",
        says: "List reported speech (indirect quotes) with the quotes. A key switches it.",
        takes: list_booleans,
        show: |s| s.view.lists.has_indirect.to_string(),
        read: |s, value| set_flag(value, &mut s.view.lists.has_indirect),
    },
    Setting {
        section: "view",
        name: "minor_figures",
        says: "List ordinals and vague times (\"first\", \"recently\") with the figures and dates. A key switches it.",
        takes: list_booleans,
        show: |s| s.view.lists.has_minor_figures.to_string(),
        read: |s, value| set_flag(value, &mut s.view.lists.has_minor_figures),
    },
    Setting {
        section: "view",
        name: "key_wait_ms",
        says: "How long an incomplete key sequence waits for its next key, in milliseconds.",
        takes: || "a number from 50 to 10000".to_owned(),
        show: |s| s.view.key_wait_ms.to_string(),
        read: |s, value| set_number(value, 50..=10_000, &mut s.view.key_wait_ms),
    },
    Setting {
        section: "view",
        name: "browser",
        says: "Command that opens links, or several separated by colons, tried in order until one works.\n# %s stands for the link; without %s, the link is added at the end. Text browsers (w3m, lynx) take over the\n# terminal until they quit. \"\" uses $BROWSER, or the system's browser.",
        takes: || "a string on one line".to_owned(),
        show: |s| quote_string(&s.view.browser.replace('\\', "\\\\").replace('"', "\\\"")),
        read: |s, value| set_string(value, &mut s.view.browser),
    },
    Setting {
        section: "limits",
        name: "file_mb",
        says: "Maximum size of a file or of standard input, in megabytes.",
        takes: || "a number from 1 to 64".to_owned(),
        show: |s| s.limits.file_mb.to_string(),
        read: |s, value| set_number(value, 1..=64, &mut s.limits.file_mb),
    },
    Setting {
        section: "limits",
        name: "page_mb",
        says: "Maximum size of a downloaded page, in megabytes.",
        takes: || "a number from 1 to 64".to_owned(),
        show: |s| s.limits.page_mb.to_string(),
        read: |s, value| set_number(value, 1..=64, &mut s.limits.page_mb),
    },
    Setting {
        section: "limits",
        name: "page_seconds",
        says: "Timeout for downloading a page, in seconds.",
        takes: || "a number from 1 to 600".to_owned(),
        show: |s| s.limits.page_seconds.to_string(),
        read: |s, value| set_number(value, 1..=600, &mut s.limits.page_seconds),
    },
    Setting {
        section: "limits",
        name: "redirects",
        says: "Maximum number of redirects to follow.",
        takes: || "a number from 0 to 20".to_owned(),
        show: |s| s.limits.redirects.to_string(),
        read: |s, value| set_number(value, 0..=20, &mut s.limits.redirects),
    },
    Setting {
        section: "refresh",
        name: "interval_minutes",
        says: "Minimum time between two fetches of a feed, in minutes. A feed's own interval takes precedence.",
        takes: || "a number from 1 to 100000".to_owned(),
        show: |s| s.refresh.interval_minutes.to_string(),
        read: |s, value| set_number(value, 1..=100_000, &mut s.refresh.interval_minutes),
    },
    Setting {
        section: "refresh",
        name: "threads",
        says: "Maximum number of concurrent requests.",
        takes: || "a number from 1 to 64".to_owned(),
        show: |s| s.refresh.threads.to_string(),
        read: |s, value| set_number(value, 1..=64, &mut s.refresh.threads),
    },
    Setting {
        section: "refresh",
        name: "per_host",
        says: "Maximum number of concurrent requests to one server.",
        takes: || "a number from 1 to 16".to_owned(),
        show: |s| s.refresh.per_host.to_string(),
        read: |s, value| set_number(value, 1..=16, &mut s.refresh.per_host),
    },
    Setting {
        section: "refresh",
        name: "feed_mb",
        says: "Maximum size of a feed after decompression, in megabytes.",
        takes: || "a number from 1 to 64".to_owned(),
        show: |s| s.refresh.feed_mb.to_string(),
        read: |s, value| set_number(value, 1..=64, &mut s.refresh.feed_mb),
    },
    Setting {
        section: "refresh",
        name: "feed_seconds",
        says: "Timeout for downloading a feed, in seconds.",
        takes: || "a number from 1 to 600".to_owned(),
        show: |s| s.refresh.feed_seconds.to_string(),
        read: |s, value| set_number(value, 1..=600, &mut s.refresh.feed_seconds),
    },
    Setting {
        section: "refresh",
        name: "files",
        says: "Allow subscriptions to local files (file:///...).",
        takes: list_booleans,
        show: |s| s.refresh.has_files.to_string(),
        read: |s, value| set_flag(value, &mut s.refresh.has_files),
    },
    Setting {
        section: "library",
        name: "mark_read",
        says: "When an article is marked as read: as soon as it is opened, when its end is on the screen, or only by key.",
        takes: || list_choices(mark_read_choices()),
        show: |s| mark_read_name(s.mark_read),
        read: |s, value| {
            let named = |(name, _): &&(&str, MarkRead)| value.as_str() == Some(*name);
            let found = MarkRead::ALL.iter().find(named);
            found.map(|(_, when)| s.mark_read = *when).is_some()
        },
    },
    Setting {
        section: "library",
        name: "keep_days",
        says: "How long entries are kept after they leave their feed, in days; 0: forever. A feed's own setting (feeds --set\n# FEED --keep) takes precedence. Starred, tagged and archived entries are always kept.",
        takes: || "a number from 0 to 100000".to_owned(),
        show: |s| s.keeping.days.to_string(),
        read: |s, value| set_number(value, 0..=100_000, &mut s.keeping.days),
    },
    Setting {
        section: "library",
        name: "keep_entries",
        says: "Maximum number of entries kept per feed, newest first; 0: no limit. Entries that are still in the feed are always\n# kept. A feed's own setting (feeds --set FEED --keep-entries) takes precedence. Feeds with their own --keep have\n# no limit.",
        takes: || "a number from 0 to 1000000".to_owned(),
        show: |s| s.keeping.entries.to_string(),
        read: |s, value| set_number(value, 0..=1_000_000, &mut s.keeping.entries),
    },
    Setting {
        section: "library",
        name: "tidy_after_refresh",
        says: "Permanently delete expired entries after each refresh. `pullquote gc` always deletes them.",
        takes: list_booleans,
        show: |s| s.keeping.is_tidied.to_string(),
        read: |s, value| set_flag(value, &mut s.keeping.is_tidied),
    },
    Setting {
        section: "log",
        name: "level",
        says: "Log level. Each level includes the ones before it; `pullquote doctor` shows where the log is.\n# The environment variable PULLQUOTE_LOG takes precedence.",
        takes: || list_choices(LogLevel::names()),
        show: |s| quote_string(s.log_level.name()),
        read: |s, value| {
            let level = value.as_str().and_then(LogLevel::from_name);
            level.map(|level| s.log_level = level).is_some()
        },
    },
    Setting {
        section: "keys",
        name: "preset",
        says: "Key map that your own bindings extend. `pullquote keys` prints the active key map.",
        takes: || list_choices(preset_choices()),
        show: |s| quote_string(&s.keys.preset),
        read: |s, value| set_choice(value, preset_choices(), &mut s.keys.preset),
    },
    Setting {
        section: "keys",
        name: "digits",
        says: "Function of the digit keys: select tabs and panes, or give a count for the next key, as in 3]q, 5t, 40%, 10G.\n# ge, gq and gf select the tabs either way. Your own bindings of digits take precedence.",
        takes: || list_choices(digit_choices()),
        show: |s| digits_name(s.keys.digits),
        read: |s, value| {
            let named = |(name, _): &&(&str, Digits)| value.as_str() == Some(*name);
            let found = Digits::ALL.iter().find(named);
            found.map(|(_, digits)| s.keys.digits = *digits).is_some()
        },
    },
];

/// The tables of a config that are not in [`SETTINGS`], because their names are not fixed.
const OTHER_SECTIONS: [&str; 3] = ["highlight", "styles", "rules"];

fn theme_choices() -> impl Iterator<Item = &'static str> {
    [AUTO_THEME]
        .into_iter()
        .chain(THEMES.iter().map(|(name, _)| *name))
}

fn mark_read_choices() -> impl Iterator<Item = &'static str> {
    MarkRead::ALL.iter().map(|(name, _)| *name)
}

fn mark_read_name(when: MarkRead) -> String {
    let named = MarkRead::ALL.iter().find(|(_, known)| *known == when);
    quote_string(named.map_or("", |(name, _)| name))
}

fn digit_choices() -> impl Iterator<Item = &'static str> {
    Digits::ALL.iter().map(|(name, _)| *name)
}

fn digits_name(digits: Digits) -> String {
    let named = Digits::ALL.iter().find(|(_, known)| *known == digits);
    quote_string(named.map_or("", |(name, _)| name))
}

fn preset_choices() -> impl Iterator<Item = &'static str> {
    PRESETS.iter().map(|(name, _)| *name)
}

/// Returns the accepted values of a boolean setting, as [`Setting::takes`] does.
pub(super) fn list_booleans() -> String {
    "true or false".to_owned()
}

fn list_choices(names: impl Iterator<Item = &'static str>) -> String {
    let names: Vec<_> = names.map(quote_string).collect();
    format!("one of {}", names.join(", "))
}

fn quote_string(words: &str) -> String {
    format!("\"{words}\"")
}

/// Returns the names of all tables of a config, with duplicates.
pub(super) fn section_names() -> impl Iterator<Item = &'static str> {
    let single = SETTINGS.iter().map(|setting| setting.section);
    single.chain(OTHER_SECTIONS)
}
