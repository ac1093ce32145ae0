//! pullquote: a news reader for the terminal that annotates what it shows. The library behind it finds people,
//! organisations and places, who said what, figures and dates in English news.
//!
//! # Annotate a text
//!
//! ```
//! use pullquote::{Article, ArticleMetadata, Engine, Speaker};
//!
//! let text = "“We are ready,” said Ada Roe, the mayor of Oslo. The bridge cost 420 million kroner.";
//! let article = Article::verbatim(text, ArticleMetadata::default())?;
//! let (engine, _) = Engine::new(&[])?;
//! let annotations = engine.annotate(&article);
//!
//! let (item, quote) = annotations.quotes().next().expect("a quote");
//! assert_eq!(article.text().slice(item.range), "“We are ready,”");
//! let Speaker::Entity(entity, _) = quote.speaker else {
//!     panic!("no speaker was found");
//! };
//! assert_eq!(annotations.entity(entity).expect("the speaker").name, "Ada Roe");
//! assert_eq!(annotations.figures().count(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Read a page, and write the findings as data
//!
//! ```
//! use pullquote::{Engine, SourceHint, find_format, read_article};
//!
//! let page = b"<html><body><article><h1>Port vote</h1><p>The council of Harwick voted by 31 to 24 on Monday to borrow \
//!              420 million pounds for the new harbour, the largest loan in its history.</p></article></body></html>";
//! let article = read_article(page, &SourceHint::default())?;
//! let (engine, _) = Engine::new(&[])?;
//! let mut written = Vec::new();
//! let json = find_format("json").expect("a format");
//! json.write(&article, &engine.annotate(&article), None, &mut written)?;
//! assert!(String::from_utf8(written)?.contains("GBP"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Rules of your own
//!
//! ```
//! use pullquote::{Article, ArticleMetadata, Engine, EntityKind, Matcher, UserRule, RuleEffect, UserRuleId};
//!
//! let rule = UserRule {
//!     id: UserRuleId(1),
//!     matcher: Matcher::Term("Project Hare".to_owned()),
//!     effect: RuleEffect::Entity {
//!         kind: EntityKind::Work,
//!         name: None,
//!     },
//! };
//! let (engine, bad_patterns) = Engine::new(&[rule])?;
//! assert!(bad_patterns.is_empty());
//! let article = Article::verbatim("They called it Project Hare.", ArticleMetadata::default())?;
//! assert_eq!(engine.annotate(&article).entities()[0].kind, EntityKind::Work);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Invariants
//!
//! - Three kinds of position never mix: bytes are stored and compared, graphemes are iterated, cells are made for a
//!   frame and thrown away. Only the layout converts between bytes and cells; exports count Unicode scalar values.
//! - The engine is pure and total: the same text and rules give the same annotations, and nothing in it can fail.
//! - The state of the reader changes in one function only, which returns what is to be done as values; the session does
//!   it on threads and answers with messages. A late answer to a closed request is dropped.
//! - Everything from outside is hostile: text is cleaned when it becomes an article and once more at the edge of the
//!   screen; links are http or https by construction; sizes, depths and times are bounded.
//! - Each finding carries the id of the rule that made it, and as its confidence the share of findings of that rule that
//!   are right on development data.
//! - Each kind of thing is listed in one place that help, command line, config and tests walk.
//!
//! The names exported here are the public interface. The modules are public for the program's own tests and benchmarks,
//! hidden, and may change at any time. [`guide`] explains how they work together.

pub mod guide;

#[doc(hidden)]
pub mod annotation;
#[doc(hidden)]
pub mod article;
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod corpus;
#[doc(hidden)]
pub mod engine;
#[doc(hidden)]
pub mod eval;
#[doc(hidden)]
pub mod export;
#[doc(hidden)]
pub mod feeds;
#[doc(hidden)]
pub mod fetch;
#[doc(hidden)]
pub mod highlight;
mod invariant;
#[doc(hidden)]
pub mod layout;
#[doc(hidden)]
pub mod library;
#[doc(hidden)]
pub mod reader;
#[doc(hidden)]
pub mod session;
#[doc(hidden)]
pub mod store;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod train;
#[doc(hidden)]
pub mod ui;

pub use annotation::{
    Amount, Annotation, AnnotationId, AnnotationKind, Annotations, Change, Confidence,
    DateExpression, DateKind, Decimal, Entity, EntityId, EntityKey, EntityKind, Figure, FigureKind,
    Matcher, Mention, MentionForm, Modifier, Quote, RuleEffect, Speaker, Speech, Unit, UserRule,
    UserRuleId,
};
pub use article::read::{ReadError, SourceHint, read_article};
pub use article::{Article, ArticleMetadata, Block, BlockKind, Link, PublicationDate};
pub use engine::{BadPattern, Engine, EngineError};
pub use export::{ExportFormat, FORMATS, find_format};
pub use text::{ByteOffset, ByteRange, Text, TextTooLong};
