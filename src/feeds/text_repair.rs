//! Repairs of text in feeds: text decoded with the wrong charset or twice, HTML declared as plain text, and scripts
//! inside HTML.

use std::borrow::Cow;

use crate::article::Link;
use crate::article::read::html_to_line;
use crate::invariant::ExpectOr;
use encoding_rs::WINDOWS_1252;

/// Names of elements that show that a text is meant as HTML: those common in feeds. Rare names are left out, since
/// they may be words in angle brackets.
const HTML_ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "br",
    "cite",
    "code",
    "del",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tt",
    "u",
    "ul",
];

/// Returns the HTML without `script` and `style` elements and their content. An unclosed element extends to the end of
/// the text.
pub fn strip_programs(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((start, name)) = find_program(rest) {
        kept.push_str(
            rest.get(..start)
                .expect_or_default("the tag lies in the text"),
        );
        let inside = rest
            .get(start + 1 + name.len()..)
            .expect_or_default("the tag lies in the text");
        rest = find_ignoring_case(inside, &format!("</{name}"))
            .and_then(|end| inside.get(end..))
            .and_then(|tail| tail.find('>').and_then(|end| tail.get(end + 1..)))
            .unwrap_or_default();
    }
    if kept.is_empty() && rest.len() == html.len() {
        return Cow::Borrowed(html);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Returns the HTML without the user names and passwords of the addresses in it.
pub fn hide_link_users(html: &str) -> Cow<'_, str> {
    if !html.contains(['@', '&']) {
        return Cow::Borrowed(html);
    }
    let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>');
    let mut hidden = String::with_capacity(html.len());
    for piece in html.split_inclusive(is_end) {
        let word = piece.trim_end_matches(is_end);
        hidden.push_str(&hide_word_user(word));
        hidden.push_str(piece.get(word.len()..).unwrap_or_default());
    }
    Cow::Owned(hidden)
}

/// Returns a word of HTML without the user name and password of the address in it, which may follow `href=`.
fn hide_word_user(word: &str) -> Cow<'_, str> {
    let decoded = html_escape::decode_html_entities(word);
    let before = decoded.find("//").and_then(|at| decoded.get(..at));
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.:".contains(c);
    let prefix = before.map(|before| before.trim_end_matches(is_scheme));
    let address = prefix.and_then(|prefix| decoded.get(prefix.len()..));
    let stripped = address.map(Link::without_user);
    match (prefix, stripped) {
        (Some(prefix), Some(Cow::Owned(address))) => {
            let word = format!("{prefix}{address}");
            let word = html_escape::encode_double_quoted_attribute(&word);
            Cow::Owned(word.replace('\'', "&#39;"))
        }
        _ => Cow::Borrowed(word),
    }
}

/// Returns the byte offset and name of the first `script` or `style` element.
fn find_program(html: &str) -> Option<(usize, &'static str)> {
    let starts = html.match_indices('<').map(|(at, _)| at);
    starts.into_iter().find_map(|at| {
        let tail = html
            .get(at + 1..)
            .expect_or_default("a bracket is one byte");
        let is_it = |name: &&&str| {
            let head = tail.get(..name.len()).unwrap_or_default();
            let next = tail.as_bytes().get(name.len());
            let ends = next.is_none_or(|byte| !byte.is_ascii_alphanumeric());
            head.eq_ignore_ascii_case(name) && ends
        };
        let name = ["script", "style"].iter().find(is_it)?;
        Some((at, *name))
    })
}

/// Returns the byte offset of `part`, which starts with `<`, ignoring the case of ASCII letters.
fn find_ignoring_case(text: &str, part: &str) -> Option<usize> {
    let mut places = text.match_indices('<').map(|(at, _)| at);
    places.find(|at| {
        let head = text.get(*at..*at + part.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(part))
    })
}

/// Returns the text with two errors of decoding repaired: UTF-8 that was decoded as Latin-1 or windows-1252, and
/// windows-1252 that was decoded as Latin-1.
pub(super) fn repair_encoding(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let text = decode_twice_encoded(text).map_or(Cow::Borrowed(text), Cow::Owned);
    if !text.contains(|c| ('\u{80}'..='\u{9f}').contains(&c)) {
        return text.into_owned();
    }
    text.chars().map(decode_windows_1252).collect()
}

