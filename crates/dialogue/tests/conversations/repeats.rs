//! Saying it again, and questions that have nothing to do with the errand.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World};

#[test]
fn offers_are_repeated_whole_without_the_apology() {
    let mut world = World::fr(PETIT);
    let offered = world.hear("Je voudrais un rendez-vous jeudi matin avec le docteur Martin");
    world.hear("blablabla tartempion");
    assert_eq!(world.hear("répétez"), format!("Je répète. {offered}"));
}

#[test]
fn after_a_change_of_language_everything_is_said_in_the_new_one() {
    let mut world = World::fr(PETIT);
    world.hear("Je voudrais un rendez-vous jeudi matin avec le docteur Martin");
    let answer = world.hear("in english please");
    assert!(answer.contains("Thursday the 12th, I have 9 am, 9:20 am or 9:40 am"), "{answer}");
    assert_eq!(
        world.hear("can you repeat that"),
        answer.replace("Of course, let's speak English.", "I'll say it again.")
    );
    world.talk(&["the first one", "Jeanne Petit"]);
    let answer = world.hear("en français s'il vous plaît");
    assert!(
        answer.contains("consultation pour Jeanne Petit, avec le docteur Martin, jeudi 12 mars à 9 h"),
        "{answer}"
    );
}

#[test]
fn the_reference_is_repeated_with_its_appointment() {
    let mut world = World::fr(PETIT);
    world.talk(&["Je voudrais un rendez-vous demain à 14 h avec le docteur Martin", "Jeanne Petit", "oui"]);
    let answer = world.hear("vous pouvez répéter ?");
    assert!(answer.starts_with("Je répète. C'est noté") && answer.contains("4 8 2 9 1 3"), "{answer}");
    assert_eq!(world.starts().len(), 1);
}

#[test]
fn a_question_at_the_read_back_is_no_change() {
    let mut world = World::fr(PETIT);
    world.talk(&["Je voudrais un rendez-vous demain à 14 h avec le docteur Martin", "Jeanne Petit"]);
    let answer = world.hear("c'est à quelle heure déjà ?");
    assert!(answer.contains("mardi 10 mars à 14 h"), "{answer}");
    assert_eq!(world.asking(), Asking::Confirm);
    assert!(world.held.is_some());
}

#[test]
fn questions_after_the_last_words_are_answered() {
    let mut world = World::fr(PETIT);
    world.talk(&["vous êtes où ?", "non merci"]);
    assert_eq!(world.asking(), Asking::Nothing);
    let answer = world.hear("vous êtes un robot ?");
    assert!(answer.starts_with("Oui, je suis un assistant automatique"), "{answer}");
    world.hear("non merci");
    let answer = world.hear("au fait, c'est combien ?");
    assert!(answer.contains("30 euros"), "{answer}");
}

#[test]
fn who_asks_for_a_person_is_not_told_about_machines() {
    let mut world = World::fr(PETIT);
    world.hear("vous êtes un robot, passez-moi une vraie personne");
    assert!(world.transferred, "{:?}", world.said);
    let mut world = World::new(Lang::En, PETIT);
    assert!(world.hear("are you a robot?").starts_with("Yes, I am an automatic assistant"));
}

#[test]
fn the_price_of_one_thing_is_not_told_for_another() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("c'est combien le vaccin ?");
    assert!(!answer.contains("30 euros") && answer.contains("je n'ai pas cette information"), "{answer}");
    assert_eq!(world.asking(), Asking::Confirm);
    world.hear("oui");
    world.hear("Jeanne Petit");
    assert_eq!(world.notes.len(), 1);

    let mut world = World::fr(PETIT);
    assert!(world.hear("combien coûte une consultation ?").contains("30 euros"));
    let mut world = World::fr(PETIT);
    let answer = world.talk(&["je voudrais un vaccin samedi matin", "c'est combien ?"]);
    assert!(!answer.contains("30 euros"), "{answer}");
    assert_eq!(world.asking(), Asking::Choose);
}

#[test]
fn another_card_is_not_the_health_card() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("vous prenez la carte bleue ?");
    assert!(!answer.contains("Vitale") && answer.starts_with("Je n'ai pas la réponse"), "{answer}");
    assert!(World::fr(PETIT).hear("il faut la carte vitale ?").contains("carte Vitale"));
}

