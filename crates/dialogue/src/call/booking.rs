//! A new appointment: what is missing is asked, what is wished is looked for, what is chosen is kept and read back.

use domain::Span;
use domain::clock;
use domain::ids::ResourceId;
use domain::wish::Wish;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::mind::{Goal, Job, Yes};
use super::{Call, MOST_BOOKINGS};
use crate::guard::Claim;
use crate::io::{Act, Booked, Offer, Search};
use crate::speech::{Ask, Line, Trouble};
use crate::wish;

/// What is shorter is a part of a day, whatever the clocks do.
const A_DAY: SignedDuration = SignedDuration::from_hours(20);

impl Call {
    pub(super) fn advance_booking(&mut self) {
        if self.tally.booked >= MOST_BOOKINGS {
            return self.leave_request(&Trouble::EnoughBookings);
        }
        if self.errand.instead {
            return self.ask_what_instead();
        }
        if self.service().is_none() || self.errand.service.is_none() && !self.gives_default() {
            return self.ask_service();
        }
        self.suits_practitioner();
        if self.table.held.is_some() {
            return self.collect();
        }
        self.seek();
    }

    /// What is kept still needs a name, a number, and a yes.
    fn collect(&mut self) {
        if !self.asks_for_person() {
            self.read_back();
        }
    }

    const fn is_complete(&self) -> bool {
        matches!(self.errand.goal, Goal::Reschedule) || self.person.name.is_some() && self.has_settled_phone()
    }

    /// Whether the practitioner who is wished gives what the practice assumes when no service is named.
    fn gives_default(&self) -> bool {
        let assumed = self.setting.practice.default_service();
        let who = self.errand.practitioner.as_ref();
        who.zip(assumed).is_none_or(|(who, assumed)| assumed.by.contains(who))
    }

    fn ask_service(&mut self) {
        let voice = self.voice();
        let who = self.errand.practitioner.as_ref();
        let given =
            self.setting.practice.services.iter().filter(|s| who.is_none_or(|who| s.by.contains(who)));
        let names: Vec<String> = given.map(|service| voice.what(&service.id)).collect();
        self.ask(Ask::Service(voice.any_of(&names)));
    }

    /// Looks for what is wished, puts again what is on the table, or asks when.
    pub(super) fn seek(&mut self) {
        self.place_beside();
        if !self.table.offers.is_empty() {
            return self.ask_choice();
        }
        if self.errand.wished.is_known() {
            return self.search();
        }
        self.ask_when();
    }

    pub(super) fn ask_when(&mut self) {
        self.ask(if self.errand.goal == Goal::Reschedule { Ask::MoveTo } else { Ask::Time });
    }

    fn search(&mut self) {
        let Some(service) = self.service().map(|service| service.id.clone()) else {
            return self.ask_service();
        };
        let moving = self.table.subject.as_ref().map(|subject| subject.appointment);
        let search = Search {
            service,
            practitioners: self.wanted(),
            wish: self.wish(),
            moving: moving.filter(|_| self.errand.goal == Goal::Reschedule),
        };
        self.tool(Act::FindSlots(search), Job::Find);
    }

    /// What is wished; at an hour, or in a part, of a day on which nobody works, the same on the days beside it.
    fn wish(&self) -> Wish {
        let wish = self.errand.wished.wish(self.now, &self.setting.zone);
        let nobody_works = |at: Timestamp| !self.somebody_works_on(clock::date_at(at, &self.setting.zone));
        if self.errand.wished.is_shifted() {
            return wish;
        }
        match wish.target {
            Some(target) if nobody_works(target) => {
                let days = Span::of_minutes(target, 1).map(|hour| self.beside(hour)).unwrap_or_default();
                Wish { target: None, days, ..wish }
            }
            Some(_) => wish,
            None => {
                let part = |span: &Span| span.duration() < A_DAY && nobody_works(span.start);
                let same = |span: &Span| if part(span) { self.beside(*span) } else { vec![*span] };
                Wish { days: wish.days.iter().flat_map(same).collect(), ..wish }
            }
        }
    }

