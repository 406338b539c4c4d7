//! Emergencies in words that no sign foresees: weights learned from examples.
//!
//! A caller in distress says it in their own way («il a un palpitant à crever, on dirait qu'il part»), and no
//! list of signs holds every way. So what a sentence holds, its words and the concepts of the tables, bears
//! weights that [`super::lesson`] has learned from `tables/<lang>/emergency_lessons.tsv`; their sum says on
//! which side of the border the sentence stands.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::Scene;
use crate::Lang;
use crate::intent::phrasebook::{Entry, Phrasebook};
use crate::intent::words::Words;

static FR: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../tables/fr/emergency_weights.tsv")));
static EN: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../tables/en/emergency_weights.tsv")));

/// Weights are written in thousandths: the examples lie about a thousand beyond the border.
pub(super) const UNIT: f64 = 1000.0;

/// The letters by which a word is known; endings are left off.
const STEM: usize = 6;

/// A language's weights, by feature.
struct Weights(HashMap<&'static str, i32>);

impl Weights {
    fn parse(table: &'static str) -> Self {
        let rows = table.lines().filter_map(|line| line.split_once('\t'));
        Self(rows.filter_map(|(weight, feature)| Some((feature, weight.parse().ok()?))).collect())
    }
}

/// What a sentence weighs, in thousandths: above 0 as the examples of emergencies do.
pub(super) fn weight(words: &Words<'_>, book: &Phrasebook, scene: &Scene<'_>, lang: Lang) -> i32 {
    let Weights(weights) = match lang {
        Lang::Fr => &*FR,
        Lang::En => &*EN,
    };
    let mut held: BTreeMap<&str, i32> = BTreeMap::new();
    each_feature(words, book, scene, |feature| held.extend(weights.get_key_value(feature)));
    held.values().sum()
}

/// What is weighed of a sentence, each with the mark of its kind; what is said twice is given twice.
///
/// | feature | what it is |
/// |---|---|
/// | `*` | that there is a sentence |
/// | `poitri` | a word, by its first letters |
/// | `mal a` | two neighbours; the beginning `^` and the end `$` are neighbours too |
/// | `@sign.limb` | a concept of the tables is said |
/// | `!sign.limb` | and meant: neither past nor denied nor supposed |
///
/// Who else helps than the ambulance (`peril.…`) weighs nothing.
pub(super) fn each_feature(
    words: &Words<'_>,
    book: &Phrasebook,
    scene: &Scene<'_>,
    mut take: impl FnMut(&str),
) {
    let weighed = |entry: &Entry| entry.is_named() && !entry.name.starts_with("peril.");
    take("*");
    let mut before = "^";
    for word in words.said.iter().map(|word| stem(word)) {
        take(word);
        take(&format!("{before} {word}"));
        before = word;
    }
    take(&format!("{before} $"));
    for (entry, said) in
        book.entries().zip(scene.hits.all()).filter(|(entry, said)| weighed(entry) && !said.is_empty())
    {
        take(&format!("@{}", entry.name));
        if said.iter().any(|hit| scene.stands(&entry.name, *hit)) {
            take(&format!("!{}", entry.name));
        }
    }
}

fn stem(word: &str) -> &str {
    word.char_indices().nth(STEM).map_or(word, |(end, _)| &word[..end])
}
