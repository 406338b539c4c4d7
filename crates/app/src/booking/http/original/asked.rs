//! What the original's client sends, and what it means here.
//!
//! It says who it is (`tenant_id`, `user_id`), which the key says already, and gives the caller's own words
//! (`raw_details`, `appointment_data.raw_text`) instead of a start. The words are read as a caller's are.

use std::str::FromStr;

use domain::Lang;
use domain::ids::{AppointmentId, InvalidId, ResourceId, ServiceId};
use domain::practice::Practice;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::asked::{NewAppointment, Reschedule, Who};
use super::when::{Said, instant};
use crate::http::{Code, Problem, written};

/// A booking, as `/v1` takes it or as the original's client sends it.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OriginalBooking {
    /// The practice, by id or short name. The key decides it: any other is answered as one that doesn't exist.
    #[schema(max_length = 64)]
    pub(super) tenant_id: Option<String>,
    /// Whose session it was. Not read: who asks is the key.
    #[schema(max_length = 200)]
    user_id: Option<String>,
    /// The caller's own words: read for what isn't said otherwise.
    #[schema(max_length = 2000)]
    raw_details: Option<String>,
    /// The language of the words; when absent, that of the practice's in which they are understood best.
    #[serde(deserialize_with = "written::text_if_any")]
    #[schema(value_type = Option<String>, example = "fr")]
    lang: Option<Lang>,
    /// What the original's client has understood.
    #[serde(deserialize_with = "written::object_if_any")]
    appointment_data: Option<Understood>,
    /// When it begins: an instant, or the practice's local time without an offset.
    #[schema(max_length = 64, example = "2026-11-26T14:20:00")]
    datetime: Option<String>,
    /// What is booked; the practice's default when absent.
    #[schema(value_type = Option<String>, pattern = "^[a-z0-9][a-z0-9-]{0,63}$", example = "consultation")]
    service: Option<ServiceId>,
    /// With whom; anybody who gives the service and is free when absent.
    #[schema(value_type = Option<String>, pattern = "^[a-z0-9][a-z0-9-]{0,63}$", example = "martin")]
    practitioner: Option<ResourceId>,
    /// When it begins.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(deserialize_with = "written::text_if_any")]
    start: Option<Timestamp>,
    /// When it ends. It needn't be said; if it is, it must fit the service.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(deserialize_with = "written::text_if_any")]
    end: Option<Timestamp>,
    /// Whose it is.
    #[serde(deserialize_with = "written::object_if_any")]
    patient: Option<Who>,
}

/// What the original's client has understood of the caller's words.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct Understood {
    /// The words.
    #[schema(max_length = 2000)]
    raw_text: Option<String>,
    /// How sure the client is. Not read: a time that has two readings is never booked.
    #[schema(value_type = Option<f64>)]
    confidence: Option<serde_json::Number>,
    /// When it begins: an instant, or the practice's local time without an offset.
    #[schema(max_length = 64)]
    datetime: Option<String>,
    /// Whose it is.
    #[schema(max_length = 200)]
    client_name: Option<String>,
    /// Where they can be reached (E.164).
    #[schema(max_length = 20)]
    client_phone: Option<String>,
    /// Where they can be written to.
    #[schema(max_length = 254)]
    client_email: Option<String>,
}

impl OriginalBooking {
    /// The booking that it means at this instant.
    pub(super) fn read(self, practice: &Practice, now: Timestamp) -> Result<NewAppointment, Problem> {
        let data = self.appointment_data.unwrap_or_default();
        let said =
            Said::read(practice, self.lang, now, self.raw_details.as_deref().or(data.raw_text.as_deref()))?;
        let written = self.datetime.as_deref().or(data.datetime.as_deref());
        let start = match (self.start, written) {
            (Some(start), _) => start,
            (None, Some(text)) => instant(practice, text)?,
            (None, None) => said.wished(practice)?,
        };
        let service = self.service.or_else(|| said.service());
        let practitioner = self.practitioner.or_else(|| said.practitioner());
        let patient = match self.patient {
            Some(patient) => patient,
            None => Who {
                name: data.client_name.or_else(|| said.name()).ok_or_else(|| nobody("name"))?,
                phone: data
                    .client_phone
                    .or_else(|| said.phone())
                    .ok_or_else(|| nobody("telephone number"))?,
                email: data.client_email.or_else(|| said.email()),
            },
        };
        Ok(NewAppointment {
            service,
            practitioner,
            start,
            end: self.end,
            patient: Some(patient),
            patient_id: None,
            overbook: false,
        })
    }
}

