//! Whose words a stretch in quotation marks holds where no verb of saying tells: labels, nouns of saying, subjects.

use std::ops::Range;

use super::attribution::{Attribution, AttributionTie, MAX_CUE_TOKENS};
use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use crate::annotation::RuleId;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;

pub(super) static LABEL: Rule = Rule {
    id: RuleId("quotes/label"),
    summary: "Words in marks after a label with a colon in the same line.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Rep. Tara Gow (R-S.C.): ⟦“I have not heard anyone cite that figure.”⟧",
        "- Mara Quill, the union's head: ⟦“We will not move.”⟧",
        "From the report: ⟦“Longer field periods produced better results.”⟧",
    ],
    silent: &[
        "Tara Gow said: “I have not heard it.”",
        "Tara Gow, the union's head, spoke: “We will not move.”",
    ],
};

pub(super) static NOUN_OF_SAYING: Rule = Rule {
    id: RuleId("quotes/noun-of-saying"),
    summary: "Words in marks that a noun beside them calls a reply, an advice, a chant or the like.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Her advice was to ⟦“leave before the tide turns.”⟧",
        "The port had one message: ⟦“Stay away.”⟧",
        "The boats left to chants of ⟦“No more cuts!”⟧",
    ],
    silent: &[
        "She took the advice. “I left,” she said.",
        "The message was lost and the port stayed shut.",
    ],
};

pub(super) static IN_THE_WORDS_OF: Rule = Rule {
    id: RuleId("quotes/in-the-words-of"),
    summary: "Words in marks after “in the words of” somebody.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "In the words of Ana Roe, ⟦“the sea always wins.”⟧",
        "And in the words of the coach: ⟦“We were robbed.”⟧",
    ],
    silent: &[
        "In the words of a song the sea wins.",
        "Ana Roe said: “The sea always wins.”",
    ],
};

/// How many tokens "in the words of the curator, Ana Roe," may have.
const MAX_FORMULA_TOKENS: usize = 16;

