//! Stretches in quotation marks that are no speech: titles, nicknames, headings, terms, and words held at arm's length.

use super::attribution::{Attribution, AttributionTie};
use super::context::QuoteContext;
use super::marks::QuotedStretch;
use super::pull_quote::{HEADING, PULL_QUOTE, is_heading, is_repeated_line};
use super::quote_words::QuoteWord;
use super::speech::StretchShape;
use crate::annotation::RuleId;
use crate::engine::lexeme::word_classes::Cue;
use crate::engine::rule::Rule;
use crate::engine::syntax::part_of_speech::PosTag;

/// The maximum number of tokens in a label such as "Read more:".
const MAX_LIST_LABEL_TOKENS: usize = 5;

/// The maximum number of tokens that may occur between a determiner and the noun that says what a work is: "a double
/// album".
const MAX_DESCRIPTION_TOKENS: usize = 5;

/// The maximum number of words in a name for something that the words in front announce: longer ones are sentences.
const MAX_NAME_WORDS: usize = 8;

/// The maximum number of tokens that may occur between "known" and "as": "known on the Hill as".
const MAX_KNOWN_AS_TOKENS: usize = 4;

/// The maximum number of words in a title where only its capitals show it.
const MAX_TITLE_WORDS: usize = 10;

/// The maximum number of words in a term that stands as the subject of the writer's clause.
const MAX_TERM_WORDS: usize = 5;

pub(super) static NICKNAME: Rule = Rule {
    id: RuleId("quotes/nickname"),
    summary: "Drops words in marks between two parts of a name.",
    needs: &[],
    finds: &[
        "Ottoline ⟦“Otti”⟧ as the crew knew her, sailed at six.",
        "Margarethe ⟦“Gretl,”⟧ as the sailors knew her, kept the bar.",
    ],
    silent: &[
        "“Lefty,” Karl Bremer said.",
        "Karl Bremer shouted: “Left, left!”",
    ],
};

pub(super) static NAME_FOR_A_THING: Rule = Rule {
    id: RuleId("quotes/name-for-a-thing"),
    summary: "Drops words in marks that the words in front announce as a name or a word.",
    needs: &[],
    finds: &[
        "The so-called ⟦“bridge to nowhere”⟧ was never finished.",
        "The word ⟦“resilience”⟧ appears 40 times.",
    ],
    silent: &[
        "Ana Roe called the bridge “a road to nowhere.”",
        "Ana Roe had a word for the council: “Enough.”",
    ],
};

pub(super) static SIGN: Rule = Rule {
    id: RuleId("quotes/sign"),
    summary: "Drops the words of a sign, a stamp or a label.",
    needs: &[],
    finds: &[
        "Under a sign marked ⟦“Quiet please”⟧, the crowd slept.",
        "The crate was stamped ⟦“Fragile”⟧ in red.",
    ],
    silent: &[
        "Ana Roe marked the day. “Quiet please,” she said.",
        "The letter was signed by Ana Roe, who said: “Enough.”",
    ],
};

pub(super) static SOURCE_LIST: Rule = Rule {
    id: RuleId("quotes/source-list"),
    summary: "Drops a title in a line of links, credits or sources.",
    needs: &[],
    finds: &[
        "The road was shut.\n\nRead more: ⟦“Ten Walks to Take”⟧.",
        "The port is old.\n\nSource: ⟦“Ports of the North”⟧.",
    ],
    silent: &[
        "The mayor read more: “Ten walks are closed.”",
        "Ana Roe: “The source is dry.”",
    ],
};

pub(super) static TITLE_OF_WORK: Rule = Rule {
    id: RuleId("quotes/title-of-work"),
    summary: "Drops the title of a book, a song, a show or another work.",
    needs: &[],
    finds: &[
        "Ana Roe wrote ⟦“The Long Winter”⟧ in a shed.",
        "In March the band announced ⟦“Low Water,”⟧ a double album, with a tour.",
    ],
    silent: &[
        "Ana Roe wrote: “The Long Winter Is Over.”",
        "“The Long Winter is over,” Ana Roe wrote.",
    ],
};

