//! Days and longer stretches onto the calendar.

use jiff::civil::{Date as Civil, DateTime, Weekday};
use jiff::{Span, ToSpan};

use super::dates::{calendar_month, nearest, nth, nth_working, numbered};
use super::stretches::{
    feast_stretch, next_slice, nth_weekend, period, season_days, slice_of, week_numbered, week_of, weekend,
    whole_units, within,
};
use crate::Grain;
use crate::time::value::{Course, Day, Unit, Which};

/// Before this hour some have not been to bed, and others are up already.
const NIGHT_ENDS: i8 = 4;

/// What days are placed against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Anchor {
    pub(crate) now: DateTime,
    /// The day of the appointment that is.
    pub(crate) after: Option<Civil>,
    /// On which side of `after` it is wished.
    pub(crate) course: Course,
    /// It is wished at an hour of its own, which may be another of the same day.
    pub(crate) rescheduled: bool,
    /// A week or another stretch of days that was named before, its end exclusive: a bare weekday is in it.
    pub(crate) within: Option<(Civil, Civil)>,
    /// The days that were wished by their numbers, the last of each weekday, from Monday on: its weekday alone means it
    /// again.
    pub(crate) numbered: [Option<Civil>; 7],
    /// The day that was last spoken of.
    pub(crate) spoken: Option<Civil>,
}

impl Anchor {
    pub(crate) fn at(now: DateTime) -> Self {
        Self {
            now,
            after: None,
            course: Course::Open,
            rescheduled: false,
            within: None,
            numbered: [None; 7],
            spoken: None,
        }
    }

    pub(super) fn today(&self) -> Civil {
        self.now.date()
    }
}

/// A placed stretch; `whole` when it is exactly one unit of its grain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) start: DateTime,
    pub(crate) end: DateTime,
    pub(crate) grain: Grain,
    pub(crate) whole: bool,
}

/// A stretch, and another reading when the words have two.
pub(crate) type Readings = (Stretch, Option<Stretch>);

/// Places a day; `None` when there is no such day («le 31 février»).
pub(crate) fn place(day: &Day, anchor: &Anchor) -> Option<Readings> {
    match day {
        Day::Date(date) => numbered(*date, anchor),
        Day::Weekday { day, which } => weekday(*day, *which, anchor),
        Day::After { days, base } if **base == Day::Spoken => {
            let base = anchor.spoken.unwrap_or(anchor.today());
            Some((single(plus(base, *days)?)?, None))
        }
        Day::After { days, base } => {
            let (first, other) = place(base, anchor)?;
            let other = other.and_then(|s| single(plus(s.start.date(), *days)?));
            Some((single(plus(first.start.date(), *days)?)?, other))
        }
        Day::Named { name, base } => {
            let first = place(base, anchor)?.0;
            let agree = first.start.date().weekday() == *name;
            let other = || single(anchor.today().nth_weekday(1, *name).ok()?);
            Some((first, if agree { None } else { other() }))
        }
        // «Demain», said after midnight: some mean the day that has begun.
        Day::In { n: n @ 1..=2, unit: Unit::Day } if anchor.now.hour() < NIGHT_ENDS => {
            Some((sure(day, anchor)?, single(plus(anchor.today(), n - 1)?)))
        }
        // «En fin de semaine», said in it: this one's, or the next's.
        Day::Slice { slice, of } => {
            let first = slice_of(*slice, of, anchor)?;
            Some((first, next_slice(*slice, of, first, anchor)))
        }
        Day::Weekend { n: 1 } if anchor.today().weekday().to_monday_zero_offset() < 5 => {
            Some((weekend(anchor, 1)?, weekend(anchor, 0)))
        }
        day => Some((sure(day, anchor)?, None)),
    }
}

