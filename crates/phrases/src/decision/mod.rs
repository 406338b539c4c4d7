//! Which of the times that were said is meant in the end.
//!
//! Callers think aloud: they name a day, say why it won't do, name another. What the grammar of corrections
//! doesn't cover is settled here, once the times stand on the calendar: of two that contradict each other the
//! one the caller came to last holds when the words say that they came to it; when nothing says so, both are
//! asked about.

mod cues;

use std::ops::Range;

use jiff::civil::Date;

use crate::heard::{Heard, contains};
use crate::text::Gap;
use crate::{Ambiguity, Grain, Kind, Role, TimeMention};
use cues::Cues;

/// A time that was said, on the calendar.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) tokens: Range<usize>,
    /// All that the words may mean, the likelier first; never empty.
    pub(crate) readings: Vec<TimeMention>,
}

impl Placed {
    fn first(&self) -> &TimeMention {
        &self.readings[0]
    }

    /// The one day it is on.
    fn day(&self) -> Option<Date> {
        day_of(self.first())
    }
}

fn day_of(mention: &TimeMention) -> Option<Date> {
    let start = mention.start.filter(|_| !mention.any_date)?;
    match (mention.kind, mention.grain) {
        (Kind::Value, Grain::Day) | (Kind::Value | Kind::Interval, Grain::Hour | Grain::Minute) => {
            Some(start.date())
        }
        (Kind::OpenInterval, Grain::Hour | Grain::Minute) => mention.on,
        _ => None,
    }
}

/// What is left: what is held, and what must be asked.
pub(crate) struct Decided {
    pub(crate) held: Vec<TimeMention>,
    pub(crate) ambiguous: Vec<Ambiguity>,
}

/// Settles what contradicts itself.
///
/// `taken_back` are the days that a plain correction has dropped already.
pub(crate) fn settle(heard: &Heard<'_>, placed: Vec<Placed>, taken_back: &[Date], unsure: bool) -> Decided {
    let cues = cues::of(heard.text.lang);
    let mut kept: Vec<Placed> = Vec::new();
    let mut given_up: Vec<Date> = refused(&placed);
    given_up.extend(taken_back);
    let mut doubts: Vec<(Placed, Placed)> = Vec::new();
    let wished = placed.iter().filter(|p| is_wish(p)).count();
    for new in placed {
        if !is_wish(&new) {
            kept.push(new);
            continue;
        }
        let beside = Beside::of(heard, cues, &new.tokens);
        let again = new.day().is_some_and(|day| given_up.contains(&day)) && !beside.decides;
        if wished > 1 && (beside.is_aside || again) {
            continue;
        }
        let against: Vec<usize> = (0..kept.len()).filter(|at| contradict(&kept[*at], &new)).collect();
        let Some(last) = against.last().copied() else {
            for old in &mut kept {
                narrow(old, &new);
            }
            kept.push(new);
            continue;
        };
        let link = link(heard, cues, &kept[last], &new);
        if unsure {
            doubts.push((kept[last].clone(), new.clone()));
            kept.push(new);
        } else if link == Link::Alternatives {
            kept.push(new);
        } else {
            if link == Link::Unclear || beside.is_hedged {
                doubts.push((kept[last].clone(), new.clone()));
            } else {
                given_up.extend(
                    against.iter().filter_map(|at| kept[*at].day()).filter(|d| new.day() != Some(*d)),
                );
            }
            let mut at = 0;
            kept.retain(|_| {
                at += 1;
                !against.contains(&(at - 1))
            });
            kept.push(new);
        }
    }
    written(kept, doubts)
}

/// Days that were refused in so many words.
fn refused(placed: &[Placed]) -> Vec<Date> {
    let not = placed.iter().filter(|p| p.first().role == Role::Not && p.first().grain == Grain::Day);
    not.filter_map(Placed::day).collect()
}

fn is_wish(placed: &Placed) -> bool {
    matches!(placed.first().role, Role::At | Role::To)
}

fn written(kept: Vec<Placed>, doubts: Vec<(Placed, Placed)>) -> Decided {
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
    for one in kept.iter().filter(|one| one.readings.len() > 1) {
        if !ambiguous.iter().any(|a| a.readings.contains(one.first())) {
            ambiguous.push(Ambiguity { text: one.first().text.clone(), readings: one.readings.clone() });
        }
    }
    for open in &mut ambiguous {
        open.readings.sort_by_key(|r| r.start.or(r.end));
        open.readings.dedup_by(|a, b| crate::heard::same(a, b));
    }
    Decided { held: kept.into_iter().filter_map(|p| p.readings.into_iter().next()).collect(), ambiguous }
}

/// A time that says which of an earlier one's readings is meant: «mardi prochain, le 22».
fn narrow(old: &mut Placed, new: &Placed) {
    let Some(day) = new.day() else { return };
    if old.readings.len() > 1 && old.readings.iter().any(|r| day_of(r) == Some(day)) {
        old.readings.retain(|r| day_of(r) == Some(day));
    }
}

