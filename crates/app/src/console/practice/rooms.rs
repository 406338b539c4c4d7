//! Rooms and devices that some services need.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use domain::practice::{Practice, Room};

use super::super::frame::{Frame, Section, page};
use super::super::staff::Staff;
use super::edit::Edit;
use super::folder::{Folder, Seen, Tab, open};
use super::naming::id_for;
use super::people::known;
use crate::booking;
use crate::http::{App, Manage, Problem};

const SAVED: &str = "/console/practice/people?saved=yes";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/practice/rooms/new", get(new).post(add))
        .route("/console/practice/rooms/{id}", get(one).post(save))
        .route("/console/practice/rooms/{id}/retire", post(retire))
}

#[derive(Template)]
#[template(path = "console/practice_room.html")]
struct Form {
    frame: Frame,
    folder: Folder,
    /// Where the form is sent.
    to: String,
    /// Whether it is there already.
    known: bool,
    name: String,
    /// How many appointments are to come.
    coming: usize,
}

/// `GET /console/practice/rooms/new`.
async fn new(State(app): State<App>, Staff { who, .. }: Staff<Manage>) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::People, &Seen::default()).await?;
    let to = "/console/practice/rooms/new".to_owned();
    let page_of = Form { to, known: false, name: String::new(), coming: 0, folder, frame };
    page(&page_of, &page_of.frame.nonce)
}

/// `GET /console/practice/rooms/{id}`.
async fn one(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::People, &Seen::default()).await?;
    let room = &frame.practice.rooms[place(&frame.practice, &id)?];
    let (to, name) = (format!("/console/practice/rooms/{}", room.id), room.name.clone());
    let coming = booking::coming(&mut tx).await?;
    let coming = booking::how_many(&coming, |it| it.room.as_ref() == Some(&room.id));
    let page_of = Form { to, known: true, name, coming, folder, frame };
    page(&page_of, &page_of.frame.nonce)
}

/// `POST /console/practice/rooms/new`.
async fn add(edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, sheet| {
        let name = sheet.text("name");
        let id = id_for(&name, |id| known(practice, id)).ok_or_else(Problem::not_found)?;
        practice.rooms.push(Room { id, name, closures: Vec::new() });
        Ok(format!("rooms[{}]", practice.rooms.len() - 1))
    })
    .await
}

/// `POST /console/practice/rooms/{id}`.
async fn save(Path(id): Path<String>, edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, sheet| {
        let place = place(practice, &id)?;
        practice.rooms[place].name = sheet.text("name");
        Ok(format!("rooms[{place}]"))
    })
    .await
}

/// `POST /console/practice/rooms/{id}/retire`: no service needs it any more; what is booked stays booked.
async fn retire(Path(id): Path<String>, edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, _| {
        let gone = practice.rooms.remove(place(practice, &id)?);
        practice.services.iter_mut().for_each(|service| service.rooms.retain(|room| *room != gone.id));
        Ok(String::new())
    })
    .await
}

fn place(practice: &Practice, id: &str) -> Result<usize, Problem> {
    practice.rooms.iter().position(|it| it.id.as_str() == id).ok_or_else(Problem::not_found)
}
