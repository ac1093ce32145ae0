//! Finds the names of people, organisations, places and groups; the user's rules win over it.

use std::ops::Range;

use super::{Layer, Pass};
use crate::annotation::{Confidence, EntityKind, PassId, RuleEffect};
use crate::engine::lexicon::{Class, Classes, Lexicon, lexicon, phrase_hash, word_hash};
use crate::engine::{Case, Draft, Found, Name, Page, TokenClass};
use crate::text::ByteRange;

/// Finds the names of people, organisations, places and groups; the user's rules win over it.
pub struct Names;

const ID: PassId = PassId("names");

impl Pass for Names {
    fn id(&self) -> PassId {
        ID
    }

    fn needs(&self) -> &'static [Layer] {
        &[]
    }

    fn makes(&self) -> &'static [Layer] {
        &[Layer::Names]
    }

    fn run(&self, page: &Page<'_>, draft: &mut Draft) {
        if let Some(lexicon) = lexicon() {
            for sentence in page.sentences() {
                runs(page, lexicon, sentence.tokens.clone(), &mut draft.names);
            }
        }
        obey(page, &mut draft.names);
    }
}

/// Adds and drops names as the user's rules tell.
fn obey(page: &Page<'_>, names: &mut Vec<Found<Name>>) {
    if page.rules().is_empty() {
        return;
    }
    let mut taken: Vec<ByteRange> = Vec::new();
    let mut added = Vec::new();
    for hit in page.rules().matches(page.text().as_str()) {
        let is_free = !taken.iter().any(|range| range.overlaps(hit.range));
        let what = match hit.effect {
            RuleEffect::Watch(_) => continue,
            _ if !is_free => continue,
            RuleEffect::Ignore => None,
            RuleEffect::Entity { kind, name } => Some(Name {
                kind: *kind,
                canonical: name.clone(),
            }),
        };
        taken.push(hit.range);
        added.extend(what.map(|what| Found {
            range: hit.range,
            what,
            by: ID,
            confidence: Confidence::CERTAIN,
        }));
    }
    names.retain(|name| !taken.iter().any(|range| range.overlaps(name.range)));
    names.extend(added);
    names.sort_by_key(|name| name.range.start());
}

/// Adds a name for each run of capitalised words that the lexicon or its shape can place.
fn runs(
    page: &Page<'_>,
    lexicon: &Lexicon<'_>,
    tokens: Range<usize>,
    names: &mut Vec<Found<Name>>,
) {
    let first = tokens.start;
    let mut at = tokens.start;
    while at < tokens.end {
        let (end, classes) = phrase(page, lexicon, at, tokens.end);
        let run_end = (at..tokens.end)
            .find(|&index| !is_capitalised(page, index))
            .unwrap_or(tokens.end);
        let end = end.max(run_end);
        let all = (at..end).map(|index| word(page, lexicon, index));
        let any = all.clone().fold(classes, Classes::with);
        let start = all
            .clone()
            .position(|word| !word.has(Class::Title))
            .map_or(end, |skip| at + skip);
        if let Some(kind) = kind(page, start..end, classes, any, start == first)
            && start < end
        {
            names.push(Found {
                range: page.range_of(start..end),
                what: Name {
                    kind,
                    canonical: None,
                },
                by: ID,
                confidence: Confidence::percent(60),
            });
        }
        at = end.max(at + 1);
    }
}

fn kind(
    page: &Page<'_>,
    tokens: Range<usize>,
    phrase: Classes,
    any: Classes,
    begins: bool,
) -> Option<EntityKind> {
    let n = tokens.len();
    if !tokens.clone().any(|index| is_capitalised(page, index)) || phrase.has(Class::Calendar) {
        return None;
    }
    let place = Classes::of(&[Class::Country, Class::State, Class::Region, Class::BigCity]);
    let firm = Classes::of(&[
        Class::Organization,
        Class::Team,
        Class::University,
        Class::Company,
    ]);
    let kind = if phrase.meets(Classes::of(&[Class::People, Class::Group])) && n == 1 {
        EntityKind::Group
    } else if phrase.meets(place) && !(n > 1 && any.has(Class::OrganizationWord)) {
        EntityKind::Place
    } else if phrase.has(Class::Organization)
        || n > 1 && (phrase.meets(firm) || any.has(Class::OrganizationWord))
    {
        EntityKind::Organization
    } else if n > 1 && any.has(Class::PlaceWord) {
        EntityKind::Place
    } else if n > 1 && n < 5 && any.meets(Classes::of(&[Class::Given, Class::Surname])) {
        EntityKind::Person
    } else if n == 1 && page.tokens().get(tokens.start)?.case == Case::Upper {
        EntityKind::Organization
    } else if begins || n == 1 && !any.meets(Classes::of(&[Class::Given, Class::Surname])) {
        return None;
    } else {
        EntityKind::Person
    };
    Some(kind)
}

fn is_capitalised(page: &Page<'_>, index: usize) -> bool {
    page.tokens().get(index).is_some_and(|token| {
        token.class == TokenClass::Word
            && matches!(token.case, Case::Title | Case::Upper | Case::Mixed)
            && page.lower(index) != "i"
    })
}

fn word(page: &Page<'_>, lexicon: &Lexicon<'_>, index: usize) -> Classes {
    lexicon.word(word_hash(page.lower(index))).classes
}

/// Returns the end and the classes of the longest known phrase that begins at `at` with a capital.
fn phrase(page: &Page<'_>, lexicon: &Lexicon<'_>, at: usize, end: usize) -> (usize, Classes) {
    let mut best = (at, Classes::default());
    if !is_capitalised(page, at) {
        return best;
    }
    let longest = lexicon.word(word_hash(page.lower(at))).longest;
    let mut hash = 0;
    for index in (at..end).take(usize::from(longest)) {
        hash = phrase_hash(hash, word_hash(page.lower(index)));
        let classes = lexicon.phrase(hash);
        if !classes.is_empty() {
            best = (index + 1, classes);
        }
    }
    best
}
