//! How what stands in a request is written, and what is said of what is written otherwise.
//!
//! The types' own readers speak of their insides. Fields that name these functions in `deserialize_with` are refused in
//! the words of whoever wrote the client.

use std::fmt;
use std::marker::PhantomData;

use domain::Lang;
use domain::appointment::Status;
use domain::ids::{PatientId, UserId};
use domain::request::Kind;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

/// Something that is written as text.
pub(crate) trait Written: Sized {
    /// What is expected.
    const AS: &'static str;

    /// The value of a text.
    fn read(text: &str) -> Option<Self>;
}

impl Written for Timestamp {
    const AS: &'static str = "a time with its offset, such as 2026-11-26T14:20:00+01:00";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Written for Date {
    const AS: &'static str = "a date, such as 2026-11-26";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Written for u32 {
    const AS: &'static str = "a whole number";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Written for Lang {
    const AS: &'static str = "a language: fr or en";

    fn read(text: &str) -> Option<Self> {
        Self::from_tag(text)
    }
}

impl Written for Status {
    const AS: &'static str =
        "one of requested, booked, arrived, fulfilled, no_show, cancelled, entered_in_error";

    fn read(text: &str) -> Option<Self> {
        Self::from_name(text)
    }
}

impl Written for Kind {
    const AS: &'static str = "one of wish, message, call_back, conflict, too_late, approval";

    fn read(text: &str) -> Option<Self> {
        Self::from_name(text)
    }
}

impl Written for UserId {
    const AS: &'static str = "the id of a member of the staff";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Written for PatientId {
    const AS: &'static str = "the id of a patient";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

struct Text<T>(PhantomData<T>);

impl<T: Written> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::AS)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::read(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

struct OfText<T>(T);

impl<'de, T: Written> Deserialize<'de> for OfText<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text(PhantomData)).map(Self)
    }
}

/// A field that must be there.
pub(crate) fn text<'de, D: Deserializer<'de>, T: Written>(deserializer: D) -> Result<T, D::Error> {
    OfText::deserialize(deserializer).map(|OfText(value)| value)
}

/// A field that may be absent (with `default`) or null.
pub(crate) fn text_if_any<'de, D: Deserializer<'de>, T: Written>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(Option::deserialize(deserializer)?.map(|OfText(value)| value))
}

/// A whole number of JSON.
pub(crate) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    whole(&serde_json::Number::deserialize(deserializer)?)
}

/// A whole number of JSON that may be absent (with `default`) or null.
pub(crate) fn number_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    Option::<serde_json::Number>::deserialize(deserializer)?.map(|number| whole(&number)).transpose()
}

fn whole<E: Error>(number: &serde_json::Number) -> Result<u32, E> {
    let whole = number.as_u64().and_then(|whole| u32::try_from(whole).ok());
    whole.ok_or_else(|| E::custom(format_args!("{number} is not {}", u32::AS)))
}

/// An object of JSON. A derived reader alone would take a list of the fields as well.
pub(crate) struct Object<T>(pub(crate) T);

struct Fields<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(fields))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields(PhantomData)).map(Self)
    }
}

/// An object that may be absent (with `default`) or null.
pub(crate) fn object_if_any<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(Option::deserialize(deserializer)?.map(|Object(value)| value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_named() {
        let names = Status::ALL.map(Status::name).join(", ");
        assert_eq!(Status::AS, format!("one of {names}"));
        let names = Kind::ALL.map(Kind::name).join(", ");
        assert_eq!(Kind::AS, format!("one of {names}"));
    }
}
