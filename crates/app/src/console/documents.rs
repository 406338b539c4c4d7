//! The documents that questions are answered from: loaded, listed, tried, removed.

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get};
use domain::Lang;
use domain::ids::DocumentId;
use serde::Deserialize;

use super::frame::{Frame, Section, page, part};
use super::said::closing;
use super::staff::{Member, Staff};
use crate::calls::{self, Consulted, Opening, Trial};
use crate::documents::{self, DocumentError, Kind, LONGEST_NAME, MOST_BYTES};
use crate::http::{App, Code, Id, Manage, Parameters, Problem};
use crate::pages::{dates, words};

/// The largest form: a file, and what stands around it.
const BODY: usize = MOST_BYTES + (64 << 10);

/// The longest question that is tried, in characters.
const LONGEST_QUESTION: usize = 500;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/documents", get(whole).post(load))
        .layer(DefaultBodyLimit::max(BODY))
        .route("/console/documents/list", get(lines))
        .route("/console/documents/answer", get(answer))
        .route("/console/documents/{id}", delete(remove))
}

/// One document in the list.
struct Line {
    id: DocumentId,
    name: String,
    kind: &'static str,
    lang: &'static str,
    characters: String,
    added: String,
}

#[derive(Template)]
#[template(path = "console/documents.html")]
struct Page {
    frame: Frame,
    lang: Lang,
    longest_name: usize,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "console/documents_list.html")]
struct Lines {
    lang: Lang,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "console/documents_answer.html")]
struct Tried {
    lang: Lang,
    trial: Trial,
}

impl Tried {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }

    /// Where it comes from.
    fn source(&self) -> String {
        match &self.trial.documents {
            Consulted::NotAsked => words::word(self.lang, "documents.not_asked").to_owned(),
            Consulted::Silent => words::word(self.lang, "documents.silent").to_owned(),
            Consulted::Quoted(name) => words::fill(self.lang, "documents.quoted", &[("name", name)]),
        }
    }
}

/// `GET /console/documents`.
async fn whole(State(app): State<App>, Staff { who, .. }: Staff<Manage>) -> Result<Response, Problem> {
    let lines = listed(&app, &who).await?;
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Documents).await?;
    let page_of = Page { lang: frame.lang, frame, longest_name: LONGEST_NAME, lines };
    page(&page_of, &page_of.frame.nonce)
}

/// `GET /console/documents/list`.
async fn lines(State(app): State<App>, Staff { who, .. }: Staff<Manage>) -> Result<Response, Problem> {
    part(&Lines { lang: who.lang(), lines: listed(&app, &who).await? })
}

async fn listed(app: &App, who: &Member) -> Result<Vec<Line>, Problem> {
    let mut tx = who.read(app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let line = |document: documents::Document| Line {
        id: document.id,
        name: document.name,
        kind: words::word(who.lang(), &format!("documents.kind_{}", document.kind.name())),
        lang: words::word(who.lang(), &format!("documents.lang_{}", document.lang.tag())),
        characters: words::counted(who.lang(), "documents.characters", document.characters),
        added: dates::stamp(practice.tenant.zone(), document.added_at),
    };
    Ok(documents::list(&mut tx).await?.into_iter().map(line).collect())
}

/// `POST /console/documents`: a name and a file.
async fn load(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    form: Multipart,
) -> Result<Response, Problem> {
    let (name, file, bytes) = sent(form).await?;
    let text = documents::read(Kind::of_file(&file, &bytes), bytes).await.map_err(DocumentError::from)?;
    let mut tx = who.write(&app).await?;
    documents::add(&mut tx, &name, &text, who.actor()).await?;
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    let lines = part(&Lines { lang: who.lang(), lines: listed(&app, &who).await? })?;
    Ok((closing(&words::fill(who.lang(), "documents.added", &[("name", &name)])), lines).into_response())
}

/// The fields of the form: what it is to be called, the file's name, and what is in it.
async fn sent(mut form: Multipart) -> Result<(String, String, Vec<u8>), Problem> {
    let malformed = |_| Problem::new(Code::InvalidBody);
    let (mut name, mut file) = (String::new(), None);
    while let Some(field) = form.next_field().await.map_err(malformed)? {
        match field.name() {
            Some("name") => name = field.text().await.map_err(malformed)?,
            Some("file") => {
                let called = field.file_name().unwrap_or_default().to_owned();
                let bytes = field
                    .bytes()
                    .await
                    .map_err(|_| Problem::new(Code::TooLarge).at("file", "2 MB at most"))?;
                file = Some((called, bytes.to_vec()));
            }
            _ => return Err(Problem::new(Code::InvalidBody)),
        }
    }
    let (called, bytes) = file.ok_or(Problem::new(Code::InvalidBody))?;
    // Without a name it is called as its file is.
    if name.trim().is_empty() {
        let stem = called.rsplit_once('.').map_or(called.as_str(), |(stem, _)| stem);
        name = stem.chars().take(LONGEST_NAME).collect();
    }
    Ok((name.trim().to_owned(), called, bytes))
}

/// `DELETE /console/documents/{id}`.
async fn remove(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Id(id): Id<DocumentId>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    documents::remove(&mut tx, id, who.actor()).await?;
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    let lines = part(&Lines { lang: who.lang(), lines: listed(&app, &who).await? })?;
    Ok((closing(words::word(who.lang(), "documents.removed")), lines).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Try {
    question: String,
    lang: Lang,
}

/// `GET /console/documents/answer`: what a caller hears who asks this first.
async fn answer(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Parameters(Try { question, lang }): Parameters<Try>,
) -> Result<Response, Problem> {
    let question: String = question.chars().take(LONGEST_QUESTION).collect();
    let practice = app.practices.current(&mut who.read(&app).await?).await?;
    let (db, clock, shelf) = (app.db.clone(), app.clock.clone(), app.shelf.clone());
    let opening = Opening::new(db, clock, who.caller.tenant, practice, "trial").speaking(lang);
    let opening = Opening { shelf, codes: app.settings.codes, ..opening };
    part(&Tried { lang: who.lang(), trial: calls::trial(opening, &question).await? })
}
