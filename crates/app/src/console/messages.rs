//! What patients and the practice were told in writing: what waits, what was sent, what could not be.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State as Handed};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use domain::ids::MessageId;
use domain::{Lang, Pii};
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::frame::{Frame, Section, page, part};
use super::said;
use super::staff::{Member, Staff};
use crate::db::Tx;
use crate::http::{App, Code, Id, Problem, ReadPatients, Right as _, WritePatients, cursor};
use crate::messages::{self, Filter, Kind, Message, State};
use crate::pages::{dates, words};
use crate::patients;

/// How many are shown at once.
const SHOWN: u32 = 50;

/// What a browser may do with a mail: show it.
const JUST_SHOWN: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
);

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/messages", get(all))
        .route("/console/messages/list", get(listed))
        .route("/console/messages/{id}", get(one))
        .route("/console/messages/{id}/mail", get(mail))
        .route("/console/messages/{id}/calendar", get(calendar))
        .route("/console/messages/{id}/resend", post(resend))
}

/// Which are shown.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asked {
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

#[derive(Template)]
#[template(path = "console/message.html")]
struct Shown {
    lang: Lang,
    line: Line,
    subject: String,
    text: String,
    has_mail: bool,
    has_entry: bool,
    may_resend: bool,
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

/// One message, as it is read.
struct Line {
    id: MessageId,
    at: String,
    kind: &'static str,
    /// Whom it is for.
    whom: String,
    to: String,
    channel: &'static str,
    state: State,
    state_name: &'static str,
    reason: String,
    attempts: u32,
    known_by: String,
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

impl Shown {
    fn t(&self, key: &str) -> &'static str {
        words::word(self.lang, key)
    }
}

impl Line {
    /// Messages, with the names of whom they are for in one look.
    async fn all(
        tx: &mut Tx,
        messages: &[Message],
        lang: Lang,
        zone: &TimeZone,
    ) -> Result<Vec<Self>, Problem> {
        let whose = |message: &Message| message.patient.filter(|_| message.kind != Kind::Request);
        let names = patients::names(tx, &messages.iter().filter_map(whose).collect::<Vec<_>>()).await?;
        let name = |message| whose(message).and_then(|patient| names.get(&patient));
        Ok(messages.iter().map(|message| Self::of(message, name(message), lang, zone)).collect())
    }

    fn of(message: &Message, patient: Option<&Pii<String>>, lang: Lang, zone: &TimeZone) -> Self {
        let named = |group: &str, name: &str| words::word(lang, &format!("messages.{group}_{name}"));
        let nobody = if message.kind == Kind::Request { "messages.practice" } else { "messages.erased" };
        let reason = message.reason.as_deref().unwrap_or_default();
        let (word, code) = reason.split_once(' ').unwrap_or((reason, ""));
        let reason =
            if word.is_empty() { String::new() } else { format!("{} {code}", named("reason", word)) };
        Self {
            id: message.id,
            at: dates::stamp(zone, message.changed_at),
            kind: named("kind", message.kind.name()),
            whom: patient.map_or_else(|| words::word(lang, nobody).to_owned(), |name| name.reveal().clone()),
            to: message.written_to(),
            channel: message.channel.map_or("", |channel| named("channel", channel.name())),
            state: message.state,
            state_name: named("state", message.state.name()),
            reason: reason.trim().to_owned(),
            attempts: message.attempts,
            known_by: message.known_by.clone().unwrap_or_default(),
        }
    }

    /// How its state looks.
    const fn tag(&self) -> &'static str {
        match self.state {
            State::Queued => "tag",
            State::Sent => "tag quiet",
            State::Failed | State::Skipped => "tag warn",
        }
    }
}

/// `GET /console/messages`.
async fn all(
    Handed(app): Handed<App>,
    Staff { who, .. }: Staff<ReadPatients>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let frame = Frame::of(&app, &mut tx, &who, Section::Messages).await?;
    let zone = frame.practice.tenant.zone().clone();
    let list = list(&mut tx, &who, &zone, asked).await?;
    let page_of = Page { frame, list };
    page(&page_of, &page_of.frame.nonce)
}

