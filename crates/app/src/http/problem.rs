//! What is answered when something can't be done: RFC 9457, with a stable code.
//!
//! A handler returns a [`Problem`]; `finish` alone turns it into bytes, so that each carries its trace id and every
//! error of the server, the router's own included, has the one form.

use std::borrow::Cow;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::availability::Refusal;
use domain::permission::{Denied, Permission};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::booking::http::SlotView;
use crate::db::DbError;
use crate::once::IN_PROGRESS;

/// Everything that can go wrong, by the code that programs may rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The request can't be read at all.
    Malformed,
    /// A parameter of the address is unknown or isn't what it should be.
    InvalidQuery,
    /// The body is JSON, but not of the right shape.
    InvalidBody,
    /// A caller's own words don't say what is needed.
    NotUnderstood,
    /// No zone has that name.
    UnknownTimezone,
    /// An `Idempotency-Key` that isn't 1 to 255 visible characters.
    InvalidIdempotencyKey,
    /// A page's cursor that this server didn't make.
    InvalidCursor,
    /// No key, or one that isn't valid.
    Unauthenticated,
    /// The key lacks this right.
    Forbidden(Permission),
    /// The page came from somewhere else.
    ForeignOrigin,
    /// There is no such thing, or it isn't this practice's.
    NotFound,
    /// The path exists, the method doesn't.
    MethodNotAllowed,
    /// The slot is taken.
    Taken,
    /// The key was used for something else before.
    IdempotencyMismatch,
    /// Another request with the same key is being answered.
    IdempotencyInProgress,
    /// It is settled already.
    AlreadySettled,
    /// What followed when it was settled can't be taken back.
    CannotReopen,
    /// It is over or cancelled, and can't be changed.
    NotChangeable,
    /// The message waits already, holds a code, or there was nobody to write to.
    NotSendable,
    /// It has changed since the client saw it.
    Changed,
    /// Too near its start for a change; the staff has a request instead.
    TooLate,
    /// Nothing can be booked firmly now: an outside calendar's state is unknown.
    CalendarUnknown,
    /// This start can't be booked, whatever is free.
    Refused(Refusal),
    /// Address, password or code is wrong.
    SignInRefused,
    /// The link was used, or its time is over.
    LinkOver,
    /// The password is too short or easily guessed.
    WeakPassword,
    /// Somebody or something here has that name or address already.
    Known,
    /// Nobody could manage the practice any more.
    LastManager,
    /// Nothing can be read in what was loaded.
    Unreadable,
    /// There are as many documents as there may be.
    TooManyDocuments,
    /// A value isn't what its field takes.
    InvalidValue,
    /// Who or what shall be left out has appointments to come.
    StillBooked,
    /// More than the practice may use.
    OverQuota,
    /// The operator has closed the practice's line.
    PracticeSuspended,
    /// The body is larger than 64 KiB.
    TooLarge,
    /// The body isn't `application/json`.
    UnsupportedMediaType,
    /// Too many requests.
    TooMany,
    /// A fault of the server's.
    Internal,
    /// The server has more to do than it can.
    Overloaded,
    /// The answer took too long.
    TimedOut,
    /// The database can't be reached.
    Unavailable,
}

impl Code {
    /// Every code that carries no further value.
    pub const PLAIN: [Self; 39] = [
        Self::Malformed,
        Self::InvalidQuery,
        Self::InvalidBody,
        Self::NotUnderstood,
        Self::UnknownTimezone,
        Self::InvalidIdempotencyKey,
        Self::InvalidCursor,
        Self::Unauthenticated,
        Self::ForeignOrigin,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Taken,
        Self::IdempotencyMismatch,
        Self::IdempotencyInProgress,
        Self::AlreadySettled,
        Self::CannotReopen,
        Self::NotChangeable,
        Self::NotSendable,
        Self::Changed,
        Self::TooLate,
        Self::CalendarUnknown,
        Self::SignInRefused,
        Self::LinkOver,
        Self::WeakPassword,
        Self::Known,
        Self::LastManager,
        Self::Unreadable,
        Self::TooManyDocuments,
        Self::InvalidValue,
        Self::StillBooked,
        Self::OverQuota,
        Self::PracticeSuspended,
        Self::TooLarge,
        Self::UnsupportedMediaType,
        Self::TooMany,
        Self::Internal,
        Self::Overloaded,
        Self::TimedOut,
        Self::Unavailable,
    ];

