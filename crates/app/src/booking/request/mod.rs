//! What awaits the staff: left by callers, settled by a team together.

mod leave;
mod list;
mod settle;
mod sql;
mod stored;
mod team;

use domain::ids::{AppointmentId, CallId, PatientId, RequestId, ResourceId, ServiceId, UserId};
use domain::request::{Kind, Reason, State};
use domain::{Phone, Pii};
use jiff::Timestamp;

pub(super) use self::leave::ask_approval;
pub(crate) use self::leave::leave_about;
pub use self::leave::{add, leave};
pub(crate) use self::list::requests_of_calls;
pub use self::list::{
    About, Open, RequestFilter, inbox, open, request_for, requests, requests_of_call, requests_of_patient,
    the_request,
};
pub use self::settle::{reopen, settle};
pub(crate) use self::sql::ALL;
pub use self::team::{Remark, assign, remark};

/// A request of more characters than this is full, and so are the staff's remarks on one.
const FULL: usize = 8_000;

/// What a caller leaves for the staff.
#[derive(Clone, Debug)]
pub struct Note {
    /// What the staff is asked to do.
    pub kind: Kind,
    /// What it is about, where that is known and no appointment.
    pub reason: Option<Reason>,
    /// The call it is left in; a call leaves the same thing once.
    pub call: Option<CallId>,
    /// The patient, once they have proved who they are.
    pub patient: Option<PatientId>,
    /// The appointment it is about.
    pub appointment: Option<AppointmentId>,
    /// The service that is wished.
    pub service: Option<ServiceId>,
    /// The practitioner who is wished.
    pub practitioner: Option<ResourceId>,
    /// Who leaves it, as they say.
    pub name: Option<Pii<String>>,
    /// Where they can be called back.
    pub phone: Option<Pii<Phone>>,
    /// Where they can be written to.
    pub email: Option<Pii<String>>,
    /// What they said.
    pub text: Option<Pii<String>>,
    /// When they would like to come, in words the staff can read.
    pub wish: Option<Pii<String>>,
    /// It is left because no more codes are taken: of one person, one such request is open at a time, and what they
    /// say in another call is added to it.
    pub locked: bool,
}

impl Note {
    /// Nothing but what the staff is asked to do.
    pub const fn of(kind: Kind) -> Self {
        Self {
            kind,
            reason: None,
            call: None,
            patient: None,
            appointment: None,
            service: None,
            practitioner: None,
            name: None,
            phone: None,
            email: None,
            text: None,
            wish: None,
            locked: false,
        }
    }
}

/// Something that awaits the staff, or did.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which request.
    pub id: RequestId,
    /// Where it stands.
    pub state: State,
    /// What was left. Empty of personal fields when the person was erased.
    pub note: Note,
    /// When it was left.
    pub created_at: Timestamp,
    /// By when it should be settled. Of what was left before this was counted, nothing.
    pub due_at: Option<Timestamp>,
    /// Who of the staff took it on.
    pub assigned_to: Option<UserId>,
    /// What the staff wrote on it, the oldest first.
    pub remarks: Vec<Remark>,
    /// When the staff settled it.
    pub settled_at: Option<Timestamp>,
}
