//! What callers want that is no appointment: it is left for the practice's people, and nothing is booked.

use dialogue::Asking;
use domain::Lang;
use domain::request::{Kind, Reason};

use crate::world::{PETIT, PRACTICE, World};

/// The same practice without a certificate among its services.
fn without_certificates() -> String {
    let certificate = PRACTICE.find("  - id: certificat").unwrap();
    let next = PRACTICE.find("  - id: teleconsultation").unwrap();
    format!("{}{}", &PRACTICE[..certificate], &PRACTICE[next..])
}

#[test]
fn what_nobody_books_is_left_with_name_and_number() {
    for words in [
        "c'est pour avoir mes résultats",
        "je voudrais les résultats de ma prise de sang",
        "bonjour, ce serait pour le renouvellement de mon ordonnance",
        "il me faudrait un arrêt de travail",
        "j'ai une question sur ma facture",
        "je voudrais parler au secrétariat pour une facture",
        "j'appelle pour mes analyses, est-ce que vous les avez reçues ?",
        "bonjour, vous pouvez m'envoyer mon ordonnance ?",
        "bonjour, on m'a appelée de votre cabinet",
        "je voudrais parler à la comptable",
    ] {
        let mut world = World::page(Lang::Fr);
        let answer = world.hear(words);
        assert_eq!(answer, "Je peux transmettre votre demande au cabinet. C'est à quel nom ?", "{words}");
        assert!(world.notes.is_empty(), "{words}");
        let answer = world.talk(&["Jeanne Petit", "06 39 98 10 01"]);
        assert!(
            answer.starts_with("C'est transmis : quelqu'un du cabinet vous rappellera"),
            "{words}: {answer}"
        );
        assert_eq!((world.notes[0].kind, world.notes[0].text.reveal().as_str()), (Kind::CallBack, words));
    }
    for words in [
        "I'm calling for my test results",
        "I need a repeat prescription please",
        "can I get a sick note",
        "I'd like to speak to the accountant",
        "I have a missed call from you",
        "Hi, it's about a bill I got, I think it's wrong",
    ] {
        let mut world = World::page(Lang::En);
        let answer = world.hear(words);
        assert_eq!(answer, "I can pass your request on to the practice. What name is it under?", "{words}");
        world.talk(&["Jane Smith", "06 39 98 10 01"]);
        assert_eq!((world.notes[0].kind, world.notes[0].text.reveal().as_str()), (Kind::CallBack, words));
    }
}

#[test]
fn a_certificate_is_booked_where_it_is_a_service_and_left_where_it_is_none() {
    let words = "il me faudrait un certificat";
    let mut world = World::fr(PETIT);
    world.hear(words);
    assert_eq!(world.asking(), Asking::Time, "{:?}", world.said);
    let mut world = World::of(&without_certificates(), Lang::Fr);
    world.talk(&[words, "Jeanne Petit"]);
    assert_eq!(world.notes[0].text.reveal(), words, "{:?}", world.said);
}

#[test]
fn who_comes_to_be_seen_about_a_paper_books() {
    for words in [
        "je voudrais un rendez-vous pour mes résultats",
        "je voudrais voir le docteur pour un renouvellement d'ordonnance",
        "je voudrais un rendez-vous pour un arrêt de travail",
        "je voudrais renouveler mon ordonnance jeudi matin",
    ] {
        let mut world = World::fr(PETIT);
        world.hear(words);
        assert!(matches!(world.asking(), Asking::Time | Asking::Choose), "{words}: {:?}", world.said);
    }
    let mut world = World::fr(PETIT);
    world.talk(&["je voudrais un rendez-vous", "c'est pour mes résultats"]);
    assert_eq!(world.asking(), Asking::Time, "{:?}", world.said);
}

#[test]
fn who_wanted_no_appointment_is_not_asked_for_a_day_again() {
    for (before, words) in [
        ("c'est pour ma mère", "elle voudrait ses résultats"),
        ("je voudrais un rendez-vous", "non, pas de rendez-vous, c'est juste pour mes résultats"),
    ] {
        let mut world = World::fr(PETIT);
        world.talk(&[before, words]);
        assert_eq!(world.asking(), Asking::Name, "{words}: {:?}", world.said);
        world.hear("Jeanne Petit");
        assert_eq!(world.notes[0].kind, Kind::CallBack, "{words}: {:?}", world.said);
    }
}

