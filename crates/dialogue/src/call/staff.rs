//! What people settle: messages, call-backs, requests, and being put through.

use domain::Pii;
use domain::request::Kind;
use phrases::Intent;

use super::heard::Heard;
use super::mind::{Goal, Interrupted, Job, Yes};
use super::{Call, Phase};
use crate::guard::Claim;
use crate::io::{Act, Note};
use crate::speech::{Ask, Callable, Line, Trouble};

impl Call {
    /// Words of danger: the practice's own sentence at once, then a person.
    pub(super) fn emergency(&mut self, heard: &Heard) {
        let mut sentences = vec![self.emergency_text()];
        self.phase = Phase::Open;
        if self.table.yes != Some(Yes::Transfer) {
            let errand = heard.tells_of_an_errand().then(|| Pii::new(heard.text.clone()));
            self.interrupted =
                Some(Interrupted { question: self.question.clone(), yes: self.table.yes, errand });
        }
        if self.can_transfer() {
            self.table.yes = Some(Yes::Transfer);
            self.speech.clear();
            self.ask(Ask::Transfer);
            sentences.extend(self.speech.drain(..).map(|part| part.text));
        }
        self.uninterruptible = true;
        self.speak(sentences.join(" "));
        self.last = sentences;
        self.last_lang = self.lang;
    }

    fn emergency_text(&self) -> String {
        self.setting.practice.tenant.emergency_text.get(self.lang).cloned().unwrap_or_default()
    }

    /// A yes to what was said of an emergency: once more, and nothing else.
    pub(super) fn urge(&mut self) {
        self.uninterruptible = true;
        let text = self.emergency_text();
        self.quotes.push(text.clone());
        self.add(text);
    }

    /// A person is wanted: put through when somebody is there, a message otherwise.
    pub(super) fn human(&mut self) {
        if self.can_transfer() {
            return self.transfer();
        }
        let phone = self.setting.practice.tenant.phone.as_ref().map(|phone| self.voice().phone(phone));
        let why_not = if self.setting.transfers { Line::NobodyNow } else { Line::NoTransferHere { phone } };
        self.ask_for_message(&why_not);
    }

    /// Nothing was understood three times over: a person, or else a message.
    pub(super) fn cannot_follow(&mut self) {
        if self.can_transfer() { self.transfer() } else { self.ask_for_message(&Line::CannotFollow) }
    }

    fn ask_for_message(&mut self, why: &Line) {
        self.pursue(Goal::Message);
        self.errand.request = Some(Kind::CallBack);
        self.say(why);
        self.ask(Ask::Message);
    }

    /// «Je serai en retard»: the practice has to know, and needs no other words than these.
    pub(super) fn pass_on_delay(&mut self, heard: &Heard) {
        self.pursue(Goal::Message);
        self.errand.request = Some(Kind::Message);
        self.keep_words(&heard.text);
        self.say(&Line::Delay);
        self.advance_request();
    }

    pub(super) fn transfer(&mut self) {
        self.release();
        self.say(&Line::Transferring);
        self.flush();
        self.phase = Phase::Over;
        self.act(Act::Transfer);
    }

    /// «Je voudrais laisser un message», «rappelez-moi»: about the errand under way, or about anything.
    pub(super) fn start_message(&mut self, heard: &Heard) {
        let about_errand = self.errand.goal == Goal::Book || self.errand.goal.needs_proof();
        if about_errand {
            self.release();
            self.errand.request = Some(self.kind_of_request());
            return self.advance_request();
        }
        self.pursue(Goal::Message);
        if heard.words.call_back() {
            self.errand.request = Some(Kind::CallBack);
            self.errand.words.push(Pii::new(heard.text.clone()));
            return self.advance_request();
        }
        self.errand.request = Some(Kind::Message);
        self.ask(Ask::Message);
    }

    /// Whatever is said now is the message.
    pub(super) fn take_message(&mut self, heard: &Heard) {
        if heard.words.drop_it() || heard.frame.intent == Intent::Deny && heard.text.chars().count() < 20 {
            return self.drop_errand();
        }
        if heard.text.trim().is_empty() {
            return self.not_understood();
        }
        self.errand.words.push(Pii::new(heard.text.clone()));
        self.errand.request.get_or_insert(Kind::Message);
        self.advance_request();
    }

