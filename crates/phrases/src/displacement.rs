//! By how much an appointment is moved: «repousser d'une semaine», «une heure plus tôt».
//!
//! What is displaced counts from the appointment named, wherever that stands in the sentence; never from today.

use std::ops::Range;

use crate::corrections;
use crate::heard::{Heard, Said, begins_with};
use crate::numbers;
use crate::roles;
use crate::time::value::{Clock, Course, Day, Hours, Time};
use crate::{Displacement, Lang, Role};

/// A displacement and the words that say it.
pub(crate) struct Moved {
    pub(crate) by: Displacement,
    pub(crate) tokens: Range<usize>,
    /// «Décaler d'une heure»: nothing says which way, later is only likelier.
    pub(crate) either_way: bool,
    /// «D'une heure, à quinze»: the hour it leads to, where it is said behind it.
    to: Option<Clock>,
}

/// Finds it.
pub(crate) fn find(heard: &Heard<'_>) -> Option<Moved> {
    let first = (0..heard.tokens.len()).find_map(|at| moved_at(heard, at))?;
    // «Une heure plus tard, enfin non, deux heures plus tard»
    let way = match heard.words(first.tokens.end..first.tokens.end + 2)[..] {
        ["plus", _] | ["before" | "after", "that"] => 2,
        ["avant" | "apres" | "earlier" | "sooner" | "later", ..] => 1,
        _ => 0,
    };
    let end = first.tokens.end + way;
    let corrects = |at: &usize| corrections::is_correction(heard, end..*at);
    let again =
        (end + 1..heard.tokens.len().min(end + 8)).filter(corrects).find_map(|at| moved_at(heard, at));
    Some(match again {
        Some(again) => Moved { tokens: first.tokens.start..again.tokens.end, ..again },
        None => first,
    })
}

fn moved_at(heard: &Heard<'_>, at: usize) -> Option<Moved> {
    let (by, end) = counted(heard, at)?;
    if by.minutes >= 120 && at > 0 && of_an_appointment(heard, at - 1) {
        return None;
    }
    let way = direction(heard, at, end, by)?;
    let sign = match way {
        Way::Earlier => -1,
        Way::Later => 1,
        // «Avancer d'une heure»: only where something is moved at all.
        Way::OfTheVerb => {
            if roles::moves(heard)? == Course::Earlier {
                -1
            } else {
                1
            }
        }
    };
    let either_way = is_either_way(heard, at, way, by);
    let by = Displacement { months: sign * by.months, days: sign * by.days, minutes: sign * by.minutes };
    Some(Moved { by, tokens: begin(heard, at)..end, either_way, to: hour_behind(heard, end) })
}

/// «… by an hour, to three».
fn hour_behind(heard: &Heard<'_>, end: usize) -> Option<Clock> {
    let leads = matches!(heard.words(end..end + 1)[..], ["to" | "a"]);
    let read = numbers::readings(heard.tokens.get(end + 1..)?, heard.text.lang);
    read.into_iter()
        .max_by_key(|(_, len)| *len)
        .filter(|_| leads)
        .and_then(|(number, _)| Clock::hour(number.n))
}

/// «D'une semaine»: the preposition belongs to it.
fn begin(heard: &Heard<'_>, at: usize) -> usize {
    let of = |at: &usize| matches!(heard.tokens[*at].text.as_str(), "d" | "de" | "by");
    at.checked_sub(1).filter(of).unwrap_or(at)
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
            ("vingt quatre heures", days(1)),
            ("24 heures", days(1)),
            ("24 h", days(1)),
            ("quarante huit heures", days(2)),
            ("48 heures", days(2)),
            ("48 h", days(2)),
            // Both count the day they begin on.
            ("quinze jours", days(14)),
            ("15 jours", days(14)),
            ("une quinzaine", days(14)),
            ("huit jours", days(7)),
            ("8 jours", days(7)),
        ],
        Lang::En => &[
            ("half an hour", minutes(30)),
            ("a half hour", minutes(30)),
            ("a quarter of an hour", minutes(15)),
            ("three quarters of an hour", minutes(45)),
            ("one and a half hours", minutes(90)),
            ("two and a half hours", minutes(150)),
            ("twenty four hours", days(1)),
            ("24 hours", days(1)),
            ("forty eight hours", days(2)),
            ("48 hours", days(2)),
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
    // «De 10 heures à 11 heures» names two hours; «d'une semaine ou deux» says no length.
    let by = heard.words(at.saturating_sub(1)..at) == ["by"];
    let apart = rest.get(len + 1).is_some_and(|t| t.after_break());
    let leads_on = !by && !apart && matches!(words.get(len + 1), Some(&"a" | &"au" | &"pour" | &"to"));
    let clock = unit.minutes == 60 && (n > 4 || leads_on);
    let or_more = matches!(words.get(len + 1), Some(&"ou" | &"or"))
        && rest.get(len + 2..).is_some_and(|more| !numbers::readings(more, heard.text.lang).is_empty());
    if clock || or_more {
        return None;
    }
    let times = |k: i32| k.checked_mul(n).filter(|_| n < 1000);
    let (more, over) = part_of_an_hour(&words[len + 1..]).filter(|_| unit.minutes == 60).unwrap_or_default();
    let minutes = times(unit.minutes)? + more;
    let by = Displacement { months: times(unit.months)?, days: times(unit.days)?, minutes };
    Some((by, at + len + 1 + over))
}

