//! What a caller says to the practice's people: taken down in their own words, and left.

use domain::Pii;
use domain::request::Kind;
use phrases::{Context, EntityKind, Expecting, Intent, understand};

use super::Call;
use super::heard::Heard;
use super::hearing::is_bare;
use super::mind::{Aside, Goal, Noted, Yes};
use super::naming::begins_with_a_first_name;
use crate::asking::Asking;
use crate::speech::{Ask, Line};
use crate::words::Words;

impl Call {
    /// «Dites au docteur que…», «un message», «rappelez-moi»; not «vous pouvez me rappeler la référence ?»
    pub(super) fn is_for_staff(&self, heard: &Heard) -> bool {
        let said = heard.tells_staff() || heard.words.message() || heard.words.call_back();
        let said = said || self.asks_of_staff(heard);
        said && !heard.changes_an_appointment() && !self.asks_about_booked(heard)
    }

    /// «C'est pour avoir mes résultats», «parler à la comptable»: nothing that one books, or reads in the practice's file.
    pub(super) fn asks_of_staff(&self, heard: &Heard) -> bool {
        let words = &heard.words;
        let begins = self.is_yet_to_say_what() || words.want_no_appointment();
        let told = heard.tells_staff() || words.message();
        let answered = || heard.frame.topic.is_some() || self.topic_by_words(heard).is_some();
        let booked = !heard.frame.times.is_empty() || heard.entity(EntityKind::Service).is_some();
        let papers = words.ask_for_papers() && !(words.of_a_doctor() && booked) && !answered();
        // Who asks for a person is put through where somebody is there.
        let person = heard.frame.intent == Intent::Human;
        let put_through = person && self.can_transfer();
        begins
            && !told
            && !put_through
            && (papers || words.return_a_call() || person && words.name_the_office())
    }

    /// Whether nothing was said yet that is booked, «c'est pour ma mère» at most.
    fn is_yet_to_say_what(&self) -> bool {
        let errand = &self.errand;
        // «Rappelez-moi» said nothing of what about.
        if errand.goal == Goal::Message && self.waits_for_the_person_only() {
            return true;
        }
        let of_something =
            errand.service.is_some() || errand.practitioner.is_some() || self.table.held.is_some();
        let appointment =
            || errand.words.iter().any(|words| Words::of(words.reveal()).speaks_of_an_appointment());
        errand.goal == Goal::Unknown || errand.goal == Goal::Book && !of_something && !appointment()
    }

    /// Something for the staff: beside the errand under way, instead of it, or an errand of its own.
    pub(super) fn start_message(&mut self, heard: &Heard) {
        let agrees = self.is_about_to_act() && heard.words.begins_with_yes();
        let beside = agrees || heard.tells_staff() && !heard.words.call_back() && !heard.words.drop_it();
        match self.errand.goal {
            Goal::Unknown | Goal::Message => self.take_down(heard),
            _ if self.asks_of_staff(heard) => self.take_down(heard),
            _ if beside => {
                self.put_aside(&heard.text);
                self.say(&Line::PassedOnAfterwards);
                self.back_to_the_question();
            }
            _ => self.hand_over(heard),
        }
    }

    /// A message, which may be said in the same breath: «… pour le docteur Martin : ses comprimés me font mal».
    fn take_down(&mut self, heard: &Heard) {
        let asks = self.asks_of_staff(heard);
        if !self.note_down(heard) {
            return self.ask(Ask::Message);
        }
        if asks && !self.is_reachable() {
            self.say(&Line::CanPassOn { kind: Kind::Message });
        }
        self.advance_request();
    }

    /// Makes it the errand; whether a message was in it.
    pub(super) fn note_down(&mut self, heard: &Heard) -> bool {
        let asks = self.asks_of_staff(heard);
        let calls_back = heard.words.call_back() || asks;
        // What was offered to be passed on, or said of the message before.
        let words = std::mem::take(&mut self.errand.words);
        let said = calls_back || heard.says_a_message() || !words.is_empty();
        let subject = self.last_spoken_of().filter(|_| self.is_between_errands());
        let request = self.errand.request.take();
        let practitioner = self.errand.practitioner.take().filter(|_| request.is_some());
        self.pursue(Goal::Message);
        (self.errand.words, self.table.subject) = (words, subject);
        self.errand.practitioner = practitioner;
        self.learn_practitioner(heard);
        if said || heard.weight_of_the_matter() > 0 {
            self.keep_words(&heard.text);
        }
        let kind = if calls_back { Kind::CallBack } else { request.unwrap_or(Kind::Message) };
        self.errand.request = Some(kind);
        said
    }

