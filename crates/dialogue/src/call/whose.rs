//! For whom an appointment is, and whose one is that is.

use domain::Pii;
use phrases::Intent;

use super::Call;
use super::heard::Heard;
use super::mind::Goal;
use super::naming::{is_half, is_same_person};
use crate::asking::Asking;
use crate::io::{AppointmentRef, Booked};
use crate::words::Whom;

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
        self.errand.whom = heard.words.whom_at(place);
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

    /// The errand is for one of several, who may be named already.
    pub(super) fn is_for(&mut self, whom: Whom, name: Option<&str>) {
        self.forget_name();
        self.errand.for_another = matches!(whom, Whom::Relative(_));
        self.errand.whom = Some(whom);
        self.person.name = match (name, whom) {
            (Some(name), _) => Some(Pii::new(name.to_owned())),
            (None, Whom::Caller) => self.person.own.clone(),
            (None, _) => None,
        };
        self.person.only_given = self.errand.for_another && name.is_some_and(is_half);
        self.errand.named = self.person.name.is_some();
    }

    /// Whether a booking is under way that is the caller's own.
    pub(super) fn is_booking_for_caller(&self) -> bool {
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
            _ if self.is_settled(booked) => false,
            _ if !self.is_of_call(booked) => self.is_proved_for(),
            Some(name) => is_same_person(name.reveal(), booked.name.reveal()),
            None if self.errand.for_another => self.is_theirs(booked),
            None => true,
        }
    }

    /// Whether it was booked for whom this errand is for: for any other than who calls, where nobody knows more.
    fn is_theirs(&self, booked: &Booked) -> bool {
        let for_them = |(known, whom): &(AppointmentRef, Option<Whom>)| {
            let unsaid = whom.is_none() || self.errand.whom.is_none();
            *known == booked.appointment && (unsaid || *whom == self.errand.whom)
        };
        self.for_others.iter().any(for_them)
    }

    /// Whether this call booked it for somebody else than who calls.
    pub(super) fn is_for_another(&self, booked: &Booked) -> bool {
        self.for_others.iter().any(|(known, _)| *known == booked.appointment)
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
        let own = alike && same && !theirs && !self.is_for_another(booked);
        (!own).then(|| booked.name.reveal().clone())
    }
}

/// Whether the sentence is about an appointment that is.
const fn is_about_existing(heard: &Heard) -> bool {
    matches!(heard.frame.intent, Intent::Cancel | Intent::Reschedule | Intent::Lookup)
}
