//! Tells an open page that something changed, within a second, and that its session is over.
//!
//! What is committed in this process is told here. Every change has its audit entry in its own transaction: how far the
//! trail goes is the state that is compared besides, which holds across processes and costs two looks at an index. Holds
//! that end by themselves are swept, and so tell too.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use jiff::Timestamp;

use super::staff::Member;
use crate::audit::{self, Reach};
use crate::auth::{self, Standing};
use crate::http::App;
use crate::talk::Hearing;
use crate::tenants;
use crate::users::{self, UserError};

struct Watch {
    app: App,
    who: Member,
    told: Hearing,
    last: Option<Reach>,
    /// Whether something was told since. The trail's end alone doesn't say it of entries that are committed late.
    heard: bool,
    over: bool,
}

/// What a page is told.
enum News {
    /// Something is not what it was.
    Changed(Reach),
    /// Whoever looks isn't signed in any more.
    Over,
    /// They are no member any more.
    Dismissed,
    /// They may do other things than before: other pages are theirs.
    OtherRights,
    /// The practice is suspended: no page is theirs for now.
    Closed,
    /// Nothing.
    None,
}

/// `GET /console/live`: server-sent events, `changed` without data, and `over`, `dismissed`, `rights` or `closed` as the
/// last one.
pub(super) async fn get(State(app): State<App>, who: Member) -> impl IntoResponse {
    let told = app.changes.hear(who.caller.tenant);
    Sse::new(events(Watch { app, who, told, last: None, heard: false, over: false }))
        .keep_alive(KeepAlive::default())
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
                    watch.heard = false;
                    return Some((Ok(Event::default().event("changed").data("{}")), watch));
                }
                News::Over => return Some(last("over", watch)),
                News::Dismissed => return Some(last("dismissed", watch)),
                News::OtherRights => return Some(last("rights", watch)),
                News::Closed => return Some(last("closed", watch)),
                News::None => {}
            }
            tokio::select! {
                heard = watch.told.wait(Duration::from_secs(1)) => watch.heard = heard,
                () = closing.cancelled() => return None,
            }
        }
    })
}

/// An event after which nothing more is told.
fn last(event: &'static str, mut watch: Watch) -> (Result<Event, Infallible>, Watch) {
    watch.over = true;
    (Ok(Event::default().event(event).data("{}")), watch)
}

impl Watch {
    /// What is new. A database that doesn't answer tells nothing; the next look may.
    async fn news(&self) -> News {
        let now = self.app.clock.now();
        match auth::standing(&self.app.db, &self.who.signed_in, now).await {
            Ok(Standing::Same) => {}
            Ok(Standing::OtherRights) => return News::OtherRights,
            Ok(Standing::Over) => return self.over(now).await,
            Err(_) => return News::None,
        }
        let Ok(mut tx) = self.app.db.read(self.who.caller.tenant, now).await else { return News::None };
        match tenants::standing(&mut tx).await {
            Ok(tenants::Standing::Open) => {}
            Ok(_) => return News::Closed,
            Err(_) => return News::None,
        }
        match audit::reach(&mut tx).await {
            Ok(reach) if self.heard || self.last != Some(reach) => News::Changed(reach),
            _ => News::None,
        }
    }

    /// Why a session is over: whoever was dismissed can't sign in again.
    async fn over(&self, now: Timestamp) -> News {
        let Ok(mut tx) = self.app.db.read(self.who.caller.tenant, now).await else { return News::Over };
        match users::get(&mut tx, self.who.id()).await {
            Ok(user) if user.state != users::State::Disabled => News::Over,
            Ok(_) | Err(UserError::NotFound) => News::Dismissed,
            Err(_) => News::Over,
        }
    }
}
