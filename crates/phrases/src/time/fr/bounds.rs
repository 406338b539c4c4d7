//! Bounds and ranges: avant, après, à partir de, jusqu'à, au plus tard, entre … et, de … à.

use crate::time::grammar::{Rule, rule};
use crate::time::make::{edge, number, numbered, once_free, range, time_of, which};
use crate::time::value::{Day, Edge, Time, Unit, Value, Which};

pub(super) const RULES: &[Rule] = &[
    rule("after", "(apres|passe|au dela de|au dela du|plus tard que) <time>", |v| edge(v, Edge::After)).weigh(-1),
    rule("from", "(a partir de|a partir du|a partir d|a compter de|a compter du|a dater du|des|pas avant|jamais avant|surtout pas avant|au plus tot) <time>", |v| edge(v, Edge::From)).weigh(-1),
    rule("not before", "(ne peux pas|peux pas|ne pourrai pas|pourrai pas|suis pas libre|ne suis pas libre|suis pas dispo|suis pas disponible|ne suis pas disponible|rien) avant <time>", |v| edge(v, Edge::From)).weigh(2),
    rule("before", "(avant|plus tot que) <time>", |v| edge(v, Edge::Before)).weigh(-1),
    // Whoever asks whether there is nothing before a time wishes for something before it.
    rule("anything before", "(avez|auriez|avez vous|auriez vous|y a t il|y aurait il|vous reste) rien avant <time>", |v| edge(v, Edge::Before)).weigh(3),
    rule("until", "(jusqu a|jusqu au|jusqu|jusque|au plus tard|au plus tard a|pas plus tard que|maximum|dernier delai) <time>", |v| edge(v, Edge::Until)).weigh(-1),
    rule("at the latest", "<time> (au plus tard|maximum|max|au maximum|dernier delai|grand maximum)", |v| edge(v, Edge::Until)),
    rule("at the earliest", "<time> (au plus tot|minimum|au minimum)", |v| edge(v, Edge::From)),
    rule(
        "busy until",
        "(finis|finit|termine|sors|sort|debauche|travaille jusqu|bosse jusqu|suis pris jusqu|suis prise jusqu|suis occupe jusqu|suis occupee jusqu|en cours jusqu|en reunion jusqu) (le travail|du travail|de travailler|le boulot|du boulot|de mon travail|du bureau|de l usine|l ecole|de l ecole|du college|du lycee|de la creche|les cours|de cours|des cours)? (a|vers|qu a)? <clock>",
        once_free,
    )
    .weigh(3),
    // Only hours: «pas après-demain» refuses a day.
    rule("not after", "(pas|jamais|surtout pas) apres <hours>", |v| edge(v, Edge::Before)),
    rule("not after the weekday", "(pas|jamais) apres <weekday>", |v| edge(&[&which(v, Which::Coming)?], Edge::Until)),
    rule("after the number", "(apres) le <numbered>", |v| edge(v, Edge::After)),
    rule("from the number", "(a partir du|a compter du|pas avant le|des le) <numbered>", |v| edge(v, Edge::From)),
    rule("before the number", "(avant le|pas apres le) <numbered>", |v| edge(v, Edge::Before)),
    rule("until the number", "(jusqu au|au plus tard le|pas plus tard que le) <numbered>", |v| edge(v, Edge::Until)),
    rule("from day to day", "(de|du|d|depuis) <time> (a|au|jusqu a|jusqu au) <time>", range).weigh(2),
    rule("between days", "entre <time> et <time>", range).weigh(2),
    rule("day until day", "<time> (au|jusqu a|jusqu au) <time>", range),
    rule("number to number", "(du|de|le)? <numbered> (au|jusqu au|jusqu a) <numbered>", range).weigh(2),
    rule("ordinal to number", "(du|de|le|entre le)? <nth:1-31> (au|jusqu au|et le) <numbered>", ordinal_range).weigh(2),
    rule("by a part of a day", "d ici (a)? <time>", |v| {
        let time = time_of(v, 0)?;
        if time.day.is_some() && time.hours.is_some() { edge(v, Edge::Until) } else { None }
    }),
    rule("number dash number", "(du|le)? <numbered> {-} <numbered>", range).weigh(2),
    rule("numbers side by side", "<n:1-31> <numbered>", beside).weigh(-7),
    rule("two days running", "les <n:1-31> et <numbered>", running).weigh(1),
    rule("between numbers", "entre le <numbered> et le <numbered>", range).weigh(4),
    rule("later", "(un peu)? plus tard", |_| {
        let soon = Time::day(Day::In { n: 10, unit: Unit::Minute });
        Some(Value::Time(Time { edge: Some(Edge::From), latent: true, ..soon }))
    }),
    rule("now", "(maintenant|tout de suite|la maintenant)", |_| Some(Value::Time(Time { latent: true, ..Time::day(Day::Now) }))),
];

/// «treize quinze juillet»: a dash that nobody pronounces.
fn beside(values: &[&Value]) -> Option<Value> {
    let from = number(values, 0)?;
    let Value::Numbered(until) = values.get(1)? else { return None };
    if until.month.is_none() || from.n >= until.day || until.weekday.is_some() {
        return None;
    }
    let from = numbered(from, None, None)?;
    range(&[&from, values[1]])
}

/// «Du 13e au 18».
fn ordinal_range(values: &[&Value]) -> Option<Value> {
    let from = numbered(number(values, 0)?, None, None)?;
    range(&[&from, values.get(1)?])
}

/// «Les 3 et 4 avril»: one after the other they are a stretch.
fn running(values: &[&Value]) -> Option<Value> {
    let from = number(values, 0)?;
    let Value::Numbered(until) = values.get(1)? else { return None };
    let from_value = numbered(from, None, None)?;
    if from.n + 1 == until.day { range(&[&from_value, values[1]]) } else { None }
}
