//! The log of the program: its path, its level, and what it must never contain.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::server::{request_path, send_answer, serve_requests};

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn log_path(&self) -> PathBuf {
        self.0.path().join(".local/state/pullquote/pullquote.log")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.log_path()).expect("a log")
    }

    fn run(&self, level: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pullquote"));
        command.env_clear().env("HOME", self.0.path());
        command.env("PULLQUOTE_LOG", level).stdin(Stdio::null());
        command.args(arguments).output().expect("an end")
    }
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn what_logs_nothing_makes_no_file() {
    let home = Home::new();
    for arguments in [&["--help"][..], &["keys"], &["man"], &["config", "view"]] {
        assert!(home.run("", arguments).status.success());
    }
    assert!(home.run("off", &["list"]).status.success());
    assert!(!home.log_path().exists());
    assert!(home.run("", &["list"]).status.success());
    let about = fs::metadata(home.log_path()).expect("a log");
    assert_eq!(about.permissions().mode() & 0o777, 0o600);
    let log = home.log();
    let lines: Vec<&str> = log.lines().collect();
    assert!(lines[0].contains("start version="), "{log}");
    assert!(lines[0].ends_with("command=list"), "{log}");
    assert!(lines[1].contains("library opened schema="), "{log}");
}

#[test]
fn a_refresh_is_logged_without_addresses_secrets_and_words() {
    let home = Home::new();
    let root = serve_requests(|head, stream| {
        if request_path(head).starts_with("/secret-path/bad") {
            return send_answer(stream, "500 No", b"secret-body");
        }
        let feed = "<rss version='2.0'><channel><title>secret-feed</title><item><title>secret-title</title><guid>1</guid><description>secret-words</description></item></channel></rss>";
        send_answer(stream, "200 OK\r\nETag: secret-etag", feed.as_bytes());
    });
    let good = format!("{root}/secret-path/good?token=secret-query");
    let bad = format!("{root}/secret-path/bad?token=secret-query");
    let opml = format!(
        "<opml version='2.0'><body><outline type='rss' xmlUrl='{good}'/><outline type='rss' xmlUrl='{bad}'/></body></opml>"
    );
    let list = home.0.path().join("feeds.opml");
    fs::write(&list, opml).expect("a file");
    let list = list.to_str().expect("a path");
    let imported = home.run("trace", &["import", list]);
    assert!(imported.status.success(), "{}", stderr(&imported));
    assert_eq!(home.run("trace", &["refresh"]).status.code(), Some(1));
    let log = home.log();
    assert!(!log.contains("secret"), "{log}");
    assert!(log.contains("feed failed feed=2 host=127.0.0.1"), "{log}");
    assert!(log.contains("kind=status"), "{log}");
    let ended = "refresh ended feeds=2 failed=1 new=1 changed=0 cancelled=false";
    assert!(log.contains(ended), "{log}");
}

#[test]
fn the_level_comes_from_the_environment_then_the_config() {
    let home = Home::new();
    let config = home.0.path().join("c.toml");
    fs::write(&config, "[log]\nlevel = \"off\"\n").expect("a config");
    let config = ["--config", config.to_str().expect("a path")];
    assert!(
        home.run("", &[&config[..], &["list"]].concat())
            .status
            .success()
    );
    assert!(!home.log_path().exists());
    assert!(
        home.run("debug", &[&config[..], &["list"]].concat())
            .status
            .success()
    );
    assert!(home.log_path().exists());
    let printed = home.run("loud", &["config", "view"]);
    assert_eq!(
        stderr(&printed),
        "pullquote: PULLQUOTE_LOG should be one of off, error, warn, info, debug, trace, not `loud`\n"
    );
    assert!(printed.status.success());
}

#[test]
fn doctor_shows_where_the_log_is_and_its_last_errors() {
    let home = Home::new();
    assert!(home.run("", &["list"]).status.success());
    let errors = (0..7).map(|n| {
        format!("2026-01-01T00:00:00.000Z ERROR [1 main] session::panics: panic work=\"entry {n}\" backtrace=\"0: main\"\n")
    });
    let errors: Vec<String> = errors.collect();
    fs::write(home.log_path(), home.log() + &errors.concat()).expect("a log");
    let output = home.run("", &["doctor", "--json"]);
    let lines: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    let texts = |check: &str| -> Vec<String> {
        let lines = lines.iter().filter(|line| line["check"] == check);
        lines
            .map(|line| line["text"].as_str().expect("a text").to_owned())
            .collect()
    };
    let [state] = &texts("log")[..] else {
        panic!("{lines:?}");
    };
    assert!(
        state.contains(home.log_path().to_str().expect("a path")),
        "{state}"
    );
    assert!(state.contains("level info"), "{state}");
    let errors = texts("log error");
    assert_eq!(errors.len(), 5);
    assert!(
        errors[0].contains("entry 6") && !errors[0].contains("backtrace"),
        "{errors:?}"
    );
}

#[test]
fn a_log_that_cannot_be_written_breaks_nothing() {
    let home = Home::new();
    fs::write(home.0.path().join(".local"), "in the way").expect("a file");
    let data = home.0.path().join("data");
    let data = ["--data-dir", data.to_str().expect("a path")];
    let listed = home.run("", &[&data[..], &["list"]].concat());
    assert!(listed.status.success(), "{}", stderr(&listed));
    assert_eq!(stderr(&listed), "");
    let doctor = home.run("", &[&data[..], &["doctor"]].concat());
    let printed = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(printed.contains("WARN  log "), "{printed}");
    assert!(printed.contains("cannot be written"), "{printed}");
}
