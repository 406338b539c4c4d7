//! Whether somebody is to be called back, or is not to be.

use std::ops::Range;

use super::{Words, alternatives};

/// That something need not be, or is not wished: «pas besoin de…», "don't…"
const NO_NEED: &str = "pas la peine | pas besoin | inutile | pas necessaire | pas utile | veux pas | voudrais pas | souhaite pas \
                       | no need | not necessary | don t | do not | don t need | don t want | needn t";
/// What that is.
const CALLED: &str = "de me rappeler | me rappeler | de nous rappeler | qu on me rappelle | qu il me rappelle | qu elle me rappelle \
                      | qu on nous rappelle | que vous me rappeliez | d etre rappele | d etre rappelee | etre rappele | etre rappelee \
                      | de rappel | call me back | call us back | ring me back | phone me back | to call me back | to call us back \
                      | to ring me back | to phone me back | to call me | to ring me | for you to call me back | a call back | call me | ring me | phone me";
/// The same as an order.
const NO_CALL: &str =
    "ne me rappelez pas | ne me rappelez plus | ne nous rappelez pas | ne me rappelle pas | me rappelez pas";
/// What stands before a refusal, and is a part of it.
const BEFORE: &[&str] = &[
    "non", "no", "mais", "but", "et", "and", "surtout", "please", "ce", "c", "n", "est", "il", "y", "a",
    "ai", "je", "ne", "there", "s", "is", "i", "it", "you",
];
/// Whoever says until when refuses only that: «ne me rappelez pas avant midi».
const UNTIL: &str = "avant | apres | entre | pendant | le matin | l apres midi | le soir | le midi | a | demain | aujourd hui \
                     | before | after | between | until | till | in the | at | on | tomorrow | today | this";
/// What says nothing by itself.
const COURTESY: &str = "non | no | merci | merci beaucoup | s il vous plait | svp | finalement | au revoir | please | thanks | thank you | actually";
/// The most words of a refusal.
const LONGEST: usize = 10;

/// A sentence but for the words by which a call back is refused: «(inutile de me rappeler,) je voudrais vos horaires»;
/// nothing where it has none, or says nothing else.
pub(crate) fn but_for_a_refused_call(text: &str) -> Option<String> {
    let rest = without_refused_calls(text)?;
    (!Words::of(&rest).without(COURTESY).0.trim().is_empty()).then_some(rest)
}

/// What is left without them, where there are any.
fn without_refused_calls(text: &str) -> Option<String> {
    let mut said: Vec<&str> = text.split_whitespace().collect();
    let whole = said.len();
    while let Some(refusal) = refusal(&said) {
        said.drain(refusal);
    }
    (said.len() < whole).then(|| said.join(" "))
}

/// Where a call back is refused, with what leads to it.
fn refusal(said: &[&str]) -> Option<Range<usize>> {
    let words = |place: Range<usize>| Words::of(&said[place].join(" "));
    let ends = |at: usize| {
        let mut ends = (at + 1..=said.len().min(at + LONGEST)).rev();
        ends.find(|end| refuses_a_call(words(at..*end).0.trim()))
    };
    let places = (0..said.len()).filter_map(|at| Some(at..ends(at)?));
    let place = places.into_iter().find(|place| !words(place.end..said.len()).begins(UNTIL))?;
    let leading = said[..place.start].iter().rev().take_while(|word| leads_to_it(word)).count();
    Some(place.start - leading..place.end)
}

/// Whether the words are a refusal, and nothing else.
fn refuses_a_call(words: &str) -> bool {
    let needless = |no: &str| {
        words.strip_prefix(no).is_some_and(|rest| alternatives(CALLED).any(|it| it == rest.trim()))
    };
    alternatives(NO_NEED).any(needless) || alternatives(NO_CALL).any(|no| no == words)
}

fn leads_to_it(word: &str) -> bool {
    Words::of(word).0.split_whitespace().all(|word| BEFORE.contains(&word))
}

impl Words {
    /// Wants to be called back.
    pub(crate) fn call_back(&self) -> bool {
        let reminds = "me rappeler la | me rappeler le | me rappeler l heure | me rappeler quand | me rappeler a quelle";
        let calls = "rappelez moi | me rappeler | qu on me rappelle | etre rappele | etre rappelee | me rappelle \
                     | nous rappelle | nous rappeler | rappelez nous | me rappelez | me rappeliez | rappelle moi | qu il m appelle | qu elle m appelle | de m appeler \
                     | call me back | call us back | ring us back | a call back | ring me back | phone me back | to call me | to ring me | to phone me \
                     | appelez moi | qu on m appelle | m appeler | me telephoner | qu il me telephone | qu elle me telephone \
                     | telephonez moi | me recontacter | recontactez moi | me recontacte | coup de fil | coup de telephone \
                     | give me a call | give me a ring | give me a bell | get back to me | somebody call me | someone call me \
                     | you call me | him call me | her call me | them call me | doctor call me | remind me the day | remind me the night | remind me the morning \
                     | remind me before | remind me beforehand";
        let before_it = "me rappeler la veille | me rappeler le matin | me rappeler le jour";
        let wanted = without_refused_calls(&self.0).map(|rest| Self::of(&rest));
        let wanted = wanted.as_ref().unwrap_or(self);
        wanted.has(calls) && (!self.has(reminds) || self.has(before_it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_call_is_taken_out_of_what_is_said() {
        for (said, rest) in [
            ("non ne me rappelez pas, j'appelle pour annuler", Some("j'appelle pour annuler")),
            ("inutile de me rappeler je voudrais vos horaires", Some("je voudrais vos horaires")),
            (
                "Ce n'est pas la peine de me rappeler : dites au docteur que tout va bien",
                Some("dites au docteur que tout va bien"),
            ),
            (
                "dites au docteur que tout va bien, je n'ai pas besoin qu'on me rappelle",
                Some("dites au docteur que tout va bien,"),
            ),
            ("don't call me back, I just want your opening hours", Some("I just want your opening hours")),
            ("tell him I'm fine, there's no need to call me back, thanks", Some("tell him I'm fine, thanks")),
            ("non merci, pas la peine de me rappeler", None),
            ("ne me rappelez pas", None),
            ("ne me rappelez pas avant midi", None),
            ("rappelez-moi demain", None),
            ("je ne me rappelle plus de l'heure", None),
        ] {
            assert_eq!(but_for_a_refused_call(said).as_deref(), rest, "{said}");
        }
    }

    #[test]
    fn who_refuses_to_be_called_back_is_not() {
        for said in ["ne me rappelez pas", "pas besoin de me rappeler", "you don't need to call me back"] {
            assert!(!Words::of(said).call_back(), "{said}");
        }
        for said in ["ne me rappelez pas avant midi", "vous pouvez me rappeler ?", "please call me back"] {
            assert!(Words::of(said).call_back(), "{said}");
        }
    }
}
