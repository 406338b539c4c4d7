//! What a caller's words do: first what cannot wait, then courtesy, then the errand.

use domain::ids::ServiceId;
use domain::{Lang, Phone, Pii};
use jiff::Unit;
use jiff::civil::DateTime;
use phrases::{Context, Country, EntityKind, Frame, Intent, Kind, Region, understand};

use super::mind::Goal;
use super::person::is_whole;
use super::{Call, LONGEST, MOST_UNHEARD, Phase};
use crate::asking::Asking;
use crate::speech::{Ask, Line, Trouble};
use crate::words::Words;

/// The most characters of an utterance that are taken in: more is no sentence.
const LONGEST_UTTERANCE: usize = 2_000;
/// The most words of one, all of which are read.
const MOST_WORDS: usize = 400;
/// A bound this near to the present, in minutes, is what «plus tard» alone stands for.
const NEARLY_NOW: f64 = 15.0;
/// How sure a frame in the other language must be to count as that language.
const SURELY_FOREIGN: f64 = 0.7;
/// Small words of the other language, and none of this one, that make an utterance foreign.
const FOREIGN_WORDS: usize = 2;
/// And as many as make it a sentence, after which that language is spoken.
const FOREIGN_SENTENCE: usize = 3;
/// Foreign turns after which their language is spoken.
const FOREIGN_TURNS: u8 = 2;

/// An utterance, read.
pub(super) struct Heard {
    pub(super) text: String,
    pub(super) frame: Frame,
    pub(super) words: Words,
}

impl Heard {
    /// Of the entities of a kind, the last that differs from what is known («pas une consultation, un vaccin»).
    pub(super) fn changed(&self, kind: EntityKind, known: Option<&str>) -> Option<&str> {
        let values =
            || self.frame.entities.iter().filter(|entity| entity.kind == kind).map(|e| e.value.as_str());
        values().rfind(|value| Some(*value) != known).or_else(|| values().next_back())
    }

    /// Two services of one sentence that are both wanted: «une consultation et un vaccin».
    pub(super) fn two_services(&self) -> Option<(ServiceId, ServiceId)> {
        let named = self.frame.entities.iter().filter(|entity| entity.kind == EntityKind::Service);
        let mut named = named.map(|entity| (entity.text.as_str(), entity.value.as_str()));
        let (first, then) = (named.next()?, named.next()?);
        let after = self.text.find(first.0)? + first.0.len();
        let between = self.text.get(after..)?;
        let between = Words::of(between.get(..between.find(then.0)?)?);
        (first.1 != then.1 && between.adds()).then_some(())?;
        Some((first.1.parse().ok()?, then.1.parse().ok()?))
    }

    /// Whether a name is said after the word that begins at this place of the folded text.
    pub(super) fn names_after(&self, relative: usize) -> bool {
        let name = self.entity_text(EntityKind::PersonName);
        name.and_then(|name| self.words.place_of(name)).is_some_and(|at| at > relative)
    }

    fn entity_text(&self, kind: EntityKind) -> Option<&str> {
        self.frame.entities.iter().find(|entity| entity.kind == kind).map(|entity| entity.text.as_str())
    }

    /// Whether it says something of an appointment that is wished.
    pub(super) fn tells_of_an_errand(&self) -> bool {
        names_errand(&self.frame) || self.words.speaks_of_an_appointment()
    }

    /// A whole telephone number; the beginning of one is none.
    pub(super) fn phone(&self) -> Option<Phone> {
        self.entity(EntityKind::Phone).and_then(|phone| phone.parse().ok()).filter(is_whole)
    }

    /// The value of the first entity of a kind.
    pub(super) fn entity(&self, kind: EntityKind) -> Option<&str> {
        self.frame.entities.iter().find(|entity| entity.kind == kind).map(|entity| entity.value.as_str())
    }
}

impl Call {
    pub(super) fn heard(&mut self, text: String) {
        let switched = self.switch_on_request(&text);
        let heard = self.read(&text);
        if heard.frame.emergency || heard.frame.intent == Intent::Emergency {
            return self.emergency(&heard);
        }
        if self.awaited.is_some() {
            if self.unheard.len() < MOST_UNHEARD {
                self.unheard.push_back(text);
            }
            return;
        }
        self.tally.silences = 0;
        if self.phase == Phase::Closing && !self.reopens(&heard) {
            return self.hang_up();
        }
        if self.now.duration_since(self.began) > LONGEST {
            return self.out_of_time();
        }
        if is_too_long(&text) {
            return self.too_long();
        }
        if switched && is_bare(&heard.frame) {
            self.say(&Line::Switched);
            return self.put_again();
        }
        if !self.courtesy(&heard) {
            self.take(&heard);
        }
    }

