//! Documents over HTTP: loaded, listed, removed, and asked.

use axum::Json;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Lang;
use domain::ids::DocumentId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Document, DocumentError, Kind, MOST_BYTES, Quote, Readable, add, list, read, remove};
use crate::db::{DbError, Retryable, Tx};
use crate::http::written::{self, Written};
use crate::http::{
    App, Body, Caller, Code, Id, IdempotencyKey, Manage, May, Nothing, Parameters, Problem, Read,
};
use crate::once::http::{Asked, Change, Made, perform};

/// The largest body: a file of 2 MiB in base64, and what stands around it.
const BODY: usize = MOST_BYTES / 3 * 4 + (64 << 10);

/// The longest question, in characters.
const LONGEST_QUESTION: usize = 500;

/// The operations of documents.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(all, load))
        .layer(DefaultBodyLimit::max(BODY))
        .routes(routes!(take_away))
        .routes(routes!(answers))
}

/// A text that questions are answered from.
#[derive(Serialize, Deserialize, ToSchema)]
#[schema(as = Document)]
struct DocumentView {
    id: String,
    /// What callers hear it called.
    name: String,
    kind: String,
    /// Calls in this language are answered from it.
    lang: String,
    /// How long its text is.
    characters: u32,
    added_at: String,
}

impl From<Document> for DocumentView {
    fn from(document: Document) -> Self {
        Self {
            id: document.id.to_string(),
            name: document.name,
            kind: document.kind.name().to_owned(),
            lang: document.lang.tag().to_owned(),
            characters: document.characters,
            added_at: document.added_at.to_string(),
        }
    }
}

/// Every document of the practice.
#[derive(Serialize, ToSchema)]
#[schema(as = Documents)]
struct DocumentsView {
    items: Vec<DocumentView>,
}

/// The practice's documents, by name.
#[utoipa::path(get, path = "/v1/documents", tag = "documents", operation_id = "list_documents",
    security(("api_key" = [])),
    responses((status = 200, description = "The documents", body = DocumentsView)))]
async fn all(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<DocumentsView>, Problem> {
    let found = list(&mut caller.read(&app).await?).await?;
    Ok(Json(DocumentsView { items: found.into_iter().map(DocumentView::from).collect() }))
}

/// What a file is.
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DocumentKind)]
enum KindName {
    Text,
    Markdown,
    Pdf,
}

impl From<KindName> for Kind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::Text => Self::Text,
            KindName::Markdown => Self::Markdown,
            KindName::Pdf => Self::Pdf,
        }
    }
}

/// A text to answer from.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewDocument {
    /// What callers hear it called.
    #[schema(min_length = 1, max_length = 80)]
    name: String,
    kind: KindName,
    /// The file in base64; at most 2 MiB of it.
    #[schema(max_length = 2_796_204)]
    content: String,
}

/// Loads a document: its passages are answered from, word for word, with its name.
#[utoipa::path(post, path = "/v1/documents", tag = "documents", operation_id = "add_document",
    security(("api_key" = [])), params(IdempotencyKey), request_body = NewDocument,
    responses((status = 201, description = "Loaded", body = DocumentView)))]
async fn load(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    key: IdempotencyKey,
    Body(body): Body<NewDocument>,
) -> Result<(StatusCode, Json<DocumentView>), Problem> {
    let asked = Asked::new(&caller, key, "document", &body)?;
    let bytes = STANDARD.decode(body.content.as_bytes());
    let bytes = bytes.map_err(|_| Problem::detail(Code::InvalidValue, "content: base64 is expected"))?;
    let text = read(body.kind.into(), bytes).await.map_err(DocumentError::from)?;
    let loaded = perform(&app, &caller, &asked, &Load { name: body.name, text }).await?;
    Ok((StatusCode::CREATED, Json(loaded)))
}

/// A document that was read.
struct Load {
    name: String,
    text: Readable,
}

impl Change for Load {
    type Answer = DocumentView;
    type Error = DocumentError;

    async fn make(&self, _: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<DocumentView>, DocumentError> {
        let id = add(tx, &self.name, &self.text, &caller.actor).await?;
        let document = list(tx).await?.into_iter().find(|document| document.id == id);
        let answer = document.ok_or(DocumentError::NotFound)?.into();
        Ok(Made { answer, about: None })
    }
}

/// Removes a document: nothing is answered from it any more.
#[utoipa::path(delete, path = "/v1/documents/{id}", tag = "documents", operation_id = "remove_document",
    security(("api_key" = [])), params(("id" = String, Path, description = "The document"), IdempotencyKey),
    responses((status = 200, description = "Removed", body = Removed)))]
