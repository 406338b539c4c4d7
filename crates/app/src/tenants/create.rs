//! A new practice from its file.

use domain::ids::TenantId;
use domain::permission::Actor;
use domain::practice::{Practice, Problem};
use jiff::Timestamp;

use super::begin;
use crate::db::{Db, DbError};

/// Why there is no new practice. Nothing was changed, then.
#[derive(Debug, thiserror::Error)]
pub enum NotCreated {
    /// The file isn't a practice that can be booked from.
    #[error("the practice file has {} to mend", .0.len())]
    Wrong(Vec<Problem>),
    /// A practice here has this short name, or this number.
    #[error("a practice here has that name or number already")]
    Known,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Makes the practice that a file describes. One that is there stays as it is: [`super::apply`] brings it to its file.
pub async fn create(db: &Db, file: &str, now: Timestamp, by: &Actor) -> Result<TenantId, NotCreated> {
    let practice = Practice::parse(file, "").map_err(NotCreated::Wrong)?;
    if db.tenant_by_slug(&practice.tenant.slug).await?.is_some() {
        return Err(NotCreated::Known);
    }
    begin(db, &practice, now, by).await.map_err(|error| match error {
        DbError::Constraint { constraint, .. }
            if constraint.contains("slug") || constraint.contains("phone") =>
        {
            NotCreated::Known
        }
        error => error.into(),
    })
}
