//! What can go wrong, by codes that programs may rely on.

use std::borrow::Cow;

use axum::http::StatusCode;
use domain::availability::Refusal;
use domain::permission::Permission;

/// The codes, a row each: its name in the answer, its status, and what it means in a few words that name nothing of the
/// request.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $status:ident, $title:literal;)+) => {
        /// Everything that can go wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code {
            $($(#[$doc])* $variant,)+
            /// Whoever asks lacks this right.
            Forbidden(Permission),
            /// This start can't be booked, whatever is free.
            Refused(Refusal),
        }

        impl Code {
            /// Every code that carries no further value.
            pub const PLAIN: &'static [Self] = &[$(Self::$variant),+];

            /// Its name in the answer: never changes.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                    Self::Forbidden(_) => "forbidden",
                    Self::Refused(refusal) => refusal.code(),
                }
            }

            /// The status it is answered with.
            pub const fn status(self) -> StatusCode {
                match self {
                    $(Self::$variant => StatusCode::$status,)+
                    Self::Forbidden(_) => StatusCode::FORBIDDEN,
                    Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
                }
            }

            /// What it means.
            pub(super) fn title(self) -> Cow<'static, str> {
                match self {
                    $(Self::$variant => Cow::Borrowed($title),)+
                    Self::Forbidden(permission) => Cow::Owned(format!("The permission {permission} is missing")),
                    Self::Refused(refusal) => Cow::Owned(sentence(&refusal.to_string())),
                }
            }
        }
    };
}