/// Days that have one reading.
fn sure(day: &Day, anchor: &Anchor) -> Option<Stretch> {
    let today = anchor.today();
    match day {
        Day::In { n, unit } => shifted(*n, *unit, anchor),
        Day::Period { n, unit } => period(today, *n, *unit),
        Day::PeriodAfter { n, unit } => period(anchor.spoken.unwrap_or(today), *n, *unit),
        Day::InWeek { day, week } => in_week(*day, place(week, anchor)?.0.start.date()),
        Day::SameWeekday { week } => in_week(anchor.spoken?.weekday(), place(week, anchor)?.0.start.date()),
        Day::MonthsAfter { months, base } => {
            single(place(base, anchor)?.0.start.date().checked_add(months.months()).ok()?)
        }
        Day::Beside { day, side, base } => single(beside(*day, *side, place(base, anchor)?.0.start.date())?),
        Day::Month { month, year } => calendar_month(*month, *year, today),
        Day::WeekNumbered(n) => week_numbered(*n, today),
        Day::WeekOf(of) => week_of(place(of, anchor)?.0.start.date()),
        Day::Nth { n, day, of } => nth(*n, *day, of, anchor),
        Day::Working { n, of } => nth_working(*n, of, anchor),
        Day::NthWeekend { n, of } => nth_weekend(*n, of, anchor),
        Day::Whole { n, unit } => whole_units(*n, *unit, anchor.now),
        Day::Within { n, unit } => within(*n, *unit, anchor.now),
        Day::UntilEnd(of) => interval(anchor.now, place(of, anchor)?.0.end, Grain::Day),
        Day::Weekend { n } => weekend(anchor, *n),
        Day::WorkingWeek { n } => {
            let skip = i32::from(today.weekday().to_monday_zero_offset() > 4);
            let monday = plus(monday_of(today)?, 7 * (n + skip))?;
            days(monday, plus(monday, 5)?)
        }
        Day::Season { season, n } => season_days(*season, *n, today),
        Day::Feast { feast, year } => feast_stretch(*feast, *year, today),
        // «Le même jour», and no day was said: nobody here knows which.
        Day::Spoken => single(anchor.spoken?),
        Day::OfAppointment => single(anchor.after?),
        Day::Now => Some(Stretch { start: anchor.now, end: anchor.now, grain: Grain::Second, whole: true }),
        Day::Date(_) | Day::Weekday { .. } | Day::After { .. } | Day::Named { .. } | Day::Slice { .. } => {
            None
        }
    }
}

pub(super) fn plus(day: Civil, days: i32) -> Option<Civil> {
    day.checked_add(days.days()).ok()
}

/// Monday is 0.
pub(crate) fn place_in_week(day: Weekday) -> usize {
    usize::from(day.to_monday_zero_offset().unsigned_abs())
}

/// From Monday to Sunday, the end exclusive.
pub(crate) fn week_around(day: Civil) -> Option<(Civil, Civil)> {
    let monday = monday_of(day)?;
    Some((monday, plus(monday, 7)?))
}

pub(super) fn monday_of(day: Civil) -> Option<Civil> {
    plus(day, -i32::from(day.weekday().to_monday_zero_offset()))
}

pub(super) fn midnight(day: Civil) -> DateTime {
    day.at(0, 0, 0, 0)
}

pub(super) fn single(day: Civil) -> Option<Stretch> {
    Some(Stretch { start: midnight(day), end: midnight(plus(day, 1)?), grain: Grain::Day, whole: true })
}

pub(super) fn days(from: Civil, until: Civil) -> Option<Stretch> {
    interval(midnight(from), midnight(until), Grain::Day)
}

pub(super) fn interval(start: DateTime, end: DateTime, grain: Grain) -> Option<Stretch> {
    (end > start).then_some(Stretch { start, end, grain, whole: false })
}

pub(super) fn unit_span(n: i32, unit: Unit) -> Span {
    match unit {
        Unit::Second => n.seconds(),
        Unit::Minute => n.minutes(),
        Unit::Hour => n.hours(),
        Unit::Day => n.days(),
        Unit::Week => n.weeks(),
        Unit::Month => n.months(),
        Unit::Year => n.years(),
    }
}

