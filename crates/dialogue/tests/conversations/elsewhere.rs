//! What is asked for here and done elsewhere: never booked as something else in silence, and nothing ordinary taken for it.

use dialogue::Asking;
use domain::Lang;
use domain::request::Kind;

use crate::world::{PETIT, World};

#[test]
fn a_service_of_another_practice_is_told_and_what_is_done_here_is_named() {
    for (lang, said, what) in [
        (Lang::Fr, "je voudrais une séance d’ostéopathie", "une séance d'ostéopathie"),
        (Lang::Fr, "bonjour, un détartrage jeudi matin s'il vous plaît", "un détartrage"),
        (Lang::Fr, "je voudrais une consultation d'ostéopathie jeudi", "une séance d'ostéopathie"),
        (Lang::Fr, "ce serait pour une consultation juridique", "une consultation juridique"),
        (Lang::En, "I'd like physio on Thursday", "physiotherapy"),
        (Lang::En, "Hi, teeth cleaning please", "teeth cleaning"),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(said);
        let (none, first) = match lang {
            Lang::Fr => (
                format!("Ce cabinet ne propose pas de rendez-vous pour {what}."),
                "vaccination, prise de sang",
            ),
            Lang::En => (format!("This practice has no appointments for {what}."), "vaccination, blood test"),
        };
        assert!(answer.starts_with(&none) && answer.contains(first), "{said}: {answer}");
        assert_eq!((world.asking(), world.tools.len()), (Asking::Service, 0), "{said}");
    }
}

#[test]
fn an_ordinary_reason_is_booked_as_before() {
    for (lang, said) in [
        (Lang::Fr, "je voudrais un rendez-vous jeudi matin pour une douleur au genou"),
        (Lang::Fr, "je voudrais un rendez-vous jeudi matin, mon kiné m'envoie"),
        (Lang::Fr, "je voudrais un rendez-vous jeudi matin après ma séance d'ostéopathie"),
        (Lang::Fr, "j'ai mal depuis mon détartrage, je voudrais un rendez-vous jeudi matin"),
        (Lang::Fr, "je voudrais un rendez-vous jeudi matin, le dentiste m'a dit de voir un médecin"),
        (Lang::Fr, "j'ai le dentiste mercredi, je voudrais un rendez-vous jeudi matin"),
        (Lang::En, "I'd like an appointment on Thursday morning about my back"),
        (Lang::En, "I'd like an appointment on Thursday morning, my physio sent me"),
        (Lang::En, "I had an MRI, I'd like an appointment on Thursday morning"),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(said);
        assert_eq!(world.asking(), Asking::Choose, "{said}: {answer}");
    }
}

#[test]
fn whoever_chooses_something_that_is_done_here_has_it_at_the_time_they_said() {
    let mut world = World::fr(PETIT);
    let answer = world.talk(&["je voudrais un détartrage jeudi matin", "alors une consultation"]);
    assert!(answer.starts_with("Jeudi 12, j'ai 9 h"), "{answer}");
    world.talk(&["le premier", "Jeanne Petit", "oui"]);
    assert_eq!(world.starts(), ["martin 03-12 09:00"]);
}

/// Another day is no answer to what for.
#[test]
fn a_day_alone_books_nothing() {
    let mut world = World::fr(PETIT);
    let answer = world.talk(&["je voudrais un détartrage jeudi matin", "plutôt vendredi"]);
    assert_eq!((world.asking(), world.tools.len()), (Asking::Service, 0), "{answer}");
    let answer = world.hear("une consultation");
    assert!(answer.starts_with("Vendredi 13"), "{answer}");
}

#[test]
fn what_was_asked_for_is_left_for_the_staff_in_the_callers_words() {
    for (lang, said, answers) in [
        (Lang::Fr, "je voudrais un détartrage jeudi matin", &["oui", "Jeanne Petit"][..]),
        (Lang::Fr, "je voudrais un détartrage jeudi matin", &["transmettez ma demande", "Jeanne Petit"]),
        (Lang::Fr, "je voudrais un détartrage jeudi matin", &["laissez un message", "Jeanne Petit"]),
        (Lang::Fr, "je voudrais un détartrage jeudi matin", &["non", "oui", "Jeanne Petit"]),
        (Lang::Fr, "un détartrage", &["non, un détartrage", "oui", "Jeanne Petit"]),
        (Lang::En, "I'd like a tooth extraction", &["a message please", "Jane Smith"]),
        (Lang::En, "I need an MRI", &["yes please", "Jane Smith"]),
    ] {
        let mut world = World::new(lang, PETIT);
        world.hear(said);
        world.talk(answers);
        let [note] = world.notes.as_slice() else { panic!("{said}, {answers:?}: {:?}", world.said) };
        assert!(note.text.reveal().contains(said), "{said}: {}", note.text.reveal());
        assert_eq!((note.kind, note.service.as_ref()), (Kind::Wish, None), "{said}");
        assert!(world.starts().is_empty(), "{said}");
    }
}

