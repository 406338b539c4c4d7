//! Which of the times that were said is meant in the end.
//!
//! Callers think aloud: they name a day, say why it won't do, name another. What the grammar of corrections
//! doesn't cover is settled here, once the times stand on the calendar: of two that contradict each other the
//! one the caller came to last holds when the words say that they came to it; when nothing says so, both are
//! asked about.

mod doubt;
mod reach;

use std::ops::Range;

use jiff::civil::{Date, DateTime};

use self::doubt::{Case, Doubt, Dropped, Why};
use crate::cues::{self, Decision};
use crate::evidence::Evidence;
use crate::heard::{Heard, contains, same};
use crate::text::Gap;
use crate::time::value::Day;
use crate::{Ambiguity, Grain, Role, TimeMention};

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
}

/// What is left: what is held, and what must be asked.
pub(crate) struct Decided {
    pub(crate) held: Vec<TimeMention>,
    pub(crate) ambiguous: Vec<Ambiguity>,
}

/// Settles what contradicts itself.
///
/// `taken_back` are the days that a plain correction has dropped already.
pub(crate) fn settle(
    heard: &Heard<'_>,
    mut placed: Vec<Placed>,
    taken_back: &[Date],
    evidence: &Evidence,
    unsure: bool,
    now: DateTime,
) -> Decided {
    let cues = &cues::of(heard.text.lang).decision;
    let mut kept: Vec<Placed> = Vec::new();
    let mut given_up: Vec<Date> = refused(&placed);
    drop_refused_readings(&mut placed, &given_up);
    drop_readings_of_the_appointment(&mut placed);
    given_up.extend(taken_back);
    let mut doubts: Vec<(Placed, Placed)> = Vec::new();
    let mut dropped: Vec<Dropped> = Vec::new();
    let mut since = 0;
    let wished = placed.iter().filter(|p| is_wish(p)).count();
    for mut new in placed {
        if !is_wish(&new) {
            let other = kept.last().filter(|old| is_either_appointment(heard, old, &new));
            doubts.extend(other.map(|old| (old.clone(), new.clone())));
            push(&mut kept, new);
            continue;
        }
        // «Jeudi, ou vendredi si jeudi est complet»: the condition names no wish anew.
        if is_first_choice(heard, &new.tokens) && kept.iter().any(|old| old.day() == new.day()) {
            since = new.tokens.end;
            continue;
        }
        let mut beside = Beside::of(heard, cues, since, kept.last(), &new);
        since = new.tokens.end;
        let again = new.day().is_some_and(|day| given_up.contains(&day)) && !beside.decides;
        if beside.decides {
            given_up.retain(|day| new.day() != Some(*day));
        }
        let is_last = new.tokens.end == heard.tokens.len();
        beside.is_hedged |= again && is_last;
        let over = reach::is_over(new.first(), now.date());
        let busy = beside.sense == Sense::Busy && !unsure;
        if wished > 1 && (beside.sense == Sense::Aside || busy || over || again && !is_last) {
            if busy && reach::is_moment(new.first()) {
                kept.retain(|old| !same(old.first(), new.first()));
            } else if let Some(day) = new.day().filter(|_| busy) {
                kept.retain(|old| !is_wish(old) || old.day() != Some(day));
                given_up.push(day);
            }
            let aside = beside.sense == Sense::Aside && !over;
            let why = if aside { Why::Aside } else { Why::Impossible };
            dropped.push(Dropped { by: new.tokens.start, time: new, why });
            continue;
        }
        let against: Vec<usize> = (0..kept.len()).filter(|at| contradict(&kept[*at], &new)).collect();
        let Some(last) = against.last().copied() else {
            doubts.extend(kept.last().filter(|_| new.doubtful).map(|old| (old.clone(), new.clone())));
            narrow(heard, &mut kept, &mut new);
            push(&mut kept, new);
            absorb(heard, &mut kept);
            continue;
        };
        let named_before =
            is_among(&kept, &new) || kept.iter().any(|old| is_of(old, &new) || is_of(&new, old));
        let link = match link(heard, cues, &kept[last], &new) {
            // «Jeudi ou vendredi ? Vendredi.»
            _ if named_before => Link::Instead,
            link => link,
        };
        if unsure || new.doubtful {
            doubts.push((kept[last].clone(), new.clone()));
            kept.push(new);
        } else if link == Link::Alternatives {
            kept.push(new);
        } else {
            let old = &kept[last];
            let loses_the_hour = reach::is_moment(old.first()) && new.first().grain == Grain::Day;
            if link == Link::Unclear || beside.is_hedged || loses_the_hour && !named_before {
                doubts.push((kept[last].clone(), new.clone()));
            } else {
                given_up.extend(
                    against.iter().filter_map(|at| kept[*at].day()).filter(|d| new.day() != Some(*d)),
                );
            }
            let why = if named_before { Why::NotChosen } else { Why::Replaced };
            let by = new.tokens.start;
            dropped.extend(against.iter().map(|at| Dropped { time: kept[*at].clone(), why, by }));
            let mut at = 0;
            kept.retain(|_| {
                at += 1;
                !against.contains(&(at - 1))
            });
            push(&mut kept, new);
        }
    }
    absorb(heard, &mut kept);
    doubts.extend(unbound(heard, &kept));
    if !doubts.is_empty() || unsure {
        return written(kept, doubts, unsure);
    }
    let case = Case { heard, evidence, dropped: &dropped, kept: &kept, now };
    match doubt::find(&case) {
        Some(Doubt::Between(one, other)) => written(kept, vec![(one, other)], false),
        doubt => written(kept, Vec::new(), doubt.is_some()),
    }
}