pub(super) static TITLE_CASE: Rule = Rule {
    id: RuleId("quotes/title-case"),
    summary: "Drops words in title case that no cue ties to a speaker.",
    needs: &[],
    finds: &[
        "Crowds came for ⟦“Abide with Me”⟧ at dusk.",
        "The choir practised ⟦“Roll Out the Barrel”⟧ for a week.",
    ],
    silent: &[
        "“Abide With Me,” Ana Roe said.",
        "The choir practised for a week. “We were dreadful,” said Ana Roe.",
    ],
};

pub(super) static PROGRAMME: Rule = Rule {
    id: RuleId("quotes/programme"),
    summary: "Drops the name of a programme or paper where something was said.",
    needs: &[],
    finds: &[
        "Ana Roe appeared on ⟦“Daybreak”⟧ twice.",
        "On Coast Radio's ⟦“Daybreak,”⟧ Ana Roe sang twice.",
    ],
    silent: &[
        "Ana Roe insisted on “a clean break” with the club.",
        "On Coast Radio Ana Roe said: “Daybreak is near.”",
    ],
};

pub(super) static USER_NAME: Rule = Rule {
    id: RuleId("quotes/user-name"),
    summary: "Drops the name of an account.",
    needs: &[],
    finds: &[
        "Posting as ⟦“wingman_88”⟧, the pilot went home.",
        "The buyer, ⟦“@lowwater”⟧, paid in cash.",
    ],
    silent: &[
        "“I am tired of wingman_88,” the pilot said.",
        "“G20,” Ana Roe said.",
    ],
};

pub(super) static KEY_LABEL: Rule = Rule {
    id: RuleId("quotes/key-label"),
    summary: "Drops the word on a key or a button.",
    needs: &[],
    finds: &[
        "Callers press ⟦“hold”⟧, wait and then dial.",
        "Readers press ⟦“agree”⟧ and move on.",
    ],
    silent: &[
        "“Hold,” Ana Roe called.",
        "Ana Roe pressed on. “Hold the line,” she said.",
    ],
};

pub(super) static TERM: Rule = Rule {
    id: RuleId("quotes/term"),
    summary: "Drops a short stretch that is the subject of the writer's clause, after a speaker was quoted.",
    needs: &[],
    finds: &[
        "“I built it,” said Ana Roe. ⟦“Hub”⟧ is what they call it.",
        "“It grew,” said Ana Roe. ⟦“Low water”⟧ was the term for it.",
    ],
    silent: &[
        "“I built it,” said Ana Roe. “Hub is what they call it.”",
        "“It grew,” said Ana Roe. “Low water,” she added.",
    ],
};

pub(super) static SCARE_QUOTES: Rule = Rule {
    id: RuleId("quotes/scare-quotes"),
    summary: "Drops a few words in marks that nothing ties to a speaker.",
    needs: &[],
    finds: &[
        "The ⟦“repairs”⟧ took a year.",
        "A ⟦“friendly”⟧ visit ended in court.",
    ],
    silent: &[
        "Ana Roe called the repairs “a farce.”",
        "“Repairs,” Ana Roe said.",
    ],
};

/// A stretch whose words may be no speech.
struct QuoteCandidate<'s, 'a, 'p> {
    context: &'s QuoteContext<'a, 'p>,
    stretch: &'s QuotedStretch,
    attribution: &'s Attribution,
    shape: StretchShape,
}

/// What a stretch in marks is.
pub(super) enum StretchKind {
    /// It is speech.
    Speech,
    /// It holds no word.
    Empty,
    /// A rule drops it.
    Dropped(&'static Rule),
}

/// Returns whether a stretch is speech, or which rule drops it.
pub(super) fn classify_stretch(
    context: &QuoteContext<'_, '_>,
    stretch: &QuotedStretch,
    attribution: &Attribution,
) -> StretchKind {
    let candidate = QuoteCandidate {
        context,
        stretch,
        attribution,
        shape: StretchShape::of(context, stretch),
    };
    if candidate.shape.n_words == 0 {
        return StretchKind::Empty;
    }
    candidate
        .excluded_by()
        .map_or(StretchKind::Speech, StretchKind::Dropped)
}

/// Whether a rule applies to a stretch.
type CandidateTest<'s, 'a, 'p> = fn(&QuoteCandidate<'s, 'a, 'p>) -> bool;

