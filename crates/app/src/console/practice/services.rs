//! What can be booked: the list, one service, a new one, and one that is given no longer.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use domain::practice::{Practice, Service};
use domain::{Lang, Localized};

use super::super::frame::{Frame, Section, page};
use super::super::staff::Staff;
use super::edit::Edit;
use super::folder::{Folder, Seen, Tab, open};
use super::naming::id_for;
use super::sheet::Sheet;
use crate::booking;
use crate::http::{App, Manage, Parameters, Problem};
use crate::pages::words;

const HERE: &str = "/console/practice";
const SAVED: &str = "/console/practice?saved=yes";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(list))
        .route("/console/practice/services/new", get(new).post(add))
        .route("/console/practice/services/{id}", get(one).post(save))
        .route("/console/practice/services/{id}/retire", post(retire))
}

#[derive(Template)]
#[template(path = "console/practice_services.html")]
struct List {
    frame: Frame,
    folder: Folder,
    services: Vec<Line>,
}

/// A service in the list.
struct Line {
    id: String,
    name: String,
    facts: String,
    default: bool,
    approval: bool,
}

/// `GET /console/practice`.
async fn list(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Parameters(seen): Parameters<Seen>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::Services, &seen).await?;
    let services = frame.practice.services.iter().map(|it| line(it, &frame.practice, frame.lang)).collect();
    let page_of = List { frame, folder, services };
    page(&page_of, &page_of.frame.nonce)
}

fn line(service: &Service, practice: &Practice, lang: Lang) -> Line {
    let by: Vec<&str> = practice.practitioners_of(service).map(|who| who.name.as_str()).collect();
    let minutes = words::fill(lang, "practice.so_long", &[("minutes", &service.minutes.to_string())]);
    Line {
        id: service.id.to_string(),
        name: service.name.get(lang).cloned().unwrap_or_default(),
        facts: format!("{minutes} · {}", by.join(", ")),
        default: service.default,
        approval: service.requires_approval,
    }
}

#[derive(Template)]
#[template(path = "console/practice_service.html")]
struct Form {
    frame: Frame,
    folder: Folder,
    /// Where the form is sent.
    to: String,
    /// Whether it is there already.
    known: bool,
    title: String,
    service: Service,
    name: Localized<String>,
    spoken: Localized<String>,
    instructions: Localized<String>,
    by: Vec<Choice>,
    rooms: Vec<Choice>,
    /// How many appointments are to come.
    coming: usize,
}

/// Somebody or something that may be ticked.
struct Choice {
    id: String,
    name: String,
    on: bool,
}

/// `GET /console/practice/services/new`.
async fn new(State(app): State<App>, Staff { who, .. }: Staff<Manage>) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::Services, &Seen::default()).await?;
    form(frame, folder, blank()?, None)
}

/// `GET /console/practice/services/{id}`.
async fn one(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::Services, &Seen::default()).await?;
    let service = frame.practice.services.iter().find(|it| it.id.as_str() == id);
    let service = service.cloned().ok_or_else(Problem::not_found)?;
    let coming = booking::how_many(&booking::coming(&mut tx).await?, |it| it.service == service.id);
    form(frame, folder, service, Some(coming))
}

fn form(frame: Frame, folder: Folder, service: Service, coming: Option<usize>) -> Result<Response, Problem> {
    let practice = &frame.practice;
    let choice = |id: &domain::ids::ResourceId, name: &str, chosen: &[domain::ids::ResourceId]| Choice {
        id: id.to_string(),
        name: name.to_owned(),
        on: chosen.contains(id),
    };
    let by = practice.practitioners.iter().map(|it| choice(&it.id, &it.name, &service.by)).collect();
    let rooms = practice.rooms.iter().map(|it| choice(&it.id, &it.name, &service.rooms)).collect();
    let name = if coming.is_some() { service.id.as_str() } else { "new" };
    let page_of = Form {
        to: format!("/console/practice/services/{name}"),
        known: coming.is_some(),
        title: service.name.get(frame.lang).cloned().unwrap_or_default(),
        name: service.name.clone(),
        spoken: lines(&service.spoken),
        instructions: service.instructions.clone().unwrap_or_default(),
        by,
        rooms,
        coming: coming.unwrap_or_default(),
        service,
        folder,
        frame,
    };
    page(&page_of, &page_of.frame.nonce)
}

/// What a new service begins as.
fn blank() -> Result<Service, Problem> {
    Ok(Service {
        id: "new".parse().map_err(|_| Problem::not_found())?,
        name: Localized::default(),
        spoken: Localized::default(),
        minutes: 20,
        step_min: 20,
        buffer_before_min: 0,
        buffer_after_min: 0,
        by: Vec::new(),
        rooms: Vec::new(),
        default: false,
        requires_approval: false,
        instructions: None,
    })
}

/// Phrases, a line each.
pub(super) fn lines(phrases: &Localized<Vec<String>>) -> Localized<String> {
    let joined = |lang| phrases.exactly(lang).map(|phrases| phrases.join("\n"));
    Localized { fr: joined(Lang::Fr), en: joined(Lang::En) }
}

/// `POST /console/practice/services/new`.
async fn add(edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, sheet| {
        let mut service = blank()?;
        read(&mut service, sheet);
        let name = service.name.get(practice.tenant.language()).cloned().unwrap_or_default();
        let taken = |id: &str| practice.services.iter().any(|it| it.id.as_str() == id);
        service.id = id_for(&name, taken).ok_or_else(Problem::not_found)?;
        practice.services.push(service);
        Ok(placed(practice, practice.services.len() - 1))
    })
    .await
}

/// `POST /console/practice/services/{id}`.
async fn save(Path(id): Path<String>, edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, sheet| {
        let place = place(practice, &id)?;
        read(&mut practice.services[place], sheet);
        Ok(placed(practice, place))
    })
    .await
}

/// `POST /console/practice/services/{id}/retire`: what is booked stays booked.
async fn retire(Path(id): Path<String>, edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, _| {
        let place = place(practice, &id)?;
        practice.services.remove(place);
        Ok(String::new())
    })
    .await
}

fn place(practice: &Practice, id: &str) -> Result<usize, Problem> {
    practice.services.iter().position(|it| it.id.as_str() == id).ok_or_else(Problem::not_found)
}

/// There is one default: the one that was marked last. Says which part of the document the form is about.
fn placed(practice: &mut Practice, place: usize) -> String {
    if practice.services[place].default {
        for (at, service) in practice.services.iter_mut().enumerate() {
            service.default = at == place;
        }
    }
    format!("services[{place}]")
}

fn read(service: &mut Service, sheet: &mut Sheet) {
    service.name = sheet.texts("name");
    service.spoken = sheet.phrases("spoken");
    service.minutes = sheet.number("minutes");
    service.step_min = sheet.number("step_min");
    service.buffer_before_min = sheet.number("buffer_before_min");
    service.buffer_after_min = sheet.number("buffer_after_min");
    service.by = sheet.ids("by");
    service.rooms = sheet.ids("rooms");
    service.default = sheet.ticked("default");
    service.requires_approval = sheet.ticked("requires_approval");
    service.instructions = Some(sheet.texts("instructions")).filter(|texts| !texts.is_empty());
}
