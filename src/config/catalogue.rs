//! All settings with a single value: name, what it does, what it takes.
//!
//! Reading, the complaints about bad values and the example config walk this list, so that they cannot drift apart.

use toml::de::DeValue;

use super::keymap::{Digits, PRESETS};
use super::source::{set_choice, set_flag, set_number, set_string};
use super::theme::{AUTO_THEME, THEMES};
use super::{LogLevel, MarkRead, Settings};

/// A setting with a single value.
pub(super) struct Setting {
    /// Its table.
    pub(super) section: &'static str,
    /// Its name there.
    pub(super) name: &'static str,
    /// What it does, for the example.
    pub(super) says: &'static str,
    /// What it takes, for complaints and the example.
    pub(super) takes: fn() -> String,
    /// Its value, in TOML.
    pub(super) show: fn(&Settings) -> String,
    /// Sets it; returns whether the value is one that it takes.
    pub(super) read: fn(&mut Settings, &DeValue<'_>) -> bool,
}

/// All settings with a single value, in the order of the example.
pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        section: "view",
        name: "theme",
        says: "How everything looks. auto asks the terminal; NO_COLOR always gives plain.",
        takes: || list_choices(theme_choices()),
        show: |s| quote_string(&s.view.theme),
        read: |s, value| set_choice(value, theme_choices(), &mut s.view.theme),
    },
    Setting {
        section: "view",
        name: "measure",
        says: "The longest line of an article, in columns.",
        takes: || "a number from 20 to 400".to_owned(),
        show: |s| s.view.measure.to_string(),
        read: |s, value| set_number(value, 20..=400, &mut s.view.measure),
    },
    Setting {
        section: "view",
        name: "article_share",
        says: "How much of the width the article's pane takes, in percent.",
        takes: || "a number from 20 to 80".to_owned(),
        show: |s| s.view.article_share.to_string(),
        read: |s, value| set_number(value, 20..=80, &mut s.view.article_share),
    },
    Setting {
        section: "view",
        name: "legend",
        says: "Whether the legend is shown at start.",
        takes: list_booleans,
        show: |s| s.view.has_legend.to_string(),
        read: |s, value| set_flag(value, &mut s.view.has_legend),
    },
    Setting {
        section: "view",
        name: "mouse",
        says: "Whether the mouse is used. Without it the terminal's own selection works as usual.",
        takes: list_booleans,
        show: |s| s.view.has_mouse.to_string(),
        read: |s, value| set_flag(value, &mut s.view.has_mouse),
    },
    Setting {
        section: "view",
        name: "fold",
        says: "Whether a filter folds the other paragraphs at start, instead of dimming them.",
        takes: list_booleans,
        show: |s| s.view.is_folded.to_string(),
        read: |s, value| set_flag(value, &mut s.view.is_folded),
    },
    Setting {
        section: "view",
        name: "key_wait_ms",
        says: "How long a key waits for the rest of a sequence, in milliseconds.",
        takes: || "a number from 50 to 10000".to_owned(),
        show: |s| s.view.key_wait_ms.to_string(),
        read: |s, value| set_number(value, 50..=10_000, &mut s.view.key_wait_ms),
    },
    Setting {
        section: "view",
        name: "browser",
        says: "What opens links: a command, or several with : between them, of which the first that is installed is taken; %s in it\n# is the link, which else comes last. Text browsers (w3m, lynx) run in the reader's place. \"\" takes $BROWSER, or\n# what the system has.",
        takes: || "words".to_owned(),
        show: |s| quote_string(&s.view.browser.replace('\\', "\\\\").replace('"', "\\\"")),
        read: |s, value| set_string(value, &mut s.view.browser),
    },
    Setting {
        section: "limits",
        name: "file_mb",
        says: "The largest file or standard input that is read, in megabytes.",
        takes: || "a number from 1 to 64".to_owned(),
        show: |s| s.limits.file_mb.to_string(),
        read: |s, value| set_number(value, 1..=64, &mut s.limits.file_mb),
    },
    Setting {
        section: "limits",
        name: "page_mb",
        says: "The largest page from the network, in megabytes.",
        takes: || "a number from 1 to 64".to_owned(),
        show: |s| s.limits.page_mb.to_string(),
        read: |s, value| set_number(value, 1..=64, &mut s.limits.page_mb),
    },
    Setting {
        section: "limits",
        name: "page_seconds",
        says: "The longest wait for a page, in seconds.",
        takes: || "a number from 1 to 600".to_owned(),
        show: |s| s.limits.page_seconds.to_string(),
        read: |s, value| set_number(value, 1..=600, &mut s.limits.page_seconds),
    },
    Setting {
        section: "limits",
        name: "redirects",
        says: "How many redirections are followed.",
        takes: || "a number from 0 to 20".to_owned(),
        show: |s| s.limits.redirects.to_string(),
        read: |s, value| set_number(value, 0..=20, &mut s.limits.redirects),
    },
    Setting {
        section: "refresh",
        name: "interval_minutes",
        says: "How long a feed is left alone after it was fetched, in minutes, unless it has an interval of its own.",
        takes: || "a number from 1 to 100000".to_owned(),
        show: |s| s.refresh.interval_minutes.to_string(),
        read: |s, value| set_number(value, 1..=100_000, &mut s.refresh.interval_minutes),
    },
    Setting {
        section: "refresh",
        name: "threads",
        says: "How many servers are asked at once.",
        takes: || "a number from 1 to 64".to_owned(),
        show: |s| s.refresh.threads.to_string(),
        read: |s, value| set_number(value, 1..=64, &mut s.refresh.threads),
    },
    Setting {
        section: "refresh",
        name: "per_host",
        says: "How many questions one server gets at once.",
        takes: || "a number from 1 to 16".to_owned(),
        show: |s| s.refresh.per_host.to_string(),
        read: |s, value| set_number(value, 1..=16, &mut s.refresh.per_host),
    },
    Setting {
        section: "refresh",
        name: "feed_mb",
        says: "The largest feed, in megabytes, unpacked.",
        takes: || "a number from 1 to 64".to_owned(),
        show: |s| s.refresh.feed_mb.to_string(),
        read: |s, value| set_number(value, 1..=64, &mut s.refresh.feed_mb),
    },
    Setting {
        section: "refresh",
        name: "feed_seconds",
        says: "The longest wait for a feed, in seconds.",
        takes: || "a number from 1 to 600".to_owned(),
        show: |s| s.refresh.feed_seconds.to_string(),
        read: |s, value| set_number(value, 1..=600, &mut s.refresh.feed_seconds),
    },
    Setting {
        section: "refresh",
        name: "files",
        says: "Whether subscriptions may read files of this machine (file:///...).",
        takes: list_booleans,
        show: |s| s.refresh.has_files.to_string(),
        read: |s, value| set_flag(value, &mut s.refresh.has_files),
    },
    Setting {
        section: "library",
        name: "mark_read",
        says: "When an article is marked as read: as it is opened, when its end is on the screen, or only by its key.",
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
        says: "For how many days after they left their feed entries are kept; 0 keeps them for ever. A feed's own setting\n# (feeds --set FEED --keep) comes first; starred, tagged and archived entries always stay.",
        takes: || "a number from 0 to 100000".to_owned(),
        show: |s| s.keeping.days.to_string(),
        read: |s, value| set_number(value, 0..=100_000, &mut s.keeping.days),
    },
    Setting {
        section: "library",
        name: "keep_entries",
        says: "How many entries of a feed are kept, the newest and all that are still in the feed; 0 keeps all. A feed's own\n# setting (feeds --set FEED --keep-entries) comes first, and feeds with a --keep of their own keep all.",
        takes: || "a number from 0 to 1000000".to_owned(),
        show: |s| s.keeping.entries.to_string(),
        read: |s, value| set_number(value, 0..=1_000_000, &mut s.keeping.entries),
    },
    Setting {
        section: "library",
        name: "tidy_after_refresh",
        says: "Whether a refresh throws away what is no longer kept, for good. `pullquote gc` always does.",
        takes: list_booleans,
        show: |s| s.keeping.is_tidied.to_string(),
        read: |s, value| set_flag(value, &mut s.keeping.is_tidied),
    },
    Setting {
        section: "log",
        name: "level",
        says: "Which events go to the log, each level with those before it; `pullquote doctor` shows where it is.\n# The environment variable PULLQUOTE_LOG comes first.",
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
        says: "The keys that everything starts from. `pullquote keys` prints the active map.",
        takes: || list_choices(preset_choices()),
        show: |s| quote_string(&s.keys.preset),
        read: |s, value| set_choice(value, preset_choices(), &mut s.keys.preset),
    },
    Setting {
        section: "keys",
        name: "digits",
        says: "What digits are for: they select tabs and panes at once, or they are counts before a key, as in 3]q, 5t, 40%,\n# 10G. The keys ge, gq and gf select the tabs in both. Digits that you bind yourself do what you say.",
        takes: || list_choices(digit_choices()),
        show: |s| digits_name(s.keys.digits),
        read: |s, value| {
            let named = |(name, _): &&(&str, Digits)| value.as_str() == Some(*name);
            let found = Digits::ALL.iter().find(named);
            found.map(|(_, digits)| s.keys.digits = *digits).is_some()
        },
    },
];

/// The tables of a config that hold no single settings of [`SETTINGS`].
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

/// Returns the names of all tables, some of them more than once.
pub(super) fn section_names() -> impl Iterator<Item = &'static str> {
    let single = SETTINGS.iter().map(|setting| setting.section);
    single.chain(OTHER_SECTIONS)
}
