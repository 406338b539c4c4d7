//! What is asked of the practice in the same breath as an errand: answered first, from the practice's file or else from
//! its documents, and the errand goes on whatever becomes of the question.

use domain::{Lang, Pii};
use phrases::{EntityKind, Frame, Grain, Intent, understand};

use super::breath::MOST_JOINTS;
use super::heard::{Heard, but_for_times};
use super::hearing::starts_errand;
use super::info::is_about_the_call;
use super::mind::{Goal, Job};
use super::{Call, MOST_TOOLS};
use crate::asking::Asking;
use crate::io::Act;
use crate::speech::{Line, Trouble};
use crate::words::{Words, seams};

impl Call {
    /// An errand in a sentence, and what it asks of the practice beside: a day in the question is none that an
    /// appointment is moved to.
    pub(super) fn set_question_apart(&self, text: &str, lang: Lang) -> Option<(String, String)> {
        seams(text).into_iter().take(MOST_JOINTS).find_map(|cut| {
            // The mark is a question's own.
            let end = cut.start + usize::from(text[cut.clone()].starts_with('?'));
            let (before, behind) = (but_for_its_link(&text[..end]), but_for_its_link(&text[cut.end..]));
            let goes_on = end == cut.start;
            let apart = |errand: &str, question: &str| {
                let both = self.is_an_errand_with(errand, question, lang)
                    && !(goes_on && self.is_a_day_of_the_question(errand, question, lang));
                both.then(|| (errand.to_owned(), question.to_owned()))
            };
            apart(before, behind).or_else(|| apart(behind, before))
        })
    }

    /// «Vous fermez à quelle heure aujourd'hui (et) demain»: of which other day the hours are asked.
    fn is_a_day_of_the_question(&self, said: &str, question: &str, lang: Lang) -> bool {
        let frame = self.read_apart(said, lang);
        let days = frame.times.iter().all(|mention| mention.grain == Grain::Day);
        let only_days = days && is_only_when(said, &frame);
        only_days && self.read_apart(question, lang).hours
    }

    fn is_an_errand_with(&self, errand: &str, question: &str, lang: Lang) -> bool {
        let done = self.read_apart(errand, lang);
        let changes = matches!(done.outright, Intent::Cancel | Intent::Reschedule);
        let books = || {
            let asked = is_asked(question, &Words::of(question));
            asked && (self.books_by(errand, &done) || self.answers_while_booking(errand, lang))
        };
        if done.alarming || done.emergency || !changes && !books() {
            return false;
        }
        let asked = self.read_apart(question, lang);
        if asked.alarming || asked.emergency || starts_errand(asked.outright) {
            return false;
        }
        let known = changes && asked.intent == Intent::Info && (asked.hours || asked.topic.is_some());
        known || asks_of_opening(question, &asked) || asks_of_the_practice(question, &asked)
    }

    /// «Je voudrais un rendez-vous jeudi», «un vaccin mercredi», «vous avez de la place mardi», as what a call begins with.
    fn books_by(&self, errand: &str, frame: &Frame) -> bool {
        let words = Words::of(errand);
        let timed = !frame.times.is_empty() && !frame.hours && !words.late();
        let wishes = match frame.outright {
            Intent::Book => words.speaks_of_an_appointment() || words.wishes(),
            Intent::Availability => timed,
            Intent::None | Intent::Provide | Intent::Affirm => {
                let service = frame.entities.iter().any(|entity| entity.kind == EntityKind::Service);
                timed
                    && (is_only_when(errand, frame)
                        || words.asks_to_come()
                        || words.begins_with_a_wish() && service)
            }
            _ => false,
        };
        self.errand.goal == Goal::Unknown && wishes
    }

    /// «Jeudi à 10 heures», «le premier», in answer to what a booking asks.
    fn answers_while_booking(&self, errand: &str, lang: Lang) -> bool {
        let asked = matches!(self.asking(), Asking::Time | Asking::Choose | Asking::Name | Asking::Phone);
        if self.errand.goal != Goal::Book || !asked || is_asked(errand, &Words::of(errand)) {
            return false;
        }
        let frame = understand(errand, &self.context(lang));
        !frame.times.is_empty() || !frame.entities.is_empty()
    }

    /// What was asked beside an errand is answered first; whether it is looked up, and the errand waits for that.
    pub(super) fn answer_beside(&mut self, heard: &Heard) -> bool {
        let Some(question) = &heard.question else { return false };
        let asked = self.read(question);
        if asked.asks_hours() {
            self.tell_hours(&asked);
            return false;
        }
        match self.answer_to(&asked).filter(|answer| self.asked_for_another(&asked, answer).is_none()) {
            Some(answer) => {
                self.quotes.push(answer.clone());
                self.add(answer);
                false
            }
            None => self.looks_up_beside(heard, asked.text),
        }
    }

