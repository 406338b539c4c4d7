//! Which mentions belong together though words stand between them.

use std::ops::Range;

use crate::cues;
use crate::heard::{Heard, Said, begins_with, contains};
use crate::text::Gap;
use crate::time::value::{Date, Day, Edge, Hours, Time, Which};
use crate::{Lang, Role};

/// Words between a day and its hour, at most: «demain, avec le docteur Martin si possible, à 14 heures».
const REACH: usize = 10;

/// Joins a day with the hour said some words later: «demain pour un vaccin, vers 15 heures».
pub(crate) fn join(heard: &Heard<'_>, said: Vec<Said>) -> Vec<Said> {
    let mut joined: Vec<Said> = Vec::new();
    for mention in said.into_iter().flat_map(either) {
        if let Some(last) = joined.last_mut()
            && one_day_one_hour(&last.time, &mention.time)
            && !concludes(heard, last, &mention)
            && !is_one_more_day(heard, &mention)
            && belongs(heard, last.tokens.end..mention.tokens.start)
            && let Some(time) = last.time.and(&mention.time)
        {
            *last = Said { tokens: last.tokens.start..mention.tokens.end, time, ..last.clone() };
            continue;
        }
        joined.push(mention);
    }
    joined
}

/// «Il a école jusqu'à seize heures trente, alors mercredi»: the bound is told, and the day follows from it.
fn concludes(heard: &Heard<'_>, told: &Said, wish: &Said) -> bool {
    let between = heard.words(told.tokens.end..wish.tokens.start);
    let so = between.iter().any(|w| matches!(*w, "alors" | "donc" | "coup" | "so" | "then"));
    so && told.time.day.is_none() && matches!(told.time.hours, Some(Hours::Until(_)))
}

/// «Not the morning, or the fourth»
fn is_one_more_day(heard: &Heard<'_>, mention: &Said) -> bool {
    let start = mention.tokens.start;
    mention.time.day.is_some() && matches!(heard.words(start..start + 1)[..], ["or"])
}

/// «Demain à dix ou onze heures» as two.
fn either(mention: Said) -> Vec<Said> {
    let Some(Hours::Either(a, b)) = mention.time.hours else { return vec![mention] };
    let at = |clock| Time { hours: Some(Hours::At(clock)), ..mention.time.clone() };
    vec![Said { time: at(a), ..mention.clone() }, Said { time: at(b), ..mention.clone() }]
}

fn one_day_one_hour(a: &Time, b: &Time) -> bool {
    let only_day = |t: &Time| t.day.as_ref().is_some_and(Day::takes_hours) && t.hours.is_none();
    let only_hours = |t: &Time| t.day.is_none() && (t.hours.is_some() || t.same_hour);
    // «Demain à partir de neuf heures et jusqu'à onze heures»
    let goes_on = matches!(a.hours, Some(Hours::After(_)))
        && b.day.is_none()
        && matches!(b.hours, Some(Hours::Before(_) | Hours::Until(_)));
    // «J'ai une réunion à dix heures, plutôt mercredi, même heure»: the same as what, is found out later.
    let day_behind = only_hours(a) && only_day(b) && !b.same_hour;
    (only_day(a) && only_hours(b)) || day_behind || goes_on
}

