//! Signing in: address, password and code together, so that no answer says which of them was wrong (A6).

use domain::Pii;
use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{SessionId, TenantId, UserId};
use domain::permission::Actor;
use jiff::Timestamp;

use super::password::{self, Unfit};
use super::session::Device;
use super::totp::Secret;
use super::{session, sql};
use crate::audit::{self, Done};
use crate::db::{Db, DbError, Tx, args};
use crate::sealing;
use crate::users::{self, UserError};

/// What somebody types to sign in.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Their address.
    pub email: Pii<String>,
    /// Their password.
    pub password: Pii<String>,
    /// What their app shows.
    pub code: Pii<String>,
    /// The practice, where their address is known in several.
    pub practice: Option<TenantId>,
}

/// Nobody is signed in: which of it was wrong, the answer doesn't say.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Address, password or code.
    #[error("address, password or code is wrong")]
    Wrong,
    /// The code is right, and so is the password, but it was used: only somebody who is signed in is told so.
    #[error("this code was used already: wait for the next one")]
    Used,
    /// The new password won't do.
    #[error(transparent)]
    Password(#[from] Unfit),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Signs somebody in; returns what their browser carries. A password is computed whoever it is; what else is done for an
/// address that is known takes some milliseconds, which whoever answers a stranger has to hide.
pub async fn sign_in(
    db: &Db,
    credentials: &Credentials,
    device: &Device,
    now: Timestamp,
) -> Result<Pii<String>, Refused> {
    let known = known(db, credentials).await?;
    let mut stored = None;
    if let Some((tenant, user)) = known {
        let mut tx = db.read(tenant, now).await?;
        stored = secrets(&mut tx, user).await?.map(|secrets| (tenant, user, secrets));
    }
    let hash = stored.as_ref().and_then(|(.., secrets)| secrets.password.clone());
    // Outside any transaction: it takes long.
    let password_fits = password::verify(&credentials.password, hash).await?;
    let Some((tenant, user, secrets)) = stored else { return Err(Refused::Wrong) };
    let mut tx = db.write(tenant, now).await?;
    let in_use = secrets.state == users::State::Active && password_fits;
    // A code that was used is as wrong as any other: a stranger learns nothing of the password by it.
    if !in_use || secrets.takes(&mut tx, user, credentials.code.reveal()).await? != Worth::Good {
        refused(&mut tx, user).await?;
        tx.commit().await?;
        return Err(Refused::Wrong);
    }
    let token = session::begin(&mut tx, user, device).await?;
    tx.commit().await?;
    Ok(token)
}

/// Somebody who is signed in shows again that it is them; returns what their browser carries from now on.
pub async fn prove_again(
    db: &Db,
    who: (TenantId, UserId, SessionId),
    password: &Pii<String>,
    code: &Pii<String>,
    now: Timestamp,
) -> Result<Pii<String>, Refused> {
    let (_, user, session) = who;
    let mut tx = shown(db, who, password, code, now).await?;
    let token = session::renew(&mut tx, session, user).await?.ok_or(Refused::Wrong)?;
    tx.commit().await?;
    Ok(token)
}

/// Another password for somebody who shows that it is them; signs them out everywhere else. Returns what their browser
/// carries from now on. One that won't do is refused before anything else is looked at.
pub async fn change_password(
    db: &Db,
    who: (TenantId, UserId, SessionId),
    (password, code): (&Pii<String>, &Pii<String>),
    wanted: &Pii<String>,
    now: Timestamp,
) -> Result<Pii<String>, Refused> {
    let (tenant, user, session) = who;
    let profile = users::get(&mut db.read(tenant, now).await?, user).await.map_err(|error| match error {
        UserError::Db(error) => Refused::Db(error),
        _ => Refused::Wrong,
    })?;
    password::fit(wanted, &[profile.profile.name.reveal(), profile.profile.email.reveal()])?;
    let hash = password::hash(wanted, db.dice()).await?;
    let mut tx = shown(db, who, password, code, now).await?;
    let token = session::renew(&mut tx, session, user).await?.ok_or(Refused::Wrong)?;
    tx.execute(&sql::SET_PASSWORD, args![user, hash]).await?;
    audit::record(&mut tx, done(user, Action::SecretChanged, By::User(user))).await?;
    let by = Actor::User { id: user, permissions: Vec::new(), practitioner: None };
    session::end_all(&mut tx, user, Some(session), &by).await?;
    tx.commit().await?;
    Ok(token)
}

/// A transaction of somebody who has shown that it is them, by password and code together.
async fn shown(
    db: &Db,
    (tenant, user, _): (TenantId, UserId, SessionId),
    password: &Pii<String>,
    code: &Pii<String>,
    now: Timestamp,
) -> Result<Tx, Refused> {
    let secrets = secrets(&mut db.read(tenant, now).await?, user).await?.ok_or(Refused::Wrong)?;
    // Outside any transaction: it takes long.
    let fits = password::verify(password, secrets.password.clone()).await?;
    let mut tx = db.write(tenant, now).await?;
    let worth = if fits { secrets.takes(&mut tx, user, code.reveal()).await? } else { Worth::Nothing };
    if worth == Worth::Good {
        return Ok(tx);
    }
    refused(&mut tx, user).await?;
    tx.commit().await?;
    Err(if worth == Worth::Used { Refused::Used } else { Refused::Wrong })
}

/// Whose address this is. One that is known in several practices is the named one's, or nobody's.
async fn known(db: &Db, credentials: &Credentials) -> Result<Option<(TenantId, UserId)>, DbError> {
    let mac = db.keyring().sign_in_lookup(credentials.email.reveal());
    let mut found = db.users_by_address(mac).await?;
    if let Some(practice) = credentials.practice {
        found.retain(|(tenant, _)| *tenant == practice);
    }
    Ok(if found.len() == 1 { found.pop() } else { None })
}

/// What somebody has to know and to have.
struct Secrets {
    state: users::State,
    password: Option<String>,
    totp: Option<Secret>,
    last_step: i64,
}

impl Secrets {
    /// What this code is worth beside the password that was found to fit; one that is good is used up. What was changed
    /// since these were read makes it worth nothing: to compare a password takes long.
    async fn takes(&self, tx: &mut Tx, user: UserId, code: &str) -> Result<Worth, DbError> {
        let now = tx.now();
        let step = |last| self.totp.as_ref().and_then(|secret| secret.step_of(code, now, last));
        let (fresh, ever) = (step(self.last_step), step(0));
        Ok(match (fresh, ever) {
            (Some(step), _) => {
                let used = tx.execute(&sql::USE_STEP, args![user, step, self.password.as_ref()]).await?;
                if used == 1 { Worth::Good } else { Worth::Nothing }
            }
            (None, Some(_)) => Worth::Used,
            (None, None) => Worth::Nothing,
        })
    }
}

/// What a code that somebody shows is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Worth {
    /// It is the second factor's, and is used up now.
    Good,
    /// It would be, but was shown before.
    Used,
    /// It isn't.
    Nothing,
}

