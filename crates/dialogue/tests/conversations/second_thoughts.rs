//! Who was about to leave a message wants something else; who has left one takes it back.

use dialogue::Asking;
use domain::Lang;

use crate::world::{BLOOD, PETIT, World, yes};

const BOOK: &str = "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin";

const fn message(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "je voudrais laisser un message",
        Lang::En => "I want to leave a message",
    }
}

const fn left(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::Fr => ["dites au docteur que je tousse encore", "Jeanne Petit"],
        Lang::En => ["tell the doctor I am still coughing", "Jane Smith"],
    }
}

#[test]
fn a_wish_instead_of_the_message_is_a_wish() {
    for (lang, words, asking) in [
        (Lang::Fr, "non en fait je voudrais un rendez-vous", Asking::Time),
        (Lang::Fr, "finalement non, je voudrais plutôt un vaccin mercredi", Asking::Choose),
        (Lang::Fr, "en fait je voudrais savoir ce que vous avez de libre jeudi", Asking::Choose),
        (Lang::Fr, "plutôt un rendez-vous", Asking::Time),
        (Lang::Fr, "vous avez de la place demain ?", Asking::Choose),
        (Lang::Fr, "annulez mon rendez-vous de mardi", Asking::Code),
        (Lang::Fr, "ah non attendez, c'est quand mon rendez-vous ?", Asking::Code),
        (Lang::Fr, "non pardon, je veux déplacer mon rendez-vous", Asking::Code),
        (Lang::En, "no actually I'd like an appointment", Asking::Time),
        (Lang::En, "is it possible to book instead?", Asking::Choose),
        (Lang::En, "actually could I just book in for Tuesday", Asking::Choose),
        (Lang::En, "cancel my appointment on Tuesday please", Asking::Code),
        (Lang::En, "actually, can I move my appointment to next week instead", Asking::Code),
    ] {
        let mut world = World::three(lang);
        world.talk(&[message(lang), words]);
        assert_eq!(world.asking(), asking, "{words}: {:?}", world.said);
        assert!(world.notes.is_empty(), "{words}");
    }
    let mut world = World::three(Lang::Fr);
    world.talk(&[message(Lang::Fr), "annulez mon rendez-vous de mardi", "482173", "oui"]);
    assert!(!world.starts().contains(&BLOOD.to_owned()), "{:?}", world.said);
}

#[test]
fn what_only_speaks_of_an_appointment_is_the_message() {
    for (lang, words) in [
        (Lang::Fr, "je ne viendrai pas mardi, je suis malade"),
        (Lang::Fr, "elle m'a dit de prendre un rendez-vous dans six mois mais je ne trouve pas de place"),
        (Lang::Fr, "je voudrais dire que la prise de sang m'a fait mal"),
        (Lang::Fr, "est-ce que mes résultats sont arrivés ?"),
        (Lang::Fr, "je voudrais savoir si mon vaccin est arrivé"),
        (Lang::Fr, "tout va bien"),
        (Lang::En, "I was told to make an appointment in six months and there is nothing free"),
        (Lang::En, "have my results come back?"),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&[message(lang), words, left(lang)[1]]);
        assert_eq!(world.notes.len(), 1, "{words}: {:?}", world.said);
        assert!(world.notes[0].text.reveal().contains(words), "{words}");
    }
}

#[test]
fn who_only_takes_their_leave_leaves_no_message() {
    for (lang, words) in [
        (Lang::Fr, "au revoir"),
        (Lang::Fr, "bon ben au revoir alors, merci"),
        (Lang::Fr, "non rien finalement, merci"),
        (Lang::Fr, "non, laissez tomber, au revoir"),
        (Lang::En, "well goodbye then, thank you"),
        (Lang::En, "no never mind, bye"),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&[message(lang), words]);
        assert!(
            matches!(world.asking(), Asking::Nothing | Asking::AnythingElse),
            "{words}: {:?}",
            world.said
        );
        world.hear(if lang == Lang::Fr { "au revoir" } else { "goodbye" });
        assert!(world.notes.is_empty(), "{words}");
    }
}

