//! What was said in a call, where the practice keeps it: sealed with a key of the call's own, and gone with it.

use domain::Pii;
use domain::ids::{CallId, Minted as _};
use jiff::{SignedDuration, Timestamp};

use super::sql;
use crate::db::{DbError, Order, Tx, args};
use crate::sealing::{self, SealedWith, SealingError};
use crate::tenants;

/// Of how many calls the turns are forgotten in one transaction, for each row of a batch that may go.
const ROWS_A_CALL: u32 = 20;

/// Whose words a turn is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The caller's.
    Caller,
    /// Allo's.
    Allo,
}

impl Side {
    /// Its name in the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::Allo => "allo",
        }
    }

    /// The side of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Caller, Self::Allo].into_iter().find(|side| side.name() == name)
    }
}

/// A turn that was kept.
#[derive(Clone, Debug)]
pub struct Said {
    /// Whose words.
    pub side: Side,
    /// When.
    pub at: Timestamp,
    /// Which words.
    pub text: Pii<String>,
}

/// Writes a call's turns down as they are said.
pub(super) struct Record {
    call: CallId,
    key: SealedWith,
    seq: u32,
}

impl Record {
    /// For a call that begins, and the insertion that keeps its key.
    pub(super) async fn begin(tx: &mut Tx, call: CallId) -> Result<(Self, Order), DbError> {
        let (key, keep) = sealing::new_person(tx, call.uuid()).await?;
        Ok((Self { call, key, seq: 0 }, keep))
    }

    /// What was said since the last time.
    pub(super) async fn write(&mut self, tx: &mut Tx, said: &[(Side, &str)]) -> Result<(), DbError> {
        let mut batch: Vec<Order> = Vec::with_capacity(said.len());
        for (side, text) in said {
            self.seq += 1;
            let sealed = self.key.seal("call_turn", "text", self.call.uuid(), text);
            batch.push((&sql::SAY, args![self.call, self.seq, side.name(), tx.now(), sealed]));
        }
        tx.execute_all(batch).await.map(drop)
    }
}

/// What was said in a call, in order; nothing where it wasn't kept, or isn't any more.
pub async fn turns(tx: &mut Tx, call: CallId) -> Result<Vec<Said>, DbError> {
    let rows = tx.all(&sql::SAID, args![call], |row| {
        let side: String = row.get(0)?;
        let side = Side::from_name(&side).ok_or_else(|| row.wrong(0))?;
        Ok((side, row.get::<Timestamp>(1)?, row.get::<Vec<u8>>(2)?))
    });
    let rows = rows.await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = match sealing::person(tx, call.uuid()).await {
        Err(SealingError::Erased) => return Ok(Vec::new()),
        other => other.map_err(SealingError::into_db)?,
    };
    let open = |(side, at, sealed): (Side, Timestamp, Vec<u8>)| {
        let text = key.open("call_turn", "text", call.uuid(), &sealed);
        let text = text.map_err(|error| SealingError::from(error).into_db())?;
        Ok(Said { side, at, text: Pii::new(text) })
    };
    rows.into_iter().map(open).collect()
}

/// Forgets what was said longer ago than the practice keeps it, the oldest calls first; says how many turns.
pub(crate) async fn forget(tx: &mut Tx, most: u32) -> Result<u64, DbError> {
    let days = tenants::current(tx).await?.practice.tenant.policy.keep_turns_days;
    let kept = SignedDuration::from_hours(24).saturating_mul(days.into());
    let before = tx.now().checked_sub(kept).unwrap_or(tx.now());
    let (first, calls) = (CallId::from_parts(before, [0; 10]), most.div_ceil(ROWS_A_CALL));
    let batch = vec![(&sql::FORGET_KEYS, args![first, calls]), (&sql::FORGET_TURNS, args![first, calls])];
    // The keys go with the turns: they aren't counted.
    Ok(tx.execute_all(batch).await?.into_iter().next_back().unwrap_or_default())
}
