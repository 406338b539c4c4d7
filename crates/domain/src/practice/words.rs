//! What the YAML reader found, in the words of somebody who writes a practice file.

use serde_saphyr::Error;

/// What is wrong with the file's shape, in one line and without the place.
pub fn in_words(error: &Error) -> String {
    match error.without_snippet() {
        Error::SerdeMissingField { field, .. } => format!("`{field}` is missing"),
        Error::SerdeUnknownField { field, expected, .. } => {
            format!("there is no field `{}`; {}", short(field), nearest(field, expected))
        }
        Error::SerdeUnknownVariant { variant, expected, .. } => {
            format!("`{}` is not one of {}", short(variant), expected.join(", "))
        }
        Error::DuplicateMappingKey { key, .. } => {
            format!("the field `{}` is there twice", short(key.as_deref().unwrap_or_default()))
        }
        Error::NullIntoString { .. } => "this must not be empty".to_owned(),
        Error::InvalidBooleanStrict { .. } => "true or false is expected".to_owned(),
        Error::InvalidScalar { ty, .. } if ty.starts_with(['u', 'i']) => {
            "a whole number is expected".to_owned()
        }
        Error::Unexpected { expected, .. } => unexpected(expected),
        Error::Eof { .. } => "the file ends too early".to_owned(),
        Error::MultipleDocuments { .. } => "a file holds one YAML document".to_owned(),
        Error::MergeKeyNotAllowed { .. } => "`<<` is not understood here".to_owned(),
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => {
            "the file is too large, too deep, or repeats itself too often".to_owned()
        }
        other => as_the_library_says(other),
    }
}

/// Points at the field that was probably meant, or else at all of them.
fn nearest(field: &str, known: &[&str]) -> String {
    let likeness = |name: &&&str| strsim::jaro_winkler(name, &field.to_lowercase());
    let best = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match best.filter(|best| likeness(best) > 0.8) {
        Some(best) => format!("did you mean `{best}`?"),
        None => format!("there are {}", known.join(", ")),
    }
}

fn unexpected(expected: &str) -> String {
    let what = match expected {
        "sequence start" => "a list is expected: `[…, …]`, or lines that begin with `-`",
        "mapping start" => "fields are expected: `name: value`",
        other => return format!("{other} is expected"),
    };
    what.to_owned()
}

fn as_the_library_says(error: &Error) -> String {
    let whole = error.to_string();
    let line = whole.lines().next().unwrap_or_default();
    let end = line.rfind(" at line ").unwrap_or(line.len());
    line[..end].to_owned()
}

/// What a file says isn't echoed at length.
fn short(text: &str) -> String {
    let head: String = text.chars().take(40).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().count() > 40 { head + "…" } else { head }
}