    /// The errand under way becomes the staff's, with what was said of it.
    fn hand_over(&mut self, heard: &Heard) {
        self.release();
        self.errand.unclear = None;
        let told = heard.tells_staff();
        let kind = match (told, heard.words.call_back()) {
            (true, true) => Kind::CallBack,
            (true, false) => Kind::Message,
            (false, _) => self.kind_of_request(),
        };
        if told || heard.words.weight() > 0 {
            self.keep_words(&heard.text);
        }
        self.errand.request = Some(kind);
        self.advance_request();
    }

    /// Whether it may be a message, which is asked for: courtesy by itself is none, and «un instant» neither.
    pub(super) fn dictates(&self, heard: &Heard) -> bool {
        let weight = heard.words.weight();
        let polite = heard.frame.intent == Intent::Thanks;
        let stops = match heard.frame.intent {
            Intent::Repeat | Intent::Wait => weight < 3 && heard.words.are_within(6),
            // «Je préfère parler à quelqu'un»
            Intent::Human => {
                heard.words.are_within(7) && self.can_transfer() && heard.words.turn_to_the_desk()
            }
            _ => false,
        };
        self.asking() == Asking::Message && weight > 0 && !stops && (polite || !heard.words.are_within(4))
    }

    /// Whatever is said now is the message.
    pub(super) fn take_message(&mut self, heard: &Heard) {
        let words = &heard.words;
        // «Tout va bien» is one, of small words only.
        let courteous = !matches!(heard.frame.intent, Intent::None | Intent::Provide | Intent::Affirm);
        let small = courteous || words.are_within(2) || words.begins_with_yes();
        let empty = words.weight() == 0 && small && !words.call_back() && is_bare(&heard.frame);
        let short = empty || heard.text.chars().count() < 20;
        let drops = words.only_drop_it() && is_bare(&heard.frame) || empty && words.have_no_message();
        match heard.frame.intent {
            _ if drops => self.drop_errand(),
            Intent::Deny if short => self.drop_errand(),
            Intent::Wait if words.are_within(4) => self.take_your_time(),
            Intent::Affirm if empty => self.ask_again(),
            _ if words.unsure() && words.are_within(5) => self.ask_again(),
            _ if empty => self.not_understood(),
            _ if self.takes_a_name_alone(heard) => self.ask_again(),
            _ => {
                self.keep_message(heard);
                self.advance_request();
            }
        }
    }

    /// «Paul Roux», «Paul Roux, 482173»: who it is from, and nothing that it says; whether it was that.
    fn takes_a_name_alone(&mut self, heard: &Heard) -> bool {
        let named =
            understand(&heard.text, &Context { expecting: Expecting::Name, ..self.context(self.lang) });
        let name = named.entities.iter().find(|entity| entity.kind == EntityKind::PersonName);
        let alone = name.filter(|name| {
            let whole = Words::of(&name.text).weight() == heard.words.weight();
            let with_a_code = heard.code().is_some() && heard.weight_of_the_matter() == 0;
            (whole || with_a_code) && begins_with_a_first_name(&name.value)
        });
        let Some(name) = alone else { return false };
        self.person.name = Some(Pii::new(name.value.clone()));
        self.errand.named = true;
        true
    }

    /// What was said at the prompt for a message is one.
    pub(super) fn keep_message(&mut self, heard: &Heard) {
        self.keep_words(&heard.text);
        self.errand.request.get_or_insert(Kind::Message);
    }

    /// «Oui, et dites-lui que je suis diabétique»: kept until the errand is done. Whoever
    /// leaves before that leaves it all the same.
    pub(super) fn put_aside(&mut self, words: &str) {
        self.aside.words.push(Pii::new(words.to_owned()));
        self.aside.promised = true;
        (self.aside.takes_back, self.aside.unsaid) = (false, false);
    }

    /// A question that nobody here could answer: after the errand, the caller is asked whether to pass it on.
    pub(super) fn remember_question(&mut self, question: &str) {
        self.aside.words.push(Pii::new(question.to_owned()));
    }

