//! When: alternatives, days that there aren't, and why nothing is free.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World};

#[test]
fn of_two_hours_both_are_offered_and_nothing_else() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("Je voudrais un rendez-vous demain à 10 h ou 11 h avec le docteur Martin");
    assert!(answer.starts_with("Demain mardi, j'ai 10 h ou 11 h."), "{answer}");
    world.talk(&["le premier", "Jeanne Petit", "oui"]);
    assert_eq!(world.starts(), ["martin 03-10 10:00"]);
}

#[test]
fn of_two_hours_the_free_one_is_offered() {
    let mut world = World::fr(PETIT).busy_between("martin", "2026-03-10T10:00:00", "2026-03-10T10:20:00");
    let answer = world.hear("Je voudrais un rendez-vous demain à 10 h ou 11 h avec le docteur Martin");
    assert!(
        answer.starts_with("Demain mardi, j'ai 11 h, avec le docteur Martin. Cela vous convient"),
        "{answer}"
    );
}

#[test]
fn of_two_days_at_one_hour_and_of_two_moments_each_counts() {
    for (wish, offered) in [
        ("mardi ou jeudi à 10 h", "J'ai demain mardi à 10 h ou jeudi 12 à 10 h."),
        ("mardi à 10 h ou jeudi à 11 h", "J'ai demain mardi à 10 h ou jeudi 12 à 11 h."),
    ] {
        let mut world = World::fr(PETIT);
        let answer = world.hear(&format!("Je voudrais un rendez-vous avec le docteur Martin {wish}"));
        assert!(answer.starts_with(offered), "{answer}");
    }
}

#[test]
fn a_part_of_the_day_that_will_do_as_well_is_offered_too() {
    let wish =
        "Je voudrais une consultation jeudi matin, enfin l'après-midi ça va aussi, avec le docteur Martin";
    for (from, until, offered) in
        [("00:00", "13:00", "Jeudi 12, j'ai 14 h"), ("13:00", "23:00", "Jeudi 12, j'ai 9 h")]
    {
        let (from, until) = (format!("2026-03-12T{from}:00"), format!("2026-03-12T{until}:00"));
        let mut world = World::fr(PETIT).busy_between("martin", &from, &until);
        let answer = world.hear(wish);
        assert!(answer.starts_with(offered), "{answer}");
    }
    let mut world = World::fr(PETIT);
    world.hear("Je voudrais une consultation jeudi avec le docteur Martin");
    let answer = world.hear("plutôt le matin, enfin l'après-midi ça va aussi");
    assert!(answer.starts_with("Jeudi 12, j'ai"), "{answer}");
}

#[test]
fn an_hour_of_one_day_bounds_that_day_alone() {
    let mut world = World::fr(PETIT);
    let answer = world.hear(
        "Je voudrais une consultation demain, ou jeudi mais jeudi seulement après 15 h, avec le docteur Martin",
    );
    assert!(answer.starts_with("J'ai demain mardi à 9 h ou 9 h 20, ou jeudi 12 à 15 h."), "{answer}");
    let mut world = World::fr(PETIT).busy("martin", "2026-03-10");
    let answer = world.hear(
        "Je voudrais une consultation demain, ou jeudi mais jeudi seulement après 15 h, avec le docteur Martin",
    );
    assert!(answer.contains("Jeudi 12, j'ai 15 h"), "{answer}");
}

#[test]
fn the_next_day_is_the_one_after_what_was_offered() {
    let mut world = World::fr(PETIT);
    world.hear("Je voudrais une consultation jeudi à 10 h avec le docteur Martin");
    let answer = world.hear("non, plutôt le lendemain");
    assert!(answer.starts_with("Vendredi 13 à 10 h"), "{answer}");
}

#[test]
fn a_bare_weekday_is_of_the_week_in_question() {
    for (lang, wish, answer, day) in [
        (
            Lang::Fr,
            "Je voudrais une consultation la semaine prochaine avec le docteur Martin",
            "plutôt mardi",
            "Mardi 17, j'ai 9 h",
        ),
        (
            Lang::Fr,
            "Je voudrais une consultation mardi 17 à 10 h avec le docteur Martin",
            "non, plutôt jeudi",
            "Jeudi 19 à 10 h",
        ),
        (
            Lang::En,
            "I'd like a consultation next week with Doctor Martin",
            "Thursday rather",
            "Thursday the 19th, I have 9 am",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        let said = world.talk(&[wish, answer]);
        assert!(said.starts_with(day), "{answer}: {said}");
    }
    let mut world = World::fr(PETIT);
    let said = world.talk(&[
        "Je voudrais une consultation la semaine prochaine avec le docteur Martin",
        "non, plutôt cette semaine, jeudi",
    ]);
    assert!(said.starts_with("Jeudi 12, j'ai 9 h"), "{said}");
}

#[test]
fn on_a_day_off_the_hour_holds_on_the_days_beside_it() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("Je voudrais une consultation mercredi à 15 h avec le docteur Martin");
    assert!(answer.contains("demain mardi à 15 h") && answer.contains("jeudi 12 à 15 h"), "{answer}");
    world.talk(&["jeudi à 15 h", "Jeanne Petit", "oui"]);
    assert_eq!(world.starts(), ["martin 03-12 15:00"]);
}

