//! Several appointments of one sentence: given up together, or moved one after the other; none left without a word.

use dialogue::{Act, Asking, Input};
use domain::Lang;

use crate::world::{BLOOD, Fault, JAB, PETIT, VISIT, World, yes};

#[test]
fn those_that_are_named_are_read_back_together_and_take_one_yes() {
    for (lang, words, left) in [
        (Lang::Fr, "annulez le premier et le troisième", VISIT),
        (Lang::Fr, "j'annule la prise de sang et le vaccin", VISIT),
        (Lang::Fr, "annulez mes rendez-vous de mardi et de vendredi", VISIT),
        (Lang::Fr, "je ne peux pas venir mardi et vendredi, annulez s'il vous plaît", VISIT),
        (Lang::Fr, "annulez celui de mardi à huit heures avec Sophie Laurent, et le vaccin", VISIT),
        (Lang::Fr, "mes rendez-vous de mardi et de vendredi, vous pouvez les annuler ?", VISIT),
        (Lang::Fr, "je peux annuler les deux rendez-vous de cette semaine, mardi et vendredi ?", VISIT),
        (Lang::Fr, "annulez les deux, mardi et vendredi", VISIT),
        (Lang::Fr, "annulez les deux derniers", BLOOD),
        (Lang::Fr, "je voudrais annuler les deux premiers", JAB),
        (Lang::En, "cancel the first and the third", VISIT),
        (Lang::En, "cancel my Tuesday and Friday appointments", VISIT),
        (Lang::En, "cancel the one on Tuesday and the one on Friday", VISIT),
        (Lang::En, "please cancel the blood test and the vaccination", VISIT),
        (Lang::En, "cancel the last two", BLOOD),
    ] {
        let mut world = World::three(lang);
        let answer = world.talk(&[words, "482173"]);
        assert!(
            answer.contains(if lang == Lang::Fr { "2 rendez-vous" } else { "2 appointments" }),
            "{answer}"
        );
        assert_eq!(world.starts().len(), 3, "{words}");
        let answer = world.hear(yes(lang));
        assert_eq!(world.asking(), Asking::AnythingElse, "{words}: {answer}");
        assert_eq!(world.starts(), [left], "{words}: {answer}");
    }
}

#[test]
fn all_of_them_are_counted_and_take_one_yes() {
    for words in ["annulez tous mes rendez-vous", "annulez-les tous", "annulez mardi, jeudi et vendredi"] {
        let mut world = World::three(Lang::Fr);
        let answer = world.talk(&[words, "482173"]);
        assert_eq!(
            answer,
            "J'annule donc 3 rendez-vous : prise de sang mardi 10 mars à 8 h avec Sophie Laurent, consultation jeudi 12 \
             mars à 10 h avec le docteur Martin et vaccination vendredi 13 mars à 10 h 15 avec le docteur Benali. C'est \
             bien cela ?",
            "{words}"
        );
        let answer = world.hear("oui");
        assert!(
            answer.starts_with("C'est fait, 3 rendez-vous sont annulés : prise de sang mardi 10 mars"),
            "{answer}"
        );
        assert!(world.starts().is_empty());
    }
    let mut world = World::three(Lang::En);
    let answer = world.talk(&["cancel all my appointments please", "482173"]);
    assert!(
        answer.starts_with("So I will cancel 3 appointments: blood test on Tuesday 10 March"),
        "{answer}"
    );
    let answer = world.hear("yes");
    assert!(answer.starts_with("Done, 3 appointments are cancelled:"), "{answer}");
    assert!(world.starts().is_empty());
}

#[test]
fn an_answer_may_name_several() {
    let mut world = World::three(Lang::Fr);
    world.talk(&["je voudrais annuler un rendez-vous", "482173", "le premier et celui de vendredi", "oui"]);
    assert_eq!(world.starts(), [VISIT], "{:?}", world.said);
}

#[test]
fn of_those_told_before_the_places_count() {
    let mut world = World::three(Lang::Fr);
    world.talk(&["c'est quand mes rendez-vous de mardi et de vendredi ?", "482173"]);
    assert!(!world.said.last().unwrap().contains("12 mars"), "{:?}", world.said);
    world.talk(&["annulez le deuxième", "oui"]);
    assert_eq!(world.starts(), [BLOOD, VISIT], "{:?}", world.said);
}

