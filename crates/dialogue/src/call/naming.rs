//! Names: whose they are, what is missing of one, and what of it belongs together.

use domain::Pii;
use phrases::names::{folded, is_given, is_surname_of_words, sounds_like, together};
use phrases::{Entity, EntityKind, Frame, Intent, digits};

use super::Call;
use super::heard::Heard;
use super::mind::Yes;
use crate::asking::Asking;
use crate::speech::{Ask, capitalised};
use crate::words::{Whom, Words};

/// How often the surname of a first name is asked for.
const MOST_SURNAMES: u8 = 2;

impl Call {
    /// Takes the names that are said: the caller's own, and that of whom it is for.
    pub(super) fn learn_names(&mut self, heard: &Heard) {
        // Of several in one breath, each is named with their own appointment.
        if heard.is_for_several() {
            return;
        }
        let relative = self.relative(heard);
        if self.errand.for_another && relative.is_none() && heard.words.for_caller() {
            self.is_for(Whom::Caller, None);
        }
        let (own, named) = heard.names_around(relative);
        // «Je suis…» is whoever calls, and for another the patient is still to be named.
        let apart = relative.is_some() || self.errand.for_another;
        if apart {
            self.keep_own_name(own, named);
        }
        let named = if apart { named } else { own.or(named) };
        let Some(said) = named.filter(|name| !self.belongs_to_a_number(name, heard)) else { return };
        let given = first_name_behind(said, heard).map(|given| together(&given, said));
        let name = given.unwrap_or_else(|| self.whole_name(said, heard));
        let given = relative.is_some() || is_given_name(&name) || heard.words.about_first_name();
        let of_family = self.family_name().is_some_and(|family| folded(&family) != folded(&name));
        self.person.only_given = is_half(&name) && (given || of_family) && !heard.is_titled();
        self.person.name = Some(Pii::new(name));
        self.errand.named = true;
    }

    /// Who calls for another is known by the name that they gave for themselves, now or before.
    pub(super) fn keep_own_name(&mut self, said: Option<&str>, theirs: Option<&str>) {
        let is_theirs = |name: &str| self.errand.for_another || Some(name) == theirs;
        let before = self.person.name.clone().filter(|name| !is_theirs(name.reveal()));
        let own = said.map(|name| Pii::new(name.to_owned())).or(before);
        self.person.own = own.filter(|name| !is_half(name.reveal())).or_else(|| self.person.own.take());
    }

    /// Whoever it is for is still to be named.
    pub(super) fn forget_name(&mut self) {
        self.person.name = None;
        self.person.only_given = false;
        self.person.asked_rest = 0;
    }

    /// «Le mien, c'est le 06…»: of somebody whose name is known, and whose number was asked for, such a word is none.
    fn belongs_to_a_number(&self, name: &str, heard: &Heard) -> bool {
        let asked = self.asking() == Asking::Phone && self.errand.named;
        asked
            && !name.contains(' ')
            && !heard.words.about_name()
            && digits::dictated(&heard.text, self.spoken()).is_some()
    }

    /// «Non, Bernart avec un t», of Bernard, and «non, Anne», at the read-back: what sounds like a part of the name and is
    /// written otherwise is the name; so is a first name by itself.
    pub(super) fn name_what_resembles(&self, frame: &mut Frame, text: &str) {
        let read_back = self.table.yes == Some(Yes::Book) && frame.intent == Intent::Deny;
        let named = frame.entities.iter().any(|entity| entity.kind == EntityKind::PersonName);
        let Some(known) = self.person.name.as_ref().filter(|_| read_back && !named) else { return };
        let parts: Vec<&str> = known.reveal().split([' ', '-']).collect();
        let resembles = |word: &&str| {
            let alike = |part: &&str| sounds_like(part) == sounds_like(word) && folded(part) != folded(word);
            word.chars().count() > 2 && parts.iter().any(alike)
        };
        let mut words = text.split(|c: char| !c.is_alphabetic() && c != '-').filter(|word| !word.is_empty());
        let alone = |word: &&str| is_given_name(word) && Words::of(text).weight() == 1;
        let said = words.find(|word| resembles(word) || alone(word));
        let name = said.map(|word| Entity {
            kind: EntityKind::PersonName,
            value: capitalised(word),
            text: word.to_owned(),
        });
        frame.entities.extend(name);
    }

    /// The name with what was said of it before: «Petit, ça s'écrit…» keeps the first name, and each half of a name
    /// finds the other.
    fn whole_name(&self, said: &str, heard: &Heard) -> String {
        let known = self.person.name.as_ref().map(|name| name.reveal().as_str());
        let Some(known) = known.filter(|_| self.errand.named && heard.words.for_another().is_none()) else {
            return said.to_owned();
        };
        let is_one = !said.contains(' ');
        let is_surname = !known.contains(' ') || is_surname_of_words(known);
        let mut words: Vec<&str> = known.split(' ').collect();
        match words.as_mut_slice() {
            [_] if self.person.only_given => with_surname(known, said),
            _ if is_surname && (self.question.ask == Ask::FirstName || is_given_name(said)) => {
                with_first_name(known, said)
            }
            [first, ..] if is_one && heard.words.about_first_name() => {
                *first = said;
                words.join(" ")
            }
            [_, .., _] if is_one => {
                let alike = |word: &&str| sounds_like(word) == sounds_like(said);
                // «Anne», of Jeanne Petit, is the first name.
                let other = if is_given_name(said) && !is_given_name(words[words.len() - 1]) {
                    0
                } else {
                    words.len() - 1
                };
                let place = words.iter().position(alike).unwrap_or(other);
                words[place] = said;
                words.join(" ")
            }
            _ => said.to_owned(),
        }
    }

