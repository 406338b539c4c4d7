//! Grading: what the call left, against what the file says.

use domain::Phone;
use domain::appointment::Status;
use domain::ids::{ResourceId, ServiceId, Slug};
use domain::name::normalise;
use jiff::civil::DateTime;

use super::play::Scene;
use super::report::TurnPlayed;
use super::scenario::{Expected, Outcome, Who};
use crate::booking::{self, BookingError, Filter, RequestFilter};
use crate::patients;

/// How many rows of anything a call may leave and still be read.
const MOST_ROWS: u32 = 500;

/// What was left.
struct Left {
    appointments: Vec<Actual>,
    requests: usize,
    requests_of: Vec<Slug>,
    transferred: bool,
    agent: Vec<String>,
}

/// A firm appointment, as a scenario sees it.
struct Actual {
    slug: Option<Slug>,
    name: String,
    phone: Option<Phone>,
    practitioner: ResourceId,
    service: ServiceId,
    start: DateTime,
    status: &'static str,
}

/// Everything that isn't as the file says.
pub(super) async fn grade(
    outcome: &Outcome,
    scene: &Scene,
    turns: &[TurnPlayed],
    transferred: bool,
) -> Result<Vec<String>, BookingError> {
    let requests = requests(scene).await?;
    let left = Left {
        appointments: appointments(scene).await?,
        requests: requests.len(),
        requests_of: requests.into_iter().flatten().collect(),
        transferred,
        agent: turns.iter().map(|turn| folded(&turn.agent)).collect(),
    };
    Ok(compare(outcome, &left))
}

async fn appointments(scene: &Scene) -> Result<Vec<Actual>, BookingError> {
    let mut tx = scene.db.read(scene.tenant, scene.clock.now()).await?;
    let filter = Filter { status: Some(Status::Booked), ..Filter::default() };
    let page = booking::list(&mut tx, &filter, None, MOST_ROWS).await?;
    let mut actual = Vec::with_capacity(page.bookings.len());
    for booking in page.bookings {
        let appointment = booking.appointment;
        let details = patients::details(&mut tx, appointment.patient).await?;
        let known = scene.patients.iter().find(|(_, id)| *id == appointment.patient);
        actual.push(Actual {
            slug: known.map(|(slug, _)| slug.clone()),
            name: details.as_ref().map(|d| d.name.reveal().clone()).unwrap_or_default(),
            phone: details.and_then(|d| d.phone).map(domain::Pii::into_revealed),
            practitioner: appointment.practitioner,
            service: appointment.service,
            start: scene.practice.tenant.zone().to_datetime(appointment.span.start),
            status: appointment.status.name(),
        });
    }
    Ok(actual)
}

/// What awaits the staff, each with who on file left it.
async fn requests(scene: &Scene) -> Result<Vec<Option<Slug>>, BookingError> {
    let mut tx = scene.db.read(scene.tenant, scene.clock.now()).await?;
    let filter = RequestFilter { state: Some(domain::request::State::Open), ..RequestFilter::default() };
    let left = booking::requests(&mut tx, &filter, MOST_ROWS).await?;
    let slug = |patient| scene.patients.iter().find(|(_, id)| *id == patient).map(|(slug, _)| slug.clone());
    Ok(left.into_iter().map(|request| request.note.patient.and_then(slug)).collect())
}

