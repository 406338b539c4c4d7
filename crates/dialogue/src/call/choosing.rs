//! What a caller answers to offers, and to «which appointment?».

use domain::ids::ResourceId;
use jiff::Timestamp;
use phrases::{EntityKind, Grain, Intent, Role, Shift, TimeMention};

use super::Call;
use super::heard::Heard;
use super::meant::Meant;
use super::mind::Goal;
use crate::asking::Asking;
use crate::speech::{Ask, Line};
use crate::wish;

impl Call {
    /// Answers that only make sense for what was asked; whether this was one, and settled the turn.
    pub(super) fn reply(&mut self, heard: &Heard) -> bool {
        if self.chooses_another(heard) {
            self.choose_by_place(&heard.places());
            return true;
        }
        match self.question.asking {
            Asking::Choose => self.reply_to_offers(heard),
            Asking::Time => self.reply_to_when(heard),
            Asking::Confirm => self.decide(heard),
            Asking::WhichAppointment => self.reply_to_which(heard),
            Asking::Code => self.reply_to_code(heard),
            Asking::AnythingElse => self.reply_to_anything_else(heard),
            Asking::Service => self.reply_to_service(heard),
            Asking::Practitioner => self.reply_to_whom(heard),
            Asking::Intent => self.reply_to_the_first_question(heard),
            Asking::Name => self.reply_to_name(heard),
            Asking::Phone => self.reply_to_phone(heard),
            _ => false,
        }
    }

    fn reply_to_offers(&mut self, heard: &Heard) -> bool {
        let frame = &heard.frame;
        if let Some(whom) = heard.words.put_first().filter(|_| frame.times.is_empty()) {
            self.take_first(whom);
            return true;
        }
        let places = heard.places();
        if !places.is_empty() {
            self.choose_by_place(&places);
            return true;
        }
        if heard.words.as_late_as_possible() {
            return self.seek_the_latest(heard);
        }
        if let Some(shift) = frame.earlier_later.filter(|_| self.are_all_meant(heard)) {
            self.shift(shift);
            return true;
        }
        if !frame.times.is_empty() || heard.entity(EntityKind::Practitioner).is_some() {
            return self.narrow(heard);
        }
        if heard.entity(EntityKind::Service).is_some() || self.wants_somebody_else(heard) {
            return false;
        }
        if let Some(shift) = frame.earlier_later {
            self.shift(shift);
            return true;
        }
        self.reply_in_general(heard)
    }

    /// «Non pardon, le premier», of the offers one of which is kept already.
    fn chooses_another(&self, heard: &Heard) -> bool {
        let kept = self.table.held.is_some() && !self.table.offers.is_empty();
        kept && !heard.places().is_empty() && heard.frame.times.is_empty() && heard.words.takes_back()
    }

    /// «Le plus tard possible», whatever was offered of it; of another day it is a wish anew.
    fn seek_the_latest(&mut self, heard: &Heard) -> bool {
        if !heard.frame.times.is_empty() {
            return false;
        }
        self.release();
        self.errand.wished.latest = true;
        self.advance();
        true
    }

    /// Whether all that is offered is at the time that is said: «demain, mais plus tard», of what is offered tomorrow.
    fn are_all_meant(&self, heard: &Heard) -> bool {
        let zone = &self.setting.zone;
        self.table.offers.iter().all(|offer| is_meant(&heard.frame.times, offer.start, zone))
    }

    /// «Jeanne Petit, 06…», while offers wait: kept, and none of them is chosen.
    pub(super) fn tells_only_who(&self, heard: &Heard) -> bool {
        let of_them = [EntityKind::PersonName, EntityKind::Phone, EntityKind::Email];
        let (frame, waits) = (&heard.frame, self.asking() == Asking::Choose && !self.table.offers.is_empty());
        let only = frame.times.is_empty() && frame.entities.iter().all(|it| of_them.contains(&it.kind));
        waits && only && !frame.entities.is_empty() && heard.words.for_another().is_none()
    }

    /// The offers stand as they stood.
    pub(super) fn thank_for_who(&mut self, heard: &Heard) {
        self.say(&Line::KnownNow { name: heard.entity(EntityKind::PersonName).is_some() });
        self.put_choice_again();
    }

    /// «Avec une femme», «pas avec lui».
    pub(super) fn wants_somebody_else(&self, heard: &Heard) -> bool {
        let books = self.errand.goal == Goal::Book && heard.words.gender().is_some();
        books || !self.refused_of_those_offered(heard).is_empty()
    }

