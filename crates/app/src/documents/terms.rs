//! The words of a text by which it is found: folded, without those that every sentence has, cut to their stems, and words
//! of one meaning taken for one.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use domain::Lang;
use phrases::names::folded;
use rust_stemmers::{Algorithm, Stemmer};

/// Words that tell no question from another, by language.
const FR: &str = "a afin ai aie ainsi alors apres as au aucun aujourd aura aurez aussi autre autres aux avait avec avez avoir \
    avons ayant bien bonjour bonsoir c ca car ce ceci cela celle celles celui ces cet cette ceux chaque chez combien comme \
    comment d dans de depuis des dire dites dois doit doivent donc dont du elle elles en encore entre es est et etait etant \
    etes etre eu eux fait faire faites faudra faut font hui il ils j je jusqu l la le les lequel leur leurs lors lui m ma \
    mais me meme mes moi moins mon n ne ni non nos notre nous on ont ou oui par parce pas pendant peu peut peuvent peux \
    plus pour pourquoi pourrai pourrait pouvez pouvoir puis puisque qu quand que quel quelle quelles quels quelque quelques \
    qui quoi s sa sais sait sans sauf savez savoir se sera serait serez ses si sinon soit sommes son sont sous souhaite \
    soyez suis sur t ta tant te tes toi ton tous tout toute toutes tres tu un une va vais vas vers veuillez veut veux \
    viens voici voila voir vont vos votre voudrais voulais vous vraiment y sil svp merci docteur cabinet question \
    renseignement prendre prend prends prenez prennent temps dis dit fera duree exactement besoin necessaire obligatoire possible puisse possibilite existe trouve trouver avait";
const EN: &str = "a about after again all also am an and any anyone are as at be because been before being both but by can \
    could d did do does doing don for from get give go good got had has have having he hello help her here hers hi him his \
    how i if in into is it its just know let like ll m may me might more most must my need needed no not of off ok on once \
    one only or other our out own please possible practice question come comes coming take takes time re s same shall she should so some such t tell than \
    thank thanks that the their them then there these they this those to too under until up us ve very want was we were \
    what when where whether which while who whom why will with would you your yours doctor there's find";

/// Words of doing that hardly tell a question from another beside what is done to: «apporter», of «apporter mon chat». By
/// themselves they are what is asked: «que faut-il apporter ?»
const FR_LIGHT: &str = "apporter apporte porter mettre mets met laisser laisse laissez deposer garder garde gardez rester reste donner donne donnez envoyer envoie envoyez obtenir obtiens obtient demander commencer finir durer dure utiliser couper eteindre enlever \
    entrer rentrer sortir monter attendre presenter montrer tenir retrouver chercher remplir changer long longtemps";
const EN_LIGHT: &str = "bring carry leave put keep stay sit stand wait turn switch write send \
    give obtain ask use long last lasts lasting start finish enter show fill wear drop drive walk get provide attend";

/// Whom a question may be about: weighed where nothing else is named, or only what is done.
const FR_WHO: &str = "mari femme epoux epouse conjoint conjointe compagne compagnon fils fille filles enfant enfants mere pere maman papa parents \
    frere soeur ami amie amis";
const EN_WHO: &str = "husband wife spouse partner son sons daughter daughters child children mother father mum dad parents brother sister friend friends";

/// Words of where and when, of coming and going, of people in general, and of whether something may be: they never are
/// what is asked. «Acceptez-vous les enfants ?» asks about children.
const FR_FAINT: &str = "passer passe passez passent passera arriver arrive arrives arrivent arrivez venir venez vient viens viennent venu venue viendrai amener emmener \
    amene emmene rendre heure heures jour jours journee semaine semaines mois minute minutes moment instant matin midi soir nuit demain lendemain veille fois \
    endroit lieu part cote facon maniere chose choses truc gens personne personnes quelqu droit seul seule tot tard loin pres vite simplement seulement \
    actuellement normalement generalement toujours jamais deja surtout medecin medecins patient patients patiente rendez rdv ans age petit petite grand grande bon bonne interieur dehors habitude cas sorte genre probleme \
    dedans autour partout ailleurs accepter acceptez accepte acceptes admettre admis admise admises autoriser autorise autorises autorisee \
    permettre permis permet permise refuser refuse refuses recevoir recois recoit recevez recu recus recue recues";
