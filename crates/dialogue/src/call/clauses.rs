//! What a sentence wishes, clause by clause: for each of several people, or each of several things for one.

use std::ops::Range;

use domain::ids::{ResourceId, ServiceId};
use domain::practice::{Practice, Service};
use phrases::{EntityKind, Frame, Grain, Kind, Role, TimeMention};

use super::breath::{begins_with_what_is_named, cuts};
use super::party::Wanted;
use crate::words::{Whom, Words};

/// A stretch of a sentence that wishes for one person, or for several together.
pub(super) struct Clause {
    pub(super) people: Vec<(Whom, usize)>,
    words: Words,
    pub(super) frame: Frame,
    /// What they want, with where it is said.
    services: Vec<(usize, ServiceId)>,
    /// Where the last of them is spoken of, in these words.
    last: usize,
}

impl Clause {
    /// `from` is where these words begin in the whole sentence.
    pub(super) fn new(words: Words, frame: Frame, people: Vec<(Whom, usize)>, from: usize) -> Self {
        let named = frame.entities.iter().filter(|entity| entity.kind == EntityKind::Service);
        let placed = named.filter_map(|it| Some((words.place_of(&it.text)?, it.value.parse().ok()?)));
        let services: Vec<(usize, ServiceId)> = placed.collect();
        let last = people.last().map_or(0, |(_, place)| place.saturating_sub(from));
        Self { people, words, frame, services, last }
    }

    pub(super) fn service(&self) -> Option<ServiceId> {
        self.services.first().map(|(_, service)| service.clone())
    }

    pub(super) fn practitioner(&self) -> Option<ResourceId> {
        let named = self.frame.entities.iter().find(|entity| entity.kind == EntityKind::Practitioner);
        named.and_then(|who| who.value.parse().ok())
    }

    pub(super) fn says_when(&self) -> bool {
        !self.frame.times.is_empty() || !self.frame.ambiguous.is_empty()
    }

    /// For one of its people, or for nobody in particular, with what is their own in it.
    pub(super) fn wanted(&self, who: Option<(Whom, usize)>, when: bool, with_whom: bool) -> Wanted {
        let mut wanted = who.map_or_else(Wanted::default, |(whom, place)| Wanted::of(whom, place));
        if when {
            wanted.times.clone_from(&self.frame.times);
            wanted.unclear = self.frame.ambiguous.first().cloned();
        }
        wanted.practitioner = self.practitioner().filter(|_| with_whom);
        wanted
    }
}

