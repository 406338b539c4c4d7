//! What came of a call.

/// What a call brought, in one word. Of several things, the weightiest: they are in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The caller hung up, and nothing was done.
    HungUp,
    /// It came to its end with nothing to be done: a question was answered, or nothing was wanted any more.
    Information,
    /// The caller was put through.
    Transferred,
    /// Something was left for the staff.
    Request,
    /// An appointment was cancelled.
    Cancelled,
    /// An appointment was moved.
    Moved,
    /// An appointment was booked.
    Booked,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Booked,
        Self::Moved,
        Self::Cancelled,
        Self::Request,
        Self::Transferred,
        Self::Information,
        Self::HungUp,
    ];

    /// Its name in the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Moved => "moved",
            Self::Cancelled => "cancelled",
            Self::Request => "request",
            Self::Transferred => "transferred",
            Self::Information => "information",
            Self::HungUp => "hung_up",
        }
    }

    /// Whether somebody's agenda or inbox tells of it: who may not see those isn't told.
    pub const fn is_of_an_agenda(self) -> bool {
        matches!(self, Self::Booked | Self::Moved | Self::Cancelled | Self::Request)
    }

    /// The outcome of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}
