//! `pullquote doctor`: checks config, library, disk, terminal and log, and suggests how to fix what it finds.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::{env, fs};

use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus};
use super::input::printable_line;
use super::library_access::describe_store_error;
use super::log::examine_log;
use super::output::locked_stdout;
use crate::export::write_json_line;
use crate::session;
use crate::store::{Library, LibrarySize, ReadingOnly};
use crate::text::count_with_noun;

/// Free space below this number of bytes gets a warning. It is about the size of a library of 20,000 articles.
const MIN_FREE_BYTES: u64 = 200 * BYTES_PER_MB;
/// Bytes in a megabyte, the unit of sizes in messages.
const BYTES_PER_MB: u64 = 1_000_000;

/// From this size in bytes on, the report suggests how to make the library smaller. It is the size of about 50,000
/// articles.
const MIN_LARGE_BYTES: u64 = 500 * BYTES_PER_MB;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "doctor",
    about: "Check config, library, disk, terminal and log; exits with 1 if something is broken",
    arguments: define_arguments,
    run: run_doctor,
};

#[derive(Args)]
struct DoctorArguments {
    /// Print the results as JSON
    #[arg(long)]
    json: bool,
}

/// The result of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Nothing is wrong.
    Pass,
    /// Something may need the user's attention, but the program works.
    Warn,
    /// Something is broken; the exit code is 1.
    Fail,
}

impl Verdict {
    /// Returns the word that is printed. Scripts parse it, and its lower-case form in JSON.
    const fn name(self) -> &'static str {
        match self {
            Self::Pass => "PASS",
            Self::Warn => "WARN",
            Self::Fail => "FAIL",
        }
    }
}

/// One line of the report.
struct DoctorLine {
    verdict: Verdict,
    /// The name of the check.
    what: &'static str,
    /// The details, on one line without control characters.
    text: String,
}

impl DoctorLine {
    fn new(verdict: Verdict, what: &'static str, text: impl Into<String>) -> Self {
        let text = printable_line(&text.into());
        Self {
            verdict,
            what,
            text,
        }
    }
}

fn define_arguments(command: clap::Command) -> clap::Command {
    DoctorArguments::augment_args(command)
}

fn run_doctor(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = DoctorArguments::from_arg_matches(matches)?;
    let path = context.library_path()?;
    let mut lines = check_config(context);
    lines.extend(check_library(&path));
    lines.push(check_free_space(&path));
    lines.extend(check_watch(&path));
    lines.push(check_terminal());
    lines.extend(check_log(context));
    let mut out = locked_stdout();
    if arguments.json {
        let lines = lines.iter().map(|line| {
            let verdict = line.verdict.name().to_lowercase();
            json!({"check": line.what, "verdict": verdict, "text": line.text})
        });
        let lines: Vec<_> = lines.collect();
        write_json_line(&lines, &mut out)?;
    } else {
        for line in &lines {
            writeln!(
                out,
                "{}  {:<16} {}",
                line.verdict.name(),
                line.what,
                line.text
            )?;
        }
    }
    out.flush()?;
    let is_broken = lines.iter().any(|line| line.verdict == Verdict::Fail);
    Ok(if is_broken {
        CommandStatus::Partial
    } else {
        CommandStatus::Done
    })
}

/// Checks that the config can be read and has no errors.
fn check_config(context: &CommandContext) -> Vec<DoctorLine> {
    let what = "config";
    let path = context
        .places
        .config
        .as_deref()
        .unwrap_or(Path::new("no home directory"));
    match context.read_settings() {
        Err(why) => vec![DoctorLine::new(Verdict::Fail, what, why.to_string())],
        Ok((_, notices)) if notices.is_empty() => {
            vec![DoctorLine::new(
                Verdict::Pass,
                what,
                path.display().to_string(),
            )]
        }
        Ok((_, notices)) => {
            let lines = notices.into_iter();
            lines
                .map(|notice| DoctorLine::new(Verdict::Warn, what, notice))
                .collect()
        }
    }
}

