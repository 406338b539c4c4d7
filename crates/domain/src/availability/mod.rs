//! Which slots are free, nearest to a wish first.
//!
//! The days of the practice's horizon are taken in the order in which they could hold a slot near the wish, one
//! at a time, and the search ends when no day that is left can hold a better slot than those already found.
//! Within a day each practitioner's hours, the wish and what is already taken are swept forwards once.

mod best;
mod each;
mod plan;
mod refusal;
mod sweep;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::refusal::{Asked, Refusal, place, place_by_hand, refusal};

use self::plan::Plan;
use crate::ids::{ResourceId, ServiceId};
use crate::practice::Practice;
use crate::span::{Span, Spans};
use crate::wish::Wish;

/// A bookable start: what, with whom, where and when.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// What is booked.
    pub service: ServiceId,
    /// With whom.
    pub resource: ResourceId,
    /// Where, when the service needs a room or a device.
    pub room: Option<ResourceId>,
    /// When the patient is there.
    pub span: Span,
    /// For how long practitioner and room are taken: the span with the service's buffers.
    pub guard: Span,
    /// Whether it overlaps the appointment that is being moved, so that it can't be held before that is undone.
    #[serde(default)]
    pub replaces: bool,
}

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Query {
    /// For which service.
    pub service: ServiceId,
    /// With one of these practitioners; empty for any who gives the service.
    pub practitioners: Vec<ResourceId>,
    /// When it should be.
    pub wish: Wish,
    /// The present instant, for notice and horizon.
    pub now: Timestamp,
    /// How many slots at most.
    pub limit: usize,
    /// The present slot of the appointment that is being moved. Its claim must not be among what is busy; the
    /// slot itself isn't offered again, unless its room can't be used any more.
    pub replaces: Option<Slot>,
}

/// What is already taken. Whoever asks for a call leaves out the call's own holds and the claim it would replace.
pub trait Busy {
    /// The claims' guards and the outside calendar's events of a resource.
    fn busy(&self, resource: &ResourceId) -> &Spans;
}

impl<S: std::hash::BuildHasher> Busy for std::collections::HashMap<ResourceId, Spans, S> {
    fn busy(&self, resource: &ResourceId) -> &Spans {
        self.get(resource).unwrap_or(Spans::EMPTY)
    }
}

impl Busy for std::collections::BTreeMap<ResourceId, Spans> {
    fn busy(&self, resource: &ResourceId) -> &Spans {
        self.get(resource).unwrap_or(Spans::EMPTY)
    }
}

/// The free slots nearest to the wish, the earlier first on a tie, at most [`Query::limit`].
///
/// Without a wish the earliest come first. When the exact start that was wished is free, it comes alone. Of several
/// practitioners who are free at one start, one is chosen (who has the appointment that is being moved, else who
/// has least to do that day, else the first in the practice's order); the others follow only when there are too
/// few other starts. Where a few stretches of time would suit, each that has a free start has one among them.
/// Unknown services and practitioners have no slots: [`refusal()`] says why.
pub fn search(practice: &Practice, query: &Query, busy: &dyn Busy) -> Vec<Slot> {
    each::with_one_of_each(query, |query| nearest(practice, query, busy))
}

/// The free slots nearest to the wish, in whichever of its stretches.
fn nearest(practice: &Practice, query: &Query, busy: &dyn Busy) -> Vec<Slot> {
    let Some(plan) = Plan::of(practice, query, busy) else { return Vec::new() };
    let mut best = best::Best::new(query.limit);
    for (off, day) in plan.days() {
        if best.beats((off, day.span.start.as_second())) {
            break;
        }
        sweep::day(&plan, &day, &mut best);
    }
    best.into_picks(query.wish.target).into_iter().filter_map(|pick| plan.slot(pick)).collect()
}

#[cfg(test)]
mod tests;
