//! How an appointment is told: whose it is, when and with whom, where it may go next, and what was done to it.

use std::collections::HashMap;

use domain::appointment::{Appointment, Status};
use domain::audit::{By, Entry, Facts};
use domain::ids::{AppointmentId, UserId};
use domain::permission::Permission;
use domain::practice::Practice;
use domain::{Lang, Pii};
use jiff::Timestamp;

use super::super::staff::Member;
use crate::booking::http::desk::deeds;
use crate::booking::{self, Booking};
use crate::db::Tx;
use crate::http::{App, Problem};
use crate::pages::{dates, words};
use crate::{patients, users};

/// An appointment as it is told.
pub(super) struct One {
    pub(super) lang: Lang,
    pub(super) id: AppointmentId,
    pub(super) revision: u32,
    pub(super) patient: String,
    pub(super) status: Status,
    pub(super) when: String,
    pub(super) service: String,
    pub(super) practitioner: String,
    pub(super) room: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    pub(super) reference: Option<String>,
    /// Their file, for whoever may read it.
    pub(super) file: Option<String>,
    pub(super) by_call: bool,
    /// The call that booked it, for whoever may read it.
    pub(super) call: Option<String>,
    /// Where it may be noted to stand next, each by its name and by its words.
    pub(super) steps: Vec<(&'static str, &'static str)>,
    pub(super) may_move: bool,
    pub(super) may_cancel: bool,
    pub(super) deeds: Vec<Deed>,
}

/// Something that was done to it.
pub(super) struct Deed {
    pub(super) at: String,
    pub(super) by: String,
    pub(super) what: String,
}

impl One {
    pub(super) fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }

    /// Where it stands.
    pub(super) fn standing(&self) -> &'static str {
        words::word(self.lang, &format!("calendar.status_{}", self.status.name()))
    }

    /// An appointment that the member sees.
    pub(super) async fn read(app: &App, who: &Member, id: AppointmentId) -> Result<Self, Problem> {
        let mut tx = who.read(app).await?;
        let practice = app.practices.current(&mut tx).await?;
        let deeds = deeds(&mut tx, id, who.actor()).await?;
        let booking = booking::in_sight(&mut tx, id, who.actor()).await?;
        let names = names(&mut tx, &deeds).await?;
        let told = Told { practice: &practice, lang: who.lang(), names };
        told.one(&mut tx, who, &booking, &deeds).await
    }
}

/// The names of those of the staff who did something.
async fn names(tx: &mut Tx, deeds: &[Entry]) -> Result<HashMap<UserId, String>, Problem> {
    if !deeds.iter().any(|deed| matches!(deed.by, By::User(_))) {
        return Ok(HashMap::new());
    }
    let users = users::list(tx).await?;
    Ok(users.into_iter().map(|user| (user.id, user.profile.name.into_revealed())).collect())
}

/// What is needed to tell of an appointment.
struct Told<'a> {
    practice: &'a Practice,
    lang: Lang,
    names: HashMap<UserId, String>,
}

