//! Who is at the console, and whether they may see what they ask for.

use std::marker::PhantomData;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Lang;
use domain::ids::UserId;
use domain::permission::{Actor, Permission};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::refused;
use crate::auth::{self, SignedIn, cookie};
use crate::db::{DbError, Tx};
use crate::http::{App, Caller, Code, Problem, Right, is_ours};
use crate::{audit, pages, tenants};

/// What htmx sends with each of its requests; no form of a foreign page can (A3).
pub(super) const BY_SCRIPT: HeaderName = HeaderName::from_static("hx-request");

/// What a path may hold, and so needs no escape within an address.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_');

/// A member of the staff who has the right. Whoever lacks it is refused before the handler runs.
pub(super) struct Staff<R> {
    /// Who, in which practice, at which instant.
    pub(super) who: Member,
    right: PhantomData<R>,
}

/// The same for what is grave (rights, keys, exports, erasure): they have shown password and second factor lately.
pub(super) struct Proved<R> {
    /// Who, in which practice, at which instant.
    pub(super) who: Member,
    right: PhantomData<R>,
}

/// Somebody who is signed in, even where the practice is suspended: for what changes nothing of its.
pub(super) struct Anybody(pub(super) Member);

/// Somebody who is signed in, whatever they may do.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// For the features' operations: whose transaction, by whom, when.
    pub(super) caller: Caller,
    /// Their session.
    pub(super) signed_in: SignedIn,
}

impl Member {
    /// A transaction that only reads.
    pub(super) async fn read(&self, app: &App) -> Result<Tx, DbError> {
        self.caller.read(app).await
    }

    /// A transaction that may write.
    pub(super) async fn write(&self, app: &App) -> Result<Tx, DbError> {
        self.caller.write(app).await
    }

    /// Who does it.
    pub(super) fn actor(&self) -> &Actor {
        &self.caller.actor
    }

    /// Which member.
    pub(super) fn id(&self) -> UserId {
        self.signed_in.user
    }

    /// Their language.
    pub(super) fn lang(&self) -> Lang {
        self.signed_in.lang
    }

    /// Whether they may.
    pub(super) fn may(&self, permission: Permission) -> bool {
        self.actor().require(permission).is_ok()
    }
}

/// Why somebody doesn't get what they asked for.
pub(super) enum Turned {
    /// They have to sign in, or to show again that it is them, and are then led back.
    Elsewhere {
        /// Where.
        to: String,
        /// Whether a script asks, which can't follow a redirection.
        by_script: bool,
    },
    /// They lack a right.
    Lacking(Response),
    /// Anything else.
    Away(Problem),
}

impl IntoResponse for Turned {
    fn into_response(self) -> Response {
        match self {
            Self::Elsewhere { to, by_script: true } => match HeaderValue::from_str(&to) {
                Ok(to) => (StatusCode::OK, [(HeaderName::from_static("hx-redirect"), to)]).into_response(),
                Err(_) => Problem::new(Code::Internal).into_response(),
            },
            Self::Elsewhere { to, by_script: false } => Redirect::to(&to).into_response(),
            Self::Lacking(refused) => refused,
            Self::Away(problem) => problem.into_response(),
        }
    }
}

impl From<DbError> for Turned {
    fn from(error: DbError) -> Self {
        Self::Away(error.into())
    }
}

impl FromRequestParts<App> for Anybody {
    type Rejection = Turned;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Turned> {
        let now = app.clock.now();
        let Some(token) = cookie::read(&parts.headers) else {
            return Err(elsewhere("/console/sign-in", None, parts));
        };
        let known = auth::recognise(&app.db, token, now).await?;
        let signed_in = known.ok_or_else(|| elsewhere("/console/sign-in", Some("over"), parts))?;
        let caller = Caller { tenant: signed_in.tenant, actor: signed_in.actor.clone(), now };
        Ok(Self(Member { caller, signed_in }))
    }
}

impl FromRequestParts<App> for Member {
    type Rejection = Turned;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Turned> {
        let Anybody(who) = Anybody::from_request_parts(parts, app).await?;
        match tenants::open(&mut who.read(app).await?).await? {
            Ok(()) => Ok(who),
            Err(closed) => Err(Turned::Away(closed.into())),
        }
    }
}