    /// Its name in the answer: never changes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::InvalidQuery => "invalid_query",
            Self::InvalidBody => "invalid_body",
            Self::NotUnderstood => "not_understood",
            Self::UnknownTimezone => "unknown_timezone",
            Self::InvalidIdempotencyKey => "invalid_idempotency_key",
            Self::InvalidCursor => "invalid_cursor",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden(_) => "forbidden",
            Self::ForeignOrigin => "foreign_origin",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::Taken => "taken",
            Self::IdempotencyMismatch => "idempotency_mismatch",
            Self::IdempotencyInProgress => "idempotency_in_progress",
            Self::AlreadySettled => "already_settled",
            Self::CannotReopen => "cannot_reopen",
            Self::NotChangeable => "not_changeable",
            Self::NotSendable => "not_sendable",
            Self::Changed => "changed",
            Self::TooLate => "too_late",
            Self::CalendarUnknown => "calendar_unknown",
            Self::Refused(refusal) => refusal.code(),
            Self::SignInRefused => "sign_in_refused",
            Self::LinkOver => "link_over",
            Self::WeakPassword => "weak_password",
            Self::Known => "already_known",
            Self::LastManager => "last_manager",
            Self::Unreadable => "unreadable",
            Self::TooManyDocuments => "too_many_documents",
            Self::InvalidValue => "invalid_value",
            Self::StillBooked => "still_booked",
            Self::OverQuota => "over_quota",
            Self::PracticeSuspended => "practice_suspended",
            Self::TooLarge => "too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::TooMany => "too_many_requests",
            Self::Internal => "internal",
            Self::Overloaded => "overloaded",
            Self::TimedOut => "timed_out",
            Self::Unavailable => "unavailable",
        }
    }

    /// The code of this name, of those that an operation may answer.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let refusals = Refusal::ALL.into_iter().map(Self::Refused);
        Self::PLAIN.into_iter().chain(refusals).find(|code| code.name() == name)
    }

    /// Whether it says something about the request, so that the same request is told the same again. A fault, a
    /// limit, a right that may be granted meanwhile or another request in between says nothing about it.
    pub(crate) fn is_about_the_request(self) -> bool {
        let passing = [
            Self::TooMany,
            Self::OverQuota,
            Self::PracticeSuspended,
            Self::IdempotencyInProgress,
            Self::IdempotencyMismatch,
        ];
        let forbidden = matches!(self, Self::Forbidden(_));
        self.status().is_client_error() && !forbidden && !passing.contains(&self)
    }

    /// The status it is answered with.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Malformed | Self::InvalidQuery | Self::InvalidIdempotencyKey | Self::InvalidCursor => {
                StatusCode::BAD_REQUEST
            }
            Self::Unauthenticated | Self::SignInRefused => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) | Self::ForeignOrigin | Self::PracticeSuspended => StatusCode::FORBIDDEN,
            Self::NotFound | Self::LinkOver => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Taken
            | Self::IdempotencyInProgress
            | Self::AlreadySettled
            | Self::CannotReopen
            | Self::NotChangeable
            | Self::NotSendable
            | Self::Changed
            | Self::TooLate
            | Self::Known
            | Self::LastManager
            | Self::StillBooked
            | Self::TooManyDocuments
            | Self::CalendarUnknown => StatusCode::CONFLICT,
            Self::InvalidBody
            | Self::NotUnderstood
            | Self::UnknownTimezone
            | Self::IdempotencyMismatch
            | Self::WeakPassword
            | Self::Unreadable
            | Self::InvalidValue
            | Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooMany | Self::OverQuota => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Overloaded | Self::TimedOut | Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// What it means, in a few words that name nothing of the request.
    fn title(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Malformed => "The request can't be read",
            Self::InvalidQuery => "A parameter is unknown or invalid",
            Self::InvalidBody => "The body isn't what this operation takes",
            Self::NotUnderstood => "The words don't say what is needed",
            Self::UnknownTimezone => "No zone has that name; use an IANA name such as Europe/Paris",
            Self::InvalidIdempotencyKey => "Idempotency-Key must be 1 to 255 visible ASCII characters",
            Self::InvalidCursor => "The cursor isn't one of this list's",
            Self::Unauthenticated => "A valid API key is needed: Authorization: Bearer …",
            Self::Forbidden(permission) => {
                return Cow::Owned(format!("The key lacks the permission {permission}"));
            }
            Self::ForeignOrigin => "Requests from this origin are not taken",
            Self::NotFound => "There is no such thing here",
            Self::MethodNotAllowed => "This path doesn't take that method",
            Self::Taken => "The slot is taken",
            Self::IdempotencyMismatch => "This Idempotency-Key was used with another request",
            Self::IdempotencyInProgress => "A request with this Idempotency-Key is being answered",
            Self::AlreadySettled => "It is settled already",
            Self::CannotReopen => "Its appointment was made firm or given up: that isn't undone by reopening",
            Self::NotChangeable => "The appointment can no longer be changed",
            Self::NotSendable => "This message can't be sent once more",
            Self::Changed => "It has changed in the meantime",
            Self::TooLate => "Too late for a change: the staff has been asked instead",
            Self::CalendarUnknown => "The state of the calendar is unknown: nothing is booked firmly",
            Self::Refused(refusal) => return Cow::Owned(sentence(&refusal.to_string())),
            Self::SignInRefused => "Address, password or code is wrong",
            Self::LinkOver => "The link was used, or its time is over",
            Self::WeakPassword => "The password is too short, or easily guessed",
            Self::Known => "Somebody or something here has that name or address already",
            Self::LastManager => "Nobody could manage the practice any more",
            Self::Unreadable => "Nothing can be read in what was loaded",
            Self::TooManyDocuments => "There are as many documents, or as long ones, as there may be",
            Self::InvalidValue => "A value isn't what its field takes",
            Self::StillBooked => "What shall be left out has appointments to come",
            Self::OverQuota => "The practice has used what it may",
            Self::PracticeSuspended => "The practice is suspended",
            Self::TooLarge => "The body is too large",
            Self::UnsupportedMediaType => "The body must be application/json",
            Self::TooMany => "Too many requests",
            Self::Internal => "Something went wrong on this side",
            Self::Overloaded => "The server has too much to do; try again shortly",
            Self::TimedOut => "The answer took too long; try again shortly",
            Self::Unavailable => "The service is unavailable; try again shortly",
        })
    }

    /// What a plain error of the router or of a library amounts to.
    pub(super) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED => Self::Unauthenticated,
            StatusCode::FORBIDDEN => Self::ForeignOrigin,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany,
            StatusCode::UNPROCESSABLE_ENTITY => Self::InvalidBody,
            status if status.is_client_error() => Self::Malformed,
            _ => Self::Internal,
        }
    }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

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
    /// After how many seconds to come back, where that is known: a second otherwise. None where no time helps.
    pub retry_after: u64,
}

