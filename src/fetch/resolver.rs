//! A host name resolver with a time limit that works even if no thread can be started.

use std::io;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Resolves a host on a separate thread, so that the time limit holds.
///
/// The resolver of `ureq` does the same but panics if no thread can be started. This one then resolves on the calling
/// thread, without a limit.
#[derive(Debug, Default)]
pub(super) struct TimedResolver;

impl Resolver for TimedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        if timeout.after.is_not_happening() {
            return look_up(uri, config);
        }
        let (sender, receiver) = sync_channel(1);
        let (host, settings) = (uri.clone(), config.clone());
        let started = start_thread(move || {
            // The send fails if the receiver timed out and is gone.
            let _ = sender.send(look_up(&host, &settings));
        });
        if started.is_err() {
            return look_up(uri, config);
        }
        match receiver.recv_timeout(*timeout.after) {
            Ok(found) => found,
            Err(RecvTimeoutError::Timeout) => Err(Error::Timeout(timeout.reason)),
            // The thread panicked.
            Err(RecvTimeoutError::Disconnected) => Err(Error::HostNotFound),
        }
    }
}

/// Resolves on the calling thread, without a time limit.
fn look_up(uri: &Uri, config: &Config) -> Result<ResolvedSocketAddrs, Error> {
    DefaultResolver::default().resolve(uri, config, NextTimeout::default())
}

/// Starts a detached thread.
#[expect(
    clippy::disallowed_methods,
    reason = "a blocking look-up can only be abandoned together with its thread"
)]
fn start_thread(run: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new()
        .name("resolver".to_owned())
        .spawn(run)
        .map(drop)
}
