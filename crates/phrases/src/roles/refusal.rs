//! Which times are excluded or refused.

use std::ops::Range;

use super::{only_joins, without};
use crate::Role;
use crate::corrections;
use crate::cues::Roles;
use crate::decision;
use crate::heard::{Heard, Said, begins_with, contains, ends_with};
use crate::text::Gap;
use crate::time::value::{Day, Hours, Time, Which};

/// Marks what is excluded or refused.
pub(super) fn exclude(heard: &Heard<'_>, cues: &Roles, said: &mut [Said], unsure: bool) {
    let mut claimed = None;
    for at in 0..said.len() {
        let before = at.checked_sub(1).map_or(0, |i| said[i].tokens.end);
        let until = said.get(at + 1).map_or(heard.tokens.len(), |n| n.tokens.start);
        let ahead = heard.words(sentence_start(heard, before, said[at].tokens.start)..said[at].tokens.start);
        let behind = clause(heard, said[at].tokens.end..until, cues);
        let points_back = at > 0 && points_back(heard, &ahead, said[at].tokens.start);
        if points_back && said[at - 1].role == Role::At {
            said[at - 1].role = Role::Not;
        }
        let refused_before = claimed != Some(said[at].tokens.start)
            && !points_back
            && (refuses_ahead(cues, &ahead)
                || is_excepted(heard, said[at].tokens.start)
                || is_day_of_work(cues, &said[at].time, &ahead));
        // «my appointment on monday, I can't make it»: given up, not refused.
        let existing = cues.existing.iter().any(|c| ends_with(without(cues.small, &ahead), c));
        // «Le sept, non, pas le dix-sept»: the refusal is that of the next.
        let refuses_next = at + 1 < said.len()
            && (is_not_the_next(&behind) || is_why_of_the_next(heard, &behind, said, at + 1));
        // «Dix heures. Non, je dis bien dix heures»: said again, it stands.
        let again = matches!(behind.first(), Some(&"non" | &"no")) && said_again(heard, cues, said, at);
        // «Si jeudi n'est pas libre, vendredi»: not the caller refuses it.
        let first_choice = decision::is_first_choice(heard, &said[at].tokens);
        let pardoned = existing || unsure || refuses_next || again || first_choice;
        // «C'est le jeudi que je peux pas»
        let cleft =
            matches!(behind.first(), Some(&"que" | &"qu")) && ends_with(without(cues.small, &ahead), "c est");
        let refused_behind = !pardoned && refuses_behind(cues, &behind[usize::from(cleft)..]);
        let after_refused = at > 0 && said[at - 1].role == Role::Not;
        let joined = after_refused && only_joins(cues, &ahead) && !is_other_day(heard, said, at);
        // «mercredi je travaille, jeudi aussi»
        let as_well = after_refused && behind.first().is_some_and(|w| cues.as_well.contains(w));
        let less = at > 0 && is_less_wanted(heard, cues, &said[at - 1], &said[at], &ahead);
        if refused_before && !first_choice
            || refused_behind
            || joined
            || as_well
            || less
            || said[at].time.excluded
        {
            said[at].role = Role::Not;
            // «jeudi, mais pas le matin»
            let on_a_day = at > 0 && said[at - 1].time.day.as_ref().is_some_and(Day::takes_hours);
            if said[at].time.day.is_none() && said[at].time.range.is_none() && on_a_day {
                said[at].time.day = Some(Day::Spoken);
            }
        }
        if refused_behind && !matches!(behind.first(), Some(&"non" | &"no")) {
            refuse_the_list(heard, cues, said, at);
        }
        // «demain je peux pas, après-demain oui»: the refusal belongs to what stands before it.
        claimed = ((refused_behind || first_choice) && said[at].tokens.end + behind.len() == until)
            .then_some(until);
    }
}

/// «Mardi et mercredi je ne peux pas»: the whole list is refused, where it begins its clause; not «je peux lundi et mardi
/// je ne peux pas».
fn refuse_the_list(heard: &Heard<'_>, cues: &Roles, said: &mut [Said], last: usize) {
    let is_break = |at: usize| heard.tokens.get(at).is_some_and(|token| token.after_break());
    let goes_on = |at: &usize| {
        let between = said[*at].tokens.end..said[*at + 1].tokens.start;
        let joined = between.len() == 1 && only_joins(cues, &heard.words(between.clone()));
        joined && said[*at].role == Role::At && !(between.start..=between.end).any(is_break)
    };
    let Some(first) = (0..last).rev().take_while(goes_on).last() else { return };
    let tokens = &said[first].tokens;
    let lead = heard.words(decision::clause_start(heard, tokens.start, 8)..tokens.start);
    let begins = (tokens.start + 1..tokens.end).any(is_break)
        || lead.iter().all(|word| cues.small.contains(word) || cues.turning.contains(word));
    if begins {
        said[first..last].iter_mut().for_each(|one| one.role = Role::Not);
    }
}

