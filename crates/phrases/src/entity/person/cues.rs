//! What announces a name, what is said before one, and what stands inside one.

use crate::Lang;
use crate::text::Text;

/// What announces a name, and how surely.
pub(super) struct Cue {
    pub(super) words: &'static str,
    /// A name follows, whatever it looks like; else only when it is written like one.
    pub(super) sure: bool,
}

const fn sure(words: &'static str) -> Cue {
    Cue { words, sure: true }
}

const fn unsure(words: &'static str) -> Cue {
    Cue { words, sure: false }
}

const CUES_FR: &[Cue] = &[
    sure("je m appelle"),
    sure("je me nomme"),
    sure("m appelle"),
    sure("mon nom c est"),
    sure("mon nom est"),
    sure("mon nom de famille c est"),
    sure("mon nom de famille est"),
    sure("nom de famille"),
    sure("mon prenom c est"),
    sure("mon prenom est"),
    sure("prenom"),
    sure("c est au nom de"),
    sure("au nom de"),
    sure("au nom d"),
    sure("sous le nom de"),
    sure("le nom c est"),
    sure("le nom est"),
    sure("s appelle"),
    sure("je suis monsieur"),
    sure("je suis madame"),
    sure("je suis mademoiselle"),
    sure("je suis mme"),
    sure("je suis m"),
    sure("c est monsieur"),
    sure("c est madame"),
    sure("c est mademoiselle"),
    sure("mon nom"),
    sure("de la part de"),
    sure("de la part du"),
    sure("pour le compte de"),
    unsure("ici"),
    unsure("moi c est"),
    unsure("c est pour"),
    unsure("je suis"),
    unsure("c est"),
];
const CUES_EN: &[Cue] = &[
    sure("my name is"),
    sure("my names"),
    sure("my surname is"),
    sure("my last name is"),
    sure("my first name is"),
    sure("last name is"),
    sure("first name is"),
    sure("last name"),
    sure("first name"),
    sure("surname is"),
    sure("surname"),
    sure("the name is"),
    sure("the names"),
    sure("name is"),
    sure("under the name of"),
    sure("under the name"),
    sure("in the name of"),
    sure("on behalf of"),
    sure("i am called"),
    sure("im called"),
    sure("its under"),
    sure("called"),
    unsure("under"),
    unsure("this is"),
    unsure("i am"),
    unsure("im"),
    unsure("its"),
    unsure("for"),
];
pub(super) const TITLES: &[&str] =
    &["monsieur", "madame", "mademoiselle", "mme", "m", "mr", "mrs", "ms", "miss", "mlle", "dr", "docteur"];

/// What announces whose an appointment is.
const OWNERS: &[&str] = &[
    "rendez vous de",
    "rendez vous d",
    "rdv de",
    "rdv d",
    "celui de",
    "celui d",
    "celle de",
    "appointment of",
    "appointment for",
];
/// Whose somebody is.
const POSSESSIVES: &[&str] = &["ma", "mon", "mes", "notre", "my", "our"];
/// Whom callers speak for.
const RELATIVES: &[&str] = &[
    "petite fille",
    "petit fils",
    "grand mere",
    "grand pere",
    "belle mere",
    "beau pere",
    "belle soeur",
    "beau frere",
    "fille",
    "fils",
    "mari",
    "femme",
    "mere",
    "pere",
    "enfant",
    "bebe",
    "frere",
    "soeur",
    "compagnon",
    "compagne",
    "epoux",
    "epouse",
    "conjoint",
    "conjointe",
    "voisin",
    "voisine",
    "ami",
    "amie",
    "maman",
    "papa",
    "tante",
    "oncle",
    "niece",
    "neveu",
    "garcon",
    "collegue",
    "cousin",
    "cousine",
    "patron",
    "fiance",
    "fiancee",
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
    "aunt",
    "uncle",
    "colleague",
    "boss",
    "fiancee",
];

/// What announces a name in a language.
pub(super) fn cues(lang: Lang) -> &'static [Cue] {
    match lang {
        Lang::Fr => CUES_FR,
        Lang::En => CUES_EN,
    }
}

/// How many tokens «le rendez-vous de», «la maman de» has here, before a name.
pub(super) fn owner(text: &Text<'_>, at: usize) -> Option<usize> {
    OWNERS.iter().find_map(|cue| text.says(at, cue)).or_else(|| kin(text, at))
}

fn kin(text: &Text<'_>, at: usize) -> Option<usize> {
    let article = matches!(text.word(at), "la" | "le" | "l" | "the");
    let who = article.then(|| RELATIVES.iter().find_map(|who| text.says(at + 1, who))).flatten()?;
    matches!(text.word(at + 1 + who), "de" | "d" | "of").then_some(who + 2)
}

/// How many tokens «ma fille» has here.
pub(super) fn relative(text: &Text<'_>, at: usize) -> Option<usize> {
    let own = POSSESSIVES.contains(&text.word(at));
    own.then(|| RELATIVES.iter().find_map(|who| text.says(at + 1, who))).flatten().map(|n| n + 1)
}

/// Whether a word says what somebody is to somebody.
pub(super) fn is_relative(word: &str) -> bool {
    RELATIVES.contains(&word)
}
