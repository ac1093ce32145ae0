//! Which stretches in quotation marks are speech, and which are titles, nicknames, terms and words held at arm's length.

use super::attribute::{Attribution, Tie};
use super::marks::Stretch;
use super::scene::Scene;
use super::tag::Tag;
use crate::engine::{Case, TokenClass};

/// Words in front of a stretch that say that it is a name for something.
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
    "sang",
    "reads",
    "spelled",
    "spelt",
    "acronym",
    "label",
    "category",
    "bestseller",
    "drama",
    "comedy",
    "tune",
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
        Tie::After | Tie::Before | Tie::FollowOn | Tie::LeadIn | Tie::According
    );
    if shape.is_title && !is_tied && shape.n_words <= 10 {
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
            if scene.page.word(index).len() > 3 || is_upper {
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
        .map_or(Tag::Stop, |at| scene.tag(at));
    shape.n_words <= 3
        && shape.is_capital
        && before == Tag::Name
        && scene.tag(stretch.tokens.end) == Tag::Name
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
    NAMING.contains(&before(1)) && !is_cue(1)
        || before(1) == "," && NAMING.contains(&before(2)) && !is_cue(2)
}
