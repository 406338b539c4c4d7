//! What callers say around their name and their number.

use super::{Words, alternatives};

/// What introduces a name or a number, right before it.
const INTRODUCING: &str = "c est bien | c est encore | c est toujours | c est | et c est | c est monsieur | c est madame | ici \
    | je suis | je suis monsieur | je suis madame | moi c est | je m appelle | je me nomme | mon nom | mon nom est | mon nom c est | le nom c est \
    | le nom est | nom | au nom de | au nom d | de la part de | de la part d | c est pour | c est de la part de | monsieur | madame | mademoiselle | mme | m \
    | au | le | sur le | c est le | c est au | mon numero | mon numero est | mon numero est le | mon numero c est \
    | mon numero c est le | mon numero de telephone est le | mon numero de telephone c est le | le numero c est le | le numero est le | numero | mon telephone | mon telephone est le | mon telephone c est le | telephone \
    | tel | mon portable | mon portable est le | mon portable c est | mon portable c est le | portable | joignable au | je suis joignable au | je suis au \
    | vous pouvez me joindre au | on peut me joindre au | me joindre au | vous me joignez au | appelez moi au | j appelle du | mon mail est | mon adresse est | mon adresse mail est \
    | this is | it is | it s | its | i am | i m | my name is | my name s | my names | the name is | the name s | name | in the name of | it s for | from \
    | on | at | i m on | i am on | my number | my number is | my number s | my numbers | the number is | the number s | number | my phone | my phone is | my phone number is | my phone s \
    | phone | my mobile | my mobile is | my mobile s | mobile | my cell is | you can reach me on | you can reach me at | reach me on | reach me at \
    | i can be reached on | i can be reached at | call me on | ring me on | my email is | my e mail is | mr | mrs | ms | miss";

/// What is said of a name right behind it.
const OF_ITSELF: &str = "a l appareil | au telephone | au bout du fil | here | speaking | on the phone";

/// Words between what was said of oneself and the rest.
const JOINTS: &[&str] = &["et", "and", "euh", "donc", "alors", "puis"];

/// Words that only give a name or a number, or spell one.
const OF_A_PERSON: &[&str] = &[
    "appareil",
    "telephone",
    "numero",
    "portable",
    "tel",
    "nom",
    "prenom",
    "epelle",
    "epeler",
    "ecrit",
    "joindre",
    "joignable",
    "mail",
    "adresse",
    "fixe",
    "domicile",
    "perso",
    "personnel",
    "travail",
    "maison",
    "bureau",
    "cest",
    "name",
    "surname",
    "first",
    "last",
    "number",
    "phone",
    "mobile",
    "cell",
    "email",
    "spelled",
    "spelt",
    "spell",
    "reach",
    "reached",
    "speaking",
    "landline",
    "home",
    "work",
    "office",
];

/// What names a code that comes next.
const NAMING_A_CODE: &str = "code | mon code | le code | avec le code | avec mon code | et mon code | et le code | my code | the code | with code | with the code | and my code";
/// And what gives it.
const GIVING_A_CODE: &str = "mon code est | mon code est le | mon code c est | mon code c est le | le code est | le code est le | le code c est | le code c est le | et mon code est | et mon code c est | my code is | my code s | the code is | the code s | and my code is | and my code s";

/// How many bytes at the end of a text introduce what comes next: «…, mon numéro c'est le».
pub(crate) fn introduces(before: &str) -> usize {
    introduced_by(INTRODUCING, before)
}

/// The same of a code, and whether nothing else can be told of it: «mon code est le».
pub(crate) fn introduces_a_code(before: &str) -> (usize, bool) {
    let outright = introduced_by(GIVING_A_CODE, before);
    (outright.max(introduced_by(NAMING_A_CODE, before)), outright > 0)
}

fn introduced_by(cues: &'static str, before: &str) -> usize {
    let mut longest = 0;
    for (at, _) in before.char_indices().filter(|(at, _)| begins_a_word(before, *at)) {
        // No introduction is so long.
        if before.len() - at > 60 {
            continue;
        }
        let said = Words::of(&before[at..]);
        if alternatives(cues).any(|cue| said.0.trim() == cue) && !crosses_a_mark(&before[at..]) {
            longest = longest.max(before.len() - at);
        }
    }
    longest
}

/// How many bytes at the beginning of a text are said of what comes before: «… à l'appareil».
pub(crate) fn says_of_itself(behind: &str) -> usize {
    let ends = behind.char_indices().map(|(at, _)| at).chain([behind.len()]);
    let said = |end: &usize| {
        let ended = behind[*end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        let words = Words::of(&behind[..*end]);
        ended && alternatives(OF_ITSELF).any(|cue| words.0.trim() == cue)
    };
    ends.filter(|end| *end <= 30).filter(said).min().unwrap_or_default()
}

fn begins_a_word(text: &str, at: usize) -> bool {
    let starts = text[at..].chars().next().is_some_and(char::is_alphanumeric);
    starts && text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
}

/// An introduction goes on to what it introduces; a colon and an apostrophe are within it.
fn crosses_a_mark(text: &str) -> bool {
    text.trim_end().trim_end_matches([':', ',', '.']).contains([',', '.', ';', '!', '?'])
}

impl Words {
    /// Ends with what a call begins with.
    pub(crate) fn ends_with_a_greeting(&self) -> bool {
        let greetings = "bonjour | bonsoir | allo | oui | alors | donc | euh | docteur | so | well | yes | hello | hi | good morning | good afternoon | et | and";
        alternatives(greetings).any(|greeting| self.0.ends_with(&format!(" {greeting} ")))
    }

    /// A text without the joining words that it begins or ends with.
    pub(crate) fn trimmed_of_joints(text: &str) -> &str {
        let mut text = text.trim();
        loop {
            let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
            let (before, last) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
            let joins = |word: &str| JOINTS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()));
            let marks = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':');
            if !text.is_empty() && joins(first) {
                text = rest.trim_start_matches(marks);
            } else if !text.is_empty() && joins(last) {
                text = before.trim_end_matches(marks);
            } else {
                return text;
            }
        }
    }

    /// Says something that the practice's people should know, beside who says it and how they are reached.
    pub(crate) fn says_a_matter(&self) -> bool {
        self.weighty().any(|word| {
            word.chars().count() > 2 && word.chars().any(char::is_alphabetic) && !OF_A_PERSON.contains(&word)
        })
    }
}
