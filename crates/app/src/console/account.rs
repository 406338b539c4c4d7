//! One's own account: language, password, and where one is signed in.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use domain::ids::SessionId;
use domain::{Lang, Pii};
use serde::Deserialize;

use super::fields::Fields;
use super::frame::{Frame, Section, page};
use super::sign_in::led;
use super::staff::Member;
use crate::auth::{self, password};
use crate::http::{App, Code, FromOurPage, Id, Problem};
use crate::pages::{agents, dates, words};
use crate::users;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/account", get(account))
        .route("/console/account/language", post(language))
        .route("/console/account/password", post(change_password))
        .route("/console/account/sessions/{id}", delete(end))
}

#[derive(Template)]
#[template(path = "console/account.html")]
struct Page {
    frame: Frame,
    name: String,
    email: String,
    role: &'static str,
    shortest: usize,
    sessions: Vec<SessionLine>,
}

struct SessionLine {
    id: SessionId,
    agent: String,
    address: String,
    seen: String,
    here: bool,
}

/// `GET /console/account`.
async fn account(State(app): State<App>, who: Member) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Account).await?;
    let user = users::get(&mut tx, who.id()).await?;
    let zone = frame.practice.tenant.zone().clone();
    let line = |session: auth::Session| {
        let device = session.device.into_revealed();
        SessionLine {
            id: session.id,
            agent: agents::device(&device.agent),
            address: device.address,
            seen: dates::stamp(&zone, session.seen_at),
            here: session.id == who.signed_in.session,
        }
    };
    let sessions = auth::sessions(&mut tx, who.id()).await?.into_iter().map(line).collect();
    let page_of = Page {
        name: user.profile.name.into_revealed(),
        email: user.profile.email.into_revealed(),
        role: words::word(frame.lang, &format!("rights.role_{}", user.role.name())),
        shortest: password::SHORTEST,
        sessions,
        frame,
    };
    page(&page_of, &page_of.frame.nonce)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Chosen {
    lang: Lang,
}

/// `POST /console/account/language`.
async fn language(
    State(app): State<App>,
    who: Member,
    Fields(Chosen { lang }): Fields<Chosen>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    users::speak(&mut tx, who.id(), lang, who.actor()).await?;
    tx.commit().await?;
    let again = (HeaderName::from_static("hx-refresh"), HeaderValue::from_static("true"));
    Ok((StatusCode::NO_CONTENT, [again]).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changed {
    current: Pii<String>,
    code: Pii<String>,
    password: Pii<String>,
}

/// `POST /console/account/password`: whoever changes it shows the one they have, and the second factor.
async fn change_password(
    State(app): State<App>,
    FromOurPage(network): FromOurPage,
    who: Member,
    Fields(changed): Fields<Changed>,
) -> Result<Response, Problem> {
    let now = who.caller.now;
    app.sign_ins.may_try(crate::sealing::sha256(who.id().uuid().as_bytes()), network, now)?;
    let member = (who.caller.tenant, who.id(), who.signed_in.session);
    let shown = (&changed.current, &changed.code);
    let token = auth::change_password(&app.db, member, shown, &changed.password, now).await?;
    app.changes.tell(who.caller.tenant);
    led(&token, "/console/account")
}

/// `DELETE /console/account/sessions/{id}`.
async fn end(State(app): State<App>, who: Member, Id(id): Id<SessionId>) -> Result<StatusCode, Problem> {
    let mut tx = who.write(&app).await?;
    if !auth::end(&mut tx, who.id(), id, who.actor()).await? {
        return Err(Problem::new(Code::NotFound));
    }
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    Ok(StatusCode::OK)
}
