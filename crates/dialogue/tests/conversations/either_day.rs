//! «Aujourd'hui ou demain», «le 24 et le 25»: each of the days counts, and an hour is that of the day on which it is free.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World};

#[test]
fn who_asks_for_either_day_is_offered_it_and_no_code_is_wanted() {
    for (lang, said) in [
        (Lang::Fr, "des rendez-vous aujourd'hui ou demain ?"),
        (Lang::Fr, "rendez-vous aujourd'hui ou demain"),
        (Lang::Fr, "je voudrais un rendez-vous aujourd'hui ou demain"),
        (Lang::Fr, "vous avez des places jeudi ou vendredi ?"),
        (Lang::En, "any appointments today or tomorrow?"),
        (Lang::En, "I'd like an appointment today or tomorrow"),
        (Lang::En, "can I get an appointment Thursday or Friday"),
    ] {
        let mut world = World::three(lang);
        let answer = world.hear(said);
        assert_eq!(world.asking(), Asking::Choose, "{said}: {answer}");
    }
}

/// The days that are offered, in the order in which they are.
fn offered(world: &World) -> Vec<String> {
    let mut offered: Vec<(u32, String)> = world
        .offers
        .iter()
        .map(|(nth, slot)| {
            let local = world.practice.tenant.zone().to_datetime(slot.span.start);
            (*nth, local.strftime("%m-%d").to_string())
        })
        .collect();
    offered.sort();
    offered.into_iter().map(|(_, day)| day).collect()
}

#[test]
fn each_of_the_days_has_an_offer() {
    for (lang, said, days) in [
        (Lang::Fr, "un rendez-vous mardi ou jeudi", &["03-10", "03-10", "03-12"]),
        (Lang::Fr, "un rendez-vous le 10 ou le 12", &["03-10", "03-10", "03-12"]),
        (Lang::Fr, "des rendez-vous aujourd'hui ou demain ?", &["03-09", "03-09", "03-10"]),
        (Lang::Fr, "un rendez-vous mardi, jeudi ou vendredi", &["03-10", "03-12", "03-13"]),
        (Lang::En, "an appointment Tuesday or Thursday", &["03-10", "03-10", "03-12"]),
        (Lang::En, "any appointments today or tomorrow?", &["03-09", "03-09", "03-10"]),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(said);
        assert_eq!(offered(&world), *days, "{said}: {answer}");
    }
    let mut world = World::fr(PETIT).busy("martin", "2026-03-12").busy("benali", "2026-03-12");
    let answer = world.hear("un rendez-vous mardi ou jeudi");
    assert_eq!(offered(&world), ["03-10"; 3], "nothing is free on Thursday: {answer}");
}

#[test]
fn of_the_day_that_is_then_named_more_is_offered() {
    for (lang, said, named, hours) in [
        (Lang::Fr, "un rendez-vous mardi ou jeudi", "jeudi", ["9 h", "9 h 20", "9 h 40"]),
        (
            Lang::Fr,
            "un rendez-vous mardi ou jeudi après-midi",
            "qu'est-ce que vous avez jeudi ?",
            ["14 h", "14 h 20", "14 h 40"],
        ),
        (
            Lang::En,
            "an appointment Tuesday or Thursday afternoon",
            "what do you have on Thursday?",
            ["2 pm", "2:20 pm", "2:40 pm"],
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.talk(&[said, named]);
        assert_eq!(world.asking(), Asking::Choose, "{named}: {answer}");
        let day = if lang == Lang::Fr { "Jeudi 12" } else { "Thursday the 12th" };
        assert!(
            answer.starts_with(day) && hours.iter().all(|hour| answer.contains(hour)),
            "{named}: {answer}"
        );
    }
}

#[test]
fn an_appointment_may_be_moved_to_either_day() {
    for (lang, said) in [
        (Lang::Fr, "déplacer mon rendez-vous avec le docteur Martin à jeudi ou vendredi"),
        (Lang::En, "move my appointment with Doctor Martin to Thursday or Friday"),
    ] {
        let mut world = World::three(lang);
        let answer = world.talk(&[said, "482173"]);
        assert_eq!(world.asking(), Asking::Choose, "{answer}");
        assert_eq!(offered(&world), ["03-12", "03-12", "03-13"], "{answer}");
    }
}

#[test]
fn the_appointment_that_is_stays_one() {
    for said in [
        "I have an appointment today or tomorrow, can you tell me when?",
        "is my appointment Thursday or Friday?",
    ] {
        let mut world = World::three(Lang::En);
        let answer = world.hear(said);
        assert_eq!(world.asking(), Asking::Code, "{said}: {answer}");
    }
}

#[test]
fn an_hour_is_that_of_the_day_on_which_it_was_offered() {
    for (lang, said, hour) in [
        (Lang::Fr, "je voudrais un rendez-vous aujourd'hui ou demain", "celui de 9h"),
        (Lang::Fr, "des places aujourd'hui ou demain ?", "neuf heures c'est très bien"),
        (Lang::En, "an appointment today or tomorrow", "the nine o'clock one"),
    ] {
        let mut world = World::at(lang, PETIT, "2026-03-09T17:35:00");
        world.talk(&[said, hour]);
        let held = world.held.as_ref().expect(hour).span.start;
        let local = world.practice.tenant.zone().to_datetime(held);
        assert_eq!(local.strftime("%m-%d %H:%M").to_string(), "03-10 09:00", "{said}");
    }
}

#[test]
fn an_hour_that_has_passed_is_not_asked_about() {
    let mut world = World::at(Lang::Fr, PETIT, "2026-03-09T10:05:00");
    let answer = world.hear("je voudrais un rendez-vous aujourd'hui ou demain à 9h");
    assert!(answer.contains("emain mardi") && !answer.contains("lundi"), "{answer}");
}

#[test]
fn the_hours_of_each_day_are_told() {
    for (lang, said, days) in [
        (Lang::Fr, "vous êtes ouverts le 24 et le 25 ?", ["Mardi 24 mars", "Mercredi 25 mars"]),
        (Lang::Fr, "ouverts aujourd'hui ou demain ?", ["Lundi 9 mars", "Mardi 10 mars"]),
        (Lang::Fr, "vous ouvrez samedi et dimanche ?", ["Samedi 14 mars", "dimanche 15 mars"]),
        (Lang::En, "are you open on the 24th and the 25th?", ["Tuesday 24 March", "Wednesday 25 March"]),
        (Lang::En, "are you open Saturday and Sunday?", ["Saturday 14 March", "Sunday 15 March"]),
    ] {
        let answer = World::new(lang, None).hear(said);
        assert!(days.iter().all(|day| answer.contains(day)), "{said}: {answer}");
    }
}

#[test]
fn the_hours_of_two_more_days_are_told_after_those_of_others() {
    for (lang, first, then, day) in [
        (
            Lang::Fr,
            "vous êtes ouverts samedi ou dimanche ?",
            "et le 24 ou le 25 ?",
            "Mardi 24 mars, le cabinet est ouvert",
        ),
        (Lang::En, "are you open Saturday or Sunday?", "and the 24th or the 25th?", "the practice is open"),
    ] {
        let mut world = World::new(lang, None);
        let answer = world.talk(&[first, then]);
        assert!(answer.contains(day) && world.starts().is_empty() && world.offers.is_empty(), "{answer}");
    }
}
