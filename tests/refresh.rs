//! Subscribes to and refreshes feeds of a local server with the program's commands.

use std::io::Write;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::server::{header_value, request_path, send_answer, serve_requests};

/// A temporary folder with a library, and functions to run the program on it.
pub(crate) struct LibraryHome(pub(crate) TempDir);

impl LibraryHome {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pullquote"));
        command
            .env_clear()
            .env("HOME", self.0.path())
            .env("PATH", "/usr/bin:/bin");
        command.env("FEED_TOKEN", "ana:secret");
        command.arg("--data-dir").arg(self.0.path().join("data"));
        command.args(arguments).output().expect("an end")
    }

    #[track_caller]
    pub(crate) fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).expect("text")
    }

    #[track_caller]
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(arguments);
        serde_json::from_slice(&output.stdout).expect("JSON")
    }
}

fn feed_xml(titles: &[&str]) -> String {
    let items = titles.iter().map(|title| {
        format!("<item><title>{title}</title><guid>id:{title}</guid><description>The words of {title}, which are few.</description></item>")
    });
    let items: String = items.collect();
    format!("<rss version='2.0'><channel><title>Harbour news</title>{items}</channel></rss>")
}

#[test]
fn a_feed_is_subscribed_refreshed_and_asked_whether_it_changed() {
    let n_full = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&n_full);
    let root = serve_requests(move |head, stream| {
        if header_value(head, "if-none-match") == Some("\"one\"") {
            send_answer(stream, "304 Not Modified\r\nETag: \"one\"", b"");
        } else {
            counter.fetch_add(1, Ordering::Relaxed);
            send_answer(
                stream,
                "200 OK\r\nETag: \"one\"",
                feed_xml(&["A", "B"]).as_bytes(),
            );
        }
    });
    let home = LibraryHome::new();
    let added = home.done(&["add", &format!("{root}/feed"), "--folder", "News/Sea"]);
    assert!(
        added.ends_with("(feed 1): Harbour news, 2 new entries\n"),
        "{added}"
    );
    let none = home.json(&["refresh", "--json"]);
    assert_eq!(none["total"], 0, "it is not due");
    let again = home.json(&["refresh", "--all", "--json"]);
    assert_eq!((&again["new"], &again["done"]), (&0.into(), &1.into()));
    assert_eq!(
        n_full.load(Ordering::Relaxed),
        1,
        "the entries were read when it was added"
    );
    let feeds = home.json(&["feeds", "--json"]);
    assert_eq!(feeds[0]["title"], "Harbour news");
    assert_eq!(
        (&feeds[0]["unread"], &feeds[0]["folder"]),
        (&2.into(), &"News/Sea".into())
    );
    assert_eq!(feeds[0]["error"], Value::Null);
}

#[test]
fn a_page_leads_to_the_feed_that_it_names() {
    let root = serve_requests(|head, stream| match request_path(head) {
        "/" => send_answer(
            stream,
            "200 OK\r\nContent-Type: text/html",
            b"<html><head><link rel='alternate' type='application/rss+xml' href='/gone.xml'>\
              <link rel='alternate' type='application/atom+xml' href='/news.xml'></head><p>Hello",
        ),
        "/news.xml" => send_answer(stream, "200 OK", feed_xml(&["A"]).as_bytes()),
        "/blog" => send_answer(
            stream,
            "200 OK\r\nContent-Type: text/html",
            b"<html><p>No feed is named here.",
        ),
        "/rss.xml" => send_answer(stream, "200 OK", feed_xml(&["B"]).as_bytes()),
        _ => send_answer(stream, "404 Not Found", b"<html>gone"),
    });
    let home = LibraryHome::new();
    let said = home.done(&["add", &root]);
    assert!(said.contains("/news.xml"), "{said}");
    let said = home.done(&["add", &format!("{root}/blog")]);
    assert!(said.contains("/rss.xml"), "{said}");
    let failed = home.run(&["add", "http://127.0.0.1:9/none"]);
    assert_eq!(failed.status.code(), Some(1));
    let again = home.done(&["add", &root]);
    assert!(again.starts_with("Already subscribed to"), "{again}");
    let moved = home.done(&["add", &root, "--folder", "Sea"]);
    assert!(moved.starts_with("Changed the settings of"), "{moved}");
}

