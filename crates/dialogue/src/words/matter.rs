//! What is asked of the practice's people, and is no appointment: results, papers, bills, the accounts.

use domain::request::Reason;

use super::Words;

/// What only the practice's people can give, and nobody comes to be seen for.
const OF_THE_OFFICE: &str = "resultat | resultats | compte rendu | facture | factures | feuille de soins \
                             | feuilles de soins | remboursement | devis | dossier medical \
                             | copie de mon dossier | my results | test results | the results | results of \
                             | invoice | my bill | the bill | a bill | refund | receipt | medical records \
                             | medical file";
/// What was done to the caller, of which the results are meant once they may be there.
const EXAMINED: &str = "mes analyses | mon analyse | ma prise de sang | mon bilan | mes examens | ma radio \
                        | my tests | my test | my blood test | my scan";
/// What is there by now, or isn't.
const THERE: &str = "recu | recus | recue | recues | arrive | arrives | arrivee | arrivees | pret | prets \
                     | prete | pretes | received | arrived | ready | come back | are back | is back \
                     | in yet";
/// Papers that a doctor writes: at a consultation, or without one.
const OF_A_DOCTOR: &str = "ordonnance | ordonnances | renouvellement | renouveler | renew | renewed | refill | refilled | certificat \
                           | certificats | arret de travail | arret maladie | prolongation | courrier pour \
                           | lettre pour | bon de transport | prescription | prescriptions | sick note \
                           | fit note | certificate | referral | referral letter";
/// To have again what one takes already.
const RENEWING: &str =
    "renouveler | renouvelez | me renouveler | refaire | refaites | renew | refill | repeat | reorder";
/// What is taken, as callers call it who don't name it.
const TAKEN: &str = "boite | boites | box | boxes | medicament | medicaments | traitement | comprime | comprimes | pilule | gouttes | patch | patchs | insuline | ventoline \
                     | medication | medicine | medicines | tablet | tablets | pill | pills | inhaler | drops | insulin";
/// That there is none left of it.
const USED_UP: &str = "je n ai plus de | j ai plus de | je n ai plus d | plus de | bientot plus de | ne me reste plus de | a court de \
                       | run out of my | running out of my | out of my | no more of my | run out of | running out of";
/// Whose it is.
const OWN: &str = "mon | ma | mes | le | la | les | l | son | sa | ses | my | his | her | the | our | me mon | me ma | me mes";
/// Of these, what is a prescription…
const PRESCRIBED: &str = "ordonnance | ordonnances | renouvellement | renouveler | renew | renewed | refill | refilled | prescription \
                          | prescriptions";
/// … what certifies something…
const CERTIFIED: &str = "certificat | certificats | arret de travail | arret maladie | prolongation | sick note \
                         | fit note | certificate";
/// … and what an examination showed. The rest are papers.
const FOUND: &str =
    "resultat | resultats | compte rendu | my results | test results | the results | results of";
/// Who works there and sees no patients.
const OFFICE: &str = "comptable | comptabilite | service facturation | directeur | directrice \
                      | gestionnaire | assistante sociale | accountant | accounts | billing \
                      | practice manager | manager";
/// Who was called, and didn't answer.
const CALLED: &str = "on m a appele | on m a appelee | vous m avez appele | vous m avez appelee \
                      | vous avez appele | vous avez essaye | appel manque | appel en absence \
                      | cherche a me joindre | essaye de me joindre | sur mon repondeur | you called me \
                      | somebody called me | someone called me | missed call | missed a call \
                      | returning your call | returning a call | on my voicemail";
/// Where it was looked into, or what was looked into there: of these, too, the results are meant…
const ANALYSED: &str = "labo | laboratoire | mes analyses | mon analyse | ses analyses | les analyses | lab | laboratory \
                        | my bloods | my blood work";
/// … unless it is still to be done, or somebody goes there.
const TO_DO: &str = "faire | refaire | passer | aller | venir | va | faites | font | fait | ouvert | ouvre | ferme | rendez vous \
                     | rdv | do | done | doing | have | get | go | come | open | opens | appointment | book";
/// That it is wanted.
const WANTED: &str = "c est pour | juste pour | seulement pour | ce serait pour | c etait pour \
                      | appelle pour | appelle au sujet | appelle a propos | c est par rapport a \
                      | au sujet de | a propos de | concernant | je voudrais | je veux | j aimerais \
                      | je souhaite | je souhaiterais | voudrait | a besoin | j aurais besoin \
                      | j ai besoin | il me faut | il me faudrait | il faudrait | est ce que je peux avoir \
                      | je peux avoir | je pourrais avoir | puis je avoir | pourrais je avoir \
                      | on peut avoir | pouvez vous me | vous pouvez me | pourriez vous me \
                      | vous pourriez me | pouvez vous m | vous pouvez m | pourriez vous m \
                      | vous pourriez m | je viens aux nouvelles | je viens pour | question sur \
                      | probleme avec | it s about | this is about | just for | just about | calling for \
                      | calling about | i want | i d like | i would like | i need | can i have | can i get \
                      | could i have | could i get | may i have | can you send | could you send | about my \
                      | question about | problem with | after my";
