//! Fetches one feed and converts the response to what the library ingests.

use std::fs::File;
use std::io::Read;
use std::time::Duration;

use jiff::Timestamp;

use super::options::RefreshOptions;
use super::{credentials, full_text, schedule};
use crate::article::Link;
use crate::feeds::{Feed, FeedError, Subscription, read_feed};
use crate::fetch::{self, CancelFlag, Client, FetchError, FetchedPage, Reach, Request};
use crate::invariant::ExpectOr;
use crate::library::FeedId;
use crate::session::{WorkLabel, catch_panic};
use crate::store::{
    DueFeed, FeedOutcome, FeedResponse, IngestCounts, Library, StoreError, Validators,
};
use crate::text::count_with_noun;

/// Fetches feeds. Each thread has its own.
pub(super) struct FeedFetcher {
    client: Client,
    options: RefreshOptions,
    cancel: CancelFlag,
}

/// The result of fetching a feed.
pub(super) struct FetchedFeed {
    pub(super) outcome: FeedOutcome,
    /// How long the host should be left alone, if it answered 429 (too many requests).
    pub(super) too_many: Option<Duration>,
    /// True if the feed was served from a private address. `None` if nothing was served.
    pub(super) is_private: Option<bool>,
}

impl FeedFetcher {
    pub(super) fn new(client: Client, options: RefreshOptions, cancel: CancelFlag) -> Self {
        Self {
            client,
            options,
            cancel,
        }
    }

    /// Fetches a feed. `None` if the refresh was cancelled. A panic while parsing fails this feed only.
    pub(super) fn fetch_feed(&self, due: &DueFeed) -> Option<FetchedFeed> {
        let result = catch_panic(WorkLabel::Feed(due.id), || self.fetch_answer(due));
        let result = result.unwrap_or_else(|_| {
            let why = "pullquote crashed while reading the feed; please report it with the feed's address";
            Err(FetchFailure {
                kind: "panic",
                ..FetchFailure::of(why.to_owned())
            })
        });
        if self.cancel.is_cancelled() {
            return None;
        }
        if let Err(refusal) = &result {
            log_refusal(due, refusal);
        }
        let now = Timestamp::now();
        let minutes = due.subscription.interval.unwrap_or(self.options.interval);
        Some(match result {
            Ok(response) => FetchedFeed {
                outcome: FeedOutcome {
                    answer: response.answer,
                    due: schedule::due_after_success(now, minutes),
                    moved: response.moved.map(|link| link.to_string()),
                },
                too_many: None,
                is_private: response.is_private,
            },
            Err(refusal) => FetchedFeed {
                outcome: FeedOutcome {
                    due: schedule::due_after_failure(now, minutes, due.n_failures, refusal.wait),
                    answer: if refusal.is_gone {
                        FeedResponse::Gone(refusal.why)
                    } else {
                        FeedResponse::Failed(refusal.why)
                    },
                    moved: None,
                },
                too_many: refusal
                    .is_too_many
                    .then(|| refusal.wait.unwrap_or_default()),
                is_private: None,
            },
        })
    }

    /// Returns the outcome for a feed that is not requested because its host has refused several others with 429.
    pub(super) fn skip_host(&self, due: &DueFeed, wait: Duration) -> FetchedFeed {
        let minutes = due.subscription.interval.unwrap_or(self.options.interval);
        let why = "not fetched, because its host refused other feeds with too many requests (429)";
        FetchedFeed {
            outcome: FeedOutcome {
                answer: FeedResponse::Postponed(why.to_owned()),
                due: schedule::due_after_failure(Timestamp::now(), minutes, 0, Some(wait)),
                moved: None,
            },
            too_many: None,
            is_private: None,
        }
    }

    fn fetch_answer(&self, due: &DueFeed) -> Result<Came, FetchFailure> {
        let address = &due.subscription.address;
        if let Some(path) = address.strip_prefix("file://") {
            return Ok(Came {
                answer: feed_response(
                    read_feed(&self.read_file(path)?, "", None)?,
                    Validators::default(),
                    false,
                ),
                moved: None,
                is_private: None,
            });
        }
        let mut request = build_request(&due.subscription).map_err(FetchFailure::of)?;
        let validators = &due.validators;
        request.validators = (validators.etag.clone(), validators.last_modified.clone());
        let page = match self.client.fetch(&request, &self.cancel)? {
            fetch::FetchResponse::Unchanged { moved } => {
                return Ok(Came {
                    answer: FeedResponse::Unchanged,
                    moved,
                    is_private: None,
                });
            }
            fetch::FetchResponse::Page(page) => page,
        };
        let (etag, last_modified) = page.validators;
        let validators = Validators {
            etag,
            last_modified,
        };
        let kind = page.content_type.unwrap_or_default();
        let feed = read_feed(&page.bytes, &kind, Some(&page.final_link));
        let answer = match feed {
            Ok(feed) if !page.is_cut || !feed.items.is_empty() => {
                feed_response(feed, validators, page.is_cut)
            }
            _ if page.is_cut => {
                let host = page.final_link.site();
                return Err(FetchError::CutOff { host }.into());
            }
            feed => feed_response(feed?, validators, false),
        };
        // A permanent redirect counts only if its target is a feed. Otherwise a redirect to an error page would change
        // the address.
        Ok(Came {
            answer,
            moved: page.moved,
            is_private: Some(page.is_private),
        })
    }

