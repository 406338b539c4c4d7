//! Two people in one call: whom of them what is said is about, and what each of them needs.

use dialogue::Asking;
use domain::Lang;

use crate::family::names;
use crate::world::{PETIT, World};

/// A consultation of her own on Tuesday, and a vaccination of her daughter's on Thursday, both booked in this call.
fn mother_and_daughter(lang: Lang) -> World {
    let mut world = World::new(lang, PETIT);
    let words = match lang {
        Lang::Fr => {
            "une consultation pour moi mardi à 10 h et un vaccin pour ma fille Emma Petit jeudi à 9 h"
        }
        Lang::En => {
            "a consultation for me on Tuesday at 10 and a vaccination for my daughter Emma Petit on Thursday at 9"
        }
    };
    let yes = crate::world::yes(lang);
    world.talk(&[words, "Jeanne Petit", yes, yes]);
    world
}

#[test]
fn of_two_people_the_one_who_is_spoken_of_is_meant() {
    for (lang, words, left) in [
        (Lang::Fr, "annulez mon rendez-vous", vec!["Emma Petit"]),
        (Lang::Fr, "annulez celui de ma fille", vec!["Jeanne Petit"]),
        (Lang::Fr, "annulez mon rendez-vous et celui de ma fille", vec![]),
        (Lang::En, "cancel my daughter's appointment", vec!["Jeanne Petit"]),
        (Lang::En, "cancel my appointment and my daughter's appointment", vec![]),
    ] {
        let mut world = mother_and_daughter(lang);
        let yes = crate::world::yes(lang);
        world.hear(words);
        while world.asking() == Asking::Confirm {
            world.hear(yes);
        }
        assert_eq!(names(&world), left, "{words}: {:?}", world.said);
    }
    let mut world = World::fr(PETIT);
    world.talk(&[
        "un vaccin pour mon fils Hugo Petit mardi à 10 h et un vaccin pour ma fille Emma Petit jeudi à 9 h",
        "oui",
        "oui",
        "annulez celui de mon fils",
        "oui",
    ]);
    assert_eq!(names(&world), ["Emma Petit"], "{:?}", world.said);
}

#[test]
fn somebody_elses_beside_ones_own_is_proved_for_by_itself() {
    let mut world = World::three(Lang::Fr);
    let answer = world.talk(&["annulez mon rendez-vous de mardi et celui de ma fille", "482173", "oui"]);
    assert!(answer.contains("est annulé. Passons au rendez-vous de votre fille."), "{answer}");
    assert_eq!(world.asking(), Asking::Name);
    let answer = world.hear("Emma Petit");
    assert!(answer.contains("le code à six chiffres d'Emma Petit"), "{answer}");
}

/// What ails one is not what the other has to have done.
#[test]
fn each_of_two_has_what_they_need() {
    for (lang, said, each) in [
        (
            Lang::Fr,
            "mon mari a mal au dos et ma fille doit faire un vaccin, deux rendez-vous jeudi",
            "consultation pour votre mari d'abord, vaccination pour votre fille ensuite",
        ),
        (
            Lang::Fr,
            "deux rendez-vous jeudi, mon fils a de la fièvre et moi je dois faire une prise de sang",
            "prise de sang pour vous d'abord, consultation pour votre fils ensuite",
        ),
        (
            Lang::En,
            "my husband has back pain and my daughter needs a vaccine, two appointments on Thursday",
            "consultation for your husband first, then vaccination for your daughter",
        ),
    ] {
        let answer = World::new(lang, None).hear(said);
        assert!(answer.contains(each), "{said}: {answer}");
    }
}

/// Who comes first is no choice of the first hour.
#[test]
fn whose_turn_is_first_is_what_the_caller_says() {
    for (lang, said, first, then) in [
        (
            Lang::Fr,
            "un vaccin pour ma fille et une consultation pour mon mari jeudi",
            ["mon mari d'abord", "le premier", "Paul Durand", "06 39 98 12 40", "oui"],
            "Passons au rendez-vous de votre fille. Jeudi 12, j'ai 9 h 30, 9 h 45 ou 10 h, avec Sophie Laurent.",
        ),
        (
            Lang::En,
            "a vaccination for my daughter and a consultation for my husband on Thursday",
            ["my husband first", "the first", "Paul Durand", "06 39 98 12 40", "yes"],
            "Now your daughter's appointment.",
        ),
    ] {
        let mut world = World::new(lang, None);
        world.hear(said);
        let answer = world.talk(&first);
        assert_eq!(world.starts(), ["martin 03-12 09:00"], "{:?}", world.said);
        assert!(answer.contains(then), "{answer}");
    }
    for (lang, said, whose) in [
        (Lang::Fr, "un rendez-vous jeudi", "mon mari d'abord"),
        (Lang::En, "an appointment on Thursday", "my husband first"),
    ] {
        let mut world = World::new(lang, None);
        let answer = world.talk(&[said, whose]);
        assert_eq!(world.asking(), Asking::Choose, "{whose}: {answer}");
    }
}
