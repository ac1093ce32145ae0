//! `pullquote annotate`: a filter from articles to annotations. It streams, works on several threads, and keeps the
//! order of its inputs.
//!
//! `jobs` splits the inputs into jobs, `input_reader` reads the article of a job, [`AnnotationPipeline`] annotates and
//! renders it on a worker thread, and [`OutputSink`] writes the results in order to standard output or, with
//! `output_folder`, to a file per article.

mod input_reader;
mod jobs;
mod output_folder;

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args, FromArgMatches};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus, UsageError, print_error};
use super::input::{InputSource, printable_line};
use super::new_file::{Existing, InputFiles};
use super::output::locked_stdout;
use super::parallel::{JobEvent, core_count, run_in_order};
use crate::annotation::Annotations;
use crate::article::{Article, PublicationDate, read};
use crate::engine::Engine;
use crate::export::{ExportFormat, FORMATS, find_format, write_explanation, write_text};
use crate::layout::Cells;

use input_reader::{ArticleName, NamedArticle};
use output_folder::OutputFolder;

pub(super) use input_reader::{FailedInput, InputReader, fetch_limits};
pub(super) use jobs::{InputFormat, InputJob};

/// The name of the format that wraps the text into lines and prints no annotations.
const TEXT_FORMAT: &str = "text";

/// The output format if none is given.
const DEFAULT_FORMAT: &str = "json";

/// The formats that can contain explanations.
const EXPLAINED_FORMATS: &[&str] = &[TEXT_FORMAT, DEFAULT_FORMAT, "jsonl"];

/// Texts up to this many bytes are rendered in advance by the worker thread. Output can be 75 times as large as the
/// text, so the output of a longer text is streamed when its turn comes; only its annotations wait in memory.
const MAX_AHEAD_BYTES: u32 = 64 * 1024;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "annotate",
    about: "Print the annotations of articles as data",
    arguments: define_arguments,
    run: run_annotate,
};

#[derive(Args)]
struct AnnotateArguments {
    /// Files, http(s) addresses, or - for standard input, which is also the default
    #[arg(value_name = "FILE|URL|-")]
    inputs: Vec<OsString>,
    /// The output format; json by default, text with --explain
    #[arg(long, short, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name())))]
    format: Option<String>,
    /// Print for each finding the rule that made it, its confidence and its evidence; works with text, json and jsonl
    #[arg(long)]
    explain: bool,
    /// The format of the inputs
    #[arg(long, default_value = "auto")]
    input_format: InputFormat,
    /// The number of threads; the output does not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// The publication date for articles without one; dates such as "yesterday" are relative to it
    #[arg(long, value_name = "DATE", value_parser = parse_date_argument)]
    published: Option<PublicationDate>,
    /// The line width of `--format text`, in columns
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(1..))]
    width: Option<u16>,
    /// Write one file per article to DIR instead of printing; for brat, also its text as .txt
    #[arg(long, short, value_name = "DIR")]
    out_dir: Option<PathBuf>,
    /// Replace existing files in DIR, but never an input
    #[arg(long, requires = "out_dir")]
    force: bool,
}

fn parse_date_argument(written: &str) -> Result<PublicationDate, String> {
    read::parse_date(written).ok_or_else(|| "write the date as 2024-11-13".to_owned())
}

fn define_arguments(command: clap::Command) -> clap::Command {
    let formats = FORMATS
        .iter()
        .map(|format| format!("  {:<13} {}\n", format.name(), format.about()));
    AnnotateArguments::augment_args(command)
        .after_help(format!("Formats:\n{}", formats.collect::<String>()))
}

fn run_annotate(matches: &ArgMatches, context: &CommandContext) -> CommandResult {
    let arguments = AnnotateArguments::from_arg_matches(matches)?;
    let format = chosen_format(&arguments)?;
    if arguments.width.is_some() && format.name() != TEXT_FORMAT {
        return Err(UsageError(format!("--width works only with --format {TEXT_FORMAT}")).into());
    }
    let settings = context.settings()?;
    let inputs = inputs_or_stdin(arguments.inputs)?;
    let existing = if arguments.force {
        Existing::Replace
    } else {
        Existing::Keep
    };
    let target = match arguments.out_dir {
        Some(folder) => {
            let read = files_among(&inputs);
            OutputTarget::Folder(OutputFolder::make(folder, format.name(), existing, read)?)
        }
        None => OutputTarget::Output,
    };
    let filter = AnnotationPipeline {
        is_apart: matches!(target, OutputTarget::Folder(_)),
        needs_text: matches!(&target, OutputTarget::Folder(folder) if folder.has_text()),
        width: arguments.width.map(Cells),
        explains: arguments.explain,
        engine: context.engine(&settings)?,
        format,
        reading: InputReader {
            format: arguments.input_format,
            limits: settings.limits,
            published: arguments.published,
        },
    };
    let n_threads = arguments.threads.map(usize::from);
    filter.run(inputs, n_threads, target)
}

