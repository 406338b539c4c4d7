//! From evidence to one intent.

use super::phrasebook::Hits;
use super::weigh::Evidence;
use crate::entity::Found;
use crate::{Context, EntityKind, Expecting, Intent, Role, TimeMention};

/// What callers come for.
pub(super) const TASKS: [Intent; 9] = [
    Intent::Book,
    Intent::Reschedule,
    Intent::Cancel,
    Intent::Availability,
    Intent::Lookup,
    Intent::Info,
    Intent::Human,
    Intent::Repeat,
    Intent::Wait,
];
/// Evidence below this is no task.
const ENOUGH: f64 = 1.1;

/// All that an intent is decided from.
pub(crate) struct Case<'c> {
    pub(crate) hits: &'c Hits<'c>,
    pub(crate) times: &'c [TimeMention],
    pub(crate) entities: &'c [Found],
    pub(crate) context: &'c Context<'c>,
    /// A question of the practice's own was asked.
    pub(crate) topic: bool,
}

/// The intent, with how much speaks for it and how much for the next one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Decision {
    pub(crate) intent: Intent,
    pub(crate) support: f64,
    pub(crate) rival: f64,
}

impl Case<'_> {
    /// Decides.
    pub(crate) fn decide(&self) -> Decision {
        let mut evidence = Evidence::of(self.hits);
        self.weigh_context(&mut evidence);
        self.untangle(&mut evidence);
        let task = evidence.best(&TASKS).filter(|((_, weight), _)| *weight >= ENOUGH);
        if let Some(((intent, support), rival)) = task {
            return Decision { intent, support, rival };
        }
        self.answer(&evidence)
    }

    fn said(&self, name: &str) -> bool {
        self.hits.has(name)
    }

    fn names(&self, kind: EntityKind) -> bool {
        self.entities.iter().any(|f| f.entity.as_ref().is_some_and(|e| e.kind == kind))
    }

    fn role(&self, role: Role) -> bool {
        self.times.iter().any(|t| t.role == role)
    }

    fn asked(&self, expecting: &[Expecting]) -> bool {
        expecting.contains(&self.context.expecting)
    }

    /// Nothing in particular was asked, so that whatever is said may be what is wanted.
    fn is_open(&self) -> bool {
        self.asked(&[Expecting::Anything, Expecting::AnythingElse, Expecting::Message])
    }

    /// Adds what entities, times, topics and the last question say.
    fn weigh_context(&self, evidence: &mut Evidence) {
        let bookable = self.names(EntityKind::Service) || self.names(EntityKind::Practitioner);
        let open = self.is_open();
        if self.said("want") && open {
            if bookable {
                evidence.add(Intent::Book, 1.8);
            } else if self.times.iter().any(|t| matches!(t.role, Role::At | Role::To)) {
                evidence.add(Intent::Book, 1.2);
            }
        }
        if self.topic {
            evidence.add(Intent::Info, 1.4);
        }
        if self.role(Role::From) && self.role(Role::To) {
            evidence.add(Intent::Reschedule, 1.5);
        }
        let piece = [
            EntityKind::PersonName,
            EntityKind::Phone,
            EntityKind::Email,
            EntityKind::BirthDate,
            EntityKind::Code,
        ];
        if piece.iter().any(|kind| self.names(*kind)) {
            evidence.add(Intent::Provide, 1.5);
        }
        if self.names(EntityKind::Ordinal) {
            evidence.add(Intent::Choose, 1.0);
        }
    }

    /// Settles what the same words say for several intents.
    fn untangle(&self, evidence: &mut Evidence) {
        use Intent::{Affirm, Availability, Book, Cancel, Deny, Info, Lookup, Provide, Reschedule};
        if self.said("uncancel") {
            evidence.set(Cancel, 0.0);
            evidence.add(Deny, 2.2);
            evidence.set(Affirm, 0.0);
        }
        let again = self.said("another") || self.role(Role::To);
        if evidence.weight(Cancel) > 0.0 {
            if again || evidence.weight(Reschedule) >= 2.0 {
                evidence.add(Reschedule, evidence.weight(Cancel));
                evidence.set(Cancel, 0.0);
            }
            evidence.set(Book, 0.0);
            evidence.set(Lookup, evidence.weight(Lookup) - 1.0);
        }
        if evidence.weight(Reschedule) >= 1.4 {
            evidence.set(Book, 0.0);
            evidence.set(Availability, evidence.weight(Availability) - 1.2);
            evidence.set(Lookup, evidence.weight(Lookup) - 1.2);
        }
        let own = self.said("myrdv");
        if own && evidence.weight(Book) < 2.0 {
            evidence.set(Book, 0.0);
        }
        if evidence.weight(Lookup) >= 2.0 {
            evidence.set(Info, evidence.weight(Info) - 1.2);
            evidence.set(Book, evidence.weight(Book) - 1.2);
            evidence.set(Availability, evidence.weight(Availability) - 1.2);
        }
        // "Do I need to fast for the blood test?" wants to know, and nothing more.
        if self.said("obliged") {
            evidence.set(Book, 0.0);
        }
        // «Quoi comme horaires ?» asks what is free, not when the practice is open.
        if evidence.weight(Availability) >= 2.4 && self.said("open") {
            evidence.set(Info, evidence.weight(Info) - 1.5);
        }
        if evidence.weight(Provide) >= 1.5 {
            evidence.set(Info, evidence.weight(Info) - 2.5);
        }
        // Asked what it is for, «pour une consultation» only answers; so does «le rendez-vous de mardi».
        if !self.is_open() && evidence.weight(Book) < 2.0 {
            evidence.set(Book, 0.0);
        }
    }

    /// No task: an answer, a courtesy, a piece of information.
    fn answer(&self, evidence: &Evidence) -> Decision {
        let weight = |intent| evidence.weight(intent);
        let pick = |intent, rival: f64| Decision { intent, support: evidence.weight(intent).max(1.0), rival };
        let answering = self.asked(&[Expecting::Confirm, Expecting::Choice]);
        if self.said("unknown") && self.times.is_empty() {
            return Decision { intent: Intent::None, support: 1.8, rival: 1.0 };
        }
        if weight(Intent::Provide) >= 1.5 && !self.asked(&[Expecting::Confirm]) {
            return pick(Intent::Provide, weight(Intent::Choose));
        }
        if weight(Intent::Choose) >= 2.0 || self.names(EntityKind::Ordinal) && weight(Intent::Choose) >= 1.0 {
            return pick(Intent::Choose, weight(Intent::Deny));
        }
        if weight(Intent::Goodbye) > 0.0 && !answering && self.times.is_empty() {
            return pick(Intent::Goodbye, weight(Intent::Deny).max(weight(Intent::Affirm)) / 2.0);
        }
        let shifted = self.said("earlier") || self.said("later") || self.said("any_time");
        if shifted && weight(Intent::Affirm).max(weight(Intent::Deny)) < 2.0 {
            return Decision { intent: Intent::Provide, support: 2.0, rival: 0.5 };
        }
        if let Some(decision) = self.yes_or_no(evidence) {
            return decision;
        }
        let rest = [Intent::Goodbye, Intent::Provide, Intent::Thanks, Intent::Greet];
        if self.times.is_empty() && !self.entities.iter().any(|f| f.entity.is_some()) {
            return evidence.best(&rest).map_or(
                Decision { intent: Intent::None, support: 1.0, rival: 0.5 },
                |((intent, _), rival)| pick(intent, rival / 2.0),
            );
        }
        if self.asked(&[Expecting::Choice]) && !self.times.is_empty() {
            return Decision { intent: Intent::Choose, support: 1.8, rival: 1.0 };
        }
        Decision { intent: Intent::Provide, support: 2.2, rival: 0.0 }
    }

    /// Yes, no, or neither; the one that was said first holds, and a plain «non» beats a polite «bien».
    fn yes_or_no(&self, evidence: &Evidence) -> Option<Decision> {
        let (yes, no) = (evidence.weight(Intent::Affirm), evidence.weight(Intent::Deny));
        let news = self.times.iter().any(|t| t.role != Role::Not);
        if self.said("hedge") && news || yes <= 1.4 && news && no < 2.0 {
            return None;
        }
        if yes <= 0.0 && no <= 0.0 {
            return None;
        }
        let first = |name: &str| self.hits.of(name).iter().map(|h| h.0).min().unwrap_or(usize::MAX);
        let opens_with_yes = first("yes") == 0 && first("no") > 0;
        let intent = if no >= 2.0 && !opens_with_yes { Intent::Deny } else { Intent::Affirm };
        if yes <= 0.0 && intent == Intent::Affirm {
            return None;
        }
        if intent == Intent::Affirm
            && yes <= 1.0
            && evidence.weight(Intent::Thanks).max(evidence.weight(Intent::Greet)) > 0.0
        {
            return None;
        }
        let rival = if intent == Intent::Deny { yes } else { no };
        Some(Decision { intent, support: evidence.weight(intent), rival })
    }
}
