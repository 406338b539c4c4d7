//! Which appointment is given up, and whose.

use dialogue::Asking;
use domain::Lang;

use crate::world::{BLOOD, PETIT, VISIT, World, yes};

const NGUYEN: Option<&str> = Some("+33639981002");

fn two() -> World {
    World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00").booked(
        0,
        "benali",
        "consultation",
        "2026-03-16T10:10:00",
    )
}

#[test]
fn the_place_in_the_list_is_the_place_in_the_list() {
    for words in
        ["le premier", "annulez le premier", "annulez le premier rendez-vous", "le premier rendez-vous"]
    {
        let mut world = two();
        world.talk(&["je voudrais annuler un rendez-vous", "482173"]);
        assert_eq!(world.asking(), Asking::WhichAppointment, "{:?}", world.said);
        let answer = world.hear(words);
        assert!(answer.contains("jeudi 12 mars à 10 h"), "{words}: {answer}");
        world.hear("oui");
        assert_eq!(world.starts(), ["benali 03-16 10:10"], "{words}");
    }
    for (words, left) in [
        ("annulez le premier", "benali 03-16 10:10"),
        ("annulez le deuxième", "martin 03-12 10:00"),
        ("il faudrait annuler le dernier", "martin 03-12 10:00"),
    ] {
        let mut world = two();
        world.talk(&["c'est quand mes rendez-vous ?", "482173", words]);
        assert_eq!(world.asking(), Asking::Confirm, "{words}: {:?}", world.said);
        world.hear("oui");
        assert_eq!(world.starts(), [left], "{words}");
    }
    let mut world = World::new(Lang::En, PETIT)
        .booked(0, "martin", "consultation", "2026-03-12T10:00:00")
        .booked(0, "benali", "consultation", "2026-03-16T10:10:00");
    world.talk(&["when are my appointments?", "482173", "cancel the first one", "yes"]);
    assert_eq!(world.starts(), ["benali 03-16 10:10"], "{:?}", world.said);
}

#[test]
fn a_proof_opens_nobody_elses_appointment() {
    for words in [
        "annulez le rendez-vous de Jeanne Petit",
        "je voudrais annuler le rendez-vous de jeanne petit",
        "annulez celui de Jeanne Petit",
        "annulez le rendez-vous de ma femme Jeanne Petit",
    ] {
        let mut world = World::fr(NGUYEN).booked(0, "martin", "consultation", "2026-03-12T10:00:00").booked(
            1,
            "benali",
            "consultation",
            "2026-03-11T09:10:00",
        );
        world.talk(&["c'est quand mon rendez-vous ?", "735046"]);
        let answer = world.hear(words);
        assert_eq!(
            answer,
            "Il me faut le code à six chiffres de Jeanne Petit, ou la référence du rendez-vous. Quel est-il ?",
            "{words}"
        );
        let answer = world.hear("735046");
        assert!(!answer.contains("11 mars") && !answer.contains("12 mars"), "{words}: {answer}");
        let answer = world.hear("482173");
        assert_eq!(
            answer,
            "J'annule donc le rendez-vous de consultation de Jeanne Petit du jeudi 12 mars à 10 h, avec le docteur Martin. C'est bien cela ?",
            "{words}"
        );
        let answer = world.hear("oui");
        assert!(answer.contains("le rendez-vous de Jeanne Petit du jeudi 12 mars"), "{answer}");
        assert_eq!(world.starts(), ["benali 03-11 09:10"]);
    }
}

#[test]
fn whose_it_is_is_asked_before_its_code() {
    let mut world = World::fr(NGUYEN).booked(0, "martin", "consultation", "2026-03-12T10:00:00").booked(
        1,
        "benali",
        "consultation",
        "2026-03-11T09:10:00",
    );
    let answer = world.hear("je voudrais annuler le rendez-vous de ma mère");
    assert_eq!(answer, "Quels sont le prénom et le nom du patient ?");
    let answer = world.talk(&["Jeanne Petit", "482173"]);
    assert!(
        answer.starts_with("J'annule donc le rendez-vous de consultation de Jeanne Petit du jeudi 12 mars"),
        "{answer}"
    );
    // And hers does not open his.
    let answer = world.talk(&["non", "annulez mon rendez-vous"]);
    assert_eq!(world.asking(), Asking::Code, "{answer}");
}

