//! Words of an article on one line.

use crate::text::clean_text;

/// Returns the text in one line: without control characters, with whitespace collapsed.
pub fn one_line(words: &str) -> String {
    let cleaned = clean_text(words);
    let mut line = String::with_capacity(cleaned.len());
    for word in cleaned.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
