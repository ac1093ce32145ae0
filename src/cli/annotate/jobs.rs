//! Splits the inputs into jobs: a whole file or page, or a single line of a JSON Lines file.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Stdin};
use std::path::Path;
use std::sync::Arc;

use clap::ValueEnum;

use crate::cli::input::{
    InputError, InputSource, io_input_error, max_input_bytes, open_file, printable_argument,
    printable_line,
};
use crate::config::LimitSettings;

/// The format of the inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum InputFormat {
    /// Detect it from the file name, content type and content
    #[default]
    Auto,
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// An HTML page
    Html,
    /// JSON lines: {"id": …, "text": …, "published": …, "title": …, "link": …, "site": …}; the text is used verbatim
    Jsonl,
}

/// One article to read, or an input that failed.
#[derive(Debug)]
pub(in crate::cli) enum InputJob {
    /// A file, a page or standard input, to be read by the worker.
    Whole(InputSource),
    /// One line of a JSON Lines file.
    Line {
        /// The position of the line, `FILE:LINE`, counted from 1.
        place: String,
        /// The bytes of the line, which may include the line end.
        line: Vec<u8>,
    },
    /// An input that could not be read: its name or position, escaped for messages, and the cause.
    Refused(String, InputError),
}

/// An iterator over the jobs of a list of inputs, in order. At most one JSON Lines file is open at a time, and one of
/// its lines is in memory.
pub(in crate::cli) struct InputJobs {
    inputs: std::vec::IntoIter<OsString>,
    format: InputFormat,
    limits: LimitSettings,
    /// The open JSON Lines file, if there is one.
    lines: Option<JsonLinesReader>,
}

impl InputJobs {
    pub(super) fn new(inputs: Vec<OsString>, format: InputFormat, limits: LimitSettings) -> Self {
        Self {
            inputs: inputs.into_iter(),
            format,
            limits,
            lines: None,
        }
    }

    /// Returns the job of an input. If the input is a JSON Lines file, opens it and returns `None`.
    fn start(&mut self, argument: &OsString) -> Option<InputJob> {
        let input = match InputSource::parse(argument) {
            Ok(input) => input,
            Err(why) => {
                let name = printable_argument(argument);
                return Some(InputJob::Refused(name, why));
            }
        };
        let refuse = |why| Some(InputJob::Refused(input.name(), why));
        if self.format == InputFormat::Jsonl || self.format == InputFormat::Auto && is_jsonl(&input)
        {
            match JsonLinesReader::open(&input, &self.limits) {
                Ok(lines) => self.lines = Some(lines),
                Err(why) => return refuse(why),
            }
            return None;
        }
        Some(InputJob::Whole(input))
    }
}

impl Iterator for InputJobs {
    type Item = InputJob;

    fn next(&mut self) -> Option<InputJob> {
        loop {
            if let Some(job) = self.lines.as_mut().and_then(JsonLinesReader::next) {
                return Some(job);
            }
            self.lines = None;
            let argument = self.inputs.next()?;
            if let Some(job) = self.start(&argument) {
                return Some(job);
            }
        }
    }
}

/// True if an input is a file with the extension `.jsonl` or `.ndjson`, in upper or lower case.
fn is_jsonl(input: &InputSource) -> bool {
    let InputSource::File(path) = input else {
        return false;
    };
    let ending = Path::new(path).extension();
    ending.is_some_and(|ending| {
        ending.eq_ignore_ascii_case("jsonl") || ending.eq_ignore_ascii_case("ndjson")
    })
}

/// Reads a JSON Lines file line by line.
struct JsonLinesReader {
    name: Arc<str>,
    reader: Box<dyn BufRead + Send>,
    /// The number of lines read so far, including empty ones.
    n: usize,
    /// The size limit of a line, in bytes.
    most: u64,
    /// The number of jobs returned so far. If it is 0 at the end, the file is reported as empty.
    n_given: usize,
}

