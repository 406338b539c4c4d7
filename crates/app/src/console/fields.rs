//! What a form sends, read strictly.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use serde::de::DeserializeOwned;

use crate::http::{Code, Problem};

/// The fields of a form, of a type that refuses unknown ones (C8). A field that is sent several times is a list.
pub(crate) struct Fields<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Fields<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if kind.is_some_and(|kind| !kind.starts_with("application/x-www-form-urlencoded")) {
            return Err(Problem::new(Code::UnsupportedMediaType));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|error| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::new(Code::TooLarge),
            _ => Problem::new(Code::Malformed),
        })?;
        // What is wrong may hold what was typed: a form of ours is never wrong by its own doing, so nothing is told.
        serde_html_form::from_bytes(&bytes).map(Self).map_err(|_| Problem::new(Code::InvalidBody))
    }
}

/// A field that may be left empty.
pub(super) fn filled(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}
