//! Which spans may be mentions, and which mentions belong together though words stand between them.

use std::ops::Range;

use crate::heard::{Heard, Said, contains};
use crate::numbers;
use crate::text::Gap;
use crate::time::value::{Date, Day, Hours, Time, Which, Year};
use crate::{Context, Expecting, Lang};

/// Words between a day and its hour, at most: «demain, avec le docteur Martin si possible, à 14 heures».
const REACH: usize = 10;

/// Is this span a time here?
pub(crate) fn may_be(heard: &Heard<'_>, range: &Range<usize>, time: &Time, context: &Context<'_>) -> bool {
    if time.latent {
        return alone(heard, range) && (context.expecting == Expecting::Time || !may_be_a_choice(time));
    }
    let before = heard.words(range.start.saturating_sub(3)..range.start);
    let after = heard.words(range.end..range.end + 2);
    let own = heard.words(range.clone());
    !(names_somebody(&before, &own)
        || counts_something(&own, &after, time)
        || in_an_address(&before, &own)
        || named_like_somebody(heard, range)
        || lasts(&before, &own)
        || misheard(&before, &own)
        || (time.day.is_none() && goes_on_hyphened(heard, range))
        || in_a_district(&before, &own)
        || cuts_a_number(heard, range, time)
        || splits_a_number(heard, range, time)
        || says_goodbye(heard, &before, time)
        || (context.expecting == Expecting::Choice && is_choice(&own)))
}

/// «The second», «ten»: a day or an hour only when one was asked for.
fn may_be_a_choice(time: &Time) -> bool {
    let number = matches!(time.day, Some(Day::Date(Date { month: None, weekday: None, .. })));
    number || (time.day.is_none() && matches!(time.hours, Some(Hours::At(_))))
}

/// Nothing else is said, but noise.
fn alone(heard: &Heard<'_>, range: &Range<usize>) -> bool {
    let noise = |word: &str| match heard.text.lang {
        Lang::Fr => matches!(
            word,
            "alors"
                | "du"
                | "coup"
                | "bonjour"
                | "oui"
                | "bon"
                | "donc"
                | "s"
                | "il"
                | "vous"
                | "plait"
                | "merci"
                | "plutot"
                | "un"
                | "peu"
        ),
        Lang::En => matches!(
            word,
            "so" | "well" | "like" | "ok" | "okay" | "yes" | "please" | "thanks" | "a" | "bit" | "hello"
        ),
    };
    let outside = heard.words(0..range.start).into_iter().chain(heard.words(range.end..heard.tokens.len()));
    outside.into_iter().all(noise)
}

