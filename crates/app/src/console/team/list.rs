//! Everybody on the team.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::ids::UserId;
use domain::permission::Permission;

use super::super::frame::{Frame, Section, page, part};
use super::super::staff::{Member, Staff};
use crate::http::{App, Manage, Problem};
use crate::pages::{dates, words};
use crate::users::{self, State as Standing};
use crate::{auth, db::Tx};

/// A member as a line of the list.
struct Line {
    id: UserId,
    name: String,
    email: String,
    role: &'static str,
    agenda: String,
    state: Standing,
    /// Whether they may do other things than their role says.
    own_rights: bool,
    second_factor: bool,
    seen: Option<String>,
    me: bool,
}

#[derive(Template)]
#[template(path = "console/team.html")]
struct Page {
    frame: Frame,
    members: Vec<Line>,
}

#[derive(Template)]
#[template(path = "console/team_list.html")]
struct List {
    frame: Frame,
    members: Vec<Line>,
}

/// `GET /console/team`.
pub(super) async fn page_of(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Team).await?;
    let members = lines(&mut tx, &frame, &who).await?;
    let page_of = Page { frame, members };
    page(&page_of, &page_of.frame.nonce)
}

/// `GET /console/team/list`: the list as it stands.
pub(super) async fn again(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Team).await?;
    let members = lines(&mut tx, &frame, &who).await?;
    part(&List { frame, members })
}

async fn lines(tx: &mut Tx, frame: &Frame, who: &Member) -> Result<Vec<Line>, Problem> {
    let seen = auth::last_seen(tx).await?;
    let zone = frame.practice.tenant.zone();
    let mut lines = Vec::new();
    for user in users::list(tx).await? {
        let held = users::rights(tx, user.id).await?;
        let of_role = |permission: &Permission| user.role.permissions().contains(permission);
        let agenda = user.profile.practitioner.and_then(|id| frame.practice.practitioner(&id));
        lines.push(Line {
            id: user.id,
            name: user.profile.name.into_revealed(),
            email: user.profile.email.into_revealed(),
            role: words::word(frame.lang, &format!("rights.role_{}", user.role.name())),
            agenda: agenda.map_or_else(String::new, |practitioner| practitioner.name.clone()),
            state: user.state,
            own_rights: held.len() != user.role.permissions().len() || !held.iter().all(of_role),
            second_factor: user.second_factor,
            seen: seen.get(&user.id).map(|at| dates::stamp(zone, *at)),
            me: user.id == who.id(),
        });
    }
    lines.sort_by_key(|line| line.name.to_lowercase());
    Ok(lines)
}
