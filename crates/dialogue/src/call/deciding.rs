//! Yes, no, or something else, to what was read back.

use domain::ids::{ResourceId, ServiceId};
use jiff::civil::DateTime;
use phrases::{EntityKind, Intent, Role};

use super::Call;
use super::asked_beside::asks_of_the_practice;
use super::heard::Heard;
use super::mind::{Goal, Interrupted, Job, Yes};
use crate::io::Act;
use crate::speech::{Ask, Line};
use crate::wish;
use crate::words::{Words, joints, seams};

impl Call {
    /// Only a clear yes acts. A yes with something else in it is the something else.
    pub(super) fn decide(&mut self, heard: &Heard) -> bool {
        let Some(yes) = self.table.yes else { return false };
        if yes == Yes::Cancel
            && let Some(spared) = heard.spared.as_ref().filter(|_| !self.corrects(heard))
        {
            return self.decide_beside(spared, heard);
        }
        if yes == Yes::Cancel && self.gives_up_more(heard) {
            return true;
        }
        if self.amend_phone(heard) {
            self.table.yes = None;
            self.advance();
            return true;
        }
        if self.corrects(heard) {
            self.table.yes = None;
            if let Some(shift) = heard.frame.earlier_later.filter(|_| heard.frame.times.is_empty()) {
                self.shift(shift);
                return true;
            }
            return false;
        }
        let hedged = heard.frame.hedged || heard.words.unsure() || heard.frame.topic.is_some();
        let agrees = agrees(yes, heard);
        // «C'est noté ?» before it is: a question is no yes.
        let doubts = heard.ends_as_a_question() && heard.words.asks_about_the_read_back();
        let asks = heard.words.asks()
            || doubts
            || yes == Yes::Cancel
                && (heard.words.says_si() || heard.words.is_there() || heard.words.speaks_of_coming())
            || heard.words.same_phone()
            || !heard.words.starts_with_yes()
                && (heard.words.asks_whether_done()
                    || heard.words.ask_which_one()
                    || heard.ends_as_a_question());
        match heard.frame.intent {
            // A yes to something else: what is read back now was not heard yet.
            _ if self.belated && agrees => {}
            // «Oui, mais le nom est mal écrit»: what is wrong comes first.
            _ if agrees && !asks && matches!(yes, Yes::Book | Yes::Move) && heard.words.finds_fault() => {
                if !self.change(heard) {
                    self.refused(yes);
                }
            }
            // Each by itself, as after a no.
            _ if agrees && !asks && self.agrees_to_some(heard) => self.refused(yes),
            _ if agrees && !asks && !self.errand.queue.together.is_empty() && !heard.words.only_agree() => {
                self.put_again();
            }
            _ if agrees && !hedged && !asks => {
                if yes == Yes::LeaveMessage && heard.words.weight() > 1 {
                    self.keep_words(&heard.text);
                }
                self.learn_what_follows(heard);
                self.agreed(yes);
            }
            _ if heard.words.drop_it() => self.drop_errand(),
            _ if asks => self.put_again(),
            Intent::Deny if matches!(yes, Yes::Book | Yes::Move) && self.change(heard) => {}
            // «Le numéro»: hardly anything else is said, so it is what is wrong.
            Intent::None | Intent::Provide
                if matches!(yes, Yes::Book | Yes::Move)
                    && heard.words.are_within(4)
                    && self.change(heard) => {}
            Intent::Deny => self.refused(yes),
            // «Non, le premier»: another than what was read back, so a later yes must not touch this one.
            Intent::Choose if matches!(yes, Yes::Cancel | Yes::Move) => self.refused(yes),
            _ => self.not_understood(),
        }
        true
    }

    /// «Oui, et rappelez-moi», «oui et passez-moi quelqu'un», «oui, et c'est remboursé ?»: the yes acts, and what is wanted
    /// or asked beside it, which changes nothing of what was read back, comes after it.
    pub(super) fn agrees_and_goes_on(&mut self, heard: &Heard) -> bool {
        let Some(yes) = self.table.yes.filter(|_| self.is_about_to_act() && !self.belated) else {
            return false;
        };
        if let Some(question) = self.asked_behind_a_yes(&heard.text) {
            self.unheard.push_back(question);
            self.agreed(yes);
            return true;
        }
        let Some(behind) = behind_a_yes_of_its_own(&heard.text).map(|behind| self.read(behind)) else {
            return false;
        };
        let words = &behind.words;
        if behind.tells_staff() || words.takes_back() || words.finds_fault() {
            return false;
        }
        // When to call back is no other time of the appointment.
        let calls_back = words.call_back();
        if !calls_back && (behind.frame.outright != Intent::Human || self.corrects(&behind)) {
            return false;
        }
        if calls_back {
            self.put_aside(&behind.text);
        } else {
            self.unheard.push_back(behind.text);
        }
        self.agreed(yes);
        true
    }