#[test]
fn what_cannot_be_added_is_told_in_one_sentence() {
    let root = serve_requests(|head, stream| match request_path(head) {
        "/away" => send_answer(stream, "302 Found\r\nLocation: file:///etc/hosts", b""),
        "/paper" => send_answer(stream, "200 OK", b"%PDF-1.7 and more"),
        "/busy" => send_answer(stream, "500 Internal Server Error", b""),
        _ => send_answer(stream, "404 Not Found", b""),
    });
    let home = LibraryHome::new();
    for (path, why) in [
        (
            "away",
            "the server returned 302 (redirect without a usable address); save the page in a browser and open the file",
        ),
        (
            "paper",
            "this is a PDF document, not a feed, and there is none at the common addresses; give the address of the feed itself",
        ),
        (
            "busy",
            "the server returned 500 (server error); try again later",
        ),
    ] {
        let output = home.run(&["add", &format!("{root}/{path}")]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(said, format!("pullquote: {root}/{path}: {why}\n"));
    }
}

#[test]
fn nothing_of_a_feed_acts_on_the_terminal() {
    const EVIL: &str = "\u{1b}]0;x\u{7}&#27;[31m\u{9b}2J\u{202e}&amp;#155;31m\u{2066}";
    let root = serve_requests(|_, stream| {
        let feed = format!(
            "<rss version='2.0'><channel><title>F {EVIL}</title><link>http://a.example/{EVIL}</link><description>D {EVIL}</description>\
             <item><title>I {EVIL}</title><link>http://a.example/b{EVIL}</link><guid>G {EVIL}</guid><author>A {EVIL}</author>\
             <category>K{EVIL}</category><pubDate>{EVIL}</pubDate><description>tides &lt;pre>{EVIL}&lt;/pre>&lt;a href='http://a.example/{EVIL}'>l {EVIL}&lt;/a></description>\
             <enclosure url='http://a.example/{EVIL}.mp3' type='audio/{EVIL}' length='{EVIL}'/></item></channel></rss>"
        );
        send_answer(stream, "200 OK", feed.as_bytes());
    });
    let home = LibraryHome::new();
    let address = format!("{root}/feed");
    home.done(&["add", &address]);
    home.done(&["refresh"]);
    for arguments in [
        &["list"][..],
        &["list", "--json"],
        &["search", "tides"],
        &["search", "tides", "--json"],
        &["feeds"],
        &["feeds", "--json"],
        &["feeds", &address],
        &["feeds", "--json", &address],
        &["open", "1"],
        &["open", "1", "--json"],
        &["export"],
    ] {
        let output = home.run(arguments);
        let printed = [output.stdout, output.stderr].concat();
        let printed = String::from_utf8(printed).expect("text");
        let acts = |c: char| c != '\n' && pullquote::text::is_unsafe(c);
        let at = printed.find(acts);
        assert_eq!(at, None, "{arguments:?}: {printed:?}");
        assert!(printed.len() > 10, "{arguments:?}");
    }
}

#[test]
fn what_moved_for_good_is_asked_for_there() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    let root = serve_requests(move |head, stream| {
        seen.lock()
            .expect("paths")
            .push(request_path(head).to_owned());
        match request_path(head) {
            "/old" => send_answer(stream, "301 Moved Permanently\r\nLocation: /new", b""),
            "/away" => send_answer(stream, "302 Found\r\nLocation: /new", b""),
            "/lost" => send_answer(stream, "301 Moved Permanently\r\nLocation: /parked", b""),
            "/parked" => send_answer(stream, "200 OK", b"<html><p>This name is for sale."),
            _ => send_answer(stream, "200 OK", feed_xml(&["A"]).as_bytes()),
        }
    });
    let home = LibraryHome::new();
    for path in ["/old", "/away", "/lost"] {
        home.done(&["add", "--unchecked", &format!("{root}{path}")]);
    }
    let output = home.run(&["refresh"]);
    assert_eq!(output.status.code(), Some(1));
    let feeds = home.json(&["feeds", "--json"]);
    let mut addresses: Vec<_> = feeds
        .as_array()
        .expect("feeds")
        .iter()
        .map(|feed| {
            feed["address"]
                .as_str()
                .unwrap_or_default()
                .replace(&root, "")
        })
        .collect();
    addresses.sort_unstable();
    assert_eq!(addresses, ["/away", "/lost", "/new"]);
    let lost = feeds
        .as_array()
        .expect("feeds")
        .iter()
        .find(|feed| feed["error"].is_string());
    let why = lost.expect("a failure")["error"].to_string();
    assert!(why.contains("web page, not a feed"), "{why}");
}

