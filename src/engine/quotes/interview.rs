//! Interviews whose lines are labelled "Q:" and "A:": every answer is the interviewee's, where the article says who that is.

use std::ops::Range;

use super::context::QuoteContext;
use super::labelled_lines::LabelledLine;
use super::quote_words::QuoteWord;
use super::turn::{SpeechTurn, TurnOwner};
use crate::annotation::{EntityId, EntityKind, RuleId};
use crate::article::BlockKind;
use crate::engine::Draft;
use crate::engine::lexeme::hash::HashMap;
use crate::engine::lexeme::normalize::fold_name;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;
use crate::invariant::ExpectOr;

pub(super) static INTERVIEW: Rule = Rule {
    id: RuleId("quotes/interview"),
    summary: "An answer in an interview whose lines are labelled as questions and answers.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Chancellor Angela Merkel received us in Berlin.\n\nQ: Will you stay?\n\nA: ⟦Until the autumn.⟧",
        "An interview with Angela Merkel\n\nQuestion: Will you stay?\n\nAnswer: ⟦No.⟧",
    ],
    silent: &[
        "Group A: Samoa, Fiji, Tonga.\n\nGroup B: Kenya, Zambia.",
        "A: trains to Pune.\n\nQ: trains to Nagpur.",
    ],
};

/// The answers of an interview whose lines name nobody are those of the person whom it introduces.
pub(super) static INTERVIEWEE: Rule = Rule {
    id: RuleId("quotes/speaker-interviewee"),
    summary: "The speaker of an answer is the person whom the words before the first question introduce.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Chancellor Angela Merkel received us in Berlin.\n\nQ: Will you stay?\n\n⟦A⟧: Until the autumn.",
        "An interview with Angela Merkel\n\nQuestion: Will you stay?\n\n⟦Answer⟧: No.",
    ],
    silent: &[
        "Angela Merkel and Peter Okafor met in Berlin.\n\nQ: Will you stay?\n\nA: No.",
        "Angela Merkel met the press. “Will you stay?” asked Peter Okafor.",
    ],
};

/// A question or an answer.
pub(super) struct InterviewLine {
    block: usize,
    label: Range<usize>,
    said: Range<usize>,
    is_answer: bool,
}

/// Returns the lines with the labels of a question or an answer.
pub(super) fn interview_lines(context: &QuoteContext<'_, '_>) -> Vec<InterviewLine> {
    let blocks = context.page.article().blocks();
    let is_text = |kind: BlockKind| {
        matches!(
            kind,
            BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Heading(_)
        )
    };
    blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| is_text(block.kind))
        .filter_map(|(number, block)| {
            read_line(context, number, &context.page.tokens_in(block.range))
        })
        .collect()
}

fn read_line(
    context: &QuoteContext<'_, '_>,
    block: usize,
    tokens: &Range<usize>,
) -> Option<InterviewLine> {
    let first = tokens.start;
    let lower = context.page.lower(first);
    let bare = lower.trim_end_matches('.');
    let is_answer = QuoteWord::Answer.has(bare);
    let is_capital = context
        .page
        .word(first)
        .chars()
        .next()
        .is_some_and(char::is_uppercase);
    if !is_capital || !is_answer && !QuoteWord::Question.has(bare) {
        return None;
    }
    let has_stop = bare.len() < lower.len();
    let is_separated = has_stop
        || matches!(
            context.tag(first + 1),
            PosTag::Colon | PosTag::Dash | PosTag::Stop
        );
    let said = first + if has_stop { 1 } else { 2 }..tokens.end;
    (is_separated && !said.is_empty()).then_some(InterviewLine {
        block,
        label: first..first + 1,
        said,
        is_answer,
    })
}

/// Returns the turns of an interview: answers with their speaker, and questions, which are not listed since nobody says who
/// asks. A page without an answer after a question is none.
pub(super) fn find_interview_turns(
    context: &QuoteContext<'_, '_>,
    draft: &Draft,
    lines: &[InterviewLine],
) -> Vec<SpeechTurn> {
    let is_exchange = |pair: &[InterviewLine]| matches!(pair, [question, answer] if !question.is_answer && answer.is_answer);
    let Some(first) = lines.first().filter(|_| lines.windows(2).any(is_exchange)) else {
        return Vec::new();
    };
    let speaker = find_interviewee(context, draft, first.label.start);
    lines
        .iter()
        .map(|line| SpeechTurn {
            by: &INTERVIEW,
            pieces: std::iter::once(line.said.clone()).collect(),
            speaker: speaker.map(|_| NounPhrase::word(line.label.start)),
            owner: speaker.map_or(TurnOwner::ByWords, TurnOwner::Interviewee),
            percent: 82,
            is_listed: line.is_answer,
        })
        .collect()
}

