//! Names: what is none, what completes one, and what comes with a code.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World};

const BOOK: &str = "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin";

fn at_the_name() -> World {
    let mut world = World::fr(PETIT);
    world.hear(BOOK);
    assert_eq!(world.asking(), Asking::Name);
    world
}

#[test]
fn giving_up_at_the_name_is_giving_up() {
    for words in ["finalement non laissez tomber", "laissez tomber", "finalement non", "tant pis"] {
        let mut world = at_the_name();
        let answer = world.hear(words);
        assert!(answer.starts_with("Très bien, je laisse tout comme c'était."), "{words}: {answer}");
        assert_eq!(world.asking(), Asking::AnythingElse, "{words}");
        assert!(world.held.is_none(), "{words}");
    }
    let mut world = World::new(Lang::En, PETIT);
    let answer = world.talk(&["I'd like an appointment tomorrow at 2 pm with doctor Martin", "never mind"]);
    assert!(answer.starts_with("Very well, I leave everything as it was."), "{answer}");
}

#[test]
fn a_word_that_is_no_name_is_asked_about_again() {
    for word in ["Finalement", "Réservé", "Normalement", "comment", "laissez"] {
        let mut world = at_the_name();
        world.talk(&[word, "oui"]);
        assert_eq!(world.asking(), Asking::Name, "{word}: {:?}", world.said);
        assert!(world.starts().is_empty(), "{word}");
    }
}

#[test]
fn why_a_name_is_asked_for_is_said() {
    let mut world = at_the_name();
    let answer = world.hear("pourquoi mon nom ?");
    assert!(answer.starts_with("C'est pour savoir qui viendra"), "{answer}");
    assert_eq!(world.asking(), Asking::Name);
    let mut world = World::new(Lang::En, PETIT);
    let answer = world
        .talk(&["I'd like an appointment tomorrow at 2 pm with doctor Martin", "why do you need my name?"]);
    assert!(answer.starts_with("It is to know who is coming"), "{answer}");
}

#[test]
fn a_surname_is_completed_by_its_first_name() {
    let mut world = at_the_name();
    assert_eq!(world.hear("madame Petit"), "Et le prénom ?");
    let answer = world.hear("Jeanne");
    assert!(answer.contains("pour Jeanne Petit"), "{answer}");

    let mut world = at_the_name();
    assert!(world.talk(&["Petit", "oui"]).contains("le prénom"), "{:?}", world.said);
    let answer = world.hear("Jeanne");
    assert!(answer.contains("pour Jeanne Petit"), "{answer}");

    let mut world = at_the_name();
    let answer = world.hear("c'est madame Petit, Jeanne Petit");
    assert!(answer.contains("pour Jeanne Petit"), "{answer}");

    let mut world = at_the_name();
    let answer = world.talk(&["Petit", "je n'en ai pas"]);
    assert!(answer.contains("pour Petit"), "{answer}");
}

#[test]
fn a_name_by_halves_or_at_the_opening_is_asked_no_more() {
    for words in
        ["Szczepanski, S Z C Z E P A N S K I, prénom Piotr", "prénom Piotr, nom de famille Szczepanski"]
    {
        let mut world = at_the_name();
        let answer = world.hear(words);
        assert!(answer.contains("pour Piotr Szczepanski,"), "{words}: {answer}");
    }
    for (lang, opening, name) in [
        (
            Lang::Fr,
            "Jeanne Petit, je voudrais un rendez-vous demain à 14 heures avec le docteur Martin",
            "Jeanne Petit",
        ),
        (Lang::En, "Hello, Jane Smith, I'd like to see doctor Martin tomorrow at 2 pm", "Jane Smith"),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(opening);
        assert!(answer.contains(name) && world.asking() == Asking::Confirm, "{opening}: {answer}");
    }
}

#[test]
fn a_surname_keeps_its_capitals() {
    for said in ["Anne-Sophie le Goff", "anne-sophie le goff", "Anne-Sophie Le Goff"] {
        let mut world = at_the_name();
        let answer = world.hear(said);
        assert!(answer.contains("pour Anne-Sophie Le Goff,"), "{said}: {answer}");
    }
}

