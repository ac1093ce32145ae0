//! The library on disk: the commands about entries as a user runs them, and the state after a program is killed.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::{env, fs, hint};

use jiff::Timestamp;
use pullquote::article::Link;
use pullquote::feeds::{Feed, FeedItem, Subscription};
use pullquote::library::{CopyFolding, EntryChange, EntryId, EntryOrder, FeedId, Query};
use pullquote::store::{FeedOutcome, FeedResponse, Library, Validators};
use serde_json::Value;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_pullquote");
/// The environment variable with the library path for the child process that is killed.
const CHILD: &str = "PULLQUOTE_TEST_KILLED";

fn test_time() -> Timestamp {
    "2026-03-10T12:00:00Z".parse().expect("a time")
}

fn feed_outcome(items: Vec<FeedItem>) -> FeedOutcome {
    let title = "The Gazette".into();
    FeedOutcome {
        answer: FeedResponse::Feed {
            feed: Box::new(Feed {
                title,
                items,
                ..Feed::default()
            }),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        // Not due while the tests run: they do not contact a server.
        due: Timestamp::now() + jiff::SignedDuration::from_hours(20),
        moved: None,
    }
}

fn sample_item(id: &str, title: &str, text: &str) -> FeedItem {
    FeedItem {
        id: id.into(),
        title: title.into(),
        link: Link::parse(&format!("https://news.example.org/{id}")),
        content: format!("<p>{text}</p>"),
        ..FeedItem::default()
    }
}

/// Returns a data folder with a library of three entries.
fn sample_data_folder() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let mut library = Library::open(&folder.path().join("library.db")).expect("a library");
    let feed = library
        .subscribe(&Subscription::of("https://example.org/feed"), test_time())
        .expect("a feed");
    let items = vec![
        sample_item(
            "1",
            "Ferry talks stall",
            "The crew met the harbour board about the grain deal.",
        ),
        sample_item("2", "Grain deal", "Nobody signed."),
        sample_item("3", "Tide \u{1b}[31mtables", "High water at noon."),
    ];
    library
        .ingest(feed, &feed_outcome(items), test_time())
        .expect("taken");
    folder
}

fn run_program(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command
        .args(arguments)
        .arg("--data-dir")
        .arg(folder)
        .env_clear();
    command.env("HOME", folder).stdin(Stdio::null());
    command.output().expect("the program runs")
}

#[track_caller]
fn run_and_read(folder: &Path, arguments: &[&str]) -> String {
    let output = run_program(folder, arguments);
    let printed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {printed}");
    String::from_utf8(output.stdout).expect("text")
}

#[track_caller]
fn run_and_parse(folder: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&run_and_read(folder, arguments)).expect("JSON")
}

#[test]
fn lists_print_a_line_an_entry() {
    let folder = sample_data_folder();
    let lines = run_and_read(folder.path(), &["list"]);
    let titles: Vec<_> = lines
        .lines()
        .map(|line| line.rsplit("  ").next().expect("a title"))
        .collect();
    assert_eq!(
        titles,
        ["Ferry talks stall", "Grain deal", r"Tide \u001b[31mtables"]
    );
    let few = run_program(
        folder.path(),
        &["list", "--limit", "1", "--order", "oldest"],
    );
    assert_eq!(String::from_utf8_lossy(&few.stdout).lines().count(), 1);
    assert!(String::from_utf8_lossy(&few.stderr).contains("--limit 0"));
    let none = run_program(folder.path(), &["list", "fed:x"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&none.stderr).contains("there is no field `fed:`"));
}

#[test]
fn searches_show_the_words_around_a_match() {
    let folder = sample_data_folder();
    let found = run_and_parse(
        folder.path(),
        &["search", "\"grain deal\"", "crew", "--json"],
    );
    assert_eq!(found[0]["title"], "Ferry talks stall");
    assert_eq!(
        found[0]["snippet"]["text"],
        "The crew met the harbour board about the grain deal."
    );
    assert_eq!(
        found[0]["snippet"]["matches"],
        serde_json::json!([[4, 8], [41, 51]])
    );
    let lines = run_and_read(folder.path(), &["search", "--order", "rank", "grain"]);
    assert!(
        lines
            .lines()
            .next()
            .expect("a line")
            .ends_with("Grain deal"),
        "{lines}"
    );
    assert_eq!(
        run_program(folder.path(), &["search"]).status.code(),
        Some(2)
    );
}

