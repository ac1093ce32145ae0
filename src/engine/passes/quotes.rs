//! Finds quotations with cue and speaker.

use super::Pass;
use crate::annotation::RuleId;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::{Draft, Page, quotes};

/// Finds quotations with cue and speaker.
pub struct Quotes;

static SPEECH: Rule = Rule {
    id: RuleId("quotes/speech"),
    summary: "Speech in quotation marks, reported speech, and speech by layout, with its speaker.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &["⟦“We won the cup again,”⟧ Ada Roe said."],
    silent: &["The rain fell all day."],
};

static RULES: &[&Rule] = &[&SPEECH];

impl Pass for Quotes {
    fn name(&self) -> &'static str {
        "quotes"
    }

    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn needs(&self) -> &'static [FindingKind] {
        &[FindingKind::Names, FindingKind::Entities]
    }

    fn makes(&self) -> &'static [FindingKind] {
        &[FindingKind::Quotes]
    }

    fn run(&self, page: &Page<'_>, draft: &mut Draft) {
        let found = quotes::find_quotes(page, draft, SPEECH.id);
        draft.quotes = found.quotes;
        draft.mentions.extend(found.pronouns);
        draft.mentions.sort_by_key(|mention| mention.range);
    }
}
