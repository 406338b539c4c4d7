//! «Mardi ou jeudi»: whoever names a few stretches of time hears of each.

use super::{Query, Slot};
use crate::span::Span;
use crate::wish::Wish;

/// The nearest slots; of each stretch that would suit and has none among them, its first takes the place of one that
/// isn't the first of its own. An exact start, or more stretches than slots are looked for, leaves them as they are.
pub(super) fn with_one_of_each(query: &Query, nearest: impl Fn(&Query) -> Vec<Slot>) -> Vec<Slot> {
    let mut slots = nearest(query);
    let days = &query.wish.days;
    if query.wish.target.is_some() || days.len() < 2 || days.len() > query.limit {
        return slots;
    }
    for day in days {
        if slots.iter().any(|slot| is_in(slot, day)) {
            continue;
        }
        let wish = Wish { days: vec![*day], ..query.wish.clone() };
        let own = nearest(&Query { wish, limit: 1, ..query.clone() });
        let Some(first) = own.into_iter().find(|slot| is_in(slot, day)) else { continue };
        if slots.len() == query.limit {
            let spare = (0..slots.len()).rev().find(|at| is_spare(&slots, *at, days));
            let Some(spare) = spare else { continue };
            slots.remove(spare);
        }
        slots.push(first);
    }
    slots.sort_by_key(|slot| (query.wish.seconds_off(at_start(slot)), slot.span.start));
    slots
}

fn is_in(slot: &Slot, day: &Span) -> bool {
    day.contains(slot.span.start)
}

/// Whether every stretch that it is in has a better one.
fn is_spare(slots: &[Slot], at: usize, days: &[Span]) -> bool {
    let mut own = days.iter().filter(|day| is_in(&slots[at], day));
    own.all(|day| slots[..at].iter().any(|slot| is_in(slot, day)))
}

fn at_start(slot: &Slot) -> Span {
    Span { end: slot.span.start, ..slot.span }
}
