//! Questions about the practice: what is one, and its answer from the practice's own facts; then back to where one was.

use domain::Pii;
use domain::ids::{ResourceId, ServiceId};
use phrases::{EntityKind, Intent};

use super::Call;
use super::MOST_TOOLS;
use super::heard::Heard;
use super::hearing::starts_errand;
use super::mind::{Goal, Job, Yes};
use crate::asking::Asking;
use crate::io::Act;
use crate::speech::{Ask, Line, Trouble};
use crate::words::Words;

impl Call {
    /// Whether the practice is asked about, rather than asked for something.
    pub(super) fn is_question(&self, heard: &Heard) -> bool {
        let frame = &heard.frame;
        let of_other_slots = frame.hours && heard.words.another();
        if self.asks_hours_again(heard) {
            return true;
        }
        if starts_errand(frame.intent) || of_other_slots || self.asks_about_booked(heard) {
            return false;
        }
        if heard.words.asks_how_long() || self.errand.goal != Goal::Unknown && self.asks_beside(heard) {
            return true;
        }
        match frame.intent {
            Intent::Info => frame.times.is_empty() || heard.asks_hours(),
            _ if !frame.times.is_empty() => false,
            Intent::None | Intent::Provide if self.errand.goal == Goal::Unknown => {
                let asks = heard.words.asks() || asks_something_else(heard);
                frame.topic.is_some() || self.topic_by_words(heard).is_some() || asks
            }
            _ => frame.topic.is_some(),
        }
    }

    /// «Je peux venir avec mon chien ?»: it wishes for nothing that could be booked, and answers nothing that was asked.
    fn asks_beside(&self, heard: &Heard) -> bool {
        let personal = matches!(self.asking(), Asking::Name | Asking::Phone | Asking::Code);
        let marked = heard.ends_as_a_question() && !personal;
        let intent = matches!(
            heard.frame.intent,
            Intent::None | Intent::Provide | Intent::Info | Intent::Affirm | Intent::Deny
        );
        let words = &heard.words;
        intent
            && (marked || words.asks())
            && words.weight() > 0
            && !is_about_the_call(words)
            && !heard.wishes_for_something()
    }

    /// A question that the practice's file answers.
    pub(super) fn asks_what_is_known(&self, heard: &Heard) -> bool {
        let asks = heard.words.asks() || heard.ends_as_a_question();
        let answered =
            || self.answer_to(heard).is_some_and(|it| self.asked_for_another(heard, &it).is_none());
        asks && !starts_errand(heard.frame.intent)
            && (heard.asks_hours() || answered() || !self.instructions_about(heard).is_empty())
    }

    pub(super) fn inform(&mut self, heard: &Heard) {
        self.talk_of_something_else();
        if self.errand.goal == Goal::Unknown {
            self.asked_about = self.service_in_question(heard);
        }
        if heard.asks_hours() || self.asks_hours_again(heard) {
            self.tell_hours(heard);
            return self.go_on();
        }
        if heard.words.asks_how_long() {
            self.tell_how_long(heard);
            return self.go_on();
        }
        if let Some(service) = self.asked_whether_done_here(heard) {
            let (voice, id, by) = (self.voice(), service.id.clone(), service.by.clone());
            let what = voice.what(&id);
            let who: Vec<String> = by.iter().map(|id| voice.who(id)).collect();
            self.say(&Line::DoneHere { what, who: voice.any_of(&who) });
            return self.offer_to_book(id);
        }
        match self.answer_to(heard).map(|answer| (self.asked_for_another(heard, &answer), answer)) {
            Some((None, answer)) => {
                self.quotes.push(answer.clone());
                self.add(answer);
                self.go_on();
            }
            None if self.tells_it_is_done_elsewhere(heard) => self.go_on(),
            other => self.tell_what_to_know(heard, other.and_then(|(another, _)| another)),
        }
    }

    /// What was asked about can be booked, unless something is under way.
    fn offer_to_book(&mut self, service: ServiceId) {
        if self.errand.goal != Goal::Unknown {
            return self.go_on();
        }
        self.asked_about = Some(service);
        self.ask(Ask::BookIt);
    }

    /// What goes with a service, where the practice's own answers have nothing, or something of another service.
    fn tell_what_to_know(&mut self, heard: &Heard, another: Option<ServiceId>) {
        let told = self.instructions_about(heard);
        if told.is_empty() {
            let what = another.map(|id| self.voice().what(&id));
            let trouble = what.map_or(Trouble::UnknownAnswer, |what| Trouble::UnknownFor { what });
            return self.look_up(heard, trouble);
        }
        if let ([(only, _)], Goal::Unknown) = (told.as_slice(), self.errand.goal) {
            self.asked_about = Some(only.clone());
        }
        for (service, words) in told {
            self.quotes.push(words.clone());
            let what = self.voice().what(&service);
            self.say(&Line::ToKnow { what, words });
        }
        self.go_on();
    }

