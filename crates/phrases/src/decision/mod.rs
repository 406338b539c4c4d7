//! Which of the times that were said is meant in the end.
//!
//! Callers think aloud: they name a day, say why it won't do, name another. What the grammar of corrections
//! doesn't cover is settled here, once the times stand on the calendar: of two that contradict each other the
//! one the caller came to last holds when the words say that they came to it; when nothing says so, both are
//! asked about.

mod beside;
mod doubt;
mod link;
mod reach;
mod settling;
mod wished;

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::{Date, DateTime};

pub(crate) use self::beside::{clause_start, gives_a_reason, is_of_business, is_unsure, wont_do_behind};
use self::doubt::{Case, Doubt, Dropped};
use self::link::joined;
pub(crate) use self::link::{falls_back, is_first_choice, prefers, settles_behind, suits_as_well};
use self::settling::Settling;
pub use self::wished::wish_weights;
use crate::evidence::Evidence;
use crate::heard::{Heard, same};
use crate::time::value::Day;
use crate::{Ambiguity, Grain, Kind, Role, TimeMention};

/// A time that was said, on the calendar.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) tokens: Range<usize>,
    /// All that the words may mean, the likelier first; never empty.
    pub(crate) readings: Vec<TimeMention>,
    /// The caller doesn't know whether it is this or the one before it.
    pub(crate) doubtful: bool,
    /// How its day was said.
    pub(crate) way: Way,
    /// Its day is called by a name or a number that isn't its own: «demain samedi», on a Tuesday.
    pub(crate) clashes: bool,
    /// How surely its words say that it is wished ([`wished`]); 0 where nobody has weighed it.
    pub(crate) weight: i32,
}

/// How a day was said: two that are said alike may be a list, others are one day said twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// By its number.
    Numbered,
    /// By the name of the weekday.
    Weekday,
    /// In any other way, or not at all.
    Other,
}

impl Way {
    /// How this day was said.
    pub(crate) fn of(day: Option<&Day>) -> Self {
        match day {
            Some(Day::Date(_)) => Self::Numbered,
            Some(Day::Weekday { .. } | Day::InWeek { .. }) => Self::Weekday,
            Some(Day::After { base, .. }) => Self::of(Some(base.as_ref())),
            _ => Self::Other,
        }
    }
}

impl Placed {
    fn first(&self) -> &TimeMention {
        &self.readings[0]
    }

    /// The one day it is on.
    fn day(&self) -> Option<Date> {
        reach::day_of(self.first())
    }

    /// A day of which no hour was said, at those of another; what lasts beyond one has none.
    fn at_the_hours_of(self, other: &Self) -> Self {
        let hours = other.first();
        let of_one_day = hours.start.zip(hours.end).is_none_or(|(start, end)| end <= end_of_day(start));
        let is_whole = |day: &TimeMention| (day.kind, day.grain) == (Kind::Value, Grain::Day);
        if hours.kind == Kind::OpenInterval
            || hours.grain > Grain::Hour
            || !of_one_day
            || !self.readings.iter().all(is_whole)
        {
            return self;
        }
        let at = |day: &TimeMention| {
            let since = |hour: DateTime| hour.duration_since(hours.start.unwrap_or(hour).date().into());
            let clock =
                |hour: Option<DateTime>| DateTime::from(day.start?.date()).checked_add(since(hour?)).ok();
            TimeMention {
                kind: hours.kind,
                grain: hours.grain,
                start: clock(hours.start),
                end: clock(hours.end),
                ..day.clone()
            }
        };
        Self { readings: self.readings.iter().map(at).collect(), ..self }
    }
}

/// Where the day of a time ends.
fn end_of_day(at: DateTime) -> DateTime {
    at.date().tomorrow().map_or(DateTime::MAX, |next| next.at(0, 0, 0, 0))
}

