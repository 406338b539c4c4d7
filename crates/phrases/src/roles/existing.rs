//! Which time is that of the appointment that is.

use super::{is_hour_only, is_other_choice, leads, without};
use crate::Role;
use crate::cues::Roles;
use crate::heard::{Heard, Said, begins_with, contains, ends_with};
use crate::text::Gap;
use crate::time::value::Day;

/// Which mention is the appointment that is.
pub(super) fn appointment_that_is(
    heard: &Heard<'_>,
    cues: &Roles,
    said: &[Said],
    moving: bool,
    leaving: bool,
) -> Option<usize> {
    if let Some(split) = said.iter().position(|m| m.role == Role::From) {
        return Some(split);
    }
    if let Some(given_up) = given_up_for_another(heard, cues, said)
        && !moving
    {
        return (said[given_up].role != Role::Not).then_some(given_up);
    }
    let open: Vec<usize> = (0..said.len()).filter(|at| said[*at].role != Role::Not).collect();
    let by = |list: &[&str]| {
        open.iter().copied().find(|at| {
            let start = said[*at].tokens.start;
            let ahead = heard.words(start.saturating_sub(9)..start);
            let bare = without(cues.of, &ahead);
            let goes = moving
                && ahead.last().is_some_and(|w| cues.towards.contains(w))
                && said[*at].time.day.is_some();
            // «Put me down for Friday» asks for it.
            let asked = contains(&ahead, "put me down") || asks_for_one(bare);
            !goes
                && !asked
                && !restates_a_stretch(heard, said, *at)
                && list.iter().any(|c| ends_with(&ahead, c) || ends_with(bare, c))
        })
    };
    if let Some(at) = by(cues.instead_of) {
        return Some(at);
    }
    // «I'm down for Friday» is; «move my appointment for Friday» goes.
    let kept = |at: usize| {
        let start = said[at].tokens.start;
        let put_down = heard
            .words(start.saturating_sub(1)..start)
            .iter()
            .any(|w| matches!(*w, "down" | "inscrit" | "inscrite" | "note" | "notee" | "prevu" | "prevue"));
        let own = heard.words(start..start + 1);
        put_down && !own.is_empty() || !moving && matches!(own[..], ["for" | "pour"])
    };
    let goes = |at: &usize| leads(heard, cues, &said[*at]) && !kept(*at);
    let existing = by(cues.existing)
        .or_else(|| by_words_behind(heard, cues, said, &open))
        .filter(|at| !goes(at))
        .or_else(|| by(cues.was));
    if existing.is_some() && (leaving || open.len() > 1 && wishes_another(heard, cues, said)) {
        return existing;
    }
    if !leaving {
        return None;
    }
    let first = *open.first()?;
    let wished = is_wished(heard, cues, &said[first]);
    match (moving, open.len()) {
        // «je voudrais décaler à jeudi»: only where it goes.
        (true, 1) | (false, _) if wished => None,
        // «Décaler à la semaine prochaine, plutôt le matin»: both say where.
        _ if wished && only_tells_when_in_it(said, &open) => None,
        // «Décaler à jeudi ou vendredi»: either is where.
        _ if wished && open[1..].iter().all(|at| is_other_choice(heard, cues, said, *at)) => None,
        _ => Some(first),
    }
}

/// "I'd like an appointment (today or tomorrow)" asks for one; "I have an appointment (today)" tells of one.
fn asks_for_one(words: &[&str]) -> bool {
    let [.., by, "an" | "any" | "another", "appointment"] = words else { return false };
    let theirs = words[..words.len() - 3].iter().rev().take(2);
    let asks = |w: &&str| matches!(*w, "can" | "could" | "may" | "you" | "to" | "must");
    !matches!(*by, "have" | "had" | "got" | "has" | "ive" | "weve" | "booked" | "made")
        || theirs.into_iter().any(asks)
}

