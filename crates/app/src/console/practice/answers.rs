//! What callers ask, and what is answered.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use domain::Localized;
use domain::practice::{Faq, Practice};

use super::super::frame::{Frame, Section, page};
use super::super::staff::Staff;
use super::edit::Edit;
use super::folder::{Folder, Seen, Tab, open};
use super::services::lines;
use crate::http::{App, Manage, Parameters, Problem};

const SAVED: &str = "/console/practice/answers?saved=yes";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/practice/answers", get(list))
        .route("/console/practice/answers/new", get(new).post(add))
        .route("/console/practice/answers/{place}", get(one).post(save))
        .route("/console/practice/answers/{place}/remove", post(remove))
}

#[derive(Template)]
#[template(path = "console/practice_answers.html")]
struct List {
    frame: Frame,
    folder: Folder,
    answers: Vec<Line>,
}

/// A question in the list.
struct Line {
    place: usize,
    ask: String,
    answer: String,
}

/// `GET /console/practice/answers`.
async fn list(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Parameters(seen): Parameters<Seen>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::Answers, &seen).await?;
    let line = |(place, faq): (usize, &Faq)| Line {
        place,
        ask: faq.ask.get(frame.lang).map(|words| words.join(", ")).unwrap_or_default(),
        answer: faq.answer.get(frame.lang).cloned().unwrap_or_default(),
    };
    let answers = frame.practice.faq.iter().enumerate().map(line).collect();
    let page_of = List { frame, folder, answers };
    page(&page_of, &page_of.frame.nonce)
}

#[derive(Template)]
#[template(path = "console/practice_answer.html")]
struct Form {
    frame: Frame,
    folder: Folder,
    /// Where the form is sent.
    to: String,
    /// Whether it is there already.
    known: bool,
    ask: Localized<String>,
    answer: Localized<String>,
}

/// `GET /console/practice/answers/new`.
async fn new(State(app): State<App>, Staff { who, .. }: Staff<Manage>) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::Answers, &Seen::default()).await?;
    let to = "/console/practice/answers/new".to_owned();
    let (ask, answer) = (Localized::default(), Localized::default());
    let page_of = Form { to, known: false, ask, answer, folder, frame };
    page(&page_of, &page_of.frame.nonce)
}

/// `GET /console/practice/answers/{place}`.
async fn one(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Path(at): Path<String>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::Answers, &Seen::default()).await?;
    let place = place(&frame.practice, &at)?;
    let faq = frame.practice.faq[place].clone();
    let to = format!("/console/practice/answers/{place}");
    let page_of = Form { to, known: true, ask: lines(&faq.ask), answer: faq.answer, folder, frame };
    page(&page_of, &page_of.frame.nonce)
}

/// `POST /console/practice/answers/new`.
async fn add(edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, sheet| {
        practice.faq.push(Faq { ask: sheet.phrases("ask"), answer: sheet.texts("answer") });
        Ok(format!("faq[{}]", practice.faq.len() - 1))
    })
    .await
}

/// `POST /console/practice/answers/{place}`.
async fn save(Path(at): Path<String>, edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, sheet| {
        let place = place(practice, &at)?;
        practice.faq[place] = Faq { ask: sheet.phrases("ask"), answer: sheet.texts("answer") };
        Ok(format!("faq[{place}]"))
    })
    .await
}

/// `POST /console/practice/answers/{place}/remove`.
async fn remove(Path(at): Path<String>, edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, _| {
        practice.faq.remove(place(practice, &at)?);
        Ok(String::new())
    })
    .await
}

/// A question has no id: its place is good for the version that the form names.
fn place(practice: &Practice, text: &str) -> Result<usize, Problem> {
    text.parse().ok().filter(|place| *place < practice.faq.len()).ok_or_else(Problem::not_found)
}
