//! The calls there were: a day at a time, and each in full.

mod full;
mod list;

use axum::Router;
use axum::routing::get;
use domain::Lang;
use jiff::Timestamp;

use crate::calls::{CallRecord, Gist, Outcome};
use crate::http::App;
use crate::pages::words;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/console/calls", get(list::page_of)).route("/console/calls/{id}", get(full::page_of))
}

/// By what the list of calls is limited to those in which somebody spoke of danger.
pub(super) const EMERGENCY: &str = "emergency";

/// By which entrance a call came, in words.
fn channel(lang: Lang, name: &str) -> String {
    let known = words::word(lang, &format!("calls.channel_{name}"));
    if known.is_empty() { name.to_owned() } else { known.to_owned() }
}

/// Something that came of a call: the word, and how its tag looks.
struct Tag {
    word: &'static str,
    look: &'static str,
}

/// Whether somebody spoke of danger; all that came of a call, the weightiest first; and of one without an end, how it
/// stands.
fn tags(call: &CallRecord, gist: &Gist, lang: Lang, now: Timestamp) -> Vec<Tag> {
    let tag = |name, look| Tag { word: words::word(lang, &format!("calls.outcome_{name}")), look };
    let without_end = match call.outcome {
        Some(_) => None,
        None if call.goes_on(now) => Some(tag("goes_on", "")),
        None => Some(tag("cut_off", "warn")),
    };
    let danger = gist.danger.then(|| tag(EMERGENCY, "warn"));
    let came = gist.brought.iter().rev().map(|outcome| tag(outcome.name(), look(*outcome)));
    danger.into_iter().chain(came).chain(without_end).collect()
}

const fn look(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Booked | Outcome::Moved | Outcome::Cancelled => "",
        Outcome::Request | Outcome::Transferred => "warn",
        Outcome::Information | Outcome::HungUp => "quiet",
    }
}

/// «1 min 20 s».
fn lasted(call: &CallRecord) -> String {
    let Some(time) = call.lasted() else { return String::new() };
    let seconds = time.as_secs().max(0);
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds}\u{a0}s"),
        (minutes, 0) => format!("{minutes}\u{a0}min"),
        (minutes, seconds) => format!("{minutes}\u{a0}min {seconds:02}\u{a0}s"),
    }
}
