//! Times: from tokens to symbolic values ([`value`]), bottom-up ([`chart`]), by the rules of a language
//! ([`fr`], [`en`]); from all readings the best set ([`cover`]); and onto the calendar at the very end ([`place`]).

mod chart;
pub(crate) mod cover;
mod easter;
mod en;
mod fr;
mod grammar;
mod hours;
mod make;
mod pattern;
pub(crate) mod place;
pub(crate) mod value;

use std::ops::Range;

use crate::text::Token;
use crate::{Lang, Region};
use chart::Chart;
use cover::Mention;
use value::Time;

/// The mentions of times in a row of tokens.
///
/// `allowed` says whether a span may be a mention at all (masked words, what follows it).
pub(crate) fn mentions(
    tokens: &[&Token],
    lang: Lang,
    region: Region,
    allowed: impl Fn(&Range<usize>, &Time) -> bool,
) -> Vec<Mention> {
    let chart = Chart::fill(tokens, lang, grammar::of(lang, region));
    let mut mentions = cover::best(&chart, allowed);
    if lang == Lang::En {
        // On the twelve-hour clock nobody comes to a practice at three in the morning.
        for mention in &mut mentions {
            mention.time.by_day();
        }
    }
    mentions
}
