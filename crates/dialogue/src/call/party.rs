//! Several bookings of one sentence: «un vaccin pour mon fils et une consultation pour moi». Each person has a clause,
//! and what is said in it is theirs; what only one clause says of when and with whom is for all.

use domain::ids::{ResourceId, ServiceId};
use domain::{Lang, Pii};
use phrases::{Ambiguity, EntityKind, Frame, Intent, TimeMention, understand};

use super::clauses::{Clause, clauses, day_before, keep_service, take_over, whats, wishes};
use super::heard::Heard;
use super::mind::{Goal, Then};
use super::{Call, MOST_BOOKINGS};
use crate::speech::{Line, Wanting};
use crate::words::{Beside, Whom, Words};

/// A booking that is wished beside others.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// For whom, where it is for several.
    pub(super) whom: Option<Whom>,
    /// Where they are spoken of; nowhere where they are only counted.
    place: usize,
    service: Option<ServiceId>,
    /// With whom and when, where that is said of this one.
    pub(super) practitioner: Option<ResourceId>,
    pub(super) times: Vec<TimeMention>,
    pub(super) unclear: Option<Ambiguity>,
}

impl Wanted {
    pub(super) fn of(whom: Whom, place: usize) -> Self {
        Self { whom: Some(whom), place, ..Self::default() }
    }
}

impl Call {
    /// Takes out of a frame what is not of the first, where bookings are wished for several.
    pub(super) fn set_party_apart(&self, frame: &mut Frame, text: &str, lang: Lang) -> Vec<Wanted> {
        let about_existing = matches!(frame.intent, Intent::Cancel | Intent::Reschedule | Intent::Lookup);
        let known = self.errand.then.iter().any(|then| then.whom.is_some());
        if known || about_existing || self.errand.goal.needs_proof() {
            return Vec::new();
        }
        let words = Words::of(text);
        let everybody = words.everybody();
        let counted = everybody.iter().any(|(_, place)| *place == usize::MAX);
        let read = |said: &str| understand(said, &self.context(lang));
        if everybody.len() > 1 && !counted {
            return self.each_with_their_own(frame, &clauses(text, &everybody, frame, read));
        }
        let wishes = wishes(text, frame, read);
        if !wishes.is_empty() {
            return self.each_with_their_own(frame, &wishes);
        }
        let alike = services_counted(frame, &words);
        if everybody.is_empty() && alike > 1 {
            return vec![Wanted::of(Whom::Unsaid, usize::MAX); alike];
        }
        if counted {
            return everybody.into_iter().map(|(whom, place)| Wanted::of(whom, place)).collect();
        }
        let also = words.also_for().filter(|_| self.is_booking_for_caller());
        let Some(relative) = also else { return Vec::new() };
        let whom = (Whom::Relative(relative), words.for_another().unwrap_or(usize::MAX));
        let theirs = Clause::new(words, frame.clone(), vec![whom], 0);
        frame.entities.retain(|it| !matches!(it.kind, EntityKind::Service | EntityKind::Practitioner));
        frame.times.clear();
        frame.ambiguous.clear();
        let wanted = Wanted { service: theirs.service(), ..theirs.wanted(Some(whom), true, true) };
        vec![Wanted::of(Whom::Caller, usize::MAX), wanted]
    }

    fn each_with_their_own(&self, frame: &mut Frame, clauses: &[Clause]) -> Vec<Wanted> {
        let whats = whats(clauses, &self.setting.practice);
        let when = clauses.iter().filter(|clause| clause.says_when()).count() > 1;
        let with_whom = self.is_each_with_somebody(clauses, &whats);
        let mut each: Vec<(Wanted, &Clause)> = Vec::new();
        for (clause, services) in clauses.iter().zip(whats) {
            let nobody = clause.people.is_empty().then_some(None);
            let people = clause.people.iter().copied().map(Some).chain(nobody);
            for (nth, who) in people.enumerate() {
                let wanted = clause.wanted(who, when, with_whom);
                // «Un vaccin et une prise de sang pour mon fils»: both are his.
                let theirs: &[Option<ServiceId>] =
                    if clause.people.len() == services.len() { &services[nth..=nth] } else { &services };
                let with =
                    |service: &Option<ServiceId>| Wanted { service: service.clone(), ..wanted.clone() };
                each.extend(theirs.iter().map(|service| (with(service), clause)));
            }
        }
        // Who calls comes first: their name is that of the others, often enough.
        each.sort_by_key(|(wanted, _)| wanted.whom != Some(Whom::Caller));
        if let Some((first, clause)) = each.first() {
            take_over(frame, &clause.frame, when, with_whom);
            frame.times.extend(day_before(clauses, clause).filter(|_| when));
            keep_service(frame, first.service.as_ref());
        }
        each.into_iter().map(|(wanted, _)| wanted).collect()
    }