#[test]
fn when_neither_hour_is_free_it_is_said_of_both() {
    let mut world = World::fr(PETIT).busy_between("martin", "2026-03-10T10:00:00", "2026-03-10T12:00:00");
    let answer = world.hear("Je voudrais un rendez-vous demain à 10 h ou 11 h avec le docteur Martin");
    assert!(answer.starts_with("Demain mardi à 10 h ou 11 h, ce n'est pas libre."), "{answer}");
}

#[test]
fn a_day_that_there_is_not_is_said_not_to_be() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("Je voudrais un rendez-vous le 31 février");
    assert_eq!(answer, "« le 31 février » : cette date n'existe pas. Quel autre jour vous irait ?");
    world.hear("le 12 mars au matin");
    assert_eq!(world.asking(), Asking::Choose);
}

#[test]
fn why_nothing_is_free_is_said() {
    for (wish, why) in [
        ("une consultation dimanche", "Le cabinet est fermé dimanche 15 mars."),
        ("une consultation le lundi 6 avril", "c'est férié, le lundi de Pâques."),
        (
            "une consultation jeudi après 20 h avec le docteur Martin",
            "Ce jour-là, on consulte de 9 h à 12 h 30",
        ),
        ("une prise de sang jeudi après-midi", "Ce jour-là, on consulte de 7 h 30 à midi."),
        ("une consultation aujourd'hui à 9 h 30 avec le docteur Martin", "C'est trop proche"),
        ("une consultation dans six mois", "L'agenda n'est ouvert que jusqu'au dimanche 7 juin."),
    ] {
        let mut world = World::fr(PETIT);
        let answer = world.hear(&format!("je voudrais {wish}"));
        assert!(answer.contains(why), "{wish}: {answer}");
    }
    let week = ("2026-03-16T00:00:00", "2026-03-22T00:00:00");
    let mut world = World::fr(PETIT).busy_between("martin", week.0, week.1);
    let answer = world.hear("je voudrais une consultation la semaine prochaine avec le docteur Martin");
    assert!(answer.starts_with("Je n'ai plus de place à ce moment-là."), "{answer}");
    let mut world = World::fr(PETIT).busy("martin", "2026-03-12");
    let answer = world.hear("je voudrais une consultation jeudi avec le docteur Martin");
    assert!(answer.starts_with("Jeudi 12, je n'ai plus de place avec le docteur Martin."), "{answer}");
}

#[test]
fn offers_out_of_the_order_of_time_say_so() {
    let mut world = World::fr(PETIT).busy_between("martin", "2026-03-12T10:00:00", "2026-03-12T10:20:00");
    let answer = world.hear("Je voudrais un rendez-vous jeudi à 10 h avec le docteur Martin");
    assert!(answer.contains("Jeudi 12, au plus près, j'ai 9 h 40, sinon 10 h 20 ou 9 h 20."), "{answer}");
}

#[test]
fn an_appointment_is_moved_by_so_much() {
    for (said, start) in [
        ("je voudrais repousser mon rendez-vous d'une semaine", "martin 03-19 10:00"),
        ("je voudrais avancer mon rendez-vous d'une heure", "martin 03-12 09:00"),
        ("est-ce qu'on peut décaler mon rendez-vous d'un jour", "martin 03-13 10:00"),
    ] {
        let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        let answer = world.talk(&[said, "482173"]);
        assert_eq!(world.asking(), Asking::Confirm, "{said}: {answer}");
        world.hear("oui");
        assert_eq!(world.starts(), [start], "{said}");
    }
}

#[test]
fn another_part_of_the_day_stays_on_its_day() {
    let mut world = World::fr(PETIT);
    let answer = world.talk(&[
        "je voudrais un rendez-vous vendredi matin avec le docteur Martin",
        "non finalement l'après-midi",
    ]);
    assert!(answer.starts_with("Vendredi 13, j'ai"), "{answer}");
    assert!(!answer.contains("Aujourd'hui"), "{answer}");
}

