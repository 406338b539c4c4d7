//! Parts of the day, by the conventions of a practice (docs/adding-a-phrase.md has the table).

use crate::time::grammar::{Rule, rule};
use crate::time::make::{days_from_now, part, time_of};
use crate::time::value::{Half, Hours, Time, Value};

pub(super) const RULES: &[Rule] = &[
    rule("morning", "(matin|matinee|matins|mat)", |_| part(480, 720, Half::Morning)),
    rule("early morning", "(tout)? debut (de|du|de la) (matinee|matin)", |_| part(480, 600, Half::Morning)).weigh(2),
    rule("early", "(tot le matin|tot dans la matinee|le matin tot|matin tot|de bonne heure|a la premiere heure|premiere heure|aux premieres heures|a l ouverture|le premier de la matinee|le tout premier de la matinee|le premier du matin)", |_| part(480, 600, Half::Morning)).weigh(2),
    rule("middle of the morning", "milieu (de|de la|du) (matinee|matin)", |_| part(540, 660, Half::Morning)).weigh(2),
    rule("late morning", "(toute)? fin (de|de la|du) (matinee|matin)", |_| part(630, 720, Half::Morning)).weigh(2),
    rule("between noon and two", "entre midi et (deux|2)", |_| part(720, 840, Half::Any)).weigh(4),
    rule("between noon and two o'clock", "entre midi et (deux|2|quatorze|14) (heures|h)", |_| part(720, 840, Half::Any)).weigh(4),
    rule("lunchtime", "(a l heure du|pendant le|au moment du|au moment de|sur le temps du|pendant la pause|a la pause|a la pause de|pendant ma pause|sur ma pause|a l heure de) (dejeuner|repas|midi)", |_| part(720, 840, Half::Any)).weigh(2),
    rule("before lunch", "avant (le|de)? dejeuner", |_| part(600, 720, Half::Any)).weigh(2),
    rule("after lunch", "apres (le|mon)? (dejeuner|repas)", |_| part(780, 900, Half::Any)).weigh(2),
    rule("afternoon", "(apres midi|aprem|apresmidi|apres midis)", |_| part(720, 1080, Half::Afternoon)).weigh(4),
    rule("early afternoon", "(tout)? debut (d|de l|de|de cet) (apres midi|aprem|apresmidi)", |_| part(840, 960, Half::Afternoon)).weigh(6),
    rule("middle of the afternoon", "milieu (d|de l|de) (apres midi|aprem|apresmidi)", |_| part(900, 1020, Half::Afternoon)).weigh(6),
    rule("late afternoon", "(toute)? fin (d|de l|de|de cet) (apres midi|aprem|apresmidi)", |_| part(960, 1080, Half::Afternoon)).weigh(6),
    rule("early in the day", "debut de (la)? journee", |_| part(480, 600, Half::Morning)).weigh(2),
    rule("middle of the day", "milieu de (la)? journee", |_| part(660, 840, Half::Any)).weigh(2),
    rule("end of the day", "(toute)? fin de (la)? journee", |_| part(1020, 1140, Half::Evening)).weigh(2),
    rule("after work", "(apres|a la sortie) (le|mon|du)? (travail|boulot|bureau)", |_| part(1080, 1200, Half::Evening)).weigh(2),
    rule("after school", "(apres|a la sortie de) l ecole", |_| part(990, 1110, Half::Afternoon)).weigh(2),
    rule("evening", "(soir|soiree|soirs)", |_| part(1080, 1200, Half::Evening)),
    rule("early evening", "debut de (la)? soiree", |_| part(1080, 1200, Half::Evening)).weigh(2),
    rule("late evening", "fin de (la)? soiree", |_| part(1200, 1320, Half::Evening)).weigh(2),
    rule("night", "nuit", |_| part(1320, 1800, Half::Night)),
    rule("part", "<part>", hours_of),
    rule("in the part", "(le|la|l|les|en|au|a la|dans le|dans la|dans l|pendant la|pendant l|du|de la|de l|des le|des la|des l|plutot le|vers la|sur la|en plein|en pleine|uniquement le|seulement le|tous les) <part>", hours_of),
    rule("the coming part", "(plus tard|un peu plus tard) (dans|en) (la|l|le)? <part>", hours_of).weigh(2),
    rule("this morning", "ce matin", |_| today(480, 720, Half::Morning)),
    rule("this evening", "ce soir", |_| today(1080, 1200, Half::Evening)),
    rule("tonight", "cette nuit", |_| today(1320, 1800, Half::Night)),
    rule("this part of today", "(cet|cette) <part>", this_part),
    rule("clock in the part", "<clock> (du|de l|de la|le|dans l|dans la) <part>", clock_in_part).weigh(2),
];

fn hours_of(values: &[&Value]) -> Option<Value> {
    let Value::Part(part) = values.first()? else { return None };
    Some(Value::Hours(Hours::Part(*part)))
}

fn today(from: u16, until: u16, half: Half) -> Option<Value> {
    let Some(Value::Part(part)) = part(from, until, half) else { return None };
    this_part(&[&Value::Part(part)])
}

fn this_part(values: &[&Value]) -> Option<Value> {
    let Value::Part(part) = values.first()? else { return None };
    let Some(Value::Day(today)) = days_from_now(0) else { return None };
    Some(Value::Time(Time { hours: Some(Hours::Part(*part)), ..Time::day(today) }))
}

/// «trois heures de l'après-midi».
fn clock_in_part(values: &[&Value]) -> Option<Value> {
    let both = time_of(values, 0)?.hours?.and(time_of(values, 1)?.hours?)?;
    Some(Value::Hours(both))
}
