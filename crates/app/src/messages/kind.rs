//! What messages are about, what carries them, and where they stand.

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$each])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name in the database and the API.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// The one of this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

named! {
    /// What a message is about.
    Kind {
        /// An appointment is booked.
        Confirmation = "confirmation",
        /// An appointment awaits the staff, its time kept.
        Requested = "requested",
        /// It got another time or another practitioner.
        Moved = "moved",
        /// It was cancelled.
        Cancelled = "cancelled",
        /// The staff agreed to it.
        Approved = "approved",
        /// The staff declined it.
        Declined = "declined",
        /// It is near.
        Reminder = "reminder",
        /// Six digits by which a caller proves to be the patient.
        Code = "code",
        /// Something awaits the staff: to the practice itself.
        Request = "request",
    }
}

named! {
    /// What carries a message.
    Channel {
        /// E-mail.
        Email = "email",
        /// A text message.
        Sms = "sms",
    }
}

named! {
    /// Where a message stands.
    State {
        /// It waits to be sent, for the first time or once more.
        Queued = "queued",
        /// Whoever carries it has taken it.
        Sent = "sent",
        /// It couldn't be sent, and isn't tried any more.
        Failed = "failed",
        /// It wasn't to be sent: nobody to write to, nothing to say any more.
        Skipped = "skipped",
    }
}

/// The work that sends a message once more.
pub(super) const RESEND: &str = "message.resend";

/// The work that reminds somebody.
pub(super) const REMIND: &str = "message.remind";

/// Every kind of work that sends something.
pub(super) const WORK: [&str; 10] = [
    "notify.confirmation",
    "notify.requested",
    "notify.moved",
    "notify.cancelled",
    "notify.approved",
    "notify.declined",
    "notify.code",
    "notify.request",
    REMIND,
    RESEND,
];

impl Kind {
    /// What a piece of work is about; nothing of one that sends no message of its own.
    pub(super) fn of_work(kind: &str) -> Option<Self> {
        if kind == REMIND { Some(Self::Reminder) } else { Self::from_name(kind.strip_prefix("notify.")?) }
    }

    /// Whether it says that an appointment stands, which a calendar keeps and a link leads to.
    pub(super) const fn stands(self) -> bool {
        matches!(self, Self::Confirmation | Self::Moved | Self::Approved | Self::Reminder)
    }

    /// Whether nobody is led astray when it comes later: it neither proves who somebody is nor tells what was done.
    pub(super) const fn can_wait(self) -> bool {
        matches!(self, Self::Reminder | Self::Request)
    }

    /// Whether it says that an appointment is no more, which takes it out of a calendar.
    pub(super) const fn ends(self) -> bool {
        matches!(self, Self::Cancelled | Self::Declined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_work_but_a_resend_has_its_kind() {
        for work in WORK {
            assert_eq!(Kind::of_work(work).is_none(), work == RESEND, "{work}");
        }
        assert_eq!(Kind::of_work("calendar.write"), None);
    }
}
