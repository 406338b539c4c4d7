//! What people settle: emergencies, delays, requests, and being put through.

use domain::request::Kind;
use domain::{Phone, Pii};
use phrases::{Country, Intent, Peril};

use super::heard::{Heard, country};
use super::hearing::is_bare;
use super::mind::{Goal, Interrupted, Job, Left, Next, Noted, Yes};
use super::{Call, Phase};
use crate::asking::Asking;
use crate::guard::Claim;
use crate::io::{Act, Note};
use crate::speech::{Ask, Callable, Line, Trouble, Undone};
use crate::words::Words;

/// The most characters that are left in one request.
const MOST_TO_READ: usize = 4_000;

impl Call {
    /// Words of danger: what to do at once, then a person. What else they say is kept for afterwards.
    pub(super) fn emergency(&mut self, heard: Heard) {
        self.peril = heard.frame.peril;
        let mut sentences = vec![self.emergency_text()];
        let heard = heard.apart_from_danger();
        self.endangered.push(Pii::new(heard.text.clone()));
        if self.person.name.is_none() {
            self.learn_person(&heard);
        }
        let for_staff = self.keeps_for_staff(&heard);
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
        if !std::mem::replace(&mut self.alarmed, true) {
            self.act(Act::Alarm);
        }
        self.last = sentences;
        self.last_lang = self.lang;
        self.question.overtaken = self.table.yes != Some(Yes::Transfer);
        if for_staff && self.table.yes != Some(Yes::Transfer) && self.awaited.is_none() {
            self.resume();
        }
    }

    /// Keeps what the practice's people are told together with the danger, and who tells it: whoever is gone after
    /// that has left it all the same. Whether there was anything.
    fn keeps_for_staff(&mut self, heard: &Heard) -> bool {
        let dictates = self.asking() == Asking::Message;
        if !dictates && !self.is_for_staff(heard) {
            return false;
        }
        self.learn_person(heard);
        match self.errand.goal {
            _ if dictates => self.keep_message(heard),
            Goal::Unknown | Goal::Message => {
                self.note_down(heard);
            }
            _ => self.put_aside(&heard.text),
        }
        true
    }

    /// Whom to call: the practice's own sentence, unless somebody else than the ambulance helps as well.
    fn emergency_text(&self) -> String {
        if let Some(line) = self.who_else_helps(self.peril) {
            return self.voice().line(&line);
        }
        self.setting.practice.tenant.emergency_text.get(self.lang).cloned().unwrap_or_default()
    }

    /// Whom to call in a peril that isn't one of the body alone. The numbers are those of France: 15, 17, 18 and 112
    /// (service-public.fr, «Quels sont les numéros d'urgence en France ?»), and 3114, the national number for the
    /// prevention of suicide, free of charge, day and night (3114.fr). Elsewhere the practice's own sentence holds.
    pub(super) fn who_else_helps(&self, peril: Peril) -> Option<Line> {
        if country(&self.setting.practice.tenant.locale) != Country::Fr {
            return None;
        }
        match peril {
            Peril::Illness => None,
            Peril::Suicide => Some(Line::Despair),
            Peril::Violence => Some(Line::Violence),
            Peril::Fire => Some(Line::Fire),
        }
    }

    /// «Oui oui, je les appelle», «non, ça va»: to what was said of a danger, and not to the question before it.
    pub(super) fn answers_the_danger(&self, heard: &Heard) -> bool {
        let waits = self.errand.goal != Goal::Unknown || self.table.yes.is_some();
        let plain = match heard.frame.intent {
            Intent::Affirm | Intent::Deny => true,
            Intent::None | Intent::Provide | Intent::Thanks => self.asking() == Asking::Confirm,
            _ => false,
        };
        self.question.overtaken
            && waits
            && plain
            && is_bare(&heard.frame)
            && !heard.words.asks()
            && !self.is_for_staff(heard)
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
        let why_not = if self.setting.transfers { Line::NobodyNow } else { Line::NoTransferHere };
        self.ask_for_message(&why_not);
    }

    /// Nothing was understood three times over: a person, or else a message.
    pub(super) fn cannot_follow(&mut self) {
        if self.can_transfer() { self.transfer() } else { self.ask_for_message(&Line::CannotFollow) }
    }

    fn ask_for_message(&mut self, why: &Line) {
        self.tell_what_is_left_undone();
        self.pursue(Goal::Message);
        self.errand.request = Some(Kind::CallBack);
        self.say(why);
        self.ask(Ask::Message);
    }

