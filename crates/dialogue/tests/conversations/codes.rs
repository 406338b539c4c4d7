//! Codes that are said early, too late, or not whole.

use dialogue::Asking;
use domain::Lang;

use crate::world::World;

#[test]
fn a_code_said_with_the_wish_is_not_asked_for() {
    for (lang, words) in [
        (Lang::Fr, "annulez mon rendez-vous de mardi, mon code est 482173"),
        (Lang::Fr, "bonjour je voudrais annuler mon rendez-vous de jeudi, mon code c'est le 482173"),
        (Lang::En, "cancel my appointment on Tuesday, my code is 482173"),
    ] {
        let mut world = World::three(lang);
        world.hear(words);
        assert_eq!(world.asking(), Asking::Confirm, "{words}: {:?}", world.said);
    }
}

#[test]
fn a_code_said_with_the_name_is_not_asked_for() {
    for (lang, words) in [
        (Lang::Fr, "Jeanne Petit, 482173, annulez mon rendez-vous de mardi"),
        (Lang::Fr, "bonjour, c'est Jeanne Petit, 482 173, je voudrais annuler mon rendez-vous de jeudi"),
        (Lang::En, "Jeanne Petit, 482173. Cancel my appointment on Tuesday"),
        (Lang::En, "it's Jeanne Petit, 482173, cancel my appointment on Tuesday please"),
    ] {
        let mut world = World::three(lang);
        world.hear(words);
        assert_eq!(world.asking(), Asking::Confirm, "{words}: {:?}", world.said);
    }
    let mut world = World::three(Lang::Fr);
    world.hear("Jeanne Petit, 482173, déplacez mon rendez-vous de jeudi à vendredi matin");
    assert_eq!(world.asking(), Asking::Choose, "{:?}", world.said);
}

#[test]
fn a_code_that_is_not_whole_is_said_to_be() {
    for (lang, words, answer) in [
        (Lang::Fr, "annulez mon rendez-vous, mon code est 1234", "Je n'ai pas entendu six chiffres."),
        (Lang::En, "cancel my appointment, my code is 1234", "I did not hear six digits."),
    ] {
        let mut world = World::three(lang);
        let told = world.hear(words);
        assert!(told.starts_with(answer), "{words}: {told}");
        let told = world.hear("48217300");
        assert!(told.starts_with(answer), "{told}");
        world.hear("482173");
        assert_eq!(world.asking(), Asking::WhichAppointment, "{:?}", world.said);
    }
}

#[test]
fn a_code_after_too_many_wrong_ones_is_no_goodbye() {
    for (lang, words, name, late, answer) in [
        (
            Lang::Fr,
            "annulez mon rendez-vous de mardi",
            "Jeanne Petit",
            "482173",
            "Il y a eu trop de codes erronés : je n'en prends plus pour l'instant. Votre demande est déjà transmise",
        ),
        (
            Lang::En,
            "cancel my appointment",
            "Jane Smith",
            "my code is 482173",
            "There have been too many wrong codes: I take no more of them for now. Your request is passed on",
        ),
    ] {
        let mut world = World::three(lang);
        world.talk(&[words, "111111", name, "222222", "333333", "444444"]);
        let told = world.hear(late);
        assert!(told.starts_with(answer), "{told}");
        assert_eq!((world.asking(), world.notes.len()), (Asking::AnythingElse, 1));
    }
}

#[test]
fn a_code_that_is_found_after_all_opens_what_was_left() {
    let mut world = World::three(Lang::Fr);
    world.talk(&["annulez mon rendez-vous de mardi", "je n'ai pas le code", "Jeanne Petit"]);
    assert_eq!(world.notes.len(), 1);
    world.hear("ah j'ai retrouvé mon code, c'est le 482173");
    assert_eq!(world.asking(), Asking::WhichAppointment, "{:?}", world.said);
}

