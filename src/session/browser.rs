//! Opening links: which program to run, and how it is started and watched.

use std::io;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::article::Link;

/// If a launcher fails within this time, it did not open the link. A later failure means that the browser was closed.
const MAX_LAUNCH: Duration = Duration::from_secs(5);

/// Browsers that run in the terminal. The reader is suspended until they exit.
const TERMINAL_BROWSERS: &[&str] = &[
    "w3m",
    "lynx",
    "elinks",
    "links",
    "links2",
    "browsh",
    "carbonyl",
    "chawan",
    "cha",
    "retawq",
    "netrik",
    "felinks",
    "www-browser",
];

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
/// `%%` a percent sign. No shell is involved, so a link cannot inject a command.
pub(super) fn find_openers(setting: &str, variable: Option<&str>, link: &Link) -> Vec<Opener> {
    let named = [setting, variable.unwrap_or_default()];
    let named = named.into_iter().find(|named| !named.trim().is_empty());
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
    let has_place = words
        .iter()
        .any(|word| fill_template(word, "\n").contains('\n'));
    let mut filled: Vec<String> = words
        .iter()
        .map(|word| fill_template(word, link.as_str()))
        .collect();
    if !has_place {
        filled.push(link.as_str().to_owned());
    }
    let mut words = filled.into_iter();
    let program = words.next().filter(|_| words.len() > 0)?;
    let mut command = Command::new(&program);
    command.args(words);
    let file_name = Path::new(&program).file_name();
    let file_name = file_name.map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Some(Opener {
        takes_terminal: TERMINAL_BROWSERS.contains(&file_name.as_str()),
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

/// Splits a command into words: at spaces, except within quotation marks and after a backslash.
fn split_words(written: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = written.chars();
    while let Some(c) = chars.next() {
        match (c, quote) {
            (c, Some(mark)) if c == mark => quote = None,
            ('\\', None | Some('"')) => word.get_or_insert_default().extend(chars.next()),
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

impl Opener {
    /// Starts the program in the background, in its own process group and without input and output, so that it outlives
    /// the reader.
    ///
    /// A thread waits for it, which avoids a zombie, and calls `failed` with a sentence if it fails within
    /// [`MAX_LAUNCH`].
    pub(super) fn start(mut self, failed: impl FnOnce(String) + Send + 'static) -> io::Result<()> {
        use std::os::unix::process::CommandExt as _;

        let begin = Instant::now();
        self.command.process_group(0);
        self.command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = self.command.spawn()?;
        let watch = move || {
            let ended = wait_for(child);
            let is_early = begin.elapsed() < MAX_LAUNCH;
            if let Some(status) = ended.filter(|status| is_early && !status.success()) {
                failed(describe_failure(&self.name, status));
            }
        };
        thread::Builder::new()
            .name("browser".to_owned())
            .spawn(watch)?;
        Ok(())
    }

    /// Runs the program in the terminal until it exits. Returns a sentence for the user if it failed.
    pub(super) fn run_in_terminal(&mut self) -> io::Result<Option<String>> {
        let status = self.command.status()?;
        Ok((!status.success()).then(|| describe_failure(&self.name, status)))
    }
}

fn wait_for(mut child: Child) -> Option<ExitStatus> {
    child.wait().ok()
}

fn describe_failure(name: &str, status: ExitStatus) -> String {
    format!("`{name}` did not open the link ({status})")
}

/// Returns a sentence about programs that could not be started.
pub(super) fn describe_missing(missing: &[(String, io::Error)]) -> String {
    match missing {
        [] => "no browser is set".to_owned(),
        [(name, why)] if why.kind() == io::ErrorKind::NotFound => {
            format!("`{name}` is not installed")
        }
        [(name, why)] => format!("`{name}` could not be started: {why}"),
        all => {
            let names: Vec<_> = all.iter().map(|(name, _)| format!("`{name}`")).collect();
            format!("none of {} could be started", names.join(", "))
        }
    }
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

    #[test]
    fn text_browsers_need_the_terminal() {
        let takes = |named: &str| {
            let openers = find_openers(named, None, &link());
            openers.first().is_some_and(|opener| opener.takes_terminal)
        };
        assert!(takes("w3m") && takes("/usr/bin/lynx -nocolor %s"));
        assert!(!takes("firefox") && !takes("xterm -e w3m"));
    }

    /// Starts a command, waits for it, and returns the message about its failure.
    fn said_of(named: &str) -> Option<String> {
        let mut openers = find_openers(named, None, &link());
        let (sender, receiver) = channel();
        let opener = openers.remove(0);
        let started = opener.start(move |words| sender.send(words).expect("a listener"));
        started.expect("a program");
        receiver.recv().ok()
    }

    #[test]
    fn a_launcher_that_fails_at_once_is_reported_and_one_that_works_is_not() {
        let said = said_of("sh -c 'echo noise; echo noise >&2; exit 3' %s");
        assert_eq!(
            said.as_deref(),
            Some("`sh` did not open the link (exit status: 3)")
        );
        assert_eq!(said_of("true"), None);
    }

    #[test]
    fn a_launcher_sees_the_link_as_one_word_and_no_keys() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("seen");
        let shown = path.to_string_lossy();
        let named = format!(r#"sh -c 'read key; printf "%%s %%s" "$key" "$1" > "$0"' {shown}"#);
        assert_eq!(said_of(&named), None);
        let seen = std::fs::read_to_string(&path).expect("what it saw");
        assert_eq!(seen, format!(" {}", link()));
    }

    #[test]
    fn what_is_not_installed_is_named() {
        let missing = |name: &str| (name.to_owned(), io::Error::from(io::ErrorKind::NotFound));
        assert_eq!(describe_missing(&[missing("a")]), "`a` is not installed");
        assert_eq!(
            describe_missing(&[missing("a"), missing("b")]),
            "none of `a`, `b` could be started"
        );
        let opener = find_openers("no-such-browser-anywhere", None, &link()).remove(0);
        let started = opener.start(|_| ());
        assert_eq!(
            started.map_err(|error| error.kind()),
            Err(io::ErrorKind::NotFound)
        );
    }
}
