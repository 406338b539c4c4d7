//! Questions about the practice, answered from its own facts; then back to where one was.

use domain::ids::ResourceId;
use domain::practice::Faq;
use domain::schedule;
use jiff::civil::Date;
use phrases::EntityKind;

use super::Call;
use super::heard::Heard;
use super::mind::{Goal, Yes};
use crate::asking::Asking;
use crate::speech::{Ask, Line, Trouble};
use crate::words::Words;

impl Call {
    pub(super) fn inform(&mut self, heard: &Heard) {
        let day =
            heard.frame.times.iter().find(|mention| !mention.any_date).and_then(|mention| mention.start);
        if let Some(day) = day.filter(|_| heard.words.opening()) {
            let who = heard.entity(EntityKind::Practitioner).and_then(|id| id.parse().ok());
            self.tell_hours(day.date(), who.as_ref());
            return self.go_on();
        }
        if heard.words.asks_how_long() {
            self.tell_how_long(heard);
            return self.go_on();
        }
        let Some(answer) = self.answer_to(heard) else {
            return self.no_answer(heard, &Trouble::UnknownAnswer);
        };
        if let Some(what) = self.asked_for_another(heard, &answer) {
            return self.no_answer(heard, &Trouble::UnknownFor { what });
        }
        self.quotes.push(answer.clone());
        self.add(answer);
        self.go_on();
    }

    /// How long it takes what is asked about, or was just spoken of.
    fn tell_how_long(&mut self, heard: &Heard) {
        let named = heard.entity(EntityKind::Service).and_then(|id| id.parse().ok());
        let booked = || self.booked_here.last().map(|booked| booked.service.clone());
        let spoken_of = named.or_else(|| self.errand.service.clone()).or_else(booked);
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

    /// The service that an answer would be about, when the answer is about another one.
    fn asked_for_another(&self, heard: &Heard, answer: &str) -> Option<String> {
        let asked = heard.entity(EntityKind::Service).map(str::to_owned);
        let asked = asked.or_else(|| self.errand.service.as_ref().map(ToString::to_string))?;
        let about = self.services_in(answer);
        let other = !about.is_empty() && !about.contains(&asked);
        other.then(|| asked.parse().map(|id| self.voice().what(&id)).unwrap_or_default())
    }

    fn answer_to(&self, heard: &Heard) -> Option<String> {
        let known = heard.frame.topic.as_ref().and_then(|topic| topic.parse().ok());
        let at: usize = known.or_else(|| self.topic_by_words(heard))?;
        self.setting.practice.faq.get(at)?.answer.get(self.lang).cloned()
    }

    /// The one question of the practice that, with its answer, has all words of some weight that were said: with one that
    /// it doesn't have, something else is asked.
    pub(super) fn topic_by_words(&self, heard: &Heard) -> Option<usize> {
        let said: Vec<&str> = heard.words.content().collect();
        let is_about = |faq: &Faq| {
            let texts =
                |by: Option<&Vec<String>>| by.into_iter().flatten().map(|ask| Words::of(ask)).collect();
            let asks: Vec<Words> = texts(faq.ask.get(self.lang));
            let answer = faq.answer.get(self.lang).map(|answer| Words::of(answer));
            let asked = |word: &&str| asks.iter().any(|ask| ask.content().any(|own| own == *word));
            let told =
                |word: &&str| answer.as_ref().is_some_and(|told| told.content().any(|own| own == *word));
            said.iter().any(asked) && said.iter().all(|word| asked(word) || told(word))
        };
        let faq = self.setting.practice.faq.iter().enumerate();
        let mut about = faq.filter(|(_, faq)| is_about(faq)).map(|(at, _)| at);
        about.next().filter(|_| about.next().is_none())
    }

    /// Back to the question that waits; without an errand, on to the next.
    pub(super) fn go_on(&mut self) {
        if matches!(self.question.asking, Asking::Intent | Asking::AnythingElse)
            && self.errand.goal == Goal::Unknown
        {
            return self.ask(Ask::AnythingElse);
        }
        self.back_to_the_question();
    }

    fn no_answer(&mut self, heard: &Heard, trouble: &Trouble) {
        self.regret(trouble);
        if self.errand.goal != Goal::Unknown {
            self.remember_question(heard);
            self.say(&Line::MessageAfterwards);
            return self.back_to_the_question();
        }
        self.errand.words.push(domain::Pii::new(heard.text.clone()));
        self.table.yes = Some(Yes::LeaveMessage);
        self.ask(Ask::LeaveMessage);
    }

    /// When somebody, or anybody, works on a date; or why nobody does.
    fn tell_hours(&mut self, date: Date, who: Option<&ResourceId>) {
        if let Some(closed) = schedule::closed_because(&self.setting.practice, who, date) {
            self.evidence.extend(self.morning_of(date));
            let trouble = self.closed(closed, who, date);
            return self.regret(&trouble);
        }
        let hours = self.hours_in_words(date, who);
        let voice = self.voice();
        let day = voice.date(date);
        self.quotes.extend([hours.clone(), day.clone()]);
        match who {
            Some(id) => self.say(&Line::WorksOn { who: voice.who(id), day, hours }),
            None => self.say(&Line::OpenOn { day, hours }),
        }
    }
}
