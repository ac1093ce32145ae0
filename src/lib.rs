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
//! # Read a page in HTML, and write the findings as JSON
//!
//! ```
//! use pullquote::{AnnotatedDocument, Engine, SourceHint, read_article};
//!
//! let page = b"<html><body><article><h1>Port vote</h1><p>The council of Harwick voted by 31 to 24 on Monday to borrow \
//!              420 million pounds for the new harbour, the largest loan in its history.</p></article></body></html>";
//! let article = read_article(page, &SourceHint::default())?;
//! let annotations = Engine::new(&[])?.0.annotate(&article);
//! // The document of `pullquote annotate`. It goes into every format of serde.
//! let document = AnnotatedDocument::new(&article, &annotations);
//! let json = serde_json::to_value(&document)?;
//! assert_eq!(json["title"], "Port vote");
//! assert!(document.figures().any(|figure| figure.unit == Some("GBP")));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Keep articles in a library, and ask it
//!
//! ```
//! use std::ops::ControlFlow;
//!
//! use pullquote::jiff::Timestamp;
//! use pullquote::{Article, ArticleMetadata, Engine, Library, Query, SavedArticle};
//!
//! // `Library::open(path)` keeps it in a file; it is the library that the reader shows.
//! let mut library = Library::in_memory()?;
//! let text = "“The harbour stays open,” said Ada Roe, the mayor of Oslo.";
//! let article = Article::verbatim(text, ArticleMetadata::default())?;
//! let annotations = Some(Engine::new(&[])?.0.annotate(&article));
//! let saved = SavedArticle { source_id: Some("a1".to_owned()), article, annotations };
//! let now = Timestamp::now();
//! library.save_articles("Harbours", &[saved], now)?;
//! library.index_all(now)?;
//!
//! let query = Query::parse("harbour speaker:\"Ada Roe\"", "2026-12-01".parse()?)?;
//! let mut found = Vec::new();
//! library.visit_quotes(&query, |quote| {
//!     found.push(quote.words);
//!     ControlFlow::Continue(())
//! })?;
//! assert_eq!(found, ["“The harbour stays open,”"]);
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
//! # Features
//!
//! | feature | contains |
//! | --- | --- |
//! | `engine` | [`Article`], [`Engine`], [`Annotations`]: annotates texts; opens no file and no connection |
//! | `readers` | `engine`, and [`read_article`]: articles from HTML, Markdown and plain text |
//! | `serde` | `engine`, and `Serialize` for the model (`Deserialize` where no rule id is in it); [`AnnotatedDocument`], the JSON |
//! | `library` | `readers`, and [`Library`], [`Query`]: articles and their findings in SQLite |
//! | `app` (default) | all of it, and the program |
//!
//! `cargo add pullquote --no-default-features --features engine` takes the engine alone.
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

#[doc(hidden)]
#[cfg(feature = "engine")]
pub mod annotation;
#[doc(hidden)]
#[cfg(feature = "engine")]
pub mod article;
#[doc(hidden)]
#[cfg(feature = "app")]
pub mod cli;
#[doc(hidden)]
#[cfg(feature = "app")]
pub mod config;
#[doc(hidden)]
#[cfg(feature = "library")]
pub mod corpus;
#[doc(hidden)]
#[cfg(feature = "engine")]
pub mod engine;
#[doc(hidden)]
#[cfg(feature = "app")]
pub mod eval;
#[doc(hidden)]
#[cfg(feature = "serde")]
pub mod export;
#[doc(hidden)]
#[cfg(feature = "library")]
pub mod feeds;
#[doc(hidden)]
#[cfg(feature = "app")]
pub mod fetch;
pub mod guide;
#[doc(hidden)]
#[cfg(feature = "app")]
pub mod highlight;
#[cfg(feature = "engine")]
mod invariant;
#[doc(hidden)]
#[cfg(feature = "app")]
pub mod layout;
#[doc(hidden)]
#[cfg(feature = "library")]
pub mod library;
#[doc(hidden)]
#[cfg(feature = "app")]
pub mod reader;
#[doc(hidden)]
#[cfg(feature = "app")]
pub mod session;
#[doc(hidden)]
#[cfg(feature = "library")]
pub mod store;
#[doc(hidden)]
#[cfg(feature = "engine")]
pub mod text;
#[doc(hidden)]
#[cfg(feature = "app")]
pub mod train;
#[doc(hidden)]
#[cfg(feature = "app")]
pub mod ui;

#[cfg(feature = "engine")]
pub use annotation::{
    Amount, Annotation, AnnotationId, AnnotationKind, Annotations, Change, Confidence,
    DateExpression, DateKind, DateModifier, Decimal, EngineVersion, Entity, EntityId, EntityKey,
    EntityKind, Evidence, Figure, FigureKind, Level, Matcher, Mention, MentionForm, Modifier,
    Quote, RuleEffect, RuleId, Speaker, Speech, TraceEntry, Unit, UserRule, UserRuleId,
};
#[cfg(feature = "readers")]
pub use article::read::{
    ReadError, SourceHint, decode_text, parse_date, read_article, read_html, read_markdown,
    read_plain_text,
};
#[cfg(feature = "engine")]
pub use article::{
    Article, ArticleBuilder, ArticleId, ArticleMetadata, Block, BlockKind, Inline, InlineKind,
    Language, Link, PublicationDate, Row, Table, TableId,
};
#[cfg(feature = "engine")]
pub use engine::{BadPattern, Engine, EngineError};
#[cfg(feature = "serde")]
pub use export::{
    AnnotatedDocument, DateRecord, EntityRecord, ExactNumber, FigureRecord, LevelRecord,
    MentionRecord, QuoteRecord, ScalarRange, SourceId, SpeakerRecord, ValueOrPair, WatchRecord,
    write_json_line,
};
#[cfg(feature = "app")]
pub use export::{ExportFormat, FORMATS, find_format};
/// The calendar types of the interface.
#[cfg(feature = "engine")]
pub use jiff;
#[cfg(feature = "library")]
pub use library::{
    EntityRow, EntryId, EntryListing, EntryRow, FindingSource, LibraryFigure, LibraryQuote,
    LibrarySpeaker, Query, QueryError,
};
#[cfg(feature = "library")]
pub use store::{Library, SaveOutcome, SavedArticle, StoreError};
#[cfg(feature = "engine")]
pub use text::{ByteOffset, ByteRange, Text, TextId, TextTooLong};