/// Checks the library: that it opens, and that its contents are consistent. A missing library is not created.
#[expect(clippy::disallowed_methods, reason = "checks whether the file exists")]
fn check_library(path: &Path) -> Vec<DoctorLine> {
    let name = path.display();
    if !path.exists() {
        let text = format!("{name}: no library yet; `pullquote add URL` creates it");
        return vec![DoctorLine::new(Verdict::Warn, "library", text)];
    }
    let opened = Library::open(path).or_else(|_| Library::open_reading(path));
    let checked = opened.and_then(|library| {
        let limit = library.reading_only().map(ReadingOnly::notice);
        let integrity = library.check_integrity()?;
        Ok((library.totals()?, library.size()?, integrity, limit))
    });
    let (totals, size, findings, limit) = match checked {
        Ok(checked) => checked,
        Err(why) => {
            return vec![DoctorLine::new(
                Verdict::Fail,
                "library",
                format!("{name}: {}", describe_store_error(&why)),
            )];
        }
    };
    let text = format!(
        "{name}: {}, {} unread",
        count_with_noun(totals.n_entries, "entry"),
        totals.n_unread
    );
    let mut lines = vec![match limit {
        None => DoctorLine::new(Verdict::Pass, "library", text),
        Some(limit) => DoctorLine::new(Verdict::Warn, "library", format!("{text}. {limit}")),
    }];
    lines.push(report_size(size));
    for finding in findings {
        let [first, rest @ ..] = finding.faults.as_slice() else {
            lines.push(DoctorLine::new(Verdict::Pass, finding.what, "ok"));
            continue;
        };
        let more = if rest.is_empty() {
            String::new()
        } else {
            format!(", and {} more", rest.len())
        };
        let text = format!(
            "{first}{more}; copy the library file first, then restore a backup with `pullquote restore FILE`"
        );
        lines.push(DoctorLine::new(Verdict::Fail, finding.what, text));
    }
    lines
}

/// Returns the line about the size of the library. Everything is kept by default, so for a large library the line names
/// the commands that make it smaller.
fn report_size(size: LibrarySize) -> DoctorLine {
    let n_mb = size.n_bytes.div_ceil(BYTES_PER_MB);
    let n_empty_mb = size.n_empty_bytes / BYTES_PER_MB;
    let mut text = format!("{n_mb} MB");
    if size.n_bytes >= MIN_LARGE_BYTES {
        text.push_str("; `pullquote gc --days 365` deletes entries that left their feed a year ago, but none that is starred, tagged or archived");
    }
    // Below a tenth, returning free space to the disk is not worth the copy.
    if n_empty_mb > 0 && size.n_empty_bytes >= size.n_bytes / 10 {
        let hint = format!(
            "; {n_empty_mb} MB of it are free, and `pullquote gc --vacuum` returns them to the disk"
        );
        text.push_str(&hint);
    }
    DoctorLine::new(Verdict::Pass, "size", text)
}

/// Checks the free space and the permissions of the library's folder, or of the nearest existing folder above it.
#[expect(
    clippy::disallowed_methods,
    reason = "checks whether the folder exists"
)]
fn check_free_space(path: &Path) -> DoctorLine {
    let what = "disk";
    let folder = path.ancestors().skip(1).find(|folder| folder.is_dir());
    let Some(folder) = folder else {
        return DoctorLine::new(Verdict::Warn, what, "the library's folder does not exist");
    };
    let is_writable = fs::metadata(folder).is_ok_and(|about| !about.permissions().readonly());
    let free =
        rustix::fs::statvfs(folder).map(|about| about.f_bavail.saturating_mul(about.f_frsize));
    match free {
        Err(why) => DoctorLine::new(Verdict::Warn, what, format!("{}: {why}", folder.display())),
        Ok(_) if !is_writable => DoctorLine::new(
            Verdict::Fail,
            what,
            format!(
                "{} is not writable; check its owner and permissions",
                folder.display()
            ),
        ),
        Ok(free) => report_free_space(free, folder),
    }
}

