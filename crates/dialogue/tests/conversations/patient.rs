//! Whose appointment: the caller's, somebody else's, and what was said before it was asked.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World};

#[test]
fn a_second_appointment_for_a_child_is_not_put_under_the_parent() {
    let mut world = World::fr(PETIT);
    world.talk(&["Je voudrais un rendez-vous demain à 14 h avec le docteur Martin", "Jeanne Petit", "oui"]);
    let answer =
        world.hear("je voudrais aussi un rendez-vous pour mon fils jeudi à 10 h avec le docteur Martin");
    assert!(answer.ends_with("Quels sont le prénom et le nom du patient ?"), "{answer}");
    world.talk(&["Lucas Petit", "oui"]);
    let names: Vec<&str> = world.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Jeanne Petit", "Lucas Petit"]);
}

#[test]
fn who_speaks_for_another_is_asked_for_the_others_name() {
    let mut world = World::fr(PETIT);
    world.talk(&["Bonjour, je suis Jeanne Petit, c'est pour ma fille, un vaccin samedi matin", "le premier"]);
    assert_eq!(world.asking(), Asking::Name, "{:?}", world.said);

    let mut world = World::new(Lang::En, PETIT);
    world.talk(&["I'd like an appointment for my son tomorrow at 2 pm with doctor Martin"]);
    assert!(world.said.last().unwrap().contains("the patient's first and last names"), "{:?}", world.said);
}

#[test]
fn it_is_for_another_is_a_correction_at_the_read_back() {
    let mut world = World::fr(PETIT);
    world.talk(&["Je voudrais un rendez-vous demain à 14 h avec le docteur Martin", "Jeanne Petit"]);
    world.hear("ah non, c'est pour mon mari");
    assert_eq!(world.asking(), Asking::Name, "{:?}", world.said);
    let answer = world.hear("Louis Petit");
    assert!(answer.contains("pour Louis Petit"), "{answer}");
}

#[test]
fn what_was_said_early_is_not_asked_again() {
    let mut world = World::fr(None);
    let answer = world.talk(&[
        "Bonjour, je suis Jeanne Petit, mon numéro c'est le 06 39 98 10 01, je voudrais une consultation jeudi matin",
        "le premier",
    ]);
    assert!(answer.contains("pour Jeanne Petit"), "{answer}");
    assert_eq!(world.asking(), Asking::Confirm);

    let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    world.hear("je voudrais annuler mon rendez-vous, mon code est le 482173");
    assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
}
