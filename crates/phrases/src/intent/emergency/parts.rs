//! The parts of a sentence that are weighed, each as if nothing else had been said.
//!
//! «Bonjour madame je voudrais un rendez-vous la semaine prochaine ah et puis mon mari ne se réveille plus»: a
//! long request must not outweigh the four words that matter. Recognisers write no punctuation, so a clause also
//! begins where somebody or something is spoken of anew («mon mari», «il», «ça»).

use super::{Hit, Scene};
use crate::intent::words::Words;

/// The most words of a part, but for the whole: as many as one breath holds.
const LONGEST: usize = 25;
/// The fewest: one word alone tells nothing.
const SHORTEST: usize = 2;

/// The whole, and every run of its clauses that isn't too long, as the words from the first to before the second.
pub(super) fn parts(words: &Words<'_>, scene: &Scene<'_>) -> Vec<Hit> {
    let cuts = cuts(words, scene);
    let runs = cuts.iter().enumerate().flat_map(|(at, from)| {
        let ends = cuts[at + 1..].iter().take_while(move |to| *to - from <= LONGEST);
        ends.map(move |to| (*from, *to))
    });
    let runs = runs.filter(|(from, to)| to - from >= SHORTEST);
    std::iter::once((0, words.len())).chain(runs).collect()
}

/// Where clauses may begin, and the end.
fn cuts(words: &Words<'_>, scene: &Scene<'_>) -> Vec<usize> {
    let mut begins = words.breaks.clone();
    for (from, _) in ["clause", "subject"].iter().flat_map(|concept| scene.hits.of(concept)) {
        begins[*from] = true;
    }
    let inner = (1..words.len()).filter(|at| begins[*at]);
    std::iter::once(0).chain(inner).chain([words.len()]).collect()
}

/// Does a part hold a hit?
pub(super) fn holds(part: Hit, hit: Hit) -> bool {
    part.0 <= hit.0 && hit.1 <= part.1
}
