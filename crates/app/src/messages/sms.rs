//! Text messages: by the HTTP interface of Brevo, whose servers are in the Union. See
//! `docs/decisions/0012-messages.md`.

use std::fmt;

use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use domain::Phone;
use serde::Serialize;

use super::post::Trouble;
use crate::outside::{Address, NoAddress, Outside, OutsideError, Reach};

/// Where Brevo takes text messages.
pub const BREVO: &str = "https://api.brevo.com/v3/transactionalSMS/send";

/// In which header the key stands.
const KEY: HeaderName = HeaderName::from_static("api-key");

/// Somebody who carries text messages for us.
#[derive(Clone)]
pub struct Provider {
    outside: Outside,
    url: Address,
    key: HeaderValue,
    sender: String,
}

/// Why a provider can't be used as it was set.
#[derive(Debug, thiserror::Error)]
pub enum InvalidProvider {
    /// Its address.
    #[error(transparent)]
    Address(#[from] NoAddress),
    /// Its key.
    #[error("the key holds what no key holds")]
    Key,
    /// The client that goes out to it.
    #[error(transparent)]
    Client(#[from] OutsideError),
}

/// What is asked.
#[derive(Serialize)]
struct Asked<'a> {
    sender: &'a str,
    recipient: &'a str,
    content: &'a str,
    r#type: &'static str,
}

impl Provider {
    /// The provider at an address, with the key that it gave out, and what messages say they are from: up to eleven
    /// letters and digits.
    pub fn new(url: &str, key: &str, sender: &str, reach: Reach) -> Result<Self, InvalidProvider> {
        let mut key = HeaderValue::from_str(key).map_err(|_| InvalidProvider::Key)?;
        key.set_sensitive(true);
        let (url, outside) = (Address::read(url, reach)?, Outside::new(reach)?);
        Ok(Self { outside, url, key, sender: sender.to_owned() })
    }

    /// Hands a message over.
    pub(super) async fn send(&self, to: &Phone, text: &str) -> Result<(), Trouble> {
        let recipient = to.as_str().trim_start_matches('+');
        let asked = Asked { sender: &self.sender, recipient, content: text, r#type: "transactional" };
        let again = |why: &str| Trouble { for_good: false, why: why.to_owned() };
        let body = serde_json::to_vec(&asked).map_err(|_| again("sms_unmade"))?;
        let json = HeaderValue::from_static("application/json");
        let headers =
            HeaderMap::from_iter([(KEY, self.key.clone()), (ACCEPT, json.clone()), (CONTENT_TYPE, json)]);
        let status = self.outside.post(&self.url, headers, body).await;
        let status = status.map_err(|_| again("sms_unreachable"))?;
        if status.is_success() {
            return Ok(());
        }
        // What is wrong with a number stays wrong; a key, credit or a limit can be mended.
        let why = format!("sms_refused {}", status.as_u16());
        Err(Trouble { for_good: status == StatusCode::BAD_REQUEST, why })
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Provider({:?})", self.url)
    }
}
