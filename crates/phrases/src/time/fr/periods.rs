//! Weeks, months, years, week-ends, seasons, and their beginnings and ends.

use crate::time::grammar::{Rule, rule};
use crate::time::make::{count, day, day_of, days_of, month, nth_week, number, slice, slice_of, unit};
use crate::time::value::{Day, Season, Slice, Unit, Value, Year};

pub(super) const RULES: &[Rule] = &[
    rule("this week", "(dans|sur|pour|courant)? cette semaine", |_| period(0, Unit::Week)),
    rule("in the week", "(dans|dans le courant de|courant de|au cours de|pendant) la semaine", |_| {
        period(0, Unit::Week)
    }),
    rule(
        "next week",
        "(dans le courant de|courant de|au cours de|dans|pendant)? (la)? semaine (prochaine|qui vient|pro)",
        |_| period(1, Unit::Week),
    ),
    rule("the week after", "(dans|pendant)? la semaine (suivante|d apres|qui suit)", |_| {
        day(Day::PeriodAfter { n: 1, unit: Unit::Week })
    }),
    rule("the week before", "(dans|pendant)? la semaine (d avant|precedente)", |_| {
        day(Day::PeriodAfter { n: -1, unit: Unit::Week })
    })
    .weigh(1),
    rule("the one after", "celle (d apres|qui suit)", |_| day(Day::PeriodAfter { n: 1, unit: Unit::Week })),
    rule("in two weeks' time", "la semaine (en huit|apres la prochaine)", |_| period(2, Unit::Week)),
    rule("last week", "(la)? semaine (derniere|passee)", |_| period(-1, Unit::Week)),
    rule("the week of", "(dans|pendant)? (la)? semaine (du|de|de la) <numbered>", week_of),
    rule("the week of a day", "(dans|pendant)? (la)? semaine (du|de|d) <day>", week_of),
    rule("nth week of", "(dans|pendant)? (la)? <nth:1-4> semaine (de|d|du) <day>", |v| {
        nth_week(v, 1, count(v, 0)?)
    }),
    rule("nth week of the month", "(dans|pendant)? (la)? <nth:1-4> semaine du mois", |v| {
        days_of(&Day::Period { n: 0, unit: Unit::Month }, 7 * count(v, 0)? - 6, 7 * count(v, 0)?)
    }),
    rule("nth fortnight of", "(dans|pendant|sur|en)? (la)? <nth:1-2> quinzaine (de|d|du) <day>", |v| {
        half_month(&day_of(v, 1)?, count(v, 0)?)
    })
    .weigh(1),
    rule("nth fortnight of the month", "(dans|pendant|sur|en)? (la)? <nth:1-2> quinzaine du mois", |v| {
        half_month(&Day::Period { n: 0, unit: Unit::Month }, count(v, 0)?)
    })
    .weigh(1),
    rule("month, nth fortnight", "<day> (dans|pendant|sur)? (la)? <nth:1-2> quinzaine", |v| {
        half_month(&day_of(v, 0)?, count(v, 1)?)
    })
    .weigh(1),
    rule("last week of", "(dans|pendant)? (la)? derniere semaine (de|d|du) <day>", |v| {
        days_of(&day_of(v, 0)?, -7, -1)
    }),
    rule("week by its number", "(dans|pendant)? la semaine (numero)? <n:1-53>", |v| {
        day(Day::WeekNumbered(number(v, 0)?.n))
    }),
    rule("on weekdays", "(en|la) semaine", |_| day(Day::WorkingWeek { n: 0 })).weigh(-2),
    rule("this month", "(dans|courant)? ce mois (ci)?", |_| period(0, Unit::Month)),
    rule("in the month", "(dans|dans le courant du|courant|d ici|au cours du) (le)? mois", |_| {
        period(0, Unit::Month)
    })
    .weigh(-2),
    rule("next month", "(dans le courant du|courant|au|le|du)? mois (prochain|qui vient)", |_| {
        period(1, Unit::Month)
    }),
    rule("the month after", "(le|au)? mois (suivant|d apres|qui suit)", |_| {
        day(Day::PeriodAfter { n: 1, unit: Unit::Month })
    }),
    rule("last month", "(le)? mois (dernier|passe)", |_| period(-1, Unit::Month)),
    rule("this year", "cette annee", |_| period(0, Unit::Year)),
    rule("next year", "(l)? (annee|an) (prochaine|prochain|qui vient)", |_| period(1, Unit::Year)),
    rule("last year", "(l)? (annee|an) (derniere|dernier|passee)", |_| period(-1, Unit::Year)),
    rule(
        "month",
        "(en|au mois de|au mois d|le mois de|le mois d|courant|du mois de|du mois d|mois de)? <month>",
        |v| calendar_month(v, None),
    ),
    rule("month year", "(en|au mois de|le mois de|courant)? <month> <n:1900-2199>", |v| {
        calendar_month(v, Some(number(v, 1)?.n))
    }),
    rule("next such month", "(en)? <month> prochain", |v| calendar_month(v, None)),
    rule("start of", "(en|au|vers le|des le|tout)? (debut|commencement) (de|du|d)? <day>", |v| {
        slice(v, Slice::Start)
    }),
    rule("middle of", "(en|au|vers le|a la)? (mi|milieu|moitie) (de|du|d)? <day>", |v| {
        slice(v, Slice::Middle)
    }),
    rule("end of", "(en|a la|vers la|la|sur la)? (fin) (de|du|d)? <day>", |v| slice(v, Slice::End)),
    rule("start of the month", "(en|au|vers le)? debut (de|du) mois", |_| {
        slice_of(Slice::Start, 0, Unit::Month)
    }),
    rule("middle of the month", "(en|au|vers le)? milieu (de|du) mois", |_| {
        slice_of(Slice::Middle, 0, Unit::Month)
    }),
    rule("end of the month", "(en|a la|vers la|la)? fin (de|du) mois", |_| {
        slice_of(Slice::End, 0, Unit::Month)
    }),
    rule("start of the week", "(en|au|vers le)? debut de (la)? semaine", |_| {
        slice_of(Slice::Start, 0, Unit::Week)
    }),
    rule("middle of the week", "(en|au|vers le)? milieu de (la)? semaine", |_| {
        slice_of(Slice::Middle, 0, Unit::Week)
    }),
    rule("end of the week", "(en|a la|vers la|la)? fin de (la)? semaine", |_| {
        slice_of(Slice::End, 0, Unit::Week)
    }),
    rule("start of the year", "(en|au)? debut (d|de l) annee", |_| slice_of(Slice::Start, 0, Unit::Year)),
    rule("end of the year", "(en|a la|la)? fin (d|de l) annee", |_| slice_of(Slice::End, 0, Unit::Year)),
    rule("by the end of the month", "(d ici|avant) (a)? la fin (du|de ce) mois", |_| {
        until_end(0, Unit::Month)
    })
    .weigh(4),
    rule("by the end of the week", "(d ici|avant) (a)? la fin de (la|cette) semaine", |_| {
        until_end(0, Unit::Week)
    })
    .weigh(4),
    rule("by the end of the year", "(d ici|avant) la fin de (l|cette) annee", |_| until_end(0, Unit::Year))
        .weigh(4),
    rule("by the end of X", "(d ici|avant) la fin (de|du|d) <day>", by).weigh(4),
    rule("by X", "(d ici|d ici a|d ici au) <day>", by),
    rule("by the n", "(d ici|d ici au) (le)? <numbered>", by),
    rule("within n units", "(d ici|sous|d ici a) <n:1-999> <unit>", |v| within(count(v, 0)?, unit(v, 1)?))
        .weigh(2),
    rule("in the next n units", "dans les <n:1-999> <unit>", |v| within(count(v, 0)?, unit(v, 1)?)).weigh(2),
    rule("in the n next units", "dans les <n:1-999> (prochains|prochaines) <unit>", |v| {
        within(count(v, 0)?, unit(v, 1)?)
    })
    .weigh(2),
    rule("within a week", "(sous|d ici une|dans la) huitaine", |_| within(8, Unit::Day)),
    rule("within a fortnight", "(sous|d ici une|dans la) quinzaine", |_| within(15, Unit::Day)),
    rule(
        "in the coming days",
        "(dans|ces) (les)? (prochains jours|jours qui viennent|jours ci|jours a venir)",
        |_| within(7, Unit::Day),
    ),
    rule(
        "in the coming weeks",
        "dans les (prochaines semaines|semaines qui viennent|semaines a venir)",
        |_| within(21, Unit::Day),
    ),
    rule("the n next units", "(les)? <n:1-999> (prochain|prochains|prochaine|prochaines) <unit>", |v| {
        whole(v, 1)
    }),
    rule(
        "the n units next",
        "(les)? <n:1-999> <unit> (suivant|suivants|suivante|suivantes|prochains|prochaines)",
        |v| whole(v, 1),
    ),
    rule("the n last units", "(les)? <n:1-999> (dernier|derniers|derniere|dernieres) <unit>", |v| {
        whole(v, -1)
    }),
    rule("the n units past", "(les)? <n:1-999> <unit> (passes|passees|derniers|dernieres)", |v| whole(v, -1)),
    rule("this week-end", "(ce|le|au|pendant le|dans le)? (week end|weekend)", |_| {
        day(Day::Weekend { n: 0 })
    }),
    rule("next week-end", "(le|ce)? (week end|weekend) (prochain|de la semaine prochaine)", |_| {
        day(Day::Weekend { n: 1 })
    }),
    rule("the coming week-end", "(le|ce)? (week end|weekend) qui vient", |_| day(Day::Weekend { n: 0 })),
    rule("nth week-end", "(le)? <nth:1-5> (week end|weekend) (de|d|du) <day>", |v| {
        nth_weekend(v, count(v, 0)?, 1)
    }),
    rule("last week-end of", "(le)? dernier (week end|weekend) (de|d|du) <day>", |v| nth_weekend(v, -1, 0)),
    rule("spring", "(ce|au|le) printemps", |_| season(Season::Spring, 0)),
    rule("summer", "(cet|en|l|dans l|pendant l) ete", |_| season(Season::Summer, 0)),
    rule("autumn", "(cet|en|l|a l|dans l) automne", |_| season(Season::Autumn, 0)),
    rule("winter", "(cet|en|l|dans l|pendant l) hiver", |_| season(Season::Winter, 0)),
];

