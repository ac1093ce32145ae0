//! Kills the program at random moments while it refreshes from a local server and while it tags entries. Everything
//! that it reported as done must survive, and nothing half-done may be visible.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;
use std::{env, thread};

use pullquote::library::{CopyFolding, EntryId, EntryOrder, Query};
use pullquote::store::Library;
use tempfile::TempDir;

use crate::server::{send_answer, serve_requests};

/// The number of feeds.
const N_FEEDS: usize = 6;
/// The number of new items that a feed has on each request.
const N_ITEMS: usize = 10;

/// A pseudo-random number generator with a fixed seed, so that every run is the same.
struct TestRng(u64);

impl TestRng {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Returns a feed whose items are new in each turn.
fn feed_xml(turn: usize) -> String {
    let items = (turn * N_ITEMS..(turn + 1) * N_ITEMS).map(|n| {
        format!(
            "<item><title>N{n}</title><guid>id:{n}</guid><description>{}</description></item>",
            "Some words of a text about a ferry. ".repeat(60)
        )
    });
    let items: String = items.collect();
    format!("<rss version='2.0'><channel><title>Harbour</title>{items}</channel></rss>")
}

fn program_command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pullquote"));
    command.env_clear().env("HOME", home).stdin(Stdio::null());
    command.arg("--data-dir").arg(home).args(arguments);
    command
}

/// Runs the program and kills it after `after`, unless it exits earlier. Returns its output.
fn run_and_kill(home: &Path, arguments: &[&str], after: Duration) -> String {
    let mut child = program_command(home, arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child");
    let mut output = child.stdout.take().expect("a pipe");
    let (sender, receiver) = channel();
    let reader = thread::spawn(move || {
        let mut said = String::new();
        output.read_to_string(&mut said).expect("text");
        let _ = sender.send(());
        said
    });
    if receiver.recv_timeout(after).is_err() {
        child.kill().expect("killed");
    }
    child.wait().expect("gone");
    // Output from before the kill also counts as reported.
    reader.join().expect("what it said")
}

/// Returns all entries. Fails if the library is inconsistent or contains part of a feed.
#[track_caller]
fn check_sound(path: &Path) -> Vec<EntryId> {
    let library = Library::open(path).expect("a library");
    for finding in library.check_integrity().expect("checked") {
        assert!(finding.faults.is_empty(), "{finding:?}");
    }
    for feed in library.feeds().expect("feeds") {
        assert_eq!(
            usize::try_from(feed.n_entries).expect("small") % N_ITEMS,
            0,
            "a feed is taken whole"
        );
    }
    let all = library.list(
        &Query::All,
        EntryOrder::Newest,
        CopyFolding::Apart,
        usize::MAX,
    );
    all.expect("a list").ids
}

/// Runs the program to tag an entry, and kills it. Returns the tag and entry if the program reported success.
fn tag_and_kill(
    home: &Path,
    name: &str,
    id: EntryId,
    after: Duration,
) -> Option<(String, EntryId)> {
    let said = run_and_kill(home, &["tag", name, &id.0.to_string()], after);
    said.starts_with("Changed 1 of 1 entry")
        .then(|| (name.to_owned(), id))
}

#[track_caller]
fn check_tags(path: &Path, tagged: &[(String, EntryId)]) {
    let library = Library::open(path).expect("a library");
    for (name, id) in tagged {
        let rows = library.rows(&[*id]).expect("rows");
        assert!(rows[0].tags.contains(name), "{name} of {id:?}");
    }
}

#[test]
fn what_the_program_says_is_done_outlives_its_being_killed() {
    let turns = AtomicUsize::new(0);
    let root = serve_requests(move |_, stream| {
        let turn = turns.fetch_add(1, Ordering::Relaxed);
        send_answer(stream, "200 OK", feed_xml(turn).as_bytes());
    });
    let folder = TempDir::new().expect("a folder");
    let home = folder.path();
    let path = home.join("library.db");
    for n in 0..N_FEEDS {
        let address = format!("{root}/{n}");
        let added = program_command(home, &["add", "--unchecked", &address]).output();
        assert!(added.expect("an end").status.success());
    }
    let n_kills = env::var("PULLQUOTE_KILLS").ok();
    let n_kills: u64 = n_kills.and_then(|n| n.parse().ok()).unwrap_or(20);
    let mut chance = TestRng(11);
    let mut before = check_sound(&path);
    let mut tagged: Vec<(String, EntryId)> = Vec::new();
    for n in 0..n_kills {
        let is_annotated = n % 4 == 3;
        let mut arguments = vec!["refresh", "--all"];
        if !is_annotated {
            arguments.push("--no-annotate");
        }
        let longest = if is_annotated { 900 } else { 150 };
        let after = Duration::from_millis(chance.below(longest));
        let said = run_and_kill(home, &arguments, after);
        let now = check_sound(&path);
        assert!(
            before.iter().all(|id| now.contains(id)),
            "what was there stays"
        );
        if !said.is_empty() {
            let n_new = format!("{N_FEEDS} feeds: {} new", now.len() - before.len());
            assert!(said.starts_with(&n_new), "{said}");
        }
        before = now;
        if let Some(id) = before.first().copied() {
            let after = Duration::from_millis(chance.below(40));
            tagged.extend(tag_and_kill(home, &format!("t{n}"), id, after));
        }
        check_sound(&path);
        check_tags(&path, &tagged);
    }
    check_nothing_left_over(home);
}

/// Checks that an undisturbed refresh completes all pending work.
fn check_nothing_left_over(home: &Path) {
    let ended = program_command(home, &["refresh", "--all", "--quiet"]).status();
    assert!(ended.expect("an end").success());
    let path = home.join("library.db");
    let library = Library::open(&path).expect("a library");
    assert_eq!(library.n_waiting().expect("a number"), 0);
    let today = jiff::civil::Date::constant(2026, 3, 10);
    let ferry = Query::parse("ferry", today).expect("a query");
    let found = library.list(&ferry, EntryOrder::Newest, CopyFolding::Apart, usize::MAX);
    let all = check_sound(&path);
    assert_eq!(found.expect("a list").ids.len(), all.len());
    assert!(all.len() > N_ITEMS, "some refresh came to something");
}
