//! The guard between brain and voice: no day, hour or outcome is said that nothing stands behind.

use domain::Lang;
use jiff::civil::{Date, DateTime, Time, Weekday};

/// An outcome that a sentence can claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claim {
    /// An appointment was booked.
    Booked,
    /// An appointment was moved.
    Moved,
    /// An appointment was cancelled.
    Cancelled,
    /// Something was left for the staff.
    Noted,
    /// Something is kept that is left for the staff however the call ends.
    Kept,
}

/// What may be said at this point of the call.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The practice's local date.
    pub today: Date,
    /// Local times of live offers, of what is held, read back or proved, and of the caller's own wish.
    pub moments: Vec<DateTime>,
    /// Sentences and names that are the practice's own.
    pub texts: Vec<String>,
    /// What was committed since the last sentence.
    pub claims: Vec<Claim>,
}

/// Why a sentence must not be said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfounded {
    /// An hour that nothing stands behind.
    #[error("an hour without a source")]
    Hour,
    /// A day that nothing stands behind.
    #[error("a day without a source")]
    Day,
    /// An outcome that was not committed.
    #[error("an outcome without a commit")]
    Outcome,
    /// Something that the staff would do, and that nothing was left for them to see.
    #[error("a promise without a request")]
    Promise,
}

/// Whether each hour, day and outcome in the text has something behind it.
pub fn check(text: &str, lang: Lang, facts: &Facts) -> Result<(), Unfounded> {
    let mut own = text.to_lowercase();
    for known in facts.texts.iter().filter(|known| !known.is_empty()) {
        own = own.replace(&known.to_lowercase(), " ");
    }
    let tokens = tokens(&own);
    for at in 0..tokens.len() {
        let rest = &tokens[at..];
        let is_committed = |any: &[Claim]| any.iter().any(|claim| facts.claims.contains(claim));
        if claims(rest[0]).is_some_and(|any| !is_committed(any) && !is_denied(&tokens[..at])) {
            return Err(Unfounded::Outcome);
        }
        if promises(rest) && !is_committed(&[Claim::Noted])
            || promises_to_pass_on(rest) && !is_committed(&[Claim::Noted, Claim::Kept])
        {
            return Err(Unfounded::Promise);
        }
        let inside_an_hour = at > 0 && tokens[at - 1] == ":";
        if !inside_an_hour
            && hour(rest, lang).is_some_and(|time| !facts.moments.iter().any(|moment| moment.time() == time))
        {
            return Err(Unfounded::Hour);
        }
        if !is_founded_day(rest, facts) {
            return Err(Unfounded::Day);
        }
    }
    Ok(())
}

/// The words, numbers and marks of a text, in order.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut start = None;
    let mut digits = false;
    for (at, c) in text.char_indices() {
        let part = c.is_alphanumeric();
        if let Some(from) = start.filter(|_| !part || c.is_ascii_digit() != digits) {
            tokens.push(&text[from..at]);
            start = None;
        }
        if part && start.is_none() {
            (start, digits) = (Some(at), c.is_ascii_digit());
        }
        if c.is_ascii_punctuation() {
            tokens.push(&text[at..=at]);
        }
    }
    tokens.extend(start.map(|from| &text[from..]));
    tokens
}

/// The outcomes of which one must stand behind a word.
fn claims(word: &str) -> Option<&'static [Claim]> {
    const CLAIMS: &[(&[&str], &[Claim])] = &[
        (&["réservé", "confirmé", "enregistré", "booked", "confirmed"], &[Claim::Booked]),
        (&["déplacé", "décalé", "reporté", "moved", "rescheduled"], &[Claim::Moved]),
        (&["annulé", "supprimé", "cancelled", "canceled"], &[Claim::Cancelled]),
        (&["noté", "noted"], &[Claim::Booked, Claim::Moved, Claim::Noted]),
        (&["transmis", "passed"], &[Claim::Noted]),
    ];
    // Of a woman's and of several: «annulées», «transmise».
    let is_form =
        |stem: &&str| word.strip_prefix(*stem).is_some_and(|end| matches!(end, "" | "e" | "s" | "es"));
    CLAIMS.iter().find(|(stems, _)| stems.iter().any(is_form)).map(|(_, any)| *any)
}

/// «Rien n'est encore réservé», "it is not cancelled", «si c'est bien enregistré»: what is said not to be done, or not
/// to be known, needs no commit.
fn is_denied(before: &[&str]) -> bool {
    let helps = |word: &str| {
        matches!(
            word,
            "n" | "c"
                | "s"
                | "il"
                | "it"
                | "bien"
                | "'"
                | "’"
                | "est"
                | "a"
                | "été"
                | "sera"
                | "encore"
                | "is"
                | "was"
                | "been"
                | "has"
                | "be"
                | "yet"
                | "t"
        )
    };
    let decisive = before.iter().rev().take(6).find(|word| !helps(word));
    decisive.is_some_and(|word| {
        matches!(
            *word,
            "rien" | "pas" | "aucun" | "not" | "nothing" | "isn" | "wasn" | "hasn" | "si" | "whether"
        )
    })
}

