//! The few signals in a caller's words that only a conversation needs, beside what `phrases` reads.

use domain::Lang;
use phrases::names::folded;

const FILLERS: &[&str] = &["euh", "et", "alors", "c", "est", "le", "puis", "and", "then", "it", "s", "uh"];

const NUMBERS: &[&str] = &[
    "zero",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "vingt",
    "vingts",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "septante",
    "huitante",
    "nonante",
    "cent",
    "oh",
    "one",
    "two",
    "three",
    "four",
    "five",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "double",
    "triple",
];

/// How many digits words dictate when each number is as long as it can be.
fn plain_digits(mut words: &[&str]) -> usize {
    const TEENS: &[&str] = &[
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: &[&str] = &[
        "vingt",
        "trente",
        "quarante",
        "cinquante",
        "soixante",
        "septante",
        "huitante",
        "nonante",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
    ];
    let unit = |word: &str| {
        NUMBERS.contains(&word) && !TEENS.contains(&word) && !TENS.contains(&word) && word != "zero"
    };
    let mut digits = 0;
    while let [first, rest @ ..] = words {
        let (long, mut rest) = match (*first, rest) {
            ("quatre", ["vingt" | "vingts", after @ ..]) => (true, after),
            (tens, after) if TENS.contains(&tens) => (true, after),
            (teen, after) if TEENS.contains(&teen) => {
                let joined = teen == "dix" && matches!(after.first(), Some(&"sept" | &"huit" | &"neuf"));
                digits += 2;
                words = if joined { &after[1..] } else { after };
                continue;
            }
            (other, after) => {
                digits += if other.bytes().all(|b| b.is_ascii_digit()) { other.len() } else { 1 };
                words = after;
                continue;
            }
        };
        digits += 2 * usize::from(long);
        // «soixante-dix-huit», «quatre-vingt-dix-huit», «trente-neuf».
        let over_sixty = matches!(*first, "soixante" | "quatre");
        if let [teen, after @ ..] = rest
            && over_sixty
            && TEENS.contains(teen)
        {
            let joined = *teen == "dix" && matches!(after.first(), Some(&"sept" | &"huit" | &"neuf"));
            rest = if joined { &after[1..] } else { after };
        } else if let [one, after @ ..] = rest
            && unit(one)
        {
            rest = after;
        }
        words = rest;
    }
    digits
}

/// Long words that tell no question from another.
const WEIGHTLESS: &[&str] = &[
    "comment", "quand", "avoir", "voudrais", "savoir", "bonjour", "merci", "votre", "where", "there",
    "which", "could", "would", "please", "hello", "cabinet", "practice", "docteur", "doctor", "rendez",
];

/// One utterance, folded (no case, no accents), for looking up set phrases.
pub(crate) struct Words(String);

impl Words {
    pub(crate) fn of(text: &str) -> Self {
        let parted: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        Self(format!(" {} ", parted.split_whitespace().map(folded).collect::<Vec<_>>().join(" ")))
    }

    fn has(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.0.contains(&format!(" {phrase} ")))
    }

    /// Wants to leave something for the staff.
    pub(crate) fn message(&self) -> bool {
        self.has(&["message", "liste d attente", "waiting list", "transmettez", "pass it on", "leave word"])
    }

    /// Wants to be called back.
    pub(crate) fn call_back(&self) -> bool {
        self.has(&[
            "rappelez moi",
            "me rappeler",
            "qu on me rappelle",
            "etre rappele",
            "etre rappelee",
            "me rappelle",
            "call me back",
            "a call back",
            "ring me back",
        ])
    }

    /// Another day, without saying which.
    pub(crate) fn other_day(&self) -> bool {
        self.has(&[
            "autre jour",
            "autre moment",
            "autre date",
            "autre horaire",
            "autre creneau",
            "autre chose",
            "aucun",
            "aucune",
            "aucun des trois",
            "another day",
            "another time",
            "other day",
            "something else",
            "none",
            "neither",
        ])
    }

    /// Has no code, or not at hand.
    pub(crate) fn no_code(&self) -> bool {
        self.has(&[
            "pas de code",
            "pas le code",
            "pas mon code",
            "je ne l ai pas",
            "je l ai pas",
            "oublie",
            "perdu",
            "aucun code",
            "connais pas",
            "don t have",
            "dont have",
            "do not have",
            "no code",
            "forgot",
            "forgotten",
            "lost",
        ])
    }

    /// Gives the whole thing up.
    pub(crate) fn drop_it(&self) -> bool {
        self.has(&[
            "laissez tomber",
            "laisse tomber",
            "tant pis",
            "oubliez",
            "rien du tout",
            "je rappellerai",
            "je vais rappeler",
            "forget it",
            "never mind",
            "nevermind",
            "leave it",
        ])
    }

    /// Doesn't know, or has no preference.
    pub(crate) fn unsure(&self) -> bool {
        self.has(&[
            "je ne sais pas",
            "je sais pas",
            "sais pas",
            "aucune idee",
            "i don t know",
            "i dont know",
            "dunno",
            "no idea",
            "not sure",
        ])
    }

    /// Nothing but digits and numbers in words, as they are dictated.
    pub(crate) fn dictated(&self) -> bool {
        let mut words = self.0.split_whitespace().filter(|word| !FILLERS.contains(word)).peekable();
        words.peek().is_some()
            && words.all(|word| word.bytes().all(|b| b.is_ascii_digit()) || NUMBERS.contains(&word))
    }

    /// Whether dictated words are enough for a telephone number, read the plain way: «quatre-vingt-dix-huit» is two
    /// digits, not four.
    pub(crate) fn is_whole_number(&self) -> bool {
        let words: Vec<&str> = self.0.split_whitespace().filter(|word| !FILLERS.contains(word)).collect();
        let least = if matches!(words.first(), Some(&"zero" | &"oh" | &"0"))
            || words.first().is_some_and(|w| w.starts_with('0'))
        {
            10
        } else {
            9
        };
        plain_digits(&words) >= least
    }

    /// Its words of some weight.
    pub(crate) fn content(&self) -> impl Iterator<Item = &str> {
        self.0.split_whitespace().filter(|word| word.len() > 4 && !WEIGHTLESS.contains(word))
    }

    /// Where somebody else is named as whom it is for: «pour mon fils».
    pub(crate) fn for_another(&self) -> Option<usize> {
        const FOR: &[&str] = &[
            "pour mon",
            "pour ma",
            "pour mes",
            "pour notre",
            "pour un",
            "pour une",
            "for my",
            "for a",
            "for our",
        ];
        const WHOM: &[&str] = &[
            "fils",
            "fille",
            "mari",
            "femme",
            "mere",
            "pere",
            "enfant",
            "enfants",
            "bebe",
            "frere",
            "soeur",
            "petit fils",
            "petite fille",
            "grand mere",
            "grand pere",
            "compagnon",
            "compagne",
            "epoux",
            "epouse",
            "conjoint",
            "voisin",
            "voisine",
            "ami",
            "amie",
            "maman",
            "papa",
            "proche",
            "garcon",
            "son",
            "daughter",
            "husband",
            "wife",
            "mother",
            "father",
            "mum",
            "mom",
            "dad",
            "child",
            "kid",
            "baby",
            "brother",
            "sister",
            "partner",
            "friend",
            "neighbour",
            "grandson",
            "granddaughter",
            "grandmother",
            "grandfather",
            "boy",
            "girl",
        ];
        let whom = FOR.iter().flat_map(|by| WHOM.iter().map(move |whom| format!(" {by} {whom} ")));
        let others =
            ["pour quelqu un d autre", "pour une autre personne", "for someone else", "for somebody else"];
        let others = others.iter().map(|other| format!(" {other} "));
        whom.chain(others).filter_map(|phrase| self.0.find(&phrase)).min()
    }

    /// Where words are said.
    pub(crate) fn place_of(&self, text: &str) -> Option<usize> {
        self.0.find(&Self::of(text).0)
    }

    /// Another one than was talked about.
    pub(crate) fn another(&self) -> bool {
        self.has(&["autre", "autres", "other", "others", "another", "tous", "all of them"])
    }

    /// Between two things, both of which are wanted.
    pub(crate) fn adds(&self) -> bool {
        self.has(&["et", "puis", "plus", "ainsi que", "and", "plus a"])
            && !self.has(&["pas", "non", "plutot", "not", "no", "rather", "ou", "or"])
    }

    /// Asks whether a person is speaking.
    pub(crate) fn asks_for_a_machine(&self) -> bool {
        const WHETHER: &[&str] = &[
            "vous etes",
            "etes vous",
            "tu es",
            "es tu",
            "c est",
            "je parle",
            "are you",
            "is this",
            "you re",
            "am i",
            "talking to",
            "speaking to",
            "speaking with",
        ];
        const WHAT: &[&str] = &[
            "un robot",
            "une machine",
            "un ordinateur",
            "une intelligence artificielle",
            "une ia",
            "un humain",
            "humain",
            "humaine",
            "une vraie personne",
            "une personne reelle",
            "un repondeur",
            "un automate",
            "a robot",
            "a machine",
            "a computer",
            "human",
            "a real person",
            "an ai",
            "a bot",
        ];
        const WISHES: &[&str] = &[
            "veux", "voudrais", "passez", "passer", "preferer", "prefere", "want", "like to", "put me",
            "rather",
        ];
        self.has(WHETHER) && self.has(WHAT) && !self.has(WISHES)
    }

    /// Puts a question, whatever it is about.
    pub(crate) fn asks(&self) -> bool {
        const WITHIN: &[&str] =
            &["quelle heure", "quel jour", "quelle date", "avec qui", "what time", "what day", "which day"];
        const BEGINNINGS: &[&str] = &[
            "est ce que",
            "est ce qu",
            "qu est ce",
            "c est quoi",
            "c est combien",
            "combien",
            "comment",
            "pourquoi",
            "quel",
            "quelle",
            "quels",
            "quelles",
            "ou est",
            "ou se",
            "avez vous",
            "vous avez",
            "faites vous",
            "vous faites",
            "vous prenez",
            "prenez vous",
            "faut il",
            "il faut",
            "peut on",
            "on peut",
            "puis je",
            "y a t il",
            "il y a",
            "how",
            "what",
            "where",
            "why",
            "do you",
            "does",
            "is there",
            "are there",
            "can i",
            "is it",
            "which",
        ];
        let heard = self.0.trim_start();
        let heard = [
            "euh ",
            "et ",
            "alors ",
            "dites ",
            "dites moi ",
            "au fait ",
            "pardon ",
            "excusez moi ",
            "so ",
            "and ",
            "by the way ",
        ]
        .iter()
        .find_map(|filler| heard.strip_prefix(filler))
        .unwrap_or(heard);
        self.has(WITHIN) || BEGINNINGS.iter().any(|beginning| heard.starts_with(&format!("{beginning} ")))
    }

    /// Speaks of the name: to correct it.
    pub(crate) fn about_name(&self) -> bool {
        self.has(&["nom", "prenom", "name", "surname"])
    }

    /// Speaks of the day or the hour: to change it.
    pub(crate) fn about_time(&self) -> bool {
        self.has(&["jour", "heure", "date", "horaire", "day", "time", "hour"])
    }

    /// Speaks of whom the appointment is with: to change it.
    pub(crate) fn about_practitioner(&self) -> bool {
        self.has(&["docteur", "medecin", "praticien", "doctor"])
    }

    /// Begins with a plain yes, in few words, none of which takes it back.
    pub(crate) fn starts_with_yes(&self) -> bool {
        const DOUBTS: &[&str] = &[
            "mais",
            "plutot",
            "sauf",
            "non",
            "pas",
            "peut etre",
            "enfin",
            "but",
            "rather",
            "not",
            "no",
            "except",
            "maybe",
        ];
        let short = self.0.split_whitespace().count() <= 6;
        short
            && !self.has(DOUBTS)
            && ["oui", "ouais", "yes", "yeah"].iter().any(|yes| self.0.starts_with(&format!(" {yes} ")))
    }

    /// Asks when the practice is open.
    pub(crate) fn opening(&self) -> bool {
        self.has(&[
            "ouvert", "ouverts", "ouverte", "ouvrez", "ferme", "fermes", "fermez", "horaires", "open",
            "closed", "hours", "opening",
        ])
    }

    /// Asks for the other language.
    pub(crate) fn language(&self) -> Option<Lang> {
        if self.has(&[
            "in english",
            "speak english",
            "english please",
            "en anglais",
            "parlez anglais",
            "do you speak english",
        ]) {
            Some(Lang::En)
        } else if self.has(&[
            "en francais",
            "parlez francais",
            "in french",
            "speak french",
            "francais s il vous plait",
        ]) {
            Some(Lang::Fr)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_pieces_is_whole_when_its_plain_reading_is() {
        for whole in [
            "zéro six, trente-neuf, quatre-vingt-dix-huit, dix, zéro trois",
            "six trente neuf quatre vingt dix huit dix zero trois",
            "06 39 98 10 03",
            "zero six three nine nine eight one zero zero three",
            "zéro un soixante-dix-sept quatre-vingt douze vingt et un trente",
        ] {
            assert!(Words::of(whole).is_whole_number(), "{whole}");
        }
        for part in ["zéro six, trente-neuf, quatre-vingt-dix-huit, dix", "06 39 98", "quatre-vingt-dix-huit"]
        {
            assert!(!Words::of(part).is_whole_number(), "{part}");
        }
    }
}
