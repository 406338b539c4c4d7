//! The practice's staff: who they are, and what each may do.
//!
//! Rights are granted one by one; a role only says with which one begins. Whatever changes what a member may do ends
//! nothing by itself: rights are read anew with every request, so that a change holds at once, everywhere.

mod grants;
pub mod http;
mod sql;

use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{ResourceId, UserId};
use domain::permission::{Actor, Denied, Permission, Role};
use domain::{Lang, Pii};
use jiff::Timestamp;

pub use self::grants::{Grant, grant, grants, revoke, rights, set_role};
pub(crate) use self::sql::ALL;
use crate::audit::{self, Done};
use crate::auth::{self, Link};
use crate::db::{DbError, Row, Tx, args};
use crate::sealing::{self, SealingError};

/// Whether a member may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not yet: they were sent a link.
    Invited,
    /// Yes.
    Active,
    /// Not any more.
    Disabled,
}

impl State {
    /// Its name in the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }

    /// The state of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Invited, Self::Active, Self::Disabled].into_iter().find(|state| state.name() == name)
    }
}

/// What is written of a member.
#[derive(Clone, Debug)]
pub struct Profile {
    /// First and last name.
    pub name: Pii<String>,
    /// The address they sign in with, in lower case.
    pub email: Pii<String>,
    /// Whose agenda is theirs, if anybody's.
    pub practitioner: Option<ResourceId>,
    /// The language of their console.
    pub lang: Lang,
}

/// A member of the staff.
#[derive(Clone, Debug)]
pub struct User {
    /// Who.
    pub id: UserId,
    /// What is written of them.
    pub profile: Profile,
    /// What they were made when they came; what they may do says each right.
    pub role: Role,
    /// Whether they may sign in.
    pub state: State,
    /// Whether they have a second factor.
    pub second_factor: bool,
    /// When they were invited.
    pub created_at: Timestamp,
}

/// Why something about the staff can't be done.
#[derive(Debug, thiserror::Error)]
pub enum UserError {
    /// There is no such member here.
    #[error("there is no such member")]
    NotFound,
    /// Another member has this address.
    #[error("somebody of this practice has that address already")]
    Known,
    /// It isn't an address.
    #[error("that is not an e-mail address")]
    Address,
    /// Nobody could manage the practice any more.
    #[error("nobody else could manage the practice")]
    LastManager,
    /// Whoever asks lacks the right, or would grant what they lack.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The e-mail address, as it is compared: trimmed, in lower case, one `@` with something on both sides.
pub fn address(text: &str) -> Result<Pii<String>, UserError> {
    let text = text.trim().to_lowercase();
    let (local, host) = text.split_once('@').ok_or(UserError::Address)?;
    let plain = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@')
    };
    let fits =
        text.len() <= 254 && plain(local) && plain(host) && host.contains('.') && !host.starts_with('.');
    if fits { Ok(Pii::new(text)) } else { Err(UserError::Address) }
}

/// Puts somebody on the team, with their role's rights. They can sign in once they have followed a link.
pub async fn invite(tx: &mut Tx, profile: &Profile, role: Role, by: &Actor) -> Result<UserId, UserError> {
    for permission in role.permissions() {
        by.may_grant(*permission)?;
    }
    let id: UserId = tx.mint();
    let (key, keep) = sealing::new_person(tx, id.uuid()).await?;
    let keys = sealing::tenant(tx).await?;
    let (email, name) = (profile.email.reveal(), profile.name.reveal());
    let args = args![
        id,
        key.seal("users", "email", id.uuid(), email),
        key.seal("users", "name", id.uuid(), name),
        keys.lookup("user", email),
        tx.db().keyring().sign_in_lookup(email),
        role.name(),
        profile.practitioner.as_ref(),
        profile.lang.tag(),
        tx.now()
    ];
    if tx.execute_all(vec![keep, (&sql::ADD, args)]).await?[1] == 0 {
        tx.give_up();
        return Err(UserError::Known);
    }
    let after = Facts { role: Some(role), practitioner: profile.practitioner.clone(), ..Facts::default() };
    audit::record(tx, done(id, Action::UserInvited, Facts::default(), after, by)).await?;
    for permission in role.permissions() {
        grants::write(tx, id, *permission, None, by).await?;
    }
    Ok(id)
}

/// The address of whoever will manage a practice first, until they say who they are; nobody can have it (RFC 6761).
const FIRST: &str = "first@allo.invalid";