#[test]
fn a_code_may_come_a_breath_at_a_time() {
    for (lang, words, first, asked, rest) in [
        (Lang::Fr, "annulez mon rendez-vous de mardi", "482", "4 8 2, oui. Et la suite", "173"),
        (
            Lang::En,
            "cancel my appointment on Tuesday",
            "four eight two",
            "4 8 2, yes. And the rest",
            "one seven three",
        ),
        (
            Lang::Fr,
            "annulez mon rendez-vous de mardi",
            "quatre cent quatre-vingt-deux",
            "4 8 2, oui. Et la suite",
            "cent soixante-treize",
        ),
        (
            Lang::Fr,
            "annulez mon rendez-vous de mardi",
            "quarante huit vingt et un",
            "4 8 2 1, oui. Et la suite",
            "soixante-treize",
        ),
        (
            Lang::En,
            "cancel my appointment on Tuesday",
            "four hundred and eighty two",
            "4 8 2, yes. And the rest",
            "one hundred and seventy three",
        ),
    ] {
        let mut world = World::three(lang);
        world.hear(words);
        let told = world.hear(first);
        assert!(told.starts_with(asked), "{told}");
        world.hear(rest);
        assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
        assert_eq!(world.tools.iter().filter(|tool| **tool == "verify").count(), 1, "{first}");
    }
}

/// The words are the same whether or not anybody is on file: nothing is said but where a code would go.
#[test]
fn a_code_is_sent_to_whoever_asks_for_one() {
    for (lang, words, wish, told) in [
        (
            Lang::Fr,
            "annulez mon rendez-vous de mardi",
            "je ne l'ai pas, envoyez-moi un code",
            "Si vous êtes dans nos fichiers",
        ),
        (
            Lang::Fr,
            "annulez mon rendez-vous de mardi",
            "pouvez-vous m'envoyer un code par SMS ?",
            "Si vous êtes dans nos fichiers",
        ),
        (
            Lang::En,
            "cancel my appointment on Tuesday",
            "I don't have it, can you send me a code?",
            "If you are on file",
        ),
    ] {
        let mut world = World::three(lang);
        world.hear(words);
        assert_eq!(world.asking(), Asking::Code, "{:?}", world.said);
        let answer = world.hear(wish);
        assert!(answer.starts_with(told), "{wish}: {answer}");
        assert!(world.tools.contains(&"send_code"), "{:?}", world.tools);
        assert_eq!(world.asking(), Asking::Code, "{answer}");
        world.hear("482173");
        assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
    }
}

/// Where nothing carries messages, the staff sees to it as before.
#[test]
fn where_no_code_can_be_sent_none_is_promised() {
    let mut world = World::page(Lang::Fr);
    world.hear("annulez mon rendez-vous de mardi");
    let answer = world.hear("je ne l'ai pas, envoyez-moi un code");
    assert!(!world.tools.contains(&"send_code"), "{answer}");
    assert!(!answer.contains("vous recevez un code"), "{answer}");
}

#[test]
fn a_code_that_closes_what_is_said_is_not_asked_for() {
    for (lang, words, asking) in [
        (Lang::Fr, "c'est Jeanne Petit, je voudrais annuler, 482173", Asking::WhichAppointment),
        (Lang::Fr, "c'est madame Jeanne Petit, je ne pourrai pas venir vendredi, 482173", Asking::Confirm),
        (
            Lang::Fr,
            "c'est Jeanne Petit je voudrais annuler mon rendez-vous de vendredi quatre cent quatre-vingt-deux cent soixante-treize",
            Asking::Confirm,
        ),
        (Lang::En, "it's Jeanne Petit, I can't come on Friday, please cancel, 482173", Asking::Confirm),
    ] {
        let mut world = World::three(lang);
        world.hear(words);
        assert_eq!(world.asking(), asking, "{words}: {:?}", world.said);
    }
}

