//! What is answered to several that were read back: a yes to some is none to all, and what is kept stays.

use dialogue::Asking;
use domain::Lang;

use crate::world::{JAB, PETIT, VISIT, World, yes};

const TOMORROW_FR: &str = "une consultation demain à 14 heures avec le docteur Martin";
const TOMORROW_EN: &str = "a consultation tomorrow at 2 pm with Dr Martin";

fn all_read_back(lang: Lang) -> World {
    let mut world = World::three(lang);
    world.talk(&[
        if lang == Lang::Fr { "annulez tous mes rendez-vous" } else { "cancel all my appointments" },
        "482173",
    ]);
    world
}

#[test]
fn a_yes_to_some_is_no_yes_to_all() {
    for (lang, words) in [
        (Lang::Fr, "oui juste un"),
        (Lang::Fr, "oui, deux seulement"),
        (Lang::Fr, "oui seulement celui-là"),
        (Lang::Fr, "oui pour le premier"),
        (Lang::Fr, "d'accord pour mardi"),
        (Lang::En, "yes for Tuesday"),
        (Lang::En, "ok for Thursday"),
        (Lang::En, "yes, just one"),
        (Lang::En, "yes, but just the two"),
        (Lang::En, "yes only the first"),
    ] {
        let mut world = all_read_back(lang);
        world.hear(words);
        assert_eq!((world.asking(), world.starts().len()), (Asking::Confirm, 3), "{words}: {:?}", world.said);
        world.hear(yes(lang));
        assert_eq!(world.starts().len(), 2, "{words}: {:?}", world.said);
    }
}

#[test]
fn a_yes_to_all_takes_no_second_one() {
    for (lang, words) in [
        (Lang::Fr, "oui merci"),
        (Lang::Fr, "oui, les trois"),
        (Lang::Fr, "oui annulez tout"),
        (Lang::Fr, "oui c'est bien ça"),
        (Lang::Fr, "oui je confirme"),
        (Lang::Fr, "d'accord, annulez-les"),
        (Lang::Fr, "allez-y"),
        (Lang::En, "yes please"),
        (Lang::En, "yes, all three"),
        (Lang::En, "yes, cancel them all"),
        (Lang::En, "yes go ahead"),
        (Lang::En, "that's right"),
    ] {
        let mut world = all_read_back(lang);
        world.hear(words);
        assert!(world.starts().is_empty(), "{words}: {:?}", world.said);
    }
}

#[test]
fn what_is_kept_stays() {
    for (lang, words) in [
        (Lang::Fr, "non, le vaccin je le garde"),
        (Lang::Fr, "attendez, pas le vaccin finalement"),
        (Lang::Fr, "non celui de vendredi je le garde"),
        (Lang::Fr, "oui mais le vaccin je le garde"),
        (Lang::En, "no, I want to keep the vaccination"),
        (Lang::En, "yes but I want to keep the vaccination"),
        (Lang::En, "yes except for Friday"),
        (Lang::En, "wait, not the vaccination"),
    ] {
        let mut world = all_read_back(lang);
        world.hear(words);
        if world.asking() == Asking::Confirm {
            assert_eq!(world.starts().len(), 3, "{words}: {:?}", world.said);
            world.hear(yes(lang));
        }
        assert_eq!(world.starts(), [JAB], "{words}: {:?}", world.said);
    }
}

#[test]
fn of_two_the_one_that_is_kept_stays() {
    for (lang, first, words) in [
        (Lang::Fr, "annulez la prise de sang et le vaccin", "non, le vaccin je le garde"),
        (Lang::Fr, "annulez la prise de sang et le vaccin", "attendez, pas le vaccin finalement"),
        (Lang::En, "cancel the blood test and the vaccination", "no, I want to keep the vaccination"),
    ] {
        let mut world = World::three(lang);
        world.talk(&[first, "482173", words, yes(lang)]);
        assert_eq!(world.starts(), [VISIT, JAB], "{words}: {:?}", world.said);
    }
}

#[test]
fn whoever_cannot_keep_one_gives_it_up() {
    for (lang, words) in [
        (Lang::Fr, "je ne peux pas garder celui de mardi, annulez-le"),
        (Lang::En, "I won't be able to keep my Tuesday appointment, cancel it"),
    ] {
        let mut world = World::three(lang);
        world.talk(&[words, "482173", yes(lang)]);
        assert_eq!(world.starts(), [VISIT, JAB], "{words}: {:?}", world.said);
    }
}

#[test]
fn what_is_joined_with_and_goes_with_what_was_read_back() {
    for (lang, first, more, left) in [
        (Lang::Fr, "annulez celui de mardi", "et celui de vendredi", vec![VISIT]),
        (Lang::Fr, "annulez celui de mardi", "et le vaccin", vec![VISIT]),
        (Lang::Fr, "annulez celui de mardi et celui de jeudi", "et le vaccin", vec![]),
        (Lang::Fr, "annulez celui de mardi et celui de vendredi", "et le vaccin", vec![VISIT]),
        (Lang::En, "cancel the one on Tuesday and the one on Friday", "and Thursday", vec![]),
        (Lang::En, "cancel the one on Tuesday", "and the vaccination", vec![VISIT]),
    ] {
        let mut world = World::three(lang);
        world.talk(&[first, "482173", more]);
        assert_eq!((world.asking(), world.starts().len()), (Asking::Confirm, 3), "{more}: {:?}", world.said);
        world.hear(yes(lang));
        assert_eq!(world.starts(), left, "{first}, {more}: {:?}", world.said);
    }
}

