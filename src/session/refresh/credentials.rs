//! Credentials for feeds, from a command or an environment variable. They are read for each request and never stored.

use std::env;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::feeds::Credentials;

/// Time limit for a credentials command. The user may have to unlock a key first.
const MAX_COMMAND_TIME: Duration = Duration::from_mins(1);
/// Largest output read from a command, in bytes: longer than any token.
const MAX_OUTPUT_BYTES: u64 = 4096;

/// Returns the value of the `Authorization` header.
///
/// # Errors
///
/// A sentence for the user, if the variable is not set or the command fails.
pub(super) fn authorization_header(from: &Credentials) -> Result<String, String> {
    let output = match from {
        Credentials::Environment(name) => env::var(name).map_err(|_| {
            format!(
                "the environment variable {name}, which holds the feed's credentials, is not set"
            )
        })?,
        Credentials::Command(command) => command_output(command)?,
    };
    let secret = output.lines().next().map_or("", str::trim);
    if secret.is_empty() {
        return Err("the feed's credentials are empty".to_owned());
    }
    Ok(encode_header(secret))
}

/// Returns a Basic header for `name:password`, or a Bearer header for a token without a colon (RFC 7617, RFC 6750).
fn encode_header(secret: &str) -> String {
    if secret.contains(':') {
        format!("Basic {}", STANDARD.encode(secret))
    } else {
        format!("Bearer {secret}")
    }
}

fn command_output(command: &str) -> Result<String, String> {
    let failed = |why: &str| format!("the feed's credentials command {why}");
    let started = Command::new("sh")
        .args(["-c", command])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = started.map_err(|why| failed(&format!("could not be started: {why}")))?;
    let text = read_with_timeout(&mut child);
    if text.is_none() {
        // It may have exited by itself in the meantime.
        let _ = child.kill();
    }
    let status = child.wait().map_err(|why| failed(&why.to_string()))?;
    match text {
        None => Err(failed("took longer than a minute")),
        Some(_) if !status.success() => Err(failed("failed")),
        Some(text) => Ok(text),
    }
}

/// Returns the standard output of a process; `None` if it takes longer than [`MAX_COMMAND_TIME`].
fn read_with_timeout(child: &mut Child) -> Option<String> {
    let output = child.stdout.take()?;
    let (sender, receiver) = channel();
    let read = move || {
        let mut text = String::new();
        let read = output.take(MAX_OUTPUT_BYTES).read_to_string(&mut text);
        // The receiver is gone after a timeout.
        let _ = sender.send(read.map(|_| text).unwrap_or_default());
    };
    // Without a thread to read, a command that never ends could not be stopped.
    thread::Builder::new().spawn(read).ok()?;
    receiver.recv_timeout(MAX_COMMAND_TIME).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_prints_a_name_and_password_or_a_token() {
        let of = |command: &str| authorization_header(&Credentials::Command(command.to_owned()));
        assert_eq!(
            of("printf 'ana:secret\\nmore'").as_deref(),
            Ok("Basic YW5hOnNlY3JldA==")
        );
        assert_eq!(of("echo token").as_deref(), Ok("Bearer token"));
        assert!(of("true").expect_err("nothing").contains("empty"));
        assert!(
            of("echo x; exit 3")
                .expect_err("a failure")
                .contains("failed")
        );
        let variable = Credentials::Environment("PULLQUOTE_NO_SUCH_VARIABLE".to_owned());
        assert!(
            authorization_header(&variable)
                .expect_err("unset")
                .contains("not set")
        );
    }
}
