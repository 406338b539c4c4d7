//! Rights: listing, granting, taking back, and what oneself may do.

use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use domain::ids::UserId;
use domain::permission::{Actor, Permission};
use serde::Deserialize;
use utoipa::IntoParams;

use super::super as users;
use super::asked::{Granted, Named};
use super::changes::{Of, grants};
use super::team::made;
use super::views::{GrantsView, PermissionsView};
use crate::auth::{self, cookie};
use crate::http::{App, Body, Caller, Id, IdempotencyKey, Manage, May, Nothing, Parameters, Problem};
use crate::once::http::Asked;
use crate::{audit, http, tenants};

/// Every right that a member has or had, with who granted it and until when.
#[utoipa::path(get, path = "/v1/users/{id}/permissions", tag = "team", operation_id = "list_permissions",
    security(("api_key" = [])), params(("id" = String, Path, description = "The member")),
    responses((status = 200, description = "All grants", body = GrantsView)))]
pub(super) async fn list(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Id(id): Id<UserId>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<GrantsView>, Problem> {
    let mut tx = caller.read(&app).await?;
    Ok(Json(grants(&app, &mut tx, id).await?))
}

/// Whose right, and which; what isn't one is answered like a member who doesn't exist.
pub(super) struct OfMember(UserId, Permission);

impl<S: Send + Sync> FromRequestParts<S> for OfMember {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let named = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((id, permission)) = named.map_err(|_| Problem::not_found())?;
        let id = id.parse().map_err(|_| Problem::not_found())?;
        let Named(permission) = permission.parse().map_err(|_| Problem::not_found())?;
        Ok(Self(id, permission))
    }
}

/// Grants a right, until a time or for ever. Nobody grants what they lack. Granted again, the new end holds.
#[utoipa::path(put, path = "/v1/users/{id}/permissions/{permission}", tag = "team", operation_id = "grant_permission",
    security(("api_key" = [])), request_body = Granted,
    params(("id" = String, Path, description = "The member"),
        ("permission" = String, Path, description = "The right, such as calendar.read"), IdempotencyKey),
    responses((status = 200, description = "All grants", body = GrantsView)))]
pub(super) async fn grant(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    OfMember(id, permission): OfMember,
    key: IdempotencyKey,
    Body(granted): Body<Granted>,
) -> Result<Json<GrantsView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("grant {permission} to user {id}"), &granted)?;
    made(&app, &caller, &asked, Of { id, what: (permission, Some(granted)) }).await
}

/// Takes a right back. What a member doesn't have is taken back without effect.
#[utoipa::path(delete, path = "/v1/users/{id}/permissions/{permission}", tag = "team",
    operation_id = "revoke_permission", security(("api_key" = [])),
    params(("id" = String, Path, description = "The member"),
        ("permission" = String, Path, description = "The right, such as calendar.read"), IdempotencyKey),
    responses((status = 200, description = "All grants", body = GrantsView)))]
pub(super) async fn revoke(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    OfMember(id, permission): OfMember,
    key: IdempotencyKey,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<GrantsView>, Problem> {
    let asked = Asked::new(&caller, key, &format!("revoke {permission} of user {id}"), &())?;
    made(&app, &caller, &asked, Of { id, what: (permission, None) }).await
}

/// Whose rights are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Whose {
    /// A member's id; whoever asks when absent. Others' rights need `calendar.manage`.
    user_id: Option<String>,
    /// The practice's id or short name; it must be the one that whoever asks belongs to.
    tenant_id: Option<String>,
}

/// What whoever asks may do: a key's rights, or a signed-in member's; another member's for whoever manages the practice.
#[utoipa::path(get, path = "/auth/user/permissions", tag = "original", operation_id = "original_permissions",
    security(("api_key" = [])), params(Whose),
    responses((status = 200, description = "The rights at this instant", body = PermissionsView)))]
pub(super) async fn own(
    State(app): State<App>,
    KeyOrMember(caller): KeyOrMember,
    Parameters(whose): Parameters<Whose>,
) -> Result<Json<PermissionsView>, Problem> {
    let mut tx = caller.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let named =
        |name: &str| [caller.tenant.to_string(), practice.tenant.slug.to_string()].contains(&name.into());
    if whose.tenant_id.as_deref().is_some_and(|name| !named(name)) {
        return Err(Problem::not_found());
    }
    let me = match &caller.actor {
        Actor::User { id, .. } => Some(*id),
        _ => None,
    };
    let user: Option<UserId> = match whose.user_id {
        Some(id) if me.is_none_or(|me| me.to_string() != id) => {
            let managing = caller.actor.require(Permission::Manage).map_err(Problem::from);
            audit::told(&app, &caller, managing).await?;
            Some(id.parse().map_err(|_| Problem::not_found())?)
        }
        _ => me,
    };
    let tenant_id = caller.tenant.to_string();
    let names = |rights: &[Permission]| rights.iter().map(|right| right.name().to_owned()).collect();
    Ok(Json(match (user, caller.actor) {
        (Some(id), _) => {
            let role = users::get(&mut tx, id).await?.role;
            let permissions = names(&users::rights(&mut tx, id).await?);
            PermissionsView {
                user_id: Some(id.to_string()),
                tenant_id,
                role: Some(role.name().into()),
                permissions,
            }
        }
        (None, Actor::Key { permissions, .. }) => {
            PermissionsView { user_id: None, tenant_id, role: None, permissions: names(&permissions) }
        }
        (None, _) => return Err(Problem::not_found()),
    }))
}

/// Whoever has a good key, or is signed in at the console. Only reads take this: what a cookie may change comes from
/// the console's own pages.
pub(super) struct KeyOrMember(Caller);

impl FromRequestParts<App> for KeyOrMember {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let now = app.clock.now();
        let token = cookie::read(&parts.headers).filter(|_| !http::bears_a_key(&parts.headers));
        let member = match token {
            Some(token) => auth::recognise(&app.db, token, now).await?,
            None => None,
        };
        let Some(member) = member else { return Caller::from_request_parts(parts, app).await.map(Self) };
        let caller = Caller { tenant: member.tenant, actor: member.actor, now };
        tenants::open(&mut caller.read(app).await?).await??;
        Ok(Self(caller))
    }
}
