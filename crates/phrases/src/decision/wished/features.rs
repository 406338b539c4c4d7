//! What is weighed of a time to tell whether it is wished.

use std::collections::BTreeSet;

use crate::decision::{Placed, reach};
use crate::heard::Heard;
use crate::intent::stem;

/// The feature that everything bears.
pub(super) const BIAS: &str = "*";

/// How far around a time its words tell what it is said for.
const NEAR: usize = 6;

/// What stands for the time itself among the words.
const ITSELF: &str = "<>";

/// What is weighed of one of the times, each once.
///
/// | feature | what it is |
/// |---|---|
/// | `-1 non`, `-2 ah non`, `-3 ah non attend` | the one, two or three words before it, by their first letters |
/// | `+1 j`, `+2 j ai`, `+3 j ai piscin` | those behind it |
/// | `- ah`, `- ah non`, `+ j`, `+ j ai` | a word or two neighbours before it or behind it, as far as the next time |
/// | `clause rendez` | a word before it in its clause |
/// | `1 of 3`, `last of 3` | its place among the times |
/// | `At Value Hour Weekday` | what it is |
/// | `before At Hour`, `behind other` | what another time is, and whether it is on the same day |
/// | `2 readings` | how many readings it has |
/// | `rules held` | what the rules make of it: `held`, `dropped` or `open` |
///
/// Another time is `<At>`, `<From>`… among the words, a pause `,`.
pub(in crate::decision) fn of(
    heard: &Heard<'_>,
    placed: &[Placed],
    which: usize,
    fate: &str,
) -> BTreeSet<String> {
    let (line, at) = line(heard, placed, which);
    let mut features = BTreeSet::from([BIAS.to_owned(), format!("rules {fate}")]);
    features.extend(around(&line, at));
    features.extend(itself(placed, which));
    features
}

/// The words of the sentence, with a mark for each time, and where the time in question stands among them.
fn line(heard: &Heard<'_>, placed: &[Placed], which: usize) -> (Vec<String>, usize) {
    let time_at = |token: usize| {
        let holds = |at: &usize| placed[*at].tokens.contains(&token);
        Some(which).filter(holds).or_else(|| (0..placed.len()).find(holds))
    };
    let mut line: Vec<String> = Vec::new();
    let (mut place, mut before) = (None, None);
    for (token, word) in heard.tokens.iter().enumerate() {
        let time = time_at(token);
        if time.is_some() && time == before {
            continue;
        }
        if word.after_break() && !line.is_empty() {
            line.push(",".to_owned());
        }
        match time {
            Some(at) if at == which => {
                place = place.or(Some(line.len()));
                line.push(ITSELF.to_owned());
            }
            Some(at) => line.push(format!("<{:?}>", placed[at].first().role)),
            None => line.push(stem(&word.text).to_owned()),
        }
        before = time;
    }
    let place = place.unwrap_or(line.len());
    (line, place)
}

/// What its surroundings say.
fn around(line: &[String], at: usize) -> Vec<String> {
    let word =
        |at: Option<usize>, edge: &'static str| at.and_then(|at| line.get(at)).map_or(edge, String::as_str);
    let before: Vec<&str> = (1..=NEAR).map(|far| word(at.checked_sub(far), "^")).collect();
    let behind: Vec<&str> = (1..=NEAR).map(|far| word(at.checked_add(far), "$")).collect();
    let mut features = Vec::new();
    for count in 1..=3 {
        let ahead: Vec<&str> = before[..count].iter().rev().copied().collect();
        features.push(format!("-{count} {}", ahead.join(" ")));
        features.push(format!("+{count} {}", behind[..count].join(" ")));
    }
    let is_time = |word: &str| word.starts_with('<');
    let until_time = |words: &[&str]| words.iter().position(|w| is_time(w)).map_or(words.len(), |at| at + 1);
    let near = &before[..until_time(&before)];
    features.extend(near.iter().filter(|w| !is_time(w)).map(|w| format!("- {w}")));
    features.extend(near.windows(2).map(|pair| format!("- {} {}", pair[1], pair[0])));
    let near = &behind[..until_time(&behind)];
    features.extend(near.iter().map(|w| format!("+ {w}")));
    features.extend(near.windows(2).map(|pair| format!("+ {} {}", pair[0], pair[1])));
    let clause = line[..at.min(line.len())].iter().rev().take(2 * NEAR).take_while(|word| *word != ",");
    features.extend(clause.map(|word| format!("clause {word}")));
    features
}

/// What it is, and where among the others.
fn itself(placed: &[Placed], which: usize) -> Vec<String> {
    const MANY: usize = 4;
    let own = placed[which].first();
    let count = placed.len().min(MANY);
    let mut features = vec![
        format!("{} of {count}", (which + 1).min(MANY)),
        format!("{:?}", own.role),
        format!("{:?}", own.kind),
        format!("{:?}", own.grain),
        format!("{:?} {:?} {:?} {:?}", own.role, own.kind, own.grain, placed[which].way),
        format!("{} readings", placed[which].readings.len().min(MANY)),
    ];
    let marks = [
        (which + 1 == placed.len(), "last"),
        (own.any_date, "of any day"),
        (own.habitual, "habitual"),
        (placed[which].doubtful, "doubtful"),
    ];
    features.extend(marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| format!("{mark} {count}")));
    for (at, other) in placed.iter().enumerate().filter(|(at, _)| *at != which) {
        let side = if at < which { "before" } else { "behind" };
        features.push(format!("{side} {:?} {:?}", other.first().role, other.first().grain));
        let day = reach::day_of(own);
        let same = day.is_some() && day == reach::day_of(other.first());
        features.push(format!("{side} {}", if same { "same" } else { "other" }));
    }
    features
}
