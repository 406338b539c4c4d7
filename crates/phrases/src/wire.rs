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

/// What holds where a line says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaid {
    /// The language.
    pub lang: String,
    /// The local time; without one, every line must say it.
    pub reference_time: Option<String>,
    /// The zone.
    pub timezone: String,
}

impl Default for Unsaid {
    fn default() -> Self {
        Self { lang: "fr".to_owned(), reference_time: None, timezone: "Europe/Paris".to_owned() }
    }
}

/// Why an input line can't be answered.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error("not UTF-8 text (byte 0x{1:02X} at column {0})")]
    Bytes(usize, u8),
    #[error("not a JSON object: {0}")]
    Json(String),
    #[error("`{0}` is missing; a string is expected")]
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

/// Answers one line that stands alone.
pub fn answer_line(line: &str, vocabularies: &Vocabularies) -> Answer {
    answer(line.as_bytes(), &Unsaid::default(), vocabularies, ToString::to_string)
}

/// Answers one line of `allo understand --jsonl`, which may hold any bytes. A refusal names the line (from 1).
pub fn answer_nth(number: u64, line: &[u8], unsaid: &Unsaid, vocabularies: &Vocabularies) -> Answer {
    answer(line, unsaid, vocabularies, |refusal| format!("line {number}: {refusal}"))
}

fn answer(
    line: &[u8],
    unsaid: &Unsaid,
    vocabularies: &Vocabularies,
    why: impl Fn(&Refusal) -> String,
) -> Answer {
    let parsed = parsed(line);
    let id = parsed.as_ref().ok().and_then(|value| value.get("id")).cloned().unwrap_or(Value::Null);
    let answered = parsed.and_then(|value| request(&value, unsaid)).and_then(|request| {
        let line = Line { id: &id, frame: frame(&request, vocabularies) };
        serde_json::to_string(&line).map_err(|error| Refusal::Json(error.to_string()))
    });
    match answered {
        Ok(text) => Answer { text, understood: true },
        Err(refusal) => refused(&id, why(&refusal)),
    }
}

/// What stands in the place of a line that can't be read.
pub fn refused(id: &Value, error: String) -> Answer {
    let text = serde_json::to_string(&Failure { id, error });
    Answer { text: text.unwrap_or_else(|_| r#"{"id":null,"error":"unreadable"}"#.into()), understood: false }
}

fn parsed(line: &[u8]) -> Result<Value, Refusal> {
    let text = std::str::from_utf8(line).map_err(|error| {
        let good = error.valid_up_to();
        let column = 1 + String::from_utf8_lossy(&line[..good]).chars().count();
        Refusal::Bytes(column, line[good])
    })?;
    serde_json::from_str(text).map_err(|error| Refusal::Json(in_words(&error)))
}

/// What the JSON reader found, without its own count of lines: a line is one line.
fn in_words(error: &serde_json::Error) -> String {
    let (whole, column) = (error.to_string(), error.column());
    let what = whole.rfind(" at line ").map_or(whole.as_str(), |end| &whole[..end]);
    format!("{what} at column {column}")
}

fn request(value: &Value, unsaid: &Unsaid) -> Result<Request, Refusal> {
    if !value.is_object() {
        return Err(Refusal::Json("it is something else".into()));
    }
    let text = field(value, "text")?.ok_or(Refusal::Missing("text"))?;
    let lang = field(value, "lang")?.unwrap_or(&unsaid.lang);
    let at = field(value, "reference_time")?.or(unsaid.reference_time.as_deref());
    let at = at.ok_or(Refusal::Missing("reference_time"))?;
    if Lang::from_tag(lang).is_none() {
        return Err(Refusal::Lang(lang.into()));
    }
    check_zone(field(value, "timezone")?.unwrap_or(&unsaid.timezone))?;
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
        spoken: None,
        in_question: None,
        country: Country::default(),
    };
    understand(&request.text, &context)
}
