//! Whether a member may sign in, and by which link they come in.

use domain::audit::{Action, Facts};
use domain::ids::UserId;
use domain::permission::{Actor, Permission};

use super::{State, UserError, done, get, rights, sql};
use crate::audit;
use crate::auth::{self, Link};
use crate::db::{DbError, Tx, args};

/// A link by which a member chooses password and second factor anew. Whoever makes it could follow it themselves: so
/// they must have every right that the member has.
pub async fn link(tx: &mut Tx, id: UserId, by: &Actor) -> Result<Link, UserError> {
    by.require(Permission::Manage)?;
    if get(tx, id).await?.state == State::Disabled {
        return Err(UserError::Disabled);
    }
    no_less_than(tx, id, by).await?;
    auth::link(tx, id, by).await
}

/// Fails when a member has a right that whoever decides about them lacks: who can't take one right from somebody can't
/// take all of them either.
pub(super) async fn no_less_than(tx: &mut Tx, id: UserId, by: &Actor) -> Result<(), UserError> {
    for permission in rights(tx, id).await? {
        by.may_grant(permission)?;
    }
    Ok(())
}

/// A member may not sign in any more; where they are signed in, they are signed out. Links that were made for them, or by
/// them, are good for nothing any more.
pub async fn disable(tx: &mut Tx, id: UserId, by: &Actor) -> Result<(), UserError> {
    let user = get(tx, id).await?;
    if user.state == State::Disabled {
        return Ok(());
    }
    no_less_than(tx, id, by).await?;
    keep_a_manager(tx, id).await?;
    tx.execute(&sql::SET_STATE, args![id, State::Disabled.name()]).await?;
    auth::spoil_links(tx, id).await?;
    audit::record(tx, done(id, Action::UserDisabled, Facts::default(), Facts::default(), by)).await?;
    auth::end_all(tx, id, None, by).await?;
    Ok(())
}

/// A member may sign in again.
pub async fn enable(tx: &mut Tx, id: UserId, by: &Actor) -> Result<(), UserError> {
    let user = get(tx, id).await?;
    if user.state != State::Disabled {
        return Ok(());
    }
    no_less_than(tx, id, by).await?;
    let state = if user.second_factor { State::Active } else { State::Invited };
    tx.execute(&sql::SET_STATE, args![id, state.name()]).await?;
    audit::record(tx, done(id, Action::UserEnabled, Facts::default(), Facts::default(), by)).await?;
    Ok(())
}

/// They have followed their link.
pub async fn joined(tx: &mut Tx, id: UserId, by: &Actor) -> Result<(), DbError> {
    tx.execute(&sql::SET_STATE, args![id, State::Active.name()]).await?;
    audit::record(tx, done(id, Action::UserJoined, Facts::default(), Facts::default(), by)).await
}

/// Fails when nobody else could manage the practice for ever. Whoever asks at the same time waits: of two who take the
/// other's right, the second fails.
pub(super) async fn keep_a_manager(tx: &mut Tx, without: UserId) -> Result<(), UserError> {
    tx.optional(&sql::ONE_AT_A_TIME, args![], |_| Ok(())).await?;
    let manages = rights(tx, without).await?.contains(&Permission::Manage);
    let others: i64 = tx.one(&sql::OTHER_MANAGERS, args![without], |row| row.get(0)).await?;
    if manages && others == 0 { Err(UserError::LastManager) } else { Ok(()) }
}