/// Whoever says these comes to be seen about a paper. Doctor Benali's prescription is one «avec le docteur Benali».
const SEEN: &str = "voir | chez | consulter | consultation | montrer | venir | see | come in | show";
/// What is done about a paper, where nobody comes to be seen for it.
const GETTING: &str = "renouveler | refaire | faire renouveler | faire refaire | recuperer | avoir | recevoir | obtenir | chercher \
                       | envoyez moi | donnez moi | transmettez moi | send me | give me | email me | demander | savoir si | connaitre | renew | get | collect | pick up | ask for | have | receive";
/// And these, about results.
const SEES: &str = "voir le docteur | voir la docteure | voir le medecin | voir le dr | voir docteur \
                    | consulter | consultation | montrer | en parler | en discuter | see the doctor \
                    | see doctor | see dr | show | discuss";
const NO_APPOINTMENT: &str = "pas de rendez vous | pas un rendez vous | pas pour un rendez vous \
                              | pas besoin de rendez vous | sans rendez vous | pas prendre de rendez vous \
                              | no appointment | not an appointment | not for an appointment \
                              | without an appointment";
const ONLY: &str = "juste | seulement | simplement | uniquement | only | just | simply";

impl Words {
    /// Cannot go on, and says nothing else: «bonjour, j'en peux plus», "I can't go on". Of a tooth, or of waiting, it is a wish.
    pub(crate) fn cannot_go_on(&self) -> bool {
        let cannot = "en peux plus | en peux vraiment plus | can t go on | can t take it anymore | can t take it any more \
                      | cannot go on";
        let rest = self.without("bonjour | bonsoir | allo | hello | hi | docteur | vraiment | la | madame | please | je vous en prie");
        rest.has(cannot) && rest.are_within(7) && rest.without(cannot).are_within(2)
    }

    /// Wants something of the practice's people that is no appointment: «c'est pour avoir mes résultats», «le
    /// renouvellement de mon ordonnance».
    pub(crate) fn ask_for_papers(&self) -> bool {
        let comes = self.speaks_of_an_appointment() && !self.refuse_an_appointment();
        let wanted = self.has(WANTED) || self.begins_with_papers() || self.ask_for_a_renewal();
        self.name_papers() && !comes && wanted
    }

    /// Names a paper or a result, and not to be seen about it.
    pub(crate) fn name_papers(&self) -> bool {
        let looked_into = self.has(EXAMINED) && self.has(THERE) || self.has(ANALYSED) && !self.has(TO_DO);
        let results = self.has(OF_THE_OFFICE) || looked_into;
        let of_a_doctor = self.has(OF_A_DOCTOR) || self.has_none_left();
        results && !self.has(SEES) || of_a_doctor && !self.has(SEEN)
    }

    /// «Est-ce que vous les avez reçues ?»: of what was named, whether it is there by now.
    pub(crate) fn ask_whether_it_is_there(&self) -> bool {
        self.has(THERE)
    }

    /// «Je n'ai plus de comprimés», "I've run out of my pills".
    fn has_none_left(&self) -> bool {
        self.has_row(&[USED_UP, TAKEN])
            || self.has(USED_UP) && self.has(TAKEN) && self.has("my | boite | boites | box | boxes")
    }

    /// «(Pouvez-vous) me renouveler mon Xarelto», «pour une ordonnance de Doliprane»: wanted, whatever else is said; not
    /// «comment renouveler mon ordonnance ?»
    fn ask_for_a_renewal(&self) -> bool {
        const FOR: &str = "pour | for";
        const A: &str = "une | un | mon | ma | le | la | l | des | mes | a | an | my | the";
        let how = "comment | how do | how can | how to | combien | quand | when | how long | faut il | il faut une | il faut un";
        let wants =
            self.has_row(&[RENEWING, OWN]) || self.has_row(&[FOR, A, OF_A_DOCTOR]) || self.has_none_left();
        wants && !self.has(how)
    }

    /// «Mon ordonnance», «bonjour, renouvellement d'ordonnance avec le docteur Benali»: said by itself, it is wanted.
    fn begins_with_papers(&self) -> bool {
        const GREETINGS: &str = "bonjour | bonsoir | allo | euh | oui | hello | hi";
        const ARTICLES: &str = "mon | ma | mes | une | un | le | la | les | des | my | a | an | the";
        let greeted = self.after(GREETINGS);
        let said = greeted.as_ref().unwrap_or(self);
        let bare = said.after(ARTICLES);
        let said = bare.as_ref().unwrap_or(said);
        let tells = "est | sont | etait | ai | a | is | are | was";
        let begins = |list: &&str| said.begins(list) || greeted.as_ref().unwrap_or(self).begins(list);
        !said.has(tells) && [OF_A_DOCTOR, OF_THE_OFFICE, ANALYSED].iter().any(begins)
    }

