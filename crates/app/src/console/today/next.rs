//! Who comes next today, practitioner by practitioner.

use domain::Pii;
use domain::practice::Practice;

use super::super::calendar::leading_to;
use super::super::staff::Member;
use super::bounds;
use crate::booking::{self, Filter};
use crate::db::{DbError, Tx};
use crate::pages::dates;
use crate::patients;

/// How many are shown of one agenda; the calendar shows the rest.
const SHOWN: usize = 4;

/// The most appointments that one practitioner has in a day.
const MOST: u32 = 200;

/// What is left of somebody's day.
pub(super) struct Agenda {
    pub(super) name: String,
    pub(super) coming: Vec<Coming>,
    /// How many more there are today.
    pub(super) more: usize,
}

/// An appointment that isn't over.
pub(super) struct Coming {
    /// Where it stands in the calendar.
    pub(super) path: String,
    pub(super) hour: String,
    pub(super) patient: String,
    pub(super) service: String,
    /// It has begun.
    pub(super) now: bool,
}

/// The agendas that a member sees.
pub(super) async fn agendas(tx: &mut Tx, practice: &Practice, who: &Member) -> Result<Vec<Agenda>, DbError> {
    let mut agendas = Vec::new();
    for practitioner in practice.practitioners.iter().filter(|one| who.actor().sees(&one.id)) {
        let (from, to) = (Some(tx.now()), Some(bounds(practice, tx.now()).1));
        let filter = Filter { from, to, practitioner: Some(practitioner.id.clone()), ..Filter::default() };
        let mut left = booking::list(tx, &filter, None, MOST).await?.bookings;
        left.retain(|booking| booking.appointment.status.keeps_time());
        let more = left.len().saturating_sub(SHOWN);
        let mut coming = Vec::new();
        for booking in left.into_iter().take(SHOWN) {
            coming.push(Coming::of(tx, practice, who, &booking.appointment).await?);
        }
        agendas.push(Agenda { name: practitioner.name.clone(), coming, more });
    }
    Ok(agendas)
}

impl Coming {
    async fn of(
        tx: &mut Tx,
        practice: &Practice,
        who: &Member,
        one: &domain::appointment::Appointment,
    ) -> Result<Self, DbError> {
        let name = practice.service(&one.service).and_then(|service| service.name.get(who.lang()));
        let start = dates::local(practice.tenant.zone(), one.span.start);
        let details = patients::details(tx, one.patient).await?;
        Ok(Self {
            path: leading_to(one, practice.tenant.zone()),
            hour: dates::hour(who.lang(), start.time()),
            patient: details.map(|details| details.name).map(Pii::into_revealed).unwrap_or_default(),
            service: name.cloned().unwrap_or_else(|| one.service.to_string()),
            now: one.span.start <= tx.now(),
        })
    }
}
