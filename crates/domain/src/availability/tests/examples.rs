use super::*;

const MORNING_AND_AFTERNOON: &str = "\"09:00-12:00\", \"14:00-18:00\"";

fn paris() -> Practice {
    practice("Europe/Paris", MORNING_AND_AFTERNOON)
}

/// Monday 9 March 2026 at 8.
fn monday(practice: &Practice) -> Timestamp {
    at(practice, "2026-03-09T08:00")
}

fn find(practice: &Practice, query: &Query, busy: &Taken) -> Vec<String> {
    shown(practice, &search(practice, query, busy))
}

#[test]
fn without_a_wish_the_earliest_come_first_and_once_each() {
    let p = paris();
    assert_eq!(
        find(&p, &query("visit", monday(&p)), &taken(&[])),
        ["ada 09 09:00", "ada 09 09:20", "ada 09 09:40"]
    );
}

#[test]
fn the_exact_start_that_was_wished_comes_alone() {
    let p = paris();
    let mut q = query("visit", monday(&p));
    q.wish.target = Some(at(&p, "2026-03-10T14:00"));
    assert_eq!(find(&p, &q, &taken(&[])), ["ada 10 14:00"]);
}

#[test]
fn when_it_is_taken_the_nearest_come_the_earlier_first_on_a_tie() {
    let p = paris();
    let mut q = query("visit", monday(&p));
    q.practitioners = vec![id("ada")];
    q.wish.target = Some(at(&p, "2026-03-10T15:00"));
    let busy = taken(&[("ada", &[span(&p, "2026-03-10T15:00", "2026-03-10T15:20")])]);
    assert_eq!(find(&p, &q, &busy), ["ada 10 14:40", "ada 10 15:20", "ada 10 14:20"]);
}

#[test]
fn the_contract_s_own_example() {
    let p = paris();
    let mut q = query("visit", monday(&p));
    q.practitioners = vec![id("ada")];
    q.wish.target = Some(at(&p, "2026-03-10T14:00"));
    let busy = taken(&[("ada", &[span(&p, "2026-03-10T14:00", "2026-03-10T15:00")])]);
    assert_eq!(find(&p, &q, &busy), ["ada 10 15:00", "ada 10 15:20", "ada 10 15:40"]);
}

#[test]
fn another_practitioner_at_the_exact_start_will_do() {
    let p = paris();
    let mut q = query("visit", monday(&p));
    q.wish.target = Some(at(&p, "2026-03-10T15:00"));
    let busy = taken(&[("ada", &[span(&p, "2026-03-10T15:00", "2026-03-10T15:20")])]);
    assert_eq!(find(&p, &q, &busy), ["bob 10 15:00"]);
}

#[test]
fn the_nearest_may_be_on_another_day() {
    let p = paris();
    let mut q = query("visit", monday(&p));
    q.practitioners = vec![id("ada")];
    q.wish.days = vec![span(&p, "2026-03-10T00:00", "2026-03-11T00:00")];
    let busy = taken(&[("ada", &[span(&p, "2026-03-10T09:20", "2026-03-11T10:00")])]);
    // The 10th at 9:00 is within the wish; the 9th at 17:40 is 6 h 20 before it, the 11th at 10:00 is 10 h after.
    assert_eq!(find(&p, &q, &busy), ["ada 10 09:00", "ada 09 17:40", "ada 09 17:20"]);
}

#[test]
fn of_a_few_stretches_each_has_one() {
    let p = paris();
    let mut q = query("visit", monday(&p));
    q.practitioners = vec![id("ada")];
    let day =
        |of: &str, next: &str| span(&p, &format!("2026-03-{of}T00:00"), &format!("2026-03-{next}T00:00"));
    q.wish.days = vec![day("10", "11"), day("12", "13")];
    assert_eq!(find(&p, &q, &taken(&[])), ["ada 10 09:00", "ada 10 09:20", "ada 12 09:00"]);
    q.wish.days.push(day("11", "12"));
    assert_eq!(find(&p, &q, &taken(&[])), ["ada 10 09:00", "ada 11 09:00", "ada 12 09:00"]);
    // Of the 11th nothing is left.
    let busy = taken(&[("ada", &[day("11", "12")])]);
    assert_eq!(find(&p, &q, &busy), ["ada 10 09:00", "ada 10 09:20", "ada 12 09:00"]);
    // A week of mornings is no choice between days.
    q.wish.days.push(day("13", "14"));
    assert_eq!(find(&p, &q, &taken(&[])), ["ada 10 09:00", "ada 10 09:20", "ada 10 09:40"]);
}