/// What is left: what is held, and what must be asked.
pub(crate) struct Decided {
    pub(crate) held: Vec<TimeMention>,
    pub(crate) ambiguous: Vec<Ambiguity>,
}

/// A sentence whose times stand on the calendar.
pub(crate) struct Sentence<'s> {
    pub(crate) heard: &'s Heard<'s>,
    /// The days that a plain correction has dropped already.
    pub(crate) taken_back: &'s [Date],
    pub(crate) evidence: &'s Evidence,
    /// The caller doesn't know which.
    pub(crate) unsure: bool,
    pub(crate) now: DateTime,
}

/// What the rules make of a sentence.
struct Settled {
    kept: Vec<Placed>,
    /// Which of two is meant.
    doubts: Vec<(Placed, Placed)>,
    unsure: bool,
}

/// Settles what contradicts itself.
pub(crate) fn settle(sentence: &Sentence<'_>, mut placed: Vec<Placed>) -> Decided {
    let told = if sentence.unsure { Vec::new() } else { wished::take_told(&mut placed) };
    let Settled { kept, doubts, unsure } = by_rules(sentence, placed, told);
    written(kept, doubts, unsure)
}

/// Weighs how surely each time is wished.
pub(crate) fn weigh(sentence: &Sentence<'_>, placed: &mut [Placed]) {
    let examples = weighed(sentence, placed);
    for (one, (features, _)) in placed.iter_mut().zip(examples) {
        one.weight = wished::weight(&features, sentence.heard.text.lang);
    }
}

/// What is weighed of each time, and what its words may mean.
pub(crate) fn weighed(
    sentence: &Sentence<'_>,
    placed: &[Placed],
) -> Vec<(BTreeSet<String>, Vec<TimeMention>)> {
    let settled = by_rules(sentence, placed.to_vec(), Vec::new());
    let is_among = |one: &Placed, all: &[Placed]| all.iter().any(|other| other.tokens == one.tokens);
    let fate = |one: &Placed| match () {
        () if settled.doubts.iter().any(|(a, b)| a.tokens == one.tokens || b.tokens == one.tokens) => "open",
        () if is_among(one, &settled.kept) => "held",
        () => "dropped",
    };
    let features = |at: usize| wished::features_of(sentence.heard, placed, at, fate(&placed[at]));
    (0..placed.len()).map(|at| (features(at), placed[at].readings.clone())).collect()
}

/// Where the times begin that are told of something else, where others are wished.
pub(crate) fn told(placed: &[Placed]) -> Vec<usize> {
    wished::take_told(&mut placed.to_vec()).into_iter().map(|told| told.time.tokens.start).collect()
}

/// `told` are times that are told of something else.
fn by_rules(sentence: &Sentence<'_>, mut placed: Vec<Placed>, told: Vec<Dropped>) -> Settled {
    let Sentence { heard, evidence, unsure, now, .. } = *sentence;
    let mut given_up: Vec<Date> = refused(&placed);
    drop_refused_readings(&mut placed, &given_up);
    drop_readings_of_the_appointment(&mut placed);
    given_up.extend(sentence.taken_back);
    let wished: Vec<&Placed> = placed.iter().filter(|p| is_wish(p)).collect();
    let mut settling = Settling::new(heard, unsure, &wished, given_up, now.date());
    for new in placed {
        settling.take(new);
    }
    let Settling { mut kept, mut doubts, mut dropped, .. } = settling;
    dropped.extend(told);
    absorb(heard, &mut kept);
    doubts.extend(unbound(heard, &kept));
    if !unsure {
        doubts.retain(|pair| !wished::is_settled(pair, &mut kept));
    }
    let case = Case { heard, evidence, dropped: &dropped, kept: &kept, now };
    let doubt = if doubts.is_empty() && !unsure { doubt::find(&case) } else { None };
    let unsure = unsure || matches!(doubt, Some(Doubt::Whole));
    if let Some(Doubt::Between(one, other)) = doubt {
        doubts.push((one, other));
    }
    Settled { kept, doubts, unsure }
}

