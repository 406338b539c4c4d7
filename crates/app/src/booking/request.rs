//! What awaits the staff.

use domain::appointment::Step;
use domain::audit::{Action, By, Digest, Entity, Facts};
use domain::ids::{AppointmentId, CallId, PatientId, RequestId, ResourceId, ServiceId};
use domain::permission::Actor;
use domain::request::{Kind, State};
use domain::{Phone, Pii, name};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::list::{FIRST, at};
use super::rows::Booking;
use super::{BookingError, cancel, sql};
use crate::audit::{self, Done};
use crate::db::{DbError, Order, Row, Tx, args};
use crate::jobs::{self, Work};
use crate::sealing::{self, SealedWith, SealingError, TenantKeys};

/// A request of more characters than this is full.
const FULL: usize = 8_000;

/// What a caller leaves for the staff.
#[derive(Clone, Debug)]
pub struct Note {
    /// What the staff is asked to do.
    pub kind: Kind,
    /// The call it is left in; a call leaves the same thing once.
    pub call: Option<CallId>,
    /// The patient, once they have proved who they are.
    pub patient: Option<PatientId>,
    /// The appointment it is about.
    pub appointment: Option<AppointmentId>,
    /// The service that is wished.
    pub service: Option<ServiceId>,
    /// The practitioner who is wished.
    pub practitioner: Option<ResourceId>,
    /// Who leaves it, as they say.
    pub name: Option<Pii<String>>,
    /// Where they can be called back.
    pub phone: Option<Pii<Phone>>,
    /// Where they can be written to.
    pub email: Option<Pii<String>>,
    /// What they said.
    pub text: Option<Pii<String>>,
    /// When they would like to come, in words the staff can read.
    pub wish: Option<Pii<String>>,
    /// It is left because no more codes are taken: of one person, one such request is open at a time, and what they
    /// say in another call is added to it.
    pub locked: bool,
}

/// Something that awaits the staff, or did.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which request.
    pub id: RequestId,
    /// Where it stands.
    pub state: State,
    /// What was left. Empty of personal fields when the person was erased.
    pub note: Note,
    /// When it was left.
    pub created_at: Timestamp,
    /// When the staff settled it.
    pub settled_at: Option<Timestamp>,
}

/// Which requests are listed: in one state or in all, after one or from the first.
#[derive(Clone, Debug, Default)]
pub struct RequestFilter {
    /// In this state.
    pub state: Option<State>,
    /// After the request that was left then and has this id.
    pub after: Option<(Timestamp, RequestId)>,
}

/// The sealed part of a request.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Details {
    name: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    text: Option<String>,
    wish: Option<String>,
    locked: bool,
}

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
    let leaving = Leaving { id, note, said, subject, group: None };
    batch.extend(leaving.orders(tx, &key, by)?);
    tx.execute_all(batch).await?;
    Ok(id)
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
        audit::entry(tx, done(id, Action::RequestAdded, facts(None), after, by))?,
    ];
    tx.execute_all(batch).await?;
    Ok(true)
}

/// What asks the staff to agree to an appointment that keeps its time meanwhile. Who it is for stands on the
/// patient's file, whose key this is.
pub(super) async fn ask_approval(
    tx: &mut Tx,
    booking: &Booking,
    key: &SealedWith,
    by: &Actor,
) -> Result<Vec<Order>, DbError> {
    let appointment = &booking.appointment;
    let note = Note {
        kind: Kind::Approval,
        call: booking.call,
        patient: Some(appointment.patient),
        appointment: Some(appointment.id),
        service: Some(appointment.service.clone()),
        practitioner: Some(appointment.practitioner.clone()),
        name: None,
        phone: None,
        email: None,
        text: None,
        wish: None,
        locked: false,
    };
    let said = Said::of(&*sealing::tenant(tx).await?, &note)?;
    let (subject, group) = (appointment.patient.uuid(), Some(booking.group));
    Leaving { id: tx.mint(), note: &note, said, subject, group }.orders(tx, key, by)
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

/// A request that is about to be left: with whose key, and with which claims that keep time for it.
struct Leaving<'a> {
    id: RequestId,
    note: &'a Note,
    said: Said,
    subject: Uuid,
    group: Option<Uuid>,
}

impl Leaving<'_> {
    /// The request, its audit entry, and the word to the staff.
    fn orders(self, tx: &Tx, key: &SealedWith, by: &Actor) -> Result<Vec<Order>, DbError> {
        let Self { id, note, said, subject, group } = self;
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
            tx.now()
        ];
        let after = Facts {
            request: Some(note.kind),
            state: Some(State::Open),
            service: note.service.clone(),
            practitioner: note.practitioner.clone(),
            appointment: note.appointment,
            digest: Some(Digest::new(said.digest)),
            ..Facts::default()
        };
        Ok(vec![
            (&sql::LEAVE, args),
            audit::entry(tx, done(id, Action::RequestLeft, Facts::default(), after, by))?,
            jobs::entry(tx, &Work::notice("notify.request", id.uuid(), 1)),
        ])
    }
}