fn nobody(what: &str) -> Problem {
    Problem::detail(Code::NotUnderstood, format!("whose appointment it shall be is not said: their {what}"))
}

/// A move, as `/v1` takes it or as the original's client sends it.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OriginalMove {
    /// The practice, by id or short name. The key decides it: any other is answered as one that doesn't exist.
    #[schema(max_length = 64)]
    pub(super) tenant_id: Option<String>,
    /// Whose session it was. Not read: who asks is the key.
    #[schema(max_length = 200)]
    user_id: Option<String>,
    /// The caller's own words: read for what isn't said otherwise.
    #[schema(max_length = 2000)]
    raw_details: Option<String>,
    /// The language of the words; when absent, that of the practice's in which they are understood best.
    #[serde(deserialize_with = "written::text_if_any")]
    #[schema(value_type = Option<String>, example = "fr")]
    lang: Option<Lang>,
    /// When the appointment is now, where the path says `search` instead of its id: an instant, or the practice's
    /// local time. It must be the one appointment that begins then.
    #[schema(max_length = 64, example = "2026-11-26T14:20:00")]
    current_datetime: Option<String>,
    /// When it shall begin: an instant, or the practice's local time without an offset.
    #[schema(max_length = 64, example = "2026-11-27T10:00:00")]
    new_datetime: Option<String>,
    /// When it shall begin.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(deserialize_with = "written::text_if_any")]
    start: Option<Timestamp>,
    /// When it shall end; if it is said, it must fit the service.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(deserialize_with = "written::text_if_any")]
    end: Option<Timestamp>,
    /// With whom; as before when absent.
    #[schema(value_type = Option<String>, pattern = "^[a-z0-9][a-z0-9-]{0,63}$")]
    practitioner: Option<ResourceId>,
    /// The revision that you have seen: when the appointment has changed since, it isn't moved.
    #[schema(minimum = 1)]
    #[serde(deserialize_with = "written::number_if_any")]
    revision: Option<u32>,
}

/// How the path names an appointment: by its id, or `search`, which leaves it to the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// By its id.
    Id(AppointmentId),
    /// By when it is.
    Search,
}

impl FromStr for Named {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        if text == "search" { Ok(Self::Search) } else { text.parse().map(Self::Id) }
    }
}

/// Which appointment is meant: by its id, or by when it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// This one.
    Known(AppointmentId),
    /// The one that begins then.
    Beginning(Timestamp),
}

impl OriginalMove {
    /// The move that it means at this instant.
    pub(super) fn read(
        self,
        practice: &Practice,
        now: Timestamp,
        named: Named,
    ) -> Result<(Which, Reschedule), Problem> {
        let said = Said::read(practice, self.lang, now, self.raw_details.as_deref())?;
        let which = match (named, self.current_datetime.as_deref()) {
            (Named::Id(id), _) => Which::Known(id),
            (Named::Search, Some(text)) => Which::Beginning(instant(practice, text)?),
            (Named::Search, None) => Which::Beginning(said.from(practice).ok_or(Problem::not_found())?),
        };
        let start = match (self.start, self.new_datetime.as_deref()) {
            (Some(start), _) => start,
            (None, Some(text)) => instant(practice, text)?,
            (None, None) => said.wished(practice)?,
        };
        let Self { end, practitioner, revision, .. } = self;
        Ok((which, Reschedule { start, end, practitioner, revision, overbook: false }))
    }
}
