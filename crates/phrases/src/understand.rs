//! From words to a frame.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::decision::{Decided, Placed, Sentence, Way};
use crate::displacement::Moved;
use crate::entity::Found;
use crate::evidence::{Evidence, Stages};
use crate::heard::{Heard, Said, same};
use crate::intent::Danger;
use crate::text::Text;
use crate::time::cover::Mention;
use crate::time::place::{self, Anchor};
use crate::time::value::{Course, Date, Day, Time, Which};
use crate::{Ambiguity, Context, Displacement, EntityKind, Expecting, Frame, Role, TimeMention};
use crate::{corrections, decision, displacement, elliptic, entity, gather, intent, plausible, roles, time};

/// Reads one utterance. Any string will do; the answer depends on nothing but the arguments.
pub fn understand(text: &str, context: &Context<'_>) -> Frame {
    let text = Text::read(text, context.lang);
    let mut found = entity::find(&text, context);
    let excluded_practitioners = entity::take_excluded(&text, &mut found);
    let Times { held: times, ambiguous, impossible, moved_by, spans } =
        read_times(&text, &mut found, context);
    let heard = intent::Found { times: &times, spans: &spans, entities: &found };
    let reading = intent::classify(&text, &heard, context);
    Frame {
        intent: reading.intent,
        confidence: reading.confidence,
        times,
        entities: found.into_iter().filter_map(|f| f.entity).collect(),
        ambiguous,
        topic: reading.topic,
        hours: reading.hours,
        wanted: reading.wanted,
        outright: reading.outright,
        emergency: reading.danger == Danger::Reported,
        alarming: reading.danger == Danger::Near,
        peril: reading.peril,
        hedged: reading.hedged,
        earlier_later: reading.earlier_later,
        same_hour: reading.same_hour,
        any_time: reading.any_time,
        excluded_practitioners,
        unknown_practitioners: entity::unknown_practitioners(&text, context),
        impossible,
        moved_by,
    }
}

/// What is weighed of an utterance to tell what it is for, for those who teach it.
pub(crate) fn features(text: &str, context: &Context<'_>) -> BTreeSet<String> {
    let text = Text::read(text, context.lang);
    let mut found = entity::find(&text, context);
    entity::take_excluded(&text, &mut found);
    let Times { held: times, spans, .. } = read_times(&text, &mut found, context);
    intent::features(&text, &intent::Found { times: &times, spans: &spans, entities: &found }, context.lang)
}

/// The times that are wished, each by what is weighed to tell that it is and by all that its words may mean, for those
/// who teach it.
pub(crate) fn wishes(text: &str, context: &Context<'_>) -> Vec<(BTreeSet<String>, Vec<TimeMention>)> {
    let text = Text::read(text, context.lang);
    let mut found = entity::find(&text, context);
    let laid = lay(&text, &mut found, context);
    decision::weighed(&laid.sentence(context), &laid.placed)
}

/// How surely each time of a sentence is wished, in thousandths from about −1000 to 1000, for people who write lessons.
pub fn explain_wishes(text: &str, context: &Context<'_>) -> Vec<(String, i32)> {
    let text = Text::read(text, context.lang);
    let mut found = entity::find(&text, context);
    let mut laid = lay(&text, &mut found, context);
    laid.weigh(context);
    laid.placed.iter().map(|one| (laid.heard.original(&one.tokens).to_owned(), one.weight)).collect()
}

/// All that is said of time.
#[derive(Debug, Default)]
struct Times {
    held: Vec<TimeMention>,
    ambiguous: Vec<Ambiguity>,
    impossible: Vec<String>,
    moved_by: Option<Displacement>,
    /// The tokens that speak of them, those taken back among them.
    spans: Vec<Range<usize>>,
}

fn read_times(text: &Text<'_>, found: &mut Vec<Found>, context: &Context<'_>) -> Times {
    let mut laid = lay(text, found, context);
    laid.weigh(context);
    let Decided { held, ambiguous } = decision::settle(&laid.sentence(context), laid.placed.clone());
    let Laid { impossible, moved_by, spans, .. } = laid;
    Times { held, ambiguous, impossible, moved_by, spans }
}

