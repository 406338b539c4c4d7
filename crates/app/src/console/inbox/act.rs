//! What the staff does with a request.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::Lang;
use domain::ids::{RequestId, UserId};
use domain::request::{Kind, State as Standing};
use serde::Deserialize;

use super::super::fields::{Fields, filled};
use super::super::frame::part;
use super::super::said::{closing, said};
use super::super::staff::{Member, Staff};
use super::one;
use crate::booking;
use crate::booking::http::{of_a_request, written_remark};

use crate::db::Tx;
use crate::http::{App, Id, Problem, Settle};
use crate::pages::words;

/// `POST /console/inbox/{id}/take`: whoever asks takes it on.
pub(super) async fn take(
    State(app): State<App>,
    Staff { who, .. }: Staff<Settle>,
    Id(id): Id<RequestId>,
) -> Result<Response, Problem> {
    give(&app, &who, id, Some(who.id())).await?;
    Ok(told(&who, "inbox.said_taken"))
}

/// `POST /console/inbox/{id}/give-back`: it is nobody's again.
pub(super) async fn give_back(
    State(app): State<App>,
    Staff { who, .. }: Staff<Settle>,
    Id(id): Id<RequestId>,
) -> Result<Response, Problem> {
    give(&app, &who, id, None).await?;
    Ok(told(&who, "inbox.said_given_back"))
}

/// To whom it is given; nobody when empty.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Given {
    to: String,
}

/// `POST /console/inbox/{id}/assign`.
pub(super) async fn assign(
    State(app): State<App>,
    Staff { who, .. }: Staff<Settle>,
    Id(id): Id<RequestId>,
    Fields(given): Fields<Given>,
) -> Result<Response, Problem> {
    let to = filled(&given.to).map(str::parse::<UserId>).transpose();
    give(&app, &who, id, to.map_err(|_| Problem::not_found())?).await?;
    again(&app, &who, id, if given.to.is_empty() { "inbox.said_given_back" } else { "inbox.said_given" })
        .await
}

/// What is remarked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Remarked {
    text: domain::Pii<String>,
}

/// `POST /console/inbox/{id}/remark`.
pub(super) async fn remark(
    State(app): State<App>,
    Staff { who, .. }: Staff<Settle>,
    Id(id): Id<RequestId>,
    Fields(remarked): Fields<Remarked>,
) -> Result<Response, Problem> {
    let text = written_remark(remarked.text.reveal());
    let text = text.ok_or_else(|| Problem::field("text", "1 to 2,000 characters, one of them no space"))?;
    let mut tx = who.write(&app).await?;
    booking::remark(&mut tx, id, &text, who.actor()).await.map_err(of_a_request)?;
    end(&app, &who, tx).await?;
    again(&app, &who, id, "inbox.said_remarked").await
}

/// `POST /console/inbox/{id}/done`.
pub(super) async fn done(
    State(app): State<App>,
    Staff { who, .. }: Staff<Settle>,
    Id(id): Id<RequestId>,
) -> Result<Response, Problem> {
    settle(&app, &who, id, Standing::Done).await
}

/// `POST /console/inbox/{id}/decline`.
pub(super) async fn decline(
    State(app): State<App>,
    Staff { who, .. }: Staff<Settle>,
    Id(id): Id<RequestId>,
) -> Result<Response, Problem> {
    settle(&app, &who, id, Standing::Declined).await
}

/// `POST /console/inbox/{id}/reopen`: what was settled waits again.
pub(super) async fn reopen(
    State(app): State<App>,
    Staff { who, .. }: Staff<Settle>,
    Id(id): Id<RequestId>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    booking::reopen(&mut tx, id, who.actor()).await.map_err(of_a_request)?;
    end(&app, &who, tx).await?;
    Ok((said(words::word(who.lang(), "inbox.said_reopened")), part(&Undo::nothing(who.lang()))?)
        .into_response())
}

/// What was just settled, and what takes it back while nothing has followed from it.
#[derive(Template)]
#[template(path = "console/inbox_undo.html")]
struct Undo {
    lang: Lang,
    settled: Option<Settled>,
}

struct Settled {
    id: RequestId,
    text: String,
    undone: bool,
}

impl Undo {
    const fn nothing(lang: Lang) -> Self {
        Self { lang, settled: None }
    }

    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

async fn settle(app: &App, who: &Member, id: RequestId, as_what: Standing) -> Result<Response, Problem> {
    let mut tx = who.write(app).await?;
    booking::settle(&mut tx, id, as_what, who.actor()).await.map_err(of_a_request)?;
    let kind = booking::the_request(&mut tx, id).await?.note.kind;
    end(app, who, tx).await?;
    let key = match (kind, as_what) {
        (Kind::Approval, Standing::Done) => "inbox.said_agreed",
        (Kind::Approval, _) => "inbox.said_given_up",
        (_, Standing::Done) => "inbox.said_done",
        _ => "inbox.said_declined",
    };
    let lang = who.lang();
    let text = words::fill(lang, key, &[("kind", kind.title(lang))]);
    let undone = as_what.reopened(kind).is_ok();
    let undo = Undo { lang, settled: Some(Settled { id, text: text.clone(), undone }) };
    Ok((closing(&text), part(&undo)?).into_response())
}

async fn give(app: &App, who: &Member, id: RequestId, to: Option<UserId>) -> Result<(), Problem> {
    let mut tx = who.write(app).await?;
    booking::assign(&mut tx, id, to, who.actor()).await.map_err(of_a_request)?;
    end(app, who, tx).await
}

/// Makes a change true, and tells whoever watches.
async fn end(app: &App, who: &Member, tx: Tx) -> Result<(), Problem> {
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    Ok(())
}

/// Nothing but what was done.
fn told(who: &Member, key: &str) -> Response {
    (StatusCode::NO_CONTENT, said(words::word(who.lang(), key))).into_response()
}

/// The dialog anew, and what was done.
async fn again(app: &App, who: &Member, id: RequestId, key: &str) -> Result<Response, Problem> {
    let mut tx = who.read(app).await?;
    let shown = one::shown(app, &mut tx, who, id).await?;
    Ok((said(words::word(who.lang(), key)), shown).into_response())
}
