//! Compares fields of a feed or an entry, as JSON, with their gold.

use serde_json::{Map, Value};

use crate::eval::checks::{GoldCheck, normalize_spaces, quote_start};

/// Returns a check for each field that the gold has. `prefix` is put before the names: `entry `.
pub(super) fn check_fields(
    prefix: &str,
    gold: &Map<String, Value>,
    found: &Value,
) -> Vec<GoldCheck> {
    let checks = gold.iter().map(|(key, expected)| {
        let value = found.get(key);
        let is_right = value.is_some_and(|value| is_match(expected, value));
        GoldCheck::of(&format!("{prefix}{key}"), is_right, || {
            let shown = |value: &Value| match value {
                Value::String(text) => quote_start(text),
                other => quote_start(&other.to_string()),
            };
            let found = value.map_or("no such key".to_owned(), shown);
            format!("{found} instead of {}", shown(expected))
        })
    });
    checks.collect()
}

/// Returns whether a value is as the gold expects: spaces are normalized, and an expected object may leave keys out.
fn is_match(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::String(one), Value::String(other)) => {
            normalize_spaces(one) == normalize_spaces(other)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_match(one, other))
        }
        (Value::Object(one), Value::Object(other)) => one
            .iter()
            .all(|(key, value)| other.get(key).is_some_and(|found| is_match(value, found))),
        (one, other) => one == other,
    }
}

/// Pairs expected entries with found ones: one by one if there are as many, else by id, link or title. Returns the
/// index of the found entry for each expected one.
pub(super) fn pair_entries(gold: &[Map<String, Value>], found: &[Value]) -> Vec<Option<usize>> {
    if gold.len() == found.len() {
        return (0..gold.len()).map(Some).collect();
    }
    let mut is_taken = vec![false; found.len()];
    let pairs = gold.iter().map(|entry| {
        let key = ["id", "link", "title"]
            .into_iter()
            .find(|key| entry.get(*key).is_some_and(Value::is_string))?;
        let expected = entry.get(key)?;
        let is_free = |n: usize| is_taken.get(n).is_some_and(|taken| !taken);
        let at = (0..found.len()).find(|n| {
            let value = found.get(*n).and_then(|entry| entry.get(key));
            is_free(*n) && value.is_some_and(|value| is_match(expected, value))
        })?;
        if let Some(taken) = is_taken.get_mut(at) {
            *taken = true;
        }
        Some(at)
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_object_may_leave_keys_out_and_a_list_may_not() {
        let found = json!({"name": "Ana  Ruiz", "mail": null});
        assert!(is_match(&json!({"name": "Ana Ruiz"}), &found));
        assert!(!is_match(&json!({"mail": "a@example.org"}), &found));
        assert!(!is_match(&json!([]), &json!(["x"])));
        assert!(is_match(&json!(null), &json!(null)));
    }

    #[test]
    fn a_key_that_is_not_there_is_wrong() {
        let Value::Object(gold) = json!({"section": null}) else {
            panic!("an object");
        };
        let checks = check_fields("", &gold, &json!({}));
        assert!(checks[0].difference.is_some());
    }

    #[test]
    fn entries_are_paired_by_what_they_are_if_one_is_missing() {
        let objects = json!([{"title": "one"}, {"id": "2"}, {"title": "three"}]);
        let gold: Vec<Map<String, Value>> = serde_json::from_value(objects).expect("objects");
        let found = [json!({"id": "2", "title": "two"}), json!({"title": "one"})];
        assert_eq!(pair_entries(&gold, &found), [Some(1), Some(0), None]);
    }
}