impl<'s, 'a, 'p> QuoteCandidate<'s, 'a, 'p> {
    /// Returns the first rule that drops the stretch.
    fn excluded_by(&self) -> Option<&'static Rule> {
        let rules: [(&'static Rule, CandidateTest<'s, 'a, 'p>); 13] = [
            (&NICKNAME, Self::is_nickname),
            (&SOURCE_LIST, Self::is_in_source_list),
            (&SIGN, Self::is_on_sign),
            (&NAME_FOR_A_THING, Self::is_name_for_a_thing),
            (&TITLE_OF_WORK, Self::is_title_of_work),
            (&HEADING, Self::is_heading),
            (&PULL_QUOTE, Self::is_pull_quote),
            (&USER_NAME, Self::is_user_name),
            (&KEY_LABEL, Self::is_key_label),
            (&TITLE_CASE, Self::is_in_title_case),
            (&PROGRAMME, Self::is_programme),
            (&TERM, Self::is_term),
            (&SCARE_QUOTES, Self::is_scare_quote),
        ];
        let applied = rules
            .into_iter()
            .find(|(rule, applies)| applies(self) && self.context.page.allows(rule));
        applied.map(|(rule, _)| rule)
    }

    /// Returns the word `n` tokens before the stretch, in lower case.
    fn before(&self, n: usize) -> &str {
        let at = self.stretch.tokens.start.checked_sub(n);
        at.map_or("", |at| self.context.page.lower(at))
    }

    /// Returns the tag of the token before the stretch.
    fn tag_before(&self) -> PosTag {
        let before = self.stretch.tokens.start.checked_sub(1);
        before.map_or(PosTag::Stop, |at| self.context.tag(at))
    }

    /// Returns the last word or mark inside the stretch.
    fn last(&self) -> usize {
        self.stretch.inner().end.saturating_sub(1)
    }

    /// Robert "Bob" Hale
    fn is_nickname(&self) -> bool {
        let next = self.stretch.tokens.end;
        self.shape.n_words <= 3
            && self.shape.is_capital
            && self.tag_before() == PosTag::Name
            && (self.context.tag(next) == PosTag::Name || self.context.page.lower(next) == "as")
    }

    fn is_name_for_a_thing(&self) -> bool {
        if self.shape.n_words > MAX_NAME_WORDS {
            return false;
        }
        let (first, second) = (self.before(1), self.before(2));
        let is_known_as = first == "as"
            && (2..2 + MAX_KNOWN_AS_TOKENS).any(|n| matches!(self.before(n), "known" | "referred"));
        if is_known_as || second == "so-called" {
            return true;
        }
        let far = if first == "," { 2 } else { 1 };
        let noun = self.before(far);
        let is_work = QuoteWord::Work.has(noun);
        let is_named = is_work || QuoteWord::QuotedAs.has(noun) || QuoteWord::WordNoun.has(noun);
        is_named && !self.is_cue(far)
            || is_work && self.shape.is_capital
            || QuoteWord::QuotedAs.has(first) && self.names_a_thing()
    }

    /// Returns whether the word `n` tokens before the stretch is the cue of a known speaker.
    fn is_cue(&self, n: usize) -> bool {
        let at = self.stretch.tokens.start.checked_sub(n);
        let cue = self.attribution.cue.as_ref();
        at.is_some_and(|at| cue.is_some_and(|cue| cue.contains(&at)))
            && self.attribution.speaker.is_some()
    }

    /// Returns whether a noun and a participle lead to a name in capitals: `a blog called “Feed”`.
    fn names_a_thing(&self) -> bool {
        let noun = self.stretch.tokens.start.checked_sub(2);
        noun.is_some_and(|at| self.context.tag(at) == PosTag::Noun) && self.shape.is_capital
    }

    fn is_on_sign(&self) -> bool {
        self.shape.n_words <= MAX_NAME_WORDS && QuoteWord::Sign.has(self.before(1))
    }

    /// Returns whether a line of links, credits or sources leads to the stretch: `Read more: “Ten Walks”.`
    fn is_in_source_list(&self) -> bool {
        let start = self.stretch.tokens.start;
        let frames = &self.context.frames;
        let first = frames.partition_point(|frame| frame.tokens.end <= start);
        self.shape.n_words <= MAX_NAME_WORDS
            && self.before(1) == ":"
            && frames.get(first).is_some_and(|frame| {
                start - frame.tokens.start < MAX_LIST_LABEL_TOKENS
                    && QuoteWord::List.has(self.context.page.lower(frame.tokens.start))
            })
    }

    /// Returns whether a stretch in capitals is the title of a work: a verb makes or shows it, or what follows says what
    /// it is.
    fn is_title_of_work(&self) -> bool {
        if !self.shape.is_title || self.attribution.tie == AttributionTie::After {
            return false;
        }
        let (context, stretch) = (self.context, self.stretch);
        let cue = self.attribution.cue.as_ref();
        let cue = cue.filter(|cue| cue.end <= stretch.tokens.start);
        let before = stretch.tokens.start.checked_sub(1);
        let is_led = before.is_some_and(|before| {
            context.tag(before) == PosTag::Colon
                || context.tag(before) == PosTag::Comma && cue.is_some_and(|cue| cue.end == before)
        });
        let is_made = cue
            .map(|cue| cue.start)
            .into_iter()
            .chain(before)
            .any(|verb| QuoteWord::VerbOfWork.has(context.page.lower(verb)));
        !is_led && is_made || self.is_described_as_work()
    }

    /// Returns whether what follows the stretch says what work it is: `“Low Water,” a double album`.
    fn is_described_as_work(&self) -> bool {
        let context = self.context;
        let next = self.stretch.tokens.end;
        let next = next + usize::from(context.tag(next) == PosTag::Comma);
        context.tag(next) == PosTag::Determiner
            && (next + 1..next + 1 + MAX_DESCRIPTION_TOKENS)
                .take_while(|at| context.tag(*at).is_inside_phrase())
                .any(|at| QuoteWord::Work.has(context.page.lower(at)))
    }

    fn is_in_title_case(&self) -> bool {
        let tie = self.attribution.tie;
        let is_tied = matches!(
            tie,
            AttributionTie::After
                | AttributionTie::Before
                | AttributionTie::FollowOn
                | AttributionTie::According
        ) || tie == AttributionTie::LeadIn && self.shape.is_sentence;
        // "called for a “Grand Bargain”": a part of the writer's phrase, whatever verb governs it.
        let is_in_phrase = tie == AttributionTie::Before
            && !self.shape.is_sentence
            && matches!(
                self.tag_before(),
                PosTag::Determiner | PosTag::Possessive | PosTag::Adjective | PosTag::Noun
            );
        self.shape.is_title && (!is_tied || is_in_phrase) && self.shape.n_words <= MAX_TITLE_WORDS
    }

    /// Returns whether a stretch in capitals is where something was said, not what: `on “Late Edition”`, `ABC's “Today”`.
    fn is_programme(&self) -> bool {
        let context = self.context;
        let Some(before) = self.stretch.tokens.start.checked_sub(1) else {
            return false;
        };
        let shape = &self.shape;
        let lower = context.page.lower(before);
        let owner = before.checked_sub(1);
        let is_owned = context.tag(before) == PosTag::Possessive
            && lower.starts_with(['\'', '’'])
            && owner.is_some_and(|owner| context.tag(owner) == PosTag::Name);
        let is_inside = context.tag(before) == PosTag::Preposition;
        shape.is_capital
            && !context.page.word(self.last()).ends_with(['!', '?'])
            && shape.n_words <= 6
            && (is_owned && (shape.is_title || shape.n_words == 1)
                || is_inside && (shape.is_title || shape.n_words == 1 && lower == "on"))
    }

    fn is_heading(&self) -> bool {
        self.is_loose() && is_heading(self.context, self.stretch, &self.shape)
    }

    fn is_pull_quote(&self) -> bool {
        self.is_loose() && is_repeated_line(self.context, self.stretch, &self.shape)
    }

    /// Returns whether nothing but other sentences ties the stretch to a speaker.
    fn is_loose(&self) -> bool {
        let attribution = self.attribution;
        attribution.tie == AttributionTie::None
            || attribution.tie.is_context() && attribution.cue.is_none()
    }

    fn is_user_name(&self) -> bool {
        let range = self.context.page.range_of(self.stretch.inner());
        let name = self.context.page.text().slice(range);
        let name = name.trim_end_matches([',', '.']);
        let is_word = !name.is_empty() && !name.contains(char::is_whitespace);
        let is_sign = name.contains('_') || name.starts_with('@');
        // "G20," Roe said: words that somebody says may end in a number.
        let has_digit = name.ends_with(|c: char| c.is_ascii_digit())
            && name.starts_with(char::is_lowercase)
            && self.attribution.tie != AttributionTie::After;
        is_word && (is_sign || has_digit)
    }

    fn is_key_label(&self) -> bool {
        let cue = self.attribution.cue.as_ref().map(|cue| cue.start);
        let is_weak = cue.is_some_and(|at| self.context.cue(at).is_some_and(Cue::is_for_marks));
        self.shape.n_words == 1
            && !self.shape.is_capital
            && !self.shape.is_sentence
            && is_weak
            && cue.is_some_and(|at| at + 1 == self.stretch.tokens.start)
    }

    /// Returns whether a short stretch at the start of a sentence is a part of the writer's clause: `“Hub” is a term.`
    fn is_term(&self) -> bool {
        let (context, next) = (self.context, self.stretch.tokens.end);
        let tag = context.tag(next);
        let stands_in_clause = match context.tag(self.last()) {
            PosTag::Stop | PosTag::Dash => false,
            PosTag::Comma => matches!(
                tag,
                PosTag::Relative | PosTag::Preposition | PosTag::Determiner
            ),
            _ => {
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
        self.attribution.tie.is_context()
            && self.shape.n_words <= MAX_TERM_WORDS
            && stands_in_clause
            && !context.is_frame_end(next)
    }

    fn is_scare_quote(&self) -> bool {
        let n_words = self.shape.n_words;
        match self.attribution.tie {
            AttributionTie::None => n_words <= 3 || n_words <= 9 && !self.shape.is_sentence,
            AttributionTie::Complement => n_words <= 1,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_quotes;

    #[test]
    fn names_titles_and_terms_in_marks_are_dropped() {
        for text in [
            "Robert “Bob” Hale was elected.",
            "Rhonda Kells’s dog, known on the Hill as “the whip”, died on Friday.",
            "The crate was stamped “Fragile” in red.",
            "Photos: “Boats of the North”.",
            "She backed the “Grand Bargain” on tax.",
            "The buyer, “low_water”, paid in cash.",
            "Readers press “agree” and move on.",
            "A “friendly” visit ended in court.",
        ] {
            let (article, annotations) = super::super::tests::annotate(text);
            let found = super::super::tests::lines_by_entity(&article, &annotations);
            assert!(
                found.iter().all(|line| line.starts_with("indirect")),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn words_like_them_are_speech_where_somebody_says_them() {
        assert_quotes(
            "“Fragile,” Ana Roe said.",
            &["direct “Fragile,” by Ana Roe"],
        );
        assert_quotes(
            "Ana Roe called the visit “a farce.”",
            &["mixed the visit “a farce.” by Ana Roe"],
        );
        assert_quotes(
            "“Abide With Me,” Ana Roe sang.",
            &["direct “Abide With Me,” by Ana Roe"],
        );
    }
}
