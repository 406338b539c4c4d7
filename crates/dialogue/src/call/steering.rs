//! What comes next: what was said is taken in, what is missing is asked for, and what is known is acted on.

use domain::Lang;
use domain::ids::{ResourceId, ServiceId};
use domain::practice::Service;
use phrases::{EntityKind, Intent, Role};

use super::Call;
use super::heard::Heard;
use super::mind::Goal;
use crate::asking::Asking;
use crate::speech::{Ask, Trouble};
use crate::wish;
use crate::words::{Elsewhere, Gender, Unwanted};

impl Call {
    /// Takes in what the words say of the errand; whether that was anything.
    pub(super) fn learn(&mut self, heard: &Heard) -> bool {
        let elsewhere = self.learn_elsewhere(heard);
        let service = elsewhere || self.learn_service(heard);
        let practitioner = self.learn_practitioner(heard) | self.learn_refusals(heard);
        let kind = self.learn_kind_of_practitioner(heard);
        let patient = self.learn_party(heard) || self.learn_patient(heard);
        let which = self.learn_which(heard) | self.learn_spared(heard);
        self.learn_what_follows(heard);
        let beside =
            heard.words.beside().filter(|_| self.errand.goal == Goal::Book && self.errand.then.is_empty());
        self.errand.beside = beside.or(self.errand.beside);
        let times = self.learn_times(heard);
        let unclear = self.learn_unclear(heard);
        let person = [EntityKind::PersonName, EntityKind::Phone, EntityKind::Email, EntityKind::Code]
            .into_iter()
            .any(|kind| heard.entity(kind).is_some());
        let intent =
            !matches!(heard.frame.intent, Intent::None | Intent::Provide | Intent::Affirm | Intent::Deny);
        let states_errand =
            intent && self.errand.goal != Goal::Unknown && self.question.asking == Asking::Intent;
        let begins = matches!(
            heard.frame.intent,
            Intent::Book | Intent::Availability | Intent::Reschedule | Intent::Cancel | Intent::Lookup
        );
        if heard.frame.intent == Intent::Availability && !self.errand.wished.is_known() {
            self.errand.wished.any = true;
        }
        service
            || practitioner
            || kind
            || patient
            || which
            || times
            || unclear
            || person
            || states_errand
            || begins
            || beside.is_some()
            || heard.words.is_general_wish() && self.errand.goal == Goal::Book
    }

    fn learn_service(&mut self, heard: &Heard) -> bool {
        let known = self.service().map(|service| service.id.to_string());
        let named = heard.changed(EntityKind::Service, known.as_deref());
        let Some(service) = named.and_then(|id| id.parse::<ServiceId>().ok()) else {
            return false;
        };
        let fixed = self.errand.goal == Goal::Reschedule && self.table.subject.is_some();
        if !fixed && self.errand.service.as_ref() != Some(&service) {
            if self.errand.goal == Goal::Book {
                self.release();
            }
            self.errand.service = Some(service);
        }
        self.errand.instead = false;
        true
    }

    pub(super) fn learn_practitioner(&mut self, heard: &Heard) -> bool {
        let known = self.errand.practitioner.as_ref().map(ToString::to_string);
        let named = heard.changed(EntityKind::Practitioner, known.as_deref());
        let Some(who) = named.and_then(|id| id.parse::<ResourceId>().ok()) else {
            return false;
        };
        if self.errand.practitioner.as_ref() != Some(&who) {
            if self.table.held.as_ref().is_some_and(|held| held.practitioner != who) {
                self.release();
            }
            self.table.offers.clear();
            self.errand.without.retain(|refused| *refused != who);
            self.errand.practitioner = Some(who);
        }
        true
    }