/// What we shall do: pass on what was said.
fn promises_to_pass_on(tokens: &[&str]) -> bool {
    matches!(
        tokens,
        [
            "transmettrai"
                | "transmettrons"
                | "dirai"
                | "dirons"
                | "préviendrai"
                | "préviendrons"
                | "signalerai"
                | "signalerons",
            ..
        ] | ["will" | "ll", "pass" | "tell" | "let" | "inform", ..]
    )
}

/// What the staff will do: call back, write, read a message.
fn promises(tokens: &[&str]) -> bool {
    matches!(
        tokens,
        [
            "rappellera"
                | "rappelleront"
                | "recontactera"
                | "contactera"
                | "contacteront"
                | "lira"
                | "écrira"
                | "écriront"
                | "répondra"
                | "répondront"
                | "transmettra"
                | "transmettront"
                | "occupera"
                | "occuperont"
                | "vérifiera"
                | "vérifieront",
            ..
        ] | ["verra" | "verront", "que" | "qu", ..]
            | ["will" | "ll", "see", "that", ..]
            | ["will" | "ll", "call" | "ring" | "contact" | "phone", "you", ..]
            | ["will" | "ll", "get", "back", ..]
            | ["will" | "ll", "read" | "check", ..]
            | ["will" | "ll", "write" | "reply", "to", ..]
    )
}

fn hour(tokens: &[&str], lang: Lang) -> Option<Time> {
    match (lang, tokens) {
        (Lang::Fr, ["midi", ..]) | (Lang::En, ["noon", ..]) => Time::new(12, 0, 0, 0).ok(),
        (Lang::Fr, ["minuit", ..]) | (Lang::En, ["midnight", ..]) => Some(Time::midnight()),
        (Lang::Fr, [hour, "h" | "heure" | "heures", rest @ ..]) => {
            let minute = rest.first().filter(|m| m.len() == 2).and_then(|m| m.parse().ok()).unwrap_or(0);
            Time::new(hour.parse().ok()?, minute, 0, 0).ok()
        }
        (Lang::En, [hour, ":", minute, half @ ("am" | "pm"), ..]) => twelve(hour, minute, half),
        (Lang::En, [hour, half @ ("am" | "pm"), ..]) => twelve(hour, "0", half),
        _ => None,
    }
}

fn twelve(hour: &str, minute: &str, half: &str) -> Option<Time> {
    let hour: i8 = hour.parse::<i8>().ok()?.checked_rem(12)?;
    let hour = if half == "pm" { hour + 12 } else { hour };
    Time::new(hour, minute.parse().ok()?, 0, 0).ok()
}

fn is_founded_day(tokens: &[&str], facts: &Facts) -> bool {
    let known = |test: &dyn Fn(Date) -> bool| facts.moments.iter().any(|moment| test(moment.date()));
    match tokens {
        ["demain" | "tomorrow", ..] => known(&|date| facts.today.tomorrow().is_ok_and(|next| next == date)),
        [number, month, ..] if month_of(month).is_some() => match (number.parse::<i8>(), month_of(month)) {
            (Ok(day), Some(month)) => known(&|date| date.day() == day && date.month() == month),
            _ => true,
        },
        [name, ..] if weekday_of(name).is_some() => {
            let weekday = weekday_of(name);
            known(&|date| Some(date.weekday()) == weekday)
        }
        _ => true,
    }
}

/// The month of this name, in either language, from 1 on.
fn month_of(word: &str) -> Option<i8> {
    let at = place_of(word, |lang| lang.months())?;
    i8::try_from(at + 1).ok()
}

