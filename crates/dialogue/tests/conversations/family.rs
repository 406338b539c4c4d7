//! For whom: half a name finds its other half, and each of several gets their own appointment.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World};

const BOOK: &str = "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin";

fn names(world: &World) -> Vec<&str> {
    world.rows.iter().map(|row| row.name.as_str()).collect()
}

#[test]
fn a_first_name_is_completed_by_its_surname() {
    let mut world = World::fr(PETIT);
    let answer =
        world.hear("Je voudrais un rendez-vous pour ma fille Emma demain à 14 h avec le docteur Martin");
    assert!(answer.ends_with("Et le nom de famille ?"), "{answer}");
    let answer = world.hear("Durand");
    assert!(answer.contains("pour Emma Durand,"), "{answer}");

    let mut world = World::fr(PETIT);
    world.talk(&[BOOK, "c'est pour ma fille Emma"]);
    let answer = world.hear("Le Goff");
    assert!(answer.contains("pour Emma Le Goff,"), "{answer}");

    let mut world = World::fr(PETIT);
    let answer = world.talk(&[BOOK, "Odette"]);
    assert_eq!(answer, "Et le nom de famille ?");
    let answer = world.hear("c'est Odette Bernard");
    assert!(answer.contains("pour Odette Bernard,"), "{answer}");
}

#[test]
fn the_surname_of_who_calls_is_proposed_for_a_child() {
    let mut world = World::fr(PETIT);
    world.talk(&[BOOK, "Jeanne Petit", "oui"]);
    let answer = world.hear("et pour ma fille Emma à la suite");
    assert!(answer.ends_with("Emma Petit, c'est bien cela ?"), "{answer}");
    assert_eq!(world.asking(), Asking::Name);
    world.talk(&["oui", "oui"]);
    assert_eq!(names(&world), ["Jeanne Petit", "Emma Petit"]);
    assert_eq!(world.starts(), ["martin 03-10 14:00", "martin 03-10 14:20"]);

    for (no, then) in [("non", Some("Durand")), ("non, Durand", None), ("non, Emma Durand", None)] {
        let mut world = World::fr(PETIT);
        world.talk(&[BOOK, "Jeanne Petit", "oui", "et pour ma fille Emma à la suite", no]);
        if let Some(then) = then {
            world.hear(then);
        }
        world.hear("oui");
        assert_eq!(names(&world), ["Jeanne Petit", "Emma Durand"], "{no}: {:?}", world.said);
    }

    let mut world = World::new(Lang::En, PETIT);
    world.talk(&["I'd like an appointment tomorrow at 2 pm with doctor Martin", "Jane Smith", "yes"]);
    let answer = world.hear("and for my daughter Emma right after");
    assert!(answer.ends_with("Emma Smith, is that right?"), "{answer}");
}

#[test]
fn who_calls_and_whom_it_is_for_are_told_apart() {
    let mut world = World::fr(PETIT);
    let answer = world.talk(&[
        "Bonjour, je suis Jeanne Petit, c'est pour ma fille Emma, une consultation demain à 14 h avec le docteur Martin",
        "oui",
    ]);
    assert!(answer.contains("pour Emma Petit,"), "{answer}");
}

#[test]
fn two_people_of_one_sentence_get_two_appointments() {
    for words in [
        "je voudrais deux rendez-vous, un pour moi et un pour ma fille, demain à 14 h avec le docteur Martin",
        "je voudrais un rendez-vous pour moi et ma fille demain à 14 h avec le docteur Martin",
        "je voudrais prendre deux rendez-vous demain à 14 h avec le docteur Martin, un pour moi et l'autre pour ma fille",
    ] {
        let mut world = World::fr(PETIT);
        let answer = world.hear(words);
        assert!(
            answer.starts_with(
                "Je prends les rendez-vous l'un après l'autre : le vôtre d'abord, celui de votre fille ensuite."
            ),
            "{words}: {answer}"
        );
        assert!(answer.ends_with("C'est à quel nom ?"), "{words}: {answer}");
        let answer = world.talk(&["Jeanne Petit", "oui"]);
        assert!(
            answer.contains("Passons au rendez-vous de votre fille. Demain mardi, j'ai 14 h 20"),
            "{answer}"
        );
        let answer = world.talk(&["le premier", "Emma"]);
        assert_eq!(answer, "Emma Petit, c'est bien cela ?");
        world.talk(&["oui", "oui"]);
        assert_eq!(names(&world), ["Jeanne Petit", "Emma Petit"], "{words}");
        assert_eq!(world.starts(), ["martin 03-10 14:00", "martin 03-10 14:20"], "{words}");
    }
}

