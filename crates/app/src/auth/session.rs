//! Sessions.

use std::collections::BTreeMap;

use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{ResourceId, SessionId, TenantId, UserId};
use domain::permission::Actor;
use domain::{Lang, Pii};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Token, has_shape, sql};
use crate::audit::{self, Done};
use crate::db::{Db, DbError, Tx, args};
use crate::sealing::{self, SealingError, sha256};
use crate::users;

/// How long nobody may be there: ASVS 7.3.1.
const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// How long a session lasts at most, however busy: a working day (ASVS 7.3.2).
const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// For how long after password and second factor somebody may do what is grave: grants, exports, erasure, keys.
pub const PROVED_FOR: SignedDuration = SignedDuration::from_mins(15);
/// How exactly it is kept when somebody was last there: a write each minute, not each request.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Where somebody is signed in from, as far as a browser says; sealed, and forgotten with the session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Device {
    /// The address.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// A session as its owner sees it in a list.
#[derive(Clone, Debug)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// Where.
    pub device: Pii<Device>,
    /// Since when.
    pub created_at: Timestamp,
    /// When somebody was last there.
    pub seen_at: Timestamp,
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Whose staff they are.
    pub tenant: TenantId,
    /// Which session.
    pub session: SessionId,
    /// Who they are.
    pub user: UserId,
    /// Who they are, and what they may do at this instant.
    pub actor: Actor,
    /// Their language.
    pub lang: Lang,
    /// When they last showed password and second factor.
    pub proved_at: Timestamp,
}

impl SignedIn {
    /// Whether they may do what is grave without showing again that it is them.
    pub fn proved_lately(&self, now: Timestamp) -> bool {
        now.duration_since(self.proved_at) < PROVED_FOR
    }
}

/// Begins a session; returns what the browser carries, for the only time.
pub async fn begin(tx: &mut Tx, user: UserId, device: &Device) -> Result<Pii<String>, DbError> {
    let (id, token): (SessionId, _) = (tx.mint(), Token::draw(&tx.dice()));
    let key = sealing::person(tx, user.uuid()).await.map_err(SealingError::into_db)?;
    let device = serde_json::to_string(device).map_err(|error| DbError::document("a device", &error))?;
    let sealed = key.seal("session", "device", id.uuid(), &device);
    let until = after(tx.now(), LONGEST);
    let begun = audit::entry(tx, done(id, user, Action::SignedIn, By::User(user)))?;
    let args = args![id, user, token.digest, sealed, tx.now(), until];
    tx.execute_all(vec![(&sql::BEGIN, args), begun]).await?;
    Ok(token.text)
}

/// Who carries this; nothing when it isn't a session, or isn't any more.
pub async fn recognise(db: &Db, token: &str, now: Timestamp) -> Result<Option<SignedIn>, DbError> {
    if !has_shape(token) {
        return Ok(None);
    }
    let Some((tenant, session)) = db.session_by_digest(sha256(token.as_bytes())).await? else {
        return Ok(None);
    };
    let mut tx = db.read(tenant, now).await?;
    let Some((signed_in, seen_at)) = read(&mut tx, session).await? else { return Ok(None) };
    drop(tx);
    if now.duration_since(seen_at) > SEEN_EVERY {
        let mut tx = db.write(tenant, now).await?;
        tx.execute(&sql::SEEN, args![session, now]).await?;
        tx.commit().await?;
    }
    Ok(Some(signed_in))
}

/// What has become of a session that was recognised before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It holds, and its member may do what they could.
    Same,
    /// It holds, and its member may do other things than before.
    OtherRights,
    /// It is over.
    Over,
}

/// What has become of a session that was recognised before; asking doesn't keep it alive.
pub async fn standing(db: &Db, signed_in: &SignedIn, now: Timestamp) -> Result<Standing, DbError> {
    let mut tx = db.read(signed_in.tenant, now).await?;
    Ok(match read(&mut tx, signed_in.session).await? {
        Some((current, _)) if current.actor == signed_in.actor => Standing::Same,
        Some(_) => Standing::OtherRights,
        None => Standing::Over,
    })
}

