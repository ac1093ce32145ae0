//! SQL functions about addresses that the migrations use.

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use crate::article::Link;
use crate::text::content_hash;

/// Registers the SQL functions `without_user(address)` and `key_of(id)`.
pub(super) fn register_address_functions(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("without_user", 1, flags, |context| {
        let address: Option<String> = context.get(0)?;
        Ok(address.map(|address| Link::without_user(&address).into_owned()))
    })?;
    connection.create_scalar_function("key_of", 1, flags, |context| {
        let id: String = context.get(0)?;
        Ok(key_of(&id))
    })
}

/// Returns the key of an item within its feed: a hash of its id.
pub(super) fn key_of(id: &str) -> i64 {
    content_hash(id.as_bytes()).cast_signed()
}
