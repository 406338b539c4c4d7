//! Which appointments are meant: what is said of one, and those that it is true of.

use domain::ids::{ResourceId, ServiceId};
use phrases::{EntityKind, Frame, Role, TimeMention};

use super::Call;
use super::choosing::nth_of;
use super::mind::Goal;
use crate::io::{AppointmentRef, Booked};
use crate::speech::Trouble;
use crate::wish;
use crate::words::Words;

/// What is said of an appointment. Empty where nobody knows which one is meant.
#[derive(Clone, Debug, Default)]
pub(super) struct Meant {
    pub(super) times: Vec<TimeMention>,
    /// With whom.
    pub(super) practitioners: Vec<ResourceId>,
    /// With somebody who doesn't work here.
    pub(super) strangers: Vec<String>,
    /// What for.
    pub(super) services: Vec<ServiceId>,
    /// Its place among all, or theirs: «les deux premiers».
    pub(super) places: Vec<i64>,
    /// All but those that were spoken of: «les deux autres».
    pub(super) others: bool,
    /// All that it is true of: «mes rendez-vous de mardi».
    pub(super) plural: bool,
    /// The caller's own words for it.
    pub(super) words: String,
}

impl Meant {
    /// Those at some places in the list.
    pub(super) fn at(places: Vec<i64>) -> Self {
        Self { plural: places.len() > 1, places, ..Self::default() }
    }

    /// Those that nothing else was said of.
    pub(super) fn others() -> Self {
        Self { others: true, plural: true, ..Self::default() }
    }

    /// What a sentence says of an appointment that is changed or asked about.
    pub(super) fn in_frame(frame: &Frame, goal: Goal) -> Option<Self> {
        let of_it = |mention: &&TimeMention| match goal {
            Goal::Reschedule => mention.role == Role::From,
            _ => mention.role != Role::Not,
        };
        let mut meant = Self::default();
        meant.strangers.clone_from(&frame.unknown_practitioners);
        for mention in frame.times.iter().filter(of_it) {
            meant.add_time(mention.clone());
        }
        for entity in &frame.entities {
            if entity.kind != EntityKind::Ordinal || meant.places.is_empty() {
                meant.add_named(entity.kind, &entity.value, &entity.text);
            }
        }
        Some(meant).filter(|meant| !meant.is_empty())
    }

    pub(super) fn add_time(&mut self, mention: TimeMention) {
        self.add_words(&mention.text);
        self.times.push(mention);
    }

    /// With whom, what for, or which of them, where that is what was named.
    pub(super) fn add_named(&mut self, kind: EntityKind, value: &str, text: &str) {
        match kind {
            EntityKind::Practitioner => self.practitioners.extend(value.parse::<ResourceId>().ok()),
            EntityKind::Service => self.services.extend(value.parse::<ServiceId>().ok()),
            EntityKind::Ordinal => self.places.extend(value.parse::<i64>().ok()),
            _ => return,
        }
        self.add_words(text);
    }

    fn add_words(&mut self, text: &str) {
        if !self.words.is_empty() {
            self.words.push(' ');
        }
        self.words.push_str(text);
    }

    pub(super) const fn is_empty(&self) -> bool {
        !self.others && !self.tells() && self.places.is_empty()
    }

    /// Whether anything is said of it but its place.
    pub(super) const fn tells(&self) -> bool {
        !self.times.is_empty() || !self.services.is_empty() || self.tells_with_whom()
    }

    const fn tells_with_whom(&self) -> bool {
        !self.practitioners.is_empty() || !self.strangers.is_empty()
    }

    /// The same, whoever it is with.
    fn with_anybody(&self) -> Self {
        Self { practitioners: Vec::new(), strangers: Vec::new(), ..self.clone() }
    }

