//! Names of people: announced, asked for, spelled, corrected.

use std::ops::Range;

use super::{Found, code, is_filler, phone, spelled, takes_back, vocabulary};
use crate::names;
use crate::text::{Gap, Text};
use crate::{Context, EntityKind, Expecting, Lang};

/// What announces a name, and how surely.
struct Cue {
    words: &'static str,
    /// A name follows, whatever it looks like; else only when it is written like one.
    sure: bool,
}

const fn sure(words: &'static str) -> Cue {
    Cue { words, sure: true }
}

const fn unsure(words: &'static str) -> Cue {
    Cue { words, sure: false }
}

const CUES_FR: [Cue; 38] = [
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
    sure("appelle"),
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
    unsure("moi c est"),
    unsure("c est pour"),
    unsure("je suis"),
    unsure("c est"),
    unsure("pour ma fille"),
    unsure("pour mon fils"),
    unsure("pour ma mere"),
    unsure("pour mon mari"),
    unsure("pour ma femme"),
];
const CUES_EN: [Cue; 26] = [
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
    sure("i am called"),
    sure("im called"),
    sure("its under"),
    sure("called"),
    unsure("this is"),
    unsure("i am"),
    unsure("im"),
    unsure("its"),
    unsure("for"),
];
const TITLES: &[&str] =
    &["monsieur", "madame", "mademoiselle", "mme", "m", "mr", "mrs", "ms", "miss", "mlle", "dr", "docteur"];
const PARTICLES: &[&str] = &[
    "de", "du", "des", "la", "le", "d", "l", "van", "von", "der", "den", "ben", "el", "al", "da", "dos",
    "di", "bin",
];
/// Names are no longer than this.
const LONGEST: usize = 5;

/// Words that no name is made of: what callers say around names.
const COMMON_FR: &str = " et ou mais donc car je tu il elle on nous vous ils elles me te se ma mon mes sa son ses ta ton notre votre \
 j m t s c n qu que qui quoi dont ce cet cette ces ca cela est suis es sommes etes sont ai as a avons avez ont etais etait \
 oui non ouais ok accord merci bonjour bonsoir allo au aux avec sans pour par sur sous dans chez en y ne pas plus moins tres trop \
 bien bon bonne voila alors enfin pardon excusez euh plutot comme aussi encore deja toujours jamais rien tout tous toute \
 rendez rdv consultation numero telephone portable mail email adresse nom prenom date naissance code reference \
 voudrais veux voulais peux pouvez faut besoin prendre annuler deplacer decaler appelle appel appelez ecrit epelle \
 aujourdhui demain hier matin midi soir heure heures jour semaine lundi mardi mercredi jeudi vendredi samedi \
 ne nee un une deux trois quatre cinq six sept huit neuf dix fille fils mari femme mere pere enfant bebe patient patiente nouveau nouvelle \
 vaccin ordonnance certificat docteur medecin infirmiere secretaire sais crois pense dirais la les des si quand combien ou quel quelle \
 desole desolee malade disponible libre occupe enceinte sur sure certain certaine attends attendez instant minute seconde moment \
 s'il plait arobase point tiret zero cabinet parfait exact exactement correct juste faux erreur deuxieme premier premiere dernier \
 vais va fait faire dis dit ici la-bas celui celle moi toi lui eux dont appareil peu coup mieux mal monsieur madame mademoiselle mr mme \
 pourquoi comment laisse laissez laisser tomber tant pis dommage reserve reservee reservez reserver confirme confirmez confirmer valide validez \
 note notez annule annulez arrete arretez comprends comprend compris entends entend repete repetez repeter parle parlez parler aucun aucune \
 autre autres chose personne quelqu avant apres depuis parce sinon stop change changez changer retard urgent urgence question message \
 mince zut peut pourrait pourrais serait attendez oublie oubliez rappelle rappelez rappellerai demande demandez parfois ensuite mets mettez le de du ";
