//! Text as HTML: escaped, and without characters that could control a terminal that prints the page.

use std::io;
use std::io::Write;

/// Writes text escaped for both elements and attribute values. Unsafe characters are dropped.
pub(super) fn escape_html(words: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut rest = words;
    while let Some(at) = rest.find(is_special) {
        let (plain, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.write_all(plain.as_bytes())?;
        let mut after = after.chars();
        let written: &[u8] = match after.next() {
            Some('&') => b"&amp;",
            Some('<') => b"&lt;",
            Some('>') => b"&gt;",
            Some('"') => b"&quot;",
            Some('\'') => b"&#39;",
            _ => b"",
        };
        out.write_all(written)?;
        rest = after.as_str();
    }
    out.write_all(rest.as_bytes())
}

/// Returns true if a character is escaped or dropped in HTML.
fn is_special(c: char) -> bool {
    match c {
        '&' | '<' | '>' | '"' | '\'' => true,
        '\n' | '\t' => false,
        c => crate::text::is_unsafe(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_become_markup() {
        let mut html = Vec::new();
        escape_html("<script>\"a\" & 'b'\u{1b}[2J\u{202e}", &mut html).expect("memory");
        let html = String::from_utf8(html).expect("text");
        assert_eq!(html, "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;[2J");
    }
}
