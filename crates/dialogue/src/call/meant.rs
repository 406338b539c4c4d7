//! Which appointments are meant, by what is said of each.

use jiff::tz::TimeZone;
use phrases::{EntityKind, Frame, Role, TimeMention};

use super::Call;
use super::choosing::nth_of;
use super::mind::Goal;
use crate::io::{AppointmentRef, Booked};
use crate::wish;

/// What is said of an appointment. Empty where nobody knows which one is meant.
#[derive(Clone, Debug, Default)]
pub(super) struct Meant {
    pub(super) times: Vec<TimeMention>,
    /// With whom, and what for.
    pub(super) named: Vec<String>,
    /// Its place among all, or theirs: «les deux premiers».
    pub(super) places: Vec<i64>,
    /// All but those that were spoken of: «les deux autres».
    pub(super) others: bool,
    /// Of several, all are meant: «mes rendez-vous de mardi».
    pub(super) several: bool,
    /// The caller's own words for it.
    pub(super) words: String,
}

impl Meant {
    /// Those at some places in the list.
    pub(super) fn at(places: Vec<i64>) -> Self {
        Self { several: places.len() > 1, places, ..Self::default() }
    }

    /// Those that nothing else was said of.
    pub(super) fn others() -> Self {
        Self { others: true, several: true, ..Self::default() }
    }

    /// What a sentence says of an appointment that is cancelled or moved.
    pub(super) fn in_frame(frame: &Frame, goal: Goal) -> Option<Self> {
        let of_it = |mention: &&TimeMention| match goal {
            Goal::Reschedule => mention.role == Role::From,
            _ => mention.role != Role::Not,
        };
        let times: Vec<TimeMention> = frame.times.iter().filter(of_it).cloned().collect();
        let (mut named, mut places) = (Vec::new(), Vec::new());
        let mut words: Vec<&str> = times.iter().map(|mention| mention.text.as_str()).collect();
        for entity in &frame.entities {
            match entity.kind {
                EntityKind::Practitioner | EntityKind::Service => named.push(entity.value.clone()),
                EntityKind::Ordinal => {
                    places.extend(entity.value.parse::<i64>().ok().filter(|_| places.is_empty()));
                }
                _ => continue,
            }
            words.push(&entity.text);
        }
        let words = words.join(" ");
        (!words.is_empty()).then_some(Self { times, named, places, words, ..Self::default() })
    }

    /// Whether it is true of an appointment, apart from its place.
    pub(super) fn fits(&self, booked: &Booked, zone: &TimeZone) -> bool {
        let (who, what) = (booked.practitioner.to_string(), booked.service.to_string());
        let of_them = |name: &String| *name == who || *name == what;
        let said = !self.times.is_empty() || !self.named.is_empty();
        said && self.times.iter().all(|mention| wish::fits(mention, booked.start, zone))
            && self.named.iter().all(of_them)
    }
}

impl Call {
    /// Those of all that the caller's words mean: by time, and by practitioner where that leaves any.
    pub(super) fn matching(&self, all: &[Booked]) -> Vec<Booked> {
        let zone = &self.setting.zone;
        let fits = |mention: &TimeMention, booked: &Booked| {
            wish::fits(mention, booked.start, zone) == (mention.role != Role::Not)
        };
        let from = &self.errand.from;
        let staying = self.staying(all);
        let goes = |booked: &&Booked| !staying.contains(&booked.appointment);
        let going: Vec<Booked> = all.iter().filter(goes).cloned().collect();
        let each = &self.errand.several.meant;
        if !each.is_empty() {
            let mut meant: Vec<Booked> = each.iter().flat_map(|one| self.meant_by(one, &going)).collect();
            meant.sort_by_key(|booked| (booked.start, booked.appointment));
            meant.dedup_by_key(|booked| booked.appointment);
            return meant;
        }
        let at_all = |booked: &&Booked| from.iter().all(|mention| fits(mention, booked));
        // «Celui de mardi ou celui de vendredi»: either may be the one.
        let at_any = |booked: &&Booked| from.iter().any(|mention| fits(mention, booked));
        let timely: Vec<Booked> = going.iter().filter(at_all).cloned().collect();
        let either = || going.iter().filter(at_any).cloned().collect();
        let timely = if timely.is_empty() { either() } else { timely };
        let timely = some_or_all(timely, |b| self.errand.practitioner.as_ref() == Some(&b.practitioner));
        some_or_all(timely, |b| self.errand.service.as_ref() == Some(&b.service))
    }

    /// Those of all that one description is true of.
    pub(super) fn meant_by(&self, one: &Meant, all: &[Booked]) -> Vec<Booked> {
        let spoken_of = &self.errand.several.spoken_of;
        let is_other = |booked: &Booked| one.others && !spoken_of.contains(&booked.appointment);
        let of_it = |booked: &&Booked| is_other(booked) || one.fits(booked, &self.setting.zone);
        if one.places.is_empty() {
            return all.iter().filter(of_it).cloned().collect();
        }
        one.places.iter().filter_map(|nth| self.nth_of_told(*nth, all)).collect()
    }

    /// «Annulez-le», of what was just talked about.
    pub(super) fn talked_of_among(&self, several: &[Booked]) -> Option<Booked> {
        let plain = self.errand.from.is_empty() && !self.errand.another && self.errand.nth.is_none();
        let it = self.talked_of.filter(|_| plain)?;
        several.iter().find(|booked| booked.appointment == it).cloned()
    }

    /// «Annulez le premier», of those that were told last.
    pub(super) fn nth_of_told(&self, nth: i64, several: &[Booked]) -> Option<Booked> {
        let order = &self.errand.several.order;
        let order = if order.is_empty() { self.order_of(several) } else { order.clone() };
        let it = nth_of(&order, nth)?;
        several.iter().find(|booked| booked.appointment == *it).cloned()
    }

    /// As they were told last, or else by their time.
    pub(super) fn order_of(&self, several: &[Booked]) -> Vec<AppointmentRef> {
        let all: Vec<AppointmentRef> = several.iter().map(|booked| booked.appointment).collect();
        let listed = self.table.listed.iter().map(|booked| booked.appointment);
        let listed: Vec<AppointmentRef> = listed.filter(|one| all.contains(one)).collect();
        if listed.len() > 1 { listed } else { all }
    }
}

/// Those that pass, when any does.
fn some_or_all(all: Vec<Booked>, pass: impl Fn(&Booked) -> bool) -> Vec<Booked> {
    let some: Vec<Booked> = all.iter().filter(|booked| pass(booked)).cloned().collect();
    if some.is_empty() { all } else { some }
}