const COMMON_EN: &str = " and or but so i you he she it we they me my your his her our their is are am was were be been have has had do does did \
 yes no yeah yep nope ok okay sure thanks thank please hello hi hey good morning afternoon evening well um uh the a an to for \
 of in on at by with from about this that these those what when where who how why not dont cant wont id like want need \
 appointment consultation number phone email address name date birth code reference calling call book cancel move change \
 today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday morning noon week day hour oclock \
 one two three four five six seven eight nine ten sorry available free busy pregnant sick ill looking new patient \
 doctor nurse son daughter husband wife mother father child baby moment minute second wait hold just still really very here there \
 im its ive speaking first last right wrong correct perfect fine great afraid having going trying not late early born under spelled dot under \
 finally actually maybe perhaps booked reserved confirmed confirm never mind forget whatever nothing nobody anything something someone \
 understand repeat say said tell told stop leave drop again later earlier different other another already because change sorry think ";

/// Finds the caller's or the patient's name.
pub(super) fn find(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let named = (0..text.tokens.len()).find_map(|at| announced(text, at, context));
    let named = named.or_else(|| introduced_late(text)).or_else(|| bare(text, context));
    named.or_else(|| beside_digits(text, context)).or_else(|| by_itself(text, context)).into_iter().collect()
}

/// «Le deuxième, Jeanne Petit»: first and last name, written as such and parted from the rest, where another answer
/// was asked for.
fn by_itself(text: &Text<'_>, context: &Context<'_>) -> Option<Found> {
    let asked =
        [Expecting::Choice, Expecting::Time, Expecting::Code, Expecting::Confirm, Expecting::AnythingElse];
    if !asked.contains(&context.expecting) {
        return None;
    }
    let parted = |at: usize| at == 0 || text.tokens.get(at).is_some_and(crate::text::Token::after_break);
    // Who is asked for a code and says something else says a name, however it is written.
    let written = |at: usize| context.expecting == Expecting::Code || looks_like_a_name(text, at);
    let proper = |at: usize| written(at) && is_name_word(text, at) && !is_common(text.word(at), text.lang);
    let firsts = (0..text.tokens.len()).filter(|at| parted(*at) && proper(*at) && proper(*at + 1));
    let mut names = firsts.filter_map(|at| name_at(text, at));
    names.find(|name| {
        let own = name.tokens.clone();
        let whole = own.end == text.tokens.len() || parted(own.end);
        whole && own.len() <= 3 && own.clone().all(proper) && !is_of_the_practice(&own, text, context)
    })
}

/// «Jeanne Petit, code 482173», «06 39 98 10 01, Jeanne Petit»: who gives a number or a code gives the name that goes
/// with it. Written small, it is one only in answer to the question for either.
fn beside_digits(text: &Text<'_>, context: &Context<'_>) -> Option<Found> {
    let asked = matches!(context.expecting, Expecting::Code | Expecting::Phone);
    let digits = phone::find(text, context).into_iter().chain(code::find(text, context));
    digits.filter(|found| found.entity.is_some()).find_map(|digits| {
        let before = (0..digits.tokens.start).rev().find(|at| !announces_digits(text, *at));
        let first = before.and_then(|last| {
            let run = (0..=last).rev().take_while(|at| is_name_word(text, *at)).take(LONGEST);
            run.last()
        });
        let after = digits.tokens.end;
        let starts = [first, Some(after)].into_iter().flatten();
        let mut named = starts.filter(|at| asked || looks_like_a_name(text, *at));
        named.find_map(|at| {
            name_at(text, skip(text, at)).filter(|name| !is_of_the_practice(&name.tokens, text, context))
        })
    })
}

/// What stands between a name and its digits: «code», «mon numéro c'est le».
fn announces_digits(text: &Text<'_>, at: usize) -> bool {
    const SMALL: &[&str] = &[
        "code",
        "reference",
        "numero",
        "telephone",
        "portable",
        "tel",
        "dossier",
        "mon",
        "ma",
        "le",
        "la",
        "au",
        "et",
        "avec",
        "c",
        "est",
        "the",
        "my",
        "is",
        "and",
        "with",
        "number",
        "phone",
        "mobile",
        "on",
    ];
    SMALL.contains(&text.word(at)) || is_filler(text.word(at))
}