impl JsonLinesReader {
    fn open(input: &InputSource, limits: &LimitSettings) -> Result<Self, InputError> {
        let reader: Box<dyn BufRead + Send> = match input {
            InputSource::File(path) => {
                Box::new(BufReader::with_capacity(1 << 16, open_file(path)?))
            }
            InputSource::Standard => Box::new(BufReader::<Stdin>::new(io::stdin())),
            InputSource::Page(_) => {
                return Err(InputError::new(
                    "JSON lines can be read only from files and standard input",
                    "download it and pass the file",
                ));
            }
        };
        Ok(Self {
            name: input.id().into(),
            reader,
            n: 0,
            most: max_input_bytes(limits),
            n_given: 0,
        })
    }

    /// Returns the next non-empty line, or a failure. A read error ends the file; a line over the limit does not.
    /// `None` at the end.
    fn next(&mut self) -> Option<InputJob> {
        loop {
            let mut line = Vec::new();
            // One byte over the limit is enough to detect a line that is too long.
            let n_read = (&mut self.reader)
                .take(self.most + 1)
                .read_until(b'\n', &mut line);
            self.n += 1;
            match n_read {
                Ok(0) if self.n_given == 0 => {
                    self.n_given = 1;
                    let why = InputError::new("it is empty", "pass a file with text in it");
                    return Some(InputJob::Refused(printable_line(&self.name), why));
                }
                Ok(0) => return None,
                Err(why) => {
                    self.most = 0;
                    self.reader = Box::new(io::empty());
                    self.n_given = 1;
                    return Some(InputJob::Refused(
                        printable_line(&self.place()),
                        io_input_error(&why),
                    ));
                }
                Ok(_) if is_over_limit(&line, self.most) => {
                    self.n_given += 1;
                    return Some(self.skip());
                }
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => {
                    self.n_given += 1;
                    let place = self.place();
                    return Some(InputJob::Line { place, line });
                }
            }
        }
    }

    fn place(&self) -> String {
        format!("{}:{}", self.name, self.n)
    }

    /// Skips the rest of a line that is over the limit, and returns the failure.
    fn skip(&mut self) -> InputJob {
        let why = match self.reader.skip_until(b'\n') {
            Ok(_) => InputError::new(
                format!("the line is larger than {} MB", self.most / 1_000_000),
                "split the text into one article per line",
            ),
            Err(why) => io_input_error(&why),
        };
        InputJob::Refused(printable_line(&self.place()), why)
    }
}

/// True if a line is longer than the limit. The line end does not count.
fn is_over_limit(line: &[u8], most: u64) -> bool {
    u64::try_from(line.len()).is_ok_and(|n_bytes| n_bytes > most) && !line.ends_with(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_lines(content: &'static [u8], most: u64) -> Vec<String> {
        let mut lines = JsonLinesReader {
            name: "f.jsonl".into(),
            reader: Box::new(content),
            n: 0,
            most,
            n_given: 0,
        };
        let jobs = std::iter::from_fn(|| lines.next());
        jobs.map(|job| match job {
            InputJob::Line { place, line } => {
                format!("{place} {}", String::from_utf8_lossy(&line).trim())
            }
            InputJob::Refused(place, why) => format!("{place}: {why}"),
            InputJob::Whole(input) => format!("{input:?}"),
        })
        .collect()
    }

    #[test]
    fn empty_lines_are_left_out_but_counted() {
        assert_eq!(
            read_lines(b"{}\n\n  \n[]", 99),
            ["f.jsonl:1 {}", "f.jsonl:4 []"]
        );
    }

    #[test]
    fn a_line_that_is_too_long_is_refused_and_the_next_is_read() {
        assert_eq!(
            read_lines(b"aaaaaaaaaa\nbb\ncccc", 4),
            [
                "f.jsonl:1: the line is larger than 0 MB; split the text into one article per line",
                "f.jsonl:2 bb",
                "f.jsonl:3 cccc"
            ]
        );
    }

    #[test]
    fn nothing_at_all_is_refused() {
        let why = "f.jsonl: it is empty; pass a file with text in it";
        assert_eq!(read_lines(b"", 99), [why]);
        assert_eq!(read_lines(b"\n\n", 99), [why]);
    }
}
