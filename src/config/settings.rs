//! The settings and their defaults.

use super::Style;
use super::keymap::KeySettings;
use crate::annotation::UserRule;
use crate::highlight::LayerSet;

/// The value of the `theme` setting that chooses a theme by the terminal's background.
pub const AUTO_THEME: &str = "auto";

/// The `[view]` settings: appearance and input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewSettings {
    /// The name of the theme, one of [`THEMES`](super::THEMES), or [`AUTO_THEME`].
    pub theme: String,
    /// The maximum line width of an article, in columns.
    pub measure: u16,
    /// The share of the screen width that the article pane takes, in percent.
    pub article_share: u16,
    /// True if the legend is shown on start.
    pub has_legend: bool,
    /// True if the program handles mouse events. If false, the terminal keeps its own text selection.
    pub has_mouse: bool,
    /// True if a filter hides paragraphs without a match on start; otherwise it dims them.
    pub is_folded: bool,
    /// The initial state of the lists of annotations.
    pub lists: ListSettings,
    /// How long an incomplete key sequence waits for its next key, in milliseconds.
    pub key_wait_ms: u64,
    /// The command that opens links, or several separated by `:`. Empty: `$BROWSER`, or the system's browser.
    pub browser: String,
}

/// The initial state of the lists of annotations; also in `[view]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListSettings {
    /// True if reported speech (indirect quotes) is listed with the quotes.
    pub has_indirect: bool,
    /// True if ordinals and vague times are listed with the figures and dates.
    pub has_minor_figures: bool,
}

/// The `[limits]` settings: limits on input from files and the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitSettings {
    /// The maximum size of a file or of standard input, in megabytes.
    pub file_mb: u64,
    /// The maximum size of a downloaded page, in megabytes.
    pub page_mb: u64,
    /// The timeout for downloading a page, in seconds.
    pub page_seconds: u64,
    /// The maximum number of redirects to follow.
    pub redirects: u32,
}

/// The `[refresh]` settings: how feeds are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefreshSettings {
    /// The minimum time between two fetches of a feed, in minutes, unless the feed has its own interval.
    pub interval_minutes: u32,
    /// The number of threads that fetch feeds, which is the maximum number of concurrent requests.
    pub threads: usize,
    /// The maximum number of concurrent requests to one host.
    pub per_host: usize,
    /// The maximum size of a feed after decompression, in megabytes.
    pub feed_mb: u64,
    /// The timeout for downloading a feed, in seconds.
    pub feed_seconds: u64,
    /// True if `file:` addresses are allowed as subscriptions.
    pub has_files: bool,
}

/// How long the library keeps entries, unless the feed has its own setting.
///
/// Starred, tagged and archived entries are always kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RetentionSettings {
    /// How long entries are kept after they leave their feed, in days. 0: forever.
    pub days: u32,
    /// The maximum number of entries kept per feed, newest first. Entries that are still in the feed are always kept.
    /// 0: no limit.
    pub entries: u32,
    /// True if each refresh deletes expired entries.
    pub is_tidied: bool,
}

/// When an opened article is marked as read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkRead {
    /// As soon as it is opened.
    #[default]
    Open,
    /// When its last line is on the screen.
    End,
    /// Only when the user presses the key for it.
    Never,
}

impl MarkRead {
    /// All values, with their names in the config.
    pub(super) const ALL: [(&str, Self); 3] = [
        ("open", Self::Open),
        ("end", Self::End),
        ("never", Self::Never),
    ];
}

/// The log level: the least severe events that are logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogLevel {
    /// Nothing is logged.
    Off,
    /// Errors.
    Error,
    /// Warnings too, such as a feed that does not respond.
    Warn,
    /// Completed actions too.
    #[default]
    Info,
    /// Details of actions too.
    Debug,
    /// Every step too.
    Trace,
}

impl LogLevel {
    /// All levels, with their names in the config.
    pub(super) const ALL: [(&str, Self); 6] = [
        ("off", Self::Off),
        ("error", Self::Error),
        ("warn", Self::Warn),
        ("info", Self::Info),
        ("debug", Self::Debug),
        ("trace", Self::Trace),
    ];

    /// Returns the level with this name, ignoring case; `None` if there is none.
    pub fn from_name(name: &str) -> Option<Self> {
        let named = |(known, _): &&(&str, Self)| name.eq_ignore_ascii_case(known);
        Self::ALL.iter().find(named).map(|(_, level)| *level)
    }

    /// Returns the name in the config.
    pub fn name(self) -> &'static str {
        let named = Self::ALL.iter().find(|(_, level)| *level == self);
        named.map_or("", |(name, _)| name)
    }

    /// Returns the names of all levels, from `off` to `trace`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|(name, _)| *name)
    }
}

/// All settings of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Appearance and input.
    pub view: ViewSettings,
    /// The layers that are highlighted on start.
    pub highlight: LayerSet,
    /// Limits on input from files and the network.
    pub limits: LimitSettings,
    /// How feeds are fetched.
    pub refresh: RefreshSettings,
    /// How long the library keeps entries.
    pub keeping: RetentionSettings,
    /// When an opened article is marked as read.
    pub mark_read: MarkRead,
    /// The minimum severe events that are logged.
    pub log_level: LogLevel,
    /// The key map's preset and the user's bindings.
    pub keys: KeySettings,
    /// Changes to the theme: the name of a tag or role, and the style that is merged over its own.
    pub styles: Vec<(String, Style)>,
    /// The user's annotation rules, in the order of the config.
    pub rules: Vec<UserRule>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            view: ViewSettings {
                theme: AUTO_THEME.to_owned(),
                // Within the 45 to 75 characters that typographers recommend for a line.
                measure: 72,
                article_share: 62,
                has_legend: true,
                has_mouse: true,
                is_folded: false,
                lists: ListSettings {
                    has_indirect: true,
                    has_minor_figures: false,
                },
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
                // Polite to servers that host many feeds.
                per_host: 2,
                feed_mb: 20,
                feed_seconds: 30,
                // An imported list of feeds must not make the program read local files.
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