    /// A question about the practice behind a plain yes. Of what was read back it asks nothing and changes nothing: «oui,
    /// mais plutôt 10 heures» and «oui, à quelle heure ?» are no yes.
    fn asked_behind_a_yes(&mut self, text: &str) -> Option<String> {
        let agrees = |before: &str| {
            let words = Words::of(before);
            let said = self.read_apart(before, self.lang);
            let agrees = words.starts_with_yes() || said.intent == Intent::Affirm && !said.hedged;
            agrees && words.are_within(6) && words.only_agree() && !words.qualifies() && !words.asks()
        };
        let mut seams = seams(text).into_iter();
        let behind = seams.find(|seam| agrees(&text[..seam.start])).map(|seam| text[seam.end..].trim())?;
        if !asks_of_the_practice(behind, &self.read_apart(behind, self.lang)) {
            return None;
        }
        let asked = self.read(behind);
        (!self.corrects(&asked) && !asked.words.takes_back() && !asked.words.finds_fault())
            .then_some(asked.text)
    }

    /// «Oui, juste un», of several that were read back together.
    fn agrees_to_some(&self, heard: &Heard) -> bool {
        let together = &self.errand.queue.together;
        !together.is_empty() && heard.words.agrees_to_some_of(together.len() + 1)
    }

    /// Whether the words change anything of what was read back.
    fn corrects(&self, heard: &Heard) -> bool {
        let frame = &heard.frame;
        let person = [EntityKind::PersonName, EntityKind::Phone, EntityKind::Email].into_iter();
        let person =
            person.filter(|_| self.errand.goal == Goal::Book).any(|kind| heard.entity(kind).is_some());
        let subject = self.table.held.as_ref().map(|held| (held.start, &held.practitioner, &held.service));
        let subject =
            subject.or_else(|| self.table.subject.as_ref().map(|s| (s.start, &s.practitioner, &s.service)));
        let person = person || self.errand.goal == Goal::Book && heard.words.for_another().is_some();
        let wish = !frame.unknown_practitioners.is_empty() || !frame.impossible.is_empty();
        let wish = wish || self.errand.goal == Goal::Reschedule && frame.moved_by.is_some();
        let wish = wish || self.wants_somebody_else(heard);
        if !self.errand.queue.together.is_empty() && heard.names_an_appointment() {
            return true;
        }
        let Some((start, practitioner, service)) = subject else { return person };
        let zone = &self.setting.zone;
        let other_time = frame
            .times
            .iter()
            .filter(|mention| mention.role != Role::From)
            .any(|mention| wish::fits(mention, start, zone) == (mention.role == Role::Not));
        let other_who = heard.changed(EntityKind::Practitioner, Some(practitioner.as_str()));
        let other_who = other_who.and_then(|id| id.parse::<ResourceId>().ok());
        let other_what = heard.changed(EntityKind::Service, Some(service.as_str()));
        let other_what = other_what.and_then(|id| id.parse::<ServiceId>().ok());
        let refused = frame.excluded_practitioners.iter().any(|id| *id == practitioner.to_string());
        person
            || wish
            || refused
            || other_time
            || frame.earlier_later.is_some()
            || other_who.is_some_and(|who| who != *practitioner)
            || other_what.is_some_and(|what| what != *service)
    }

    /// «Non, le nom», «pas l'heure»: what is to be changed is asked for; whether the words say what it is.
    pub(super) fn change(&mut self, heard: &Heard) -> bool {
        let named = heard.entity(EntityKind::PersonName).is_some();
        let ask = if named || heard.words.same_phone() {
            return false;
        } else if self.errand.goal == Goal::Book && heard.words.about_phone() {
            Ask::Phone
        } else if self.errand.goal == Goal::Book && heard.words.about_name() {
            if self.errand.for_another { Ask::PatientName } else { Ask::Name }
        } else if heard.words.about_time() {
            let kept = self.table.held.as_ref().map(|held| self.setting.zone.to_datetime(held.start));
            let day = kept.filter(|_| heard.words.about_hour()).map(DateTime::date);
            self.release();
            self.reopen_wish();
            if let Some(day) = day {
                self.errand.wished.on(day);
            }
            if day.is_some() { Ask::OtherHour } else { Ask::OtherTime }
        } else if heard.words.about_practitioner() {
            self.release();
            self.errand.practitioner = None;
            let voice = self.voice();
            let others: Vec<String> = self.givers().iter().map(|id| voice.who(id)).collect();
            Ask::Practitioner(voice.any_of(&others))
        } else {
            return false;
        };
        self.table.yes = None;
        self.ask(ask);
        true
    }