#[test]
fn an_hour_at_which_nothing_begins_is_said_to_be_one() {
    for (wish, when) in [
        ("une consultation demain à 16 h 10 avec le docteur Martin", "demain mardi à 16 h 10"),
        ("un vaccin demain à 14 h 10", "demain mardi à 14 h 10"),
    ] {
        let mut world = World::fr(PETIT);
        let answer = world.hear(&format!("je voudrais {wish}"));
        assert!(answer.starts_with(&format!("Je n'ai pas de rendez-vous qui commence {when}.")), "{answer}");
        assert_eq!(world.asking(), Asking::Choose);
    }
    let mut world = World::new(Lang::En, PETIT);
    let answer = world.hear("I'd like a consultation tomorrow at 4:10 pm with doctor Martin");
    assert!(
        answer.starts_with("I have no appointment that starts tomorrow, Tuesday at 4:10 pm."),
        "{answer}"
    );
}

#[test]
fn days_on_which_nobody_works_are_not_called_full() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("je voudrais un rendez-vous ce week-end avec le docteur Martin");
    assert!(answer.starts_with("Le docteur Martin ne consulte pas à ce moment-là."), "{answer}");
    let mut world = World::fr(PETIT);
    let answer = world.hear("je peux venir dimanche ?");
    assert!(answer.starts_with("Le cabinet est fermé dimanche 15 mars."), "{answer}");
}

#[test]
fn the_same_hour_needs_a_day() {
    let booked = || World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    let mut world = booked();
    let answer = world.talk(&["je voudrais déplacer mon rendez-vous", "482173", "à la même heure"]);
    assert_eq!(world.asking(), Asking::Time, "{answer}");
    assert!(!answer.contains("pas libre"), "{answer}");
    world.talk(&["vendredi", "oui"]);
    assert_eq!(world.starts(), ["martin 03-13 10:00"]);

    let mut world = booked();
    world.talk(&[
        "je voudrais déplacer mon rendez-vous de jeudi à la même heure la semaine prochaine",
        "482173",
    ]);
    assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
    world.hear("oui");
    assert_eq!(world.starts(), ["martin 03-19 10:00"]);
}

#[test]
fn the_afternoon_begins_after_noon() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("je voudrais un rendez-vous jeudi après-midi avec le docteur Martin");
    assert!(answer.starts_with("Jeudi 12, j'ai 14 h, 14 h 20 ou 14 h 40."), "{answer}");
}

#[test]
fn why_not_as_wished_is_said_once() {
    let mut world = World::fr(PETIT);
    let answer =
        world.talk(&["je voudrais un rendez-vous demain à 9 h 10 avec le docteur Martin", "non plus tard"]);
    assert!(answer.starts_with("Demain mardi, j'ai 10 h"), "{answer}");
}

#[test]
fn any_time_but_the_morning_is_no_morning() {
    for words in [
        "n'importe quand mais pas le matin",
        "peu importe, sauf le matin",
        "quand vous voulez mais pas le matin",
    ] {
        let mut world = World::fr(PETIT);
        let answer = world.talk(&["Je voudrais un rendez-vous avec le docteur Martin", words]);
        assert!(answer.contains("14 h") && !answer.contains("9 h"), "{words}: {answer}");
    }
    let mut world = World::new(Lang::En, PETIT);
    let answer =
        world.talk(&["I'd like an appointment with doctor Martin", "any time but not in the morning"]);
    assert!(answer.contains("2 pm") && !answer.contains("am,"), "{answer}");
}

#[test]
fn of_two_places_in_the_list_it_is_asked_which() {
    for both in ["le premier ou le deuxième", "soit le premier soit le deuxième"] {
        let mut world = World::fr(PETIT);
        world.hear("Je voudrais un rendez-vous jeudi matin avec le docteur Martin");
        let answer = world.hear(both);
        assert!(answer.starts_with("Jeudi 12, j'ai 9 h ou 9 h 20."), "{both}: {answer}");
        assert!(world.held.is_none(), "{both}");
        world.talk(&["le deuxième", "Jeanne Petit", "oui"]);
        assert_eq!(world.starts(), ["martin 03-12 09:20"], "{both}");
    }
}