fn belongs(heard: &Heard<'_>, between: Range<usize>) -> bool {
    let parts = |word: &str| match heard.text.lang {
        Lang::Fr => matches!(
            word,
            "ou" | "non"
                | "pas"
                | "pardon"
                | "sauf"
                | "hormis"
                | "part"
                | "ni"
                | "plutot"
                | "sinon"
                | "soit"
                | "mettre"
                | "decaler"
                | "deplacer"
                | "passer"
                | "avancer"
                | "repousser"
                | "reporter"
                | "changer"
                | "enfin"
                | "excusez"
                | "dire"
                | "celui"
                | "suivant"
                | "suivante"
                | "autre"
                | "oui"
                | "travaille"
                | "occupe"
                | "occupee"
                | "pris"
                | "prise"
        ),
        Lang::En => matches!(
            word,
            "or" | "no"
                | "not"
                | "sorry"
                | "except"
                | "apart"
                | "rather"
                | "move"
                | "change"
                | "mean"
                | "actually"
                | "but"
                | "work"
                | "busy"
                | "either"
        ),
    };
    let words = heard.words(between.clone());
    let elsewhere = ["instead of", "a la place", "au lieu", "a moins que", "unless"];
    let roles = &cues::of(heard.text.lang).roles;
    // «Not that Thursday, the one before, at eleven»: the hour is the other's.
    let mut other = roles.the_one_before.iter().chain(roles.the_one_after);
    let elsewhere =
        elsewhere.iter().any(|c| contains(&words, c)) || other.any(|c| begins_with(&words, c).is_some());
    let new_sentence = heard
        .tokens
        .get(between.clone())
        .unwrap_or_default()
        .iter()
        .any(|t| matches!(t.gap, Gap::Mark('?' | '!' | '\n')));
    // «thursday's appointment to the afternoon»: a direction begins the other one.
    let towards = heard.text.lang == Lang::En && words.last() == Some(&"to");
    // «Sauf mercredi et vendredi, mais le matin»: wished, and not of the days that aren't.
    let ahead = heard.words(between.start.saturating_sub(6)..between.start);
    let own = heard.words(between.end..between.end + 1);
    let turns = (words.contains(&"mais") || own == ["plutot"])
        && ahead.iter().any(|w| matches!(*w, "sauf" | "pas" | "ni"));
    // «Mercredi y a le judo à quatorze heures»
    let engaged = cues::of(heard.text.lang).decision.engaged.iter().any(|c| begins_with(&words, c).is_some());
    // «Mardi, mais seulement le matin»
    if matches!(words[..], ["but" | "mais", "only" | "seulement" | "uniquement"]) {
        return true;
    }
    let kept_apart = new_sentence || towards || elsewhere || turns || engaged;
    words.len() <= REACH && !kept_apart && !words.into_iter().any(parts)
}

/// «Lundi ou jeudi de la semaine prochaine», «le quatre ou le cinq mai», «mardi ou mercredi à dix heures»: what
/// is said once belongs to both.
pub(crate) fn distribute(heard: &Heard<'_>, mut said: Vec<Said>) -> Vec<Said> {
    let mut listing = false;
    for at in (1..said.len()).rev() {
        let (before, after) = (said[at - 1].clone(), said[at].clone());
        let between = before.tokens.end..after.tokens.start;
        // «lundi, mardi ou jeudi matin»: once a list, all of it.
        let own_or = heard.words(after.tokens.clone()).first() == Some(&"or");
        listing = alternatives(heard, between.clone()) || (between.is_empty() && (listing || own_or));
        if before.time.told || after.time.told || restricts(heard, &after.tokens) {
            listing = false;
        } else if listing && at_the_latest(&before.time, &after.time) {
            said[at].time.edge = None;
        } else if listing {
            let (a, mut b) = shared(&before.time, &with_its_tens(heard, &before.time, &after));
            // «Le soir, mardi ou jeudi»: what is said before both is of both.
            let hour_first = heard.words(before.tokens.clone()).last().is_some_and(|w| names_a_day(heard, w));
            if b.hours.is_none() && hour_first && b.is_plain() && b.day.as_ref().is_some_and(Day::takes_hours)
            {
                b.hours = a.hours;
            }
            said[at - 1].time = a;
            said[at].time = b;
        }
    }
    said
}

/// «The twenty-eighth or ninth»: without its article the second number is a part of one.
fn with_its_tens(heard: &Heard<'_>, first: &Time, second: &Said) -> Time {
    let article = heard.words(second.tokens.clone()).contains(&"the");
    match (&first.day, &second.time.day) {
        (Some(Day::Date(a)), Some(Day::Date(b)))
            if heard.text.lang == Lang::En
                && !article
                && (a.day >= 20 && b.day < 10 && b.day > a.day % 10)
                && (a.month.is_none() || b.month.is_none())
                && b.weekday.is_none() =>
        {
            let whole = Date { day: a.day / 10 * 10 + b.day, ..*b };
            Time { day: Some(Day::Date(whole)), ..second.time.clone() }
        }
        _ => second.time.clone(),
    }
}

