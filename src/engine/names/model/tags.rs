//! The tags that the tagger predicts: the position of a word in a name, and the kind of the name.

use crate::annotation::EntityKind;

/// The number of tags: one for words outside names, and four positions in a name of each of four kinds.
pub const COUNT: usize = 17;
/// Scores of each tag at one token. The outside tag's is 0: only differences matter.
pub type Scores = [f32; COUNT];
/// The tag of a word that belongs to no name.
pub const OUTSIDE: usize = 0;
/// The kinds of names, in the order of their tags; [`EntityKind::Other`] is every other kind together.
pub const KINDS: [EntityKind; 4] = [
    EntityKind::Person,
    EntityKind::Organization,
    EntityKind::Place,
    EntityKind::Other,
];

/// The position of a word in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamePosition {
    /// The first of several words.
    Begin,
    /// Neither the first nor the last.
    Inside,
    /// The last of several words.
    Last,
    /// The only word.
    Unit,
}

/// Returns the tag of a part of a name of kind number `kind`.
pub const fn tag_of(part: NamePosition, kind: usize) -> usize {
    1 + kind * 4 + part as usize
}

/// Returns the kind's number; `None` outside of names.
pub const fn kind_of(tag: usize) -> Option<usize> {
    if tag == OUTSIDE {
        None
    } else {
        Some((tag - 1) / 4)
    }
}

/// Returns where in a name the tag stands; `None` outside of names.
pub const fn part_of(tag: usize) -> Option<NamePosition> {
    if tag == OUTSIDE {
        return None;
    }
    Some(match (tag - 1) % 4 {
        0 => NamePosition::Begin,
        1 => NamePosition::Inside,
        2 => NamePosition::Last,
        _ => NamePosition::Unit,
    })
}

/// Returns whether a word tagged `next` may follow one tagged `before`.
pub fn is_legal(before: usize, next: usize) -> bool {
    let is_open = matches!(
        part_of(before),
        Some(NamePosition::Begin | NamePosition::Inside)
    );
    match part_of(next) {
        Some(NamePosition::Inside | NamePosition::Last) => {
            is_open && kind_of(before) == kind_of(next)
        }
        _ => !is_open,
    }
}

/// Returns the tags of the words of a name of `len` words.
pub fn of_name(kind: usize, len: usize) -> impl Iterator<Item = usize> {
    (0..len).map(move |index| {
        let part = match index {
            _ if len == 1 => NamePosition::Unit,
            0 => NamePosition::Begin,
            _ if index + 1 == len => NamePosition::Last,
            _ => NamePosition::Inside,
        };
        tag_of(part, kind)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_tell_part_and_kind() {
        for number in 0..4 {
            for part in [
                NamePosition::Begin,
                NamePosition::Inside,
                NamePosition::Last,
                NamePosition::Unit,
            ] {
                let tag = tag_of(part, number);
                assert_eq!((part_of(tag), kind_of(tag)), (Some(part), Some(number)));
                assert!(tag < COUNT);
            }
        }
        assert_eq!((part_of(OUTSIDE), kind_of(OUTSIDE)), (None, None));
    }

    #[test]
    fn a_name_is_closed_before_anything_else_begins() {
        let person: Vec<usize> = of_name(0, 3).collect();
        assert!(person.windows(2).all(|pair| is_legal(pair[0], pair[1])));
        assert!(!is_legal(person[0], OUTSIDE));
        assert!(!is_legal(OUTSIDE, person[1]));
        assert!(!is_legal(person[1], tag_of(NamePosition::Last, 2)));
        assert!(is_legal(person[2], tag_of(NamePosition::Begin, 1)));
        let n_legal = (0..COUNT).flat_map(|a| (0..COUNT).filter(move |b| is_legal(a, *b)));
        assert_eq!(n_legal.count(), 9 * 9 + 8 * 2);
    }
}