#[test]
fn the_first_or_the_second_of_what_is_offered_are_no_dates() {
    for both in ["the first or the second", "either the first or the second"] {
        let mut world = World::new(Lang::En, PETIT);
        world.hear("I'd like an appointment on Thursday morning with Doctor Martin");
        world.hear(both);
        assert!(world.held.is_none(), "{both}: {:?}", world.said);
        world.talk(&["the second", "Jeanne Petit", "yes"]);
        assert_eq!(world.starts(), ["martin 03-12 09:20"], "{both}: {:?}", world.said);
    }
}

#[test]
fn a_time_that_the_sentence_may_not_have_meant_is_asked_about() {
    let unsure = "je voudrais un rendez-vous avec le docteur Martin lundi à dix heures, je ne sais plus";
    for (lang, words, asked, yes, start) in [
        (Lang::Fr, unsure, "Lundi 16 mars à 10 h, c'est bien cela ?", "oui je crois", "martin 03-16 10:00"),
        (
            Lang::Fr,
            unsure,
            "Lundi 16 mars à 10 h, c'est bien cela ?",
            "non, à 11 heures",
            "martin 03-16 11:00",
        ),
        (
            Lang::En,
            "I'd like an appointment with Dr Martin on Monday at ten, I can't remember",
            "Monday 16 March at 10 am, is that right?",
            "yes",
            "martin 03-16 10:00",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        assert_eq!(world.hear(words), asked);
        assert_eq!(world.tools, Vec::<&str>::new());
        world.talk(&[yes, "Jeanne Petit", if lang == Lang::Fr { "oui" } else { "yes" }]);
        assert_eq!(world.starts(), [start], "{yes}: {:?}", world.said);
    }
    for no in ["non", "je ne sais pas"] {
        let mut world = World::fr(PETIT);
        assert_eq!(world.talk(&[unsure, no]), "Quel jour vous conviendrait ?");
        let answer = world.hear("mardi à 11 heures");
        assert!(answer.starts_with("Demain mardi à 11 h, avec le docteur Martin, c'est libre."), "{answer}");
    }
}

#[test]
fn of_two_readings_the_one_at_which_somebody_works_is_not_asked_about() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("je voudrais un rendez-vous à trois heures demain avec le docteur Martin");
    assert!(answer.starts_with("Demain mardi à 15 h, avec le docteur Martin, c'est libre."), "{answer}");
}

#[test]
fn a_yes_to_several_offers_chooses_none() {
    for (lang, wish, yes, no, first, rest) in [
        (
            Lang::Fr,
            "je voudrais un rendez-vous vendredi matin avec le docteur Martin",
            "oui",
            "non",
            "Le premier, vendredi 13 à 9 h ?",
            "Vendredi 13, j'ai 9 h 20 ou 9 h 40.",
        ),
        (
            Lang::En,
            "I'd like an appointment on Friday morning with Dr Martin",
            "yes",
            "no",
            "The first one, Friday the 13th at 9 am?",
            "Friday the 13th, I have 9:20 am or 9:40 am.",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        assert_eq!(world.talk(&[wish, yes]), first);
        assert!(!world.tools.contains(&"hold"));
        let answer = world.hear(no);
        assert!(answer.starts_with(rest), "{answer}");
        assert_eq!(world.asking(), Asking::Choose);

        let mut world = World::new(lang, PETIT);
        world.talk(&[wish, yes, yes, "Jeanne Petit", yes]);
        assert_eq!(world.starts(), ["martin 03-13 09:00"]);
    }
}

#[test]
fn which_part_of_which_day_is_asked_with_both() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("Je voudrais une consultation mardi prochain le matin avec le docteur Martin");
    assert!(answer.contains("mardi 10 mars le matin ou mardi 17 mars le matin"), "{answer}");
    let mut world = World::new(Lang::En, PETIT);
    let answer = world.hear("I'd like an appointment next Tuesday morning with Doctor Martin");
    assert!(
        answer.contains("Tuesday 10 March in the morning or Tuesday 17 March in the morning"),
        "{answer}"
    );
}

#[test]
fn an_hour_behind_days_that_are_excepted_is_that_of_the_others() {
    for (lang, wish) in [
        (
            Lang::Fr,
            "un rendez-vous n'importe quel jour sauf lundi et mardi, après 17 h, avec le docteur Benali",
        ),
        (Lang::En, "an appointment any day except Monday and Tuesday, after 5 pm, with doctor Benali"),
    ] {
        let mut world = World::new(lang, PETIT);
        world.hear(wish);
        let offered = &world.said;
        let hours: Vec<_> = world.offers.values().map(|slot| slot.span.start.to_string()).collect();
        assert!(!hours.is_empty(), "{offered:?}");
        // Wednesday 11 March on, at 17 h in Paris or later.
        let right = |at: &String| at.as_str() > "2026-03-11" && &at[11..13] >= "16";
        assert!(hours.iter().all(right), "{hours:?} {offered:?}");
    }
}

