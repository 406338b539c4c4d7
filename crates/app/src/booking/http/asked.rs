//! Bodies and parameters, and how strictly they are read.

use domain::appointment::Status;
use domain::ids::{PatientId, ResourceId, ServiceId};
use domain::{Phone, Pii};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::http::{Code, Problem, written};
use crate::patients::Stated;
use crate::users;

/// Whose appointment it shall be.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPatient)]
pub(crate) struct Who {
    /// First and last name.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"^[^\u0000-\u001f\u007f]*$",
        example = "Jeanne Petit"
    )]
    pub(crate) name: String,
    /// Where they can be reached (E.164).
    #[schema(pattern = r"^\+[1-9][0-9]{6,14}$", example = "+33639981001")]
    pub(crate) phone: String,
    /// Where they can be written to.
    #[serde(default)]
    #[schema(max_length = 254, pattern = r"^[^@\s]+@[^@\s]+$", example = "jeanne@example.org")]
    pub(crate) email: Option<String>,
}

impl Who {
    /// The same, checked.
    pub(super) fn stated(&self) -> Result<Stated, Problem> {
        let invalid = |field: &str, what: &str| {
            Problem::detail(Code::InvalidBody, format!("{field} {what}")).at(field, what)
        };
        let plain = |text: &str| !text.chars().any(char::is_control);
        let name = self.name.trim();
        if name.is_empty() || self.name.chars().count() > 200 || !plain(&self.name) {
            return Err(invalid("patient.name", "must have 1 to 200 characters and no control characters"));
        }
        let phone: Phone =
            self.phone.parse().map_err(|_| invalid("patient.phone", "must be E.164, as +33639981001"))?;
        let email = self.email.as_deref().map(users::address).transpose();
        let email = email.map_err(|_| {
            invalid(
                "patient.email",
                "must be a whole e-mail address of at most 254 characters, as jeanne@example.org",
            )
        })?;
        Ok(Stated { name: Pii::new(name.to_owned()), phone: Some(Pii::new(phone)), email })
    }
}

/// A booking.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAppointment {
    /// What is booked; the practice's default when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[a-z0-9][a-z0-9-]{0,63}$", example = "consultation")]
    pub(crate) service: Option<ServiceId>,
    /// With whom; anybody who gives the service and is free when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[a-z0-9][a-z0-9-]{0,63}$", example = "martin")]
    pub(crate) practitioner: Option<ResourceId>,
    /// When it begins.
    #[schema(value_type = String, format = DateTime, example = "2026-11-26T14:20:00+01:00")]
    #[serde(deserialize_with = "written::text")]
    pub(crate) start: Timestamp,
    /// When it ends. It needn't be said; if it is, it must fit the service.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) end: Option<Timestamp>,
    /// Whose it is, by what they state. Name and number of a patient on file: that patient; otherwise a new one.
    #[serde(default, deserialize_with = "written::object_if_any", skip_serializing_if = "Option::is_none")]
    pub(crate) patient: Option<Who>,
    /// Whose it is, by their file, instead of `patient`: one that you may see, with `patients.read`.
    #[serde(default, deserialize_with = "written::text_if_any", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, pattern = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    pub(crate) patient_id: Option<PatientId>,
    /// Books it with that practitioner on purpose, although the time is taken, or outside hours, notice or horizon.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) overbook: bool,
}

/// Another time for an appointment.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reschedule {
    /// When it shall begin.
    #[schema(value_type = String, format = DateTime, example = "2026-11-27T10:00:00+01:00")]
    #[serde(deserialize_with = "written::text")]
    pub(crate) start: Timestamp,
    /// When it shall end; if it is said, it must fit the service.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) end: Option<Timestamp>,
    /// With whom; as before when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[a-z0-9][a-z0-9-]{0,63}$")]
    pub(crate) practitioner: Option<ResourceId>,
    /// The revision that you have seen: when the appointment has changed since, it isn't moved.
    #[serde(default, deserialize_with = "written::number_if_any")]
    #[schema(minimum = 1)]
    pub(crate) revision: Option<u32>,
    /// Moves it there on purpose, although the time is taken, or outside hours, notice or horizon.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) overbook: bool,
}

/// What whoever changes something has seen of it.
#[derive(Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Seen {
    /// The revision that you have seen: when the appointment has changed since, nothing is done.
    #[param(minimum = 1)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    pub(super) revision: Option<u32>,
}

/// Where an appointment stands, as it is noted at the desk.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Noted {
    /// `arrived`, `fulfilled` or `no_show`; or what it was before, when one of these was a mistake.
    #[schema(value_type = StatusName)]
    #[serde(deserialize_with = "written::text")]
    pub(crate) status: Status,
    /// The revision that you have seen: when the appointment has changed since, nothing is noted.
    #[schema(minimum = 1)]
    #[serde(deserialize_with = "written::number")]
    pub(crate) revision: u32,
}

/// Which appointments are listed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Listed {
    /// Ending after this.
    #[param(value_type = Option<String>, format = DateTime)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    pub(super) from: Option<Timestamp>,
    /// Beginning before this.
    #[param(value_type = Option<String>, format = DateTime)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    pub(super) to: Option<Timestamp>,
    /// With this practitioner.
    #[param(value_type = Option<String>, pattern = "^[a-z0-9][a-z0-9-]{0,63}$")]
    pub(super) practitioner: Option<ResourceId>,
    /// In this status.
    #[param(inline, value_type = Option<StatusName>)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    pub(super) status: Option<Status>,
    /// `next` of the page before.
    #[param(pattern = "^[0-9a-f]{48}$")]
    pub(super) cursor: Option<String>,
    /// How many at most; 50 when absent.
    #[param(minimum = 1, maximum = 100)]
    #[serde(default, deserialize_with = "written::text_if_any")]
    pub(super) limit: Option<u32>,
}

/// Where an appointment stands.
#[derive(ToSchema)]
#[schema(as = AppointmentStatus, rename_all = "snake_case")]
#[expect(dead_code, reason = "only described: the domain's type has no schema")]
pub(super) enum StatusName {
    Requested,
    Booked,
    Arrived,
    Fulfilled,
    NoShow,
    Cancelled,
    EnteredInError,
}

/// A page's size, within its bounds.
pub(crate) fn page_size(asked: Option<u32>, usual: u32, most: u32) -> Result<u32, Problem> {
    let size = asked.unwrap_or(usual);
    let told = || Problem::detail(Code::InvalidQuery, format!("limit must be 1 to {most}"));
    if (1..=most).contains(&size) { Ok(size) } else { Err(told()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(name: &str, phone: &str, email: Option<&str>) -> Who {
        Who { name: name.into(), phone: phone.into(), email: email.map(Into::into) }
    }

    #[test]
    fn a_patient_is_read_strictly() {
        assert!(who("Jeanne Petit", "+33639981001", Some("j@example.org")).stated().is_ok());
        for bad in [
            who("  ", "+33639981001", None),
            who("a\r\nBcc: x", "+33639981001", None),
            who(&"x".repeat(201), "+33639981001", None),
            who("Jeanne", "0639981001", None),
            who("Jeanne", "+33639981001", Some("j@@example.org")),
            who("Jeanne", "+33639981001", Some("j@example.org\r\nBcc: x@example.org")),
            who("Jeanne", "+33639981001", Some("j@example")),
        ] {
            assert!(bad.stated().is_err(), "{bad:?}");
        }
        let kept = who("Jeanne", "+33639981001", Some("Jeanne@Example.org\r\n")).stated().unwrap().email;
        assert_eq!(kept.unwrap().reveal(), "jeanne@example.org", "as it is compared");
    }
}
