//! Runs the program as a user would, in a clean environment with its own home, and checks messages and exit codes.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_pullquote");

/// A temporary home and working folder for one test.
struct TestHome {
    folder: TempDir,
}

impl TestHome {
    fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        fs::create_dir(folder.path().join("home")).expect("a home");
        fs::create_dir(folder.path().join("work")).expect("a folder to work in");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("work").join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).expect("a file");
    }

    fn config(&self, content: &str) {
        let folder = self.folder.path().join("home/.config/pullquote");
        fs::create_dir_all(&folder).expect("a folder for the config");
        fs::write(folder.join("config.toml"), content).expect("a config");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments)
            .current_dir(self.path(""))
            .env_clear()
            .env("HOME", self.folder.path().join("home"))
            .env("COLUMNS", "80")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    fn feed(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("standard input");
        // The program may exit with an error before it has read all input, so a broken pipe is fine.
        let _ = stdin.write_all(input.as_ref());
        drop(stdin);
        child.wait_with_output().expect("the program ends")
    }

    /// Checks that a command fails with this exit code and prints only this line, on standard error.
    #[track_caller]
    fn refuses(&self, arguments: &[&str], code: i32, line: &str) {
        let output = self.run(arguments);
        assert_eq!(stderr_text(&output), format!("pullquote: {line}\n"));
        assert_eq!(output.status.code(), Some(code));
        assert_eq!(stdout_text(&output), "");
    }
}

