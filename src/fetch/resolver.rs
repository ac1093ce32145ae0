//! Looks up hosts within a time limit, also where no thread can be started.

use std::io;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Looks up a host on a thread of its own, so that the limit holds. The library's own resolver does the same, and panics
/// where there is no thread; this one then looks up on the calling thread, without a limit.
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
            // The receiver is gone if it took too long.
            let _ = sender.send(look_up(&host, &settings));
        });
        if started.is_err() {
            return look_up(uri, config);
        }
        match receiver.recv_timeout(*timeout.after) {
            Ok(found) => found,
            Err(RecvTimeoutError::Timeout) => Err(Error::Timeout(timeout.reason)),
            // The thread panicked: no address was found.
            Err(RecvTimeoutError::Disconnected) => Err(Error::HostNotFound),
        }
    }
}

/// Looks up on this thread, however long that takes.
fn look_up(uri: &Uri, config: &Config) -> Result<ResolvedSocketAddrs, Error> {
    DefaultResolver::default().resolve(uri, config, NextTimeout::default())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a look-up cannot be ended in any other way than by leaving its thread"
)]
fn start_thread(run: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new()
        .name("resolver".to_owned())
        .spawn(run)
        .map(drop)
}
