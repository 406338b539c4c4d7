//! After a booking: corrected, followed by another one, or only talked about.

use dialogue::Asking;
use domain::Lang;
use domain::request::Kind;

use crate::world::{PETIT, World};

fn booked() -> World {
    let mut world = World::fr(PETIT);
    world.talk(&[
        "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin",
        "Jeanne Petit",
        "oui",
    ]);
    assert_eq!(world.starts(), ["martin 03-10 14:00"]);
    world
}

#[test]
fn a_correction_moves_what_was_just_booked() {
    for (words, start) in [
        ("ah non, plutôt 15 heures", "martin 03-10 15:00"),
        ("non pardon, jeudi", "martin 03-12 14:00"),
        ("finalement plutôt vendredi à 10 heures", "martin 03-13 10:00"),
        ("je me suis trompée, c'est 16 heures", "martin 03-10 16:00"),
    ] {
        let mut world = booked();
        let answer = world.hear(words);
        if world.asking() == Asking::Choose {
            world.hear("le premier");
        }
        assert_eq!(world.asking(), Asking::Confirm, "{words}: {answer}");
        world.hear("oui");
        assert_eq!(world.starts().len(), 1, "{words}");
        if words != "non pardon, jeudi" {
            assert_eq!(world.starts(), [start], "{words}");
        }
    }
    let mut world = World::new(Lang::En, PETIT);
    world.talk(&[
        "I'd like an appointment tomorrow at 2 pm with doctor Martin",
        "Jane Smith",
        "yes",
        "actually make it 3 pm",
        "yes",
    ]);
    assert_eq!(world.starts(), ["martin 03-10 15:00"]);
}

#[test]
fn a_yes_to_whether_there_is_more_is_still_after_the_booking() {
    let asked = |words: &str| {
        let mut world = booked();
        world.hear("oui");
        assert_eq!(world.asking(), Asking::Intent);
        let answer = world.hear(words);
        (world, answer)
    };
    for (words, start) in [
        ("ah non plutôt 15 heures", "martin 03-10 15:00"),
        ("finalement plutôt vendredi", "martin 03-13 14:00"),
    ] {
        let (mut world, answer) = asked(words);
        assert_eq!(world.asking(), Asking::Confirm, "{words}: {answer}");
        world.hear("oui");
        assert_eq!(world.starts(), [start], "{words}: {:?}", world.said);
    }
    let (world, answer) = asked("en fait c'est pour ma femme");
    assert!(answer.starts_with("Ce rendez-vous est au nom de Jeanne Petit"), "{answer}");
    assert_eq!(world.asking(), Asking::Name);
    let (world, answer) = asked("quelle est la référence ?");
    assert!(answer.contains("Votre référence est"), "{answer}");
    assert_eq!(world.asking(), Asking::AnythingElse);
    let (_, answer) = asked("non rien merci");
    assert!(answer.ends_with("au revoir."), "{answer}");

    let english = ["a consultation tomorrow at 2 pm with Dr Martin", "Jane Smith", "yes", "yes"];
    let mut world = World::new(Lang::En, PETIT);
    world.talk(&english);
    world.talk(&["no, make it 3 pm", "yes"]);
    assert_eq!(world.starts(), ["martin 03-10 15:00"], "{:?}", world.said);
    let mut world = World::new(Lang::En, PETIT);
    world.talk(&english);
    let answer = world.hear("what's my reference?");
    assert!(answer.contains("Your reference is"), "{answer}");
}

#[test]
fn until_then_is_a_goodbye() {
    for words in ["à mardi", "alors à mardi, merci", "à demain"] {
        let mut world = booked();
        let answer = world.hear(words);
        assert!(answer.ends_with("au revoir.") && world.held.is_none(), "{words}: {answer}");
        assert_eq!(world.starts().len(), 1);
    }
    let mut world = booked();
    let answer = world.hear("non, plutôt à mardi 15 heures");
    assert!(!answer.contains("au revoir"), "{answer}");
    let mut world = World::new(Lang::En, PETIT);
    let answer = world.talk(&[
        "a consultation tomorrow at 2 pm with Dr Martin",
        "Jane Smith",
        "yes",
        "see you on Tuesday then",
    ]);
    assert!(answer.contains("goodbye"), "{answer}");
}

#[test]
fn another_day_keeps_the_hour_where_it_is_free() {
    for (lang, wish, words) in [
        (Lang::Fr, "une consultation mardi à 10 h avec le docteur Martin", "finalement plutôt jeudi"),
        (Lang::Fr, "une consultation mardi à 10 h avec le docteur Martin", "ah non, jeudi"),
        (Lang::En, "a consultation on Tuesday at 10 with Dr Martin", "actually make it Thursday"),
    ] {
        let mut world = World::new(lang, PETIT);
        let yes = crate::world::yes(lang);
        world.talk(&[wish, "Jeanne Petit", yes, words]);
        assert_eq!(world.asking(), Asking::Confirm, "{words}: {:?}", world.said);
        world.hear(yes);
        assert_eq!(world.starts(), ["martin 03-12 10:00"], "{words}: {:?}", world.said);
    }
    // Taken, it is what is near.
    let mut world = World::fr(PETIT).busy_between("martin", "2026-03-12T09:50:00", "2026-03-12T10:30:00");
    let answer = world.talk(&[
        "une consultation mardi à 10 h avec le docteur Martin",
        "Jeanne Petit",
        "oui",
        "finalement plutôt jeudi",
    ]);
    assert!(answer.starts_with("Jeudi 12 à 10 h, ce n'est pas libre."), "{answer}");
}

