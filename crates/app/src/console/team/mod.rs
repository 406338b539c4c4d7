//! The team: who is in it, and what each may do.

mod invite;
mod list;
mod member;
mod rights;
mod role;

use axum::Router;
use axum::routing::{get, post};

use super::frame::Frame;
use crate::http::App;
use crate::users::UserError;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/team", get(list::page_of).post(invite::invite))
        .route("/console/team/list", get(list::again))
        .route("/console/team/invite", get(invite::form))
        .route("/console/team/{id}", get(member::page_of).put(member::change))
        .route("/console/team/{id}/rights", get(rights::again))
        .route(
            "/console/team/{id}/rights/{permission}",
            get(rights::form).put(rights::grant).delete(rights::revoke),
        )
        .route("/console/team/{id}/role", get(role::form).put(role::set))
        .route("/console/team/{id}/link", post(invite::link))
        .route("/console/team/{id}/disable", post(member::disable))
        .route("/console/team/{id}/enable", post(member::enable))
}

/// A choice in a list.
struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

/// The agendas that a member can have, and that they have none.
fn agendas(frame: &Frame, own: Option<&str>) -> Vec<Choice> {
    let none =
        Choice { value: String::new(), name: frame.t("team.no_agenda").to_owned(), chosen: own.is_none() };
    let practitioners = frame.practice.practitioners.iter().map(|who| Choice {
        value: who.id.to_string(),
        name: who.name.clone(),
        chosen: own == Some(who.id.as_str()),
    });
    std::iter::once(none).chain(practitioners).collect()
}

/// An agenda as a form names it.
fn agenda(text: &str) -> Result<Option<domain::ids::ResourceId>, UserError> {
    super::fields::filled(text).map(str::parse).transpose().map_err(|_| UserError::Agenda)
}
