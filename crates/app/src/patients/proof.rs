//! How a caller proves to be the patient: a code of six digits, with the name or with a caller id on file.
//!
//! The answer is the same whether or not the patient exists, and so is the work: until somebody has proved who they
//! are, nothing tells a patient from a stranger.

use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{CallId, Minted as _, PatientId, TicketId};
use domain::{Code, Phone, Pii, name};
use jiff::{SignedDuration, Timestamp};
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

/// What somebody is found by: keyed HMACs of the name, of its sound, and of the number.
type FoundBy = [Option<[u8; 32]>; 3];

/// Tries a code.
///
/// Whoever is meant, on file or not, the statements are the same, and as many; tries are written by what was said.
/// They come one after the other in a practice, so that no two count the same try.
pub async fn prove(tx: &mut Tx, told: &Told, code: &Code) -> Result<Proof, DbError> {
    tx.all(&sql::ONE_AT_A_TIME, args![], |_| Ok(())).await?;
    let tried: i64 = tx.one(&sql::CALL_TRIES, args![told.call], |row| row.get(0)).await?;
    let said = found_by(tx, told).await?;
    let owner = owner(tx, told, &said, code).await?;
    // Whoever gives the right code of somebody whom others tried under other names hears no more than that it opens
    // nothing: else the day's limit would tell which code is right.
    let theirs = tries(tx, owner.as_ref().map_or(&said, |owner| &owner.found_by)).await?;
    let in_a_day = tries(tx, &said).await?;
    let found = owner.filter(|_| tried < i64::from(TRIES) && theirs.max(in_a_day) < DAILY_TRIES);
    let left = if in_a_day < DAILY_TRIES { (i64::from(TRIES) - tried - 1).max(0) } else { 0 };
    // Where no code is taken of what is said none is counted against it, the right one no less than a wrong one: who is
    // locked out and says the same again is not locked out for longer. The right code that opens nothing because of
    // tries under another name or number counts like a wrong one, or the limit of what is said would tell it from them.
    let counted = if tried < i64::from(TRIES) && in_a_day < DAILY_TRIES { said } else { [None; 3] };
    note(tx, told.call, &counted, found, left == 0).await?;
    Ok(match (found, u8::try_from(left)) {
        (Some(owner), _) => Proof::Proved(owner.patient),
        (None, Ok(tries_left @ 1..)) => Proof::Wrong { tries_left },
        _ => Proof::Locked,
    })
}

/// Asks for a one-time code to be sent to the contact on file, if there is one person of that name or number on
/// file. Whether there is, only the worker that sends it finds out ([`make_code`]).
pub async fn send_code(tx: &mut Tx, told: &Told) -> Result<(), DbError> {
    let [name, sound, phone] = found_by(tx, told).await?;
    let asked: i64 = tx.one(&sql::CALL_WISHES, args![told.call], |row| row.get(0)).await?;
    if asked >= CODES_A_CALL {
        return Ok(());
    }
    let id: TicketId = tx.mint();
    let asked = done(told.call, Action::CodeAsked, Entity::Call(told.call));
    let batch = vec![
        (&sql::WISH, args![id, told.call, name, sound, phone, tx.now()]),
        audit::entry(tx, asked)?,
        jobs::entry(tx, &Work { good_for: Some(ONE_TIME_LIFE), ..Work::new("notify.code", id.uuid(), 1) }),
    ];
    tx.execute_all(batch).await.map(drop)
}

/// The code that was asked for, and to whom it is to be sent; for the worker that sends it, and for stand-ins. It
/// is made the first time; nothing when there is nobody, or several, or too many wrong ones were tried.
pub async fn make_code(tx: &mut Tx, id: Uuid) -> Result<Option<(PatientId, Code)>, DbError> {
    if let Some(made) = made_code(tx, id).await? {
        return Ok(Some(made));
    }
    let wished = tx.optional(&sql::WISHED, args![id], |row| {
        let found_by: FoundBy = [row.get(1)?, row.get(2)?, row.get(3)?];
        Ok((row.get::<CallId>(0)?, found_by, row.get::<Timestamp>(4)?))
    });
    let Some((call, [name, sound, phone], at)) = wished.await? else { return Ok(None) };
    let meant = tx.all(&sql::MEANT, args![name, sound, phone], |row| {
        let found_by: FoundBy = [row.get(1)?, row.get(2)?, row.get(3)?];
        Ok((row.get::<PatientId>(0)?, found_by))
    });
    let [(patient, found_by)] = meant.await?[..] else { return Ok(None) };
    if tries(tx, &found_by).await? >= DAILY_TRIES {
        return Ok(None);
    }
    let code = Code::draw(&mut tx.dice());
    let expires_at = at.checked_add(ONE_TIME_LIFE).unwrap_or(at);
    let key = sealing::person(tx, patient.uuid()).await.map_err(SealingError::into_db)?;
    let mac = sealing::tenant(tx).await?.lookup("code", code.reveal());
    let sealed = key.seal("one_time_code", "code", id, code.reveal());
    let after = Facts { until: Some(expires_at), ..Facts::default() };
    let sent = Done { after, ..done(call, Action::CodeSent, Entity::Patient(patient)) };
    let batch =
        vec![(&sql::SEND, args![id, patient, call, sealed, mac, expires_at]), audit::entry(tx, sent)?];
    tx.execute_all(batch).await?;
    Ok(Some((patient, code)))
}