#[test]
fn who_confirms_that_they_come_hears_of_their_appointment_or_leaves_it() {
    for (lang, words, no_code) in [
        (Lang::Fr, "je vous appelle pour confirmer ma venue", "je n'ai pas de code"),
        (Lang::Fr, "je voulais confirmer que je viens bien jeudi", "je ne l'ai pas"),
        (Lang::En, "I'm calling to confirm that I'm coming", "I don't have a code"),
    ] {
        let mut world = World::new(lang, PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        world.hear(words);
        assert_eq!(world.asking(), Asking::Code, "{words}: {:?}", world.said);
        let told = world.hear("482173");
        assert!(told.contains("10 h avec le docteur Martin") || told.contains("10 am"), "{words}: {told}");

        let mut world = World::new(lang, PETIT);
        world.talk(&[words, no_code, if lang == Lang::Fr { "Jeanne Petit" } else { "Jane Smith" }]);
        assert!(world.notes[0].text.reveal().contains(words), "{words}: {:?}", world.said);
    }
}

#[test]
fn who_confirms_once_more_is_read_by_those_who_expect_them() {
    for (lang, words, again) in [
        (Lang::Fr, "j'ai reçu un SMS pour confirmer mon rendez-vous", "oui je confirme"),
        (Lang::En, "I'm calling to confirm my appointment", "yes, I'll be there"),
    ] {
        let mut world = World::new(lang, PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        world.talk(&[words, "482173", again]);
        assert_eq!(world.notes[0].text.reveal(), again, "{:?}", world.said);
        assert!(world.notes[0].about.is_some());
    }
}

#[test]
fn who_asks_for_a_person_is_put_through_whatever_about() {
    let mut world = World::fr(PETIT);
    world.hear("je voudrais parler au secrétariat pour une facture");
    assert!(world.transferred, "{:?}", world.said);
}

#[test]
fn a_yes_to_what_could_be_done_is_not_misunderstood() {
    let mut world = World::fr(PETIT);
    let answer = world.talk(&["c'est pour avoir mes résultats", "oui"]);
    assert_eq!(answer, "Pouvez-vous me donner le prénom et le nom du patient ?");
}

#[test]
fn what_is_told_twice_and_never_understood_may_be_left() {
    for (lang, first, then, yes, name) in [
        (
            Lang::Fr,
            "bonjour c'est le transporteur, je cherche l'entrée pour livrer un colis",
            "je suis livreur, j'ai un colis pour le cabinet",
            "oui",
            "Luc Bernard",
        ),
        (
            Lang::En,
            "hello, I'm the courier and I have a heavy parcel for the surgery",
            "I have a parcel to deliver, and nobody comes to the door",
            "yes",
            "John Brown",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&[first, then]);
        assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
        world.talk(&[yes, name]);
        assert_eq!(world.notes[0].text.reveal(), then, "{:?}", world.said);
    }
}

#[test]
fn who_only_takes_note_of_what_was_said_wants_nothing_more() {
    for (lang, words, name, end, over) in [
        (Lang::Fr, "c'est pour avoir mes résultats", "Jeanne Petit", "d'accord merci", Asking::Nothing),
        (Lang::Fr, "c'est pour avoir mes résultats", "Jeanne Petit", "oui", Asking::Intent),
        (Lang::En, "I'm calling for my test results", "Jane Smith", "all right, thank you", Asking::Nothing),
        (Lang::En, "I'm calling for my test results", "Jane Smith", "yes please", Asking::Intent),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&[words, name, end]);
        assert_eq!(world.asking(), over, "{end}: {:?}", world.said);
    }
}

#[test]
fn who_takes_this_for_another_place_hears_where_they_are() {
    for (lang, asked, here, mistaken, end) in [
        (
            Lang::Fr,
            "bonjour, c'est bien la pizzeria Roma ?",
            "Ici, Cabinet médical des Lilas. Que puis-je faire pour vous ?",
            "ah non, je me suis trompé de numéro",
            "Il n'y a pas de mal.",
        ),
        (
            Lang::Fr,
            "je suis bien chez Darty",
            "Ici, Cabinet médical des Lilas. Que puis-je faire pour vous ?",
            "excusez-moi, j'ai fait un faux numéro",
            "Il n'y a pas de mal.",
        ),
        (
            Lang::En,
            "is this the Roma pizzeria?",
            "This is Cabinet médical des Lilas. What can I do for you?",
            "sorry, wrong number",
            "No harm done.",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        assert_eq!(world.hear(asked), here);
        let answer = world.hear(mistaken);
        assert!(answer.starts_with(end), "{answer}");
        assert_eq!(world.asking(), Asking::Nothing);
    }
    let mut world = World::fr(PETIT);
    world.hear("c'est bien remboursé, la consultation ?");
    assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
}

#[test]
fn a_matter_beside_an_appointment_is_passed_on_with_it() {
    let rest = [
        "Je transmettrai le reste au cabinet ensuite.",
        "I will pass the rest on to the practice afterwards.",
    ];
    for (lang, words, kind, start) in [
        (
            Lang::Fr,
            "bonjour je voudrais renouveler mon ordonnance et prendre un rendez-vous lundi prochain à 10 h",
            Kind::CallBack,
            "martin 03-16 10:00",
        ),
        (
            Lang::Fr,
            "c'est pour mes résultats et un rendez-vous jeudi à 10 h",
            Kind::CallBack,
            "martin 03-12 10:00",
        ),
        (
            Lang::Fr,
            "un rendez-vous jeudi à 10 h et récupérer mes résultats",
            Kind::CallBack,
            "martin 03-12 10:00",
        ),
        (
            Lang::Fr,
            "je voudrais mes résultats de prise de sang et un rendez-vous avec le docteur Martin jeudi à 10 h",
            Kind::CallBack,
            "martin 03-12 10:00",
        ),
        (
            Lang::Fr,
            "un vaccin mercredi à 9 h, et dites au docteur que je tousse",
            Kind::Message,
            "benali 03-11 09:00",
        ),
        (
            Lang::Fr,
            "dites au docteur que je tousse et prenez-moi un rendez-vous jeudi à 10 h",
            Kind::Message,
            "martin 03-12 10:00",
        ),
        (
            Lang::En,
            "I need to renew my prescription and book an appointment on Thursday at 10 am",
            Kind::CallBack,
            "martin 03-12 10:00",
        ),
        (
            Lang::En,
            "my test results and an appointment on Thursday at 10 am",
            Kind::CallBack,
            "martin 03-12 10:00",
        ),
        (
            Lang::En,
            "could you tell Dr Martin the pills help and book me an appointment on Thursday at 10 am",
            Kind::Message,
            "martin 03-12 10:00",
        ),
    ] {
        let (name, yes) = if lang == Lang::Fr { ("Jeanne Petit", "oui") } else { ("Jane Smith", "yes") };
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(words);
        assert!(rest.iter().any(|line| answer.starts_with(line)), "{words}: {answer}");
        world.talk(&[name, yes]);
        assert_eq!(world.starts(), [start], "{words}: {:?}", world.said);
        assert_eq!((world.notes.len(), world.notes[0].kind), (1, kind), "{words}: {:?}", world.said);
        assert_eq!(world.notes[0].text.reveal(), words);
        assert!(world.notes[0].about.is_some(), "{words}");
    }
}

#[test]
fn a_matter_beside_a_choice_or_a_cancellation_is_passed_on_too() {
    let mut world = World::fr(PETIT);
    world.talk(&[
        "Je voudrais un rendez-vous jeudi matin avec le docteur Martin",
        "le deuxième, et dites-lui que je suis diabétique",
        "Jeanne Petit",
        "oui",
    ]);
    assert_eq!((world.starts().len(), world.notes.len()), (1, 1), "{:?}", world.said);
    assert_eq!(world.starts(), ["martin 03-12 09:20"]);
    let mut world = World::three(Lang::Fr);
    world.talk(&["annulez mon rendez-vous de mardi et je voudrais mes résultats", "482173", "oui"]);
    assert_eq!((world.starts().len(), world.notes.len()), (2, 1), "{:?}", world.said);
}

#[test]
fn what_an_appointment_is_for_is_no_matter_beside_it() {
    for (lang, words) in [
        (Lang::Fr, "je voudrais un rendez-vous lundi pour mes résultats et mon ordonnance"),
        (Lang::Fr, "j'ai une ordonnance et je voudrais une prise de sang mercredi"),
        (Lang::Fr, "je voudrais un certificat et un vaccin jeudi"),
        (Lang::En, "I'd like an appointment on Monday for my results and my prescription"),
        (Lang::En, "I have a prescription and I'd like a blood test on Wednesday"),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&[words, if lang == Lang::Fr { "au revoir" } else { "goodbye" }]);
        assert!(world.notes.is_empty(), "{words}: {:?}", world.said);
    }
}

#[test]
fn a_doctors_prescription_is_no_appointment_with_them() {
    for (lang, words) in [
        (Lang::Fr, "ordonnance avec le docteur Benali"),
        (Lang::Fr, "c'est pour une ordonnance avec le docteur Benali"),
        (Lang::En, "a prescription with Dr Benali please"),
    ] {
        let mut world = World::new(lang, PETIT);
        world.hear(words);
        assert_eq!(world.asking(), Asking::Name, "{words}: {:?}", world.said);
        world.hear(if lang == Lang::Fr { "Jeanne Petit" } else { "Jane Smith" });
        let with = world.notes[0].practitioner.as_ref().map(ToString::to_string);
        assert_eq!((world.notes[0].kind, with.as_deref()), (Kind::CallBack, Some("benali")), "{words}");
    }
}

#[test]
fn a_message_still_to_be_said_is_asked_for_once_the_rest_is_done() {
    for (lang, words, answers, message) in [
        (
            Lang::Fr,
            "je voudrais laisser un message pour le docteur et prendre un rendez-vous jeudi à 11 h",
            ["Jeanne Petit", "oui"],
            "que je suis allergique au latex",
        ),
        (
            Lang::Fr,
            "je veux laisser un message et annuler mon rendez-vous de mardi",
            ["482173", "oui"],
            "que je reviens dans un mois",
        ),
        (
            Lang::En,
            "I want to leave a message and book an appointment on Thursday at 11 am",
            ["Jane Smith", "yes"],
            "that I am allergic to latex",
        ),
    ] {
        let mut world = World::three(lang);
        world.hear(words);
        world.talk(&answers);
        assert_eq!(world.asking(), Asking::Message, "{words}: {:?}", world.said);
        assert_ne!(world.starts().len(), 3, "{words}");
        world.hear(message);
        assert_eq!(world.notes[0].text.reveal(), message, "{words}: {:?}", world.said);
    }
}

#[test]
fn a_laboratory_is_about_results() {
    for (lang, said) in [
        (Lang::Fr, "bonjour, j'appelle pour mes analyses"),
        (Lang::Fr, "je vous appelle pour le labo"),
        (Lang::Fr, "mes analyses"),
        (Lang::En, "I'm calling about my lab results"),
        (Lang::En, "it's about the lab"),
    ] {
        let mut world = World::new(lang, None);
        world.talk(&[said, "Jeanne Petit", "06 39 98 10 01"]);
        let note = world.notes.last().expect(said);
        assert_eq!((note.kind, note.reason), (Kind::CallBack, Some(Reason::Results)), "{said}");
    }
}

#[test]
fn a_message_that_asks_to_be_called_back_is_a_call_back() {
    for (lang, said) in [
        (Lang::Fr, &["je voudrais laisser un message", "qu'on me rappelle au sujet de mon traitement"][..]),
        (Lang::Fr, &["passez-moi un coup de fil s'il vous plaît"]),
        (Lang::Fr, &["dites au docteur que j'ai mal au dos et qu'il me téléphone"]),
        (Lang::En, &["I'd like to leave a message", "ask him to give me a ring"]),
        (Lang::En, &["can somebody call me back"]),
    ] {
        let mut world = World::new(lang, None);
        world.talk(said);
        world.talk(&["Jeanne Petit", "06 39 98 10 01"]);
        assert_eq!(world.notes.last().map(|note| note.kind), Some(Kind::CallBack), "{said:?}");
    }
    let mut world = World::fr(None);
    world.talk(&[
        "dites au docteur que je vais mieux, pas la peine de me rappeler",
        "Jeanne Petit",
        "06 39 98 10 01",
    ]);
    assert_eq!(world.notes.last().map(|note| note.kind), Some(Kind::Message), "{:?}", world.said);
}
