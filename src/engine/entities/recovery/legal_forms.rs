//! The rules for the legal form at the end of a company's name, and for the dot after an abbreviated state.

use super::edits::{NameEdits, RepairRule, is_capital, sentence_tokens};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::name_words::{NameWord, entity_lexicon};
use crate::engine::{Case, FindingKind, Found, Name, Page, Rule};
use crate::text::{ByteOffset, ByteRange};

pub(in super::super) static LEGAL_FORM: Rule = Rule {
    id: RuleId("entities/name-with-its-dot"),
    summary: "“Co.” and “Inc.” belong to the company before them, and the dot of “Mich.” to the state.",
    needs: &[FindingKind::Names],
    finds: &[
        "She was born in Dearborn, ⟦Mich.⟧, in 1950.",
        "SAN JOSE, ⟦Calif.⟧ - The chip was drawn by a student.",
    ],
    silent: &[
        "She was born in Michigan. It was cold.",
        "Siemens rose 3 percent. Bosch fell.",
    ],
};

pub(super) const RULE: RepairRule = RepairRule {
    rule: &LEGAL_FORM,
    find: find_cut_names,
    percent: 90,
};

fn find_cut_names(page: &Page<'_>, names: &[Found<Name>]) -> NameEdits {
    let mut edits = NameEdits::default();
    for (index, name) in names.iter().enumerate() {
        if name.what.canonical.is_some() {
            continue;
        }
        let end = match name.what.kind {
            EntityKind::Organization => end_of_company(page, name.range),
            EntityKind::Place => end_of_state(page, name.range),
            _ => None,
        };
        let is_free = |end: ByteOffset| {
            let next = names.get(index + 1);
            next.is_none_or(|next| end <= next.range.start())
        };
        if let Some(end) = end.filter(|end| *end > name.range.end() && is_free(*end)) {
            let range = ByteRange::new(name.range.start(), end);
            edits.replace(index, range, name.what.kind);
        }
    }
    edits
}

/// Returns the end of the legal form directly after a name, including its dot unless the sentence ends there.
fn end_of_company(page: &Page<'_>, range: ByteRange) -> Option<ByteOffset> {
    let next = page.token_at(range.end());
    let last = next.checked_sub(1)?;
    let form = if page.naming(next).is(NameWord::LegalForm) && is_capital(page, next) {
        next
    } else if page.naming(last).is(NameWord::LegalForm) {
        last
    } else {
        return None;
    };
    let sentence = sentence_tokens(page, last);
    sentence.contains(&form).then(|| end_with_dot(page, form))?
}

/// Returns the end of a state's abbreviation including its dot, even at the end of a sentence.
fn end_of_state(page: &Page<'_>, range: ByteRange) -> Option<ByteOffset> {
    let last = page.token_at(range.end()).checked_sub(1);
    let last = last.filter(|last| page.tokens_in(range).contains(last))?;
    let token = page.tokens().get(last)?;
    entity_lexicon().state(page.lower(last).trim_end_matches('.'))?;
    // "AL" and other codes of two capitals have no dot.
    (token.case == Case::Title).then(|| end_of_dot(page, last))?
}

/// Returns the end of a token, including a dot attached to it if the sentence continues.
fn end_with_dot(page: &Page<'_>, token: usize) -> Option<ByteOffset> {
    let goes_on = sentence_tokens(page, token).contains(&(token + 2));
    let dot = end_of_dot(page, token).filter(|_| goes_on);
    dot.or_else(|| Some(page.tokens().get(token)?.range.end()))
}

/// Returns the end of a dot attached to a token; `None` if there is none.
fn end_of_dot(page: &Page<'_>, token: usize) -> Option<ByteOffset> {
    let end = page.tokens().get(token)?.range.end();
    let dot = page.tokens().get(token + 1)?;
    let is_glued = page.word(token + 1) == "." && dot.range.start() == end;
    is_glued.then_some(dot.range.end())
}
