//! Doubts about what part a time has.

use super::{Case, Doubt, Dropped, Why, any, meet};
use crate::decision::beside::clause_start;
use crate::decision::{Placed, Way, falls_back, is_first_choice, reach, suits_as_well};
use crate::heard::ends_with;
use crate::roles::{is_excuse, refuses_behind};
use crate::{Grain, Kind, Role};

/// It is in nothing that was made of the sentence.
pub(super) fn is_lost(case: &Case<'_>) -> Option<Doubt> {
    if case.evidence.adrift {
        return Some(Doubt::Whole);
    }
    let lost = case.evidence.lost.iter().find(|lost| !case.is_held(lost))?;
    case.against(lost)
}

/// «S'il pleut jeudi je peux pas être aux champs, donc je viens jeudi»: refused, and said again.
pub(super) fn is_taken_up(case: &Case<'_>) -> Option<Doubt> {
    let cues = case.cues();
    let decides = |again: &&Placed| {
        let start = again.tokens.start;
        let ahead = case.heard.words(clause_start(case.heard, start, 4)..start);
        let behind = case.heard.words(again.tokens.end..again.tokens.end + 3);
        any(cues.decision.settling, &ahead)
            || any(cues.doubt.asking, &ahead)
            || behind.iter().take_while(|w| cues.decision.suiting.contains(w)).count() > 1
                && !refuses_behind(&cues.roles, &behind)
    };
    case.against(case.evidence.taken_up.iter().find(decides)?)
}

/// «Le dix-neuf, enfin le samedi»: that Saturday is the nineteenth.
pub(super) fn is_restated(case: &Case<'_>) -> Option<Doubt> {
    case.against(case.evidence.restated.as_ref()?)
}

/// «Ou samedi, si vous n'ouvrez pas le dimanche»: what was offered as one more is not dropped without a question.
pub(super) fn was_offered(case: &Case<'_>) -> Option<Doubt> {
    let offers = |time: &Placed| {
        let start = time.tokens.start;
        case.heard.words(start.saturating_sub(1)..start + 1).iter().any(|w| matches!(*w, "ou" | "or"))
    };
    // «Vendredi ou samedi ? Vendredi» chooses; a condition doesn't.
    let conditional = |d: &Dropped| {
        let ahead = case.heard.words(clause_start(case.heard, d.by, 6)..d.by);
        ahead.iter().any(|w| matches!(*w, "si" | "if"))
    };
    let is_open = |d: &&Dropped| match d.why {
        Why::Replaced | Why::Aside => offers(&d.time),
        Why::NotChosen => offers(&d.time) && conditional(d),
        Why::Impossible | Why::Told => false,
    };
    let offered = case.dropped.iter().find(|d| is_open(d) && !case.is_held(&d.time))?;
    case.against(&offered.time)
}

/// «The twelfth, that's a Friday»: and no day that was said is one.
pub(super) fn contradicts_a_remark(case: &Case<'_>) -> Option<Doubt> {
    let weekday = |p: &Placed| p.day().map(jiff::civil::Date::weekday);
    let said = || case.dropped.iter().map(|d| &d.time).chain(case.kept).chain(&case.evidence.taken_back);
    // «C'est le mardi que je peux pas»
    let cleft = |p: &&Placed| matches!(case.heard.words(p.tokens.end..p.tokens.end + 1)[..], ["que" | "qu"]);
    let told = case.dropped.iter().map(|d| &d.time).chain(case.refused().filter(|p| !cleft(p)));
    let named = told.filter(|p| p.way == Way::Weekday && p.first().grain == Grain::Day && is_remark(case, p));
    // «Le premier mai, c'est samedi, vous travaillez pas»: placed by the date before it, beyond the coming such day.
    let beyond = |p: &Placed| p.day().is_some_and(|day| (day - case.now.date()).get_days() > 7);
    let agrees = |p: &Placed| {
        beyond(p) || said().any(|other| other.tokens != p.tokens && weekday(other) == weekday(p))
    };
    case.against(named.into_iter().find(|p| !agrees(p))?)
}

