//! Tests of opening a file: new, newer, foreign, damaged, locked, on a full or read-only disk.
#![expect(clippy::disallowed_methods, reason = "files are made and broken here")]

use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::store::StoreError;

fn library_path() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("data/library.db");
    (folder, path)
}

#[test]
fn a_new_library_is_the_users_alone_and_opens_again() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = library_path();
    let mut library = Library::open(&path).expect("a library");
    let feed = subscribe_feed(&mut library, "https://example.org/feed");
    ingest_items(
        &mut library,
        feed,
        vec![sample_item("1", "One", "Text.", 1)],
    );
    let rights = |path: &PathBuf| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!(rights(&path), 0o600);
    assert_eq!(rights(&path.with_extension("db-wal")), 0o600);
    let second = Library::open_reading(&path).expect("a second one");
    assert_eq!(find_titles(&second, ""), ["One"]);
    drop((library, second));
    assert_eq!(
        find_titles(&Library::open(&path).expect("again"), ""),
        ["One"]
    );
}

#[test]
fn a_later_version_is_left_alone() {
    let (_folder, path) = library_path();
    drop(Library::open(&path).expect("a library"));
    let other = Connection::open(&path).expect("a database");
    other.pragma_update(None, "user_version", 99).expect("set");
    drop(other);
    assert!(matches!(
        Library::open(&path),
        Err(StoreError::Newer { found: 99, .. })
    ));
    assert!(matches!(
        Library::open_reading(&path),
        Err(StoreError::Newer { .. })
    ));
}

#[test]
fn an_earlier_version_is_brought_up_to_date_with_all_that_is_in_it() {
    let (_folder, path) = library_path();
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    let old = Connection::open(&path).expect("a database");
    old.execute_batch(include_str!("../sql/v1.sql"))
        .expect("the first version");
    old.execute_batch(
        "PRAGMA application_id = 0x70716c62; PRAGMA user_version = 1;
         INSERT INTO feed (address, title) VALUES ('https://example.org/feed', 'The Gazette');
         INSERT INTO entry (feed, key, place, published, arrived, hash, title) VALUES (1, 1, 16, 1, 1, 1, 'Kept');",
    )
    .expect("an entry");
    drop(old);
    assert!(matches!(
        Library::open_reading(&path),
        Err(StoreError::Older { found: 1, .. })
    ));
    let library = Library::open(&path).expect("a library");
    assert_eq!(find_titles(&library, ""), ["Kept"]);
    assert!(find_ids(&library, "entity:nobody").is_empty());
    Library::open_reading(&path).expect("up to date");
}

/// Creates a library of version 7 with passwords in its addresses, and one entry with this link.
fn make_version_7(path: &std::path::Path, link: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    let old = Connection::open(path).expect("a database");
    for version in [
        include_str!("../sql/v1.sql"),
        include_str!("../sql/v2.sql"),
        include_str!("../sql/v3.sql"),
        include_str!("../sql/v4.sql"),
        include_str!("../sql/v5.sql"),
        include_str!("../sql/v6.sql"),
        include_str!("../sql/v7.sql"),
    ] {
        old.execute_batch(version).expect("a version");
    }
    let key = crate::text::content_hash(link.as_bytes()).cast_signed();
    old.execute_batch(&format!(
        "PRAGMA application_id = 0x70716c62; PRAGMA user_version = 7;
         INSERT INTO feed (address, link, etag) VALUES ('https://me:secret@example.org/feed', 'https://me:secret@example.org/', 'x');
         INSERT INTO feed (address) VALUES ('https://example.org/feed'), ('file:///a@b.xml'), ('https://plain.example/@me');
         INSERT INTO entry (feed, key, place, published, arrived, hash, title, link, has_page)
           VALUES (1, {key}, 16, 1, 2, 1, 'Kept', '{link}', 0);
         INSERT INTO body (id, shape, text) VALUES (2, x'', '');
         INSERT INTO enclosure (entry, n, address) VALUES (1, 0, 'https://me:secret@example.org/a.mp3');"
    ))
    .expect("an entry");
}

