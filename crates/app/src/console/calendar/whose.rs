//! Whose a new appointment shall be: somebody on file, looked for and picked, or somebody new.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::ids::PatientId;
use domain::permission::Permission;
use domain::{Lang, Pii};
use jiff::civil::Date;
use serde::Deserialize;

use super::super::fields::Fields;
use super::super::frame::part;
use super::super::staff::{Member, Staff};
use crate::http::{App, Parameters, Problem, Write};
use crate::pages::{dates, words};
use crate::patients::{self, FoundPatient, MOST};

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
    let (text, born) = with_birth_date(text.reveal());
    if who.may(Permission::ReadPatients) && text.reveal().chars().count() > 1 {
        let mut tx = who.read(&app).await?;
        // Only of those who are found otherwise is it known when they were born.
        let most = if born.is_some() { MOST } else { PROPOSED };
        let found = patients::search(&mut tx, text.reveal(), who.actor(), 0, most).await?;
        let fits = |one: &FoundPatient| {
            born.as_ref().is_none_or(|born| one.birth_date.as_ref().map(Pii::reveal) == Some(born.reveal()))
        };
        let fitting = found.patients.into_iter().filter(fits).take(PROPOSED);
        proposed.extend(fitting.map(|one| {
            let phone = one.phone.map(|phone| phone.reveal().written());
            let born = one.birth_date.map(|date| dates::short(*date.reveal()));
            Proposed { id: one.id, name: one.name.into_revealed(), about: about(lang, born, phone) }
        }));
    }
    part(&Known { lang, proposed, looked })
}

/// What is typed, without the date of birth that may stand in it: «petit 18/04/1961».
fn with_birth_date(text: &str) -> (Pii<String>, Option<Pii<Date>>) {
    let mut born = None;
    let mut rest: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        let date = Date::strptime("%d/%m/%Y", word).or_else(|_| Date::strptime("%Y-%m-%d", word));
        match date {
            Ok(date) if born.is_none() => born = Some(Pii::new(date)),
            _ => rest.push(word),
        }
    }
    (Pii::new(rest.join(" ")), born)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_of_birth_may_stand_beside_a_name() {
        let parted = |text: &str| {
            let (rest, born) = with_birth_date(text);
            (rest.into_revealed(), born.map(|born| born.into_revealed().to_string()))
        };
        assert_eq!(parted("petit 18/04/1961"), ("petit".to_owned(), Some("1961-04-18".to_owned())));
        assert_eq!(
            parted("1961-04-18  jeanne petit"),
            ("jeanne petit".to_owned(), Some("1961-04-18".to_owned()))
        );
        assert_eq!(parted("06 39 98 10 01"), ("06 39 98 10 01".to_owned(), None));
        assert_eq!(parted("482173"), ("482173".to_owned(), None));
    }
}