/// Names somebody who works here, or something that is done here.
fn is_of_the_practice(name: &Range<usize>, text: &Text<'_>, context: &Context<'_>) -> bool {
    let people = vocabulary::practitioners(text, context);
    let mut said = people.into_iter().chain(vocabulary::services(text, context));
    said.any(|who| who.tokens.start < name.end && name.start < who.tokens.end)
}

/// After «je m'appelle» and the like.
fn announced(text: &Text<'_>, at: usize, context: &Context<'_>) -> Option<Found> {
    let cues: &[Cue] = match text.lang {
        Lang::Fr => &CUES_FR,
        Lang::En => &CUES_EN,
    };
    let asked = context.expecting == Expecting::Name;
    cues.iter().filter_map(|cue| Some((cue, text.says(at, cue.words)?))).find_map(|(cue, n)| {
        let start = skip(text, at + n);
        let surely = cue.sure || asked;
        (surely || looks_like_a_name(text, start)).then(|| name_at(text, start)).flatten()
    })
}

/// «Jeanne Petit à l'appareil».
fn introduced_late(text: &Text<'_>) -> Option<Found> {
    let cue = ["a l appareil", "speaking"];
    let at = (1..text.tokens.len()).find(|at| cue.iter().any(|c| text.says(*at, c).is_some()))?;
    let first = (0..at).rev().take_while(|i| is_name_word(text, *i)).take(3).last()?;
    name_at(text, first).filter(|f| f.tokens.end == at)
}

/// The whole answer to «à quel nom ?»; without the question, only a name that is spelled.
fn bare(text: &Text<'_>, context: &Context<'_>) -> Option<Found> {
    if context.expecting == Expecting::Name {
        let spelled = (0..text.tokens.len()).find(|at| spelled::read(text, *at).is_some());
        return name_at(text, skip(text, 0)).or_else(|| spelled.and_then(|at| name_before(text, at)));
    }
    (0..text.tokens.len()).find_map(|at| {
        let spelling = spelled::read(text, at)?;
        let explained = (at..spelling.end).any(|i| matches!(text.word(i), "comme" | "as" | "apostrophe"));
        let announced = (at.saturating_sub(3)..at)
            .any(|i| matches!(text.word(i), "ecrit" | "epelle" | "spelled" | "spelt"));
        (explained || announced).then(|| name_before(text, at)).flatten()
    })
}

/// The name that a spelling completes, said right before it or not at all.
fn name_before(text: &Text<'_>, spelling: usize) -> Option<Found> {
    let mut first = spelling;
    let mut at = spelling;
    while at > 0 {
        at -= 1;
        if is_name_word(text, at) && spelling - at <= 6 && text.word(at).len() > 1 {
            first = at;
        } else if first != spelling || !is_bridge(text, at) {
            break;
        }
    }
    name_at(text, first)
}

fn is_bridge(text: &Text<'_>, at: usize) -> bool {
    matches!(
        text.word(at),
        "ca" | "s"
            | "ecrit"
            | "epelle"
            | "c"
            | "est"
            | "its"
            | "it"
            | "is"
            | "spelled"
            | "spelt"
            | "thats"
            | "that"
    ) || is_filler(text.word(at))
}

/// Passes over fillers, titles and «c'est» before a name.
fn skip(text: &Text<'_>, mut at: usize) -> usize {
    loop {
        let word = text.word(at);
        let spelled = spelled::read(text, at).is_some();
        let noise = is_filler(word)
            || matches!(
                word,
                "c" | "est" | "bonjour" | "oui" | "yes" | "its" | "is" | "alors" | "non" | "mais"
            );
        if word.is_empty() || spelled || !(noise || TITLES.contains(&word)) {
            return at;
        }
        at += 1;
    }
}

