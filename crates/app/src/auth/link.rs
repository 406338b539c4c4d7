//! Links that are good once: to join the team, or to choose a password and a second factor anew.

use domain::Pii;
use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{LinkId, TenantId, UserId};
use domain::permission::{Actor, Permission};
use jiff::{SignedDuration, Timestamp};

use super::password::{self, Unfit};
use super::session::Device;
use super::totp::Secret;
use super::{Token, has_shape, session, sql};
use crate::audit::{self, Done};
use crate::db::{Db, DbError, Tx, args};
use crate::keys;
use crate::sealing::{self, SealingError, sha256};
use crate::users::{self, UserError};

/// How long somebody has to follow one.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(72);

/// A link, for whoever is to follow it.
#[derive(Clone, Debug)]
pub struct Link {
    /// What the address ends with; shown once.
    pub token: Pii<String>,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Somebody who follows a link.
#[derive(Clone, Debug)]
pub struct Joining {
    /// Whose staff they are.
    pub tenant: TenantId,
    /// By which link.
    pub link: LinkId,
    /// Who they are.
    pub user: UserId,
}

/// What somebody brings who has followed a link.
pub struct Chosen<'a> {
    /// The password they chose.
    pub password: &'a Pii<String>,
    /// The second factor's secret that they were shown.
    pub secret: &'a Secret,
    /// The code that their app shows for it.
    pub code: &'a str,
}

/// Why a link isn't taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// The password won't do.
    #[error(transparent)]
    Password(#[from] Unfit),
    /// The code isn't the secret's.
    #[error("the code is not the one that the app shows")]
    Code,
    /// The link was used, or its time is over.
    #[error("the link is not good any more")]
    Over,
    /// The staff's own rules.
    #[error(transparent)]
    User(#[from] UserError),
}

impl From<DbError> for NotTaken {
    fn from(error: DbError) -> Self {
        Self::User(error.into())
    }
}

/// Makes a link for a member. Those that were made before are good for nothing any more.
pub async fn link(tx: &mut Tx, user: UserId, by: &Actor) -> Result<Link, UserError> {
    users::get(tx, user).await?;
    let (id, token): (LinkId, _) = (tx.mint(), Token::draw(&tx.dice()));
    let expires_at = tx.now().checked_add(GOOD_FOR).unwrap_or(tx.now());
    let args = args![id, user, token.digest, by.label(), expires_at];
    let after = Facts { until: Some(expires_at), ..Facts::default() };
    let (action, entity) = (Action::LinkMade, Entity::User(user));
    let made = audit::entry(tx, Done { by: By::from(by), action, entity, before: Facts::default(), after })?;
    tx.execute_all(vec![(&sql::SPOIL, args![user, tx.now()]), (&sql::LINK, args), made]).await?;
    Ok(Link { token: token.text, expires_at })
}

/// Who follows a link; nothing when it isn't one, or isn't good any more.
pub async fn joining(db: &Db, token: &str, now: Timestamp) -> Result<Option<Joining>, DbError> {
    if !has_shape(token) {
        return Ok(None);
    }
    let Some((tenant, link)) = db.link_by_digest(sha256(token.as_bytes())).await? else { return Ok(None) };
    let mut tx = db.read(tenant, now).await?;
    let found =
        tx.optional(&sql::GOOD_LINK, args![link, now], |row| Ok((row.get(0)?, row.get::<String>(1)?)));
    let Some((user, made_by)) = found.await? else { return Ok(None) };
    let good = may_still(&mut tx, &made_by, user).await?;
    Ok(good.then_some(Joining { tenant, link, user }))
}

/// Whether whoever made a link could make it now: what they had to have for it they may have lost, and whoever it is for
/// may have got more.
async fn may_still(tx: &mut Tx, made_by: &str, user: UserId) -> Result<bool, DbError> {
    let has = match made_by.parse() {
        Ok(By::Operator) => return Ok(true),
        Ok(By::User(maker)) if maker == user => return Ok(true),
        Ok(By::User(maker)) => users::rights(tx, maker).await?,
        Ok(By::Key(maker)) => keys::rights(tx, maker).await?,
        Ok(By::Call(_) | By::System) | Err(_) => return Ok(false),
    };
    let needed = users::rights(tx, user).await?;
    Ok(has.contains(&Permission::Manage) && needed.iter().all(|right| has.contains(right)))
}

/// Whoever is disabled follows no link any more, and nobody follows one that they made.
pub async fn spoil_links(tx: &mut Tx, user: UserId) -> Result<(), DbError> {
    tx.execute(&sql::SPOIL, args![user, tx.now()]).await?;
    spoil_links_by(tx, By::User(user)).await
}

/// Nobody follows a link any more that was made by somebody who is here no more.
pub async fn spoil_links_by(tx: &mut Tx, maker: By) -> Result<(), DbError> {
    tx.execute(&sql::SPOIL_MADE_BY, args![maker.label(), tx.now()]).await.map(drop)
}

/// A member may more than before, or less: of the links for them and by them, those that could not be made now are good
/// for nothing any more, even if what they take is given again.
pub async fn weigh_links(tx: &mut Tx, user: UserId) -> Result<(), DbError> {
    let args = args![user, By::User(user).label(), tx.now()];
    let open = tx.all(&sql::OPEN_LINKS, args, |row| Ok((row.get(0)?, row.get(1)?, row.get::<String>(2)?)));
    for (link, whose, made_by) in open.await? {
        let (link, whose): (LinkId, UserId) = (link, whose);
        if !may_still(tx, &made_by, whose).await? {
            tx.execute(&sql::SPOIL_ONE, args![link, tx.now()]).await?;
        }
    }
    Ok(())
}

/// Sets password and second factor, uses the link up, ends every session there was, and begins one. `hash` is the chosen
/// password's ([`password::hash`]): made before the transaction, since it takes long.
pub async fn take_link(
    tx: &mut Tx,
    joining: &Joining,
    chosen: &Chosen<'_>,
    hash: String,
    device: &Device,
) -> Result<Pii<String>, NotTaken> {
    let user = users::get(tx, joining.user).await?;
    let profile = &user.profile;
    password::fit(chosen.password, &[profile.name.reveal(), profile.email.reveal()])?;
    let step = chosen.secret.step_of(chosen.code, tx.now(), 0).ok_or(NotTaken::Code)?;
    let used = tx.optional(&sql::USE_LINK, args![joining.link, tx.now()], |row| row.get::<String>(0));
    let made_by = used.await?.ok_or(NotTaken::Over)?;
    // Since it was looked up a password was hashed, which takes long: whoever made it may have lost what it needs.
    if !may_still(tx, &made_by, user.id).await? {
        return Err(NotTaken::Over);
    }
    let id = user.id.uuid();
    let key = sealing::person(tx, id).await.map_err(SealingError::into_db)?;
    let secret = key.seal("users", "totp", id, &chosen.secret.text());
    tx.execute(&sql::SET_SECRETS, args![user.id, hash, secret, step]).await?;
    let by = Actor::User { id: user.id, permissions: Vec::new(), practitioner: None };
    let (action, entity) = (Action::SecretChanged, Entity::User(user.id));
    let changed =
        Done { by: By::from(&by), action, entity, before: Facts::default(), after: Facts::default() };
    audit::record(tx, changed).await?;
    if user.state == users::State::Invited {
        users::joined(tx, user.id, &by).await?;
    }
    session::end_all(tx, user.id, None, &by).await?;
    Ok(session::begin(tx, user.id, device).await?)
}
