//! Whether a time is what the caller wishes, as examples taught.
//!
//! Callers tell more times than they wish («le mardi j'ai piscine, et mon train est à midi, alors jeudi»), in more ways
//! than rules foresee. So the words around a time, its place among the others and what it is bear weights that
//! [`lesson`] has learned from `tables/<lang>/wish_lessons.tsv`; their sum says on which side of the border it stands.
//! It settles what the rules leave open, and doubts what they are sure of (`docs/decisions/0008-wishes.md`).

mod features;
mod lesson;

use std::collections::BTreeSet;
use std::sync::LazyLock;

pub(super) use features::of as features_of;
pub use lesson::wish_weights;

use super::doubt::{Case, Doubt, Dropped, Why};
use super::{Placed, is_wish};
use crate::Lang;
use crate::machine::Weights;

static FR: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../tables/fr/wish_weights.tsv")));
static EN: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../tables/en/wish_weights.tsv")));

/// From so much on a time is clearly wished, and clearly told from so much below 0. Fitted where each writer's sentences
/// were read by what the others taught: more asks in vain more often, less errs more often.
const CLEAR: i32 = 300;

/// How surely a time with these features is wished, in thousandths: about 1000 as the wishes of the lessons are, −1000
/// as their other times.
pub(super) fn weight(features: &BTreeSet<String>, lang: Lang) -> i32 {
    let weights = match lang {
        Lang::Fr => &*FR,
        Lang::En => &*EN,
    };
    weights.sum(features)
}

/// The times that are told of something else, where others are wished: taken out before the rules settle the rest.
pub(super) fn take_told(placed: &mut Vec<Placed>) -> Vec<Dropped> {
    let wish = placed.iter().filter(|one| is_wish(one)).max_by_key(|one| one.weight);
    let Some(wish) = wish.filter(|one| one.weight >= CLEAR) else { return Vec::new() };
    let by = wish.tokens.start;
    let told = placed.extract_if(.., |one| is_wish(one) && one.weight <= -CLEAR && !one.doubtful).collect();
    Dropped::all(told, Why::Told, by).collect()
}

/// Of two that can't both be meant, do their words tell which is? The other is held no longer.
pub(super) fn is_settled((one, other): &(Placed, Placed), kept: &mut Vec<Placed>) -> bool {
    let (meant, told) = match (one.weight, other.weight) {
        (yes, no) if yes >= CLEAR && no <= -CLEAR => (one, other),
        (no, yes) if yes >= CLEAR && no <= -CLEAR => (other, one),
        _ => return false,
    };
    if meant.doubtful || told.doubtful {
        return false;
    }
    match kept.iter().position(|held| held.tokens == told.tokens) {
        Some(at) if kept.iter().any(|held| held.tokens == meant.tokens) => {
            kept.remove(at);
        }
        Some(at) => kept[at] = meant.clone(),
        None => {}
    }
    true
}

/// Does a doubt stand, once the words are weighed?
pub(super) fn stands(doubt: &Doubt) -> bool {
    match doubt {
        Doubt::Between(wish, other) => !(wish.weight >= CLEAR && other.weight <= -CLEAR),
        Doubt::Whole => true,
    }
}

/// What the rules hold and the words tell otherwise: «mon train arrive à neuf heures» is hardly a wish.
pub(super) fn find(case: &Case<'_>) -> Option<Doubt> {
    // «Lundi ou jeudi, jeudi alors» has chosen.
    let dropped =
        case.dropped.iter().filter(|dropped| dropped.why != Why::NotChosen).map(|dropped| &dropped.time);
    let passed_over = dropped.filter(|time| !case.is_held(time)).max_by_key(|time| time.weight);
    let passed_over = passed_over.filter(|time| time.weight >= CLEAR);
    let told = case.wishes().min_by_key(|wish| wish.weight);
    // «Repousser d'une semaine»: how far is no time.
    let told = told.filter(|wish| wish.weight <= -CLEAR && !case.evidence.displaced);
    match (told, passed_over) {
        (Some(wish), Some(other)) => Some(Doubt::between(wish, other)),
        (Some(_), None) => Some(Doubt::Whole),
        (None, Some(other)) => case.against(other),
        (None, None) => None,
    }
}
