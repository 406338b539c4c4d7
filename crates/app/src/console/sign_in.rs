//! Signing in and out.

use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::ids::{TenantId, TenantSlug};
use domain::permission::Role;
use domain::{Lang, Pii};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use tokio::time::Instant;
use uuid::Uuid;

use super::fields::{Fields, filled};
use super::frame::page;
use super::staff::{self, Anybody, Member, Turned};
use crate::auth::{self, Credentials, Device, Refused, cookie, password};
use crate::hex::hex;
use crate::http::{App, Code, FromOurPage, Network, Parameters, Problem, Rate};
use crate::pages::words;
use crate::users;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/sign-in", get(form).post(sign_in))
        .route("/console/sign-in/demo/{role}", post(as_demo))
        .route("/console/prove", get(proof).post(prove))
        .route("/console/sign-out", post(sign_out))
}

/// Refusals are answered at multiples of this after they were asked for: how long the work took tells nothing (A6).
const REFUSED_AFTER: Duration = Duration::from_millis(300);

/// Waits, where it is one, until a refusal may be told.
async fn refused_in_time<T>(begun: Instant, outcome: Result<T, Refused>) -> Result<T, Problem> {
    if matches!(outcome, Err(Refused::Wrong)) {
        until_told(begun).await;
    }
    Ok(outcome?)
}

/// Waits until a refusal may be told of what was asked at this instant.
pub(crate) async fn until_told(begun: Instant) {
    let periods = begun.elapsed().as_millis() / REFUSED_AFTER.as_millis() + 1;
    tokio::time::sleep_until(begun + REFUSED_AFTER * u32::try_from(periods).unwrap_or(1)).await;
}

/// How often somebody may try to sign in: for one address from one network, for one address from anywhere, and from one
/// network. Held in process. Who keeps trying somebody else's address from elsewhere doesn't use up what they have: only
/// a crowd does.
pub struct SignIns {
    for_address_from: Rate<([u8; 32], Network)>,
    for_address: Rate<[u8; 32]>,
    from_network: Rate<Network>,
}

impl Default for SignIns {
    fn default() -> Self {
        Self {
            for_address_from: Rate::new(10, SignedDuration::from_mins(2)),
            for_address: Rate::new(100, SignedDuration::from_secs(20)),
            from_network: Rate::new(30, SignedDuration::from_secs(20)),
        }
    }
}

impl SignIns {
    /// Whether one more try is taken; it counts.
    pub(super) fn may_try(&self, address: [u8; 32], from: Network, now: Timestamp) -> Result<(), Problem> {
        let wait = self.from_network.take(from, now);
        let wait = wait.and_then(|()| self.for_address_from.take((address, from), now));
        let wait = wait.and_then(|()| self.for_address.take(address, now));
        wait.map_err(|_| Problem::new(Code::TooMany))
    }
}

/// Where somebody wants to go, and in which language.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    next: Option<String>,
    practice: Option<String>,
    lang: Option<String>,
    /// Why somebody is here who didn't ask for it.
    why: Option<Why>,
}

/// Why somebody has to sign in who had been.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Why {
    /// Their session is over.
    Over,
    /// They are no member any more.
    Dismissed,
}

impl Why {
    /// What is told of it.
    const fn key(self) -> &'static str {
        match self {
            Self::Over => "sign_in.why_over",
            Self::Dismissed => "sign_in.why_dismissed",
        }
    }
}

/// The page on which one signs in, or shows again that it is oneself.
#[derive(Template)]
#[template(path = "console/sign_in.html")]
struct Form {
    lang: Lang,
    nonce: String,
    next: String,
    practice: String,
    demo: bool,
    again: bool,
    why: Option<&'static str>,
    words: String,
}

