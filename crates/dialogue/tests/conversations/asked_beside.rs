//! What is asked of the practice in the same breath as an errand, or as a yes: both are seen to.

use dialogue::{Asking, Input};
use domain::Lang;

use crate::world::{DOGS, PETIT, World, yes};

/// From the documents, where the practice's own answers have nothing; then the errand goes on.
#[test]
fn a_question_with_a_booking_is_answered_from_the_documents_and_the_booking_goes_on() {
    for (lang, said) in [
        (
            Lang::Fr,
            "je voudrais un rendez-vous jeudi matin avec le docteur Martin, et est-ce que je peux venir avec mon chien ?",
        ),
        (
            Lang::Fr,
            "Je voudrais un rendez-vous jeudi matin avec le docteur Martin. Est-ce que mon chien peut venir ?",
        ),
        (
            Lang::Fr,
            "est-ce que je peux venir avec mon chien, et je voudrais un rendez-vous jeudi matin avec le docteur Martin",
        ),
        (
            Lang::Fr,
            "il me faudrait un rendez-vous jeudi matin avec le docteur Martin et on peut venir avec un chien ?",
        ),
        (Lang::En, "I'd like an appointment on Thursday morning with doctor Martin, and can I bring my dog?"),
        (
            Lang::Fr,
            "je peux avoir un rendez-vous jeudi matin avec le docteur Martin, et est-ce que mon chien peut venir ?",
        ),
        (Lang::En, "I need an appointment with doctor Martin on Thursday morning. Do you let dogs in?"),
    ] {
        let mut world = World::with_a_document(lang);
        let answer = world.hear(said);
        assert!(answer.contains(DOGS), "{said}: {answer}");
        assert_eq!(world.tools, ["look_up", "find"], "{said}: {answer}");
        let dogs = answer.find(DOGS).unwrap();
        let hour = answer.find(if lang == Lang::Fr { "9 h" } else { "9 am" }).unwrap();
        assert!(dogs < hour && world.asking() == Asking::Choose, "{said}: {answer}");
    }
}

/// What no document says never keeps the errand: it is remembered, and may be passed on once it is done.
#[test]
fn a_question_that_nothing_answers_does_not_stop_the_booking() {
    for (lang, said, first, name) in [
        (
            Lang::Fr,
            "je voudrais un rendez-vous jeudi matin avec le docteur Martin, et est-ce que vous revendez mes données ?",
            "le premier",
            "Jeanne Petit",
        ),
        (
            Lang::En,
            "I'd like an appointment on Thursday morning with doctor Martin, and do you sell my data?",
            "the first one",
            "Jane Smith",
        ),
    ] {
        for mut world in [World::with_a_document(lang), World::new(lang, None)] {
            world.hear(said);
            assert_eq!(world.asking(), Asking::Choose, "{said}: {:?}", world.said);
            world.talk(&[first, name, "06 39 98 12 34", yes(lang)]);
            assert_eq!(world.starts(), ["martin 03-12 09:00"], "{said}: {:?}", world.said);
            world.hear(yes(lang));
            assert_eq!(world.notes.len(), 1, "{said}: {:?}", world.said);
        }
    }
}

