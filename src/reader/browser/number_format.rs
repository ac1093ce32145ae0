//! Formatting of numbers.

/// Returns a number with its noun, in the plural unless the number is 1: `1 quote`, `1,234 quotes`.
pub(in crate::reader) fn count_with_noun(n: usize, noun: &str) -> String {
    let ending = if n == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", group_thousands(n))
}

/// Returns a number with its thousands separated: `1,234`.
pub fn group_thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut words = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}
