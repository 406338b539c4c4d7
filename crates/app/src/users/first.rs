//! A practice's first administrator, who comes in by a link that the server prints.

use domain::permission::{Actor, Role};
use domain::{Lang, Pii};

use super::{Profile, User, UserError, invite, list};
use crate::auth::{self, Link};
use crate::db::Tx;

/// The address of whoever will manage a practice first, until they say who they are; nobody can have it (RFC 6761).
const FIRST: &str = "first@allo.invalid";

/// Whether this is a practice's first administrator, who hasn't said yet who they are.
pub fn is_first(user: &User) -> bool {
    user.profile.email.reveal() == FIRST
}

/// Whether nobody has ever joined.
pub async fn is_unmanaged(tx: &mut Tx) -> Result<bool, UserError> {
    Ok(match &list(tx).await?[..] {
        [] => true,
        [only] => is_first(only),
        _ => false,
    })
}

/// A link for a practice's first administrator, while nobody has ever joined; nothing afterwards. A link that was made
/// before is good for nothing any more.
pub async fn first_link(tx: &mut Tx, lang: Lang) -> Result<Option<Link>, UserError> {
    let users = list(tx).await?;
    let id = match &users[..] {
        [] => {
            let (name, email) = (Pii::default(), Pii::new(FIRST.to_owned()));
            let profile = Profile { name, email, practitioner: None, lang };
            invite(tx, &profile, Role::Owner, &Actor::Operator).await?
        }
        [only] if is_first(only) => only.id,
        _ => return Ok(None),
    };
    auth::link(tx, id, &Actor::Operator).await.map(Some)
}
