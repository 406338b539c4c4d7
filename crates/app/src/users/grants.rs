//! Rights: one row each, with who granted it, until when, and who took it back.

use domain::audit::{Action, Facts};
use domain::ids::{GrantId, UserId};
use domain::permission::{Actor, Permission, Role};
use jiff::Timestamp;

use super::state::keep_a_manager;
use super::{UserError, done, get, sql};
use crate::audit;
use crate::auth;
use crate::db::{DbError, Tx, args};

/// A right that a member has, or had.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Which grant.
    pub id: GrantId,
    /// Which right.
    pub permission: Permission,
    /// Who granted it, as the audit trail calls them.
    pub granted_by: String,
    /// When.
    pub granted_at: Timestamp,
    /// Until when; for ever when nothing.
    pub expires_at: Option<Timestamp>,
    /// Who took it back.
    pub revoked_by: Option<String>,
    /// When.
    pub revoked_at: Option<Timestamp>,
}

impl Grant {
    /// Whether it holds at an instant.
    pub fn holds(&self, at: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| at < end)
    }
}

/// What a member may do at this instant.
pub async fn rights(tx: &mut Tx, user: UserId) -> Result<Vec<Permission>, DbError> {
    tx.all(&sql::RIGHTS, args![user, tx.now()], |row| row.parse(0)).await
}

/// Every grant there ever was to a member, the newest first.
pub async fn grants(tx: &mut Tx, user: UserId) -> Result<Vec<Grant>, UserError> {
    get(tx, user).await?;
    let grants = tx.all(&sql::GRANTS, args![user], |row| {
        Ok(Grant {
            id: row.get(0)?,
            permission: row.parse(1)?,
            granted_by: row.get(2)?,
            granted_at: row.get(3)?,
            expires_at: row.get(4)?,
            revoked_by: row.get(5)?,
            revoked_at: row.get(6)?,
        })
    });
    Ok(grants.await?)
}

/// Grants a right, until an instant or for ever. Granted again as it is, nothing changes; with another end, the new end
/// holds.
pub async fn grant(
    tx: &mut Tx,
    user: UserId,
    permission: Permission,
    expires_at: Option<Timestamp>,
    by: &Actor,
) -> Result<(), UserError> {
    by.may_grant(permission)?;
    get(tx, user).await?;
    if expires_at.is_some_and(|until| until <= tx.now()) {
        return Err(UserError::Past);
    }
    if permission == Permission::Manage && expires_at.is_some() {
        keep_a_manager(tx, user).await?;
    }
    write(tx, user, permission, expires_at, by).await?;
    Ok(auth::weigh_links(tx, user).await?)
}

/// Takes a right back. What a member doesn't have is taken back without effect.
pub async fn revoke(tx: &mut Tx, user: UserId, permission: Permission, by: &Actor) -> Result<(), UserError> {
    by.may_grant(permission)?;
    get(tx, user).await?;
    if permission == Permission::Manage {
        keep_a_manager(tx, user).await?;
    }
    take_back(tx, user, permission, by).await?;
    Ok(auth::weigh_links(tx, user).await?)
}

/// Makes a member what a role says, no more and no less.
pub async fn set_role(tx: &mut Tx, user: UserId, role: Role, by: &Actor) -> Result<(), UserError> {
    let before = get(tx, user).await?;
    let held = rights(tx, user).await?;
    let wanted = role.permissions();
    for permission in Permission::ALL {
        match (held.contains(&permission), wanted.contains(&permission)) {
            (true, false) => revoke(tx, user, permission, by).await?,
            (_, true) => grant(tx, user, permission, None, by).await?,
            (false, false) => {}
        }
    }
    if before.role != role {
        tx.execute(&sql::SET_ROLE, args![user, role.name()]).await?;
        let facts = |role| Facts { role: Some(role), ..Facts::default() };
        audit::record(tx, done(user, Action::UserChanged, facts(before.role), facts(role), by)).await?;
    }
    Ok(())
}

/// Writes a grant; whoever calls has seen that it may be given.
pub(super) async fn write(
    tx: &mut Tx,
    user: UserId,
    permission: Permission,
    expires_at: Option<Timestamp>,
    by: &Actor,
) -> Result<(), DbError> {
    let live = tx.optional(&sql::LIVE_GRANT, args![user, permission.name()], |row| row.get(1));
    if let Some(until) = live.await? {
        let until: Option<Timestamp> = until;
        if until == expires_at {
            return Ok(());
        }
        take_back(tx, user, permission, by).await?;
    }
    let id: GrantId = tx.mint();
    let args = args![id, user, permission.name(), by.label(), tx.now(), expires_at];
    tx.execute(&sql::GRANT, args).await?;
    let after = Facts { permissions: Some(vec![permission]), until: expires_at, ..Facts::default() };
    audit::record(tx, done(user, Action::PermissionGranted, Facts::default(), after, by)).await
}

async fn take_back(tx: &mut Tx, user: UserId, permission: Permission, by: &Actor) -> Result<(), DbError> {
    if tx.execute(&sql::REVOKE, args![user, permission.name(), by.label(), tx.now()]).await? == 0 {
        return Ok(());
    }
    let before = Facts { permissions: Some(vec![permission]), ..Facts::default() };
    audit::record(tx, done(user, Action::PermissionRevoked, before, Facts::default(), by)).await
}