#[test]
fn a_no_to_all_is_asked_of_each() {
    let mut world = World::three(Lang::Fr);
    let answer = world.talk(&["annulez tous mes rendez-vous", "482173", "non"]);
    assert!(
        answer.starts_with("D'accord, prenons-les l'un après l'autre. J'annule donc votre rendez-vous de prise de sang du mardi 10"),
        "{answer}"
    );
    let answer = world.hear("non");
    assert!(
        answer.starts_with(
            "Celui-là reste donc comme il est. J'annule donc votre rendez-vous de consultation du jeudi 12"
        ),
        "{answer}"
    );
    world.talk(&["oui", "non"]);
    assert_eq!(world.starts(), [BLOOD, JAB], "{:?}", world.said);
}

#[test]
fn of_all_those_that_are_to_stay_stay() {
    for (words, left) in [
        ("oui mais gardez celui de vendredi", vec![JAB]),
        ("non, seulement celui de jeudi", vec![BLOOD, JAB]),
        ("non, gardez celui de jeudi", vec![VISIT]),
        ("non, pas la consultation", vec![VISIT]),
        ("pas celui de mardi", vec![BLOOD]),
    ] {
        let mut world = World::three(Lang::Fr);
        world.talk(&["annulez tous mes rendez-vous", "482173", words]);
        if world.asking() == Asking::Confirm {
            world.hear("oui");
        }
        assert_eq!(world.starts(), left, "{words}: {:?}", world.said);
    }
}

#[test]
fn what_is_added_at_the_read_back_goes_with_it() {
    for (lang, first, more) in [
        (Lang::Fr, "annulez celui de mardi", "oui et celui de vendredi aussi"),
        (Lang::Fr, "annulez la prise de sang", "et le vaccin aussi"),
        (Lang::En, "cancel the one on Tuesday", "yes and the one on Friday too"),
    ] {
        let mut world = World::three(lang);
        world.talk(&[first, "482173", more]);
        assert_eq!((world.asking(), world.starts().len()), (Asking::Confirm, 3), "{more}: {:?}", world.said);
        world.hear(yes(lang));
        assert_eq!(world.starts(), [VISIT], "{more}: {:?}", world.said);
    }
}

#[test]
fn what_there_is_not_is_said_and_nothing_else_is_touched() {
    let mut world = World::three(Lang::Fr);
    let answer = world.talk(&["annulez celui de mardi et celui de mercredi", "482173"]);
    assert!(
        answer.starts_with(
            "Je ne vois pas de rendez-vous mercredi 11 mars. J'annule donc votre rendez-vous de prise de sang du mardi 10 mars"
        ),
        "{answer}"
    );
    world.hear("oui");
    assert_eq!(world.starts(), [VISIT, JAB]);

    // «Les deux», of three.
    let mut world = World::three(Lang::Fr);
    world.talk(&["annulez les deux", "482173"]);
    assert_eq!(world.asking(), Asking::WhichAppointment, "{:?}", world.said);

    let mut world = World::three(Lang::Fr);
    let answer = world.talk(&["annulez celui de mardi ou celui de vendredi", "482173"]);
    assert!(
        answer.starts_with("Je vois 2 rendez-vous : prise de sang mardi 10 mars")
            && !answer.contains("12 mars"),
        "{answer}"
    );
}

#[test]
fn what_one_description_leaves_open_is_asked_after_the_others() {
    let mut world = World::three(Lang::Fr).booked(0, "benali", "consultation", "2026-03-16T10:10:00");
    let answer = world.talk(&["annulez le vaccin et la consultation", "482173"]);
    assert!(answer.starts_with("Je commence par celui du vendredi 13 mars, puis l'autre."), "{answer}");
    let answer = world.hear("oui");
    assert!(answer.ends_with(
            "Je vois 2 rendez-vous : consultation jeudi 12 mars à 10 h avec le docteur Martin et consultation lundi 16 \
             mars à 10 h 10 avec le docteur Benali. Lequel est-ce ?"
        ), "{answer}");
    world.talk(&["celui de lundi", "oui"]);
    assert_eq!(world.starts(), [BLOOD, VISIT], "{:?}", world.said);
}

