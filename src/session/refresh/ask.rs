//! Asks for one feed, and makes of the answer what the library takes.

use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use jiff::Timestamp;

use super::{Options, credentials, schedule};
use crate::article::Link;
use crate::feeds::{NoFeed, Subscription, open};
use crate::fetch::{self, Cancel, Client, FetchError, Page, Request};
use crate::store::{Answer, Due, Outcome, Validators};

/// What asks, on each thread.
pub(super) struct Asker {
    client: Client,
    options: Options,
    cancel: Cancel,
}

/// What came of asking.
pub(super) struct Asked {
    pub(super) outcome: Outcome,
    /// For how long the host wants to be left alone, if it said so.
    pub(super) silence: Option<Duration>,
}

impl Asker {
    pub(super) fn new(client: Client, options: Options, cancel: Cancel) -> Self {
        Self {
            client,
            options,
            cancel,
        }
    }

    /// Asks for a feed. Nothing comes of it when somebody stops the work. A panic is a failure of this feed alone.
    pub(super) fn ask(&self, due: &Due) -> Option<Asked> {
        let asked = catch_unwind(AssertUnwindSafe(|| self.answer(due)));
        let asked = asked.unwrap_or_else(|_| {
            let why = "reading the feed broke down; please report it with its address";
            Err(Refusal::of(why.to_owned()))
        });
        if self.cancel.is_cancelled() {
            return None;
        }
        let now = Timestamp::now();
        let minutes = due.subscription.interval.unwrap_or(self.options.interval);
        Some(match asked {
            Ok((answer, moved)) => Asked {
                outcome: Outcome {
                    answer,
                    due: schedule::after_success(now, minutes),
                    moved: moved.map(|link| link.to_string()),
                },
                silence: None,
            },
            Err(refusal) => Asked {
                outcome: Outcome {
                    answer: Answer::Failed(refusal.why),
                    due: schedule::after_failure(now, minutes, due.n_failures, refusal.wait),
                    moved: None,
                },
                silence: refusal.wait,
            },
        })
    }

    /// Spares a host that asked to be left alone a moment ago.
    pub(super) fn spared(&self, due: &Due, wait: Duration) -> Asked {
        let minutes = due.subscription.interval.unwrap_or(self.options.interval);
        let why = "its host asked to be left alone for a while; it was not asked";
        Asked {
            outcome: Outcome {
                answer: Answer::Failed(why.to_owned()),
                due: schedule::after_failure(Timestamp::now(), minutes, 0, Some(wait)),
                moved: None,
            },
            silence: Some(wait),
        }
    }

    fn answer(&self, due: &Due) -> Result<(Answer, Option<Link>), Refusal> {
        let address = &due.subscription.address;
        let page = if let Some(path) = address.strip_prefix("file://") {
            return Ok((
                read(&self.file(path)?, "", None, Validators::default())?,
                None,
            ));
        } else {
            self.page(due)?
        };
        let Some(page) = page.page else {
            return Ok((Answer::Unchanged, page.moved));
        };
        let (etag, last_modified) = page.validators;
        let validators = Validators {
            etag,
            last_modified,
        };
        let kind = page.content_type.unwrap_or_default();
        let answer = read(&page.bytes, &kind, Some(&page.final_link), validators)?;
        // Only with a feed in hand: what moved to a page about something else did not move.
        Ok((answer, page.moved))
    }

    fn page(&self, due: &Due) -> Result<Found, Refusal> {
        let mut request = request_of(&due.subscription).map_err(Refusal::of)?;
        let validators = &due.validators;
        request.validators = (validators.etag.clone(), validators.last_modified.clone());
        match self.client.fetch(&request, &self.cancel)? {
            fetch::Answer::Unchanged { moved } => Ok(Found { page: None, moved }),
            fetch::Answer::Page(page) => Ok(Found {
                moved: page.moved.clone(),
                page: Some(page),
            }),
        }
    }

    fn file(&self, path: &str) -> Result<Vec<u8>, Refusal> {
        if !self.options.has_files {
            let why =
                "files are read only where the settings allow it: set `files = true` in [refresh]";
            return Err(Refusal::of(why.to_owned()));
        }
        let most = u64::try_from(self.options.limits.bytes).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|file| {
            // A device or a pipe may never end.
            if !file.metadata()?.is_file() {
                return Err(std::io::Error::other("it is no plain file"));
            }
            file.take(most.saturating_add(1)).read_to_end(&mut bytes)
        });
        match read {
            Ok(n) if n > self.options.limits.bytes => Err(Refusal::of(
                "the file is longer than the settings allow".to_owned(),
            )),
            Ok(_) => Ok(bytes),
            Err(why) => Err(Refusal::of(format!("the file cannot be read: {why}"))),
        }
    }
}

/// Returns the feed in an answer, for the library.
fn read(
    bytes: &[u8],
    kind: &str,
    address: Option<&Link>,
    validators: Validators,
) -> Result<Answer, Refusal> {
    let feed = open(bytes, kind, address)?;
    Ok(Answer::Feed {
        remarks: feed.remarks.clone(),
        feed: Box::new(feed),
        validators,
    })
}

/// Returns what asks for a subscribed feed, with its headers and credentials; or a sentence of why nothing can.
pub fn request_of(subscription: &Subscription) -> Result<Request, String> {
    let link = Link::parse(&subscription.address);
    let mut request = Request::feed(link.ok_or("its address is none of the web")?);
    request.headers.clone_from(&subscription.headers);
    if let Some(from) = &subscription.credentials {
        request.authorization = Some(credentials::authorization(from)?);
    }
    Ok(request)
}

struct Found {
    page: Option<Page>,
    moved: Option<Link>,
}

/// Why nothing of use came: a sentence for the user, and how long to wait if the server said so.
struct Refusal {
    why: String,
    wait: Option<Duration>,
}

impl Refusal {
    fn of(why: String) -> Self {
        Self { why, wait: None }
    }
}

impl From<FetchError> for Refusal {
    fn from(error: FetchError) -> Self {
        let wait = match &error {
            FetchError::Busy { wait, .. } => Some(*wait),
            _ => None,
        };
        Self {
            why: error.to_string(),
            wait,
        }
    }
}

impl From<NoFeed> for Refusal {
    fn from(error: NoFeed) -> Self {
        Self::of(error.to_string())
    }
}
