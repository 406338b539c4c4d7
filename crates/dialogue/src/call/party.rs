//! Several bookings of one sentence: «un vaccin pour mon fils et une consultation pour moi». Each person has a clause,
//! and what is said in it is theirs; what only one clause says of when and with whom is for all.

use std::ops::Range;

use domain::ids::{ResourceId, ServiceId};
use domain::practice::Service;
use domain::{Lang, Pii};
use phrases::{Ambiguity, EntityKind, Frame, Intent, TimeMention, understand};

use super::breath::cuts;
use super::heard::Heard;
use super::mind::{Goal, Then};
use super::{Call, MOST_BOOKINGS};
use crate::speech::{Line, Wanting};
use crate::words::{Beside, Whom, Words};

/// A booking that is wished beside others.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) whom: Whom,
    /// Where they are spoken of; nowhere where they are only counted.
    place: usize,
    service: Option<ServiceId>,
    /// With whom and when, where that is said of this one.
    practitioner: Option<ResourceId>,
    times: Vec<TimeMention>,
    unclear: Option<Ambiguity>,
}

impl Wanted {
    const fn of(whom: Whom, place: usize) -> Self {
        Self { whom, place, service: None, practitioner: None, times: Vec::new(), unclear: None }
    }
}

/// A stretch of a sentence that speaks of one person, or of several together.
struct Clause {
    people: Vec<(Whom, usize)>,
    words: Words,
    frame: Frame,
    /// What they want, with where it is said.
    services: Vec<(usize, ServiceId)>,
    /// Where the last of them is spoken of, in these words.
    last: usize,
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
        if everybody.iter().any(|(_, place)| *place == usize::MAX) {
            return everybody.into_iter().map(|(whom, place)| Wanted::of(whom, place)).collect();
        }
        if everybody.len() > 1 {
            let read = |said: &str| understand(said, &self.context(lang));
            return self.each_with_their_own(frame, &clauses(text, &everybody, frame, read));
        }
        let also = words.also_for().filter(|_| self.is_booking_for_caller());
        let Some(relative) = also else { return Vec::new() };
        let whom = (Whom::Relative(relative), words.for_another().unwrap_or(usize::MAX));
        let theirs = Clause::new(words, frame.clone(), vec![whom], 0);
        frame.entities.retain(|it| !matches!(it.kind, EntityKind::Service | EntityKind::Practitioner));
        frame.times.clear();
        frame.ambiguous.clear();
        let wanted = Wanted { service: theirs.service(), ..theirs.wanted(whom, true, true) };
        vec![Wanted::of(Whom::Caller, usize::MAX), wanted]
    }

    fn each_with_their_own(&self, frame: &mut Frame, clauses: &[Clause]) -> Vec<Wanted> {
        let whats = whats(clauses, self.setting.practice.default_service());
        let when = clauses.iter().filter(|clause| clause.says_when()).count() > 1;
        let with_whom = self.is_each_with_somebody(clauses, &whats);
        let mut each: Vec<(Wanted, &Clause)> = Vec::new();
        for (clause, services) in clauses.iter().zip(whats) {
            for (nth, who) in clause.people.iter().enumerate() {
                let wanted = clause.wanted(*who, when, with_whom);
                // «Un vaccin et une prise de sang pour mon fils»: both are his.
                let theirs: &[Option<ServiceId>] =
                    if clause.people.len() == services.len() { &services[nth..=nth] } else { &services };
                let with =
                    |service: &Option<ServiceId>| Wanted { service: service.clone(), ..wanted.clone() };
                each.extend(theirs.iter().map(|service| (with(service), clause)));
            }
        }
        // Who calls comes first: their name is that of the others, often enough.
        each.sort_by_key(|(wanted, _)| wanted.whom != Whom::Caller);
        if let Some((first, clause)) = each.first() {
            take_over(frame, &clause.frame, when, with_whom);
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
        let counted = heard.party.iter().all(|wanted| wanted.whom == Whom::Unsaid);
        if self.errand.goal != Goal::Book || counted && !self.errand.then.is_empty() {
            return false;
        }
        if !self.errand.then.is_empty() && self.errand.then.len() == others.len() {
            // «Pour mes deux filles, un vaccin et une consultation»: what for was told already.
            self.for_whom(first, others);
            return true;
        }
        self.say_in_turn(&heard.party);
        let places = heard.party.iter().map(|wanted| wanted.place);
        let begins = places.min().filter(|place| *place != usize::MAX);
        let (own, named) = heard.names_around(begins);
        let own = own.or(named.filter(|_| begins.is_none()));
        let name = heard.name_of(first.place).or(own.filter(|_| first.whom == Whom::Caller));
        self.keep_own_name(own, name);
        if first.whom != Whom::Caller || name.is_some() {
            self.is_for(first.whom, name);
        }
        // Who comes with somebody comes on the same day.
        let beside = heard.words.beside().or(Some(Beside::SameDay));
        self.errand.then = others.iter().map(|wanted| wanted.later(heard, beside)).collect();
        true
    }

    fn for_whom(&mut self, first: &Wanted, others: &[Wanted]) {
        self.is_for(first.whom, None);
        for (then, wanted) in self.errand.then.iter_mut().zip(others) {
            then.whom = Some(wanted.whom);
        }
    }

    /// In which order they are taken, and that there are more than a call may book.
    fn say_in_turn(&mut self, party: &[Wanted]) {
        let voice = self.voice();
        let wanting = |wanted: &Wanted| Wanting {
            what: wanted.service.as_ref().map(|service| voice.what(service)),
            whom: Some(wanted.whom),
        };
        let each = party.iter().map(wanting).collect();
        self.say(&Line::InTurn { each });
        if party.len() > usize::from(MOST_BOOKINGS) {
            self.say(&Line::OnlyTwoHere);
        }
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
        self.errand.service = then.service.clone().or(before.service);
        let with = before.practitioner.filter(|_| then.service.is_none());
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
            (None, Some(service)) => {
                self.say(&Line::Next { what: self.voice().what(service) });
                self.person = person;
                self.errand.for_another = before.for_another;
            }
            (None, None) => {}
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
            whom: Some(self.whom),
            name: heard.name_of(self.place).map(|name| Pii::new(name.to_owned())),
        }
    }
}

