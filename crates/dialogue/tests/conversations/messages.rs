//! What is said for the practice's people: it reaches them, in the caller's words, whenever it is said.

use dialogue::{Asking, Input};
use domain::Lang;
use domain::request::Kind;

use crate::world::{PETIT, World};

const BOOK: &str = "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin";

/// The text of the one request that was left.
fn left(world: &World) -> &str {
    assert_eq!(world.notes.len(), 1, "{:?}", world.said);
    world.notes[0].text.reveal()
}

#[test]
fn what_is_told_at_once_is_a_message_and_no_booking() {
    for (lang, words) in [
        (Lang::Fr, "Dites au docteur Martin que ses comprimés me donnent mal au ventre"),
        (Lang::Fr, "Bonjour, vous pouvez dire au docteur Martin que mon fils va mieux, merci au revoir"),
        (Lang::Fr, "Pourriez-vous prévenir le docteur Benali que mes résultats sont arrivés ?"),
        (Lang::Fr, "dites à Sophie Laurent que le pansement tient bien"),
        (
            Lang::Fr,
            "je voudrais laisser un message pour le docteur Martin : ses comprimés me font mal au ventre",
        ),
        (Lang::En, "Could you tell Dr Martin that the new pills make me dizzy"),
        (Lang::En, "please let doctor Benali know that my results have come"),
        (Lang::En, "I'd like to leave a message for doctor Martin, the new pills make me dizzy"),
    ] {
        let mut world = World::new(lang, PETIT);
        world.hear(words);
        assert_eq!(world.asking(), Asking::Name, "{words}: {:?}", world.said);
        world.hear(if lang == Lang::Fr { "Jeanne Petit" } else { "Jane Smith" });
        assert_eq!(left(&world), words);
        assert_eq!(world.notes[0].kind, Kind::Message, "{words}");
        assert!(world.notes[0].practitioner.is_some() && world.starts().is_empty(), "{words}");
    }
}

#[test]
fn a_bare_wish_to_leave_a_message_asks_for_it() {
    for (lang, words) in [
        (Lang::Fr, "Je voudrais laisser un message"),
        (Lang::Fr, "bonjour je voudrais laisser un message pour le docteur Martin s'il vous plaît"),
        (Lang::Fr, "est-ce que je peux laisser un message ?"),
        (Lang::Fr, "bonjour je suis Jeanne Petit et je voudrais laisser un message"),
        (Lang::En, "I want to leave a message for doctor Martin please"),
    ] {
        let mut world = World::new(lang, PETIT);
        world.hear(words);
        assert_eq!(world.asking(), Asking::Message, "{words}: {:?}", world.said);
    }
}

#[test]
fn who_calls_for_a_laboratory_is_called_back_under_its_name() {
    let mut world = World::fr(None);
    world.hear(
        "j'appelle de la part du laboratoire Biolab pour le docteur Martin, il faut qu'elle nous rappelle",
    );
    world.hear("01 99 00 12 00");
    let name = world.notes[0].name.as_ref().map(|name| name.reveal().clone());
    assert_eq!(
        (name.as_deref(), world.notes[0].kind),
        (Some("Laboratoire Biolab"), Kind::CallBack),
        "{:?}",
        world.said
    );
}

#[test]
fn what_was_begun_and_what_follows_are_both_left() {
    let mut world = World::fr(PETIT);
    world.hear("je voudrais laisser un message pour l'ordonnance");
    world.talk(&["elle n'est plus valable depuis mardi", "Jeanne Petit"]);
    assert!(left(&world).contains("ordonnance") && left(&world).contains("plus valable"), "{}", left(&world));
    let mut world = World::fr(PETIT);
    world.talk(&[
        "dites au docteur que je tousse encore",
        "et dites-lui aussi que j'ai de la fièvre",
        "Jeanne Petit",
    ]);
    assert!(left(&world).contains("tousse") && left(&world).contains("fièvre"), "{}", left(&world));
}

