//! Doubts about which time the words of a wish name.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use super::{Case, Doubt, Why, times};
use crate::TimeMention;
use crate::decision::{Placed, Way, reach};
use crate::text::Gap;
use crate::time::place::week_around;
use crate::{Grain, Kind, numbers};

/// Before this hour nobody says «ce matin» of what is over.
const MORNING: i8 = 7;

/// From this hour on nobody has an appointment.
const LATE: i8 = 22;

/// «Ce matin à huit heures», said at nine: tomorrow?
pub(super) fn is_over(case: &Case<'_>) -> Option<Doubt> {
    let others = !case.dropped.is_empty();
    let over = |one: &TimeMention| {
        let gone = others && reach::is_over(one, case.now.date());
        let past = |at: DateTime| at.date() == case.now.date() && at < case.now && at.hour() >= MORNING;
        reach::is_moment(one) && (gone || one.start.is_some_and(past))
    };
    // A date that is said in full is what it is.
    let wish = case.wishes().find(|wish| wish.way == Way::Other && over(wish.first()))?;
    Some(Doubt::between(wish, &days_later(wish, 1)?))
}

/// «Un lundi à neuf heures»: any.
pub(super) fn is_any_weekday(case: &Case<'_>) -> Option<Doubt> {
    let cues = &case.cues().doubt;
    let wish = case.wishes().find(|wish| {
        let start = wish.tokens.start;
        let words = case.heard.words(start.saturating_sub(1)..start + 2);
        let names = |pair: &[&str]| cues.any_one.contains(&pair[0]) && cues.weekdays.contains(&pair[1]);
        // «Un jeudi dans trois semaines»
        let week = case.heard.words(wish.tokens.clone());
        let in_a_week = week.iter().any(|w| w.starts_with("semaine") || w.starts_with("week"));
        wish.way == Way::Weekday && !in_a_week && words.windows(2).any(names) && !times::is_remark(case, wish)
    })?;
    Some(Doubt::between(wish, &days_later(wish, 7)?))
}

/// «Lundi 6 avril… ah mais c'est Pâques, mardi alors»: the coming Tuesday, or the one of that week?
pub(super) fn is_of_that_week(case: &Case<'_>) -> Option<Doubt> {
    let gave_way =
        case.dropped.iter().filter(|d| matches!(d.why, Why::Replaced | Why::Impossible | Why::Told));
    // «Lundi» alone names no week.
    let far = |day: &Date| (*day - case.now.date()).get_days() > 7;
    let mut names_a_week =
        gave_way.filter(|d| d.time.way == Way::Numbered || d.time.day().is_some_and(|day| far(&day)));
    let (from, until) = names_a_week.find_map(|d| week_around(d.time.day()?))?;
    let bare = |wish: &&Placed| wish.way == Way::Weekday && wish.readings.len() == 1;
    case.wishes().filter(bare).find_map(|wish| {
        // «Samedi en huit» is told from today.
        let day = wish.day().filter(|day| *day < from && !far(day))?;
        let ahead = (from - day).get_days();
        let other = days_later(wish, (ahead + 6) / 7 * 7)?;
        other.day().filter(|day| *day < until).map(|_| Doubt::between(wish, &other))
    })
}

/// «Lundi sept huit heures»: the seventh at eight, or from seven to eight.
pub(super) fn is_number_or_hour(case: &Case<'_>) -> Option<Doubt> {
    let tokens = &case.heard.tokens;
    let wish = case.wishes().find(|p| p.way == Way::Numbered && reach::is_moment(p.first()))?;
    let end = wish.first().start?;
    let number = |at: usize| {
        let read = numbers::readings(&tokens[at..wish.tokens.end], case.heard.text.lang);
        read.into_iter().max_by_key(|(_, len)| *len).map(|(number, len)| (number.n, at + len))
    };
    let hour = u32::try_from(end.hour()).ok()?;
    let runs_on = wish.tokens.clone().any(|at| {
        number(at).is_some_and(|(day, next)| {
            let beside = next < wish.tokens.end && tokens[next].gap == Gap::Space;
            beside && day + 1 == hour && number(next).is_some_and(|(n, _)| n == hour)
        })
    });
    let start = Some(end.checked_sub(1.hours()).ok()?);
    let span = TimeMention { kind: Kind::Interval, start, end: Some(end), ..wish.first().clone() };
    runs_on.then(|| Doubt::between(wish, &Placed { readings: vec![span], ..wish.clone() }))
}

