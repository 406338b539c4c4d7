//! What is told of, and not wished: the reason of an appointment, and what was done before it.

use domain::Lang;

use crate::world::{PETIT, World};

#[test]
fn a_service_that_is_the_reason_or_history_is_not_what_is_booked() {
    for (lang, words, with) in [
        (Lang::Fr, "un rendez-vous avec le docteur Benali pour parler de ma prise de sang", "benali"),
        (
            Lang::Fr,
            "j'ai fait une prise de sang hier et je voudrais voir le docteur Martin pour en discuter",
            "martin",
        ),
        (Lang::Fr, "rendez-vous avec le docteur Martin, mon fils a fait une réaction à son vaccin", "martin"),
        (
            Lang::Fr,
            "je voudrais voir le docteur Martin au sujet du vaccin que j'ai eu la semaine dernière",
            "martin",
        ),
        (Lang::En, "I'd like to see Dr Martin to discuss my blood test results", "martin"),
        (Lang::En, "I need to see Dr Benali about the vaccine I had last week, my arm is sore", "benali"),
        (Lang::En, "I had a blood test yesterday and I'd like an appointment with doctor Martin", "martin"),
    ] {
        let mut world = World::new(lang, PETIT);
        let (day, first, yes) = if lang == Lang::Fr {
            ("vendredi matin", "le premier", "oui")
        } else {
            ("Friday morning", "the first", "yes")
        };
        world.talk(&[words, day, first, "Jeanne Petit", yes]);
        let booked = world.starts();
        assert!(booked.len() == 1 && booked[0].starts_with(with), "{words}: {booked:?} {:?}", world.said);
        assert!(
            !world.said.iter().any(|said| said.contains("ne fait pas") || said.contains("does not do")),
            "{words}"
        );
        assert!(!world.said.iter().any(|said| said.contains("passée") || said.contains("past")), "{words}");
    }
}

#[test]
fn a_service_that_is_wished_is_booked_whatever_is_told_beside_it() {
    for (words, booked) in [
        ("je voudrais vous parler d'une prise de sang, il m'en faut une", "laurent 03-13 07:30"),
        ("j'ai une ordonnance pour une prise de sang", "laurent 03-13 07:30"),
        ("j'ai vu le docteur Martin hier, elle m'a prescrit une prise de sang", "laurent 03-13 07:30"),
        ("j'ai eu une ordonnance et je voudrais une prise de sang", "laurent 03-13 07:30"),
        (
            "j'ai fait mon premier vaccin il y a un mois, je voudrais un rendez-vous pour le deuxième",
            "laurent 03-13 07:30",
        ),
    ] {
        let mut world = World::fr(PETIT);
        world.talk(&[words, "vendredi matin", "le premier", "Jeanne Petit", "oui"]);
        assert_eq!(world.starts(), [booked], "{words}: {:?}", world.said);
    }
}

#[test]
fn another_appointment_waits_for_the_one_that_is_kept() {
    for (lang, turns) in [
        (
            Lang::Fr,
            [
                "je voudrais une prise de sang mardi 10 au matin",
                "le premier",
                "et jeudi 12 à 17h le docteur",
                "Jeanne Petit",
                "oui",
                "oui",
            ],
        ),
        (
            Lang::Fr,
            [
                "je voudrais une prise de sang mardi 10 au matin",
                "le premier",
                "et une consultation avec le docteur Martin jeudi 12 à 17h",
                "Jeanne Petit",
                "oui",
                "oui",
            ],
        ),
        (
            Lang::En,
            [
                "I'd like a blood test on Tuesday the 10th in the morning",
                "the first",
                "and doctor Martin on Thursday the 12th at 5 pm",
                "Jeanne Petit",
                "yes",
                "yes",
            ],
        ),
    ] {
        let mut world = World::new(lang, PETIT);
        world.talk(&turns);
        assert_eq!(
            world.starts(),
            ["laurent 03-10 07:30", "martin 03-12 17:00"],
            "{turns:?}: {:?}",
            world.said
        );
    }
}

#[test]
fn a_consultation_after_a_blood_test_is_a_second_appointment() {
    let mut world = World::fr(PETIT);
    let answer = world.hear(
        "une prise de sang et après une consultation avec le docteur Martin pour les résultats, la même semaine",
    );
    assert!(answer.contains("prise de sang d'abord, consultation ensuite"), "{answer}");
    assert!(!answer.contains("ne fait pas"), "{answer}");
}

/// Who works when is asked, and nothing is begun by it.
#[test]
fn who_works_on_a_day_is_answered_from_the_schedule() {
    let mut world = World::three(Lang::Fr);
    let answer = world.hear("Est-ce que le docteur Benali travaille le samedi ?");
    assert!(answer.contains("9 h") && answer.contains("Benali"), "{answer}");
    let answer = world.hear("et le dimanche ?");
    assert!(answer.contains("dimanche") && !answer.contains("9 h"), "{answer}");
    let answer = world.hear("Et le docteur Martin, elle travaille le mercredi ?");
    assert!(answer.contains("mercredi") && !answer.contains(" h "), "{answer}");
    let answer = world.hear("et jeudi ?");
    assert!(answer.contains("9 h") && answer.contains("Martin"), "{answer}");
    assert!(world.tools.is_empty(), "{:?}", world.tools);
    world.talk(&["je voudrais annuler mon rendez-vous", "482173"]);
    assert_eq!(world.asking(), dialogue::Asking::WhichAppointment, "{:?}", world.said);
}
