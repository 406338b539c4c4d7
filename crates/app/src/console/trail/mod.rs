//! The audit trail, to look through and to take along.

mod export;
mod wanted;
mod words;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use self::wanted::{Choice, Wanted};
use self::words::{Line, line};
use super::frame::{Frame, Section, page, part};
use super::names::Names;
use super::staff::{Member, Staff};
use crate::audit;
use crate::db::Tx;
use crate::http::{App, Parameters, Problem, ReadAudit, cursor};

/// How many entries a page has.
const A_PAGE: u32 = 50;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/audit", get(page_of))
        .route("/console/audit/list", get(again))
        .route("/console/audit/export", get(export::get))
}

#[derive(Template)]
#[template(path = "console/trail.html")]
struct Page {
    frame: Frame,
    wanted: Wanted,
    actors: Vec<Choice>,
    actions: Vec<Choice>,
    entities: Vec<Choice>,
    entries: Entries,
}

/// The entries of a page, and where the next begins.
struct Entries {
    lines: Vec<Line>,
    /// This page, for when something changes; nothing on later pages, whose entries stay.
    here: Option<String>,
    next: Option<String>,
    export: String,
}

#[derive(Template)]
#[template(path = "console/trail_list.html")]
struct List {
    frame: Frame,
    entries: Entries,
}

/// `GET /console/audit`.
async fn page_of(
    State(app): State<App>,
    Staff { who, .. }: Staff<ReadAudit>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Audit).await?;
    let names = Names::of(&mut tx, frame.lang).await?;
    let entries = entries(&mut tx, &frame, &names, &who, &wanted).await?;
    let page_of = Page {
        actors: wanted.actors(frame.lang, &names),
        actions: wanted.actions(frame.lang),
        entities: wanted.entities(frame.lang),
        frame,
        wanted,
        entries,
    };
    page(&page_of, &page_of.frame.nonce)
}

/// `GET /console/audit/list`: the entries that are wanted; the page's own address says which.
async fn again(
    State(app): State<App>,
    Staff { who, .. }: Staff<ReadAudit>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Audit).await?;
    let names = Names::of(&mut tx, frame.lang).await?;
    let entries = entries(&mut tx, &frame, &names, &who, &wanted).await?;
    let here = HeaderValue::from_str(&wanted.address("/console/audit"));
    let here = here.unwrap_or(HeaderValue::from_static("/console/audit"));
    let list = part(&List { frame, entries })?;
    Ok(([(HeaderName::from_static("hx-replace-url"), here)], list).into_response())
}

async fn entries(
    tx: &mut Tx,
    frame: &Frame,
    names: &Names,
    who: &Member,
    wanted: &Wanted,
) -> Result<Entries, Problem> {
    let filter = wanted.filter(frame.practice.tenant.zone())?;
    let found = audit::look(tx, &filter, wanted.after()?, A_PAGE).await?;
    let next = found.next.map(|(at, id)| cursor::write(at, id.uuid()));
    Ok(Entries {
        lines: found.entries.iter().map(|entry| line(entry, frame, names, who)).collect(),
        here: wanted.is_first().then(|| wanted.address("/console/audit/list")),
        next: next.map(|next| wanted.onward(next).address("/console/audit")),
        export: wanted.address("/console/audit/export"),
    })
}
