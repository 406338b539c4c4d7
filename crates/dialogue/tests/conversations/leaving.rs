//! The end of a call: nobody leaves believing what isn't so, and nothing that was wished is lost.

use dialogue::{Asking, Input};
use domain::Lang;
use domain::request::Kind;

use crate::world::{PETIT, World};

const BOOK: &str = "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin";

#[test]
fn a_goodbye_at_the_read_back_is_asked_about_once() {
    for goodbye in ["au revoir", "je raccroche", "bonne journée"] {
        let mut world = World::fr(PETIT);
        let answer = world.talk(&[BOOK, "Jeanne Petit", goodbye]);
        assert_eq!(
            answer, "Attention, rien n'est encore réservé : je le réserve avant que vous partiez ?",
            "{goodbye}"
        );
        world.hear("oui");
        assert_eq!(world.starts(), ["martin 03-10 14:00"], "{goodbye}");
    }
}

#[test]
fn who_says_goodbye_twice_hears_that_nothing_is_booked() {
    for last in ["au revoir", "non"] {
        let mut world = World::fr(PETIT);
        let answer = world.talk(&[BOOK, "Jeanne Petit", "au revoir", last]);
        assert_eq!(answer, "Rien n'est réservé. Merci de votre appel, bonne journée, au revoir.", "{last}");
        assert!(world.hung_up && world.held.is_none() && world.starts().is_empty());
    }
    let mut world = World::new(Lang::En, PETIT);
    let answer = world.talk(&[
        "I'd like an appointment tomorrow at 2 pm with doctor Martin",
        "Jane Smith",
        "goodbye",
        "bye",
    ]);
    assert!(answer.starts_with("Nothing is booked."), "{answer}");
}

#[test]
fn who_leaves_earlier_hears_it_at_once() {
    let mut world = World::fr(PETIT);
    let answer = world.talk(&["Je voudrais un rendez-vous demain matin", "au revoir"]);
    assert!(answer.starts_with("Rien n'est réservé. Merci de votre appel"), "{answer}");
}

#[test]
fn who_leaves_before_a_change_hears_that_all_is_as_it_was() {
    let booked = || World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    let mut world = booked();
    let answer = world.talk(&["je voudrais annuler mon rendez-vous", "482173", "au revoir", "non"]);
    assert!(answer.starts_with("Votre rendez-vous n'est pas annulé."), "{answer}");
    let mut world = booked();
    let answer = world.talk(&[
        "je voudrais déplacer mon rendez-vous à vendredi 10 h",
        "482173",
        "au revoir",
        "au revoir",
    ]);
    assert!(answer.starts_with("Votre rendez-vous n'est pas déplacé"), "{answer}");
    assert_eq!(world.starts(), ["martin 03-12 10:00"]);
}

#[test]
fn who_leaves_after_something_was_done_hears_what_is_not() {
    for (lang, words, left) in [
        (
            Lang::Fr,
            [
                "une consultation pour moi lundi prochain à 10 h et un vaccin pour ma fille",
                "Jeanne Petit",
                "oui",
                "au revoir",
            ],
            "L'autre rendez-vous n'est pas réservé.",
        ),
        (
            Lang::Fr,
            [
                "une consultation pour moi jeudi à 10 h et un vaccin pour ma fille",
                "Jeanne Petit",
                "oui",
                "non laissez tomber pour ma fille",
            ],
            "Très bien, je ne prends pas d'autre rendez-vous.",
        ),
        (
            Lang::En,
            [
                "a consultation for me on Thursday at 10 am and a vaccination for my daughter",
                "Jane Smith",
                "yes",
                "goodbye",
            ],
            "The other appointment is not booked.",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.talk(&words);
        assert!(answer.starts_with(left), "{words:?}: {answer} {:?}", world.said);
        assert_eq!(world.starts().len(), 1, "{words:?}");
    }
    let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00").booked(
        0,
        "benali",
        "vaccination",
        "2026-03-13T10:15:00",
    );
    let answer = world.talk(&[
        "je voudrais déplacer mes deux rendez-vous à la semaine prochaine",
        "482173",
        "le premier",
        "oui",
        "au revoir",
    ]);
    assert!(
        answer.starts_with("Le rendez-vous du vendredi 13 mars à 10 h 15 n'est pas déplacé."),
        "{answer} {:?}",
        world.said
    );
}

