//! Outside calendars, as far as booking needs them: what is busy there, and whether we know.

mod sql;

use domain::ids::ResourceId;
use domain::span::Span;
use jiff::Timestamp;

pub(crate) use self::sql::ALL;
use crate::db::{DbError, Tx, args};

/// Whether what we know of a calendar can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It can.
    Known,
    /// It can't: nothing firm is booked, moved or cancelled with its practitioner (I5).
    Unknown,
}

impl State {
    const fn name(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Unknown => "unknown",
        }
    }
}

/// Something that is busy in an outside calendar.
#[derive(Clone, Debug)]
pub struct BusyEvent {
    /// Its id there.
    pub external_id: String,
    /// When.
    pub span: Span,
}

/// Connects a practitioner with an outside calendar, or says anew whether it is known.
pub async fn set_state(
    tx: &mut Tx,
    calendar: &str,
    resource: &ResourceId,
    state: State,
) -> Result<(), DbError> {
    let success = (state == State::Known).then(|| tx.now());
    tx.execute(&sql::SET_STATE, args![calendar, resource, state.name(), success]).await.map(drop)
}

/// Says what is busy in a calendar outside; an event that was there is replaced.
pub async fn put_busy(
    tx: &mut Tx,
    calendar: &str,
    resource: &ResourceId,
    event: &BusyEvent,
) -> Result<(), DbError> {
    let args = args![calendar, event.external_id.as_str(), resource, event.span.start, event.span.end];
    tx.execute(&sql::PUT_BUSY, args).await.map(drop)
}

/// What is busy of these resources in a stretch of time, in no order.
pub async fn busy(
    tx: &mut Tx,
    resources: &[ResourceId],
    window: Span,
) -> Result<Vec<(ResourceId, Span)>, DbError> {
    let names: Vec<String> = resources.iter().map(|id| id.as_str().to_owned()).collect();
    tx.all(&sql::BUSY, args![names, window.start, window.end], |row| {
        let span = Span::new(row.get(1)?, row.get(2)?).ok_or_else(|| row.wrong(1))?;
        Ok((row.get(0)?, span))
    })
    .await
}

/// Whether all outside calendars of these resources are known.
pub async fn known(tx: &mut Tx, resources: &[ResourceId]) -> Result<bool, DbError> {
    let names: Vec<String> = resources.iter().map(|id| id.as_str().to_owned()).collect();
    Ok(!tx.one(&sql::ANY_UNKNOWN, args![names], |row| row.get::<bool>(0)).await?)
}

/// Which of these resources have an outside calendar that isn't known.
pub async fn unknown(tx: &mut Tx, resources: &[ResourceId]) -> Result<Vec<ResourceId>, DbError> {
    let names: Vec<String> = resources.iter().map(|id| id.as_str().to_owned()).collect();
    tx.all(&sql::UNKNOWN, args![names], |row| row.get(0)).await
}

/// A calendar outside, as it stands.
#[derive(Clone, Debug)]
pub struct Health {
    /// Whose it is.
    pub resource: ResourceId,
    /// Whether it can be relied on.
    pub state: State,
    /// When it was last read.
    pub last_success: Option<Timestamp>,
}

/// How the calendars outside stand.
pub async fn health(tx: &mut Tx) -> Result<Vec<Health>, DbError> {
    tx.all(&sql::ALL_STATES, args![], |row| {
        let state: String = row.get(1)?;
        let state = if state == State::Known.name() { State::Known } else { State::Unknown };
        Ok(Health { resource: row.get(0)?, state, last_success: row.get(2)? })
    })
    .await
}
