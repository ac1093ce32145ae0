//! [`ExpectOr`], the fallback for a value that cannot be missing.
//!
//! Every module may use it. It must not know any other module.

/// Takes the value of an `Option` or a `Result` that cannot be empty, and names the invariant that says so.
///
/// In debug and test builds a broken invariant panics at the caller. A release build continues with the fallback,
/// because a reader that shows one wrong detail is more useful than one that ends. The fallback must therefore be
/// harmless: an empty text, an empty range, the largest number.
///
/// Only for values that the code itself guarantees. A value that outside data can leave out has a meaning when it is
/// missing: write that meaning with `unwrap_or`, `map_or` or a typed error.
pub(crate) trait ExpectOr: Sized {
    /// The value inside.
    type Value;

    /// Returns the value, or `fallback` in a release build where `invariant` is broken.
    ///
    /// # Panics
    ///
    /// In debug builds, if there is no value. The message is `invariant`.
    fn expect_or(self, fallback: Self::Value, invariant: &str) -> Self::Value;

    /// Returns the value, or the default of its type in a release build where `invariant` is broken.
    ///
    /// # Panics
    ///
    /// In debug builds, if there is no value. The message is `invariant`.
    fn expect_or_default(self, invariant: &str) -> Self::Value
    where
        Self::Value: Default;
}

impl<T> ExpectOr for Option<T> {
    type Value = T;

    #[inline]
    #[track_caller]
    fn expect_or(self, fallback: T, invariant: &str) -> T {
        debug_assert!(self.is_some(), "broken invariant: {invariant}");
        self.unwrap_or(fallback)
    }

    #[inline]
    #[track_caller]
    fn expect_or_default(self, invariant: &str) -> T
    where
        T: Default,
    {
        debug_assert!(self.is_some(), "broken invariant: {invariant}");
        self.unwrap_or_default()
    }
}

impl<T, E> ExpectOr for Result<T, E> {
    type Value = T;

    #[inline]
    #[track_caller]
    fn expect_or(self, fallback: T, invariant: &str) -> T {
        debug_assert!(self.is_ok(), "broken invariant: {invariant}");
        self.unwrap_or(fallback)
    }

    #[inline]
    #[track_caller]
    fn expect_or_default(self, invariant: &str) -> T
    where
        T: Default,
    {
        debug_assert!(self.is_ok(), "broken invariant: {invariant}");
        self.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_returned_as_it_is() {
        assert_eq!(Some(3).expect_or(7, "there is a number"), 3);
        assert_eq!(
            "4".parse::<u8>().expect_or_default("a digit is a number"),
            4
        );
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "broken invariant: a list has a first item")]
    fn a_debug_build_panics() {
        let empty: [u8; 0] = [];
        let _ = empty
            .first()
            .copied()
            .expect_or_default("a list has a first item");
    }

    #[test]
    #[cfg(not(debug_assertions))]
    fn a_release_build_continues() {
        let empty: [u8; 0] = [];
        let first = empty.first().copied();
        assert_eq!(first.expect_or_default("a list has a first item"), 0);
        assert_eq!(first.expect_or(9, "a list has a first item"), 9);
        assert_eq!("x".parse::<u8>().expect_or(9, "a letter is a number"), 9);
    }
}
