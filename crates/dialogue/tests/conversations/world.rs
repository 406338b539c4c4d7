//! A stand-in for the server: it books in memory, and conversations are played against it in virtual time.

use std::collections::HashMap;
use std::sync::Arc;

use dialogue::{Act, Action, Answer, AppointmentRef, Asking, Booked, Call, Input, Offer, Search, Setting};
use domain::availability::{self, Query, Slot};
use domain::ids::ResourceId;
use domain::span::Spans;
use domain::{Code, Lang, Phone, Pii, Practice};
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};

/// Jeanne Petit's number, as the network shows it.
pub(crate) const PETIT: Option<&str> = Some("+33639981001");

/// The three appointments of [`World::three`], as [`World::starts`] tells them.
pub(crate) const BLOOD: &str = "laurent 03-10 08:00";
pub(crate) const VISIT: &str = "martin 03-12 10:00";
pub(crate) const JAB: &str = "benali 03-13 10:15";

/// Offers as they are said the second time.
pub(crate) fn in_short(offers: &str) -> String {
    let with = [", avec le docteur Martin.", ", with Doctor Martin."];
    let bare = with.into_iter().fold(offers.to_owned(), |said, with| said.replace(with, "."));
    bare.replace("j'ai", "je vous proposais").replace("I have", "I had")
}

pub(crate) const fn yes(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "oui",
        Lang::En => "yes",
    }
}

/// What the practice's document says of dogs: a day, an hour and a deed among its words.
pub(crate) const DOGS: &str = "Un chien d'assistance entre avec vous, c'est noté à l'accueil. Les autres restent dehors, le samedi jusqu'à 11 h.";

pub(crate) const PRACTICE: &str = include_str!("practice.yaml");

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    CalendarDown,
    Slow,
    HoldTaken,
    ConfirmTaken,
    ConfirmFails,
    /// Nobody knows whether it was booked, moved or cancelled.
    Doubt,
    /// Nor whether a request was left.
    NotesDoubt,
    NotesFail,
}

/// An appointment of the stand-in.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) handle: AppointmentRef,
    pub(crate) slot: Slot,
    pub(crate) name: String,
    pub(crate) patient: Option<usize>,
}

/// The server's side, and the record of what happened.
pub(crate) struct World {
    pub(crate) practice: Arc<Practice>,
    pub(crate) call: Call,
    pub(crate) now: Timestamp,
    pub(crate) rows: Vec<Row>,
    pub(crate) notes: Vec<dialogue::Note>,
    pub(crate) held: Option<Slot>,
    pub(crate) offers: HashMap<u32, Slot>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) said: Vec<String>,
    pub(crate) tools: Vec<&'static str>,
    /// The numbers of what was booked, as they were handed on.
    pub(crate) phones: Vec<Option<String>>,
    pub(crate) transferred: bool,
    pub(crate) hung_up: bool,
    /// How often the caller was given more time.
    pub(crate) kept_longer: usize,
    proved: Option<usize>,
    caller: Option<Phone>,
    tries: u8,
    next: u32,
}

impl World {
    /// Monday 9 March 2026, nine in the morning.
    pub(crate) fn new(lang: Lang, caller: Option<&str>) -> Self {
        Self::at(lang, caller, "2026-03-09T09:00:00")
    }

    /// The same in French.
    pub(crate) fn fr(caller: Option<&str>) -> Self {
        Self::new(Lang::Fr, caller)
    }

    pub(crate) fn at(lang: Lang, caller: Option<&str>, local: &str) -> Self {
        Self::by(PRACTICE, lang, caller, local, true, false)
    }

    /// On a page, from which nobody can be put through.
    pub(crate) fn page(lang: Lang) -> Self {
        Self::by(PRACTICE, lang, None, "2026-03-09T09:00:00", false, false)
    }

    /// At another practice.
    pub(crate) fn of(practice: &str, lang: Lang) -> Self {
        Self::by(practice, lang, PETIT, "2026-03-09T09:00:00", true, false)
    }

    /// At the practice when it has a document, which says what becomes of dogs.
    pub(crate) fn with_a_document(lang: Lang) -> Self {
        Self::with_a_document_for(lang, None)
    }