#[test]
fn a_correction_of_the_name_is_left_for_the_staff() {
    let mut world = booked();
    let answer = world.hear("ah non, le nom c'est Jeanne Petitot");
    assert_eq!((world.notes.len(), world.notes[0].kind), (1, Kind::Message), "{answer}");
    assert!(world.notes[0].about.is_some() && world.notes[0].text.reveal().contains("Petitot"));
    assert_eq!(world.starts().len(), 1);
}

#[test]
fn another_one_right_after_is_another_booking() {
    let mut world = booked();
    let answer = world.hear("et pour mon mari juste après");
    assert!(answer.starts_with("Demain mardi à 14 h 20, avec le docteur Martin, c'est libre."), "{answer}");
    assert!(answer.ends_with("Quels sont le prénom et le nom du patient ?"), "{answer}");
    world.talk(&["Louis Petit", "oui"]);
    assert_eq!(world.starts(), ["martin 03-10 14:00", "martin 03-10 14:20"]);
    assert_eq!(world.rows[1].name, "Louis Petit");

    let mut world = World::new(Lang::En, PETIT);
    let answer = world.talk(&[
        "I'd like an appointment tomorrow at 2 pm with doctor Martin",
        "Jane Smith",
        "yes",
        "and for my husband right after",
    ]);
    assert!(answer.starts_with("Tomorrow, Tuesday at 2:20 pm with Doctor Martin is free."), "{answer}");
}

#[test]
fn two_of_one_day_stay_on_one_day() {
    let mut world = World::fr(PETIT);
    let answer = world.talk(&[
        "je voudrais une consultation et un vaccin le même jour, jeudi",
        "le premier",
        "Jeanne Petit",
        "oui",
    ]);
    assert!(
        answer.contains("Passons à l'autre rendez-vous : vaccination. Jeudi 12, j'ai 9 h 30"),
        "{answer}"
    );
    world.talk(&["le premier", "oui"]);
    assert_eq!(world.starts(), ["martin 03-12 09:00", "laurent 03-12 09:30"]);
}

#[test]
fn a_second_wish_without_a_correction_is_no_move() {
    let mut world = booked();
    world.talk(&["je voudrais aussi un rendez-vous jeudi à 10 h avec le docteur Martin", "oui"]);
    assert_eq!(world.starts(), ["martin 03-10 14:00", "martin 03-12 10:00"]);
}

#[test]
fn a_kind_remark_keeps_what_is_kept() {
    for remark in ["il fait beau aujourd'hui hein", "ma fille est née hier", "il fait froid ce matin"] {
        let mut world = World::fr(PETIT);
        world.talk(&[
            "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin",
            remark,
            "Jeanne Petit",
        ]);
        world.talk(&[remark, "oui"]);
        assert_eq!(world.starts(), ["martin 03-10 14:00"], "{remark}: {:?}", world.said);
    }
}

#[test]
fn the_other_one_as_well_is_cancelled_as_the_first_was() {
    let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00").booked(
        0,
        "benali",
        "consultation",
        "2026-03-16T09:30:00",
    );
    world.talk(&["je veux annuler mon rendez-vous", "482173", "celui avec le docteur Benali", "oui"]);
    let answer = world.hear("finalement l'autre aussi");
    assert!(answer.contains("jeudi 12 mars à 10 h"), "{answer}");
    world.hear("oui");
    assert!(world.starts().is_empty());
}

#[test]
fn what_was_just_told_can_be_moved_by_it() {
    let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    world.talk(&["c'est quand mon rendez-vous ?", "482173"]);
    let answer = world.hear("je voudrais le mettre plus tôt");
    assert_eq!(world.asking(), Asking::Choose, "{answer}");
    world.talk(&["le premier", "oui"]);
    assert_eq!(world.starts().len(), 1);
    assert_ne!(world.starts(), ["martin 03-12 10:00"]);
}

#[test]
fn the_reference_is_told_again_and_nobody_calls_back() {
    for words in ["vous pouvez me rappeler la référence ?", "c'est bien réservé ?"] {
        let mut world = booked();
        let answer = world.hear(words);
        assert!(
            answer.starts_with("Je répète. C'est noté : consultation") && answer.contains("4 8 2 9 1 3"),
            "{answer}"
        );
        assert!(world.notes.is_empty(), "{words}");
    }
}

#[test]
fn another_hour_keeps_its_day() {
    let mut world = World::fr(PETIT);
    world.talk(&[
        "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin",
        "Jeanne Petit",
        "non c'est pas ça",
    ]);
    assert_eq!(world.hear("l'heure"), "À quelle heure, plutôt ?");
    world.talk(&["15h", "oui"]);
    assert_eq!(world.starts(), ["martin 03-10 15:00"]);
}

