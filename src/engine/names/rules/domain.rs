//! Determines the subject area of news as far as it affects the meaning of names, by the words of
//! `assets/lang/en/domain-words.txt`.

use std::sync::LazyLock;

use crate::engine::lexeme::hash::HashMap;
use crate::engine::lexeme::vocabulary::word_hash;

const LIST: &str = include_str!("../../../../assets/lang/en/domain-words.txt");

/// The subject area of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NewsDomain {
    /// Sports news: the name of a town often means its club.
    pub(super) is_sport: bool,
    /// Market news: names are often those of companies.
    pub(super) is_market: bool,
}

/// The minimum number of lines of the word list from which an article must contain a word. With two, court reports with
/// "team" and "match" count as sports news.
const MIN_LINES: u32 = 3;

impl NewsDomain {
    /// Returns the subject area of an article with these words, given by their hashes.
    pub(super) fn of_words(keys: impl Iterator<Item = u64>) -> Self {
        let lines = &*LINES;
        let (mut sport, mut market) = (0_u64, 0_u64);
        for key in keys {
            match lines.get(&key) {
                Some((DomainField::Sport, bit)) => sport |= bit,
                Some((DomainField::Market, bit)) => market |= bit,
                None => {}
            }
        }
        Self {
            is_sport: sport.count_ones() >= MIN_LINES,
            is_market: market.count_ones() >= MIN_LINES,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DomainField {
    Sport,
    Market,
}

impl DomainField {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "sport" => Some(Self::Sport),
            "market" => Some(Self::Market),
            _ => None,
        }
    }
}

/// For each word of the list, by its hash, the subject area and the bit of its line.
static LINES: LazyLock<HashMap<u64, (DomainField, u64)>> = LazyLock::new(|| {
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    let mut found = HashMap::default();
    for (number, line) in lines.enumerate() {
        let mut words = line.split(' ');
        if let Some(field) = words.next().and_then(DomainField::from_name) {
            found.extend(words.map(|word| (word_hash(word), (field, 1 << number))));
        }
    }
    found
});

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(text: &str) -> NewsDomain {
        NewsDomain::of_words(text.split(' ').map(word_hash))
    }

    #[test]
    fn every_line_has_a_field_and_a_bit() {
        let lines: Vec<_> = LIST.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() <= 64);
        for line in lines {
            let (field, words) = line.split_once(' ').expect("words");
            let field = DomainField::from_name(field).expect(line);
            assert!(
                words.split(' ').all(|word| LINES
                    .get(&word_hash(word))
                    .is_some_and(|(of, _)| *of == field)),
                "{line}"
            );
        }
    }

    #[test]
    fn three_words_show_a_field_and_forms_of_one_do_not() {
        assert!(domain("the striker scored in the league").is_sport);
        assert!(!domain("the striker scored").is_sport);
        assert!(!domain("team teams squad of goal goals").is_sport);
        assert!(domain("shares fell as profit of copper").is_market);
        assert!(!domain("shares fell as profit rose").is_market);
    }

    #[test]
    fn a_match_may_be_about_money_too() {
        let both = domain("the team scored a goal and its shares bonds and profit fell");
        assert_eq!((both.is_sport, both.is_market), (false, true));
        let both = domain("a coach scored a goal for a team whose shares bonds and profit fell");
        assert_eq!((both.is_sport, both.is_market), (true, true));
        assert_eq!(domain(""), NewsDomain::default());
    }
}
