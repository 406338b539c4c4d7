//! Times that are said by leaning on the one beside them: «pas ce vendredi, celui d'après», «14 h, non, 15».

use std::ops::Range;

use crate::Lang;
use crate::corrections;
use crate::cues;
use crate::heard::{Heard, Said, begins_with, contains, ends_with};
use crate::numbers;
use crate::roles;
use crate::text::Gap;
use crate::time::value::{Clock, Date, Day, Edge, Hours, Time, Unit};

/// Words between a time and the one that leans on it, at most.
const REACH: usize = 14;

/// Adds them, in order of appearance.
pub(crate) fn complete(heard: &Heard<'_>, said: &[Said]) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    for (at, one) in said.iter().enumerate() {
        let since = all.last().map_or(0, |before| before.tokens.end);
        let until = said.get(at + 1).map_or(heard.tokens.len(), |n| n.tokens.start);
        all.extend(hour_instead(heard, one, since).or_else(|| number_before_or(heard, one, since)));
        let one =
            all.last().and_then(|before| that_of_a_week(heard, before, one)).unwrap_or_else(|| one.clone());
        let one = week_of_that(heard, &mut all, &one).unwrap_or(one);
        let one = bounded_behind(heard, &one, until).unwrap_or(one);
        let leaning = following_one(heard, &one, until)
            .or_else(|| all.last().and_then(|before| following_that(heard, before, &one, until)))
            .or_else(|| one_more(heard, &one, until));
        let hours = if leaning.is_none() { bare_hours(heard, &one, until) } else { Vec::new() };
        // «Neuf heures, euh non, vingt, neuf heures vingt»: the minutes of the one behind.
        let minutes = |hour: &Said| match (hour.time.hours, said.get(at + 1).and_then(|next| next.time.hours))
        {
            (Some(Hours::At(hour)), Some(Hours::At(next))) => {
                next.fine && hour.minute / 60 == next.minute % 60
            }
            _ => false,
        };
        let hours = hours.into_iter().filter(|hour| !minutes(hour));
        all.push(one);
        all.extend(leaning.into_iter().chain(hours));
    }
    all
}

/// «Je pars le quatre, donc avant», «school ends at four, so after that»: the time is told, and is a bound.
fn bounded_behind(heard: &Heard<'_>, told: &Said, until: usize) -> Option<Said> {
    until_then(heard, told, until).or_else(|| before_or_after(heard, told, until))
}

/// «Je pars le premier, donc d'ici là», «I fly on the ninth, so between now and then».
fn until_then(heard: &Heard<'_>, told: &Said, until: usize) -> Option<Said> {
    let behind = heard.words(told.tokens.end..until);
    let leads = behind.iter().take_while(|w| leads_to_bound(w)).count();
    let then = ["d ici la", "before then", "by then", "between now and then"];
    let len = then.iter().find_map(|c| begins_with(&behind[leads..], c))?;
    let end = leads + len;
    // «D'ici là je suis pas libre»
    if roles::refuses_behind(&cues::of(heard.text.lang).roles, &behind[end..]) {
        return None;
    }
    let time = told.time.bounded(Edge::Before)?;
    Some(Said { tokens: told.tokens.start..told.tokens.end + end, time, ..told.clone() })
}

fn before_or_after(heard: &Heard<'_>, told: &Said, until: usize) -> Option<Said> {
    let behind = heard.words(told.tokens.end..until);
    let leads = behind.iter().take_while(|w| leads_to_bound(w)).count();
    let edge = match *behind.get(leads)? {
        "avant" | "before" | "beforehand" => Edge::Before,
        "apres" | "after" | "afterwards" => Edge::After,
        _ => return None,
    };
    let that = usize::from(behind.get(leads + 1) == Some(&"that"));
    let end = told.tokens.end + leads + 1 + that;
    let courteous = |w: &&str| matches!(*w, "really" | "please" | "merci");
    let polite = behind[leads + 1 + that..].iter().take_while(|w| courteous(w)).count();
    let closed = heard.tokens.get(end + polite).is_none_or(|t| t.after_break());
    let time = told.time.bounded(edge).filter(|_| leads > 0 && closed)?;
    Some(Said { tokens: told.tokens.start..end, time, ..told.clone() })
}