    /// Whom the caller doesn't want, who doesn't work here, and days that there aren't.
    fn learn_refusals(&mut self, heard: &Heard) -> bool {
        let frame = &heard.frame;
        let mut refused: Vec<ResourceId> =
            frame.excluded_practitioners.iter().filter_map(|id| id.parse().ok()).collect();
        let pointed_at = self.refused_of_those_offered(heard);
        let points = !pointed_at.is_empty();
        refused.extend(pointed_at);
        if !refused.is_empty() {
            if self.table.held.as_ref().is_some_and(|held| refused.contains(&held.practitioner)) {
                self.release();
            }
            self.table.offers.clear();
            self.errand.practitioner = self.errand.practitioner.take().filter(|who| !refused.contains(who));
            self.errand.without.extend(refused);
        }
        let (nobody, no_such_date) = (frame.unknown_practitioners.first(), frame.impossible.first());
        self.errand.nobody = nobody.cloned().or_else(|| self.errand.nobody.take());
        self.errand.no_such_date = no_such_date.cloned().or_else(|| self.errand.no_such_date.take());
        points || !frame.excluded_practitioners.is_empty() || nobody.is_some() || no_such_date.is_some()
    }

    /// «Pas avec lui», of those on the table; of whoever may be meant, where nobody knows who is a man.
    pub(super) fn refused_of_those_offered(&self, heard: &Heard) -> Vec<ResourceId> {
        let Some(them) = heard.words.unwanted() else { return Vec::new() };
        let mut offered: Vec<ResourceId> = self
            .table
            .held
            .iter()
            .chain(&self.table.offers)
            .map(|offer| offer.practitioner.clone())
            .collect();
        offered.dedup();
        let is_other = |id: &ResourceId| match them {
            Unwanted::Of(gender) => self.gender_of(id).is_some_and(|of| of != gender),
            Unwanted::Whoever => false,
        };
        if !offered.iter().all(is_other) {
            offered.retain(|id| !is_other(id));
        } else if heard.words.gender().is_some() {
            // «Pas avec lui, avec une femme», and it is one.
            offered.clear();
        }
        offered
    }

    /// «Une femme médecin»: whoever is none of those here isn't offered in silence.
    fn learn_kind_of_practitioner(&mut self, heard: &Heard) -> bool {
        if self.errand.goal != Goal::Book || heard.entity(EntityKind::Practitioner).is_some() {
            return false;
        }
        let gender = heard.words.gender();
        self.errand.gender = gender.or(self.errand.gender);
        if gender.is_some() {
            // Whoever was offered may be the other.
            self.release();
        }
        gender.is_some()
    }

    /// Keeps to the women, or to the men, where the practice's own words tell who is one; whether they did.
    fn keeps_to(&mut self, gender: Gender) -> bool {
        let givers = self.givers();
        let (fitting, others): (Vec<ResourceId>, Vec<ResourceId>) =
            givers.into_iter().partition(|id| self.gender_of(id) == Some(gender));
        let known = !fitting.is_empty();
        if known {
            self.errand.practitioner = self.errand.practitioner.take().filter(|who| fitting.contains(who));
            self.errand.without.extend(others);
        }
        known
    }

    /// «Madame Martin», «la docteure», «monsieur Benali».
    fn gender_of(&self, id: &ResourceId) -> Option<Gender> {
        let practitioner = self.setting.practice.practitioner(id)?;
        let forms = Lang::ALL.into_iter().filter_map(|lang| practitioner.spoken.exactly(lang)).flatten();
        let titles: Vec<&str> = forms.filter_map(|form| form.split_whitespace().next()).collect();
        let bears = |some: &[&str]| titles.iter().any(|title| some.contains(&title.to_lowercase().as_str()));
        match (bears(&["madame", "mme", "docteure", "mrs", "ms"]), bears(&["monsieur", "mr", "m."])) {
            (true, false) => Some(Gender::Woman),
            (false, true) => Some(Gender::Man),
            _ => None,
        }
    }

    /// Says what of the wish cannot be, and asks for something else; whether there was anything.
    fn disappoints(&mut self) -> bool {
        if let Some(words) = self.errand.no_such_date.take() {
            self.quotes.push(words.clone());
            self.regret(&Trouble::NoSuchDate { words });
            if !self.errand.wished.is_known() {
                self.ask(Ask::OtherTime);
                return true;
            }
        }
        if let Some(Elsewhere::Service(what)) = self.errand.elsewhere {
            self.errand.elsewhere = None;
            self.tell_what_is_done_here(what);
            return true;
        }
        let kept = self.errand.gender.take().is_none_or(|gender| self.keeps_to(gender));
        let trouble = if let Some(name) = self.errand.nobody.take() {
            self.quotes.push(name.clone());
            Trouble::NobodyOfThatName { name }
        } else if let Some(Elsewhere::Trade(trade)) = self.errand.elsewhere.take() {
            Trouble::NobodyOfThatTrade { trade }
        } else if !kept {
            Trouble::GenderUnknown
        } else {
            return false;
        };
        self.regret(&trouble);
        if self.errand.practitioner.is_some() {
            return false;
        }
        let voice = self.voice();
        let others: Vec<String> = self.givers().iter().map(|id| voice.who(id)).collect();
        self.ask(Ask::Practitioner(voice.any_of(&others)));
        true
    }

