//! Speakers whom another sentence names: "And from the chair, Ana Roe:" before a quotation, "The letter came from Ana Roe"
//! after it, and the author of "the letter".

use std::ops::Range;

use super::attribution::{Attribution, AttributionTie};
use super::context::SentenceFrame;
use super::continuation::SpeechRecord;
use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use crate::annotation::RuleId;
use crate::engine::lexeme::word_classes::CueClass;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;

pub(super) static INTRODUCTION: Rule = Rule {
    id: RuleId("quotes/introduction"),
    summary: "Words in marks after a sentence with a colon that names who speaks.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "And from the club's treasurer Ana Roe:\n\n⟦“We have no money left. None.”⟧",
        "Statement from Mayor Ana Roe:\n\n⟦“The bridge is closed. I am sorry.”⟧",
        "Ana Roe on the vote:\n\n⟦“I did not see it coming.”⟧",
    ],
    silent: &[
        "Three works by Ana Roe:\n\n“The Long Winter”\n\n“Low Water”",
        "Ana Roe said:\n\n“I did not see it coming.”",
    ],
};

pub(super) static NAMED_AFTER: Rule = Rule {
    id: RuleId("quotes/source-after"),
    summary: "Words in marks whose source the next sentence names.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "⟦“Please do not sell the pony. He is old.”⟧\n\nThe note, in red ink, came from Ana Roe.",
        "⟦“Please do not sell the pony. He is old.”⟧\n\nThe letter was signed by Ana Roe.",
    ],
    silent: &[
        "“Please do not sell the pony,” said Bo Lind.\n\nThe note came from Ana Roe.",
        "“Low Water”\n\nThe note, in red ink, was lost.",
    ],
};

pub(super) static AUTHOR_BEFORE: Rule = Rule {
    id: RuleId("quotes/speaker-of-letter"),
    summary: "“The letter” speaks for the person who wrote one in an earlier sentence.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "⟦Ana Roe⟧ wrote to her staff on Sunday. “You deserve better,” the letter said.",
        "⟦Bo Lind⟧ wrote to the club in May. “I am done,” the note said.",
    ],
    silent: &[
        "Ana Roe wrote to her staff on Sunday. “You deserve better,” the manager said.",
        "“You deserve better,” the letter said.",
    ],
};

/// The maximum number of tokens of a sentence that are read for whom it introduces.
const MAX_INTRODUCTION_TOKENS: usize = 40;

/// How many sentences back the author of "the letter" is searched.
const MAX_AUTHOR_FRAMES: usize = 4;