    /// With what is said of it besides; what is said anew holds.
    pub(super) fn narrowed_by(&self, said: &Self) -> Self {
        fn last<T: Clone>(said: &[T], before: &[T]) -> Vec<T> {
            if said.is_empty() { before.to_vec() } else { said.to_vec() }
        }
        Self {
            times: last(&said.times, &self.times),
            practitioners: last(&said.practitioners, &self.practitioners),
            strangers: last(&said.strangers, &self.strangers),
            services: last(&said.services, &self.services),
            places: said.places.clone(),
            words: format!("{} {}", self.words, said.words).trim().to_owned(),
            ..said.clone()
        }
    }
}

impl Call {
    /// Those of all that the caller's words mean, less those that are to stay.
    pub(super) fn matching(&self, all: &[Booked]) -> Vec<Booked> {
        let staying = self.staying(all);
        let goes = |booked: &&Booked| !staying.contains(&booked.appointment);
        let going: Vec<Booked> = all.iter().filter(goes).cloned().collect();
        let (each, which) = (&self.errand.queue.meant, &self.errand.which);
        let mut meant: Vec<Booked> = match each.as_slice() {
            [] if which.is_empty() => return going,
            [] => self.meant_by(which, &going),
            each => each.iter().flat_map(|one| self.meant_by(one, &going)).collect(),
        };
        meant.sort_by_key(|booked| (booked.start, booked.appointment));
        meant.dedup_by_key(|booked| booked.appointment);
        meant
    }

    /// Those of all that one description is true of. What contradicts it in anything isn't meant, however near it is.
    pub(super) fn meant_by(&self, one: &Meant, all: &[Booked]) -> Vec<Booked> {
        let found = self.told_by(one, all);
        let moving = self.errand.goal == Goal::Reschedule && one.tells_with_whom();
        if !moving || !found.is_empty() {
            return found;
        }
        // «Déplacez celui de jeudi avec le docteur Benali»: it goes to him.
        let one = one.with_anybody();
        if one.is_empty() { all.to_vec() } else { self.told_by(&one, all) }
    }

    fn told_by(&self, one: &Meant, all: &[Booked]) -> Vec<Booked> {
        if one.is_empty() || !one.strangers.is_empty() {
            return Vec::new();
        }
        let zone = &self.setting.zone;
        let of_it = |booked: &&Booked| {
            let other = !one.others || !self.errand.queue.spoken_of.contains(&booked.appointment);
            let with = one.practitioners.is_empty() || one.practitioners.contains(&booked.practitioner);
            other && with && (one.services.is_empty() || self.is_for_one_of(&one.services, booked))
        };
        let named: Vec<&Booked> = all.iter().filter(of_it).collect();
        let then =
            |booked: &&&Booked| one.times.iter().all(|mention| wish::fits(mention, booked.start, zone));
        let mut told: Vec<&Booked> = named.iter().filter(then).copied().collect();
        if told.is_empty() {
            // «Celui de mardi ou celui de vendredi»: either may be the one.
            let (of_any_day, dated): (Vec<_>, Vec<_>) =
                one.times.iter().partition(|mention| mention.any_date);
            let some = |times: &[&TimeMention], booked: &Booked| {
                times.is_empty() || times.iter().any(|mention| wish::fits(mention, booked.start, zone))
            };
            told = named.into_iter().filter(|it| some(&of_any_day, it) && some(&dated, it)).collect();
        }
        self.at_their_places(one, &told.into_iter().cloned().collect::<Vec<_>>(), all)
    }

    /// Of those that are told of, the ones at the places that are named: among all, or else among these alone («le
    /// premier de jeudi»).
    fn at_their_places(&self, one: &Meant, told: &[Booked], all: &[Booked]) -> Vec<Booked> {
        if one.places.is_empty() {
            return told.to_vec();
        }
        let of_all = one.places.iter().filter_map(|nth| self.nth_of_told(*nth, all));
        let among: Vec<Booked> = of_all.filter(|booked| told.contains(booked)).collect();
        if !among.is_empty() || !one.tells() {
            return among;
        }
        one.places.iter().filter_map(|nth| nth_of(told, *nth)).cloned().collect()
    }

