//! No subcommand: opens the reader on files, addresses, standard input, or the library that ships with the program.

use std::ffi::OsString;
use std::io::Write;

use clap::Args;

use super::context::{Context, output};
use super::failure::{Outcome, Status};

/// What is opened.
#[derive(Args)]
pub(super) struct Arguments {
    /// Files, http(s) addresses, or - for standard input
    #[arg(value_name = "FILE|URL|-")]
    inputs: Vec<OsString>,
}

/// Opens the inputs in the reader.
pub(super) fn run(arguments: &Arguments, _context: &Context) -> Outcome {
    let mut out = output();
    let n = arguments.inputs.len();
    writeln!(
        out,
        "The reader is not built yet; {n} inputs wait for it. Try `pullquote --help`."
    )?;
    out.flush()?;
    Ok(Status::Done)
}