/// «Une heure et demie»: minutes, and how many words say them.
fn part_of_an_hour(behind: &[&str]) -> Option<(i32, usize)> {
    let parts =
        [("et demie", 30), ("et demi", 30), ("et quart", 15), ("and a half", 30), ("and a quarter", 15)];
    parts.iter().find_map(|(form, minutes)| Some((*minutes, begins_with(behind, form)?)))
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
        "jour" | "jours" | "journee" | "day" | "days" => days(1),
        "semaine" | "semaines" | "week" | "weeks" => days(7),
        "mois" | "month" | "months" => Displacement { months: 1, days: 0, minutes: 0 },
        _ => return None,
    })
}

/// «Une heure avant midi», «half an hour earlier than ten» is an hour.
fn is_told_from_an_hour(heard: &Heard<'_>, end: usize, by: Displacement) -> bool {
    let number = |at: usize| {
        let rest = heard.tokens.get(at..).unwrap_or_default();
        matches!(heard.words(at..at + 1)[..], ["midi" | "noon"])
            || !numbers::readings(rest, heard.text.lang).is_empty()
    };
    match heard.words(end..end + 4).as_slice() {
        // «Plus tôt que prévu», "earlier than planned": than the appointment is.
        ["plus", _, "que", "prevu" | "convenu"] | [_, "than", "planned" | "booked" | "scheduled", ..] => {
            false
        }
        // «A week later than my appointment» is moved.
        [_, "than", ..] | ["plus", _, "que", ..] => by.minutes != 0,
        ["avant" | "apres" | "before" | "after", ..] => number(end + 1),
        _ => false,
    }
}

/// Which way something is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Earlier,
    Later,
    /// As the verb says: «avancer», «repousser».
    OfTheVerb,
}

/// «Décaler d'une heure», where a day would be later; «to move forward», of whatever.
fn is_either_way(heard: &Heard<'_>, at: usize, way: Way, by: Displacement) -> bool {
    let words = heard.words(0..heard.tokens.len());
    let says = |list: &[&str]| words.iter().any(|w| list.iter().any(|verb| w.starts_with(verb)));
    let forward = heard.words(at.saturating_sub(2)..at).contains(&"forward");
    match heard.text.lang {
        Lang::Fr => {
            let says_which = says(&["avanc", "repouss", "report", "retard", "recul", "remet"]);
            let says_nothing = by.minutes != 0 || !says(&["decal"]);
            way == Way::OfTheVerb && says_nothing && !says_which
        }
        Lang::En if forward => says(&["move", "shift", "push"]) && !says(&["bring"]),
        Lang::En => {
            let says_which = says(&["push", "postpone", "put", "delay", "back", "bring"]);
            way == Way::OfTheVerb && by.minutes != 0 && !says_which
        }
    }
}

/// «Changer mon rendez-vous de deux heures»: it is at two; but «avancer mon rendez-vous de deux heures».
fn of_an_appointment(heard: &Heard<'_>, at: usize) -> bool {
    let before = heard.words(at.saturating_sub(1)..at);
    let shifts =
        |w: &&str| ["avanc", "repouss", "decal", "retard", "recul"].iter().any(|verb| w.starts_with(verb));
    matches!(before.as_slice(), ["vous" | "rdv" | "celui" | "celle" | "seance" | "consultation"])
        && !heard.words(0..at).iter().any(shifts)
}

/// Which way the words around a length of time say; `None` when they say no displacement.
fn direction(heard: &Heard<'_>, at: usize, end: usize, by: Displacement) -> Option<Way> {
    let behind = heard.words(end..end + 2);
    let before = heard.words(at.saturating_sub(1)..at);
    if is_told_from_an_hour(heard, end, by) {
        return None;
    }
    match behind.as_slice() {
        ["plus" | "trop", "tot"] | ["avant" | "earlier" | "sooner", ..] | ["before", "that"] => {
            Some(Way::Earlier)
        }
        ["plus", "tard"] | ["apres" | "later", ..] | ["after", "that"] => Some(Way::Later),
        _ => match before.as_slice() {
            ["forward"] => Some(Way::Earlier),
            ["back" | "off"] => Some(Way::Later),
            ["d" | "de" | "by"] => Some(Way::OfTheVerb),
            _ => None,
        },
    }
}