/// May stand between a time and the word that makes a bound of it.
fn leads_to_bound(word: &str) -> bool {
    matches!(
        word,
        "donc"
            | "alors"
            | "plutot"
            | "juste"
            | "mais"
            | "coup"
            | "du"
            | "ce"
            | "sera"
            | "n"
            | "importe"
            | "quand"
            | "quel"
            | "jour"
            | "so"
            | "then"
            | "just"
            | "any"
            | "day"
            | "time"
            | "anytime"
            | "whenever"
    )
}

/// «Celui d'après», «the following one»: a week after that day, or the week after that week; «celui d'avant», before it.
fn following_one(heard: &Heard<'_>, before: &Said, until: usize) -> Option<Said> {
    let cues = &cues::of(heard.text.lang).roles;
    let end = until.min(before.tokens.end + REACH);
    let (at, len, weeks) = (before.tokens.end..end).find_map(|at| {
        let words = heard.words(at..until);
        let says = |list: &[&str]| list.iter().find_map(|p| begins_with(&words, p));
        let (len, weeks) = says(cues.the_one_after)
            .map(|len| (len, 1))
            .or_else(|| says(cues.the_one_before).map(|len| (len, -1)))?;
        let own = words[..len] == ["l", "autre"];
        let ahead = heard.words(at - 1..at);
        let one_of_two = matches!(ahead[..], ["ou" | "et"]);
        (!own || !one_of_two && names_nothing(heard, at + len, until)).then_some((at, len, weeks))
    })?;
    let base = before.time.day.clone()?;
    let day = match &base {
        Day::Weekday { .. } | Day::InWeek { .. } | Day::After { .. } => {
            Day::After { days: 7 * weeks, base: Box::new(base) }
        }
        Day::Date(date) if date.weekday.is_some() => Day::After { days: 7 * weeks, base: Box::new(base) },
        week if week.is_week() => Day::PeriodAfter { n: weeks, unit: Unit::Week },
        _ => return None,
    };
    let time = Time { day: Some(day), hours: before.time.hours, ..Time::default() };
    Some(Said::new(at..at + len, time))
}

/// Does a clause or another time begin there? «L'autre docteur» is no day.
fn names_nothing(heard: &Heard<'_>, at: usize, until: usize) -> bool {
    at >= until
        || heard.tokens[at].after_break()
        || cues::of(heard.text.lang).doubt.behind_a_number.contains(&heard.tokens[at].text.as_str())
}

/// «Mercredi, mais pas demain, celui d'après»: what is refused in between says which Wednesday it isn't.
fn following_that(heard: &Heard<'_>, before: &Said, refused: &Said, until: usize) -> Option<Said> {
    let between = heard.words(before.tokens.end..refused.tokens.start);
    let named = matches!(before.time.day, Some(Day::Weekday { .. }));
    if !named || refused.time.hours.is_some() || !matches!(between.last(), Some(&"pas" | &"not")) {
        return None;
    }
    following_one(heard, &Said { tokens: refused.tokens.clone(), ..before.clone() }, until)
}

/// «Pas vendredi, celui de la semaine prochaine»: the Friday of that week.
fn that_of_a_week(heard: &Heard<'_>, before: &Said, week: &Said) -> Option<Said> {
    let (Some(Day::Weekday { day, .. } | Day::InWeek { day, .. }), Some(of)) =
        (&before.time.day, &week.time.day)
    else {
        return None;
    };
    let start = week.tokens.start;
    let ahead = heard.words(start.saturating_sub(2)..start);
    let leans =
        ["celui de", "celui d", "celle de", "celle d", "the one"].iter().any(|c| ends_with(&ahead, c));
    if !leans || !of.is_week() || week.time.hours.is_some() || !week.time.is_plain() {
        return None;
    }
    let day = Day::InWeek { day: *day, week: Box::new(of.clone()) };
    let time = Time { day: Some(day), hours: before.time.hours, ..Time::default() };
    Some(Said { tokens: start - ahead.len()..week.tokens.end, time, ..week.clone() })
}

