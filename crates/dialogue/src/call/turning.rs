//! Who was to leave a message, and turns to something that is done here instead: «non, plutôt un rendez-vous jeudi».

use domain::ids::ResourceId;
use domain::request::Kind;
use phrases::{EntityKind, Intent};

use super::Call;
use super::heard::Heard;
use super::mind::Goal;
use crate::asking::Asking;
use crate::speech::Line;

impl Call {
    /// «Non, en fait je voudrais un rendez-vous», where the message was asked for: what is done here, or known, is none.
    pub(super) fn turns_from_the_message(&self, heard: &Heard) -> bool {
        let words = &heard.words;
        let wants =
            || words.turn_to_the_desk() && !words.ask_for_papers() && wishes_for_what_is_done_here(heard);
        let turns = || wants() || self.turns_to_a_booking(heard) || self.asks_what_is_known(heard);
        !heard.tells_staff() && !words.call_back() && turns()
    }

    /// «Finalement mettez-moi plutôt un rendez-vous», while a message is asked for, or who leaves it.
    pub(super) fn turns_to_a_booking(&self, heard: &Heard) -> bool {
        let words = &heard.words;
        let asked =
            self.waits_for_the_person_only() || self.asking() == Asking::Message && words.turn_to_the_desk();
        let staff = || heard.tells_staff() || words.call_back() || words.ask_for_papers();
        self.errand.goal == Goal::Message && asked && words.book_after_all() && !staff()
    }

    /// What was dictated before the caller turned to something else is left beside that; with whom it was to be, it may
    /// still be.
    pub(super) fn keeps_what_was_dictated(&mut self) -> Option<ResourceId> {
        let errand = &mut self.errand;
        let dictated = errand.request == Some(Kind::Message) && !errand.takes_back && !errand.about_the_name;
        if errand.goal != Goal::Message || !dictated {
            return None;
        }
        let practitioner = errand.practitioner.take();
        let words = std::mem::take(&mut errand.words);
        if !words.is_empty() {
            for words in &words {
                self.put_aside(words.reveal());
            }
            self.say(&Line::PassedOnAfterwards);
        }
        practitioner
    }
}

/// «Je voudrais un rendez-vous», «annulez celui de mardi», «c'est quand, mon rendez-vous ?»
fn wishes_for_what_is_done_here(heard: &Heard) -> bool {
    let books = heard.frame.intent == Intent::Book && !heard.words.wonders();
    let books_instead = books && heard.words.takes_back();
    let booked = heard.words.wish_for_one() && heard.entity(EntityKind::Service).is_some();
    let asked = matches!(heard.frame.intent, Intent::Availability | Intent::Lookup);
    booked || books_instead || asked || heard.changes_an_appointment()
}
