//! Whose a new appointment shall be: somebody on file, looked for and picked, or somebody new.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::ids::PatientId;
use domain::permission::Permission;
use domain::{Lang, Pii};
use serde::Deserialize;

use super::super::fields::Fields;
use super::super::frame::part;
use super::super::staff::{Member, Staff};
use super::born;
use crate::http::{App, Parameters, Problem, Write};
use crate::pages::{dates, words};
use crate::patients;

/// How many are proposed.
const PROPOSED: usize = 8;

/// The part of the form that says whose it is.
#[derive(Template)]
#[template(path = "console/calendar/whose.html")]
pub(super) struct Whose {
    lang: Lang,
    /// Who was picked.
    picked: Option<Proposed>,
    /// Whether somebody on file may be looked for.
    looks: bool,
}

/// Somebody on file.
struct Proposed {
    id: PatientId,
    name: String,
    /// What tells them from others of that name.
    about: String,
}

impl Whose {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }

    /// Nobody yet, or somebody whose file the member may see.
    pub(super) async fn of(app: &App, who: &Member, patient: Option<PatientId>) -> Result<Self, Problem> {
        let looks = who.may(Permission::ReadPatients);
        let picked = match patient.filter(|_| looks) {
            None => None,
            Some(id) => {
                let file = patients::open(&mut who.read(app).await?, id, who.actor()).await?;
                let phone = file.details.phone.map(|phone| phone.reveal().written());
                let born = file.details.birth_date.map(|date| dates::short(*date.reveal()));
                let name = file.details.name.into_revealed();
                Some(Proposed { id, name, about: about(who.lang(), born, phone) })
            }
        };
        Ok(Self { lang: who.lang(), picked, looks })
    }
}

fn about(lang: Lang, born: Option<String>, phone: Option<String>) -> String {
    let born = born.map(|born| format!("{} {born}", words::word(lang, "patients.born")));
    born.into_iter().chain(phone).collect::<Vec<_>>().join(" · ")
}

/// Who was picked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Picked {
    patient: Option<PatientId>,
}

/// `GET /console/calendar/whose`: with somebody, they are picked; without, they are looked for again.
pub(super) async fn whose(
    State(app): State<App>,
    Staff { who, .. }: Staff<Write>,
    Parameters(Picked { patient }): Parameters<Picked>,
) -> Result<Response, Problem> {
    part(&Whose::of(&app, &who, patient).await?)
}

/// What is typed so far, where one looks for somebody or writes their number.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    #[serde(default)]
    q: Pii<String>,
    #[serde(default)]
    phone: Pii<String>,
}

#[derive(Template)]
#[template(path = "console/calendar/known.html")]
struct Known {
    lang: Lang,
    proposed: Vec<Proposed>,
    /// Whether somebody was looked for, rather than their number written.
    looked: bool,
    /// Whether a date of birth stands there alone, by which nobody is looked for.
    nameless: bool,
}

impl Known {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

/// `POST /console/calendar/known`: who is on file by what is typed. What is typed stands in no address.
pub(super) async fn known(
    State(app): State<App>,
    Staff { who, .. }: Staff<Write>,
    Fields(typed): Fields<Typed>,
) -> Result<Response, Problem> {
    let looked = !typed.q.reveal().trim().is_empty();
    let text = if looked { typed.q } else { typed.phone };
    let lang = who.lang();
    let mut proposed = Vec::new();
    let (text, born) = born::apart(text.reveal());
    let nameless = born.is_some() && text.reveal().is_empty();
    if who.may(Permission::ReadPatients) && text.reveal().chars().count() > 1 {
        let mut tx = who.read(&app).await?;
        let (text, by) = (text.reveal(), who.actor());
        let found = match &born {
            // Nobody is looked for by when they were born: of those who have the name, it tells who is meant.
            Some(born) => {
                patients::search_born(&mut tx, text, |date| born.reveal().is(date), by, PROPOSED).await?
            }
            None => patients::search(&mut tx, text, by, 0, PROPOSED).await?.patients,
        };
        proposed.extend(found.into_iter().map(|one| {
            let phone = one.phone.map(|phone| phone.reveal().written());
            let born = one.birth_date.map(|date| dates::short(*date.reveal()));
            Proposed { id: one.id, name: one.name.into_revealed(), about: about(lang, born, phone) }
        }));
    }
    part(&Known { lang, proposed, looked, nameless })
}