#[test]
fn who_wants_to_be_called_back_is_wherever_they_say_so() {
    let tant_pis = "bon tant pis, dites au docteur de me rappeler";
    for before in [
        &[][..],
        &["je voudrais un rendez-vous demain matin"],
        &["je voudrais un rendez-vous demain matin", "le premier"],
        &["je voudrais un rendez-vous"],
    ] {
        let mut world = World::fr(None);
        world.talk(before);
        world.hear(tant_pis);
        assert_eq!(world.asking(), Asking::Name, "{before:?}: {:?}", world.said);
        world.hear("Jeanne Petit");
        assert_eq!(world.asking(), Asking::Phone, "{before:?}: {:?}", world.said);
        world.hear("06 39 98 10 01");
        assert!(left(&world).contains(tant_pis), "{before:?}");
        assert_eq!(world.notes[0].kind, Kind::CallBack, "{before:?}");
        assert!(world.held.is_none() && world.starts().is_empty());
    }
    let mut world = World::new(Lang::En, None);
    world.talk(&["I'd like an appointment tomorrow morning", "never mind, ask the doctor to call me back"]);
    world.talk(&["Jane Smith", "06 39 98 10 01"]);
    assert_eq!(world.notes[0].kind, Kind::CallBack, "{:?}", world.said);
}

#[test]
fn what_is_told_beside_a_booking_is_left_once_it_is_booked() {
    for told in ["dites-lui que je suis diabétique", "oui et dites au docteur que je suis diabétique"] {
        let mut world = World::fr(PETIT);
        let answer = world.talk(&[BOOK, "Jeanne Petit", told]);
        assert!(
            answer.starts_with("Je transmettrai cela au cabinet ensuite. Je récapitule"),
            "{told}: {answer}"
        );
        assert!(world.notes.is_empty() && world.held.is_some());
        let answer = world.hear("oui");
        assert_eq!(world.starts(), ["martin 03-10 14:00"], "{told}");
        assert!(answer.contains("C'est noté, le cabinet lira votre message."), "{answer}");
        assert!(left(&world) == told && world.notes[0].about.is_some());
    }
    for end in ["au revoir", "laissez tomber"] {
        let mut world = World::fr(PETIT);
        world.talk(&[BOOK, "Jeanne Petit", "dites-lui que je suis diabétique", end]);
        assert_eq!(left(&world), "dites-lui que je suis diabétique", "{end}");
    }
    let mut world = World::fr(PETIT);
    world.talk(&[BOOK, "dites-lui que je suis diabétique"]);
    world.input(Input::HungUp);
    assert!(left(&world).contains("diabétique"));
}

#[test]
fn what_is_told_with_a_cancellation_is_left_beside_it() {
    let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    let words = "je dois annuler mon rendez-vous de jeudi, dites au docteur que je suis désolée";
    world.talk(&[words, "482173", "oui"]);
    assert!(world.starts().is_empty());
    assert_eq!(left(&world), words);
}

#[test]
fn long_words_at_the_end_are_no_goodbye_whatever_they_sound_like() {
    for told in [
        "merci, et au fait mes comprimés me donnent mal au ventre",
        "non mais par contre mes comprimés me font mal",
        "oui alors mes comprimés me donnent des vertiges",
        "attendez, mes comprimés me donnent des vertiges",
        "mes comprimés me donnent des vertiges, merci au revoir",
    ] {
        let mut world = World::fr(PETIT);
        world.talk(&[BOOK, "Jeanne Petit", "oui"]);
        let answer = world.hear(told);
        assert!(answer.contains("laisse un message"), "{told}: {answer}");
        world.hear("oui");
        assert_eq!(left(&world), told);
    }
    let mut world = World::fr(PETIT);
    world.talk(&[BOOK, "Jeanne Petit", "oui", "non mais dites-lui que je prends de l'aspirine"]);
    assert!(left(&world).contains("aspirine"));
    let mut world = World::new(Lang::En, PETIT);
    world.talk(&["I'd like an appointment tomorrow at 2 pm with doctor Martin", "Jane Smith", "yes"]);
    let answer = world.hear("thank you, and by the way the new pills make me dizzy");
    assert!(answer.contains("leave a message"), "{answer}");
}