    /// Another language is spoken from the words on that ask for it.
    fn switch_on_request(&mut self, text: &str) -> bool {
        let wanted = Words::of(text).language().filter(|lang| self.speaks(*lang));
        let Some(lang) = wanted.filter(|_| self.awaited.is_none()) else { return false };
        self.lang = lang;
        self.tally.foreign = 0;
        true
    }

    /// After the last words, only something new opens the call again.
    fn reopens(&mut self, heard: &Heard) -> bool {
        let over = matches!(
            heard.frame.intent,
            Intent::Thanks | Intent::Goodbye | Intent::None | Intent::Affirm | Intent::Deny | Intent::Greet
        );
        let asks = heard.words.asks() || heard.words.asks_for_a_machine();
        if !over || asks {
            self.phase = Phase::Open;
        }
        !over || asks
    }

    /// Reads the words in the language of the call, and in the other one when it fits much better.
    pub(super) fn read(&mut self, text: &str) -> Heard {
        let text: String = text.chars().take(LONGEST_UTTERANCE).collect();
        let words = Words::of(&text);
        let mut frame = understand(&text, &self.context(self.lang));
        if let Some(other) = self.other_language() {
            let there = understand(&text, &self.context(other));
            let plainly = words.purely(other);
            let foreign = plainly >= FOREIGN_WORDS || is_foreign(&frame, &there);
            // A whole sentence of it counts for two turns.
            let turns = if plainly >= FOREIGN_SENTENCE { FOREIGN_TURNS } else { 1 };
            self.tally.foreign = if foreign { self.tally.foreign + turns } else { 0 };
            if foreign {
                frame = there;
            }
        }
        self.relate(&mut frame);
        Heard { text, frame, words }
    }

    /// «Plus tard» is later than what was offered, not later than now.
    fn relate(&self, frame: &mut Frame) {
        if frame.earlier_later.is_none() {
            return;
        }
        let now = self.setting.zone.to_datetime(self.now);
        let is_now = |at: Option<DateTime>| {
            at.and_then(|at| at.since(now).ok()).is_some_and(|gap| {
                gap.total((Unit::Minute, now)).is_ok_and(|minutes| minutes.abs() <= NEARLY_NOW)
            })
        };
        frame
            .times
            .retain(|mention| mention.kind != Kind::OpenInterval || !is_now(mention.start.or(mention.end)));
    }

    /// The services that a sentence of the practice's own names.
    pub(super) fn services_in(&self, text: &str) -> Vec<String> {
        let entities = understand(text, &self.context(self.lang)).entities.into_iter();
        entities.filter(|entity| entity.kind == EntityKind::Service).map(|entity| entity.value).collect()
    }

    fn other_language(&self) -> Option<Lang> {
        self.setting.practice.tenant.languages.iter().copied().find(|lang| *lang != self.lang)
    }