    /// How long it takes what is asked about, or was just spoken of.
    fn tell_how_long(&mut self, heard: &Heard) {
        let booked = || self.booked_here.last().map(|booked| booked.service.clone());
        let spoken_of = self.service_in_question(heard).or_else(booked);
        let practice = &self.setting.practice;
        let service = spoken_of.and_then(|id| practice.service(&id)).or_else(|| practice.default_service());
        match service.map(|service| (service.id.clone(), service.minutes)) {
            Some((id, minutes)) => {
                let what = self.voice().what(&id);
                self.quotes.push(format!("{minutes} minutes"));
                self.say(&Line::Lasts { what, minutes });
            }
            None => self.regret(&Trouble::UnknownAnswer),
        }
    }

    /// «C'est bien le cabinet Martin ?», and at the opening whatever place it is taken for: «c'est bien la pizzeria Roma ?»
    pub(super) fn asks_where_this_is(&self, heard: &Heard) -> bool {
        let opening = self.asking() == Asking::Intent && self.errand.goal == Goal::Unknown;
        let of_something = heard.frame.topic.is_some() || heard.entity(EntityKind::Service).is_some();
        let takes_for =
            opening && !of_something && heard.words.takes_this_for_a_place(heard.ends_as_a_question());
        heard.frame.times.is_empty() && (heard.words.asks_whether_here() || takes_for)
    }

    /// «C'est le cabinet du docteur Martin ?»
    pub(super) fn say_where_this_is(&mut self, heard: &Heard) {
        let voice = self.voice();
        let named = heard.entity(EntityKind::Practitioner).and_then(|id| id.parse::<ResourceId>().ok());
        let practice = self.setting.practice.tenant.name.clone();
        if let Some(name) = heard.frame.unknown_practitioners.first().cloned() {
            self.quotes.push(name.clone());
            self.regret(&Trouble::NobodyOfThatName { name });
        }
        self.say(&Line::RightHere { practice, who: named.map(|id| voice.who(&id)) });
        if self.question.asking == Asking::Intent {
            self.question.wording = 0;
            return self.put_question();
        }
        self.go_on();
    }

    /// Back to the question that waits; without an errand, on to the next.
    pub(super) fn go_on(&mut self) {
        if self.question.ask == Ask::LeaveMessage && self.errand.goal == Goal::Unknown {
            self.put_question_aside();
            return self.ask(Ask::AnythingElse);
        }
        if matches!(self.question.asking, Asking::Intent | Asking::AnythingElse)
            && self.errand.goal == Goal::Unknown
        {
            return self.ask(Ask::AnythingElse);
        }
        self.back_to_the_question();
    }

    /// What nobody here could answer waits until nothing else is wanted.
    pub(super) fn put_question_aside(&mut self) {
        self.aside.words.append(&mut self.errand.words);
        self.table.yes = None;
    }

    /// What the practice's file doesn't answer may stand in one of its documents.
    fn look_up(&mut self, heard: &Heard, otherwise: Trouble) {
        if !self.setting.documents || self.tally.tools >= MOST_TOOLS {
            return self.no_answer(&heard.text, &otherwise);
        }
        let act = Act::LookUp { question: heard.text.clone(), lang: self.lang };
        self.tool(act, Job::LookUp { question: Pii::new(heard.text.clone()), otherwise });
    }

    /// A document's own words, and which one it is.
    pub(super) fn quote(&mut self, document: String, words: String) {
        self.quotes.extend([document.clone(), words.clone()]);
        self.say(&Line::Written { document, words });
        self.go_on();
    }

    pub(super) fn no_answer(&mut self, question: &str, trouble: &Trouble) {
        self.regret(trouble);
        if self.errand.goal != Goal::Unknown {
            self.remember_question(question);
            self.say(&Line::MessageAfterwards);
            return self.back_to_the_question();
        }
        self.errand.words.push(Pii::new(question.to_owned()));
        self.table.yes = Some(Yes::LeaveMessage);
        // Of another question it is asked anew.
        self.last.clear();
        self.ask(Ask::LeaveMessage);
    }
}

/// «Vous revendez mes données ?»: neither about what is done in the call, nor «et ma fille ?»
fn asks_something_else(heard: &Heard) -> bool {
    let words = &heard.words;
    let for_somebody =
        words.also_for().is_some() || words.for_another().is_some() || words.beside().is_some();
    heard.ends_as_a_question() && words.weight() > 0 && !for_somebody && !is_about_the_call(words)
}

/// Whether they ask about what is said and done in the call, and not about the practice.
pub(super) fn is_about_the_call(words: &Words) -> bool {
    words.asks_why()
        || words.asks_whether_done()
        || words.ask_which_one()
        || words.other_day()
        || words.another()
}
