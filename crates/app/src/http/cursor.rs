//! Where a page of a list begins, in a form that nobody needs to read.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Code, Problem};

/// The last row of the page before: its instant and its id, 48 hexadecimal digits.
pub(crate) fn write(at: Timestamp, id: Uuid) -> String {
    format!("{:016x}{}", at.as_microsecond(), id.simple())
}

/// After which row the page begins, when a page before is named.
pub(crate) fn read(text: Option<&str>) -> Result<Option<(Timestamp, Uuid)>, Problem> {
    let Some(text) = text else { return Ok(None) };
    place(text).map(Some).ok_or(Problem::new(Code::InvalidCursor))
}

fn place(text: &str) -> Option<(Timestamp, Uuid)> {
    if text.len() != 48 || !text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
        return None;
    }
    let micros = u64::from_str_radix(&text[..16], 16).ok()?.cast_signed().clamp(FIRST, LAST);
    Some((Timestamp::from_microsecond(micros).ok()?, Uuid::try_parse(&text[16..]).ok()?))
}

/// The instants that both engines can keep, in microseconds: the years 1 to 8999. A cursor beyond them is at them.
const FIRST: i64 = -62_135_596_800_000_000;
const LAST: i64 = 221_845_392_000_000_000;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cursor_is_read_back(micros in FIRST..LAST, id: u128) {
            let (at, id) = (Timestamp::from_microsecond(micros).unwrap(), Uuid::from_u128(id));
            prop_assert_eq!(place(&write(at, id)), Some((at, id)));
        }

        #[test]
        fn anything_else_is_refused_quietly(text in ".{0,60}") {
            prop_assert_eq!(place(&text).is_some(), text.len() == 48 && text.bytes().all(|b| b"0123456789abcdef".contains(&b)));
        }

        #[test]
        fn whatever_looks_like_one_is_one(text in "[0-9a-f]{48}") {
            prop_assert!(place(&text).is_some());
        }
    }
}