/// «Lundi, ou mardi, mais mardi seulement après 17 h»: said of this one alone.
pub(crate) fn restricts(heard: &Heard<'_>, mention: &Range<usize>) -> bool {
    let only = |w: &&str| matches!(*w, "seulement" | "uniquement" | "only");
    heard.words(mention.clone()).iter().any(only)
}

/// «Lundi ou mardi, l'un ou l'autre, mais à 13 h 30»: an hour said behind several days is each one's.
pub(crate) fn of_each(heard: &Heard<'_>, said: Vec<Said>) -> Vec<Said> {
    let mut said = without_the_name_of_both(heard, said);
    let mut at = 2;
    while at < said.len() {
        let days = days_listed_before(heard, &said, at);
        let Some(hours) = said[at].time.hours.filter(|_| days > 1 && is_hour_behind(heard, &said, at)) else {
            at += 1;
            continue;
        };
        said.remove(at);
        for day in &mut said[at - days..at] {
            day.time.hours = Some(hours);
        }
    }
    said
}

/// «Thursday if it's dry, otherwise Friday, both at ten», «lundi si je peux, sinon mardi à la même heure, dix heures»:
/// the hour is that of every day that is wished before it.
pub(crate) fn of_both(heard: &Heard<'_>, mut said: Vec<Said>) -> Vec<Said> {
    let is_wish = |s: &Said| matches!(s.role, Role::At | Role::To) && s.time.is_plain();
    let joiners = cues::of(heard.text.lang).doubt.joining;
    for at in 1..said.len() {
        let this = &said[at];
        let shared = is_wish(this) && (this.time.same_hour || says_each(heard, &this.tokens));
        let Some(hours) = this.time.hours.filter(|_| shared) else { continue };
        let joined = |day: &usize| {
            let between = said[*day].tokens.end..said[day + 1].tokens.start + 1;
            is_wish(&said[*day]) && heard.words(between).iter().any(|w| joiners.contains(w))
        };
        let days = (0..at).rev().take_while(joined).count();
        for day in &mut said[at - days..at] {
            if day.time.hours.is_none() && day.time.day.as_ref().is_some_and(Day::takes_hours) {
                day.time.hours = Some(hours);
            }
        }
    }
    said
}

/// Does a word in a time, or around it, say that it holds for each of several days?
fn says_each(heard: &Heard<'_>, mention: &Range<usize>) -> bool {
    let cues = &cues::of(heard.text.lang).decision;
    let said = |words: &[&str]| cues.of_each.iter().any(|c| contains(words, c));
    let behind = heard.words(mention.end..mention.end + 3);
    let closes = |len: usize| heard.tokens.get(mention.end + len).is_none_or(|t| t.after_break());
    said(&heard.words(mention.start.saturating_sub(2)..mention.end))
        || cues.of_each.iter().filter_map(|c| begins_with(&behind, c)).any(closes)
}

/// «Mardi ou mercredi, 14 h ou 15 h»: each of the days at each of the hours.
pub(crate) fn cross(heard: &Heard<'_>, mut said: Vec<Said>) -> Vec<Said> {
    let offers_or = |between: Range<usize>| {
        let words = heard.words(between.clone());
        alternatives(heard, between) && words.iter().any(|w| matches!(*w, "ou" | "or"))
    };
    let mut at = 1;
    while at + 1 < said.len() {
        let (day, hour) = (&said[at], &said[at + 1]);
        let other = hour.tokens == day.tokens && hour.time.day == day.time.day;
        let joined = other
            || hour.time.day.is_none() && offers_or(day.tokens.end.min(hour.tokens.start)..hour.tokens.start);
        let days = (0..at).rev().take_while(|d| {
            let plain = said[*d].time.is_plain() && said[*d].time.hours.is_none();
            let whole = said[*d].time.day.as_ref().is_some_and(Day::takes_hours);
            plain && whole && offers_or(said[*d].tokens.end..said[*d + 1].tokens.start)
        });
        let days = days.count();
        let hours = hour.time.hours.zip(day.time.hours).filter(|_| joined && day.time.day.is_some());
        if let Some((second, first)) =
            hours.filter(|_| days > 0 && hour.time.is_plain() && day.time.is_plain())
        {
            let before = said.splice(at - days..at, []).collect::<Vec<_>>();
            let at_each = |day: Said| {
                [first, second].map(|hours| Said {
                    time: Time { hours: Some(hours), ..day.time.clone() },
                    ..day.clone()
                })
            };
            said.splice(at - days..at - days, before.into_iter().flat_map(at_each));
            at += days;
        }
        at += 1;
    }
    said
}

