//! The input of the rules for figures: the page, a sentence of it, and the earlier findings.

use super::candidate::EarlierFigure;
use super::currency_hints::CurrencyHints;
use crate::annotation::{DateExpression, EntityKind};
use crate::engine::draft::{Found, Name};
use crate::engine::numbers::SubtokenLine;
use crate::engine::page::Page;
use crate::engine::rule::Rule;
use crate::text::ByteRange;

/// The findings of earlier passes.
#[derive(Clone, Copy)]
pub(in crate::engine) struct EarlierFindings<'a> {
    /// The dates. Their numbers are not figures.
    pub(in crate::engine) dates: &'a [Found<Box<DateExpression>>],
    /// The names. A number after one can be an age.
    pub(in crate::engine) names: &'a [Found<Name>],
}

/// The input of a rule for figures.
#[derive(Clone, Copy)]
pub(super) struct FigureContext<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) line: SubtokenLine<'a>,
    pub(super) sources: EarlierFindings<'a>,
    pub(super) hints: &'a CurrencyHints<'a>,
    /// The previous figure of the sentence.
    pub(super) earlier: Option<EarlierFigure>,
}

/// What the earlier pass found out about names in a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamedAs {
    /// There is no name.
    Nothing,
    /// A name that may be a person's, and whether it certainly is.
    MaybePerson(ByteRange, bool),
    /// A place or an organisation.
    Other,
}

impl FigureContext<'_> {
    /// Returns whether a rule is switched on.
    #[inline]
    pub(super) fn allows(&self, rule: &Rule) -> bool {
        self.page.allows(rule)
    }

    /// Returns the kind of name at a range.
    pub(super) fn name_at(&self, range: ByteRange) -> NamedAs {
        let names = self.sources.names;
        let at = names.partition_point(|name| name.range.end() <= range.start());
        let Some(name) = names.get(at).filter(|name| name.range.overlaps(range)) else {
            return NamedAs::Nothing;
        };
        match name.what.kind {
            EntityKind::Person => NamedAs::MaybePerson(name.range, true),
            EntityKind::Other | EntityKind::Work => NamedAs::MaybePerson(name.range, false),
            _ => NamedAs::Other,
        }
    }
}