/// The times of a sentence on the calendar; which of them are meant is not decided yet.
struct Laid<'t> {
    heard: Heard<'t>,
    said: Vec<Said>,
    placed: Vec<Placed>,
    /// Days that a plain correction has dropped.
    taken_back: Vec<jiff::civil::Date>,
    evidence: Evidence,
    /// The caller doesn't know which.
    unsure: bool,
    impossible: Vec<String>,
    moved_by: Option<Displacement>,
    spans: Vec<Range<usize>>,
}

impl Laid<'_> {
    fn sentence(&self, context: &Context<'_>) -> Sentence<'_> {
        let Self { heard, taken_back, evidence, unsure, .. } = self;
        Sentence { heard, taken_back, evidence, unsure: *unsure, now: context.now }
    }

    /// Weighs the times, and lays them out anew where some are told of something else: those tell the others neither
    /// month nor week.
    fn weigh(&mut self, context: &Context<'_>) {
        let mut weighed = self.placed.clone();
        decision::weigh(&self.sentence(context), &mut weighed);
        let told = if self.unsure { Vec::new() } else { decision::told(&weighed) };
        if !told.is_empty() {
            for one in &mut self.said {
                one.aside = told.contains(&one.tokens.start);
            }
            (self.placed, self.impossible) = placed(&self.heard, &self.said, &mut self.evidence, context);
        }
        for one in &mut self.placed {
            let same = weighed.iter().find(|other| other.tokens == one.tokens);
            one.weight = same.map_or(0, |same| same.weight);
        }
    }
}

/// Reads the times and puts them on the calendar; what was found in the words of one, and isn't surer than it, is found
/// no longer.
fn lay<'t>(text: &'t Text<'t>, found: &mut Vec<Found>, context: &Context<'_>) -> Laid<'t> {
    let heard = Heard::read(text);
    let displaced = displacement::find(&heard);
    let moving = roles::moves(&heard).is_some() || displaced.is_some() && roles::names_an_appointment(&heard);
    let moved = displaced.as_ref().filter(|_| moving);
    let length = displaced.as_ref().filter(|by| moving || by.by.minutes != 0);
    let mentions = mentions(&heard, found, length, context);
    found.retain(|f| {
        !mentions.iter().any(|m| gives_way(f, &heard.in_text(&m.tokens), &m.time, text, context))
    });
    let mut raw: Vec<Said> = mentions.into_iter().map(|m| Said::new(m.tokens, m.time)).collect();
    gather::tell_both(&heard, &mut raw);
    let mut said = gather::join(&heard, raw.clone());
    if let Some(moved) = displaced.as_ref().filter(|_| !moving) {
        displacement::amend(moved, &mut said);
    }
    let said = elliptic::complete(&heard, &said);
    // Who doesn't know which of them, takes none of them back.
    let unsure = said.last().is_some_and(|last| decision::is_unsure(&heard, last.tokens.end));
    let before = said.clone();
    let said = if unsure { said } else { corrections::settle(&heard, &said, context.now) };
    let corrected = said.clone();
    let taken_back = days_taken_back(&heard, &before, &said, context);
    let said = gather::distribute(&heard, gather::cross(&heard, said));
    let unsure = unsure || goes_round(&heard, &before, &said);
    let said = gather::of_each(&heard, roles::assign(&heard, said, moving, unsure));
    let mut said = gather::of_both(&heard, said);
    gather::leave_told(&mut said);
    corrections::keep_the_day(&heard, &before, &mut said);
    corrections::keep_the_hour(&heard, &before, &mut said);
    if let Some(moved) = moved {
        said = displacement::arrive(moved, said);
    }
    let stages = Stages { read: &raw, joined: &before, corrected: &corrected, last: &said };
    let mut evidence = Evidence::of(&heard, found, &stages, moved.map(|m| &m.tokens), context.now);
    let spans = raw.iter().map(|s| heard.in_text(&s.tokens)).collect();
    let moved_by = moved.map(|m| m.by);
    let (placed, impossible) = placed(&heard, &said, &mut evidence, context);
    Laid { heard, said, placed, taken_back, evidence, unsure, impossible, moved_by, spans }
}

/// The mentions of times outside what surely is none, and outside the words that say how far something is moved.
fn mentions(
    heard: &Heard<'_>,
    found: &[Found],
    moved: Option<&Moved>,
    context: &Context<'_>,
) -> Vec<Mention> {
    let allowed = |range: &Range<usize>, time: &Time| {
        let own = heard.in_text(range);
        let free = |f: &Found| f.tokens.end <= own.start || own.end <= f.tokens.start;
        let apart = |moved: &Moved| moved.tokens.end <= range.start || range.end <= moved.tokens.start;
        moved.is_none_or(apart)
            && found.iter().all(|f| !f.masks || free(f) || gives_way(f, &own, time, heard.text, context))
            && plausible::may_be(heard, range, time, context)
    };
    time::mentions(&heard.tokens, context.lang, context.region, allowed)
}

