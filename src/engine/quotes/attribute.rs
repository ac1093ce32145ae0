//! Which cue and speaker belong to a stretch in quotation marks.

use std::ops::Range;

use super::phrase::{Grammar, Phrase};
use super::said::Said;
use super::tag::Tag;
use super::words::Cue;

/// How far a cue may be from its quote, in tokens: what keeps a page of nothing but marks and cues quick.
const REACH: usize = 120;

/// How a stretch is tied to its speaker, from the surest to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    /// `“…,” said Roe`, `“…,” Roe said`.
    After,
    /// `Roe said: “…”`, `Roe called it “…”`.
    Before,
    /// `Roe said that the deal is “…” and …`.
    Complement,
    /// `according to`.
    According,
    /// The sentence's subject does something with the words, by a verb that is no cue.
    Subject,
    /// The speaker of the stretch before goes on.
    FollowOn,
    /// A sentence leads to it.
    LeadIn,
    /// Nothing ties it.
    None,
}

impl Tie {
    /// Returns how often such a tie is right, in percent.
    pub(super) const fn percent(self) -> u8 {
        match self {
            Self::After => 97,
            Self::Before => 94,
            Self::According => 90,
            Self::Complement => 88,
            Self::FollowOn => 80,
            Self::LeadIn => 75,
            Self::Subject => 70,
            Self::None => 50,
        }
    }
}

/// What is known of a stretch.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    /// How.
    pub(super) tie: Tie,
    /// The cue's tokens.
    pub(super) cue: Option<Range<usize>>,
    /// The speaker.
    pub(super) speaker: Option<Phrase>,
}

impl Attribution {
    /// Nothing is known.
    pub(super) const NONE: Self = Self {
        tie: Tie::None,
        cue: None,
        speaker: None,
    };

    fn of(tie: Tie, said: &Said) -> Self {
        Self {
            tie,
            cue: Some(said.tokens.clone()),
            speaker: said.speaker.clone(),
        }
    }
}