    /// «Je serai en retard»: the practice has to know, and needs no other words than these.
    pub(super) fn pass_on_delay(&mut self, heard: &Heard) {
        if self.errand.goal != Goal::Unknown {
            self.put_aside(&heard.text);
            self.say(&Line::PassedOnAfterwards);
            return self.back_to_the_question();
        }
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
        self.errand.unclear = None;
        if self.table.subject.is_none() {
            // All that was said of it is in the note.
            self.errand.queue.rest.retain(|next| matches!(next, Next::Errand(_)));
        }
        if !self.is_reachable() {
            self.say(&Line::CanPassOn { kind });
        }
        self.advance_request();
    }

    pub(super) fn is_reachable(&self) -> bool {
        self.person.name.is_some() && self.can_be_called() || self.has_number_on_file()
    }

    pub(super) const fn kind_of_request(&self) -> Kind {
        match self.errand.goal {
            Goal::Book | Goal::Reschedule => Kind::Wish,
            Goal::Cancel | Goal::Lookup => Kind::CallBack,
            Goal::Message | Goal::Unknown => Kind::Message,
        }
    }

    /// Name and number first; then it is left.
    pub(super) fn advance_request(&mut self) {
        let gave_up = self.question.lost > 2;
        if self.errand.goal == Goal::Message && !self.has_a_message() {
            self.errand.words.clear();
            return self.ask(Ask::Message);
        }
        if !gave_up && self.asks_for_the_right_name() {
            return;
        }
        if self.person.name.is_none() && !self.is_on_file() && !gave_up {
            return self.ask(Ask::Name);
        }
        if self.tries_the_code() {
            return;
        }
        if !self.has_settled_phone() && !self.has_number_on_file() && !gave_up {
            return self.ask(Ask::Phone);
        }
        self.leave_note();
    }

    /// Whether a request is complete but for who leaves it.
    pub(super) const fn waits_for_the_person_only(&self) -> bool {
        let asked = self.errand.request.is_some() && !self.errand.about_the_name;
        asked && matches!(self.question.asking, Asking::Name | Asking::Phone)
    }

    /// Whether the practice's people would read anything of it; to be called back is enough said.
    pub(super) fn has_a_message(&self) -> bool {
        let calls_back = matches!(self.errand.request, Some(Kind::CallBack | Kind::Wish));
        let mut words = self.errand.words.iter();
        words.any(|words| calls_back || !self.for_the_staff(words.reveal()).is_empty())
    }

    /// Leaves it for the staff; what says nothing is no message, and is asked for.
    pub(super) fn leave_note(&mut self) {
        let note = self.note();
        if note.says_nothing() {
            self.errand.words.clear();
            return self.ask(Ask::Message);
        }
        let kind = note.kind;
        self.tool(Act::TakeMessage(note), Job::Note(kind));
    }

    pub(super) fn note(&self) -> Note {
        let shown = self.setting.caller.clone().map(Pii::new);
        let aside = self.aside.words.iter().filter(|_| self.aside.promised);
        // What was said of an errand that stays undone is nothing for them to settle.
        let asked = self.errand.request.is_some() || self.errand.goal == Goal::Message;
        let words = self.errand.words.iter().filter(|_| asked).chain(aside);
        Note {
            kind: self.kind_of_note(words.clone()),
            reason: words.clone().find_map(|words| Words::of(words.reveal()).reason()),
            name: self.person.name.clone(),
            phone: self.person.phone.clone().or(shown),
            email: self.person.email.clone(),
            text: Pii::new(in_order(words.map(|words| self.for_the_staff(words.reveal())))),
            service: self.errand.service.clone(),
            practitioner: self.errand.practitioner.clone(),
            wish: self.errand.wished.wish(self.now, &self.setting.zone),
            about: self.table.subject.as_ref().map(|subject| subject.appointment),
            locked: self.proof.locked && self.errand.goal.needs_proof(),
            takes_back: self.takes_back(),
        }
    }

