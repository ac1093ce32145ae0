//! The types of annotations and what the program knows about each: a new type is defined here.
//!
//! Exports, lists and messages ask [`AnnotationKind`] for names and data. Only what is written differently for each type
//! (a format of export) matches on it.

use super::{
    DateExpression, DateModifier, EntityId, Figure, Mention, MentionForm, Modifier, Quote,
    UserRuleId,
};

/// The type of an annotation, with its data. Most annotations are mentions; the other data is larger, and boxed so that a
/// mention does not take the space of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum AnnotationKind {
    /// A mention of an entity.
    Mention(Mention),
    /// A quotation.
    Quote(Box<Quote>),
    /// An amount.
    Figure(Box<Figure>),
    /// A date, time, duration or recurring time.
    Date(Box<DateExpression>),
    /// A term that the user watches.
    Watch(UserRuleId),
}

/// The names of a type of annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnnotationNames {
    /// The name in exports.
    pub name: &'static str,
    /// The type in the brat format. `None`: mentions have the type of their entity.
    pub brat_type: Option<&'static str>,
    /// What is copied to the clipboard for it, as in "Copied the figure's sentence".
    pub copied_as: &'static str,
}

impl AnnotationKind {
    /// Returns the names of the type.
    pub const fn names(&self) -> AnnotationNames {
        let (name, brat_type, copied_as) = match self {
            Self::Mention(_) => ("mention", None, "sentence"),
            Self::Quote(_) => ("quote", Some("Quote"), "quote"),
            Self::Figure(_) => ("figure", Some("Figure"), "figure's sentence"),
            Self::Date(_) => ("date", Some("Date"), "date's sentence"),
            Self::Watch(_) => ("watch", Some("Watch"), "watched words"),
        };
        AnnotationNames {
            name,
            brat_type,
            copied_as,
        }
    }

    /// Returns the name of the type in exports.
    pub const fn name(&self) -> &'static str {
        self.names().name
    }

    /// Returns the name of the kind of a figure or date. `None` for other annotations.
    pub fn value_kind(&self) -> Option<&'static str> {
        match self {
            Self::Figure(figure) => Some(figure.kind.name()),
            Self::Date(date) => Some(date.kind.name()),
            Self::Mention(_) | Self::Quote(_) | Self::Watch(_) => None,
        }
    }

    /// Returns the modifier of a figure or date: `at_least`, `approx`, ….
    pub fn modifier(&self) -> Option<&'static str> {
        match self {
            Self::Figure(figure) => figure.modifier.map(Modifier::name),
            Self::Date(date) => date.modifier.map(DateModifier::name),
            Self::Mention(_) | Self::Quote(_) | Self::Watch(_) => None,
        }
    }

    /// Returns the mentioned entity, or the speaker of a quote if that is an entity.
    pub fn entity(&self) -> Option<EntityId> {
        match self {
            Self::Mention(mention) => Some(mention.entity),
            Self::Quote(quote) => quote.speaker.entity(),
            Self::Figure(_) | Self::Date(_) | Self::Watch(_) => None,
        }
    }

    /// Returns whether it is a pronoun, which is neither highlighted nor counted.
    pub fn is_pronoun(&self) -> bool {
        self.mention()
            .is_some_and(|mention| mention.form == MentionForm::Pronoun)
    }

    /// Returns the mention; `None` for other types.
    pub const fn mention(&self) -> Option<Mention> {
        match self {
            Self::Mention(mention) => Some(*mention),
            _ => None,
        }
    }

    /// Returns the quote; `None` for other types.
    pub const fn quote(&self) -> Option<&Quote> {
        match self {
            Self::Quote(quote) => Some(quote),
            _ => None,
        }
    }

    /// Returns the figure; `None` for other types.
    pub const fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    /// Returns the date; `None` for other types.
    pub const fn date(&self) -> Option<&DateExpression> {
        match self {
            Self::Date(date) => Some(date),
            _ => None,
        }
    }

    /// Returns the rule of a watched term; `None` for other types.
    pub const fn watch(&self) -> Option<UserRuleId> {
        match self {
            Self::Watch(rule) => Some(*rule),
            _ => None,
        }
    }
}
