//! The list of messages, page by page.

use askama::Template;
use axum::extract::State as Handed;
use axum::response::Response;
use domain::Lang;
use domain::ids::MessageId;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::super::frame::{Frame, Section, page, part};
use super::super::staff::{Member, Staff};
use super::line::Line;
use crate::db::Tx;
use crate::http::{App, Parameters, Problem, ReadPatients, cursor};
use crate::messages::{self, Filter, State};
use crate::pages::words;

/// How many are shown at once.
const SHOWN: u32 = 50;

/// Which are shown.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Asked {
    state: String,
    cursor: String,
}

#[derive(Template)]
#[template(path = "console/messages.html")]
struct Page {
    frame: Frame,
    list: List,
}

#[derive(Template)]
#[template(path = "console/messages_list.html")]
struct Part {
    list: List,
}

/// A page of messages.
struct List {
    lang: Lang,
    /// Empty for all of them.
    state: String,
    /// Where this page begins.
    cursor: String,
    lines: Vec<Line>,
    /// Where the next one does.
    next: Option<String>,
}

impl List {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }

    /// Every state, and whether its messages are shown.
    fn states(&self) -> Vec<(&'static str, &'static str, bool)> {
        let all = ("", self.t("messages.all"), self.state.is_empty());
        let each = State::ALL.iter().map(|state| {
            let name = words::word(self.lang, &format!("messages.state_{}", state.name()));
            (state.name(), name, self.state == state.name())
        });
        std::iter::once(all).chain(each).collect()
    }
}

/// `GET /console/messages`.
pub(super) async fn all(
    Handed(app): Handed<App>,
    Staff { who, .. }: Staff<ReadPatients>,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Messages).await?;
    let zone = frame.practice.tenant.zone().clone();
    let list = list(&mut tx, &who, &zone, asked).await?;
    let page_of = Page { frame, list };
    page(&page_of, &page_of.frame.nonce)
}

/// `GET /console/messages/list`: the list alone, as it stands.
pub(super) async fn listed(
    Handed(app): Handed<App>,
    Staff { who, .. }: Staff<ReadPatients>,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    part(&Part { list: list(&mut tx, &who, practice.tenant.zone(), asked).await? })
}

async fn list(tx: &mut Tx, who: &Member, zone: &TimeZone, asked: Asked) -> Result<List, Problem> {
    let before = Some(asked.cursor.as_str()).filter(|cursor| !cursor.is_empty());
    let filter = Filter {
        state: State::from_name(&asked.state),
        before: cursor::read(before)?.map(|(at, id)| (at, MessageId::new(id))),
    };
    let mut found = messages::list(tx, &filter, SHOWN + 1, who.actor()).await?;
    let more = found.len() > SHOWN as usize;
    found.truncate(SHOWN as usize);
    let last = found.last().filter(|_| more);
    let next = last.map(|last| cursor::write(last.created_at, last.id.uuid()));
    let lines = Line::all(tx, &found, who.lang(), zone).await?;
    let state = filter.state.map_or("", State::name).to_owned();
    Ok(List { lang: who.lang(), state, cursor: asked.cursor, lines, next })
}
