//! What was taken back: «mardi, non, mercredi». What contradicts the correction is gone, the rest stays.

use std::ops::Range;

use jiff::civil::DateTime;

use crate::cues::{self, Corrections};
use crate::decision;
use crate::heard::{Heard, Said, begins_with, contains, ends_with};
use crate::text::Gap;
use crate::time::value::{Date, Day, Half, Hours, Time, Unit, Which};
use crate::{Lang, Role};

fn cues(lang: Lang) -> &'static Corrections {
    &cues::of(lang).corrections
}

/// Are the words nothing but a correction?
pub(crate) fn is_correction(heard: &Heard<'_>, words: Range<usize>) -> bool {
    only_cues(cues(heard.text.lang), &heard.words(words)) == Some(true)
}

/// Drops what was taken back; what replaces it inherits what it leaves open.
pub(crate) fn settle(heard: &Heard<'_>, said: &[Said], now: DateTime) -> Vec<Said> {
    let mut kept: Vec<Said> = Vec::new();
    for (at, mention) in said.iter().enumerate() {
        let next = said.get(at + 1).map_or(heard.tokens.len(), |n| n.tokens.start);
        match kept.last() {
            Some(before) if is_why_it_was_taken_back(heard, before, mention, next) => {}
            Some(_) if is_refused(heard, mention, next) || names_a_choice(heard, &kept, said, at) => {
                kept.push(mention.clone());
            }
            Some(before) if takes_back(heard, &kept, mention, next) => {
                if let Some(choice) = corrected_choice(heard, &kept, mention) {
                    correct_choice(heard, &mut kept, choice, mention, now);
                    continue;
                }
                let before = before.clone();
                kept.retain(|k| k.time != before.time);
                if mention.time.day.is_some() {
                    drop_alternatives(heard, &mut kept, before.tokens.start);
                }
                let time = amended(&before.time, &mention.time, now);
                // The words for an appointment stand before what was taken back.
                let start = if of_an_appointment(heard, &before) {
                    before.tokens.start
                } else {
                    mention.tokens.start
                };
                kept.push(Said { time, tokens: start..mention.tokens.end, ..mention.clone() });
            }
            Some(before)
                if stutters(heard, before, mention)
                    && !is_said_anew(heard, &kept, mention)
                    && !follows_from(heard, before, mention) =>
            {
                // What stood before the first refuses both: «tout sauf lundi, lundi c'est la dialyse».
                let tokens = before.tokens.start..mention.tokens.end;
                kept.pop();
                kept.push(Said { tokens, ..mention.clone() });
            }
            _ => kept.push(mention.clone()),
        }
    }
    kept
}

/// «Lundi à dix heures, ah non, j'ai le dentiste, onze heures», «jeudi, soit neuf heures, soit le soir»: an hour
/// is on the day that was said last.
pub(crate) fn keep_the_day(heard: &Heard<'_>, all: &[Said], said: &mut [Said]) {
    let refused: Vec<Said> = said.iter().filter(|s| s.role == Role::Not).cloned().collect();
    for mention in said {
        let start = mention.tokens.start;
        let dayless = mention.time.day.is_none() && mention.time.range.is_none();
        if !dayless || mention.time.hours.is_none() || mention.time.edge.is_some() {
            continue;
        }
        // «Pas jeudi, à dix heures»: another day.
        let given_up = |s: &Said| s.time.hours.is_none() && refused.iter().any(|r| r.tokens == s.tokens);
        let mut before = all.iter().rev().filter(|s| s.tokens.end <= start && !given_up(s));
        let dated = before.find(|s| s.time.day.is_some() || s.time.range.is_some());
        // «Avant Noël, et pas avant seize heures»: a bound is no day.
        let bounds = |time: &Time| time.edge.is_some() && time.hours.is_none();
        let usable =
            |s: &&Said| s.time.range.is_none() && !s.time.excluded && !s.time.habitual && !bounds(&s.time);
        let Some(dated) = dated.filter(usable) else { continue };
        let whole = dated.time.day.as_ref().is_some_and(Day::takes_hours);
        let between = heard.words(dated.tokens.end..start);
        // «Vendredi ou le suivant, le matin»: on both.
        let one_of_two = all.iter().rev().find(|s| s.tokens.end <= dated.tokens.start).is_some_and(|other| {
            matches!(heard.words(other.tokens.end..dated.tokens.start)[..], ["ou" | "or"] | ["ou", "bien"])
        });
        // «Mardi, le matin, sinon en fin d'après-midi»: that day; «mardi, sinon le matin»: any.
        let instead =
            dated.time.hours.is_none() && between.iter().any(|w| matches!(*w, "sinon" | "otherwise"));
        let apart =
            one_of_two || instead || between.iter().any(|w| matches!(*w, "tous" | "jours" | "every" | "any"));
        if whole && !apart {
            mention.time.day.clone_from(&dated.time.day);
            // «Demain soir, sept heures, sept heures et quart»: in the same half of the day.
            mention.time.hours = mention.time.hours.map(|hours| hours.in_the_half_of(dated.time.hours));
        }
    }
}

