//! Owns HTTP: fetches a page or feed, within limits of size, time and redirects.
//!
//! A [`Request`] goes to a [`Client`], which returns the raw bytes and headers. This module does not parse bodies,
//! which is the task of `article` and `feeds`, and stores nothing. It alone knows the network and enforces which
//! addresses may be reached ([`Reach`]). Start reading at [`Client::fetch`].

mod body;
mod cancel_flag;
mod client;
mod error;
mod limits;
mod message;
mod reach;
mod resolver;
mod tls;

pub use cancel_flag::CancelFlag;
pub use client::{Client, FetchResponse, Request, ResourceKind, ServerDates};
pub use error::FetchError;
pub use limits::{FEED_SETTING, FetchLimits, FetchedPage, PAGE_SETTING};
pub use reach::Reach;
pub use tls::TlsFault;

use crate::article::Link;

/// Returns the page at a link that the user typed; it may be at any address. Blocks until the page is complete or a
/// limit is reached, so call it on its own thread.
///
/// Proxies are taken from the environment (`HTTPS_PROXY`, `NO_PROXY` and so on).
///
/// # Errors
///
/// Fails like [`Client::fetch`].
pub fn fetch_page(link: &Link, limits: &FetchLimits) -> Result<FetchedPage, FetchError> {
    let mut request = Request::page(link.clone());
    request.reach = Reach::Everywhere;
    match Client::new(*limits).fetch(&request, &CancelFlag::default())? {
        FetchResponse::Page(page) => Ok(page),
        // The request had no validators, so a 304 is an error of the server.
        FetchResponse::Unchanged { .. } => Err(FetchError::Status { status: 304 }),
    }
}
