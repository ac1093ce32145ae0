//! A small local HTTP server whose answers are set by a test.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

/// Answers every connection with `answer`, each on its own thread, until the test ends. `answer` receives the head of
/// the request. Returns the address of the root, without a final slash.
pub(crate) fn serve_requests(
    answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let answer = std::sync::Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let answer = std::sync::Arc::clone(&answer);
            std::thread::spawn(move || {
                let head = read_head(&mut stream);
                answer(&head, &mut stream);
            });
        }
    });
    format!("http://{address}")
}

/// Returns the head of a request, up to its empty line.
fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// Returns the path of a request.
pub(crate) fn request_path(head: &str) -> &str {
    head.split(' ').nth(1).unwrap_or_default()
}

/// Returns the value of a request header.
pub(crate) fn header_value<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let lines = head.lines().filter_map(|line| line.split_once(':'));
    let mut values = lines.filter(|(known, _)| known.eq_ignore_ascii_case(name));
    values.next().map(|(_, value)| value.trim())
}

/// Sends a response: the status line with headers, and a body.
pub(crate) fn send_answer(stream: &mut TcpStream, head: &str, body: &[u8]) {
    let head = format!(
        "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(body));
}