    /// «Le deuxième»; of «le premier ou le deuxième» nobody knows which, so those are put again.
    fn choose_by_place(&mut self, places: &[i64]) {
        let mut meant: Vec<_> =
            places.iter().filter_map(|nth| nth_of(&self.table.offers, *nth)).cloned().collect();
        meant.sort_by_key(|offer| offer.number);
        meant.dedup_by_key(|offer| offer.number);
        match meant.as_slice() {
            [] => self.not_understood(),
            [only] => self.choose(only.number),
            _ => {
                self.table.offers = meant;
                self.put_offers();
            }
        }
    }

    fn reply_in_general(&mut self, heard: &Heard) -> bool {
        let declines = heard.frame.intent == Intent::Deny;
        if declines && matches!(self.question.ask, Ask::TheFirst(_)) && !heard.words.other_day() {
            self.table.offers.remove(0);
            self.put_offers();
        } else if heard.words.other_day() || declines {
            self.decline_offers();
        } else if heard.frame.any_time {
            self.choose_first();
        } else if heard.frame.hedged || !matches!(heard.frame.intent, Intent::Affirm | Intent::Choose) {
            return false;
        } else if self.table.offers.len() == 1 || matches!(self.question.ask, Ask::TheFirst(_)) {
            self.choose_first();
        } else {
            self.ask_for_the_first();
        }
        true
    }

    /// A yes to several chooses none of them.
    fn ask_for_the_first(&mut self) {
        let Some(first) = self.table.offers.first() else { return self.advance() };
        let when = self.voice().near(first.start);
        self.ask(Ask::TheFirst(when));
    }

    fn choose_first(&mut self) {
        match self.table.offers.first().map(|offer| offer.number) {
            Some(number) => self.choose(number),
            None => self.advance(),
        }
    }

    /// None of them: another time is asked for.
    fn decline_offers(&mut self) {
        self.table.offers.clear();
        self.reopen_wish();
        self.ask(Ask::OtherTime);
    }

    /// Of the offers, those that are meant: one is chosen, several are put again, none is a new wish.
    fn narrow(&mut self, heard: &Heard) -> bool {
        let who = heard.entity(EntityKind::Practitioner).and_then(|id| id.parse::<ResourceId>().ok());
        let days = |mention: &TimeMention| mention.grain == Grain::Day && mention.role != Role::Not;
        if who.is_none() && self.errand.wished.is_of_several() && heard.frame.times.iter().all(days) {
            // «Mardi ou jeudi», then «jeudi»: more of that day than was offered.
            return false;
        }
        let zone = &self.setting.zone;
        let meant: Vec<_> = self
            .table
            .offers
            .iter()
            .filter(|offer| who.as_ref().is_none_or(|who| *who == offer.practitioner))
            .filter(|offer| is_meant(&heard.frame.times, offer.start, zone))
            .cloned()
            .collect();
        match meant.as_slice() {
            [] => false,
            [only] => {
                let number = only.number;
                self.choose(number);
                true
            }
            several if several.len() < self.table.offers.len() => {
                self.table.offers = meant;
                self.put_offers();
                true
            }
            // «Fin février», of which some days were offered.
            _ if heard.frame.times.iter().any(wish::is_of_days) => false,
            // «Et le matin ?», and all of them are.
            _ if heard.ends_as_a_question() => {
                self.put_offers();
                true
            }
            // «Le matin», and all of them are: that agrees, and chooses none.
            _ => {
                self.ask_for_the_first();
                true
            }
        }
    }

    /// Earlier or later than all that was offered, or than what is kept.
    pub(super) fn shift(&mut self, shift: Shift) {
        let starts = self.table.offers.iter().chain(&self.table.held).map(|offer| offer.start);
        let from = match shift {
            Shift::Earlier => starts.min(),
            Shift::Later => starts.max(),
        };
        let from = from.or_else(|| self.table.subject.as_ref().map(|subject| subject.start));
        self.release();
        self.errand.wished.shift(shift, from.unwrap_or(self.now));
        self.advance();
    }

    fn reply_to_when(&mut self, heard: &Heard) -> bool {
        if self.reply_to_unclear(heard) {
            return true;
        }
        if self.question.ask == Ask::WhatInstead && heard.frame.times.is_empty() && self.change(heard) {
            return true;
        }
        let frame = &heard.frame;
        let says_when = !frame.times.is_empty() || frame.any_time || frame.same_hour;
        if says_when || frame.entities.iter().any(|e| e.kind != EntityKind::Ordinal) {
            return false;
        }
        if let Some(shift) = frame.earlier_later {
            self.shift(shift);
        } else if frame.hedged || heard.words.unsure() {
            self.errand.wished.any = true;
            self.advance();
        } else if frame.intent == Intent::Deny && !heard.words.other_day() {
            if self.question.ask == Ask::WhatInstead { self.drop_errand() } else { self.offer_message() }
        } else {
            return false;
        }
        true
    }

