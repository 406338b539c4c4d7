//! The day as it stands: what waits, what is next.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::frame::{Frame, Section, page};
use super::staff::Staff;
use crate::http::{App, Problem, Read};

#[derive(Template)]
#[template(path = "console/today.html")]
struct Page {
    frame: Frame,
}

/// `GET /console`.
pub(super) async fn get(State(app): State<App>, Staff { who, .. }: Staff<Read>) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Today).await?;
    let page_of = Page { frame };
    page(&page_of, &page_of.frame.nonce)
}