/// Returns the output format.
///
/// # Errors
///
/// [`UsageError`] if there is no such format, or it cannot hold the explanations that are asked for.
fn chosen_format(arguments: &AnnotateArguments) -> Result<&'static dyn ExportFormat, UsageError> {
    let otherwise = if arguments.explain {
        TEXT_FORMAT
    } else {
        DEFAULT_FORMAT
    };
    let name = arguments.format.as_deref().unwrap_or(otherwise);
    let format = find_format(name);
    let format = format.ok_or_else(|| UsageError(format!("there is no format `{name}`")))?;
    if arguments.explain && !EXPLAINED_FORMATS.contains(&name) {
        let formats = EXPLAINED_FORMATS.join(", ");
        let why = format!("--explain does not work with --format {name}; use one of {formats}");
        return Err(UsageError(why));
    }
    if arguments.explain && arguments.width.is_some() {
        return Err(UsageError(
            "--width does not work with --explain".to_owned(),
        ));
    }
    Ok(format)
}

/// Returns the input files, including one redirected to standard input. They must not be overwritten.
fn files_among(inputs: &[OsString]) -> InputFiles {
    let paths = inputs.iter().filter(|input| {
        let input = InputSource::parse(input);
        matches!(input, Ok(InputSource::File(_)))
    });
    let mut files = InputFiles::of(paths.map(Path::new));
    if inputs.iter().any(|input| input == OsStr::new("-")) {
        files.add_standard_input();
    }
    files
}

/// Returns the named inputs, or standard input if there are none.
///
/// # Errors
///
/// [`UsageError`] if no input is named and standard input is a terminal.
fn inputs_or_stdin(named: Vec<OsString>) -> Result<Vec<OsString>, UsageError> {
    if !named.is_empty() {
        return Ok(named);
    }
    if io::stdin().is_terminal() {
        let text = "nothing to annotate; pass files or addresses, or pipe text into standard input";
        return Err(UsageError(text.to_owned()));
    }
    Ok(vec!["-".into()])
}

/// Prints articles as wrapped text without annotations: the output of `pullquote FILE` if it is not to a terminal.
pub(super) fn print_text(inputs: Vec<OsString>, context: &CommandContext) -> CommandResult {
    let settings = context.settings()?;
    let format = find_format(TEXT_FORMAT)
        .ok_or_else(|| UsageError(format!("there is no format `{TEXT_FORMAT}`")))?;
    let filter = AnnotationPipeline {
        is_apart: false,
        needs_text: false,
        width: None,
        explains: false,
        engine: Engine::new(&[])?.0,
        format,
        reading: InputReader::of(settings.limits),
    };
    filter.run(inputs, None, OutputTarget::Output)
}

/// The destination of the output.
enum OutputTarget {
    /// Standard output.
    Output,
    /// One file per article.
    Folder(OutputFolder),
}

/// Turns jobs into output. Shared by the worker threads and the sink.
struct AnnotationPipeline {
    /// True if each article is a separate document, as in a folder; false if all are concatenated.
    is_apart: bool,
    /// True if the text is needed next to each document, as for brat.
    needs_text: bool,
    /// The line width for [`TEXT_FORMAT`], in columns; `None` for the format's own.
    width: Option<Cells>,
    /// True if the annotations must contain explanations.
    explains: bool,
    engine: Engine,
    format: &'static dyn ExportFormat,
    reading: InputReader,
}

/// An article that is ready to be written when its turn comes.
struct RenderedArticle {
    name: ArticleName,
    content: Content,
    /// Messages about parts of the source that are missing from the article or its annotations.
    notes: Vec<String>,
}

/// The output of an article.
enum Content {
    /// The rendered output.
    Ready(Vec<u8>),
    /// The article and its annotations, to be rendered when it is written.
    Held(Box<(Article, Annotations)>),
}

impl AnnotationPipeline {
    /// Annotates all inputs and writes the output to `target`.
    fn run(
        self,
        inputs: Vec<OsString>,
        n_threads: Option<usize>,
        target: OutputTarget,
    ) -> CommandResult {
        let n_threads = n_threads.unwrap_or_else(core_count);
        let jobs = self.reading.jobs(inputs);
        let heading = self.format.heading();
        let filter = Arc::new(self);
        let maker = Arc::clone(&filter);
        let work = move |job| maker.render_job(job);
        let mut sink = OutputSink {
            filter,
            target,
            out: locked_stdout(),
            status: CommandStatus::Done,
            heading,
        };
        run_in_order(jobs, n_threads, work, |step| sink.accept(step))?;
        Ok(sink.status)
    }