impl Form {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

fn shown(app: &App, lang: Lang, wanted: &Wanted, again: bool) -> Result<Response, Problem> {
    let form = Form {
        lang,
        nonce: hex(&app.dice.bytes::<16>()),
        next: staff::next(wanted.next.as_deref()).to_owned(),
        practice: wanted.practice.clone().unwrap_or_default(),
        demo: app.settings.demo && !again,
        again,
        why: wanted.why.map(|why| words::word(lang, why.key())),
        words: words::for_scripts(lang),
    };
    page(&form, &form.nonce)
}

/// `GET /console/sign-in`.
async fn form(
    State(app): State<App>,
    headers: HeaderMap,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Response, Problem> {
    let lang = wanted.lang.as_deref().and_then(Lang::from_tag);
    shown(&app, lang.unwrap_or_else(|| staff::preferred(&headers)), &wanted, false)
}

/// What the form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    #[serde(default)]
    email: String,
    password: Pii<String>,
    code: Pii<String>,
    #[serde(default)]
    practice: String,
    #[serde(default)]
    next: String,
}

/// `POST /console/sign-in`.
async fn sign_in(
    State(app): State<App>,
    FromOurPage(network): FromOurPage,
    headers: HeaderMap,
    Fields(typed): Fields<Typed>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let email = Pii::new(typed.email.trim().to_lowercase());
    app.sign_ins.may_try(app.db.keyring().sign_in_lookup(email.reveal()), network, now)?;
    let begun = Instant::now();
    let practice = match filled(&typed.practice) {
        None => None,
        Some(name) => Some(named(&app, name).await?),
    };
    let credentials = Credentials { email, password: typed.password, code: typed.code, practice };
    let device = device(network, &headers);
    let token = refused_in_time(begun, auth::sign_in(&app.db, &credentials, &device, now).await).await?;
    led(&token, staff::next(Some(&typed.next)))
}

/// The practice of this name. A name that is nobody's goes the same way as a known one, to nobody's staff: how long that
/// takes says nothing (A6).
async fn named(app: &App, name: &str) -> Result<TenantId, Problem> {
    let found = match name.to_lowercase().parse::<TenantSlug>() {
        Ok(slug) => app.db.tenant_by_slug(&slug).await?,
        Err(_) => None,
    };
    Ok(found.unwrap_or(TenantId::new(Uuid::nil())))
}

/// `GET /console/prove`.
async fn proof(
    State(app): State<App>,
    who: Member,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Response, Problem> {
    shown(&app, who.lang(), &wanted, true)
}

/// `POST /console/prove`: for what is grave, password and code are shown again.
async fn prove(
    State(app): State<App>,
    FromOurPage(network): FromOurPage,
    who: Member,
    Fields(typed): Fields<Typed>,
) -> Result<Response, Problem> {
    let now = who.caller.now;
    app.sign_ins.may_try(crate::sealing::sha256(who.id().uuid().as_bytes()), network, now)?;
    let member = (who.caller.tenant, who.id(), who.signed_in.session);
    let token = auth::prove_again(&app.db, member, &typed.password, &typed.code, now).await?;
    led(&token, staff::next(Some(&typed.next)))
}

/// `POST /console/sign-out`.
async fn sign_out(State(app): State<App>, Anybody(who): Anybody) -> Result<Response, Turned> {
    let mut tx = who.write(&app).await?;
    auth::end(&mut tx, who.id(), who.signed_in.session, who.actor()).await?;
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    let gone = [
        (header::SET_COOKIE, cookie::CLEAR),
        (HeaderName::from_static("hx-redirect"), HeaderValue::from_static("/console/sign-in")),
    ];
    Ok((StatusCode::NO_CONTENT, gone).into_response())
}

/// `POST /console/sign-in/demo/{role}`: in the demonstration, whose data is thrown away, one signs in by saying as what.
async fn as_demo(
    State(app): State<App>,
    FromOurPage(network): FromOurPage,
    Path(role): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let role = Role::from_name(&role).filter(|_| app.settings.demo).ok_or_else(Problem::not_found)?;
    let [tenant] = app.db.tenants().await?[..] else { return Err(Problem::not_found()) };
    let mut tx = app.db.write(tenant, app.clock.now()).await?;
    let members = users::list(&mut tx).await?;
    let member = members.iter().find(|user| user.role == role && user.state == users::State::Active);
    let member = member.ok_or_else(Problem::not_found)?;
    let token = auth::begin(&mut tx, member.id, &device(network, &headers)).await?;
    tx.commit().await?;
    led(&token, "/console")
}

/// With the cookie to a page.
pub(super) fn led(token: &Pii<String>, to: &str) -> Result<Response, Problem> {
    let set = cookie::set(token.reveal()).ok_or(Problem::new(Code::Internal))?;
    let to = HeaderValue::from_str(to).map_err(|_| Problem::new(Code::Internal))?;
    let headers = [(header::SET_COOKIE, set), (HeaderName::from_static("hx-redirect"), to)];
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}

/// Where somebody is.
pub(super) fn device(network: Network, headers: &HeaderMap) -> Device {
    Device { address: network.to_string(), agent: staff::agent(headers) }
}

/// A password that won't do, told at the field in which it was chosen.
pub(super) fn weak(unfit: password::Unfit) -> Problem {
    Problem::detail(Code::WeakPassword, unfit.to_string()).at("password", &unfit.to_string())
}

impl From<Refused> for Problem {
    fn from(error: Refused) -> Self {
        match error {
            Refused::Wrong => Self::new(Code::SignInRefused),
            Refused::Used => Self::new(Code::CodeUsed).at("code", &error.to_string()),
            Refused::Password(unfit) => weak(unfit),
            Refused::Db(error) => error.into(),
        }
    }
}
