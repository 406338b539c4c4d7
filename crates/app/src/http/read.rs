//! Reads requests strictly: bodies, parameters and ids, each failure in the one form.

use std::str::FromStr;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use domain::ids::InvalidId;
use serde::de::DeserializeOwned;

use super::code::Code;
use super::problem::Problem;
use super::written::Object;

/// A JSON body of a type that refuses unknown fields.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::new(Code::UnsupportedMediaType));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|error| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::new(Code::TooLarge),
            _ => Problem::new(Code::Malformed),
        })?;
        json(&bytes).map(Self)
    }
}

fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let Object(value) = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        misread(&path, error.inner())
    })?;
    reader.end().map_err(|error| misread(".", &error))?;
    Ok(value)
}

/// What is wrong with a body, and where: the field, and the place in the text.
fn misread(path: &str, error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    if error.classify() != serde_json::error::Category::Data {
        return Problem::detail(Code::Malformed, format!("not JSON at line {line}, column {column}"));
    }
    let told = error.to_string();
    let told = told.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&told);
    let field = if path == "." { String::new() } else { format!("{path}: ") };
    Problem::detail(Code::InvalidBody, plain(&format!("{field}{told} (line {line}, column {column})")))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// What is said of a request that can't be read may hold what stands in it: at most 200 characters are told.
fn plain(told: &str) -> String {
    told.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// The address's parameters, of a type that refuses unknown ones.
pub struct Parameters<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Parameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        match Query::<T>::try_from_uri(&parts.uri) {
            Ok(Query(value)) => Ok(Self(value)),
            Err(error) => Err(Problem::detail(Code::InvalidQuery, plain(&cause(&error)))),
        }
    }
}

/// What an error goes back to: which parameter, and what is wrong with it.
fn cause(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), cause)
}

/// No parameters at all.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// An id in the path. What isn't an id is answered exactly as an id that doesn't exist.
pub struct Id<T>(pub T);

impl<S: Send + Sync, T: FromStr<Err = InvalidId>> FromRequestParts<S> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) =
            Path::<String>::from_request_parts(parts, state).await.map_err(|_| Problem::not_found())?;
        text.parse().map(Self).map_err(|_| Problem::not_found())
    }
}

/// The client's name for a mutation, by which a repetition is recognised: 1 to 255 visible ASCII characters.
#[derive(Clone, Debug)]
pub struct IdempotencyKey(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let mut values = parts.headers.get_all("idempotency-key").iter();
        let Some(value) = values.next() else { return Ok(Self(None)) };
        let text = value.to_str().unwrap_or_default();
        let fits = (1..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        if !fits || values.next().is_some() {
            return Err(Problem::new(Code::InvalidIdempotencyKey));
        }
        Ok(Self(Some(text.to_owned())))
    }
}
