//! Emergencies in words that no sign foresees: weights learned from examples.
//!
//! A caller in distress says it in their own way («il a un palpitant à crever, on dirait qu'il part»), and no
//! list of signs holds every way. So what a sentence holds, its words and the concepts of the tables, bears
//! weights that [`super::lesson`] has learned from `tables/<lang>/emergency_lessons.tsv`; their sum says on
//! which side of the border the sentence stands. A sentence weighs what its heaviest part does ([`super::parts`]).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::parts::{holds, parts};
use super::{Hit, Scene};
use crate::Lang;
use crate::intent::phrasebook::{Entry, Phrasebook};
use crate::intent::words::{Words, stem};
use crate::machine::Weights;

static FR: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../tables/fr/emergency_weights.tsv")));
static EN: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../tables/en/emergency_weights.tsv")));

/// The feature that every part bears.
pub(super) const BIAS: &str = "*";

/// What the heaviest part of a sentence weighs, in thousandths: about 1000 as the examples of emergencies do.
pub(super) fn weight(words: &Words<'_>, book: &Phrasebook, scene: &Scene<'_>, lang: Lang) -> i32 {
    let weights = match lang {
        Lang::Fr => &*FR,
        Lang::En => &*EN,
    };
    let mut said: BTreeMap<&str, (i32, Vec<Hit>)> = BTreeMap::new();
    each_feature(words, book, scene, |feature, hit| {
        if let Some((feature, weight)) = weights.of(feature) {
            said.entry(feature).or_insert((weight, Vec::new())).1.push(hit);
        }
    });
    let bias = weights.of(BIAS).map_or(0, |(_, weight)| weight);
    let weight = |part: Hit| -> i32 {
        let held = said.values().filter(|(_, hits)| hits.iter().any(|hit| holds(part, *hit)));
        bias + held.map(|(weight, _)| weight).sum::<i32>()
    };
    parts(words, scene).into_iter().map(weight).max().unwrap_or(bias)
}

/// What is weighed of a sentence, each with the mark of its kind and the words it was said in.
///
/// | feature | what it is |
/// |---|---|
/// | `poitri` | a word, by its first letters |
/// | `mal a` | two neighbours |
/// | `@sign.limb` | a concept of the tables is said |
/// | `!sign.limb` | and meant: neither past nor denied nor supposed |
///
/// A part bears a feature once, however often it says it; and every part bears [`BIAS`]. Who
/// else helps than the ambulance (`peril.…`) weighs nothing.
pub(super) fn each_feature(
    words: &Words<'_>,
    book: &Phrasebook,
    scene: &Scene<'_>,
    mut take: impl FnMut(&str, Hit),
) {
    let mut before = None;
    for (at, word) in words.said.iter().map(|word| stem(word)).enumerate() {
        take(word, (at, at + 1));
        if let Some(before) = before {
            take(&format!("{before} {word}"), (at - 1, at + 1));
        }
        before = Some(word);
    }
    let weighed = |entry: &Entry| entry.is_named() && !entry.name.starts_with("peril.");
    for (entry, hits) in book.entries().zip(scene.hits.all()).filter(|(entry, _)| weighed(entry)) {
        for hit in hits {
            take(&format!("@{}", entry.name), *hit);
            if scene.stands(&entry.name, *hit) {
                take(&format!("!{}", entry.name), *hit);
            }
        }
    }
}
