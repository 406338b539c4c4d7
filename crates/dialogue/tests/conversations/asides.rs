//! A question in the middle: answered, or honestly not, and what was offered or read back stands as it stood.

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, World, in_short};

const BOOK: &str = "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin";

#[test]
fn a_question_at_the_read_back_moves_nothing() {
    for question in [
        "je peux venir avec mon chien ?",
        "je peux venir avec mon chien",
        "est-ce que je peux venir avec mon mari ?",
        "c'est remboursé ?",
        "oui mais est-ce qu'il y a un ascenseur ?",
        "vous prenez la carte bleue ?",
    ] {
        let mut world = World::fr(PETIT);
        let before = world.talk(&[BOOK, "Jeanne Petit"]);
        let answer = world.hear(question);
        assert!(answer.starts_with("Je n'ai pas la réponse à cette question."), "{question}: {answer}");
        assert!(answer.ends_with(&before), "{question}: {answer}");
        let answer = world.hear("oui");
        assert_eq!(world.starts(), ["martin 03-10 14:00"], "{question}");
        assert!(answer.contains("je le transmets au cabinet ?"), "{question}: {answer}");
        world.hear("oui");
        assert_eq!(world.notes.len(), 1, "{question}");
        assert_eq!(world.notes[0].text.reveal(), question);
    }
}

#[test]
fn a_question_that_the_practice_answers_is_answered_and_nothing_moves() {
    for (question, answer) in [
        ("il faut apporter quoi ?", "Apportez votre carte Vitale"),
        ("c'est au quel étage ?", "au rez-de-chaussée"),
        ("c'est où ?", "12 rue des Lilas"),
        ("et je peux me garer ?", "parking public"),
        ("c'est combien ?", "30 euros"),
    ] {
        let mut world = World::fr(PETIT);
        let before = world.talk(&[BOOK, "Jeanne Petit"]);
        let told = world.hear(question);
        assert!(told.contains(answer) && told.ends_with(&before), "{question}: {told}");
        let told = world.hear("oui");
        assert_eq!(world.starts(), ["martin 03-10 14:00"], "{question}");
        assert!(told.ends_with("Puis-je faire autre chose pour vous ?"), "{question}: {told}");
    }
}

#[test]
fn a_question_before_the_choice_keeps_the_offers() {
    for question in ["je peux venir avec mon chien ?", "il faut apporter quoi ?", "c'est au quel étage ?"] {
        let mut world = World::fr(PETIT);
        let before = world.hear("Je voudrais un rendez-vous jeudi matin avec le docteur Martin");
        assert_eq!(world.asking(), Asking::Choose);
        let told = world.hear(question);
        assert!(told.ends_with(&in_short(&before)), "{question}: {told}");
        world.talk(&["le premier", "Jeanne Petit", "oui"]);
        assert_eq!(world.starts(), ["martin 03-12 09:00"], "{question}");
    }
    for question in
        ["can I bring my wife?", "can I bring my wife", "which floor is it on?", "what should I bring?"]
    {
        let mut world = World::new(Lang::En, PETIT);
        world.talk(&["I'd like an appointment tomorrow at 2 pm with doctor Martin", "Jane Smith", question]);
        assert_eq!(world.asking(), Asking::Confirm, "{question}: {:?}", world.said);
        world.hear("yes");
        assert_eq!(world.starts(), ["martin 03-10 14:00"], "{question}: {:?}", world.said);
    }
}

#[test]
fn a_wish_in_the_form_of_a_question_is_a_wish() {
    for (question, asking) in [
        ("vous n'avez pas plus tard ?", Asking::Choose),
        ("et vendredi ?", Asking::Choose),
        ("il n'y a rien d'autre ?", Asking::Time),
        ("et avec le docteur Benali ?", Asking::Choose),
    ] {
        let mut world = World::fr(PETIT);
        world.hear("Je voudrais un rendez-vous jeudi matin avec le docteur Martin");
        let told = world.hear(question);
        assert!(!told.contains("pas la réponse"), "{question}: {told}");
        assert_eq!(world.asking(), asking, "{question}: {told}");
    }
}

