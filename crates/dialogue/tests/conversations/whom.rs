//! With whom: refused, unknown, and names that are a patient's.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World};

#[test]
fn who_is_refused_is_not_offered() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("Je voudrais un rendez-vous vendredi matin mais pas avec le docteur Martin");
    assert!(answer.contains("avec le docteur Benali") && !answer.contains("Martin"), "{answer}");
    world.talk(&["le premier", "Jeanne Petit", "oui"]);
    assert_eq!(world.starts(), ["benali 03-13 08:30"]);
}

#[test]
fn who_is_refused_at_the_opening_is_not_offered() {
    for words in [
        "pas le docteur Martin",
        "je veux pas le docteur Martin",
        "un rendez-vous demain, pas le docteur Martin s'il vous plaît",
        "demain mais pas le docteur Martin",
        "not Dr Martin please",
        "je voudrais un rdv mais surtout pas Martin",
        "je voudrais un rendez-vous, tout le monde sauf Martin",
    ] {
        let mut world = World::fr(PETIT);
        world.hear(words);
        if world.asking() == Asking::Time {
            world.hear("demain");
        }
        assert_eq!(world.asking(), Asking::Choose, "{words}: {:?}", world.said);
        let answer = world.said.last().unwrap();
        assert!(answer.contains("avec le docteur Benali") && !answer.contains("Martin"), "{words}: {answer}");
    }
    let mut world = World::new(Lang::En, PETIT);
    let answer = world.talk(&["not Dr Martin please", "tomorrow"]);
    assert!(answer.contains("Doctor Benali") && !answer.contains("Martin"), "{answer}");
}

#[test]
fn who_is_refused_at_the_read_back_is_let_go() {
    let mut world = World::fr(PETIT);
    world.talk(&["Je voudrais un rendez-vous vendredi à 9 h avec le docteur Martin", "Jeanne Petit"]);
    let answer = world.hear("non, pas avec le docteur Martin");
    assert!(!answer.contains("avec le docteur Martin"), "{answer}");
    assert!(world.held.as_ref().is_none_or(|held| held.resource.as_str() == "benali"));
}

#[test]
fn when_only_one_gives_the_service_a_refusal_of_them_is_answered() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("je voudrais une prise de sang mais pas avec Sophie Laurent");
    assert!(answer.contains("ne se prend qu'avec Sophie Laurent"), "{answer}");
    assert_eq!(world.asking(), Asking::Time);
}

#[test]
fn nobody_of_an_unknown_name_is_replaced_in_silence() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("Je voudrais un rendez-vous vendredi avec le docteur Dupuis");
    assert!(answer.starts_with("Personne du nom de Dupuis ne consulte ici."), "{answer}");
    assert!(answer.contains("le docteur Martin ou le docteur Benali"), "{answer}");
    assert_eq!(world.asking(), Asking::Practitioner);
    let answer = world.hear("alors le docteur Benali");
    assert!(answer.starts_with("Vendredi 13, j'ai 8 h 30"), "{answer}");

    let mut world = World::new(Lang::En, PETIT);
    let answer = world.hear("I'd like an appointment on Friday with doctor Jones");
    assert!(answer.starts_with("Nobody called Jones works here."), "{answer}");
    world.hear("I don't mind");
    assert_eq!(world.asking(), Asking::Choose);
}

#[test]
fn a_patient_may_bear_the_first_name_of_the_nurse() {
    let mut world = World::fr(PETIT);
    world.talk(&["Je voudrais un rendez-vous jeudi matin", "au nom de Sophie Durand", "le premier"]);
    let answer = world.hear("non, le nom");
    assert_eq!(world.asking(), Asking::Name, "{answer}");
    let answer = world.hear("Sophie Dupond");
    assert!(answer.contains("pour Sophie Dupond, avec le docteur Martin"), "{answer}");
}

#[test]
fn a_choice_is_nobodys_name() {
    for choice in ["le premier", "celui du docteur Martin", "Madame Martin"] {
        let mut world = World::fr(PETIT);
        world.talk(&["Je voudrais un rendez-vous vendredi matin", choice]);
        if world.asking() == Asking::Choose {
            world.hear("le premier");
        }
        assert_eq!(world.asking(), Asking::Name, "{choice}");
    }
}

#[test]
fn a_surname_at_the_very_end_is_whom_it_is_with() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("rdv demain 15h10 benali");
    assert!(answer.starts_with("Demain mardi à 15 h 10, avec le docteur Benali, c'est libre."), "{answer}");
    let mut world = World::fr(PETIT);
    let answer = world.talk(&["je voudrais un rendez-vous demain", "plutôt mercredi matin"]);
    assert!(!answer.contains("Martin"), "{answer}");
}

