//! `pullquote config`: writes the example config, prints the active settings, tells where the config stands.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use clap::{ArgMatches, Args, FromArgMatches, Subcommand as Subcommands};

use super::Subcommand;
use super::context::{Context, output};
use super::failure::{Outcome, Status, Usage, complain};
use super::input::refused;
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
    let refuse = |why: &io::Error| anyhow::anyhow!("{}: {}", path.display(), refused(why));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|why| refuse(&why))?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = match file {
        Ok(file) => file,
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {
            complain(format_args!(
                "{}: there is a config already; edit it, or move it away first",
                path.display()
            ));
            return Ok(Status::Partial);
        }
        Err(why) => return Err(refuse(&why)),
    };
    file.write_all(example().as_bytes())
        .map_err(|why| refuse(&why))?;
    print(&format!("wrote {}\n", path.display()))
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
