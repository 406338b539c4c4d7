//! Offers as they are said: the day once, then the hours.

use domain::Lang;

use super::{Voice, capitalised};
use crate::io::Offer;

impl Voice {
    /// «Mardi 10, j'ai 15 h, 15 h 20 ou 15 h 40, avec le docteur Martin.»
    ///
    /// The practitioner is named once when all are with the same one, and each time otherwise.
    pub(crate) fn offers(&self, offers: &[Offer], name_practitioner: bool) -> String {
        let Some(first) = offers.first() else { return String::new() };
        let one_day =
            offers.iter().all(|offer| self.local(offer.start).date() == self.local(first.start).date());
        let one_person = offers.iter().all(|offer| offer.practitioner == first.practitioner);
        let items: Vec<String> = offers.iter().map(|offer| self.item(offer, one_day, one_person)).collect();
        let mut sentence = match (self.lang, one_day) {
            (Lang::Fr, true) => {
                format!(
                    "{}, j'ai {}",
                    capitalised(&self.day(self.local(first.start).date())),
                    self.any_of(&items)
                )
            }
            (Lang::En, true) => {
                format!(
                    "{}, I have {}",
                    capitalised(&self.day(self.local(first.start).date())),
                    self.any_of(&items)
                )
            }
            (Lang::Fr, false) => format!("J'ai {}", self.any_of(&items)),
            (Lang::En, false) => format!("I have {}", self.any_of(&items)),
        };
        if one_person && name_practitioner {
            sentence = format!("{sentence}, {}", self.with(&first.practitioner));
        }
        format!("{sentence}.")
    }

    fn item(&self, offer: &Offer, one_day: bool, one_person: bool) -> String {
        let when = if one_day { self.hour(offer.start) } else { self.near(offer.start) };
        if one_person { when } else { format!("{when} {}", self.with(&offer.practitioner)) }
    }

    /// The offers as a bare choice: «15 h, 15 h 20 ou 15 h 40».
    pub(crate) fn choice(&self, offers: &[Offer]) -> String {
        let Some(first) = offers.first() else { return String::new() };
        let one_day =
            offers.iter().all(|offer| self.local(offer.start).date() == self.local(first.start).date());
        let one_person = offers.iter().all(|offer| offer.practitioner == first.practitioner);
        let items: Vec<String> = offers.iter().map(|offer| self.item(offer, one_day, one_person)).collect();
        self.any_of(&items)
    }
}
