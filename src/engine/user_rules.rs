//! The user's rules, ready to run.

use aho_corasick::{AhoCorasick, MatchKind};
use regex::{Regex, RegexBuilder};

use crate::annotation::{Matcher, RuleEffect, UserRule, UserRuleId};
use crate::text::{ByteOffset, ByteRange, Text, content_hash};

/// The largest program that a pattern may become, in bytes.
const MAX_PATTERN_SIZE: usize = 1 << 20;

/// A rule whose pattern is not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("rule {}: the pattern `{pattern}` is not understood: {why}", id.0 + 1)]
pub struct BadPattern {
    /// Which rule.
    pub id: UserRuleId,
    /// Its pattern.
    pub pattern: String,
    /// What the pattern's parser says.
    pub why: String,
}

/// The user's rules, compiled.
#[derive(Default)]
pub struct UserRules {
    rules: Vec<UserRule>,
    terms: Option<AhoCorasick>,
    term_rules: Vec<usize>,
    patterns: Vec<(usize, Regex)>,
    fingerprint: Option<u32>,
}

/// A place where a rule matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleMatch<'a> {
    /// Where.
    pub range: ByteRange,
    /// Which rule.
    pub id: UserRuleId,
    /// What it becomes.
    pub effect: &'a RuleEffect,
}

impl UserRules {
    /// Returns the rules that are understood, and those that are not.
    pub fn new(rules: &[UserRule]) -> (Self, Vec<BadPattern>) {
        let mut bad = Vec::new();
        let mut terms = Vec::new();
        let mut set = Self {
            rules: rules.to_vec(),
            ..Self::default()
        };
        for (n, rule) in rules.iter().enumerate() {
            match &rule.matcher {
                Matcher::Term(term) if term.trim().is_empty() => {}
                Matcher::Term(term) => {
                    terms.push(term.trim().to_owned());
                    set.term_rules.push(n);
                }
                Matcher::Pattern(pattern) => match RegexBuilder::new(pattern)
                    .size_limit(MAX_PATTERN_SIZE)
                    .build()
                {
                    Ok(regex) => set.patterns.push((n, regex)),
                    Err(why) => bad.push(BadPattern {
                        id: rule.id,
                        pattern: pattern.clone(),
                        why: why.to_string(),
                    }),
                },
            }
        }
        set.terms = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(&terms)
            .ok()
            .filter(|_| !terms.is_empty());
        if !rules.is_empty() {
            let hash = content_hash(format!("{rules:?}").as_bytes());
            set.fingerprint = u32::try_from(hash & u64::from(u32::MAX)).ok();
        }
        (set, bad)
    }

    /// Returns a number that changes with the rules; none where there are none.
    pub const fn fingerprint(&self) -> Option<u32> {
        self.fingerprint
    }

    /// Returns whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_none() && self.patterns.is_empty()
    }

    /// Returns all matches in the part of a text before `end`, as [`Self::matches`] gives them.
    pub fn matches_in(&self, text: &Text, end: ByteOffset) -> Vec<RuleMatch<'_>> {
        self.matches(text.slice(ByteRange::new(ByteOffset::ZERO, end)))
    }

    /// Returns all matches in `text`, sorted by start, then by longest first, then by the rules' order. They may overlap.
    pub fn matches(&self, text: &str) -> Vec<RuleMatch<'_>> {
        let mut found = Vec::new();
        if let Some(terms) = &self.terms {
            for hit in terms.find_overlapping_iter(text) {
                let Some(&n) = self.term_rules.get(hit.pattern().as_usize()) else {
                    continue;
                };
                if let Some(rule) = self.rules.get(n)
                    && is_whole_word(text, hit.start(), hit.end())
                    && case_agrees(&rule.matcher, text.get(hit.range()))
                {
                    found.push(RuleMatch {
                        range: ByteRange::of(hit.start(), hit.end()),
                        id: rule.id,
                        effect: &rule.effect,
                    });
                }
            }
        }
        for (n, pattern) in &self.patterns {
            let Some(rule) = self.rules.get(*n) else {
                continue;
            };
            found.extend(
                pattern
                    .find_iter(text)
                    .filter(|hit| !hit.is_empty())
                    .map(|hit| RuleMatch {
                        range: ByteRange::of(hit.start(), hit.end()),
                        id: rule.id,
                        effect: &rule.effect,
                    }),
            );
        }
        found.sort_by_key(|hit| {
            (
                hit.range.start(),
                std::cmp::Reverse(hit.range.end()),
                hit.id,
            )
        });
        found
    }
}

fn is_whole_word(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|s| s.chars().next_back());
    let after = text.get(end..).and_then(|s| s.chars().next());
    let first = text.get(start..).and_then(|s| s.chars().next());
    let last = text.get(..end).and_then(|s| s.chars().next_back());
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !(is_word(before) && is_word(first) || is_word(last) && is_word(after))
}

fn case_agrees(matcher: &Matcher, found: Option<&str>) -> bool {
    match matcher {
        Matcher::Term(term) if term.chars().any(char::is_uppercase) => found == Some(term.trim()),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::EntityKind;

    fn rule(id: u32, matcher: Matcher) -> UserRule {
        UserRule {
            id: UserRuleId(id),
            matcher,
            effect: RuleEffect::Entity {
                kind: EntityKind::Work,
                name: None,
            },
        }
    }

    fn found(rules: &[UserRule], text: &str) -> Vec<String> {
        let (set, _) = UserRules::new(rules);
        set.matches(text)
            .iter()
            .map(|hit| text.get(hit.range.indices()).unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn terms_match_whole_words_and_capitals_count() {
        let rules = [
            rule(0, Matcher::Term("Apple".into())),
            rule(1, Matcher::Term("rate cut".into())),
        ];
        assert_eq!(
            found(&rules, "Apple, an apple, Applebee's: Rate cut, rate cuts"),
            ["Apple", "Rate cut"]
        );
    }

    #[test]
    fn a_bad_pattern_is_told_and_the_rest_works() {
        let rules = [
            rule(0, Matcher::Pattern("(".into())),
            rule(1, Matcher::Pattern(r"\bQ[1-4]\b".into())),
        ];
        let (set, bad) = UserRules::new(&rules);
        assert_eq!(bad.len(), 1);
        assert!(bad[0].to_string().starts_with("rule 1: the pattern `(`"));
        assert_eq!(set.matches("in Q3").len(), 1);
    }
}
