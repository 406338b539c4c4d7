//! Numbers and names that look like times: prices, ages, streets, doses, «madame Dimanche», «la 5G».

use super::{Found, choice};
use crate::numbers;
use crate::text::{Gap, Text, Token};
use crate::{Context, Lang};

/// A number before one of these is no time.
const UNITS: &[&str] = &[
    "euro",
    "euros",
    "dollar",
    "dollars",
    "pound",
    "pounds",
    "centimes",
    "francs",
    "balles",
    "mg",
    "milligramme",
    "milligrammes",
    "gramme",
    "grammes",
    "g",
    "kg",
    "kilo",
    "kilos",
    "kilogrammes",
    "ml",
    "millilitres",
    "cl",
    "litre",
    "litres",
    "goutte",
    "gouttes",
    "comprime",
    "comprimes",
    "cachet",
    "cachets",
    "gelules",
    "pilules",
    "fois",
    "personnes",
    "personne",
    "enfants",
    "enfant",
    "gosses",
    "metre",
    "metres",
    "cm",
    "centimetre",
    "centimetres",
    "km",
    "kilometres",
    "etage",
    "etages",
    "pages",
    "page",
    "pour",
    "pourcent",
    "percent",
    "patients",
    "places",
    "degres",
    "degre",
    "degrees",
    "rue",
    "avenue",
    "boulevard",
    "place",
    "impasse",
    "chemin",
    "allee",
    "quai",
    "street",
    "road",
    "lane",
    "miles",
    "times",
    "people",
    "kids",
    "children",
    "tablets",
    "pills",
    "bis",
    "arrondissement",
    "boites",
];
const STREETS: &[&str] =
    &["rue", "avenue", "boulevard", "place", "impasse", "chemin", "allee", "quai", "cours", "square"];
const TITLES: &[&str] = &[
    "madame",
    "monsieur",
    "mme",
    "docteur",
    "docteure",
    "dr",
    "mademoiselle",
    "mr",
    "mrs",
    "ms",
    "miss",
    "doctor",
    "famille",
];
/// Names of times that people bear.
const NAMES: &[&str] = &[
    "avril",
    "mai",
    "janvier",
    "mars",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "dimanche",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "noel",
    "pascal",
    "toussaint",
    "matin",
    "midi",
    "soir",
    "fevrier",
    "april",
    "may",
    "june",
    "august",
    "sunday",
    "friday",
    "monday",
];
/// What a number follows that is no time.
const BEFORE: &[&str] = &[
    "numero",
    "secteur",
    "covid",
    "article",
    "page",
    "chambre",
    "salle",
    "etage",
    "tension",
    "taille",
    "pointure",
    "departement",
    "batiment",
    "appartement",
    "porte",
    "lot",
];

/// Finds what surely isn't a time.
pub(super) fn find(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let chosen = choice::find(text, context);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let n = name(text, at)
            .or_else(|| street(text, at))
            .or_else(|| measured(text, at, context.lang))
            .or_else(|| after_a_noun(text, at))
            .or_else(|| postcode(text, at));
        // «Je prends le numéro deux» is a choice.
        let n = n.filter(|n| !chosen.iter().any(|choice| choice.overlaps(&Found::nothing(at..at + n))));
        if let Some(n) = n {
            found.push(Found::nothing(at..at + n));
        }
        at += n.unwrap_or(1);
    }
    found
}

/// «madame Dimanche», «docteur Avril»; not «le docteur jeudi 10».
fn name(text: &Text<'_>, at: usize) -> Option<usize> {
    let doctor = matches!(text.word(at), "docteur" | "docteure" | "doctor");
    let dated = doctor && largest(text, at + 2).is_some();
    (TITLES.contains(&text.word(at)) && NAMES.contains(&text.word(at + 1)) && !dated).then_some(2)
}

/// «rue du 8 mai 1945», «place du quatre septembre».
fn street(text: &Text<'_>, at: usize) -> Option<usize> {
    if !STREETS.contains(&text.word(at)) || !matches!(text.word(at + 1), "du" | "de" | "des") {
        return None;
    }
    let number = largest(text, at + 2)?;
    let after = at + 2 + number;
    let month = NAMES.contains(&text.word(after)) || matches!(text.word(after), "novembre" | "decembre");
    let year = if month { largest(text, after + 1).unwrap_or(0) } else { 0 };
    Some(2 + number + usize::from(month) + year)
}

/// A number and what it counts, or an age.
fn measured(text: &Text<'_>, at: usize, lang: Lang) -> Option<usize> {
    let n = largest(text, at)?;
    let after = text.word(at + n);
    let before = at.checked_sub(1).map_or("", |i| text.word(i));
    let money = text.tokens.get(at + n - 1).and_then(|t| text.source.get(t.end..)).is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.starts_with(['€', '$', '£', '%', '°'])
    });
    let money_before = text
        .tokens
        .get(at)
        .and_then(|t| text.source.get(..t.start))
        .is_some_and(|s| s.ends_with(['€', '$', '£']));
    if money || money_before {
        return Some(n);
    }
    if after == "pour" {
        return matches!(text.word(at + n + 1), "cent" | "cents").then_some(n + 2);
    }
    let aged = matches!(after, "ans" | "an")
        && matches!(before, "a" | "ai" | "age" | "agee" | "as" | "avons" | "ont" | "aura" | "aurai" | "de");
    let old =
        lang == Lang::En && matches!(after, "years" | "year" | "months") && text.word(at + n + 1) == "old";
    let generation = after == "g" && text.tokens.get(at + n).is_some_and(|t| t.gap == Gap::Glued);
    if aged || generation {
        return Some(n + 1);
    }
    if old {
        return Some(n + 2);
    }
    if after == "virgule" || after == "comma" {
        return Some(n + 1 + largest(text, at + n + 1)?);
    }
    let fever = after == "de" && matches!(text.word(at + n + 1), "fievre" | "tension" | "temperature");
    if fever {
        return Some(n + 2);
    }
    UNITS.contains(&after).then_some(n + 1)
}

/// «secteur 1», «numéro 12», «covid 19».
fn after_a_noun(text: &Text<'_>, at: usize) -> Option<usize> {
    if !BEFORE.contains(&text.word(at)) {
        return None;
    }
    let gap = usize::from(matches!(text.word(at + 1), "a" | "de"));
    if gap == 1 && text.word(at) != "tension" {
        return None;
    }
    let n = largest(text, at + 1 + gap)?;
    let more = if text.word(at) == "tension" { largest(text, at + 1 + gap + n).unwrap_or(0) } else { 0 };
    Some(1 + gap + n + more)
}

/// `69003`.
fn postcode(text: &Text<'_>, at: usize) -> Option<usize> {
    let token = text.tokens.get(at)?;
    (token.is_digits() && token.text.len() == 5).then_some(1)
}

/// The tokens of the largest number at a token.
fn largest(text: &Text<'_>, at: usize) -> Option<usize> {
    let tokens: Vec<&Token> = text.tokens.get(at..)?.iter().take(8).collect();
    numbers::readings(&tokens, text.lang).into_iter().map(|(_, n)| n).max()
}
