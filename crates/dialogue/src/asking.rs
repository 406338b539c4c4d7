//! What the agent is asking for.

use phrases::Expecting;
use serde::{Deserialize, Serialize};

/// What the caller's next words are expected to answer. The names are those of `allo rehearse`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asking {
    /// What they want.
    Intent,
    /// Which service.
    Service,
    /// With whom instead.
    Practitioner,
    /// When.
    Time,
    /// Which of the offers.
    Choose,
    /// Whose appointment.
    Name,
    /// Where they can be reached.
    Phone,
    /// The six digits that prove who they are.
    Code,
    /// Which of their appointments.
    WhichAppointment,
    /// A yes to what was read back.
    Confirm,
    /// What the staff should know.
    Message,
    /// Whether there is anything else.
    AnythingElse,
    /// Nothing: the call is over.
    Nothing,
}

impl Asking {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Intent,
        Self::Service,
        Self::Practitioner,
        Self::Time,
        Self::Choose,
        Self::Name,
        Self::Phone,
        Self::Code,
        Self::WhichAppointment,
        Self::Confirm,
        Self::Message,
        Self::AnythingElse,
        Self::Nothing,
    ];

    /// Its name in scenarios and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Intent => "intent",
            Self::Service => "service",
            Self::Practitioner => "practitioner",
            Self::Time => "time",
            Self::Choose => "choose",
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Code => "code",
            Self::WhichAppointment => "which_appointment",
            Self::Confirm => "confirm",
            Self::Message => "message",
            Self::AnythingElse => "anything_else",
            Self::Nothing => "nothing",
        }
    }

    /// How bare answers are to be read.
    pub(crate) const fn expecting(self) -> Expecting {
        match self {
            Self::Intent | Self::Nothing => Expecting::Anything,
            Self::Service => Expecting::Service,
            Self::Practitioner => Expecting::Practitioner,
            Self::Time => Expecting::Time,
            Self::Choose => Expecting::Choice,
            Self::Name => Expecting::Name,
            Self::Phone => Expecting::Phone,
            Self::Code => Expecting::Code,
            Self::WhichAppointment => Expecting::WhichAppointment,
            Self::Confirm => Expecting::Confirm,
            Self::Message => Expecting::Message,
            Self::AnythingElse => Expecting::AnythingElse,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Asking;

    #[test]
    fn the_wire_name_is_the_name() {
        for asking in Asking::ALL {
            let wire =
                serde::de::IntoDeserializer::<serde::de::value::Error>::into_deserializer(asking.name());
            assert_eq!(serde::Deserialize::deserialize(wire), Ok(asking));
        }
    }
}
