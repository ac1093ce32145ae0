//! The options of a refresh and of fetching pages.

use std::time::Duration;

use crate::config::{LimitSettings, Settings};
use crate::fetch;
use crate::invariant::ExpectOr;
use crate::store::Retention;

/// Stack size of a thread, in bytes. HTML may be nested deeply, and parsing it recurses.
pub(super) const THREAD_STACK_BYTES: usize = 8 * 1024 * 1024;

/// Options of a refresh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshOptions {
    /// Number of fetching threads.
    pub n_threads: usize,
    /// Largest number of simultaneous requests per host.
    pub per_host: usize,
    /// Limits for feed responses.
    pub limits: fetch::FetchLimits,
    /// Limits for pages that entries link to.
    pub page_limits: fetch::FetchLimits,
    /// Minutes between two fetches of a feed that has no interval of its own.
    pub interval: u32,
    /// True if `file:` addresses may be read.
    pub has_files: bool,
    /// Retention applied at the end of a refresh. `None`: entries are not expired.
    pub retention: Option<Retention>,
}

impl RefreshOptions {
    /// Returns the options that the settings give.
    pub fn of(settings: &Settings) -> Self {
        let refresh = &settings.refresh;
        let bytes = refresh.feed_mb.saturating_mul(1_000_000);
        Self {
            n_threads: refresh.threads,
            per_host: refresh.per_host,
            limits: fetch::FetchLimits {
                bytes: usize::try_from(bytes).expect_or(usize::MAX, "limits are a few GB"),
                setting: fetch::FEED_SETTING,
                time: Duration::from_secs(refresh.feed_seconds),
                redirects: settings.limits.redirects,
            },
            page_limits: page_limits(&settings.limits),
            interval: refresh.interval_minutes,
            has_files: refresh.has_files,
            retention: settings.keeping.is_tidied.then(|| {
                let some = |n: u32| (n > 0).then_some(n);
                Retention {
                    days: some(settings.keeping.days),
                    entries: some(settings.keeping.entries),
                }
            }),
        }
    }
}

/// Returns the limits for pages that the settings give.
pub fn page_limits(limits: &LimitSettings) -> fetch::FetchLimits {
    let bytes = limits.page_mb.saturating_mul(1_000_000);
    fetch::FetchLimits {
        bytes: usize::try_from(bytes).expect_or(usize::MAX, "limits are a few GB"),
        setting: fetch::PAGE_SETTING,
        time: Duration::from_secs(limits.page_seconds),
        redirects: limits.redirects,
    }
}
