//! The state machine: what goes in, what comes out, and in which order.

mod added;
mod afterwards;
mod answered;
mod asked_beside;
mod booking;
mod breath;
mod changing;
mod choosing;
mod clauses;
mod deciding;
mod doubting;
mod elsewhere;
mod facts;
mod heard;
mod hearing;
mod in_turn;
mod info;
mod leaving;
mod matters;
mod meant;
mod messages;
mod mind;
mod naming;
mod on_file;
mod opening;
mod own_words;
mod party;
mod person;
mod remaining;
mod repair;
mod sparing;
mod staff;
mod steering;
mod talking;
mod together;
mod turning;
mod twice;
mod whose;
mod why;

use std::collections::VecDeque;

use domain::ids::ServiceId;
use domain::{Lang, Pii, Practice};
use jiff::{SignedDuration, Timestamp};
use phrases::{Peril, Term, Vocabulary};

pub(crate) use self::heard::country;
use self::mind::{
    Aside, Awaited, Errand, Goal, Interrupted, Job, Left, Noted, Part, Person, Proof, Question, Table, Tally,
};
use self::opening::HoursOf;
use crate::asking::Asking;
use crate::guard::{Claim, Unfounded};
use crate::io::{Act, Action, ActionId, AppointmentRef, Booked, Input, Setting};
use crate::speech::{Ask, Line, Voice};
use crate::view::{Doing, ShownOffer, View};
use crate::words::Whom;

/// A tool that takes longer than this is covered by a word to the caller.
const PATIENCE: SignedDuration = SignedDuration::from_millis(700);
/// And by another one after this much more.
const MORE_PATIENCE: SignedDuration = SignedDuration::from_secs(4);
/// How long the line stays open after the last words.
const LINGER: SignedDuration = SignedDuration::from_secs(4);
/// The most tools a call may use (security D8); two more stay for leaving a request.
const MOST_TOOLS: u32 = 30;
/// The most bookings a call may make (security D8).
pub const MOST_BOOKINGS: u8 = 2;
/// The longest a call may last (security D8).
const LONGEST: SignedDuration = SignedDuration::from_mins(10);
/// How often one question is put before somebody else has to help.
const MOST_PUT: u8 = 8;
/// The most sentences that wait while a tool is at work.
const MOST_UNHEARD: usize = 8;

/// How far the call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Under way.
    Open,
    /// The last words are said, and the caller may still add something.
    Closing,
    /// Over.
    Over,
}

/// One conversation. It does nothing itself: see the crate's first page.
#[derive(Debug)]
pub struct Call {
    setting: Setting,
    vocabularies: [Vocabulary; 2],
    lang: Lang,
    began: Timestamp,
    now: Timestamp,
    phase: Phase,
    queue: VecDeque<Action>,
    next: u64,
    awaited: Option<Awaited>,
    unheard: VecDeque<String>,
    /// What is being heard was said before the question that waits now.
    belated: bool,
    errand: Errand,
    /// What was said beside the errand; it outlives it.
    aside: Aside,
    person: Person,
    proof: Proof,
    table: Table,
    question: Question,
    /// What an emergency interrupted.
    interrupted: Option<Interrupted>,
    /// What the last emergency was, and whether the staff was told that there was one.
    peril: Peril,
    alarmed: bool,
    /// What was said of danger, until something is left or done after it: whoever is gone is to be rung back.
    endangered: Vec<Pii<String>>,
    booked_here: Vec<Booked>,
    /// Of those, the ones that are for somebody else than who calls, and for whom where that was said.
    for_others: Vec<(AppointmentRef, Option<Whom>)>,
    tally: Tally,
    keys: String,
    /// What was dictated so far of a telephone number.
    pieces: Vec<String>,
    /// The sentences of this turn, not yet said.
    speech: Vec<Part>,
    uninterruptible: bool,
    /// What is said again when it was not heard, and its language.
    last: Vec<String>,
    last_lang: Lang,
    /// The appointment that was talked about last: «annulez-le».
    talked_of: Option<AppointmentRef>,
    /// The errand that was finished last.
    done: Option<Goal>,
    /// The service that was asked about last: «jeudi» after that is for it.
    asked_about: Option<ServiceId>,
    /// Whose hours were told last, the practice's or somebody's: «et le dimanche ?» after that asks for them again.
    hours_of: HoursOf,
    noted: Noted,
    /// Why sentences were kept back since this was last asked.
    unfounded: Vec<Unfounded>,
    claims: Vec<Claim>,
    /// Sentences of the practice's own that this turn may quote.
    quotes: Vec<String>,
    /// Times that this turn may name although nothing of them stays.
    evidence: Vec<Timestamp>,
}

