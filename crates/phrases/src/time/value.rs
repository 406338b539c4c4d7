//! What phrases mean before they are placed on a calendar.
//!
//! These values know nothing of `now`: they compose, can be compared and printed, and only
//! [`place`](super::place) turns them into dates.

use jiff::civil::Weekday;

pub(crate) use super::hours::{Clock, Half, Hours, Part};
use crate::numbers::Number;

/// What a span of tokens means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Number(Number),
    /// «premier», «troisième».
    Ordinal(u32),
    /// January is 1.
    Month(i8),
    Weekday(Weekday),
    Unit(Unit),
    Part(Part),
    Clock(Clock),
    Hours(Hours),
    /// A numbered day without its article: «13», «13 juillet», «samedi 13».
    Numbered(Date),
    Day(Day),
    Time(Time),
    /// Words that look like a time and are none: «may I», «one second».
    Decoy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// A day or a longer stretch of the calendar, not placed yet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Day {
    /// So many units from now; days and longer give a day («dans deux mois»), shorter a clock time.
    In { n: i32, unit: Unit },
    /// The week, month or year so many units from the current one: 0 is this, 1 the next.
    Period { n: i32, unit: Unit },
    /// The week or so that comes so many after the one that was spoken of: «celle d'après», «la semaine d'avant».
    PeriodAfter { n: i32, unit: Unit },
    /// A weekday.
    Weekday { day: Weekday, which: Which },
    /// A weekday inside a week.
    InWeek { day: Weekday, week: Box<Day> },
    /// A numbered day.
    Date(Date),
    /// A whole month of the calendar.
    Month { month: i8, year: Option<Year> },
    /// The week that holds a day («la semaine du 6»).
    WeekOf(Box<Day>),
    /// The week of that number in its year, the coming one.
    WeekNumbered(u32),
    /// A day so many days after another («mardi en huit», «le lendemain du 3»).
    After { days: i32, base: Box<Day> },
    /// The same, in months («un mois plus tard»).
    MonthsAfter { months: i32, base: Box<Day> },
    /// A day and the weekday it is said to be («demain mercredi»); when they contradict each other, that is asked
    /// about.
    Named { name: Weekday, base: Box<Day> },
    /// The weekday of the day spoken of, in another week: «la semaine suivante, même jour».
    SameWeekday { week: Box<Day> },
    /// The weekday of that name after a day (1), before it (−1), or nearest to it (0).
    Beside { day: Weekday, side: i32, base: Box<Day> },
    /// The nth (−1: last) day of a month on which people work; of a single day, the nth after it.
    Working { n: i32, of: Box<Day> },
    /// The nth (−1: last) weekday of a month; without weekday the nth day.
    Nth { n: i32, day: Option<Weekday>, of: Box<Day> },
    /// The nth week-end of a month.
    NthWeekend { n: i32, of: Box<Day> },
    /// Beginning, middle or end of a longer stretch.
    Slice { slice: Slice, of: Box<Day> },
    /// The next (or past) n whole units.
    Whole { n: i32, unit: Unit },
    /// From now for so long: «d'ici deux semaines», «sous huitaine».
    Within { n: i32, unit: Unit },
    /// From now until the end of a stretch: «d'ici vendredi».
    UntilEnd(Box<Day>),
    /// The week-end of the week so many weeks from now.
    Weekend { n: i32 },
    /// Monday to Friday.
    WorkingWeek { n: i32 },
    /// A season by its astronomical dates.
    Season { season: Season, n: i32 },
    /// A feast.
    Feast { feast: Feast, year: Option<Year> },
    /// The day the last time spoken of is on: «le même jour».
    Spoken,
    /// The day of the appointment that is moved.
    OfAppointment,
    /// This instant.
    Now,
}

/// Which weekday of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// Bare: the coming one, today excluded.
    Coming,
    /// «Ce mardi», «mardi qui vient», «de cette semaine».
    This,
    /// «Mardi prochain»: next week's, with doubt.
    Next,
    /// «Mardi dernier».
    Last,
    /// «Le mardi d'après», «le mardi suivant»: after what was spoken of.
    Following,
    /// Weeks are counted from it, «mardi en huit»: the coming one, or today where today is one.
    Counted,
}

/// A numbered day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) day: u32,
    pub(crate) month: Option<i8>,
    pub(crate) year: Option<Year>,
    /// A weekday said with it; when they contradict each other, that is asked about.
    pub(crate) weekday: Option<Weekday>,
    /// A mere number behind its weekday, «vendredi onze»: an hour may be meant as well.
    pub(crate) bare: bool,
}