async fn secrets(tx: &mut Tx, user: UserId) -> Result<Option<Secrets>, DbError> {
    let row = tx.optional(&sql::SECRETS, args![user], |row| {
        let state: String = row.get(0)?;
        let state = users::State::from_name(&state).ok_or_else(|| row.wrong(0))?;
        Ok((state, row.get(1)?, row.get::<Option<Vec<u8>>>(2)?, row.get(3)?, row.get::<Vec<u8>>(4)?))
    });
    let Some((state, password, sealed, last_step, wrapped)) = row.await? else { return Ok(None) };
    let keys = sealing::tenant(tx).await?;
    let id = user.uuid();
    let failed = |error| sealing::SealingError::from(error).into_db();
    let key = sealing::unwrap(&keys, id, &wrapped, tx.dice()).map_err(failed)?;
    let totp = match sealed {
        Some(sealed) => Secret::from_text(&key.open("users", "totp", id, &sealed).map_err(failed)?),
        None => None,
    };
    Ok(Some(Secrets { state, password, totp, last_step }))
}

async fn refused(tx: &mut Tx, user: UserId) -> Result<(), DbError> {
    audit::record(tx, done(user, Action::SignInFailed, By::System)).await
}

fn done(user: UserId, action: Action, by: By) -> Done {
    Done { by, action, entity: Entity::User(user), before: Facts::default(), after: Facts::default() }
}
