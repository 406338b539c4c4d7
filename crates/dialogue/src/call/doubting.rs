//! Times that are asked about before they are looked for: which of several was meant, or whether it was this one at all.

use phrases::{Ambiguity, Grain, Intent, Kind, Role, TimeMention};

use super::Call;
use super::choosing::{is_meant, nth_of};
use super::heard::Heard;
use super::mind::{Goal, Unclear};
use crate::speech::Ask;
use crate::wish;

impl Call {
    /// A time with several readings is asked about, unless only one of them is an hour at which anybody works; one
    /// with a single reading that the sentence may not have meant is asked about in any case.
    pub(super) fn learn_unclear(&mut self, heard: &Heard) -> bool {
        let Some(ambiguity) = heard.frame.ambiguous.first() else { return false };
        let readings = &ambiguity.readings;
        let about_existing = readings.iter().all(|reading| reading.role == Role::From);
        if about_existing || !matches!(self.errand.goal, Goal::Book | Goal::Reschedule) {
            return false;
        }
        self.errand.unclear = self.unclear_in(ambiguity);
        true
    }

    pub(super) fn unclear_in(&mut self, ambiguity: &Ambiguity) -> Option<Unclear> {
        match ambiguity.readings.as_slice() {
            [only] => Some(Unclear::Whether(only.clone())),
            several => self.tell_apart(several),
        }
    }

    /// An hour that has passed: «aujourd'hui ou demain à 9 h», said at ten.
    fn has_passed(&self, reading: &TimeMention) -> bool {
        let start = reading.start.filter(|_| reading.kind == Kind::Value && reading.grain <= Grain::Hour);
        let start = start.and_then(|local| wish::instant(local, &self.setting.zone));
        !reading.any_date && start.is_some_and(|start| start <= self.now)
    }

    /// By the hours at which anybody works, and that are still to come.
    fn tell_apart(&mut self, readings: &[TimeMention]) -> Option<Unclear> {
        let possible = |reading: &&TimeMention| self.somebody_works(reading) && !self.has_passed(reading);
        let possible: Vec<TimeMention> = readings.iter().filter(possible).cloned().collect();
        match possible.as_slice() {
            [only] => {
                self.errand.wished.absorb(&[only]);
                None
            }
            [] => Some(Unclear::Which(readings.to_vec())),
            _ => Some(Unclear::Which(possible)),
        }
    }

    pub(super) fn ask_about(&mut self, unclear: &Unclear) {
        let voice = self.voice();
        let ask = match unclear {
            Unclear::Whether(reading) => Ask::Whether(voice.reading(reading)),
            Unclear::Which(readings) => Ask::Which(voice.any_of(&voice.readings(readings))),
        };
        self.quotes.extend(unclear.readings().iter().map(|reading| reading.text.clone()));
        self.ask(ask);
    }

    /// What is answered to that question; whether it settled the turn.
    pub(super) fn reply_to_unclear(&mut self, heard: &Heard) -> bool {
        match self.errand.unclear.clone() {
            _ if heard.frame.earlier_later.is_some() && heard.words.place_in_a_list().is_none() => false,
            Some(Unclear::Whether(reading)) => self.reply_to_whether(heard, &reading),
            Some(Unclear::Which(readings)) => self.pick_reading(heard, &readings),
            None => false,
        }
    }

    /// «Oui, je crois» will do: it is read back before anything is done.
    fn reply_to_whether(&mut self, heard: &Heard, reading: &TimeMention) -> bool {
        let agrees = heard.frame.intent == Intent::Affirm || heard.words.starts_with_yes();
        let does_not = heard.frame.intent == Intent::Deny || heard.frame.hedged || heard.words.unsure();
        if !heard.frame.times.is_empty() {
            return false;
        } else if agrees {
            self.take_reading(reading);
        } else if does_not {
            self.errand.unclear = None;
            self.reopen_wish();
            self.ask_when();
        } else {
            return false;
        }
        true
    }

    /// Which of several was meant, by its place or by what it has in common with the answer.
    fn pick_reading(&mut self, heard: &Heard, readings: &[TimeMention]) -> bool {
        // "The second", of two that were just told, is no day of the month.
        let place = heard.words.place_in_a_list().or_else(|| heard.places().first().copied());
        // «Le 1er» is one, where a first was told: nobody writes so of a place.
        let on_a_first = |reading: &&TimeMention| reading.start.is_some_and(|start| start.day() == 1);
        let first = readings.iter().find(on_a_first).filter(|_| heard.words.says_the_first_of_a_month());
        let nth = first.or_else(|| place.and_then(|nth| nth_of(readings, nth)));
        let zone = &self.setting.zone;
        let fitting = |reading: &&TimeMention| {
            let start = reading.start.and_then(|local| wish::instant(local, zone));
            !heard.frame.times.is_empty() && start.is_some_and(|at| is_meant(&heard.frame.times, at, zone))
        };
        let mut by_time = readings.iter().filter(fitting);
        let chosen = nth.or_else(|| by_time.next().filter(|_| by_time.next().is_none()));
        let unsure = heard.frame.times.is_empty() && (heard.frame.hedged || heard.words.unsure());
        match chosen {
            Some(reading) => self.take_reading(reading),
            None if unsure => self.not_understood(),
            None => return false,
        }
        true
    }

    fn take_reading(&mut self, reading: &TimeMention) {
        self.errand.unclear = None;
        self.errand.wished.absorb(&[reading]);
        self.advance();
    }
}
