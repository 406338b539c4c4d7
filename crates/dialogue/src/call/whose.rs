//! For whom an appointment is, and whose one is that is.

use domain::Pii;
use phrases::Intent;

use super::heard::Heard;
use super::mind::{Goal, Then};
use super::naming::{is_half, is_same_person};
use super::{Call, MOST_BOOKINGS};
use crate::asking::Asking;
use crate::io::Booked;
use crate::speech::{Line, Trouble};
use crate::words::{Beside, Whom};

impl Call {
    /// «Pour mon fils», «le rendez-vous de ma mère»: the name that is known is not theirs, unless it was said after
    /// that.
    pub(super) fn learn_patient(&mut self, heard: &Heard) -> bool {
        let of_named = self.errand.goal.needs_proof() && heard.names_owner();
        self.errand.of_named |= of_named;
        let Some(place) = self.relative(heard) else { return of_named };
        if !of_named && !heard.names_after(place) {
            self.keep_own_name(None, None);
            self.forget_name();
        }
        self.errand.for_another = true;
        true
    }

    /// Where somebody is spoken of as whom it is for, or whose it is.
    pub(super) fn relative(&self, heard: &Heard) -> Option<usize> {
        if is_about_existing(heard) || self.errand.goal.needs_proof() {
            heard.words.of_another()
        } else {
            heard.words.for_another()
        }
    }

    /// «Un pour moi et un pour ma fille»: the first now, the other afterwards.
    pub(super) fn learn_company(&mut self, heard: &Heard) -> bool {
        let known = self.errand.then.as_ref().is_some_and(|then| then.whom.is_some());
        let company = self.company(heard).filter(|_| self.errand.goal == Goal::Book && !known);
        let Some([first, then]) = company else { return false };
        if heard.words.everybody().len() > usize::from(MOST_BOOKINGS) {
            self.regret(&Trouble::EnoughBookings);
        }
        self.say(&Line::OneByOne { first: first.0, then: then.0 });
        let begins = Some(first.1.min(then.1)).filter(|place| *place != usize::MAX);
        let (own, named) = heard.names_around(begins);
        let own = own.or(named.filter(|_| begins.is_none()));
        let name = heard.name_of(first.1).or(own.filter(|_| first.0 == Whom::Caller));
        self.keep_own_name(own, name);
        if first.0 != Whom::Caller || name.is_some() {
            self.is_for(first.0, name);
        }
        // Who comes with somebody comes on the same day.
        let beside = heard.words.beside().or(Some(Beside::SameDay));
        let name = heard.name_of(then.1).map(|name| Pii::new(name.to_owned()));
        let before = self.errand.then.take();
        self.errand.then = Some(match before {
            Some(then_service) => Then { whom: Some(then.0), name, ..then_service },
            None => Then { service: None, beside, whom: Some(then.0), name },
        });
        true
    }

    /// The two for whom appointments are wished, where it is more than one, each with its place.
    pub(super) fn company(&self, heard: &Heard) -> Option<[(Whom, usize); 2]> {
        if self.errand.goal.needs_proof() || is_about_existing(heard) {
            return None;
        }
        let also = heard.words.also_for().filter(|_| self.is_booking_for_caller());
        match (heard.words.everybody().as_slice(), also) {
            ([first, then, ..], _) => Some([*first, *then]),
            (_, Some(relative)) => {
                let place = heard.words.for_another().unwrap_or(usize::MAX);
                Some([(Whom::Caller, usize::MAX), (Whom::Relative(relative), place)])
            }
            _ => None,
        }
    }

    /// The errand is for one of several, who may be named already.
    pub(super) fn is_for(&mut self, whom: Whom, name: Option<&str>) {
        self.forget_name();
        self.errand.for_another = matches!(whom, Whom::Relative(_));
        self.person.name = match (name, whom) {
            (Some(name), _) => Some(Pii::new(name.to_owned())),
            (None, Whom::Caller) => self.person.own.clone(),
            (None, _) => None,
        };
        self.person.only_given = self.errand.for_another && name.is_some_and(is_half);
        self.errand.named = self.person.name.is_some();
    }

    /// Whether a booking is under way that is the caller's own.
    fn is_booking_for_caller(&self) -> bool {
        let under_way = !matches!(self.asking(), Asking::Intent | Asking::AnythingElse);
        under_way && self.errand.goal == Goal::Book && !self.errand.for_another
    }

    /// Whether the proof that was given is of whom this errand is about.
    pub(super) fn is_proved_for(&self) -> bool {
        let Some(proved) = &self.proof.of else { return false };
        let theirs = self.errand.for_another || self.errand.of_named;
        let Some(name) = self.person.name.as_ref().filter(|_| self.errand.named && theirs) else {
            return proved.for_another == self.errand.for_another;
        };
        let file = self.table.appointments.iter().flatten().filter(|booked| !self.is_of_call(booked));
        let mut on_file = file.map(|booked| &booked.name).peekable();
        let is_theirs = |known: &Pii<String>| is_same_person(name.reveal(), known.reveal());
        // A code may have gone with the number that calls, whatever name was said: the file tells whose it is.
        match on_file.peek() {
            Some(_) => on_file.any(is_theirs),
            None => proved.name.as_ref().is_some_and(is_theirs),
        }
    }

    /// Whether an appointment is of whom this errand is about.
    pub(super) fn concerns(&self, booked: &Booked) -> bool {
        let name = self.person.name.as_ref().filter(|_| self.errand.named);
        match name {
            _ if !self.is_of_call(booked) => self.is_proved_for(),
            Some(name) => is_same_person(name.reveal(), booked.name.reveal()),
            None => !self.errand.for_another || self.for_others.contains(&booked.appointment),
        }
    }

    fn is_of_call(&self, booked: &Booked) -> bool {
        self.booked_here.iter().any(|own| own.appointment == booked.appointment)
    }

    /// Whose appointment it is, where that is not plainly the caller's own.
    pub(super) fn whose(&self, booked: &Booked) -> Option<String> {
        let alike = self.candidates().iter().all(|other| other.name.reveal() == booked.name.reveal());
        let named = self.person.name.as_ref().filter(|_| self.errand.named);
        let same = named.is_none_or(|name| is_same_person(name.reveal(), booked.name.reveal()));
        let theirs = self.errand.for_another || self.errand.of_named;
        let own = alike && same && !theirs && !self.for_others.contains(&booked.appointment);
        (!own).then(|| booked.name.reveal().clone())
    }
}

/// Whether the sentence is about an appointment that is.
const fn is_about_existing(heard: &Heard) -> bool {
    matches!(heard.frame.intent, Intent::Cancel | Intent::Reschedule | Intent::Lookup)
}
