//! Finds quotations with cue and speaker.

use super::{FindingKind, Pass};
use crate::annotation::PassId;
use crate::engine::{Draft, Page, quotes};

/// Finds quotations with cue and speaker.
pub struct Quotes;

impl Pass for Quotes {
    fn id(&self) -> PassId {
        PassId("quotes")
    }

    fn needs(&self) -> &'static [FindingKind] {
        &[FindingKind::Names, FindingKind::Entities]
    }

    fn makes(&self) -> &'static [FindingKind] {
        &[FindingKind::Quotes]
    }

    fn run(&self, page: &Page<'_>, draft: &mut Draft) {
        let found = quotes::find_quotes(page, draft, self.id());
        draft.quotes = found.quotes;
        draft.mentions.extend(found.pronouns);
        draft.mentions.sort_by_key(|mention| mention.range);
    }
}
