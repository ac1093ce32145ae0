//! A clause that is reported without marks, and the rules that find one after its cue.

use std::ops::Range;

use crate::annotation::RuleId;
use crate::engine::rule::{FindingKind, Rule};

pub(super) static CLAUSE_AFTER: Rule = Rule {
    id: RuleId("quotes/clause-after-cue"),
    summary: "A clause that a verb of saying before it reports.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Officials said that ⟦the dam would hold⟧.",
        "Anna Roe said ⟦the plant was safe⟧, but she left the next day.",
        "Ana Roe asked ⟦whether the bridge was safe⟧.",
    ],
    silent: &[
        "Officials spoke of the dam.",
        "The dam would hold, officials said.",
    ],
};

pub(super) static PROMISE: Rule = Rule {
    id: RuleId("quotes/infinitive-after-cue"),
    summary: "What somebody promises, threatens or asks to do, as an infinitive.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "After the pier burned, the port promised ⟦to rebuild it⟧.",
        "Ana Roe threatened ⟦to sell the club⟧.",
    ],
    silent: &[
        "The port rebuilt the pier to promise.",
        "The port was said to be old.",
    ],
};

pub(super) static NOUN_AFTER: Rule = Rule {
    id: RuleId("quotes/noun-after-cue"),
    summary: "A noun that stands for what somebody denied, praised or demanded.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Ana Roe denied ⟦the charges⟧.",
        "The union condemned ⟦the plan⟧.",
    ],
    silent: &[
        "The clinic reported four cases on Friday.",
        "The flood claimed nine lives near Elmsgate.",
    ],
};

pub(super) static TOPIC: Rule = Rule {
    id: RuleId("quotes/topic-of-speech"),
    summary: "What somebody called for, warned of or spoke about.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Ana Roe called for ⟦a new vote⟧.",
        "The union warned of ⟦a long strike⟧.",
    ],
    silent: &["Ruth Tolland asked for water.", "Ana Roe spoke on Friday."],
};

pub(super) static RELATIVE: Rule = Rule {
    id: RuleId("quotes/relative-clause"),
    summary: "A relative clause that a verb of saying interrupts.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "He wants a rule ⟦that critics say does harm⟧.",
        "She sold the boat ⟦that experts say is worth more⟧.",
    ],
    silent: &[
        "He wants a rule that does harm.",
        "Critics say that the rule does harm.",
    ],
};

pub(super) static AGENTLESS: Rule = Rule {
    id: RuleId("quotes/unnamed-report"),
    summary: "A clause whose sentence says that it was said or asked, and not by whom.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "It was said that ⟦the bridge was safe⟧.",
        "Pilots were told that ⟦the field was closed⟧.",
    ],
    silent: &[
        "Asked whether the bridge was safe, Dahl left the room.",
        "Pilots told the tower that the field was closed.",
    ],
};

pub(super) static NOUN_CUE: Rule = Rule {
    id: RuleId("quotes/noun-cue"),
    summary: "What somebody’s claim, promise, fear or insistence is.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "The claim by Ruth Tolland that ⟦the gate was shut⟧ convinced nobody.",
        "Imre Vass’s insistence that ⟦he had paid⟧ did not help him.",
        "There are fears among the growers that ⟦frost will return⟧.",
    ],
    silent: &[
        "The claim by Ruth Tolland was settled in May.",
        "The warning lights that hung over the gate are gone.",
    ],
};

/// A clause that is reported.
#[derive(Clone, Debug)]
pub(super) struct ReportedClause {
    /// The rule that found it.
    pub(super) by: &'static Rule,
    /// Its tokens; two pieces where the speaker is between them.
    pub(super) pieces: Vec<Range<usize>>,
    /// Which of the frame's cues reports it.
    pub(super) said: usize,
    /// How sure that is, in percent.
    pub(super) percent: u8,
}

/// The pieces of a reported clause, with the rule that found it and the confidence in percent.
pub(super) struct ClauseParts {
    /// The rule that found it.
    pub(super) by: &'static Rule,
    pub(super) pieces: Vec<Range<usize>>,
    pub(super) percent: u8,
}

impl ClauseParts {
    /// Returns the clause in one piece, unless it is empty.
    pub(super) fn whole(by: &'static Rule, piece: Range<usize>, percent: u8) -> Option<Self> {
        (!piece.is_empty()).then(|| Self {
            by,
            pieces: std::iter::once(piece).collect(),
            percent,
        })
    }
}