const EN_FAINT: &str = "happen happens happened arrive arrives arrived arriving hour hours day days week weeks month months minute minutes moment morning noon evening \
    night today tomorrow yesterday somebody someone anybody something anything somewhere anywhere everywhere place way thing things far near early soon late \
    alone first people person patient patients appointment appointments visit inside outside okay alright fine allright right left years old little big normally usually usual currently actually ever always never already ahead back away around accept accepts accepted allow allowed permit permitted \
    refuse refused receive received admit admitted see sees seen";

/// Words of one meaning, a group a line, after the language's tag.
const ALIKE: &str = include_str!("alike.txt");

/// How a language's words are taken.
struct Language {
    stemmer: Stemmer,
    /// Words that say nothing.
    empty: HashSet<&'static str>,
    /// Stems of those that say little.
    light: HashSet<String>,
    /// Stems of those that name somebody.
    who: HashSet<String>,
    /// Stems of those that are never what is asked.
    faint: HashSet<String>,
    /// Stems to the first stem of their group.
    alike: HashMap<String, String>,
}

static FRENCH: LazyLock<Language> = LazyLock::new(|| Language::new(Lang::Fr));
static ENGLISH: LazyLock<Language> = LazyLock::new(|| Language::new(Lang::En));

impl Language {
    fn new(lang: Lang) -> Self {
        let (algorithm, empty, light, who, faint) = match lang {
            Lang::Fr => (Algorithm::French, FR, FR_LIGHT, FR_WHO, FR_FAINT),
            Lang::En => (Algorithm::English, EN, EN_LIGHT, EN_WHO, EN_FAINT),
        };
        let stemmer = Stemmer::create(algorithm);
        let mut alike = HashMap::new();
        for line in ALIKE.lines().filter_map(|line| line.strip_prefix(lang.tag())?.strip_prefix(' ')) {
            let stems: Vec<String> =
                line.split_whitespace().map(|word| stemmer.stem(word).into_owned()).collect();
            for stem in &stems {
                alike.entry(stem.clone()).or_insert_with(|| stems[0].clone());
            }
        }
        let stems = |words: &str| -> HashSet<String> {
            words.split_whitespace().map(|word| stemmer.stem(word).into_owned()).collect()
        };
        let (light, who, faint) = (stems(light), stems(who), stems(faint));
        Self { stemmer, empty: empty.split_whitespace().collect(), light, who, faint, alike }
    }

    fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Fr => &FRENCH,
            Lang::En => &ENGLISH,
        }
    }

    fn term(&self, word: &str) -> Option<Term> {
        if self.empty.contains(word) {
            return None;
        }
        let stem = self.stemmer.stem(word).into_owned();
        let weight = match () {
            () if self.faint.contains(&stem) => Weight::Faint,
            () if self.who.contains(&stem) => Weight::Who,
            () if self.light.contains(&stem) => Weight::Light,
            () => Weight::Full,
        };
        Some(Term { meaning: self.alike.get(&stem).cloned().unwrap_or_else(|| stem.clone()), stem, weight })
    }
}

/// How much a word says of what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Where, when, that one comes, and whether one may.
    Faint,
    /// Whom it is about, where nothing weightier is named.
    Who,
    /// What is done, where something is named that it is done to.
    Light,
    Full,
}

/// A word by which a text is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// What stands for it and for the words of its meaning.
    pub(super) meaning: String,
    /// The word itself, cut to its stem.
    pub(super) stem: String,
    pub(super) weight: Weight,
}

