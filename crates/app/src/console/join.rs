//! Following a link: choosing a password and a second factor.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::{Lang, Pii};
use qrcode::QrCode;
use qrcode::render::svg;
use serde::Deserialize;

use super::fields::Fields;
use super::frame::page;
use super::sign_in::{device, led, weak};
use super::staff;
use crate::auth::totp::Secret;
use crate::auth::{self, Chosen, Joining, NotTaken, password};
use crate::hex::hex;
use crate::http::{App, Code, FromOurPage, Problem};
use crate::pages::words;
use crate::tenants;
use crate::users::{self, Profile, User};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/console/join/{token}", get(form).post(join))
}

#[derive(Template)]
#[template(path = "console/join.html")]
struct Form {
    lang: Lang,
    nonce: String,
    practice: String,
    email: String,
    /// The first administrator says who they are.
    first: bool,
    shortest: usize,
    secret: String,
    /// The secret as it is typed: four characters at a time.
    groups: String,
    picture: String,
    words: String,
}

impl Form {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `GET /console/join/{token}`. The link stands in an address: it is sent on to nobody.
async fn form(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let joining = followed(&app, &token).await?;
    let mut tx = app.db.read(joining.tenant, app.clock.now()).await?;
    let practice = app.practices.current(&mut tx).await?;
    let user = users::get(&mut tx, joining.user).await?;
    let first = users::is_first(&user);
    let secret = Secret::draw(&app.dice);
    let email = if first { String::new() } else { user.profile.email.reveal().clone() };
    let address = secret.address(&practice.tenant.name, if first { "Allo" } else { &email });
    let lang = if first { staff::preferred(&headers) } else { user.profile.lang };
    let form = Form {
        lang,
        nonce: hex(&app.dice.bytes::<16>()),
        practice: practice.tenant.name.clone(),
        email,
        first,
        shortest: password::SHORTEST,
        picture: picture(&address),
        groups: secret.groups(),
        secret: secret.text(),
        words: words::for_scripts(lang),
    };
    let cached = (HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer"));
    Ok(([cached], page(&form, &form.nonce)?).into_response())
}

/// What the form sends. The secret comes back with the code that proves the app has it: nothing is kept in between.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    password: Pii<String>,
    secret: Pii<String>,
    code: Pii<String>,
}

/// `POST /console/join/{token}`.
async fn join(
    State(app): State<App>,
    FromOurPage(network): FromOurPage,
    Path(token): Path<String>,
    headers: HeaderMap,
    Fields(typed): Fields<Typed>,
) -> Result<Response, Problem> {
    let joining = followed(&app, &token).await?;
    let now = app.clock.now();
    app.sign_ins.may_try(crate::sealing::sha256(token.as_bytes()), network, now)?;
    let secret = Secret::from_text(typed.secret.reveal()).ok_or(Problem::new(Code::InvalidBody))?;
    let hash = auth::password::hash(&typed.password, &app.dice).await?;
    let mut tx = app.db.write(joining.tenant, now).await?;
    tenants::open(&mut tx).await??;
    let user = users::get(&mut tx, joining.user).await?;
    if users::is_first(&user) {
        let profile = introduced(&user, &typed, &headers)?;
        users::change(&mut tx, user.id, &profile, &domain::permission::Actor::Operator).await?;
    }
    let chosen = Chosen { password: &typed.password, secret: &secret, code: typed.code.reveal() };
    let session = auth::take_link(&mut tx, &joining, &chosen, hash, &device(network, &headers)).await?;
    tx.commit().await?;
    led(&session, "/console")
}

/// Who follows it; a link that is over, one that never was and one that was used look alike.
async fn followed(app: &App, token: &str) -> Result<Joining, Problem> {
    let found = auth::joining(&app.db, token, app.clock.now()).await?;
    found.ok_or(Problem::new(Code::LinkOver))
}

/// Who the first administrator says they are.
fn introduced(user: &User, typed: &Typed, headers: &HeaderMap) -> Result<Profile, Problem> {
    Ok(Profile {
        name: users::name(&typed.name)?,
        email: users::address(&typed.email)?,
        lang: staff::preferred(headers),
        ..user.profile.clone()
    })
}

/// A picture that an app reads; nothing when the address is too long for one, which the text beside it makes up for.
fn picture(address: &str) -> String {
    let drawn = QrCode::new(address.as_bytes())
        .map(|code| code.render::<svg::Color<'_>>().min_dimensions(180, 180).quiet_zone(true).build());
    // What stands before the element is for files, not for pages.
    drawn.map_or_else(
        |_| String::new(),
        |svg| svg.find("<svg").map_or(String::new(), |at| svg[at..].to_owned()),
    )
}

impl From<NotTaken> for Problem {
    fn from(error: NotTaken) -> Self {
        match error {
            NotTaken::Password(unfit) => weak(unfit),
            // Whoever has the link has shown who they are: what is wrong with the code is no secret.
            NotTaken::Code => Self::detail(Code::WrongCode, error.to_string()).at("code", &error.to_string()),
            NotTaken::Over => Self::new(Code::LinkOver),
            NotTaken::User(error) => error.into(),
        }
    }
}
