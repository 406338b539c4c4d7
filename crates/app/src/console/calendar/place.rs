//! What the forms have in common that give an appointment its place: where it is wished, what can be chosen, and the instant
//! that is meant.

use domain::clock::{self, Edge};
use domain::ids::{PatientId, ResourceId, ServiceId};
use domain::practice::Practice;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::Deserialize;

use super::super::staff::Member;
use crate::http::Problem;

/// Where a click, a drop or a button says that it should be.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wished {
    pub(super) who: Option<ResourceId>,
    pub(super) date: Option<Date>,
    /// «14:20».
    pub(super) time: Option<String>,
    /// For whom.
    pub(super) patient: Option<PatientId>,
}

/// What can be chosen, and whether it is.
pub(super) struct Choice {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// A choice among whatever the member may choose.
pub(super) fn choices<'a>(all: impl Iterator<Item = (&'a str, String)>, chosen: Option<&str>) -> Vec<Choice> {
    all.map(|(id, name)| Choice { id: id.to_owned(), name, chosen: chosen == Some(id) }).collect()
}

/// Those whom the member sees, and who give a service.
pub(super) fn practitioners(
    practice: &Practice,
    who: &Member,
    service: Option<&ServiceId>,
    chosen: Option<&ResourceId>,
) -> Vec<Choice> {
    let gives = |id: &ResourceId| {
        service.and_then(|id| practice.service(id)).is_none_or(|service| service.by.contains(id))
    };
    let all = practice.practitioners.iter().filter(|one| who.actor().sees(&one.id) && gives(&one.id));
    choices(all.map(|one| (one.id.as_str(), one.name.clone())), chosen.map(ResourceId::as_str))
}

/// The instant that a form names by the practice's clocks: of an hour that exists twice, the earlier when something begins,
/// the later when it ends.
pub(super) fn instant(practice: &Practice, date: Date, time: &str, edge: Edge) -> Result<Timestamp, Problem> {
    let time: Time = time.parse().map_err(|_| invalid("time"))?;
    let minute = i16::from(time.hour()) * 60 + i16::from(time.minute());
    let minute = minute.unsigned_abs();
    clock::instant(date, minute, practice.tenant.zone(), edge).ok_or(invalid("date"))
}

/// A field isn't what it should be.
pub(super) fn invalid(field: &str) -> Problem {
    Problem::field(field, "isn't what it should be")
}
