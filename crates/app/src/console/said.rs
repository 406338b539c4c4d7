//! How a handler says what it did: by a header that the page's script reads.

use axum::http::{HeaderName, HeaderValue};
use serde_json::json;

use crate::http::{Code, Problem};

const TRIGGER: HeaderName = HeaderName::from_static("hx-trigger");
const REDIRECT: HeaderName = HeaderName::from_static("hx-redirect");

/// It was done, and this is said; dialogs close, and whatever shows the practice's data is fetched anew.
pub(super) fn done(text: &str) -> Result<[(HeaderName, HeaderValue); 1], Problem> {
    let events = json!({"said": {"value": text}, "close-dialog": {}, "changed": {}});
    Ok([(TRIGGER, value(&ascii(&events.to_string()))?)])
}

/// The page goes elsewhere.
pub(super) fn led(to: &str) -> Result<[(HeaderName, HeaderValue); 1], Problem> {
    Ok([(REDIRECT, value(to)?)])
}

fn value(text: &str) -> Result<HeaderValue, Problem> {
    HeaderValue::from_str(text).map_err(|_| Problem::new(Code::Internal))
}

/// JSON with nothing in it that a header can't carry.
fn ascii(json: &str) -> String {
    let mut units = [0; 2];
    json.chars().fold(String::with_capacity(json.len()), |mut text, c| {
        if c.is_ascii() {
            text.push(c);
        } else {
            text.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_fits_in_a_header() {
        assert_eq!(ascii(r#"{"a":"é’"}"#), r#"{"a":"\u00e9\u2019"}"#);
        let [(_, header)] = done("Dossier de Zoë 👍 enregistré").unwrap();
        let read: serde_json::Value = serde_json::from_str(header.to_str().unwrap()).unwrap();
        assert_eq!(read["said"]["value"], "Dossier de Zoë 👍 enregistré");
    }
}
