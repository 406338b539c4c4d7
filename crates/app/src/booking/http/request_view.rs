//! How requests read on the wire.

use std::collections::HashSet;
use std::slice;

use domain::ids::{AppointmentId, CallId, PatientId, RequestId, ResourceId, ServiceId, UserId};
use domain::permission::{Actor, Permission};
use domain::request::{Kind, Reason, State};
use domain::{Pii, Practice};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::{Remark, Request};
use super::views::moment;
use crate::db::{DbError, Tx};
use crate::patients;

/// Something that awaits the staff, or did.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Request)]
pub(crate) struct RequestView {
    /// Which.
    #[schema(value_type = String)]
    pub(crate) id: RequestId,
    /// What is asked for.
    #[schema(value_type = String, example = "call_back")]
    pub(crate) kind: Kind,
    /// Where it stands.
    #[schema(value_type = String, example = "open")]
    pub(crate) state: State,
    /// What it is about, where that is known: prescription, certificate, results, papers, other.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "prescription")]
    pub(crate) reason: Option<Reason>,
    /// When it was left.
    #[schema(format = DateTime)]
    pub(crate) created_at: String,
    /// By when it should be settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub(crate) due_at: Option<String>,
    /// When it was settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub(crate) settled_at: Option<String>,
    /// The member of the staff who took it on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) assigned_to: Option<UserId>,
    /// What was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
    /// When it is wished, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) wish: Option<String>,
    /// The service that is wished.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) service: Option<ServiceId>,
    /// The practitioner who is wished.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) practitioner: Option<ResourceId>,
    /// Who asks, as they said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// Where they can be reached (E.164).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) phone: Option<String>,
    /// Where they can be written to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<String>,
    /// The appointment that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) appointment: Option<AppointmentId>,
    /// Whose request it is, where they are on file: for whoever has `patients.read` and sees the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) patient_id: Option<PatientId>,
    /// The call in which it was left: for whoever has `calls.read`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) call_id: Option<CallId>,
    /// What the staff wrote on it, the oldest first.
    pub(crate) remarks: Vec<RemarkView>,
}

/// What somebody of the staff wrote on a request.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Remark)]
pub(crate) struct RemarkView {
    /// When.
    #[schema(format = DateTime)]
    pub(crate) at: String,
    /// By whom: `user:` or `key:` and its id.
    pub(crate) by: String,
    /// What.
    pub(crate) text: String,
}

impl RequestView {
    /// A request as somebody sees it.
    pub(crate) async fn of(
        tx: &mut Tx,
        practice: &Practice,
        request: &Request,
        who: &Actor,
    ) -> Result<Self, DbError> {
        let links = Links::of(tx, slice::from_ref(request), who).await?;
        Ok(links.with(Self::alone(request, practice.tenant.zone()), request))
    }

    /// A page of requests as somebody sees them; whose files they see is found in one look.
    pub(crate) async fn all(
        tx: &mut Tx,
        practice: &Practice,
        requests: &[Request],
        who: &Actor,
    ) -> Result<Vec<Self>, DbError> {
        let links = Links::of(tx, requests, who).await?;
        let zone = practice.tenant.zone();
        Ok(requests.iter().map(|request| links.with(Self::alone(request, zone), request)).collect())
    }

    /// A request in a zone's time, without what it leads to.
    pub(crate) fn alone(request: &Request, zone: &TimeZone) -> Self {
        let note = &request.note;
        let text = |text: &Option<Pii<String>>| text.as_ref().map(|text| text.reveal().clone());
        Self {
            id: request.id,
            kind: note.kind,
            state: request.state,
            reason: note.reason,
            created_at: moment(request.created_at, zone),
            due_at: request.due_at.map(|at| moment(at, zone)),
            settled_at: request.settled_at.map(|at| moment(at, zone)),
            assigned_to: request.assigned_to,
            text: text(&note.text),
            wish: text(&note.wish),
            service: note.service.clone(),
            practitioner: note.practitioner.clone(),
            name: text(&note.name),
            phone: note.phone.as_ref().map(|phone| phone.reveal().to_string()),
            email: text(&note.email),
            appointment: note.appointment,
            patient_id: None,
            call_id: None,
            remarks: request.remarks.iter().map(|remark| RemarkView::of(remark, zone)).collect(),
        }
    }
}

/// What requests lead to, for somebody.
struct Links {
    files: HashSet<PatientId>,
    calls: bool,
}

impl Links {
    async fn of(tx: &mut Tx, requests: &[Request], who: &Actor) -> Result<Self, DbError> {
        let patients: Vec<PatientId> = requests.iter().filter_map(|request| request.note.patient).collect();
        let files = match who.require(Permission::ReadPatients) {
            Ok(()) => patients::seen(tx, &patients, who).await?,
            Err(_) => HashSet::new(),
        };
        Ok(Self { files, calls: who.require(Permission::ReadCalls).is_ok() })
    }

    fn with(&self, view: RequestView, request: &Request) -> RequestView {
        RequestView {
            patient_id: request.note.patient.filter(|patient| self.files.contains(patient)),
            call_id: request.note.call.filter(|_| self.calls),
            ..view
        }
    }
}

impl RemarkView {
    fn of(remark: &Remark, zone: &TimeZone) -> Self {
        Self { at: moment(remark.at, zone), by: remark.by.clone(), text: remark.text.reveal().clone() }
    }
}
