//! Emergencies that no single sign names: words of different classes that add up.
//!
//! The classes and weights are the language's `emergency_evidence.txt`; a class counts once, by the heaviest
//! of its words that stand. What makes it acute multiplies the sum, what makes it old, slight or a matter of
//! papers is taken off.

use super::Scene;
use crate::intent::phrasebook::{Hits, Phrasebook};

/// The sum that makes an emergency.
const ENOUGH: f64 = 3.0;

/// The heaviest evidence, when all of it together is enough.
pub(super) fn adds_up<'b>(book: &'b Phrasebook, hits: &Hits<'_>, scene: &Scene<'_>) -> Option<&'b str> {
    let mut classes: Vec<(&str, &'b str, f64)> = Vec::new();
    let (mut times, mut less) = (1.0_f64, 0.0_f64);
    for (entry, said) in book.entries().zip(hits.all()).filter(|(_, said)| !said.is_empty()) {
        let Some((kind, rest)) = entry.name.split_once('.') else { continue };
        match kind {
            "more" => times *= entry.weight,
            "less" => less += entry.weight,
            "evidence" if said.iter().any(|hit| scene.stands(&entry.name, *hit)) => {
                let class = rest.split('.').next().unwrap_or(rest);
                match classes.iter_mut().find(|(known, ..)| *known == class) {
                    Some(known) if known.2 >= entry.weight => {}
                    Some(known) => (known.1, known.2) = (&entry.name, entry.weight),
                    None => classes.push((class, &entry.name, entry.weight)),
                }
            }
            _ => {}
        }
    }
    let sum: f64 = classes.iter().map(|(.., weight)| weight).sum();
    let heaviest = classes.iter().max_by(|a, b| a.2.total_cmp(&b.2));
    heaviest.filter(|_| sum * times - less >= ENOUGH).map(|(_, name, _)| *name)
}
