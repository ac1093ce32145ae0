//! Reads simple HTML fragments in one pass, without a tree. Most entries of feeds are simple.
//!
//! A fragment is simple if it uses a few elements, properly nested, and no rule of [`super::chrome`] can apply. The
//! blocks are identical to those from the tree. Other fragments are rejected, and the caller builds a tree.

use std::borrow::Cow;

use super::blocks::{CREDITS, Writer};
use super::chrome;
use crate::article::{About, ArticleBuilder, Link};

/// The maximum length of a simple fragment, in bytes.
const LONGEST: usize = 256 * 1024;
/// The maximum nesting depth.
const DEEPEST: usize = 12;
/// The number of bytes at the start of a line that are compared with the phrases of boilerplate. Longer than each
/// phrase.
const HEAD: usize = 48;

/// Content model classes of elements.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// An inline element, with inline content.
    InLine,
    /// A block with inline content only.
    Line,
    /// A block that contains blocks.
    Frame,
    Item,
    List,
}

/// The supported elements, most frequent first.
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
/// Supported elements without content.
const EMPTY: &[&str] = &["br", "img", "hr"];
/// Attributes that can change how an element is read. A fragment with one of them is not simple.
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

/// A part of a fragment, in source order.
enum Token<'c> {
    /// Text, with character references decoded.
    Words(Cow<'c, str>),
    /// A start tag; for links with the target.
    Open(&'static str, Class, Option<Cow<'c, str>>),
    /// An end tag.
    Close(&'static str, Class),
    LineEnd,
    Rule,
    /// A picture, with its alternative text.
    Picture(Cow<'c, str>),
}

/// Writes a fragment as blocks and returns true. If it is not simple, writes nothing and returns false.
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

/// Returns the tokens of a fragment; `None` if it is not simple.
fn tokens(content: &str) -> Option<Vec<Token<'_>>> {
    let is_odd = content.contains('\0') || content.contains('\x0c');
    if is_odd || content.len() > LONGEST || content.starts_with('\u{feff}') {
        return None;
    }
    // "Ctrl+Enter" hints are boilerplate at any position, so the check of line starts would miss them.
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

/// Reads a start tag, from after its `<`, and returns the text after the tag. `None` if it is not allowed here.
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

/// The attributes of a start tag that matter.
struct Attributes<'c> {
    target: Option<Cow<'c, str>>,
    alt: Option<Cow<'c, str>>,
    /// Whether the tag ends with `/>`.
    is_closed: bool,
    /// The text after the tag.
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

/// Returns whether an attribute can hide an element or change its meaning.
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

/// Reads an attribute with a quoted value. Returns the key, the value and the text after it.
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

/// Decodes character references; `None` if there is an unusual one.
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
            // A literal ampersand, or one between the parameters of a URL.
            _ if name.is_empty() || (is_attribute && rest.starts_with('=')) => {
                out.push('&');
                out.push_str(part);
            }
            _ => return None,
        }
    }
    Some(Cow::Owned(out))
}

/// Returns the character of a common reference.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        // References to control characters mean Windows-1252 characters in HTML. The tree handles them.
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

/// Returns whether no line can be boilerplate.
fn is_all_text(tokens: &[Token], about: &About) -> bool {
    // Whether a line can still be part of the byline and date before the first paragraph.
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

/// Returns the texts inside an element. `inside` begins after its start tag.
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

/// Returns whether an element contains blocks.
fn holds_blocks(inside: &[Token]) -> bool {
    let mut depth = 1_usize;
    for token in inside {
        match token {
            // Headings and items are not counted, as in [`chrome::is_line`].
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

/// Returns the number of characters other than white space inside an element, capped just above
/// [`chrome::LONGEST_FRONT`].
fn n_chars(inside: &[Token]) -> usize {
    let chars = words(inside).flat_map(str::chars);
    let chars = chars.filter(|c| !c.is_whitespace());
    chars.take(chrome::LONGEST_FRONT + 1).count()
}

/// Returns the text inside an element, with white space collapsed.
fn text(inside: &[Token]) -> String {
    let text: String = words(inside).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether an element can be a boilerplate line or a picture credit, judged by its first words.
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

/// Writes the tokens as blocks.
fn put(writer: &mut Writer, tokens: &[Token]) {
    // For each open inline element, whether it was begun in the writer.
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

/// Returns the number of tokens inside a heading. Headings contain no other block, so the next end of a block is its
/// own.
fn n_inside(inside: &[Token]) -> usize {
    let end = inside
        .iter()
        .position(|token| matches!(token, Token::Close(_, Class::Line)));
    end.unwrap_or(inside.len())
}

#[cfg(test)]
mod tests;