    /// Who gives the service and was not refused.
    pub(super) fn givers(&self) -> Vec<ResourceId> {
        let all = || self.setting.practice.practitioners.iter().map(|p| p.id.clone()).collect();
        let by = self.service().map_or_else(all, |service| service.by.clone());
        by.into_iter().filter(|id| !self.errand.without.contains(id)).collect()
    }

    fn learn_times(&mut self, heard: &Heard) -> bool {
        let frame = &heard.frame;
        let moving = self.errand.goal == Goal::Reschedule;
        let wished = match self.errand.goal {
            Goal::Cancel | Goal::Lookup => Vec::new(),
            _ => wish::wished(frame, moving),
        };
        let today = self.setting.zone.to_datetime(self.now).date();
        let wished: Vec<_> = wished.into_iter().filter(|mention| !wish::is_told_of(mention, today)).collect();
        self.errand.same_hour |= frame.same_hour;
        let shifted = moving && wished.is_empty() && frame.moved_by.is_some();
        if shifted || !wished.is_empty() {
            self.errand.moved_by = frame.moved_by.filter(|_| shifted);
        }
        let any = frame.any_time && wished.iter().all(|mention| mention.role == Role::Not);
        if !wished.is_empty() || any {
            self.release();
            self.errand.unclear = None;
            self.errand.wished.absorb(&wished);
        }
        self.errand.wished.any |= any;
        self.errand.wished.latest |= heard.words.as_late_as_possible() && self.errand.wished.is_known();
        !wished.is_empty() || any || frame.same_hour || shifted
    }

    /// Does the next thing.
    pub(super) fn advance(&mut self) {
        if self.errand.request.is_some() {
            return self.advance_request();
        }
        if let Some(unclear) = self.errand.unclear.clone() {
            return self.ask_about(&unclear);
        }
        if matches!(self.errand.goal, Goal::Unknown | Goal::Book) && self.disappoints() {
            return;
        }
        match self.errand.goal {
            Goal::Unknown => self.ask(Ask::Intent),
            Goal::Book => self.advance_booking(),
            Goal::Reschedule | Goal::Cancel | Goal::Lookup => self.advance_change(),
            Goal::Message => self.advance_request(),
        }
    }

    /// What is to be booked: what was said, or what the practice assumes.
    pub(super) fn service(&self) -> Option<&Service> {
        let practice = &self.setting.practice;
        self.errand
            .service
            .as_ref()
            .and_then(|id| practice.service(id))
            .or_else(|| practice.default_service())
    }

    /// Whether the practitioner who was named gives the service; if not, says who does.
    pub(super) fn suits_practitioner(&mut self) -> bool {
        if self.givers().is_empty() {
            return self.nobody_else();
        }
        let (Some(service), Some(who)) = (self.service(), self.errand.practitioner.as_ref()) else {
            return true;
        };
        if service.by.contains(who) {
            return true;
        }
        let voice = self.voice();
        let others: Vec<String> = service.by.iter().map(|id| voice.who(id)).collect();
        let trouble = Trouble::NotByThem {
            who: voice.who(who),
            what: voice.what(&service.id),
            others: voice.any_of(&others),
        };
        self.regret(&trouble);
        self.errand.practitioner = None;
        false
    }

    /// Everybody who gives the service was refused: there is no other choice.
    fn nobody_else(&mut self) -> bool {
        self.errand.without.clear();
        let voice = self.voice();
        let others: Vec<String> = self.givers().iter().map(|id| voice.who(id)).collect();
        let what = self.service().map(|service| voice.what(&service.id)).unwrap_or_default();
        self.regret(&Trouble::OnlyThem { what, others: voice.any_of(&others) });
        false
    }
}