impl Told<'_> {
    async fn one(
        &self,
        tx: &mut Tx,
        who: &Member,
        booking: &Booking,
        deeds: &[Entry],
    ) -> Result<One, Problem> {
        let one = &booking.appointment;
        let details = patients::details(tx, one.patient).await?;
        let contact = details.as_ref().filter(|_| who.may(Permission::ReadPatients));
        let proof = contact.is_some() && one.status.keeps_time();
        let reference = if proof { Some(booking::reference(tx, booking).await?) } else { None };
        let zone = self.practice.tenant.zone();
        let end = dates::hour(self.lang, dates::local(zone, one.span.end).time());
        let changeable = matches!(one.status, Status::Requested | Status::Booked);
        Ok(One {
            lang: self.lang,
            id: one.id,
            revision: one.revision,
            patient: details
                .as_ref()
                .map_or_else(|| self.t("calendar.erased"), |details| details.name.reveal().clone()),
            status: one.status,
            when: format!("{} – {end}", dates::moment(self.lang, zone, one.span.start)),
            service: self.service(&one.service),
            practitioner: self.who(&one.practitioner),
            room: one
                .room
                .as_ref()
                .map(|id| self.practice.room(id).map_or(id.to_string(), |room| room.name.clone())),
            phone: contact.and_then(|one| one.phone.as_ref()).map(|phone| phone.reveal().written()),
            email: contact.and_then(|one| one.email.clone()).map(Pii::into_revealed),
            reference: reference.map(|code| code.reveal().to_owned()),
            file: contact.map(|_| format!("/console/patients/{}", one.patient)),
            by_call: booking.call.is_some(),
            call: booking
                .call
                .filter(|_| who.may(Permission::ReadCalls))
                .map(|call| format!("/console/calls/{call}")),
            steps: if who.may(Permission::Write) { self.steps(one, tx.now()) } else { Vec::new() },
            may_move: changeable && who.may(Permission::Write),
            may_cancel: changeable && who.may(Permission::Delete),
            deeds: deeds.iter().map(|entry| self.deed(entry)).collect(),
        })
    }

    fn t(&self, key: &str) -> String {
        words::word(self.lang, key).to_owned()
    }

    fn service(&self, id: &domain::ids::ServiceId) -> String {
        let name = self.practice.service(id).and_then(|service| service.name.get(self.lang));
        name.cloned().unwrap_or_else(|| id.to_string())
    }

    fn who(&self, id: &domain::ids::ResourceId) -> String {
        self.practice.practitioner(id).map_or_else(|| id.to_string(), |one| one.name.clone())
    }

    /// Nobody has come before the day, or missed what hasn't begun.
    fn steps(&self, one: &Appointment, now: Timestamp) -> Vec<(&'static str, &'static str)> {
        let (arrive, fulfil, miss) = (
            (Status::Arrived, "calendar.do_arrived"),
            (Status::Fulfilled, "calendar.do_fulfilled"),
            (Status::NoShow, "calendar.do_no_show"),
        );
        let comes = one.is_of_today_or_before(now, self.practice.tenant.zone());
        let steps = match one.status {
            Status::Booked if one.span.start <= now => vec![arrive, fulfil, miss],
            Status::Booked if comes => vec![arrive],
            Status::Arrived => vec![fulfil, (Status::Booked, "calendar.undo_arrived")],
            Status::Fulfilled => vec![(Status::Arrived, "calendar.undo_fulfilled")],
            Status::NoShow => vec![(Status::Arrived, "calendar.undo_no_show")],
            _ => Vec::new(),
        };
        steps.into_iter().map(|(to, key)| (to.name(), words::word(self.lang, key))).collect()
    }

    fn deed(&self, entry: &Entry) -> Deed {
        let zone = self.practice.tenant.zone();
        let by = match entry.by {
            By::User(id) => self.names.get(&id).cloned().unwrap_or_else(|| self.t("calendar.by_user")),
            By::Call(_) => self.t("calendar.by_call"),
            By::Key(_) => self.t("calendar.by_key"),
            By::Operator => self.t("calendar.by_operator"),
            By::System => self.t("calendar.by_system"),
        };
        let key = entry.action.name().replace('.', "_");
        let what = self.t(&format!("calendar.deed_{key}"));
        let details = self.details(&entry.before, &entry.after);
        let what = if details.is_empty() { what } else { format!("{what} : {details}") };
        Deed { at: dates::stamp(zone, entry.at), by, what }
    }

    /// What differs: the time, who it is with, where it stands.
    fn details(&self, before: &Facts, after: &Facts) -> String {
        let zone = self.practice.tenant.zone();
        let mut told = Vec::new();
        if let Some(span) = after.span.filter(|_| before.span != after.span) {
            told.push(dates::moment(self.lang, zone, span.start));
        }
        if let Some(who) = after.practitioner.as_ref().filter(|_| before.practitioner != after.practitioner) {
            told.push(self.who(who));
        }
        if let (Some(was), Some(is)) = (before.status, after.status)
            && was != is
            && before.span == after.span
        {
            told.push(self.t(&format!("calendar.status_{}", is.name())));
        }
        told.join(" · ")
    }
}