async fn read(tx: &mut Tx, session: SessionId) -> Result<Option<(SignedIn, Timestamp)>, DbError> {
    let now = tx.now();
    let found = tx.optional(&sql::GOOD, args![session, now, before(now, IDLE)], |row| {
        let lang: String = row.get(3)?;
        let lang = Lang::from_tag(&lang).ok_or_else(|| row.wrong(3))?;
        let practitioner: Option<ResourceId> = row.get(4)?;
        Ok((row.get::<UserId>(0)?, row.get::<Timestamp>(1)?, row.get(2)?, lang, practitioner))
    });
    let Some((user, seen_at, proved_at, lang, practitioner)) = found.await? else { return Ok(None) };
    let permissions = users::rights(tx, user).await?;
    let actor = Actor::User { id: user, permissions, practitioner };
    let signed_in = SignedIn { tenant: tx.tenant(), session, user, actor, lang, proved_at };
    Ok(Some((signed_in, seen_at)))
}

/// They showed again that it is them: from now on they carry another token. Nothing when the session ended meanwhile.
pub(super) async fn renew(
    tx: &mut Tx,
    session: SessionId,
    user: UserId,
) -> Result<Option<Pii<String>>, DbError> {
    let token = Token::draw(&tx.dice());
    if tx.execute(&sql::PROVED, args![session, token.digest, tx.now()]).await? == 0 {
        return Ok(None);
    }
    audit::record(tx, done(session, user, Action::ProvedAgain, By::User(user))).await?;
    Ok(Some(token.text))
}

/// Ends one session of a member's; false when there is no such session, or not any more.
pub async fn end(tx: &mut Tx, user: UserId, session: SessionId, by: &Actor) -> Result<bool, DbError> {
    if tx.execute(&sql::END, args![session, tx.now(), user]).await? == 0 {
        return Ok(false);
    }
    audit::record(tx, done(session, user, Action::SignedOut, By::from(by))).await?;
    Ok(true)
}

/// Ends every session of a member's, but one; says how many.
pub async fn end_all(tx: &mut Tx, user: UserId, but: Option<SessionId>, by: &Actor) -> Result<u64, DbError> {
    let ended = tx.execute(&sql::END_ALL, args![user, tx.now(), but]).await?;
    if ended > 0 {
        let count = Some(u32::try_from(ended).unwrap_or(u32::MAX));
        let after = Facts { count, ..Facts::default() };
        let (by, action, entity) = (By::from(by), Action::SignedOut, Entity::User(user));
        audit::record(tx, Done { by, action, entity, before: Facts::default(), after }).await?;
    }
    Ok(ended)
}

/// Where a member is signed in, the latest first.
pub async fn sessions(tx: &mut Tx, user: UserId) -> Result<Vec<Session>, DbError> {
    let key = sealing::person(tx, user.uuid()).await.map_err(SealingError::into_db)?;
    let now = tx.now();
    let rows = tx.all(&sql::OF_USER, args![user, now, before(now, IDLE)], |row| {
        Ok((row.get::<SessionId>(0)?, row.get::<Vec<u8>>(1)?, row.get(2)?, row.get(3)?))
    });
    let mut sessions = Vec::new();
    for (id, sealed, created_at, seen_at) in rows.await? {
        let device = key.open("session", "device", id.uuid(), &sealed);
        let device = device.map_err(|error| SealingError::from(error).into_db())?;
        let device = Pii::new(serde_json::from_str(&device).unwrap_or_default());
        sessions.push(Session { id, device, created_at, seen_at });
    }
    Ok(sessions)
}

/// When each member was last there, as far as their sessions are kept.
pub async fn last_seen(tx: &mut Tx) -> Result<BTreeMap<UserId, Timestamp>, DbError> {
    let seen = tx.all(&sql::LAST_SEEN, args![], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(seen.await?.into_iter().collect())
}

/// Forgets sessions and links that were over before an instant.
pub(crate) async fn forget(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64, DbError> {
    let batch = vec![(&sql::FORGET_SESSIONS, args![before, most]), (&sql::FORGET_LINKS, args![before, most])];
    Ok(tx.execute_all(batch).await?.iter().sum())
}

fn done(session: SessionId, user: UserId, action: Action, by: By) -> Done {
    let after = Facts { user: Some(user), ..Facts::default() };
    Done { by, action, entity: Entity::Session(session), before: Facts::default(), after }
}

fn after(now: Timestamp, so_long: SignedDuration) -> Timestamp {
    now.checked_add(so_long).unwrap_or(now)
}

fn before(now: Timestamp, so_long: SignedDuration) -> Timestamp {
    now.checked_sub(so_long).unwrap_or(now)
}
