//! Members: listing, inviting, changing.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::ids::UserId;

use super::super as users;
use super::asked::{Become, Changed, Invited};
use super::changes::{NewLink, Of, Simple};
use super::views::{InvitationView, LinkView, MemberView, TeamView};
use crate::audit;
use crate::http::{App, Body, Caller, Id, IdempotencyKey, Manage, May, Nothing, Parameters, Problem};
use crate::once::http::{Asked, Change, perform};

/// The practice's staff.
#[utoipa::path(get, path = "/v1/users", tag = "team", operation_id = "list_users", security(("api_key" = [])),
    responses((status = 200, description = "All members", body = TeamView)))]
pub(super) async fn list(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<TeamView>, Problem> {
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let members = users::list(&mut tx).await?.into_iter();
    Ok(Json(TeamView { items: members.map(|user| MemberView::of(user, practice.tenant.zone())).collect() }))
}

/// Puts somebody on the team, with their role's rights. They can sign in once they have followed the link.
#[utoipa::path(post, path = "/v1/users", tag = "team", operation_id = "invite_user", security(("api_key" = [])),
    params(IdempotencyKey), request_body = Invited,
    responses((status = 201, description = "Invited", body = InvitationView)))]
pub(super) async fn invite(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    key: IdempotencyKey,
    Body(invited): Body<Invited>,
) -> Result<(StatusCode, Json<InvitationView>), Problem> {
    let asked = Asked::new(&caller, key, "invite", &invited)?;
    let made = audit::told(&app, &caller, perform(&app, &caller, &asked, &invited).await).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// One member.
#[utoipa::path(get, path = "/v1/users/{id}", tag = "team", operation_id = "get_user", security(("api_key" = [])),
    params(("id" = String, Path, description = "The member")),
    responses((status = 200, description = "The member", body = MemberView)))]
pub(super) async fn get(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Id(id): Id<UserId>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<MemberView>, Problem> {
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    Ok(Json(MemberView::of(users::get(&mut tx, id).await?, practice.tenant.zone())))
}

/// Another name, address, agenda or language. A new address ends every session that the old one began.
#[utoipa::path(put, path = "/v1/users/{id}", tag = "team", operation_id = "change_user", security(("api_key" = [])),
    params(("id" = String, Path, description = "The member"), IdempotencyKey), request_body = Changed,
    responses((status = 200, description = "Changed", body = MemberView)))]
pub(super) async fn change(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Id(id): Id<UserId>,
    key: IdempotencyKey,
    Body(what): Body<Changed>,
) -> Result<Json<MemberView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("change user {id}"), &what)?;
    made(&app, &caller, &asked, Of { id, what }).await
}

/// Makes a member what a role says: exactly its rights.
#[utoipa::path(put, path = "/v1/users/{id}/role", tag = "team", operation_id = "set_role", security(("api_key" = [])),
    params(("id" = String, Path, description = "The member"), IdempotencyKey), request_body = Become,
    responses((status = 200, description = "Changed", body = MemberView)))]
pub(super) async fn role(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Id(id): Id<UserId>,
    key: IdempotencyKey,
    Body(what): Body<Become>,
) -> Result<Json<MemberView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("role of user {id}"), &what)?;
    made(&app, &caller, &asked, Of { id, what }).await
}

/// Which member, and that nothing more is said: what these operations take.
type Member = (May<Manage>, Id<UserId>, IdempotencyKey, Parameters<Nothing>);

/// A member may not sign in any more; where they are signed in, they are signed out.
#[utoipa::path(post, path = "/v1/users/{id}/disable", tag = "team", operation_id = "disable_user",
    security(("api_key" = [])), params(("id" = String, Path, description = "The member"), IdempotencyKey),
    responses((status = 200, description = "Disabled", body = MemberView)))]
pub(super) async fn disable(State(app): State<App>, member: Member) -> Result<Json<MemberView>, Problem> {
    let (May(caller, _), Id(id), key, _) = member;
    let asked = Asked::new(&caller, key, &format!("disable user {id}"), &())?;
    made(&app, &caller, &asked, Of { id, what: Simple::Disable }).await
}

/// A member may sign in again.
#[utoipa::path(post, path = "/v1/users/{id}/enable", tag = "team", operation_id = "enable_user",
    security(("api_key" = [])), params(("id" = String, Path, description = "The member"), IdempotencyKey),
    responses((status = 200, description = "Enabled", body = MemberView)))]
pub(super) async fn enable(State(app): State<App>, member: Member) -> Result<Json<MemberView>, Problem> {
    let (May(caller, _), Id(id), key, _) = member;
    let asked = Asked::new(&caller, key, &format!("enable user {id}"), &())?;
    made(&app, &caller, &asked, Of { id, what: Simple::Enable }).await
}

/// A link by which a member chooses password and second factor anew. Those that were made before are good for nothing
/// any more. It takes every right that the member has.
#[utoipa::path(post, path = "/v1/users/{id}/link", tag = "team", operation_id = "link_user",
    security(("api_key" = [])), params(("id" = String, Path, description = "The member"), IdempotencyKey),
    responses((status = 200, description = "The link", body = LinkView)))]
pub(super) async fn link(State(app): State<App>, member: Member) -> Result<Json<LinkView>, Problem> {
    let (May(caller, _), Id(id), key, _) = member;
    let asked = Asked::new(&caller, key, &format!("link for user {id}"), &())?;
    made(&app, &caller, &asked, Of { id, what: NewLink }).await
}

/// Makes a change, and answers it; a right that was wanting is told to the trail.
pub(super) async fn made<C: Change>(
    app: &App,
    caller: &Caller,
    asked: &Asked,
    change: C,
) -> Result<Json<C::Answer>, Problem> {
    audit::told(app, caller, perform(app, caller, asked, &change).await).await.map(Json)
}
