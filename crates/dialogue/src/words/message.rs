//! What is meant for the practice's people: that it is, and how much it says.

use super::{Words, alternatives};

/// The practice's people, as callers name them to a machine.
const STAFF: &str = "docteur | docteure | dr | medecin | medecins | cabinet | secretariat | secretaire | infirmiere \
                     | infirmier | praticien | praticienne | kine | madame | monsieur | mme | doctor | nurse \
                     | practice | surgery | office | secretary | receptionist | mr | mrs | ms";
/// What is told to somebody.
const TELL: &str = "dites | dites aussi | dites bien | dites juste | dire | direz | disiez | demandez | transmettez | transmettre \
                    | signalez | signaler | expliquez | faites savoir | faire savoir | faites passer | faire passer \
                    | pouvez vous demander | vous pouvez demander | pourriez vous demander | vous pourriez demander";
/// Between what is told and whom.
const TO: &str = "a | au | aux | a la | a l | a mon | a ma | a votre";
/// Who is warned stands right behind these.
const WARN: &str = "prevenez | prevenir | preveniez | informez | informer | avertissez | avertir | tell | inform \
                    | notify | remind";
/// Before whom is warned.
const THE: &str = "le | la | l | les | mon | ma | votre | the | my | your";
/// Who wants, or should, pass it on.
const PLEASE: &str = "pouvez vous | vous pouvez | pourriez vous | vous pourriez | pourrez vous | je voudrais \
                      | je voulais | j aimerais | il faut | faut | il faudrait | faudrait | merci de | veuillez";
/// «Lui dire», where the practice is asked to.
const TO_THEM: &str = "lui dire | leur dire | lui demander | leur demander | lui transmettre | leur transmettre \
                       | lui signaler | lui faire savoir | le prevenir | la prevenir | les prevenir | l informer";
/// Plainly for the practice's people, without a name.
const PLAINLY: &str = "dites lui | dites leur | dites bien lui | dites le lui | demandez lui | demandez leur \
                       | transmettez lui | transmettez leur | prevenez le | prevenez la | prevenez les | informez le \
                       | informez la | informez les | tell him | tell her | tell them | let him know | let her know \
                       | let them know | please ask him | please ask her | could you ask him | could you ask her \
                       | can you ask him | can you ask her | ask him to | ask her to";
/// Who says these tells it somebody themselves.
const THEMSELVES: &str = "je vais dire | je vais demander | je vais prevenir | je vais lui | je dirai | i ll tell | i will tell | i ll ask \
                          | i will ask | i ll let | let me ask | let me tell | i have to ask | i need to ask | m a dit de dire";
/// Words that carry no message: small ones, polite ones, and those that only say that there is one.
const SMALL: &str = "a ah ai ainsi alors apres au aucun aucune aujourd aussi autre aux avec avez avoir ben bien bon bonjour bonne \
                     bonsoir c ca car ce cela ces cette chez comme d dans de demain des deux du elle en encore enfin est \
                     et etes etre eu euh faire fait faut faudrait hui il ils j je jour journee juste l la le les leur lui \
                     m ma madame mais me mercredi merci beaucoup mes mme moi mon monsieur mot n ne non nous on ou oui \
                     par pardon pas peu peut peux plait plus pour pouvez pourriez pouvoir puis qu que quel quelle quels quelles quand quoi heure date quelque chose qui rien s sa \
                     sans se ses si son sont sous sur svp t te tout toute tous tres un une va vais veux veuillez vers \
                     voila voudrais voulais voulez vos votre vous y \
                     laisser laissez laisse message messages transmettre transmettez transmis dites dire disiez demandez \
                     demander prevenir prevenez informer informez faites passer passez docteur docteure dr medecin \
                     cabinet secretariat secretaire infirmiere infirmier plutot tant pis finalement attendez attends \
                     prendre noter notez prenez possible rappelez rappeler rappelle besoin question renseignement \
                     au revoir soiree bientot gentil aimable aide parfait super genial ok accord ira sera serait cest \
                     crois pense vraiment simplement seulement moment instant suis patientez bah sinon nan ouais \
                     i you he she it we they my your his her their the an of to in on at for from with and or but so no \
                     not yes please thanks thank very much hello hi well just could can would will like want leave take \
                     pass tell let know ask inform that this is are was be been am s ll ve re d m t do does did have has \
                     had me him them us there here all everything else anything nothing bye goodbye day nice good fine \
                     great lovely morning afternoon evening doctor nurse practice surgery office kind help helpful \
                     message note time hour day what which when how call back ring me right okay never mind actually wait one some any if then";

