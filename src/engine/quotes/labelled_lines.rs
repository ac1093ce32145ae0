//! Lines that begin with the name of who speaks: "SMITH: We did.", "Host Ana Roe – Good morning.", "Caller: Help!"

use std::ops::Range;

use super::context::QuoteContext;
use super::label_names::LabelNames;
use super::quote_words::QuoteWord;
use super::turn::{SpeechTurn, TurnOwner};
use crate::annotation::{EntityKind, RuleId};
use crate::article::BlockKind;
use crate::engine::lexeme::hash::HashMap;
use crate::engine::lexeme::name_words::entity_lexicon;
use crate::engine::lexeme::normalize::fold_name;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;
use crate::engine::{Case, TokenClass};

/// The maximum number of tokens in a label, with its separator: "Senator Rhonda Kells (D-Ohio):".
const MAX_LABEL_TOKENS: usize = 10;

/// How many labelled titles may be turns.
const MAX_TITLES: usize = 4;

/// How many tokens a time before a label may have: "[00:12:04]".
const MAX_STAMP_TOKENS: usize = 4;

/// How many of its first tokens a line is judged by.
const MAX_JUDGED_TOKENS: usize = 200;

pub(super) static TRANSCRIPT: Rule = Rule {
    id: RuleId("quotes/transcript"),
    summary: "A line of a transcript, after the label of who speaks.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Dispatcher: ⟦Where are you?⟧\n\nCaller: On the roof of the mill.",
        "THE COURT: Please sit.\n\nMR. ALDER: ⟦I can’t, Your Honor.⟧",
    ],
    silent: &[
        "WHEN: Saturday at seven.\n\nWHERE: The small hall is open.",
        "Angela Merkel: The former chancellor is 70.\n\nOlaf Scholz: He led the party.",
    ],
};

/// The label of a turn names a person by surname, given name or initials.
pub(super) static LABEL: Rule = Rule {
    id: RuleId("quotes/speaker-label"),
    summary: "The speaker of a turn is the person whom its label names in full or in short.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Ingrid Halvorsen met Peter Okafor in Lagos on Monday.\n\n⟦HALVORSEN⟧: You sold the boat?\n\nOKAFOR: I gave it away.",
        "Ingrid Halvorsen met Peter Okafor in Lagos on Monday.\n\nIH: You sold the boat?\n\n⟦PO⟧: I gave it away.",
    ],
    silent: &[
        "Dispatcher: Where are you?\n\nCaller: On the roof of the mill.",
        "Ingrid Halvorsen met Peter Okafor in Lagos. “You sold the boat?” asked Okafor.",
    ],
};

/// A line with a label.
pub(super) struct LabelledLine {
    /// The number of its block.
    pub(super) block: usize,
    /// The words of the label.
    pub(super) label: Range<usize>,
    /// What follows the label and its colon or dash.
    pub(super) said: Range<usize>,
    /// Whether the label is in brackets, as in "((WN)) Why?"
    is_bracketed: bool,
    /// Whether a time stands before it, as in "[00:12] Ana Roe: Why?"
    is_stamped: bool,
}

/// What a label is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LabelKind {
    /// One of the people of the article.
    Person(TurnOwner),
    /// Somebody without a name: "Caller", "THE COURT".
    Somebody,
    Unknown,
}

