//! A practice's first administrator, who comes in by a link that the server prints.

use domain::permission::{Actor, Permission, Role};
use domain::{Lang, Pii};

use super::{Profile, State, User, UserError, invite, list, rights};
use crate::auth::{self, Link};
use crate::db::Tx;

/// The address of whoever will manage a practice first, until they say who they are; nobody can have it (RFC 6761).
const FIRST: &str = "first@allo.invalid";

/// Whether this is a practice's first administrator, who hasn't said yet who they are.
pub fn is_first(user: &User) -> bool {
    user.profile.email.reveal() == FIRST
}

/// Whether nobody who may sign in manages the practice, whoever else was invited.
pub async fn is_unmanaged(tx: &mut Tx) -> Result<bool, UserError> {
    for user in list(tx).await?.iter().filter(|user| user.state == State::Active) {
        if rights(tx, user.id).await?.contains(&Permission::Manage) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A link for a practice's first administrator, as long as nobody who may sign in manages it; nothing otherwise. A link
/// that was made before is good for nothing any more.
pub async fn first_link(tx: &mut Tx, lang: Lang) -> Result<Option<Link>, UserError> {
    if !is_unmanaged(tx).await? {
        return Ok(None);
    }
    let there = list(tx).await?.iter().find(|user| is_first(user)).map(|first| first.id);
    let id = if let Some(id) = there {
        id
    } else {
        let (name, email) = (Pii::default(), Pii::new(FIRST.to_owned()));
        let profile = Profile { name, email, practitioner: None, lang };
        invite(tx, &profile, Role::Owner, &Actor::Operator).await?
    };
    auth::link(tx, id, &Actor::Operator).await.map(Some)
}