impl Words {
    /// Wants to leave something for the staff.
    pub(crate) fn message(&self) -> bool {
        let wanted = "message | un mot pour | liste d attente | waiting list | transmettez | pass it on | pass that on | pass this on | leave word \
                      | leave a note";
        let refused = "pas de message | pas un message | pas besoin de message | pas laisser de message | aucun message \
                       | sans message | no message | not a message | don t want to leave a message";
        self.has(wanted) && !self.has(refused)
    }

    /// «Dites au docteur que…», «pouvez-vous lui dire…»: the practice's people are told something, by the one who
    /// answers. A practitioner may be named, in the words of the practice.
    pub(crate) fn tells_staff(&self, named: Option<&str>) -> bool {
        let named = named.map(Self::of);
        let named = named.as_ref().map_or("", |name| name.0.trim());
        let staff = format!("{STAFF} | {named}");
        let told = || self.has_row(&[TELL, TO, &staff]);
        let warns = |warn: &str| self.has_row(&[warn, &staff]) || self.has_row(&[warn, THE, &staff]);
        let warned = || {
            warns(WARN)
                || warns("let") && self.has("know")
                || warns("ask") && self.has("to | if | whether | about")
        };
        let them = || self.has_row(&[PLEASE, TO_THEM]);
        let plainly = || self.without("don t tell | do not tell").has(PLAINLY);
        !self.has(THEMSELVES) && (plainly() || told() || warned() || them())
    }

    /// What is told stands in it, however small its words are: «que tout va bien», "that all is well".
    pub(crate) fn say_what_is_told(&self) -> bool {
        let behind =
            |cue: &str| self.places(cue).into_iter().map(|place| Self(format!("{} ", &self.0[place.end..])));
        alternatives("que | qu | that").flat_map(behind).any(|told| !told.are_within(1))
    }

    /// «Mon scanner a été avancé à mardi»: something was moved or cancelled already, and by somebody else.
    pub(crate) fn tell_what_was_changed(&self) -> bool {
        const WAS: &str = "a ete | ont ete | est | was | were | has been | have been | got | is now";
        const CHANGED: &str = "avance | avancee | decale | decalee | deplace | deplacee | reporte | reportee | repousse | repoussee \
                               | annule | annulee | moved | cancelled | canceled | postponed | rescheduled | changed | brought forward";
        self.has_row(&[WAS, CHANGED])
    }

    /// There is none: «rien», «pas de message».
    pub(crate) fn have_no_message(&self) -> bool {
        self.has("rien | pas de message | aucun message | nothing | no message")
    }

    /// Turns to whoever answers, with a wish or an order of its own: «non, en fait je voudrais…», «annulez…»; not «elle
    /// m'a dit de prendre rendez-vous».
    pub(crate) fn turn_to_the_desk(&self) -> bool {
        const TURNING: &str = "ah | alors | attendez | attends | ben | bon | bonjour | d accord | en fait | et | euh | excusez moi \
                               | finalement | mais | non | oh | ok | oui | pardon | plutot | actually | and | but | hello | hmm | no \
                               | oh | okay | sorry | wait | well | yes";
        const TURNED: &str = "je voudrais | je voulais | je veux | j aimerais | je souhaite | je souhaiterais | je prefere | je vais \
                              | je dois | il me faut | il me faudrait | il faut que je | est ce que je | est ce qu on | je peux | je pourrais \
                              | puis je | on peut | c est pour | pouvez vous | vous pouvez | pourriez vous | annulez | supprimez | deplacez \
                              | decalez | reportez | changez | prenez | reservez | donnez moi | trouvez moi | mettez moi | c est quand | un rendez vous | un rdv | une consultation | prendre rendez vous | vous avez \
                              | vous auriez | avez vous | auriez vous | an appointment | do you have | have you got | is there \
                              | quand | a quelle heure | i want | i would like | i d like | i d rather | i need | i have to | let me \
                              | let s | can i | could i | may i | is it possible | can we | can you | could you | please | cancel | move | book | change \
                              | reschedule | make | when";
        let mut said = Self(self.0.clone());
        while let Some(rest) = said.after(TURNING) {
            said = rest;
        }
        said.begins(TURNED)
    }