/// «The fourth is a Sunday, so no, not that, the sixth»: what stood before is refused, not what comes.
fn points_back(heard: &Heard<'_>, ahead: &[&str], at: usize) -> bool {
    let begins_anew = heard.tokens[at].after_break()
        || matches!(heard.words(at..at + 1)[..], ["the" | "on" | "at" | "tomorrow"]);
    begins_anew && ends_with(ahead, "not that")
}

/// «Le 3, mais pas le matin, ou le 4»: after a part of a day that is wished, another day.
fn is_other_day(heard: &Heard<'_>, said: &[Said], at: usize) -> bool {
    let [.., wish, part] = &said[..at] else { return false };
    let offers =
        heard.words(part.tokens.end..said[at].tokens.start + 1).iter().any(|w| matches!(*w, "ou" | "or"));
    let of_that_day =
        wish.role != Role::Not && part.time.day == Some(Day::Spoken) && part.time.hours.is_some();
    offers && of_that_day && wish.time.day.is_some() && said[at].time.day.is_some()
}

/// Where the sentence of a place begins: «je serai pas là. Après-demain» refuses no day.
fn sentence_start(heard: &Heard<'_>, from: usize, at: usize) -> usize {
    let ends =
        |i: &usize| heard.tokens.get(*i).is_some_and(|t| matches!(t.gap, Gap::Mark('.' | '!' | '?' | ';')));
    (from..=at).rev().find(ends).unwrap_or(from)
}

/// «… non, pas», «… et pas le»: what comes next is refused, not what stands before.
fn is_not_the_next(words: &[&str]) -> bool {
    let Some(at) = words.iter().rposition(|w| matches!(*w, "pas" | "not")) else { return false };
    let joins = |w: &&str| {
        matches!(
            *w,
            "non"
                | "no"
                | "et"
                | "mais"
                | "donc"
                | "bon"
                | "surtout"
                | "evidemment"
                | "and"
                | "but"
                | "of"
                | "course"
                | "obviously"
        )
    };
    words[..at].iter().all(joins) && words.len() - at <= 2
}

/// «Demain à dix heures, ah non, demain c'est férié»: what comes next says why.
fn is_why_of_the_next(heard: &Heard<'_>, between: &[&str], said: &[Said], next: usize) -> bool {
    let until = said.get(next + 1).map_or(heard.tokens.len(), |n| n.tokens.start);
    let behind = heard.words(said[next].tokens.end..until);
    let gap = said[next - 1].tokens.end..said[next].tokens.start;
    let corrects = gap.len() == between.len() && corrections::is_correction(heard, gap);
    let at_an_hour = matches!(said[next].time.hours, Some(Hours::At(_)));
    corrects && !at_an_hour && decision::wont_do_behind(heard.text.lang, &behind)
}

/// Is the same said again further on, and not refused there?
fn said_again(heard: &Heard<'_>, cues: &Roles, said: &[Said], at: usize) -> bool {
    let this = &said[at].time;
    (at + 1..said.len()).any(|next| {
        let other = &said[next].time;
        let ahead = heard.words(said[next - 1].tokens.end..said[next].tokens.start);
        let same = other.hours == this.hours && (other.day.is_none() || other.day == this.day);
        same && !refuses_ahead(cues, &ahead)
    })
}

/// «Plutôt jeudi que mardi», «je préfère mardi à lundi», «même si lundi…»: the second is not wanted.
fn is_less_wanted(heard: &Heard<'_>, cues: &Roles, before: &Said, this: &Said, ahead: &[&str]) -> bool {
    let wished = heard.words(before.tokens.start.saturating_sub(5)..before.tokens.end);
    let likes = wished.iter().any(|w| cues.liking.contains(w));
    // «Le vendredi m'arrange mieux que le jeudi»
    let behind = without(cues.small, ahead);
    if let [.., liking, than] = behind
        && cues.liking.contains(liking)
        && cues.than.contains(than)
    {
        return true;
    }
    let own = heard.words(this.tokens.clone()).first().copied();
    let bare = without(cues.small, ahead);
    let than = bare.last().is_some_and(|w| cues.than.contains(w)) && bare.len() == 1;
    let to = ahead.len() == 1 && matches!(ahead[0], "a" | "au")
        || ahead.is_empty() && matches!(own, Some("a" | "au" | "to"));
    likes && (than || to && wished.iter().any(|w| w.starts_with("prefer") || w.starts_with("aime")))
}

