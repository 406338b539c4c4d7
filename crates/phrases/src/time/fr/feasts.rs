//! Feasts and bridges, by rule.

use jiff::civil::Weekday;

use crate::time::grammar::{Rule, rule};
use crate::time::make::{day, number};
use crate::time::value::{Day, Feast, Half, Hours, Part, Time, Value, Year};

pub(super) const RULES: &[Rule] = &[
    rule("christmas", "(a|le|pour)? (jour de)? noel", |_| feast(Feast::Fixed(12, 25))),
    rule("christmas year", "(a)? noel <n:1900-2199>", |v| {
        day(Day::Feast { feast: Feast::Fixed(12, 25), year: Some(Year::Full(number(v, 0)?.n)) })
    }),
    rule("christmas eve", "(la)? veille de noel", |_| feast(Feast::Fixed(12, 24))).weigh(2),
    rule("christmas evening", "(le)? (soir|reveillon) de noel", |_| christmas_evening()).weigh(2),
    rule(
        "new year's eve",
        "(la saint sylvestre|le reveillon|saint sylvestre|reveillon du nouvel an)",
        |_| feast(Feast::Fixed(12, 31)),
    ),
    rule("new year", "(le|au)? (nouvel an|jour de l an|premier de l an)", |_| feast(Feast::Fixed(1, 1))),
    rule("epiphany", "(l)? epiphanie", |_| feast(Feast::Fixed(1, 6))),
    rule("candlemas", "(la)? chandeleur", |_| feast(Feast::Fixed(2, 2))),
    rule("valentine", "(la|a la)? (saint|st) valentin", |_| feast(Feast::Fixed(2, 14))),
    rule("shrove tuesday", "mardi gras", |_| feast(Feast::Easter(-47))).weigh(1),
    rule("ash wednesday", "mercredi des cendres", |_| feast(Feast::Easter(-46))).weigh(1),
    rule("palm sunday", "(dimanche des)? rameaux", |_| feast(Feast::Easter(-7))),
    rule("good friday", "(le)? vendredi saint", |_| feast(Feast::Easter(-2))).weigh(1),
    rule("easter", "(a|le dimanche de|dimanche de)? paques", |_| feast(Feast::Easter(0))),
    rule("easter monday", "(le)? lundi de paques", |_| feast(Feast::Easter(1))).weigh(1),
    rule("labour day", "(la|a la)? fete du travail", |_| feast(Feast::Fixed(5, 1))).weigh(1),
    rule(
        "victory day",
        "(la|l)? (victoire|armistice) (de)? (1945|quarante cinq|mille neuf cent quarante cinq)",
        |_| feast(Feast::Fixed(5, 8)),
    ),
    rule("ascension", "(l|a l|le jeudi de l|jeudi de l)? ascension", |_| feast(Feast::Easter(39))),
    rule("bridge of ascension", "(le|au|pendant le)? pont de l ascension", |_| {
        feast(Feast::Bridge(&Feast::Easter(39)))
    })
    .weigh(1),
    rule("pentecost", "(la|a la|le dimanche de)? pentecote", |_| feast(Feast::Easter(49))),
    rule("whit monday", "(le)? lundi de (la)? pentecote", |_| feast(Feast::Easter(50))).weigh(1),
    rule("mothers' day", "(la|a la)? fete des meres", |_| feast(Feast::FrenchMothers)),
    rule("fathers' day", "(la|a la)? fete des peres", |_| feast(Feast::Nth(3, Weekday::Sunday, 6))),
    rule("bastille day", "(la|a la)? fete nationale", |_| feast(Feast::Fixed(7, 14))),
    rule("bridge of the fourteenth", "(le|au|pendant le)? pont du (quatorze|14) juillet", |_| {
        feast(Feast::Bridge(&Feast::Fixed(7, 14)))
    })
    .weigh(1),
    rule("bridge of the first of may", "(le|au|pendant le)? pont du (premier|1 er|1) mai", |_| {
        feast(Feast::Bridge(&Feast::Fixed(5, 1)))
    })
    .weigh(1),
    rule("bridge of the eighth of may", "(le|au|pendant le)? pont du (huit|8) mai", |_| {
        feast(Feast::Bridge(&Feast::Fixed(5, 8)))
    })
    .weigh(1),
    rule("assumption", "(l|a l|au)? assomption", |_| feast(Feast::Fixed(8, 15))),
    rule(
        "bridge of assumption",
        "(le|au|pendant le)? pont (de l assomption|du quinze aout|du 15 aout)",
        |_| feast(Feast::Bridge(&Feast::Fixed(8, 15))),
    )
    .weigh(1),
    rule("halloween", "halloween", |_| feast(Feast::Fixed(10, 31))),
    rule("all saints", "(la|a la)? toussaint", |_| feast(Feast::Fixed(11, 1))),
    rule("bridge of all saints", "(le|au|pendant le)? pont de la toussaint", |_| {
        feast(Feast::Bridge(&Feast::Fixed(11, 1)))
    })
    .weigh(1),
    rule("armistice", "(l|a l)? armistice", |_| feast(Feast::Fixed(11, 11))),
    rule(
        "bridge of armistice",
        "(le|au|pendant le)? pont (du onze novembre|du 11 novembre|de l armistice)",
        |_| feast(Feast::Bridge(&Feast::Fixed(11, 11))),
    )
    .weigh(1),
];

fn feast(feast: Feast) -> Option<Value> {
    day(Day::Feast { feast, year: None })
}

#[expect(clippy::unnecessary_wraps, reason = "every rule gives an Option")]
fn christmas_evening() -> Option<Value> {
    let eve = Time::day(Day::Feast { feast: Feast::Fixed(12, 24), year: None });
    Some(Value::Time(Time { hours: Some(Hours::Part(Part::new(1080, 1200, Half::Evening))), ..eve }))
}
