//! Two appointments of one person at one and the same time: the caller hears of it before the yes.

use domain::ids::ResourceId;

use super::Call;
use super::naming::is_same_person;
use crate::io::Booked;
use crate::speech::Line;

impl Call {
    /// Says with whom the patient has an appointment already at the time that is read back next. A yes keeps both.
    pub(super) fn warn_of_the_same_time(&mut self) {
        let Some((name, practitioner)) = self.at_the_same_time() else { return };
        self.quotes.push(name.clone());
        let with = self.voice().with(&practitioner);
        self.say(&Line::AlreadyThen { name, with });
    }

    /// Of the appointments that the caller may hear of, theirs that overlaps what is kept.
    fn at_the_same_time(&self) -> Option<(String, ResourceId)> {
        let (held, name) = (self.table.held.as_ref()?, self.person.name.as_ref()?.reveal());
        let theirs = |booked: &&Booked| {
            let known = booked.name.reveal();
            is_same_person(name, known) && is_same_person(known, name)
        };
        let then = |booked: &&Booked| booked.start < held.end && held.start < booked.end;
        let known = self.booked_here.iter().chain(self.table.appointments.iter().flatten());
        known
            .filter(theirs)
            .find(then)
            .map(|booked| (booked.name.reveal().clone(), booked.practitioner.clone()))
    }
}
