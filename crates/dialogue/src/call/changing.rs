//! Appointments that are: the caller proves who they are, then hears of one, moves it or cancels it.

use domain::Pii;
use jiff::SignedDuration;
use phrases::Intent;

use super::Call;
use super::choosing::is_meant;
use super::heard::Heard;
use super::meant::Meant;
use super::mind::{Goal, Job, Noted, Proof, Proved, Yes};
use crate::asking::Asking;
use crate::guard::Claim;
use crate::io::{Act, Booked};
use crate::speech::{Ask, Line, Trouble};
use crate::words::Whom;

impl Call {
    pub(super) fn advance_change(&mut self) {
        if self.table.subject.is_none() {
            return self.find_subject();
        }
        match self.errand.goal {
            Goal::Lookup => self.tell(),
            _ if self.table.subject.as_ref().is_some_and(|subject| self.is_too_late(subject)) => {
                self.too_late();
            }
            Goal::Cancel => self.read_back_cancel(),
            _ if self.table.held.is_some() => self.read_back_move(),
            _ => self.seek_other_time(),
        }
    }

    /// What this call booked it may change; everything else asks for proof first, whether or not it exists.
    fn find_subject(&mut self) {
        let own = self.matching(&self.concerned(&self.booked_here));
        if !self.is_proved_for() && own.is_empty() {
            return self.prove();
        }
        let all = self.concerned(&self.candidates());
        if self.errand.queue.order.is_empty() && !self.errand.queue.rest.is_empty() {
            self.errand.queue.order = self.order_of(&all);
        }
        let (meant, in_vain) = (self.matching(&all), self.spared_in_vain(&all));
        match (self.errand.goal, all.as_slice(), meant.as_slice()) {
            (_, [], _) => {
                self.regret_that_there_is_none();
                self.next_of_all();
            }
            (Goal::Lookup, _, _) => self.tell(),
            (_, all, []) if self.staying(all).len() == all.len() => {
                self.say(&Line::Kept);
                self.next_of_all();
            }
            _ if !self.errand.queue.meant.is_empty() => self.settle_on_each(&all),
            (_, _, [only]) => self.settle_on(only.clone()),
            (_, all, []) => self.tell_what_there_is(all),
            // «Tous sauf…», and nobody knows which one that is.
            (_, _, these) if self.errand.all && in_vain.is_some() => {
                if let Some(one) = in_vain.filter(|one| !one.is_empty()) {
                    self.regret_none(&one);
                }
                (self.errand.all, self.errand.spared) = (false, Vec::new());
                self.ask_which(these);
            }
            // «Les deux», of three.
            (_, _, these) if self.errand.all && self.errand.count.is_none_or(|n| n == these.len()) => {
                self.take_all(these);
            }
            (_, _, these) => match self.talked_of_among(these) {
                Some(it) => self.settle_on(it),
                None => self.ask_which(these),
            },
        }
    }

    /// There is none at all, or none but those that the same sentence was about.
    fn regret_that_there_is_none(&mut self) {
        if self.errand.queue.settled.is_empty() {
            return self.say(&Line::NoneOfYours);
        }
        let names = |one: &Meant| one.tells() || !one.places.is_empty();
        if names(&self.errand.which) || self.errand.queue.meant.iter().any(names) {
            return self.regret_those_missing(&[]);
        }
        self.say(&Line::NoneBeside);
    }

    /// None is as it was said: what there is may be meant, once that is known.
    fn tell_what_there_is(&mut self, all: &[Booked]) {
        let which = std::mem::take(&mut self.errand.which);
        self.regret_none(&which);
        match all {
            [only] => {
                if self.errand.goal == Goal::Reschedule {
                    self.say_whose(all);
                }
                self.settle_on(only.clone());
            }
            these => self.ask_which(these),
        }
    }

    pub(super) fn settle_on(&mut self, booked: Booked) {
        if self.errand.goal == Goal::Reschedule {
            // A move keeps what the appointment is for.
            self.errand.service = Some(booked.service.clone());
            self.errand.practitioner.get_or_insert_with(|| booked.practitioner.clone());
        }
        self.say_whose_turn(&booked);
        self.table.subject = Some(booked);
        self.advance_change();
    }

