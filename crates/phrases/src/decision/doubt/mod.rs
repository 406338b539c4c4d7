//! Doubt: is all that the sentence says of time accounted for?
//!
//! A reading is sure only when every time of the sentence, and every word that may be one, has its part: it is
//! wished, is where the appointment is or goes, is refused, was taken back, is told of something else, or says the
//! same once more. What has no part, or one that the words around it don't bear out, is a reason to ask. These rules
//! change nothing of what is held.

mod times;
mod which;
mod words;

use jiff::civil::DateTime;

use super::{Placed, is_wish, reach, wished};
use crate::Role;
use crate::cues::{self, Cues};
use crate::evidence::Evidence;
use crate::heard::{Heard, contains};

pub(super) use which::days_later;

/// A reason to ask.
pub(super) enum Doubt {
    /// This or that.
    Between(Placed, Placed),
    /// Whether it is right at all.
    Whole,
}

impl Doubt {
    pub(super) fn between(one: &Placed, other: &Placed) -> Self {
        Self::Between(one.clone(), other.clone())
    }
}

/// A time that was said and is not held.
pub(super) struct Dropped {
    pub(super) time: Placed,
    pub(super) why: Why,
    /// Where the time begins that made it go.
    pub(super) by: usize,
}

impl Dropped {
    /// Several, of one reason.
    pub(super) fn all(times: Vec<Placed>, why: Why, by: usize) -> impl Iterator<Item = Self> {
        times.into_iter().map(move |time| Self { time, why, by })
    }
}

/// Why a time was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// The caller came to another.
    Replaced,
    /// One of two was said again.
    NotChosen,
    /// Told of something else.
    Aside,
    /// It isn't possible, or it is over.
    Impossible,
    /// By its words hardly a wish.
    Told,
}

/// A sentence that was read.
pub(super) struct Case<'c> {
    pub(super) heard: &'c Heard<'c>,
    pub(super) evidence: &'c Evidence,
    pub(super) dropped: &'c [Dropped],
    pub(super) kept: &'c [Placed],
    pub(super) now: DateTime,
}

type Rule = fn(&Case<'_>) -> Option<Doubt>;

/// What has no part comes first: of that, the question can name both.
const RULES: [Rule; 36] = [
    times::is_lost,
    times::is_taken_up,
    times::is_restated,
    times::was_offered,
    times::contradicts_a_remark,
    times::is_not_asked_for,
    times::has_no_day,
    times::is_refused,
    times::may_be_the_refused_one,
    times::stands_unjoined,
    times::may_be_refused_too,
    times::stand_side_by_side,
    times::goes_nowhere,
    times::comes_from_nowhere,
    which::is_over,
    which::is_any_weekday,
    which::is_of_that_week,
    which::is_number_or_hour,
    which::is_minutes_or_hour,
    which::is_two_numbers,
    which::is_minutes_to_or_until,
    which::is_after_midnight,
    which::is_at_night,
    which::is_all_but_over,
    which::is_the_other,
    which::is_nth_of_nothing,
    which::may_be_of_the_day_or_the_hour,
    words::points_at_one,
    words::picks,
    words::leaves_a_number,
    words::excepts,
    words::leans,
    words::ends_unsure,
    words::does_not_know,
    words::asks_which,
    words::says_something_of_time,
];

/// The first reason to ask, where anything is wished.
pub(super) fn find(case: &Case<'_>) -> Option<Doubt> {
    case.wishes().next()?;
    RULES.iter().find_map(|rule| rule(case).filter(wished::stands)).or_else(|| wished::find(case))
}

impl Case<'_> {
    pub(super) fn wishes(&self) -> impl Iterator<Item = &Placed> + Clone {
        self.kept.iter().filter(|p| is_wish(p))
    }

    fn refused(&self) -> impl Iterator<Item = &Placed> {
        self.kept.iter().filter(|p| p.first().role == Role::Not)
    }

    /// The appointment that is.
    fn leaving(&self) -> Option<&Placed> {
        self.kept.iter().find(|p| p.first().role == Role::From)
    }

    fn cues(&self) -> &'static Cues {
        cues::of(self.heard.text.lang)
    }

    /// Is it held in some role, or a part of what is, or the other way round?
    pub(super) fn is_held(&self, time: &Placed) -> bool {
        self.kept.iter().any(|kept| meet(time, kept))
    }

    /// A doubt between the first wish and something else.
    pub(super) fn against(&self, other: &Placed) -> Option<Doubt> {
        self.wishes().next().map(|wish| Doubt::between(wish, other))
    }
}

/// Can both be meant, in some reading? Hours of any day are those of every day.
fn meet(one: &Placed, other: &Placed) -> bool {
    let clock = |t: &crate::TimeMention| (t.start.map(DateTime::time), t.end.map(DateTime::time));
    one.readings.iter().any(|a| {
        other.readings.iter().any(|b| {
            if a.any_date == b.any_date {
                !reach::apart(a, b)
            } else {
                clock(a) == clock(b) || reach::inside(a, b) || reach::inside(b, a)
            }
        })
    })
}

/// Does any of the phrases stand in the words?
fn any(phrases: &[&str], words: &[&str]) -> bool {
    phrases.iter().any(|phrase| contains(words, phrase))
}
