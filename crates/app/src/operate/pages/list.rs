//! The practices of the installation, a line each.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::ids::TenantId;
use domain::quota::Limit;
use serde::Deserialize;

use super::{Frame, Inside, Operator};
use crate::console::page;
use crate::http::{Code, Parameters, Problem};
use crate::pages::dates;
use crate::tenants::{Overview, Standing};

/// How many practices a page has.
const SHOWN: usize = 50;

/// What is shown of a practice's uses, and its name among the words.
const USES: [(Limit, &str); 3] = [
    (Limit::CallsAMonth, "operate.calls"),
    (Limit::BookingsADay, "operate.bookings"),
    (Limit::MessagesAMonth, "operate.messages"),
];

#[derive(Template)]
#[template(path = "operate/list.html")]
struct Page {
    frame: Frame,
    lines: Vec<Line>,
    /// After which practice the next page begins.
    next: Option<String>,
}

/// One practice.
struct Line {
    slug: String,
    name: String,
    standing: Standing,
    uses: Vec<Used>,
    last_call: Option<String>,
    given_up: u32,
}

/// How much of something was used, and of how much.
struct Used {
    name: &'static str,
    count: u64,
    most: Option<u32>,
    scarce: bool,
}

impl From<&Overview> for Line {
    fn from(one: &Overview) -> Self {
        let facts = &one.practice.tenant;
        let uses = one.usage.uses.iter().filter_map(|it| {
            let (_, name) = USES.into_iter().find(|(limit, _)| *limit == it.limit)?;
            Some(Used { name, count: it.used?, most: it.most, scarce: it.is_scarce() })
        });
        Self {
            slug: facts.slug.to_string(),
            name: facts.name.clone(),
            standing: one.usage.standing,
            uses: uses.collect(),
            last_call: one.last_call.map(|at| dates::stamp(facts.zone(), at)),
            given_up: one.given_up,
        }
    }
}

/// Where the page begins.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    after: Option<String>,
}

/// `GET /`.
pub(super) async fn page_of(
    State(operator): State<Operator>,
    who: Inside,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Response, Problem> {
    let after: Option<TenantId> =
        wanted.after.as_deref().map(str::parse).transpose().map_err(|_| Problem::new(Code::InvalidQuery))?;
    let (found, more) = operator.practices(after, SHOWN, who.now).await?;
    let next = found.last().filter(|_| more).map(|last| last.tenant.to_string());
    let lines = found.iter().map(Line::from).collect();
    let page_of = Page { frame: Frame::of(&operator, who.lang, "/"), lines, next };
    page(&page_of, &page_of.frame.nonce)
}
