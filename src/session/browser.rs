//! Opening links: which program to run, and how it is started and watched.

use std::io;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use super::terminal_programs::{
    LINK_VARIABLE, fill_script, needs_terminal, script_index, split_words,
};
use crate::article::Link;

/// If a launcher fails within this time, it did not open the link. A later failure means that the browser was closed.
const MAX_LAUNCH: Duration = Duration::from_secs(5);

/// How long keys are kept for a text browser that is tried if this program fails. A launcher that finds no display fails
/// well within this time, and a user hardly notices it.
const MAX_KEY_WAIT: Duration = Duration::from_secs(1);

/// A program that can open a link.
pub(super) struct Opener {
    command: Command,
    /// Name of the program, for messages.
    pub(super) name: String,
    /// True if the program runs in the terminal.
    pub(super) takes_terminal: bool,
}

/// Returns the programs to try for a link, in order: those that the settings name, else those in `$BROWSER`, else the
/// system's openers.
///
/// Both are lists of commands, separated by `:`. In a command, `%s` is the link (appended if missing), `%c` a colon and
/// `%%` a percent sign. No shell is involved, so a link cannot inject a command. In the script of `sh -c`, `%s` is a
/// quoted variable with the link.
pub(super) fn find_openers(setting: &str, variable: Option<&str>, link: &Link) -> Vec<Opener> {
    let mut named = [Some(setting), variable].into_iter().flatten();
    let named = named.find(|named| !named.trim().is_empty());
    match named {
        Some(named) => named
            .split(':')
            .filter_map(|command| opener_of(command, link))
            .collect(),
        None => open::commands(link.as_str())
            .into_iter()
            .map(|command| Opener {
                name: command.get_program().to_string_lossy().into_owned(),
                command,
                takes_terminal: false,
            })
            .collect(),
    }
}

fn opener_of(written: &str, link: &Link) -> Option<Opener> {
    let mut words = split_words(written);
    // A trailing `&` is common in `$BROWSER`. Graphical browsers always run in the background here.
    words.pop_if(|last| last == "&");
    let script = script_index(&words);
    let has_place = words
        .iter()
        .any(|word| fill_template(word, "\n").contains('\n'));
    let fill = |(at, word): (usize, &String)| {
        if Some(at) == script {
            fill_script(word)
        } else {
            fill_template(word, link.as_str())
        }
    };
    let mut filled: Vec<String> = words.iter().enumerate().map(fill).collect();
    if !has_place {
        filled.push(link.as_str().to_owned());
    }
    let takes_terminal = needs_terminal(&filled);
    let mut words = filled.into_iter();
    let program = words.next().filter(|_| words.len() > 0)?;
    let mut command = Command::new(&program);
    command.args(words).env(LINK_VARIABLE, link.as_str());
    Some(Opener {
        takes_terminal,
        command,
        name: program,
    })
}

/// Returns a word with `%s`, `%c` and `%%` replaced.
fn fill_template(word: &str, link: &str) -> String {
    let mut filled = String::new();
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let meant = chars.peek().filter(|_| c == '%').and_then(|next| {
            Some(match next {
                's' => link,
                'c' => ":",
                '%' => "%",
                _ => return None,
            })
        });
        match meant {
            Some(words) => {
                chars.next();
                filled.push_str(words);
            }
            None => filled.push(c),
        }
    }
    filled
}

impl Opener {
    /// Starts the program in the background, in its own process group and without input and output, so that it outlives
    /// the reader.
    pub(super) fn launch(mut self) -> io::Result<Launch> {
        use std::os::unix::process::CommandExt as _;

        self.command.process_group(0);
        self.command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Ok(Launch {
            begin: Instant::now(),
            child: self.command.spawn()?,
        })
    }

    /// Runs the program in the terminal until it exits.
    pub(super) fn run_in_terminal(&mut self) -> io::Result<LaunchState> {
        let begin = Instant::now();
        let status = self.command.status()?;
        Ok(LaunchState::of(status, begin))
    }
}