    /// A message that asks to be called back is a call-back, whatever it began as.
    fn kind_of_note<'w>(&self, mut words: impl Iterator<Item = &'w Pii<String>>) -> Kind {
        let kind = self.errand.request.unwrap_or(Kind::Message);
        let calls_back = !self.takes_back() && words.any(|words| Words::of(words.reveal()).call_back());
        if kind == Kind::Message && calls_back { Kind::CallBack } else { kind }
    }

    pub(super) fn noted(&mut self, kind: Kind) {
        self.endangered.clear();
        let takes_back = self.takes_back();
        self.claims.push(Claim::Noted);
        self.pass_on_what_was_promised();
        self.noted = match &self.table.subject {
            _ if takes_back => Noted::Earlier,
            Some(_) if self.errand.said_beside => Noted::JustBesideAnAppointment,
            _ => Noted::Just,
        };
        if self.proof.locked && self.errand.goal.needs_proof() {
            self.proof.told.get_or_insert_default().extend(self.errand.words.iter().cloned());
        }
        if self.errand.doubt {
            // Of whoever has proved who they are, the number is on file.
            let callable = self.can_be_called() || self.proof.of.is_some();
            self.say(&Line::InDoubt { callable });
            return self.note_is_done();
        }
        let callable = self.callable();
        self.say(&if takes_back { Line::TakenBack } else { Line::Noted { kind, callable } });
        self.note_is_done();
    }

    /// How the practice can answer.
    fn callable(&mut self) -> Callable {
        match (&self.person.phone, &self.person.email) {
            (Some(phone), _) => Callable::At(phone.reveal().written()),
            _ if self.setting.caller.is_some() => Callable::Shown,
            _ if self.has_number_on_file() => Callable::OnFile,
            (None, Some(email)) => {
                let email = email.reveal().clone();
                self.quotes.push(email.clone());
                Callable::ByMail(email)
            }
            (None, None) => Callable::No,
        }
    }

    fn note_is_done(&mut self) {
        if self.errand.leaving { self.goodbye() } else { self.next_of_all() }
    }

    /// Whether it was booked, moved or cancelled isn't known: the staff looks it up, and only once that is left may it be
    /// said so.
    pub(super) fn in_doubt(&mut self, job: &Job) {
        let about = match job {
            Job::Confirm => self.table.held.as_ref().map(|held| (Undone::Booking, held.start)),
            Job::Move => self.table.held.as_ref().map(|held| (Undone::Move, held.start)),
            Job::Cancel => self.table.subject.as_ref().map(|subject| (Undone::Cancellation, subject.start)),
            // What was only kept, looked for or tried goes by itself.
            Job::Find
            | Job::Hold { .. }
            | Job::Verify { .. }
            | Job::SendCode
            | Job::Note(_)
            | Job::LookUp { .. }
            | Job::LookUpBeside(_) => None,
        };
        let Some((what, start)) = about else { return self.leave_request(&Trouble::Failed) };
        self.release();
        self.tally.booked += u8::from(what == Undone::Booking);
        let words = self.voice().to_be_checked(what, start);
        self.keep_words(&words);
        self.errand.doubt = true;
        self.errand.request = Some(Kind::CallBack);
        self.leave_note();
    }

    /// Not even a request could be left, or nobody knows whether it is: a person if there is one, else the number to
    /// ring.
    pub(super) fn nothing_left(&mut self, left: Left) {
        if self.can_transfer() {
            return self.transfer();
        }
        let phone = self.setting.practice.tenant.phone.as_ref().map(Phone::written).unwrap_or_default();
        self.regret(&match left {
            _ if self.errand.doubt => Trouble::DoubtfulAndNothingLeft { phone },
            Left::Unknown => Trouble::DoubtfullyLeft { phone },
            Left::Not => Trouble::NothingLeft { phone },
        });
        self.note_is_done();
    }

    /// What was agreed to be cancelled and isn't: the staff has to.
    pub(super) fn leave_to_cancel(&mut self) {
        let words = self.voice().to_be_cancelled(&self.listed(&self.given_up()));
        self.keep_words(&words);
        self.errand.queue.together.clear();
        self.errand.request = Some(Kind::CallBack);
    }

    /// The call has used all its tools.
    pub(super) fn enough(&mut self) {
        self.tell_gone();
        if !self.errand.queue.together.is_empty() {
            self.leave_to_cancel();
        }
        if self.errand.goal == Goal::Unknown {
            return self.take_leave();
        }
        self.leave_request(&Trouble::Limited);
    }
}

/// Lines, each once, as they were said. What would be too much for anybody to read ends in «…».
fn in_order(lines: impl Iterator<Item = String>) -> String {
    let mut apart: Vec<String> = Vec::new();
    for line in lines {
        if !line.is_empty() && !apart.contains(&line) {
            apart.push(line);
        }
    }
    let text = apart.join("\n");
    match text.char_indices().nth(MOST_TO_READ) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
