use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;

/// A practice with one practitioner, Ada, with the same hours every day.
fn practice(zone: &str, hours: &[Hours], more: &str) -> Practice {
    let hours: Vec<_> = hours.iter().map(|hours| format!("\"{hours}\"")).collect();
    let day = |name: &str| format!("{name}: [{}]", hours.join(", "));
    let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(day).join(", ");
    let yaml = format!(
        "tenant: {{slug: t, name: T, locale: en-GB, languages: [en], timezone: {zone}, public_holidays: FR, \
         closures: [{{from: 2026-08-03, to: 2026-08-15, reason: holidays}}]}}\n\
         practitioners: [{{id: ada, name: Ada, hours: {{{week}}}{more}}}]\n\
         rooms: [{{id: red, name: Red, closures: [{{from: 2026-03-10, to: 2026-03-10}}]}}]\n\
         services: [{{id: visit, name: {{en: Visit}}, minutes: 1, step_min: 1, by: [ada]}}]\n"
    );
    Practice::parse(&yaml, "test").unwrap()
}

fn ada() -> ResourceId {
    "ada".parse().unwrap()
}

fn shown(practice: &Practice, day: Date) -> Vec<String> {
    let time = |instant: Timestamp| practice.tenant.zone().to_datetime(instant).strftime("%H:%M").to_string();
    let spans = working(practice, &ada(), day);
    spans.into_iter().map(|span| format!("{}-{}", time(span.start), time(span.end))).collect()
}

const WITH_OVERRIDES: &str = ", closures: [{from: 2026-05-04, to: 2026-05-05, reason: course}], overrides: [\
     {date: 2026-05-01, hours: [\"10:00-11:00\"]}, {date: 2026-05-06, closed: true, reason: away}, \
     {date: 2026-05-07, extra: [\"12:00-13:00\", \"18:00-19:00\"]}, {date: 2026-08-04, hours: [\"10:00-11:00\"]}]";

#[test]
fn the_order_decides_week_holiday_override_closure() {
    let p = practice("Europe/Paris", &["09:00-12:00".parse().unwrap()], WITH_OVERRIDES);
    assert_eq!(shown(&p, date(2026, 4, 30)), ["09:00-12:00"]);
    // Labour Day is a holiday, but that year she works an hour of it.
    assert_eq!(shown(&p, date(2026, 5, 1)), ["10:00-11:00"]);
    assert!(shown(&p, date(2026, 5, 4)).is_empty());
    assert!(shown(&p, date(2026, 5, 6)).is_empty());
    assert_eq!(shown(&p, date(2026, 5, 7)), ["09:00-13:00", "18:00-19:00"]);
    assert!(shown(&p, date(2026, 5, 8)).is_empty());
    // The practice's closure holds against an override.
    assert!(shown(&p, date(2026, 8, 4)).is_empty());
}

#[test]
fn why_a_date_is_closed() {
    let p = practice("Europe/Paris", &["09:00-12:00".parse().unwrap()], WITH_OVERRIDES);
    let why = |day| closed_because(&p, Some(&ada()), day);
    let closure = |reason: &str, to| Some(Closed::Closure { reason: Some(reason.to_owned()), to });
    assert_eq!(why(date(2026, 4, 30)), None);
    assert_eq!(why(date(2026, 5, 1)), None);
    assert_eq!(why(date(2026, 5, 4)), closure("course", date(2026, 5, 5)));
    assert_eq!(why(date(2026, 5, 6)), closure("away", date(2026, 5, 6)));
    assert_eq!(why(date(2026, 5, 8)), Some(Closed::Holiday(holidays::Holiday::VictoryDay)));
    assert_eq!(closed_because(&p, None, date(2026, 8, 15)), closure("holidays", date(2026, 8, 15)));
    let never = practice("Europe/Paris", &[], "");
    assert_eq!(closed_because(&never, None, date(2026, 4, 30)), Some(Closed::DayOff));
}

#[test]
fn a_room_is_open_all_day_unless_closed() {
    let p = practice("Europe/Paris", &["09:00-12:00".parse().unwrap()], "");
    let red = "red".parse().unwrap();
    assert_eq!(working(&p, &red, date(2026, 3, 29))[0].duration().as_hours(), 23);
    assert!(working(&p, &red, date(2026, 3, 10)).is_empty());
    assert!(working(&p, &red, date(2026, 8, 4)).is_empty());
    assert!(working(&p, &"nobody".parse().unwrap(), date(2026, 3, 29)).is_empty());
}

/// Every local date from 2024 to 2035 on which the clocks change, with the days around it.
fn changes(zone: &TimeZone) -> Vec<Date> {
    let from = crate::clock::day(date(2024, 1, 1), zone).unwrap().start;
    let changes = zone.following(from).map(|change| zone.to_datetime(change.timestamp()).date());
    let around = |day: Date| (-2..=2).map(move |n| day.checked_add(jiff::Span::new().days(n)).unwrap());
    changes.take_while(|day| day.year() <= 2035).flat_map(around).collect()
}

fn day_hours() -> impl Strategy<Value = Vec<Hours>> {
    prop::collection::btree_set(0_u16..=288, 2..7).prop_map(|edges| {
        let edges: Vec<u16> = edges.into_iter().map(|five| five * 5).collect();
        edges.chunks_exact(2).map(|pair| Hours { start: pair[0], end: pair[1] }).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// I6: what a wall clock in the practice shows decides, on both sides of every change.
    #[test]
    fn working_hours_are_what_the_wall_clock_says(hours in day_hours()) {
        for name in ["Europe/Paris", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Beirut"] {
            let mut p = practice(name, &hours, "");
            p.tenant.public_holidays = None;
            let zone = p.tenant.zone().clone();
            for day in changes(&zone) {
                let spans = working(&p, &ada(), day);
                prop_assert!(spans.windows(2).all(|pair| pair[0].end < pair[1].start));
                follows_the_wall_clock(&zone, day, &hours, &spans)?;
            }
        }
    }
}

/// Looks at the wall clock every five minutes of a day. Within the doubled hour an opening takes the first
/// and a closing the second showing, so there somebody may also work when the clock shows another time.
fn follows_the_wall_clock(
    zone: &TimeZone,
    day: Date,
    hours: &[Hours],
    spans: &[Span],
) -> Result<(), TestCaseError> {
    let whole = crate::clock::day(day, zone).unwrap();
    prop_assert!(spans.iter().all(|span| whole.covers(*span)), "{} {:?}", day, spans);
    let mut instant = whole.start;
    while instant < whole.end {
        let local = zone.to_datetime(instant);
        let minute = u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap();
        let says = hours.iter().any(|hours| hours.start <= minute && minute < hours.end);
        let works = spans.iter().any(|span| span.contains(instant));
        let doubled = zone.to_ambiguous_zoned_datetime(local).is_ambiguous();
        prop_assert!(works == says || works && doubled, "{} {} {:?} {:?}", day, local, hours, spans);
        instant = instant.checked_add(jiff::SignedDuration::from_mins(5)).unwrap();
    }
    Ok(())
}