    /// A paper beside what is done here: «renouveler mon ordonnance (et un rendez-vous)», «mes résultats»; behind it, not
    /// what an appointment is for: «(un rendez-vous) et récupérer mes résultats».
    pub(crate) fn are_a_matter(&self, behind: bool) -> bool {
        let gets = self.begins(GETTING) || self.has(WANTED) || behind && self.has(THERE);
        self.name_papers()
            && !self.speaks_of_an_appointment()
            && (gets || !behind && self.begins_with_papers())
    }

    /// What is wanted of the practice's people, of their short list.
    pub(crate) fn reason(&self) -> Option<Reason> {
        if !self.name_papers() {
            return self.name_the_office().then_some(Reason::Other);
        }
        Some(match self {
            said if said.has(PRESCRIBED) || said.has_none_left() => Reason::Prescription,
            said if said.has(CERTIFIED) => Reason::Certificate,
            said if [FOUND, EXAMINED, ANALYSED].iter().any(|list| said.has(list)) => Reason::Results,
            _ => Reason::Papers,
        })
    }

    /// Whether somebody has to answer, and not only to know.
    pub(crate) fn want_an_answer(&self) -> bool {
        self.call_back() || self.name_papers() && !self.tells_staff(None)
    }

    /// Papers that one may as well come to a consultation for.
    pub(crate) fn of_a_doctor(&self) -> bool {
        !self.has(OF_THE_OFFICE) && !self.has(THERE)
    }

    /// Was called by the practice, and calls back: what about, its people know.
    pub(crate) fn return_a_call(&self) -> bool {
        self.has(CALLED) && !self.speaks_of_an_appointment()
    }

    /// Says once more that they come.
    pub(crate) fn confirm(&self) -> bool {
        self.has(
            "je confirme | je vous confirme | je serai la | je viendrai | je viens bien | i confirm | i ll be there \
             | i will be there | i m coming | i am coming",
        )
    }

    /// Names somebody who works there and sees no patients: «la comptable».
    pub(crate) fn name_the_office(&self) -> bool {
        self.has(OFFICE)
    }

    /// «Ce n'est pas pour un rendez-vous.»
    pub(crate) fn refuse_an_appointment(&self) -> bool {
        self.has(NO_APPOINTMENT)
    }

    /// No appointment is wanted: «non, c'est juste pour…»
    pub(crate) fn want_no_appointment(&self) -> bool {
        self.refuse_an_appointment() || self.has(ONLY) || self.begins("non | no")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// S239.
    #[test]
    fn what_is_wanted_is_one_of_a_short_list() {
        for (said, reason) in [
            ("bonjour, renouvellement d'ordonnance", Some(Reason::Prescription)),
            ("c'est pour renouveler mon traitement", Some(Reason::Prescription)),
            ("I need a repeat prescription", Some(Reason::Prescription)),
            ("il me faudrait un arrêt de travail", Some(Reason::Certificate)),
            ("could I get a sick note", Some(Reason::Certificate)),
            ("je voudrais les résultats de ma prise de sang", Some(Reason::Results)),
            ("j'appelle pour mes analyses, est-ce que vous les avez reçues ?", Some(Reason::Results)),
            ("I'm calling for my test results", Some(Reason::Results)),
            ("j'appelle pour une facture", Some(Reason::Papers)),
            ("il me faut un bon de transport", Some(Reason::Papers)),
            ("je voudrais parler à la comptable", Some(Reason::Other)),
            ("dites au docteur que j'arrive", None),
            ("je voudrais voir le docteur pour un renouvellement d'ordonnance", None),
        ] {
            assert_eq!(Words::of(said).reason(), reason, "{said}");
        }
    }

    #[test]
    fn papers_are_no_appointment() {
        for said in [
            "bonjour c'est pour avoir mes résultats",
            "ce serait pour le renouvellement de mon ordonnance",
            "il me faudrait un arrêt de travail",
            "j'appelle pour une facture",
            "je voudrais les résultats de ma prise de sang",
            "non, pas de rendez-vous, c'est juste pour mes résultats",
            "j'appelle pour mes analyses, est-ce que vous les avez reçues ?",
            "c'est pour renouveler mon traitement",
            "une ordonnance avec le docteur Benali",
            "bonjour, renouvellement d'ordonnance",
            "I'm calling for my test results",
            "I need a repeat prescription",
            "bonjour, j'appelle pour mes analyses",
            "c'est pour mes analyses",
            "je vous appelle pour le labo",
            "mes analyses",
            "I'm calling about my lab results",
            "it's about the lab",
            "it's about my blood work",
        ] {
            assert!(Words::of(said).ask_for_papers(), "{said}");
        }
        for other in [
            "je voudrais un rendez-vous pour mes résultats",
            "j'ai reçu mes résultats, je voudrais voir le docteur Martin",
            "je voudrais voir le docteur pour un renouvellement d'ordonnance",
            "vous avez reçu mes résultats ?",
            "il faut une ordonnance ?",
            "je voudrais faire mes analyses",
            "c'est pour faire mes analyses",
            "le laboratoire est ouvert demain ?",
            "I need to have my blood work done",
            "j'apporterai mon ordonnance",
            "I'd like an appointment for my results",
        ] {
            assert!(!Words::of(other).ask_for_papers(), "{other}");
        }
    }
}