/// «Madame Avril», «le docteur Dimanche».
fn names_somebody(before: &[&str], own: &[&str]) -> bool {
    let bare = own.len() == 1;
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
fn counts_something(own: &[&str], after: &[&str], time: &Time) -> bool {
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
fn in_an_address(before: &[&str], own: &[&str]) -> bool {
    let small = |w: &&&str| matches!(**w, "du" | "de" | "des" | "la" | "le" | "l" | "d" | "of");
    let smalls = before.iter().rev().take_while(small).count();
    let named = before.iter().rev().nth(smalls);
    (smalls > 0 || own.first().is_some_and(|w| small(&w)))
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
fn named_like_somebody(heard: &Heard<'_>, range: &Range<usize>) -> bool {
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
fn lasts(before: &[&str], own: &[&str]) -> bool {
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
    lasting && own.len() == 2 && matches!(own[1], "heure" | "heures")
}

/// «Il m'ai dit», as recognisers write it.
fn misheard(before: &[&str], own: &[&str]) -> bool {
    own == ["mai"] && before.last().is_some_and(|w| matches!(*w, "il" | "elle" | "on" | "je" | "tu" | "ca"))
}

/// «Midi-Pyrénées».
fn goes_on_hyphened(heard: &Heard<'_>, range: &Range<usize>) -> bool {
    range.len() == 1 && heard.tokens.get(range.end).is_some_and(|t| t.gap == Gap::Hyphen && !t.is_digits())
}

/// «Quarante-cinq mars» is not the fifth, «le 12/13» not the twelfth, «le quatre-vingt» not the fourth.
fn cuts_a_number(heard: &Heard<'_>, range: &Range<usize>, time: &Time) -> bool {
    let tokens = &heard.tokens;
    let slash = |at: usize| tokens.get(at).is_some_and(|t| t.gap == Gap::Mark('/') && t.is_digits());
    // Does a number that begins at `from` pass over `edge`?
    let crosses = |from: usize, edge: usize| {
        numbers::readings(&tokens[from..], heard.text.lang).iter().any(|(_, len)| from + len > edge)
    };
    let (start, end) = (range.start, range.end);
    let begun_before = (start.saturating_sub(3)..start).any(|from| crosses(from, start));
    let month = end - start == 1 || matches!(time.day, Some(Day::Month { .. }));
    let counted_month = month && start > 0 && !crosses(start, start) && is_number(heard, start - 1);
    let going_on =
        end < tokens.len() && (end.saturating_sub(3).max(start)..end).any(|from| crosses(from, end));
    slash(start) || slash(end) || begun_before || counted_month || going_on
}

/// «Le quatre-vingt-deux avril» is not from the fourth to the twenty-second, «le trente-trois» not the 30th of March.
fn splits_a_number(heard: &Heard<'_>, range: &Range<usize>, time: &Time) -> bool {
    let year = match (&time.day, &time.range, time.hours) {
        (None, Some(_), _) => None,
        (Some(Day::Date(date)), _, None) => date.year,
        _ => return false,
    };
    range.clone().any(|from| {
        let readings = numbers::readings(&heard.tokens[from..], heard.text.lang);
        readings.iter().any(|(n, len)| {
            *len > 1 && (32..100).contains(&n.n) && from + len <= range.end && year != Some(Year::Short(n.n))
        })
    })
}

fn is_number(heard: &Heard<'_>, at: usize) -> bool {
    !numbers::readings(&heard.tokens[at..=at], heard.text.lang).is_empty()
}

/// «Dans le 15», of Paris.
fn in_a_district(before: &[&str], own: &[&str]) -> bool {
    before.last() == Some(&"dans") && own.len() == 2 && own[0] == "le"
}

/// «À demain, au revoir», «merci, à mardi».
fn says_goodbye(heard: &Heard<'_>, before: &[&str], time: &Time) -> bool {
    let all = heard.words(0..heard.tokens.len());
    let parting = ["au revoir", "bonne journee", "bonne soiree", "merci", "goodbye", "bye"];
    let until = matches!(before.last(), Some(&"a" | &"until" | &"till"));
    let short = all.len() <= 9 && time.hours.is_none();
    until && short && parting.iter().any(|p| contains(&all, p))
}

/// «Le deux» as an answer to three offers.
fn is_choice(own: &[&str]) -> bool {
    matches!(own, ["le", "un" | "deux" | "trois" | "premier" | "deuxieme" | "troisieme" | "1" | "2" | "3"])
}

/// Joins a day with the hour said some words later: «demain pour un vaccin, vers 15 heures».
pub(crate) fn join(heard: &Heard<'_>, said: Vec<Said>) -> Vec<Said> {
    let mut joined: Vec<Said> = Vec::new();
    for mention in said.into_iter().flat_map(either) {
        if let Some(last) = joined.last_mut()
            && one_day_one_hour(&last.time, &mention.time)
            && belongs(heard, last.tokens.end..mention.tokens.start)
            && let Some(time) = last.time.and(&mention.time)
        {
            *last = Said { tokens: last.tokens.start..mention.tokens.end, time, ..last.clone() };
            continue;
        }
        joined.push(mention);
    }
    joined
}

/// «Demain à dix ou onze heures» as two.
fn either(mention: Said) -> Vec<Said> {
    let Some(Hours::Either(a, b)) = mention.time.hours else { return vec![mention] };
    let at = |clock| Time { hours: Some(Hours::At(clock)), ..mention.time.clone() };
    vec![Said { time: at(a), ..mention.clone() }, Said { time: at(b), ..mention.clone() }]
}

fn one_day_one_hour(a: &Time, b: &Time) -> bool {
    let only_day = |t: &Time| t.day.as_ref().is_some_and(Day::takes_hours) && t.hours.is_none();
    let only_hours = |t: &Time| t.day.is_none() && (t.hours.is_some() || t.same_hour);
    (only_day(a) && only_hours(b)) || (only_hours(a) && only_day(b))
}

fn belongs(heard: &Heard<'_>, between: Range<usize>) -> bool {
    let parts = |word: &str| match heard.text.lang {
        Lang::Fr => matches!(
            word,
            "ou" | "non"
                | "pas"
                | "pardon"
                | "sauf"
                | "ni"
                | "plutot"
                | "sinon"
                | "soit"
                | "mettre"
                | "decaler"
                | "deplacer"
                | "passer"
                | "avancer"
                | "repousser"
                | "reporter"
                | "changer"
                | "place"
                | "enfin"
                | "excusez"
                | "dire"
                | "celui"
                | "lieu"
                | "oui"
                | "travaille"
                | "occupe"
                | "occupee"
                | "pris"
                | "prise"
        ),
        Lang::En => matches!(
            word,
            "or" | "no"
                | "not"
                | "sorry"
                | "except"
                | "instead"
                | "rather"
                | "move"
                | "change"
                | "mean"
                | "actually"
                | "but"
                | "work"
                | "busy"
                | "either"
        ),
    };
    let words = heard.words(between.clone());
    let new_sentence = heard
        .tokens
        .get(between)
        .unwrap_or_default()
        .iter()
        .any(|t| matches!(t.gap, Gap::Mark('?' | '!' | '\n')));
    // «thursday's appointment to the afternoon»: a direction begins the other one.
    let towards = heard.text.lang == Lang::En && words.last() == Some(&"to");
    words.len() <= REACH && !new_sentence && !towards && !words.into_iter().any(parts)
}

/// «Lundi ou jeudi de la semaine prochaine», «le quatre ou le cinq mai», «mardi ou mercredi à dix heures»: what
/// is said once belongs to both.
pub(crate) fn distribute(heard: &Heard<'_>, mut said: Vec<Said>) -> Vec<Said> {
    let mut listing = false;
    for at in (1..said.len()).rev() {
        let (before, after) = (said[at - 1].clone(), said[at].clone());
        let between = before.tokens.end..after.tokens.start;
        // «lundi, mardi ou jeudi matin»: once a list, all of it.
        listing = alternatives(heard, between.clone()) || (listing && between.is_empty());
        if listing {
            let (a, b) = shared(&before.time, &after.time);
            said[at - 1].time = a;
            said[at].time = b;
        }
    }
    said
}

fn alternatives(heard: &Heard<'_>, between: Range<usize>) -> bool {
    let words = heard.words(between);
    let joins = |w: &str| matches!(w, "ou" | "et" | "ni" | "or" | "and" | "nor");
    let helps = |w: &str| {
        matches!(
            w,
            "bien"
                | "alors"
                | "sinon"
                | "soit"
                | "le"
                | "a"
                | "au"
                | "de"
                | "either"
                | "on"
                | "at"
                | "the"
                | "encore"
                | "vers"
        )
    };
    words.iter().any(|w| joins(w)) && words.iter().all(|w| joins(w) || helps(w))
}

fn shared(a: &Time, b: &Time) -> (Time, Time) {
    let (mut a, mut b) = (a.clone(), b.clone());
    if !a.is_plain() || !b.is_plain() {
        return (a, b);
    }
    match (&a.day, &b.day) {
        (Some(Day::Weekday { day, which: Which::Coming }), Some(Day::InWeek { week, .. })) => {
            a.day = Some(Day::InWeek { day: *day, week: week.clone() });
        }
        (Some(Day::InWeek { week, .. }), Some(Day::Weekday { day, which: Which::Coming })) => {
            b.day = Some(Day::InWeek { day: *day, week: week.clone() });
        }
        (Some(Day::Weekday { day, which: Which::Coming }), Some(Day::Weekday { which: Which::Next, .. })) => {
            a.day = Some(Day::Weekday { day: *day, which: Which::Next });
        }
        (Some(first @ Day::Weekday { which: Which::Coming, .. }), Some(Day::After { days, base }))
            if matches!(**base, Day::Weekday { .. }) =>
        {
            a.day = Some(Day::After { days: *days, base: Box::new(first.clone()) });
        }
        (Some(Day::Date(first)), Some(Day::Date(second))) if first.month.is_none() => {
            a.day = Some(Day::Date(Date { month: second.month, year: second.year, ..*first }));
        }
        (Some(day), None) if day.takes_hours() => b.day = Some(day.clone()),
        (None, Some(day)) if a.hours.is_some() && b.hours.is_some() => a.day = Some(day.clone()),
        _ => {}
    }
    if a.hours.is_none() && a.day.as_ref().is_some_and(Day::takes_hours) {
        a.hours = b.hours;
    }
    (a, b)
}
