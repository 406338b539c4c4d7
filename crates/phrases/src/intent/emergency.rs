//! Words of a medical emergency.
//!
//! What is said is weighed by what examples taught ([`learned`]). A sign is a combination of concepts (a body part
//! and a pain, a breath and a difficulty…), so that it is found however it is put; it lowers the border, unless the
//! words around it say that it is past, denied, mild, a history or a mere supposition. Missing an emergency costs
//! more than asking once too often.

mod learned;
mod lesson;
mod parts;

use std::sync::LazyLock;

pub use lesson::emergency_weights;

use super::phrasebook::{Hit, Hits, Phrasebook};
use super::words::Words;
use crate::{Lang, Peril};

/// The weight of a sentence that is an emergency by its words alone, in thousandths: on the ordinary side of the
/// border, for a miss costs more than a false alarm.
const ENOUGH: i32 = -300;
/// The weight from which the caller is reminded of the emergency number; with a sign in it, it is an emergency.
const NEAR: i32 = -500;
/// The most words beside a sign that is said nearly alone («j'étouffe», «au secours»): nothing outweighs it.
const NEARLY_ALONE: usize = 3;

#[expect(clippy::expect_used, reason = "the tables are part of the binary, and a test reads them")]
static FR: LazyLock<Phrasebook> = LazyLock::new(|| {
    Phrasebook::parse(
        concat!(
            include_str!("../../tables/fr/emergency_signs.txt"),
            include_str!("../../tables/fr/emergency_evidence.txt"),
        ),
        Lang::Fr,
    )
    .expect("tables that read")
});
#[expect(clippy::expect_used, reason = "the tables are part of the binary, and a test reads them")]
static EN: LazyLock<Phrasebook> = LazyLock::new(|| {
    Phrasebook::parse(
        concat!(
            include_str!("../../tables/en/emergency_signs.txt"),
            include_str!("../../tables/en/emergency_evidence.txt"),
        ),
        Lang::En,
    )
    .expect("tables that read")
});

/// What a sentence says of somebody in danger, the caller or another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Danger {
    /// Nothing.
    None,
    /// Not quite an emergency, but near one.
    Near,
    /// A medical emergency.
    Reported,
}

/// Does the caller report a medical emergency, their own or somebody else's?
pub(crate) fn danger(words: &Words<'_>, lang: Lang) -> (Danger, Peril) {
    let book = book(lang);
    let hits = book.read(words);
    let scene = Scene::new(words, &hits);
    let weight = learned::weight(words, book, &scene, lang);
    let enough = match scene.sign(book) {
        Some((from, to)) if words.len() - (to - from) <= NEARLY_ALONE => i32::MIN,
        Some(_) => NEAR,
        None => ENOUGH,
    };
    let danger = if weight >= enough {
        Danger::Reported
    } else if weight >= NEAR {
        Danger::Near
    } else {
        Danger::None
    };
    (danger, peril(&hits))
}

/// Who else helps than the ambulance, where the words tell: by the `peril.…` entries of the tables.
fn peril(hits: &Hits<'_>) -> Peril {
    let told =
        [("peril.violence", Peril::Violence), ("peril.suicide", Peril::Suicide), ("peril.fire", Peril::Fire)];
    told.into_iter().find(|(name, _)| hits.has(name)).map_or(Peril::Illness, |(_, peril)| peril)
}

/// The signs of a language, and the concepts they are made of.
fn book(lang: Lang) -> &'static Phrasebook {
    match lang {
        Lang::Fr => &FR,
        Lang::En => &EN,
    }
}

/// What surrounds the signs of one sentence.
struct Scene<'h> {
    hits: &'h Hits<'h>,
    /// The clause of each word, counted from 0.
    clauses: Vec<usize>,
    /// The same, but for «et» and its like, over which an «if» reaches.
    turns: Vec<usize>,
    /// Marks of the past that something still going on doesn't cancel.
    past: Vec<Hit>,
    /// Denials that really deny.
    denials: Vec<Hit>,
}

impl<'h> Scene<'h> {
    fn new(words: &Words<'_>, hits: &'h Hits<'h>) -> Self {
        let ongoing = if hits.has("now") { hits.of("past") } else { hits.of("ongoing") };
        let past =
            hits.of("past").iter().filter(|p| !ongoing.iter().any(|o| overlap(**p, *o))).copied().collect();
        let harmless = hits.of("notnegation");
        let denials = hits.of("negation").iter().filter(|n| !harmless.iter().any(|h| overlap(**n, *h)));
        Self {
            hits,
            clauses: clauses(words, hits.of("clause")),
            turns: clauses(words, hits.of("turn")),
            past,
            denials: denials.copied().collect(),
        }
    }

    /// The longest sign that stands.
    fn sign(&self, book: &Phrasebook) -> Option<Hit> {
        let signs = book.entries().zip(self.hits.all()).filter(|(entry, _)| entry.name.starts_with("sign."));
        let standing = signs
            .flat_map(|(entry, said)| said.iter().filter(|hit| self.stands(&entry.name, **hit)))
            .copied();
        standing.max_by_key(|(from, to)| to - from)
    }

