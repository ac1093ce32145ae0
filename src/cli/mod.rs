//! The command line: arguments, subcommands, output on standard output and standard error, file paths, environment.
//!
//! [`main`] parses the arguments, starts the log and calls the `run` function of the subcommand. Each subcommand is one
//! file (or folder) here and one entry of `COMMANDS`; help, completions, manual pages and tests walk that list. Without
//! a subcommand the program opens the reader (`read`), which belongs to `session`.
//!
//! This module never draws on the screen and never changes the state of the reader: commands must run from cron and in
//! pipes, where there is no terminal. Text that goes to a terminal passes through `output`, which escapes control
//! characters.
//!
//! Exit codes: 0 done, 1 some input failed, 2 invalid usage, 128 + N ended by signal N. A closed pipe is not a failure.
//!
//! Start reading at `COMMANDS`, then `context` (options and settings) and one short command, for example `export`.

mod action_names;
mod add;
mod annotate;
mod backup;
mod bundled_articles;
mod command_spec;
mod completions;
mod config;
mod context;
mod doctor;
mod entities;
mod entity;
mod entity_page_output;
mod entry;
mod entry_output;
mod eval;
mod exit_status;
mod export;
mod feeds;
mod figures;
mod finding_output;
mod gc;
mod global_options;
mod help;
mod import;
mod input;
mod keys;
mod library_access;
mod list;
mod log;
mod man;
mod mentions;
mod new_file;
mod output;
mod parallel;
mod paths;
mod query_error;
mod query_flags;
mod quotes;
mod read;
mod refresh;
mod restore;
mod rules;
mod save;
mod search;
mod tag_star_archive;
mod topics;
mod train;
mod view_files;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{ArgMatches, Args, FromArgMatches};

use crate::invariant::ExpectOr;
use crate::session::install_panic_hook;

use command_spec::CommandSpec;
use context::CommandContext;
use exit_status::{CommandResult, CommandStatus, exit_code};
use global_options::GlobalOptions;
use output::print_clap_error;

/// All subcommands, in the order in which the help lists them.
const COMMANDS: &[CommandSpec] = &[
    add::COMMAND,
    save::COMMAND,
    feeds::COMMAND,
    refresh::COMMAND,
    list::COMMAND,
    search::COMMAND,
    quotes::COMMAND,
    figures::COMMAND,
    entry::COMMAND,
    entities::COMMAND,
    entity::COMMAND,
    mentions::COMMAND,
    tag_star_archive::TAG,
    tag_star_archive::STAR,
    tag_star_archive::ARCHIVE,
    import::COMMAND,
    export::COMMAND,
    gc::COMMAND,
    backup::COMMAND,
    restore::COMMAND,
    doctor::COMMAND,
    annotate::COMMAND,
    rules::COMMAND,
    keys::COMMAND,
    config::COMMAND,
    eval::COMMAND,
    train::COMMAND,
    help::COMMAND,
    completions::COMMAND,
    man::COMMAND,
];

/// The subcommands that work without a readable config. All others report its errors, even if they need no setting.
const WITHOUT_CONFIG: &[&str] = &[
    config::COMMAND.name,
    doctor::COMMAND.name,
    rules::COMMAND.name,
    help::COMMAND.name,
    completions::COMMAND.name,
    man::COMMAND.name,
];

/// The arguments of the program without a subcommand.
#[derive(Args)]
struct RootArguments {
    #[command(flatten)]
    read: read::ReadArguments,
    #[command(flatten)]
    global: GlobalOptions,
}

/// Runs the program with the arguments of the process and returns its exit code.
pub fn main() -> ExitCode {
    let matches = match command_with_paths().try_get_matches_from(process_arguments()) {
        Ok(matches) => matches,
        Err(error) => {
            let code = u8::try_from(error.exit_code()).expect_or(2, "the parser exits with 0 or 2");
            print_clap_error(error);
            return ExitCode::from(code);
        }
    };
    install_panic_hook();
    exit_code(run_command(&matches))
}

/// Returns the arguments of the process, normalized by [`join_answers`].
#[expect(clippy::disallowed_methods, reason = "this module owns the arguments")]
fn process_arguments() -> Vec<OsString> {
    join_answers(std::env::args_os())
}

