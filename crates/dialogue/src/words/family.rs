//! For whom: the caller, somebody of theirs, or both.

use super::several::count;
use super::{Words, alternatives};

/// Somebody whom a caller speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Relative {
    /// As the caller says it.
    said: &'static str,
    /// As it is said back: «votre fille».
    pub(crate) fr: &'static str,
    /// The same in English.
    pub(crate) en: &'static str,
}

/// One of those for whom appointments are wished in one breath.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whom {
    /// Who calls.
    Caller,
    /// Somebody of theirs.
    Relative(Relative),
    /// Not said.
    Unsaid,
}

const fn relative(said: &'static str, fr: &'static str, en: &'static str) -> Relative {
    Relative { said, fr, en }
}

/// Those there are.
const RELATIVES: &[Relative] = &[
    relative("petit fils | grandson", "votre petit-fils", "your grandson"),
    relative("petite fille | granddaughter", "votre petite-fille", "your granddaughter"),
    relative("grand mere | grandmother", "votre grand-mère", "your grandmother"),
    relative("grand pere | grandfather", "votre grand-père", "your grandfather"),
    relative("belle mere | mother in law", "votre belle-mère", "your mother-in-law"),
    relative("beau pere | father in law", "votre beau-père", "your father-in-law"),
    relative("fils | garcon | garcons | son | sons | boy | boys", "votre fils", "your son"),
    relative("fille | filles | daughter | daughters | girl | girls", "votre fille", "your daughter"),
    relative("mari | husband", "votre mari", "your husband"),
    relative("femme | wife", "votre femme", "your wife"),
    relative("mere | maman | mother | mum | mom", "votre mère", "your mother"),
    relative("pere | papa | father | dad", "votre père", "your father"),
    relative("frere | brother", "votre frère", "your brother"),
    relative("soeur | sister", "votre sœur", "your sister"),
    relative("tante | aunt", "votre tante", "your aunt"),
    relative("oncle | uncle", "votre oncle", "your uncle"),
    relative("compagnon | partner", "votre compagnon", "your partner"),
    relative("compagne", "votre compagne", "your partner"),
    relative("epoux | conjoint", "votre époux", "your husband"),
    relative("epouse | conjointe", "votre épouse", "your wife"),
    relative("enfant | enfants | child | children | kid | kids", "votre enfant", "your child"),
    relative("bebe | baby", "votre bébé", "your baby"),
    relative("voisin | neighbour", "votre voisin", "your neighbour"),
    relative("voisine", "votre voisine", "your neighbour"),
    relative("ami | friend", "votre ami", "your friend"),
    relative("amie", "votre amie", "your friend"),
    relative("proche", "votre proche", "your relative"),
];
/// Before whom it is for.
const FOR: &[&str] = &["pour", "for"];
/// Before whose it is.
const OF: &[&str] = &["de", "a", "of"];
/// Between two for whom it is.
const JOINING: &[&str] = &["et", "puis", "and", "pour", "for"];
/// Whose somebody is.
const POSSESSIVES: &[&str] = &["mon", "ma", "mes", "notre", "nos", "my", "our", "un", "une"];

/// Before a surname.
const TITLES: &str = "madame | monsieur | mme | mr | mrs | ms | miss | mademoiselle";

/// Somebody in a sentence.
struct Mention {
    /// Its place in the folded text.
    at: usize,
    /// The two words before it.
    before: [String; 2],
    /// The words right after it.
    after: String,
    /// Right after the one before it, and a word that joins them.
    joined: bool,
    /// Right after the one before it, as in a list.
    listed: bool,
    whom: Whom,
    /// «Mes deux enfants», «mes enfants»: how many they are.
    count: usize,
}

impl Mention {
    fn follows(&self, any: &[&str]) -> bool {
        any.contains(&self.before[1].as_str())
    }

    /// «Pour», «au nom de»: it is for them.
    fn is_for(&self) -> bool {
        let named = matches!(self.before[0].as_str(), "nom" | "name") && self.follows(&["de", "of"]);
        self.follows(FOR) || named
    }

    /// «Ma fille ne peut pas venir»: it is hers.
    fn is_kept_away(&self) -> bool {
        const AWAY: &[&str] = &[
            "ne peut",
            "ne pourra",
            "ne viendra",
            "ne vient",
            "n est pas",
            "n a plus",
            "peut pas",
            "peut plus",
            "pourra pas",
            "viendra pas",
            "a rendez",
            "avait rendez",
            "a un",
            "avait un",
            "doit annuler",
            "can t",
            "cannot",
            "won t",
            "has an",
            "had an",
            "isn t",
        ];
        AWAY.iter().any(|away| self.after.starts_with(away))
    }

    /// «… et mon père viendra avec elle»: does something, and gets nothing.
    fn acts(&self) -> bool {
        const ACTS: &[&str] = &[
            "viendra",
            "vient",
            "va ",
            "ira ",
            "est ",
            "sera ",
            "a ",
            "m accompagne",
            "l accompagne",
            "will",
            "is ",
            "comes",
            "has ",
        ];
        !self.follows(FOR) && ACTS.iter().any(|act| self.after.starts_with(act))
    }

