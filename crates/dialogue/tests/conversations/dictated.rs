//! What was dictated for the practice's people, whatever is said beside it or turned to after it: it is left, and read.

use dialogue::{Asking, Input};
use domain::Lang;
use domain::request::Kind;

use crate::world::{PETIT, World};

/// The text of the one request that was left.
fn left(world: &World) -> &str {
    assert_eq!(world.notes.len(), 1, "{:?}", world.said);
    world.notes[0].text.reveal()
}

#[test]
fn a_call_back_that_is_refused_beside_a_message_takes_nothing_from_it() {
    for (lang, wish, told) in [
        (
            Lang::Fr,
            Some("je voudrais laisser un message"),
            "dites au docteur que tout va bien, pas besoin de me rappeler",
        ),
        (Lang::Fr, None, "Pas la peine de me rappeler : dites au docteur que tout va bien"),
        (Lang::Fr, None, "dites-lui que le traitement marche, ce n'est pas nécessaire qu'on me rappelle"),
        (
            Lang::En,
            Some("I'd like to leave a message"),
            "tell the doctor that all is well, no need to call me back",
        ),
        (Lang::En, None, "don't call me back, just tell the doctor that all is well"),
    ] {
        let mut world = World::new(lang, PETIT);
        wish.map(|wish| world.hear(wish));
        world.hear(told);
        assert_eq!(world.asking(), Asking::Name, "{told}: {:?}", world.said);
        world.hear(if lang == Lang::Fr { "Jeanne Petit" } else { "Jane Smith" });
        assert_eq!((left(&world), world.notes[0].kind), (told, Kind::Message), "{told}");
    }
}

#[test]
fn what_says_nothing_is_no_message() {
    for (lang, wish, who) in [
        (Lang::Fr, "je voudrais laisser un message", "Jeanne Petit, 06 39 98 10 01"),
        (Lang::Fr, "je voudrais laisser un message", "06 39 98 10 01"),
        (Lang::En, "I'd like to leave a message", "Jane Smith, 06 39 98 10 01"),
    ] {
        let mut world = World::new(lang, None);
        world.talk(&[wish, who]);
        assert_eq!(world.asking(), Asking::Message, "{who}: {:?}", world.said);
        world.input(Input::HungUp);
        assert!(world.notes.is_empty(), "{who}: {:?}", world.notes);
    }
}

#[test]
fn who_turns_to_a_booking_leaves_what_was_dictated_with_it() {
    for (lang, to, told, turns, when, name) in [
        (
            Lang::Fr,
            "un message pour le docteur Benali",
            "dites-lui que mon traitement me donne des vertiges depuis hier",
            "finalement je préfère prendre rendez-vous",
            "demain à 13 h 30",
            "Jeanne Petit",
        ),
        (
            Lang::En,
            "a message for doctor Benali",
            "tell him that the new pills make me dizzy",
            "actually I'd rather book an appointment",
            "tomorrow at 1:30 pm",
            "Jane Smith",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&[to, told]);
        let answer = world.hear(turns);
        let promised = if lang == Lang::Fr { "Je transmettrai cela" } else { "I will pass that on" };
        assert!(world.asking() == Asking::Time && answer.starts_with(promised), "{answer}");
        world.talk(&[when, name, if lang == Lang::Fr { "oui" } else { "yes" }]);
        assert_eq!(world.starts(), ["benali 03-10 13:30"], "{turns}: {:?}", world.said);
        assert!(left(&world) == told && world.notes[0].about.is_some(), "{:?}", world.notes);
    }
}

#[test]
fn whom_a_message_was_for_is_whom_the_booking_is_with() {
    let mut world = World::fr(PETIT);
    world.talk(&["un message pour le docteur Benali", "finalement je préfère prendre rendez-vous"]);
    world.talk(&["demain à 13 h 30", "Jeanne Petit", "oui"]);
    assert!(world.starts() == ["benali 03-10 13:30"] && world.notes.is_empty(), "{:?}", world.said);
}

#[test]
fn who_refuses_to_book_keeps_to_the_message() {
    for (lang, told, refused, name) in [
        (
            Lang::Fr,
            "dites au docteur que mon traitement me donne des vertiges",
            "finalement je ne veux pas prendre rendez-vous",
            "Jeanne Petit",
        ),
        (
            Lang::Fr,
            "dites au docteur que je tousse",
            "non, je n'ai pas besoin d'un rendez-vous",
            "Jeanne Petit",
        ),
        (
            Lang::En,
            "tell the doctor the new pills make me dizzy",
            "actually I don't want to book",
            "Jane Smith",
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&[told, refused]);
        assert_eq!(world.asking(), Asking::Name, "{refused}: {:?}", world.said);
        world.hear(name);
        assert!(left(&world).starts_with(told), "{refused}: {:?}", world.notes);
    }
}

#[test]
fn what_is_wished_beside_a_refused_call_back_is_what_is_done() {
    for (lang, said, asking, answered) in [
        (Lang::Fr, "non ne me rappelez pas, j'appelle pour annuler", Asking::Code, ""),
        (
            Lang::Fr,
            "inutile de me rappeler je voudrais juste savoir vos horaires",
            Asking::AnythingElse,
            "ouvert",
        ),
        (Lang::Fr, "ne me rappelez pas, donnez-moi juste un rendez-vous jeudi", Asking::Choose, "Jeudi 12"),
        (Lang::En, "don't call me back, I just want your opening hours", Asking::AnythingElse, "open"),
        (Lang::En, "no need to call me back, I'm calling to cancel my appointment", Asking::Code, ""),
    ] {
        let mut world = World::three(lang);
        let answer = world.hear(said);
        assert!(world.asking() == asking && answer.contains(answered), "{said}: {answer}");
    }
}
