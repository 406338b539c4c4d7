//! Months, units and the numbers people say for an uncertain few.

use jiff::civil::Weekday;

use crate::numbers::Number;
use crate::time::grammar::{Rule, rule};
use crate::time::value::{Unit, Value};

const fn few(n: u32) -> Value {
    Value::Number(Number { n, zero: false, digits: 0 })
}

pub(super) const RULES: &[Rule] = &[
    rule("monday", "(monday|mon)", |_| Some(Value::Weekday(Weekday::Monday))),
    rule("tuesday", "(tuesday|tue|tues)", |_| Some(Value::Weekday(Weekday::Tuesday))),
    rule("wednesday", "(wednesday|wed|weds)", |_| Some(Value::Weekday(Weekday::Wednesday))),
    rule("thursday", "(thursday|thu|thur|thurs)", |_| Some(Value::Weekday(Weekday::Thursday))),
    rule("friday", "(friday|fri)", |_| Some(Value::Weekday(Weekday::Friday))),
    rule("saturday", "(saturday|sat)", |_| Some(Value::Weekday(Weekday::Saturday))),
    rule("sunday", "(sunday|sun)", |_| Some(Value::Weekday(Weekday::Sunday))),
    rule("january", "(january|jan)", |_| Some(Value::Month(1))),
    rule("february", "(february|feb|febuary)", |_| Some(Value::Month(2))),
    rule("march", "(march|mar)", |_| Some(Value::Month(3))),
    rule("april", "(april|apr)", |_| Some(Value::Month(4))),
    rule("may", "may", |_| Some(Value::Month(5))),
    rule("june", "(june|jun)", |_| Some(Value::Month(6))),
    rule("july", "(july|jul)", |_| Some(Value::Month(7))),
    rule("august", "(august|aug)", |_| Some(Value::Month(8))),
    rule("september", "(september|sept|sep)", |_| Some(Value::Month(9))),
    rule("october", "(october|oct)", |_| Some(Value::Month(10))),
    rule("november", "(november|nov)", |_| Some(Value::Month(11))),
    rule("december", "(december|dec)", |_| Some(Value::Month(12))),
    rule("seconds", "(second|seconds|sec|secs)", |_| Some(Value::Unit(Unit::Second))),
    rule("minutes", "(minute|minutes|min|mins)", |_| Some(Value::Unit(Unit::Minute))),
    rule("hours", "(hour|hours|hr|hrs)", |_| Some(Value::Unit(Unit::Hour))),
    rule("days", "(day|days)", |_| Some(Value::Unit(Unit::Day))),
    rule("weeks", "(week|weeks|wk|wks)", |_| Some(Value::Unit(Unit::Week))),
    rule("months", "(month|months)", |_| Some(Value::Unit(Unit::Month))),
    rule("years", "(year|years|yr|yrs)", |_| Some(Value::Unit(Unit::Year))),
    rule("a couple", "(a couple of|a couple|couple of)", |_| Some(few(2))),
    rule("a few", "(a few|few)", |_| Some(few(3))),
];
