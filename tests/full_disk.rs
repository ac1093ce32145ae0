//! Libraries that cannot be written: on a full disk, on a read-only file system, and with a limit on the file size.
//!
//! The full and the read-only file system are mounted, which needs privileges; without them, these tests print a line
//! and pass. The limit on the file size works everywhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use jiff::Timestamp;
use pullquote::feeds::{Feed, FeedItem, Subscription};
use pullquote::library::{CopyFolding, EntryChange, EntryId, EntryOrder, FeedId, Query};
use pullquote::store::{
    FeedOutcome, FeedResponse, Library, Obstacle, Retention, StoreError, Validators,
};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_pullquote");

fn now() -> Timestamp {
    "2026-03-10T12:00:00Z".parse().expect("a time")
}

fn answer(n_items: usize) -> FeedOutcome {
    let items = (0..n_items).map(|n| {
        // Different words in each entry, so that the full-text index grows with every entry.
        let words: Vec<_> = (0..300)
            .map(|m| format!("w{}", (n * 131 + m * 17) % 3001))
            .collect();
        FeedItem {
            id: format!("{n}"),
            title: format!("Tide {n}"),
            content: format!("<p>The harbour said “we are ready”. {}", words.join(" ")),
            ..FeedItem::default()
        }
    });
    FeedOutcome {
        answer: FeedResponse::Feed {
            feed: Box::new(Feed {
                title: "The Gazette".into(),
                items: items.collect(),
                ..Feed::default()
            }),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        // Never due: these tests do not contact a server.
        due: "2999-01-01T00:00:00Z".parse().expect("a time"),
        moved: None,
    }
}

/// Creates a library with `n_items` entries in a folder.
fn make_library(folder: &Path, n_items: usize) -> FeedId {
    let mut library = Library::open(&folder.join("library.db")).expect("a library");
    let feed = library
        .subscribe(&Subscription::of("https://example.org/feed"), now())
        .expect("a feed");
    library
        .ingest(feed, &answer(n_items), now())
        .expect("taken");
    library.index_all(now()).expect("indexed");
    feed
}

fn ids(library: &Library, words: &str) -> Vec<EntryId> {
    let query = Query::parse(words, jiff::civil::Date::constant(2026, 3, 10)).expect(words);
    let listed = library.list(&query, EntryOrder::Newest, CopyFolding::Apart, usize::MAX);
    listed.expect("a list").ids
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command
        .args(arguments)
        .arg("--data-dir")
        .arg(folder)
        .env_clear();
    command.env("HOME", "/nowhere").stdin(Stdio::null());
    command.output().expect("the program runs")
}

fn words(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (text(&output.stdout), text(&output.stderr))
}

/// A mounted file system, unmounted on drop.
struct Mount(PathBuf);

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[expect(clippy::print_stderr, reason = "a case that is left out says why")]
fn skip(why: &str) -> Option<Mount> {
    eprintln!("skipped, nothing can be mounted here: {why}");
    None
}

/// Mounts a file system. If that is not allowed, prints why the test is skipped and returns `None`.
fn mount(arguments: &[&str], at: &Path) -> Option<Mount> {
    let done = Command::new("mount").args(arguments).arg(at).output();
    match done {
        Ok(output) if output.status.success() => Some(Mount(at.to_owned())),
        Ok(output) => {
            let why = String::from_utf8_lossy(&output.stderr).into_owned();
            skip(why.trim())
        }
        Err(why) => skip(&why.to_string()),
    }
}

/// Mounts a file system of `n_kilobytes`.
fn small_disk(at: &Path, n_kilobytes: u32) -> Option<Mount> {
    let size = format!("size={n_kilobytes}k");
    mount(&["-t", "tmpfs", "-o", &size, "tmpfs"], at)
}

/// Fills the disk up to `n_free` bytes.
fn fill(at: &Path, n_free: u64) {
    use std::io::Write as _;
    let path = at.join("fill");
    let mut file = fs::File::create(&path).expect("a file");
    while file.write(&[1; 1024]).is_ok_and(|n| n > 0) {}
    let n_bytes = file.metadata().expect("a file").len();
    file.set_len(n_bytes.saturating_sub(n_free))
        .expect("shorter");
}

/// Checks that all commands that only read work on this library, and that a change fails with `why` in its message.
#[track_caller]
fn can_only_be_read(run: impl Fn(&[&str]) -> Output, why: &str) {
    for (arguments, expected) in [
        (&["list"][..], "Tide 1"),
        (&["search", "harbour"], "we are ready"),
        (&["open", "2"], "The harbour said"),
        (&["open", "2", "--json"], "\"quotes\""),
        (&["feeds"], "The Gazette"),
        (&["export"], "https://example.org/feed"),
        (&["doctor"], "12 entries"),
        (&["tag"], ""),
    ] {
        let (out, err) = words(&run(arguments));
        assert!(out.contains(expected), "{arguments:?}: {out}{err}");
        assert!(!err.contains("bug in pullquote"), "{err}");
        let printed = if arguments[0] == "doctor" { &out } else { &err };
        assert!(printed.contains(why), "{arguments:?}: {out}{err}");
    }
    let output = run(&["star", "1"]);
    let (_, err) = words(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(err.contains(&why.to_lowercase()), "{err}");
    assert!(err.contains("can still be read"), "{err}");
}

#[test]
fn where_files_may_not_grow_everything_can_be_read() {
    let folder = TempDir::new().expect("a folder");
    make_library(folder.path(), 12);
    // With at most 8 KB per file, SQLite cannot create the shared index of its write-ahead log. SIGXFSZ is ignored, so
    // that writing beyond the limit is an error and does not kill the program.
    let limited = |arguments: &[&str]| {
        let mut command = Command::new("sh");
        command
            .args([
                "-c",
                "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\"",
                PROGRAM,
            ])
            .args(arguments)
            .arg("--data-dir")
            .arg(folder.path())
            .env_clear();
        command.env("HOME", "/nowhere").stdin(Stdio::null());
        command.output().expect("the program runs")
    };
    can_only_be_read(limited, "The disk is full");
    let (out, _) = words(&run(folder.path(), &["star", "1"]));
    assert_eq!(out, "Changed 1 of 1 entry\n", "with room it works again");
}

#[test]
fn on_a_full_disk_everything_can_be_read() {
    let folder = TempDir::new().expect("a folder");
    let Some(disk) = small_disk(folder.path(), 4096) else {
        return;
    };
    let data = disk.0.join("data");
    make_library(&data, 12);
    fill(&disk.0, 0);
    can_only_be_read(|arguments| run(&data, arguments), "The disk is full");
    fs::remove_file(disk.0.join("fill")).expect("room");
    let (out, err) = words(&run(&data, &["star", "1"]));
    assert_eq!((out.as_str(), err.as_str()), ("Changed 1 of 1 entry\n", ""));
}

#[test]
fn on_a_read_only_disk_everything_can_be_read() {
    let folder = TempDir::new().expect("a folder");
    make_library(folder.path(), 12);
    let at = folder.path().to_str().expect("UTF-8");
    let Some(disk) = mount(&["--bind", at], folder.path()) else {
        return;
    };
    let again = Command::new("mount")
        .args(["-o", "remount,bind,ro"])
        .arg(&disk.0)
        .output();
    assert!(
        again.expect("mount").status.success(),
        "what may be mounted may be mounted so"
    );
    can_only_be_read(
        |arguments| run(&disk.0, arguments),
        "The library is read-only",
    );
    let output = run(&disk.0.join("none"), &["list"]);
    let (_, err) = words(&output);
    assert!(err.contains("does not exist yet"), "{err}");
}

#[test]
fn what_a_killed_program_left_in_the_log_is_read_on_a_full_disk() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path().join("data");
    let copy = folder.path().join("copy");
    make_library(&data, 12);
    let mut library = Library::open(&data.join("library.db")).expect("a library");
    library
        .apply_change(&EntryChange::Tag(vec![EntryId(3)], "kept".into()), now())
        .expect("tagged");
    // The state after a killed program: with a write-ahead log, but without its shared index.
    fs::create_dir(&copy).expect("a folder");
    let Some(disk) = small_disk(&copy, 2048) else {
        return;
    };
    for name in ["library.db", "library.db-wal"] {
        fs::copy(data.join(name), copy.join(name)).expect("copied");
    }
    drop(library);
    fill(&disk.0, 0);
    let library = Library::open(&copy.join("library.db")).expect("a library");
    let limit = library.reading_only().expect("a reason");
    assert_eq!((limit.obstacle, limit.n_unseen_bytes), (Obstacle::Full, 0));
    assert_eq!(ids(&library, "tag:kept"), [EntryId(3)]);
}

#[test]
fn a_library_that_can_only_be_read_is_opened_again_when_it_changed() {
    let folder = TempDir::new().expect("a folder");
    let Some(disk) = small_disk(folder.path(), 4096) else {
        return;
    };
    let path = disk.0.join("library.db");
    make_library(&disk.0, 12);
    fill(&disk.0, 0);
    let limited = Library::open_reading(&path).expect("a library");
    assert!(limited.reading_only().is_some() && !limited.is_stale());
    fs::remove_file(disk.0.join("fill")).expect("room");
    let mut library = Library::open(&path).expect("a library");
    assert!(library.reading_only().is_none());
    library
        .apply_change(&EntryChange::Star(vec![EntryId(1)], true), now())
        .expect("starred");
    assert!(limited.is_stale());
}

#[test]
fn entries_are_thrown_away_on_a_disk_with_little_room() {
    let folder = TempDir::new().expect("a folder");
    let Some(disk) = small_disk(folder.path(), 12_000) else {
        return;
    };
    let path = disk.0.join("library.db");
    let feed = make_library(&disk.0, 600);
    let mut library = Library::open(&path).expect("a library");
    library.unsubscribe(feed, now()).expect("unsubscribed");
    drop(library);
    fill(&disk.0, 0);
    let mut library = Library::open_alone(&path).expect("a library");
    let refused = library.collect_garbage(&Retention::default(), now());
    let Err(StoreError::NoRoomToFree { needed }) = refused else {
        panic!("{refused:?}");
    };
    drop(library);
    fill(&disk.0, needed);
    let mut library = Library::open(&path).expect("a library");
    let gone = library
        .collect_garbage(&Retention::default(), now())
        .expect("thrown away");
    assert_eq!((gone.n_entries, gone.n_feeds), (600, 1));
    let size = library.size().expect("a size");
    assert!(size.n_empty_bytes > size.n_bytes / 4, "{size:?}");
    for finding in library.check_integrity().expect("checked") {
        assert!(finding.faults.is_empty(), "{finding:?}");
    }
}

#[test]
fn an_earlier_version_on_a_full_disk_is_read_in_memory() {
    let folder = TempDir::new().expect("a folder");
    let Some(disk) = small_disk(folder.path(), 2048) else {
        return;
    };
    let path = disk.0.join("library.db");
    let script = include_str!("../src/store/sql/v1.sql");
    // The program cannot create a library of an old version. The upgrade itself is tested in `store`.
    let old = rusqlite::Connection::open(&path).expect("a database");
    old.execute_batch(script).expect("the first version");
    old.execute_batch(
        "PRAGMA journal_mode = wal; PRAGMA application_id = 0x70716c62; PRAGMA user_version = 1;
         INSERT INTO feed (address, title) VALUES ('https://example.org/feed', 'The Gazette');
         INSERT INTO entry (feed, key, place, published, arrived, hash, title) VALUES (1, 1, 16, 1, 1, 1, 'Kept');",
    )
    .expect("an entry");
    drop(old);
    fill(&disk.0, 0);
    for library in [Library::open(&path), Library::open_reading(&path)] {
        let library = library.expect("a library");
        assert!(library.reading_only().expect("a reason").is_copy);
        assert_eq!(ids(&library, "").len(), 1);
    }
}
