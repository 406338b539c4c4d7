//! What a page may show of a call.

use domain::Lang;
use jiff::civil::Date;
use serde::Serialize;

use crate::asking::Asking;
use crate::io::Offer;
use crate::speech::Voice;

/// What Allo is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// Waiting for the caller.
    Listening,
    /// Looking for free slots.
    Looking,
    /// Keeping a slot.
    Holding,
    /// Booking.
    Confirming,
    /// Checking who the caller is.
    Verifying,
    /// Moving or cancelling.
    Changing,
    /// Leaving something for the staff.
    Noting,
    /// Looking a question up in the practice's documents.
    Reading,
    /// Putting the caller through.
    Transferring,
    /// Nothing more.
    Ended,
}

/// The state of a call, without personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct View {
    /// What Allo is doing.
    pub doing: Doing,
    /// What it asks for.
    pub asking: Asking,
    /// The language that is spoken now.
    pub lang: Lang,
    /// What is on the table.
    pub offers: Vec<ShownOffer>,
    /// What is kept for the caller.
    pub held: Option<ShownOffer>,
}

/// An offer in the words of the call's language, and as a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShownOffer {
    /// Its number in this call.
    pub number: u32,
    /// The local date.
    pub date: Date,
    /// The day in words.
    pub day: String,
    /// The hour in words.
    pub time: String,
    /// The practitioner in words.
    pub practitioner: String,
    /// The practitioner's id.
    pub practitioner_id: String,
    /// The service in words.
    pub service: String,
}

impl ShownOffer {
    pub(crate) fn of(offer: &Offer, voice: &Voice) -> Self {
        let date = voice.local(offer.start).date();
        Self {
            number: offer.number,
            date,
            day: voice.day(date),
            time: voice.hour(offer.start),
            practitioner: voice.who(&offer.practitioner),
            practitioner_id: offer.practitioner.to_string(),
            service: voice.what(&offer.service),
        }
    }
}
