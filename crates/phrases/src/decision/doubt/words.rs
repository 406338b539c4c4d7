//! Doubts about words that may say a time, and that no rule has read.

use super::{Case, Doubt, any};
use crate::corrections;
use crate::decision::Placed;
use crate::heard::{begins_with, ends_with};
use crate::numbers;
use crate::roles;
use crate::text::Gap;

/// «Neuf heures ou onze heures, je prends la deuxième».
pub(super) fn picks(case: &Case<'_>) -> Option<Doubt> {
    let mut wishes = case.wishes();
    let (one, other) = (wishes.next()?, wishes.next()?);
    case.evidence.picks.then(|| Doubt::between(one, other))
}

/// «Le treize, enfin, je ne sais plus si c'est le samedi»: the caller ends by not knowing, or settles on what nobody
/// read («disons le quart»).
pub(super) fn ends_unsure(case: &Case<'_>) -> Option<Doubt> {
    let (heard, cues) = (case.heard, case.cues());
    let last = case.wishes().map(|wish| wish.tokens.end).max()?;
    let unsure = any(cues.knowing.at_the_end, &heard.words(last..heard.tokens.len()));
    let timed = (0..heard.tokens.len()).rev().find(|at| case.evidence.timed[*at]).map_or(last, |at| at + 1);
    let behind = heard.words(timed..heard.tokens.len());
    let settles =
        cues.doubt.settling_on.iter().any(|c| begins_with(&behind, c).is_some_and(|n| n < behind.len()));
    (unsure || settles).then_some(Doubt::Whole)
}

/// «Le 7 ou le 17, j'ai oublié lequel, pour un vaccin», «I'm not sure if that's the sixth or the seventh», «Friday or
/// Monday, whichever Sam booked»: the caller doesn't know, wherever it is said, unless they come to something behind it.
pub(super) fn does_not_know(case: &Case<'_>) -> Option<Doubt> {
    let words = case.heard.words(0..case.heard.tokens.len());
    let cues = &case.cues().knowing;
    let first = (0..words.len()).find(|at| case.evidence.timed[*at])?;
    let phrase = |list: &[&str], at: usize| {
        list.iter().filter_map(|c| begins_with(&words[at..], c)).max().map(|len| at + len)
    };
    let joined =
        |mut range: std::ops::Range<usize>| range.any(|at| matches!(words[at], "ou" | "or" | "either"));
    let for_you = |at: &usize| phrase(cues.of_the_practice, *at).is_none();
    let says_so = |at: usize| {
        let several = at > first && (joined(0..at) || case.wishes().count() > 1);
        let which = phrase(cues.which_it_is, at).filter(|_| at > first);
        let whether = || phrase(cues.whether, at).filter(|end| for_you(end) && joined(*end..words.len()));
        let depends = || phrase(cues.depending, at).filter(|end| several && for_you(end));
        which.or_else(whether).or_else(depends).or_else(|| {
            let end = phrase(cues.whichever, at).filter(|_| several)?;
            let until = words.len().min(end + 4);
            (end..until).find(|at| cues.arranged.contains(&words[*at])).map(|at| at + 1)
        })
    };
    let comes_to_it =
        |end: usize| case.wishes().any(|wish| wish.tokens.start >= end && is_come_to(case, end, wish));
    (0..words.len()).filter_map(says_so).any(|end| !comes_to_it(end)).then_some(Doubt::Whole)
}

/// «C'est jeudi ou vendredi ?», «was it the third or the fourth»: which of them it is.
pub(super) fn asks_which(case: &Case<'_>) -> Option<Doubt> {
    let (heard, cues) = (case.heard, &case.cues().doubt);
    let wishes: Vec<&Placed> = case.wishes().collect();
    wishes.windows(2).find_map(|pair| {
        let (one, other) = (pair[0], pair[1]);
        let between = heard.words(one.tokens.end.min(other.tokens.start)..other.tokens.start + 1);
        let ahead = heard.words(one.tokens.start.saturating_sub(3)..one.tokens.start);
        let ends = |list: &[&str]| list.iter().any(|c| ends_with(&ahead, c));
        // «C'est jeudi ou vendredi que je peux» asks nothing.
        let asked = heard.tokens.get(other.tokens.end).is_some_and(|t| t.gap == Gap::Mark('?'));
        let offers = between.iter().any(|w| matches!(*w, "ou" | "or"));
        (offers && (ends(cues.wondering) || asked && ends(cues.wondering_when_asked)))
            .then(|| Doubt::between(one, other))
    })
}

