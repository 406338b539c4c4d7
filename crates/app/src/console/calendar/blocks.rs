//! Keeping time free, and letting it go.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::clock::{self, Edge};
use domain::ids::{BlockId, ResourceId};
use domain::permission::Permission;
use domain::{Lang, Pii};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::super::conflicts;
use super::super::fields::{Fields, filled};
use super::super::frame::part;
use super::super::said::closing;
use super::super::staff::Staff;
use super::made;
use super::place::{Choice, day, instant};
use crate::booking::blocks;
use crate::booking::http::blocks::{Add, NewBlock, Remove};
use crate::hex::hex;
use crate::http::{App, Id, Parameters, Problem, Read, Write};
use crate::pages::{dates, words};

/// Whose time, on which day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wished {
    who: Option<ResourceId>,
    date: Option<Date>,
}

#[derive(Template)]
#[template(path = "console/calendar/block_form.html")]
struct Form {
    lang: Lang,
    once: String,
    practitioners: Vec<Choice>,
    date: String,
}

impl Form {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `GET /console/calendar/blocks`.
pub(super) async fn form(
    State(app): State<App>,
    Staff { who, .. }: Staff<Write>,
    Parameters(wished): Parameters<Wished>,
) -> Result<Response, Problem> {
    let practice = app.practices.current(&mut who.read(&app).await?).await?;
    let people = practice.practitioners.iter().map(|one| (&one.id, &one.name));
    let all = people.chain(practice.rooms.iter().map(|room| (&room.id, &room.name)));
    let choice = |(id, name): (&ResourceId, &String)| Choice {
        id: id.to_string(),
        name: name.clone(),
        chosen: wished.who.as_ref() == Some(id),
        by: String::new(),
    };
    let practitioners = all.filter(|(id, _)| who.actor().sees(id)).map(choice).collect();
    let today = clock::date_at(who.caller.now, practice.tenant.zone());
    part(&Form {
        lang: who.lang(),
        once: hex(&app.dice.bytes::<16>()),
        practitioners,
        date: wished.date.unwrap_or(today).to_string(),
    })
}

/// A block as the form sends it.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    once: String,
    who: ResourceId,
    date: String,
    from: String,
    /// The last day; the same when it is left empty.
    until: String,
    to: String,
    note: String,
    force: Option<String>,
}

/// `POST /console/calendar/blocks`.
pub(super) async fn add(
    State(app): State<App>,
    Staff { who, .. }: Staff<Write>,
    Fields(sent): Fields<Sent>,
) -> Result<Response, Problem> {
    let practice = app.practices.current(&mut who.read(&app).await?).await?;
    let date = day(&sent.date, "date")?;
    let until = match filled(&sent.until) {
        Some(until) => day(until, "until")?,
        None => date,
    };
    let asked = NewBlock {
        practitioner: sent.who.clone(),
        start: instant(&practice, date, (&sent.from, "from"), Edge::Start)?,
        end: instant(&practice, until, (&sent.to, "to"), Edge::End)?,
        note: Some(sent.note.clone()),
        force: sent.force.is_some(),
    };
    if let Err(problem) = made(&app, &who, Some(&sent.once), &sent, &Add::new(asked)?).await {
        return Err(conflicts::told(&app, &who, problem).await);
    }
    Ok(closing(words::word(who.lang(), "calendar.said_blocked")).into_response())
}

#[derive(Template)]
#[template(path = "console/calendar/block.html")]
struct Dialog {
    lang: Lang,
    id: BlockId,
    who: String,
    from: String,
    to: String,
    note: Option<String>,
    may_remove: bool,
}

impl Dialog {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `GET /console/calendar/blocks/{id}`.
pub(super) async fn dialog(
    State(app): State<App>,
    Staff { who, .. }: Staff<Read>,
    Id(id): Id<BlockId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let block = blocks::the_block(&mut tx, id).await?;
    if !who.actor().sees(&block.resource) {
        return Err(Problem::not_found());
    }
    let named = practice.practitioner(&block.resource).map(|one| one.name.clone());
    let named = named.or_else(|| practice.room(&block.resource).map(|room| room.name.clone()));
    let moment = |at| dates::moment(who.lang(), practice.tenant.zone(), at);
    part(&Dialog {
        lang: who.lang(),
        id,
        who: named.unwrap_or_else(|| block.resource.to_string()),
        from: moment(block.span.start),
        to: moment(block.span.end),
        note: block.note.map(Pii::into_revealed),
        may_remove: who.may(Permission::Write),
    })
}

/// `DELETE /console/calendar/blocks/{id}`.
pub(super) async fn remove(
    State(app): State<App>,
    Staff { who, .. }: Staff<Write>,
    Id(id): Id<BlockId>,
) -> Result<Response, Problem> {
    made(&app, &who, None, &(), &Remove(id)).await?;
    Ok(closing(words::word(who.lang(), "calendar.said_unblocked")).into_response())
}
