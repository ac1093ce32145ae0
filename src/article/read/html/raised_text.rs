//! Converts superscripts and subscripts to Unicode characters, so that `10<sup>6</sup>` does not become "106", and a
//! footnote mark does not become a part of the number before it.

/// The maximum length of a superscript or subscript that is converted, in characters. Longer ones are remarks.
const MAX_CONVERTED_CHARS: usize = 12;

const SUPERSCRIPTS: &[(char, char)] = &[
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('-', '⁻'),
    ('−', '⁻'),
    ('–', '⁻'),
    ('(', '⁽'),
    (')', '⁾'),
    ('=', '⁼'),
];

const SUBSCRIPTS: &[(char, char)] = &[
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
    ('+', '₊'),
    ('-', '₋'),
    ('−', '₋'),
    ('–', '₋'),
    ('(', '₍'),
    (')', '₎'),
    ('=', '₌'),
];

/// Returns the text of a `sup` or `sub` element in superscript or subscript characters. `None` if it contains letters,
/// for which common fonts have no such characters: `21st`, `TM`. The brackets of a reference are dropped: `[3]` becomes
/// `³`.
pub(super) fn convert_raised_text(element: &str, text: &str) -> Option<String> {
    let text = text.trim();
    let is_reference = element == "sup" && text.starts_with('[') && text.ends_with(']');
    let text = if is_reference {
        text.trim_matches(['[', ']'])
    } else {
        text
    };
    let has_digit = text.chars().any(|c| c.is_ascii_digit());
    if !has_digit || text.chars().count() > MAX_CONVERTED_CHARS {
        return None;
    }
    let characters = match element {
        "sup" => SUPERSCRIPTS,
        "sub" => SUBSCRIPTS,
        _ => return None,
    };
    let convert = |c: char| {
        let known = characters.iter().find(|(plain, _)| *plain == c);
        known.map(|(_, raised)| *raised)
    };
    text.chars().map(convert).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_signs_are_converted() {
        let convert = |element, text| convert_raised_text(element, text).unwrap_or_default();
        assert_eq!(convert("sup", "6"), "⁶");
        assert_eq!(convert("sup", " −12 "), "⁻¹²");
        assert_eq!(convert("sup", "[3]"), "³");
        assert_eq!(convert("sub", "2"), "₂");
        assert_eq!(convert("sub", "(4)"), "₍₄₎");
    }

    #[test]
    fn words_stay() {
        for text in [
            "th",
            "st",
            "TM",
            "note 3",
            "",
            "[a]",
            "[citation needed]",
            "1234567890123",
        ] {
            assert_eq!(convert_raised_text("sup", text), None, "{text}");
        }
        assert_eq!(convert_raised_text("p", "2"), None);
    }
}
