//! Whoever spoke of danger and is gone is rung back by the practice, where it knows whom to ring.

use dialogue::{Asking, Input};
use domain::Lang;
use domain::request::Kind;

use crate::world::{PETIT, World};

#[test]
fn who_is_gone_after_a_danger_is_rung_back() {
    let (fr, en) = (
        "je suis Anne Le Goff, mon numéro est le 06 39 98 22 60, mon mari ne respire plus",
        "I am Anne Miller, my number is 06 39 98 22 60, my husband has stopped breathing",
    );
    for (lang, shown, words, name, phone, text) in [
        (Lang::Fr, None, fr, Some("Anne Le Goff"), Some("+33639982260"), "mon mari ne respire plus"),
        (Lang::En, None, en, Some("Anne Miller"), Some("+33639982260"), "my husband has stopped breathing"),
        (
            Lang::Fr,
            None,
            "Jeanne Petit code 482173, j'ai mal à la poitrine",
            Some("Jeanne Petit"),
            None,
            "Jeanne Petit code [code], j'ai mal à la poitrine",
        ),
        (
            Lang::Fr,
            None,
            "Jeanne Petit, 482173, j'ai mal à la poitrine",
            Some("Jeanne Petit"),
            None,
            "[code], j'ai mal à la poitrine",
        ),
        (Lang::Fr, PETIT, "mon père fait un malaise", None, Some("+33639981001"), "mon père fait un malaise"),
    ] {
        for gone in [&[Input::HungUp][..], &[Input::Silence, Input::Silence, Input::Silence]] {
            let mut world = World::new(lang, shown);
            world.hear(words);
            for input in gone {
                world.input(input.clone());
            }
            assert_eq!(world.notes.len(), 1, "{words}");
            let note = &world.notes[0];
            assert_eq!((note.text.reveal().as_str(), note.kind), (text, Kind::CallBack), "{words}");
            assert_eq!(note.name.as_ref().map(|name| name.reveal().as_str()), name, "{words}");
            assert_eq!(note.phone.as_ref().map(|phone| phone.reveal().as_str()), phone, "{words}");
        }
    }
}

#[test]
fn who_takes_leave_of_a_danger_is_rung_back_too() {
    for (lang, words, leave) in [
        (Lang::Fr, "mon père fait un malaise", "merci je les appelle, au revoir"),
        (Lang::En, "my father has collapsed", "thank you, goodbye"),
    ] {
        let mut world = World::at(lang, PETIT, "2026-03-08T09:00:00");
        world.talk(&[words, leave]);
        assert_eq!((world.notes.len(), world.hung_up), (1, true), "{words}");
        assert_eq!(world.notes[0].text.reveal(), words);
    }
}

#[test]
fn nobody_is_rung_back_for_a_danger_of_whom_nothing_is_known_or_who_went_on() {
    let mut world = World::fr(None);
    world.hear("mon père fait un malaise");
    world.input(Input::HungUp);
    assert_eq!(world.notes.len(), 0);
    let mut world = World::fr(PETIT);
    world.talk(&[
        "mon mari ne respire plus",
        "non ça va, je voudrais un rendez-vous demain à 14 heures avec le docteur Martin",
        "Jeanne Petit",
        "oui",
    ]);
    assert_eq!(world.starts().len(), 1, "{:?}", world.said);
    world.input(Input::HungUp);
    assert_eq!(world.notes.len(), 0);
}

#[test]
fn a_name_that_is_known_stays_whoever_is_in_danger() {
    let mut world = World::page(Lang::Fr);
    world.talk(&[
        "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin",
        "Marc Dupond",
        "06 39 98 12 20",
        "Léa Roche ne respire plus",
    ]);
    let told = world.hear("oui");
    assert!(told.contains("Marc Dupond"), "{told}");
    let mut world = World::page(Lang::Fr);
    world.talk(&[
        "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin",
        "mon père fait un malaise",
        "oui",
    ]);
    assert_eq!(world.asking(), Asking::Name, "{:?}", world.said);
}
