//! References to characters: those of HTML, by number, and those that a feed declares for itself.

use std::collections::HashMap;

use super::super::text_repair::decode_windows_1252;

/// The most entities that a feed may declare, and the longest, in bytes. Within one no other is resolved, so that a few
/// of them cannot grow to gigabytes.
const MAX_ENTITIES: usize = 200;
const MAX_ENTITY_BYTES: usize = 500;

/// The entities that a feed declares.
#[derive(Default)]
pub(super) struct XmlEntities(HashMap<String, String>);

impl XmlEntities {
    /// Takes the declarations within a document type.
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

    /// Adds what the reference `&name;` means; what nobody knows stays as it is written.
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