    const fn is_relative(&self) -> bool {
        matches!(self.whom, Whom::Relative(_))
    }
}

impl Words {
    /// Where somebody else is named as whom it is for: «pour mon fils», «ma fille aussi».
    pub(crate) fn for_another(&self) -> Option<usize> {
        let others =
            "pour quelqu un d autre | pour une autre personne | for someone else | for somebody else";
        let others = alternatives(others).filter_map(|other| self.0.find(&format!(" {other} ")));
        let also = self.wants_it_too();
        let named = self.family().into_iter().filter(|who| who.is_relative() && (who.is_for() || also));
        others.chain(named.map(|who| who.at)).min()
    }

    /// After all it is for whoever calls.
    pub(crate) fn for_caller(&self) -> bool {
        self.has("c est pour moi | it s for me | it is for me")
    }

    /// It is for somebody else than who calls.
    pub(crate) fn not_for_caller(&self) -> bool {
        self.has("pas pour moi | not for me")
    }

    /// Where somebody else is named as whose appointment it is: «le rendez-vous de ma mère».
    pub(crate) fn of_another(&self) -> Option<usize> {
        let owns = |who: &Mention| {
            who.follows(OF) || who.is_kept_away() || self.0[who.at..].contains(" s appointment ")
        };
        let named = self.family().into_iter().filter(|who| who.is_relative() && owns(who));
        let hers = alternatives("le sien | la sienne | hers | his appointment | her appointment");
        let hers = hers.filter_map(|hers| self.0.find(&format!(" {hers} "))).min();
        hers.into_iter().chain(self.for_another()).chain(named.map(|who| who.at)).min()
    }

    /// Who is spoken of at this place.
    pub(crate) fn whom_at(&self, place: usize) -> Option<Whom> {
        self.family().into_iter().find(|who| who.at == place).map(|who| who.whom)
    }

    /// Whose appointment is spoken of: «celui de ma fille», «le mien»; nobody's where that isn't said.
    pub(crate) fn whose(&self) -> Option<Whom> {
        let own = "mon rendez vous | mon rdv | ma consultation | le mien | la mienne | my appointment | mine | my own";
        let theirs = self.of_another().and_then(|place| self.whom_at(place));
        theirs.or_else(|| self.has(own).then_some(Whom::Caller))
    }

    /// Whether the name at this place is that of whose appointment it is.
    pub(crate) fn own_what_is_named_at(&self, at: usize) -> bool {
        let owned = "rendez vous de | rendez vous d | rdv de | rdv d | celui de | celui d | appointment of";
        let (before, from) = self.0.split_at(at);
        let titled = alternatives(TITLES).find_map(|title| before.strip_suffix(&format!(" {title}")));
        let before = titled.unwrap_or(before);
        alternatives(owned).any(|cue| before.ends_with(&format!(" {cue}")))
            || from
                .split(" s appointment ")
                .next()
                .is_some_and(|name| name.len() < from.len() && name.split_whitespace().count() <= 3)
    }

    /// Whether whoever calls gives the name at this place as their own: «je suis Ahmed Saïdi», «Anne Roche à l'appareil».
    pub(crate) fn call_themselves_what_is_named_at(&self, at: usize) -> bool {
        let before = "je suis | je m appelle | moi c est | mon nom est | mon nom c est | ici | i am | i m | my name is \
                      | my name s | this is";
        let after = "a l appareil | speaking | on the phone";
        let (said, from) = self.0.split_at(at);
        let titled = alternatives(TITLES).find_map(|title| said.strip_suffix(&format!(" {title}")));
        let said = titled.unwrap_or(said);
        let closes =
            |cue: &str| from.split(&format!(" {cue} ")).next().filter(|name| name.len() < from.len());
        alternatives(before).any(|cue| said.ends_with(&format!(" {cue}")))
            || alternatives(after).filter_map(closes).any(|name| name.split_whitespace().count() <= 3)
    }

    /// Whether a title stands before this place.
    pub(crate) fn is_titled_at(&self, at: usize) -> bool {
        alternatives(TITLES).any(|title| self.0[..at].ends_with(&format!(" {title}")))
    }

    /// Somebody who is wished an appointment beside the one that is spoken of: «ma fille aussi».
    pub(crate) fn also_for(&self) -> Option<Relative> {
        let mut family = self.family().into_iter().filter(|_| self.wants_it_too());
        family.find_map(|who| if let Whom::Relative(relative) = who.whom { Some(relative) } else { None })
    }

    fn wants_it_too(&self) -> bool {
        self.has("aussi | egalement | too | as well | also")
            || self.beside().is_some()
            || self.are_within(4)
                && self.begins("et ma | et mon | et pour ma | et pour mon | and my | and for my")
    }