/// An hour stays where only the day changes.
pub(crate) fn keep_the_hour(heard: &Heard<'_>, all: &[Said], said: &mut [Said]) {
    let kept = says_that_the_hour_stays(heard);
    for at in 0..said.len() {
        let (before, rest) = said.split_at_mut(at);
        let Some(mention) = rest.first_mut() else { return };
        let without = mention.role != Role::Not && mention.time.is_plain() && mention.time.hours.is_none();
        let day = mention.time.day.as_ref().filter(|day| without && day.takes_hours() && !mention.time.told);
        let Some(day) = day else { continue };
        let hours = hour_of_a_namesake(all, mention.tokens.start, day)
            .or_else(|| hour_of_a_day_taken_back(heard, all, before.last()?, mention.tokens.start));
        mention.time.same_hour |= kept && mention.role != Role::From;
        mention.time.hours = hours;
    }
}

/// «Vendredi à la place, je garde l'heure».
fn says_that_the_hour_stays(heard: &Heard<'_>) -> bool {
    let words = heard.words(0..heard.tokens.len());
    cues(heard.text.lang).same_hour.iter().any(|c| contains(&words, c))
}

/// «Mercredi dix heures, mais pas demain, le mercredi d'après»: a week on, at the same hour.
fn hour_of_a_namesake(all: &[Said], start: usize, day: &Day) -> Option<Hours> {
    let Day::Weekday { day, which: Which::Following } = day else { return None };
    let namesake = |s: &&Said| matches!(&s.time.day, Some(Day::Weekday { day: name, .. }) if name == day);
    all.iter().rev().filter(|s| s.tokens.end <= start).find(namesake)?.time.hours
}

/// «Demain à neuf heures, ah non, c'est férié, jeudi alors», «le trois à dix heures, mais pas le trois, le quatre»: unless
/// it is the hour that won't do.
fn hour_of_a_day_taken_back(heard: &Heard<'_>, all: &[Said], refused: &Said, until: usize) -> Option<Hours> {
    let behind = heard.words(refused.tokens.end..until);
    let turns = matches!(behind.first(), Some(&"non" | &"no"));
    let by_its_hour = wont_do_for_its_hour(heard, refused.tokens.end, until);
    if refused.role != Role::Not || by_its_hour {
        return None;
    }
    let hours = refused.time.hours.filter(|_| turns).or_else(|| {
        let before = all.iter().rev().filter(|s| s.tokens.end <= refused.tokens.start);
        let of_that_day = |s: &&Said| s.time.hours.is_some() && name_one_day(&s.time, &refused.time);
        before.clone().find(of_that_day).filter(|_| refused.time.hours.is_none())?.time.hours
    });
    hours.filter(|hours| matches!(hours, Hours::At(_)))
}

/// «Mardi ou jeudi, ah non, jeudi j'ai le dentiste»: what is named to be refused replaces nothing.
fn is_refused(heard: &Heard<'_>, mention: &Said, next: usize) -> bool {
    let behind = heard.words(mention.tokens.end..next);
    let at_no_hour = !matches!(mention.time.hours, Some(Hours::At(_)));
    mention.time.day.is_some() && at_no_hour && decision::wont_do_behind(heard.text.lang, &behind)
}

