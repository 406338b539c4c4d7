//! Several bookings of one sentence for one person: each gets its own day, hour, service and practitioner.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World, yes};

/// Takes the first of what is offered until all is booked, and says what was.
fn all_of(lang: Lang, words: &str) -> Vec<String> {
    let mut world = World::new(lang, PETIT);
    world.hear(words);
    let first = if lang == Lang::Fr { "le premier" } else { "the first one" };
    for _ in 0..8 {
        match world.asking() {
            Asking::Choose => world.hear(first),
            Asking::Name => world.hear("Jeanne Petit"),
            Asking::Confirm => world.hear(yes(lang)),
            _ => break,
        };
    }
    assert_eq!(world.asking(), Asking::AnythingElse, "{words}: {:?}", world.said);
    let named = |row: &crate::world::Row| row.name == "Jeanne Petit";
    assert!(world.rows.iter().all(named), "{words}: {:?}", world.said);
    let services = world.rows.iter().map(|row| row.slot.service.to_string());
    services.zip(world.starts()).map(|(service, start)| format!("{service} {start}")).collect()
}

#[test]
fn each_of_two_gets_its_own_time() {
    for (lang, words, booked) in [
        (
            Lang::Fr,
            "une consultation mardi à 10 h et un vaccin jeudi à 9 h",
            ["consultation martin 03-10 10:00", "vaccination laurent 03-12 09:00"],
        ),
        (
            Lang::Fr,
            "je voudrais un vaccin mardi et une prise de sang mercredi",
            ["vaccination laurent 03-10 07:30", "prise-de-sang laurent 03-11 07:30"],
        ),
        (
            Lang::Fr,
            "Bonjour, une consultation mardi à dix heures et un vaccin jeudi à neuf heures, s'il vous plaît",
            ["consultation martin 03-10 10:00", "vaccination laurent 03-12 09:00"],
        ),
        (
            Lang::Fr,
            "je voudrais deux rendez-vous, un vaccin mardi à 9 h et une prise de sang jeudi à 8 h",
            ["vaccination benali 03-10 09:00", "prise-de-sang laurent 03-12 08:00"],
        ),
        (
            Lang::Fr,
            "deux consultations, une mardi et une jeudi",
            ["consultation benali 03-10 08:30", "consultation martin 03-12 09:00"],
        ),
        (
            Lang::Fr,
            "je voudrais deux rendez-vous avec le docteur Martin, un mardi matin et un jeudi après-midi",
            ["consultation martin 03-10 09:00", "consultation martin 03-12 14:00"],
        ),
        (
            Lang::Fr,
            "il me faudrait une prise de sang demain matin et puis voir le docteur Martin jeudi",
            ["prise-de-sang laurent 03-10 07:30", "consultation martin 03-12 09:00"],
        ),
        (
            Lang::Fr,
            "un rendez-vous vendredi à 10 h et un vaccin lundi 16 à 9 h",
            ["consultation martin 03-13 10:00", "vaccination benali 03-16 09:00"],
        ),
        (
            Lang::En,
            "a consultation on Tuesday at 10 and a vaccination on Thursday at 9",
            ["consultation martin 03-10 10:00", "vaccination laurent 03-12 09:00"],
        ),
        (
            Lang::En,
            "two appointments please, one on Tuesday and one on Thursday",
            ["consultation benali 03-10 08:30", "consultation martin 03-12 09:00"],
        ),
        (
            Lang::En,
            "two appointments, one on Tuesday morning and one on Thursday afternoon",
            ["consultation benali 03-10 08:30", "consultation martin 03-12 14:00"],
        ),
        (
            Lang::En,
            "a consultation at two on Tuesday and a blood test at eight on Thursday",
            ["consultation martin 03-10 14:00", "prise-de-sang laurent 03-12 08:00"],
        ),
    ] {
        assert_eq!(all_of(lang, words), booked, "{words}");
    }
}

#[test]
fn each_of_two_gets_its_own_practitioner() {
    for (lang, words) in [
        (Lang::Fr, "le docteur Martin vendredi à 10 h et le docteur Benali samedi à 9 h"),
        (
            Lang::Fr,
            "un rendez-vous avec le docteur Martin vendredi à 10 h et un autre avec le docteur Benali samedi à 9 h",
        ),
        (Lang::En, "Dr Martin on Friday at 10 and Dr Benali on Saturday at 9"),
        (Lang::En, "I'd like to see Dr Martin on Friday at 10 and Dr Benali on Saturday at 9"),
    ] {
        let booked = all_of(lang, words);
        assert_eq!(booked, ["consultation martin 03-13 10:00", "consultation benali 03-14 09:00"], "{words}");
    }
}

#[test]
fn a_time_that_is_said_once_is_for_both() {
    let booked = all_of(Lang::Fr, "une consultation et un vaccin vendredi");
    assert_eq!(booked, ["consultation benali 03-13 08:30", "vaccination laurent 03-13 09:00"]);
}

#[test]
fn when_each_is_wished_may_be_told_afterwards_and_in_another_order() {
    let mut world = World::fr(PETIT);
    let answer = world.talk(&[
        "je voudrais un vaccin et une consultation",
        "la consultation jeudi à 10 h et le vaccin vendredi à 9 h",
    ]);
    assert!(answer.contains("Jeudi 12 à 10 h, avec le docteur Martin"), "{answer}");
    let answer = world.talk(&["Jeanne Petit", "oui"]);
    assert!(answer.contains("vaccination pour Jeanne Petit, avec le docteur Benali, vendredi 13 mars à 9 h"));
}

#[test]
fn what_is_no_second_booking_is_none() {
    for (lang, words) in [
        (Lang::Fr, "je suis libre un mardi et un jeudi, je voudrais une consultation"),
        (Lang::Fr, "un rendez-vous mardi et un peu plus tard si possible"),
        (Lang::Fr, "une consultation mardi ou une jeudi"),
        (Lang::Fr, "je voudrais une consultation, j'ai un mari et un chien, mardi"),
        (Lang::En, "I'm free on a Tuesday and a Thursday, I'd like a consultation"),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(words);
        let both = ["l'un après l'autre", "one after the other"];
        assert!(!both.iter().any(|it| answer.contains(it)), "{words}: {answer}");
    }
}