    /// Does what was agreed to. After words of danger a yes agrees to nothing before it was asked for once more.
    pub(super) fn agreed(&mut self, yes: Yes) {
        if self.question.overtaken {
            return self.put_again();
        }
        self.table.yes = None;
        match yes {
            Yes::Book => self.confirm(),
            Yes::Move => {
                let subject = self.table.subject.as_ref().map(|subject| subject.appointment);
                let offer = self.table.held.as_ref().map(|held| held.number);
                let (Some(appointment), Some(offer)) = (subject, offer) else { return self.advance() };
                self.tool(Act::Move { appointment, offer }, Job::Move);
            }
            Yes::Cancel => {
                let Some(subject) = &self.table.subject else { return self.advance() };
                let appointment = subject.appointment;
                self.tool(Act::Cancel { appointment }, Job::Cancel);
            }
            Yes::Transfer => self.transfer(),
            Yes::LeaveMessage => self.leave_question(),
        }
    }

    pub(super) fn refused(&mut self, yes: Yes) {
        if matches!(self.question.ask, Ask::Finish(_)) {
            return self.goodbye();
        }
        self.table.yes = None;
        match yes {
            Yes::Book | Yes::Move => self.ask(Ask::WhatInstead),
            Yes::Transfer => self.resume(),
            Yes::LeaveMessage if self.errand.goal == Goal::Unknown => self.finished(),
            Yes::Cancel if !self.errand.queue.together.is_empty() => self.part_company(),
            Yes::Cancel if !self.errand.queue.rest.is_empty() => {
                self.say(&Line::Kept);
                self.next_of_all();
            }
            Yes::Cancel | Yes::LeaveMessage => self.drop_errand(),
        }
    }

    /// Back to what an emergency, or a question, interrupted.
    pub(super) fn resume(&mut self) {
        match self.interrupted.take() {
            Some(_) if self.errand.goal == Goal::Message && !self.errand.words.is_empty() => {
                self.advance_request();
            }
            Some(Interrupted { errand: Some(words), .. }) if self.errand.goal == Goal::Unknown => {
                self.take_up(words.reveal());
            }
            Some(Interrupted { question, yes, .. }) => {
                self.table.yes = yes;
                self.question = question;
                let Some(yes) = yes else { return self.ask_again() };
                self.say(&Line::Again);
                self.repeat_read_back(yes);
            }
            None => self.ask(Ask::AnythingElse),
        }
    }

    /// The errand that was told of together with the emergency.
    fn take_up(&mut self, words: &str) {
        let heard = self.read(words).apart_from_danger();
        self.begin(self.goal_of(&heard).unwrap_or(Goal::Book), &heard);
        self.remember(&heard);
        self.learn(&heard);
        self.advance();
    }

    fn repeat_read_back(&mut self, yes: Yes) {
        match yes {
            Yes::Book | Yes::Move | Yes::Cancel => self.advance(),
            Yes::Transfer | Yes::LeaveMessage => self.ask_again(),
        }
    }
}

/// Whether it is a yes; to a cancellation «non, je ne viendrai pas» is one.
fn agrees(yes: Yes, heard: &Heard) -> bool {
    let (intent, words) = (heard.frame.intent, &heard.words);
    let cancels = yes == Yes::Cancel
        && (words.begins_with_yes() && words.only_agree()
            || words.will_not_come() && !words.asks() && !heard.ends_as_a_question());
    intent == Intent::Affirm || words.starts_with_yes() && intent != Intent::Deny || cancels
}

/// What is joined to words that say nothing but yes: «oui c'est ça, et (rappelez-moi)».
fn behind_a_yes_of_its_own(text: &str) -> Option<&str> {
    let agrees = |before: &str| {
        let words = Words::of(before);
        words.starts_with_yes() && words.only_agree()
    };
    joints(text).into_iter().find(|joint| agrees(&text[..joint.start])).map(|joint| text[joint.end..].trim())
}