impl<R: Right> FromRequestParts<App> for Staff<R> {
    type Rejection = Turned;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Turned> {
        let who = Member::from_request_parts(parts, app).await?;
        if let Err(denied) = who.actor().require(R::PERMISSION) {
            audit::denied(app, &who.caller, R::PERMISSION).await;
            return Err(Turned::Lacking(refused::lacking(app, &who, parts, denied.0).await));
        }
        Ok(Self { who, right: PhantomData })
    }
}

impl<R: Right> FromRequestParts<App> for Proved<R> {
    type Rejection = Turned;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Turned> {
        let Staff { who, .. } = Staff::<R>::from_request_parts(parts, app).await?;
        // In the demonstration there is no second factor to show.
        if !app.settings.demo && !who.signed_in.proved_lately(who.caller.now) {
            return Err(elsewhere("/console/prove", None, parts));
        }
        Ok(Self { who, right: PhantomData })
    }
}

/// There, told why, and then back to where they wanted to go.
fn elsewhere(to: &str, why: Option<&str>, parts: &Parts) -> Turned {
    let by_script = parts.headers.contains_key(BY_SCRIPT);
    // A script sends what a page of ours shows: back to that page.
    let shown = parts.headers.get("hx-current-url").and_then(|url| url.to_str().ok());
    let shown = shown.and_then(|url| url.parse::<Uri>().ok());
    let back = match (by_script, shown) {
        (true, Some(page)) => whole(&page),
        _ if parts.method == Method::GET => whole(&parts.uri),
        _ => "/console".to_owned(),
    };
    let back = (back != "/console").then(|| format!("next={}", utf8_percent_encode(&back, KEPT)));
    let why = why.map(|why| format!("why={why}"));
    let asked: Vec<String> = why.into_iter().chain(back).collect();
    let to = if asked.is_empty() { to.to_owned() } else { format!("{to}?{}", asked.join("&")) };
    Turned::Elsewhere { to, by_script }
}

/// The path of an address, with what is asked of it.
fn whole(address: &Uri) -> String {
    address.path_and_query().map_or_else(|| address.path().to_owned(), ToString::to_string)
}

/// Where somebody wanted to go: a page of the console, and nowhere else (ASVS 3.7.2: no open redirection).
pub(super) fn next(asked: Option<&str>) -> &str {
    let ours = |asked: &&str| {
        let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
        (path == "/console" || path.starts_with("/console/"))
            && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_".contains(&b))
            && query.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_=&.:%+".contains(&b))
    };
    asked.filter(ours).unwrap_or("/console")
}

/// Changes come from our own pages, by their script: from our origin, and with a header that no foreign form can send
/// (A3). Signing in is such a change too.
pub(crate) async fn from_our_pages_only(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let ours = request.headers().contains_key(BY_SCRIPT)
        && is_ours(request.headers(), app.settings.public_url.as_deref())
        && same_site(request.headers());
    if safe || ours { next.run(request).await } else { Problem::new(Code::ForeignOrigin).into_response() }
}

/// What the browser itself says of where a request comes from, where it says it (Fetch Metadata).
fn same_site(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin")
}

/// The language of whoever isn't signed in.
pub(super) fn preferred(headers: &HeaderMap) -> Lang {
    pages::preferred(headers).unwrap_or_default()
}

/// What a browser calls itself, and where it is.
pub(super) fn agent(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    agent.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_to_a_foreign_page() {
        for (asked, led) in [
            (None, "/console"),
            (Some("/console/calendar"), "/console/calendar"),
            (Some("/console/calendar?from=2026-03-09&days=7"), "/console/calendar?from=2026-03-09&days=7"),
            (
                Some("/console/audit?action=call.begun&actor=user%3A1"),
                "/console/audit?action=call.begun&actor=user%3A1",
            ),
            (Some("/console/%2e%2e/t/x"), "/console"),
            (Some("/console/audit?a=\r\nx"), "/console"),
            (Some("//evil.example"), "/console"),
            (Some("https://evil.example/console/"), "/console"),
            (Some("/console/../t/x"), "/console"),
            (Some("/consoles"), "/console"),
            (Some("/console/\\evil"), "/console"),
        ] {
            assert_eq!(next(asked), led, "{asked:?}");
        }
    }
}