/// Can't both be meant?
fn contradict(old: &Placed, new: &Placed) -> bool {
    let (a, b) = (old.first(), new.first());
    if a.role != b.role {
        return false;
    }
    match (old.day(), new.day()) {
        (Some(first), Some(second)) if first != second => {
            // «Mardi prochain, le 10»: one of the readings is that day.
            !old.readings.iter().any(|r| day_of(r) == Some(second))
        }
        (Some(_), Some(_)) => apart(a, b),
        (None, None) if a.any_date && b.any_date => apart(a, b),
        (None, None) => {
            let long =
                |m: &TimeMention| m.kind == Kind::Value && matches!(m.grain, Grain::Week | Grain::Month);
            long(a) && long(b) && a.grain == b.grain && a.start != b.start
        }
        _ => false,
    }
}

/// Two hours, or two parts of the day, that don't meet.
fn apart(a: &TimeMention, b: &TimeMention) -> bool {
    let hourly = |m: &TimeMention| {
        m.kind != Kind::OpenInterval && matches!(m.grain, Grain::Hour | Grain::Minute | Grain::Second)
    };
    if !hourly(a) || !hourly(b) {
        return false;
    }
    let end = |m: &TimeMention| m.end.or(m.start);
    let before =
        |x: &TimeMention, y: &TimeMention| end(x) < y.start || x.kind == Kind::Interval && end(x) == y.start;
    before(a, b) || before(b, a)
}

/// How a time stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// Either will do, or both are wanted.
    Alternatives,
    /// It takes the place of the other.
    Instead,
    /// Nothing says which.
    Unclear,
}

fn link(heard: &Heard<'_>, cues: &Cues, old: &Placed, new: &Placed) -> Link {
    let from = old.tokens.end.min(new.tokens.start);
    let between = heard.words(from..new.tokens.start);
    let behind = heard.words(new.tokens.end..new.tokens.end + 2);
    let ahead = heard.words(old.tokens.start.saturating_sub(5)..old.tokens.start);
    let said = |list: &[&str], words: &[&str]| list.iter().any(|c| contains(words, c));
    let turns = said(cues.turning, &between);
    let joins = said(cues.joining, &between) || said(cues.as_well, &behind);
    if joins && !turns || between.is_empty() && !ends_sentence(heard, &new.tokens) {
        return Link::Alternatives;
    }
    let replaced = said(cues.was_meant, &ahead);
    let settled = said(cues.settling, &between) || said(cues.settling_behind, &behind[..behind.len().min(1)]);
    if turns || replaced || settled { Link::Instead } else { Link::Unclear }
}

fn ends_sentence(heard: &Heard<'_>, tokens: &Range<usize>) -> bool {
    heard.tokens.get(tokens.start).is_some_and(|t| matches!(t.gap, Gap::Mark('.' | '!' | '?' | '…')))
}

/// What the words around a time make of it.
struct Beside {
    /// «Donc demain», «mardi alors»: the caller has come to it.
    decides: bool,
    /// «Je sors à cinq heures», «on est samedi»: told, not wished.
    is_aside: bool,
    /// «Le 24, je crois».
    is_hedged: bool,
}

impl Beside {
    fn of(heard: &Heard<'_>, cues: &Cues, tokens: &Range<usize>) -> Self {
        let clause = clause_before(heard, tokens.start);
        let bare: Vec<&str> = clause.iter().copied().filter(|w| !cues.small.contains(w)).collect();
        let tail = &bare[bare.len().saturating_sub(4)..];
        let behind = heard.words(tokens.end..tokens.end + 3);
        let ends = |list: &[&str]| list.iter().any(|c| crate::heard::ends_with(tail, c));
        let begins = |list: &[&str]| list.iter().any(|c| crate::heard::begins_with(&behind, c).is_some());
        let free = cues.free.iter().any(|c| contains(tail, c));
        Self {
            decides: ends(cues.settling) || begins(cues.settling_behind),
            is_aside: !free && ends(cues.told),
            is_hedged: begins(cues.hedging),
        }
    }
}

/// The words before a time in its own clause.
fn clause_before<'h>(heard: &Heard<'h>, at: usize) -> Vec<&'h str> {
    let breaks = |i: &usize| heard.tokens.get(*i).is_some_and(|t| t.after_break());
    let from = (at.saturating_sub(8)..=at).rev().find(breaks).unwrap_or(at.saturating_sub(8));
    heard.words(from..at)
}

/// Does the caller end by saying that they don't know which?
pub(crate) fn is_unsure(heard: &Heard<'_>, last: usize) -> bool {
    let behind = heard.words(last..heard.tokens.len());
    cues::of(heard.text.lang).not_knowing.iter().any(|c| contains(&behind, c))
}
