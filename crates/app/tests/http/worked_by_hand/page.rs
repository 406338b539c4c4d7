//! A page that is open: it hears of changes, and fetches what it shows anew.

use std::time::{Duration, Instant};

use domain::clock;
use futures_util::StreamExt as _;
use jiff::tz::TimeZone;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::desk::{Change, PATIENCE};
use crate::client::Server;

/// What somebody has before them.
pub(super) struct Page {
    /// What it shows.
    shown: watch::Receiver<String>,
    tasks: [JoinHandle<()>; 2],
}

impl Drop for Page {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Page {
    /// Opened by a member.
    pub(super) async fn open(server: &Server, cookie: String, path: &'static str) -> Self {
        let mut events = server.get("/console/live").at_console(&cookie).stream().await;
        let (tell, mut told) = watch::channel(());
        let hearing = tokio::spawn(async move {
            while let Some(Ok(event)) = events.next().await {
                let event = String::from_utf8_lossy(&event).into_owned();
                assert!(!event.contains("over") && !event.contains("rights"), "{event}");
                if event.contains("event: changed") {
                    tell.send_replace(());
                }
            }
        });
        let (show, shown) = watch::channel(String::new());
        let server = server.clone();
        let fetching = tokio::spawn(async move {
            // What is told while it is fetched has it fetched once more.
            while told.changed().await.is_ok() {
                show.send_replace(server.get(path).at_console(&cookie).send().await.text);
            }
        });
        Self { shown, tasks: [hearing, fetching] }
    }

    /// What it shows now.
    pub(super) fn text(&self) -> String {
        self.shown.borrow().clone()
    }

    /// Waits until it shows a change; how long after it was acknowledged that was.
    pub(super) async fn shows(&self, change: &Change) -> Duration {
        let begins = clock::date_at(change.start, &zone());
        let time = zone().to_datetime(change.start).time();
        let minute = if time.minute() == 0 { String::new() } else { format!("\u{a0}{:02}", time.minute()) };
        let hours = format!("<td>{}\u{a0}h{minute} – ", time.hour());
        let named = format!("id=\"l-{}\"", change.appointment);
        let what = format!("{change:?} on {begins}");
        self.until(change.at, &what, |text| match text.split_once(&named) {
            None => change.cancelled && !text.is_empty(),
            Some((before, _)) => {
                let row = before.rsplit_once("<tr").map_or("", |(_, row)| row);
                !change.cancelled && row.contains(&hours)
            }
        })
        .await
    }

    /// Waits until it says something, or doesn't any more.
    pub(super) async fn says(&self, what: &str, there: bool, since: Instant) -> Duration {
        self.until(since, what, |text| text.contains(what) == there).await
    }

    async fn until(&self, since: Instant, what: &str, holds: impl Fn(&str) -> bool) -> Duration {
        let mut shown = self.shown.clone();
        let waited = tokio::time::timeout(PATIENCE, shown.wait_for(|text| holds(text))).await;
        assert!(waited.is_ok_and(|shown| shown.is_ok()), "the page doesn't show {what}: {}", self.text());
        since.elapsed()
    }
}

fn zone() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap()
}
