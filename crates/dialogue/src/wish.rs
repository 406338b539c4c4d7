//! From the times that a caller says to what is looked for.

use domain::Span;
use domain::clock::{self, Edge};
use domain::wish::Wish;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use phrases::{Direction, Displacement, Frame, Grain, Kind, Role, Shift, TimeMention};

/// Minutes of the local day at which a start would do.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Hours {
    /// Exactly at one of these.
    At(Vec<u16>),
    /// Within, the second excluded; nearer or farther is a matter of degree.
    About(u16, u16),
    /// Within, the second excluded, and nowhere else.
    Only(u16, u16),
}

/// A stretch of local days, or of one, that was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Window {
    start: DateTime,
    end: DateTime,
}

/// What a caller said about when, gathered over the turns of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wished {
    windows: Vec<Window>,
    hours: Option<Hours>,
    /// Starts of which each was said with its own day: «mardi à 10 h ou jeudi à 11 h».
    each: Vec<DateTime>,
    not: Vec<Window>,
    not_weekdays: Vec<jiff::civil::Weekday>,
    /// What a refused part of the day leaves of it, in minutes, the second excluded: «pas le matin».
    left: Option<(u16, u16)>,
    after: Option<DateTime>,
    before: Option<DateTime>,
    /// «Peu importe», «le plus tôt possible».
    pub(crate) any: bool,
    /// Relative to what was offered.
    shift: Option<(Shift, Timestamp)>,
}

impl Wished {
    /// Whether anything is known of when.
    pub(crate) fn is_known(&self) -> bool {
        *self != Self::default()
    }

    /// Takes in the wished and the excluded times of a frame; whether there were any.
    pub(crate) fn absorb(&mut self, mentions: &[&TimeMention]) -> bool {
        let wished: Vec<&TimeMention> = mentions.iter().copied().filter(|m| m.role != Role::Not).collect();
        if wished.iter().any(|mention| !mention.any_date) {
            (self.windows, self.after, self.before) = (Vec::new(), None, None);
        }
        if wished.iter().any(|mention| mention.any_date || mention.grain <= Grain::Hour) {
            self.hours = None;
        }
        if wished.iter().any(|mention| mention.any_date) {
            self.widen();
        }
        if !wished.is_empty() {
            (self.shift, self.any) = (None, false);
            let each = wished.iter().filter(|mention| is_exact(mention)).filter_map(|mention| mention.start);
            self.each = each.collect();
        }
        // What bounds the hours of one day comes behind the days that are named.
        let (bounds, others): (Vec<&TimeMention>, _) =
            mentions.iter().partition(|mention| mention.on.is_some());
        for mention in others.into_iter().chain(bounds) {
            self.take(mention);
        }
        !mentions.is_empty()
    }

    /// «Vendredi matin», then «non, l'après-midi»: the day stays, its part does not.
    fn widen(&mut self) {
        for window in &mut self.windows {
            let day = day_of(window.start);
            if window.end <= day.end {
                *window = day;
            }
        }
    }

    fn take(&mut self, mention: &TimeMention) {
        match (mention.role, mention.any_date) {
            (Role::Not, _) => self.refuse(mention),
            (_, true) => self.at_hours(hours(mention)),
            (_, false) => self.place(mention),
        }
    }

    /// «Dix heures ou onze heures», «le matin, l'après-midi aussi»: each will do; of a bound, what it leaves.
    fn at_hours(&mut self, said: Option<Hours>) {
        match (&mut self.hours, said) {
            (Some(Hours::At(known)), Some(Hours::At(more))) => {
                known.extend(more);
                known.dedup();
            }
            (Some(Hours::About(from, to)), Some(Hours::About(more_from, more_to))) => {
                (*from, *to) = ((*from).min(more_from), (*to).max(more_to));
            }
            (
                Some(Hours::About(from, to) | Hours::Only(from, to)),
                Some(Hours::About(least, most) | Hours::Only(least, most)),
            ) if (*from).max(least) < (*to).min(most) => {
                self.hours = Some(Hours::Only((*from).max(least), (*to).min(most)));
            }
            (hours, Some(said)) => *hours = Some(said),
            (_, None) => {}
        }
    }

    fn on_day(&mut self, day: Window) {
        if !self.windows.contains(&day) {
            self.windows.push(day);
        }
    }

    fn refuse(&mut self, mention: &TimeMention) {
        let Some(window) = window(mention) else { return };
        if mention.habitual {
            self.not_weekdays.push(window.start.weekday());
        } else if mention.any_date {
            // «Pas avant dix heures» comes as a bound; «pas à midi» only moves the search beside it.
            self.left = left_of_the_day(mention).or(self.left);
        } else {
            self.not.push(window);
        }
    }