/// Where the displacement leads from the appointment's own time; and the words of it are no other time.
pub(crate) fn arrive(moved: &Moved, mut said: Vec<Said>) -> Vec<Said> {
    let own = |s: &Said| s.tokens.start < moved.tokens.end && moved.tokens.start < s.tokens.end;
    said.retain(|s| s.role == Role::From || !own(s));
    // «Vendredi c'est trop loin, avancez d'un jour»: what won't do is the appointment.
    if let [only] = &mut said[..]
        && only.role == Role::Not
    {
        only.role = Role::From;
    }
    let Some(from) = said.iter().rev().find(|s| s.role == Role::From).map(|s| s.time.clone()) else {
        return said;
    };
    let Some(mut time) = shifted(&from, moved.by) else { return said };
    // «D'une semaine, même heure», «d'une semaine, à quinze heures»: that day, and perhaps another hour.
    let same_day = |s: &Said| {
        let named = s.time.day == Some(Day::Spoken) && moved.by.days % 7 == 0;
        named || s.time.day == Some(Day::OfAppointment)
    };
    let goes = |s: &Said| s.role == Role::To && !same_day(s) && s.time.day != from.day;
    if said.iter().any(goes) {
        return said;
    }
    let Displacement { months, days, minutes } = moved.by;
    let back = Displacement { months: -months, days: -days, minutes: -minutes };
    let mut other = shifted(&from, back).filter(|_| moved.either_way);
    let again = |s: &&Said| s.role == Role::To && same_day(s);
    let behind = moved.to.map(Hours::At);
    let named: Vec<Hours> = said
        .iter()
        .filter(again)
        .filter_map(|s| s.time.hours)
        .chain(behind.filter(|_| minutes != 0))
        .collect();
    if minutes == 0 {
        time.hours = named.first().copied().or(time.hours);
    } else if named.iter().any(|hours| is_like(time.hours, *hours)) {
        // «D'une heure, donc à quinze heures»: which way it goes.
        other = None;
    } else if let Some(there) = other.take_if(|there| named.iter().any(|hours| is_like(there.hours, *hours)))
    {
        time = there;
    }
    said.retain(|s| s.role != Role::To);
    let at = said.iter().position(|s| s.tokens.start > moved.tokens.start).unwrap_or(said.len());
    said.insert(at, Said { role: Role::To, ..Said::new(moved.tokens.clone(), time) });
    if let Some(other) = other {
        let other = Said { role: Role::To, doubtful: true, ..Said::new(moved.tokens.clone(), other) };
        said.insert(at + 1, other);
    }
    said
}

/// «Two o'clock» and «14 h» may be the same.
fn is_like(hours: Option<Hours>, other: Hours) -> bool {
    matches!((hours, other), (Some(Hours::At(a)), Hours::At(b)) if a.minute % 720 == b.minute % 720)
}

/// An hour that is said only by how far it is from the one before it: «vendredi seize heures, plutôt une heure
/// plus tôt».
pub(crate) fn amend(moved: &Moved, said: &mut Vec<Said>) {
    let ahead = |said: &[Said]| said.iter().take_while(|s| s.tokens.end <= moved.tokens.start).count();
    // «Ma fille vient le douze à dix-sept heures, moi le même jour, une demi-heure plus tôt»: hers is told.
    let count = ahead(said);
    if let [.., told, that_day] = &mut said[..count]
        && told.time.is_plain()
        && that_day.time == Time::day(Day::Spoken)
    {
        *that_day = Said { tokens: told.tokens.start..that_day.tokens.end, ..told.clone() };
        said.remove(count - 2);
    }
    let count = ahead(said);
    let before = &mut said[..count];
    let Some(before) = before.last_mut().filter(|s| s.role == Role::At && s.time.is_plain()) else { return };
    if let Some(Hours::At(clock)) = before.time.hours.filter(|_| moved.by.minutes != 0)
        && let Some(clock) = later(clock, moved.by.minutes)
    {
        before.time.hours = Some(Hours::At(clock));
        before.tokens.end = moved.tokens.end;
    }
}

fn shifted(from: &Time, by: Displacement) -> Option<Time> {
    from.day.as_ref().filter(|day| day.takes_hours())?;
    if !from.is_plain() {
        return None;
    }
    let base = Box::new(Day::OfAppointment);
    let day = match (by.months, by.days) {
        (0, 0) => Day::OfAppointment,
        (0, days) => Day::After { days, base },
        (months, _) => Day::MonthsAfter { months, base },
    };
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
