//! Noun phrases: where one begins and ends, to the left and to the right, and what its head is.
//!
//! The grammar reads tagged words. What the words are of is the caller's: a sentence, or a sentence in which each stretch in
//! quotation marks is one unit.

use std::ops::Range;

use super::part_of_speech::PosTag;

/// How far a simple noun phrase may reach from its head, in tokens. A list of names is the longest that is one.
const MAX_PHRASE_TOKENS: usize = 64;
/// How many phrases are joined by prepositions to the left of a head, and to its right.
const MAX_LINKS_BEFORE: usize = 6;
const MAX_LINKS_AFTER: usize = 4;

/// The words that a phrase is read from.
pub(in crate::engine) trait PhraseWords {
    /// Returns the part of speech of a token.
    fn tag(&self, token: usize) -> PosTag;
    /// Returns a token in lower case.
    fn lower(&self, token: usize) -> &str;
    /// Returns the token or unit before a token.
    fn before(&self, token: usize) -> Option<usize>;
    /// Returns the token or unit after a token.
    fn after(&self, token: usize) -> Option<usize>;
    /// Returns the tokens of the name that holds a token.
    fn name_at(&self, token: usize) -> Option<Range<usize>>;
}

/// A noun phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::engine) struct NounPhrase {
    /// Its tokens: the head with its determiner, names, and "of …".
    pub(in crate::engine) tokens: Range<usize>,
    /// The last token of the head.
    pub(in crate::engine) head: usize,
}

impl NounPhrase {
    /// Returns the phrase of one word.
    pub(in crate::engine) const fn word(token: usize) -> Self {
        Self {
            tokens: token..token + 1,
            head: token,
        }
    }
}

/// Returns whether a word counts what "of" follows: "many of them".
fn is_quantity(lower: &str) -> bool {
    matches!(
        lower,
        "many"
            | "some"
            | "most"
            | "all"
            | "both"
            | "several"
            | "few"
            | "none"
            | "one"
            | "those"
            | "each"
            | "others"
    )
}

/// Finds noun phrases among words.
pub(in crate::engine) struct NounPhraseGrammar<'w, W> {
    words: &'w W,
}

impl<'w, W: PhraseWords> NounPhraseGrammar<'w, W> {
    /// Returns the grammar of these words.
    pub(in crate::engine) const fn new(words: &'w W) -> Self {
        Self { words }
    }

    /// Returns the start of the simple noun phrase that ends with token `last`.
    fn simple_start(&self, last: usize) -> usize {
        let mut start = last;
        let floor = last.saturating_sub(MAX_PHRASE_TOKENS);
        loop {
            if let Some(name) = self.words.name_at(start) {
                start = name.start;
            }
            if matches!(
                self.words.tag(start),
                PosTag::Pronoun | PosTag::Object | PosTag::Determiner
            ) || self.words.tag(start) == PosTag::Possessive
                && !self.words.lower(start).starts_with('\'')
            {
                return start;
            }
            let Some(left) = self.words.before(start).filter(|left| *left >= floor) else {
                return start;
            };
            match self.words.tag(left) {
                PosTag::Noun
                | PosTag::Plural
                | PosTag::Name
                | PosTag::Title
                | PosTag::Number
                | PosTag::Adjective
                | PosTag::Possessive
                | PosTag::Determiner => start = left,
                PosTag::Participle | PosTag::Ing
                    if matches!(
                        self.words.before(left).map(|i| self.words.tag(i)),
                        Some(PosTag::Determiner | PosTag::Adjective | PosTag::Possessive)
                    ) =>
                {
                    start = left;
                }
                PosTag::Time if self.words.tag(start) == PosTag::Possessive => start = left,
                PosTag::Adverb
                    if matches!(self.words.tag(start), PosTag::Adjective)
                        && matches!(
                            self.words.before(left).map(|i| self.words.tag(i)),
                            Some(PosTag::Determiner)
                        ) =>
                {
                    start = left;
                }
                PosTag::And if self.joins_names(left, start) => match self.words.before(left) {
                    Some(other) => start = other,
                    None => return start,
                },
                _ => return start,
            }
        }
    }