/// Joins `--full-text no` to `--full-text=no`.
///
/// The option's value is optional, so clap accepts it only after `=`: in `add --full-text URL`, the next argument is
/// the address of the feed. A following yes or no is joined here, because users write it that way.
fn join_answers(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut joined: Vec<OsString> = Vec::new();
    let mut is_over = false;
    for argument in arguments {
        let is_answer = ["yes", "no", "true", "false"]
            .iter()
            .any(|answer| argument == *answer);
        match joined.last_mut().filter(|last| *last == "--full-text") {
            Some(last) if is_answer && !is_over => {
                last.push("=");
                last.push(argument);
            }
            _ => {
                // After `--` every argument is positional, whatever it looks like.
                is_over = is_over || argument == "--";
                joined.push(argument);
            }
        }
    }
    joined
}

/// Returns clap's description of all commands, for parsing, help, completions and manual pages.
///
/// It does not depend on the machine, so that generated manual pages are the same everywhere.
fn build_command() -> clap::Command {
    let root = RootArguments::augment_args(clap::Command::new("pullquote"))
        .version(env!("CARGO_PKG_VERSION"))
        .about("Read news in the terminal, with names, quotes, figures and dates annotated")
        .after_help(AFTER_HELP)
        .disable_help_subcommand(true);
    COMMANDS.iter().fold(root, |root, subcommand| {
        let command = (subcommand.arguments)(clap::Command::new(subcommand.name));
        // A flattened struct of shared arguments would replace the command's help with its own doc comment.
        root.subcommand(command.about(subcommand.about).long_about(None))
    })
}

/// Returns [`build_command`] with this machine's file paths in the help.
fn command_with_paths() -> clap::Command {
    let places = paths::AppPaths::of(&GlobalOptions::default()).describe();
    build_command().after_help(format!("{AFTER_HELP}\n\n{places}"))
}

/// The notes at the end of `pullquote --help`.
const AFTER_HELP: &str = "\
Without inputs, the reader opens your library, or a few bundled articles while you have no feeds.
To open a file that has the name of a command, write ./NAME.

PULLQUOTE_LOG=debug logs more; PULLQUOTE_LOG=off turns the log off.

Exit codes: 0 done, 1 some input failed, 2 invalid usage, 128 + N ended by signal N.";

