//! After a booking: it is corrected, or another one follows.

use domain::request::Kind;
use phrases::{EntityKind, Intent};

use super::Call;
use super::hearing::Heard;
use super::mind::Goal;
use crate::asking::Asking;
use crate::io::Booked;
use crate::wish;
use crate::words::Beside;

impl Call {
    /// Takes what is said after a booking as being about it, where it is; whether that settled the turn.
    pub(super) fn after_booking(&mut self, heard: &Heard) -> bool {
        let idle = self.asking() == Asking::AnythingElse && self.errand.goal == Goal::Unknown;
        let Some(last) = self.last_booked().filter(|_| idle && leaves_it_open(heard.frame.intent)) else {
            return false;
        };
        let follows = heard.words.for_another().is_some() || heard.words.beside().is_some();
        if follows {
            self.book_another(heard, &last);
            true
        } else if heard.words.takes_back() && !heard.words.one_more() {
            self.correct(heard, last)
        } else {
            false
        }
    }

    /// What this call booked and talked about last.
    fn last_booked(&self) -> Option<Booked> {
        let of = |booked: &&Booked| Some(booked.appointment) == self.talked_of;
        self.booked_here.iter().find(of).or_else(|| self.booked_here.last()).cloned()
    }

    /// «Et pour mon mari, juste après»: the same again, as far as nothing else is said.
    fn book_another(&mut self, heard: &Heard, last: &Booked) {
        self.pursue(Goal::Book);
        self.errand.service = Some(last.service.clone());
        self.errand.practitioner = Some(last.practitioner.clone());
        self.learn(heard);
        self.advance();
    }

    /// «Ah non, plutôt 15 heures»: who has just booked it may move it; a name or a number is for the staff to change.
    fn correct(&mut self, heard: &Heard, last: Booked) -> bool {
        let frame = &heard.frame;
        let when = !frame.times.is_empty() || frame.same_hour || frame.moved_by.is_some();
        let who = heard.entity(EntityKind::Practitioner).is_some();
        let person = heard.entity(EntityKind::PersonName).is_some() || heard.phone().is_some();
        if when || who || frame.earlier_later.is_some() {
            self.pursue(Goal::Reschedule);
            self.table.subject = Some(last.clone());
            self.errand.service = Some(last.service.clone());
            self.learn(heard);
            self.errand.practitioner.get_or_insert_with(|| last.practitioner.clone());
            if who && !when {
                self.keep_the_hour(&last);
            }
            self.table.subject.get_or_insert(last);
            match frame.earlier_later.filter(|_| !when) {
                Some(shift) => self.shift(shift),
                None => self.advance(),
            }
        } else if person {
            self.pursue(Goal::Message);
            self.keep_words(&heard.text);
            self.errand.request = Some(Kind::Message);
            self.table.subject = Some(last);
            self.advance_request();
        } else {
            return false;
        }
        true
    }

    /// «Plutôt avec le docteur Benali», and no word of when: then when it was.
    fn keep_the_hour(&mut self, last: &Booked) {
        let at = self.setting.zone.to_datetime(last.start);
        self.errand.wished.same_hour(at);
        self.errand.wished.stay_on(at.date());
    }

    /// Puts the wish where it was said to be in relation to what was booked before.
    pub(super) fn place_beside(&mut self) {
        let Some(beside) = self.errand.beside.filter(|_| !self.errand.wished.is_known()) else { return };
        if let Some(last) = self.last_booked() {
            self.errand.wished.follow(self.setting.zone.to_datetime(last.end));
        } else if beside == Beside::RightAfter {
            self.errand.beside = None;
        }
    }

    /// Of «juste après», the offer that is: it need not be chosen.
    pub(super) fn is_right_after(&self, start: jiff::Timestamp) -> bool {
        let last = self.last_booked().filter(|_| self.errand.beside == Some(Beside::RightAfter));
        last.is_some_and(|last| wish::follows(last.end, start))
    }
}

/// Words that name no other errand of their own.
const fn leaves_it_open(intent: Intent) -> bool {
    !matches!(intent, Intent::Cancel | Intent::Lookup | Intent::Reschedule | Intent::Info | Intent::Human)
}