#[test]
fn how_long_it_takes_is_not_how_much_it_costs() {
    for (words, minutes) in [
        ("ça dure combien de temps ?", "Pour un rendez-vous de consultation, comptez 20 minutes."),
        (
            "une prise de sang ça dure combien de temps ?",
            "Pour un rendez-vous de prise de sang, comptez 10 minutes.",
        ),
    ] {
        let mut world = World::fr(PETIT);
        let answer = world.hear(words);
        assert!(answer.starts_with(minutes), "{answer}");
    }
    let mut world = World::fr(PETIT);
    world.hear("je voudrais un vaccin samedi matin");
    let answer = world.hear("ça dure combien de temps ?");
    assert!(answer.starts_with("Pour un rendez-vous de vaccination, comptez 15 minutes."), "{answer}");
    assert_eq!(world.asking(), Asking::Choose);
    let mut world = World::new(Lang::En, PETIT);
    assert!(
        world.hear("how long does it take?").starts_with("Consultation appointments take 20 minutes"),
        "{:?}",
        world.said
    );
}

#[test]
fn who_asks_whether_this_is_the_practice_is_told() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("c'est le cabinet du docteur Martin ?");
    assert_eq!(
        answer,
        "Oui, Cabinet médical des Lilas : le docteur Martin consulte ici. Que puis-je faire pour vous ?"
    );
    let mut world = World::fr(PETIT);
    let answer = world.hear("c'est bien le cabinet du docteur Dupuis ?");
    assert!(
        answer.starts_with("Personne du nom de Dupuis ne consulte ici. Ici, Cabinet médical des Lilas."),
        "{answer}"
    );
    let mut world = World::new(Lang::En, PETIT);
    let answer = world.hear("is this doctor Martin's practice?");
    assert!(answer.starts_with("Yes, Cabinet médical des Lilas: Doctor Martin works here."), "{answer}");
}

#[test]
fn a_familiar_question_about_robots_is_answered_too() {
    let mut world = World::fr(PETIT);
    assert!(world.hear("t'es un robot ?").starts_with("Oui, je suis un assistant automatique"));
}

#[test]
fn a_yes_but_for_something_asks_for_that() {
    for (words, asking) in [
        ("c'est bien ça sauf le numéro", Asking::Phone),
        ("oui sauf le numéro", Asking::Phone),
        ("oui c'est ça mais le nom est mal écrit", Asking::Name),
        ("oui mais le numéro n'est pas bon", Asking::Phone),
    ] {
        let mut world = World::fr(PETIT);
        world.talk(&["Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin", "Jeanne Petit"]);
        world.hear(words);
        assert_eq!(world.asking(), asking, "{words}: {:?}", world.said);
        assert!(world.starts().is_empty(), "{words}");
    }
}

/// Whoever heard the offers hears in short that they stand.
#[test]
fn offers_are_not_said_whole_twice() {
    for (lang, wish, question, still, whole) in [
        (
            Lang::Fr,
            "je voudrais un rendez-vous jeudi",
            "il y a un parking ?",
            "je vous proposais 9 h",
            "j'ai 9 h",
        ),
        (Lang::Fr, "un rendez-vous jeudi", "je m'appelle Jeanne Petit", "je vous proposais 9 h", "j'ai 9 h"),
        (Lang::En, "I'd like an appointment on Thursday", "is there parking?", "I had 9 am", "I have 9 am"),
    ] {
        let mut world = World::new(lang, PETIT);
        assert!(world.hear(wish).contains(whole), "{:?}", world.said);
        let answer = world.hear(question);
        assert!(answer.contains(still) && !answer.contains(whole), "{answer}");
        assert_eq!(world.asking(), Asking::Choose);
    }
    let mut world = World::fr(PETIT);
    world.talk(&["je voudrais un rendez-vous jeudi", "oui"]);
    let answer = world.hear("c'est combien ?");
    assert!(answer.ends_with("Le premier, jeudi 12 à 9 h ?") && !answer.contains("9 h 20"), "{answer}");
}
