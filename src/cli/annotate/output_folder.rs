//! A folder with a file for each article, named after it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::exit_status::UsageError;
use crate::cli::input::{InputError, io_input_error, printable_line};
use crate::cli::new_file::{Existing, FileDraft, InputFiles, refuse_write};
use crate::text::clean_text;

/// The longest name of a file, without number and ending. With the longest of both (11 and 7 bytes) it fits the 143
/// bytes that encrypted home directories leave of the usual 255.
const MAX_STEM_BYTES: usize = 120;

/// The endings of formats that are not called like their files.
const FORMAT_ENDINGS: &[(&str, &str)] = &[
    ("markdown", "md"),
    ("text", "txt"),
    ("brat", "ann"),
    ("webannotation", "jsonld"),
];

/// The format whose offsets mean nothing without the text beside it.
const WITH_TEXT: &str = "brat";

/// How much white space may follow a text in a file that is kept beside its annotations.
const MAX_WHITE_BYTES: u64 = 100;

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];

/// A folder that gets a file for each article.
pub(super) struct OutputFolder {
    path: PathBuf,
    ending: &'static str,
    /// Whether the text of an article is written beside it, as `.txt`.
    has_text: bool,
    existing: Existing,
    inputs: InputFiles,
    names: UniqueFileNames,
}

impl OutputFolder {
    /// Returns the folder, which is made where it is not there.
    #[expect(
        clippy::disallowed_methods,
        reason = "this file writes what the user asks for"
    )]
    pub(super) fn make(
        path: PathBuf,
        format: &'static str,
        existing: Existing,
        inputs: InputFiles,
    ) -> Result<Self, UsageError> {
        fs::create_dir_all(&path).map_err(|why| {
            let why = match why.kind() {
                io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                    InputError::new("it is no directory", "name another one")
                }
                _ => io_input_error(&why),
            };
            UsageError(format!(
                "{}: {why}",
                printable_line(&path.to_string_lossy())
            ))
        })?;
        let known = FORMAT_ENDINGS.iter().find(|(name, _)| *name == format);
        Ok(Self {
            path,
            ending: known.map_or(format, |(_, ending)| *ending),
            has_text: format == WITH_TEXT,
            existing,
            inputs,
            names: UniqueFileNames::default(),
        })
    }

    /// Returns whether the text of each article is needed.
    pub(super) const fn has_text(&self) -> bool {
        self.has_text
    }

    /// Writes the files of an article: all of them, or none.
    pub(super) fn write(
        &mut self,
        id: &str,
        text: &str,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), (PathBuf, InputError)> {
        let name = self.names.add(id);
        let target = |ending: &str| self.path.join(format!("{name}.{ending}"));
        let main = target(self.ending);
        let beside = self.has_text.then(|| target("txt"));
        let beside = beside.filter(|beside| !has_content(beside, text));
        for target in [Some(&main), beside.as_ref()].into_iter().flatten() {
            let checked = self.inputs.check_target(target, self.existing);
            checked.map_err(|why| (target.clone(), why))?;
        }
        let mut drafts = Vec::new();
        if let Some(beside) = &beside {
            drafts.push(self.draft(beside, |out| out.write_all(text.as_bytes()))?);
        }
        drafts.push(self.draft(&main, fill)?);
        FileDraft::commit(&drafts).map_err(|(path, why)| (path, refuse_write(&why)))
    }

    fn draft(
        &self,
        target: &Path,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<FileDraft, (PathBuf, InputError)> {
        let draft = FileDraft::write(target, self.existing, fill);
        draft.map_err(|why| (target.to_owned(), refuse_write(&why)))
    }
}

/// Returns whether a file holds the text already, with nothing but white space after it: offsets fit it as it is, even
/// where it is the input.
#[expect(
    clippy::disallowed_methods,
    reason = "this file looks at what it would write over"
)]
fn has_content(path: &Path, text: &str) -> bool {
    // A file of another length is not read.
    let n_bytes = fs::metadata(path).map_or(0, |about| about.len());
    let n_more = n_bytes.checked_sub(text.len() as u64);
    if n_bytes == 0 || n_more.is_none_or(|n| n > MAX_WHITE_BYTES) {
        return false;
    }
    let content = fs::read(path).unwrap_or_default();
    let rest = content.strip_prefix(text.as_bytes());
    rest.is_some_and(|rest| rest.iter().all(u8::is_ascii_whitespace))
}