/// «La semaine de la rentrée, celle du 4»: the week of that day.
fn week_of_that(heard: &Heard<'_>, all: &mut Vec<Said>, one: &Said) -> Option<Said> {
    let start = one.tokens.start;
    let ahead = heard.words(start.saturating_sub(REACH)..start + 1);
    let leans = ["celle du", "celle de", "celle d"].iter().any(|c| ends_with(&ahead, c));
    let of_a_week = ahead.iter().any(|w| matches!(*w, "semaine" | "semaines"));
    let date = one.time.day.clone().filter(|day| matches!(day, Day::Date(_)))?;
    if !leans || !of_a_week || one.time.hours.is_some() || !one.time.is_plain() {
        return None;
    }
    // «La semaine» is that one.
    let bare = |last: &mut Said| matches!(last.time.day, Some(Day::WorkingWeek { .. }));
    let since = all.pop_if(bare).map_or(start - 1, |week| week.tokens.start);
    let time = Time::day(Day::WeekOf(Box::new(date)));
    Some(Said { tokens: since..one.tokens.end, time, ..one.clone() })
}

/// «Dans une semaine ou deux»: nobody knows which.
fn one_more(heard: &Heard<'_>, before: &Said, until: usize) -> Option<Said> {
    let Some(Day::In { unit, .. }) = before.time.day else { return None };
    let at = before.tokens.end;
    let words = heard.words(at..until);
    let skip =
        ["ou", "ou peut etre", "or", "or maybe"].iter().filter_map(|p| begins_with(&words, p)).max()?;
    let (number, len) = number(heard, at + skip, until)?;
    let n = i32::try_from(number).ok()?;
    let counted = heard.words(at + skip + len..at + skip + len + 1);
    if counted.first().is_some_and(|w| matches!(*w, "h" | "heure" | "heures" | "hours")) {
        return None;
    }
    let time = Time::day(Day::In { n, unit });
    Some(Said { doubtful: true, ..Said::new(at..at + skip + len, time) })
}

/// «Onze heures… non, dix», «à neuf heures, enfin plutôt seize», «ten… make it eleven»: one hour, or two; and corrected
/// once more, «onze heures, non, douze, non, onze».
fn bare_hours(heard: &Heard<'_>, before: &Said, until: usize) -> Vec<Said> {
    let mut hours: Vec<Said> = Vec::new();
    let mut last = before.clone();
    loop {
        let more = bare_hour(heard, &last, until);
        let Some(next) = more.last().cloned() else { return hours };
        hours.extend(more);
        last = next;
    }
}

fn bare_hour(heard: &Heard<'_>, before: &Said, until: usize) -> Vec<Said> {
    let (Some(Hours::At(old)), true) = (before.time.hours, before.time.is_plain()) else { return Vec::new() };
    let from = before.tokens.end;
    let ahead = heard.words(before.tokens.start.saturating_sub(1)..before.tokens.start);
    let refused = matches!(ahead[..], ["pas" | "not"]);
    let says_one = |at: &usize| number(heard, *at, until).is_some() || minutes_at(heard, *at, old).is_some();
    let mut leading = (from + 1..until.min(from + REACH))
        .filter(says_one)
        .filter(|at| leads_to_hour(heard, from, *at, refused) || refusal_of(old, heard, from..*at).is_some());
    let Some((at, len, clock)) = leading.find_map(|at| {
        let one_more = matches!(heard.words(from..at)[..], ["ou" | "or"]);
        let (clock, len) = other_minutes(heard, at, until, old, one_more)
            .or_else(|| hour_at(heard, at, until, old))
            .or_else(|| minutes_at(heard, at, old))?;
        Some((at, len, clock))
    }) else {
        return Vec::new();
    };
    let hour = |clock| Time::hours(Hours::At(clock));
    // «Quinze heures trente, pardon, quatorze»: and thirty?
    let doubtful = old.fine && !clock.fine && old.minute % 60 != 0;
    let start = refusal_of(old, heard, from..at).filter(|refusal| *refusal > from).unwrap_or(at);
    let mut hours = vec![Said { doubtful, ..Said::new(start..at + len, hour(clock)) }];
    let next = at + len;
    if matches!(heard.words(next..next + 1)[..], ["ou" | "or"])
        && let Some((other, len)) = hour_at(heard, next + 1, until, old)
    {
        hours.push(Said::new(next + 1..next + 1 + len, hour(other)));
    }
    hours
}

