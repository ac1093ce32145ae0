//! What is read: a file, an address, or standard input; each refusal one sentence with its cause and what to try.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::article::Link;
use crate::config::Limits;
use crate::text::escape_unsafe;

/// How messages and exports call standard input.
pub(super) const STANDARD: &str = "standard input";

/// Something that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
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
pub(super) struct Refusal {
    cause: String,
    hint: String,
}

impl Refusal {
    /// Returns the refusal of that cause, with what to try.
    pub(super) fn new(cause: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            cause: cause.into(),
            hint: hint.into(),
        }
    }
}

impl Refusal {
    /// Returns the refusal of an error, with its advice, which is a sentence.
    pub(super) fn advised(why: &impl ToString, advice: &str) -> Self {
        let advice = advice.trim_end_matches('.');
        let mut letters = advice.chars();
        let first = letters.next().map(|c| c.to_ascii_lowercase());
        let advice: String = first.into_iter().chain(letters).collect();
        Self::new(why.to_string(), advice)
    }
}

impl Input {
    /// Returns what an argument means: `-`, an address, or else a file.
    pub(super) fn parse(argument: &OsStr) -> Result<Self, Refusal> {
        if argument == "-" {
            return Ok(Self::Standard);
        }
        let written = argument.to_str().filter(|written| is_address(written));
        match written {
            None => Ok(Self::File(PathBuf::from(argument))),
            // Its page would be named by it in messages and exports.
            Some(written) if Link::has_user(written) => Err(Refusal::new(
                "the address carries a user name or password, which would be shown and exported",
                "give it without, or save the page with a browser and give the file",
            )),
            Some(written) => Link::parse(written).map(Self::Page).ok_or_else(|| {
                Refusal::new(
                    "only http and https addresses are read",
                    "download it and give the file",
                )
            }),
        }
    }

    /// Returns why the input cannot be read, as far as can be told without reading it.
    pub(super) fn is_there(&self) -> Result<(), Refusal> {
        match self {
            Self::File(path) => open(path).map(|_| ()),
            Self::Page(_) | Self::Standard => Ok(()),
        }
    }

    /// Returns the name for messages, on one line, with visible escapes for what could act on a terminal.
    pub(super) fn name(&self) -> String {
        printable(&self.id())
    }

    /// Returns the name for exports, as it is.
    pub(super) fn id(&self) -> String {
        match self {
            Self::File(path) => path.to_string_lossy().into_owned(),
            Self::Page(link) => link.as_str().to_owned(),
            Self::Standard => STANDARD.to_owned(),
        }
    }
}

/// Returns whether an argument is meant as an address: a scheme and `://`.
fn is_address(written: &str) -> bool {
    let scheme = written.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Returns the words on one line, with visible escapes for what could act on a terminal.
pub(super) fn printable(words: &str) -> String {
    escape_unsafe(&words.replace('\n', " ")).into_owned()
}

/// Returns an argument for messages: on one line without control characters, an address without user name and password.
pub(super) fn printable_argument(argument: &OsStr) -> String {
    let written = argument.to_string_lossy();
    if is_address(&written) {
        printable(&Link::without_user(&written))
    } else {
        printable(&written)
    }
}

/// Returns the content of a file.
pub(super) fn read_file(path: &Path, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let file = open(path)?;
    let n_bytes = file.metadata().map_err(|why| refused(&why))?.len();
    if n_bytes > most(limits) {
        return Err(too_large(n_bytes, limits));
    }
    read_all(file, limits)
}

/// Opens a file that is no directory.
#[expect(
    clippy::disallowed_methods,
    reason = "this file reads what the user names"
)]
pub(super) fn open(path: &Path) -> Result<File, Refusal> {
    if path.is_dir() {
        return Err(Refusal::new(
            "it is a directory",
            "give the files in it, as in DIR/*",
        ));
    }
    File::open(path).map_err(|why| refused(&why))
}

/// Returns everything that a reader gives, up to the limit.
pub(super) fn read_all(reader: impl Read, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let mut content = Vec::new();
    let mut reader = reader.take(most(limits) + 1);
    reader
        .read_to_end(&mut content)
        .map_err(|why| refused(&why))?;
    let n_bytes = u64::try_from(content.len()).unwrap_or(u64::MAX);
    if n_bytes > most(limits) {
        return Err(too_large(n_bytes, limits));
    }
    if content.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::new("it is empty", "give a file with text in it"));
    }
    Ok(content)
}

/// Returns the most bytes that an input may have.
pub(super) fn most(limits: &Limits) -> u64 {
    limits.file_mb * 1_000_000
}

fn too_large(n_bytes: u64, limits: &Limits) -> Refusal {
    let limit = limits.file_mb;
    // From a pipe only one byte over the limit is seen.
    let size = if n_bytes == most(limits) + 1 {
        format!("it has more than {limit} MB")
    } else {
        format!(
            "it has {} MB, more than {limit}",
            n_bytes.div_ceil(1_000_000)
        )
    };
    Refusal::new(size, "split it, one article a file")
}

/// Returns the refusal that an error of the system means.
pub(super) fn refused(why: &io::Error) -> Refusal {
    let (cause, hint) = match why.kind() {
        io::ErrorKind::NotFound => ("there is no such file", "check the name"),
        io::ErrorKind::PermissionDenied => ("it may not be read", "check its permissions"),
        io::ErrorKind::IsADirectory => ("it is a directory", "give the files in it, as in DIR/*"),
        _ => return Refusal::new(why.to_string(), "try again"),
    };
    Refusal::new(cause, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_a_file_unless_it_looks_like_an_address() {
        let parse = |written: &str| Input::parse(OsStr::new(written)).expect("an input");
        assert_eq!(parse("-"), Input::Standard);
        assert_eq!(parse("C://x"), Input::File("C://x".into()));
        assert_eq!(parse("a b.txt"), Input::File("a b.txt".into()));
        assert_eq!(parse("https://example.org").name(), "https://example.org/");
    }

    #[test]
    fn addresses_of_other_schemes_are_refused() {
        let error = Input::parse(OsStr::new("ftp://example.org/a")).expect_err("refused");
        assert_eq!(
            error.to_string(),
            "only http and https addresses are read; download it and give the file"
        );
    }

    #[test]
    fn an_address_with_a_password_is_refused_and_not_repeated() {
        let argument = OsStr::new("https://me:secret@example.org/a");
        let error = Input::parse(argument).expect_err("refused").to_string();
        assert!(error.contains("user name or password") && !error.contains("secret"));
        assert_eq!(printable_argument(argument), "https://example.org/a");
        assert_eq!(printable_argument(OsStr::new("me@home.txt")), "me@home.txt");
    }

    #[test]
    fn names_do_not_act_on_the_terminal() {
        assert_eq!(printable("a\u{1b}[31m\nb\u{202e}"), r"a\u001b[31m b\u202e");
    }

    #[test]
    fn what_is_too_large_or_empty_is_refused() {
        let limits = Limits {
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