    /// Drops what is talked of, whatever that is: «laissez tomber», "forget it".
    pub(crate) fn drop_that(&self) -> bool {
        self.without("n oubliez pas | oubliez pas | don t forget | do not forget").has(
            "laissez tomber | laisse tomber | oubliez | oublie ca | on oublie | oublions | j ai change d avis | je change d avis \
             | je retire ce que | je retire mon message | i take it back | i take that back \
             | forget it | forget that | forget about it | forget about that | changed my mind | never mind that",
        )
    }

    /// Gives up what is talked of, without a word of what that is: «annulez ça», "scrap that".
    pub(crate) fn cancel_that(&self) -> bool {
        const VERBS: &str = "annulez | annuler | annule | supprimez | supprimer | retirez | retirer | enlevez | enlever | effacez \
                             | effacer | jetez | cancel | scrap | scratch | delete | erase | remove | drop | undo | withdraw";
        const THAT: &str =
            "ca | cela | tout ca | tout cela | le | la | that | it | this | all that | all of that";
        let nothing_else =
            || self.weight() > 0 && self.weighty().all(|word| alternatives(VERBS).any(|verb| verb == word));
        self.has_row(&[VERBS, THAT]) || nothing_else()
    }

    /// Wants unsaid what was left for the staff.
    pub(crate) fn unsays(&self) -> bool {
        self.has(
            "dites rien | dites lui rien | ne le dites pas | ne lui dites pas | ne leur dites pas | ne le transmettez pas \
             | ne transmettez pas | ne transmettez rien | effacez | oubliez mon message | oubliez le message \
             | annulez mon message | annulez le message | retirez mon message | laissez tomber le message \
             | laissez tomber mon message | don t tell | don t say anything | don t pass | delete the message \
             | delete my message | cancel the message | cancel my message | forget my message | forget the message",
        )
    }

    /// Its words that carry something, beside courtesy and the wish itself.
    pub(crate) fn weighty(&self) -> impl Iterator<Item = &str> {
        let small = |word: &&str| SMALL.split_whitespace().any(|small| small == *word);
        self.0.split_whitespace().filter(move |word| !small(word))
    }

    /// How many they are.
    pub(crate) fn weight(&self) -> usize {
        self.weighty().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_the_words_are_for() {
        for told in [
            "Dites au docteur Martin que ses comprimés me donnent mal au ventre",
            "Vous pouvez dire au docteur que je vais mieux ?",
            "Bon tant pis, dites au docteur de me rappeler",
            "pourriez-vous lui dire que je suis allergique",
            "Prévenez le cabinet que je serai à jeun",
            "non mais dites-lui que j'ai mal",
            "could you tell Dr Martin that I am better",
            "please let the doctor know I can't take the pills",
            "ask the doctor to call me",
        ] {
            assert!(Words::of(told).tells_staff(None), "{told}");
        }
        assert!(Words::of("dites à Sophie Laurent que je vais mieux").tells_staff(Some("Sophie Laurent")));
        for other in [
            "Dites-moi quand le docteur Martin est là",
            "Je voulais dire à dix heures",
            "Le docteur m'a dit de revenir",
            "je vais demander au docteur",
            "je vais lui demander, il est à côté",
            "let me see the doctor",
            "I'd like to ask for Doctor Martin",
        ] {
            assert!(!Words::of(other).tells_staff(None), "{other}");
        }
    }

    #[test]
    fn what_is_said_beside_courtesy() {
        for (said, weight) in [
            ("non merci, c'est tout, bonne journée", 0),
            ("merci beaucoup, vous êtes bien aimable", 0),
            ("Je voudrais laisser un message pour le docteur", 0),
            ("merci, et au fait mes comprimés me donnent mal au ventre", 4),
        ] {
            assert_eq!(Words::of(said).weight(), weight, "{said}");
        }
    }
}
