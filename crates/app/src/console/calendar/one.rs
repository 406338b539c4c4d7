//! One appointment, in a dialog: what there is to tell of it, noting who came, cancelling.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::appointment::Status;
use domain::ids::AppointmentId;
use serde::Deserialize;

use super::super::fields::Fields;
use super::super::frame::part;
use super::super::said::{closing, said};
use super::super::staff::Staff;
use super::made;
use super::told::One;
use crate::booking::http::appointments::Cancel;
use crate::booking::http::asked::Noted;
use crate::booking::http::desk::Note;
use crate::http::{App, Delete, Id, Problem, Read, Write};
use crate::pages::words;

#[derive(Template)]
#[template(path = "console/calendar/one.html")]
struct Dialog {
    one: One,
}

#[derive(Template)]
#[template(path = "console/calendar/one_part.html")]
struct Part {
    one: One,
}

/// `GET /console/calendar/appointments/{id}`.
pub(super) async fn dialog(
    State(app): State<App>,
    Staff { who, .. }: Staff<Read>,
    Id(id): Id<AppointmentId>,
) -> Result<Response, Problem> {
    part(&Dialog { one: One::read(&app, &who, id).await? })
}

/// `GET /console/calendar/appointments/{id}/part`: the same, as it stands now, within the dialog that is open.
pub(super) async fn refreshed(
    State(app): State<App>,
    Staff { who, .. }: Staff<Read>,
    Id(id): Id<AppointmentId>,
) -> Result<Response, Problem> {
    part(&Part { one: One::read(&app, &who, id).await? })
}

/// `POST /console/calendar/appointments/{id}/status`.
pub(super) async fn note(
    State(app): State<App>,
    Staff { who, .. }: Staff<Write>,
    Id(id): Id<AppointmentId>,
    Fields(sent): Fields<Sent>,
) -> Result<Response, Problem> {
    let noted = Noted { status: sent.status, revision: sent.revision };
    made(&app, &who, None, &(), &Note { id, noted }).await?;
    let one = One::read(&app, &who, id).await?;
    let told = said(one.standing());
    Ok((told, part(&Part { one })?).into_response())
}

/// Where it stands now, and the revision that was seen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    status: Status,
    revision: u32,
}

/// The revision that was seen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seen {
    revision: u32,
}

/// `POST /console/calendar/appointments/{id}/cancel`.
pub(super) async fn cancel(
    State(app): State<App>,
    Staff { who, .. }: Staff<Delete>,
    Id(id): Id<AppointmentId>,
    Fields(Seen { revision }): Fields<Seen>,
) -> Result<Response, Problem> {
    made(&app, &who, None, &(), &Cancel { id, revision: Some(revision) }).await?;
    Ok(closing(words::word(who.lang(), "calendar.said_cancelled")).into_response())
}
