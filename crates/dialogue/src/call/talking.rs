//! Saying and asking: a turn's sentences are gathered, guarded, and said as one.

use domain::clock;
use jiff::civil::{DateTime, Time};

use super::mind::{Part, Question, Unclear};
use super::{Call, LINGER, MOST_PUT, Phase};
use crate::asking::Asking;
use crate::guard::{self, Claim, Facts};
use crate::io::{Act, Utterance};
use crate::speech::{Ask, Line, Trouble};

impl Call {
    /// Adds a statement to the turn.
    pub(super) fn say(&mut self, line: &Line) {
        let text = self.voice().line(line);
        self.speech.push(Part { text, passing: line.is_passing() });
    }

    /// Adds a sentence that is in words already.
    pub(super) fn add(&mut self, text: String) {
        self.speech.push(Part { text, passing: false });
    }

    /// Adds to the turn what cannot be done.
    pub(super) fn regret(&mut self, trouble: &Trouble) {
        let text = self.voice().trouble(trouble);
        self.add(text);
    }

    /// Ends the turn with a question; the one that already waits is put in other words.
    pub(super) fn ask(&mut self, ask: Ask) {
        let asking = asking(&ask);
        let same = self.phase == Phase::Open && self.question.ask == ask && !self.last.is_empty();
        let before = &self.question;
        let (wording, lost, put) =
            if same { ((before.wording + 1) % 3, before.lost, before.put + 1) } else { (0, 0, 0) };
        self.phase = Phase::Open;
        self.question = Question { ask, asking, wording, lost, put, overtaken: false };
        self.tally.codes |= asking == Asking::Code;
        if asking != Asking::Phone {
            self.pieces.clear();
        }
        if !matches!(self.question.ask, Ask::RestOfCode(_)) {
            self.proof.pieces.clear();
        }
        if put > MOST_PUT {
            self.question.put = 0;
            return self.give_up();
        }
        self.put_question();
    }

    /// Waits for an answer to a question that something else is said before: it is put at the end of that.
    pub(super) fn await_answer(&mut self, ask: Ask) {
        self.phase = Phase::Open;
        self.question = Question { asking: asking(&ask), ask, wording: 0, lost: 0, put: 0, overtaken: false };
        self.pieces.clear();
    }

    pub(super) fn put_question(&mut self) {
        self.question.overtaken = false;
        let text = self.voice().ask(&self.question.ask, self.question.wording);
        self.add(text);
    }

    /// Asks again what waits for an answer, in other words.
    pub(super) fn ask_again(&mut self) {
        self.ask(self.question.ask.clone());
    }

    /// The last words; the line stays open a moment for what the caller may add.
    pub(super) fn take_leave(&mut self) {
        self.endangered.clear();
        self.release();
        self.say(&Line::Goodbye);
        self.phase = Phase::Closing;
        self.wait(LINGER);
    }

    /// Says what was gathered, unless a tool is at work: its answer ends the sentence.
    pub(super) fn flush(&mut self) {
        if self.awaited.is_some() && self.phase != Phase::Over || self.speech.is_empty() {
            return;
        }
        let parts = self.guarded();
        let text = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
        self.last = parts.into_iter().filter(|part| !part.passing).map(|part| part.text).collect();
        self.last_lang = self.lang;
        self.speak(text);
        self.claims.clear();
        self.quotes.clear();
        self.evidence.clear();
    }

    /// Says this at once.
    pub(super) fn speak(&mut self, text: String) {
        let uninterruptible = std::mem::take(&mut self.uninterruptible);
        self.act(Act::Say(Utterance { text, lang: self.lang, uninterruptible }));
    }

    /// The turn without the sentences that nothing stands behind.
    fn guarded(&mut self) -> Vec<Part> {
        let facts = self.facts();
        let mut kept = Vec::new();
        for part in std::mem::take(&mut self.speech) {
            match guard::check(&part.text, self.lang, &facts) {
                Ok(()) => kept.push(part),
                Err(unfounded) => self.unfounded.push(unfounded),
            }
        }
        if kept.is_empty() {
            let text = self.voice().line(&Line::Sorry { nth: 0 });
            kept.push(Part { text, passing: true });
        }
        kept
    }

    /// What may be said now.
    fn facts(&self) -> Facts {
        let local = |at| self.setting.zone.to_datetime(at);
        let table = &self.table;
        let offers = table.offers.iter().chain(&table.held).map(|offer| offer.start);
        let known = table.appointments.iter().flatten().chain(&table.subject).chain(&self.booked_here);
        let wished = self.errand.wished.starts(self.now, &self.setting.zone);
        let mut moments: Vec<DateTime> = offers
            .chain(known.map(|booked| booked.start))
            .chain(wished)
            .chain(self.evidence.iter().copied())
            .map(local)
            .collect();
        moments.extend(self.errand.wished.moments());
        let unclear = self.errand.unclear.iter().flat_map(Unclear::readings);
        moments.extend(unclear.flat_map(|reading| [reading.start, reading.end]).flatten());
        moments.extend(self.horizon().map(|last| last.to_datetime(Time::midnight())));
        let today = clock::date_at(self.now, &self.setting.zone);
        let kept = self.aside.promised.then_some(Claim::Kept);
        let claims = self.claims.iter().copied().chain(kept).collect();
        Facts { today, moments, texts: self.own_texts(), claims }
    }

    fn own_texts(&self) -> Vec<String> {
        let practice = &self.setting.practice;
        let mut texts = self.quotes.clone();
        texts.push(practice.tenant.name.clone());
        texts.extend(practice.practitioners.iter().map(|p| p.name.clone()));
        texts.extend(practice.services.iter().filter_map(|s| s.name.get(self.lang).cloned()));
        texts.extend(self.person.name.iter().map(|name| name.reveal().clone()));
        texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        texts
    }
}

const fn asking(ask: &Ask) -> Asking {
    match ask {
        Ask::Intent => Asking::Intent,
        Ask::Service(_) | Ask::ServiceInstead(_) => Asking::Service,
        Ask::Practitioner(_) => Asking::Practitioner,
        Ask::Time
        | Ask::OtherTime
        | Ask::OtherHour
        | Ask::MoveTo
        | Ask::Whether(_)
        | Ask::Which(_)
        | Ask::WhatInstead => Asking::Time,
        Ask::Choose(_) | Ask::TheFirst(_) | Ask::Suits(_) => Asking::Choose,
        Ask::Name | Ask::PatientName | Ask::FirstName | Ask::Surname | Ask::IsName(_) | Ask::NameForCode => {
            Asking::Name
        }
        Ask::Phone | Ask::RestOfPhone(_) | Ask::OtherPhone => Asking::Phone,
        Ask::Code | Ask::CodeForName | Ask::CodeOf(_) | Ask::RestOfCode(_) => Asking::Code,
        Ask::Appointment { .. } => Asking::WhichAppointment,
        Ask::Yes | Ask::Finish(_) | Ask::Transfer | Ask::LeaveMessage | Ask::PassOn => Asking::Confirm,
        Ask::Message => Asking::Message,
        Ask::AnythingElse | Ask::BookIt => Asking::AnythingElse,
    }
}
