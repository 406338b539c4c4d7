//! What comes next: what was said is taken in, what is missing is asked for, and what is known is acted on.

use domain::Lang;
use domain::ids::{ResourceId, ServiceId};
use domain::practice::Service;
use phrases::{EntityKind, Intent, Role, TimeMention};

use super::Call;
use super::hearing::Heard;
use super::mind::Goal;
use crate::asking::Asking;
use crate::speech::{Ask, Trouble};
use crate::wish;

impl Call {
    /// Takes in what the words say of the errand; whether that was anything.
    pub(super) fn learn(&mut self, heard: &Heard) -> bool {
        let service = self.learn_service(heard);
        let practitioner = self.learn_practitioner(heard);
        let times = self.learn_times(heard);
        let readings = self.learn_readings(heard);
        let person = [EntityKind::PersonName, EntityKind::Phone, EntityKind::Email, EntityKind::Code]
            .into_iter()
            .any(|kind| heard.entity(kind).is_some());
        let intent =
            !matches!(heard.frame.intent, Intent::None | Intent::Provide | Intent::Affirm | Intent::Deny);
        let states_errand =
            intent && self.errand.goal != Goal::Unknown && self.question.asking == Asking::Intent;
        let begins = matches!(
            heard.frame.intent,
            Intent::Book | Intent::Availability | Intent::Reschedule | Intent::Cancel | Intent::Lookup
        );
        if heard.frame.intent == Intent::Availability && !self.errand.wished.is_known() {
            self.errand.wished.any = true;
        }
        service || practitioner || times || readings || person || states_errand || begins
    }

    fn learn_service(&mut self, heard: &Heard) -> bool {
        let known = self.service().map(|service| service.id.to_string());
        let named = heard.changed(EntityKind::Service, known.as_deref());
        let Some(service) = named.and_then(|id| id.parse::<ServiceId>().ok()) else {
            return false;
        };
        let fixed = self.errand.goal == Goal::Reschedule && self.table.subject.is_some();
        if !fixed && self.errand.service.as_ref() != Some(&service) {
            if self.errand.goal == Goal::Book {
                self.release();
            }
            self.errand.service = Some(service);
        }
        true
    }

    fn learn_practitioner(&mut self, heard: &Heard) -> bool {
        let known = self.errand.practitioner.as_ref().map(ToString::to_string);
        let named = heard.changed(EntityKind::Practitioner, known.as_deref());
        let Some(who) = named.and_then(|id| id.parse::<ResourceId>().ok()) else {
            return false;
        };
        if self.errand.practitioner.as_ref() != Some(&who) {
            if self.table.held.as_ref().is_some_and(|held| held.practitioner != who) {
                self.release();
            }
            self.table.offers.clear();
            if self.errand.goal == Goal::Cancel {
                self.table.subject = None;
            }
            self.errand.practitioner = Some(who);
        }
        true
    }

    fn learn_times(&mut self, heard: &Heard) -> bool {
        let frame = &heard.frame;
        let from: Vec<TimeMention> =
            frame.times.iter().filter(|m| self.is_about_existing(m)).cloned().collect();
        let moving = self.errand.goal == Goal::Reschedule;
        let wished = match self.errand.goal {
            Goal::Cancel | Goal::Lookup => Vec::new(),
            _ => wish::wished(frame, moving),
        };
        self.errand.same_hour |= frame.same_hour;
        let any = frame.any_time && wished.iter().all(|mention| mention.role == Role::Not);
        if !wished.is_empty() || any {
            self.release();
            self.errand.readings.clear();
            self.errand.wished.absorb(&wished);
        }
        self.errand.wished.any |= any;
        let said = !wished.is_empty() || !from.is_empty() || any || frame.same_hour;
        if !from.is_empty() {
            self.errand.from = from;
            self.table.subject = None;
        }
        said
    }

    /// A time that tells which appointment is meant, rather than when one is wished.
    fn is_about_existing(&self, mention: &TimeMention) -> bool {
        match self.errand.goal {
            Goal::Reschedule => mention.role == Role::From,
            Goal::Cancel | Goal::Lookup => mention.role != Role::Not,
            _ => false,
        }
    }

    /// A phrase with two readings is asked about, unless only one of them is an hour at which anybody works.
    fn learn_readings(&mut self, heard: &Heard) -> bool {
        let Some(ambiguity) = heard.frame.ambiguous.first() else { return false };
        if !matches!(self.errand.goal, Goal::Book | Goal::Reschedule) {
            return false;
        }
        let about_existing = ambiguity.readings.iter().all(|reading| reading.role == Role::From);
        if about_existing {
            return false;
        }
        let possible: Vec<TimeMention> =
            ambiguity.readings.iter().filter(|reading| self.somebody_works(reading)).cloned().collect();
        match possible.as_slice() {
            [only] => {
                self.errand.wished.absorb(&[only]);
            }
            [] => self.errand.readings.clone_from(&ambiguity.readings),
            _ => self.errand.readings = possible,
        }
        true
    }

    /// Does the next thing.
    pub(super) fn advance(&mut self) {
        if self.errand.request.is_some() {
            return self.advance_request();
        }
        if !self.errand.readings.is_empty() {
            return self.ask_reading();
        }
        match self.errand.goal {
            Goal::Unknown => self.ask(Ask::Intent),
            Goal::Book => self.advance_booking(),
            Goal::Reschedule | Goal::Cancel | Goal::Lookup => self.advance_change(),
            Goal::Message => self.advance_request(),
        }
    }

    fn ask_reading(&mut self) {
        let voice = self.voice();
        let spoken: Vec<String> = self
            .errand
            .readings
            .iter()
            .filter_map(|reading| {
                let start = reading.start?;
                let day = voice.date(start.date());
                Some(match (self.lang, reading.grain <= phrases::Grain::Hour) {
                    (_, false) => day,
                    (Lang::Fr, true) => format!("{day} à {}", voice.clock(start.time())),
                    (Lang::En, true) => format!("{day} at {}", voice.clock(start.time())),
                })
            })
            .collect();
        let list = voice.any_of(&spoken);
        self.ask(Ask::Which(list));
    }

    /// What is to be booked: what was said, or what the practice assumes.
    pub(super) fn service(&self) -> Option<&Service> {
        let practice = &self.setting.practice;
        self.errand
            .service
            .as_ref()
            .and_then(|id| practice.service(id))
            .or_else(|| practice.default_service())
    }

    /// Whether the practitioner who was named gives the service; if not, says who does.
    pub(super) fn suits_practitioner(&mut self) -> bool {
        let (Some(service), Some(who)) = (self.service(), self.errand.practitioner.as_ref()) else {
            return true;
        };
        if service.by.contains(who) {
            return true;
        }
        let voice = self.voice();
        let others: Vec<String> = service.by.iter().map(|id| voice.who(id)).collect();
        let trouble = Trouble::NotByThem {
            who: voice.who(who),
            what: voice.what(&service.id),
            others: voice.any_of(&others),
        };
        self.regret(&trouble);
        self.errand.practitioner = None;
        false
    }
}