#[test]
fn a_host_is_left_alone_when_two_of_its_feeds_are_too_many() {
    let n_asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&n_asked);
    let root = serve_requests(move |_, stream| {
        counter.fetch_add(1, Ordering::Relaxed);
        send_answer(stream, "429 Too Many Requests\r\nRetry-After: 7200", b"");
    });
    let home = LibraryHome::new();
    for n in 0..6 {
        home.done(&["add", "--unchecked", &format!("{root}/{n}")]);
    }
    let started = jiff::Timestamp::now();
    let output = home.json(&["refresh", "--json"]);
    assert_eq!(output["failed"], 6);
    let n_asked = n_asked.load(Ordering::Relaxed);
    assert!(
        n_asked <= 3,
        "two that are too many, and one that was on its way, not {n_asked}"
    );
    for feed in home.json(&["feeds", "--json"]).as_array().expect("feeds") {
        let wait = moment(feed, "due").duration_since(started);
        assert!(wait.as_secs() >= 7190, "{wait:?}");
        // Those that were not asked have not failed.
        assert_eq!(feed["failures"] == 1, !feed["checked"].is_null(), "{feed}");
    }
}

fn moment(feed: &Value, name: &str) -> jiff::Timestamp {
    let written = feed[name].as_str().expect("a moment");
    written.parse().expect("a moment")
}

#[test]
fn a_feed_that_is_busy_is_put_off_and_its_host_is_not() {
    for status in ["503 Service Unavailable", "429 Too Many Requests"] {
        let root = serve_requests(move |head, stream| match request_path(head) {
            "/busy" => send_answer(stream, &format!("{status}\r\nRetry-After: 7200"), b""),
            _ => send_answer(stream, "200 OK", feed_xml(&["A"]).as_bytes()),
        });
        let home = LibraryHome::new();
        for path in ["busy", "1", "2", "3"] {
            home.done(&["add", "--unchecked", &format!("{root}/{path}")]);
        }
        let output = home.json(&["refresh", "--json"]);
        assert_eq!(
            (&output["failed"], &output["new"]),
            (&1.into(), &3.into()),
            "{status}"
        );
        let feeds = home.json(&["feeds", "--json"]);
        let busy = feeds
            .as_array()
            .expect("feeds")
            .iter()
            .find(|feed| feed["error"].is_string());
        let busy = busy.expect("a failure");
        let wait = moment(busy, "due").duration_since(moment(busy, "checked"));
        assert!(wait.as_secs() >= 7190, "{wait:?}");
    }
}

#[test]
fn a_feed_that_is_gone_is_asked_again_only_by_name() {
    let n_asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&n_asked);
    let root = serve_requests(move |_, stream| {
        if counter.fetch_add(1, Ordering::Relaxed) < 2 {
            send_answer(stream, "410 Gone", b"");
        } else {
            send_answer(stream, "200 OK", feed_xml(&["A"]).as_bytes());
        }
    });
    let home = LibraryHome::new();
    home.done(&["add", "--unchecked", &root]);
    assert_eq!(home.run(&["refresh"]).status.code(), Some(1));
    let feeds = home.json(&["feeds", "--json"]);
    assert_eq!(feeds[0]["gone"], true);
    assert!(
        feeds[0]["error"].to_string().contains("gone for good"),
        "{feeds}"
    );
    let list = home.done(&["feeds"]);
    assert!(list.contains("`pullquote refresh 1` tries again"), "{list}");
    assert_eq!(home.json(&["refresh", "--all", "--json"])["total"], 0);
    assert_eq!(home.json(&["refresh", "1", "--json"])["failed"], 1);
    assert_eq!(home.json(&["refresh", "1", "--json"])["new"], 1);
    assert_eq!(home.json(&["feeds", "--json"])[0]["gone"], false);
    assert_eq!(home.json(&["refresh", "--all", "--json"])["total"], 1);
    assert_eq!(n_asked.load(Ordering::Relaxed), 4);
}