#[test]
fn of_two_who_are_free_the_one_with_less_to_do_is_chosen() {
    let p = paris();
    let mut q = query("visit", monday(&p));
    let busy = taken(&[("ada", &[span(&p, "2026-03-09T16:00", "2026-03-09T17:00")])]);
    assert_eq!(find(&p, &q, &busy)[0], "bob 09 09:00");
    q.replaces = Some(slot(&p, "ada", "2026-03-11T09:00"));
    // Who has the appointment that is being moved comes before both.
    assert_eq!(find(&p, &q, &busy)[0], "ada 09 09:00");
}

#[test]
fn a_second_practitioner_at_one_start_only_fills_up() {
    let p = paris();
    let mut q = query("visit", monday(&p));
    q.wish.before = Some(at(&p, "2026-03-09T09:30"));
    assert_eq!(find(&p, &q, &taken(&[])), ["ada 09 09:00", "bob 09 09:00", "ada 09 09:20"]);
}

#[test]
fn exclusions_and_hours_hold() {
    let p = paris();
    let mut q = query("visit", monday(&p));
    q.wish.hours = Some((17 * 60, 24 * 60));
    q.wish.not_weekdays = vec![jiff::civil::Weekday::Monday];
    q.wish.not_days = vec![span(&p, "2026-03-10T17:10", "2026-03-11T17:20")];
    assert_eq!(find(&p, &q, &taken(&[])), ["ada 10 17:00", "ada 11 17:20", "ada 11 17:40"]);
    q.wish.after = Some(at(&p, "2026-03-12T00:00"));
    assert_eq!(find(&p, &q, &taken(&[])), ["ada 12 17:00", "ada 12 17:20", "ada 12 17:40"]);
}

#[test]
fn notice_and_horizon_hold_to_the_minute() {
    let p = paris();
    let q = query("visit", at(&p, "2026-03-09T08:20"));
    assert_eq!(find(&p, &q, &taken(&[]))[0], "ada 09 09:20");
    let q = query("visit", at(&p, "2026-03-09T08:20:01"));
    assert_eq!(find(&p, &q, &taken(&[]))[0], "ada 09 09:40");
    let mut q = query("visit", at(&p, "2026-03-09T08:20"));
    q.wish.after = Some(at(&p, "2026-03-12T17:00"));
    q.limit = 100;
    // Three days ahead is the last day, and a start at 17:40 still ends by 18:00.
    assert_eq!(find(&p, &q, &taken(&[])).last().unwrap(), "bob 12 17:40");
}

#[test]
fn a_buffer_may_pass_closing_time_but_not_what_comes_next() {
    let p = paris();
    let mut q = query("scan", monday(&p));
    q.practitioners = vec![id("ada")];
    q.wish.target = Some(at(&p, "2026-03-10T11:30"));
    // Its five minutes after run past 12:00, its ten before lie before the opening at 9:00.
    assert_eq!(find(&p, &q, &taken(&[])), ["ada 10 11:30"]);
    let busy = taken(&[("ada", &[span(&p, "2026-03-10T12:04", "2026-03-10T13:00")])]);
    assert_eq!(find(&p, &q, &busy)[0], "ada 10 11:15");
    q.wish.target = Some(at(&p, "2026-03-10T09:00"));
    assert_eq!(find(&p, &q, &taken(&[])), ["ada 10 09:00"]);
    let busy = taken(&[("ada", &[span(&p, "2026-03-10T08:00", "2026-03-10T08:51")])]);
    assert_eq!(find(&p, &q, &busy)[0], "ada 10 09:15");
}

