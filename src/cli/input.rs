//! What is read: a file, an address, or standard input; each refusal one sentence with its cause and what to try.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::article::Link;
use crate::config::LimitSettings;
use crate::text::escape_unsafe;

/// How messages and exports call standard input.
pub(super) const STANDARD_INPUT_NAME: &str = "standard input";

/// Something that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum InputSource {
    /// A file.
    File(PathBuf),
    /// A page of the web.
    Page(Link),
    /// Standard input.
    Standard,
}

/// Why an input is not read: the cause, and what to try.
#[derive(Debug, thiserror::Error)]
#[error("{cause}; {hint}")]
pub(super) struct InputError {
    cause: String,
    hint: String,
}

impl InputError {
    /// Returns the refusal of that cause, with what to try.
    pub(super) fn new(cause: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            cause: cause.into(),
            hint: hint.into(),
        }
    }
}

impl InputError {
    /// Returns the refusal of an error, with its advice, which is a sentence.
    pub(super) fn advised(why: &impl ToString, advice: &str) -> Self {
        let advice = advice.trim_end_matches('.');
        let mut letters = advice.chars();
        let first = letters.next().map(|c| c.to_ascii_lowercase());
        let advice: String = first.into_iter().chain(letters).collect();
        Self::new(why.to_string(), advice)
    }
}

impl InputSource {
    /// Returns what an argument means: `-`, an address, or else a file.
    pub(super) fn parse(argument: &OsStr) -> Result<Self, InputError> {
        if argument == "-" {
            return Ok(Self::Standard);
        }
        let written = argument.to_str().filter(|written| is_address(written));
        match written {
            None => Ok(Self::File(PathBuf::from(argument))),
            // Its page would be named by it in messages and exports.
            Some(written) if Link::has_user(written) => Err(InputError::new(
                "the address carries a user name or password, which would be shown and exported",
                "give it without, or save the page with a browser and give the file",
            )),
            Some(written) => Link::parse(written).map(Self::Page).ok_or_else(|| {
                InputError::new(
                    "only http and https addresses are read",
                    "download it and give the file",
                )
            }),
        }
    }

    /// Returns why the input cannot be read, as far as can be told without reading it.
    pub(super) fn is_there(&self) -> Result<(), InputError> {
        match self {
            Self::File(path) => open_file(path).map(|_| ()),
            Self::Page(_) | Self::Standard => Ok(()),
        }
    }

    /// Returns the name for messages, on one line, with visible escapes for what could act on a terminal.
    pub(super) fn name(&self) -> String {
        printable_line(&self.id())
    }

    /// Returns the name for exports, as it is.
    pub(super) fn id(&self) -> String {
        match self {
            Self::File(path) => path.to_string_lossy().into_owned(),
            Self::Page(link) => link.as_str().to_owned(),
            Self::Standard => STANDARD_INPUT_NAME.to_owned(),
        }
    }
}

/// Returns whether an argument is meant as an address: a scheme and `://`.
fn is_address(written: &str) -> bool {
    let scheme = written.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Returns the words on one line, with visible escapes for what could act on a terminal.
pub(super) fn printable_line(words: &str) -> String {
    escape_unsafe(&words.replace('\n', " ")).into_owned()
}

/// Returns an argument for messages: on one line without control characters, an address without user name and password.
pub(super) fn printable_argument(argument: &OsStr) -> String {
    let written = argument.to_string_lossy();
    if is_address(&written) || has_credentials(&written) {
        printable_line(&Link::without_user(&written))
    } else {
        printable_line(&written)
    }
}

/// True for words such as `name:password@host/page`: an address without its scheme.
fn has_credentials(written: &str) -> bool {
    let start = written.split_once('@').map_or("", |(start, _)| start);
    start.contains(':') && Link::has_user(written)
}

/// Returns the content of a file.
pub(super) fn read_file(path: &Path, limits: &LimitSettings) -> Result<Vec<u8>, InputError> {
    let file = open_file(path)?;
    let n_bytes = file.metadata().map_err(|why| io_input_error(&why))?.len();
    if n_bytes > max_input_bytes(limits) {
        return Err(too_large_error(n_bytes, limits));
    }
    read_all(file, limits)
}

/// Opens a file that is no directory.
#[expect(
    clippy::disallowed_methods,
    reason = "this file reads what the user names"
)]
pub(super) fn open_file(path: &Path) -> Result<File, InputError> {
    if path.is_dir() {
        return Err(InputError::new(
            "it is a directory",
            "give the files in it, as in DIR/*",
        ));
    }
    File::open(path).map_err(|why| io_input_error(&why))
}