#[test]
fn a_feed_that_is_too_long_names_the_setting() {
    let root = serve_requests(|_, stream| {
        let long = feed_xml(&vec!["A"; 20_000]);
        send_answer(stream, "200 OK", long.as_bytes());
    });
    let home = LibraryHome::new();
    let config = home.0.path().join("config.toml");
    std::fs::write(&config, "[refresh]\nfeed_mb = 1\n").expect("a config");
    let output = home.run(&["--config", config.to_str().expect("a path"), "add", &root]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("larger than 1 MB, the limit set by `feed_mb` in [refresh]"),
        "{said}"
    );
    assert!(said.contains("raise the limit in the config"), "{said}");
}

#[test]
fn entries_without_a_date_say_so_and_keep_their_places() {
    let turn = AtomicUsize::new(0);
    let root = serve_requests(move |_, stream| {
        let n = turn.fetch_add(1, Ordering::Relaxed);
        let dated = format!(
            "<item><title>D{n}</title><pubDate>Wed, 13 Nov 1963 10:00:00 GMT</pubDate></item>"
        );
        let feed = feed_xml(&["A", "B"]).replace("</channel>", &format!("{dated}</channel>"));
        send_answer(stream, "200 OK", feed.as_bytes());
    });
    let home = LibraryHome::new();
    home.done(&["add", "--unchecked", &root]);
    home.done(&["refresh", "--all"]);
    let first = home.json(&["list", "--json"]);
    home.done(&["refresh", "--all"]);
    let list = home.json(&["list", "--json"]);
    let titles: Vec<_> = list
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["title"].clone())
        .collect();
    assert_eq!(titles, ["D1", "A", "B", "D0"]);
    assert_eq!(list[1]["published"], Value::Null);
    assert_eq!(list[1]["seen"], first[0]["seen"]);
    assert!(list[1]["seen"].is_string());
    assert_eq!(list[3]["published"], "1963-11-13T10:00:00Z");
    let lines = home.done(&["list"]);
    let line = |title: &str| {
        lines
            .lines()
            .find(|line| line.ends_with(title))
            .expect("a line")
            .to_owned()
    };
    assert!(
        line("  A").contains(" ~20") && line("  D0").contains("  1963-11-13  "),
        "{lines}"
    );
}

#[test]
fn credentials_go_to_their_own_host_alone() {
    let leaked = Arc::new(Mutex::new(None));
    let leak = Arc::clone(&leaked);
    let other = serve_requests(move |head, stream| {
        *leak.lock().expect("a head") = Some(head.to_owned());
        send_answer(stream, "200 OK", feed_xml(&["A"]).as_bytes());
    });
    let root = serve_requests(move |head, stream| {
        let is_known = header_value(head, "authorization") == Some("Basic YW5hOnNlY3JldA==")
            && header_value(head, "x-one") == Some("1");
        if is_known {
            send_answer(stream, &format!("302 Found\r\nLocation: {other}/"), b"");
        } else {
            send_answer(stream, "401 Unauthorized", b"");
        }
    });
    let home = LibraryHome::new();
    let refused = home.run(&["add", &root]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("401"));
    home.done(&[
        "add",
        &root,
        "--credentials-env",
        "FEED_TOKEN",
        "--header",
        "X-One: 1",
    ]);
    home.done(&["refresh", "--all"]);
    let head = leaked
        .lock()
        .expect("a head")
        .clone()
        .expect("it was asked");
    assert!(
        !head.to_lowercase().contains("authorization")
            && !head.contains("X-One")
            && !head.contains("x-one"),
        "{head}"
    );
    let list = home.done(&["export"]);
    assert!(
        !list.contains("FEED_TOKEN") && !list.contains("X-One"),
        "{list}"
    );
}