    /// The same, when somebody calls whose number is shown.
    pub(crate) fn with_a_document_for(lang: Lang, caller: Option<&str>) -> Self {
        Self::by(PRACTICE, lang, caller, "2026-03-09T09:00:00", true, true)
    }

    fn by(
        practice: &str,
        lang: Lang,
        caller: Option<&str>,
        local: &str,
        transfers: bool,
        documents: bool,
    ) -> Self {
        let practice = Arc::new(Practice::parse(practice, "practice.yaml").expect("a valid practice"));
        let zone = practice.tenant.zone().clone();
        let local: DateTime = local.parse().expect("a local time");
        let now = zone.to_timestamp(local).expect("an instant");
        let caller: Option<Phone> = caller.map(|phone| phone.parse().expect("a number"));
        let setting = Setting {
            practice: practice.clone(),
            lang,
            caller: caller.clone(),
            zone,
            transfers,
            codes: transfers,
            closed: None,
            documents,
        };
        let mut world = Self {
            call: Call::new(setting, now),
            practice,
            now,
            rows: Vec::new(),
            notes: Vec::new(),
            held: None,
            offers: HashMap::new(),
            faults: Vec::new(),
            said: Vec::new(),
            tools: Vec::new(),
            phones: Vec::new(),
            transferred: false,
            hung_up: false,
            kept_longer: 0,
            proved: None,
            caller,
            tries: 3,
            next: 1,
        };
        world.run();
        world
    }

