//! Saving articles that come from no feed, and asking for the quotes and figures of the library, as a user runs them.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_pullquote");

const CORPUS: &str = concat!(
    r#"{"id": "a-1", "title": "Harbour vote", "published": "2026-03-01", "site": "The Gazette", "#,
    r#""link": "https://example.org/1", "author": "Zoë Marsh", "#,
    r#""text": "“We will pay £40 million for the harbour,” said Ada Brandt, the mayor of Harwick. \u001b[31m"}"#,
    "\n",
    r#"{"id": 2, "title": "Grain", "published": "2026-03-02", "#,
    r#""text": "Ærø: About 12,000 North Korean troops left Kell. “The grain deal is dead,” said Joan Silva."}"#,
    "\n",
);

fn run_program(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(PROGRAM)
        .args(arguments)
        .arg("--data-dir")
        .arg(folder)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut pipe = child.stdin.take().expect("a pipe");
    // A command that reads nothing closes it.
    let _ = pipe.write_all(input.as_bytes());
    drop(pipe);
    child.wait_with_output().expect("an output")
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = run_program(folder, arguments, "");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("text")
}

fn json_lines(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let lines = printed(folder, arguments);
    let lines = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect(line));
    lines.collect()
}

fn folder_with_corpus() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let save = ["save", "-", "--input-format", "jsonl", "--json"];
    let output = run_program(folder.path(), &save, CORPUS);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    folder
}

#[test]
fn a_corpus_is_saved_with_its_ids_and_found_again() {
    let folder = folder_with_corpus();
    let path = folder.path();
    let found = printed(path, &["search", "harbour"]);
    assert!(found.contains("The Gazette  Harbour vote"), "{found}");
    let saved = printed(path, &["list", "folder:Saved", "speaker:silva"]);
    assert!(saved.contains("Grain"), "{saved}");
    let changed = CORPUS.replace("grain deal is dead", "grain deal lives");
    let save = ["save", "-", "--input-format", "jsonl", "--json"];
    let again = run_program(path, &save, &changed);
    let lines = String::from_utf8(again.stdout).expect("text");
    let outcomes: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect(line)["outcome"].clone())
        .collect();
    assert_eq!(outcomes, ["unchanged", "updated"]);
    let quotes = json_lines(path, &["quotes", "quote:lives", "--format", "jsonl"]);
    assert_eq!(quotes.len(), 1);
    assert_eq!(quotes[0]["id"], "2");
}

#[test]
fn files_are_saved_in_named_folders_and_restored_after_deletion() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path();
    let file = path.join("note.txt");
    std::fs::write(
        &file,
        "Tide tables\n\nHigh water is at noon, said Ada Brandt.\n",
    )
    .expect("written");
    let file = file.to_str().expect("a name");
    let saved = printed(path, &["save", file, "--folder", "Research/ Tides"]);
    assert!(saved.contains("new        Tide tables"), "{saved}");
    assert!(printed(path, &["list", "folder:research"]).contains("Tide tables"));
    assert!(printed(path, &["list", "folder:Research/Tides"]).contains("Tide tables"));
    let again = printed(path, &["save", file, "--folder", "Research/Tides"]);
    assert!(again.contains("unchanged"), "{again}");
    let opml = printed(path, &["export"]);
    assert!(!opml.contains("saved:"), "{opml}");
    let missing = run_program(path, &["save", "/nowhere/x.txt"], "");
    assert_eq!(missing.status.code(), Some(1));
    let query = run_program(path, &["save", "is:unread"], "");
    let says = String::from_utf8_lossy(&query.stderr).into_owned();
    assert!(says.contains("save-query"), "{says}");
}

