//! Reads mails in their transport format (RFC 5322 and MIME): decodes subject, author and body, and drops the other
//! headers.

mod body;
mod headers;
mod transfer;
mod words;

use std::fmt::Write;

use body::read_body;
use headers::MailHeaders;
use words::decode_words;

/// Headers that occur only in mails. One of them is enough to recognize a mail in transport format.
const MAIL_HEADERS: &[&str] = &[
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "delivered-to",
    "content-type",
    "content-transfer-encoding",
    "reply-to",
    "in-reply-to",
    "list-id",
    "list-unsubscribe",
    "dkim-signature",
    "x-mailer",
];

/// The headers that are kept, with their names in the simplified text.
const KEPT_HEADERS: &[(&str, &str)] = &[("from", "From"), ("subject", "Subject"), ("date", "Date")];

/// Returns the text of a mail in transport format: `From`, `Subject` and `Date` in readable form, an empty line, and
/// the body. `None` if the content is not such a mail.
pub(super) fn simplify_mail(content: &str) -> Option<String> {
    let start = content.trim_start_matches(['\u{feff}', '\n', '\r']);
    // In a mailbox, each mail begins with a line of its sender and date.
    let (is_mailbox, message) = match start.strip_prefix("From ") {
        Some(_) => (true, start.split_once('\n')?.1),
        None => (false, start),
    };
    let (headers, body) = MailHeaders::split(message)?;
    let has = |names: &[&str]| headers.names().any(|name| names.contains(&name));
    let is_mail = is_mailbox && has(&["from", "subject"])
        || has(MAIL_HEADERS) && has(&["from", "subject", "to"]);
    if !is_mail {
        return None;
    }
    let mut simple = String::with_capacity(body.len() + 256);
    for (name, title) in KEPT_HEADERS {
        let value = decode_words(headers.get(name));
        if !value.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(simple, "{title}: {value}");
        }
    }
    simple.push('\n');
    let text = read_body(&headers, body, 0)?;
    if is_mailbox {
        // A mailbox escapes lines that look like the start of a mail.
        for line in text.split_inclusive('\n') {
            let is_escaped = line.trim_start_matches('>').starts_with("From ");
            simple.push_str(
                line.strip_prefix('>')
                    .filter(|_| is_escaped)
                    .unwrap_or(line),
            );
        }
    } else {
        simple.push_str(&text);
    }
    Some(simple)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_decoded() {
        let mail = "From: =?utf-8?Q?Zo=C3=AB?= <z@example.org>\nSubject: =?UTF-8?B?VHJhbXM=?=\n =?utf-8?q?_stop?=\nX-Mailer: x\nContent-Transfer-Encoding: quoted-printable\n\nCaf=C3=A9 =\nowners\n";
        assert_eq!(
            simplify_mail(mail).as_deref(),
            Some("From: Zoë <z@example.org>\nSubject: Trams stop\n\nCafé owners\n")
        );
    }

    #[test]
    fn the_text_part_is_taken() {
        let part = |kind: &str, text: &str| format!("--b\nContent-Type: {kind}\n\n{text}\n\n");
        let head = "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=\"b\"\n\npreamble\n\n";
        let html = part("text/html", "<p>One</p><p>Two &amp; three</p>");
        let both = format!("{head}{html}{}--b--\n", part("text/plain", "Plain"));
        assert_eq!(simplify_mail(&both).as_deref(), Some("Subject: x\n\nPlain"));
        let only = format!("{head}{html}--b--\n");
        assert_eq!(
            simplify_mail(&only).as_deref(),
            Some("Subject: x\n\nOne\n\nTwo & three")
        );
    }

    #[test]
    fn a_text_with_a_colon_is_no_mail() {
        for text in [
            "From: Ana\nSubject: x\n\nText",
            "Note: this\nis text",
            "From here on it rained.\n\nMore.",
            "",
        ] {
            assert_eq!(simplify_mail(text), None, "{text}");
        }
    }
}
