//! Letters: words to a reader, signed below.

use std::ops::Range;

use super::context::QuoteContext;
use super::labelled_lines::is_of_speaker;
use super::quote_words::QuoteWord;
use super::signature::{is_dash, starts_line};
use super::turn::{SpeechTurn, TurnOwner};
use crate::annotation::{EntityKind, RuleId};
use crate::article::BlockKind;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;

pub(super) static LETTER: Rule = Rule {
    id: RuleId("quotes/letter"),
    summary: "A letter to a reader or an editor, by the name below it.",
    needs: &[FindingKind::Names],
    finds: &[
        "To the editor: ⟦Bring back the old clock. It was always right.⟧\n\nAngela Merkel\n\nThe council met.",
        "⟦My bus has not come since March. I now walk.⟧\n\nYours faithfully,\n\nAngela Merkel",
    ],
    silent: &[
        "The museum of salt reopened.\n\nAngela Merkel, Berlin",
        "Dear old Angela Merkel has left Berlin.\n\nShe went home.",
    ],
};

/// The maximum number of tokens in the line with the name: name, role, town.
const MAX_SIGNATURE_TOKENS: usize = 14;

/// The maximum number of tokens in a line such as "Yours faithfully,".
const MAX_SIGN_OFF_TOKENS: usize = 5;

/// The maximum number of paragraphs in a letter that begins or ends as letters do.
const MAX_LETTER_BLOCKS: usize = 24;

/// The maximum number of paragraphs in a letter that only its writer's "I" and the place below the words show.
const MAX_BARE_LETTER_BLOCKS: usize = 4;

/// Returns the letters of a page.
pub(super) fn find_letters(context: &QuoteContext<'_, '_>) -> Vec<SpeechTurn> {
    let n_blocks = context.page.article().blocks().len();
    let mut found = Vec::new();
    let mut first = 0;
    for number in 1..n_blocks {
        let Some((name, has_place)) = signature_line(context, number) else {
            continue;
        };
        if let Some(pieces) = letter_paragraphs(context, first..number, has_place) {
            found.push(SpeechTurn {
                by: &LETTER,
                pieces,
                speaker: Some(name),
                owner: TurnOwner::ByWords,
                percent: 75,
                is_listed: true,
            });
        }
        first = number + 1;
    }
    found
}

/// Returns the tokens of a paragraph.
fn paragraph_tokens(context: &QuoteContext<'_, '_>, number: usize) -> Option<Range<usize>> {
    let block = context.page.article().blocks().get(number)?;
    (block.kind == BlockKind::Paragraph).then(|| context.page.tokens_in(block.range))
}

/// Returns the name of the person that a line consists of, and whether a place follows it: "Ana Roe, Leeds".
fn signature_line(context: &QuoteContext<'_, '_>, number: usize) -> Option<(NounPhrase, bool)> {
    let tokens = paragraph_tokens(context, number)?;
    if tokens.is_empty() || tokens.len() > MAX_SIGNATURE_TOKENS {
        return None;
    }
    // "Rev. Ana Roe"
    let n_titles = (tokens.start..tokens.end)
        .take_while(|at| {
            matches!(context.tag(*at), PosTag::Title | PosTag::Stop)
                && context.name_at(*at).is_none()
        })
        .count();
    let first = tokens.start + n_titles;
    let name = context
        .name_at(first)
        .filter(|name| name.kind == Some(EntityKind::Person) && name.tokens.start == first)?;
    let next = name.tokens.end;
    let has_end =
        next >= tokens.end || starts_line(context, next) || context.tag(next) == PosTag::Comma;
    let is_line = tokens.clone().all(|at| {
        !context.tag(at).is_finite()
            && !matches!(
                context.tag(at),
                PosTag::Quote | PosTag::Colon | PosTag::Semicolon
            )
    });
    let has_place = (next..tokens.end).any(|at| {
        context
            .name_at(at)
            .is_some_and(|name| name.kind == Some(EntityKind::Place))
    });
    (has_end && is_line).then(|| {
        let phrase = NounPhrase {
            tokens: name.tokens.clone(),
            head: next - 1,
        };
        (phrase, has_place)
    })
}

/// Returns the paragraphs of the letter that ends before the block `blocks.end`.
fn letter_paragraphs(
    context: &QuoteContext<'_, '_>,
    blocks: Range<usize>,
    has_place: bool,
) -> Option<Vec<Range<usize>>> {
    let mut last = blocks.end.checked_sub(1)?;
    let has_sign_off = is_sign_off(context, last);
    if has_sign_off {
        last = last.checked_sub(1).filter(|last| *last >= blocks.start)?;
    }
    let mut pieces = Vec::new();
    let mut is_greeted = false;
    for number in (blocks.start..=last).rev().take(MAX_LETTER_BLOCKS) {
        let Some(tokens) = paragraph_tokens(context, number) else {
            break;
        };
        if tokens.is_empty()
            || context.stretch_at(tokens.start).is_some()
            || is_dash(context, tokens.start)
        {
            break;
        }
        let start = after_salutation(context, &tokens);
        is_greeted = start > tokens.start;
        // A line without a full stop above a letter is its title.
        if !is_greeted && number < last && !ends_sentence(context, &tokens) {
            break;
        }
        if start < tokens.end {
            pieces.push(start..tokens.end);
        }
        if is_greeted {
            break;
        }
    }
    pieces.reverse();
    let is_addressed = pieces.iter().flat_map(Clone::clone).any(|at| {
        let lower = context.page.lower(at);
        is_of_speaker(lower) || lower == "sir"
    });
    let is_bare = has_place && is_addressed && pieces.len() <= MAX_BARE_LETTER_BLOCKS;
    let is_signed = has_sign_off && is_addressed;
    (!pieces.is_empty() && (is_greeted || is_signed || is_bare)).then_some(pieces)
}

