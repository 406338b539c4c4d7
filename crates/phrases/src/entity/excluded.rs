//! Practitioners that are not wanted: «pas avec le docteur Martin», «un autre que Martin».

use super::Found;
use crate::text::Text;
use crate::{EntityKind, Lang};

/// Words between a refusal and the name, from the name backwards.
const BETWEEN: &[&str] =
    &["avec", "chez", "par", "le", "la", "l", "de", "du", "d", "with", "the", "by", "see", "to", "voir"];

/// Takes the practitioners that are refused out of what was found, and gives their ids.
pub(crate) fn take_excluded(text: &Text<'_>, found: &mut [Found]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for one in found.iter_mut() {
        let named = one.entity.as_ref().filter(|e| e.kind == EntityKind::Practitioner);
        let Some(id) = named.map(|e| e.value.clone()) else { continue };
        if refused_ahead(text, one.tokens.start) || refused_behind(text, one.tokens.end) {
            // Its words stay taken: no time is read in them.
            one.entity = None;
            ids.push(id);
        }
    }
    let wanted = |id: &String| {
        found
            .iter()
            .filter_map(|f| f.entity.as_ref())
            .any(|e| e.kind == EntityKind::Practitioner && e.value == *id)
    };
    ids.retain(|id| !wanted(id));
    ids.dedup();
    ids
}

fn refused_ahead(text: &Text<'_>, at: usize) -> bool {
    let mut start = at;
    while start > 0 && BETWEEN.contains(&text.word(start - 1)) {
        start -= 1;
    }
    let (refusals, pardons): (&[&str], &[&str]) = match text.lang {
        Lang::Fr => (
            &[
                "pas",
                "sauf",
                "excepte",
                "hormis",
                "sans",
                "ni",
                "jamais",
                "autre que",
                "autres que",
                "part",
                "plutot que",
                "plutot qu",
                "surtout pas",
                "veux plus",
                "plus aller",
                "plus question",
                "n importe qui sauf",
                "tout sauf",
            ],
            &["pourquoi pas", "si pas", "est ce pas", "sais pas", "sais plus"],
        ),
        Lang::En => (
            &[
                "not",
                "except",
                "except for",
                "but not",
                "other than",
                "apart from",
                "anyone but",
                "anybody but",
                "dont want",
                "rather than",
                "never",
                "without",
                "instead of",
                "nor",
            ],
            &["why not", "if not", "not sure"],
        ),
    };
    let says = |phrases: &[&str]| phrases.iter().any(|p| ends_at(text, start, p));
    says(refusals) && !says(pardons) || less_than_another(text, start)
}

/// «Plutôt Benali que Martin», «I'd rather Benali than Martin».
fn less_than_another(text: &Text<'_>, at: usize) -> bool {
    let than =
        at.checked_sub(1).filter(|i| matches!(text.word(*i), "que" | "qu" | "than" | "a" | "au" | "to"));
    let prefers = |i: usize| {
        let word = text.word(i);
        matches!(word, "plutot" | "mieux" | "rather" | "sooner") || word.starts_with("prefer")
    };
    than.is_some_and(|than| {
        let likes = (than.saturating_sub(7)..than).any(prefers);
        likes
            && (!matches!(text.word(than), "a" | "au" | "to")
                || (than.saturating_sub(7)..than).any(|i| text.word(i).starts_with("prefer")))
    })
}

fn refused_behind(text: &Text<'_>, end: usize) -> bool {
    let phrases: &[&str] = match text.lang {
        Lang::Fr => &[
            "non",
            "j en veux pas",
            "j en veux plus",
            "je n en veux pas",
            "je n en veux plus",
            "je veux pas",
            "je ne veux pas",
            "je ne veux plus",
            "je veux plus",
            "surtout pas",
            "pas question",
            "ne me convient pas",
            "me convient pas",
            "je prefere pas",
            "je prefererais pas",
            "je l aime pas",
        ],
        Lang::En => &["no thanks", "i dont want", "id rather not", "not him", "not her", "isnt for me"],
    };
    let cut = text.tokens.get(end).is_some_and(|t| matches!(t.gap, crate::text::Gap::Mark('.' | '?' | '!')));
    !cut && phrases.iter().any(|p| text.says(end, p).is_some_and(|n| closes(text, end + n, p)))
}

/// «Le docteur Martin, non, …» goes on with something else: only a longer refusal stands by itself.
fn closes(text: &Text<'_>, at: usize, phrase: &str) -> bool {
    phrase.contains(' ') || text.word(at).is_empty()
}

fn ends_at(text: &Text<'_>, end: usize, phrase: &str) -> bool {
    let n = phrase.split(' ').count();
    end >= n && text.says(end - n, phrase).is_some()
}