/// Returns the labelled lines of a page that is a transcript; nothing of other pages.
pub(super) fn find_transcript_turns(
    context: &QuoteContext<'_, '_>,
    names: &LabelNames,
    lines: &[LabelledLine],
) -> Vec<SpeechTurn> {
    let mut n_uses: HashMap<&str, usize> = HashMap::default();
    for line in lines {
        *n_uses.entry(words_of(context, &line.label)).or_default() += 1;
    }
    let is_again = |line: &LabelledLine| {
        n_uses
            .get(words_of(context, &line.label))
            .is_some_and(|n| *n > 1)
    };
    let kinds: Vec<_> = lines
        .iter()
        .map(|line| kind_of(context, names, &line.label))
        .collect();
    let n_known = kinds
        .iter()
        .filter(|kind| **kind != LabelKind::Unknown)
        .count();
    let takes_turns = n_uses.len() > 1 && lines.iter().any(is_again);
    // "Angela Merkel: The former chancellor is 70" describes her, in a list of who is who.
    let is_dialogue = takes_turns
        || lines.iter().all(|line| line.is_stamped)
        || lines.iter().all(|line| is_shouted(context, &line.label));
    let n_spoken = lines
        .iter()
        .filter(|line| is_spoken(context, &line.said, is_dialogue))
        .count();
    let is_stamped = lines.iter().all(|line| line.is_stamped);
    let is_transcript = lines.len() > 1
        && n_spoken * 2 >= lines.len()
        && (n_known * 2 >= lines.len() || takes_turns || is_stamped);
    if !is_transcript {
        return Vec::new();
    }
    let is_turn = |line: &LabelledLine, kind: LabelKind| {
        kind != LabelKind::Unknown
            || line.is_bracketed
            || line.is_stamped
            || is_again(line)
            || names_somebody(context, &line.label)
            // Most labels are people, so this one is.
            || n_known * 2 >= lines.len() && n_known > 1 && has_form_of_name(context, &line.label)
            || is_shouted(context, &line.label)
    };
    lines
        .iter()
        .zip(kinds)
        .filter(|(line, kind)| is_turn(line, *kind) && ends_as_speech(context, &line.said))
        .map(|(line, kind)| make_turn(line, kind))
        .collect()
}

/// Returns whether a label has the form of a person's name, one of whose words is a given name: "Selin Aktaş".
fn names_somebody(context: &QuoteContext<'_, '_>, label: &Range<usize>) -> bool {
    let is_given = |at: usize| {
        let word = fold_name(context.page.word(at));
        entity_lexicon().given_name(&word).is_some()
    };
    label.len() > 1
        && (label.clone().any(|at| {
            let name = context.name_at(at);
            name.is_some_and(|name| name.kind == Some(EntityKind::Person))
        }) || label.clone().take(label.len() - 1).any(is_given))
}

/// Returns whether a label is two or three words in capitals: "Selin Aktaş".
fn has_form_of_name(context: &QuoteContext<'_, '_>, label: &Range<usize>) -> bool {
    let is_word = |at: usize| {
        let token = context.page.tokens().get(at);
        token.is_some_and(|token| token.class == TokenClass::Word && token.case == Case::Title)
            && context.page.speech(at).closed.is_none()
    };
    matches!(label.len(), 2 | 3) && label.clone().all(is_word)
}

fn make_turn(line: &LabelledLine, kind: LabelKind) -> SpeechTurn {
    let owner = match kind {
        LabelKind::Person(owner) => owner,
        _ => TurnOwner::ByWords,
    };
    SpeechTurn {
        by: &TRANSCRIPT,
        pieces: std::iter::once(line.said.clone()).collect(),
        speaker: Some(NounPhrase {
            tokens: line.label.clone(),
            head: line.label.end - 1,
        }),
        owner,
        percent: if owner == TurnOwner::ByWords { 72 } else { 85 },
        is_listed: true,
    }
}