    /// Is a sign meant as it is said: now, really, and not slight?
    fn stands(&self, name: &str, sign: Hit) -> bool {
        let clause = (self.clause(sign.0), self.clause(sign.1.saturating_sub(1)));
        let call = name == "sign.call";
        let harmless = self.hits.of("harmless").iter().any(|h| overlap(*h, sign));
        let taken_back = !call && (self.denied(sign) || self.supposed(sign));
        let over = self.is_over(name, clause) || self.here("nomore", clause);
        let history = name.starts_with("sign.named.") && self.is_history(clause);
        !(harmless || taken_back || over || history || self.is_ordinary(name, clause))
    }

    /// Do the words around it make it an everyday complaint?
    fn is_ordinary(&self, name: &str, clause: (usize, usize)) -> bool {
        let here = |concept: &str| self.here(concept, clause);
        match name {
            "sign.unresponsive" => here("telephone"),
            "sign.mild.chestword" | "sign.mild.bloodword" => {
                self.hits.has("checkup")
                    || here("mild")
                    || here("chronic")
                    || self.within(&self.denials, clause)
            }
            "sign.mild.chest" | "sign.mild.breath" | "sign.air" => here("rare"),
            "sign.limb" | "sign.sight" | "sign.speech" | "sign.headache" => here("chronic"),
            "sign.faint" | "sign.mild.malaise" => {
                here("habit") || here("weak_past") && self.hits.has("booking")
            }
            "sign.pain" => self.hits.has("commonpain"),
            _ => name.starts_with("sign.mild.") && here("mild"),
        }
    }

    /// Is an illness named as something the patient has had?
    fn is_history(&self, clause: (usize, usize)) -> bool {
        self.hits.has("history") || self.here("weak_past", clause) && self.hits.has("booking")
    }

    fn here(&self, concept: &str, clause: (usize, usize)) -> bool {
        self.within(self.hits.of(concept), clause)
    }

    fn within(&self, hits: &[Hit], clause: (usize, usize)) -> bool {
        hits.iter().any(|h| (clause.0..=clause.1).contains(&self.clause(h.0)))
    }

    /// Is it told of the past? A wish to die or a poison of yesterday is none.
    fn is_over(&self, name: &str, clause: (usize, usize)) -> bool {
        // «Ce soir c'est fini» is no past.
        if name == "sign.despair" {
            return false;
        }
        let lasts =
            matches!(name, "sign.suicide" | "sign.poison" | "sign.child") || name.starts_with("evidence.");
        let recent = self.hits.of("recent");
        let past: Vec<Hit> = self
            .past
            .iter()
            .filter(|p| !lasts || !recent.iter().any(|r| overlap(**p, *r)))
            .copied()
            .collect();
        self.within(&past, clause) || !past.is_empty() && self.here("weak_past", clause)
    }

    /// Does a denial stand right before the sign («pas de douleur à la poitrine»)?
    fn denied(&self, sign: Hit) -> bool {
        self.denials.iter().any(|n| n.0 < sign.0 && n.1 >= sign.0 && self.clause(n.0) == self.clause(sign.0))
    }

    /// Does an «if» or a question about the practice come before it in the clause?
    fn supposed(&self, sign: Hit) -> bool {
        if self.hits.has("question") {
            return true;
        }
        let turn = |word: usize| self.turns.get(word).copied().unwrap_or(0);
        let unsure = self.hits.of("unsure");
        self.hits
            .of("supposed")
            .iter()
            .filter(|s| !unsure.iter().any(|u| overlap(**s, *u)))
            .any(|s| s.0 < sign.0 && turn(s.0) == turn(sign.0))
    }

    fn clause(&self, word: usize) -> usize {
        self.clauses.get(word).or(self.clauses.last()).copied().unwrap_or(0)
    }
}

/// Numbers the clauses: a new one begins at punctuation and at words that turn the page («mais»).
fn clauses(words: &Words<'_>, turns: &[Hit]) -> Vec<usize> {
    let mut clause = 0;
    (0..words.len())
        .map(|i| {
            if i > 0 && (words.breaks[i] || turns.iter().any(|t| t.0 == i)) {
                clause += 1;
            }
            clause
        })
        .collect()
}

