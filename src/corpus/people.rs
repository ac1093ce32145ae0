//! Compares the names of persons: surnames, and given names in full, as initials or as nicknames.

use super::gazetteer::gazetteer;

/// Returns the surname: the last word that is not a suffix such as "Jr.".
pub(super) fn surname(words: &[String]) -> &str {
    let mut names = words
        .iter()
        .rev()
        .filter(|word| !gazetteer().is_word("suffix", word));
    let last = names.next().or_else(|| words.last());
    last.map_or("", String::as_str)
}

/// Returns the words before the surname.
pub(super) fn given_names(words: &[String]) -> &[String] {
    let last = words
        .iter()
        .rposition(|word| !gazetteer().is_word("suffix", word));
    last.and_then(|last| words.get(..last))
        .map_or(&[], |given| given)
}

/// Returns how complete the given names are: 0 if there are none, 1 if there are only initials, otherwise 2 plus the
/// number of given names.
pub(super) fn fullness(words: &[String]) -> usize {
    let given = given_names(words);
    match given {
        [] => 0,
        given if given.iter().all(|name| is_initial(name)) => 1,
        given => 2 + given.len(),
    }
}

/// Returns whether a given name is an initial: one letter, or two for initials written without full stops ("AG Smith").
fn is_initial(name: &str) -> bool {
    name.chars().count() == 1
}

fn long_given_name(name: &str) -> &str {
    gazetteer()
        .long_given_names
        .get(name)
        .map_or(name, String::as_str)
}

/// Returns whether a given name can be the same as another: equal, an initial of it, or a short form of it.
fn is_same_given_name(one: &str, other: &str) -> bool {
    let is_initial_of = |short: &str, long: &str| is_initial(short) && long.starts_with(short);
    one == other
        || is_initial_of(one, other)
        || is_initial_of(other, one)
        || long_given_name(one) == long_given_name(other)
}

/// Returns whether two lists of given names can belong to one person: the first names agree, and each further name of
/// the shorter list occurs in the longer one, in the same order.
pub(super) fn may_be_same_person(one: &[String], other: &[String]) -> bool {
    let (one, other) = (given_names(one), given_names(other));
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let mut rest = long.iter();
    let Some((first, further)) = short.split_first() else {
        return true;
    };
    // "F. Scott" is not "Fred": the first of both must agree.
    let is_first_same = rest
        .next()
        .is_some_and(|name| is_same_given_name(first, name));
    is_first_same
        && further
            .iter()
            .all(|name| rest.by_ref().any(|other| is_same_given_name(name, other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{SenseClass, SenseKey};

    fn split_name(name: &str) -> Vec<String> {
        SenseKey::new(SenseClass::Person, name, "").words
    }

    #[test]
    fn initials_nicknames_and_middle_names_agree() {
        for (one, other, is_same) in [
            ("S. Marlow", "Sam Marlow", true),
            ("Don Brace", "Donald Brace", true),
            ("John F. Carter", "John Carter", true),
            ("Marlow", "Sam Marlow", true),
            ("T. Marlow", "Sam Marlow", false),
            ("John Carter", "Joan Carter", false),
            ("Mary Ann Poe", "Mary Jane Poe", false),
        ] {
            assert_eq!(
                may_be_same_person(&split_name(one), &split_name(other)),
                is_same,
                "{one}, {other}"
            );
        }
        assert_eq!(surname(&split_name("Ken Griffey Jr.")), "griffey");
    }
}
