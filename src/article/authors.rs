//! The authors of an article, from its byline.

/// The maximum number of authors that are listed.
const MAX_AUTHORS: usize = 16;
/// The maximum number of words of a name; longer parts are sentences.
const MAX_NAME_WORDS: usize = 6;

/// Words for occupations, which follow a name in a byline: "Ana Ruiz, transport editor".
const OCCUPATIONS: &[&str] = &[
    "editor",
    "reporter",
    "correspondent",
    "writer",
    "journalist",
    "columnist",
    "desk",
    "staff",
    "contributor",
    "producer",
    "photographer",
    "bureau",
    "chief",
    "service",
    "agency",
    "newsroom",
];

/// Returns the names in a byline, in order and without duplicates: "Ana Ruiz and Bo Lind, Transport Editor" names two
/// people. A byline that names nobody is returned as a whole: "Staff and agencies".
pub(super) fn split_byline(byline: &str) -> Vec<&str> {
    let parts = byline
        .split([',', ';', '&', '|', '·', '•'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" und "))
        .map(|part| part.trim().trim_start_matches("and ").trim());
    let mut names: Vec<&str> = Vec::new();
    for part in parts {
        let words = part.split_whitespace().count();
        let is_name = (1..=MAX_NAME_WORDS).contains(&words)
            && part.starts_with(char::is_uppercase)
            && !part.contains(|c: char| c.is_ascii_digit())
            && !has_occupation(part);
        if is_name && !names.contains(&part) && names.len() < MAX_AUTHORS {
            names.push(part);
        }
    }
    if names.is_empty() && !byline.trim().is_empty() {
        names.push(byline.trim());
    }
    names
}

/// Returns whether a part of a byline names an occupation: `Transport Editor`.
pub(super) fn has_occupation(part: &str) -> bool {
    let mut words = part.split_whitespace();
    words.any(|word| {
        let word = word.to_lowercase();
        OCCUPATIONS.contains(&word.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_is_split_into_names() {
        for (byline, names) in [
            ("Ana Ruiz", &["Ana Ruiz"][..]),
            ("Ana Ruiz, Bo Lind", &["Ana Ruiz", "Bo Lind"]),
            (
                "Ana Ruiz and Bo Lind, Transport Editor",
                &["Ana Ruiz", "Bo Lind"],
            ),
            (
                "Ana Ruiz, Bo Lind, and Una Kerr",
                &["Ana Ruiz", "Bo Lind", "Una Kerr"],
            ),
            ("Ana Ruiz | Coast reporter", &["Ana Ruiz"]),
            ("Ana Ruiz & Ana Ruiz", &["Ana Ruiz"]),
            ("Ana Ruiz | Oct. 12, 2024", &["Ana Ruiz"]),
            ("Reuters", &["Reuters"]),
            ("Staff and agencies", &["Staff and agencies"]),
            ("Alexandra", &["Alexandra"]),
            ("", &[]),
        ] {
            assert_eq!(split_byline(byline), names, "{byline}");
        }
    }
}