/// What became of a program that was started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LaunchState {
    /// It still runs after [`MAX_KEY_WAIT`].
    Running,
    /// It opened the link, or was closed later.
    Done,
    /// It failed within [`MAX_LAUNCH`], so the link is not open.
    Failed(ExitStatus),
}

impl LaunchState {
    /// Returns the state of a program that ended.
    fn of(status: ExitStatus, begin: Instant) -> Self {
        if status.success() || begin.elapsed() >= MAX_LAUNCH {
            Self::Done
        } else {
            Self::Failed(status)
        }
    }
}

/// A program that runs in the background.
pub(super) struct Launch {
    begin: Instant,
    child: Child,
}

impl Launch {
    /// Waits for the program on a thread, which avoids a zombie, and calls `report` with its state: once when it ends,
    /// and before that if it runs for longer than [`MAX_KEY_WAIT`].
    pub(super) fn watch(
        self,
        mut report: impl FnMut(LaunchState) + Send + 'static,
    ) -> io::Result<()> {
        let Self { begin, mut child } = self;
        let (sender, ended) = channel();
        let wait = move || {
            let state = child.wait().map(|status| LaunchState::of(status, begin));
            // The other thread waits until it gets this.
            let _ = sender.send(state.unwrap_or(LaunchState::Done));
        };
        let watch = move || {
            let state = ended.recv_timeout(MAX_KEY_WAIT).or_else(|_| {
                report(LaunchState::Running);
                ended.recv()
            });
            report(state.unwrap_or(LaunchState::Done));
        };
        start_thread(wait)?;
        start_thread(watch)
    }
}

fn start_thread(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new()
        .name("browser".to_owned())
        .spawn(work)
        .map(drop)
}

/// Why a program did not open a link.
#[derive(Debug)]
pub(super) enum OpenFault {
    /// It could not be started.
    NotStarted(io::Error),
    /// It failed soon after its start.
    Ended(ExitStatus),
}

