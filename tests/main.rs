//! All integration tests, in one binary.

#![allow(
    clippy::disallowed_methods,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests read files, start programs and fail loudly"
)]

mod cli;
mod counts;
mod cycles;
mod entities;
mod exits;
mod exports;
mod features;
mod feeds;
mod fetch;
mod full_disk;
mod guarded;
mod identity;
mod intake;
mod killed;
mod library;
mod log;
mod memory;
mod names;
mod output;
#[path = "support/picture.rs"]
mod picture;
mod queries;
mod readme;
mod refresh;
mod saved;
#[path = "support/server.rs"]
mod server;
#[path = "support/source_tree.rs"]
mod source_tree;
mod store;
mod terminal;
mod tidy;
mod tls;
mod together;
mod views;
mod who_is_who;
mod words;
