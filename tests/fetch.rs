//! Fetches pages from a local server that behaves like real servers, including broken and hostile ones.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use pullquote::article::Link;
use pullquote::article::read::{SourceHint, read_article};
use pullquote::fetch::{
    CancelFlag, Client, FetchError, FetchLimits, FetchResponse, FetchedPage, Reach, Request,
    fetch_page,
};

use crate::server;

/// Answers every connection with `answer` until the test ends. Returns the link to the root.
fn serve_answers(answer: impl Fn(&str, &mut TcpStream) + Send + 'static) -> Link {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let path = read_request(&mut stream);
            answer(&path, &mut stream);
        }
    });
    Link::parse(&format!("http://{address}/")).expect("a link")
}

/// Reads a request up to its empty line and returns its path.
fn read_request(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    head.split(' ').nth(1).unwrap_or_default().to_owned()
}

fn send_answer(stream: &mut TcpStream, head: &str, body: &[u8]) {
    let head = format!(
        "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(body));
}

fn test_limits() -> FetchLimits {
    FetchLimits {
        bytes: 100_000,
        setting: "`page_mb` in [limits]",
        time: Duration::from_secs(5),
        redirects: 3,
    }
}

fn fetch_served(
    answer: impl Fn(&str, &mut TcpStream) + Send + 'static,
) -> Result<FetchedPage, FetchError> {
    fetch_page(&serve_answers(answer), &test_limits())
}

#[test]
fn a_page_comes_with_its_type_and_final_link() {
    let page = fetch_served(|path, stream| match path {
        "/" => send_answer(stream, "302 Found\r\nLocation: /there?x=1", b""),
        _ => send_answer(
            stream,
            "200 OK\r\nContent-Type: text/html; charset=utf-8",
            b"<p>Hello",
        ),
    });
    let page = page.expect("a page");
    assert_eq!(page.bytes, b"<p>Hello");
    assert_eq!(
        page.content_type.as_deref(),
        Some("text/html; charset=utf-8")
    );
    assert!(page.final_link.as_str().ends_with("/there?x=1"));
}

#[test]
fn compressed_bodies_are_unpacked() {
    // "Hello, hello, hello", compressed with gzip.
    const PACKED: &[u8] = &[
        0x1f, 0x8b, 0x8, 0x0, 0x0, 0x0, 0x0, 0x0, 0x2, 0xff, 0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0xd7,
        0x51, 0xc8, 0x40, 0xa2, 0x0, 0x8b, 0xd7, 0x4e, 0x2f, 0x13, 0x0, 0x0, 0x0,
    ];
    let page =
        fetch_served(|_, stream| send_answer(stream, "200 OK\r\nContent-Encoding: gzip", PACKED))
            .expect("a page");
    assert_eq!(page.bytes, b"Hello, hello, hello");
}

#[test]
fn refusals_are_told_apart() {
    let missing = fetch_served(|_, stream| send_answer(stream, "404 Not Found", b"x"));
    assert_eq!(missing, Err(FetchError::Status { status: 404 }));
    let circle =
        fetch_served(|_, stream| send_answer(stream, "302 Found\r\nLocation: /again", b""));
    assert_eq!(circle, Err(FetchError::RedirectLoop));
    let chain = fetch_served(|path, stream| {
        let head = format!("302 Found\r\nLocation: {path}x");
        send_answer(stream, &head, b"");
    });
    assert_eq!(chain, Err(FetchError::TooManyRedirects { most: 3 }));
    let picture =
        fetch_served(|_, stream| send_answer(stream, "200 OK\r\nContent-Type: image/png", b"x"));
    assert_eq!(picture, Err(FetchError::NotText { what: "a picture" }));
    let elsewhere = fetch_served(|_, stream| {
        send_answer(stream, "302 Found\r\nLocation: file:///etc/passwd", b"");
    });
    assert!(elsewhere.is_err(), "{elsewhere:?}");
    let part = fetch_served(|_, stream| {
        let head = "206 Partial Content\r\nContent-Range: bytes 0-3/99\r\nContent-Type: text/html";
        send_answer(stream, head, b"half");
    });
    assert_eq!(part, Err(FetchError::Status { status: 206 }));
}

#[test]
fn what_is_no_answer_is_said_with_the_host_and_what_to_try() {
    let said = |answer: &'static [u8]| {
        let fault = fetch_served(move |_, stream| drop(stream.write_all(answer)));
        fault.expect_err("no page").advised()
    };
    let not_http = "127.0.0.1 sent an answer that is not HTTP; \
        check the port; if the server speaks TLS there, write https:// in the address";
    for garbage in [
        &b"\x1b[2J nonsense\r\n\r\n"[..],
        b"SSH-2.0-server\r\n",
        b"\x15\x03\x01\x00\x02\x02\x46",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 many\r\n\r\n",
    ] {
        assert_eq!(said(garbage), not_http);
    }
    let no_answer = "127.0.0.1 closed the connection without an answer; \
        check the port and whether the address needs https://, or try again later";
    assert_eq!(said(b""), no_answer);
    assert_eq!(said(b"HTTP/1.1 200 OK\r\nContent-"), no_answer);
    assert_eq!(
        said(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
        "127.0.0.1 cut off the connection in the middle of the answer; try again later"
    );
    assert!(
        said(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab")
            .starts_with("the server sent an invalid response: conflicting content-length")
    );
    assert!(
        said(b"HTTP/1.1 200 OK\r\nbad header: x\r\n\r\n")
            .starts_with("the server sent an invalid response: invalid header name; ")
    );
}

#[test]
fn a_handshake_that_hangs_ends_at_its_own_limit() {
    // The system accepts connections for the listener, but nothing reads from them.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let mut request = Request::feed(Link::parse(&format!("https://{address}/")).expect("a link"));
    request.connect_time = Some(Duration::from_millis(50));
    let hung = Client::new(test_limits()).fetch(&request, &CancelFlag::default());
    let host = "127.0.0.1".to_owned();
    let cause = "no answer within 0.05 seconds".to_owned();
    assert_eq!(hung, Err(FetchError::Unreachable { host, cause }));
}

#[test]
fn nobody_there_is_said_so() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let link = Link::parse(&format!(
        "http://{}/",
        listener.local_addr().expect("an address")
    ))
    .expect("a link");
    drop(listener);
    let refused = fetch_page(&link, &test_limits());
    assert!(
        matches!(refused, Err(FetchError::Unreachable { .. })),
        "{refused:?}"
    );
}

#[test]
fn names_of_local_networks_are_refused_before_they_are_looked_up() {
    // A proxy would look them up itself, where no resolver of this program can check the address.
    for host in [
        "printer.local",
        "api.internal",
        "localhost.",
        "nas",
        "[::ffff:0:7f00:2]",
    ] {
        let link = Link::parse(&format!("http://{host}/")).expect("a link");
        let mut request = Request::page(link.clone());
        request.reach = Reach::Public { host: None };
        let refused = Client::new(test_limits()).fetch(&request, &CancelFlag::default());
        let host = link.host();
        assert_eq!(refused, Err(FetchError::Private { host }));
    }
}

#[test]
fn a_body_without_end_ends_at_the_limit() {
    let endless = fetch_served(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
        while stream.write_all(&[b'x'; 4096]).is_ok() {}
    });
    assert_eq!(
        endless.expect_err("a refusal").to_string(),
        "the response is larger than 100,000 bytes, the limit set by `page_mb` in [limits]"
    );
}

