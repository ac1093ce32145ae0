//! Checks that passwords in addresses never leave the library, and that links in feeds cannot reach private hosts.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::refresh::LibraryHome;
use crate::server::{header_value, request_path, send_answer, serve_requests};

/// Commands that print contents of the library.
const WAYS_OUT: &[&[&str]] = &[
    &["feeds"],
    &["feeds", "--json"],
    &["export"],
    &["export", "--json"],
    &["list", "--json"],
    &["open", "1"],
    &["open", "2", "--json"],
    &["refresh", "--all", "--json"],
];

/// Serves a feed in which every link contains a password. Returns the address of the root.
fn serve_passwords() -> String {
    serve_requests(|head, stream| {
        assert!(header_value(head, "authorization").is_none(), "{head}");
        let host = header_value(head, "host").expect("a host");
        let items = format!(
            "<item><title>Relative</title><guid>http://me:secret@{host}/a</guid><link>a.html</link><description>&lt;p>See &lt;a href='b.html'>this&lt;/a>, &lt;a href='//me:secret@c.example/x'>that&lt;/a>.</description></item>\
             <item><title>Absolute</title><author>http://me:secret@{host}/me</author><link>http://me:secret@{host}/d.html</link><description>Words.</description>\
             <enclosure url='http://me:secret@{host}/e.mp3' type='audio/mpeg' length='1'/></item>"
        );
        let feed = format!(
            "<rss version='2.0'><channel><title>A</title><link>http://me:secret@{host}/</link>{items}</channel></rss>"
        );
        match request_path(head) {
            "/moved" => send_answer(
                stream,
                &format!("301 Moved\r\nLocation: http://me:secret@{host}/feed"),
                b"",
            ),
            "/gone" => send_answer(stream, "404 Not Found", b""),
            _ => send_answer(stream, "200 OK", feed.as_bytes()),
        }
    })
}

#[test]
fn a_password_in_an_address_comes_out_nowhere() {
    let root = serve_passwords();
    let home = LibraryHome::new();
    let host = root.strip_prefix("http://").expect("a host");
    let mut said = Vec::new();
    let mut run = |arguments: &[&str], code: i32| {
        let output = home.run(arguments);
        let printed = String::from_utf8([output.stdout, output.stderr].concat()).expect("text");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {printed}");
        said.push(printed.clone());
        printed
    };
    for typed in [
        format!("http://me:secret@{host}/feed"),
        format!("me:secret@{host}/feed"),
    ] {
        let refused = run(&["add", &typed], 2);
        assert!(refused.contains("--credentials-command"), "{refused}");
        run(&["add", "--unchecked", &typed], 2);
        run(&["refresh", &typed], 2);
        run(&["feeds", "--set", &typed, "--interval", "3"], 2);
    }
    let secret = format!("http://me:secret@{host}/feed");
    run(&["feeds", &secret], 1);
    let preview = run(&["feeds", "--json", &format!("{root}/feed")], 0);
    assert!(
        preview.contains(&format!("\"http://{host}/a\"")),
        "{preview}"
    );
    run(&["feeds", &format!("{root}/feed")], 0);
    run(&["annotate", &secret], 1);
    run(&[&secret], 1);
    let list = home.0.path().join("feeds.opml");
    let opml = format!(
        "<opml><outline text='{secret}' xmlUrl='{secret}'/><outline text='B' xmlUrl='http://me:secret@{host}/gone'/></opml>"
    );
    std::fs::write(&list, opml).expect("a list");
    let imported = run(&["import", list.to_str().expect("a path")], 1);
    assert!(
        imported.contains("Subscribed to 2 feeds") && imported.contains("was not saved"),
        "{imported}"
    );
    run(&["add", "--unchecked", &format!("{root}/moved")], 0);
    run(&["refresh", "--all"], 1);
    for arguments in WAYS_OUT {
        let code = i32::from(arguments[0] == "refresh");
        run(arguments, code);
    }
    let opened = run(&["open", "1", "--json"], 0) + &run(&["list", "--json"], 0);
    assert!(
        opened.contains("a.html") && opened.contains("d.html"),
        "{opened}"
    );
    for words in &said {
        assert!(
            !words.contains("secret") && !words.contains("me:"),
            "{words}"
        );
    }
    is_nowhere_on_disk(&home);
}