/// The words of the same clause, up to a word that turns.
fn clause<'h>(heard: &Heard<'h>, range: Range<usize>, cues: &Roles) -> Vec<&'h str> {
    heard.words(range).into_iter().take_while(|w| !cues.turning.contains(w)).collect()
}

fn refuses_ahead(cues: &Roles, words: &[&str]) -> bool {
    let bare = without(cues.small, words);
    let pardoned = cues.no_refusal.iter().any(|c| ends_with(bare, c));
    // «… et si c'est pas possible, vendredi»: what comes next is what will do then.
    let falls_back = decision::falls_back(&bare[bare.len().saturating_sub(6)..]);
    !pardoned && !falls_back && cues.refusing_ahead.iter().any(|c| ends_with(bare, c) || ends_with(words, c))
}

/// «Je travaille mardi»; not «je travaille le matin», nor «jusqu'à 17 h».
fn is_day_of_work(cues: &Roles, time: &Time, ahead: &[&str]) -> bool {
    let works = |words: &[&str]| cues.working_ahead.iter().any(|c| ends_with(words, c));
    time.day.is_some() && time.hours.is_none() && (works(without(cues.small, ahead)) || works(ahead))
}

/// «Any day next week but Wednesday».
fn is_excepted(heard: &Heard<'_>, at: usize) -> bool {
    let ahead = heard.words(sentence_start(heard, 0, at)..at);
    let all =
        ["any day", "any time", "anytime", "anything", "every day", "all days", "whenever", "any morning"];
    matches!(ahead[..], [.., "but"] | [.., "but", "on" | "the"]) && all.iter().any(|c| contains(&ahead, c))
}

/// «N'importe quel jour sauf lundi et mardi, après 17 h»: an hour that is set apart behind an exception is that of all
/// the other days.
pub(super) fn free_the_hour(heard: &Heard<'_>, cues: &Roles, said: &mut Vec<Said>) {
    let breaks = |at: &usize| heard.tokens.get(*at).is_some_and(|t| t.after_break());
    for at in (0..said.len()).rev() {
        let set_apart = (said[at].tokens.start + 1..said[at].tokens.end).rev().find(breaks);
        let Some(start) = set_apart.filter(|_| said[at].time.day.is_some()) else { continue };
        let Some(first) = exception_around(heard, cues, said, at) else { continue };
        let Some(hours) = said[at].time.hours else { continue };
        for excepted in &mut said[first..=at] {
            excepted.time.hours = excepted.time.hours.filter(|own| *own != hours);
        }
        let end = std::mem::replace(&mut said[at].tokens.end, start);
        let time = Time { hours: Some(hours), ..Time::default() };
        said.insert(at + 1, Said::new(start..end, time));
    }
}

/// «N'importe quel jour sauf le lundi»: where no other day is named, a weekday is excepted in every week.
pub(super) fn except_in_every_week(heard: &Heard<'_>, cues: &Roles, said: &mut [Said]) {
    for at in 0..said.len() {
        let time = &said[at].time;
        let bare =
            matches!(time.day, Some(Day::Weekday { which: Which::Coming, .. })) && time.hours.is_none();
        let first = exception_around(heard, cues, said, at).filter(|first| bare && *first == 0);
        said[at].time.habitual |= first.is_some();
    }
}

/// Where the list of exceptions begins that a time is among.
fn exception_around(heard: &Heard<'_>, cues: &Roles, said: &[Said], at: usize) -> Option<usize> {
    let joined = |at: &usize| {
        let between = said[*at].tokens.end..said[*at + 1].tokens.start;
        said[*at].role == Role::Not && (between.is_empty() || only_joins(cues, &heard.words(between)))
    };
    let first = (0..at).rev().take_while(joined).last().unwrap_or(at);
    let excepted = said[at].role == Role::Not && is_exception(heard, cues, said[first].tokens.start);
    excepted.then_some(first)
}

/// Is what begins here taken out of everything else?
fn is_exception(heard: &Heard<'_>, cues: &Roles, at: usize) -> bool {
    let ahead = heard.words(sentence_start(heard, 0, at)..at);
    let bare = without(cues.small, &ahead);
    is_excepted(heard, at) || cues.excepting.iter().any(|c| ends_with(bare, c))
}

/// Do the words behind a time refuse it?
pub(crate) fn refuses_behind(cues: &Roles, words: &[&str]) -> bool {
    let skip = words.iter().take_while(|w| cues.pronouns.contains(w)).count();
    if cues.no_refusal_behind.iter().any(|c| begins_with(words, c).is_some()) {
        return false;
    }
    cues.refusing_behind
        .iter()
        .any(|c| begins_with(&words[skip..], c).is_some() || begins_with(words, c).is_some())
}