    /// Asks the documents; the errand is heard once they have answered, whatever they did.
    fn looks_up_beside(&mut self, heard: &Heard, question: String) -> bool {
        let cannot = !self.setting.documents || self.tally.tools >= MOST_TOOLS || heard.matter.is_some();
        if cannot {
            self.leave_unanswered(&question);
            return false;
        }
        self.unheard.push_front(heard.text.clone());
        let act = Act::LookUp { question: question.clone(), lang: self.lang };
        self.tool(act, Job::LookUpBeside(Pii::new(question)));
        true
    }

    /// Whoever is gone while it is looked up wanted what waits for that: the staff hears of it.
    pub(super) fn leave_what_waits_for_a_question(&mut self) {
        let looked_up = self.awaited.as_ref().map(|awaited| &awaited.job);
        let Some(Job::LookUpBeside(question)) = looked_up else { return };
        let question = question.reveal().clone();
        let Some(errand) = self.unheard.pop_front() else { return };
        for words in [errand, question] {
            self.keep_words(&words);
        }
        let kind = self.kind_of_request();
        self.errand.request.get_or_insert(kind);
    }

    /// What a document says of it; or it is remembered until the errand is done.
    pub(super) fn looked_up_beside(&mut self, question: &str, quoted: Option<(String, String)>) {
        match quoted {
            Some((document, words)) => {
                self.quotes.extend([document.clone(), words.clone()]);
                self.say(&Line::Written { document, words });
            }
            None => self.leave_unanswered(question),
        }
    }

    /// Nobody here knows: the caller hears so, and it is remembered until the errand is done.
    fn leave_unanswered(&mut self, question: &str) {
        self.regret(&Trouble::UnknownAnswer);
        self.say(&Line::MessageAfterwards);
        self.remember_question(question);
    }
}

/// A part of a sentence but for the words that only link it to the other: «(sinon) je voudrais…», «mardi(, mais avant)».
fn but_for_its_link(part: &str) -> &str {
    const BEFORE: &[&str] = &["sinon", "si oui", "alors", "donc", "et", "otherwise", "if so", "so", "and"];
    const BEHIND: &[&str] =
        &["mais avant", "mais d'abord", "avant", "d'abord", "mais", "but first", "but", "first"];
    let mut part = part.trim();
    for link in BEFORE {
        let rest = part.get(link.len()..).filter(|rest| rest.starts_with([' ', ',']));
        if let Some(rest) = rest.filter(|_| part[..link.len()].eq_ignore_ascii_case(link)) {
            part = rest.trim_start_matches([' ', ',']);
        }
    }
    for link in BEHIND {
        let rest = part.strip_suffix(link).filter(|rest| rest.ends_with([' ', ',']));
        part = rest.map_or(part, |rest| rest.trim_end_matches([' ', ',']));
    }
    part
}

/// Nothing is said but a time.
fn is_only_when(said: &str, frame: &Frame) -> bool {
    !frame.times.is_empty() && but_for_times(said, frame).weight() == 0
}

/// Whether words are put as a question, by what they begin with or by their mark.
fn is_asked(said: &str, words: &Words) -> bool {
    words.asks() || words.wants_to_know() || said.trim_end().ends_with('?')
}

/// «Est-ce que vous êtes ouverts samedi ?»: its day is none that anything is booked on.
fn asks_of_opening(said: &str, frame: &Frame) -> bool {
    let words = Words::of(said);
    frame.intent == Intent::Info && frame.hours && is_asked(said, &words) && !words.another()
}

/// A question about the practice, with nothing in it that a booking could be made of.
pub(super) fn asks_of_the_practice(said: &str, frame: &Frame) -> bool {
    let words = Words::of(said);
    let of_booking =
        [EntityKind::Practitioner, EntityKind::PersonName, EntityKind::Phone, EntityKind::Ordinal];
    let booked = frame.entities.iter().any(|entity| of_booking.contains(&entity.kind));
    let services = frame.entities.iter().filter(|entity| entity.kind == EntityKind::Service);
    let named: usize = services.map(|service| Words::of(&service.text).weight()).sum();
    let open = matches!(frame.intent, Intent::None | Intent::Provide | Intent::Info | Intent::Affirm);
    let clear = frame.times.is_empty() && frame.ambiguous.is_empty() && frame.earlier_later.is_none();
    let others = words.also_for().is_some() || words.for_another().is_some() || words.beside().is_some();
    let of_the_call =
        is_about_the_call(&words) || words.asks_about_the_read_back() || words.tells_staff(None);
    is_asked(said, &words)
        && open
        && clear
        && !booked
        && !others
        && !of_the_call
        && !words.ask_nothing()
        && !words.call_back()
        && !words.qualifies()
        && (words.weight() > named || frame.topic.is_some())
}