    fn reply_to_which(&mut self, heard: &Heard) -> bool {
        if heard.words.all_of_them() || !heard.breath.alike.is_empty() || heard.breath.then.is_some() {
            return false;
        }
        // «Celui de jeudi, à lundi» says more than which.
        let goes = self.errand.goal == Goal::Reschedule && heard.frame.times.len() > 1;
        let said = Meant::in_frame(&heard.frame, Goal::Lookup).filter(|_| !goes);
        let listed = self.table.listed.clone();
        let meant = said.map(|said| self.meant_by(&said, &listed)).unwrap_or_default();
        match meant.as_slice() {
            [only] => self.settle_on(only.clone()),
            [_, ..] if meant.len() < listed.len() => self.ask_which(&meant),
            _ => return false,
        }
        true
    }

    /// «Non merci», before anything was wished: they want nothing, or not to be worried about an emergency.
    fn reply_to_the_first_question(&mut self, heard: &Heard) -> bool {
        if self.errand.goal != Goal::Unknown {
            return false;
        }
        if heard.frame.intent == Intent::Affirm && self.interrupted.is_some() && heard.words.are_within(4) {
            self.urge();
            return true;
        }
        if heard.frame.intent != Intent::Deny {
            return false;
        }
        if self.interrupted.is_some() {
            self.resume();
        } else if heard.words.speaks_of_an_appointment() {
            // «N'annulez pas mon rendez-vous»
            self.drop_errand();
        } else if heard.words.weight() > 2 {
            // "There was something wrong last time": more than «non».
            return false;
        } else {
            self.take_leave();
        }
        true
    }

    fn reply_to_anything_else(&mut self, heard: &Heard) -> bool {
        let named = heard.entity(EntityKind::PersonName).is_some() || heard.phone().is_some();
        if self.errand.goal != Goal::Unknown || named {
            return false;
        }
        match heard.frame.intent {
            Intent::Affirm if self.done == Some(Goal::Lookup) && heard.words.confirm() => self.pass_on(heard),
            _ if heard.code().is_some() => self.reply_with_a_late_code(),
            _ if self.tells_more(heard) => self.offer_to_pass_on(heard),
            Intent::Affirm if self.question.ask == Ask::BookIt => {
                self.begin(Goal::Book, heard);
                self.learn(heard);
                self.advance();
            }
            Intent::Deny if self.question.ask == Ask::BookIt => self.ask(Ask::AnythingElse),
            Intent::Affirm if heard.words.acknowledge() => self.nothing_else(),
            Intent::Affirm if heard.frame.times.is_empty() && !heard.frame.hedged => self.ask(Ask::Intent),
            Intent::Deny
            | Intent::Thanks
            | Intent::None
            | Intent::Affirm
            | Intent::Wait
            | Intent::Provide => {
                self.nothing_else();
            }
            _ => return false,
        }
        true
    }

    /// Takes leave, but for a question that still waits to be passed on.
    fn nothing_else(&mut self) {
        if !self.turns_aside() {
            self.take_leave();
        }
    }

    fn reply_to_whom(&mut self, heard: &Heard) -> bool {
        if heard.entity(EntityKind::Practitioner).is_some() || !heard.frame.times.is_empty() {
            return false;
        } else if heard.frame.any_time || heard.frame.hedged || heard.words.unsure() {
            self.advance();
        } else if heard.frame.intent == Intent::Deny {
            self.offer_message();
        } else {
            return false;
        }
        true
    }

    fn reply_to_service(&mut self, heard: &Heard) -> bool {
        if self.reply_to_what_instead(heard) {
            return true;
        }
        let named = heard.entity(EntityKind::Service).is_some();
        if named || self.setting.practice.default_service().is_none() || !heard.frame.any_time {
            return false;
        }
        self.errand.service = self.setting.practice.default_service().map(|service| service.id.clone());
        self.errand.instead = false;
        self.advance();
        true
    }
}

/// Whether all that was said of a time is true of this start.
pub(super) fn is_meant(times: &[TimeMention], start: Timestamp, zone: &jiff::tz::TimeZone) -> bool {
    times.iter().all(|mention| wish::fits(mention, start, zone) != (mention.role == Role::Not))
}

/// The first is 1; -1 is the last, -2 the one before it.
pub(super) fn nth_of<T>(items: &[T], nth: i64) -> Option<&T> {
    let from_the_end = || items.len().checked_add_signed(isize::try_from(nth).ok()?);
    let at = if nth < 0 { from_the_end() } else { usize::try_from(nth.checked_sub(1)?).ok() };
    items.get(at?)
}
