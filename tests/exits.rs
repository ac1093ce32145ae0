//! Exits that the user did not request with a key: closed terminals, signals, closed pipes, missing threads. The
//! program must exit with the code that shells expect, and with everything saved.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::server::{send_answer, serve_requests};
use crate::terminal::{Terminal, is_given_back};

/// The number of the user and group `nobody`.
const NOBODY: u32 = 65534;
/// The exit code after SIGHUP, which is signal 1.
const HUNG_UP: u32 = 128 + 1;

#[test]
fn a_closed_terminal_ends_the_program_with_everything_saved() {
    let data = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::with_library(data.path(), &[], 120, 40);
    terminal.sees("1/14").press("\\bank\r").sees("1/2\n");
    terminal.close("j");
    assert_eq!(terminal.status(), HUNG_UP);
    let mut terminal = Terminal::with_library(data.path(), &[], 120, 40);
    terminal.sees("All articles  \\bank").press("Q");
    assert_eq!(terminal.ended(), 0);
}

/// Another program locks the library, so the last changes cannot be written and the exit is delayed.
#[test]
fn a_second_signal_ends_a_slow_end_at_once() {
    let data = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::with_library(data.path(), &[], 100, 30);
    // Wait for the annotations, so that no background write is pending when the lock is taken.
    terminal.sees("1/14").sees("❝").quiet();
    let held = rusqlite::Connection::open(data.path().join("library.db")).expect("a library");
    held.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    terminal.signal("TERM").until("given back", is_given_back);
    terminal.signal("INT");
    assert_eq!(terminal.ended(), 128 + 2);
    drop(held);
}

/// While the exit waits for the lock of another program, the program must sleep instead of polling the closed terminal.
#[test]
fn a_closed_terminal_is_not_read_again_and_again() {
    let data = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::with_library(data.path(), &[], 100, 30);
    terminal.sees("1/14").sees("❝").quiet();
    let held = rusqlite::Connection::open(data.path().join("library.db")).expect("a library");
    held.execute_batch("BEGIN IMMEDIATE").expect("the lock");
    terminal.close("j");
    let input = format!("/proc/{}/fd/0", terminal.pid());
    while Path::new("/proc/self/fd").exists() {
        // The program cannot exit before the lock is released or its timeout of some seconds is over.
        let target = fs::read_link(&input).expect("a program that has not ended");
        if target.to_string_lossy().starts_with("socket:") {
            break;
        }
        std::thread::yield_now();
    }
    drop(held);
    assert_eq!(terminal.status(), HUNG_UP);
}

/// Without a controlling terminal there is no SIGHUP; reads and writes fail, and that must be enough to exit.
#[test]
fn a_terminal_that_fails_without_a_signal_is_a_closed_one() {
    let data = tempfile::tempdir().expect("a folder");
    let mut command = Terminal::command(data.path(), &[]);
    command.set_controlling_tty(false);
    let mut terminal = Terminal::start(command, 100, 30);
    terminal.sees("1/14").close("j");
    assert_eq!(terminal.status(), HUNG_UP);
}

#[test]
fn a_program_that_was_stopped_from_outside_takes_the_terminal_back() {
    let data = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::with_library(data.path(), &[], 100, 30);
    terminal.sees("1/14").quiet();
    let during = terminal.modes();
    terminal.signal("STOP");
    // Like a shell after a job has stopped, and a user who then closes the window.
    let slave = format!("/proc/{}/fd/0", terminal.pid());
    let done = Command::new("stty").args(["-F", &slave, "sane"]).status();
    assert!(done.expect("stty").success());
    assert_ne!(terminal.modes(), during);
    terminal.resize(60, 20).signal("CONT");
    terminal.sees("1/14").press("Q");
    // The terminal must end in the modes set by the shell, not in those at the start.
    assert_eq!(terminal.status(), 0);
    terminal.until("given back", is_given_back);
}

