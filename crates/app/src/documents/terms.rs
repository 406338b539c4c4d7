//! The words of a text by which it is found: folded, without those that every sentence has, cut to their stems, and words
//! of one meaning taken for one.

use std::collections::HashMap;
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
    one only or other our out own please possible practice question come comes coming take takes long time re s same shall she should so some such t tell than \
    thank thanks that the their them then there these they this those to too under until up us ve very want was we were \
    what when where whether which while who whom why will with would you your yours doctor there's find";

/// Words of one meaning, a group a line, after the language's tag.
const ALIKE: &str = include_str!("alike.txt");

/// How a language's words are taken.
struct Language {
    stemmer: Stemmer,
    /// Stems of words that say nothing.
    empty: std::collections::HashSet<&'static str>,
    /// Stems to the first stem of their group.
    alike: HashMap<String, String>,
}

static FRENCH: LazyLock<Language> = LazyLock::new(|| Language::new(Lang::Fr));
static ENGLISH: LazyLock<Language> = LazyLock::new(|| Language::new(Lang::En));

impl Language {
    fn new(lang: Lang) -> Self {
        let (algorithm, empty) = match lang {
            Lang::Fr => (Algorithm::French, FR),
            Lang::En => (Algorithm::English, EN),
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
        Self { stemmer, empty: empty.split_whitespace().collect(), alike }
    }

    fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Fr => &FRENCH,
            Lang::En => &ENGLISH,
        }
    }

    fn term(&self, word: &str) -> Option<String> {
        if self.empty.contains(word) {
            return None;
        }
        let stem = self.stemmer.stem(word).into_owned();
        Some(self.alike.get(&stem).cloned().unwrap_or(stem))
    }
}

/// The terms of a text, in order.
pub(super) fn terms(lang: Lang, text: &str) -> Vec<String> {
    let language = Language::of(lang);
    words(text).filter_map(|word| language.term(&word)).collect()
}

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
        assert_eq!(terms(Lang::Fr, "Où est-ce que je peux me garer ?"), terms(Lang::Fr, "le parking"));
        assert_eq!(
            terms(Lang::Fr, "Combien coûtent les séances ?"),
            terms(Lang::Fr, "le tarif d’une séance")
        );
        assert_eq!(terms(Lang::En, "Where can I park?"), terms(Lang::En, "the parking"));
        assert_eq!(terms(Lang::Fr, "Bonjour, est-ce que vous l'avez ?"), Vec::<String>::new());
    }

    #[test]
    fn the_language_is_that_of_the_small_words() {
        assert_eq!(language("Le parking est gratuit pour les patients du cabinet."), Lang::Fr);
        assert_eq!(language("Parking is free for all of our patients."), Lang::En);
    }
}
