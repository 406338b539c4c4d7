//! One message: what it says, as its reader sees it, and sent once more.

use askama::Template;
use axum::extract::State as Handed;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use domain::ids::MessageId;
use domain::{Lang, Pii};

use super::super::frame::part;
use super::super::said;
use super::super::staff::Staff;
use super::line::Line;
use crate::http::{App, Code, Id, Problem, ReadPatients, Right as _, WritePatients};
use crate::messages::{self, Kind, State};
use crate::pages::words;

/// What a browser may do with a mail: show it.
const JUST_SHOWN: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
);

#[derive(Template)]
#[template(path = "console/message.html")]
struct Shown {
    lang: Lang,
    line: Line,
    subject: String,
    text: String,
    has_mail: bool,
    has_entry: bool,
    may_resend: bool,
}

impl Shown {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `GET /console/messages/{id}`: what it says, in a dialog.
pub(super) async fn one(
    Handed(app): Handed<App>,
    Staff { who, .. }: Staff<ReadPatients>,
    Id(id): Id<MessageId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let message = messages::message(&mut tx, id, who.actor()).await?;
    let one = std::slice::from_ref(&message);
    let line = Line::all(&mut tx, one, who.lang(), practice.tenant.zone()).await?.pop();
    let line = line.ok_or(Problem::not_found())?;
    let again = message.kind != Kind::Code && matches!(message.state, State::Sent | State::Failed);
    let content = message.content.map(Pii::into_revealed);
    let shown = Shown {
        lang: who.lang(),
        line,
        has_mail: content.as_ref().is_some_and(|content| content.html.is_some()),
        has_entry: content.as_ref().is_some_and(|content| content.invite.is_some()),
        may_resend: again && content.is_some() && who.may(WritePatients::PERMISSION),
        subject: content.as_ref().map(|content| content.subject.clone()).unwrap_or_default(),
        text: content.map(|content| content.text).unwrap_or_default(),
    };
    part(&shown)
}

/// `GET /console/messages/{id}/mail`: the mail as its reader sees it. Nothing in it runs, and nothing is fetched.
pub(super) async fn mail(
    Handed(app): Handed<App>,
    Staff { who, .. }: Staff<ReadPatients>,
    Id(id): Id<MessageId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let message = messages::message(&mut tx, id, who.actor()).await?;
    let html = message.content.and_then(|content| content.into_revealed().html);
    let html = html.ok_or(Problem::new(Code::NotFound))?;
    let html = messages::without_button(&html, words::word(who.lang(), "messages.button_hidden"));
    Ok(([(header::CONTENT_SECURITY_POLICY, JUST_SHOWN)], Html(html)).into_response())
}

/// `GET /console/messages/{id}/calendar`: the entry for a calendar, as a file.
pub(super) async fn calendar(
    Handed(app): Handed<App>,
    Staff { who, .. }: Staff<ReadPatients>,
    Id(id): Id<MessageId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let message = messages::message(&mut tx, id, who.actor()).await?;
    let entry = message.content.and_then(|content| content.into_revealed().invite);
    let entry = entry.ok_or(Problem::new(Code::NotFound))?;
    let file = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"rendez-vous.ics\"")),
    ];
    Ok((file, entry).into_response())
}

/// `POST /console/messages/{id}/resend`.
pub(super) async fn resend(
    Handed(app): Handed<App>,
    Staff { who, .. }: Staff<WritePatients>,
    Id(id): Id<MessageId>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    messages::resend(&mut tx, id, who.actor()).await?;
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    Ok((StatusCode::NO_CONTENT, said::closing(words::word(who.lang(), "messages.said_again")))
        .into_response())
}