/// Written with a capital where the rest isn't.
fn looks_like_a_name(text: &Text<'_>, at: usize) -> bool {
    let capital = |i: usize| text.original(i..i + 1).chars().next().is_some_and(char::is_uppercase);
    let shouted = text.source.chars().all(|c| !c.is_lowercase());
    capital(at) && is_name_word(text, at) && !shouted
}

fn is_common(word: &str, lang: Lang) -> bool {
    let list = match lang {
        Lang::Fr => COMMON_FR,
        Lang::En => COMMON_EN,
    };
    list.match_indices(word).any(|(i, _)| {
        list.as_bytes().get(i.wrapping_sub(1)) == Some(&b' ')
            && list.as_bytes().get(i + word.len()) == Some(&b' ')
    })
}

pub(super) fn is_name_word(text: &Text<'_>, at: usize) -> bool {
    let Some(token) = text.tokens.get(at) else { return false };
    let written = text.original(at..at + 1).chars().next().is_some_and(char::is_uppercase)
        && token.text.len() > 3
        && at > 0;
    !token.is_digits()
        && !is_filler(&token.text)
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
        "bonjour"
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
    )
}

/// The name that begins at a token, with its spelling and its corrections.
fn name_at(text: &Text<'_>, first: usize) -> Option<Found> {
    let mut parts = Vec::new();
    let mut end = first;
    if spelled::read(text, first).is_none() {
        end = said(text, first, &mut parts);
    }
    end = spell_out(text, end, &mut parts);
    end = correct(text, end, &mut parts);
    // «Le premier»: an article by itself is nobody.
    let small = |part: &Part| PARTICLES.contains(&names::folded(&part.word).as_str());
    if parts.iter().all(small) {
        return None;
    }
    let value = written(&parts);
    (value.chars().filter(|c| c.is_alphabetic()).count() >= 2)
        .then(|| Found::named(EntityKind::PersonName, value, text, first..end))
}

/// One word of a name: how it was written, and whether a hyphen or an apostrophe ties it to the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    word: String,
    tie: &'static str,
}

/// Collects the words of a name; returns the token after them.
fn said(text: &Text<'_>, first: usize, parts: &mut Vec<Part>) -> usize {
    let mut at = first;
    let mut end = first;
    let mut tie = "";
    while parts.len() < LONGEST {
        let broken = at > first && text.tokens.get(at).is_some_and(crate::text::Token::after_break);
        if broken
            || spelled::read(text, at).is_some() && at > first
            || spelled::doubled(text, at).is_some()
            || takes_back(text, at).is_some()
        {
            break;
        }
        let word = text.word(at);
        if !parts.is_empty()
            && tie.is_empty()
            && (word == "tiret" || text.says(at, "trait d union").is_some())
        {
            tie = "-";
            at += if word == "tiret" { 1 } else { 3 };
            continue;
        }
        if is_filler(word) && at > first {
            at += 1;
            continue;
        }
        let particle = PARTICLES.contains(&word) && particle_fits(text, at);
        if !particle && !is_name_word(text, at) {
            break;
        }
        let gap = text.tokens.get(at).map(|t| t.gap);
        let tied = match gap {
            Some(Gap::Hyphen) if !parts.is_empty() => "-",
            Some(Gap::Apostrophe) if !parts.is_empty() => "'",
            _ => tie,
        };
        parts.push(Part { word: text.original(at..at + 1).to_owned(), tie: tied });
        tie = "";
        at += 1;
        end = at;
    }
    end
}

/// A particle is one only before a word of a name.
fn particle_fits(text: &Text<'_>, at: usize) -> bool {
    let next = at + 1;
    is_name_word(text, next) || PARTICLES.contains(&text.word(next)) && is_name_word(text, next + 1)
}

/// Reads what spells the name out: letters stand for the word they resemble, else for the last.
fn spell_out(text: &Text<'_>, end: usize, parts: &mut Vec<Part>) -> usize {
    let mut at = end;
    while is_filler(text.word(at)) || is_bridge(text, at) && spelled::read(text, at).is_none() {
        at += 1;
    }
    if let Some(spelling) = spelled::read(text, at) {
        put(parts, &spelling.letters);
        return more_spelled(text, spelling.end, parts);
    }
    if let Some((letter, after)) = spelled::doubled(text, end) {
        double(parts, letter);
        return after;
    }
    end
}

