//! What each time is to the appointment: wished, the one that is, where it goes, or excluded.

use std::ops::Range;

use crate::Role;
use crate::cues::{self, Roles};
use crate::decision;
use crate::gather;
use crate::heard::{Heard, Said, begins_with, contains, ends_with};
use crate::text::Gap;
use crate::time::value::{Clock, Day, Edge, Hours, Time};

/// Is an appointment moved? Then whether it is brought forward.
pub(crate) fn moves(heard: &Heard<'_>) -> Option<bool> {
    let cues = &cues::of(heard.text.lang).roles;
    let all = heard.words(0..heard.tokens.len());
    let said = |list: &[&str]| list.iter().any(|c| contains(&all, c));
    said(cues.moving).then(|| said(cues.earlier))
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
    let by_verb = cues.moving.iter().any(|c| contains(&all, c)) || said.iter().any(|m| passes(heard, m));
    let moving = moved || by_verb;
    let leaving = moving || cancels(cues, &all);
    let mut said = if moving { gather::join(heard, split_moves(said, cues, heard)) } else { said };
    exclude(heard, cues, &mut said, unsure);
    hand_back_the_hour(heard, &mut said, |s| s.role == Role::Not);
    // «Je l'ai jeudi à quinze heures, une heure plus tard»: the only time is that of the appointment.
    let only = moved && !by_verb && said.len() == 1;
    give_up(heard, &mut said, by_verb);
    let from = appointment_that_is(heard, cues, &said, by_verb, leaving).or(only.then_some(0));
    if let Some(from) = from {
        hour_told_apart(heard, cues, &mut said, from);
    }
    let earlier = cues.earlier.iter().any(|c| contains(&all, c));
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
        if said[at].role == Role::To {
            arrive(heard, cues, &mut said[at], earlier, that_day.clone());
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

/// «Je voudrais passer de jeudi à vendredi», and not «je peux passer de dix heures à midi».
fn passes(heard: &Heard<'_>, mention: &Said) -> bool {
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

/// What a time that an appointment goes to takes from the one it leaves.
fn arrive(heard: &Heard<'_>, cues: &Roles, mention: &mut Said, earlier: bool, that_day: Option<Day>) {
    mention.earlier = earlier;
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

/// «Décaler de jeudi à vendredi», «du 12 au 19»: said with a verb of moving the ends are two appointments.
fn split_moves(said: Vec<Said>, cues: &Roles, heard: &Heard<'_>) -> Vec<Said> {
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

/// Marks what is excluded or refused.
fn exclude(heard: &Heard<'_>, cues: &Roles, said: &mut [Said], unsure: bool) {
    let mut claimed = None;
    for at in 0..said.len() {
        let before = at.checked_sub(1).map_or(0, |i| said[i].tokens.end);
        let until = said.get(at + 1).map_or(heard.tokens.len(), |n| n.tokens.start);
        let ahead = heard.words(sentence_start(heard, before, said[at].tokens.start)..said[at].tokens.start);
        let behind = clause(heard, said[at].tokens.end..until, cues);
        let refused_before = claimed != Some(said[at].tokens.start)
            && (refuses_ahead(cues, &ahead) || is_excepted(heard, said[at].tokens.start));
        // «my appointment on monday, I can't make it»: given up, not refused.
        let existing = cues.existing.iter().any(|c| ends_with(without(cues.small, &ahead), c));
        // «Le sept, non, pas le dix-sept»: the refusal is that of the next.
        let refuses_next = at + 1 < said.len() && is_not_the_next(&behind);
        // «Dix heures. Non, je dis bien dix heures»: said again, it stands.
        let again = matches!(behind.first(), Some(&"non" | &"no")) && said_again(heard, cues, said, at);
        // «Si jeudi n'est pas libre, vendredi»: not the caller refuses it.
        let first_choice = decision::is_first_choice(heard, &said[at].tokens);
        let pardoned = existing || unsure || refuses_next || again || first_choice;
        let refused_behind = !pardoned && refuses_behind(cues, &behind);
        let after_refused = at > 0 && said[at - 1].role == Role::Not;
        let joined = after_refused && only_joins(cues, &ahead);
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
        // «demain je peux pas, après-demain oui»: the refusal belongs to what stands before it.
        claimed = ((refused_behind || first_choice) && said[at].tokens.end + behind.len() == until)
            .then_some(until);
    }
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
    let joins =
        |w: &&str| matches!(*w, "non" | "no" | "et" | "mais" | "donc" | "bon" | "surtout" | "and" | "but");
    words[..at].iter().all(joins) && words.len() - at <= 2
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

/// «Any day next week but Wednesday».
fn is_excepted(heard: &Heard<'_>, at: usize) -> bool {
    let ahead = heard.words(sentence_start(heard, 0, at)..at);
    let all =
        ["any day", "any time", "anytime", "anything", "every day", "all days", "whenever", "any morning"];
    matches!(ahead[..], [.., "but"] | [.., "but", "on" | "the"]) && all.iter().any(|c| contains(&ahead, c))
}

/// Without the small words at the end.
fn without<'w, 's>(small: &[&str], words: &'w [&'s str]) -> &'w [&'s str] {
    let end = words.iter().rposition(|w| !small.contains(w)).map_or(0, |at| at + 1);
    &words[..end]
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

fn only_joins(cues: &Roles, words: &[&str]) -> bool {
    let joins = |w: &&str| cues.joining.contains(w);
    words.iter().any(joins) && words.iter().all(|w| cues.joining.contains(w) || cues.small.contains(w))
}

/// Which mention is the appointment that is.
fn appointment_that_is(
    heard: &Heard<'_>,
    cues: &Roles,
    said: &[Said],
    moving: bool,
    leaving: bool,
) -> Option<usize> {
    if let Some(split) = said.iter().position(|m| m.role == Role::From) {
        return Some(split);
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
            !goes && list.iter().any(|c| ends_with(&ahead, c) || ends_with(bare, c))
        })
    };
    if let Some(at) = by(cues.instead_of) {
        return Some(at);
    }
    // «I'm down for Friday» is; «move my appointment for Friday» goes.
    let kept = |at: usize| matches!(heard.words(said[at].tokens.clone()).first(), Some(&"for" | &"pour"));
    let goes = |at: &usize| leads(heard, cues, &said[*at]) && (moving || !kept(*at));
    let existing = by(cues.existing)
        .or_else(|| by(cues.was))
        .or_else(|| by_words_behind(heard, cues, said, &open))
        .filter(|at| !goes(at));
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
        _ => Some(first),
    }
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
fn hour_told_apart(heard: &Heard<'_>, cues: &Roles, said: &mut Vec<Said>, from: usize) {
    let whole = said[from].time.hours.is_none() && said[from].time.day.as_ref().is_some_and(Day::takes_hours);
    let told = (from + 1..said.len()).filter(|_| whole).find(|at| {
        let start = said[*at].tokens.start;
        let ahead = heard.words(start.saturating_sub(4)..start);
        let mut existing = cues.existing.iter().chain(cues.was);
        is_hour_only(&said[*at].time) && existing.any(|c| ends_with(without(cues.of, &ahead), c))
    });
    let Some(told) = told else { return };
    let hour = said.remove(told);
    said[from].time.hours = hour.time.hours;
    said[from].tokens.end = hour.tokens.end;
}

/// Something in the sentence says that another time is wanted.
fn wishes_another(heard: &Heard<'_>, cues: &Roles, said: &[Said]) -> bool {
    let all = heard.words(0..heard.tokens.len());
    let leans = |s: &Said| s.time.day.as_ref().is_some_and(Day::leans);
    cues.wishing.iter().any(|c| contains(&all, c)) || said.len() > 2 || said.iter().any(leans)
}

/// Does the mention itself begin with a preposition of direction: «to the fourth», «until next month»?
fn leads(heard: &Heard<'_>, cues: &Roles, mention: &Said) -> bool {
    let own = heard.words(mention.tokens.clone());
    own.first().is_some_and(|w| cues.towards.contains(w)) && !is_hour_only(&mention.time)
}

/// Does a preposition of direction, or a word of wishing, stand before it?
fn is_wished(heard: &Heard<'_>, cues: &Roles, mention: &Said) -> bool {
    let start = mention.tokens.start;
    let ahead = heard.words(start.saturating_sub(6)..start);
    let by_own = leads(heard, cues, mention);
    let by_word =
        ahead.last().is_some_and(|w| cues.towards.contains(w)) && heard.tokens[start].gap != Gap::Mark(',');
    by_own || by_word || cues.taking.iter().any(|c| contains(&ahead, c))
}

fn is_hour_only(time: &Time) -> bool {
    time.day.is_none()
}
