//! `pullquote save`: keeps articles that come from no feed, with their annotations.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use anyhow::anyhow;
use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::json;

use super::annotate::{FailedInput, InputFormat, InputReader};
use super::command_spec::CommandSpec;
use super::context::{CommandContext, current_time};
use super::exit_status::{CommandResult, CommandStatus, UsageError, print_error};
use super::input::printable_line;
use super::library_access::describe_store_error;
use super::output::locked_stdout;
use super::parallel::{JobEvent, core_count, run_in_order};
use crate::article::{Article, read};
use crate::config::Settings;
use crate::engine::Engine;
use crate::export::write_json_line;
use crate::feeds::Subscription;
use crate::session::ArticleSaver;
use crate::store::{Library, SaveOutcome, SavedArticle};
use crate::text::count_with_noun;

/// The folder for saved articles unless another is named.
const DEFAULT_FOLDER: &str = "Saved";

/// The maximum number of articles that are written in one transaction. A killed program loses the articles of at most
/// one batch.
const MAX_BATCH_ARTICLES: usize = 200;
const MAX_BATCH_BYTES: usize = 4 << 20;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "save",
    about: "Save articles that come from no feed: files, pages, or a corpus as JSON lines",
    arguments: define_arguments,
    run: run_save,
};

#[derive(Args)]
struct SaveArguments {
    /// Files, http(s) addresses, or - for standard input
    #[arg(value_name = "FILE|URL|-", required = true)]
    inputs: Vec<OsString>,
    /// The folder in the library
    #[arg(long, value_name = "FOLDER", default_value = DEFAULT_FOLDER)]
    folder: String,
    /// The format of the inputs. A JSON line has `text`, and may have `id`, `title`, `published`, `link`, `site` and
    /// `author`
    #[arg(long, default_value = "auto")]
    input_format: InputFormat,
    /// The publication date for articles without one
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// The number of threads that annotate
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Print a JSON line for each article
    #[arg(long)]
    json: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    SaveArguments::augment_args(command).after_help(
        "An article with the same id, else the same link, else the same text is the same entry: saving it again updates \
         it. To save a query, use `:save-query NAME` in the reader.",
    )
}

fn run_save(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = SaveArguments::from_arg_matches(matches)?;
    let folder = Subscription::clean_folder(&arguments.folder);
    if folder.is_empty() {
        let why = "the folder has no name; leave out --folder to save in \"Saved\"";
        return Err(UsageError(why.to_owned()).into());
    }
    let published = match arguments.published.as_deref() {
        None => None,
        Some(written) => Some(read::parse_date(written).ok_or_else(|| {
            UsageError(format!(
                "`{}` is not a date; write it as 2024-11-13",
                printable_line(written)
            ))
        })?),
    };
    let settings = context.settings()?;
    let engine = context.engine(&settings)?;
    let reader = InputReader {
        format: arguments.input_format,
        limits: settings.limits,
        published,
    };
    let mut batch = SaveBatch {
        library: context.library()?,
        folder,
        waiting: Vec::new(),
        n_waiting_bytes: 0,
        is_json: arguments.json,
        is_listed: arguments.json || arguments.input_format != InputFormat::Jsonl,
        counts: [0; 3],
        status: CommandStatus::Done,
    };
    let n_threads = arguments.threads.map_or_else(core_count, usize::from);
    let jobs = reader.jobs(note_likely_queries(arguments.inputs));
    let work = move |job| {
        let document = reader.read(job)?;
        let source_id = document.own_id();
        let annotations = engine.annotate(&document.article);
        Ok::<_, FailedInput>(SavedArticle {
            source_id,
            article: document.article,
            annotations: Some(annotations),
        })
    };
    run_in_order(jobs, n_threads, work, |step| batch.accept(step))?;
    batch.finish()
}

/// Returns the function that saves the article open in the reader; `None` if there is no path for the library.
pub(super) fn article_saver(context: &CommandContext, settings: &Settings) -> Option<ArticleSaver> {
    let path = context.library_path().ok()?;
    let rules = settings.rules.clone();
    Some(Arc::new(move |article: &Article| {
        let (engine, _) = Engine::new(&rules).map_err(|why| why.to_string())?;
        let saved = SavedArticle {
            source_id: None,
            article: article.clone(),
            annotations: Some(engine.annotate(article)),
        };
        let saved = [saved];
        let now = current_time();
        let save = || {
            let mut library = Library::open(&path)?;
            let outcomes = library.save_articles(DEFAULT_FOLDER, &saved, now)?;
            library.index_all(now)?;
            Ok(outcomes)
        };
        let outcomes = save()
            .map_err(|why| format!("Could not save the article: {}", describe_store_error(&why)))?;
        Ok(match outcomes.first() {
            Some(SaveOutcome::Unchanged(_)) => {
                format!("Already in the library, in {DEFAULT_FOLDER}")
            }
            Some(SaveOutcome::Updated(_)) => format!("Updated in the library, in {DEFAULT_FOLDER}"),
            Some(SaveOutcome::New(_)) | None => {
                format!("Saved in the library, in {DEFAULT_FOLDER}")
            }
        })
    }))
}

