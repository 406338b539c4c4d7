//! Whether an appointment can stay where it is: for the calendar, which marks it, and for the list of what is to be moved.

use domain::availability::Slot;
use domain::ids::ResourceId;
use domain::practice::Practice;
use domain::{Span, schedule};

use super::super::{blocks, claim};
use super::Conflict;
use crate::db::{DbError, Tx};

/// Why an appointment to come cannot stay where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The practice has its practitioner no more.
    PractitionerGone,
    /// … or its service.
    ServiceGone,
    /// … or its room.
    RoomGone,
    /// It lies outside the hours, or its room can't be used.
    Hours,
    /// It lies in time that is kept free.
    Blocked,
}

/// What stood against the place of an appointment when somebody decided for it by hand: it stays there all the same, and
/// nobody is asked about it again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Despite {
    /// The hours of its practitioner, or when its room can be used.
    pub hours: bool,
    /// Time that was kept free.
    pub block: bool,
}

impl Despite {
    /// What stands against a slot.
    pub(in super::super) async fn of(tx: &mut Tx, practice: &Practice, slot: &Slot) -> Result<Self, DbError> {
        let needs = claim::resources(slot);
        let hours = !needs.iter().all(|id| schedule::fits(practice, id, slot.span));
        let block = !blocks::blocks(tx, &needs, slot.span).await?.is_empty();
        Ok(Self { hours, block })
    }
}

impl Conflict {
    /// Why it can't stay where it is, if it can't. `kept_free` says whether time of a resource is kept free in a stretch.
    pub fn why(&self, practice: &Practice, kept_free: impl Fn(&ResourceId, Span) -> bool) -> Option<Why> {
        let room_gone = self.room.as_ref().is_some_and(|room| practice.room(room).is_none());
        match self {
            _ if practice.practitioner(&self.practitioner).is_none() => Some(Why::PractitionerGone),
            _ if practice.service(&self.service).is_none() => Some(Why::ServiceGone),
            _ if room_gone => Some(Why::RoomGone),
            _ if !self.despite.hours && !self.fits(practice) => Some(Why::Hours),
            _ if self.despite.block => None,
            _ => self.needs().any(|id| kept_free(id, self.span)).then_some(Why::Blocked),
        }
    }

    /// Whether it lies within the hours of its practitioner, and its room can be used. Whom or what the practice has no
    /// more, it says nothing of.
    pub(super) fn fits(&self, practice: &Practice) -> bool {
        let known = |id: &&ResourceId| practice.practitioner(id).is_some() || practice.room(id).is_some();
        self.needs().filter(known).all(|id| schedule::fits(practice, id, self.span))
    }

    /// Whose time it takes, and which room's.
    fn needs(&self) -> impl Iterator<Item = &ResourceId> {
        std::iter::once(&self.practitioner).chain(&self.room)
    }
}
