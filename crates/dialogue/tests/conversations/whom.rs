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
