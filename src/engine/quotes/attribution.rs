//! The attribution of words in quotation marks: their cue, their speaker, and the rules that found them.

use std::ops::Range;

use super::reporting_cue::ReportingCue;
use crate::annotation::RuleId;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::noun_phrase::NounPhrase;

/// The maximum distance between a quote and its cue, in tokens. It bounds the time for a page of only quotation marks
/// and cues.
pub(super) const MAX_CUE_TOKENS: usize = 120;

/// How a quote is connected to its speaker, from the most certain to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum AttributionTie {
    /// `“…,” said Roe`, `“…,” Roe said`.
    After,
    /// `Roe said: “…”`, `Roe called it “…”`.
    Before,
    /// `Roe said that the deal is “…” and …`.
    Complement,
    /// `according to`.
    According,
    /// The speaker of the previous quote continues.
    FollowOn,
    /// A sentence before introduces the quote.
    LeadIn,
    /// The text says that something was said, but not by whom: "she was asked, “…”".
    Unnamed,
    /// Nothing connects it to a speaker.
    None,
}

impl AttributionTie {
    /// Returns whether this connection is for whole sentences, and not for words in the writer's own sentence.
    pub(super) const fn is_of_sentence(self) -> bool {
        matches!(self, Self::After | Self::FollowOn | Self::LeadIn)
    }

    /// Returns whether the connection is to another sentence.
    pub(super) const fn is_context(self) -> bool {
        matches!(self, Self::FollowOn | Self::LeadIn)
    }

    /// Returns the confidence in such a connection before calibration, in percent.
    pub(super) const fn percent(self) -> u8 {
        match self {
            Self::After => 97,
            Self::Before => 94,
            Self::According => 90,
            Self::Complement => 88,
            Self::FollowOn | Self::Unnamed => 80,
            Self::LeadIn => 75,
            Self::None => 50,
        }
    }
}

pub(super) static CUE_AFTER: Rule = Rule {
    id: RuleId("quotes/cue-after"),
    summary: "Words in marks before a speaker and a verb of saying.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "⟦“We will appeal,”⟧ Mr. Haddad said.",
        "⟦“Nobody slept,”⟧ the warden told reporters.",
    ],
    silent: &[
        "Mr. Haddad said the case was weak.",
        "“We will appeal,” said Mr. Haddad.",
    ],
};

pub(super) static INVERTED_CUE: Rule = Rule {
    id: RuleId("quotes/inverted-cue"),
    summary: "Words in marks before a verb of saying and its speaker.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "⟦“The bridge is safe,”⟧ said Karen Oduya.",
        "⟦“Who pays?”⟧ asked the mayor.",
    ],
    silent: &[
        "“The bridge is safe,” Karen Oduya said.",
        "The bridge is safe, said Karen Oduya.",
    ],
};

pub(super) static CUE_BEFORE: Rule = Rule {
    id: RuleId("quotes/cue-before"),
    summary: "Words in marks after a speaker and a verb of saying.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Lena Fischer said: ⟦“Nobody told us.”⟧",
        "On Friday the mayor told reporters, ⟦“It will reopen.”⟧",
    ],
    silent: &[
        "“Nobody told us,” Lena Fischer said.",
        "Lena Fischer wrote “Nobody Told Us” in a shed.",
    ],
};

pub(super) static WORDS_IN_CLAUSE: Rule = Rule {
    id: RuleId("quotes/words-in-clause"),
    summary: "Words in marks inside a clause that a verb of saying governs.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "The council said in its letter of June that the school was, in every class, ⟦“a mess.”⟧",
        "The paper of the union said in its issue of May that the port was, in all its parts, ⟦“a disaster.”⟧",
    ],
    silent: &[
        "Lena Fischer said: “Nobody told us.”",
        "The “repairs” took a year.",
    ],
};

pub(super) static ACCORDING_TO: Rule = Rule {
    id: RuleId("quotes/according-to"),
    summary: "Words with their source after “according to”.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "⟦Two men were held⟧, according to police.",
        "According to the union, ⟦none of the piers is safe⟧.",
        "⟦The fire was “a crime,”⟧ according to Ana Roe.",
    ],
    silent: &[
        "The boxes are stacked according to weight.",
        "Two men were held according to a plan.",
    ],
};

pub(super) static UNNAMED: Rule = Rule {
    id: RuleId("quotes/unnamed-speaker"),
    summary: "Words whose sentence says that they were said, and not by whom.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Ida Blume was asked, ⟦“Did you know?”⟧",
        "The crew were told: ⟦“Leave the ship.”⟧",
    ],
    silent: &[
        "Ida Blume was asked by her host, “Did you know?”",
        "Ida Blume asked: “Did you know?”",
    ],
};

pub(super) static MARKS_ALONE: Rule = Rule {
    id: RuleId("quotes/marks-alone"),
    summary: "A sentence in marks whose speaker the text does not show.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "The road was shut. ⟦“It will stay shut for as long as it takes to mend it.”⟧",
        "The bridge is closed. ⟦“Nobody told us that the boats would stop running so early this year.”⟧",
    ],
    silent: &[
        "The “repairs” took a year.",
        "“It will stay shut,” said Ana Roe.",
    ],
};

/// The cue and speaker found for a quote.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    /// The rule that found it.
    pub(super) by: &'static Rule,
    /// The rule that found the speaker in another sentence, if one did.
    pub(super) speaker_by: Option<&'static Rule>,
    /// How the speaker was found.
    pub(super) tie: AttributionTie,
    /// The cue's tokens.
    pub(super) cue: Option<Range<usize>>,
    /// The speaker.
    pub(super) speaker: Option<NounPhrase>,
}

impl Attribution {
    /// The value if nothing was found.
    pub(super) const NONE: Self = Self {
        by: &MARKS_ALONE,
        speaker_by: None,
        tie: AttributionTie::None,
        cue: None,
        speaker: None,
    };

    pub(super) fn of(tie: AttributionTie, said: &ReportingCue) -> Self {
        let by = match tie {
            AttributionTie::After if said.is_inverted => &INVERTED_CUE,
            AttributionTie::After => &CUE_AFTER,
            AttributionTie::According => &ACCORDING_TO,
            AttributionTie::Unnamed => &UNNAMED,
            _ if said.is_according => &ACCORDING_TO,
            AttributionTie::Before => &CUE_BEFORE,
            _ => &WORDS_IN_CLAUSE,
        };
        Self {
            by,
            speaker_by: None,
            tie,
            cue: Some(said.tokens.clone()),
            speaker: said.speaker.clone(),
        }
    }
}
