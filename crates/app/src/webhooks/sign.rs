//! Signatures as Standard Webhooks has them (<https://www.standardwebhooks.com>): HMAC-SHA-256 over
//! `id.timestamp.body`, by a secret that only the practice and its system know.

use aws_lc_rs::hmac::{self, HMAC_SHA256};
use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Pii;
use domain::ids::AuditId;
use jiff::Timestamp;

use crate::random::Dice;

/// What every secret begins with, so that people and scanners recognise a leaked one.
const PREFIX: &str = "whsec_";

/// A new secret: 256 random bits.
pub(super) fn draw(dice: &Dice) -> Pii<String> {
    Pii::new(format!("{PREFIX}{}", STANDARD.encode(dice.bytes::<32>())))
}

/// The headers of a try: which message, when, and a signature by each secret that is good now.
pub(super) fn headers(id: AuditId, now: Timestamp, body: &[u8], secrets: &[Pii<String>]) -> HeaderMap {
    let (id, at) = (id.to_string(), now.as_second().to_string());
    let signatures: Vec<String> =
        secrets.iter().filter_map(|secret| signature(secret.reveal(), &id, &at, body)).collect();
    let values = [("webhook-id", id), ("webhook-timestamp", at), ("webhook-signature", signatures.join(" "))];
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    for (name, value) in values {
        // Digits, letters and punctuation: always fit for a header.
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    headers
}

/// `v1,` and the HMAC in base64; nothing when the secret isn't one.
fn signature(secret: &str, id: &str, at: &str, body: &[u8]) -> Option<String> {
    let key = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
    let mut signed = hmac::Context::with_key(&hmac::Key::new(HMAC_SHA256, &key));
    for part in [id.as_bytes(), b".", at.as_bytes(), b".", body] {
        signed.update(part);
    }
    Some(format!("v1,{}", STANDARD.encode(signed.sign())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example that the libraries of Standard Webhooks are tested with.
    #[test]
    fn the_published_example_is_signed_as_published() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let body = br#"{"test": 2432232314}"#;
        let signed = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body);
        assert_eq!(signed.as_deref(), Some("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    #[test]
    fn while_two_secrets_are_good_both_sign() {
        let dice = Dice::seeded(1);
        let secrets = [draw(&dice), draw(&dice)];
        let id = AuditId::new(uuid::Uuid::from_u128(1));
        let headers = headers(id, Timestamp::UNIX_EPOCH, b"{}", &secrets);
        let signatures = headers["webhook-signature"].to_str().unwrap();
        assert_eq!(signatures.split(' ').filter(|one| one.starts_with("v1,")).count(), 2, "{signatures}");
    }
}