    /// A part of a day, by the clock, on the nearest days before and after it on which somebody works.
    fn beside(&self, part: Span) -> Vec<Span> {
        let zone = &self.setting.zone;
        let (from, date) = (zone.to_datetime(part.start).time(), clock::date_at(part.start, zone));
        let on = |date: Date| {
            let start = wish::instant(date.to_datetime(from), zone)?;
            Span::new(start, start.checked_add(part.duration()).ok()?)
        };
        let days = [self.working_day_beside(date, -1), self.working_day_beside(date, 1)];
        days.into_iter().flatten().filter_map(on).collect()
    }

    /// The nearest day to come, before this date or after it, on which somebody works who may be wished.
    fn working_day_beside(&self, date: Date, step: i64) -> Option<Date> {
        let today = clock::date_at(self.now, &self.setting.zone);
        let mut days = (1..=7).filter_map(|n| date.checked_add((step * n).days()).ok());
        days.find(|day| *day >= today && self.somebody_works_on(*day))
    }

    fn somebody_works_on(&self, date: Date) -> bool {
        let who = self.errand.practitioner.clone().map_or_else(|| self.givers(), |who| vec![who]);
        !self.working(date, &who).is_empty()
    }

    /// With whom it may be: nobody in particular when empty.
    fn wanted(&self) -> Vec<ResourceId> {
        match &self.errand.practitioner {
            Some(who) => vec![who.clone()],
            None if self.errand.without.is_empty() => Vec::new(),
            None => self.givers(),
        }
    }

    /// Of several exact starts that would do, those that are free; what is near only when none is.
    fn fitting(&self, offers: Vec<Offer>) -> Vec<Offer> {
        let starts = self.errand.wished.starts(self.now, &self.setting.zone);
        let fits = |offer: &&Offer| starts.contains(&offer.start);
        let fitting: Vec<Offer> = offers.iter().filter(fits).cloned().collect();
        if fitting.is_empty() { offers } else { fitting }
    }

    /// Puts what is free to the caller: never more than the practice allows, and never more than three.
    pub(super) fn present(&mut self, offers: Vec<Offer>, exact: bool) {
        let mut offers = self.fitting(offers);
        offers.truncate(usize::from(self.setting.practice.tenant.policy.offers_per_turn.clamp(1, 3)));
        let Some(first) = offers.first() else { return self.nothing_free() };
        let (number, first_start) = (first.number, first.start);
        self.errand.in_vain = 0;
        self.table.offers = offers;
        if exact || self.is_right_after(first_start) {
            return self.tool(Act::Hold { offer: number }, Job::Hold { exact: true });
        }
        if let Some(trouble) = self.why_not_as_wished() {
            self.regret(&trouble);
        }
        self.put_offers();
    }

    pub(super) fn put_offers(&mut self) {
        self.say_offers();
        self.ask_choice();
    }

    pub(super) fn say_offers(&mut self) {
        let named = self.errand.practitioner.is_none() || self.table.offers.len() == 1;
        let text = self.voice().offers(&self.table.offers, named);
        self.add(text);
    }

    pub(super) fn ask_choice(&mut self) {
        let list = self.voice().choice(&self.table.offers);
        self.ask(if self.table.offers.len() == 1 { Ask::Suits(list) } else { Ask::Choose(list) });
    }

    /// Nothing is free: another date first, then the staff (S84).
    fn nothing_free(&mut self) {
        self.errand.in_vain += 1;
        if self.errand.in_vain > 1 {
            return self.leave_request(&Trouble::NoneLikeThat);
        }
        let trouble = self.why_nothing();
        self.regret(&trouble);
        self.say(&Line::CanAskStaff);
        self.reopen_wish();
        self.ask(Ask::OtherTime);
    }

    /// Forgets when it was wished; the turn may still say why not then.
    pub(super) fn reopen_wish(&mut self) {
        let zone = &self.setting.zone;
        let said = self.errand.wished.moments().filter_map(|local| wish::instant(local, zone));
        self.evidence.extend(self.errand.wished.starts(self.now, zone).into_iter().chain(said));
        self.errand.wished.reopen();
    }

    /// Keeps the offer that the caller leans to.
    pub(super) fn choose(&mut self, number: u32) {
        self.tool(Act::Hold { offer: number }, Job::Hold { exact: false });
    }