#[test]
fn where_nobody_can_be_put_through_a_message_is_taken() {
    let mut world = World::page(Lang::Fr);
    let answer = world.hear("je veux parler à quelqu'un");
    assert!(answer.starts_with("D'ici, je ne peux pas transférer votre appel"), "{answer}");
    assert!(!answer.contains("01 99 00 12 34"), "that number is answered here: {answer}");
    assert_eq!(world.asking(), Asking::Message);
    world.talk(&["c'est pour une ordonnance", "Jeanne Petit", "06 39 98 10 01"]);
    assert!(!world.transferred);
    assert_eq!((world.notes.len(), world.notes[0].kind), (1, Kind::CallBack));

    let mut world = World::page(Lang::En);
    world.hear("I want to talk to a person");
    assert!(world.said.last().unwrap().starts_with("I can't put you through from here"), "{:?}", world.said);
}

#[test]
fn who_wants_a_person_instead_of_saying_yes_hears_that_nothing_is_booked() {
    for (lang, wish, name, words, undone) in [
        (
            Lang::Fr,
            "une consultation demain à 14 heures avec le docteur Martin",
            "Paul Durand",
            "je préfère parler à quelqu'un",
            "Rien n'est réservé.",
        ),
        (
            Lang::En,
            "a consultation tomorrow at 2 pm with Dr Martin",
            "Paul Smith",
            "I'd rather talk to someone",
            "Nothing is booked.",
        ),
    ] {
        let mut world = World::page(lang);
        let answer = world.talk(&[wish, name, "06 39 98 10 01", words]);
        assert!(answer.starts_with(undone), "{words}: {answer}");
        assert!(world.starts().is_empty() && world.held.is_none());
    }
}

#[test]
fn an_emergency_on_a_page_names_the_numbers_and_offers_no_transfer() {
    let mut world = World::page(Lang::Fr);
    let answer = world.hear("j'ai très mal à la poitrine, je n'arrive plus à respirer");
    assert_eq!(answer, "En cas d'urgence vitale, raccrochez et composez le 15 ou le 112.");
    world.hear("oui");
    assert!(!world.transferred);
}

#[test]
fn the_wish_that_was_told_with_an_emergency_is_not_lost() {
    let told = "j'ai mal à la poitrine, je voudrais un rendez-vous demain à 14 heures avec le docteur Martin";
    for mut world in [World::fr(PETIT), World::page(Lang::Fr)] {
        let first = world.hear(told);
        assert!(first.starts_with("En cas d'urgence vitale"), "{first}");
        let answer = world.hear("non non c'est rien");
        assert!(answer.starts_with("Demain mardi à 14 h, avec le docteur Martin, c'est libre."), "{answer}");
    }
    for then in ["non non c'est rien, je voudrais un rendez-vous", "non ça va, c'est pour un rendez-vous"] {
        let mut world = World::fr(PETIT);
        world.talk(&["j'ai très mal à la poitrine", then]);
        assert_eq!(world.asking(), Asking::Time, "{then}: {:?}", world.said);
    }
}

#[test]
fn who_will_be_late_leaves_word() {
    for (lang, words) in [
        (Lang::Fr, "je serai en retard de 10 minutes à mon rendez-vous"),
        (Lang::En, "I'm running late for my appointment"),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&[words, "Jeanne Petit"]);
        assert_eq!((world.notes.len(), world.notes[0].kind), (1, Kind::Message), "{:?}", world.said);
        assert!(world.notes[0].text.reveal().contains(words));
    }
    let mut world = World::fr(PETIT);
    world.hear("je suis en retard pour mon rendez-vous");
    world.input(Input::HungUp);
    assert_eq!(world.notes.len(), 1);
}