/// Reports an input that looks like a query and is not a file: in the reader, `save` saved a query in earlier versions.
#[expect(clippy::disallowed_methods, reason = "a file of that name is no query")]
fn note_likely_queries(inputs: Vec<OsString>) -> Vec<OsString> {
    for input in &inputs {
        let words = input.to_string_lossy();
        let is_query = words.contains(':') && !words.contains('/') && !Path::new(input).exists();
        if is_query {
            print_error(format_args!(
                "`save` keeps articles; to save the query `{}`, type `:save-query NAME` in the reader",
                printable_line(&words)
            ));
        }
    }
    inputs
}

/// Articles that will be saved in the next transaction.
struct SaveBatch {
    library: Library,
    folder: String,
    waiting: Vec<SavedArticle>,
    n_waiting_bytes: usize,
    is_json: bool,
    /// True if a line is printed for each article. Too much output for a large number of articles.
    is_listed: bool,
    /// The numbers of new, updated and unchanged articles.
    counts: [usize; 3],
    status: CommandStatus,
}

impl SaveBatch {
    /// Handles one event of [`run_in_order`].
    fn accept(&mut self, step: JobEvent<Result<SavedArticle, FailedInput>>) -> anyhow::Result<()> {
        match step {
            JobEvent::Idle => Ok(()),
            JobEvent::Done(Ok(saved)) => {
                self.n_waiting_bytes += saved.article.text().as_str().len();
                self.waiting.push(saved);
                let is_full = self.waiting.len() >= MAX_BATCH_ARTICLES
                    || self.n_waiting_bytes >= MAX_BATCH_BYTES;
                if is_full { self.write() } else { Ok(()) }
            }
            JobEvent::Done(Err((name, why))) => {
                self.report_failure(format_args!("{name}: {why}"));
                Ok(())
            }
            JobEvent::Lost => {
                self.report_failure(format_args!(
                    "an input crashed the annotator; please report this as a bug, with the text"
                ));
                Ok(())
            }
        }
    }

    fn report_failure(&mut self, line: std::fmt::Arguments<'_>) {
        print_error(line);
        self.status = CommandStatus::Partial;
    }

    /// Saves the waiting articles in one transaction, and makes them searchable.
    fn write(&mut self) -> anyhow::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let now = current_time();
        let failed = |why| anyhow!(describe_store_error(&why));
        let outcomes = self
            .library
            .save_articles(&self.folder, &self.waiting, now)
            .map_err(failed)?;
        self.library.index_all(now).map_err(failed)?;
        let mut out = locked_stdout();
        for (saved, outcome) in self.waiting.iter().zip(outcomes) {
            let (n, done) = match outcome {
                SaveOutcome::New(_) => (0, "new"),
                SaveOutcome::Updated(_) => (1, "updated"),
                SaveOutcome::Unchanged(_) => (2, "unchanged"),
            };
            if let Some(count) = self.counts.get_mut(n) {
                *count += 1;
            }
            let title = &saved.article.about.title;
            if self.is_json {
                let line = json!({
                    "entry": outcome.entry().0, "id": saved.source_id, "title": title, "outcome": done,
                });
                write_json_line(&line, &mut out)?;
            } else if self.is_listed {
                let id = outcome.entry().0;
                writeln!(out, "{id:>7} {done:<9}  {}", printable_line(title))?;
            }
        }
        out.flush()?;
        self.waiting.clear();
        self.n_waiting_bytes = 0;
        Ok(())
    }

    /// Writes the last batch and reports the numbers.
    fn finish(mut self) -> CommandResult {
        self.write()?;
        let [n_new, n_updated, n_unchanged] = self.counts;
        if !self.is_json && n_new + n_updated + n_unchanged > 0 {
            let line = format!(
                "{} in {}: {n_new} new, {n_updated} updated, {n_unchanged} unchanged",
                count_with_noun(n_new + n_updated + n_unchanged, "article"),
                printable_line(&self.folder)
            );
            if self.is_listed || !io::stdout().is_terminal() {
                print_error(line);
            } else {
                let mut out = locked_stdout();
                writeln!(out, "{line}")?;
                out.flush()?;
            }
        }
        Ok(self.status)
    }
}
