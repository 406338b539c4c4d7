//! Whose files somebody may see.
//!
//! With `calendar.view_all`, everybody's. Without it, a practitioner sees those who have, or had, an appointment in
//! their own agenda; whoever has no agenda, as a key of the API, sees none. A file that may not be seen doesn't exist.

use domain::ids::{PatientId, ResourceId};
use domain::permission::{Actor, Permission};

use super::sql;
use crate::db::{DbError, Tx, args};

/// Whose files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// Everybody's.
    All,
    /// Those of whoever has an appointment with this practitioner.
    Of(ResourceId),
    /// Nobody's.
    None,
}

impl Sight {
    /// What an actor may see.
    pub(super) fn of(actor: &Actor) -> Self {
        match actor {
            _ if actor.require(Permission::ViewAll).is_ok() => Self::All,
            Actor::User { practitioner: Some(own), .. } => Self::Of(own.clone()),
            _ => Self::None,
        }
    }

    /// As statements take it: the practitioner, or nothing for everybody.
    pub(super) fn practitioner(&self) -> &str {
        match self {
            Self::Of(own) => own.as_str(),
            Self::All | Self::None => "",
        }
    }

    /// Whether this patient's file may be seen, if there is one.
    pub(super) async fn covers(&self, tx: &mut Tx, patient: PatientId) -> Result<bool, DbError> {
        match self {
            Self::All => Ok(true),
            Self::None => Ok(false),
            Self::Of(own) => {
                let seen = tx.optional(&sql::HAS_BEEN_WITH, args![patient, own], |row| row.get::<i64>(0));
                Ok(seen.await?.is_some())
            }
        }
    }
}
