//! Runs the program in a pseudo-terminal and reads its screen. Tests wait for text on the screen, with a deadline.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use crate::picture;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The longest wait for anything. Generous, because test machines may be slow; it matters only when a test fails.
const DEADLINE: Duration = Duration::from_secs(40);
/// How long to wait for output before the screen is checked again.
const LOOK: Duration = Duration::from_millis(200);
/// The answer of a terminal with a white background to the query for its colours.
const LIGHT: &[u8] = b"\x1b]10;rgb:0000/0000/0000\x1b\\\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;c";
/// The environment variable that makes the restarted test program panic while it shows a screen.
const PANIC: &str = "PULLQUOTE_TEST_PANIC";

pub(crate) struct TestScreen {
    pub(crate) parser: vt100::Parser,
    is_closed: bool,
    /// True if the thread that reads the output should stop after the next piece.
    is_leaving: bool,
}

type Keys = Arc<Mutex<Box<dyn Write + Send>>>;

pub(crate) struct Terminal {
    screen: Arc<(Mutex<TestScreen>, Condvar)>,
    /// `None` once the terminal is closed.
    master: Option<Box<dyn MasterPty + Send>>,
    /// The terminal's modes before the program started.
    modes_before: String,
    reader: Option<std::thread::JoinHandle<()>>,
    keys: Keys,
    child: Box<dyn Child + Send + Sync>,
    /// The library's folder, if the terminal owns it.
    data: Option<tempfile::TempDir>,
}

const fn pty_size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn non_zero(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).expect("a size")
}

impl Terminal {
    pub(crate) fn start(mut command: CommandBuilder, cols: u16, rows: u16) -> Self {
        let pair = native_pty_system()
            .openpty(pty_size(cols, rows))
            .expect("a pseudo-terminal");
        command.env_remove("NO_COLOR");
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        let modes_before = modes_of(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).expect("a program");
        let mut output = pair.master.try_clone_reader().expect("its output");
        let screen = Arc::new((
            Mutex::new(TestScreen {
                parser: vt100::Parser::new(non_zero(rows), non_zero(cols), 0),
                is_closed: false,
                is_leaving: false,
            }),
            Condvar::new(),
        ));
        let keys: Keys = Arc::new(Mutex::new(pair.master.take_writer().expect("its input")));
        let answers = Arc::clone(&keys);
        let shared = Arc::clone(&screen);
        let read = move || {
            let mut bytes = [0; 4096];
            loop {
                let n = output.read(&mut bytes).unwrap_or(0);
                if bytes[..n].windows(3).any(|window| window == b"\x1b[c") {
                    let mut keys = answers.lock().expect("its input");
                    keys.write_all(LIGHT).expect("its input");
                }
                let (screen, news) = &*shared;
                let mut screen = screen.lock().expect("a screen");
                screen.parser.process(&bytes[..n]);
                screen.is_closed = n == 0;
                news.notify_all();
                if n == 0 || screen.is_leaving {
                    return;
                }
            }
        };
        let reader = std::thread::Builder::new().spawn(read).expect("a thread");
        Self {
            screen,
            keys,
            master: Some(pair.master),
            modes_before,
            reader: Some(reader),
            child,
            data: None,
        }
    }

    /// Starts the program in an empty home with an empty library.
    fn program(arguments: &[&str], cols: u16, rows: u16) -> Self {
        let data = tempfile::tempdir().expect("a folder");
        Self::with_library(data.path(), arguments, cols, rows).owning(data)
    }

    pub(crate) fn owning(mut self, data: tempfile::TempDir) -> Self {
        self.data = Some(data);
        self
    }

    /// Starts the program in an empty home with the library in a folder.
    pub(crate) fn with_library(data: &Path, arguments: &[&str], cols: u16, rows: u16) -> Self {
        Self::start(Self::command(data, arguments), cols, rows)
    }

