//! How patients' files read on the wire.

use domain::Pii;
use domain::appointment::Status;
use domain::ids::{AppointmentId, PatientId, ResourceId, ServiceId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::{Export, File, FoundPatient};
use crate::booking::Booking;
use crate::booking::http::{RequestView, moment};

/// A patient's file.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = PatientFile)]
pub(crate) struct FileView {
    /// Whose.
    #[schema(value_type = String)]
    pub(crate) id: PatientId,
    /// First and last name.
    #[schema(example = "Jeanne Petit")]
    name: String,
    /// Their number (E.164).
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    /// Their e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// When they were born.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date, example = "1987-04-02")]
    birth_date: Option<String>,
    /// Whether they have a code of six digits that proves it is them.
    has_code: bool,
    /// Since when they are on file.
    #[schema(format = DateTime)]
    created_at: String,
    /// The files that were merged into this one.
    #[schema(value_type = Vec<String>)]
    merged: Vec<PatientId>,
    /// Sent back with a change, it keeps you from overwriting what you haven't seen.
    version: String,
}

impl FileView {
    pub(crate) fn of(file: &File, zone: &TimeZone) -> Self {
        let details = &file.details;
        Self {
            id: file.id,
            name: details.name.reveal().clone(),
            phone: details.phone.as_ref().map(|phone| phone.reveal().to_string()),
            email: details.email.as_ref().map(|email| email.reveal().clone()),
            birth_date: details.birth_date.as_ref().map(|date| date.reveal().to_string()),
            has_code: details.code.is_some(),
            created_at: moment(file.created_at, zone),
            merged: file.parts.clone(),
            version: file.version.clone(),
        }
    }
}

/// A patient in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FoundPatient)]
pub(super) struct FoundView {
    /// Who.
    #[schema(value_type = String)]
    id: PatientId,
    /// First and last name.
    #[schema(example = "Jeanne Petit")]
    name: String,
    /// Their number (E.164).
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    /// When they were born.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    birth_date: Option<String>,
    /// When their next appointment begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    next_appointment: Option<String>,
}

impl FoundView {
    pub(super) fn of(found: FoundPatient, zone: &TimeZone) -> Self {
        Self {
            id: found.id,
            name: found.name.into_revealed(),
            phone: found.phone.map(|phone| phone.reveal().to_string()),
            birth_date: found.birth_date.map(|date| date.reveal().to_string()),
            next_appointment: found.next.map(|next| moment(next, zone)),
        }
    }
}

/// Everything that is kept of one person.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PatientExport)]
pub(crate) struct ExportView {
    /// When it was taken out.
    #[schema(format = DateTime)]
    exported_at: String,
    /// By which practice.
    practice: String,
    /// What is on file.
    patient: FileView,
    /// Their appointments, the latest first.
    appointments: Vec<AppointmentLine>,
    /// What they left for the staff, the latest first.
    requests: Vec<RequestView>,
    /// What was done to their file, the latest first.
    history: Vec<HistoryLine>,
}

/// An appointment of theirs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExportedAppointment)]
struct AppointmentLine {
    #[schema(value_type = String)]
    id: AppointmentId,
    #[schema(value_type = String)]
    status: Status,
    #[schema(value_type = String)]
    service: ServiceId,
    #[schema(value_type = String)]
    practitioner: ResourceId,
    #[schema(format = DateTime)]
    start: String,
    #[schema(format = DateTime)]
    end: String,
}

/// Something that was done to their file.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExportedHistory)]
struct HistoryLine {
    #[schema(format = DateTime)]
    at: String,
    #[schema(example = "patient.changed")]
    action: String,
}

impl ExportView {
    pub(crate) fn of(export: &Export, practice: &str, now: Timestamp, zone: &TimeZone) -> Self {
        let line = |booking: &Booking| {
            let appointment = &booking.appointment;
            AppointmentLine {
                id: appointment.id,
                status: appointment.status,
                service: appointment.service.clone(),
                practitioner: appointment.practitioner.clone(),
                start: moment(appointment.span.start, zone),
                end: moment(appointment.span.end, zone),
            }
        };
        let done = |entry: &domain::audit::Entry| HistoryLine {
            at: moment(entry.at, zone),
            action: entry.action.name().to_owned(),
        };
        Self {
            exported_at: moment(now, zone),
            practice: practice.to_owned(),
            patient: FileView::of(&export.file, zone),
            appointments: export.appointments.iter().map(line).collect(),
            requests: export.requests.iter().map(|request| RequestView::alone(request, zone)).collect(),
            history: export.history.iter().map(done).collect(),
        }
    }
}

/// Six digits that prove to be the patient.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = PatientCode)]
pub(super) struct CodeView {
    /// Whose.
    #[schema(value_type = String)]
    pub(super) id: PatientId,
    /// The digits.
    #[schema(pattern = "^[0-9]{6}$", example = "482173")]
    pub(super) code: String,
}

/// A patient who was erased.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = ErasedPatient)]
pub(super) struct ErasedView {
    /// Who it was.
    #[schema(value_type = String)]
    pub(super) id: PatientId,
}

/// What a file shall say. A field that is left out is none.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PatientContact)]
pub(super) struct ContactBody {
    /// First and last name.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"^[^\u0000-\u001f\u007f]*$",
        example = "Jeanne Petit"
    )]
    pub(super) name: String,
    /// Their number: E.164, or as it is written in France.
    #[serde(default)]
    #[schema(example = "+33639981001")]
    pub(super) phone: Option<String>,
    /// Their e-mail address.
    #[serde(default)]
    #[schema(max_length = 254, example = "jeanne@example.org")]
    pub(super) email: Option<String>,
    /// When they were born.
    #[serde(default)]
    #[schema(format = Date, example = "1987-04-02")]
    pub(super) birth_date: Option<String>,
    /// The `version` that you have seen: a file that has changed since is not overwritten.
    #[serde(default)]
    pub(super) version: Option<String>,
}

/// Who is looked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PatientSearch)]
pub(super) struct SearchBody {
    /// A name or parts of one, as it is spelt or sounds; a number; a code or reference of six digits. Those who came on
    /// file last when it is absent or empty.
    #[serde(default)]
    #[schema(value_type = String, max_length = 200, example = "dupond")]
    pub(super) q: Pii<String>,
    /// `next` of the page before.
    #[serde(default)]
    #[schema(pattern = "^[0-9]{1,4}$")]
    pub(super) cursor: Option<String>,
    /// How many at most; 25 when absent.
    #[serde(default, deserialize_with = "crate::http::written::number_if_any")]
    #[schema(minimum = 1, maximum = 100)]
    pub(super) limit: Option<u32>,
}
