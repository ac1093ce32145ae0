//! Finds quotations with cue and speaker.

use super::pass::Pass;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::{Draft, Page, quotes};

/// Finds quotations with cue and speaker.
pub struct Quotes;

impl Pass for Quotes {
    fn name(&self) -> &'static str {
        "quotes"
    }

    fn rules(&self) -> &'static [&'static Rule] {
        quotes::RULES
    }

    fn needs(&self) -> &'static [FindingKind] {
        &[FindingKind::Names, FindingKind::Entities]
    }

    fn makes(&self) -> &'static [FindingKind] {
        &[FindingKind::Quotes]
    }

    fn run(&self, page: &Page<'_>, draft: &mut Draft) {
        let found = quotes::find_quotes(page, draft);
        draft.quotes = found.quotes;
        draft.mentions.extend(found.pronouns);
        draft.mentions.sort_by_key(|mention| mention.range);
    }
}
