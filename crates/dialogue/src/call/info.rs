//! Questions about the practice, answered from its own facts; then back to where one was.

use domain::ids::ResourceId;
use domain::schedule;
use jiff::civil::Date;
use phrases::EntityKind;

use super::Call;
use super::hearing::Heard;
use super::mind::{Goal, Yes};
use crate::asking::Asking;
use crate::speech::{Ask, Line, Trouble};

impl Call {
    pub(super) fn inform(&mut self, heard: &Heard) {
        let day =
            heard.frame.times.iter().find(|mention| !mention.any_date).and_then(|mention| mention.start);
        if let Some(day) = day.filter(|_| heard.words.opening()) {
            let who = heard.entity(EntityKind::Practitioner).and_then(|id| id.parse().ok());
            self.tell_hours(day.date(), who.as_ref());
            return self.go_on();
        }
        let Some(answer) = self.answer_to(heard) else { return self.no_answer(heard) };
        self.quotes.push(answer.clone());
        self.speech.push(answer);
        self.go_on();
    }

    fn answer_to(&self, heard: &Heard) -> Option<String> {
        let at: usize = heard.frame.topic.as_ref()?.parse().ok()?;
        self.setting.practice.faq.get(at)?.answer.get(self.lang).cloned()
    }

    /// Back to the question that waits; without an errand, on to the next.
    fn go_on(&mut self) {
        if matches!(self.question.asking, Asking::Intent | Asking::AnythingElse)
            && self.errand.goal == Goal::Unknown
        {
            return self.ask(Ask::AnythingElse);
        }
        self.ask_again();
    }

    fn no_answer(&mut self, heard: &Heard) {
        self.regret(&Trouble::UnknownAnswer);
        if self.errand.goal != Goal::Unknown {
            return self.ask_again();
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