/// Returns the line about the free space in a folder.
fn report_free_space(n_bytes: u64, folder: &Path) -> DoctorLine {
    let verdict = if n_bytes < MIN_FREE_BYTES {
        Verdict::Warn
    } else {
        Verdict::Pass
    };
    let n_mb = n_bytes / BYTES_PER_MB;
    DoctorLine::new(
        verdict,
        "disk",
        format!("{n_mb} MB free in {}", folder.display()),
    )
}

/// Checks that the log can be written, and lists the last errors in it.
fn check_log(context: &CommandContext) -> Vec<DoctorLine> {
    let report = examine_log(context);
    let verdict = if report.is_sound {
        Verdict::Pass
    } else {
        Verdict::Warn
    };
    let errors = report.errors.into_iter();
    let errors = errors.map(|error| DoctorLine::new(Verdict::Warn, "log error", error));
    let mut lines = vec![DoctorLine::new(verdict, "log", report.state)];
    lines.extend(errors);
    lines
}

/// Checks that the reader is notified when other programs change the library. `None` if there is no library yet.
#[expect(clippy::disallowed_methods, reason = "checks whether the file exists")]
fn check_watch(path: &Path) -> Option<DoctorLine> {
    let fault = path.exists().then(|| session::find_watch_fault(path))?;
    Some(match fault {
        None => DoctorLine::new(
            Verdict::Pass,
            "watch",
            "the reader sees changes by other programs",
        ),
        Some(why) => DoctorLine::new(
            Verdict::Warn,
            "watch",
            format!("the reader does not see changes by other programs: {why}"),
        ),
    })
}

/// Checks that the terminal can show the reader, and reports its colours.
#[expect(
    clippy::disallowed_methods,
    reason = "the type of the terminal is in the environment"
)]
fn check_terminal() -> DoctorLine {
    let what = "terminal";
    let named = env::var("TERM").unwrap_or_default();
    if named.is_empty() || named == "dumb" {
        let text =
            "TERM is not set or is `dumb`: articles can be printed, but the reader cannot start";
        return DoctorLine::new(Verdict::Warn, what, text);
    }
    if !io::stdout().is_terminal() {
        return DoctorLine::new(
            Verdict::Pass,
            what,
            format!("{named}; the output is not a terminal"),
        );
    }
    let colours = match supports_color::on(supports_color::Stream::Stdout) {
        Some(level) if level.has_16m => "all colours",
        Some(level) if level.has_256 => "256 colours",
        Some(_) => "16 colours",
        None => "no colours",
    };
    DoctorLine::new(Verdict::Pass, what, format!("{named}, {colours}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_space_is_in_megabytes_of_a_million_bytes() {
        let check = |n_bytes, verdict, text: &str| {
            let line = report_free_space(n_bytes, Path::new("/data"));
            assert_eq!((line.verdict, line.text.as_str()), (verdict, text));
        };
        check(199_999_999, Verdict::Warn, "199 MB free in /data");
        check(200_000_000, Verdict::Pass, "200 MB free in /data");
        check(5_000_000_000, Verdict::Pass, "5000 MB free in /data");
    }

    #[test]
    fn the_size_of_a_large_library_comes_with_a_remedy() {
        let text = |n_bytes, n_empty_bytes| {
            report_size(LibrarySize {
                n_bytes,
                n_empty_bytes,
            })
            .text
        };
        assert_eq!(text(400_000, 0), "1 MB");
        assert_eq!(text(499_000_000, 1_000_000), "499 MB");
        assert!(text(500_000_000, 0).contains("`pullquote gc --days 365`"));
        assert!(text(90_000_000, 20_000_000).contains("20 MB of it are free"));
    }
}
