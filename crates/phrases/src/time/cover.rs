//! Which of all readings the sentence holds: the mentions that together explain most words with fewest pieces.

use std::ops::Range;

use super::chart::{Chart, Item};
use super::value::{Time, Value};
use crate::text::Gap;

/// A mention of a time, by the tokens it covers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mention {
    pub(crate) tokens: Range<usize>,
    pub(crate) time: Time,
    /// The rules that made it, from the whole to its parts.
    pub(crate) rules: Vec<&'static str>,
}

/// What a covered token is worth, against what each further mention costs.
const TOKEN: i32 = 10;
const PIECE: i32 = 6;

/// Of two ways to part the same words the one that parts them at the comma is better.
fn commas(chart: &Chart<'_>, inside: Range<usize>) -> i32 {
    let commas = inside.filter(|at| chart.tokens[*at].gap == Gap::Mark(',')).count();
    i32::try_from(commas).unwrap_or(0)
}

/// Is it the same day, with its hour?
fn takes_its_hour(without: Option<&Time>, with: Option<&Time>) -> bool {
    without.zip(with).is_some_and(|(without, with)| {
        without.day.is_some() && without.day == with.day && without.hours.is_none() && with.hours.is_some()
    })
}

/// The best set of mentions that don't overlap; `allowed` says which spans may be one. Decoys take their words
/// out of the game.
pub(super) fn best(chart: &Chart<'_>, allowed: impl Fn(&Range<usize>, &Time) -> bool) -> Vec<Mention> {
    let places = &chart.places;
    let mut score = vec![0; places.len() + 1];
    let mut choice: Vec<Option<(&Item, Option<&Time>)>> = vec![None; places.len() + 1];
    for at in (0..places.len().saturating_sub(1)).rev() {
        score[at] = score[at + 1];
        for item in &places[at] {
            let time = match &item.value {
                Value::Time(time) => Some(time),
                Value::Decoy => None,
                _ => continue,
            };
            let worth =
                TOKEN * i32::try_from(item.end - at).unwrap_or(0) - PIECE - commas(chart, at + 1..item.end)
                    + item.weight
                    + score[item.end];
            // «Mardi quatorze heures mercredi»: of two ways as good, an hour is that of the day before it.
            let without = choice[at].and_then(|(_, chosen)| chosen);
            let better = worth > score[at] || worth == score[at] && takes_its_hour(without, time);
            if better && time.is_none_or(|time| allowed(&(at..item.end), time)) {
                score[at] = worth;
                choice[at] = Some((item, time));
            }
        }
    }
    let mut mentions = Vec::new();
    let mut at = 0;
    while at < choice.len() {
        match choice[at] {
            Some((item, time)) => {
                let mention = |time: &Time| Mention {
                    tokens: at..item.end,
                    time: Time { one_more: false, ..time.clone() },
                    rules: chart.rules_of(item),
                };
                mentions.extend(time.map(mention));
                at = item.end;
            }
            None => at += 1,
        }
    }
    mentions
}
