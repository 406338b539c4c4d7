//! Offers as they are said: the day once, then the hours.

use domain::Lang;

use super::{Voice, capitalised};
use crate::io::Offer;

impl Voice {
    /// «Mardi 10, j'ai 15 h, 15 h 20 ou 15 h 40, avec le docteur Martin.»
    ///
    /// They are said in the order in which they are offered, the nearest to the wish first: where that isn't the order
    /// of time, it is said so. The practitioner is named once when all are with the same one.
    pub(crate) fn offers(&self, offers: &[Offer], name_practitioner: bool) -> String {
        let Some(first) = offers.first() else { return String::new() };
        let one_day = self.one_day(offers);
        let one_person = offers.iter().all(|offer| offer.practitioner == first.practitioner);
        let mut sentence = match offers {
            [nearest, others @ ..] if !offers.is_sorted_by_key(|offer| offer.start) => {
                let nearest = self.items(std::slice::from_ref(nearest), one_day, one_person);
                let others = self.items(others, one_day, one_person);
                match self.lang {
                    Lang::Fr => format!("au plus près, j'ai {nearest}, sinon {others}"),
                    Lang::En => format!("the nearest I have is {nearest}, otherwise {others}"),
                }
            }
            _ => {
                let items = self.items(offers, one_day, one_person);
                if self.lang == Lang::Fr { format!("j'ai {items}") } else { format!("I have {items}") }
            }
        };
        if one_day {
            sentence = format!("{}, {sentence}", self.day(self.local(first.start).date()));
        }
        if one_person && name_practitioner {
            sentence = format!("{sentence}, {}", self.with(&first.practitioner));
        }
        format!("{}.", capitalised(&sentence))
    }

    /// «Mardi 10, je vous proposais 15 h, 15 h 20 ou 15 h 40.»
    pub(crate) fn still_offered(&self, offers: &[Offer]) -> String {
        let list = self.choice(offers);
        let sentence =
            if self.lang == Lang::Fr { format!("je vous proposais {list}") } else { format!("I had {list}") };
        match offers.first().filter(|_| self.one_day(offers)) {
            Some(first) => {
                let day = self.day(self.local(first.start).date());
                format!("{}, {sentence}.", capitalised(&day))
            }
            None => format!("{}.", capitalised(&sentence)),
        }
    }

    /// The offers as a bare choice: «15 h, 15 h 20 ou 15 h 40».
    pub(crate) fn choice(&self, offers: &[Offer]) -> String {
        let Some(first) = offers.first() else { return String::new() };
        let one_person = offers.iter().all(|offer| offer.practitioner == first.practitioner);
        self.items(offers, self.one_day(offers), one_person)
    }

    fn one_day(&self, offers: &[Offer]) -> bool {
        let day = |offer: &Offer| self.local(offer.start).date();
        offers.first().is_some_and(|first| offers.iter().all(|offer| day(offer) == day(first)))
    }

    /// The hours, with what is not the same for all; what neighbours share is said once.
    fn items(&self, offers: &[Offer], one_day: bool, one_person: bool) -> String {
        let day = |offer: &Offer| self.local(offer.start).date();
        let alike = |a: &Offer, b: &Offer| day(a) == day(b) && a.practitioner == b.practitioner;
        let groups: Vec<&[Offer]> = offers.chunk_by(alike).collect();
        let said: Vec<String> = groups.iter().map(|group| self.group(group, one_day, one_person)).collect();
        let or = if self.lang == Lang::Fr { ", ou " } else { ", or " };
        match said.split_last() {
            Some((last, before)) if !before.is_empty() && groups.iter().any(|group| group.len() > 1) => {
                format!("{}{or}{last}", before.join(", "))
            }
            _ => self.any_of(&said),
        }
    }

    fn group(&self, group: &[Offer], one_day: bool, one_person: bool) -> String {
        let Some(first) = group.first() else { return String::new() };
        let hours: Vec<String> = group
            .iter()
            .enumerate()
            .map(
                |(nth, offer)| {
                    if one_day || nth > 0 { self.hour(offer.start) } else { self.near(offer.start) }
                },
            )
            .collect();
        let when = self.any_of(&hours);
        if one_person { when } else { format!("{when} {}", self.with(&first.practitioner)) }
    }
}
