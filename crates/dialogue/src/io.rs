//! What goes into a call and what comes out of it.

use std::sync::Arc;

use domain::availability::Refusal;
use domain::ids::{ResourceId, ServiceId};
use domain::request::{Kind, Reason};
use domain::wish::Wish;
use domain::{Code, Lang, Phone, Pii, Practice};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// What is true of a call before its first word.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The practice that was called.
    pub practice: Arc<Practice>,
    /// The language it answers in at first.
    pub lang: Lang,
    /// The caller's number as the network shows it; a hint, never proof.
    pub caller: Option<Phone>,
    /// The practice's clocks.
    pub zone: TimeZone,
    /// Whether a caller can be put through from here: a telephone line can, a page cannot.
    pub transfers: bool,
    /// Why nothing is taken here, when nothing is: the call says so, and is over.
    pub closed: Option<Closed>,
    /// Whether the practice has documents, in which a question is looked up that its file doesn't answer.
    pub documents: bool,
    /// Whether a one-time code can be sent to the contact on file.
    pub codes: bool,
}

/// Why a call is answered and nothing is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// The practice's line is suspended.
    Suspended,
    /// As many calls are being answered as may be at once.
    Busy,
    /// As many calls were answered as may be, for some days to come.
    Full,
}

/// What happens to a call.
#[derive(Clone, Debug)]
pub enum Input {
    /// The caller said this.
    Heard(String),
    /// The caller said nothing for a while.
    Silence,
    /// An action was carried out; an answer that nobody waits for any more is dropped.
    Answered {
        /// The action's own number.
        id: ActionId,
        /// What came of it.
        answer: Answer,
    },
    /// A key of the telephone: digits, `*`, `#`.
    Pressed(char),
    /// The caller is gone.
    HungUp,
    /// The time of the last [`Act::WaitUntil`] has come.
    Woke,
}

/// Tells an action, and its answer, from every other of the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActionId(pub(crate) u64);

/// Something to be done outside.
#[derive(Clone, Debug)]
pub struct Action {
    /// To be given back with the answer.
    pub id: ActionId,
    /// What is to be done.
    pub act: Act,
}

/// What a call can ask of the world. Nothing in it names a tenant, a patient or an address.
#[derive(Clone, Debug)]
pub enum Act {
    /// To say this.
    Say(Utterance),
    /// To look for free slots.
    FindSlots(Search),
    /// To keep an offer for the caller.
    Hold {
        /// The number under which it was offered.
        offer: u32,
    },
    /// To keep for longer what is kept: the caller asked for a moment.
    Keep,
    /// To let go whatever is kept for the caller.
    Release,
    /// To book what is kept.
    Confirm {
        /// Whose appointment it is, as said.
        name: Pii<String>,
        /// Where they can be reached; nothing when they have no telephone.
        phone: Option<Pii<Phone>>,
        /// Where a message can be sent, when it was said.
        email: Option<Pii<String>>,
    },
    /// To check that the caller is a patient.
    Verify {
        /// The six digits.
        code: Pii<String>,
        /// The name that was said; without it, the caller id has to be on file.
        name: Option<Pii<String>>,
    },
    /// To have a one-time code sent to the contact on file, if there is somebody of that name or number: nobody hears
    /// whether there is.
    SendCode {
        /// The name that was said; without it, the caller id has to be on file.
        name: Option<Pii<String>>,
    },
    /// To list the appointments of the proved patient and of this call.
    Find,
    /// To move an appointment to an offer.
    Move {
        /// Which one.
        appointment: AppointmentRef,
        /// The number of the offer.
        offer: u32,
    },
    /// To cancel an appointment.
    Cancel {
        /// Which one.
        appointment: AppointmentRef,
    },
    /// To look a question up in the practice's documents.
    LookUp {
        /// What the caller asked, in their words.
        question: String,
        /// The language it is to be answered in.
        lang: Lang,
    },
    /// To leave something for the staff.
    TakeMessage(Note),
    /// To mark for the staff that the caller spoke of danger; once a call.
    Alarm,
    /// To put the caller through to the practice.
    Transfer,
    /// To end the call.
    Hangup,
    /// To come back with [`Input::Woke`] at this time; a later one replaces an earlier one.
    WaitUntil(Timestamp),
    /// To stop speaking at once.
    StopSpeaking,
}

impl Act {
    /// The tool behind the action, for logs and reports; speaking and waiting are none.
    pub const fn tool(&self) -> Option<&'static str> {
        match self {
            Self::Say(_) | Self::WaitUntil(_) | Self::StopSpeaking | Self::Hangup => None,
            Self::FindSlots(_) => Some("find"),
            Self::Hold { .. } => Some("hold"),
            Self::Keep => Some("keep"),
            Self::Release => Some("release"),
            Self::Confirm { .. } => Some("confirm"),
            Self::Verify { .. } => Some("verify"),
            Self::SendCode { .. } => Some("send_code"),
            Self::Find => Some("appointments"),
            Self::Move { .. } => Some("move"),
            Self::Cancel { .. } => Some("cancel"),
            Self::LookUp { .. } => Some("look_up"),
            Self::TakeMessage(_) => Some("message"),
            Self::Alarm => Some("alarm"),
            Self::Transfer => Some("transfer"),
        }
    }

    /// Whether the call waits for an answer to it.
    pub const fn is_answered(&self) -> bool {
        self.tool().is_some() && !matches!(self, Self::Release | Self::Keep | Self::Alarm)
    }
}

