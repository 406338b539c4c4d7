//! Time that the staff keeps free: nobody is booked into it but on purpose.
//!
//! A block owns whatever of its stretch nobody else has: appointments that were there stay, to be moved one by one, and
//! the time of each falls to the block as it goes. What is only kept for a caller gives way at once.

mod fill;
mod sql;

use domain::audit::{Action, By, Entity, Facts};
use domain::availability::Refusal;
use domain::ids::{BlockId, ResourceId};
use domain::permission::Actor;
use domain::practice::Practice;
use domain::{Pii, Span};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

pub(super) use self::fill::fill_again;
pub(crate) use self::sql::ALL;
use super::{BookingError, claim};
use crate::audit::{self, Done};
use crate::db::{DbError, Row, Tx, args};
use crate::sealing::{self, SealingError};

/// How long a block may last: more is an absence, which stands in the practice's file.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(31 * 24);

/// How many are read at a time.
const PAGE: u32 = 1000;

/// A stretch that the staff keeps free.
#[derive(Clone, Debug)]
pub struct Block {
    /// Which.
    pub id: BlockId,
    /// Whose time.
    pub resource: ResourceId,
    /// When.
    pub span: Span,
    /// What it is for, in the staff's words.
    pub note: Option<Pii<String>>,
}

/// Keeps a stretch of somebody's time free.
pub async fn block(
    tx: &mut Tx,
    practice: &Practice,
    resource: &ResourceId,
    span: Span,
    note: Option<Pii<String>>,
    by: &Actor,
) -> Result<Block, BookingError> {
    if practice.practitioner(resource).is_none() && practice.room(resource).is_none() {
        return Err(Refusal::UnknownPractitioner.into());
    }
    within_reach(span, tx.now())?;
    let id: BlockId = tx.mint();
    let (sealed, keep) = match &note {
        None => (None, None),
        Some(note) => {
            let (key, keep) = sealing::new_person(tx, id.uuid()).await?;
            (Some(key.seal("block", "note", id.uuid(), note.reveal())), Some(keep))
        }
    };
    let made = Done {
        by: By::from(by),
        action: Action::Blocked,
        entity: Entity::Block(id),
        before: Facts::default(),
        after: facts(resource, span),
    };
    let add = (&sql::ADD, args![id, resource, span.start, span.end, sealed, tx.now()]);
    let batch = keep.into_iter().chain([add, audit::entry(tx, made)?]).collect();
    // Whoever gives time of it back meanwhile passes it on to the block, or is seen to have done so.
    claim::lock(tx, std::slice::from_ref(resource)).await?;
    tx.execute_all(batch).await?;
    fill::fill(tx, id, resource, span, Some(by)).await?;
    Ok(Block { id, resource: resource.clone(), span, note })
}

/// Lets a stretch go that was kept free. What was overbooked into it, and other blocks over it, have it then.
pub async fn unblock(tx: &mut Tx, id: BlockId, by: &Actor) -> Result<Block, BookingError> {
    let block = the_block(tx, id).await?;
    claim::lock(tx, std::slice::from_ref(&block.resource)).await?;
    let removed = Done {
        by: By::from(by),
        action: Action::Unblocked,
        entity: Entity::Block(id),
        before: facts(&block.resource, block.span),
        after: Facts::default(),
    };
    let batch = vec![(&sql::REMOVE, args![id]), claim::give_back(id.uuid()), audit::entry(tx, removed)?];
    if tx.execute_all(batch).await?[0] != 1 {
        tx.give_up();
        return Err(BookingError::NotFound);
    }
    sealing::destroy(tx, id.uuid()).await?;
    claim::pass_on(tx, id.uuid()).await?;
    Ok(block)
}

/// One block.
pub async fn the_block(tx: &mut Tx, id: BlockId) -> Result<Block, BookingError> {
    let stored = tx.optional(&sql::GET, args![id], Stored::read).await?.ok_or(BookingError::NotFound)?;
    Ok(stored.open(tx).await?)
}

/// The blocks of some practitioners and rooms in a stretch of time, by their start; at most five hundred.
pub async fn blocks(tx: &mut Tx, whose: &[ResourceId], window: Span) -> Result<Vec<Block>, DbError> {
    let names: Vec<String> = whose.iter().map(|id| id.as_str().to_owned()).collect();
    let stored = tx.all(&sql::THEN, args![names, window.start, window.end], Stored::read).await?;
    let mut blocks = Vec::with_capacity(stored.len());
    for one in stored {
        blocks.push(one.open(tx).await?);
    }
    Ok(blocks)
}

/// What a practitioner or a room keeps free from now on, to the last stretch.
pub(super) async fn coming(tx: &mut Tx, whose: &ResourceId) -> Result<Vec<Span>, DbError> {
    let mut all = Vec::new();
    // What ends at this instant is over.
    let (mut end, mut id) = (tx.now(), Uuid::max());
    loop {
        let args = args![whose, end, id, PAGE];
        let read = |row: &Row<'_>| Ok((row.get::<Uuid>(0)?, super::rows::span(row, 1)?));
        let page = tx.all(&sql::FROM, args, read).await?;
        let last = page.last().filter(|_| page.len() == PAGE as usize).map(|(id, span)| (span.end, *id));
        all.extend(page.into_iter().map(|(_, span)| span));
        let Some(last) = last else { return Ok(all) };
        (end, id) = last;
    }
}

/// From a day ago to two years ahead, as appointments by hand.
fn within_reach(span: Span, now: Timestamp) -> Result<(), Refusal> {
    let day = SignedDuration::from_hours(24);
    if span.end.duration_since(now) < -day {
        return Err(Refusal::Past);
    }
    let too_far = span.start.duration_since(now) > day * 731 || span.duration() > LONGEST;
    if too_far { Err(Refusal::TooFar) } else { Ok(()) }
}

fn facts(resource: &ResourceId, span: Span) -> Facts {
    Facts { practitioner: Some(resource.clone()), span: Some(span), ..Facts::default() }
}

/// A block as it is stored.
struct Stored {
    block: Block,
    note: Option<Vec<u8>>,
    wrapped: Option<Vec<u8>>,
}

impl Stored {
    fn read(row: &Row<'_>) -> Result<Self, DbError> {
        let span = super::rows::span(row, 2)?;
        let block = Block { id: row.get(0)?, resource: row.get(1)?, span, note: None };
        Ok(Self { block, note: row.get(4)?, wrapped: row.get(5)? })
    }

    async fn open(self, tx: &mut Tx) -> Result<Block, DbError> {
        let mut block = self.block;
        let (Some(note), Some(wrapped)) = (self.note, self.wrapped) else { return Ok(block) };
        let keys = sealing::tenant(tx).await?;
        let id = block.id.uuid();
        let opened = sealing::unwrap(&keys, id, &wrapped, tx.dice())
            .and_then(|key| key.open("block", "note", id, &note))
            .map_err(|error| SealingError::from(error).into_db())?;
        block.note = Some(Pii::new(opened));
        Ok(block)
    }
}
