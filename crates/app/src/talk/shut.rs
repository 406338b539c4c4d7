//! What a caller sees where a practice's line is closed: before they write anything, and with whom to turn to instead.

use askama::Template;
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use domain::practice::Practice;
use domain::{Lang, Phone};

use super::page;
use crate::hex::hex;
use crate::http::{App, Instead, Problem};
use crate::pages;
use crate::usage::Closed;

#[derive(Template)]
#[template(path = "shut.html")]
struct Shut<'a> {
    lang: &'static str,
    nonce: String,
    name: &'a str,
    /// The number of people, where the practice has told one: its own leads to the line that is closed.
    phone: String,
    phone_link: &'a str,
}

impl Shut<'_> {
    /// A text in the page's language.
    fn t(&self, key: &str) -> &'static str {
        page::word(Lang::from_tag(self.lang).unwrap_or_default(), key)
    }
}

/// The problem for programs, a page for people.
pub(super) fn answer(app: &App, practice: &Practice, lang: Lang, closed: Closed) -> Response {
    let mut refused = Problem::from(closed).into_response();
    if let Some(page) = shown(app, practice, lang) {
        refused.extensions_mut().insert(page);
    }
    refused
}

fn shown(app: &App, practice: &Practice, lang: Lang) -> Option<Instead> {
    let people = practice.tenant.transfer_to.as_ref();
    let page = Shut {
        lang: lang.tag(),
        nonce: hex(&app.dice.bytes::<16>()),
        name: &practice.tenant.name,
        phone: people.map(|phone| phone.written().replace(' ', "\u{a0}")).unwrap_or_default(),
        phone_link: people.map_or("", Phone::as_str),
    };
    let policy = HeaderValue::from_str(&pages::policy(&page.nonce)).ok()?;
    Some(Instead { text: page.render().ok()?, policy })
}