/// Which rules made which words a time, for people who write rules: the caller's words, then the names of the
/// rules from the whole to its parts. What is taken back later is still in it.
pub fn explain<'t>(text: &'t str, context: &Context<'_>) -> Vec<(&'t str, Vec<&'static str>)> {
    let text = Text::read(text, context.lang);
    let found = entity::find(&text, context);
    let heard = Heard::read(&text);
    let mentions = mentions(&heard, &found, None, context);
    mentions.into_iter().map(|m| (text.original(heard.in_text(&m.tokens)), m.rules)).collect()
}

/// Days are said as choices are («on the fifth», «le 3e jour d'avril»), distances as lengths («a week on
/// Tuesday»), and a date to come as a date of birth («20/02/27»): in such a time they are neither.
fn gives_way(
    found: &Found,
    mention: &Range<usize>,
    time: &Time,
    text: &Text<'_>,
    context: &Context<'_>,
) -> bool {
    let inside = mention.start <= found.tokens.start && found.tokens.end <= mention.end;
    let longer = mention.len() > found.tokens.len();
    match found.entity.as_ref().map(|e| e.kind) {
        // "The first or the second", of what was just offered.
        Some(EntityKind::Ordinal) if context.expecting == Expecting::Choice => {
            let bare = matches!(time.day, Some(Day::Date(Date { month: None, weekday: None, .. })));
            inside && longer && !(bare && matches!(text.word(mention.start), "the" | "or" | "either"))
        }
        Some(EntityKind::Ordinal | EntityKind::Duration) => inside && longer,
        Some(EntityKind::BirthDate) => {
            let to_come = time.range.is_some() || place::is_to_come(time, context.now);
            inside && to_come && !speaks_of_birth(text, found.tokens.start, context.expecting)
        }
        // «for March 3rd», «for Thursday at ten»: nobody's name.
        Some(EntityKind::PersonName) => {
            let dated = matches!(time.day, Some(Day::Date(Date { month: Some(_), .. })));
            inside && longer && (dated || time.day.is_some() && time.hours.is_some())
        }
        _ => false,
    }
}

/// Was a date of birth asked for, or announced?
fn speaks_of_birth(text: &Text<'_>, at: usize, expecting: Expecting) -> bool {
    let announces = |word: &str| {
        matches!(
            word,
            "ne" | "nee"
                | "naissance"
                | "nais"
                | "nait"
                | "anniversaire"
                | "born"
                | "birth"
                | "birthday"
                | "dob"
        )
    };
    expecting == Expecting::BirthDate || (at.saturating_sub(7)..at).any(|i| announces(text.word(i)))
}

/// «Dix heures, enfin neuf ou dix»: what was taken back is one of the two that replace it.
fn goes_round(heard: &Heard<'_>, before: &[Said], after: &[Said]) -> bool {
    let gone =
        |b: &&Said| !after.iter().any(|a| a.tokens.start < b.tokens.end && b.tokens.start < a.tokens.end);
    let gone: Vec<&Said> = before.iter().filter(gone).collect();
    after.windows(2).any(|pair| {
        let or = matches!(heard.words(pair[0].tokens.end..pair[1].tokens.start)[..], ["ou" | "or"]);
        let first = pair[0].tokens.start;
        or && gone
            .iter()
            .any(|b| b.tokens.start < first && (b.time == pair[0].time || b.time == pair[1].time))
    })
}

/// The single days that were said and then taken back.
fn days_taken_back(
    heard: &Heard<'_>,
    before: &[Said],
    after: &[Said],
    context: &Context<'_>,
) -> Vec<jiff::civil::Date> {
    let anchor = Anchor::at(context.now);
    let whole = |s: &&Said| s.time.day.as_ref().is_some_and(Day::takes_hours);
    let said_again = |s: &&Said| after.iter().any(|a| a.time.day == s.time.day);
    let gone = before.iter().filter(whole).filter(|s| !said_again(s)).filter(|s| {
        let next = after.iter().find(|k| k.tokens.end >= s.tokens.end);
        next.is_some_and(|k| k.tokens.end > s.tokens.end && k.time.day != s.time.day)
    });
    gone.filter_map(|s| {
        let day = Time { day: s.time.day.clone(), ..Time::default() };
        let placed = place::place(&day, heard.original(&s.tokens), Role::At, &anchor);
        Some(placed.first()?.start?.date())
    })
    .collect()
}

