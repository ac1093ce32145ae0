//! Tests of backup and restore, and of checkpointing the log.
#![expect(clippy::disallowed_methods, reason = "files are made and broken here")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::library::EntryChange;
use crate::store::StoreError;

/// Returns a folder, a library in it with two entries, and the path for its backup.
fn library_and_backup() -> (TempDir, PathBuf, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("data/library.db");
    let mut library = Library::open(&path).expect("a library");
    let feed = subscribe_feed(&mut library, "https://example.org/feed");
    let items = vec![
        sample_item("1", "One", "The grain deal.", 1),
        sample_item("2", "Two", "A ferry.", 2),
    ];
    ingest_items(&mut library, feed, items);
    library
        .apply_change(
            &EntryChange::Tag(vec![EntryId(1)], "kept".into()),
            minutes_after(0),
        )
        .expect("tagged");
    let backup = folder.path().join("backup.db");
    (folder, path, backup)
}

fn open_library(path: &Path) -> Library {
    Library::open(path).expect("a library")
}

fn file_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<_> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_brings_back_what_was_there_when_it_was_made() {
    let (folder, path, backup) = library_and_backup();
    let mut library = open_library(&path);
    let copied = library.backup(&backup, false).expect("a backup");
    assert_eq!((copied.n_entries, copied.n_feeds), (2, 1));
    let about = fs::metadata(&backup).expect("a file");
    assert_eq!(about.len(), copied.n_bytes);
    assert_eq!(about.permissions().mode() & 0o777, 0o600);
    assert_eq!(file_names(folder.path()), ["backup.db", "data"]);
    library
        .apply_change(
            &EntryChange::Untag(vec![EntryId(1)], "kept".into()),
            minutes_after(1),
        )
        .expect("untagged");
    drop(library);
    let restored = Library::restore(&path, &backup, "before").expect("restored");
    assert_eq!(restored.copied.n_entries, 2);
    assert_eq!(find_titles(&open_library(&path), "tag:kept"), ["Two"]);
    assert_eq!(
        find_titles(&open_library(&path), "grain"),
        ["One"],
        "it is indexed"
    );
    let kept = restored.kept.expect("the library before");
    assert_eq!(kept, path.with_extension("db.before"));
    assert!(find_titles(&open_library(&kept), "tag:kept").is_empty());
    assert_eq!(find_titles(&open_library(&kept), "").len(), 2);
    let again = Library::restore(&path, &backup, "before").expect("restored");
    assert_eq!(again.kept, Some(path.with_extension("db.before-2")));
    assert_eq!(
        fs::metadata(&path).expect("a file").permissions().mode() & 0o777,
        0o600
    );
    let files = file_names(&folder.path().join("data"));
    assert_eq!(
        files,
        ["library.db", "library.db.before", "library.db.before-2"]
    );
}

#[test]
fn a_backup_is_made_while_another_program_writes() {
    let (_folder, path, backup) = library_and_backup();
    let other = Connection::open(&path).expect("a database");
    other
        .execute_batch("BEGIN IMMEDIATE; UPDATE entry SET title = 'Half done'")
        .expect("begun");
    let copied = Library::open_reading(&path)
        .expect("a library")
        .backup(&backup, false);
    assert_eq!(copied.expect("a backup").n_entries, 2);
    other.execute_batch("COMMIT").expect("ended");
    assert_eq!(find_titles(&open_library(&backup), ""), ["One", "Two"]);
}

#[test]
fn a_backup_replaces_no_file_unasked_and_never_the_library() {
    let (folder, path, backup) = library_and_backup();
    let library = open_library(&path);
    fs::write(&backup, "mine").expect("written");
    let refused = library.backup(&backup, false);
    assert!(matches!(refused, Err(StoreError::Exists)), "{refused:?}");
    assert_eq!(fs::read_to_string(&backup).expect("read"), "mine");
    let link = folder.path().join("link.db");
    std::os::unix::fs::symlink(&path, &link).expect("a link");
    for to in [&path, &link, &path.with_extension("db-wal")] {
        let refused = library.backup(to, true);
        assert!(matches!(refused, Err(StoreError::Itself)), "{refused:?}");
    }
    let into_folder = library.backup(folder.path(), true);
    assert!(
        matches!(into_folder, Err(StoreError::CannotOpen { .. })),
        "{into_folder:?}"
    );
    let to_backup = folder.path().join("to-backup.db");
    std::os::unix::fs::symlink(&backup, &to_backup).expect("a link");
    library.backup(&to_backup, true).expect("a backup");
    assert!(to_backup.is_symlink(), "the link leads to the new file");
    library.backup(&backup, true).expect("a backup");
    assert_eq!(find_titles(&open_library(&backup), ""), ["One", "Two"]);
    let nowhere = library.backup(&folder.path().join("none/backup.db"), false);
    assert!(
        matches!(nowhere, Err(StoreError::CannotOpen { .. })),
        "{nowhere:?}"
    );
    assert_eq!(find_titles(&library, ""), ["One", "Two"]);
}

