//! What a caller's words do: first what cannot wait, then courtesy, then the errand.

use domain::ids::ServiceId;
use phrases::{EntityKind, Frame, Intent, Kind};

use super::heard::{FOREIGN_TURNS, Heard, names_errand};
use super::mind::{Goal, Noted, Yes};
use super::opening::HoursOf;
use super::{Call, LONGEST, MOST_UNHEARD, Phase};
use crate::asking::Asking;
use crate::speech::{Ask, Line, Trouble};
use crate::words::Words;

/// The most characters of an utterance that are taken in: more is no sentence.
pub(super) const LONGEST_UTTERANCE: usize = 2_000;
/// The most words of one, all of which are read.
const MOST_WORDS: usize = 400;

impl Call {
    pub(super) fn heard(&mut self, text: String) {
        let switched = self.switch_on_request(&text);
        let heard = self.read(&text);
        if heard.frame.emergency || heard.frame.intent == Intent::Emergency {
            return self.emergency(heard);
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
        if heard.frame.alarming {
            self.say(&self.who_else_helps(heard.frame.peril).unwrap_or(Line::IfInDanger));
        }
        if switched && is_bare(&heard.frame) {
            self.say(&Line::Switched);
            return self.put_again();
        }
        if self.answers_the_danger(&heard) {
            return self.resume();
        }
        if !self.agrees_and_goes_on(&heard) && !self.courtesy(&heard) {
            self.take(&heard);
        }
    }

    /// After the last words, only something new opens the call again.
    fn reopens(&mut self, heard: &Heard) -> bool {
        let over = matches!(
            heard.frame.intent,
            Intent::Thanks | Intent::Goodbye | Intent::None | Intent::Affirm | Intent::Deny | Intent::Greet
        );
        let asks = heard.words.asks() || heard.words.asks_for_a_machine();
        let tells = self.is_for_staff(heard)
            || heard.words.tells()
            || self.noted != Noted::Nothing && heard.words.unsays();
        let reopens = (!over || asks || tells || heard.frame.alarming) && !self.is_until_then(heard);
        if reopens {
            self.phase = Phase::Open;
        }
        reopens
    }

    /// What any turn may be, whatever was asked; whether it was that.
    fn courtesy(&mut self, heard: &Heard) -> bool {
        let foreign = (self.tally.foreign >= FOREIGN_TURNS).then(|| self.other_language()).flatten();
        if let Some(lang) = foreign {
            self.lang = lang;
            self.tally.foreign = 0;
        }
        if self.unsays(heard) {
            return true;
        }
        let for_staff = self.is_for_staff(heard);
        let tells = for_staff && (heard.says_a_message() || self.asks_of_staff(heard))
            || self.asking() == Asking::AnythingElse && self.tells_more(heard);
        match heard.frame.intent {
            _ if heard.words.asks_for_a_machine() => {
                self.say(&Line::Machine);
                self.go_on();
            }
            // «Je vais mieux, merci» is the message, whatever it sounds like.
            _ if self.dictates(heard)
                || tells
                || self.asks_about_booked(heard)
                || self.corrects_name(heard)
                || self.stays_after_all(heard) =>
            {
                return false;
            }
            _ if heard.apart_from_times().will_call_again() && !starts_errand(heard.frame.intent) => {
                self.goodbye();
            }
            Intent::Human if !for_staff => self.human(),
            Intent::Repeat => self.repeat(),
            Intent::Wait if only_waits(&heard.frame) && heard.spared.is_none() => self.take_your_time(),
            _ if self.is_until_then(heard) => self.goodbye(),
            Intent::Goodbye if !(self.asking() == Asking::Confirm && heard.words.starts_with_yes()) => {
                self.goodbye();
            }
            _ if self.asks_where_this_is(heard) => self.say_where_this_is(heard),
            _ if self.errand.goal == Goal::Unknown && heard.words.wrong_number() => {
                self.say(&Line::NoHarm);
                self.take_leave();
            }
            Intent::Greet
                if is_bare(&heard.frame)
                    && self.asking() != Asking::Name
                    && heard.words.weight() < 3
                    && heard.words.for_another().is_none() =>
            {
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

    /// The errand's own words.
    fn take(&mut self, heard: &Heard) {
        let asking = self.asking();
        let for_staff = self.is_for_staff(heard);
        if asking != Asking::Message && !for_staff && self.gives_up(heard) {
            return self.drop_errand();
        }
        if self.stays_after_all(heard) {
            return self.leave_as_it_is();
        }
        self.learn_person(heard);
        if asking == Asking::Message && !self.turns_from_the_message(heard) {
            return self.take_message(heard);
        }
        let which_code = asking == Asking::Code && heard.code().is_none() && heard.words.asks_which_code();
        if which_code || self.is_beside_the_point(heard) {
            return self.ask_again();
        }
        if self.waits_for_the_person_only() && !for_staff {
            self.keep_matter_beside(heard);
        }
        self.put_matter_aside(heard);
        if self.answer_beside(heard) {
            return;
        }
        let late = heard.words.late() && !starts_errand(heard.frame.outright);
        if late && (self.errand.goal == Goal::Unknown || !heard.wishes_for_something()) {
            return self.pass_on_delay(heard);
        }
        if for_staff {
            return self.start_message(heard);
        }
        if (heard.tells_staff() || heard.words.call_back()) && heard.changes_an_appointment() {
            // Beside what changes an appointment.
            self.put_aside(&heard.text);
        }
        if self.is_question(heard) {
            self.begin_beside_a_question(heard);
            return self.inform(heard);
        }
        let before = self.errand.goal;
        if self.gives_up_and_goes_on(heard) || self.afterwards(heard) || self.choose_goal(heard) {
            return;
        }
        if self.adds_another(heard) {
            return;
        }
        self.remember(heard);
        if self.reply(heard) {
            return;
        }
        if self.learn(heard) || self.errand.goal != before {
            match () {
                () if self.tells_only_who(heard) => self.thank_for_who(heard),
                () if self.tells_a_matter_with_who(heard) => self.offer_to_pass_on(heard),
                () => self.advance(),
            }
        } else if self.tells_once_more(heard) {
            self.offer_to_pass_on(heard);
        } else {
            self.not_understood();
        }
    }

    /// Gives the errand up, and says nothing else.
    fn gives_up(&self, heard: &Heard) -> bool {
        let frame = &heard.frame;
        let asked = matches!(self.asking(), Asking::Confirm | Asking::Intent | Asking::AnythingElse);
        let news = !is_bare(frame) || frame.any_time || !frame.excluded_practitioners.is_empty();
        self.errand.goal != Goal::Unknown && !asked && !news && heard.words.drop_it()
            || self.drops_nothing(heard)
    }

    /// «Laissez tomber», where nothing is under way: it names no appointment that could be cancelled.
    fn drops_nothing(&self, heard: &Heard) -> bool {
        let (frame, words) = (&heard.frame, &heard.words);
        let named = !is_bare(frame) || words.speaks_of_an_appointment() || words.cancels();
        self.errand.goal == Goal::Unknown && frame.intent == Intent::Cancel && !named && words.only_drop_it()
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

    /// Finds out what the caller came for, or comes for now; whether that settled the turn.
    fn choose_goal(&mut self, heard: &Heard) -> bool {
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
        self.begin(goal, heard);
        false
    }

    /// Begins an errand with a sentence, whose names are this errand's.
    pub(super) fn begin(&mut self, goal: Goal, heard: &Heard) {
        if self.table.yes == Some(Yes::LeaveMessage) && self.errand.goal == Goal::Unknown {
            self.put_question_aside();
        }
        let practitioner = self.keeps_what_was_dictated();
        self.pursue(goal);
        if goal == Goal::Book {
            self.errand.practitioner = practitioner;
            self.errand.service = self.asked_about.take().filter(|service| self.may_be_for(service, heard));
        }
        self.learn_person(heard);
    }

    /// Whether a service that was asked about may be what is wished now.
    fn may_be_for(&self, service: &ServiceId, heard: &Heard) -> bool {
        let by = self.setting.practice.service(service).map(|service| service.by.as_slice());
        let who = heard.entity(EntityKind::Practitioner);
        who.is_none_or(|who| by.is_some_and(|by| by.iter().any(|id| id.as_str() == who)))
    }

    /// «Je voudrais un vaccin, c'est combien ?»: what is wished isn't forgotten over the question.
    fn begin_beside_a_question(&mut self, heard: &Heard) {
        let wished = heard.entity(EntityKind::Service).is_some() && heard.words.wishes();
        if self.errand.goal == Goal::Unknown && wished {
            self.begin(Goal::Book, heard);
            self.learn(heard);
        }
    }

    pub(super) fn goal_of(&self, heard: &Heard) -> Option<Goal> {
        let idle = self.errand.goal == Goal::Unknown;
        match heard.frame.intent {
            _ if self.turns_to_a_booking(heard) => Some(Goal::Book),
            Intent::Reschedule => Some(Goal::Reschedule),
            // «Je ne peux plus, annulez» answers a read-back of a cancellation, and starts one elsewhere.
            Intent::Cancel => Some(Goal::Cancel),
            Intent::Lookup if idle || self.asking() != Asking::Confirm => Some(Goal::Lookup),
            Intent::Book | Intent::Availability if idle => Some(Goal::Book),
            Intent::Book
                if self.errand.goal == Goal::Lookup
                    || self.errand.goal == Goal::Message && !heard.words.refuse_to_book() =>
            {
                Some(Goal::Book)
            }
            // Who was asked for a message, and wishes for something instead.
            _ if self.asking() == Asking::Message => Some(Goal::Book),
            // «C'est pour ma mère»: whoever says for whom wants something for them.
            _ if idle
                && (names_errand(&heard.frame)
                    || heard.words.is_general_wish()
                    || heard.names_whom()
                    || self.asked_for_elsewhere(heard).is_some()) =>
            {
                Some(Goal::Book)
            }
            _ => None,
        }
    }

    fn table_is_bare(&self) -> bool {
        self.table.offers.is_empty() && self.table.held.is_none()
    }

    /// Begins an errand: what was said about another one is forgotten, but not the person.
    pub(super) fn pursue(&mut self, goal: Goal) {
        self.release();
        self.talk_of_something_else();
        self.table.subject = None;
        self.hours_of = HoursOf::Nobody;
        if self.errand.for_another {
            // The name is that of whoever the last one was for.
            self.forget_name();
            self.person.name = self.person.own.clone();
        }
        self.errand = super::Errand { goal, ..super::Errand::default() };
    }

    /// What was noted before is talked of no longer.
    pub(super) fn talk_of_something_else(&mut self) {
        if self.noted != Noted::Nothing {
            self.noted = Noted::Earlier;
        }
    }

    /// Leaves everything as it was.
    pub(super) fn drop_errand(&mut self) {
        let line = match self.errand.goal {
            Goal::Message => Line::NotPassedOn,
            Goal::Unknown if self.table.yes == Some(Yes::LeaveMessage) => Line::NotPassedOn,
            Goal::Book if !self.booked_here.is_empty() => Line::NoOtherBooking,
            _ if self.has_done_some() => Line::RestStays,
            _ => Line::Dropped,
        };
        self.pursue(Goal::Unknown);
        self.say(&line);
        self.what_else();
    }

    /// What was said beside the errand, or else whether there is anything more.
    fn what_else(&mut self) {
        if self.turns_aside() {
            return;
        }
        if self.is_to_answer() {
            return self.await_answer(Ask::AnythingElse);
        }
        self.ask(Ask::AnythingElse);
    }

    /// Whether a question that was put meanwhile is heard next: its answer ends with what else there is, said once.
    fn is_to_answer(&self) -> bool {
        self.unheard.front().is_some_and(|next| next.trim_end().ends_with('?') || Words::of(next).asks())
    }

    /// The errand is done: what comes next is another one.
    pub(super) fn finished(&mut self) {
        self.endangered.clear();
        self.done = Some(self.errand.goal).filter(|goal| *goal != Goal::Unknown).or(self.done);
        let noted = self.noted;
        self.pursue(Goal::Unknown);
        self.noted = noted;
        self.what_else();
    }

    /// Keeps the caller's sentence for the staff, as far as it belongs to the errand.
    pub(super) fn remember(&mut self, heard: &Heard) {
        let several = !heard.party.is_empty() || !heard.breath.alike.is_empty();
        if several || starts_errand(heard.frame.intent) || !heard.frame.times.is_empty() {
            self.keep_words(&heard.text);
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

pub(super) const fn starts_errand(intent: Intent) -> bool {
    matches!(
        intent,
        Intent::Book | Intent::Availability | Intent::Reschedule | Intent::Cancel | Intent::Lookup
    )
}

fn is_too_long(text: &str) -> bool {
    text.chars().count() > LONGEST_UTTERANCE || text.split_whitespace().count() > MOST_WORDS
}

/// Nothing is in it but how long: «une minute».
pub(super) fn only_waits(frame: &Frame) -> bool {
    frame.times.is_empty() && frame.entities.iter().all(|entity| entity.kind == EntityKind::Duration)
}

/// Nothing but its intent is in it.
pub(super) fn is_bare(frame: &Frame) -> bool {
    frame.times.is_empty() && frame.entities.is_empty()
}
