//! Why a wish cannot be met, from the practice's own facts.

use domain::availability::{self, Asked, Refusal};
use domain::clock;
use domain::ids::ResourceId;
use domain::schedule::{self, Closed};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use phrases::{Grain, TimeMention};

use super::Call;
use crate::speech::Trouble;
use crate::wish;

impl Call {
    /// Why what is offered is not what was wished; nothing when it is.
    pub(super) fn why_not_as_wished(&mut self) -> Option<Trouble> {
        // «Plus tard» than what was offered: that it isn't the first wish was said already.
        if self.errand.wished.is_shifted() {
            return None;
        }
        let zone = self.setting.zone.clone();
        let starts = self.errand.wished.starts(self.now, &zone);
        if let [only] = starts.as_slice() {
            return Some(self.why_not_then(*only));
        }
        let days = self.errand.wished.wish(self.now, &zone).days;
        let offers = &self.table.offers;
        let met = offers.iter().any(|offer| days.iter().any(|span| span.contains(offer.start)));
        if met || days.is_empty() {
            return None;
        }
        Some(match (self.errand.wished.day(), starts.as_slice()) {
            (None, []) => self.why_not_in(&days),
            (Some(day), []) => self.why_not_on(day),
            (_, some) => self.why_none_of(some),
        })
    }

    /// Why none of several starts: that they are taken, unless something else stands against the first.
    fn why_none_of(&mut self, starts: &[Timestamp]) -> Trouble {
        let Some(first) = starts.first() else { return Trouble::FullThen };
        match self.why_not_then(*first) {
            Trouble::Taken { .. } if starts.len() <= 3 => {
                Trouble::Taken { when: self.voice().any_start(starts) }
            }
            Trouble::Taken { .. } => Trouble::FullThen,
            other => other,
        }
    }

    /// Why nothing on several days.
    fn why_not_in(&mut self, days: &[domain::Span]) -> Trouble {
        let zone = self.setting.zone.clone();
        let first = days.iter().map(|span| span.start).min().unwrap_or(self.now);
        let last = days.iter().map(|span| span.end).max().unwrap_or(self.now);
        let who = self.in_question();
        let date = clock::date_at(first, &zone);
        if last <= self.now {
            return Trouble::Past;
        }
        if self.horizon().is_some_and(|horizon| date > horizon) {
            return self.too_far();
        }
        match schedule::closed_because(&self.setting.practice, who.as_ref(), date) {
            Some(closed @ Closed::Closure { .. }) => self.closed(closed, who.as_ref(), date),
            _ => self.full_within(days),
        }
    }

    /// That several days are full, if anybody works on them at all.
    fn full_within(&self, days: &[domain::Span]) -> Trouble {
        let zone = &self.setting.zone;
        let who = self.errand.practitioner.clone().map_or_else(|| self.givers(), |who| vec![who]);
        let hours: Vec<domain::Span> = days
            .iter()
            .flat_map(|span| {
                let dates = dates_in(*span, zone);
                let working = dates.into_iter().flat_map(|date| self.working(date, &who));
                working.filter_map(|hours| hours.intersect(*span)).collect::<Vec<_>>()
            })
            .collect();
        match hours.iter().map(|hours| hours.end).max() {
            None => match &self.errand.practitioner {
                Some(who) => Trouble::NotThen { who: self.voice().who(who) },
                None => Trouble::NobodyThen,
            },
            Some(last) if last <= self.soonest() => Trouble::TooSoon,
            Some(_) => Trouble::FullThen,
        }
    }

    fn why_not_then(&mut self, target: Timestamp) -> Trouble {
        let date = clock::date_at(target, &self.setting.zone);
        if target <= self.now {
            return Trouble::Past;
        }
        if self.horizon().is_some_and(|last| date > last) {
            return self.too_far();
        }
        let who = self.in_question();
        if let Some(closed) = schedule::closed_because(&self.setting.practice, who.as_ref(), date) {
            return self.closed(closed, who.as_ref(), date);
        }
        match self.refusal_of_all(target) {
            Some(Refusal::OutsideHours) if who.is_some() => self.outside_hours(date, who.as_ref()),
            Some(Refusal::OutsideHours | Refusal::Closed) => Trouble::NobodyThen,
            Some(Refusal::Past) => Trouble::Past,
            Some(Refusal::TooSoon) => Trouble::TooSoon,
            Some(Refusal::TooFar) => self.too_far(),
            Some(Refusal::NotOnGrid) => Trouble::NoStartThen { when: self.voice().near(target) },
            _ => Trouble::Taken { when: self.voice().near(target) },
        }
    }