    fn place(&mut self, mention: &TimeMention) {
        if mention.kind == Kind::OpenInterval {
            return self.bound(mention);
        }
        let Some(window) = window(mention) else { return };
        if mention.habitual {
            self.windows.extend(weeks_of(window));
        } else if is_exact(mention) {
            self.at_hours(Some(Hours::At(vec![minute(window.start)])));
            self.on_day(day_of(window.start));
        } else {
            self.windows.push(window);
        }
    }

    /// «Après mardi» bounds the days; «mardi après 17 h» names the day and bounds the hours.
    fn bound(&mut self, mention: &TimeMention) {
        let midnight = jiff::civil::Time::midnight();
        let before = mention.direction == Some(Direction::Before);
        let edge = if before { mention.end.or(mention.start) } else { mention.start.or(mention.end) };
        let Some(edge) = edge else { return };
        if let Some(day) = mention.on {
            let day = day_of(day.to_datetime(midnight));
            let left = if before { Window { end: edge, ..day } } else { Window { start: edge, ..day } };
            return self.bound_on(day, left);
        }
        if before {
            self.before = Some(edge);
        } else if mention.once_over {
            self.after = window_of(edge, mention.grain).map(|window| window.end);
        } else {
            self.after = Some(edge);
        }
    }

    /// «Mardi après 17 h» bounds the hours of whatever day comes of it; beside another day, «lundi, ou mardi après 17 h»,
    /// that day alone; and a part of that day, «mardi après-midi, pas avant 15 h», is cut.
    fn bound_on(&mut self, day: Window, left: Window) {
        if let Some(part) =
            self.windows.iter_mut().find(|part| day.start <= part.start && part.end <= day.end)
        {
            *part = Window { start: part.start.max(left.start), end: part.end.min(left.end) };
        } else if self.windows.is_empty() {
            self.windows.push(day);
            let end = if left.end == day.end { clock::MINUTES_A_DAY } else { minute(left.end) };
            self.hours = Some(Hours::Only(minute(left.start), end));
        } else {
            self.windows.push(left);
        }
    }

    /// Earlier or later than what was offered.
    pub(crate) fn shift(&mut self, shift: Shift, from: Timestamp) {
        self.shift = Some((shift, from));
        self.any = false;
    }

    /// On this day, at whatever hour.
    pub(crate) fn on(&mut self, date: Date) {
        self.windows = vec![day_of(date.to_datetime(jiff::civil::Time::midnight()))];
    }

    /// Whether it is wished earlier, or later, than what was offered.
    pub(crate) const fn is_shifted(&self) -> bool {
        self.shift.is_some()
    }

    /// Forgets the hour, as «un autre moment» does; what was excluded stays excluded.
    pub(crate) fn reopen(&mut self) {
        let (not, not_weekdays) = (std::mem::take(&mut self.not), std::mem::take(&mut self.not_weekdays));
        *self = Self { not, not_weekdays, left: self.left, ..Self::default() };
    }

    /// The hour of another appointment, when only a day was said; of a whole week, the same day as well.
    pub(crate) fn same_hour(&mut self, at: DateTime) {
        if let [week] = self.windows.as_slice()
            && week.start.checked_add(1.week()).is_ok_and(|end| end == week.end)
        {
            self.windows =
                days_in(*week).into_iter().filter(|day| day.start.weekday() == at.weekday()).collect();
        }
        self.hours = Some(Hours::At(vec![minute(at)]));
    }

    /// Exactly so much later, or earlier, than another appointment.
    pub(crate) fn moved(&mut self, at: DateTime, by: Displacement) {
        let days = jiff::Span::new().months(by.months).days(by.days);
        let Ok(then) = at.checked_add(days).and_then(|at| at.checked_add(i64::from(by.minutes).minutes()))
        else {
            return;
        };
        self.windows = vec![day_of(then)];
        self.hours = Some(Hours::At(vec![minute(then)]));
    }

    /// On the same day as another appointment, once that is over.
    pub(crate) fn follow(&mut self, end: DateTime) {
        self.windows = vec![Window { start: end, end: day_of(end).end }];
    }

    /// An hour, or a part of the day, without a day is one of this day: that of the appointment that is moved, or that was
    /// booked before it.
    pub(crate) fn stay_on(&mut self, date: Date) {
        let bounded = self.after.is_some() || self.before.is_some();
        if self.hours.is_some() && self.windows.is_empty() && !bounded && !self.any {
            self.windows.push(day_of(date.to_datetime(jiff::civil::Time::midnight())));
        }
    }

    /// The single day that is wished, when it is one.
    pub(crate) fn day(&self) -> Option<Date> {
        match self.windows.as_slice() {
            [only] if only.end <= day_of(only.start).end => Some(only.start.date()),
            _ => None,
        }
    }

