//! Tells the demonstration's calendar that something changed.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::ids::TenantId;
use futures_util::Stream;
use tokio::sync::broadcast;

use super::{agenda, caller};
use crate::http::{App, Problem};

/// How long nothing may be told before the calendar is compared anyway: holds end by themselves, and other
/// processes write too.
const AT_LEAST_EVERY: Duration = Duration::from_secs(1);

/// Who changed something, right after its commit.
#[derive(Clone, Debug)]
pub struct Changes(broadcast::Sender<TenantId>);

impl Default for Changes {
    fn default() -> Self {
        Self(broadcast::channel(64).0)
    }
}

impl Changes {
    /// Something of this practice was committed.
    pub fn tell(&self, tenant: TenantId) {
        // Nobody listening is no failure.
        let _ = self.0.send(tenant);
    }
}

struct Watch {
    app: App,
    tenant: TenantId,
    told: broadcast::Receiver<TenantId>,
    /// The state that the page was told of last.
    last: Option<u64>,
}

/// `GET /t/{practice}/live`: server-sent events, `changed` without data. Only in the demonstration.
pub(super) async fn get(
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    if !app.settings.demo {
        return Err(Problem::not_found());
    }
    let (tenant, _) = caller::practice(&app, &slug).await?;
    let told = app.changes.0.subscribe();
    let watch = Watch { app, tenant, told, last: None };
    Ok(Sse::new(events(watch)).keep_alive(KeepAlive::default()))
}

fn events(watch: Watch) -> impl Stream<Item = Result<Event, Infallible>> {
    futures_util::stream::unfold(watch, |mut watch| async move {
        // A stream that goes on for ever would keep the server from stopping.
        let closing = watch.app.closing.clone();
        loop {
            let state = agenda::state(&watch.app, watch.tenant).await.ok();
            if state.is_some() && state != watch.last {
                watch.last = state;
                return Some((Ok(Event::default().event("changed").data("{}")), watch));
            }
            tokio::select! {
                () = watch.wait() => {}
                () = closing.cancelled() => return None,
            }
        }
    })
}

impl Watch {
    /// Until something of this practice is told, or for a second.
    async fn wait(&mut self) {
        let tenant = self.tenant;
        let told = async {
            loop {
                match self.told.recv().await {
                    Ok(other) if other != tenant => {}
                    Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
                    _ => return,
                }
            }
        };
        let _ = tokio::time::timeout(AT_LEAST_EVERY, told).await;
    }
}