    /// What stands against a start with everybody who could give the service.
    fn refusal_of_all(&self, start: Timestamp) -> Option<Refusal> {
        let service = self.service()?;
        let who = self.errand.practitioner.as_ref();
        let mut nearest = None;
        for practitioner in service.by.iter().filter(|id| who.is_none_or(|who| who == *id)) {
            let asked =
                Asked { service: service.id.clone(), practitioner: practitioner.clone(), start, end: None };
            let refusal = availability::refusal(&self.setting.practice, &asked, self.now)?;
            // Who works then, but begins a little later, is nearer than who doesn't work.
            if nearest.is_none() || refusal == Refusal::NotOnGrid {
                nearest = Some(refusal);
            }
        }
        nearest
    }

    /// Whose hours decide: who is wished, or who alone gives the service.
    fn in_question(&self) -> Option<ResourceId> {
        self.errand.practitioner.clone().or_else(|| match self.givers().as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        })
    }

    fn why_not_on(&mut self, day: Date) -> Trouble {
        let today = clock::date_at(self.now, &self.setting.zone);
        if day < today {
            return Trouble::Past;
        }
        if self.horizon().is_some_and(|last| day > last) {
            return self.too_far();
        }
        let who = self.in_question();
        if let Some(closed) = schedule::closed_because(&self.setting.practice, who.as_ref(), day) {
            return self.closed(closed, who.as_ref(), day);
        }
        let spans = self.working(day, &who.as_ref().map_or_else(|| self.givers(), |who| vec![who.clone()]));
        if spans.is_empty() {
            return Trouble::NobodyThen;
        }
        let wish = self.errand.wished.wish(self.now, &self.setting.zone);
        let hours = |span: &domain::Span| wish.days.iter().filter_map(|wished| span.intersect(*wished)).max();
        match spans.iter().filter_map(hours).max() {
            None => self.outside_hours(day, who.as_ref()),
            Some(last) if last.end <= self.soonest() => Trouble::TooSoon,
            Some(_) => {
                let voice = self.voice();
                Trouble::Full { when: voice.day(day), with: who.map(|who| voice.with(&who)) }
            }
        }
    }

    /// The earliest start that the practice's notice allows.
    fn soonest(&self) -> Timestamp {
        let notice = SignedDuration::from_mins(i64::from(self.setting.practice.tenant.policy.min_notice_min));
        self.now.checked_add(notice).unwrap_or(Timestamp::MAX)
    }

    /// Nothing at all came back.
    pub(super) fn why_nothing(&mut self) -> Trouble {
        let zone = self.setting.zone.clone();
        let starts = self.errand.wished.starts(self.now, &zone);
        let wish = self.errand.wished.wish(self.now, &zone);
        if !starts.is_empty() {
            return self.why_none_of(&starts);
        }
        match self.errand.wished.day() {
            Some(day) => self.why_not_on(day),
            None if !wish.days.is_empty() => self.why_not_in(&wish.days),
            None if wish.before.is_some_and(|before| before <= self.now) => Trouble::Past,
            None if wish.before.is_some_and(|before| before <= self.soonest()) => Trouble::TooSoon,
            None if wish.after.is_some_and(|after| self.is_beyond(after)) => self.too_far(),
            None if self.errand.wished.any => Trouble::NothingFree,
            None => Trouble::NoneLikeThat,
        }
    }

    fn is_beyond(&self, at: Timestamp) -> bool {
        self.horizon().is_some_and(|last| clock::date_at(at, &self.setting.zone) > last)
    }

    pub(super) fn refusal(&mut self, refusal: Refusal) -> Trouble {
        match refusal {
            Refusal::UnknownService => Trouble::UnknownService,
            Refusal::Past => Trouble::Past,
            Refusal::TooSoon => Trouble::TooSoon,
            Refusal::TooFar => self.too_far(),
            Refusal::Closed | Refusal::OutsideHours => Trouble::NobodyThen,
            Refusal::UnknownPractitioner
            | Refusal::NotByThisPractitioner
            | Refusal::WrongLength
            | Refusal::NotOnGrid => Trouble::NoneLikeThat,
        }
    }

    fn too_far(&mut self) -> Trouble {
        let last = self.horizon();
        Trouble::TooFar { until: last.map(|last| self.voice().date(last)).unwrap_or_default() }
    }

    /// The last date that can be booked.
    pub(super) fn horizon(&self) -> Option<Date> {
        let days = i64::from(self.setting.practice.tenant.policy.horizon_days);
        clock::date_at(self.now, &self.setting.zone).checked_add(days.days()).ok()
    }

    pub(super) fn closed(&mut self, closed: Closed, who: Option<&ResourceId>, date: Date) -> Trouble {
        let voice = self.voice();
        let day = voice.date(date);
        self.quotes.push(day.clone());
        match (closed, who) {
            (Closed::Holiday(holiday), _) => {
                let name = holiday.name(self.lang).to_owned();
                self.quotes.push(name.clone());
                Trouble::Holiday { day, name }
            }
            (Closed::Closure { to, .. }, _) if to > date => {
                let until = voice.date(to);
                self.quotes.push(until.clone());
                Trouble::Closure { day, until }
            }
            (Closed::Closure { .. } | Closed::DayOff, None) => Trouble::ClosedDay { day },
            (Closed::Closure { .. }, Some(id)) => Trouble::DayOff { who: voice.who(id), day },
            (Closed::DayOff, Some(id)) => {
                let habit = voice.habit(date);
                self.quotes.push(habit.clone());
                Trouble::DayOff { who: voice.who(id), day: habit }
            }
        }
    }

    fn outside_hours(&mut self, date: Date, who: Option<&ResourceId>) -> Trouble {
        let hours = self.hours_in_words(date, who);
        self.quotes.push(hours.clone());
        Trouble::OutsideHours { hours }
    }

    /// «de 9 h à 12 h 30 et de 14 h à 18 h 30».
    pub(super) fn hours_in_words(&self, date: Date, who: Option<&ResourceId>) -> String {
        let voice = self.voice();
        let all = || self.setting.practice.practitioners.iter().map(|p| p.id.clone()).collect();
        let who: Vec<ResourceId> = who.map_or_else(all, |who| vec![who.clone()]);
        let stretches: Vec<String> =
            self.working(date, &who).iter().map(|span| voice.stretch(*span)).collect();
        voice.all_of(&stretches)
    }

    /// When anybody of these works on a date.
    pub(super) fn working(&self, date: Date, who: &[ResourceId]) -> Vec<domain::Span> {
        let practice = &self.setting.practice;
        let mut spans: Vec<domain::Span> =
            who.iter().flat_map(|id| schedule::working(practice, id, date)).collect();
        spans.sort_unstable();
        let mut merged: Vec<domain::Span> = Vec::new();
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => merged.push(span),
            }
        }
        merged
    }

    pub(super) fn morning_of(&self, date: Date) -> Option<Timestamp> {
        clock::instant(date, 0, &self.setting.zone, clock::Edge::Start)
    }

    /// Whether anybody works at an hour that a phrase may mean. Days are not narrowed.
    pub(super) fn somebody_works(&self, reading: &TimeMention) -> bool {
        let Some(start) = reading.start.filter(|_| reading.grain <= Grain::Hour) else { return true };
        let Some(at) = wish::instant(start, &self.setting.zone) else { return false };
        self.is_open(start.date(), at)
    }

    fn is_open(&self, date: Date, at: Timestamp) -> bool {
        let practice = &self.setting.practice;
        let mut spans = practice.practitioners.iter().flat_map(|p| schedule::working(practice, &p.id, date));
        spans.any(|span| span.contains(at))
    }

    /// Whether somebody can take the call: there is a number, and the practice is open.
    pub(super) fn can_transfer(&self) -> bool {
        self.setting.transfers
            && self.setting.practice.tenant.transfer_to.is_some()
            && self.is_open(clock::date_at(self.now, &self.setting.zone), self.now)
    }
}

/// The local dates of a span, at most a quarter's.
fn dates_in(span: domain::Span, zone: &jiff::tz::TimeZone) -> Vec<Date> {
    let last = clock::date_at(span.end, zone);
    let dates = std::iter::successors(Some(clock::date_at(span.start, zone)), |date| date.tomorrow().ok());
    dates.take(100).take_while(|date| *date <= last).collect()
}