/// Returns the windows-1252 character for a code point from U+0080 to U+009F, and any other character unchanged.
/// Browsers show these for the code points (WHATWG Encoding Standard).
pub(super) fn decode_windows_1252(c: char) -> char {
    if !('\u{80}'..='\u{9f}').contains(&c) {
        return c;
    }
    let byte = [u8::try_from(c).unwrap_or_default()];
    let (decoded, _) = WINDOWS_1252.decode_without_bom_handling(&byte);
    decoded.chars().next().unwrap_or(c)
}

/// Returns the original text if its UTF-8 bytes were decoded as Latin-1 or windows-1252. `None` if the characters do
/// not map back to valid UTF-8; ordinary text almost never does.
fn decode_twice_encoded(text: &str) -> Option<String> {
    // Latin-1 differs in these code points only.
    let text: String = text.chars().map(decode_windows_1252).collect();
    let (bytes, _, has_unmappable) = WINDOWS_1252.encode(&text);
    if has_unmappable {
        return None;
    }
    String::from_utf8(bytes.into_owned()).ok()
}

/// Maximum length of a title, name or tag in a feed, in characters: the title of a short message is its whole text.
const MAX_LINE_CHARS: usize = 1000;

/// Returns the text of a piece of HTML on one clean line.
pub(super) fn clean_html_line(html: &str) -> String {
    html_to_line(html, MAX_LINE_CHARS)
}

/// Returns the text of a piece of HTML on one clean line of at most `n_chars` characters.
pub(super) fn clean_html_text(html: &str, n_chars: usize) -> String {
    html_to_line(html, n_chars)
}

/// Returns plain text as HTML: `&`, `<` and `>` are escaped.
pub(super) fn escape_text(words: &str) -> String {
    html_escape::encode_text(words).into_owned()
}

/// Returns plain text as HTML: an empty line starts a paragraph, a line break becomes `<br>` unless the lines of the
/// paragraph were only wrapped.
pub(super) fn text_to_html(words: &str) -> String {
    let lines = escape_text(words).replace("\r\n", "\n").replace('\r', "\n");
    let mut paragraphs: Vec<Vec<&str>> = vec![Vec::new()];
    for line in lines.split('\n').map(str::trim) {
        match paragraphs.last_mut() {
            Some(paragraph) if !line.is_empty() => paragraph.push(line),
            Some(paragraph) if paragraph.is_empty() => {}
            _ => paragraphs.push(Vec::new()),
        }
    }
    let paragraphs = paragraphs.iter().filter(|paragraph| !paragraph.is_empty());
    let paragraphs = paragraphs.map(|paragraph| {
        let separator = if is_wrapped(paragraph) { "\n" } else { "<br>" };
        paragraph.join(separator)
    });
    paragraphs.collect::<Vec<_>>().join("<p>")
}

/// Returns true if the lines of a paragraph end where a width was reached, and not where a writer ended them.
///
/// Each line but the last is then so long that the first word of the next one would have exceeded the width.
fn is_wrapped(lines: &[&str]) -> bool {
    let n_chars = |line: &&str| line.chars().count();
    let Some((_, filled)) = lines.split_last().filter(|(_, filled)| !filled.is_empty()) else {
        return false;
    };
    let width = filled.iter().map(n_chars).max().unwrap_or_default();
    // Narrower columns are verse, addresses or lists.
    let is_column = (MIN_WRAPPED_CHARS..=MAX_WRAPPED_CHARS).contains(&width);
    let is_full = |pair: &[&str]| {
        let [line, next] = pair else { return true };
        let word = next.split_whitespace().next().unwrap_or_default();
        n_chars(line) + 1 + word.chars().count() > width
    };
    is_column && lines.windows(2).all(is_full)
}

/// The widths of the lines of wrapped text, in characters.
const MIN_WRAPPED_CHARS: usize = 50;
/// See [`MIN_WRAPPED_CHARS`]: terminals and mail programs wrap at up to 132 columns.
const MAX_WRAPPED_CHARS: usize = 132;

/// Names of elements that show that a body is meant as HTML, besides [`HTML_ELEMENTS`]. Titles may name them in angle
/// brackets.
const BODY_ELEMENTS: &[&str] = &[
    "article",
    "aside",
    "audio",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dl",
    "dt",
    "embed",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "iframe",
    "input",
    "kbd",
    "main",
    "mark",
    "nav",
    "noscript",
    "object",
    "picture",
    "samp",
    "script",
    "section",
    "source",
    "style",
    "summary",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "var",
    "video",
    "wbr",
];

