//! What the words around a time make of it: a wish, something told, something that won't do.

use std::ops::Range;

use super::link::{insists, is_cleft, is_first_choice};
use super::{Placed, Way};
use crate::cues::{self, Decision};
use crate::heard::{Heard, begins_with, contains};
use crate::roles::refuses_behind;
use crate::{Grain, Kind, Lang};

/// What a time is said for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Wish,
    /// «Je sors à cinq heures», «on est samedi»: told, not wished.
    Aside,
    /// «Rappelez-moi demain avant midi»: of a call, and of no appointment.
    Call,
    /// «Vendredi j'ai le plombier»: told, and not possible.
    Busy,
}

/// What the words around a time make of it.
pub(super) struct Beside {
    pub(super) sense: Sense,
    /// «Donc demain», «mardi alors»: the caller has come to it.
    pub(super) decides: bool,
    /// «Le 24, je crois».
    pub(super) is_hedged: bool,
}

impl Beside {
    /// `since` is where the time before it ended.
    pub(super) fn of(
        heard: &Heard<'_>,
        cues: &Decision,
        since: usize,
        before: Option<&Placed>,
        new: &Placed,
    ) -> Self {
        let tokens = &new.tokens;
        let clause = clause_before(heard, tokens.start);
        let bare: Vec<&str> = clause.iter().copied().filter(|w| !cues.small.contains(w)).collect();
        let tail = &bare[bare.len().saturating_sub(4)..];
        let behind = heard.words(tokens.end..tokens.end + 5);
        let ends = |list: &[&str]| list.iter().any(|c| crate::heard::ends_with(tail, c));
        let begins = |list: &[&str]| list.iter().any(|c| crate::heard::begins_with(&behind, c).is_some());
        let free = cues.free.iter().any(|c| contains(tail, c));
        let own = &clause[clause.len().saturating_sub(tokens.start.saturating_sub(since))..];
        let own = own.iter().rposition(|w| cues.clauses.contains(w)).map_or(own, |at| &own[at + 1..]);
        let at = matches!(heard.words(tokens.start..tokens.start + 1)[..], ["a" | "vers" | "at" | "around"]);
        let travels = (cues.travelling.iter().any(|c| contains(own, c))
            || (at || new.first().grain == Grain::Week) && cues.engaged.iter().any(|c| contains(own, c)))
            && !cues.free.iter().any(|c| contains(own, c))
            // «The bus is ten past eight, make it nine»
            && !corrects_itself(heard, tokens);
        let picked =
            is_first_choice(heard, tokens) || is_cleft(heard, tokens) || insists(heard, tokens.start);
        let apart = heard.tokens.get(tokens.end).is_none_or(|t| t.after_break());
        // «C'est un dimanche» remarks; «c'est lundi 14 à quinze heures» doesn't.
        let is_remark = new.first().grain == Grain::Day
            && new.way == Way::Weekday
            && before.is_none_or(|before| before.way != Way::Weekday);
        // «Pas avant le quinze, je pars chez ma sœur»: that is why.
        let bound = new.first().kind == Kind::OpenInterval;
        // «… de rappeler pour le onze» asks for the eleventh.
        let about = heard.words(tokens.start.saturating_sub(1)..tokens.start + 1).contains(&"pour");
        let is_told = !free && (ends(cues.told) || is_remark && ends(cues.remarks) || travels);
        let sense = if ends(cues.calling) && !about {
            Sense::Call
        } else if !picked && !apart && !bound && begins(cues.busy) && !begins(cues.no_business) {
            Sense::Busy
        } else if !picked && (is_told || gives_a_reason(heard, tokens.start)) {
            Sense::Aside
        } else {
            Sense::Wish
        };
        Self {
            sense,
            decides: ends(cues.settling) || begins(cues.settling_behind) || picked,
            is_hedged: begins(cues.hedging),
        }
    }
}

/// «Jeudi plutôt, parce que lundi y a le plombier à neuf heures»: until the caller comes to something else, it is why.
pub(crate) fn gives_a_reason(heard: &Heard<'_>, at: usize) -> bool {
    let cues = &cues::of(heard.text.lang).decision;
    let clause = heard.words(clause_start(heard, at, 14)..at);
    let because = (0..clause.len()).rev().find_map(|from| {
        let len = cues.reasons.iter().find_map(|c| begins_with(&clause[from..], c))?;
        Some(from + len)
    });
    because.is_some_and(|from| {
        let turns = |list: &[&str]| list.iter().any(|c| contains(&clause[from..], c));
        !turns(cues.settling) && !turns(cues.joining) && !turns(&["mais", "but"])
    })
}

/// Do the words behind a time say that it won't do: «je peux pas», «j'ai le plombier», «c'est férié»?
pub(crate) fn wont_do_behind(lang: Lang, behind: &[&str]) -> bool {
    let cues = cues::of(lang);
    let begins = |list: &[&str]| list.iter().any(|c| begins_with(behind, c).is_some());
    let refused = !begins(&["non", "no"]) && refuses_behind(&cues.roles, behind);
    refused || begins(cues.decision.busy) && !begins(cues.decision.no_business)
}

/// «J'ai une réunion à quinze heures», «my train is at ten»: is the time that of something else?
pub(crate) fn is_of_business(heard: &Heard<'_>, tokens: &Range<usize>) -> bool {
    let cues = &cues::of(heard.text.lang).decision;
    let clause = heard.words(clause_start(heard, tokens.start, 8)..tokens.end);
    cues.engaged.iter().chain(cues.travelling).any(|c| contains(&clause, c))
}

/// Does a word of correction stand in the time itself?
fn corrects_itself(heard: &Heard<'_>, tokens: &Range<usize>) -> bool {
    let strong = cues::of(heard.text.lang).corrections.strong;
    let own = heard.words(tokens.clone());
    strong.iter().any(|c| contains(&own, c))
}

/// The words before a time in its own clause.
pub(super) fn clause_before<'h>(heard: &Heard<'h>, at: usize) -> Vec<&'h str> {
    heard.words(clause_start(heard, at, 8)..at)
}

/// Where the clause of a place begins, at most so many tokens before it.
pub(crate) fn clause_start(heard: &Heard<'_>, at: usize, reach: usize) -> usize {
    let breaks = |i: &usize| heard.tokens.get(*i).is_some_and(|t| t.after_break());
    let from = at.saturating_sub(reach);
    (from..=at).rev().find(breaks).unwrap_or(from)
}

/// The words behind a time in its own clause.
pub(super) fn clause_after<'h>(heard: &Heard<'h>, at: usize) -> Vec<&'h str> {
    let breaks = |i: &usize| heard.tokens.get(*i).is_some_and(|t| t.after_break());
    heard.words(at..(at..at + 5).find(breaks).unwrap_or(at + 5))
}

/// Does the caller end by saying that they don't know which?
pub(crate) fn is_unsure(heard: &Heard<'_>, last: usize) -> bool {
    let behind = heard.words(last..heard.tokens.len());
    let cues = &cues::of(heard.text.lang).knowing;
    cues.at_the_end.iter().chain(cues.which_it_is).any(|c| contains(&behind, c))
}
