//! Whose time is booked: the list, one practitioner with their week, a new one, and one who has left.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use domain::Localized;
use domain::ids::{ResourceId, ServiceId};
use domain::practice::{Practice, Practitioner};

use super::super::frame::{Frame, Section, page};
use super::super::staff::Staff;
use super::edit::Edit;
use super::folder::{Folder, Seen, Tab, open};
use super::naming::id_for;
use super::services::lines;
use super::week::{self, Day};
use crate::booking;
use crate::http::{App, Manage, Parameters, Problem};

const SAVED: &str = "/console/practice/people?saved=yes";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/practice/people", get(list))
        .route("/console/practice/people/new", get(new).post(add))
        .route("/console/practice/people/{id}", get(one).post(save))
        .route("/console/practice/people/{id}/retire", post(retire))
}

#[derive(Template)]
#[template(path = "console/practice_people.html")]
struct List {
    frame: Frame,
    folder: Folder,
    people: Vec<Line>,
    rooms: Vec<Line>,
}

/// Somebody, or a room, in the list.
struct Line {
    id: String,
    name: String,
    facts: String,
}

/// `GET /console/practice/people`.
async fn list(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Parameters(seen): Parameters<Seen>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::People, &seen).await?;
    let (practice, lang) = (&frame.practice, frame.lang);
    let person = |it: &Practitioner| Line {
        id: it.id.to_string(),
        name: it.name.clone(),
        facts: week::in_short(&it.hours, lang),
    };
    let needs = |room: &ResourceId| {
        let services = practice.services.iter().filter(|service| service.rooms.contains(room));
        let names: Vec<&str> = services.filter_map(|it| it.name.get(lang)).map(String::as_str).collect();
        names.join(", ")
    };
    let room = |it: &domain::practice::Room| Line {
        id: it.id.to_string(),
        name: it.name.clone(),
        facts: needs(&it.id),
    };
    let people = practice.practitioners.iter().map(person).collect();
    let rooms = practice.rooms.iter().map(room).collect();
    let page_of = List { frame, folder, people, rooms };
    page(&page_of, &page_of.frame.nonce)
}

#[derive(Template)]
#[template(path = "console/practice_person.html")]
struct Form {
    frame: Frame,
    folder: Folder,
    /// Where the form is sent.
    to: String,
    /// Whether they are there already.
    known: bool,
    name: String,
    spoken: Localized<String>,
    week: Vec<Day>,
    services: Vec<Choice>,
    /// How many appointments are to come.
    coming: usize,
}

/// A service that they may give.
struct Choice {
    id: String,
    name: String,
    on: bool,
}

/// `GET /console/practice/people/new`.
async fn new(State(app): State<App>, Staff { who, .. }: Staff<Manage>) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::People, &Seen::default()).await?;
    form(frame, folder, None, 0)
}

/// `GET /console/practice/people/{id}`.
async fn one(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::People, &Seen::default()).await?;
    let person = frame.practice.practitioners.iter().find(|it| it.id.as_str() == id);
    let person = person.cloned().ok_or_else(Problem::not_found)?;
    let coming = booking::how_many(&booking::coming(&mut tx).await?, |it| it.practitioner == person.id);
    form(frame, folder, Some(person), coming)
}

fn form(
    frame: Frame,
    folder: Folder,
    person: Option<Practitioner>,
    coming: usize,
) -> Result<Response, Problem> {
    let gives = |by: &[ResourceId]| person.as_ref().is_some_and(|person| by.contains(&person.id));
    let choice = |it: &domain::practice::Service| Choice {
        id: it.id.to_string(),
        name: it.name.get(frame.lang).cloned().unwrap_or_default(),
        on: gives(&it.by),
    };
    let services = frame.practice.services.iter().map(choice).collect();
    let id = person.as_ref().map_or("new", |person| person.id.as_str());
    let page_of = Form {
        to: format!("/console/practice/people/{id}"),
        known: person.is_some(),
        spoken: person.as_ref().map(|person| lines(&person.spoken)).unwrap_or_default(),
        week: week::shown(
            &person.as_ref().map(|person| person.hours.clone()).unwrap_or_default(),
            frame.lang,
        ),
        name: person.map(|person| person.name).unwrap_or_default(),
        services,
        coming,
        folder,
        frame,
    };
    page(&page_of, &page_of.frame.nonce)
}

/// `POST /console/practice/people/new`.
async fn add(edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, sheet| {
        let name = sheet.text("name");
        let id: ResourceId = id_for(&name, |id| known(practice, id)).ok_or_else(Problem::not_found)?;
        let spoken = sheet.phrases("spoken");
        let hours = week::read(sheet);
        give(practice, &id, &sheet.ids("services"));
        let (overrides, closures) = (Vec::new(), Vec::new());
        practice.practitioners.push(Practitioner { id, name, spoken, hours, overrides, closures });
        Ok(format!("practitioners[{}]", practice.practitioners.len() - 1))
    })
    .await
}

/// `POST /console/practice/people/{id}`.
async fn save(Path(id): Path<String>, edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, sheet| {
        let place = place(practice, &id)?;
        let id = practice.practitioners[place].id.clone();
        let person = &mut practice.practitioners[place];
        person.name = sheet.text("name");
        person.spoken = sheet.phrases("spoken");
        person.hours = week::read(sheet);
        give(practice, &id, &sheet.ids("services"));
        Ok(format!("practitioners[{place}]"))
    })
    .await
}

/// `POST /console/practice/people/{id}/retire`: whoever leaves gives nothing any more; what is booked stays booked.
async fn retire(Path(id): Path<String>, edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, _| {
        let place = place(practice, &id)?;
        let gone = practice.practitioners.remove(place);
        give(practice, &gone.id, &[]);
        Ok(String::new())
    })
    .await
}

/// Somebody gives these services and no others.
fn give(practice: &mut Practice, id: &ResourceId, services: &[ServiceId]) {
    for service in &mut practice.services {
        let (gives, gave) = (services.contains(&service.id), service.by.contains(id));
        if gives && !gave {
            service.by.push(id.clone());
        } else if gave && !gives {
            service.by.retain(|by| by != id);
        }
    }
}

/// Practitioners and rooms share one list of ids.
pub(super) fn known(practice: &Practice, id: &str) -> bool {
    let people = practice.practitioners.iter().map(|it| it.id.as_str());
    people.chain(practice.rooms.iter().map(|it| it.id.as_str())).any(|other| other == id)
}

fn place(practice: &Practice, id: &str) -> Result<usize, Problem> {
    practice.practitioners.iter().position(|it| it.id.as_str() == id).ok_or_else(Problem::not_found)
}
