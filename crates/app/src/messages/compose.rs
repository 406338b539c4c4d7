//! From a piece of work to a message: whom it is for, by what they are told, and what it says.

use domain::appointment::Status;
use domain::ids::{AppointmentId, PatientId, RequestId, ResourceId};
use domain::practice::{Practice, Wanted};
use domain::request;
use domain::{Lang, Pii};
use uuid::Uuid;

use super::content::{Content, Told};
use super::invite::{Invite, Method};
use super::kind::{Channel, Kind};
use super::post::Post;
use super::{link, preference};
use crate::booking::{self, Booking, BookingError};
use crate::calls;
use crate::db::{DbError, Order, Tx};
use crate::jobs::Job;
use crate::patients::{self, Details};

/// A message that is about to be written down.
pub(super) struct Draft {
    pub(super) kind: Kind,
    /// Whose key seals it.
    pub(super) subject: Uuid,
    pub(super) patient: Option<PatientId>,
    pub(super) appointment: Option<AppointmentId>,
    pub(super) practitioner: Option<ResourceId>,
    pub(super) lang: Lang,
    /// What is sent; or why nothing is, in a word that the console knows.
    pub(super) written: Result<Written, &'static str>,
    /// What must be stored with it.
    pub(super) orders: Vec<Order>,
}

/// What is sent, to where.
pub(super) struct Written {
    pub(super) channel: Channel,
    pub(super) to: String,
    pub(super) content: Content,
    /// What is kept of it: a code isn't, nor what a link ends with.
    pub(super) kept: Content,
}

/// What messages are written with.
pub(super) struct Desk<'a> {
    pub(super) practice: &'a Practice,
    pub(super) post: &'a Post,
    /// Under which address our pages are reached.
    pub(super) site: &'a str,
}

