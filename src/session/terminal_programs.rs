//! Recognizes commands that need the terminal: text browsers and pagers, also inside wrappers and shell scripts.

use std::path::Path;

/// Programs that run in the terminal: browsers, pagers and editors.
const TERMINAL_PROGRAMS: &[&str] = &[
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
    "less",
    "more",
    "most",
    "vi",
    "vim",
    "nvim",
    "nano",
];

/// Programs that run the command that follows their options.
const WRAPPERS: &[&str] = &[
    "env",
    "command",
    "exec",
    "nice",
    "ionice",
    "nohup",
    "time",
    "timeout",
    "stdbuf",
    "sudo",
    "doas",
    "busybox",
    "torsocks",
    "torify",
    "proxychains",
    "proxychains4",
];

/// Options of [`WRAPPERS`] whose value is the next word.
const VALUE_OPTIONS: &[&str] = &["-u", "-n", "-c", "-C", "-s", "-k", "-i", "-o", "-e"];

/// Shells that run the script after `-c`.
const SHELLS: &[&str] = &["sh", "bash", "dash", "ash", "ksh", "mksh", "zsh", "fish"];

/// Words of a shell script that precede a command.
const SHELL_WORDS: &[&str] = &["if", "then", "elif", "else", "while", "until", "do", "!"];

/// The environment variable with the link, for shell scripts.
pub(super) const LINK_VARIABLE: &str = "PULLQUOTE_LINK";

/// Returns true if a command runs in the terminal.
pub(super) fn needs_terminal(words: &[String]) -> bool {
    if let Some(script) = script_index(words).and_then(|at| words.get(at)) {
        return split_script(script)
            .iter()
            .any(|command| needs_terminal(command));
    }
    let program = program_index(words).and_then(|at| words.get(at));
    program.is_some_and(|program| TERMINAL_PROGRAMS.contains(&file_name(program)))
}

/// Returns the index of the word that is a shell script: the one after the `-c` of a shell.
pub(super) fn script_index(words: &[String]) -> Option<usize> {
    let shell = program_index(words)?;
    if !SHELLS.contains(&file_name(words.get(shell)?)) {
        return None;
    }
    let options = words.iter().enumerate().skip(shell + 1);
    let mut options = options.take_while(|(_, word)| word.starts_with(['-', '+']));
    // Options can be joined, as in `sh -ec`.
    let is_command = |word: &str| !word.starts_with("--") && word.contains('c');
    let (at, _) = options.find(|(_, word)| is_command(word))?;
    let rest = words.iter().enumerate().skip(at + 1);
    let mut rest = rest.skip_while(|(_, word)| word.starts_with(['-', '+']));
    rest.next().map(|(at, _)| at)
}

/// Returns the index of the program that a command runs in the end, after wrappers such as `env` with their options and
/// variables.
fn program_index(words: &[String]) -> Option<usize> {
    let mut is_wrapped = false;
    let mut is_value = false;
    for (at, word) in words.iter().enumerate() {
        if std::mem::take(&mut is_value) {
            continue;
        }
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        if is_wrapped && word.starts_with('-') {
            // `env -i` and `sudo -i` take no value; `stdbuf -i` does, but is rare.
            is_value = *word != "-i" && VALUE_OPTIONS.contains(&word.as_str());
        } else if WRAPPERS.contains(&file_name(word)) {
            is_wrapped = true;
        } else if !(is_assignment(word) || is_wrapped && is_number) {
            return Some(at);
        }
    }
    None
}

/// True for `NAME=value`.
fn is_assignment(word: &str) -> bool {
    let name = word.split_once('=').map_or("", |(name, _)| name);
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !name.is_empty() && name.chars().all(is_name)
}

/// Returns the last part of a path.
fn file_name(program: &str) -> &str {
    let name = Path::new(program)
        .file_name()
        .and_then(|name| name.to_str());
    name.unwrap_or_default()
}

