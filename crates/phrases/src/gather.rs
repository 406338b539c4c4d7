//! Which mentions belong together though words stand between them.

use std::ops::Range;

use crate::Lang;
use crate::heard::{Heard, Said};
use crate::text::Gap;
use crate::time::value::{Date, Day, Edge, Hours, Time, Which};

/// Words between a day and its hour, at most: «demain, avec le docteur Martin si possible, à 14 heures».
const REACH: usize = 10;

/// Joins a day with the hour said some words later: «demain pour un vaccin, vers 15 heures».
pub(crate) fn join(heard: &Heard<'_>, said: Vec<Said>) -> Vec<Said> {
    let mut joined: Vec<Said> = Vec::new();
    for mention in said.into_iter().flat_map(either) {
        if let Some(last) = joined.last_mut()
            && one_day_one_hour(&last.time, &mention.time)
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
    (only_day(a) && only_hours(b)) || (only_hours(a) && only_day(b)) || goes_on
}

fn belongs(heard: &Heard<'_>, between: Range<usize>) -> bool {
    let parts = |word: &str| match heard.text.lang {
        Lang::Fr => matches!(
            word,
            "ou" | "non"
                | "pas"
                | "pardon"
                | "sauf"
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
                | "place"
                | "enfin"
                | "excusez"
                | "dire"
                | "celui"
                | "autre"
                | "lieu"
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
                | "instead"
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
    let new_sentence = heard
        .tokens
        .get(between)
        .unwrap_or_default()
        .iter()
        .any(|t| matches!(t.gap, Gap::Mark('?' | '!' | '\n')));
    // «thursday's appointment to the afternoon»: a direction begins the other one.
    let towards = heard.text.lang == Lang::En && words.last() == Some(&"to");
    words.len() <= REACH && !new_sentence && !towards && !words.into_iter().any(parts)
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
        if listing && at_the_latest(&before.time, &after.time) {
            said[at].time.edge = None;
        } else if listing {
            let (a, b) = shared(&before.time, &after.time);
            said[at - 1].time = a;
            said[at].time = b;
        }
    }
    said
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

fn shared(a: &Time, b: &Time) -> (Time, Time) {
    let (mut a, mut b) = (a.clone(), b.clone());
    if !a.is_plain() || !b.is_plain() {
        return (a, b);
    }
    match (&a.day, &b.day) {
        (Some(Day::Weekday { day, which: Which::Coming }), Some(Day::InWeek { week, .. })) => {
            a.day = Some(Day::InWeek { day: *day, week: week.clone() });
        }
        (Some(Day::InWeek { week, .. }), Some(Day::Weekday { day, which: Which::Coming })) => {
            b.day = Some(Day::InWeek { day: *day, week: week.clone() });
        }
        (Some(Day::Weekday { day, which: Which::Coming }), Some(Day::Weekday { which: Which::Next, .. })) => {
            a.day = Some(Day::Weekday { day: *day, which: Which::Next });
        }
        (Some(first @ Day::Weekday { which: Which::Coming, .. }), Some(Day::After { days, base }))
            if matches!(**base, Day::Weekday { .. }) =>
        {
            a.day = Some(Day::After { days: *days, base: Box::new(first.clone()) });
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
        (Some(day), None) if day.takes_hours() => b.day = Some(day.clone()),
        (None, Some(day)) if a.hours.is_some() && b.hours.is_some() => a.day = Some(day.clone()),
        _ => {}
    }
    if a.hours.is_none() && a.day.as_ref().is_some_and(Day::takes_hours) {
        a.hours = b.hours;
    }
    (a, b)
}