/// «Dix heures, je veux dire onze, excusez-moi, dix c'est trop tôt»: it says why another stands.
fn is_why_it_was_taken_back(heard: &Heard<'_>, kept: &Said, this: &Said, next: usize) -> bool {
    let bare_hour = this.time.day.is_none() && matches!(this.time.hours, Some(Hours::At(_)));
    let between = heard.words(kept.tokens.end..this.tokens.start);
    bare_hour
        && this.time.hours != kept.time.hours
        && only_cues(cues(heard.text.lang), &between) == Some(true)
        && wont_do_for_its_hour(heard, this.tokens.end, next)
}

/// «… c'est trop tôt», «… is a bit early».
pub(crate) fn wont_do_for_its_hour(heard: &Heard<'_>, end: usize, until: usize) -> bool {
    let behind = heard.words(end..until.min(end + 5));
    cues(heard.text.lang).of_the_hour.iter().any(|c| contains(&behind, c))
}

/// «Enfin, le mardi, non, mercredi», «ah non, mardi, plutôt midi»: one of the choices is named, to be corrected then.
fn names_a_choice(heard: &Heard<'_>, kept: &[Said], said: &[Said], at: usize) -> bool {
    let (mention, next) = (&said[at], said.get(at + 1));
    let until = next.map_or(heard.tokens.len(), |next| next.tokens.start);
    let behind = heard.words(mention.tokens.end..until);
    let turns = matches!(behind.first(), Some(&"non" | &"no"));
    let gives_its_hour = next.is_some_and(|next| next.time.day.is_none() && next.time.hours.is_some())
        && only_cues(cues(heard.text.lang), &behind) == Some(true);
    let bare = mention.time.day.is_some() && mention.time.hours.is_none();
    bare && (turns || gives_its_hour)
        && choices(heard, kept).iter().any(|at| name_one_day(&kept[*at].time, &mention.time))
}

/// Do both name the same day, the second perhaps by its weekday or its number alone?
fn name_one_day(one: &Time, again: &Time) -> bool {
    match (&one.day, &again.day) {
        (
            Some(
                Day::Date(Date { weekday: Some(name), .. })
                | Day::Weekday { day: name, .. }
                | Day::InWeek { day: name, .. },
            ),
            Some(Day::Weekday { day, which: Which::Coming }),
        ) => name == day,
        // «Le trois mars…, pas le trois»
        (Some(Day::Date(named)), Some(Day::Date(Date { day, month: None, weekday: None, .. }))) => {
            named.day == *day
        }
        (one, again) => one.is_some() && one == again,
    }
}

/// «Mardi à dix heures ou jeudi à onze, non, jeudi à midi»: which of the choices is corrected, where not all are.
fn corrected_choice(heard: &Heard<'_>, kept: &[Said], mention: &Said) -> Option<usize> {
    // «Enfin, le mardi, non, mercredi»: of the choices, that which was named again.
    if let [others @ .., again] = kept
        && let Some(named) =
            choices(heard, others).into_iter().find(|at| name_one_day(&kept[*at].time, &again.time))
    {
        return Some(named);
    }
    let choices = choices(heard, kept);
    let last = *choices.last().filter(|_| choices.len() > 1)?;
    let says_more = |at: &usize| kept[*at].time != mention.time && mention.time.hours.is_some();
    match &mention.time.day {
        None => (mention.time.hours.is_some() && mention.time.range.is_none()).then_some(last),
        Some(_) => choices
            .into_iter()
            .rev()
            .filter(says_more)
            .find(|at| name_one_day(&kept[*at].time, &mention.time)),
    }
}

/// It takes the place of the choice that it corrects, and the others stay.
fn correct_choice(heard: &Heard<'_>, kept: &mut Vec<Said>, at: usize, mention: &Said, now: DateTime) {
    if !choices(heard, kept).contains(&at) {
        kept.pop();
    }
    let is_last = at + 1 == kept.len();
    let old = &mut kept[at];
    old.time = amended(&old.time, &mention.time, now);
    if is_last {
        old.tokens.end = mention.tokens.end;
    }
}

/// Those at the end of what was said of which any will do: «mardi, mercredi ou jeudi».
fn choices(heard: &Heard<'_>, kept: &[Said]) -> Vec<usize> {
    let offers = |at: usize| {
        let between = heard.words(kept[at].tokens.end..kept[at + 1].tokens.start + 1);
        matches!(between[..], ["ou" | "or" | "soit", ..])
    };
    let first = (0..kept.len().saturating_sub(1)).rev().take_while(|at| offers(*at)).last();
    first.map_or_else(Vec::new, |first| (first..kept.len()).collect())
}