#[test]
fn a_corrected_or_spelled_surname_keeps_its_first_name() {
    for (correction, name) in [
        ("non, Petit ça s'écrit P E T I T T E", "Jeanne Petitte"),
        ("non, c'est Petitot", "Jeanne Petitot"),
        ("non, le prénom c'est Anne", "Anne Petit"),
        ("non, c'est Paul Durand", "Paul Durand"),
    ] {
        let mut world = at_the_name();
        let answer = world.talk(&["Jeanne Petit", correction]);
        assert!(answer.contains(&format!("pour {name},")), "{correction}: {answer}");
    }
    let mut world = at_the_name();
    let answer = world.talk(&["Jeanne Petit", "non, le nom", "Durand"]);
    assert!(answer.contains("pour Jeanne Durand,"), "{answer}");
}

#[test]
fn what_sounds_like_the_name_that_was_read_back_is_the_name() {
    for (lang, said, correction, name) in [
        (Lang::Fr, "Lucie Bernard", "non Bernart avec un T à la fin", "pour Lucie Bernart,"),
        (Lang::Fr, "Jeanne Petit", "non, Anne", "pour Anne Petit,"),
        (Lang::En, "Jane Smith", "no, Smyth with a y", "for Jane Smyth,"),
    ] {
        let book = if lang == Lang::Fr {
            BOOK
        } else {
            "I'd like an appointment tomorrow at 2 pm with doctor Martin"
        };
        let mut world = World::new(lang, PETIT);
        let answer = world.talk(&[book, said, correction]);
        assert!(answer.contains(name), "{correction}: {answer}");
    }
}

#[test]
fn the_name_may_come_before_its_code() {
    for words in
        ["Jeanne Petit, code 482173", "jeanne petit quatre cent quatre-vingt-deux cent soixante-treize"]
    {
        let mut world = World::fr(None).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        world.talk(&["je veux annuler mon rendez-vous", words]);
        assert_eq!(world.asking(), Asking::Confirm, "{words}: {:?}", world.said);
    }
    let mut world = World::fr(None).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    world.hear("Jeanne Petit, code 482173, je veux annuler mon rendez-vous");
    assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
}

#[test]
fn a_surname_with_the_right_code_is_not_refused_but_completed() {
    let mut world = World::fr(None).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    let answer = world.talk(&["je veux annuler mon rendez-vous", "482173", "madame Petit"]);
    assert_eq!(answer, "Et le prénom ?");
    world.hear("Jeanne");
    assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
}

#[test]
fn name_and_number_given_during_the_offers_are_not_asked_again() {
    for words in ["Jeanne Petit 06 39 98 10 01", "c'est Jeanne Petit, mon numéro est le 06 39 98 10 01"] {
        let mut world = World::fr(None);
        let answer = world.talk(&[
            "Je voudrais un rendez-vous demain matin avec le docteur Martin",
            words,
            "le premier",
        ]);
        assert!(
            answer.contains("pour Jeanne Petit,") && answer.contains("06 39 98 10 01"),
            "{words}: {answer}"
        );
        assert_eq!(world.asking(), Asking::Confirm, "{words}");
    }
    let mut world = World::fr(PETIT);
    let answer = world.talk(&[
        "Je voudrais un rendez-vous demain matin avec le docteur Martin",
        "le deuxième, Jeanne Petit",
    ]);
    assert!(answer.contains("pour Jeanne Petit,") && answer.contains("9 h 20"), "{answer}");
}

#[test]
fn a_name_instead_of_the_code_is_taken_and_the_code_asked_for() {
    for words in ["Jeanne Petit", "jeanne petit"] {
        let mut world = World::fr(None).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        let answer = world.talk(&["je voudrais annuler mon rendez-vous", words]);
        assert!(answer.starts_with("Merci. Quel est le code à six chiffres"), "{answer}");
        world.hear("482173");
        assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
    }
}

