//! What a call knows: the caller's errand, what lies on the table, what was asked last.

use domain::ids::{ResourceId, ServiceId};
use domain::request::Kind;
use domain::{Phone, Pii};
use phrases::{Ambiguity, Displacement, TimeMention};

use super::meant::Meant;
use crate::asking::Asking;
use crate::io::{ActionId, AppointmentRef, Booked, Offer};
use crate::speech::{Ask, Trouble};
use crate::wish::Wished;
use crate::words::{Beside, Elsewhere, Gender, Whom};

/// What the caller came for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Goal {
    /// Not known yet.
    #[default]
    Unknown,
    /// A new appointment.
    Book,
    /// Another time for one that is.
    Reschedule,
    /// One the less.
    Cancel,
    /// To hear about one.
    Lookup,
    /// Something left for the staff.
    Message,
}

impl Goal {
    /// Whether it touches appointments that are, so that the caller has to be known.
    pub(super) const fn needs_proof(self) -> bool {
        matches!(self, Self::Reschedule | Self::Cancel | Self::Lookup)
    }
}

/// The errand, as far as it was said. The person outlives it.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own that may be so beside any other"
)]
pub(super) struct Errand {
    pub(super) goal: Goal,
    pub(super) service: Option<ServiceId>,
    pub(super) practitioner: Option<ResourceId>,
    /// With whom not.
    pub(super) without: Vec<ResourceId>,
    /// Somebody was named who doesn't work here, and the caller doesn't know yet.
    pub(super) nobody: Option<String>,
    /// A day was named that there isn't, and the caller doesn't know yet.
    pub(super) no_such_date: Option<String>,
    /// Something was asked for that isn't done here, and the caller doesn't know yet.
    pub(super) elsewhere: Option<Elsewhere>,
    /// They know, and are to say what they want instead.
    pub(super) instead: bool,
    /// A woman or a man is wished, and it wasn't seen to yet.
    pub(super) gender: Option<Gender>,
    /// What was asked for in the same breath, to be booked after this.
    pub(super) then: Vec<Then>,
    /// What was booked of that already.
    pub(super) made: Vec<AppointmentRef>,
    /// Where it is wished in relation to the appointment that was booked before it.
    pub(super) beside: Option<Beside>,
    /// The name was said for this errand.
    pub(super) named: bool,
    /// The caller knows that nothing is done yet, and was asked whether to go on.
    pub(super) warned: bool,
    /// It is for somebody else than who calls.
    pub(super) for_another: bool,
    /// For whom of several it is.
    pub(super) whom: Option<Whom>,
    /// The name is that of whose appointment it is: «le rendez-vous de Jeanne Petit».
    pub(super) of_named: bool,
    pub(super) wished: Wished,
    /// What is said of the one appointment that is meant.
    pub(super) which: Meant,
    /// At the hour of the appointment that is moved.
    pub(super) same_hour: bool,
    /// By how much later, or earlier, than the appointment that is moved.
    pub(super) moved_by: Option<Displacement>,
    /// Another appointment than the one that was talked about.
    pub(super) another: bool,
    /// All there are, one after the other.
    pub(super) all: bool,
    /// What was said of those that are to stay.
    pub(super) spared: Vec<Meant>,
    /// How many «all» are, where that was said.
    pub(super) count: Option<usize>,
    /// Those of several that are taken up in turn.
    pub(super) queue: Queue,
    /// A time that is still to be asked about.
    pub(super) unclear: Option<Unclear>,
    /// The caller's own sentences about it, for the staff.
    pub(super) words: Vec<Pii<String>>,
    /// What is to be left for the staff, once name and number are known.
    pub(super) request: Option<Kind>,
    /// Nobody knows whether it was done: what the staff has to look up, and the caller hears once that is left.
    pub(super) doubt: bool,
    /// It takes back what was left before.
    pub(super) takes_back: bool,
    /// It was said beside the errand that was just done.
    pub(super) said_beside: bool,
    /// The caller takes their leave: once it is left, the call is over.
    pub(super) leaving: bool,
    /// What was booked is for somebody else, whose name is still to be asked.
    pub(super) renames: bool,
    /// The name is what it is about: of what is said for the staff, nothing is taken out.
    pub(super) about_the_name: bool,
    /// How often nothing was free.
    pub(super) in_vain: u8,
}