#[test]
fn two_of_somebodys_own_and_two_unnamed_are_two() {
    let mut world = World::fr(PETIT);
    let answer =
        world.hear("je voudrais deux rendez-vous pour mes enfants demain à 14 h avec le docteur Martin");
    assert!(answer.starts_with("Je prends les rendez-vous l'un après l'autre."), "{answer}");
    world.talk(&["Hugo Petit", "oui", "le premier", "Emma Petit", "oui"]);
    assert_eq!(names(&world), ["Hugo Petit", "Emma Petit"], "{:?}", world.said);

    let mut world = World::new(Lang::En, PETIT);
    let answer = world.hear(
        "I'd like two appointments, one for me and one for my husband, tomorrow at 2 pm with doctor Martin",
    );
    assert!(answer.contains("yours first, then your husband's."), "{answer}");
    world.talk(&["Jane Smith", "yes", "the first one", "Paul Smith", "yes"]);
    assert_eq!(names(&world), ["Jane Smith", "Paul Smith"], "{:?}", world.said);
}

#[test]
fn the_name_comes_after_whose_name_it_is() {
    for words in ["c'est au nom de ma femme, Sylvie Garnier", "au nom de mon épouse Sylvie Garnier"] {
        let mut world = World::fr(PETIT);
        let answer = world.talk(&[BOOK, words]);
        assert!(answer.contains("pour Sylvie Garnier,"), "{words}: {answer}");
    }
    let mut world = World::fr(PETIT);
    let answer = world.talk(&[BOOK, "c'est au nom de ma femme"]);
    assert_eq!(answer, "Quels sont le prénom et le nom du patient ?");
}

#[test]
fn somebody_as_well_is_somebody_else() {
    for words in ["ma fille aussi… juste après", "ma fille aussi", "et ma fille ?"] {
        let mut world = World::fr(PETIT);
        world.talk(&[BOOK, "Jeanne Petit", "oui"]);
        world.hear(words);
        if world.asking() == Asking::Choose {
            world.hear("le premier");
        }
        assert_eq!(world.asking(), Asking::Name, "{words}: {:?}", world.said);
        world.talk(&["Emma Petit", "oui"]);
        assert_eq!(names(&world), ["Jeanne Petit", "Emma Petit"], "{words}");
        assert_eq!(world.starts(), ["martin 03-10 14:00", "martin 03-10 14:20"], "{words}");
    }
    // Said before the first is booked, it is another one.
    let mut world = World::fr(PETIT);
    let answer = world.talk(&[BOOK, "Jeanne Petit", "ma fille aussi a besoin d'un rendez-vous"]);
    assert!(answer.contains("le vôtre d'abord, celui de votre fille ensuite"), "{answer}");
    assert!(answer.contains("pour Jeanne Petit,"), "{answer}");
}

#[test]
fn whoever_says_for_whom_wants_something_for_them() {
    let mut world = World::fr(PETIT);
    world.hear("allô bonjour euh c'est pour ma maman elle a mal au genou");
    assert_eq!(world.asking(), Asking::Time, "{:?}", world.said);
    world.talk(&["elle s'appelle Yvette", "demain", "le premier", "Moreau", "oui"]);
    assert_eq!(names(&world), ["Yvette Moreau"], "{:?}", world.said);
}