/// From one person to the next, each clause begins where something is joined that can be wished.
pub(super) fn clauses(
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
        let begins = |cut: &Range<usize>| {
            let behind = &text[cut.end..];
            Words::of(behind).begins_a_wish() || begins_with_what_is_named(behind, &read(behind))
        };
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

/// The things that a sentence wishes for one person, each with what is its own: «une consultation mardi et un vaccin
/// jeudi», «une mardi et une jeudi». Empty where it is one.
pub(super) fn wishes(text: &str, whole: &Frame, read: impl Fn(&str) -> Frame) -> Vec<Clause> {
    let mut wishes: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for end in cuts(text, whole).into_iter().chain(std::iter::once(text.len()..text.len())) {
        let piece = from..end.start;
        let said = &text[piece.clone()];
        match wishes.last_mut() {
            Some(before) if !is_another(said, &read(said)) => before.end = piece.end,
            Some(before) if Words::of(&text[before.clone()]).ends_by_taking_back() => return Vec::new(),
            _ => wishes.push(piece),
        }
        from = end.end;
    }
    let clause = |said: &str| Clause::new(Words::of(said), read(said), Vec::new(), 0);
    let said: Vec<&str> = wishes.iter().map(|place| without_its_number(&text[place.clone()])).collect();
    let mut each: Vec<Clause> = said.iter().map(|said| clause(said)).collect();
    if let [lead, first, _, ..] = each.as_slice()
        && !lead.says_when()
        && (first.services.is_empty() || lead.services.is_empty() && lead.practitioner().is_none())
    {
        // «Bonjour, une consultation mardi et un vaccin jeudi», «deux consultations, une mardi et une jeudi»
        each.splice(..2, [clause(&format!("{} {}", said[0], said[1]))]);
    }
    if are_apart(&each, &Words::of(text)) { each } else { Vec::new() }
}

/// «(Un) mardi matin», "(one) on Tuesday": the number is that of a booking; it tells neither the hour nor that any Tuesday
/// will do.
fn without_its_number(said: &str) -> &str {
    let said = said.trim_start();
    ["un ", "une ", "one "].iter().find_map(|number| said.strip_prefix(number)).unwrap_or(said)
}

/// Whether a stretch of a sentence wishes something beside what is wished before it.
fn is_another(said: &str, frame: &Frame) -> bool {
    let words = Words::of(said);
    let named = |kind| frame.entities.iter().any(|entity| entity.kind == kind);
    let begins = begins_with_what_is_named(said, frame);
    named(EntityKind::Service) && (words.begins_a_wish() || begins)
        || !frame.times.is_empty()
            && (words.begins_with_one()
                || named(EntityKind::Practitioner) && (begins || words.begins_with_whom()))
}

/// Whether each is a booking of its own: for something else, or when and with whom it alone is.
fn are_apart(each: &[Clause], words: &Words) -> bool {
    let refuses = each.iter().any(|clause| clause.frame.times.iter().any(|time| time.role == Role::Not));
    let Some((first, others)) = each.split_first() else { return false };
    let named = first.service().is_some() || first.words.speaks_of_an_appointment();
    let for_another =
        |clause: &Clause| clause.service().is_some_and(|service| Some(service) != first.service());
    let wished = named || words.count_of_bookings() > 1 || first.practitioner().is_some();
    let each_says_when = each.iter().all(Clause::says_when) && !words.are_free();
    let apart = named && others.iter().all(for_another) || wished && each_says_when;
    !others.is_empty() && !refuses && apart
}

/// What each clause is about: what it says, or what the one before it says where it names no appointment of its own,
/// or what is said once everybody is named. Of as many things as people, each has theirs.
pub(super) fn whats(clauses: &[Clause], practice: &Practice) -> Vec<Vec<Option<ServiceId>>> {
    let all: Vec<&ServiceId> = clauses.iter().flat_map(|clause| &clause.services).map(|(_, id)| id).collect();
    let in_a_row = clauses[0].services.len() == clauses.len() && all.len() == clauses.len();
    let after_all = clauses.last().and_then(|last| last.services.iter().find(|(at, _)| *at > last.last));
    let assumed = practice.default_service();
    let mut before: Option<ServiceId> = None;
    let mut each = Vec::new();
    for (nth, clause) in clauses.iter().enumerate() {
        let whats: Vec<Option<ServiceId>> = if in_a_row {
            vec![all.get(nth).map(|id| (*id).clone())]
        } else if !clause.services.is_empty() {
            clause.services.iter().map(|(_, id)| Some(id.clone())).collect()
        } else {
            let with = clause.practitioner();
            let gives = |service: &Service| with.as_ref().is_none_or(|who| service.by.contains(who));
            let usual = || assumed.filter(|it| gives(it) && !all.is_empty()).map(|it| it.id.clone());
            let same = before.clone().or_else(|| after_all.map(|(_, id)| id.clone()));
            // «Mon mari a mal au dos et ma fille doit faire un vaccin»: he isn't vaccinated.
            let same = same.filter(|_| !clause.words.tell_what_is_needed());
            let same = same.filter(|id| practice.service(id).is_some_and(gives));
            let anew = clause.words.speaks_of_an_appointment();
            vec![if anew { usual() } else { same.or_else(usual) }]
        };
        before = whats.last().cloned().flatten();
        each.push(whats);
    }
    each
}

/// «Mon fils mardi matin et moi l'après-midi»: where only an hour or a part of the day is said in a clause, the day that
/// is said before it.
pub(super) fn day_before(clauses: &[Clause], clause: &Clause) -> Option<TimeMention> {
    if !clause.frame.times.iter().all(|mention| mention.any_date) {
        return None;
    }
    let before = clauses.iter().take_while(|other| !std::ptr::eq(*other, clause));
    let dated = before.flat_map(|other| &other.frame.times).filter(|mention| !mention.any_date).last()?;
    let day = dated.start?.date().to_datetime(jiff::civil::Time::midnight());
    Some(TimeMention { kind: Kind::Value, grain: Grain::Day, start: Some(day), end: None, ..dated.clone() })
}

/// What is said of when and with whom is one clause's, where it is not for all.
pub(super) fn take_over(frame: &mut Frame, own: &Frame, when: bool, with_whom: bool) {
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

pub(super) fn keep_service(frame: &mut Frame, service: Option<&ServiceId>) {
    let known = service.map(ToString::to_string);
    frame.entities.retain(|it| it.kind != EntityKind::Service || Some(&it.value) == known.as_ref());
}
