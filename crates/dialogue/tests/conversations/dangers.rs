//! Words of danger: what to do comes first, and nothing else that was said with them is lost.

use dialogue::{Asking, Input};
use domain::Lang;
use domain::request::Kind;

use crate::world::{PETIT, World};

const BREATH: &str = "ma mère ne respire pas bien la nuit, dites au docteur Benali de me rappeler au 06 39 98 20 21, Luc Morin";
/// What of it is the message: who tells it, and where they are, is held in places of their own.
const BREATH_LEFT: &str = "ma mère ne respire pas bien la nuit, dites au docteur Benali de me rappeler";

/// The text of the one request that was left.
fn left(world: &World) -> &str {
    assert_eq!(world.notes.len(), 1, "{:?}", world.said);
    world.notes[0].text.reveal()
}

#[test]
fn what_the_staff_is_told_with_a_danger_is_left() {
    let javel = "ma fille a avalé de la javel, rappelez-moi vite au 06 39 98 12 20";
    let pills = "please tell doctor Martin my chest still hurts a bit since the new pills";
    for (lang, words, who, text) in [
        (Lang::Fr, BREATH, "Luc Morin", BREATH_LEFT),
        (Lang::Fr, javel, "Jeanne Petit", "ma fille a avalé de la javel, rappelez-moi vite"),
        (Lang::En, pills, "Jane Smith", pills),
    ] {
        let mut world = World::new(lang, PETIT);
        let (no, first) = if lang == Lang::Fr { ("non", "En cas") } else { ("no", "If this") };
        let answer = world.hear(words);
        assert!(answer.starts_with(first), "{words}: {answer}");
        world.talk(&[no, who]);
        assert_eq!(left(&world), text);
        let calls_back = words.contains("appele");
        assert_eq!(world.notes[0].kind == Kind::CallBack, calls_back, "{words}");
    }
    let mut world = World::fr(None);
    world.talk(&[BREATH, "non"]);
    assert!(world.notes[0].name.is_some() && world.notes[0].practitioner.is_some(), "{:?}", world.said);
    assert_eq!(world.notes[0].phone.as_ref().unwrap().reveal().as_str(), "+33639982021");
}

#[test]
fn who_is_gone_after_a_danger_has_left_their_words() {
    let mut world = World::fr(None);
    world.hear(BREATH);
    world.input(Input::HungUp);
    assert_eq!(left(&world), BREATH_LEFT);
    let mut world = World::fr(None);
    world.hear(BREATH);
    for _ in 0..3 {
        world.input(Input::Silence);
    }
    assert_eq!((left(&world), world.hung_up), (BREATH_LEFT, true));
    let mut world = World::fr(PETIT);
    world.hear("Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin");
    let told = "dites aussi au docteur que j'ai du mal à respirer";
    world.hear(told);
    world.input(Input::HungUp);
    assert_eq!(left(&world), told);
}

#[test]
fn a_danger_told_after_a_booking_is_left() {
    let mut world = World::fr(PETIT);
    let told = "dites aussi au docteur que j'ai fait un malaise et que j'ai du mal à respirer";
    world.talk(&[
        "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin",
        "Jeanne Petit",
        "oui",
    ]);
    world.talk(&[told, "non merci"]);
    assert_eq!(left(&world), told);
    assert!(world.notes[0].about.is_some());
}

#[test]
fn a_message_that_sounds_of_danger_is_the_message() {
    for message in [
        "ma mère fait des malaises, elle est tombée et ne respire pas bien",
        "dites au docteur que ses cachets me rendent malade, j'ai très mal à la poitrine",
    ] {
        let mut world = World::page(Lang::Fr);
        let answer = world.talk(&["Je voudrais laisser un message", message]);
        assert!(answer.starts_with("En cas d'urgence vitale"), "{answer}");
        assert_eq!(world.asking(), Asking::Name, "{answer}");
        world.talk(&["Jeanne Petit", "06 39 98 10 01"]);
        assert_eq!(left(&world), message);
    }
}

