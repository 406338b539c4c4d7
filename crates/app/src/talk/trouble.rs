//! What a person sees whose page can't be shown. Programs get a problem in JSON.

use std::time::Duration;

use askama::Template;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, header};
use domain::{Lang, Pii};

use super::page;
use crate::auth::{self, cookie};
use crate::console;
use crate::hex::hex;
use crate::http::{App, Code, Instead};
use crate::pages;

/// For how long a member's language is looked up: whoever waits for a page that can't be shown isn't kept waiting.
const LOOKING_UP: Duration = Duration::from_millis(500);

/// Who asks for a page, and in which language: noted before the request is answered.
pub(crate) struct Asked {
    /// The browser's language.
    lang: Lang,
    /// Which page of the staff's, where it is one.
    console: Option<String>,
    /// What the browser of a member carries, who has a language of their own.
    token: Option<Pii<String>>,
}

impl Asked {
    /// Nothing when no browser wants to show the answer, or it is the API that is asked: whoever opens one of its
    /// addresses in a browser wants to see what programs do.
    pub(crate) fn by(request: &Request) -> Option<Self> {
        let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
        let page =
            request.method() == Method::GET && accepts.is_some_and(|kinds| kinds.contains("text/html"));
        let api =
            ["/v1/", "/calendar/", "/assets/"].iter().any(|path| request.uri().path().starts_with(path));
        let address = request.uri().path_and_query().map(ToString::to_string);
        let console = address.filter(|address| address.starts_with("/console"));
        let token = cookie::read(request.headers()).filter(|_| console.is_some());
        (page && !api).then(|| Self {
            lang: pages::preferred(request.headers()).unwrap_or_default(),
            console,
            token: token.map(|token| Pii::new(token.to_owned())),
        })
    }

    /// The member's language, where one is signed in; the browser's otherwise, and where nobody can tell.
    async fn lang(&self, app: &App) -> Lang {
        let Some(token) = &self.token else { return self.lang };
        let known = auth::recognise(&app.db, token.reveal(), app.clock.now());
        let known = tokio::time::timeout(LOOKING_UP, known).await;
        known.ok().and_then(Result::ok).flatten().map_or(self.lang, |member| member.lang)
    }
}

/// What can be done about it, as far as somebody is concerned who wanted to see a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// To look at the address again.
    Missing,
    /// To ask for another link.
    Over,
    /// To come in by a new link.
    Outside,
    /// Nothing, for now: the practice's line is closed.
    Closed,
    /// To come back in a minute.
    Busy,
    /// Nothing: it is our fault.
    Failed,
}

impl Kind {
    fn of(code: Code) -> Self {
        match code {
            Code::LinkOver => Self::Over,
            Code::PracticeSuspended => Self::Closed,
            Code::Unauthenticated => Self::Outside,
            Code::TooMany | Code::Overloaded | Code::TimedOut | Code::Unavailable => Self::Busy,
            code if code.status().is_client_error() => Self::Missing,
            _ => Self::Failed,
        }
    }
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct Trouble<'a> {
    lang: &'static str,
    nonce: String,
    kind: Kind,
    trace: &'a str,
}

impl Trouble<'_> {
    /// A text in the page's language.
    fn t(&self, key: &str) -> &'static str {
        page::word(Lang::from_tag(self.lang).unwrap_or_default(), key)
    }
}

/// The page for a problem, with what the log calls the request.
pub(crate) async fn page(app: &App, asked: &Asked, code: Code, trace: &str) -> Option<Instead> {
    let (lang, kind) = (asked.lang(app).await, Kind::of(code));
    if let Some(address) = &asked.console {
        return console::alone(app, lang, kind, address, trace);
    }
    let nonce = hex(&app.dice.bytes::<16>());
    let policy = HeaderValue::from_str(&pages::policy(&nonce)).ok()?;
    let text = Trouble { lang: lang.tag(), nonce, kind, trace }.render().ok()?;
    Some(Instead { text, policy })
}
