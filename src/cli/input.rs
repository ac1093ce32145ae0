//! Inputs of commands: a file, a web address, or standard input. Every error is one line with its cause and a hint.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::article::Link;
use crate::config::LimitSettings;
use crate::invariant::ExpectOr;
use crate::text::escape_unsafe;

/// The name of standard input in messages and exports.
pub(super) const STANDARD_INPUT_NAME: &str = "standard input";

/// An input named on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum InputSource {
    /// A file.
    File(PathBuf),
    /// A web page.
    Page(Link),
    /// Standard input.
    Standard,
}

/// The reason why an input was not read, with a hint on what to try.
#[derive(Debug, thiserror::Error)]
#[error("{cause}; {hint}")]
pub(super) struct InputError {
    cause: String,
    hint: String,
}

impl InputError {
    /// Returns an error with this cause and hint. Both are clauses in lower case without a final stop: they are joined
    /// by a semicolon.
    pub(super) fn new(cause: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            cause: cause.into(),
            hint: hint.into(),
        }
    }
}

impl InputError {
    /// Converts an error whose advice is a full sentence: the advice becomes the hint, in lower case without its stop.
    pub(super) fn advised(why: &impl ToString, advice: &str) -> Self {
        let advice = advice.trim_end_matches('.');
        let mut letters = advice.chars();
        let first = letters.next().map(|c| c.to_ascii_lowercase());
        let advice: String = first.into_iter().chain(letters).collect();
        Self::new(why.to_string(), advice)
    }
}

impl InputSource {
    /// Parses an argument: `-` is standard input, `scheme://…` is an address, anything else is a file.
    ///
    /// # Errors
    ///
    /// If an address is neither http nor https, is invalid, or contains a user name or password.
    pub(super) fn parse(argument: &OsStr) -> Result<Self, InputError> {
        if argument == "-" {
            return Ok(Self::Standard);
        }
        let written = argument.to_str().filter(|written| is_address(written));
        match written {
            None => Ok(Self::File(PathBuf::from(argument))),
            // The address is the name of the article in messages and exports, so a password would leak.
            Some(written) if Link::has_user(written) => Err(InputError::new(
                "the address contains a user name or password, which would be shown and exported",
                "leave them out, or save the page with a browser and pass the file",
            )),
            Some(written) => Link::parse(written).map(Self::Page).ok_or_else(|| {
                InputError::new(
                    "only http and https addresses can be read",
                    "download it and pass the file",
                )
            }),
        }
    }

    /// Checks that the input can be opened, without reading it. Pages and standard input always pass.
    ///
    /// # Errors
    ///
    /// If a file is missing, is a directory, or may not be read.
    pub(super) fn is_there(&self) -> Result<(), InputError> {
        match self {
            Self::File(path) => open_file(path).map(|_| ()),
            Self::Page(_) | Self::Standard => Ok(()),
        }
    }

    /// Returns the name for messages: on one line, with control characters as visible escapes.
    pub(super) fn name(&self) -> String {
        printable_line(&self.id())
    }

    /// Returns the name for exports, unescaped.
    pub(super) fn id(&self) -> String {
        match self {
            Self::File(path) => path.to_string_lossy().into_owned(),
            Self::Page(link) => link.as_str().to_owned(),
            Self::Standard => STANDARD_INPUT_NAME.to_owned(),
        }
    }
}

/// True if an argument starts like an address: a scheme of at least two characters and `://`. One letter is a drive, as
/// in `C://x`.
fn is_address(written: &str) -> bool {
    let scheme = written.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Returns the text on one line, with control characters as visible escapes.
pub(super) fn printable_line(words: &str) -> String {
    escape_unsafe(&words.replace('\n', " ")).into_owned()
}

/// Returns an argument for messages: on one line, with control characters as visible escapes, and without the user name
/// and password of an address.
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
///
/// # Errors
///
/// If the file cannot be read, is empty, or is larger than the limit. A file that is too large is not read at all.
pub(super) fn read_file(path: &Path, limits: &LimitSettings) -> Result<Vec<u8>, InputError> {
    let file = open_file(path)?;
    let n_bytes = file.metadata().map_err(|why| io_input_error(&why))?.len();
    if n_bytes > max_input_bytes(limits) {
        return Err(too_large_error(n_bytes, limits));
    }
    read_all(file, limits)
}

/// Opens a file.
///
/// # Errors
///
/// If it is missing, is a directory (which `File::open` accepts), or may not be read.
#[expect(clippy::disallowed_methods, reason = "this file reads input files")]
pub(super) fn open_file(path: &Path) -> Result<File, InputError> {
    if path.is_dir() {
        return Err(InputError::new(
            "it is a directory",
            "pass the files in it, as in DIR/*",
        ));
    }
    File::open(path).map_err(|why| io_input_error(&why))
}

/// Reads a reader to its end.
///
/// # Errors
///
/// If reading fails, or if the content is empty or larger than the limit. At most one byte over the limit is read.
pub(super) fn read_all(reader: impl Read, limits: &LimitSettings) -> Result<Vec<u8>, InputError> {
    let mut content = Vec::new();
    let mut reader = reader.take(max_input_bytes(limits) + 1);
    reader
        .read_to_end(&mut content)
        .map_err(|why| io_input_error(&why))?;
    let n_bytes = u64::try_from(content.len()).expect_or(u64::MAX, "a length has at most 64 bits");
    if n_bytes > max_input_bytes(limits) {
        return Err(too_large_error(n_bytes, limits));
    }
    if content.iter().all(u8::is_ascii_whitespace) {
        return Err(InputError::new(
            "it is empty",
            "pass a file with text in it",
        ));
    }
    Ok(content)
}

/// Returns the input size limit, in bytes.
pub(super) fn max_input_bytes(limits: &LimitSettings) -> u64 {
    limits.file_mb * 1_000_000
}

fn too_large_error(n_bytes: u64, limits: &LimitSettings) -> InputError {
    let limit = limits.file_mb;
    // Reading stops one byte over the limit, so the real size of a pipe is unknown.
    let size = if n_bytes == max_input_bytes(limits) + 1 {
        format!("it is larger than {limit} MB")
    } else {
        format!(
            "it is {} MB large, and the limit is {limit} MB",
            n_bytes.div_ceil(1_000_000)
        )
    };
    InputError::new(size, "split it into one file per article")
}

/// Converts an I/O error from reading a file into a message with a hint.
pub(super) fn io_input_error(why: &io::Error) -> InputError {
    let (cause, hint) = match why.kind() {
        io::ErrorKind::NotFound => ("no such file", "check the name"),
        io::ErrorKind::PermissionDenied => ("permission denied", "check its permissions"),
        io::ErrorKind::IsADirectory => ("it is a directory", "pass the files in it, as in DIR/*"),
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
            "only http and https addresses can be read; download it and pass the file"
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
        assert_eq!(message(b" \n"), "it is empty; pass a file with text in it");
        assert_eq!(
            message(&vec![b'x'; 2_000_000]),
            "it is larger than 1 MB; split it into one file per article"
        );
    }
}