#[test]
fn a_yes_or_a_hesitation_is_no_message() {
    let mut world = World::fr(PETIT);
    for words in [
        message(Lang::Fr),
        "oui s'il vous plaît",
        "attendez deux secondes",
        "je ne sais pas",
        "euh",
        "vous m'entendez ?",
    ] {
        world.hear(words);
        assert_eq!(world.asking(), Asking::Message, "{words}: {:?}", world.said);
    }
    world.hear("je préfère parler à quelqu'un");
    assert!(world.transferred, "{:?}", world.said);
}

#[test]
fn a_question_that_the_practice_answers_is_answered_before_the_message() {
    for (lang, question, answer) in [
        (Lang::Fr, "au fait, vous êtes ouverts le samedi ?", "de 8 h à midi"),
        (Lang::Fr, "c'est combien la consultation ?", "30 euros"),
        (Lang::En, "what time do you close on Friday?", "from 1:30 pm to 5:30 pm"),
        (Lang::En, "how much is a consultation?", "30 euros"),
    ] {
        let mut world = World::new(lang, PETIT);
        let told = world.talk(&[message(lang), question]);
        assert!(told.contains(answer), "{question}: {told}");
        assert_eq!(world.asking(), Asking::Message, "{question}");
    }
}

#[test]
fn what_was_just_noted_is_taken_back_in_any_words() {
    for (lang, words) in [
        (Lang::Fr, "annulez ça"),
        (Lang::Fr, "non annulez"),
        (Lang::Fr, "oubliez"),
        (Lang::Fr, "non laissez tomber en fait"),
        (Lang::Fr, "j'ai changé d'avis"),
        (Lang::Fr, "je retire ce que j'ai dit"),
        (Lang::En, "scrap that"),
        (Lang::En, "cancel that please"),
        (Lang::En, "I take it back"),
        (Lang::En, "actually, forget it"),
    ] {
        let mut world = World::new(lang, PETIT);
        let said = world.talk(&[left(lang)[0], words]);
        let passes_nothing_on = ["Très bien, je ne transmets rien.", "Very well, I pass nothing on."];
        assert!(passes_nothing_on.iter().any(|line| said.starts_with(line)), "{words}: {said}");
        world.hear(if lang == Lang::Fr { "au revoir" } else { "goodbye" });
        assert!(world.notes.is_empty(), "{words}");

        let mut world = World::new(lang, PETIT);
        world.talk(&left(lang));
        world.hear(words);
        assert_eq!(world.asking(), Asking::AnythingElse, "{words}: {:?}", world.said);
        assert!(!world.notes[0].takes_back && world.notes[1].takes_back, "{words}: {:?}", world.said);
    }
}

#[test]
fn what_was_only_offered_to_be_left_is_not() {
    for (lang, question, words) in
        [(Lang::Fr, "c'est remboursé ?", "annulez ça"), (Lang::En, "is it refunded?", "forget it")]
    {
        let mut world = World::new(lang, PETIT);
        world.talk(&[question, words]);
        assert_eq!(world.asking(), Asking::AnythingElse, "{words}: {:?}", world.said);
        assert!(world.notes.is_empty(), "{words}");
    }
}

#[test]
fn what_is_talked_of_no_longer_is_not_taken_back() {
    let mut world = World::three(Lang::Fr);
    world.talk(&left(Lang::Fr));
    world.talk(&["c'est combien la consultation ?", "annulez"]);
    assert_eq!((world.notes.len(), world.asking()), (1, Asking::Code), "{:?}", world.said);
    let mut world = World::fr(PETIT);
    world.talk(&left(Lang::Fr));
    world.hear("n'oubliez pas de lui dire surtout");
    assert!(world.notes.iter().all(|note| !note.takes_back), "{:?}", world.said);
    let mut world = World::three(Lang::Fr);
    world.talk(&left(Lang::Fr));
    world.hear("annulez mon rendez-vous de mardi");
    assert_eq!((world.notes.len(), world.asking()), (1, Asking::Code), "{:?}", world.said);
}

