//! Reads JSON that is nearly valid: with commas before a closing bracket, with line breaks inside strings, or cut off.

use std::fmt::Write;

use serde_json::Value;

/// What was repaired in a JSON text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct JsonRepair {
    /// The number of characters that were removed or escaped.
    pub(super) n_repaired: usize,
    /// True if the text ended inside an element of a list of the outermost object.
    pub(super) is_cut: bool,
}

/// Returns the value and what was repaired; `None` if the text is no JSON.
pub(super) fn read_json(content: &str) -> Option<(Value, JsonRepair)> {
    if let Ok(value) = serde_json::from_str(content) {
        return Some((value, JsonRepair::default()));
    }
    let (repaired, repair) = repair_json(content);
    Some((serde_json::from_str(&repaired).ok()?, repair))
}

/// Returns the text without commas before closing brackets, with control characters in strings escaped, and closed after
/// the last whole element if it is cut off. Runs in linear time.
fn repair_json(content: &str) -> (String, JsonRepair) {
    let mut repair = JsonRepair::default();
    let mut out = String::with_capacity(content.len());
    let mut open: Vec<char> = Vec::new();
    let mut last_element = None;
    let mut chars = content.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => push_string(&mut chars, &mut out, &mut repair.n_repaired),
            '{' | '[' => {
                open.push(c);
                out.push(c);
            }
            '}' | ']' => {
                repair.n_repaired += drop_comma(&mut out);
                out.push(c);
                open.pop();
                match open.as_slice() {
                    // Text after the end is ignored.
                    [] => return (out, repair),
                    ['{', '['] => last_element = Some(out.len()),
                    _ => {}
                }
            }
            _ => out.push(c),
        }
    }
    if let Some(end) = last_element {
        out.truncate(end);
        out.push_str("]}");
        repair.is_cut = true;
    }
    (out, repair)
}

/// Appends a string after its opening quotation mark, with control characters escaped.
fn push_string(chars: &mut std::str::Chars, out: &mut String, n_repaired: &mut usize) {
    out.push('"');
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                out.push(c);
                return;
            }
            '\\' => {
                out.push(c);
                out.extend(chars.next());
            }
            '\u{0}'..='\u{1f}' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
                *n_repaired += 1;
            }
            _ => out.push(c),
        }
    }
}

/// Removes a comma at the end of the text. Returns the number of commas removed.
fn drop_comma(out: &mut String) -> usize {
    let kept = out.trim_end();
    let Some(kept) = kept.strip_suffix(',') else {
        return 0;
    };
    out.truncate(kept.len());
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_repair(content: &str, expected: &str, n_repaired: usize, is_cut: bool) {
        let (found, repair) = repair_json(content);
        assert_eq!(found, expected);
        assert_eq!(repair, JsonRepair { n_repaired, is_cut });
    }

    #[test]
    fn commas_before_brackets_and_line_breaks_in_strings_are_repaired() {
        check_repair("{\"a\": [1, 2,\n],}", "{\"a\": [1, 2]}", 2, false);
        check_repair("{\"a\": \",]\\\",}\"}", "{\"a\": \",]\\\",}\"}", 0, false);
        check_repair("{\"a\": \"b\nc\"} tail", "{\"a\": \"b\\u000ac\"}", 1, false);
    }

    #[test]
    fn what_is_cut_off_ends_after_its_last_whole_element() {
        check_repair(
            "{\"a\": 1, \"items\": [{\"b\": [1]}, {\"c\": \"x",
            "{\"a\": 1, \"items\": [{\"b\": [1]}]}",
            0,
            true,
        );
        assert_eq!(read_json("{\"a\": "), None);
        assert_eq!(read_json("words"), None);
    }
}