/// Returns a sentence about the programs that did not open a link.
pub(super) fn describe_faults(faults: &[(String, OpenFault)]) -> String {
    let is_missing = |fault: &OpenFault| match fault {
        OpenFault::NotStarted(why) => why.kind() == io::ErrorKind::NotFound,
        OpenFault::Ended(_) => false,
    };
    if faults.is_empty() {
        return "no browser is set".to_owned();
    }
    if faults.len() > 1 && faults.iter().all(|(_, fault)| is_missing(fault)) {
        let names: Vec<_> = faults.iter().map(|(name, _)| format!("`{name}`")).collect();
        return format!("none of {} is installed", names.join(", "));
    }
    let sentence = |(name, fault): &(String, OpenFault)| match fault {
        fault if is_missing(fault) => format!("`{name}` is not installed"),
        OpenFault::NotStarted(why) => format!("`{name}` could not be started: {why}"),
        OpenFault::Ended(status) => format!("`{name}` did not open the link ({status})"),
    };
    faults.iter().map(sentence).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    fn link() -> Link {
        Link::parse("https://example.org/a:b%20c?x=1&y=2").expect("a link")
    }

    #[track_caller]
    fn check_openers(named: &str, expected: &[&[&str]]) {
        let openers = find_openers("", Some(named), &link());
        let found: Vec<Vec<String>> = openers
            .iter()
            .map(|opener| {
                let words = opener.command.get_args();
                let words = words.map(|word| word.to_string_lossy().into_owned());
                std::iter::once(opener.name.clone()).chain(words).collect()
            })
            .collect();
        assert_eq!(found, expected, "{named}");
    }

    #[test]
    fn commands_are_parted_by_colons_and_take_the_link() {
        let url = link().to_string();
        let url = url.as_str();
        check_openers("firefox", &[&["firefox", url]]);
        check_openers("firefox:w3m", &[&["firefox", url], &["w3m", url]]);
        check_openers(
            "firefox --new-tab %s &::lynx",
            &[&["firefox", "--new-tab", url], &["lynx", url]],
        );
        check_openers(
            "'/opt/my browser/run' -u=%s -p %c%% %x",
            &[&[
                "/opt/my browser/run",
                &format!("-u={url}"),
                "-p",
                ":%",
                "%x",
            ]],
        );
        check_openers(
            r#"run "a \"b\" c" d\ e '' ;rm $HOME"#,
            &[&["run", r#"a "b" c"#, "d e", "", ";rm", "$HOME", url]],
        );
        check_openers("run it's %s", &[&["run", "it's", url]]);
        for nothing in [" : :", "%s", "&"] {
            check_openers(nothing, &[]);
        }
    }

    #[test]
    fn the_settings_come_before_the_environment_and_that_before_the_system() {
        let first = |setting, variable| {
            let openers = find_openers(setting, variable, &link());
            openers.first().map(|opener| opener.name.clone())
        };
        assert_eq!(first("one", Some("two")).as_deref(), Some("one"));
        assert_eq!(first(" ", Some("two")).as_deref(), Some("two"));
        let system = open::commands("https://example.org/");
        let system = system.first().map(Command::get_program);
        let system = system.map(|name| name.to_string_lossy().into_owned());
        assert_eq!(first("", Some("")), system);
        assert_eq!(first("", None), system);
    }

    /// Starts a command, waits for it, and returns its last state.
    fn end_of(named: &str) -> LaunchState {
        let mut openers = find_openers(named, None, &link());
        let (sender, states) = channel();
        let launch = openers.remove(0).launch().expect("a program");
        let watched = launch.watch(move |state| sender.send(state).expect("a receiver"));
        watched.expect("a thread");
        states.iter().last().expect("a state")
    }

    #[test]
    fn a_launcher_that_fails_at_once_is_reported_and_one_that_works_is_not() {
        let state = end_of("sh -c 'echo noise; echo noise >&2; exit 3' %s");
        assert!(matches!(state, LaunchState::Failed(status) if status.code() == Some(3)));
        assert_eq!(end_of("true"), LaunchState::Done);
    }

    #[test]
    fn a_link_in_a_script_runs_no_command() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("seen");
        let shown = path.to_string_lossy();
        let link = Link::parse("https://h/$(exit);exit;`exit`'\"&x=|b").expect("a link");
        for quoted in ["%s", "\\\"%s\\\"", "'%s'"] {
            let named = format!("sh -c \"printf %%s {quoted} > {shown}\"");
            let launch = find_openers(&named, None, &link).remove(0).launch();
            let (sender, states) = channel();
            let watched = launch
                .expect("a program")
                .watch(move |state| sender.send(state).expect("a receiver"));
            watched.expect("a thread");
            assert_eq!(states.iter().last(), Some(LaunchState::Done), "{named}");
            let seen = std::fs::read_to_string(&path).expect("what it saw");
            assert_eq!(seen, link.as_str(), "{named}");
        }
    }

    #[test]
    fn a_launcher_sees_the_link_as_one_word_and_no_keys() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("seen");
        let shown = path.to_string_lossy();
        let named = format!(r#"sh -c 'read key; printf "%%s %%s" "$key" "$1" > "$0"' {shown}"#);
        assert_eq!(end_of(&named), LaunchState::Done);
        let seen = std::fs::read_to_string(&path).expect("what it saw");
        assert_eq!(seen, format!(" {}", link()));
    }

    #[test]
    fn what_did_not_open_the_link_is_named() {
        let missing = |name: &str| {
            let why = io::Error::from(io::ErrorKind::NotFound);
            (name.to_owned(), OpenFault::NotStarted(why))
        };
        assert_eq!(describe_faults(&[]), "no browser is set");
        assert_eq!(describe_faults(&[missing("a")]), "`a` is not installed");
        assert_eq!(
            describe_faults(&[missing("a"), missing("b")]),
            "none of `a`, `b` is installed"
        );
        let why = OpenFault::NotStarted(io::Error::other("no memory"));
        assert_eq!(
            describe_faults(&[missing("a"), ("b".to_owned(), why)]),
            "`a` is not installed, `b` could not be started: no memory"
        );
        let started = find_openers("no-such-browser-anywhere", None, &link())
            .remove(0)
            .launch();
        assert_eq!(
            started.map(|_| ()).map_err(|error| error.kind()),
            Err(io::ErrorKind::NotFound)
        );
    }
}