#[test]
fn beside_a_booking_what_is_cancelled_is_the_booking_and_what_is_forgotten_the_message() {
    let booked = |lang: Lang| {
        let mut world = World::new(lang, PETIT);
        match lang {
            Lang::Fr => world.talk(&[BOOK, "Jeanne Petit", "dites-lui que je suis diabétique", "oui"]),
            Lang::En => world.talk(&[
                "I'd like an appointment tomorrow at 2 pm with doctor Martin",
                "Jane Smith",
                "tell her I am diabetic",
                "yes",
            ]),
        };
        assert_eq!((world.notes.len(), world.starts().len()), (1, 1), "{:?}", world.said);
        world
    };
    for (lang, cancel, forget) in
        [(Lang::Fr, "annulez-le", "oubliez ça"), (Lang::En, "cancel it", "forget that")]
    {
        let mut world = booked(lang);
        world.talk(&[cancel, yes(lang)]);
        assert!(world.starts().is_empty() && world.notes.len() == 1, "{:?}", world.said);
        let mut world = booked(lang);
        world.talk(&[left(lang)[0], cancel]);
        assert!(world.notes.last().unwrap().takes_back && world.starts().len() == 1, "{:?}", world.said);
        let mut world = booked(lang);
        world.hear(forget);
        assert!(world.starts().len() == 1 && world.notes[1].takes_back, "{:?}", world.said);
    }
}

#[test]
fn who_would_rather_book_leaves_no_message() {
    for (lang, before, said) in [
        (
            Lang::Fr,
            &["je voudrais laisser un message"][..],
            "non finalement je voudrais plutôt un rendez-vous jeudi",
        ),
        (Lang::Fr, &["j'appelle pour les résultats de ma prise de sang"], "non, plutôt un rendez-vous jeudi"),
        (
            Lang::Fr,
            &["dites au docteur Martin que j'ai encore mal au dos", "Jeanne Petit"],
            "finalement mettez-moi plutôt un rendez-vous jeudi",
        ),
        (Lang::En, &["I'd like to leave a message"], "actually I'd rather book for Thursday"),
        (
            Lang::En,
            &["I'd like to leave a message", "my back still hurts", "Jane Petit"],
            "actually can I book for Thursday instead",
        ),
    ] {
        let mut world = World::new(lang, None);
        world.talk(before);
        let answer = world.hear(said);
        assert_eq!(world.asking(), Asking::Choose, "{said}: {answer}");
    }
    let mut world = World::new(Lang::En, None);
    world.talk(&["I'd like to leave a message", "actually I'd rather book"]);
    assert_eq!(world.asking(), Asking::Time, "{:?}", world.said);
    let mut world = World::fr(None);
    world.talk(&["je voudrais laisser un message", "finalement j'ai pris un rendez-vous ailleurs"]);
    assert_eq!(world.asking(), Asking::Name, "{:?}", world.said);
}

#[test]
fn another_hour_is_taken_where_a_day_is_spoken_of() {
    for (lang, said) in [
        (Lang::En, "actually make it eleven"),
        (Lang::En, "no, make that eleven please"),
        (Lang::Fr, "mettez plutôt onze heures"),
        (Lang::Fr, "non, plutôt onze"),
    ] {
        for wish in [
            ["je voudrais un rendez-vous jeudi matin", "I'd like an appointment on Thursday morning"],
            ["je voudrais un rendez-vous jeudi à 10 heures", "I'd like an appointment on Thursday at 10"],
        ] {
            let mut world = World::new(lang, PETIT);
            let answer = world.talk(&[wish[usize::from(lang == Lang::En)], said]);
            let eleven = if lang == Lang::Fr { "à 11 h" } else { "11 am" };
            assert!(answer.contains(eleven) && world.held.is_some(), "{said}: {answer}");
        }
    }
}

#[test]
fn what_is_not_to_be_cancelled_is_moved() {
    for (lang, said) in [
        (Lang::En, "move my appointment, no, not cancel it"),
        (Lang::En, "I want to move my appointment, don't cancel it"),
        (Lang::Fr, "déplacez mon rendez-vous, non, pas l'annuler"),
        (Lang::Fr, "je voudrais déplacer mon rendez-vous, surtout ne l'annulez pas"),
    ] {
        let mut world = World::three(lang);
        let answer = world.talk(&[said, "482173"]);
        assert_eq!(world.asking(), Asking::WhichAppointment, "{said}: {answer}");
        world.hear(if lang == Lang::Fr { "celui de jeudi" } else { "the one on Thursday" });
        assert_eq!(world.asking(), Asking::Time, "{said}: {:?}", world.said);
    }
}