#[test]
fn quotes_have_their_source_and_scalar_offsets() {
    let folder = folder_with_corpus();
    let path = folder.path();
    let quotes = json_lines(path, &["quotes", "--by", "Joan Silva", "--format", "jsonl"]);
    assert_eq!(quotes.len(), 1, "{quotes:?}");
    let quote = &quotes[0];
    let text = "Ærø: About 12,000 North Korean troops left Kell. “The grain deal is dead,” said Joan Silva.";
    let start = usize::try_from(quote["start"].as_u64().expect("a number")).expect("small");
    let end = usize::try_from(quote["end"].as_u64().expect("a number")).expect("small");
    let words: String = text.chars().skip(start).take(end - start).collect();
    assert_eq!(quote["text"], words.as_str());
    assert_eq!(words, "“The grain deal is dead,”");
    assert_eq!(quote["speaker"], "Joan Silva");
    assert_eq!(quote["kind"], "direct");
    let csv = printed(path, &["quotes", "--by", "brandt", "-f", "csv"]);
    assert!(
        csv.starts_with("entry,id,title,site,author,link,published,retrieved,text_hash,start,end,")
    );
    assert!(
        csv.contains("a-1,Harbour vote,The Gazette,Zoë Marsh,https://example.org/1,2026-03-01"),
        "{csv}"
    );
    let markdown = printed(path, &["quotes", "--by", "brandt", "-f", "markdown"]);
    assert!(markdown.starts_with("> “We will pay £40 million for the harbour,”\n>\n> — **Ada Brandt**, Zoë Marsh, *The Gazette*, [Harbour vote](<https://example.org/1>), 2026-03-01, retrieved "), "{markdown}");
    assert!(markdown.contains("characters 0–42"), "{markdown}");
    let like = printed(
        path,
        &["quotes", "--like", "the grain deal is finally dead"],
    );
    assert!(
        like.contains("Joan Silva: “The grain deal is dead,”"),
        "{like}"
    );
    assert!(!like.contains("Brandt"), "{like}");
    for words in [
        ["--kind", "indirect"],
        ["--until", "2026-02"],
        ["--since", "2026-04"],
    ] {
        let none = run_program(path, &[&["quotes"], words.as_slice()].concat(), "");
        assert!(none.stdout.is_empty(), "{words:?}");
        assert!(
            String::from_utf8_lossy(&none.stderr).contains("no quotes match"),
            "{words:?}"
        );
    }
}

#[test]
fn figures_are_found_by_thing_unit_and_size() {
    let folder = folder_with_corpus();
    let path = folder.path();
    let troops = json_lines(path, &["export", "figures", "of:troops", "figure:>10k"]);
    assert_eq!(troops.len(), 1);
    assert_eq!(troops[0]["value"], "12000");
    assert_eq!(troops[0]["of"], "North Korean troops");
    assert_eq!(
        troops[0]["sentence"],
        "Ærø: About 12,000 North Korean troops left Kell."
    );
    let pounds = printed(
        path,
        &["figures", "--unit", "£", "--min", "30m", "--max", "50m"],
    );
    assert!(pounds.contains("£40 million"), "{pounds}");
    assert!(printed(path, &["figures", "--unit", "USD"]).is_empty());
    let sentence = printed(path, &["figures", "kell"]);
    assert!(
        sentence.starts_with("About 12,000") || sentence.starts_with("12,000"),
        "{sentence}"
    );
    let sorted = json_lines(path, &["figures", "--sort", "size", "-f", "jsonl"]);
    assert_eq!(sorted[0]["text"], "£40 million");
    let sizes = sorted.iter().map(|row| {
        row["value"]
            .as_str()
            .expect("a value")
            .parse::<f64>()
            .expect("a number")
    });
    assert!(sizes.is_sorted_by(|one, next| one >= next));
}

#[test]
fn an_empty_library_says_what_would_be_there() {
    let folder = TempDir::new().expect("a folder");
    for (command, nouns) in [("quotes", "quotes"), ("figures", "figures")] {
        let output = run_program(folder.path(), &[command], "");
        assert_eq!(output.status.code(), Some(0));
        let says = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            says.contains(&format!("here would be the {nouns}")),
            "{says}"
        );
        assert!(says.contains("pullquote save FILE"), "{says}");
        let json = printed(folder.path(), &[command, "--json"]);
        assert_eq!(json, "[]\n");
    }
}

#[test]
fn an_error_in_a_query_points_at_its_place() {
    let folder = TempDir::new().expect("a folder");
    let output = run_program(folder.path(), &["quotes", "harbour kind:song"], "");
    assert_eq!(output.status.code(), Some(2));
    let says = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        says.contains("\n  harbour kind:song\n               ^^^^"),
        "{says}"
    );
    let output = run_program(folder.path(), &["figures", "--min", "many"], "");
    let says = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(says.contains("expected an amount"), "{says}");
}
