//! A practice as its file describes it: who works there, when, and what can be booked.
//!
//! The file's format is explained in `docs/practice-file.md`. Everything in these types has been checked:
//! a [`Practice`] that exists is one that can be booked from.

mod check;
mod dates;
mod difference;
mod hours;
mod lines;
mod people;
mod read;
mod service;
mod tenant;
mod words;

use serde::{Deserialize, Serialize};

pub use self::check::{Found, Wrong};
pub use self::difference::{Difference, differences};
pub use self::hours::{Hours, InvalidHours, WeeklyHours};
pub use self::people::{Change, Override, PatientSeed, Practitioner, Room};
pub use self::read::{MAX_BYTES, Problem};
pub use self::service::{Faq, Service};
pub use self::tenant::{Closure, HolidayCalendar, Notices, Policy, TenantFacts, UnknownZone, Wanted, Zone};
pub use self::words::in_words;

use crate::ids::{ResourceId, ServiceId};

/// Everything Allo knows of a practice before anybody calls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// The practice itself.
    pub tenant: TenantFacts,
    /// Whose time can be booked, in the order in which they are named to callers.
    pub practitioners: Vec<Practitioner>,
    /// Rooms and devices that some services need.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rooms: Vec<Room>,
    /// What can be booked.
    pub services: Vec<Service>,
    /// What callers ask, and the answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faq: Vec<Faq>,
    /// Patients known before the first call. They are read and never written again: what is stored or exported
    /// of a practice carries no personal data; patients live sealed in a table of their own.
    #[serde(default, skip_serializing)]
    pub patients: Vec<PatientSeed>,
}

impl Practice {
    /// The service with this id.
    pub fn service(&self, id: &ServiceId) -> Option<&Service> {
        self.services.iter().find(|service| service.id == *id)
    }

    /// The practitioner with this id.
    pub fn practitioner(&self, id: &ResourceId) -> Option<&Practitioner> {
        self.practitioners.iter().find(|practitioner| practitioner.id == *id)
    }

    /// The room or device with this id.
    pub fn room(&self, id: &ResourceId) -> Option<&Room> {
        self.rooms.iter().find(|room| room.id == *id)
    }

    /// What is assumed when a caller names no service: the one marked so, or the only one there is.
    pub fn default_service(&self) -> Option<&Service> {
        let marked = self.services.iter().find(|service| service.default);
        marked.or(if let [only] = self.services.as_slice() { Some(only) } else { None })
    }

    /// Those who give a service, in the practice's order.
    pub fn practitioners_of<'a>(&'a self, service: &'a Service) -> impl Iterator<Item = &'a Practitioner> {
        self.practitioners.iter().filter(|practitioner| service.by.contains(&practitioner.id))
    }
}

#[cfg(test)]
mod tests;