/// Puts the mentions on the calendar, each in the light of those before it.
fn placed(
    heard: &Heard<'_>,
    said: &[Said],
    evidence: &mut Evidence,
    context: &Context<'_>,
) -> (Vec<Placed>, Vec<String>) {
    let mut anchor =
        Anchor { spoken: context.spoken, within: context.in_question, ..Anchor::at(context.now) };
    let mut impossible = Vec::new();
    let mut all: Vec<Placed> = Vec::new();
    let mut adrift: Vec<&Time> = Vec::new();
    for at in order_of_placing(said) {
        let one = &said[at];
        let Some(time) = with_same_hour(heard, one, at, said) else { continue };
        let after = anchor.after.filter(|_| one.role == Role::To);
        // The appointment that is isn't where one is wished.
        let within = anchor.within.filter(|_| one.role != Role::From);
        // «De jeudi à lundi et mardi»: on the same side of it.
        let is_later = |p: &Placed| {
            p.readings[0].role == Role::To
                && p.readings[0].start.map(jiff::civil::DateTime::date) > anchor.after
        };
        let course = if all.iter().any(is_later) { Course::Later } else { one.course };
        let here = Anchor {
            after,
            within,
            course,
            rescheduled: one.role == Role::To && one.time.hours.is_some(),
            ..anchor
        };
        let readings = place::place(&time, heard.original(&one.tokens), one.role, &here);
        let Some(first) = readings.first().cloned() else {
            if matches!(time.day, Some(Day::Date(Date { month: Some(_), .. }))) {
                impossible.push(heard.original(&one.tokens).to_owned());
            } else {
                adrift.push(&one.time);
            }
            continue;
        };
        anchor = anchor_after(anchor, one, &first);
        let way = Way::of(one.time.day.as_ref());
        let clashes =
            time.day.as_ref().is_some_and(Day::is_named) && place::has_two_readings(&time, context.now);
        // «Le lendemain», and no day was said; or several were.
        let leans = time.day.as_ref().is_some_and(Day::leans);
        let adrift = leans && (here.spoken.is_none() || wishes_on_several_days(&all));
        let doubtful = one.doubtful || adrift;
        all.push(Placed { tokens: one.tokens.clone(), readings, doubtful, way, clashes, weight: 0 });
    }
    all.sort_by_key(|p| p.tokens.start);
    // «mardi, non, pas mardi»: what is refused is not wished as well.
    // «Plutôt vendredi que jeudi, mais jeudi ça peut aller aussi»: refused no longer.
    let taken_up: Vec<TimeMention> =
        all.iter().filter(|p| is_taken_up(heard, p)).map(|p| p.readings[0].clone()).collect();
    let refused_then = |p: &Placed| {
        taken_up.iter().any(|t| same(&TimeMention { role: Role::Not, ..t.clone() }, &p.readings[0]))
    };
    all.retain(|p| !refused_then(p));
    let refused: Vec<TimeMention> =
        all.iter().map(|p| &p.readings[0]).filter(|t| t.role == Role::Not).cloned().collect();
    let again =
        |t: &TimeMention| refused.iter().any(|r| same(&TimeMention { role: Role::Not, ..t.clone() }, r));
    // «Le même jour, jeudi»: the day is said behind it.
    let is_named = |time: &Time| {
        time.day.is_some()
            && time.hours.is_none()
            && !time.same_hour
            && all.iter().any(|p| p.way != Way::Other)
    };
    evidence.adrift = adrift.into_iter().any(|time| !is_named(time));
    let is_again = |p: &Placed| matches!(p.readings[0].role, Role::At | Role::To) && again(&p.readings[0]);
    let first_refused = all.iter().position(|p| p.readings[0].role == Role::Not).unwrap_or(all.len());
    evidence.taken_up = all[first_refused..].iter().filter(|p| is_again(p)).cloned().collect();
    all.retain(|p| !is_again(p));
    (all, impossible)
}

