//! Conversations in English.

use crate::world::{PETIT, World};
use dialogue::Asking;
use domain::Lang;

#[test]
fn a_booking_from_hello_to_goodbye() {
    let mut world = World::new(Lang::En, PETIT);
    assert!(world.said[0].contains("automatic assistant"));
    let answer = world.hear("Hello, I'd like an appointment tomorrow at 2 pm with doctor Martin");
    assert!(answer.starts_with("Tomorrow, Tuesday at 2 pm with Doctor Martin is free."), "{answer}");
    world.hear("Jeanne Petit");
    assert_eq!(world.asking(), Asking::Confirm);
    let answer = world.hear("yes that's right");
    assert!(answer.starts_with("It's booked:"), "{answer}");
    assert_eq!(world.starts(), ["martin 03-10 14:00"]);
    let answer = world.hear("no thank you");
    assert!(answer.contains("goodbye"), "{answer}");
}

#[test]
fn a_cancellation_needs_the_code() {
    let mut world = World::new(Lang::En, PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    world.hear("I need to cancel my appointment");
    assert_eq!(world.asking(), Asking::Code);
    world.hear("482173");
    assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
    world.hear("yes");
    assert!(world.starts().is_empty());
}

#[test]
fn the_language_changes_on_request() {
    let mut world = World::new(Lang::Fr, PETIT);
    let answer = world.hear("Do you speak English please?");
    assert!(answer.contains("English"), "{answer}");
    world.hear("I'd like an appointment tomorrow at 2 pm with doctor Martin");
    world.hear("Jeanne Petit");
    let answer = world.hear("yes");
    assert!(answer.starts_with("It's booked"), "{answer}");
}

#[test]
fn an_english_sentence_on_a_french_line_is_answered_in_english() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("Hello, I'd like to see a doctor on Friday afternoon");
    assert!(answer.starts_with("Friday the 13th, I have"), "{answer}");
    world.talk(&["the first one", "John Smith", "yes"]);
    assert_eq!(world.starts().len(), 1, "{:?}", world.said);
}

#[test]
fn a_french_name_in_english_changes_no_language() {
    let mut world = World::new(Lang::En, PETIT);
    let answer =
        world.talk(&["I'd like an appointment tomorrow at 2 pm with doctor Martin", "Jean de la Fontaine"]);
    assert!(answer.starts_with("To sum up: consultation for Jean de La Fontaine"), "{answer}");
}

#[test]
fn a_place_among_the_readings_is_no_day_of_the_month() {
    for (wish, place, start) in [
        ("I'd like an appointment next Friday at 10 with doctor Martin", "the first", "martin 03-13 10:00"),
        ("I'd like an appointment next Tuesday at 10 with doctor Martin", "the second", "martin 03-17 10:00"),
        (
            "I'd like an appointment next Tuesday at 10 with doctor Martin",
            "the second one please",
            "martin 03-17 10:00",
        ),
        (
            "I'd like an appointment next Friday at 10 with doctor Martin",
            "the last one",
            "martin 03-20 10:00",
        ),
        (
            "I'd like an appointment next Friday at 10 with doctor Martin",
            "the later one",
            "martin 03-20 10:00",
        ),
    ] {
        let mut world = World::new(Lang::En, PETIT);
        world.talk(&[wish, place, "Jane Smith", "yes"]);
        assert_eq!(world.starts(), [start], "{place}: {:?}", world.said);
    }
}

/// As in French: told from the schedule, and nothing is offered.
#[test]
fn when_somebody_works_is_told_however_it_is_asked() {
    for (said, told) in [
        ("does Dr Martin work Saturdays", "Doctor Martin does not work on Saturdays."),
        ("does Dr Martin work Saturdays?", "Doctor Martin does not work on Saturdays."),
        ("is Dr Martin in on Saturdays", "Doctor Martin does not work on Saturdays."),
        ("Is Dr Martin in the office on Saturdays?", "Doctor Martin does not work on Saturdays."),
        ("is doctor Martin working on Wednesday", "Doctor Martin does not work on Wednesdays."),
        ("is Dr Benali there on Wednesday?", "Wednesday 11 March, Doctor Benali works from 8:30 am"),
        ("Do you work Saturdays?", "Saturday 14 March, the practice is open"),
    ] {
        let mut world = World::new(Lang::En, PETIT);
        let answer = world.hear(said);
        assert!(answer.starts_with(told), "{said}: {answer}");
        assert!(world.tools.is_empty(), "{said}: {answer}");
    }
    for said in
        ["is Dr Martin free on Tuesday", "do you have anything on Tuesday", "can I come in on Tuesday"]
    {
        let mut world = World::new(Lang::En, PETIT);
        let answer = world.hear(said);
        assert_eq!(world.asking(), Asking::Choose, "{said}: {answer}");
    }
}
