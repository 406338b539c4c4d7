//! What a member is: a role, and exactly its rights.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::Lang;
use domain::ids::UserId;
use domain::permission::Role;
use serde::Deserialize;

use super::super::fields::Fields;
use super::super::frame::{Frame, Section, part};
use super::super::staff::{Member, Proved};
use super::Choice;
use super::member::done;
use crate::audit;
use crate::http::{App, Code, Id, Manage, Problem};
use crate::pages::words::word;
use crate::users;

/// The roles that somebody may give: those whose every right they have.
pub(super) fn roles(lang: Lang, who: &Member, chosen: Role) -> Vec<Choice> {
    let may_give = |role: &Role| role.permissions().iter().all(|right| who.actor().may_grant(*right).is_ok());
    let choice = |role: Role| Choice {
        value: role.name().to_owned(),
        name: word(lang, &format!("rights.role_{}", role.name())).to_owned(),
        chosen: role == chosen,
    };
    Role::ALL.into_iter().filter(may_give).map(choice).collect()
}

#[derive(Template)]
#[template(path = "console/team_role.html")]
struct Form {
    frame: Frame,
    id: UserId,
    name: String,
    roles: Vec<Choice>,
}

/// `GET /console/team/{id}/role`: the form that makes a member something else.
pub(super) async fn form(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Id(id): Id<UserId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let user = users::get(&mut tx, id).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Team).await?;
    let roles = roles(frame.lang, &who, user.role);
    part(&Form { frame, id, name: user.profile.name.into_revealed(), roles })
}

/// What the form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Become {
    role: String,
}

/// `PUT /console/team/{id}/role`: makes a member what a role says, no more and no less.
pub(super) async fn set(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Id(id): Id<UserId>,
    Fields(Become { role }): Fields<Become>,
) -> Result<Response, Problem> {
    let outcome = async {
        let role = Role::from_name(&role).ok_or(Problem::new(Code::InvalidBody))?;
        let mut tx = who.write(&app).await?;
        users::set_role(&mut tx, id, role, who.actor()).await?;
        done(&app, &who, tx, id, "team.is_now").await
    };
    audit::told(&app, &who.caller, outcome.await).await
}