impl Call {
    /// Picks up: the greeting, the disclosure and the first question wait to be polled.
    pub fn new(setting: Setting, now: Timestamp) -> Self {
        let vocabularies = Lang::ALL.map(|lang| vocabulary(&setting.practice, lang));
        let (practice, own) = greeting(&setting.practice, setting.lang);
        let question = Question {
            ask: Ask::Intent,
            asking: Asking::Intent,
            wording: 0,
            lost: 0,
            put: 0,
            overtaken: false,
        };
        let mut call = Self {
            lang: setting.lang,
            setting,
            vocabularies,
            began: now,
            now,
            phase: Phase::Open,
            queue: VecDeque::new(),
            next: 1,
            awaited: None,
            unheard: VecDeque::new(),
            belated: false,
            errand: Errand::default(),
            aside: Aside::default(),
            person: Person::default(),
            proof: Proof::default(),
            table: Table::default(),
            question,
            interrupted: None,
            peril: Peril::default(),
            alarmed: false,
            endangered: Vec::new(),
            booked_here: Vec::new(),
            for_others: Vec::new(),
            tally: Tally::default(),
            keys: String::new(),
            pieces: Vec::new(),
            speech: Vec::new(),
            uninterruptible: true,
            last: Vec::new(),
            last_lang: Lang::Fr,
            talked_of: None,
            done: None,
            asked_about: None,
            hours_of: HoursOf::Nobody,
            noted: Noted::Nothing,
            unfounded: Vec::new(),
            claims: Vec::new(),
            quotes: Vec::new(),
            evidence: Vec::new(),
        };
        call.quotes.extend(own.clone());
        call.say(&Line::Greeting { practice, own });
        if let Some(why) = call.setting.closed {
            call.turn_away(why);
        } else {
            call.ask(Ask::Intent);
            call.flush();
        }
        call
    }

    /// Takes in what happened. What is to be done about it waits to be polled.
    pub fn handle(&mut self, input: Input, now: Timestamp) {
        self.now = now;
        if self.phase == Phase::Over {
            return;
        }
        match input {
            Input::Heard(text) => self.heard(text),
            Input::Pressed(key) => self.pressed(key),
            Input::Silence => self.silence(),
            Input::Answered { id, answer } => {
                let Some(awaited) = self.awaited.take_if(|awaited| awaited.id == id) else { return };
                self.answered(&awaited.job, answer);
                self.catch_up();
            }
            Input::HungUp => self.hung_up(),
            Input::Woke => self.woke(),
        }
        self.flush();
    }

    /// The next thing to be done; nothing when the call waits for the caller or for an answer.
    pub fn poll(&mut self) -> Option<Action> {
        self.queue.pop_front()
    }

    /// What the caller's next words should answer.
    pub fn asking(&self) -> Asking {
        if self.phase == Phase::Open { self.question.asking } else { Asking::Nothing }
    }

    /// The language that is spoken now.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether the call is over.
    pub fn is_over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// What a page may show.
    pub fn view(&self) -> View {
        let voice = self.voice();
        let shown = |offer| ShownOffer::of(offer, &voice);
        let offers = if self.table.held.is_some() { &[] } else { self.table.offers.as_slice() };
        View {
            doing: self.doing(),
            asking: self.asking(),
            lang: self.lang,
            offers: offers.iter().map(shown).collect(),
            held: self.table.held.as_ref().map(shown),
        }
    }

    /// Why sentences were kept back since this was last asked: a defect of the brain, for whoever runs the calls.
    pub fn take_unfounded(&mut self) -> Vec<Unfounded> {
        std::mem::take(&mut self.unfounded)
    }

