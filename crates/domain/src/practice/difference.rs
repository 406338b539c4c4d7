//! What two versions of a practice have differently, field by field.

use serde::Serialize;
use serde_json::{Map, Value};

use super::Practice;

/// A field that one version has otherwise than another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// Which: `tenant.policy.horizon_days`, `services[vaccination].minutes`. An entry of a list is called by its id, or
    /// by its date or its first words where it has none.
    pub field: String,
    /// What stood there; nothing when it is new.
    pub before: Option<Value>,
    /// What stands there; nothing when it is gone.
    pub after: Option<Value>,
}

/// Every field that differs. Two practices that are equal have none.
pub fn differences(before: &Practice, after: &Practice) -> Vec<Difference> {
    // A checked practice is always a document: it was read from one.
    let document = |practice| serde_json::to_value(practice).unwrap_or_default();
    let mut found = Vec::new();
    compare("", Some(&document(before)), Some(&document(after)), &mut found);
    found
}

fn compare(field: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Difference>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Some(Value::Object(was)), Some(Value::Object(is))) => fields(field, was, is, found),
        (Some(Value::Array(was)), Some(Value::Array(is))) => list(field, was, is, found),
        (None, Some(Value::Array(is))) => list(field, &[], is, found),
        (Some(Value::Array(was)), None) => list(field, was, &[], found),
        _ => {
            found.push(Difference {
                field: field.to_owned(),
                before: before.cloned(),
                after: after.cloned(),
            });
        }
    }
}

fn fields(field: &str, was: &Map<String, Value>, is: &Map<String, Value>, found: &mut Vec<Difference>) {
    let new = is.keys().filter(|name| !was.contains_key(*name));
    for name in was.keys().chain(new) {
        let inner = if field.is_empty() { name.clone() } else { format!("{field}.{name}") };
        compare(&inner, was.get(name), is.get(name), found);
    }
}

fn list(field: &str, was: &[Value], is: &[Value], found: &mut Vec<Difference>) {
    let (Some(old), Some(new)) = (called(was), called(is)) else {
        // Words or hours: they are read as a whole.
        let whole = |list: &[Value]| Some(Value::Array(list.to_vec())).filter(|_| !list.is_empty());
        found.push(Difference { field: field.to_owned(), before: whole(was), after: whole(is) });
        return;
    };
    let named = |list: &[String], name: &String| list.iter().position(|one| one == name);
    for (name, entry) in old.iter().zip(was) {
        compare(&format!("{field}[{name}]"), Some(entry), named(&new, name).map(|at| &is[at]), found);
    }
    for (name, entry) in new.iter().zip(is).filter(|(name, _)| named(&old, name).is_none()) {
        compare(&format!("{field}[{name}]"), None, Some(entry), found);
    }
    let (stayed, stays) = (kept(&old, &new), kept(&new, &old));
    if stayed != stays {
        let order = |names: Vec<&String>| Some(names.into_iter().cloned().map(Value::String).collect());
        found.push(Difference { field: field.to_owned(), before: order(stayed), after: order(stays) });
    }
}

/// Those of one list that the other has too, in its order.
fn kept<'a>(list: &'a [String], other: &[String]) -> Vec<&'a String> {
    list.iter().filter(|name| other.contains(name)).collect()
}

/// What the entries of a list are called; nothing when they have no names, or two have the same.
fn called(list: &[Value]) -> Option<Vec<String>> {
    let names: Vec<String> = list.iter().map(name).collect::<Option<_>>()?;
    let told_apart = names.iter().enumerate().all(|(at, name)| !names[..at].contains(name));
    told_apart.then_some(names)
}

fn name(entry: &Value) -> Option<String> {
    let entry = entry.as_object()?;
    let text = ["id", "date", "from"].iter().find_map(|field| entry.get(*field)?.as_str());
    let asked = || {
        let words = entry.get("ask")?;
        ["fr", "en"].iter().find_map(|lang| words.get(*lang)?.as_array()?.first()?.as_str())
    };
    text.or_else(asked).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const LILAS: &str = include_str!("../../../../practices/cabinet-des-lilas.yaml");

    fn told(change: impl FnOnce(&mut Practice)) -> Vec<(String, Option<Value>, Option<Value>)> {
        let before = Practice::parse(LILAS, "p.yaml").unwrap();
        let mut after = before.clone();
        change(&mut after);
        let found = differences(&before, &after).into_iter();
        found.map(|one| (one.field, one.before, one.after)).collect()
    }

    #[test]
    fn what_is_equal_has_no_difference() {
        assert_eq!(told(|_| {}), []);
        assert_eq!(told(|practice| practice.patients.clear()), [], "patients are no part of a document");
    }

    #[test]
    fn each_field_is_told_by_its_name() {
        let changed = told(|practice| {
            practice.tenant.policy.horizon_days = 60;
            practice.services[2].minutes = 20;
            practice.practitioners[0].hours.mon.pop();
            practice.services[0].requires_approval = true;
        });
        let wanted = [
            (
                "practitioners[martin].hours.mon",
                json!(["09:00-12:30", "14:00-18:30"]),
                json!(["09:00-12:30"]),
            ),
            ("services[consultation].requires_approval", Value::Null, json!(true)),
            ("services[vaccination].minutes", json!(15), json!(20)),
            ("tenant.policy.horizon_days", json!(90), json!(60)),
        ];
        let value = |one: Value| Some(one).filter(|one| !one.is_null());
        let mut changed = changed;
        changed.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(changed, wanted.map(|(field, was, is)| (field.to_owned(), value(was), value(is))));
    }

    #[test]
    fn entries_come_and_go_by_their_names() {
        let gone = told(|practice| drop(practice.services.pop()));
        assert_eq!(gone.len(), 1);
        assert_eq!((gone[0].0.as_str(), &gone[0].2), ("services[teleconsultation]", &None));
        let order = told(|practice| practice.practitioners.swap(0, 1));
        assert_eq!(order[0].1, Some(json!(["martin", "benali", "laurent"])));
        assert_eq!(order[0].2, Some(json!(["benali", "martin", "laurent"])));
        let closed = told(|practice| practice.tenant.closures.clear());
        assert_eq!(closed[0].0, "tenant.closures[2026-08-03]");
        let answer = told(|practice| practice.faq[1].answer.en = Some("It is 31 euros.".to_owned()));
        assert_eq!(answer[0].0, "faq[tarif].answer.en");
    }
}
