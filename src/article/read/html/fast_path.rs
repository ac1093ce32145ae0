//! Reads simple HTML fragments in one pass, without a tree. Most entries of feeds are simple.
//!
//! A fragment is simple if it uses a few elements, properly nested, and no rule of [`super::boilerplate`] can apply. The
//! blocks are identical to those from the tree. Other fragments are rejected, and the caller builds a tree.

use std::borrow::Cow;

use super::blocks::HtmlBlockWriter;
use super::caption::PHOTO_CREDIT_PREFIXES;
use super::{boilerplate, site_phrases};
use crate::article::{ArticleBuilder, ArticleMetadata, Link};
use crate::invariant::ExpectOr;

/// The maximum length of a simple fragment, in bytes.
const MAX_FRAGMENT_BYTES: usize = 256 * 1024;
/// The maximum nesting depth.
const MAX_NESTING_DEPTH: usize = 12;
/// The number of bytes at the start of a line that are compared with the phrases of boilerplate. Longer than each
/// phrase.
const LINE_HEAD_BYTES: usize = 48;

/// What an element may contain, and where it may occur.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ElementClass {
    /// An inline element, with inline content.
    InLine,
    /// A block that contains only inline content.
    Line,
    /// A block that contains other blocks.
    Frame,
    Item,
    List,
}

