//! After an errand: what was done is corrected or told again, or another one follows.

use domain::request::Kind;
use jiff::civil::DateTime;
use phrases::{EntityKind, Frame, Grain, Intent, Role, TimeMention};

use super::Call;
use super::heard::Heard;
use super::mind::Goal;
use crate::asking::Asking;
use crate::io::Booked;
use crate::speech::{Ask, Line};
use crate::wish;
use crate::words::{Beside, Whom};

impl Call {
    /// Takes what is said after an errand as being about it, where it is; whether that settled the turn.
    pub(super) fn afterwards(&mut self, heard: &Heard) -> bool {
        if !self.is_between_errands() {
            return false;
        }
        if let Some(own) = self.booked_here.last().filter(|_| heard.words.asks_whether_done()).cloned() {
            self.tell_again(&own);
            return true;
        }
        let changed = matches!(self.done, Some(Goal::Cancel | Goal::Reschedule));
        if changed && heard.words.asks_whether_changed() && !heard.names_an_appointment() {
            self.repeat();
            return true;
        }
        // «Finalement plutôt mercredi» is of what was done, whatever it might be of otherwise.
        if !leaves_it_open(heard.frame.outright) {
            return false;
        }
        let words = &heard.words;
        match self.last_spoken_of() {
            Some(last) if self.corrects_whom(heard, &last) => {
                self.correct_whom(heard, last);
                true
            }
            Some(last) if self.corrects_name(heard) => {
                self.correct_name(heard, last);
                true
            }
            Some(last) if words.for_another().is_some() || words.beside().is_some() => {
                self.book_another(heard, &last);
                true
            }
            Some(last) if changes_it(heard) => self.correct(heard, last),
            _ => self.goes_on(heard),
        }
    }

    /// Whether something was done, and nothing else is begun: the caller was asked whether there is anything more, or
    /// said that there is and was asked what.
    pub(super) fn is_between_errands(&self) -> bool {
        let asked_what = self.asking() == Asking::Intent && self.done.is_some();
        (self.asking() == Asking::AnythingElse || asked_what) && self.errand.goal == Goal::Unknown
    }

    /// «À mardi»: until the appointment that was spoken of last.
    pub(super) fn is_until_then(&self, heard: &Heard) -> bool {
        let last = self.last_spoken_of().filter(|_| self.errand.goal == Goal::Unknown);
        let day = last.map(|last| self.setting.zone.to_datetime(last.start).weekday());
        let then = |mention: &TimeMention| {
            mention.grain == Grain::Day && mention.start.map(DateTime::weekday) == day
        };
        let [only] = heard.frame.times.as_slice() else { return false };
        let words = &heard.words;
        day.is_some() && then(only) && words.part_until() && words.are_within(6) && !words.takes_back()
    }

    /// Whether what was booked is asked about: «me rappeler la référence» wants nobody to ring.
    pub(super) fn asks_about_booked(&self, heard: &Heard) -> bool {
        self.is_between_errands() && !self.booked_here.is_empty() && heard.words.asks_whether_done()
    }

    /// «L'autre aussi»: once more what was done to the last one.
    fn goes_on(&mut self, heard: &Heard) -> bool {
        let Some(goal) = self.done.filter(|goal| matches!(goal, Goal::Cancel | Goal::Reschedule)) else {
            return false;
        };
        if !heard.words.another() || !heard.words.one_more() || self.candidates().is_empty() {
            return false;
        }
        self.begin(goal, heard);
        self.learn(heard);
        self.advance();
        true
    }

    /// What was talked about last, of what the caller may change.
    pub(super) fn last_spoken_of(&self) -> Option<Booked> {
        let all = self.candidates();
        let spoken_of = all.into_iter().find(|booked| Some(booked.appointment) == self.talked_of);
        spoken_of.or_else(|| self.booked_here.last().cloned())
    }

    /// «En fait c'est pour ma femme», of what was just booked.
    fn corrects_whom(&self, heard: &Heard, last: &Booked) -> bool {
        let words = &heard.words;
        let is_own = !self.is_for_another(last);
        let for_others = words.for_another().is_some() && words.beside().is_none();
        let whom = if is_own { for_others } else { for_others || words.for_caller() };
        let booked = self.booked_here.iter().any(|own| own.appointment == last.appointment);
        let corrects = (words.takes_back() || words.not_for_caller()) && !words.one_more();
        booked && whom && corrects && heard.frame.times.is_empty()
    }

