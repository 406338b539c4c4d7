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

#[test]
fn a_booking_needs_no_verb_beside_a_change() {
    for (lang, words) in [
        (Lang::Fr, "un vaccin lundi 16 à 9 heures et annulez celui de mardi"),
        (Lang::Fr, "bonjour, un vaccin lundi 16 à 9 heures et je voudrais annuler celui de mardi"),
        (Lang::En, "a vaccination on Monday the 16th at nine and cancel Tuesday's"),
    ] {
        let mut world = World::three(lang);
        world.talk(&[words, "Jeanne Petit", yes(lang), "482173"]);
        assert_eq!(world.starts(), [BLOOD, VISIT, JAB, "benali 03-16 09:00"], "{words}: {:?}", world.said);
        world.hear(yes(lang));
        assert_eq!(world.starts(), [VISIT, JAB, "benali 03-16 09:00"], "{words}: {:?}", world.said);
    }
    for (lang, words) in [
        (Lang::Fr, "Je voudrais annuler celui de mardi et un vaccin lundi 16 à 9 heures"),
        (Lang::En, "I'd like to cancel Tuesday's and a vaccination on Monday the 16th at nine"),
    ] {
        let mut world = World::three(lang);
        world.talk(&[words, "482173", yes(lang)]);
        assert_eq!(world.starts(), [VISIT, JAB], "{words}: {:?}", world.said);
        let answer = world.said.last().unwrap();
        assert!(answer.contains("16"), "{words}: {answer}");
    }
}

#[test]
fn what_is_named_as_what_is_cancelled_is_cancelled_with_it() {
    let mut world = World::three(Lang::Fr);
    world.talk(&["annulez une consultation et un vaccin", "482173", "oui"]);
    assert_eq!(world.starts(), [BLOOD], "{:?}", world.said);
}

#[test]
fn the_day_of_a_question_is_none_that_an_appointment_is_moved_to() {
    for (lang, words, told) in [
        (
            Lang::Fr,
            "annulez mon rendez-vous de jeudi, et est-ce que vous êtes ouverts samedi ?",
            "amedi 14 mars",
        ),
        (
            Lang::Fr,
            "annulez mon rendez-vous de jeudi, et dites-moi si vous êtes ouverts mercredi",
            "ercredi 11 mars, le cabinet est ouvert",
        ),
        (Lang::Fr, "vous êtes ouverts samedi ? et annulez mon rendez-vous de jeudi", "amedi 14 mars"),
        (Lang::En, "cancel my appointment on Thursday, and are you open on Saturday?", "Saturday 14 March"),
        (
            Lang::En,
            "cancel my appointment on Thursday, and tell me whether you are open on Wednesday",
            "Wednesday 11 March",
        ),
    ] {
        let mut world = World::three(lang);
        let answer = world.hear(words);
        assert!(answer.contains(told), "{words}: {answer}");
        world.talk(&["482173", yes(lang)]);
        assert_eq!(world.starts(), [BLOOD, JAB], "{words}: {:?}", world.said);
    }
}

#[test]
fn which_one_is_read_back_is_said_again() {
    for (lang, cancel, ask) in [
        (Lang::Fr, "je voudrais annuler", "c'est lequel ?"),
        (Lang::En, "I'd like to cancel", "which one is it?"),
    ] {
        let mut world = World::new(lang, PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        let read_back = world.talk(&[cancel, "482173"]);
        let again = world.hear(ask);
        assert!(again.contains("12") && !again.contains("message"), "{read_back} / {again}");
        world.hear(yes(lang));
        assert!(world.starts().is_empty(), "{:?}", world.said);
    }
}