    /// The wall-clock times in it, for the guard: they are the caller's own.
    pub(crate) fn moments(&self) -> impl Iterator<Item = DateTime> {
        let ends = self.windows.iter().flat_map(|window| [window.start, window.end]);
        ends.chain(self.after).chain(self.before)
    }

    /// What is looked for.
    pub(crate) fn wish(&self, now: Timestamp, zone: &TimeZone) -> Wish {
        let at = |local: DateTime| instant(local, zone);
        let span = |window: &Window| Span::new(at(window.start)?, at(window.end)?);
        let mut wish = Wish {
            days: self.suiting(now, zone).iter().filter_map(span).collect(),
            target: self.target(now, zone),
            hours: self.only_hours(),
            not_days: self.not.iter().filter_map(span).collect(),
            not_weekdays: self.not_weekdays.clone(),
            after: self.after.and_then(at),
            before: self.before.and_then(at),
        };
        match self.shift {
            Some((Shift::Later, from)) => {
                wish.after = from.checked_add(SignedDuration::from_secs(1)).ok();
                (wish.target, wish.days) = (Some(from), Vec::new());
            }
            Some((Shift::Earlier, from)) => {
                (wish.before, wish.target, wish.days) = (Some(from), Some(from), Vec::new());
            }
            None => {}
        }
        wish
    }