#[test]
fn a_question_is_answered_without_claiming_again_what_was_done() {
    let mut world = World::fr(None);
    world.talk(&["je voudrais annuler mon rendez-vous", "c'est remboursé ?", "je ne l'ai pas"]);
    let done = world.talk(&["Jeanne Petit", "06 39 98 10 01"]);
    let (claim, question) = done.split_once(" Et ce que").expect("both");
    assert!(claim.starts_with("C'est transmis"), "{done}");
    let told = world.hear("vous êtes ouverts samedi ?");
    assert!(told.contains("de 8 h à midi") && told.ends_with(question), "{told}");
    assert!(!told.contains("C'est transmis"), "{told}");
    assert!(world.hear("Vous pouvez répéter ?").ends_with(question));
}

#[test]
fn a_question_that_nobody_answered_is_asked_about_once_and_at_the_end() {
    for (lang, unanswered, answered, no) in [
        (
            Lang::Fr,
            "est-ce que je peux venir avec mon chien ?",
            ["c'est combien ?", "où êtes-vous ?"],
            "non merci",
        ),
        (Lang::En, "can I bring my dog?", ["how much is it?", "where are you?"], "no thanks"),
    ] {
        let mut world = World::new(lang, PETIT);
        let told = world.hear(unanswered);
        assert_eq!(world.asking(), Asking::Confirm, "{told}");
        for question in answered {
            let told = world.hear(question);
            assert_eq!(world.asking(), Asking::AnythingElse, "{question}: {told}");
        }
        let told = world.hear(no);
        assert_eq!(world.asking(), Asking::Confirm, "{told}");
        let told = world.hear(if lang == Lang::Fr { "oui" } else { "yes" });
        assert_eq!(world.asking(), Asking::Name, "{told}");
        world.hear("Jeanne Petit");
        assert_eq!(world.notes[0].text.reveal(), unanswered);
    }
}

#[test]
fn each_question_that_nobody_answers_is_offered_anew() {
    let mut world = World::fr(PETIT);
    for question in [
        "est-ce que je peux venir avec mon chien ?",
        "quelle est votre adresse mail ?",
        "c'est combien le parking ?",
    ] {
        let told = world.hear(question);
        assert!(told.ends_with("Voulez-vous que je laisse un message au cabinet ?"), "{question}: {told}");
    }
}

#[test]
fn who_says_their_name_before_they_choose_hears_that_it_is_kept() {
    for (lang, book, said) in [
        (
            Lang::Fr,
            "Je voudrais un rendez-vous jeudi matin avec le docteur Martin",
            ["Jeanne Petit", "06 39 98 10 01"],
        ),
        (
            Lang::En,
            "I'd like an appointment on Thursday morning with doctor Martin",
            ["Jane Smith", "06 39 98 10 01"],
        ),
    ] {
        let mut world = World::new(lang, None);
        let offers = world.hear(book);
        for words in said {
            let told = world.hear(words);
            assert!(
                told.starts_with(if lang == Lang::Fr { "Merci, j'ai" } else { "Thank you, I have" }),
                "{told}"
            );
            assert!(told.ends_with(&in_short(&offers)), "{told}");
        }
        let first = if lang == Lang::Fr { "le premier" } else { "the first one" };
        world.hear(first);
        assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
        world.hear(if lang == Lang::Fr { "oui" } else { "yes" });
        assert_eq!(world.starts(), ["martin 03-12 09:00"]);
    }
}

