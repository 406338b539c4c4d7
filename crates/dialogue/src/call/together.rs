//! Several appointments of one errand that are given up: they are read back in one sentence and take one yes.

use phrases::Intent;

use super::Call;
use super::heard::Heard;
use super::meant::Meant;
use super::mind::{Goal, Job, Next, Turn, Yes};
use crate::guard::Claim;
use crate::io::{Act, AppointmentRef, Booked};
use crate::speech::{Ask, Line};
use crate::words::behind_a_yes;

impl Call {
    /// Which of several appointments, by what is said of each, by its place, or that it is all of them.
    pub(super) fn learn_which(&mut self, heard: &Heard) -> bool {
        let changes = matches!(self.errand.goal, Goal::Cancel | Goal::Reschedule);
        self.errand.another |= heard.words.another();
        let all = changes && heard.words.all_of_them();
        self.errand.all |= all;
        self.errand.count = heard.words.count_of_them().filter(|_| all).or(self.errand.count);
        if changes && !all && !self.errand.for_another {
            self.errand.whom = heard.words.whose().or(self.errand.whom);
        }
        let told = self.errand.goal == Goal::Cancel
            || heard.frame.intent == Intent::Reschedule
            || self.errand.goal.needs_proof() && !self.table.listed.is_empty();
        let proved = self.errand.goal.needs_proof();
        let said = Meant::in_frame(&heard.frame, self.errand.goal).filter(|_| proved);
        // «Le premier» may be an hour that was offered.
        let said = said.map(|said| if told { said } else { Meant { places: Vec::new(), ..said } });
        let said = said.filter(|said| !said.is_empty());
        let each = proved && !heard.breath.alike.is_empty();
        if said.is_some() || each || heard.names_an_appointment() {
            self.names_anew();
        }
        let one = said.is_some();
        if each {
            self.errand.queue.meant.clone_from(&heard.breath.alike);
        } else if let Some(said) = said {
            self.learn_meant(&said);
        }
        all || one || each
    }

    /// Others are named than those that were read back together.
    fn names_anew(&mut self) {
        self.errand.queue.meant.clear();
        if !self.errand.queue.together.is_empty() {
            self.errand.queue.together.clear();
            self.errand.all = false;
            self.table.subject = None;
        }
    }

    /// What each description means: what means nothing is said to, and what means one of several comes by itself.
    pub(super) fn settle_on_each(&mut self, all: &[Booked]) {
        self.keep_what_is_wished_of_all();
        let staying = self.staying(all);
        let going: Vec<Booked> =
            all.iter().filter(|booked| !staying.contains(&booked.appointment)).cloned().collect();
        let each = std::mem::take(&mut self.errand.queue.meant);
        let (mut unclear, mut meant) = (Vec::new(), Vec::new());
        for one in each {
            let found = self.meant_by(&one, &going);
            if found.is_empty() {
                self.regret_none(&one);
            } else if found.len() > 1 && !one.plural {
                unclear.push((one, found));
            } else {
                meant.extend(found);
            }
        }
        meant.sort_by_key(|booked| (booked.start, booked.appointment));
        meant.dedup_by_key(|booked| booked.appointment);
        // «Les rendez-vous de cette semaine, mardi et jeudi»: the one tells the other in full.
        let told = |found: &[Booked]| {
            found.iter().any(|one| meant.iter().any(|it| it.appointment == one.appointment))
        };
        unclear.retain(|(_, found)| !told(found));
        let unclear = unclear.into_iter().map(|(one, _)| Next::Meant(one));
        self.errand.queue.rest.splice(0..0, unclear);
        match meant.as_slice() {
            [] if self.errand.queue.rest.is_empty() => self.ask_which(all),
            [] => self.next_of_all(),
            these => self.take_all(these),
        }
    }