/// What is said twice is held once, with the doubt of either.
fn push(kept: &mut Vec<Placed>, new: Placed) {
    match kept.iter_mut().find(|old| same(old.first(), new.first())) {
        Some(old) if new.clashes => *old = new,
        // «Jeudi, veille de Noël, donc le 25»: one day said in two ways.
        Some(old) if old.tokens.end == new.tokens.start => old.tokens.end = new.tokens.end,
        Some(_) => {}
        None => kept.push(new),
    }
}

/// Does the first say the second more finely?
fn is_of(narrow: &Placed, wide: &Placed) -> bool {
    narrow.first().role == wide.first().role
        && wide.day().is_some()
        && narrow.readings.iter().all(|n| wide.readings.iter().any(|w| reach::inside(n, w)))
}

fn is_among(kept: &[Placed], new: &Placed) -> bool {
    kept.iter().any(|old| same(old.first(), new.first()))
}

/// Days that were refused in so many words.
fn refused(placed: &[Placed]) -> Vec<Date> {
    let not = placed.iter().filter(|p| p.first().role == Role::Not && p.first().grain == Grain::Day);
    not.filter_map(Placed::day).collect()
}

/// «Mercredi prochain, pas demain»: says which of the two.
fn drop_refused_readings(placed: &mut [Placed], refused: &[Date]) {
    let weeks: Vec<TimeMention> = placed
        .iter()
        .filter(|p| p.first().role == Role::Not && p.first().grain == Grain::Week)
        .map(|p| p.first().clone())
        .collect();
    let out = |r: &TimeMention| {
        reach::day_of(r).is_some_and(|day| refused.contains(&day))
            || weeks.iter().any(|w| reach::inside(r, w))
    };
    for one in placed.iter_mut().filter(|p| is_wish(p)) {
        if one.readings.iter().any(out) && !one.readings.iter().all(out) {
            one.readings.retain(|r| !out(r));
        }
    }
}

/// «J'ai rendez-vous demain, je voudrais mercredi prochain»: on another day than it is.
fn drop_readings_of_the_appointment(placed: &mut [Placed]) {
    let from = placed.iter().filter(|p| p.first().role == Role::From);
    let days: Vec<Date> = from.filter_map(Placed::day).collect();
    let out =
        |r: &TimeMention| r.grain == Grain::Day && reach::day_of(r).is_some_and(|day| days.contains(&day));
    for one in placed.iter_mut().filter(|p| p.first().role == Role::To) {
        if !one.readings.iter().all(out) {
            one.readings.retain(|r| !out(r));
        }
    }
}

fn is_wish(placed: &Placed) -> bool {
    matches!(placed.first().role, Role::At | Role::To)
}

/// An hour of any day beside a day: nobody said whether it is that day's.
fn unbound(heard: &Heard<'_>, kept: &[Placed]) -> Option<(Placed, Placed)> {
    let wishes = || kept.iter().filter(|p| is_wish(p));
    let hour = wishes().find(|p| p.first().any_date && p.first().grain <= Grain::Hour)?;
    let day = wishes().find(|p| p.day().is_some() && !joined(heard, p, hour))?;
    Some((day.clone(), hour.clone()))
}

