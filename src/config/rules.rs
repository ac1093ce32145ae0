//! Owns the reading of the user's annotation rules, `[[rules]]` in the config.

use toml::de::DeTable;

use super::source::{ConfigSource, TomlValue};
use crate::annotation::{EntityKind, Matcher, RuleEffect, UserRule, UserRuleId};

/// The fields that a rule can have.
pub(super) const RULE_FIELDS: [&str; 6] = ["term", "pattern", "kind", "name", "watch", "ignore"];

/// Reads the list of rules. An invalid rule is skipped with a notice.
///
/// The ID of a rule is its index in the config. Skipped rules keep theirs, so that correcting one does not renumber
/// the others.
pub(super) fn read_rules(source: &mut ConfigSource<'_>, value: &TomlValue<'_>) -> Vec<UserRule> {
    let Some(list) = value.get_ref().as_array() else {
        source.expected(value, "rules", "a list: write [[rules]] above each rule");
        return Vec::new();
    };
    let mut rules = Vec::new();
    for (id, value) in (0..).zip(list.iter()) {
        match value.get_ref().as_table() {
            Some(table) => rules.extend(read_rule(source, UserRuleId(id), value, table)),
            None => source.expected(value, "rules", "a list of tables"),
        }
    }
    rules
}

fn read_rule(
    source: &mut ConfigSource<'_>,
    id: UserRuleId,
    value: &TomlValue<'_>,
    table: &DeTable<'_>,
) -> Option<UserRule> {
    for field in table.keys() {
        if !RULE_FIELDS.contains(&field.get_ref().as_ref()) {
            let known = RULE_FIELDS.into_iter();
            source.unknown(&field.span(), "rule field", field.get_ref(), known);
        }
    }
    match read_rule_parts(table) {
        Ok((matcher, effect)) => Some(UserRule {
            id,
            matcher,
            effect,
        }),
        Err(why) => {
            source.note(&value.span(), format!("rule {}: {why}", id.0 + 1));
            None
        }
    }
}

/// Reads what a rule matches and its effect. Fails with the reason if the rule is invalid.
fn read_rule_parts(table: &DeTable<'_>) -> Result<(Matcher, RuleEffect), String> {
    let words = |field: &str| match table.get(field).map(toml::Spanned::get_ref) {
        None => Ok(None),
        Some(value) => match value.as_str().map(str::trim) {
            Some(words) if !words.is_empty() => Ok(Some(words.to_owned())),
            _ => Err(format!("`{field}` should be a non-empty string")),
        },
    };
    let matcher = match (words("term")?, words("pattern")?) {
        (Some(term), None) => Matcher::Term(term),
        (None, Some(pattern)) => Matcher::Pattern(pattern),
        _ => return Err("needs either `term` or `pattern`".to_owned()),
    };
    let is_ignored = match table.get("ignore").map(|value| value.get_ref().as_bool()) {
        None => false,
        Some(Some(is_ignored)) => is_ignored,
        Some(None) => return Err("`ignore` should be true or false".to_owned()),
    };
    let effect = match (words("kind")?, words("watch")?, is_ignored) {
        (Some(kind), None, false) => RuleEffect::Entity {
            kind: parse_entity_kind(&kind)?,
            name: words("name")?,
        },
        (None, Some(watch), false) => RuleEffect::Watch(watch),
        (None, None, true) => RuleEffect::Ignore,
        _ => return Err("needs exactly one of `kind`, `watch` and `ignore = true`".to_owned()),
    };
    Ok((matcher, effect))
}

fn parse_entity_kind(name: &str) -> Result<EntityKind, String> {
    EntityKind::from_name(name).ok_or_else(|| {
        let names = EntityKind::ALL.map(EntityKind::name).join(", ");
        format!("`kind` should be one of {names}, not \"{name}\"")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    #[track_caller]
    fn check_rules(toml: &str, n_rules: usize, complaints: &[&str]) {
        let (settings, notices) = Settings::parse(toml, "c.toml");
        let found: Vec<_> = notices.iter().map(ToString::to_string).collect();
        assert_eq!(found, complaints);
        assert_eq!(settings.rules.len(), n_rules);
    }

    #[test]
    fn rules_of_all_kinds_are_read() {
        let toml = r#"
            [[rules]]
            term = "Project Hare"
            kind = "work"
            [[rules]]
            pattern = '\bQ[1-4]\b'
            watch = "quarters"
            [[rules]]
            term = "Post"
            ignore = true
        "#;
        check_rules(toml, 3, &[]);
    }

    #[test]
    fn a_bad_rule_is_told_and_the_next_keeps_its_number() {
        let toml = "[[rules]]\nterm = \"a\"\n[[rules]]\nterm = \"b\"\nkind = \"human\"\n[[rules]]\nterm = \"c\"\nwatch = \"w\"\nwach = 1\n";
        check_rules(
            toml,
            1,
            &[
                "c.toml:1:1: rule 1: needs exactly one of `kind`, `watch` and `ignore = true`",
                "c.toml:3:1: rule 2: `kind` should be one of person, organization, place, group, event, work, other, not \"human\"",
                "c.toml:9:1: unknown rule field `wach`; did you mean `watch`?",
            ],
        );
        let (settings, _) = Settings::parse(toml, "c.toml");
        assert_eq!(settings.rules[0].id, UserRuleId(2));
    }
}
