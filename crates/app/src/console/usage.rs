//! What the practice uses, and how much it may.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use domain::Lang;
use domain::quota::Counted;

use super::frame::{Frame, Section, page, part};
use super::staff::{Member, Staff};
use crate::db::{DbError, Tx};
use crate::http::{App, Manage, Problem};
use crate::pages::{dates, words};
use crate::usage::{self, Day, Use};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/console/usage", get(whole)).route("/console/usage/now", get(now))
}

#[derive(Template)]
#[template(path = "console/usage.html")]
struct Page {
    frame: Frame,
    told: Told,
}

/// What changes while one looks at it.
#[derive(Template)]
#[template(path = "console/usage_now.html")]
struct Told {
    lang: Lang,
    meters: Vec<Meter>,
    days: Vec<Row>,
    names: [&'static str; 3],
}

/// One thing that may be limited.
pub(crate) struct Meter {
    /// Its key, by which its parts are tied together.
    pub(crate) key: &'static str,
    pub(crate) name: &'static str,
    pub(crate) used: Option<u64>,
    pub(crate) most: Option<u32>,
    /// How long what is used counts: «encore 22 jours ce mois-ci».
    pub(crate) left: Option<String>,
    /// Why one should look: four fifths are used, or all of it is.
    pub(crate) notice: Option<&'static str>,
    /// Whether all of it is.
    pub(crate) over: bool,
}

/// One day.
struct Row {
    day: String,
    counts: [u64; 3],
}

impl Told {
    async fn of(app: &App, tx: &mut Tx, who: &Member) -> Result<Self, DbError> {
        let practice = app.practices.current(tx).await?;
        let (lang, zone) = (who.lang(), practice.tenant.zone());
        let meters = usage::usage(tx, zone).await?.uses.iter().map(|one| Meter::of(lang, one)).collect();
        let days = usage::lately(tx, zone).await?.iter().map(|day| Row::of(lang, day)).collect();
        let names = Counted::ALL.map(|counted| words::word(lang, &format!("usage.{}", counted.name())));
        Ok(Self { lang, meters, days, names })
    }

    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

impl Meter {
    /// The meter of one use.
    pub(crate) fn of(lang: Lang, one: &Use) -> Self {
        let key = one.limit.name();
        let over = one.used.zip(one.most).is_some_and(|(used, most)| used >= most.into());
        let left = one.days_left.map(|days| match days {
            1 => words::word(lang, "usage.until_midnight").to_owned(),
            days => words::counted(lang, "usage.days_left", days),
        });
        let notice = one.is_scarce().then(|| {
            let what = if over { "over" } else { "scarce" };
            words::word(lang, &format!("usage.{what}_{key}"))
        });
        let name = words::word(lang, &format!("usage.{key}"));
        Self { key, name, used: one.used, most: one.most, left, notice, over }
    }
}

impl Row {
    fn of(lang: Lang, Day { day, counts }: &Day) -> Self {
        let day = format!("{} {}", dates::weekday_short(lang, day.weekday()), dates::short(*day));
        Self { day, counts: *counts }
    }
}

/// What is nearly used up, or is, in a word each: for the day's page.
pub(super) async fn notices(app: &App, tx: &mut Tx, who: &Member) -> Result<Vec<&'static str>, DbError> {
    let practice = app.practices.current(tx).await?;
    let told = usage::usage(tx, practice.tenant.zone()).await?;
    Ok(told.uses.iter().filter_map(|one| Meter::of(who.lang(), one).notice).collect())
}

/// `GET /console/usage`.
async fn whole(State(app): State<App>, Staff { who, .. }: Staff<Manage>) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Usage).await?;
    let told = Told::of(&app, &mut tx, &who).await?;
    let page_of = Page { frame, told };
    page(&page_of, &page_of.frame.nonce)
}

/// `GET /console/usage/now`: the part that changes.
async fn now(State(app): State<App>, Staff { who, .. }: Staff<Manage>) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    part(&Told::of(&app, &mut tx, &who).await?)
}

#[cfg(test)]
mod tests {
    use domain::quota::Limit;

    use super::*;

    /// Whatever may run out has its words, for when it nearly has and for when it has.
    #[test]
    fn everything_has_its_words() {
        for lang in Lang::ALL {
            for (limit, used) in Limit::ALL.into_iter().flat_map(|limit| [(limit, 8), (limit, 10)]) {
                let one = Use { limit, used: Some(used), most: Some(10), days_left: Some(3) };
                let meter = Meter::of(lang, &one);
                assert!(!meter.name.is_empty() && meter.notice.is_some_and(|notice| !notice.is_empty()));
                assert_eq!(meter.over, used == 10);
            }
        }
    }
}