    /// Whether a practitioner is named for one only: others are too, or don't do what the others want.
    fn is_each_with_somebody(&self, clauses: &[Clause], whats: &[Vec<Option<ServiceId>>]) -> bool {
        let named: Vec<ResourceId> = clauses.iter().filter_map(Clause::practitioner).collect();
        let [only] = named.as_slice() else { return !named.is_empty() };
        let given = |service: &ServiceId| {
            self.setting.practice.service(service).is_some_and(|service| service.by.contains(only))
        };
        let others = clauses.iter().zip(whats).filter(|(clause, _)| clause.practitioner().is_none());
        others.flat_map(|(_, services)| services).flatten().any(|service| !given(service))
    }

    /// «Un pour moi et un pour ma fille»: the first now, the others afterwards.
    pub(super) fn learn_party(&mut self, heard: &Heard) -> bool {
        let [first, others @ ..] = heard.party.as_slice() else { return false };
        let counted = heard.party.iter().all(|wanted| wanted.whom == Some(Whom::Unsaid));
        if self.errand.goal != Goal::Book || counted && !self.errand.then.is_empty() {
            return false;
        }
        if !self.errand.then.is_empty() && self.errand.then.len() == others.len() {
            // «Pour mes deux filles, un vaccin et une consultation»: what for was told already.
            self.tell_more_of_each(first, others);
            return true;
        }
        self.say_in_turn(&heard.party);
        if heard.is_for_several() {
            self.learn_first_of(heard, first);
        }
        // Who comes with somebody, or for two things at a time that is said once, comes on the same day.
        let once = heard.is_for_several() || !heard.frame.times.is_empty();
        let beside = heard.words.beside().or_else(|| once.then_some(Beside::SameDay));
        self.errand.then = others.iter().map(|wanted| wanted.later(heard, beside)).collect();
        true
    }

    /// For whom the first of them is, and in which name.
    fn learn_first_of(&mut self, heard: &Heard, first: &Wanted) {
        let places = heard.party.iter().map(|wanted| wanted.place);
        let begins = places.min().filter(|place| *place != usize::MAX);
        let (own, named) = heard.names_around(begins);
        let own = own.or(named.filter(|_| begins.is_none()));
        let whom = first.whom.unwrap_or(Whom::Caller);
        let name = heard.name_of(first.place).or(own.filter(|_| whom == Whom::Caller));
        self.keep_own_name(own, name);
        if whom != Whom::Caller || name.is_some() {
            self.is_for(whom, name);
        }
    }

    /// For whom each of those is that were told of before, or when; in the order in which they are told now.
    fn tell_more_of_each(&mut self, first: &Wanted, others: &[Wanted]) {
        if let Some(whom) = first.whom {
            self.is_for(whom, None);
        }
        for (then, wanted) in self.errand.then.iter_mut().zip(others) {
            then.whom = wanted.whom.or(then.whom);
            then.service = wanted.service.clone().or_else(|| then.service.take());
            if !wanted.times.is_empty() {
                then.times.clone_from(&wanted.times);
            }
        }
    }

    /// In which order they are taken, and that there are more than a call may book.
    fn say_in_turn(&mut self, party: &[Wanted]) {
        let voice = self.voice();
        let wanting = |wanted: &Wanted| Wanting {
            what: wanted.service.as_ref().map(|service| voice.what(service)),
            whom: wanted.whom,
        };
        let each = party.iter().map(wanting).collect();
        self.say(&Line::InTurn { each });
        if party.len() > usize::from(MOST_BOOKINGS) {
            self.say(&Line::OnlyTwoHere);
        }
    }