#[test]
fn a_trade_that_nobody_has_is_not_replaced_in_silence() {
    for (words, none) in [
        ("je voudrais un rendez-vous avec le kiné demain", "Il n'y a pas de kinésithérapeute au cabinet."),
        ("je voudrais voir l'ophtalmo", "Il n'y a pas d'ophtalmologue au cabinet."),
    ] {
        let mut world = World::fr(PETIT);
        let answer = world.hear(words);
        assert!(answer.starts_with(none), "{answer}");
        assert_eq!(world.asking(), Asking::Practitioner);
    }
    let mut world = World::fr(PETIT);
    let answer =
        world.hear("mon kiné m'envoie, je voudrais une consultation demain à 14 h avec le docteur Martin");
    assert!(answer.contains("c'est libre"), "{answer}");
    let mut world = World::new(Lang::En, PETIT);
    let answer = world.hear("I'd like an appointment with the dentist tomorrow");
    assert!(answer.starts_with("There is no dentist at this practice."), "{answer}");
}

#[test]
fn a_woman_or_a_man_is_offered_as_wished() {
    for (words, who) in [
        ("je voudrais un rendez-vous avec une femme médecin demain", "avec le docteur Martin"),
        ("je préfère un médecin homme, demain", "avec le docteur Benali"),
    ] {
        let mut world = World::fr(PETIT);
        let answer = world.hear(words);
        assert!(answer.contains(who), "{words}: {answer}");
        assert!(answer.matches("avec le docteur").count() == 1, "{words}: {answer}");
    }
}

#[test]
fn where_the_practice_does_not_tell_who_is_a_woman_it_is_said_and_asked() {
    let untitled =
        crate::world::PRACTICE.replace("docteure Martin, Claire Martin, madame Martin", "Claire Martin");
    let mut world = World::of(&untitled, Lang::Fr);
    let answer = world.hear("je voudrais un rendez-vous avec une femme médecin demain");
    assert!(answer.starts_with("Je n'ai pas cette information sur nos praticiens."), "{answer}");
    assert_eq!(world.asking(), Asking::Practitioner);
    let answer = world.hear("alors le docteur Martin");
    assert!(answer.contains("Demain mardi"), "{answer}");
}

#[test]
fn who_is_pointed_at_is_not_offered_again() {
    for (lang, wish, words) in [
        (Lang::Fr, "je voudrais un rendez-vous vendredi matin", "pas avec lui, avec une femme"),
        (Lang::Fr, "je voudrais un rendez-vous vendredi matin", "non, plutôt avec une femme"),
        (Lang::Fr, "je voudrais un rendez-vous vendredi matin avec le docteur Benali", "pas avec lui"),
        (
            Lang::Fr,
            "je voudrais un rendez-vous vendredi matin avec le docteur Benali",
            "avec quelqu'un d'autre",
        ),
        (Lang::En, "I'd like an appointment on Friday morning", "not with him, with a woman"),
        (Lang::En, "I'd like an appointment on Friday morning with Dr Benali", "not with him"),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.talk(&[wish, words]);
        assert_eq!(world.asking(), Asking::Choose, "{words}: {answer}");
        assert!(answer.contains("octor Martin") || answer.contains("docteur Martin"), "{words}: {answer}");
        assert!(!answer.contains("Benali"), "{words}: {answer}");
    }
    // At the read-back, what is kept is let go.
    let mut world = World::fr(PETIT);
    world.talk(&[
        "je voudrais un rendez-vous vendredi matin avec le docteur Benali",
        "le premier",
        "Jeanne Petit",
    ]);
    let answer = world.hear("non, pas avec lui, avec une femme");
    assert!(answer.contains("avec le docteur Martin") && !answer.contains("Benali"), "{answer}");
    assert!(world.held.as_ref().is_none_or(|held| held.resource.as_str() == "martin"));
    let mut world = World::fr(PETIT);
    world.talk(&["je voudrais un rendez-vous demain à 14 h avec le docteur Martin", "Jeanne Petit"]);
    let answer = world.hear("plutôt un homme");
    assert!(answer.contains("avec le docteur Benali"), "{answer}");
    // Whom it is for is not whom it is with.
    let mut world = World::fr(PETIT);
    world.talk(&["je voudrais un rendez-vous vendredi matin avec le docteur Benali", "le premier"]);
    let answer = world.hear("c'est pour quelqu'un d'autre");
    assert_eq!(answer, "Quels sont le prénom et le nom du patient ?");
}

#[test]
fn whoever_is_asked_with_whom_may_not_be_sure() {
    for (lang, wish, said) in [
        (Lang::Fr, "je voudrais un rendez-vous jeudi avec le docteur Durand", "Martin je crois"),
        (Lang::Fr, "je voudrais un rendez-vous jeudi avec le docteur Durand", "je crois que c'est Martin"),
        (Lang::En, "I'd like an appointment on Thursday with doctor Durand", "I think it's Martin"),
    ] {
        let mut world = World::new(lang, None);
        world.talk(&[wish, said]);
        assert_eq!(world.asking(), Asking::Choose, "{said}");
        world.hear(if lang == Lang::Fr { "le premier" } else { "the first one" });
        assert_eq!(world.asking(), Asking::Name, "Martin is the doctor's name: {:?}", world.said);
    }
}
