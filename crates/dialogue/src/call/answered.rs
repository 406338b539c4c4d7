//! What comes of a tool.

use super::Call;
use super::mind::{Job, Left};
use crate::io::Answer;
use crate::speech::{Ask, Trouble};

impl Call {
    pub(super) fn answered(&mut self, job: &Job, answer: Answer) {
        if matches!(job, Job::Cancel) && !matches!(answer, Answer::Cancelled(_)) {
            self.stop_cancelling();
        }
        match (job, answer) {
            // A note that is left is said so; one that isn't is never promised.
            (Job::Note(kind), Answer::Noted) => self.noted(*kind),
            (Job::Note(_), Answer::Unknown) => self.nothing_left(Left::Unknown),
            (Job::Note(_), _) => self.nothing_left(Left::Not),
            (Job::LookUp { .. }, Answer::Quoted { document, words }) => self.quote(document, words),
            // Where it can't be looked up, the answer isn't known either.
            (Job::LookUp { question, otherwise }, _) => self.no_answer(question.reveal(), otherwise),
            (Job::LookUpBeside(question), answer) => {
                let quoted = if let Answer::Quoted { document, words } = answer {
                    Some((document, words))
                } else {
                    None
                };
                self.looked_up_beside(question.reveal(), quoted);
            }
            // What is left needs no proof: where it couldn't be checked, it is left all the same.
            (Job::Verify { .. }, answer)
                if self.leaves_unproved()
                    && !matches!(
                        answer,
                        Answer::Proved { .. } | Answer::NotProved { .. } | Answer::Locked
                    ) =>
            {
                self.advance_request();
            }
            (job, Answer::Unknown) => self.in_doubt(job),
            (_, Answer::Unsure) | (Job::Find, Answer::Slots { known: false, .. }) => {
                self.leave_request(&Trouble::CalendarUnknown);
            }
            (_, Answer::OverQuota) => self.leave_request(&Trouble::OverQuota),
            (_, Answer::Limited) => self.leave_request(&Trouble::Limited),
            (Job::Find, Answer::Slots { offers, exact, .. }) => self.present(offers, exact),
            (Job::Hold { exact }, Answer::Held { offer }) => self.held(offer, *exact),
            (Job::Hold { .. } | Job::Confirm | Job::Move, Answer::Taken { offers }) => self.taken(offers),
            (Job::Find | Job::Hold { .. } | Job::Confirm | Job::Move, Answer::Refused(refusal)) => {
                let trouble = self.refusal(refusal);
                self.release();
                self.regret(&trouble);
                self.reopen_wish();
                self.ask(Ask::OtherTime);
            }
            (Job::Confirm, Answer::Confirmed(booked)) => self.booked(booked),
            (Job::Confirm, Answer::Requested) => self.requested(),
            (Job::Verify { with_name }, Answer::Proved { appointments, reachable }) => {
                self.proved(*with_name, reachable, appointments);
            }
            (Job::Verify { .. }, Answer::NotProved { tries_left: 0 } | Answer::Locked)
                if self.leaves_unproved() =>
            {
                self.leaves_it_locked();
            }
            (Job::Verify { with_name }, Answer::NotProved { tries_left }) => {
                self.not_proved(*with_name, tries_left);
            }
            (Job::Verify { .. }, Answer::Locked) => self.locked(),
            (Job::SendCode, Answer::Noted) => self.code_sent(),
            (Job::Move, Answer::Moved(booked)) => self.moved(&booked),
            (Job::Cancel, Answer::Cancelled(booked)) => self.cancelled(booked),
            (Job::Move | Job::Cancel, Answer::TooLate) => self.too_late(),
            // Failed, or an answer to another question: nothing is known to have been done.
            _ => self.leave_request(&Trouble::Failed),
        }
    }
}
