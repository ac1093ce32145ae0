//! Which stretches in quotation marks are speech, and which are titles, nicknames, terms and words held at arm's length.

use super::attribute::{Attribution, Tie};
use super::context::Scene;
use super::marks::Stretch;
use super::pull_quote::is_pull_quote;
use super::quote_words::QuoteWord;
use crate::engine::lexeme::word_classes::Cue;
use crate::engine::syntax::part_of_speech::PosTag;
use crate::engine::{Case, TokenClass};

/// How many tokens a label such as "Read more:" may have.
const MAX_LIST_LABEL_TOKENS: usize = 5;

/// How many tokens may stand between a determiner and the noun that says what a work is: "a double album".
const MAX_DESCRIPTION_TOKENS: usize = 5;

/// Returns whether a stretch is speech.
pub(super) fn is_speech(
    scene: &Scene<'_, '_>,
    stretch: &Stretch,
    attribution: &Attribution,
) -> bool {
    let shape = Shape::of(scene, stretch);
    if shape.n_words == 0 || is_nickname(scene, stretch, &shape) {
        return false;
    }
    if shape.n_words <= 8 && is_named_so(scene, stretch, attribution) {
        return false;
    }
    let is_tied = matches!(
        attribution.tie,
        Tie::After | Tie::Before | Tie::FollowOn | Tie::According
    ) || attribution.tie == Tie::LeadIn && shape.is_sentence;
    if is_title_of_work(scene, stretch, attribution, &shape)
        || is_pull_quote(scene, stretch, attribution, &shape)
        || is_user_name(scene, stretch, attribution)
        || is_key(scene, stretch, attribution, &shape)
    {
        return false;
    }
    if shape.is_title && !is_tied && shape.n_words <= 10 || is_broadcast(scene, stretch, &shape) {
        return false;
    }
    if attribution.tie.is_context() && shape.n_words <= 5 && is_subject(scene, stretch) {
        return false;
    }
    match attribution.tie {
        Tie::None => shape.n_words > 9 || shape.n_words > 3 && shape.is_sentence,
        Tie::Subject => shape.n_words > 3,
        Tie::Complement => shape.n_words > 1,
        _ => true,
    }
}

/// What the words of a stretch look like.
pub(super) struct Shape {
    /// How many words it has.
    pub(super) n_words: usize,
    /// Whether it begins with a capital.
    pub(super) is_capital: bool,
    /// Whether every word of weight begins with a capital.
    pub(super) is_title: bool,
    /// Whether it ends as a sentence does, before its closing mark.
    pub(super) is_sentence: bool,
}

impl Shape {
    /// Returns the shape of a stretch.
    pub(super) fn of(scene: &Scene<'_, '_>, stretch: &Stretch) -> Self {
        let (mut n_words, mut n_capitals, mut n_weighty) = (0, 0, 0);
        let mut is_capital = false;
        for index in stretch.inner() {
            let Some(token) = scene.page.tokens().get(index) else {
                break;
            };
            if !matches!(
                token.class,
                TokenClass::Word | TokenClass::Number | TokenClass::Address
            ) || scene.page.lower(index).starts_with('\'')
            {
                continue;
            }
            let is_upper = matches!(token.case, Case::Title | Case::Upper | Case::Mixed);
            is_capital |= n_words == 0 && is_upper;
            n_words += 1;
            let is_small = matches!(
                scene.tag(index),
                PosTag::Determiner | PosTag::Preposition | PosTag::And | PosTag::To
            );
            let is_number = token.class == TokenClass::Number;
            if !is_small && !is_number || is_upper {
                n_weighty += 1;
                n_capitals += usize::from(is_upper);
            }
        }
        let last = scene.page.word(stretch.inner().end.saturating_sub(1));
        Self {
            n_words,
            is_capital,
            is_title: n_words > 1 && n_weighty == n_capitals && n_capitals > 1,
            is_sentence: last.ends_with(['.', '?', '!', ',', '…', '-', '–', '—'])
                || !stretch.is_closed,
        }
    }
}

