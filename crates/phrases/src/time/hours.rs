//! Times of the day, without a day.

use super::value::Edge;

/// A part of a day, in minutes since midnight; the conventions are those of a practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) from: u16,
    /// May lie beyond midnight (a night).
    pub(crate) until: u16,
    /// Which half of the day an hour said with it belongs to.
    pub(crate) half: Half,
}

impl Part {
    pub(crate) const fn new(from: u16, until: u16, half: Half) -> Self {
        Self { from, until, half }
    }
}

/// Which half of the day an hour from 1 to 12 belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    Morning,
    Afternoon,
    /// From six in the evening, and the small hours after it.
    Evening,
    Night,
    /// Says nothing of it (midday, the whole day).
    Any,
}

/// A time on the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clock {
    /// Minutes since midnight, below 1440.
    pub(crate) minute: u16,
    /// Minutes were said.
    pub(crate) fine: bool,
    /// An hour of 12 whose half was not said; «quatorze heures» and «midi» are sure.
    pub(crate) half_unsaid: bool,
}

impl Clock {
    /// `hour` o'clock; `None` past 24. Twenty-four is midnight.
    pub(crate) fn hour(hour: u32) -> Option<Self> {
        Self::at(hour, 0).map(|c| Self { fine: false, ..c })
    }

    pub(crate) fn at(hour: u32, minute: u32) -> Option<Self> {
        if hour > 24 || minute > 59 || (hour == 24 && minute > 0) {
            return None;
        }
        let of_day = u16::try_from(hour * 60 + minute).ok()? % 1440;
        Some(Self { minute: of_day, fine: true, half_unsaid: (1..=12).contains(&hour) })
    }

    /// In the other half of the day where that alone puts it after `from`: «after 5 pm but before 7».
    fn past(self, from: Self) -> Self {
        let later = Self { minute: self.minute + 720, half_unsaid: false, ..self };
        if self.half_unsaid && self.minute <= from.minute && later.minute < 1440 { later } else { self }
    }

    /// An hour that takes the place of another is in the same half of the day where nothing else says which.
    pub(crate) fn like(self, old: Self) -> Self {
        if !self.half_unsaid || old.half_unsaid {
            return self;
        }
        // «Dix-huit heures, non, six heures et demie» is in the evening; «quatorze heures, non, dix» is not.
        let half = if old.minute < 720 { Half::Morning } else { Half::Afternoon };
        self.within(half).filter(|c| (420..=1230).contains(&c.minute)).unwrap_or(self)
    }

    /// An hour said beside another: «sept heures du soir, sept heures et demie», «quinze heures ou quatre heures», but not
    /// «quinze heures ou huit heures».
    fn beside(self, old: Self) -> Self {
        let later = self.in_the_other_half().filter(|_| self.half_unsaid);
        let near = |later: &Self| later.minute.abs_diff(old.minute) <= 60 || (60..420).contains(&self.minute);
        later.filter(near).filter(|_| !old.half_unsaid && old.minute >= 720).unwrap_or(self)
    }

    /// The same hour of twelve, in the other half of the day.
    pub(crate) fn in_the_other_half(self) -> Option<Self> {
        (self.minute < 720).then(|| Self { minute: self.minute + 720, half_unsaid: false, ..self })
    }

    pub(super) fn by_day(self) -> Self {
        let small = self.half_unsaid && (60..420).contains(&self.minute);
        if small { Self { minute: self.minute + 720, half_unsaid: false, ..self } } else { self }
    }

    /// This clock time in that half of the day; `None` when they contradict («quinze heures du matin»).
    pub(crate) fn within(self, half: Half) -> Option<Self> {
        let sure = Self { half_unsaid: false, ..self };
        let later = Self { minute: (self.minute + 720) % 1440, ..sure };
        let twelve = (720..780).contains(&self.minute);
        match half {
            Half::Any => Some(self),
            Half::Morning if self.half_unsaid && twelve => Some(later),
            Half::Morning => (self.minute < 780).then_some(sure),
            Half::Afternoon | Half::Evening if self.half_unsaid && !twelve => Some(later),
            Half::Afternoon => (self.minute >= 720).then_some(sure),
            Half::Evening if self.half_unsaid => Some(later),
            Half::Evening => (self.minute >= 960 || self.minute < 240).then_some(sure),
            Half::Night if self.half_unsaid && (480..780).contains(&self.minute) => Some(later),
            Half::Night => Some(sure),
        }
    }
}