/// «Vendredi je peux plus venir, jeudi ce serait possible ?»: what is given up stands before the words that say so.
fn given_up_for_another(heard: &Heard<'_>, cues: &Roles, said: &[Said]) -> Option<usize> {
    let pair = |pair: &[Said]| {
        let behind = heard.words(pair[0].tokens.end..pair[1].tokens.start);
        let skip = behind.iter().take_while(|w| cues.pronouns.contains(w)).count();
        let cancels = cues.cancelling.iter().any(|c| begins_with(&behind[skip..], c).is_some());
        cancels && pair[0].time.day.is_some() && pair[1].role != Role::Not
    };
    said.windows(2).position(pair)
}

/// «La première semaine de janvier, celle du quatre»: the week, and no appointment.
fn restates_a_stretch(heard: &Heard<'_>, said: &[Said], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| &said[at]) else { return false };
    let stretch = before.time.day.as_ref().is_some_and(|day| !day.is_single());
    let between = heard.words(before.tokens.end..said[at].tokens.start);
    stretch && matches!(between[..], ["celui" | "celle"] | ["celui" | "celle", _])
}

/// «It's the ninth at half past two at the moment», «c'est le neuf pour l'instant».
fn by_words_behind(heard: &Heard<'_>, cues: &Roles, said: &[Said], open: &[usize]) -> Option<usize> {
    open.iter().copied().find(|at| {
        let end = said[*at].tokens.end;
        let behind = heard.words(end..end + 4);
        cues.existing_behind.iter().any(|c| begins_with(&behind, c).is_some())
    })
}

/// «Plus tôt que prévu demain, c'est possible ? J'étais à dix heures»: the hour of the appointment that is.
pub(super) fn hour_told_apart(heard: &Heard<'_>, cues: &Roles, said: &mut Vec<Said>, from: usize) {
    let whole = said[from].time.hours.is_none() && said[from].time.day.as_ref().is_some_and(Day::takes_hours);
    let told = (from + 1..said.len()).filter(|_| whole).find(|at| {
        let start = said[*at].tokens.start;
        let ahead = heard.words(start.saturating_sub(4)..start);
        let is_at = &["il est", "elle est", "its", "it is"];
        let mut existing = cues.existing.iter().chain(cues.was).chain(is_at);
        is_hour_only(&said[*at].time)
            && existing.any(|c| ends_with(&ahead, c) || ends_with(without(cues.of, &ahead), c))
    });
    let Some(told) = told else { return };
    let hour = said.remove(told);
    said[from].time.hours = hour.time.hours;
    said[from].tokens.end = hour.tokens.end;
}

/// Something in the sentence says that another time is wanted.
fn wishes_another(heard: &Heard<'_>, cues: &Roles, said: &[Said]) -> bool {
    let all = heard.words(0..heard.tokens.len());
    let leans = |s: &Said| s.time.day.as_ref().is_some_and(Day::leans) || s.time.same_hour;
    cues.wishing.iter().any(|c| contains(&all, c)) || said.len() > 2 || said.iter().any(leans)
}

/// A week or a month, and behind it nothing but parts of a day.
fn only_tells_when_in_it(said: &[Said], open: &[usize]) -> bool {
    let [first, rest @ ..] = open else { return false };
    said[*first].time.is_a_stretch() && rest.iter().all(|at| said[*at].time.is_part_of_a_day())
}

/// Does a preposition of direction, or a word of wishing, stand before it?
fn is_wished(heard: &Heard<'_>, cues: &Roles, mention: &Said) -> bool {
    let start = mention.tokens.start;
    let ahead = heard.words(start.saturating_sub(6)..start);
    let by_own = leads(heard, cues, mention);
    let by_word =
        ahead.last().is_some_and(|w| cues.towards.contains(w)) && heard.tokens[start].gap != Gap::Mark(',');
    by_own
        || by_word
        || cues.taking.iter().any(|c| contains(&ahead, c))
        || stands_in(heard, mention.tokens.end)
}

/// «Could it be Friday instead», «vendredi à la place»: it takes the place of what isn't said.
fn stands_in(heard: &Heard<'_>, end: usize) -> bool {
    match heard.words(end..end + 4)[..] {
        ["instead", ref of @ ..] => of.first() != Some(&"of"),
        ["a", "la", "place", ref of @ ..] => !matches!(of.first(), Some(&"de" | &"du" | &"d" | &"des")),
        _ => false,
    }
}