    /// Returns whether "and" joins two names, as in "Lula and Petro".
    fn joins_names(&self, and: usize, start: usize) -> bool {
        let left = self.words.before(and).map(|i| self.words.tag(i));
        matches!(self.words.lower(and), "and" | "&")
            && self.words.tag(start) == PosTag::Name
            && left == Some(PosTag::Name)
            || self.words.lower(and) == "and"
                && (self.words.tag(start) == PosTag::Plural && left == Some(PosTag::Plural)
                    || self.words.tag(start) == PosTag::Adjective
                        && left == Some(PosTag::Adjective))
    }

    /// Returns the noun phrase that ends with token `last`, with the head that its "of …" belongs to.
    pub(in crate::engine) fn phrase_to(&self, last: usize) -> Option<NounPhrase> {
        let link = self.words.before(last);
        let hangs = match self.words.tag(last) {
            PosTag::Object => link
                .is_some_and(|at| matches!(self.words.tag(at), PosTag::Preposition | PosTag::To)),
            PosTag::Pronoun => link.is_some_and(|at| self.words.lower(at) == "of"),
            _ => false,
        };
        if matches!(
            self.words.tag(last),
            PosTag::Pronoun | PosTag::Object | PosTag::Relative
        ) && !hangs
        {
            return Some(NounPhrase::word(last));
        }
        if !self.words.tag(last).is_head() && self.words.tag(last) != PosTag::Adjective {
            return None;
        }
        let mut phrase = NounPhrase {
            tokens: self.simple_start(last)..last + 1,
            head: last,
        };
        for _ in 0..MAX_LINKS_BEFORE {
            let Some(link) = self.words.before(phrase.tokens.start) else {
                break;
            };
            if !matches!(self.words.tag(link), PosTag::Preposition | PosTag::To)
                || matches!(
                    self.words.lower(link),
                    "by" | "after" | "before" | "since" | "during" | "than" | "according"
                )
            {
                break;
            }
            let Some(end) = self.head_before(link) else {
                break;
            };
            phrase = NounPhrase {
                tokens: self.simple_start(end)..last + 1,
                head: end,
            };
        }
        Some(phrase)
    }

    /// Returns the head of the phrase that a preposition attaches to: "the head" in "the head of the firm".
    fn head_before(&self, link: usize) -> Option<usize> {
        let mut end = self.words.before(link)?;
        if matches!(
            self.words.tag(end),
            PosTag::Participle | PosTag::Adjective | PosTag::Ing
        ) && let Some(further) = self.words.before(end)
            && self.words.tag(further).is_head()
        {
            end = further;
        }
        // "a pal of the singer"
        if self.words.tag(end) == PosTag::Adjective
            && self.words.lower(link) == "of"
            && self
                .words
                .before(end)
                .is_some_and(|left| self.words.tag(left) == PosTag::Determiner)
        {
            return Some(end);
        }
        // "nine out of ten"
        if self.words.lower(end) == "out"
            && self.words.lower(link) == "of"
            && let Some(number) = self
                .words
                .before(end)
                .filter(|at| self.words.tag(*at) == PosTag::Number)
        {
            end = number;
        }
        let is_part = self.words.tag(end) == PosTag::Pronoun && is_quantity(self.words.lower(end));
        let is_pronoun = matches!(self.words.tag(end), PosTag::Pronoun | PosTag::Object);
        (self.words.tag(end).is_head() && (!is_pronoun || is_part)).then_some(end)
    }

    /// Returns the noun phrase that begins at `start`.
    pub(in crate::engine) fn phrase_from(&self, start: usize) -> Option<NounPhrase> {
        if matches!(self.words.tag(start), PosTag::Pronoun) {
            return Some(NounPhrase::word(start));
        }
        let head = self.simple_end(start)?;
        let mut phrase = NounPhrase {
            tokens: start..head + 1,
            head,
        };
        for _ in 0..MAX_LINKS_AFTER {
            let Some(link) = self.words.after(phrase.tokens.end - 1) else {
                break;
            };
            let is_link = self.words.tag(link) == PosTag::Preposition
                && matches!(
                    self.words.lower(link),
                    "of" | "for" | "at" | "from" | "with" | "in" | "on" | "to"
                );
            let is_strong = matches!(self.words.lower(link), "of" | "for")
                || self.words.tag(phrase.head) != PosTag::Name;
            if !is_link || !is_strong {
                break;
            }
            let Some(next) = self.words.after(link) else {
                break;
            };
            let Some(end) = self.simple_end(next) else {
                break;
            };
            phrase.tokens.end = end + 1;
        }
        Some(phrase)
    }

