//! The entities of the example tables, and of tables that were written before the rules they guard.

mod common;

use common::{heard, rows};
use phrases::{Entity, EntityKind, Expecting, Lang};
use proptest::prelude::{prop_assert, proptest};

const TABLES: [(Lang, &str); 2] = [
    (Lang::Fr, include_str!("../tables/fr/entity_examples.tsv")),
    (Lang::En, include_str!("../tables/en/entity_examples.tsv")),
];

fn expecting(word: &str) -> Expecting {
    match word {
        "name" => Expecting::Name,
        "phone" => Expecting::Phone,
        "birth_date" => Expecting::BirthDate,
        "code" => Expecting::Code,
        "email" => Expecting::Email,
        "choose" => Expecting::Choice,
        "practitioner" => Expecting::Practitioner,
        _ => Expecting::Anything,
    }
}

fn kind(entity: &Entity) -> String {
    serde_json::to_string(&entity.kind).unwrap_or_default().trim_matches('"').to_owned()
}

#[test]
fn examples_hold_their_entity() {
    let mut wrong = Vec::new();
    for (lang, table) in TABLES {
        for row in rows(table) {
            let frame = heard(row[3], lang, expecting(row[2]));
            let of_kind: Vec<_> =
                frame.entities.iter().filter(|e| row[0] == "none" || kind(e) == row[0]).collect();
            let right = match row[0] {
                "none" => of_kind.is_empty(),
                _ => of_kind.len() == 1 && of_kind[0].value == row[1],
            };
            if !right {
                wrong.push(format!("{} {} ({}): {} → {:?}", row[0], row[1], row[2], row[3], frame.entities));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What a table holds otherwise than it should, of how many rows; `kind_and_values` tells it of a row.
fn wrong(table: &str, expected: impl Fn(&[&str]) -> (EntityKind, Vec<String>)) -> (usize, Vec<String>) {
    let rows: Vec<Vec<&str>> = rows(table).collect();
    let mut wrong = Vec::new();
    for row in &rows {
        let (kind, mut values) = expected(row);
        let asked = expecting(row.get(2).copied().unwrap_or("-"));
        let frame = heard(row[0], Lang::from_tag(row[1]).unwrap_or_default(), asked);
        let of_kind = frame.entities.into_iter().filter(|entity| entity.kind == kind);
        let mut found: Vec<String> = of_kind.map(|entity| entity.value).collect();
        values.sort();
        found.sort();
        if found != values {
            wrong.push(format!("{} → {found:?}", row.join(" | ")));
        }
    }
    (rows.len(), wrong)
}

fn at_most(allowed: usize, (rows, wrong): (usize, Vec<String>)) {
    assert!(wrong.len() <= allowed, "{} of {rows} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn names_are_found_however_they_are_said() {
    let names = |row: &[&str]| row[3].split(", ").map(str::to_owned).collect();
    at_most(5, wrong(include_str!("tables/names.tsv"), |row| (EntityKind::PersonName, names(row))));
}

#[test]
fn who_names_nobody_names_nobody() {
    at_most(2, wrong(include_str!("tables/nobody.tsv"), |_| (EntityKind::PersonName, Vec::new())));
}

#[test]
fn numbers_choices_and_lengths_of_time_are_found() {
    let kind = |word: &str| match word {
        "code" => EntityKind::Code,
        "birth_date" => EntityKind::BirthDate,
        "email" => EntityKind::Email,
        "phone" => EntityKind::Phone,
        "ordinal" => EntityKind::Ordinal,
        _ => EntityKind::Duration,
    };
    let values = |value: &str| Some(value).filter(|v| *v != "-").map(str::to_owned).into_iter().collect();
    at_most(2, wrong(include_str!("tables/numbers.tsv"), |row| (kind(row[3]), values(row[4]))));
}

proptest! {
    /// Whatever is said, entities lie in it and nothing panics.
    #[test]
    fn any_string_will_do(
        said in "(\\PC|zéro|six|deux|T|comme|arobase|point|né le|je m'appelle|non|,|soixante| ){0,40}",
        english: bool,
        asked in 0_usize..6,
    ) {
        let lang = if english { Lang::En } else { Lang::Fr };
        let asked = ["name", "phone", "birth_date", "code", "email", "choose"][asked];
        for entity in heard(&said, lang, expecting(asked)).entities {
            prop_assert!(said.contains(&entity.text) && !entity.value.is_empty());
        }
    }
}
