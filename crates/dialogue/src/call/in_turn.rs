//! One after the other: appointments that are moved, and what else was said in the same breath.

use super::Call;
use super::heard::Heard;
use super::mind::{Goal, Next, Turn};
use crate::io::Booked;
use crate::speech::Line;
use crate::words::Whom;

impl Call {
    /// What else was said in the same breath is kept for afterwards.
    pub(super) fn learn_what_follows(&mut self, heard: &Heard) {
        self.errand.queue.rest.extend(heard.breath.afterwards.clone().map(Next::Errand));
        if let Some((text, count)) = heard.breath.then.clone() {
            self.errand.queue.rest.insert(0, Next::Words { text, count });
        }
    }

    /// What is moved is asked about for each by itself; what was wished counts for all.
    pub(super) fn one_by_one(&mut self, these: &[Booked]) {
        let Some((first, others)) = these.split_first() else { return };
        self.keep_what_is_wished_of_all();
        let others = others.iter().map(|booked| Next::Appointment(booked.appointment));
        self.errand.queue.rest.splice(0..0, others);
        self.settle_on(first.clone());
    }

    pub(super) fn keep_what_is_wished_of_all(&mut self) {
        self.errand.queue.wished.clone_from(&self.errand.wished);
        self.errand.queue.moved_by = self.errand.moved_by;
    }

    /// With which it begins, and which comes next.
    pub(super) fn say_whose_turn(&mut self, booked: &Booked) {
        self.errand.queue.spoken_of.push(booked.appointment);
        let others = self.errand.queue.rest.iter().map(Next::count).sum();
        let turn = std::mem::replace(&mut self.errand.queue.turn, Turn::Told);
        self.evidence.push(booked.start);
        let when = self.day_or_moment(booked);
        match turn {
            Turn::First if others > 0 => self.say(&Line::BeginWith { when, others }),
            Turn::Next if self.errand.goal == Goal::Reschedule => self.say(&Line::NextIs { when }),
            _ => {}
        }
    }

    /// The day, where it tells the appointment from the others.
    fn day_or_moment(&self, booked: &Booked) -> String {
        let voice = self.voice();
        let day = |booked: &Booked| voice.local(booked.start).date();
        let same_day = self.candidates().iter().filter(|other| day(other) == day(booked)).count();
        if same_day > 1 { voice.moment(booked.start) } else { voice.date(day(booked)) }
    }

    /// Whether some of several were settled already.
    pub(super) fn has_done_some(&self) -> bool {
        self.errand.queue.spoken_of.len() > self.given_up().len()
    }

    /// Whether another part of the same sentence was about it.
    pub(super) fn is_settled(&self, booked: &Booked) -> bool {
        self.errand.goal != Goal::Lookup && self.errand.queue.settled.contains(&booked.appointment)
    }

    /// On to the next of several, or done.
    pub(super) fn next_of_all(&mut self) {
        if self.errand.queue.rest.is_empty() {
            return self.next_or_finished();
        }
        let next = self.errand.queue.rest.remove(0);
        self.errand.queue.turn = Turn::Next;
        self.errand.request = None;
        self.release();
        self.table.subject = None;
        // What is asked now is another question, even in the same words.
        self.last.clear();
        match next {
            Next::Appointment(next) => {
                let known = self.candidates().into_iter().find(|booked| booked.appointment == next);
                let Some(booked) = known else { return self.next_of_all() };
                self.wish_the_same();
                self.settle_on(booked);
            }
            Next::Meant(one) => {
                self.wish_the_same();
                let mut all = self.concerned(&self.candidates());
                all.retain(|booked| !self.errand.queue.spoken_of.contains(&booked.appointment));
                match self.meant_by(&one, &all).as_slice() {
                    [] => self.next_of_all(),
                    [only] => self.settle_on(only.clone()),
                    these => self.ask_which(these),
                }
            }
            Next::Words { text, .. } => self.take_up_next(&text),
            Next::Errand(text) => self.take_up_another(&text),
        }
    }

    /// What was wished of all counts for the next one.
    fn wish_the_same(&mut self) {
        if self.errand.goal == Goal::Reschedule {
            self.errand.practitioner = None;
            self.errand.wished.clone_from(&self.errand.queue.wished);
            self.errand.moved_by = self.errand.queue.moved_by;
        }
    }

    /// Another errand of the same sentence.
    fn take_up_another(&mut self, text: &str) {
        if self.errand.goal != Goal::Book {
            return self.take_up_next(text);
        }
        let (rest, made) =
            (std::mem::take(&mut self.errand.queue.rest), std::mem::take(&mut self.errand.made));
        self.done = Some(self.errand.goal);
        self.pursue(Goal::Unknown);
        (self.errand.queue.rest, self.errand.queue.settled) = (rest, made);
        self.begin_next(text, Goal::Unknown);
    }

    /// What was said of others in the same breath, of the same person.
    fn take_up_next(&mut self, text: &str) {
        let before = std::mem::take(&mut self.errand);
        self.done = Some(before.goal);
        self.errand.named = before.named;
        self.errand.for_another = before.for_another;
        self.errand.of_named = before.of_named;
        self.errand.queue.rest = before.queue.rest;
        self.errand.queue.settled = before.queue.settled;
        self.errand.queue.settled.extend(&before.queue.spoken_of);
        self.errand.queue.order = before.queue.order;
        self.errand.queue.spoken_of = before.queue.spoken_of;
        self.begin_next(text, before.goal);
    }

    fn begin_next(&mut self, text: &str, before: Goal) {
        (self.errand.queue.turn, self.errand.queue.follows) = (Turn::Next, true);
        let heard = self.read(text);
        self.errand.goal = self.goal_of(&heard).unwrap_or(before);
        self.remember(&heard);
        self.learn(&heard);
        if let Some(whom @ Whom::Relative(_)) = self.errand.whom.filter(|_| self.errand.goal.needs_proof()) {
            self.say(&Line::NextFor { whom });
        }
        self.advance();
    }
}