    /// Reads and annotates the article of a job, and renders it if it is short.
    fn render_job(&self, job: InputJob) -> Result<RenderedArticle, FailedInput> {
        let NamedArticle { id, article, .. } = self.reading.read(job)?;
        let annotations = self.annotate(&article);
        let notes = [article.notes(), annotations.notes()].concat();
        let is_short = article.text().len() <= MAX_AHEAD_BYTES;
        let mut ready = Vec::new();
        let is_ready = is_short
            && !self.needs_text
            && self.write(&article, &annotations, &id, &mut ready).is_ok();
        let content = if is_ready {
            Content::Ready(ready)
        } else {
            Content::Held(Box::new((article, annotations)))
        };
        Ok(RenderedArticle {
            name: id,
            content,
            notes,
        })
    }

    /// Returns the annotations that the format needs.
    fn annotate(&self, article: &Article) -> Annotations {
        if self.explains {
            let (annotations, trace) = self.engine.explain(article);
            annotations.with_trace(trace)
        } else if self.format.name() == TEXT_FORMAT {
            // This format prints no annotations, so there is no need to compute them.
            Annotations::empty(article.text().id(), self.engine.version())
        } else {
            self.engine.annotate(article)
        }
    }

    /// Writes an article in the chosen format.
    fn write(
        &self,
        article: &Article,
        annotations: &Annotations,
        name: &ArticleName,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let id = Some(name.id());
        if self.explains && self.format.name() == TEXT_FORMAT {
            write_explanation(article, annotations, id, out)
        } else if let Some(width) = self.width {
            write_text(article, width, out)
        } else if self.is_apart {
            self.format.write(article, annotations, id, out)
        } else {
            self.format.append(article, annotations, id, out)
        }
    }

    /// Writes the output of an article, rendering it now if that was not done in advance.
    fn write_made(&self, made: &RenderedArticle, out: &mut dyn Write) -> io::Result<()> {
        match &made.content {
            Content::Ready(content) => out.write_all(content),
            Content::Held(held) => self.write(&held.0, &held.1, &made.name, out),
        }
    }
}

impl RenderedArticle {
    /// Returns the text of an article that was not rendered in advance; otherwise an empty string, because only formats
    /// that do not need the text are rendered in advance.
    fn text(&self) -> &str {
        match &self.content {
            Content::Ready(_) => "",
            Content::Held(held) => held.0.text().as_str(),
        }
    }
}

/// Receives the results in order, writes them, and reports failures.
struct OutputSink<W> {
    filter: Arc<AnnotationPipeline>,
    target: OutputTarget,
    out: W,
    status: CommandStatus,
    /// Text that precedes the first document; empty once it is written.
    heading: &'static str,
}

impl<W: Write> OutputSink<W> {
    /// Handles one event of [`run_in_order`].
    fn accept(&mut self, step: JobEvent<Result<RenderedArticle, FailedInput>>) -> io::Result<()> {
        match step {
            JobEvent::Idle => self.out.flush(),
            JobEvent::Done(Ok(made)) => self.write(&made),
            JobEvent::Done(Err((name, why))) => self.report_failure(format_args!("{name}: {why}")),
            JobEvent::Lost => self.report_failure(format_args!(
                "an input crashed the annotator; please report this as a bug, with the text"
            )),
        }
    }

    /// Reports a failure on standard error. The output before it is flushed first, so that both are in order on a
    /// terminal.
    fn report_failure(&mut self, line: std::fmt::Arguments<'_>) -> io::Result<()> {
        self.out.flush()?;
        print_error(line);
        self.status = CommandStatus::Partial;
        Ok(())
    }

    /// Writes an article, and reports its notes on standard error.
    fn write(&mut self, made: &RenderedArticle) -> io::Result<()> {
        let id = made.name.id().to_string();
        for note in &made.notes {
            print_error(format_args!("{}: {note}", printable_line(&id)));
        }
        let filter = &self.filter;
        match &mut self.target {
            OutputTarget::Folder(folder) => {
                let fill = |out: &mut dyn Write| filter.write_made(made, out);
                match folder.write(&id, made.text(), fill) {
                    Ok(()) => Ok(()),
                    Err((path, why)) => {
                        let path = printable_line(&path.to_string_lossy());
                        self.report_failure(format_args!("{path}: {why}"))
                    }
                }
            }
            OutputTarget::Output => {
                let heading = std::mem::take(&mut self.heading);
                self.out.write_all(heading.as_bytes())?;
                filter.write_made(made, &mut self.out)
            }
        }
    }
}
