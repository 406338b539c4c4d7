//! Leaving something for the staff.

use domain::audit::{Action, Digest, Facts};
use domain::ids::{RequestId, ResourceId, ServiceId};
use domain::permission::Actor;
use domain::practice::Practice;
use domain::request::{self, Kind, State};
use domain::{Pii, name};
use jiff::Timestamp;
use uuid::Uuid;

use super::stored::{Details, Stored};
use super::{FULL, Note, settle, sql};
use crate::audit;
use crate::booking::rows::Booking;
use crate::booking::sql as booking_sql;
use crate::db::{DbError, Order, Tx, args};
use crate::jobs::{self, Work};
use crate::sealing::{self, SealedWith, SealingError, TenantKeys};
use crate::tenants;

/// Leaves something for the staff. The same thing left again in the same call is the same request.
pub async fn leave(tx: &mut Tx, note: &Note, by: &Actor) -> Result<RequestId, DbError> {
    let said = Said::of(&*sealing::tenant(tx).await?, note)?;
    if let (true, Some(text)) = (note.locked, &note.text)
        && let Some(id) = tx.optional(&sql::LEFT_IN_ANY_CALL, args![said.digest], |row| row.get(0)).await?
        && add_lines(tx, id, text, by).await?
    {
        return Ok(id);
    }
    let left = args![note.call, note.kind.name(), note.appointment, said.digest];
    if let Some(id) = tx.optional(&sql::LEFT, left, |row| row.get(0)).await? {
        return Ok(id);
    }
    let id: RequestId = tx.mint();
    let (subject, key, mut batch) = if let Some(patient) = note.patient {
        let key = sealing::person(tx, patient.uuid()).await.map_err(SealingError::into_db)?;
        (patient.uuid(), key, Vec::new())
    } else {
        let (key, keep) = sealing::new_person(tx, id.uuid()).await?;
        (id.uuid(), key, vec![keep])
    };
    let due = due(tx, note).await?;
    let leaving = Leaving { id, note, said, subject, group: None, due };
    batch.extend(leaving.orders(tx, &key, by)?);
    tx.execute_all(batch).await?;
    Ok(id)
}

/// Leaves something about an appointment, whichever call says it: of one kind, one request is open about it at a time,
/// and what is wished besides is added to that. Whether anything stands there now that didn't.
pub(crate) async fn leave_about(tx: &mut Tx, note: &Note, by: &Actor) -> Result<bool, DbError> {
    let left = args![note.kind.name(), note.appointment];
    let Some(id) = tx.optional(&sql::LEFT_ABOUT, left, |row| row.get::<RequestId>(0)).await? else {
        return leave(tx, note, by).await.map(|_| true);
    };
    let Some(stored) = tx.optional(&sql::REQUEST, args![id], Stored::read).await? else { return Ok(false) };
    let known = stored.open(tx).await?.note;
    let text = |note: &Note| note.text.as_ref().map(|text| text.reveal().clone()).unwrap_or_default();
    let line = match &note.wish {
        Some(wish) => format!("{} {}", text(note), wish.reveal()),
        None => text(note),
    };
    let stands = |what: &str| text(&known).lines().any(|one| one == what);
    let same_wish = known.wish.as_ref().map(Pii::reveal) == note.wish.as_ref().map(Pii::reveal);
    if stands(&line) || (same_wish && stands(&text(note))) {
        return Ok(false);
    }
    add(tx, id, &Pii::new(line), by).await
}

/// By when it should be settled, in the practice's open time.
async fn due(tx: &mut Tx, note: &Note) -> Result<Timestamp, DbError> {
    let practice = tenants::current(tx).await?.practice;
    let about = match note.appointment {
        Some(id) => tx.optional(&booking_sql::APPOINTMENT, args![id], Booking::read).await?,
        None => None,
    };
    let begins = about.map(|booking| booking.appointment.span.start);
    Ok(request::due(&practice, note.kind, tx.now(), begins))
}