#[test]
fn entries_are_tagged_and_starred_by_number_and_by_query() {
    let folder = sample_data_folder();
    let folder = folder.path();
    assert_eq!(
        run_and_read(folder, &["tag", "coast", "ferry"]),
        "Changed 1 of 1 entry\n"
    );
    let first = run_and_parse(folder, &["list", "tag:coast", "--json"])[0]["id"].to_string();
    assert_eq!(
        run_and_parse(folder, &["star", &first, "--json"])["changed"][0].to_string(),
        first
    );
    assert_eq!(
        run_and_read(folder, &["star", &first]),
        "Changed 0 of 1 entry\n"
    );
    assert_eq!(
        run_and_read(folder, &["archive", &first]),
        "Changed 1 of 1 entry\n"
    );
    let archived = run_and_parse(folder, &["list", "is:archived", "--json"]);
    assert_eq!(archived[0]["is_archived"], true, "{archived}");
    let back = ["archive", "is:archived", "--remove"];
    assert_eq!(run_and_read(folder, &back), "Changed 1 of 1 entry\n");
    assert_eq!(
        run_and_parse(folder, &["tag", "--json"])[0],
        serde_json::json!({"name": "coast", "n_entries": 1})
    );
    assert_eq!(
        run_and_read(folder, &["tag", "coast", "is:starred", "--remove"]),
        "Changed 1 of 1 entry\n"
    );
    assert_eq!(run_program(folder, &["star", "999"]).status.code(), Some(1));
    assert_eq!(
        run_program(folder, &["tag", "coast"]).status.code(),
        Some(2)
    );
}

#[test]
fn an_entry_is_printed_as_text_and_as_data() {
    let folder = sample_data_folder();
    let id = run_and_parse(folder.path(), &["list", "tide", "--json"])[0]["id"].to_string();
    let text = run_and_read(folder.path(), &["open", &id]);
    assert!(
        text.contains("High water at noon.") && !text.contains('\u{1b}'),
        "{text}"
    );
    assert_eq!(
        run_and_parse(folder.path(), &["open", &id, "--json"])["text"],
        "High water at noon."
    );
    assert_eq!(
        run_program(folder.path(), &["open", "999"]).status.code(),
        Some(1)
    );
}

#[test]
fn a_refresh_annotates_what_is_new_and_speakers_are_found() {
    let folder = sample_data_folder();
    let mut library = Library::open(&folder.path().join("library.db")).expect("a library");
    let text = "“The line will open in June,” said Ada Brandt, who runs the port of Hamburg.";
    library
        .ingest(
            FeedId(1),
            &feed_outcome(vec![sample_item("9", "New line", text)]),
            test_time(),
        )
        .expect("taken");
    run_and_read(folder.path(), &["refresh", "--no-annotate"]);
    assert_eq!(
        run_and_parse(folder.path(), &["list", "line", "--json"])[0]["n_quotes"],
        Value::Null
    );
    run_and_read(folder.path(), &["refresh"]);
    let found = run_and_parse(
        folder.path(),
        &["list", "speaker:brandt", "entity:hamburg", "--json"],
    );
    assert_eq!(
        (&found[0]["title"], &found[0]["n_quotes"]),
        (&Value::from("New line"), &Value::from(1))
    );
}

#[test]
fn what_was_deleted_is_thrown_away() {
    let folder = sample_data_folder();
    let path = folder.path().join("library.db");
    let mut library = Library::open(&path).expect("a library");
    library
        .apply_change(&EntryChange::Delete(vec![EntryId(1)]), test_time())
        .expect("deleted");
    let freed = run_and_parse(folder.path(), &["gc", "--vacuum", "--json"]);
    assert_eq!(
        (&freed["n_entries"], &freed["n_feeds"]),
        (&1.into(), &0.into())
    );
    let n_bytes = fs::metadata(&path).expect("a file").len();
    assert_eq!(
        (&freed["n_bytes"], &freed["n_empty_bytes"]),
        (&n_bytes.into(), &0.into())
    );
    assert_eq!(library.totals().expect("totals").n_entries, 2);
}

#[test]
fn the_doctor_finds_a_damaged_library_and_passes_a_sound_one() {
    let folder = sample_data_folder();
    let report = run_and_read(folder.path(), &["doctor"]);
    assert!(
        report.contains("PASS  counters") && !report.contains("FAIL"),
        "{report}"
    );
    let path = folder.path().join("library.db");
    let mut bytes = fs::read(&path).expect("the file");
    for byte in bytes.iter_mut().skip(4096).step_by(7) {
        *byte ^= 0x5a;
    }
    fs::write(&path, bytes).expect("broken");
    let broken = run_program(folder.path(), &["doctor"]);
    assert_eq!(broken.status.code(), Some(1));
    let printed = String::from_utf8_lossy(&broken.stdout).into_owned();
    assert!(printed.contains("FAIL"), "{printed}");
}

