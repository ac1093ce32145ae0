//! CPU time of a refresh as a process, user and system together, with feeds from a server in this program.
//!
//! First, fifty feeds of 200 items, 3 kB each, are stored in an empty library; then the first search indexes them; then
//! all feeds answer that nothing has changed. Times are read from `/proc` on Linux and do not include the server.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench looks at files and at processes, and prints what it measured"
)]

mod cpu;
mod sample_library;

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;

use pullquote::store::FeedResponse;

/// The number of feeds.
const N_FEEDS: usize = 50;
/// The number of items per feed.
const N_ITEMS: usize = 200;
/// The number of measurements. The minimum is reported, because other load only adds time.
const N_RUNS: usize = 5;

fn main() {
    let feeds = (0..N_FEEDS).map(feed_xml).collect();
    let address = serve_feeds(Arc::new(feeds));
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("refresh");
    let mut least = [f64::INFINITY; 3];
    for _ in 0..N_RUNS {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        import_feeds(&folder, &address);
        let common = sample_library::word_of_rank(60);
        let steps: [&[&str]; 3] = [
            &["refresh", "--no-annotate", "--quiet"],
            &["search", &common, "--limit", "1"],
            &["refresh", "--all", "--no-annotate", "--quiet"],
        ];
        for (least, step) in least.iter_mut().zip(steps) {
            *least = least.min(cpu_of(&folder, step));
        }
    }
    let [fetched, indexed, unchanged] = least;
    println!("{N_FEEDS} feeds of {N_ITEMS} new items fetched and written: {fetched:.2} s of CPU");
    println!("indexed and compared by the first search: {indexed:.2} s");
    println!("{N_FEEDS} feeds that did not change: {unchanged:.2} s");
    let _ = fs::remove_dir_all(&folder);
}

/// Returns a feed as XML.
fn feed_xml(n: usize) -> String {
    let (_, outcome) = sample_library::generate_feed(u64::try_from(n).expect("small"), N_ITEMS);
    let FeedResponse::Feed { feed, .. } = outcome.answer else {
        unreachable!("a generated feed is a feed");
    };
    let mut out = format!(
        "<rss version=\"2.0\"><channel><title>{}</title>",
        feed.title
    );
    for item in &feed.items {
        let content = item.content.replace('<', "&lt;");
        let date = item.published.map(|published| published.date.to_string());
        let _ = write!(
            out,
            "<item><title>{}</title><guid>{}</guid><pubDate>{}</pubDate><description>{content}</description></item>",
            item.title,
            item.id,
            date.unwrap_or_default()
        );
    }
    out.push_str("</channel></rss>");
    out
}

/// Starts a server that answers with the feed whose number is in the path. Returns its address.
fn serve_feeds(feeds: Arc<Vec<String>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let feeds = Arc::clone(&feeds);
            thread::spawn(move || answer_requests(&stream, &feeds));
        }
    });
    address
}

fn answer_requests(stream: &TcpStream, feeds: &[String]) {
    let mut lines = BufReader::new(stream).lines();
    loop {
        let head = lines.by_ref().map_while(Result::ok);
        let head: Vec<String> = head.take_while(|line| !line.is_empty()).collect();
        let Some(path) = head.first().and_then(|line| line.split(' ').nth(1)) else {
            return;
        };
        let feed = path.trim_start_matches('/').parse().ok();
        let Some(feed) = feed.and_then(|n: usize| feeds.get(n)) else {
            return;
        };
        let is_known = head.iter().any(|line| {
            let line = line.to_ascii_lowercase();
            line.starts_with("if-none-match:")
        });
        let mut stream = stream;
        let sent = if is_known {
            write!(stream, "HTTP/1.1 304 Not Modified\r\nETag: \"one\"\r\n\r\n")
        } else {
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nETag: \"one\"\r\nContent-Length: {}\r\n\r\n{feed}",
                feed.len()
            )
        };
        if sent.is_err() {
            return;
        }
    }
}

fn import_feeds(folder: &Path, address: &str) {
    let mut outlines = String::new();
    for n in 0..N_FEEDS {
        let _ = write!(outlines, "<outline type=\"rss\" xmlUrl=\"{address}/{n}\"/>");
    }
    let list = folder.join("feeds.opml");
    let opml = format!("<opml version=\"2.0\"><body>{outlines}</body></opml>");
    fs::write(&list, opml).expect("a file");
    let list = list.to_str().expect("a name in UTF-8");
    cpu_of(folder, &["import", list]);
}

/// Runs the program on the library of a folder and returns its CPU time, in seconds.
fn cpu_of(folder: &Path, arguments: &[&str]) -> f64 {
    let before = cpu::children_cpu_seconds();
    let status = Command::new(env!("CARGO_BIN_EXE_pullquote"))
        .args(arguments)
        .arg("--data-dir")
        .arg(folder)
        .env_clear()
        .env("HOME", folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.expect("the program runs").success(), "{arguments:?}");
    cpu::children_cpu_seconds() - before
}