    fn doing(&self) -> Doing {
        match self.awaited.as_ref().map(|awaited| &awaited.job) {
            _ if self.phase == Phase::Over => Doing::Ended,
            None => Doing::Listening,
            Some(Job::Find) => Doing::Looking,
            Some(Job::Hold { .. }) => Doing::Holding,
            Some(Job::Confirm) => Doing::Confirming,
            Some(Job::Verify { .. } | Job::SendCode) => Doing::Verifying,
            Some(Job::Move | Job::Cancel) => Doing::Changing,
            Some(Job::Note(_)) => Doing::Noting,
            Some(Job::LookUp { .. } | Job::LookUpBeside(_)) => Doing::Reading,
        }
    }

    /// What was said while a tool was at work is heard now, in order.
    fn catch_up(&mut self) {
        while self.awaited.is_none() && self.phase != Phase::Over {
            let Some(text) = self.unheard.pop_front() else { return };
            self.flush();
            self.belated = true;
            self.heard(text);
            self.belated = false;
        }
    }

    fn act(&mut self, act: Act) -> ActionId {
        let id = ActionId(self.next);
        self.next += 1;
        self.queue.push_back(Action { id, act });
        id
    }

    /// Sets a tool to work. Beyond the call's measure of them, only a request is left.
    fn tool(&mut self, act: Act, job: Job) {
        let leaving = matches!(job, Job::Note(_));
        let most = if leaving { MOST_TOOLS + 2 } else { MOST_TOOLS };
        if self.tally.tools >= most {
            return if leaving { self.nothing_left(Left::Not) } else { self.enough() };
        }
        self.tally.tools += 1;
        let id = self.act(act);
        self.awaited = Some(Awaited { id, job, fillers: 0 });
        self.wait(PATIENCE);
    }

    fn wait(&mut self, time: SignedDuration) {
        if let Ok(until) = self.now.checked_add(time) {
            self.act(Act::WaitUntil(until));
        }
    }

    fn woke(&mut self) {
        if self.phase == Phase::Closing {
            return self.hang_up();
        }
        let Some(awaited) = self.awaited.as_mut().filter(|awaited| awaited.fillers < 2) else { return };
        let nth = awaited.fillers;
        awaited.fillers += 1;
        let filler = self.voice().line(&Line::Filler { nth });
        self.speak(filler);
        self.wait(MORE_PATIENCE);
    }

    /// Lets go what is kept, and clears the table of offers.
    fn release(&mut self) {
        if self.table.held.take().is_some() {
            self.act(Act::Release);
        }
        self.table.offers.clear();
        self.table.yes = None;
    }

    fn voice(&self) -> Voice {
        Voice {
            practice: self.setting.practice.clone(),
            zone: self.setting.zone.clone(),
            lang: self.lang,
            today: domain::clock::date_at(self.now, &self.setting.zone),
        }
    }
}

/// The practice's name, and the words of its own by which it greets: with its name in them in any case (G6).
fn greeting(practice: &Practice, lang: Lang) -> (String, Option<String>) {
    let name = practice.tenant.name.clone();
    let own = practice.tenant.greeting.as_ref().and_then(|greeting| greeting.exactly(lang));
    let own = own.map(|own| {
        let own = own.trim();
        let end = if own.ends_with(['.', '!', '?', '…']) { "" } else { "." };
        if own.contains(&name) { format!("{own}{end}") } else { format!("{name}. {own}{end}") }
    });
    (name, own)
}

/// The practice's words in a language; what has none in it is known by its name.
pub(crate) fn vocabulary(practice: &Practice, lang: Lang) -> Vocabulary {
    let named = |spoken: Option<&Vec<String>>, name: &str| {
        let mut forms = spoken.cloned().unwrap_or_default();
        forms.push(name.to_owned());
        forms
    };
    Vocabulary {
        services: practice
            .services
            .iter()
            .map(|s| Term {
                id: s.id.to_string(),
                spoken: named(s.spoken.get(lang), s.name.get(lang).map_or("", |name| name)),
            })
            .collect(),
        practitioners: practice
            .practitioners
            .iter()
            .map(|p| Term { id: p.id.to_string(), spoken: named(p.spoken.get(lang), &p.name) })
            .collect(),
        topics: practice
            .faq
            .iter()
            .enumerate()
            .map(|(at, faq)| Term {
                id: at.to_string(),
                spoken: faq.ask.get(lang).cloned().unwrap_or_default(),
            })
            .collect(),
    }
}
