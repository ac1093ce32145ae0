//! Asks servers: one client keeps its connections, follows redirects itself, and asks whether something changed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ureq::http::header::{
    AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, DATE, ETAG, HeaderMap, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, LAST_MODIFIED, LOCATION, RETRY_AFTER,
};
use ureq::http::{HeaderName, HeaderValue, Response};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};

use super::body::{BodyError, read_body, unpack_zstd};
use super::reach::{CheckedResolver, KnownHosts, is_private_literal};
use super::{FetchError, FetchLimits, FetchedPage, Reach, error, non_text_kind};
use crate::article::read::parse_date;
use crate::article::{Link, PublicationDate};

/// What pullquote calls itself when it asks for a page; sites refuse what does not look like a browser's name at all.
const PAGE_USER_AGENT: &str = concat!(
    "Mozilla/5.0 (compatible; pullquote/",
    env!("CARGO_PKG_VERSION"),
    ")"
);
/// And for a feed, which is there for programs.
const FEED_USER_AGENT: &str = concat!("pullquote/", env!("CARGO_PKG_VERSION"), " (feed reader)");
/// What is asked for, the best first.
const PAGE_ACCEPT: &str = "text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.9, application/xml;q=0.8, */*;q=0.5";
const FEED_ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.6, */*;q=0.5";
/// The longest wait that a server may ask for: a day.
const MAX_RETRY_AFTER: Duration = Duration::from_hours(24);
/// The longest validator that is kept, in bytes.
const MAX_VALIDATOR_BYTES: usize = 1000;

/// Tells those that fetch to stop. Clones are the same flag.
#[derive(Clone, Debug, Default)]
pub struct CancelFlag(Arc<AtomicBool>);

impl CancelFlag {
    /// Asks to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Returns whether somebody asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceKind {
    /// A page of text.
    Page,
    /// A feed, or a page that names one.
    Feed,
}

/// A question to a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is asked for.
    pub wanted: ResourceKind,
    /// Where it is.
    pub link: Link,
    /// Which addresses it may reach.
    pub reach: Reach,
    /// Headers of the user's own; sent to this host alone.
    pub headers: Vec<(String, String)>,
    /// The value of `Authorization`; sent to this host alone.
    pub authorization: Option<String>,
    /// `ETag` and `Last-Modified` of the last time.
    pub validators: (Option<String>, Option<String>),
}

impl Request {
    /// Asks for a page.
    pub fn page(link: Link) -> Self {
        Self {
            wanted: ResourceKind::Page,
            link,
            reach: Reach::default(),
            headers: Vec::new(),
            authorization: None,
            validators: (None, None),
        }
    }

    /// Asks for a feed.
    pub fn feed(link: Link) -> Self {
        Self {
            wanted: ResourceKind::Feed,
            ..Self::page(link)
        }
    }
}

/// What a server answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchResponse {
    /// Nothing changed.
    Unchanged {
        /// Where it stands from now on, if the server says that it moved for good.
        moved: Option<Link>,
    },
    /// This.
    Page(FetchedPage),
}

/// Asks servers. It may be shared by threads; connections are kept open for the next question.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    /// The same for links that may not lead to private addresses. Their connections are apart: one that is kept open
    /// was checked when it was made.
    guarded: Agent,
    known: KnownHosts,
    limits: FetchLimits,
    latest: Arc<Mutex<Option<PublicationDate>>>,
}

impl Client {
    /// Returns a client with these limits for each question.
    pub fn new(limits: FetchLimits) -> Self {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .max_idle_connections_per_host(4)
            .max_idle_connections(32)
            .tls_config(tls)
            .build();
        let known = KnownHosts::default();
        let agent = |is_guarded| {
            let resolver = CheckedResolver::new(known.clone(), is_guarded);
            Agent::with_parts(config.clone(), DefaultConnector::default(), resolver)
        };
        Self {
            agent: agent(false),
            guarded: agent(true),
            known: known.clone(),
            limits,
            latest: Arc::default(),
        }
    }

    /// Returns the same client, with its connections, for questions within other limits.
    #[must_use]
    pub fn with_limits(&self, limits: FetchLimits) -> Self {
        Self {
            limits,
            ..self.clone()
        }
    }

    /// Asks, and follows redirects. Blocks until the answer is there, a limit is reached, or, between two pieces of the
    /// answer, somebody asks to stop.
    #[expect(
        clippy::disallowed_methods,
        reason = "the limit of time counts over all redirects, and is this module's"
    )]
    pub fn fetch(
        &self,
        request: &Request,
        cancel: &CancelFlag,
    ) -> Result<FetchResponse, FetchError> {
        let begun = Instant::now();
        let mut route = RedirectChain::new(request.link.clone(), &request.reach);
        loop {
            if cancel.is_cancelled() {
                return Err(FetchError::Cancelled);
            }
            let left = self.limits.time.checked_sub(begun.elapsed());
            let left = left.filter(|left| !left.is_zero());
            let left = left.ok_or(FetchError::TimedOut {
                limit: self.limits.time,
            })?;
            let response = self.ask(request, &route, left)?;
            self.note_date(response.headers());
            if route.seen.len() == 1 {
                route.is_private = self.known.is_private(&route.link);
            }
            if let Some(next) = redirect_target(&response, &route.link) {
                route.follow(
                    next,
                    response.status().as_u16(),
                    self.limits.redirects,
                    &request.reach,
                )?;
                continue;
            }
            return self.answer(request, response, route, cancel);
        }
    }

    /// Returns the latest time by the clocks of the servers that answered; nothing where none said it.
    pub fn latest_date(&self) -> Option<PublicationDate> {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note_date(&self, headers: &HeaderMap) {
        let date = header_text(headers, &DATE).and_then(|date| parse_date(&date));
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if date.map(|date| date.instant) > latest.map(|latest| latest.instant) {
            *latest = date;
        }
    }

    fn ask(
        &self,
        request: &Request,
        route: &RedirectChain,
        left: Duration,
    ) -> Result<Response<Body>, FetchError> {
        let (agent, kinds) = match request.wanted {
            ResourceKind::Page => (PAGE_USER_AGENT, PAGE_ACCEPT),
            ResourceKind::Feed => (FEED_USER_AGENT, FEED_ACCEPT),
        };
        let client = if route.is_open {
            &self.agent
        } else if is_private_literal(&route.link.host()) {
            // Through a proxy nothing is resolved here.
            let host = route.link.host();
            return Err(FetchError::Private { host });
        } else {
            &self.guarded
        };
        let mut question = client
            .get(route.link.as_str())
            .config()
            .timeout_global(Some(left))
            .build()
            .header("accept", kinds)
            .header("user-agent", agent);
        if let Some(headers) = question.headers_mut() {
            if is_same_host(&route.link, &request.link) {
                insert_own_headers(headers, request);
            }
            if route.link == request.link {
                let (etag, last_modified) = &request.validators;
                insert_header(headers, IF_NONE_MATCH, etag.as_deref());
                insert_header(headers, IF_MODIFIED_SINCE, last_modified.as_deref());
            }
        }
        question
            .call()
            .map_err(|why| error::translate_error(why, &route.link, &self.limits))
    }

    fn answer(
        &self,
        request: &Request,
        mut response: Response<Body>,
        route: RedirectChain,
        cancel: &CancelFlag,
    ) -> Result<FetchResponse, FetchError> {
        let status = response.status().as_u16();
        let is_asked = request.validators != (None, None);
        if status == 304 && is_asked {
            return Ok(FetchResponse::Unchanged { moved: route.moved });
        }
        if !response.status().is_success() {
            return Err(status_error(status, response.headers()));
        }
        let text = |name: &HeaderName| header_text(response.headers(), name);
        let content_type = text(&CONTENT_TYPE);
        if request.wanted == ResourceKind::Page
            && let Some(what) = content_type.as_deref().and_then(non_text_kind)
        {
            return Err(FetchError::NotText { what });
        }
        let short = |name| text(name).filter(|value| value.len() <= MAX_VALIDATOR_BYTES);
        // What another address gave says nothing of this one.
        let is_own = route.link == *route.moved.as_ref().unwrap_or(&request.link);
        let validators = if is_own {
            (short(&ETAG), short(&LAST_MODIFIED))
        } else {
            (None, None)
        };
        let is_zstd = text(&CONTENT_ENCODING).is_some_and(|how| how.trim() == "zstd");
        let failed = |why| match why {
            BodyError::TooLong => FetchError::TooLong {
                bytes: self.limits.bytes,
                setting: self.limits.setting,
            },
            BodyError::Cancelled => FetchError::Cancelled,
            BodyError::Io(why) => error::translate_error(why.into(), &route.link, &self.limits),
        };
        let most = self.limits.bytes;
        let body = response.body_mut().as_reader();
        let mut bytes = read_body(body, most, cancel).map_err(failed)?;
        if is_zstd {
            bytes = unpack_zstd(&bytes, most, cancel).map_err(failed)?;
        }
        Ok(FetchResponse::Page(FetchedPage {
            bytes,
            content_type,
            final_link: route.link,
            moved: route.moved,
            is_private: route.is_private,
            validators,
        }))
    }
}

/// The way that redirects lead.
struct RedirectChain {
    link: Link,
    seen: Vec<Link>,
    moved: Option<Link>,
    is_permanent: bool,
    /// Whether the link that was asked for leads to a private address.
    is_private: bool,
    /// Whether the next step may lead to a private address.
    is_open: bool,
}

impl RedirectChain {
    fn new(link: Link, reach: &Reach) -> Self {
        Self {
            seen: vec![link.clone()],
            is_private: false,
            is_open: match reach {
                Reach::Everywhere | Reach::Subscribed => true,
                Reach::Public { host } => host.as_ref() == Some(&link.host()),
            },
            link,
            moved: None,
            is_permanent: true,
        }
    }

    fn follow(
        &mut self,
        next: Link,
        status: u16,
        most: u32,
        reach: &Reach,
    ) -> Result<(), FetchError> {
        if self.seen.contains(&next) {
            return Err(FetchError::RedirectLoop);
        }
        if self.seen.len() > usize::try_from(most).unwrap_or(usize::MAX) {
            return Err(FetchError::TooManyRedirects { most });
        }
        self.is_permanent &= matches!(status, 301 | 308);
        if self.is_permanent {
            self.moved = Some(next.clone());
        }
        // From a public address no way leads back to a private one.
        self.is_open &= match reach {
            Reach::Everywhere => true,
            Reach::Subscribed => self.is_private,
            Reach::Public { host } => host.as_ref() == Some(&next.host()),
        };
        self.seen.push(next.clone());
        self.link = next;
        Ok(())
    }
}

/// Returns where an answer leads to, if it is a redirect to the web.
fn redirect_target(response: &Response<Body>, from: &Link) -> Option<Link> {
    let status = response.status().as_u16();
    let is_redirect = matches!(status, 301 | 302 | 303 | 307 | 308);
    let target = response.headers().get(LOCATION).filter(|_| is_redirect)?;
    from.join(&String::from_utf8_lossy(target.as_bytes()))
}

/// Returns whether two links lead to the same host, by the same scheme and port.
fn is_same_host(one: &Link, two: &Link) -> bool {
    let root = |link: &Link| link.join("/").map(|root| root.to_string());
    root(one) == root(two)
}

fn insert_own_headers(headers: &mut HeaderMap, request: &Request) {
    for (name, value) in &request.headers {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
            headers.insert(name, value);
        }
    }
    insert_header(headers, AUTHORIZATION, request.authorization.as_deref());
}

fn insert_header(headers: &mut HeaderMap, name: HeaderName, value: Option<&str>) {
    if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
        headers.insert(name, value);
    }
}

fn header_text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.to_owned())
}

/// Returns the refusal that a status means, with the wait that the server asks for.
fn status_error(status: u16, headers: &HeaderMap) -> FetchError {
    let wait = header_text(headers, &RETRY_AFTER).and_then(|value| {
        let value = value.trim();
        if let Ok(seconds) = value.parse() {
            return Some(Duration::from_secs(seconds));
        }
        // By the server's own clock, which may differ from ours.
        let until = parse_date(value)?.instant?;
        let now = parse_date(&header_text(headers, &DATE)?)?.instant?;
        Duration::try_from(until.duration_since(now)).ok()
    });
    match wait {
        Some(wait) if matches!(status, 429 | 500..) => FetchError::Busy {
            status,
            wait: wait.min(MAX_RETRY_AFTER),
        },
        _ => FetchError::Status { status },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_redirect(reach: &Reach, is_private: bool, way: &[&str], expected: &[bool]) {
        let link = |written: &&str| Link::parse(written).expect("a link");
        let mut route = RedirectChain::new(link(&way[0]), reach);
        let mut is_open = vec![route.is_open];
        route.is_private = is_private;
        for next in way.iter().skip(1) {
            route.follow(link(next), 302, 9, reach).expect("a step");
            is_open.push(route.is_open);
        }
        assert_eq!(is_open, expected, "{reach:?}");
    }

    #[test]
    fn no_way_leads_from_a_public_address_into_the_users_network() {
        let way = [
            "http://a.example/",
            "http://b.example/",
            "http://a.example/x",
        ];
        check_redirect(&Reach::Everywhere, false, &way, &[true, true, true]);
        check_redirect(&Reach::Subscribed, false, &way, &[true, false, false]);
        check_redirect(&Reach::Subscribed, true, &way, &[true, true, true]);
        let host = Some("a.example".to_owned());
        check_redirect(&Reach::Public { host }, true, &way, &[true, false, false]);
        let host = Some("a.example".to_owned());
        check_redirect(
            &Reach::Public { host },
            true,
            &[way[0], way[2]],
            &[true, true],
        );
        check_redirect(
            &Reach::Public { host: None },
            true,
            &way,
            &[false, false, false],
        );
    }
}