/// «C'est un vendredi», «that's a Friday»: said of another day.
pub(super) fn is_remark(case: &Case<'_>, time: &Placed) -> bool {
    let ahead = case.heard.words(time.tokens.start.saturating_sub(4)..time.tokens.start);
    let bare: Vec<&str> = ahead.into_iter().filter(|w| !case.cues().decision.small.contains(w)).collect();
    case.cues().doubt.remarking.iter().any(|c| ends_with(&bare, c))
}

/// Another time was said, and no word asks for this one: «demain, enfin si ma voisine peut, elle me dira ce soir».
pub(super) fn is_not_asked_for(case: &Case<'_>) -> Option<Doubt> {
    let gave_way = |d: &&Dropped| matches!(d.why, Why::Replaced | Why::Aside) && !case.is_held(&d.time);
    if let Some(dropped) = case.dropped.iter().find(gave_way) {
        let unasked = |wish: &&Placed| !is_asked_for(case, wish) || tells_behind(case, wish);
        return case.wishes().find(unasked).map(|wish| Doubt::between(wish, &dropped.time));
    }
    // «I can't do mornings, and my husband has the car Thursdays»
    let other = case.refused().next()?;
    let habit = |wish: &&Placed| wish.first().habitual && !is_asked_for(case, wish);
    case.wishes().find(habit).map(|wish| Doubt::between(wish, other))
}

/// «Vendredi ; jeudi je tiens le stand»: does a clause of its own follow, that asks for nothing?
fn tells_behind(case: &Case<'_>, wish: &Placed) -> bool {
    let (heard, end, cues) = (case.heard, wish.tokens.end, case.cues());
    let breaks = |at: &usize| heard.tokens[*at].after_break() || case.evidence.timed[*at];
    let until = (end..heard.tokens.len()).find(breaks).unwrap_or(heard.tokens.len());
    // What leads to another time tells of that one.
    let leads_on = case.evidence.timed.get(until).is_some_and(|timed| *timed);
    let behind = heard.words(end..until);
    let tells = behind.len() > 2 && cues.doubt.subjects.contains(&behind[0]) && !leads_on;
    tells
        && !any(cues.doubt.asking, &behind)
        && !any(cues.decision.free, &behind)
        && !any(cues.decision.settling_behind, &behind)
}

/// Do the words around a wish ask for it, or at least tell nothing else?
fn is_asked_for(case: &Case<'_>, wish: &Placed) -> bool {
    let (heard, timed) = (case.heard, &case.evidence.timed);
    let since = (0..wish.tokens.start).rev().find(|at| timed[*at]).map_or(0, |at| at + 1);
    let since = since.max(clause_start(heard, wish.tokens.start, 12));
    let until = (wish.tokens.end..heard.tokens.len()).find(|at| timed[*at]).unwrap_or(heard.tokens.len());
    let ahead = heard.words(since..wish.tokens.start);
    let behind = heard.words(wish.tokens.end..until.min(wish.tokens.end + 6));
    let cues = case.cues();
    let asks = any(cues.doubt.asking, &ahead) || any(cues.doubt.asking, &behind);
    let comes_to_it = any(cues.decision.settling, &ahead) || any(cues.decision.settling_behind, &behind);
    let says_nothing = |word: &&str| {
        let among = |phrases: &[&str]| phrases.iter().any(|p| p.split(' ').any(|part| part == *word));
        let decision = &cues.decision;
        among(cues.corrections.strong)
            || among(cues.corrections.neutral)
            || among(decision.joining)
            || among(decision.turning)
            || decision.small.contains(word)
            || cues.doubt.courtesy.contains(word)
    };
    // «Ten, oh no, I've got the dentist, eleven»
    let excuses = any(cues.decision.turning, &ahead[..ahead.len().min(2)])
        && is_excuse(heard, since..wish.tokens.start);
    asks || comes_to_it || excuses || ahead.iter().all(says_nothing)
}