/// Were several days named, each by its name or number, that are nobody's appointment?
fn wishes_on_several_days(placed: &[Placed]) -> bool {
    let named = placed.iter().filter(|p| p.way != Way::Other && p.readings[0].role == Role::At);
    let mut days: Vec<_> =
        named.filter_map(|p| p.readings[0].start).map(jiff::civil::DateTime::date).collect();
    days.dedup();
    days.len() > 1
}

/// A wish that will do as well as another.
fn is_taken_up(heard: &Heard<'_>, placed: &Placed) -> bool {
    placed.readings[0].role == Role::At && decision::suits_as_well(heard, placed.tokens.end)
}

/// In order of appearance, but where an appointment goes only after the one that is: «repousser d'une semaine mon
/// rendez-vous de mardi».
fn order_of_placing(said: &[Said]) -> Vec<usize> {
    let from = said.iter().position(|s| s.role == Role::From).unwrap_or(0);
    let leans = |s: &Said| s.time.day.as_ref().is_some_and(Day::leans);
    let goes = |at: &usize| *at < from && said[*at].role == Role::To && leans(&said[*at]);
    let mut order: Vec<usize> = (0..said.len()).filter(|at| !goes(at)).collect();
    let behind = order.iter().position(|at| *at == from).map_or(0, |at| at + 1);
    order.splice(behind..behind, (0..from).filter(goes));
    order
}

/// «À la même heure»: that of the appointment that is moved, wherever it is said, or the one before it, if one was.
fn with_same_hour(heard: &Heard<'_>, one: &Said, at: usize, said: &[Said]) -> Option<Time> {
    if !one.time.same_hour || one.time.hours.is_some() {
        return Some(one.time.clone());
    }
    let from = said.iter().find(|s| s.role == Role::From && one.role == Role::To);
    // «J'ai la réunion à quinze heures, plutôt vendredi, même heure»: not that of the meeting.
    let of_business = |s: &&Said| decision::is_of_business(heard, &s.tokens);
    let timed = said[..at].iter().rev().filter(|s| s.time.hours.is_some());
    let before = timed.clone().find(|s| !of_business(s)).or_else(|| timed.clone().next());
    let before = before.and_then(|s| s.time.hours);
    let hours = from.and_then(|from| from.time.hours).or(before);
    one.time.day.is_some().then(|| Time { hours, ..one.time.clone() })
}

fn anchor_after(anchor: Anchor, one: &Said, placed: &TimeMention) -> Anchor {
    let Some(start) = placed.start.filter(|_| !placed.any_date) else { return anchor };
    // «Le douze, c'est un samedi, alors le lundi d'après»: the weekday of that day is no other day.
    let weekday = matches!(one.time.day, Some(Day::Weekday { which: Which::Coming, .. }));
    let named = anchor.spoken.filter(|day| weekday && day.weekday() == start.date().weekday());
    // «La veille… non, le lendemain»: both are told from the day that was named.
    let leans = one.time.day.as_ref().is_some_and(Day::leans) && anchor.spoken.is_some();
    let spoken = if leans { anchor.spoken } else { named.or(Some(start.date())) };
    let mut next = Anchor { spoken, ..anchor };
    // «En novembre on a attendu une heure, alors vendredi»: no Friday in November.
    if one.aside && matches!(one.time.day, Some(Day::Month { .. } | Day::Date(_))) {
        return next;
    }
    if one.role == Role::From {
        next.after = Some(start.date());
    } else if one.role != Role::Not {
        next.within = stretch_of(one, placed).or(next.within);
        let by_number = matches!(one.time.day, Some(Day::Date(_))) && one.time.edge.is_none();
        if by_number {
            next.numbered[place::place_in_week(start.weekday())] = Some(start.date());
        }
    }
    next
}

/// The days a bare weekday said afterwards is among: a week that was named or a day of which was, a stretch.
fn stretch_of(one: &Said, placed: &TimeMention) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    let start = placed.start?.date();
    if one.time.edge.is_some() {
        return None;
    }
    match &one.time.day {
        Some(Day::InWeek { .. }) => place::week_around(start),
        Some(day) if day.is_week() => place::week_around(start),
        Some(Day::Slice { .. }) => Some((start, placed.end?.date())),
        Some(Day::Month { .. }) => Some((start, start.last_of_month().tomorrow().ok()?)),
        None if one.time.range.is_some() => Some((start, placed.end?.date())),
        _ => None,
    }
}
