//! What is said beside offers that stand narrows the wish or chooses another of them, and days that are refused aren't offered.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World};

/// When the slot begins that is kept for the caller.
fn held(world: &World) -> String {
    let start = world.held.as_ref().expect("something is kept").span.start;
    world.practice.tenant.zone().to_datetime(start).strftime("%m-%d %H:%M").to_string()
}

#[test]
fn another_of_the_offers_may_still_be_chosen() {
    for (lang, said, other, first, name, yes) in [
        (Lang::Fr, "un rendez-vous demain", "le deuxième", "non pardon le premier", "Jeanne Petit", "oui"),
        (
            Lang::En,
            "an appointment tomorrow",
            "the second one",
            "no sorry, the first one",
            "Jane Smith",
            "yes",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&[said, other]);
        assert_eq!(held(&world), "03-10 08:50", "{:?}", world.said);
        world.hear(first);
        assert_eq!(held(&world), "03-10 08:30", "{:?}", world.said);
        world.talk(&[other.replace("le", "non, le").replace("the", "no, the").as_str(), name, first]);
        assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
        world.hear(yes);
        assert_eq!(world.starts(), ["benali 03-10 08:30"], "{:?}", world.said);
    }
}

#[test]
fn a_wish_within_what_is_offered_is_looked_for() {
    for (lang, said, narrower, answered) in [
        (Lang::Fr, "un rendez-vous demain", "plutôt demain, le plus tard possible", "18 h"),
        (Lang::Fr, "un rendez-vous demain", "le plus tard possible", "18 h"),
        (Lang::Fr, "un rendez-vous demain", "demain, mais plus tard", "9 h 10"),
        (Lang::Fr, "un rendez-vous jeudi", "et le matin ?", "9 h 20"),
        (Lang::En, "an appointment tomorrow", "rather tomorrow, as late as possible", "6 pm"),
        (Lang::En, "an appointment tomorrow", "tomorrow, but later", "9:10 am"),
        (Lang::En, "an appointment on Thursday", "and in the morning?", "9:20 am"),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.talk(&[said, narrower]);
        assert!(world.asking() == Asking::Choose && answer.contains(answered), "{narrower}: {answer}");
    }
}

#[test]
fn a_part_of_a_day_on_which_they_do_not_work_is_that_of_the_days_beside_it() {
    for (lang, said, answered) in [
        (
            Lang::Fr,
            "un rendez-vous jeudi après-midi avec le docteur Benali",
            "mercredi 11 à 13 h 30 ou 13 h 50, ou vendredi 13 à 13 h 30",
        ),
        (
            Lang::En,
            "an appointment on Thursday afternoon with Doctor Benali",
            "Wednesday the 11th at 1:30 pm",
        ),
    ] {
        let answer = World::new(lang, PETIT).hear(said);
        assert!(answer.contains(answered), "{said}: {answer}");
    }
}

#[test]
fn days_on_which_the_caller_is_taken_are_not_offered() {
    for (lang, said) in [
        (Lang::Fr, "un rendez-vous cette semaine, mais je suis pris aujourd'hui et mardi"),
        (Lang::Fr, "un rendez-vous cette semaine, mais je travaille aujourd'hui et mardi"),
        (Lang::Fr, "un rendez-vous cette semaine, aujourd'hui et mardi je ne peux pas"),
        (Lang::Fr, "je voudrais un rendez-vous, je suis prise aujourd'hui et demain"),
        (Lang::Fr, "un rendez-vous, je suis pris lundi ou mardi, mercredi ou jeudi ça irait"),
        (Lang::En, "an appointment this week, but I'm busy today and Tuesday"),
        (Lang::En, "an appointment this week, today and Tuesday I can't"),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(said);
        let zone = world.practice.tenant.zone();
        let early = |slot: &domain::availability::Slot| zone.to_datetime(slot.span.start).day() < 11;
        assert!(!world.offers.is_empty() && !world.offers.values().any(early), "{said}: {answer}");
    }
}

#[test]
fn a_day_that_is_refused_once_it_is_offered_is_not_said_to_be_full() {
    for (lang, said, refused, full) in [
        (Lang::Fr, "un rendez-vous mardi", "je suis pris mardi", "plus de place"),
        (Lang::En, "an appointment on Tuesday", "I'm busy on Tuesday", "full"),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.talk(&[said, refused]);
        assert!(world.asking() == Asking::Choose && !answer.contains(full), "{answer}");
    }
}
