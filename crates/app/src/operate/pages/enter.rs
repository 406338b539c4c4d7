//! Coming in by the link that was printed, and going out.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Lang;
use tokio::time::Instant;

use super::super::inside::{cookie, lang, refused};
use super::{Inside, Operator};
use crate::console::page;
use crate::hex::hex;
use crate::http::{Code, Problem};
use crate::pages::words;

#[derive(Template)]
#[template(path = "operate/enter.html")]
struct Form {
    lang: Lang,
    nonce: String,
    words: String,
    secret: String,
}

impl Form {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `GET /open/{secret}`: asks once more, so that a browser that looks ahead doesn't use the link up.
pub(super) async fn form(
    State(operator): State<Operator>,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let begun = Instant::now();
    if !operator.door.is_link(&secret, operator.app.clock.now()) {
        return Err(refused(begun, Code::LinkOver).await);
    }
    let lang = lang(&headers);
    let nonce = hex(&operator.app.dice.bytes::<16>());
    let form = Form { lang, nonce, words: words::for_scripts(lang), secret };
    page(&form, &form.nonce)
}

/// `POST /open/{secret}`: they are inside.
pub(super) async fn follow(
    State(operator): State<Operator>,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    let (begun, app) = (Instant::now(), &operator.app);
    match operator.door.follow(&secret, app.clock.now(), &app.dice) {
        Some(session) => Ok(led(cookie(session.reveal())?)),
        None => Err(refused(begun, Code::LinkOver).await),
    }
}

/// `POST /leave`: they are outside.
pub(super) async fn leave(State(operator): State<Operator>, who: Inside) -> Result<Response, Problem> {
    operator.door.leave(&who.session);
    Ok(led(cookie("")?))
}

fn led(cookie: HeaderValue) -> Response {
    let to = (HeaderName::from_static("hx-redirect"), HeaderValue::from_static("/"));
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie), to]).into_response()
}
