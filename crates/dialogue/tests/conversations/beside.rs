//! One thing changed and another booked in one breath: neither is taken for the other, and none is forgotten.

use domain::Lang;

use crate::world::{BLOOD, JAB, PETIT, VISIT, World, yes};

#[test]
fn what_is_booked_beside_a_cancellation_is_not_cancelled() {
    for (lang, words, left, next) in [
        (Lang::Fr, "annulez la consultation et prenez-moi un vaccin", vec![BLOOD, JAB], "Quel jour"),
        (
            Lang::Fr,
            "annulez celui de jeudi et prenez-moi un vaccin mercredi 18 mars à 9 h",
            vec![BLOOD, JAB],
            "18",
        ),
        (Lang::Fr, "annulez la consultation de jeudi et prenez-moi un vaccin", vec![BLOOD, JAB], "Quel jour"),
        (Lang::Fr, "annulez tout et reprenez-moi un rendez-vous lundi à 9 h", vec![], "16"),
        (
            Lang::En,
            "cancel the blood test and book a consultation next Monday at ten",
            vec![VISIT, JAB],
            "16",
        ),
    ] {
        let mut world = World::three(lang);
        world.talk(&[words, "482173"]);
        assert_eq!(world.starts().len(), 3, "{words}: {:?}", world.said);
        let answer = world.hear(if lang == Lang::Fr { "oui" } else { "yes" });
        assert_eq!(world.starts(), left, "{words}: {answer}");
        assert!(answer.contains(next), "{words}: {answer}");
    }
}

#[test]
fn what_is_booked_beside_a_move_is_no_aim_of_it() {
    let mut world = World::three(Lang::Fr);
    let answer = world
        .talk(&["déplacez celui de jeudi à mardi 17 et prenez-moi aussi un vaccin lundi 16 à 9 h", "482173"]);
    assert!(answer.contains("ardi 17") && !answer.contains("16"), "{answer}");
    let answer = world.talk(&["le premier", "oui"]);
    assert!(answer.contains("est déplacé au mardi 17 mars"), "{answer}");
    assert!(answer.contains("16"), "{answer}");
}

#[test]
fn what_was_told_is_cancelled_and_another_booked() {
    let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    world.talk(&["c'est quand mon rendez-vous ?", "482173", "annulez-le et prenez-moi un vaccin"]);
    let answer = world.hear("oui");
    assert!(world.starts().is_empty() && answer.contains("Quel jour"), "{:?}", world.said);
}

#[test]
fn a_danger_in_the_second_part_is_heard_at_once() {
    let mut world = World::three(Lang::Fr);
    let answer = world.hear(
        "annulez celui de jeudi et prenez-moi un rendez-vous tout de suite, j'ai une douleur qui serre la poitrine",
    );
    assert!(answer.contains("15") || answer.contains("112"), "{answer}");
}

#[test]
fn what_is_changed_beside_a_booking_is_changed_after_it() {
    for (lang, words, booked) in [
        (Lang::Fr, "prenez-moi un vaccin lundi à 9 h et annulez la consultation", "benali 03-16 09:00"),
        (
            Lang::Fr,
            "je voudrais prendre une consultation lundi à 9 h avec le docteur Martin et annuler la consultation",
            "martin 03-16 09:00",
        ),
        (Lang::En, "book me a vaccination on Monday at 9 and cancel the consultation", "benali 03-16 09:00"),
    ] {
        let mut world = World::three(lang);
        world.talk(&[words, "Jeanne Petit", yes(lang), "482173"]);
        assert_eq!(world.starts(), [BLOOD, VISIT, JAB, booked], "{words}: {:?}", world.said);
        world.hear(yes(lang));
        assert_eq!(world.starts(), [BLOOD, JAB, booked], "{words}: {:?}", world.said);
    }
    let mut world = World::three(Lang::Fr);
    let answer = world.talk(&[
        "il me faut un certificat mardi 17 à 9 h et déplacer mon vaccin à lundi",
        "Jeanne Petit",
        "oui",
        "482173",
    ]);
    assert!(answer.contains("celui du vendredi 13 mars. Lundi 16, j'ai"), "{answer}");
}

#[test]
fn what_is_booked_beside_what_cannot_be_opened_is_booked() {
    let mut world = World::three(Lang::Fr);
    let answer = world.talk(&[
        "annulez la consultation et prenez-moi un vaccin lundi 16 à 9 h",
        "je n'ai pas de code",
        "Jeanne Petit",
    ]);
    assert!(answer.contains("vaccination pour Jeanne Petit"), "{answer}");
    world.hear("oui");
    assert_eq!((world.starts().len(), world.notes.len()), (4, 1), "{:?}", world.said);
}

#[test]
fn a_change_beside_two_bookings_comes_after_both() {
    let mut world = World::three(Lang::Fr);
    let answer = world
        .hear("je voudrais un vaccin pour ma fille et un pour mon fils lundi, et annulez le mien de mardi");
    assert!(
        answer.contains("vaccination pour votre fille d'abord, vaccination pour votre fils ensuite."),
        "{answer}"
    );
    let answer =
        world.talk(&["le premier", "Emma Petit", "oui", "le premier", "Hugo Petit", "oui", "482173"]);
    assert!(answer.contains("mardi 10 mars à 8 h"), "{answer}");
}

#[test]
fn two_errands_of_a_first_sentence_in_the_other_language_are_two() {
    let mut world = World::three(Lang::Fr);
    world.talk(&["please cancel the consultation and book me a vaccination on Monday at 9", "482173", "yes"]);
    assert_eq!(world.starts(), [BLOOD, JAB], "{:?}", world.said);
    let answer = world.said.last().unwrap();
    assert!(answer.contains("Monday the 16th at 9 am"), "{answer}");
}