/// The terms of a text, in order.
pub(super) fn terms(lang: Lang, text: &str) -> Vec<Term> {
    let language = Language::of(lang);
    let words: Vec<String> = words(text).collect();
    let said = words.iter().enumerate();
    let term = |(at, word): (usize, &String)| {
        let term = language.term(word)?;
        // "Can I leave early?" is about going, and nothing that is left somewhere.
        let goes = lang == Lang::En && GOING.contains(&word.as_str()) && nothing_is_left(words.get(at + 1));
        Some(if goes { Term { weight: Weight::Faint, ..term } } else { term })
    };
    said.filter_map(term).collect()
}

/// "Leave early", "leave before the end", "leave": what follows is when, from where or nothing at all.
fn nothing_is_left(next: Option<&String>) -> bool {
    next.is_none_or(|next| WHEN_ONE_GOES.contains(&next.as_str()))
}

/// Whether a question is answered by a number: how much, how long, at what time.
pub(super) fn asks_for_a_number(lang: Lang, question: &str) -> bool {
    let said = format!(" {} ", words(question).collect::<Vec<_>>().join(" "));
    let asking: &[&str] = match lang {
        Lang::Fr => &["combien", "quelle heure", "quelles heures", "quel prix", "quel tarif"],
        Lang::En => &["how much", "how many", "how long", "what time", "how far"],
    };
    asking.iter().any(|asking| said.contains(&format!(" {asking} ")))
}

/// Whether a text has a number, or says that there is nothing to pay.
pub(super) fn has_a_number(text: &str) -> bool {
    const NUMBERS: &str = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingtaine \
        trente quarante cinquante soixante cent mille demi demie quart dizaine douzaine midi minuit une gratuit gratuite \
        gratuitement gratuits gratuites offert offerte one two three four five six seven eight nine ten eleven twelve \
        fifteen twenty thirty forty fifty sixty ninety hundred half quarter noon midnight hour free nothing";
    words(text).any(|word| {
        word.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.split_whitespace().any(|it| it == word)
    })
}

/// Words that say of somebody that they go, where nothing follows that they leave somewhere.
const GOING: &[&str] = &["leave", "leaving", "leaves"];
/// What stands behind them then.
const WHEN_ONE_GOES: &[&str] = &[
    "early",
    "earlier",
    "late",
    "later",
    "now",
    "soon",
    "sooner",
    "before",
    "after",
    "afterwards",
    "at",
    "on",
    "by",
    "when",
    "if",
    "once",
    "as",
    "right",
    "straight",
    "immediately",
    "directly",
    "for",
    "from",
    "and",
    "or",
    "without",
    "today",
    "tomorrow",
];

/// The language that most of a text's small words are of.
pub(super) fn language(text: &str) -> Lang {
    let (french, english) = (Language::of(Lang::Fr), Language::of(Lang::En));
    let mut balance = 0_i64;
    for word in words(text) {
        let (fr, en) = (french.empty.contains(word.as_str()), english.empty.contains(word.as_str()));
        balance += i64::from(en) - i64::from(fr);
    }
    if balance > 0 { Lang::En } else { Lang::Fr }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).map(folded).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_meaning_are_one_and_small_words_none() {
        let meanings = |lang, text| terms(lang, text).into_iter().map(|it| it.meaning).collect::<Vec<_>>();
        assert_eq!(meanings(Lang::Fr, "Où est-ce que je peux me garer ?"), meanings(Lang::Fr, "le parking"));
        assert_eq!(
            meanings(Lang::Fr, "Combien coûtent les séances ?"),
            meanings(Lang::Fr, "le tarif d’une séance")
        );
        assert_eq!(meanings(Lang::En, "Where can I park?"), meanings(Lang::En, "the parking"));
        assert_eq!(meanings(Lang::Fr, "Bonjour, est-ce que vous l'avez ?"), Vec::<String>::new());
    }

    #[test]
    fn the_language_is_that_of_the_small_words() {
        assert_eq!(language("Le parking est gratuit pour les patients du cabinet."), Lang::Fr);
        assert_eq!(language("Parking is free for all of our patients."), Lang::En);
    }
}