    /// For whom several appointments are wished: «un pour moi et un pour ma fille». Empty when it is one.
    pub(crate) fn everybody(&self) -> Vec<(Whom, usize)> {
        let family = self.family();
        let starts = family.iter().position(|who| who.is_for() || who.count > 1);
        let first = starts.or_else(|| family.get(1).filter(|second| second.joined).map(|_| 0));
        let rest = first.map_or(&[] as &[Mention], |first| &family[first..]);
        let (one, others) = rest.split_first().map_or((None, rest), |(one, others)| (Some(one), others));
        // «Pour moi, ma fille et mon fils»: a list has its joining word before the last.
        let last = others.iter().rposition(|who| who.joined).unwrap_or_default();
        let goes_on =
            |(at, who): &(usize, &Mention)| !who.acts() && (who.follows(JOINING) || who.listed && *at < last);
        let others = others.iter().enumerate().take_while(goes_on).map(|(_, who)| who);
        let named: Vec<&Mention> = one.into_iter().chain(others).collect();
        let place = |who: &&Mention| (who.whom, who.at);
        let mut whom: Vec<(Whom, usize)> = named.iter().map(place).collect();
        let wished = self.count_of_bookings();
        if let ([only], [one]) = (whom.as_slice(), named.as_slice()) {
            let alike = one.count;
            let another = if alike > 1 { (only.0, usize::MAX) } else { (Whom::Unsaid, usize::MAX) };
            whom.resize(alike.max(wished), another);
        } else if whom.is_empty() && wished > 1 && family.len() == wished && self.tell_what_is_needed() {
            // «Mon mari a mal au dos et ma fille doit faire un vaccin, deux rendez-vous»
            whom = family.iter().map(|who| place(&who)).collect();
        } else if whom.is_empty() && wished > 1 {
            whom = vec![(Whom::Unsaid, usize::MAX); wished];
        } else {
            whom = named.iter().flat_map(|who| vec![place(who); who.count]).collect();
        }
        // Who calls comes first: their name is that of the others, often enough.
        whom.sort_by_key(|(whom, _)| *whom != Whom::Caller);
        if whom.len() > 1 { whom } else { Vec::new() }
    }

    /// Says what ails somebody, or what they have to have done: «(mon mari) a mal au dos».
    pub(crate) fn tell_what_is_needed(&self) -> bool {
        self.has(
            "a mal | ai mal | a de la fievre | ai de la fievre | tousse | est malade | suis malade | doit | dois | a besoin | ai besoin \
             | has | hurts | is sick | is ill | am sick | needs | need",
        )
    }

    /// Somebody of theirs who is to be the first of several: «mon mari d'abord»; and nothing else is said.
    pub(crate) fn put_first(&self) -> Option<Whom> {
        let first = "d abord | en premier | en premiere | first | to begin with";
        let only = self.are_within(7) && self.has(first) && !self.has("the first | first one | first slot");
        let mut family = self.family().into_iter().filter(|_| only);
        let one = family.next()?;
        family.next().is_none().then_some(one.whom)
    }

    /// The caller and theirs, as they are mentioned.
    fn family(&self) -> Vec<Mention> {
        let words = self.parted();
        let mut family: Vec<Mention> = Vec::new();
        let mut last_end = None;
        for (nth, (at, word)) in words.iter().enumerate() {
            let next = words.get(nth + 1).map(|(_, word)| *word);
            let number = next.and_then(count);
            // «Mes deux filles», «mon autre fille».
            let numbered = usize::from(number.is_some() || matches!(next, Some("autre" | "other")));
            let rest = &words[(nth + 1 + numbered).min(words.len())..];
            let own = *word == "moi"
                || *word == "myself"
                || *word == "me" && nth > 0 && FOR.contains(&words[nth - 1].1);
            let theirs = POSSESSIVES.contains(word).then(|| begins_with_relative(rest)).flatten();
            let (whom, length) = match theirs {
                Some((relative, length)) => (Whom::Relative(relative), 1 + numbered + length),
                None if own => (Whom::Caller, 1),
                None => continue,
            };
            let before = [2, 1].map(|back| nth.checked_sub(back).map_or("", |at| words[at].1).to_owned());
            if matches!(before[0].as_str(), "pas" | "not") && FOR.contains(&before[1].as_str()) {
                continue;
            }
            let joins = JOINING.contains(&before[1].as_str());
            let joined = joins && last_end.is_some_and(|end| end + 1 == nth);
            let listed = last_end == Some(nth);
            let plural =
                if *word == "mes" && rest.first().is_some_and(|(_, who)| who.ends_with('s')) { 2 } else { 1 };
            let count = theirs.map_or(1, |_| number.unwrap_or(plural));
            last_end = Some(nth + length);
            let after: Vec<&str> = words.iter().skip(nth + length).take(3).map(|(_, word)| *word).collect();
            family.push(Mention { at: *at, before, after: after.join(" "), joined, listed, whom, count });
        }
        family
    }
}

/// The relative whom these words begin with, and how many they are.
fn begins_with_relative(words: &[(usize, &str)]) -> Option<(Relative, usize)> {
    RELATIVES.iter().find_map(|relative| {
        let said = alternatives(relative.said).find(|said| {
            let mut parts = said.split(' ').enumerate();
            parts.all(|(nth, part)| words.get(nth).is_some_and(|(_, word)| *word == part))
        })?;
        Some((*relative, said.split(' ').count()))
    })
}
