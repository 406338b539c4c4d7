//! What somebody sees at the console whose page can't be shown: what is missing or wrong, and what to do about it. It says
//! nothing of what there is: a right is asked for before anything is looked up.

use askama::Template;
use axum::http::HeaderValue;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::Lang;
use domain::permission::Permission;

use super::frame::{Frame, Section};
use super::staff::{BY_SCRIPT, Member};
use crate::hex::hex;
use crate::http::{App, Code, Instead, Problem};
use crate::pages::{self, words};
use crate::talk::Kind;

/// A page within the console, for a member who lacks a right.
#[derive(Template)]
#[template(path = "console/lacking.html")]
struct Lacking {
    frame: Frame,
    right: &'static str,
}

/// A page by itself, where there is none to show: its address leads nowhere, or nobody can answer.
#[derive(Template)]
#[template(path = "console/alone_refused.html")]
struct Alone<'a> {
    lang: Lang,
    nonce: String,
    words: String,
    kind: Kind,
    /// Where it is asked for again, if that is of use.
    again: Option<&'a str>,
    /// By what the log calls the request.
    trace: &'a str,
}

impl Alone<'_> {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }

    /// A text of this kind of page.
    fn of(&self, key: &str) -> &'static str {
        let kind = match self.kind {
            Kind::Over => "link",
            Kind::Missing | Kind::Outside => "page",
            Kind::Closed => "closed",
            Kind::Busy => "busy",
            Kind::Failed => "failed",
        };
        self.t(&format!("refused.{kind}_{key}"))
    }
}

/// A member lacks a right: a problem for scripts, and for people a page that names it.
pub(super) async fn lacking(app: &App, who: &Member, parts: &Parts, right: Permission) -> Response {
    let mut refused = Problem::new(Code::Forbidden(right)).into_response();
    let by_script = parts.headers.contains_key(BY_SCRIPT);
    if !by_script && let Ok(page) = page(app, who, parts.uri.path(), right).await {
        refused.extensions_mut().insert(page);
    }
    refused
}

async fn page(app: &App, who: &Member, path: &str, right: Permission) -> Result<Instead, Problem> {
    let mut tx = who.read(app).await?;
    let frame = Frame::of(app, &mut tx, who, Section::at(path)).await?;
    let right = words::word(frame.lang, &format!("rights.{}", right.name()));
    let page = Lacking { frame, right };
    shown(&page, &page.frame.nonce).ok_or(Problem::new(Code::Internal))
}

/// The page in place of one of the console's, at this address, that can't be shown.
pub(crate) fn alone(app: &App, lang: Lang, kind: Kind, address: &str, trace: &str) -> Option<Instead> {
    let (nonce, words) = (hex(&app.dice.bytes::<16>()), words::for_scripts(lang));
    let passes = matches!(kind, Kind::Closed | Kind::Busy | Kind::Failed);
    let page = Alone { lang, nonce, words, kind, again: passes.then_some(address), trace };
    shown(&page, &page.nonce)
}

fn shown(page: &impl Template, nonce: &str) -> Option<Instead> {
    let policy = HeaderValue::from_str(&pages::policy(nonce)).ok()?;
    Some(Instead { text: page.render().ok()?, policy })
}
