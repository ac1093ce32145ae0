//! No subcommand: opens the reader on files, addresses, standard input, or the library that ships with the program.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};

use anyhow::anyhow;
use clap::Args;

use super::annotate::print_text;
use super::context::{Context, output};
use super::failure::{Outcome, Status};
use super::library::LIBRARY;
use crate::article::read;

/// What is opened.
#[derive(Args)]
pub(super) struct Arguments {
    /// Files, http(s) addresses, or - for standard input
    #[arg(value_name = "FILE|URL|-")]
    inputs: Vec<OsString>,
}

/// Opens the inputs in the reader; prints them as text where the output is no terminal.
pub(super) fn run(arguments: Arguments, context: &Context) -> Outcome {
    let mut inputs = arguments.inputs;
    if inputs.is_empty() && !io::stdin().is_terminal() {
        inputs.push("-".into());
    }
    match (io::stdout().is_terminal(), inputs.is_empty()) {
        (false, true) => list(),
        (false, false) => print_text(inputs, context),
        (true, _) => open(&inputs),
    }
}

/// Prints the titles of the library that ships with the program.
fn list() -> Outcome {
    let mut out = output();
    for (_, content) in LIBRARY {
        let Ok(article) = read::markdown(content, None) else {
            continue;
        };
        let about = article.about;
        let date = about
            .published
            .map_or_else(String::new, |published| published.date.to_string());
        writeln!(out, "{date}  {}  {}", about.site, about.title)?;
    }
    out.flush()?;
    Ok(Status::Done)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the terminal is told by the environment"
)]
fn open(inputs: &[OsString]) -> Outcome {
    if env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Err(anyhow!(
            "this terminal is `dumb` and cannot show the reader; set TERM, or print the text with `pullquote FILE | cat`"
        ));
    }
    let n = inputs.len();
    let mut out = output();
    writeln!(out, "The reader is not built yet; {n} inputs wait for it.")?;
    out.flush()?;
    Ok(Status::Done)
}