fn compare(outcome: &Outcome, left: &Left) -> Vec<String> {
    let mut failures = Vec::new();
    if let Some(expected) = &outcome.appointments
        && !matches_all(expected, &left.appointments)
    {
        failures.push(format!(
            "appointments: expected {}, found {}",
            listed(expected.iter().map(told)),
            listed(left.appointments.iter().map(Actual::told))
        ));
    }
    if let Some(expected) = outcome.requests.filter(|expected| *expected != left.requests) {
        failures.push(format!("requests: expected {expected}, found {}", left.requests));
    }
    if let Some(expected) = outcome.requests_of.as_ref().filter(|expected| **expected != left.requests_of) {
        failures.push(format!("requests_of: expected {expected:?}, found {:?}", left.requests_of));
    }
    if let Some(expected) = outcome.transferred.filter(|expected| *expected != left.transferred) {
        failures.push(format!("transferred: expected {expected}, found {}", left.transferred));
    }
    for text in &outcome.said {
        if !left.agent.iter().any(|said| said.contains(&folded(text))) {
            failures.push(format!("said: «{text}» was never said"));
        }
    }
    for text in &outcome.never_said {
        if left.agent.iter().any(|said| said.contains(&folded(text))) {
            failures.push(format!("never_said: «{text}» was said"));
        }
    }
    failures.extend(any_of(&outcome.any_of, left));
    failures
}

fn any_of(outcomes: &[Outcome], left: &Left) -> Option<String> {
    let compared: Vec<Vec<String>> = outcomes.iter().map(|outcome| compare(outcome, left)).collect();
    if compared.is_empty() || compared.iter().any(Vec::is_empty) {
        return None;
    }
    let reasons: Vec<String> = compared.into_iter().map(|failures| failures.join(", ")).collect();
    Some(format!("any_of: {}", reasons.join(" | or | ")))
}

/// Whether each expected appointment has one of its own, and none is left over.
fn matches_all(expected: &[Expected], actual: &[Actual]) -> bool {
    let Some((first, rest)) = expected.split_first() else { return actual.is_empty() };
    if expected.len() != actual.len() {
        return false;
    }
    (0..actual.len()).filter(|at| first.is(&actual[*at])).any(|at| {
        let others: Vec<&Actual> =
            actual.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, a)| a).collect();
        matches_rest(rest, &others)
    })
}

fn matches_rest(expected: &[Expected], actual: &[&Actual]) -> bool {
    let Some((first, rest)) = expected.split_first() else { return actual.is_empty() };
    (0..actual.len()).filter(|at| first.is(actual[*at])).any(|at| {
        let mut others = actual.to_vec();
        others.remove(at);
        matches_rest(rest, &others)
    })
}

impl Expected {
    fn is(&self, actual: &Actual) -> bool {
        let same_person = match &self.patient {
            None => true,
            Some(Who::Known(slug)) => actual.slug.as_ref() == Some(slug),
            Some(Who::New(stranger)) => {
                let same_name = |name: &String| normalise(name) == normalise(&actual.name);
                stranger.name.as_ref().is_none_or(same_name)
                    && stranger.phone.as_ref().is_none_or(|phone| actual.phone.as_ref() == Some(phone))
            }
        };
        same_person
            && self.practitioner.as_ref().is_none_or(|id| *id == actual.practitioner)
            && self.service.as_ref().is_none_or(|id| *id == actual.service)
            && self.start.is_none_or(|start| start == actual.start)
            && self.start_on.is_none_or(|date| date == actual.start.date())
            && self.status.as_ref().is_none_or(|status| status == actual.status)
    }
}

fn told(expected: &Expected) -> String {
    let who = match &expected.patient {
        None => "anybody".to_owned(),
        Some(Who::Known(slug)) => slug.to_string(),
        Some(Who::New(stranger)) => stranger.name.clone().unwrap_or_default(),
    };
    let with = expected.practitioner.as_ref().map(ToString::to_string).unwrap_or_default();
    let what = expected.service.as_ref().map(ToString::to_string).unwrap_or_default();
    let start = expected.start.map(|start| start.to_string());
    let start = start.or_else(|| expected.start_on.map(|date| date.to_string())).unwrap_or_default();
    format!("{who} {with} {what} {start}")
}

impl Actual {
    fn told(&self) -> String {
        let who = self.slug.as_ref().map_or_else(|| self.name.clone(), ToString::to_string);
        format!("{who} {} {} {}", self.practitioner, self.service, self.start)
    }
}

fn listed(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join("; "))
}

/// Without case and accents, spaces as one.
fn folded(text: &str) -> String {
    let plain = phrases::names::folded(text);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