#[test]
fn ones_own_name_is_no_other_file() {
    let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    let answer = world.talk(&["je voudrais annuler le rendez-vous de Jeanne Petit", "482173"]);
    assert!(answer.contains("jeudi 12 mars à 10 h, avec le docteur Martin"), "{answer}");
    let mut world = World::fr(NGUYEN).booked(1, "benali", "consultation", "2026-03-11T09:10:00");
    let answer = world.talk(&["c'est quand le rendez-vous de Paul Nguyen ?", "735046"]);
    assert!(answer.starts_with("Paul Nguyen a un rendez-vous : consultation mercredi 11 mars"), "{answer}");
    let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    let answer =
        world.talk(&["c'est quand mon rendez-vous ?", "482173", "annulez le rendez-vous de madame Petit"]);
    assert_eq!(world.asking(), Asking::Confirm, "{answer}");
}

#[test]
fn of_two_booked_in_a_call_the_one_named_is_meant() {
    let mut world = World::fr(PETIT);
    world.talk(&["Je voudrais un rendez-vous demain à 14 h avec le docteur Martin", "Jeanne Petit", "oui"]);
    world.talk(&["et pour mon fils Lucas juste après", "oui", "oui"]);
    assert_eq!(world.starts().len(), 2, "{:?}", world.said);
    let answer = world.hear("annulez le sien");
    assert!(
        answer.starts_with(
            "J'annule donc le rendez-vous de consultation de Lucas Petit du mardi 10 mars à 14 h 20"
        ),
        "{answer}"
    );
    world.hear("non");
    let answer = world.hear("annulez celui de mon fils");
    assert!(
        answer.starts_with(
            "J'annule donc le rendez-vous de consultation de Lucas Petit du mardi 10 mars à 14 h 20"
        ),
        "{answer}"
    );
    world.hear("oui");
    assert_eq!(world.starts(), ["martin 03-10 14:00"]);
}

#[test]
fn a_move_that_is_not_called_one_is_one() {
    for words in [
        "J'ai mon rendez-vous jeudi mais je préférerais lundi à 11 heures",
        "J'ai rendez-vous jeudi mais je préférerais lundi à 11 heures",
        "je voudrais passer de jeudi à lundi 11 heures",
        "est-ce qu'on peut passer mon rendez-vous de jeudi à lundi 11 heures",
    ] {
        let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        world.hear(words);
        assert_eq!(world.asking(), Asking::Code, "{words}: {:?}", world.said);
        world.talk(&["482173", "oui"]);
        assert_eq!(world.starts(), ["martin 03-16 11:00"], "{words}: {:?}", world.said);
    }
    let mut world = World::new(Lang::En, PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    world.talk(&["I have an appointment on Thursday but I'd prefer Monday at 11", "482173", "yes"]);
    assert_eq!(world.starts(), ["martin 03-16 11:00"], "{:?}", world.said);
}

#[test]
fn who_cannot_come_is_whose_it_is() {
    for words in ["ma fille ne peut pas venir mercredi", "ma mère a rendez-vous mercredi, il faut annuler"] {
        let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00").booked(
            1,
            "benali",
            "consultation",
            "2026-03-11T09:10:00",
        );
        let answer = world.talk(&[words, "Emma Durand", "482173"]);
        assert!(!answer.contains("12 mars") && !answer.contains("11 mars"), "{words}: {answer}");
        assert_eq!(world.asking(), Asking::Code, "{words}");
    }
}

#[test]
fn who_calls_for_another_does_not_give_up_their_own() {
    let mut world = World::fr(NGUYEN).booked(1, "benali", "consultation", "2026-03-11T09:10:00");
    let answer = world.hear("annuler le rendez-vous de ma femme, je suis Paul Nguyen");
    assert_eq!(answer, "Quels sont le prénom et le nom du patient ?");
    world.talk(&["735046", "oui"]);
    assert_eq!(world.starts(), ["benali 03-11 09:10"], "{:?}", world.said);
}

fn three(lang: Lang) -> World {
    World::new(lang, PETIT)
        .booked(0, "martin", "consultation", "2026-03-10T10:00:00")
        .booked(0, "martin", "consultation", "2026-03-12T10:00:00")
        .booked(0, "benali", "vaccination", "2026-03-13T10:15:00")
}