/// «Quatorze heures, euh, quinze»: a quarter past, or three o'clock?
pub(super) fn is_minutes_or_hour(case: &Case<'_>) -> Option<Doubt> {
    let tokens = &case.heard.tokens;
    let may_be_an_hour = |at: usize, minute: i8| {
        let read = numbers::readings(&tokens[at..], case.heard.text.lang);
        let longest = read.into_iter().max_by_key(|(_, len)| *len);
        (8..=19).contains(&minute) && longest.is_some_and(|(n, _)| u32::try_from(minute) == Ok(n.n))
    };
    case.wishes().filter(|wish| reach::is_moment(wish.first())).find_map(|wish| {
        let start = wish.first().start?;
        let own = wish.tokens.start + 1..wish.tokens.end;
        own.filter(|at| case.heard.hesitates(*at)).find(|at| may_be_an_hour(*at, start.minute()))?;
        let by_hour = start.date().at(start.minute(), 0, 0, 0);
        let other = TimeMention { start: Some(by_hour), ..wish.first().clone() };
        Some(Doubt::between(wish, &Placed { readings: vec![other], ..wish.clone() }))
    })
}

/// «7 12 in the afternoon»: a date, or from seven to twelve.
pub(super) fn is_two_numbers(case: &Case<'_>) -> Option<Doubt> {
    let tokens = &case.heard.tokens;
    let beside =
        |at: usize| tokens[at].is_digits() && tokens[at + 1].is_digits() && tokens[at + 1].gap == Gap::Space;
    let is_bare = |wish: &Placed| {
        let span = wish.first().any_date && wish.first().kind == Kind::Interval;
        span && (wish.tokens.start..wish.tokens.end.saturating_sub(1)).any(beside)
    };
    case.wishes().any(is_bare).then_some(Doubt::Whole)
}

/// «Wednesday ten to three»: at ten minutes to, or from ten on.
pub(super) fn is_minutes_to_or_until(case: &Case<'_>) -> Option<Doubt> {
    let tokens = &case.heard.tokens;
    let minutes = |at: usize| {
        let read = numbers::readings(&tokens[at..], case.heard.text.lang);
        read.into_iter().max_by_key(|(_, len)| *len).map(|(number, len)| (i64::from(number.n), at + len))
    };
    let is_stretch =
        |wish: &&Placed| wish.first().kind == Kind::Interval && wish.first().grain == Grain::Hour;
    case.wishes().filter(is_stretch).find_map(|wish| {
        let opened = |at: usize| at > 0 && matches!(case.heard.words(at - 1..at)[..], ["from" | "between"]);
        let minutes = wish.tokens.clone().find_map(|at| {
            let (n, end) = minutes(at).filter(|(n, _)| matches!(n, 5 | 10 | 20 | 25))?;
            (case.heard.words(end..end + 1) == ["to"] && !opened(at)).then_some(n)
        })?;
        let at = wish.first().end?.checked_sub(minutes.minutes()).ok()?;
        let moment = TimeMention {
            kind: Kind::Value,
            grain: Grain::Minute,
            start: Some(at),
            end: None,
            ..wish.first().clone()
        };
        Some(Doubt::between(wish, &Placed { readings: vec![moment], ..wish.clone() }))
    })
}

/// «Twelve thirty a.m.»: nobody comes at half past midnight.
pub(super) fn is_after_midnight(case: &Case<'_>) -> Option<Doubt> {
    let at_night = |wish: &&Placed| {
        let by_halves = case.heard.words(wish.tokens.clone()).iter().any(|w| matches!(*w, "am" | "m"));
        by_halves && reach::is_moment(wish.first()) && wish.first().start.is_some_and(|at| at.hour() == 0)
    };
    let wish = case.wishes().find(at_night)?;
    let noon = wish.first().start?.checked_add(12.hours()).ok();
    let noon = TimeMention { start: noon, ..wish.first().clone() };
    Some(Doubt::between(wish, &Placed { readings: vec![noon], ..wish.clone() }))
}

