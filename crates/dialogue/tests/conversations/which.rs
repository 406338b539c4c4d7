//! Which appointment is meant: all that is said of it has to be true of it, and what there isn't is said not to be.

use dialogue::Asking;
use domain::Lang;

use crate::world::{BLOOD, JAB, PETIT, VISIT, World, yes};

#[test]
fn what_contradicts_in_anything_is_not_the_one() {
    for (lang, words, none) in [
        (Lang::Fr, "annulez la consultation de mardi", "Je ne vois pas de consultation mardi 10 mars."),
        (Lang::Fr, "je voudrais annuler le vaccin de jeudi", "Je ne vois pas de vaccination jeudi 12 mars."),
        (
            Lang::Fr,
            "annulez mon rendez-vous de mardi avec le docteur Martin",
            "Je ne vois pas de rendez-vous mardi 10 mars avec le docteur Martin.",
        ),
        (
            Lang::Fr,
            "annulez la consultation avec le docteur Benali",
            "Je ne vois pas de consultation avec le docteur Benali.",
        ),
        (
            Lang::Fr,
            "annulez mon rendez-vous de mardi à 9 h",
            "Je ne vois pas de rendez-vous mardi 10 mars à 9 h.",
        ),
        (
            Lang::Fr,
            "annulez mon rendez-vous avec le docteur Dupuis",
            "Personne du nom de Dupuis ne consulte ici.",
        ),
        (Lang::Fr, "déplacez la consultation de mardi", "Je ne vois pas de consultation mardi 10 mars."),
        (Lang::En, "cancel the consultation on Tuesday", "I see no consultation on Tuesday 10 March."),
        (
            Lang::En,
            "cancel my Thursday appointment with Dr Benali",
            "I see no appointment on Thursday 12 March with Doctor Benali.",
        ),
        (Lang::En, "move the vaccination on Thursday", "I see no vaccination on Thursday 12 March."),
    ] {
        let mut world = World::three(lang);
        let answer = world.talk(&[words, "482173"]);
        assert!(answer.starts_with(none), "{words}: {answer}");
        assert!(["10", "12", "13"].iter().all(|day| answer.contains(day)), "{words}: {answer}");
        assert_eq!(world.asking(), Asking::WhichAppointment, "{words}");
        assert_eq!(world.starts(), [BLOOD, VISIT, JAB], "{words}");
    }
}

#[test]
fn of_one_that_is_otherwise_it_is_said_before_it_is_read_back() {
    let mut world = World::fr(PETIT).booked(0, "laurent", "prise-de-sang", "2026-03-10T08:00:00");
    let answer = world.talk(&["annulez la consultation de mardi", "482173"]);
    assert_eq!(
        answer,
        "Je ne vois pas de consultation mardi 10 mars. J'annule donc votre rendez-vous de prise de sang du mardi \
         10 mars à 8 h, avec Sophie Laurent. C'est bien cela ?"
    );
}

#[test]
fn lists_tell_what_each_is_for() {
    let mut world = World::three(Lang::Fr);
    let answer = world.talk(&["je voudrais annuler un rendez-vous", "482173"]);
    assert_eq!(
        answer,
        "Je vois 3 rendez-vous : prise de sang mardi 10 mars à 8 h avec Sophie Laurent, consultation jeudi 12 mars à 10 h \
         avec le docteur Martin et vaccination vendredi 13 mars à 10 h 15 avec le docteur Benali. Lequel est-ce ?"
    );
    let mut world = World::three(Lang::En);
    let answer = world.talk(&["when are my appointments?", "482173"]);
    assert!(
        answer.starts_with("You have 3 appointments: blood test on Tuesday 10 March at 8 am with Sophie"),
        "{answer}"
    );
}

#[test]
fn each_way_of_telling_it_will_do() {
    for (lang, words, left) in [
        (Lang::Fr, "annulez celui de jeudi à 10 h avec le docteur Martin", [BLOOD, JAB]),
        (Lang::Fr, "annulez le deuxième", [BLOOD, JAB]),
        (Lang::Fr, "annulez la consultation", [BLOOD, JAB]),
        (Lang::Fr, "annulez celui de huit heures", [VISIT, JAB]),
        (Lang::Fr, "annulez mon rendez-vous avec Sophie", [VISIT, JAB]),
        (Lang::Fr, "annulez le premier rendez-vous", [VISIT, JAB]),
        (Lang::En, "cancel the appointment with the nurse", [VISIT, JAB]),
        (Lang::En, "cancel the last one", [BLOOD, VISIT]),
    ] {
        let mut world = World::three(lang);
        world.talk(&[words, "482173"]);
        assert_eq!(world.asking(), Asking::Confirm, "{words}: {:?}", world.said);
        world.hear(yes(lang));
        assert_eq!(world.starts(), left, "{words}: {:?}", world.said);
    }
}

#[test]
fn what_is_said_at_the_read_back_tells_another() {
    for (lang, first, words, left) in [
        (Lang::Fr, "annulez la consultation", "non, la prise de sang", [VISIT, JAB]),
        (Lang::Fr, "annulez celui de jeudi", "non, celui avec le docteur Benali", [BLOOD, VISIT]),
        (Lang::En, "cancel the consultation", "no, the blood test", [VISIT, JAB]),
    ] {
        let mut world = World::three(lang);
        world.talk(&[first, "482173", words]);
        assert_eq!(world.asking(), Asking::Confirm, "{words}: {:?}", world.said);
        world.hear(yes(lang));
        assert_eq!(world.starts(), left, "{words}: {:?}", world.said);
    }
}

