//! When a caller isn't understood, says nothing, wants to hear it again, or presses keys.

use super::mind::Yes;
use super::{Call, Phase};
use crate::asking::Asking;
use crate::io::Act;
use crate::speech::{Ask, Line, Trouble};

impl Call {
    /// Twice in other words, each time narrower; the third time a person or a message.
    pub(super) fn not_understood(&mut self) {
        self.question.lost = self.question.lost.saturating_add(1);
        if self.question.lost > 2 {
            return self.give_up();
        }
        let nth = self.tally.sorry;
        self.tally.sorry = self.tally.sorry.wrapping_add(1);
        self.say(&Line::Sorry { nth });
        self.ask_again();
    }

    pub(super) fn give_up(&mut self) {
        let asking = self.question.asking;
        match asking {
            _ if self.errand.request.is_some() && asking != Asking::Message => self.advance_request(),
            Asking::Code => self.leave_request(&Trouble::NoCode),
            Asking::Message | Asking::AnythingElse => self.take_leave(),
            _ => self.cannot_follow(),
        }
    }

    /// A short prompt, then the question in other words, then a polite end.
    pub(super) fn silence(&mut self) {
        if self.phase == Phase::Closing {
            return self.hang_up();
        }
        if self.awaited.is_some() {
            return;
        }
        let nth = self.tally.silences;
        self.tally.silences += 1;
        if nth > 1 {
            self.say(&Line::NobodyThere);
            self.leave_what_remains();
            self.leave_unfinished();
            return self.hang_up();
        }
        self.say(&Line::AreYouThere { nth });
        self.ask_again();
    }

    /// What was said last, once more: what waits for an answer whole, or else the last words as they were.
    pub(super) fn repeat(&mut self) {
        self.say(&Line::Again);
        let last = std::mem::take(&mut self.last);
        let waits = matches!(self.question.asking, Asking::Choose | Asking::Confirm)
            && (!self.table.offers.is_empty()
                || matches!(self.table.yes, Some(Yes::Book | Yes::Move | Yes::Cancel)));
        if waits || last.is_empty() || self.last_lang != self.lang {
            return self.put_again();
        }
        // It stood before the guard when it was said first.
        self.quotes.extend(last.iter().cloned());
        for text in last {
            self.add(text);
        }
    }

    /// The question that waits for an answer, with what it is about: offers with their day, or the read-back.
    pub(super) fn put_again(&mut self) {
        // It was understood: in the same words.
        self.last.clear();
        match (self.question.asking, self.table.yes) {
            (Asking::Choose, _) if !self.table.offers.is_empty() => {
                self.say_offers();
                self.question.wording = 0;
                self.put_question();
            }
            (Asking::Confirm, Some(Yes::Book)) => self.read_back(),
            (Asking::Confirm, Some(Yes::Move)) => self.read_back_move(),
            (Asking::Confirm, Some(Yes::Cancel)) => self.read_back_cancel(),
            _ => self.put_question(),
        }
    }

    /// The offers that were said a moment ago, in short: whoever heard them hears what was asked beside them.
    pub(super) fn put_choice_again(&mut self) {
        if self.table.offers.is_empty() || self.last_lang != self.lang {
            return self.put_again();
        }
        self.last.clear();
        if !matches!(self.question.ask, Ask::TheFirst(_)) {
            let text = self.voice().still_offered(&self.table.offers);
            self.add(text);
        }
        self.question.wording = 0;
        self.put_question();
    }

    /// The caller needs a moment: what is kept for them is kept for longer.
    pub(super) fn take_your_time(&mut self) {
        if self.table.held.is_some() {
            self.act(Act::Keep);
        }
        self.say(&Line::TakeYourTime);
    }

    /// Keys: digits dictate codes and numbers, pick offers, or say yes (1) and no (2); 0 asks for a person.
    pub(super) fn pressed(&mut self, key: char) {
        let wanted = match self.asking() {
            Asking::Code => 6,
            Asking::Phone => 10,
            _ => 1,
        };
        if !key.is_ascii_digit() {
            self.keys.clear();
            return;
        }
        self.keys.push(key);
        if self.keys.len() < wanted {
            return;
        }
        let keys = std::mem::take(&mut self.keys);
        match (self.asking(), keys.as_str()) {
            (Asking::Code | Asking::Phone, _) => self.heard(keys),
            (_, "0") if self.awaited.is_none() => self.human(),
            (Asking::Confirm, "1") => self.heard(self.plain_yes().to_owned()),
            (Asking::Confirm, "2") => self.heard(self.plain_no().to_owned()),
            (Asking::Choose, _) if self.awaited.is_none() => self.press_choice(&keys),
            _ => {}
        }
    }

    fn press_choice(&mut self, keys: &str) {
        let nth = keys.parse::<usize>().ok().and_then(|nth| nth.checked_sub(1));
        match nth.and_then(|nth| self.table.offers.get(nth)).map(|offer| offer.number) {
            Some(number) => self.choose(number),
            None => self.ask(Ask::OtherTime),
        }
    }

    const fn plain_yes(&self) -> &'static str {
        if matches!(self.lang, domain::Lang::Fr) { "oui" } else { "yes" }
    }

    const fn plain_no(&self) -> &'static str {
        if matches!(self.lang, domain::Lang::Fr) { "non" } else { "no" }
    }
}
