//! The output folder of `annotate --out-dir`: one file per article, named after it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::exit_status::UsageError;
use crate::cli::input::{InputError, printable_line};
use crate::cli::new_file::{Existing, FileDraft, InputFiles, refuse_folder, refuse_write};
use crate::invariant::ExpectOr;
use crate::text::clean_text;

/// The longest file name without its number and extension, in bytes. With the longest number (11 bytes) and extension
/// (7 bytes with its dot) it stays below the 143 bytes that eCryptfs home directories allow; other file systems allow
/// 255.
const MAX_STEM_BYTES: usize = 120;

/// The file extensions of formats whose extension is not their name.
const FORMAT_ENDINGS: &[(&str, &str)] = &[
    ("markdown", "md"),
    ("text", "txt"),
    ("brat", "ann"),
    ("webannotation", "jsonld"),
];

/// The format that also needs the text in a file of its own, because its offsets refer to that file.
const WITH_TEXT: &str = "brat";

/// The maximum amount of white space that an existing text file may have after the text and still be used, in bytes.
/// Editors add one or two line ends. With a larger limit, more files would have to be read for the comparison.
const MAX_WHITE_BYTES: u64 = 100;

/// Names that Windows reserves for devices, with any number and extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];

/// A folder that receives a file per article.
pub(super) struct OutputFolder {
    path: PathBuf,
    /// The extension of the files, without a dot.
    ending: &'static str,
    /// True if the text of each article is also written, as `.txt`.
    has_text: bool,
    existing: Existing,
    inputs: InputFiles,
    names: UniqueFileNames,
}

impl OutputFolder {
    /// Creates the folder if it does not exist.
    ///
    /// # Errors
    ///
    /// [`UsageError`] if the path is not a folder or cannot be created.
    #[expect(clippy::disallowed_methods, reason = "this file writes output files")]
    pub(super) fn make(
        path: PathBuf,
        format: &'static str,
        existing: Existing,
        inputs: InputFiles,
    ) -> Result<Self, UsageError> {
        fs::create_dir_all(&path).map_err(|why| {
            let why = refuse_folder(&path, &why);
            let name = printable_line(&path.to_string_lossy());
            UsageError(format!("cannot create the folder {name}: {why}"))
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

    /// True if [`OutputFolder::write`] needs the text of the article.
    pub(super) const fn has_text(&self) -> bool {
        self.has_text
    }

    /// Writes the files of an article: all of them, or none. An existing text file with the same text is left
    /// unchanged.
    ///
    /// # Errors
    ///
    /// The path that cannot be written, and the cause.
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
        FileDraft::commit(&drafts).map_err(|(path, why)| {
            let why = refuse_write(&path, &why);
            (path, why)
        })
    }

    /// Writes the draft of one file.
    fn draft(
        &self,
        target: &Path,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<FileDraft, (PathBuf, InputError)> {
        let draft = FileDraft::write(target, self.existing, fill);
        draft.map_err(|why| (target.to_owned(), refuse_write(target, &why)))
    }
}

/// True if a file already contains the text, followed by at most some white space. Offsets are valid in such a file, so
/// it need not be written. This matters if the file is the input itself.
#[expect(
    clippy::disallowed_methods,
    reason = "this file checks existing output files"
)]
fn has_content(path: &Path, text: &str) -> bool {
    // Comparing the sizes first avoids reading a file that cannot match.
    let n_bytes = fs::metadata(path).map_or(0, |about| about.len());
    let n_more = n_bytes.checked_sub(text.len() as u64);
    if n_bytes == 0 || n_more.is_none_or(|n| n > MAX_WHITE_BYTES) {
        return false;
    }
    let Ok(content) = fs::read(path) else {
        return false;
    };
    let rest = content.strip_prefix(text.as_bytes());
    rest.is_some_and(|rest| rest.iter().all(u8::is_ascii_whitespace))
}

/// The file names in use.
#[derive(Default)]
struct UniqueFileNames {
    /// Each name in lower case, because some file systems ignore case, with the number to try for its next duplicate.
    /// Without the number, many equal names would take quadratic time.
    taken: BTreeMap<String, u32>,
}

impl UniqueFileNames {
    /// Returns an unused name for an article. It has only letters, digits, `-`, `_` and `.`, so no id can point outside
    /// the folder.
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

    /// Reserves a name. Returns false if it is already in use.
    fn is_new(&mut self, name: &str) -> bool {
        let key = name.to_lowercase();
        let is_new = !self.taken.contains_key(&key);
        self.taken.entry(key).or_insert(2);
        is_new
    }
}

/// Returns a file name for an id that every file system accepts, at most [`MAX_STEM_BYTES`] long.
fn safe_stem(id: &str) -> String {
    let safe = |c: char| {
        let is_safe = c.is_alphanumeric() || "-_.".contains(c);
        if is_safe { c } else { '-' }
    };
    // The text is normalized to NFC, because some file systems treat equivalent names as equal.
    let stem = clean_text(file_stem_of_id(id));
    let name: String = stem.trim().chars().map(safe).collect();
    let end = name.floor_char_boundary(MAX_STEM_BYTES);
    let name = name
        .get(..end)
        .expect_or_default("the end is a character border");
    let name = name.trim_matches(['-', '.']);
    let first = name
        .split('.')
        .next()
        .expect_or_default("a split has a first part")
        .to_lowercase();
    let device = first.trim_end_matches(|c: char| c.is_ascii_digit());
    match name {
        "" => "article".to_owned(),
        name if DEVICES.contains(&device) => format!("article-{name}"),
        name => name.to_owned(),
    }
}

/// Returns the part of an id that identifies the article: an address without its scheme, or a path without folder and
/// extension.
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

/// True if the text after the last dot is a file extension: a letter and up to four more letters or digits. Otherwise
/// it is part of the name, as in `v1.2` or `f.jsonl:12`.
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
