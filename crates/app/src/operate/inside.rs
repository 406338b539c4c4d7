//! Who asks: somebody who came in by the link, or a program with the token. Everybody else is answered alike, and slowly
//! (A6).

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use domain::Lang;
use jiff::Timestamp;
use tokio::time::Instant;

use super::Operator;
use crate::console::until_told;
use crate::http::{Code, Network, Problem, bearer};
use crate::pages;
use crate::sealing::sha256;

/// The cookie's name: another than the staff's, for browsers tell the servers of one machine not apart.
const COOKIE: &str = "__Host-allo-operator";

/// Somebody who came in by the link.
pub(super) struct Inside {
    /// The first of our languages that their browser asks for.
    pub(super) lang: Lang,
    /// When they ask.
    pub(super) now: Timestamp,
    /// What they carry.
    pub(super) session: String,
}

/// A program with the token, and when it asks.
pub(super) struct Program(pub(super) Timestamp);

impl FromRequestParts<Operator> for Inside {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, operator: &Operator) -> Result<Self, Problem> {
        let (begun, now) = (Instant::now(), operator.app.clock.now());
        match session(&parts.headers).filter(|session| operator.door.knows(session, now)) {
            Some(session) => Ok(Self { lang: lang(&parts.headers), now, session: session.to_owned() }),
            None => Err(refused(begun, Code::Unauthenticated).await),
        }
    }
}

impl FromRequestParts<Operator> for Program {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, operator: &Operator) -> Result<Self, Problem> {
        let (app, begun) = (&operator.app, Instant::now());
        let (now, from) = (app.clock.now(), Network::of(parts, app));
        let shown = sha256(bearer(&parts.headers).unwrap_or_default().as_bytes());
        app.guesses.may_look_up(&shown, from, now).map_err(Problem::too_many)?;
        let good = operator.door.is_token(&shown);
        app.guesses.was(good, shown, from, now);
        if good { Ok(Self(now)) } else { Err(refused(begun, Code::Unauthenticated).await) }
    }
}

/// A refusal, once it may be told.
pub(super) async fn refused(begun: Instant, code: Code) -> Problem {
    until_told(begun).await;
    Problem::new(code)
}

/// The language of whoever asks.
pub(super) fn lang(headers: &HeaderMap) -> Lang {
    pages::preferred(headers).unwrap_or_default()
}

/// The cookie that carries a session, or takes it away when it is empty.
pub(super) fn cookie(session: &str) -> Result<HeaderValue, Problem> {
    let over = if session.is_empty() { "; Max-Age=0" } else { "" };
    HeaderValue::from_str(&format!("{COOKIE}={session}; Path=/; Secure; HttpOnly; SameSite=Strict{over}"))
        .map_err(|_| Problem::new(Code::Internal))
}

/// The session that a request carries; two are as good as none.
fn session(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut found = cookies
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='));
    let session = found.next()?;
    found.next().is_none().then_some(session)
}
