//! One patient: who they are, what they have, what became of their file.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Lang;
use domain::ids::PatientId;
use domain::permission::Permission;
use domain::practice::Practice;
use jiff::Timestamp;

use super::super::calendar::leading_to;
use super::super::deeds;
use super::super::frame::{Frame, Section, page, part};
use super::super::names::Names;
use super::super::said;
use super::super::staff::{Member, Staff};
use super::list::Line;
use crate::booking::{self, Booking, Request};
use crate::db::Tx;
use crate::http::{App, Id, Problem, ReadPatients};
use crate::pages::{dates, words};
use crate::patients::{self, File, PatientError};

#[derive(Template)]
#[template(path = "console/patient.html")]
struct Page {
    frame: Frame,
    body: Body,
}

/// What is on the page of a patient: a part of its own, that is fetched anew when something has changed.
#[derive(Template)]
#[template(path = "console/patient_body.html")]
struct Body {
    lang: Lang,
    id: PatientId,
    name: String,
    phone: String,
    /// As a telephone dials it.
    number: String,
    email: String,
    born: String,
    since: String,
    has_code: bool,
    merged: usize,
    coming: Vec<Visit>,
    past: Vec<Visit>,
    requests: Vec<Left>,
    doubles: Vec<Line>,
    history: Vec<deeds::Deed>,
    /// Whether the member may change, merge and erase.
    writes: bool,
    exports: bool,
    /// Where an appointment for them begins, for whoever may book.
    books: Option<String>,
}

impl Body {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// An appointment of theirs.
struct Visit {
    /// Where it stands in the calendar.
    path: String,
    when: String,
    what: String,
    status: &'static str,
    /// Whether it is to take place.
    stands: bool,
    by_call: bool,
}

/// Something they left for the staff.
struct Left {
    when: String,
    kind: &'static str,
    text: String,
    open: bool,
}

/// `GET /console/patients/{id}`; a file that went into another one leads to it.
pub(super) async fn page_of(
    State(app): State<App>,
    Staff { who, .. }: Staff<ReadPatients>,
    Id(id): Id<PatientId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let file = match found(&mut tx, id, &who).await? {
        Found::Here(file) => file,
        Found::At(kept) => return Ok(Redirect::to(&kept).into_response()),
    };
    let frame = Frame::of(&app, &mut tx, &who, Section::Patients).await?;
    let body = body(&mut tx, &who, &frame.practice, file).await?;
    let page_of = Page { frame, body };
    page(&page_of, &page_of.frame.nonce)
}

/// A file, or the address of the one that it went into.
enum Found {
    Here(File),
    At(String),
}

/// A file that the member sees, or where the one is that it went into, if they see that.
async fn found(tx: &mut Tx, id: PatientId, who: &Member) -> Result<Found, PatientError> {
    match patients::open(tx, id, who.actor()).await {
        Err(PatientError::NotFound) => {
            let kept = patients::kept_of(tx, id).await?.ok_or(PatientError::NotFound)?;
            patients::open(tx, kept, who.actor()).await?;
            Ok(Found::At(format!("/console/patients/{kept}")))
        }
        other => other.map(Found::Here),
    }
}

/// `GET /console/patients/{id}/part`; a page whose file went into another one meanwhile is led there.
pub(super) async fn part_of(
    State(app): State<App>,
    Staff { who, .. }: Staff<ReadPatients>,
    Id(id): Id<PatientId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let file = match found(&mut tx, id, &who).await? {
        Found::Here(file) => file,
        Found::At(kept) => return Ok(said::led(&kept).into_response()),
    };
    part(&body(&mut tx, &who, &practice, file).await?)
}

async fn body(tx: &mut Tx, who: &Member, practice: &Practice, file: File) -> Result<Body, Problem> {
    let (lang, now, zone) = (who.lang(), tx.now(), practice.tenant.zone());
    let mut bookings = booking::all_of_patient(tx, file.id).await?;
    // A practitioner sees what is in their own agenda.
    bookings.retain(|booking| who.actor().sees(&booking.appointment.practitioner));
    let requests = booking::requests_of_patient(tx, file.id, who.actor()).await?;
    let doubles = if who.may(Permission::WritePatients) {
        patients::doubles(tx, file.id, who.actor()).await?
    } else {
        Vec::new()
    };
    let (history, doers) = (file.history(tx).await?, Names::of(tx, lang).await?);
    let details = &file.details;
    let phone = details.phone.as_ref().map(domain::Pii::reveal);
    let (past, mut coming): (Vec<Booking>, Vec<Booking>) =
        bookings.into_iter().partition(|booking| booking.appointment.span.end <= now);
    coming.reverse();
    let visits = |bookings: &[Booking]| bookings.iter().map(|one| visit(one, lang, practice, now)).collect();
    Ok(Body {
        lang,
        id: file.id,
        name: details.name.reveal().clone(),
        phone: phone.map(domain::Phone::written).unwrap_or_default(),
        number: phone.map(ToString::to_string).unwrap_or_default(),
        email: details.email.as_ref().map(|email| email.reveal().clone()).unwrap_or_default(),
        born: details.birth_date.as_ref().map(|date| dates::short(*date.reveal())).unwrap_or_default(),
        since: dates::short(dates::local(zone, file.created_at).date()),
        has_code: details.code.is_some(),
        merged: file.parts.len(),
        coming: visits(&coming),
        past: visits(&past),
        requests: requests.iter().map(|request| left(request, lang, practice)).collect(),
        doubles: doubles.into_iter().map(|one| Line::of(one, zone)).collect(),
        history: history.iter().map(|entry| deeds::Deed::of(entry, &doers, practice)).collect(),
        writes: who.may(Permission::WritePatients),
        exports: who.may(Permission::Export) && who.may(Permission::ViewAll),
        books: (who.may(Permission::Read) && who.may(Permission::Write))
            .then(|| format!("/console/calendar?patient={}", file.id)),
    })
}

fn visit(booking: &Booking, lang: Lang, practice: &Practice, now: Timestamp) -> Visit {
    let appointment = &booking.appointment;
    Visit {
        path: leading_to(appointment, practice.tenant.zone()),
        when: dates::moment(lang, practice.tenant.zone(), appointment.span.start),
        what: deeds::what(practice, lang, Some(&appointment.service), Some(&appointment.practitioner)),
        status: words::word(lang, &format!("patients.status_{}", appointment.status.name())),
        stands: appointment.status.keeps_time() && appointment.span.end > now,
        by_call: booking.call.is_some(),
    }
}

fn left(request: &Request, lang: Lang, practice: &Practice) -> Left {
    let note = &request.note;
    let said = [&note.text, &note.wish].into_iter().flatten().map(|text| text.reveal().as_str());
    Left {
        when: dates::stamp(practice.tenant.zone(), request.created_at),
        kind: words::word(lang, &format!("patients.request_{}", note.kind.name())),
        text: said.collect::<Vec<_>>().join(" · "),
        open: request.state == domain::request::State::Open,
    }
}
