//! What a handler tells the page beside its answer.

use axum::http::{HeaderName, HeaderValue};

/// A header that the page's script, or htmx itself, reads.
pub(crate) type Told = [(HeaderName, HeaderValue); 1];

/// Says what was done, in words that the page reads out, and that what is shown has changed: whichever part listens
/// shows itself anew, before the stream of changes tells so.
pub(super) fn said(what: &str) -> Told {
    told(&serde_json::json!({"said": {"value": what}, "changed": {}}))
}

/// The same, and the dialog in which it was done is done with.
pub(crate) fn closing(what: &str) -> Told {
    told(&serde_json::json!({"close-dialog": {}, "said": {"value": what}, "changed": {}}))
}

/// The page goes elsewhere: to an address of ours, which no header can't carry.
pub(super) fn led(to: &str) -> Told {
    let to = HeaderValue::from_str(to).unwrap_or_else(|_| HeaderValue::from_static("/console"));
    [(HeaderName::from_static("hx-redirect"), to)]
}

fn told(events: &serde_json::Value) -> Told {
    let told = HeaderValue::from_str(&ascii(&events.to_string()));
    [(HeaderName::from_static("hx-trigger"), told.unwrap_or_else(|_| HeaderValue::from_static("changed")))]
}

/// JSON with every letter beyond ASCII escaped, as a header takes it.
fn ascii(json: &str) -> String {
    let mut header = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter.is_ascii() {
            header.push(letter);
        } else {
            let mut units = [0; 2];
            let units = letter.encode_utf16(&mut units).iter();
            header.extend(units.map(|unit| format!("\\u{unit:04x}")));
        }
    }
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_passes_a_header_and_is_read_back() {
        let [(name, value)] = said("Réglé : «\u{a0}À rappeler\u{a0}» 🙂");
        assert_eq!(name, "hx-trigger");
        let read: serde_json::Value = serde_json::from_str(value.to_str().unwrap()).unwrap();
        assert_eq!(read["said"]["value"], "Réglé : «\u{a0}À rappeler\u{a0}» 🙂");
        assert!(read["changed"].is_object());
    }
}
