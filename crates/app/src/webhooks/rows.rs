//! What is kept of systems and of what they were sent.

use domain::audit::Action;
use domain::ids::{AuditId, WebhookId};
use jiff::Timestamp;

use super::{Delivery, Outcome, State, Webhook, WebhookError, sql};
use crate::db::{DbError, Row, Tx, args};
use crate::sealing::{self, SealingError};

/// One system.
pub async fn get(tx: &mut Tx, id: WebhookId) -> Result<Webhook, WebhookError> {
    let stored = tx.optional(&sql::GET, args![id], read).await?.ok_or(WebhookError::NotFound)?;
    Ok(open(tx, stored).await?)
}

/// All systems, in the order in which they were added.
pub async fn list(tx: &mut Tx) -> Result<Vec<Webhook>, DbError> {
    let mut all = Vec::new();
    for stored in tx.all(&sql::LIST, args![], read).await? {
        all.push(open(tx, stored).await?);
    }
    Ok(all)
}

/// What a system was sent, the latest event first, before one of them; so many at most.
pub async fn deliveries(
    tx: &mut Tx,
    id: WebhookId,
    before: Option<AuditId>,
    most: u32,
) -> Result<Vec<Delivery>, DbError> {
    let before = before.unwrap_or(AuditId::new(uuid::Uuid::max()));
    tx.all(&sql::DELIVERIES, args![id, before, most], |row| {
        let outcome: String = row.get(2)?;
        Ok(Delivery {
            id: row.get(0)?,
            event: action(row, 1)?,
            outcome: Outcome::from_name(&outcome).ok_or_else(|| row.wrong(2))?,
            tries: row.get(3)?,
            code: row.get(4)?,
            trouble: row.get(5)?,
            at: row.get(6)?,
        })
    })
    .await
}

/// Forgets what was sent before an instant, so many at most; says how many.
pub(crate) async fn forget(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64, DbError> {
    tx.execute(&sql::FORGET, args![before, most]).await
}

/// A system as it is stored, its address still sealed.
struct Stored {
    webhook: Webhook,
    url: Vec<u8>,
}

fn read(row: &Row<'_>) -> Result<Stored, DbError> {
    let state: String = row.get(3)?;
    let webhook = Webhook {
        id: row.get(0)?,
        url: String::new(),
        events: row.json(2)?,
        state: State::from_name(&state).ok_or_else(|| row.wrong(3))?,
        tries: row.get(4)?,
        next_at: row.get(5)?,
        old_until: row.get(6)?,
        created_at: row.get(7)?,
    };
    Ok(Stored { webhook, url: row.get(1)? })
}

async fn open(tx: &mut Tx, stored: Stored) -> Result<Webhook, DbError> {
    let Stored { webhook, url } = stored;
    let key = sealing::person(tx, webhook.id.uuid()).await.map_err(SealingError::into_db)?;
    let url = key.open("webhook", "url", webhook.id.uuid(), &url);
    let url = url.map_err(|error| SealingError::from(error).into_db())?;
    let old_until = webhook.old_until.filter(|until| *until > tx.now());
    Ok(Webhook { url, old_until, ..webhook })
}

fn action(row: &Row<'_>, column: usize) -> Result<Action, DbError> {
    let name: String = row.get(column)?;
    Action::from_name(&name).ok_or_else(|| row.wrong(column))
}