/// Returns true if a body that may be plain is meant as HTML, by more signs than those of a title.
pub(super) fn looks_like_html_body(text: &str) -> bool {
    looks_like_html(text)
        || has_element(text, BODY_ELEMENTS)
        || text.split("<!--").skip(1).any(|rest| rest.contains("-->"))
}

/// Returns true if a text that may be plain is meant as HTML: it contains the tag of a known element or a character
/// reference.
pub(super) fn looks_like_html(text: &str) -> bool {
    has_element(text, HTML_ELEMENTS) || text.split('&').skip(1).any(is_character_reference)
}

/// Returns true if the text has the tag of an element of these names.
fn has_element(text: &str, names: &[&str]) -> bool {
    let is_closing = |rest: &str| {
        let name = rest.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric());
        let (name, after) = name
            .split_at_checked(end.unwrap_or(name.len()))
            .expect_or_default("the end is a character border");
        let is_known = names.iter().any(|known| known.eq_ignore_ascii_case(name));
        let is_whole =
            rest.starts_with('/') || is_void_element(name) || after.starts_with([' ', '>']);
        is_known && is_whole && after.contains('>')
    };
    text.split('<').skip(1).any(is_closing)
}

/// Returns true if an element is void in HTML: it has no content and no end tag.
pub(super) fn is_void_element(name: &str) -> bool {
    [
        "br", "hr", "img", "wbr", "source", "input", "area", "col", "embed", "link", "meta",
        "track",
    ]
    .contains(&name)
}

/// Returns true if the text after an ampersand makes it a character reference of HTML.
fn is_character_reference(rest: &str) -> bool {
    let Some((name, _)) = rest.split_once(';') else {
        return false;
    };
    // Longer names are rare. The limit avoids a copy of all text up to a distant semicolon.
    if name.is_empty() || name.len() > 10 {
        return false;
    }
    let entity = format!("&{name};");
    html_escape::decode_html_entities(&entity) != entity
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_and_styles_are_cut_out_and_words_like_them_stay() {
        let cut = |html| strip_programs(html).into_owned();
        assert_eq!(cut("a <SCRIPT src=x>b</b></Script >c"), "a c");
        assert_eq!(cut("a<style>b</style><p>c<script>d"), "a<p>c");
        for same in ["", "<scripture>a</scripture> < script", "a <b>style</b> é"] {
            assert_eq!(cut(same), same);
        }
    }

    #[test]
    fn links_in_html_lose_name_and_password_and_nothing_else_changes() {
        let cut = |html| hide_link_users(html).into_owned();
        assert_eq!(
            cut("<a href='http://me:secret@h/x'>a</a> <img src=//me:secret@h/b>"),
            "<a href='http://h/x'>a</a> <img src=//h/b>"
        );
        assert_eq!(
            cut("<a href=\"https:&#47;/me:secret&#64;h/?a=1&amp;b\">"),
            "<a href=\"https://h/?a=1&amp;b\">"
        );
        for same in [
            "",
            "a &amp; b@c.example &lt;x&gt; // d@e",
            "<a href='http://h/@me?x=1&amp;y=a@b'>\n  <img src=\"//h/a@2x.png\"> 'x'",
            "<img src=/a//b@2x.png>",
        ] {
            assert_eq!(cut(same), same);
        }
    }

    #[test]
    fn wrong_charsets_are_put_right() {
        assert_eq!(repair_encoding("caf\u{c3}\u{a9} \u{c2}\u{a3}5"), "café £5");
        assert_eq!(repair_encoding("So it wentâ€¦"), "So it went…");
        assert_eq!(repair_encoding("“So” – she…"), "“So” – she…");
        assert_eq!(repair_encoding("\u{93}So\u{94} \u{96} she"), "“So” – she");
        assert_eq!(repair_encoding("café, naïve £5"), "café, naïve £5");
        assert_eq!(repair_encoding("Ãnd in Größe"), "Ãnd in Größe");
    }

    #[test]
    fn markup_is_told_from_words() {
        for html in [
            "a <b>c</b>",
            "one<br>two",
            "Tom &amp; Ana",
            "<p>x</p>",
            "&#8217;",
        ] {
            assert!(looks_like_html(html), "{html}");
        }
        for plain in [
            "1 < 2 > 0",
            "AT&T; x",
            "use <T> here",
            "a & b",
            "List</T>",
            "",
        ] {
            assert!(!looks_like_html(plain), "{plain}");
        }
    }
}
