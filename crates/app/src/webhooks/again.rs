//! Telling a system something again, or for a trial.

use domain::audit::{Action, Facts};
use domain::ids::{AuditId, WebhookId};
use domain::permission::{Actor, Permission};
use jiff::Timestamp;

use super::manage::done;
use super::rows::get;
use super::{WebhookError, sql};
use crate::audit;
use crate::db::{Tx, args};

/// Has a trial message sent at once, whatever the system's state: the entry of the trail that says so is what it is
/// told. It is tried once.
pub async fn ping(tx: &mut Tx, id: WebhookId, by: &Actor) -> Result<AuditId, WebhookError> {
    by.require(Permission::Manage)?;
    get(tx, id).await?;
    let asked = done(id, Action::WebhookTested, Facts::default(), by);
    let (message, written) = audit::identified(tx, asked)?;
    let args = args![id, message, Action::WebhookTested.name(), tx.now()];
    tx.execute_all(vec![written, (&sql::ASK, args), (&sql::ASKED_NOW, args![id, tx.now()])]).await?;
    Ok(message)
}

/// Has something sent once more that was sent before, under the same id.
pub async fn resend(tx: &mut Tx, id: WebhookId, message: AuditId, by: &Actor) -> Result<(), WebhookError> {
    by.require(Permission::Manage)?;
    get(tx, id).await?;
    if tx.execute(&sql::ASK_AGAIN, args![id, message, tx.now()]).await? == 0 {
        return Err(WebhookError::NotFound);
    }
    let after = Facts { count: Some(1), ..Facts::default() };
    let written = audit::entry(tx, done(id, Action::WebhookReplayed, after, by))?;
    tx.execute_all(vec![(&sql::ASKED_NOW, args![id, tx.now()]), written]).await?;
    Ok(())
}

/// Has everything told, in order, that happened from an instant on: again what was told, or never what wasn't when the
/// instant is now. What happened, happened in any agenda: who has it told sees them all.
pub async fn replay(tx: &mut Tx, id: WebhookId, since: Timestamp, by: &Actor) -> Result<(), WebhookError> {
    by.require(Permission::Manage)?;
    if since < tx.now() {
        by.require(Permission::ViewAll)?;
    }
    get(tx, id).await?;
    let place = audit::place_before(tx, since).await?;
    let after = Facts { until: Some(since), ..Facts::default() };
    let written = audit::entry(tx, done(id, Action::WebhookReplayed, after, by))?;
    tx.execute_all(vec![(&sql::GO_TO, args![id, place, tx.now()]), written]).await?;
    Ok(())
}
