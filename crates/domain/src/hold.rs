//! A slot kept while a caller decides.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::ids::{CallId, HoldId};

/// However often it is extended, a hold ends this long after it began (10 minutes).
pub const LONGEST: SignedDuration = SignedDuration::from_mins(10);

/// Where a hold stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The slot is kept.
    Live,
    /// It has become an appointment.
    Confirmed,
    /// It was given back.
    Released,
    /// Its time ran out.
    Expired,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Live, Self::Confirmed, Self::Released, Self::Expired];

    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Confirmed => "confirmed",
            Self::Released => "released",
            Self::Expired => "expired",
        }
    }

    /// The state of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// A move that a hold cannot make where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hold that is {} cannot become {}", from.name(), to.name())]
pub struct WrongMove {
    /// Where it stands.
    pub from: State,
    /// Where it should have gone.
    pub to: State,
}

/// A slot kept for a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Which hold.
    pub id: HoldId,
    /// Who keeps it.
    pub call: Option<CallId>,
    /// Where it stands.
    pub state: State,
    /// Until when it is kept.
    pub expires_at: Timestamp,
    /// When it ends whatever happens.
    pub hard_deadline: Timestamp,
}

impl Hold {
    /// A new hold, kept for so many seconds.
    pub fn begin(id: HoldId, call: Option<CallId>, now: Timestamp, ttl_s: u32) -> Self {
        let hard_deadline = later(now, LONGEST);
        let expires_at = later(now, SignedDuration::from_secs(i64::from(ttl_s))).min(hard_deadline);
        Self { id, call, state: State::Live, expires_at, hard_deadline }
    }

    /// Keeps it for so many seconds from now, never less long than before, never past its hard deadline.
    pub fn extend(mut self, now: Timestamp, ttl_s: u32) -> Result<Self, WrongMove> {
        if self.state != State::Live || self.overdue(now) {
            return Err(WrongMove { from: self.state, to: State::Live });
        }
        let wished = later(now, SignedDuration::from_secs(i64::from(ttl_s)));
        self.expires_at = self.expires_at.max(wished.min(self.hard_deadline));
        Ok(self)
    }

    /// Makes it an appointment. A hold whose time ran out may still be confirmed while nobody has taken its slot:
    /// the database, which knows, lets its claim live until then.
    pub fn confirm(self) -> Result<Self, WrongMove> {
        self.goes(State::Confirmed)
    }

    /// Gives it back.
    pub fn release(self) -> Result<Self, WrongMove> {
        self.goes(State::Released)
    }

    /// Lets it go because its time ran out; refused before.
    pub fn expire(self, now: Timestamp) -> Result<Self, WrongMove> {
        if self.overdue(now) {
            self.goes(State::Expired)
        } else {
            Err(WrongMove { from: self.state, to: State::Expired })
        }
    }

    /// Whether its time has run out.
    pub fn overdue(&self, now: Timestamp) -> bool {
        self.expires_at <= now
    }

    fn goes(self, to: State) -> Result<Self, WrongMove> {
        if self.state == State::Live {
            Ok(Self { state: to, ..self })
        } else {
            Err(WrongMove { from: self.state, to })
        }
    }
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Minted;
    use proptest::prelude::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn hold() -> Hold {
        Hold::begin(HoldId::from_parts(at(0), [0; 10]), None, at(0), 120)
    }

    #[test]
    fn it_ends_once() {
        for ended in [hold().confirm(), hold().release(), hold().expire(at(120))] {
            let ended = ended.unwrap();
            assert!(ended.clone().confirm().is_err());
            assert!(ended.clone().release().is_err());
            assert!(ended.clone().expire(at(1_000)).is_err());
            assert!(ended.extend(at(1), 120).is_err());
        }
    }

    #[test]
    fn it_expires_at_its_time_and_not_before() {
        assert!(hold().expire(at(119)).is_err());
        assert_eq!(hold().expire(at(120)).unwrap().state, State::Expired);
        assert!(hold().extend(at(120), 120).is_err());
    }

    #[test]
    fn a_heartbeat_never_shortens_it() {
        assert_eq!(hold().extend(at(1), 30).unwrap().expires_at, at(120));
    }

    proptest! {
        #[test]
        fn no_heartbeat_keeps_it_past_ten_minutes(beats in prop::collection::vec(1_i64..119, 0..60)) {
            let mut now = 0;
            let mut it = hold();
            for beat in beats {
                now += beat;
                let before = it.expires_at;
                match it.clone().extend(at(now), 120) {
                    Ok(extended) => it = extended,
                    Err(_) => break,
                }
                prop_assert!(before <= it.expires_at && it.expires_at <= at(600));
            }
        }
    }
}
