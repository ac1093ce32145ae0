//! Simple pieces of HTML, in one pass and without a tree: what most entries of feeds are.
//!
//! Reads elements that are closed as they were opened, where no rule of [`super::chrome`] may apply, into the very same
//! blocks as the tree gives. Of anything else it says that it is none of its business.

use std::borrow::Cow;

use super::blocks::{CREDITS, Writer};
use super::chrome;
use crate::article::{About, ArticleBuilder, Link};

/// The longest piece that is read here, in bytes.
const LONGEST: usize = 256 * 1024;
/// The deepest that elements may nest.
const DEEPEST: usize = 12;
/// How many bytes of a line show whether it is one of the site's own.
const HEAD: usize = 48;

/// What an element may hold, and be held by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// It stands in a line and holds what stands in a line.
    InLine,
    /// It holds only what stands in a line.
    Line,
    /// It holds lines, and others of its kind.
    Frame,
    Item,
    List,
}

/// The elements that are read here, the most frequent first.
const ELEMENTS: &[(&str, Class)] = &[
    ("p", Class::Line),
    ("a", Class::InLine),
    ("b", Class::InLine),
    ("i", Class::InLine),
    ("em", Class::InLine),
    ("strong", Class::InLine),
    ("li", Class::Item),
    ("span", Class::InLine),
    ("div", Class::Frame),
    ("ul", Class::List),
    ("ol", Class::List),
    ("h2", Class::Line),
    ("h3", Class::Line),
    ("blockquote", Class::Frame),
    ("u", Class::InLine),
    ("s", Class::InLine),
    ("del", Class::InLine),
    ("code", Class::InLine),
    ("small", Class::InLine),
    ("sub", Class::InLine),
    ("sup", Class::InLine),
    ("cite", Class::InLine),
    ("h1", Class::Line),
    ("h4", Class::Line),
    ("h5", Class::Line),
    ("h6", Class::Line),
];
/// Elements without content.
const EMPTY: &[&str] = &["br", "img", "hr"];
/// Attributes that change what is read of an element, or may.
const TELLING: &[&str] = &[
    "hidden",
    "aria-hidden",
    "role",
    "start",
    "value",
    "data-testid",
    "data-component",
    "data-module",
];

enum Token<'c> {
    Words(Cow<'c, str>),
    Open(&'static str, Class, Option<Cow<'c, str>>),
    Close(&'static str, Class),
    LineEnd,
    Rule,
    /// A picture, with its words.
    Picture(Cow<'c, str>),
}

/// Writes a piece of HTML as blocks and returns true; or returns false, with nothing written, where it is not simple.
pub(super) fn write(
    builder: &mut ArticleBuilder,
    content: &str,
    about: &About,
    base: Option<&Link>,
) -> bool {
    let Some(tokens) = tokens(content) else {
        return false;
    };
    if !is_all_text(&tokens, about) {
        return false;
    }
    builder.reserve(content.len());
    let mut writer = Writer::new(builder, &about.title, base);
    put(&mut writer, &tokens);
    writer.close();
    true
}

/// Returns the tokens of a piece whose elements are closed as they were opened.
fn tokens(content: &str) -> Option<Vec<Token<'_>>> {
    let is_odd = content.contains('\0') || content.contains('\x0c');
    if is_odd || content.len() > LONGEST || content.starts_with('\u{feff}') {
        return None;
    }
    // A hint for the keyboard is boilerplate wherever it stands.
    if content.contains('+') && content.to_lowercase().contains("enter") {
        return None;
    }
    let mut tokens = Vec::with_capacity(64);
    let mut open: Vec<(&'static str, Class)> = Vec::new();
    let mut rest = content;
    while !rest.is_empty() {
        let (words, after) = rest.split_at_checked(rest.find('<').unwrap_or(rest.len()))?;
        if !words.is_empty() {
            let is_loose = open.last().is_some_and(|(_, class)| *class == Class::List);
            if is_loose && !words.trim().is_empty() {
                return None;
            }
            tokens.push(Token::Words(decoded(words, false)?));
        }
        rest = after;
        if let Some(tag) = rest.strip_prefix("</") {
            let (name, after) = tag.split_once('>')?;
            let (last, class) = open.pop()?;
            if !name.eq_ignore_ascii_case(last) {
                return None;
            }
            tokens.push(Token::Close(last, class));
            rest = after;
        } else if let Some(tag) = rest.strip_prefix('<') {
            rest = start(tag, &mut tokens, &mut open)?;
        }
    }
    open.is_empty().then_some(tokens)
}

/// Reads a start tag after its `<`. Returns what comes after it.
fn start<'c>(
    tag: &'c str,
    tokens: &mut Vec<Token<'c>>,
    open: &mut Vec<(&'static str, Class)>,
) -> Option<&'c str> {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (name, rest) = tag.split_at_checked(end)?;
    let Attributes {
        target,
        alt,
        is_closed,
        rest,
    } = attributes(rest)?;
    let parent = open.last().map(|(_, class)| *class);
    let is_in_line = matches!(parent, Some(Class::InLine | Class::Line));
    let is_in_list = parent == Some(Class::List);
    let empty = empty_named(name);
    if is_closed && empty.is_none() {
        return None;
    }
    if let Some(name) = empty {
        if is_in_list || (name == "hr" && is_in_line) {
            return None;
        }
        tokens.push(match name {
            "hr" => Token::Rule,
            "br" => Token::LineEnd,
            _ => Token::Picture(alt.unwrap_or_default()),
        });
        return Some(rest);
    }
    let mut known = ELEMENTS.iter();
    let (name, class) = known.find(|(known, _)| name.eq_ignore_ascii_case(known))?;
    let fits = match class {
        Class::InLine => {
            let is_nested = *name == "a" && open.iter().any(|(name, _)| *name == "a");
            !(is_in_list || is_nested)
        }
        Class::Item => is_in_list,
        Class::Line | Class::Frame | Class::List => !is_in_line && !is_in_list,
    };
    if !fits || open.len() >= DEEPEST {
        return None;
    }
    open.push((name, *class));
    tokens.push(Token::Open(name, *class, target));
    Some(rest)
}

/// What is read of a start tag's attributes.
struct Attributes<'c> {
    target: Option<Cow<'c, str>>,
    alt: Option<Cow<'c, str>>,
    /// Whether the tag ends in a slash.
    is_closed: bool,
    /// What comes after the tag.
    rest: &'c str,
}