    /// Returns the command that runs the program in an empty home with the library in a folder.
    pub(crate) fn command(data: &Path, arguments: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_pullquote"));
        command.env("PULLQUOTE_DATA_DIR", data);
        command.args(arguments);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env("HOME", env!("CARGO_TARGET_TMPDIR"));
        command.env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"));
        command.env("XDG_STATE_HOME", data);
        command
    }

    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        let mut input = self.keys.lock().expect("its input");
        input.write_all(keys.as_bytes()).expect("its input");
        drop(input);
        self
    }

    /// Waits until the screen fulfils a condition; on timeout, fails with its contents.
    #[track_caller]
    pub(crate) fn until(&mut self, what: &str, is_so: impl Fn(&TestScreen) -> bool) -> &mut Self {
        let begin = Instant::now();
        let (screen, news) = &*self.screen;
        let mut guard = screen.lock().expect("a screen");
        while !is_so(&guard) {
            let shown = guard.parser.screen().contents();
            assert!(begin.elapsed() < DEADLINE, "not {what}:\n{shown}");
            guard = news.wait_timeout(guard, LOOK).expect("a screen").0;
        }
        drop(guard);
        self
    }

    #[track_caller]
    pub(crate) fn sees(&mut self, words: &str) -> &mut Self {
        self.until(words, |screen| {
            screen.parser.screen().contents().contains(words)
        })
    }

    /// Waits until there has been no output for a while, because a frame may arrive in pieces.
    pub(crate) fn quiet(&mut self) -> &mut Self {
        let (screen, news) = &*self.screen;
        let mut guard = screen.lock().expect("a screen");
        loop {
            let (after, waited) = news.wait_timeout(guard, LOOK).expect("a screen");
            if waited.timed_out() {
                break;
            }
            guard = after;
        }
        self
    }

    #[track_caller]
    fn no_longer_sees(&mut self, words: &str) -> &mut Self {
        self.until(words, |screen| {
            !screen.parser.screen().contents().contains(words)
        })
    }

    pub(crate) fn resize(&mut self, cols: u16, rows: u16) -> &mut Self {
        let mut screen = self.screen.0.lock().expect("a screen");
        screen
            .parser
            .screen_mut()
            .set_size(non_zero(rows), non_zero(cols));
        drop(screen);
        let master = self.master.as_ref().expect("an open terminal");
        master.resize(pty_size(cols, rows)).expect("a resize");
        self
    }

    pub(crate) fn signal(&mut self, name: &str) -> &mut Self {
        let pid = self.child.process_id().expect("a process").to_string();
        let done = std::process::Command::new("kill")
            .args(["-s", name, &pid])
            .status();
        assert!(done.expect("kill").success());
        self
    }

    /// Closes the terminal, as when its window is closed. `keys` make the program write once more, so that the thread
    /// that reads the output stops.
    pub(crate) fn close(&mut self, keys: &str) -> &mut Self {
        self.screen.0.lock().expect("a screen").is_leaving = true;
        self.press(keys);
        let reader = self.reader.take().expect("an open terminal");
        reader.join().expect("the reader of the output");
        *self.keys.lock().expect("its input") = Box::new(std::io::sink());
        self.master = None;
        self
    }

    /// Returns the terminal's modes (as shown by `stty -a`) as text.
    pub(crate) fn modes(&self) -> String {
        let master = self.master.as_deref().expect("an open terminal");
        modes_of(master)
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    /// Waits for the program to exit and returns its exit code, without checking the screen.
    pub(crate) fn status(&mut self) -> u32 {
        self.child.wait().expect("an end").exit_code()
    }

    /// Waits for the program to exit, checks that the terminal is restored, and returns the exit code.
    #[track_caller]
    pub(crate) fn ended(&mut self) -> u32 {
        self.until("ended", |screen| screen.is_closed || is_given_back(screen));
        let status = self.child.wait().expect("an end");
        self.until("given back", is_given_back);
        assert_eq!(self.modes(), self.modes_before);
        status.exit_code()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn modes_of(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("its modes"))
}

/// True if the terminal is in its initial state: screen, cursor, mouse and bracketed paste.
pub(crate) fn is_given_back(screen: &TestScreen) -> bool {
    let screen = screen.parser.screen();
    !screen.alternate_screen()
        && !screen.hide_cursor()
        && !screen.bracketed_paste()
        && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
}

#[test]
fn starts_jumps_filters_resizes_and_leaves() {
    let mut terminal = Terminal::program(&[], 100, 30);
    terminal.sees("1/14").sees("Welcome: :add");
    terminal.press("\r").sees("1 of 14").sees("People");
    terminal.until("light", |screen| {
        let title = screen.parser.screen().cell(2, 3).map(vt100::Cell::fgcolor);
        title == Some(vt100::Color::Rgb(0, 0, 0))
    });
    terminal.press("2").sees("¶").press("3]q").sees("▌");
    terminal
        .resize(60, 20)
        .no_longer_sees("People")
        .sees("1 of 14")
        .sees("▌");
    terminal.resize(120, 40).sees("1 of 14").sees("2 quotes");
    terminal
        .press("]e")
        .press("e")
        .sees("mention")
        .press("\x1b")
        .no_longer_sees("mention");
    terminal.press(":").sees(":").press("quit\r");
    assert_eq!(terminal.ended(), 0);
}

/// Compares the README's pictures with the program; with `PULLQUOTE_BLESS=1`, redraws them.
#[test]
fn the_picture_shows_the_real_screen() {
    let mut terminal = Terminal::program(&[], 116, 34);
    let is_dark = terminal.sees("1/14").press(":theme dark\r");
    is_dark.press("jjj\r").sees("4 of 14").sees("People");
    // All quotes of one speaker: a view that other readers do not have.
    terminal.press("2").sees("¶").press("]q]qgs");
    terminal.sees("3 mentions, 4 quotes, 2 figures").quiet();
    compare_picture(&terminal, "screen.svg", &["quotes", "Osei", "Harwick"]);
}

#[test]
fn the_picture_of_the_library_shows_the_real_screen() {
    let mut terminal = Terminal::program(&[], 132, 36);
    terminal.sees("1/14").sees("❝").press(":theme dark\r");
    terminal.press("jjsjj").sees("5/14").quiet();
    compare_picture(&terminal, "library.svg", &["Unread", "Starred", "Welcome"]);
}

/// Compares the screen with a stored picture, by words that both must show. Dates and ages change daily, so the
/// pictures cannot be compared exactly.
fn compare_picture(terminal: &Terminal, name: &str, words: &[&str]) {
    let screen = terminal.screen.0.lock().expect("a screen");
    let drawn = picture::render_svg(screen.parser.screen());
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets")
        .join(name);
    #[expect(
        clippy::disallowed_methods,
        reason = "goldens are rewritten only on request"
    )]
    if std::env::var_os("PULLQUOTE_BLESS").is_some() {
        std::fs::write(&path, &drawn).expect("a picture");
    }
    let kept = std::fs::read_to_string(&path).expect("the README's picture");
    for words in words {
        assert!(drawn.contains(words), "the screen does not show `{words}`");
        assert!(
            kept.contains(words),
            "the picture is not of this screen: draw it again"
        );
    }
}