#[test]
fn one_that_is_taken_back_is_not_given_up() {
    for words in [
        "annulez celui de mardi, non, celui de jeudi, et celui de vendredi",
        "annulez le vaccin et celui de mardi, non pardon, celui de jeudi",
    ] {
        let mut world = World::three(Lang::Fr);
        world.talk(&[words, "482173", "oui"]);
        assert_eq!(world.starts(), [BLOOD], "{words}: {:?}", world.said);
    }
    let mut world = World::three(Lang::En);
    world.talk(&["cancel the one on Tuesday, no, the one on Thursday", "482173", "yes"]);
    assert_eq!(world.starts(), [BLOOD, JAB], "{:?}", world.said);
}

#[test]
fn moves_come_one_after_the_other_and_it_is_said() {
    for (lang, words, begins, goes_on) in [
        (
            Lang::Fr,
            "décalez celui de mardi à jeudi et celui de vendredi à lundi",
            "Je commence par celui du mardi 10 mars, puis l'autre. Jeudi 12, j'ai",
            "Passons à celui du vendredi 13 mars. Lundi 16, j'ai",
        ),
        (
            Lang::Fr,
            "décalez mardi à jeudi et vendredi à lundi",
            "Je commence par celui du mardi 10 mars, puis l'autre. Jeudi 12, j'ai",
            "Passons à celui du vendredi 13 mars. Lundi 16, j'ai",
        ),
        (
            Lang::Fr,
            "déplacez mes rendez-vous de mardi et de vendredi à lundi",
            "Je commence par celui du mardi 10 mars, puis l'autre. Lundi 16, j'ai",
            "Passons à celui du vendredi 13 mars. Lundi 16, j'ai",
        ),
        (
            Lang::En,
            "move the Tuesday one to Thursday and the Friday one to Monday",
            "I'll begin with the one on Tuesday 10 March, then the other. Thursday the 12th, I have",
            "Now the one on Friday 13 March. Monday the 16th, I have",
        ),
    ] {
        let mut world = World::three(lang);
        let answer = world.talk(&[words, "482173"]);
        assert!(answer.starts_with(begins), "{words}: {answer}");
        let first = if lang == Lang::Fr { "le premier" } else { "the first" };
        let answer = world.talk(&[first, yes(lang)]);
        assert!(answer.contains(goes_on), "{words}: {answer}");
        world.talk(&[first, yes(lang)]);
        assert_eq!(world.asking(), Asking::AnythingElse, "{words}: {:?}", world.said);
        let starts = world.starts();
        assert_eq!((starts[1].as_str(), starts[2].as_str()), (VISIT, "benali 03-16 08:30"), "{words}");
        assert_ne!(starts[0], BLOOD, "{words}");
    }
}

#[test]
fn the_second_stays_the_second_when_the_first_is_moved_behind_it() {
    let mut world = World::three(Lang::Fr);
    let answer =
        world.talk(&["déplacez le premier à lundi et le deuxième à mardi 17", "482173", "le premier", "oui"]);
    assert!(answer.contains("Passons à celui du jeudi 12 mars. Mardi 17, j'ai"), "{answer}");
    let mut world = World::three(Lang::Fr);
    let answer = world.talk(&["annulez le premier et déplacez le deuxième à mardi 17", "482173", "oui"]);
    assert!(answer.contains("est annulé. Passons à celui du jeudi 12 mars. Mardi 17, j'ai"), "{answer}");
    assert_eq!(world.starts(), [VISIT, JAB]);
}

#[test]
fn the_others_are_those_that_were_not_spoken_of() {
    let mut world = World::three(Lang::Fr);
    let answer =
        world.talk(&["annulez celui de mardi et déplacez les deux autres d'une semaine", "482173", "oui"]);
    assert!(answer.contains("Passons à celui du jeudi 12 mars. Je récapitule"), "{answer}");
    world.talk(&["oui", "oui"]);
    assert_eq!(world.starts(), ["martin 03-19 10:00", "benali 03-20 10:15"], "{:?}", world.said);
}

#[test]
fn the_others_may_be_given_up_as_well() {
    let mut world = World::three(Lang::Fr);
    world.talk(&["déplacez celui de mardi et annulez les autres", "482173", "jeudi", "le premier"]);
    let answer = world.hear("oui");
    assert!(answer.contains("J'annule donc 2 rendez-vous : consultation jeudi 12 mars à 10 h"), "{answer}");
    world.hear("oui");
    assert_eq!(world.starts(), ["laurent 03-12 07:30"], "{:?}", world.said);

    let mut world = World::three(Lang::Fr);
    let answer = world.talk(&["annulez celui de mardi", "482173", "oui et les autres aussi"]);
    assert!(answer.starts_with("J'annule donc 3 rendez-vous"), "{answer}");
}

