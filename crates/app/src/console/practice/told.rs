//! What is wrong with a practice, and what two versions have differently, in the member's words.

use domain::Lang;
use domain::practice::{Found, Practice, Wrong};
use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::booking::http::ConflictsView;
use crate::http::{Code, Problem, WrongField};
use crate::pages::{dates, words};
use crate::tenants::{NotSaved, StillBooked};

/// Why nothing was saved. `part` is the part of the document that the form is about, such as `services[2]`: its fields
/// are called as the form calls them, all others by their whole names.
pub(super) fn not_saved(error: NotSaved, practice: &Practice, lang: Lang, part: &str) -> Problem {
    match error {
        NotSaved::Wrong(found) => {
            Problem::wrong("", found.iter().map(|found| field(found, practice, lang, part)).collect())
        }
        NotSaved::NumberTaken => {
            let message = sentence(lang, "number_taken", &[]);
            let wrong = WrongField { field: within("tenant.phone", part), message };
            Problem { code: Code::Known, ..Problem::wrong("", vec![wrong]) }
        }
        NotSaved::StillBooked(StillBooked { left_out, outside }) => {
            let left_out = left_out.iter().map(|it| format!("{} ({})", it.name, it.appointments));
            let outside = outside.as_ref().map(ConflictsView::of);
            let many =
                outside.as_ref().map(|outside| words::counted(lang, "practice.outside", outside.count));
            let detail = left_out.chain(many).collect::<Vec<_>>().join(", ");
            Problem { conflicts: outside, ..Problem::detail(Code::StillBooked, detail) }
        }
        other => other.into(),
    }
}

fn field(found: &Found, practice: &Practice, lang: Lang, part: &str) -> WrongField {
    let said = wrong(lang, &found.wrong);
    // A text that is missing is missing in its language's own field.
    let whole = match &found.wrong {
        Wrong::Missing(missing) => format!("{}.{}", found.field, missing.tag()),
        _ => found.field.clone(),
    };
    let field = within(&whole, part);
    // What stands elsewhere than in the form is told with its whole name.
    let message = if field == whole { at(lang, &label(&whole, practice, lang), &said) } else { said };
    WrongField { field, message }
}

/// What is wrong, after the name of where it is.
pub(super) fn at(lang: Lang, field: &str, said: &str) -> String {
    words::fill(lang, "practice.told", &[("field", field), ("wrong", said)])
}

/// What is wrong, with its values as one writes them.
pub(super) fn wrong(lang: Lang, wrong: &Wrong) -> String {
    let mut values = wrong.values();
    for (_, value) in &mut values {
        if let Ok(date) = value.parse() {
            *value = dates::short(date);
        }
    }
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    sentence(lang, wrong.name(), &values)
}

/// A sentence on what is wrong.
pub(super) fn sentence(lang: Lang, wrong: &str, values: &[(&str, &str)]) -> String {
    words::fill(lang, &format!("wrong.{wrong}"), values)
}

/// A field as the form of a part calls it.
fn within(field: &str, part: &str) -> String {
    let inner = field.strip_prefix(part).filter(|_| !part.is_empty());
    inner.and_then(|inner| inner.strip_prefix('.')).unwrap_or(field).to_owned()
}

/// A field's name, with whose it is: «Vaccination · Durée».
pub(super) fn label(field: &str, practice: &Practice, lang: Lang) -> String {
    let (mut general, mut whose) = (String::new(), Vec::new());
    for (at, step) in field.split(['[', ']']).enumerate() {
        if at % 2 == 0 {
            general.push_str(step);
        } else {
            whose.extend(name(&general, step, practice, lang));
        }
    }
    let what = words::word(lang, &format!("fields.{general}"));
    whose.push(if what.is_empty() { general } else { what.to_owned() });
    whose.join(" · ")
}

/// What an entry of a list is called, by its place there or by its id.
fn name(list: &str, entry: &str, practice: &Practice, lang: Lang) -> Option<String> {
    let place: Option<usize> = entry.parse().ok();
    let is = |at: usize, id: &str| place == Some(at) || id == entry;
    let mut services = practice.services.iter().enumerate();
    let mut people = practice.practitioners.iter().enumerate();
    let mut rooms = practice.rooms.iter().enumerate();
    match list {
        "services" => services.find(|(at, it)| is(*at, it.id.as_str()))?.1.name.get(lang).cloned(),
        "practitioners" => people.find(|(at, it)| is(*at, it.id.as_str())).map(|(_, it)| it.name.clone()),
        "rooms" => rooms.find(|(at, it)| is(*at, it.id.as_str())).map(|(_, it)| it.name.clone()),
        "faq" => {
            let question = place.and_then(|at| practice.faq.get(at)?.ask.get(lang)?.first().cloned());
            Some(question.unwrap_or_else(|| entry.to_owned()))
        }
        _ if place.is_some() => None,
        _ => Some(dated(entry, lang).unwrap_or_else(|| entry.to_owned())),
    }
}

/// What stands in a field, as one reads it.
pub(super) fn value(value: Option<&Value>, practice: &Practice, lang: Lang) -> String {
    let shown = |inner: &Value| self::value(Some(inner), practice, lang);
    match value {
        None | Some(Value::Null) => words::word(lang, "practice.nothing").to_owned(),
        Some(Value::Bool(true)) => words::word(lang, "practice.yes").to_owned(),
        Some(Value::Bool(false)) => words::word(lang, "practice.no").to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) => known(text, practice, lang),
        Some(Value::Array(list)) => list.iter().map(shown).collect::<Vec<_>>().join(", "),
        Some(Value::Object(fields)) => whole(fields, lang, &shown),
    }
}

