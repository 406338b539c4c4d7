//! Keys of the API.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use domain::Lang;
use domain::ids::KeyId;
use domain::permission::Permission;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::Shown;
use crate::console::fields::{Fields, filled};
use crate::console::frame::part;
use crate::console::staff::{Member, Proved, Staff};
use crate::db::{DbError, Tx};
use crate::http::{App, Id, Manage, Problem};
use crate::keys::{self, Key};
use crate::pages::{dates, words};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/integrations/keys", get(list).post(create))
        .route("/console/integrations/keys/{id}/revoke", post(revoke))
}

/// The rights that a member may grant: those that they have.
pub(super) fn grantable(who: &Member) -> impl Iterator<Item = Permission> {
    Permission::ALL.into_iter().filter(|right| who.actor().may_grant(*right).is_ok())
}

/// The list of keys.
#[derive(Template)]
#[template(path = "console/integrations_keys.html")]
pub(super) struct KeyList {
    lang: Lang,
    good: Vec<KeyLine>,
    over: Vec<KeyLine>,
}

struct KeyLine {
    id: KeyId,
    name: String,
    rights: Vec<&'static str>,
    made: String,
    used: Option<String>,
    ends: Option<String>,
    revoked: Option<String>,
}

impl KeyList {
    pub(super) async fn of(tx: &mut Tx, lang: Lang, zone: &TimeZone) -> Result<Self, DbError> {
        let now = tx.now();
        let (good, over): (Vec<Key>, Vec<Key>) =
            keys::list(tx).await?.into_iter().partition(|key| key.is_good(now));
        let lines = |keys: Vec<Key>| keys.into_iter().map(|key| KeyLine::of(key, lang, zone)).collect();
        Ok(Self { lang, good: lines(good), over: lines(over) })
    }

    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

impl KeyLine {
    fn of(key: Key, lang: Lang, zone: &TimeZone) -> Self {
        let stamp = |at: Timestamp| dates::stamp(zone, at);
        let right = |right: &Permission| words::word(lang, &format!("rights.{}", right.name()));
        Self {
            id: key.id,
            rights: key.permissions.iter().map(right).collect(),
            name: key.name,
            made: stamp(key.created_at),
            used: key.last_used_at.map(stamp),
            ends: key.expires_at.map(stamp),
            revoked: key.revoked_at.map(stamp),
        }
    }
}

/// `GET /console/integrations/keys`.
async fn list(State(app): State<App>, Staff { who, .. }: Staff<Manage>) -> Result<Response, Problem> {
    listed(&app, &who).await
}

async fn listed(app: &App, who: &Member) -> Result<Response, Problem> {
    let mut tx = who.read(app).await?;
    let practice = app.practices.current(&mut tx).await?;
    part(&KeyList::of(&mut tx, who.lang(), practice.tenant.zone()).await?)
}

/// What the form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
    #[serde(default)]
    permissions: Vec<Permission>,
    /// After how many days it ends; never when empty.
    #[serde(default)]
    days: String,
}

/// `POST /console/integrations/keys`.
async fn create(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Fields(New { name, permissions, days }): Fields<New>,
) -> Result<Response, Problem> {
    if permissions.is_empty() {
        return Err(Problem::field("permissions", "at least one is needed"));
    }
    let invalid = || Problem::field("days", "a number of days is expected");
    let now = who.caller.now;
    let ends = match filled(&days) {
        None => None,
        Some(days) => {
            let days: u16 = days.parse().map_err(|_| invalid())?;
            let so_long = SignedDuration::from_hours(24 * i64::from(days));
            Some(now.checked_add(so_long).map_err(|_| invalid())?)
        }
    };
    let mut tx = who.write(&app).await?;
    let (_, key) = keys::create(&mut tx, &name, &permissions, ends, who.actor()).await?;
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    let lang = who.lang();
    let shown = Shown {
        lang,
        title: words::fill(lang, "integrations.key_made", &[("name", name.trim())]),
        text: words::word(lang, "integrations.key_once"),
        label: words::word(lang, "integrations.value_key"),
        secret: key.reveal(),
    };
    shown.answer()
}

/// `POST /console/integrations/keys/{id}/revoke`.
async fn revoke(
    State(app): State<App>,
    Proved { who, .. }: Proved<Manage>,
    Id(id): Id<KeyId>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    keys::revoke(&mut tx, id, who.actor()).await?;
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    listed(&app, &who).await
}
