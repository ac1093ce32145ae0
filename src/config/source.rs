//! Owns the reading of TOML values and the notices about them.
//!
//! Tables are walked by hand instead of through serde, which would stop at the first error: here each notice has its
//! line, and the valid rest applies.

use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ConfigNotice;

/// A TOML value with its byte range in the source text.
pub(super) type TomlValue<'i> = Spanned<DeValue<'i>>;

/// A name that a config can have, with its place.
pub(super) struct PlacedName {
    /// The name.
    pub(super) name: &'static str,
    /// The table that it belongs to, with its brackets.
    pub(super) table: String,
    /// The name with that of its table.
    pub(super) full: String,
}

/// A TOML text and the notices collected about it.
pub(super) struct ConfigSource<'a> {
    text: &'a str,
    file: &'a str,
    /// Returns all names that a config can have.
    placed_names: fn() -> Vec<PlacedName>,
    notices: Vec<ConfigNotice>,
}

impl<'a> ConfigSource<'a> {
    /// Parses a TOML text. Returns the source, with a notice for each invalid line, and the table of the valid lines.
    ///
    /// Notices about unknown names look for them in `placed_names`.
    pub(super) fn parse(
        text: &'a str,
        file: &'a str,
        placed_names: fn() -> Vec<PlacedName>,
    ) -> (Self, Spanned<DeTable<'a>>) {
        let mut source = Self {
            text,
            file,
            placed_names,
            notices: Vec::new(),
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut last = 0;
        for error in errors {
            let span = error.span().unwrap_or_default();
            // One mistake often causes several errors on its line; the first is the most specific.
            if source.line(span.start) != last {
                last = source.line(span.start);
                let why = error.message().lines().next().unwrap_or("unreadable");
                source.note(&span, format!("invalid TOML: {why}"));
            }
        }
        (source, table)
    }

    /// Returns the file name for notices.
    pub(super) fn file(&self) -> &'a str {
        self.file
    }

    /// Returns the line number, from 1, of a byte offset. Costs a scan of the text up to there.
    pub(super) fn line(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        1 + before.matches('\n').count()
    }

    /// Returns the column, from 1, of a byte offset, in characters.
    pub(super) fn column(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        1 + before.chars().rev().take_while(|c| *c != '\n').count()
    }

    /// Adds a notice about a byte range of the text.
    pub(super) fn note(&mut self, at: &Range<usize>, text: String) {
        self.notices.push(ConfigNotice {
            file: self.file.to_owned(),
            line: self.line(at.start),
            column: self.column(at.start),
            text,
        });
    }

    /// Adds a notice about an unknown name. The notice says which table the name belongs to, or else suggests the most
    /// similar of the `known` names or of the names in other tables. `what` is the noun for the kind of name, such as
    /// "setting".
    pub(super) fn unknown<'k>(
        &mut self,
        at: &Range<usize>,
        what: &str,
        name: &str,
        known: impl Iterator<Item = &'k str>,
    ) {
        let bare = bare_name(name);
        let hint = self.home_of(bare).map(|home| format!("; {home}"));
        let hint = hint.unwrap_or_else(|| {
            let placed = (self.placed_names)();
            let own = nearest(bare, known.map(|known| (bare_name(known), known)));
            let elsewhere = placed
                .iter()
                .map(|placed| (placed.name, placed.full.as_str()));
            let elsewhere = nearest(bare, elsewhere)
                .filter(|(score, _)| own.is_none_or(|(of_own, _)| *score > of_own));
            elsewhere.or(own).map_or_else(String::new, |(_, nearest)| {
                format!("; did you mean `{nearest}`?")
            })
        });
        self.note(at, format!("unknown {what} `{name}`{hint}"));
    }

    /// Returns the sentence that a name belongs to another table; `None` if it belongs to none.
    pub(super) fn home_of(&self, name: &str) -> Option<String> {
        let placed = (self.placed_names)();
        let homes = placed.iter().filter(|placed| placed.name == name);
        let homes: Vec<_> = homes.map(|placed| placed.table.as_str()).collect();
        (!homes.is_empty()).then(|| format!("`{name}` belongs to {}", homes.join(" or ")))
    }

    /// Adds a notice about an invalid value: "`name` should be `what`, not …".
    pub(super) fn expected(&mut self, value: &TomlValue<'_>, name: &str, what: &str) {
        let found = describe_value(value.get_ref());
        let text = format!("`{name}` should be {what}, not {found}");
        self.note(&value.span(), text);
    }

    /// Returns the notices, sorted by line.
    pub(super) fn finish(mut self) -> Vec<ConfigNotice> {
        self.notices.sort();
        self.notices
    }
}

