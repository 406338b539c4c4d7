//! For whom: half a name finds its other half, and each of several gets their own appointment.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World};

const BOOK: &str = "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin";

/// Whose appointments stand, in the order in which they were booked.
pub(crate) fn names(world: &World) -> Vec<&str> {
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
fn so_many_of_a_service_are_so_many() {
    for (lang, words) in [
        (Lang::Fr, "je voudrais deux vaccins jeudi matin"),
        (Lang::En, "two vaccinations on Thursday morning"),
    ] {
        let mut world = World::new(lang, PETIT);
        let (first, yes) = if lang == Lang::Fr { ("le premier", "oui") } else { ("the first one", "yes") };
        world.talk(&[words, first, "Hugo Petit", yes, first, "Emma Petit", yes]);
        assert_eq!(names(&world), ["Hugo Petit", "Emma Petit"], "{words}: {:?}", world.said);
        assert_eq!(world.starts(), ["laurent 03-12 07:30", "laurent 03-12 07:45"], "{words}");
    }
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

#[test]
fn each_of_two_gets_what_was_said_for_them() {
    for (lang, words, order) in [
        (
            Lang::Fr,
            "je voudrais un vaccin pour mon fils et une consultation pour moi, demain",
            "consultation pour vous d'abord, vaccination pour votre fils ensuite.",
        ),
        (
            Lang::Fr,
            "pour moi une consultation et pour mon fils un vaccin, demain",
            "consultation pour vous d'abord, vaccination pour votre fils ensuite.",
        ),
        (
            Lang::Fr,
            "demain, une consultation et un vaccin pour moi et mon fils",
            "consultation pour vous d'abord, vaccination pour votre fils ensuite.",
        ),
        (
            Lang::Fr,
            "je voudrais un rendez-vous pour moi et un vaccin pour mon fils, demain",
            "consultation pour vous d'abord, vaccination pour votre fils ensuite.",
        ),
        (
            Lang::En,
            "I'd like a vaccination for my son and a consultation for me, tomorrow",
            "consultation for you first, then vaccination for your son.",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(words);
        assert!(answer.contains(order), "{words}: {answer}");
        let (first, yes) = if lang == Lang::Fr { ("le premier", "oui") } else { ("the first", "yes") };
        world.talk(&[first, "Jeanne Petit", yes, first, "Hugo", yes, yes]);
        assert_eq!(names(&world), ["Jeanne Petit", "Hugo Petit"], "{words}: {:?}", world.said);
        let services: Vec<&str> = world.rows.iter().map(|row| row.slot.service.as_str()).collect();
        assert_eq!(services, ["consultation", "vaccination"], "{words}");
    }
}

#[test]
fn who_is_named_for_one_is_not_the_others() {
    let mut world = World::fr(PETIT);
    let answer = world.hear(
        "je voudrais une prise de sang pour moi et un rendez-vous avec le docteur Benali pour mon mari, vendredi",
    );
    assert!(
        answer.contains("prise de sang pour vous d'abord, consultation pour votre mari ensuite."),
        "{answer}"
    );
    assert!(!answer.contains("Benali"), "{answer}");
    world.talk(&["le premier", "Jeanne Petit", "oui", "le premier", "Paul Petit", "oui"]);
    assert_eq!(world.starts(), ["laurent 03-13 07:30", "benali 03-13 08:30"], "{:?}", world.said);

    // Nor does whoever saw the first see the next for something else.
    let mut world = World::fr(PETIT);
    let answer = world.talk(&[BOOK, "Jeanne Petit", "oui", "et un vaccin pour mon fils jeudi à 9 heures"]);
    assert!(answer.starts_with("Jeudi 12 à 9 h, avec Sophie Laurent, c'est libre."), "{answer}");
}

#[test]
fn what_is_said_once_is_for_both() {
    for words in [
        "je voudrais un vaccin pour mon fils et pour moi, demain",
        "pour mon fils et pour moi, un vaccin demain",
        "demain, un vaccin pour moi et mon fils",
    ] {
        let mut world = World::fr(PETIT);
        world.talk(&[words, "le premier", "Jeanne Petit", "oui", "le premier", "Hugo Petit", "oui"]);
        let services: Vec<&str> = world.rows.iter().map(|row| row.slot.service.as_str()).collect();
        assert_eq!(services, ["vaccination", "vaccination"], "{words}: {:?}", world.said);
    }
}

#[test]
fn each_of_two_comes_when_it_was_said_for_them() {
    for (lang, words) in [
        (
            Lang::Fr,
            "une consultation pour moi mardi à 10 heures et un vaccin pour ma fille Emma Petit jeudi à 9 heures",
        ),
        (
            Lang::En,
            "a consultation for me on Tuesday at 10 and a vaccination for my daughter Emma Petit on Thursday at 9",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        let yes = if lang == Lang::Fr { "oui" } else { "yes" };
        world.talk(&[words, "Jeanne Petit", yes, yes]);
        assert_eq!(
            world.starts(),
            ["martin 03-10 10:00", "laurent 03-12 09:00"],
            "{words}: {:?}",
            world.said
        );
        assert_eq!(names(&world), ["Jeanne Petit", "Emma Petit"]);
    }
    // A part of the day alone is one of the same day.
    for (lang, words) in [
        (Lang::Fr, "mardi matin pour moi et l'après-midi pour ma fille Emma Petit"),
        (Lang::En, "Tuesday morning for me and the afternoon for my daughter Emma Petit"),
    ] {
        let mut world = World::new(lang, PETIT);
        let (first, yes) = if lang == Lang::Fr { ("le premier", "oui") } else { ("the first one", "yes") };
        world.talk(&[words, first, "Jeanne Petit", yes, first, yes]);
        assert_eq!(world.starts(), ["benali 03-10 08:30", "benali 03-10 13:30"], "{words}: {:?}", world.said);
    }
    let mut world = World::fr(PETIT);
    let answer = world.hear("un vaccin pour mon fils mardi matin et pour moi l'après-midi");
    assert!(answer.contains("Demain mardi, j'ai 13 h 30"), "{answer}");
    // An hour alone is one of the same day, and a half hour parts nothing.
    let mut world = World::fr(PETIT);
    world.talk(&[
        "un rendez-vous pour moi demain à dix heures et demie et un pour ma fille Emma Petit à quinze heures dix",
        "Jeanne Petit",
        "oui",
        "oui",
    ]);
    assert_eq!(world.starts(), ["benali 03-10 10:30", "benali 03-10 15:10"], "{:?}", world.said);
}

#[test]
fn what_is_added_for_another_leaves_ones_own_as_it_is() {
    let mut world = World::fr(PETIT);
    let answer = world.talk(&[BOOK, "Jeanne Petit", "et un vaccin pour ma fille jeudi aussi"]);
    assert!(answer.contains("le vôtre d'abord, vaccination pour votre fille ensuite."), "{answer}");
    assert!(answer.contains("consultation pour Jeanne Petit, avec le docteur Martin, mardi 10 mars à 14 h"));
    let answer = world.hear("oui");
    assert!(answer.contains("Passons au rendez-vous de votre fille. Jeudi 12, j'ai"), "{answer}");
}

#[test]
fn the_third_is_left_for_the_staff_and_not_forgotten() {
    for (lang, words, order) in [
        (
            Lang::Fr,
            "je voudrais un rendez-vous pour moi, ma fille et mon fils demain avec le docteur Martin",
            "le vôtre d'abord, puis celui de votre fille et celui de votre fils.",
        ),
        (
            Lang::En,
            "I'd like an appointment for me, my daughter and my son tomorrow with doctor Martin",
            "yours first, then your daughter's and your son's.",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(words);
        assert!(answer.contains(order), "{words}: {answer}");
        let (first, yes) = if lang == Lang::Fr { ("le premier", "oui") } else { ("the first", "yes") };
        world.talk(&[first, "Jeanne Petit", yes, first, "Emma Petit", yes]);
        assert_eq!(names(&world), ["Jeanne Petit", "Emma Petit"], "{words}: {:?}", world.said);
        assert_eq!(world.notes.len(), 1, "{words}: {:?}", world.said);
        assert!(world.notes[0].text.reveal().starts_with(words), "{:?}", world.notes[0].text.reveal());
        assert_eq!(world.asking(), Asking::AnythingElse);
    }
    let mut world = World::fr(PETIT);
    let answer = world.hear("c'est pour mes trois enfants, demain avec le docteur Martin");
    assert!(answer.contains("au plus deux rendez-vous par appel"), "{answer}");
    world.talk(&["le premier", "Hugo Petit", "oui", "le premier", "Emma Petit", "oui", "Jeanne Petit"]);
    assert_eq!((names(&world).len(), world.notes.len()), (2, 1), "{:?}", world.said);
}

#[test]
fn what_cannot_be_booked_for_one_is_no_reason_to_forget_the_other() {
    let mut world = World::fr(PETIT).with(crate::world::Fault::ConfirmFails);
    let answer = world.talk(&[
        "un vaccin pour ma fille Emma Petit jeudi à 9 heures et une consultation pour moi demain à 10 heures",
        "Jeanne Petit",
        "oui",
    ]);
    assert_eq!(world.notes.len(), 1, "{answer}");
    assert!(answer.contains("Passons au rendez-vous de votre fille."), "{answer}");
}

#[test]
fn who_comes_along_gets_no_appointment() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("un rendez-vous pour ma mère et mon père viendra avec elle, jeudi");
    assert!(answer.starts_with("Jeudi 12, j'ai"), "{answer}");
}

#[test]
fn nobody_of_a_list_is_lost() {
    for (lang, words, order) in [
        (
            Lang::Fr,
            "deux vaccins pour mes deux fils et une consultation pour ma fille",
            "vaccination pour votre fils d'abord, puis vaccination pour votre fils et consultation pour votre fille",
        ),
        (
            Lang::Fr,
            "un vaccin pour ma fille et un pour mon fils et un pour mon autre fille",
            "vaccination pour votre fille d'abord, puis vaccination pour votre fils et vaccination pour votre fille",
        ),
        (
            Lang::En,
            "two vaccinations for my two sons and a consultation for my daughter",
            "vaccination for your son first, then vaccination for your son and consultation for your daughter",
        ),
        (
            Lang::En,
            "a vaccination for my daughter and one for my son and one for my other daughter",
            "vaccination for your daughter first, then vaccination for your son and vaccination for your daughter",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(words);
        assert!(answer.contains(order), "{words}: {answer}");
    }
}

#[test]
fn the_third_is_asked_of_the_staff_in_the_name_of_who_calls() {
    let fr = [
        "un vaccin pour moi jeudi à 10 h, une consultation pour ma fille et un vaccin pour mon mari",
        "Jeanne Petit",
        "oui",
        "Emma Petit",
        "jeudi à 11 h",
        "le premier",
        "oui",
    ];
    let en = [
        "a vaccination for me on Thursday at 10 am, a consultation for my daughter and a vaccination for my husband",
        "Jeanne Petit",
        "yes",
        "Emma Petit",
        "Thursday at 11 am",
        "the first",
        "yes",
    ];
    for (lang, words, left) in [
        (Lang::Fr, fr, "À réserver encore : vaccination (mari)."),
        (Lang::En, en, "Still to be booked: vaccination (husband)."),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.talk(&words);
        let note = world.notes.first().unwrap_or_else(|| panic!("{answer} {:?}", world.said));
        assert_eq!(note.name.as_ref().map(|name| name.reveal().as_str()), Some("Jeanne Petit"));
        assert!(note.text.reveal().contains(left), "{}", note.text.reveal());
        assert_eq!(names(&world), ["Jeanne Petit", "Emma Petit"]);
    }
}