#[test]
fn a_yes_with_a_move_is_a_yes_to_the_others() {
    for words in ["oui et déplacez celui de vendredi à lundi", "oui mais déplacez celui de vendredi à lundi"]
    {
        let mut world = all_read_back(Lang::Fr);
        let answer = world.hear(words);
        assert!(
            answer.contains("C'est fait, 2 rendez-vous sont annulés : prise de sang mardi 10 mars"),
            "{words}: {answer}"
        );
        assert!(answer.contains("Lundi 16, j'ai"), "{words}: {answer}");
        assert_eq!(world.starts(), [JAB], "{words}: {:?}", world.said);
        world.talk(&["le premier", "oui"]);
        assert_eq!(world.starts(), ["benali 03-16 08:30"], "{words}: {:?}", world.said);
    }
    let mut world = all_read_back(Lang::En);
    world.hear("yes and move the Friday one to Monday");
    assert_eq!(world.starts(), [JAB], "{:?}", world.said);
}

#[test]
fn a_yes_with_a_call_back_is_a_yes_and_the_call_is_passed_on() {
    for (lang, wish, name, words) in [
        (Lang::Fr, TOMORROW_FR, "Paul Durand", "oui et vous pouvez me rappeler la veille ?"),
        (Lang::Fr, TOMORROW_FR, "Paul Durand", "oui, et rappelez-moi"),
        (Lang::Fr, TOMORROW_FR, "Paul Durand", "oui c'est ça et rappelez-moi jeudi"),
        (Lang::En, TOMORROW_EN, "Paul Smith", "yes and can you call me back?"),
        (Lang::En, TOMORROW_EN, "Paul Smith", "yes, and could you remind me the day before"),
    ] {
        for mut world in [World::new(lang, PETIT), World::page(lang)] {
            world.talk(&[wish, name, "06 39 98 10 01"]);
            world.hear(words);
            assert_eq!(world.starts(), ["martin 03-10 14:00"], "{words}: {:?}", world.said);
            let left: Vec<&str> = world.notes.iter().map(|note| note.text.reveal().as_str()).collect();
            let [left] = left[..] else { panic!("{words}: {left:?}") };
            assert!(words.ends_with(left), "{words}: {left}");
        }
    }
}

#[test]
fn a_yes_and_the_wish_for_a_person_book_before_the_call_is_put_through() {
    for (lang, wish, name, words, message) in [
        (Lang::Fr, TOMORROW_FR, "Paul Durand", "oui et passez-moi quelqu'un", "je peux prendre un message"),
        (Lang::En, TOMORROW_EN, "Paul Smith", "yes and put me through to someone", "I can take a message"),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&[wish, name, words]);
        assert_eq!(world.starts(), ["martin 03-10 14:00"], "{words}: {:?}", world.said);
        assert!(world.transferred, "{words}: {:?}", world.said);

        let mut world = World::page(lang);
        let answer = world.talk(&[wish, name, "06 39 98 10 01", words]);
        assert_eq!(world.starts(), ["martin 03-10 14:00"], "{words}: {:?}", world.said);
        assert!(answer.contains(message), "{words}: {answer}");
    }
}

#[test]
fn a_yes_that_changes_its_mind_is_none() {
    for words in ["oui et plutôt à 15 heures", "oui et rappelez-moi, enfin non, plutôt 15 heures"] {
        let mut world = World::fr(PETIT);
        world.talk(&[TOMORROW_FR, "Paul Durand", words]);
        assert!(world.starts().is_empty(), "{words}: {:?}", world.said);
    }
    for (lang, wish, name, words) in [
        (Lang::Fr, TOMORROW_FR, "Paul Durand", "oui mais rappelez-moi avant"),
        (Lang::En, TOMORROW_EN, "Paul Smith", "yes but call me back first"),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&[wish, name, words]);
        assert_eq!((world.asking(), world.starts().len()), (Asking::Confirm, 0), "{words}: {:?}", world.said);
        world.hear(yes(lang));
        assert_eq!((world.starts().len(), world.notes.len()), (1, 1), "{words}: {:?}", world.said);
    }
}

#[test]
fn a_yes_with_a_booking_is_a_yes() {
    for (lang, words) in [
        (Lang::Fr, "oui et prenez-moi une consultation jeudi 19 mars à 10 heures"),
        (Lang::En, "yes and book me a consultation on Thursday 19 March at 10 am"),
    ] {
        let mut world = all_read_back(lang);
        let answer = world.hear(words);
        assert!(world.starts().is_empty(), "{words}: {answer}");
        assert!(answer.contains("19"), "{words}: {answer}");
    }
}

#[test]
fn a_move_of_what_was_read_back_itself_cancels_nothing() {
    let mut world = World::three(Lang::Fr);
    world.talk(&["annulez celui de vendredi", "482173", "oui mais déplacez-le plutôt à lundi"]);
    assert_eq!(world.starts().len(), 3, "{:?}", world.said);
}

#[test]
fn one_that_is_to_stay_and_is_not_there_is_said_not_to_be() {
    let mut world = World::three(Lang::Fr);
    let answer = world.talk(&["annulez tous mes rendez-vous sauf celui de samedi", "482173"]);
    assert!(answer.starts_with("Je ne vois pas de rendez-vous samedi 14 mars."), "{answer}");
    assert_eq!(world.asking(), Asking::WhichAppointment, "{:?}", world.said);
}
