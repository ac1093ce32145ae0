//! The rule that finds the news agency credited in a dateline.

use super::edits::{NameEdits, RepairRule, sentence_tokens};
use crate::annotation::RuleId;
use crate::engine::lexeme::name_words::NameWord;
use crate::engine::{FindingKind, Found, Name, Page, Rule};

/// The maximum number of tokens of a dateline before the agency: "WASHINGTON, D.C., Jan. 30 (".
const MAX_DATELINE_TOKENS: usize = 12;

pub(in super::super) static CREDIT: Rule = Rule {
    id: RuleId("entities/agency-credit"),
    summary: "The news agency in the dateline of an article is a credit, and nothing that the article is about.",
    needs: &[FindingKind::Names],
    finds: &[
        "CUSCO, Peru (⟦AP⟧) - A hillside slid onto a village on Sunday.",
        "WASHINGTON (⟦Reuters⟧) — The vote was put off on Monday.",
    ],
    silent: &[
        "The minister told Reuters (AP) that he was tired.",
        "The Associated Press (AP) said on Monday that it would appeal.",
    ],
};

pub(super) const RULE: RepairRule = RepairRule {
    rule: &CREDIT,
    find: find_credits,
    percent: 0,
};

fn find_credits(page: &Page<'_>, names: &[Found<Name>]) -> NameEdits {
    let mut edits = NameEdits::default();
    for (index, name) in names.iter().enumerate() {
        let at = page.token_at(name.range.start());
        if page.naming(at).is(NameWord::NewsAgency)
            && name.what.canonical.is_none()
            && is_credit(page, at)
        {
            edits.dropped.push(index);
        }
    }
    edits
}

/// Returns whether a token is alone in brackets between the start of a sentence and a dash.
fn is_credit(page: &Page<'_>, at: usize) -> bool {
    let sentence = sentence_tokens(page, at);
    let is_dash = matches!(page.word(at + 2), "-" | "--" | "–" | "—");
    let is_bracketed = at > 0 && page.word(at - 1) == "(" && page.word(at + 1) == ")";
    is_bracketed && is_dash && at - sentence.start.min(at) <= MAX_DATELINE_TOKENS
}