/// Appointments of one errand that are taken up in turn.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    /// What was said of each of those that are meant.
    pub(super) meant: Vec<Meant>,
    /// Those that go with the one under way, by the same yes.
    pub(super) together: Vec<Booked>,
    /// Those that are cancelled already, and not told of yet.
    pub(super) gone: Vec<Booked>,
    /// Those that come after the one under way, each by itself.
    pub(super) rest: Vec<Next>,
    /// Those that the same sentence booked, or was about already: nothing else of it changes them.
    pub(super) settled: Vec<AppointmentRef>,
    /// In which order they stood when they were spoken of: the second stays the second.
    pub(super) order: Vec<AppointmentRef>,
    /// Those that were spoken of so far.
    pub(super) spoken_of: Vec<AppointmentRef>,
    /// When each of them is wished instead.
    pub(super) wished: Wished,
    /// By how much each of them is moved.
    pub(super) moved_by: Option<Displacement>,
    pub(super) turn: Turn,
    /// This errand was said in one breath with one that is done.
    pub(super) follows: bool,
}

/// What comes after the appointment under way.
#[derive(Clone, Debug)]
pub(super) enum Next {
    Appointment(AppointmentRef),
    /// One of those that this is true of, still to be asked.
    Meant(Meant),
    /// So many more, in a sentence that was not heard yet.
    Words {
        text: String,
        count: usize,
    },
    /// Another errand, in a sentence that was not heard yet.
    Errand(String),
}

impl Next {
    pub(super) const fn count(&self) -> usize {
        match self {
            Self::Appointment(_) | Self::Meant(_) => 1,
            Self::Words { count, .. } => *count,
            Self::Errand(_) => 0,
        }
    }
}

/// Whether the caller has to hear which appointment it is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Turn {
    /// That it begins with this one, where others follow.
    #[default]
    First,
    /// That it goes on with this one.
    Next,
    /// It was said.
    Told,
}

/// What is not clear of a time that was said.
#[derive(Clone, Debug)]
pub(super) enum Unclear {
    /// Whether it was meant: there is one reading.
    Whether(TimeMention),
    /// Which of these was meant.
    Which(Vec<TimeMention>),
}

impl Unclear {
    pub(super) fn readings(&self) -> &[TimeMention] {
        match self {
            Self::Whether(reading) => std::slice::from_ref(reading),
            Self::Which(readings) => readings,
        }
    }
}

/// What was said beside the errand, for the staff.
#[derive(Clone, Debug, Default)]
pub(super) struct Aside {
    pub(super) words: Vec<Pii<String>>,
    /// The caller was told that it will be passed on, and not only that it could be.
    pub(super) promised: bool,
    /// It takes back what was left before.
    pub(super) takes_back: bool,
    /// A message is wished to be left, and still to be said.
    pub(super) unsaid: bool,
}

/// An appointment that comes after the one under way.
#[derive(Clone, Debug, Default)]
pub(super) struct Then {
    /// What for; the same again when it wasn't said.
    pub(super) service: Option<ServiceId>,
    /// With whom, where it was said of this one.
    pub(super) practitioner: Option<ResourceId>,
    /// When, where it was said of this one.
    pub(super) times: Vec<TimeMention>,
    pub(super) unclear: Option<Ambiguity>,
    pub(super) beside: Option<Beside>,
    /// For whom; the same again when it wasn't said.
    pub(super) whom: Option<Whom>,
    pub(super) name: Option<Pii<String>>,
}

/// Whose appointment it is, and how they are reached.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    pub(super) name: Option<Pii<String>>,
    /// Who calls, once they named themselves.
    pub(super) own: Option<Pii<String>>,
    pub(super) phone: Option<Pii<Phone>>,
    pub(super) email: Option<Pii<String>>,
    /// Of the name only a first name was said.
    pub(super) only_given: bool,
    /// How often the missing half of a name was asked for.
    pub(super) asked_rest: u8,
    /// There is no number to be had.
    pub(super) has_no_phone: bool,
}

