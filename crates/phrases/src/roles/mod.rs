//! What each time is to the appointment: wished, the one that is, where it goes, or excluded.

mod existing;
mod ranges;
mod refusal;

use std::ops::Range;

use self::existing::{appointment_that_is, hour_told_apart};
use self::ranges::{passes, split_moves};
pub(crate) use self::refusal::refuses_behind;
use self::refusal::{except_in_every_week, exclude, free_the_hour};
use crate::Role;
use crate::cues::{self, Roles};
use crate::gather;
use crate::heard::{Heard, Said, begins_with, contains};
use crate::time::value::{Course, Day, Edge, Time};

/// Is an appointment moved? Then which way.
pub(crate) fn moves(heard: &Heard<'_>) -> Option<Course> {
    let cues = &cues::of(heard.text.lang).roles;
    let all = heard.words(0..heard.tokens.len());
    is_moved(cues, &all).then(|| course(cues, &all))
}

/// «Je change de jour», and not «je change d'avis».
fn is_moved(cues: &Roles, words: &[&str]) -> bool {
    let begins = |at: usize, list: &[&str]| list.iter().any(|c| begins_with(&words[at..], c).is_some());
    (0..words.len()).any(|at| begins(at, cues.moving) && !begins(at, cues.no_moving))
}

fn course(cues: &Roles, words: &[&str]) -> Course {
    let said = |list: &[&str]| list.iter().any(|c| contains(words, c));
    match (said(cues.earlier), said(cues.later)) {
        (true, _) => Course::Earlier,
        (false, true) => Course::Later,
        (false, false) => Course::Open,
    }
}

/// Does the caller speak of an appointment that exists?
pub(crate) fn names_an_appointment(heard: &Heard<'_>) -> bool {
    let all = heard.words(0..heard.tokens.len());
    let cues = cues::of(heard.text.lang);
    let said = |list: &[&str]| list.iter().any(|c| contains(&all, c));
    // «J'étais à dix heures», and not «j'étais malade».
    let begins_a_time = |word: &&&str| cues.roles.small.contains(word) || cues.doubt.weekdays.contains(word);
    let was = |at: usize| {
        let len = cues.roles.was.iter().find_map(|c| begins_with(&all[at..], c));
        len.is_some_and(|len| all.get(at + len).as_ref().is_some_and(begins_a_time))
    };
    let is_still = said(cues.roles.existing_behind) && said(cues.decision.remarks);
    said(cues.roles.existing) || is_still || (0..all.len()).any(was)
}

/// Do the words say why something won't do: «j'ai le dentiste», «I've got the dentist»?
pub(crate) fn is_excuse(heard: &Heard<'_>, words: Range<usize>) -> bool {
    let words = heard.words(words);
    ["j ai", "je travaille", "je garde", "ive got", "i have", "i work", "im at"]
        .iter()
        .any(|c| contains(&words, c))
}

/// Gives every mention its role; a range that is a move («de jeudi à vendredi») becomes two.
///
/// With `moved`, something else than a verb says that an appointment is moved («une heure plus tôt»). With `unsure`,
/// a caller who ends by not knowing which, no «non» behind a time refuses it.
pub(crate) fn assign(heard: &Heard<'_>, said: Vec<Said>, moved: bool, unsure: bool) -> Vec<Said> {
    let cues = &cues::of(heard.text.lang).roles;
    // Words of a time itself say nothing of moving: «I can't come before Thursday».
    let inside = |at: usize| said.iter().any(|m| m.tokens.contains(&at));
    let all: Vec<&str> =
        (0..heard.tokens.len()).filter(|at| !inside(*at)).flat_map(|at| heard.words(at..at + 1)).collect();
    let by_verb = is_moved(cues, &all) || said.iter().any(|m| passes(heard, m));
    let moving = moved || by_verb;
    let leaving = moving || cancels(cues, &all);
    let mut said = if moving { gather::join(heard, split_moves(said, cues, heard)) } else { said };
    exclude(heard, cues, &mut said, unsure);
    hand_back_the_hour(heard, &mut said, |s| s.role == Role::Not);
    free_the_hour(heard, cues, &mut said);
    except_in_every_week(heard, cues, &mut said);
    // «Je l'ai jeudi à quinze heures, une heure plus tard»: the only time is that of the appointment.
    let only = moved && !by_verb && said.len() == 1;
    give_up(heard, &mut said, by_verb);
    let from = appointment_that_is(heard, cues, &said, by_verb, leaving).or(only.then_some(0));
    if let Some(from) = from {
        hour_told_apart(heard, cues, &mut said, from);
    }
    let course = course(cues, &all);
    let dated = from.and_then(|from| said.get(from)).and_then(|m| m.time.day.as_ref());
    let that_day = dated.filter(|day| day.takes_hours()).map(|_| Day::OfAppointment);
    for at in 0..said.len() {
        if said[at].role == Role::Not {
            continue;
        }
        said[at].role = match from {
            Some(from) if at == from => Role::From,
            // «cancel Monday and Tuesday»: both are given up.
            // «move my appointment of the 3rd or the 4th»: which of them isn't known.
            Some(_)
                if at > 0
                    && said[at - 1].role == Role::From
                    && (!moving && only_joined(heard, cues, &said, at)
                        || is_other_choice(heard, cues, &said, at)) =>
            {
                Role::From
            }
            // «lundi au lieu de jeudi»: what stands beside the one that is, before it or behind, replaces it.
            Some(_) => Role::To,
            None if moving && said[at].role == Role::At => Role::To,
            _ => said[at].role,
        };
        // «From Friday to Monday»: no bound on what is wished.
        if said[at].role == Role::From && said[at].time.edge == Some(Edge::From) {
            said[at].time.edge = None;
        }
        if said[at].role == Role::To {
            // «De jeudi à la semaine prochaine, plutôt le matin»: some morning of that week, and not of that Thursday.
            let in_a_stretch = at > 0
                && said[at - 1].role == Role::To
                && said[at - 1].time.is_a_stretch()
                && said[at].time.is_part_of_a_day();
            let that_day = that_day.clone().filter(|_| !in_a_stretch);
            arrive(heard, cues, &mut said[at], course, that_day);
        }
    }
    hand_back_the_hour(heard, &mut said, |s| s.role == Role::From);
    said
}

