//! Who and what a new version of a practice leaves out although it is booked.

use std::fmt;

use domain::practice::Practice;

use crate::booking::{self, Coming};
use crate::db::{DbError, Tx};

/// A practitioner, a service or a room that a version leaves out and that has appointments to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What the practice calls it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many appointments are to come.
    pub appointments: usize,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, name, appointments } = self;
        write!(f, "{name} ({id}), {appointments} appointment{}", if *appointments == 1 { "" } else { "s" })
    }
}

/// Whom and what one version has and another leaves out, with how many appointments are to come; nothing that has
/// none.
pub async fn left_out(tx: &mut Tx, before: &Practice, after: &Practice) -> Result<Vec<LeftOut>, DbError> {
    let people = before.practitioners.iter().filter(|who| after.practitioner(&who.id).is_none());
    let services = before.services.iter().filter(|what| after.service(&what.id).is_none());
    let rooms = before.rooms.iter().filter(|room| after.room(&room.id).is_none());
    if people.clone().count() + services.clone().count() + rooms.clone().count() == 0 {
        return Ok(Vec::new());
    }
    let coming = booking::coming(tx).await?;
    let booked = |id: &str, name: &str, needs: &dyn Fn(&Coming) -> bool| {
        let appointments = booking::how_many(&coming, needs);
        let left_out = LeftOut { id: id.to_owned(), name: name.to_owned(), appointments };
        Some(left_out).filter(|_| appointments > 0)
    };
    let people = people.filter_map(|who| booked(who.id.as_str(), &who.name, &|it| it.practitioner == who.id));
    let services = services.filter_map(|what| {
        let name = what.name.get(before.tenant.language()).map_or("", String::as_str);
        booked(what.id.as_str(), name, &|it| it.service == what.id)
    });
    let rooms = rooms
        .filter_map(|room| booked(room.id.as_str(), &room.name, &|it| it.room.as_ref() == Some(&room.id)));
    Ok(people.chain(services).chain(rooms).collect())
}
