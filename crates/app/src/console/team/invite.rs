//! Inviting somebody, and links that are good once: shown once, to be passed on.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::ids::UserId;
use domain::permission::Role;
use serde::Deserialize;

use super::super::fields::Fields;
use super::super::frame::{Frame, Section, part};
use super::super::staff::{Member, Proved};
use super::role::roles;
use super::{Choice, agenda, agendas};
use crate::audit;
use crate::auth::Link;
use crate::http::{App, Code, Id, Manage, Problem};
use crate::pages::dates;
use crate::users::{self, Profile};

#[derive(Template)]
#[template(path = "console/team_invite.html")]
struct Form {
    frame: Frame,
    roles: Vec<Choice>,
    agendas: Vec<Choice>,
}

/// `GET /console/team/invite`: whoever opens the form has shown that it is them.
pub(super) async fn form(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Team).await?;
    part(&Form { roles: roles(frame.lang, &who, Role::Secretary), agendas: agendas(&frame, None), frame })
}

/// What the form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    name: String,
    email: String,
    role: String,
    #[serde(default)]
    practitioner: String,
}

#[derive(Template)]
#[template(path = "console/team_link.html")]
struct Shown {
    frame: Frame,
    name: String,
    address: String,
    until: String,
}

/// `POST /console/team`: puts somebody on the team, and shows the link by which they come in.
pub(super) async fn invite(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Fields(typed): Fields<Typed>,
) -> Result<Response, Problem> {
    audit::told(&app, &who.caller, invited(&app, &who, &typed).await).await
}

async fn invited(app: &App, who: &Member, typed: &Typed) -> Result<Response, Problem> {
    let mut tx = who.write(app).await?;
    let frame = Frame::of(app, &mut tx, who, Section::Team).await?;
    let role = Role::from_name(&typed.role).ok_or(Problem::new(Code::InvalidBody))?;
    let (name, email) = (users::name(&typed.name)?, users::address(&typed.email)?);
    let lang = frame.practice.tenant.language();
    let profile = Profile { name, email, practitioner: agenda(&typed.practitioner)?, lang };
    let id = users::invite(&mut tx, &profile, role, who.actor()).await?;
    let link = users::link(&mut tx, id, who.actor()).await?;
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    shown(app, frame, profile.name.into_revealed(), &link)
}

/// `POST /console/team/{id}/link`: shows a link by which a member chooses password and second factor anew.
pub(super) async fn link(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Id(id): Id<UserId>,
) -> Result<Response, Problem> {
    audit::told(&app, &who.caller, linked(&app, &who, id).await).await
}

async fn linked(app: &App, who: &Member, id: UserId) -> Result<Response, Problem> {
    let mut tx = who.write(app).await?;
    let frame = Frame::of(app, &mut tx, who, Section::Team).await?;
    let link = users::link(&mut tx, id, who.actor()).await?;
    let name = users::get(&mut tx, id).await?.profile.name.into_revealed();
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    shown(app, frame, name, &link)
}

fn shown(app: &App, frame: Frame, name: String, link: &Link) -> Result<Response, Problem> {
    let path = format!("/console/join/{}", link.token.reveal());
    // Without a public address, the page itself knows where it is.
    let address = app
        .settings
        .public_url
        .as_deref()
        .map_or_else(|| path.clone(), |site| format!("{}{path}", site.trim_end_matches('/')));
    let until = dates::moment(frame.lang, frame.practice.tenant.zone(), link.expires_at);
    part(&Shown { frame, name, address, until })
}
