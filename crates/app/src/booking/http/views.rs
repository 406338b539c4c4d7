//! How slots and appointments read on the wire.

use domain::appointment::Status;
use domain::availability::Slot;
use domain::ids::{AppointmentId, ResourceId, ServiceId};
use domain::practice::Practice;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::{Booking, BookingError, Conflict, Conflicts};
use crate::db::{DbError, Tx};
use crate::patients::{self, Known};

/// An instant as RFC 3339 with the offset of a zone: `2026-11-26T14:20:00+01:00`.
pub(crate) fn moment(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// A bookable start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Slot)]
pub struct SlotView {
    /// What is booked.
    #[schema(example = "consultation")]
    pub service: String,
    /// With whom.
    #[schema(example = "martin")]
    pub practitioner: String,
    /// Where, when the service needs a room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// When it begins.
    #[schema(format = DateTime, example = "2026-11-26T14:20:00+01:00")]
    pub start: String,
    /// When it ends.
    #[schema(format = DateTime, example = "2026-11-26T14:40:00+01:00")]
    pub end: String,
}

impl SlotView {
    /// A slot in a zone's time.
    pub fn of(slot: &Slot, zone: &TimeZone) -> Self {
        Self {
            service: slot.service.to_string(),
            practitioner: slot.resource.to_string(),
            room: slot.room.as_ref().map(ToString::to_string),
            start: moment(slot.span.start, zone),
            end: moment(slot.span.end, zone),
        }
    }
}

/// An appointment that something would leave in conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Conflict)]
pub struct ConflictView {
    /// Which.
    #[schema(value_type = String)]
    pub id: AppointmentId,
    /// With whom.
    #[schema(value_type = String, example = "martin")]
    pub practitioner: ResourceId,
    /// When it begins.
    #[schema(format = DateTime)]
    pub start: String,
    /// When it ends.
    #[schema(format = DateTime)]
    pub end: String,
}

/// Appointments that something would leave in conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Conflicts)]
pub struct ConflictsView {
    /// How many there are, in all agendas.
    pub count: usize,
    /// Those in agendas that you see, by their start; at most 100.
    #[schema(max_items = 100)]
    pub appointments: Vec<ConflictView>,
}

impl ConflictsView {
    /// In the practice's time.
    pub(crate) fn of(conflicts: &Conflicts) -> Self {
        let zone = &conflicts.zone;
        let view = |one: &Conflict| ConflictView {
            id: one.id,
            practitioner: one.practitioner.clone(),
            start: moment(one.span.start, zone),
            end: moment(one.span.end, zone),
        };
        Self { count: conflicts.count, appointments: conflicts.seen.iter().map(view).collect() }
    }
}

/// Free slots.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Availability {
    /// Whether the practitioners' outside calendars are known. When they aren't, nothing can be booked firmly.
    pub(crate) known: bool,
    /// The zone that the times are written in.
    #[schema(example = "Europe/Paris")]
    pub(crate) timezone: String,
    /// Nearest to the wish first; the earliest first without one.
    pub(crate) slots: Vec<SlotView>,
}

/// Whose appointment it is.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Patient)]
pub(crate) struct PatientView {
    /// Their name.
    #[schema(example = "Jeanne Petit")]
    pub(crate) name: String,
    /// Where they can be reached (E.164).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "+33639981001")]
    pub(crate) phone: Option<String>,
}

/// An appointment.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Appointment)]
pub(crate) struct AppointmentView {
    /// The same through every move.
    #[schema(value_type = String)]
    pub(crate) id: AppointmentId,
    /// Where it stands.
    #[schema(value_type = String, example = "booked")]
    pub(crate) status: Status,
    /// What was booked.
    #[schema(value_type = String, example = "consultation")]
    pub(crate) service: ServiceId,
    /// With whom.
    #[schema(value_type = String, example = "martin")]
    pub(crate) practitioner: ResourceId,
    /// Where, when the service needs a room.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) room: Option<ResourceId>,
    /// When it begins, in the practice's time.
    #[schema(format = DateTime, example = "2026-11-26T14:20:00+01:00")]
    pub(crate) start: String,
    /// When it ends.
    #[schema(format = DateTime, example = "2026-11-26T14:40:00+01:00")]
    pub(crate) end: String,
    /// How often it has changed; 1 when it is new.
    #[schema(minimum = 1)]
    pub(crate) revision: u32,
    /// The six digits by which the patient can move or cancel it; only when it has just been booked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[0-9]{6}$", example = "482173")]
    pub(crate) reference: Option<String>,
    /// Whose it is; absent when they were erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) patient: Option<PatientView>,
}

impl AppointmentView {
    /// An appointment with its patient, in the practice's time.
    pub(crate) async fn of(
        tx: &mut Tx,
        practice: &Practice,
        booking: &Booking,
    ) -> Result<Self, BookingError> {
        let patient = booking.appointment.patient;
        let known = patients::known(tx, &[patient]).await?;
        Ok(Self::with(practice, booking, known.get(&patient)))
    }

    /// A page of appointments; who they are of is found in one look.
    pub(crate) async fn all(
        tx: &mut Tx,
        practice: &Practice,
        bookings: &[Booking],
    ) -> Result<Vec<Self>, DbError> {
        let patients: Vec<_> = bookings.iter().map(|booking| booking.appointment.patient).collect();
        let known = patients::known(tx, &patients).await?;
        let view = |booking: &Booking| Self::with(practice, booking, known.get(&booking.appointment.patient));
        Ok(bookings.iter().map(view).collect())
    }

    fn with(practice: &Practice, booking: &Booking, patient: Option<&Known>) -> Self {
        let appointment = &booking.appointment;
        let zone = practice.tenant.zone();
        let patient = patient.map(|known| PatientView {
            name: known.name.reveal().clone(),
            phone: known.phone.as_ref().map(|phone| phone.reveal().to_string()),
        });
        Self {
            id: appointment.id,
            status: appointment.status,
            service: appointment.service.clone(),
            practitioner: appointment.practitioner.clone(),
            room: appointment.room.clone(),
            start: moment(appointment.span.start, zone),
            end: moment(appointment.span.end, zone),
            revision: appointment.revision,
            reference: None,
            patient,
        }
    }
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Page<T: ToSchema> {
    /// In a stable order.
    pub(crate) items: Vec<T>,
    /// What `cursor` takes for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<String>,
}