impl Grammar<'_, '_, '_> {
    /// Returns the attribution of the stretch `number` by its own sentence.
    pub(super) fn attribute(&self, number: usize, said: &[Said]) -> Attribution {
        let Some(stretch) = self.scene.stretches.get(number) else {
            return Attribution::NONE;
        };
        let quote = stretch.tokens.clone();
        let said = near(said, &quote);
        let after = said.iter().find(|said| self.is_after(&quote, said));
        let before = self.governing(&quote, said);
        let is_led = self.is_led(quote.start);
        if let Some(after) = after
            && !(before.is_some() && (is_led && self.is_partial(&quote) || self.is_object(&quote)))
        {
            return Attribution::of(Tie::After, after);
        }
        let reference = said
            .iter()
            .find(|said| said.is_according && self.follows(&quote, said));
        if let Some(before) = before
            .filter(|before| reference.is_none() || is_led || before.tokens.end + 3 >= quote.start)
        {
            let tie = if is_led || before.tokens.end + 3 >= quote.start {
                Tie::Before
            } else {
                Tie::Complement
            };
            return Attribution::of(tie, before);
        }
        if let Some(said) = said
            .iter()
            .find(|said| said.is_according && said.tokens.start >= quote.end)
        {
            return Attribution::of(Tie::According, said);
        }
        if let Some(said) = said
            .iter()
            .find(|said| said.tokens.start >= quote.end && self.closes_clause(&quote, said))
        {
            return Attribution::of(Tie::Complement, said);
        }
        if let Some(named) = self.by_noun(&quote).or_else(|| self.by_label(quote.start)) {
            return named;
        }
        self.by_subject(quote.start)
    }

    /// Returns whether the quote is the object of a cue right in front: `citing “the magic of it,”`.
    fn is_object(&self, quote: &Range<usize>) -> bool {
        let first = self.scene.page.word(quote.start + 1).chars().next();
        first.is_some_and(char::is_lowercase)
            && self
                .scene
                .before(self.frame, quote.start)
                .is_some_and(|left| self.scene.cue(left).is_some())
    }

    /// Returns whether the cue follows the quote at once: with nothing but its own subject between.
    fn is_after(&self, quote: &Range<usize>, said: &Said) -> bool {
        if said.tokens.start < quote.end
            || said.speaker.is_none()
            || said.is_according
            || !said.cue.takes(Cue::CLAUSE | Cue::MARKS | Cue::QUESTION)
        {
            return false;
        }
        let hull = said.hull();
        if hull.start < quote.end {
            return false;
        }
        let mut at = quote.end;
        while at < hull.start {
            match self.scene.tag(at) {
                Tag::Comma | Tag::Dash | Tag::Adverb | Tag::Stop => at += 1,
                Tag::And if said.cue.takes(Cue::CLAUSE) && at <= quote.end + 1 => at += 1,
                Tag::Preposition | Tag::Time | Tag::Determiner | Tag::Noun
                    if !self.is_partial(quote) && hull.start - quote.end < 6 =>
                {
                    at += 1;
                }
                _ => return false,
            }
        }
        if self.is_partial(quote)
            && !matches!(self.scene.tag(quote.end), Tag::Comma | Tag::Dash)
            && quote.start > self.frame.tokens.start
        {
            return false;
        }
        // A new clause with its own quote: `“one,” and Roe said “two”`.
        let next = self.scene.after(self.frame, said.tokens.end - 1);
        let leads_other = next.is_some_and(|next| {
            matches!(self.scene.tag(next), Tag::Quote | Tag::That)
                || self.scene.tag(next) == Tag::Colon
        });
        !(leads_other && self.is_partial(quote) && self.scene.tag(quote.end) != Tag::Comma)
    }

    /// Returns whether the stretch is a piece of the writer's sentence: it does not end as speech does.
    fn is_partial(&self, quote: &Range<usize>) -> bool {
        let last = self.last_inside(quote);
        !matches!(
            self.scene.page.word(last).as_bytes().last(),
            Some(b'.' | b',' | b'?' | b'!')
        ) && !matches!(self.scene.tag(last), Tag::Dash)
            && self.scene.page.word(last) != "…"
    }

    fn last_inside(&self, quote: &Range<usize>) -> usize {
        let stretch = self
            .scene
            .stretch_at(quote.start)
            .and_then(|number| self.scene.stretches.get(number));
        stretch.map_or(quote.start, |stretch| stretch.inner().end.saturating_sub(1))
    }

    /// Returns whether a cue in front governs the quote.
    fn is_before(&self, quote: &Range<usize>, said: &Said) -> bool {
        if said.is_according {
            return said.tokens.end <= quote.start
                && said
                    .speaker
                    .as_ref()
                    .is_some_and(|speaker| speaker.tokens.end <= quote.start);
        }
        if self.is_aside(quote, said) {
            return false;
        }
        let is_front = said.tokens.end <= quote.start
            && said
                .speaker
                .as_ref()
                .is_none_or(|speaker| speaker.tokens.end <= quote.start);
        is_front
            && !(said.is_inverted
                && self
                    .scene
                    .before(self.frame, quote.start)
                    .is_some_and(|at| self.scene.tag(at) == Tag::Stop))
    }

    /// Returns the cue in front that governs the quote: the nearest, unless it is a weak one in the clause of a strong
    /// one ("said he felt “…”").
    fn governing<'c>(&self, quote: &Range<usize>, said: &'c [Said]) -> Option<&'c Said> {
        let mut fronts = said.iter().rev().filter(|said| self.is_before(quote, said));
        let nearest = fronts.next()?;
        let is_weak = nearest.tokens.end < quote.start
            && (nearest.cue.is_weak() || self.tag(nearest.tokens.start) == Tag::Base);
        if !is_weak && nearest.speaker.is_some() {
            return Some(nearest);
        }
        fronts
            .find(|other| {
                !other.cue.is_weak() && other.speaker.is_some() && self.embeds(other, nearest)
            })
            .or(Some(nearest))
    }

    /// Returns whether `inner` stands in the clause that `outer` governs.
    fn embeds(&self, outer: &Said, inner: &Said) -> bool {
        let start = inner.hull().start;
        outer.cue.takes(Cue::CLAUSE | Cue::PERSON)
            && outer.tokens.end <= start
            && (outer.tokens.end..start)
                .all(|at| !matches!(self.scene.tag(at), Tag::Semicolon | Tag::Colon))
    }

    /// Returns whether "according to" follows the quote at once.
    fn follows(&self, quote: &Range<usize>, said: &Said) -> bool {
        said.tokens.start >= quote.end
            && (quote.end..said.tokens.start).all(|at| self.tag(at) == Tag::Comma)
    }

    /// Returns whether the cue stands in a relative clause that a comma has closed: "Roe, who wrote the bill, has “…”".
    fn is_aside(&self, quote: &Range<usize>, said: &Said) -> bool {
        let Some(speaker) = &said.speaker else {
            return false;
        };
        let is_relative = |at: usize| self.tag(at) == Tag::Relative;
        let hangs = is_relative(speaker.head)
            || self
                .scene
                .before(self.frame, speaker.tokens.start)
                .is_some_and(is_relative);
        let closed = said.tokens.end..quote.start;
        hangs
            && closed.len() > 2
            && closed
                .clone()
                .any(|at| self.tag(at) == Tag::Comma && at + 1 < quote.start)
    }

    /// Returns whether a colon, a comma or "that" leads to the quote, or a cue stands right before it.
    fn is_led(&self, start: usize) -> bool {
        let Some(left) = self.scene.before(self.frame, start) else {
            return false;
        };
        match self.scene.tag(left) {
            Tag::Colon | Tag::That => true,
            Tag::Comma => self
                .scene
                .before(self.frame, left)
                .is_some_and(|at| self.scene.cue(at).is_some()),
            _ => self.scene.cue(left).is_some(),
        }
    }

    /// Returns whether the cue stands at the end of the clause that holds the quote: `A “gift,” it was, Roe said.`
    fn closes_clause(&self, quote: &Range<usize>, said: &Said) -> bool {
        let hull = said.hull();
        let comma = hull.start.checked_sub(1);
        said.cue.takes(Cue::CLAUSE)
            && hull.start >= quote.end
            && comma.is_some_and(|comma| self.scene.tag(comma) == Tag::Comma)
            && self
                .scene
                .after(self.frame, hull.end - 1)
                .is_none_or(|next| {
                    matches!(
                        self.scene.tag(next),
                        Tag::Stop | Tag::Preposition | Tag::Time | Tag::Comma
                    )
                })
    }

    /// Returns the name in front of a colon: "SMITH: “…”", "MORE JOBS - Jane Roe: “…”".
    fn by_label(&self, start: usize) -> Option<Attribution> {
        let colon = self
            .scene
            .before(self.frame, start)
            .filter(|at| self.scene.tag(*at) == Tag::Colon)?;
        let speaker = self.phrase_to(self.scene.before(self.frame, colon)?)?;
        let left = self
            .scene
            .before(self.frame, speaker.tokens.start)
            .map(|at| self.scene.tag(at));
        let is_label = matches!(left, None | Some(Tag::Dash | Tag::Stop | Tag::Comma))
            && self.scene.tag(speaker.head) == Tag::Name;
        is_label.then_some(Attribution {
            tie: Tie::Before,
            cue: Some(colon..colon + 1),
            speaker: Some(speaker),
        })
    }

    /// Returns the speaker where a noun says that it was said: "Her advice was to “…”", "“…” was the only reply from
    /// the palace".
    fn by_noun(&self, quote: &Range<usize>) -> Option<Attribution> {
        let mut at = self.scene.before(self.frame, quote.start);
        while let Some(index) = at.filter(|at| {
            matches!(
                self.scene.tag(*at),
                Tag::Colon | Tag::To | Tag::That | Tag::Be | Tag::Comma
            )
        }) {
            at = self.scene.before(self.frame, index);
        }
        if let Some(noun) =
            at.filter(|at| *at + 1 < quote.start && is_noun_of_saying(self.lower(*at)))
        {
            return self.owner(noun).map(|speaker| Attribution {
                tie: Tie::Before,
                cue: Some(noun..noun + 1),
                speaker: Some(speaker),
            });
        }
        let mut be = self.scene.after(self.frame, quote.start)?;
        if self.tag(be) == Tag::Comma {
            be = self.scene.after(self.frame, be)?;
        }
        if self.tag(be) != Tag::Be {
            return None;
        }
        let noun = (be + 1..(be + 8).min(self.frame.tokens.end))
            .find(|at| is_noun_of_saying(self.lower(*at)))?;
        self.owner(noun).map(|speaker| Attribution {
            tie: Tie::After,
            cue: Some(noun..noun + 1),
            speaker: Some(speaker),
        })
    }

    /// Returns whose word it is: "her advice", "the reply from the palace".
    fn owner(&self, noun: usize) -> Option<Phrase> {
        let link = noun + 1;
        if matches!(self.lower(link), "from" | "of" | "by") && link < self.frame.tokens.end {
            return self.phrase_from(link + 1);
        }
        let phrase = self.phrase_to(noun)?;
        let owner = phrase
            .tokens
            .clone()
            .find(|at| self.tag(*at) == Tag::Possessive)?;
        if self.lower(owner).starts_with('\'') {
            return self.phrase_to(owner.checked_sub(1)?);
        }
        Some(Phrase::word(owner))
    }

    /// Returns the subject of the verb nearest before the quote.
    fn by_subject(&self, start: usize) -> Attribution {
        let mut at = start;
        for _ in 0..REACH {
            let Some(left) = self.scene.before(self.frame, at) else {
                break;
            };
            at = left;
            let tag = self.scene.tag(at);
            if tag == Tag::Semicolon || tag == Tag::Colon && at + 1 < start {
                break;
            }
            if !(tag.is_verb() || tag == Tag::Be) {
                continue;
            }
            let speaker = if tag == Tag::Ing {
                self.participle_subject(at)
            } else {
                self.subject(at)
            };
            if let Some(speaker) = speaker {
                return Attribution {
                    tie: Tie::Subject,
                    cue: Some(at..at + 1),
                    speaker: Some(speaker),
                };
            }
        }
        Attribution::NONE
    }
}

/// Returns the cues that are not too far from a quote.
fn near<'c>(said: &'c [Said], quote: &Range<usize>) -> &'c [Said] {
    let first = said.partition_point(|said| said.tokens.start + REACH < quote.start);
    let last = said.partition_point(|said| said.tokens.start < quote.end + REACH);
    said.get(first..last).unwrap_or_default()
}

/// Returns whether a noun stands for words that were said.
fn is_noun_of_saying(lower: &str) -> bool {
    matches!(
        lower,
        "reply"
            | "response"
            | "answer"
            | "comment"
            | "verdict"
            | "message"
            | "advice"
            | "word"
            | "words"
            | "statement"
            | "warning"
            | "assessment"
            | "conclusion"
            | "description"
            | "question"
            | "explanation"
            | "retort"
            | "remark"
            | "plea"
            | "demand"
            | "promise"
            | "view"
            | "phrase"
            | "motto"
            | "mantra"
            | "slogan"
            | "refrain"
            | "claim"
            | "argument"
            | "excuse"
            | "reaction"
            | "prediction"
            | "quip"
            | "term"
            | "tweet"
            | "caption"
            | "post"
    )
}