/// An hour without a day, though a day was said, or beside another that doesn't hold it.
pub(super) fn has_no_day(case: &Case<'_>) -> Option<Doubt> {
    let mut loose = case.wishes().filter(|p| p.first().any_date);
    let first = loose.next()?;
    let exact = reach::is_moment(first.first());
    let dated = case.wishes().find(|p| {
        !p.first().any_date && p.first().grain <= Grain::Day && (exact || reach::is_moment(p.first()))
    });
    let has_day = |p: &&Placed| p.day().is_some();
    let dropped = || case.dropped.iter().map(|d| &d.time).find(has_day);
    let other = dated.or_else(dropped).or_else(|| case.evidence.lost.iter().find(has_day));
    let other = other.or_else(|| {
        let within = |a: &Placed, b: &Placed| reach::inside_on_the_clock(a.first(), b.first());
        loose.next().filter(|p| !are_plainly_joined(case, first, p) && !within(first, p) && !within(p, first))
    });
    other.map(|other| Doubt::between(other, first))
}

/// A wish in what is refused, or an hour whose day only the refused one has.
pub(super) fn is_refused(case: &Case<'_>) -> Option<Doubt> {
    case.refused().find_map(|not| {
        let refuses = |wish: &&Placed| {
            let (no, yes) = (not.first(), wish.first());
            // «Y en a pas cette année»
            if no.grain == Grain::Year {
                return false;
            }
            let equal = (no.start, no.grain, no.kind) == (yes.start, yes.grain, yes.kind);
            match (yes.any_date, no.any_date) {
                (false, false) => (equal || reach::inside(yes, no)) && !is_taken_up_after(case, not, wish),
                (true, false) => reach::is_moment(no),
                _ => false,
            }
        };
        case.wishes().find(refuses).map(|wish| Doubt::between(wish, not))
    })
}

/// «Jeudi, non, attendez, si, jeudi»: come back to.
fn is_taken_up_after(case: &Case<'_>, not: &Placed, wish: &Placed) -> bool {
    let ahead = case.heard.words(not.tokens.end.min(wish.tokens.start)..wish.tokens.start);
    let behind = case.heard.words(wish.tokens.end..wish.tokens.end + 3);
    let settles = any(case.cues().decision.settling, &ahead) || any(case.cues().doubt.asking, &behind);
    wish.tokens.start >= not.tokens.end && settles
}

/// «Thursday I'm away Friday»: what stands between two times may refuse either.
pub(super) fn may_be_the_refused_one(case: &Case<'_>) -> Option<Doubt> {
    case.refused().find_map(|not| {
        let wish = case.wishes().find(|wish| {
            let between = case.heard.words(not.tokens.end.min(wish.tokens.start)..wish.tokens.start);
            let cut = (not.tokens.end..=wish.tokens.start).any(|at| case.heard.tokens[at].after_break());
            case.cues().doubt.of_either.iter().any(|c| ends_with(&between, c)) && !cut
        })?;
        Some(Doubt::between(not, wish))
    })
}

/// Two that can't both be meant, and no word joins them.
pub(super) fn stands_unjoined(case: &Case<'_>) -> Option<Doubt> {
    let wishes: Vec<&Placed> = case.wishes().collect();
    let broad = |p: &Placed| p.first().kind != Kind::Value || p.first().grain > Grain::Day;
    wishes.windows(2).find_map(|pair| {
        let (a, b) = (pair[0], pair[1]);
        // «La semaine prochaine, plutôt le soir»
        let part_of_days = broad(a) && broad(b) && a.first().any_date != b.first().any_date;
        (!meet(a, b) && !part_of_days && !are_plainly_joined(case, a, b)).then(|| Doubt::between(a, b))
    })
}

/// Does a word of joining stand at either end of what is between two times?
fn are_plainly_joined(case: &Case<'_>, a: &Placed, b: &Placed) -> bool {
    let (heard, cues) = (case.heard, case.cues());
    let words = heard.words(a.tokens.end.min(b.tokens.start)..b.tokens.start);
    let own = heard.words(b.tokens.start..b.tokens.start + 1);
    let joins = |word: &str| cues.doubt.joining.contains(&word);
    let in_one = a.tokens == b.tokens || own.iter().any(|w| joins(w));
    if in_one || is_first_choice(heard, &a.tokens) || suits_as_well(heard, b.tokens.end) {
        return true;
    }
    if words.is_empty() {
        let moments = reach::is_moment(a.first()) && reach::is_moment(b.first());
        let alike = a.way == b.way && (a.first().grain == b.first().grain || moments);
        return alike && !tells_behind(case, b);
    }
    // «Sinon, lundi matin alors»
    if words.last().is_some_and(|w| joins(w)) {
        return true;
    }
    if any(cues.doubt.preferring, &words) || any(cues.corrections.strong, &words) {
        return false;
    }
    let helps = |word: &str| cues.decision.small.contains(&word) || cues.doubt.helping.contains(&word);
    let last = words.iter().rposition(|w| joins(w) || !helps(w));
    falls_back(&words)
        || joins(words[0])
        || last.is_some_and(|at| joins(words[at]))
        || any(cues.doubt.falling_back, &words)
}