    /// «Non, c'est Lucie Bernart», «mon nom est mal écrit», of what was just booked.
    pub(super) fn corrects_name(&self, heard: &Heard) -> bool {
        let words = &heard.words;
        let named = heard.entity(EntityKind::PersonName).is_some() && !words.one_more();
        let at_fault = words.about_name() && words.finds_fault();
        let corrects = named && (words.takes_back() || words.about_name()) || at_fault;
        self.is_between_errands() && !self.booked_here.is_empty() && corrects && heard.frame.times.is_empty()
    }

    fn correct_whom(&mut self, heard: &Heard, last: Booked) {
        self.pursue(Goal::Message);
        if !self.learn_patient(heard) {
            self.is_for(Whom::Caller, None);
        }
        self.take_up_renaming(heard, last);
        self.advance_request();
    }

    /// What is said is the name that it was booked under, or a part of it, set right.
    fn correct_name(&mut self, heard: &Heard, last: Booked) {
        self.pursue(Goal::Message);
        self.errand.for_another = self.is_for_another(&last);
        self.person.only_given = false;
        self.person.name = Some(last.name.clone()).filter(|_| !heard.words.somebody_else_comes());
        self.errand.named = true;
        self.learn_names(heard);
        self.take_up_renaming(heard, last);
        match heard.entity(EntityKind::PersonName) {
            Some(_) => self.advance_request(),
            None => self.ask(if self.errand.for_another { Ask::PatientName } else { Ask::Name }),
        }
    }

    /// The name of an appointment is the practice's to change: to give it up for another would risk the hour.
    fn take_up_renaming(&mut self, heard: &Heard, last: Booked) {
        self.keep_words(&heard.text);
        self.errand.request = Some(Kind::Message);
        (self.errand.renames, self.errand.about_the_name) = (true, true);
        self.quotes.push(last.name.reveal().clone());
        self.say(&Line::NameIsFor { name: last.name.reveal().clone() });
        self.table.subject = Some(last);
    }

    /// Asks under which name it should be; once that is known, it is part of the request.
    pub(super) fn asks_for_the_right_name(&mut self) -> bool {
        if !self.errand.renames {
            return false;
        }
        if self.person.name.is_none() {
            self.ask(if self.errand.for_another { Ask::PatientName } else { Ask::Name });
            return true;
        }
        if let Some(rest) = self.missing_of_name() {
            self.ask(rest);
            return true;
        }
        self.errand.renames = false;
        if let (Some(name), Some(subject)) = (&self.person.name, &self.table.subject) {
            let words = self.voice().to_be_renamed(name.reveal(), subject.start);
            self.keep_words(&words);
        }
        false
    }

    /// «Et pour mon mari, juste après»: the same again, as far as nothing else is said.
    fn book_another(&mut self, heard: &Heard, last: &Booked) {
        self.begin(Goal::Book, heard);
        self.errand.service = Some(last.service.clone());
        self.errand.practitioner = Some(last.practitioner.clone());
        self.learn(heard);
        let same = self.errand.service.as_ref() == Some(&last.service);
        if !same && heard.entity(EntityKind::Practitioner).is_none() {
            self.errand.practitioner = None;
        }
        // «Ma fille aussi»: who comes with somebody comes on the same day.
        let along = heard.words.also_for().map(|_| Beside::SameDay);
        self.errand.beside = self.errand.beside.or(along);
        self.advance();
    }

    /// «Ah non, plutôt 15 heures»: who has just booked it may move it; a number is for the staff to change.
    fn correct(&mut self, heard: &Heard, last: Booked) -> bool {
        let frame = &heard.frame;
        let when = !frame.times.is_empty() || frame.same_hour || frame.moved_by.is_some();
        let who = heard.entity(EntityKind::Practitioner).is_some();
        if when || who || frame.earlier_later.is_some() {
            self.pursue(Goal::Reschedule);
            self.table.subject = Some(last.clone());
            self.errand.service = Some(last.service.clone());
            self.learn(heard);
            self.errand.practitioner.get_or_insert_with(|| last.practitioner.clone());
            if who && !when {
                self.keep_the_hour(&last);
            } else if names_a_day_alone(&heard.frame) {
                // «Finalement plutôt mercredi»: at the same hour, where that is free.
                self.errand.wished.same_hour(self.setting.zone.to_datetime(last.start));
            }
            self.table.subject.get_or_insert(last);
            match frame.earlier_later.filter(|_| !when) {
                Some(shift) => self.shift(shift),
                None => self.advance(),
            }
        } else if heard.phone().is_some() {
            self.pursue(Goal::Message);
            self.keep_words(&heard.text);
            self.errand.request = Some(Kind::Message);
            self.table.subject = Some(last);
            self.advance_request();
        } else {
            return false;
        }
        true
    }