    pub(super) fn context(&self, lang: Lang) -> Context<'_> {
        let locale = &self.setting.practice.tenant.locale;
        Context {
            lang: if lang == Lang::Fr { phrases::Lang::Fr } else { phrases::Lang::En },
            // Numbers of a date stand in the order of the practice's country, whatever language is spoken.
            region: Region::from_tag(locale),
            now: self.setting.zone.to_datetime(self.now),
            vocabulary: &self.vocabularies[usize::from(lang == Lang::En)],
            expecting: self.asking().expecting(),
            country: country(locale),
        }
    }

    /// What any turn may be, whatever was asked; whether it was that.
    fn courtesy(&mut self, heard: &Heard) -> bool {
        let foreign = (self.tally.foreign >= FOREIGN_TURNS).then(|| self.other_language()).flatten();
        if let Some(lang) = foreign {
            self.lang = lang;
            self.tally.foreign = 0;
        }
        let for_staff = heard.words.message() || heard.words.call_back();
        // «Dites au docteur que…» is the message, whatever it sounds like.
        let dictates = self.asking() == Asking::Message && !heard.words.are_within(4);
        match heard.frame.intent {
            _ if heard.words.asks_for_a_machine() => {
                self.say(&Line::Machine);
                self.go_on();
            }
            _ if dictates || self.asks_about_booked(heard) => return false,
            Intent::Human if !for_staff => self.human(),
            Intent::Repeat => self.repeat(),
            Intent::Wait if is_bare(&heard.frame) => self.take_your_time(),
            Intent::Goodbye if !(self.asking() == Asking::Confirm && heard.words.starts_with_yes()) => {
                self.goodbye();
            }
            _ if heard.words.asks_whether_here() && heard.frame.times.is_empty() => {
                self.say_where_this_is(heard);
            }
            Intent::Greet if is_bare(&heard.frame) && self.asking() != Asking::Name => {
                self.say(&Line::Hello);
                self.ask_again();
            }
            Intent::Thanks if is_bare(&heard.frame) && self.asking() != Asking::AnythingElse => {
                self.say(&Line::Welcome);
                self.ask_again();
            }
            _ => return false,
        }
        true
    }

    fn speaks(&self, lang: Lang) -> bool {
        lang != self.lang && self.setting.practice.tenant.languages.contains(&lang)
    }

    /// The errand's own words.
    fn take(&mut self, heard: &Heard) {
        let asking = self.asking();
        if asking != Asking::Message && self.gives_up(heard) {
            return self.drop_errand();
        }
        self.learn_person(heard);
        if asking == Asking::Message {
            return self.take_message(heard);
        }
        if self.is_beside_the_point(heard) {
            return self.ask_again();
        }
        if heard.words.late() && self.errand.goal == Goal::Unknown {
            return self.pass_on_delay(heard);
        }
        if self.is_question(heard) {
            return self.inform(heard);
        }
        if self.afterwards(heard) || self.choose_goal(heard) {
            return;
        }
        self.remember(heard);
        if self.reply(heard) {
            return;
        }
        if self.learn(heard) { self.advance() } else { self.not_understood() }
    }

    /// Gives the errand up, and says nothing else.
    fn gives_up(&self, heard: &Heard) -> bool {
        let frame = &heard.frame;
        let asked = matches!(self.asking(), Asking::Confirm | Asking::Intent | Asking::AnythingElse);
        let news = !is_bare(frame) || frame.any_time || !frame.excluded_practitioners.is_empty();
        self.errand.goal != Goal::Unknown && !asked && !news && heard.words.drop_it()
    }

    /// A kind remark, or news of what is past: no reason to let go what is kept.
    fn is_beside_the_point(&self, heard: &Heard) -> bool {
        let frame = &heard.frame;
        let now = self.setting.zone.to_datetime(self.now);
        let past = |mention: &phrases::TimeMention| {
            mention.kind == Kind::Value
                && mention.end.or(mention.start).is_some_and(|end| end.date() < now.date())
        };
        let only_past = !frame.times.is_empty() && frame.times.iter().all(past);
        let intent = matches!(frame.intent, Intent::None | Intent::Provide | Intent::Affirm | Intent::Greet);
        let waits = self.errand.goal == Goal::Book && !self.table_is_bare();
        waits && intent && (heard.words.is_small_talk() || only_past && !heard.words.takes_back())
    }

    /// Whether the practice is asked about, rather than asked for something.
    fn is_question(&self, heard: &Heard) -> bool {
        let frame = &heard.frame;
        if starts_errand(frame.intent) {
            return false;
        }
        let about_hours = heard.words.opening() && !frame.times.is_empty();
        if heard.words.asks_how_long() {
            return true;
        }
        match frame.intent {
            Intent::Info => frame.times.is_empty() || about_hours,
            _ if !frame.times.is_empty() => false,
            Intent::None | Intent::Provide if self.errand.goal == Goal::Unknown => {
                frame.topic.is_some() || self.topic_by_words(heard).is_some() || heard.words.asks()
            }
            _ => frame.topic.is_some(),
        }
    }

    /// Finds out what the caller came for, or comes for now; whether that settled the turn.
    fn choose_goal(&mut self, heard: &Heard) -> bool {
        if heard.words.message() || heard.words.call_back() {
            self.start_message(heard);
            return true;
        }
        let Some(goal) = self.goal_of(heard) else { return false };
        if goal == self.errand.goal {
            return false;
        }
        if self.errand.goal == Goal::Book
            && goal == Goal::Cancel
            && !self.table_is_bare()
            && heard.frame.times.is_empty()
        {
            // «Finalement, annulez» before anything was booked: there is nothing to cancel but the errand.
            self.drop_errand();
            return true;
        }
        self.pursue(goal);
        false
    }

    fn goal_of(&self, heard: &Heard) -> Option<Goal> {
        let idle = self.errand.goal == Goal::Unknown;
        match heard.frame.intent {
            Intent::Reschedule => Some(Goal::Reschedule),
            // «Je ne peux plus, annulez» answers a read-back of a cancellation, and starts one elsewhere.
            Intent::Cancel => Some(Goal::Cancel),
            Intent::Lookup if idle || self.asking() != Asking::Confirm => Some(Goal::Lookup),
            Intent::Book | Intent::Availability if idle => Some(Goal::Book),
            Intent::Book if matches!(self.errand.goal, Goal::Lookup | Goal::Message) => Some(Goal::Book),
            _ if idle && (names_errand(&heard.frame) || heard.words.is_general_wish()) => Some(Goal::Book),
            _ => None,
        }
    }

    fn table_is_bare(&self) -> bool {
        self.table.offers.is_empty() && self.table.held.is_none()
    }

    /// Begins an errand: what was said about another one is forgotten, but not the person.
    pub(super) fn pursue(&mut self, goal: Goal) {
        self.release();
        self.table.subject = None;
        if self.errand.for_another {
            // The name is that of whoever the last one was for.
            self.person.name = None;
            self.person.asked_first_name = false;
        }
        self.errand = super::Errand { goal, ..super::Errand::default() };
    }

    /// Leaves everything as it was.
    pub(super) fn drop_errand(&mut self) {
        self.pursue(Goal::Unknown);
        self.say(&Line::Dropped);
        self.ask(Ask::AnythingElse);
    }

    /// The errand is done: what comes next is another one.
    pub(super) fn finished(&mut self) {
        self.done = Some(self.errand.goal);
        self.pursue(Goal::Unknown);
        self.ask(Ask::AnythingElse);
    }

    /// Keeps the caller's sentence for the staff, as far as it belongs to the errand.
    fn remember(&mut self, heard: &Heard) {
        let about = starts_errand(heard.frame.intent) || !heard.frame.times.is_empty();
        if about && self.errand.words.len() < 6 {
            self.errand.words.push(Pii::new(heard.text.chars().take(200).collect()));
        }
    }

    fn out_of_time(&mut self) {
        if self.errand.goal == Goal::Unknown {
            self.say(&Line::Goodbye);
            return self.hang_up();
        }
        self.began = self.now;
        self.leave_request(&Trouble::Limited);
    }
}