/// «Tout sauf lundi mardi matin»: no word and no pause tells the second from what is refused.
pub(super) fn may_be_refused_too(case: &Case<'_>) -> Option<Doubt> {
    let (heard, weekdays) = (case.heard, case.cues().doubt.weekdays);
    let first = (0..heard.tokens.len()).find(|at| case.evidence.timed[*at])?;
    // «Non, pas lundi mardi» corrects what was said before.
    let corrects = heard.words(first.saturating_sub(4)..first).iter().any(|w| matches!(*w, "non" | "no"));
    let is_named = |time: &Placed| {
        let own = heard.words(time.tokens.start..time.tokens.start + 2);
        own.iter().any(|w| weekdays.contains(w)) && !matches!(own[0], "ce" | "this" | "celui")
    };
    let not = case.refused().find(|not| not.tokens.contains(&first) && is_named(not) && !corrects)?;
    let runs_on = |wish: &&Placed| {
        wish.tokens.start == not.tokens.end
            && is_named(wish)
            && !heard.tokens[wish.tokens.start].after_break()
    };
    case.wishes().find(runs_on).map(|wish| Doubt::between(not, wish))
}

/// «Annulez vendredi lundi à dix heures»: nothing says which is given up, and which is wished.
pub(super) fn stand_side_by_side(case: &Case<'_>) -> Option<Doubt> {
    let (heard, cues) = (case.heard, case.cues());
    let from = case.leaving()?;
    let to = case.wishes().find(|to| to.tokens.start == from.tokens.end)?;
    let towards = heard.words(to.tokens.start..to.tokens.start + 1);
    let behind = heard.words(to.tokens.end..to.tokens.end + 5);
    let asked = any(cues.doubt.asking, &behind) && !any(cues.roles.moving, &behind);
    // «L'avancer d'une heure» is told from the other.
    let leans = case.evidence.displaced;
    let ahead = heard.words(from.tokens.start.saturating_sub(4)..from.tokens.start);
    let told = any(cues.roles.towards, &towards)
        || any(cues.roles.between, &towards)
        || any(cues.roles.instead_of, &ahead)
        || asked
        || leans;
    (!told).then(|| Doubt::between(from, to))
}

/// «Le repousser, même jour, même heure»: to where it is; or something is moved, and from where isn't said.
pub(super) fn goes_nowhere(case: &Case<'_>) -> Option<Doubt> {
    let to = case.wishes().find(|p| p.first().role == Role::To)?;
    let Some(from) = case.leaving() else {
        return case.evidence.displaced.then_some(Doubt::Whole);
    };
    let place = |p: &Placed| (p.first().start, p.first().end, p.first().kind);
    // «Décalez celui de jeudi, j'ai la visite jeudi»
    let weekday = |p: &Placed| p.day().map(jiff::civil::Date::weekday);
    let by_name = to.way == Way::Weekday && to.first().grain == Grain::Day && !case.evidence.displaced;
    let named_again = by_name && weekday(from).is_some() && weekday(from) == weekday(to);
    (named_again || place(from) == place(to)).then(|| Doubt::between(from, to))
}

/// An appointment isn't «from tomorrow on», and what is over isn't moved.
pub(super) fn comes_from_nowhere(case: &Case<'_>) -> Option<Doubt> {
    let from = case
        .leaving()
        .filter(|p| p.first().kind == Kind::OpenInterval || reach::is_over(p.first(), case.now.date()))?;
    case.against(from)
}
