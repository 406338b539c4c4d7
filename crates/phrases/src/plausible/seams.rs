//! Spans that begin, end or are joined where the caller's time does not.

use std::ops::Range;

use crate::Context;
use crate::corrections;
use crate::cues;
use crate::heard::{Heard, begins_with, contains, ends_with};
use crate::numbers;
use crate::text::Gap;
use crate::time::place;
use crate::time::value::{Date, Day, Hours, Time, Which, Year};

/// «Mercredi, un pour moi», «jeudi, première heure»: the first of a month is «le premier».
pub(super) fn ends_with_an_article(own: &[&str], time: &Time) -> bool {
    own.len() > 1
        && matches!(own.last(), Some(&"un" | &"premiere"))
        && matches!(time.day, Some(Day::Date(Date { day: 1, .. })))
}

/// «Le lundi après» is the one after; «le lundi après mon travail» isn't.
pub(super) fn goes_on_behind(heard: &Heard<'_>, range: &Range<usize>, time: &Time) -> bool {
    let own = heard.words(range.clone());
    let after = matches!(time.day, Some(Day::Weekday { which: Which::Following, .. }))
        && matches!(own[..], [.., word, "apres"] if word != "d");
    after && heard.tokens.get(range.end).is_some_and(|t| !t.after_break())
}

/// «Le lundi suivant, le 4»: that Monday is the fourth, not the one after the fourth.
pub(super) fn runs_over_a_comma(heard: &Heard<'_>, range: &Range<usize>, time: &Time) -> bool {
    let comma = |at: usize| heard.tokens[at].gap == Gap::Mark(',');
    // «Du 13. Le mardi, à dix heures»
    let stop = |at: usize| heard.tokens[at].gap == Gap::Mark('.') && !heard.tokens[at].is_digits();
    let named = matches!(time.day, Some(Day::Date(Date { weekday: Some(_), month: None, .. })));
    matches!(time.day, Some(Day::Beside { .. })) && (range.start + 1..range.end).any(comma)
        || named && (range.start + 1..range.end).any(stop)
}

/// «Midi-Pyrénées».
pub(super) fn goes_on_hyphened(heard: &Heard<'_>, range: &Range<usize>) -> bool {
    range.len() == 1 && heard.tokens.get(range.end).is_some_and(|t| t.gap == Gap::Hyphen && !t.is_digits())
}

/// «Quarante-cinq mars» is not the fifth, «le 12/13» not the twelfth, «le quatre-vingt» not the fourth.
pub(super) fn cuts_a_number(heard: &Heard<'_>, range: &Range<usize>, time: &Time) -> bool {
    let tokens = &heard.tokens;
    let slash = |at: usize| tokens.get(at).is_some_and(|t| t.gap == Gap::Mark('/') && t.is_digits());
    // Does a number that begins at `from` pass over `edge`?
    let crosses = |from: usize, edge: usize| {
        numbers::readings(&tokens[from..], heard.text.lang).iter().any(|(_, len)| from + len > edge)
    };
    let (start, end) = (range.start, range.end);
    let begun_before = (start.saturating_sub(3)..start).any(|from| crosses(from, start));
    let month = matches!(time.day, Some(Day::Month { .. }));
    let counted_month = month && start > 0 && !crosses(start, start) && is_number(heard, start - 1);
    let going_on =
        end < tokens.len() && (end.saturating_sub(3).max(start)..end).any(|from| crosses(from, end));
    // «Midi trente», «à dix, dix heures»: cut off from what makes it a clock time.
    let numeral = |at: usize| is_number(heard, at);
    let clock = matches!(heard.words(end..end + 1)[..], ["heure" | "heures" | "h"]) && numeral(end - 1);
    // «Vendredi après-midi 06…», «midi, 06…»: no minutes follow a part of the day, nor a comma.
    let takes_minutes = !matches!(time.hours, Some(Hours::Part(_)))
        && tokens.get(end).is_some_and(|t| t.gap != Gap::Mark(','))
        && numeral(end);
    let midday = heard.words(end - 1..end) == ["midi"] && takes_minutes && !slash(end);
    clock || midday || slash(start) || slash(end) || begun_before || counted_month || going_on
}

