//! The demonstration practice's words, and the context of a call.

use jiff::civil::date;
use phrases::{Context, Country, Expecting, Frame, Lang, Region, Term, Vocabulary, understand};

/// What the practice of the examples calls its services, people and questions.
pub(crate) fn vocabulary(lang: Lang) -> Vocabulary {
    let terms = |rows: &[(&str, &str, &str)]| {
        rows.iter()
            .map(|(id, fr, en)| Term {
                id: (*id).to_owned(),
                spoken: match lang {
                    Lang::Fr => fr.split('|').map(str::to_owned).collect(),
                    Lang::En => en.split('|').map(str::to_owned).collect(),
                },
            })
            .collect()
    };
    Vocabulary {
        services: terms(&[
            (
                "consultation",
                "consultation|voir le docteur|voir le médecin|rendez-vous médical",
                "consultation|see the doctor|doctor's appointment",
            ),
            (
                "premiere",
                "première consultation|premier rendez-vous|nouveau patient|nouvelle patiente",
                "first consultation|first visit|new patient",
            ),
            (
                "vaccination",
                "vaccin|vaccination|rappel de vaccin|se faire vacciner",
                "vaccination|vaccine|jab|booster",
            ),
            ("prise-de-sang", "prise de sang|bilan sanguin|analyse de sang", "blood test|blood sample"),
            (
                "certificat",
                "certificat|certificat médical|certificat de sport",
                "certificate|medical certificate|sports certificate",
            ),
            (
                "teleconsultation",
                "téléconsultation|consultation vidéo|consultation à distance",
                "video consultation|remote consultation",
            ),
        ]),
        practitioners: terms(&[
            (
                "martin",
                "docteur Martin|docteure Martin|Claire Martin|madame Martin",
                "doctor Martin|Claire Martin",
            ),
            ("benali", "docteur Benali|Karim Benali|monsieur Benali", "doctor Benali|Karim Benali"),
            (
                "laurent",
                "l'infirmière|Sophie Laurent|madame Laurent|Sophie",
                "the nurse|Sophie Laurent|Sophie",
            ),
        ]),
        topics: terms(&[
            ("0", "adresse|où êtes-vous|comment venir", "address|where are you|how to get there"),
            ("1", "horaires|vous êtes ouvert|quand êtes-vous ouvert", "opening hours|are you open"),
            ("2", "tarif|prix|combien coûte", "price|fee|how much"),
            ("3", "parking|se garer", "parking|park the car"),
            ("4", "carte vitale|documents|que faut-il apporter", "what to bring|documents"),
        ]),
    }
}

/// A frame, heard on Tuesday 10 March 2026 at nine.
pub(crate) fn heard(text: &str, lang: Lang, expecting: Expecting) -> Frame {
    let vocabulary = vocabulary(lang);
    let context = Context {
        lang,
        region: Region::DayFirst,
        now: date(2026, 3, 10).at(9, 0, 0, 0),
        vocabulary: &vocabulary,
        expecting,
        spoken: None,
        in_question: None,
        country: Country::Fr,
    };
    understand(text, &context)
}

/// The rows of a table, cut at tabs.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(|l| l.split('\t').collect())
}
