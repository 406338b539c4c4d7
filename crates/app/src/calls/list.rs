//! The calls there were, and what each did.

use domain::audit::{Action, By, Entity, Entry};
use domain::ids::CallId;
use domain::{Lang, Span};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::{Outcome, sql};
use crate::audit::{self, Filter, Which};
use crate::db::{DbError, Row, Tx, args};

/// No call lasts longer: one without an end that began before that was cut off.
const LONGEST: SignedDuration = SignedDuration::from_hours(3);

/// How many entries of one call are shown.
const DEEDS: u32 = 200;

/// A call as it is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRecord {
    /// Which call.
    pub id: CallId,
    /// By which entrance it came: `talk`, `chat`, `telephone`…
    pub channel: String,
    /// The language it began in.
    pub lang: Lang,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; nothing while it goes on, or when it was cut off.
    pub ended_at: Option<Timestamp>,
    /// What came of it, once it has ended.
    pub outcome: Option<Outcome>,
}

impl CallRecord {
    fn read(row: &Row<'_>) -> Result<Self, DbError> {
        let (lang, outcome): (String, Option<String>) = (row.get(2)?, row.get(5)?);
        Ok(Self {
            id: row.get(0)?,
            channel: row.get(1)?,
            lang: Lang::from_tag(&lang).ok_or_else(|| row.wrong(2))?,
            started_at: row.get(3)?,
            ended_at: row.get(4)?,
            outcome: outcome.as_deref().and_then(Outcome::from_name),
        })
    }

    /// Whether it goes on.
    pub fn goes_on(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now.duration_since(self.started_at) < LONGEST
    }

    /// How long it lasted, if it came to its end.
    pub fn lasted(&self) -> Option<SignedDuration> {
        self.ended_at.map(|end| end.duration_since(self.started_at))
    }
}

/// Which calls are listed. What is left open doesn't matter.
#[derive(Clone, Debug)]
pub struct CallFilter {
    /// Begun in this stretch of time.
    pub within: Span,
    /// Of which this came.
    pub outcome: Option<Outcome>,
    /// By this entrance.
    pub channel: Option<String>,
}

/// Calls, the last first, after the one that began then and has this id.
pub async fn calls(
    tx: &mut Tx,
    filter: &CallFilter,
    after: Option<(Timestamp, CallId)>,
    limit: u32,
) -> Result<Vec<CallRecord>, DbError> {
    let (before, id) = after.map_or((filter.within.end, Uuid::nil()), |(at, id)| (at, id.uuid()));
    let outcome = filter.outcome.map(Outcome::name);
    let args = args![filter.within.start, before, id, outcome, filter.channel.as_ref(), limit];
    tx.all(&sql::CALLS, args, CallRecord::read).await
}

/// The calls in which somebody spoke of danger then, the last first.
pub async fn alarms(tx: &mut Tx, then: Span, limit: u32) -> Result<Vec<CallRecord>, DbError> {
    let action = Some(Action::Emergency);
    let filter = Filter { from: Some(then.start), to: Some(then.end), action, ..Filter::default() };
    let mut alarms = Vec::new();
    for entry in audit::look(tx, &filter, None, limit).await?.entries {
        let Entity::Call(id) = entry.entity else { continue };
        alarms.extend(call(tx, id).await?);
    }
    Ok(alarms)
}

/// One call.
pub async fn call(tx: &mut Tx, id: CallId) -> Result<Option<CallRecord>, DbError> {
    tx.optional(&sql::CALL, args![id], CallRecord::read).await
}

/// What a call did, in order: the entries of the trail that bear its name, but those of its own beginning and
/// end.
pub(super) async fn deeds(tx: &mut Tx, call: CallId) -> Result<Vec<Entry>, DbError> {
    let actor = Some(Which::One(By::Call(call).label()));
    let mut deeds = audit::look(tx, &Filter { actor, ..Filter::default() }, None, DEEDS).await?.entries;
    deeds.retain(|deed| deed.entity != Entity::Call(call) || deed.action == Action::Emergency);
    deeds.reverse();
    Ok(deeds)
}
