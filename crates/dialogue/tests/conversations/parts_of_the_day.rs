//! Parts of the day: how long each is, what it narrows, and that it stays when only the day changes.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World};

/// What is offered, as hours of the practice.
fn offered(world: &World) -> Vec<String> {
    let mut offers: Vec<_> = world.offers.iter().collect();
    offers.sort_by_key(|(number, _)| **number);
    let zone = world.practice.tenant.zone();
    offers
        .iter()
        .map(|(_, slot)| zone.to_datetime(slot.span.start).strftime("%m-%d %H:%M").to_string())
        .collect()
}

/// A part of the day is as long as the practice has it: who opens at half past seven has a morning from then on.
#[test]
fn a_morning_begins_where_the_practice_opens_and_an_evening_ends_where_it_closes() {
    for (lang, said, first) in [
        (Lang::Fr, "une prise de sang jeudi matin", "03-12 07:30"),
        (Lang::Fr, "une prise de sang jeudi matin, le plus tôt possible", "03-12 07:30"),
        (Lang::Fr, "une prise de sang jeudi matin de bonne heure", "03-12 07:30"),
        (Lang::Fr, "une prise de sang jeudi en début de matinée", "03-12 07:30"),
        (Lang::Fr, "une prise de sang demain dans la matinée", "03-10 07:30"),
        (Lang::Fr, "une prise de sang jeudi entre 8 heures et midi", "03-12 08:00"),
        (Lang::Fr, "une prise de sang jeudi de 8 h à 12 h", "03-12 08:00"),
        (Lang::Fr, "une prise de sang jeudi matin à partir de 9 heures", "03-12 09:00"),
        (Lang::Fr, "une prise de sang jeudi matin, le plus tard possible", "03-12 11:50"),
        (Lang::Fr, "une consultation avec le docteur Martin jeudi soir", "03-12 18:00"),
        (Lang::Fr, "une consultation avec le docteur Martin jeudi, le plus tard possible", "03-12 18:00"),
        (Lang::En, "a blood test on Thursday morning", "03-12 07:30"),
        (Lang::En, "a blood test on Thursday morning, as early as possible", "03-12 07:30"),
        (Lang::En, "a blood test first thing on Thursday", "03-12 07:30"),
        (Lang::En, "a blood test on Thursday between 8 and 12", "03-12 08:00"),
        (Lang::En, "a blood test on Thursday morning, as late as possible", "03-12 11:50"),
        (Lang::En, "a consultation with doctor Martin on Thursday, as late as possible", "03-12 18:00"),
    ] {
        let mut world = World::new(lang, PETIT);
        let wish = if lang == Lang::Fr { "je voudrais" } else { "I'd like" };
        world.hear(&format!("{wish} {said}"));
        assert_eq!(offered(&world).first().map(String::as_str), Some(first), "{said}: {:?}", world.said);
    }
}

/// Of a morning that was offered, half past seven is meant as well.
#[test]
fn a_part_of_the_day_that_narrows_offers_has_all_of_it() {
    let mut world = World::fr(PETIT);
    world.talk(&["je voudrais une prise de sang jeudi matin", "le premier", "Jeanne Petit", "oui"]);
    assert_eq!(world.starts(), ["laurent 03-12 07:30"], "{:?}", world.said);
}

/// «Plutôt le matin» behind the week that an appointment goes to is said of that week.
#[test]
fn a_part_of_the_day_behind_a_week_is_where_an_appointment_goes() {
    for words in [
        "Bonjour, c'est Jeanne Petit 482173, décaler mon rendez-vous de jeudi à la semaine prochaine plutôt le matin",
        "c'est Jeanne Petit, 482173, décaler mon rendez-vous à la semaine prochaine, plutôt le matin",
    ] {
        let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        let answer = world.hear(words);
        assert_eq!(world.asking(), Asking::Choose, "{words}: {answer}");
        world.talk(&["le premier", "oui"]);
        let starts = world.starts();
        assert!(
            starts.len() == 1
                && starts[0].as_str() > "martin 03-16"
                && starts[0].as_str() < "martin 03-20 12:00",
            "{starts:?}"
        );
        let hour = starts[0].rsplit(' ').next().unwrap_or_default();
        assert!(hour < "12:30", "{starts:?}");
    }
}

#[test]
fn the_part_of_the_day_stays_when_the_day_changes() {
    for (lang, lines, day, hour) in [
        (
            Lang::Fr,
            &["Un rendez-vous demain après-midi avec le docteur Martin", "plutôt jeudi"][..],
            "Jeudi 12",
            "14 h",
        ),
        (Lang::Fr, &["un rendez-vous demain matin avec le docteur Martin", "vendredi"], "Vendredi 13", "9 h"),
        (
            Lang::Fr,
            &["un rendez-vous demain entre 15 h et 17 h avec le docteur Martin", "jeudi plutôt"],
            "Jeudi 12",
            "15 h",
        ),
        (
            Lang::Fr,
            &["Un rendez-vous demain après-midi avec le docteur Martin", "plutôt jeudi", "non, vendredi"],
            "Vendredi 13",
            "14 h",
        ),
        (
            Lang::Fr,
            &["Un rendez-vous demain après-midi avec le docteur Martin", "plutôt jeudi matin"],
            "Jeudi 12",
            "9 h",
        ),
        (
            Lang::Fr,
            &["Un rendez-vous demain après-midi avec le docteur Martin", "plutôt jeudi", "le matin"],
            "Jeudi 12",
            "9 h",
        ),
        (
            Lang::En,
            &["An appointment tomorrow afternoon with doctor Martin", "Thursday instead"],
            "Thursday the 12th",
            "2 pm",
        ),
    ] {
        let told = World::new(lang, PETIT).talk(lines);
        assert!(
            told.contains(&format!("{day}, j'ai {hour}")) || told.contains(&format!("{day}, I have {hour}")),
            "{lines:?}: {told}"
        );
    }
}