    /// The exact start that is wished, when it is only one.
    pub(crate) fn target(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        match self.starts(now, zone).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The exact starts of which each will do: the hours of the days that were named, or of the next day that has
    /// them.
    pub(crate) fn starts(&self, now: Timestamp, zone: &TimeZone) -> Vec<Timestamp> {
        let Some(Hours::At(minutes)) = &self.hours else { return Vec::new() };
        if self.each.len() > 1 {
            return self.each.iter().filter_map(|local| instant(*local, zone)).collect();
        }
        let at = |day: Date, minute: u16| clock::instant(day, minute, zone, Edge::Start);
        if self.windows.is_empty() {
            let first = self.after.map_or_else(|| clock::date_at(now, zone), DateTime::date);
            let days = [Some(first), first.tomorrow().ok()];
            let next =
                |minute: &u16| days.iter().flatten().filter_map(|day| at(*day, *minute)).find(|at| *at > now);
            return minutes.iter().filter_map(next).collect();
        }
        let days = self.windows.iter().flat_map(|window| days_in(*window));
        days.flat_map(|day| minutes.iter().filter_map(move |minute| at(day.start.date(), *minute))).collect()
    }

    fn only_hours(&self) -> Option<(u16, u16)> {
        match self.hours {
            Some(Hours::Only(from, to)) => Some((from, to)),
            Some(Hours::About(from, to)) if self.windows.is_empty() => Some((from, to)),
            None => self.left,
            _ => None,
        }
    }

    /// The windows, each day of them cut to the hours; of several exact starts, each with its minute.
    fn suiting(&self, now: Timestamp, zone: &TimeZone) -> Vec<Window> {
        let (from, to) = match self.hours {
            Some(Hours::About(from, to) | Hours::Only(from, to)) if from < to => (from, to),
            Some(Hours::At(_)) => {
                let starts = self.starts(now, zone).into_iter();
                return starts.filter_map(|at| window_of(zone.to_datetime(at), Grain::Minute)).collect();
            }
            _ => return self.windows.clone(),
        };
        self.windows.iter().flat_map(|window| days_in(*window)).filter_map(|day| cut(day, from, to)).collect()
    }
}

/// Whether the mention may be of this start: for «celui de jeudi», «celui de dix heures».
pub(crate) fn fits(mention: &TimeMention, start: Timestamp, zone: &TimeZone) -> bool {
    let local = zone.to_datetime(start);
    if mention.any_date {
        let minute = minute(local);
        return match hours(mention) {
            Some(Hours::At(at)) => at.contains(&minute),
            Some(Hours::About(from, to) | Hours::Only(from, to)) => from <= minute && minute < to,
            None => false,
        };
    }
    if mention.habitual {
        return mention.start.is_some_and(|at| at.weekday() == local.weekday());
    }
    match (mention.kind, mention.direction) {
        (Kind::OpenInterval, Some(Direction::Before)) => {
            mention.end.or(mention.start).is_some_and(|end| local < end)
        }
        (Kind::OpenInterval, _) => mention.start.is_some_and(|from| from <= local),
        _ => window(mention).is_some_and(|window| window.start <= local && local < window.end),
    }
}

/// Whether one appointment begins as soon as another is over, as far as the grids of their services allow.
pub(crate) fn follows(end: Timestamp, start: Timestamp) -> bool {
    let gap = start.duration_since(end);
    (SignedDuration::ZERO..=SignedDuration::from_mins(20)).contains(&gap)
}

/// The instant of a wall-clock time, by the practice's one rule.
pub(crate) fn instant(local: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    clock::instant(local.date(), minute(local), zone, Edge::Start)
}

/// The mentions of a frame that say when it is wished, in a call that books (`At` and `To`) or moves (`To`).
pub(crate) fn wished(frame: &Frame, moving: bool) -> Vec<&TimeMention> {
    let has_to = frame.times.iter().any(|mention| mention.role == Role::To);
    let wanted = |role: Role| match role {
        Role::To | Role::Not => true,
        Role::At => !(moving && has_to),
        Role::From => false,
    };
    frame.times.iter().filter(|mention| wanted(mention.role)).collect()
}

fn is_exact(mention: &TimeMention) -> bool {
    mention.kind == Kind::Value && mention.grain <= Grain::Hour && !mention.any_date
}

/// When a mention begins. Nobody comes at noon who said «l'après-midi».
fn beginning(mention: &TimeMention) -> Option<DateTime> {
    let noon = mention.kind == Kind::Interval && mention.start.is_some_and(|at| minute(at) == 12 * 60);
    let said = phrases::names::folded(&mention.text);
    let afternoon = noon && (said.contains("apresmidi") || said.contains("afternoon"));
    mention.start.and_then(|at| if afternoon { at.checked_add(1.hour()).ok() } else { Some(at) })
}

/// What is left of a day of which the morning, or all that comes after it, is refused.
fn left_of_the_day(mention: &TimeMention) -> Option<(u16, u16)> {
    const NOON: u16 = 12 * 60;
    let (from, to) = (minute(mention.start?), minute(mention.end?));
    if mention.kind != Kind::Interval {
        None
    } else if from < NOON && to == NOON {
        Some((NOON, clock::MINUTES_A_DAY))
    } else {
        (from >= NOON && to >= 17 * 60).then_some((0, from))
    }
}

fn hours(mention: &TimeMention) -> Option<Hours> {
    let start = beginning(mention).map(minute);
    let end = mention.end.map(minute).map(|end| if end == 0 { clock::MINUTES_A_DAY } else { end });
    match (mention.kind, mention.direction) {
        (Kind::OpenInterval, Some(Direction::Before)) => Some(Hours::Only(0, end.or(start)?)),
        (Kind::OpenInterval, _) => Some(Hours::Only(start.or(end)?, clock::MINUTES_A_DAY)),
        (Kind::Interval, _) => Some(Hours::About(start?, end?)),
        (Kind::Value, _) => Some(Hours::At(vec![start?])),
    }
}

fn window(mention: &TimeMention) -> Option<Window> {
    let start = beginning(mention)?;
    let unit = window_of(start, mention.grain)?;
    let end = if mention.kind == Kind::Interval { mention.end.unwrap_or(unit.end) } else { unit.end };
    Some(Window { start, end }).filter(|window| window.start < window.end)
}

/// One unit of a grain.
fn window_of(start: DateTime, grain: Grain) -> Option<Window> {
    let length = match grain {
        Grain::Second | Grain::Minute => 1.minute(),
        Grain::Hour => 1.hour(),
        Grain::Day => 1.day(),
        Grain::Week => 1.week(),
        Grain::Month => 1.month(),
        Grain::Quarter => 3.months(),
        Grain::Year => 1.year(),
    };
    Some(Window { start, end: start.checked_add(length).ok()? })
}

fn minute(at: DateTime) -> u16 {
    u16::try_from(i32::from(at.hour()) * 60 + i32::from(at.minute())).unwrap_or_default()
}

fn day_of(at: DateTime) -> Window {
    let start = at.date().to_datetime(jiff::civil::Time::midnight());
    Window { start, end: start.checked_add(1.day()).unwrap_or(start) }
}

/// The same stretch in each of the next weeks.
fn weeks_of(window: Window) -> impl Iterator<Item = Window> {
    (0..26_i32).filter_map(move |week| {
        let shift = i64::from(week).weeks();
        Some(Window {
            start: window.start.checked_add(shift).ok()?,
            end: window.end.checked_add(shift).ok()?,
        })
    })
}

/// The days of a window, at most a quarter's.
fn days_in(window: Window) -> Vec<Window> {
    let mut days = Vec::new();
    let mut day = day_of(window.start);
    while day.start < window.end && days.len() < 100 && day.start < day.end {
        days.push(Window { start: day.start.max(window.start), end: day.end.min(window.end) });
        day = day_of(day.end);
    }
    days
}

/// The part of a day between two minutes of it.
fn cut(day: Window, from: u16, to: u16) -> Option<Window> {
    let midnight = day_of(day.start).start;
    let at = |minute: u16| midnight.checked_add(i64::from(minute).minutes()).ok();
    let (start, end) = (at(from)?.max(day.start), at(to)?.min(day.end));
    (start < end).then_some(Window { start, end })
}