#[test]
fn a_body_that_trickles_ends_in_time() {
    let link = serve_answers(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
        let _ = stream.set_read_timeout(Some(Duration::from_millis(20)));
        // The read waits until its timeout, which spaces out the bytes: each arrives in time, the page never does.
        while stream.write_all(b"x").is_ok() {
            let _ = stream.read(&mut [0]);
        }
    });
    let time = Duration::from_millis(400);
    let begun = std::time::Instant::now();
    let slow = fetch_page(
        &link,
        &FetchLimits {
            time,
            ..test_limits()
        },
    );
    assert_eq!(slow, Err(FetchError::TimedOut { limit: time }));
    assert!(begun.elapsed() < Duration::from_secs(4));
}

#[test]
fn a_body_that_breaks_off_is_no_page() {
    let broken = fetch_served(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
    });
    assert!(broken.is_err(), "{broken:?}");
}

#[test]
fn a_wrong_charset_in_the_header_does_no_harm() {
    let page = fetch_served(|_, stream| {
        send_answer(
            stream,
            "200 OK\r\nContent-Type: text/html; charset=iso-8859-1",
            "<p>Zoë’s café</p>".as_bytes(),
        );
    });
    let page = page.expect("a page");
    let hint = SourceHint {
        content_type: page.content_type,
        base: Some(page.final_link),
        ..SourceHint::default()
    };
    let article = read_article(&page.bytes, &hint).expect("an article");
    assert_eq!(article.text().as_str(), "Zoë’s café");
}

