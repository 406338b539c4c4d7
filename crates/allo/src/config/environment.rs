//! The settings of the environment: `ALLO_LISTEN`, and `ALLO_DATABASE_FILE` for one that is kept in a file.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use super::settings::{Setting, named, nearest};
use super::{Problem, Said, Source};
use crate::read;

/// Reads every variable that begins with `ALLO_`.
pub(super) fn read(variables: impl Iterator<Item = (OsString, OsString)>) -> Said {
    let mut said = Said::default();
    for (name, value) in variables {
        let Some(key) = key(&name) else { continue };
        let at = Source::Environment(name.to_string_lossy().into_owned());
        match setting(&key).and_then(|(setting, from_file)| Ok((setting, text(value, from_file)?))) {
            Ok((setting, _)) if said.values.iter().any(|(other, ..)| other.key == setting.key) => {
                let message = format!("there is ALLO_{} beside it; keep one of them", twin(setting, &key));
                said.problems.push(Problem { at: Some(at), key: None, message });
            }
            Ok((setting, value)) => said.values.push((setting, value, at)),
            Err(message) => said.problems.push(Problem { at: Some(at), key: None, message }),
        }
    }
    said
}

/// The name of a setting in lower case. The tests' own variables and the choice of the file itself are not settings.
fn key(name: &OsStr) -> Option<String> {
    let name = name.to_string_lossy();
    let key = name.strip_prefix("ALLO_")?.to_lowercase();
    (key != "config" && !key.starts_with("test_")).then_some(key)
}

/// Which setting a variable means, and whether its value is the path of a file that holds the secret.
fn setting(key: &str) -> Result<(&'static Setting, bool), String> {
    let in_file = key.strip_suffix("_file").and_then(named).filter(|setting| setting.secret);
    match in_file {
        Some(setting) => Ok((setting, true)),
        None => match named(key) {
            Some(setting) => Ok((setting, false)),
            None => Err(format!("there is no setting `{key}`; {}", nearest(key))),
        },
    }
}

/// The other name under which a secret may be given.
fn twin(setting: &Setting, key: &str) -> String {
    let own = setting.key.to_uppercase();
    if key == setting.key { own + "_FILE" } else { own }
}

fn text(value: OsString, from_file: bool) -> Result<String, String> {
    let text = value.into_string().map_err(|_| "this is not UTF-8 text".to_owned())?;
    if !from_file {
        return Ok(text);
    }
    read::text(Path::new(&text)).map(|secret| secret.trim_end().to_owned()).map_err(|error| error.to_string())
}
