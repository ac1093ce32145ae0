//! pullquote: a terminal news reader that annotates what it shows.
//!
//! # Architecture
//!
//! Imports point down this list only; `tests/tidy.rs` enforces it.
//!
//! | module | owns |
//! | --- | --- |
//! | [`text`] | offsets, ranges, graphemes; the only slicing of a string |
//! | [`article`] | an article's text, blocks, inlines, metadata; reading HTML, Markdown, plain text into it |
//! | [`annotation`] | what can be found; the finished [`annotation::Annotations`] |
//! | [`engine`] | tokens, sentences, lexicon, tagger, passes and their order |
//! | [`highlight`] | tags, layers, runs that tile the text |
//! | [`layout`] | rows of an article at a width; the border between bytes and cells |
//! | [`feeds`] | what RSS, Atom and JSON Feed tell about their items |
//! | [`library`] | the words about what is kept: feeds, entries, changes, the query language |
//! | [`config`] | settings as typed values, key map, themes, the user's rules |
//! | [`reader`] | all state of the running app, changed by [`reader::update`] alone |
//! | [`store`] | the library in SQLite: schema, versions, questions and changes |
//! | [`fetch`] | HTTP: one page by its link, within limits |
//! | [`export`] | annotations as JSON, Web Annotation, brat, CSV, Markdown, HTML, text |
//! | [`ui`] | drawing panes, keys and clicks to messages |
//! | [`eval`], [`train`] | scoring against a gold corpus; training the engine's models |
//! | [`session`] | the terminal, the event loop, worker threads that carry out effects, the log |
//! | [`cli`] | arguments, subcommands, printing, paths, environment |
//!
//! # Flow
//!
//! Bytes (a file, a page that [`fetch`] brought, standard input) become an [`article::Article`]: one immutable text, cut
//! into blocks. [`engine::Engine::annotate`] turns it into stand-off [`annotation::Annotations`] that carry the identity
//! of their text. [`highlight`] makes runs of them, [`layout`] makes rows of the article, and [`ui`] puts the two
//! together: switching a layer never wraps again, resizing never annotates again. [`export`] writes the same
//! annotations as data.
//!
//! # Invariants
//!
//! - Three kinds of position never mix: bytes are stored and compared, graphemes are iterated, cells are made for a
//!   frame and thrown away. [`layout`] alone turns one into the other; exports count Unicode scalar values.
//! - The engine is pure and total: the same text and rules give the same annotations, and nothing in it can fail.
//! - The state of the reader changes in [`reader::update`] only, which returns what is to be done as values;
//!   [`session`] does it on threads and answers with messages. A late answer to a closed question is dropped.
//! - Everything from outside is hostile: text is cleaned when it becomes an article and once more at the edge of the
//!   screen; links are http or https by construction; sizes, depths and times are bounded.
//! - Each kind of thing stands in one list that help, command line, config and tests walk: [`engine::PASSES`],
//!   [`export::FORMATS`], [`reader::COMMANDS`], and those of panes, commands, themes and scorers.

pub mod annotation;
pub mod article;
pub mod cli;
pub mod config;
pub mod engine;
pub mod eval;
pub mod export;
pub mod feeds;
pub mod fetch;
pub mod highlight;
pub mod layout;
pub mod library;
pub mod reader;
pub mod session;
pub mod store;
pub mod text;
pub mod train;
pub mod ui;