#[test]
fn a_library_cut_off_anywhere_is_told_or_read_and_never_a_panic() {
    let folder = sample_data_folder();
    let path = folder.path().join("library.db");
    drop(Library::open(&path).and_then(|mut library| library.vacuum()));
    let whole = fs::read(&path).expect("the file");
    for part in 1..12 {
        fs::write(&path, &whole[..whole.len() * part / 12]).expect("cut");
        let printed = run_program(folder.path(), &["list"]);
        let printed = String::from_utf8_lossy(&printed.stderr).into_owned();
        assert!(!printed.contains("panicked"), "{printed}");
        assert!(
            printed.contains("pullquote doctor")
                || printed.contains("--data-dir")
                || printed.is_empty(),
            "{printed}"
        );
    }
}

/// The work of the child process that is killed: stores feeds, tags entries, and reports both on standard output. Does
/// nothing in a normal test run.
#[test]
#[expect(clippy::print_stdout, reason = "the child says what it did")]
fn the_child_that_is_killed() {
    let Some(path) = env::var_os(CHILD) else {
        return;
    };
    let mut library = Library::open(Path::new(&path)).expect("a library");
    let feed = library
        .subscribe(&Subscription::of("https://example.org/feed"), test_time())
        .expect("a feed");
    let start = library.totals().expect("totals").n_entries;
    for n in start / 10.. {
        let items = (n * 10..n * 10 + 10).map(|id| {
            sample_item(
                &id.to_string(),
                &format!("N{id}"),
                &"Some words of a text. ".repeat(40),
            )
        });
        library
            .ingest(feed, &feed_outcome(items.collect()), test_time())
            .expect("taken");
        println!("\ntook {n}");
        let newest = EntryId(i64::try_from(n * 10 + 1).expect("small"));
        library
            .apply_change(
                &EntryChange::Tag(vec![newest], format!("t{n}")),
                test_time(),
            )
            .expect("tagged");
        println!("\ntagged {n} {}", newest.0);
    }
}

/// Starts the child process and kills it shortly after `n_lines` lines. Returns the lines that it reported.
fn run_child_and_kill(path: &Path, n_lines: usize, moment: usize) -> Vec<String> {
    let program = env::current_exe().expect("this program");
    let mut child = Command::new(program)
        .args(["store::the_child_that_is_killed", "--exact", "--nocapture"])
        .env(CHILD, path)
        .stdout(Stdio::piped())
        .spawn()
        .expect("a child");
    let output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut lines = output.lines().map(|line| line.expect("a line"));
    let mut said: Vec<String> = lines
        .by_ref()
        .filter(|line| line.starts_with('t'))
        .take(n_lines)
        .collect();
    for _ in 0..moment {
        hint::spin_loop();
    }
    child.kill().expect("killed");
    child.wait().expect("gone");
    // Lines from before the kill also count as reported; a truncated line does not.
    said.extend(lines.filter(|line| line.starts_with('t')));
    said
}