/// Returns the known name that is most similar to `name`, or `None` if none is similar enough to suggest.
pub(super) fn nearest_name<'k>(
    name: &str,
    known: impl Iterator<Item = &'k str>,
) -> Option<&'k str> {
    nearest(name, known.map(|candidate| (candidate, candidate))).map(|(_, nearest)| nearest)
}

/// Returns the candidate whose name is most similar to `name`, with the similarity. A candidate is a pair of a name and
/// the text to show.
fn nearest<'k>(
    name: &str,
    known: impl Iterator<Item = (&'k str, &'k str)>,
) -> Option<(f64, &'k str)> {
    let lower = name.to_lowercase();
    let scored = known.map(|(name, shown)| (strsim::jaro_winkler(&lower, name), shown));
    // A guess, pinned by a test: a name with a missing letter must be found, and `xyz` must not. A lower threshold
    // suggests unrelated names; a higher one misses short names with two wrong letters.
    scored
        .filter(|(score, _)| *score > 0.75)
        // The first of equals: `max_by` would return the last.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
}

/// Returns the name without its table: `measure` of `view.measure`.
fn bare_name(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Formats a value for a notice. Lists and tables are only named, because they can be long.
fn describe_value(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(words) => format!("\"{words}\""),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(is_on) => is_on.to_string(),
        DeValue::Datetime(time) => time.to_string(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// Stores a boolean in `place`. Returns false and stores nothing if the value is of another type.
pub(super) fn set_flag(value: &DeValue<'_>, place: &mut bool) -> bool {
    value.as_bool().map(|is_on| *place = is_on).is_some()
}

/// Stores an integer in `place`. Returns false and stores nothing if the value is not an integer within `range`
/// (inclusive). Hexadecimal, octal and binary notation and `_` separators are accepted.
pub(super) fn set_number<N>(value: &DeValue<'_>, range: RangeInclusive<N>, place: &mut N) -> bool
where
    N: TryFrom<u64> + PartialOrd,
{
    let number = value.as_integer().and_then(|number| {
        let digits = number.as_str().replace('_', "");
        u64::from_str_radix(&digits, number.radix()).ok()
    });
    let number = number.and_then(|number| N::try_from(number).ok());
    let number = number.filter(|number| range.contains(number));
    number.map(|number| *place = number).is_some()
}

/// Stores a string in `place`. Returns false and stores nothing if the value is not a string or has control characters.
pub(super) fn set_string(value: &DeValue<'_>, place: &mut String) -> bool {
    let words = value
        .as_str()
        .filter(|words| !words.contains(char::is_control));
    words.map(|words| words.clone_into(place)).is_some()
}

/// Stores a string in `place`. Returns false and stores nothing if the value is not one of the names.
pub(super) fn set_choice<'k>(
    value: &DeValue<'_>,
    mut names: impl Iterator<Item = &'k str>,
    place: &mut String,
) -> bool {
    let name = value.as_str().and_then(|name| names.find(|k| *k == name));
    name.map(|name| name.clone_into(place)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let known = ["measure", "mouse", "legend"];
        assert_eq!(nearest_name("mesure", known.into_iter()), Some("measure"));
        assert_eq!(nearest_name("Legende", known.into_iter()), Some("legend"));
        assert_eq!(nearest_name("xyz", known.into_iter()), None);
    }

    #[test]
    fn a_broken_line_is_told_and_the_others_are_kept() {
        let (source, table) = ConfigSource::parse("a = 1\nb = = 2\nc = 3\n", "f.toml", Vec::new);
        assert!(table.get_ref().contains_key("a"));
        assert!(table.get_ref().contains_key("c"));
        let notices = source.finish();
        assert_eq!(notices.len(), 1);
        assert!(
            notices[0]
                .to_string()
                .starts_with("f.toml:2:5: invalid TOML"),
            "{}",
            notices[0]
        );
    }

    #[test]
    fn numbers_keep_to_their_range() {
        let mut place = 5_u16;
        let mut read = |toml: &str| {
            let value = DeValue::parse(toml).expect("a value");
            (set_number(value.get_ref(), 1..=300, &mut place), place)
        };
        assert_eq!(read("0x10"), (true, 16));
        assert_eq!(read("1_00"), (true, 100));
        assert_eq!(read("301"), (false, 100));
        assert_eq!(read("-1"), (false, 100));
        assert_eq!(read("99999999999999999999"), (false, 100));
    }
}
