//! Which spans may be times at all: not names, streets, lengths, farewells, or pieces of numbers.

use std::ops::Range;

use crate::heard::{Heard, contains};
use crate::numbers;
use crate::text::Gap;
use crate::time::place;
use crate::time::value::{Date, Day, Hours, Time, Which, Year};
use crate::{Context, Expecting, Lang};

/// Is this span a time here?
pub(crate) fn may_be(heard: &Heard<'_>, range: &Range<usize>, time: &Time, context: &Context<'_>) -> bool {
    if time.latent {
        return alone(heard, range) && (context.expecting == Expecting::Time || !may_be_a_choice(time));
    }
    let before = heard.words(range.start.saturating_sub(3)..range.start);
    let after = heard.words(range.end..range.end + 2);
    let own = heard.words(range.clone());
    !(names_somebody(&before, &own, time)
        || counts_something(&own, &after, time)
        || in_an_address(&before, &own, time)
        || named_like_somebody(heard, range)
        || lasts(&before, &own)
        || misheard(&before, &own)
        || (time.day.is_none() && goes_on_hyphened(heard, range))
        || in_a_district(&before, &own)
        || cuts_a_number(heard, range, time)
        || splits_a_number(heard, range, time)
        || runs_over_a_comma(heard, range, time)
        || says_goodbye(heard, &before, time)
        || bounds_nothing(heard, range, time)
        || ends_with_an_article(&own, time)
        || goes_on_behind(heard, range, time)
        || runs_into_another(heard, range, &before, &own, time)
        || is_another_day(heard, range, &before, time, context)
        || goes_back_on_a_refusal(&before, &own)
        || is_remark(&before, time, context)
        || is_of_a_feast(&before, &after, time)
        || is_cut_off(&before, &own, &after)
        || (context.expecting == Expecting::Choice && is_choice(&own)))
}

/// «Mercredi, un pour moi», «jeudi, première heure»: the first of a month is «le premier».
fn ends_with_an_article(own: &[&str], time: &Time) -> bool {
    own.len() > 1
        && matches!(own.last(), Some(&"un" | &"premiere"))
        && matches!(time.day, Some(Day::Date(Date { day: 1, .. })))
}

/// «Le lundi après» is the one after; «le lundi après mon travail» isn't.
fn goes_on_behind(heard: &Heard<'_>, range: &Range<usize>, time: &Time) -> bool {
    let own = heard.words(range.clone());
    let after = matches!(time.day, Some(Day::Weekday { which: Which::Following, .. }))
        && matches!(own[..], [.., word, "apres"] if word != "d");
    after && heard.tokens.get(range.end).is_some_and(|t| !t.after_break())
}

/// «The second», «ten»: a day or an hour only when one was asked for.
fn may_be_a_choice(time: &Time) -> bool {
    let number = matches!(time.day, Some(Day::Date(Date { month: None, weekday: None, .. })));
    number || (time.day.is_none() && matches!(time.hours, Some(Hours::At(_))))
}