#[test]
fn bodies_in_zstd_are_unpacked_and_bombs_are_not() {
    // A zstd frame with one raw block.
    let page = fetch_served(|_, stream| {
        let packed = b"\x28\xb5\x2f\xfd\x20\x05\x29\x00\x00Hello";
        send_answer(stream, "200 OK\r\nContent-Encoding: zstd", packed);
    });
    assert_eq!(page.expect("a page").bytes, b"Hello");
    // A decompression bomb: zstd blocks of 4 bytes that each expand to 131,072 repetitions of one byte.
    let bomb = fetch_served(|_, stream| {
        let mut packed = b"\x28\xb5\x2f\xfd\x00\x58".to_vec();
        for _ in 0..5000 {
            packed.extend_from_slice(b"\x02\x00\x10x");
        }
        send_answer(stream, "200 OK\r\nContent-Encoding: zstd", &packed);
    });
    assert!(matches!(
        bomb,
        Err(FetchError::TooLong { bytes: 100_000, .. })
    ));
    let nonsense =
        fetch_served(|_, stream| send_answer(stream, "200 OK\r\nContent-Encoding: zstd", b"words"));
    assert!(
        matches!(nonsense, Err(FetchError::Protocol { .. })),
        "{nonsense:?}"
    );
}

#[test]
fn what_did_not_change_does_not_come_again() {
    let root = server::serve_requests(|head, stream| {
        let is_known = server::header_value(head, "if-none-match") == Some("\"a\"");
        match (server::request_path(head), is_known) {
            ("/feed", false) => server::send_answer(stream, "200 OK\r\nETag: \"a\"", b"words"),
            ("/away", _) => server::send_answer(stream, "302 Found\r\nLocation: /feed", b""),
            ("/moved", _) => {
                server::send_answer(stream, "308 Permanent Redirect\r\nLocation: /feed", b"");
            }
            _ => server::send_answer(stream, "304 Not Modified", b""),
        }
    });
    let client = Client::new(test_limits());
    let ask = |path: &str, etag: Option<&str>| {
        let link = Link::parse(&format!("{root}{path}")).expect("a link");
        let mut request = Request::feed(link);
        request.validators.0 = etag.map(str::to_owned);
        client.fetch(&request, &CancelFlag::default())
    };
    let page = |answer: Result<FetchResponse, FetchError>| match answer {
        Ok(FetchResponse::Page(page)) => page,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        page(ask("/feed", None)).validators.0.as_deref(),
        Some("\"a\"")
    );
    assert_eq!(
        ask("/feed", Some("\"a\"")),
        Ok(FetchResponse::Unchanged { moved: None })
    );
    // Validators from another address must not be stored for this one.
    let away = page(ask("/away", Some("\"a\"")));
    assert_eq!((away.moved, away.validators), (None, (None, None)));
    let moved = page(ask("/moved", None));
    assert!(moved.moved.is_some() && moved.validators.0.is_some());
    assert_eq!(ask("/odd", None), Err(FetchError::Status { status: 304 }));
}

#[test]
fn a_server_may_ask_for_a_pause_by_seconds_or_by_date() {
    let busy = |head: &'static str| {
        let answer = fetch_served(move |_, stream| send_answer(stream, head, b""));
        match answer {
            Err(FetchError::Busy { wait, .. }) => wait.as_secs(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(busy("429 Too Many Requests\r\nRetry-After: 120"), 120);
    assert_eq!(
        busy("503 Service Unavailable\r\nRetry-After: 99999999"),
        24 * 3600
    );
    let dated = "503 Service Unavailable\r\nDate: Wed, 13 Nov 2024 10:00:00 GMT\r\nRetry-After: Wed, 13 Nov 2024 10:05:00 GMT";
    assert_eq!(busy(dated), 300);
    let odd = fetch_served(|_, stream| send_answer(stream, "503 Out\r\nRetry-After: soon", b""));
    assert_eq!(odd, Err(FetchError::Status { status: 503 }));
}

#[test]
fn what_was_cancelled_is_not_taken_for_complete() {
    let cancel = CancelFlag::default();
    let flag = cancel.clone();
    // A truncated body without a length: the response itself does not show that it is incomplete.
    let root = server::serve_requests(move |_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\nhalf");
        flag.cancel();
    });
    let request = Request::page(Link::parse(&root).expect("a link"));
    let answer = Client::new(test_limits()).fetch(&request, &cancel);
    assert_eq!(answer, Err(FetchError::Cancelled));
}
