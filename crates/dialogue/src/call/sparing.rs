//! Appointments that are to stay while others are given up: «tous sauf celui de jeudi».

use jiff::tz::TimeZone;
use phrases::{EntityKind, Frame, Intent, TimeMention};

use super::Call;
use super::choosing::nth_of;
use super::heard::Heard;
use super::mind::{Goal, Next, Yes};
use crate::io::{AppointmentRef, Booked};
use crate::wish;
use crate::words::Words;

/// What is said of an appointment that is to stay. Empty where nobody knows which one is meant.
#[derive(Clone, Debug, Default)]
pub(super) struct Spared {
    times: Vec<TimeMention>,
    /// With whom, and what for.
    named: Vec<String>,
    /// Its place among all.
    nth: Option<i64>,
}

impl Spared {
    /// Those of all that it means.
    fn among<'a>(&self, all: &'a [Booked], zone: &TimeZone) -> Vec<&'a Booked> {
        if let Some(nth) = self.nth {
            return nth_of(all, nth).into_iter().collect();
        }
        all.iter().filter(|booked| self.means(booked, zone)).collect()
    }

    fn means(&self, booked: &Booked, zone: &TimeZone) -> bool {
        let (who, what) = (booked.practitioner.to_string(), booked.service.to_string());
        let timely = || self.times.iter().any(|mention| wish::fits(mention, booked.start, zone));
        let named = || self.named.iter().any(|name| *name == who || *name == what);
        match (self.times.is_empty(), self.named.is_empty()) {
            (true, true) => false,
            (no_time, no_name) => (no_time || timely()) && (no_name || named()),
        }
    }
}

impl Call {
    /// Takes out of a frame what is said of those that are to stay, so that nothing takes it for the opposite.
    pub(super) fn set_spared_apart(&self, frame: &mut Frame, words: &Words) -> Option<Spared> {
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
        // "Except for Friday" is one mention, of which the part has the day.
        let last = |text: &str| Words::of(text).end().saturating_sub(1);
        let stays = |text: &str| words.place_of(text).is_some_and(|at| part.contains(&(at + last(text))));
        let times = frame.times.extract_if(.., |mention| stays(&mention.text)).collect();
        let mut spared = Spared { times, ..Spared::default() };
        frame.ambiguous.clear();
        let named = frame.entities.extract_if(.., |entity| stays(&entity.text));
        for entity in named {
            match entity.kind {
                EntityKind::Practitioner | EntityKind::Service => spared.named.push(entity.value),
                EntityKind::Ordinal => spared.nth = entity.value.parse().ok(),
                _ => {}
            }
        }
        spared.named.append(&mut frame.excluded_practitioners);
        Some(spared)
    }

    /// Keeps in mind which are to stay; whether any were spoken of.
    pub(super) fn learn_spared(&mut self, heard: &Heard) -> bool {
        let Some(spared) = heard.spared.clone().filter(|_| self.errand.goal == Goal::Cancel) else {
            return false;
        };
        if self.table.subject.take_if(|subject| spared.means(subject, &self.setting.zone)).is_some() {
            self.errand.from.clear();
        }
        self.errand.spared.push(spared);
        true
    }

    /// Those of all that are to stay.
    pub(super) fn staying(&self, all: &[Booked]) -> Vec<AppointmentRef> {
        let zone = &self.setting.zone;
        let staying = self.errand.spared.iter().flat_map(|spared| spared.among(all, zone));
        staying.map(|booked| booked.appointment).collect()
    }

    /// Whether one is to stay that is none of these.
    pub(super) fn spares_in_vain(&self, all: &[Booked]) -> bool {
        self.errand.spared.iter().any(|spared| spared.among(all, &self.setting.zone).is_empty())
    }

    /// Whether it was said which are to stay, and not only that some are.
    pub(super) fn names_what_stays(&self) -> bool {
        self.errand.spared.iter().any(|spared| !spared.times.is_empty() || !spared.named.is_empty())
    }

    /// «Oui, mais gardez celui de vendredi»: a yes to what was read back only where something else is to stay.
    pub(super) fn decide_beside(&mut self, spared: &Spared, heard: &Heard) -> bool {
        let Some(subject) = self.table.subject.clone() else { return false };
        let all = self.candidates();
        let staying: Vec<AppointmentRef> =
            spared.among(&all, &self.setting.zone).into_iter().map(|booked| booked.appointment).collect();
        let stays = |one: &AppointmentRef| staying.contains(one);
        self.errand.several.rest.retain(|next| !matches!(next, Next::Appointment(one) if stays(one)));
        if !self.errand.several.together.is_empty() {
            return self.decide_on_those_left(&staying, heard);
        }
        let agrees = heard.words.begins_with_yes();
        if staying.contains(&subject.appointment) && self.errand.several.rest.is_empty() {
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
        self.errand.several.together = others.to_vec();
        if named && heard.words.begins_with_yes() {
            self.agreed(Yes::Cancel);
        } else {
            self.read_back_cancel();
        }
        true
    }
}
