//! Reading a gold corpus that names files: JSON lines with a fixed set of keys.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::gold_documents::BadGold;

/// Returns the objects of a gold corpus, one a line, each with its line from 1. Empty lines and lines that begin with `//` are skipped.
///
/// # Errors
///
/// [`BadGold`] for a line that is not an object of this form.
pub(super) fn parse_gold_lines<T: DeserializeOwned>(
    gold: &str,
) -> Result<Vec<(usize, T)>, BadGold> {
    let lines = (1..).zip(gold.lines().map(str::trim));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with("//"))
        .map(|(line, raw)| {
            let object = serde_json::from_str(raw).map_err(|why| BadGold {
                line,
                why: why.to_string(),
            })?;
            Ok((line, object))
        })
        .collect()
}

/// A value of a gold corpus that may be asked for, or asked to be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum GoldField<T> {
    /// The key is absent: not scored.
    #[default]
    NotScored,
    /// The key is null: the document must not have it.
    Absent,
    /// The document must have this value.
    Value(T),
}

impl<T> GoldField<T> {
    /// Returns whether anything is asked.
    pub(super) const fn is_scored(&self) -> bool {
        !matches!(self, Self::NotScored)
    }

    /// Returns the value that is expected; `None` if none is.
    pub(super) const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::NotScored | Self::Absent => None,
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for GoldField<T> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        let value = Option::<T>::deserialize(value)?;
        Ok(value.map_or(Self::Absent, Self::Value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Eq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct SampleLine {
        id: String,
        #[serde(default)]
        site: GoldField<String>,
    }

    #[test]
    fn null_differs_from_a_key_that_is_absent() {
        let gold = "{\"id\": \"a\"}\n\n// a remark\n{\"id\": \"b\", \"site\": null}\n{\"id\": \"c\", \"site\": \"x\"}";
        let lines: Vec<(usize, SampleLine)> = parse_gold_lines(gold).expect("a gold corpus");
        let sites: Vec<_> = lines.into_iter().map(|(_, line)| line.site).collect();
        let x = GoldField::Value("x".to_owned());
        assert_eq!(sites, [GoldField::NotScored, GoldField::Absent, x]);
    }

    #[test]
    fn an_unknown_key_is_reported_with_its_line() {
        let error =
            parse_gold_lines::<SampleLine>("{\"id\": \"a\"}\n{\"id\": \"b\", \"sight\": 1}")
                .expect_err("there is no such key");
        assert_eq!(error.line, 2);
        assert!(error.why.contains("sight"), "{}", error.why);
    }
}
