//! What the practice's file holds in answer to a question: its own answers, and what goes with a service.

use domain::ids::ServiceId;
use domain::practice::{Faq, Service};
use phrases::EntityKind;

use super::Call;
use super::heard::Heard;
use super::mind::Goal;
use crate::words::Words;

/// Of how many services it is told at once.
const MOST_TOLD: usize = 3;

impl Call {
    /// The service that a question is about: the one it names, that is being booked, or that was asked about last.
    pub(super) fn service_in_question(&self, heard: &Heard) -> Option<ServiceId> {
        let named = heard.entity(EntityKind::Service).and_then(|id| id.parse().ok());
        let assumed =
            || self.service().filter(|_| self.errand.goal == Goal::Book).map(|service| service.id.clone());
        named.or_else(|| self.errand.service.clone()).or_else(assumed).or_else(|| self.asked_about.clone())
    }

    /// The answer to one of the practice's own questions.
    pub(super) fn answer_to(&self, heard: &Heard) -> Option<String> {
        let known = heard.frame.topic.as_ref().and_then(|topic| topic.parse().ok());
        let at: usize = known.or_else(|| self.topic_by_words(heard))?;
        self.setting.practice.faq.get(at)?.answer.get(self.lang).cloned()
    }

    /// The service that an answer would be about, when the answer is about another one.
    pub(super) fn asked_for_another(&self, heard: &Heard, answer: &str) -> Option<ServiceId> {
        let asked = self.service_in_question(heard)?;
        let about = self.services_in(answer);
        (!about.is_empty() && !about.contains(&asked.to_string())).then_some(asked)
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
            // «On peut venir sans rendez-vous ?» isn't how one comes.
            let walks_in = heard.words.refuse_an_appointment();
            let about_it = !walks_in || asks.iter().any(Words::refuse_an_appointment);
            about_it && said.iter().any(asked) && said.iter().all(|word| asked(word) || told(word))
        };
        let faq = self.setting.practice.faq.iter().enumerate();
        let mut about = faq.filter(|(_, faq)| is_about(faq)).map(|(at, _)| at);
        about.next().filter(|_| about.next().is_none())
    }

    /// What a patient has to know for a service, where that is asked: of the service in question, or else of all of which
    /// the practice says such a thing. Each with its words.
    pub(super) fn instructions_about(&self, heard: &Heard) -> Vec<(ServiceId, String)> {
        let in_question = self.service_in_question(heard);
        let services = self.setting.practice.services.iter();
        let services = services.filter(|service| in_question.as_ref().is_none_or(|id| *id == service.id));
        let told =
            services.filter_map(|service| Some((service, service.instructions.as_ref()?.get(self.lang)?)));
        let general = heard.words.ask_how_to_prepare();
        told.filter(|(service, words)| general || self.is_said_of(heard, service, words))
            .map(|(service, words)| (service.id.clone(), words.clone()))
            .take(MOST_TOLD)
            .collect()
    }

    /// Whether a question has a word of these in it, which isn't the service's name.
    fn is_said_of(&self, heard: &Heard, service: &Service, words: &str) -> bool {
        let told = Words::of(words);
        let said = self.said_beside(heard, service);
        said.iter().any(|word| told.content().any(|own| is_of_one_stem(own, word)))
    }

    /// The service of which it is asked whether it is done here, and nothing else.
    pub(super) fn asked_whether_done_here(&self, heard: &Heard) -> Option<&Service> {
        let named = heard.entity(EntityKind::Service).and_then(|id| id.parse().ok());
        let service = self.setting.practice.service(&named?)?;
        let words = &heard.words;
        let asked = words.ask_whether_it_is_done_here() || words.ask_about_another_thing();
        let beside = self.said_beside(heard, service);
        (asked && beside.iter().all(|word| is_an_ordinary_kind(word))).then_some(service)
    }

    /// What of a question isn't the name of a service.
    fn said_beside<'h>(&self, heard: &'h Heard, service: &Service) -> Vec<&'h str> {
        let forms = service.spoken.get(self.lang).into_iter().flatten().chain(service.name.get(self.lang));
        let names: Vec<Words> = forms.map(|form| Words::of(form)).collect();
        let is_named =
            |word: &str| names.iter().any(|name| name.content().any(|own| is_of_one_stem(own, word)));
        heard.words.content().filter(|word| !is_named(word)).collect()
    }
}

/// What a jab is for, of those that every practice that gives any gives.
fn is_an_ordinary_kind(word: &str) -> bool {
    const AGAINST: &[&str] =
        &["contre", "against", "grippe", "saisonniere", "covid", "tetanos", "flu", "tetanus", "seasonal"];
    // Of how it is asked.
    const ASKING: &[&str] = &["give", "offer", "what", "about", "proposez", "pratiquez"];
    AGAINST.contains(&word) || ASKING.contains(&word)
}

/// "Fast" and "fasting"; words of coming are in every instruction, and tell none from another.
fn is_of_one_stem(one: &str, other: &str) -> bool {
    const COMING: &[&str] = &["come", "coming", "venir", "venez", "viens", "bring", "apporter", "apportez"];
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let plural = short.len() == 3 && long.strip_suffix('s') == Some(short);
    plural
        || short.len() >= 4
            && long.len() - short.len() <= 3
            && long.starts_with(short)
            && !COMING.contains(&short)
}