/// Whether this is a practice's first administrator, who hasn't said yet who they are.
pub fn is_first(user: &User) -> bool {
    user.profile.email.reveal() == FIRST
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

/// Another name, address, agenda or language. A new address ends every session that the old one began.
pub async fn change(tx: &mut Tx, id: UserId, profile: &Profile, by: &Actor) -> Result<(), UserError> {
    let before = get(tx, id).await?;
    let key = sealing::person(tx, id.uuid()).await.map_err(SealingError::into_db)?;
    let keys = sealing::tenant(tx).await?;
    let (email, name) = (profile.email.reveal(), profile.name.reveal());
    let other: Option<UserId> = by_address(tx, &profile.email).await?;
    if other.is_some_and(|other| other != id) {
        return Err(UserError::Known);
    }
    let args = args![
        id,
        key.seal("users", "email", id.uuid(), email),
        key.seal("users", "name", id.uuid(), name),
        keys.lookup("user", email),
        tx.db().keyring().sign_in_lookup(email),
        profile.practitioner.as_ref(),
        profile.lang.tag()
    ];
    tx.execute(&sql::CHANGE, args).await?;
    let facts =
        |practitioner: &Option<ResourceId>| Facts { practitioner: practitioner.clone(), ..Facts::default() };
    let (was, is) = (facts(&before.profile.practitioner), facts(&profile.practitioner));
    audit::record(tx, done(id, Action::UserChanged, was, is, by)).await?;
    if before.profile.email != profile.email {
        auth::end_all(tx, id, None, by).await?;
    }
    Ok(())
}

/// A member may not sign in any more; where they are signed in, they are signed out.
pub async fn disable(tx: &mut Tx, id: UserId, by: &Actor) -> Result<(), UserError> {
    let user = get(tx, id).await?;
    if user.state == State::Disabled {
        return Ok(());
    }
    keep_a_manager(tx, id).await?;
    tx.execute(&sql::SET_STATE, args![id, State::Disabled.name()]).await?;
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

/// One member.
pub async fn get(tx: &mut Tx, id: UserId) -> Result<User, UserError> {
    let stored = tx.optional(&sql::GET, args![id], Stored::read).await?.ok_or(UserError::NotFound)?;
    Ok(stored.open(tx).await?)
}

/// Everybody, in the order in which they came.
pub async fn list(tx: &mut Tx) -> Result<Vec<User>, DbError> {
    let mut users = Vec::new();
    for stored in tx.all(&sql::LIST, args![], Stored::read).await? {
        users.push(stored.open(tx).await?);
    }
    Ok(users)
}

/// How many there are.
pub async fn count(tx: &mut Tx) -> Result<u64, DbError> {
    Ok(tx.one(&sql::COUNT, args![], |row| row.get::<i64>(0)).await?.unsigned_abs())
}

/// Fails when nobody else could manage the practice.
async fn keep_a_manager(tx: &mut Tx, without: UserId) -> Result<(), UserError> {
    let manages = rights(tx, without).await?.contains(&Permission::Manage);
    let others: i64 = tx.one(&sql::OTHER_MANAGERS, args![without, tx.now()], |row| row.get(0)).await?;
    if manages && others == 0 { Err(UserError::LastManager) } else { Ok(()) }
}

/// The member with this address.
pub async fn by_address(tx: &mut Tx, email: &Pii<String>) -> Result<Option<UserId>, DbError> {
    let mac = sealing::tenant(tx).await?.lookup("user", email.reveal());
    tx.optional(&sql::BY_ADDRESS, args![mac], |row| row.get(0)).await
}

fn done(id: UserId, action: Action, before: Facts, after: Facts, by: &Actor) -> Done {
    Done { by: By::from(by), action, entity: Entity::User(id), before, after }
}

/// A member as they are stored.
struct Stored {
    user: User,
    email: Vec<u8>,
    name: Vec<u8>,
    wrapped: Vec<u8>,
}

impl Stored {
    fn read(row: &Row<'_>) -> Result<Self, DbError> {
        let (role, lang, state): (String, String, String) = (row.get(1)?, row.get(3)?, row.get(4)?);
        let profile = Profile {
            name: Pii::default(),
            email: Pii::default(),
            practitioner: row.get(2)?,
            lang: Lang::from_tag(&lang).ok_or_else(|| row.wrong(3))?,
        };
        let user = User {
            id: row.get(0)?,
            profile,
            role: Role::from_name(&role).ok_or_else(|| row.wrong(1))?,
            state: State::from_name(&state).ok_or_else(|| row.wrong(4))?,
            second_factor: row.get(9)?,
            created_at: row.get(5)?,
        };
        Ok(Self { user, email: row.get(6)?, name: row.get(7)?, wrapped: row.get(8)? })
    }

    async fn open(self, tx: &mut Tx) -> Result<User, DbError> {
        let mut user = self.user;
        let keys = sealing::tenant(tx).await?;
        let id = user.id.uuid();
        let key = sealing::unwrap(&keys, id, &self.wrapped, tx.dice());
        let key = key.map_err(|error| SealingError::from(error).into_db())?;
        let open = |column, sealed: &[u8]| {
            key.open("users", column, id, sealed).map_err(|error| SealingError::from(error).into_db())
        };
        user.profile.email = Pii::new(open("email", &self.email)?);
        user.profile.name = Pii::new(open("name", &self.name)?);
        Ok(user)
    }
}