    /// Whether an appointment is for one of these: a first consultation is a consultation.
    fn is_for_one_of(&self, services: &[ServiceId], booked: &Booked) -> bool {
        let name = |id: &ServiceId| self.setting.practice.service(id).and_then(|it| it.name.get(self.lang));
        let is_one = |said: &ServiceId| {
            let kind = name(said).zip(name(&booked.service));
            *said == booked.service || kind.is_some_and(|(said, own)| Words::of(own).place_of(said).is_some())
        };
        services.iter().any(is_one)
    }

    /// Takes in what is said of the one appointment of this errand: anew, where it isn't true of the one that was settled
    /// on, or means nothing beside what was said before.
    pub(super) fn learn_meant(&mut self, said: &Meant) {
        let all = self.concerned(&self.candidates());
        let moving = self.errand.goal == Goal::Reschedule;
        if let Some(subject) = &self.table.subject {
            let told = if moving { said.with_anybody() } else { said.clone() };
            let found = self.meant_by(&told, &all);
            let is_it = found.iter().any(|booked| booked.appointment == subject.appointment);
            // Where it goes is said in words that may name a service as well.
            let of_its_aim = moving && found.is_empty() && told.times.is_empty() && told.places.is_empty();
            if !is_it && !of_its_aim {
                let subject = subject.appointment;
                self.errand.queue.spoken_of.retain(|one| *one != subject);
                self.table.subject = None;
                self.errand.which = told;
                // Whom the other one was with, and what for.
                if moving && said.practitioners.is_empty() {
                    (self.errand.practitioner, self.errand.service) = (None, None);
                }
            }
            return;
        }
        let narrowed = self.errand.which.narrowed_by(said);
        let means_nothing = self.meant_by(&narrowed, &all).is_empty();
        let alone = means_nothing && !self.meant_by(said, &all).is_empty();
        self.errand.which = if alone { said.clone() } else { narrowed };
    }

    /// There is none of which this is true.
    pub(super) fn regret_none(&mut self, one: &Meant) {
        if let Some(name) = one.strangers.first().cloned() {
            self.quotes.push(name.clone());
            return self.regret(&Trouble::NobodyOfThatName { name });
        }
        if !one.tells() {
            self.quotes.push(one.words.clone());
            return self.regret(&Trouble::NoneLikeIt { words: one.words.clone() });
        }
        let voice = self.voice();
        let what: Vec<String> = one.services.iter().map(|service| voice.what(service)).collect();
        let with: Vec<String> = one.practitioners.iter().map(|who| voice.with(who)).collect();
        let when = voice.when(&one.times);
        self.quotes.push(when.clone());
        self.regret(&Trouble::NoneThen { what: voice.any_of(&what), when, with: voice.any_of(&with) });
    }

    /// «Annulez-le», of what was just talked about.
    pub(super) fn talked_of_among(&self, these: &[Booked]) -> Option<Booked> {
        let plain = self.errand.which.is_empty() && !self.errand.another;
        let it = self.talked_of.filter(|_| plain)?;
        these.iter().find(|booked| booked.appointment == it).cloned()
    }

    /// «Le premier», of those that were told last.
    fn nth_of_told(&self, nth: i64, these: &[Booked]) -> Option<Booked> {
        let order = &self.errand.queue.order;
        let order = if order.is_empty() { self.order_of(these) } else { order.clone() };
        let it = nth_of(&order, nth)?;
        these.iter().find(|booked| booked.appointment == *it).cloned()
    }

    /// As they were told last, or else by their time.
    pub(super) fn order_of(&self, these: &[Booked]) -> Vec<AppointmentRef> {
        let all: Vec<AppointmentRef> = these.iter().map(|booked| booked.appointment).collect();
        let listed = self.table.listed.iter().map(|booked| booked.appointment);
        let listed: Vec<AppointmentRef> = listed.filter(|one| all.contains(one)).collect();
        if listed.len() > 1 { listed } else { all }
    }
}
