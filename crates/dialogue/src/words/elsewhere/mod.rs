//! What callers ask for that other practices do: «un détartrage», «le kiné», "physio". Of the two tables in
//! `tables/<language>/trades.tsv`, whose head tells how they are written.

mod table;
#[cfg(test)]
mod tests;

use domain::Lang;

use self::table::{Row, table};
use super::{Words, alternatives};

/// Something that a practice may not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Elsewhere {
    /// Who does it, as it is said back: «kinésithérapeute».
    Trade(&'static str),
    /// What is booked: «une séance d'ostéopathie».
    Service(&'static str),
}

/// What stands between a wish and what is wished, without changing it: «(je voudrais) prendre rendez-vous demain pour une
/// séance de (kiné)». No «mon», «ma»: what is one's own is told of.
const BETWEEN: &str = "un | une | des | du | de la | de l | de | d | la | le | l | les | pour | chez | avec | en | a | an | some | the | of \
    | for | with | your | votre | at \
    | seance | seances | consultation | rendez vous | rdv | creneau | bilan | visite | session | sessions | appointment | slot | visit \
    | prendre | reserver | aller | d aller | que je vois | go | avoir | obtenir | fixer | caler | venir | faire | me faire faire | passer | voir | consulter | book | make | get | have | arrange | schedule | see | come \
    | come in | to | do | petit | petite | simple | autre | bon | bonne | premier | premiere | euh | aussi | juste | plutot | donc | just | also | quick | another | first \
    | demain | apres demain | aujourd hui | tomorrow | today | lundi | mardi | mercredi | jeudi | vendredi | samedi | monday | tuesday | wednesday | thursday | friday | saturday \
    | matin | soir | apres midi | midi | morning | afternoon | this | next | cette semaine | la semaine prochaine | prochain | on | vite | rapidement | si possible | s il vous plait";
/// Behind what a wish is said, or a call begins.
const WISHES: &str = "voudrais | voulais | veux | voudrait | voulait | veut | voudrions | aimerais | aimerait | aimerions | souhaite | souhaiterais \
    | souhaiterait | me faut | me faudrait | lui faut | lui faudrait | nous faut | il faudrait | faudrait | besoin | cherche | chercherais | recherche | c est | ce serait | ca serait \
    | j appelle | je vous appelle | appelle | est ce que je peux | est ce que je pourrais | je peux | je pourrais | puis je | pourrais je | est ce qu on peut | on peut | on pourrait | possible \
    | bonjour | bonsoir | allo | non | oui | alors | plutot | i d like | would like | like | want | wanted | need | needs | looking | calling | it s | can i | could i | may i | can we | could we | hello | hi \
    | good morning | good afternoon | no | yes | please";
/// Right before who does it.
const ARTICLES: &str = "le | la | l | les | un | une | the | a | an | votre | your";
/// Papers of somebody whom nobody wants to see here.
const OF_SOMEBODY: &str = "de la part | courrier | lettre | compte rendu | letter | report";
/// Behind what somebody is sent to who does it: «(on) m'a dit (d'aller voir un dermatologue)».
const SENT: &str = "m envoie | m a envoye | m a envoyee | l a envoye | l a envoyee | m adresse | m a adresse | m a adressee | m a dit | lui a dit | nous a dit \
    | m a conseille | lui a conseille | nous a conseille | m a recommande | m a oriente | m a orientee | m a demande | referred | sent me | told me | advised me \
    | recommended | was told | referred me";
/// Behind what is prescribed: «(on) m'a prescrit (des séances de kiné)».
const PRESCRIBED: &str =
    "m a prescrit | lui a prescrit | nous a prescrit | m ont prescrit | prescribed | prescribed me";
/// Where it is done already, or only told of: «… mais j'ai toujours mal».
const STILL: &str = "mais | toujours | encore | en parler | parler | depuis | finies | terminees | et il | et elle | but | still | since | talk | and he | and she";
/// Behind what one has to see somebody: «mon fils doit (voir un orthophoniste)».
const HAVE_TO: &str = "dois | doit | devons | devrais | devrait | faut | faudrait que je | faut que je | have to | has to | must | should";
/// Where something else is wished because of it.
const THEREFORE: &str = "donc | du coup | plutot | alors | so | instead";
/// An appointment, right before or behind who gives it: «rendez-vous (dentiste)», "(dentist) appointment".
const APPOINTMENT: &str = "rendez vous | rdv | consultation | appointment | visit";
/// Behind what it is asked who is here: «vous avez (un dentiste) ?»
const WHO_IS_HERE: &str = "vous avez | avez vous | y a t il | il y a | y a | vous auriez | do you have | is there | have you got | you have";
/// Right behind who does it, it is told of them: «(le dentiste) m'a dit…»
const TOLD: &str =
    "de | d | qui | m | me | ne | n | a | est | veut | dit | who | told | said | says | has | is | wants";
/// Right behind what is booked, it is told of: «(une IRM) que j'ai passée».
const HAD: &str = "que | qu | qui | that | which | me | m | i had";

impl Words {
    /// What is asked for that none of the practice's own words names, nor anything of its field: «une séance
    /// d'ostéopathie», and neither «après une séance d'ostéopathie» nor «une ordonnance pour de la kiné».
    pub(crate) fn elsewhere(&self, own: &[Self], lang: Lang) -> Option<Elsewhere> {
        let asked = |row: &&Row| alternatives(row.said).any(|said| self.asks_for(said, row.is));
        let trades = table(lang).iter().filter(|row| matches!(row.is, Some(Elsewhere::Trade(_))));
        let services = table(lang).iter().filter(|row| matches!(row.is, Some(Elsewhere::Service(_))));
        trades.chain(services).filter(asked).find(|row| !row.is_of(own, lang)).and_then(|row| row.is)
    }

    /// What it is asked of whether it is done here, and isn't: «vous avez un dentiste ?», "do you do dental cleaning?"
    pub(crate) fn ask_about_elsewhere(&self, own: &[Self], lang: Lang) -> Option<Elsewhere> {
        let asked = |row: &&Row| {
            alternatives(row.said).any(|said| {
                // «Les détartrages»
                self.ask_about(said, row.is) || self.ask_about(&format!("{said}s"), row.is)
            })
        };
        table(lang).iter().filter(asked).find(|row| !row.is_of(own, lang)).and_then(|row| row.is)
    }

    fn ask_about(&self, said: &str, is: Option<Elsewhere>) -> bool {
        self.around(said).any(|(before, _)| match is {
            Some(Elsewhere::Trade(_)) => {
                before.but_for_its_end(ARTICLES).is_some_and(|rest| rest.ends_with_any(WHO_IS_HERE))
            }
            Some(Elsewhere::Service(_)) => before.ask_whether_it_is_done_here(),
            None => false,
        })
    }

    /// The words before these, and behind them, wherever they are said.
    fn around(&self, said: &str) -> impl Iterator<Item = (Self, Self)> {
        let whole = format!(" {said} ");
        let places: Vec<usize> = self.0.match_indices(&whole).map(|(at, _)| at).collect();
        let parted = move |at: usize| {
            let behind = self.0[at + whole.len() - 1..].to_owned();
            (Self(format!("{} ", &self.0[..at])), Self(behind))
        };
        places.into_iter().map(parted)
    }

    fn asks_for(&self, said: &str, is: Option<Elsewhere>) -> bool {
        self.around(said).any(|(before, behind)| match is {
            Some(Elsewhere::Trade(_)) => {
                let called = before.ends_with_any(APPOINTMENT) || behind.begins(APPOINTMENT);
                let seen = before.leads_to_somebody() || called && before.leads_to_a_wish();
                let sent = before.sends_to_somebody() && !behind.has(STILL) && !behind.has(OF_SOMEBODY);
                (seen || sent && !self.name_papers()) && !behind.begins(TOLD)
            }
            Some(Elsewhere::Service(_)) => {
                let prescribed = before.leads_from(PRESCRIBED) && !behind.has(STILL);
                let wished = before.leads_to_a_wish() || prescribed;
                wished && !behind.begins(HAD) && !self.name_papers()
            }
            None => false,
        })
    }

    /// «Je voudrais voir le (kiné)», «un rendez-vous avec un (dentiste)»; not «de la (kiné)», nor whose letter it is.
    fn leads_to_somebody(&self) -> bool {
        let rest = self.but_for_its_end(ARTICLES).filter(|_| !self.has(OF_SOMEBODY));
        // «Besoin d'un (dentiste)»
        let of_them = |rest: Self| {
            rest.but_for_its_end("de | d | of").is_some_and(|rest| !rest.ends_with_any("besoin"))
        };
        rest.is_some_and(|rest| !of_them(rest)) && self.leads_to_a_wish()
    }

    /// «On m'a dit d'aller voir un (dermatologue)», «mon fils doit voir un (orthophoniste)»; not «je dois voir le (dentiste)
    /// jeudi, donc vendredi».
    fn sends_to_somebody(&self) -> bool {
        let one = self.ends_with_any("un | une | a | an") && !self.has(THEREFORE);
        let sent = self.ends_with_any(ARTICLES) && self.leads_from(SENT);
        !self.has(OF_SOMEBODY) && (sent || one && self.leads_from(HAVE_TO))
    }

    /// «C'est la (kiné de madame Petit)»: who calls.
    fn leads_to_who_calls(&self) -> bool {
        let known = self.but_for_its_end("le | la | l | the");
        known.is_some_and(|rest| rest.but_for_its_end("c est | it s | this is").is_some())
    }

    fn leads_to_a_wish(&self) -> bool {
        let rest = self.but_for_what_is_between();
        !self.leads_to_who_calls() && (rest.0.trim().is_empty() || rest.ends_with_any(WISHES))
    }

    /// «(On m'a dit) d'aller voir un»
    fn leads_from(&self, phrases: &str) -> bool {
        self.but_for_what_is_between().ends_with_any(phrases)
    }

    fn but_for_what_is_between(&self) -> Self {
        let mut rest = Self(self.0.clone());
        while let Some(shorter) = rest.but_for_its_end(BETWEEN).or_else(|| rest.but_for_a_number()) {
            rest = shorter;
        }
        rest
    }

    fn ends_with_any(&self, phrases: &str) -> bool {
        self.but_for_its_end(phrases).is_some()
    }

    /// The words before the set phrase that they end with.
    fn but_for_its_end(&self, phrases: &str) -> Option<Self> {
        let before = |phrase: &str| self.0.strip_suffix(&format!(" {phrase} "));
        alternatives(phrases).find_map(before).map(|rest| Self(format!("{rest} ")))
    }

    /// The words before the number, or the hour, that they end with.
    fn but_for_a_number(&self) -> Option<Self> {
        let (rest, last) = self.0.trim_end().rsplit_once(' ')?;
        let is_one = last.starts_with(|c: char| c.is_ascii_digit())
            || matches!(last, "h" | "heure" | "heures" | "am" | "pm");
        is_one.then(|| Self(format!("{rest} ")))
    }
}
