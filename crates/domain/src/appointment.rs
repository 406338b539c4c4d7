//! What an appointment goes through.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::ids::{AppointmentId, PatientId, ResourceId, ServiceId};
use crate::span::Span;

/// Where an appointment stands. The names are FHIR's where FHIR has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It awaits the staff; its time is kept.
    Requested,
    /// It is firm.
    Booked,
    /// The patient is there.
    Arrived,
    /// It has taken place.
    Fulfilled,
    /// The patient didn't come.
    NoShow,
    /// It was cancelled.
    Cancelled,
    /// It should never have been.
    EnteredInError,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Requested,
        Self::Booked,
        Self::Arrived,
        Self::Fulfilled,
        Self::NoShow,
        Self::Cancelled,
        Self::EnteredInError,
    ];

    /// Its name in the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Booked => "booked",
            Self::Arrived => "arrived",
            Self::Fulfilled => "fulfilled",
            Self::NoShow => "no_show",
            Self::Cancelled => "cancelled",
            Self::EnteredInError => "entered_in_error",
        }
    }

    /// The status of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether its time is taken (I8): true until it is over or undone.
    pub const fn keeps_time(self) -> bool {
        matches!(self, Self::Requested | Self::Booked | Self::Arrived)
    }
}

/// What can happen to an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The staff agrees to it.
    Approve,
    /// The staff declines it.
    Decline,
    /// It gets another time or another practitioner.
    Move,
    /// Somebody cancels it.
    Cancel,
    /// The patient arrives.
    Arrive,
    /// It takes place.
    Fulfil,
    /// Nobody came.
    MissIt,
    /// Somebody did come after all.
    UndoMiss,
    /// They aren't there yet after all.
    UndoArrival,
    /// It hasn't taken place yet after all.
    UndoFulfil,
    /// It should never have been.
    Void,
}

impl Step {
    /// The step by which the staff notes that an appointment stands elsewhere than it did: the patient came, was seen,
    /// didn't come, or one of these was a mistake. Nothing for what has rules of its own.
    pub const fn noting(from: Status, to: Status) -> Option<Self> {
        Some(match (from, to) {
            (Status::Booked, Status::Arrived) => Self::Arrive,
            (Status::Booked | Status::Arrived, Status::Fulfilled) => Self::Fulfil,
            (Status::Booked, Status::NoShow) => Self::MissIt,
            (Status::NoShow, Status::Arrived) => Self::UndoMiss,
            (Status::Fulfilled, Status::Arrived) => Self::UndoFulfil,
            (Status::Arrived, Status::Booked) => Self::UndoArrival,
            _ => return None,
        })
    }
}

/// A step that an appointment cannot take where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an appointment that is {} cannot take the step {step:?}", from.name())]
pub struct WrongStep {
    /// Where it stands.
    pub from: Status,
    /// What was tried.
    pub step: Step,
}

/// An appointment: who comes to whom, for what and when. Names and numbers live with the patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// The same through every move.
    pub id: AppointmentId,
    /// Whose it is.
    pub patient: PatientId,
    /// What was booked.
    pub service: ServiceId,
    /// With whom.
    pub practitioner: ResourceId,
    /// Where, when the service needs a room.
    pub room: Option<ResourceId>,
    /// When the patient is there.
    pub span: Span,
    /// Where it stands.
    pub status: Status,
    /// How often it has changed; 1 when it is new.
    pub revision: u32,
}

impl Appointment {
    /// Takes a step that changes nothing but the status, or refuses and hands the appointment back unchanged.
    pub fn take(mut self, step: Step) -> Result<Self, WrongStep> {
        self.status = next(self.status, step)?;
        self.revision += 1;
        Ok(self)
    }

    /// Moves it. Its id stays; its revision rises by one.
    pub fn moved(
        self,
        practitioner: ResourceId,
        room: Option<ResourceId>,
        span: Span,
    ) -> Result<Self, WrongStep> {
        Ok(Self { practitioner, room, span, ..self.take(Step::Move)? })
    }

    /// Whether its day has begun by the clocks of a zone. Before, nobody has come, was seen or was missed.
    pub fn is_of_today_or_before(&self, now: Timestamp, zone: &TimeZone) -> bool {
        clock::date_at(self.span.start, zone) <= clock::date_at(now, zone)
    }

    /// Whether it is too late for a caller to change it: less than the practice's notice remains.
    pub fn too_late(&self, now: Timestamp, notice_minutes: u32) -> bool {
        self.span.grow(notice_minutes, 0).start < now
    }
}

