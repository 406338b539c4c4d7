//! Conversations in French, from the first word to what is left behind.

use crate::world::{Fault, PETIT, World};
use dialogue::{Asking, Input};
use domain::Lang;
use domain::request::Kind;

fn fr(caller: Option<&str>) -> World {
    World::new(Lang::Fr, caller)
}

#[test]
fn the_first_words_say_who_and_that_it_is_a_machine() {
    let world = fr(None);
    assert_eq!(
        world.said,
        [
            "Cabinet médical des Lilas, bonjour. Je suis l'assistant automatique du cabinet. Que puis-je faire pour vous ?"
        ]
    );
    assert_eq!(world.asking(), Asking::Intent);
}

#[test]
fn the_exact_wish_is_held_read_back_and_booked_on_a_clear_yes() {
    let mut world = fr(PETIT);
    let answer = world.hear("Bonjour, je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
    assert!(answer.starts_with("Demain mardi à 14 h, avec le docteur Martin, c'est libre."), "{answer}");
    assert_eq!(world.asking(), Asking::Name);
    let answer = world.hear("Jeanne Petit");
    assert_eq!(
        answer,
        "Je récapitule : consultation pour Jeanne Petit, avec le docteur Martin, mardi 10 mars à 14 h. C'est bien cela ?"
    );
    assert_eq!(world.asking(), Asking::Confirm);
    assert!(world.starts().is_empty());
    let answer = world.hear("Oui, c'est ça");
    assert!(answer.starts_with("C'est noté : consultation pour Jeanne Petit"), "{answer}");
    assert!(answer.contains("4 8 2 9 1 3"), "{answer}");
    assert_eq!(world.starts(), ["martin 03-10 14:00"]);
    assert_eq!(world.asking(), Asking::AnythingElse);
    world.hear("Non merci");
    assert_eq!(world.asking(), Asking::Nothing);
}

#[test]
fn a_taken_hour_brings_three_near_ones_and_the_caller_chooses() {
    let mut world = fr(PETIT).busy_between("martin", "2026-03-10T14:00:00", "2026-03-10T15:00:00");
    let answer = world.hear("Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
    assert!(answer.contains("ce n'est pas libre"), "{answer}");
    assert!(answer.contains("15 h, 15 h 20 ou 15 h 40"), "{answer}");
    assert_eq!(world.asking(), Asking::Choose);
    world.hear("Plutôt le deuxième");
    assert_eq!(world.asking(), Asking::Name);
    world.hear("Jeanne Petit");
    world.hear("oui");
    assert_eq!(world.starts(), ["martin 03-10 15:20"]);
}

#[test]
fn an_offer_is_chosen_by_its_hour() {
    let mut world = fr(PETIT);
    world.hear("Je voudrais un rendez-vous jeudi matin avec le docteur Martin");
    assert_eq!(world.asking(), Asking::Choose);
    world.hear("celui de neuf heures vingt");
    world.hear("Jeanne Petit");
    world.hear("oui");
    assert_eq!(world.starts(), ["martin 03-12 09:20"]);
}

#[test]
fn a_withheld_number_is_asked_for() {
    let mut world = fr(None);
    world.hear("Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
    world.hear("Jeanne Petit");
    assert_eq!(world.asking(), Asking::Phone);
    world.hear("zéro six, trente-neuf, quatre-vingt-dix-huit, dix, zéro un");
    assert_eq!(world.asking(), Asking::Confirm);
    world.hear("oui");
    assert_eq!(world.starts().len(), 1);
}

#[test]
fn a_yes_with_something_in_it_is_the_something() {
    let mut world = fr(PETIT);
    world.hear("Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
    world.hear("Jeanne Petit");
    world.hear("oui mais plutôt jeudi");
    assert!(world.starts().is_empty());
    assert_ne!(world.asking(), Asking::Intent);
    world.hear("oui");
    assert_eq!(world.starts(), ["martin 03-12 14:00"]);
}

#[test]
fn doubt_is_no_yes() {
    let mut world = fr(PETIT);
    world.hear("Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
    world.hear("Jeanne Petit");
    for doubt in ["je ne sais pas", "peut-être"] {
        world.hear(doubt);
        assert!(world.starts().is_empty(), "{doubt}");
        assert_eq!(world.asking(), Asking::Confirm, "{doubt}");
    }
}

#[test]
fn a_name_is_corrected_during_the_read_back() {
    let mut world = fr(PETIT);
    world.hear("Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
    world.hear("Jeanne Petit");
    let answer = world.hear("non, c'est au nom de Paul Petit");
    assert!(answer.contains("Paul Petit"), "{answer}");
    assert_eq!(world.asking(), Asking::Confirm);
}

#[test]
fn who_does_not_give_a_service_is_replaced_by_who_does() {
    let mut world = fr(PETIT);
    let answer = world.hear("Je voudrais une prise de sang demain matin avec le docteur Martin");
    assert!(answer.contains("Sophie Laurent"), "{answer}");
    assert_eq!(world.asking(), Asking::Choose);
}

#[test]
fn a_day_off_is_said_with_what_is_possible_instead() {
    let mut world = fr(PETIT);
    let answer = world.hear("Je voudrais un rendez-vous mercredi avec le docteur Martin");
    assert!(answer.contains("ne consulte pas le mercredi"), "{answer}");
    assert_eq!(world.asking(), Asking::Choose);
}

#[test]
fn what_to_bring_is_said_after_the_booking() {
    let mut world = fr(PETIT);
    let mut said = world.hear("Je voudrais une prise de sang demain à 8 heures");
    said += &world.hear("Jeanne Petit");
    assert!(!said.contains("à jeun"));
    assert!(world.hear("oui").contains("Venez à jeun."));
}

#[test]
fn who_gives_nothing_usual_is_asked_for_what() {
    let mut world = fr(PETIT);
    let answer = world.hear("qu'est-ce que vous avez demain avec l'infirmière ?");
    assert_eq!(world.asking(), Asking::Service, "{answer}");
    world.hear("une prise de sang");
    assert_eq!(world.asking(), Asking::Choose);
}

#[test]
fn without_any_wish_the_day_is_asked() {
    let mut world = fr(PETIT);
    world.hear("Je voudrais un rendez-vous");
    assert_eq!(world.asking(), Asking::Time);
    world.hear("le plus tôt possible");
    assert_eq!(world.asking(), Asking::Choose);
}

#[test]
fn a_cancellation_needs_proof_and_a_yes() {
    let mut world = fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    let answer = world.hear("Je voudrais annuler mon rendez-vous");
    assert_eq!(world.asking(), Asking::Code);
    assert!(!answer.contains("10 h"), "{answer}");
    let answer = world.hear("482173");
    assert_eq!(world.asking(), Asking::Confirm, "{answer}");
    assert!(answer.contains("jeudi 12 mars à 10 h"), "{answer}");
    assert_eq!(world.starts().len(), 1);
    assert!(world.hear("oui").contains("annulé"));
    assert!(world.starts().is_empty());
}

#[test]
fn a_move_is_read_back_with_both_times() {
    let mut world = fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    world.hear("Je voudrais déplacer mon rendez-vous à vendredi 15 heures");
    world.hear("quarante-huit vingt et un soixante-treize");
    assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
    let last = world.said.last().unwrap().clone();
    assert!(last.contains("du jeudi 12 mars à 10 h passe au vendredi 13 mars à 15 h"), "{last}");
    world.hear("oui");
    assert_eq!(world.starts(), ["martin 03-13 15:00"]);
}

#[test]
fn three_wrong_codes_reveal_nothing_and_leave_a_request() {
    let mut world = fr(None).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    world.hear("Je voudrais annuler mon rendez-vous, je suis Jeanne Petit");
    for code in ["111111", "222222", "333333"] {
        world.hear(code);
        if world.asking() == Asking::Name {
            world.hear("Jeanne Petit");
        }
    }
    for _ in 0..4 {
        match world.asking() {
            Asking::Name => world.hear("Jeanne Petit"),
            Asking::Phone => world.hear("06 39 98 10 01"),
            _ => break,
        };
    }
    assert_eq!(world.notes.len(), 1, "{:?}", world.said);
    assert_eq!(world.starts().len(), 1);
    assert!(
        world.said.iter().all(|said| !said.contains("10 h") && !said.contains("12 mars")),
        "{:?}",
        world.said
    );
}

#[test]
fn what_the_call_booked_it_may_cancel_without_proof() {
    let mut world = fr(PETIT);
    world.hear("Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
    world.hear("Jeanne Petit");
    world.hear("oui");
    world.hear("finalement je voudrais annuler ce rendez-vous");
    assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
    world.hear("oui");
    assert!(world.starts().is_empty());
}

#[test]
fn a_calendar_that_is_down_leaves_exactly_one_request() {
    let mut world = fr(PETIT).with(Fault::CalendarDown);
    let answer = world.hear("Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
    assert!(!answer.contains("J'ai transmis"), "{answer}");
    assert_eq!(world.asking(), Asking::Name);
    let answer = world.hear("Jeanne Petit");
    assert!(answer.contains("J'ai transmis votre demande"), "{answer}");
    assert_eq!(world.notes.len(), 1);
    assert_eq!(world.notes[0].kind, Kind::Wish);
    assert!(world.starts().is_empty());
    assert_eq!(world.asking(), Asking::AnythingElse);
}

#[test]
fn when_not_even_a_request_can_be_left_nothing_is_promised() {
    let mut world =
        World::at(Lang::Fr, PETIT, "2026-03-08T21:00:00").with(Fault::CalendarDown).with(Fault::NotesFail);
    world.hear("Je voudrais un rendez-vous mardi à 14 heures avec le docteur Martin");
    let answer = world.hear("Jeanne Petit");
    assert!(answer.contains("01 99 00 12 34"), "{answer}");
    assert!(world.said.iter().all(|said| !said.contains("noté") && !said.contains("J'ai transmis")));
}

#[test]
fn a_slow_calendar_is_covered_by_a_word_and_changes_nothing() {
    let mut world = fr(PETIT).with(Fault::Slow);
    let answer = world.hear("Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
    assert!(answer.starts_with("Un instant"), "{answer}");
    world.hear("Jeanne Petit");
    world.hear("oui");
    assert_eq!(world.starts(), ["martin 03-10 14:00"]);
}

#[test]
fn somebody_faster_brings_other_offers_and_no_claim() {
    for fault in [Fault::HoldTaken, Fault::ConfirmTaken] {
        let mut world = fr(PETIT).with(fault);
        world.hear("Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
        if world.asking() == Asking::Name {
            world.hear("Jeanne Petit");
            world.hear("oui");
        }
        assert_eq!(world.asking(), Asking::Choose, "{fault:?}");
        assert!(world.said.last().unwrap().contains("vient d'être pris"), "{:?}", world.said);
        assert!(world.starts().is_empty());
    }
}

#[test]
fn an_emergency_is_answered_in_the_next_sentence() {
    let mut world = fr(PETIT);
    world.hear("Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
    let answer = world.hear("j'ai très mal à la poitrine, je n'arrive plus à respirer");
    assert!(
        answer.starts_with("En cas d'urgence vitale, raccrochez et composez le 15 ou le 112."),
        "{answer}"
    );
    assert_eq!(world.asking(), Asking::Confirm);
    world.hear("oui");
    assert!(world.transferred);
    assert!(world.starts().is_empty());
}

#[test]
fn a_person_is_put_through_in_hours_and_a_message_taken_outside() {
    let mut world = fr(PETIT);
    world.hear("je veux parler à quelqu'un");
    assert!(world.transferred);
    assert_eq!(world.asking(), Asking::Nothing);

    let mut world = World::at(Lang::Fr, PETIT, "2026-03-08T21:00:00");
    world.hear("je veux parler à quelqu'un");
    assert!(!world.transferred);
    assert_eq!(world.asking(), Asking::Message);
    world.hear("Dites au docteur que ma fille va mieux");
    world.hear("Jeanne Petit");
    assert_eq!(world.notes.len(), 1, "{:?}", world.said);
    assert!(world.said.last().unwrap().contains("vous rappellera"));
}

#[test]
fn a_question_is_answered_and_the_errand_goes_on() {
    let mut world = fr(PETIT);
    world.hear("Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
    let answer = world.hear("c'est quoi l'adresse ?");
    assert!(answer.contains("12 rue des Lilas"), "{answer}");
    assert_eq!(world.asking(), Asking::Name);
}

#[test]
fn what_is_not_understood_is_asked_twice_otherwise_then_a_person() {
    let mut world = fr(PETIT);
    let first = world.hear("blablabla tartempion");
    let second = world.hear("blablabla tartempion");
    assert_ne!(first, second);
    world.hear("blablabla tartempion");
    assert!(world.transferred);
}

#[test]
fn silence_is_met_by_a_prompt_then_by_the_end() {
    let mut world = fr(PETIT);
    let first = world.input(Input::Silence);
    let second = world.input(Input::Silence);
    assert_ne!(first, second);
    world.input(Input::Silence);
    assert!(world.hung_up);
}

#[test]
fn hanging_up_lets_go_what_was_kept() {
    let mut world = fr(PETIT);
    world.hear("Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
    assert!(world.held.is_some());
    world.input(Input::HungUp);
    assert!(world.held.is_none());
    assert_eq!(world.asking(), Asking::Nothing);
}

#[test]
fn nothing_free_offers_another_date_then_leaves_the_wish() {
    let mut world = fr(PETIT);
    for who in ["martin", "benali"] {
        world = world.busy_between(who, "2026-03-09T00:00:00", "2026-07-09T00:00:00");
    }
    world.hear("Je voudrais une consultation demain");
    assert_eq!(world.asking(), Asking::Time);
    world.hear("alors jeudi");
    assert_eq!(world.asking(), Asking::Name, "{:?}", world.said);
    world.hear("Jeanne Petit");
    assert_eq!(world.notes.len(), 1, "{:?}", world.said);
}

#[test]
fn two_readings_are_asked_about() {
    let mut world = fr(PETIT);
    let answer = world.hear("Je voudrais un rendez-vous mercredi prochain à 9 h 30 avec le docteur Benali");
    assert_eq!(world.asking(), Asking::Time, "{answer}");
    assert!(answer.contains("mercredi 11 mars") && answer.contains("mercredi 18 mars"), "{answer}");
    world.hear("le 18");
    world.hear("Jeanne Petit");
    world.hear("oui");
    assert_eq!(world.starts(), ["benali 03-18 09:30"], "{:?}", world.said);
}

#[test]
fn later_and_earlier_look_beside_what_was_offered() {
    let mut world = fr(PETIT);
    world.hear("Je voudrais un rendez-vous jeudi matin avec le docteur Martin");
    let answer = world.hear("plus tard si possible");
    assert_eq!(world.asking(), Asking::Choose);
    assert!(answer.contains("10 h"), "{answer}");
    let answer = world.hear("plus tard");
    assert!(answer.contains("11 h"), "{answer}");
}

#[test]
fn near_an_emergency_the_number_is_named_and_the_call_goes_on() {
    // Which of them are near moves with every lesson; they are never all far.
    let answers =
        ["je vois flou", "mon père est tombé", "j'ai la tête qui tourne", "ma mère n'arrive plus à marcher"]
            .map(|said| {
                let mut world = fr(PETIT);
                let answer =
                    world.hear(&format!("{said} depuis ce matin, je voudrais un rendez-vous demain"));
                if world.asking() == Asking::Choose { answer } else { String::new() }
            });
    let reminds = |answer: &String| answer.starts_with("Si quelqu'un est en danger en ce moment");
    assert!(answers.iter().any(reminds), "{answers:?}");
}