const fn starts_errand(intent: Intent) -> bool {
    matches!(
        intent,
        Intent::Book | Intent::Availability | Intent::Reschedule | Intent::Cancel | Intent::Lookup
    )
}

fn is_too_long(text: &str) -> bool {
    text.chars().count() > LONGEST_UTTERANCE || text.split_whitespace().count() > MOST_WORDS
}

/// Nothing but its intent is in it.
fn is_bare(frame: &Frame) -> bool {
    frame.times.is_empty() && frame.entities.is_empty()
}

/// Without saying so, it names what an appointment needs.
fn names_errand(frame: &Frame) -> bool {
    let named = |kind| frame.entities.iter().any(|entity| entity.kind == kind);
    !matches!(frame.intent, Intent::Deny | Intent::Goodbye | Intent::Thanks)
        && (!frame.times.is_empty() || named(EntityKind::Service) || named(EntityKind::Practitioner))
}

fn is_foreign(here: &Frame, there: &Frame) -> bool {
    let says_something = !matches!(there.intent, Intent::None | Intent::Provide);
    let here_nothing = matches!(here.intent, Intent::None | Intent::Provide) && is_bare(here);
    says_something
        && there.confidence >= SURELY_FOREIGN
        && (here_nothing || here.confidence + 0.25 < there.confidence)
}

pub(crate) fn country(locale: &str) -> Country {
    match locale.rsplit(['-', '_']).next().unwrap_or_default().to_ascii_uppercase().as_str() {
        "BE" => Country::Be,
        "CH" => Country::Ch,
        "LU" => Country::Lu,
        "GB" => Country::Gb,
        "US" | "CA" => Country::Us,
        _ => Country::Fr,
    }
}
