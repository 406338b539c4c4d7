//! The page that a link leads to: whoever has it sees the appointment, moves it or cancels it, without signing in.
//!
//! A link that never was, one that is over, one of somebody else's: all are answered alike.

mod change;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use domain::Lang;
use domain::availability::Slot;
use domain::clock::{Edge, instant};
use domain::practice::Practice;
use domain::wish::Wish;
use jiff::civil::Date;
use serde::Deserialize;

use super::link::{Followed, follow};
use crate::booking::{self, Booking, Search};
use crate::db::Tx;
use crate::hex::hex;
use crate::http::{App, Code, Parameters, Problem};
use crate::pages::{self, dates, words};
use crate::tenants;

/// How many times are offered at once.
const OFFERED: usize = 12;

/// The page, and what it sends.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/r/{secret}", get(shown))
        .route("/r/{secret}/times", get(times))
        .route("/r/{secret}/move", post(change::reschedule))
        .route("/r/{secret}/cancel", post(change::cancel))
}

/// Who stands at the page: by which link, to which appointment of which practice.
struct Visit {
    followed: Followed,
    practice: Arc<Practice>,
    secret: String,
}

#[derive(Template)]
#[template(path = "link/page.html")]
struct Page {
    lang: Lang,
    nonce: String,
    words: String,
    practice: String,
    secret: String,
    facts: Vec<(&'static str, String)>,
    /// Too near to be changed here: what is wished goes to the staff.
    too_late: bool,
    today: String,
    times: Times,
}

#[derive(Template)]
#[template(path = "link/times.html")]
struct Part {
    times: Times,
}

/// Times to which the appointment can be moved, day by day.
struct Times {
    lang: Lang,
    days: Vec<Day>,
}

struct Day {
    name: String,
    slots: Vec<Offered>,
}

struct Offered {
    /// As the form sends it.
    start: String,
    hour: String,
}

impl Page {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

impl Times {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

impl Visit {
    /// Whoever follows a link that is good.
    async fn by(app: &App, secret: String) -> Result<Self, Problem> {
        let now = app.clock.now();
        let followed = follow(&app.db, &secret, now).await?.ok_or(Problem::new(Code::LinkOver))?;
        let mut tx = app.db.read(followed.tenant, now).await?;
        tenants::open(&mut tx).await??;
        let practice = app.practices.current(&mut tx).await?;
        drop(tx);
        Ok(Self { followed, practice, secret })
    }

    const fn booking(&self) -> &Booking {
        &self.followed.booking
    }

    async fn read(&self, app: &App) -> Result<Tx, Problem> {
        Ok(app.db.read(self.followed.tenant, app.clock.now()).await?)
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let (lang, tenant, it) = (self.followed.lang, &self.practice.tenant, &self.booking().appointment);
        let with = self.practice.practitioner(&it.practitioner).map(|who| who.name.clone());
        let phone = tenant.phone.as_ref().map(|phone| phone.written().replace(' ', "\u{a0}"));
        let moment = Some(dates::moment(lang, tenant.zone(), it.span.start));
        [("when", moment), ("with", with), ("place", tenant.address.clone()), ("phone", phone)]
            .into_iter()
            .filter_map(|(name, value)| Some((words::word(lang, &format!("mail.{name}")), value?)))
            .collect()
    }

    /// The free times nearest to a day, or the soonest.
    async fn times(&self, app: &App, from: Option<Date>) -> Result<Times, Problem> {
        let (lang, zone, it) = (self.followed.lang, self.practice.tenant.zone(), &self.booking().appointment);
        let search = Search {
            service: it.service.clone(),
            practitioners: vec![it.practitioner.clone()],
            wish: Wish {
                after: from.and_then(|from| instant(from, 0, zone, Edge::Start)),
                ..Wish::default()
            },
            limit: OFFERED,
            call: None,
            moving: Some(self.booking()),
        };
        let found = booking::find(&mut self.read(app).await?, &self.practice, &search).await?;
        let mut slots: Vec<Slot> = found.slots.into_iter().filter(|slot| slot.span != it.span).collect();
        slots.sort_by_key(|slot| slot.span.start);
        let mut days: Vec<Day> = Vec::new();
        for slot in slots {
            let local = dates::local(zone, slot.span.start);
            let name = dates::day(lang, local.date());
            let offered =
                Offered { start: slot.span.start.to_string(), hour: dates::hour(lang, local.time()) };
            match days.last_mut().filter(|day| day.name == name) {
                Some(day) => day.slots.push(offered),
                None => days.push(Day { name, slots: vec![offered] }),
            }
        }
        Ok(Times { lang, days })
    }
}

/// `GET /r/{secret}`.
async fn shown(State(app): State<App>, Path(secret): Path<String>) -> Result<Response, Problem> {
    let visit = Visit::by(&app, secret).await?;
    let (lang, tenant) = (visit.followed.lang, &visit.practice.tenant);
    let now = app.clock.now();
    let page = Page {
        lang,
        nonce: hex(&app.dice.bytes::<16>()),
        words: words::for_scripts(lang),
        practice: tenant.name.clone(),
        facts: visit.facts(),
        too_late: visit.booking().appointment.too_late(now, tenant.policy.cancel_notice_min),
        today: dates::local(tenant.zone(), now).date().to_string(),
        times: visit.times(&app, None).await?,
        secret: visit.secret,
    };
    let text = page.render().map_err(|_| Problem::new(Code::Internal))?;
    let policy = HeaderValue::from_str(&pages::policy(&page.nonce));
    let policy = policy.map_err(|_| Problem::new(Code::Internal))?;
    Ok(([(header::CONTENT_SECURITY_POLICY, policy)], Html(text)).into_response())
}

/// From which day times are looked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct From {
    #[serde(default)]
    from: String,
}

/// `GET /r/{secret}/times`.
async fn times(
    State(app): State<App>,
    Path(secret): Path<String>,
    Parameters(From { from }): Parameters<From>,
) -> Result<Response, Problem> {
    let visit = Visit::by(&app, secret).await?;
    part(&Part { times: visit.times(&app, from.parse().ok()).await? })
}

fn part(template: &impl Template) -> Result<Response, Problem> {
    let text = template.render().map_err(|_| Problem::new(Code::Internal))?;
    Ok(Html(text).into_response())
}
