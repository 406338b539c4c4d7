//! The settings of a TOML file, each with its line.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::settings::{Setting, in_folder, named, nearest};
use super::{Problem, Said, Source};
use crate::read;

/// Reads a file whole: one mistake doesn't hide the next, unless it is no TOML at all.
pub(super) fn read(path: &Path) -> Said {
    let mut said = Said::default();
    let text = match read::text(path) {
        Ok(text) => text,
        Err(error) => {
            said.problems.push(Problem { at: None, key: None, message: error.to_string() });
            return said;
        }
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let at = |offset: usize| Source::File(path.to_owned(), line(&text, offset));
    let table = match DeTable::parse(&text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let at = at(error.span().map_or(0, |span| span.start));
            said.problems.push(Problem { at: Some(at), key: None, message: in_words(error.message()) });
            return said;
        }
    };
    for (key, value) in table {
        let at = at(key.span().start);
        let key = key.into_inner();
        let problem = |message| Problem { at: Some(at.clone()), key: Some(key.to_string()), message };
        let found = named(&key).ok_or_else(|| format!("there is no such setting; {}", nearest(&key)));
        match found.and_then(|setting| Ok((setting, text_of(value.into_inner(), setting)?))) {
            Ok((setting, value)) => said.values.push((setting, in_folder(setting, value, folder), at)),
            Err(message) => said.problems.push(problem(message)),
        }
    }
    said
}

fn text_of(value: DeValue<'_>, setting: &Setting) -> Result<String, String> {
    match value {
        DeValue::String(text) => Ok(text.into_owned()),
        DeValue::Integer(number) if setting.is_number() && number.radix() == 10 => {
            Ok(number.as_str().replace('_', ""))
        }
        other => Err(format!(
            "{} is expected, such as {} = {}, and this is {}",
            if setting.is_number() { "a number" } else { "text in quotes" },
            setting.key,
            setting.written(),
            kind(&other)
        )),
    }
}

const fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a section",
    }
}

/// The line of a place in a text, from 1.
fn line(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

/// What the TOML reader found, on one line.
fn in_words(message: &str) -> String {
    let whole: Vec<_> = message.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    format!("this is not TOML: {}; lines are written name = \"value\"", whole.join(", "))
}