#[test]
fn a_question_before_the_yes_is_no_yes() {
    for words in ["c'est noté ?", "c'est bien réservé ?"] {
        let mut world = World::fr(PETIT);
        let answer = world.talk(&[
            "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin",
            "Jeanne Petit",
            words,
        ]);
        assert!(answer.starts_with("Je récapitule") && world.starts().is_empty(), "{words}: {answer}");
    }
}

#[test]
fn what_is_told_after_a_booking_is_passed_on_and_not_taken_for_a_goodbye() {
    for told in [
        "je suis allergique à la pénicilline notez-le",
        "je suis diabétique",
        "j'ai oublié de dire que c'est urgent",
    ] {
        let mut world = booked();
        let answer = world.hear(told);
        assert!(answer.contains("laisse un message"), "{told}: {answer}");
        world.hear("oui");
        assert_eq!(world.notes.len(), 1, "{told}");
        assert_eq!(world.notes[0].text.reveal(), told);
        assert!(world.notes[0].about.is_some(), "{told}");
    }
}

#[test]
fn who_has_nothing_to_add_is_let_go() {
    for said in ["non merci", "ça sera tout", "je ne sais pas", "c'est gentil"] {
        let mut world = booked();
        world.hear(said);
        assert_eq!(world.asking(), Asking::Nothing, "{said}");
        assert!(world.notes.is_empty(), "{said}");
    }
}

#[test]
fn whom_it_is_for_after_all_is_left_for_the_staff_and_books_nothing() {
    for (lang, name, words, whom, right) in [
        (Lang::Fr, "Jeanne Petit", "en fait c'est pour ma femme", vec!["Marie", "oui"], "Marie Petit"),
        (
            Lang::Fr,
            "Jeanne Petit",
            "non, c'est pas pour moi, c'est pour mon fils Lucas",
            vec!["oui"],
            "Lucas Petit",
        ),
        (
            Lang::Fr,
            "Jeanne Petit",
            "je me suis trompée, c'est pour ma fille Emma Petit",
            vec![],
            "Emma Petit",
        ),
        (Lang::En, "Jane Smith", "actually it's for my wife", vec!["Mary Smith"], "Mary Smith"),
        (Lang::En, "Jane Smith", "sorry, it's not for me, it's for my son Tom", vec!["yes"], "Tom Smith"),
    ] {
        let mut world = World::new(lang, PETIT);
        let wish = match lang {
            Lang::Fr => "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin",
            Lang::En => "I'd like an appointment tomorrow at 2 pm with doctor Martin",
        };
        world.talk(&[wish, name, if lang == Lang::Fr { "oui" } else { "yes" }]);
        let answer = world.hear(words);
        assert!(
            answer.contains(&format!("au nom de {name}"))
                || answer.contains(&format!("in the name of {name}"))
        );
        world.talk(&whom);
        assert_eq!((world.rows.len(), world.rows[0].name.as_str()), (1, name), "{words}: {:?}", world.said);
        assert_eq!(world.notes.len(), 1, "{words}: {:?}", world.said);
        assert!(world.notes[0].about.is_some() && world.notes[0].text.reveal().contains(right), "{words}");
        assert_eq!(world.asking(), Asking::AnythingElse, "{words}");
    }
    let mut world = World::fr(PETIT);
    world.talk(&["un rendez-vous pour ma mère demain à 14 h avec le docteur Martin", "Odette Petit", "oui"]);
    world.talk(&["en fait c'est pour moi", "Jeanne Petit"]);
    assert_eq!((world.rows.len(), world.notes.len()), (1, 1), "{:?}", world.said);
    assert!(world.notes[0].text.reveal().contains("Jeanne Petit"));

    // One more is another booking.
    let mut world = booked();
    world.talk(&["finalement il en faudrait aussi un pour ma femme", "le premier", "Marie Petit", "oui"]);
    assert_eq!((world.rows.len(), world.notes.len()), (2, 0), "{:?}", world.said);
}

#[test]
fn whether_it_is_cancelled_or_moved_is_told_again_and_nothing_more_is() {
    for (lang, wish, asked, told) in [
        (Lang::Fr, "annulez celui de jeudi", "c'est bien annulé ?", "est annulé."),
        (
            Lang::Fr,
            "déplacez celui de jeudi au mardi 17 à 10 heures",
            "il est bien déplacé ?",
            "est déplacé au mardi 17",
        ),
        (Lang::En, "cancel the one on Thursday", "so it is cancelled?", "is cancelled."),
    ] {
        let mut world = World::new(lang, PETIT)
            .booked(0, "martin", "consultation", "2026-03-12T10:00:00")
            .booked(0, "benali", "consultation", "2026-03-16T09:30:00");
        world.talk(&[wish, "482173", if lang == Lang::Fr { "oui" } else { "yes" }]);
        let answer = world.hear(asked);
        assert!(answer.contains(told), "{asked}: {answer}");
        assert_eq!(world.asking(), Asking::AnythingElse, "{asked}: {answer}");
    }
}