impl Desk<'_> {
    /// The message that a piece of work is for; nothing when there is nobody to tell.
    pub(super) async fn compose(&self, tx: &mut Tx, job: &Job, kind: Kind) -> Result<Option<Draft>, DbError> {
        match kind {
            Kind::Code => self.code(tx, job.about).await,
            Kind::Request => self.request(tx, job.about).await,
            kind => self.appointment(tx, job, kind).await,
        }
    }

    async fn appointment(&self, tx: &mut Tx, job: &Job, kind: Kind) -> Result<Option<Draft>, DbError> {
        let Some(booking) = found(booking::appointment(tx, AppointmentId::new(job.about)).await)? else {
            return Ok(None);
        };
        let it = &booking.appointment;
        // Somebody who was erased is told nothing, and nothing is kept of it.
        let Some(details) = patients::details(tx, it.patient).await? else { return Ok(None) };
        // A move of what awaits the staff is no promise either.
        let waits = kind == Kind::Moved && it.status == Status::Requested;
        let kind = if waits { Kind::Requested } else { kind };
        let lang = match booking.call {
            Some(call) => calls::language(tx, call).await?,
            None => None,
        };
        let mut draft = Draft {
            kind,
            subject: it.patient.uuid(),
            patient: Some(it.patient),
            appointment: Some(it.id),
            practitioner: Some(it.practitioner.clone()),
            lang: lang.unwrap_or_else(|| self.practice.tenant.language()),
            written: Err("superseded"),
            orders: Vec::new(),
        };
        if is_current(&booking, job.revision, kind) {
            let wanted = preference(tx, it.patient).await?;
            let wanted = wanted.unwrap_or(self.practice.tenant.messages.patients);
            let secret = if kind.stands() { Some(link::secret(tx, job.id.uuid()).await?) } else { None };
            draft.written = self.way(&details, wanted).and_then(|way| {
                draft.orders.extend(secret.as_ref().map(|secret| link::make(tx, secret, it, draft.lang)));
                self.tell(tx, kind, &booking, &details, way, (draft.lang, secret.as_ref()))
            });
        }
        Ok(Some(draft))
    }

    /// What is told of an appointment.
    fn tell(
        &self,
        tx: &Tx,
        kind: Kind,
        booking: &Booking,
        details: &Details,
        (channel, to): (Channel, String),
        (lang, secret): (Lang, Option<&Pii<String>>),
    ) -> Result<Written, &'static str> {
        let it = &booking.appointment;
        let service = self.practice.service(&it.service);
        let instructions = service.and_then(|service| service.instructions.as_ref());
        let link = secret.map(|_| format!("{}{}", self.site, link::MASKED));
        let told = Told {
            kind,
            practice: self.practice,
            lang,
            start: Some(it.span.start),
            practitioner: self.practice.practitioner(&it.practitioner).map(|who| who.name.as_str()),
            instructions: instructions.and_then(|text| text.exactly(lang)).map(String::as_str),
            link: link.as_deref(),
            what: None,
            invite: self.invite(tx, kind, booking, (details.name.reveal(), &to), lang),
        };
        let kept = told.by(channel).map_err(|_| "mail_unmade")?;
        let content = secret.map_or_else(|| kept.clone(), |secret| link::put_into(&kept, secret));
        Ok(Written { channel, to, content, kept })
    }

    /// What the patient's calendar is told.
    fn invite(
        &self,
        tx: &Tx,
        kind: Kind,
        booking: &Booking,
        attendee: (&str, &str),
        lang: Lang,
    ) -> Option<(Method, String)> {
        let method = match kind {
            Kind::Confirmation | Kind::Moved | Kind::Approved => Method::Request,
            Kind::Cancelled => Method::Cancel,
            _ => return None,
        };
        let (it, tenant) = (&booking.appointment, &self.practice.tenant);
        let from = self.post.address()?.to_string();
        let invite = Invite {
            method,
            id: it.id.uuid(),
            revision: it.revision,
            start: it.span.start,
            end: it.span.end,
            written: tx.now(),
            summary: &tenant.name,
            place: tenant.address.as_deref(),
            organizer: (&tenant.name, &from),
            attendee,
            lang: lang.tag(),
        };
        Some((method, invite.write()))
    }

    /// By what somebody is told, and where; or why by nothing.
    fn way(&self, details: &Details, wanted: Wanted) -> Result<(Channel, String), &'static str> {
        let order = match wanted {
            Wanted::Email => [Channel::Email, Channel::Sms],
            Wanted::Sms => [Channel::Sms, Channel::Email],
            Wanted::None => return Err("not_wanted"),
        };
        let known = order.map(|channel| contact(details, channel).map(|to| (channel, to)));
        let known: Vec<(Channel, String)> = known.into_iter().flatten().collect();
        if known.is_empty() {
            return Err("no_contact");
        }
        known.into_iter().find(|(channel, _)| self.post.carries(*channel)).ok_or("no_channel")
    }

    /// A code goes to the contact on file, by text message where that takes one: it is said in a call.
    async fn code(&self, tx: &mut Tx, id: Uuid) -> Result<Option<Draft>, DbError> {
        let call = patients::asked_in(tx, id).await?;
        let Some((patient, code)) = patients::make_code(tx, id).await? else { return Ok(None) };
        let Some(details) = patients::details(tx, patient).await? else { return Ok(None) };
        let lang = match call {
            Some(call) => calls::language(tx, call).await?,
            None => None,
        };
        let lang = lang.unwrap_or_else(|| self.practice.tenant.language());
        let told = |what| Told {
            kind: Kind::Code,
            practice: self.practice,
            lang,
            start: None,
            practitioner: None,
            instructions: None,
            link: None,
            what: Some(what),
            invite: None,
        };
        let written = self.way(&details, Wanted::Sms).and_then(|(channel, to)| {
            let by = |what| told(what).by(channel).map_err(|_| "mail_unmade");
            Ok(Written { channel, to, content: by(code.reveal())?, kept: by("******")? })
        });
        Ok(Some(Draft {
            kind: Kind::Code,
            subject: patient.uuid(),
            patient: Some(patient),
            appointment: None,
            practitioner: None,
            lang,
            written,
            orders: Vec::new(),
        }))
    }

    /// The practice hears that something waits, and of whom only at its console: mail lies about.
    async fn request(&self, tx: &mut Tx, id: Uuid) -> Result<Option<Draft>, DbError> {
        let Some(to) = self.practice.tenant.messages.practice.clone() else { return Ok(None) };
        let Some(request) = found(booking::the_request(tx, RequestId::new(id)).await)? else {
            return Ok(None);
        };
        let lang = self.practice.tenant.language();
        let link = format!("{}/console/inbox", self.site);
        let told = Told {
            kind: Kind::Request,
            practice: self.practice,
            lang,
            start: None,
            practitioner: None,
            instructions: None,
            link: Some(&link),
            what: Some(request.note.kind.title(lang)),
            invite: None,
        };
        let written = if request.state != request::State::Open {
            Err("superseded")
        } else if self.post.carries(Channel::Email) {
            let content = told.by(Channel::Email).map_err(|_| "mail_unmade");
            content.map(|content| Written { channel: Channel::Email, to, kept: content.clone(), content })
        } else {
            Err("no_channel")
        };
        Ok(Some(Draft {
            kind: Kind::Request,
            subject: request.note.patient.map_or(id, PatientId::uuid),
            patient: request.note.patient,
            appointment: request.note.appointment,
            practitioner: None,
            lang,
            written,
            orders: Vec::new(),
        }))
    }
}

/// Whether what was to be told is still so: what came after it has a message of its own.
pub(super) fn is_current(booking: &Booking, revision: u32, kind: Kind) -> bool {
    let it = &booking.appointment;
    it.revision == revision && (kind != Kind::Reminder || it.status == Status::Booked)
}

/// Where somebody is reached by this channel.
fn contact(details: &Details, channel: Channel) -> Option<String> {
    match channel {
        Channel::Email => details.email.as_ref().map(|email| email.reveal().clone()),
        Channel::Sms => {
            let phone = details.phone.as_ref().map(domain::Pii::reveal);
            phone.filter(|phone| phone.takes_texts()).map(|phone| phone.as_str().to_owned())
        }
    }
}

/// What isn't there any more is told to nobody.
fn found<T>(outcome: Result<T, BookingError>) -> Result<Option<T>, DbError> {
    match outcome {
        Ok(found) => Ok(Some(found)),
        Err(BookingError::Db(error)) => Err(error),
        Err(_) => Ok(None),
    }
}