#[test]
fn a_title_goes_with_a_surname() {
    let mut world = World::fr(PETIT);
    let answer = world.talk(&[BOOK, "c'est pour mon voisin monsieur Lopez"]);
    assert_eq!(answer, "Et le prénom ?");
    let answer = world.hear("Pedro");
    assert!(answer.contains("pour Pedro Lopez,"), "{answer}");
}

#[test]
fn each_of_two_is_named_where_they_are_spoken_of() {
    let mut world = World::fr(PETIT);
    world.hear(
        "deux rdv demain avec le docteur Martin, un pour mon fils hugo petit et un pour ma fille lea petit",
    );
    world.talk(&["le premier", "oui", "le premier", "oui"]);
    assert_eq!(names(&world), ["Hugo Petit", "Lea Petit"], "{:?}", world.said);

    let mut world = World::fr(PETIT);
    let answer =
        world.hear("bonjour je suis madame Petit et mon mari et moi on voudrait venir ensemble demain matin");
    assert!(answer.contains("le vôtre d'abord, celui de votre mari ensuite"), "{answer}");
    let answer = world.talk(&["le premier", "Jeanne", "oui"]);
    assert!(answer.contains("pour Jeanne Petit,"), "{answer}");
    let answer = world.talk(&["le premier", "Louis"]);
    assert_eq!(answer, "Louis Petit, c'est bien cela ?");
    world.talk(&["oui", "oui"]);
    assert_eq!(names(&world), ["Jeanne Petit", "Louis Petit"]);
}

#[test]
fn who_calls_gives_their_own_name_wherever_it_is_said() {
    for words in [
        "un rendez-vous pour ma femme jeudi à 9 heures avec Martin, je suis Ahmed Saïdi",
        "un rendez-vous pour mon mari jeudi à 9 heures avec Martin, je m'appelle Anne Roche",
        "un rendez-vous pour ma mère jeudi à 9 heures avec Martin, Anne Roche à l'appareil",
    ] {
        let mut world = World::fr(PETIT);
        let answer = world.hear(words);
        assert!(answer.ends_with("Quels sont le prénom et le nom du patient ?"), "{words}: {answer}");
        world.talk(&["Fatima Saïdi", "oui"]);
        assert_eq!(names(&world), ["Fatima Saïdi"], "{words}: {:?}", world.said);
    }
    let mut world = World::new(Lang::En, PETIT);
    world.talk(&[
        "I want an appointment for my wife on Thursday at 9 with Dr Martin, I am John Smith",
        "Mary Jones",
        "yes",
    ]);
    assert_eq!(names(&world), ["Mary Jones"], "{:?}", world.said);

    // Of the patient only the first name: the surname of who calls is proposed.
    let mut world = World::fr(PETIT);
    world.hear("un rendez-vous pour ma femme jeudi à 9 heures avec Martin, je suis Ahmed Saïdi");
    let answer = world.hear("Fatima");
    assert_eq!(answer, "Fatima Saïdi, c'est bien cela ?");

    // And of a question for the patient's name it is no answer.
    let mut world = World::fr(PETIT);
    world.hear("un rendez-vous pour ma femme jeudi à 9 heures avec Martin");
    world.hear("je suis Ahmed Saïdi");
    assert_eq!(world.asking(), Asking::Name, "{:?}", world.said);

    let mut world = World::fr(PETIT);
    world.hear(
        "un rendez-vous pour moi et un pour ma femme jeudi à 9 heures avec Martin, je suis Ahmed Saïdi",
    );
    world.talk(&["oui", "le premier", "Fatima Saïdi", "oui"]);
    assert_eq!(names(&world), ["Ahmed Saïdi", "Fatima Saïdi"], "{:?}", world.said);
}

#[test]
fn after_all_it_may_be_for_who_calls() {
    let mut world = World::fr(PETIT);
    world.hear("un rendez-vous pour ma femme jeudi à 9 heures avec Martin");
    world.talk(&["non, c'est pour moi, je m'appelle Paul Nguyen", "oui"]);
    assert_eq!(names(&world), ["Paul Nguyen"], "{:?}", world.said);
}
