//! The practice's staff: who they are, and what each may do.
//!
//! Rights are granted one by one; a role only says with which one begins. Whatever changes what a member may do ends
//! nothing by itself: rights are read anew with every request, so that a change holds at once, everywhere.

mod first;
mod grants;
pub mod http;
mod sql;
mod state;
mod stored;

use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{ResourceId, UserId};
use domain::permission::{Actor, Denied, Permission, Role};
use domain::{Lang, Pii};
use jiff::Timestamp;

pub use self::first::{first_link, is_first, is_unmanaged};
pub use self::grants::{Grant, grant, grants, revoke, rights, set_role};
pub(crate) use self::sql::ALL;
pub use self::state::{disable, enable, joined, link};
use self::stored::Stored;
use crate::audit::{self, Done};
use crate::db::{DbError, Retryable, Tx, args};
use crate::sealing::{self, SealingError};
use crate::{auth, tenants};

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
    /// It isn't a name.
    #[error("a name has 1 to 120 characters, on one line")]
    Name,
    /// Nobody's agenda is called so.
    #[error("there is no such practitioner")]
    Agenda,
    /// A right would end before it began.
    #[error("that time is over")]
    Past,
    /// They may not sign in.
    #[error("this member is disabled: enable them first")]
    Disabled,
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

impl Retryable for UserError {
    fn of_database(&self) -> Option<&DbError> {
        if let Self::Db(error) = self { Some(error) } else { None }
    }
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

/// A member's name, as it is kept: trimmed, on one line.
pub fn name(text: &str) -> Result<Pii<String>, UserError> {
    let text = text.trim();
    let fits = (1..=120).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if fits { Ok(Pii::new(text.to_owned())) } else { Err(UserError::Name) }
}

/// Puts somebody on the team, with their role's rights. They can sign in once they have followed a link.
pub async fn invite(tx: &mut Tx, profile: &Profile, role: Role, by: &Actor) -> Result<UserId, UserError> {
    for permission in role.permissions() {
        by.may_grant(*permission)?;
    }
    may_have(tx, profile.practitioner.as_ref(), by).await?;
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

/// Another name, address, agenda or language. A new address ends every session that the old one began.
pub async fn change(tx: &mut Tx, id: UserId, profile: &Profile, by: &Actor) -> Result<(), UserError> {
    let before = get(tx, id).await?;
    if before.profile.practitioner != profile.practitioner {
        may_have(tx, profile.practitioner.as_ref(), by).await?;
    }
    if before.profile.email != profile.email {
        state::no_less_than(tx, id, by).await?;
    }
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

/// Another language of their console. Nothing else is written: somebody else may be changing the rest.
pub async fn speak(tx: &mut Tx, id: UserId, lang: Lang, by: &Actor) -> Result<(), UserError> {
    if tx.execute(&sql::SET_LANG, args![id, lang.tag()]).await? == 0 {
        return Err(UserError::NotFound);
    }
    Ok(audit::record(tx, done(id, Action::UserChanged, Facts::default(), Facts::default(), by)).await?)
}

/// Fails when an agenda isn't the practice's, or when whoever would give it to a member doesn't see it.
async fn may_have(tx: &mut Tx, agenda: Option<&ResourceId>, by: &Actor) -> Result<(), UserError> {
    let Some(agenda) = agenda else { return Ok(()) };
    tenants::current(tx).await?.practice.practitioner(agenda).ok_or(UserError::Agenda)?;
    if by.sees(agenda) { Ok(()) } else { Err(Denied(Permission::ViewAll).into()) }
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

/// The member with this address.
pub async fn by_address(tx: &mut Tx, email: &Pii<String>) -> Result<Option<UserId>, DbError> {
    let mac = sealing::tenant(tx).await?.lookup("user", email.reveal());
    tx.optional(&sql::BY_ADDRESS, args![mac], |row| row.get(0)).await
}

fn done(id: UserId, action: Action, before: Facts, after: Facts, by: &Actor) -> Done {
    Done { by: By::from(by), action, entity: Entity::User(id), before, after }
}