/// Returns the lines of a page that begin with a label.
pub(super) fn labelled_lines(context: &QuoteContext<'_, '_>) -> Vec<LabelledLine> {
    let blocks = context.page.article().blocks();
    let is_text = |kind: BlockKind| matches!(kind, BlockKind::Paragraph | BlockKind::Item { .. });
    let is_heading = |kind: BlockKind| matches!(kind, BlockKind::Heading(_));
    let mut lines: Vec<_> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| is_text(block.kind) || is_heading(block.kind))
        .filter_map(|(number, block)| {
            read_line(context, number, &context.page.tokens_in(block.range))
        })
        .collect();
    let is_title = |line: &LabelledLine| {
        let block = blocks.get(line.block);
        block.is_some_and(|block| !is_text(block.kind))
    };
    // The first line of a transcript without a title looks like one.
    let is_turn = |title: &LabelledLine| {
        let first = context.page.naming(title.label.start);
        let is_person = title.label.len() > 1 && first.title().is_some();
        is_person && ends_as_speech(context, &title.said)
            || lines.iter().any(|line| {
                !is_title(line)
                    && (words_of(context, &line.label) == words_of(context, &title.label)
                        || is_shouted(context, &line.label) && is_shouted(context, &title.label)
                        || line.is_stamped && title.is_stamped)
            })
    };
    let titles = lines.iter().filter(|line| is_title(line)).take(MAX_TITLES);
    let turns: Vec<_> = titles
        .filter(|title| is_turn(title))
        .map(|title| title.block)
        .collect();
    lines.retain(|line| !is_title(line) || turns.contains(&line.block));
    lines
}

/// Reads a line with a label.
fn read_line(
    context: &QuoteContext<'_, '_>,
    block: usize,
    tokens: &Range<usize>,
) -> Option<LabelledLine> {
    let word = |at: usize| context.page.word(at);
    let line_start = tokens.start;
    let tokens = after_time_stamp(context, tokens)..tokens.end;
    let is_stamped = tokens.start > line_start;
    let is_bracketed = word(tokens.start).starts_with('(');
    let within = tokens.start + 1..(tokens.start + MAX_LABEL_TOKENS).min(tokens.end);
    let end = within.clone().find(|at| {
        if is_bracketed {
            word(*at).starts_with(')')
        } else {
            is_separator(context, *at)
        }
    })?;
    let mut label = tokens.start..end;
    while label.start < label.end && word(label.start).starts_with('(') {
        label.start += 1;
    }
    // "Ana Roe (prosecutor): Whose knife is this?"
    if let Some(open) = label.clone().find(|at| context.tag(*at) == PosTag::Open) {
        if context.tag(label.end - 1) != PosTag::Close {
            return None;
        }
        label.end = open;
    }
    let mut said = end + 1..tokens.end;
    while said.start < said.end && matches!(word(said.start), ")" | "))" | ":") {
        said.start += 1;
    }
    let is_free = !said.is_empty() && context.stretch_at(said.start).is_none();
    (is_free && is_label(context, &label)).then_some(LabelledLine {
        block,
        label,
        said,
        is_bracketed,
        is_stamped,
    })
}

/// Returns the token after a time at the start of a line: "[00:12] Ana Roe: Why?"
fn after_time_stamp(context: &QuoteContext<'_, '_>, tokens: &Range<usize>) -> usize {
    let is_time = |at: usize| {
        let word = context.page.word(at);
        word.contains(':') && word.chars().all(|c| c.is_ascii_digit() || c == ':')
    };
    let end = tokens.end.min(tokens.start + MAX_STAMP_TOKENS);
    let Some(time) = (tokens.start..end).find(|at| is_time(*at)) else {
        return tokens.start;
    };
    let is_bracket = |at: usize| matches!(context.page.word(at), "[" | "(" | "]" | ")");
    if !(tokens.start..time).all(is_bracket) {
        return tokens.start;
    }
    (time + 1..end)
        .find(|at| !is_bracket(*at))
        .unwrap_or(tokens.start)
}

/// Returns whether a colon or a dash with spaces around it stands here; after a letter a full stop as well: "Q. Why?"
fn is_separator(context: &QuoteContext<'_, '_>, at: usize) -> bool {
    let is_glued = |at: usize| {
        let token = context.page.tokens().get(at);
        token.is_some_and(|token| token.is_glued)
    };
    match context.tag(at) {
        PosTag::Colon => true,
        PosTag::Dash => !is_glued(at) && !is_glued(at + 1),
        _ => false,
    }
}

