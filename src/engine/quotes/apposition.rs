//! Joins a role and the name in apposition to it into one phrase: "the mayor of Leeds, Alice Harkin,".

use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;

pub(super) static APPOSITION: Rule = Rule {
    id: RuleId("quotes/speaker-apposition"),
    summary: "A role and the name set off beside it are one speaker.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "⟦The warden of Elmsgate, Ruth Tolland⟧, said the gate would close.",
        "“Nobody slept,” recalled ⟦her neighbour, Imre Vass⟧.",
    ],
    silent: &[
        "The council in Elmsgate, which hired Ruth Tolland, said it would wait.",
        "The lawyer for Ruth Tolland, a former warden, said the case was weak.",
    ],
};

/// The maximum number of words of a role directly before a name in apposition: "spice seller".
const MAX_ROLE_TOKENS: usize = 3;

/// The maximum number of tokens that may follow a name inside its apposition: "Dana Okafor of Reed & Stone", "Paulo
/// Reis, 61".
const MAX_TOKENS_AFTER_NAME: usize = 10;

/// The maximum number of tokens in a clause or phrase between a role and its name: "who lives across the road from the
/// mill".
const MAX_MODIFIER_TOKENS: usize = 14;

impl PhraseGrammar<'_, '_, '_> {
    /// Returns the phrase extended by the name of the person that it describes, if one follows in apposition; otherwise
    /// the phrase.
    ///
    /// The head is then that of the name, so that the speaker is the person and the phrase contains the role.
    pub(super) fn with_apposition(&self, phrase: NounPhrase) -> NounPhrase {
        let is_on = self.context.page.allows(&APPOSITION);
        let name = is_on.then(|| self.name_set_off(&phrase)).flatten();
        name.unwrap_or(phrase)
    }

    fn name_set_off(&self, phrase: &NounPhrase) -> Option<NounPhrase> {
        let kind = self.kind_of_role(phrase)?;
        let opener = self.apposition_opener(phrase)?;
        let is_bracket = self.tag(opener) == PosTag::Open;
        if !is_bracket && !matches!(self.tag(opener), PosTag::Comma | PosTag::Dash) {
            return None;
        }
        let start = self.context.after(self.frame, opener)?;
        let name = self.named_at(start, kind)?;
        let last = name.end.min(self.frame.tokens.end) - 1;
        self.closes_apposition(last, is_bracket)
            .then(|| NounPhrase {
                tokens: phrase.tokens.start..last + 1,
                head: last,
            })
    }

    /// Returns the comma, dash or bracket after a phrase, or after the clause that says more of it: "A teacher who lives
    /// nearby, Joan Petrie,".
    fn apposition_opener(&self, phrase: &NounPhrase) -> Option<usize> {
        let next = self.context.after(self.frame, phrase.tokens.end - 1)?;
        let is_modifier = matches!(
            self.tag(next),
            PosTag::Relative | PosTag::Participle | PosTag::Ing | PosTag::Preposition
        );
        if !is_modifier {
            return Some(next);
        }
        let mut at = next;
        for _ in 0..MAX_MODIFIER_TOKENS {
            at = self.context.after(self.frame, at)?;
            match self.tag(at) {
                PosTag::Comma | PosTag::Dash => return Some(at),
                PosTag::Quote | PosTag::Colon | PosTag::Semicolon | PosTag::Stop => return None,
                _ => {}
            }
        }
        None
    }

    /// Returns the tokens of the name of a person or body that begins at `start`, a form of address or a role of a few
    /// words before it included: "spice seller Morenike Salami".
    fn named_at(&self, start: usize, kind: EntityKind) -> Option<std::ops::Range<usize>> {
        let is_role = |at: &usize| {
            let is_description = matches!(
                self.tag(*at),
                PosTag::Noun | PosTag::Adjective | PosTag::Title
            ) || self.lower(*at).ends_with("-year-old")
                || self.context.page.naming(*at).is_honorific();
            is_description && self.context.name_at(*at).is_none()
        };
        let n_role = (start..start + MAX_ROLE_TOKENS).take_while(is_role).count();
        let name = self.context.name_at(start + n_role)?;
        let begins = name.tokens.start == start + n_role && !name.is_role;
        // "the applicant, Greenhithe Homes," is a body, and "the club, Ludmoor City," no place.
        let fits = match (kind, name.kind) {
            (EntityKind::Person, Some(EntityKind::Organization)) => true,
            (EntityKind::Organization, Some(EntityKind::Place)) => n_role == 0,
            (kind, known) => known == Some(kind),
        };
        if begins && fits {
            return Some(start..name.tokens.end);
        }
        self.person_at(start).filter(|_| kind == EntityKind::Person)
    }

    /// Returns the tokens of the name of a person that begins at `start`, a form of address before it included.
    fn person_at(&self, start: usize) -> Option<std::ops::Range<usize>> {
        let is_title = self.tag(start) == PosTag::Title && self.context.name_at(start).is_none();
        let first = if is_title {
            self.context.after(self.frame, start)?
        } else {
            start
        };
        let name = self.context.name_at(first)?;
        let begins = name.tokens.start == first || name.tokens.start == start;
        (begins && name.kind == Some(EntityKind::Person)).then_some(start..name.tokens.end)
    }

    /// Returns the kind of name that can be in apposition to a phrase, by its head: a person after "its director" or an
    /// unknown noun, an organisation after "the club".
    fn kind_of_role(&self, phrase: &NounPhrase) -> Option<EntityKind> {
        if self.is_one_person(phrase) {
            return Some(EntityKind::Person);
        }
        let head = phrase.head;
        let is_noun = matches!(self.tag(head), PosTag::Noun | PosTag::Plural);
        if !is_noun || self.context.name_at(head).is_some() {
            return None;
        }
        let is_definite = matches!(
            self.tag(phrase.tokens.start),
            PosTag::Determiner | PosTag::Possessive
        );
        if QuoteWord::BodyNoun.has(self.lower(head)) {
            return Some(EntityKind::Organization);
        }
        // "The accountants, Tenney & Lim LLP,"
        if is_definite && self.tag(head) == PosTag::Plural && self.is_voice(phrase) {
            return Some(EntityKind::Organization);
        }
        // "her barman, Foday Sesay": no list has all nouns for people.
        (is_definite && self.tag(head) == PosTag::Noun && !self.is_voice(phrase))
            .then_some(EntityKind::Person)
    }

    /// Returns whether a phrase is one person without a name, by its head: "its director", "one of the passengers".
    fn is_one_person(&self, phrase: &NounPhrase) -> bool {
        let head = phrase.head;
        if self.context.name_at(head).is_some_and(|name| {
            name.kind == Some(EntityKind::Person) && name.tokens.start >= phrase.tokens.start
        }) {
            return false;
        }
        match self.tag(head) {
            PosTag::Title => true,
            PosTag::Noun => self.context.page.naming(head).is_human(),
            PosTag::Number | PosTag::Pronoun | PosTag::Determiner => {
                matches!(self.lower(head), "one" | "another" | "those")
                    && (self.lower(head + 1) == "of"
                        || self.lower(phrase.tokens.start) == "one"
                        || phrase.tokens.len() == 1)
            }
            _ => false,
        }
    }

    /// Returns whether the apposition whose name ends at `last` is closed before the verb: by a bracket, a comma, a dash,
    /// or the end of the sentence. What may follow the name is an age, a place, or what the person belongs to.
    fn closes_apposition(&self, last: usize, is_bracket: bool) -> bool {
        let mut at = last;
        for _ in 0..MAX_TOKENS_AFTER_NAME {
            let Some(next) = self.context.after(self.frame, at) else {
                return !is_bracket;
            };
            match self.tag(next) {
                PosTag::Close => return true,
                PosTag::Comma => return !is_bracket && !self.lists_on(next),
                PosTag::Dash | PosTag::Stop | PosTag::Colon | PosTag::Quote => return !is_bracket,
                PosTag::Open if !is_bracket => return true,
                PosTag::And => return false,
                // "said the mayor, Alice Harkin": what follows the subject of an inverted verb is no part of it.
                tag if tag.is_finite() || tag == PosTag::Pronoun => return false,
                _ => at = next,
            }
        }
        false
    }

    /// Returns whether a comma leads to the next part of a list: "the mayor, Alice Harkin, and the sheriff".
    fn lists_on(&self, comma: usize) -> bool {
        self.context.after(self.frame, comma).is_some_and(|next| {
            matches!(self.lower(next), "and" | "or") && !self.is_verb_after(next)
        })
    }

    fn is_verb_after(&self, at: usize) -> bool {
        self.context
            .after(self.frame, at)
            .is_some_and(|next| self.tag(next).is_verb() || self.tag(next).is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_quotes;

    #[test]
    fn a_role_and_the_name_beside_it_are_one_speaker() {
        assert_quotes(
            "The warden of Elmsgate, Ruth Tolland, said the gate would close.",
            &["indirect the gate would close by The warden of Elmsgate, Ruth Tolland"],
        );
        assert_quotes(
            "“Nobody slept,” recalled her neighbour, Imre Vass.",
            &["direct “Nobody slept,” by her neighbour, Imre Vass"],
        );
        assert_quotes(
            "One of the divers (Kofi Asare) told reporters the cave had flooded.",
            &["indirect the cave had flooded by One of the divers (Kofi Asare"],
        );
        assert_quotes(
            "TROMSØ, Norway — The port's chief pilot, Siv Eide, said: “No ship is late.”",
            &["direct “No ship is late.” by The port's chief pilot, Siv Eide"],
        );
        assert_quotes(
            "A plumber who saw it, Jon Abbey, said he ran.",
            &["indirect he ran by A plumber who saw it, Jon Abbey"],
        );
    }

    #[test]
    fn a_name_beside_a_body_or_inside_another_clause_is_no_speaker() {
        assert_quotes(
            "The council in Elmsgate, which hired Ruth Tolland, said it would wait.",
            &["indirect it would wait by The council in Elmsgate"],
        );
        assert_quotes(
            "After the warden, Ruth Tolland, left, the board said it would wait.",
            &["indirect it would wait by the board"],
        );
        assert_quotes(
            "The lawyer for Ruth Tolland, a former warden, said the case was weak.",
            &["indirect the case was weak by The lawyer for Ruth Tolland"],
        );
    }
}
