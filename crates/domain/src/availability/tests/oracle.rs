//! A search that is slow and plain: every five minutes, every minute of what would be taken, then a sort.

use jiff::{SignedDuration, ToSpan};
use proptest::prelude::*;

use super::*;
use crate::clock;

const HOURS: [&str; 5] = [
    "\"09:00-12:00\", \"14:00-18:00\"",
    "\"00:00-24:00\"",
    "\"00:00-02:30\", \"03:10-05:00\", \"23:00-24:00\"",
    "\"01:30-03:30\", \"03:30-04:15\"",
    "\"22:00-23:00\"",
];
/// In each zone, noon two days before a clock change of 2026 (Apia has none any more).
const PLACES: [(&str, &str); 5] = [
    ("Europe/Paris", "2026-03-27T12:00"),
    ("Europe/Paris", "2026-10-23T12:00"),
    ("Africa/Cairo", "2026-04-22T12:00"),
    ("Australia/Lord_Howe", "2026-04-03T12:00"),
    ("Pacific/Apia", "2026-04-03T12:00"),
];

/// Minutes from now, and for how long: from a moment to several days, some in progress.
fn blocks() -> impl Strategy<Value = Vec<(i64, i64)>> {
    let short = (-300_i64..6_000, 1_i64..90);
    let days_long = (-3_000_i64..5_000, 600_i64..4_000);
    prop::collection::vec(prop_oneof![6 => short, 1 => days_long], 0..25)
}

#[derive(Clone, Debug)]
struct Case {
    place: usize,
    hours: usize,
    scan: bool,
    who: usize,
    blocks: [Vec<(i64, i64)>; 4],
    target: Option<i64>,
    days: Vec<(i64, i64)>,
    minutes: Option<(u16, u16)>,
    not_days: Vec<(i64, i64)>,
    after: Option<i64>,
    limit: usize,
}

fn case() -> impl Strategy<Value = Case> {
    let wish = (
        prop::option::of((0_i64..1_100).prop_map(|steps| steps * 5)),
        prop::collection::vec((0_i64..5_000, 30_i64..1_500), 0..3),
        prop::option::of((0_u16..288, 0_u16..=288).prop_map(|(from, to)| (from * 5, to * 5))),
        prop::collection::vec((0_i64..5_000, 30_i64..1_500), 0..2),
        prop::option::of(0_i64..4_000),
    );
    let place = (0..PLACES.len(), 0..HOURS.len(), any::<bool>(), 0_usize..3, 1_usize..6);
    (place, [blocks(), blocks(), blocks(), blocks()], wish).prop_map(|(place, blocks, wish)| Case {
        place: place.0,
        hours: place.1,
        scan: place.2,
        who: place.3,
        limit: place.4,
        blocks,
        target: wish.0,
        days: wish.1,
        minutes: wish.2.filter(|(from, to)| from != to),
        not_days: wish.3,
        after: wish.4,
    })
}

impl Case {
    fn ready(&self) -> (Practice, Query, Taken) {
        let (zone, noon) = PLACES[self.place];
        let practice = practice(zone, HOURS[self.hours]);
        let now = at(&practice, noon);
        let instant = |minutes: i64| now.checked_add(SignedDuration::from_mins(minutes)).unwrap();
        let spans = |of: &[(i64, i64)]| -> Vec<Span> {
            of.iter()
                .map(|(start, length)| Span::new(instant(*start), instant(start + length)).unwrap())
                .collect()
        };
        let mut query = query(if self.scan { "scan" } else { "visit" }, now);
        query.limit = self.limit;
        query.practitioners = ["ada", "bob"].iter().take(self.who % 2).map(|who| id(who)).collect();
        query.wish = Wish {
            days: spans(&self.days),
            target: self.target.map(instant),
            hours: self.minutes,
            not_days: spans(&self.not_days),
            not_weekdays: Vec::new(),
            after: self.after.map(instant),
            before: None,
        };
        let resources = ["ada", "bob", "red", "blue"].into_iter().zip(&self.blocks);
        let busy = resources.map(|(who, blocks)| (id(who), Spans::merged(spans(blocks)))).collect();
        (practice, query, busy)
    }
}