/// Where a step leads. Whatever isn't listed is refused.
pub const fn next(from: Status, step: Step) -> Result<Status, WrongStep> {
    use Status::{Arrived, Booked, Cancelled, EnteredInError, Fulfilled, NoShow, Requested};
    match (from, step) {
        (Requested, Step::Approve) | (Booked, Step::Move) | (Arrived, Step::UndoArrival) => Ok(Booked),
        (Requested, Step::Move) => Ok(Requested),
        (Requested, Step::Decline) | (Requested | Booked, Step::Cancel) => Ok(Cancelled),
        (Booked, Step::Arrive) | (NoShow, Step::UndoMiss) | (Fulfilled, Step::UndoFulfil) => Ok(Arrived),
        (Booked | Arrived, Step::Fulfil) => Ok(Fulfilled),
        (Booked, Step::MissIt) => Ok(NoShow),
        (Requested | Booked | Arrived | Fulfilled | NoShow, Step::Void) => Ok(EnteredInError),
        (from, step) => Err(WrongStep { from, step }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Minted;

    const STEPS: [Step; 11] = [
        Step::Approve,
        Step::Decline,
        Step::Move,
        Step::Cancel,
        Step::Arrive,
        Step::Fulfil,
        Step::MissIt,
        Step::UndoMiss,
        Step::UndoArrival,
        Step::UndoFulfil,
        Step::Void,
    ];

    fn appointment(status: Status) -> Appointment {
        let now = Timestamp::from_second(1_000_000).unwrap();
        Appointment {
            id: AppointmentId::from_parts(now, [1; 10]),
            patient: PatientId::from_parts(now, [2; 10]),
            service: "consultation".parse().unwrap(),
            practitioner: "martin".parse().unwrap(),
            room: None,
            span: Span::of_minutes(now, 20).unwrap(),
            status,
            revision: 1,
        }
    }

    #[test]
    fn what_is_over_stays_over() {
        for step in STEPS {
            for from in [Status::Cancelled, Status::EnteredInError] {
                assert_eq!(appointment(from).take(step), Err(WrongStep { from, step }));
            }
        }
    }

    #[test]
    fn time_once_given_back_is_never_taken_again() {
        // A step from a status without time to one with it would skip the claim. Only what is undone may: whoever
        // undoes it takes the time again, in a lane of its own if need be.
        let undone = [Step::UndoMiss, Step::UndoFulfil];
        for from in Status::ALL.into_iter().filter(|status| !status.keeps_time()) {
            for step in STEPS {
                if let Ok(to) = next(from, step) {
                    assert!(!to.keeps_time() || undone.contains(&step), "{from:?} {step:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_noted_leads_where_it_says() {
        for from in Status::ALL {
            for to in Status::ALL {
                if let Some(step) = Step::noting(from, to) {
                    assert_eq!(next(from, step), Ok(to));
                }
            }
        }
        assert_eq!(
            Step::noting(Status::Requested, Status::Booked),
            None,
            "to approve is to settle a request"
        );
        assert_eq!(Step::noting(Status::Booked, Status::Cancelled), None);
    }

    #[test]
    fn a_move_keeps_the_id_and_counts() {
        let before = appointment(Status::Booked);
        let span = before.span.grow(0, 10);
        let after = before.clone().moved("benali".parse().unwrap(), None, span).unwrap();
        assert_eq!((after.id, after.revision, after.span), (before.id, 2, span));
        assert!(appointment(Status::Fulfilled).moved("benali".parse().unwrap(), None, span).is_err());
    }

    #[test]
    fn approving_twice_is_refused() {
        let booked = appointment(Status::Requested).take(Step::Approve).unwrap();
        assert_eq!(booked.status, Status::Booked);
        assert!(booked.take(Step::Approve).is_err());
    }

    #[test]
    fn too_late_is_less_than_the_notice() {
        let it = appointment(Status::Booked);
        let minutes_before = |m: u32| it.span.grow(m, 0).start;
        assert!(!it.too_late(minutes_before(120), 120));
        assert!(it.too_late(minutes_before(119), 120));
        assert!(it.too_late(it.span.end, 0));
    }

    /// The day begins at the practice's midnight, not at that of Greenwich.
    #[test]
    fn the_day_begins_by_the_practices_clocks() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mut it = appointment(Status::Booked);
        it.span = Span::of_minutes(at("2026-03-10T08:00:00Z"), 20).unwrap();
        let paris = TimeZone::get("Europe/Paris").unwrap();
        assert!(!it.is_of_today_or_before(at("2026-03-09T22:59:59Z"), &paris));
        assert!(it.is_of_today_or_before(at("2026-03-09T23:00:00Z"), &paris));
        assert!(!it.is_of_today_or_before(at("2026-03-09T23:00:00Z"), &TimeZone::UTC));
        assert!(it.is_of_today_or_before(at("2026-03-12T08:00:00Z"), &paris));
    }

    #[test]
    fn names_are_read_back() {
        for status in Status::ALL {
            assert_eq!(Status::from_name(status.name()), Some(status));
        }
        assert_eq!(Status::from_name("Booked"), None);
    }
}