#[test]
fn a_file_that_is_no_sound_library_is_not_restored() {
    let (folder, path, backup) = library_and_backup();
    open_library(&path)
        .backup(&backup, false)
        .expect("a backup");
    let check = |is_expected: fn(&StoreError) -> bool| {
        let refused = Library::restore(&path, &backup, "before").expect_err("refused");
        assert!(is_expected(&refused), "{refused:?}");
        assert_eq!(
            find_titles(&open_library(&path), ""),
            ["One", "Two"],
            "the library is as it was"
        );
        assert_eq!(file_names(&folder.path().join("data")), ["library.db"]);
    };
    let whole = fs::read(&backup).expect("a backup");
    fs::write(&backup, &whole[..whole.len() / 2]).expect("written");
    check(|error| matches!(error, StoreError::Damaged { .. }));
    fs::write(&backup, "some words").expect("written");
    check(|error| matches!(error, StoreError::Foreign));
    fs::write(&backup, "").expect("written");
    check(|error| matches!(error, StoreError::Foreign));
    fs::write(&backup, &whole).expect("written");
    let newer = Connection::open(&backup).expect("a database");
    newer.pragma_update(None, "user_version", 99).expect("set");
    drop(newer);
    check(|error| matches!(error, StoreError::Newer { found: 99, .. }));
    fs::remove_file(&backup).expect("removed");
    check(|error| matches!(error, StoreError::CannotOpen { .. }));
    fs::create_dir(&backup).expect("a folder");
    check(|error| matches!(error, StoreError::CannotOpen { .. }));
    let itself = Library::restore(&path, &path, "before").expect_err("refused");
    assert!(matches!(itself, StoreError::Itself), "{itself:?}");
}

#[test]
fn a_damaged_library_is_kept_beside_the_restored_one() {
    let (_folder, path, backup) = library_and_backup();
    open_library(&path)
        .backup(&backup, false)
        .expect("a backup");
    fs::write(&path, "no library any more").expect("broken");
    let restored = Library::restore(&path, &backup, "before").expect("restored");
    assert_eq!(find_titles(&open_library(&path), ""), ["One", "Two"]);
    let kept = restored.kept.expect("the file before");
    assert_eq!(
        fs::read_to_string(kept).expect("read"),
        "no library any more"
    );
}

#[test]
fn a_backup_of_an_earlier_version_is_brought_up_to_date() {
    let folder = TempDir::new().expect("a folder");
    let (path, backup) = (
        folder.path().join("library.db"),
        folder.path().join("old.db"),
    );
    let old = Connection::open(&backup).expect("a database");
    old.execute_batch(include_str!("../sql/v1.sql"))
        .expect("the first version");
    old.execute_batch(
        "PRAGMA application_id = 0x70716c62; PRAGMA user_version = 1;
         INSERT INTO feed (address, title) VALUES ('https://example.org/feed', 'The Gazette');
         INSERT INTO entry (feed, key, place, published, arrived, hash, title) VALUES (1, 1, 16, 1, 1, 1, 'Kept');",
    )
    .expect("an entry");
    drop(old);
    let bytes = fs::read(&backup).expect("a backup");
    let restored = Library::restore(&path, &backup, "before").expect("restored");
    assert_eq!(restored.kept, None);
    assert_eq!(find_titles(&open_library(&path), ""), ["Kept"]);
    assert_eq!(
        fs::read(&backup).expect("a backup"),
        bytes,
        "the backup is as it was"
    );
}

#[test]
fn the_log_is_empty_after_it_was_written_back() {
    let (_folder, path, _) = library_and_backup();
    let mut library = open_library(&path);
    // Another connection is open, so the log could not be removed.
    let other = Library::open_reading(&path).expect("a library");
    library
        .apply_change(&EntryChange::Star(vec![EntryId(1)], true), minutes_after(0))
        .expect("starred");
    let log = path.with_extension("db-wal");
    let n_bytes = || fs::metadata(&log).expect("a log").len();
    assert!(n_bytes() > 0);
    assert!(library.checkpoint());
    assert_eq!(n_bytes(), 0);
    assert_eq!(find_titles(&other, "is:starred"), ["Two"]);
}
