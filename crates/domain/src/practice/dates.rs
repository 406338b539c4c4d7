//! Dates as a file writes them. Their type's own reader speaks of digits and ranges.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use super::check::Wrong;
use crate::Pii;

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Written(Date);

impl TryFrom<String> for Written {
    type Error = Wrong;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self).map_err(|_| Wrong::NoDate)
    }
}

pub(super) fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    Written::deserialize(deserializer).map(|Written(date)| date)
}

pub(super) fn private_if_any<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Pii<Date>>, D::Error> {
    Ok(Option::deserialize(deserializer)?.map(|Written(date)| Pii::new(date)))
}