    pub(super) fn held(&mut self, offer: Offer, exact: bool) {
        let voice = self.voice();
        let (when, with) = (voice.near(offer.start), voice.with(&offer.practitioner));
        self.table.held = Some(offer);
        if !self.is_complete() {
            self.say(&if exact { Line::Free { when, with } } else { Line::Chosen { when, with } });
        }
        if self.errand.goal == Goal::Reschedule { self.read_back_move() } else { self.collect() }
    }

    /// Somebody was faster: nothing is kept, and what is near is offered.
    pub(super) fn taken(&mut self, offers: Vec<Offer>) {
        self.table.held = None;
        self.table.yes = None;
        self.table.offers.clear();
        self.regret(&Trouble::JustTaken);
        if offers.is_empty() {
            self.reopen_wish();
            return self.ask(Ask::OtherTime);
        }
        let most = usize::from(self.setting.practice.tenant.policy.offers_per_turn.clamp(1, 3));
        self.table.offers = offers.into_iter().take(most).collect();
        self.put_offers();
    }

    pub(super) fn read_back(&mut self) {
        let (Some(held), Some(name)) = (&self.table.held, &self.person.name) else { return };
        let voice = self.voice();
        let line = Line::ReadBack {
            what: voice.what(&held.service),
            name: name.reveal().clone(),
            with: voice.with(&held.practitioner),
            when: voice.moment(held.start),
            phone: self.person.phone.as_ref().map(|phone| phone.reveal().written()),
        };
        self.warn_of_the_same_time();
        self.say(&line);
        self.table.yes = Some(Yes::Book);
        self.ask(Ask::Yes);
    }

    /// Books what was read back.
    pub(super) fn confirm(&mut self) {
        let stated = self.person.phone.clone();
        let shown = self.setting.caller.clone().map(domain::Pii::new);
        let Some(name) = self.person.name.clone().filter(|_| self.has_settled_phone()) else {
            return self.advance();
        };
        let phone = stated.or(shown);
        self.tool(Act::Confirm { name, phone, email: self.person.email.clone() }, Job::Confirm);
    }

    pub(super) fn booked(&mut self, booked: Booked) {
        self.tally.booked += 1;
        if self.errand.for_another {
            self.for_others.push((booked.appointment, self.errand.whom));
        } else {
            self.person.own.clone_from(&self.person.name);
        }
        self.uninterruptible = true;
        self.say_booked(&booked);
        self.instruct(&booked);
        self.table.held = None;
        self.talked_of = Some(booked.appointment);
        self.errand.made.push(booked.appointment);
        self.booked_here.push(booked);
        self.next_or_finished();
    }

    /// What is booked, and its reference.
    fn say_booked(&mut self, booked: &Booked) {
        self.claims.push(Claim::Booked);
        self.evidence.push(booked.start);
        self.quotes.push(booked.name.reveal().clone());
        let voice = self.voice();
        self.say(&Line::Booked {
            what: voice.what(&booked.service),
            name: booked.name.reveal().clone(),
            with: voice.with(&booked.practitioner),
            when: voice.moment(booked.start),
        });
        if let Some(code) = &booked.reference {
            self.say(&Line::Reference { code: voice.code(code) });
        }
    }

    /// To somebody who asks whether it is, or for the reference.
    pub(super) fn tell_again(&mut self, booked: &Booked) {
        self.say(&Line::Again);
        self.say_booked(booked);
        self.ask(Ask::AnythingElse);
    }

    /// What the patient has to know, in the practice's words.
    fn instruct(&mut self, booked: &Booked) {
        let service = self.setting.practice.service(&booked.service);
        let words = service.and_then(|service| service.instructions.as_ref()?.get(self.lang)).cloned();
        if let Some(words) = words {
            self.quotes.push(words.clone());
            self.add(words);
        }
    }

    /// The staff has to agree; the time is kept until then.
    pub(super) fn requested(&mut self) {
        self.claims.push(Claim::Noted);
        if let Some(held) = self.table.held.take() {
            self.evidence.push(held.start);
            let when = self.voice().moment(held.start);
            self.say(&Line::Requested { when });
        }
        self.tally.booked += 1;
        self.next_or_finished();
    }
}