/// «Le lundi suivant, le 4»: that Monday is the fourth, not the one after the fourth.
fn runs_over_a_comma(heard: &Heard<'_>, range: &Range<usize>, time: &Time) -> bool {
    let comma = |at: usize| heard.tokens[at].gap == Gap::Mark(',');
    matches!(time.day, Some(Day::Beside { .. })) && (range.start + 1..range.end).any(comma)
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

/// «Madame Avril», «le docteur Dimanche»; but nobody is called "Tomorrow", and "a doctor Friday" is no name.
fn names_somebody(before: &[&str], own: &[&str], time: &Time) -> bool {
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
fn in_an_address(before: &[&str], own: &[&str], time: &Time) -> bool {
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
    // «Un créneau d'une heure»
    let slot = |word: &str| matches!(word, "creneau" | "seance" | "consultation" | "vous" | "rdv");
    let long = match (before, own) {
        ([.., of], ["d", "une" | "1", "heure", ..]) | ([.., of, "d"], ["une" | "1", "heure", ..]) => slot(of),
        _ => false,
    };
    long || lasting && own.len() == 2 && matches!(own[1], "heure" | "heures")
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
    let month = matches!(time.day, Some(Day::Month { .. }));
    let counted_month = month && start > 0 && !crosses(start, start) && is_number(heard, start - 1);
    let going_on =
        end < tokens.len() && (end.saturating_sub(3).max(start)..end).any(|from| crosses(from, end));
    // «Midi trente», «à dix, dix heures»: cut off from what makes it a clock time.
    let numeral = |at: usize| is_number(heard, at);
    let clock = matches!(heard.words(end..end + 1)[..], ["heure" | "heures" | "h"]) && numeral(end - 1);
    let midday = heard.words(end - 1..end) == ["midi"] && end < tokens.len() && numeral(end) && !slash(end);
    clock || midday || slash(start) || slash(end) || begun_before || counted_month || going_on
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

/// «Avant, jeudi à dix heures», «celui d'après à quinze heures»: the preposition belongs to what stands before it.
fn bounds_nothing(heard: &Heard<'_>, range: &Range<usize>, time: &Time) -> bool {
    let refused = usize::from(matches!(heard.words(range.start..range.start + 1)[..], ["pas" | "not"]));
    let own = heard.words(range.start + refused..range.start + refused + 2);
    let bound = matches!(own.first(), Some(&"avant" | &"apres" | &"before" | &"after"));
    let cut = heard
        .tokens
        .get(range.start + refused + 1)
        .is_some_and(|t| matches!(t.gap, Gap::Mark(',' | '.' | ';')));
    // «Ma sœur passe mardi»; «passé dix heures» is a bound.
    let verb = own.first() == Some(&"passe") && time.day.is_some();
    verb || bound && (cut || matches!(own.get(1), Some(&"a" | &"vers" | &"at")))
}

/// Two hours side by side that are no stretch: «pas neuf heures dix heures quinze», «dix-sept heures, dix-huit
/// heures», «two, two in the afternoon».
fn runs_into_another(
    heard: &Heard<'_>,
    range: &Range<usize>,
    before: &[&str],
    own: &[&str],
    time: &Time,
) -> bool {
    let Some(Hours::Span(from, until)) = time.hours else { return false };
    let links = |w: &&str| {
        matches!(
            *w,
            "a" | "et" | "jusqu" | "entre" | "to" | "till" | "until" | "and" | "between" | "from" | "de"
        )
    };
    let hour = |w: &str| matches!(w, "heure" | "heures" | "h");
    let refused = matches!(before.last(), Some(&"pas" | &"non" | &"not" | &"no"));
    let cut = own
        .windows(4)
        .any(|w| hour(w[0]) && w[1] == "dix" && matches!(w[2], "sept" | "huit" | "neuf") && hour(w[3]));
    let same = (until.minute + 1440 - from.minute) % 720 == 0;
    cut && from.minute % 60 == 10
        || (refused || same) && !own.iter().any(links)
        || begins_again(heard, range, own, links)
}

/// «Huit heures et demie, euh, neuf heures et demie»: nothing leads from one to the other.
fn begins_again(
    heard: &Heard<'_>,
    range: &Range<usize>,
    own: &[&str],
    links: impl Fn(&&str) -> bool + Copy,
) -> bool {
    let opened = own.first().is_some_and(links);
    let linked = |at: usize| heard.words(at - 1..at + 1).iter().any(links);
    !opened && (range.start + 1..range.end).any(|at| heard.hesitates(at) && !linked(at))
}

/// «Non, pas demain, jeudi», «pas cette semaine, lundi»: what comes after the one that is refused is another.
fn is_another_day(
    heard: &Heard<'_>,
    range: &Range<usize>,
    before: &[&str],
    time: &Time,
    context: &Context<'_>,
) -> bool {
    let comma = |at: usize| heard.tokens.get(at).is_some_and(|t| t.gap == Gap::Mark(','));
    let contradicts =
        || matches!(time.day, Some(Day::Named { .. })) && place::has_two_readings(time, context.now);
    let goes_on = || matches!(time.day, Some(Day::InWeek { .. })) && (range.start + 1..range.end).any(comma);
    // «Pas ce lundi, le trois mai»: that Monday isn't the third of May.
    let not_the_coming = || {
        let numbered = matches!(time.day, Some(Day::Date(Date { weekday: Some(_), .. })));
        let coming =
            heard.words(range.clone()).iter().any(|w| matches!(*w, "ce" | "prochain" | "this" | "coming"));
        numbered && coming && !place::is_within_a_week(time, context.now)
    };
    matches!(before, [.., "pas" | "not"]) && (contradicts() || goes_on() || not_the_coming())
}

/// «Sauf mercredi et vendredi, mais le matin»: of the other days.
fn goes_back_on_a_refusal(before: &[&str], own: &[&str]) -> bool {
    let excepts = |w: &&str| matches!(*w, "sauf" | "except");
    own.iter().any(|w| matches!(*w, "mais" | "but")) && before.iter().any(excepts)
}

/// «Le treize, non, c'est un dimanche, le quatorze»: the weekday is said of what stands before it.
fn is_remark(before: &[&str], time: &Time, context: &Context<'_>) -> bool {
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

/// «Apart | from lunchtime», «la semaine | entre Noël et le nouvel an».
fn is_cut_off(before: &[&str], own: &[&str], after: &[&str]) -> bool {
    let apart = before.last() == Some(&"apart") && own.first() == Some(&"from");
    apart || own == ["la", "semaine"] && after.first() == Some(&"entre")
}

/// «The Christmas show», «le marché de Noël».
fn is_of_a_feast(before: &[&str], after: &[&str], time: &Time) -> bool {
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

/// «Le deux» as an answer to three offers.
fn is_choice(own: &[&str]) -> bool {
    matches!(own, ["le", "un" | "deux" | "trois" | "premier" | "deuxieme" | "troisieme" | "1" | "2" | "3"])
}