/// Nobody knows: the caller hears so at once, and the errand goes on.
#[test]
fn a_question_with_a_booking_is_never_passed_over() {
    const FR: &str = "Je n'ai pas la réponse à cette question.";
    const EN: &str = "I do not have the answer to that question.";
    for (lang, said, told) in [
        (Lang::Fr, "je voudrais un rendez-vous jeudi matin, et vous prenez la carte bleue ?", FR),
        (Lang::Fr, "vous prenez la carte bleue ? je voudrais un rendez-vous jeudi matin", FR),
        (Lang::Fr, "vous prenez la carte bleue, et je voudrais un rendez-vous jeudi matin", FR),
        (Lang::Fr, "un rendez-vous jeudi matin, vous prenez la carte bleue ?", FR),
        (Lang::Fr, "jeudi matin s'il vous plaît, et vous prenez la carte bleue ?", FR),
        (Lang::Fr, "c'est remboursé ? je voudrais un rendez-vous jeudi matin", FR),
        (Lang::Fr, "je voudrais un rendez-vous jeudi matin et savoir si vous prenez la carte bleue", FR),
        (
            Lang::Fr,
            "je voudrais savoir si vous prenez la carte bleue et prendre un rendez-vous jeudi matin",
            FR,
        ),
        (Lang::Fr, "je voudrais un rendez-vous jeudi matin, mais avant, vous prenez la carte bleue ?", FR),
        (Lang::Fr, "on peut payer par carte ? si oui je voudrais un rendez-vous jeudi matin", FR),
        (Lang::Fr, "vous avez quelque chose jeudi matin et vous prenez la carte bleue ?", FR),
        (Lang::Fr, "vous avez quelque chose jeudi matin, et combien ça coûte ?", "30 euros"),
        (Lang::Fr, "combien ça coûte, et vous avez de la place jeudi matin ?", "30 euros"),
        (
            Lang::Fr,
            "je voudrais un rendez-vous jeudi matin et je voulais savoir combien ça coûte",
            "30 euros",
        ),
        (Lang::Fr, "je peux venir jeudi matin ? et il y a un parking ?", "parking public"),
        (Lang::Fr, "un vaccin jeudi matin, et il faut apporter quoi ?", "carte Vitale"),
        (Lang::En, "I'd like an appointment on Thursday morning, and do you take cards?", EN),
        (Lang::En, "Do you take cards? I'd like an appointment on Thursday morning", EN),
        (Lang::En, "Do you take cards and can I have an appointment on Thursday morning?", EN),
        (Lang::En, "I'd like to know if you take cards and book an appointment on Thursday morning", EN),
        (Lang::En, "do you have anything on Thursday morning, and how much is it?", "30 euros"),
        (Lang::En, "Thursday morning please, and is there parking?", "car park"),
        (Lang::En, "I'd like to book for Thursday morning and I was wondering how much it costs", "30 euros"),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(said);
        assert!(answer.contains(told), "{said}: {answer}");
        assert_eq!(
            (world.tools.as_slice(), world.asking()),
            (["find"].as_slice(), Asking::Choose),
            "{said}: {answer}"
        );
        let thursday = if lang == Lang::Fr { "Jeudi 12" } else { "Thursday the 12th" };
        assert!(answer.contains(thursday), "{said}: {answer}");
    }
    let mut world = World::fr(PETIT);
    let answer = world.hear("vous êtes ouverts le samedi ? sinon je voudrais un rendez-vous jeudi matin");
    assert!(
        answer.starts_with("Samedi 14 mars, le cabinet est ouvert") && answer.contains("Jeudi 12"),
        "{answer}"
    );
}

/// Whether it may be, or whether one is heard, is no question to the practice.
#[test]
fn courtesy_beside_a_wish_is_no_question() {
    for (lang, said) in [
        (Lang::Fr, "je voudrais un rendez-vous jeudi matin, c'est possible ?"),
        (Lang::Fr, "un rendez-vous jeudi matin, ça irait ?"),
        (Lang::Fr, "je voudrais un rendez-vous jeudi matin, vous auriez ça ?"),
        (Lang::Fr, "bonjour, vous allez bien ? je voudrais un rendez-vous jeudi matin"),
        (Lang::Fr, "allô, vous m'entendez ? je voudrais un rendez-vous jeudi matin"),
        (Lang::Fr, "bonjour, vous pouvez m'aider ? je voudrais un rendez-vous jeudi matin"),
        (Lang::En, "hello, how are you? I'd like an appointment on Thursday morning"),
        (Lang::En, "hello, can you help me? I'd like an appointment on Thursday morning"),
        (Lang::En, "do you speak English? I'd like an appointment on Thursday morning"),
        (Lang::En, "I'd like an appointment on Thursday morning, is that possible?"),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(said);
        let thursday = if lang == Lang::Fr { "Jeudi 12" } else { "Thursday the 12th" };
        assert!(answer.starts_with(thursday), "{said}: {answer}");
    }
}

/// The practice's own answers come first, and no document is asked.
#[test]
fn a_question_with_a_booking_is_answered_from_the_practices_file() {
    let mut world = World::with_a_document(Lang::Fr);
    let answer =
        world.hear("je voudrais un rendez-vous jeudi matin avec le docteur Martin, et est-ce que vous prenez la carte vitale ?");
    assert!(answer.contains("Apportez votre carte Vitale"), "{answer}");
    assert_eq!((world.tools.as_slice(), world.asking()), (["find"].as_slice(), Asking::Choose));
}

