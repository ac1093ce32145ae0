//! References to characters: those of HTML, by number, and those that a feed declares for itself.

use std::collections::HashMap;

use super::super::words::of_windows;

/// The most entities that a feed may declare, and the longest, in bytes. Within one no other is resolved, so that a few
/// of them cannot grow to gigabytes.
const MOST: usize = 200;
const LONGEST: usize = 500;

/// The entities that a feed declares.
#[derive(Default)]
pub(super) struct Entities(HashMap<String, String>);

impl Entities {
    /// Takes the declarations within a document type.
    pub(super) fn declare(&mut self, doctype: &str) {
        for declaration in doctype.split("<!ENTITY").skip(1).take(MOST) {
            let declaration = declaration.trim_start();
            let Some((name, rest)) = declaration.split_once(char::is_whitespace) else {
                continue;
            };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                continue;
            };
            let value = rest.split(quote).nth(1).unwrap_or_default();
            if value.len() <= LONGEST && name.len() <= LONGEST {
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
                    into.push(by_number(number));
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

fn by_number(number: &str) -> char {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    };
    let found = code.and_then(char::from_u32);
    found.map_or(char::REPLACEMENT_CHARACTER, of_windows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(doctype: &str, name: &str, expected: &str) {
        let mut entities = Entities::default();
        entities.declare(doctype);
        let mut found = String::new();
        entities.resolve(name, &mut found);
        assert_eq!(found, expected);
    }

    #[test]
    fn references_are_resolved_once() {
        check("", "#8217", "’");
        check("", "#150", "–");
        check("", "#x110000", "\u{fffd}");
        check("", "eacute", "é");
        check("", "bogus", "&bogus;");
        check("rss [ <!ENTITY hare \"a &amp; b\"> ]", "hare", "a & b");
        check(
            "rss [ <!ENTITY a \"x\"> <!ENTITY b \"&a;&a;\"> ]",
            "b",
            "&a;&a;",
        );
    }
}