#[test]
fn broken_feeds_are_read_and_told() {
    let whole = feed_xml(&["A", "B", "C"]);
    let cut = whole[..whole.find("of C,").expect("the third")].to_owned();
    let root = serve_requests(move |head, stream| match request_path(head) {
        "/cut" => send_answer(stream, "200 OK", cut.as_bytes()),
        "/empty" => send_answer(stream, "200 OK", b""),
        "/page" => send_answer(
            stream,
            "200 OK",
            b"<!DOCTYPE html><title>503</title><p>Try later",
        ),
        _ => send_answer(stream, "503 Service Unavailable", b""),
    });
    let home = LibraryHome::new();
    for path in ["/cut", "/empty", "/page", "/down"] {
        home.done(&["add", "--unchecked", &format!("{root}{path}")]);
    }
    let output = home.json(&["refresh", "--json"]);
    assert_eq!((&output["failed"], &output["new"]), (&3.into(), &3.into()));
    let feeds = home.json(&["feeds", "--json"]);
    let printed = feeds.to_string();
    for what in [
        "cut off inside an item",
        "the response is empty",
        "web page, not a feed",
        "returned 503",
    ] {
        assert!(printed.contains(what), "{what}: {printed}");
    }
}

#[test]
fn lists_come_and_go() {
    let home = LibraryHome::new();
    let list = home.0.path().join("feeds.opml");
    std::fs::write(&list, "<opml><body><outline text='News'><outline text='A' xmlUrl='https://a.example/f'/></outline>\
        <outline text='B &' xmlUrl='https://b.example/f'/></body></opml>").expect("a list");
    let list = list.to_str().expect("a path");
    assert!(
        home.done(&["import", list])
            .contains("Subscribed to 2 feeds")
    );
    assert!(
        home.done(&["import", list])
            .contains("2 already subscribed")
    );
    home.done(&[
        "feeds",
        "--set",
        "A",
        "--interval",
        "90",
        "--keep",
        "forever",
    ]);
    home.done(&["feeds", "--remove", "B &"]);
    let out = home.done(&["export"]);
    assert!(
        out.contains("pullquote:interval=\"90\"") && !out.contains("b.example"),
        "{out}"
    );
    let wrong = home.run(&["feeds", "--set", "nothing", "--interval", "1"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn files_are_read_where_the_settings_allow_it() {
    let home = LibraryHome::new();
    let file = home.0.path().join("feed.xml");
    std::fs::write(&file, feed_xml(&["A"])).expect("a feed");
    let address = format!("file://{}", file.display());
    let refused = home.run(&["add", &address]);
    assert_eq!(refused.status.code(), Some(2));
    let config = home.0.path().join("config.toml");
    std::fs::write(&config, "[refresh]\nfiles = true\n").expect("a config");
    let config = config.to_str().expect("a path");
    home.done(&["--config", config, "add", &address]);
    let output = home.json(&["--config", config, "refresh", "--json"]);
    assert_eq!(output["new"], 1);
}

#[test]
fn a_refresh_throws_away_what_is_no_longer_kept_where_the_settings_say_so() {
    let turn = AtomicUsize::new(0);
    let root = serve_requests(move |_, stream| {
        let titles = if turn.fetch_add(1, Ordering::Relaxed) == 0 {
            &["A", "B", "C"][..]
        } else {
            &["D"]
        };
        send_answer(stream, "200 OK", feed_xml(titles).as_bytes());
    });
    let home = LibraryHome::new();
    home.done(&["add", "--unchecked", &root]);
    home.done(&["refresh", "--all"]);
    home.done(&["star", "title:B"]);
    let count = || home.json(&["list", "--json"]).as_array().map(Vec::len);
    home.done(&["refresh", "--all"]);
    assert_eq!(count(), Some(4), "nothing goes unasked");
    let config = home.0.path().join("config.toml");
    let says = "[library]\nkeep_entries = 1\ntidy_after_refresh = true\n";
    std::fs::write(&config, says).expect("a config");
    let config = config.to_str().expect("a path");
    home.done(&["--config", config, "refresh", "--all"]);
    assert_eq!(count(), Some(2), "the newest, and the one with a star");
}

#[test]
fn a_clock_ahead_of_that_of_the_servers_throws_nothing_away() {
    let turn = AtomicUsize::new(0);
    let root = serve_requests(move |_, stream| {
        let n = turn.fetch_add(1, Ordering::Relaxed);
        let titles = if n == 0 { &["A", "B"][..] } else { &["C"] };
        let head = if n < 2 {
            "200 OK\r\nDate: Wed, 13 Nov 2024 10:00:00 GMT"
        } else {
            "200 OK"
        };
        send_answer(stream, head, feed_xml(titles).as_bytes());
    });
    let home = LibraryHome::new();
    let config = home.0.path().join("config.toml");
    let says = "[library]\nkeep_entries = 1\ntidy_after_refresh = true\n";
    std::fs::write(&config, says).expect("a config");
    let config = config.to_str().expect("a path");
    home.done(&["add", "--unchecked", &root]);
    let count = || home.json(&["list", "--json"]).as_array().map(Vec::len);
    for n_kept in [2, 3, 1] {
        home.done(&["--config", config, "refresh", "--all"]);
        assert_eq!(count(), Some(n_kept));
    }
}

#[test]
fn pages_are_fetched_side_by_side_and_no_more_of_a_host_than_it_may_get() {
    // The number of requests in progress, and its maximum so far.
    let counts = Arc::new((Mutex::new((0, 0)), Condvar::new()));
    let shared = Arc::clone(&counts);
    let root = Arc::new(Mutex::new(String::new()));
    let known = Arc::clone(&root);
    let address = serve_requests(move |head, stream| {
        let root = known.lock().expect("a root").clone();
        if request_path(head) == "/feed" {
            let items = (0..6).map(|n| {
                format!("<item><title>T{n}</title><link>{root}/{n}</link><description>Teaser.</description></item>")
            });
            let items: String = items.collect();
            let feed =
                format!("<rss version='2.0'><channel><title>A</title>{items}</channel></rss>");
            return send_answer(stream, "200 OK", feed.as_bytes());
        }
        let (count, changed) = &*shared;
        let mut now = count.lock().expect("a count");
        now.0 += 1;
        now.1 = now.1.max(now.0);
        changed.notify_all();
        // The first request waits for a second one, which never arrives if pages are fetched one at a time.
        let both = changed.wait_timeout_while(now, Duration::from_secs(10), |now| now.1 < 2);
        drop(both);
        let words =
            "The ferry Lina left the harbour at dawn and was back before noon, its master said. "
                .repeat(12);
        let page = format!(
            "<html><head><title>T</title></head><body><article><p>{words}</p></article></body></html>"
        );
        count.lock().expect("a count").0 -= 1;
        send_answer(stream, "200 OK\r\nContent-Type: text/html", page.as_bytes());
    });
    root.lock().expect("a root").clone_from(&address);
    let home = LibraryHome::new();
    home.done(&[
        "add",
        "--unchecked",
        "--full-text=yes",
        &format!("{address}/feed"),
    ]);
    home.done(&["refresh"]);
    let list = home.json(&["list", "--json"]);
    let rows = list.as_array().expect("rows");
    assert!(
        rows.len() == 6 && rows.iter().all(|row| row["has_page"] == true),
        "{list}"
    );
    assert_eq!(counts.0.lock().expect("a count").1, 2);
}

#[test]
fn several_feeds_are_added_at_once_and_told_apart() {
    let root = serve_requests(|head, stream| match request_path(head) {
        "/a" => send_answer(stream, "200 OK", feed_xml(&["A"]).as_bytes()),
        "/sport/b" => send_answer(
            stream,
            "200 OK",
            b"<rss version='2.0'><channel><item><title>B</title></item></channel></rss>",
        ),
        _ => send_answer(stream, "404 Not Found", b""),
    });
    let home = LibraryHome::new();
    let addresses = ["a", "none", "sport/b"].map(|path| format!("{root}/{path}"));
    let [one, none, other] = addresses.each_ref().map(String::as_str);
    let output = home.run(&["add", "--json", one, none, other]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("/none: the server returned 404"));
    let lines = String::from_utf8(output.stdout).expect("text");
    let added: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(
        (&added[0]["title"], &added[0]["new"]),
        (&"Harbour news".into(), &1.into())
    );
    let host = root.trim_start_matches("http://");
    let host = host.split(':').next().expect("a host");
    assert_eq!(added[1]["title"], format!("{host}/sport/b"));
    assert_eq!(
        home.json(&["list", "--json"]).as_array().map(Vec::len),
        Some(2)
    );
    let titled = home.run(&["add", one, other, "--title", "Mine"]);
    assert_eq!(titled.status.code(), Some(2));
}

#[test]
fn a_feed_that_the_server_cuts_short_keeps_what_arrived() {
    let root = serve_requests(|head, stream| {
        let whole = feed_xml(&["A", "B"]);
        let half = whole.find("<title>B").expect("an item");
        let (length, chunked) = (
            "200 OK\r\nContent-Length: 99999",
            "200 OK\r\nTransfer-Encoding: chunked",
        );
        let body = whole.as_bytes();
        let _ = match request_path(head) {
            "/length" => write!(stream, "HTTP/1.1 {length}\r\n\r\n{whole}"),
            "/chunk" => write!(
                stream,
                "HTTP/1.1 {chunked}\r\n\r\nfff\r\n{}",
                &whole[..half]
            ),
            "/broken" => write!(
                stream,
                "HTTP/1.1 {chunked}\r\n\r\n{half:x}\r\n{}\r\nzz\r\n",
                &whole[..half]
            ),
            _ => write!(
                stream,
                "HTTP/1.1 {length}\r\n\r\n{}",
                String::from_utf8_lossy(&body[..20])
            ),
        };
    });
    let home = LibraryHome::new();
    for (path, n_items) in [("length", 2), ("chunk", 1), ("broken", 1)] {
        let address = format!("{root}/{path}");
        let added = home.json(&["add", "--json", &address]);
        assert_eq!(added["new"], n_items, "{path}");
        let refreshed = home.json(&["refresh", &address, "--json"]);
        assert_eq!(
            (&refreshed["failed"], &refreshed["new"]),
            (&0.into(), &0.into()),
            "{path}"
        );
    }
    let feeds = home.done(&["feeds"]);
    assert_eq!(
        feeds.matches("the server cut off the connection").count(),
        3,
        "{feeds}"
    );
    let nothing = home.run(&["add", &format!("{root}/nothing")]);
    assert_eq!(nothing.status.code(), Some(1));
}

#[test]
fn bodies_are_unpacked_whatever_the_header_says() {
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    let root = serve_requests(|head, stream| {
        let xml = feed_xml(&["A"]);
        let fast = Compression::fast();
        let xml = xml.as_bytes();
        let (header, body) = match request_path(head) {
            "/gzip" => {
                let mut encoder = GzEncoder::new(Vec::new(), fast);
                encoder.write_all(xml).expect("written");
                ("", encoder.finish())
            }
            "/zlib" => {
                let mut encoder = ZlibEncoder::new(Vec::new(), fast);
                encoder.write_all(xml).expect("written");
                ("\r\nContent-Encoding: deflate", encoder.finish())
            }
            _ => {
                let mut encoder = DeflateEncoder::new(Vec::new(), fast);
                encoder.write_all(xml).expect("written");
                ("\r\nContent-Encoding: deflate", encoder.finish())
            }
        };
        send_answer(
            stream,
            &format!("200 OK{header}"),
            &body.expect("compressed"),
        );
    });
    let home = LibraryHome::new();
    for path in ["gzip", "zlib", "raw"] {
        let added = home.json(&["add", "--json", &format!("{root}/{path}")]);
        assert_eq!(added["title"], "Harbour news", "{path}");
    }
}

#[test]
fn ten_refreshes_with_ever_new_ids_leave_the_same_entries() {
    let n_fetched = AtomicUsize::new(0);
    let root = serve_requests(move |_, stream| {
        let n = n_fetched.fetch_add(1, Ordering::Relaxed);
        let items = (0..20).map(|item| {
            format!("<item><title>T{item}</title><link>http://a.example/{item}</link><guid>{n}-{item}</guid></item>")
        });
        let items: String = items.collect();
        let feed = format!("<rss version='2.0'><channel><title>F</title>{items}</channel></rss>");
        send_answer(stream, "200 OK", feed.as_bytes());
    });
    let home = LibraryHome::new();
    home.done(&["add", &root]);
    for _ in 0..10 {
        home.done(&["refresh", "--all", "--no-annotate"]);
    }
    assert_eq!(
        home.json(&["list", "--json"]).as_array().map(Vec::len),
        Some(20)
    );
}
