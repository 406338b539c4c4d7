//! What is asked for here and done elsewhere: said so, with what is done here; the caller chooses, or leaves it for the staff.

use phrases::{EntityKind, Intent};

use super::Call;
use super::heard::Heard;
use super::mind::Goal;
use crate::speech::{Ask, Trouble};
use crate::words::{Elsewhere, Words};

/// More kinds of appointment than these are too many to be listened to.
const MOST_NAMED: usize = 5;

impl Call {
    /// «Un détartrage», «le kiné», where nothing of this practice is called so.
    pub(super) fn asked_for_elsewhere(&self, heard: &Heard) -> Option<Elsewhere> {
        let books = matches!(self.errand.goal, Goal::Unknown | Goal::Book);
        let found = heard.words.elsewhere(&self.own_words(), self.lang).filter(|_| books)?;
        let named = match found {
            Elsewhere::Trade(_) => heard.entity(EntityKind::Practitioner).is_some(),
            Elsewhere::Service(_) => self.names_another_service(heard),
        };
        (!named).then_some(found)
    }

    /// All that the practice calls itself, its people and its services.
    fn own_words(&self) -> Vec<Words> {
        let terms = self.vocabularies.iter().flat_map(|its| its.services.iter().chain(&its.practitioners));
        let spoken = terms.flat_map(|term| &term.spoken).chain([&self.setting.practice.tenant.name]);
        spoken.map(|text| Words::of(text)).collect()
    }

    /// Whether a service of the practice is named beside it, other than what is assumed anyway: «une consultation
    /// d'ostéopathie» is none.
    fn names_another_service(&self, heard: &Heard) -> bool {
        let assumed = self.setting.practice.default_service().map(|service| service.id.as_str());
        let mut named = heard.frame.entities.iter().filter(|entity| entity.kind == EntityKind::Service);
        named.any(|service| Some(service.value.as_str()) != assumed)
    }

    /// Takes in that something was asked for which isn't done here, in the caller's own words; whether it was.
    pub(super) fn learn_elsewhere(&mut self, heard: &Heard) -> bool {
        let Some(found) = self.asked_for_elsewhere(heard).filter(|_| self.errand.goal == Goal::Book) else {
            return false;
        };
        if matches!(found, Elsewhere::Service(_)) {
            self.release();
            self.errand.service = None;
        }
        self.errand.elsewhere = Some(found);
        self.keep_words(&heard.text);
        true
    }

    /// «Vous avez un dentiste ?», where there is none: said so; whether it was that.
    pub(super) fn tells_it_is_done_elsewhere(&mut self, heard: &Heard) -> bool {
        let Some(found) = heard.words.ask_about_elsewhere(&self.own_words(), self.lang) else { return false };
        if heard.entity(EntityKind::Practitioner).is_some() || self.names_another_service(heard) {
            return false;
        }
        self.regret(&match found {
            Elsewhere::Trade(trade) => Trouble::NobodyOfThatTrade { trade },
            Elsewhere::Service(what) => Trouble::DoneElsewhere { what },
        });
        true
    }

    /// That it isn't done here, and what is; of whoever wants nothing else, it is offered to be left.
    pub(super) fn tell_what_is_done_here(&mut self, what: &'static str) {
        self.regret(&Trouble::DoneElsewhere { what });
        if std::mem::replace(&mut self.errand.instead, true) {
            return self.offer_message();
        }
        self.ask_what_instead();
    }

    pub(super) fn ask_what_instead(&mut self) {
        let voice = self.voice();
        let services = self.setting.practice.services.iter();
        let names: Vec<String> = services.take(MOST_NAMED).map(|service| voice.what(&service.id)).collect();
        self.ask(Ask::ServiceInstead(voice.any_of(&names)));
    }

    /// «Oui, transmettez», «non merci», in answer to what is wanted instead; whether it was that.
    pub(super) fn reply_to_what_instead(&mut self, heard: &Heard) -> bool {
        if !self.errand.instead || heard.entity(EntityKind::Service).is_some() {
            return false;
        }
        match heard.frame.intent {
            Intent::Affirm => self.leave_question(),
            Intent::Deny => self.offer_message(),
            _ => return false,
        }
        true
    }
}
