//! `pullquote config`: writes the example config, prints the active settings, tells where the config stands.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::{ArgMatches, Args, FromArgMatches, Subcommand as Subcommands};

use super::Subcommand;
use super::context::Context;
use super::failure::{Outcome, Status, Usage, complain};
use super::input::printable;
use super::new_file::{Existing, refuse_write, write_file};
use super::output::output;
use crate::config::{Keymap, example};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "config",
    about: "Writes, shows or finds the config",
    arguments,
    run,
};

#[derive(Args)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Clone, Copy, Subcommands)]
enum What {
    /// Write a config with every setting, its default and a comment; never over one that is there
    Init,
    /// Print the active settings and keys
    View,
    /// Print where the config stands
    Path,
}

fn arguments(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command)
}

fn run(matches: &ArgMatches, context: &Context) -> Outcome {
    let arguments = Arguments::from_arg_matches(matches)?;
    match arguments.what {
        What::View => view(context),
        What::Init => init(place(context)?),
        What::Path => print(&format!("{}\n", place(context)?.display())),
    }
}

fn place(context: &Context) -> Result<&Path, Usage> {
    let place = context.places.config.as_deref();
    let text = "there is no home directory; name a config with --config FILE";
    place.ok_or_else(|| Usage(text.to_owned()))
}

#[expect(clippy::disallowed_methods, reason = "the config is written here")]
fn init(path: &Path) -> Outcome {
    let name = printable(&path.to_string_lossy());
    let refuse = |why: &io::Error| anyhow::anyhow!("{name}: {}", refuse_write(why));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|why| refuse(&why))?;
    }
    let written = write_file(path, Existing::Keep, |out| {
        out.write_all(example().as_bytes())
    });
    match written {
        Ok(()) => print(&format!("wrote {name}\n")),
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {
            complain(format_args!(
                "{name}: there is a config already; edit it, or move it away first"
            ));
            Ok(Status::Partial)
        }
        Err(why) => Err(refuse(&why)),
    }
}

fn view(context: &Context) -> Outcome {
    let settings = context.settings()?;
    let (keymap, notices) = Keymap::new(&settings.keys, &super::actions());
    notices.iter().for_each(complain);
    print(&format!("{}\n{}", settings.to_toml(), keymap.to_toml()))
}

fn print(text: &str) -> Outcome {
    let mut out = output();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Status::Done)
}