/// Nothing but words of correction before it, or a verb that sets it.
fn leads_to_hour(heard: &Heard<'_>, from: usize, at: usize, refused: bool) -> bool {
    let ahead = heard.words(from..at);
    let set = ahead.ends_with(&["make", "it"]) || ahead.ends_with(&["make", "that"]);
    // «Seize heures ou dix-sept»
    let one_more = matches!(ahead[..], ["ou" | "or"] | ["ou", "a"] | ["or", "at"]);
    // «Pas à dix heures, à onze»
    let instead =
        refused && matches!(ahead[..], ["a" | "mais" | "but" | "at"] | ["mais", "a"] | ["but", "at"]);
    set || one_more
        || instead
        || corrections::is_correction(heard, from..at)
        || falls_back_on_another(heard, from..at)
        || gives_a_reason(heard, from, at)
        || gives_it_up(heard, from, at)
}

/// «Neuf heures, non, pas neuf, dix»: where the hour is refused that was said, and nothing else.
fn refusal_of(old: Clock, heard: &Heard<'_>, between: Range<usize>) -> Option<usize> {
    let refuses = |at: &usize| matches!(heard.tokens[*at].text.as_str(), "not" | "pas");
    let refusal = between.clone().find(refuses)?;
    let (clock, len) = hour_at(heard, refusal + 1, between.end, old)?;
    let again = clock.minute == old.minute && refusal + 1 + len == between.end;
    let turns = refusal == between.start || corrections::is_correction(heard, between.start..refusal);
    (again && turns).then_some(refusal)
}

/// «Two, or if not then, five», «dix heures, ou à défaut onze»: and nothing else between them.
fn falls_back_on_another(heard: &Heard<'_>, between: Range<usize>) -> bool {
    let words = heard.words(between);
    let cues = cues::of(heard.text.lang);
    let joins = words.iter().take_while(|w| cues.doubt.joining.contains(w)).count();
    let len = cues.doubt.falling_back.iter().filter_map(|c| begins_with(&words[joins..], c)).max();
    let says_nothing = |w: &&str| *w == "then" || cues.decision.small.contains(w);
    len.is_some_and(|len| words[joins + len..].iter().all(says_nothing))
}

/// «Ten's gone, so eleven», «dix heures c'est pris, alors onze».
fn gives_it_up(heard: &Heard<'_>, from: usize, at: usize) -> bool {
    let cues = cues::of(heard.text.lang);
    let between = heard.words(from..at);
    let is_gone = cues.decision.taken.iter().any(|c| contains(&between, c))
        || roles::refuses_behind(&cues.roles, &between);
    is_gone && cues.decision.settling.iter().any(|c| ends_with(&between, c))
}

/// «Ten, oh no, I've got the dentist, eleven»: the last word of the sentence, after why not.
fn gives_a_reason(heard: &Heard<'_>, from: usize, at: usize) -> bool {
    let turns = |until: &usize| corrections::is_correction(heard, from..*until);
    let ends = at + 1 == heard.tokens.len();
    ends && (from + 1..=from + 3).any(|until| turns(&until)) && roles::is_excuse(heard, from..at)
}

/// The largest number at a place.
fn number(heard: &Heard<'_>, at: usize, until: usize) -> Option<(u32, usize)> {
    let rest = heard.tokens.get(at..until)?;
    let read = numbers::readings(rest, heard.text.lang).into_iter().max_by_key(|(_, len)| *len);
    read.map(|(number, len)| (number.n, len))
}

/// A bare hour, in the half of the day of the one it replaces.
fn hour_at(heard: &Heard<'_>, at: usize, until: usize, old: Clock) -> Option<(Clock, usize)> {
    let (n, len) = number(heard, at, until)?;
    let likely = match heard.text.lang {
        Lang::Fr => 1..=20,
        Lang::En => 1..=12,
    };
    let next = heard.words(at + len..at + len + 1);
    let counts =
        next.first().is_some_and(|w| w.ends_with('s') && w.len() > 3 || matches!(*w, "h" | "ans" | "rue"));
    // «Nine fifty, sorry, five zero» spells the minutes.
    let next = heard.tokens.get(at + len..until).unwrap_or_default();
    let goes_on = next.first().is_some_and(|t| t.gap == Gap::Space)
        && !numbers::readings(next, heard.text.lang).is_empty();
    let clock = Clock::hour(n).filter(|_| likely.contains(&n) && !counts && !goes_on)?;
    Some((clock.like(old), len))
}