/// A restriction of the time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hours {
    At(Clock),
    Part(Part),
    Span(Clock, Clock),
    /// «À dix ou onze heures»: two mentions in one.
    Either(Clock, Clock),
    /// «Après dix heures», «à partir de dix heures», «pas avant dix heures».
    After(Clock),
    /// «Avant dix heures».
    Before(Clock),
    /// «Jusqu'à dix heures»: with a day, the stretch of that day until then.
    Until(Clock),
}

impl Hours {
    /// Both at once: «le matin» and «à dix heures»; `None` when they don't go together.
    pub(crate) fn and(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Part(part), Self::Part(narrower)) => {
                let inside = narrower.from >= part.from && narrower.until <= part.until;
                Some(Self::Part(if inside {
                    narrower
                } else if part.from >= narrower.from && part.until <= narrower.until {
                    part
                } else {
                    return None;
                }))
            }
            (Self::Part(part), clocked) | (clocked, Self::Part(part)) => clocked.within(part.half),
            (Self::After(from), Self::Before(until) | Self::Until(until))
            | (Self::Before(until) | Self::Until(until), Self::After(from)) => {
                Some(Self::Span(from, until.past(from)))
            }
            _ => None,
        }
    }

    /// An hour whose half of the day isn't said, in that of what was said before it.
    pub(crate) fn in_the_half_of(self, before: Option<Self>) -> Self {
        match (self, before) {
            (Self::At(clock), Some(Self::At(old))) => Self::At(clock.beside(old)),
            (Self::At(clock), Some(Self::Part(part))) if clock.half_unsaid && part.half != Half::Night => {
                let inside = |c: &Clock| (part.from..=part.until).contains(&c.minute);
                Self::At(clock.within(part.half).filter(inside).unwrap_or(clock))
            }
            (hours, _) => hours,
        }
    }

    /// A bound on an hour or a part of the day.
    pub(crate) fn bounded(self, edge: Edge) -> Option<Self> {
        let at = |minute| Clock { minute, fine: true, half_unsaid: false };
        let (begin, end) = match self {
            Self::At(clock) => (clock, clock),
            Self::Part(part) => (at(part.from), at(part.until % 1440)),
            _ => return None,
        };
        Some(match edge {
            Edge::From => Self::After(begin),
            Edge::After => Self::After(end),
            Edge::Before => Self::Before(begin),
            Edge::Until => Self::Until(end),
        })
    }

    pub(super) fn by_day(self) -> Self {
        match self {
            Self::At(c) => Self::At(c.by_day()),
            Self::After(c) => Self::After(c.by_day()),
            Self::Before(c) => Self::Before(c.by_day()),
            Self::Until(c) => Self::Until(c.by_day()),
            Self::Span(a, b) if a.by_day() != a && b.half_unsaid && b.minute < 720 => {
                Self::Span(a.by_day(), Clock { minute: b.minute + 720, half_unsaid: false, ..b })
            }
            Self::Either(a, b) => Self::Either(a.by_day(), b.by_day()),
            Self::Part(_) | Self::Span(..) => self,
        }
    }

    pub(super) fn within(self, half: Half) -> Option<Self> {
        Some(match self {
            Self::Part(part) => Self::Part(part),
            Self::At(c) => Self::At(c.within(half)?),
            Self::Either(a, b) => Self::Either(a.within(half)?, b.within(half)?),
            Self::Span(a, b) => Self::Span(a.within(half)?, b.within(half).unwrap_or(b)),
            Self::After(c) => Self::After(c.within(half)?),
            Self::Before(c) => Self::Before(c.within(half)?),
            Self::Until(c) => Self::Until(c.within(half)?),
        })
    }
}