fn shifted(n: i32, unit: Unit, anchor: &Anchor) -> Option<Stretch> {
    let there = anchor.now.checked_add(unit_span(n, unit)).ok()?;
    match unit {
        Unit::Second => Some(Stretch { start: there, end: there, grain: Grain::Second, whole: true }),
        Unit::Minute | Unit::Hour => {
            Some(Stretch { start: there, end: there, grain: Grain::Minute, whole: true })
        }
        Unit::Day | Unit::Week | Unit::Month => single(there.date()),
        // Nobody means the very day by «dans un an».
        Unit::Year => period(there.date(), 0, Unit::Month),
    }
}

/// The weekday after a day, before it, or nearest to it.
fn beside(name: Weekday, side: i32, base: Civil) -> Option<Civil> {
    match side {
        0 if base.weekday() == name => Some(base),
        0 => nearest(name, base),
        side => base.nth_weekday(side, name).ok(),
    }
}

fn in_week(day: Weekday, monday: Civil) -> Option<Stretch> {
    single(plus(monday, i32::from(day.to_monday_zero_offset()))?)
}

fn weekday(day: Weekday, which: Which, anchor: &Anchor) -> Option<Readings> {
    let today = anchor.today();
    let next_after = |from: Civil| from.nth_weekday(1, day).ok();
    let again = anchor.numbered[place_in_week(day)];
    let found = match which {
        Which::Coming if again.is_some() && anchor.after.is_none() => again?,
        Which::Coming if inside(day, anchor).is_some() => inside(day, anchor)?,
        Which::Coming => match anchor.after {
            Some(is) => return moved_to(day, is, anchor),
            None => next_after(today)?,
        },
        Which::This if today.weekday() == day => today,
        Which::This => next_after(today)?,
        Which::Following => next_after(anchor.after.or(anchor.spoken).unwrap_or(today))?,
        Which::Last => today.nth_weekday(-1, day).ok()?,
        Which::Next => return next_weekday(day, today),
        Which::Counted => {
            let today_is_one = (today.weekday() == day).then(|| single(today)).flatten();
            return Some((single(next_after(today)?)?, today_is_one));
        }
    };
    Some((single(found)?, None))
}

/// Such a weekday in the stretch that was named before.
fn inside(day: Weekday, anchor: &Anchor) -> Option<Civil> {
    let (from, until) = anchor.within?;
    plus(from, -1)?.nth_weekday(1, day).ok().filter(|found| *found < until && *found > anchor.today())
}

/// Where an appointment goes that is on such a day: «de vendredi à jeudi», «jeudi soir au lieu de jeudi matin».
fn moved_to(day: Weekday, is: Civil, anchor: &Anchor) -> Option<Readings> {
    let today = anchor.today();
    if anchor.rescheduled && is.weekday() == day && is >= today {
        return Some((single(is)?, None));
    }
    let coming = today.nth_weekday(1, day).ok()?;
    let earlier = is.nth_weekday(-1, day).ok().filter(|found| *found > today);
    let later = is.max(today).nth_weekday(1, day).ok()?;
    Some(match (anchor.course, earlier) {
        // «Avancez au mardi celui du 27»: the next one, or that of the week.
        (Course::Earlier, Some(earlier)) if earlier != coming => (single(coming)?, single(earlier)),
        (Course::Earlier, _) => (single(coming)?, None),
        // From Friday to Thursday is a day earlier, from Friday to Monday three later, from Monday to Friday four.
        (Course::Open, Some(earlier))
            if earlier >= monday_of(is)? && is.duration_since(earlier) < later.duration_since(is) =>
        {
            (single(earlier)?, None)
        }
        (Course::Later | Course::Open, _) => (single(later)?, None),
    })
}

/// «Mardi prochain» is next week's; while this week's is still to come it may be that one.
fn next_weekday(day: Weekday, today: Civil) -> Option<Readings> {
    let next = in_week(day, plus(monday_of(today)?, 7)?)?;
    let coming = today.nth_weekday(1, day).ok()?;
    let other = if midnight(coming) < next.start { single(coming) } else { None };
    Some((next, other))
}
