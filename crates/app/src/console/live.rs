//! Tells an open page that something changed, within a second, and that its session is over.
//!
//! Every change has its audit entry in its own transaction: how far the trail goes is the state that is compared, which
//! holds across processes and costs two looks at an index. Holds that end by themselves are swept, and so tell too.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;

use super::staff::Member;
use crate::audit::{self, Reach};
use crate::auth;
use crate::http::App;
use crate::talk::Hearing;

struct Watch {
    app: App,
    who: Member,
    told: Hearing,
    last: Option<Reach>,
    over: bool,
}

/// What a page is told.
enum News {
    /// Something is not what it was.
    Changed(Reach),
    /// Whoever looks isn't signed in any more, or may do other things than before.
    Over,
    /// Nothing.
    None,
}

/// `GET /console/live`: server-sent events, `changed` without data, and `over` as the last one.
pub(super) async fn get(State(app): State<App>, who: Member) -> impl IntoResponse {
    let told = app.changes.hear(who.caller.tenant);
    Sse::new(events(Watch { app, who, told, last: None, over: false })).keep_alive(KeepAlive::default())
}

fn events(watch: Watch) -> impl Stream<Item = Result<Event, Infallible>> {
    futures_util::stream::unfold(watch, |mut watch| async move {
        if watch.over {
            return None;
        }
        let closing = watch.app.closing.clone();
        loop {
            match watch.news().await {
                News::Changed(reach) => {
                    watch.last = Some(reach);
                    return Some((Ok(Event::default().event("changed").data("{}")), watch));
                }
                News::Over => {
                    watch.over = true;
                    return Some((Ok(Event::default().event("over").data("{}")), watch));
                }
                News::None => {}
            }
            tokio::select! {
                () = watch.told.wait(Duration::from_secs(1)) => {}
                () = closing.cancelled() => return None,
            }
        }
    })
}

impl Watch {
    /// What is new. A database that doesn't answer tells nothing; the next look may.
    async fn news(&self) -> News {
        let now = self.app.clock.now();
        match auth::still_good(&self.app.db, &self.who.signed_in, now).await {
            Ok(true) => {}
            Ok(false) => return News::Over,
            Err(_) => return News::None,
        }
        let Ok(mut tx) = self.app.db.read(self.who.caller.tenant, now).await else { return News::None };
        match audit::reach(&mut tx).await {
            Ok(reach) if self.last != Some(reach) => News::Changed(reach),
            _ => News::None,
        }
    }
}
