//! What calls brought, and who it was: in a few looks however many they are, for lists. As far as somebody may see it:
//! what was done in or left for an agenda that they don't see isn't told, nor is anybody's name whose file they can't open.

use std::collections::{BTreeSet, HashMap};

use domain::Pii;
use domain::audit::{Action, By, Entity, Entry};
use domain::ids::{CallId, PatientId};
use domain::permission::{Actor, Permission};

use super::{CallRecord, Outcome};
use crate::db::{DbError, Tx};
use crate::{audit, booking, patients};

/// What of a call's deeds a list tells.
const TOLD: [Action; 7] = [
    Action::Booked,
    Action::Requested,
    Action::Moved,
    Action::Cancelled,
    Action::Transferred,
    Action::Emergency,
    Action::Proved,
];

/// What a line tells of a call.
#[derive(Clone, Debug, Default)]
pub struct Gist {
    /// What came of it, in the order of the outcomes: the last is the weightiest, which is on record.
    pub brought: BTreeSet<Outcome>,
    /// Whether the caller spoke of danger.
    pub danger: bool,
    /// Whoever proved who they are, was booked for, or is named in what was left; each once.
    pub people: Vec<Pii<String>>,
}

/// Somebody a call names.
enum Person {
    /// They are on file.
    OnFile(PatientId),
    /// As they said it.
    Named(Pii<String>),
}

/// The gist of some calls for whoever looks.
pub async fn gists(tx: &mut Tx, calls: &[CallRecord], who: &Actor) -> Result<HashMap<CallId, Gist>, DbError> {
    let ids: Vec<CallId> = calls.iter().map(|call| call.id).collect();
    let sees_all = who.require(Permission::ViewAll).is_ok();
    let on_record = |call: &CallRecord| {
        let told = call.outcome.filter(|outcome| sees_all || !outcome.is_of_an_agenda());
        (call.id, Gist { brought: told.into_iter().collect(), ..Gist::default() })
    };
    let mut gists: HashMap<CallId, Gist> = calls.iter().map(on_record).collect();
    let mut people = Vec::new();
    for entry in audit::done_by_calls(tx, &ids, &TOLD).await? {
        let By::Call(call) = entry.by else { continue };
        if entry.after.practitioner.as_ref().is_none_or(|agenda| who.sees(agenda)) {
            let gist = gists.entry(call).or_default();
            gist.brought.extend(outcome(entry.action));
            gist.danger |= entry.action == Action::Emergency;
            people.extend(patient(&entry).map(|patient| (call, Person::OnFile(patient))));
        }
    }
    for request in booking::requests_of_calls(tx, &ids, who).await? {
        let Some(call) = request.note.call else { continue };
        gists.entry(call).or_default().brought.insert(Outcome::Request);
        let named = request.note.name.map(Person::Named);
        let person = request.note.patient.map(Person::OnFile).or(named);
        people.extend(person.map(|person| (call, person)));
    }
    if who.require(Permission::ReadPatients).is_ok() {
        name(tx, &mut gists, people, who).await?;
    }
    Ok(gists)
}

/// Says who it was, of those on file for whom whoever looks may.
async fn name(
    tx: &mut Tx,
    gists: &mut HashMap<CallId, Gist>,
    people: Vec<(CallId, Person)>,
    who: &Actor,
) -> Result<(), DbError> {
    let on_file = people.iter().filter_map(|(_, person)| match person {
        Person::OnFile(patient) => Some(*patient),
        Person::Named(_) => None,
    });
    let on_file: Vec<PatientId> = on_file.collect();
    let seen: Vec<PatientId> = patients::seen(tx, &on_file, who).await?.into_iter().collect();
    let names = patients::names(tx, &seen).await?;
    for (call, person) in people {
        let name = match person {
            Person::OnFile(patient) => names.get(&patient).cloned(),
            Person::Named(name) => Some(name),
        };
        let known = &mut gists.entry(call).or_default().people;
        known.extend(name.filter(|name| known.iter().all(|known| known.reveal() != name.reveal())));
    }
    Ok(())
}

const fn outcome(action: Action) -> Option<Outcome> {
    match action {
        Action::Booked => Some(Outcome::Booked),
        Action::Requested => Some(Outcome::Request),
        Action::Moved => Some(Outcome::Moved),
        Action::Cancelled => Some(Outcome::Cancelled),
        Action::Transferred => Some(Outcome::Transferred),
        _ => None,
    }
}

/// Whose file an entry touches.
const fn patient(entry: &Entry) -> Option<PatientId> {
    match entry.entity {
        Entity::Patient(patient) => Some(patient),
        _ => entry.after.patient,
    }
}