    /// Returns the last token of the simple noun phrase that begins at `start`.
    fn simple_end(&self, start: usize) -> Option<usize> {
        let mut last = None;
        let mut at = start;
        loop {
            if let Some(name) = self.words.name_at(at) {
                at = name.end - 1;
                last = Some(at);
            }
            let ends = match self.words.tag(at) {
                PosTag::Noun | PosTag::Plural | PosTag::Name | PosTag::Title | PosTag::Number => {
                    last = Some(at);
                    false
                }
                PosTag::Determiner => last.is_some() || at > start + 1,
                PosTag::Possessive if self.words.lower(at).starts_with('\'') => last.is_none(),
                PosTag::Possessive => at != start,
                PosTag::Adjective => last.is_some_and(|last| {
                    self.words.tag(last) != PosTag::Number
                        && self.words.tag(at - 1) != PosTag::Possessive
                        && !self.is_inside_title(start, at)
                }),
                PosTag::Participle | PosTag::Ing => at != start + 1,
                PosTag::And => !self.goes_on_after_and(at),
                _ => true,
            };
            if ends {
                return last;
            }
            let next = self.words.after(at);
            let Some(next) = next.filter(|next| *next < start + MAX_PHRASE_TOKENS) else {
                return last;
            };
            at = next;
        }
    }

    /// Returns whether an adjective is between the nouns of a title: "the chief medical officer".
    fn is_inside_title(&self, start: usize, adjective: usize) -> bool {
        matches!(
            self.words.tag(start),
            PosTag::Determiner | PosTag::Possessive
        ) && matches!(self.words.tag(adjective - 1), PosTag::Noun | PosTag::Title)
            && self.words.tag(adjective + 1) == PosTag::Title
    }

    fn goes_on_after_and(&self, and: usize) -> bool {
        let before = self.words.before(and).map(|at| self.words.tag(at));
        let after = self.words.after(and).map(|at| self.words.tag(at));
        let leads_to_name = || (and + 2..and + 4).any(|at| self.words.tag(at) == PosTag::Name);
        match (before, after) {
            (Some(PosTag::Name), Some(PosTag::Name))
            | (Some(PosTag::Plural), Some(PosTag::Plural)) => true,
            // "lobbyist and party strategist Bo Dahl"
            (
                Some(PosTag::Noun | PosTag::Title),
                Some(PosTag::Noun | PosTag::Title | PosTag::Adjective | PosTag::Name),
            ) => leads_to_name(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, ArticleMetadata};
    use crate::engine::syntax::part_of_speech::{Tags, tag_parts_of_speech};
    use crate::engine::{Page, UserRules};

    /// The words of one sentence.
    struct SentenceWords<'a> {
        page: Page<'a>,
        tags: Vec<PosTag>,
        names: Vec<Range<usize>>,
    }

    impl PhraseWords for SentenceWords<'_> {
        fn tag(&self, token: usize) -> PosTag {
            self.tags.get(token).copied().unwrap_or(PosTag::Stop)
        }

        fn lower(&self, token: usize) -> &str {
            self.page.lower(token)
        }

        fn before(&self, token: usize) -> Option<usize> {
            token.checked_sub(1)
        }

        fn after(&self, token: usize) -> Option<usize> {
            Some(token + 1).filter(|next| *next < self.tags.len())
        }

        fn name_at(&self, token: usize) -> Option<Range<usize>> {
            let mut names = self.names.iter();
            names.find(|name| name.contains(&token)).cloned()
        }
    }

