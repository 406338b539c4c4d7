//! Who is named: by what stands before a name, and by what a name is written like.

mod common;

use common::{heard, rows};
use phrases::{EntityKind, Expecting, Frame, Lang};

fn named(frame: &Frame) -> Vec<&str> {
    let people = frame.entities.iter().filter(|entity| entity.kind == EntityKind::PersonName);
    people.map(|entity| entity.value.as_str()).collect()
}

#[test]
fn whose_an_appointment_is_is_named_beside_it() {
    let french = "annulez le rendez-vous de Jeanne Petit\tJeanne Petit\n\
                  annulez le rendez vous de jeanne petit\tJeanne Petit\n\
                  le rdv de madame Petit\tPetit\n\
                  celui de Jeanne Martin\tJeanne Martin\n\
                  c'est au nom de ma femme, Sylvie Garnier\tSylvie Garnier\n\
                  et pour ma fille emma à la suite\tEmma\n\
                  j'appelle de la part du laboratoire Biolab\tLaboratoire Biolab\n\
                  je suis Jeanne Petit, c'est pour ma fille Emma\tJeanne Petit, Emma";
    let english = "please cancel Jane Smith's appointment\tJane Smith\n\
                   an appointment for my daughter Emma\tEmma";
    for (lang, table) in [(Lang::Fr, french), (Lang::En, english)] {
        for row in rows(table) {
            assert_eq!(named(&heard(row[0], lang, Expecting::Anything)).join(", "), row[1], "{}", row[0]);
        }
    }
}

#[test]
fn days_services_and_practitioners_are_nobody() {
    for said in [
        "annulez le rendez-vous de jeudi",
        "annulez mon rendez-vous de Jeudi",
        "le rendez-vous de Noël",
        "le rendez-vous de contrôle",
        "celui de Martin",
        "le rendez-vous de demain matin",
        "pour ma fille",
        "je préfère celui de quatorze heures",
    ] {
        assert_eq!(named(&heard(said, Lang::Fr, Expecting::Anything)), &[] as &[&str], "{said}");
    }
    for said in ["cancel Thursday's appointment", "cancel today's appointment", "my son's appointment"] {
        assert_eq!(named(&heard(said, Lang::En, Expecting::Anything)), &[] as &[&str], "{said}");
    }
}

#[test]
fn articles_of_a_surname_bear_capitals() {
    for (said, name) in [
        ("Anne-Sophie le Goff", "Anne-Sophie Le Goff"),
        ("paul la fontaine", "Paul La Fontaine"),
        ("jean de la tour", "Jean de La Tour"),
        ("Guy du Pré", "Guy du Pré"),
    ] {
        assert_eq!(named(&heard(said, Lang::Fr, Expecting::Name)), [name], "{said}");
    }
}

#[test]
fn the_first_of_a_list_is_no_first_consultation() {
    let frame = heard("annulez le premier rendez-vous", Lang::Fr, Expecting::AnythingElse);
    let kinds: Vec<EntityKind> = frame.entities.iter().map(|entity| entity.kind).collect();
    assert_eq!(kinds, [EntityKind::Ordinal]);
    let frame = heard("c'est pour un premier rendez-vous", Lang::Fr, Expecting::Anything);
    assert!(
        frame.entities.iter().any(|entity| entity.kind == EntityKind::Service && entity.value == "premiere")
    );
}

#[test]
fn a_name_said_by_halves_is_whole() {
    for (said, lang, name) in [
        ("Szczepanski, S Z C Z E P A N S K I, prénom Piotr", Lang::Fr, "Piotr Szczepanski"),
        ("Petit prénom Jeanne", Lang::Fr, "Jeanne Petit"),
        ("le nom c'est Petit et le prénom Jeanne", Lang::Fr, "Jeanne Petit"),
        ("prénom Jeanne, nom de famille Petit", Lang::Fr, "Jeanne Petit"),
        ("Jeanne Petit, prénom Jeanne", Lang::Fr, "Jeanne Petit"),
        ("le prénom c'est Jeanne", Lang::Fr, "Jeanne"),
        ("Smith, first name Jane", Lang::En, "Jane Smith"),
        ("first name Jane, last name Smith", Lang::En, "Jane Smith"),
    ] {
        assert_eq!(named(&heard(said, lang, Expecting::Name)), [name], "{said}");
    }
}

#[test]
fn a_name_begun_again_is_said_once() {
    for (said, lang, name) in [
        ("euh Lucie euh Lucie Bernard", Lang::Fr, "Lucie Bernard"),
        ("Lucie, Lucie Bernard", Lang::Fr, "Lucie Bernard"),
        ("lucie bernard euh bernard", Lang::Fr, "Lucie Bernard"),
        ("Ali Ben Ali", Lang::Fr, "Ali Ben Ali"),
        ("Ali Ali", Lang::Fr, "Ali Ali"),
        ("Bernard, B E R", Lang::Fr, "Bernard"),
        ("Lucy um Lucy Barnard", Lang::En, "Lucy Barnard"),
    ] {
        assert_eq!(named(&heard(said, lang, Expecting::Name)), [name], "{said}");
    }
}

#[test]
fn who_opens_with_their_name_is_named() {
    for (said, lang, name) in [
        ("Jeanne Petit, je voudrais un rendez-vous", Lang::Fr, "Jeanne Petit"),
        ("bonjour jeanne petit j'appelle pour mes résultats", Lang::Fr, "Jeanne Petit"),
        ("Bonjour, Anne-Sophie Le Goff, c'est pour un vaccin", Lang::Fr, "Anne-Sophie Le Goff"),
        ("Hello, Jane Smith, I'd like an appointment", Lang::En, "Jane Smith"),
    ] {
        assert_eq!(named(&heard(said, lang, Expecting::Anything)), [name], "{said}");
    }
    for said in
        ["Claire Martin, c'est possible jeudi ?", "Jeanne Petit est là ?", "bonjour, je voudrais un vaccin"]
    {
        assert_eq!(named(&heard(said, Lang::Fr, Expecting::Anything)), &[] as &[&str], "{said}");
    }
}

#[test]
fn ben_before_a_name_is_no_hesitation() {
    for (said, name) in [
        ("Ben Amar", "Ben Amar"),
        ("Ben Amar Karim", "Ben Amar Karim"),
        ("au nom de Ben Amar", "Ben Amar"),
        ("ben, Jeanne Petit", "Jeanne Petit"),
    ] {
        assert_eq!(named(&heard(said, Lang::Fr, Expecting::Name)), [name], "{said}");
    }
}
