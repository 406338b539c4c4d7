//! The practice's side: its staff sees the day, settles what waits, and looks after the practice.
//!
//! Pages are rendered here and enhanced with htmx; each has one right that it needs, said by its handler's first
//! argument (`Staff`). What they show and change goes through the features' own operations, as the API does. A page
//! that is open hears of every change within a second (`live`), and of its session's end.

mod account;
mod calendar;
mod calls;
mod conflicts;
mod deeds;
mod documents;
mod fields;
mod frame;
mod inbox;
mod integrations;
mod join;
mod live;
mod messages;
mod names;
mod patients;
mod practice;
mod refused;
mod said;
mod sign_in;
mod staff;
mod team;
mod test_call;
mod today;
mod trail;
mod usage;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

pub(crate) use self::fields::Fields;
pub(crate) use self::frame::{page, part};
pub(crate) use self::refused::alone;
pub(crate) use self::said::closing;
pub use self::sign_in::SignIns;
pub(crate) use self::sign_in::until_told;
pub(crate) use self::staff::from_our_pages_only;
pub(crate) use self::usage::Meter;
use crate::http::App;

/// The pages and what they send.
pub(crate) fn routes(app: &App) -> Router<App> {
    Router::new()
        .route("/console/live", get(live::get))
        .merge(today::routes())
        .merge(sign_in::routes())
        .merge(join::routes())
        .merge(account::routes())
        .merge(calendar::routes())
        .merge(inbox::routes())
        .merge(patients::routes())
        .merge(calls::routes())
        .merge(messages::routes())
        .merge(practice::routes())
        .merge(test_call::routes())
        .merge(documents::routes())
        .merge(team::routes())
        .merge(integrations::routes())
        .merge(usage::routes())
        .merge(trail::routes())
        .layer(from_fn_with_state(app.clone(), staff::from_our_pages_only))
}