/// «Jeudi ou vendredi, non, lundi»: what was the other choice of what was taken back goes with it.
fn drop_alternatives(heard: &Heard<'_>, kept: &mut Vec<Said>, mut start: usize) {
    while let Some(last) = kept.last() {
        let between = heard.words(last.tokens.end..start);
        if !matches!(between[..], ["ou" | "or"] | ["ou", "bien" | "le"] | ["or", "on"]) {
            return;
        }
        start = last.tokens.start;
        kept.pop();
    }
}

/// «Lundi, lundi matin»: begun again, and further.
fn stutters(heard: &Heard<'_>, before: &Said, after: &Said) -> bool {
    let between = heard.words(before.tokens.end..after.tokens.start);
    let same_day = match (&before.time.day, &after.time.day) {
        (Some(Day::Weekday { day, which: Which::Coming }), Some(Day::Date(date))) => {
            date.weekday == Some(*day)
        }
        (a, b) => a.is_some() && a == b,
    };
    let more = before.time.hours.is_none() || before.time.hours == after.time.hours;
    let gaps = heard.tokens.get(before.tokens.end..=after.tokens.start).unwrap_or_default();
    let asked = gaps.iter().any(|t| matches!(t.gap, Gap::Mark('?' | '.' | '!')));
    same_day
        && !asked
        && more
        && before.time.is_plain()
        && only_cues(cues(heard.text.lang), &between) == Some(false)
        && !between.contains(&"et")
}

/// «On rentre le sept, donc le sept à huit heures»: what is wished follows from what is told.
fn follows_from(heard: &Heard<'_>, told: &Said, wish: &Said) -> bool {
    let between = heard.words(told.tokens.end..wish.tokens.start);
    let so = between.iter().any(|w| matches!(*w, "donc" | "alors" | "so" | "then"));
    so && decision::is_of_business(heard, &told.tokens)
}

/// «Lundi ou mardi, mardi alors», «plutôt vendredi que jeudi, mais jeudi ça va aussi»: not begun again.
fn is_said_anew(heard: &Heard<'_>, kept: &[Said], mention: &Said) -> bool {
    let [.., one, other] = kept else { return false };
    let end = mention.tokens.end;
    let or = heard.words(one.tokens.end..other.tokens.start + 1).iter().any(|w| matches!(*w, "ou" | "or"));
    let is_chosen = decision::settles_behind(heard, end) || decision::prefers(heard, end);
    or && is_chosen || decision::suits_as_well(heard, end)
}

/// Does a mention take back the last of those before it? `next` is where the one behind it begins.
fn takes_back(heard: &Heard<'_>, kept: &[Said], after: &Said, next: usize) -> bool {
    let [others @ .., before] = kept else { return false };
    let cues = cues(heard.text.lang);
    let ahead = heard.words(0..before.tokens.start);
    let between = heard.words(before.tokens.end..after.tokens.start);
    let behind = heard.words(after.tokens.end..next);
    let trailing = cues.trailing.iter().any(|c| begins_with(&behind, c).is_some());
    let refused =
        cues.refusing.iter().any(|c| ends_with(&ahead, c)) || is_measure(heard, others.last(), before);
    let existing = of_an_appointment(heard, before);
    // «Le quatorze et non le sept»: the second is refused.
    if matches!(between[..], [.., "et", "non"] | [.., "et", "non", "le"] | [.., "and", "not"]) {
        return false;
    }
    // «Jeudi, parce que je reprends à quatorze heures, enfin, plutôt vendredi»
    if decision::gives_a_reason(heard, before.tokens.start) {
        return false;
    }
    // «Le matin, enfin l'après-midi ça va aussi»
    if decision::suits_as_well(heard, after.tokens.end) {
        return false;
    }
    // "Thursday, or could you make it Friday": either.
    if matches!(between[..], ["or", "could" | "can", ..]) {
        return false;
    }
    // «Le soir à huit heures, enfin, ou le matin»: one more, not another.
    let adds = between.iter().rposition(|w| matches!(*w, "ou" | "or"));
    if adds.is_some_and(|at| only_cues(cues, &between[at + 1..]) == Some(false)) {
        return false;
    }
    match only_cues(cues, &between) {
        // «mon rendez-vous du 3, plutôt le 5» is a move.
        Some(true) if existing && rather_alone(&between) => false,
        // «pas mardi, plutôt jeudi» refuses; «mardi, pas mardi, je voulais dire mercredi» takes back.
        Some(strong) if strong => !refused || says_more_than_rather(&between),
        Some(_) => trailing && contradict(&before.time, &after.time),
        None => false,
    }
}