fn stdout_text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr_text(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

#[test]
fn what_is_no_article_is_told_in_one_sentence() {
    let place = TestHome::new();
    fs::create_dir(place.path("folder")).expect("a folder");
    place.write("empty.txt", "");
    place.write("blank.txt", " \n\n");
    place.write(
        "program",
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0".repeat(9),
    );
    place.write("paper.pdf", "%PDF-1.7\n%\u{e2}\u{e3}\n1 0 obj\n");
    let menu = "<html><body><div id=app></div><script>start()</script></body></html>";
    place.write("menu.html", menu);
    let huge = fs::File::create(place.path("huge.txt")).expect("a file");
    huge.set_len(200_000_000).expect("room");
    let convert = "open a text, Markdown or HTML file";
    let of_pdf = "convert it with `pdftotext FILE -` and open the text";
    for (name, why) in [
        ("nothing.txt", "no such file; check the name"),
        (
            "folder",
            "it is a directory; pass the files in it, as in DIR/*",
        ),
        ("empty.txt", "it is empty; pass a file with text in it"),
        ("blank.txt", "it is empty; pass a file with text in it"),
        ("program", &format!("it is a program, not text; {convert}")),
        (
            "paper.pdf",
            &format!("it is a PDF document, not text; {of_pdf}"),
        ),
        (
            "huge.txt",
            "it is 200 MB large, and the limit is 64 MB; split it into one file per article",
        ),
        (
            "menu.html",
            "the page holds no article: nothing but menus, links or scripts; open the page of a single article; if it is built by scripts, save it from a browser and open the file",
        ),
        (
            "ftp://example.org/a",
            "only http and https addresses can be read; download it and pass the file",
        ),
    ] {
        for arguments in [&["annotate", name][..], &[name]] {
            place.refuses(arguments, 1, &format!("{name}: {why}"));
        }
    }
}

#[test]
fn names_of_files_cannot_act_on_the_terminal() {
    let place = TestHome::new();
    place.refuses(
        &["annotate", "a\u{1b}]0;x\u{7}.txt"],
        1,
        r"a\u001b]0;x\u0007.txt: no such file; check the name",
    );
}

#[test]
fn one_bad_input_does_not_stop_the_others() {
    let place = TestHome::new();
    place.write("a.txt", "Angela Merkel spoke in Berlin.\n");
    let output = place.run(&[
        "annotate", "--format", "jsonl", "no.txt", "a.txt", "none.txt",
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout_text(&output).lines().count(), 1);
    assert_eq!(stderr_text(&output).lines().count(), 2);
}

#[test]
fn explanations_name_the_rules_as_text_and_as_json() {
    let place = TestHome::new();
    place.write("a.txt", "“We won,” said Ada Roe of Norsea Lines.\n");
    let text = stdout_text(&place.run(&["annotate", "--explain", "a.txt"]));
    let quote = "“We won,”\n  direct quote, ";
    assert!(text.contains(quote), "{text}");
    assert!(text.contains("\n      cue: said\n"), "{text}");
    let line = stdout_text(&place.run(&["annotate", "--explain", "-f", "jsonl", "a.txt"]));
    let json: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    let rule = json["quotes"][0]["rule"].as_str().expect("a rule");
    assert!(rule.starts_with("quotes/"), "{rule}");
    let explain = json["explain"].as_array().expect("a list");
    assert!(explain.iter().any(|entry| entry["rule"] == rule));
    let plain = stdout_text(&place.run(&["annotate", "-f", "jsonl", "a.txt"]));
    let plain: serde_json::Value = serde_json::from_str(&plain).expect("JSON");
    assert_eq!(plain.get("explain"), None);
    assert_eq!(
        plain["quotes"], json["quotes"],
        "an explanation changes nothing"
    );
}

#[test]
fn a_rule_that_is_switched_off_finds_nothing_and_its_worth_is_printed() {
    let place = TestHome::new();
    let gold = r#"{"text": "Angela Merkel spoke in Berlin.", "entities": [[0, 13, "PER"], [23, 29, "LOC"]]}"#;
    place.write("gold.jsonl", gold);
    let row = |arguments: &[&str], start: &str| -> Vec<String> {
        let output = stdout_text(&place.run(&[&["eval", "ner", "gold.jsonl"], arguments].concat()));
        let line = output.lines().find(|line| line.starts_with(start));
        let line = line.unwrap_or_else(|| panic!("no {start} in {output}"));
        line.split_whitespace().map(str::to_owned).collect()
    };
    assert_eq!(row(&[], "all")[1..4], ["2", "2", "2"]);
    let without = ["--without", "names/model"];
    assert_eq!(row(&without, "all")[1..4], ["2", "0", "0"]);
    let model = row(&["--rules"], "names/model");
    assert_eq!(model[1..], ["2", "2", "2", "100.0", "−100.00"]);
    let names = row(&["--calibration"], "names");
    assert_eq!(names[1..3], ["2", "100.0"]);
}

#[test]
fn an_unknown_rule_is_answered_with_the_nearest() {
    let place = TestHome::new();
    let hint = "pullquote: there is no rule `names/modle`; did you mean `names/model`";
    for arguments in [
        &["rules", "names/modle"][..],
        &["eval", "ner", "a", "--without", "names/modle"],
    ] {
        let output = place.run(arguments);
        let message = stderr_text(&output);
        assert!(message.starts_with(hint), "{message}");
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn rules_are_listed_as_text_and_as_json() {
    let place = TestHome::new();
    let list = stdout_text(&place.run(&["rules"]));
    let json: serde_json::Value =
        serde_json::from_str(&stdout_text(&place.run(&["rules", "--json"]))).expect("JSON");
    let rules = json.as_array().expect("a list");
    assert_eq!(list.lines().count(), rules.len() + 1);
    let one = stdout_text(&place.run(&["rules", "names/model"]));
    assert!(one.contains("⟦Nairobi⟧"), "{one}");
    let one = stdout_text(&place.run(&["rules", "names/model", "--json"]));
    let one: serde_json::Value = serde_json::from_str(&one).expect("JSON");
    assert!(rules.contains(&one));
    let names = stdout_text(&place.run(&["rules", "names"]));
    assert!(
        names.lines().skip(1).all(|line| line.starts_with("names/")),
        "{names}"
    );
}

#[test]
fn wrong_usage_ends_with_two() {
    let place = TestHome::new();
    for arguments in [
        &["--wrong"][..],
        &["annotate", "--format", "xml", "a"],
        &["annotate", "--threads", "0", "a"],
        &["annotate", "--published", "soon", "a"],
        &["annotate", "--explain", "-f", "csv", "a"],
        &["annotate", "--explain", "--width", "60", "a"],
        &["eval", "ner", "--without", "names/none", "a"],
        &["rules", "names/none"],
        &["eval", "nothing", "a"],
        &["config"],
        &["--config", "none.toml", "keys"],
    ] {
        let output = place.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(stdout_text(&output), "", "{arguments:?}");
        assert!(!stderr_text(&output).is_empty(), "{arguments:?}");
    }
    place.refuses(
        &["--config", "none.toml", "keys"],
        2,
        "none.toml: no such file; check the name",
    );
}

#[test]
fn help_and_version_are_no_errors() {
    let place = TestHome::new();
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["annotate", "--help"],
        &["man"],
        &["completions", "bash"],
    ] {
        let output = place.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(!stdout_text(&output).is_empty(), "{arguments:?}");
    }
    let help = stdout_text(&place.run(&["--help"]));
    let config = place
        .folder
        .path()
        .join("home/.config/pullquote/config.toml");
    assert!(help.contains(&config.display().to_string()), "{help}");
}

/// Returns 60 JSON lines of varying length, with an empty line and an invalid one among them.
fn uneven_corpus() -> String {
    let names = [
        "Angela Merkel",
        "Tim Cook",
        "Sheikh Hasina",
        "Lula da Silva",
    ];
    let mut lines = Vec::new();
    for (n, name) in (0..60).zip(names.iter().cycle()) {
        let sentence = format!("{name} said on Monday that “it costs $3.5 million” in Paris. ");
        let text = sentence.repeat(1 + n * 7 % 5);
        let day = 1 + n % 9;
        lines.push(format!(
            "{{\"id\": {n}, \"text\": \"{text}\", \"published\": \"2024-05-0{day}\"}}\n"
        ));
        if n == 50 {
            lines.push("\nnonsense\n".to_owned());
        }
    }
    lines.concat()
}

#[test]
fn the_output_is_the_same_for_any_number_of_threads() {
    let place = TestHome::new();
    place.write("corpus.jsonl", uneven_corpus());
    for format in ["jsonl", "csv"] {
        let run = |n: &str| place.run(&["annotate", "-f", format, "--threads", n, "corpus.jsonl"]);
        let one = run("1");
        assert_eq!(one.status.code(), Some(1));
        assert!(
            stderr_text(&one).starts_with("pullquote: corpus.jsonl:53: invalid JSON: expected")
        );
        for n in ["2", "7"] {
            let many = run(n);
            assert!(many.stdout == one.stdout, "{format} with {n} threads");
            assert_eq!(stderr_text(&many), stderr_text(&one));
        }
    }
    let output = stdout_text(&place.run(&["annotate", "-f", "jsonl", "corpus.jsonl"]));
    let ids = output.lines().map(|line| {
        let document: serde_json::Value = serde_json::from_str(line).expect("JSON");
        document["id"].as_u64().expect("a number")
    });
    assert!(ids.eq(0..60));
}

#[test]
fn ids_dates_and_texts_of_lines_are_kept() {
    let place = TestHome::new();
    let lines = "{\"id\": \"a b\", \"text\": \"x\\r\\n\\u001b[2J y\", \"published\": \"2013-03-22\"}\n{\"id\": 7, \"text\": \"z\"}\n{\"text\": \"w\"}\n";
    let output = place.feed(
        &[
            "annotate",
            "--input-format",
            "jsonl",
            "-f",
            "jsonl",
            "--published",
            "2020-01-31",
        ],
        lines,
    );
    assert_eq!(stderr_text(&output), "");
    let documents: Vec<serde_json::Value> = stdout_text(&output)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(documents[0]["id"], "a b");
    assert_eq!(documents[0]["text"], "x\r\n\u{1b}[2J y");
    assert_eq!(documents[0]["published"], "2013-03-22");
    assert_eq!(documents[1]["id"], 7);
    assert_eq!(documents[1]["published"], "2020-01-31");
    assert_eq!(documents[2]["id"], "standard input:3");
}

#[test]
fn bad_lines_are_told_by_file_and_line() {
    let place = TestHome::new();
    place.write(
        "l.jsonl",
        "{\"text\": \"a\"}\n{\"id\": 1}\n[]\n{\"text\": \"a\", \"published\": \"soon\"}\n{\"text\": \"b\"}\n",
    );
    let output = place.run(&["annotate", "-f", "jsonl", "l.jsonl"]);
    let hint = "write one object per line, for example {\"id\": 1, \"text\": \"…\"}";
    assert_eq!(
        stderr_text(&output),
        format!(
            "pullquote: l.jsonl:2: invalid JSON: missing field `text`; {hint}\n\
             pullquote: l.jsonl:3: it is a list, not an object; {hint}\n\
             pullquote: l.jsonl:4: `published` is not a date: soon; write it as 2024-11-13, or leave it out\n"
        )
    );
    assert_eq!(stdout_text(&output).lines().count(), 2);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_line_is_answered_before_the_next_is_written() {
    let place = TestHome::new();
    let mut child = place
        .command(&["annotate", "--input-format", "jsonl", "-f", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input");
    let mut stdout = BufReader::new(child.stdout.take().expect("standard output"));
    for n in 0..3 {
        writeln!(stdin, "{{\"id\": {n}, \"text\": \"Nothing.\"}}").expect("a line is taken");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line is printed");
        assert!(line.contains(&format!("\"id\":{n},")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn a_closed_pipe_is_no_error() {
    let place = TestHome::new();
    place.write("corpus.jsonl", uneven_corpus().repeat(4));
    for arguments in [
        &["annotate", "-f", "jsonl", "corpus.jsonl"][..],
        &["keys"],
        &["man"],
    ] {
        let mut child = place
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut first = [0; 10];
        let mut pipe = child.stdout.take().expect("standard output");
        pipe.read_exact(&mut first).expect("some output");
        drop(pipe);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(stderr_text(&output), "", "{arguments:?}");
    }
}

#[test]
fn output_on_a_pipe_is_text_and_never_a_screen() {
    let place = TestHome::new();
    place.write(
        "a.md",
        "# A title\n\nSome *words* and a [link](https://example.org).\n",
    );
    for output in [
        place.run(&["a.md"]),
        place.feed(&["-"], "A title\n\nSome words and a link.\n"),
        place.feed(&[], "A title\n\nSome words and a link.\n"),
    ] {
        assert_eq!(output.status.code(), Some(0), "{}", stderr_text(&output));
        let text = stdout_text(&output);
        assert!(text.contains("Some words and a link."), "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}

#[test]
fn every_format_prints_the_same_article() {
    let place = TestHome::new();
    place.write("a.txt", "“We can,” said Angela Merkel in Berlin.\n");
    for format in [
        "json",
        "jsonl",
        "markdown",
        "csv",
        "html",
        "brat",
        "webannotation",
        "text",
    ] {
        let output = place.run(&["annotate", "--format", format, "a.txt"]);
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert!(stdout_text(&output).contains("Merkel"), "{format}");
        assert!(stdout_text(&output).ends_with('\n'), "{format}");
    }
}

#[test]
fn lines_of_text_are_as_wide_as_asked_and_no_other_format_has_a_width() {
    let place = TestHome::new();
    place.write("a.txt", "“We can,” said Angela Merkel in Berlin.\n");
    let output = place.run(&["annotate", "-f", "text", "--width", "12", "a.txt"]);
    assert_eq!(
        stdout_text(&output),
        "a.txt\n\n“We can,”\nsaid Angela\nMerkel in\nBerlin.\n"
    );
    let output = place.run(&["annotate", "--width", "12", "a.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr_text(&output).contains("--format text"));
}

#[test]
fn a_folder_gets_a_file_for_each_article() {
    let place = TestHome::new();
    place.write("a.txt", "Angela Merkel spoke.\n");
    place.write("a.md", "# One\n\nTim Cook spoke.\n");
    let output = place.run(&["annotate", "-f", "csv", "-o", "out/deep", "a.txt", "a.md"]);
    assert_eq!(
        (stdout_text(&output), stderr_text(&output)),
        (String::new(), String::new())
    );
    let read = |name: &str| fs::read_to_string(place.path("out/deep").join(name)).expect("a file");
    for (name, words) in [("a.csv", "Angela Merkel"), ("a-2.csv", "Tim Cook")] {
        assert!(read(name).starts_with("document,"), "{name}");
        assert!(read(name).contains(words), "{name}");
    }
    place.refuses(
        &["annotate", "-o", "a.txt", "a.md"],
        2,
        "cannot create the folder a.txt: a.txt is not a folder; choose another path",
    );
}

#[test]
fn every_command_reports_mistakes_in_the_config_once_and_goes_on() {
    let place = TestHome::new();
    place.write("a.txt", "Angela Merkel spoke.\n");
    place.config("[view]\nmesure = 1\n\n[keys.global]\nr = \"nothing-such\"\n");
    let shown = place
        .folder
        .path()
        .join("home/.config/pullquote/config.toml");
    let shown = shown.display();
    for arguments in [
        &["list"][..],
        &["search", "x"],
        &["feeds"],
        &["export"],
        &["refresh"],
        &["gc"],
        &["keys"],
        &["config", "view"],
        &["annotate", "a.txt"],
        &["help", "keys"],
        &["a.txt"],
    ] {
        let output = place.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        let said = stderr_text(&output);
        let lines: Vec<_> = said
            .lines()
            .filter(|line| line.contains("config.toml"))
            .collect();
        assert_eq!(lines.len(), 2, "{arguments:?}: {said}");
        assert!(
            lines[0].starts_with(&format!("pullquote: {shown}:2:1: ")),
            "{said}"
        );
        assert!(
            lines[1].starts_with(&format!("pullquote: {shown}:5:1: ")),
            "{said}"
        );
    }
    // These work without a config, so that a broken one can be found and replaced.
    for arguments in [&["config", "path"][..], &["help"], &["completions", "bash"]] {
        assert_eq!(stderr_text(&place.run(arguments)), "", "{arguments:?}");
    }
    place.refuses(
        &["--config", "none.toml", "list"],
        2,
        "none.toml: no such file; check the name",
    );
}

#[test]
fn nothing_is_written_on_the_first_run() {
    let place = TestHome::new();
    place.write("a.txt", "Angela Merkel spoke.\n");
    for arguments in [
        &["annotate", "a.txt"][..],
        &["keys"],
        &["config", "view"],
        &["a.txt"],
    ] {
        assert_eq!(place.run(arguments).status.code(), Some(0), "{arguments:?}");
    }
    let home = fs::read_dir(place.folder.path().join("home")).expect("the home");
    assert_eq!(home.count(), 0);
}

#[test]
fn a_config_is_written_once() {
    let place = TestHome::new();
    let path = place
        .folder
        .path()
        .join("home/.config/pullquote/config.toml");
    let shown = path.display();
    assert_eq!(
        stdout_text(&place.run(&["config", "path"])),
        format!("{shown}\n")
    );
    assert_eq!(
        stdout_text(&place.run(&["config", "init"])),
        format!("Wrote {shown}\n")
    );
    let written = fs::read_to_string(&path).expect("a config");
    assert_eq!(written, include_str!("../config.example.toml"));
    fs::write(&path, "[view]\nmeasure = 60\n").expect("an edit");
    place.refuses(
        &["config", "init"],
        1,
        &format!("{shown}: the config already exists; edit it, or move it first"),
    );
    let view = stdout_text(&place.run(&["config", "view"]));
    assert!(
        view.contains("measure = 60\n") && view.contains("[keys.global]"),
        "{view}"
    );
}

#[test]
fn a_bad_config_is_told_and_never_stops_the_program() {
    let place = TestHome::new();
    place.config("[veiw]\n[view]\nmeasure = \"wide\"\n[keys.global]\n\"x\" = \"nxt-quote\"\n\"F5\" = \"redraw\"\n[[rules]]\npattern = \"(\"\nwatch = \"w\"\n");
    let config = place
        .folder
        .path()
        .join("home/.config/pullquote/config.toml");
    let config = config.display();
    let output = place.run(&["keys"]);
    assert_eq!(
        stderr_text(&output),
        format!(
            "pullquote: {config}:1:2: unknown setting `veiw`; did you mean `view`?\n\
             pullquote: {config}:3:11: `view.measure` should be a number from 20 to 400, not \"wide\"\n\
             pullquote: {config}:5:1: unknown action `nxt-quote`; did you mean `next-quote`?\n"
        )
    );
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout_text(&output).contains("\"F5\" = \"redraw\"\n"));
    let output = place.feed(&["annotate"], "Angela Merkel spoke.\n");
    assert_eq!(output.status.code(), Some(0));
    assert!(
        stderr_text(&output).contains("rule 1: the pattern `(` is not understood"),
        "{}",
        stderr_text(&output)
    );
}

#[test]
fn the_environment_names_the_config_and_a_flag_wins_over_it() {
    let place = TestHome::new();
    place.write("env.toml", "[view]\nmeasure = 50\n");
    place.write("flag.toml", "[view]\nmeasure = 40\n");
    let view = |arguments: &[&str]| {
        let mut command = place.command(arguments);
        stdout_text(
            &command
                .env("PULLQUOTE_CONFIG", place.path("env.toml"))
                .output()
                .expect("it runs"),
        )
    };
    assert!(view(&["config", "view"]).contains("measure = 50\n"));
    assert!(view(&["config", "view", "--config", "flag.toml"]).contains("measure = 40\n"));
    assert!(view(&["--config", "flag.toml", "config", "view"]).contains("measure = 40\n"));
}

#[test]
fn the_users_rules_reach_the_output() {
    let place = TestHome::new();
    place.config("[[rules]]\nterm = \"Project Hare\"\nkind = \"work\"\n");
    let output = place.feed(&["annotate"], "They call it Project Hare in the office.\n");
    let document: serde_json::Value = serde_json::from_str(&stdout_text(&output)).expect("JSON");
    assert_eq!(
        document["entities"][0]["key"], "work/project-hare",
        "{document}"
    );
}

#[test]
fn printed_keys_are_a_config() {
    let place = TestHome::new();
    let keys = stdout_text(&place.run(&["keys"]));
    place.config(&keys);
    let again = place.run(&["keys"]);
    assert_eq!(
        (stdout_text(&again), stderr_text(&again)),
        (keys, String::new())
    );
}

#[test]
fn a_gold_corpus_is_scored() {
    let place = TestHome::new();
    place.write(
        "gold.jsonl",
        "{\"id\": \"a\", \"text\": \"Angela Merkel left.\", \"entities\": [[0, 13, \"PER\"]]}\n",
    );
    let output = place.run(&["eval", "ner", "gold.jsonl", "none.jsonl"]);
    assert!(
        stdout_text(&output).contains("1 document,"),
        "{}",
        stdout_text(&output)
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr_text(&output).lines().count(), 1);
}

/// Starts a server that answers one request with these bytes and closes the connection. Returns its address.
fn serve_once(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut request = [0; 4096];
            let _ = stream.read(&mut request);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    format!("http://{address}/news/one")
}

#[test]
fn what_is_left_out_of_a_page_is_told_wherever_it_is_shown() {
    let place = TestHome::new();
    let page = "<title>Tides</title><p>The harbour reopened on Monday, said Ana Peña.".to_owned();
    place.write("deep.html", &(page + &"<div>".repeat(300) + "The end."));
    let note = "nests deeper than 160 elements";
    let output = place.run(&["annotate", "deep.html"]);
    assert!(output.status.success());
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        stderr.starts_with("pullquote: deep.html: ") && stderr.contains(note),
        "{stderr}"
    );
    let json: serde_json::Value = serde_json::from_str(&stdout_text(&output)).expect("JSON");
    assert!(
        json["notes"][0]
            .as_str()
            .is_some_and(|words| words.contains(note)),
        "{json}"
    );
    assert!(stdout_text(&place.run(&["deep.html"])).contains(note));
}

#[test]
fn a_page_is_fetched_and_its_failure_is_told() {
    let place = TestHome::new();
    let page = serve_once(
        "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nconnection: close\r\n\r\n<html><head><title>Harbour vote</title></head><body><article><h1>Harbour vote</h1><p>Angela Merkel spoke in Berlin on Monday about the harbour, and many people listened to her.</p><p>She said that it would cost 41 million euros, and that nobody would have to pay for it twice.</p></article></body></html>",
    );
    let output = place.run(&["annotate", &page]);
    assert_eq!(stderr_text(&output), "");
    let document: serde_json::Value = serde_json::from_str(&stdout_text(&output)).expect("JSON");
    assert_eq!(document["id"], page.as_str());
    assert!(stdout_text(&output).contains("person/angela-merkel"));
    let gone =
        serve_once("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    place.refuses(
        &["annotate", &gone],
        1,
        &format!("{gone}: the server returned 404 (page not found); check the spelling of the link; the page may have moved"),
    );
    place.refuses(
        &[&gone],
        1,
        &format!("{gone}: the server returned 404 (page not found); check the spelling of the link; the page may have moved"),
    );
}

#[test]
fn a_short_text_in_another_language_says_so_in_json_and_on_standard_error() {
    let home = TestHome::new();
    home.write(
        "a.txt",
        "El presidente Pedro Sánchez se reunió ayer con los sindicatos.\n",
    );
    let output = home.run(&["annotate", "--format", "json", "a.txt"]);
    let document: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("one JSON document");
    assert_eq!(document["language"], "es");
    assert_eq!(document["entities"], serde_json::json!([]));
    let note = document["notes"][0].as_str().expect("a note");
    assert!(note.starts_with("The article is in Spanish"), "{note}");
    assert!(String::from_utf8_lossy(&output.stderr).contains(note));

    home.write("b.txt", "Pedro Sánchez lands in Las Palmas.\n");
    let output = home.run(&["annotate", "--format", "json", "b.txt"]);
    let document: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("one JSON document");
    assert!(document.get("notes").is_none());
    assert_ne!(document["entities"], serde_json::json!([]));
}
