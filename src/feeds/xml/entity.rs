//! Character and entity references: those of HTML, numeric ones, and those that a feed declares.

use std::collections::HashMap;

use super::super::text_repair::decode_windows_1252;

/// Maximum number of entities that a feed may declare.
const MAX_ENTITIES: usize = 200;
/// Maximum length of an entity's name and of its value, in bytes.
///
/// References inside a value are not expanded, so that nested entities cannot grow to gigabytes ("billion laughs").
const MAX_ENTITY_BYTES: usize = 500;

/// The entities that a feed declares: value by name.
#[derive(Default)]
pub(super) struct XmlEntities(HashMap<String, String>);

impl XmlEntities {
    /// Stores the entity declarations in a document type. External entities have no quoted value after the name and
    /// are ignored.
    pub(super) fn declare(&mut self, doctype: &str) {
        for declaration in doctype.split("<!ENTITY").skip(1).take(MAX_ENTITIES) {
            let declaration = declaration.trim_start();
            let Some((name, rest)) = declaration.split_once(char::is_whitespace) else {
                continue;
            };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                continue;
            };
            let value = rest.split(quote).nth(1).unwrap_or_default();
            if value.len() <= MAX_ENTITY_BYTES && name.len() <= MAX_ENTITY_BYTES {
                let value = html_escape::decode_html_entities(value).into_owned();
                self.0.entry(name.to_owned()).or_insert(value);
            }
        }
    }

    /// Appends the meaning of the reference `&name;`. An unknown reference is appended as written.
    pub(super) fn resolve(&self, name: &str, into: &mut String) {
        match name {
            "lt" => into.push('<'),
            "gt" => into.push('>'),
            "amp" => into.push('&'),
            "quot" => into.push('"'),
            "apos" => into.push('\''),
            _ => {
                if let Some(number) = name.strip_prefix('#') {
                    into.push(numbered_character(number));
                } else if let Some(value) = self.0.get(name) {
                    into.push_str(value);
                } else {
                    let written = format!("&{name};");
                    into.push_str(&html_escape::decode_html_entities(&written));
                }
            }
        }
    }
}

/// Returns the character of a numeric reference, without the `#`. An invalid number gives U+FFFD.
fn numbered_character(number: &str) -> char {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    };
    let found = code.and_then(char::from_u32);
    found.map_or(char::REPLACEMENT_CHARACTER, decode_windows_1252)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_entity(doctype: &str, name: &str, expected: &str) {
        let mut entities = XmlEntities::default();
        entities.declare(doctype);
        let mut found = String::new();
        entities.resolve(name, &mut found);
        assert_eq!(found, expected);
    }

    #[test]
    fn references_are_resolved_once() {
        check_entity("", "#8217", "’");
        check_entity("", "#150", "–");
        check_entity("", "#x110000", "\u{fffd}");
        check_entity("", "eacute", "é");
        check_entity("", "bogus", "&bogus;");
        check_entity("rss [ <!ENTITY hare \"a &amp; b\"> ]", "hare", "a & b");
        check_entity(
            "rss [ <!ENTITY a \"x\"> <!ENTITY b \"&a;&a;\"> ]",
            "b",
            "&a;&a;",
        );
    }
}