/// The supported elements, most frequent first.
const FAST_PATH_ELEMENTS: &[(&str, ElementClass)] = &[
    ("p", ElementClass::Line),
    ("a", ElementClass::InLine),
    ("b", ElementClass::InLine),
    ("i", ElementClass::InLine),
    ("em", ElementClass::InLine),
    ("strong", ElementClass::InLine),
    ("li", ElementClass::Item),
    ("span", ElementClass::InLine),
    ("div", ElementClass::Frame),
    ("ul", ElementClass::List),
    ("ol", ElementClass::List),
    ("h2", ElementClass::Line),
    ("h3", ElementClass::Line),
    ("blockquote", ElementClass::Frame),
    ("u", ElementClass::InLine),
    ("s", ElementClass::InLine),
    ("del", ElementClass::InLine),
    ("code", ElementClass::InLine),
    ("small", ElementClass::InLine),
    ("cite", ElementClass::InLine),
    ("h1", ElementClass::Line),
    ("h4", ElementClass::Line),
    ("h5", ElementClass::Line),
    ("h6", ElementClass::Line),
];
/// Supported elements without content.
const VOID_ELEMENTS: &[&str] = &["br", "img", "hr"];
/// Attributes that can change how an element is read. A fragment with one of them is not simple.
const SIGNIFICANT_ATTRIBUTES: &[&str] = &[
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
enum HtmlToken<'c> {
    /// Text, with character references decoded.
    Words(Cow<'c, str>),
    /// A start tag, with the address for links.
    Open(&'static str, ElementClass, Option<Cow<'c, str>>),
    /// An end tag.
    Close(&'static str, ElementClass),
    LineEnd,
    Rule,
    /// A picture, with its alternative text.
    Picture(Cow<'c, str>),
}

/// Writes a fragment as blocks and returns true. If it is not simple, writes nothing and returns false.
pub(super) fn write_simple_fragment(
    builder: &mut ArticleBuilder,
    content: &str,
    about: &ArticleMetadata,
    base: Option<&Link>,
) -> bool {
    let Some(tokens) = tokenize_fragment(content) else {
        return false;
    };
    if !is_plain_content(&tokens, about) {
        return false;
    }
    builder.reserve(content.len());
    let mut writer = HtmlBlockWriter::new(builder, &about.title, base);
    write_tokens(&mut writer, &tokens);
    writer.close();
    true
}

/// Returns the tokens of a fragment; `None` if it is not simple.
fn tokenize_fragment(content: &str) -> Option<Vec<HtmlToken<'_>>> {
    let is_odd = content.contains('\0') || content.contains('\x0c');
    if is_odd || content.len() > MAX_FRAGMENT_BYTES || content.starts_with('\u{feff}') {
        return None;
    }
    // "Ctrl+Enter" hints are boilerplate at any position, so the check of line starts would miss them.
    if content.contains('+') && content.to_lowercase().contains("enter") {
        return None;
    }
    let mut tokens = Vec::with_capacity(64);
    let mut open: Vec<(&'static str, ElementClass)> = Vec::new();
    let mut rest = content;
    while !rest.is_empty() {
        let (words, after) = rest.split_at_checked(rest.find('<').unwrap_or(rest.len()))?;
        if !words.is_empty() {
            let is_loose = open
                .last()
                .is_some_and(|(_, class)| *class == ElementClass::List);
            if is_loose && !words.trim().is_empty() {
                return None;
            }
            tokens.push(HtmlToken::Words(decode_references(words, false)?));
        }
        rest = after;
        if let Some(tag) = rest.strip_prefix("</") {
            let (name, after) = tag.split_once('>')?;
            let (last, class) = open.pop()?;
            if !name.eq_ignore_ascii_case(last) {
                return None;
            }
            tokens.push(HtmlToken::Close(last, class));
            rest = after;
        } else if let Some(tag) = rest.strip_prefix('<') {
            rest = read_start_tag(tag, &mut tokens, &mut open)?;
        }
    }
    open.is_empty().then_some(tokens)
}

/// Reads a start tag, from after its `<`, and returns the text after the tag. `None` if it is not allowed here.
fn read_start_tag<'c>(
    tag: &'c str,
    tokens: &mut Vec<HtmlToken<'c>>,
    open: &mut Vec<(&'static str, ElementClass)>,
) -> Option<&'c str> {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (name, rest) = tag.split_at_checked(end)?;
    let TagAttributes {
        target,
        alt,
        is_closed,
        rest,
    } = read_attributes(rest)?;
    let parent = open.last().map(|(_, class)| *class);
    let is_in_line = matches!(parent, Some(ElementClass::InLine | ElementClass::Line));
    let is_in_list = parent == Some(ElementClass::List);
    let empty = find_void_element(name);
    if is_closed && empty.is_none() {
        return None;
    }
    if let Some(name) = empty {
        if is_in_list || (name == "hr" && is_in_line) {
            return None;
        }
        tokens.push(match name {
            "hr" => HtmlToken::Rule,
            "br" => HtmlToken::LineEnd,
            _ => HtmlToken::Picture(alt.unwrap_or_default()),
        });
        return Some(rest);
    }
    let mut known = FAST_PATH_ELEMENTS.iter();
    let (name, class) = known.find(|(known, _)| name.eq_ignore_ascii_case(known))?;
    let fits = match class {
        ElementClass::InLine => {
            let is_nested = *name == "a" && open.iter().any(|(name, _)| *name == "a");
            !(is_in_list || is_nested)
        }
        ElementClass::Item => is_in_list,
        ElementClass::Line | ElementClass::Frame | ElementClass::List => !is_in_line && !is_in_list,
    };
    if !fits || open.len() >= MAX_NESTING_DEPTH {
        return None;
    }
    open.push((name, *class));
    tokens.push(HtmlToken::Open(name, *class, target));
    Some(rest)
}

/// The attributes of a start tag that matter.
struct TagAttributes<'c> {
    target: Option<Cow<'c, str>>,
    alt: Option<Cow<'c, str>>,
    /// Whether the tag ends with `/>`.
    is_closed: bool,
    /// The text after the tag.
    rest: &'c str,
}

fn read_attributes(mut rest: &str) -> Option<TagAttributes<'_>> {
    let mut target = None;
    let mut alt = None;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\n', '\t', '\r']);
        let ends = [">", "/>"].map(|end| trimmed.strip_prefix(end));
        if let Some(rest) = ends.into_iter().flatten().next() {
            return Some(TagAttributes {
                target,
                alt,
                is_closed: trimmed.starts_with('/'),
                rest,
            });
        }
        if trimmed.len() == rest.len() {
            return None;
        }
        let (key, value, after) = read_attribute(trimmed)?;
        let is = |known: &str| key.eq_ignore_ascii_case(known);
        if is("href") || is("alt") {
            let slot = if is("href") { &mut target } else { &mut alt };
            if slot.replace(decode_references(value, true)?).is_some() {
                return None;
            }
        } else if may_affect_text(key, value) {
            return None;
        }
        rest = after;
    }
}