codes! {
    /// The request can't be read at all.
    Malformed = "malformed", BAD_REQUEST, "The request can't be read";
    /// A parameter of the address is unknown or isn't what it should be.
    InvalidQuery = "invalid_query", BAD_REQUEST, "A parameter is unknown or invalid";
    /// The body is JSON, but not of the right shape.
    InvalidBody = "invalid_body", UNPROCESSABLE_ENTITY, "The body isn't what this operation takes";
    /// A caller's own words don't say what is needed.
    NotUnderstood = "not_understood", UNPROCESSABLE_ENTITY, "The words don't say what is needed";
    /// No zone has that name.
    UnknownTimezone = "unknown_timezone", UNPROCESSABLE_ENTITY, "No zone has that name; use an IANA name such as Europe/Paris";
    /// An `Idempotency-Key` that isn't 1 to 255 visible characters.
    InvalidIdempotencyKey = "invalid_idempotency_key", BAD_REQUEST, "Idempotency-Key must be 1 to 255 visible ASCII characters";
    /// A page's cursor that this server didn't make.
    InvalidCursor = "invalid_cursor", BAD_REQUEST, "The cursor isn't one of this list's";
    /// No key, or one that isn't valid.
    Unauthenticated = "unauthenticated", UNAUTHORIZED, "A valid API key is needed: Authorization: Bearer …";
    /// The page came from somewhere else.
    ForeignOrigin = "foreign_origin", FORBIDDEN, "Requests from this origin are not taken";
    /// There is no such thing, or it isn't this practice's.
    NotFound = "not_found", NOT_FOUND, "There is no such thing here";
    /// The path exists, the method doesn't.
    MethodNotAllowed = "method_not_allowed", METHOD_NOT_ALLOWED, "This path doesn't take that method";
    /// The slot is taken.
    Taken = "taken", CONFLICT, "The slot is taken";
    /// The key was used for something else before.
    IdempotencyMismatch = "idempotency_mismatch", UNPROCESSABLE_ENTITY, "This Idempotency-Key was used with another request";
    /// Another request with the same key is being answered.
    IdempotencyInProgress = "idempotency_in_progress", CONFLICT, "A request with this Idempotency-Key is being answered";
    /// It is settled already.
    AlreadySettled = "already_settled", CONFLICT, "It is settled already";
    /// What followed when it was settled can't be taken back.
    CannotReopen = "cannot_reopen", CONFLICT, "Its appointment was made firm or given up: that isn't undone by reopening";
    /// It is over or cancelled, and can't be changed.
    NotChangeable = "not_changeable", CONFLICT, "The appointment can no longer be changed";
    /// Nobody comes, or is missed, before the appointment's day.
    NotYet = "not_yet", CONFLICT, "The appointment's day hasn't begun";
    /// The message waits already, holds a code, or there was nobody to write to.
    NotSendable = "not_sendable", CONFLICT, "This message can't be sent once more";
    /// It has changed since the client saw it.
    Changed = "changed", CONFLICT, "It has changed in the meantime";
    /// Too near its start for a change; the staff has a request instead.
    TooLate = "too_late", CONFLICT, "Too late for a change: the staff has been asked instead";
    /// Nothing can be booked firmly now: an outside calendar's state is unknown.
    CalendarUnknown = "calendar_unknown", CONFLICT, "The state of the calendar is unknown: nothing is booked firmly";
    /// Address, password or code is wrong.
    SignInRefused = "sign_in_refused", UNAUTHORIZED, "Address, password or code is wrong";
    /// The code isn't the one that the app shows.
    WrongCode = "wrong_code", UNAUTHORIZED, "The code isn't the one that the app shows";
    /// The code was used: the app shows another one soon.
    CodeUsed = "code_used", UNAUTHORIZED, "The code was used already; the app shows another one within 30 seconds";
    /// The link was used, or its time is over.
    LinkOver = "link_over", NOT_FOUND, "The link was used, or its time is over";
    /// The password is too short or easily guessed.
    WeakPassword = "weak_password", UNPROCESSABLE_ENTITY, "The password is too short, or easily guessed";
    /// Somebody or something here has that name or address already.
    Known = "already_known", CONFLICT, "Somebody or something here has that name or address already";
    /// Nobody could manage the practice any more.
    LastManager = "last_manager", CONFLICT, "Nobody could manage the practice any more";
    /// Nothing can be read in what was loaded.
    Unreadable = "unreadable", UNPROCESSABLE_ENTITY, "Nothing can be read in what was loaded";
    /// There are as many documents as there may be.
    TooManyDocuments = "too_many_documents", CONFLICT, "There are as many documents, or as long ones, as there may be";
    /// A value isn't what its field takes.
    InvalidValue = "invalid_value", UNPROCESSABLE_ENTITY, "A value isn't what its field takes";
    /// Appointments to come stand against it.
    StillBooked = "still_booked", CONFLICT, "Appointments to come stand against it";
    /// More than the practice may use.
    OverQuota = "over_quota", TOO_MANY_REQUESTS, "The practice has used what it may";
    /// The operator has closed the practice's line.
    PracticeSuspended = "practice_suspended", FORBIDDEN, "The practice is suspended";
    /// The body is larger than 64 KiB.
    TooLarge = "too_large", PAYLOAD_TOO_LARGE, "The body is too large";
    /// The body isn't `application/json`.
    UnsupportedMediaType = "unsupported_media_type", UNSUPPORTED_MEDIA_TYPE, "The body must be application/json";
    /// Too many requests.
    TooMany = "too_many_requests", TOO_MANY_REQUESTS, "Too many requests";
    /// A fault of the server's.
    Internal = "internal", INTERNAL_SERVER_ERROR, "Something went wrong on this side";
    /// The server has more to do than it can.
    Overloaded = "overloaded", SERVICE_UNAVAILABLE, "The server has too much to do; try again shortly";
    /// The answer took too long.
    TimedOut = "timed_out", SERVICE_UNAVAILABLE, "The answer took too long; try again shortly";
    /// The database can't be reached.
    Unavailable = "unavailable", SERVICE_UNAVAILABLE, "The service is unavailable; try again shortly";
}

impl Code {
    /// The code of this name, of those that an operation may answer.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let refusals = Refusal::ALL.into_iter().map(Self::Refused);
        Self::PLAIN.iter().copied().chain(refusals).find(|code| code.name() == name)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart_and_every_one_is_documented() {
        let page = include_str!("../../../../docs/api-design.md");
        let mut rows: Vec<String> = page
            .lines()
            .filter(|line| line.starts_with("| 4") || line.starts_with("| 5"))
            .map(written)
            .collect();
        let refusals = Refusal::ALL.into_iter().map(Code::Refused);
        let forbidden = std::iter::once(Code::Forbidden(Permission::Read));
        let codes = Code::PLAIN.iter().copied().chain(refusals).chain(forbidden);
        let mut known: Vec<String> =
            codes.map(|code| format!("{} `{}`", code.status().as_u16(), code.name())).collect();
        rows.sort_unstable();
        known.sort_unstable();
        assert_eq!(known, rows, "the codes, and the rows of docs/api-design.md");
    }

    /// Status and code of a row.
    fn written(row: &str) -> String {
        row.split('|').skip(1).take(2).map(str::trim).collect::<Vec<_>>().join(" ")
    }
}
