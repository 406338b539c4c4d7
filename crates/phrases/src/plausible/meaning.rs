//! Words of a time that mean something else: somebody, a street, a length, a farewell.

use std::ops::Range;

use crate::heard::{Heard, contains};
use crate::text::Gap;
use crate::time::place;
use crate::time::value::{Date, Day, Hours, Time};
use crate::{Context, Lang};

/// «Madame Avril», «le docteur Dimanche»; but nobody is called "Tomorrow", and "a doctor Friday" is no name.
pub(super) fn names_somebody(before: &[&str], own: &[&str], time: &Time) -> bool {
    let anybody = before.iter().rev().nth(1).is_some_and(|w| matches!(*w, "a" | "any" | "un" | "une"));
    let bare = own.len() == 1 && !anybody && !matches!(time.day, Some(Day::In { .. }));
    let title = before.last().is_some_and(|w| {
        matches!(
            *w,
            "madame"
                | "monsieur"
                | "mademoiselle"
                | "docteur"
                | "dr"
                | "mme"
                | "mlle"
                | "maitre"
                | "professeur"
                | "prenom"
                | "appelle"
                | "famille"
                | "mr"
                | "mrs"
                | "miss"
                | "ms"
                | "doctor"
        )
    });
    // «je m'appelle Jean Mai», «au nom de Dimanche».
    let introduced = before.iter().any(|w| matches!(*w, "appelle" | "nom" | "prenom" | "called" | "name"));
    bare && (title || introduced)
}

/// Numbers that count something: «de deux à trois semaines», «entre 5 et 7 jours».
pub(super) fn counts_something(own: &[&str], after: &[&str], time: &Time) -> bool {
    let unit = after.first().is_some_and(|w| {
        matches!(
            *w,
            "jour"
                | "jours"
                | "semaine"
                | "semaines"
                | "mois"
                | "ans"
                | "annees"
                | "euro"
                | "euros"
                | "minutes"
                | "min"
                | "personnes"
                | "fois"
                | "kilos"
                | "kg"
                | "degres"
                | "pour"
                | "days"
                | "weeks"
                | "months"
                | "years"
                | "people"
                | "pounds"
                | "dollars"
                | "percent"
                | "times"
                | "etage"
                | "enfants"
        )
    });
    let has_unit_itself = own
        .iter()
        .any(|w| matches!(*w, "heure" | "heures" | "h" | "midi" | "minuit" | "am" | "pm" | "oclock"));
    match time {
        Time { hours: Some(Hours::Span(..) | Hours::At(_)), day: None, .. } => unit && !has_unit_itself,
        Time { day: Some(Day::Date(Date { month: None, weekday: None, .. })), .. } => {
            after.first().is_some_and(|w| {
                matches!(*w, "rue" | "avenue" | "boulevard" | "place" | "bis" | "euros" | "ans")
            })
        }
        _ => false,
    }
}

/// «Rue du 8 mai 1945», «avenue du Midi».
pub(super) fn in_an_address(before: &[&str], own: &[&str], time: &Time) -> bool {
    // «À la place de mercredi»
    if matches!(time.day, Some(Day::Weekday { .. } | Day::In { .. })) {
        return false;
    }
    let small = |w: &&&str| matches!(**w, "du" | "de" | "des" | "la" | "le" | "l" | "d" | "of");
    let smalls = before.iter().rev().take_while(small).count();
    let named = before.iter().rev().nth(smalls);
    // «Une place le jeudi» is no address.
    let of = |w: &&str| matches!(*w, "du" | "de" | "des" | "d" | "of");
    let linked = if smalls > 0 { before.get(before.len() - smalls) } else { own.first() };
    linked.is_some_and(of)
        && named.is_some_and(|w| {
            matches!(
                *w,
                "rue"
                    | "avenue"
                    | "place"
                    | "boulevard"
                    | "quai"
                    | "impasse"
                    | "square"
                    | "allee"
                    | "street"
                    | "road"
            )
        })
}