async fn take_away(
    State(app): State<App>,
    May(caller, _): May<Manage>,
    Id(id): Id<DocumentId>,
    key: IdempotencyKey,
    Parameters(Nothing {}): Parameters<Nothing>,
) -> Result<Json<Removed>, Problem> {
    let asked = Asked::new(&caller, key, &format!("document remove {id}"), &())?;
    perform(&app, &caller, &asked, &TakeAway(id)).await.map(Json)
}

/// What was removed.
#[derive(Serialize, Deserialize, ToSchema)]
#[schema(as = RemovedDocument)]
struct Removed {
    id: String,
}

struct TakeAway(DocumentId);

impl Change for TakeAway {
    type Answer = Removed;
    type Error = DocumentError;

    async fn make(&self, _: &App, caller: &Caller, tx: &mut Tx) -> Result<Made<Removed>, DocumentError> {
        remove(tx, self.0, &caller.actor).await?;
        Ok(Made { answer: Removed { id: self.0.to_string() }, about: None })
    }
}

/// What is asked.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Question {
    /// In the caller's own words.
    #[param(min_length = 1, max_length = 500)]
    question: String,
    /// The language to answer in; the practice's own when absent.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[param(inline, value_type = Option<AnswerLang>)]
    lang: Option<AnswerLang>,
}

/// A language of ours.
#[derive(Clone, Copy, ToSchema)]
#[schema(rename_all = "lowercase")]
enum AnswerLang {
    Fr,
    En,
}

impl Written for AnswerLang {
    const AS: &'static str = "fr or en";

    fn read(text: &str) -> Option<Self> {
        match text {
            "fr" => Some(Self::Fr),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// What the documents say.
#[derive(Serialize, ToSchema)]
#[schema(as = Answer)]
struct AnswerView {
    /// Nothing when no document says it.
    answer: Option<QuoteView>,
}

/// A document's own words.
#[derive(Serialize, ToSchema)]
#[schema(as = Quote)]
struct QuoteView {
    /// One or two sentences, as they stand there.
    words: String,
    /// Which document.
    document: String,
    /// What it is called.
    name: String,
}

/// What the documents say to a question (the original document's `query_info`). A caller hears the practice's own answers
/// first.
#[utoipa::path(get, path = "/v1/answers", tag = "documents", operation_id = "answer", params(Question),
    security(("api_key" = [])),
    responses((status = 200, description = "What the documents say", body = AnswerView)))]
async fn answers(
    State(app): State<App>,
    May(caller, _): May<Read>,
    Parameters(asked): Parameters<Question>,
) -> Result<Json<AnswerView>, Problem> {
    if asked.question.trim().is_empty() || asked.question.chars().count() > LONGEST_QUESTION {
        return Err(Problem::detail(Code::InvalidQuery, "question: 1 to 500 characters are expected"));
    }
    let mut tx = caller.read(&app).await?;
    let lang = match asked.lang {
        Some(AnswerLang::Fr) => Lang::Fr,
        Some(AnswerLang::En) => Lang::En,
        None => app.practices.current(&mut tx).await?.tenant.language(),
    };
    let found = app.shelf.answer(&mut tx, lang, &asked.question).await?;
    let view = |Quote { document, name, words }| QuoteView { words, document: document.to_string(), name };
    Ok(Json(AnswerView { answer: found.map(view) }))
}

impl Retryable for DocumentError {
    fn of_database(&self) -> Option<&DbError> {
        if let Self::Db(error) = self { Some(error) } else { None }
    }
}

impl From<DocumentError> for Problem {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::NotFound => Self::not_found(),
            DocumentError::Known => Self::new(Code::Known).at("file", &error.to_string()),
            DocumentError::Name => Self::field("name", &error.to_string()),
            DocumentError::Unreadable(why) => {
                Self::detail(Code::Unreadable, why.to_string()).at("file", &why.to_string())
            }
            DocumentError::Full => Self::new(Code::TooManyDocuments),
            DocumentError::Db(error) => error.into(),
        }
    }
}