#[test]
fn a_room_is_needed_and_named() {
    let p = paris();
    let mut q = query("scan", monday(&p));
    q.wish.target = Some(at(&p, "2026-03-10T10:00"));
    let whole_day = span(&p, "2026-03-10T00:00", "2026-03-11T00:00");
    let slots = search(&p, &q, &taken(&[("red", &[whole_day])]));
    assert_eq!(slots[0].room, Some(id("blue")));
    let both = taken(&[("red", &[whole_day]), ("blue", &[span(&p, "2026-03-10T09:00", "2026-03-10T10:00")])]);
    // The guard begins ten minutes before the start.
    assert_eq!(find(&p, &q, &both)[0], "ada 10 10:15");
}

fn slot(p: &Practice, who: &str, start: &str) -> Slot {
    let asked =
        Asked { service: "visit".parse().unwrap(), practitioner: id(who), start: at(p, start), end: None };
    place(p, &asked, monday(p)).unwrap()
}

#[test]
fn a_move_never_offers_where_it_is_and_knows_what_it_overlaps() {
    let p = practice("Europe/Paris", "\"09:00-12:00\"");
    let mut q = query("scan", monday(&p));
    let mut present = slot(&p, "ada", "2026-03-10T10:00");
    present.span = span(&p, "2026-03-10T10:00", "2026-03-10T10:30");
    present.guard = span(&p, "2026-03-10T09:50", "2026-03-10T10:35");
    q.replaces = Some(present);
    q.practitioners = vec![id("ada")];
    q.wish.target = Some(at(&p, "2026-03-10T10:00"));
    let slots = search(&p, &q, &taken(&[]));
    assert_eq!(shown(&p, &slots), ["ada 10 09:45", "ada 10 10:15", "ada 10 09:30"]);
    assert!(slots.iter().all(|slot| slot.replaces));
    q.wish.target = Some(at(&p, "2026-03-11T10:00"));
    assert!(!search(&p, &q, &taken(&[]))[0].replaces);
}

#[test]
fn a_move_stays_where_it_is_when_only_its_room_is_closed() {
    let mut p = practice("Europe/Paris", "\"09:00-12:00\"");
    let mut q = query("scan", monday(&p));
    let mut present = slot(&p, "ada", "2026-03-10T10:00");
    present.room = Some(id("red"));
    q.replaces = Some(present);
    q.practitioners = vec![id("ada")];
    q.wish.target = Some(at(&p, "2026-03-10T10:00"));
    assert!(!shown(&p, &search(&p, &q, &taken(&[]))).contains(&"ada 10 10:00".to_owned()));
    let day = "2026-03-10".parse().unwrap();
    p.rooms[0].closures.push(crate::practice::Closure { from: day, to: day, reason: None });
    let slots = search(&p, &q, &taken(&[]));
    assert_eq!((shown(&p, &slots), &slots[0].room), (vec!["ada 10 10:00".to_owned()], &Some(id("blue"))));
}

#[test]
fn the_unknown_has_no_slots_and_a_reason() {
    let p = paris();
    assert!(search(&p, &query("nothing", monday(&p)), &taken(&[])).is_empty());
    let mut q = query("visit", monday(&p));
    q.practitioners = vec![id("nobody")];
    assert!(search(&p, &q, &taken(&[])).is_empty());
    q.practitioners.clear();
    q.limit = 0;
    assert!(search(&p, &q, &taken(&[])).is_empty());
}

#[test]
fn each_refusal_is_its_own() {
    let p = paris();
    let refused = |service: &str, who: &str, start: &str, minutes: Option<u32>| {
        let start = at(&p, start);
        let end = minutes.and_then(|minutes| Some(Span::of_minutes(start, minutes)?.end));
        refusal(
            &p,
            &Asked { service: service.parse().unwrap(), practitioner: id(who), start, end },
            monday(&p),
        )
    };
    assert_eq!(refused("visit", "ada", "2026-03-10T09:20", Some(20)), None);
    assert_eq!(refused("x", "ada", "2026-03-10T09:20", None), Some(Refusal::UnknownService));
    assert_eq!(refused("visit", "x", "2026-03-10T09:20", None), Some(Refusal::UnknownPractitioner));
    assert_eq!(refused("visit", "ada", "2026-03-10T09:20", Some(25)), Some(Refusal::WrongLength));
    assert_eq!(refused("visit", "ada", "2026-03-09T08:40", None), Some(Refusal::TooSoon));
    assert_eq!(refused("visit", "ada", "2026-03-08T23:40", None), Some(Refusal::Past));
    assert_eq!(refused("visit", "ada", "2026-03-13T09:00", None), Some(Refusal::TooFar));
    assert_eq!(refused("visit", "ada", "2026-03-10T13:00", None), Some(Refusal::OutsideHours));
    assert_eq!(refused("visit", "ada", "2026-03-10T11:50", None), Some(Refusal::OutsideHours));
    assert_eq!(refused("visit", "ada", "2026-03-10T09:10", None), Some(Refusal::NotOnGrid));
}

