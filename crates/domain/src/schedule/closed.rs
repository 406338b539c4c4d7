//! Why nobody works on a date, as it can be said to a caller.

use jiff::civil::Date;

use super::hours_on;
use crate::holidays::{self, Holiday};
use crate::ids::ResourceId;
use crate::practice::{Change, Closure, Practice};

/// Why a date is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closed {
    /// A public holiday.
    Holiday(Holiday),
    /// A closure of the practice, or an absence of the practitioner.
    Closure {
        /// Why, in the practice's own words.
        reason: Option<String>,
        /// The last closed date.
        to: Date,
    },
    /// Not a day on which they work.
    DayOff,
}

/// Why a practitioner, or without one everybody, is away on a date; nothing when somebody works.
pub fn closed_because(practice: &Practice, practitioner: Option<&ResourceId>, date: Date) -> Option<Closed> {
    let asked = |id: &ResourceId| practitioner.is_none_or(|only| only == id);
    let mut candidates = practice.practitioners.iter().filter(|candidate| asked(&candidate.id));
    if candidates.any(|candidate| !hours_on(practice, candidate, date).is_empty()) {
        return None;
    }
    let own = practitioner.and_then(|id| practice.practitioner(id));
    let closure = covering(&practice.tenant.closures, date)
        .or_else(|| own.and_then(|own| covering(&own.closures, date)))
        .map(|closure| Closed::Closure { reason: closure.reason.clone(), to: closure.to });
    let holiday = || holidays::on(practice.tenant.public_holidays?, date).map(Closed::Holiday);
    let single_day = || {
        let closed = own?.overrides.iter().find(|o| o.date == date && o.change == Change::Closed)?;
        Some(Closed::Closure { reason: closed.reason.clone(), to: date })
    };
    closure.or_else(holiday).or_else(single_day).or(Some(Closed::DayOff))
}

/// Of the closures that cover a date, the one that lasts longest.
fn covering(closures: &[Closure], date: Date) -> Option<&Closure> {
    closures.iter().filter(|closure| closure.covers(date)).max_by_key(|closure| closure.to)
}