#[test]
fn what_was_said_to_be_done_outlives_being_killed() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("library.db");
    let n_kills = env::var("PULLQUOTE_KILLS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(20);
    let mut chance = 7_usize;
    for _ in 0..n_kills {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let said = run_child_and_kill(&path, (chance >> 33) % 12, (chance >> 40) % 400_000);
        let library = Library::open(&path).expect("a library");
        for finding in library.check_integrity().expect("checked") {
            assert!(finding.faults.is_empty(), "{finding:?}");
        }
        let all = library
            .list(
                &Query::All,
                EntryOrder::Newest,
                CopyFolding::Apart,
                usize::MAX,
            )
            .expect("a list")
            .ids;
        assert!(all.is_empty() || library.feed(FeedId(1)).is_ok());
        assert_eq!(all.len() % 10, 0, "nothing half-taken is seen");
        for line in said {
            let words: Vec<&str> = line.split(' ').collect();
            match words.as_slice() {
                ["took", n] => {
                    let n: usize = n.parse().expect("a number");
                    assert!(all.len() >= (n + 1) * 10, "{line}");
                }
                ["tagged", n, id] => {
                    let id = EntryId(id.parse().expect("a number"));
                    let rows = library.rows(&[id]).expect("rows");
                    assert_eq!(rows[0].tags, [format!("t{n}")], "{line}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn a_backup_is_made_and_restored_by_command() {
    let folder = sample_data_folder();
    let outside = TempDir::new().expect("a folder");
    let backup = outside.path().join("backup.db");
    let name = backup.to_str().expect("UTF-8");
    let run = |arguments: &[&str]| run_program(folder.path(), arguments);
    let text = |output: &Output| {
        let both = [&output.stdout[..], &output.stderr[..]].concat();
        String::from_utf8(both).expect("UTF-8")
    };
    let done = run(&["backup", name]);
    assert!(done.status.success(), "{done:?}");
    assert!(text(&done).contains("3 entries, 1 feed, "), "{done:?}");
    let refused = run(&["backup", name]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused).contains("--force"), "{refused:?}");
    run(&["tag", "later", "1"]);
    let refused = run(&["restore", name]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        text(&refused).contains("3 entries and 1 feed. Use --force"),
        "{refused:?}"
    );
    let reader = Library::open(&folder.path().join("library.db")).expect("a library");
    let refused = run(&["restore", "--force", name]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused).contains("Quit the other pullquote"),
        "{refused:?}"
    );
    drop(reader);
    let done = run(&["restore", "--force", "--json", name]);
    let value: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(value["n_entries"], 3);
    let kept = Path::new(value["kept"].as_str().expect("a name"));
    assert!(kept.is_file());
    assert!(
        text(&run(&["tag"])).is_empty(),
        "the tag came after the backup"
    );
    // Without a library to replace, no `--force` is needed.
    let empty = TempDir::new().expect("a folder");
    let done = run_program(empty.path(), &["restore", name]);
    assert!(done.status.success(), "{done:?}");
    let none = run_program(&outside.path().join("none"), &["backup", name, "--force"]);
    assert_eq!(
        none.status.code(),
        Some(1),
        "a copy of nothing is no backup"
    );
}

#[test]
fn entries_are_named_by_ranges() {
    let folder = sample_data_folder();
    let run = |arguments: &[&str]| {
        let output = run_program(folder.path(), arguments);
        let both = [&output.stdout[..], &output.stderr[..]].concat();
        (
            output.status.code(),
            String::from_utf8(both).expect("UTF-8"),
        )
    };
    assert_eq!(run(&["star", "1-2"]).1, "Changed 2 of 2 entries\n");
    assert_eq!(run(&["star", "1,3"]).1, "Changed 1 of 2 entries\n");
    assert_eq!(run(&["tag", "t", "1", "2-9"]).1, "Changed 3 of 3 entries\n");
    assert_eq!(run(&["archive", "3-3"]).1, "Changed 1 of 1 entry\n");
    let (code, printed) = run(&["star", "1,2-x"]);
    assert_eq!(code, Some(2));
    assert!(
        printed.contains("`2-x` in `1,2-x` is not a range"),
        "{printed}"
    );
    let (code, printed) = run(&["star", "7-9"]);
    assert_eq!(code, Some(1));
    assert!(printed.contains("no entry from 7 to 9"), "{printed}");
    let (_, printed) = run(&["star", "nosuchword"]);
    assert!(printed.contains("finds nothing"), "{printed}");
}

#[test]
fn open_takes_the_same_numbers_as_the_other_commands() {
    let folder = sample_data_folder();
    let run = |arguments: &[&str]| {
        let output = run_program(folder.path(), arguments);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        (
            output.status.code(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };
    let one = |id: &str| run(&["open", id]).1;
    assert_eq!(
        run(&["open", "1-2"]).1,
        format!("{}\n{}", one("1"), one("2"))
    );
    assert_eq!(
        run(&["open", "2,1"]).1,
        format!("{}\n{}", one("2"), one("1"))
    );
    let lines = run(&["open", "1-2,2", "--json"]).1;
    let ids: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["id"].clone())
        .collect();
    assert_eq!(ids, ["1", "2"]);
    let single: Value = serde_json::from_str(&run(&["open", "1", "--json"]).1).expect("JSON");
    assert_eq!(single["id"], "1");
    for (words, why) in [
        ("x", "`x` in `x` is not a number"),
        ("1-x", "`1-x` in `1-x` is not a range of numbers"),
        ("2-1", "`2-1` in `2-1` ends before it begins"),
        ("1.5", "`1.5` in `1.5` is not a number"),
    ] {
        let (code, _, error) = run(&["open", words]);
        assert_eq!(code, Some(2), "{words}");
        assert!(
            error.contains(why) && error.contains("write entries as 3, 1-5 or 1,3,7-9"),
            "{error}"
        );
    }
    let (code, _, error) = run(&["open", "99"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("there is no entry 99"), "{error}");
}
