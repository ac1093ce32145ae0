//! Enums whose variants have names in the lists of words.

/// Declares an enum whose variants can be found by their names in the lists.
macro_rules! named_enum {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident,)* }) => {
        $(#[$meta])*
        $vis enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All variants, with their names in the code.
            $vis const ALL: &[(&str, Self)] = &[$((stringify!($variant), Self::$variant),)*];

            /// Returns the variant with that name in the lists.
            $vis fn from_name(name: &str) -> Option<Self> {
                let mut all = Self::ALL.iter();
                let found = all.find(|(code, _)| crate::engine::numbers::named_enum::is_named(code, name));
                found.map(|(_, found)| *found)
            }
        }
    };
}

pub(super) use named_enum;

/// Returns whether a name in the lists, with hyphens between its words, is the name in the code, without hyphens.
pub(super) fn is_named(code: &str, name: &str) -> bool {
    let mut letters = name.bytes().filter(|byte| *byte != b'-');
    let mut code = code.bytes().filter(|byte| *byte != b'_');
    loop {
        match (letters.next(), code.next()) {
            (None, None) => return true,
            (Some(letter), Some(other)) if letter == other.to_ascii_lowercase() => {}
            _ => return false,
        }
    }
}