/// Returns whether words can be a label: names, titles and roles, the first in capitals.
fn is_label(context: &QuoteContext<'_, '_>, words: &Range<usize>) -> bool {
    let mut has_word = false;
    for at in words.clone() {
        let Some(token) = context.page.tokens().get(at) else {
            return false;
        };
        let is_capital = matches!(token.case, Case::Title | Case::Upper | Case::Mixed);
        let is_part = match token.class {
            TokenClass::Word => is_capital || has_word && is_small_part(context.page.lower(at)),
            TokenClass::Number => has_word,
            _ => matches!(context.page.word(at), "." | "’" | "'" | "-"),
        };
        if !is_part {
            return false;
        }
        has_word |= token.class == TokenClass::Word;
    }
    has_word && context.stretch_at(words.start).is_none()
}

/// Returns whether a word in lower case may occur inside a label: a particle of a name, or a role.
fn is_small_part(lower: &str) -> bool {
    crate::engine::lexeme::name_words::is_particle(lower)
}

fn kind_of(context: &QuoteContext<'_, '_>, names: &LabelNames, label: &Range<usize>) -> LabelKind {
    if let Some(person) = names.person(context, label) {
        return LabelKind::Person(person);
    }
    let last = label
        .clone()
        .rev()
        .find(|at| {
            let token = context.page.tokens().get(*at);
            token.is_some_and(|token| token.class == TokenClass::Word)
        })
        .unwrap_or(label.start);
    let lower = context.page.lower(last);
    let naming = context.page.naming(last);
    let first = context.page.naming(label.start);
    let is_addressed = (first.is_honorific() || first.title().is_some()) && label.len() > 1;
    if naming.is_human() || naming.title().is_some() || is_addressed || QuoteWord::Label.has(lower)
    {
        LabelKind::Somebody
    } else {
        LabelKind::Unknown
    }
}

/// Returns whether a line is a sentence that somebody speaks: it asks, or is about "I" and "you", or has a verb with a tense
/// where labels alone show a dialogue.
fn is_spoken(context: &QuoteContext<'_, '_>, said: &Range<usize>, is_dialogue: bool) -> bool {
    ends_as_speech(context, said)
        && said.clone().take(MAX_JUDGED_TOKENS).any(|at| {
            is_dialogue && context.tag(at).is_finite()
                || context.page.word(at) == "?"
                || is_of_speaker(context.page.lower(at))
        })
}

/// Returns whether a word is a pronoun of the first or second person.
pub(super) fn is_of_speaker(lower: &str) -> bool {
    QuoteWord::Own.has(lower)
}

/// Returns whether a line ends as a sentence does.
fn ends_as_speech(context: &QuoteContext<'_, '_>, said: &Range<usize>) -> bool {
    let last = context.page.word(said.end.saturating_sub(1));
    last.ends_with(['.', '?', '!', '…', ']', ')', '”', '"', '’', '—', '–', '-'])
}

fn is_shouted(context: &QuoteContext<'_, '_>, label: &Range<usize>) -> bool {
    let mut letters = words_of(context, label)
        .chars()
        .filter(|c| c.is_alphabetic());
    letters.all(char::is_uppercase)
}

