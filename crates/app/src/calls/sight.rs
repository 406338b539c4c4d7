//! What of a call somebody may see. Without `calendar.view_all` that is what it did in their own agenda or in nobody's,
//! as everywhere else (S102); and what was said, only where that is all of it: a caller says what they leave.

use std::collections::HashMap;

use domain::audit::{Entity, Entry};
use domain::ids::CallId;
use domain::permission::{Actor, Permission};

use super::list::deeds;
use super::turns::{Said, turns};
use crate::booking::{self, BookingError, Request};
use crate::db::{DbError, Tx};

/// A call, as far as somebody may see it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What it did, in order.
    pub did: Vec<Entry>,
    /// What it left for the staff.
    pub left: Vec<Request>,
    /// What was said, in order; nothing where it isn't kept.
    pub said: Vec<Said>,
    /// Whether that is all of it. Otherwise what was said isn't shown either.
    pub whole: bool,
}

/// What a call did, what it left and what was said in it, as far as somebody may see it.
pub async fn seen(tx: &mut Tx, call: CallId, who: &Actor) -> Result<Seen, DbError> {
    let mut did = deeds(tx, call).await?;
    let all = did.len();
    if who.require(Permission::ViewAll).is_err() {
        did = Sight { who, known: HashMap::new() }.of(tx, did).await?;
    }
    let whole = did.len() == all;
    let left = booking::requests_of_call(tx, call, who).await?;
    let said = if whole { turns(tx, call).await? } else { Vec::new() };
    Ok(Seen { did, left, said, whole })
}

/// What somebody sees of what a call did, by what it was done to.
struct Sight<'a> {
    who: &'a Actor,
    known: HashMap<Entity, bool>,
}

impl Sight<'_> {
    async fn of(mut self, tx: &mut Tx, did: Vec<Entry>) -> Result<Vec<Entry>, DbError> {
        let mut seen = Vec::with_capacity(did.len());
        for entry in did {
            if self.covers(tx, &entry).await? {
                seen.push(entry);
            }
        }
        Ok(seen)
    }

    /// What is known by its first entry holds for the others, which needn't say whose agenda it was.
    async fn covers(&mut self, tx: &mut Tx, entry: &Entry) -> Result<bool, DbError> {
        if let Some(known) = self.known.get(&entry.entity) {
            return Ok(*known);
        }
        let named = entry.after.practitioner.as_ref().or(entry.before.practitioner.as_ref());
        let seen = match (entry.entity, named, entry.after.appointment) {
            (Entity::Request(id), ..) => exists(booking::request_for(tx, id, self.who).await)?,
            (Entity::Appointment(id), ..) | (_, None, Some(id)) => {
                exists(booking::in_sight(tx, id, self.who).await)?
            }
            (_, Some(agenda), _) => self.who.sees(agenda),
            (Entity::Hold(_) | Entity::Block(_), None, None) => false,
            (_, None, None) => true,
        };
        self.known.insert(entry.entity, seen);
        Ok(seen)
    }
}

/// Whether there is such a thing for whoever asked.
fn exists<T>(found: Result<T, BookingError>) -> Result<bool, DbError> {
    match found {
        Ok(_) => Ok(true),
        Err(BookingError::Db(error)) => Err(error),
        Err(_) => Ok(false),
    }
}