fn overlap(a: Hit, b: Hit) -> bool {
    a.0 < b.1 && b.0 < a.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn reported(said: &str, lang: Lang) -> bool {
        danger(&Words::of(&Text::read(said, lang)), lang).0 == Danger::Reported
    }

    /// The rows of a table that are read otherwise than they are marked, in percent of those marked `mark`.
    fn misread(table: &str, mark: &str, lang: Lang) -> f64 {
        let rows = table.lines().filter_map(|line| line.split_once('\t')).filter(|row| row.0 == mark);
        let (mut all, mut wrong) = (0.0, 0.0);
        for (_, said) in rows {
            let reported = reported(said, lang);
            all += 1.0;
            wrong += if reported == (mark == "yes") { 0.0 } else { 1.0 };
        }
        100.0 * wrong / all
    }

    #[test]
    fn a_sign_is_not_outvoted_by_what_is_asked_for_beside_it() {
        for (lang, said) in [
            (Lang::Fr, "je voudrais annuler mon rendez-vous je fais un infarctus"),
            (Lang::Fr, "c'est pour un rappel de vaccin pour mon fils mercredi après-midi, il convulse"),
            (
                Lang::En,
                "I'd like to cancel my appointment on Friday with Doctor Martin, I'm having a heart attack",
            ),
        ] {
            assert!(reported(said, lang), "{said}");
        }
    }

    #[test]
    fn three_words_are_enough() {
        for (said, emergency) in [
            ("c'est une urgence", true),
            ("ce n'est pas une urgence", false),
            ("on m'attaque", true),
            ("il me bat", true),
            ("au feu", true),
            ("c'est urgent", false),
            ("annulez tout", false),
        ] {
            assert_eq!(reported(said, Lang::Fr), emergency, "{said}");
        }
        for (said, emergency) in [
            ("it's an emergency", true),
            ("it's not an emergency", false),
            ("there's a fire", true),
            ("someone is attacking me", true),
            ("my husband hits me", true),
            ("cancel all of it", false),
        ] {
            assert_eq!(reported(said, Lang::En), emergency, "{said}");
        }
    }

    #[test]
    fn a_long_request_does_not_outweigh_the_clause_that_matters() {
        for (lang, said) in [
            (
                Lang::Fr,
                "bonjour madame je vous appelle parce que je voudrais un rendez-vous pour la semaine prochaine avec le docteur Martin ah et puis mon mari ne se réveille plus",
            ),
            (
                Lang::Fr,
                "j'ai le bras gauche tout drôle et la bouche qui part d'un côté sinon c'est pour renouveler mon ordonnance et prendre rendez-vous jeudi prochain avec le docteur Benali plutôt en fin de journée si possible",
            ),
            (
                Lang::Fr,
                "alors il me faudrait une consultation pour ma fille mercredi après l'école et là je viens de voir qu'elle a tout avalé et après pour mon fils ce serait le vaccin du mois prochain",
            ),
            (
                Lang::En,
                "hello I'd like an appointment next week with Doctor Martin in the morning if you can and now my dad can't speak",
            ),
        ] {
            assert!(reported(said, lang), "{said}");
        }
    }

    #[test]
    fn figures_of_speech_are_no_emergencies_and_their_literal_neighbours_are() {
        for (said, literal) in [
            ("il n'y a pas le feu au lac, rappelez-moi demain", false),
            ("il y a le feu dans ma cuisine", true),
            ("j'ai la tête qui va exploser avec tous ces papiers", false),
            ("la tête qui va exploser d'un coup et je vois plus rien", true),
            ("je meurs d'ennui avec ce plâtre", false),
            ("je me sens mourir", true),
            ("il a tout avalé son sirop comme un grand", false),
            ("j'ai tout avalé", true),
        ] {
            assert_eq!(reported(said, Lang::Fr), literal, "{said}");
        }
    }

    #[test]
    fn who_else_helps_is_told_by_the_words() {
        for (lang, said, helps) in [
            (Lang::Fr, "je veux en finir ce soir", Peril::Suicide),
            (Lang::Fr, "mon frère dit qu'il veut mourir", Peril::Suicide),
            (Lang::Fr, "mon mari me frappe je suis enfermée dans la salle de bain", Peril::Violence),
            (Lang::Fr, "il menace de me tuer", Peril::Violence),
            (Lang::Fr, "il y a le feu dans l'immeuble", Peril::Fire),
            (Lang::Fr, "mon fils a avalé de la javel", Peril::Illness),
            (Lang::En, "I want to kill myself", Peril::Suicide),
            (Lang::En, "he's hitting me", Peril::Violence),
            (Lang::En, "there's a fire in my kitchen", Peril::Fire),
            (Lang::En, "I can't breathe", Peril::Illness),
        ] {
            assert_eq!(danger(&Words::of(&Text::read(said, lang)), lang).1, helps, "{said}");
        }
    }

    #[test]
    fn lessons_are_learned() {
        for (lang, table) in [
            (Lang::Fr, include_str!("../../tables/fr/emergency_lessons.tsv")),
            (Lang::En, include_str!("../../tables/en/emergency_lessons.tsv")),
        ] {
            let (missed, false_alarms) = (misread(table, "yes", lang), misread(table, "no", lang));
            // The border lies on the ordinary side, so nearly all emergencies stand on theirs, and not quite as many of
            // the ordinary ones, which look like them on purpose.
            assert!(
                missed <= 0.75 && false_alarms <= 1.25,
                "{lang:?}: {missed} % missed, {false_alarms} % false"
            );
        }
    }
}
