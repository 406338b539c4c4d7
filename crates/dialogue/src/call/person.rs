//! Who the caller is, and above all where they can be reached.

use domain::{Lang, Phone, Pii};
use phrases::{EntityKind, Intent, digits, understand};

use super::Call;
use super::heard::Heard;
use super::mind::Goal;
use crate::asking::Asking;
use crate::speech::{Ask, Line};

/// Digits of a code.
const CODE: usize = 6;
/// Digits of a French number, as it is dialled at home.
const NATIONAL: usize = 10;

impl Call {
    /// Name, number and e-mail are taken whenever they are said.
    pub(super) fn learn_person(&mut self, heard: &Heard) {
        self.learn_names(heard);
        if let Some(phone) = heard.phone() {
            self.person.phone = Some(Pii::new(phone));
        }
        if let Some(email) = heard.entity(EntityKind::Email) {
            self.person.email = Some(Pii::new(email.to_owned()));
        }
        if let Some(code) = heard.code() {
            self.proof.code = Some(Pii::new(code.to_owned()));
            self.tally.codes = true;
        }
        self.proof.not_whole = heard.code().is_none() && self.says_half_a_code(heard);
    }

    /// «Mon code est 1234», or as much in answer to the question for it.
    fn says_half_a_code(&self, heard: &Heard) -> bool {
        let asked = self.asking() == Asking::Code;
        let behind = heard.words.behind_the_code();
        let said = digits::dictated(behind.as_deref().unwrap_or(&heard.text), self.spoken());
        heard.phone().is_none() && said.is_some_and(|said| said.alone && (asked || behind.is_some()))
    }

    /// One more breath of a code, until there are six digits.
    pub(super) fn dictate_code(&mut self, heard: &Heard) {
        let said = digits::dictated(&heard.text, self.spoken()).map(|said| said.digits()).unwrap_or_default();
        self.proof.pieces.push_str(&said);
        match self.proof.pieces.len() {
            ..CODE => {
                self.proof.not_whole = false;
                let so_far = self.proof.pieces.chars().map(String::from).collect::<Vec<_>>().join(" ");
                self.ask(Ask::RestOfCode(so_far));
            }
            CODE => {
                self.proof.not_whole = false;
                self.proof.code = Some(Pii::new(std::mem::take(&mut self.proof.pieces)));
                self.advance();
            }
            _ => {
                self.proof.pieces.clear();
                self.advance();
            }
        }
    }

    /// Whether the practice could call back.
    pub(super) const fn can_be_called(&self) -> bool {
        self.person.phone.is_some() || self.setting.caller.is_some()
    }

    /// Whether there is a number, or none to be had.
    pub(super) const fn has_settled_phone(&self) -> bool {
        self.can_be_called() || self.person.has_no_phone
    }

    /// Why it is asked: said, and asked again.
    pub(super) fn explain(&mut self) {
        self.say(&Line::Why { asked: self.question.asking });
        self.ask_again();
    }

    /// A number, as it comes: whole, a breath at a time, or none at all.
    pub(super) fn reply_to_phone(&mut self, heard: &Heard) -> bool {
        if heard.phone().is_some() || heard.entity(EntityKind::Email).is_some() {
            self.pieces.clear();
            self.person.has_no_phone |= heard.phone().is_none() && self.question.ask == Ask::OtherPhone;
            return false;
        }
        let dictated = digits::dictated(&heard.text, self.spoken());
        if dictated.is_some_and(|said| said.alone || said.digits().len() > 3 || !self.pieces.is_empty()) {
            self.dictate(&heard.text);
        } else if heard.words.asks_why() {
            self.explain();
        } else if heard.words.same_phone() && self.can_be_called() {
            self.advance();
        } else if heard.words.no_phone() || heard.frame.intent == Intent::Deny {
            self.without_phone();
        } else {
            return false;
        }
        true
    }

    /// One more breath of a number. It counts only when it is whole; until then the rest is asked for.
    fn dictate(&mut self, text: &str) {
        self.pieces.push(text.to_owned());
        // A breath parts numbers as a comma does: «soixante» and «dix-huit» are not seventy-eight.
        let so_far = self.pieces.join(", ");
        let said = digits::dictated(&so_far, self.spoken()).map(|said| said.digits()).unwrap_or_default();
        if let Some(phone) = self.phone_in(&so_far) {
            self.pieces.clear();
            self.person.phone = Some(Pii::new(phone));
            self.advance();
        } else if said.len() >= NATIONAL {
            self.pieces.clear();
            self.not_understood();
        } else {
            let so_far = self.voice().pairs(&said);
            self.ask(Ask::RestOfPhone(so_far));
        }
    }

    fn phone_in(&self, text: &str) -> Option<Phone> {
        let frame = understand(text, &self.context(self.lang));
        let said = frame.entities.iter().find(|entity| entity.kind == EntityKind::Phone);
        said.and_then(|entity| entity.value.parse().ok()).filter(is_whole)
    }

    /// No telephone: somebody else's number, or an e-mail address, would do; without either, the name alone.
    fn without_phone(&mut self) {
        self.pieces.clear();
        if self.question.ask == Ask::OtherPhone || self.person.email.is_some() {
            self.person.has_no_phone = true;
            return self.advance();
        }
        self.ask(Ask::OtherPhone);
    }

    /// «Non, c'est 62 à la fin», of the number that was read back; whether it was that.
    pub(super) fn amend_phone(&mut self, heard: &Heard) -> bool {
        let Some(stated) = self.person.phone.clone().filter(|_| self.errand.goal == Goal::Book) else {
            return false;
        };
        if !heard.words.about_the_end() || heard.phone().is_some() {
            return false;
        }
        let end = digits::dictated(&heard.text, self.spoken()).and_then(|said| said.runs.last().cloned());
        let known = stated.reveal().as_str();
        let Some(end) = end.filter(|end| end.len() < NATIONAL && end.len() < known.len()) else {
            return false;
        };
        let amended = format!("{}{end}", &known[..known.len() - end.len()]);
        let Ok(phone) = amended.parse::<Phone>() else { return false };
        self.person.phone = Some(Pii::new(phone));
        true
    }

    pub(super) const fn spoken(&self) -> phrases::Lang {
        match self.lang {
            Lang::Fr => phrases::Lang::Fr,
            Lang::En => phrases::Lang::En,
        }
    }

    /// Asks for what is missing of name and number; whether anything was.
    pub(super) fn asks_for_person(&mut self) -> bool {
        if self.person.name.is_none() {
            self.ask(if self.errand.for_another { Ask::PatientName } else { Ask::Name });
        } else if let Some(rest) = self.missing_of_name() {
            self.ask(rest);
        } else if !self.has_settled_phone() {
            self.ask(Ask::Phone);
        } else {
            return false;
        }
        true
    }
}

/// French numbers have nine digits after the country's; of others only the form is known.
pub(super) fn is_whole(phone: &Phone) -> bool {
    !phone.as_str().starts_with("+33") || phone.as_str().len() == 12
}
