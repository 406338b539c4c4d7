//! Adding a system, changing it, and taking it away.

use domain::Pii;
use domain::audit::{Action, By, Entity, Facts, digest};
use domain::ids::WebhookId;
use domain::permission::{Actor, Permission};

use super::rows::get;
use super::{EVENTS, MOST, OLD_SECRET, State, Wanted, WebhookError, sign, sql};
use crate::audit::{self, Done};
use crate::db::{DbError, Tx, args};
use crate::sealing::{self, SealingError};

/// Adds a system. It hears of what happens from now on, in every agenda: who adds it sees them all. Its secret is
/// returned for the only time.
pub async fn add(tx: &mut Tx, wanted: &Wanted, by: &Actor) -> Result<(WebhookId, Pii<String>), WebhookError> {
    by.require(Permission::Manage)?;
    by.require(Permission::ViewAll)?;
    let events = known(&wanted.events)?;
    tx.optional(&sql::ONE_AT_A_TIME, args![], |_| Ok(())).await?;
    let there: i64 = tx.one(&sql::COUNT, args![], |row| row.get(0)).await?;
    if there.unsigned_abs() >= MOST as u64 {
        return Err(WebhookError::TooMany);
    }
    let (id, secret): (WebhookId, _) = (tx.mint(), sign::draw(&tx.dice()));
    let (key, keep) = sealing::new_person(tx, id.uuid()).await?;
    let args = args![
        id,
        key.seal("webhook", "url", id.uuid(), wanted.url.as_str()),
        key.seal("webhook", "secret", id.uuid(), secret.reveal()),
        serde_json::json!(events),
        tx.now()
    ];
    let added = audit::entry(tx, done(id, Action::WebhookCreated, facts(wanted), by))?;
    tx.execute_all(vec![keep, (&sql::ADD, args), added]).await?;
    Ok((id, secret))
}

/// Another address, or other events: like adding a system, for whoever sees every agenda.
pub async fn change(tx: &mut Tx, id: WebhookId, wanted: &Wanted, by: &Actor) -> Result<(), WebhookError> {
    by.require(Permission::Manage)?;
    by.require(Permission::ViewAll)?;
    let events = known(&wanted.events)?;
    get(tx, id).await?;
    let key = sealing::person(tx, id.uuid()).await.map_err(SealingError::into_db)?;
    let url = key.seal("webhook", "url", id.uuid(), wanted.url.as_str());
    tx.execute(&sql::CHANGE, args![id, url, serde_json::json!(events)]).await?;
    Ok(audit::record(tx, done(id, Action::WebhookChanged, facts(wanted), by)).await?)
}

/// A system hears of changes again, from where it was told last: nothing is left out.
pub async fn enable(tx: &mut Tx, id: WebhookId, by: &Actor) -> Result<(), WebhookError> {
    set(tx, id, State::On, Action::WebhookEnabled, by).await
}

/// A system hears of nothing until it is enabled again.
pub async fn disable(tx: &mut Tx, id: WebhookId, by: &Actor) -> Result<(), WebhookError> {
    set(tx, id, State::Off, Action::WebhookDisabled, by).await
}

async fn set(
    tx: &mut Tx,
    id: WebhookId,
    state: State,
    action: Action,
    by: &Actor,
) -> Result<(), WebhookError> {
    by.require(Permission::Manage)?;
    if get(tx, id).await?.state == state {
        return Ok(());
    }
    tx.execute(&sql::SET_STATE, args![id, state.name(), tx.now()]).await?;
    Ok(audit::record(tx, done(id, action, Facts::default(), by)).await?)
}

/// Gives a system another secret, returned for the only time. For a day the old one signs, too.
pub async fn rotate(tx: &mut Tx, id: WebhookId, by: &Actor) -> Result<Pii<String>, WebhookError> {
    by.require(Permission::Manage)?;
    let sealed: Option<Vec<u8>> = tx.optional(&sql::SECRET, args![id], |row| row.get(0)).await?;
    let sealed = sealed.ok_or(WebhookError::NotFound)?;
    let key = sealing::person(tx, id.uuid()).await.map_err(SealingError::into_db)?;
    let before = key.open("webhook", "secret", id.uuid(), &sealed);
    let before = before.map_err(|error| SealingError::from(error).into_db())?;
    let secret = sign::draw(&tx.dice());
    let until = tx.now().checked_add(OLD_SECRET).unwrap_or(tx.now());
    let args = args![
        id,
        key.seal("webhook", "secret", id.uuid(), secret.reveal()),
        key.seal("webhook", "old_secret", id.uuid(), &before),
        until
    ];
    let after = Facts { until: Some(until), ..Facts::default() };
    let rotated = audit::entry(tx, done(id, Action::WebhookRotated, after, by))?;
    tx.execute_all(vec![(&sql::ROTATE, args), rotated]).await?;
    Ok(secret)
}

/// Takes a system away, with what it was sent; its secrets can never be read again.
pub async fn remove(tx: &mut Tx, id: WebhookId, by: &Actor) -> Result<(), WebhookError> {
    by.require(Permission::Manage)?;
    get(tx, id).await?;
    let removed = audit::entry(tx, done(id, Action::WebhookRemoved, Facts::default(), by))?;
    tx.execute_all(vec![(&sql::FORGET_ALL, args![id]), (&sql::REMOVE, args![id]), removed]).await?;
    Ok(sealing::destroy(tx, id.uuid()).await?)
}

/// The names of events, in the order in which they are listed; only of those that a system can hear of.
fn known(events: &[Action]) -> Result<Vec<&'static str>, WebhookError> {
    let wanted: Vec<_> =
        EVENTS.iter().filter(|event| events.contains(event)).map(|event| event.name()).collect();
    let strange = events.iter().any(|event| !EVENTS.contains(event));
    if wanted.is_empty() || strange { Err(WebhookError::Events) } else { Ok(wanted) }
}

/// What the trail says of it: that the address is another one shows in its digest.
fn facts(wanted: &Wanted) -> Facts {
    let digest = digest(&[wanted.url.as_str().as_bytes()]);
    Facts { events: Some(wanted.events.clone()), digest: Some(digest), ..Facts::default() }
}

/// What was done to a system.
pub(super) fn done(id: WebhookId, action: Action, after: Facts, by: &Actor) -> Done {
    Done { by: By::from(by), action, entity: Entity::Webhook(id), before: Facts::default(), after }
}

/// A system is left alone: for a day it hasn't answered as it should.
pub(super) async fn give_up(tx: &mut Tx, id: WebhookId) -> Result<(), DbError> {
    audit::record(tx, done(id, Action::WebhookFailing, Facts::default(), &Actor::System)).await
}