/// Returns whether a stretch stands between two parts of a name: Robert "Bob" Hale.
fn is_nickname(scene: &Scene<'_, '_>, stretch: &Stretch, shape: &Shape) -> bool {
    let before = stretch
        .tokens
        .start
        .checked_sub(1)
        .map_or(PosTag::Stop, |at| scene.tag(at));
    let next = stretch.tokens.end;
    shape.n_words <= 3
        && shape.is_capital
        && before == PosTag::Name
        && (scene.tag(next) == PosTag::Name || scene.page.lower(next) == "as")
}

/// Returns whether the words in front say that the stretch names something.
fn is_named_so(scene: &Scene<'_, '_>, stretch: &Stretch, attribution: &Attribution) -> bool {
    let before = |n: usize| {
        stretch
            .tokens
            .start
            .checked_sub(n)
            .map_or("", |at| scene.page.lower(at))
    };
    let is_cue = |n: usize| {
        let at = stretch.tokens.start.checked_sub(n);
        at.is_some_and(|at| {
            attribution
                .cue
                .as_ref()
                .is_some_and(|cue| cue.contains(&at))
                && attribution.speaker.is_some()
        })
    };
    if before(1) == "as" && matches!(before(2), "known" | "referred")
        || before(2) == "so-called"
        || before(2) == "known" && before(1) == "as"
    {
        return true;
    }
    let names = |word: &str| QuoteWord::QuotedAs.has(word) || QuoteWord::WordNoun.has(word);
    let far = if before(1) == "," { 2 } else { 1 };
    (names(before(far)) || QuoteWord::Work.has(before(far))) && !is_cue(far)
        || QuoteWord::Work.has(before(far)) && Shape::of(scene, stretch).is_capital
        || QuoteWord::QuotedAs.has(before(1)) && names_a_thing(scene, stretch)
        || QuoteWord::Sign.has(before(1))
        || before(1) == ":" && is_after_list_label(scene, stretch)
}

/// Returns whether a line of links, credits or sources leads to a stretch: `Read more: “Ten Walks”.`
fn is_after_list_label(scene: &Scene<'_, '_>, stretch: &Stretch) -> bool {
    let first = scene
        .frames
        .partition_point(|frame| frame.tokens.end <= stretch.tokens.start);
    scene.frames.get(first).is_some_and(|frame| {
        stretch.tokens.start - frame.tokens.start < MAX_LIST_LABEL_TOKENS
            && QuoteWord::List.has(scene.page.lower(frame.tokens.start))
    })
}

/// Returns whether a stretch in capitals is the title of a work: a verb makes or shows it, or what follows says what it is.
fn is_title_of_work(
    scene: &Scene<'_, '_>,
    stretch: &Stretch,
    attribution: &Attribution,
    shape: &Shape,
) -> bool {
    if !shape.is_title || attribution.tie == Tie::After {
        return false;
    }
    let cue = attribution.cue.as_ref();
    let cue = cue.filter(|cue| cue.end <= stretch.tokens.start);
    let is_led = stretch.tokens.start.checked_sub(1).is_some_and(|before| {
        scene.tag(before) == PosTag::Colon
            || scene.tag(before) == PosTag::Comma && cue.is_some_and(|cue| cue.end == before)
    });
    let before = stretch.tokens.start.checked_sub(1);
    let is_made = cue
        .map(|cue| cue.start)
        .into_iter()
        .chain(before)
        .any(|verb| QuoteWord::VerbOfWork.has(scene.page.lower(verb)));
    let next = stretch.tokens.end;
    let next = next + usize::from(scene.tag(next) == PosTag::Comma);
    let is_described = scene.tag(next) == PosTag::Determiner
        && (next + 1..next + 1 + MAX_DESCRIPTION_TOKENS)
            .take_while(|at| scene.tag(*at).is_inside_phrase())
            .any(|at| QuoteWord::Work.has(scene.page.lower(at)));
    !is_led && is_made || is_described
}