/// Returns everything that a reader gives, up to the limit.
pub(super) fn read_all(reader: impl Read, limits: &LimitSettings) -> Result<Vec<u8>, InputError> {
    let mut content = Vec::new();
    let mut reader = reader.take(max_input_bytes(limits) + 1);
    reader
        .read_to_end(&mut content)
        .map_err(|why| io_input_error(&why))?;
    let n_bytes = u64::try_from(content.len()).unwrap_or(u64::MAX);
    if n_bytes > max_input_bytes(limits) {
        return Err(too_large_error(n_bytes, limits));
    }
    if content.iter().all(u8::is_ascii_whitespace) {
        return Err(InputError::new(
            "it is empty",
            "give a file with text in it",
        ));
    }
    Ok(content)
}

/// Returns the most bytes that an input may have.
pub(super) fn max_input_bytes(limits: &LimitSettings) -> u64 {
    limits.file_mb * 1_000_000
}

fn too_large_error(n_bytes: u64, limits: &LimitSettings) -> InputError {
    let limit = limits.file_mb;
    // From a pipe only one byte over the limit is seen.
    let size = if n_bytes == max_input_bytes(limits) + 1 {
        format!("it has more than {limit} MB")
    } else {
        format!(
            "it has {} MB, more than {limit}",
            n_bytes.div_ceil(1_000_000)
        )
    };
    InputError::new(size, "split it, one article a file")
}

/// Returns the refusal that an error of the system means.
pub(super) fn io_input_error(why: &io::Error) -> InputError {
    let (cause, hint) = match why.kind() {
        io::ErrorKind::NotFound => ("there is no such file", "check the name"),
        io::ErrorKind::PermissionDenied => ("it may not be read", "check its permissions"),
        io::ErrorKind::IsADirectory => ("it is a directory", "give the files in it, as in DIR/*"),
        _ => return InputError::new(why.to_string(), "try again"),
    };
    InputError::new(cause, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_a_file_unless_it_looks_like_an_address() {
        let parse = |written: &str| InputSource::parse(OsStr::new(written)).expect("an input");
        assert_eq!(parse("-"), InputSource::Standard);
        assert_eq!(parse("C://x"), InputSource::File("C://x".into()));
        assert_eq!(parse("a b.txt"), InputSource::File("a b.txt".into()));
        assert_eq!(parse("https://example.org").name(), "https://example.org/");
    }

    #[test]
    fn addresses_of_other_schemes_are_refused() {
        let error = InputSource::parse(OsStr::new("ftp://example.org/a")).expect_err("refused");
        assert_eq!(
            error.to_string(),
            "only http and https addresses are read; download it and give the file"
        );
    }

    #[test]
    fn an_address_with_a_password_is_refused_and_not_repeated() {
        let argument = OsStr::new("https://me:secret@example.org/a");
        let error = InputSource::parse(argument)
            .expect_err("refused")
            .to_string();
        assert!(error.contains("user name or password") && !error.contains("secret"));
        assert_eq!(printable_argument(argument), "https://example.org/a");
        assert_eq!(printable_argument(OsStr::new("me@home.txt")), "me@home.txt");
        let bare = OsStr::new("me:secret@example.org/a");
        assert_eq!(printable_argument(bare), "example.org/a");
    }

    #[test]
    fn names_do_not_act_on_the_terminal() {
        assert_eq!(
            printable_line("a\u{1b}[31m\nb\u{202e}"),
            r"a\u001b[31m b\u202e"
        );
    }

    #[test]
    fn what_is_too_large_or_empty_is_refused() {
        let limits = LimitSettings {
            file_mb: 1,
            ..crate::config::Settings::default().limits
        };
        let message = |content: &[u8]| {
            let read = read_all(content, &limits);
            read.map_or_else(|why| why.to_string(), |content| content.len().to_string())
        };
        assert_eq!(message(b"words"), "5");
        assert_eq!(message(b" \n"), "it is empty; give a file with text in it");
        assert_eq!(
            message(&vec![b'x'; 2_000_000]),
            "it has more than 1 MB; split it, one article a file"
        );
    }
}
