//! When the practice is open: told from the schedule, whatever else its file says of it.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World};

const WEEK: &str = "Le cabinet est ouvert le lundi et le mardi de 7 h 30 à 12 h 30 et de 13 h 30 à 18 h 30, le mercredi \
                    de 7 h 30 à midi et de 13 h 30 à 17 h 30, le jeudi de 7 h 30 à 12 h 30 et de 14 h à 18 h 30, le \
                    vendredi de 7 h 30 à 12 h 30 et de 13 h 30 à 17 h 30, le samedi de 8 h à midi.";

#[test]
fn the_week_is_told_as_it_is_booked_by() {
    for question in ["quels sont vos horaires ?", "vous êtes ouverts quand ?", "quand êtes-vous ouvert ?"] {
        let told = World::fr(PETIT).hear(question);
        assert!(told.starts_with(WEEK), "{question}: {told}");
    }
    let told = World::fr(PETIT).hear("le docteur Martin consulte quels jours ?");
    assert!(
        told.starts_with(
            "Le docteur Martin consulte le lundi, le mardi et le jeudi de 9 h à 12 h 30 et de 14 h à 18 h 30, le vendredi \
             de 9 h à 12 h 30 et de 14 h à 17 h."
        ),
        "{told}"
    );
    let told = World::new(Lang::En, PETIT).hear("when does the nurse work?");
    assert!(
        told.starts_with("Sophie Laurent works on Mondays, Tuesdays, Thursdays and Fridays from 7:30 am"),
        "{told}"
    );
    let told = World::new(Lang::En, PETIT).hear("what are your opening hours?");
    assert!(
        told.starts_with(
            "The practice is open on Mondays and Tuesdays from 7:30 am to 12:30 pm and from 1:30 pm"
        ),
        "{told}"
    );
}

#[test]
fn a_day_is_told_by_itself() {
    for (lang, question, told) in [
        (
            Lang::Fr,
            "à quelle heure vous fermez le vendredi ?",
            "Vendredi 13 mars, le cabinet est ouvert de 7 h 30",
        ),
        (Lang::Fr, "vous travaillez le samedi ?", "Samedi 14 mars, le cabinet est ouvert de 8 h à midi."),
        (Lang::Fr, "vous êtes ouverts dimanche ?", "Le cabinet est fermé dimanche 15 mars."),
        (
            Lang::Fr,
            "vous êtes ouverts le week-end ?",
            "Samedi 14 mars, le cabinet est ouvert de 8 h à midi. Le cabinet est fermé dimanche 15 mars.",
        ),
        (
            Lang::Fr,
            "est-ce que l'infirmière est là le samedi ?",
            "Samedi 14 mars, Sophie Laurent consulte de 8 h à 11 h 30.",
        ),
        (
            Lang::En,
            "what time do you close on Saturday?",
            "Saturday 14 March, the practice is open from 8 am to noon.",
        ),
        (Lang::En, "when do you open tomorrow?", "Tuesday 10 March, the practice is open from 7:30 am"),
    ] {
        let answer = World::new(lang, PETIT).hear(question);
        assert!(answer.starts_with(told), "{question}: {answer}");
    }
    let mut world = World::fr(PETIT);
    let answer = world.talk(&[
        "Je voudrais un rendez-vous jeudi matin avec le docteur Martin",
        "vous fermez à quelle heure ?",
    ]);
    assert!(
        answer.starts_with("Jeudi 12 mars, le cabinet est ouvert"),
        "of the day that is spoken of: {answer}"
    );
    assert_eq!(world.asking(), Asking::Choose);
}

#[test]
fn what_is_no_question_about_the_hours_is_none() {
    let mut world = World::fr(PETIT);
    world.talk(&[
        "Je voudrais un rendez-vous jeudi matin avec le docteur Martin",
        "vous n'avez pas d'autres horaires ?",
    ]);
    assert_eq!(world.asking(), Asking::Time, "{:?}", world.said);
    let mut world = World::fr(PETIT);
    world.hear("je travaille le mardi, vous avez quoi mercredi ?");
    assert_eq!(world.asking(), Asking::Choose, "{:?}", world.said);
    let told = World::fr(PETIT).hear("j'ai l'oeil fermé depuis hier");
    assert!(!told.contains("cabinet est ouvert"), "{told}");
    for question in ["quels sont les horaires du bus ?", "on peut venir sans rendez-vous ?"] {
        let told = World::fr(PETIT).hear(question);
        assert!(told.starts_with("Je n'ai pas la réponse"), "{question}: {told}");
    }
}

#[test]
fn the_hours_of_two_days_are_told_and_nothing_is_offered() {
    for (lang, words, days) in [
        (Lang::Fr, "quels sont vos horaires aujourd'hui et demain", ["Lundi 9", "Mardi 10"]),
        (Lang::Fr, "le cabinet ferme à quelle heure aujourd'hui et demain", ["Lundi 9", "Mardi 10"]),
        (Lang::Fr, "vous fermez quand, demain et après-demain ?", ["Mardi 10", "Mercredi 11"]),
        (Lang::Fr, "quels sont les horaires du docteur Martin mardi et jeudi", ["Mardi 10", "Jeudi 12"]),
        (Lang::En, "what are your hours today and tomorrow", ["Monday 9", "Tuesday 10"]),
        (Lang::En, "what time do you close today and tomorrow", ["Monday 9", "Tuesday 10"]),
    ] {
        let mut world = World::new(lang, None);
        let told = world.hear(words);
        assert!(days.iter().all(|day| told.contains(day)), "{words}: {told}");
        assert_eq!(world.asking(), Asking::AnythingElse, "{words}: {told}");
    }
}

#[test]
fn the_hours_of_a_day_are_asked_for_without_a_verb_of_opening() {
    for (lang, words, day) in [
        (Lang::Fr, "quels sont les horaires mardi", "Mardi 10 mars, le cabinet est ouvert"),
        (Lang::Fr, "quels sont les horaires mardi et mercredi", "Mercredi 11 mars, le cabinet est ouvert"),
        (Lang::Fr, "Horaires de samedi ?", "Samedi 14 mars, le cabinet est ouvert"),
        (Lang::Fr, "les horaires du cabinet samedi ?", "Samedi 14 mars, le cabinet est ouvert"),
        (Lang::En, "what are the hours on Saturday", "Saturday 14 March, the practice is open"),
    ] {
        let told = World::new(lang, None).hear(words);
        assert!(told.contains(day), "{words}: {told}");
    }
    for (lang, words) in [
        (Lang::Fr, "vous avez quels horaires mardi"),
        (Lang::Fr, "quels sont les horaires disponibles mardi"),
        (Lang::En, "what times do you have on Tuesday"),
    ] {
        let mut world = World::new(lang, None);
        let told = world.hear(words);
        assert_eq!(world.asking(), Asking::Choose, "what is free is offered: {words}: {told}");
    }
}