#[test]
fn an_answer_with_a_question_is_taken_and_answered() {
    let mut world = World::with_a_document(Lang::Fr);
    world.hear("je voudrais un rendez-vous avec le docteur Martin");
    let answer = world.hear("jeudi matin, et est-ce que je peux venir avec mon chien ?");
    assert!(answer.contains(DOGS) && world.asking() == Asking::Choose, "{answer}");
    let answer = world.hear("le premier, et mon chien peut entrer ?");
    assert!(answer.contains(DOGS) && world.asking() == Asking::Name, "{answer}");
}

const TOMORROW_FR: &str = "une consultation demain à 14 heures avec le docteur Martin";
const TOMORROW_EN: &str = "a consultation tomorrow at 2 pm with Dr Martin";

fn read_back(lang: Lang, documents: bool) -> World {
    let mut world = if documents { World::with_a_document(lang) } else { World::new(lang, PETIT) };
    world.talk(&[if lang == Lang::Fr { TOMORROW_FR } else { TOMORROW_EN }, "Paul Durand"]);
    if documents {
        world.hear("06 39 98 12 34");
    }
    assert_eq!(world.asking(), Asking::Confirm, "{:?}", world.said);
    world
}

#[test]
fn a_yes_with_a_question_is_a_yes_and_the_question_is_answered() {
    for (lang, said, part) in [
        (Lang::Fr, "oui, et c'est remboursé ?", "Je n'ai pas la réponse"),
        (Lang::Fr, "oui, c'est remboursé ?", "Je n'ai pas la réponse"),
        (Lang::Fr, "oui et c'est combien ?", "30 euros"),
        (Lang::Fr, "Oui. Est-ce que vous prenez la carte Vitale ?", "carte Vitale"),
        (Lang::Fr, "oui c'est ça, il y a un parking ?", "parking public"),
        (Lang::Fr, "d'accord, et combien coûte la consultation ?", "30 euros"),
        (Lang::Fr, "oui merci, et où est-ce que je peux me garer ?", "parking public"),
        (Lang::Fr, "oui, et je peux venir avec mon chien ?", DOGS),
        (Lang::En, "yes, and how much is it?", "30 euros"),
        (Lang::En, "yes, is there parking?", "car park"),
        (Lang::En, "yes please, and can I bring my dog?", DOGS),
        (Lang::En, "Yes. Is it reimbursed?", "I do not have the answer"),
    ] {
        for documents in [true, false] {
            let mut world = read_back(lang, documents);
            let answer = world.hear(said);
            assert_eq!(world.starts(), ["martin 03-10 14:00"], "{said}: {answer}");
            let told = answer.contains(part) || !documents && part == DOGS;
            assert!(told, "{said}: {answer}");
        }
    }
}

#[test]
fn a_yes_that_depends_on_something_or_asks_for_what_was_read_back_is_none() {
    for (lang, said) in [
        (Lang::Fr, "oui, mais plutôt 10 heures"),
        (Lang::Fr, "oui mais c'est remboursé ?"),
        (Lang::Fr, "oui, si c'est remboursé"),
        (Lang::Fr, "oui, et plutôt à 10 heures, c'est possible ?"),
        (Lang::Fr, "oui, à quelle heure ?"),
        (Lang::Fr, "oui, c'est avec qui ?"),
        (Lang::Fr, "oui, et le docteur Benali est là ?"),
        (Lang::Fr, "oui, vous êtes sûr ?"),
        (Lang::Fr, "oui, et c'est possible jeudi ?"),
        (Lang::Fr, "oui, et vous avez plus tôt ?"),
        (Lang::Fr, "peut-être, c'est combien ?"),
        (Lang::Fr, "non, c'est combien ?"),
        (Lang::En, "yes, but how much is it?"),
        (Lang::En, "yes, if it is reimbursed"),
        (Lang::En, "yes, what time?"),
        (Lang::En, "yes, and do you have anything earlier?"),
        (Lang::En, "yes, actually could it be Thursday?"),
        (Lang::En, "maybe, how much is it?"),
    ] {
        let mut world = read_back(lang, false);
        let answer = world.hear(said);
        assert!(world.starts().is_empty(), "{said}: {answer}");
    }
}

