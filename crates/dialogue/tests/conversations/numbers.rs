//! Telephone numbers: a breath at a time, corrected, read back, or none at all.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World};

const BOOK: &str = "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin";

fn at_the_number() -> World {
    let mut world = World::fr(None);
    world.talk(&[BOOK, "Jeanne Petit"]);
    assert_eq!(world.asking(), Asking::Phone);
    world
}

#[test]
fn half_a_number_waits_for_the_rest() {
    for (first, then) in [
        ("zéro six trente-neuf quatre-vingt-dix-huit", "quatorze quinze"),
        ("zéro six trente neuf quatre vingt dix huit", "euh quatorze, quinze"),
        ("06 39 98", "et puis 14 15"),
    ] {
        let mut world = at_the_number();
        assert_eq!(world.hear(first), "06 39 98, oui. Et la suite ?");
        assert_eq!(world.asking(), Asking::Phone);
        let answer = world.hear(then);
        assert!(answer.contains("votre numéro : 06 39 98 14 15."), "{answer}");
        world.hear("oui");
        assert_eq!(world.phones, [Some("+33639981415".to_owned())]);
    }
}

#[test]
fn the_words_around_a_number_are_nobodys_name() {
    for answer in [
        "le mien c'est le 06 39 98 41 42",
        "le sien c'est le 06 39 98 41 42",
        "plutôt le fixe 04 72 00 00 00",
    ] {
        let mut world = at_the_number();
        let read_back = world.hear(answer);
        assert!(read_back.contains("pour Jeanne Petit"), "{answer}: {read_back}");
    }
}

#[test]
fn half_a_number_waits_for_the_rest_in_english() {
    let mut world = World::new(Lang::En, None);
    world.talk(&["I'd like an appointment tomorrow at 2 pm with doctor Martin", "Jane Smith"]);
    assert_eq!(world.hear("oh six three nine nine eight"), "06 39 98, yes. And then?");
    let answer = world.hear("one four one five");
    assert!(answer.contains("your number: 06 39 98 14 15."), "{answer}");
}

#[test]
fn who_falls_silent_in_a_number_hears_how_far_it_went() {
    let mut world = at_the_number();
    world.hear("zéro six, trente-neuf");
    let answer = world.input(dialogue::Input::Silence);
    assert!(answer.contains("06 39"), "{answer}");
    assert_eq!(world.asking(), Asking::Phone);
}

#[test]
fn a_number_said_again_from_its_beginning_counts_alone() {
    let mut world = at_the_number();
    world.talk(&[
        "zéro six, quarante-neuf",
        "non, zéro six trente-neuf quatre-vingt-dix-huit dix zéro un",
        "oui",
    ]);
    assert_eq!(world.phones, [Some("+33639981001".to_owned())]);
}

#[test]
fn half_a_number_is_begun_again() {
    for said in [
        &["zéro quatre, soixante-douze… non, zéro quatre, soixante-dix-huit", "12 34 56"][..],
        &["04 72", "non 04 78", "12 34 56"],
        &["04 72 12", "non pardon 04 78 12", "34 56"],
        &["04 72", "non 78", "12 34 56"],
    ] {
        let mut world = at_the_number();
        let answer = world.talk(said);
        assert!(answer.contains("votre numéro : 04 78 12 34 56."), "{said:?}: {:?}", world.said);
    }
}

#[test]
fn the_end_of_a_number_is_corrected_in_the_same_breath_or_at_the_read_back() {
    let mut world = at_the_number();
    let answer = world.hear(
        "zéro six, trente-neuf, quatre-vingt-dix-huit, dix, soixante et un, enfin non c'est soixante-deux à la fin",
    );
    assert!(answer.contains("votre numéro : 06 39 98 10 62."), "{answer}");
    let answer = world.hear("non, c'est soixante-trois à la fin");
    assert!(answer.contains("votre numéro : 06 39 98 10 63."), "{answer}");
    let answer = world.hear("ça se termine par 64");
    assert!(answer.contains("votre numéro : 06 39 98 10 64."), "{answer}");
    world.hear("oui");
    assert_eq!(world.phones, [Some("+33639981064".to_owned())]);
}