/// Does the caller give an appointment up? «Si quelqu'un annule» speaks of somebody else.
fn cancels(cues: &Roles, words: &[&str]) -> bool {
    let by_another = |at: usize| {
        let ahead = &words[at.saturating_sub(2)..at];
        matches!(ahead, ["quelqu", "un"] | [.., "somebody" | "someone" | "anyone" | "anybody"])
    };
    (0..words.len())
        .any(|at| cues.cancelling.iter().any(|c| begins_with(&words[at..], c).is_some()) && !by_another(at))
}

/// «Vendredi plutôt que jeudi, à dix heures», «jeudi, pas samedi ! À dix heures moins dix»: an hour that is set apart
/// is that of the day that is wished.
fn hand_back_the_hour(heard: &Heard<'_>, said: &mut [Said], given_up: impl Fn(&Said) -> bool) {
    let breaks = |at: usize| heard.tokens.get(at).is_some_and(|t| t.after_break());
    for at in 1..said.len() {
        let (before, this) = said.split_at_mut(at);
        let (Some(wish), Some(this)) = (before.last_mut(), this.first_mut()) else { continue };
        let set_apart = (this.tokens.start + 1..this.tokens.end).any(breaks) && this.time.day.is_some();
        let open = matches!(wish.role, Role::At | Role::To)
            && wish.time.hours.is_none()
            && wish.time.day.as_ref().is_some_and(Day::takes_hours);
        if given_up(this) && set_apart && open {
            wish.time.hours = this.time.hours.take();
        }
    }
}

/// «Vous m'avez noté mardi neuf heures, ça va pas, décalez au jeudi»: what is refused is the appointment that is.
fn give_up(heard: &Heard<'_>, said: &mut [Said], moving: bool) {
    let [first, .., last] = said else { return };
    // «Je peux pas jeudi, vous pouvez le décaler au vendredi»
    let ahead = heard.words(first.tokens.start.saturating_sub(4)..first.tokens.start);
    let unable = ["peux pas", "peux plus", "pourrai pas", "cant make", "cant do"];
    let unable = unable.iter().any(|c| contains(&ahead, c));
    let dated = first.time.day.is_some() && (first.time.hours.is_some() || unable);
    if moving && dated && first.role == Role::Not && last.role == Role::At {
        first.role = Role::From;
    }
}

/// What a time that an appointment goes to takes from the one it leaves.
fn arrive(heard: &Heard<'_>, cues: &Roles, mention: &mut Said, course: Course, that_day: Option<Day>) {
    mention.course = course;
    // «celui de jeudi dix heures, le mettre à onze»: on that day.
    if mention.time.day.is_none() && mention.time.range.is_none() {
        mention.time.day = that_day;
    }
    // «postpone it until Monday» goes there.
    if mention.time.edge == Some(Edge::Until) && leads(heard, cues, mention) {
        mention.time.edge = None;
    }
}

/// Does nothing but a conjunction stand between a mention and the one before it?
fn only_joined(heard: &Heard<'_>, cues: &Roles, said: &[Said], at: usize) -> bool {
    only_joins(cues, &heard.words(said[at - 1].tokens.end..said[at].tokens.start))
}

/// «Le 3 ou le 4»: the same kind of time, once more.
fn is_other_choice(heard: &Heard<'_>, cues: &Roles, said: &[Said], at: usize) -> bool {
    let between = heard.words(said[at - 1].tokens.end..said[at].tokens.end);
    let or = between.iter().take_while(|w| cues.joining.contains(w) || cues.small.contains(w));
    let alike = said[at - 1].time.day.is_some() == said[at].time.day.is_some();
    alike && or.into_iter().any(|w| matches!(*w, "ou" | "or"))
}

/// Without the small words at the end.
fn without<'w, 's>(small: &[&str], words: &'w [&'s str]) -> &'w [&'s str] {
    let end = words.iter().rposition(|w| !small.contains(w)).map_or(0, |at| at + 1);
    &words[..end]
}

fn only_joins(cues: &Roles, words: &[&str]) -> bool {
    let joins = |w: &&str| cues.joining.contains(w);
    words.iter().any(joins) && words.iter().all(|w| cues.joining.contains(w) || cues.small.contains(w))
}

/// Does the mention itself begin with a preposition of direction: «to the fourth», «until next month»?
fn leads(heard: &Heard<'_>, cues: &Roles, mention: &Said) -> bool {
    let own = heard.words(mention.tokens.clone());
    own.first().is_some_and(|w| cues.towards.contains(w)) && !is_hour_only(&mention.time)
}

fn is_hour_only(time: &Time) -> bool {
    time.day.is_none()
}
