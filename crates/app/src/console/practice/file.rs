//! The whole practice as a file: to read, to take away, to replace.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::Lang;
use domain::audit::{Action, By, Entity, Facts};
use domain::practice::{self, Practice};

use super::super::frame::{Frame, Section, page};
use super::super::staff::Staff;
use super::edit::Edit;
use super::folder::{Folder, Seen, Tab, open};
use super::told;
use crate::audit::{self, Done};
use crate::http::{App, Code, Manage, Parameters, Problem, WrongField};
use crate::pages::words;

const SAVED: &str = "/console/practice/file?saved=yes";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/practice/file", get(form).post(save))
        .route("/console/practice/file/download", get(download))
}

#[derive(Template)]
#[template(path = "console/practice_file.html")]
struct Form {
    frame: Frame,
    folder: Folder,
    yaml: String,
}

/// `GET /console/practice/file`.
async fn form(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Parameters(seen): Parameters<Seen>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::File, &seen).await?;
    let page_of = Form { yaml: written(&frame.practice)?, folder, frame };
    page(&page_of, &page_of.frame.nonce)
}

/// `GET /console/practice/file/download`: as `allo practice export` writes it.
async fn download(State(app): State<App>, Staff { who, .. }: Staff<Manage>) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    let standing = app.practices.standing(&mut tx).await?;
    let yaml = written(&standing.practice)?;
    let after = Facts { revision: Some(standing.version), ..Facts::default() };
    let (by, entity) = (By::from(who.actor()), Entity::Practice(who.caller.tenant));
    let exported = Done { by, action: Action::PracticeExported, entity, before: Facts::default(), after };
    audit::record(&mut tx, exported).await?;
    tx.commit().await?;
    let name = format!("attachment; filename=\"{}.yaml\"", standing.practice.tenant.slug);
    let name = HeaderValue::from_str(&name).map_err(|_| Problem::new(Code::Internal))?;
    let kind = HeaderValue::from_static("application/yaml; charset=utf-8");
    let headers: [(HeaderName, HeaderValue); 2] =
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, yaml).into_response())
}

fn written(practice: &Practice) -> Result<String, Problem> {
    practice.to_yaml().map_err(|_| Problem::new(Code::Internal))
}

/// `POST /console/practice/file`.
async fn save(edit: Edit) -> Result<Response, Problem> {
    let lang = edit.lang();
    edit.make(SAVED, |practice, sheet| {
        let yaml = sheet.all("yaml").into_iter().next().unwrap_or_default();
        *practice = Practice::parse(&yaml, "").map_err(|wrong| {
            Problem::wrong("", wrong.iter().map(|wrong| at_its_line(wrong, practice, lang)).collect())
        })?;
        Ok(String::new())
    })
    .await
}

/// What is wrong in a file, and where: the page leads there by `yaml:LINE:COLUMN`.
fn at_its_line(wrong: &practice::Problem, practice: &Practice, lang: Lang) -> WrongField {
    let known = wrong.wrong.as_ref().map(|known| told::wrong(lang, known));
    let said = known.unwrap_or_else(|| wrong.message.clone());
    let line = words::fill(lang, "practice.line", &[("line", &wrong.line.to_string())]);
    let named = |said: &str| told::at(lang, &told::label(&wrong.field, practice, lang), said);
    let said = if wrong.field.is_empty() { said } else { named(&said) };
    let field = format!("yaml:{}:{}", wrong.line, wrong.column);
    WrongField { field, message: format!("{line} — {said}") }
}
