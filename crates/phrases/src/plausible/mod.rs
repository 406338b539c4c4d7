//! Which spans may be times at all: not names, streets, lengths, farewells, or pieces of numbers.

mod meaning;
mod seams;

use std::ops::Range;

use self::meaning::{
    counts_something, in_a_district, in_an_address, is_of_a_feast, is_remark, lasts, misheard,
    named_like_somebody, names_somebody, says_goodbye,
};
use self::seams::{
    bounds_nothing, cuts_a_number, ends_with_an_article, goes_back_on_a_refusal, goes_on_behind,
    goes_on_hyphened, is_another_day, is_cut_off, reads_minutes_of_a_refused_hour, runs_into_another,
    runs_over_a_comma, splits_a_number, takes_an_hour_of_business, takes_back_for_what_wont_do,
};
use crate::heard::Heard;
use crate::time::value::{Date, Day, Hours, Time};
use crate::{Context, Expecting, Lang};

/// Is this span a time here?
pub(crate) fn may_be(heard: &Heard<'_>, range: &Range<usize>, time: &Time, context: &Context<'_>) -> bool {
    if time.latent {
        // "Make it eleven", of the day that is spoken of.
        let instead = context.spoken.is_some() && time.day.is_none() && range.len() > 1;
        let asked = context.expecting == Expecting::Time || !may_be_a_choice(time);
        return alone(heard, range) && (asked || instead);
    }
    let before = heard.words(range.start.saturating_sub(3)..range.start);
    let after = heard.words(range.end..range.end + 2);
    let own = heard.words(range.clone());
    !(names_somebody(&before, &own, time)
        || counts_something(&own, &after, time)
        || in_an_address(&before, &own, time)
        || named_like_somebody(heard, range)
        || lasts(&before, &own)
        || misheard(&before, &own)
        || (time.day.is_none() && goes_on_hyphened(heard, range))
        || in_a_district(&before, &own)
        || cuts_a_number(heard, range, time)
        || splits_a_number(heard, range, time)
        || runs_over_a_comma(heard, range, time)
        || says_goodbye(heard, &before, time)
        || bounds_nothing(heard, range, time)
        || ends_with_an_article(&own, time)
        || goes_on_behind(heard, range, time)
        || runs_into_another(heard, range, &before, &own, time)
        || is_another_day(heard, range, &before, time, context)
        || goes_back_on_a_refusal(heard, range, &own)
        || is_remark(&before, time, context)
        || is_of_a_feast(&before, &after, time)
        || takes_an_hour_of_business(heard, range, time)
        || takes_back_for_what_wont_do(heard, range, &own)
        || reads_minutes_of_a_refused_hour(heard, range, time)
        || is_cut_off(&before, &own, &after)
        || (context.expecting == Expecting::Choice && is_choice(&own)))
}

/// «The second», «ten»: a day or an hour only when one was asked for.
fn may_be_a_choice(time: &Time) -> bool {
    let number = matches!(time.day, Some(Day::Date(Date { month: None, weekday: None, .. })));
    number || (time.day.is_none() && matches!(time.hours, Some(Hours::At(_))))
}

/// Nothing else is said, but noise.
fn alone(heard: &Heard<'_>, range: &Range<usize>) -> bool {
    let noise = |word: &str| match heard.text.lang {
        Lang::Fr => matches!(
            word,
            "alors"
                | "du"
                | "coup"
                | "bonjour"
                | "oui"
                | "bon"
                | "donc"
                | "s"
                | "il"
                | "vous"
                | "plait"
                | "merci"
                | "plutot"
                | "finalement"
                | "non"
                | "un"
                | "peu"
        ),
        Lang::En => matches!(
            word,
            "so" | "well"
                | "like"
                | "ok"
                | "okay"
                | "yes"
                | "no"
                | "actually"
                | "instead"
                | "please"
                | "thanks"
                | "a"
                | "bit"
                | "hello"
        ),
    };
    let outside = heard.words(0..range.start).into_iter().chain(heard.words(range.end..heard.tokens.len()));
    outside.into_iter().all(noise)
}

/// «Le deux» as an answer to three offers.
fn is_choice(own: &[&str]) -> bool {
    matches!(own, ["le", "un" | "deux" | "trois" | "premier" | "deuxieme" | "troisieme" | "1" | "2" | "3"])
}