#[test]
fn nothing_wanted_is_the_end() {
    let mut world = World::fr(PETIT);
    let answer = world.hear("non merci");
    assert_eq!(answer, "Merci de votre appel, bonne journée, au revoir.");
}

#[test]
fn what_is_too_long_is_said_to_be_and_nothing_of_it_is_taken() {
    let story = "un rendez-vous demain à 14 heures ".repeat(200);
    let mut world = World::fr(PETIT);
    let answer = world.hear(&story);
    assert!(answer.starts_with("C'était trop long pour que je retienne tout."), "{answer}");
    assert_eq!(world.asking(), Asking::Intent);
    assert!(world.held.is_none());

    let mut world = World::page(Lang::En);
    world.hear("I want to leave a message");
    let answer = world.hear(&"word ".repeat(200_000));
    assert!(answer.starts_with("That was too long for me to take in."), "{answer}");
    assert_eq!(world.asking(), Asking::Message);

    let mut world = World::fr(PETIT);
    let answer = world.hear(&format!("j'ai très mal à la poitrine {story}"));
    assert!(answer.starts_with("En cas d'urgence vitale"), "{answer}");
}

#[test]
fn a_message_is_taken_whatever_it_sounds_like() {
    for message in [
        "Dites au docteur Martin que ses comprimés me donnent mal au ventre",
        "bonjour, attendez-moi pour la réunion de jeudi s'il vous plaît",
    ] {
        let mut world = World::fr(PETIT);
        world.talk(&["Je voudrais laisser un message", message, "Jeanne Petit"]);
        assert_eq!(world.notes.len(), 1, "{message}: {:?}", world.said);
        assert!(world.notes[0].text.reveal().contains(message));
    }
}

#[test]
fn a_yes_to_an_emergency_hears_the_numbers_again() {
    let mut world = World::page(Lang::Fr);
    let answer = world.talk(&["j'ai très mal à la poitrine, je n'arrive plus à respirer", "d'accord"]);
    assert_eq!(answer, "En cas d'urgence vitale, raccrochez et composez le 15 ou le 112.");
}

#[test]
fn who_is_not_understood_is_not_told_that_nobody_is_there() {
    let mut world = World::page(Lang::Fr);
    let answer = world.talk(&["blablabla tartempion", "blablabla tartempion", "blablabla tartempion"]);
    assert!(answer.starts_with("Pardon, je n'y arrive pas ; mais je peux prendre un message."), "{answer}");
    assert_eq!(world.asking(), Asking::Message);
}

#[test]
fn a_general_practitioner_is_wished_in_one_word() {
    let mut world = World::fr(PETIT);
    world.hear("generaliste");
    assert_eq!(world.asking(), Asking::Time, "{:?}", world.said);
}

#[test]
fn who_speaks_of_suicide_hears_of_3114_beside_15_and_112() {
    for (lang, said, first) in [
        (Lang::Fr, "je veux en finir ce soir", "Vous faites bien d'en parler."),
        (Lang::Fr, "Bonjour, c'est mon frère, il dit qu'il veut mourir", "Vous faites bien d'en parler."),
        (Lang::En, "I want to kill myself", "I'm glad you told me."),
    ] {
        let mut world = World::page(lang);
        let answer = world.hear(said);
        assert!(answer.starts_with(first), "{answer}");
        assert!(["15", "112", "3114"].iter().all(|number| answer.contains(number)), "{answer}");
        let again = world.hear(if lang == Lang::Fr { "d'accord" } else { "okay" });
        assert_eq!(again, answer, "a yes hears the numbers again");
    }
}

