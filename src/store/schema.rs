//! The schema of the library: its versions and their migration.

use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use super::addresses::register_address_functions;
use super::error::StoreError;
use super::packed_text::register_pack_functions;
use crate::invariant::ExpectOr;

/// SQL scripts, one per schema version: script `n` migrates version `n` to `n + 1`. The first one creates the schema.
const MIGRATIONS: &[&str] = &[
    include_str!("sql/v1.sql"),
    include_str!("sql/v2.sql"),
    include_str!("sql/v3.sql"),
    include_str!("sql/v4.sql"),
    include_str!("sql/v5.sql"),
    include_str!("sql/v6.sql"),
    include_str!("sql/v7.sql"),
    include_str!("sql/v8.sql"),
    include_str!("sql/v9.sql"),
    include_str!("sql/v10.sql"),
    include_str!("sql/v11.sql"),
];

/// SQLite `application_id` of a library ("pqlb" in ASCII). It keeps another program's database from being opened as a
/// library.
const APPLICATION_ID: i64 = 0x7071_6c62;

/// How long a statement waits for another connection's lock before it fails with [`StoreError::Locked`]. Ordinary
/// transactions take some tenths of a second; only compacting the file takes longer.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Returns the schema version that this program writes.
pub(super) fn latest_version() -> i64 {
    i64::try_from(MIGRATIONS.len()).expect_or(i64::MAX, "there are few migrations")
}

/// Returns the schema version of the open file; 0 if the file is empty.
///
/// # Errors
///
/// [`StoreError::Foreign`] if another program wrote the file, [`StoreError::Newer`] if a later version did.
pub(super) fn schema_version(connection: &Connection) -> Result<i64, StoreError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let application: i64 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    // An empty file has neither number set; so has a database of a program that sets none. Only the tables tell them
    // apart.
    let n_tables: i64 = match (found, application) {
        (0, 0) => {
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?
        }
        _ => 0,
    };
    if n_tables > 0 || (application != APPLICATION_ID && (found, application) != (0, 0)) {
        return Err(StoreError::Foreign);
    }
    let known = latest_version();
    match found {
        found if found > known => Err(StoreError::Newer { found, known }),
        found => Ok(found),
    }
}

/// Migrates the schema to the latest version, in one transaction.
pub(super) fn migrate_schema(connection: &mut Connection) -> Result<(), StoreError> {
    register_address_functions(connection)?;
    register_pack_functions(connection)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read again inside the transaction: another process may have migrated the file meanwhile.
    // A damaged file may have a negative version.
    let found = usize::try_from(schema_version(&transaction)?).unwrap_or(0);
    for step in MIGRATIONS.iter().skip(found) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", latest_version())?;
    transaction.commit()?;
    Ok(())
}
