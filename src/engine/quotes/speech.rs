//! Which stretches in quotation marks are speech, and which are titles, nicknames, terms and words held at arm's length.

use super::attribute::{Attribution, Tie};
use super::context::Scene;
use super::marks::Stretch;
use crate::engine::syntax::part_of_speech::PosTag;
use crate::engine::{Case, TokenClass};

/// Verbs in front of a stretch that say that it is a name for something, where they are no cue.
const NAMING: &[&str] = &[
    "so-called",
    "called",
    "dubbed",
    "nicknamed",
    "titled",
    "entitled",
    "termed",
    "named",
    "known",
    "sang",
    "reads",
    "spelled",
    "spelt",
];

/// Nouns in front of a stretch that say that it names a word.
const WORDS: &[&str] = &[
    "nickname",
    "alias",
    "word",
    "words",
    "term",
    "terms",
    "phrase",
    "slogan",
    "motto",
    "hashtag",
    "acronym",
    "label",
    "category",
    "pseudonym",
];

/// Nouns in front of a stretch in capitals that say that it is the title of a work.
const WORKS: &[&str] = &[
    "song",
    "book",
    "novel",
    "film",
    "movie",
    "album",
    "show",
    "series",
    "episode",
    "program",
    "programme",
    "play",
    "documentary",
    "sitcom",
    "musical",
    "single",
    "track",
    "hit",
    "memoir",
    "essay",
    "poem",
    "painting",
    "game",
    "magazine",
    "bestseller",
    "drama",
    "comedy",
    "tune",
    "podcast",
    "biography",
    "sequel",
    "thriller",
    "broadcast",
];

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
            if !is_small || is_upper {
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
    shape.n_words <= 3
        && shape.is_capital
        && before == PosTag::Name
        && scene.tag(stretch.tokens.end) == PosTag::Name
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
    let names = |word: &str| NAMING.contains(&word) || WORDS.contains(&word);
    let far = if before(1) == "," { 2 } else { 1 };
    (names(before(far)) || WORKS.contains(&before(far))) && !is_cue(far)
        || WORKS.contains(&before(far)) && Shape::of(scene, stretch).is_capital
        || NAMING.contains(&before(1)) && names_a_thing(scene, stretch)
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