#[test]
fn the_name_of_somebody_else_is_not_put_on_the_next_appointment() {
    let mut world = World::fr(PETIT);
    world.talk(&[
        "je voudrais un rendez-vous pour ma mère demain à 14 h avec le docteur Martin",
        "Odette Petit",
        "oui",
    ]);
    world.hear("et un autre pour moi juste après");
    assert_eq!(world.asking(), Asking::Name, "{:?}", world.said);
    world.talk(&["Jeanne Petit", "oui"]);
    let names: Vec<&str> = world.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Odette Petit", "Jeanne Petit"]);
}

#[test]
fn a_name_after_all_is_no_goodbye() {
    let mut world = at_the_name();
    world.talk(&["Jeanne Petit", "oui"]);
    let answer = world.hear("Luc Bernard");
    assert!(!answer.contains("au revoir"), "{answer}");
    assert_ne!(world.asking(), Asking::Nothing);
}

#[test]
fn ben_in_a_name_belongs_to_it() {
    for name in ["Mohamed Ben Youssef", "Ali Ben Salah"] {
        let mut world = at_the_name();
        world.talk(&[name, "oui"]);
        assert_eq!(world.rows[0].name, name, "{:?}", world.said);
    }
    let mut world = at_the_name();
    world.talk(&["ben Jeanne Petit", "oui"]);
    assert_eq!(world.rows[0].name, "Jeanne Petit", "{:?}", world.said);
}

#[test]
fn what_is_asked_after_the_name_is_no_name() {
    for (words, name) in [
        ("Paul Girard, c'est gratuit ?", "Paul Girard"),
        ("Luc Roy, mais dites-moi, c'est remboursé ?", "Luc Roy"),
        ("paul girard c'est gratuit", "Paul Girard"),
    ] {
        let mut world = at_the_name();
        world.talk(&[words, "oui"]);
        let booked: Vec<&str> = world.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(booked, [name], "{words}: {:?}", world.said);
    }
}

#[test]
fn who_hesitates_over_their_name_says_it_once() {
    for (lang, said, name) in [
        (Lang::Fr, "euh Lucie euh Lucie Bernard", "Lucie Bernard"),
        (Lang::Fr, "Lucie, Lucie Bernard", "Lucie Bernard"),
        (Lang::Fr, "lucie bernard euh bernard", "Lucie Bernard"),
        (Lang::Fr, "Lucie Ber- Bernard", "Lucie Bernard"),
        (Lang::Fr, "Lu euh Lucie Ber... Bernard", "Lucie Bernard"),
        (Lang::Fr, "je m'appelle Lucie Lucie Bernard", "Lucie Bernard"),
        (Lang::Fr, "au nom de Ali Ali", "Ali Ali"),
        (Lang::En, "um Lucy um Lucy Barnard", "Lucy Barnard"),
    ] {
        let mut world = World::new(lang, PETIT);
        let book = if lang == Lang::Fr {
            BOOK
        } else {
            "I'd like an appointment tomorrow at 2 pm with doctor Martin"
        };
        world.talk(&[book, said, if lang == Lang::Fr { "oui" } else { "yes" }]);
        let booked: Vec<&str> = world.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(booked, [name], "{said}: {:?}", world.said);
    }
}

#[test]
fn a_name_whose_spelling_only_begins_keeps_its_end() {
    for (said, name) in [("Bernard, B E R", "Lucie Bernard"), ("Bernard, B E R N A R T", "Lucie Bernart")] {
        let mut world = at_the_name();
        assert_eq!(world.hear(said), "Et le prénom ?");
        let answer = world.hear("Lucie");
        assert!(answer.contains(&format!("pour {name},")), "{said}: {answer}");
    }
}