#[test]
fn names_and_passwords_leave_the_addresses_of_an_earlier_version() {
    let (_folder, path) = library_path();
    let link = "https://me:secret@example.org/one";
    make_version_7(&path, link);
    let mut library = Library::open(&path).expect("a library");
    let feeds = library.feeds().expect("feeds");
    let mut addresses: Vec<_> = feeds
        .iter()
        .map(|feed| feed.subscription.address.as_str())
        .collect();
    addresses.sort_unstable();
    assert_eq!(
        addresses,
        [
            "file:///a@b.xml",
            "https://example.org/feed",
            "https://example.org/feed#1",
            "https://plain.example/@me"
        ]
    );
    let first = library.feed(FeedId(1)).expect("the feed");
    assert_eq!(first.health.remarks.len(), 1);
    assert!(first.health.remarks[0].contains("--set 1 --credentials-command"));
    assert!(
        feeds
            .iter()
            .filter(|feed| feed.id != FeedId(1))
            .all(|feed| feed.health.remarks.is_empty())
    );
    let known = FeedItem {
        id: "https://example.org/one".into(),
        title: "Kept".into(),
        link: Link::parse(link),
        ..FeedItem::default()
    };
    let taken = ingest_items(&mut library, FeedId(1), vec![known]);
    assert_eq!(
        taken.n_new, 0,
        "it is known by its link, which is another now"
    );
    drop(library);
    let other = Connection::open(path).expect("a database");
    for table in ["feed", "entry", "enclosure"] {
        let column = if table == "entry" { "link" } else { "address" };
        let mut statement = other
            .prepare(&format!("SELECT {column} FROM {table}"))
            .expect("a question");
        let rows = statement
            .query_map([], |row| row.get::<_, String>(0))
            .expect("rows");
        assert!(
            rows.flatten().all(|address| !address.contains("secret")),
            "{table}"
        );
    }
}

#[test]
fn another_programs_database_and_other_files_are_left_alone() {
    let (_folder, path) = library_path();
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    let other = Connection::open(&path).expect("a database");
    other.execute_batch("CREATE TABLE mine (x)").expect("made");
    drop(other);
    assert!(matches!(Library::open(&path), Err(StoreError::Foreign)));
    let text = "Not a database at all. ".repeat(100);
    fs::write(&path, &text).expect("written");
    assert!(matches!(Library::open(&path), Err(StoreError::Foreign)));
    assert_eq!(fs::read_to_string(&path).expect("read"), text);
}

#[test]
fn a_writer_that_does_not_finish_is_told_and_readers_go_on() {
    let (_folder, path) = library_path();
    let mut library = Library::open(&path).expect("a library");
    library
        .connection
        .busy_timeout(std::time::Duration::ZERO)
        .expect("set");
    let other = Connection::open(&path).expect("a database");
    other.execute_batch("BEGIN IMMEDIATE").expect("begun");
    let refused = library.subscribe(
        &Subscription::of("https://example.org/feed"),
        minutes_after(0),
    );
    assert!(matches!(refused, Err(StoreError::Locked)));
    assert!(library.feeds().expect("feeds").is_empty());
    other.execute_batch("ROLLBACK").expect("ended");
    subscribe_feed(&mut library, "https://example.org/feed");
}

#[test]
fn a_full_disk_is_told_and_nothing_half_written_stays() {
    let (_folder, path) = library_path();
    let mut library = Library::open(&path).expect("a library");
    let feed = subscribe_feed(&mut library, "https://example.org/feed");
    let pages: i64 = library
        .connection
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .expect("pages");
    library
        .connection
        .pragma_update(None, "max_page_count", pages + 5)
        .expect("set");
    let items: Vec<_> = (0..200)
        .map(|n| sample_item(&n.to_string(), "Title", &"words ".repeat(500), n))
        .collect();
    let refused = library.ingest(feed, &feed_outcome(items), minutes_after(0));
    assert!(matches!(refused, Err(StoreError::Full)), "{refused:?}");
    assert!(find_titles(&library, "").is_empty());
    assert_eq!(library.feed(feed).expect("the feed").health.checked, None);
    ingest_items(
        &mut library,
        feed,
        vec![sample_item("1", "One", "Text.", 1)],
    );
    assert_eq!(find_titles(&library, ""), ["One"]);
}

#[test]
fn a_place_that_is_none_is_told() {
    let (folder, path) = library_path();
    fs::write(
        folder.path().join("data"),
        "a file where a folder should be",
    )
    .expect("written");
    assert!(matches!(
        Library::open(&path),
        Err(StoreError::CannotOpen { .. })
    ));
    assert!(matches!(
        Library::open_reading(&path),
        Err(StoreError::CannotOpen { .. })
    ));
}
