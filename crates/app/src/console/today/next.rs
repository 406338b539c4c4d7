//! Who comes next today, practitioner by practitioner.

use domain::appointment::Appointment;
use domain::practice::{Practice, Practitioner};
use domain::{Lang, Pii, Span};
use jiff::Timestamp;

use super::super::calendar::leading_to;
use super::super::staff::Member;
use super::bounds;
use crate::booking;
use crate::db::{DbError, Tx};
use crate::pages::dates;
use crate::patients;

/// How many are shown of one agenda; the calendar shows the rest.
const SHOWN: usize = 4;

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
    let seen: Vec<_> = practice.practitioners.iter().filter(|one| who.actor().sees(&one.id)).collect();
    let whose: Vec<_> = seen.iter().map(|one| one.id.clone()).collect();
    let window = Span { start: tx.now(), end: bounds(practice, tx.now()).1 };
    let mut left: Vec<Vec<Appointment>> = vec![Vec::new(); whose.len()];
    for booking in booking::in_agendas(tx, &whose, window).await? {
        let one = booking.appointment;
        if let Some(at) = whose.iter().position(|id| *id == one.practitioner && one.status.keeps_time()) {
            left[at].push(one);
        }
    }
    let shown = left.iter().flat_map(|left| left.iter().take(SHOWN)).map(|one| one.patient);
    let names = patients::names(tx, &shown.collect::<Vec<_>>()).await?;
    let now = tx.now();
    let coming = |one: &Appointment| Coming::of(practice, who.lang(), one, names.get(&one.patient), now);
    let agenda = |(left, one): (Vec<Appointment>, &&Practitioner)| Agenda {
        name: one.name.clone(),
        coming: left.iter().take(SHOWN).map(coming).collect(),
        more: left.len().saturating_sub(SHOWN),
    };
    Ok(left.into_iter().zip(&seen).map(agenda).collect())
}

impl Coming {
    fn of(
        practice: &Practice,
        lang: Lang,
        one: &Appointment,
        name: Option<&Pii<String>>,
        now: Timestamp,
    ) -> Self {
        let service = practice.service(&one.service).and_then(|service| service.name.get(lang));
        let start = dates::local(practice.tenant.zone(), one.span.start);
        Self {
            path: leading_to(one, practice.tenant.zone()),
            hour: dates::hour(lang, start.time()),
            patient: name.map(|name| name.reveal().clone()).unwrap_or_default(),
            service: service.cloned().unwrap_or_else(|| one.service.to_string()),
            now: one.span.start <= now,
        }
    }
}
