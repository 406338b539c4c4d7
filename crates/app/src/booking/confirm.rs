//! Making a hold an appointment.

use domain::Code;
use domain::appointment::{Appointment, Status};
use domain::audit::{Action, By, Entity, Facts};
use domain::availability::Slot;
use domain::hold::State;
use domain::ids::{AppointmentId, CallId, HoldId, PatientId};
use domain::permission::Actor;
use domain::practice::Practice;
use domain::quota::Counted;

use super::rows::{Booking, Kept, Outside};
use super::{BookingError, Despite, claim, list, request, sql};
use crate::audit::{self, Done};
use crate::db::{Ask, DbError, Order, Tx, args};
use crate::jobs::{self, Work};
use crate::patients::{self, Stated};
use crate::sealing::{self, SealedWith, SealingError};
use crate::usage;

/// A committed hold's appointment.
#[derive(Clone, Debug)]
pub struct Confirmed {
    /// The appointment.
    pub booking: Booking,
    /// The six digits by which the patient can change it later.
    pub reference: Code,
}

/// How many references are drawn at once. With a hundred thousand live appointments of a million references, all three
/// are in use once in a thousand; the whole transaction is then tried again, with others.
const DRAWS: usize = 3;

/// None of those drawn is free: the transaction is tried again, with others.
const NO_REFERENCE: DbError = DbError::Conflict("a free reference");

/// The file that was met has gone into another one since: the transaction is tried again, and meets that.
const GONE: DbError = DbError::Conflict("a patient's file that stands");

/// Whom an appointment is for.
#[derive(Clone, Copy, Debug)]
pub enum For<'a> {
    /// Whoever states this: the patient on file with name and number, otherwise a new one.
    Stated(&'a Stated),
    /// Somebody on file, whom the staff has picked.
    OnFile(PatientId),
}

impl<'a> From<&'a Stated> for For<'a> {
    fn from(stated: &'a Stated) -> Self {
        Self::Stated(stated)
    }
}

/// Makes a hold an appointment, for whoever states name and number or is on file. Confirming again returns the same
/// appointment.
///
/// A hold whose time ran out is still good while nobody has taken its slot.
pub async fn confirm(
    tx: &mut Tx,
    practice: &Practice,
    id: HoldId,
    whom: impl Into<For<'_>>,
    call: Option<CallId>,
    by: &Actor,
) -> Result<Confirmed, BookingError> {
    confirm_as(tx, practice, id, whom.into(), call, Fit::Free, by).await
}

/// Whether what is booked has its time to itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It does.
    Free,
    /// Somebody decided for it without asking, whatever stood against it, and it does.
    Decided(Despite),
    /// … and it doesn't.
    Overbooked(Despite),
}

impl Fit {
    const fn despite(self) -> Despite {
        match self {
            Self::Free => Despite { hours: false, block: false },
            Self::Decided(despite) | Self::Overbooked(despite) => despite,
        }
    }
}

/// The same, for whoever decides, too.
pub(super) async fn confirm_as(
    tx: &mut Tx,
    practice: &Practice,
    id: HoldId,
    whom: For<'_>,
    call: Option<CallId>,
    fit: Fit,
    by: &Actor,
) -> Result<Confirmed, BookingError> {
    let before = before(tx, id, whom).await?;
    if before.kept.hold.call != call {
        return Err(BookingError::NotFound);
    }
    match before.kept.hold.state {
        State::Confirmed => return already(tx, id).await,
        State::Released | State::Expired => return Err(BookingError::Expired),
        State::Live if fit == Fit::Free => before.outside.allows()?,
        State::Live => Outside { busy: false, ..before.outside }.allows()?,
    }
    usage::room(tx, practice.tenant.zone(), Counted::Bookings).await??;
    let reference = before.reference.ok_or(NO_REFERENCE)?;
    let patient = whose(tx, before.patient, whom, By::from(by)).await?;
    book(tx, practice, before.kept, patient, reference, (fit, by)).await
}

/// What is so before a hold becomes an appointment.
struct Before {
    kept: Kept,
    outside: Outside,
    /// A reference that no live appointment has, if one of those drawn is free. The unique index has the last word.
    reference: Option<Reference>,
    patient: Option<PatientId>,
}

/// Six digits, and what they are found by.
type Reference = (Code, [u8; 32]);

async fn before(tx: &mut Tx, id: HoldId, whom: For<'_>) -> Result<Before, BookingError> {
    let keys = sealing::tenant(tx).await?;
    let drawn: [Reference; DRAWS] = std::array::from_fn(|_| {
        let code = Code::draw(&mut tx.dice());
        let mac = keys.lookup("code", code.reveal());
        (code, mac)
    });
    let [first, second, third] = drawn.each_ref().map(|(_, mac)| *mac);
    let hold = Ask::new(&sql::MAY_CONFIRM, args![id, first, second, third], |row| {
        Ok((Kept::read(row)?, Outside::read(row, 12)?, row.get::<Option<u32>>(14)?))
    });
    let (hold, patient) = match whom {
        For::Stated(stated) => tx.both(hold, patients::stated(&keys, stated)).await?,
        For::OnFile(id) => (tx.ask(hold).await?, Some(id)),
    };
    let (kept, outside, free) = hold.ok_or(BookingError::NotFound)?;
    let reference = free.and_then(|free| drawn.into_iter().nth(free as usize));
    Ok(Before { kept, outside, reference, patient })
}

