//! Output files named by the user. They are written completely or not at all, never replace an input, and replace other
//! files only with `--force`.
//!
//! `tempfile` is not used: it has no set of files that appear together, and it does not keep the permissions of the file
//! that is replaced.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::input::{InputError, printable_line};

/// The maximum number of names that are tried for a draft. Names contain the process number, so only drafts of a killed
/// process with the same number can be in the way.
const MAX_DRAFT_NAMES: u32 = 1_000;

/// What to do if the output file exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Existing {
    /// Keep it and fail.
    Keep,
    /// Replace it.
    Replace,
}

/// The identity of a file, independent of its path: device number and inode number.
type FileKey = (u64, u64);

/// The input files of a command, which must not be overwritten.
#[derive(Clone, Debug, Default)]
pub(super) struct InputFiles {
    keys: BTreeSet<FileKey>,
}

impl InputFiles {
    /// Returns the set of files at these paths. Hard links, symbolic links and other spellings of a path count as the
    /// same file. Missing files are ignored.
    pub(super) fn of<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Self {
        let keys = paths.into_iter().filter_map(find_key);
        Self {
            keys: keys.collect(),
        }
    }

    /// Adds the file that standard input is redirected from, if there is one.
    pub(super) fn add_standard_input(&mut self) {
        let about = rustix::fs::fstat(io::stdin());
        self.keys
            .extend(about.map(|about| (about.st_dev, about.st_ino)));
    }

    /// Checks that `target` may be written.
    ///
    /// # Errors
    ///
    /// If it is an input, or if it exists and `existing` is [`Existing::Keep`].
    pub(super) fn check_target(&self, target: &Path, existing: Existing) -> Result<(), InputError> {
        if find_key(target).is_some_and(|key| self.keys.contains(&key)) {
            return Err(InputError::new(
                "it is an input, which is never overwritten",
                "choose another output path",
            ));
        }
        // `symlink_metadata` does not follow links: a dangling symbolic link also counts as existing.
        let is_there = fs::symlink_metadata(target).is_ok();
        if is_there && existing == Existing::Keep {
            return Err(refuse_existing());
        }
        Ok(())
    }
}

/// Returns the identity of a file, following symbolic links. `None` if there is no such file.
#[expect(clippy::disallowed_methods, reason = "this file checks output paths")]
fn find_key(path: &Path) -> Option<FileKey> {
    let about = fs::metadata(path).ok()?;
    Some((about.dev(), about.ino()))
}

/// A complete file under a temporary name in the folder of its target. [`FileDraft::commit`] renames it to the target;
/// dropping it without a commit deletes it.
#[derive(Debug)]
pub(super) struct FileDraft {
    path: PathBuf,
    target: PathBuf,
    existing: Existing,
}

impl FileDraft {
    /// Writes a draft with the content from `fill`. It gets the permissions of the file that it will replace.
    ///
    /// # Errors
    ///
    /// If the file cannot be created or written, or if `fill` fails. No draft is left then.
    pub(super) fn write(
        target: &Path,
        existing: Existing,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<Self> {
        let (created, path) = create_draft(target.parent().unwrap_or(Path::new("")))?;
        let draft = Self {
            path,
            target: target.to_owned(),
            existing,
        };
        draft.keep_permissions(&created)?;
        let mut out = BufWriter::new(created);
        fill(&mut out)?;
        out.flush()?;
        Ok(draft)
    }

    /// Copies the permissions of the file that the draft will replace, if there is one.
    fn keep_permissions(&self, file: &File) -> io::Result<()> {
        match fs::symlink_metadata(&self.target) {
            Ok(about) if about.is_file() => file.set_permissions(about.permissions()),
            _ => Ok(()),
        }
    }

    /// Renames the drafts to their targets. New targets appear all together or not at all. A target that is a symbolic
    /// link is itself replaced, not the file that it points to.
    ///
    /// # Errors
    ///
    /// The first target that could not be written, with the cause.
    pub(super) fn commit(drafts: &[Self]) -> Result<(), (PathBuf, io::Error)> {
        let mut reserved = Vec::new();
        for draft in drafts {
            // `rename` replaces an existing file silently, so a target that must not exist is first created empty.
            if draft.existing == Existing::Keep {
                let place = Reserved::new(&draft.target);
                reserved.push(place.map_err(|why| (draft.target.clone(), why))?);
            }
        }
        for draft in drafts {
            draft.rename().map_err(|why| (draft.target.clone(), why))?;
        }
        reserved.into_iter().for_each(Reserved::keep);
        Ok(())
    }

    #[expect(clippy::disallowed_methods, reason = "this file writes output files")]
    fn rename(&self) -> io::Result<()> {
        fs::rename(&self.path, &self.target)
    }
}

impl Drop for FileDraft {
    #[expect(
        clippy::disallowed_methods,
        reason = "this file removes the drafts that it made"
    )]
    fn drop(&mut self) {
        // After a commit this fails, because the draft no longer has this name.
        let _ = fs::remove_file(&self.path);
    }
}

