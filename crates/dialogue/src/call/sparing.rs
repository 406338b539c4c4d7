//! Appointments that are to stay while others are given up: «tous sauf celui de jeudi».

use std::ops::Range;

use phrases::{EntityKind, Frame, Intent};

use super::Call;
use super::heard::Heard;
use super::meant::Meant;
use super::mind::{Goal, Next, Yes};
use crate::io::{AppointmentRef, Booked};
use crate::words::Words;

impl Call {
    /// Takes out of a frame what is said of those that are to stay, so that nothing takes it for the opposite. One that
    /// says nothing stands for those of which nobody knows which they are.
    pub(super) fn set_spared_apart(&self, frame: &mut Frame, words: &Words) -> Option<Vec<Meant>> {
        if frame.intent == Intent::Reschedule && words.cancels() && words.sparing().is_some() {
            // «Annulez mardi, mais gardez jeudi» moves nothing.
            frame.intent = Intent::Cancel;
        }
        let wishes = matches!(frame.intent, Intent::Book | Intent::Availability);
        if self.table.yes == Some(Yes::Cancel) && wishes && words.sparing().is_some() {
            // "No, I want to keep the vaccination" books none.
            frame.intent = Intent::Cancel;
        }
        let begins =
            matches!(frame.intent, Intent::Book | Intent::Availability | Intent::Reschedule | Intent::Lookup);
        let cancels = frame.intent == Intent::Cancel || self.errand.goal == Goal::Cancel && !begins;
        let which =
            |kind| matches!(kind, EntityKind::Practitioner | EntityKind::Service | EntityKind::Ordinal);
        let named = frame.entities.iter().filter(|entity| which(entity.kind)).count() + frame.times.len();
        let refused = || words.refused_at_once().filter(|_| named == 1);
        let part = words.sparing().or_else(refused).filter(|_| cancels)?;
        frame.ambiguous.clear();
        let mut spared: Vec<Meant> = Vec::new();
        for place in words.parted_within(part) {
            spared.extend(Some(taken_from(frame, words, &place)).filter(|meant| !meant.is_empty()));
        }
        for who in frame.excluded_practitioners.drain(..) {
            let mut meant = Meant::default();
            meant.add_named(EntityKind::Practitioner, &who, "");
            spared.push(meant);
        }
        Some(if spared.is_empty() { vec![Meant::default()] } else { spared })
    }

    /// Keeps in mind which are to stay; whether any were spoken of.
    pub(super) fn learn_spared(&mut self, heard: &Heard) -> bool {
        let Some(spared) = heard.spared.clone().filter(|_| self.errand.goal == Goal::Cancel) else {
            return false;
        };
        let staying = self.all_meant_by(&spared, &self.candidates());
        if self.table.subject.take_if(|subject| staying.contains(&subject.appointment)).is_some() {
            self.errand.which = Meant::default();
        }
        self.errand.spared.extend(spared);
        true
    }

    /// Those of all that are to stay.
    pub(super) fn staying(&self, all: &[Booked]) -> Vec<AppointmentRef> {
        self.all_meant_by(&self.errand.spared, all)
    }

    fn all_meant_by(&self, each: &[Meant], all: &[Booked]) -> Vec<AppointmentRef> {
        each.iter().flat_map(|one| self.meant_by(one, all)).map(|booked| booked.appointment).collect()
    }

    /// What is said of one that is to stay, and that is none of these.
    pub(super) fn spared_in_vain(&self, all: &[Booked]) -> Option<Meant> {
        self.errand.spared.iter().find(|one| self.meant_by(one, all).is_empty()).cloned()
    }

    /// «Oui, mais gardez celui de vendredi»: a yes to what was read back only where something else is to stay.
    pub(super) fn decide_beside(&mut self, spared: &[Meant], heard: &Heard) -> bool {
        let Some(subject) = self.table.subject.clone() else { return false };
        let staying = self.all_meant_by(spared, &self.candidates());
        let stays = |one: &AppointmentRef| staying.contains(one);
        self.errand.queue.rest.retain(|next| !matches!(next, Next::Appointment(one) if stays(one)));
        if !self.errand.queue.together.is_empty() {
            return self.decide_on_those_left(&staying, heard);
        }
        let agrees = heard.words.begins_with_yes();
        if staying.contains(&subject.appointment) && self.errand.queue.rest.is_empty() {
            self.table.yes = None;
            return false;
        }
        if staying.contains(&subject.appointment) || staying.is_empty() && !agrees {
            self.refused(Yes::Cancel);
        } else if agrees && !staying.is_empty() {
            self.agreed(Yes::Cancel);
        } else {
            self.put_again();
        }
        true
    }

    /// Of those that were read back together, some are to stay: a yes is one to the others, and without it they are
    /// read back again.
    fn decide_on_those_left(&mut self, staying: &[AppointmentRef], heard: &Heard) -> bool {
        let mut left = self.given_up();
        let before = left.len();
        left.retain(|booked| !staying.contains(&booked.appointment));
        let named = left.len() < before;
        let Some((first, others)) = left.split_first() else {
            self.drop_errand();
            return true;
        };
        self.table.subject = Some(first.clone());
        self.errand.queue.together = others.to_vec();
        if named && heard.words.begins_with_yes() {
            self.agreed(Yes::Cancel);
        } else {
            self.read_back_cancel();
        }
        true
    }
}

/// What a stretch of the words says of an appointment, which the frame says no more. "Except for Friday" is one mention,
/// of which the stretch has the day.
fn taken_from(frame: &mut Frame, words: &Words, part: &Range<usize>) -> Meant {
    let last = |text: &str| Words::of(text).end().saturating_sub(1);
    let is_here = |text: &str| words.place_of(text).is_some_and(|at| part.contains(&(at + last(text))));
    let mut meant = Meant::default();
    for mention in frame.times.extract_if(.., |mention| is_here(&mention.text)) {
        meant.add_time(mention);
    }
    for entity in frame.entities.extract_if(.., |entity| is_here(&entity.text)) {
        meant.add_named(entity.kind, &entity.value, &entity.text);
    }
    meant
}
