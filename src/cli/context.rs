//! What every command knows: the options that all of them take, and where output goes.

use std::io::{self, BufWriter, StdoutLock};
use std::path::PathBuf;

use clap::Args;

/// Options that every command takes.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Global {
    /// Read the settings from FILE
    #[arg(long, value_name = "FILE", global = true, env = "PULLQUOTE_CONFIG")]
    pub(super) config: Option<PathBuf>,
    /// Keep the library in DIR
    #[arg(long, value_name = "DIR", global = true, env = "PULLQUOTE_DATA_DIR")]
    pub(super) data_dir: Option<PathBuf>,
}

/// What every command knows.
pub(super) struct Context {
    /// The options that all commands take.
    #[expect(dead_code, reason = "the settings are read next")]
    pub(super) global: Global,
}

impl Context {
    /// Returns the context of these options.
    pub(super) fn new(global: Global) -> Self {
        Self { global }
    }
}

/// Returns standard output, locked and buffered. Flush it before the command ends, so that a failure is seen.
pub(super) fn output() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}