/// Who an appointment is for: their id, their key, and what puts them on file if they are new.
struct Whose {
    id: PatientId,
    key: SealedWith,
    batch: Vec<Order>,
}

async fn whose(tx: &mut Tx, known: Option<PatientId>, whom: For<'_>, by: By) -> Result<Whose, BookingError> {
    let stated = match (known, whom) {
        (None, For::Stated(stated)) => stated,
        (Some(id), _) | (None, For::OnFile(id)) => {
            if !patients::stays(tx, id).await? {
                // Whoever was picked is gone; whoever was only met by what they state is looked for again.
                let met = matches!(whom, For::Stated(_));
                return Err(if met { GONE.into() } else { BookingError::NotFound });
            }
            let key = match sealing::person(tx, id.uuid()).await {
                Err(SealingError::Erased) => return Err(BookingError::NotFound),
                other => other.map_err(SealingError::into_db)?,
            };
            return Ok(Whose { id, key, batch: Vec::new() });
        }
    };
    let patients::Kept { id, key, batch } = patients::keep(tx, stated, by).await?;
    Ok(Whose { id, key, batch })
}

async fn already(tx: &mut Tx, hold: HoldId) -> Result<Confirmed, BookingError> {
    let booking =
        tx.optional(&sql::OF_HOLD, args![hold], Booking::read).await?.ok_or(BookingError::NotFound)?;
    let reference = list::reference(tx, &booking).await?;
    Ok(Confirmed { booking, reference })
}

async fn book(
    tx: &mut Tx,
    practice: &Practice,
    kept: Kept,
    patient: Whose,
    (reference, reference_mac): Reference,
    (fit, by): (Fit, &Actor),
) -> Result<Confirmed, BookingError> {
    let Kept { hold, slot } = kept;
    let asks = practice.service(&slot.service).is_some_and(|service| service.requires_approval);
    // Who would be asked to agree does so by booking it.
    let approval = asks && !matches!(by, Actor::User { .. });
    let status = if approval { Status::Requested } else { Status::Booked };
    let id: AppointmentId = tx.mint();
    let sealed = patient.key.seal("appointment", "reference", id.uuid(), reference.reveal());
    let appointment = appointment(id, patient.id, &slot, status);
    let despite = fit.despite();

    let mut batch = patient.batch;
    let takes_hold = batch.len();
    let room = slot.room.as_ref();
    batch.push((&sql::END_HOLD, args![hold.id, State::Confirmed.name()]));
    batch.push((&sql::KEEP, args![hold.id, "appointment"]));
    batch.push((
        &sql::BOOK,
        args![
            id,
            hold.id.uuid(),
            hold.id,
            hold.call,
            patient.id,
            &slot.service,
            &slot.resource,
            room,
            slot.span.start,
            slot.span.end,
            status.name(),
            sealed.clone(),
            reference_mac,
            tx.now(),
            despite.hours,
            despite.block
        ],
    ));
    batch.push(audit::entry(tx, done(&appointment, fit, by))?);
    batch.push(usage::one_more(tx, practice.tenant.zone(), Counted::Bookings));
    batch.push(jobs::entry(tx, &Work::new("calendar.write", id.uuid(), 1)));
    // Nobody is told of a confirmation that the staff has yet to give.
    let notice = if approval { "notify.requested" } else { "notify.confirmation" };
    batch.push(jobs::entry(tx, &Work::notice(notice, id.uuid(), 1)));
    let booking = Booking {
        appointment,
        call: hold.call,
        hold: Some(hold.id),
        despite,
        group: hold.id.uuid(),
        reference: sealed,
    };
    if approval {
        batch.extend(request::ask_approval(tx, practice, &booking, &patient.key, by).await?);
    }

    let changed = tx.execute_all(batch).await.map_err(again_with_another)?;
    let claims = claim::resources(&slot).len() as u64;
    if changed[takes_hold] != 1 || changed[takes_hold + 1] != claims {
        // Somebody has taken the slot, or ended the hold, since we looked.
        tx.give_up();
        return Err(BookingError::Expired);
    }
    Ok(Confirmed { booking, reference })
}

/// A reference that somebody else took after it was found free: the same work succeeds with others.
fn again_with_another(error: DbError) -> DbError {
    match error {
        DbError::Constraint { constraint, .. } if constraint == "appointment_reference" => NO_REFERENCE,
        error => error,
    }
}

fn appointment(id: AppointmentId, patient: PatientId, slot: &Slot, status: Status) -> Appointment {
    Appointment {
        id,
        patient,
        service: slot.service.clone(),
        practitioner: slot.resource.clone(),
        room: slot.room.clone(),
        span: slot.span,
        status,
        revision: 1,
    }
}

fn done(appointment: &Appointment, fit: Fit, by: &Actor) -> Done {
    let action = match (fit, appointment.status) {
        (Fit::Overbooked(_), _) => Action::Overbooked,
        (_, Status::Requested) => Action::Requested,
        _ => Action::Booked,
    };
    Done {
        by: By::from(by),
        action,
        entity: Entity::Appointment(appointment.id),
        before: Facts::default(),
        after: facts(appointment),
    }
}

/// What the trail says of an appointment.
pub(super) fn facts(appointment: &Appointment) -> Facts {
    Facts {
        status: Some(appointment.status),
        service: Some(appointment.service.clone()),
        practitioner: Some(appointment.practitioner.clone()),
        room: appointment.room.clone(),
        span: Some(appointment.span),
        revision: Some(appointment.revision),
        patient: Some(appointment.patient),
        ..Facts::default()
    }
}
