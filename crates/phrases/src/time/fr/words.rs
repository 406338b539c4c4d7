//! The words that others are built of: weekdays, months, units.

use jiff::civil::Weekday;

use crate::time::grammar::{Rule, rule};
use crate::time::value::{Unit, Value};

pub(super) const RULES: &[Rule] = &[
    rule("monday", "(lundi|lundis)", |_| Some(Value::Weekday(Weekday::Monday))),
    rule("tuesday", "(mardi|mardis)", |_| Some(Value::Weekday(Weekday::Tuesday))),
    rule("wednesday", "(mercredi|mercredis)", |_| Some(Value::Weekday(Weekday::Wednesday))),
    rule("thursday", "(jeudi|jeudis)", |_| Some(Value::Weekday(Weekday::Thursday))),
    rule("friday", "(vendredi|vendredis)", |_| Some(Value::Weekday(Weekday::Friday))),
    rule("saturday", "(samedi|samedis)", |_| Some(Value::Weekday(Weekday::Saturday))),
    rule("sunday", "(dimanche|dimanches)", |_| Some(Value::Weekday(Weekday::Sunday))),
    rule("january", "(janvier|janv)", |_| Some(Value::Month(1))),
    rule("february", "(fevrier|fev|fevr)", |_| Some(Value::Month(2))),
    rule("march", "mars", |_| Some(Value::Month(3))),
    rule("april", "(avril|avr)", |_| Some(Value::Month(4))),
    rule("may", "mai", |_| Some(Value::Month(5))),
    rule("june", "juin", |_| Some(Value::Month(6))),
    rule("july", "(juillet|juil)", |_| Some(Value::Month(7))),
    rule("august", "(aout|aouts)", |_| Some(Value::Month(8))),
    rule("september", "septembre", |_| Some(Value::Month(9))),
    rule("october", "(octobre|oct)", |_| Some(Value::Month(10))),
    rule("november", "(novembre|nov)", |_| Some(Value::Month(11))),
    rule("december", "(decembre|dec)", |_| Some(Value::Month(12))),
    rule("seconds", "(seconde|secondes|sec)", |_| Some(Value::Unit(Unit::Second))),
    rule("minutes", "(minute|minutes|min|mn)", |_| Some(Value::Unit(Unit::Minute))),
    rule("hours", "(heure|heures|h)", |_| Some(Value::Unit(Unit::Hour))),
    rule("days", "(jour|jours|j)", |_| Some(Value::Unit(Unit::Day))),
    rule("weeks", "(semaine|semaines)", |_| Some(Value::Unit(Unit::Week))),
    rule("months", "mois", |_| Some(Value::Unit(Unit::Month))),
    rule("years", "(an|ans|annee|annees)", |_| Some(Value::Unit(Unit::Year))),
];