#[test]
fn an_errand_told_with_a_danger_goes_on_as_what_it_is() {
    let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-10T14:00:00");
    let answer =
        world.talk(&["j'ai une douleur à la poitrine, annulez mon rendez-vous de mardi", "non ça va"]);
    assert_eq!(world.asking(), Asking::Code, "{answer}");
}

#[test]
fn the_staff_is_told_once_a_call_that_there_was_danger() {
    let mut world = World::fr(PETIT);
    world.talk(&["mon mari a très mal dans la poitrine", "il arrive plus à respirer", "non"]);
    let alarms = |world: &World| world.tools.iter().filter(|tool| **tool == "alarm").count();
    assert_eq!(alarms(&world), 1, "{:?}", world.said);
    let mut world = World::fr(PETIT);
    world.talk(&["je voudrais un rendez-vous demain pour mon mari qui a mal au dos"]);
    assert_eq!(alarms(&world), 0);
}

#[test]
fn who_gives_up_after_words_of_danger_is_not_asked_for_a_code() {
    for (lang, said, answers) in [
        (Lang::Fr, "Je vais me suicider", ["non", "laissez tomber"]),
        (Lang::En, "I am going to kill myself", ["no", "forget it"]),
    ] {
        let mut world = World::new(lang, PETIT);
        world.hear(said);
        let again = world.hear(answers[0]);
        assert!(!again.contains("répète") && !again.contains("again"), "nothing is: {again}");
        let answer = world.hear(answers[1]);
        assert_eq!(world.asking(), Asking::AnythingElse, "{answer}");
    }
}

#[test]
fn a_yes_after_words_of_danger_agrees_to_nothing_before_it_is_asked_again() {
    let cancel = ["je voudrais annuler mon rendez-vous de mardi", "482173", "Jeanne Petit"];
    let annul = ["cancel my appointment on Tuesday", "482173", "Jeanne Petit"];
    for (lang, errand, danger, answers) in [
        (Lang::Fr, cancel, "mon père fait un malaise", ["oui oui je les appelle", "d'accord"]),
        (Lang::Fr, cancel, "je saigne beaucoup là", ["oui", "je les appelle"]),
        (Lang::Fr, cancel, "j'ai mal dans la poitrine", ["d'accord", "oui c'est ça"]),
        (Lang::En, annul, "my husband has collapsed", ["yes I am calling them", "yes"]),
    ] {
        for answer in answers {
            let mut world = World::page(lang).booked(0, "martin", "consultation", "2026-03-10T14:00:00");
            world.talk(&errand);
            assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
            world.hear(danger);
            let told = world.hear(answer);
            assert!(world.starts().len() == 1 && told.ends_with('?'), "{answer}: {told}");
            world.hear(if lang == Lang::Fr { "oui" } else { "yes" });
            assert_eq!(world.starts().len(), 0, "{:?}", world.said);
        }
    }
}

#[test]
fn nothing_is_booked_or_moved_on_a_yes_after_words_of_danger() {
    let book = [
        "Je voudrais un rendez-vous demain à 14 heures avec le docteur Martin",
        "Marc Dupond",
        "06 39 98 12 20",
    ];
    let shift = ["déplacez mon rendez-vous de mardi à jeudi 10 heures", "482173", "Jeanne Petit"];
    for errand in [book, shift] {
        for between in [&[][..], &["je saigne beaucoup"], &["une seconde"]] {
            let mut world = World::page(Lang::Fr).booked(0, "martin", "consultation", "2026-03-10T09:00:00");
            world.talk(&errand);
            assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
            let before = world.starts();
            world.hear("j'ai du mal à respirer");
            world.talk(between);
            let told = world.hear("oui");
            assert_eq!(world.starts(), before, "{told}");
            assert!(told.contains("mardi 10 mars") || told.contains("jeudi 12 mars"), "{told}");
            world.hear("oui");
            assert_ne!(world.starts(), before, "{:?}", world.said);
        }
    }
}
