//! How much memory `annotate` takes for texts that are made to take much. Counted by the kernel, where it counts.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// The size of the texts, in bytes: from two megabytes on, the bound holds.
const N_BYTES: usize = 4_000_000;

/// The most memory of the process for each byte of its input.
const MAX_BYTES_PER_BYTE: usize = 20;

/// Returns the most memory, in bytes, that a process has had.
fn peak_memory(pid: u32) -> Option<usize> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let n_kb: usize = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(n_kb * 1024)
}

/// Returns the most memory, in bytes, that annotating a text takes.
fn measure(text: &str) -> usize {
    let home = tempfile::tempdir().expect("a folder");
    let mut program = Command::new(env!("CARGO_BIN_EXE_pullquote"))
        .args([
            "annotate",
            "--threads",
            "1",
            "--format",
            "jsonl",
            "--input-format",
            "jsonl",
        ])
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .env("XDG_STATE_HOME", home.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program");
    let mut input = program.stdin.take().expect("its input");
    let line = serde_json::json!({"id": "a", "text": text}).to_string() + "\n";
    let mut output = BufReader::new(program.stdout.take().expect("its output"));
    let writer = std::thread::spawn(move || {
        input.write_all(line.as_bytes()).expect("written");
        input
    });
    // One line of output for one of input: then the program waits for the next, with its peak in the past.
    let mut document = Vec::new();
    output.read_until(b'\n', &mut document).expect("a document");
    assert!(document.len() > text.len(), "the text is in the output");
    let peak = peak_memory(program.id()).expect("a count");
    drop(writer.join().expect("a writer"));
    assert!(program.wait().expect("an end").success());
    peak
}

#[test]
fn hostile_texts_take_at_most_20_times_their_size() {
    if !Path::new("/proc/self/status").exists() {
        return;
    }
    for unit in ["1 ", "NATO ", "$1 ", "“a” said A. ", "a\n\n"] {
        let text = unit.repeat(N_BYTES / unit.len());
        let peak = measure(&text);
        assert!(
            peak <= MAX_BYTES_PER_BYTE * text.len(),
            "{unit:?}: {peak} bytes of memory for {} of text",
            text.len()
        );
    }
}
