//! What somebody sees at the console whose page can't be shown: what is missing, and whom to ask. It says nothing of what
//! there is: a right is asked for before anything is looked up.

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

/// A page within the console, for a member who lacks a right.
#[derive(Template)]
#[template(path = "console/lacking.html")]
struct Lacking {
    frame: Frame,
    right: &'static str,
}

/// A page by itself, for whoever follows an address that leads nowhere.
#[derive(Template)]
#[template(path = "console/nowhere.html")]
struct Nowhere {
    lang: Lang,
    nonce: String,
    words: String,
    /// Which of the texts: `link`, `page`.
    what: &'static str,
}

impl Nowhere {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }

    /// A text of this kind of page.
    fn of(&self, key: &str) -> &'static str {
        words::word(self.lang, &format!("refused.{}_{key}", self.what))
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

/// The page for an address of the console's that leads nowhere; nothing for what is wrong otherwise.
pub(crate) fn nowhere(app: &App, lang: Lang, code: Code) -> Option<Instead> {
    let what = match code {
        Code::LinkOver => "link",
        Code::NotFound | Code::InvalidQuery | Code::InvalidCursor | Code::Malformed => "page",
        _ => return None,
    };
    let (nonce, words) = (hex(&app.dice.bytes::<16>()), words::for_scripts(lang));
    let page = Nowhere { lang, nonce, words, what };
    shown(&page, &page.nonce)
}

fn shown(page: &impl Template, nonce: &str) -> Option<Instead> {
    let policy = HeaderValue::from_str(&pages::policy(nonce)).ok()?;
    Some(Instead { text: page.render().ok()?, policy })
}