fn attributes(mut rest: &str) -> Option<Attributes<'_>> {
    let mut target = None;
    let mut alt = None;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\n', '\t', '\r']);
        let ends = [">", "/>"].map(|end| trimmed.strip_prefix(end));
        if let Some(rest) = ends.into_iter().flatten().next() {
            return Some(Attributes {
                target,
                alt,
                is_closed: trimmed.starts_with('/'),
                rest,
            });
        }
        if trimmed.len() == rest.len() {
            return None;
        }
        let (key, value, after) = attribute(trimmed)?;
        let is = |known: &str| key.eq_ignore_ascii_case(known);
        if is("href") || is("alt") {
            let slot = if is("href") { &mut target } else { &mut alt };
            if slot.replace(decoded(value, true)?).is_some() {
                return None;
            }
        } else if may_tell(key, value) {
            return None;
        }
        rest = after;
    }
}

/// Returns whether an attribute may take an element out of the text, or make it something else.
fn may_tell(key: &str, value: &str) -> bool {
    let is = |known: &str| key.eq_ignore_ascii_case(known);
    if is("class") || is("id") {
        chrome::may_label(value)
    } else if is("style") {
        let value = value.to_ascii_lowercase();
        value.contains("none") || value.contains("hidden")
    } else {
        TELLING.iter().any(|known| is(known))
    }
}

fn empty_named(name: &str) -> Option<&'static str> {
    let mut known = EMPTY.iter().copied();
    known.find(|known| name.eq_ignore_ascii_case(known))
}

/// Reads an attribute with a value in quotation marks. Returns its key, its value and what comes after it.
fn attribute(from: &str) -> Option<(&str, &str, &str)> {
    let (key, rest) = from.split_once('=')?;
    let is_key = |byte: u8| byte.is_ascii_alphanumeric() || b"-_:".contains(&byte);
    if key.is_empty() || !key.bytes().all(is_key) {
        return None;
    }
    let mark = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, after) = rest.strip_prefix(mark)?.split_once(mark)?;
    Some((key, value, after))
}

/// Returns the words with their character references resolved; nothing where one is not plain.
fn decoded(raw: &str, is_attribute: bool) -> Option<Cow<'_, str>> {
    if !raw.contains('&') {
        return Some(Cow::Borrowed(raw));
    }
    let mut out = String::with_capacity(raw.len());
    let mut parts = raw.split('&');
    out.push_str(parts.next()?);
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
        let (name, rest) = part.split_at_checked(end.unwrap_or(part.len()))?;
        match rest.strip_prefix(';') {
            Some(after) if !name.is_empty() => {
                out.push(character(name)?);
                out.push_str(after);
            }
            // An ampersand by itself, or between the fields of an address.
            _ if name.is_empty() || (is_attribute && rest.starts_with('=')) => {
                out.push('&');
                out.push_str(part);
            }
            _ => return None,
        }
    }
    Some(Cow::Owned(out))
}

/// Returns the character that a reference means, if it is one of the usual ones.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        // Controls are what pages of old charsets mean by other numbers.
        return char::from_u32(code).filter(|c| (' '..='~').contains(c) || *c >= '\u{a0}');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "hellip" => '…',
        "eacute" => 'é',
        "euro" => '€',
        "pound" => '£',
        _ => return None,
    })
}