/// In which call a code was asked for; nothing once that is forgotten.
pub(crate) async fn asked_in(tx: &mut Tx, id: Uuid) -> Result<Option<CallId>, DbError> {
    tx.optional(&sql::WISHED, args![id], |row| row.get(0)).await
}

/// Forgets tries and codes from before an instant, so many of each at most; says how many.
pub(crate) async fn forget(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64, DbError> {
    let first = TicketId::from_parts(before, [0; 10]);
    let all = [&sql::FORGET_TRIES, &sql::FORGET_WISHES, &sql::FORGET_CODES];
    let batch = all.map(|statement| (statement, args![first, most])).to_vec();
    Ok(tx.execute_all(batch).await?.iter().sum())
}

async fn made_code(tx: &mut Tx, id: Uuid) -> Result<Option<(PatientId, Code)>, DbError> {
    let found =
        tx.optional(&sql::SENT, args![id], |row| Ok((row.get::<PatientId>(0)?, row.get::<Vec<u8>>(1)?)));
    let Some((patient, sealed)) = found.await? else { return Ok(None) };
    let key = sealing::person(tx, patient.uuid()).await.map_err(SealingError::into_db)?;
    let opened = key
        .open("one_time_code", "code", id, &sealed)
        .map_err(|error| SealingError::from(error).into_db())?;
    Ok(opened.parse().ok().map(|code| (patient, code)))
}

async fn found_by(tx: &mut Tx, told: &Told) -> Result<FoundBy, DbError> {
    let keys = sealing::tenant(tx).await?;
    let stated = told.name.as_ref().map(Pii::reveal);
    Ok([
        stated.map(|stated| keys.lookup("name", &name::normalise(stated))),
        stated.map(|stated| keys.lookup("sound", &name::phonetic(stated))),
        told.caller.as_ref().map(|phone| keys.lookup("phone", phone.reveal().as_str())),
    ])
}

/// Whose code it is, among those who may be meant.
#[derive(Clone, Copy)]
struct Owner {
    patient: PatientId,
    /// The one-time code that it was.
    one_time: Option<Uuid>,
    found_by: FoundBy,
}

async fn owner(tx: &mut Tx, told: &Told, said: &FoundBy, code: &Code) -> Result<Option<Owner>, DbError> {
    let mac = sealing::tenant(tx).await?.lookup("code", code.reveal());
    let [name, sound, phone] = *said;
    let args = args![mac, told.call, tx.now(), name, sound, phone];
    tx.optional(&sql::OWNER, args, |row| {
        let found_by = [row.get(2)?, row.get(3)?, row.get(4)?];
        Ok(Owner { patient: row.get(0)?, one_time: row.get(1)?, found_by })
    })
    .await
}

/// How many wrong codes were tried within a day for whoever is found by these.
async fn tries(tx: &mut Tx, found_by: &FoundBy) -> Result<i64, DbError> {
    let since = tx.now().checked_sub(SignedDuration::from_hours(24)).unwrap_or(tx.now());
    let [name, sound, phone] = *found_by;
    tx.one(&sql::TRIES, args![since, name, sound, phone], |row| row.get(0)).await
}

/// Writes the try down by those it counts against, and uses a one-time code up.
async fn note(
    tx: &mut Tx,
    call: CallId,
    against: &FoundBy,
    found: Option<Owner>,
    last: bool,
) -> Result<(), DbError> {
    let (now, [name, sound, phone]) = (tx.now(), *against);
    let (action, entity) = match found {
        Some(owner) => (Action::Proved, Entity::Patient(owner.patient)),
        None if last => (Action::ProofLocked, Entity::Call(call)),
        None => (Action::ProofFailed, Entity::Call(call)),
    };
    let used = found.and_then(|owner| owner.one_time).unwrap_or(Uuid::nil());
    let batch = vec![
        (&sql::TRY, args![tx.mint::<TicketId>(), call, name, sound, phone, now, found.is_some()]),
        // Of no row, when it was no one-time code: the work is the same.
        (&sql::USE, args![used, now]),
        audit::entry(tx, done(call, action, entity))?,
    ];
    tx.execute_all(batch).await.map(drop)
}

fn done(call: CallId, action: Action, entity: Entity) -> Done {
    Done { by: By::Call(call), action, entity, before: Facts::default(), after: Facts::default() }
}