/// Returns whether a stretch is the name of an account, as in `Posting as “pilot_88”`.
fn is_user_name(scene: &Scene<'_, '_>, stretch: &Stretch, attribution: &Attribution) -> bool {
    let name = scene
        .page
        .text()
        .slice(scene.page.range_of(stretch.inner()));
    let name = name.trim_end_matches([',', '.']);
    let is_word = !name.is_empty() && !name.contains(char::is_whitespace);
    let is_sign = name.contains('_') || name.starts_with('@');
    // "G20," Roe said: words that somebody says may end in a number.
    let has_digit = name.ends_with(|c: char| c.is_ascii_digit())
        && name.starts_with(char::is_lowercase)
        && attribution.tie != Tie::After;
    is_word && (is_sign || has_digit)
}

/// Returns whether a stretch is a word on a key or a button: `Press “hold” and wait`.
fn is_key(
    scene: &Scene<'_, '_>,
    stretch: &Stretch,
    attribution: &Attribution,
    shape: &Shape,
) -> bool {
    let cue = attribution.cue.as_ref().map(|cue| cue.start);
    let is_weak = cue.is_some_and(|at| scene.cue(at).is_some_and(Cue::is_for_marks));
    shape.n_words == 1
        && !shape.is_capital
        && !shape.is_sentence
        && is_weak
        && cue.is_some_and(|at| at + 1 == stretch.tokens.start)
}

/// Returns whether a noun and a participle lead to a name in capitals: `a blog called “Feed”`.
fn names_a_thing(scene: &Scene<'_, '_>, stretch: &Stretch) -> bool {
    let noun = stretch.tokens.start.checked_sub(2);
    noun.is_some_and(|at| scene.tag(at) == PosTag::Noun) && Shape::of(scene, stretch).is_capital
}

/// Returns whether a stretch in capitals is where something was said, not what: `on “Late Edition”`, `ABC's “Today”`.
fn is_broadcast(scene: &Scene<'_, '_>, stretch: &Stretch, shape: &Shape) -> bool {
    let Some(before) = stretch.tokens.start.checked_sub(1) else {
        return false;
    };
    let lower = scene.page.lower(before);
    let is_owned = scene.tag(before) == PosTag::Possessive
        && matches!(lower, "'s" | "’s" | "'" | "’")
        && before
            .checked_sub(1)
            .is_some_and(|owner| scene.tag(owner) == PosTag::Name);
    let is_inside = scene.tag(before) == PosTag::Preposition;
    let last = scene.page.word(stretch.inner().end.saturating_sub(1));
    shape.is_capital
        && !last.ends_with(['!', '?'])
        && shape.n_words <= 6
        && (is_owned && (shape.is_title || shape.n_words == 1)
            || is_inside && (shape.is_title || shape.n_words == 1 && lower == "on"))
}

/// Returns whether a short stretch at the start of a sentence is a part of the writer's clause: `“Hub” is a term.`
fn is_subject(scene: &Scene<'_, '_>, stretch: &Stretch) -> bool {
    let last = stretch.inner().end.saturating_sub(1);
    let next = stretch.tokens.end;
    let stands_in_clause = match scene.tag(last) {
        PosTag::Stop | PosTag::Dash => false,
        PosTag::Comma => matches!(
            scene.tag(next),
            PosTag::Relative | PosTag::Preposition | PosTag::Determiner
        ),
        _ => {
            let tag = scene.tag(next);
            tag.is_finite()
                || tag.is_verb()
                || matches!(
                    tag,
                    PosTag::Adverb
                        | PosTag::Noun
                        | PosTag::Plural
                        | PosTag::Relative
                        | PosTag::Preposition
                )
        }
    };
    stands_in_clause && !scene.is_frame_end(next)
}
