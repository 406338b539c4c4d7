//! Appointments that a change would leave where nobody works: told to whoever makes it, before it is made.
//!
//! What is booked stays booked, whatever hours, absences and blocks say later. So whoever changes these hears first of the
//! appointments that stand there, and decides; what is left so is shown as in conflict until somebody moves it.

use domain::ids::{AppointmentId, PatientId, ResourceId};
use domain::permission::Actor;
use domain::practice::Practice;
use domain::{Span, clock, schedule};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::rows::span;
use super::{BookingError, blocks, claim, list, sql};
use crate::db::{DbError, Row, Tx, args};

/// As far as anything can be booked, by hand too.
const DAYS: usize = 732;

/// How many are told of, at most.
const TOLD: usize = 100;

/// An appointment to come that stands against a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Which.
    pub id: AppointmentId,
    /// Whose it is.
    pub patient: PatientId,
    /// With whom.
    pub practitioner: ResourceId,
    /// Where, when it needs a room.
    pub room: Option<ResourceId>,
    /// When.
    pub span: Span,
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
        let (patient, practitioner, room) = (row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(Self { id: row.get(0)?, patient, practitioner, room, span: span(row, 4)? })
    }

    /// Whether it takes somebody's time, or a room's.
    fn needs(&self, id: &ResourceId) -> bool {
        self.practitioner == *id || self.room.as_ref() == Some(id)
    }

    /// Whether it lies within the hours of its practitioner, and its room can be used. Whom or what the practice has no
    /// more, it says nothing of.
    fn fits(&self, practice: &Practice) -> bool {
        let known = |id: &&ResourceId| practice.practitioner(id).is_some() || practice.room(id).is_some();
        let needs = std::iter::once(&self.practitioner).chain(&self.room);
        needs.filter(known).all(|id| schedule::fits(practice, id, self.span))
    }
}

impl Conflicts {
    /// Of all that were found, what somebody may know; nothing when there are none.
    fn of(all: Vec<Conflict>, practice: &Practice, by: &Actor) -> Option<Self> {
        let (count, zone) = (all.len(), practice.tenant.zone().clone());
        let seen = all.into_iter().filter(|one| by.sees(&one.practitioner)).take(TOLD).collect();
        (count > 0).then_some(Self { count, seen, zone })
    }
}

/// The appointments to come that lie within the hours that stand, and outside those of the next version.
pub async fn outside(
    tx: &mut Tx,
    standing: &Practice,
    next: &Practice,
    by: &Actor,
) -> Result<Option<Conflicts>, DbError> {
    let Some((whose, window)) = given_up(standing, next, tx.now()) else { return Ok(None) };
    let mut all = to_come(tx, &whose, window).await?;
    all.retain(|one| one.fits(standing) && !one.fits(next));
    Ok(Conflicts::of(all, next, by))
}

/// Says which appointments stand in time that shall be kept free, if any do. Nobody is booked there meanwhile.
pub async fn in_the_way(
    tx: &mut Tx,
    practice: &Practice,
    resource: &ResourceId,
    stretch: Span,
    by: &Actor,
) -> Result<(), BookingError> {
    claim::lock(tx, std::slice::from_ref(resource)).await?;
    let Some(window) = Span::new(stretch.start.max(tx.now()), stretch.end) else { return Ok(()) };
    let all = to_come(tx, std::slice::from_ref(resource), window).await?;
    Conflicts::of(all, practice, by).map_or(Ok(()), |conflicts| Err(BookingError::StillBooked(conflicts)))
}

/// Why an appointment to come cannot stay where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The practice has its practitioner no more.
    Gone,
    /// It lies outside the hours, or its room can't be used.
    Hours,
    /// It lies in time that is kept free.
    Blocked,
}

/// The appointments to come that cannot stay where they are, of the agendas that somebody sees, by their start.
pub async fn stranded(tx: &mut Tx, practice: &Practice, by: &Actor) -> Result<Vec<(Conflict, Why)>, DbError> {
    let now = tx.now();
    let mut all = tx.all(&sql::ALL_TO_COME, args![list::first(Some(now)), now], Conflict::read).await?;
    all.retain(|one| by.sees(&one.practitioner));
    let people = practice.practitioners.iter().map(|it| &it.id);
    let whose: Vec<&ResourceId> = people.chain(practice.rooms.iter().map(|it| &it.id)).collect();
    let blocked = blocks::coming(tx, &whose).await?;
    let why = |one: &Conflict| match one {
        _ if practice.practitioner(&one.practitioner).is_none() => Some(Why::Gone),
        _ if !one.fits(practice) => Some(Why::Hours),
        _ => blocked
            .iter()
            .any(|(whose, span)| one.needs(whose) && span.overlaps(one.span))
            .then_some(Why::Blocked),
    };
    Ok(all.into_iter().filter_map(|one| why(&one).map(|why| (one, why))).collect())
}

async fn to_come(tx: &mut Tx, whose: &[ResourceId], window: Span) -> Result<Vec<Conflict>, DbError> {
    let names: Vec<String> = whose.iter().map(|id| id.as_str().to_owned()).collect();
    tx.all(&sql::TO_COME, args![names, window.start, window.end], Conflict::read).await
}

/// Who works less in the next version, or what can be used less, and from the first such time to the last.
fn given_up(standing: &Practice, next: &Practice, now: Timestamp) -> Option<(Vec<ResourceId>, Span)> {
    let mut window: Option<Span> = None;
    let mut whose = Vec::new();
    for id in on_both_sides(standing, next) {
        let Some(lost) = less(standing, next, id, now) else { continue };
        whose.push(id.clone());
        window =
            Some(window.map_or(lost, |known| Span {
                start: known.start.min(lost.start),
                end: known.end.max(lost.end),
            }));
    }
    let window = window?;
    Some((whose, Span::new(window.start.max(now), window.end)?))
}

/// Practitioners and rooms of both versions whose times can differ.
fn on_both_sides<'a>(standing: &'a Practice, next: &Practice) -> Vec<&'a ResourceId> {
    let (was, is) = (&standing.tenant, &next.tenant);
    let same = was.closures == is.closures
        && was.public_holidays == is.public_holidays
        && was.timezone.name() == is.timezone.name();
    let person = |was: &&domain::practice::Practitioner| {
        next.practitioner(&was.id).is_some_and(|is| {
            !same || was.hours != is.hours || was.overrides != is.overrides || was.closures != is.closures
        })
    };
    let room = |was: &&domain::practice::Room| {
        next.room(&was.id).is_some_and(|is| !same || was.closures != is.closures)
    };
    let people = standing.practitioners.iter().filter(person).map(|it| &it.id);
    people.chain(standing.rooms.iter().filter(room).map(|it| &it.id)).collect()
}

/// From the first stretch that a resource gives up to the last.
fn less(standing: &Practice, next: &Practice, id: &ResourceId, now: Timestamp) -> Option<Span> {
    let today = clock::date_at(now, standing.tenant.zone());
    let dates = today.series(1.day()).take(DAYS);
    let mut given_up = dates.flat_map(|date| {
        let kept = schedule::working(next, id, date);
        let mut stood = schedule::working(standing, id, date);
        stood.retain(|stretch| !kept.iter().any(|one| one.covers(*stretch)));
        stood
    });
    let first = given_up.next()?;
    let last = given_up.last().unwrap_or(first);
    Some(Span { start: first.start, end: last.end })
}
