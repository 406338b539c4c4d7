//! What patients and the practice were told in writing: what waits, what was sent, what could not be.

mod line;
mod list;
mod one;

use axum::Router;
use axum::routing::{get, post};

use crate::http::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/messages", get(list::all))
        .route("/console/messages/list", get(list::listed))
        .route("/console/messages/{id}", get(one::one))
        .route("/console/messages/{id}/mail", get(one::mail))
        .route("/console/messages/{id}/calendar", get(one::calendar))
        .route("/console/messages/{id}/resend", post(one::resend))
}

#[cfg(test)]
mod tests {
    use domain::Lang;

    use crate::messages::{Channel, Kind, State};
    use crate::pages::words;

    /// Whatever a message can be has its words.
    #[test]
    fn everything_has_its_words() {
        let reasons = [
            "no_contact",
            "not_wanted",
            "no_channel",
            "superseded",
            "erased",
            "too_late",
            "bad_address",
            "mail_unmade",
            "mail_timed_out",
            "mail_unreachable",
            "mail_refused",
            "sms_unmade",
            "sms_timed_out",
            "sms_unreachable",
            "sms_refused",
            "over_quota",
            "suspended",
        ];
        let names = Kind::ALL.iter().map(|kind| format!("kind_{}", kind.name()));
        let names = names.chain(State::ALL.iter().map(|state| format!("state_{}", state.name())));
        let names = names.chain(Channel::ALL.iter().map(|channel| format!("channel_{}", channel.name())));
        for name in names.chain(reasons.iter().map(|reason| format!("reason_{reason}"))) {
            for lang in Lang::ALL {
                assert!(!words::word(lang, &format!("messages.{name}")).is_empty(), "{name}");
            }
        }
    }
}