fn words_of<'a>(context: &QuoteContext<'a, '_>, label: &Range<usize>) -> &'a str {
    context
        .page
        .text()
        .slice(context.page.range_of(label.clone()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_quotes, check_entities};
    use crate::article::{ArticleBuilder, ArticleMetadata, BlockKind};
    use crate::engine::Engine;

    #[test]
    fn a_label_is_the_person_of_that_name() {
        check_entities(
            "Ingrid Halvorsen met Peter Okafor in Lagos on Monday.\n\nHALVORSEN: You sold the boat?\n\nOKAFOR: I gave it away.",
            &[
                "direct You sold the boat? by Ingrid Halvorsen",
                "direct I gave it away. by Peter Okafor",
            ],
        );
        check_entities(
            "Ingrid Halvorsen met Peter Okafor in Lagos on Monday.\n\nIH: You sold the boat?\n\nPO: I gave it away.",
            &[
                "direct You sold the boat? by Ingrid Halvorsen",
                "direct I gave it away. by Peter Okafor",
            ],
        );
        check_entities(
            "Peter Okafor and Mary Okafor own the mill near Lagos.\n\nPETER: You sold the boat.\n\nOKAFOR: We needed the money.",
            &[
                "direct You sold the boat. by Peter Okafor",
                "direct We needed the money. by nobody",
            ],
        );
    }

    #[test]
    fn somebody_without_a_name_can_have_a_label() {
        assert_quotes(
            "Dispatcher: Where are you?\n\nCaller: On the roof of the mill.",
            &[
                "direct Where are you? by Dispatcher",
                "direct On the roof of the mill. by Caller",
            ],
        );
        assert_quotes(
            "THE COURT: Please sit.\n\nMR. ALDER: I can’t, Your Honor.",
            &[
                "direct Please sit. by THE COURT",
                "direct I can’t, Your Honor. by MR. ALDER",
            ],
        );
        assert_quotes(
            "Operator – Your first question comes from London.\n\nAnalyst – Thanks. What about the margin?",
            &[
                "direct Your first question comes from London. by Operator",
                "direct Thanks. What about the margin? by Analyst",
            ],
        );
    }

    #[test]
    fn words_inside_a_turn_are_no_quotation_of_their_own() {
        assert_quotes(
            "CLERK: He said “no” and the warden said it was late.\n\nWARDEN: Did I?",
            &[
                "direct He said “no” and the warden said it was late. by CLERK",
                "direct Did I? by WARDEN",
            ],
        );
    }

    #[test]
    fn lists_with_labels_are_no_transcript() {
        for list in [
            "WHEN: Saturday at seven.\n\nWHERE: The small hall is open.",
            "Director: Lucia Moretti\n\nCamera: Jan Nowak\n\nMusic: Ada Frost",
            "Monday: soup.\n\nTuesday: eggs.\n\nWednesday: nothing.",
            "Serves: 4\n\nTime: 30 minutes",
            "WARNING: The road is closed.",
            "LEEDS — The club was sold.\n\nYORK — The mill burned.",
            "Note: The hall is cold.\n\nTickets: They cost £4.",
            "Winner: Bo Lind. He was superb.\n\nLoser: Ana Roe. She was not.",
            "Angela Merkel: The former chancellor is 70.\n\nOlaf Scholz: He led the party.",
            "Police: Two men were seen.\n\nPolice: Nobody was hurt.",
            "Goals: Mbeki 12.\n\nReferee: Des Hall.",
        ] {
            assert_quotes(list, &[]);
        }
    }

    #[test]
    fn times_and_a_first_line_like_a_title_are_parts_of_a_transcript() {
        assert_quotes(
            "[00:12] Archer: Who paid for the station?\n\n[00:15] Blom: Nobody. That was the scandal.",
            &[
                "direct Who paid for the station? by Archer",
                "direct Nobody. That was the scandal. by Blom",
            ],
        );
        let mut builder = ArticleBuilder::new();
        let lines = [
            "HOST: What do you miss?",
            "BLOM: The tea.",
            "HOST: Not the trains?",
            "BLOM: I miss the tea on the trains.",
        ];
        for (number, line) in lines.into_iter().enumerate() {
            builder.open(if number == 0 {
                BlockKind::Heading(1)
            } else {
                BlockKind::Paragraph
            });
            builder.push(line);
            builder.close();
        }
        let article = builder.finish(ArticleMetadata::default()).expect("short");
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let n_turns = engine.annotate(&article).quotes().count();
        assert_eq!(n_turns, 4);
        assert_quotes(
            "12:30 Lunch: soup and bread.\n\n13:15 Talk: the tides.",
            &[],
        );
    }
}