    /// «Mon mari d'abord»: of those whose turn is yet to come, he comes now, and whose turn it was right after.
    pub(super) fn take_first(&mut self, whom: Whom) {
        let of_them = |then: &Then| then.whom == Some(whom);
        let Some(at) = self.errand.then.iter().position(of_them) else { return self.ask_again() };
        let theirs = self.errand.then.remove(at);
        let before = Then {
            service: self.errand.service.clone(),
            practitioner: self.errand.practitioner.take(),
            times: Vec::new(),
            unclear: None,
            beside: theirs.beside,
            whom: self.errand.whom,
            name: self.person.name.clone().filter(|_| self.errand.for_another),
        };
        self.release();
        self.errand.then.insert(0, before);
        self.errand.service = theirs.service.or_else(|| self.errand.service.take());
        self.errand.practitioner = theirs.practitioner;
        self.errand.wished.absorb(&theirs.times.iter().collect::<Vec<_>>());
        self.say(&Line::NextFor { whom });
        self.is_for(whom, theirs.name.as_ref().map(|name| name.reveal().as_str()));
        self.advance();
    }

    /// On to what was asked for in the same breath, if anything was.
    pub(super) fn next_or_finished(&mut self) {
        if self.errand.then.is_empty() {
            let goes_on = !self.errand.queue.rest.is_empty();
            return if goes_on { self.next_of_all() } else { self.finished() };
        }
        let then = self.errand.then.remove(0);
        let (person, before) = (self.person.clone(), self.errand.clone());
        self.pursue(Goal::Book);
        self.errand.words = before.words;
        self.errand.then = before.then;
        self.errand.made = before.made;
        self.errand.queue.rest = before.queue.rest;
        self.errand.beside = then.beside.filter(|_| then.times.is_empty());
        self.errand.wished.absorb(&then.times.iter().collect::<Vec<_>>());
        if let Some(last) = self.last_spoken_of() {
            // An hour alone is one of the day of the appointment before it.
            self.errand.wished.stay_on(self.voice().local(last.start).date());
        }
        self.errand.unclear = then.unclear.as_ref().and_then(|unclear| self.unclear_in(unclear));
        let alike = then.service.is_none() || then.service == before.service;
        self.errand.service = then.service.clone().or(before.service);
        let with = before.practitioner.filter(|_| alike);
        self.errand.practitioner = then.practitioner.clone().or(with);
        if self.tally.booked >= MOST_BOOKINGS {
            self.leave_to_book(then);
            return self.advance();
        }
        match (then.whom, &then.service) {
            (Some(whom), _) => {
                self.say(&Line::NextFor { whom });
                self.is_for(whom, then.name.as_ref().map(|name| name.reveal().as_str()));
            }
            (None, service) => {
                let what = service.as_ref().filter(|_| !alike).map(|service| self.voice().what(service));
                self.say(&Line::Next { what });
                self.person = person;
                self.errand.for_another = before.for_another;
            }
        }
        self.advance();
    }

    /// Whoever calls asks the staff, in their own name, for all that are left.
    fn leave_to_book(&mut self, first: Then) {
        let left: Vec<Then> = std::iter::once(first).chain(self.errand.then.drain(..)).collect();
        let each: Vec<Wanting> =
            left.iter().map(|then| self.wanting(then.service.as_ref(), then.whom)).collect();
        let words = self.voice().to_be_booked(&each);
        self.keep_words(&words);
    }

    /// A booking that is still to be made: of the same service, where no other was said.
    pub(super) fn wanting(&self, service: Option<&ServiceId>, whom: Option<Whom>) -> Wanting {
        let service = service.or(self.errand.service.as_ref());
        Wanting { what: service.map(|id| self.voice().what(id)), whom }
    }
}

impl Wanted {
    fn later(&self, heard: &Heard, beside: Option<Beside>) -> Then {
        Then {
            service: self.service.clone(),
            practitioner: self.practitioner.clone(),
            times: self.times.clone(),
            unclear: self.unclear.clone(),
            beside,
            whom: self.whom,
            name: heard.name_of(self.place).map(|name| Pii::new(name.to_owned())),
        }
    }
}

/// «Deux vaccins»: how many of the one service that is named.
fn services_counted(frame: &Frame, words: &Words) -> usize {
    let mut named = frame.entities.iter().filter(|entity| entity.kind == EntityKind::Service);
    let only = named.next().filter(|_| named.next().is_none());
    only.map_or(1, |service| words.count_before(&service.text))
}