/// «Sophie Janvier»: a capital where French writes none, after another.
pub(super) fn named_like_somebody(heard: &Heard<'_>, range: &Range<usize>) -> bool {
    let capital = |at: usize| {
        let token = heard.tokens.get(at)?;
        heard.text.source.get(token.start..)?.chars().next().map(char::is_uppercase)
    };
    let beside = heard.tokens.get(range.start).is_some_and(|t| matches!(t.gap, Gap::Space | Gap::Hyphen));
    heard.text.lang == Lang::Fr
        && range.len() == 1
        && range.start > 1
        && beside
        && capital(range.start) == Some(true)
        && capital(range.start - 1) == Some(true)
}

/// «Ça prend une heure» is a length.
pub(super) fn lasts(before: &[&str], own: &[&str]) -> bool {
    let lasting = before.last().is_some_and(|w| {
        matches!(
            *w,
            "prend"
                | "dure"
                | "durer"
                | "duree"
                | "prendra"
                | "durera"
                | "attendu"
                | "attends"
                | "fait"
                | "takes"
                | "lasts"
        )
    });
    // «Un créneau d'une heure»
    let slot = |word: &str| matches!(word, "creneau" | "seance" | "consultation" | "vous" | "rdv");
    let long = match (before, own) {
        ([.., of], ["d", "une" | "1", "heure", ..]) | ([.., of, "d"], ["une" | "1", "heure", ..]) => slot(of),
        _ => false,
    };
    long || lasting && own.len() == 2 && matches!(own[1], "heure" | "heures")
}

/// «Il m'ai dit», as recognisers write it.
pub(super) fn misheard(before: &[&str], own: &[&str]) -> bool {
    own == ["mai"] && before.last().is_some_and(|w| matches!(*w, "il" | "elle" | "on" | "je" | "tu" | "ca"))
}

/// «Dans le 15», of Paris.
pub(super) fn in_a_district(before: &[&str], own: &[&str]) -> bool {
    before.last() == Some(&"dans") && own.len() == 2 && own[0] == "le"
}

/// «À demain, au revoir», «merci, à mardi».
pub(super) fn says_goodbye(heard: &Heard<'_>, before: &[&str], time: &Time) -> bool {
    let all = heard.words(0..heard.tokens.len());
    let parting = ["au revoir", "bonne journee", "bonne soiree", "merci", "goodbye", "bye"];
    let until = matches!(before.last(), Some(&"a" | &"until" | &"till"));
    let short = all.len() <= 9 && time.hours.is_none();
    until && short && parting.iter().any(|p| contains(&all, p))
}

/// «Le treize, non, c'est un dimanche, le quatorze»: the weekday is said of what stands before it.
pub(super) fn is_remark(before: &[&str], time: &Time, context: &Context<'_>) -> bool {
    let remark = matches!(
        before,
        [.., "c", "est"]
            | [.., "c", "est", "la" | "le" | "l"]
            | [.., "thats" | "its"]
            | [.., "that" | "it", "is"]
    );
    // «Lundi, ah mais c'est Pâques»
    let feast = matches!(time.day, Some(Day::Feast { .. })) && time.hours.is_none();
    let named = matches!(time.day, Some(Day::Date(Date { weekday: Some(_), .. })));
    remark && (feast || named && place::has_two_readings(time, context.now))
}

/// «The Christmas show», «le marché de Noël».
pub(super) fn is_of_a_feast(before: &[&str], after: &[&str], time: &Time) -> bool {
    let feast = matches!(time.day, Some(Day::Feast { .. })) && time.hours.is_none();
    let of = matches!(
        before,
        [.., "marche" | "spectacle" | "repas" | "fete" | "arbre" | "cadeaux" | "courses" | "gouter", "de"]
    );
    let itself = after.first().is_some_and(|w| {
        matches!(
            *w,
            "show" | "play" | "party" | "dinner" | "lunch" | "concert" | "market" | "shopping" | "do"
        )
    });
    feast && (of || itself)
}
