//! The operations of booking over HTTP: `/v1`, and the original document's paths.

pub(crate) mod appointments;
pub(crate) mod asked;
mod availability;
pub(crate) mod blocks;
pub(crate) mod book;
mod cursor;
pub(crate) mod desk;
mod original;
mod request_view;
mod requests;
mod settling;
mod views;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use self::asked::page_size;
pub(crate) use self::request_view::RequestView;
pub(crate) use self::settling::{of_a_request, written_remark};
pub use self::views::{ConflictsView, SlotView};
pub(crate) use self::views::{Page, moment};
use super::BookingError;
use crate::http::{App, Code, Problem};

/// Every operation.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(availability::availability))
        .routes(routes!(appointments::list, book::book))
        .routes(routes!(appointments::get))
        .routes(routes!(appointments::reschedule))
        .routes(routes!(appointments::cancel))
        .routes(routes!(desk::note))
        .routes(routes!(desk::history))
        .routes(routes!(blocks::list, blocks::add))
        .routes(routes!(blocks::remove))
        .routes(routes!(requests::list))
        .routes(routes!(requests::get))
        .routes(routes!(settling::done))
        .routes(routes!(settling::decline))
        .routes(routes!(settling::reopened))
        .routes(routes!(settling::assigned))
        .routes(routes!(settling::remarked))
        .merge(original::routes())
}

impl From<BookingError> for Problem {
    fn from(error: BookingError) -> Self {
        Self::new(match error {
            BookingError::StillBooked(conflicts) => {
                let conflicts = Some(ConflictsView::of(&conflicts));
                return Self { conflicts, ..Self::new(Code::StillBooked) };
            }
            // A slot whose hold ended between two statements went to somebody else.
            BookingError::Taken | BookingError::Expired => Code::Taken,
            BookingError::Refused(refusal) => Code::Refused(refusal),
            BookingError::CalendarUnknown => Code::CalendarUnknown,
            BookingError::NotFound => Code::NotFound,
            BookingError::TooLate => Code::TooLate,
            BookingError::Limited => Code::TooMany,
            BookingError::Changed => Code::Changed,
            BookingError::Over => Code::NotChangeable,
            BookingError::NotYet => Code::NotYet,
            BookingError::Final => Code::CannotReopen,
            BookingError::Denied(denied) => return denied.into(),
            BookingError::Closed(closed) => return closed.into(),
            BookingError::Db(error) => return error.into(),
        })
    }
}