/// Do the words from a place to a wish ask for it, or turn to it?
fn is_come_to(case: &Case<'_>, from: usize, wish: &Placed) -> bool {
    let ahead = case.heard.words(from..wish.tokens.start);
    let cues = case.cues();
    any(cues.decision.settling, &ahead) || any(cues.doubt.asking, &ahead) || any(&["mais", "but"], &ahead)
}

/// «Thursday at ten, well, ten past», «le dix onze ou douze»: a number beside a time that may be an hour or a date.
pub(super) fn leaves_a_number(case: &Case<'_>) -> Option<Doubt> {
    let mut at = 0;
    while at < case.heard.tokens.len() {
        let rest = &case.heard.tokens[at..];
        let read = numbers::readings(rest, case.heard.text.lang).into_iter().max_by_key(|(_, len)| *len);
        match read.filter(|_| !case.evidence.read[at]) {
            Some((number, len)) if may_be_a_time(case, number.n, at, len) => return Some(Doubt::Whole),
            Some((_, len)) => at += len,
            None => at += 1,
        }
    }
    None
}

fn may_be_a_time(case: &Case<'_>, number: u32, at: usize, len: usize) -> bool {
    let (heard, cues) = (case.heard, &case.cues().doubt);
    let end = at + len;
    let read =
        |from: usize, until: usize| (from..until.min(heard.tokens.len())).any(|i| case.evidence.read[i]);
    let ahead = heard.words(at.saturating_sub(1)..at);
    let behind = heard.words(end..end + 1);
    let counts_nothing = heard.tokens.get(end).is_none_or(|t| t.after_break())
        || behind.iter().all(|w| cues.behind_a_number.contains(w));
    let beside = read(at.saturating_sub(2), at) || read(end, end + 2) || any(cues.at, &ahead);
    let counted = any(cues.all_of, &ahead) || matches!(ahead[..], ["pas" | "not"]);
    (2..=31).contains(&number)
        && counts_nothing
        && beside
        && !counted
        && (is_part_of_an_hour(case, end) || !is_said_again(case, number))
        && !is_taken_back(case, end)
}

/// «Ten past», «dix moins le quart».
fn is_part_of_an_hour(case: &Case<'_>, end: usize) -> bool {
    matches!(case.heard.words(end..end + 1)[..], ["past" | "to" | "moins"])
}

/// The number of the day or the hour that is wished, once more.
fn is_said_again(case: &Case<'_>, number: u32) -> bool {
    case.wishes().filter_map(|p| p.first().start).any(|start| {
        let is = |value: i8| u32::try_from(value) == Ok(number);
        is(start.hour()) || is(start.hour() - 12) || is(start.day()) || is(start.minute())
    })
}

/// Does nothing but a correction stand between it and the time behind it?
fn is_taken_back(case: &Case<'_>, end: usize) -> bool {
    let next = (end..case.heard.tokens.len()).find(|at| case.evidence.timed[*at]);
    let until = next.unwrap_or(case.heard.tokens.len()).min(end + 5);
    (end + 1..=until).any(|until| corrections::is_correction(case.heard, end..until))
}