/// Returns the simple commands of a shell script as words, without the words of the shell before them.
fn split_script(script: &str) -> Vec<Vec<String>> {
    let mut commands = vec![String::new()];
    let mut quotes = QuoteState::default();
    for c in script.chars() {
        quotes.pass(c);
        if quotes.is_outside() && ";&|\n(){}`".contains(c) {
            commands.push(String::new());
        } else if let Some(command) = commands.last_mut() {
            command.push(c);
        }
    }
    let split = |command: &String| {
        let words = split_words(command);
        let words = words.into_iter();
        words
            .skip_while(|word| SHELL_WORDS.contains(&word.as_str()))
            .collect()
    };
    commands.iter().map(split).collect()
}

/// Returns a shell script with the variable of the link in place of `%s`, quoted so that nothing in the link is read as
/// a part of the script. `%c` is a colon and `%%` a percent sign.
pub(super) fn fill_script(script: &str) -> String {
    let mut filled = String::new();
    let mut quotes = QuoteState::default();
    let mut chars = script.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().filter(|_| c == '%');
        let meant = match next {
            Some('s') => match quotes.mark {
                None => format!("\"${{{LINK_VARIABLE}}}\""),
                Some('\'') => format!("'\"${{{LINK_VARIABLE}}}\"'"),
                Some(_) => format!("${{{LINK_VARIABLE}}}"),
            },
            Some('c') => ":".to_owned(),
            Some('%') => "%".to_owned(),
            _ => {
                quotes.pass(c);
                filled.push(c);
                continue;
            }
        };
        chars.next();
        filled.push_str(&meant);
    }
    filled
}

/// Where the quotation marks of a shell script are open.
#[derive(Default)]
struct QuoteState {
    /// The open quotation mark.
    mark: Option<char>,
    /// True after a backslash.
    is_escaped: bool,
}

impl QuoteState {
    /// Moves on over a character.
    fn pass(&mut self, c: char) {
        if std::mem::take(&mut self.is_escaped) {
            return;
        }
        match (c, self.mark) {
            ('\\', None | Some('"')) => self.is_escaped = true,
            ('"' | '\'', None) => self.mark = Some(c),
            (c, Some(mark)) if c == mark => self.mark = None,
            _ => {}
        }
    }

    /// True outside of quotation marks and not after a backslash.
    const fn is_outside(&self) -> bool {
        self.mark.is_none() && !self.is_escaped
    }
}

/// Splits a command into words as a shell does, at spaces if a quotation mark is not closed.
pub(super) fn split_words(written: &str) -> Vec<String> {
    shell_words::split(written)
        .unwrap_or_else(|_| written.split_whitespace().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_browsers_are_seen_through_wrappers_and_scripts() {
        for command in [
            "w3m",
            "/usr/bin/lynx -nocolor %s",
            "env X=1 w3m",
            "/usr/bin/env -i -u Y LANG=C nice -n 5 w3m",
            "X=1 w3m",
            "timeout 60 lynx",
            "sh -c 'w3m \"$1\"' sh",
            "sh -c 'exec w3m \"$1\"' sh",
            "env A=b bash -lc 'cd /tmp && X=1 w3m %s; true'",
            "sh -ec 'if true; then lynx %s; fi'",
            "sh -c 'curl -s \"$1\" | less' sh",
            "busybox sh -c '(w3m %s)'",
            "sh -c \"sh -c 'w3m %s'\"",
        ] {
            assert!(needs_terminal(&split_words(command)), "{command}");
        }
        for command in [
            "firefox",
            "xterm -e w3m",
            "env X=w3m firefox",
            "sh -c 'firefox \"$1\" # w3m' sh",
            "sh -c 'xterm -e w3m %s'",
            "sh -c 'echo \"; w3m\"'",
            "sh w3m",
            "env",
            "sh -c",
            "",
        ] {
            assert!(!needs_terminal(&split_words(command)), "{command}");
        }
    }

    #[test]
    fn a_link_in_a_script_is_a_quoted_variable() {
        assert_eq!(
            fill_script(r#"w3m %s "%s" '%s' \"%s %c%% %x"#),
            r#"w3m "${PULLQUOTE_LINK}" "${PULLQUOTE_LINK}" ''"${PULLQUOTE_LINK}"'' \""${PULLQUOTE_LINK}" :% %x"#
        );
    }
}