/// Marks, searches and positions in the library are restored at the next start.
#[test]
fn the_library_is_as_it_was_left() {
    let data = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::with_library(data.path(), &[], 120, 40);
    // Wait for the annotations, which are made in the background.
    terminal.sees("❝");
    terminal
        .sees("1/14")
        .press("\\bank\r")
        .sees("All articles  \\bank")
        .sees("1/2\n");
    terminal
        .press("ssj\r")
        .sees("2 of ")
        .press("G")
        .sees("end")
        .press("q");
    terminal.sees("2/").press("u").sees("as unread");
    terminal.press("\x1a").sees("Undone").press("q");
    assert_eq!(terminal.ended(), 0);
    let mut terminal = Terminal::with_library(data.path(), &[], 120, 40);
    terminal
        .sees("All articles  \\bank")
        .press("\x1b")
        .sees("/14");
    terminal.press("Q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn a_library_that_is_none_is_told_without_a_screen() {
    let data = tempfile::tempdir().expect("a folder");
    std::fs::write(
        data.path().join("library.db"),
        "no library at all, but words",
    )
    .expect("a file");
    let mut terminal = Terminal::with_library(data.path(), &[], 120, 20);
    terminal
        .sees("is not a pullquote library")
        .sees("--data-dir");
    assert_eq!(terminal.ended(), 1);
}

#[test]
fn a_file_is_opened_at_once_and_left_with_one_key() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/library/04-quake.md");
    let mut terminal = Terminal::program(&[file.to_str().expect("a path")], 80, 24);
    terminal.sees("At least 41 dead").sees("People");
    terminal
        .press("/rescue")
        .sees("/rescue")
        .press("\r")
        .sees("1/");
    terminal.press("q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn a_file_that_is_not_there_is_told_without_a_screen() {
    let mut terminal = Terminal::program(&["no-such-file.html"], 80, 24);
    terminal.sees("no-such-file.html");
    assert_eq!(terminal.ended(), 1);
}

#[test]
fn the_end_of_the_shell_gives_the_terminal_back() {
    for (name, number) in [("TERM", 15), ("HUP", 1), ("INT", 2), ("QUIT", 3)] {
        let mut terminal = Terminal::program(&[], 80, 24);
        terminal.sees("1/14");
        assert_ne!(terminal.modes(), terminal.modes_before);
        terminal.signal(name);
        assert_eq!(terminal.ended(), 128 + number);
    }
}

#[test]
fn the_shell_gets_the_terminal_for_a_while() {
    let mut terminal = Terminal::program(&[], 80, 24);
    terminal.sees("1/14").press("gz");
    terminal.until("given back", is_given_back);
    let begin = Instant::now();
    // The program stops a moment after it restores the terminal, so a SIGCONT may arrive too early and is repeated.
    loop {
        terminal.signal("CONT");
        let (screen, news) = &*terminal.screen;
        let guard = screen.lock().expect("a screen");
        let (guard, _) = news.wait_timeout(guard, LOOK).expect("a screen");
        if guard.parser.screen().alternate_screen() {
            break;
        }
        assert!(begin.elapsed() < DEADLINE, "it does not come back");
    }
    terminal.sees("1/14").press("q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn the_smallest_terminal_is_no_fault() {
    let mut terminal = Terminal::program(&[], 1, 1);
    terminal.sees("▌").press("\r");
    terminal.until("the article", |screen| {
        !screen.parser.screen().contents().contains('▌')
    });
    terminal.press("Tf?").resize(40, 10).sees("Keys");
    terminal.press("\x1b").sees("1 of 14").press("2");
    terminal.sees("2 quotes");
    terminal.press("Q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_prints() {
    #[expect(
        clippy::disallowed_methods,
        reason = "how this program was started again"
    )]
    let is_inside = std::env::var_os(PANIC).is_some();
    if is_inside {
        let _guard = pullquote::session::TerminalGuard::acquire(true).expect("a terminal");
        panic!("out of paper");
    }
    let itself = std::env::current_exe().expect("this program");
    let mut command = CommandBuilder::new(itself);
    let name = "terminal::a_panic_gives_the_terminal_back_before_it_prints";
    command.args(["--exact", name, "--nocapture"]);
    command.env(PANIC, "1");
    command.cwd(env!("CARGO_MANIFEST_DIR"));
    let mut terminal = Terminal::start(command, 100, 40);
    terminal.sees("out of paper");
    assert_ne!(terminal.ended(), 0);
}

#[test]
fn a_dumb_terminal_is_refused_with_a_sentence() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_pullquote"));
    command.cwd(env!("CARGO_MANIFEST_DIR"));
    let mut terminal = Terminal::start(with_dumb_terminal(&command), 100, 20);
    terminal.sees("TERM is `dumb`");
    assert_eq!(terminal.ended(), 1);
}

