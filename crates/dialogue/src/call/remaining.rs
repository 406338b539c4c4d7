//! What remains of several when the caller is gone in the middle of them: the staff hears of it.

use super::Call;
use super::mind::{Goal, Job, Next};
use crate::io::Booked;
use crate::speech::Wanting;

impl Call {
    /// Where some of what was said in one breath is done, or being done, what isn't is kept for the staff.
    pub(super) fn leave_what_remains(&mut self) {
        let job = self.awaited.as_ref().map(|awaited| &awaited.job);
        let at_work = matches!(job, Some(Job::Cancel | Job::Move | Job::Confirm | Job::Note(_)));
        let follows = self.errand.queue.follows;
        let some_done = follows || !self.errand.made.is_empty() || self.has_done_some();
        if !at_work && !some_done {
            return;
        }
        if matches!(job, Some(Job::Note(_))) {
            // What is being left bears those already.
            self.errand.words.clear();
            self.awaited = None;
        }
        let before = self.errand.words.len();
        let undone = follows && !at_work;
        match self.errand.goal {
            Goal::Cancel if at_work => self.leave_those_together(),
            Goal::Reschedule => self.leave_to_move(at_work),
            Goal::Book => self.leave_those_wanted(at_work),
            _ => {}
        }
        for next in std::mem::take(&mut self.errand.queue.rest) {
            if let Next::Words { text, .. } | Next::Errand(text) = next {
                self.keep_words(&text);
            }
        }
        if undone || self.errand.words.len() > before {
            let kind = self.kind_of_request();
            self.errand.request.get_or_insert(kind);
            if self.errand.for_another {
                self.person.name = self.person.own.clone().or_else(|| self.person.name.take());
            }
        }
    }

    /// One yes was for all of them: the first is being cancelled, the others are for the staff.
    fn leave_those_together(&mut self) {
        if self.errand.queue.together.is_empty() {
            return;
        }
        self.table.subject = Some(self.errand.queue.together.remove(0));
        self.leave_to_cancel();
    }

    /// Those that are still to be moved, less the one that is being moved.
    fn leave_to_move(&mut self, at_work: bool) {
        let under_way = self.table.subject.take().filter(|_| !at_work);
        let all = self.candidates();
        let of_rest = |next: &Next| match next {
            Next::Appointment(it) => all.iter().filter(|booked| booked.appointment == *it).cloned().collect(),
            Next::Meant(one) => self.meant_by(one, &all),
            Next::Words { .. } | Next::Errand(_) => Vec::new(),
        };
        let rest = self.errand.queue.rest.iter().flat_map(of_rest);
        let left: Vec<Booked> = under_way.into_iter().chain(rest).collect();
        if let Some(first) = left.first() {
            let words = self.voice().to_be_moved(&self.listed(&left));
            self.table.subject = Some(first.clone());
            self.keep_words(&words);
        }
    }

    /// The bookings that are still to be made, less the one that is being made.
    fn leave_those_wanted(&mut self, at_work: bool) {
        let assumed = self.service().map(|service| service.id.clone());
        let current = self.wanting(assumed.as_ref(), self.errand.whom);
        let later = self.errand.then.iter().map(|then| self.wanting(then.service.as_ref(), then.whom));
        let left: Vec<Wanting> = Some(current).filter(|_| !at_work).into_iter().chain(later).collect();
        if !left.is_empty() {
            let words = self.voice().to_be_booked(&left);
            self.keep_words(&words);
        }
    }
}
