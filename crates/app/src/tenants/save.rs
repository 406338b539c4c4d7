//! A change of a practice: the next version of it, made from the one that somebody saw.

use domain::permission::Actor;
use domain::practice::{Found, Practice, Wrong};

use super::{LeftOut, current, left_out, version_at, write_version};
use crate::booking::{self, Conflicts};
use crate::db::{DbError, Retryable, Tx};

/// A practice as somebody wants it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The whole document.
    pub practice: Practice,
    /// Which version it was made from: when another one stands by now, nothing is saved.
    pub current: u32,
    /// Whether who and what has appointments to come may be left out, and hours, absences and closures leave appointments
    /// outside; what is booked stays booked.
    pub force: bool,
}

/// Why a draft was not saved. Nothing was changed, then.
#[derive(Debug, thiserror::Error)]
pub enum NotSaved {
    /// It isn't a practice that can be booked from.
    #[error("the practice has {} to mend", .0.len())]
    Wrong(Vec<Found>),
    /// Somebody else has changed it.
    #[error("the practice has changed in the meantime")]
    Changed,
    /// It leaves out what has appointments to come, or leaves appointments outside the hours.
    #[error("appointments to come stand against it")]
    StillBooked(StillBooked),
    /// Callers dial this number for another practice of this installation.
    #[error("another practice here has that number")]
    NumberTaken,
    /// There never was such a version.
    #[error("there is no such version")]
    NoVersion,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Retryable for NotSaved {
    fn of_database(&self) -> Option<&DbError> {
        if let Self::Db(error) = self { Some(error) } else { None }
    }
}

/// Saves a draft as the next version, which the next call uses; says which it is. A draft that says what stands already
/// changes nothing.
pub async fn save(tx: &mut Tx, draft: &Draft, by: &Actor) -> Result<u32, NotSaved> {
    let Draft { practice, current: seen, force } = draft;
    let standing = current(tx).await?;
    if standing.version != *seen {
        return Err(NotSaved::Changed);
    }
    let wrong = wrong_with(practice, &standing.practice);
    if !wrong.is_empty() {
        return Err(NotSaved::Wrong(wrong));
    }
    if *practice == *standing.practice {
        return Ok(standing.version);
    }
    if !force && let Some(booked) = still_booked(tx, &standing.practice, practice, by).await? {
        return Err(NotSaved::StillBooked(booked));
    }
    let next = standing.version + 1;
    match write_version(tx, practice, next, by).await {
        Ok(true) => Ok(next),
        Ok(false) => Err(NotSaved::Changed),
        Err(DbError::Constraint { constraint, .. }) if constraint.contains("phone") => {
            Err(NotSaved::NumberTaken)
        }
        Err(error) => Err(error.into()),
    }
}

/// What stands against a version, for whoever shall decide about it: nothing is given up by it, and nothing forgotten.
#[derive(Clone, Debug)]
pub struct StillBooked {
    /// Who and what it leaves out, of what has appointments to come.
    pub left_out: Vec<LeftOut>,
    /// The appointments that lie within the hours that stand, and outside the new ones.
    pub outside: Option<Conflicts>,
}

async fn still_booked(
    tx: &mut Tx,
    standing: &Practice,
    practice: &Practice,
    by: &Actor,
) -> Result<Option<StillBooked>, DbError> {
    let left_out = left_out(tx, standing, practice).await?;
    let outside = booking::outside(tx, standing, practice, by).await?;
    let any = !left_out.is_empty() || outside.is_some();
    Ok(any.then_some(StillBooked { left_out, outside }))
}

/// Makes an earlier version the next one. What was done in between stays in the list.
pub async fn restore(
    tx: &mut Tx,
    number: u32,
    current: u32,
    force: bool,
    by: &Actor,
) -> Result<u32, NotSaved> {
    let (_, practice) = version_at(tx, number).await?.ok_or(NotSaved::NoVersion)?;
    save(tx, &Draft { practice, current, force }, by).await
}

/// What is wrong with a draft, by itself and as the next version of a practice.
fn wrong_with(practice: &Practice, standing: &Practice) -> Vec<Found> {
    let mut found = practice.check();
    if practice.tenant.slug != standing.tenant.slug {
        found.push(Found { field: "tenant.slug".to_owned(), wrong: Wrong::SlugStays });
    }
    if !practice.patients.is_empty() {
        found.push(Found { field: "patients".to_owned(), wrong: Wrong::NoPatients });
    }
    found
}
