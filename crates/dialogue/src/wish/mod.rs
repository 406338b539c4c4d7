//! From the times that a caller says to what is looked for.

mod looked_for;
mod mention;
mod window;

use domain::clock;
use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};
use phrases::{Direction, Displacement, Grain, Kind, Role, Shift, TimeMention};

use self::mention::{Hours, hours, is_exact, is_whole_day, left_of_the_day, window};
pub(crate) use self::mention::{fits, is_of_days, is_told_of, wished};
use self::window::{Window, day_of, days_in, minute, weeks_of, window_of};
pub(crate) use self::window::{follows, instant};

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
    /// «Le plus tard possible», of what was said.
    pub(crate) latest: bool,
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
        if !wished.is_empty() && wished.iter().all(|mention| is_whole_day(mention)) {
            self.hours = self.hours.take().or_else(|| self.part_of_the_day(&wished));
        }
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
            (self.shift, self.any, self.latest) = (None, false, false);
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

    /// «Demain après-midi», then «plutôt jeudi»: the day changes, its part does not; of «mardi ou jeudi après-midi», it is
    /// that of Thursday.
    fn part_of_the_day(&self, wished: &[&TimeMention]) -> Option<Hours> {
        let part = |window: &Window| {
            let day = day_of(window.start);
            let end = if window.end == day.end { clock::MINUTES_A_DAY } else { minute(window.end) };
            (window.end <= day.end && *window != day).then(|| (minute(window.start), end))
        };
        let days: Vec<Window> = wished.iter().filter_map(|mention| window(mention)).collect();
        let on_them = |part: &&Window| days.iter().any(|day| day.start <= part.start && part.end <= day.end);
        let of_them: Vec<Window> = self.windows.iter().filter(on_them).copied().collect();
        let before = if of_them.is_empty() { &self.windows } else { &of_them };
        let (first, others) = before.split_first()?;
        let (from, to) = part(first)?;
        others.iter().all(|other| part(other) == Some((from, to))).then_some(Hours::About(from, to))
    }

    /// Whether each of several stretches would do.
    pub(crate) const fn is_of_several(&self) -> bool {
        self.windows.len() > 1
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
            self.windows.retain(|part| part.start < window.start || window.end < part.end);
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

    /// The days that are wished, the second excluded, where it is one stretch of several, at most a month's.
    pub(crate) fn stretch(&self) -> Option<(Date, Date)> {
        let [only] = self.windows.as_slice() else { return None };
        let days = days_in(*only).len();
        (2..=31).contains(&days).then(|| (only.start.date(), only.end.date()))
    }

    /// The wall-clock times in it, for the guard: they are the caller's own.
    pub(crate) fn moments(&self) -> impl Iterator<Item = DateTime> {
        let ends = self.windows.iter().flat_map(|window| [window.start, window.end]);
        ends.chain(self.after).chain(self.before)
    }
}