#[test]
fn the_police_and_the_firemen_are_named_where_they_are_needed() {
    for (said, numbers) in [
        ("mon mari me frappe, je suis enfermée dans la salle de bain", ["17", "112"]),
        ("il y a le feu dans l'immeuble", ["18", "112"]),
        ("mon fils a avalé de la javel", ["15", "112"]),
    ] {
        let answer = World::page(Lang::Fr).hear(said);
        assert!(numbers.iter().all(|number| answer.contains(number)) && !answer.contains("3114"), "{answer}");
    }
}

#[test]
fn what_happened_before_is_no_wish() {
    for said in ["j'ai perdu connaissance hier", "j'ai fait un infarctus l'an dernier"] {
        let mut world = World::page(Lang::Fr);
        let answer = world.hear(said);
        assert!(!answer.contains("passée"), "{said}: {answer}");
        let answer = world.hear("je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
        assert!(
            answer.contains("Demain mardi à 14 h, avec le docteur Martin, c'est libre."),
            "{said}: {answer}"
        );
    }
}

#[test]
fn who_will_be_so_much_late_wishes_for_no_such_hour() {
    for (lang, words) in [
        (Lang::Fr, "je suis en retard de dix minutes"),
        (Lang::Fr, "j'ai un retard de vingt minutes"),
        (Lang::Fr, "je ne serai pas à l'heure"),
        (Lang::Fr, "j'aurai un quart d'heure de retard à mon rendez-vous de dix heures"),
        (Lang::En, "I'm ten minutes late"),
        (Lang::En, "I'll be ten minutes late for my 10 o'clock appointment"),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&[words, if lang == Lang::Fr { "Jeanne Petit" } else { "Jane Smith" }]);
        assert_eq!((world.notes.len(), world.notes[0].kind), (1, Kind::Message), "{words}: {:?}", world.said);
        assert_eq!(world.notes[0].text.reveal(), words);
    }
}

#[test]
fn who_chooses_and_may_be_late_has_chosen() {
    let mut world = World::fr(PETIT);
    world.talk(&[
        "Je voudrais un rendez-vous jeudi matin avec le docteur Martin",
        "le deuxième, mais je serai peut-être en retard",
    ]);
    assert_eq!(world.asking(), Asking::Name, "{:?}", world.said);
}

#[test]
fn who_will_call_again_takes_their_leave() {
    for (lang, before, words, answer) in [
        (Lang::Fr, None, "je vous rappellerai en janvier", "Merci de votre appel"),
        (Lang::Fr, None, "bon ben je vous rappelle demain, merci", "Merci de votre appel"),
        (
            Lang::Fr,
            Some("Je voudrais un rendez-vous demain matin"),
            "bon je vous rappellerai lundi",
            "Rien n'est réservé.",
        ),
        (Lang::En, None, "I'll call you back in January", "Thank you for calling"),
        (
            Lang::En,
            Some("I'd like an appointment tomorrow morning"),
            "I'll ring back on Monday",
            "Nothing is booked.",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&before.into_iter().collect::<Vec<_>>());
        let told = world.hear(words);
        assert!(told.starts_with(answer), "{words}: {told}");
        assert_eq!(world.asking(), Asking::Nothing, "{words}");
    }
    for words in
        ["je vous rappelle car j'ai oublié quelque chose", "je vous rappelle suite à votre message d'hier"]
    {
        let mut world = World::fr(PETIT);
        world.hear(words);
        assert_ne!(world.asking(), Asking::Nothing, "{words}: {:?}", world.said);
    }
    let mut world = World::fr(PETIT);
    world.hear("je vous rappelle que j'ai rendez-vous mardi, je voudrais l'annuler");
    assert_eq!(world.asking(), Asking::Code, "{:?}", world.said);
}

fn hung_up_amid(lang: Lang, three: bool, words: &[&str]) -> World {
    let mut world = if three { World::three(lang) } else { World::new(lang, PETIT) };
    world.talk(words);
    world.input(Input::HungUp);
    world
}