/// «Lundi que vendredi»: the second is only what the first is liked better than.
fn is_measure(heard: &Heard<'_>, liked: Option<&Said>, this: &Said) -> bool {
    let than = &cues::of(heard.text.lang).roles.than;
    liked.is_some_and(|liked| {
        matches!(heard.words(liked.tokens.end..this.tokens.start)[..], [word] if than.contains(&word))
    })
}

/// Do the words before it speak of an appointment that exists?
fn of_an_appointment(heard: &Heard<'_>, mention: &Said) -> bool {
    let start = mention.tokens.start;
    let ahead = heard.words(start.saturating_sub(4)..start);
    cues(heard.text.lang).existing.iter().any(|c| contains(&ahead, c))
}

/// «Plutôt le», «mais je préférerais».
fn rather_alone(between: &[&str]) -> bool {
    const RATHER: &[&str] = &[
        "could",
        "can",
        "you",
        "we",
        "make",
        "it",
        "that",
        "plutot",
        "rather",
        "a",
        "au",
        "le",
        "to",
        "on",
        "mais",
        "but",
        "je",
        "j",
        "i",
        "id",
        "prefere",
        "prefererais",
        "preferais",
        "prefer",
        "aimerais",
        "mieux",
    ];
    between.iter().all(|word| RATHER.contains(word))
}

fn says_more_than_rather(between: &[&str]) -> bool {
    between.iter().any(|w| matches!(*w, "dire" | "trompe" | "corrige" | "pardon" | "mean" | "sorry"))
}

/// Are the words nothing but cues? Then whether a strong one is among them.
fn only_cues(cues: &Corrections, words: &[&str]) -> Option<bool> {
    let mut strong = false;
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let longest = |list: &[&str]| list.iter().filter_map(|c| begins_with(rest, c)).max();
        if let Some(len) = longest(cues.strong) {
            strong = true;
            at += len;
        } else {
            at += longest(cues.neutral)?;
        }
    }
    Some(strong)
}

/// Do they speak of the same thing: two days, two hours?
fn contradict(a: &Time, b: &Time) -> bool {
    (a.day.is_some() && b.day.is_some()) || (a.hours.is_some() && b.hours.is_some())
}

