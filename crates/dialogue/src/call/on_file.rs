//! Who leaves something and is on file: a code said with their name proves it here as well, and the practice has their
//! number.

use domain::Pii;

use super::mind::Job;
use super::naming::is_same_person;
use super::{Call, MOST_TOOLS};
use crate::io::Act;
use crate::speech::Trouble;

impl Call {
    /// A code that was said beside what is left opens the file it belongs to, once the name is known; whether that is
    /// under way. It is tried once: nothing that is left waits for a right one.
    pub(super) fn tries_the_code(&mut self) -> bool {
        let barred = self.proof.locked || self.proof.of.is_some() || self.errand.goal.needs_proof();
        if barred || self.tally.tools >= MOST_TOOLS || self.missing_of_name().is_some() {
            return false;
        }
        let Some(name) = self.person.name.clone() else { return false };
        let Some(code) = self.proof.code.take() else { return false };
        self.tool(Act::Verify { code, name: Some(name) }, Job::Verify { with_name: true });
        true
    }

    /// Whether something is left whoever it is from.
    pub(super) const fn leaves_unproved(&self) -> bool {
        self.errand.request.is_some() && !self.errand.goal.needs_proof()
    }

    /// No more codes are taken: what is left needs none.
    pub(super) fn leaves_it_locked(&mut self) {
        self.proof.locked = true;
        self.proof.code = None;
        self.regret(&Trouble::WrongCode);
        self.advance_request();
    }

    /// Whether it is plain from a proof who calls.
    pub(super) fn is_on_file(&self) -> bool {
        self.proof.of.as_ref().is_some_and(|proved| !proved.for_another)
    }

    /// Whether the practice has the number of who calls, and need not be told it.
    pub(super) fn has_number_on_file(&self) -> bool {
        let Some(proved) = self.proof.of.as_ref().filter(|_| self.is_on_file()) else { return false };
        let is_theirs = |name: &Pii<String>| {
            proved.name.as_ref().is_some_and(|known| is_same_person(name.reveal(), known.reveal()))
        };
        proved.reachable && self.person.name.as_ref().is_none_or(is_theirs)
    }
}