    /// Reads a sentence in which names stand between `_` marks, and calls `check` with its words.
    fn read_marked(marked: &str, check: impl FnOnce(&SentenceWords<'_>)) {
        let text = marked.replace('_', "");
        let article = Article::verbatim(&text, ArticleMetadata::default()).expect("short");
        let rules = UserRules::default();
        let page = Page::new(&article, &rules);
        let (mut names, mut length) = (Vec::new(), 0);
        for (number, part) in marked.split('_').enumerate() {
            let range = length..length + part.len();
            length = range.end;
            if number % 2 == 1 {
                let tokens = page
                    .tokens()
                    .iter()
                    .enumerate()
                    .filter(|(_, token)| range.contains(&token.range.start().index()));
                let tokens: Vec<_> = tokens.map(|(index, _)| index).collect();
                names.push(tokens[0]..tokens[tokens.len() - 1] + 1);
            }
        }
        let is_name: Vec<_> = (0..page.tokens().len())
            .map(|token| names.iter().any(|name| name.contains(&token)))
            .collect();
        let Tags { tags, .. } = tag_parts_of_speech(&page, &is_name);
        check(&SentenceWords { page, tags, names });
    }

    /// Returns the words of a phrase, with its head in brackets.
    fn show_phrase(words: &SentenceWords<'_>, phrase: Option<NounPhrase>) -> String {
        let Some(phrase) = phrase else {
            return "none".to_owned();
        };
        let shown = phrase.tokens.map(|token| {
            let word = words.page.word(token);
            if token == phrase.head {
                format!("[{word}]")
            } else {
                word.to_owned()
            }
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn phrases_to_the_left_of_a_word() {
        // A sentence, the last word of the phrase, and the phrase.
        let rows = [
            (
                "The mayor of _Harwick_ resigned.",
                "Harwick",
                "The [mayor] of Harwick",
            ),
            ("The old ferry sank.", "ferry", "The old [ferry]"),
            ("A very old ferry sank.", "ferry", "A very old [ferry]"),
            (
                "Her two younger brothers said no.",
                "brothers",
                "Her two younger [brothers]",
            ),
            (
                "_Una Brae_'s lawyer said no.",
                "lawyer",
                "Una Brae 's [lawyer]",
            ),
            (
                "_Una Brae_ and _Odd Moen_ agreed.",
                "Moen",
                "Una Brae and Odd [Moen]",
            ),
            (
                "The workers and farmers agreed.",
                "farmers",
                "The workers and [farmers]",
            ),
            ("Many of them left.", "them", "[Many] of them"),
            ("He said it was late.", "it", "[it]"),
            (
                "The head of the union in _Oslo_ resigned.",
                "Oslo",
                "The [head] of the union in Oslo",
            ),
            (
                "The ban was lifted by the council.",
                "council",
                "the [council]",
            ),
            (
                "Nine out of ten doctors agreed.",
                "doctors",
                "[Nine] out of ten doctors",
            ),
            ("It rained and then stopped.", "then", "none"),
        ];
        for (marked, last, expected) in rows {
            read_marked(marked, |words| {
                let last = (0..words.tags.len()).rfind(|token| words.page.word(*token) == last);
                let phrase = NounPhraseGrammar::new(words).phrase_to(last.expect("the word"));
                assert_eq!(show_phrase(words, phrase), expected, "{marked}");
            });
        }
    }

    #[test]
    fn phrases_to_the_right_of_a_word() {
        // A sentence, the first word of the phrase, and the phrase.
        let rows = [
            (
                "“No,” said the mayor of _Harwick_.",
                "the",
                "the [mayor] of Harwick",
            ),
            (
                "“No,” said _Una Brae_ of _Norsea Lines_.",
                "Una",
                "Una [Brae] of Norsea Lines",
            ),
            ("“No,” said _Una Brae_ in _Oslo_.", "Una", "Una [Brae]"),
            (
                "“No,” said her elder brother.",
                "her",
                "her elder [brother]",
            ),
            (
                "“No,” said _Una Brae_ and _Odd Moen_.",
                "Una",
                "Una Brae and Odd [Moen]",
            ),
            ("“No,” she said.", "she", "[she]"),
            (
                "“No,” said the union's lawyer.",
                "the",
                "the union 's [lawyer]",
            ),
            ("It will be of use.", "will", "none"),
        ];
        for (marked, first, expected) in rows {
            read_marked(marked, |words| {
                let first = (0..words.tags.len()).find(|token| words.page.word(*token) == first);
                let phrase = NounPhraseGrammar::new(words).phrase_from(first.expect("the word"));
                assert_eq!(show_phrase(words, phrase), expected, "{marked}");
            });
        }
    }

    #[test]
    fn a_phrase_has_a_bound() {
        read_marked(&"ferry ".repeat(500), |words| {
            let grammar = NounPhraseGrammar::new(words);
            let to = grammar.phrase_to(499).expect("a phrase");
            let from = grammar.phrase_from(0).expect("a phrase");
            assert!(to.tokens.len() <= MAX_PHRASE_TOKENS + 1, "{to:?}");
            assert!(from.tokens.len() <= MAX_PHRASE_TOKENS, "{from:?}");
        });
    }
}