/// «Le quatre-vingt-deux avril» is not from the fourth to the twenty-second, «le trente-trois» not the 30th of March.
pub(super) fn splits_a_number(heard: &Heard<'_>, range: &Range<usize>, time: &Time) -> bool {
    let year = match (&time.day, &time.range, time.hours) {
        (None, Some(_), _) => None,
        (Some(Day::Date(date)), _, None) => date.year,
        _ => return false,
    };
    range.clone().any(|from| {
        let readings = numbers::readings(&heard.tokens[from..], heard.text.lang);
        readings.iter().any(|(n, len)| {
            *len > 1 && (32..100).contains(&n.n) && from + len <= range.end && year != Some(Year::Short(n.n))
        })
    })
}

fn is_number(heard: &Heard<'_>, at: usize) -> bool {
    !numbers::readings(&heard.tokens[at..=at], heard.text.lang).is_empty()
}

/// «Avant, jeudi à dix heures», «celui d'après à quinze heures»: the preposition belongs to what stands before it.
pub(super) fn bounds_nothing(heard: &Heard<'_>, range: &Range<usize>, time: &Time) -> bool {
    let refused = usize::from(matches!(heard.words(range.start..range.start + 1)[..], ["pas" | "not"]));
    let own = heard.words(range.start + refused..range.start + refused + 2);
    let bound = matches!(own.first(), Some(&"avant" | &"apres" | &"before" | &"after"));
    let cut = heard
        .tokens
        .get(range.start + refused + 1)
        .is_some_and(|t| matches!(t.gap, Gap::Mark(',' | '.' | ';')));
    // «Ma sœur passe mardi»; «passé dix heures» is a bound.
    let verb = own.first() == Some(&"passe") && time.day.is_some();
    verb || bound && (cut || matches!(own.get(1), Some(&"a" | &"vers" | &"at")))
}

/// Two hours side by side that are no stretch: «pas neuf heures dix heures quinze», «dix-sept heures, dix-huit
/// heures», «two, two in the afternoon».
pub(super) fn runs_into_another(
    heard: &Heard<'_>,
    range: &Range<usize>,
    before: &[&str],
    own: &[&str],
    time: &Time,
) -> bool {
    let Some(Hours::Span(from, until)) = time.hours else { return false };
    let links = |w: &&str| {
        matches!(
            *w,
            "a" | "et" | "jusqu" | "entre" | "to" | "till" | "until" | "and" | "between" | "from" | "de"
        )
    };
    let hour = |w: &str| matches!(w, "heure" | "heures" | "h");
    let refused = matches!(before.last(), Some(&"pas" | &"non" | &"not" | &"no"));
    let cut = own
        .windows(4)
        .any(|w| hour(w[0]) && w[1] == "dix" && matches!(w[2], "sept" | "huit" | "neuf") && hour(w[3]));
    let same = (until.minute + 1440 - from.minute) % 720 == 0;
    cut && from.minute % 60 == 10
        || (refused || same) && !own.iter().any(links)
        || begins_again(heard, range, own, links)
}

/// «Huit heures et demie, euh, neuf heures et demie»: nothing leads from one to the other.
fn begins_again(
    heard: &Heard<'_>,
    range: &Range<usize>,
    own: &[&str],
    links: impl Fn(&&str) -> bool + Copy,
) -> bool {
    let opened = own.first().is_some_and(links);
    let linked = |at: usize| heard.words(at - 1..at + 1).iter().any(links);
    !opened && (range.start + 1..range.end).any(|at| heard.hesitates(at) && !linked(at))
}

/// «Non, pas demain, jeudi», «pas cette semaine, lundi»: what comes after the one that is refused is another.
pub(super) fn is_another_day(
    heard: &Heard<'_>,
    range: &Range<usize>,
    before: &[&str],
    time: &Time,
    context: &Context<'_>,
) -> bool {
    let comma = |at: usize| heard.tokens.get(at).is_some_and(|t| t.gap == Gap::Mark(','));
    let contradicts =
        || matches!(time.day, Some(Day::Named { .. })) && place::has_two_readings(time, context.now);
    let goes_on = || matches!(time.day, Some(Day::InWeek { .. })) && (range.start + 1..range.end).any(comma);
    // «Pas ce lundi, le trois mai»: that Monday isn't the third of May.
    let not_the_coming = || {
        let numbered = matches!(time.day, Some(Day::Date(Date { weekday: Some(_), .. })));
        let coming =
            heard.words(range.clone()).iter().any(|w| matches!(*w, "ce" | "prochain" | "this" | "coming"));
        numbered && coming && !place::is_within_a_week(time, context.now)
    };
    matches!(before, [.., "pas" | "not"]) && (contradicts() || goes_on() || not_the_coming())
}

