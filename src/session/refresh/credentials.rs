//! Names and passwords for feeds, from a command or the environment; asked for anew each time and never kept.

use std::env;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::feeds::Credentials;

/// How long a command may take: someone may have to unlock a key first.
const MAX_COMMAND_TIME: Duration = Duration::from_mins(1);
/// The most that is read from a command, in bytes.
const MAX_OUTPUT_BYTES: u64 = 4096;

/// Returns the value of the header `Authorization`, or a sentence of why there is none.
pub(super) fn authorization_header(from: &Credentials) -> Result<String, String> {
    let said = match from {
        Credentials::Environment(name) => env::var(name)
            .map_err(|_| format!("the variable {name} with its credentials is not set"))?,
        Credentials::Command(command) => command_output(command)?,
    };
    let secret = said.lines().next().unwrap_or_default().trim();
    if secret.is_empty() {
        return Err("its credentials are empty".to_owned());
    }
    Ok(encode_header(secret))
}

/// Returns the header for `name:password`, or for a token without a colon.
fn encode_header(secret: &str) -> String {
    if secret.contains(':') {
        format!("Basic {}", STANDARD.encode(secret))
    } else {
        format!("Bearer {secret}")
    }
}

fn command_output(command: &str) -> Result<String, String> {
    let failed = |why: &str| format!("the command for its credentials {why}");
    let started = Command::new("sh")
        .args(["-c", command])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = started.map_err(|why| failed(&format!("cannot be run: {why}")))?;
    let said = read_with_timeout(&mut child);
    if said.is_none() {
        // It may be gone already.
        let _ = child.kill();
    }
    let status = child.wait().map_err(|why| failed(&why.to_string()))?;
    match said {
        None => Err(failed("took longer than a minute")),
        Some(_) if !status.success() => Err(failed("failed")),
        Some(said) => Ok(said),
    }
}

/// Returns what a program prints, unless it takes too long.
fn read_with_timeout(child: &mut Child) -> Option<String> {
    let output = child.stdout.take()?;
    let (tell, told) = channel();
    let read = move || {
        let mut said = String::new();
        let read = output.take(MAX_OUTPUT_BYTES).read_to_string(&mut said);
        // Nobody listens when it took too long.
        let _ = tell.send(read.map(|_| said).unwrap_or_default());
    };
    // Without a thread nothing would end a command that never does.
    thread::Builder::new().spawn(read).ok()?;
    told.recv_timeout(MAX_COMMAND_TIME).ok()
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
