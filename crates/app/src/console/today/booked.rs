//! What Allo has booked lately, the last first: whoever comes to the desk sees what the telephone did meanwhile.

use domain::Pii;
use domain::appointment::Appointment;
use domain::audit::{Action, Entity};
use domain::practice::Practice;
use jiff::SignedDuration;

use super::super::calendar::leading_to;
use super::super::staff::Member;
use crate::audit::{self, Filter, Which};
use crate::booking::{self, BookingError};
use crate::db::Tx;
use crate::pages::dates;
use crate::patients;

/// How long something counts as new.
const LATELY: SignedDuration = SignedDuration::from_hours(24);

/// How many are shown; the calls' page tells the rest.
const SHOWN: usize = 4;

/// In how many of the last they are looked for: some were cancelled since, or are in an agenda that one doesn't see.
const LOOKED_AT: u32 = 20;

/// An appointment that a caller was given.
pub(super) struct Booked {
    /// Where it stands in the calendar.
    pub(super) path: String,
    pub(super) patient: String,
    /// When it is, what, and with whom.
    pub(super) when: String,
    pub(super) about: String,
    /// When it was booked.
    pub(super) since: String,
}

/// What a member may see of it.
pub(super) async fn lately(
    tx: &mut Tx,
    practice: &Practice,
    who: &Member,
) -> Result<Vec<Booked>, BookingError> {
    let filter = Filter {
        from: tx.now().checked_sub(LATELY).ok(),
        actor: Some(Which::All("call".to_owned())),
        action: Some(Action::Booked),
        ..Filter::default()
    };
    let mut lately = Vec::new();
    for entry in audit::look(tx, &filter, None, LOOKED_AT).await?.entries {
        let Entity::Appointment(id) = entry.entity else { continue };
        let one = match booking::in_sight(tx, id, who.actor()).await {
            Ok(booking) if booking.appointment.status.keeps_time() => booking.appointment,
            Ok(_) | Err(BookingError::NotFound) => continue,
            Err(error) => return Err(error),
        };
        let since = dates::local(practice.tenant.zone(), entry.at).time();
        lately.push(Booked::of(tx, practice, who, &one, dates::hour(who.lang(), since)).await?);
        if lately.len() == SHOWN {
            break;
        }
    }
    Ok(lately)
}

impl Booked {
    async fn of(
        tx: &mut Tx,
        practice: &Practice,
        who: &Member,
        one: &Appointment,
        since: String,
    ) -> Result<Self, BookingError> {
        let (lang, zone) = (who.lang(), practice.tenant.zone());
        let patient = patients::names(tx, &[one.patient]).await?.remove(&one.patient);
        let service = practice.service(&one.service).and_then(|service| service.name.get(lang)).cloned();
        let with = practice.practitioner(&one.practitioner).map(|with| with.name.clone());
        Ok(Self {
            path: leading_to(one, zone),
            patient: patient.map(Pii::into_revealed).unwrap_or_default(),
            when: dates::near(lang, zone, one.span.start, tx.now()),
            about: [service, with].into_iter().flatten().collect::<Vec<_>>().join(" · "),
            since,
        })
    }
}