    pub(crate) fn with(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Jeanne Petit calls, who has [`BLOOD`], [`VISIT`] and [`JAB`].
    pub(crate) fn three(lang: Lang) -> Self {
        Self::new(lang, PETIT)
            .booked(0, "laurent", "prise-de-sang", "2026-03-10T08:00:00")
            .booked(0, "martin", "consultation", "2026-03-12T10:00:00")
            .booked(0, "benali", "vaccination", "2026-03-13T10:15:00")
    }

    /// An appointment that is already there.
    pub(crate) fn booked(mut self, patient: usize, who: &str, service: &str, local: &str) -> Self {
        let zone = self.practice.tenant.zone().clone();
        let start = zone.to_timestamp(local.parse::<DateTime>().unwrap()).unwrap();
        let asked = availability::Asked {
            service: service.parse().unwrap(),
            practitioner: who.parse().unwrap(),
            start,
            end: None,
        };
        let slot = availability::place(&self.practice, &asked, self.now).expect("a slot");
        let name = self.practice.patients[patient].name.reveal().clone();
        self.add(slot, name, Some(patient));
        self
    }

    /// Somebody's whole day is taken.
    pub(crate) fn busy(self, who: &str, date: &str) -> Self {
        self.busy_between(who, &format!("{date}T00:00:00"), &format!("{date}T23:59:00"))
    }

    pub(crate) fn busy_between(mut self, who: &str, from: &str, to: &str) -> Self {
        let zone = self.practice.tenant.zone().clone();
        let at = |local: &str| zone.to_timestamp(local.parse::<DateTime>().unwrap()).unwrap();
        let span = domain::Span::new(at(from), at(to)).unwrap();
        let resource: ResourceId = who.parse().unwrap();
        let slot = Slot {
            service: "consultation".parse().unwrap(),
            resource,
            room: None,
            span,
            guard: span,
            replaces: false,
        };
        self.add(slot, String::new(), None);
        self
    }

    fn add(&mut self, slot: Slot, name: String, patient: Option<usize>) -> AppointmentRef {
        let handle = AppointmentRef(self.next);
        self.next += 1;
        self.rows.push(Row { handle, slot, name, patient });
        handle
    }

    /// The caller says this; what is answered.
    pub(crate) fn hear(&mut self, text: &str) -> String {
        let before = self.said.len();
        self.call.handle(Input::Heard(text.to_owned()), self.now);
        self.run();
        self.said[before..].join(" ")
    }

    /// The caller says these, one after the other; what is answered to the last.
    pub(crate) fn talk(&mut self, lines: &[&str]) -> String {
        lines.iter().map(|line| self.hear(line)).last().unwrap_or_default()
    }

    pub(crate) fn input(&mut self, input: Input) -> String {
        let before = self.said.len();
        self.call.handle(input, self.now);
        self.run();
        self.said[before..].join(" ")
    }

    pub(crate) fn asking(&self) -> Asking {
        self.call.asking()
    }

    /// Starts of what was booked in the call, as local times.
    pub(crate) fn starts(&self) -> Vec<String> {
        let zone = self.practice.tenant.zone();
        self.rows
            .iter()
            .filter(|row| !row.name.is_empty())
            .map(|row| {
                format!(
                    "{} {}",
                    row.slot.resource,
                    zone.to_datetime(row.slot.span.start).strftime("%m-%d %H:%M")
                )
            })
            .collect()
    }

    pub(crate) fn run(&mut self) {
        for step in 0.. {
            assert!(step < 200, "a call must come to rest");
            let Some(action) = self.call.poll() else {
                assert_eq!(self.call.take_unfounded(), [], "a sentence was kept back");
                return;
            };
            self.tools.extend(action.act.tool());
            self.perform(action);
        }
    }

    fn perform(&mut self, action: Action) {
        let answer = match action.act {
            Act::Say(utterance) => return self.said.push(utterance.text),
            Act::Keep => {
                self.kept_longer += 1;
                return;
            }
            Act::Release => {
                self.held = None;
                return;
            }
            Act::Transfer => {
                self.transferred = true;
                return;
            }
            Act::Hangup => {
                self.hung_up = true;
                return;
            }
            Act::Alarm | Act::WaitUntil(_) | Act::StopSpeaking => return,
            act => self.answer(act),
        };
        if self.faults.contains(&Fault::Slow) {
            self.now = self.now.checked_add(SignedDuration::from_secs(5)).unwrap();
            self.call.handle(Input::Woke, self.now);
        }
        self.call.handle(Input::Answered { id: action.id, answer }, self.now);
    }

    fn answer(&mut self, act: Act) -> Answer {
        let down = self.faults.contains(&Fault::CalendarDown);
        match act {
            Act::FindSlots(_) if down => Answer::Slots { offers: Vec::new(), exact: false, known: false },
            Act::Hold { .. } | Act::Confirm { .. } | Act::Move { .. } | Act::Cancel { .. } if down => {
                Answer::Unsure
            }
            Act::Confirm { .. } | Act::Move { .. } | Act::Cancel { .. }
                if self.faults.contains(&Fault::Doubt) =>
            {
                Answer::Unknown
            }
            Act::TakeMessage(_) if self.faults.contains(&Fault::NotesDoubt) => Answer::Unknown,
            Act::FindSlots(search) => self.find(&search),
            Act::Hold { offer } => self.hold(offer),
            Act::Confirm { name, phone, .. } => {
                self.phones.push(phone.map(|phone| phone.reveal().to_string()));
                self.confirm(name.reveal())
            }
            Act::Verify { code, name } => {
                self.verify(code.reveal(), name.as_ref().map(|n| n.reveal().as_str()))
            }
            Act::LookUp { question, .. } if question.contains("chien") || question.contains("dog") => {
                Answer::Quoted { document: "Accueil".to_owned(), words: DOGS.to_owned() }
            }
            Act::LookUp { .. } => Answer::NotWritten,
            Act::SendCode { .. } => Answer::Noted,
            Act::Find => Answer::Found(Vec::new()),
            Act::Move { appointment, offer } => self.shift(appointment, offer),
            Act::Cancel { appointment } => {
                let at = self.rows.iter().position(|row| row.handle == appointment).expect("a known handle");
                let row = self.rows.remove(at);
                Answer::Cancelled(booked(&row, None))
            }
            Act::TakeMessage(_) if self.faults.contains(&Fault::NotesFail) => Answer::Failed,
            Act::TakeMessage(note) => {
                self.notes.push(note);
                Answer::Noted
            }
            other => panic!("not a tool: {other:?}"),
        }
    }

    fn taken(&self, without: Option<AppointmentRef>) -> HashMap<ResourceId, Spans> {
        let mut spans: HashMap<ResourceId, Vec<domain::Span>> = HashMap::new();
        for row in self.rows.iter().filter(|row| Some(row.handle) != without) {
            spans.entry(row.slot.resource.clone()).or_default().push(row.slot.guard);
        }
        spans.into_iter().map(|(id, list)| (id, list.into_iter().collect())).collect()
    }

    fn find(&mut self, search: &Search) -> Answer {
        let moving = search.moving.and_then(|handle| self.rows.iter().find(|row| row.handle == handle));
        let query = Query {
            service: search.service.clone(),
            practitioners: search.practitioners.clone(),
            wish: search.wish.clone(),
            now: self.now,
            limit: 3,
            replaces: moving.map(|row| row.slot.clone()),
        };
        let slots = availability::search(&self.practice, &query, &self.taken(search.moving));
        let exact = slots.len() == 1 && search.wish.target == Some(slots[0].span.start);
        let offers = slots.iter().map(|slot| self.offer(slot)).collect();
        Answer::Slots { offers, exact, known: true }
    }

    fn offer(&mut self, slot: &Slot) -> Offer {
        let number = self.next;
        self.next += 1;
        self.offers.insert(number, slot.clone());
        offer(number, slot)
    }

    fn hold(&mut self, number: u32) -> Answer {
        let slot = self.offers.get(&number).expect("only offered slots are held").clone();
        if let Some(at) = self.faults.iter().position(|fault| *fault == Fault::HoldTaken) {
            self.faults.remove(at);
            return self.alternatives(slot);
        }
        self.held = Some(slot.clone());
        Answer::Held { offer: offer(number, &slot) }
    }

    fn alternatives(&mut self, slot: Slot) -> Answer {
        let mut row = slot.clone();
        row.guard = slot.guard;
        self.add(row, String::new(), None);
        let search = Search {
            service: slot.service,
            practitioners: vec![slot.resource],
            wish: domain::wish::Wish { target: Some(slot.span.start), ..domain::wish::Wish::default() },
            moving: None,
        };
        match self.find(&search) {
            Answer::Slots { offers, .. } => Answer::Taken { offers },
            other => other,
        }
    }

    fn confirm(&mut self, name: &str) -> Answer {
        let slot = self.held.take().expect("only a hold is confirmed");
        if self.faults.contains(&Fault::ConfirmFails) {
            return Answer::Failed;
        }
        if let Some(at) = self.faults.iter().position(|fault| *fault == Fault::ConfirmTaken) {
            self.faults.remove(at);
            return self.alternatives(slot);
        }
        self.add(slot, name.to_owned(), None);
        let row = self.rows.last().expect("just added");
        Answer::Confirmed(booked(row, "482913".parse().ok()))
    }

    fn verify(&mut self, code: &str, name: Option<&str>) -> Answer {
        let found = self.practice.patients.iter().position(|patient| {
            let known = patient.code.as_ref().is_some_and(|own| own.reveal() == code);
            let same =
                |name: &str| domain::name::normalise(name) == domain::name::normalise(patient.name.reveal());
            known && (name.is_some_and(same) || self.caller.as_ref() == Some(patient.phone.reveal()))
        });
        if let Some(patient) = found {
            self.proved = Some(patient);
            let mut appointments: Vec<Booked> = self
                .rows
                .iter()
                .filter(|row| row.patient == Some(patient))
                .map(|row| booked(row, None))
                .collect();
            appointments.sort_by_key(|b| b.start);
            return Answer::Proved { appointments, reachable: true };
        }
        self.tries = self.tries.saturating_sub(u8::from(name.is_some()));
        if self.tries == 0 { Answer::Locked } else { Answer::NotProved { tries_left: self.tries } }
    }

    fn shift(&mut self, handle: AppointmentRef, number: u32) -> Answer {
        let slot = self.offers.get(&number).expect("an offer").clone();
        let row = self.rows.iter_mut().find(|row| row.handle == handle).expect("a known handle");
        row.slot = slot;
        Answer::Moved(booked(row, None))
    }
}

fn offer(number: u32, slot: &Slot) -> Offer {
    Offer {
        number,
        start: slot.span.start,
        end: slot.span.end,
        practitioner: slot.resource.clone(),
        service: slot.service.clone(),
    }
}

fn booked(row: &Row, reference: Option<Code>) -> Booked {
    Booked {
        appointment: row.handle,
        reference,
        start: row.slot.span.start,
        end: row.slot.span.end,
        practitioner: row.slot.resource.clone(),
        service: row.slot.service.clone(),
        name: Pii::new(row.name.clone()),
    }
}
