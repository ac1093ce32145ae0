//! What somebody says in a transcript, an interview, a letter or a block quotation.

use std::ops::Range;

use crate::annotation::EntityId;
use crate::engine::rule::Rule;
use crate::engine::syntax::noun_phrase::NounPhrase;

/// What somebody says in a transcript, an interview, a letter or a block quotation.
pub(super) struct SpeechTurn {
    /// The rule that read it.
    pub(super) by: &'static Rule,
    /// Its tokens.
    pub(super) pieces: Vec<Range<usize>>,
    /// The words that say who speaks.
    pub(super) speaker: Option<NounPhrase>,
    /// Who that is.
    pub(super) owner: TurnOwner,
    /// How sure that is, in percent.
    pub(super) percent: u8,
    /// Whether it is a quotation. The questions of an interview are not, where nobody says who asks.
    pub(super) is_listed: bool,
}

/// Who speaks in a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TurnOwner {
    /// Who the words name.
    ByWords,
    /// This one, as the label of the turn says.
    Label(EntityId),
    /// The person whom an interview introduces.
    Interviewee(EntityId),
    /// One of several whom the words may name.
    Unresolved,
}
