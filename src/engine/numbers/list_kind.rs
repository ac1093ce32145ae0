//! The lists of words that have a value, and how values and phrases are written in them.

use super::named_enum::named_enum;
use crate::annotation::Modifier;

named_enum! {
    /// A list whose words have a value.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) enum ListKind {
        /// A number below one hundred.
        Cardinal,
        /// An ordinal number.
        Ordinal,
        /// A power of ten.
        Scale,
        /// A part of a whole.
        Share,
        /// A month, from 1.
        Month,
        /// A day of the week, from 1 for Monday.
        Weekday,
        /// A length of time.
        Period,
        /// A part of the day.
        Part,
        /// The tens of a decade.
        Decade,
        /// A season.
        Season,
        /// A recurring time, with its TIMEX3 value.
        Set,
        /// A word of rises.
        Up,
        /// A word of falls.
        Down,
        /// A phrase for now, the past or the future.
        Reference,
        /// A bound before a number.
        BoundBefore,
        /// A bound after a number.
        BoundAfter,
    }
}

/// Returns the bound of a name in the lists.
pub(super) fn find_bound(name: &str) -> Option<Modifier> {
    let all = [
        Modifier::Approx,
        Modifier::MoreThan,
        Modifier::AtLeast,
        Modifier::LessThan,
        Modifier::AtMost,
    ];
    all.into_iter().find(|modifier| modifier.name() == name)
}

/// Returns the words of a phrase of the lists with spaces between them.
pub(super) fn join_words(phrase: &str) -> String {
    phrase.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_bounds_are_found_by_name() {
        assert_eq!(
            ListKind::from_name("bound-before"),
            Some(ListKind::BoundBefore)
        );
        assert_eq!(ListKind::from_name("bounds"), None);
        assert_eq!(find_bound("at_least"), Some(Modifier::AtLeast));
        assert_eq!(find_bound("least"), None);
        assert_eq!(join_words("in_excess_of"), "in excess of");
    }
}