/// Returns where the words begin after "To the editor:" or a line "Dear Ana,"; the start where none of them is there.
fn after_salutation(context: &QuoteContext<'_, '_>, tokens: &Range<usize>) -> usize {
    let lower = |at: usize| context.page.lower(at);
    let end = tokens.end.min(tokens.start + MAX_SIGN_OFF_TOKENS);
    let mark = (tokens.start..end).find(|at| {
        matches!(
            context.tag(*at),
            PosTag::Comma | PosTag::Colon | PosTag::Dash
        )
    });
    let Some(mark) = mark else {
        return tokens.start;
    };
    let is_to_editor = lower(tokens.start) == "to"
        && (tokens.start..mark).any(|at| matches!(lower(at), "editor" | "editors"));
    // "Dear Sir," alone on its line, or "Sir, I have waited"
    let is_before_capital = context
        .page
        .word(mark + 1)
        .chars()
        .next()
        .is_some_and(char::is_uppercase);
    let is_vocative = (tokens.start..mark)
        .all(|at| QuoteWord::Salutation.has(lower(at)) || lower(at).starts_with("editor"));
    let is_greeting = QuoteWord::Salutation.has(lower(tokens.start))
        && (mark + 1 == tokens.end || is_vocative && is_before_capital);
    if is_to_editor || is_greeting {
        mark + 1
    } else {
        tokens.start
    }
}

/// Returns whether a paragraph ends as a sentence does.
fn ends_sentence(context: &QuoteContext<'_, '_>, tokens: &Range<usize>) -> bool {
    let last = context.page.word(tokens.end.saturating_sub(1));
    last.ends_with(['.', '?', '!', '…', ')', '”', '"', ':'])
}

/// Returns whether a line takes leave: "Yours faithfully,", "Kind regards".
fn is_sign_off(context: &QuoteContext<'_, '_>, number: usize) -> bool {
    paragraph_tokens(context, number).is_some_and(|tokens| {
        tokens.len() <= MAX_SIGN_OFF_TOKENS
            && tokens.clone().all(|at| !context.tag(at).is_finite())
            && tokens
                .clone()
                .any(|at| QuoteWord::SignOff.has(context.page.lower(at)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_quotes;

    #[test]
    fn a_letter_is_its_signers() {
        assert_quotes(
            "To the editor: Bring back the old clock. It was always right.\n\nAngela Merkel\n\nThe council met.",
            &["direct Bring back the old clock. It was always right. by Angela Merkel"],
        );
        assert_quotes(
            "My bus has not come since March. I now walk.\n\nYours faithfully,\n\nAngela Merkel",
            &["direct My bus has not come since March. I now walk. by Angela Merkel"],
        );
        assert_quotes(
            "Your article on the canal was wrong. It is a ditch.\n\nAngela Merkel, Berlin",
            &["direct Your article on the canal was wrong. It is a ditch. by Angela Merkel"],
        );
        assert_quotes(
            "Dear Sir,\n\nThe tram is late.\n\nIt was late in May.\n\nAngela Merkel",
            &["direct The tram is late. … It was late in May. by Angela Merkel"],
        );
        assert_quotes(
            "Trams that never come\n\nSir, I have waited since August. Nobody came.\n\nAngela Merkel\nBahnhof Road, Berlin",
            &["direct I have waited since August. Nobody came. by Angela Merkel"],
        );
        assert_quotes(
            "Dear Editor – The tram was late.\n\nDr Angela Merkel, Berlin",
            &["direct The tram was late. by Angela Merkel"],
        );
    }

    #[test]
    fn names_below_other_texts_sign_nothing() {
        for text in [
            "The museum of salt reopened.\n\nAngela Merkel, Berlin",
            "The museum of salt reopened.\n\n— Angela Merkel, Berlin",
            "Angela Merkel, Berlin; Olaf Scholz, Hamburg: winners of the crossword.",
            "Dear old Angela Merkel has left Berlin.\n\nShe went home.",
            "Letters may be cut. Please give your name. Write to: The Editor, Berlin.",
            "Yours for £12,000: a small house near Berlin.\n\nIt has no roof.",
        ] {
            assert_quotes(text, &[]);
        }
    }
}