/// Returns whether an attribute can hide an element or change its meaning.
fn may_affect_text(key: &str, value: &str) -> bool {
    let is = |known: &str| key.eq_ignore_ascii_case(known);
    if is("class") || is("id") {
        boilerplate::may_be_boilerplate_class(value)
    } else if is("style") {
        let value = value.to_ascii_lowercase();
        value.contains("none") || value.contains("hidden")
    } else {
        SIGNIFICANT_ATTRIBUTES.iter().any(|known| is(known))
    }
}

fn find_void_element(name: &str) -> Option<&'static str> {
    let mut known = VOID_ELEMENTS.iter().copied();
    known.find(|known| name.eq_ignore_ascii_case(known))
}

/// Reads an attribute with a quoted value. Returns the key, the value and the text after it.
fn read_attribute(from: &str) -> Option<(&str, &str, &str)> {
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
fn decode_references(raw: &str, is_attribute: bool) -> Option<Cow<'_, str>> {
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
                out.push(resolve_reference(name)?);
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
fn resolve_reference(name: &str) -> Option<char> {
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

/// Returns whether no line of the fragment can be boilerplate.
fn is_plain_content(tokens: &[HtmlToken], about: &ArticleMetadata) -> bool {
    // Whether a line can still be part of the byline and date before the first paragraph.
    let mut is_front = true;
    let mut head = String::with_capacity(2 * LINE_HEAD_BYTES);
    for (at, token) in tokens.iter().enumerate() {
        let HtmlToken::Open(name, class, _) = token else {
            continue;
        };
        if *class == ElementClass::List {
            continue;
        }
        let inside = tokens
            .get(at + 1..)
            .expect_or_default("the index is that of a token");
        if may_be_boilerplate(inside, &mut head) {
            return false;
        }
        let is_line = *class != ElementClass::InLine && !["h1", "blockquote"].contains(name);
        if is_front && is_line && !has_blocks(inside) {
            let n_chars = count_chars_inside(inside);
            is_front = n_chars <= boilerplate::MAX_FRONT_LINE_CHARS;
            if is_front && n_chars > 0 && boilerplate::is_front_line(&text_inside(inside), about) {
                return false;
            }
        }
    }
    true
}

/// Returns the texts inside an element. `inside` begins after its start tag.
fn words_inside<'t>(inside: &'t [HtmlToken]) -> impl Iterator<Item = &'t str> {
    let mut depth = 1_usize;
    let tokens = inside.iter().take_while(move |token| {
        match token {
            HtmlToken::Open(..) => depth += 1,
            HtmlToken::Close(..) => depth -= 1,
            _ => {}
        }
        depth > 0
    });
    tokens.filter_map(|token| match token {
        HtmlToken::Words(words) => Some(&**words),
        _ => None,
    })
}

/// Returns whether an element contains blocks.
fn has_blocks(inside: &[HtmlToken]) -> bool {
    let mut depth = 1_usize;
    for token in inside {
        match token {
            // Headings and items are not counted, as in [`chrome::is_line`].
            HtmlToken::Open(_, ElementClass::Frame | ElementClass::List, _)
            | HtmlToken::Open("p", ..) => return true,
            HtmlToken::Open(..) => depth += 1,
            HtmlToken::Close(..) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return false;
        }
    }
    false
}

