//! What is said to be left for the staff is there, whoever hangs up when.

use dialogue::{Asking, Input};
use domain::Lang;

use crate::world::{Fault, PETIT, World};

/// Words that promise something.
fn promises(world: &World) -> bool {
    world.said.iter().any(|said| said.contains("vous rappellera") || said.contains("je vais "))
}

#[test]
fn nothing_is_promised_to_a_caller_whom_nobody_could_reach() {
    let mut world = World::fr(None);
    let answer = world.talk(&["je voudrais annuler mon rendez-vous", "je n'ai pas de code"]);
    assert!(answer.contains("Je peux demander au cabinet de vous rappeler."), "{answer}");
    world.input(Input::HungUp);
    assert!(!promises(&world), "{:?}", world.said);
}

#[test]
fn who_hangs_up_after_the_name_leaves_their_request() {
    let mut world = World::fr(None);
    world.talk(&["je voudrais annuler mon rendez-vous", "j'ai pas de code", "Jeanne Petit"]);
    assert_eq!(world.asking(), Asking::Phone);
    world.input(Input::HungUp);
    assert_eq!(world.notes.len(), 1);
    assert!(world.starts().is_empty());
}

#[test]
fn a_message_is_left_even_by_who_hangs_up_before_saying_their_name() {
    let mut world = World::at(Lang::Fr, None, "2026-03-08T21:00:00");
    world.talk(&["je veux parler à quelqu'un", "dites au docteur que je vais mieux"]);
    world.input(Input::HungUp);
    assert_eq!(world.notes.len(), 1);
}

#[test]
fn a_goodbye_in_the_middle_leaves_what_was_wished_and_says_so() {
    let mut world = World::fr(PETIT).with(Fault::CalendarDown);
    let answer = world.talk(&["Je voudrais un rendez-vous demain à 14 h", "bon, au revoir"]);
    assert_eq!(world.notes.len(), 1, "{:?}", world.said);
    assert!(answer.contains("J'ai transmis votre demande"), "{answer}");
    assert!(world.hung_up);
}

#[test]
fn who_falls_silent_leaves_what_was_wished() {
    let mut world = World::fr(PETIT).with(Fault::CalendarDown);
    world.hear("Je voudrais un rendez-vous demain à 14 h");
    for _ in 0..3 {
        world.input(Input::Silence);
    }
    assert!(world.hung_up);
    assert_eq!(world.notes.len(), 1);
}

#[test]
fn a_plain_hang_up_leaves_nothing() {
    let mut world = World::fr(PETIT);
    world.hear("Je voudrais un rendez-vous demain à 14 h avec le docteur Martin");
    world.input(Input::HungUp);
    assert!(world.notes.is_empty());
}

#[test]
fn a_moment_keeps_the_slot_for_longer() {
    let mut world = World::fr(PETIT);
    world.hear("attendez");
    assert_eq!(world.kept_longer, 0);
    world.talk(&[
        "Je voudrais un rendez-vous demain à 14 h avec le docteur Martin",
        "un instant s'il vous plaît",
    ]);
    assert_eq!(world.kept_longer, 1);
}
