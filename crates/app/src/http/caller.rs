//! Who calls the API: a key, its practice, and what it may do.

use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use domain::ids::TenantId;
use domain::permission::{Actor, Permission};
use jiff::Timestamp;

use super::code::Code;
use super::problem::Problem;
use super::{App, Network};
use crate::db::{DbError, Tx};
use crate::sealing::sha256;
use crate::tenants::Standing;
use crate::{audit, keys, usage};

/// A right, as a type: a handler can't get at a caller without naming one.
pub trait Right: Send + Sync + 'static {
    /// Which.
    const PERMISSION: Permission;
}

macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        pub struct $name;

        impl Right for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )+};
}

rights! {
    /// `calendar.read`.
    Read,
    /// `calendar.write`.
    Write,
    /// `calendar.delete`.
    Delete,
    /// `calendar.manage`.
    Manage,
    /// `calendar.view_all`.
    ViewAll,
    /// `calendar.export`.
    Export,
    /// `requests.settle`.
    Settle,
    /// `patients.read`.
    ReadPatients,
    /// `patients.write`.
    WritePatients,
    /// `calls.read`.
    ReadCalls,
    /// `audit.read`.
    ReadAudit,
}

/// A program of a practice's, known by its key.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Whose key it is: the one place that a request's tenant comes from.
    pub tenant: TenantId,
    /// What the audit trail calls it, and what it may do.
    pub actor: Actor,
    /// When the request came.
    pub now: Timestamp,
}

impl Caller {
    /// A transaction that may write.
    pub async fn write(&self, app: &App) -> Result<Tx, DbError> {
        app.db.write(self.tenant, self.now).await
    }

    /// A transaction that only reads.
    pub async fn read(&self, app: &App) -> Result<Tx, DbError> {
        app.db.read(self.tenant, self.now).await
    }
}

/// A caller who has the right. Whoever lacks it is refused before the handler runs, and before it is known whether
/// what they ask for exists; the trail says so.
pub struct May<R>(pub Caller, pub PhantomData<R>);

/// Whoever has a good key, whatever it may do.
impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let now = app.clock.now();
        let secret = bearer(&parts.headers).ok_or(Problem::new(Code::Unauthenticated))?;
        let from = Network::of(parts, app);
        let key = sha256(secret.as_bytes());
        // Before anything is looked up, so that a guess, or a key that asks too often, costs nothing.
        app.guesses.may_look_up(&key, from, now).map_err(Problem::too_many)?;
        let known = if keys::has_shape(secret) {
            app.api_rate.take(key, now).map_err(Problem::too_many)?;
            keys::recognise(&app.db, secret, now).await?
        } else {
            None
        };
        app.guesses.was(known.is_some(), key, from, now);
        let (tenant, actor) = known.ok_or(Problem::new(Code::Unauthenticated))?;
        let usage::Allowed { standing, quota } = usage::allowed(&mut app.db.read(tenant, now).await?).await?;
        if standing != Standing::Open {
            return Err(Problem::new(Code::PracticeSuspended));
        }
        app.requests.take(tenant, quota.requests_a_minute, now)?;
        Ok(Self { tenant, actor, now })
    }
}

impl<R: Right> FromRequestParts<App> for May<R> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, app).await?;
        if let Err(denied) = caller.actor.require(R::PERMISSION) {
            audit::denied(app, &caller, R::PERMISSION).await;
            return Err(denied.into());
        }
        Ok(Self(caller, PhantomData))
    }
}

/// Whether a request shows a key at all.
pub(crate) fn bears_a_key(headers: &HeaderMap) -> bool {
    headers.contains_key(AUTHORIZATION)
}

/// The key that a request bears. Two are as good as none.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let value = values.next()?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    (values.next().is_none() && scheme.eq_ignore_ascii_case("bearer")).then(|| secret.trim())
}