#[test]
fn a_part_of_the_day_is_no_doctor_and_agrees_with_what_is_of_that_part() {
    for said in ["matin", "le matin", "plutôt le matin"] {
        let mut world = World::fr(PETIT);
        world.hear("un rendez-vous avec le docteur Benali demain matin");
        let answer = world.hear(said);
        assert!(answer.starts_with("Le premier, demain mardi à 8 h 30 ?"), "{said}: {answer}");
        world.talk(&["oui", "Jeanne Petit", "oui"]);
        assert!(world.starts()[0].starts_with("benali 03-10"), "{said}: {:?}", world.said);
    }
}

#[test]
fn a_stretch_of_days_of_which_some_were_offered_is_looked_for() {
    let mut world = World::fr(PETIT);
    world.hear("un rendez-vous avec le docteur Benali dans deux mois");
    let answer = world.hear("fin mai alors");
    assert!(answer.contains("mai, ") && !answer.contains("n'ai pas bien compris"), "{answer}");
    let answer = world.hear("le 26");
    assert!(answer.contains("26 mai"), "{answer}");
}

#[test]
fn who_asks_whether_there_is_nothing_before_a_day_wishes_for_something_before_it() {
    let mut world = World::fr(PETIT);
    world.hear(
        "vous n'auriez rien avant Pâques avec le docteur Martin, sauf le jeudi je travaille, et pas avant 16 heures",
    );
    let starts: Vec<_> = world.offers.values().map(|slot| slot.span.start.to_string()).collect();
    assert!(!starts.is_empty(), "{:?}", world.said);
    let right = |at: &String| at.as_str() < "2026-04-05" && &at[11..13] >= "14";
    assert!(starts.iter().all(right), "{starts:?}");
}

#[test]
fn after_midnight_the_two_days_of_a_bound_are_told_apart_and_a_first_is_a_date() {
    for (lang, wish, days, first) in [
        (
            Lang::Fr,
            "un rendez-vous demain matin au plus tôt avec le docteur Benali",
            "lundi 30 novembre ou mardi 1er décembre",
            "le 1er",
        ),
        (
            Lang::En,
            "an appointment tomorrow morning at the earliest with doctor Benali",
            "Monday 30 November or Tuesday 1 December",
            "the 1st",
        ),
    ] {
        let mut world = World::at(lang, PETIT, "2026-11-30T03:17:00");
        let answer = world.hear(wish);
        assert!(answer.contains(days), "{answer}");
        world.hear(first);
        assert!(!world.offers.is_empty(), "{:?}", world.said);
        assert!(world.offers.values().all(|slot| slot.span.start.to_string().as_str() > "2026-12-01"));
    }
}

/// A floor is no date, and a building no name.
#[test]
fn a_floor_moves_nothing() {
    let booked = ["un rendez-vous jeudi à 10 h", "Jeanne Petit", "06 39 98 12 40"];
    for said in
        ["attendez, c'est bien au 3ème étage ?", "oui, et c'est au 3e étage c'est ça ?", "c'est porte 12 ?"]
    {
        let mut world = World::fr(None);
        world.talk(&booked);
        let answer = world.hear(said);
        assert!(
            answer.contains("pour Jeanne Petit, avec le docteur Martin, jeudi 12 mars à 10 h"),
            "{said}: {answer}"
        );
    }
    let mut world = World::fr(None);
    let answer = world.talk(&[booked[0], booked[1], "06 39 98 12 40, bâtiment B au 4ème étage"]);
    assert!(answer.contains("pour Jeanne Petit, avec le docteur Martin, jeudi 12 mars à 10 h"), "{answer}");
    let mut world = World::new(Lang::En, None);
    let answer = world.talk(&[
        "an appointment on Thursday at 10",
        "Jane Smith",
        "06 39 98 12 40, building B, fourth floor",
    ]);
    assert!(answer.contains("for Jane Smith, with Doctor Martin, Thursday 12 March"), "{answer}");
    let mut world = World::fr(None);
    world.talk(&["je voudrais un rendez-vous", "c'est pour la dame du 12"]);
    assert_eq!((world.asking(), world.tools.len()), (Asking::Time, 0), "{:?}", world.said);
}