#[test]
fn a_holiday_and_a_service_by_others_are_refused() {
    let lilas = include_str!("../../../../../practices/cabinet-des-lilas.yaml");
    let p = Practice::parse(lilas, "lilas").unwrap();
    let now = at(&p, "2026-05-04T09:00");
    let asked = |service: &str, who: &str, start: &str| Asked {
        service: service.parse().unwrap(),
        practitioner: id(who),
        start: at(&p, start),
        end: None,
    };
    assert_eq!(refusal(&p, &asked("consultation", "benali", "2026-05-08T08:30"), now), Some(Refusal::Closed));
    let nurse = asked("consultation", "laurent", "2026-05-07T08:30");
    assert_eq!(refusal(&p, &nurse, now), Some(Refusal::NotByThisPractitioner));
    let mut q = query("consultation", now);
    q.wish.days = vec![span(&p, "2026-05-08T00:00", "2026-05-09T00:00")];
    // The evening before is nearer to that day than the morning after.
    assert_eq!(find(&p, &q, &taken(&[])), ["martin 07 18:00", "martin 07 17:40", "martin 07 17:20"]);
    q.wish.after = Some(at(&p, "2026-05-08T00:00"));
    assert_eq!(find(&p, &q, &taken(&[])), ["benali 09 09:00", "benali 09 09:20", "benali 09 09:40"]);
}

#[test]
fn an_all_day_block_on_the_day_of_the_change_takes_that_day_and_no_more() {
    let p = practice("Europe/Paris", "\"00:00-24:00\"");
    let mut q = query("visit", at(&p, "2026-03-28T00:00"));
    q.practitioners = vec![id("ada")];
    let sunday = crate::clock::day(jiff::civil::date(2026, 3, 29), p.tenant.zone()).unwrap();
    q.wish.after = Some(sunday.start);
    q.limit = 2;
    assert_eq!(find(&p, &q, &taken(&[("ada", &[sunday])])), ["ada 30 00:00", "ada 30 00:20"]);
}

#[test]
fn a_block_in_progress_and_one_of_several_days_take_what_they_cover() {
    let p = paris();
    let mut q = query("visit", at(&p, "2026-03-09T09:00"));
    q.practitioners = vec![id("ada")];
    let blocks =
        [span(&p, "2026-03-01T00:00", "2026-03-09T11:01"), span(&p, "2026-03-09T14:00", "2026-03-11T09:20")];
    // Until a minute past eleven, then from two in the afternoon until the day after the next.
    assert_eq!(find(&p, &q, &taken(&[("ada", &blocks)])), ["ada 09 11:20", "ada 09 11:40", "ada 11 09:20"]);
}

#[test]
fn both_rooms_taken_for_a_moment_is_no_room() {
    let p = paris();
    let mut q = query("scan", monday(&p));
    q.practitioners = vec![id("ada")];
    q.wish.target = Some(at(&p, "2026-03-10T10:00"));
    // Red is free for starts until 9:54, blue from 10:01: only the start at 10:00 has no room.
    let red = [span(&p, "2026-03-10T10:29", "2026-03-10T10:31")];
    let blue = [span(&p, "2026-03-10T09:40", "2026-03-10T09:51")];
    let slots = search(&p, &q, &taken(&[("red", &red), ("blue", &blue)]));
    let rooms: Vec<_> = slots.iter().map(|slot| slot.room.as_ref().map(ResourceId::as_str)).collect();
    assert_eq!(shown(&p, &slots), ["ada 10 09:45", "ada 10 10:15", "ada 10 09:30"]);
    assert_eq!(rooms, [Some("red"), Some("blue"), Some("red")]);
}