/// «Demain soir, onze heures», «vendredi vingt-deux heures»: nobody is seen so late, unless it is said to be at night.
pub(super) fn is_at_night(case: &Case<'_>) -> Option<Doubt> {
    let late = |wish: &&Placed| {
        let own = case.heard.words(wish.tokens.start..wish.tokens.end + 3);
        let at_night = own.iter().any(|w| matches!(*w, "night" | "pm" | "nuit"));
        let start = wish.first().start.filter(|_| reach::is_moment(wish.first()) && !at_night);
        start.is_some_and(|at| at.hour() >= LATE)
    };
    let wish = case.wishes().find(late)?;
    let earlier = wish.first().start?.checked_sub(12.hours()).ok();
    let earlier = TimeMention { start: earlier, ..wish.first().clone() };
    Some(Doubt::between(wish, &Placed { readings: vec![earlier], ..wish.clone() }))
}

/// "The end of the week", said in it: this one's, or the next's.
pub(super) fn is_all_but_over(case: &Case<'_>) -> Option<Doubt> {
    let today = case.now.date();
    let wish = case.wishes().find(|wish| {
        let (one, own) = (wish.first(), case.heard.words(wish.tokens.clone()));
        let of_a_week = own.contains(&"end") && own.contains(&"week") && one.grain == Grain::Day;
        let begun = |start: DateTime| start.date() <= today && start.time() == Time::midnight();
        of_a_week && wish.readings.len() == 1 && one.start.is_some_and(begun)
    })?;
    Some(Doubt::between(wish, &days_later(wish, 7)?))
}

/// «L'autre mercredi», and none was spoken of.
pub(super) fn is_the_other(case: &Case<'_>) -> Option<Doubt> {
    let wish = case.wishes().find(|wish| {
        let own = case.heard.words(wish.tokens.start..wish.tokens.start + 2);
        own == ["l", "autre"] && !case.evidence.timed[..wish.tokens.start].contains(&true)
    })?;
    Some(Doubt::between(wish, &days_later(wish, 7)?))
}

/// «Le premier lundi», and not of which month, nor after what.
pub(super) fn is_nth_of_nothing(case: &Case<'_>) -> Option<Doubt> {
    let tokens = &case.heard.tokens;
    let counted = |at: usize| {
        let read = numbers::ordinal(&tokens[at..], case.heard.text.lang);
        read.is_some_and(|(n, len)| n <= 5 && len == 1) && !case.evidence.timed[at]
    };
    let wish = case.wishes().find(|wish| {
        let start = wish.tokens.start;
        let named = case.cues().doubt.weekdays.contains(&tokens[start].text.as_str());
        named && start.checked_sub(1).is_some_and(counted) && !tokens[start].after_break()
    })?;
    Some(Doubt::between(wish, &days_later(wish, 7)?))
}

/// «Le huit à huit heures, non, neuf»: the day, or the hour?
pub(super) fn may_be_of_the_day_or_the_hour(case: &Case<'_>) -> Option<Doubt> {
    let alike = |at: DateTime| at.day() == at.hour() || at.day() + 12 == at.hour();
    let corrected = case.evidence.taken_back.iter().find(|old| {
        old.way == Way::Numbered && reach::is_moment(old.first()) && old.first().start.is_some_and(alike)
    })?;
    let wish = case.wishes().find(|wish| wish.day() == corrected.day() && wish.tokens.len() == 1)?;
    let (day, hour) = (wish.first().start?, corrected.first().start?);
    let of_the_day = day.date().with().day(day.hour()).build().ok()?;
    let moved = TimeMention { start: Some(of_the_day.to_datetime(hour.time())), ..wish.first().clone() };
    Some(Doubt::between(wish, &Placed { readings: vec![moved], ..wish.clone() }))
}

/// The same hours, so many days on.
pub(in crate::decision) fn days_later(wish: &Placed, days: i32) -> Option<Placed> {
    let later = |at: DateTime| at.checked_add(days.days()).ok();
    let one = wish.first();
    let start = Some(later(one.start?)?);
    let moved = TimeMention { start, end: one.end.and_then(later), on: None, ..one.clone() };
    Some(Placed { readings: vec![moved], ..wish.clone() })
}