#[test]
fn a_reason_behind_the_last_is_no_part_of_it() {
    let mut world = World::three(Lang::Fr);
    let answer = world.talk(&[
        "il faut décaler mes rendez-vous de mardi et jeudi, je suis en déplacement cette semaine",
        "482173",
    ]);
    assert_eq!(
        answer,
        "Je commence par celui du mardi 10 mars, puis l'autre. Quel jour vous arrangerait à la place ?"
    );
}

#[test]
fn two_are_given_up_together_and_the_third_is_moved() {
    let mut world = World::three(Lang::Fr);
    let answer = world.talk(&["annulez les deux premiers et déplacez le dernier à lundi", "482173"]);
    assert!(answer.starts_with("J'annule donc 2 rendez-vous : prise de sang mardi 10 mars"), "{answer}");
    let answer = world.hear("oui");
    assert!(answer.contains("Passons à celui du vendredi 13 mars. Lundi 16, j'ai"), "{answer}");
    let answer = world.hear("laissez tomber");
    assert!(answer.starts_with("Très bien, le reste ne change pas."), "{answer}");
    assert_eq!(world.starts(), [JAB]);
}

#[test]
fn some_are_moved_each_by_so_much() {
    let mut world = World::three(Lang::Fr);
    world.talk(&["décalez mardi et jeudi d'une semaine", "482173", "oui", "oui"]);
    assert_eq!(world.starts(), ["laurent 03-17 08:00", "martin 03-19 10:00", JAB], "{:?}", world.said);
}

#[test]
fn all_of_them_are_moved_by_the_same() {
    for (lang, words) in [
        (Lang::Fr, "je voudrais décaler tous mes rendez-vous d'une semaine"),
        (Lang::En, "move all my appointments by a week"),
    ] {
        let mut world = World::three(lang);
        world.talk(&[words, "482173"]);
        for _ in 0..3 {
            assert_eq!(world.asking(), Asking::Confirm, "{words}: {:?}", world.said);
            world.hear(yes(lang));
        }
        assert_eq!(
            world.starts(),
            ["laurent 03-17 08:00", "martin 03-19 10:00", "benali 03-20 10:15"],
            "{words}: {:?}",
            world.said
        );
    }
}

#[test]
fn what_is_too_near_is_left_for_the_staff_and_the_others_are_given_up() {
    let mut world = World::fr(PETIT)
        .booked(0, "martin", "consultation", "2026-03-09T10:00:00")
        .booked(0, "martin", "consultation", "2026-03-12T10:00:00")
        .booked(0, "benali", "vaccination", "2026-03-13T10:15:00");
    let answer = world.talk(&["annulez tous mes rendez-vous", "482173"]);
    assert!(
        answer.starts_with(
            "Le rendez-vous de consultation du lundi 9 mars à 10 h est trop proche pour que je l'annule moi-même : je peux \
             le demander au cabinet. J'annule donc 2 rendez-vous : consultation jeudi 12 mars"
        ),
        "{answer}"
    );
    let answer = world.hear("oui");
    assert!(
        answer.contains(
            "Le rendez-vous du lundi 9 mars à 10 h est trop proche pour que je le change moi-même."
        ),
        "{answer}"
    );
    assert_eq!(world.starts(), ["martin 03-09 10:00"]);
    assert_eq!(world.notes.len(), 1, "{:?}", world.said);

    let mut world = World::new(Lang::En, PETIT)
        .booked(0, "martin", "consultation", "2026-03-09T10:00:00")
        .booked(0, "benali", "vaccination", "2026-03-13T10:15:00");
    let answer = world.talk(&["cancel all my appointments", "482173"]);
    assert!(
        answer.starts_with("The consultation appointment of Monday 9 March at 10 am is too close for me")
            && answer.contains("vaccination"),
        "{answer}"
    );
}

#[test]
fn what_nobody_knows_to_be_cancelled_is_not_said_to_be() {
    let mut world = World::three(Lang::Fr).with(Fault::Doubt);
    world.talk(&["annulez celui de mardi et celui de vendredi", "482173", "oui"]);
    assert!(world.said.iter().all(|said| !said.contains("est annulé") && !said.contains("sont annulés")));
    assert_eq!(world.notes.len(), 1, "{:?}", world.said);
    // The other is not dropped.
    assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
    assert!(world.said.last().unwrap().contains("vendredi 13 mars"), "{:?}", world.said);
}