#[test]
fn what_the_practice_does_not_say_is_not_known() {
    for question in [
        "quelle est votre adresse mail ?",
        "c'est combien le parking ?",
        "quels sont les horaires du bus ?",
        "est-ce que je peux venir avec mon chien ?",
        "où sont mes résultats ?",
        "vous avez reçu mes documents de l'hôpital ?",
    ] {
        let mut world = World::fr(PETIT);
        let told = world.hear(question);
        assert!(told.starts_with("Je n'ai pas la réponse à cette question."), "{question}: {told}");
        world.talk(&["oui", "Jeanne Petit"]);
        assert!(world.notes[0].text.reveal().contains(question), "{question}");
    }
    for (question, answer) in [
        ("où est-ce que vous êtes exactement ?", "12 rue des Lilas"),
        ("comment on fait pour venir chez vous ?", "12 rue des Lilas"),
        ("où est-ce que je peux me garer avec ma voiture ?", "parking public"),
        ("combien coûte une consultation ?", "30 euros"),
        ("quel est le tarif de la consultation avec le docteur Martin ?", "30 euros"),
        ("qu'est-ce qu'il faut apporter comme documents ?", "carte Vitale"),
        ("qu'est-ce que je dois apporter ?", "carte Vitale"),
    ] {
        let mut world = World::fr(PETIT);
        let told = world.hear(question);
        assert!(told.contains(answer), "{question}: {told}");
    }
}

#[test]
fn a_wish_with_a_question_is_kept_over_the_answer() {
    for (words, service) in [
        ("je voudrais un vaccin, c'est combien ?", "vaccination"),
        ("je dois faire une prise de sang, il faut être à jeun ?", "prise-de-sang"),
        ("il me faudrait une prise de sang, vous prenez la carte bleue ?", "prise-de-sang"),
        ("je voudrais un vaccin, ça dure combien de temps ?", "vaccination"),
    ] {
        let mut world = World::fr(PETIT);
        world.hear(words);
        assert_eq!(world.asking(), Asking::Time, "{words}: {:?}", world.said);
        world.talk(&["mercredi", "le premier", "Jeanne Petit", "oui"]);
        let booked: Vec<&str> = world.rows.iter().map(|row| row.slot.service.as_str()).collect();
        assert_eq!(booked, [service], "{words}: {:?}", world.said);
    }
}

#[test]
fn a_question_about_a_service_wishes_for_none() {
    for question in [
        "je voudrais savoir combien coûte un vaccin",
        "j'ai rendez-vous pour un vaccin, il faut apporter quoi ?",
        "la prise de sang, c'est combien ?",
    ] {
        let mut world = World::fr(PETIT);
        world.hear(question);
        assert_ne!(world.asking(), Asking::Time, "{question}: {:?}", world.said);
    }
}

#[test]
fn what_goes_with_a_service_is_told_where_it_is_asked() {
    for (lang, before, question, answer) in [
        (Lang::Fr, None, "Il faut être à jeun ?", "Prise de sang : venez à jeun."),
        (Lang::Fr, None, "pour la prise de sang il faut être à jeun ?", "Prise de sang : venez à jeun."),
        (
            Lang::Fr,
            Some("la prise de sang, c'est combien ?"),
            "je dois venir à jeun ?",
            "Prise de sang : venez à jeun.",
        ),
        (
            Lang::Fr,
            Some("je voudrais une prise de sang"),
            "il y a des consignes ?",
            "Prise de sang : venez à jeun.",
        ),
        (Lang::Fr, None, "comment se préparer ?", "Prise de sang : venez à jeun."),
        (Lang::En, None, "do I have to fast?", "Blood test: please come fasting."),
        (
            Lang::En,
            None,
            "do I need to fast for the blood test?",
            "Blood test: please come fasting. Is there",
        ),
        (Lang::En, None, "how do I prepare?", "Blood test: please come fasting."),
        (Lang::En, None, "what do I need to bring?", "Bring your health insurance card"),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&before.into_iter().collect::<Vec<_>>());
        let told = world.hear(question);
        assert!(told.starts_with(answer), "{question}: {told}");
    }
    let mut world = World::fr(PETIT);
    let told = world.talk(&[BOOK, "il faut être à jeun ?"]);
    assert!(told.starts_with("Je n'ai pas la réponse"), "for a consultation nothing is said of it: {told}");
    for question in [
        "pour la vaccination il faut être à jeun ?",
        "la prise de sang, c'est remboursé ?",
        "est-ce que je peux venir avec mon chien ?",
    ] {
        let mut world = World::fr(PETIT);
        let told = world.hear(question);
        assert!(told.starts_with("Je n'ai pas"), "{question}: {told}");
    }
}

