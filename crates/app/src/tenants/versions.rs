//! What the practice was, version by version.

use domain::practice::Practice;
use jiff::Timestamp;

use super::sql;
use crate::db::{DbError, Row, Tx, args};

/// One time that the practice was changed.
#[derive(Clone, Debug)]
pub struct Version {
    /// Which, counted from 1.
    pub number: u32,
    /// When.
    pub at: Timestamp,
    /// By whom, as the trail calls them: `operator`, `user:…`, `key:…`.
    pub by: String,
}

impl Version {
    fn read(row: &Row<'_>) -> Result<Self, DbError> {
        Ok(Self { number: row.get(0)?, at: row.get(1)?, by: row.get(2)? })
    }
}

/// The versions before one (all of them when there is none), the latest first; so many at most.
pub async fn versions(tx: &mut Tx, before: Option<u32>, most: u32) -> Result<Vec<Version>, DbError> {
    // As large as both engines count.
    let before = before.map_or(i64::MAX, i64::from);
    tx.all(&sql::VERSIONS, args![before, most], Version::read).await
}

/// One version with its document, if there ever was such a one.
pub async fn version_at(tx: &mut Tx, number: u32) -> Result<Option<(Version, Practice)>, DbError> {
    tx.optional(&sql::VERSION_AT, args![number], |row| Ok((Version::read(row)?, row.json(3)?))).await
}
