//! What a sentence says of time, beside what was made of it: by this a reading is checked in the end.

use std::ops::Range;

use jiff::civil::DateTime;

use crate::decision::{Placed, Way};
use crate::entity::Found;
use crate::heard::{Heard, Said};
use crate::time::place::{self, Anchor};
use crate::time::value::{Date, Day};
use crate::{EntityKind, Role};

/// What no rule, or only one that may be wrong, has accounted for.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    /// Times that are in nothing that was made of them.
    pub(crate) lost: Vec<Placed>,
    /// Times that a plain correction has taken back.
    pub(crate) taken_back: Vec<Placed>,
    /// A date that was taken back for a weekday, and is one: «le dix-neuf, enfin le samedi».
    pub(crate) restated: Option<Placed>,
    /// Days that are refused, and said again after it.
    pub(crate) taken_up: Vec<Placed>,
    /// A time was said that has no place on the calendar: «le même jour», and no day was said.
    pub(crate) adrift: bool,
    /// Something says how far an appointment is moved.
    pub(crate) displaced: bool,
    /// One of several is picked by its number: «je prends la deuxième».
    pub(crate) picks: bool,
    /// The tokens that are in a time…
    pub(crate) timed: Vec<bool>,
    /// … or in anything else that was found.
    pub(crate) read: Vec<bool>,
}

/// The mentions of a sentence, stage by stage.
pub(crate) struct Stages<'s> {
    /// As they were read.
    pub(crate) read: &'s [Said],
    /// Joined and completed.
    pub(crate) joined: &'s [Said],
    /// Without what was taken back.
    pub(crate) corrected: &'s [Said],
    /// With their roles.
    pub(crate) last: &'s [Said],
}

impl Evidence {
    /// Of a sentence whose mentions went through these stages; `moved` are the words that say how far an
    /// appointment is moved.
    pub(crate) fn of(
        heard: &Heard<'_>,
        found: &[Found],
        stages: &Stages<'_>,
        moved: Option<&Range<usize>>,
        now: DateTime,
    ) -> Self {
        let is_in =
            |mention: &Said, others: &[Said]| others.iter().any(|o| overlaps(&o.tokens, &mention.tokens));
        let taken_back: Vec<Said> =
            stages.joined.iter().filter(|j| !is_in(j, stages.corrected)).cloned().collect();
        let is_lost = |m: &&Said| !m.time.told && !is_in(m, stages.last) && !is_in(m, &taken_back);
        // What joins a day and its hour holds the words between them too; those are in no time.
        let added = || stages.joined.iter().filter(|j| !is_in(j, stages.read));
        let timed: Vec<bool> = (0..heard.tokens.len())
            .map(|at| stages.read.iter().chain(added()).any(|m| m.tokens.contains(&at)))
            .collect();
        let is_length = |f: &Found| f.entity.as_ref().is_some_and(|e| e.kind == EntityKind::Duration);
        let read = (0..heard.tokens.len()).map(|at| {
            let own = heard.in_text(&(at..at + 1)).start;
            timed[at]
                || moved.is_some_and(|moved| moved.contains(&at))
                || found.iter().any(|f| !is_length(f) && f.tokens.contains(&own))
        });
        Self {
            lost: stages.read.iter().filter(is_lost).filter_map(|m| alone(heard, m, now)).collect(),
            taken_back: taken_back.iter().filter_map(|m| alone(heard, m, now)).collect(),
            restated: restated(heard, &taken_back, stages.last, now),
            displaced: moved.is_some(),
            picks: found.iter().any(|f| {
                let is_time = (0..timed.len())
                    .any(|at| timed[at] && f.tokens.contains(&heard.in_text(&(at..at + 1)).start));
                !is_time && f.entity.as_ref().is_some_and(|e| e.kind == EntityKind::Ordinal)
            }),
            read: read.collect(),
            timed,
            ..Self::default()
        }
    }
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// A mention on the calendar, for itself.
fn alone(heard: &Heard<'_>, mention: &Said, now: DateTime) -> Option<Placed> {
    let readings = place::place(&mention.time, heard.original(&mention.tokens), Role::At, &Anchor::at(now));
    let way = Way::of(mention.time.day.as_ref());
    (!readings.is_empty()).then(|| Placed {
        tokens: mention.tokens.clone(),
        readings,
        doubtful: false,
        way,
        clashes: false,
        weight: 0,
    })
}

/// The date that a weekday has taken the place of, where it is such a weekday.
fn restated(heard: &Heard<'_>, taken_back: &[Said], last: &[Said], now: DateTime) -> Option<Placed> {
    let day = |placed: &Placed| placed.readings[0].start.map(DateTime::date);
    let by_name = |m: &&Said| matches!(m.time.day, Some(Day::Weekday { .. } | Day::InWeek { .. }));
    let names: Vec<_> = last.iter().filter(by_name).filter_map(|m| day(&alone(heard, m, now)?)).collect();
    // «Jeudi quatorze, non, quinze heures», «le treize, c'est un dimanche, le quatorze»
    let bare = |m: &&Said| matches!(m.time.day, Some(Day::Date(Date { weekday: None, .. })));
    if last.iter().any(|m| matches!(m.time.day, Some(Day::Date(_)))) {
        return None;
    }
    let dates = taken_back.iter().filter(bare);
    dates.filter_map(|m| alone(heard, m, now)).find(|date| {
        day(date).is_some_and(|date| names.iter().any(|n| *n != date && n.weekday() == date.weekday()))
    })
}
