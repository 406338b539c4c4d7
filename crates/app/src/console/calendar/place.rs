//! What the forms have in common that give an appointment its place: where it is wished, what can be chosen, and the instant
//! that is meant.

use domain::availability::Refusal;
use domain::clock::{self, Edge};
use domain::ids::{PatientId, ResourceId, ServiceId};
use domain::practice::{Practice, Practitioner, Service};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use super::super::fields;
use super::super::staff::Member;
use crate::http::{Code, Problem};

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
    /// Of a service, who gives it, of those whom the member sees.
    pub(super) by: String,
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
    let choice = |one: &Practitioner| Choice {
        id: one.id.to_string(),
        name: one.name.clone(),
        chosen: chosen == Some(&one.id),
        by: String::new(),
    };
    all.map(choice).collect()
}

/// What somebody gives whom the member sees, each with its minutes.
pub(super) fn services(practice: &Practice, who: &Member, chosen: Option<&ServiceId>) -> Vec<Choice> {
    let choice = |service: &Service| {
        let by: Vec<&str> =
            service.by.iter().filter(|id| who.actor().sees(id)).map(ResourceId::as_str).collect();
        let name = service.name.get(who.lang()).map_or(service.id.as_str(), String::as_str);
        Choice {
            id: service.id.to_string(),
            name: format!("{name} ({} min)", service.minutes),
            chosen: chosen == Some(&service.id),
            by: by.join(" "),
        }
    };
    practice.services.iter().map(choice).filter(|service| !service.by.is_empty()).collect()
}

/// The day that a field names.
pub(super) fn day(typed: &str, field: &str) -> Result<Date, Problem> {
    fields::date(typed).ok_or_else(|| invalid(field))
}

/// The instant that a form names by the practice's clocks, on a day and at what is typed in a field: of an hour that exists
/// twice, the earlier when something begins, the later when it ends.
pub(super) fn instant(
    practice: &Practice,
    date: Date,
    (time, field): (&str, &str),
    edge: Edge,
) -> Result<Timestamp, Problem> {
    let minute = fields::minute(time).ok_or_else(|| invalid(field))?;
    clock::instant(date, minute, practice.tenant.zone(), edge).ok_or_else(|| invalid("date"))
}

/// A field isn't what it should be.
pub(super) fn invalid(field: &str) -> Problem {
    Problem::field(field, "isn't what it should be")
}

/// A refusal of who was chosen, or for what, told at that field.
pub(super) fn told_at_its_field(problem: Problem) -> Problem {
    let field = match problem.code {
        Code::Refused(Refusal::NotByThisPractitioner | Refusal::UnknownPractitioner) => "who",
        Code::Refused(Refusal::UnknownService) => "service",
        _ => return problem,
    };
    let why = problem.code.name();
    problem.at(field, why)
}
