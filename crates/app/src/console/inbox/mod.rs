//! What waits for the staff, settled together: taken on, done or declined, and taken back.

mod act;
mod card;
mod one;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use domain::Lang;
use domain::ids::RequestId;
use domain::request::{Kind, State as Standing};
use serde::Deserialize;

pub(super) use self::card::{Card, Reader};
use super::frame::{Frame, Section, page, part};
use super::staff::{Member, Staff};
use crate::booking::{self, About, RequestFilter};
use crate::db::Tx;
use crate::http::{App, Code, Parameters, Problem, Settle};
use crate::pages::words;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/inbox", get(inbox))
        .route("/console/inbox/list", get(list))
        .route("/console/inbox/count", get(count))
        .route("/console/inbox/{id}", get(one::get))
        .route("/console/inbox/{id}/take", post(act::take))
        .route("/console/inbox/{id}/give-back", post(act::give_back))
        .route("/console/inbox/{id}/assign", post(act::assign))
        .route("/console/inbox/{id}/remark", post(act::remark))
        .route("/console/inbox/{id}/done", post(act::done))
        .route("/console/inbox/{id}/decline", post(act::decline))
        .route("/console/inbox/{id}/reopen", post(act::reopen))
}

/// How many are shown at once.
const SHOWN: u32 = 50;

/// What is looked at: what is open when nothing is said.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Wanted {
    /// `open`, `done`, `declined`, or `any`.
    state: String,
    /// The name of a kind; every kind when empty.
    kind: String,
    /// `mine`, or everybody's when empty.
    whose: String,
    /// How many at most.
    most: Option<u32>,
    /// The one that is opened at once.
    one: Option<RequestId>,
}

impl Wanted {
    const STATES: [&'static str; 4] = ["open", "done", "declined", "any"];

    /// Whatever isn't known is passed over: an old link still leads here.
    fn state(&self) -> &'static str {
        Self::STATES.into_iter().find(|state| *state == self.state).unwrap_or("open")
    }

    fn kind(&self) -> Option<Kind> {
        Kind::from_name(&self.kind)
    }

    fn mine(&self) -> bool {
        self.whose == "mine"
    }

    fn most(&self) -> u32 {
        self.most.unwrap_or(SHOWN).clamp(1, 1_000)
    }

    fn filter(&self, who: &Member) -> RequestFilter {
        RequestFilter {
            state: Standing::from_name(self.state()),
            kind: self.kind(),
            assigned_to: self.mine().then(|| who.id()),
            about: About::of(who.actor()),
            after: None,
        }
    }

    /// What leads here again, with so many shown.
    fn query(&self, most: u32) -> String {
        let kind = self.kind().map_or("", Kind::name);
        let whose = if self.mine() { "mine" } else { "" };
        format!("state={}&kind={kind}&whose={whose}&most={most}", self.state())
    }
}

/// A choice in a list.
struct Choice {
    value: &'static str,
    name: &'static str,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "console/inbox.html")]
struct Page {
    frame: Frame,
    states: Vec<Choice>,
    kinds: Vec<Choice>,
    mine: bool,
    list: List,
    one: Option<RequestId>,
}

/// What waits, as it stands.
#[derive(Template)]
#[template(path = "console/inbox_list.html")]
struct List {
    lang: Lang,
    cards: Vec<Card>,
    open: bool,
    query: String,
    /// What shows more, when there is more.
    more: Option<String>,
}

impl List {
    async fn of(app: &App, tx: &mut Tx, who: &Member, wanted: &Wanted) -> Result<Self, Problem> {
        let most = wanted.most();
        let mut found = booking::inbox(tx, &wanted.filter(who), most + 1).await?;
        let more = (found.len() > most as usize).then(|| wanted.query(most.saturating_add(SHOWN)));
        found.truncate(most as usize);
        let reader = Reader::of(app, tx, who).await?;
        let cards = reader.cards(tx, &found).await?;
        let open = wanted.state() == "open";
        Ok(Self { lang: who.lang(), cards, open, query: wanted.query(most), more })
    }

    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `GET /console/inbox`.
async fn inbox(
    State(app): State<App>,
    Staff { who, .. }: Staff<Settle>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Inbox).await?;
    let lang = who.lang();
    let state = |value: &'static str| Choice {
        value,
        name: words::word(lang, &format!("inbox.state_{value}")),
        chosen: value == wanted.state(),
    };
    let kind = |kind: Kind| Choice {
        value: kind.name(),
        name: kind.title(lang),
        chosen: wanted.kind() == Some(kind),
    };
    let list = List::of(&app, &mut tx, &who, &wanted).await?;
    let page_of = Page {
        frame,
        states: Wanted::STATES.map(state).into(),
        kinds: Kind::ALL.map(kind).into(),
        mine: wanted.mine(),
        list,
        one: wanted.one,
    };
    page(&page_of, &page_of.frame.nonce)
}

/// `GET /console/inbox/list`: the list alone. The address of the page says what is looked at.
async fn list(
    State(app): State<App>,
    Staff { who, .. }: Staff<Settle>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let list = List::of(&app, &mut tx, &who, &wanted).await?;
    let here = HeaderValue::from_str(&format!("/console/inbox?{}", list.query));
    let here = here.map_err(|_| Problem::new(Code::Internal))?;
    Ok(([(HeaderName::from_static("hx-replace-url"), here)], part(&list)?).into_response())
}

/// How many wait, beside the section's name.
#[derive(Template)]
#[template(path = "console/inbox_count.html")]
struct Count {
    waiting: u32,
}

/// `GET /console/inbox/count`.
async fn count(State(app): State<App>, Staff { who, .. }: Staff<Settle>) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let open = booking::open(&mut tx, &About::of(who.actor())).await?;
    part(&Count { waiting: open.iter().map(|one| one.count).sum() })
}
