//! Which words may be a name's.

use crate::Lang;
use crate::entity::is_filler;
use crate::text::Text;

/// Words that no name is made of: what callers say around names.
const COMMON_FR: &str = " et ou mais donc car je tu il elle on nous vous ils elles me te se ma mon mes sa son ses ta ton notre votre \
 j m t s c n qu que qui quoi dont ce cet cette ces ca cela est suis es sommes etes sont ai as a avons avez ont etais etait \
 oui non ouais ok accord merci bonjour bonsoir allo au aux avec sans pour par sur sous dans chez en y ne pas plus moins tres trop \
 bien bon bonne voila alors enfin pardon excusez euh plutot comme aussi encore deja toujours jamais rien tout tous toute \
 rendez rdv consultation numero telephone portable mail email adresse nom prenom date naissance code reference \
 voudrais veux voulais peux pouvez faut besoin prendre annuler deplacer decaler appelle appel appelez ecrit epelle \
 aujourdhui demain hier matin midi soir heure heures jour semaine lundi mardi mercredi jeudi vendredi samedi \
 ne nee un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize fille fils mari femme mere pere enfant bebe patient patiente nouveau nouvelle \
 vaccin ordonnance certificat docteur medecin infirmiere secretaire sais crois pense dirais la les des si quand combien ou quel quelle \
 desole desolee malade disponible libre occupe enceinte sur sure certain certaine attends attendez instant minute seconde moment \
 s'il plait arobase point tiret zero cabinet parfait exact exactement correct juste faux erreur deuxieme premier premiere dernier \
 vais va fait faire dis dit ici la-bas celui celle moi toi lui eux dont appareil peu coup mieux mal monsieur madame mademoiselle mr mme \
 pourquoi comment laisse laissez laisser tomber tant pis dommage reserve reservee reservez reserver confirme confirmez confirmer valide validez \
 note notez annule annulez arrete arretez comprends comprend compris entends entend repete repetez repeter parle parlez parler aucun aucune \
 autre autres chose personne quelqu avant apres depuis parce sinon stop change changez changer retard urgent urgence question message \
 dites disiez direz transmettez prevenez signalez mince zut peut pourrait pourrais serait attendez oublie oubliez rappelle rappelez rappellerai demande demandez parfois ensuite mets mettez le de du \
 veut vient viendra viendrait arrive arrivera doit devait devrait aimerait voudrait prefere souhaite refuse travaille habite tousse vomit souffre \
 saigne pleure dort mange sort rentre reste sera serait etait avait aura aurait pourra pouvait fera revient \
 belge suisse francais francaise anglais anglaise prise sang souvent seulement vraiment meme super famille mutuelle noel annee paques \
 batiment etage escalier appartement immeuble ascenseur digicode interphone porte ";
const COMMON_EN: &str = " and or but so i you he she it we they me my your his her our their is are am was were be been have has had do does did \
 yes no yeah yep nope ok okay sure thanks thank please hello hi hey good morning afternoon evening well um uh the a an to for \
 of in on at by with from about this that these those what when where who how why not dont cant wont id like want need \
 appointment consultation number phone email address name date birth code reference calling call book cancel move change \
 today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday morning noon week day hour oclock \
 one two three four five six seven eight nine ten sorry available free busy pregnant sick ill looking new patient \
 doctor nurse son daughter husband wife mother father child baby moment minute second wait hold just still really very here there \
 im its ive speaking first last right wrong correct perfect fine great afraid having going trying not late early born under spelled dot under \
 finally actually maybe perhaps booked reserved confirmed confirm never mind forget whatever nothing nobody anything something someone \
 understand tell let pass repeat say said tell told stop leave drop again later earlier different other another already because change sorry think mr mrs ms miss mum dad surname forename family can could would will shall should must might may make \
 cannot couldnt wouldnt needs wants prefers works lives coughs hurts feels fell came got comes goes gets keeps says thinks clashes called rang phoned \
 french english british irish scottish welsh belgian swiss god christmas easter \
 building floor apartment flat staircase ";

/// Written with a capital where the rest isn't.
pub(super) fn looks_like_a_name(text: &Text<'_>, at: usize) -> bool {
    is_capital(text, at) && is_name_word(text, at)
}

/// Written with a capital, unless everything is.
pub(super) fn is_capital(text: &Text<'_>, at: usize) -> bool {
    let shouted = text.source.chars().all(|c| !c.is_lowercase());
    let first = text.tokens.get(at).and_then(|_| text.original(at..at + 1).chars().next());
    first.is_some_and(char::is_uppercase) && !shouted
}

/// A sound of hesitation; «Ben Amar», «au nom de ben Salah» and the English Ben are somebody.
pub(super) fn hesitates(text: &Text<'_>, at: usize) -> bool {
    let capital = is_capital(text, at) && (at > 0 || looks_like_a_name(text, at + 1));
    let named = text.lang == Lang::En || capital || at > 0 && text.word(at - 1) == "de";
    is_filler(text.word(at)) && !(text.word(at) == "ben" && named)
}

pub(super) fn is_common(word: &str, lang: Lang) -> bool {
    let list = match lang {
        Lang::Fr => COMMON_FR,
        Lang::En => COMMON_EN,
    };
    list.match_indices(word).any(|(i, _)| {
        list.as_bytes().get(i.wrapping_sub(1)) == Some(&b' ')
            && list.as_bytes().get(i + word.len()) == Some(&b' ')
    })
}

pub(in crate::entity) fn is_name_word(text: &Text<'_>, at: usize) -> bool {
    let Some(token) = text.tokens.get(at) else { return false };
    let written = text.original(at..at + 1).chars().next().is_some_and(char::is_uppercase)
        && token.text.len() > 3
        && at > 0;
    !token.is_digits()
        && !hesitates(text, at)
        && !is_adverb(&token.text)
        && (!is_common(&token.text, text.lang) || written && token.text.len() > 3 && !is_verbish(&token.text))
}

/// «Finalement», «normalement»; Clément is shorter.
fn is_adverb(word: &str) -> bool {
    word.len() > 7 && (word.ends_with("ement") || word.ends_with("amment") || word.ends_with("emment"))
}

/// Common words that stay so even with a capital.
fn is_verbish(word: &str) -> bool {
    matches!(
        word,
        "lundi"
            | "mardi"
            | "mercredi"
            | "jeudi"
            | "vendredi"
            | "samedi"
            | "dimanche"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "bonjour"
            | "merci"
            | "voudrais"
            | "rendez"
            | "numero"
            | "hello"
            | "thanks"
            | "madame"
            | "monsieur"
            | "naissance"
            | "pardon"
            | "appointment"
            | "pourquoi"
            | "comment"
            | "laissez"
            | "tomber"
            | "reserve"
            | "annulez"
            | "confirme"
            | "batiment"
            | "etage"
            | "escalier"
            | "appartement"
            | "immeuble"
            | "building"
            | "apartment"
    )
}

/// Months and feasts: «le rendez-vous de Noël» is nobody's.
pub(super) fn is_date_word(word: &str) -> bool {
    matches!(
        word,
        "janvier"
            | "fevrier"
            | "mars"
            | "avril"
            | "mai"
            | "juin"
            | "juillet"
            | "aout"
            | "septembre"
            | "octobre"
            | "novembre"
            | "decembre"
            | "noel"
            | "paques"
            | "toussaint"
            | "pentecote"
            | "ascension"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "christmas"
            | "easter"
    )
}