/// Whether nothing that is taken lies in any minute of a stretch.
fn free(busy: &Taken, who: &ResourceId, stretch: Span) -> bool {
    let mut minute = stretch.start;
    while minute < stretch.end {
        if busy[who].as_slice().iter().any(|taken| taken.contains(minute)) {
            return false;
        }
        minute += 1.minute();
    }
    true
}

type Found = (SignedDuration, Timestamp, i64, usize);

fn slowly(practice: &Practice, query: &Query, busy: &Taken) -> Vec<(ResourceId, Timestamp)> {
    let zone = practice.tenant.zone();
    let service = practice.service(&query.service).unwrap();
    let asked = |id: &ResourceId| query.practitioners.is_empty() || query.practitioners.contains(id);
    let mut found: Vec<Found> = Vec::new();
    for (place, who) in practice.practitioners.iter().enumerate().filter(|(_, who)| asked(&who.id)) {
        for step in 0..1_500 {
            let start = query.now + SignedDuration::from_mins(step * 5);
            let asked = Asked { service: service.id.clone(), practitioner: who.id.clone(), start, end: None };
            let Ok(slot) = super::place(practice, &asked, query.now) else { continue };
            let room =
                service.rooms.is_empty() || service.rooms.iter().any(|room| free(busy, room, slot.guard));
            if let Some(off) = query.wish.distance(start, zone)
                && room
                && free(busy, &who.id, slot.guard)
            {
                let day = clock::day(clock::date_at(start, zone), zone).unwrap();
                let load = busy[&who.id].as_slice().iter().filter_map(|taken| taken.intersect(day));
                found.push((off, start, load.map(|taken| taken.duration().as_secs()).sum(), place));
            }
        }
    }
    choose(practice, query, found)
}

fn choose(practice: &Practice, query: &Query, mut found: Vec<Found>) -> Vec<(ResourceId, Timestamp)> {
    found.sort_unstable();
    let (mut firsts, mut others): (Vec<Found>, Vec<Found>) = (Vec::new(), Vec::new());
    for pick in found {
        let again = firsts.last().is_some_and(|last| last.1 == pick.1);
        if again { others.push(pick) } else { firsts.push(pick) }
    }
    if query.wish.target.is_some() && firsts.first().is_some_and(|first| first.0.is_zero()) {
        firsts.truncate(1);
    } else {
        firsts.truncate(query.limit);
        let room = query.limit - firsts.len();
        firsts.extend(others.into_iter().take(room));
        firsts.sort_unstable();
    }
    firsts.into_iter().map(|pick| (practice.practitioners[pick.3].id.clone(), pick.1)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_sweep_finds_what_trying_every_minute_finds(case in case()) {
        let (practice, query, busy) = case.ready();
        let quickly: Vec<_> =
            nearest(&practice, &query, &busy).into_iter().map(|slot| (slot.resource, slot.span.start)).collect();
        prop_assert_eq!(quickly, slowly(&practice, &query, &busy));
    }

    #[test]
    fn every_slot_can_be_taken_as_it_is_offered(case in case()) {
        let (practice, mut query, busy) = case.ready();
        query.limit = 1_000;
        for slot in nearest(&practice, &query, &busy) {
            let (service, practitioner) = (slot.service.clone(), slot.resource.clone());
            let asked = Asked { service, practitioner, start: slot.span.start, end: Some(slot.span.end) };
            prop_assert_eq!(super::place(&practice, &asked, query.now).map(|placed| placed.guard), Ok(slot.guard));
            prop_assert!(busy[&slot.resource].leave_free(slot.guard));
            prop_assert_eq!(slot.room.is_some(), case.scan);
            prop_assert!(slot.room.is_none_or(|room| busy[&room].leave_free(slot.guard)));
        }
    }
}