/// The names that articles have so far.
#[derive(Default)]
struct UniqueFileNames {
    /// Each name in the form in which disks compare it that know no case, with the number that the next of it gets.
    taken: BTreeMap<String, u32>,
}

impl UniqueFileNames {
    /// Returns a name that no article before has: of letters, digits and few signs, so that no id leaves the folder.
    fn add(&mut self, id: &str) -> String {
        let name = safe_stem(id);
        if self.is_new(&name) {
            return name;
        }
        let mut n = self.taken.get(&name.to_lowercase()).copied().unwrap_or(2);
        let unique = loop {
            let unique = format!("{name}-{n}");
            n = n.saturating_add(1);
            if self.is_new(&unique) {
                break unique;
            }
        };
        self.taken.insert(name.to_lowercase(), n);
        unique
    }

    fn is_new(&mut self, name: &str) -> bool {
        let key = name.to_lowercase();
        let is_new = !self.taken.contains_key(&key);
        self.taken.entry(key).or_insert(2);
        is_new
    }
}

/// Returns the part of an id that names the article, as a name that every disk takes.
fn safe_stem(id: &str) -> String {
    let safe = |c: char| {
        let is_safe = c.is_alphanumeric() || "-_.".contains(c);
        if is_safe { c } else { '-' }
    };
    // In NFC, for disks that compare names so.
    let stem = clean_text(file_stem_of_id(id));
    let name: String = stem.trim().chars().map(safe).collect();
    let end = name.floor_char_boundary(MAX_STEM_BYTES);
    let name = name.get(..end).unwrap_or_default();
    let name = name.trim_matches(['-', '.']);
    let first = name.split('.').next().unwrap_or_default().to_lowercase();
    let device = first.trim_end_matches(|c: char| c.is_ascii_digit());
    match name {
        "" => "article".to_owned(),
        name if DEVICES.contains(&device) => format!("article-{name}"),
        name => name.to_owned(),
    }
}

/// Returns the part of an id that names the article: an address without its scheme, a file without folder and ending.
fn file_stem_of_id(id: &str) -> &str {
    if let Some((_, rest)) = id.split_once("://") {
        return rest;
    }
    let name = id.rsplit(['/', '\\']).next().unwrap_or(id);
    match name.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) && !stem.is_empty() => stem,
        _ => name,
    }
}

fn is_ending(ending: &str) -> bool {
    ending.starts_with(|c: char| c.is_ascii_alphabetic())
        && ending.len() <= 5
        && ending.chars().all(|c| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_the_folder_and_apart() {
        let mut names = UniqueFileNames::default();
        let cases = [
            ("news/a.txt", "a"),
            ("other/a.html", "a-2"),
            ("../../etc/passwd", "passwd"),
            ("A", "A-3"),
            ("a-4", "a-4"),
            ("a.md", "a-5"),
            ("https://example.org/news/one", "example.org-news-one"),
            ("..", "article"),
            ("-", "article-2"),
            ("f.jsonl:12", "f.jsonl-12"),
            ("Zoe\u{308}", "Zoë"),
            ("ZOË", "ZOË-2"),
            ("NUL.txt", "article-NUL"),
            ("com1", "article-com1"),
            ("a\u{1b}[31m\u{202e}b", "a-31mb"),
        ];
        for (id, name) in cases {
            assert_eq!(names.add(id), name, "{id}");
        }
    }

    #[test]
    fn names_are_cut_between_characters_and_stay_apart() {
        let mut names = UniqueFileNames::default();
        for (letter, n_kept) in [("x", 120), ("é", 60), ("船", 40), ("𠀋", 30)] {
            let id = letter.repeat(300);
            assert_eq!(names.add(&id), letter.repeat(n_kept));
            assert_eq!(names.add(&id), format!("{}-2", letter.repeat(n_kept)));
        }
    }

    #[test]
    fn many_of_one_name_are_numbered_without_looking_at_all() {
        let mut names = UniqueFileNames::default();
        let last = (0..20_000).map(|_| names.add("a")).last();
        assert_eq!(last.as_deref(), Some("a-20000"));
    }
}
