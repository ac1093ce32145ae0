//! The HTTP client: keeps connections open, follows redirects itself, and sends conditional requests.
//!
//! Redirects are followed here and not by the HTTP library, because each hop has to be checked against [`Reach`] and
//! the user's headers must not leave the original host.

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

use super::body::{BodyError, read_body, unpack_body};
use super::cancel_flag::CancelFlag;
use super::error::{self, FetchError};
use super::limits::{FetchLimits, FetchedPage, non_text_kind};
use super::reach::Reach;
use super::reach::{CheckedResolver, KnownHosts, is_private_literal};
use crate::article::read::parse_date;
use crate::article::{Link, PublicationDate};

/// The `User-Agent` for pages. Starts with `Mozilla/5.0` because many sites refuse agents that do not.
const PAGE_USER_AGENT: &str = concat!(
    "Mozilla/5.0 (compatible; pullquote/",
    env!("CARGO_PKG_VERSION"),
    ")"
);
/// The `User-Agent` for feeds, which are meant for programs.
const FEED_USER_AGENT: &str = concat!("pullquote/", env!("CARGO_PKG_VERSION"), " (feed reader)");
/// The `Accept` header for pages: preferred types first.
const PAGE_ACCEPT: &str = "text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.9, application/xml;q=0.8, */*;q=0.5";
/// The `Accept` header for feeds. Includes general XML and JSON types, because many servers label feeds with them.
const FEED_ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.6, */*;q=0.5";
/// The maximum delay accepted from `Retry-After`: a day. A wrong header must not silence a feed for longer.
const MAX_RETRY_AFTER: Duration = Duration::from_hours(24);
/// The maximum length of an `ETag` or `Last-Modified` value, in bytes. They are stored for each feed; longer ones are
/// dropped.
const MAX_VALIDATOR_BYTES: usize = 1000;

/// The kind of resource to fetch. It selects the request headers and the accepted content types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceKind {
    /// A page with text. Other content types are refused.
    Page,
    /// A feed, or a page that links to one.
    Feed,
}

/// A request to a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The kind of resource.
    pub wanted: ResourceKind,
    /// The address.
    pub link: Link,
    /// The addresses that the request and its redirects may reach.
    pub reach: Reach,
    /// The user's headers: name and value. Sent only to the host of `link`.
    pub headers: Vec<(String, String)>,
    /// The value of the `Authorization` header. Sent only to the host of `link`.
    pub authorization: Option<String>,
    /// The `ETag` and `Last-Modified` values of the previous response. They make the request conditional.
    pub validators: (Option<String>, Option<String>),
    /// The maximum time for connecting, the TLS handshake included. `None`: only the limit of the whole request.
    pub connect_time: Option<Duration>,
}

impl Request {
    /// Returns a request for a page, without headers or validators.
    pub fn page(link: Link) -> Self {
        Self {
            wanted: ResourceKind::Page,
            link,
            reach: Reach::default(),
            headers: Vec::new(),
            authorization: None,
            validators: (None, None),
            connect_time: None,
        }
    }

    /// Returns a request for a feed, without headers or validators.
    pub fn feed(link: Link) -> Self {
        Self {
            wanted: ResourceKind::Feed,
            ..Self::page(link)
        }
    }
}

/// The successful result of a fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchResponse {
    /// The resource has not changed since the previous response (status 304).
    Unchanged {
        /// The new address, if the server reports that the resource has moved permanently.
        moved: Option<Link>,
    },
    /// The resource.
    Page(FetchedPage),
}

/// The latest times in the `Date` headers of responses. They show whether this machine's clock is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerDates {
    /// The latest of all servers.
    pub of_all: Option<PublicationDate>,
    /// The latest of servers with public addresses. A server on this machine has this machine's clock.
    pub of_public: Option<PublicationDate>,
}

/// An HTTP client. Threads can share clones of it; connections are kept open for later requests.
#[derive(Clone)]
pub struct Client {
    /// The agent for links that may lead anywhere.
    agent: Agent,
    /// The agent for links that must not lead to private addresses. Its connections are separate, because an open
    /// connection was checked only when it was made.
    guarded: Agent,
    /// The hosts resolved so far, and whether their addresses are private.
    known: KnownHosts,
    limits: FetchLimits,
    /// The latest `Date` headers so far.
    latest: Arc<Mutex<ServerDates>>,
}

impl Client {
    /// Returns a client. The limits apply to each request.
    pub fn new(limits: FetchLimits) -> Self {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            // Redirects and error statuses are handled here, not in the library.
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

    /// Returns a client that shares the connections of this one but has other limits.
    #[must_use]
    pub fn with_limits(&self, limits: FetchLimits) -> Self {
        Self {
            limits,
            ..self.clone()
        }
    }

    /// Sends a request and follows redirects. Blocks until the response is complete or a limit is reached.
    /// Cancellation takes effect between two chunks of the body.
    ///
    /// # Errors
    ///
    /// Fails if the server cannot be reached, the response is not a success, a limit is exceeded, a redirect leads to
    /// a forbidden address, or the request was cancelled.
    #[expect(
        clippy::disallowed_methods,
        reason = "the time limit covers all redirects and is enforced in this module"
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
            self.note_date(response.headers(), &route.link);
            // Only the first hop decides whether the requested link itself is private.
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

    /// Returns the latest times in the `Date` headers of the responses so far.
    pub fn server_dates(&self) -> ServerDates {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records the `Date` header of a response from `link`.
    fn note_date(&self, headers: &HeaderMap, link: &Link) {
        let date = header_text(headers, &DATE).and_then(|date| parse_date(&date));
        let is_private = self.known.is_private(link);
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let later = |known: Option<PublicationDate>| {
            let is_later = date.map(|date| date.instant) > known.map(|known| known.instant);
            if is_later { date } else { known }
        };
        latest.of_all = later(latest.of_all);
        if !is_private {
            latest.of_public = later(latest.of_public);
        }
    }

    /// Sends one request, without following redirects.
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
            // A proxy resolves names itself, so that the resolver's check does not apply to private addresses in the
            // link.
            let host = route.link.host();
            return Err(FetchError::Private { host });
        } else {
            &self.guarded
        };
        let mut question = client
            .get(route.link.as_str())
            .config()
            .timeout_global(Some(left))
            .timeout_connect(request.connect_time)
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
        question.call().map_err(|why| match request.connect_time {
            Some(limit) if matches!(why, ureq::Error::Timeout(ureq::Timeout::Connect)) => {
                error::connect_timeout(&route.link, limit)
            }
            _ => error::translate_error(why, &route.link, &self.limits),
        })
    }

    /// Converts the final response of a redirect chain into the result.
    fn answer(
        &self,
        request: &Request,
        mut response: Response<Body>,
        route: RedirectChain,
        cancel: &CancelFlag,
    ) -> Result<FetchResponse, FetchError> {
        let status = response.status().as_u16();
        let is_asked = request.validators != (None, None);
        // Without validators a 304 is an error: there is no previous response to use.
        if status == 304 && is_asked {
            return Ok(FetchResponse::Unchanged { moved: route.moved });
        }
        // A part of the page is an answer to a request for a range only.
        if !response.status().is_success() || status == 206 {
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
        // Validators are stored with the subscribed address, so those of another address do not apply.
        let is_own = route.link == *route.moved.as_ref().unwrap_or(&request.link);
        let validators = if is_own {
            (short(&ETAG), short(&LAST_MODIFIED))
        } else {
            (None, None)
        };
        let encoding = text(&CONTENT_ENCODING);
        let (bytes, is_cut) =
            self.read_whole(&mut response, encoding.as_deref(), request, &route, cancel)?;
        // The next request must not be answered with "unchanged".
        let validators = if is_cut { (None, None) } else { validators };
        Ok(FetchResponse::Page(FetchedPage {
            bytes,
            is_cut,
            content_type,
            final_link: route.link,
            moved: route.moved,
            is_private: route.is_private,
            validators,
        }))
    }

    /// Returns the unpacked body of a response, and true if it ended too soon. The items of a feed that arrived are worth
    /// showing; a part of a page is not.
    fn read_whole(
        &self,
        response: &mut Response<Body>,
        encoding: Option<&str>,
        request: &Request,
        route: &RedirectChain,
        cancel: &CancelFlag,
    ) -> Result<(Vec<u8>, bool), FetchError> {
        let most = self.limits.bytes;
        let mut bytes = Vec::new();
        let body = response.body_mut().as_reader();
        let read = read_body(body, most, cancel, &mut bytes);
        let unpacked = unpack_body(encoding, most, cancel, &mut bytes);
        let why = match read.and(unpacked) {
            Ok(()) => return Ok((bytes, false)),
            Err(BodyError::TooLong) => FetchError::TooLong {
                bytes: most,
                setting: self.limits.setting,
            },
            Err(BodyError::Cancelled) => FetchError::Cancelled,
            Err(BodyError::Io(why)) => error::translate_body_error(why, &route.link, &self.limits),
        };
        let is_kept =
            request.wanted == ResourceKind::Feed && is_cut_short(&why) && !bytes.is_empty();
        if is_kept { Ok((bytes, true)) } else { Err(why) }
    }
}

/// True if a body ended too soon, or could not be decompressed to its end.
const fn is_cut_short(why: &FetchError) -> bool {
    matches!(
        why,
        FetchError::CutOff { .. }
            | FetchError::NoAnswer { .. }
            | FetchError::Protocol { .. }
            | FetchError::Unreachable { .. }
    )
}

/// The state of a chain of redirects.
struct RedirectChain {
    /// The current address.
    link: Link,
    /// All addresses so far, for detecting loops.
    seen: Vec<Link>,
    /// The target of the last permanent redirect before any temporary one.
    moved: Option<Link>,
    /// True while all redirects so far are permanent.
    is_permanent: bool,
    /// True if the requested link leads to a private address.
    is_private: bool,
    /// True if the current address may be private.
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

    /// Moves on to the target of a redirect.
    ///
    /// # Errors
    ///
    /// Fails if the target was visited before or if there are too many redirects.
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
        if self.seen.len() > most as usize {
            return Err(FetchError::TooManyRedirects { most });
        }
        self.is_permanent &= matches!(status, 301 | 308);
        if self.is_permanent {
            self.moved = Some(next.clone());
        }
        // Once the chain has reached a public address, it must not return to a private one.
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

/// Returns the target of a redirect, or `None` if the response is not a redirect or its target is not a web address.
fn redirect_target(response: &Response<Body>, from: &Link) -> Option<Link> {
    let status = response.status().as_u16();
    let is_redirect = matches!(status, 301 | 302 | 303 | 307 | 308);
    let target = response.headers().get(LOCATION).filter(|_| is_redirect)?;
    from.join(&String::from_utf8_lossy(target.as_bytes()))
}

/// Returns true if two links have the same scheme, host and port.
fn is_same_host(one: &Link, two: &Link) -> bool {
    let root = |link: &Link| link.join("/").map(|root| root.to_string());
    root(one) == root(two)
}

/// Adds the user's headers. Invalid ones are skipped.
fn insert_own_headers(headers: &mut HeaderMap, request: &Request) {
    for (name, value) in &request.headers {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
            headers.insert(name, value);
        }
    }
    insert_header(headers, AUTHORIZATION, request.authorization.as_deref());
}

/// Adds a header, if there is a value and it is valid.
fn insert_header(headers: &mut HeaderMap, name: HeaderName, value: Option<&str>) {
    if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
        headers.insert(name, value);
    }
}

/// Returns the value of a header, if it is printable ASCII.
fn header_text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.to_owned())
}

/// Returns the error for an unsuccessful status, with the delay that the server requests in `Retry-After`.
fn status_error(status: u16, headers: &HeaderMap) -> FetchError {
    let wait = header_text(headers, &RETRY_AFTER).and_then(|value| {
        let value = value.trim();
        if let Ok(seconds) = value.parse() {
            return Some(Duration::from_secs(seconds));
        }
        // Relative to the server's own clock, which may differ from this machine's.
        let until = parse_date(value)?.instant?;
        let now = parse_date(&header_text(headers, &DATE)?)?.instant?;
        Duration::try_from(until.duration_since(now)).ok()
    });
    match wait {
        // Only these statuses mean a temporary overload. On others, such as 404, a delay does not help.
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