/// Returns the lines of a transcript without those of questions and answers.
pub(super) fn without_interview(
    labelled: Vec<LabelledLine>,
    lines: &[InterviewLine],
) -> Vec<LabelledLine> {
    let is_other = |line: &LabelledLine| {
        lines
            .binary_search_by_key(&line.block, |line| line.block)
            .is_err()
    };
    labelled.into_iter().filter(is_other).collect()
}

/// Returns the person whom the words before the first question introduce: the only one, or the only one in the title, or the
/// one named most often who does not ask.
fn find_interviewee(
    context: &QuoteContext<'_, '_>,
    draft: &Draft,
    first_question: usize,
) -> Option<EntityId> {
    let end = context
        .names
        .partition_point(|name| name.tokens.end <= first_question);
    let mut n_mentions: HashMap<EntityId, usize> = HashMap::default();
    for name in context
        .names
        .get(..end)
        .expect_or_default("the end is that of known names")
    {
        if let (Some(entity), Some(EntityKind::Person)) = (name.entity, name.kind)
            && !is_asker(context, name.tokens.start)
        {
            *n_mentions.entry(entity).or_default() += 1;
        }
    }
    let title = fold_name(&context.page.article().about.title);
    let in_title = |entity: &EntityId| {
        let known = draft.entities.get(entity.0 as usize);
        known.is_some_and(|known| title.contains(&fold_name(&known.name)))
    };
    let most = n_mentions.values().copied().max()?;
    let mut named: Vec<EntityId> = n_mentions.keys().copied().filter(in_title).collect();
    if named.is_empty() {
        let often = n_mentions.iter().filter(|(_, n)| **n == most);
        named = often.map(|(entity, _)| *entity).collect();
    }
    match named.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// Returns whether the words before a name say that its bearer asks: "By Ana Roe", "interviewed by", "our editor, Ana Roe".
fn is_asker(context: &QuoteContext<'_, '_>, start: usize) -> bool {
    let before = |n: usize| start.checked_sub(n).map_or("", |at| context.page.lower(at));
    before(1) == "by"
        || (2..7).any(|n| before(n) == "our" && context.page.naming(start - 1).is_human())
        || before(1) == "," && (2..7).any(|n| before(n) == "our")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_quotes, check_entities};

    #[test]
    fn the_interviewee_gives_every_answer() {
        check_entities(
            "Chancellor Angela Merkel received us in Berlin.\n\nQ: Will you stay?\n\nA: Until the autumn.\n\nQ: And then?\n\nA: I will sleep.",
            &[
                "direct Until the autumn. by Angela Merkel",
                "direct I will sleep. by Angela Merkel",
            ],
        );
        check_entities(
            "Angela Merkel was interviewed by Peter Okafor.\n\nQ. Will you stay?\n\nA. She said “yes” and I said no.",
            &["direct She said “yes” and I said no. by Angela Merkel"],
        );
        check_entities(
            "An interview with Angela Merkel\n\nQuestion: Will you stay?\n\nAnswer: No.",
            &["direct No. by Angela Merkel"],
        );
        check_entities(
            "We spoke to Angela Merkel in Berlin.\n\nQ — Will you stay?\n\nA — Not for long.",
            &["direct Not for long. by Angela Merkel"],
        );
    }

    #[test]
    fn without_one_who_can_be_meant_the_answers_are_nobodys() {
        check_entities(
            "Angela Merkel and Peter Okafor met in Berlin.\n\nQ: Will you stay?\n\nA: No.",
            &["direct No. by nobody"],
        );
    }

    #[test]
    fn letters_before_a_stop_are_no_interview() {
        for list in [
            "Group A: Samoa, Fiji, Tonga.\n\nGroup B: Kenya, Zambia.",
            "A: trains to Pune.\n\nQ: trains to Nagpur.",
            "A. Roe won.\n\nQ. Roe lost.",
            "Q: ships at the quay.",
        ] {
            assert_quotes(list, &[]);
        }
    }
}
