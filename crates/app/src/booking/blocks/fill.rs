//! Claiming for a block what nobody else has of its stretch.

use domain::Span;
use domain::ids::{BlockId, ResourceId};
use domain::permission::Actor;
use domain::span::Spans;
use jiff::SignedDuration;

use super::super::claim::{self, Claim, Purpose};
use super::super::rows::span;
use super::sql;
use crate::db::{DbError, Tx, args};

/// No claim is longer than this, so that looking back for one has a bound.
const PIECE: SignedDuration = SignedDuration::from_hours(72);

/// How often what is free is read anew because somebody was quicker.
const TRIES: u8 = 4;

/// Claims for a block what is free of a stretch; somebody's decision to block lets go what is only kept there.
pub(super) async fn fill(
    tx: &mut Tx,
    id: BlockId,
    resource: &ResourceId,
    stretch: Span,
    by: Option<&Actor>,
) -> Result<(), DbError> {
    for _ in 0..TRIES {
        if let Some(by) = by {
            claim::end_holds(tx, resource, stretch, by).await?;
        }
        let args = args![resource, stretch.start, stretch.end];
        let taken = tx.all(&super::super::sql::TAKEN_THEN, args, |row| span(row, 0)).await?;
        let mut had_all = true;
        for free in gaps(stretch, &Spans::merged(taken)) {
            let claim =
                Claim { group: id.uuid(), resource, span: free, guard: free, purpose: Purpose::Block };
            had_all &= claim.make(tx).await?;
        }
        if had_all {
            return Ok(());
        }
    }
    Err(DbError::Conflict("a block"))
}

/// Time that was given back falls to the blocks that reach over it.
pub(in super::super) async fn fill_again(
    tx: &mut Tx,
    resource: &ResourceId,
    freed: Span,
) -> Result<(), DbError> {
    let args = args![resource, freed.start, freed.end];
    let over = tx.all(&sql::REACHING, args, |row| Ok((row.get::<BlockId>(0)?, span(row, 1)?))).await?;
    for (id, all) in over {
        if let Some(stretch) = all.intersect(freed) {
            fill(tx, id, resource, stretch, None).await?;
        }
    }
    Ok(())
}

/// What a stretch has beside what is taken, in pieces.
fn gaps(stretch: Span, taken: &Spans) -> Vec<Span> {
    let mut free = Vec::new();
    let mut start = stretch.start;
    for one in taken.from(stretch.start).iter().take_while(|one| one.start < stretch.end) {
        free.extend(Span::new(start, one.start));
        start = one.end;
    }
    free.extend(Span::new(start, stretch.end));
    free.into_iter().flat_map(pieces).collect()
}

fn pieces(stretch: Span) -> impl Iterator<Item = Span> {
    let mut left = Some(stretch);
    std::iter::from_fn(move || {
        let all = left?;
        let cut = all.start.checked_add(PIECE).map_or(all.end, |cut| cut.min(all.end));
        left = Span::new(cut, all.end);
        Span::new(all.start, cut)
    })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn hours(start: i64, end: i64) -> Span {
        let at = |hour: i64| Timestamp::from_second(hour * 3600).unwrap();
        Span::new(at(start), at(end)).unwrap()
    }

    #[test]
    fn a_block_has_what_nobody_else_has() {
        let taken = Spans::merged(vec![hours(0, 9), hours(10, 11), hours(11, 12), hours(17, 30)]);
        assert_eq!(gaps(hours(8, 18), &taken), [hours(9, 10), hours(12, 17)]);
        assert_eq!(gaps(hours(0, 9), &taken), []);
        assert_eq!(gaps(hours(40, 41), &taken), [hours(40, 41)]);
    }

    #[test]
    fn a_long_one_is_claimed_in_pieces() {
        assert_eq!(gaps(hours(0, 150), Spans::EMPTY), [hours(0, 72), hours(72, 144), hours(144, 150)]);
    }
}
