//! Signals: the end, and the shell's wish to stop us.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::run::Incoming;

/// Sends signals into the loop, from a thread of their own.
pub(super) fn listen(sender: Sender<Incoming>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP])?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                let incoming = match signal {
                    SIGTSTP => Incoming::Suspend,
                    signal => Incoming::Terminate(signal),
                };
                if sender.send(incoming).is_err() {
                    return;
                }
            }
        })?;
    Ok(())
}

/// Stops the program until the shell lets it go on.
pub(super) fn stop() -> io::Result<()> {
    emulate_default_handler(SIGTSTP)
}