fn run_command(matches: &ArgMatches) -> CommandResult {
    let root = RootArguments::from_arg_matches(matches)?;
    let context = CommandContext::new(&root.global, build_command);
    let Some((name, inside)) = matches.subcommand() else {
        log::start_log(&context, "read");
        return read::run_reader(root.read, &context);
    };
    let subcommand = COMMANDS.iter().find(|subcommand| subcommand.name == name);
    log::start_log(&context, name);
    if !WITHOUT_CONFIG.contains(&name) {
        context.settings()?;
    }
    match subcommand {
        Some(subcommand) => (subcommand.run)(inside, &context),
        None => Ok(CommandStatus::Done),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{KeyMode, Keymap, PRESETS, format_keys, parse_keys};

    #[test]
    fn the_arguments_are_consistent() {
        build_command().debug_assert();
    }

    #[test]
    fn an_option_whose_value_may_be_missing_takes_no_address_for_it() {
        let check = |line: &str, expected: Option<bool>| {
            let words = line.split(' ').map(OsString::from);
            let matches = build_command().try_get_matches_from(join_answers(words));
            let matches = matches.unwrap_or_else(|error| panic!("{line}: {error}"));
            let (name, inside) = matches.subcommand().expect("a command");
            let is_full_text = inside.get_one::<bool>("full_text").copied();
            assert_eq!(is_full_text, expected, "{line}");
            if name == "add" {
                let mut addresses = inside.get_many::<String>("addresses").expect("addresses");
                let address = addresses.next().map(String::as_str);
                assert_eq!(address, Some("https://example.org/feed"), "{line}");
            }
        };
        check("pullquote add https://example.org/feed", None);
        for (option, is_on) in [
            ("--full-text", true),
            ("--full-text=yes", true),
            ("--full-text=no", false),
            ("--full-text yes", true),
            ("--full-text no", false),
        ] {
            check(
                &format!("pullquote add {option} https://example.org/feed"),
                Some(is_on),
            );
            check(
                &format!("pullquote add https://example.org/feed {option}"),
                Some(is_on),
            );
            check(&format!("pullquote feeds --set 3 {option}"), Some(is_on));
            check(&format!("pullquote feeds {option} --set 3"), Some(is_on));
        }
        check(
            "pullquote add --full-text --title no https://example.org/feed",
            Some(true),
        );
    }

    #[test]
    fn every_option_with_a_value_that_may_be_missing_takes_it_behind_an_equals_sign() {
        for subcommand in build_command().get_subcommands() {
            for argument in subcommand.get_arguments() {
                let n_values = argument.get_num_args().unwrap_or_default();
                let is_optional = n_values.min_values() == 0 && n_values.takes_values();
                let is_option = !argument.is_positional() && is_optional;
                assert!(
                    !is_option || argument.is_require_equals_set(),
                    "{} {}",
                    subcommand.get_name(),
                    argument.get_id()
                );
            }
        }
    }

    #[test]
    fn every_command_says_what_it_does() {
        for subcommand in COMMANDS {
            assert!(
                !subcommand.about.ends_with('.') && !subcommand.about.is_empty(),
                "{}",
                subcommand.name
            );
            let command = build_command();
            let shown = command.find_subcommand(subcommand.name).expect("a command");
            let about = shown.get_about().map(ToString::to_string);
            assert_eq!(about.as_deref(), Some(subcommand.about));
        }
    }

    #[test]
    fn every_preset_names_actions_that_the_reader_knows() {
        for (name, _) in PRESETS {
            let keymap = Keymap::preset(name).expect("a preset");
            for (_, keys, action) in keymap.bindings() {
                let word = action.split(' ').next().unwrap_or_default();
                assert!(
                    action_names::action_names().contains(&word),
                    "{name}: {} = {action}",
                    format_keys(keys)
                );
            }
        }
    }

    #[test]
    fn every_action_has_a_key_by_default() {
        let keymap = Keymap::preset("vim").expect("a preset");
        for action in action_names::action_names() {
            let is_bound = keymap.bindings().any(|(_, _, bound)| bound == action);
            assert!(is_bound, "{action}");
        }
    }

    /// Returns the rows of the README's key tables: the keys, and the actions that they are bound to.
    fn readme_keys() -> Vec<(Vec<&'static str>, Vec<&'static str>)> {
        let readme = include_str!("../../README.md");
        let table = readme.split("<!-- keys").nth(1).expect("a table of keys");
        let section = table.split("\n## ").next().expect("a section");
        let rows = section.lines().filter(|line| line.starts_with("| `"));
        rows.map(|row| {
            let mut cells = row.split('|').map(str::trim).skip(1);
            let keys = cells.next().unwrap_or_default();
            let named = cells.next().unwrap_or_default();
            let keys = keys.split(' ').map(|key| key.trim_matches('`'));
            (keys.collect(), named.split(", ").collect())
        })
        .collect()
    }

    #[test]
    fn the_keys_in_the_readme_are_those_of_the_default_map() {
        let keymap = Keymap::preset("vim").expect("a preset");
        assert!(!readme_keys().is_empty());
        for (keys, mut named) in readme_keys() {
            let bound = keys.iter().map(|written| {
                let keys = parse_keys(written).expect("keys");
                let found = keymap.resolve(KeyMode::Article, &keys).action;
                found.unwrap_or_else(|| panic!("{written} is not bound"))
            });
            let mut bound: Vec<_> = bound.collect();
            bound.sort_unstable();
            bound.dedup();
            named.sort_unstable();
            assert_eq!(bound, named, "{keys:?}");
        }
    }

    #[test]
    fn the_tables_name_every_kind_of_scoring() {
        let tables = include_str!("../../benches/README.md");
        for kind in crate::eval::KINDS {
            let command = format!("pullquote eval {} ", kind.name);
            assert!(tables.contains(&command), "{}", kind.name);
        }
    }
}