    /// All of them, as the errand has it: together, or one after the other.
    pub(super) fn take_all(&mut self, these: &[Booked]) {
        self.evidence.extend(these.iter().map(|booked| booked.start));
        self.quote_names(these);
        if self.errand.goal == Goal::Cancel {
            self.give_up_together(these);
        } else {
            self.one_by_one(these);
        }
    }

    /// Those that can still be given up go together; of the others each is for the staff.
    fn give_up_together(&mut self, these: &[Booked]) {
        let (late, free): (Vec<Booked>, Vec<Booked>) =
            these.iter().cloned().partition(|booked| self.is_too_late(booked));
        if !free.is_empty() {
            self.say_what_is_too_late(&late);
        }
        let late = late.into_iter().map(|booked| Next::Appointment(booked.appointment));
        self.errand.queue.rest.splice(0..0, late);
        match free.as_slice() {
            [] => self.next_of_all(),
            [only] => self.settle_on(only.clone()),
            [first, others @ ..] => {
                self.errand.queue.spoken_of.extend(free.iter().map(|booked| booked.appointment));
                self.table.subject = Some(first.clone());
                self.errand.queue.together = others.to_vec();
                self.table.listed.clone_from(&free);
                self.read_back_cancel();
            }
        }
    }

    /// Before the yes to the others.
    fn say_what_is_too_late(&mut self, late: &[Booked]) {
        let voice = self.voice();
        for booked in late {
            let (what, when) = (voice.what(&booked.service), voice.moment(booked.start));
            self.say(&Line::TooLateAmong { what, when });
        }
    }

    /// «Oui, et celui de vendredi aussi»: it goes with those that were read back; whether it was that.
    pub(super) fn gives_up_more(&mut self, heard: &Heard) -> bool {
        let adds = heard.words.one_more() || heard.words.begins_by_adding();
        if !adds {
            return false;
        }
        let alike = heard.breath.alike.iter().cloned();
        let one = Meant::in_frame(&heard.frame, Goal::Cancel).filter(|_| heard.breath.alike.is_empty());
        let all = self.concerned(&self.candidates());
        let mut found: Vec<Booked> = alike.chain(one).flat_map(|more| self.meant_by(&more, &all)).collect();
        let named = !found.is_empty();
        let before = self.given_up();
        found.retain(|booked| before.iter().all(|one| one.appointment != booked.appointment));
        let several = heard.words.speaks_of_several() || !heard.breath.alike.is_empty();
        if !named || found.len() > 1 && !several {
            return false;
        }
        self.errand.queue.together.extend(found);
        self.read_back_cancel();
        true
    }

    /// «Oui, et déplacez celui de vendredi à lundi»: what was read back is given up, less what is moved, and then the
    /// rest is heard; whether it was that.
    pub(super) fn gives_up_and_goes_on(&mut self, heard: &Heard) -> bool {
        let agrees = self.table.yes == Some(Yes::Cancel) && !self.belated && heard.words.begins_with_yes();
        if !agrees || heard.spared.is_some() {
            return false;
        }
        let rest = behind_a_yes(&heard.text);
        let wished = self.read_apart(rest, self.lang).intent;
        if !matches!(wished, Intent::Reschedule | Intent::Book | Intent::Availability) {
            return false;
        }
        let mut left = self.given_up();
        if wished == Intent::Reschedule {
            let all = self.concerned(&self.candidates());
            let one = Meant::in_frame(&heard.frame, Goal::Reschedule);
            let each = heard.breath.alike.iter().cloned().chain(one);
            let moved: Vec<Booked> = each.flat_map(|one| self.meant_by(&one, &all)).collect();
            left.retain(|booked| moved.iter().all(|one| one.appointment != booked.appointment));
            if moved.is_empty() {
                return false;
            }
            let goes = |one: &AppointmentRef| moved.iter().any(|booked| booked.appointment == *one);
            self.errand.queue.spoken_of.retain(|one| !goes(one));
        }
        let Some((first, others)) = left.split_first() else { return false };
        self.table.subject = Some(first.clone());
        self.errand.queue.together = others.to_vec();
        self.errand.queue.rest.insert(0, Next::Words { text: rest.to_owned(), count: 1 });
        self.agreed(Yes::Cancel);
        true
    }

