//! Words that once did the contrary of what the caller wanted: «si», a corrected errand, «mon» and «retirer».

use dialogue::Asking;
use domain::Lang;

use crate::world::{PETIT, VISIT, World};

/// Jeanne Petit is read back the cancellation of her only appointment.
fn about_to_cancel(lang: Lang) -> World {
    let mut world = World::new(lang, PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    let cancel =
        if lang == Lang::Fr { "je voudrais annuler mon rendez-vous" } else { "cancel my appointment please" };
    world.talk(&[cancel, "482173"]);
    assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
    world
}

#[test]
fn a_cancellation_is_read_back_as_what_is_done() {
    let world = about_to_cancel(Lang::Fr);
    let said = world.said.last().unwrap();
    assert_eq!(
        said,
        "J'annule donc votre rendez-vous de consultation du jeudi 12 mars à 10 h, avec le docteur Martin. C'est bien cela ?"
    );
    let world = about_to_cancel(Lang::En);
    let said = world.said.last().unwrap();
    assert!(
        said.starts_with("So I will cancel your consultation appointment of Thursday 12 March"),
        "{said}"
    );
}

#[test]
fn si_never_agrees_to_a_cancellation() {
    for words in
        ["si", "si si", "mais si", "bien sûr que si", "si, oui", "oui si", "si, c'est ça", "non mais si"]
    {
        let mut world = about_to_cancel(Lang::Fr);
        world.hear(words);
        assert_eq!(world.starts(), [VISIT], "{words}: {:?}", world.said);
        assert_eq!(world.asking(), Asking::Confirm, "{words}: {:?}", world.said);
        world.hear("oui");
        assert!(world.starts().is_empty(), "{words}: {:?}", world.said);
    }
}

#[test]
fn who_says_that_they_come_keeps_their_appointment() {
    for (lang, words) in [
        (Lang::Fr, "si je viens"),
        (Lang::Fr, "mais si je viens"),
        (Lang::Fr, "oui si je viens"),
        (Lang::Fr, "oui je viens"),
        (Lang::Fr, "non je viens"),
        (Lang::Fr, "oui on vient"),
        (Lang::Fr, "oui c'est bon je viens quand même"),
        (Lang::Fr, "oui j'y vais"),
        (Lang::Fr, "oui oui je serai là jeudi"),
        (Lang::En, "yes I'm coming"),
        (Lang::En, "yes I'm still coming"),
        (Lang::En, "yes of course I'm coming"),
        (Lang::En, "yes I will come"),
    ] {
        let mut world = about_to_cancel(lang);
        world.hear(words);
        assert_eq!(world.starts(), [VISIT], "{words}: {:?}", world.said);
        assert_eq!(world.asking(), Asking::AnythingElse, "{words}: {:?}", world.said);
    }
}

#[test]
fn a_yes_with_a_coming_in_it_is_asked_once_more() {
    for (lang, words) in [
        (Lang::Fr, "oui je suis là"),
        (Lang::Fr, "oui je compte venir"),
        (Lang::Fr, "oui oui je maintiens"),
        (Lang::Fr, "oui gardez-le"),
        (Lang::Fr, "ma fille y va, oui"),
        (Lang::En, "yes I'm here"),
        (Lang::En, "yes I'll be coming"),
        (Lang::En, "yes he is coming"),
        (Lang::En, "yes keep it"),
    ] {
        let mut world = about_to_cancel(lang);
        world.hear(words);
        assert_eq!(world.starts(), [VISIT], "{words}: {:?}", world.said);
        assert_eq!(world.asking(), Asking::Confirm, "{words}: {:?}", world.said);
    }
}

#[test]
fn who_says_that_they_will_not_come_agrees() {
    for (lang, words) in [
        (Lang::Fr, "non je ne viendrai pas"),
        (Lang::Fr, "je viens pas"),
        (Lang::Fr, "oui je ne peux pas venir, annulez"),
        (Lang::Fr, "oui, s'il vous plaît"),
        (Lang::Fr, "oui si c'est possible"),
        (Lang::En, "no I won't come"),
        (Lang::En, "I'm not coming"),
        (Lang::En, "yes I can't come"),
    ] {
        let mut world = about_to_cancel(lang);
        world.hear(words);
        assert!(world.starts().is_empty(), "{words}: {:?}", world.said);
    }
    for words in
        ["non je ne peux pas annuler", "je ne viendrai pas ?", "non je ne viendrai pas à 10 heures mais à 11"]
    {
        let mut world = about_to_cancel(Lang::Fr);
        world.hear(words);
        assert_eq!(world.starts(), [VISIT], "{words}: {:?}", world.said);
    }
}

#[test]
fn of_two_errands_the_one_that_corrects_the_other_holds() {
    for (lang, words, asking) in [
        (Lang::Fr, "annuler non pardon déplacer mon rendez-vous", Asking::Time),
        (Lang::Fr, "je voudrais annuler… pardon, déplacer mon rendez-vous", Asking::Time),
        (Lang::Fr, "je veux annuler mon rendez-vous, non, plutôt le déplacer", Asking::Time),
        (Lang::Fr, "pour annuler, ah non, pour déplacer", Asking::Time),
        (Lang::Fr, "annuler, euh non, changer mon rendez-vous", Asking::Time),
        (Lang::En, "cancel my appointment, sorry, move it", Asking::Time),
        (Lang::En, "I want to cancel, no wait, reschedule my appointment", Asking::Time),
        (Lang::Fr, "je voudrais déplacer, non annuler mon rendez-vous", Asking::Confirm),
        (Lang::Fr, "déplacer mon rendez-vous, enfin non, l'annuler", Asking::Confirm),
        (Lang::Fr, "déplacer ou plutôt annuler mon rendez-vous", Asking::Confirm),
        (Lang::En, "I'd like to move my appointment, no sorry, cancel it", Asking::Confirm),
        (Lang::En, "reschedule, actually cancel my appointment", Asking::Confirm),
        // What is refused corrects nothing.
        (Lang::Fr, "déplacer mon rendez-vous, non, pas l'annuler", Asking::Time),
    ] {
        let mut world = World::new(lang, PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        world.talk(&[words, "482173"]);
        assert_eq!(world.asking(), asking, "{words}: {:?}", world.said);
        let cancels =
            world.said.last().unwrap().contains("annule") || world.said.last().unwrap().contains("cancel");
        assert_eq!(cancels, asking == Asking::Confirm, "{words}: {:?}", world.said);
    }
}

#[test]
fn mon_is_no_monday_on_a_french_line() {
    for words in ["mon mari", "mon fils", "mon médecin", "mon nom ?", "mon travail finit tard"] {
        let mut world = World::fr(PETIT);
        let answer = world.talk(&["je voudrais un rendez-vous jeudi", words]);
        assert!(!answer.to_lowercase().contains("lundi"), "{words}: {answer}");
    }
}

#[test]
fn a_day_named_at_once_is_no_goodbye() {
    for lead in [&[][..], &["bonjour"], &["j'ai mal dans la poitrine"]] {
        let mut world = World::fr(PETIT);
        world.talk(lead);
        world.hear("bon alors jeudi");
        assert!(!world.hung_up, "{lead:?}: {:?}", world.said);
        assert_eq!(world.asking(), Asking::Choose, "{lead:?}: {:?}", world.said);
    }
    let mut world = World::fr(PETIT);
    world.talk(&["bonjour", "bon alors à jeudi"]);
    assert!(world.hung_up, "{:?}", world.said);
}

#[test]
fn a_floor_without_a_lift_is_no_emergency() {
    for (lang, words) in [
        (
            Lang::Fr,
            "c'est pour ma mère, madame Petit, elle est au 3ème étage sans ascenseur, vous venez à domicile ?",
        ),
        (Lang::Fr, "mon père est au cinquième sans ascenseur, est-ce que le docteur se déplace ?"),
        (Lang::En, "it's for my mother, she's on the third floor with no lift, do you do home visits?"),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(words);
        assert!(!answer.contains("112"), "{words}: {answer}");
    }
}

#[test]
fn who_cannot_go_on_hears_who_helps() {
    for (lang, words) in
        [(Lang::Fr, "j'en peux plus"), (Lang::Fr, "bonjour je n'en peux plus"), (Lang::En, "I can't go on")]
    {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(words);
        assert!(answer.contains("112"), "{words}: {answer}");
    }
    for words in [
        "j'en peux plus de ce dos, vous avez de la place demain ?",
        "j'en peux plus d'attendre un rendez-vous",
    ] {
        let mut world = World::fr(PETIT);
        let answer = world.hear(words);
        assert!(!answer.contains("112"), "{words}: {answer}");
    }
}

#[test]
fn stitches_to_be_removed_are_no_cancellation() {
    for (lang, words) in [
        (Lang::Fr, "rendez-vous avec l'infirmière pour retirer des fils"),
        (Lang::Fr, "je voudrais un rendez-vous pour enlever mes points"),
        (Lang::Fr, "rendez-vous avec l'infirmière pour retirer des agrafes après une opération"),
        (Lang::En, "an appointment with the nurse to remove stitches"),
    ] {
        let mut world = World::three(lang);
        let answer = world.hear(words);
        assert_ne!(world.asking(), Asking::Code, "{words}: {answer}");
    }
    let mut world = World::three(Lang::Fr);
    world.hear("retirez mon rendez-vous avec l'infirmière");
    assert_eq!(world.asking(), Asking::Code, "{:?}", world.said);
}

#[test]
fn who_asks_what_code_hears_where_it_stands() {
    for (lang, words, answer) in [
        (Lang::Fr, "quel code ?", "Ce code a six chiffres ; il vous a été donné avec le rendez-vous."),
        (Lang::Fr, "c'est quoi ce code ?", "Ce code a six chiffres"),
        (Lang::Fr, "où est-ce que je le trouve ?", "Ce code a six chiffres"),
        (Lang::En, "what code?", "The code has six digits; it came with the appointment."),
        (Lang::En, "where do I find it?", "The code has six digits"),
    ] {
        let mut world = World::three(lang);
        let cancel = if lang == Lang::Fr { "annulez mon rendez-vous" } else { "cancel my appointment" };
        let told = world.talk(&[cancel, words]);
        assert!(told.starts_with(answer), "{words}: {told}");
        assert_eq!(world.asking(), Asking::Code);
    }
}

#[test]
fn a_first_name_behind_a_surname_is_the_first_name() {
    let mut world = World::fr(PETIT);
    world.talk(&["je voudrais un rendez-vous jeudi avec le docteur Martin", "le premier"]);
    let answer = world.hear("Madame Lefèvre, Ginette");
    assert_eq!(world.asking(), Asking::Confirm, "{answer}");
    assert!(answer.contains("pour Ginette Lefèvre,"), "{answer}");
}