impl PhraseGrammar<'_, '_, '_> {
    /// Returns the name in front of a colon: "SMITH: “…”", "MORE JOBS - Jane Roe: “…”".
    pub(super) fn by_label(&self, start: usize) -> Option<Attribution> {
        let colon = self
            .context
            .before(self.frame, start)
            .filter(|at| self.context.tag(*at) == PosTag::Colon)?;
        if let Some(described) = self.by_described(colon) {
            return Some(described);
        }
        let mut last = self.context.before(self.frame, colon)?;
        if self.tag(last) == PosTag::Close {
            last = self.before_bracket(last)?;
        }
        let speaker = self.phrase_to(last)?;
        if let Some(source) = self.by_source(&speaker, colon) {
            return Some(source);
        }
        let left = self
            .context
            .before(self.frame, speaker.tokens.start)
            .map(|at| self.context.tag(at));
        let is_label = matches!(
            left,
            None | Some(PosTag::Dash | PosTag::Stop | PosTag::Comma)
        ) && self.context.tag(last) == PosTag::Name;
        // "Match report: “The Hill” falls silent": the words in marks are a part of a title.
        let goes_on = self
            .context
            .after(self.frame, start)
            .is_some_and(|next| self.tag(next).is_finite());
        let is_label = is_label && !(goes_on && self.context.name_at(last).is_none());
        is_label.then_some(Attribution {
            by: &LABEL,
            speaker_by: None,
            tie: AttributionTie::Before,
            cue: Some(colon..colon + 1),
            speaker: Some(speaker),
        })
    }

    /// Returns the name at the start of a line whose description a colon ends: "Ana Roe, of the port: “…”".
    fn by_described(&self, colon: usize) -> Option<Attribution> {
        let speaker = self.phrase_from(self.front_start())?;
        let described = speaker.tokens.end..colon;
        let is_label = self.tag(speaker.head) == PosTag::Name
            && self.tag(described.start) == PosTag::Comma
            && described.len() < 20
            && described
                .clone()
                .all(|at| !self.tag(at).is_finite() && self.tag(at) != PosTag::Quote);
        is_label.then_some(Attribution {
            by: &LABEL,
            speaker_by: None,
            tie: AttributionTie::Before,
            cue: Some(colon..colon + 1),
            speaker: Some(speaker),
        })
    }

    /// Returns whose words they are in "In the words of Roe, “…”".
    pub(super) fn by_words_of(&self, start: usize) -> Option<Attribution> {
        let floor = self
            .front_start()
            .max(start.saturating_sub(MAX_FORMULA_TOKENS));
        let of = (floor + 1..start)
            .rev()
            .find(|at| self.lower(*at) == "of" && self.lower(at - 1) == "words")?;
        let speaker = self.phrase_from(of + 1)?;
        let link = (floor..of - 1)
            .rev()
            .find(|at| self.tag(*at) == PosTag::Preposition)?;
        let is_formula = self.lower(link) == "in"
            && link + 3 >= of - 1
            && speaker.tokens.end + 1 == start
            && matches!(self.tag(speaker.tokens.end), PosTag::Comma | PosTag::Colon);
        is_formula.then(|| Attribution {
            by: &IN_THE_WORDS_OF,
            speaker_by: None,
            tie: AttributionTie::Before,
            cue: Some(of - 1..of),
            speaker: Some(speaker),
        })
    }

    /// Returns what a heading of two words or so names as the source: "From the report: “…”".
    fn by_source(&self, speaker: &NounPhrase, colon: usize) -> Option<Attribution> {
        let link = self.before(speaker.tokens.start)?;
        let is_source = link == self.front_start() && QuoteWord::SourceLink.has(self.lower(link));
        is_source.then(|| Attribution {
            by: &LABEL,
            speaker_by: None,
            tie: AttributionTie::Before,
            cue: Some(colon..colon + 1),
            speaker: Some(speaker.clone()),
        })
    }

    /// Returns the speaker where a noun says that it was said: "Her advice was to “…”", "“…” was the only reply from
    /// the palace".
    pub(super) fn by_noun(&self, quote: &Range<usize>) -> Option<Attribution> {
        let mut at = self.context.before(self.frame, quote.start);
        while let Some(index) = at.filter(|at| {
            matches!(
                self.context.tag(*at),
                PosTag::Colon | PosTag::To | PosTag::That | PosTag::Be | PosTag::Comma
            )
        }) {
            at = self.context.before(self.frame, index);
        }
        if let Some(shouts) = self.by_shouts(quote) {
            return Some(shouts);
        }
        if let Some(noun) =
            at.filter(|at| *at + 1 < quote.start && QuoteWord::NounOfSaying.has(self.lower(*at)))
        {
            // "has one message: “…”": whoever has it says it.
            let is_led = self.tag(noun + 1) == PosTag::Colon;
            let speaker = self
                .owner(noun)
                .or_else(|| self.nearest_subject(noun).filter(|_| is_led));
            return speaker.map(|speaker| Attribution {
                by: &NOUN_OF_SAYING,
                speaker_by: None,
                tie: AttributionTie::Before,
                cue: Some(noun..noun + 1),
                speaker: Some(speaker),
            });
        }
        let mut be = self.context.after(self.frame, quote.start)?;
        if self.tag(be) == PosTag::Comma {
            be = self.context.after(self.frame, be)?;
        }
        if self.tag(be) != PosTag::Be && !QuoteWord::ReplyVerb.has(self.lower(be)) {
            return None;
        }
        let noun = (be + 1..(be + 8).min(self.frame.tokens.end))
            .find(|at| QuoteWord::NounOfSaying.has(self.lower(*at)))?;
        self.owner(noun).map(|speaker| Attribution {
            by: &NOUN_OF_SAYING,
            speaker_by: None,
            tie: AttributionTie::After,
            cue: Some(noun..noun + 1),
            speaker: Some(speaker),
        })
    }

    /// Returns what "chants of “…”" tells: that it was said, and by whom only where a possessive says so.
    fn by_shouts(&self, quote: &Range<usize>) -> Option<Attribution> {
        let of = self.before(quote.start)?;
        let noun = self.before(of)?;
        let is_shout = QuoteWord::Shout.has(self.lower(noun));
        (is_shout && self.lower(of) == "of").then(|| {
            let speaker = self.possessor(noun);
            Attribution {
                by: &NOUN_OF_SAYING,
                speaker_by: None,
                tie: if speaker.is_some() {
                    AttributionTie::Before
                } else {
                    AttributionTie::Unnamed
                },
                cue: Some(noun..noun + 1),
                speaker,
            }
        })
    }

    /// Returns whose word it is: "her advice", "the reply from the palace".
    fn owner(&self, noun: usize) -> Option<NounPhrase> {
        let link = noun + 1;
        if matches!(self.lower(link), "from" | "of" | "by") && link < self.frame.tokens.end {
            return self.phrase_from(link + 1);
        }
        self.possessor(noun)
    }

    /// Returns who owns a noun by a possessive in front: "her advice", "Roe's advice".
    pub(super) fn possessor(&self, noun: usize) -> Option<NounPhrase> {
        let phrase = self.phrase_to(noun)?;
        let owner = phrase
            .tokens
            .clone()
            .find(|at| self.tag(*at) == PosTag::Possessive)?;
        if self.lower(owner).starts_with('\'') {
            return self.phrase_to(owner.checked_sub(1)?);
        }
        Some(NounPhrase::word(owner))
    }

    /// Returns the subject of the verb nearest before a token.
    fn nearest_subject(&self, start: usize) -> Option<NounPhrase> {
        let mut at = start;
        for _ in 0..MAX_CUE_TOKENS {
            at = self.context.before(self.frame, at)?;
            let tag = self.context.tag(at);
            if tag == PosTag::Semicolon || tag == PosTag::Colon && at + 1 < start {
                return None;
            }
            if !(tag.is_verb() || matches!(tag, PosTag::Be | PosTag::Have)) {
                continue;
            }
            let speaker = if tag == PosTag::Ing {
                self.participle_subject(at)
            } else {
                self.subject(at)
            };
            if speaker.is_some() {
                return speaker;
            }
        }
        None
    }
}
