//! One practice: how it stands, what it uses, how much it may; and its end.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::Lang;
use domain::quota::{Limit, Quota};
use serde::Deserialize;

use super::{Frame, Inside, Operator};
use crate::console::{Fields, Meter, closing, page, part};
use crate::http::{Code, Problem};
use crate::operate::act::FirstLink;
use crate::pages::{dates, words};
use crate::tenants::{Overview, Standing};

#[derive(Template)]
#[template(path = "operate/one.html")]
struct Page {
    frame: Frame,
    name: String,
    slug: String,
    told: Told,
}

/// What changes by what is done on the page.
#[derive(Template)]
#[template(path = "operate/one_now.html")]
struct Told {
    lang: Lang,
    slug: String,
    open: bool,
    last_call: Option<String>,
    given_up: u32,
    meters: Vec<Meter>,
    /// Whether it waits for its first administrator.
    unmanaged: bool,
}

impl Told {
    async fn of(operator: &Operator, who: &Inside, one: &Overview) -> Result<Self, Problem> {
        let facts = &one.practice.tenant;
        Ok(Self {
            lang: who.lang,
            slug: facts.slug.to_string(),
            open: one.usage.standing == Standing::Open,
            last_call: one.last_call.map(|at| dates::moment(who.lang, facts.zone(), at)),
            given_up: one.given_up,
            meters: one.usage.uses.iter().map(|used| Meter::of(who.lang, used)).collect(),
            unmanaged: operator.is_unmanaged(one.tenant, who.now).await?,
        })
    }

    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `GET /practices/{slug}`.
pub(super) async fn page_of(
    State(operator): State<Operator>,
    who: Inside,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let one = operator.practice(&slug, who.now).await?;
    let told = Told::of(&operator, &who, &one).await?;
    let name = one.practice.tenant.name.clone();
    let page_of = Page { frame: Frame::of(&operator, who.lang, ""), name, slug, told };
    page(&page_of, &page_of.frame.nonce)
}

/// `POST /practices/{slug}/suspend`.
pub(super) async fn suspend(
    State(operator): State<Operator>,
    who: Inside,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let one = operator.set_open(&slug, false, who.now).await?;
    done(&operator, &who, &one, "operate.is_suspended").await
}

/// `POST /practices/{slug}/resume`.
pub(super) async fn resume(
    State(operator): State<Operator>,
    who: Inside,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let one = operator.set_open(&slug, true, who.now).await?;
    done(&operator, &who, &one, "operate.is_open").await
}

/// `PUT /practices/{slug}/limits`: what is left empty is without limit.
pub(super) async fn limit(
    State(operator): State<Operator>,
    who: Inside,
    Path(slug): Path<String>,
    Fields(typed): Fields<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let one = operator.limit(&slug, quota(&typed)?, who.now).await?;
    done(&operator, &who, &one, "operate.is_limited").await
}

fn quota(typed: &[(String, String)]) -> Result<Quota, Problem> {
    typed.iter().try_fold(Quota::default(), |quota, (name, value)| {
        let limit = Limit::ALL.into_iter().find(|limit| limit.name() == name);
        let limit = limit.ok_or(Problem::new(Code::InvalidBody))?;
        let most = Some(value.trim()).filter(|value| !value.is_empty()).map(str::parse).transpose();
        let wrong = |_| Problem::field(name, "a whole number, or nothing");
        Ok(quota.with(limit, most.map_err(wrong)?))
    })
}

async fn done(operator: &Operator, who: &Inside, one: &Overview, key: &str) -> Result<Response, Problem> {
    let told = Told::of(operator, who, one).await?;
    Ok((closing(words::word(who.lang, key)), part(&told)?).into_response())
}

/// The link, shown once.
#[derive(Template)]
#[template(path = "operate/link.html")]
pub(super) struct Shown {
    pub(super) frame: Frame,
    pub(super) address: String,
    pub(super) until: String,
    /// The practice that it was made with, where it is a new one.
    pub(super) created: Option<String>,
}

impl Shown {
    /// The link for the first administrator of a practice.
    pub(super) fn of(frame: Frame, link: FirstLink, one: &Overview, created: bool) -> Self {
        let facts = &one.practice.tenant;
        let until = dates::moment(frame.lang, facts.zone(), link.expires_at);
        Self { frame, address: link.url, until, created: created.then(|| facts.slug.to_string()) }
    }
}

/// `POST /practices/{slug}/first-link`.
pub(super) async fn first_link(
    State(operator): State<Operator>,
    who: Inside,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let link = operator.first_link(&slug, who.now).await?;
    let one = operator.practice(&slug, who.now).await?;
    part(&Shown::of(Frame::of(&operator, who.lang, ""), link, &one, false))
}

/// What the dialog sends before a practice is removed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meant {
    practice: String,
}

/// `POST /practices/{slug}/remove`: back to the list, where it isn't any more.
pub(super) async fn remove(
    State(operator): State<Operator>,
    who: Inside,
    Path(slug): Path<String>,
    Fields(meant): Fields<Meant>,
) -> Result<Response, Problem> {
    operator.remove(&slug, meant.practice.trim(), who.now).await?;
    let to = (HeaderName::from_static("hx-redirect"), HeaderValue::from_static("/"));
    Ok((StatusCode::NO_CONTENT, [to]).into_response())
}