impl Clause {
    /// `from` is where these words begin in the whole sentence.
    fn new(words: Words, frame: Frame, people: Vec<(Whom, usize)>, from: usize) -> Self {
        let named = frame.entities.iter().filter(|entity| entity.kind == EntityKind::Service);
        let placed = named.filter_map(|it| Some((words.place_of(&it.text)?, it.value.parse().ok()?)));
        let services: Vec<(usize, ServiceId)> = placed.collect();
        let last = people.last().map_or(0, |(_, place)| place.saturating_sub(from));
        Self { people, words, frame, services, last }
    }

    fn service(&self) -> Option<ServiceId> {
        self.services.first().map(|(_, service)| service.clone())
    }

    fn practitioner(&self) -> Option<ResourceId> {
        let named = self.frame.entities.iter().find(|entity| entity.kind == EntityKind::Practitioner);
        named.and_then(|who| who.value.parse().ok())
    }

    fn says_when(&self) -> bool {
        !self.frame.times.is_empty() || !self.frame.ambiguous.is_empty()
    }

    /// For one of its people, with what is their own in it.
    fn wanted(&self, (whom, place): (Whom, usize), when: bool, with_whom: bool) -> Wanted {
        let mut wanted = Wanted::of(whom, place);
        if when {
            wanted.times.clone_from(&self.frame.times);
            wanted.unclear = self.frame.ambiguous.first().cloned();
        }
        wanted.practitioner = self.practitioner().filter(|_| with_whom);
        wanted
    }
}

/// From one person to the next, each clause begins where something is joined that can be wished.
fn clauses(
    text: &str,
    everybody: &[(Whom, usize)],
    whole: &Frame,
    read: impl Fn(&str) -> Frame,
) -> Vec<Clause> {
    let place_of = |at: usize| Words::of(&text[..at]).end();
    let mut people = everybody.to_vec();
    people.sort_by_key(|(_, place)| *place);
    let mut edges = vec![(0, 0)];
    for two in people.windows(2) {
        let between = |cut: &Range<usize>| (two[0].1 + 1..=two[1].1).contains(&place_of(cut.end));
        let begins = |cut: &Range<usize>| Words::of(&text[cut.end..]).begins_a_wish();
        let cut = cuts(text, whole).into_iter().find(|cut| between(cut) && begins(cut));
        edges.extend(cut.map(|cut| (cut.end, place_of(cut.end))));
    }
    edges.push((text.len(), usize::MAX));
    let clause = |edge: &[(usize, usize)]| {
        let said = &text[edge[0].0..edge[1].0];
        let here = |(_, place): &&(Whom, usize)| (edge[0].1..edge[1].1).contains(place);
        let people = people.iter().filter(here).copied().collect();
        Clause::new(Words::of(said), read(said), people, edge[0].1)
    };
    edges.windows(2).map(clause).collect()
}

/// What each clause is about: what it says, or what the one before it says where it names no appointment of its own,
/// or what is said once everybody is named. Of as many things as people, each has theirs.
fn whats(clauses: &[Clause], assumed: Option<&Service>) -> Vec<Vec<Option<ServiceId>>> {
    let all: Vec<&ServiceId> = clauses.iter().flat_map(|clause| &clause.services).map(|(_, id)| id).collect();
    let in_a_row = clauses[0].services.len() == clauses.len() && all.len() == clauses.len();
    let after_all = clauses.last().and_then(|last| last.services.iter().find(|(at, _)| *at > last.last));
    let mut before: Option<ServiceId> = None;
    let mut each = Vec::new();
    for (nth, clause) in clauses.iter().enumerate() {
        let whats: Vec<Option<ServiceId>> = if in_a_row {
            vec![all.get(nth).map(|id| (*id).clone())]
        } else if !clause.services.is_empty() {
            clause.services.iter().map(|(_, id)| Some(id.clone())).collect()
        } else if clause.words.speaks_of_an_appointment() {
            let with = clause.practitioner();
            let gives = |service: &&Service| with.as_ref().is_none_or(|who| service.by.contains(who));
            let usual = assumed.filter(gives).filter(|_| !all.is_empty());
            vec![usual.map(|service| service.id.clone())]
        } else {
            vec![before.clone().or_else(|| after_all.map(|(_, id)| id.clone()))]
        };
        before = whats.last().cloned().flatten();
        each.push(whats);
    }
    each
}

/// What is said of when and with whom is one clause's, where it is not for all.
fn take_over(frame: &mut Frame, own: &Frame, when: bool, with_whom: bool) {
    if when {
        frame.times.clone_from(&own.times);
        frame.ambiguous.clone_from(&own.ambiguous);
    }
    if with_whom {
        let of_own = |kind| own.entities.iter().filter(move |entity| entity.kind == kind).cloned();
        frame.entities.retain(|entity| entity.kind != EntityKind::Practitioner);
        frame.entities.extend(of_own(EntityKind::Practitioner));
    }
}

fn keep_service(frame: &mut Frame, service: Option<&ServiceId>) {
    let known = service.map(ToString::to_string);
    frame.entities.retain(|it| it.kind != EntityKind::Service || Some(&it.value) == known.as_ref());
}