impl Problem {
    /// A problem that its code explains.
    pub const fn new(code: Code) -> Self {
        Self { code, detail: None, errors: Vec::new(), alternatives: Vec::new(), retry_after: 1 }
    }

    /// The same with an explanation.
    pub fn detail(code: Code, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..Self::new(code) }
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
    /// By what the server's log calls this request.
    trace_id: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart_and_every_one_is_documented() {
        let pages = include_str!("../../../../docs/api-design.md");
        let refusals = Refusal::ALL.into_iter().map(Code::Refused);
        let forbidden = std::iter::once(Code::Forbidden(Permission::Read));
        let mut names = std::collections::HashSet::new();
        for code in Code::PLAIN.into_iter().chain(refusals).chain(forbidden) {
            assert!(names.insert(code.name()), "{} twice", code.name());
            assert!(
                pages.contains(&format!("`{}`", code.name())),
                "{} isn't in docs/api-design.md",
                code.name()
            );
        }
    }

    #[test]
    fn an_unknown_and_a_foreign_thing_read_the_same() {
        assert_eq!(Problem::not_found().body("t"), Problem::not_found().body("t"));
        let text = String::from_utf8(Problem::not_found().body("t")).unwrap();
        assert!(text.contains("\"status\":404"), "{text}");
        assert!(!text.contains("detail"), "{text}");
    }
}