#[test]
fn polite_words_at_the_end_are_a_goodbye() {
    for said in [
        "je ne sais pas",
        "non merci c'est tout bonne journée",
        "merci beaucoup vous êtes bien aimable",
        "non ça ira comme ça merci bien",
        "merci à mardi alors",
        "non je crois que c'est tout",
        "ça sera tout pour aujourd'hui merci",
    ] {
        let mut world = World::fr(PETIT);
        world.talk(&[BOOK, "Jeanne Petit", "oui", said]);
        assert_eq!(world.asking(), Asking::Nothing, "{said}: {:?}", world.said.last());
        assert!(world.notes.is_empty(), "{said}");
    }
    for said in ["no thanks that's all have a nice day", "thank you very much you've been very helpful"] {
        let mut world = World::new(Lang::En, PETIT);
        world.talk(&[
            "I'd like an appointment tomorrow at 2 pm with doctor Martin",
            "Jane Smith",
            "yes",
            said,
        ]);
        assert_eq!(world.asking(), Asking::Nothing, "{said}: {:?}", world.said.last());
    }
}

#[test]
fn what_is_added_after_the_goodbye_is_still_heard() {
    let mut world = World::fr(PETIT);
    world.talk(&[BOOK, "Jeanne Petit", "oui", "non merci", "ah si, dites-lui que je suis diabétique"]);
    assert!(left(&world).contains("diabétique"));
}

#[test]
fn no_message_is_no_message() {
    let mut world = World::fr(PETIT);
    world.talk(&[
        BOOK,
        "Jeanne Petit",
        "oui",
        "je suis allergique à la pénicilline",
        "non pas besoin de message",
    ]);
    assert!(world.notes.is_empty(), "{:?}", world.said);
}

#[test]
fn whom_a_message_is_for_is_not_who_leaves_it() {
    let mut world = World::new(Lang::En, PETIT);
    world.talk(&["I want to leave a message for Dr Martin", "Tell her the medicine works"]);
    assert_eq!(world.asking(), Asking::Name, "{:?}", world.said);
    world.hear("Kate Brown");
    let name = world.notes[0].name.as_ref().map(|name| name.reveal().clone());
    assert_eq!(name.as_deref(), Some("Kate Brown"), "{:?}", world.said);
}

#[test]
fn a_booking_and_a_word_for_the_staff_in_one_sentence_are_both_seen_to() {
    for (words, kind, answers) in [
        (
            "un vaccin mercredi à 9 heures avec l'infirmière et prévenez-la que j'ai peur des aiguilles",
            Kind::Message,
            &["Jeanne Petit", "oui"][..],
        ),
        (
            "je voudrais un rendez-vous jeudi matin avec Martin et rappelez-moi pour confirmer",
            Kind::CallBack,
            &["le premier", "Jeanne Petit", "oui"],
        ),
    ] {
        let mut world = World::fr(PETIT);
        world.hear(words);
        world.talk(answers);
        assert_eq!(world.starts().len(), 1, "{words}: {:?}", world.said);
        assert_eq!((left(&world), world.notes[0].kind), (words, kind));
    }
    let mut world = World::fr(PETIT);
    world.talk(&["j'ai un vaccin mercredi et dites au docteur que je serai à jeun", "Jeanne Petit"]);
    assert!(left(&world).contains("à jeun") && world.held.is_none());
}