/// «The eighth or the fifteenth, both Thursdays, at ten»: what weekday they are chooses none of them.
fn without_the_name_of_both(heard: &Heard<'_>, mut said: Vec<Said>) -> Vec<Said> {
    for at in (2..said.len()).rev() {
        let plural = heard.words(said[at].tokens.clone()).iter().any(|w| {
            w.strip_suffix('s').is_some_and(|one| cues::of(heard.text.lang).doubt.weekdays.contains(&one))
        });
        let names = plural && matches!(said[at].time.day, Some(Day::Weekday { .. }));
        if !names || !says_each(heard, &said[at].tokens) || days_listed_before(heard, &said, at) < 2 {
            continue;
        }
        // The name is a part of the last of those days.
        let own = said[at].tokens.clone();
        if said[at].time.hours.is_some() {
            said[at].time = Time { day: None, habitual: false, ..said[at].time.clone() };
            said[at].tokens.start = own.start + 1;
            said[at - 1].tokens.end = own.start + 1;
        } else {
            said.remove(at);
            said[at - 1].tokens.end = own.end;
        }
    }
    said
}

/// How many days without hours stand just before a place, one joined to the next.
fn days_listed_before(heard: &Heard<'_>, said: &[Said], at: usize) -> usize {
    let cues = &cues::of(heard.text.lang).doubt;
    let is_day = |s: &Said| {
        let wished = matches!(s.role, Role::At | Role::To) && s.time.is_plain() && !s.time.habitual;
        wished && s.time.hours.is_none() && s.time.day.as_ref().is_some_and(Day::takes_hours)
    };
    let listed = |day: &usize| {
        let joined = |day: usize| {
            let between = said[day].tokens.end..said[day + 1].tokens.start;
            let words = heard.words(between.clone());
            let own_or = heard.words(said[day + 1].tokens.clone()).first() == Some(&"or");
            own_or || alternatives(heard, between) || cues.falling_back.iter().any(|c| contains(&words, c))
        };
        is_day(&said[*day]) && (*day + 1 == at || joined(*day))
    };
    (0..at).rev().take_while(listed).count()
}

/// Is it an hour and nothing else, and the only one?
fn is_hour_behind(heard: &Heard<'_>, said: &[Said], at: usize) -> bool {
    let hour = |s: &Said| s.time.day.is_none() && s.time.range.is_none() && s.time.hours.is_some();
    let this = &said[at];
    let ahead = heard.words(this.tokens.start.saturating_sub(1)..this.tokens.start);
    let one_more = matches!(ahead[..], ["ou" | "sinon" | "soit" | "or" | "otherwise"]);
    let alone = said.get(at + 1).is_none_or(|next| !hour(next));
    hour(this) && alone && !one_more && !this.time.told && this.role == said[at - 1].role
}

/// What is told beside an hour that is wished says no more than why.
pub(crate) fn leave_told(said: &mut Vec<Said>) {
    let wished = |s: &Said| s.time.hours.is_some() && !s.time.told && s.role != Role::Not;
    if said.iter().any(wished) {
        said.retain(|s| !s.time.told);
    }
}

/// «Je finis à dix-sept heures le jeudi et à midi le vendredi, donc vendredi après-midi»: the verb, said once, is of
/// both.
pub(crate) fn tell_both(heard: &Heard<'_>, said: &mut [Said]) {
    let whole = |s: &Said| s.time.day.is_some() && s.time.hours.is_some();
    for at in 1..said.len() {
        let (before, this) = (&said[at - 1], &said[at]);
        let joined = matches!(heard.words(before.tokens.end..this.tokens.start)[..], ["et" | "and"]);
        let end = this.tokens.end;
        let closed = heard.tokens.get(end).is_none_or(|t| t.after_break());
        let concludes = matches!(heard.words(end..end + 1)[..], ["donc" | "alors" | "so" | "then"]);
        if before.time.told
            && whole(before)
            && whole(this)
            && joined
            && (closed || concludes)
            && let Some(time) = this.time.bounded(Edge::After)
        {
            said[at].time = Time { told: true, ..time };
        }
    }
}

