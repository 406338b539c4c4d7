//! One day, swept forwards: hours, wish, what is taken and rooms, in whole seconds.
//!
//! Whole seconds, because starts lie on a grid of minutes: what is taken is rounded outwards.

use jiff::Timestamp;

use super::Slot;
use super::best::{Best, Pick};
use super::plan::{Candidate, Lengths, Place, Plan};
use crate::schedule::{self, Day};
use crate::span::Span;

/// Offers every start of the day that is good enough.
pub(super) fn day(plan: &Plan<'_>, day: &Day<'_>, best: &mut Best) {
    let windows: Vec<Span> = plan
        .query
        .wish
        .starts_on(day)
        .into_iter()
        .filter_map(|window| window.intersect(plan.reach))
        .collect();
    if windows.is_empty() {
        return;
    }
    let rooms = rooms(plan, day);
    for (place, candidate) in plan.candidates.iter().enumerate() {
        let busy = following(candidate.busy.as_slice(), ceiling(day.span.start) - plan.lengths.before);
        let mut one = OneDay { plan, day, candidate, place, busy, rooms: rooms.as_deref(), load: None };
        for stretch in schedule::stretches(plan.practice, candidate.who, day) {
            for window in &windows {
                one.sweep(stretch, *window, best);
            }
        }
    }
}

/// One candidate's day.
struct OneDay<'p, 'a> {
    plan: &'p Plan<'a>,
    day: &'p Day<'a>,
    candidate: &'p Candidate<'a>,
    place: usize,
    /// What is taken from this day on.
    busy: &'p [Span],
    /// The starts for which some room is free, both ends included; nothing when no room is needed.
    rooms: Option<&'p [(i64, i64)]>,
    load: Option<i64>,
}

impl OneDay<'_, '_> {
    /// Offers the free starts of a stretch of hours that lie in a window.
    fn sweep(&mut self, stretch: Span, window: Span, best: &mut Best) {
        let lengths = self.plan.lengths;
        let (opening, closing) = (ceiling(stretch.start), stretch.end.as_second());
        let end = ceiling(window.end).min(closing - lengths.visit + 1);
        let on_grid =
            |at: i64| opening + (at - opening + lengths.step - 1).div_euclid(lengths.step) * lengths.step;
        let mut start = on_grid(ceiling(window.start).max(opening));
        let (mut busy, mut rooms) = (self.busy, self.rooms);
        while start < end {
            let free = next_free(&mut busy, start, end, lengths);
            let Some(earliest) = rooms.as_mut().map_or(Some(free), |rooms| next_open(rooms, free)) else {
                return;
            };
            if start < earliest {
                start = on_grid(earliest);
                continue;
            }
            if self.offer(start, best) {
                return;
            }
            start += lengths.step;
        }
    }

    /// Offers a start. True when no later one of this day can be better than what is kept.
    fn offer(&mut self, start: i64, best: &mut Best) -> bool {
        let wish = &self.plan.query.wish;
        let Ok(instant) = Timestamp::from_second(start) else { return true };
        let off = wish.seconds_off(Span { start: instant, end: instant });
        if best.beats((off, start)) {
            let moving_away = wish.target.map_or(wish.days.is_empty(), |target| target <= instant);
            return moving_away;
        }
        if !self.is_the_present_slot(instant) {
            best.offer(Pick { key: (off, start), rank: (self.candidate.other, self.load(), self.place) });
        }
        false
    }

    /// Whether it is where the appointment is that moves. When its room can't be used then, another one may be.
    fn is_the_present_slot(&self, start: Timestamp) -> bool {
        let stays = |slot: &Slot| slot.room.as_ref().is_none_or(|id| self.plan.room_open(id, self.day.date));
        self.plan.query.replaces.as_ref().is_some_and(|slot| {
            slot.span.start == start && slot.resource == self.candidate.who.id && stays(slot)
        })
    }

    /// How many seconds of the day they are already taken.
    fn load(&mut self) -> i64 {
        let (candidate, day) = (self.candidate, self.day.span);
        *self.load.get_or_insert_with(|| {
            let taken = candidate.busy.from(day.start).iter().map_while(|taken| taken.intersect(day));
            taken.map(|taken| taken.duration().as_secs()).sum()
        })
    }
}

/// The starts of a day for which some room is free, as stretches with both ends included, in order.
fn rooms(plan: &Plan<'_>, day: &Day<'_>) -> Option<Vec<(i64, i64)>> {
    if plan.rooms.is_empty() {
        return None;
    }
    let open = plan.rooms.iter().filter(|room| plan.room_open(room.id, day.date));
    let mut starts: Vec<_> = open.flat_map(|room| starts_in(room, plan.lengths, day.span)).collect();
    starts.sort_unstable();
    starts.dedup_by(|next, kept| {
        let joins = next.0 <= kept.1 + 1;
        if joins {
            kept.1 = kept.1.max(next.1);
        }
        joins
    });
    Some(starts)
}

/// The starts of a day for which one room is free.
fn starts_in(room: &Place<'_>, lengths: Lengths, day: Span) -> Vec<(i64, i64)> {
    let (mut from, last) = (ceiling(day.start), ceiling(day.end) - 1);
    let mut starts = Vec::new();
    for taken in following(room.busy.as_slice(), from - lengths.before) {
        let latest = taken.start.as_second() - lengths.visit - lengths.after;
        if from <= latest.min(last) {
            starts.push((from, latest.min(last)));
        }
        from = from.max(ceiling(taken.end) + lengths.before);
        if last < from {
            return starts;
        }
    }
    starts.push((from, last));
    starts
}

/// The first second from a start on at which the guard is free, or one past the end. Steps over gaps that are too
/// short even off the grid without a look at the grid.
fn next_free(busy: &mut &[Span], start: i64, end: i64, lengths: Lengths) -> i64 {
    let Lengths { visit, before, after, .. } = lengths;
    *busy = skip(busy, |taken| ceiling(taken.end) <= start - before);
    let mut free = start;
    while let Some(taken) = busy.first()
        && free < end
        && taken.start.as_second() < free + visit + after
    {
        free = free.max(ceiling(taken.end) + before);
        *busy = &busy[1..];
    }
    free
}

/// The first second from a start on at which some room is free.
fn next_open(rooms: &mut &[(i64, i64)], start: i64) -> Option<i64> {
    *rooms = skip(rooms, |(_, last)| *last < start);
    rooms.first().map(|(first, _)| start.max(*first))
}

/// What ends after a second.
fn following(busy: &[Span], second: i64) -> &[Span] {
    &busy[busy.partition_point(|taken| ceiling(taken.end) <= second)..]
}

fn skip<T>(mut from: &[T], past: impl Fn(&T) -> bool) -> &[T] {
    while from.first().is_some_and(&past) {
        from = &from[1..];
    }
    from
}

/// The first whole second at or after an instant.
fn ceiling(instant: Timestamp) -> i64 {
    let second = instant.as_second();
    if instant.subsec_nanosecond() > 0 { second + 1 } else { second }
}
