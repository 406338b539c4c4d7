//! Days and longer stretches onto the calendar.

use jiff::civil::{Date as Civil, DateTime, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan, Unit as Round};

use super::easter::{bridge, feast_day, nth_weekday};
use super::value::{Date, Day, Feast, Season, Slice, Unit, Which, Year};
use crate::Grain;

/// What days are placed against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Anchor {
    pub(crate) now: DateTime,
    /// The day of the appointment that is: what is wished lies after it.
    pub(crate) after: Option<Civil>,
    /// It is brought forward: what is wished lies before `after`.
    pub(crate) earlier: bool,
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
        Self { now, after: None, earlier: false, within: None, numbered: [None; 7], spoken: None }
    }

    fn today(&self) -> Civil {
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
        Day::NextPeriod { unit } => period(anchor.spoken.unwrap_or(today), 1, *unit),
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
        Day::NthWeekend { n, of } => nth_weekend(*n, of, anchor),
        Day::Slice { slice, of } => slice_of(*slice, of, anchor),
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
        Day::Date(_) | Day::Weekday { .. } | Day::After { .. } | Day::Named { .. } => None,
    }
}

fn plus(day: Civil, days: i32) -> Option<Civil> {
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

fn monday_of(day: Civil) -> Option<Civil> {
    plus(day, -i32::from(day.weekday().to_monday_zero_offset()))
}

fn midnight(day: Civil) -> DateTime {
    day.at(0, 0, 0, 0)
}

fn single(day: Civil) -> Option<Stretch> {
    Some(Stretch { start: midnight(day), end: midnight(plus(day, 1)?), grain: Grain::Day, whole: true })
}

fn days(from: Civil, until: Civil) -> Option<Stretch> {
    interval(midnight(from), midnight(until), Grain::Day)
}

fn interval(start: DateTime, end: DateTime, grain: Grain) -> Option<Stretch> {
    (end > start).then_some(Stretch { start, end, grain, whole: false })
}

fn unit_span(n: i32, unit: Unit) -> Span {
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

fn period(day: Civil, n: i32, unit: Unit) -> Option<Stretch> {
    let (start, grain) = match unit {
        Unit::Week => (monday_of(day)?, Grain::Week),
        Unit::Month => (day.first_of_month(), Grain::Month),
        Unit::Year => (day.first_of_year(), Grain::Year),
        _ => return None,
    };
    let start = start.checked_add(unit_span(n, unit)).ok()?;
    let end = start.checked_add(unit_span(1, unit)).ok()?;
    Some(Stretch { start: midnight(start), end: midnight(end), grain, whole: true })
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

/// «La semaine du 6»: people name its Monday; a day of the week-end is a slip by one or two, not the week before.
fn week_of(day: Civil) -> Option<Stretch> {
    let weekend = day.weekday().to_monday_zero_offset() > 4;
    period(day, i32::from(weekend), Unit::Week)
}

/// By ISO 8601, as calendars in Europe number them.
fn week_numbered(n: u32, today: Civil) -> Option<Stretch> {
    let n = i8::try_from(n).ok()?;
    let this = today.iso_week_date().year();
    let monday = |year: i16| ISOWeekDate::new(year, n, Weekday::Monday).ok().map(ISOWeekDate::date);
    let is_over = |monday: &Civil| plus(*monday, 7).is_none_or(|end| end <= today);
    let monday = [monday(this), monday(this + 1)].into_iter().flatten().find(|monday| !is_over(monday))?;
    period(monday, 0, Unit::Week)
}

fn weekday(day: Weekday, which: Which, anchor: &Anchor) -> Option<Readings> {
    let today = anchor.today();
    let next_after = |from: Civil| from.nth_weekday(1, day).ok();
    let again = anchor.numbered[place_in_week(day)];
    let found = match which {
        Which::Coming if again.is_some() && anchor.after.is_none() => again?,
        Which::Coming if inside(day, anchor).is_some() => inside(day, anchor)?,
        Which::Coming if anchor.earlier => last_before(day, anchor).or_else(|| next_after(today))?,
        Which::Coming => next_after(anchor.after.map_or(today, |after| after.max(today)))?,
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

/// The last such weekday before the appointment that is, if it is still to come.
fn last_before(day: Weekday, anchor: &Anchor) -> Option<Civil> {
    anchor.after?.nth_weekday(-1, day).ok().filter(|found| *found > anchor.today())
}

/// «Mardi prochain» is next week's; while this week's is still to come it may be that one.
fn next_weekday(day: Weekday, today: Civil) -> Option<Readings> {
    let next = in_week(day, plus(monday_of(today)?, 7)?)?;
    let coming = today.nth_weekday(1, day).ok()?;
    let other = if midnight(coming) < next.start { single(coming) } else { None };
    Some((next, other))
}

fn year_of(year: Year, today: Civil) -> Option<i16> {
    let this = i32::from(today.year());
    let full = match year {
        Year::Full(year) => i32::try_from(year).ok()?,
        Year::Relative(n) => this + n,
        Year::Short(short) => {
            let recent = this - this % 100 + i32::try_from(short).ok()?;
            if recent > this + 20 { recent - 100 } else { recent }
        }
    };
    i16::try_from(full).ok()
}

fn numbered(date: Date, anchor: &Anchor) -> Option<Readings> {
    let today = anchor.today();
    let day = i8::try_from(date.day).ok()?;
    let found = match (date.month, date.year) {
        (Some(month), Some(year)) => Civil::new(year_of(year, today)?, month, day).ok()?,
        (Some(month), None) => dated(month, day, date.weekday, today)?,
        (None, _) => match moved_in_month(day, anchor) {
            Some((same, later)) if date.weekday.is_none() => {
                let other = if anchor.earlier { None } else { Some(single(later)?) };
                return Some((single(same)?, other));
            }
            _ => day_of_month(day, anchor.after.map_or(today, |after| after.max(today)))?,
        },
    };
    let Some(name) = date.weekday.filter(|name| *name != found.weekday()) else {
        let other = just_gone(date, today).filter(|gone| *gone != found).and_then(single);
        return Some((single(found)?, other));
    };
    if date.month.is_none()
        && let Some(agreeing) = agreeing(name, day, found)
    {
        return Some((single(agreeing)?, None));
    }
    Some((single(found)?, Some(single(nearest(name, found)?)?)))
}

/// «Du 20 au 18»: the 18th of that month, when it is still to come, or of the next.
fn moved_in_month(day: i8, anchor: &Anchor) -> Option<(Civil, Civil)> {
    let after = anchor.after.filter(|after| day < after.day())?;
    let same = Civil::new(after.year(), after.month(), day).ok().filter(|d| *d >= anchor.today())?;
    Some((same, day_of_month(day, after)?))
}

/// A day and month without a year: the coming one, unless its weekday says it was in these days.
fn dated(month: i8, day: i8, name: Option<Weekday>, today: Civil) -> Option<Civil> {
    let year = today.year();
    let this = Civil::new(year, month, day).ok();
    // «Le 29 février», and the coming February has none: nobody means that of another year.
    if this.is_none() && month >= today.month() {
        return None;
    }
    let recent = this.filter(|d| name == Some(d.weekday()) && *d < today && plus(*d, 31) >= Some(today));
    recent.or(this.filter(|d| *d >= today)).or_else(|| Civil::new(year.checked_add(1)?, month, day).ok())
}

/// «Le 30 novembre», said on the first of December: nobody books a year ahead to the day, it is a slip.
fn just_gone(date: Date, today: Civil) -> Option<Civil> {
    let this = Civil::new(today.year(), date.month?, i8::try_from(date.day).ok()?).ok()?;
    let named = date.year.is_some() || date.weekday.is_some();
    (!named && this < today && plus(this, 3)? >= today).then_some(this)
}

/// Is the next day of that number such a weekday?
pub(super) fn falls_on(day: u32, name: Weekday, today: Civil) -> bool {
    let next = i8::try_from(day).ok().and_then(|day| day_of_month(day, today));
    next.is_some_and(|next| next.weekday() == name)
}

/// The first such day of a month, from a day on.
fn day_of_month(day: i8, from: Civil) -> Option<Civil> {
    let first = from.first_of_month();
    (0..12).find_map(|n: i32| {
        let month = first.checked_add(n.months()).ok()?;
        Civil::new(month.year(), month.month(), day).ok().filter(|d| *d >= from)
    })
}

/// «mardi 3» when the next 3rd is no Tuesday: the one after, if soon enough to be meant.
fn agreeing(name: Weekday, day: i8, first: Civil) -> Option<Civil> {
    let second = day_of_month(day, plus(first, 1)?)?;
    (second.weekday() == name && plus(first, 32)? >= second).then_some(second)
}

fn nearest(name: Weekday, day: Civil) -> Option<Civil> {
    (1..=3).flat_map(|n| [-n, n]).filter_map(|n| plus(day, n)).find(|d| d.weekday() == name)
}

fn calendar_month(month: i8, year: Option<Year>, today: Civil) -> Option<Stretch> {
    let year = match year {
        Some(year) => year_of(year, today)?,
        None => today.year() + i16::from(month < today.month()),
    };
    period(Civil::new(year, month, 1).ok()?, 0, Unit::Month)
}

fn nth(n: i32, day: Option<Weekday>, of: &Day, anchor: &Anchor) -> Option<Stretch> {
    let month = place(of, anchor)?.0;
    let in_month = |first: Civil| match day {
        Some(weekday) => nth_weekday(first.year(), first.month(), n, weekday),
        None if n < 0 => plus(first.last_of_month(), n + 1),
        None => plus(first, n - 1).filter(|d| d.month() == first.month() || month.grain != Grain::Month),
    };
    let found = in_month(month.start.date())?;
    let gone = found < anchor.today() && matches!(of, Day::Month { year: None, .. });
    let later = || month.start.date().checked_add(1.years()).ok().and_then(in_month);
    single(if gone { later()? } else { found })
}

/// From Friday evening to the end of Sunday.
fn weekend_from(saturday: Civil) -> Option<Stretch> {
    let start = plus(saturday, -1)?.at(18, 0, 0, 0);
    interval(start, midnight(plus(saturday, 2)?), Grain::Hour)
}

fn weekend(anchor: &Anchor, n: i32) -> Option<Stretch> {
    weekend_from(plus(monday_of(anchor.today())?, 7 * n + 5)?)
}

fn nth_weekend(n: i32, of: &Day, anchor: &Anchor) -> Option<Stretch> {
    let month = place(of, anchor)?.0.start.date();
    weekend_from(nth_weekday(month.year(), month.month(), n, Weekday::Saturday)?)
}

fn slice_of(slice: Slice, of: &Day, anchor: &Anchor) -> Option<Stretch> {
    let found = slice_at(slice, place(of, anchor)?.0)?;
    match of {
        // «En début de mois», said when that is over, is next month's.
        Day::Period { n: 0, unit } if found.end.date() <= anchor.today() => {
            slice_at(slice, period(anchor.today(), 1, *unit)?)
        }
        _ => Some(found),
    }
}

fn slice_at(slice: Slice, whole: Stretch) -> Option<Stretch> {
    let first = whole.start.date();
    let in_months = |from: i32, until: i32| {
        let start = first.checked_add(from.months()).ok()?;
        interval(midnight(start), midnight(first.checked_add(until.months()).ok()?), Grain::Month)
    };
    let end = whole.end.date();
    match (whole.grain, slice) {
        (Grain::Week, Slice::Start) => days(first, plus(first, 2)?),
        (Grain::Week, Slice::Middle) => days(plus(first, 2)?, plus(first, 4)?),
        (Grain::Week, Slice::End) => days(plus(first, 3)?, end),
        (Grain::Month, Slice::Start) => days(first, plus(first, 10)?),
        (Grain::Month, Slice::Middle) => days(plus(first, 9)?, plus(first, 19)?),
        (Grain::Month, Slice::End) => days(plus(first, 20)?, end),
        (Grain::Year, Slice::Start) => in_months(0, 2),
        (Grain::Year, Slice::Middle) => in_months(5, 7),
        (Grain::Year, Slice::End) => in_months(10, 12),
        (_, slice) => {
            let third = (end - first).get_days() / 3;
            let cuts = [0, third, 2 * third, (end - first).get_days()];
            let at = match slice {
                Slice::Start => 0,
                Slice::Middle => 1,
                Slice::End => 2,
            };
            days(plus(first, cuts[at])?, plus(first, cuts[at + 1])?)
        }
    }
}

fn whole_units(n: i32, unit: Unit, now: DateTime) -> Option<Stretch> {
    let (this, grain) = match unit {
        Unit::Second => (now, Grain::Second),
        Unit::Minute => (truncated(now, Round::Minute)?, Grain::Minute),
        Unit::Hour => (truncated(now, Round::Hour)?, Grain::Hour),
        Unit::Day => (midnight(now.date()), Grain::Day),
        Unit::Week | Unit::Month | Unit::Year => {
            let current = period(now.date(), 0, unit)?;
            (current.start, current.grain)
        }
    };
    if n > 0 {
        let start = this.checked_add(unit_span(1, unit)).ok()?;
        interval(start, start.checked_add(unit_span(n, unit)).ok()?, grain)
    } else {
        interval(this.checked_add(unit_span(n, unit)).ok()?, this, grain)
    }
}

fn truncated(at: DateTime, unit: Round) -> Option<DateTime> {
    at.round(jiff::civil::DateTimeRound::new().smallest(unit).mode(jiff::RoundMode::Trunc)).ok()
}

fn within(n: i32, unit: Unit, now: DateTime) -> Option<Stretch> {
    let end = now.checked_add(unit_span(n, unit)).ok()?;
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => interval(now, end, Grain::Minute),
        _ => interval(now, midnight(end.date()), Grain::Day),
    }
}

/// The astronomical dates, give or take the day they wander.
fn season_days(season: Season, n: i32, today: Civil) -> Option<Stretch> {
    let (from, until) = match season {
        Season::Spring => ((3, 20), (6, 22)),
        Season::Summer => ((6, 21), (9, 24)),
        Season::Autumn => ((9, 23), (12, 22)),
        Season::Winter => ((12, 21), (3, 21)),
    };
    let of_year = |year: i16| {
        let start = Civil::new(year, from.0, from.1).ok()?;
        let end = Civil::new(year + i16::from(until.0 < from.0), until.0, until.1).ok()?;
        days(start, end)
    };
    let year = today.year();
    let found = (-1..=1).filter_map(|k| of_year(year + k)).find(|s| s.end > midnight(today))?;
    if n == 0 { Some(found) } else { of_year(found.start.year() + i16::try_from(n).ok()?) }
}

fn feast_stretch(feast: Feast, year: Option<Year>, today: Civil) -> Option<Stretch> {
    let day = match year {
        Some(year) => feast_day(feast, year_of(year, today)?)?,
        None => (0..=1).filter_map(|n| feast_day(feast, today.year() + n)).find(|day| *day >= today)?,
    };
    match feast {
        Feast::Bridge(_) => bridge(day).map_or_else(|| single(day), |(from, until)| days(from, until)),
        _ => single(day),
    }
}
