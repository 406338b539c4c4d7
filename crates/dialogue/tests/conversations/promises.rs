//! What is said to be left for the staff is there, whoever hangs up when.

use dialogue::{Asking, Input};
use domain::Lang;
use domain::request::Kind;

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

const BOOK: &str = "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin";
const DOUBT: &str = "Je ne peux pas vous dire si c'est bien enregistré";

#[test]
fn what_nobody_knows_is_neither_said_to_be_done_nor_to_have_failed() {
    let mut world = World::fr(PETIT).with(Fault::Doubt);
    let answer = world.talk(&[BOOK, "Jeanne Petit", "oui"]);
    assert!(answer.starts_with(&format!("{DOUBT} : le cabinet vérifiera et vous rappellera.")), "{answer}");
    assert_eq!((world.notes.len(), world.notes[0].kind), (1, Kind::CallBack));
    let text = world.notes[0].text.reveal();
    assert!(text.contains("le rendez-vous du mardi 10 mars à 14 h est-il enregistré ?"), "{text}");
    assert!(world.held.is_none());

    let mut world = World::new(Lang::En, PETIT).with(Fault::Doubt);
    let said = ["I'd like an appointment tomorrow at 2 pm with doctor Martin", "Jane Smith", "yes"];
    let answer = world.talk(&said);
    assert!(
        answer.starts_with("I cannot tell you whether that has gone through: the practice will check"),
        "{answer}"
    );

    let change = |words: [&str; 3]| {
        let mut world =
            World::fr(None).booked(0, "martin", "consultation", "2026-03-12T10:00:00").with(Fault::Doubt);
        let answer = world.talk(&[words[0], words[1], words[2], "oui"]);
        assert!(answer.starts_with(DOUBT), "{answer}");
        assert_eq!((world.notes.len(), world.notes[0].about.is_some()), (1, true));
        world.notes[0].text.reveal().clone()
    };
    let text = change(["je voudrais annuler mon rendez-vous", "482173", "Jeanne Petit"]);
    assert!(text.contains("le rendez-vous du jeudi 12 mars à 10 h est-il annulé ?"), "{text}");
    let text = change(["je voudrais déplacer mon rendez-vous à vendredi 10 h", "482173", "Jeanne Petit"]);
    assert!(text.contains("passé au vendredi 13 mars à 10 h ?"), "{text}");
}

#[test]
fn where_nobody_here_can_be_told_of_a_doubt_the_caller_is_asked_to_ring() {
    for fault in [Fault::NotesFail, Fault::NotesDoubt] {
        let mut world = World::page(Lang::Fr).with(Fault::Doubt).with(fault);
        let answer = world.talk(&[BOOK, "Jeanne Petit", "06 39 98 10 01", "oui"]);
        assert!(answer.starts_with(&format!("{DOUBT}. Rappelez le cabinet au 01 99 00 12 34")), "{answer}");
    }
    let mut world = World::page(Lang::Fr).with(Fault::NotesDoubt);
    let answer = world.talk(&["dites au docteur que je vais mieux", "Jeanne Petit", "06 39 98 10 01"]);
    assert!(answer.starts_with("Je ne sais pas si votre demande est bien partie."), "{answer}");
}

#[test]
fn too_many_wrong_codes_are_said_to_be_and_told_to_the_staff_once() {
    let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    let answer =
        world.talk(&["je voudrais annuler mon rendez-vous", "Jeanne Petit", "111111", "222222", "333333"]);
    assert!(
        answer.starts_with("Il y a eu trop de codes erronés : je n'en prends plus pour l'instant."),
        "{answer}"
    );
    assert_eq!(world.notes.len(), 1, "{:?}", world.said);
    for again in
        ["je voudrais annuler mon rendez-vous", "mon code c'est 482173, c'est quand mon rendez-vous ?"]
    {
        let answer = world.hear(again);
        assert!(answer.contains("déjà transmise au cabinet"), "{again}: {answer}");
        assert_eq!(world.notes.len(), 1, "{again}");
    }
    assert!(!world.said.iter().any(|said| said.contains("ne vont pas ensemble")), "{:?}", world.said);
}

#[test]
fn who_is_locked_out_and_wants_something_else_leaves_that_too() {
    let codes = ["111111", "222222", "333333"];
    for (lang, name, cancel, instead, noted) in [
        (
            Lang::Fr,
            "Jeanne Petit",
            "je voudrais annuler mon rendez-vous",
            "non en fait gardez-le, je voudrais le décaler à lundi",
            "transmis",
        ),
        (
            Lang::En,
            "Jane Smith",
            "I'd like to cancel my appointment",
            "actually I'd like to move it to Monday",
            "passed",
        ),
    ] {
        let mut world = World::new(lang, PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        world.talk(&[&[cancel, name], codes.as_slice()].concat());
        assert_eq!(world.notes.len(), 1, "{:?}", world.said);
        let answer = world.hear(instead);
        assert_eq!(world.notes.len(), 2, "{answer}");
        assert!(world.notes[1].text.reveal().contains(instead), "{:?}", world.notes[1].text.reveal());
        assert!(answer.contains(noted), "{answer}");
    }
}