#[test]
fn the_number_is_among_what_can_be_changed() {
    let mut world = at_the_number();
    world.hear("06 39 98 10 61");
    let answer = world.hear("non");
    assert!(answer.contains("le numéro"), "{answer}");
    world.hear("le numéro");
    assert_eq!(world.asking(), Asking::Phone);
    world.talk(&["06 39 98 10 01", "oui"]);
    assert_eq!(world.phones, [Some("+33639981001".to_owned())]);

    let mut world = World::new(Lang::En, PETIT);
    world.talk(&[
        "I'd like an appointment tomorrow at 2 pm with doctor Martin",
        "Jane Smith",
        "my number is wrong",
    ]);
    assert_eq!(world.asking(), Asking::Phone, "{:?}", world.said);
    let answer = world.hear("06 39 98 10 05");
    assert!(answer.contains("your number: 06 39 98 10 05."), "{answer}");
}

#[test]
fn the_number_that_the_network_shows_is_not_read_out() {
    let mut world = World::fr(PETIT);
    let answer = world.talk(&[BOOK, "Jeanne Petit"]);
    assert!(!answer.contains("06 39"), "{answer}");
}

#[test]
fn who_has_no_telephone_is_asked_for_another_way_and_booked_all_the_same() {
    let mut world = at_the_number();
    let answer = world.hear("je n'ai pas de téléphone");
    assert!(answer.contains("Le numéro d'un proche, ou une adresse e-mail"), "{answer}");
    world.hear("je n'en ai pas");
    assert_eq!(world.asking(), Asking::Confirm);
    world.hear("oui");
    assert_eq!(world.phones, [None]);
    assert_eq!(world.starts(), ["martin 03-10 14:00"]);
}

#[test]
fn nobody_is_promised_a_call_who_left_no_number() {
    let mut world = World::page(Lang::Fr);
    world.talk(&["je voudrais parler à quelqu'un", "c'est pour le docteur Martin", "Jeanne Petit"]);
    let answer = world.talk(&["je n'ai pas de téléphone", "non plus"]);
    assert!(answer.contains("sans numéro il ne peut pas vous joindre"), "{answer}");
    assert_eq!(world.notes.len(), 1);
}

#[test]
fn an_address_instead_of_a_number_is_left_with_the_request() {
    for (lang, said, answer) in [
        (
            Lang::Fr,
            [
                "rappelez-moi s'il vous plaît",
                "Jeanne Petit",
                "je n'ai pas de téléphone",
                "jeanne.petit@exemple.fr",
            ],
            "C'est transmis : quelqu'un du cabinet vous écrira à l'adresse jeanne.petit@exemple.fr.",
        ),
        (
            Lang::En,
            ["please call me back", "Jane Smith", "I have no phone", "jane dot smith at example dot com"],
            "That's passed on: somebody from the practice will write to you at jane.smith@example.com.",
        ),
    ] {
        let mut world = World::page(lang);
        let told = world.talk(&said);
        assert!(told.starts_with(answer), "{told}");
        let email = world.notes[0].email.as_ref().map(|email| email.reveal().clone());
        assert!(email.is_some_and(|email| answer.contains(&email)), "{:?}", world.notes[0]);
    }
    let mut world = World::page(Lang::Fr);
    let told =
        world.talk(&["rappelez-moi", "Jeanne Petit", "jeanne.petit@exemple.fr", "je n'ai pas de téléphone"]);
    assert!(told.contains("vous écrira à l'adresse jeanne.petit@exemple.fr"), "{told}");
}

#[test]
fn a_request_reads_the_number_back() {
    let mut world = World::page(Lang::Fr);
    let answer = world.talk(&["rappelez-moi s'il vous plaît", "Jeanne Petit", "06 39 98 10 01"]);
    assert!(answer.contains("vous rappellera au 06 39 98 10 01."), "{answer}");
}

#[test]
fn why_a_number_is_asked_for_is_said() {
    let mut world = at_the_number();
    let answer = world.hear("pourquoi mon numéro ?");
    assert!(answer.starts_with("C'est pour que le cabinet puisse vous joindre"), "{answer}");
    assert_eq!(world.asking(), Asking::Phone);
}
