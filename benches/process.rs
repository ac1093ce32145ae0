//! Cost of the program as a process: time and memory at start, and CPU time of `annotate` from end to end.
//!
//! The other benchmarks time one function in one thread; this one includes all threads and the system's share, read
//! from `/proc` on Linux. `cargo bench --bench process -- FILE` uses your own JSON lines.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench looks at the clock, at files and at processes, and prints what it measured"
)]

mod cpu;
mod story;

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use pullquote::engine::Engine;

/// The argument that makes this program the process that is measured.
const BEGIN: &str = "--begin";
/// The number of measurements. The minimum is reported, because other load only adds time.
const N_RUNS: usize = 7;
/// The number of articles to annotate.
const N_ARTICLES: usize = 4800;
/// The number of words per article.
const N_WORDS: usize = 220;
/// The size of a memory page, in bytes.
const PAGE: u64 = 4096;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == BEGIN) {
        measure_start();
        return;
    }
    measure_starts();
    let own = arguments.iter().find(|argument| !argument.starts_with('-'));
    let lines = own.map_or_else(generate_articles, |path| {
        fs::read_to_string(path).expect("a file of JSON lines")
    });
    measure_filter(&lines);
}

/// Prints the time to make an engine ready, and its memory in kB: private memory, and all resident memory including
/// pages of the program file. The engine loads its tables with the first article, so one is annotated.
fn measure_start() {
    let article = story::generate_article(20);
    let (before, before_own) = memory_use();
    let started = Instant::now();
    let (engine, _) = Engine::new(&[]).expect("the passes are in order");
    let n_found = engine.annotate(&article).items().len();
    let took = started.elapsed();
    let (after, after_own) = memory_use();
    assert!(n_found > 0, "nothing was found");
    println!(
        "{} {} {}",
        took.as_micros(),
        (after - before) / 1000,
        (after_own - before_own) / 1000
    );
}

/// Returns the resident memory of the process and the part that is not backed by a file, in bytes.
fn memory_use() -> (u64, u64) {
    let pages = fs::read_to_string("/proc/self/statm").expect("Linux");
    let mut pages = pages
        .split(' ')
        .map(|n| n.parse::<u64>().expect("a number") * PAGE);
    let (_, all, shared) = (pages.next(), pages.next(), pages.next());
    let (all, shared) = all.zip(shared).expect("three numbers");
    (all, all - shared)
}

fn measure_starts() {
    let mut least = [u64::MAX; 3];
    for _ in 0..N_RUNS * 3 {
        let output = Command::new(env::current_exe().expect("this program"))
            .arg(BEGIN)
            .output()
            .expect("it runs again");
        let output = String::from_utf8(output.stdout).expect("numbers");
        for (least, n) in least.iter_mut().zip(output.split_whitespace()) {
            *least = (*least).min(n.parse().expect("a number"));
        }
    }
    let [micros, all, own] = least;
    println!("engine and first article: {micros} µs, {all} kB of memory, {own} kB of them its own");
}

/// Returns the articles as JSON lines.
fn generate_articles() -> String {
    let article = story::generate_article(N_ARTICLES * N_WORDS);
    let text = article.text().as_str();
    let words: Vec<&str> = text.split(' ').collect();
    let mut lines = String::with_capacity(text.len() * 2);
    for (n, words) in words.chunks(N_WORDS).enumerate() {
        let text = words.join(" ").replace('\n', "\\n").replace('"', "\\\"");
        let _ = writeln!(lines, r#"{{"id": {n}, "text": "{text}"}}"#);
    }
    lines
}

fn measure_filter(lines: &str) {
    let input = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("articles.jsonl");
    fs::write(&input, lines).expect("a file to write");
    let n_words: usize = lines.lines().map(count_words).sum();
    for n_threads in [1, 2, 4] {
        let mut least = f64::INFINITY;
        for _ in 0..N_RUNS {
            let before = cpu::children_cpu_seconds();
            let status = Command::new(env!("CARGO_BIN_EXE_pullquote"))
                .args(["annotate", "--format", "jsonl", "--threads"])
                .arg(n_threads.to_string())
                .arg(&input)
                .stdout(Stdio::null())
                .status();
            assert!(status.expect("the program runs").success());
            least = least.min(cpu::children_cpu_seconds() - before);
        }
        let speed = f64::from(u32::try_from(n_words).unwrap_or(u32::MAX)) / least;
        println!(
            "{n_threads} threads: {n_words} words in {least:.2} s of CPU, {speed:.0} a second"
        );
    }
}

/// Returns the number of words in the text of a JSON line.
fn count_words(line: &str) -> usize {
    let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
    let text = line.get("text").and_then(serde_json::Value::as_str);
    text.map_or(0, |text| text.split_whitespace().count())
}