    fn read_file(&self, path: &str) -> Result<Vec<u8>, FetchFailure> {
        if !self.options.has_files {
            let why = "reading feeds from files is not allowed; to allow it, set `files = true` in [refresh]";
            return Err(FetchFailure::of(why.to_owned()));
        }
        let most = u64::try_from(self.options.limits.bytes)
            .expect_or(u64::MAX, "a length has at most 64 bits");
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|file| {
            // Reading a device or a FIFO may never end.
            if !file.metadata()?.is_file() {
                return Err(std::io::Error::other("not a regular file"));
            }
            file.take(most.saturating_add(1)).read_to_end(&mut bytes)
        });
        match read {
            Ok(n) if n > self.options.limits.bytes => Err(FetchFailure::of(format!(
                "the file is larger than {} allows; raise that limit in the config (64 MB at most)",
                self.options.limits.setting
            ))),
            Ok(_) => Ok(bytes),
            Err(why) => Err(FetchFailure::of(format!("could not read the file: {why}"))),
        }
    }
}

/// Logs a failed feed by its number and host. Its full address may contain a secret.
fn log_refusal(due: &DueFeed, refusal: &FetchFailure) {
    let link = Link::parse(&due.subscription.address);
    let host = link.map_or_else(|| "no host".to_owned(), |link| link.site());
    tracing::warn!(feed = due.id.0, host, kind = refusal.kind, "feed failed");
}

/// Returns the response with a feed that was read. `is_cut`: the connection ended too soon.
fn feed_response(feed: Feed, validators: Validators, is_cut: bool) -> FeedResponse {
    let mut remarks = feed.remarks.clone();
    if is_cut {
        remarks.push(format!(
            "the server cut off the connection in the middle of the feed; read {}",
            count_with_noun(feed.items.len(), "item")
        ));
    }
    FeedResponse::Feed {
        remarks,
        feed: Box::new(feed),
        validators,
    }
}

/// Writes a feed that was fetched to subscribe to it: its title and its entries, with their pages if the subscription
/// asks for the full text.
///
/// # Errors
///
/// If the library cannot be written.
pub fn store_added_feed(
    library: &mut Library,
    id: FeedId,
    subscription: &Subscription,
    feed: Feed,
    page: &FetchedPage,
    options: &RefreshOptions,
) -> Result<IngestCounts, StoreError> {
    let now = Timestamp::now();
    let minutes = subscription.interval.unwrap_or(options.interval);
    let (etag, last_modified) = page.validators.clone();
    let validators = Validators {
        etag,
        last_modified,
    };
    let outcome = FeedOutcome {
        answer: feed_response(feed, validators, page.is_cut),
        due: schedule::due_after_success(now, minutes),
        moved: None,
    };
    let taken = library.ingest(id, &outcome, now)?;
    library.note_private(id, page.is_private)?;
    if subscription.is_full_text {
        let client = Client::new(options.limits);
        let cancel = CancelFlag::default();
        full_text::fetch_new_pages(library, &[(id, taken.n_new)], &client, options, &cancel)?;
    }
    library.checkpoint();
    Ok(taken)
}

/// Returns the request for a subscribed feed, with its headers and credentials.
///
/// # Errors
///
/// A sentence for the user, if the address is invalid or the credentials cannot be read.
pub fn build_request(subscription: &Subscription) -> Result<Request, String> {
    let link = Link::parse(&subscription.address);
    let mut request =
        Request::feed(link.ok_or("its address is not a web address (http or https)")?);
    if subscription.is_private_pages {
        request.reach = Reach::Everywhere;
    }
    request.headers.clone_from(&subscription.headers);
    if let Some(from) = &subscription.credentials {
        request.authorization = Some(credentials::authorization_header(from)?);
    }
    Ok(request)
}

/// A response from a server.
struct Came {
    answer: FeedResponse,
    moved: Option<Link>,
    is_private: Option<bool>,
}

/// The reason a fetch failed.
struct FetchFailure {
    /// Kind of the error, for the log: `why` may contain words of the server or the user.
    kind: &'static str,
    /// A sentence for the user.
    why: String,
    /// How long the server asked to wait.
    wait: Option<Duration>,
    /// True for status 429 (too many requests).
    is_too_many: bool,
    /// True for status 410 (gone).
    is_gone: bool,
}

impl FetchFailure {
    fn of(why: String) -> Self {
        Self {
            kind: "settings",
            why,
            wait: None,
            is_too_many: false,
            is_gone: false,
        }
    }
}

impl From<FetchError> for FetchFailure {
    fn from(error: FetchError) -> Self {
        let (status, wait) = match &error {
            FetchError::Busy { status, wait } => (*status, Some(*wait)),
            FetchError::Status { status } => (*status, None),
            _ => (0, None),
        };
        let why = match &error {
            FetchError::Status { status: 401 } => format!(
                "{error}; set where the name and password come from with `pullquote feeds --set FEED --credentials-command COMMAND`"
            ),
            FetchError::Status { status: 410 } => {
                "the server answered 410: the feed is gone for good".to_owned()
            }
            FetchError::Insecure { .. }
            | FetchError::Private { .. }
            | FetchError::NoAnswer { .. }
            | FetchError::NotHttp { .. }
            | FetchError::TooLong { .. } => error.advised(),
            error => error.to_string(),
        };
        Self {
            kind: error.kind(),
            why,
            wait,
            is_too_many: status == 429,
            is_gone: status == 410,
        }
    }
}

impl From<FeedError> for FetchFailure {
    fn from(error: FeedError) -> Self {
        Self {
            kind: "no feed",
            ..Self::of(error.to_string())
        }
    }
}
