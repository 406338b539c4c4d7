//! What a form of the practice's pages sends, read strictly: field by field, with everything that is wrong told at once.

use std::collections::BTreeMap;
use std::str::FromStr;

use axum::extract::{FromRequest, Request};
use domain::clock::MINUTES_A_DAY;
use domain::practice::Hours;
use domain::{Lang, Localized, Phone};
use jiff::civil::Date;

use super::super::fields::{self, Fields, filled};
use super::told;
use crate::http::{Code, Problem, WrongField};

/// The fields that haven't been read yet, and what was wrong with those that have. A field is called as in the document,
/// from the part that the form is about: `name.fr`, `hours.mon`.
pub(super) struct Sheet {
    fields: BTreeMap<String, Vec<String>>,
    mistakes: Vec<Mistake>,
}

struct Mistake {
    field: String,
    wrong: &'static str,
}

impl<S: Send + Sync> FromRequest<S> for Sheet {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let Fields(sent) = Fields::<Vec<(String, String)>>::from_request(request, state).await?;
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in sent {
            fields.entry(name).or_default().push(value);
        }
        Ok(Self { fields, mistakes: Vec::new() })
    }
}

impl Sheet {
    /// Which version of the practice the form was made from.
    pub(super) fn version(&mut self) -> Result<u32, Problem> {
        let version = self.all("version");
        version.first().and_then(|text| text.parse().ok()).ok_or(Problem::new(Code::InvalidBody))
    }

    /// All that was sent under a name.
    pub(super) fn all(&mut self, name: &str) -> Vec<String> {
        self.fields.remove(name).unwrap_or_default()
    }

    /// A text; empty when nothing was typed.
    pub(super) fn text(&mut self, name: &str) -> String {
        self.text_if_any(name).unwrap_or_default()
    }

    /// A text that may be left out.
    pub(super) fn text_if_any(&mut self, name: &str) -> Option<String> {
        self.all(name).first().and_then(|text| filled(text)).map(str::to_owned)
    }

    /// The same in both languages.
    pub(super) fn texts(&mut self, name: &str) -> Localized<String> {
        let mut text = |lang: Lang| self.text_if_any(&format!("{name}.{}", lang.tag()));
        Localized { fr: text(Lang::Fr), en: text(Lang::En) }
    }

    /// Phrases, a line each, in both languages.
    pub(super) fn phrases(&mut self, name: &str) -> Localized<Vec<String>> {
        let mut lines = |lang: Lang| {
            let typed = self.text_if_any(&format!("{name}.{}", lang.tag()))?;
            let lines: Vec<_> = typed.lines().filter_map(filled).map(str::to_owned).collect();
            Some(lines).filter(|lines| !lines.is_empty())
        };
        Localized { fr: lines(Lang::Fr), en: lines(Lang::En) }
    }

    /// Whether a box is ticked.
    pub(super) fn ticked(&mut self, name: &str) -> bool {
        !self.all(name).is_empty()
    }

    /// A whole number.
    pub(super) fn number<N: FromStr + Default>(&mut self, name: &str) -> N {
        let typed = self.text(name);
        self.parsed(name, &typed, "number").unwrap_or_default()
    }

    /// Ids that a form of ours offers.
    pub(super) fn ids<I: FromStr>(&mut self, name: &str) -> Vec<I> {
        let sent = self.all(name);
        sent.iter().filter_map(|id| self.parsed(name, id, "empty")).collect()
    }

    /// A telephone number that may be left out, as people write it: a French one without its country, too.
    pub(super) fn phone(&mut self, name: &str) -> Option<Phone> {
        let typed = self.text_if_any(name)?;
        let digits: String =
            typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
        let whole = digits.strip_prefix('0').map_or(digits.clone(), |national| format!("+33{national}"));
        self.parsed(name, &whole, "phone")
    }

    /// A date.
    pub(super) fn date(&mut self, name: &str) -> Option<Date> {
        let typed = self.text(name);
        self.dated(name, &typed)
    }

    /// A date that may be left out.
    pub(super) fn date_if_any(&mut self, name: &str) -> Option<Date> {
        let typed = self.text_if_any(name)?;
        self.dated(name, &typed)
    }

    fn dated(&mut self, name: &str, typed: &str) -> Option<Date> {
        let read = fields::date(typed);
        if read.is_none() {
            self.refuse(name, "date");
        }
        read
    }

    /// Stretches of a day, each by its two ends; midnight at the end of one is the day's end. What is left empty isn't
    /// one.
    pub(super) fn hours(&mut self, name: &str) -> Vec<Hours> {
        let (from, to) = (self.all(&format!("{name}.from")), self.all(&format!("{name}.to")));
        let mut hours = Vec::new();
        for (from, to) in from.iter().zip(&to) {
            match (filled(from), filled(to)) {
                (None, None) => {}
                (Some(from), Some(to)) => match (fields::minute(from), fields::minute(to)) {
                    (Some(start), Some(end)) => hours.extend(self.stretch(name, start, end)),
                    _ => self.refuse(name, "time"),
                },
                _ => self.refuse(name, "half_hours"),
            }
        }
        hours.sort();
        hours
    }

    fn stretch(&mut self, name: &str, start: u16, end: u16) -> Option<Hours> {
        let end = if end == 0 { MINUTES_A_DAY } else { end };
        if end <= start {
            self.refuse(name, "hours");
        }
        (start < end).then_some(Hours { start, end })
    }

    /// Something else is wrong with a field.
    pub(super) fn refuse(&mut self, name: &str, wrong: &'static str) {
        self.mistakes.push(Mistake { field: name.to_owned(), wrong });
    }

    /// Whether something is wrong with a field already.
    pub(super) fn is_refused(&self, name: &str) -> bool {
        self.mistakes.iter().any(|mistake| mistake.field == name)
    }

    /// Nothing may be left, and nothing may have been wrong (C8).
    pub(super) fn finish(self, lang: Lang) -> Result<(), Problem> {
        if !self.fields.is_empty() {
            return Err(Problem::new(Code::InvalidBody));
        }
        if self.mistakes.is_empty() {
            return Ok(());
        }
        let told = |Mistake { field, wrong }| WrongField { message: told::sentence(lang, wrong, &[]), field };
        Err(Problem::wrong("", self.mistakes.into_iter().map(told).collect()))
    }

    fn parsed<T: FromStr>(&mut self, name: &str, text: &str, wrong: &'static str) -> Option<T> {
        let read = text.parse().ok();
        if read.is_none() {
            self.refuse(name, wrong);
        }
        read
    }
}