fn names_a_day(heard: &Heard<'_>, word: &str) -> bool {
    let relative = matches!(word, "demain" | "aujourdhui" | "tomorrow" | "today");
    relative || cues::of(heard.text.lang).doubt.weekdays.contains(&word)
}

/// «Demain ou après-demain au plus tard»: the last of two is no bound.
fn at_the_latest(a: &Time, b: &Time) -> bool {
    let single = |t: &Time| t.hours.is_none() && t.day.as_ref().is_some_and(Day::is_single);
    a.is_plain() && single(a) && single(b) && b.edge == Some(Edge::Until)
}

fn alternatives(heard: &Heard<'_>, between: Range<usize>) -> bool {
    let words = heard.words(between);
    let joins = |w: &str| matches!(w, "ou" | "et" | "ni" | "or" | "and" | "nor");
    let helps = |w: &str| {
        matches!(
            w,
            "bien"
                | "alors"
                | "sinon"
                | "soit"
                | "le"
                | "a"
                | "au"
                | "de"
                | "either"
                | "on"
                | "at"
                | "the"
                | "encore"
                | "vers"
        )
    };
    words.iter().any(|w| joins(w)) && words.iter().all(|w| joins(w) || helps(w))
}

/// «Celle d'après»: from the second of two days in it, it would be another.
fn follows_what_was_said(week: &Day) -> bool {
    matches!(week, Day::PeriodAfter { .. })
}

fn shared(a: &Time, b: &Time) -> (Time, Time) {
    let (mut a, mut b) = (a.clone(), b.clone());
    if !a.is_plain() || !b.is_plain() {
        return (a, b);
    }
    match (&a.day, &b.day) {
        (Some(Day::Weekday { day, which: Which::Coming }), Some(Day::InWeek { day: second, week })) => {
            let follows = follows_what_was_said(week);
            a.day = Some(Day::InWeek { day: *day, week: week.clone() });
            if follows {
                b.day = Some(Day::Weekday { day: *second, which: Which::Coming });
            }
        }
        // «Celle d'après, lundi ou mardi»: a bare weekday is in the week of the first.
        (Some(Day::InWeek { week, .. }), Some(Day::Weekday { day, which: Which::Coming }))
            if !follows_what_was_said(week) =>
        {
            b.day = Some(Day::InWeek { day: *day, week: week.clone() });
        }
        (Some(Day::Weekday { day, which: Which::Coming }), Some(Day::Weekday { which: Which::Next, .. })) => {
            a.day = Some(Day::Weekday { day: *day, which: Which::Next });
        }
        (Some(Day::Weekday { day, which: Which::Coming }), Some(Day::After { days, base })) => {
            if let Day::Weekday { which, .. } = **base {
                let base = Box::new(Day::Weekday { day: *day, which });
                a.day = Some(Day::After { days: *days, base });
            }
        }
        (Some(Day::Date(first)), Some(Day::Date(second))) if first.month.is_none() => {
            a.day = Some(Day::Date(Date { month: second.month, year: second.year, ..*first }));
        }
        // «March 3rd or 4th»
        (Some(Day::Date(first)), Some(Day::Date(second)))
            if second.month.is_none() && second.day > first.day =>
        {
            b.day = Some(Day::Date(Date { month: first.month, year: first.year, ..*second }));
        }
        (Some(day), None) if day.takes_hours() => {
            b.day = Some(day.clone());
            // «L'après-midi à trois heures ou trois heures et quart», but not «vingt heures ou huit heures».
            let alike = b.hours.map(|hours| hours.in_the_half_of(a.hours)).filter(|_| b.hours != a.hours);
            b.hours = alike.filter(|hours| Some(*hours) != a.hours).or(b.hours);
        }
        (None, Some(day)) if a.hours.is_some() && b.hours.is_some() => a.day = Some(day.clone()),
        _ => {}
    }
    if a.hours.is_none() && a.day.as_ref().is_some_and(Day::takes_hours) {
        a.hours = b.hours;
    }
    (a, b)
}