    /// Those of whom this errand is about: «mon rendez-vous» is the caller's own, where they have one.
    pub(super) fn concerned(&self, all: &[Booked]) -> Vec<Booked> {
        let theirs: Vec<Booked> = all.iter().filter(|booked| self.concerns(booked)).cloned().collect();
        let own: Vec<Booked> = theirs.iter().filter(|booked| !self.is_for_another(booked)).cloned().collect();
        if self.errand.whom == Some(Whom::Caller) && !own.is_empty() { own } else { theirs }
    }

    /// The appointments that the caller may hear of: those of the call, and those of the proved patient.
    pub(super) fn candidates(&self) -> Vec<Booked> {
        let mut all: Vec<Booked> = self.table.appointments.clone().unwrap_or_default();
        for own in &self.booked_here {
            if all.iter().all(|known| known.appointment != own.appointment) {
                all.push(own.clone());
            }
        }
        all.sort_by_key(|booked| booked.start);
        all
    }

    pub(super) fn ask_which(&mut self, these: &[Booked]) {
        self.evidence.extend(these.iter().map(|booked| booked.start));
        let voice = self.voice();
        let date = |booked: &Booked| voice.local(booked.start).date();
        let apart = these.windows(2).all(|two| date(&two[0]) != date(&two[1]));
        let brief =
            |booked: &Booked| if apart { voice.date(date(booked)) } else { voice.moment(booked.start) };
        let short: Vec<String> = these.iter().map(brief).collect();
        let (short, places) = (voice.any_of(&short), voice.places(these.len()));
        self.quote_names(these);
        self.table.listed = these.to_vec();
        self.ask(Ask::Appointment { count: these.len(), list: self.listed(these), short, places });
    }

    /// Appointments in full: what for, when, with whom, and whose they are where they are of several people.
    pub(super) fn listed(&self, these: &[Booked]) -> String {
        let voice = self.voice();
        let alike = these.windows(2).all(|two| two[0].name.reveal() == two[1].name.reveal());
        let full = |booked: &Booked| {
            let what = voice.at(&voice.what(&booked.service), booked.start);
            let full = format!("{what} {}", voice.with(&booked.practitioner));
            if alike { full } else { format!("{full} {}", voice.for_whom(booked.name.reveal())) }
        };
        voice.all_of(&these.iter().map(full).collect::<Vec<_>>())
    }

    /// Asks for what is missing of the proof, and has it checked.
    fn prove(&mut self) {
        if self.proof.locked {
            return self.stays_locked();
        }
        if self.proof.of.is_some() {
            self.forget_proof();
            self.errand.for_another |= self.errand.of_named;
        }
        if std::mem::take(&mut self.proof.not_whole) && self.proof.code.is_none() {
            self.regret(&Trouble::NotSixDigits);
        }
        let name = self.person.name.clone();
        if self.errand.for_another && name.is_none() {
            return self.ask(Ask::PatientName);
        }
        if self.errand.for_another
            && let Some(rest) = self.missing_of_name()
        {
            return self.ask(rest);
        }
        let Some(code) = self.proof.code.clone() else {
            if self.proof.to_be_sent {
                return self.have_one_sent(name);
            }
            let named = self.errand.named && matches!(self.question.asking, Asking::Code | Asking::Name);
            return match &name {
                Some(name) if self.errand.for_another || self.errand.of_named => {
                    self.ask(Ask::CodeOf(name.reveal().clone()));
                }
                _ if named => self.ask_for_the_code_of_the_name(),
                _ => self.ask(Ask::Code),
            };
        };
        if name.is_none() && (self.setting.caller.is_none() || self.proof.needs_name) {
            return self.ask(Ask::NameForCode);
        }
        if let Some(rest) = self.missing_of_name() {
            return self.ask(rest);
        }
        let with_name = name.is_some();
        self.tool(Act::Verify { code, name }, Job::Verify { with_name });
    }

    /// The name was just said; whoever hears that it opens nothing, or is asked again, isn't thanked for it.
    fn ask_for_the_code_of_the_name(&mut self) {
        if self.speech.is_empty() && self.question.ask != Ask::CodeForName {
            self.say(&Line::Thanks);
        }
        self.ask(Ask::CodeForName);
    }

    /// A code goes to the contact on file of whoever is named, or calls: to somebody else's, it is of no use here.
    fn have_one_sent(&mut self, name: Option<Pii<String>>) {
        if name.is_none() && (self.setting.caller.is_none() || self.proof.needs_name) {
            return self.ask(Ask::NameForCode);
        }
        if let Some(rest) = self.missing_of_name() {
            return self.ask(rest);
        }
        self.proof.to_be_sent = false;
        self.tool(Act::SendCode { name }, Job::SendCode);
    }

