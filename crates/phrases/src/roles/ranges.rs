//! A range that is a move: «de jeudi à vendredi», where the appointment is and where it goes.

use std::ops::Range;

use crate::Role;
use crate::cues::Roles;
use crate::heard::{Heard, Said, contains};
use crate::time::value::{Clock, Hours, Time};

/// «Je voudrais passer de jeudi à vendredi», and not «je peux passer de dix heures à midi».
pub(super) fn passes(heard: &Heard<'_>, mention: &Said) -> bool {
    let from = matches!(heard.words(mention.tokens.clone()).first(), Some(&"de" | &"du" | &"from"));
    let before = heard.words(mention.tokens.start.saturating_sub(6)..mention.tokens.start);
    let passing =
        before.iter().rposition(|w| matches!(*w, "passer" | "passez" | "basculer" | "go" | "switch"));
    let comes_by = |w: &&str| {
        w.starts_with("peu")
            || w.starts_with("pourr")
            || w.starts_with("pouv")
            || matches!(*w, "puis" | "can" | "could")
    };
    let passes = |at: usize| contains(&before[at..], "rendez vous") || !before[..at].iter().any(comes_by);
    from && ends(&mention.time).is_some() && passing.is_some_and(passes)
}

/// «Décaler de jeudi à vendredi», «du 12 au 19»: said with a verb of moving the ends are two appointments.
pub(super) fn split_moves(said: Vec<Said>, cues: &Roles, heard: &Heard<'_>) -> Vec<Said> {
    said.into_iter()
        .flat_map(|mention| match ends(&mention.time) {
            Some((from, to)) if !between(heard, cues, &mention.tokens) => {
                let cut = cut_of(heard, cues, &mention.tokens);
                let half = |tokens, time, role| Said { role, ..Said::new(tokens, time) };
                vec![
                    half(mention.tokens.start..cut, from, Role::From),
                    half(cut..mention.tokens.end, to, Role::To),
                ]
            }
            _ => vec![mention],
        })
        .collect()
}

/// Is it a stretch in so many words: «entre mardi et jeudi»?
fn between(heard: &Heard<'_>, cues: &Roles, tokens: &Range<usize>) -> bool {
    heard.words(tokens.clone()).iter().any(|w| cues.between.contains(w))
}

/// The two ends of a range, each a time of its own.
fn ends(time: &Time) -> Option<(Time, Time)> {
    match (&time.range, time.hours) {
        (Some(ends), _) => Some((**ends).clone()),
        (None, Some(Hours::Span(from, to))) => {
            let at = |clock| Time { hours: Some(Hours::At(clock)), ..time.clone() };
            // «Avancer de dix heures à neuf heures»: as a stretch it would end in the evening.
            let earlier = from.half_unsaid && to.minute >= 1140 && to.minute - 720 < from.minute;
            let to = if earlier { Clock { minute: to.minute - 720, half_unsaid: true, ..to } } else { to };
            // Both on the day that is said once.
            Some((at(from), Time { day: None, ..at(to) }))
        }
        _ => None,
    }
}

/// Where the second end begins: at its last preposition.
fn cut_of(heard: &Heard<'_>, cues: &Roles, tokens: &Range<usize>) -> usize {
    let words = heard.words(tokens.clone());
    let last = words.iter().rposition(|w| cues.towards.contains(w)).filter(|at| *at > 0);
    last.map_or(tokens.end - 1, |at| tokens.start + at)
}
