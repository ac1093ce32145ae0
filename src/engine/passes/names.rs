//! Finds the names of people, organisations, places and groups; the user's rules win over it.

use super::{Layer, Pass};
use crate::annotation::{Confidence, PassId, RuleEffect};
use crate::engine::lexicon::{Lexicon, lexicon};
use crate::engine::tagger::{Document, Tagger, mend, tagger};
use crate::engine::{Draft, Found, Name, Page};
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
        if let (Some(lexicon), Some(tagger)) = (lexicon(), tagger()) {
            draft.names = spot(page, lexicon, tagger);
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

/// Returns the names that the tagger finds in a page.
pub fn spot(page: &Page<'_>, lexicon: &Lexicon<'_>, tagger: &Tagger<'_>) -> Vec<Found<Name>> {
    let tokens = (0..page.tokens().len()).map(|index| (page.word(index), page.lower(index)));
    let sentences = page
        .sentences()
        .iter()
        .map(|sentence| sentence.tokens.clone());
    let document = Document::new(tokens, sentences, lexicon);
    let spotted = mend(page, lexicon, tagger.tag(&document)).into_iter();
    spotted
        .map(|name| Found {
            range: page.range_of(name.tokens),
            what: Name {
                kind: name.kind,
                canonical: None,
            },
            by: ID,
            confidence: Confidence::percent(name.percent),
        })
        .collect()
}
