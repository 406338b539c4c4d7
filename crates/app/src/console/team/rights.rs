//! What a member may do: one right at a time, each with who granted it and until when.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::clock::{Edge, MINUTES_A_DAY, date_at, instant};
use domain::ids::UserId;
use domain::permission::Permission;
use jiff::civil::Date;
use serde::Deserialize;

use super::super::fields::{self, Fields, filled};
use super::super::frame::{Frame, Section, part};
use super::super::names::Names;
use super::super::staff::{Member, Proved, Staff};
use super::member::done;
use crate::db::Tx;
use crate::http::{App, Id, Manage, Problem};
use crate::pages::dates;
use crate::pages::words::{fill, word};
use crate::users::{self, Grant, State as Standing, User};
use crate::{audit, auth};

/// What a member is and may do, as the page shows it.
pub(super) struct Rights {
    pub(super) role: &'static str,
    pub(super) state: Standing,
    pub(super) second_factor: bool,
    pub(super) seen: Option<String>,
    pub(super) me: bool,
    /// Whether whoever looks may read the trail.
    pub(super) trail: bool,
    pub(super) lines: Vec<Line>,
    pub(super) before: Vec<String>,
}

/// One right.
pub(super) struct Line {
    pub(super) permission: Permission,
    pub(super) name: &'static str,
    /// By whom and until when, where it is held.
    pub(super) held: Option<String>,
    /// Whether whoever looks may grant it and take it back.
    pub(super) may_grant: bool,
}

/// What a member may do now, and what they could before.
pub(super) async fn rights(tx: &mut Tx, frame: &Frame, who: &Member, user: &User) -> Result<Rights, Problem> {
    let (names, now) = (Names::of(tx, frame.lang).await?, tx.now());
    let (live, over): (Vec<Grant>, Vec<Grant>) =
        users::grants(tx, user.id).await?.into_iter().partition(|grant| grant.holds(now));
    let line = |permission: Permission| Line {
        permission,
        name: word(frame.lang, &format!("rights.{permission}")),
        held: live
            .iter()
            .find(|grant| grant.permission == permission)
            .map(|grant| told(frame, &names, grant)),
        may_grant: who.actor().may_grant(permission).is_ok(),
    };
    let seen = auth::last_seen(tx).await?;
    let zone = frame.practice.tenant.zone();
    Ok(Rights {
        role: word(frame.lang, &format!("rights.role_{}", user.role.name())),
        state: user.state,
        second_factor: user.second_factor,
        seen: seen.get(&user.id).map(|at| dates::stamp(zone, *at)),
        me: user.id == who.id(),
        trail: who.may(Permission::ReadAudit),
        lines: Permission::ALL.map(line).into(),
        before: over.iter().map(|grant| told_over(frame, &names, grant)).collect(),
    })
}

/// «Camille Durand, le 09/03/2026 09:20, jusqu’au 01/04/2026 00:00».
fn told(frame: &Frame, names: &Names, grant: &Grant) -> String {
    let zone = frame.practice.tenant.zone();
    let (by, at) = (names.labelled(&grant.granted_by), dates::stamp(zone, grant.granted_at));
    let until = grant.expires_at.map(|end| dates::stamp(zone, end)).unwrap_or_default();
    let key = if grant.expires_at.is_some() { "team.granted_until" } else { "team.granted" };
    fill(frame.lang, key, &[("by", &by), ("at", &at), ("until", &until)])
}

fn told_over(frame: &Frame, names: &Names, grant: &Grant) -> String {
    let zone = frame.practice.tenant.zone();
    let right = word(frame.lang, &format!("rights.{}", grant.permission));
    let given = told(frame, names, grant);
    let by = grant.revoked_by.as_deref().map(|label| names.labelled(label)).unwrap_or_default();
    let end = grant.revoked_at.or(grant.expires_at).map(|at| dates::stamp(zone, at)).unwrap_or_default();
    let key = if grant.revoked_at.is_some() { "team.taken_back" } else { "team.ran_out" };
    fill(frame.lang, key, &[("right", right), ("given", &given), ("by", &by), ("at", &end)])
}

#[derive(Template)]
#[template(path = "console/team_rights.html")]
struct Part {
    frame: Frame,
    id: UserId,
    rights: Rights,
}

/// `GET /console/team/{id}/rights`: what they may do, as it stands.
pub(super) async fn again(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Id(id): Id<UserId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let user = users::get(&mut tx, id).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Team).await?;
    let rights = rights(&mut tx, &frame, &who, &user).await?;
    part(&Part { frame, id, rights })
}

#[derive(Template)]
#[template(path = "console/team_grant.html")]
struct GrantForm {
    frame: Frame,
    id: UserId,
    name: String,
    permission: Permission,
    right: &'static str,
    tomorrow: Date,
}

/// `GET /console/team/{id}/rights/{permission}`: the form that grants a right.
pub(super) async fn form(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Path((id, permission)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (id, permission) = of(&id, &permission)?;
    let mut tx = who.read(&app).await?;
    let name = users::get(&mut tx, id).await?.profile.name.into_revealed();
    let frame = Frame::of(&app, &mut tx, &who, Section::Team).await?;
    let today = date_at(tx.now(), frame.practice.tenant.zone());
    let (right, tomorrow) =
        (word(frame.lang, &format!("rights.{permission}")), today.tomorrow().unwrap_or(today));
    part(&GrantForm { frame, id, name, permission, right, tomorrow })
}

/// Whose right, and which.
fn of(id: &str, permission: &str) -> Result<(UserId, Permission), Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    Ok((id, permission.parse().map_err(|_| Problem::not_found())?))
}

/// What the form sends: the last day on which the right is held, or nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Until {
    #[serde(default)]
    until: String,
}

/// `PUT /console/team/{id}/rights/{permission}`: grants a right, to the end of a day or for ever.
pub(super) async fn grant(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Path((id, permission)): Path<(String, String)>,
    Fields(Until { until }): Fields<Until>,
) -> Result<Response, Problem> {
    let (id, permission) = of(&id, &permission)?;
    let outcome = async {
        let mut tx = who.write(&app).await?;
        let practice = app.practices.current(&mut tx).await?;
        let invalid = || Problem::field("until", "a date is expected");
        let expires_at = match filled(&until) {
            None => None,
            Some(day) => {
                let day = fields::date(day).ok_or_else(invalid)?;
                let end = instant(day, MINUTES_A_DAY, practice.tenant.zone(), Edge::Start);
                Some(end.ok_or_else(invalid)?)
            }
        };
        users::grant(&mut tx, id, permission, expires_at, who.actor()).await?;
        done(&app, &who, tx, id, "team.is_granted").await
    };
    audit::told(&app, &who.caller, outcome.await).await
}

/// `DELETE /console/team/{id}/rights/{permission}`: takes a right back.
pub(super) async fn revoke(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Path((id, permission)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (id, permission) = of(&id, &permission)?;
    let outcome = async {
        let mut tx = who.write(&app).await?;
        users::revoke(&mut tx, id, permission, who.actor()).await?;
        done(&app, &who, tx, id, "team.is_revoked").await
    };
    audit::told(&app, &who.caller, outcome.await).await
}