#[test]
fn a_name_corrected_after_the_booking_is_asked_of_the_staff_and_said_to_be() {
    for (lang, corrections, right) in [
        (Lang::Fr, &["non, c'est Lucie Bernart avec un t"][..], "À mettre au nom de Lucie Bernart"),
        (Lang::Fr, &["non non c'est lucie bernart"], "À mettre au nom de Lucie Bernart"),
        (
            Lang::Fr,
            &["ah non, vous avez mal compris mon nom, c'est Bernart"],
            "À mettre au nom de Lucie Bernart",
        ),
        (Lang::Fr, &["mon nom est mal écrit", "Bernart"], "À mettre au nom de Lucie Bernart"),
        (Lang::En, &["no, it's Lucie Bernart"], "To be put in the name of Lucie Bernart"),
        (Lang::En, &["you got my name wrong", "Lucie Bernart"], "To be put in the name of Lucie Bernart"),
    ] {
        let mut world = World::new(lang, PETIT);
        let (book, yes) = match lang {
            Lang::Fr => (BOOK, "oui"),
            Lang::En => ("I'd like an appointment tomorrow at 2 pm with doctor Martin", "yes"),
        };
        world.talk(&[book, "Lucie Bernard", yes]);
        let told = world.hear(corrections[0]);
        let only_the_practice = ["seul le cabinet peut le changer", "only the practice can change that"];
        assert!(only_the_practice.iter().any(|line| told.contains(line)), "{corrections:?}: {told}");
        world.talk(&corrections[1..]);
        assert_eq!(world.notes.len(), 1, "{corrections:?}: {:?}", world.said);
        assert!(world.notes[0].text.reveal().contains(right), "{:?}", world.notes[0].text.reveal());
        assert!(world.notes[0].about.is_some() && world.starts().len() == 1);
    }
}

#[test]
fn letters_are_of_no_language() {
    for spelled in [
        "W comme William, I, S comme Simone, N, I, E, W, S, K, I",
        "W I S N I E W S K I",
        "K, I, M",
        "I comme Irène, M comme Marie, O, I",
    ] {
        let mut world = at_the_name();
        assert_eq!(world.hear(spelled), "Et le prénom ?", "{spelled}: {:?}", world.said);
        let answer = world.hear("Anna");
        assert!(answer.contains("pour Anna "), "{spelled}: {answer}");
    }
}

#[test]
fn particles_stay_with_their_surname() {
    for (said, name) in [
        (&["Jeanne de La Tour-d'Auvergne"][..], "Jeanne de La Tour-d'Auvergne"),
        (&["je m'appelle jeanne de la tour"], "Jeanne de La Tour"),
        (&["c'est madame de La Tour", "Jeanne"], "Jeanne de La Tour"),
        (&["Paulo Da Silva"], "Paulo Da Silva"),
        (&["paulo da silva"], "Paulo Da Silva"),
        (&["Da Silva", "Paulo"], "Paulo Da Silva"),
        (&["Ana da Silva"], "Ana da Silva"),
        (&["henri d'ormesson"], "Henri d'Ormesson"),
    ] {
        let mut world = World::fr(PETIT);
        world.hear("je voudrais un rendez-vous jeudi à 10 heures");
        let answer = world.talk(said);
        assert!(answer.contains(&format!("consultation pour {name},")), "{said:?}: {answer}");
        world.hear("oui");
        assert_eq!(world.rows.last().map(|row| row.name.as_str()), Some(name));
    }
}

#[test]
fn whoever_is_refused_is_not_thanked() {
    for (lang, errand, name, refused) in [
        (
            Lang::Fr,
            "je voudrais annuler mon rendez-vous",
            "Odette Durand",
            "Avec ce code et ce nom, je ne peux rien ouvrir. Quel est le code à six chiffres",
        ),
        (
            Lang::En,
            "I'd like to cancel my appointment",
            "Olive Miller",
            "I cannot open anything with that code and that name. What is the six-digit code",
        ),
    ] {
        let told = World::page(lang).talk(&[errand, "482173", name]);
        assert!(told.starts_with(refused), "{told}");
    }
}

#[test]
fn a_time_is_no_first_name() {
    for (lang, errand, name, time) in [
        (Lang::Fr, "je voudrais annuler mon rendez-vous", "Durand", "jeudi matin"),
        (Lang::En, "I'd like to cancel my appointment", "Miller", "Thursday morning"),
    ] {
        let mut world = World::page(lang);
        world.talk(&[errand, "482173", name, time]);
        assert_eq!(
            world.asking(),
            Asking::Name,
            "nothing is tried before the name is whole: {:?}",
            world.said
        );
        world.hear("Odette");
        assert_eq!(world.asking(), Asking::Code, "{:?}", world.said);
    }
}
