//! A new practice from its file.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::Lang;
use domain::practice::Problem as Mistake;
use serde::Deserialize;

use super::one::Shown;
use super::{Frame, Inside, Operator};
use crate::console::{Fields, page, part};
use crate::http::Problem;
use crate::pages::words;
use crate::tenants::NotCreated;

#[derive(Template)]
#[template(path = "operate/new.html")]
struct Page {
    frame: Frame,
}

/// What is wrong with a file, all at once.
#[derive(Template)]
#[template(path = "operate/new_wrong.html")]
struct Wrong {
    frame: Frame,
    mistakes: Vec<Line>,
}

/// One mistake, and where it is.
struct Line {
    place: String,
    field: String,
    message: String,
}

impl Line {
    fn of(lang: Lang, mistake: Mistake) -> Self {
        let message = mistake.wrong.as_ref().map(|known| {
            let values = known.values();
            let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            words::fill(lang, &format!("wrong.{}", known.name()), &values)
        });
        let place = [("line", &*mistake.line.to_string()), ("column", &*mistake.column.to_string())];
        Self {
            place: words::fill(lang, "operate.place", &place),
            field: mistake.field,
            message: message.unwrap_or(mistake.message),
        }
    }

    /// Another practice has the short name, or the number.
    fn known(lang: Lang) -> Self {
        let message = words::word(lang, "operate.known").to_owned();
        Self { place: "tenant.slug".to_owned(), field: "tenant.phone".to_owned(), message }
    }
}

/// `GET /new`.
pub(super) async fn form(State(operator): State<Operator>, who: Inside) -> Result<Response, Problem> {
    let page_of = Page { frame: Frame::of(&operator, who.lang, "/new") };
    page(&page_of, &page_of.frame.nonce)
}

/// What the form sends: the file itself is read by the page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    file: String,
}

/// `POST /new`: the link for its first administrator, or what is wrong with the file.
pub(super) async fn create(
    State(operator): State<Operator>,
    who: Inside,
    Fields(typed): Fields<Typed>,
) -> Result<Response, Problem> {
    let frame = Frame::of(&operator, who.lang, "/new");
    match operator.create(&typed.file, who.now).await? {
        Ok((one, link)) => part(&Shown::of(frame, link, &one, true)),
        Err(NotCreated::Wrong(mistakes)) => {
            let mistakes = mistakes.into_iter().map(|mistake| Line::of(frame.lang, mistake)).collect();
            part(&Wrong { frame, mistakes })
        }
        Err(NotCreated::Known) => part(&Wrong { mistakes: vec![Line::known(frame.lang)], frame }),
        Err(error) => Err(error.into()),
    }
}