impl SpeechRecord<'_, '_, '_> {
    /// Returns whether a speaker is "this" or "the following": it stands for the words that follow.
    pub(super) fn points_ahead(&self, speaker: &NounPhrase) -> bool {
        QuoteWord::Pointer.has(self.context.page.lower(speaker.head))
    }

    /// Returns whom a sentence introduces that ends with a colon: "And from Ana Roe:", "A statement by Ana Roe:", "Ana Roe on
    /// the vote:", "Ana Roe had this to say:".
    pub(super) fn introduced(
        &self,
        number: usize,
        cue: Option<Range<usize>>,
    ) -> Option<Attribution> {
        let speaker = self.introduced_speaker(number)?;
        Some(Attribution {
            by: &INTRODUCTION,
            speaker_by: None,
            tie: AttributionTie::LeadIn,
            cue,
            speaker: Some(speaker),
        })
    }

    fn introduced_speaker(&self, number: usize) -> Option<NounPhrase> {
        let frame = self.context.frames.get(number)?;
        let grammar = PhraseGrammar {
            context: self.context,
            frame,
        };
        let end = frame
            .tokens
            .end
            .min(frame.tokens.start + MAX_INTRODUCTION_TOKENS);
        let verb = (frame.tokens.start..end).find(|at| grammar.tag(*at).is_finite());
        let subject = verb
            .and_then(|verb| grammar.subject(verb))
            .filter(|subject| self.is_named(subject));
        if subject.is_some() {
            return subject;
        }
        let mut start = grammar.front_start();
        if matches!(grammar.tag(start), PosTag::And | PosTag::Adverb) {
            start += 1;
        }
        let source = (start..end).find(|at| {
            let is_source = matches!(grammar.lower(*at), "from" | "by");
            is_source
                && (*at == start
                    || [QuoteWord::Document, QuoteWord::SpeechNoun]
                        .iter()
                        .any(|class| class.has(grammar.lower(at - 1))))
        });
        if let Some(source) = source {
            return grammar
                .phrase_from(source + 1)
                .filter(|phrase| self.is_named(phrase));
        }
        let phrase = grammar.phrase_from(start).filter(|_| verb.is_none())?;
        let next = phrase.tokens.end;
        let is_subject = matches!(grammar.lower(next), "on" | "about" | "in" | "after")
            || matches!(grammar.tag(next), PosTag::Comma | PosTag::Colon);
        (is_subject && self.is_named(&phrase)).then_some(phrase)
    }

    fn is_named(&self, phrase: &NounPhrase) -> bool {
        self.context.tag(phrase.head) == PosTag::Name
    }

    /// Returns the source of a quotation that fills its block, where the next sentence begins with what was written and says
    /// from whom it came: "The letter, in green ink, came from Ana Roe."
    pub(super) fn named_after(&self, number: usize, stretch: usize) -> Option<Attribution> {
        let stretch = self.context.stretches.get(stretch)?;
        let frame: &SentenceFrame = self.context.frames.get(number + 1)?;
        let own = self.context.frames.get(number)?;
        let is_alone = own.tokens == stretch.tokens;
        let grammar = PhraseGrammar {
            context: self.context,
            frame,
        };
        let start = frame.tokens.start;
        let begins =
            grammar.lower(start) == "the" && QuoteWord::Document.has(grammar.lower(start + 1));
        if !is_alone || !begins {
            return None;
        }
        let end = frame.tokens.end.min(start + MAX_INTRODUCTION_TOKENS);
        let source = (start + 2..end).find(|at| matches!(grammar.lower(*at), "from" | "by"))?;
        let verb = grammar.before(source)?;
        let is_source = matches!(grammar.lower(verb), "came" | "was" | "is" | "comes")
            || grammar.tag(verb) == PosTag::Participle;
        let speaker = grammar.phrase_from(source + 1)?;
        (is_source && self.is_named(&speaker)).then_some(Attribution {
            by: &NAMED_AFTER,
            speaker_by: None,
            tie: AttributionTie::After,
            cue: Some(verb..verb + 1),
            speaker: Some(speaker),
        })
    }

    /// Returns an attribution to the author of "the letter", where it is one to a letter.
    pub(super) fn with_author(&self, number: usize, attribution: Attribution) -> Attribution {
        let speaker = attribution.speaker.as_ref();
        let author = speaker.and_then(|speaker| self.author_of(number, speaker));
        match author.filter(|_| self.context.page.allows(&AUTHOR_BEFORE)) {
            Some(author) => Attribution {
                speaker: Some(author),
                speaker_by: Some(&AUTHOR_BEFORE),
                ..attribution
            },
            None => attribution,
        }
    }

    /// Returns the author of "the letter": the person who wrote one in an earlier sentence.
    fn author_of(&self, number: usize, speaker: &NounPhrase) -> Option<NounPhrase> {
        let is_the =
            self.context.page.lower(speaker.tokens.start) == "the" && speaker.tokens.len() == 2;
        if !is_the || !QuoteWord::Document.has(self.context.page.lower(speaker.head)) {
            return None;
        }
        let first = number.saturating_sub(MAX_AUTHOR_FRAMES);
        let said = self.said.get(first..number)?.iter().rev().flatten();
        let mut written = said.filter(|said| {
            said.cue.class == CueClass::Write
                && said
                    .speaker
                    .as_ref()
                    .is_some_and(|speaker| self.is_named(speaker))
        });
        written.next()?.speaker.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_quotes;

    #[test]
    fn the_sentence_before_introduces_the_speaker() {
        assert_quotes(
            "And from the club's treasurer Ana Roe:\n\n“We have no money left. None.”",
            &["direct “We have no money left. None.” by the club's treasurer Ana Roe"],
        );
        assert_quotes(
            "Statement from Mayor Ana Roe:\n\n“The bridge is closed. I am sorry.”",
            &["direct “The bridge is closed. I am sorry.” by Mayor Ana Roe"],
        );
        assert_quotes(
            "Ana Roe on the vote:\n\n“I did not see it coming.”",
            &["direct “I did not see it coming.” by Ana Roe"],
        );
        assert_quotes(
            "Ana Roe had this to say on the vote:\n\n“It was lost before it began.”",
            &["direct “It was lost before it began.” by Ana Roe"],
        );
    }

    #[test]
    fn a_note_by_somebody_introduces_its_author() {
        assert_quotes(
            "There was also a note by Ana Roe:\n\n“I do not agree.”",
            &["direct “I do not agree.” by Ana Roe"],
        );
    }

    #[test]
    fn a_list_of_works_has_no_speaker() {
        assert_quotes(
            "Three works by Ana Roe:\n\n“The Long Winter”\n\n“Low Water”",
            &[],
        );
        assert_quotes(
            "A new book from Ana Roe:\n\n“The Long Winter of Glass”",
            &[],
        );
    }

    #[test]
    fn what_was_written_is_its_authors() {
        assert_quotes(
            "“Please do not sell the pony. He is old.”\n\nThe note, in red ink, came from Ana Roe.",
            &["direct “Please do not sell the pony. He is old.” by Ana Roe"],
        );
        assert_quotes(
            "Ana Roe wrote to her staff on Sunday. “You deserve better,” the letter said.",
            &["direct “You deserve better,” by Ana Roe"],
        );
    }
}
