//! Times that are said by leaning on the one before: «pas ce vendredi, celui d'après», «14 h, non, 15».

use crate::heard::{Heard, Said, begins_with};
use crate::numbers;
use crate::time::value::{Clock, Day, Hours, Time, Unit};
use crate::{Lang, Role};

/// Words between a time and the one that leans on it, at most.
const REACH: usize = 14;

/// Adds them, in order of appearance.
pub(crate) fn complete(heard: &Heard<'_>, said: &[Said]) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    for (at, one) in said.iter().enumerate() {
        let until = said.get(at + 1).map_or(heard.tokens.len(), |n| n.tokens.start);
        all.push(one.clone());
        all.extend(following_one(heard, one, until).or_else(|| bare_hour(heard, one, until)));
    }
    all
}

/// «Celui d'après», «the following one»: a week after that day, or the week after that week.
fn following_one(heard: &Heard<'_>, before: &Said, until: usize) -> Option<Said> {
    let phrases: &[&str] = match heard.text.lang {
        Lang::Fr => &[
            "celui d apres",
            "celle d apres",
            "celui qui suit",
            "celle qui suit",
            "le suivant",
            "la suivante",
        ],
        Lang::En => &["the one after that", "the one after", "the following one", "the one following"],
    };
    let base = before.time.day.clone()?;
    let day = match &base {
        Day::Weekday { .. } | Day::InWeek { .. } | Day::After { .. } => {
            Day::After { days: 7, base: Box::new(base) }
        }
        Day::Date(date) if date.weekday.is_some() => Day::After { days: 7, base: Box::new(base) },
        week if week.is_week() => Day::NextPeriod { unit: Unit::Week },
        _ => return None,
    };
    let end = until.min(before.tokens.end + REACH);
    let (at, len) = (before.tokens.end..end).find_map(|at| {
        let words = heard.words(at..until);
        Some((at, phrases.iter().find_map(|p| begins_with(&words, p))?))
    })?;
    let time = Time { day: Some(day), hours: before.time.hours, ..Time::default() };
    Some(Said { tokens: at..at + len, time, role: Role::At, earlier: false })
}

/// «Quatorze heures, non, quinze»; «ten… make it eleven».
fn bare_hour(heard: &Heard<'_>, before: &Said, until: usize) -> Option<Said> {
    let (Some(Hours::At(_)), true) = (before.time.hours, before.time.is_plain()) else { return None };
    let from = before.tokens.end;
    let at = (from + 1..until.min(from + REACH)).find(|at| leads_to_hour(heard, from, *at))?;
    let (number, len) = numbers::readings(&heard.tokens[at..until], heard.text.lang)
        .into_iter()
        .max_by_key(|(_, len)| *len)?;
    let likely = match heard.text.lang {
        Lang::Fr => 7..=20,
        Lang::En => 1..=12,
    };
    let next = heard.words(at + len..at + len + 1);
    let counts =
        next.first().is_some_and(|w| w.ends_with('s') && w.len() > 3 || matches!(*w, "h" | "ans" | "rue"));
    let clock = Clock::hour(number.n).filter(|_| likely.contains(&number.n) && !counts)?;
    let mut time = Time::hours(Hours::At(clock));
    if heard.text.lang == Lang::En {
        time.by_day();
    }
    Some(Said { tokens: at..at + len, time, role: Role::At, earlier: false })
}

/// Nothing but words of correction before it, or a verb that sets it.
fn leads_to_hour(heard: &Heard<'_>, from: usize, at: usize) -> bool {
    let ahead = heard.words(from..at);
    let takes_back = |w: &&str| {
        matches!(
            *w,
            "non"
                | "pardon"
                | "plutot"
                | "enfin"
                | "disons"
                | "excusez"
                | "moi"
                | "a"
                | "no"
                | "sorry"
                | "rather"
                | "wait"
        )
    };
    let set = ahead.ends_with(&["make", "it"]) || ahead.ends_with(&["make", "that"]);
    set || ahead.len() <= 4 && ahead.iter().all(takes_back) && ahead.iter().any(|w| *w != "a" && *w != "moi")
}
