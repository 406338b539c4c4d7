//! By how much an appointment is moved: «repousser d'une semaine», «une heure plus tôt».

use std::ops::Range;

use crate::heard::{Heard, Said, begins_with};
use crate::numbers;
use crate::time::value::{Clock, Day, Hours, Time};
use crate::{Displacement, Lang, Role};

/// A displacement and the words that say it.
pub(crate) struct Moved {
    pub(crate) by: Displacement,
    tokens: Range<usize>,
}

/// Finds it; only where something is moved at all.
pub(crate) fn find(heard: &Heard<'_>, earlier: bool) -> Option<Moved> {
    (0..heard.tokens.len()).find_map(|at| {
        let (by, end) = counted(heard, at)?;
        let sign = direction(heard, at, end)?;
        let sign = if sign == 0 { if earlier { -1 } else { 1 } } else { sign };
        let by = Displacement { months: sign * by.months, days: sign * by.days, minutes: sign * by.minutes };
        Some(Moved { by, tokens: at..end })
    })
}

/// «Une semaine», «deux heures», «a couple of days».
fn counted(heard: &Heard<'_>, at: usize) -> Option<(Displacement, usize)> {
    let rest = &heard.tokens[at..];
    let words = heard.words(at..at + 6);
    let fixed: &[(&str, Displacement)] = match heard.text.lang {
        Lang::Fr => &[
            ("une demi heure", minutes(30)),
            ("une demie heure", minutes(30)),
            ("un quart d heure", minutes(15)),
            ("trois quarts d heure", minutes(45)),
            // Both count the day they begin on.
            ("quinze jours", days(14)),
            ("15 jours", days(14)),
            ("une quinzaine", days(14)),
            ("huit jours", days(7)),
            ("8 jours", days(7)),
        ],
        Lang::En => &[
            ("half an hour", minutes(30)),
            ("a fortnight", days(14)),
            ("a couple of days", days(2)),
            ("a couple of weeks", days(14)),
            ("a couple of hours", minutes(120)),
        ],
    };
    if let Some((len, by)) = fixed.iter().find_map(|(form, by)| Some((begins_with(&words, form)?, *by))) {
        return Some((by, at + len));
    }
    let one = matches!(words.first(), Some(&"un" | &"une" | &"a" | &"an")).then_some((1, 1));
    let read = numbers::readings(rest, heard.text.lang).into_iter().max_by_key(|(_, len)| *len);
    let (n, len) = read.and_then(|(n, len)| Some((i32::try_from(n.n).ok()?, len))).or(one)?;
    let unit = unit(words.get(len)?)?;
    let times = |k: i32| k.checked_mul(n).filter(|_| n < 1000);
    let by =
        Displacement { months: times(unit.months)?, days: times(unit.days)?, minutes: times(unit.minutes)? };
    Some((by, at + len + 1))
}

const fn minutes(minutes: i32) -> Displacement {
    Displacement { months: 0, days: 0, minutes }
}

const fn days(days: i32) -> Displacement {
    Displacement { months: 0, days, minutes: 0 }
}

fn unit(word: &str) -> Option<Displacement> {
    Some(match word {
        "minute" | "minutes" => minutes(1),
        "heure" | "heures" | "hour" | "hours" => minutes(60),
        "jour" | "jours" | "day" | "days" => days(1),
        "semaine" | "semaines" | "week" | "weeks" => days(7),
        "mois" | "month" | "months" => Displacement { months: 1, days: 0, minutes: 0 },
        _ => return None,
    })
}

/// Which way: said behind it (−1, 1), or by the verb alone (0); `None` when the words say no displacement.
fn direction(heard: &Heard<'_>, at: usize, end: usize) -> Option<i32> {
    let behind = heard.words(end..end + 2);
    let before = heard.words(at.saturating_sub(1)..at);
    match behind.as_slice() {
        ["plus" | "trop", "tot"] | ["avant" | "earlier" | "sooner", ..] => Some(-1),
        ["plus", "tard"] | ["apres" | "later", ..] => Some(1),
        _ => match before.as_slice() {
            ["forward"] => Some(-1),
            ["back"] => Some(1),
            ["d" | "de" | "by"] => Some(0),
            _ => None,
        },
    }
}

/// Where the displacement leads, when the appointment's own time was said and nothing else says where it goes;
/// else takes out what it was misread as.
pub(crate) fn arrive(heard: &Heard<'_>, moved: &Moved, mut said: Vec<Said>) -> Vec<Said> {
    let own = |s: &Said| s.tokens.start < moved.tokens.end && moved.tokens.start < s.tokens.end;
    said.retain(|s| s.role == Role::From || !own(s));
    let goes = said.iter().any(|s| s.role == Role::To);
    let from = said.iter().rev().find(|s| matches!(s.role, Role::From)).map(|s| s.time.clone());
    if let Some(time) = from.filter(|_| !goes).and_then(|from| shifted(&from, moved.by)) {
        let at = said.iter().position(|s| s.tokens.start > moved.tokens.start).unwrap_or(said.len());
        let tokens = moved.tokens.start.min(heard.tokens.len())..moved.tokens.end;
        said.insert(at, Said { tokens, time, role: Role::To, earlier: false });
    }
    said
}

fn shifted(from: &Time, by: Displacement) -> Option<Time> {
    from.day.as_ref().filter(|day| day.takes_hours())?;
    if by.months != 0 || !from.is_plain() {
        return None;
    }
    let day = Day::After { days: by.days, base: Box::new(Day::Spoken) };
    let hours = match (by.minutes, from.hours) {
        (0, hours) => hours,
        (minutes, Some(Hours::At(clock))) => Some(Hours::At(later(clock, minutes)?)),
        _ => return None,
    };
    Some(Time { day: Some(day), hours, ..Time::default() })
}

fn later(clock: Clock, by: i32) -> Option<Clock> {
    let minute = u16::try_from(i32::from(clock.minute) + by).ok().filter(|m| *m < 1440)?;
    Some(Clock { minute, fine: clock.fine || by % 60 != 0, ..clock })
}