#[test]
fn what_is_to_stay_stays() {
    for (lang, words, left) in [
        (Lang::Fr, "annuler tous mes rendez-vous sauf celui de jeudi", "martin 03-12 10:00"),
        (Lang::Fr, "annulez tous mes rendez-vous mais gardez celui de mardi", "martin 03-10 10:00"),
        (Lang::Fr, "annulez-les tous sauf le vaccin", "benali 03-13 10:15"),
        (Lang::Fr, "annulez tous mes rendez-vous sauf celui avec le docteur Benali", "benali 03-13 10:15"),
        (Lang::Fr, "annulez tous mes rendez-vous sauf le dernier", "benali 03-13 10:15"),
        (Lang::Fr, "gardez celui de jeudi et annulez les autres", "martin 03-12 10:00"),
        (Lang::En, "cancel all my appointments except the one on Thursday", "martin 03-12 10:00"),
    ] {
        let mut world = three(lang);
        world.talk(&[words, "482173"]);
        assert_eq!(world.asking(), Asking::Confirm, "{words}: {:?}", world.said);
        world.hear(if lang == Lang::Fr { "oui" } else { "yes" });
        assert_eq!(world.asking(), Asking::AnythingElse, "{words}: {:?}", world.said);
        assert_eq!(world.starts(), [left], "{words}: {:?}", world.said);
    }
}

#[test]
fn which_one_is_to_stay_is_asked_where_nobody_knows() {
    let mut world = three(Lang::Fr);
    world.talk(&["annulez tous mes rendez-vous sauf celui de lundi", "482173"]);
    assert_eq!(world.asking(), Asking::WhichAppointment, "{:?}", world.said);
}

#[test]
fn a_yes_to_one_that_keeps_another_is_a_yes() {
    let mut world = three(Lang::Fr);
    world.talk(&["annuler mon rendez-vous de mardi", "482173", "oui mais gardez celui de vendredi"]);
    assert_eq!(world.starts(), ["martin 03-12 10:00", "benali 03-13 10:15"], "{:?}", world.said);

    let mut world = three(Lang::Fr);
    world.talk(&["annuler mon rendez-vous de mardi", "482173", "oui mais gardez celui de mardi"]);
    assert_eq!(world.starts().len(), 3, "{:?}", world.said);
}

#[test]
fn not_that_one_is_the_other() {
    let mut world = two();
    world.talk(&["je voudrais annuler un rendez-vous", "482173"]);
    let answer = world.hear("pas celui de jeudi, l'autre");
    assert!(answer.contains("lundi 16 mars"), "{answer}");
    let mut world = two();
    world.talk(&["annuler mon rendez-vous de jeudi", "482173"]);
    let answer = world.hear("non, pas celui de jeudi, celui de lundi");
    assert!(answer.contains("lundi 16 mars"), "{answer}");
    world.hear("oui");
    assert_eq!(world.starts(), ["martin 03-12 10:00"], "{:?}", world.said);
    let mut world = two();
    let answer = world.talk(&["annuler mon rendez-vous de jeudi", "482173", "pas jeudi, lundi"]);
    assert!(answer.contains("lundi 16 mars"), "{answer}");
    // Who cannot keep it gives it up.
    let mut world = two();
    let answer = world.talk(&["je ne peux pas garder mon rendez-vous de jeudi, annulez-le", "482173"]);
    assert!(answer.contains("jeudi 12 mars"), "{answer}");
}

#[test]
fn to_give_up_one_and_keep_another_moves_nothing() {
    for (lang, words) in [
        (Lang::Fr, "annuler mon rendez-vous de mardi mais pas celui de jeudi"),
        (Lang::Fr, "je ne peux pas venir mardi, annulez, mais je garde celui de jeudi"),
        (Lang::En, "cancel my Tuesday appointment but keep Thursday"),
    ] {
        let mut world = three(lang);
        world.talk(&[words, "482173", if lang == Lang::Fr { "oui" } else { "yes" }]);
        assert_eq!(world.starts(), ["martin 03-12 10:00", "benali 03-13 10:15"], "{words}: {:?}", world.said);
    }
}

#[test]
fn the_day_that_cannot_be_is_that_of_the_appointment() {
    for (lang, words, left) in [
        (Lang::Fr, "Mon fils est malade, mardi on ne peut pas, annulez", BLOOD),
        (Lang::Fr, "mardi on ne peut pas annulez", BLOOD),
        (Lang::Fr, "on ne peut pas venir jeudi, annulez s'il vous plaît", VISIT),
        (Lang::En, "my son is ill, we can't make Tuesday, cancel it", BLOOD),
        (Lang::En, "I can't do Thursday, please cancel", VISIT),
    ] {
        let mut world = World::three(lang);
        world.talk(&[words, "482173", yes(lang)]);
        assert_eq!(world.starts().len(), 2, "{words}: {:?}", world.said);
        assert!(!world.starts().contains(&left.to_owned()), "{words}: {:?}", world.said);
    }
}