/// Whoever reads a request could open the caller's file with it.
#[test]
fn no_code_is_left_for_the_staff() {
    for (words, kept) in [
        ("annulez mon rendez-vous de mardi, mon code est 999999", "annulez"),
        (
            "annulez mon rendez-vous de mardi, mon code c'est neuf cent quatre-vingt-dix-neuf neuf cent quatre-vingt-dix-neuf",
            "annulez",
        ),
        ("c'est Jeanne Petit, je ne pourrai pas venir mardi, 999999", "mardi"),
    ] {
        let lines = [words, "je n'ai pas le code", "Jeanne Petit"];
        let mut world = World::three(Lang::Fr);
        world.talk(&lines);
        world.input(dialogue::Input::HungUp);
        assert!(!world.notes.is_empty(), "{lines:?}: {:?}", world.said);
        for note in &world.notes {
            let text = note.text.reveal();
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            assert!(digits.is_empty() && !text.contains("neuf cent"), "{text}");
            assert!(text.contains(kept), "{text}");
        }
    }
}

#[test]
fn a_telephone_number_in_a_message_is_left_where_a_code_was_said_too() {
    let mut world = World::three(Lang::Fr);
    world.talk(&[
        "annulez mon rendez-vous de mardi, mon code est 482173",
        "oui",
        "dites au docteur Martin que la pharmacie est au 06 39 98 55 66 et que mon code 482173 a servi",
        "Jeanne Petit",
    ]);
    let note = world.notes.last().unwrap();
    let text = note.text.reveal();
    let phone = note.phone.as_ref().map(|phone| phone.reveal().to_string());
    let number_stays = text.contains("06 39 98 55 66") || phone.as_deref() == Some("+33639985566");
    assert!(number_stays && text.contains("[code]") && !text.contains("482173"), "{text}: {:?}", world.said);
}

#[test]
fn a_code_said_with_a_name_proves_who_leaves_a_message_whose_number_is_on_file() {
    for (lang, lines, kept) in [
        (
            Lang::Fr,
            &[
                "Bonjour je suis Jeanne Petit, code 482173, je voudrais laisser un message au docteur Martin",
                "dites-lui que ses comprimés me donnent mal au ventre",
            ][..],
            "dites-lui que ses comprimés me donnent mal au ventre",
        ),
        (
            Lang::Fr,
            &[
                "je suis Jeanne Petit, mon code est 482173",
                "je voudrais laisser un message au docteur Martin",
                "dites-lui que ses comprimés me donnent mal au ventre",
            ],
            "dites-lui que ses comprimés me donnent mal au ventre",
        ),
        (
            Lang::Fr,
            &[
                "je suis Jeanne Petit mon code est 482173 dites au docteur Martin que ses comprimés me donnent mal au ventre",
            ],
            "dites au docteur Martin que ses comprimés me donnent mal au ventre",
        ),
        (
            Lang::En,
            &[
                "Hello, this is Jeanne Petit, my code is 482173, I'd like to leave a message for Doctor Martin",
                "tell her that the new pills make me dizzy",
            ],
            "tell her that the new pills make me dizzy",
        ),
    ] {
        let mut world = World::new(lang, None);
        world.talk(lines);
        assert_eq!(world.asking(), Asking::AnythingElse, "{lines:?}: {:?}", world.said);
        assert_eq!(world.tools, ["verify", "message"], "{:?}", world.said);
        let [note] = world.notes.as_slice() else { panic!("{:?}", world.said) };
        assert_eq!(note.text.reveal(), kept);
        assert!(note.phone.is_none() && note.name.is_some());
        let said = world.said.join(" ");
        let number = if lang == Lang::Fr { "il a votre numéro" } else { "they have your number" };
        assert!(said.contains(number) && !said.contains("10 01"), "{said}");
    }
}

#[test]
fn a_wrong_code_said_beside_a_message_keeps_it_from_nobody() {
    for (code, told) in [("111111", "je ne peux rien ouvrir"), ("482173", "il a votre numéro")] {
        let mut world = World::fr(None);
        world.talk(&[
            &format!("je suis Jeanne Petit, mon code est {code}"),
            "je voudrais laisser un message",
            "dites-lui que ses comprimés me donnent mal au ventre",
        ]);
        assert!(world.said.join(" ").contains(told), "{:?}", world.said);
        if code == "111111" {
            assert_eq!(world.asking(), Asking::Phone, "{:?}", world.said);
            world.talk(&["06 39 98 12 34"]);
        }
        assert_eq!((world.notes.len(), world.asking()), (1, Asking::AnythingElse), "{:?}", world.said);
    }
}
