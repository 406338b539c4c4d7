//! Something left for the staff to settle.

mod due;
mod reason;

use serde::{Deserialize, Serialize};

pub use self::due::due;
pub use self::reason::Reason;
use crate::Lang;

/// What the staff is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// To find a time for somebody, because it couldn't be done in the call.
    Wish,
    /// To read a message.
    Message,
    /// To call somebody back.
    CallBack,
    /// To settle two things at one time.
    Conflict,
    /// To move or cancel an appointment that is too near for a caller to change.
    TooLate,
    /// To agree to an appointment whose time is kept.
    Approval,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Wish, Self::Message, Self::CallBack, Self::Conflict, Self::TooLate, Self::Approval];

    /// What the staff calls it.
    pub const fn title(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Wish, Lang::Fr) => "Souhait de rendez-vous",
            (Self::Wish, Lang::En) => "Wish for an appointment",
            (Self::Message, Lang::Fr | Lang::En) => "Message",
            (Self::CallBack, Lang::Fr) => "À rappeler",
            (Self::CallBack, Lang::En) => "To call back",
            (Self::Conflict, Lang::Fr) => "Conflit d’agenda",
            (Self::Conflict, Lang::En) => "Conflict in the calendar",
            (Self::TooLate, Lang::Fr) => "Changement tardif",
            (Self::TooLate, Lang::En) => "Late change",
            (Self::Approval, Lang::Fr) => "À accepter",
            (Self::Approval, Lang::En) => "To accept",
        }
    }

    /// Its name in the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wish => "wish",
            Self::Message => "message",
            Self::CallBack => "call_back",
            Self::Conflict => "conflict",
            Self::TooLate => "too_late",
            Self::Approval => "approval",
        }
    }

    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It waits.
    Open,
    /// The staff did it.
    Done,
    /// The staff declined it.
    Declined,
}

/// A request that is no longer open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the request is already {}", .0.name())]
pub struct Settled(pub State);

/// What followed from a request can't be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an approval that was settled can't be undone")]
pub struct Final;

impl State {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Done, Self::Declined];

    /// Its name in the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Declined => "declined",
        }
    }

    /// The state of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// The staff has done it.
    pub fn done(self) -> Result<Self, Settled> {
        self.settle(Self::Done)
    }

    /// The staff declines it.
    pub fn declined(self) -> Result<Self, Settled> {
        self.settle(Self::Declined)
    }

    /// What was settled awaits the staff again.
    ///
    /// An approval stays as it is: its appointment became firm or was given up, and whose it is was told so.
    pub fn reopened(self, kind: Kind) -> Result<Self, Final> {
        if self != Self::Open && kind == Kind::Approval { Err(Final) } else { Ok(Self::Open) }
    }

    fn settle(self, to: Self) -> Result<Self, Settled> {
        if self == Self::Open { Ok(to) } else { Err(Settled(self)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_settled_once() {
        assert_eq!(State::Open.done(), Ok(State::Done));
        assert_eq!(State::Open.declined(), Ok(State::Declined));
        for settled in [State::Done, State::Declined] {
            assert_eq!(settled.done(), Err(Settled(settled)));
            assert_eq!(settled.declined(), Err(Settled(settled)));
        }
    }

    #[test]
    fn everything_but_an_approval_can_be_undone() {
        for kind in Kind::ALL {
            let undone = State::Done.reopened(kind);
            assert_eq!(undone, if kind == Kind::Approval { Err(Final) } else { Ok(State::Open) });
            assert_eq!(State::Open.reopened(kind), Ok(State::Open));
        }
    }

    #[test]
    fn names_are_read_back() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_name(reason.name()), Some(reason));
        }
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.name()), Some(kind));
        }
        for state in State::ALL {
            assert_eq!(State::from_name(state.name()), Some(state));
        }
    }
}