/// «… prénom Jeanne» spelled as a second run: «P E T I T, plus loin J E A N N E» is left to the next turn.
fn more_spelled(text: &Text<'_>, end: usize, parts: &mut [Part]) -> usize {
    match spelled::doubled(text, end) {
        Some((letter, after)) => {
            double(parts, letter);
            after
        }
        None => end,
    }
}

/// Puts spelled letters in the place of the word they resemble.
fn put(parts: &mut Vec<Part>, letters: &str) {
    let key = names::folded(&letters.replace(['\'', '-', ' '], ""));
    let whole = names::folded(&parts.iter().map(|p| p.word.as_str()).collect::<String>());
    let initial = |part: &Part| names::folded(&part.word).chars().next() == key.chars().next();
    if parts.len() > 1 && whole == key {
        parts.clear();
    }
    let at =
        parts.iter().rposition(|p| names::folded(&p.word) == key).or_else(|| parts.iter().rposition(initial));
    let spelled = |tie| Part { word: letters.to_owned(), tie };
    match at {
        // The accents that were heard are better than none spelled.
        Some(i) if names::folded(&parts[i].word) == key && letters.is_ascii() => {}
        Some(i) => parts[i] = spelled(parts[i].tie),
        None if parts.len() == 1 && names::sounds_like(&parts[0].word) == names::sounds_like(letters) => {
            parts[0] = spelled("");
        }
        None => parts.push(spelled("")),
    }
}

/// Doubles the last such letter that stands alone.
fn double(parts: &mut [Part], letter: char) {
    for part in parts.iter_mut().rev() {
        let chars: Vec<char> = part.word.chars().collect();
        let is = |i: usize| chars.get(i).is_some_and(|c| c.to_lowercase().eq(letter.to_lowercase()));
        if (1..chars.len()).any(|i| is(i) && is(i - 1)) {
            return;
        }
        if let Some(i) = (0..chars.len()).rev().find(|i| is(*i)) {
            let mut doubled = chars;
            doubled.insert(i + 1, letter);
            part.word = doubled.into_iter().collect();
            return;
        }
    }
}

/// «Jeanne Petit, non, Petitot»: one word stands for the last, several for all.
fn correct(text: &Text<'_>, end: usize, parts: &mut Vec<Part>) -> usize {
    let Some(n) = takes_back(text, end).filter(|_| !parts.is_empty()) else { return end };
    let start = skip(text, end + n);
    let mut again = Vec::new();
    let after = match spelled::read(text, start) {
        Some(_) => start,
        None => said(text, start, &mut again),
    };
    let after = spell_out(text, after, &mut again);
    if again.is_empty() {
        return end;
    }
    let kept = if again.len() == 1 { parts.len() - 1 } else { 0 };
    parts.truncate(kept);
    parts.append(&mut again);
    after
}

/// The name as names are written.
fn written(parts: &[Part]) -> String {
    let mut out = String::new();
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.push_str(if part.tie.is_empty() { " " } else { part.tie });
        }
        let folded = names::folded(&part.word);
        let small = i > 0 && PARTICLES[..8].contains(&folded.as_str()) && i + 1 < parts.len();
        out.push_str(&if small { part.word.to_lowercase() } else { titled(&part.word) });
    }
    out
}

/// Capital letters where names bear them; what was written with capitals inside stays as it is.
pub(super) fn titled(word: &str) -> String {
    let mixed = word.chars().any(char::is_lowercase) && word.chars().skip(1).any(char::is_uppercase);
    if mixed {
        return word.to_owned();
    }
    let mut start = true;
    let mut out = String::new();
    for c in word.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        start = matches!(c, '-' | '\'' | '’' | ' ');
    }
    out
}