    /// «Je suis allergique à la pénicilline», «merci, et au fait mes comprimés…»: not understood, and no goodbye,
    /// however politely it begins.
    pub(super) fn tells_more(&self, heard: &Heard) -> bool {
        let nothing_asked = self.errand.goal == Goal::Unknown && !heard.words.unsure();
        let says = match heard.frame.intent {
            Intent::None | Intent::Provide => heard.frame.times.is_empty() && heard.words.tells(),
            Intent::Affirm => heard.frame.times.is_empty() && heard.words.weight() > 1,
            Intent::Deny | Intent::Thanks | Intent::Wait | Intent::Goodbye => heard.words.weight() > 1,
            _ => false,
        };
        nothing_asked && says
    }

    /// «Je suis le livreur, j'ai un colis pour vous»: told in other words, and still nothing that is done here.
    pub(super) fn tells_once_more(&self, heard: &Heard) -> bool {
        let first = self.asking() == Asking::Intent && self.errand.goal == Goal::Unknown;
        first && self.question.lost > 0 && heard.words.tells() && heard.words.weight() > 1
    }

    /// Whoever sees them there may have to know.
    pub(super) fn offer_to_pass_on(&mut self, heard: &Heard) {
        self.keep_words(&heard.text);
        self.table.subject = self.last_spoken_of();
        self.offer_message();
    }

    /// «Oui, je confirme», of the appointment that was told: those who see them there read it.
    pub(super) fn pass_on(&mut self, heard: &Heard) {
        let subject = self.last_spoken_of();
        self.pursue(Goal::Message);
        self.keep_words(&heard.text);
        self.table.subject = subject;
        self.advance_request();
    }

    /// «Plutôt avec le docteur Benali», and no word of when: then when it was.
    fn keep_the_hour(&mut self, last: &Booked) {
        let at = self.setting.zone.to_datetime(last.start);
        self.errand.wished.same_hour(at);
        self.errand.wished.stay_on(at.date());
    }

    /// Puts the wish where it was said to be in relation to what was booked before.
    pub(super) fn place_beside(&mut self) {
        let wanted = self.errand.beside.is_some() && !self.errand.wished.is_known();
        if let Some(last) = self.last_spoken_of().filter(|_| wanted) {
            self.errand.wished.follow(self.setting.zone.to_datetime(last.end));
        }
    }

    /// Of «juste après», the offer that is: it need not be chosen.
    pub(super) fn is_right_after(&self, start: jiff::Timestamp) -> bool {
        let last = self.last_spoken_of().filter(|_| self.errand.beside == Some(Beside::RightAfter));
        last.is_some_and(|last| wish::follows(last.end, start))
    }
}

/// «Ah non, plutôt 15 heures», «je voudrais le mettre plus tôt».
fn changes_it(heard: &Heard) -> bool {
    let wishes = matches!(heard.frame.intent, Intent::Book | Intent::Availability);
    let shifts = heard.frame.earlier_later.is_some() && heard.frame.times.is_empty() && !wishes;
    (heard.words.takes_back() || shifts) && !heard.words.one_more()
}

/// One day, and neither an hour nor a part of it.
fn names_a_day_alone(frame: &Frame) -> bool {
    let mut wished = frame.times.iter().filter(|mention| mention.role != Role::Not);
    let day = wished
        .next()
        .is_some_and(|it| it.kind == phrases::Kind::Value && it.grain == Grain::Day && !it.any_date);
    day && wished.next().is_none() && frame.moved_by.is_none()
}

/// Words that name no other errand of their own.
const fn leaves_it_open(intent: Intent) -> bool {
    !matches!(intent, Intent::Cancel | Intent::Lookup | Intent::Reschedule | Intent::Info | Intent::Human)
}