/// Words to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// As it is written and spoken.
    pub text: String,
    /// Its language.
    pub lang: Lang,
    /// Whether the caller's voice must not cut it short (disclosure, emergency, a committed result).
    pub uninterruptible: bool,
}

/// Which slots are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// What is to be booked.
    pub service: ServiceId,
    /// With one of these; with anybody who gives the service when empty.
    pub practitioners: Vec<ResourceId>,
    /// When.
    pub wish: Wish,
    /// The appointment that makes room for itself.
    pub moving: Option<AppointmentRef>,
}

/// What is left for the staff.
#[derive(Clone, Debug)]
pub struct Note {
    /// What is asked of them.
    pub kind: Kind,
    /// What it is about, where it is a matter of theirs and no appointment.
    pub reason: Option<Reason>,
    /// Who asks.
    pub name: Option<Pii<String>>,
    /// Where they can be reached.
    pub phone: Option<Pii<Phone>>,
    /// Where they can be written to.
    pub email: Option<Pii<String>>,
    /// In their words, or in ours.
    pub text: Pii<String>,
    /// What would be booked.
    pub service: Option<ServiceId>,
    /// With whom.
    pub practitioner: Option<ResourceId>,
    /// When it is wished.
    pub wish: Wish,
    /// The appointment it is about, when the caller may change it.
    pub about: Option<AppointmentRef>,
    /// It is left because no more codes are taken: of one person, one such request is open at a time.
    pub locked: bool,
    /// It is a line more of what was left last in this call: that the caller takes it back.
    pub takes_back: bool,
}

impl Note {
    /// Whether it is a message in which nobody would read anything.
    pub(crate) fn says_nothing(&self) -> bool {
        self.kind == Kind::Message && self.text.reveal().is_empty()
    }
}

/// An appointment by the number it has in this call only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AppointmentRef(pub u32);

/// A slot put to the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Minted by the server, once a call.
    pub number: u32,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// With whom.
    pub practitioner: ResourceId,
    /// What for.
    pub service: ServiceId,
}

/// An appointment as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Its number in this call.
    pub appointment: AppointmentRef,
    /// Its reference, only when this call has just made it.
    pub reference: Option<Code>,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// With whom.
    pub practitioner: ResourceId,
    /// What for.
    pub service: ServiceId,
    /// Whose it is.
    pub name: Pii<String>,
}

/// What came of an action.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Free slots, nearest to the wish first.
    Slots {
        /// At most as many as the practice offers in a turn.
        offers: Vec<Offer>,
        /// Whether the exact wish is free; it is then the only one.
        exact: bool,
        /// Whether the practitioners' outside calendars are known.
        known: bool,
    },
    /// The offer is kept.
    Held {
        /// The one that was asked for.
        offer: Offer,
    },
    /// Somebody else has it; these are near.
    Taken {
        /// The alternatives.
        offers: Vec<Offer>,
    },
    /// A calendar's state is unknown: nothing firm can be done.
    Unsure,
    /// Booked and committed.
    Confirmed(Booked),
    /// Kept until the staff agrees; committed.
    Requested,
    /// The caller is a patient; these are their coming appointments.
    Proved {
        /// In order of time.
        appointments: Vec<Booked>,
        /// Whether there is a number on file. Which one, nobody hears.
        reachable: bool,
    },
    /// Code and name, or code and caller id, belong to nobody.
    NotProved {
        /// How many wrong codes are left in this call.
        tries_left: u8,
    },
    /// No more codes are taken.
    Locked,
    /// The appointments asked for.
    Found(Vec<Booked>),
    /// Moved and committed.
    Moved(Booked),
    /// Cancelled and committed.
    Cancelled(Booked),
    /// The appointment is too near to be changed by a caller.
    TooLate,
    /// A document of the practice's answers the question.
    Quoted {
        /// What the practice calls it.
        document: String,
        /// One or two sentences of it, word for word.
        words: String,
    },
    /// No document answers it.
    NotWritten,
    /// The staff will see it; committed.
    Noted,
    /// The slot is no slot, and why.
    Refused(Refusal),
    /// The call, or the number, has done enough of this.
    Limited,
    /// No more appointments may be booked here for now, by anybody.
    OverQuota,
    /// It couldn't be done.
    Failed,
    /// Nobody knows whether it was done: the answer of a commit was lost, and nothing could be found out.
    Unknown,
}