#[test]
fn a_cancellation_that_is_withdrawn_is_none() {
    for (lang, words) in [
        (Lang::Fr, "attendez, je peux venir finalement"),
        (Lang::Fr, "ah non attendez, je peux venir finalement, laissez-le"),
        (Lang::Fr, "une minute, ma fille peut venir quand même"),
        (Lang::Fr, "je peux venir jeudi finalement"),
        (Lang::Fr, "laissez-le finalement"),
        (Lang::En, "oh wait, I can make it after all, leave it"),
        (Lang::En, "hold on, I'll be there"),
        (Lang::En, "actually I can come on Thursday after all"),
    ] {
        let booked = || World::new(lang, PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        let cancel = if lang == Lang::Fr { "annulez mon rendez-vous" } else { "cancel my appointment" };
        for said in [vec![cancel, "482173"], vec![cancel]] {
            let mut world = booked();
            world.talk(&said);
            let answer = world.hear(words);
            assert_eq!(world.asking(), Asking::AnythingElse, "{words}: {answer}");
            let goodbye = if lang == Lang::Fr { "au revoir" } else { "goodbye" };
            world.talk(&[goodbye, yes(lang)]);
            assert_eq!(world.starts(), ["martin 03-12 10:00"], "{words}: {:?}", world.said);
            assert!(world.notes.is_empty(), "{words}");
        }
    }
}

#[test]
fn who_cannot_tell_that_they_come_withdraws_nothing() {
    for (lang, words) in [
        (Lang::Fr, "oui, je ne peux pas venir"),
        (Lang::Fr, "oui, je ne pense pas que je peux venir"),
        (Lang::En, "yes, I don't think I can make it"),
    ] {
        let mut world = World::new(lang, PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        let cancel = if lang == Lang::Fr { "annulez mon rendez-vous" } else { "cancel my appointment" };
        let answer = world.talk(&[cancel, "482173", words]);
        assert!(world.starts().is_empty() || world.asking() == Asking::Confirm, "{words}: {answer}");
    }
}

#[test]
fn what_is_said_behind_a_wait_is_heard() {
    for (lang, words) in [
        (Lang::Fr, "attendez, c'est quand ?"),
        (Lang::Fr, "attendez, à quelle heure ?"),
        (Lang::En, "wait, when is it?"),
        (Lang::En, "hang on, what time is it?"),
    ] {
        let mut world = World::new(lang, PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        let cancel = if lang == Lang::Fr { "annulez mon rendez-vous" } else { "cancel my appointment" };
        let answer = world.talk(&[cancel, "482173", words]);
        assert!(answer.contains(if lang == Lang::Fr { "10 h" } else { "10 am" }), "{words}: {answer}");
        assert_eq!(world.asking(), Asking::Confirm, "{words}: {answer}");
    }
    for (lang, words) in [
        (Lang::Fr, "attendez, je cherche mon agenda"),
        (Lang::Fr, "une minute s'il vous plaît"),
        (Lang::En, "hold on please, I'm getting my diary"),
    ] {
        let mut world = World::new(lang, PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        let cancel = if lang == Lang::Fr { "annulez mon rendez-vous" } else { "cancel my appointment" };
        let answer = world.talk(&[cancel, "482173", words]);
        let waits = if lang == Lang::Fr { "Prenez votre temps" } else { "Take your time" };
        assert!(answer.starts_with(waits), "{words}: {answer}");
    }
}

#[test]
fn to_drop_it_where_nothing_is_under_way_cancels_no_appointment() {
    for (lang, said) in [(Lang::Fr, "laissez tomber"), (Lang::En, "forget it")] {
        let mut world = World::three(lang);
        let answer = world.hear(said);
        assert_eq!(world.asking(), Asking::AnythingElse, "{said}: {answer}");
    }
    let mut world = World::three(Lang::Fr);
    world.hear("laissez tomber mon rendez-vous de jeudi");
    assert_eq!(world.asking(), Asking::Code, "{:?}", world.said);
}