fn written(kept: Vec<Placed>, doubts: Vec<(Placed, Placed)>, unsure: bool) -> Decided {
    let mut ambiguous: Vec<Ambiguity> = Vec::new();
    for (one, other) in doubts {
        let readings = || one.readings.iter().chain(&other.readings).cloned();
        if let Some(open) = ambiguous.last_mut().filter(|a| a.readings.contains(one.first())) {
            open.readings.extend(other.readings.iter().cloned());
        } else {
            let text = other.first().text.clone();
            ambiguous.push(Ambiguity { text, readings: readings().collect() });
        }
    }
    let wishes: Vec<&Placed> = kept.iter().filter(|p| is_wish(p)).collect();
    for one in kept
        .iter()
        .filter(|one| one.readings.len() > 1 && (one.first().role != Role::Not || wishes.is_empty()))
    {
        if !ambiguous.iter().any(|a| a.readings.contains(one.first())) {
            ambiguous.push(Ambiguity { text: one.first().text.clone(), readings: one.readings.clone() });
        }
    }
    // One time, and the caller doesn't know it, or nobody knows from which day it is told.
    if let ([first, ..], true) = (wishes.as_slice(), ambiguous.is_empty())
        && (unsure || first.doubtful)
    {
        let readings = wishes.iter().flat_map(|one| one.readings.clone()).collect();
        ambiguous.push(Ambiguity { text: first.first().text.clone(), readings });
    }
    for open in &mut ambiguous {
        open.readings.sort_by_key(|r| r.start.or(r.end));
        open.readings.dedup_by(|a, b| same(a, b));
    }
    Decided { held: kept.into_iter().filter_map(|p| p.readings.into_iter().next()).collect(), ambiguous }
}

/// Of several readings those hold that go with what else is said: «mardi prochain, le 22», «après l'école, à cinq
/// heures».
fn narrow(heard: &Heard<'_>, kept: &mut [Placed], new: &mut Placed) {
    // «Demain mercredi trois», and tomorrow is the second: two of the three agree, and any of them may be the slip.
    let is_slip = |a: &Placed, b: &Placed| a.clashes && b.way == Way::Other;
    for old in kept {
        let settled = !is_slip(old, new) && !is_slip(new, old);
        if old.first().role == new.first().role && settled && !joined(heard, old, new) {
            // «Le week-end prochain, le samedi»: of either.
            let lies_in_one = |day: &Placed| old.readings.iter().any(|r| !reach::apart(r, day.first()));
            if old.readings.len() == 2
                && (new.readings.len(), new.way) == (1, Way::Weekday)
                && let Some(later) = doubt::days_later(new, 7)
                && lies_in_one(new)
                && lies_in_one(&later)
            {
                new.readings.extend(later.readings);
                continue;
            }
            keep_those_that_meet(&mut old.readings, &new.readings);
            keep_those_that_meet(&mut new.readings, &old.readings);
        }
    }
}

fn keep_those_that_meet(readings: &mut Vec<TimeMention>, others: &[TimeMention]) {
    let meets = |r: &TimeMention| others.iter().any(|other| !reach::apart(r, other));
    if readings.len() > 1 && readings.iter().any(meets) {
        readings.retain(meets);
    }
}

/// A time that only says more broadly what another says: «la semaine prochaine, disons jeudi», «ce matin, vers onze
/// heures».
fn absorb(heard: &Heard<'_>, kept: &mut Vec<Placed>) {
    // «Jeudi, et jeudi matin»; «at half past eight, and gone by nine»
    let is_loose = |wide: &Placed, narrow: &Placed| {
        let bound = wide.first().kind == Kind::OpenInterval && reach::is_moment(narrow.first());
        bound || wide.day().is_some() && wide.first().grain == Grain::Day
    };
    let is_within = |kept: &[Placed], wide: usize| {
        let wide = &kept[wide];
        kept.iter().any(|narrow| {
            is_wish(wide)
                && narrow.first().role == wide.first().role
                && (is_loose(wide, narrow) || !joined(heard, wide, narrow))
                && narrow.readings.iter().all(|n| wide.readings.iter().any(|w| reach::inside(n, w)))
        })
    };
    let mut at = 0;
    while at < kept.len() {
        if is_within(kept, at) {
            kept.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Can't both be meant, in whichever reading?
fn contradict(old: &Placed, new: &Placed) -> bool {
    let pairs = || old.readings.iter().flat_map(|a| new.readings.iter().map(move |b| (a, b)));
    old.first().role == new.first().role && pairs().all(|(a, b)| reach::apart(a, b))
}