/// Returns the number of characters other than white space inside an element, capped just above
/// [`super::boilerplate::MAX_FRONT_LINE_CHARS`].
fn count_chars_inside(inside: &[HtmlToken]) -> usize {
    let chars = words_inside(inside).flat_map(str::chars);
    let chars = chars.filter(|c| !c.is_whitespace());
    chars.take(boilerplate::MAX_FRONT_LINE_CHARS + 1).count()
}

/// Returns the text inside an element, with white space collapsed.
fn text_inside(inside: &[HtmlToken]) -> String {
    let text: String = words_inside(inside).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether an element can be a boilerplate line or a picture credit, judged by its first words.
fn may_be_boilerplate(inside: &[HtmlToken], head: &mut String) -> bool {
    if !site_phrases::may_begin_boilerplate(words_inside(inside).flat_map(str::chars)) {
        return false;
    }
    head.clear();
    for c in words_inside(inside).flat_map(str::chars) {
        if c.is_whitespace() {
            if !head.is_empty() && !head.ends_with(' ') {
                head.push(' ');
            }
        } else {
            head.push(if c == '’' { '\'' } else { c });
        }
        if head.len() > LINE_HEAD_BYTES {
            break;
        }
    }
    if PHOTO_CREDIT_PREFIXES
        .iter()
        .any(|credit| head.starts_with(credit))
    {
        return true;
    }
    boilerplate::may_be_boilerplate_line(&head.to_lowercase())
}

/// Writes the tokens as blocks.
fn write_tokens(writer: &mut HtmlBlockWriter, tokens: &[HtmlToken]) {
    // For each open inline element, whether it was begun in the writer.
    let mut begun = Vec::new();
    let mut is_heading = false;
    let mut rest = tokens;
    while let Some((token, inside)) = rest.split_first() {
        rest = inside;
        match token {
            HtmlToken::Words(words) => writer.words(words),
            HtmlToken::LineEnd => writer.line_end(),
            HtmlToken::Rule => writer.rule(),
            HtmlToken::Picture(alt) => writer.picture(alt),
            HtmlToken::Open(name, ElementClass::InLine, target) => {
                let target = || target.as_deref().unwrap_or_default().to_owned();
                begun.push(writer.begin_inline(name, target));
            }
            HtmlToken::Close(_, ElementClass::InLine) => {
                if begun.pop().expect_or_default("elements are balanced") {
                    writer.end_inline();
                }
            }
            HtmlToken::Open(name, class, _) => {
                writer.close();
                match (*class, *name) {
                    (ElementClass::List, name) => writer.begin_list((name == "ol").then_some(1)),
                    (ElementClass::Item, _) => writer.begin_item(None),
                    (_, "blockquote") => writer.begin_quotation(),
                    (ElementClass::Line, name) if name != "p" => {
                        is_heading = writer.begin_heading(name, &text_inside(inside));
                        if !is_heading {
                            rest = skip_heading(inside);
                        }
                    }
                    _ => {}
                }
            }
            HtmlToken::Close(name, class) => match (*class, *name) {
                (ElementClass::List, _) => writer.end_list(),
                (ElementClass::Item, _) => writer.end_item(),
                (_, "blockquote") => writer.end_quotation(),
                (ElementClass::Line, name) if name != "p" => {
                    if is_heading {
                        writer.end_heading();
                    }
                }
                _ => writer.close(),
            },
        }
    }
}

/// Returns the tokens after a heading that is skipped, starting at its end tag. Headings contain no other block, so the
/// next end tag of a block is the heading's.
fn skip_heading<'t, 'c>(inside: &'t [HtmlToken<'c>]) -> &'t [HtmlToken<'c>] {
    let is_end = |token: &HtmlToken| matches!(token, HtmlToken::Close(_, ElementClass::Line));
    let end = inside.iter().position(is_end).unwrap_or(inside.len());
    let rest = inside.get(end..);
    rest.expect_or_default("the end is limited to the length")
}

#[cfg(test)]
mod tests;