#[test]
fn an_answer_leaves_those_that_it_is_true_of() {
    let mut world = World::three(Lang::Fr).booked(0, "martin", "consultation", "2026-03-16T10:00:00");
    let answer = world.talk(&["je voudrais déplacer un rendez-vous", "482173", "la consultation"]);
    assert!(
        answer.contains("jeudi 12 mars") && answer.contains("lundi 16 mars") && !answer.contains("13"),
        "{answer}"
    );
    let answer = world.hear("celle de lundi");
    assert!(answer.contains("Quel jour vous arrangerait"), "{answer}");
}

#[test]
fn a_first_consultation_is_a_consultation() {
    let mut world = World::fr(PETIT).booked(0, "martin", "premiere", "2026-03-12T10:00:00").booked(
        0,
        "benali",
        "vaccination",
        "2026-03-13T10:15:00",
    );
    let answer = world.talk(&["annulez la consultation de jeudi", "482173"]);
    assert!(answer.contains("J'annule donc votre rendez-vous de première consultation"), "{answer}");
}

#[test]
fn those_with_one_and_with_another_are_two() {
    for (lang, words) in [
        (Lang::Fr, "annulez celui avec le docteur Benali et celui avec Sophie"),
        (Lang::Fr, "annulez mes rendez-vous avec le docteur Benali et avec Sophie"),
        (Lang::Fr, "annulez celui avec le docteur Benali et avec Sophie Laurent"),
        (Lang::En, "cancel the one with Dr Benali and the one with Sophie"),
        (Lang::En, "cancel my appointments with Dr Benali and with the nurse"),
    ] {
        let mut world = World::three(lang);
        world.talk(&[words, "482173", yes(lang)]);
        assert_eq!(world.starts(), [VISIT], "{words}: {:?}", world.said);
    }
}

#[test]
fn each_of_those_that_stay_is_told_by_itself() {
    for (lang, words) in [
        (Lang::Fr, "annulez tous mes rendez-vous sauf la consultation et celui avec Sophie"),
        (Lang::En, "cancel all my appointments except the consultation and the one with the nurse"),
    ] {
        let mut world = World::three(lang);
        world.talk(&[words, "482173", yes(lang)]);
        assert_eq!(world.starts(), [BLOOD, VISIT], "{words}: {:?}", world.said);
    }
}

#[test]
fn what_is_headed_tells_which_is_moved_and_not_where_to() {
    for (lang, first, words) in [
        (Lang::Fr, "je voudrais déplacer la consultation", "non, celui de vendredi"),
        (Lang::En, "I'd like to move the consultation", "no, the one on Friday"),
        (Lang::En, "I'd like to move the consultation", "no, the Friday one"),
    ] {
        let mut world = World::three(lang);
        world.talk(&[first, "482173", words]);
        assert_eq!(world.asking(), Asking::Time, "{words}: {:?}", world.said);
        let answer = world.hear(if lang == Lang::Fr { "lundi matin" } else { "Monday morning" });
        let answer = if world.asking() == Asking::Time { world.hear("le 16 mars") } else { answer };
        assert!(answer.contains("8 h 30") || answer.contains("8:30"), "{words}: {answer}");
    }
}

#[test]
fn the_only_one_is_told_before_it_is_moved_though_it_is_another() {
    let mut world = World::fr(PETIT).booked(0, "benali", "vaccination", "2026-03-13T10:15:00");
    let answer = world.talk(&["je voudrais déplacer ma consultation", "482173"]);
    assert_eq!(
        answer,
        "Je ne vois pas de consultation. Vous avez un rendez-vous : vaccination vendredi 13 mars à 10 h 15 avec le docteur \
         Benali. Quel jour vous arrangerait à la place ?"
    );
}

#[test]
fn what_was_just_moved_is_not_what_the_rest_of_the_sentence_is_about() {
    for (lang, words, regret) in [
        (
            Lang::Fr,
            "déplacez celui de jeudi au mardi 17 et annulez le vaccin",
            "Je ne vois pas de vaccination",
        ),
        (
            Lang::Fr,
            "déplacez celui de jeudi au mardi 17 et annulez celui de mardi 17",
            "Je ne vois pas de rendez-vous mardi 17 mars",
        ),
        (
            Lang::Fr,
            "déplacez celui de jeudi au mardi 17 et celui de vendredi au mercredi 18",
            "Je ne vois pas de rendez-vous vendredi 13 mars",
        ),
        (Lang::En, "move Thursday's to Tuesday the 17th and cancel the vaccination", "I see no vaccination"),
        (
            Lang::En,
            "move Thursday's to Tuesday the 17th and Friday's to Wednesday the 18th",
            "I see no appointment on Friday 13 March",
        ),
    ] {
        let mut world = World::new(lang, PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        let first = if lang == Lang::Fr { "le premier" } else { "the first one" };
        let answer = world.talk(&[words, "482173", first, yes(lang)]);
        assert!(answer.contains(regret), "{words}: {:?}", world.said);
        assert_eq!(world.asking(), Asking::AnythingElse, "{words}: {answer}");
        assert_eq!(world.starts().len(), 1, "{words}: {answer}");
        assert!(world.starts()[0].starts_with("martin 03-17"), "{words}: {:?}", world.starts());
    }
}