/// Moving and cancelling alike.
#[test]
fn a_yes_with_a_question_cancels_and_moves() {
    let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    let answer = world.talk(&["annulez mon rendez-vous de jeudi", "482173", "oui, et il y a un parking ?"]);
    assert!(world.starts().is_empty() && answer.contains("parking public"), "{answer}");
    let mut world = World::fr(PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    let answer = world.talk(&[
        "déplacez mon rendez-vous de jeudi à vendredi à 10 heures",
        "482173",
        "oui, et combien coûte la consultation ?",
    ]);
    assert_eq!(world.starts(), ["martin 03-13 10:00"], "{answer}");
    assert!(answer.contains("30 euros"), "{answer}");
}

/// When the practice is open, asked beside a wish: told, of the day that is asked about, and the wish goes on.
#[test]
fn a_wish_with_a_question_about_opening_is_answered_and_goes_on() {
    for (lang, said, told) in [
        (
            Lang::Fr,
            "Je voudrais un rendez-vous jeudi à 15 heures, vous êtes ouverts jusqu'à quelle heure ?",
            "jeudi",
        ),
        (Lang::Fr, "Je voudrais un rendez-vous jeudi à 15 heures, vous fermez à quelle heure ?", "jeudi"),
        (
            Lang::Fr,
            "Je voudrais un rendez-vous jeudi à 15 heures et est-ce que vous êtes ouverts samedi ?",
            "amedi",
        ),
        (
            Lang::Fr,
            "Est-ce que vous êtes ouverts samedi et je voudrais un rendez-vous jeudi à 15 heures",
            "amedi",
        ),
        (
            Lang::Fr,
            "Je voudrais un rendez-vous jeudi matin et est-ce que vous êtes ouverts samedi ?",
            "amedi",
        ),
        (Lang::Fr, "Est-ce que vous êtes ouverts samedi et je voudrais un rendez-vous jeudi matin", "amedi"),
        (Lang::En, "I'd like an appointment on Thursday at 3 pm, what time do you close?", "Thursday"),
        (Lang::En, "I'd like an appointment on Thursday at 3 pm, and are you open on Saturday?", "Saturday"),
    ] {
        let mut world = World::new(lang, PETIT);
        let answer = world.hear(said);
        assert!(answer.contains(told), "{said}: {answer}");
        assert!(answer.contains(if lang == Lang::Fr { "ouvert" } else { "open" }), "{said}: {answer}");
        assert!(world.tools.contains(&"find"), "{said}: {answer}");
        assert!(matches!(world.asking(), Asking::Name | Asking::Choose), "{said}: {answer}");
    }
}

/// Whatever becomes of the question, the cancellation goes on to the code; and what nobody could answer may be passed on.
#[test]
fn a_question_with_a_cancellation_does_not_stop_it() {
    for (lang, said) in [
        (Lang::Fr, "Annulez mon rendez-vous, est-ce que ce sera facturé ?"),
        (Lang::Fr, "Annulez mon rendez-vous, est-ce que c'est grave ?"),
        (Lang::Fr, "Je voudrais annuler mon rendez-vous, et vous prenez la carte bleue ?"),
        (Lang::Fr, "Est-ce que ce sera facturé, et je voudrais annuler mon rendez-vous"),
        (Lang::En, "Cancel my appointment, will it stay on my file?"),
        (Lang::En, "I'd like to cancel my appointment, and do you take cheques?"),
    ] {
        for documents in [true, false] {
            let mut world = if documents { World::with_a_document(lang) } else { World::new(lang, PETIT) };
            world = world.booked(0, "martin", "consultation", "2026-03-12T10:00:00");
            world.hear(said);
            assert_eq!(world.asking(), Asking::Code, "{said}: {:?}", world.said);
            world.hear("482173");
            if world.asking() == Asking::Name {
                world.hear("Jeanne Petit");
            }
            assert_eq!(world.asking(), Asking::Confirm, "{said}: {:?}", world.said);
            let answer = world.hear(yes(lang));
            assert!(world.starts().is_empty(), "{said}: {answer}");
            assert_eq!(world.asking(), Asking::Confirm, "offers to pass it on, {said}: {:?}", world.said);
        }
    }
}

#[test]
fn a_question_with_a_cancellation_is_answered_from_the_documents() {
    let mut world =
        World::with_a_document(Lang::Fr).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
    let answer = world.hear("Je voudrais annuler mon rendez-vous, et je peux venir avec mon chien ?");
    assert!(answer.contains(DOGS) && world.asking() == Asking::Code, "{answer}");
}

/// Whether it is possible is no question beside it.
#[test]
fn asking_whether_one_can_cancel_begins_the_cancellation() {
    for (lang, said) in [
        (Lang::Fr, "Est-ce que je peux annuler mon rendez-vous ?"),
        (Lang::Fr, "Je peux annuler mon rendez-vous ?"),
        (Lang::Fr, "Est-ce que c'est possible d'annuler mon rendez-vous ?"),
        (Lang::Fr, "Puis-je annuler mon rendez-vous de jeudi ?"),
        (Lang::En, "Can I cancel my appointment?"),
        (Lang::En, "Is it possible to cancel my appointment?"),
        (Lang::En, "May I cancel my appointment on Thursday?"),
        (Lang::Fr, "Annulez mon rendez-vous, c’est possible ?"),
        (Lang::Fr, "annulez mon rendez-vous c'est possible"),
        (Lang::Fr, "Annulez mon rendez-vous de jeudi, est-ce possible ?"),
        (Lang::Fr, "Je voudrais annuler mon rendez-vous, vous pouvez ?"),
        (Lang::Fr, "annulez tout, c'est possible ?"),
        (Lang::En, "Cancel my appointment, is that possible?"),
        (Lang::En, "Cancel my appointment, can you do that?"),
    ] {
        let mut world = World::new(lang, PETIT).booked(0, "martin", "consultation", "2026-03-12T10:00:00");
        world.hear(said);
        assert_eq!(world.asking(), Asking::Code, "{said}: {:?}", world.said);
        world.hear("482173");
        let answer = world.hear(yes(lang));
        assert!(world.starts().is_empty() && world.asking() == Asking::AnythingElse, "{said}: {answer}");
    }
}

/// Who is gone while it is looked up wanted something, which the staff hears of.
#[test]
fn an_errand_is_kept_when_the_caller_hangs_up_during_the_question() {
    let said = "je voudrais un rendez-vous jeudi matin avec le docteur Martin, et est-ce que je peux venir avec mon chien ?";
    let mut world = World::with_a_document_for(Lang::Fr, PETIT);
    world.call.handle(Input::Heard(said.to_owned()), world.now);
    world.call.handle(Input::HungUp, world.now);
    world.run();
    let [note] = world.notes.as_slice() else { panic!("{:?}", world.notes) };
    let text = note.text.reveal();
    assert!(text.contains("un rendez-vous jeudi matin") && text.contains("mon chien"), "{text}");
}

/// What comes after is asked once, behind the answer.
#[test]
fn a_yes_with_a_question_ends_with_one_question() {
    for said in [
        "oui, et c'est remboursé ?",
        "oui et c'est combien ?",
        "Oui. Est-ce que vous prenez la carte Vitale ?",
    ] {
        let mut world = read_back(Lang::Fr, false);
        let answer = world.hear(said);
        let questions = answer.matches('?').count();
        assert_eq!(questions, 1, "{said}: {answer}");
        assert!(answer.trim_end().ends_with('?'), "{said}: {answer}");
    }
}

/// What the practice's people are asked for is left for them, and what is asked beside it is answered.
#[test]
fn a_renewal_with_a_question_is_left_and_the_question_is_answered() {
    for (said, part) in [
        (
            "Bonjour, c'est Jeanne Martin, 06 39 98 56 78, c'est pour renouveler mon Levothyrox, et c'est combien ?",
            "30 euros",
        ),
        (
            "Bonjour, c'est Jeanne Martin, 06 39 98 56 78, c'est pour renouveler mon Levothyrox, et vous êtes ouverts samedi ?",
            "ouvert de 8 h",
        ),
        (
            "c'est Jeanne Martin, 06 39 98 56 78, c'est pour renouveler mon ordonnance. Est-ce qu'il y a un parking ?",
            "parking public",
        ),
    ] {
        let mut world = World::new(Lang::Fr, None);
        let answer = world.hear(said);
        assert!(answer.contains(part), "{said}: {answer}");
        let words: Vec<&str> = world.notes.iter().map(|note| note.text.reveal().as_str()).collect();
        assert!(words.len() == 1 && words[0].contains("renouveler"), "{said}: {words:?} {answer}");
        assert!(world.tools.iter().all(|tool| *tool != "find"), "{said}: {:?}", world.tools);
    }
}
