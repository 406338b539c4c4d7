//! The entities of the example tables.

mod common;

use common::{heard, rows};
use phrases::{Entity, Expecting, Lang};
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
