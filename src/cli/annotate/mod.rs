//! `pullquote annotate`: the filter from articles to annotations, streaming, on several threads, in order.

mod input_reader;
mod jobs;
mod output_folder;

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args, FromArgMatches};

use super::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus, UsageError, print_error};
use super::input::{InputSource, printable_line};
use super::new_file::{Existing, InputFiles};
use super::output::locked_stdout;
use super::parallel::{JobEvent, core_count, run_in_order};
use crate::annotation::Annotations;
use crate::article::{Article, PublicationDate, read};
use crate::engine::Engine;
use crate::export::{ExportFormat, FORMATS, find_format, write_text};
use crate::layout::Cells;

use input_reader::{ArticleName, FailedInput, NamedArticle};
use jobs::InputFormat;
use output_folder::OutputFolder;

pub(super) use input_reader::{InputReader, fetch_limits};
pub(super) use jobs::InputJob;

/// The format that is set in lines.
const TEXT_FORMAT: &str = "text";

/// The longest text whose output is made ahead, by the thread that annotates it. Output has up to 75 times the bytes of
/// its text: that of a longer one is written as it is made, so that no more than its findings wait for their turn.
const MAX_AHEAD_BYTES: u32 = 64 * 1024;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "annotate",
    about: "Prints what is found in articles, as data",
    arguments: define_arguments,
    run: run_annotate,
};

#[derive(Args)]
struct AnnotateArguments {
    /// Files, http(s) addresses, or - for standard input, which is also read when nothing is named
    #[arg(value_name = "FILE|URL|-")]
    inputs: Vec<OsString>,
    /// How it is printed
    #[arg(long, short, default_value = "json", value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name())))]
    format: String,
    /// What the inputs hold
    #[arg(long, default_value = "auto")]
    input_format: InputFormat,
    /// How many threads work; the output is the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// The publication date of articles that tell none, from which "yesterday" counts
    #[arg(long, value_name = "DATE", value_parser = parse_date_argument)]
    published: Option<PublicationDate>,
    /// The longest line of `--format text`, in columns
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(1..))]
    width: Option<u16>,
    /// Write a file for each article into DIR instead of printing; for brat its text too, as .txt
    #[arg(long, short, value_name = "DIR")]
    out_dir: Option<PathBuf>,
    /// Replace files that are in DIR already, but never an input
    #[arg(long, requires = "out_dir")]
    force: bool,
}

fn parse_date_argument(written: &str) -> Result<PublicationDate, String> {
    read::parse_date(written).ok_or_else(|| "write a date as 2024-11-13".to_owned())
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
    let format = find_format(&arguments.format);
    let format =
        format.ok_or_else(|| UsageError(format!("there is no format `{}`", arguments.format)))?;
    if arguments.width.is_some() && format.name() != TEXT_FORMAT {
        return Err(UsageError(format!("--width is for --format {TEXT_FORMAT}")).into());
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

/// Returns the files that are read, which are never written over.
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

/// Returns the inputs, which are standard input where none is named and something is piped in.
fn inputs_or_stdin(named: Vec<OsString>) -> Result<Vec<OsString>, UsageError> {
    if !named.is_empty() {
        return Ok(named);
    }
    if io::stdin().is_terminal() {
        let text = "nothing to annotate; name files or addresses, or pipe text into it";
        return Err(UsageError(text.to_owned()));
    }
    Ok(vec!["-".into()])
}

/// Prints articles as text, for a reader whose output is no terminal.
pub(super) fn print_text(inputs: Vec<OsString>, context: &CommandContext) -> CommandResult {
    let settings = context.settings()?;
    let format = find_format(TEXT_FORMAT)
        .ok_or_else(|| UsageError(format!("there is no format `{TEXT_FORMAT}`")))?;
    let filter = AnnotationPipeline {
        is_apart: false,
        needs_text: false,
        width: None,
        engine: Engine::new(&[])?.0,
        format,
        reading: InputReader::of(settings.limits),
    };
    filter.run(inputs, None, OutputTarget::Output)
}

/// Where the output goes.
enum OutputTarget {
    /// Standard output.
    Output,
    /// A file for each article.
    Folder(OutputFolder),
}

/// What turns jobs into output.
struct AnnotationPipeline {
    /// Whether each document is an output of its own.
    is_apart: bool,
    /// Whether the text is written beside each document.
    needs_text: bool,
    /// The longest line, where the text is set anew.
    width: Option<Cells>,
    engine: Engine,
    format: &'static dyn ExportFormat,
    reading: InputReader,
}

/// An article that is ready for its turn.
struct RenderedArticle {
    name: ArticleName,
    content: Content,
    /// What of the source is not in it.
    notes: Vec<String>,
}

/// What is written of an article.
enum Content {
    /// The output, made ahead.
    Ready(Vec<u8>),
    /// What the output is made of.
    Held(Box<(Article, Annotations)>),
}

impl AnnotationPipeline {
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

    fn render_job(&self, job: InputJob) -> Result<RenderedArticle, FailedInput> {
        let NamedArticle { id, article } = self.reading.read(job)?;
        let annotations = if self.format.name() == TEXT_FORMAT {
            // The text alone is asked for.
            Annotations::empty(article.text().id(), self.engine.version())
        } else {
            self.engine.annotate(&article)
        };
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

    /// Writes an article in the format.
    fn write(
        &self,
        article: &Article,
        annotations: &Annotations,
        name: &ArticleName,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let id = Some(name.id());
        if let Some(width) = self.width {
            write_text(article, width, out)
        } else if self.is_apart {
            self.format.write(article, annotations, id, out)
        } else {
            self.format.append(article, annotations, id, out)
        }
    }

    fn write_made(&self, made: &RenderedArticle, out: &mut dyn Write) -> io::Result<()> {
        match &made.content {
            Content::Ready(content) => out.write_all(content),
            Content::Held(held) => self.write(&held.0, &held.1, &made.name, out),
        }
    }
}

impl RenderedArticle {
    /// Returns the text, where that is held.
    fn text(&self) -> &str {
        match &self.content {
            Content::Ready(_) => "",
            Content::Held(held) => held.0.text().as_str(),
        }
    }
}

/// Takes the results in order, prints them and tells what failed.
struct OutputSink<W> {
    filter: Arc<AnnotationPipeline>,
    target: OutputTarget,
    out: W,
    status: CommandStatus,
    /// What is printed before the first document.
    heading: &'static str,
}

impl<W: Write> OutputSink<W> {
    fn accept(&mut self, step: JobEvent<Result<RenderedArticle, FailedInput>>) -> io::Result<()> {
        match step {
            JobEvent::Idle => self.out.flush(),
            JobEvent::Done(Ok(made)) => self.write(&made),
            JobEvent::Done(Err((name, why))) => self.report_failure(format_args!("{name}: {why}")),
            JobEvent::Lost => self.report_failure(format_args!(
                "an input broke the annotator; please report it with the text"
            )),
        }
    }

    /// Tells a failure, behind what was printed before it.
    fn report_failure(&mut self, line: std::fmt::Arguments<'_>) -> io::Result<()> {
        self.out.flush()?;
        print_error(line);
        self.status = CommandStatus::Partial;
        Ok(())
    }

    /// Writes an article down, and tells what of its source is not in it.
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