#[test]
fn what_is_joined_to_an_aim_is_no_other_appointment() {
    for words in [
        "je voudrais déplacer mon rendez-vous de jeudi entre lundi et mercredi",
        "déplacez celui de jeudi à lundi et mardi matin si possible",
        "déplacez mon rendez-vous de jeudi à lundi et dites au docteur que je suis malade",
        "j'ai rendez-vous jeudi et je voudrais le décaler à lundi",
    ] {
        let mut world = World::three(Lang::Fr);
        let answer = world.talk(&[words, "482173"]);
        assert!(!answer.contains("puis l'autre") && answer.contains("undi 16"), "{words}: {answer}");
    }
}

#[test]
fn what_is_only_told_of_is_not_touched() {
    for (lang, words, left) in [
        (
            Lang::Fr,
            "j'ai un rendez-vous mardi et un autre jeudi, je voudrais annuler celui de jeudi",
            [BLOOD, JAB],
        ),
        (Lang::Fr, "j'ai rendez-vous mardi et jeudi, je voudrais annuler jeudi", [BLOOD, JAB]),
        (Lang::Fr, "annulez mon rendez-vous de jeudi et gardez-moi celui de vendredi", [BLOOD, JAB]),
        (Lang::En, "I have appointments on Tuesday and Thursday, cancel the one on Thursday", [BLOOD, JAB]),
    ] {
        let mut world = World::three(lang);
        world.talk(&[words, "482173", yes(lang)]);
        assert_eq!(world.starts(), left, "{words}: {:?}", world.said);
    }
}

#[test]
fn those_of_two_people_are_told_by_their_names_and_those_of_one_day_by_their_hours() {
    let mut world = World::fr(PETIT);
    world.talk(&[
        "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin",
        "Jeanne Petit",
        "oui",
    ]);
    world.talk(&["et pour mon fils Lucas juste après", "oui", "oui"]);
    let answer = world.hear("annulez les deux");
    assert!(
        answer.starts_with(
            "J'annule donc 2 rendez-vous : consultation mardi 10 mars à 14 h avec le docteur Martin pour Jeanne Petit et"
        ),
        "{answer}"
    );
    let answer = world.talk(&["laissez tomber", "décalez tous mes rendez-vous d'une semaine"]);
    assert!(answer.starts_with("Je commence par celui du mardi 10 mars à 14 h, puis l'autre."), "{answer}");
}

#[test]
fn beyond_the_measure_of_tools_what_was_cancelled_is_told_and_the_rest_left() {
    let mut world = World::fr(PETIT);
    for nth in 0..31 {
        let (day, hour, minute) = ([16, 17, 19, 20][nth / 9], 9 + nth % 9 / 3, nth % 3 * 20);
        world = world.booked(0, "martin", "consultation", &format!("2026-03-{day}T{hour:02}:{minute:02}:00"));
    }
    let answer = world.talk(&["annulez tous mes rendez-vous", "482173", "oui"]);
    assert!(answer.starts_with("C'est fait, 29 rendez-vous sont annulés"), "{answer}");
    assert_eq!((world.starts().len(), world.notes.len()), (2, 1), "{answer}");
    let text = world.notes[0].text.reveal();
    assert!(
        text.contains("À annuler, l'appelant l'a confirmé : consultation vendredi 20 mars à 9 h 40 avec"),
        "{text}"
    );
}

#[test]
fn who_hangs_up_right_after_the_yes_leaves_the_others_to_the_staff() {
    let mut world = World::three(Lang::Fr);
    world.talk(&["annulez tous mes rendez-vous", "482173"]);
    world.call.handle(Input::Heard("oui".to_owned()), world.now);
    world.call.handle(Input::HungUp, world.now);
    let acts: Vec<Act> = std::iter::from_fn(|| world.call.poll()).map(|action| action.act).collect();
    assert_eq!(acts.iter().filter(|act| matches!(act, Act::Cancel { .. })).count(), 1);
    let note = acts.iter().find_map(|act| if let Act::TakeMessage(note) = act { Some(note) } else { None });
    let text = note.expect("something is left").text.reveal();
    assert!(text.contains("jeudi 12 mars à 10 h") && text.contains("vendredi 13 mars à 10 h 15"), "{text}");
    assert!(!text.contains("mardi 10 mars"), "{text}");
}