    /// The same words whether or not there is such a patient.
    pub(super) fn code_sent(&mut self) {
        self.say(&Line::CodeSent);
        self.advance();
    }

    /// A proof is of one patient: for another, another one is asked for.
    fn forget_proof(&mut self) {
        let (code, locked) = (self.proof.code.take(), self.proof.locked);
        self.proof = Proof { code, locked, needs_name: true, ..Proof::default() };
        self.table.appointments = None;
        self.table.listed.clear();
    }

    pub(super) fn proved(&mut self, with_name: bool, reachable: bool, appointments: Vec<Booked>) {
        self.proof.code = None;
        let name = self.person.name.clone().filter(|_| with_name);
        self.proof.of = Some(Proved { name, for_another: self.errand.for_another, reachable });
        self.table.appointments = Some(appointments);
        if !self.is_proved_for() {
            self.regret(&Trouble::WrongCode);
        }
        self.advance();
    }

    /// The same words whether or not there is such a patient.
    pub(super) fn not_proved(&mut self, with_name: bool, tries_left: u8) {
        if tries_left == 0 {
            return self.locked();
        }
        // Each code is tried once: it is said again together with the name, rather than counted twice.
        self.proof.code = None;
        self.regret(if with_name { &Trouble::WrongCode } else { &Trouble::UnknownCode });
        self.proof.needs_name = true;
        self.advance();
    }

    pub(super) fn locked(&mut self) {
        self.proof.locked = true;
        self.proof.code = None;
        self.leave_request(&Trouble::Locked);
    }

    /// No more codes in this call: the staff is told of it, and once of each thing that is to be changed.
    fn stays_locked(&mut self) {
        if !self.is_known_to_staff() {
            return self.leave_request(&Trouble::Locked);
        }
        self.claims.push(Claim::Noted);
        self.regret(&Trouble::Locked);
        self.say(&Line::KnownToStaff);
        self.finished();
    }

    fn is_known_to_staff(&self) -> bool {
        let Some(told) = &self.proof.told else { return false };
        let known = |words: &Pii<String>| told.iter().any(|it| it.reveal() == words.reveal());
        self.errand.goal == Goal::Lookup || self.errand.words.iter().all(known)
    }

    /// After the last question: for what was left to the staff without a code, or for what is still to be said; no more
    /// of them are taken where too many were wrong.
    pub(super) fn reply_with_a_late_code(&mut self) {
        let left = self.done.filter(|goal| goal.needs_proof() && self.noted == Noted::Just);
        if self.proof.locked {
            self.proof.code = None;
            self.regret(&Trouble::Locked);
            if self.proof.told.is_some() {
                self.claims.push(Claim::Noted);
                self.say(&Line::KnownToStaff);
            }
            return self.ask(Ask::AnythingElse);
        }
        match left {
            Some(goal) => {
                self.pursue(goal);
                self.advance();
            }
            None => self.ask(Ask::Intent),
        }
    }

    pub(super) fn reply_to_code(&mut self, heard: &Heard) -> bool {
        if heard.code().is_some() {
            return false;
        }
        if self.proof.not_whole {
            self.dictate_code(heard);
            return true;
        }
        if heard.words.asks_why() {
            self.explain();
            return true;
        }
        if self.setting.codes && heard.words.wants_a_code() {
            self.proof.to_be_sent = true;
            self.advance();
            return true;
        }
        let denies = heard.frame.intent == Intent::Deny && !heard.names_an_appointment();
        if heard.words.no_code() || denies {
            self.leave_request(&Trouble::NoCode);
            return true;
        }
        false
    }

    fn tell(&mut self) {
        let all = self.concerned(&self.candidates());
        let meant = self.matching(&all);
        self.regret_those_missing(&all);
        let told = if meant.is_empty() { all } else { meant };
        let [first, ..] = told.as_slice() else { return };
        self.talked_of = Some(first.appointment).filter(|_| told.len() == 1);
        self.say_whose(&told);
        self.table.listed = told;
        self.finished();
    }