/// «Quatorze heures dix, non, vingt»: where minutes were said, minutes are corrected.
fn other_minutes(
    heard: &Heard<'_>,
    at: usize,
    until: usize,
    old: Clock,
    one_more: bool,
) -> Option<(Clock, usize)> {
    let (n, len) = number(heard, at, until)?;
    let minutes = u16::try_from(n).ok().filter(|n| (10..60).contains(n) && n % 5 == 0)?;
    let named = heard.words(at + len..at + len + 1).first().is_some_and(|w| w.starts_with('h'));
    // «Dix heures trente ou quarante-cinq»: no hour has that number.
    let exact = !old.minute.is_multiple_of(30) || one_more && old.fine && minutes > 24;
    (exact && !named).then(|| (Clock { minute: old.minute / 60 * 60 + minutes, ..old }, len))
}

/// «Et demie», «trente», «quarter past»: of the hour that was said.
fn minutes_at(heard: &Heard<'_>, at: usize, old: Clock) -> Option<(Clock, usize)> {
    let words = heard.words(at..at + 3);
    let said: &[(&str, i32)] = match heard.text.lang {
        Lang::Fr => &[
            ("et demie", 30),
            ("et demi", 30),
            ("et quart", 15),
            ("moins le quart", -15),
            ("moins quart", -15),
            ("trente", 30),
            ("30", 30),
            ("quarante cinq", 45),
            ("45", 45),
        ],
        Lang::En => &[
            ("quarter past", 15),
            ("a quarter past", 15),
            ("half past", 30),
            ("quarter to", -15),
            ("thirty", 30),
            ("30", 30),
            ("forty five", 45),
            ("45", 45),
        ],
    };
    let (len, by) = said.iter().find_map(|(form, by)| Some((begins_with(&words, form)?, *by)))?;
    let minute = u16::try_from(i32::from(old.minute) + by).ok().filter(|m| *m < 1440 && !old.fine)?;
    Some((Clock { minute, fine: true, ..old }, len))
}

/// «The second and the ninth», «the fourth or the fifth of December»: alone the first would be a choice.
fn number_before_or(heard: &Heard<'_>, second: &Said, since: usize) -> Option<Said> {
    let start = second.tokens.start;
    let own_or = heard.words(start..start + 1) == ["or"];
    let and = heard.words(start.saturating_sub(1)..start) == ["and"];
    let end = if own_or { start } else { start.checked_sub(1).filter(|_| and)? };
    let Some(Day::Date(date)) = second.time.day else { return None };
    let at = (since.max(end.saturating_sub(2))..end).find(|at| {
        numbers::ordinal(&heard.tokens[*at..end], heard.text.lang).is_some_and(|(_, len)| at + len == end)
    })?;
    // «My first and the ninth»
    if and && heard.words(at.saturating_sub(1)..at) != ["the"] {
        return None;
    }
    let (day, _) = numbers::ordinal(&heard.tokens[at..end], heard.text.lang)?;
    let first = Date { day, weekday: None, ..date };
    Some(Said::new(at..end, Time { day: Some(Day::Date(first)), ..Time::default() }))
}

/// «Onze heures au lieu de dix», «eleven instead of ten on Friday»: the bare hour before the one it replaces.
fn hour_instead(heard: &Heard<'_>, of: &Said, since: usize) -> Option<Said> {
    let Some(Hours::At(old)) = of.time.hours else { return None };
    let start = of.tokens.start;
    let ahead = heard.words(since..start);
    let instead = ["instead of", "rather than", "au lieu de", "plutot que"];
    let len = instead.iter().find(|c| ends_with(&ahead, c))?.split(' ').count();
    let end = start - len;
    let at = (since.max(end.saturating_sub(3))..end)
        .find(|at| number(heard, *at, end).is_some_and(|(_, len)| at + len == end))?;
    let (clock, _) = hour_at(heard, at, end, old)?;
    Some(Said::new(at..end, Time::hours(Hours::At(clock))))
}
