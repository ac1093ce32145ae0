//! The names of the reader's actions, which several subcommands need.

use crate::reader;

/// Returns the names of all reader actions that a key can be bound to.
pub(super) fn action_names() -> Vec<&'static str> {
    reader::COMMANDS.iter().map(|info| info.name).collect()
}
