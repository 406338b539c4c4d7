//! Codes that are said where nobody asked for one: whoever reads a request never reads a code.

use dialogue::{Asking, Input};
use domain::Lang;

use crate::world::World;

/// What is left of these, where the caller then hangs up.
fn left(lang: Lang, lines: &[&str]) -> (String, String) {
    let mut world = World::page(lang);
    world.talk(lines);
    world.input(Input::HungUp);
    assert_eq!(world.notes.len(), 1, "{:?}", world.said);
    let note = &world.notes[0];
    let name = note.name.as_ref().map(|name| name.reveal().clone());
    (note.text.reveal().clone(), name.unwrap_or_default())
}

#[test]
fn a_code_behind_a_name_is_in_no_request() {
    let told = "je suis allergique à la pénicilline";
    let (fr, en) = ("Je voudrais laisser un message", "I'd like to leave a message");
    for (lang, lines, text, name) in [
        (Lang::Fr, &[fr, "Jeanne Petit, 482173", told][..], told, "Jeanne Petit"),
        (Lang::Fr, &[fr, "Jeanne Petit, 482173, je suis allergique à la pénicilline"], told, "Jeanne Petit"),
        (Lang::Fr, &[fr, "je suis allergique à la pénicilline, Jeanne Petit, 482173"], told, "Jeanne Petit"),
        (
            Lang::Fr,
            &[fr, "je suis Jeanne Petit, quatre huit deux un sept trois, je suis allergique"],
            "je suis allergique",
            "Jeanne Petit",
        ),
        (
            Lang::Fr,
            &["Paul Nguyen 735046 je serai en retard"],
            "Paul Nguyen [code] je serai en retard",
            "Paul Nguyen",
        ),
        (
            Lang::En,
            &[en, "Jane Smith 482173, I am allergic to penicillin"],
            "Jane Smith [code], I am allergic to penicillin",
            "Jane Smith",
        ),
        (Lang::En, &["Paul Nguyen 735046 I'll be late"], "Paul Nguyen [code] I'll be late", "Paul Nguyen"),
    ] {
        assert_eq!(left(lang, lines), (text.to_owned(), name.to_owned()), "{lines:?}");
    }
}

#[test]
fn a_name_and_a_code_are_no_message() {
    for (lang, lines) in [
        (Lang::Fr, ["Je voudrais laisser un message", "Jeanne Petit, 482173"]),
        (Lang::En, ["I'd like to leave a message", "Jane Smith, 482173"]),
    ] {
        let mut world = World::page(lang);
        let told = world.talk(&lines);
        assert_eq!(world.asking(), Asking::Message, "{told}");
        world.input(Input::HungUp);
        assert!(world.notes.is_empty());
    }
}
