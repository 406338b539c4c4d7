//! One more appointment, wished while another is kept and not booked yet.

use domain::ids::{ResourceId, ServiceId};
use phrases::{EntityKind, Frame};

use super::Call;
use super::heard::Heard;
use super::mind::{Goal, Then};
use crate::io::Offer;
use crate::speech::Line;

impl Call {
    /// «Et le docteur jeudi à 17 h», while a blood test is kept: that comes afterwards, and what is kept stays. Whether it
    /// was one.
    pub(super) fn adds_another(&mut self, heard: &Heard) -> bool {
        // What is for somebody else is told apart with its people.
        let of_others = !heard.party.is_empty() || heard.words.for_another().is_some();
        let adds = self.errand.goal == Goal::Book && heard.words.begins_by_adding() && !of_others;
        let Some(held) = self.table.held.clone().filter(|_| adds) else { return false };
        let frame = self.read_apart(&heard.text, self.lang);
        let Some(service) = self.named_beside(&held, &frame, heard) else { return false };
        let practitioner = named::<ResourceId>(&frame, EntityKind::Practitioner);
        let known = self.errand.then.iter_mut().find(|then| then.service.as_ref() == Some(&service));
        if let Some(then) = known {
            then.practitioner = practitioner.or_else(|| then.practitioner.take());
            if !frame.times.is_empty() {
                then.times = frame.times;
                then.unclear = frame.ambiguous.into_iter().next();
            }
        } else {
            self.errand.then.push(Then {
                service: Some(service.clone()),
                practitioner,
                times: frame.times,
                unclear: frame.ambiguous.into_iter().next(),
                beside: heard.words.beside(),
                whom: None,
                name: None,
            });
        }
        self.keep_words(&heard.text);
        let each = [&held.service, &service].map(|service| self.wanting(Some(service), None));
        self.say(&Line::InTurn { each: each.into() });
        self.put_again();
        true
    }

    /// What is named that cannot be the appointment that is kept: another service, or a doctor who doesn't give it.
    fn named_beside(&self, held: &Offer, frame: &Frame, heard: &Heard) -> Option<ServiceId> {
        let practice = &self.setting.practice;
        if let Some(service) = named::<ServiceId>(frame, EntityKind::Service) {
            return Some(service).filter(|service| *service != held.service);
        }
        let kept = practice.service(&held.service)?;
        let assumed = practice.default_service().filter(|assumed| assumed.id != held.service)?;
        let with = named::<ResourceId>(frame, EntityKind::Practitioner);
        let another = match &with {
            Some(who) => !kept.by.contains(who) && assumed.by.contains(who),
            None => heard.words.names_a_doctor() && !assumed.by.contains(&held.practitioner),
        };
        another.then(|| assumed.id.clone())
    }
}

fn named<T: std::str::FromStr>(frame: &Frame, kind: EntityKind) -> Option<T> {
    frame.entities.iter().find(|entity| entity.kind == kind)?.value.parse().ok()
}