/// Returns whether nothing in the piece may be anything but its text.
fn is_all_text(tokens: &[Token], about: &About) -> bool {
    // Whether lines may still be the byline and date before the first paragraph.
    let mut is_front = true;
    let mut head = String::with_capacity(2 * HEAD);
    for (at, token) in tokens.iter().enumerate() {
        let Token::Open(name, class, _) = token else {
            continue;
        };
        if *class == Class::List {
            continue;
        }
        let inside = tokens.get(at + 1..).unwrap_or_default();
        if may_lead_away(inside, &mut head) {
            return false;
        }
        let is_line = *class != Class::InLine && !["h1", "blockquote"].contains(name);
        if is_front && is_line && !holds_blocks(inside) {
            let n_chars = n_chars(inside);
            is_front = n_chars <= chrome::LONGEST_FRONT;
            if is_front && n_chars > 0 && chrome::is_front(&text(inside), about) {
                return false;
            }
        }
    }
    true
}

/// Returns the words inside an element, which ends where as many are closed as were opened.
fn words<'t>(inside: &'t [Token]) -> impl Iterator<Item = &'t str> {
    let mut depth = 1_usize;
    let tokens = inside.iter().take_while(move |token| {
        match token {
            Token::Open(..) => depth += 1,
            Token::Close(..) => depth -= 1,
            _ => {}
        }
        depth > 0
    });
    tokens.filter_map(|token| match token {
        Token::Words(words) => Some(&**words),
        _ => None,
    })
}

/// Returns whether other blocks are inside an element.
fn holds_blocks(inside: &[Token]) -> bool {
    let mut depth = 1_usize;
    for token in inside {
        match token {
            // Headings and items do not count as such.
            Token::Open(_, Class::Frame | Class::List, _) | Token::Open("p", ..) => return true,
            Token::Open(..) => depth += 1,
            Token::Close(..) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return false;
        }
    }
    false
}

/// Returns how many characters are inside an element, white space apart, up to more than a line of the front has.
fn n_chars(inside: &[Token]) -> usize {
    let chars = words(inside).flat_map(str::chars);
    let chars = chars.filter(|c| !c.is_whitespace());
    chars.take(chrome::LONGEST_FRONT + 1).count()
}

/// Returns the text inside an element with white space as single spaces.
fn text(inside: &[Token]) -> String {
    let text: String = words(inside).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether what begins with these words may be a line of the site's own, or the caption of a picture.
fn may_lead_away(inside: &[Token], head: &mut String) -> bool {
    if !chrome::may_begin(words(inside).flat_map(str::chars)) {
        return false;
    }
    head.clear();
    for c in words(inside).flat_map(str::chars) {
        if c.is_whitespace() {
            if !head.is_empty() && !head.ends_with(' ') {
                head.push(' ');
            }
        } else {
            head.push(if c == '’' { '\'' } else { c });
        }
        if head.len() > HEAD {
            break;
        }
    }
    if CREDITS.iter().any(|credit| head.starts_with(credit)) {
        return true;
    }
    head.make_ascii_lowercase();
    chrome::may_lead_away(head)
}

/// Writes the tokens.
fn put(writer: &mut Writer, tokens: &[Token]) {
    // For each open element of a line whether there is an end to its inline.
    let mut begun = Vec::new();
    let mut is_heading = false;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            Token::Words(words) => writer.words(words),
            Token::LineEnd => writer.line_end(),
            Token::Rule => writer.rule(),
            Token::Picture(alt) => writer.picture(alt),
            Token::Open(name, Class::InLine, target) => {
                let target = || target.as_deref().unwrap_or_default().to_owned();
                begun.push(writer.begin_inline(name, target));
            }
            Token::Close(_, Class::InLine) => {
                if begun.pop().unwrap_or_default() {
                    writer.end_inline();
                }
            }
            Token::Open(name, class, _) => {
                let inside = tokens.get(at..).unwrap_or_default();
                writer.close();
                match (*class, *name) {
                    (Class::List, name) => writer.begin_list((name == "ol").then_some(1)),
                    (Class::Item, _) => writer.begin_item(None),
                    (_, "blockquote") => writer.begin_quotation(),
                    (Class::Line, name) if name != "p" => {
                        is_heading = writer.begin_heading(name, &text(inside));
                        if !is_heading {
                            at += n_inside(inside);
                        }
                    }
                    _ => {}
                }
            }
            Token::Close(name, class) => match (*class, *name) {
                (Class::List, _) => writer.end_list(),
                (Class::Item, _) => writer.end_item(),
                (_, "blockquote") => writer.end_quotation(),
                (Class::Line, name) if name != "p" => {
                    if is_heading {
                        writer.end_heading();
                    }
                }
                _ => writer.close(),
            },
        }
    }
}

/// Returns how many tokens are inside a heading: in one are only elements that stand in a line.
fn n_inside(inside: &[Token]) -> usize {
    let end = inside
        .iter()
        .position(|token| matches!(token, Token::Close(_, Class::Line)));
    end.unwrap_or(inside.len())
}

#[cfg(test)]
mod tests;