fn period(n: i32, unit: Unit) -> Option<Value> {
    day(Day::Period { n, unit })
}

fn week_of(values: &[&Value]) -> Option<Value> {
    let base = day_of(values, 0)?;
    if base.is_single() { day(Day::WeekOf(Box::new(base))) } else { None }
}

fn calendar_month(values: &[&Value], year: Option<u32>) -> Option<Value> {
    day(Day::Month { month: month(values, 0)?, year: year.map(Year::Full) })
}

/// «La deuxième quinzaine»: of a month, its second half.
fn half_month(month: &Day, n: i32) -> Option<Value> {
    if n == 1 { days_of(month, 1, 15) } else { days_of(month, 16, -1) }
}

fn until_end(n: i32, unit: Unit) -> Option<Value> {
    day(Day::UntilEnd(Box::new(Day::Period { n, unit })))
}

fn by(values: &[&Value]) -> Option<Value> {
    let until = day_of(values, 0)?;
    match until {
        Day::Within { .. } | Day::UntilEnd(_) | Day::Now => None,
        Day::In { n, unit } if n > 1 => within(n, unit),
        until => day(Day::UntilEnd(Box::new(until))),
    }
}

fn within(n: i32, unit: Unit) -> Option<Value> {
    day(Day::Within { n, unit })
}

fn whole(values: &[&Value], sign: i32) -> Option<Value> {
    day(Day::Whole { n: sign * count(values, 0)?, unit: unit(values, 1)? })
}

fn nth_weekend(values: &[&Value], n: i32, of: usize) -> Option<Value> {
    let of = day_of(values, of)?;
    if matches!(of, Day::Month { .. } | Day::Period { unit: Unit::Month, .. }) {
        day(Day::NthWeekend { n, of: Box::new(of) })
    } else {
        None
    }
}

fn season(season: Season, n: i32) -> Option<Value> {
    day(Day::Season { season, n })
}