/// A year as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Year {
    Full(u32),
    /// Two digits: the century is that of the nearest such year.
    Short(u32),
    /// «De l'année prochaine».
    Relative(i32),
}

impl Year {
    /// Four digits, or two.
    pub(crate) fn read(number: Number) -> Option<Self> {
        match number.n {
            1900..=2199 => Some(Self::Full(number.n)),
            0..=99 if number.digits == 2 || number.n >= 10 => Some(Self::Short(number.n)),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slice {
    Start,
    Middle,
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// A feast, placed by rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feast {
    /// Month and day.
    Fixed(i8, i8),
    /// Days after Easter Sunday.
    Easter(i32),
    /// The nth (−1: last) weekday of a month.
    Nth(i32, Weekday, i8),
    /// The French mothers' day: the last Sunday of May, or the first of June when that is Pentecost.
    FrenchMothers,
    /// The bridge of a feast: from it to the week-end.
    Bridge(&'static Feast),
}

/// Which way an appointment goes from where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Course {
    /// «Avancer»: it is brought forward.
    Earlier,
    /// «Repousser».
    Later,
    /// «Déplacer»: nothing says which.
    #[default]
    Open,
}

/// What one mention of a time says.
#[derive(Debug, Clone, PartialEq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own that a rule may set")]
pub(crate) struct Time {
    pub(crate) day: Option<Day>,
    pub(crate) hours: Option<Hours>,
    /// A bound on the whole.
    pub(crate) edge: Option<Edge>,
    /// Two ends that are times of their own: «de mardi dix heures à mercredi midi», «du 12 au 19».
    pub(crate) range: Option<Box<(Time, Time)>>,
    /// Is a time only when nothing else is said («17 2»).
    pub(crate) latent: bool,
    /// «Le mardi»: may be a habit.
    pub(crate) habitual: bool,
    /// Said with «sauf» or «pas» inside the phrase itself.
    pub(crate) excluded: bool,
    /// «À la même heure»: the hour of what was spoken of before.
    pub(crate) same_hour: bool,
    /// Begins with «or»: another than what stands before it.
    pub(crate) one_more: bool,
    /// When other business is over, «je débauche à 17 h 30»: a bound on what is wished where nothing else says the hour.
    pub(crate) told: bool,
}

/// A bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// From its beginning on: «à partir de».
    From,
    /// Once it is over: «après».
    After,
    /// Before its beginning.
    Before,
    /// Until its end: «jusqu'à», «au plus tard».
    Until,
}

impl Time {
    pub(crate) fn day(day: Day) -> Self {
        Self { day: Some(day), ..Self::default() }
    }

    pub(crate) fn hours(hours: Hours) -> Self {
        Self { hours: Some(hours), ..Self::default() }
    }

    /// A week, a month or the like, no hour of which is told.
    pub(crate) fn is_a_stretch(&self) -> bool {
        self.hours.is_none() && self.day.as_ref().is_some_and(|day| !day.takes_hours())
    }

    /// «Le matin», of whichever day.
    pub(crate) fn is_part_of_a_day(&self) -> bool {
        self.day.is_none() && self.range.is_none() && matches!(self.hours, Some(Hours::Part(_)))
    }

    /// Neither bound nor range: something a bound can be put on.
    pub(crate) fn is_plain(&self) -> bool {
        self.edge.is_none() && self.range.is_none() && !self.latent && !self.excluded
    }

    /// A bound on it: on its hour where one was said.
    pub(crate) fn bounded(&self, edge: Edge) -> Option<Self> {
        if !self.is_plain() || self.same_hour {
            return None;
        }
        match (self.hours, &self.day) {
            (Some(hours), _) => Some(Self { hours: Some(hours.bounded(edge)?), ..self.clone() }),
            (None, Some(_)) => Some(Self { edge: Some(edge), ..self.clone() }),
            (None, None) => None,
        }
    }

    /// Hours from one to six whose half of the day was not said, in the afternoon.
    pub(crate) fn by_day(&mut self) {
        self.hours = self.hours.map(Hours::by_day);
        if let Some(ends) = &mut self.range {
            ends.0.by_day();
            ends.1.by_day();
        }
    }

    /// «mardi» with «à dix heures»; «la semaine prochaine» with «le mercredi».
    pub(crate) fn and(&self, other: &Self) -> Option<Self> {
        // «Not the morning, or the fourth»
        if !self.is_plain() || !other.is_plain() || other.one_more {
            return None;
        }
        let day = match (&self.day, &other.day) {
            (Some(a), Some(b)) => Some(join_days(a, b)?),
            (a, b) => a.clone().or_else(|| b.clone()),
        };
        let hours = match (self.hours, other.hours) {
            (Some(a), Some(b)) => Some(a.and(b)?),
            (a, b) => a.or(b),
        };
        let same_hour = self.same_hour || other.same_hour;
        // «La semaine suivante, même heure»: the same day of it.
        let day = match day {
            Some(week) if same_hour && week.is_week() => Some(Day::SameWeekday { week: Box::new(week) }),
            day => day,
        };
        if hours.is_some() && !day.as_ref().is_none_or(Day::takes_hours) {
            return None;
        }
        let habitual = self.habitual && other.habitual;
        let told = self.told || other.told;
        Some(Self { day, hours, habitual, same_hour, told, one_more: self.one_more, ..Self::default() })
    }
}

impl Day {
    /// Can an hour be said with it? Only with a single day; «la semaine prochaine le matin» is two mentions.
    pub(crate) fn takes_hours(&self) -> bool {
        self.is_single()
    }

    /// Is it told from another day that was named, or from the appointment's?
    pub(crate) fn leans(&self) -> bool {
        match self {
            Self::Spoken | Self::OfAppointment | Self::SameWeekday { .. } => true,
            Self::After { base, .. } | Self::MonthsAfter { base, .. } | Self::Beside { base, .. } => {
                base.leans()
            }
            _ => false,
        }
    }

    /// A single day?
    pub(crate) fn is_single(&self) -> bool {
        match self {
            Self::In { unit, .. } => matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year),
            Self::Weekday { .. }
            | Self::InWeek { .. }
            | Self::Date(_)
            | Self::After { .. }
            | Self::MonthsAfter { .. }
            | Self::Named { .. }
            | Self::SameWeekday { .. }
            | Self::Nth { .. }
            | Self::Working { .. }
            | Self::Beside { .. }
            | Self::Spoken
            | Self::OfAppointment => true,
            Self::Feast { feast, .. } => !matches!(feast, Feast::Bridge(_)),
            _ => false,
        }
    }

    /// Is it called by its weekday beside something else: «mardi 3», «demain mardi»?
    pub(crate) fn is_named(&self) -> bool {
        matches!(self, Self::Named { .. } | Self::Date(Date { weekday: Some(_), .. }))
    }

    /// A week?
    pub(crate) fn is_week(&self) -> bool {
        matches!(
            self,
            Self::Period { unit: Unit::Week, .. }
                | Self::PeriodAfter { unit: Unit::Week, .. }
                | Self::WeekOf(_)
                | Self::WeekNumbered(_)
        )
    }
}

fn join_days(a: &Day, b: &Day) -> Option<Day> {
    match (a, b) {
        (week, Day::Weekday { day, which: Which::Coming })
        | (Day::Weekday { day, which: Which::Coming }, week)
            if week.is_week() =>
        {
            Some(Day::InWeek { day: *day, week: Box::new(week.clone()) })
        }
        (Day::Weekday { day, which: Which::Coming | Which::This }, Day::Date(date))
        | (Day::Date(date), Day::Weekday { day, which: Which::Coming | Which::This })
            if date.weekday.is_none() =>
        {
            Some(Day::Date(Date { weekday: Some(*day), ..*date }))
        }
        // «mardi dans trois semaines»
        (Day::In { n, unit: Unit::Week }, Day::Weekday { day, which: Which::Coming })
        | (Day::Weekday { day, which: Which::Coming }, Day::In { n, unit: Unit::Week }) => {
            Some(Day::InWeek { day: *day, week: Box::new(Day::Period { n: *n, unit: Unit::Week }) })
        }
        // «demain mardi», «mardi demain»: the same day said twice.
        (relative @ Day::In { unit: Unit::Day, .. }, Day::Weekday { day, which: Which::Coming })
        | (Day::Weekday { day, which: Which::Coming }, relative @ Day::In { unit: Unit::Day, .. }) => {
            Some(Day::Named { name: *day, base: Box::new(relative.clone()) })
        }
        // «Dans deux semaines, même jour»
        (Day::In { n, unit: Unit::Week }, Day::Spoken) => {
            Some(Day::SameWeekday { week: Box::new(Day::Period { n: *n, unit: Unit::Week }) })
        }
        (week, Day::Spoken) | (Day::Spoken, week) if week.is_week() => {
            Some(Day::SameWeekday { week: Box::new(week.clone()) })
        }
        (Day::Month { month, year }, Day::Date(date)) if date.month.is_none() => {
            Some(Day::Date(Date { month: Some(*month), year: *year, ..*date }))
        }
        _ => None,
    }
}
