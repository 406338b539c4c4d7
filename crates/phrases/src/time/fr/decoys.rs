//! What looks like a time and is none: farewells, doses, what has been going on.

use crate::time::grammar::{Rule, rule};
use crate::time::make::time_of;
use crate::time::value::Value;

pub(super) const RULES: &[Rule] = &[
    rule("good day", "(bonne|tres bonne|excellente) (soiree|journee|matinee|nuit|apres midi|fin de journee|fin de semaine|semaine|annee)", decoy).weigh(2),
    rule("good week-end", "(bon|excellent) (week end|weekend|apres midi|dimanche)", decoy).weigh(2),
    rule("since", "depuis (le|la|ce|cet|cette|hier)? <time>", since).weigh(2),
    rule("since the number", "depuis le <numbered>", decoy).weigh(2),
    rule("since this part", "depuis (ce matin|hier soir|ce soir|cette nuit|hier)", decoy).weigh(2),
    rule("for so long", "(depuis|pendant|durant|ca fait|cela fait) (environ|presque|plus de)? <n:1-999> <unit>", decoy).weigh(2),
    rule("every so often", "(tous|toutes) les <n:1-999> <unit>", decoy).weigh(2),
    rule("a dose", "(le)? matin (midi)? et (le)? soir", decoy).weigh(2),
    rule("morning, noon and evening", "matin midi soir", decoy).weigh(2),
    rule("born", "(ne|nee|nes) (le|en) <time>", since).weigh(2),
    rule("born on the number", "(ne|nee|nes) le <numbered>", decoy).weigh(2),
    rule("a moment", "(une|deux|quelques|cinq) (petite|petites)? (minute|minutes|seconde|secondes)", decoy),
    rule("round the clock", "(vingt quatre|24) heures sur (vingt quatre|24)", decoy).weigh(2),
    rule("round the week", "(sept|7) jours sur (sept|7)", decoy).weigh(2),
    rule("a long time", "(il y a|ca fait) longtemps", decoy),
];

#[expect(clippy::unnecessary_wraps, reason = "every rule gives an Option")]
fn decoy(_: &[&Value]) -> Option<Value> {
    Some(Value::Decoy)
}

/// Whatever it began with.
fn since(values: &[&Value]) -> Option<Value> {
    time_of(values, 0).map(|_| Value::Decoy)
}
