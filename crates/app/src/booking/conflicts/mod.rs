//! Appointments that a change would leave where nobody works: told to whoever makes it, before it is made.
//!
//! What is booked stays booked, whatever hours, absences and blocks say later. So whoever changes these hears first of the
//! appointments that stand there, and decides; what is left so is shown as in conflict until somebody moves it.

mod given_up;
mod why;

use std::collections::{BTreeMap, HashMap};

use domain::Span;
use domain::ids::{AppointmentId, PatientId, ResourceId, ServiceId};
use domain::permission::{Actor, Permission};
use domain::practice::Practice;
use domain::span::Spans;
use jiff::tz::TimeZone;
use uuid::Uuid;

use self::given_up::given_up;
pub use self::why::{Despite, Why};
use super::rows::{Booking, despite, span};
use super::{BookingError, blocks, claim, list, sql};
use crate::db::{DbError, Row, Tx, Value, args};

/// How many are told of one by one, at most; all are counted.
const TOLD: usize = 100;

/// How many are read at a time.
const PAGE: u32 = 1000;

/// An appointment to come that may stand against a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Which.
    pub id: AppointmentId,
    /// Whose it is.
    pub patient: PatientId,
    /// What for.
    pub service: ServiceId,
    /// With whom.
    pub practitioner: ResourceId,
    /// Where, when it needs a room.
    pub room: Option<ResourceId>,
    /// When.
    pub span: Span,
    /// What somebody decided against by putting it there.
    pub despite: Despite,
}

/// All of them, as far as whoever makes the change may know.
#[derive(Clone, Debug)]
pub struct Conflicts {
    /// How many there are, in all agendas.
    pub count: usize,
    /// The first of those in agendas that they see, by their start.
    pub seen: Vec<Conflict>,
    /// The practice's zone.
    pub zone: TimeZone,
}

impl Conflict {
    fn read(row: &Row<'_>) -> Result<Self, DbError> {
        let (patient, service, practitioner) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let (room, span, despite) = (row.get(4)?, span(row, 5)?, despite(row, 7)?);
        Ok(Self { id: row.get(0)?, patient, service, practitioner, room, span, despite })
    }

    /// An appointment as what may stand somewhere it can't stay.
    pub fn of(booking: &Booking) -> Self {
        let one = &booking.appointment;
        Self {
            id: one.id,
            patient: one.patient,
            service: one.service.clone(),
            practitioner: one.practitioner.clone(),
            room: one.room.clone(),
            span: one.span,
            despite: booking.despite,
        }
    }
}

impl Conflicts {
    /// Of all that were found, what somebody may know who holds one of these rights; nothing when there are none.
    fn of(
        all: impl ExactSizeIterator<Item = Conflict>,
        practice: &Practice,
        by: &Actor,
        rights: &[Permission],
    ) -> Option<Self> {
        let (count, zone) = (all.len(), practice.tenant.zone().clone());
        let may = rights.iter().any(|right| by.require(*right).is_ok());
        let seen = all.filter(|one| may && by.sees(&one.practitioner)).take(TOLD).collect();
        (count > 0).then_some(Self { count, seen, zone })
    }
}

/// The appointments to come that lie within the hours that stand, and outside those of the next version. Which they are is
/// for whoever reads the calendar.
pub async fn outside(
    tx: &mut Tx,
    standing: &Practice,
    next: &Practice,
    by: &Actor,
) -> Result<Option<Conflicts>, DbError> {
    let left_outside = |one: &Conflict| one.fits(standing) && !one.fits(next);
    // An appointment is found with its practitioner and in its room.
    let mut all = BTreeMap::new();
    for (id, window) in given_up(standing, next, tx.now()) {
        let found = to_come(tx, Those::of(standing, &id), window, left_outside).await?;
        all.extend(found.into_iter().map(|one| ((one.span.start, one.id), one)));
    }
    Ok(Conflicts::of(all.into_values(), next, by, &[Permission::Read]))
}

/// Says which appointments stand in time that shall be kept free, if any do. Nobody is booked there meanwhile.
///
/// Whoever writes in an agenda is told when it is taken, whether they read it or not, as where they book by hand.
pub async fn in_the_way(
    tx: &mut Tx,
    practice: &Practice,
    resource: &ResourceId,
    stretch: Span,
    by: &Actor,
) -> Result<(), BookingError> {
    claim::lock(tx, std::slice::from_ref(resource)).await?;
    let Some(window) = Span::new(stretch.start.max(tx.now()), stretch.end) else { return Ok(()) };
    let all = to_come(tx, Those::of(practice, resource), window, |_| true).await?;
    let conflicts = Conflicts::of(all.into_iter(), practice, by, &[Permission::Read, Permission::Write]);
    conflicts.map_or(Ok(()), |conflicts| Err(BookingError::StillBooked(conflicts)))
}

/// The appointments to come that cannot stay where they are, of the agendas that somebody sees, by their start.
pub async fn stranded(tx: &mut Tx, practice: &Practice, by: &Actor) -> Result<Vec<(Conflict, Why)>, DbError> {
    let now = tx.now();
    let mut kept_free: HashMap<&ResourceId, Spans> = HashMap::new();
    let people = practice.practitioners.iter().map(|it| &it.id);
    for id in people.chain(practice.rooms.iter().map(|it| &it.id)) {
        kept_free.insert(id, Spans::merged(blocks::coming(tx, id).await?));
    }
    let why = |one: &Conflict| {
        one.why(practice, |id, span| kept_free.get(id).is_some_and(|kept| !kept.leave_free(span)))
    };
    let for_ever = Span { start: now, end: list::at(list::LAST) };
    let cannot_stay = |one: &Conflict| by.sees(&one.practitioner) && why(one).is_some();
    let all = to_come(tx, Those::All, for_ever, cannot_stay).await?;
    Ok(all.into_iter().filter_map(|one| why(&one).map(|why| (one, why))).collect())
}

/// Which appointments are looked through.
#[derive(Clone, Copy)]
enum Those<'a> {
    All,
    With(&'a ResourceId),
    In(&'a ResourceId),
}

impl<'a> Those<'a> {
    /// Those that take time of a practitioner, or of a room.
    fn of(practice: &Practice, id: &'a ResourceId) -> Self {
        if practice.room(id).is_some() { Self::In(id) } else { Self::With(id) }
    }
}

/// Of some appointments to come in a stretch of time those that are wanted, by their start: looked through to the last.
async fn to_come(
    tx: &mut Tx,
    those: Those<'_>,
    window: Span,
    wanted: impl Fn(&Conflict) -> bool,
) -> Result<Vec<Conflict>, DbError> {
    let (statement, whose) = match those {
        Those::All => (&sql::ALL_TO_COME, None),
        Those::With(id) => (&sql::TO_COME_WITH, Some(id)),
        Those::In(id) => (&sql::TO_COME_IN, Some(id)),
    };
    let mut found = Vec::new();
    let (mut start, mut id) = (list::first(Some(window.start)), Uuid::nil());
    loop {
        let mut args = args![start, id, window.start, window.end, PAGE];
        args.extend(whose.map(Value::from));
        let page = tx.all(statement, args, Conflict::read).await?;
        let last =
            page.last().filter(|_| page.len() == PAGE as usize).map(|one| (one.span.start, one.id.uuid()));
        found.extend(page.into_iter().filter(&wanted));
        let Some(last) = last else { return Ok(found) };
        (start, id) = last;
    }
}
