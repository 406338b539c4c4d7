//! The test call: a member talks with Allo as a caller would, on a copy of the practice of which nothing stays.

use axum::Router;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use axum::routing::get;

use super::staff::Staff;
use crate::http::{App, Code, FromOurPage, Manage, Problem};
use crate::talk::{self, Called};
use crate::test_call::Tester;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/console/test-call", get(page)).route("/console/test-call/talk", get(line))
}

/// `GET /console/test-call`.
async fn page(State(app): State<App>, Staff { who, .. }: Staff<Manage>) -> Result<Response, Problem> {
    let practice = app.practices.current(&mut who.read(&app).await?).await?;
    talk::test_page(&app, &practice, who.lang())
}

/// `GET /console/test-call/talk`: the WebSocket. The session is its ticket, and the page that opens it is ours.
async fn line(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    _: FromOurPage,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    if app.closing.is_cancelled() {
        return Err(Problem::new(Code::Overloaded));
    }
    if !app.calls.may_test(who.caller.tenant, who.caller.now) {
        return Err(Problem::new(Code::TooMany));
    }
    let practice = app.practices.current(&mut who.read(&app).await?).await?;
    // It is ours: that was looked at before.
    let site = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or_default();
    let tester = Tester { caller: who.caller.clone(), site: site.to_owned() };
    let called = Called { tenant: who.caller.tenant, practice, test: Some(tester) };
    Ok(talk::carried(app, called, upgrade))
}
