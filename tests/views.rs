//! Views over the library in a pseudo-terminal: from a name to everything that the person said, in files.

use std::path::Path;
use std::process::Command;

use crate::terminal::Terminal;

/// Articles in which two people speak. The last one is older than any period.
const CORPUS: [(&str, &str, &str); 3] = [
    (
        "Port vote delayed",
        "2 days ago",
        "OSLO - Ada Roe, the mayor of Oslo, spoke on Monday. “We will not close the harbour before winter,” said Roe. \
         The loan of 420 million euros is safe.",
    ),
    (
        "Bridge opens",
        "5 days ago",
        "OSLO - Ada Roe, the mayor of Oslo, opened the bridge. “Nobody asked the ferry captains,” said Jonas Hale, the head of \
         the union. “The bridge is safe,” said Roe.",
    ),
    (
        "Old ferry sold",
        "700 days ago",
        "OSLO - Ada Roe, the mayor of Oslo, sold the ferry. “It had to go,” said Roe. It cost 3 million euros.",
    ),
];

/// Saves the corpus in a library.
fn save_corpus(data: &Path) {
    let now = jiff::Timestamp::now();
    let mut lines = String::new();
    for (n, (title, ago, text)) in CORPUS.iter().enumerate() {
        let days: i64 = ago
            .split(' ')
            .next()
            .and_then(|days| days.parse().ok())
            .expect("a number");
        let published = now - jiff::SignedDuration::from_hours(24 * days);
        let line = serde_json::json!({
            "id": format!("doc-{n}"), "title": title, "site": "Elm Post", "text": text,
            "link": format!("https://news.example/{n}"), "published": published.to_string(),
        });
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    let corpus = data.join("corpus.jsonl");
    std::fs::write(&corpus, lines).expect("written");
    let saved = Command::new(env!("CARGO_BIN_EXE_pullquote"))
        .args(["save", "--input-format", "jsonl", "--data-dir"])
        .arg(data)
        .arg(&corpus)
        .output()
        .expect("a command");
    assert!(
        saved.status.success(),
        "{}",
        String::from_utf8_lossy(&saved.stderr)
    );
    std::fs::remove_file(&corpus).expect("removed");
}

/// Starts the reader on a saved corpus, with the folder of the library as the current one.
fn reader_of_corpus(cols: u16, rows: u16) -> (Terminal, tempfile::TempDir) {
    let data = tempfile::tempdir().expect("a folder");
    save_corpus(data.path());
    let mut command = Terminal::command(data.path(), &[]);
    command.cwd(data.path());
    let mut terminal = Terminal::start(command, cols, rows);
    terminal.sees("Port vote delayed");
    (terminal, data)
}

fn written(data: &Path, extension: &str) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(data).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let paths = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
    let files = paths.map(|path| {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        (name, std::fs::read_to_string(&path).expect("a file"))
    });
    files.collect()
}

#[test]
fn from_a_name_to_files_of_what_the_person_said_this_month() {
    let (mut terminal, data) = reader_of_corpus(80, 24);
    terminal
        .press("\r")
        .sees("news.example/0")
        .sees("mayor of Oslo  ");
    // Seven keys: the first name is Oslo, in the dateline.
    terminal.sees("Ada Roe");
    terminal.press("]e").press("]e").quiet();
    terminal.press("\"").sees("Quotes").sees("It had to go");
    terminal.press("t").sees("since:1m").sees("The last month");
    terminal.until("only this month", |screen| {
        !screen.parser.screen().contents().contains("It had to go")
    });
    terminal.press("W").sees("Wrote 2 quotes to quotes-");
    let csv = written(data.path(), "csv");
    let markdown = written(data.path(), "md");
    let [(csv_name, csv)] = csv.as_slice() else {
        panic!("one CSV file: {csv:?}");
    };
    let [(markdown_name, markdown)] = markdown.as_slice() else {
        panic!("one Markdown file: {markdown:?}");
    };
    assert!(csv_name.starts_with("quotes-ada-roe-1m-20"), "{csv_name}");
    assert_eq!(
        csv_name.trim_end_matches(".csv"),
        markdown_name.trim_end_matches(".md")
    );
    assert!(
        csv.starts_with("entry,id,title,site,author,link,published,retrieved,text_hash,start,end"),
        "{csv}"
    );
    assert_eq!(csv.lines().count(), 3, "{csv}");
    for part in [
        "Ada Roe",
        "We will not close the harbour",
        "https://news.example/0",
        "doc-1",
    ] {
        assert!(csv.contains(part) && markdown.contains(part), "{part}");
    }
    assert!(
        markdown.starts_with("# Quotes: speaker:\"Ada Roe\" since:1m"),
        "{markdown}"
    );
    // The same once more gets names of its own, and a name of the user's is taken as it is.
    terminal.press("W").sees("-2.csv");
    terminal.press(":write mine\r").sees("mine.csv");
    assert_eq!(written(data.path(), "md").len(), 3);
    terminal.press(":write mine\r").sees("already exists");
    terminal.press("q").sees("news.example/0");
    terminal.press("q").press("q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn a_row_opens_its_article_at_the_place_and_comes_back() {
    let (mut terminal, _data) = reader_of_corpus(120, 40);
    terminal.press("\"").sees("Nobody asked").sees("1/4");
    terminal.press("S").sees("by speaker").sees("Jonas Hale");
    terminal
        .press("\\")
        .press("nobod")
        .sees("1 found")
        .press("\r");
    terminal.press("\r").sees("names 3").sees("news.example/1");
    terminal.press("q").sees("\\nobod").sees("1/1");
    // The filter comes off with Esc, the view with the next one.
    terminal.press("\u{1b}").sees("1/4");
    terminal
        .press("#")
        .sees("420 million euros")
        .sees("3 million euros");
    terminal.press("S").sees("by size");
    terminal.press("\\").press("figure:>100m\r").sees("1/1");
    terminal
        .press("@")
        .sees("Names")
        .sees("Ada Roe")
        .sees("3 articles");
    terminal
        .press("\\")
        .press("jon\r")
        .sees("1/1")
        .sees("Jonas Hale");
    terminal.press("QQ");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn the_views_of_a_small_screen_are_read_with_the_mouse() {
    let (mut terminal, _data) = reader_of_corpus(50, 20);
    terminal
        .press("\"")
        .sees("1/4")
        .sees("We will not close the");
    // A press on the fifth line, twice: the second row is chosen, then opened.
    terminal.press("\u{1b}[<0;5;7M\u{1b}[<0;5;7m").sees("2/4");
    terminal
        .press("\u{1b}[<0;5;7M\u{1b}[<0;5;7m")
        .sees("news.example/1");
    terminal.press("q").sees("2/4");
    terminal.press("QQ");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn without_articles_a_view_says_how_to_get_some() {
    let data = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::with_library(data.path(), &[], 80, 24);
    // The articles that ship with the program stand in for an empty library.
    terminal.sees("Welcome");
    terminal.press("\"").sees("Quotes").sees("1/");
    terminal
        .press("\\")
        .press("zzzz\r")
        .sees("The filter leaves no quote.");
    terminal.press("QQ");
    assert_eq!(terminal.ended(), 0);
}