/// Adds each line of a text to a request; whether all stand there.
async fn add_lines(tx: &mut Tx, id: RequestId, text: &Pii<String>, by: &Actor) -> Result<bool, DbError> {
    for line in text.reveal().lines() {
        if !add(tx, id, &Pii::new(line.to_owned()), by).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Adds a line to a request, once; whether it stands there. It doesn't in one that is settled, or full.
pub async fn add(tx: &mut Tx, id: RequestId, line: &Pii<String>, by: &Actor) -> Result<bool, DbError> {
    if tx.optional(&sql::MAY_ADD, args![id], |row| row.get::<RequestId>(0)).await?.is_none() {
        return Ok(false);
    }
    let Some(stored) = tx.optional(&sql::REQUEST, args![id], Stored::read).await? else { return Ok(false) };
    let subject = stored.subject;
    let mut note = stored.open(tx).await?.note;
    let text = note.text.take().unwrap_or_default();
    if text.reveal().lines().any(|known| known == line.reveal()) {
        return Ok(true);
    }
    if text.reveal().chars().count() > FULL {
        return Ok(false);
    }
    note.text = Some(Pii::new(format!("{}\n{}", text.reveal(), line.reveal()).trim().to_owned()));
    let said = Said::of(&*sealing::tenant(tx).await?, &note)?;
    let key = sealing::person(tx, subject).await.map_err(SealingError::into_db)?;
    let sealed = key.seal("request", "details", id.uuid(), &said.details);
    let facts = |digest| Facts { request: Some(note.kind), digest, ..Facts::default() };
    let after = facts(Some(Digest::new(said.digest)));
    let batch = vec![
        (&sql::ADD, args![id, sealed, said.digest]),
        audit::entry(tx, settle::entry(id, Action::RequestAdded, facts(None), after, by))?,
    ];
    tx.execute_all(batch).await?;
    Ok(true)
}

/// What asks the staff to agree to an appointment that keeps its time meanwhile. Who it is for stands on the
/// patient's file, whose key this is.
pub(in crate::booking) async fn ask_approval(
    tx: &mut Tx,
    practice: &Practice,
    booking: &Booking,
    key: &SealedWith,
    by: &Actor,
) -> Result<Vec<Order>, DbError> {
    let appointment = &booking.appointment;
    let note = Note {
        call: booking.call,
        patient: Some(appointment.patient),
        appointment: Some(appointment.id),
        service: Some(appointment.service.clone()),
        practitioner: Some(appointment.practitioner.clone()),
        ..Note::of(Kind::Approval)
    };
    let said = Said::of(&*sealing::tenant(tx).await?, &note)?;
    let due = request::due(practice, note.kind, tx.now(), Some(appointment.span.start));
    let (subject, group) = (appointment.patient.uuid(), Some(booking.group));
    Leaving { id: tx.mint(), note: &note, said, subject, group, due }.orders(tx, key, by)
}

/// What was said, as it is sealed, and the keyed digest that tells it from anything else.
struct Said {
    details: String,
    digest: [u8; 32],
}

impl Said {
    fn of(keys: &TenantKeys, note: &Note) -> Result<Self, DbError> {
        let details = serde_json::to_string(&Details::of(note));
        let details = details.map_err(|error| DbError::document("a request", &error))?;
        let digest = fingerprint(keys, note, &details);
        Ok(Self { details, digest })
    }
}

/// What makes two requests of a call the same: all that was said. Of who is locked out, who they are.
fn fingerprint(keys: &TenantKeys, note: &Note, details: &str) -> [u8; 32] {
    if let (true, Some(name)) = (note.locked, &note.name) {
        let phone = note.phone.as_ref().map(|phone| phone.reveal().as_str());
        return keys.lookup("request", &format!("locked {} {phone:?}", name::normalise(name.reveal())));
    }
    let place =
        [note.service.as_ref().map(ServiceId::as_str), note.practitioner.as_ref().map(ResourceId::as_str)];
    keys.lookup("request", &format!("{place:?} {details}"))
}

/// A request that is about to be left: with whose key, with which claims that keep time for it, and until when.
struct Leaving<'a> {
    id: RequestId,
    note: &'a Note,
    said: Said,
    subject: Uuid,
    group: Option<Uuid>,
    due: Timestamp,
}

impl Leaving<'_> {
    /// The request, its audit entry, and the word to the staff.
    fn orders(self, tx: &Tx, key: &SealedWith, by: &Actor) -> Result<Vec<Order>, DbError> {
        let Self { id, note, said, subject, group, due } = self;
        let sealed = key.seal("request", "details", id.uuid(), &said.details);
        let args = args![
            id,
            note.kind.name(),
            note.call,
            subject,
            note.patient,
            note.appointment,
            group,
            note.service.as_ref(),
            note.practitioner.as_ref(),
            sealed,
            said.digest,
            tx.now(),
            note.reason.map(request::Reason::name),
            due
        ];
        let after = Facts {
            request: Some(note.kind),
            state: Some(State::Open),
            service: note.service.clone(),
            practitioner: note.practitioner.clone(),
            appointment: note.appointment,
            until: Some(due),
            digest: Some(Digest::new(said.digest)),
            ..Facts::default()
        };
        Ok(vec![
            (&sql::LEAVE, args),
            audit::entry(tx, settle::entry(id, Action::RequestLeft, Facts::default(), after, by))?,
            jobs::entry(tx, &Work::notice("notify.request", id.uuid(), 1)),
        ])
    }
}