    /// Offers to leave it to the staff, when the caller wants no other time.
    pub(super) fn offer_message(&mut self) {
        self.release();
        self.table.yes = Some(Yes::LeaveMessage);
        self.ask(Ask::LeaveMessage);
    }

    /// The question or the wish that was offered to be left is left.
    pub(super) fn leave_question(&mut self) {
        let kind = if self.errand.goal == Goal::Unknown { Kind::Message } else { self.kind_of_request() };
        self.errand.request = Some(kind);
        self.advance_request();
    }

    /// It cannot be done here: said so, and left for the staff, once. Nothing is promised before it is left.
    pub(super) fn leave_request(&mut self, trouble: &Trouble) {
        self.release();
        self.regret(trouble);
        let kind = self.kind_of_request();
        self.errand.request = Some(kind);
        self.errand.readings.clear();
        if !self.is_reachable() {
            self.say(&Line::CanPassOn { kind });
        }
        self.advance_request();
    }

    const fn is_reachable(&self) -> bool {
        self.person.name.is_some() && self.can_be_called()
    }

    const fn kind_of_request(&self) -> Kind {
        match self.errand.goal {
            Goal::Book | Goal::Reschedule => Kind::Wish,
            Goal::Cancel | Goal::Lookup => Kind::CallBack,
            Goal::Message | Goal::Unknown => Kind::Message,
        }
    }

    /// Name and number first; then it is left.
    pub(super) fn advance_request(&mut self) {
        let gave_up = self.question.lost > 2;
        if self.errand.words.is_empty() && self.errand.goal == Goal::Message {
            return self.ask(Ask::Message);
        }
        if self.person.name.is_none() && !gave_up {
            return self.ask(Ask::Name);
        }
        if !self.has_settled_phone() && !gave_up {
            return self.ask(Ask::Phone);
        }
        self.leave_note();
    }

    /// Leaves it for the staff.
    pub(super) fn leave_note(&mut self) {
        let note = self.note();
        let kind = note.kind;
        self.tool(Act::TakeMessage(note), Job::Note(kind));
    }

    pub(super) fn note(&self) -> Note {
        let shown = self.setting.caller.clone().map(Pii::new);
        let words: Vec<&str> = self.errand.words.iter().map(|words| words.reveal().as_str()).collect();
        Note {
            kind: self.errand.request.unwrap_or(Kind::Message),
            name: self.person.name.clone(),
            phone: self.person.phone.clone().or(shown),
            text: Pii::new(words.join("\n")),
            service: self.errand.service.clone(),
            practitioner: self.errand.practitioner.clone(),
            wish: self.errand.wished.wish(self.now, &self.setting.zone),
            about: self.table.subject.as_ref().map(|subject| subject.appointment),
        }
    }

    pub(super) fn noted(&mut self, kind: Kind) {
        self.claims.push(Claim::Noted);
        let voice = self.voice();
        let callable = match &self.person.phone {
            Some(phone) => Callable::At(voice.phone(phone.reveal())),
            None if self.setting.caller.is_some() => Callable::Shown,
            None => Callable::No,
        };
        self.say(&Line::Noted { kind, callable });
        if self.errand.leaving { self.goodbye() } else { self.next_of_all() }
    }

    /// Not even a request could be left: a person if there is one, else the number to ring.
    pub(super) fn nothing_left(&mut self) {
        if self.can_transfer() {
            return self.transfer();
        }
        let voice = self.voice();
        let phone =
            self.setting.practice.tenant.phone.as_ref().map(|phone| voice.phone(phone)).unwrap_or_default();
        self.regret(&Trouble::NothingLeft { phone });
        if self.errand.leaving { self.goodbye() } else { self.finished() }
    }

    /// The call has used all its tools.
    pub(super) fn enough(&mut self) {
        if self.errand.goal == Goal::Unknown {
            return self.take_leave();
        }
        self.leave_request(&Trouble::Limited);
    }
}