/// `GET /console/messages/list`: the list alone, as it stands.
async fn listed(
    Handed(app): Handed<App>,
    Staff { who, .. }: Staff<ReadPatients>,
    Query(asked): Query<Asked>,
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

/// `GET /console/messages/{id}`: what it says, in a dialog.
async fn one(
    Handed(app): Handed<App>,
    Staff { who, .. }: Staff<ReadPatients>,
    Id(id): Id<MessageId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let practice = app.practices.current(&mut tx).await?;
    let message = messages::message(&mut tx, id, who.actor()).await?;
    let one = std::slice::from_ref(&message);
    let line = Line::all(&mut tx, one, who.lang(), practice.tenant.zone()).await?.pop();
    let line = line.ok_or(Problem::not_found())?;
    let again = message.kind != Kind::Code && matches!(message.state, State::Sent | State::Failed);
    let content = message.content.map(Pii::into_revealed);
    let shown = Shown {
        lang: who.lang(),
        line,
        has_mail: content.as_ref().is_some_and(|content| content.html.is_some()),
        has_entry: content.as_ref().is_some_and(|content| content.invite.is_some()),
        may_resend: again && content.is_some() && who.may(WritePatients::PERMISSION),
        subject: content.as_ref().map(|content| content.subject.clone()).unwrap_or_default(),
        text: content.map(|content| content.text).unwrap_or_default(),
    };
    part(&shown)
}

/// `GET /console/messages/{id}/mail`: the mail as its reader sees it. Nothing in it runs, and nothing is fetched.
async fn mail(
    Handed(app): Handed<App>,
    Staff { who, .. }: Staff<ReadPatients>,
    Id(id): Id<MessageId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let message = messages::message(&mut tx, id, who.actor()).await?;
    let html = message.content.and_then(|content| content.into_revealed().html);
    let html = html.ok_or(Problem::new(Code::NotFound))?;
    let html = messages::without_button(&html, words::word(who.lang(), "messages.button_hidden"));
    Ok(([(header::CONTENT_SECURITY_POLICY, JUST_SHOWN)], Html(html)).into_response())
}

/// `GET /console/messages/{id}/calendar`: the entry for a calendar, as a file.
async fn calendar(
    Handed(app): Handed<App>,
    Staff { who, .. }: Staff<ReadPatients>,
    Id(id): Id<MessageId>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let message = messages::message(&mut tx, id, who.actor()).await?;
    let entry = message.content.and_then(|content| content.into_revealed().invite);
    let entry = entry.ok_or(Problem::new(Code::NotFound))?;
    let file = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"rendez-vous.ics\"")),
    ];
    Ok((file, entry).into_response())
}

/// `POST /console/messages/{id}/resend`.
async fn resend(
    Handed(app): Handed<App>,
    Staff { who, .. }: Staff<WritePatients>,
    Id(id): Id<MessageId>,
) -> Result<Response, Problem> {
    let mut tx = who.write(&app).await?;
    messages::resend(&mut tx, id, who.actor()).await?;
    tx.commit().await?;
    app.changes.tell(who.caller.tenant);
    Ok((StatusCode::NO_CONTENT, said::closing(words::word(who.lang(), "messages.said_again")))
        .into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Channel;

    /// Whatever a message can be has its words.
    #[test]
    fn everything_has_its_words() {
        let reasons = [
            "no_contact",
            "not_wanted",
            "no_channel",
            "superseded",
            "erased",
            "too_late",
            "bad_address",
            "mail_unmade",
            "mail_timed_out",
            "mail_unreachable",
            "mail_refused",
            "sms_unmade",
            "sms_timed_out",
            "sms_unreachable",
            "sms_refused",
            "over_quota",
            "suspended",
        ];
        let names = Kind::ALL.iter().map(|kind| format!("kind_{}", kind.name()));
        let names = names.chain(State::ALL.iter().map(|state| format!("state_{}", state.name())));
        let names = names.chain(Channel::ALL.iter().map(|channel| format!("channel_{}", channel.name())));
        for name in names.chain(reasons.iter().map(|reason| format!("reason_{reason}"))) {
            for lang in Lang::ALL {
                assert!(!words::word(lang, &format!("messages.{name}")).is_empty(), "{name}");
            }
        }
    }
}