/// Wraps a command so that `TERM` is `dumb`, overriding the value set by [`Terminal::start`].
fn with_dumb_terminal(command: &CommandBuilder) -> CommandBuilder {
    let program = command.get_argv().first().cloned().expect("a program");
    let mut wrapped = CommandBuilder::new("env");
    wrapped.arg("TERM=dumb");
    wrapped.arg(program);
    wrapped.cwd(env!("CARGO_MANIFEST_DIR"));
    wrapped
}

/// Writes an executable script to a folder and returns its path.
fn script(folder: &Path, name: &str, lines: &str) -> String {
    use std::os::unix::fs::PermissionsExt as _;

    let path = folder.join(name);
    std::fs::write(&path, format!("#!/bin/sh\n{lines}\n")).expect("a script");
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(&path, mode).expect("a script that can be run");
    path.display().to_string()
}

/// Writes an HTML page with a canonical link to a folder and returns its path.
fn linked_page(folder: &Path) -> String {
    let html = "<html><head><link rel=canonical href=https://example.org/ships><title>Ships leave</title></head>\
        <body><p>The ships left the harbour at dawn, and “nobody knows why”, said Jane Doe on Friday.</p></body></html>";
    let path = folder.join("ships.html");
    std::fs::write(&path, html).expect("a page");
    path.display().to_string()
}