#[test]
fn a_storm_of_new_sizes_leaves_a_right_screen() {
    let data = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::with_library(data.path(), &[], 100, 30);
    terminal.sees("1/14");
    for n in 0..200 {
        terminal.resize(1 + n * 7 % 150, 1 + n * 3 % 50);
    }
    terminal.resize(100, 30).signal("WINCH");
    terminal.sees("1/14").sees("Welcome").press("Q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn keys_come_from_the_terminal_where_standard_input_is_a_pipe() {
    let mut terminal = in_shell("echo 'The minister spoke at length on Monday.' | \"$0\" -");
    terminal.sees("The minister spoke").press("q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn without_a_terminal_for_keys_one_sentence_says_so() {
    let data = tempfile::tempdir().expect("a folder");
    let script = "echo 'The minister spoke at length on Monday.' | \"$0\" -";
    let mut command = shell(data.path(), script);
    command.set_controlling_tty(false);
    let mut terminal = Terminal::start(command, 200, 20);
    terminal.sees("cannot read keys").sees("/dev/tty");
    assert_eq!(terminal.ended(), 1);
}

/// Runs a shell script in a terminal, with `$0` as the program.
fn in_shell(script: &str) -> Terminal {
    let data = tempfile::tempdir().expect("a folder");
    Terminal::start(shell(data.path(), script), 100, 30).owning(data)
}

fn shell(data: &Path, script: &str) -> portable_pty::CommandBuilder {
    let mut command = Terminal::command(data, &[]);
    let arguments = command.get_argv_mut();
    let program = arguments.first().cloned().expect("a program");
    *arguments = ["sh", "-c", script].map(Into::into).to_vec();
    arguments.push(program);
    command
}

/// Runs every command that prints with standard output already closed.
#[test]
fn a_closed_output_is_quiet() {
    let home = Home::new();
    home.done(&["add", &feed()]);
    home.done(&["refresh"]);
    let file = home.path("a.txt");
    fs::write(&file, "The minister spoke at length on Monday.").expect("a file");
    let file = file.to_str().expect("a path");
    let commands: &[&[&str]] = &[
        &["--help"],
        &["annotate", file],
        &["annotate", "-f", "html", file],
        &[file],
        &["list"],
        &["list", "--json"],
        &["search", "words"],
        &["feeds"],
        &["open", "1"],
        &["refresh", "--all", "--json"],
        &["export"],
        &["doctor"],
        &["keys"],
        &["config", "view"],
        &["completions", "bash"],
        &["man"],
    ];
    for arguments in commands {
        let (read, write) = std::io::pipe().expect("a pipe");
        drop(read);
        let output = home.command(arguments).stdout(write).output();
        let output = output.expect("an end");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {errors}");
        assert_eq!(errors, "", "{arguments:?}");
    }
}

/// A user who cannot start threads or processes can still do everything that needs none; the rest fails with a message.
#[test]
fn without_threads_nothing_panics() {
    let Some(home) = Home::without_threads() else {
        return;
    };
    let address = feed();
    let file = home.path("a.txt");
    fs::write(&file, "“We are ready,” said Angela Merkel on Monday.").expect("a file");
    let file = file.to_str().expect("a path");
    let printed = home.done(&["add", &address]);
    assert!(printed.contains("2 new entries"), "{printed}");
    let printed = home.done(&["refresh", "--all"]);
    assert!(printed.contains("1 feed: 0 new entries"), "{printed}");
    let printed = home.done(&["annotate", "--threads", "4", "-f", "jsonl", file, file]);
    assert_eq!(printed.lines().count(), 2);
    assert!(printed.contains("Angela Merkel"), "{printed}");
    // The search finds the second entry by its text, so it was indexed without threads.
    assert!(home.done(&["search", "two"]).contains("two"));
    let nowhere = home.run(&["add", "http://no-such-host.invalid/feed"]);
    assert_eq!(nowhere.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&nowhere.stderr);
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert!(!errors.contains("fault"), "{errors}");
}

#[test]
fn without_threads_the_reader_says_so_in_one_sentence() {
    let Some(home) = Home::without_threads() else {
        return;
    };
    let command = home.command(&[]);
    let mut in_terminal = portable_pty::CommandBuilder::new(command.get_program());
    in_terminal.args(command.get_args());
    in_terminal.cwd("/");
    let home_folder = home.path("");
    in_terminal.env("HOME", &home_folder);
    for (name, place) in [
        ("PULLQUOTE_DATA_DIR", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_STATE_HOME", "state"),
    ] {
        in_terminal.env(name, home_folder.join(place));
    }
    let mut terminal = Terminal::start(in_terminal, 200, 20);
    terminal.sees("cannot start a thread").sees("ulimit -u");
    assert_eq!(terminal.ended(), 1);
}

/// Serves a feed with two entries and returns its address.
fn feed() -> String {
    let items = ["one", "two"].map(|title| {
        format!("<item><title>{title}</title><guid>id:{title}</guid><description>The words of {title}.</description></item>")
    });
    let feed = format!(
        "<rss version='2.0'><channel><title>Harbour</title>{}</channel></rss>",
        items.concat()
    );
    let root = serve_requests(move |_, stream| send_answer(stream, "200 OK", feed.as_bytes()));
    format!("{root}/feed")
}

/// A temporary home, and the command that limits the program's threads.
struct Home {
    folder: tempfile::TempDir,
    program: PathBuf,
    before: Vec<&'static str>,
}

impl Home {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            program: env!("CARGO_BIN_EXE_pullquote").into(),
            before: Vec::new(),
        }
    }

    /// Returns a home whose user cannot start threads; `None` if this machine cannot set the limit. The limit does not
    /// apply to root, so root switches to another user first.
    fn without_threads() -> Option<Self> {
        let limit = "prlimit";
        Command::new(limit).arg("--version").output().ok()?;
        let id = Command::new("id").arg("-u").output().expect("a user");
        let mut home = Self::new();
        if id.stdout == b"0\n" {
            home.before = vec![
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
            ];
            chown(home.folder.path(), Some(NOBODY), Some(NOBODY)).expect("another owner");
            let program = home.path("pullquote");
            fs::copy(&home.program, &program).expect("the program");
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("its mode");
            home.program = program;
        }
        home.before.extend([limit, "--nproc=0:0"]);
        Some(home)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let program = self.program.to_str().expect("a path");
        let mut line = self.before.iter().copied().chain([program]);
        let mut command = Command::new(line.next().expect("a program"));
        command.args(line).args(arguments);
        command.env_clear().env("HOME", self.folder.path());
        command.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("an end")
    }

    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).expect("text")
    }
}