/// «Mardi ou jeudi, ah non, ce jour-là je peux pas», «one of them's no good»: one of several, and which isn't said.
pub(super) fn points_at_one(case: &Case<'_>) -> Option<Doubt> {
    let cues = &case.cues().doubt;
    let words = case.heard.words(0..case.heard.tokens.len());
    let mut said: Vec<&Placed> = case
        .kept
        .iter()
        .chain(case.dropped.iter().map(|d| &d.time))
        .chain(&case.evidence.taken_back)
        .collect();
    said.retain(|time| time.day().is_some());
    said.sort_by_key(|time| time.tokens.start);
    let apart = |a: &Placed, b: &Placed| a.day() != b.day();
    let place = |list: &[&str]| {
        (0..words.len()).rev().find(|at| list.iter().any(|c| begins_with(&words[*at..], c).is_some()))
    };
    let times = case.kept.len() + case.dropped.len() + case.evidence.taken_back.len();
    let one_of_them = place(cues.one_of_them).is_some() && times > 1;
    let points = place(cues.pointing).is_some_and(|at| {
        said.windows(2).any(|pair| {
            let between =
                case.heard.words(pair[0].tokens.end.min(pair[1].tokens.start)..pair[1].tokens.start + 1);
            let joined = between.iter().any(|word| cues.joining.contains(word));
            apart(pair[0], pair[1]) && joined && pair[1].tokens.start <= at
        })
    });
    (one_of_them || points).then_some(Doubt::Whole)
}

/// «Une semaine paire», «après les fêtes»: what no rule reads; «je vous rappellerai»: nothing is wished yet.
pub(super) fn says_something_of_time(case: &Case<'_>) -> Option<Doubt> {
    let words = case.heard.words(0..case.heard.tokens.len());
    any(case.cues().doubt.unread, &words).then_some(Doubt::Whole)
}

/// «Mardi, sauf si vous n'avez que le matin»: what stands behind a condition that excepts is hardly wished.
pub(super) fn excepts(case: &Case<'_>) -> Option<Doubt> {
    let words = case.heard.words(0..case.heard.tokens.len());
    let excepting = case.cues().doubt.excepting;
    let begins = |at: &usize| excepting.iter().any(|c| begins_with(&words[*at..], c).is_some());
    let next_time = |from: usize| (from..words.len()).find(|at| case.evidence.timed[*at]);
    let is_wished = |at: usize| case.wishes().any(|wish| wish.tokens.contains(&at));
    let mut excepted = (0..words.len()).filter(begins).filter_map(next_time);
    excepted.any(is_wished).then_some(Doubt::Whole)
}

/// «L'autre», «la semaine d'après», «une semaine»: words that lean on a time.
pub(super) fn leans(case: &Case<'_>) -> Option<Doubt> {
    let words = case.heard.words(0..case.heard.tokens.len());
    let cues = &case.cues().doubt;
    let moving = roles::moves(case.heard).is_some();
    let says = |phrase: &str, at: usize| {
        let read = |len: usize| (at..at + len).any(|i| case.evidence.read[i]);
        begins_with(&words[at..], phrase).filter(|len| !read(*len)).map(|len| at + len)
    };
    let is_joined = |at: usize| at > 0 && cues.no_leaning_ahead.contains(&words[at - 1]);
    let turns = |at: usize| {
        (at.saturating_sub(3)..at).any(|from| corrections::is_correction(case.heard, from..at))
            || at > 0 && matches!(words[at - 1], "back" | "forward")
    };
    let stands_alone = |end: usize| {
        case.heard.tokens.get(end).is_none_or(|t| t.after_break())
            || words.get(end).is_some_and(|w| cues.behind_a_number.contains(w))
    };
    // «Mercredi prochain, pas demain, l'autre»
    let behind_a_refusal =
        |at: usize| case.refused().any(|not| not.tokens.end <= at && at <= not.tokens.end + 2);
    let leaning = (0..words.len()).any(|at| {
        let phrase = |list: &[&str]| list.iter().find_map(|p| says(p, at));
        phrase(cues.leaning).is_some() && !is_joined(at)
            || phrase(cues.leaning_alone).is_some_and(stands_alone) && !is_joined(at) && !behind_a_refusal(at)
            || phrase(cues.lengths).is_some() && (moving || turns(at))
            // «Le docteur lundi»: taken for a name.
            || cues.weekdays.contains(&words[at]) && !case.evidence.timed[at] && case.evidence.read[at]
    });
    leaning.then_some(Doubt::Whole)
}