#[test]
fn who_hangs_up_amid_several_moves_leaves_the_others_to_the_staff() {
    for (lang, words, left) in [
        (
            Lang::Fr,
            ["déplacez celui de mardi à jeudi et celui de vendredi à lundi", "482173", "le premier", "oui"],
            "À déplacer encore : vaccination vendredi 13 mars à 10 h 15 avec le docteur Benali.",
        ),
        (
            Lang::Fr,
            ["je voudrais décaler tous mes rendez-vous d'une semaine", "482173", "oui", "attendez"],
            "À déplacer encore : consultation jeudi 12 mars à 10 h avec le docteur Martin et vaccination vendredi 13 mars",
        ),
        (
            Lang::En,
            ["move the Tuesday one to Thursday and the Friday one to Monday", "482173", "the first", "yes"],
            "Still to be moved: vaccination on Friday 13 March at 10:15 am with Doctor Benali.",
        ),
    ] {
        let world = hung_up_amid(lang, true, &words);
        let [note] = world.notes.as_slice() else { panic!("{words:?}: {:?}", world.notes) };
        assert_eq!(note.kind, Kind::Wish);
        assert!(note.text.reveal().contains(left), "{words:?}: {}", note.text.reveal());
    }
    // Nothing was done yet, and nobody waits for anything.
    let world = hung_up_amid(Lang::Fr, true, &["je voudrais décaler tous mes rendez-vous", "482173"]);
    assert!(world.notes.is_empty() && world.starts().len() == 3);
}

#[test]
fn who_hangs_up_amid_several_bookings_leaves_the_others_to_the_staff() {
    for (lang, words, left) in [
        (
            Lang::Fr,
            vec![
                "une consultation pour moi jeudi à 10 h et un vaccin pour ma fille",
                "Jeanne Petit",
                "oui",
                "jeudi à 11 h",
            ],
            "À réserver encore : vaccination (fille).",
        ),
        (
            Lang::Fr,
            vec![
                "une consultation pour moi jeudi à 10 h, un vaccin pour ma fille et un vaccin pour mon mari",
                "Jeanne Petit",
                "oui",
                "le premier",
            ],
            "À réserver encore : vaccination (fille) et vaccination (mari).",
        ),
        (
            Lang::En,
            vec![
                "a consultation for me on Thursday at 10 am and a vaccination for my son",
                "Jane Petit",
                "yes",
            ],
            "Still to be booked: vaccination (son).",
        ),
    ] {
        let world = hung_up_amid(lang, false, &words);
        let [note] = world.notes.as_slice() else { panic!("{words:?}: {:?}", world.notes) };
        assert!(note.text.reveal().contains(left), "{words:?}: {}", note.text.reveal());
        assert!(note.name.as_ref().is_some_and(|name| name.reveal().ends_with(" Petit")), "{words:?}");
        assert_eq!(world.starts().len(), 1, "{words:?}");
    }
    let world = hung_up_amid(
        Lang::Fr,
        false,
        &["une consultation pour moi jeudi à 10 h et un vaccin pour ma fille", "Jeanne Petit"],
    );
    assert!(world.notes.is_empty() && world.starts().is_empty());
}

#[test]
fn who_hangs_up_before_the_second_errand_leaves_it_to_the_staff() {
    for (words, left) in [
        (
            ["prenez-moi un vaccin lundi à 9 h et annulez la consultation", "Jeanne Petit", "oui"],
            "annulez la consultation",
        ),
        (
            ["annulez la consultation et prenez-moi un vaccin lundi 16 à 9 h", "482173", "oui"],
            "prenez-moi un vaccin",
        ),
        (
            ["déplacez celui de mardi au jeudi 19 à 8 h et annulez celui de vendredi", "482173", "oui"],
            "annulez celui de vendredi",
        ),
    ] {
        let world = hung_up_amid(Lang::Fr, true, &words);
        let [note] = world.notes.as_slice() else { panic!("{words:?}: {:?}", world.notes) };
        assert!(note.text.reveal().contains(left), "{words:?}: {}", note.text.reveal());
    }
}
