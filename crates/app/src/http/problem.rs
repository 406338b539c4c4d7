//! What is answered when something can't be done: RFC 9457, with a stable code.
//!
//! A handler returns a [`Problem`]; `finish` alone turns it into bytes, so that each carries its trace id and every
//! error of the server, the router's own included, has the one form.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::permission::Denied;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::code::Code;
use crate::booking::http::{ConflictsView, SlotView};
use crate::db::DbError;
use crate::once::IN_PROGRESS;

/// A request that can't be answered as it was meant.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Which.
    pub code: Code,
    /// More about this one, for whoever wrote the client. Never holds what only the server should know.
    pub detail: Option<String>,
    /// Each field that isn't what it should be.
    pub errors: Vec<WrongField>,
    /// Slots to take instead; at most three.
    pub alternatives: Vec<SlotView>,
    /// Appointments that it would leave in conflict.
    pub conflicts: Option<ConflictsView>,
    /// After how many seconds to come back, where that is known: a second otherwise. None where no time helps.
    pub retry_after: u64,
}

impl Problem {
    /// A problem that its code explains.
    pub const fn new(code: Code) -> Self {
        Self {
            code,
            detail: None,
            errors: Vec::new(),
            alternatives: Vec::new(),
            conflicts: None,
            retry_after: 1,
        }
    }

    /// The same with an explanation.
    pub fn detail(code: Code, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..Self::new(code) }
    }

    /// One field that isn't what it should be, and why: told in the detail, and at the field.
    pub(crate) fn field(field: &str, why: &str) -> Self {
        Self::detail(Code::InvalidValue, format!("{field}: {why}")).at(field, why)
    }

    /// The same problem, told at a field of the form that was sent.
    #[must_use]
    pub(crate) fn at(mut self, field: &str, why: &str) -> Self {
        self.errors.push(WrongField { field: field.to_owned(), message: why.to_owned() });
        self
    }

    /// Fields that aren't what they should be, all told at once.
    pub(crate) fn wrong(detail: impl Into<String>, errors: Vec<WrongField>) -> Self {
        Self { errors, ..Self::detail(Code::InvalidValue, detail) }
    }

    /// Too many requests: there is room again after so long.
    pub(crate) fn too_many(wait: SignedDuration) -> Self {
        let whole = u64::try_from(wait.as_secs()).unwrap_or_default();
        let begun = u64::from(wait.subsec_nanos() > 0);
        Self { retry_after: (whole + begun).max(1), ..Self::new(Code::TooMany) }
    }

    /// The practice has used what it may: there is more after so long.
    pub(crate) fn over_quota(wait: SignedDuration) -> Self {
        Self { code: Code::OverQuota, ..Self::too_many(wait) }
    }

    /// There is no such thing, or it is another practice's: the answer never says which.
    pub const fn not_found() -> Self {
        Self::new(Code::NotFound)
    }

    /// The bytes of the answer.
    pub(super) fn body(&self, trace_id: &str) -> Vec<u8> {
        let body = ProblemView {
            r#type: format!("urn:allo:problem:{}", self.code.name()),
            title: self.code.title().into_owned(),
            status: self.code.status().as_u16(),
            code: self.code.name().to_owned(),
            detail: self.detail.clone(),
            errors: self.errors.clone(),
            alternatives: (self.code == Code::Taken).then(|| self.alternatives.clone()),
            conflicts: self.conflicts.clone(),
            trace_id: trace_id.to_owned(),
        };
        serde_json::to_vec(&body).unwrap_or_default()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        let headers = response.headers_mut();
        match self.code {
            Code::Unauthenticated => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"allo\""));
            }
            Code::Overloaded
            | Code::TimedOut
            | Code::Unavailable
            | Code::TooMany
            | Code::OverQuota
            | Code::IdempotencyInProgress
                if self.retry_after > 0 =>
            {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(self.retry_after));
            }
            _ => {}
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Denied> for Problem {
    fn from(Denied(permission): Denied) -> Self {
        Self::new(Code::Forbidden(permission))
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Conflict(IN_PROGRESS) => Self::new(Code::IdempotencyInProgress),
            DbError::Unavailable(_) | DbError::Conflict(_) => Self::new(Code::Unavailable),
            error => {
                tracing::error!(%error, "a statement failed");
                Self::new(Code::Internal)
            }
        }
    }
}

/// A page that a person is shown in place of a problem, with what a browser may do with it.
#[derive(Clone, Debug)]
pub(crate) struct Instead {
    /// The page.
    pub(crate) text: String,
    /// The policy of its content.
    pub(crate) policy: HeaderValue,
}

/// A field that isn't what it should be.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WrongField {
    /// Which: `services[2].minutes`.
    pub field: String,
    /// What is wrong with it, and what would be right.
    pub message: String,
}

/// An error (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemView {
    /// `urn:allo:problem:` and the code.
    #[schema(example = "urn:allo:problem:not_found")]
    r#type: String,
    /// What the code means.
    title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What went wrong; stable, for programs.
    #[schema(example = "not_found")]
    code: String,
    /// More about this request.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Each field that isn't what it should be, where there may be several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<WrongField>,
    /// When a slot is taken: up to three that are free, the nearest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 3)]
    alternatives: Option<Vec<SlotView>>,
    /// When appointments to come stand against it: how many, and which.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflicts: Option<ConflictsView>,
    /// By what the server's log calls this request.
    trace_id: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_and_a_foreign_thing_read_the_same() {
        assert_eq!(Problem::not_found().body("t"), Problem::not_found().body("t"));
        let text = String::from_utf8(Problem::not_found().body("t")).unwrap();
        assert!(text.contains("\"status\":404"), "{text}");
        assert!(!text.contains("detail"), "{text}");
    }
}