/// A whole entry: by its name where it has one, a question with its answer, a text in the member's language first.
fn whole(fields: &Map<String, Value>, lang: Lang, shown: &dyn Fn(&Value) -> String) -> String {
    let field = |name: &str| fields.get(name).map(shown);
    if let Some(name) = field("name") {
        return name;
    }
    if let (Some(ask), Some(answer)) = (field("ask"), field("answer")) {
        return format!("{ask} → {answer}");
    }
    field(lang.tag()).unwrap_or_else(|| fields.values().map(shown).collect::<Vec<_>>().join(" · "))
}

/// A date as one writes it.
fn dated(text: &str, lang: Lang) -> Option<String> {
    Some(dates::day(lang, text.parse::<Date>().ok()?))
}

/// An id by the name of whom it is, a date as one writes it; any other text as it stands.
fn known(text: &str, practice: &Practice, lang: Lang) -> String {
    let person = practice.practitioners.iter().find(|it| it.id.as_str() == text).map(|it| &it.name);
    let room = practice.rooms.iter().find(|it| it.id.as_str() == text).map(|it| &it.name);
    let service = practice.services.iter().find(|it| it.id.as_str() == text);
    let service = service.and_then(|it| it.name.get(lang));
    let named = person.or(room).or(service).cloned();
    named.or_else(|| dated(text, lang)).unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use domain::practice::differences;

    use super::*;

    const LILAS: &str = include_str!("../../../../../practices/cabinet-des-lilas.yaml");
    const RARE: &str =
        "rooms: [{id: salle, name: Salle, closures: [{from: 2026-07-01, to: 2026-07-02}]}]\nservices:  ";

    /// The demonstration practice, with what is rare in it.
    fn practice() -> Practice {
        let yaml = LILAS.replacen("services:  ", RARE, 1).replacen(
            "    name: Dr Claire Martin\n",
            "    name: Dr Claire Martin\n    closures: [{from: 2026-07-01, to: 2026-07-02, reason: congés}]\n    overrides: \
             [{date: 2026-05-02, hours: [\"09:00-12:00\"]}, {date: 2026-05-04, extra: [\"19:00-20:00\"]}, {date: \
             2026-05-05, closed: true, reason: pont}]\n",
            1,
        );
        Practice::parse(&yaml, "p.yaml").unwrap()
    }

    /// Every field of a document that has a name in the file has one in the member's words.
    #[test]
    fn every_field_has_a_name_in_both_languages() {
        fn walk(field: &str, value: &Value, seen: &mut Vec<String>) {
            match value {
                Value::Object(fields) => fields.iter().for_each(|(name, inner)| {
                    let at = if field.is_empty() { name.clone() } else { format!("{field}.{name}") };
                    walk(&at, inner, seen);
                    seen.push(at);
                }),
                Value::Array(list) => list.iter().for_each(|inner| walk(field, inner, seen)),
                _ => {}
            }
        }
        let mut seen = Vec::new();
        walk("", &serde_json::to_value(practice()).unwrap(), &mut seen);
        seen.retain(|field| field != "tenant" && field.rsplit('.').next() != Some("id"));
        assert!(seen.len() > 100, "{}", seen.len());
        for field in seen {
            for lang in Lang::ALL {
                assert!(!words::word(lang, &format!("fields.{field}")).is_empty(), "{field} has no name");
            }
        }
    }

    /// Whatever can be wrong is said in both languages.
    #[test]
    fn everything_wrong_has_its_sentence() {
        let names = include_str!("../../../../domain/src/practice/check/wrong.rs").split("=> \"").skip(1);
        let names: Vec<&str> = names.filter_map(|rest| rest.split('"').next()).collect();
        assert!(names.len() > 20, "{names:?}");
        for name in names {
            for lang in Lang::ALL {
                assert!(!sentence(lang, name, &[]).is_empty(), "{name} is not said");
            }
        }
    }

    #[test]
    fn what_differs_is_told_in_plain_words() {
        let (before, mut after) = (practice(), practice());
        after.services[2].by.push("martin".parse().unwrap());
        after.services[0].requires_approval = true;
        after.practitioners[0].hours.fri.clear();
        after.practitioners[0].overrides.remove(2);
        after.faq[1].answer.fr = Some("31 euros.".to_owned());
        after.tenant.greeting = Some(domain::Localized { fr: Some("Bienvenue".to_owned()), en: None });
        let told: Vec<_> = differences(&before, &after)
            .iter()
            .map(|it| {
                let shown = |side: &Option<Value>| value(side.as_ref(), &after, Lang::Fr);
                format!(
                    "{} : {} → {}",
                    label(&it.field, &after, Lang::Fr),
                    shown(&it.before),
                    shown(&it.after)
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "tarif · Réponse (français) : La consultation est à 30 euros, en secteur 1. → 31 euros.",
                "Dr Claire Martin · Horaires du vendredi : 09:00-12:30, 14:00-17:00 → rien",
                "Dr Claire Martin · mardi 5 mai 2026 · Jour différent : oui · mardi 5 mai 2026 · pont → rien",
                "Consultation · Accord du cabinet nécessaire : rien → oui",
                "Vaccination · Assuré par : Sophie Laurent, infirmière, Dr Karim Benali → Sophie Laurent, infirmière, Dr \
                 Karim Benali, Dr Claire Martin",
                "Accueil : rien → Bienvenue",
            ]
        );
    }

    #[test]
    fn a_field_is_called_as_its_form_calls_it() {
        assert_eq!(within("services[2].by[0]", "services[2]"), "by[0]");
        assert_eq!(within("services[21].by", "services[2]"), "services[21].by");
        assert_eq!(within("tenant.policy.horizon_days", "tenant"), "policy.horizon_days");
        assert_eq!(within("tenant.phone", ""), "tenant.phone");
    }
}
