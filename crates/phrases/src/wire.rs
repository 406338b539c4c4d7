//! The lines of `allo understand`: JSON in, JSON out.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Context, Country, Expecting, Frame, Lang, Region, Vocabulary, understand};

/// What the practice calls things, in each language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabularies {
    /// In French.
    pub fr: Vocabulary,
    /// In English.
    pub en: Vocabulary,
}

impl Vocabularies {
    /// That of a language.
    pub fn of(&self, lang: Lang) -> &Vocabulary {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// An output line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The JSON object, without a line feed.
    pub text: String,
    /// False when the line could not be read and `text` says why.
    pub understood: bool,
}

/// Why an input line can't be answered.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error("not a JSON object: {0}")]
    Json(String),
    #[error("`{0}` is missing")]
    Missing(&'static str),
    #[error("`{0}` must be a string")]
    NotText(&'static str),
    #[error("`lang` is not a language we speak (fr, en): {0}")]
    Lang(String),
    #[error("`reference_time` is not a local time such as 2026-03-10T09:00:00: {0}")]
    Time(String),
    #[error("`timezone` is neither an IANA name nor an offset: {0}")]
    Zone(String),
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a Value,
    #[serde(flatten)]
    frame: Frame,
}

#[derive(Serialize)]
struct Failure<'a> {
    id: &'a Value,
    error: String,
}

#[derive(Deserialize)]
struct Request {
    text: String,
    lang: String,
    reference_time: DateTime,
}

/// Answers one line of `allo understand --jsonl`.
pub fn answer_line(line: &str, vocabularies: &Vocabularies) -> Answer {
    let parsed: Result<Value, _> = serde_json::from_str(line);
    let id = parsed.as_ref().ok().and_then(|v| v.get("id")).cloned().unwrap_or(Value::Null);
    let answered = parsed
        .map_err(|e| Refusal::Json(e.to_string()))
        .and_then(|value| request(&value))
        .map(|request| frame(&request, vocabularies));
    match answered.and_then(|frame| {
        serde_json::to_string(&Line { id: &id, frame }).map_err(|e| Refusal::Json(e.to_string()))
    }) {
        Ok(text) => Answer { text, understood: true },
        Err(refusal) => {
            let failure = Failure { id: &id, error: refusal.to_string() };
            let text = serde_json::to_string(&failure)
                .unwrap_or_else(|_| r#"{"id":null,"error":"unreadable"}"#.into());
            Answer { text, understood: false }
        }
    }
}

fn request(value: &Value) -> Result<Request, Refusal> {
    if !value.is_object() {
        return Err(Refusal::Json("it is something else".into()));
    }
    let text = field(value, "text")?.ok_or(Refusal::Missing("text"))?;
    let lang = field(value, "lang")?.unwrap_or("fr");
    let at = field(value, "reference_time")?.ok_or(Refusal::Missing("reference_time"))?;
    if Lang::from_tag(lang).is_none() {
        return Err(Refusal::Lang(lang.into()));
    }
    check_zone(field(value, "timezone")?.unwrap_or("Europe/Paris"))?;
    let reference_time = at.parse::<DateTime>().map_err(|_| Refusal::Time(at.into()))?;
    Ok(Request { text: text.into(), lang: lang.into(), reference_time })
}

fn field<'v>(value: &'v Value, name: &'static str) -> Result<Option<&'v str>, Refusal> {
    match value.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Refusal::NotText(name)),
    }
}

/// All times are wall-clock times of that zone, so the zone changes nothing; but a wrong one is a wrong line.
fn check_zone(zone: &str) -> Result<(), Refusal> {
    let offset = || jiff::fmt::strtime::parse("%:z", zone).is_ok() || zone.eq_ignore_ascii_case("z");
    if offset() || jiff::tz::TimeZone::get(zone).is_ok() { Ok(()) } else { Err(Refusal::Zone(zone.into())) }
}

fn frame(request: &Request, vocabularies: &Vocabularies) -> Frame {
    let lang = Lang::from_tag(&request.lang).unwrap_or_default();
    let context = Context {
        lang,
        region: Region::from_tag(&request.lang),
        now: request.reference_time,
        vocabulary: vocabularies.of(lang),
        expecting: Expecting::Anything,
        country: Country::default(),
    };
    understand(&request.text, &context)
}
