//! The output of the program. On a terminal, every format must escape control characters; to a pipe, data is unchanged.
//! The files of `annotate --out-dir` never replace an input, and replace other files only with `--force`.

use std::fs;
use std::io::Read;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use pullquote::export::FORMATS;
use pullquote::text::{is_control_or_junk, is_unsafe};
use serde_json::{Value, json};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_pullquote");

/// One example of each kind of sequence that can affect a terminal, with a line end and a tab.
const HOSTILE: &str =
    "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J\u{85}\u{202e}\u{2066}\u{200b}\u{e0041}\u{2028}\n\tz\r";

/// A temporary working folder that is also the home.
struct Folder {
    folder: TempDir,
}

impl Folder {
    fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        fs::create_dir(folder.path().join("home")).expect("a home");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.path(name), content).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file in UTF-8")
    }

    /// Returns the sorted names of the files in a folder.
    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<_> = names
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).current_dir(self.folder.path());
        command.env_clear().env("HOME", self.path("home"));
        command
            .stdin(Stdio::null())
            .output()
            .expect("the program runs")
    }

    /// Runs the program on a pseudo-terminal and returns all its output.
    fn run_on_terminal(&self, arguments: &[&str], environment: &[(&str, &str)]) -> String {
        let size = PtySize {
            rows: 40,
            cols: 200,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(arguments);
        command.cwd(self.folder.path());
        command.env_clear();
        command.env("HOME", self.path("home"));
        command.env("TERM", "xterm-256color");
        for (name, value) in environment {
            command.env(name, value);
        }
        let mut child = pair.slave.spawn_command(command).expect("the program runs");
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().expect("its output");
        let mut bytes = Vec::new();
        // On Linux, reading from a pseudo-terminal fails once its program has exited.
        let _ = output.read_to_end(&mut bytes);
        child.wait().expect("it ends");
        String::from_utf8(bytes).expect("text")
    }
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// Returns the unescaped control characters in the output. Carriage returns before line ends come from the terminal and
/// do not count.
fn unsafe_in(shown: &str) -> String {
    let shown = shown.replace("\r\r\n", "\n").replace("\r\n", "\n");
    let acting = shown.chars();
    acting
        .filter(|c| is_unsafe(*c) && !matches!(c, '\n' | '\t'))
        .collect()
}

fn hostile_lines() -> String {
    let text = format!(
        "Angela Merkel said on Monday: “We are{HOSTILE} ready for 12,000 troops,” and Emmanuel{HOSTILE}Macron agreed.\n"
    );
    let line =
        json!({"id": format!("id{HOSTILE}"), "title": format!("head{HOSTILE}"), "text": text});
    format!("{line}\n")
}

#[test]
fn only_text_reaches_a_terminal_in_every_format() {
    let folder = Folder::new();
    folder.write("a.jsonl", &hostile_lines());
    for format in FORMATS {
        let name = format.name();
        let shown = folder.run_on_terminal(&["annotate", "-f", name, "a.jsonl"], &[]);
        assert_eq!(unsafe_in(&shown), "", "{name}: {shown:?}");
        assert!(
            shown.contains("12,000") || shown.contains("12000"),
            "{name}: {shown:?}"
        );
    }
    let shown = folder.run_on_terminal(&["annotate", "-f", "csv", "a.jsonl"], &[]);
    assert!(shown.contains("id\\u001b[31m"), "{shown:?}");
}

#[test]
fn a_pipe_gets_the_data_as_it_is() {
    let folder = Folder::new();
    folder.write("a.jsonl", &hostile_lines());
    let id = format!("id{HOSTILE}");
    let text = |format: &str| {
        let output = folder.run(&["annotate", "-f", format, "a.jsonl"]);
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    for format in ["json", "jsonl", "score", "webannotation"] {
        let written = text(format);
        let acting: String = written
            .chars()
            .filter(|c| is_control_or_junk(*c) && *c != '\n')
            .collect();
        assert_eq!(acting, "", "{format}");
        let document: Value = serde_json::from_str(&written).expect("JSON");
        if format != "webannotation" {
            assert_eq!(document["id"], id.as_str(), "{format}");
        }
        if format == "json" || format == "jsonl" {
            assert_eq!(document["title"], format!("head{HOSTILE}").as_str());
        }
    }
    let document: Value = serde_json::from_str(&text("json")).expect("JSON");
    let said = document["quotes"][0]["spans"][0]
        .as_array()
        .expect("a span");
    let at = |n: usize| usize::try_from(said[n].as_u64().expect("a place")).expect("short");
    let words = document["text"].as_str().expect("a text").chars();
    let words: String = words.skip(at(0)).take(at(1) - at(0)).collect();
    assert!(
        words.starts_with('“') && words.contains(HOSTILE),
        "{words:?}"
    );
    assert!(text("csv").contains(&format!("\"id{HOSTILE}\",")));
    // A line end in the title must not end the heading.
    assert!(text("markdown").starts_with("# head\u{1b}\\[31m"));
    let heading = text("markdown");
    let heading = heading.lines().next().expect("a heading");
    assert!(heading.ends_with('z'), "{heading:?}");
    let shown = text("text");
    assert!(shown.starts_with("head[31m"), "{shown:?}");
    assert_eq!(unsafe_in(&shown), "", "laid out as on a terminal");
}

/// Splits a text like Python's `splitlines`, which brat uses to read its files.
fn python_lines(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |c: char| matches!(c, '\n' | '\u{b}'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.split(is_end).filter(|line| !line.is_empty())
}

#[test]
fn line_ends_and_tabs_do_no_harm_to_formats_of_lines() {
    let folder = Folder::new();
    folder.write("a.jsonl", &hostile_lines());
    let output = folder.run(&["annotate", "-f", "brat", "a.jsonl", "-o", "out"]);
    assert_eq!(stderr(&output), "");
    let names = folder.names("out");
    assert_eq!(names.len(), 2, "{names:?}");
    let (standoff, text) = (&names[0], &names[1]);
    assert!(standoff.ends_with("ann") && text.ends_with("txt"));
    let text: Vec<char> = folder.read(&format!("out/{text}")).chars().collect();
    let standoff = folder.read(&format!("out/{standoff}"));
    let mut n_spans = 0;
    for line in python_lines(&standoff) {
        let fields: Vec<&str> = line.split('\t').collect();
        if !line.starts_with('T') {
            assert!(line.starts_with(['R', 'A', 'N', '#', '*']), "{line:?}");
            continue;
        }
        let [_, places, words] = fields[..] else {
            panic!("{line:?}");
        };
        let (_, places) = places.split_once(' ').expect("a type");
        let pieces = places.split(';').map(|place| {
            let (start, end) = place.split_once(' ').expect("two ends");
            let at = |place: &str| place.parse::<usize>().expect("a place");
            text[at(start)..at(end)].iter().collect::<String>()
        });
        assert_eq!(pieces.collect::<Vec<_>>().join(" "), words);
        n_spans += 1;
    }
    assert!(n_spans > 3, "{standoff}");
    for format in ["jsonl", "score"] {
        let output = folder.run(&["annotate", "-f", format, "a.jsonl"]);
        let output = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(python_lines(&output).count(), 1, "{format}");
    }
}

#[test]
fn what_the_user_wrote_comes_back_escaped() {
    let folder = Folder::new();
    let word = "\u{1b}[31m\u{9b}2J\u{202e}x";
    let escaped = r"\u001b[31m\u009b2J\u202ex";
    folder.write("config.toml", "\"a\\u001b[31m\" = 1\n");
    let is = format!("is:{word}");
    let wrong = format!("--{word}");
    let cases: &[(&[&str], &str)] = &[
        (&["annotate", word], escaped),
        (&["list", &is], escaped),
        (&["list", &format!("{word}:a")], ""),
        (&["annotate", "-f", word], escaped),
        (&["annotate", &wrong], escaped),
        (&[&wrong], escaped),
        (&["--config", word, "keys"], escaped),
        (&["--config", "config.toml", "keys"], r"\u001b[31m"),
        (&["add", &format!("ftp://{word}")], "ftp"),
        (&["feeds", "remove", word], ""),
        (&["eval", "ner", word], escaped),
        (&["train", "ner", word, "-o", "out"], escaped),
        (&["import", word], escaped),
    ];
    for (arguments, quoted) in cases {
        let shown = folder.run_on_terminal(arguments, &[]);
        let acting = unsafe_in(&shown);
        assert_eq!(acting, "", "{arguments:?}: {shown:?}");
        assert!(shown.contains(quoted), "{arguments:?}: {shown:?}");
        let output = folder.run(arguments);
        assert_eq!(unsafe_in(&stderr(&output)), "", "{arguments:?}");
    }
    let home = format!("/nowhere/{word}");
    let shown = folder.run_on_terminal(&["--help"], &[("XDG_CONFIG_HOME", &home)]);
    let plain: String = shown.split("\u{1b}[0m").collect();
    assert!(plain.contains(escaped), "{plain:?}");
    assert!(!plain.contains(word), "{plain:?}");
}

#[test]
fn an_input_is_never_written_over() {
    let folder = Folder::new();
    let words = "Angela Merkel spoke in Berlin.\n";
    folder.write("note.txt", words);
    fs::hard_link(folder.path("note.txt"), folder.path("hard.txt")).expect("a link");
    symlink("note.txt", folder.path("soft.txt")).expect("a link");
    fs::create_dir(folder.path("sub")).expect("a folder");
    symlink("../note.txt", folder.path("sub/note.txt")).expect("a link");
    for (input, out) in [
        ("note.txt", "."),
        ("./sub/../note.txt", "."),
        ("sub/note.txt", "."),
        ("note.txt", "sub"),
        ("hard.txt", "."),
        ("soft.txt", "."),
    ] {
        for force in [&[][..], &["--force"]] {
            let output =
                folder.run(&[&["annotate", "-f", "text", "-o", out, input], force].concat());
            let printed = stderr(&output);
            assert_eq!(output.status.code(), Some(1), "{input} {out}: {printed}");
            assert!(
                printed.contains("it is an input, which is never overwritten"),
                "{printed}"
            );
            assert_eq!(folder.read("note.txt"), words);
        }
    }
    // The same rule applies to the text file next to brat's annotations, and neither file is written alone.
    folder.write("page.txt", "Angela  Merkel\nspoke.\n");
    let output = folder.run(&["annotate", "-f", "brat", "-o", ".", "--force", "page.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!folder.path("page.ann").exists());
    assert_eq!(folder.read("page.txt"), "Angela  Merkel\nspoke.\n");
    // If the input already is that text, it is left unchanged and annotated.
    let output = folder.run(&["annotate", "-f", "brat", "-o", ".", "note.txt"]);
    assert_eq!(stderr(&output), "");
    assert!(folder.read("note.ann").starts_with("T1\tPerson 0 13\t"));
    assert_eq!(folder.read("note.txt"), words);
    assert!(folder.names(".").iter().all(|name| !name.ends_with("tmp")));
}

#[test]
fn standard_input_from_a_file_is_an_input_too() {
    let folder = Folder::new();
    folder.write("standard input.txt", "x");
    folder.write("standard-input.txt", "Angela Merkel spoke.\n");
    let mut command = Command::new(PROGRAM);
    let input = fs::File::open(folder.path("standard-input.txt")).expect("a file");
    command.args(["annotate", "-f", "text", "-o", ".", "--force"]);
    command.current_dir(folder.folder.path()).env_clear();
    let output = command.stdin(input).output().expect("the program runs");
    assert!(
        stderr(&output).contains("it is an input"),
        "{}",
        stderr(&output)
    );
    assert_eq!(folder.read("standard-input.txt"), "Angela Merkel spoke.\n");
}

#[test]
fn files_that_are_there_need_force_and_others_are_written() {
    let folder = Folder::new();
    for name in ["a.txt", "b.txt", "c.txt"] {
        folder.write(name, &format!("Angela Merkel wrote {name}.\n"));
    }
    folder.write("far", "far");
    fs::create_dir(folder.path("out")).expect("a folder");
    folder.write("out/a.json", "old");
    symlink("../far", folder.path("out/b.json")).expect("a link");
    let annotate = |force: &[&str]| {
        let arguments = ["annotate", "-o", "out", "a.txt", "b.txt", "c.txt"];
        folder.run(&[&arguments[..], force].concat())
    };
    let output = annotate(&[]);
    assert_eq!(output.status.code(), Some(1));
    let why = "the file already exists; replace it with --force, or choose another path";
    assert_eq!(
        stderr(&output),
        format!("pullquote: out/a.json: {why}\npullquote: out/b.json: {why}\n")
    );
    assert_eq!(folder.read("out/a.json"), "old");
    assert!(folder.read("out/c.json").contains("Angela Merkel"));
    let output = annotate(&["--force"]);
    assert_eq!(
        (output.status.code(), stderr(&output).as_str()),
        (Some(0), "")
    );
    assert!(folder.read("out/a.json").contains("wrote a.txt"));
    assert!(folder.read("out/b.json").contains("wrote b.txt"));
    assert_eq!(folder.read("far"), "far");
    assert_eq!(folder.names("out"), ["a.json", "b.json", "c.json"]);
}

#[test]
fn long_and_equal_names_stay_apart() {
    let folder = Folder::new();
    let long = "船".repeat(200);
    let ids = [long.as_str(), long.as_str(), "A", "a", "nul", "../../x"];
    let lines = ids.map(|id| format!("{}\n", json!({"id": id, "text": "Nothing."})));
    folder.write("a.jsonl", &lines.concat());
    let output = folder.run(&["annotate", "-f", "webannotation", "-o", "out", "a.jsonl"]);
    assert_eq!(
        (output.status.code(), stderr(&output).as_str()),
        (Some(0), "")
    );
    let kept = "船".repeat(40);
    let expected = ["A", "a-2", "article-nul", "x"].map(str::to_owned);
    let expected = expected
        .into_iter()
        .chain([kept.clone(), format!("{kept}-2")]);
    let mut expected: Vec<_> = expected.map(|name| format!("{name}.jsonld")).collect();
    expected.sort();
    assert_eq!(folder.names("out"), expected);
}

/// The offsets of brat refer to the text file next to the annotations, even if the text comes from an HTML page.
#[test]
fn the_text_of_brat_is_that_of_the_offsets() {
    let folder = Folder::new();
    folder.write(
        "a.html",
        "<html><body><article><h1>News</h1><p>Cafe owner Zo\u{eb} Brandt said on Monday that it closes.</p>\
         <p>The harbour minister agreed and spoke for a long while about the ferry.</p></article></body></html>",
    );
    let output = folder.run(&["annotate", "-f", "brat", "-o", "out", "a.html"]);
    assert_eq!(stderr(&output), "");
    let text: Vec<char> = folder.read("out/a.txt").chars().collect();
    let standoff = folder.read("out/a.ann");
    let person = standoff.lines().find(|line| line.contains("\tPerson "));
    let fields: Vec<&str> = person.expect("a person").split(['\t', ' ']).collect();
    let at = |n: usize| fields[n].parse::<usize>().expect("a place");
    let words: String = text[at(2)..at(3)].iter().collect();
    assert_eq!(words, "Zoë Brandt");
}

#[test]
fn a_trained_model_is_not_written_over_unasked() {
    let folder = Folder::new();
    folder.write("corpus.txt", "x");
    folder.write("model", "old");
    let train = |arguments: &[&str]| folder.run(&[&["train", "synth"][..], arguments].concat());
    let output = train(&["corpus.txt", "-o", "corpus.txt", "--force"]);
    assert!(
        stderr(&output).contains("it is an input"),
        "{}",
        stderr(&output)
    );
    let output = train(&["corpus.txt", "-o", "model"]);
    assert!(stderr(&output).contains("--force"), "{}", stderr(&output));
    assert_eq!(
        (folder.read("corpus.txt"), folder.read("model")),
        ("x".into(), "old".into())
    );
}

/// A failed write is reported and leaves no files. Here the folder is not writable.
#[test]
fn a_folder_that_takes_no_file_is_told() {
    let folder = Folder::new();
    folder.write("a.txt", "Nothing.");
    let output = folder.run(&["annotate", "-o", "a.txt", "a.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("is not a folder"));
    fs::create_dir_all(folder.path("out/a.json/full")).expect("a folder");
    let output = folder.run(&["annotate", "-o", "out", "--force", "a.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("there is a folder with that name"),
        "{}",
        stderr(&output)
    );
    assert_eq!(folder.names("out"), ["a.json"]);
    assert!(Path::new(&folder.path("out/a.json/full")).is_dir());
}