    /// What was said beside the errand comes now; whether there was anything.
    pub(super) fn turns_aside(&mut self) -> bool {
        let Aside { words, promised, takes_back, unsaid } = std::mem::take(&mut self.aside);
        if words.is_empty() {
            return false;
        }
        let calls_back = words.iter().any(|words| Words::of(words.reveal()).want_an_answer());
        self.errand.words = if unsaid { Vec::new() } else { words };
        (self.errand.takes_back, self.errand.said_beside) = (takes_back, true);
        self.table.subject = self.last_spoken_of();
        if promised {
            self.errand.goal = Goal::Message;
            self.errand.request = Some(if calls_back { Kind::CallBack } else { Kind::Message });
            self.advance_request();
        } else {
            self.table.yes = Some(Yes::LeaveMessage);
            self.ask(Ask::PassOn);
        }
        true
    }

    /// «Laissez tomber, ne lui dites rien»: what isn't left yet is forgotten; of what is, the practice is told that it is
    /// taken back. Whether there was anything.
    pub(super) fn unsays(&mut self, heard: &Heard) -> bool {
        let it = self.withdraws(heard);
        if heard.tells_staff() || !it && !heard.words.unsays() {
            return false;
        }
        let message = self.errand.goal == Goal::Message && !self.errand.words.is_empty();
        if message || it && self.is_about_to_leave() {
            self.aside = Aside::default();
            self.drop_errand();
        } else if !it && !self.aside.words.is_empty() {
            self.aside = Aside::default();
            self.say(&Line::NotPassedOn);
            self.back_to_the_question();
        } else if self.noted != Noted::Nothing {
            self.take_back(heard);
        } else {
            return false;
        }
        true
    }

    /// «Annulez ça», «oubliez», "scrap that": nothing is named, and what is talked of is what is left for the staff. Beside
    /// an appointment «annulez-le» is the appointment.
    fn withdraws(&self, heard: &Heard) -> bool {
        let words = &heard.words;
        let noted = self.noted;
        let beside_an_appointment = noted == Noted::JustBesideAnAppointment;
        let left = self.is_between_errands() && (noted == Noted::Just || beside_an_appointment);
        let named = heard.names_an_appointment()
            || words.speaks_of_an_appointment()
            || !heard.frame.ambiguous.is_empty();
        let drops = words.drop_that() || words.cancel_that() && !beside_an_appointment;
        drops && !named && (left || self.is_about_to_leave())
    }

    /// Whether something is about to be left, or was offered to be.
    fn is_about_to_leave(&self) -> bool {
        let asked = self.errand.request.is_some() || self.errand.goal == Goal::Message;
        asked && !self.errand.goal.needs_proof() || self.table.yes == Some(Yes::LeaveMessage)
    }

    fn take_back(&mut self, heard: &Heard) {
        let words = self.voice().taken_back(&heard.text);
        if self.errand.goal == Goal::Unknown {
            self.pursue(Goal::Message);
            self.errand.takes_back = true;
            self.keep_words(&words);
            return self.leave_note();
        }
        self.aside = Aside { words: vec![Pii::new(words)], promised: true, takes_back: true, unsaid: false };
        self.say(&Line::PassedOnAfterwards);
        self.back_to_the_question();
    }

    /// Whether all that is to be left takes back what was left before.
    pub(super) const fn takes_back(&self) -> bool {
        self.errand.takes_back || self.aside.takes_back && self.errand.words.is_empty()
    }

    /// What was promised went with what was just left.
    pub(super) fn pass_on_what_was_promised(&mut self) {
        if self.aside.promised {
            self.aside = Aside::default();
        }
    }

    /// Back to the question that waits, as it was put: nothing of it has changed. What an errand begins with comes
    /// next, where it began in this turn.
    pub(super) fn back_to_the_question(&mut self) {
        let idle = self.errand.goal == Goal::Unknown;
        match self.question.asking {
            Asking::Choose => self.put_choice_again(),
            Asking::Confirm => self.put_again(),
            Asking::Name | Asking::Phone => self.advance(),
            Asking::Intent | Asking::AnythingElse if !idle => self.advance(),
            _ => self.ask_again(),
        }
    }
}
