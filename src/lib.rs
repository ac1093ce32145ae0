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
//! | [`config`] | settings as typed values, key map, themes, the user's rules |
//! | [`fetch`] | HTTP: one page by its link, within limits |
//! | [`export`] | annotations as JSON, Web Annotation, brat, CSV, Markdown, HTML, text |
//! | [`eval`], [`train`] | scoring against a gold corpus; training the engine's models |
//! | [`cli`] | arguments, subcommands, printing, paths, environment |

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
pub mod reader;
pub mod session;
pub mod text;
pub mod train;
pub mod ui;