fn is_nowhere_on_disk(home: &LibraryHome) {
    let library = std::fs::read(home.0.path().join("data/library.db")).expect("a library");
    let log = std::fs::read(home.0.path().join("data/library.db-wal")).unwrap_or_default();
    for bytes in [library, log] {
        let words = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!words.contains("me:secret"));
    }
}

/// Serves a feed that links to this machine in several ways, and the linked pages. Records the requests in `asked`.
fn serve_private(asked: &Arc<Mutex<Vec<String>>>) -> String {
    let seen = Arc::clone(asked);
    let n_feeds = AtomicUsize::new(0);
    serve_requests(move |head, stream| {
        let host = header_value(head, "host").expect("a host").to_owned();
        let port = host.rsplit(':').next().expect("a port");
        let words =
            "The ferry Lina left the harbour at dawn and was back before noon, its master said. "
                .repeat(12);
        if request_path(head).starts_with("/feed") {
            let n = n_feeds.fetch_add(1, Ordering::Relaxed);
            let links = [
                format!("http://127.0.0.1:{port}/own{n}"),
                format!("http://localhost:{port}/name{n}"),
                format!("http://[::ffff:127.0.0.1]:{port}/mapped{n}"),
                format!("http://127.0.0.1:{port}/away{n}"),
            ];
            let items = links.iter().map(|link| {
                format!("<item><title>{link}</title><link>{link}</link><description>Teaser.</description></item>")
            });
            let items: String = items.collect();
            let feed =
                format!("<rss version='2.0'><channel><title>A</title>{items}</channel></rss>");
            return send_answer(stream, "200 OK", feed.as_bytes());
        }
        seen.lock()
            .expect("paths")
            .push(format!("{host}{}", request_path(head)));
        if request_path(head).starts_with("/away") {
            let to = format!("302 Found\r\nLocation: http://localhost:{port}/redirected");
            return send_answer(stream, &to, b"");
        }
        let page = format!("<html><body><article><p>{words}</p></article></body></html>");
        send_answer(stream, "200 OK\r\nContent-Type: text/html", page.as_bytes());
    })
}

#[test]
fn pages_on_other_private_hosts_are_fetched_only_where_the_user_allows_it() {
    let asked = Arc::default();
    let root = serve_private(&asked);
    let home = LibraryHome::new();
    home.done(&[
        "add",
        "--unchecked",
        "--full-text=yes",
        &format!("{root}/feed"),
    ]);
    home.done(&["refresh"]);
    let paths = |asked: &Mutex<Vec<String>>| {
        let mut paths = std::mem::take(&mut *asked.lock().expect("paths"));
        paths.retain(|path| !path.starts_with("127.0.0.1"));
        paths.sort();
        paths
    };
    assert!(
        asked
            .lock()
            .expect("paths")
            .iter()
            .any(|path| path.ends_with("/own1") || path.ends_with("/own0"))
    );
    assert_eq!(paths(&asked), Vec::<String>::new());
    let feeds = home.done(&["feeds"]);
    assert!(
        feeds.contains("3 entries link to pages on private addresses")
            && feeds.contains("--private-pages"),
        "{feeds}"
    );
    let rows = home.json(&["list", "--json"]);
    let n_pages = rows
        .as_array()
        .expect("rows")
        .iter()
        .filter(|row| row["has_page"] == true)
        .count();
    assert_eq!(n_pages, 1, "{rows}");
    home.done(&["feeds", "--set", "1", "--private-pages"]);
    assert_eq!(home.json(&["feeds", "--json"])[0]["private_pages"], true);
    let feeds = home.done(&["feeds"]);
    assert!(!feeds.contains("were not fetched"), "{feeds}");
    // The feed is due at once, and the pages that were refused are fetched too, once.
    home.done(&["refresh"]);
    let port = root.rsplit(':').next().expect("a port");
    let found = paths(&asked);
    assert!(
        found.contains(&format!("localhost:{port}/name1")),
        "{found:?}"
    );
    assert!(
        found.contains(&format!("localhost:{port}/redirected")),
        "{found:?}"
    );
    assert!(
        found.contains(&format!("localhost:{port}/name0")),
        "{found:?}"
    );
    home.done(&["feeds", "--set", "1", "--private-pages"]);
    home.done(&["refresh", "--all"]);
    assert!(!paths(&asked).contains(&format!("localhost:{port}/name0")));
}
