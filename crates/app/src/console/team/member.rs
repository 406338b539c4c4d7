//! One member: their profile, and whether they may sign in.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::ids::UserId;
use domain::{Lang, Pii};
use serde::Deserialize;

use super::super::fields::Fields;
use super::super::frame::{Frame, Section, page};
use super::super::said::closing;
use super::super::staff::{Member, Proved, Staff};
use super::rights::{Rights, rights};
use super::{Choice, agenda, agendas};
use crate::audit;
use crate::db::Tx;
use crate::http::{App, Id, Manage, Problem};
use crate::pages::words::fill;
use crate::users::{self, Profile, State as Standing, UserError};

#[derive(Template)]
#[template(path = "console/team_member.html")]
struct Page {
    frame: Frame,
    id: UserId,
    name: String,
    email: String,
    lang: Lang,
    agendas: Vec<Choice>,
    rights: Rights,
}

/// `GET /console/team/{id}`.
pub(super) async fn page_of(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Id(id): Id<UserId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let user = users::get(&mut tx, id).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Team).await?;
    let rights = rights(&mut tx, &frame, &who, &user).await?;
    let agenda = user.profile.practitioner.as_ref().map(domain::ids::ResourceId::as_str);
    let page_of = Page {
        id,
        agendas: agendas(&frame, agenda),
        name: user.profile.name.into_revealed(),
        email: user.profile.email.into_revealed(),
        lang: user.profile.lang,
        rights,
        frame,
    };
    page(&page_of, &page_of.frame.nonce)
}

/// What the profile's form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    name: Pii<String>,
    email: Pii<String>,
    lang: Lang,
    #[serde(default)]
    practitioner: String,
}

/// `PUT /console/team/{id}`: another name, address, agenda or language.
pub(super) async fn change(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Id(id): Id<UserId>,
    Fields(typed): Fields<Typed>,
) -> Result<Response, Problem> {
    let outcome = async {
        let mut tx = who.write(&app).await?;
        let (name, email) = (users::name(typed.name.reveal())?, users::address(typed.email.reveal())?);
        let profile = Profile { name, email, practitioner: agenda(&typed.practitioner)?, lang: typed.lang };
        users::change(&mut tx, id, &profile, who.actor()).await?;
        done(&app, &who, tx, id, "team.changed").await
    };
    audit::told(&app, &who.caller, outcome.await).await
}

/// `POST /console/team/{id}/disable`: they may not sign in any more.
pub(super) async fn disable(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Id(id): Id<UserId>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    users::disable(&mut tx, id, who.actor()).await?;
    done(&app, &who, tx, id, "team.is_disabled").await
}

/// `POST /console/team/{id}/enable`: they may again.
pub(super) async fn enable(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Id(id): Id<UserId>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    users::enable(&mut tx, id, who.actor()).await?;
    done(&app, &who, tx, id, "team.is_enabled").await
}

/// Makes a change last, tells every open page, and says what was done.
pub(super) async fn done(
    app: &App,
    who: &Member,
    mut tx: Tx,
    id: UserId,
    what: &str,
) -> Result<Response, Problem> {
    let name = match users::get(&mut tx, id).await {
        Ok(user) => user.profile.name.into_revealed(),
        Err(UserError::Db(error)) => return Err(error.into()),
        Err(_) => String::new(),
    };
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    Ok((StatusCode::NO_CONTENT, closing(&fill(who.lang(), what, &[("name", &name)]))).into_response())
}