fn amended(old: &Time, new: &Time, now: DateTime) -> Time {
    let mut time = new.clone();
    if time.range.is_some() {
        return time;
    }
    // «De lundi à mardi, non, mercredi», «de dix heures à midi, non, onze heures»: the end is corrected.
    if let Some(ends) = &old.range {
        let until = amended(&ends.1, new, now);
        return Time { range: Some(Box::new((ends.0.clone(), until))), ..old.clone() };
    }
    if let (Some(Hours::Span(from, _)), Some(Hours::At(until)), None) = (old.hours, new.hours, &new.day) {
        let picked = matches!(old.hours, Some(Hours::Span(_, end)) if end == until);
        let hours = Some(Hours::Span(from, until)).filter(|_| from.minute < until.minute && !picked);
        return Time { hours: hours.or(new.hours), ..old.clone() };
    }
    time.day = match (&old.day, &new.day) {
        (Some(Day::Date(old)), Some(Day::Month { month, year })) => {
            Some(Day::Date(Date { month: Some(*month), year: *year, weekday: None, ..*old }))
        }
        (Some(Day::Date(old)), Some(Day::Date(new))) if new.month.is_none() => {
            Some(Day::Date(Date { month: old.month, year: old.year, ..*new }))
        }
        // «La semaine prochaine mardi, non, mercredi», «mardi prochain, enfin, cette semaine».
        (Some(Day::InWeek { week, .. }), Some(Day::Weekday { day, which: Which::Coming })) => {
            Some(Day::InWeek { day: *day, week: week.clone() })
        }
        (Some(Day::Weekday { day, .. }), Some(week)) if week.is_week() => {
            Some(Day::InWeek { day: *day, week: Box::new(week.clone()) })
        }
        (Some(Day::Weekday { which, .. }), Some(Day::Weekday { day, which: Which::Coming })) => {
            Some(Day::Weekday { day: *day, which: *which })
        }
        // «La semaine du 6, non, du 13»
        (Some(Day::WeekOf(week)), Some(Day::Date(new))) if new.weekday.is_none() => {
            let month = match &**week {
                Day::Date(old) => (new.month.or(old.month), new.year.or(old.year)),
                _ => (new.month, new.year),
            };
            let date = Date { month: month.0, year: month.1, ..*new };
            Some(Day::WeekOf(Box::new(Day::Date(date))))
        }
        // «La semaine prochaine, plutôt en début de semaine»
        (Some(week), Some(Day::Slice { slice, of }))
            if week.is_week() && **of == (Day::Period { n: 0, unit: Unit::Week }) =>
        {
            Some(Day::Slice { slice: *slice, of: Box::new(week.clone()) })
        }
        // «Samedi 19, enfin, le samedi»
        (
            Some(base @ Day::Date(Date { weekday: Some(name), .. })),
            Some(Day::Weekday { day, which: Which::Coming }),
        ) if name == day => Some(base.clone()),
        // «Mardi 8, non, mercredi»
        (
            Some(base @ Day::Date(Date { weekday: Some(_), .. })),
            Some(Day::Weekday { day, which: Which::Coming }),
        ) => Some(Day::InWeek { day: *day, week: Box::new(Day::WeekOf(Box::new(base.clone()))) }),
        // «Jeudi quatorze… non, quinze heures»: the number was an hour, unless Thursday is the 14th.
        (Some(Day::Date(Date { day, month: None, weekday: Some(name), .. })), None)
            if matches!(new.hours, Some(Hours::At(_))) && old.hours.is_none() && !is_on(*name, *day, now) =>
        {
            Some(Day::Weekday { day: *name, which: Which::Coming })
        }
        (Some(Day::Period { n, unit }), Some(Day::PeriodAfter { n: 1, unit: after })) if unit == after => {
            Some(Day::Period { n: n + 1, unit: *unit })
        }
        // «Le 24, ou non, la veille», «le premier, enfin non, le lundi suivant»: told from what is taken back.
        (Some(old), Some(Day::After { days, base })) if **base == Day::Spoken && old.is_single() => {
            // «La veille de Noël, non, l'avant-veille»
            let named = match old {
                Day::After { days: -2..=2, base } => (**base).clone(),
                old => old.clone(),
            };
            Some(Day::After { days: *days, base: Box::new(named) })
        }
        (Some(old @ Day::Date(_)), Some(Day::Weekday { day, which: Which::Following })) => {
            Some(Day::Beside { day: *day, side: 1, base: Box::new(old.clone()) })
        }
        (old, None) => old.clone(),
        (_, new) => new.clone(),
    };
    let on_a_day = time.day.as_ref().is_none_or(Day::takes_hours);
    if time.hours.is_none() && on_a_day && time.edge.is_none() {
        time.hours = old.hours;
        time.same_hour &= old.hours.is_none();
    }
    // «Friday at eight in the morning… no, the evening»
    if let (Some(Hours::At(clock)), Some(Hours::Part(part))) = (old.hours, new.hours)
        && let Some(other) =
            clock.in_the_other_half().filter(|c| (part.from..=part.until).contains(&c.minute))
    {
        time.hours = Some(Hours::At(other));
    }
    // «Half past eight, I mean in the morning»: says which half is meant.
    if let (Some(Hours::At(clock)), Some(Hours::Part(part))) = (old.hours, new.hours)
        && (clock.minute < 720) == (part.half == Half::Morning || clock.minute < 420)
        && let Some(clock) = clock.within(part.half)
    {
        time.hours = Some(Hours::At(clock));
    }
    // «Demain soir à six heures, correction, six heures et demie»
    if let (Some(Hours::At(before)), Some(Hours::At(clock))) = (old.hours, time.hours) {
        time.hours = Some(Hours::At(clock.like(before)));
    }
    time
}

/// Is the coming weekday of that name such a day of the month?
fn is_on(name: jiff::civil::Weekday, day: u32, now: DateTime) -> bool {
    now.date().nth_weekday(1, name).is_ok_and(|coming| u32::try_from(coming.day()) == Ok(day))
}