/// The staff has done what was asked, or declines it. An approval makes its appointment firm, or cancels it.
/// Settling it the same way again changes nothing (I8).
pub async fn settle(tx: &mut Tx, id: RequestId, as_what: State, by: &Actor) -> Result<(), BookingError> {
    let request = the_request(tx, id).await?;
    match request.state {
        State::Open => {}
        same if same == as_what => return Ok(()),
        _ => return Err(BookingError::Over),
    }
    if tx.execute(&sql::SETTLE, args![id, as_what.name(), tx.now(), by.label()]).await? == 0 {
        return Err(BookingError::Changed);
    }
    let facts = |state| Facts { request: Some(request.note.kind), state: Some(state), ..Facts::default() };
    audit::record(tx, done(id, Action::RequestSettled, facts(State::Open), facts(as_what), by)).await?;
    if let (Kind::Approval, Some(appointment)) = (request.note.kind, request.note.appointment) {
        approve(tx, appointment, as_what, by).await?;
    }
    Ok(())
}

/// One request.
pub async fn the_request(tx: &mut Tx, id: RequestId) -> Result<Request, BookingError> {
    let row = tx.optional(&sql::REQUEST, args![id], Stored::read).await?.ok_or(BookingError::NotFound)?;
    Ok(row.open(tx).await?)
}

/// Requests, the oldest first.
pub async fn requests(tx: &mut Tx, filter: &RequestFilter, limit: u32) -> Result<Vec<Request>, DbError> {
    let (after, id) = filter.after.map_or((at(FIRST), Uuid::nil()), |(at, id)| (at, id.uuid()));
    let args = args![filter.state.map(State::name), after, id, limit];
    let rows = tx.all(&sql::REQUESTS, args, Stored::read).await?;
    let mut requests = Vec::with_capacity(rows.len());
    for row in rows {
        requests.push(row.open(tx).await?);
    }
    Ok(requests)
}

async fn approve(tx: &mut Tx, id: AppointmentId, as_what: State, by: &Actor) -> Result<(), BookingError> {
    let booking: Booking = tx.one(&sql::APPOINTMENT_LOCKED, args![id], Booking::read).await?;
    if !booking.appointment.status.keeps_time() {
        // It was cancelled meanwhile: there is nothing left to agree to, and the request is settled all the same.
        return Ok(());
    }
    let (step, action, notice) = match as_what {
        State::Done => (Step::Approve, Action::Approved, "notify.approved"),
        _ => (Step::Decline, Action::Declined, "notify.declined"),
    };
    let stepped = cancel::step(tx, booking, step, action, notice, by).await;
    if stepped.is_err() {
        tx.give_up();
    }
    stepped.map(drop)
}

fn done(id: RequestId, action: Action, before: Facts, after: Facts, by: &Actor) -> Done {
    Done { by: By::from(by), action, entity: Entity::Request(id), before, after }
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

impl Details {
    fn of(note: &Note) -> Self {
        let text = |text: &Option<Pii<String>>| text.as_ref().map(|text| text.reveal().clone());
        Self {
            name: text(&note.name),
            phone: note.phone.as_ref().map(|phone| phone.reveal().as_str().to_owned()),
            email: text(&note.email),
            text: text(&note.text),
            wish: text(&note.wish),
            locked: note.locked,
        }
    }
}

/// A request as it is stored.
pub(super) struct Stored {
    request: Request,
    sealed: Vec<u8>,
    subject: Uuid,
    wrapped: Option<Vec<u8>>,
}

impl Stored {
    pub(super) fn read(row: &Row<'_>) -> Result<Self, DbError> {
        let (kind, state): (String, String) = (row.get(1)?, row.get(2)?);
        let note = Note {
            kind: Kind::from_name(&kind).ok_or_else(|| row.wrong(1))?,
            call: row.get(3)?,
            patient: row.get(4)?,
            appointment: row.get(5)?,
            service: row.get(6)?,
            practitioner: row.get(7)?,
            name: None,
            phone: None,
            email: None,
            text: None,
            wish: None,
            locked: false,
        };
        let request = Request {
            id: row.get(0)?,
            state: State::from_name(&state).ok_or_else(|| row.wrong(2))?,
            note,
            created_at: row.get(8)?,
            settled_at: row.get(9)?,
        };
        Ok(Self { request, sealed: row.get(10)?, subject: row.get(11)?, wrapped: row.get(12)? })
    }

    pub(super) async fn open(self, tx: &mut Tx) -> Result<Request, DbError> {
        let mut request = self.request;
        let Some(wrapped) = self.wrapped else { return Ok(request) };
        let keys = sealing::tenant(tx).await?;
        let opened = sealing::unwrap(&keys, self.subject, &wrapped, tx.dice())
            .and_then(|key: SealedWith| key.open("request", "details", request.id.uuid(), &self.sealed))
            .map_err(|error| SealingError::from(error).into_db())?;
        let details: Details =
            serde_json::from_str(&opened).map_err(|error| DbError::document("a request", &error))?;
        request.note.name = details.name.map(Pii::new);
        request.note.phone = details.phone.and_then(|phone| phone.parse().ok()).map(Pii::new);
        request.note.email = details.email.map(Pii::new);
        request.note.text = details.text.map(Pii::new);
        request.note.wish = details.wish.map(Pii::new);
        request.note.locked = details.locked;
        Ok(request)
    }
}
