//! Feasts, by rule: those of France that callers name in English, and the usual British and American ones.

use jiff::civil::Weekday;

use crate::time::grammar::{Rule, rule};
use crate::time::make::{day, number};
use crate::time::value::{Day, Feast, Value, Year};

pub(super) const RULES: &[Rule] = &[
    rule("christmas", "(christmas day|christmas|xmas day|xmas|x mas)", |_| feast(Feast::Fixed(12, 25))),
    rule("christmas eve", "(christmas eve|xmas eve)", |_| feast(Feast::Fixed(12, 24))).weigh(1),
    rule("boxing day", "(boxing day|st stephens day|saint stephens day)", |_| feast(Feast::Fixed(12, 26))),
    rule("new year's eve", "(new years eve|new year eve|nye)", |_| feast(Feast::Fixed(12, 31))).weigh(1),
    rule("new year's day", "(new years day|new years|new year day|new year)", |_| feast(Feast::Fixed(1, 1))),
    rule("epiphany", "(epiphany|twelfth night)", |_| feast(Feast::Fixed(1, 6))),
    rule("valentine's day", "(valentines day|valentine day|st valentines day)", |_| {
        feast(Feast::Fixed(2, 14))
    }),
    rule("st patrick's day", "(st patricks day|saint patricks day|st paddys day|saint paddys day)", |_| {
        feast(Feast::Fixed(3, 17))
    }),
    rule("april fools", "(april fools day|april fools)", |_| feast(Feast::Fixed(4, 1))).weigh(1),
    rule("st george's day", "(st georges day|saint georges day|feast of saint george)", |_| {
        feast(Feast::Fixed(4, 23))
    }),
    rule("shrove tuesday", "(shrove tuesday|pancake day|pancake tuesday|mardi gras)", |_| {
        feast(Feast::Easter(-47))
    })
    .weigh(1),
    rule("ash wednesday", "ash wednesday", |_| feast(Feast::Easter(-46))).weigh(1),
    rule("palm sunday", "palm sunday", |_| feast(Feast::Easter(-7))).weigh(1),
    rule("maundy thursday", "(maundy thursday|holy thursday)", |_| feast(Feast::Easter(-3))).weigh(1),
    rule("good friday", "good friday", |_| feast(Feast::Easter(-2))).weigh(1),
    rule("holy saturday", "(holy saturday|easter saturday)", |_| feast(Feast::Easter(-1))).weigh(1),
    rule("easter", "(easter|easter sunday)", |_| feast(Feast::Easter(0))),
    rule("easter monday", "easter monday", |_| feast(Feast::Easter(1))).weigh(1),
    rule("ascension", "(ascension day|ascension|ascension thursday)", |_| feast(Feast::Easter(39))).weigh(1),
    rule("pentecost", "(pentecost|whitsun|whit sunday)", |_| feast(Feast::Easter(49))).weigh(1),
    rule("whit monday", "(whit monday|pentecost monday)", |_| feast(Feast::Easter(50))).weigh(1),
    rule("corpus christi", "(corpus christi|feast of corpus christi)", |_| feast(Feast::Easter(60))),
    rule("bastille day", "bastille day", |_| feast(Feast::Fixed(7, 14))),
    rule("may day", "may day", |_| feast(Feast::Fixed(5, 1))).weigh(1),
    rule("assumption", "(assumption day|assumption|feast of the assumption)", |_| feast(Feast::Fixed(8, 15))),
    rule("halloween", "(halloween|halloween day|all hallows eve)", |_| feast(Feast::Fixed(10, 31))),
    rule("all saints", "(all saints day|all saints)", |_| feast(Feast::Fixed(11, 1))),
    rule("all souls", "all souls day", |_| feast(Feast::Fixed(11, 2))),
    rule("bonfire night", "(bonfire night|guy fawkes night|guy fawkes day)", |_| feast(Feast::Fixed(11, 5))),
    rule("armistice", "(armistice day|armistice|veterans day|remembrance day)", |_| {
        feast(Feast::Fixed(11, 11))
    }),
    rule("independence day", "(independence day|fourth of july holiday)", |_| feast(Feast::Fixed(7, 4))),
    rule("martin luther king day", "(martin luther king day|martin luther kings day|mlk day)", |_| {
        feast(Feast::Nth(3, Weekday::Monday, 1))
    }),
    rule("presidents' day", "(presidents day|president day)", |_| feast(Feast::Nth(3, Weekday::Monday, 2))),
    rule("memorial day", "memorial day", |_| feast(Feast::Nth(-1, Weekday::Monday, 5))),
    rule("labor day", "(labor day|labour day)", |_| feast(Feast::Nth(1, Weekday::Monday, 9))),
    rule("columbus day", "columbus day", |_| feast(Feast::Nth(2, Weekday::Monday, 10))),
    rule("thanksgiving", "(thanksgiving day|thanksgiving)", |_| feast(Feast::Nth(4, Weekday::Thursday, 11))),
    rule("father's day", "(fathers day|father day)", |_| feast(Feast::Nth(3, Weekday::Sunday, 6))),
    rule("mother's day", "(mothers day|mother day)", |_| feast(Feast::Nth(2, Weekday::Sunday, 5))),
    rule("early may bank holiday", "(early may bank holiday|may bank holiday)", |_| {
        feast(Feast::Nth(1, Weekday::Monday, 5))
    })
    .weigh(1),
    rule("summer bank holiday", "(summer bank holiday|august bank holiday)", |_| {
        feast(Feast::Nth(-1, Weekday::Monday, 8))
    })
    .weigh(1),
    rule("this feast", "(this|next|this coming|the next|the coming) <day>", |v| match v {
        [Value::Day(feast @ Day::Feast { year: None, .. })] => day(feast.clone()),
        _ => None,
    }),
    rule("feast of a year", "<day> (of|in)? <n:1900-2199>", |v| match v {
        [Value::Day(Day::Feast { feast, year: None }), _] => {
            day(Day::Feast { feast: *feast, year: Some(Year::Full(number(v, 1)?.n)) })
        }
        _ => None,
    }),
    rule("feast of next year", "<day> (of)? next year", |v| match v {
        [Value::Day(Day::Feast { feast, year: None })] => {
            day(Day::Feast { feast: *feast, year: Some(Year::Relative(1)) })
        }
        _ => None,
    }),
];

fn feast(feast: Feast) -> Option<Value> {
    day(Day::Feast { feast, year: None })
}