/// A path reserved by creating an empty file, which is deleted on drop unless [`Reserved::keep`] is called.
struct Reserved {
    path: Option<PathBuf>,
}

impl Reserved {
    #[expect(clippy::disallowed_methods, reason = "this file writes output files")]
    fn new(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).open(path)?;
        Ok(Self {
            path: Some(path.to_owned()),
        })
    }

    fn keep(mut self) {
        self.path = None;
    }
}

impl Drop for Reserved {
    #[expect(
        clippy::disallowed_methods,
        reason = "this file removes the files that it made"
    )]
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            let _ = fs::remove_file(path);
        }
    }
}

/// Creates a new file in the folder under an unused temporary name.
///
/// # Errors
///
/// If it cannot be created, or if [`MAX_DRAFT_NAMES`] names are taken.
#[expect(clippy::disallowed_methods, reason = "this file writes output files")]
fn create_draft(folder: &Path) -> io::Result<(File, PathBuf)> {
    let process = std::process::id();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    for n in 0..MAX_DRAFT_NAMES {
        let path = folder.join(format!(".pullquote-{process}-{n}.tmp"));
        match options.open(&path) {
            Ok(file) => return Ok((file, path)),
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {}
            Err(why) => return Err(why),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Writes a file completely or not at all.
///
/// # Errors
///
/// If it cannot be written, or if it exists and `existing` is [`Existing::Keep`].
pub(super) fn write_file(
    target: &Path,
    existing: Existing,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let draft = FileDraft::write(target, existing, fill)?;
    FileDraft::commit(&[draft]).map_err(|(_, why)| why)
}

fn refuse_existing() -> InputError {
    InputError::new(
        "the file already exists",
        "replace it with --force, or choose another path",
    )
}

/// Converts an I/O error from writing a file into a message with the folder at fault and a hint.
pub(super) fn refuse_write(target: &Path, why: &io::Error) -> InputError {
    let folder = printable_folder(target.parent().unwrap_or(Path::new("")));
    let (cause, hint) = match why.kind() {
        io::ErrorKind::AlreadyExists => return refuse_existing(),
        io::ErrorKind::NotFound => (
            format!("the folder {folder} does not exist"),
            "create it first, or choose another path",
        ),
        io::ErrorKind::NotADirectory => {
            (format!("{folder} is not a folder"), "choose another path")
        }
        io::ErrorKind::PermissionDenied => (
            format!("permission denied in the folder {folder}"),
            "make it writable for you, or choose another path",
        ),
        io::ErrorKind::ReadOnlyFilesystem => (
            format!("the folder {folder} is on a read-only file system"),
            "choose another path",
        ),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (
            format!("the disk with the folder {folder} is full"),
            "free some space, or choose another path",
        ),
        io::ErrorKind::IsADirectory => (
            "there is a folder with that name".to_owned(),
            "choose another path",
        ),
        _ => return InputError::new(why.to_string(), "try again or choose another path"),
    };
    InputError::new(cause, hint)
}

/// Converts an I/O error from creating a folder and its parents into a message with the folder at fault and a hint.
pub(super) fn refuse_folder(folder: &Path, why: &io::Error) -> InputError {
    let is_there = |path: &&Path| path.as_os_str().is_empty() || fs::symlink_metadata(path).is_ok();
    let nearest = folder.ancestors().find(is_there).unwrap_or(folder);
    match why.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => InputError::new(
            format!("{} is not a folder", printable_folder(nearest)),
            "choose another path",
        ),
        // Some file systems, such as that of `/proc`, answer so where nothing can be created.
        io::ErrorKind::NotFound => InputError::new(
            format!("nothing can be created in {}", printable_folder(nearest)),
            "choose another path",
        ),
        // The folder could not be created in the nearest one that exists.
        _ => refuse_write(&nearest.join("new"), why),
    }
}

/// Returns the path of a folder for messages; the current one as `.`.
fn printable_folder(folder: &Path) -> String {
    if folder.as_os_str().is_empty() {
        ".".to_owned()
    } else {
        printable_line(&folder.to_string_lossy())
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "these tests use temporary files")]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use tempfile::TempDir;

    use super::*;

    fn names_in(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<_> = names
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn write_words(target: &Path, existing: Existing, words: &str) -> io::Result<()> {
        write_file(target, existing, |out| out.write_all(words.as_bytes()))
    }

    #[test]
    fn messages_name_the_folder_and_what_to_try() {
        let said = |kind: io::ErrorKind| refuse_write(Path::new("ro/x.json"), &kind.into());
        assert_eq!(
            said(io::ErrorKind::PermissionDenied).to_string(),
            "permission denied in the folder ro; make it writable for you, or choose another path"
        );
        assert_eq!(
            said(io::ErrorKind::ReadOnlyFilesystem).to_string(),
            "the folder ro is on a read-only file system; choose another path"
        );
        let here = refuse_write(Path::new("x.json"), &io::ErrorKind::StorageFull.into());
        assert!(
            here.to_string()
                .starts_with("the disk with the folder . is full")
        );
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("missing/x.txt");
        let why = write_words(&path, Existing::Keep, "one").expect_err("no folder");
        let said = refuse_write(&path, &why).to_string();
        let missing = folder.path().join("missing");
        assert!(
            said.starts_with(&format!(
                "the folder {} does not exist; ",
                missing.display()
            )),
            "{said}"
        );
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_blamed_on_the_one_above_it() {
        let folder = TempDir::new().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "words").expect("a file");
        symlink("nowhere", at("broken")).expect("a link");
        for (name, blamed) in [("file/a/b", "file"), ("file", "file"), ("broken", "broken")] {
            let why = fs::create_dir_all(at(name)).expect_err(name);
            let said = refuse_folder(&at(name), &why).to_string();
            let expected = format!(
                "{} is not a folder; choose another path",
                at(blamed).display()
            );
            assert_eq!(said, expected);
        }
        let said = refuse_folder(&at("a/b"), &io::ErrorKind::PermissionDenied.into());
        let expected = format!(
            "permission denied in the folder {};",
            folder.path().display()
        );
        assert!(said.to_string().starts_with(&expected), "{said}");
    }

    #[test]
    fn a_file_that_is_there_is_kept_or_replaced_whole() {
        let folder = TempDir::new().expect("a folder");
        let target = folder.path().join("a.txt");
        write_words(&target, Existing::Keep, "one").expect("written");
        let why = write_words(&target, Existing::Keep, "two").expect_err("kept");
        assert_eq!(why.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&target).expect("a file"), "one");
        fs::set_permissions(&target, fs::Permissions::from_mode(0o600)).expect("set");
        write_words(&target, Existing::Replace, "three").expect("written");
        assert_eq!(fs::read_to_string(&target).expect("a file"), "three");
        let mode = fs::metadata(&target).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(names_in(folder.path()), ["a.txt"]);
    }

    #[test]
    fn a_failure_leaves_the_old_file_and_nothing_else() {
        let folder = TempDir::new().expect("a folder");
        let target = folder.path().join("a.txt");
        let fail = |out: &mut dyn Write| {
            out.write_all(b"half")?;
            Err(io::ErrorKind::StorageFull.into())
        };
        assert!(write_file(&target, Existing::Keep, fail).is_err());
        assert!(names_in(folder.path()).is_empty());
        fs::write(&target, "old").expect("a file");
        assert!(write_file(&target, Existing::Replace, fail).is_err());
        assert_eq!(fs::read_to_string(&target).expect("a file"), "old");
        assert_eq!(names_in(folder.path()), ["a.txt"]);
    }

    #[test]
    fn of_two_new_files_both_are_made_or_none() {
        let folder = TempDir::new().expect("a folder");
        let (one, other) = (folder.path().join("a.txt"), folder.path().join("a.ann"));
        fs::write(&other, "old").expect("a file");
        let draft =
            |target: &Path| FileDraft::write(target, Existing::Keep, |_| Ok(())).expect("a draft");
        let drafts = vec![draft(&one), draft(&other)];
        let (path, why) = FileDraft::commit(&drafts).expect_err("one is there");
        assert_eq!((path, why.kind()), (other, io::ErrorKind::AlreadyExists));
        drop(drafts);
        assert_eq!(names_in(folder.path()), ["a.ann"]);
    }

    #[test]
    fn a_link_is_replaced_and_not_followed() {
        let folder = TempDir::new().expect("a folder");
        let (link, far) = (folder.path().join("link"), folder.path().join("far"));
        fs::write(&far, "far").expect("a file");
        symlink(&far, &link).expect("a link");
        assert!(write_words(&link, Existing::Keep, "new").is_err());
        write_words(&link, Existing::Replace, "new").expect("written");
        assert_eq!(fs::read_to_string(&far).expect("a file"), "far");
        assert_eq!(fs::read_to_string(&link).expect("a file"), "new");
    }

    #[test]
    fn an_input_is_no_target_whatever_it_is_called() {
        let folder = TempDir::new().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("input"), "words").expect("a file");
        fs::write(at("other"), "words").expect("a file");
        fs::hard_link(at("input"), at("hard")).expect("a link");
        symlink("input", at("soft")).expect("a link");
        symlink("nowhere", at("broken")).expect("a link");
        let inputs = InputFiles::of([at("./soft").as_path(), at("missing").as_path()]);
        for (name, is_free_with_force) in [
            ("input", false),
            ("hard", false),
            ("soft", false),
            ("other", true),
            ("broken", true),
        ] {
            let check = |existing| inputs.check_target(&at(name), existing).is_ok();
            assert_eq!(check(Existing::Replace), is_free_with_force, "{name}");
            assert!(!check(Existing::Keep), "{name}");
        }
        assert!(inputs.check_target(&at("new"), Existing::Keep).is_ok());
    }
}
