//! Several appointments: which one is meant, and one after the other.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World, yes};

fn four() -> World {
    World::fr(PETIT)
        .booked(0, "martin", "consultation", "2026-03-12T10:00:00")
        .booked(0, "martin", "consultation", "2026-03-13T10:00:00")
        .booked(0, "benali", "consultation", "2026-03-16T10:10:00")
        .booked(0, "martin", "consultation", "2026-03-17T10:00:00")
}

#[test]
fn a_list_is_told_once_then_in_short_then_by_its_places() {
    let mut world = four();
    let first = world.talk(&["je voudrais annuler mon rendez-vous", "482173"]);
    assert_eq!(world.asking(), Asking::WhichAppointment, "{first}");
    let second = world.hear("hein quoi donc");
    assert!(second.len() < first.len() && !second.contains("docteur"), "{second}");
    let third = world.hear("hein quoi donc");
    assert!(third.contains("« le troisième » ou « le quatrième »") && !third.contains("mars"), "{third}");
    let answer = world.hear("le troisième");
    assert!(answer.contains("lundi 16 mars à 10 h 10"), "{answer}");
}

#[test]
fn what_was_just_talked_about_is_it() {
    let mut world = four();
    world.talk(&["je voudrais déplacer mon rendez-vous de jeudi à lundi 11 heures", "482173", "oui"]);
    let answer = world.hear("finalement annulez-le");
    assert_eq!(world.asking(), Asking::Confirm, "{answer}");
    assert!(answer.contains("lundi 16 mars à 11 h"), "{answer}");
    world.hear("oui");
    assert_eq!(world.starts().len(), 3);
    world.hear("je voudrais en annuler un autre");
    assert_eq!(world.asking(), Asking::WhichAppointment);
}

#[test]
fn two_services_of_one_sentence_are_booked_one_after_the_other() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("je voudrais une consultation et un vaccin");
    assert!(answer.contains("consultation d'abord, vaccination ensuite"), "{answer}");
    let answer = world.talk(&["demain matin avec le docteur Benali", "le premier", "Jeanne Petit", "oui"]);
    assert!(answer.contains("Passons à l'autre rendez-vous : vaccination."), "{answer}");
    world.talk(&["vendredi matin", "le premier", "oui"]);
    assert_eq!(world.starts(), ["benali 03-10 08:30", "laurent 03-13 07:30"]);
}

#[test]
fn one_service_that_replaces_another_is_one() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("je voudrais une consultation, non pardon, un vaccin samedi matin");
    assert!(!answer.contains("l'un après l'autre"), "{answer}");
    world.talk(&["le premier", "Jeanne Petit", "oui"]);
    assert_eq!(world.starts(), ["laurent 03-14 08:00"]);
}

#[test]
fn those_of_a_day_or_a_week_are_all_that_are_then() {
    for (lang, words) in [
        (Lang::Fr, "annulez mes rendez-vous de mardi"),
        (Lang::Fr, "je voudrais annuler mes rendez-vous de cette semaine"),
        (Lang::En, "cancel my appointments on Tuesday"),
    ] {
        let mut world = World::new(lang, PETIT)
            .booked(0, "laurent", "prise-de-sang", "2026-03-10T08:00:00")
            .booked(0, "martin", "consultation", "2026-03-10T10:00:00")
            .booked(0, "benali", "vaccination", "2026-03-20T10:15:00");
        let answer = world.talk(&[words, "482173"]);
        assert!(answer.contains("2 rendez-vous") || answer.contains("2 appointments"), "{words}: {answer}");
        world.hear(if lang == Lang::Fr { "oui" } else { "yes" });
        assert_eq!(world.starts(), ["benali 03-20 10:15"], "{words}: {:?}", world.said);
    }
    let mut world = World::fr(PETIT).booked(0, "laurent", "prise-de-sang", "2026-03-10T08:00:00").booked(
        0,
        "martin",
        "consultation",
        "2026-03-10T10:00:00",
    );
    world.talk(&["annulez un de mes rendez-vous de mardi", "482173"]);
    assert_eq!(world.asking(), Asking::WhichAppointment, "{:?}", world.said);
}

/// One person twice at one time, with two practitioners: told before the yes, which keeps both.
#[test]
fn who_has_an_appointment_at_that_time_already_hears_of_it() {
    for (lang, first, second, name, told) in [
        (
            Lang::Fr,
            "une consultation mardi à 10 heures avec le docteur Martin",
            "une consultation mardi à 10 h 10 avec le docteur Benali",
            "Jeanne Petit",
            "Attention, Jeanne Petit a déjà un rendez-vous à cette heure-là, avec le docteur Martin.",
        ),
        (
            Lang::En,
            "a consultation on Tuesday at 10 with Dr Martin",
            "a consultation on Tuesday at 10:10 with Dr Benali",
            "Jane Smith",
            "Please note that Jane Smith already has an appointment at that time, with Doctor Martin.",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&[first, name, yes(lang)]);
        let mut answer = world.hear(second);
        if world.asking() == Asking::Name {
            answer = world.hear(name);
        }
        assert!(answer.contains(told), "{second}: {answer}");
        assert_eq!(world.asking(), Asking::Confirm, "{answer}");
        world.hear(yes(lang));
        assert_eq!(world.starts().len(), 2, "{:?}", world.said);
    }
}

#[test]
fn who_comes_later_or_is_somebody_else_hears_nothing_of_it() {
    for (second, name) in [
        ("une consultation mardi à 11 h 10 avec le docteur Benali", "Jeanne Petit"),
        ("et pour mon mari, mardi à 10 h 10 avec le docteur Benali", "Paul Petit"),
    ] {
        let mut world = World::fr(PETIT);
        world.talk(&["une consultation mardi à 10 heures avec le docteur Martin", "Jeanne Petit", "oui"]);
        let mut answer = world.hear(second);
        if world.asking() == Asking::Name {
            answer = world.hear(name);
        }
        assert!(world.asking() == Asking::Confirm && !answer.contains("Attention"), "{second}: {answer}");
    }
}
