//! What a document of the practice's says: quoted word for word, with its name; and what none says.

use dialogue::Asking;
use domain::Lang;

use crate::world::{DOGS, World};

#[test]
fn a_document_is_quoted_word_for_word_with_its_name() {
    let mut call = World::with_a_document(Lang::Fr);
    let said = call.hear("Est-ce que je peux venir avec mon chien ?");
    assert!(said.contains(&format!("Il est écrit dans « Accueil » : {DOGS}")), "{said}");
    assert_eq!(call.tools, ["look_up"]);
    assert_eq!(call.asking(), Asking::AnythingElse);
    let mut call = World::with_a_document(Lang::En);
    let said = call.hear("Can I bring my dog?");
    assert!(said.contains(&format!("“Accueil” says: {DOGS}")), "{said}");
}

#[test]
fn what_no_document_says_is_not_answered_and_a_message_is_offered() {
    let mut call = World::with_a_document(Lang::Fr);
    let said = call.hear("Est-ce que vous revendez mes données ?");
    assert!(said.contains("Je n'ai pas la réponse à cette question."), "{said}");
    assert_eq!((call.tools.as_slice(), call.asking()), (["look_up"].as_slice(), Asking::Confirm));
    call.talk(&["oui", "Camille Durand", "06 39 98 12 34", "oui"]);
    assert_eq!(call.notes.len(), 1);
    assert!(call.notes[0].text.reveal().contains("revendez mes données"));
}

/// What the practice's file answers is told from there, without looking further.
#[test]
fn the_practices_own_answers_come_first() {
    let mut call = World::with_a_document(Lang::Fr);
    call.hear("Quels sont vos horaires ?");
    assert_eq!(call.tools, Vec::<&str>::new());
}

#[test]
fn a_question_in_the_middle_of_a_booking_goes_back_to_it() {
    let mut call = World::with_a_document(Lang::Fr);
    call.hear("Je voudrais une consultation avec le docteur Martin jeudi à 10 heures");
    let waited = call.asking();
    let said = call.hear("Est-ce que je peux venir avec mon chien ?");
    assert!(said.contains(DOGS), "{said}");
    assert_eq!(call.asking(), waited);
}
