//! What is for the practice's people and what is done here, in one breath: «renouveler mon ordonnance et un rendez-vous
//! lundi», «un vaccin mardi, et dites au docteur que je tousse», «laisser un message et annuler». Both are seen to.

use domain::Lang;
use phrases::{Context, EntityKind, Expecting, Frame, Intent, understand};

use super::Call;
use super::asked_beside::asks_of_the_practice;
use super::breath::MOST_JOINTS;
use super::heard::{Heard, names_errand};
use crate::asking::Asking;
use crate::speech::Line;
use crate::words::{Words, joints, seams};

/// What a sentence says for the practice's people, where the rest of it is done here.
pub(super) struct Matter {
    /// The whole of the sentence.
    pub(super) whole: String,
    /// A message is wished to be left, and still to be said.
    pub(super) unsaid: bool,
}

impl Call {
    /// The part of a sentence that is done here, where the rest of it is for the practice's people.
    pub(super) fn set_matter_apart(&self, text: &str, lang: Lang) -> Option<(String, Matter)> {
        let whole = Words::of(text);
        let for_staff = whole.name_papers() || whole.tells_staff(None) || whole.message();
        if !for_staff || self.asking() == Asking::Message {
            return None;
        }
        let context = Context { expecting: Expecting::Anything, ..self.context(lang) };
        let all = understand(text, &context);
        // What is said of a danger is heard at once, in whichever part.
        if all.emergency || all.alarming || all.intent == Intent::Emergency {
            return None;
        }
        let matter = |said: &str, behind: bool| is_for_staff(said, behind, &understand(said, &context));
        let done_here = |said: &str| self.is_done_here(said, &understand(said, &context));
        let (done_here, matter) = joints(text).into_iter().take(MOST_JOINTS).find_map(|cut| {
            let (before, behind) = (&text[..cut.start], &text[cut.end..]);
            if matter(behind, true) && done_here(before) {
                Some((before, behind))
            } else {
                (matter(before, false) && done_here(behind)).then_some((behind, before))
            }
        })?;
        let matter = Words::of(matter);
        let unsaid = matter.message() && !matter.tells_staff(None) && matter.weight() < 2;
        Some((done_here.to_owned(), Matter { whole: text.to_owned(), unsaid }))
    }

    /// «C'est pour renouveler mon Levothyrox, et c'est combien ?»: what is asked of the practice's people, and what is asked
    /// about the practice beside it.
    pub(super) fn set_question_beside_papers(&self, text: &str, lang: Lang) -> Option<(String, String)> {
        if self.asking() == Asking::Message || !Words::of(text).name_papers() {
            return None;
        }
        let context = Context { expecting: Expecting::Anything, ..self.context(lang) };
        let wants = |said: &str| {
            let (words, frame) = (Words::of(said), understand(said, &context));
            words.ask_for_papers()
                && !words.asks()
                && is_for_staff(said, false, &frame)
                && frame.topic.is_none()
        };
        let asks = |said: &str| {
            let (words, frame) = (Words::of(said), understand(said, &context));
            let known = frame.hours || frame.topic.is_some();
            let asked = words.asks() || said.trim_end().ends_with('?');
            asked
                && !words.name_papers()
                && !words.ask_whether_it_is_there()
                && !frame.emergency
                && !frame.alarming
                && (known || asks_of_the_practice(said, &frame))
        };
        seams(text).into_iter().take(MOST_JOINTS).find_map(|cut| {
            let (before, behind) = (&text[..cut.start], &text[cut.end..]);
            let apart = |matter: &str, question: &str| {
                (wants(matter) && asks(question)).then(|| (matter.to_owned(), question.to_owned()))
            };
            apart(before, behind).or_else(|| apart(behind, before))
        })
    }

    /// A wish for something that is done here; «j'ai un vaccin mercredi» only tells.
    fn is_done_here(&self, said: &str, frame: &Frame) -> bool {
        let words = Words::of(said);
        let wishes = words.wishes() || words.begins_with_a_wish() || words.book_one();
        match frame.intent {
            _ if words.tells_staff(None) || words.message() => false,
            Intent::Cancel | Intent::Reschedule => true,
            Intent::Book | Intent::Availability => words.speaks_of_an_appointment() || wishes,
            Intent::Choose => self.asking() == Asking::Choose,
            _ => wishes && names_errand(frame),
        }
    }

    /// What was said beside it is passed on with it, and the caller hears so.
    pub(super) fn put_matter_aside(&mut self, heard: &Heard) {
        let Some(matter) = &heard.matter else { return };
        self.put_aside(&matter.whole);
        self.aside.unsaid = matter.unsaid;
        self.say(&Line::RestAfterwards);
    }
}

/// A matter of theirs, with nothing in it of when it is wished; what is a service here is booked.
fn is_for_staff(said: &str, behind: bool, frame: &Frame) -> bool {
    let words = Words::of(said);
    let named = frame.entities.iter().any(|entity| entity.kind == EntityKind::Service);
    let booked = named && words.of_a_doctor() || !frame.times.is_empty();
    words.tells_staff(None) || words.message() || words.are_a_matter(behind) && !booked
}