/// A practice is asked in its own trade for what it does under any name.
#[test]
fn nothing_of_its_own_trade_is_foreign_to_a_practice() {
    let dentists = crate::world::PRACTICE.replace("Cabinet médical des Lilas", "Cabinet dentaire des Lilas");
    for said in ["je voudrais un détartrage jeudi matin", "je voudrais voir le dentiste jeudi matin"] {
        let mut world = World::of(&dentists, Lang::Fr);
        let answer = world.hear(said);
        assert_eq!(world.asking(), Asking::Choose, "{said}: {answer}");
    }
}

/// Sent to somebody is not sent by them.
#[test]
fn who_is_sent_to_another_practice_hears_that_it_is_not_done_here() {
    for (lang, said, told) in [
        (
            Lang::Fr,
            "mon docteur m'a dit de prendre rendez-vous chez le cardiologue",
            "Il n'y a pas de cardiologue",
        ),
        (Lang::Fr, "mon médecin m'a dit d'aller voir un dermatologue", "Il n'y a pas de dermatologue"),
        (
            Lang::Fr,
            "on m'a conseillé de voir un ostéopathe, vous avez de la place jeudi ?",
            "Il n'y a pas d'ostéopathe",
        ),
        (
            Lang::Fr,
            "on m'a prescrit des séances de kiné, je voudrais un rendez-vous jeudi",
            "Ce cabinet ne propose pas",
        ),
        (Lang::Fr, "mon fils doit voir un orthophoniste", "Il n'y a pas d'orthophoniste"),
        (Lang::Fr, "rendez-vous dentiste", "Il n'y a pas de dentiste"),
        (Lang::Fr, "vous avez un dentiste ?", "Il n'y a pas de dentiste"),
        (Lang::Fr, "vous faites les détartrages ?", "Ce cabinet ne propose pas"),
        (Lang::En, "my doctor told me to see a cardiologist", "There is no cardiologist"),
        (Lang::En, "I was referred to a dermatologist", "There is no dermatologist"),
        (Lang::En, "dentist appointment", "There is no dentist"),
        (Lang::En, "do you have a dentist?", "There is no dentist"),
        (Lang::En, "do you do dental cleaning?", "This practice has no appointments for teeth cleaning"),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(said);
        assert!(answer.starts_with(told), "{said}: {answer}");
        assert!(world.tools.is_empty(), "{said}");
    }
}

#[test]
fn what_is_done_here_is_said_so_and_offered() {
    for (lang, said, what, yes) in [
        (Lang::Fr, "faites-vous les vaccins contre la grippe ?", "Oui : vaccination", "oui"),
        (Lang::Fr, "et les vaccins ?", "Oui : vaccination", "oui s'il vous plaît"),
        (Lang::Fr, "vous faites les prises de sang ?", "Oui : prise de sang", "d'accord"),
        (Lang::En, "do you do flu jabs?", "Yes: vaccination", "yes please"),
        (Lang::En, "do you give flu vaccines?", "Yes: vaccination", "yes"),
        (Lang::En, "what about vaccinations?", "Yes: vaccination", "yes"),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(said);
        assert!(answer.starts_with(what), "{said}: {answer}");
        world.hear(yes);
        assert_eq!(world.asking(), Asking::Time, "{said}: {:?}", world.said);
        let day = if lang == Lang::Fr { "mercredi matin" } else { "Wednesday morning" };
        let answer = world.hear(day);
        assert!(answer.contains("Sophie Laurent"), "{said}: {answer}");
    }
    let mut world = World::fr(PETIT);
    let answer = world.talk(&["vous faites les vaccins ?", "non merci"]);
    assert_eq!(
        (answer.as_str(), world.asking()),
        ("Puis-je faire autre chose pour vous ?", Asking::AnythingElse)
    );
}