    /// What there is, and whose it is.
    fn say_whose(&mut self, these: &[Booked]) {
        self.evidence.extend(these.iter().map(|booked| booked.start));
        self.quote_names(these);
        let (whose, list) = (self.whose_are(these), self.listed(these));
        self.say(&Line::Yours { count: these.len(), list, whose });
    }

    /// Of those that are asked about, what there isn't.
    fn regret_those_missing(&mut self, all: &[Booked]) {
        let each = std::mem::take(&mut self.errand.queue.meant);
        let each = if each.is_empty() { vec![std::mem::take(&mut self.errand.which)] } else { each };
        for one in each.iter().filter(|one| !one.is_empty()) {
            if self.meant_by(one, all).is_empty() {
                self.regret_none(one);
            }
        }
    }

    pub(super) fn is_too_late(&self, booked: &Booked) -> bool {
        let notice = self.setting.practice.tenant.policy.cancel_notice_min;
        booked.start.duration_since(self.now) < SignedDuration::from_mins(i64::from(notice))
    }

    pub(super) fn too_late(&mut self) {
        self.release();
        if let Some(subject) = &self.table.subject {
            let when = self.voice().moment(subject.start);
            self.evidence.push(subject.start);
            self.regret(&Trouble::TooLate { when });
        }
        self.errand.request = Some(domain::request::Kind::TooLate);
        self.leave_note();
    }

    /// «Attendez, je peux venir finalement»: what was to be given up, or moved, stays as it is.
    pub(super) fn stays_after_all(&self, heard: &Heard) -> bool {
        let (frame, words) = (&heard.frame, &heard.words);
        let then = match &self.table.subject {
            Some(subject) => is_meant(&frame.times, subject.start, &self.setting.zone),
            None => frame.times.is_empty() || words.after_all(),
        };
        let comes = match self.errand.goal {
            Goal::Cancel => words.will_come(),
            Goal::Reschedule => words.will_come() && words.after_all(),
            _ => false,
        };
        let changes = matches!(frame.intent, Intent::Cancel | Intent::Reschedule);
        let wishes = changes || frame.any_time || frame.earlier_later.is_some();
        comes && then && !wishes && heard.spared.is_none()
    }

    pub(super) fn leave_as_it_is(&mut self) {
        match self.table.yes {
            Some(yes @ Yes::Cancel) => self.refused(yes),
            _ => self.drop_errand(),
        }
    }

    fn seek_other_time(&mut self) {
        self.suits_practitioner();
        if let Some(subject) = &self.table.subject {
            let at = self.setting.zone.to_datetime(subject.start);
            // «À la même heure», and no day yet: which one is still to be asked.
            if self.errand.same_hour && self.errand.wished.is_known() {
                self.errand.wished.same_hour(at);
            }
            if let Some(by) = self.errand.moved_by.take() {
                self.errand.wished.moved(at, by);
            }
            self.errand.wished.stay_on(at.date());
        }
        self.seek();
    }

    pub(super) fn read_back_move(&mut self) {
        let (Some(subject), Some(held)) = (self.table.subject.clone(), self.table.held.clone()) else {
            return;
        };
        self.quote_names(std::slice::from_ref(&subject));
        let voice = self.voice();
        let line = Line::ReadBackMove {
            whose: self.whose(&subject),
            from: voice.moment(subject.start),
            to: voice.moment(held.start),
            with: voice.with(&held.practitioner),
        };
        self.say(&line);
        self.table.yes = Some(Yes::Move);
        self.ask(Ask::Yes);
    }

    pub(super) fn moved(&mut self, booked: &Booked) {
        self.claims.push(Claim::Moved);
        self.evidence.push(booked.start);
        self.uninterruptible = true;
        let voice = self.voice();
        let (when, with) = (voice.moment(booked.start), voice.with(&booked.practitioner));
        let whose = self.whose(booked);
        self.quote_names(std::slice::from_ref(booked));
        self.say(&Line::Moved { whose, when, with });
        self.table.listed.clear();
        self.talked_of = Some(booked.appointment);
        self.table.held = None;
        for known in self.table.appointments.iter_mut().flatten().chain(&mut self.booked_here) {
            if known.appointment == booked.appointment {
                *known = booked.clone();
            }
        }
        self.next_of_all();
    }

    /// Names on file may look like days: they are nobody's promise.
    pub(super) fn quote_names(&mut self, booked: &[Booked]) {
        self.quotes.extend(booked.iter().map(|booked| booked.name.reveal().clone()));
    }
}
