//! The trail to take along: a table of everything that is wanted, sent as it is read.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::audit::{Action, By, Entity, Entry, Facts};
use futures_util::Stream;
use futures_util::stream::try_unfold;

use super::super::frame::{Frame, Section};
use super::super::names::Names;
use super::super::staff::{Member, Proved, Staff};
use super::wanted::Wanted;
use super::words::details;
use crate::audit::{self, Done, Filter, Place};
use crate::auth::{self, Standing};
use crate::booking::http::moment;
use crate::db::DbError;
use crate::http::{App, Code, Export, Parameters, Problem, ReadAudit};
use crate::pages::csv;
use crate::pages::words::word;

/// How many entries are read at a time.
const AT_A_TIME: u32 = 1_000;

/// Why a table is cut off: whoever takes it along sees that it isn't whole.
#[derive(Debug, thiserror::Error)]
enum Cut {
    /// They were put out, or may do other things than when they asked.
    #[error("whoever asked for it may do other things by now")]
    Standing,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Everything that is still to be sent.
struct Rest {
    app: App,
    who: Member,
    frame: Frame,
    names: Names,
    filter: Filter,
    after: Option<Place>,
    begun: bool,
    over: bool,
}

/// `GET /console/audit/export`: CSV. A script, which can't keep a file, is led here once it is clear that it may.
pub(super) async fn get(
    State(app): State<App>,
    _: Staff<ReadAudit>,
    Proved { who, .. }: Proved<Export>,
    headers: HeaderMap,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Response, Problem> {
    if headers.contains_key("hx-request") {
        let here = HeaderValue::from_str(&wanted.address("/console/audit/export"));
        let here = here.map_err(|_| Problem::new(Code::InvalidQuery))?;
        return Ok([(HeaderName::from_static("hx-redirect"), here)].into_response());
    }
    let mut tx = who.write(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Audit).await?;
    let names = Names::of(&mut tx, frame.lang).await?;
    let filter = wanted.filter(frame.practice.tenant.zone())?;
    let (by, entity) = (By::from(who.actor()), Entity::Practice(who.caller.tenant));
    let done =
        Done { by, action: Action::Exported, entity, before: Facts::default(), after: Facts::default() };
    audit::record(&mut tx, done).await?;
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    let name = format!("attachment; filename=\"{}-audit.csv\"", frame.practice.tenant.slug);
    let name = HeaderValue::from_str(&name).map_err(|_| Problem::new(Code::Internal))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, name),
    ];
    let rest = Rest { app, who, frame, names, filter, after: None, begun: false, over: false };
    Ok((headers, Body::from_stream(table(rest))).into_response())
}

/// The table, piece by piece, for as long as whoever asked may have it: a large one takes a while (A2).
fn table(rest: Rest) -> impl Stream<Item = Result<Bytes, Cut>> {
    try_unfold(rest, async |mut rest| {
        if rest.over {
            return Ok(None);
        }
        let (db, now) = (&rest.app.db, rest.app.clock.now());
        if auth::standing(db, &rest.who.signed_in, now).await? != Standing::Same {
            return Err(Cut::Standing);
        }
        let mut text = if rest.begun { String::new() } else { rest.head() };
        rest.begun = true;
        let mut tx = rest.app.db.read(rest.who.caller.tenant, rest.who.caller.now).await?;
        let page = audit::look(&mut tx, &rest.filter, rest.after, AT_A_TIME).await?;
        drop(tx);
        page.entries.iter().for_each(|entry| text.push_str(&rest.row(entry)));
        rest.after = page.next;
        rest.over = page.next.is_none();
        Ok(Some((Bytes::from(text), rest)))
    })
}

impl Rest {
    /// The names of the columns, after the mark by which spreadsheets know UTF-8.
    fn head(&self) -> String {
        let names =
            ["when", "who", "what", "about", "details"].map(|key| self.frame.t(&format!("audit.{key}")));
        format!("\u{feff}{}", csv::line(names.into_iter().chain(["actor", "action", "entity"])))
    }

    /// An entry in words, and by its names in the trail.
    fn row(&self, entry: &Entry) -> String {
        let lang = self.frame.lang;
        csv::line([
            moment(entry.at, self.frame.practice.tenant.zone()).as_str(),
            &self.names.who(entry.by),
            word(lang, &format!("audit.{}", entry.action.name())),
            word(lang, &format!("audit.kind_{}", entry.entity.kind())),
            &details(entry, &self.frame, &self.names).join("; "),
            &entry.by.label(),
            entry.action.name(),
            &entry.entity.label(),
        ])
    }
}