/// What is said twice is held once.
fn push(kept: &mut Vec<Placed>, new: Placed) {
    if !is_among(kept, &new) {
        kept.push(new);
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

/// «Mon rendez-vous du 3 ou du 4»: one of them is.
fn is_either_appointment(heard: &Heard<'_>, old: &Placed, new: &Placed) -> bool {
    let both = old.first().role == Role::From && new.first().role == Role::From;
    both && contradict(old, new) && offers_either(heard, old, new)
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
    for old in kept {
        if old.first().role == new.first().role && !joined(heard, old, new) {
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
    let is_within = |kept: &[Placed], wide: usize| {
        let wide = &kept[wide];
        kept.iter().any(|narrow| {
            is_wish(wide)
                && narrow.first().role == wide.first().role
                && (wide.day().is_some() && wide.first().grain == Grain::Day || !joined(heard, wide, narrow))
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

/// Does a word stand between them that offers one or the other?
fn offers_either(heard: &Heard<'_>, a: &Placed, b: &Placed) -> bool {
    let choice = |w: &str| matches!(w, "ou" | "soit" | "sinon" | "or" | "either" | "else" | "otherwise");
    between(heard, a, b).into_iter().any(choice)
}

/// … or offers both?
fn joined(heard: &Heard<'_>, a: &Placed, b: &Placed) -> bool {
    // «Onze heures et demie» joins nothing.
    let of_the_clock = |w: &&str| matches!(*w, "demie" | "demi" | "quart" | "un");
    let words = between(heard, a, b);
    let and = words
        .iter()
        .enumerate()
        .any(|(at, w)| matches!(*w, "et" | "and") && !words.get(at + 1).is_some_and(of_the_clock));
    and || offers_either(heard, a, b)
}

/// The words between two times, with the first of the second: «… or the fourth».
fn between<'h>(heard: &Heard<'h>, a: &Placed, b: &Placed) -> Vec<&'h str> {
    let (first, second) = if a.tokens.start <= b.tokens.start { (a, b) } else { (b, a) };
    heard.words(first.tokens.end.min(second.tokens.start)..second.tokens.start + 1)
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

fn link(heard: &Heard<'_>, cues: &Decision, old: &Placed, new: &Placed) -> Link {
    let from = old.tokens.end.min(new.tokens.start);
    let between = heard.words(from..new.tokens.start);
    let own = heard.words(new.tokens.clone());
    let behind = heard.words(new.tokens.end..new.tokens.end + 2);
    let ahead = heard.words(old.tokens.start.saturating_sub(5)..old.tokens.start);
    let said = |list: &[&str], words: &[&str]| list.iter().any(|c| contains(words, c));
    let turns = said(cues.turning, &between);
    let joins = said(cues.joining, &between) || said(cues.as_well, &behind);
    // «Jeudi, et on m'a mis vendredi» doesn't ask for both.
    let only_and = || {
        let and = |w: &&str| matches!(*w, "et" | "and");
        let rest: Vec<&str> = between.iter().copied().filter(|w| !and(w)).collect();
        between.iter().any(and) && !said(cues.joining, &rest)
    };
    let tells = joins && between.len() > 3 && only_and() && !said(cues.as_well, &between);
    let alike = old.first().kind == new.first().kind;
    let listed = alike && between.is_empty() && !ends_sentence(heard, &new.tokens);
    if listed && heard.hesitates(new.tokens.start) {
        // «Lundi sept, euh, mardi huit»: begun again.
        let whole = |tokens: &Range<usize>| tokens.len() > 1;
        return if whole(&old.tokens) && whole(&new.tokens) { Link::Instead } else { Link::Unclear };
    }
    if is_cleft(heard, &new.tokens) || comes_back(heard, from) || insists(heard, new.tokens.start) {
        return Link::Instead;
    }
    // «Jeudi en huit, donc le douze», and it isn't: one day said in two ways.
    let restates =
        |w: &&str| matches!(*w, "donc" | "so" | "soit" | "c" | "est" | "a" | "dire" | "that" | "is");
    if old.way != new.way && old.day().is_some() && new.day().is_some() && between.iter().all(restates) {
        return Link::Unclear;
    }
    if is_first_choice(heard, &old.tokens) {
        return Link::Alternatives;
    }
    // «C'est le dix-sept, c'est ça, ou le seize ?»: which it was is asked.
    if said(cues.wondering, &between) {
        return Link::Unclear;
    }
    if tells && !turns {
        return Link::Unclear;
    }
    if joins && !turns || listed {
        return Link::Alternatives;
    }
    // «Enfin, ou le matin»: one more, by somebody who turns.
    if joins && matches!(between.last(), Some(&"ou" | &"or")) {
        return Link::Unclear;
    }
    let replaced = said(cues.was_meant, &ahead);
    let settled = said(cues.settling, &between)
        || said(cues.settling_behind, &behind[..behind.len().min(1)])
        || said(cues.settling_behind, &own);
    if turns || replaced || settled { Link::Instead } else { Link::Unclear }
}

fn ends_sentence(heard: &Heard<'_>, tokens: &Range<usize>) -> bool {
    heard.tokens.get(tokens.start).is_some_and(|t| matches!(t.gap, Gap::Mark('.' | '!' | '?' | '…')))
}

/// «Oh et puis neuf heures»: by somebody who thinks again.
fn comes_back(heard: &Heard<'_>, from: usize) -> bool {
    heard.hesitates(from) && heard.words(from..from + 2) == ["et", "puis"]
}

/// «Ah si, vendredi», «mais si, vendredi»: that «si» is no condition, it affirms.
fn insists(heard: &Heard<'_>, at: usize) -> bool {
    let ahead = heard.words(at.saturating_sub(2)..at);
    let affirms = ahead.last() == Some(&"si");
    affirms && (heard.hesitates(at - 1) || matches!(ahead[..], ["mais" | "non", _]))
}

/// «Si jeudi dix heures est pris, vendredi»: the first of two, should the practice have it.
pub(crate) fn is_first_choice(heard: &Heard<'_>, tokens: &Range<usize>) -> bool {
    let cues = &cues::of(heard.text.lang).decision;
    let ahead = clause_before(heard, tokens.start);
    let Some(at) = ahead.iter().rposition(|w| matches!(*w, "si" | "s" | "if")) else { return false };
    let condition = &ahead[at + 1..];
    let behind = clause_after(heard, tokens.end);
    let said = |list: &[&str], words: &[&str]| list.iter().any(|c| contains(words, c));
    let bare = condition.iter().all(|w| cues.small.contains(w) || *w == "jamais");
    bare && said(cues.taken, &behind) || said(cues.lacking, condition)
}

/// «C'est vendredi que je veux», «it's Friday I want».
fn is_cleft(heard: &Heard<'_>, tokens: &Range<usize>) -> bool {
    let ahead = heard.words(tokens.start.saturating_sub(3)..tokens.end);
    let begins = ahead.windows(2).any(|w| matches!(w, ["c", "est" | "etait"])) || ahead.contains(&"its");
    // An hour said behind it may have drawn the words into the time.
    let own = heard.words(tokens.start..tokens.end + 2);
    let picks = |w: &[&str]| {
        matches!(w, ["que" | "qu", "je" | "j" | "il" | "on" | "nous"] | ["i", "want" | "need" | "wanted"])
    };
    begins && own.windows(2).any(picks)
}

/// What a time is said for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Wish,
    /// «Je sors à cinq heures», «on est samedi»: told, not wished.
    Aside,
    /// «Vendredi j'ai le plombier»: told, and not possible.
    Busy,
}

/// What the words around a time make of it.
struct Beside {
    sense: Sense,
    /// «Donc demain», «mardi alors»: the caller has come to it.
    decides: bool,
    /// «Le 24, je crois».
    is_hedged: bool,
}

impl Beside {
    /// `since` is where the time before it ended.
    fn of(heard: &Heard<'_>, cues: &Decision, since: usize, before: Option<&Placed>, new: &Placed) -> Self {
        let tokens = &new.tokens;
        let clause = clause_before(heard, tokens.start);
        let bare: Vec<&str> = clause.iter().copied().filter(|w| !cues.small.contains(w)).collect();
        let tail = &bare[bare.len().saturating_sub(4)..];
        let behind = heard.words(tokens.end..tokens.end + 5);
        let ends = |list: &[&str]| list.iter().any(|c| crate::heard::ends_with(tail, c));
        let begins = |list: &[&str]| list.iter().any(|c| crate::heard::begins_with(&behind, c).is_some());
        let free = cues.free.iter().any(|c| contains(tail, c));
        let own = &clause[clause.len().saturating_sub(tokens.start.saturating_sub(since))..];
        let own = own.iter().rposition(|w| cues.clauses.contains(w)).map_or(own, |at| &own[at + 1..]);
        let at = matches!(heard.words(tokens.start..tokens.start + 1)[..], ["a" | "vers" | "at" | "around"]);
        let travels = (cues.travelling.iter().any(|c| contains(own, c))
            || (at || new.first().grain == Grain::Week) && cues.engaged.iter().any(|c| contains(own, c)))
            && !cues.free.iter().any(|c| contains(own, c));
        let picked =
            is_first_choice(heard, tokens) || is_cleft(heard, tokens) || insists(heard, tokens.start);
        let apart = heard.tokens.get(tokens.end).is_none_or(|t| t.after_break());
        // «C'est un dimanche» remarks; «c'est lundi 14 à quinze heures» doesn't.
        let is_remark = new.first().grain == Grain::Day
            && new.way == Way::Weekday
            && before.is_none_or(|before| before.way != Way::Weekday);
        let sense = if !picked && !apart && begins(cues.busy) && !begins(cues.no_business) {
            Sense::Busy
        } else if !free && !picked && (ends(cues.told) || is_remark && ends(cues.remarks) || travels) {
            Sense::Aside
        } else {
            Sense::Wish
        };
        Self {
            sense,
            decides: ends(cues.settling) || begins(cues.settling_behind) || picked,
            is_hedged: begins(cues.hedging),
        }
    }
}

/// The words before a time in its own clause.
fn clause_before<'h>(heard: &Heard<'h>, at: usize) -> Vec<&'h str> {
    heard.words(clause_start(heard, at, 8)..at)
}

/// Where the clause of a place begins, at most so many tokens before it.
fn clause_start(heard: &Heard<'_>, at: usize, reach: usize) -> usize {
    let breaks = |i: &usize| heard.tokens.get(*i).is_some_and(|t| t.after_break());
    let from = at.saturating_sub(reach);
    (from..=at).rev().find(breaks).unwrap_or(from)
}

/// The words behind a time in its own clause.
fn clause_after<'h>(heard: &Heard<'h>, at: usize) -> Vec<&'h str> {
    let breaks = |i: &usize| heard.tokens.get(*i).is_some_and(|t| t.after_break());
    heard.words(at..(at..at + 5).find(breaks).unwrap_or(at + 5))
}

/// Does the caller end by saying that they don't know which?
pub(crate) fn is_unsure(heard: &Heard<'_>, last: usize) -> bool {
    let behind = heard.words(last..heard.tokens.len());
    cues::of(heard.text.lang).decision.not_knowing.iter().any(|c| contains(&behind, c))
}