#[test]
fn whether_something_is_done_here_is_known() {
    for (lang, question, answer) in [
        (
            Lang::Fr,
            "vous faites les prises de sang ?",
            "Oui : prise de sang, avec Sophie Laurent. Souhaitez-vous prendre rendez-vous ?",
        ),
        (
            Lang::Fr,
            "bonjour, est-ce que vous faites des vaccins",
            "Oui : vaccination, avec Sophie Laurent ou le docteur Benali.",
        ),
        (Lang::En, "do you do blood tests?", "Yes: blood test, with Sophie Laurent."),
    ] {
        let mut world = World::new(lang, PETIT);
        let told = world.hear(question);
        assert!(told.starts_with(answer), "{question}: {told}");
    }
    let mut world = World::fr(PETIT);
    let told = world.hear("vous faites les prises de sang à domicile ?");
    assert!(told.starts_with("Je n'ai pas la réponse"), "{told}");
}

#[test]
fn a_day_after_a_question_is_for_what_was_asked_about() {
    for (lang, question, when, service) in [
        (Lang::Fr, "la prise de sang, c'est combien ?", "jeudi", "prise-de-sang"),
        (Lang::Fr, "Il faut être à jeun ?", "jeudi", "prise-de-sang"),
        (Lang::Fr, "ça dure combien de temps une vaccination ?", "d'accord, mercredi matin", "vaccination"),
        (Lang::Fr, "la prise de sang, il faut être à jeun ?", "jeudi avec le docteur Martin", "consultation"),
        (Lang::En, "how much is a blood test?", "Thursday", "prise-de-sang"),
    ] {
        let (name, yes) = if lang == Lang::Fr { ("Jeanne Petit", "oui") } else { ("Jane Smith", "yes") };
        let first = if lang == Lang::Fr { "le premier" } else { "the first" };
        let mut world = World::new(lang, PETIT);
        world.talk(&[question, when, first, name, yes]);
        let booked: Vec<&str> = world.rows.iter().map(|row| row.slot.service.as_str()).collect();
        assert_eq!(booked, [service], "{question}: {:?}", world.said);
    }
    let mut world = World::fr(PETIT);
    let told =
        world.talk(&["la prise de sang, c'est combien ?", "jeudi", "le premier", "Jeanne Petit", "oui"]);
    assert!(
        told.ends_with("je le transmets au cabinet ?"),
        "what nobody could answer isn't forgotten: {told}"
    );
    world.hear("oui");
    assert_eq!(world.notes[0].text.reveal(), "la prise de sang, c'est combien ?");
}

#[test]
fn a_question_about_the_call_is_no_goodbye() {
    let booked =
        ["Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin", "Jeanne Petit", "oui"];
    for question in [
        "vous enregistrez l'appel ?",
        "vous gardez mes données",
        "vous confirmez par SMS ?",
        "vous revendez mes données ?",
    ] {
        for before in [&[][..], &booked] {
            let mut world = World::fr(PETIT);
            world.talk(before);
            world.hear(question);
            assert_eq!(world.asking(), Asking::Confirm, "{question}: {:?}", world.said);
            world.talk(&["oui", "Jeanne Petit"]);
            assert_eq!(world.notes.len(), 1, "{question}: {:?}", world.said);
            assert!(world.notes[0].text.reveal().contains(question));
        }
    }
}

#[test]
fn who_begs_that_nothing_be_cancelled_hears_that_nothing_is() {
    for (lang, plea, answer) in [
        (Lang::Fr, "n'annulez pas mon rendez-vous de mardi", "Très bien, je laisse tout comme c'était."),
        (Lang::En, "don't cancel my appointment on Tuesday", "Very well, I leave everything as it was."),
    ] {
        let mut world = World::new(lang, PETIT);
        let said = world.hear(plea);
        assert!(said.starts_with(answer), "{plea}: {said}");
        assert_eq!(world.asking(), Asking::AnythingElse);
    }
}
