//! What became of a message: sent, to be tried again, given up, or late.

use domain::audit::{Action, By, Entity, Facts};
use domain::ids::{MessageId, TenantId};
use jiff::Timestamp;

use super::kind::State;
use super::post::Trouble;
use super::sql;
use crate::audit::{self, Done};
use crate::db::{Db, DbError, Tx, args};
use crate::jobs::{self, Failed, Job};

/// Writes down what became of a message, and of the work that it was for; nothing when the work is somebody else's by
/// now, who writes down what becomes of it with them.
pub(super) async fn note(
    tx: &mut Tx,
    job: &Job,
    id: MessageId,
    carried: &Result<String, Trouble>,
) -> Result<(), DbError> {
    let trouble = match carried {
        Ok(known_by) => {
            if !jobs::done(tx, job).await? {
                return Ok(());
            }
            tx.execute(&sql::SENT, args![id, known_by, tx.now()]).await?;
            return audit::record(tx, done(id, Action::MessageSent)).await;
        }
        Err(trouble) => trouble,
    };
    let outcome = if trouble.for_good {
        jobs::give_up(tx, job, &trouble.why).await?
    } else {
        jobs::failed(tx, job, &trouble.why).await?
    };
    let (state, over) = match outcome {
        Failed::Late => return Ok(()),
        Failed::Dead => (State::Failed, true),
        Failed::Again => (State::Queued, false),
    };
    tx.execute(&sql::TRIED, args![id, state.name(), trouble.why.as_str(), tx.now()]).await?;
    if over { audit::record(tx, done(id, Action::MessageFailed)).await } else { Ok(()) }
}

/// Gives up what nobody sent in time; says how many there were.
pub(crate) async fn lapse(db: &Db, tenant: TenantId, now: Timestamp) -> Result<usize, DbError> {
    let mut tx = db.write(tenant, now).await?;
    let late: Vec<MessageId> = tx.all(&sql::LAPSED, args![now], |row| row.get(0)).await?;
    for id in &late {
        tx.execute(&sql::TRIED, args![*id, State::Failed.name(), "too_late", now]).await?;
        audit::record(&mut tx, done(*id, Action::MessageFailed)).await?;
    }
    if late.is_empty() { Ok(0) } else { tx.commit().await.map(|()| late.len()) }
}

fn done(id: MessageId, action: Action) -> Done {
    let entity = Entity::Message(id);
    Done { by: By::System, action, entity, before: Facts::default(), after: Facts::default() }
}