/// How far the caller has proved to be a patient.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and all combine")]
pub(super) struct Proof {
    pub(super) code: Option<Pii<String>>,
    /// What was said so far of one that comes a breath at a time.
    pub(super) pieces: String,
    /// One was said that hasn't six digits, and the caller doesn't know yet.
    pub(super) not_whole: bool,
    pub(super) of: Option<Proved>,
    /// Nothing more is taken.
    pub(super) locked: bool,
    /// What the staff was told of that in this call.
    pub(super) told: Option<Vec<Pii<String>>>,
    /// The caller id alone did not do.
    pub(super) needs_name: bool,
    /// The caller wants one to be sent, as soon as it is known for whom.
    pub(super) to_be_sent: bool,
}

/// Whose file was opened.
#[derive(Clone, Debug)]
pub(super) struct Proved {
    /// The name that was said with the code.
    pub(super) name: Option<Pii<String>>,
    /// It is of somebody else than who calls.
    pub(super) for_another: bool,
    /// There is a number in it.
    pub(super) reachable: bool,
}

/// What a clear yes would do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Yes {
    Book,
    Move,
    Cancel,
    Transfer,
    LeaveMessage,
}

/// What lies on the table.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) offers: Vec<Offer>,
    pub(super) held: Option<Offer>,
    pub(super) yes: Option<Yes>,
    /// The caller's appointments, once they may hear of them.
    pub(super) appointments: Option<Vec<Booked>>,
    /// Those that were listed for the caller to choose from, in that order.
    pub(super) listed: Vec<Booked>,
    /// The one that is talked about.
    pub(super) subject: Option<Booked>,
}

/// The question that waits for an answer.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) ask: Ask,
    pub(super) asking: Asking,
    /// Which wording was used.
    pub(super) wording: u8,
    /// How often the answer was not understood.
    pub(super) lost: u8,
    /// How often it was put, for whatever reason.
    pub(super) put: u8,
    /// Words of danger came after it: what is said next answers those, until it is put again.
    pub(super) overtaken: bool,
}

/// What an emergency interrupted.
#[derive(Clone, Debug)]
pub(super) struct Interrupted {
    pub(super) question: Question,
    pub(super) yes: Option<Yes>,
    /// The sentence that told of it, when it told of an errand as well.
    pub(super) errand: Option<Pii<String>>,
}

/// A tool at work.
#[derive(Clone, Debug)]
pub(super) struct Awaited {
    pub(super) id: ActionId,
    pub(super) job: Job,
    pub(super) fillers: u8,
}

/// Why a tool was called.
#[derive(Clone, Debug)]
pub(super) enum Job {
    Find,
    /// Whether the offer is the exact wish, chosen for the caller.
    Hold {
        exact: bool,
    },
    Confirm,
    Verify {
        with_name: bool,
    },
    SendCode,
    Move,
    Cancel,
    Note(Kind),
    /// What was asked, and what is said when no document answers it.
    LookUp {
        question: Pii<String>,
        otherwise: Trouble,
    },
    /// The same of what was asked beside an errand, which comes next.
    LookUpBeside(Pii<String>),
}

/// Whether something was left for the staff in this call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noted {
    Nothing,
    Earlier,
    /// It was the last thing that was done, and is what is talked of.
    Just,
    /// So is the appointment beside which it was said.
    JustBesideAnAppointment,
}

/// What is known of a request that wasn't answered as left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// It isn't.
    Not,
    /// It may be.
    Unknown,
}

/// What is counted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    /// A code was asked for or said in this call.
    pub(super) codes: bool,
    pub(super) tools: u32,
    pub(super) booked: u8,
    pub(super) silences: u8,
    pub(super) sorry: u8,
    pub(super) foreign: u8,
}

/// A sentence of a turn.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) text: String,
    /// Only of the moment («excusez-moi», «bonjour»): not said again.
    pub(super) passing: bool,
}