#[test]
fn a_text_browser_takes_the_place_of_the_reader_until_it_is_left() {
    let data = tempfile::tempdir().expect("a folder");
    let lines =
        "printf 'at %s\\n' \"$1\"; read -r words; printf 'read %s\\n' \"$words\"; read -r more";
    let w3m = script(data.path(), "w3m", lines);
    let mut command = Terminal::command(data.path(), &[&linked_page(data.path())]);
    command.env("BROWSER", w3m);
    let mut terminal = Terminal::start(command, 100, 30).owning(data);
    terminal.sees("at dawn").sees("Jane Doe");
    terminal.press("o").sees("at https://example.org/ships");
    terminal.until("given back", is_given_back);
    // While the text browser runs in the foreground, all keys go to it.
    terminal.press("jq2o\r").sees("read jq2o");
    terminal.press("\r").sees("at dawn").quiet();
    terminal.press("2").sees("¶").press("Q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn a_browser_that_fails_is_followed_by_the_next_one() {
    let data = tempfile::tempdir().expect("a folder");
    let lines = "printf 'at %s %s\\n' \"$X\" \"$1\"; read -r words; printf 'read %s\\n' \"$words\"; read -r more";
    let w3m = script(data.path(), "w3m", lines);
    let lynx = script(data.path(), "lynx", "exit 3");
    let broken = script(data.path(), "broken", "exit 4");
    let mut command = Terminal::command(data.path(), &[&linked_page(data.path())]);
    // A missing one, one that fails in the background, one that fails in the terminal, and a wrapped one that works.
    let named = format!("no-such-browser:{broken}:{lynx}:env X=wrapped {w3m}");
    command.env("BROWSER", named);
    let mut terminal = Terminal::start(command, 100, 30).owning(data);
    terminal.sees("at dawn").sees("Jane Doe");
    terminal
        .press("o")
        .sees("at wrapped https://example.org/ships");
    // The text browser got the terminal after a failure in the background, and still gets all keys.
    terminal.press("jq2o\r").sees("read jq2o");
    terminal.press("\r").sees("at dawn").quiet();
    terminal.press("Q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn a_browser_that_fails_or_is_not_there_is_named_with_what_to_try() {
    let data = tempfile::tempdir().expect("a folder");
    let broken = script(data.path(), "broken", "echo noise; echo noise >&2; exit 4");
    let mut command = Terminal::command(data.path(), &[&linked_page(data.path())]);
    command.env("BROWSER", format!("no-such-browser:{broken} --new"));
    let mut terminal = Terminal::start(command, 160, 30).owning(data);
    terminal
        .sees("at dawn")
        .press("o")
        .sees("did not open the link (exit status: 4)");
    terminal
        .sees("Y copies it, or set $BROWSER")
        .no_longer_sees("noise");
    terminal.press("Q");
    assert_eq!(terminal.ended(), 0);

    let data = tempfile::tempdir().expect("a folder");
    let mut command = Terminal::command(data.path(), &[&linked_page(data.path())]);
    command.env("BROWSER", "no-such-browser");
    let mut terminal = Terminal::start(command, 160, 30).owning(data);
    terminal.sees("at dawn").press("o");
    terminal.sees("`no-such-browser` is not installed; Y copies it, or set $BROWSER");
    terminal.press("Q");
    assert_eq!(terminal.ended(), 0);
}

/// Creates a library in a folder, with one feed of `n_items` entries that exists on no server.
fn fill_library(data: &Path, n_items: usize) {
    use pullquote::feeds::{Feed, FeedItem, Subscription};
    use pullquote::store::{FeedOutcome, FeedResponse, Library, Validators};
    let now = "2026-03-10T12:00:00Z".parse().expect("a time");
    let mut library = Library::open(&data.join("library.db")).expect("a library");
    let subscription = Subscription::of("https://example.invalid/feed");
    let feed = library.subscribe(&subscription, now).expect("a feed");
    let items = (1..=n_items).map(|n| FeedItem {
        id: format!("{n}"),
        title: format!("Tide number {n}"),
        content: "<p>High water at noon.".into(),
        ..FeedItem::default()
    });
    let outcome = FeedOutcome {
        answer: FeedResponse::Feed {
            feed: Box::new(Feed {
                title: "Harbour".into(),
                items: items.collect(),
                ..Feed::default()
            }),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        due: "2999-01-01T00:00:00Z".parse().expect("a time"),
        moved: None,
    };
    library.ingest(feed, &outcome, now).expect("taken");
}

#[test]
fn what_another_program_brings_is_announced_and_leaves_the_list() {
    let data = tempfile::tempdir().expect("a folder");
    fill_library(data.path(), 2);
    let mut terminal = Terminal::with_library(data.path(), &[], 120, 30);
    terminal.sees("Tide number 2").sees("Unread");
    fill_library(data.path(), 5);
    terminal.sees("3 new articles from another refresh; . shows them");
    terminal.no_longer_sees("Tide number 5");
    terminal.press(".").sees("Tide number 5");
    // Marks made by another program are also seen, without a notice.
    let starred = std::process::Command::new(env!("CARGO_BIN_EXE_pullquote"))
        .args(["star", "5", "--data-dir"])
        .arg(data.path())
        .output();
    assert!(starred.expect("a command").status.success());
    terminal.until("a star", |screen| {
        let shown = screen.parser.screen().contents();
        let mut rows = shown.lines().filter(|line| line.contains("Tide number"));
        rows.any(|row| row.contains('★'))
    });
    terminal.press("q");
    assert_eq!(terminal.ended(), 0);
    // All changes have been moved from the write-ahead log into the library file.
    let log = std::fs::metadata(data.path().join("library.db-wal"));
    assert_eq!(log.map_or(0, |log| log.len()), 0);
}

#[test]
fn a_library_that_may_not_grow_is_read_and_says_so() {
    let data = tempfile::tempdir().expect("a folder");
    fill_library(data.path(), 2);
    let mut command = CommandBuilder::new("sh");
    // With files limited to 8 KB, SQLite cannot create the index of its write-ahead log, as on a full disk.
    command.args([
        "-c",
        "trap '' XFSZ; ulimit -f 16; exec \"$0\"",
        env!("CARGO_BIN_EXE_pullquote"),
    ]);
    command.env("PULLQUOTE_DATA_DIR", data.path());
    command.env("HOME", env!("CARGO_TARGET_TMPDIR"));
    command.env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"));
    let mut terminal = Terminal::start(command, 120, 30);
    terminal
        .sees("Tide number 1")
        .sees("The disk is full: you can read everything");
    terminal.press("s").sees("the disk is full. Free some");
    terminal.press("R");
    terminal.sees("Refresh failed: the disk is full");
    terminal.press("\r").sees("High water at noon.");
    terminal.press("q").sees("Tide number 1");
    terminal.press("q");
    assert_eq!(terminal.ended(), 0);
}
