//! How a caller proves to be the patient: a code of six digits, with the name or with a caller id on file.
//!
//! The answer is the same whether or not the patient exists: until somebody has proved who they are, no word tells a
//! patient from a stranger. The work differs by a row for each patient who may be meant.

use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{CallId, PatientId, TicketId};
use domain::{Code, Phone, Pii, name};
use jiff::SignedDuration;
use uuid::Uuid;

use super::sql;
use crate::audit::{self, Done};
use crate::db::{DbError, Tx, args};
use crate::jobs::{self, Work};
use crate::sealing::{self, SealingError};

/// How many wrong codes a call may give.
pub const TRIES: u8 = 3;

/// How many wrong codes may be given for one patient within a day.
pub const DAILY_TRIES: i64 = 5;

/// How long a one-time code is good.
pub const ONE_TIME_LIFE: SignedDuration = SignedDuration::from_mins(10);

/// How many one-time codes a call may ask for.
const CODES_A_CALL: i64 = 2;

/// What a caller says to be recognised.
#[derive(Clone, Debug)]
pub struct Told {
    /// The call in which it is said.
    pub call: CallId,
    /// The name, when it was stated.
    pub name: Option<Pii<String>>,
    /// The caller's number as the network shows it: a hint, never proof.
    pub caller: Option<Pii<Phone>>,
}

/// What came of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It is this patient, for this call.
    Proved(PatientId),
    /// It isn't, or there is no such patient: so many tries are left.
    Wrong {
        /// How often the call may still try.
        tries_left: u8,
    },
    /// No more codes are taken: the staff will have to.
    Locked,
}

/// Whom a code may be meant for, and how often a wrong one was tried for them within a day.
type Meant = Vec<(PatientId, i64)>;

/// Tries a code.
pub async fn prove(tx: &mut Tx, told: &Told, code: &Code) -> Result<Proof, DbError> {
    let tried: i64 = tx.one(&sql::CALL_TRIES, args![told.call], |row| row.get(0)).await?;
    let meant = meant(tx, told).await?;
    let mac = sealing::tenant(tx).await?.lookup("code", code.reveal());
    let owners: Vec<(PatientId, Option<Uuid>)> =
        tx.all(&sql::OWNERS, args![mac, told.call, tx.now()], |row| Ok((row.get(0)?, row.get(1)?))).await?;
    let mut open = meant.iter().filter(|(_, tries)| *tries < DAILY_TRIES);
    let found = open.find_map(|(id, _)| owners.iter().find(|(owner, _)| owner == id)).copied();
    let allowed = tried < i64::from(TRIES);
    let found = found.filter(|_| allowed);
    note(tx, told.call, &meant, found).await?;
    Ok(match found {
        Some((patient, _)) => Proof::Proved(patient),
        None => match i64::from(TRIES) - tried - 1 {
            left @ 1.. => Proof::Wrong { tries_left: u8::try_from(left).unwrap_or(TRIES) },
            _ => Proof::Locked,
        },
    })
}

/// Sends a one-time code to the contact on file, if there is somebody of that name or number. What is said to the
/// caller doesn't depend on it.
pub async fn send_code(tx: &mut Tx, told: &Told) -> Result<(), DbError> {
    let meant = meant(tx, told).await?;
    let sent: i64 = tx.one(&sql::CALL_CODES, args![told.call], |row| row.get(0)).await?;
    let [(patient, tries)] = meant[..] else { return Ok(()) };
    if sent >= CODES_A_CALL || tries >= DAILY_TRIES {
        return Ok(());
    }
    let key = sealing::person(tx, patient.uuid()).await.map_err(SealingError::into_db)?;
    let id: TicketId = tx.mint();
    let code = Code::draw(&mut tx.dice());
    let mac = sealing::tenant(tx).await?.lookup("code", code.reveal());
    let sealed = key.seal("one_time_code", "code", id.uuid(), code.reveal());
    let expires_at = tx.now().checked_add(ONE_TIME_LIFE).unwrap_or(tx.now());
    let sent = Done {
        by: By::Call(told.call),
        action: Action::CodeSent,
        entity: Entity::Patient(patient),
        before: Facts::default(),
        after: Facts { until: Some(expires_at), ..Facts::default() },
    };
    let batch = vec![
        (&sql::SEND, args![id, patient, told.call, sealed, mac, expires_at]),
        audit::entry(tx, sent),
        jobs::entry(tx, &Work::new("notify.code", id.uuid(), 1)),
    ];
    tx.execute_all(batch).await.map(drop)
}

/// A code that is to be sent, and to whom; for the worker that sends it, and for stand-ins.
pub async fn sent_code(tx: &mut Tx, id: Uuid) -> Result<Option<(PatientId, Code)>, DbError> {
    let found =
        tx.optional(&sql::SENT, args![id], |row| Ok((row.get::<PatientId>(0)?, row.get::<Vec<u8>>(1)?)));
    let Some((patient, sealed)) = found.await? else { return Ok(None) };
    let key = sealing::person(tx, patient.uuid()).await.map_err(SealingError::into_db)?;
    let opened = key
        .open("one_time_code", "code", id, &sealed)
        .map_err(|error| SealingError::from(error).into_db())?;
    Ok(opened.parse().ok().map(|code| (patient, code)))
}

async fn meant(tx: &mut Tx, told: &Told) -> Result<Meant, DbError> {
    let keys = sealing::tenant(tx).await?;
    let stated = told.name.as_ref().map(Pii::reveal);
    let name = stated.map(|stated| keys.lookup("name", &name::normalise(stated)));
    let sound = stated.map(|stated| keys.lookup("sound", &name::phonetic(stated)));
    let phone = told.caller.as_ref().map(|phone| keys.lookup("phone", phone.reveal().as_str()));
    let since = tx.now().checked_sub(SignedDuration::from_hours(24)).unwrap_or(tx.now());
    tx.all(&sql::MEANT, args![name, sound, phone, since], |row| Ok((row.get(0)?, row.get(1)?))).await
}

/// Writes the try down, for the call and for everybody it may have been meant for.
async fn note(
    tx: &mut Tx,
    call: CallId,
    meant: &Meant,
    found: Option<(PatientId, Option<Uuid>)>,
) -> Result<(), DbError> {
    let (now, right) = (tx.now(), found.is_some());
    let attempt = |tx: &Tx, patient: Option<PatientId>| {
        (&sql::TRY, args![tx.mint::<TicketId>(), call, patient, now, right])
    };
    let mut batch = vec![attempt(tx, None)];
    let charged = meant.iter().filter(|(id, _)| found.is_none_or(|(patient, _)| patient == *id));
    batch.extend(charged.map(|(id, _)| attempt(tx, Some(*id))));
    if let Some(id) = found.and_then(|(_, one_time)| one_time) {
        batch.push((&sql::USE, args![id, now]));
    }
    let (action, entity) = match found {
        Some((patient, _)) => (Action::Proved, Entity::Patient(patient)),
        None => (Action::ProofFailed, Entity::Call(call)),
    };
    let (before, after) = (Facts::default(), Facts::default());
    batch.push(audit::entry(tx, Done { by: By::Call(call), action, entity, before, after }));
    tx.execute_all(batch).await.map(drop)
}