#[test]
fn a_message_that_is_not_left_yet_is_forgotten() {
    for (lang, told, back, answer) in [
        (
            Lang::Fr,
            "dites au docteur que je tousse encore",
            "non laissez tomber, ne lui dites rien",
            "Très bien, je ne transmets rien.",
        ),
        (
            Lang::Fr,
            "dites au docteur que je tousse encore",
            "finalement ne lui dites rien",
            "Très bien, je ne transmets rien.",
        ),
        (
            Lang::En,
            "tell the doctor I am still coughing",
            "no, don't tell him",
            "Very well, I pass nothing on.",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        let said = world.talk(&[told, back]);
        assert!(said.starts_with(answer), "{back}: {said}");
        world.hear(if lang == Lang::Fr { "au revoir" } else { "goodbye" });
        assert!(world.notes.is_empty(), "{back}");
    }
    let mut world = World::fr(PETIT);
    let answer = world.talk(&[
        BOOK,
        "Jeanne Petit",
        "dites-lui que je suis diabétique",
        "finalement non, ne lui dites rien",
    ]);
    assert!(answer.starts_with("Très bien, je ne transmets rien. Je récapitule"), "{answer}");
    world.talk(&["oui", "au revoir"]);
    assert!(world.notes.is_empty() && world.starts() == ["martin 03-10 14:00"], "{:?}", world.said);
}

#[test]
fn a_message_that_is_left_is_said_to_be_taken_back_in_the_same_place() {
    for (lang, told, name, back, answer) in [
        (
            Lang::Fr,
            "dites au docteur que je tousse encore",
            "Jeanne Petit",
            "finalement non, ne lui dites rien",
            "C'est noté : le cabinet verra que vous retirez votre message.",
        ),
        (
            Lang::En,
            "tell the doctor I am still coughing",
            "Jane Smith",
            "no, please don't tell him",
            "That's noted: the practice will see that you take your message back.",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        let said = world.talk(&[told, name, back]);
        assert!(said.starts_with(answer), "{back}: {said}");
        assert!(!world.notes[0].takes_back && world.notes[1].takes_back);
        assert!(world.notes[1].text.reveal().contains(back), "{:?}", world.notes[1]);
    }
    let mut world = World::fr(PETIT);
    world.talk(&[
        "dites au docteur que je tousse encore",
        "Jeanne Petit",
        BOOK,
        "ne lui dites rien, finalement",
    ]);
    world.hear("oui");
    assert_eq!(world.starts(), ["martin 03-10 14:00"]);
    assert!(world.notes[1].takes_back, "{:?}", world.said);
}

#[test]
fn who_has_proved_who_they_are_is_not_asked_their_name_for_a_message() {
    let mut world = World::fr(None).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    world.talk(&["c'est quand mon rendez-vous ?", "482173", "Jeanne Petit"]);
    let mut known = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    known.talk(&["c'est quand mon rendez-vous ?", "482173"]);
    for mut world in [world, known] {
        world.hear("dites au docteur que je tousse encore");
        assert_ne!(world.asking(), Asking::Name, "{:?}", world.said);
    }
}

#[test]
fn a_wish_is_left_whole_and_each_sentence_once() {
    let long = format!(
        "je voudrais un rendez-vous jeudi {} et rien d'autre",
        "le matin ou bien l'après-midi ".repeat(12)
    );
    let mut world = World::fr(PETIT).with(crate::world::Fault::CalendarDown);
    world.talk(&[&long, "Jeanne Petit"]);
    assert_eq!(left(&world), long, "{:?}", world.said);
    let mut world = World::fr(PETIT);
    world.talk(&[
        "dites au docteur que je tousse",
        "et dites-lui que j'ai de la fièvre",
        "dites au docteur que je tousse",
        "Jeanne Petit",
    ]);
    assert_eq!(left(&world).matches("tousse").count(), 1, "{}", left(&world));
}

#[test]
fn what_nobody_could_read_is_cut_and_seen_to_be() {
    let mut world = World::fr(PETIT);
    for how in ["la nuit", "le matin", "en marchant"] {
        world.hear(&format!(
            "dites au docteur que je tousse {how} {}",
            "et que ça me fait bien mal ".repeat(55)
        ));
    }
    world.hear("Jeanne Petit");
    assert!(left(&world).ends_with('…') && left(&world).chars().count() == 4_001, "{:?}", world.said.last());
}

/// Who it is from is no message: that is asked for again, and the name isn't.
#[test]
fn a_name_alone_is_no_message() {
    for (lang, wish, name, message) in [
        (Lang::Fr, "je voudrais laisser un message", "Paul Roux", "mes comprimés me donnent mal au ventre"),
        (Lang::En, "I would like to leave a message", "It's Paul Smith", "the pills give me a stomach ache"),
    ] {
        let mut world = World::new(lang, None);
        world.hear(wish);
        assert_eq!(world.asking(), Asking::Message, "{:?}", world.said);
        world.hear(name);
        assert_eq!(world.asking(), Asking::Message, "{:?}", world.said);
        world.hear(message);
        assert_eq!(world.asking(), Asking::Phone, "{:?}", world.said);
        world.hear("06 39 98 12 34");
        let [note] = world.notes.as_slice() else { panic!("{:?}", world.said) };
        assert!(!note.text.reveal().contains("Paul"), "{:?}", note.text.reveal());
        assert_eq!(note.name.as_ref().map(|name| name.reveal().starts_with("Paul")), Some(true));
    }
}
