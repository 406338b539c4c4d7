//! The end of a call: nobody leaves believing that something was done which wasn't.

use domain::Pii;
use domain::request::Kind;

use super::mind::{Goal, Job, Yes};
use super::{Call, Phase};
use crate::io::{Act, Closed};
use crate::speech::{Ask, Line, Undone};

impl Call {
    /// The caller says goodbye: what was to be left is left, and what isn't done is said not to be. Whoever was about
    /// to say yes is asked once whether to go on.
    pub(super) fn goodbye(&mut self) {
        if self.is_unfinished() && !self.errand.leaving {
            self.errand.leaving = true;
            return self.leave_note();
        }
        let undone = self.undone();
        if let Some(undone) = undone.filter(|_| self.is_about_to_act() && !self.errand.warned) {
            self.errand.warned = true;
            return self.ask(Ask::Finish(undone));
        }
        if let Some(undone) = undone {
            self.tell_undone(undone);
        }
        self.say(&Line::Goodbye);
        if self.question.overtaken {
            self.leave_unfinished();
        }
        self.hang_up();
    }

    /// What the caller came for and leaves without.
    fn undone(&self) -> Option<Undone> {
        match self.errand.goal {
            Goal::Book => Some(Undone::Booking),
            Goal::Reschedule => Some(Undone::Move),
            Goal::Cancel => Some(Undone::Cancellation),
            Goal::Unknown | Goal::Lookup | Goal::Message => None,
        }
    }

    /// Of several, which is not done: what was done in this call stands.
    fn tell_undone(&mut self, undone: Undone) {
        let left = self.given_up();
        if undone == Undone::Booking && !self.booked_here.is_empty() {
            return self.say(&Line::OtherNotBooked);
        }
        if left.is_empty() || !self.has_done_some() {
            return self.say(&Line::Undone(undone));
        }
        self.evidence.extend(left.iter().map(|booked| booked.start));
        let list = match left.as_slice() {
            [only] => self.voice().moment(only.start),
            these => self.listed(these),
        };
        let count = left.len();
        self.say(&Line::StillUndone { undone, count, list });
    }

    /// What was about to be done, and isn't: something else takes its place.
    pub(super) fn tell_what_is_left_undone(&mut self) {
        if let Some(undone) = self.undone().filter(|_| self.is_about_to_act()) {
            self.tell_undone(undone);
        }
    }

    pub(super) const fn is_about_to_act(&self) -> bool {
        matches!(self.table.yes, Some(Yes::Book | Yes::Move | Yes::Cancel))
    }

    pub(super) fn hung_up(&mut self) {
        self.release();
        self.leave_what_remains();
        self.leave_what_waits_for_a_question();
        self.leave_unfinished();
        self.phase = Phase::Over;
        self.awaited = None;
        self.speech.clear();
    }

    pub(super) fn hang_up(&mut self) {
        self.release();
        self.flush();
        self.phase = Phase::Over;
        self.act(Act::Hangup);
    }

    /// Nothing is taken here: says why, and where somebody is. Whoever can be put through is, unless the line is
    /// suspended.
    pub(super) fn turn_away(&mut self, why: Closed) {
        self.say(&Line::Closed(why));
        if why != Closed::Suspended && self.can_transfer() {
            return self.transfer();
        }
        match &self.setting.practice.tenant.transfer_to {
            Some(phone) => self.say(&Line::RingThem { phone: phone.written() }),
            None if why == Closed::Busy => self.say(&Line::RingInAMoment),
            None => {}
        }
        self.say(&Line::IfInDanger);
        self.hang_up();
    }

    /// Whether something was to be left that isn't yet, and that somebody could follow up.
    fn is_unfinished(&self) -> bool {
        let message = self.errand.goal == Goal::Message && self.has_a_message();
        let somebody = self.person.name.is_some() || self.can_be_called();
        let promised = self.aside.promised;
        promised || message || self.errand.request.is_some() && self.errand.goal != Goal::Message && somebody
    }

    /// The caller is gone before all was said: what they wanted is left as far as it is known.
    pub(super) fn leave_unfinished(&mut self) {
        let at_work = self.awaited.as_ref().is_some_and(|awaited| matches!(awaited.job, Job::Note(_)));
        self.ask_to_ring_after_danger();
        if self.is_unfinished() && !at_work {
            let note = self.note();
            if !note.says_nothing() {
                self.act(Act::TakeMessage(note));
            }
        }
    }

    /// Whoever spoke of danger and is gone, with nothing left or done since, is rung back where anybody knows whom to ring.
    fn ask_to_ring_after_danger(&mut self) {
        let told = std::mem::take(&mut self.endangered);
        let somebody = self.person.name.is_some() || self.can_be_called();
        if told.is_empty() || !somebody {
            return;
        }
        if self.errand.request.is_none() && self.errand.goal != Goal::Message {
            self.pursue(Goal::Message);
        }
        self.errand.words.extend(told);
        self.errand.request = Some(Kind::CallBack);
    }

    /// A sentence that nobody could take in whole: said so, rather than heard in part.
    pub(super) fn too_long(&mut self) {
        self.say(&Line::TooLong);
        self.ask_again();
    }

    /// The caller's sentence, for the staff.
    pub(super) fn keep_words(&mut self, text: &str) {
        self.errand.words.push(Pii::new(text.to_owned()));
    }
}