    /// The one under way, and those that go with it.
    pub(super) fn given_up(&self) -> Vec<Booked> {
        self.table.subject.iter().chain(&self.errand.queue.together).cloned().collect()
    }

    /// Whose several appointments are; nobody's where they are of more than one.
    pub(super) fn whose_are(&self, these: &[Booked]) -> Option<String> {
        let alike = these.windows(2).all(|two| two[0].name.reveal() == two[1].name.reveal());
        these.first().filter(|_| alike).and_then(|first| self.whose(first))
    }

    /// A no to all of them may be one to some: each by itself.
    pub(super) fn part_company(&mut self) {
        let all = self.given_up();
        let queue = &mut self.errand.queue;
        queue.together.clear();
        queue.rest.splice(0..0, all.iter().map(|booked| Next::Appointment(booked.appointment)));
        queue.turn = Turn::Told;
        self.say(&Line::EachByItself);
        self.next_of_all();
    }

    /// One is cancelled: the next that goes with it, or all of them are told of.
    pub(super) fn cancelled(&mut self, booked: Booked) {
        self.errand.queue.gone.push(booked);
        if self.errand.queue.together.is_empty() {
            self.tell_gone();
            return self.next_of_all();
        }
        let next = self.errand.queue.together.remove(0);
        let appointment = next.appointment;
        self.table.subject = Some(next);
        self.tool(Act::Cancel { appointment }, Job::Cancel);
    }

    /// One of those that go together could not be cancelled: what was is told, and the others come by themselves.
    pub(super) fn stop_cancelling(&mut self) {
        self.tell_gone();
        let queue = &mut self.errand.queue;
        let others = queue.together.drain(..).map(|booked| Next::Appointment(booked.appointment));
        let others: Vec<Next> = others.collect();
        queue.rest.splice(0..0, others);
        queue.turn = Turn::Told;
    }

    pub(super) fn tell_gone(&mut self) {
        let gone = std::mem::take(&mut self.errand.queue.gone);
        if gone.is_empty() {
            return;
        }
        self.claims.push(Claim::Cancelled);
        self.evidence.extend(gone.iter().map(|booked| booked.start));
        self.uninterruptible = true;
        let whose = self.whose_are(&gone);
        self.quote_names(&gone);
        let line = match gone.as_slice() {
            [only] => {
                let voice = self.voice();
                let (when, with) = (voice.moment(only.start), voice.with(&only.practitioner));
                Line::Cancelled { whose, when, with }
            }
            these => Line::CancelledAll { whose, count: these.len(), list: self.listed(these) },
        };
        self.say(&line);
        self.table.listed.clear();
        self.talked_of = None;
        let stays = |known: &Booked| gone.iter().all(|booked| known.appointment != booked.appointment);
        self.booked_here.retain(stays);
        if let Some(appointments) = &mut self.table.appointments {
            appointments.retain(stays);
        }
    }

    pub(super) fn read_back_cancel(&mut self) {
        let given_up = self.given_up();
        self.quote_names(&given_up);
        self.evidence.extend(given_up.iter().map(|booked| booked.start));
        let whose = self.whose_are(&given_up);
        let line = match given_up.as_slice() {
            [] => return,
            [only] => {
                let voice = self.voice();
                let (when, with) = (voice.moment(only.start), voice.with(&only.practitioner));
                Line::ReadBackCancel { whose, what: voice.what(&only.service), when, with }
            }
            these => Line::ReadBackCancels { whose, count: these.len(), list: self.listed(these) },
        };
        self.say(&line);
        self.table.yes = Some(Yes::Cancel);
        self.ask(Ask::Yes);
    }
}
