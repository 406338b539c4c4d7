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

    /// Hears of this practice from now on.
    pub(crate) fn hear(&self, tenant: TenantId) -> Hearing {
        Hearing { tenant, told: self.0.subscribe() }
    }
}

/// Hears that something of one practice was committed.
pub(crate) struct Hearing {
    tenant: TenantId,
    told: broadcast::Receiver<TenantId>,
}

impl Hearing {
    /// Until something of the practice is told, or for so long; whether it was told.
    pub(crate) async fn wait(&mut self, at_most: Duration) -> bool {
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
        tokio::time::timeout(at_most, told).await.is_ok()
    }
}

struct Watch {
    app: App,
    tenant: TenantId,
    told: Hearing,
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
    let told = app.changes.hear(tenant);
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
                _ = watch.told.wait(AT_LEAST_EVERY) => {}
                () = closing.cancelled() => return None,
            }
        }
    })
}
