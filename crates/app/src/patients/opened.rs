//! A file as it is looked at by whoever may see it.

use std::cmp::Reverse;
use std::collections::HashSet;

use domain::Pii;
use domain::audit::{Entity, Entry};
use domain::ids::PatientId;
use domain::permission::Actor;
use jiff::Timestamp;

use super::file::{Details, stored};
use super::sight::Sight;
use super::{PatientError, sql};
use crate::audit::{self, Filter, Which};
use crate::db::{DbError, Tx, args};
use crate::hex::hex;
use crate::sealing::{self, TenantKeys};

/// How many entries of a history are shown.
const HISTORY: u32 = 100;

/// A patient's file.
#[derive(Clone, Debug)]
pub struct File {
    /// Whose.
    pub id: PatientId,
    /// Since when they are on file.
    pub created_at: Timestamp,
    /// What is on it.
    pub details: Details,
    /// The files that went into this one.
    pub parts: Vec<PatientId>,
    /// What tells this state of it from any other, so that nobody overwrites what they haven't seen.
    pub version: String,
}

/// Opens a file, for whoever may see it.
pub async fn open(tx: &mut Tx, id: PatientId, by: &Actor) -> Result<File, PatientError> {
    // A file that went into another one is found by its own id no more.
    let found = stored(tx, id).await?.filter(|stored| stored.id == id).ok_or(PatientError::NotFound)?;
    if !Sight::of(by).covers(tx, id).await? {
        return Err(PatientError::NotFound);
    }
    let version = version(&*sealing::tenant(tx).await?, &found.details);
    let parts = parts(tx, id).await?;
    Ok(File { id, created_at: found.created_at, details: found.details, parts, version })
}

/// Which of some patients' files stand and may be seen, in one look however many there are.
pub(crate) async fn seen(tx: &mut Tx, ids: &[PatientId], by: &Actor) -> Result<HashSet<PatientId>, DbError> {
    let sight = Sight::of(by);
    if ids.is_empty() || sight == Sight::None {
        return Ok(HashSet::new());
    }
    let ids: Vec<String> = ids.iter().map(|id| id.uuid().simple().to_string()).collect();
    let seen = tx.all(&sql::SEEN, args![ids, sight.practitioner()], |row| row.get(0)).await?;
    Ok(seen.into_iter().collect())
}

/// Whether a file stands; it does until the transaction ends, then: nobody merges or erases it meanwhile.
pub(crate) async fn stays(tx: &mut Tx, id: PatientId) -> Result<bool, DbError> {
    let found = tx.optional(&sql::STANDS, args![id], |row| row.get::<PatientId>(0)).await?;
    Ok(found.is_some())
}

/// The file that another one went into.
pub async fn kept_of(tx: &mut Tx, id: PatientId) -> Result<Option<PatientId>, DbError> {
    Ok(stored(tx, id).await?.map(|stored| stored.id).filter(|kept| *kept != id))
}

impl File {
    /// What became of it and of those that went into it, the newest first.
    pub async fn history(&self, tx: &mut Tx) -> Result<Vec<Entry>, DbError> {
        let mut history = Vec::new();
        for id in std::iter::once(self.id).chain(self.parts.iter().copied()) {
            let entity = Some(Which::One(Entity::Patient(id).label()));
            let filter = Filter { entity, ..Filter::default() };
            history.extend(audit::look(tx, &filter, None, HISTORY).await?.entries);
        }
        history.sort_by_key(|entry| Reverse((entry.at, entry.id)));
        Ok(history)
    }
}

/// The files that went into one.
pub(super) async fn parts(tx: &mut Tx, id: PatientId) -> Result<Vec<PatientId>, DbError> {
    tx.all(&sql::PARTS, args![id], |row| row.get(0)).await
}

/// A keyed digest of what the staff can change: it says nothing to whoever has no key, so the trail may hold it.
pub(super) fn digest(keys: &TenantKeys, details: &Details) -> [u8; 32] {
    let Details { name, phone, email, birth_date, code: _ } = details;
    let phone = phone.as_ref().map(|phone| phone.reveal().as_str());
    let (email, birth_date) = (email.as_ref().map(Pii::reveal), birth_date.as_ref().map(Pii::reveal));
    keys.lookup("file", &format!("{:?} {phone:?} {email:?} {birth_date:?}", name.reveal()))
}

fn version(keys: &TenantKeys, details: &Details) -> String {
    hex(&digest(keys, details)[..8])
}