/// The day of this name, or of its plural.
fn weekday_of(word: &str) -> Option<Weekday> {
    let at = place_of(word.trim_end_matches('s'), |lang| lang.weekdays())?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

fn place_of(word: &str, names: impl Fn(Lang) -> &'static [&'static str]) -> Option<usize> {
    Lang::ALL.into_iter().find_map(|lang| names(lang).iter().position(|name| name.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn facts() -> Facts {
        Facts {
            today: date(2026, 3, 9),
            moments: vec![date(2026, 3, 10).at(15, 20, 0, 0)],
            texts: vec!["Cabinet du Midi".to_owned(), "ouvert jusqu'à 18 h".to_owned()],
            claims: vec![Claim::Noted],
        }
    }

    #[test]
    fn what_has_a_source_is_said() {
        for (lang, text) in [
            (Lang::Fr, "Demain mardi, j'ai 15 h 20."),
            (Lang::Fr, "C'est noté, mardi 10 mars à 15 h 20. Cabinet du Midi, ouvert jusqu'à 18 h."),
            (Lang::Fr, "J'ai 15 h 20, 15 h 20 ou 15 h 20."),
            (Lang::Fr, "Composez le 15 ou le 112. Le 06 39 98 10 01, deux chiffres."),
            (Lang::En, "That's noted: Tuesday 10 March at 3:20 pm."),
            (Lang::Fr, "Le cabinet vous rappellera."),
            (Lang::En, "The practice will call you back."),
            (Lang::Fr, "Rien n'est encore réservé. Votre rendez-vous n'est pas annulé."),
            (Lang::En, "Nothing is booked yet. It isn't cancelled, and not moved."),
            (
                Lang::Fr,
                "Je ne peux pas vous dire si c'est bien enregistré : le cabinet vérifiera et vous rappellera.",
            ),
            (Lang::En, "I cannot tell you whether it is booked: the practice will check."),
        ] {
            assert_eq!(check(text, lang, &facts()), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_has_none_is_not() {
        for (lang, text, why) in [
            (Lang::Fr, "J'ai 15 h 40.", Unfounded::Hour),
            (Lang::Fr, "À midi ?", Unfounded::Hour),
            (Lang::Fr, "Mercredi alors.", Unfounded::Day),
            (Lang::Fr, "Le 11 mars.", Unfounded::Day),
            (Lang::Fr, "C'est réservé.", Unfounded::Outcome),
            (Lang::Fr, "Il est annulé.", Unfounded::Outcome),
            (Lang::En, "It's booked.", Unfounded::Outcome),
            (Lang::En, "At 3:40 pm.", Unfounded::Hour),
            (Lang::En, "On Wednesdays.", Unfounded::Day),
            (Lang::Fr, "Pas de souci, c'est réservé.", Unfounded::Outcome),
            (Lang::En, "Nothing else: it is cancelled.", Unfounded::Outcome),
            (Lang::Fr, "C'est bien enregistré.", Unfounded::Outcome),
            (Lang::Fr, "Si vous voulez, c'est réservé.", Unfounded::Outcome),
            (Lang::Fr, "Ils sont réservés.", Unfounded::Outcome),
            (Lang::Fr, "Les deux sont déplacés.", Unfounded::Outcome),
            (Lang::Fr, "Votre consultation est reportée.", Unfounded::Outcome),
            (Lang::Fr, "Elles sont supprimées.", Unfounded::Outcome),
        ] {
            assert_eq!(check(text, lang, &facts()), Err(why), "{text}");
        }
    }

    #[test]
    fn a_promise_needs_its_request() {
        let nothing_left = Facts { claims: Vec::new(), ..facts() };
        for (lang, text) in [
            (Lang::Fr, "Le cabinet vous rappellera."),
            (Lang::Fr, "Quelqu'un vous recontactera."),
            (Lang::Fr, "Le cabinet lira votre message."),
            (Lang::En, "Somebody will call you back."),
            (Lang::En, "They'll ring you."),
            (Lang::En, "The practice will get back to you."),
            (Lang::Fr, "Le cabinet vérifiera."),
            (Lang::En, "The practice will check."),
            (Lang::Fr, "Le cabinet verra que vous retirez votre message."),
            (Lang::En, "The practice will see that you take it back."),
            (Lang::Fr, "Le cabinet vous écrira."),
            (Lang::En, "The practice will write to you."),
            (Lang::Fr, "Je lui dirai."),
            (Lang::Fr, "Nous transmettrons cela au docteur."),
            (Lang::En, "We'll pass that on."),
            (Lang::En, "I will let her know."),
        ] {
            assert_eq!(check(text, lang, &nothing_left), Err(Unfounded::Promise), "{text}");
        }
        let kept = Facts { claims: vec![Claim::Kept], ..facts() };
        assert_eq!(check("Je transmettrai cela au cabinet ensuite.", Lang::Fr, &kept), Ok(()));
        assert_eq!(check("Le cabinet lira votre message.", Lang::Fr, &kept), Err(Unfounded::Promise));
        for (lang, text) in [
            (Lang::Fr, "Je peux demander au cabinet de vous rappeler."),
            (Lang::Fr, "Le docteur Martin vous verra."),
            (Lang::En, "Doctor Martin will see you."),
        ] {
            assert_eq!(check(text, lang, &nothing_left), Ok(()), "{text}");
        }
    }
}