/// «I've got my dentist at ten, Wednesday or Friday»: the hour is that of the business.
pub(super) fn takes_an_hour_of_business(heard: &Heard<'_>, range: &Range<usize>, time: &Time) -> bool {
    let cues = cues::of(heard.text.lang);
    let ahead = heard.words(range.start.saturating_sub(5)..range.start);
    let own = heard.words(range.clone());
    let day = own.iter().position(|w| cues.doubt.weekdays.contains(w)).filter(|at| *at > 0);
    let runs_on = day.is_some_and(|at| !cues.decision.small.contains(&own[at - 1]));
    let engaged = || cues.decision.engaged.iter().any(|c| contains(&ahead, c));
    // «Jeudi vous fermez à midi, vendredi alors»
    let told = || {
        let behind = heard.words(range.end..range.end + 2);
        let settles = cues.decision.settling_behind.iter().any(|c| begins_with(&behind, c).is_some());
        settles && cues.decision.told.iter().any(|c| ends_with(&ahead, c))
    };
    time.day.is_some() && time.hours.is_some() && runs_on && (engaged() || told())
}

/// «Sauf mercredi et vendredi, mais le matin», «… plutôt le matin»: of the other days.
pub(super) fn goes_back_on_a_refusal(heard: &Heard<'_>, range: &Range<usize>, own: &[&str]) -> bool {
    let ahead = heard.words(range.start.saturating_sub(6)..range.start);
    let turns = |w: &&str| matches!(*w, "mais" | "plutot" | "but" | "rather" | "preferably");
    let excepts = |w: &&str| matches!(*w, "sauf" | "except" | "hormis");
    own.iter().skip(1).any(turns) && ahead.iter().any(excepts)
}

/// «Half past nine, sorry, half eight's a bit early»: what won't do takes no hour back, it says why one was.
pub(super) fn takes_back_for_what_wont_do(heard: &Heard<'_>, range: &Range<usize>, own: &[&str]) -> bool {
    let strong = cues::of(heard.text.lang).corrections.strong;
    strong.iter().any(|c| contains(own, c))
        && corrections::wont_do_for_its_hour(heard, range.end, heard.tokens.len())
}

/// «Jeudi à neuf heures, non, pas neuf, dix», “no, not nine, ten”: the ten are no minutes of the nine that are refused.
pub(super) fn reads_minutes_of_a_refused_hour(heard: &Heard<'_>, range: &Range<usize>, time: &Time) -> bool {
    let Some(Hours::At(clock)) = time.hours.filter(|_| time.day.is_none()) else { return false };
    let own = heard.words(range.clone());
    let refused = range.start + usize::from(matches!(own.first(), Some(&"not" | &"pas")));
    let ahead = heard.words(refused.saturating_sub(1)..refused);
    let hour = |at: usize| {
        let read = numbers::readings(&heard.tokens[at..range.end.max(at + 1)], heard.text.lang);
        read.into_iter().min_by_key(|(_, len)| *len).map(|(number, _)| number.n)
    };
    let bare = own.iter().all(|w| !matches!(*w, "h" | "heure" | "heures" | "past" | "to"));
    let again = |n: u32| (refused.saturating_sub(6)..refused).any(|at| hour(at) == Some(n));
    clock.fine && bare && matches!(ahead[..], ["not" | "pas"]) && hour(refused).is_some_and(again)
}

/// «Apart | from lunchtime», «la semaine | entre Noël et le nouvel an».
pub(super) fn is_cut_off(before: &[&str], own: &[&str], after: &[&str]) -> bool {
    let apart = before.last() == Some(&"apart") && own.first() == Some(&"from");
    apart || own == ["la", "semaine"] && after.first() == Some(&"entre")
}
