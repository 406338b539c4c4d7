//! Everything that is kept of one person, for them (GDPR, article 15).

use domain::audit::{Action, By, Entity, Entry, Facts};
use domain::ids::PatientId;
use domain::permission::{Actor, Permission};

use super::{File, PatientError, open};
use crate::audit::{self, Done};
use crate::booking::{self, Booking, Request};
use crate::db::Tx;

/// Everything on one person.
#[derive(Clone, Debug)]
pub struct Export {
    /// Their file.
    pub file: File,
    /// Their appointments, the latest first.
    pub appointments: Vec<Booking>,
    /// What they left for the staff, the latest first.
    pub requests: Vec<Request>,
    /// What was done to their file, the latest first.
    pub history: Vec<Entry>,
}

/// Takes out what is kept of one person, and writes that it was. They are to have all of it, in whosever agenda it stands:
/// so only somebody who sees every agenda takes it out.
pub async fn export(tx: &mut Tx, id: PatientId, by: &Actor) -> Result<Export, PatientError> {
    let file = open(tx, id, by).await?;
    by.require(Permission::ViewAll)?;
    let appointments = booking::all_of_patient(tx, id).await?;
    let requests = booking::requests_of_patient(tx, id, by).await?;
    let history = file.history(tx).await?;
    let exported = Done {
        by: By::from(by),
        action: Action::Exported,
        entity: Entity::Patient(id),
        before: Facts::default(),
        after: Facts::default(),
    };
    audit::record(tx, exported).await?;
    Ok(Export { file, appointments, requests, history })
}