    /// The question for the half of the name that was not said; nothing when it is whole, or was asked for already.
    pub(super) fn missing_of_name(&mut self) -> Option<Ask> {
        let name =
            self.person.name.as_ref().map(|name| name.reveal().clone()).filter(|name| is_half(name))?;
        let most = if self.person.only_given { MOST_SURNAMES } else { 1 };
        if self.person.asked_rest >= most {
            return None;
        }
        self.person.asked_rest += 1;
        if !self.person.only_given {
            return Some(Ask::FirstName);
        }
        let family = self.family_name().filter(|_| self.person.asked_rest == 1);
        Some(family.map_or(Ask::Surname, |family| Ask::IsName(format!("{name} {family}"))))
    }

    /// The caller's surname, which those for whom they call may bear.
    fn family_name(&self) -> Option<String> {
        let own = self.person.own.as_ref().filter(|_| self.errand.for_another)?;
        own.reveal().split_once(' ').map(|(_, family)| family.to_owned())
    }

    /// What is said while the name is asked for, and is none.
    pub(super) fn reply_to_name(&mut self, heard: &Heard) -> bool {
        if heard.entity(EntityKind::PersonName).is_some() {
            return false;
        }
        if !heard.frame.times.is_empty() {
            // «Jeudi matin» is no half of a name, which is still to be said.
            self.person.asked_rest = self.person.asked_rest.saturating_sub(1);
            return false;
        }
        if heard.words.asks_why() {
            self.explain();
            return true;
        }
        match (self.question.ask.clone(), heard.frame.intent) {
            (Ask::IsName(name), Intent::Affirm) => {
                self.person.name = Some(Pii::new(name));
                self.person.only_given = false;
                self.advance();
            }
            (Ask::IsName(_), Intent::Deny) => {
                self.person.asked_rest = MOST_SURNAMES;
                self.ask(Ask::Surname);
            }
            // «Oui», to what was said before the question.
            (_, Intent::Affirm) if heard.words.are_within(2) => self.ask_again(),
            (Ask::FirstName | Ask::Surname, _) => self.advance(),
            _ => return false,
        }
        true
    }
}

/// Whether a name is no more than a first name or a surname.
pub(super) fn is_half(name: &str) -> bool {
    is_surname_of_words(name) || !name.contains(' ') && (!name.contains('-') || is_given_name(name))
}

/// «Odette», «Anne-Sophie», «Jean Pierre».
fn is_given_name(name: &str) -> bool {
    let mut parts = name.split([' ', '-']);
    is_given(name) || name.contains([' ', '-']) && parts.all(|part| is_given(part) || is_either(part))
}

/// A surname as well, which is a first name in company only.
fn is_either(name: &str) -> bool {
    matches!(folded(name).as_str(), "jean" | "pierre" | "marie" | "paul" | "louis")
}

/// «Paul Roux», and neither «mal au ventre» nor «Roux».
pub(super) fn begins_with_a_first_name(name: &str) -> bool {
    let first = name.split_once(' ').map(|(first, _)| first);
    first.is_some_and(|first| is_given_name(first) || is_either(first))
}

/// «Durand», of Emma, whatever else was said with it.
fn with_surname(first: &str, said: &str) -> String {
    let whole = said
        .split_once(' ')
        .is_some_and(|(begins, _)| folded(begins) == folded(first) || is_given_name(begins));
    if whole || folded(said) == folded(first) { said.to_owned() } else { together(first, said) }
}

/// «Jean Pierre», of Durand.
fn with_first_name(surname: &str, said: &str) -> String {
    let whole = said.contains(' ') && !is_given_name(said);
    if whole || folded(said) == folded(surname) { said.to_owned() } else { together(said, surname) }
}

/// «Madame Lefèvre, Ginette»: the first name that stands by itself behind a surname with its title.
fn first_name_behind(surname: &str, heard: &Heard) -> Option<String> {
    let named = heard.frame.entities.iter().filter(|entity| entity.kind == EntityKind::PersonName);
    let mut named = named.filter(|entity| entity.value == surname && !surname.contains(' '));
    let behind = heard.text.split_once(&named.next()?.text).filter(|_| heard.is_titled())?.1;
    let given = behind.trim_matches(|c: char| !c.is_alphabetic());
    (!given.contains(' ') && is_given_name(given)).then(|| capitalised(given))
}

/// Whether two names may be the same person's: all that is said of one is in the other.
pub(super) fn is_same_person(said: &str, known: &str) -> bool {
    let known: Vec<String> = known.split([' ', '-']).map(sounds_like).collect();
    let mut said = said.split([' ', '-']).map(sounds_like);
    said.all(|word| known.contains(&word))
}
